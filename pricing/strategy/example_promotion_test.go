package strategy_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Two deals within 30 days: the deep one would forbid the better one after it.
func ExamplePlanPromotions() {
	plan, err := strategy.PlanPromotions(season(testingTB, "20.00",
		deal("spring", 150, 150, "15.00", "2"), deal("fair", 170, 179, "16.00", "1")))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range plan.Kept {
		fmt.Println("keep", p.ID, "gain", p.Gain, "break-even", p.BreakEven.Decimal)
	}
	for _, p := range plan.Dropped {
		fmt.Println("drop", p.ID, p.Code, p.Against)
	}
	// Output:
	// keep fair gain 400 break-even 0.5
	// drop spring displaced [fair]
}

func ExamplePromotionCalendar() {
	calendar := season(testingTB, "20.00", coupon("a", 150, 152, "0.05", "1"), coupon("b", 160, 162, "0.05", "1"))
	calendar.LeastGap = 14
	plan, err := strategy.PlanPromotions(calendar)
	fmt.Println(len(plan.Kept), plan.Dropped[0].Text, err)
	// Output: 1 it is too close to a <nil>
}

// The price is raised ten days before the deal, whose price was the regular one.
func ExamplePromotionCalendar_Judge() {
	calendar := season(testingTB, "20.00", deal("event", 150, 152, "21.00", "1"))
	calendar.Regular = append(calendar.Regular, strategy.RegularPrice{From: date(140), Price: figure("25.00"), UnitsPerDay: figure("9")})
	report, err := calendar.Judge("event")
	fmt.Println(report.Findings[0], err)
	// Output: AMZ-DEAL-1 block: the deal at 21.00 USD is above 20.00 USD, the lowest price of the last 30 days <nil>
}

func ExamplePromotionPlan() {
	plan, err := strategy.PlanPromotions(season(testingTB, "20.00", deal("a", 150, 152, "18.00", "1")))
	fmt.Println(plan.Gain, plan.Exact, len(plan.Days), len(plan.History), err)
	// Output: 240 true 180 4 <nil>
}

func ExamplePlannedPromotion() {
	plan, err := strategy.PlanPromotions(season(testingTB, "20.00", deal("a", 150, 152, "18.00", "1")))
	p := plan.Kept[0]
	fmt.Println(p.Contribution, p.PromotionContribution, p.Units, p.PromotionUnits)
	fmt.Println("low", p.LowBefore.Decimal, p.LowAfter.Decimal, "until", p.LowUntil.Format(time.DateOnly), "was", p.WasAfter.Decimal, err)
	// Output:
	// 12 10 30 60
	// low 20 18 until 2026-07-01 was 20 <nil>
}

func ExampleDroppedPromotion() {
	plan, err := strategy.PlanPromotions(season(testingTB, "20.00", coupon("small", 150, 152, "0.04", "1")))
	d := plan.Dropped[0]
	fmt.Println(d.Code, d.Rules, d.Text, err)
	// Output: rule [AMZ-CPN-1 AMZ-CPN-2] AMZ-CPN-1: the coupon of 4% is less than 5% off 20.00 USD; AMZ-CPN-2: the net price of 19.20 USD is above the required 19.00 USD, 95% of the Was price of 20.00 USD <nil>
}

func ExampleDroppedCode() {
	fmt.Println(strategy.NotKeptSpacing, strategy.NotKeptRule, strategy.NotKeptDisplaced)
	// Output: spacing rule displaced
}

func ExamplePromotionDay() {
	plan, err := strategy.PlanPromotions(season(testingTB, "20.00", deal("a", 122, 122, "18.00", "1")))
	for _, d := range plan.Days[:3] {
		fmt.Printf("%s %s %q was %s low %s\n", d.Day.Format(time.DateOnly), d.Price, d.Promotion, d.Was.Decimal, d.Low.Decimal)
	}
	fmt.Println(err)
	// Output:
	// 2026-05-01 20 "" was 20 low 20
	// 2026-05-02 18 "a" was 20 low 20
	// 2026-05-03 20 "" was 20 low 18
	// <nil>
}

func ExamplePromotionNote() {
	calendar := season(testingTB, "20.00", deal("event", 150, 152, "21.00", "1"))
	calendar.Regular = append(calendar.Regular, strategy.RegularPrice{From: date(140), Price: figure("25.00"), UnitsPerDay: figure("9")})
	plan, err := strategy.PlanPromotions(calendar)
	for _, note := range plan.Notes {
		fmt.Println(note.Code)
		fmt.Println(note.Text)
	}
	fmt.Println(err)
	// Output:
	// raised_before_promotion
	// the regular price rises from 20 to 25 in the 30 days before it: the was-price is a median of 90 days, 20, and does not follow; the lowest price of 30 days is 20, and it asks 21, which fails
	// <nil>
}

func ExamplePromotionCandidate() {
	candidate := strategy.PromotionCandidate{
		ID: "spring", Kind: policy.BestDeal, Share: figure("0.15"), From: date(150), To: date(156), Uplift: given("1.2"), Fee: figure("150"),
	}
	plan, err := strategy.PlanPromotions(season(testingTB, "20.00", candidate))
	fmt.Println(plan.Kept[0].Price, plan.Kept[0].BreakEven.Decimal, plan.Kept[0].Gain, err)
	// Output: 17 0.571429 396 <nil>
}

func ExampleRegularPrice() {
	calendar := season(testingTB, "20.00")
	calendar.Regular = append(calendar.Regular, strategy.RegularPrice{From: date(122), Price: figure("21.00"), UnitsPerDay: figure("9")})
	plan, err := strategy.PlanPromotions(calendar)
	fmt.Println(plan.Days[0].Price, plan.Days[1].Price, err)
	// Output: 20 21 <nil>
}
