package fees_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Sums and rounded weights hit a limit exactly, whatever the units.
func TestWeightPlusAndRoundUp(t *testing.T) {
	for _, row := range []struct{ a, b, step, sum, up string }{
		{"0.75 lb", "0.25 lb", "1 lb", "1 lb", "1 lb"},
		{"0.750001 lb", "0.25 lb", "1 lb", "1.000001 lb", "2 lb"},
		{"12 oz", "0.25 lb", "1 lb", "1 lb", "1 lb"},
		{"340.194278 g", "0.25 lb", "1 lb", "1 lb", "2 lb"}, // 12 oz are 340.1942775 g
		{"0 lb", "0 lb", "1 lb", "0 lb", "0 lb"},
		{"1 g", "1 g", "1 oz", "2 g", "1 oz"},
		{"1.3 kg", "0.2 kg", "0.5 kg", "1.5 kg", "1.5 kg"},
		{"5 lb", "0 oz", "0 lb", "5 lb", "5 lb"},
	} {
		sum := weight(t, row.a).Plus(weight(t, row.b))
		if got := sum.String(); got != row.sum {
			t.Errorf("%s + %s: got %s, want %s", row.a, row.b, got, row.sum)
		}
		if got := sum.RoundUp(weight(t, row.step)); got.String() != row.up || got.Cmp(weight(t, row.up)) != 0 {
			t.Errorf("%s + %s up to %s: got %s, want %s", row.a, row.b, row.step, got, row.up)
		}
	}
}

// The heaviest weight does not wrap.
func TestWeightPlusAndRoundUpStayAtTheTop(t *testing.T) {
	top := weight(t, "5000 kg")
	for range 64 {
		next := top.Plus(top)
		if next.Cmp(top) < 0 {
			t.Fatalf("%s twice is %s", top, next)
		}
		top = next
	}
	for _, step := range []string{"1 lb", "5000 kg"} {
		if up := top.RoundUp(weight(t, step)); up.Cmp(weight(t, "5000 kg")) < 0 {
			t.Fatalf("%s in steps of %s is %s", top, step, up)
		}
	}
}

// A weight is rounded up by less than a step, to a whole number of steps, and
// stays there.
func propWeightRoundUp(t *rapid.T) {
	draw := func(name string, most int64) fees.Weight {
		unit := rapid.SampledFrom([]string{" lb", " oz", " g"}).Draw(t, name+" unit")
		n := decimal.New(rapid.Int64Range(1, most).Draw(t, name), -6)
		w, err := fees.ParseWeight(n.StringFixed(6) + unit)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	w, step := draw("weight", 1_000_000_000), draw("step", 10_000_000)
	up := w.RoundUp(step)
	if up.Cmp(w) < 0 || up.Cmp(w.Plus(step)) >= 0 || up.Steps(fees.Weight{}, step) != w.Steps(fees.Weight{}, step) {
		t.Fatalf("%s in steps of %s is %s", w, step, up)
	}
	if again := up.RoundUp(step); again.Cmp(up) != 0 {
		t.Fatalf("%s in steps of %s is %s, then %s", w, step, up, again)
	}
}

func TestWeightRoundUp(t *testing.T) { rapid.Check(t, propWeightRoundUp) }
