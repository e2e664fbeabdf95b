package kpi_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func TestLift(t *testing.T) {
	tests := []struct {
		name       string
		holdout    kpi.Holdout
		confidence float64
		gain       string
		low, high  string
	}{
		// 100000 · 1.959964 · √(0.012·0.988/1e5 + 0.009·0.991/1e5) is 89.33.
		{"S17", kpi.Holdout{100000, 1200, 100000, 900}, 0, "300", "210.67", "389.33"},
		{"S17 at 99 %", kpi.Holdout{100000, 1200, 100000, 900}, 0.99, "300", "182.59", "417.41"},
		{"groups of other sizes", kpi.Holdout{90000, 900, 10000, 100}, 0, "0", "-185.01", "185.01"},
		{"negative lift is not cut off", kpi.Holdout{1000, 10, 1000, 30}, 0, "-20", "-32.24", "-7.76"},
		{"four conversions are too few", kpi.Holdout{1000, 4, 1000, 30}, 0, "-26", "", ""},
		{"five are enough", kpi.Holdout{1000, 5, 1000, 30}, 0, "-25", "-36.44", "-13.56"},
		{"all convert", kpi.Holdout{1000, 1000, 1000, 30}, 0, "970", "", ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.holdout.Lift(tc.confidence)
			if err != nil {
				t.Fatal(err)
			}
			low, high := "", ""
			if got.Low.Valid {
				low, high = fx.Plain(got.Low.Decimal), fx.Plain(got.High.Decimal)
			}
			if g := fx.Plain(got.Conversions.Round(4).Decimal); g != tc.gain || low != tc.low || high != tc.high || (got.Reason == "") != got.Low.Valid {
				t.Errorf("gain %s from %s to %s (%s), want %s from %s to %s", g, low, high, got.Reason, tc.gain, tc.low, tc.high)
			}
		})
	}
}

func TestLiftFaults(t *testing.T) {
	good := kpi.Holdout{100, 10, 100, 10}
	for _, c := range []float64{-1, 1, 0.99991, 2, math.NaN(), math.Inf(1)} {
		_, err := good.Lift(c)
		wantFields(t, err, "confidence")
	}
	_, err := kpi.Holdout{}.Lift(0)
	wantFields(t, err, "exposed_users", "holdout_users")
	_, err = kpi.Holdout{10, 11, math.MaxInt64, -1}.Lift(0)
	wantFields(t, err, "exposed_conversions", "holdout_users", "holdout_conversions")
}
