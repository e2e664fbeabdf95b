package forecast

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// Changes with a known coefficient give it back, and no more of them.
func TestARRecovers(t *testing.T) {
	r := num.Rand(5)
	for _, want := range []float64{-0.6, 0.5, 0.9} {
		x := make([]float64, 4000)
		step := 0.0
		for i := 1; i < len(x); i++ {
			step = want*step + r.NormFloat64()
			x[i] = x[i-1] + step
		}
		fit, err := AR{Plain: true}.Fit(Series{Values: x, Signed: true})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := fit.Report().Param("ar1"); math.Abs(got-want) > 0.05 {
			t.Errorf("ar1 is %g, want %g", got, want)
		}
		if got, ok := fit.Report().Param("ar4"); ok && math.Abs(got) > 0.06 {
			t.Errorf("ar4 is %g", got)
		}
	}
}

// The drift is shrunk by t^2/(1+t^2) and damped by 0.95 each step: the changes 1 and 3
// have the mean 2 with the standard error 1, so that t is 2 and the drift 2*4/5.
func TestARDrift(t *testing.T) {
	fit, err := AR{Plain: true}.Fit(Series{Values: []float64{10, 11, 14}})
	if err != nil {
		t.Fatal(err)
	}
	if drift, _ := fit.Report().Param("drift"); math.Abs(drift-1.6) > 1e-12 {
		t.Errorf("drift %g, want 1.6", drift)
	}
	f, err := fit.Forecast(2)
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []float64{14 + 1.6*0.95, 14 + 1.6*0.95 + 1.6*0.95*0.95} {
		if math.Abs(f.Point[j]-want) > 1e-12 {
			t.Errorf("step %d: %g, want %g", j+1, f.Point[j], want)
		}
	}
	// Two values: half their change.
	fit, err = AR{}.Fit(Series{Values: []float64{10, 20}})
	if err != nil {
		t.Fatal(err)
	}
	if drift, _ := fit.Report().Param("drift"); math.Abs(drift-math.Log(2)/2) > 1e-12 {
		t.Errorf("drift %g", drift)
	}
}

// At most a quarter of the values, twelve, or what is asked for; none below twelve values.
func TestAROrders(t *testing.T) {
	for _, tc := range []struct{ n, asked, want int }{{11, 0, 0}, {12, 0, 3}, {47, 0, 11}, {48, 0, 12}, {400, 0, 12}, {400, 30, 30}, {40, 30, 10}, {400, 2, 2}} {
		x := make([]float64, tc.n)
		for i := range x {
			x[i] = 5 + math.Sin(float64(i*i))
		}
		if got := arFit(x, tc.asked, false).most; got != tc.want {
			t.Errorf("%d values, at most %d: %d orders, want %d", tc.n, tc.asked, got, tc.want)
		}
	}
	for _, n := range []int{-1, maxSettings + 1} {
		if _, err := (AR{MaxOrder: n, Adjustment: -1}).Fit(Series{Values: []float64{1, 2}}); !cmp.Equal(inputFields(err), []string{"max_order", "adjustment"}) {
			t.Errorf("%d: %v", n, err)
		}
	}
}
