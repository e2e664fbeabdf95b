package kpi_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

// quiet is a baseline of ten points with mean 10, mean range 2, limits 4.68 and 15.32,
// halfway marks 7.34 and 12.66 and a range limit of 6.534.
var quiet = []string{"11", "9", "11", "9", "11", "9", "11", "9", "11", "9"}

func TestXmRSignals(t *testing.T) {
	tests := []struct {
		name  string
		after []string
		want  []string
	}{
		{"on the upper limit", []string{"15.32"}, nil},
		{"above the upper limit", []string{"15.3201"}, []string{"outside_limits above 11"}},
		{"below the upper limit", []string{"15.3199"}, nil},
		{"on the lower limit", []string{"4.68"}, nil},
		{"below the lower limit", []string{"4.6799"}, []string{"outside_limits below 11"}},
		{"a range on its limit", []string{"9", "15.534", "9"}, []string{"outside_limits above 12"}},
		{"a range above its limit", []string{"9", "15.5341", "12"}, []string{"outside_limits above 12", "moving_range above 11 12"}},
		{"a range alone", []string{"14", "7.4"}, []string{"moving_range below 11 12"}},
		{"three of four, second out", []string{"12.67", "10", "12.67", "12.67"}, []string{"three_of_four above 11 13 14"}},
		{"three of three and one behind", []string{"12.67", "12.67", "12.67"}, []string{"three_of_four above 11 12 13"}},
		{"halfway is not nearer", []string{"12.66", "12.66", "12.66", "12.66"}, nil},
		{"two of four", []string{"12.67", "10", "10", "12.67", "12.67"}, nil},
		{"three of five", []string{"7.33", "7.33", "10", "10", "7.33"}, nil},
		{"both sides", []string{"12.67", "7.33", "12.67", "7.33"}, nil},
		{"below", []string{"7.33", "7.33", "10", "7.33"}, []string{"three_of_four below 11 12 14"}},
		{"windows that share points", []string{"12.67", "12.67", "10", "12.67", "12.67"}, []string{"three_of_four above 11 12 14 15"}},
		{"windows that do not", []string{"12.67", "12.67", "12.67", "10", "10", "12.67", "12.67", "12.67"}, []string{"three_of_four above 11 12 13", "three_of_four above 16 17 18"}},
		{"an outside point is nearer to the limit", []string{"12.67", "16", "12.67"}, []string{"outside_limits above 12", "three_of_four above 11 12 13"}},
		{"eight in a row", slices.Repeat([]string{"10.1"}, 8), []string{"eight_in_a_row above 11 12 13 14 15 16 17 18"}},
		{"seven in a row", slices.Repeat([]string{"10.1"}, 7), nil},
		{"one on the centre", []string{"10.1", "10.1", "10.1", "10.1", "10", "10.1", "10.1", "10.1", "10.1"}, nil},
		{"eight with a gap and an excluded one", []string{"10.1", "10.1", "10.1", "10.1", "", "!0", "10.1", "10.1", "10.1", "10.1"}, []string{"eight_in_a_row above 11 12 13 14 17 18 19 20"}},
		{"nine below, the last of the baseline too", slices.Repeat([]string{"9.9"}, 8), []string{"eight_in_a_row below 10 11 12 13 14 15 16 17 18"}},
		{"excluded points give none", []string{"!99", "!99"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newXmR(t, chartSeries(slices.Concat(quiet, tt.after)...), kpi.XmRSettings{Baseline: 10})
			if diff := cmp.Diff(tt.want, chartRules(c.Signals)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A clamped limit moves neither the halfway mark nor what is outside on the other side.
func TestSignalsOfClampedLimits(t *testing.T) {
	// limits 4.68 to 15.32, shown from 8: points at 8.1 are not nearer to 4.68.
	c := newXmR(t, chartSeries(slices.Concat(quiet, []string{"8.1", "8.1", "8.1", "8.1"})...), kpi.XmRSettings{Baseline: 10, AtLeast: chartNull("8")})
	if len(c.Signals) != 0 || chartText(c.Lower, 2) != "8.00" || !c.LowerClamped {
		t.Errorf("signals %v, lower limit %s", c.Signals, c.Lower)
	}
}

// With no noise at all every other value is a signal.
func TestSignalsWithoutSpread(t *testing.T) {
	c := newXmR(t, chartSeries("5", "5", "5", "5", "5", "5", "5.000000000000000001"), kpi.XmRSettings{Baseline: 6})
	if diff := cmp.Diff([]string{"outside_limits above 7", "moving_range above 6 7"}, chartRules(c.Signals)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// The signals are what the rules say, read word by word.
func propSignals(t *rapid.T) {
	values := genChart(t, 8)
	c, err := kpi.NewXmR(chartSeries(values...), kpi.XmRSettings{Baseline: rapid.IntRange(0, len(values)).Draw(t, "baseline")})
	if err != nil {
		t.Fatal(err)
	}
	if c.Standing == kpi.TooLittleData {
		if len(c.Signals) > 0 {
			t.Fatalf("signals %v of too little data", c.Signals)
		}
		return
	}
	want := map[string]bool{}
	say := func(rule kpi.SignalRule, i int) { want[string(rule)+" "+strconv.Itoa(i)] = true }
	n := len(c.Points)
	cmpTo := func(i int, v kpi.Value) int {
		order, ok := c.Points[i].Value.Cmp(v)
		if !ok {
			t.Fatal("values cannot be compared")
		}
		return order
	}
	half := func(limit kpi.Value) kpi.Value {
		return kpi.Ratio(limit.Num.Mul(c.Centre.Den).Add(c.Centre.Num.Mul(limit.Den)), limit.Den.Mul(c.Centre.Den).Mul(chartDec("2")), kpi.Count, "")
	}
	high, low := half(c.Upper), half(c.Lower)
	spread := c.MeanRange.Num.Sign() > 0
	near := func(i int) int {
		switch {
		case spread && cmpTo(i, high) > 0:
			return 1
		case spread && cmpTo(i, low) < 0:
			return -1
		}
		return 0
	}
	for i := range n {
		if cmpTo(i, c.Upper) > 0 || cmpTo(i, c.Lower) < 0 {
			say(kpi.OutsideLimits, i)
		}
		if order, ok := c.Points[i].Range.Cmp(c.RangeLimit); ok && order > 0 {
			say(kpi.MovingRangeAbove, i-1)
			say(kpi.MovingRangeAbove, i)
		}
		for _, side := range []int{1, -1} {
			if i+4 <= n {
				var of []int
				for j := i; j < i+4; j++ {
					if near(j) == side {
						of = append(of, j)
					}
				}
				for _, j := range of {
					if len(of) >= 3 {
						say(kpi.ThreeOfFour, j)
					}
				}
			}
			row := 0
			for row < 8 && i+row < n && cmpTo(i+row, c.Centre) == side {
				row++
			}
			for j := i; row == 8 && j < i+8; j++ {
				say(kpi.EightInARow, j)
			}
		}
	}
	got := map[string]bool{}
	for _, s := range c.Signals {
		if len(s.Points) != len(s.Labels) || !slices.IsSorted(s.Points) {
			t.Fatalf("points %v, labels %v", s.Points, s.Labels)
		}
		for _, p := range s.Points {
			got[string(s.Rule)+" "+strconv.Itoa(p)] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
}

func TestSignalsAreTheRules(t *testing.T) { rapid.Check(t, propSignals) }
func FuzzSignals(f *testing.F)            { f.Fuzz(rapid.MakeFuzz(propSignals)) }
