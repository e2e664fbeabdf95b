package pricing

import (
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

var highestPrice = fees.MaxPrice()

// shortPlaces are the decimals of the profit that is missing for a markup.
const shortPlaces = 12

// An Interval is a run of prices, both ends inclusive. The zero Interval is the
// price 0, which no result contains.
type Interval struct {
	From decimal.Decimal
	To   decimal.Decimal
	// Open says that the run has no upper end; To is then fees.MaxPrice.
	Open bool
}

// A Solution is every price that meets a target. The zero Solution has none.
type Solution struct {
	// Target is what was asked for.
	Target Target
	// Price is the lowest one.
	Price decimal.Decimal
	// Admissible holds all of them, in rising order. Between two intervals lie
	// prices that do not meet the target although a lower one does.
	Admissible []Interval
	// Complete says that nothing is missing. Otherwise Missing names the unknown
	// inputs; with their cost the profit is lower, so that Price is too low: it is
	// a lower bound of the price that meets the target.
	Complete bool
	Missing  []string
}

// A NoSolutionError says that no price meets a target.
type NoSolutionError struct {
	Target Target
	// Closest is the price that comes closest, and Short the profit that is
	// missing there, in Currency.
	Closest  decimal.Decimal
	Short    decimal.Decimal
	Currency fx.Currency
}

// Error says the target and how close any price comes.
func (e *NoSolutionError) Error() string {
	return "pricing: no price meets the target (" + e.Target.String() + "): at " + fx.Plain(e.Closest) + " " + string(e.Currency) +
		", which comes closest, " + fx.Plain(e.Short) + " of profit is missing"
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
		missing := short.Decimal().Neg()
		if t.kind == toMarkup { // its surplus counts each unit of profit 1 + markup times
			missing = missing.DivRound(t.value.Add(one), shortPlaces)
		}
		return Solution{}, &NoSolutionError{t, m.price(closest), missing, m.currency}
	}
	s := Solution{
		Target: t, Admissible: make([]Interval, len(spans)),
		Complete: len(m.missing) == 0, Missing: slices.Clone(m.missing),
	}
	for i, span := range spans {
		s.Admissible[i] = m.interval(span)
	}
	s.Price = s.Admissible[0].From
	return s, nil
}

func (m *Model) price(minor int64) decimal.Decimal { return decimal.New(minor, -int32(m.places)) }

func (m *Model) interval(s fees.Span) Interval {
	to := highestPrice
	if !s.Open {
		to = m.price(s.To)
	}
	return Interval{m.price(s.From), to, s.Open}
}

// A DeadZone is a run of prices at which the unit earns less than at a lower
// price, typically just above a threshold of a fee.
type DeadZone struct {
	Interval
	// Below is the lower price that earns more than every price of the zone.
	Below decimal.Decimal
	// BelowProfit is the exact profit at Below.
	BelowProfit decimal.Decimal
	// Worst is the price of the zone that earns least.
	Worst decimal.Decimal
	// Loss is by how much Worst earns less than Below.
	Loss decimal.Decimal
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
		zone := DeadZone{
			Interval: m.interval(d.Span), Below: m.price(d.Below), BelowProfit: d.BelowAmount.Decimal(),
			Loss: loss.Decimal(), Causes: m.jumps(d.From),
		}
		if zone.Worst = zone.From; d.Worst != d.From {
			zone.Worst = m.price(d.Worst)
		}
		zones[i] = zone
	}
	return zones, nil
}

// jumps returns the codes of the lines that take more at a price than just below
// it, beyond the slope they have from there on.
func (m *Model) jumps(at int64) []string {
	var codes []string
	for i := range m.lines {
		line := &m.lines[i]
		if line.income {
			continue
		}
		amount := line.amount
		if line.billed {
			amount = amount.RoundFlat(m.places)
		}
		before, _ := amount.AtMinor(at-1, m.places)
		here, _ := amount.AtMinor(at, m.places)
		after, ok := amount.AtMinor(at+1, m.places)
		if !ok {
			continue
		}
		rise, _ := here.Minus(before)
		slope, _ := after.Minus(here)
		if rise.Cmp(slope) > 0 {
			codes = append(codes, line.code)
		}
	}
	return codes
}

// Curve returns the profit as a function of the price, before lines that depend
// on the price are rounded: what [Model.Solve] and [Model.DeadZones] work on,
// and what a chart draws.
func (m *Model) Curve() fees.Curve { return m.exact }
