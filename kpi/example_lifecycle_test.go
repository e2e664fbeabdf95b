package kpi_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// A mould, samples and stock are paid from January to March, sales from April to July,
// and what is left is cleared.
func ExampleLifecyclePlan() {
	life, err := lcLife().Lifecycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range life.Periods {
		fmt.Println(p.Days.First.Format("2006-01"), p.ProfitTotal, p.CashTotal)
	}
	// Output:
	// 2026-01 -3200.00 USD -3200.00 USD
	// 2026-02 -3200.00 USD -6200.00 USD
	// 2026-03 -3200.00 USD -13200.00 USD
	// 2026-04 -500.00 USD -13200.00 USD
	// 2026-05 2200.00 USD -7500.00 USD
	// 2026-06 4900.00 USD -1800.00 USD
	// 2026-07 4250.00 USD 3850.00 USD
	// 2026-08 4250.00 USD 4250.00 USD
}

func ExampleLifecyclePlan_Lifecycle() {
	plan := lcLife()
	plan.AsOf = lcDay("2026-05-31")
	life, err := plan.Lifecycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("profit", life.Profit.Status, life.Profit.Total)
	fmt.Println("cash", life.Cash.Status, life.Cash.Total, "at most", life.Cash.Peak)
	fmt.Println("tied up", life.TiedUp)
	// Output:
	// profit paid_back 2200.00 USD
	// cash not_paid_back -7500.00 USD at most 13200.00 USD
	// tied up 9700.00 USD
}

func ExampleLifecyclePlan_Check() {
	for _, fault := range fx.Faults(kpi.LifecyclePlan{Currency: "RMB", Step: "quarter", Cash: []kpi.LifecycleAmount{{}}}.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// currency must be a currency of ISO 4217, got "RMB"
	// step must be month or week, got "quarter"
	// cash[0].day is missing
}

func ExampleLifecycle() {
	life, err := lcLife().Lifecycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(life.Days, life.Cash.BreakEven.Format(time.DateOnly), life.Cash.ROI, life.TiedUp)
	// Output:
	// 2026-01-10..2026-08-01 2026-07-01 32.20% 0.00 USD
}

func ExampleLifecyclePeriod() {
	life, err := lcLife().Lifecycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	may := life.Periods[4]
	fmt.Println(may.Days, may.Profit, may.Cash, may.ProfitTotal, may.CashTotal)
	// Output:
	// 2026-05-01..2026-05-31 2700.00 USD 5700.00 USD 2200.00 USD -7500.00 USD
}

func ExampleLifecycleLine() {
	life, err := lcLife().Lifecycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range life.ProfitLines {
		fmt.Println(line.Code, line.Amount)
	}
	// Output:
	// tooling -3000.00 USD
	// samples -200.00 USD
	// sales 8100.00 USD
	// clearance -600.00 USD
	// disposal -50.00 USD
}

func ExampleLifecycleBeyond() {
	plan := lcLife()
	plan.AsOf = lcDay("2026-07-15")
	life, err := plan.Lifecycle()
	for _, later := range life.Beyond {
		fmt.Println(later.From, later.Code, later.Day.Format(time.DateOnly), err)
	}
	// Output:
	// profit[6] disposal 2026-07-31 <nil>
	// cash[7] clearance 2026-08-01 <nil>
	// cash[8] disposal 2026-07-31 <nil>
}

func ExampleLifecycleAmount() {
	amounts := []kpi.LifecycleAmount{
		{Day: lcDay("2026-01-10"), Code: "tooling", Amount: lcSet("-5000")},
		{Day: lcDay("2026-04-01"), Code: "sales", Amount: lcSet("6000")},
		{Day: lcDay("2026-06-01"), Code: "disposal"}, // not known
	}
	back, err := kpi.PaybackOf(amounts, fx.USD, lcDay("2026-12-31"), kpi.Discounting{})
	fmt.Println(back.Status, back.BreakEven.Format(time.DateOnly), back.Total, err)
	// Output:
	// not_known 2026-04-01 incomplete: disposal <nil>
}

func ExamplePaybackOf() {
	amounts := []kpi.LifecycleAmount{
		{Day: lcDay("2026-01-10"), Amount: lcSet("-5000")},
		{Day: lcDay("2026-04-01"), Amount: lcSet("3000")},
		{Day: lcDay("2026-06-01"), Amount: lcSet("3000")},
	}
	back, err := kpi.PaybackOf(amounts, fx.USD, lcDay("2026-12-31"), kpi.Discounting{})
	fmt.Println(back.Status, back.BreakEven.Format(time.DateOnly), back.Days, back.ROI, err)
	// Output:
	// paid_back 2026-06-01 142 days 20.00% <nil>
}

func ExamplePayback() {
	back, err := kpi.PaybackOf(lcAmounts("2026-01-01", "-100", "2026-02-01", "150", "2026-03-01", "-200", "2026-04-01", "300"), fx.USD, lcDay("2026-12-31"), kpi.Discounting{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("first", back.BreakEven.Format(time.DateOnly), "for good", back.Lasting.Format(time.DateOnly), "at most", back.Peak)
	// Output:
	// first 2026-02-01 for good 2026-04-01 at most 150.00 USD
}

func ExamplePaybackStatus() {
	for _, last := range []string{"99.99", "100", "?"} {
		back, err := kpi.PaybackOf(lcAmounts("2026-01-01", "-100", "2026-02-01", last), fx.USD, lcDay("2026-12-31"), kpi.Discounting{})
		fmt.Println(back.Status, err)
	}
	// Output:
	// not_paid_back <nil>
	// paid_back <nil>
	// not_known <nil>
}

// A thousand for a year at 10 % has to bring 1,100.
func ExampleDiscounting() {
	for _, last := range []string{"1099.99", "1100"} {
		back, err := kpi.PaybackOf(lcAmounts("2026-01-01", "-1000", "2027-01-01", last), fx.USD, lcDay("2027-01-01"), kpi.Discounting{AnnualRate: lcDec("0.1")})
		fmt.Println(back.Status, back.Adjusted, err)
	}
	// Output:
	// not_paid_back -0.01 USD <nil>
	// paid_back 0.00 USD <nil>
}

func ExampleDiscounting_Check() {
	for _, fault := range fx.Faults(kpi.Discounting{AnnualRate: lcDec("12"), Rule: "monthly"}.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// annual_rate must be a fraction from 0 to 10, such as 0.12, got "12"
	// rule must be simple or effective, got "monthly"
}

func ExampleDiscountRule() {
	for _, rule := range []kpi.DiscountRule{kpi.SimpleInterest, kpi.EffectiveRate} {
		back, err := kpi.PaybackOf(lcAmounts("2026-01-01", "-1000", "2028-01-01", "1205"), fx.USD, lcDay("2028-01-01"), kpi.Discounting{AnnualRate: lcDec("0.1"), Rule: rule})
		fmt.Println(rule, back.Status, back.Adjusted, err)
	}
	// Output:
	// simple paid_back 5.00 USD <nil>
	// effective not_paid_back -4.13 USD <nil>
}

func ExampleCalendarStep() {
	plan := lcLife()
	for _, step := range []kpi.CalendarStep{kpi.StepMonth, kpi.StepWeek} {
		plan.Step = step
		life, err := plan.Lifecycle()
		fmt.Println(step, len(life.Periods), err)
	}
	// Output:
	// month 8 <nil>
	// week 30 <nil>
}
