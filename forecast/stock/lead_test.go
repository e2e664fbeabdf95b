package stock_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A random lead time that does not vary is none: the formula, the paths and the trial
// agree, whatever the spread is as long as it is next to nothing.
func TestLeadTimeSpread(t *testing.T) {
	paths := flat(100, 10)
	for _, sd := range []float64{0, 1e-300, 1e-12} {
		d := of(stock.OverLead(paths, 1, stock.LeadTime{Mean: 30, SD: sd}, 7, 1))
		if math.Abs(d.Mean()-370) > 1e-6 {
			t.Errorf("a spread of %g: %g", sd, d.Mean())
		}
	}
	// Enough draws have the mean and the spread that were asked for.
	many := make([][]float64, 4000)
	for i := range many {
		many[i] = paths[0]
	}
	for _, l := range []stock.LeadTime{{Mean: 30, SD: 6}, {Mean: 3, SD: 4}, {Observed: []float64{20, 30, 40}}} {
		mean, sd := l.Moments()
		if len(l.Observed) > 0 {
			sd = math.Sqrt(200.0 / 3) // of the three days, each as likely
		}
		d := of(stock.OverLead(many, 1, l, 0, 1))
		if math.Abs(d.Mean()-10*mean) > 0.05*10*mean || math.Abs(d.SD()-10*sd) > 0.06*10*sd {
			t.Errorf("%v: %g ± %g", l, d.Mean(), d.SD())
		}
	}
	for _, l := range []stock.LeadTime{{Mean: 1e-300, SD: 20}, {Mean: 1e-200, SD: 1}} {
		if d := of(stock.OverLead(paths, 1, l, 5, 1)); d.Mean() != 50 {
			t.Errorf("%v: %g", l, d.Mean())
		}
	}
}

func TestLeadTimeRefuses(t *testing.T) {
	refused(t, stock.LeadTime{Mean: stock.MaxDays, SD: stock.MaxDays}.Check())
	refused(t, stock.LeadTime{Mean: stock.MaxDays + 1, SD: -1}.Check(), "mean", "sd")
	refused(t, stock.LeadTime{SD: 1}.Check(), "sd")
	refused(t, stock.LeadTime{Observed: []float64{1, -1, math.NaN()}, Mean: -5}.Check(), "observed[1]", "observed[2]")
	_, _, err := stock.Rate{Mean: -1, SD: math.NaN()}.Over(stock.LeadTime{Mean: -1}, -1)
	if err == nil {
		t.Error("a negative rate is taken")
	}
}

// Cost by level: the cheapest of a fine grid is that of the critical ratio.
func TestCurveCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		margin, hold := rapid.Int64Range(1, 50).Draw(t, "margin"), rapid.Int64Range(1, 50).Draw(t, "hold")
		ratio := of(stock.CriticalRatio(decOf(margin), decOf(hold)))
		levels := []float64{}
		for l := 0.02; l < 0.99; l += 0.02 {
			levels = append(levels, l)
		}
		points := of(stock.Curve{Demand: stock.Normal{Mu: 1000, Sigma: 100}, Margin: decOf(margin), Hold: decOf(hold), Levels: levels}.Points())
		marked := 0
		for i, p := range points {
			if !p.Total.Equal(p.Holding.Add(p.LostMargin)) || i > 0 && p.Level < points[i-1].Level {
				t.Fatalf("%+v", p)
			}
			if p.Cheapest {
				marked++
				if math.Abs(levels[i]-ratio) > 0.021 {
					t.Fatalf("%g is the cheapest, the ratio is %g", levels[i], ratio)
				}
			}
		}
		if marked != 1 {
			t.Fatalf("%d levels are the cheapest", marked)
		}
	})
	_, err := stock.Curve{Margin: dec("-1"), Levels: []float64{0, 1}}.Points()
	refused(t, err, "demand", "margin", "levels[0]", "levels[1]")
}

// Sending by air: from an extra freight of the whole margin on nothing is sent, and the
// number sent has the chance that pays.
func TestTopUpThreshold(t *testing.T) {
	fast, slow := stock.Mode{Name: "air", PerUnit: dec("5")}, stock.Mode{Name: "ocean", PerUnit: dec("1")}
	short := of(stock.NewEmpirical([]float64{0, 10, 20, 30, 40, 50, 60, 70, 80, 90}))
	for _, tc := range []struct {
		margin string
		units  float64
	}{{"0", 0}, {"4", 0}, {"4.01", 0}, {"5", 10}, {"8", 40}, {"40", 80}} {
		c := of(stock.TopUp(fast, slow, stock.Costs{Margin: dec(tc.margin)}, short))
		if c.Units != tc.units || c.Gain.IsNegative() || c.Reason == "" {
			t.Errorf("a margin of %s: %+v, want %g units", tc.margin, c, tc.units)
		}
	}
	c := of(stock.TopUp(slow, fast, stock.Costs{Margin: dec("8")}, short)) // the cheaper one is the fast one
	if c.Level != 1 || c.Units != 90 || c.Saved != 45 {
		t.Errorf("%+v", c)
	}
	_, err := stock.TopUp(stock.Mode{PerUnit: dec("-1")}, slow, stock.Costs{Margin: dec("-1")}, nil)
	refused(t, err, "fast.per_unit", "costs.margin", "short")
}

func decOf(n int64) decimal.Decimal { return decimal.NewFromInt(n) }
