package strategy_test

import (
	"errors"
	"fmt"
	"log"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/strategy"
)

func ExampleBreakEvenChange() {
	cut, err := strategy.BreakEvenChange(figure("1.50"), figure("-0.50"))
	if err != nil {
		log.Fatal(err)
	}
	rise, err := strategy.BreakEvenChange(figure("1.50"), figure("0.50"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(fx.Percent(cut), fx.Percent(rise))
	// Output: 50% -25%
}

// A cut from 10.49 to 9.99 also enters the cheaper fulfilment of low prices: what a
// unit earns falls by less than the price.
func ExampleBreakEvenUplift() {
	uplift, err := strategy.BreakEvenUplift(figure("1.80"), figure("1.60"))
	fmt.Println(fx.Percent(uplift), err)
	// Output: 12.5% <nil>
}

func ExampleNoBreakEvenError() {
	_, err := strategy.BreakEvenChange(figure("1.50"), figure("-1.50"))
	fmt.Println(err)
	// Output: strategy: no quantity makes up for a price at which a unit contributes 0
}

// A cut that sells a quarter more earns less; it would have had to sell 38 % more.
func ExamplePriceChange() {
	c := strategy.PriceChange{From: figure("50"), To: figure("45"), UnitCost: figure("32"), Units: figure("8000"), Fixed: figure("108000")}
	before, after, err := c.Profit(figure("10000"))
	if err != nil {
		log.Fatal(err)
	}
	b, err := c.BreakEven()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(before, after, "needs", b.Units)
	// Output: 36000 22000 needs 11077
}

func ExamplePriceChange_Profit() {
	c := strategy.PriceChange{From: figure("20"), To: figure("18"), UnitCost: figure("12"), Units: figure("100")}
	fmt.Println(c.Profit(figure("140")))
	// Output: 800 840 <nil>
}

func ExamplePriceChange_BreakEven() {
	c := strategy.PriceChange{From: figure("20"), To: figure("18"), UnitCost: figure("12"), Units: figure("100")}
	b, err := c.BreakEven()
	fmt.Println(b.Change.StringFixed(4), b.Units, err)
	// Output: 0.3333 134 <nil>
}

func ExampleBreakEvenPoint() {
	c := strategy.PriceChange{From: figure("20"), To: figure("18"), UnitCost: figure("12"), Units: figure("100")}
	b, err := c.BreakEven()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("first order", b.FirstOrder.StringFixed(2), "constant", b.Constant.StringFixed(2))
	// Output: first order -3.33 constant -2.73
}

func ExampleOptimalPrice() {
	fmt.Println(strategy.OptimalPrice(figure("10"), figure("-3")))
	// Output: 15 <nil>
}

func ExampleNoOptimumError() {
	_, err := strategy.OptimalPrice(figure("10"), figure("-0.8"))
	var none *strategy.NoOptimumError
	fmt.Println(errors.As(err, &none), err)
	// Output: true strategy: with an elasticity of -0.8 the profit rises with every price, a highest price must be given
}

// The closed form takes the fees for constant; the best price knows that 15 % of it
// goes to the channel.
func ExampleBestPrice() {
	m := sold(exampleTB{}, "home_kitchen", "8.50")
	d := strategy.Demand{Price: figure("24.99"), Quantity: figure("60"), Elasticity: figure("-2")}
	b, err := strategy.BestPrice(m, d, strategy.Limits{Places: 2})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("now        ", b.Now.Price, "earns", b.Now.Profit.StringFixed(2))
	fmt.Println("closed form", b.ClosedForm.Price, "earns", b.ClosedForm.Profit.StringFixed(2))
	fmt.Println("best       ", b.Price, "earns", b.Profit.StringFixed(2))
	// Output:
	// now         24.99 earns 764.49
	// closed form 24.5 earns 769.38
	// best        20 earns 796.24
}

func ExampleBest() {
	m := sold(exampleTB{}, "home_kitchen", "8.50")
	d := strategy.Demand{Price: figure("24.99"), Quantity: figure("60"), Elasticity: figure("-0.8"), Lowest: figure("19.99"), Highest: figure("26.99")}
	b, err := strategy.BestPrice(m, d, within("", "29.99"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(b.Price, "bounded:", b.Bounded, "beyond the data:", b.Beyond)
	// Output: 29.99 bounded: true beyond the data: true
}

func ExampleBest_Propose() {
	m := sold(exampleTB{}, "home_kitchen", "8.50")
	d := strategy.Demand{Price: figure("24.99"), Quantity: figure("60"), Elasticity: figure("-2")}
	limits := within("20.50", "30")
	b, err := strategy.BestPrice(m, d, limits)
	if err != nil {
		log.Fatal(err)
	}
	p, err := b.Propose(limits)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Strategy, p.Price)
	for _, r := range p.Reasons {
		fmt.Println(r.Text)
	}
	// Output:
	// profit_optimal 20.5
	// profit of 795.76 at 20.5: 89.16 units at 8.925 each
	// profit of 764.49 at 24.99: 60 units at 12.7415 each
	// at a constant cost it would be 24.5, which brings a profit of 769.38 at 24.5: 62.42 units at 12.325 each
}

func ExampleOutcome() {
	m := sold(exampleTB{}, "home_kitchen", "8.50")
	d := strategy.Demand{Price: figure("20"), Quantity: figure("100"), Elasticity: figure("-2")}
	b, err := strategy.BestPrice(m, d, strategy.Limits{Places: 2})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(b.Outcome.Quantity, "at", b.Outcome.Price, "earn", b.Outcome.Profit)
	// Output: 100 at 20 earn 850
}

func ExampleLossError() {
	m := sold(exampleTB{}, "home_kitchen", "8.50")
	d := strategy.Demand{Price: figure("9.99"), Quantity: figure("100"), Elasticity: figure("-2")}
	_, err := strategy.BestPrice(m, d, within("", "9.99"))
	fmt.Println(err)
	// Output: strategy: no price within the limits earns anything: at 9.99, which loses least, a unit loses 0.0085
}

func ExampleLossError_Error() {
	fmt.Println((&strategy.LossError{Closest: strategy.Outcome{Price: figure("9.99"), UnitProfit: figure("-0.25")}}).Error())
	// Output: strategy: no price within the limits earns anything: at 9.99, which loses least, a unit loses 0.25
}

func ExampleNoOptimumError_Error() {
	fmt.Println((&strategy.NoOptimumError{Elasticity: figure("-1")}).Error())
	// Output: strategy: with an elasticity of -1 the profit rises with every price, a highest price must be given
}

func ExampleNoBreakEvenError_Error() {
	fmt.Println((&strategy.NoBreakEvenError{After: figure("-0.20")}).Error())
	// Output: strategy: no quantity makes up for a price at which a unit contributes -0.2
}

// exampleTB ends an example whose fixed figures cannot be read.
type exampleTB struct{ testing.TB }

func (exampleTB) Helper()        {}
func (exampleTB) Fatal(v ...any) { log.Fatal(v...) }
