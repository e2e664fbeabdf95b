package kpi_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// bridgeOfTwoMonths is a kettle whose freight rose while the yuan fell, and a mat that
// is new.
func bridgeOfTwoMonths() (base, actual kpi.BridgePeriod, opt kpi.BridgeOptions) {
	base = bridgeBooks("7", bridgeRow("KETTLE", "1000", "30000", func(r *kpi.BridgeRow) {
		r.Channel, r.Family, r.Product, r.Freight = "amazon_us", "kitchen", bridgeAmount("56000 CNY"), bridgeAmount("2100")
		r.ReferralFees = bridgeAmount("4500")
	}))
	actual = bridgeBooks("8", bridgeRow("KETTLE", "1200", "36000", func(r *kpi.BridgeRow) {
		r.Channel, r.Family, r.Product, r.Freight = "amazon_us", "kitchen", bridgeAmount("67200 CNY"), bridgeAmount("3420")
		r.ReferralFees = bridgeAmount("5400")
	}), bridgeRow("MAT", "50", "1000", func(r *kpi.BridgeRow) {
		r.Channel, r.Family, r.Product = "amazon_de", "sports", bridgeAmount("3200 CNY")
	}))
	return base, actual, kpi.BridgeOptions{Currency: fx.USD}
}

func printBars(bars []kpi.BridgeBar) {
	for _, bar := range bars {
		fmt.Println(bar.Effect, bar.Amount.StringFixed(2), bar.State)
	}
}

// Why the profit of a shop rose by 3,980.00.
func ExampleNewBridge() {
	b, err := kpi.NewBridge(bridgeOfTwoMonths())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.From, "to", b.To)
	printBars(b.Bars)
	// Output:
	// 15400.00 USD to 19380.00 USD
	// volume 3080.00 defined
	// freight -900.00 defined
	// fx 1200.00 defined
	// new 600.00 defined
}

func ExampleBridge() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	fmt.Println(b.Measure, b.Convention, b.Display, b.Difference)
	fmt.Println(b.Start, b.End)
	// Output:
	// operating exact base_mix 3980.00 USD
	// 15400 19380
}

func ExampleBridge_Bar() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	fmt.Println(b.Bar(kpi.BridgeFreight).Amount, b.Bar(kpi.BridgeDuty).Amount)
	// Output: -900 0
}

func ExampleBridge_Total() {
	base, actual := s23()
	b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}))
	mix := b.Total(kpi.BridgeMix)
	fmt.Println(mix.Num, "/", mix.Den, "is", mix)
	// Output: 39500 / 23 is 1717.39 USD
}

func ExampleBridge_Cell() {
	base, actual := s23()
	b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}))
	fmt.Println(b.Cell("C", "", kpi.BridgePrice))
	// Output: 2400.00 USD
}

// Each product's bars sum to its change, and the products to the bars in total.
func ExampleBridge_Rows() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	for r := range b.Rows() {
		fmt.Println(r.SKU, r.Kind, r.From, "to", r.To, "is", r.Change)
	}
	// Output:
	// KETTLE continuing 15400.00 USD to 18780.00 USD is 3380
	// MAT new 0.00 USD to 600.00 USD is 600
}

func ExampleBridge_By() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	for _, g := range b.By(kpi.BridgeByFamily) {
		fmt.Println(g.Name, g.Rows, g.Change)
	}
	// Output:
	// kitchen 1 3380
	// sports 1 600
}

func ExampleBridge_Causes() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	for _, c := range b.Causes(kpi.BridgeCauseOptions{}) {
		fmt.Println(c.Sentence)
	}
	// Output:
	// Volume: units of what sold in both periods rose from 1,000 to 1,200: +3,080.00 USD, 77.4% of the rise.
	// Exchange rates, KETTLE (amazon_us): CNY from 0.1429 to 0.1250 USD: +1,200.00 USD, 30.2% of the rise.
	// Freight per unit of KETTLE (amazon_us) rose from 2.10 to 2.85 USD on 1,200 units: -900.00 USD, against the rise.
	// New products: MAT (amazon_de), 50 units: +600.00 USD, 15.1% of the rise.
}

// The largest causes product by product, in Chinese.
func ExampleBridgeCauseOptions() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	for _, c := range b.Causes(kpi.BridgeCauseOptions{Language: kpi.BridgeChinese, PerRow: true, SKU: "KETTLE", Most: 2}) {
		fmt.Println(c.Sentence)
	}
	// Output:
	// KETTLE (amazon_us) 的销量：+3,080.00 USD，占上升额的 77.4%。
	// KETTLE (amazon_us) 的汇率影响，CNY 从 0.1429 变为 0.1250 USD：+1,200.00 USD，占上升额的 30.2%。
}

func ExampleBridgeCause() {
	base, actual := s23()
	b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}))
	price := b.Causes(kpi.BridgeCauseOptions{Most: 1, Drivers: 1})[0]
	fmt.Println(price.Effect, price.Amount, price.Share.Decimal, price.Others, price.OthersAmount)
	// Output: price 3400 0.4304 1 1000
}

func ExampleBridgeDriver() {
	base, actual := s23()
	b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}))
	for _, driver := range b.Causes(kpi.BridgeCauseOptions{Most: 1})[0].Drivers {
		fmt.Println(driver.SKU, driver.Amount)
	}
	// Output:
	// C 2400
	// A 1000
}

func ExampleBridgeLanguage() {
	base, actual := s23()
	b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}))
	for _, language := range []kpi.BridgeLanguage{kpi.BridgeEnglish, kpi.BridgeChinese} {
		fmt.Println(b.Causes(kpi.BridgeCauseOptions{Language: language, Most: 1, Drivers: -1})[0].Sentence)
	}
	// Output:
	// Price: +3,400.00 USD, 43% of the rise.
	// 售价：+3,400.00 USD，占上升额的 43%。
}

func ExampleBridgePeriod() {
	july := kpi.BridgePeriod{
		Days:     kpi.Period{First: kpi.Day(2026, 7, 1).First, Last: kpi.Day(2026, 7, 31).Last},
		Rows:     []kpi.BridgeRow{bridgeRow("MAT", "10", "200", nil)},
		Overhead: decimal.NewNullDecimal(decimal.New(50, 0)),
	}
	august := july
	august.Days = kpi.Period{First: kpi.Day(2026, 8, 1).First, Last: kpi.Day(2026, 8, 30).Last}
	august.Overhead = decimal.NullDecimal{}
	b := bridgeMade(kpi.NewBridge(july, august, kpi.BridgeOptions{Currency: fx.USD}))
	fmt.Println(b.To)
	fmt.Println(b.Notes)
	// Output:
	// incomplete: actual overhead
	// [the base period has 31 days, the actual period 30]
}

// What is not said is not known: of this row, everything but units and revenue.
func ExampleBridgeRow() {
	row := kpi.BridgeRow{
		SKU: "MAT", Channel: "amazon_us", Units: decimal.NewNullDecimal(decimal.New(10, 0)),
		Revenue: kpi.BridgeOf(decimal.New(200, 0), ""),
	}
	p := kpi.BridgePeriod{Rows: []kpi.BridgeRow{row}}
	b := bridgeMade(kpi.NewBridge(p, p, kpi.BridgeOptions{Currency: fx.USD, Measure: kpi.BridgeRevenue}))
	fmt.Println(b.Missing)
	// Output: [base promotions of MAT (amazon_us) actual promotions of MAT (amazon_us)]
}

func ExampleBridgeAmount() {
	var unknown kpi.BridgeAmount
	fmt.Println(unknown.Amount.Valid)
	// Output: false
}

func ExampleBridgeOf() {
	a := kpi.BridgeOf(decimal.New(42000, 0), fx.CNY)
	fmt.Println(a.Amount.Decimal, a.Currency)
	// Output: 42000 CNY
}

func ExampleBridgeOptions() {
	base, actual := s23()
	_, err := kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD, Fixed: []kpi.BridgeEffect{kpi.BridgePrice}})
	fmt.Println(err)
	// Output: fixed[0] must be product, freight, duty, fulfilment, storage, ads, returns or other, got "price"
}

// Units of which the actual period says nothing: the difference is a number, why is not.
func ExampleBridgeBar() {
	base := bridgeBooks("", bridgeRow("MAT", "10", "200", nil))
	actual := bridgeBooks("", bridgeRow("MAT", "?", "260", nil))
	b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD, Measure: kpi.BridgeRevenue}))
	for _, e := range []kpi.BridgeEffect{kpi.BridgePrice, kpi.BridgeUnexplained} {
		bar := b.Bar(e)
		fmt.Println(bar.Effect, bar.Amount, bar.State, bar.Missing)
	}
	// Output:
	// price 0 incomplete [actual units of MAT]
	// unexplained 60 defined [actual units of MAT]
}

func ExampleBridgeEffect() {
	base, actual, opt := bridgeOfTwoMonths()
	opt.Fixed = []kpi.BridgeEffect{kpi.BridgeFreight} // as an amount, not per unit
	fmt.Println(bridgeMade(kpi.NewBridge(base, actual, opt)).Bar(kpi.BridgeFreight).Amount)
	// Output: -1320
}

func ExampleBridgeEffects() {
	for e := range kpi.BridgeEffects() {
		fmt.Print(e, " ")
	}
	// Output: volume mix price promotion product freight duty fees fulfilment storage ads returns other fx new discontinued overhead joint unexplained
}

func ExampleBridgeMeasure() {
	base, actual, opt := bridgeOfTwoMonths()
	for _, m := range []kpi.BridgeMeasure{kpi.BridgeRevenue, kpi.BridgeCM1, kpi.BridgeCM2} {
		opt.Measure = m
		b := bridgeMade(kpi.NewBridge(base, actual, opt))
		fmt.Println(m, b.From, "to", b.To)
	}
	// Output:
	// revenue 30000.00 USD to 37000.00 USD
	// cm1 19900.00 USD to 24780.00 USD
	// cm2 15400.00 USD to 19380.00 USD
}

// 50 units at 5 become 70 at 10.
func ExampleBridgeConvention() {
	base, actual := bridgeBooks("", bridgeRow("A", "50", "250", nil)), bridgeBooks("", bridgeRow("A", "70", "700", nil))
	for _, c := range []kpi.BridgeConvention{kpi.BridgeExact, kpi.BridgeLaspeyres, kpi.BridgeBennet} {
		b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD, Convention: c}))
		fmt.Println(c, barText(b.Bars))
	}
	// Output:
	// exact volume 100.00, price 350.00
	// laspeyres volume 100.00, price 250.00, joint 100.00
	// bennet volume 150.00, price 300.00
}

// Product A sold as many units as before and lost share: what that is depends on the display.
func ExampleBridgeDisplay() {
	base, actual := s23()
	for _, display := range []kpi.BridgeDisplay{kpi.BridgeBaseMix, kpi.BridgeAverageMargin, kpi.BridgeShareOfUnits} {
		b := bridgeMade(kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD, Display: display}))
		fmt.Println(display, b.Cell("A", "", kpi.BridgeVolume), b.Cell("A", "", kpi.BridgeMix), b.Total(kpi.BridgeMix))
	}
	// Output:
	// base_mix 869.57 USD -869.57 USD 1717.39 USD
	// average_margin 0.00 USD 0.00 USD 1717.39 USD
	// share_of_units -340.26 USD 340.26 USD 1717.39 USD
}

// A bridge found in a book: what it calls mix is the joint term.
func ExampleRecogniseBridge() {
	base, actual := s23()
	price, volume, mix := decimal.New(2500, 0), decimal.New(4500, 0), decimal.New(900, 0)
	fmt.Println(kpi.RecogniseBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}, price, volume, mix))
	// Output: [mislabelled_mix] <nil>
}

func ExampleBridgeKind() {
	b := bridgeMade(kpi.NewBridge(bridgeBooks("", bridgeRow("A", "1", "5", nil)), bridgeBooks("", bridgeRow("B", "1", "5", nil)), kpi.BridgeOptions{Currency: fx.USD}))
	for r := range b.Rows() {
		fmt.Println(r.SKU, r.Kind == kpi.BridgeOnlyBase, r.Kind == kpi.BridgeOnlyActual)
	}
	// Output:
	// A true false
	// B false true
}

func ExampleBridgeRowBars() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	for r := range b.Rows() {
		fmt.Println(r.SKU, barText(r.Bars))
	}
	// Output:
	// KETTLE volume 3080.00, freight -900.00, fx 1200.00
	// MAT new 600.00
}

func ExampleBridgeGrouping() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	for _, g := range b.By(kpi.BridgeByChannel) {
		fmt.Println(g.Name, g.Change)
	}
	// Output:
	// amazon_de 600
	// amazon_us 3380
}

func ExampleBridgeGroup() {
	b := bridgeMade(kpi.NewBridge(bridgeOfTwoMonths()))
	fmt.Println(barText(b.By(kpi.BridgeBySKU)[0].Bars))
	// Output: volume 3080.00, freight -900.00, fx 1200.00
}

// bridgeMade stops an example whose figures are all written in it.
func bridgeMade(b kpi.Bridge, err error) kpi.Bridge {
	if err != nil {
		panic(err)
	}
	return b
}
