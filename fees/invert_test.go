package fees_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"pgregory.net/rapid"
)

// lastCent is the highest price that brute force looks at: 500.00.
const lastCent = 50000

// amounts evaluates a curve at each cent from 0.01 to 500.00.
func amounts(t *rapid.T, c fees.Curve) []fees.Amount {
	out := make([]fees.Amount, lastCent+1)
	for cents := int64(1); cents <= lastCent; cents++ {
		a, ok := c.AtMinor(cents, 2)
		if !ok {
			t.Fatalf("no amount at %d cents", cents)
		}
		out[cents] = a
	}
	return out
}

// clip cuts spans at 500.00, where brute force ends.
func clip(spans []fees.Span) []fees.Span {
	var out []fees.Span
	for _, s := range spans {
		if s.From <= lastCent {
			out = append(out, fees.Span{From: s.From, To: min(s.To, lastCent)})
		}
	}
	return out
}

// runs are the maximal runs of cents that hold.
func runs(holds func(cents int64) bool) []fees.Span {
	var out []fees.Span
	for cents := int64(1); cents <= lastCent; cents++ {
		switch n := len(out); {
		case !holds(cents):
		case n > 0 && out[n-1].To == cents-1:
			out[n-1].To = cents
		default:
			out = append(out, fees.Span{From: cents, To: cents})
		}
	}
	return out
}

// The admissible prices are those that brute force over each cent finds.
func propNonNegative(t *rapid.T) {
	c, _ := genCurve(t, 3)
	spans, err := c.NonNegative(2)
	if err != nil {
		t.Fatal(err)
	}
	values := amounts(t, c)
	want := runs(func(cents int64) bool { return values[cents].Sign() >= 0 })
	if diff := cmp.Diff(want, clip(spans)); diff != "" {
		t.Fatalf("admissible cents (-brute force +curve):\n%s", diff)
	}
}

func TestNonNegative(t *testing.T) { rapid.Check(t, propNonNegative) }

// The dips are those that brute force over each cent finds, and each names a
// lower price that is better than all of it.
func propDips(t *rapid.T) {
	c, _ := genCurve(t, 3)
	dips, err := c.Dips(2)
	if err != nil {
		t.Fatal(err)
	}
	values := amounts(t, c)
	best := make([]fees.Amount, lastCent+1)
	best[1] = values[1]
	for cents := 2; cents <= lastCent; cents++ {
		best[cents] = best[cents-1]
		if values[cents].Cmp(best[cents]) > 0 {
			best[cents] = values[cents]
		}
	}
	want := runs(func(cents int64) bool { return cents > 1 && values[cents].Cmp(best[cents-1]) < 0 })
	var spans []fees.Span
	for _, d := range dips {
		spans = append(spans, d.Span)
		if d.From > lastCent {
			continue
		}
		if d.Below >= d.From || values[d.Below].Cmp(d.BelowAmount) != 0 || d.BelowAmount.Cmp(best[d.From]) != 0 {
			t.Fatalf("the peak of %+v is not the best price below it", d)
		}
		worst, ok := c.AtMinor(d.Worst, 2)
		if !ok || worst.Cmp(d.WorstAmount) != 0 || d.Worst < d.From || d.Worst > d.To {
			t.Fatalf("the worst price of %+v is wrong", d)
		}
		for cents := d.From; cents <= min(d.To, lastCent); cents++ {
			if values[cents].Cmp(d.WorstAmount) < 0 {
				t.Fatalf("%d cents is worse than the worst of %+v", cents, d)
			}
		}
	}
	if diff := cmp.Diff(want, clip(spans)); diff != "" {
		t.Fatalf("dips (-brute force +curve):\n%s", diff)
	}
}

func TestDips(t *testing.T) { rapid.Check(t, propDips) }

// The highest point is at least as high as any price that brute force looks at.
func propHighest(t *rapid.T) {
	c, _ := genCurve(t, 2)
	price, amount, err := c.Highest(2)
	if err != nil {
		t.Fatal(err)
	}
	if at, ok := c.AtMinor(price, 2); !ok || at.Cmp(amount) != 0 {
		t.Fatalf("at %d cents the curve is not %s", price, amount.Decimal())
	}
	for cents, v := range amounts(t, c)[1:] {
		if v.Cmp(amount) > 0 || v.Cmp(amount) == 0 && int64(cents+1) < price {
			t.Fatalf("%d cents beats %d cents", cents+1, price)
		}
	}
}

func TestHighest(t *testing.T) { rapid.Check(t, propHighest) }

func TestNonNegativeEdges(t *testing.T) {
	for _, row := range []struct {
		name   string
		curve  fees.Curve
		places int
		want   []fees.Span
	}{
		{"zero curve: every price", fees.Curve{}, 2, []fees.Span{{From: 1, To: 1e11, Open: true}}},
		{"never", fees.Flat(dec("-0.01")), 2, nil},
		{"zero exactly on a cent", fees.Percent(dec("1")).Minus(fees.Flat(dec("7"))), 2, []fees.Span{{From: 700, To: 1e11, Open: true}}},
		{"zero between two cents", fees.Percent(dec("1")).Minus(fees.Flat(dec("7.001"))), 2, []fees.Span{{From: 701, To: 1e11, Open: true}}},
		{"falling", fees.Flat(dec("7")).Minus(fees.Percent(dec("1"))), 2, []fees.Span{{From: 1, To: 700}}},
		{"yen", fees.Percent(dec("1")).Minus(fees.Flat(dec("699.5"))), 0, []fees.Span{{From: 700, To: 1e9, Open: true}}},
		{"four places", fees.Percent(dec("1")).Minus(fees.Flat(dec("0.0002"))), 4, []fees.Span{{From: 2, To: 1e13, Open: true}}},
		{"a single cent", fees.Percent(dec("1")).Minus(fees.Flat(dec("7"))).Min(fees.Flat(dec("7")).Minus(fees.Percent(dec("1")))), 2, []fees.Span{{From: 700, To: 700}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.curve.NonNegative(row.places)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if _, err := (fees.Curve{}).NonNegative(5); err == nil {
		t.Error("five places are accepted")
	}
}

// Of several prices that are equally good, the peak is the lowest.
func TestDipsBelowOfEquals(t *testing.T) {
	c := fees.Brackets(fees.Band{UpTo: upTo("2"), Rate: dec("1")}, fees.Band{UpTo: upTo("5"), Fee: dec("2")}, fees.Band{UpTo: upTo("7"), Fee: dec("1.5")}, fees.Band{Fee: dec("2"), Rate: dec("0")})
	dips, err := c.Dips(2)
	if err != nil || len(dips) != 1 {
		t.Fatalf("%v, %v", dips, err)
	}
	if want := (fees.Span{From: 501, To: 700}); dips[0].Span != want || dips[0].Below != 200 {
		t.Errorf("dip is %+v, want %+v with Below at 200", dips[0], want)
	}
}

// A curve that falls for ever ends in a dip that is open.
func TestDipsOpen(t *testing.T) {
	c := fees.Flat(dec("5")).Minus(fees.Percent(dec("0.1")))
	dips, err := c.Dips(2)
	if err != nil {
		t.Fatal(err)
	}
	want := []fees.Span{{From: 2, To: 1e11, Open: true}}
	var got []fees.Span
	for _, d := range dips {
		got = append(got, d.Span)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if dips[0].Below != 1 || !dips[0].BelowAmount.Decimal().Equal(dec("4.999")) {
		t.Errorf("peak is %d cents, %s", dips[0].Below, fx.Plain(dips[0].BelowAmount.Decimal()))
	}
}
