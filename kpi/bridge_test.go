package kpi_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// s23 are the three products of S23 (an accountancy site).
func s23() (base, actual kpi.BridgePeriod) {
	base = bridgeBooks("", bridgeRow("A", "1000", "10000", nil), bridgeRow("B", "800", "12000", nil), bridgeRow("C", "500", "10000", nil))
	actual = bridgeBooks("", bridgeRow("A", "1000", "11000", nil), bridgeRow("B", "700", "10500", nil), bridgeRow("C", "800", "18400", nil))
	return base, actual
}

// barText is the printed bars on one line.
func barText(bars []kpi.BridgeBar) string {
	var parts []string
	for _, b := range bars {
		text := string(b.Effect) + " " + b.Amount.StringFixed(2)
		if b.State != kpi.Defined {
			text += "?"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func TestBridge(t *testing.T) {
	a23, b23 := s23()
	one := func(q0, r0, q1, r1 string, set0, set1 func(r *kpi.BridgeRow)) [2]kpi.BridgePeriod {
		return [2]kpi.BridgePeriod{bridgeBooks("7", bridgeRow("A", q0, r0, set0)), bridgeBooks("8", bridgeRow("A", q1, r1, set1))}
	}
	for _, test := range []struct {
		name    string // with the id of the facts
		periods [2]kpi.BridgePeriod
		opt     kpi.BridgeOptions
		want    string
	}{
		{"S23 exact", [2]kpi.BridgePeriod{a23, b23}, kpi.BridgeOptions{}, "volume 2782.61, mix 1717.39, price 3400.00"},
		{"S23 the source's way", [2]kpi.BridgePeriod{a23, b23}, kpi.BridgeOptions{Convention: kpi.BridgeLaspeyres}, "volume 4500.00, price 2500.00, joint 900.00"},
		{"S23 average margin", [2]kpi.BridgePeriod{a23, b23}, kpi.BridgeOptions{Display: kpi.BridgeAverageMargin}, "volume 2782.61, mix 1717.39, price 3400.00"},
		{"S23 share of units", [2]kpi.BridgePeriod{a23, b23}, kpi.BridgeOptions{Display: kpi.BridgeShareOfUnits}, "volume 2782.61, mix 1717.39, price 3400.00"},
		{"S24 laspeyres", one("50", "250", "70", "700", nil, nil), kpi.BridgeOptions{Convention: kpi.BridgeLaspeyres}, "volume 100.00, price 250.00, joint 100.00"},
		{"S24 exact", one("50", "250", "70", "700", nil, nil), kpi.BridgeOptions{}, "volume 100.00, price 350.00"},
		{"S24 bennet", one("50", "250", "70", "700", nil, nil), kpi.BridgeOptions{Convention: kpi.BridgeBennet}, "volume 150.00, price 300.00"},
		{
			"§2.1 a cost in yuan: (42 - 40)·100/7 is the supplier's, 42·100·(1/8 - 1/7) the rate's",
			one("100", "2000", "100", "2000",
				func(r *kpi.BridgeRow) { r.Product = bridgeAmount("4000 CNY") }, func(r *kpi.BridgeRow) { r.Product = bridgeAmount("4200 CNY") }),
			kpi.BridgeOptions{}, "product -28.57, fx 75.00",
		},
		{
			"§2.1 a referral fee: 15% of the price change goes with it, 2 points of 22.00 are the fee's",
			one("100", "2000", "100", "2200",
				func(r *kpi.BridgeRow) { r.ReferralFees = bridgeAmount("300") }, func(r *kpi.BridgeRow) { r.ReferralFees = bridgeAmount("374") }),
			kpi.BridgeOptions{}, "price 170.00, fees -44.00",
		},
		{
			"a promotion saves the fee on it",
			one("100", "2000", "100", "2000",
				func(r *kpi.BridgeRow) { r.ReferralFees = bridgeAmount("300") },
				func(r *kpi.BridgeRow) { r.Promotions, r.ReferralFees = bridgeAmount("200"), bridgeAmount("270") }),
			kpi.BridgeOptions{}, "promotion -170.00",
		},
		{
			"a fee on no net revenue is taken per unit",
			one("100", "0", "200", "0",
				func(r *kpi.BridgeRow) { r.ReferralFees = bridgeAmount("10") }, func(r *kpi.BridgeRow) { r.ReferralFees = bridgeAmount("30") }),
			kpi.BridgeOptions{}, "volume -10.00, fees -10.00",
		},
		{
			"freight per unit 2.10 to 2.85 on 1,200 units",
			one("1000", "20000", "1200", "24000",
				func(r *kpi.BridgeRow) { r.Freight = bridgeAmount("2100") }, func(r *kpi.BridgeRow) { r.Freight = bridgeAmount("3420") }),
			kpi.BridgeOptions{}, "volume 3580.00, freight -900.00",
		},
		{
			"advertising as an amount",
			one("1000", "20000", "1200", "24000",
				func(r *kpi.BridgeRow) { r.Advertising = bridgeAmount("2100") }, func(r *kpi.BridgeRow) { r.Advertising = bridgeAmount("3420") }),
			kpi.BridgeOptions{Fixed: []kpi.BridgeEffect{kpi.BridgeAds}}, "volume 4000.00, ads -1320.00",
		},
		{
			"nothing sold in the actual period: storage and a late return stay amounts",
			one("10", "200", "0", "-20", func(r *kpi.BridgeRow) { r.Storage = bridgeAmount("15") },
				func(r *kpi.BridgeRow) { r.Storage, r.ReturnedGoods = bridgeAmount("12.50"), bridgeAmount("4") }),
			kpi.BridgeOptions{}, "storage -12.50, returns -4.00, other -20.00, discontinued -185.00",
		},
		{
			"nothing sold in the base period: what it cost then comes back",
			one("0", "0", "10", "200", func(r *kpi.BridgeRow) { r.Advertising = bridgeAmount("30") }, func(r *kpi.BridgeRow) { r.Advertising = bridgeAmount("50") }),
			kpi.BridgeOptions{}, "ads 30.00, new 150.00",
		},
		{
			"negative units are none",
			one("-2", "-40", "10", "200", nil, nil), kpi.BridgeOptions{}, "other 40.00, new 200.00",
		},
		{
			"nothing sold in either: amounts, with their rate",
			one("0", "0", "0", "0", func(r *kpi.BridgeRow) { r.Storage = bridgeAmount("70 CNY") }, func(r *kpi.BridgeRow) { r.Storage = bridgeAmount("56 CNY") }),
			kpi.BridgeOptions{}, "storage 2.00, fx 1.00",
		},
		{
			"no base: all is new", [2]kpi.BridgePeriod{bridgeBooks(""), b23}, kpi.BridgeOptions{}, "new 39900.00",
		},
		{
			"no actual: all is discontinued", [2]kpi.BridgePeriod{a23, bridgeBooks("")}, kpi.BridgeOptions{}, "discontinued -32000.00",
		},
		{
			"overhead", [2]kpi.BridgePeriod{{Overhead: bridgeSet("100.005")}, {Overhead: bridgeSet("90")}}, kpi.BridgeOptions{}, "overhead 10.01",
		},
		{"revenue does not need costs", [2]kpi.BridgePeriod{
			{Rows: []kpi.BridgeRow{{SKU: "A", Units: bridgeSet("50"), Revenue: bridgeAmount("250"), Promotions: bridgeAmount("0")}}},
			{Rows: []kpi.BridgeRow{{SKU: "A", Units: bridgeSet("70"), Revenue: bridgeAmount("700"), Promotions: bridgeAmount("0")}}},
		}, kpi.BridgeOptions{Measure: kpi.BridgeRevenue}, "volume 100.00, price 350.00"},
		{
			"duty not known in the actual period: volume is still known",
			one("100", "2000", "110", "2200", func(r *kpi.BridgeRow) { r.Duty = bridgeAmount("50") }, func(r *kpi.BridgeRow) { r.Duty = bridgeAmount("?") }),
			kpi.BridgeOptions{}, "volume 195.00, duty 0.00?, unexplained 0.00?",
		},
		{
			"duty not known in the base period: the margin is not, nor what volume brought",
			one("100", "2000", "110", "2200", func(r *kpi.BridgeRow) { r.Duty = bridgeAmount("?") }, func(r *kpi.BridgeRow) { r.Duty = bridgeAmount("50") }),
			kpi.BridgeOptions{}, "volume 200.00?, mix 0.00?, duty 0.00?, unexplained 0.00?",
		},
		{
			"units not known: the difference is, not why",
			one("100", "2000", "?", "2200", nil, nil),
			kpi.BridgeOptions{}, "volume 0.00?, mix 0.00?, price 0.00?, other 0.00?, new 0.00?, discontinued 0.00?, unexplained 200.00",
		},
		{
			"no rate of the yuan: product cost is not known",
			[2]kpi.BridgePeriod{
				bridgeBooks("7", bridgeRow("A", "100", "2000", func(r *kpi.BridgeRow) { r.Product = bridgeAmount("700 CNY") })),
				bridgeBooks("", bridgeRow("A", "100", "2100", func(r *kpi.BridgeRow) { r.Product = bridgeAmount("700 CNY") })),
			},
			kpi.BridgeOptions{}, "price 100.00, product 0.00?, fx 0.00?, unexplained 0.00?",
		},
		{
			"a cost that begins in yuan, without a rate in the base period: known, but not what the rate did",
			[2]kpi.BridgePeriod{
				bridgeBooks("", bridgeRow("A", "100", "2000", nil)),
				bridgeBooks("8", bridgeRow("A", "100", "2000", func(r *kpi.BridgeRow) { r.Product = bridgeAmount("800 CNY") })),
			},
			kpi.BridgeOptions{}, "product 0.00?, fx 0.00?, unexplained -100.00",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opt.Currency = fx.USD
			b, err := kpi.NewBridge(test.periods[0], test.periods[1], test.opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, barText(b.Bars)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The bars of single products under the three displays (S23, arithmetic by §2.1).
func TestBridgeDisplays(t *testing.T) {
	for _, test := range []struct {
		display kpi.BridgeDisplay
		want    string
	}{
		{kpi.BridgeBaseMix, "A 20000/23 -20000/23, B 24000/23 -58500/23, C 20000/23 118000/23"},
		{kpi.BridgeAverageMargin, "A 0/1 0/1, B -32000/23 -2500/23, C 96000/23 42000/23"},
		{kpi.BridgeShareOfUnits, "A -180000/529 180000/529, B -696000/529 -97500/529, C 2348000/529 826000/529"},
	} {
		base, actual := s23()
		b, err := kpi.NewBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD, Display: test.display})
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for r := range b.Rows() {
			parts = append(parts, fmt.Sprintf("%s %s %s", r.SKU, ratOf(b.Cell(r.SKU, "", kpi.BridgeVolume)), ratOf(b.Cell(r.SKU, "", kpi.BridgeMix))))
		}
		if diff := cmp.Diff(test.want, strings.Join(parts, ", ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.display, diff)
		}
	}
}

func TestRecogniseBridge(t *testing.T) {
	base, actual := s23()
	for _, test := range []struct {
		name               string
		price, volume, mix string
		want               string
	}{
		{"S23 exact", "3400", "2782.61", "1717.39", "[exact]"},
		{"S23 the source: its mix is the joint term", "2500", "4500", "900", "[mislabelled_mix]"},
		{"the joint term left out", "2500", "4500", "0", "[laspeyres]"},
		{"bennet", "2950", "4950", "0", "[bennet]"},
		{"none", "2500", "4500", "901", "[]"},
		{"a cent off is not near", "3400.01", "2782.61", "1717.39", "[]"},
		{"less than a cent off is", "3400", "2782.6", "1717.39", "[exact]"},
	} {
		got, err := kpi.RecogniseBridge(base, actual, kpi.BridgeOptions{Currency: fx.USD}, bridgeDec(test.price), bridgeDec(test.volume), bridgeDec(test.mix))
		if err != nil || fmt.Sprint(got) != test.want {
			t.Errorf("%s: %v, %v, want %s", test.name, got, err, test.want)
		}
	}
	_, err := kpi.RecogniseBridge(base, actual, kpi.BridgeOptions{}, decimal.New(1, 1e9), decimal.New(1, 40), decimal.Decimal{})
	if diff := cmp.Diff([]string{"price", "volume"}, bridgeFields(err)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func bridgeFields(err error) (fields []string) {
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			fields = append(fields, in.Field)
		}
	}
	return fields
}

func TestBridgeRefuses(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 1e9))
	row := bridgeRow("A", "1", "1", nil)
	buffered, err := bridgeRate("USD", "CNY", "7").WithBuffer(bridgeDec("0.02"))
	if err != nil {
		t.Fatal(err)
	}
	usd := kpi.BridgeOptions{Currency: fx.USD}
	for _, test := range []struct {
		name         string
		base, actual kpi.BridgePeriod
		opt          kpi.BridgeOptions
		want         string
	}{
		{"no currency", kpi.BridgePeriod{}, kpi.BridgePeriod{}, kpi.BridgeOptions{}, "currency"},
		{"gold has no minor unit", kpi.BridgePeriod{}, kpi.BridgePeriod{}, kpi.BridgeOptions{Currency: "XAU"}, "currency"},
		{
			"every option at once", kpi.BridgePeriod{}, kpi.BridgePeriod{},
			kpi.BridgeOptions{Measure: "ebit", Convention: "mix", Display: "pie", Fixed: []kpi.BridgeEffect{"ads", "price", "fees"}},
			"currency measure convention display fixed[1] fixed[2]",
		},
		{"the joint term as mix", kpi.BridgePeriod{}, kpi.BridgePeriod{}, kpi.BridgeOptions{Currency: fx.USD, Convention: kpi.BridgeMislabelled}, "convention"},
		{
			"a display without mix", kpi.BridgePeriod{}, kpi.BridgePeriod{},
			kpi.BridgeOptions{Currency: fx.USD, Convention: kpi.BridgeBennet, Display: kpi.BridgeAverageMargin}, "display",
		},
		{
			"numbers and currencies",
			kpi.BridgePeriod{Overhead: huge, Rows: []kpi.BridgeRow{row, {SKU: "B", Currency: "usd", Units: huge, Duty: kpi.BridgeAmount{Amount: huge, Currency: "??"}}}},
			kpi.BridgePeriod{Days: kpi.Period{First: kpi.Day(2026, 7, 2).First, Last: kpi.Day(2026, 7, 1).First}, Rows: []kpi.BridgeRow{{Other: kpi.BridgeAmount{Currency: "XAU"}}}}, usd,
			"base.rows[1].currency base.rows[1].units base.rows[1].duty.currency base.rows[1].duty.amount base.overhead actual.days.last actual.rows[0].other.currency",
		},
		{
			"rates", kpi.BridgePeriod{},
			kpi.BridgePeriod{Rates: []fx.Rate{
				bridgeRate("USD", "CNY", "7"), bridgeRate("CNY", "USD", "0.14"), bridgeRate("EUR", "CNY", "8"), bridgeRate("USD", "USD", "1"), {}, buffered,
			}}, usd, "actual.rates[1] actual.rates[2] actual.rates[3] actual.rates[4] actual.rates[5]",
		},
		{"a row twice", kpi.BridgePeriod{Rows: []kpi.BridgeRow{row, row}}, kpi.BridgePeriod{Rows: []kpi.BridgeRow{row, bridgeRow("B", "1", "1", nil), row}}, usd, "base.rows[1] actual.rows[2]"},
		{"too large", bridgeBooks(""), bridgeBooks("", bridgeRow("A", "1", "90000000000000.01", nil)), usd, "rows"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b, err := kpi.NewBridge(test.base, test.actual, test.opt)
			if diff := cmp.Diff(test.want, strings.Join(bridgeFields(err), " ")); diff != "" {
				t.Errorf("%v\n(-want +got)\n%s", err, diff)
			}
			if len(b.Bars) > 0 || b.Causes(kpi.BridgeCauseOptions{}) != nil || b.By(kpi.BridgeBySKU) != nil {
				t.Error("there is a bridge all the same")
			}
		})
	}
	if _, err := kpi.NewBridge(bridgeBooks(""), bridgeBooks("", bridgeRow("A", "1", "90000000000000", nil)), usd); err != nil {
		t.Errorf("the largest bar is refused: %v", err)
	}
}

// The zero Bridge answers every question with nothing.
func TestZeroBridge(t *testing.T) {
	var b kpi.Bridge
	for range b.Rows() {
		t.Error("a row")
	}
	if got := fmt.Sprint(b.Bar(kpi.BridgePrice).Amount, b.Total(kpi.BridgePrice), b.Cell("A", "", "price"), b.By("sku"), b.Causes(kpi.BridgeCauseOptions{})); got != "0 0.00 0.00 [] []" {
		t.Errorf("got %s", got)
	}
}

func TestBridgeSentences(t *testing.T) {
	set := func(freight, ads string) func(r *kpi.BridgeRow) {
		return func(r *kpi.BridgeRow) { r.Freight, r.Advertising = bridgeAmount(freight), bridgeAmount(ads) }
	}
	base := bridgeBooks("7", bridgeRow("SKU-1", "1200", "24000", set("2520", "0")), bridgeRow("SKU-2", "10", "500", set("10", "1")))
	actual := bridgeBooks("8", bridgeRow("SKU-1", "1200", "24000", set("3420", "0")), bridgeRow("SKU-2", "10", "495", set("10.01", "?")))
	full := actual
	full.Rows = []kpi.BridgeRow{actual.Rows[0], bridgeRow("SKU-2", "10", "495", set("10.01", "1"))}
	for _, test := range []struct {
		actual kpi.BridgePeriod
		opt    kpi.BridgeCauseOptions
		want   []string
	}{
		{full, kpi.BridgeCauseOptions{}, []string{
			"Freight: -900.01 USD, 99.4% of the fall; SKU-1 -900.00 USD (2.10 to 2.85 USD per unit on 1,200 units), SKU-2 -0.01 USD (1.000 to 1.001 USD per unit on 10 units).",
			"Price per unit of SKU-2 fell from 50.00 to 49.50 USD on 10 units: -5.00 USD, 0.6% of the fall.",
		}},
		{full, kpi.BridgeCauseOptions{PerRow: true, Most: 1}, []string{
			"Freight per unit of SKU-1 rose from 2.10 to 2.85 USD on 1,200 units: -900.00 USD, 99.4% of the fall.",
		}},
		{full, kpi.BridgeCauseOptions{PerRow: true, Most: 1, Language: kpi.BridgeChinese}, []string{
			"SKU-1 的单件头程运费从 2.10 升至 2.85 USD（1,200 件）：-900.00 USD，占下降额的 99.4%。",
		}},
		{full, kpi.BridgeCauseOptions{Most: 1, Drivers: -1}, []string{"Freight: -900.01 USD, 99.4% of the fall."}},
		{full, kpi.BridgeCauseOptions{Most: 1, Drivers: 1}, []string{
			"Freight: -900.01 USD, 99.4% of the fall; SKU-1 -900.00 USD (2.10 to 2.85 USD per unit on 1,200 units), 1 other -0.01 USD.",
		}},
		{full, kpi.BridgeCauseOptions{SKU: "SKU-9"}, nil},
		{actual, kpi.BridgeCauseOptions{SKU: "SKU-2"}, []string{
			"Price per unit of SKU-2 fell from 50.00 to 49.50 USD on 10 units: -5.00 USD.",
			"Freight per unit of SKU-2 rose from 1.000 to 1.001 USD on 10 units: -0.01 USD.",
			"Advertising: not known. Not known: actual advertising of SKU-2.",
			"Not explained: not known. Not known: actual advertising of SKU-2.",
		}},
	} {
		b, err := kpi.NewBridge(base, test.actual, kpi.BridgeOptions{Currency: fx.USD})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range b.Causes(test.opt) {
			got = append(got, c.Sentence)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%+v (-want +got)\n%s", test.opt, diff)
		}
	}
}
