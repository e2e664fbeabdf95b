package strategy_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A T-shirt that costs 12.90: a profit of 1.20 is met up to 15.00 and again from 15.67,
// since the referral fee jumps between them. A price in the hole is moved.
func ExampleLimits() {
	limits := strategy.Limits{
		Places:     2,
		Admissible: []pricing.Interval{span("14.85", "15.00"), openSpan("15.67")},
		Ending:     strategy.Ending{On: []decimal.Decimal{amt("0.99")}, Within: amt("0.40")},
	}
	for _, wanted := range []string{"14.20", "15.25", "15.60"} {
		price, _, err := limits.Fit(amt(wanted), strategy.Down)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(wanted, "becomes", price.StringFixed(2))
	}
	// Output:
	// 14.20 becomes 14.99
	// 15.25 becomes 15.00
	// 15.60 becomes 15.00
}

// Every step from the wanted price says why.
func ExampleLimits_Fit() {
	limits := strategy.Limits{Places: 2, Least: known("12.50"), Ending: strategy.Ending{On: []decimal.Decimal{amt("0.99")}, Within: amt("0.50")}}
	price, steps, err := limits.Fit(amt("11.874"), strategy.Up)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range steps {
		fmt.Printf("%s: %s, from %s to %s\n", s.Code, s.Text, s.From, s.To)
	}
	fmt.Println(price)
	// Output:
	// minor_unit: to the minor unit of the currency, from 11.874 to 11.88
	// least: not below 12.5, from 11.88 to 12.5
	// ending: to a price ending on 0.99, from 12.5 to 12.99
	// 12.99
}

func ExampleLimits_Contains() {
	limits := strategy.Limits{Places: 2, Least: known("12.50"), Most: known("19.99")}
	for _, price := range []string{"12.49", "12.50", "12.505", "19.99"} {
		fmt.Println(price, limits.Contains(amt(price)))
	}
	// Output:
	// 12.49 false
	// 12.50 true
	// 12.505 false
	// 19.99 true
}

func ExampleLimits_Check() {
	err := strategy.Limits{Places: 2, Least: known("-1"), Ending: strategy.Ending{On: []decimal.Decimal{amt("1.99")}}}.Check()
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// least must not be below 0, got "-1"
	// ending.on[0] must be below 1, got "1.99"
}

// The floor of a reprice is what the model says, beside a bound of one's own.
func ExampleLimits_Meeting() {
	solution, err := shipped("clothing_accessories", "12.90").Solve(pricing.Profit(amt("1.20")))
	if err != nil {
		log.Fatal(err)
	}
	limits := strategy.Limits{Places: 2, Least: known("15.50")}.Meeting(solution)
	price, _, err := limits.Fit(amt("15.20"), strategy.Down)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(price)
	// Output: 15.67
}

// Prices of 1,900 yen look better at 1,980.
func ExampleEnding() {
	limits := strategy.Limits{Ending: strategy.Ending{Of: amt("100"), On: []decimal.Decimal{amt("80")}, Within: amt("80"), Lowered: amt("20")}}
	for _, wanted := range []string{"1903", "1980", "1995"} {
		price, _, err := limits.Fit(amt(wanted), strategy.Up)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(wanted, "becomes", price)
	}
	// Output:
	// 1903 becomes 1980
	// 1980 becomes 1980
	// 1995 becomes 1980
}

func ExampleEnding_String() {
	fmt.Println(strategy.Ending{On: []decimal.Decimal{amt("0.49"), amt("0.99")}})
	// Output: 0.49 or 0.99
}

func ExampleEnding_Check() {
	fmt.Println(strategy.Ending{On: []decimal.Decimal{amt("0.99")}, Within: amt("-0.10")}.Check())
	// Output: within must not be below 0, got "-0.1"
}

// A strategy of one's own ends with Fit: here, half way to a price of last year.
func ExampleFit() {
	limits := strategy.Limits{Places: 2, Least: known("17.50"), Missing: []string{"cost.duty"}}
	p, err := strategy.Fit("half_way", fx.USD, amt("16.995"), strategy.Up, limits, strategy.Reason{Code: "last_year", Text: "14.99 last year"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Strategy, p.Price)
	for _, r := range p.Reasons {
		fmt.Println(r.Text)
	}
	// Output:
	// half_way 17.5
	// 14.99 last year
	// the price is a lower bound: cost.duty is not known
}

func ExampleProposal() {
	p, err := strategy.CostPlus{Target: pricing.Margin(amt("0.20")), Limits: strategy.Limits{Least: known("21")}}.Propose(shipped("home_kitchen", "13"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Strategy, "wants", p.Wanted, "and proposes", p.Price, p.Currency)
	// Output: cost_plus wants 20 and proposes 21 USD
}

func ExampleStep() {
	_, steps, err := strategy.Limits{Places: 2, Most: known("20")}.Fit(amt("22"), strategy.Up)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", steps[0])
	// Output: {Code:most From:22 To:20 Text:not above 20}
}

func ExampleReason() {
	p, err := strategy.CostPlus{}.Propose(shipped("home_kitchen", "17"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Reasons[0].Code+":", p.Reasons[0].Text)
	// Output: target: the lowest price for a break-even is 20
}

func ExampleSide() {
	limits := strategy.Limits{Places: 2}
	for _, side := range []strategy.Side{strategy.Up, strategy.Down} {
		price, _, err := limits.Fit(amt("9.995"), side)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(side, price)
	}
	// Output:
	// up 10
	// down 9.99
}

// Without a price there is a reason.
func ExampleNoPriceError() {
	limits := strategy.Limits{Least: known("12"), Most: known("11")}
	_, err := strategy.CostPlus{Limits: limits}.Propose(shipped("home_kitchen", "5"))
	var none *strategy.NoPriceError
	fmt.Println(errors.As(err, &none), none.Code)
	// Output: true least_above_most
}

func ExampleNoPriceError_Error() {
	_, _, err := strategy.Limits{Places: 2, Least: known("12"), Most: known("11")}.Fit(amt("10"), strategy.Up)
	fmt.Println(err)
	// Output: strategy: no price: the least price, 12, is above the most, 11
}
