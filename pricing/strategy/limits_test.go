package strategy_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// fitSteps is what Fit does to a price, as text: "12.5 least 14.85 ending 14.99".
func fitSteps(t *testing.T, l strategy.Limits, wanted string, side strategy.Side) string {
	t.Helper()
	price, steps, err := l.Fit(amt(wanted), side)
	if err != nil {
		return noPrice(t, err)
	}
	text, at := wanted, amt(wanted)
	for _, s := range steps {
		if !s.From.Equal(at) || s.From.Equal(s.To) || s.Text == "" {
			t.Errorf("step %+v does not lead on from %s", s, at)
		}
		text, at = text+" "+s.Code+" "+fx.Plain(s.To), s.To
	}
	if !at.Equal(price) {
		t.Errorf("steps lead to %s, the price is %s", at, price)
	}
	if !l.Contains(price) {
		t.Errorf("%s is not within the limits", price)
	}
	return text
}

func TestLimitsFit(t *testing.T) {
	gap := []pricing.Interval{span("14.85", "15.00"), openSpan("15.67")}
	charm := strategy.Ending{On: []decimal.Decimal{amt("0.99")}, Within: amt("0.50"), Lowered: amt("0.20")}
	for _, row := range []struct {
		name, wanted string
		side         strategy.Side
		limits       strategy.Limits
		want         string
	}{
		{"nothing in the way", "12.34", strategy.Up, strategy.Limits{Places: 2}, "12.34"},
		{"to the cent above", "12.341", strategy.Up, strategy.Limits{Places: 2}, "12.341 minor_unit 12.35"},
		{"to the cent below", "12.349", strategy.Down, strategy.Limits{Places: 2}, "12.349 minor_unit 12.34"},
		{"the zero side is up", "12.341", "", strategy.Limits{Places: 2}, "12.341 minor_unit 12.35"},
		{"never to 0", "0.004", strategy.Down, strategy.Limits{Places: 2}, "0.004 minor_unit 0.01"},
		{"yen", "1980.5", strategy.Up, strategy.Limits{}, "1980.5 minor_unit 1981"},
		{"dinars", "1.2345", strategy.Down, strategy.Limits{Places: 3}, "1.2345 minor_unit 1.234"},
		{"just below the least", "9.99", strategy.Up, strategy.Limits{Places: 2, Least: known("10")}, "9.99 least 10"},
		{"on the least", "10", strategy.Up, strategy.Limits{Places: 2, Least: known("10")}, "10"},
		{"the least rounds up", "9", strategy.Down, strategy.Limits{Places: 2, Least: known("9.991")}, "9 least 10"},
		{"just above the most", "10.01", strategy.Up, strategy.Limits{Places: 2, Most: known("10")}, "10.01 most 10"},
		{"the most rounds down", "12", strategy.Up, strategy.Limits{Places: 2, Most: known("10.009")}, "12 most 10"},
		{"least is most", "3", strategy.Up, strategy.Limits{Places: 2, Least: known("10"), Most: known("10")}, "3 least 10"},
		{"least above most", "3", strategy.Up, strategy.Limits{Places: 2, Least: known("10.01"), Most: known("10")}, "least_above_most"},
		{"no cent between", "3", strategy.Up, strategy.Limits{Places: 2, Least: known("10.001"), Most: known("10.009")}, "least_above_most"},
		{"a most of nothing", "3", strategy.Up, strategy.Limits{Places: 2, Most: known("0")}, "least_above_most"},
		{"end of the first run", "15", strategy.Up, strategy.Limits{Places: 2, Admissible: gap}, "15"},
		{"in the gap, up", "15.01", strategy.Up, strategy.Limits{Places: 2, Admissible: gap}, "15.01 target 15.67"},
		{"in the gap, down", "15.66", strategy.Down, strategy.Limits{Places: 2, Admissible: gap}, "15.66 target 15"},
		{"start of the second run", "15.67", strategy.Down, strategy.Limits{Places: 2, Admissible: gap}, "15.67"},
		{"below all, down", "14.84", strategy.Down, strategy.Limits{Places: 2, Admissible: gap}, "14.84 target 14.85"},
		{"above all, up", "15.10", strategy.Up, strategy.Limits{Places: 2, Admissible: gap[:1]}, "15.10 target 15"},
		{"the most is in the gap", "20", strategy.Up, strategy.Limits{Places: 2, Admissible: gap, Most: known("15.50")}, "20 most 15.5 target 15"},
		{"the least is in the gap", "9", strategy.Down, strategy.Limits{Places: 2, Admissible: gap, Least: known("15.50")}, "9 least 15.5 target 15.67"},
		{"both are in the gap", "9", strategy.Down, strategy.Limits{Places: 2, Admissible: gap, Least: known("15.01"), Most: known("15.66")}, "no_admissible_price"},
		{"no price has been found", "9", strategy.Up, strategy.Limits{Places: 2, Admissible: []pricing.Interval{}}, "no_admissible_price"},
		{"a run between two cents", "9", strategy.Up, strategy.Limits{Places: 2, Admissible: []pricing.Interval{span("9.001", "9.009")}}, "no_admissible_price"},
		{"open, whatever its end", "9", strategy.Up, strategy.Limits{Places: 2, Admissible: []pricing.Interval{{From: amt("10"), Open: true}}}, "9 target 10"},
		{"ending above", "12.49", strategy.Up, strategy.Limits{Places: 2, Ending: charm}, "12.49 ending 12.99"},
		{"too far above, too far below", "12.48", strategy.Up, strategy.Limits{Places: 2, Ending: charm}, "12.48"},
		{"below, just within", "13.19", strategy.Up, strategy.Limits{Places: 2, Ending: charm}, "13.19 ending 12.99"},
		{"below, just not", "13.20", strategy.Up, strategy.Limits{Places: 2, Ending: charm}, "13.20"},
		{"has the ending", "12.99", strategy.Up, strategy.Limits{Places: 2, Ending: charm}, "12.99"},
		{"never above the most", "12.60", strategy.Up, strategy.Limits{Places: 2, Ending: charm, Most: known("12.98")}, "12.60"},
		{"never below the least", "13.05", strategy.Up, strategy.Limits{Places: 2, Ending: charm, Least: known("13")}, "13.05"},
		{"never into the gap", "14.90", strategy.Up, strategy.Limits{Places: 2, Ending: strategy.Ending{On: []decimal.Decimal{amt("0.49")}, Within: amt("0.60")}, Admissible: gap}, "14.90"},
		{"over the gap", "14.99", strategy.Up, strategy.Limits{Places: 2, Ending: strategy.Ending{On: []decimal.Decimal{amt("0.79")}, Within: amt("0.80")}, Admissible: gap}, "14.99 ending 15.79"},
		{"past an ending in a gap", "14.99", strategy.Up, strategy.Limits{Places: 2, Ending: strategy.Ending{Of: amt("0.10"), On: []decimal.Decimal{amt("0.01")}, Within: amt("0.80")}, Admissible: gap}, "14.99 ending 15.71"},
		{"down past an ending in a gap", "15.68", strategy.Up, strategy.Limits{Places: 2, Ending: strategy.Ending{Of: amt("0.10"), On: []decimal.Decimal{amt("0.05")}, Lowered: amt("0.80")}, Admissible: gap}, "15.68 ending 14.95"},
		{"yen of 80", "1903", strategy.Up, strategy.Limits{Ending: strategy.Ending{Of: amt("100"), On: []decimal.Decimal{amt("80")}, Within: amt("80")}}, "1903 ending 1980"},
		{"yen have no .99", "1903", strategy.Up, strategy.Limits{Ending: charm}, "1903"},
		{"yen have no unit of a cent", "1903", strategy.Up, strategy.Limits{Ending: strategy.Ending{Of: amt("0.5"), On: []decimal.Decimal{amt("0")}, Within: amt("1")}}, "1903"},
		{"all at once", "12.345", strategy.Up, strategy.Limits{Places: 2, Least: known("13"), Admissible: gap, Ending: charm}, "12.345 minor_unit 12.35 least 13 target 14.85 ending 14.99"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := fitSteps(t, row.limits, row.wanted, row.side); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

// Fit agrees with looking at each cent: the price is within the limits, the next one
// on the side, and an ending moves it by the tolerance at most.
func propFitEqualsEachCent(t *rapid.T) {
	const most, last = 300, 900
	l := genLimits(t, most)
	side := rapid.SampledFrom([]strategy.Side{"", strategy.Up, strategy.Down}).Draw(t, "side")
	wanted := decimal.New(rapid.Int64Range(1, most*10).Draw(t, "wanted"), -3)
	price, _, err := l.Fit(wanted, side)

	var all []int64
	for c := int64(1); c <= last; c++ {
		if admits(l, c) != l.Contains(cents(c)) {
			t.Fatalf("Contains(%s) is %v", cents(c), l.Contains(cents(c)))
		}
		if admits(l, c) {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		// Runs may begin above the last cent that is looked at.
		if err == nil && price.LessThanOrEqual(cents(last)) {
			t.Fatalf("price %s although no cent is within the limits", price)
		}
		return
	}
	if err != nil {
		t.Fatalf("%v although %s is within the limits", err, cents(all[0]))
	}
	// The first on the side, else the first on the other.
	next, up, down := int64(0), int64(0), int64(0)
	for _, c := range all {
		if cents(c).LessThanOrEqual(wanted) {
			down = c
		}
		if up == 0 && cents(c).GreaterThanOrEqual(wanted) {
			up = c
		}
	}
	if next = up; side == strategy.Down && down > 0 || next == 0 {
		next = down
	}
	want := next
	ends := func(c int64) bool {
		of := int64(100)
		if !l.Ending.Of.IsZero() {
			of = l.Ending.Of.Shift(2).IntPart()
		}
		for _, on := range l.Ending.On {
			if c%of == on.Shift(2).IntPart() {
				return true
			}
		}
		return false
	}
	for c := next - l.Ending.Lowered.Shift(2).IntPart(); c < next; c++ {
		if c > 0 && ends(c) && admits(l, c) {
			want = c
		}
	}
	for c := next + l.Ending.Within.Shift(2).IntPart(); c >= next; c-- {
		if ends(c) && admits(l, c) {
			want = c
		}
	}
	if !price.Equal(cents(want)) {
		t.Fatalf("Fit(%s, %q) = %s, want %s", wanted, side, price, cents(want))
	}
	if !l.Contains(price) {
		t.Fatalf("%s is not within the limits", price)
	}
}

func TestFitEqualsEachCent(t *testing.T) { rapid.Check(t, propFitEqualsEachCent) }
func FuzzFitEqualsEachCent(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propFitEqualsEachCent)) }

// Limits that meet a solution contain what both contain.
func TestMeetingEqualsEachCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLimits(t, 100)
		other := genLimits(t, 100)
		s := pricing.Solution{Admissible: other.Admissible, Missing: []string{"cost.duty"}}
		met := l.Meeting(s)
		if err := met.Check(); err != nil {
			t.Fatalf("%v in %+v", err, met)
		}
		solved := strategy.Limits{Places: 2, Admissible: append([]pricing.Interval{}, s.Admissible...)}
		for c := int64(1); c < 1500; c++ {
			if got, want := met.Contains(cents(c)), l.Contains(cents(c)) && solved.Contains(cents(c)); got != want {
				t.Fatalf("at %s %v, want %v", cents(c), got, want)
			}
		}
		again := met.Meeting(s)
		if diff := cmp.Diff([]string{"cost.duty"}, again.Missing); diff != "" {
			t.Fatalf("missing (-want +got):\n%s", diff)
		}
	})
}

// Runs that have one price in common, and open runs whatever their end.
func TestMeeting(t *testing.T) {
	for _, row := range []struct {
		a, b []pricing.Interval
		want string
	}{
		{[]pricing.Interval{span("1", "2")}, []pricing.Interval{span("2", "3")}, "2-2"},
		{[]pricing.Interval{span("1", "1.99")}, []pricing.Interval{span("2", "3")}, ""},
		{[]pricing.Interval{span("1", "2"), {From: amt("4"), Open: true}}, []pricing.Interval{span("2", "3"), span("3.5", "5"), {From: amt("7"), Open: true}}, "2-2 4-5 7-open"},
		{[]pricing.Interval{{From: amt("4"), Open: true}}, []pricing.Interval{{From: amt("3"), Open: true}}, "4-open"},
		{[]pricing.Interval{}, []pricing.Interval{span("2", "3")}, ""},
		{nil, []pricing.Interval{span("2", "3")}, "2-3"},
		{[]pricing.Interval{span("2", "3")}, nil, ""},
	} {
		for _, l := range []strategy.Limits{
			strategy.Limits{Places: 2, Admissible: row.a}.Meeting(pricing.Solution{Admissible: row.b}),
			strategy.Limits{Places: 2}.Meeting(pricing.Solution{Admissible: row.b}).Meeting(pricing.Solution{Admissible: row.a}),
		} {
			var texts []string
			for _, i := range l.Admissible {
				to := fx.Plain(i.To)
				if i.Open {
					to = "open"
				}
				texts = append(texts, fx.Plain(i.From)+"-"+to)
			}
			if got := strings.Join(texts, " "); got != row.want && row.a != nil || l.Admissible == nil {
				t.Errorf("%v and %v meet in %q, want %q", row.a, row.b, got, row.want)
			}
		}
	}
}

func TestLimitsFaults(t *testing.T) {
	huge := decimal.New(1, 999999999)
	tiny := decimal.New(1, -999999999)
	for _, row := range []struct {
		name   string
		limits strategy.Limits
		want   string
	}{
		{"places", strategy.Limits{Places: -1}, "places"},
		{"five places", strategy.Limits{Places: 5}, "places"},
		{"four places", strategy.Limits{Places: 4}, ""},
		{"below 0", strategy.Limits{Least: known("-0.01"), Most: known("-1")}, "least most"},
		{"not looked at", strategy.Limits{Least: decimal.NullDecimal{Decimal: huge}}, ""},
		{"huge", strategy.Limits{Least: decimal.NewNullDecimal(huge), Most: decimal.NewNullDecimal(tiny)}, "least most"},
		{"runs that fall", strategy.Limits{Admissible: []pricing.Interval{span("3", "4"), span("1", "2")}}, "admissible[1].from"},
		{"runs that touch", strategy.Limits{Admissible: []pricing.Interval{span("1", "2"), span("2", "3")}}, "admissible[1].from"},
		{"a run after an open one", strategy.Limits{Admissible: []pricing.Interval{openSpan("3"), span("4", "5")}}, "admissible[1].from"},
		{"a run backwards", strategy.Limits{Admissible: []pricing.Interval{span("3", "2")}}, "admissible[0].to"},
		{"huge runs", strategy.Limits{Admissible: []pricing.Interval{{From: huge, To: huge}, {From: tiny, Open: true}}}, "admissible[0].from admissible[0].to admissible[1].from"},
		{"endings", strategy.Limits{Ending: strategy.Ending{Of: amt("-1"), On: []decimal.Decimal{amt("-0.1"), huge}, Within: amt("-1"), Lowered: tiny}},
			"ending.of ending.within ending.lowered ending.on[0] ending.on[1]"},
		{"ending not below its unit", strategy.Limits{Ending: strategy.Ending{On: []decimal.Decimal{amt("0.99"), amt("1")}}}, "ending.on[1]"},
		{"unit too large", strategy.Limits{Ending: strategy.Ending{Of: amt("1000000000.01"), On: []decimal.Decimal{amt("1")}}}, "ending.of"},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := row.limits.Check()
			got := strings.Join(paths(t, err), " ")
			if got != row.want {
				t.Errorf("faults at %q, want %q", got, row.want)
			}
			if err != nil && row.limits.Contains(amt("1")) {
				t.Error("limits with faults contain a price")
			}
			if _, _, fitErr := row.limits.Fit(amt("1"), strategy.Up); (fitErr == nil) != (err == nil) {
				t.Errorf("Fit says %v", fitErr)
			}
		})
	}
	for _, wanted := range []decimal.Decimal{{}, amt("-1"), huge, tiny, fees.MaxPrice().Add(cents(1)), decimal.New(1, -129)} {
		_, _, err := strategy.Limits{Places: -1}.Fit(wanted, "sideways")
		if diff := cmp.Diff([]string{"places", "wanted", "side"}, paths(t, err)); diff != "" {
			t.Errorf("faults (-want +got):\n%s", diff)
		}
		if (strategy.Limits{Places: 2}).Contains(wanted) {
			t.Error("contains no price")
		}
	}
	if (strategy.Limits{Places: 2}).Contains(amt("1.005")) {
		t.Error("contains half a cent")
	}
	if p, _, err := (strategy.Limits{Places: 2}).Fit(fees.MaxPrice(), strategy.Up); err != nil || !p.Equal(fees.MaxPrice()) {
		t.Errorf("the highest price gives %s, %v", p, err)
	}
}

// Fit of the package names the strategy and says what is missing.
func TestFitProposal(t *testing.T) {
	limits := strategy.Limits{Places: 2, Least: known("10"), Missing: []string{"cost.duty", "cost.freight"}}
	reasons := []strategy.Reason{{Code: "own", Text: "a rule of one's own"}}
	p, err := strategy.Fit("own", fx.USD, amt("9"), strategy.Up, limits, reasons...)
	if err != nil {
		t.Fatal(err)
	}
	if p.Strategy != "own" || p.Currency != fx.USD || !p.Wanted.Equal(amt("9")) || !p.Price.Equal(amt("10")) || len(p.Steps) != 1 {
		t.Errorf("proposal is %+v", p)
	}
	if diff := cmp.Diff(limits.Missing, p.Missing); diff != "" || len(p.Reasons) != 2 || p.Reasons[1].Code != "lower_bound" {
		t.Errorf("missing %v, reasons %v", p.Missing, p.Reasons)
	}
	p.Missing[0], p.Reasons[0].Code = "changed", "changed"
	if limits.Missing[0] != "cost.duty" || reasons[0].Code != "own" {
		t.Error("the proposal holds the caller's slices")
	}
	limits.Most = known("9")
	var none *strategy.NoPriceError
	if _, err = strategy.Fit("own", fx.USD, amt("9"), strategy.Up, limits); !errors.As(err, &none) || none.Strategy != "own" || none.Code != "least_above_most" {
		t.Errorf("error is %v", err)
	}
	if _, err = strategy.Fit("own", fx.USD, amt("0"), strategy.Up, limits); len(paths(t, err)) != 1 {
		t.Errorf("error is %v", err)
	}
}

// The grid is that of the currency, whatever the limits say.
func TestFitGridOfCurrency(t *testing.T) {
	for _, test := range []struct {
		currency     fx.Currency
		places       int
		wanted, want string
	}{
		{fx.USD, 0, "17.668", "17.67"}, {fx.USD, 4, "17.668", "17.67"}, {"JPY", 2, "17.668", "18"}, {"XXX", 1, "17.668", "17.7"},
	} {
		p, err := strategy.Fit("mine", test.currency, decimal.RequireFromString(test.wanted), strategy.Up, strategy.Limits{Places: test.places})
		if err != nil || p.Price.String() != test.want {
			t.Errorf("%s: %s, want %s, %v", test.currency, p.Price, test.want, err)
		}
	}
}
