package pricing

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// An Interval is a run of prices, both ends inclusive.
type Interval struct {
	From decimal.Decimal
	To   decimal.Decimal
	// Open says that the run has no upper end; To is then fees.MaxPrice.
	Open bool
}

// A Solution is every price that meets a target.
type Solution struct {
	Target Target
	// Price is the lowest one.
	Price decimal.Decimal
	// Admissible holds all of them, in rising order. Between two intervals lie
	// prices that do not meet the target although a lower one does.
	Admissible []Interval
}

// A NoSolutionError says that no price meets a target.
type NoSolutionError struct {
	Target Target
	// Closest is the price that comes closest, and Short by how much the profit
	// there falls short.
	Closest decimal.Decimal
	Short   decimal.Decimal
}

// Error says the target and how close any price comes.
func (e *NoSolutionError) Error() string {
	return "pricing: no price reaches a " + e.Target.String() + "; " + e.Closest.StringFixed(2) +
		" comes closest and is " + e.Short.RoundUp(2).StringFixed(2) + " short"
}

// Solve returns every price on the grid of minor units that meets a target. It
// is exact and agrees at every price with [Statement.Exact], [Statement.Margin],
// [Statement.Markup] and [Statement.ROI]. When no price does, the error is a
// *[NoSolutionError]; a target that makes no sense is an *fx.InputError.
func (m *Model) Solve(t Target) (Solution, error) {
	surplus, err := m.surplus(t)
	if err != nil {
		return Solution{}, err
	}
	spans, err := surplus.NonNegative(m.places)
	if err != nil {
		return Solution{}, err
	}
	if len(spans) == 0 {
		closest, short, err := surplus.Highest(m.places)
		if err != nil {
			return Solution{}, err
		}
		return Solution{}, &NoSolutionError{t, m.price(closest), short.Decimal().Neg()}
	}
	s := Solution{Target: t, Price: m.price(spans[0].From), Admissible: make([]Interval, len(spans))}
	for i, span := range spans {
		s.Admissible[i] = m.interval(span)
	}
	return s, nil
}

func (m *Model) price(minor int64) decimal.Decimal { return decimal.New(minor, -int32(m.places)) }

func (m *Model) interval(s fees.Span) Interval {
	return Interval{m.price(s.From), m.price(s.To), s.Open}
}

// A DeadZone is a run of prices at which the unit earns less than at a lower
// price, typically just above a threshold of a fee.
type DeadZone struct {
	Interval
	// Below is the lower price that earns more than every price of the zone, and
	// BelowProfit the exact profit there.
	Below       decimal.Decimal
	BelowProfit decimal.Decimal
	// Worst is the price of the zone that earns least, and Loss by how much less
	// than Below.
	Worst decimal.Decimal
	Loss  decimal.Decimal
	// Causes are the codes of the lines that jump where the zone begins.
	Causes []string
}

// DeadZones returns every run of prices that earn strictly less than some lower
// price, in rising order. Selling in a dead zone is never right: the price Below
// is cheaper for the buyer and better for the seller.
func (m *Model) DeadZones() ([]DeadZone, error) {
	dips, err := m.exact.Dips(m.places)
	if err != nil || len(dips) == 0 {
		return nil, err
	}
	zones := make([]DeadZone, len(dips))
	for i, d := range dips {
		loss, _ := d.BelowAmount.Minus(d.WorstAmount)
		zones[i] = DeadZone{
			Interval: m.interval(d.Span), Below: m.price(d.Below), BelowProfit: d.BelowAmount.Decimal(),
			Worst: m.price(d.Worst), Loss: loss.Decimal(), Causes: m.jumps(d.Below, d.From),
		}
	}
	return zones, nil
}

// jumps returns the codes of the lines that take more at to than at from, by
// more than the price itself rises.
func (m *Model) jumps(from, to int64) []string {
	var codes []string
	rise, _ := priceLine.AtMinor(to-from, m.places)
	for i := range m.lines {
		line := &m.lines[i]
		if line.income {
			continue
		}
		before, _ := line.amount.AtMinor(from, m.places)
		after, _ := line.amount.AtMinor(to, m.places)
		if more, ok := after.Minus(before); ok && more.Cmp(rise) > 0 {
			codes = append(codes, line.code)
		}
	}
	return codes
}

// Curve returns the profit as a function of the price, before lines that depend
// on the price are rounded: what [Model.Solve] and [Model.DeadZones] work on,
// and what a chart draws.
func (m *Model) Curve() fees.Curve { return m.exact }
