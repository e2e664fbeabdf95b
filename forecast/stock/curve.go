package stock

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast"
	"github.com/shopspring/decimal"
)

// A Curve sets service against cost for one cycle: the time between two arrivals.
type Curve struct {
	// Demand is that over the lead time and the review.
	Demand Distribution
	// Margin is what a lost sale loses, and Hold what a unit costs that is left at
	// the end of the cycle: [Costs.Hold] of its days.
	Margin, Hold decimal.Decimal
	// Levels are the service levels to compare. nil means .5, .8, .9, .95, .98, .99
	// and .995.
	Levels []float64
}

// A CurvePoint is one service level and what it costs in a cycle.
type CurvePoint struct {
	Point
	// Left is the number of units that are expected to be left.
	Left float64
	// Holding and LostMargin are what they and the lost sales cost, Total their sum.
	Holding, LostMargin, Total decimal.Decimal
	// Cheapest marks the level with the least Total, the lower one of two alike.
	Cheapest bool
}

var defaultLevels = []float64{.5, .8, .9, .95, .98, .99, .995}

// Points returns a point for each level, in their order. The reason of the cheapest
// one compares it with the critical ratio, at which the cost of all levels is least.
// The errors are those of the demand, of amounts below 0 and of levels that are not
// above 0 and below 1.
func (c Curve) Points() ([]CurvePoint, error) {
	var f faults
	f.distribution("demand", c.Demand)
	f.amount("margin", c.Margin)
	f.amount("hold", c.Hold)
	levels := c.Levels
	if levels == nil {
		levels = defaultLevels
	}
	for i, l := range levels {
		f.inside(fmt.Sprintf("levels[%d]", i), l, 0, 1)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	out := make([]CurvePoint, len(levels))
	best := 0
	for i, l := range levels {
		p, err := ReorderPoint(c.Demand, l)
		if err != nil {
			return nil, err
		}
		left := max(0, p.Level-p.Mean+p.Short)
		out[i] = CurvePoint{Point: p, Left: left, Holding: Worth(left, c.Hold), LostMargin: Worth(p.Short, c.Margin)}
		out[i].Total = out[i].Holding.Add(out[i].LostMargin)
		if d := out[i].Total.Cmp(out[best].Total); d < 0 || d == 0 && l < levels[best] {
			best = i
		}
	}
	if len(out) > 0 && c.Margin.Add(c.Hold).IsPositive() {
		out[best].Cheapest = true
		out[best].Reason = forecast.Reason{Code: "cheapest", Text: fmt.Sprintf("%s is the cheapest of these levels; of all it is %s, where a lost sale of %s and a unit left at %s are in balance",
			percent(levels[best]), percent(ratio(c.Margin, c.Margin.Add(c.Hold))), c.Margin.Round(2), c.Hold.Round(4))}
	}
	return out, nil
}
