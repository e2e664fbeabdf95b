package strategy

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A NoOptimumError says that the profit rises with the price without end, because
// the quantity hardly follows: a bound has to be given. The zero NoOptimumError is
// of the elasticity 0.
type NoOptimumError struct {
	// Elasticity is -1 or more.
	Elasticity decimal.Decimal
}

// Error says the elasticity and what is needed.
func (e *NoOptimumError) Error() string {
	return "strategy: with an elasticity of " + fx.Plain(e.Elasticity) + " the profit rises with every price, a highest price must be given"
}

// A LossError says that no price within the limits earns anything. The zero LossError is of
// no price.
type LossError struct {
	// Closest loses least in total.
	Closest Outcome
}

// Error says the price that comes closest, and what it loses per unit.
func (e *LossError) Error() string {
	return "strategy: no price within the limits earns anything: at " + fx.Plain(e.Closest.Price) + ", which loses least, a unit loses " + fx.Plain(e.Closest.UnitProfit.Neg())
}

// OptimalPrice returns the price of highest profit for a constant cost per unit and
// a constant elasticity below -1, cost × e/(1 + e), rounded half away from zero to
// 12 decimals. Fees that depend on the price make it wrong: [BestPrice] is right.
//
// The errors are an *fx.InputError at "cost" (not above 0) and "elasticity", and a
// *[NoOptimumError] for an elasticity of -1 or more.
func OptimalPrice(cost, elasticity decimal.Decimal) (decimal.Decimal, error) {
	err := errors.Join(checkDemandFigure("cost", cost), checkElasticity("elasticity", elasticity))
	if err != nil {
		return decimal.Decimal{}, err
	}
	return closedForm(cost, elasticity)
}

func closedForm(cost, e decimal.Decimal) (decimal.Decimal, error) {
	next := e.Add(decimal.NewFromInt(1))
	if next.Sign() >= 0 {
		return decimal.Decimal{}, &NoOptimumError{Elasticity: e}
	}
	return cost.Mul(e).DivRound(next, changePlaces), nil
}

// An Outcome is what one price brings in one period of the demand.
type Outcome struct {
	// Price is in whole minor units.
	Price decimal.Decimal
	// UnitProfit is the exact profit of a unit, before lines that depend on the
	// price are rounded.
	UnitProfit decimal.Decimal
	// Quantity is what is sold, rounded as by [Demand.At].
	Quantity decimal.Decimal
	// Profit is UnitProfit × Quantity, exact.
	Profit decimal.Decimal
}

// A Best is the price of highest profit, and what the simpler answers bring.
type Best struct {
	Outcome
	Currency fx.Currency
	// Now is the price of the demand, rounded half away from zero to the minor unit.
	Now Outcome
	// ClosedForm is the price of [OptimalPrice], rounded so too, for a cost that is
	// what a unit costs Now, fees included; whether or not the limits admit it. It is nil where
	// there is none: an elasticity of -1 or more, no cost, or a price off the grid.
	ClosedForm *Outcome
	// Bounded says that the limits admit no price a minor unit below or above: what
	// lies beyond might earn more.
	Bounded bool
	// Beyond says that the price lies outside those that the elasticity was
	// estimated on.
	Beyond bool
	// Complete says that the model misses nothing. Otherwise Missing names what is
	// unknown, and the best price is probably higher.
	Complete bool
	Missing  []string
}

// BestPrice returns the price on the grid of minor units at which profit × quantity
// is highest, the lowest of them when several are. It takes the whole profit curve
// of the model with its jumps: on each linear piece a + b × p the profit of the
// period has one turn at most, at -e a / (b (1 + e)), so that the ends of the pieces
// and the prices around the turns are all that can be best. Profits that differ by
// less than a part in 10¹² count as the same.
//
// The price ending of the limits is left to [Best.Propose].
//
// The errors are an *fx.InputError at "model" (nil), "demand.price" and so on, and
// "limits.least" and so on, where the places must be those of the currency
// ("limits.places"); a *[NoPriceError] when the limits admit no price; a
// *[NoOptimumError] for an elasticity of -1 or more without a highest price; and a
// *[LossError] when no price earns anything.
func BestPrice(m *pricing.Model, d Demand, l Limits) (Best, error) {
	faults := append(fx.Faults(fx.InField("demand", d.Check())), fx.Faults(fx.InField("limits", l.Check()))...)
	if m == nil {
		return Best{}, errors.Join(append(faults, fx.NewInputError("model", "", "must not be nil"))...)
	}
	statement, err := m.At(decimal.NewFromInt(1))
	if err != nil {
		return Best{}, errors.Join(append(faults, err)...)
	}
	places, _ := statement.Currency.MinorUnits()
	if l.Places != places {
		faults = append(faults, fx.NewInputError("limits.places", strconv.Itoa(l.Places), "must be "+strconv.Itoa(places)+", the decimals of "+string(statement.Currency)))
	}
	if len(faults) > 0 {
		return Best{}, errors.Join(faults...)
	}
	s := priceSearch{curve: m.Curve(), demand: d, places: int32(places)}
	spans, open := s.spans(l)
	if len(spans) == 0 {
		return Best{}, &NoPriceError{Strategy: profitOptimal, Code: "no_admissible_price", Text: "the limits admit no price"}
	}
	if open && d.Elasticity.GreaterThanOrEqual(decimal.NewFromInt(-1)) {
		return Best{}, &NoOptimumError{Elasticity: d.Elasticity}
	}
	b := Best{Currency: statement.Currency, Complete: statement.Complete, Missing: statement.Missing}
	pieces := slices.Collect(s.curve.Segments())
	for _, span := range spans {
		before := s.best
		for _, piece := range pieces {
			s.searchPiece(piece, span.low, span.high)
		}
		if s.best != before {
			b.Bounded = s.best == span.low || s.best == span.high
		}
	}
	b.Outcome, b.Now = s.outcome(s.best), s.outcome(s.nearest(d.Price))
	b.Beyond = d.beyond(b.Price)
	if b.UnitProfit.IsNegative() {
		return Best{}, &LossError{Closest: b.Outcome}
	}
	if cost := b.Now.Price.Sub(b.Now.UnitProfit); cost.IsPositive() {
		price, err := closedForm(cost, d.Elasticity)
		if minor := s.nearest(price); err == nil && minor >= 1 && price.LessThan(fees.MaxPrice()) {
			simple := s.outcome(minor)
			b.ClosedForm = &simple
		}
	}
	return b, nil
}

// profitOptimal is the name of the strategy.
const profitOptimal = "profit_optimal"

// Propose makes a proposal of the best price, with the ending of the limits. The
// errors are those of [Fit].
func (b Best) Propose(l Limits) (Proposal, error) {
	reasons := []Reason{{"best", "profit of " + b.text(b.Outcome)}, {"now", "profit of " + b.text(b.Now)}}
	if b.ClosedForm != nil {
		reasons = append(reasons, Reason{"closed_form", "at a constant cost it would be " + fx.Plain(b.ClosedForm.Price) + ", which brings a profit of " + b.text(*b.ClosedForm)})
	}
	if b.Beyond {
		reasons = append(reasons, Reason{"beyond", "the price lies outside those that the elasticity was estimated on"})
	}
	if !b.Complete {
		reasons = append(reasons, Reason{"missing", "not known: " + strings.Join(b.Missing, ", ")})
	}
	return Fit(profitOptimal, b.Currency, b.Price, Up, l, reasons...)
}

// text says an outcome, its figures rounded half away from zero.
func (b *Best) text(o Outcome) string {
	places, _ := b.Currency.MinorUnits()
	return o.Profit.StringFixed(int32(places)) + " at " + fx.Plain(o.Price) + ": " + fx.Plain(o.Quantity.Round(2)) + " units at " + fx.Plain(o.UnitProfit.Round(4)) + " each"
}

// A priceSpan is a run of prices in minor units, both ends inclusive.
type priceSpan struct{ low, high int64 }

// spans returns the prices within the limits, in rising order, and whether they have
// no upper end but that of all prices.
func (s *priceSearch) spans(l Limits) (spans []priceSpan, open bool) {
	up := func(d decimal.Decimal) int64 {
		beyond := fees.MaxPrice().Add(decimal.NewFromInt(1))
		return decimal.Min(d, beyond).Shift(s.places).Ceil().IntPart()
	}
	down := func(d decimal.Decimal) int64 {
		return decimal.Min(d, fees.MaxPrice()).Shift(s.places).Floor().IntPart()
	}
	low, high := int64(1), down(fees.MaxPrice())
	if l.Least.Valid {
		low = max(low, up(l.Least.Decimal))
	}
	if l.Most.Valid {
		high = down(l.Most.Decimal)
	}
	admissible := l.Admissible
	if admissible == nil {
		admissible = []pricing.Interval{{Open: true}}
	}
	for _, i := range admissible {
		span := priceSpan{max(low, up(i.From)), high}
		if !i.Open {
			span.high = min(high, down(i.To))
		}
		if span.low <= span.high {
			spans = append(spans, span)
			open = open || i.Open && !l.Most.Valid
		}
	}
	return spans, open
}

// A priceSearch keeps the best price found so far, in minor units; 0 is none.
type priceSearch struct {
	curve  fees.Curve
	demand Demand
	places int32
	best   int64
	profit signedLog // of the period at best
}

// A signedLog is a number as its sign and the logarithm of its size, which neither
// the highest price nor the steepest demand takes out of bounds.
type signedLog struct {
	sign int
	log  float64
}

// above reports whether a is above b by more than rounding.
func (a signedLog) above(b signedLog) bool {
	const rounding = 1e-12
	switch {
	case a.sign != b.sign:
		return a.sign > b.sign
	case a.sign > 0:
		return a.log > b.log+rounding
	}
	return a.sign < 0 && a.log < b.log-rounding
}

// searchPiece tries the prices of one linear piece that can be best, in rising
// order.
func (s *priceSearch) searchPiece(piece fees.Segment, low, high int64) {
	low = max(low, piece.From.Shift(s.places).Ceil().IntPart())
	high = min(high, piece.To.Shift(s.places).Floor().IntPart())
	if low > high {
		return
	}
	s.try(low)
	e := s.demand.Elasticity.InexactFloat64()
	turn := -e * piece.Base.InexactFloat64() / (piece.Rate.InexactFloat64() * (1 + e)) * math.Pow10(int(s.places))
	if turn > float64(low)-2 && turn < float64(high)+2 { // not when it is NaN
		const around = 2 // the turn is computed in float64
		for minor := int64(turn) - around; minor <= int64(turn)+around+1; minor++ {
			if low < minor && minor < high {
				s.try(minor)
			}
		}
	}
	s.try(high)
}

// try keeps a price that is better than the best before it.
func (s *priceSearch) try(minor int64) {
	if profit := s.total(minor); s.best == 0 || profit.above(s.profit) {
		s.best, s.profit = minor, profit
	}
}

// total is the profit of the period at a price in minor units, but for the factor
// that all prices share.
func (s *priceSearch) total(minor int64) signedLog {
	amount, _ := s.curve.AtMinor(minor, int(s.places))
	unit := amount.Decimal()
	if unit.IsZero() {
		return signedLog{}
	}
	price := decimal.New(minor, -s.places).InexactFloat64() / s.demand.Price.InexactFloat64()
	return signedLog{unit.Sign(), math.Log(unit.Abs().InexactFloat64()) + s.demand.Elasticity.InexactFloat64()*math.Log(price)}
}

// nearest returns a price in minor units, rounded half away from zero.
func (s *priceSearch) nearest(price decimal.Decimal) int64 {
	return price.Shift(s.places).Round(0).IntPart()
}

// outcome returns what a price brings. A quantity beyond all bounds counts as the
// bound.
func (s *priceSearch) outcome(minor int64) Outcome {
	o := Outcome{Price: decimal.New(minor, -s.places)}
	unit, _ := s.curve.AtMinor(minor, int(s.places))
	o.UnitProfit = unit.Decimal()
	o.Quantity, _ = roundedDecimal(math.Min(s.demand.quantity(o.Price), 1e17))
	o.Profit = o.UnitProfit.Mul(o.Quantity)
	return o
}
