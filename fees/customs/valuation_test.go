package customs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

// of is an amount of a currency.
func of(amount string, c fx.Currency) fx.Money { return fx.Money{Amount: usd(amount), Currency: c} }

// rateOf is a rate of a day.
func rateOf(t testing.TB, base, quote fx.Currency, value, day string) fx.Rate {
	t.Helper()
	r, err := fx.NewRate(base, quote, usd(value))
	if err != nil {
		t.Fatal(err)
	}
	if day == "" {
		return r
	}
	return r.WithSource(feetest.Day(t, day), "Federal Reserve Bank of New York")
}

func valued(t testing.TB, v customs.Valuation) customs.CustomsValue {
	t.Helper()
	value, err := v.Value()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// Every kind of part, and what it does to a price of 1,000.
func TestValuationParts(t *testing.T) {
	for _, row := range []struct {
		kind          customs.ValueKind
		notIdentified bool
		want          string
	}{
		{customs.Packing, false, "1100.00"}, {customs.SellingCommission, false, "1100.00"}, {customs.AssistCost, false, "1100.00"},
		{customs.Royalty, false, "1100.00"}, {customs.Proceeds, false, "1100.00"},
		{customs.InternationalFreight, false, "900.00"}, {customs.InternationalInsurance, false, "900.00"}, {customs.ForeignInlandFreight, false, "900.00"},
		{customs.USInlandFreight, false, "900.00"}, {customs.USDutyAndFees, false, "900.00"}, {customs.BuyingCommission, false, "900.00"}, {customs.PostImportWork, false, "900.00"},
		{customs.InternationalFreight, true, "1000.00"}, {customs.PostImportWork, true, "1000.00"}, {customs.BuyingCommission, true, "1000.00"},
	} {
		v := customs.Valuation{Price: of("1000", fx.USD), Parts: []customs.ValuePart{{Kind: row.kind, Amount: of("100", fx.USD), NotIdentified: row.notIdentified}}}
		value := valued(t, v)
		if money(value.Value) != row.want || value.Lines[1].Reason == "" || value.Lines[1].Kind != row.kind {
			t.Errorf("%s: %s, %+v", row.kind, value.Value, value.Lines)
		}
		sum := usd("0")
		for _, l := range value.Lines {
			sum = sum.Add(l.Amount)
		}
		if !sum.Equal(value.Value) {
			t.Errorf("%s: lines sum to %s, not %s", row.kind, sum, value.Value)
		}
	}
}

// From the terms of sale to the value near FOB.
func TestValuationTerms(t *testing.T) {
	freight := customs.ValuePart{Kind: customs.InternationalFreight, Amount: of("800", fx.USD)}
	insurance := customs.ValuePart{Kind: customs.InternationalInsurance, Amount: of("30", fx.USD)}
	duty := customs.ValuePart{Kind: customs.USDutyAndFees, Amount: of("2000", fx.USD)}
	inland := customs.ValuePart{Kind: customs.USInlandFreight, Amount: of("170", fx.USD)}
	for _, row := range []struct {
		name, price string
		parts       []customs.ValuePart
	}{
		{"FOB", "10000", nil},
		{"CIF", "10830", []customs.ValuePart{freight, insurance}},
		{"DDP", "13000", []customs.ValuePart{freight, insurance, duty, inland}},
	} {
		if value := valued(t, customs.Valuation{Price: of(row.price, fx.USD), Parts: row.parts}); money(value.Value) != "10000.00" {
			t.Errorf("%s: %s", row.name, value.Value)
		}
	}
}

// S24: the duty of 31.5 % on the price of the middleman and on that of the factory,
// which counts only with all three conditions.
func TestFirstSale(t *testing.T) {
	rate := usd("0.315")
	first := customs.FirstSale{Price: of("5.00", fx.USD), BonaFide: true, ArmsLength: true, DestinedToUS: true}
	lacks := func(change func(*customs.FirstSale)) customs.FirstSale { s := first; change(&s); return s }
	for _, row := range []struct {
		name  string
		first customs.FirstSale
		value string
		duty  string // per unit, exact
		met   []bool
	}{
		{"S24 none", customs.FirstSale{}, "7.50", "2.3625", nil},
		{"S24", first, "5.00", "1.575", []bool{true, true, true}},
		{"not bona fide", lacks(func(s *customs.FirstSale) { s.BonaFide = false }), "7.50", "2.3625", []bool{false, true, true}},
		{"not at arm's length", lacks(func(s *customs.FirstSale) { s.ArmsLength = false }), "7.50", "2.3625", []bool{true, false, true}},
		{"not destined to the US", lacks(func(s *customs.FirstSale) { s.DestinedToUS = false }), "7.50", "2.3625", []bool{true, true, false}},
	} {
		value := valued(t, customs.Valuation{Price: of("7.50", fx.USD), FirstSale: row.first})
		var met []bool
		for _, c := range value.Conditions {
			met = append(met, c.Met)
		}
		if diff := cmp.Diff(row.met, met); diff != "" || money(value.Value) != row.value || value.Value.Mul(rate).String() != row.duty {
			t.Errorf("%s: %s (-want +got):\n%s", row.name, value.Value, diff)
		}
		if row.met != nil && len(value.Lines) != 2 {
			t.Errorf("%s: %+v", row.name, value.Lines)
		}
	}
}

// Each line is converted once, at the rate without its buffer, in either direction.
func TestValuationCurrencies(t *testing.T) {
	for _, row := range []struct {
		name  string
		rate  fx.Rate
		price fx.Money
		want  string
	}{
		{"USD/CNY", rateOf(t, fx.USD, fx.CNY, "7.1", "2026-03-02"), of("71000", fx.CNY), "10000.00"},
		{"CNY/USD", rateOf(t, fx.CNY, fx.USD, "0.14", "2026-03-02"), of("71000", fx.CNY), "9940.00"},
		{"half up", rateOf(t, fx.USD, fx.CNY, "8", ""), of("0.04", fx.CNY), "0.01"}, // 0.005
		{"yen have no cents", rateOf(t, fx.USD, fx.JPY, "150", ""), of("1500000", fx.JPY), "10000.00"},
		{"of three decimals", rateOf(t, "KWD", fx.USD, "3.25", ""), of("1000.001", "KWD"), "3250.00"},
	} {
		buffered, err := row.rate.WithBuffer(usd("0.05"))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []fx.Rate{row.rate, buffered} {
			value := valued(t, customs.Valuation{Price: row.price, Rates: []fx.Rate{rateOf(t, fx.EUR, fx.USD, "1.1", ""), r}})
			if money(value.Value) != row.want || !value.Lines[0].Entered.Equal(row.price) || value.Lines[0].Rate.IsZero() {
				t.Errorf("%s: %s of %+v", row.name, value.Value, value.Lines[0])
			}
		}
	}
}

// The rate is that of the day of exportation; another one is used with a warning,
// once.
func TestValuationRateDay(t *testing.T) {
	v := customs.Valuation{
		Price: of("71000", fx.CNY), Rates: []fx.Rate{rateOf(t, fx.USD, fx.CNY, "7.1", "2026-03-02")},
		Parts: []customs.ValuePart{{Kind: customs.Packing, Amount: of("71", fx.CNY)}},
	}
	for _, row := range []struct {
		on   time.Time
		want int
	}{{time.Time{}, 0}, {feetest.Day(t, "2026-03-02"), 0}, {feetest.Day(t, "2026-03-03"), 1}} {
		v.ExportedOn = row.on
		if value := valued(t, v); len(value.Warnings) != row.want {
			t.Errorf("%s: %v", row.on, value.Warnings)
		}
	}
	v.Rates[0] = rateOf(t, fx.USD, fx.CNY, "7.1", "") // of an unknown day
	if value := valued(t, v); len(value.Warnings) != 0 {
		t.Errorf("unknown day: %v", value.Warnings)
	}
}

func TestValuationRefuses(t *testing.T) {
	part := func(kind customs.ValueKind, m fx.Money) []customs.ValuePart {
		return []customs.ValuePart{{Kind: kind, Amount: m}}
	}
	for _, row := range []struct {
		name string
		v    customs.Valuation
		want []string
	}{
		{"nothing", customs.Valuation{}, []string{"price"}},
		{"a price of 0", customs.Valuation{Price: of("0", fx.USD)}, []string{"price"}},
		{"a negative price", customs.Valuation{Price: of("-1", fx.USD)}, []string{"price"}},
		{"an unknown currency", customs.Valuation{Price: of("1", "XYZ")}, []string{"price"}},
		{"no rate", customs.Valuation{Price: of("1", fx.CNY)}, []string{"price"}},
		{"a rate to another currency", customs.Valuation{Price: of("1", fx.CNY), Rates: []fx.Rate{rateOf(t, fx.EUR, fx.CNY, "8", "")}}, []string{"price"}},
		{"a first sale of 0", customs.Valuation{Price: of("1", fx.USD), FirstSale: customs.FirstSale{Price: of("0", fx.USD)}}, []string{"first_sale.price"}},
		{"a first sale without a rate", customs.Valuation{Price: of("1", fx.USD), FirstSale: customs.FirstSale{Price: of("1", fx.CNY)}}, []string{"first_sale.price"}},
		{"an unknown kind", customs.Valuation{Price: of("1", fx.USD), Parts: part("tip", of("1", fx.USD))}, []string{"parts[0].kind"}},
		{"price as a part", customs.Valuation{Price: of("1", fx.USD), Parts: part(customs.InvoicePrice, of("1", fx.USD))}, []string{"parts[0].kind"}},
		{"a negative part", customs.Valuation{Price: of("1", fx.USD), Parts: part(customs.Packing, of("-1", fx.USD))}, []string{"parts[0].amount"}},
		{"an addition that is not identified", customs.Valuation{Price: of("1", fx.USD), Parts: []customs.ValuePart{{Kind: customs.Packing, Amount: of("1", fx.USD), NotIdentified: true}}}, []string{"parts[0].not_identified"}},
		{"nothing is left", customs.Valuation{Price: of("1", fx.USD), Parts: part(customs.InternationalFreight, of("1", fx.USD))}, []string{"parts"}},
		{"all at once", customs.Valuation{Parts: part("", of("-1", fx.USD))}, []string{"price", "parts[0].kind", "parts[0].amount"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := row.v.Value()
			if diff := cmp.Diff(row.want, feetest.Fields(t, err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
