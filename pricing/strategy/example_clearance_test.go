package strategy_test

import (
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// lanterns are 600 units that sell 30 a week and turn 181 days old in four weeks.
func lanterns() strategy.Clearance {
	c := overstock()
	c.AgeDays = 153
	c.Holding = []strategy.AgeBucket{{0, figure("0.10")}, {181, figure("0.45")}}
	c.CoverLimit = given("12")
	c.Levels = ladder("21.99", "18.99", "16.99")
	c.Liquidation, c.Removal = given("1.20"), given("-0.84")
	return c
}

func ExampleClearance() {
	s, err := lanterns().SinglePrice()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Price, s.Reason)
	// Output: 17.67 at this price the last unit sells at the horizon
}

func ExampleClearance_SinglePrice() {
	c := lanterns()
	c.Floor, c.Levels = figure("18.50"), nil
	s, err := c.SinglePrice()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("clearing", s.Clearing.Decimal.StringFixed(2), "revenue", s.Revenue.Decimal.StringFixed(2), "price", s.Price, "capped by", s.Capped)
	// Output: clearing 17.67 revenue 6.00 price 18.5 capped by floor
}

func ExampleSinglePrice() {
	c := lanterns()
	c.Stock = 250
	s, err := c.SinglePrice()
	fmt.Println(s.Price, s.Reason, err)
	// Output: 24.99 the stock is gone by the horizon at the price of today <nil>
}

func ExamplePriceCap() {
	fmt.Println(strategy.CappedByPrice, strategy.CappedByFloor)
	// Output: price floor
}

func ExampleClearance_Triggers() {
	triggers, err := lanterns().Triggers()
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range triggers {
		fmt.Printf("%-23s %-5t %s\n", t.Code, t.Fired, t.Reason)
	}
	// Output:
	// holding_above_margin    false holding to the horizon costs 1315.50, which is not more than the 2196.00 that a cut to 17.67 gives up
	// cover_above_limit       true  the stock lasts 20 weeks, above the limit of 12
	// age_reaches_next_bucket true  about 480 units will be left in 28 days at an age of 181 days, from where a unit costs 0.45 a week instead of 0.1
}

func ExampleTrigger() {
	triggers, err := lanterns().Triggers()
	if err != nil {
		log.Fatal(err)
	}
	cover := triggers[1]
	fmt.Println(cover.Code, cover.Value.Decimal, cover.Limit.Decimal)
	// Output: cover_above_limit 20 12
}

func ExampleTriggerCode() {
	fmt.Println(strategy.TriggerHolding, strategy.TriggerCover, strategy.TriggerAge)
	// Output: holding_above_margin cover_above_limit age_reaches_next_bucket
}

func ExampleClearance_MarkdownPath() {
	path, err := lanterns().MarkdownPath()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(path.Prices())
	fmt.Println("net", path.Net.StringFixed(2), "left", path.Left.StringFixed(1))
	// Output:
	// 18.99 for 4 weeks, 16.99 for 6 weeks
	// net 9741.20 left 2.8
}

func ExampleWorkError() {
	c := lanterns()
	c.Weeks, c.Levels, c.Stock = 104, nil, 1_000_000
	for price := int64(2400); price > 450; price -= 20 {
		c.Levels = append(c.Levels, strategy.Level{Price: figure(fmt.Sprint(price)).Shift(-2)})
	}
	_, err := c.MarkdownPath()
	fmt.Println(err)
	// Output: strategy: a markdown path of 9481782024 steps is more work than 32000000: fewer weeks or levels are needed
}

func ExampleWorkError_Error() {
	fmt.Println((&strategy.WorkError{Steps: 90_000_000, Limit: 32_000_000}).Error())
	// Output: strategy: a markdown path of 90000000 steps is more work than 32000000: fewer weeks or levels are needed
}

func ExampleClearance_Compare() {
	c, err := lanterns().Compare()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(c.Text())
	// Output:
	//   exit               proceeds      holding      salvage      net USD units left  prices
	//   hold                7497.00     -1315.50       900.00      7081.50      300.0  24.99 for 10 weeks
	// * single price       10602.00      -770.93         0.00      9831.07        0.0  17.67 for 10 weeks
	//   markdown path      10562.53      -829.65         8.31      9741.20        2.8  18.99 for 4 weeks, 16.99 for 6 weeks
	//   removal             -504.00         0.00         0.00      -504.00        0.0
	//   liquidation          720.00         0.00         0.00       720.00        0.0
}

func ExampleComparison() {
	c, err := lanterns().Compare()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Best, len(c.Exits), c.Unknown)
	// Output: single_price 5 []
}

func ExampleComparison_Text() {
	c := lanterns()
	c.Weeks, c.Removal = 2, given("-0.84")
	c.Liquidation.Valid = false
	compared, err := c.Compare()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(compared.Text())
	// Output:
	//   exit               proceeds      holding      salvage      net USD units left  prices
	//   hold                1499.40      -117.00      1620.00      3002.40      540.0  24.99 for 2 weeks
	// * single price        4740.00       -89.98         0.00      4650.02        0.0  7.9 for 2 weeks
	//   markdown path       2205.42      -113.51      1410.58      3502.49      470.2  16.99 for 2 weeks
	//   removal             -504.00         0.00         0.00      -504.00        0.0
	//   liquidation    unknown
}

func ExampleComparison_Propose() {
	c, err := lanterns().Compare()
	if err != nil {
		log.Fatal(err)
	}
	p, err := c.Propose(strategy.Limits{Places: 2})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Price)
	for _, r := range p.Reasons {
		fmt.Println(r.Text)
	}
	// Output:
	// 17.67
	// single price brings most, 9831.07
	// 17.67 for 10 weeks
}

func ExampleExit() {
	path, err := lanterns().MarkdownPath()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(path.Proceeds.StringFixed(2), "-", path.Holding.StringFixed(2), "+", path.Salvage.StringFixed(2), "=", path.Net.StringFixed(2))
	// Output: 10562.53 - 829.65 + 8.31 = 9741.20
}

func ExampleExit_Prices() {
	path, err := lanterns().MarkdownPath()
	fmt.Println(path.Prices(), err)
	// Output: 18.99 for 4 weeks, 16.99 for 6 weeks <nil>
}

func ExampleExitCode() {
	fmt.Println(strategy.ExitHold, strategy.ExitSingle, strategy.ExitPath, strategy.ExitRemoval, strategy.ExitLiquidation)
	// Output: hold single_price markdown_path removal liquidation
}

func ExampleClearanceWeek() {
	path, err := lanterns().MarkdownPath()
	if err != nil {
		log.Fatal(err)
	}
	w := path.Weeks[0]
	fmt.Println("week", w.Week, "at", w.Price, "sells", w.Sold.StringFixed(1), "holding", w.Holding.StringFixed(2))
	// Output: week 1 at 18.99 sells 52.0 holding 60.00
}

func ExampleAgeBucket() {
	c := lanterns()
	c.Holding = []strategy.AgeBucket{{FromDays: 181, PerUnitWeek: figure("0.45")}}
	fmt.Println(c.Check())
	// Output: holding[0].from_days must be 0 in the first bucket, got "181"
}

// Fulfilment that is cheaper below 10 leaves more of a lower price.
func ExampleLevel() {
	c := strategy.Clearance{
		Currency: fx.USD, Stock: 100, Weeks: 2, Price: figure("10.49"), Velocity: figure("40"), Elasticity: figure("-1.5"), Net: given("4.20"),
		Levels: []strategy.Level{{Price: figure("9.99"), Net: given("4.30")}},
	}
	path, err := c.MarkdownPath()
	fmt.Println(path.Prices(), err)
	// Output: 9.99 for 2 weeks <nil>
}

// Fulfilment costs less below 10, so that 9.99 leaves more than 10.49.
func ExampleModelLevels() {
	m := sold(exampleTB{}, "home_kitchen", "3.10", "9 in", "6 in", "2 in", "14.4 oz")
	levels, err := strategy.ModelLevels(m, figure("10.49"), figure("9.99"))
	if err != nil {
		log.Fatal(err)
	}
	for _, l := range levels {
		fmt.Println(l.Price, "leaves", l.Net.Decimal.StringFixed(2))
	}
	// Output:
	// 10.49 leaves 4.16
	// 9.99 leaves 4.58
}

func ExampleClearance_Check() {
	c := lanterns()
	c.Elasticity, c.Floor = figure("0.3"), figure("30")
	for _, fault := range fx.Faults(c.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// elasticity must be from -100 to 0, got "0.3"
	// floor must not be above the price of today, got "30"
	// levels[0].price must not be below the floor, got "21.99"
	// levels[1].price must not be below the floor, got "18.99"
	// levels[2].price must not be below the floor, got "16.99"
}
