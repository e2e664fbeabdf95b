package buffer_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx/buffer"
)

// pairsOfWindows builds windows with so many pairs of each kind.
func pairsOfWindows(kk, kb, bk, bb int) []bool {
	out := []bool{false}
	for range kk {
		out = append(out, false)
	}
	for kb > 0 || bk > 0 || bb > 0 {
		if !out[len(out)-1] {
			out = append(out, true)
			kb--
			continue
		}
		for range bb {
			out = append(out, true)
		}
		bb = 0
		if bk == 0 {
			break
		}
		out = append(out, false)
		bk--
	}
	return out
}

// MathWorks, Risk Management Toolbox, the example of varbacktest/cci and cc: 1,043
// days at 95%, 57 breaches.
func TestChristoffersenPublished(t *testing.T) {
	got, err := buffer.Christoffersen(pairsOfWindows(932, 53, 53, 4), 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if got.KeptKept != 932 || got.KeptBreached != 53 || got.BreachedKept != 53 || got.BreachedBreached != 4 || !got.Defined {
		t.Fatalf("%+v", got)
	}
	for _, row := range []struct {
		name      string
		got, want float64
	}{
		{"LR", got.LR, 0.25866}, {"P", got.P, 0.61104}, {"joint LR", got.JointLR, 0.72013}, {"joint P", got.JointP, 0.69763},
	} {
		if math.Abs(row.got-row.want) > 5e-6 {
			t.Errorf("%s is %v, want %v", row.name, row.got, row.want)
		}
	}
}

func TestChristoffersen(t *testing.T) {
	const o, x = false, true
	for _, row := range []struct {
		name     string
		breached []bool
		want     buffer.ChristoffersenTest
	}{
		{"none", nil, buffer.ChristoffersenTest{}},
		{"one", []bool{x}, buffer.ChristoffersenTest{}},
		{"no breach", []bool{o, o, o}, buffer.ChristoffersenTest{KeptKept: 2}},
		{"a breach at the end starts no pair", []bool{o, o, x}, buffer.ChristoffersenTest{KeptKept: 1, KeptBreached: 1}},
		{"only breaches", []bool{x, x, x}, buffer.ChristoffersenTest{BreachedBreached: 2}},
		// a = 1/3, b = 0, c = 1/4: 2*(2 ln 2/3 + ln 1/3 - 3 ln 3/4 - ln 1/4).
		{"one breach", []bool{o, o, o, x, o}, buffer.ChristoffersenTest{
			KeptKept: 2, KeptBreached: 1, BreachedKept: 1, Defined: true,
			LR: 0.679596, P: 0.409726, JointLR: 0.679596 + 1.397787, JointP: math.Exp(-(0.679596 + 1.397787) / 2),
		}},
	} {
		got, err := buffer.Christoffersen(row.breached, 0.95)
		if diff := cmp.Diff(row.want, got, roughly); diff != "" || err != nil {
			t.Errorf("%s: %v %s", row.name, err, diff)
		}
	}
	// Breaches in a row reject independence, the same number spread out does not.
	together, _ := buffer.Christoffersen(pairsOfWindows(90, 1, 1, 4), 0.95)
	apart, _ := buffer.Christoffersen(pairsOfWindows(86, 5, 5, 0), 0.95)
	if together.P > 0.001 || apart.P < 0.1 {
		t.Errorf("together %v, apart %v", together.P, apart.P)
	}
	for _, confidence := range []float64{0, 1, math.NaN()} {
		if _, err := buffer.Christoffersen([]bool{x, o}, confidence); !cmp.Equal([]string{"confidence"}, paths(t, err)) {
			t.Errorf("%v: %v", confidence, err)
		}
	}
}
