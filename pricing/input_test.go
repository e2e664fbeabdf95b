package pricing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// fullUnit has a number in every field that an input can name, advertising excepted,
// of which there is one form at a time.
func fullUnit() pricing.Unit {
	u := pricing.Unit{
		Listing: keeper{warehouse{[]fees.Charge{
			charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0),
			charge("inbound", fees.PerUnitReceived, fees.Flat(dec("0.40")), 0),
			charge("disposal", fees.PerUnitRemoved, fees.Flat(dec("1.00")), 0),
			charge("dispute", fees.PerDispute, fees.Flat(dec("15")), 1),
			charge("subscription", fees.PerMonth, fees.Flat(dec("39.99")), 0),
		}}},
		Cost: []pricing.CostItem{
			{Code: "purchase", Amount: set("31.80"), Currency: fx.CNY},
			usd("freight", "1.10"), usd("label", "0.10"), usd("label", "0.20"), {Code: "sample"},
		},
		Landed: spoons(),
		Rate:   must(fx.NewRate(fx.USD, fx.CNY, dec("6.8"))), Buffer: dec("0.02"),
		Returns: pricing.Returns{Rate: dec("0.05"), Resellable: set("0.6"), Processing: set("2.10"), Kept: dec("0.1"), Recovery: dec("0.80")},
		Ads:     pricing.Ads{TACoS: dec("0.08"), Launch: dec("500"), LaunchUnits: dec("1000")},
		Life:    pricing.Life{DaysInStock: set("60"), Removed: set("0.02"), Disputed: set("0.01"), UnitsPerMonth: set("100")},

		Promotion: pricing.Promotion{Share: dec("0.3"), Discount: dec("0.1")},
		Payout: pricing.Payout{
			Terms:    fx.Payout{Provider: "collector", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.005")}}},
			Trailing: dec("100"), Units: set("50"),
		},
		Capital:  pricing.Capital{AnnualRate: dec("0.12"), Days: set("90")},
		Overhead: pricing.Overhead{PerUnit: dec("0.25"), ShareOfRevenue: dec("0.01")},
	}
	u.Cost[0].Code = "goods" // the landed cost has a purchase of its own
	return u
}

func names(inputs []pricing.Input) string {
	var out []string
	for _, in := range inputs {
		out = append(out, in.Name)
	}
	return strings.Join(out, " ")
}

func input(t testing.TB, name string) pricing.Input {
	t.Helper()
	in, err := pricing.NewInput(name)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// What is given and known is listed, by code where that is the only one; what is 0
// because nobody gave it, or unknown, is not.
func TestInputs(t *testing.T) {
	for _, row := range []struct {
		name string
		unit pricing.Unit
		want []string
	}{
		{"nothing", pricing.Unit{}, nil},
		{"all", fullUnit(), []string{
			"rate", "cost.goods", "cost.freight", "cost[2]", "cost[3]",
			"landed.purchase", "landed.purchase_vat", "landed.vat_refund", "landed.main_freight", "landed.inspection", "landed.duty_column_1",
			"buffer", "returns.rate", "returns.kept", "returns.resellable", "returns.recovery", "returns.processing", "ads.tacos", "ads.launch", "ads.launch_units",
			"life.days_in_stock", "life.removed", "life.disputed", "life.units_per_month", "promotion.share", "promotion.discount",
			"payout.trailing", "payout.units", "capital.annual_rate", "capital.days", "overhead.per_unit", "overhead.share_of_revenue",
		}},
		{"a known 0", pricing.Unit{Life: pricing.Life{Removed: set("0")}, Returns: pricing.Returns{Resellable: set("0")}},
			[]string{"returns.resellable", "life.removed"}},
		{"ACoS", pricing.Unit{Ads: pricing.Ads{ACoS: dec("0.3"), AdShare: dec("0.5")}}, []string{"ads.acos", "ads.ad_share"}},
		{"a rate of two other currencies", pricing.Unit{
			Listing: warehouse{}, Rate: must(fx.NewRate(fx.EUR, fx.CNY, dec("7.9"))),
		}, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Join(row.want, " "), names(pricing.Inputs(row.unit))); diff != "" {
				t.Errorf("inputs (-want +got):\n%s", diff)
			}
		})
	}
}

// Setting a number changes that number, in the unit that comes back and in no other.
func TestInputSet(t *testing.T) {
	given := fullUnit()
	given.Ads.TACoS = dec("0")
	for _, in := range append(pricing.Inputs(given), input(t, "ads.tacos"), input(t, "ads.acos"), input(t, "ads.ad_share"), input(t, "ads.per_unit"), input(t, "cost.sample")) {
		t.Run(in.Name, func(t *testing.T) {
			u := given
			u.Cost, u.Landed.Parts = slices.Clone(given.Cost), slices.Clone(given.Landed.Parts)
			before := in.Value(u)
			changed, err := in.Set(u, dec("0.37"))
			if err != nil {
				t.Fatal(err)
			}
			if got := in.Value(changed); !got.Valid || !got.Decimal.Equal(dec("0.37")) {
				t.Errorf("is %v after 0.37 was set", got)
			}
			if after := in.Value(u); after.Valid != before.Valid || !after.Decimal.Equal(before.Decimal) {
				t.Errorf("the unit itself went from %v to %v", before, after)
			}
			for _, other := range pricing.Inputs(given) {
				if was, is := other.Value(given), other.Value(changed); other.Name != in.Name && !was.Decimal.Equal(is.Decimal) {
					t.Errorf("%s went from %v to %v as well", other.Name, was, is)
				}
			}
		})
	}
}

// Every number of the unit does something, and what has bounds is accepted on them.
func TestInputsAct(t *testing.T) {
	on, u := fees.Day(2026, 6, 1), fullUnit()
	for _, in := range pricing.Inputs(u) {
		t.Run(in.Name, func(t *testing.T) {
			got, err := pricing.Sensitivity(u, on, dec("30"), pricing.BreakEven(), vary(t, u, "0.4", in.Name))
			if err != nil {
				t.Fatal(err)
			}
			if got.Bars[0].Swing.IsZero() && in.Name != "payout.trailing" && in.Name != "payout.units" { // one tier, rates only
				t.Error("changes nothing")
			}
			for _, bound := range []decimal.NullDecimal{in.Least, in.Most} {
				if strings.HasPrefix(in.Name, "landed.") || bound.Decimal.GreaterThan(dec("1e9")) || in.Name == "rate" {
					continue // a whole shipment at the bound is worth more than any unit costs
				}
				if _, err := pricing.NewModel(must(in.Set(u, bound.Decimal)), on); err != nil {
					t.Errorf("at %s: %v", bound.Decimal, err)
				}
			}
		})
	}
}

// A rate that is given the other way round, or as a fraction, is the same number: what
// the currency of the listing is worth.
func TestInputRate(t *testing.T) {
	in := input(t, "rate")
	for _, row := range []struct {
		name string
		rate fx.Rate
		want string
	}{
		{"as it is read", must(fx.NewRate(fx.USD, fx.CNY, dec("6.8"))), "6.8"},
		{"the other way round", must(fx.NewRateFraction(fx.CNY, fx.USD, dec("1"), dec("6.8"))), "6.8"},
		{"a fraction", must(fx.NewRateFraction(fx.USD, fx.CNY, dec("8.397"), dec("1.172"))), "7.164675767918"},
	} {
		t.Run(row.name, func(t *testing.T) {
			u := pricing.Unit{Listing: warehouse{}, Cost: []pricing.CostItem{{Code: "purchase", Amount: set("68"), Currency: fx.CNY}}, Rate: row.rate}
			if got := in.Value(u); !got.Valid || !got.Decimal.Equal(dec(row.want)) {
				t.Errorf("value is %v, want %s", got, row.want)
			}
			s := must(model(t, must(in.Set(u, dec("8"))), fees.Day(2026, 6, 1)).At(dec("20")))
			if !s.Exact.Equal(dec("11.5")) { // 20 - 68/8
				t.Errorf("profit at 8 CNY per USD is %s", s.Exact)
			}
		})
	}
}

// A part of the landed cost keeps the rate at which it was booked, and what was a range
// becomes one amount.
func TestInputLanded(t *testing.T) {
	u := landedUnit(spoons())
	u.Landed.Parts[5].High.Amount, u.Landed.Parts[5].EnteredHigh.Amount = dec("20"), dec("20")
	for _, row := range []struct{ name, set, total, high string }{
		{"landed.inspection", "20", "22", "22"},
		{"landed.parts[4]", "5", "5.5", "5.5"},
		{"landed.vat_refund", "-91", "-13", "-13"},
		{"landed.main_freight", "0", "0", "0"},
		{"landed.duty_column_1", "15", "15", "15"},
	} {
		t.Run(row.name, func(t *testing.T) {
			changed, err := input(t, row.name).Set(u, dec(row.set))
			if err != nil {
				t.Fatal(err)
			}
			if err := changed.Landed.Check(); err != nil {
				t.Fatal(err)
			}
			found := false
			for i, part := range changed.Landed.Parts {
				was := u.Landed.Parts[i]
				if part.Entered == was.Entered {
					continue
				}
				found = true
				if !part.Total.Amount.Equal(dec(row.total)) || !part.High.Amount.Equal(dec(row.high)) || !part.EnteredHigh.Amount.Equal(dec(row.set)) {
					t.Errorf("booked %s to %s, paid up to %s", part.Total, part.High, part.EnteredHigh)
				}
			}
			if !found {
				t.Error("nothing changed")
			}
		})
	}
	u.Landed.Parts[4] = part("inspection", landed.CostPart, "0", "0", fx.EUR)
	if _, err := input(t, "landed.inspection").Set(u, dec("3")); fieldOf(err) != "landed.inspection" {
		t.Errorf("3 EUR where 0 was booked: %v", err)
	}
}

// A name that says nothing is an error that knows better ones; an input that the unit
// does not have has no value, and cannot be set.
func TestInputUnknown(t *testing.T) {
	for name, nearest := range map[string]string{
		"returns.rat": "returns.rate", "": "", "cost.": "", "cost[-1]": "", "cost[01]": "", "cost[1": "", "cost[1]x": "",
		"landed.parts[x]": "*", "landed.": "", "Rate": "rate", strings.Repeat("x", 1<<20): "", "life": "*",
	} {
		in, err := pricing.NewInput(name)
		if strings.HasPrefix(name, "landed.parts[") { // a code, though no part has it
			if err != nil || in.Value(fullUnit()).Valid {
				t.Errorf("%q: %v", name, err)
			}
			continue
		}
		var unknown *pricing.UnknownInputError
		if !errors.As(err, &unknown) || unknown.Name != name || len(err.Error()) > 200 {
			t.Errorf("%.40q: %v", name, err)
		} else if nearest != "*" && nearest != "" && (len(unknown.Nearest) == 0 || unknown.Nearest[0] != nearest) {
			t.Errorf("%.40q is nearest to %q, want %q", name, unknown.Nearest, nearest)
		}
	}
	for _, name := range []string{"cost[5]", "cost.nothing", "cost.label", "landed.nothing", "landed.parts[6]", "rate", "cost[99999999999]"} {
		u := fullUnit()
		u.Rate = fx.Rate{}
		in, err := pricing.NewInput(name)
		if err != nil {
			continue // too large for an index
		}
		if in.Value(u).Valid {
			t.Errorf("%s has a value", name)
		}
		if _, err := in.Set(u, dec("1")); fieldOf(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The ends of a share, and what moves them.
func TestVary(t *testing.T) {
	u := fullUnit()
	u.Returns.Rate = dec("0.8")
	u.Life.DaysInStock = set("45")
	for _, row := range []struct {
		input, share, low, high string
		moved                   string
	}{
		{"rate", "0.05", "6.46", "7.14", ""},
		{"cost.freight", "0.1", "0.99", "1.21", ""},
		{"cost.freight", "0", "1.1", "1.1", ""},
		{"cost.freight", "1", "0", "2.2", ""},
		{"returns.rate", "0.25", "0.6", "1", ""}, // on the bound
		{"returns.rate", "0.250001", "0.5999992", "1", "high"},
		{"buffer", "0.5", "0.01", "0.03", ""},
		{"life.days_in_stock", "0.1", "41", "50", ""}, // 40.5 and 49.5 away from zero
		{"landed.vat_refund", "0.5", "-273", "-91", ""},
		{"life.units_per_month", "1", "0.000000000001", "200", "low"},
		{"rate", "1", "0.000000001", "13.6", "low"},
	} {
		t.Run(row.input+" "+row.share, func(t *testing.T) {
			c, err := pricing.Vary(u, input(t, row.input), dec(row.share))
			if err != nil {
				t.Fatal(err)
			}
			if !c.Low.Equal(dec(row.low)) || !c.High.Equal(dec(row.high)) {
				t.Errorf("from %s to %s, want %s to %s", c.Low, c.High, row.low, row.high)
			}
			if c.LowMoved != (row.moved == "low") || c.HighMoved != (row.moved == "high") {
				t.Errorf("moved: low %t, high %t, want %q", c.LowMoved, c.HighMoved, row.moved)
			}
		})
	}
}

// A credit keeps its sign, and the end that was moved is the one that says so.
func TestVaryCredit(t *testing.T) {
	credit := pricing.Input{
		Name: "credit", Least: set("-6"),
		Value: func(pricing.Unit) decimal.NullDecimal { return set("-5") },
		Set:   func(u pricing.Unit, _ decimal.Decimal) (pricing.Unit, error) { return u, nil },
	}
	c, err := pricing.Vary(pricing.Unit{}, credit, dec("0.5"))
	if err != nil {
		t.Fatal(err)
	}
	if !c.Low.Equal(dec("-6")) || !c.High.Equal(dec("-2.5")) || !c.LowMoved || c.HighMoved {
		t.Errorf("from %s to %s, moved: low %t, high %t", c.Low, c.High, c.LowMoved, c.HighMoved)
	}
}

func TestVaryRefuses(t *testing.T) {
	good := input(t, "cost.freight")
	noSet, noValue, crossed := good, good, good
	noSet.Set, noValue.Value = nil, nil
	crossed.Least, crossed.Most = set("2"), set("1")
	for _, row := range []struct {
		name  string
		in    pricing.Input
		share string
		want  string
	}{
		{"zero input", pricing.Input{}, "0.1", "input.name"},
		{"no set", noSet, "0.1", "input.set"},
		{"no value", noValue, "0.1", "input.value"},
		{"bounds", crossed, "0.1", "input.bounds"},
		{"unknown", input(t, "cost.sample"), "0.1", "input"},
		{"absent", input(t, "cost.none"), "0.1", "input"},
		{"negative", good, "-0.1", "share"},
		{"percent", good, "5", "share"},
		{"hostile", good, "1e9999", "share"},
		{"two faults", pricing.Input{}, "2", "input.name share"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := pricing.Vary(fullUnit(), row.in, dec(row.share))
			if got := fieldsOf(err); got != row.want {
				t.Errorf("fields are %q, want %q: %v", got, row.want, err)
			}
		})
	}
	if _, err := pricing.Vary(pricing.Unit{}, input(t, "rate"), dec("0.1")); fieldOf(err) != "input" {
		t.Errorf("a unit without a listing: %v", err)
	}
}

// fieldsOf lists the fields of all faults.
func fieldsOf(err error) string {
	var out []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			out = append(out, in.Field)
		} else {
			out = append(out, fault.Error())
		}
	}
	return strings.Join(out, " ")
}

// The ends of a share are in order, within the bounds and, where nothing moved them,
// as far from the value on either side.
func propVary(t *rapid.T) {
	d := genUnit(t)
	inputs := pricing.Inputs(d.unit)
	in := rapid.SampledFrom(inputs).Draw(t, "input")
	share := genFraction(t, "share", 10000)
	c, err := pricing.Vary(d.unit, in, share)
	if err != nil {
		t.Fatalf("%s: %v", in.Name, err)
	}
	if c.Low.GreaterThan(c.High) {
		t.Fatalf("%s from %s to %s", in.Name, c.Low, c.High)
	}
	for _, end := range []decimal.Decimal{c.Low, c.High} {
		if end.LessThan(in.Least.Decimal) || end.GreaterThan(in.Most.Decimal) {
			t.Fatalf("%s is out of bounds at %s", in.Name, end)
		}
	}
	value := in.Value(d.unit).Decimal
	if down, up := value.Sub(c.Low), c.High.Sub(value); !c.LowMoved && !c.HighMoved && down.Sub(up).Abs().GreaterThan(dec("1e-11")) {
		t.Fatalf("%s goes down by %s and up by %s", in.Name, down, up)
	}
}

func TestVaryProperty(t *testing.T) { rapid.Check(t, propVary) }
func FuzzVary(f *testing.F)         { f.Fuzz(rapid.MakeFuzz(propVary)) }

// FuzzNewInput: any name is an input that works on any unit, or an error.
func FuzzNewInput(f *testing.F) {
	for _, in := range pricing.Inputs(fullUnit()) {
		f.Add(in.Name)
	}
	f.Add("cost[18446744073709551616]")
	f.Add("landed.parts[+1]")
	f.Fuzz(func(t *testing.T, name string) {
		in, err := pricing.NewInput(name)
		if err != nil {
			var unknown *pricing.UnknownInputError
			if !errors.As(err, &unknown) {
				t.Fatalf("%q: %v", name, err)
			}
			return
		}
		if in.Name != name {
			t.Fatalf("%q came back as %q", name, in.Name)
		}
		for _, u := range []pricing.Unit{{}, fullUnit(), {Listing: amazon.Listing{}}} {
			if changed, err := in.Set(u, dec("0.5")); err == nil && !in.Value(changed).Decimal.Equal(dec("0.5")) {
				t.Fatalf("%q is %v after 0.5 was set", name, in.Value(changed))
			}
		}
	})
}
