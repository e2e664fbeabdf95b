package freight_test

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// rates are breaks as "0:5.20 45:4.80".
func rates(pairs ...string) []freight.Break {
	var out []freight.Break
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, freight.Break{From: dec(pairs[i]), Rate: dec(pairs[i+1])})
	}
	return out
}

// lines are the amounts of a bill by code; "?" is unknown.
func lines(b freight.Bill) string {
	text := ""
	for _, l := range b.Lines {
		amount := l.Amount.String()
		if !l.Known {
			amount = "?"
		}
		text += l.Code + " " + amount + "; "
	}
	return text
}

func totals(b freight.Bill) string {
	text := ""
	for _, m := range b.Totals {
		text += m.String() + "; "
	}
	return text
}

// Each basis alone, of a cargo of 3 boxes, 0.75 m³ and 120 kg: 125 kg by volume, 0.75
// W/M.
func TestEachBasis(t *testing.T) {
	booking := freight.Booking{
		Cargo:      cargo(box(3, "50 cm", "50 cm", "100 cm", "40")),
		Containers: []freight.Boxes{{Type: "20GP", Count: 1}, {Type: "40HQ", Count: 2}},
		Bills:      2,
	}
	air, sea := rule(t, "air_6000"), freight.SeaRule(dec("1000"), dec("1"))
	pounds := rule(t, "air_in3_166")
	for _, test := range []struct {
		basis    freight.Basis
		rule     freight.Rule
		quantity string
		base     string // at 3.333 USD
	}{
		{freight.PerShipment, freight.Rule{}, "1", "3.33"},
		{freight.PerBill, freight.Rule{}, "2", "6.67"},
		{freight.PerPackage, freight.Rule{}, "3", "10.00"},
		{freight.PerKg, air, "125", "416.63"},                    // 416.625
		{freight.PerPound, pounds, "275.709687174995", "918.94"}, // 750,000 cm³ / 16.387064 / 166 = 275.7096…
		{freight.PerWM, sea, "1", "3.33"},
		{freight.PerActualKg, freight.Rule{}, "120", "399.96"},
		{freight.PerCubicMetre, freight.Rule{}, "0.75", "2.50"}, // 2.49975
	} {
		t.Run(string(test.basis), func(t *testing.T) {
			q := freight.Quote{
				Currency: fx.USD, Basis: test.basis, Rule: test.rule, Breaks: rates("0", "3.333"),
				Surcharges: []freight.Surcharge{{Code: "x", Basis: test.basis, Amount: set("3.333")}},
			}
			bill, err := q.Price(booking)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := lines(bill), "freight "+test.base+" USD; x "+test.base+" USD; "; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if !bill.Lines[0].Quantity.Equal(dec(test.quantity)) || !bill.Lines[1].Quantity.Equal(dec(test.quantity)) {
				t.Errorf("quantity %s", bill.Lines[0].Quantity)
			}
			if (bill.Chargeable.Unit != "") != (test.rule.Unit != "") || !bill.Complete {
				t.Errorf("chargeable %+v", bill.Chargeable)
			}
		})
	}
	q := freight.Quote{
		Currency: fx.USD, Basis: freight.PerContainer,
		Containers: []freight.ContainerRate{{Type: "20GP", Amount: set("1800")}, {Type: "40HQ", Amount: set("2500.5")}},
		Surcharges: []freight.Surcharge{
			{Code: freight.THC, Basis: freight.PerContainer, Amount: set("900"), Currency: fx.CNY, Containers: []freight.ContainerRate{{Type: "40HQ", Amount: set("1350")}}},
			{Code: "pct", Basis: freight.PercentOfBase, Amount: set("0.155")},
			{Code: "both", Basis: freight.PercentOf, Of: []string{"freight", "pct"}, Amount: set("-0.1")},
			{Code: freight.CUC, Basis: freight.PerContainer, Amount: set("80"), Maximum: set("200")},
		},
	}
	bill, err := q.Price(booking)
	if err != nil {
		t.Fatal(err)
	}
	// 1800 + 2 × 2500.5 = 6801; 15.5 % is 1054.155; a tenth of both is 785.5155.
	want := "freight 6801.00 USD; thc 3600.00 CNY; pct 1054.16 USD; both -785.52 USD; cuc 200.00 USD; "
	if got := lines(bill); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := totals(bill), "7269.64 USD; 3600.00 CNY; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Rates with breaks: on, below and above, with and without the higher break.
func TestBreaks(t *testing.T) {
	q := freight.Quote{
		Currency: fx.USD, Basis: freight.PerKg, Rule: freight.Rule{Unit: freight.Kilogram, Divisor: dec("6000")},
		Breaks: rates("0", "6", "45", "5", "100", "4", "300", "3.5", "500", "3.5"), Minimum: set("60"),
	}
	for _, row := range []struct{ kg, plain, higher string }{
		{"0", "60.00", "60.00"},
		{"9.99", "60.00", "60.00"},
		{"10", "60.00", "60.00"},
		{"10.01", "60.06", "60.06"},
		{"37.49", "224.94", "224.94"},
		{"37.5", "225.00", "225.00"}, // as dear as 45 kg at 5
		{"37.51", "225.06", "225.00"},
		{"44.999", "269.99", "225.00"},
		{"45", "225.00", "225.00"},
		{"79.99", "399.95", "399.95"},
		{"80", "400.00", "400.00"},
		{"80.01", "400.05", "400.00"},
		{"99.99", "499.95", "400.00"},
		{"100", "400.00", "400.00"},
		{"262.5", "1050.00", "1050.00"},
		{"299", "1196.00", "1050.00"},
		{"300", "1050.00", "1050.00"},
		{"499", "1746.50", "1746.50"},
		{"1000", "3500.00", "3500.00"},
	} {
		booking := freight.Booking{Cargo: bulk(row.kg, "0")}
		q.HigherBreak = false
		plain := must(q.Price(booking))
		q.HigherBreak = true
		higher := must(q.Price(booking))
		if totals(plain) != row.plain+" USD; " || totals(higher) != row.higher+" USD; " {
			t.Errorf("%s kg: %s and %s, want %s and %s", row.kg, totals(plain), totals(higher), row.plain, row.higher)
		}
	}
	// A break further up can be the cheapest of all.
	far := freight.Quote{Currency: fx.USD, Basis: freight.PerKg, Rule: q.Rule, HigherBreak: true, Breaks: rates("0", "6", "45", "5.9", "100", "2")}
	if got := totals(must(far.Price(freight.Booking{Cargo: bulk("40", "0")}))); got != "200.00 USD; " {
		t.Errorf("got %s", got)
	}
	// A quote that begins at 21 kg: less is refused, or billed as 21 kg.
	from := freight.Quote{Currency: fx.CNY, Basis: freight.PerKg, Rule: q.Rule, Breaks: rates("21", "48", "45", "45")}
	_, err := from.Price(freight.Booking{Cargo: bulk("20.9", "0")})
	wantFaults(t, err, "cargo")
	if got := totals(must(from.Price(freight.Booking{Cargo: bulk("21", "0")}))); got != "1008.00 CNY; " {
		t.Errorf("got %s", got)
	}
	from.HigherBreak = true
	if got := totals(must(from.Price(freight.Booking{Cargo: bulk("3", "0")}))); got != "1008.00 CNY; " {
		t.Errorf("got %s", got)
	}
}

// Currencies with 0, 2 and 3 decimals; every line is rounded by itself, half away from
// zero.
func TestCurrencies(t *testing.T) {
	at := func(code string, c fx.Currency, amount string) freight.Surcharge {
		return freight.Surcharge{Code: code, Basis: freight.PerShipment, Amount: set(amount), Currency: c}
	}
	q := freight.Quote{Currency: fx.USD, Surcharges: []freight.Surcharge{
		at("a", fx.JPY, "1500.5"), at("b", fx.JPY, "0.4999"), at("c", "KWD", "1.0005"), at("d", "", "0.005"), at("e", "", "-0.005"), at("f", "KWD", "2.00049"),
	}}
	bill := must(q.Price(freight.Booking{}))
	if got, want := lines(bill), "a 1501 JPY; b 0 JPY; c 1.001 KWD; d 0.01 USD; e -0.01 USD; f 2.000 KWD; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := totals(bill), "1501 JPY; 3.001 KWD; 0.00 USD; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	yen, dinar := must(fx.NewRate(fx.USD, fx.JPY, dec("151.3"))), must(fx.NewRate("KWD", fx.USD, dec("3.25")))
	// 1501 / 151.3 + 3.001 × 3.25 = 9.92068... + 9.75325 = 19.67393...
	if got := must(bill.Total(fx.USD, yen, dinar)); got.String() != "19.67 USD" {
		t.Errorf("got %s", got)
	}
	if got := must(bill.Total(fx.JPY, yen, must(fx.NewRate("KWD", fx.JPY, dec("491.725"))))); got.String() != "2977 JPY" { // 1501 + 1475.666725
		t.Errorf("got %s", got)
	}
	_, err := bill.Total(fx.USD, yen)
	wantFaults(t, err, "rates")
	_, err = bill.Total(fx.USD)
	wantFaults(t, err, "rates", "rates")
	_, err = bill.Total(fx.USD, yen, dinar, must(fx.NewRate(fx.JPY, fx.USD, dec("0.0067"))))
	wantFaults(t, err, "rates")
	if _, err := bill.Total(fx.USD, yen, dinar, yen.Inverse()); err != nil {
		t.Errorf("the same rate twice: %v", err)
	}
	_, err = bill.Total("XAU", yen, dinar)
	if err == nil {
		t.Error("gold has no minor unit")
	}
	if _, err := bill.Total(""); err == nil {
		t.Error("no currency is accepted")
	}
	if got := must(freight.Bill{}.Total(fx.USD)); got.String() != "0.00 USD" {
		t.Errorf("nothing is %s", got)
	}
	_, err = freight.Bill{Totals: []fx.Money{{Amount: decimal.New(1, 1_000_000_000), Currency: fx.USD}}}.Total(fx.USD)
	wantFaults(t, err, "totals[0].amount")
	// Rounded once: two halves of a cent are a cent.
	halves := freight.Quote{Currency: fx.CNY, Surcharges: []freight.Surcharge{at("a", "", "0.1"), at("b", fx.EUR, "0.1")}}
	b := must(halves.Price(freight.Booking{}))
	if got := must(b.Total(fx.USD, must(fx.NewRate(fx.CNY, fx.USD, dec("0.05"))), must(fx.NewRate(fx.EUR, fx.USD, dec("0.05"))))); got.String() != "0.01 USD" {
		t.Errorf("got %s", got)
	}
}

// What is unknown is named, and so is what rests on it; the totals are what is known.
func TestUnknownAmounts(t *testing.T) {
	q := freight.Quote{
		Name: "n", Currency: fx.USD, Basis: freight.PerWM, Rule: freight.SeaRule(dec("1000"), dec("0")), Breaks: rates("0", "80"),
		Surcharges: []freight.Surcharge{
			{Code: freight.PSS, Basis: freight.PerWM},
			{Code: freight.GRI, Basis: freight.PercentOf, Of: []string{freight.PSS}, Amount: set("0.1"), Minimum: set("5")},
			{Code: freight.DOC, Basis: freight.PerBill, Amount: set("450"), Currency: fx.CNY},
			{Code: freight.ISF, Basis: freight.PercentOfBase},
		},
	}
	bill := must(q.Price(freight.Booking{Cargo: bulk("100", "2")}))
	if got, want := lines(bill), "freight 160.00 USD; pss ?; gri ?; doc 450.00 CNY; isf ?; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if bill.Complete || !slices.Equal(bill.Missing, []string{"pss", "gri", "isf"}) || totals(bill) != "160.00 USD; 450.00 CNY; " || bill.Quote != "n" {
		t.Errorf("got %+v", bill)
	}
	for _, l := range bill.Lines {
		if !l.Known && (l.Amount.Sign() != 0 || l.Amount.Currency != fx.USD) {
			t.Errorf("%s is %s", l.Code, l.Amount)
		}
	}
	// A base rate that is unknown is not nothing.
	q.Breaks = nil
	bill = must(q.Price(freight.Booking{Cargo: bulk("100", "2")}))
	if bill.Lines[0].Known || !slices.Equal(bill.Missing, []string{"freight", "pss", "gri", "isf"}) {
		t.Errorf("got %s", lines(bill))
	}
	// Containers: one type without a rate.
	fcl := freight.Quote{Currency: fx.USD, Basis: freight.PerContainer, Containers: []freight.ContainerRate{{Type: "20GP", Amount: set("1800")}, {Type: "40GP"}}}
	for _, row := range []struct {
		name string
		want string
	}{{"20GP", "freight 3600.00 USD; "}, {"40GP", "freight ?; "}, {"40HQ", "freight ?; "}} {
		if got := lines(must(fcl.Price(freight.Booking{Containers: []freight.Boxes{{Type: row.name, Count: 2}}}))); got != row.want {
			t.Errorf("%s: %s", row.name, got)
		}
	}
}

func TestSurchargeBounds(t *testing.T) {
	for _, row := range []struct{ amount, least, most, want string }{
		{"10", "", "", "10.00"}, {"10", "9.99", "", "10.00"}, {"10", "10", "10", "10.00"}, {"10", "10.01", "", "10.01"},
		{"10", "", "10.01", "10.00"}, {"10", "", "9.99", "9.99"}, {"-10", "0", "", "0.00"}, {"0", "", "0", "0.00"},
	} {
		s := freight.Surcharge{Code: "x", Basis: freight.PerShipment, Amount: set(row.amount)}
		if row.least != "" {
			s.Minimum = set(row.least)
		}
		if row.most != "" {
			s.Maximum = set(row.most)
		}
		bill := must(freight.Quote{Currency: fx.USD, Surcharges: []freight.Surcharge{s}}.Price(freight.Booking{}))
		if got := totals(bill); got != row.want+" USD; " {
			t.Errorf("%+v: %s", row, got)
		}
	}
}

// First and last day, the day before and the day after.
func TestQuoteDays(t *testing.T) {
	q := freight.Quote{Name: "q", ValidFrom: fees.Day(2026, 11, 1), ValidTo: fees.Day(2026, 11, 14)}
	for _, row := range []struct {
		day string
		ok  bool
	}{{"2026-10-31", false}, {"2026-11-01", true}, {"2026-11-14", true}, {"2026-11-15", false}} {
		_, err := q.Price(freight.Booking{On: feetest.Day(t, row.day)})
		var invalid *freight.NotValidError
		if row.ok != (err == nil) || !row.ok && (!errors.As(err, &invalid) || !invalid.First.Equal(q.ValidFrom) || !invalid.Last.Equal(q.ValidTo) || invalid.Day.Format(time.DateOnly) != row.day) {
			t.Errorf("%s: %v", row.day, err)
		}
	}
	// The day is the calendar day of the time, wherever it is.
	shanghai := time.FixedZone("CST", 8*60*60)
	if _, err := q.Price(freight.Booking{On: time.Date(2026, 11, 14, 23, 59, 0, 0, shanghai)}); err != nil {
		t.Error(err)
	}
	_, err := q.Price(freight.Booking{})
	wantFaults(t, err, "on")
	open := freight.Quote{ValidTo: fees.Day(2026, 11, 14)}
	if _, err := open.Price(freight.Booking{On: fees.Day(1999, 1, 1)}); err != nil {
		t.Error(err)
	}
	if _, err := (freight.Quote{}).Price(freight.Booking{}); err != nil {
		t.Errorf("the zero quote: %v", err)
	}
	q.ValidTo = fees.Day(2026, 10, 31)
	wantFaults(t, q.Check(), "valid_to")
}

func TestQuoteFaults(t *testing.T) {
	good := func() freight.Quote {
		return freight.Quote{
			Currency: fx.USD, Basis: freight.PerWM, Rule: freight.SeaRule(dec("1000"), dec("1")), Breaks: rates("0", "80", "5", "70"),
			Surcharges: []freight.Surcharge{{Code: "a", Basis: freight.PerBill, Amount: set("1")}, {Code: "b", Basis: freight.PercentOf, Of: []string{"freight", "a"}, Amount: set("0.1")}},
		}
	}
	for _, test := range []struct {
		name   string
		change func(*freight.Quote)
		want   []string
	}{
		{"good", func(*freight.Quote) {}, nil},
		{"no rule", func(q *freight.Quote) { q.Rule = freight.Rule{} }, []string{"basis"}},
		{"rule of another unit", func(q *freight.Quote) { q.Rule = rule(t, "air_6000") }, []string{"basis"}},
		{"two units", func(q *freight.Quote) { q.Surcharges[0].Basis = freight.PerKg }, []string{"surcharges[0].basis"}},
		{"faulty rule", func(q *freight.Quote) { q.Rule.Step = dec("-1") }, []string{"rule.step"}},
		{"percentage as base", func(q *freight.Quote) { q.Basis = freight.PercentOfBase }, []string{"basis"}},
		{"unknown basis", func(q *freight.Quote) { q.Basis, q.Surcharges[0].Basis = "x", "y" }, []string{"basis", "surcharges[0].basis"}},
		{"no currency", func(q *freight.Quote) { q.Currency = "" }, []string{`fx: unknown currency ""`}},
		{"unknown currency", func(q *freight.Quote) { q.Surcharges[0].Currency = "CNH" }, []string{`fx: unknown currency "CNH": the offshore yuan is no ISO 4217 code and has a price of its own, did you mean CNY?`, "surcharges[1].of[1]"}},
		{"RMB", func(q *freight.Quote) { q.Surcharges[0].Currency = "RMB"; q.Surcharges = q.Surcharges[:1] }, []string{"surcharges[0].currency"}},
		{"gold", func(q *freight.Quote) { q.Currency = "XAU" }, []string{"currency"}},
		{"breaks out of order", func(q *freight.Quote) { q.Breaks = rates("0", "1", "5", "1", "5", "1") }, []string{"breaks[2].from"}},
		{"negative break", func(q *freight.Quote) { q.Breaks = rates("-1", "-2") }, []string{"breaks[0].from", "breaks[0].rate"}},
		{"huge rate", func(q *freight.Quote) { q.Breaks[0].Rate = decimal.New(1, 999_999_999) }, []string{"breaks[0].rate"}},
		{"negative minimum", func(q *freight.Quote) { q.Minimum = set("-1") }, []string{"minimum"}},
		{"containers without basis", func(q *freight.Quote) { q.Containers = []freight.ContainerRate{{Type: "20GP"}} }, []string{"containers"}},
		{"breaks of containers", func(q *freight.Quote) { q.Basis = freight.PerContainer }, []string{"breaks"}},
		{"breaks without basis", func(q *freight.Quote) { q.Basis = ""; q.Surcharges = nil }, []string{"basis"}},
		{"percentage of no base", func(q *freight.Quote) { q.Basis, q.Breaks = "", nil }, []string{"surcharges[1].of[0]"}},
		{"no code", func(q *freight.Quote) { q.Surcharges[0].Code = "" }, []string{"surcharges[0].code", "surcharges[1].of[1]"}},
		{"code twice", func(q *freight.Quote) { q.Surcharges[1].Code = "a" }, []string{"surcharges[1].code"}},
		{"code of the base", func(q *freight.Quote) { q.Surcharges[0].Code = "freight" }, []string{"surcharges[0].code", "surcharges[1].of[1]"}},
		{"percentage of itself", func(q *freight.Quote) { q.Surcharges[1].Of = []string{"b"} }, []string{"surcharges[1].of[0]"}},
		{"percentage of a later one", func(q *freight.Quote) { q.Surcharges[0], q.Surcharges[1] = q.Surcharges[1], q.Surcharges[0] }, []string{"surcharges[0].of[1]"}},
		{"percentage of the same twice", func(q *freight.Quote) { q.Surcharges[1].Of = []string{"a", "a"} }, []string{"surcharges[1].of[1]"}},
		{"percentage of nothing", func(q *freight.Quote) { q.Surcharges[1].Of = nil }, []string{"surcharges[1].of"}},
		{"selection without percentage", func(q *freight.Quote) { q.Surcharges[0].Of = []string{"freight"} }, []string{"surcharges[0].of"}},
		{"percentage of another currency", func(q *freight.Quote) { q.Surcharges[0].Currency = fx.CNY }, []string{"surcharges[1].of[1]"}},
		{"percentage in another currency", func(q *freight.Quote) { q.Surcharges[1].Currency = fx.CNY }, []string{"surcharges[1].of[0]", "surcharges[1].of[1]"}},
		{"base percentage in another currency", func(q *freight.Quote) {
			q.Surcharges[1] = freight.Surcharge{Code: "b", Basis: freight.PercentOfBase, Amount: set("0.1"), Currency: fx.CNY}
		}, []string{"surcharges[1].basis"}},
		{"percent instead of fraction", func(q *freight.Quote) { q.Surcharges[1].Amount = set("15") }, []string{"surcharges[1].amount"}},
		{"huge amounts", func(q *freight.Quote) {
			q.Surcharges[0].Amount, q.Surcharges[1].Amount = set("-1000000000001"), set("1e18")
		}, []string{"surcharges[0].amount", "surcharges[1].amount"}},
		{"maximum below minimum", func(q *freight.Quote) { q.Surcharges[0].Minimum, q.Surcharges[0].Maximum = set("2"), set("1") }, []string{"surcharges[0].maximum"}},
		{"container rates of another basis", func(q *freight.Quote) { q.Surcharges[0].Containers = []freight.ContainerRate{{Type: "20GP"}} }, []string{"surcharges[0].containers"}},
		{"container rates twice", func(q *freight.Quote) {
			q.Surcharges[0].Basis, q.Surcharges[0].Containers = freight.PerContainer, []freight.ContainerRate{{Type: "20GP"}, {Type: "20GP", Amount: set("-1")}, {}}
		}, []string{"surcharges[0].containers[1].type", "surcharges[0].containers[1].amount", "surcharges[0].containers[2].type"}},
		{"legs", func(q *freight.Quote) { q.Leg, q.Surcharges[0].Leg = "sea", "land" }, []string{"leg", "surcharges[0].leg"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := good()
			test.change(&q)
			wantFaults(t, q.Check(), test.want...)
			if _, err := q.Price(freight.Booking{Cargo: bulk("1", "1"), Containers: []freight.Boxes{{Type: "20GP", Count: 1}}}); (err == nil) != (test.want == nil) {
				t.Errorf("Price: %v", err)
			}
		})
	}
}

func TestBookingFaults(t *testing.T) {
	q := freight.Quote{Currency: fx.USD, Surcharges: []freight.Surcharge{
		{Code: "a", Basis: freight.PerContainer, Amount: set("1")}, {Code: "b", Basis: freight.PerPackage, Amount: set("1")},
		{Code: "c", Basis: freight.PerActualKg, Amount: set("1")}, {Code: "d", Basis: freight.PerCubicMetre, Amount: set("1")},
	}}
	_, err := q.Price(freight.Booking{})
	wantFaults(t, err, "containers", "cargo.pieces", "cargo.kg", "cargo.cubic_metres")
	_, err = q.Price(freight.Booking{Cargo: freight.Cargo{Pieces: -1}, Bills: -1, Containers: []freight.Boxes{{Type: "20GP", Count: 1}, {Type: "20GP", Count: 0}, {Count: 1}}})
	wantFaults(t, err, "cargo.pieces", "bills", "containers[1].type", "containers[1].count", "containers[2].type")
	sea := freight.Quote{Currency: fx.USD, Basis: freight.PerWM, Breaks: rates("0", "1"), Rule: freight.SeaRule(dec("1000"), dec("0"))}
	_, err = sea.Price(freight.Booking{})
	wantFaults(t, err, "cargo.kg", "cargo.cubic_metres")
}

// The bill of random quotes is what fractions say, line by line, and the totals are the
// sums of the lines.
func TestBillEqualsFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := freight.Rule{Unit: freight.Kilogram, Divisor: dec("6000"), Step: dec(rapid.SampledFrom([]string{"0", "0.5"}).Draw(t, "step"))}
		q := freight.Quote{Currency: fx.USD, Basis: freight.PerKg, Rule: r, HigherBreak: rapid.Bool().Draw(t, "higher"), Minimum: decimal.NewNullDecimal(genDec(0, 300, 2).Draw(t, "minimum"))}
		from := decimal.Zero
		for range rapid.IntRange(1, 4).Draw(t, "breaks") {
			q.Breaks = append(q.Breaks, freight.Break{From: from, Rate: genDec(0, 9, 3).Draw(t, "rate")})
			from = from.Add(genDec(1, 100, 1).Draw(t, "further"))
		}
		bases := []freight.Basis{freight.PerShipment, freight.PerKg, freight.PerActualKg, freight.PerCubicMetre, freight.PercentOfBase}
		for i := range rapid.IntRange(0, 6).Draw(t, "surcharges") {
			q.Surcharges = append(q.Surcharges, freight.Surcharge{
				Code: "s" + strconv.Itoa(i), Basis: rapid.SampledFrom(bases).Draw(t, "basis"), Amount: decimal.NewNullDecimal(genDec(-2, 9, 4).Draw(t, "amount")),
				Minimum: decimal.NullDecimal{Decimal: genDec(0, 9, 2).Draw(t, "least"), Valid: rapid.Bool().Draw(t, "has least")},
			})
		}
		kg, m3 := genDec(0, 800, 3).Draw(t, "kg"), genDec(0, 5, 4).Draw(t, "m3")
		bill, err := q.Price(freight.Booking{Cargo: freight.Cargo{Kg: decimal.NewNullDecimal(kg), CubicMetres: decimal.NewNullDecimal(m3)}})
		if err != nil {
			t.Fatal(err)
		}
		charged := ceilTo(maxRat(rat(kg), new(big.Rat).Quo(rat(m3), rat(dec("0.006")))), r.Step)
		var base *big.Rat
		for i, b := range q.Breaks {
			reached := charged.Cmp(rat(b.From)) >= 0
			last := i+1 == len(q.Breaks) || charged.Cmp(rat(q.Breaks[i+1].From)) < 0
			amount := new(big.Rat).Mul(charged, rat(b.Rate))
			if !reached {
				amount.Mul(rat(b.From), rat(b.Rate))
			}
			if reached && !last || !reached && !q.HigherBreak {
				continue
			}
			if base == nil || amount.Cmp(base) < 0 {
				base = amount
			}
		}
		base = maxRat(base, rat(q.Minimum.Decimal))
		want := []*big.Rat{base}
		for _, s := range q.Surcharges {
			quantity := map[freight.Basis]*big.Rat{
				freight.PerShipment: big.NewRat(1, 1), freight.PerKg: charged, freight.PerActualKg: rat(kg), freight.PerCubicMetre: rat(m3), freight.PercentOfBase: base,
			}[s.Basis]
			amount := new(big.Rat).Mul(quantity, rat(s.Amount.Decimal))
			if s.Minimum.Valid {
				amount = maxRat(amount, rat(s.Minimum.Decimal))
			}
			want = append(want, amount)
		}
		sum := decimal.Zero
		for i, l := range bill.Lines {
			if !l.Amount.Amount.Equal(ratDec(want[i], 2)) {
				t.Fatalf("%s is %s, want %s: %s", l.Code, l.Amount, want[i].FloatString(6), l.Text)
			}
			sum = sum.Add(l.Amount.Amount)
		}
		if len(bill.Totals) != 1 || !bill.Totals[0].Amount.Equal(sum) || !bill.Complete {
			t.Fatalf("the lines sum to %s, the totals are %s", sum, totals(bill))
		}
	})
}
