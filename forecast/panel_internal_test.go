package forecast

import (
	"math"
	"testing"
)

// The first values count alike, later ones by the share, and an outlier as its limit.
func TestPanelLevel(t *testing.T) {
	for _, tt := range []struct {
		name         string
		share, limit float64
		values       []float64
		want         float64
	}{
		{"mean", 0, 10, []float64{1, 2, 6}, 3},
		{"mean, then the share", 0.5, 10, []float64{1, 3, 6, 0}, 2},
		{"limit", 0.5, 2, []float64{1, 1, 101}, 2},
		{"limit below", 0.5, 2, []float64{1, 1, -101}, 0},
	} {
		l := panelLevel{limit: tt.limit}
		for _, v := range tt.values {
			l.add(v, tt.share)
		}
		if math.Abs(l.at-tt.want) > 1e-12 {
			t.Errorf("%s: %g, want %g", tt.name, l.at, tt.want)
		}
	}
}

// Nothing of a level is kept where it says nothing, all of it where it says all.
func TestLevelProducts(t *testing.T) {
	for _, tt := range []struct {
		p    levelProducts
		want float64
	}{
		{levelProducts{}, 0}, {levelProducts{vv: 4, vl: -1, ll: 1}, 0}, {levelProducts{vv: 4, vl: 2, ll: 1}, 1}, {levelProducts{vv: 4, vl: 1, ll: 2}, 0.5},
	} {
		if got := tt.p.keep(); got != tt.want {
			t.Errorf("%+v: %g, want %g", tt.p, got, tt.want)
		}
	}
	// by hand: values 0 0 4 4, share 1/2, limit 100, two steps ahead, from step 1 on
	var p levelProducts
	p.add(4, 0.5, 100, 2, func(i int) (float64, bool) { return []float64{0, 0, 4, 4}[i], true })
	// levels before steps 1 to 3 are 0, 0, 2, means 0, 0, 4/3
	d := 4 - 4.0/3
	want := levelProducts{vv: 0 + 16 + 16 + 16 + d*d, vl: d * (2 - 4.0/3), ll: (2 - 4.0/3) * (2 - 4.0/3)}
	if math.Abs(p.vv-want.vv) > 1e-12 || math.Abs(p.vl-want.vl) > 1e-12 || math.Abs(p.ll-want.ll) > 1e-12 {
		t.Errorf("%+v, want %+v", p, want)
	}
}
