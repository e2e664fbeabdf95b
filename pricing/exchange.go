package pricing

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/shopspring/decimal"
)

// An FX is what the exchange rate does to the profit of one unit at one price. The
// price, and all that is paid in the currency of the listing, stays as it is; what
// is paid in the other currency is converted at another rate. The zero FX says
// nothing.
type FX struct {
	// Exposed is what is paid in the other currency per sold unit, with the cost of
	// the capital in it, less what comes back with returned units: the one amount on
	// which the rate acts.
	Exposed fx.Money
	// BufferCost is what the buffer adds to the costs, in the currency of the
	// listing: the line "fx_buffer" and its share of returned and removed units.
	// Exact to 12 decimals.
	BufferCost decimal.Decimal
	// Spot is the outcome at the rate as published, Plan at the rate less the
	// buffer, which is that of the statement.
	Spot, Plan Outcome
	// Worst is the outcome at the lowest rate at which the price still stands,
	// Unit.Band below spot. It is the zero Outcome without a band.
	Worst Outcome
	// BreakEven is the rate at which the profit is 0, rounded half away from zero
	// to 12 decimals: above it the unit earns. It is the zero Rate when no rate is
	// low enough to take the profit, or none high enough to bring one.
	BreakEven fx.Rate
}

// An Outcome is the profit of a unit at one exchange rate. The zero Outcome has no
// rate.
type Outcome struct {
	// Rate is in units of the other currency per unit of that of the listing.
	Rate fx.Rate
	// Profit is before lines that depend on the price are rounded, like
	// Statement.Exact.
	Profit decimal.Decimal

	revenue decimal.Decimal
}

// Margin returns the margin on price at the rate, as Statement.Margin does.
func (o Outcome) Margin(places int32) decimal.NullDecimal {
	return ratio(o.Profit, o.revenue, places)
}

// FX returns what the exchange rate does to the profit of the statement. It is
// false when nothing was converted.
func (s Statement) FX() (FX, bool) {
	if s.Rate.IsZero() {
		return FX{}, false
	}
	spot, exposed := s.Rate.Spot(), s.abroad.exposed()
	out := FX{
		Exposed: fx.Money{Amount: exposed, Currency: s.Rate.Quote()},
		Spot:    s.outcome(spot),
		Plan:    s.outcome(s.Rate),
	}
	out.BufferCost = out.Spot.Profit.Sub(out.Plan.Profit)
	if !s.band.IsZero() {
		if worst, err := spot.WithBuffer(s.band); err == nil { // the band is checked with the unit
			out.Worst = s.outcome(worst)
		}
	}
	// What is left of the price in the currency of the listing pays for the rest.
	left := s.Exact.Add(s.worth(s.Rate))
	if left.IsPositive() && exposed.IsPositive() {
		if rate, err := fx.NewRate(s.Rate.Base(), s.Rate.Quote(), exposed.DivRound(left, fx.ConvertPlaces)); err == nil {
			out.BreakEven = rate
		}
	}
	return out, true
}

// AtRate returns the profit of the unit at the price of the statement and another
// rate between the same two currencies, either way round, at its plan rate. The
// error is an [*fx.InputError] for the field "rate" when nothing was converted or
// the rate is between other currencies.
func (s Statement) AtRate(rate fx.Rate) (Outcome, error) {
	if s.Rate.IsZero() {
		return Outcome{}, fx.NewInputError("rate", rate.String(), "must not be given: nothing is paid in another currency")
	}
	if rate.Base() != s.Rate.Base() {
		rate = rate.Inverse()
	}
	if rate.Base() != s.Rate.Base() || rate.Quote() != s.Rate.Quote() {
		return Outcome{}, fx.NewInputError("rate", rate.String(), "must be between "+string(s.Rate.Base())+" and "+string(s.Rate.Quote()))
	}
	return s.outcome(rate), nil
}

// outcome is the profit at a rate between the currencies of the statement.
func (s *Statement) outcome(rate fx.Rate) Outcome {
	profit := s.Exact
	if !rate.Equal(s.Rate) {
		profit = profit.Add(s.worth(s.Rate)).Sub(s.worth(rate))
	}
	return Outcome{Rate: rate, Profit: profit, revenue: s.Revenue}
}

// worth is what is exposed in the currency of the listing, at a rate.
func (s *Statement) worth(rate fx.Rate) decimal.Decimal {
	num, den := rate.Fraction()
	return s.abroad.exposed().Mul(den).DivRound(num, fx.ConvertPlaces)
}

// An abroad sums up what is paid in the other currency of the rate.
type abroad struct {
	stock  decimal.Decimal // per unit that is bought, in the other currency
	sale   decimal.Decimal // per unit that is sold, in the other currency
	buffer decimal.Decimal // what the buffer adds, in the currency of the listing

	// Shares of sold units: that come back and can be sold again, that are removed.
	resold, removed decimal.Decimal
	financed        decimal.Decimal // years' interest on the cost, times daysOfYear
}

// add notes an amount in the other currency and what it is worth at the spot and
// at the planned rate.
func (a *abroad) add(amount, spot, planned decimal.Decimal, perSale bool) {
	sum := &a.stock
	if perSale {
		sum = &a.sale
	}
	*sum = small.Add(*sum, amount)
	if !spot.Equal(planned) {
		a.buffer = small.Add(a.buffer, small.Sub(planned, spot))
	}
}

// settle notes how often a unit is paid for per sold unit.
func (a *abroad) settle(u *Unit) {
	if u.Life.Removed.Valid {
		a.removed = u.Life.Removed.Decimal
	}
}

// exposed is what is paid per sold unit. A returned unit that can be sold again
// brings its cost back, a removed one costs it once more, and capital costs a share
// of it.
func (a *abroad) exposed() decimal.Decimal {
	times := one.Sub(a.resold).Add(a.removed)
	paid := a.stock.Mul(times).Add(a.sale)
	if !a.financed.IsZero() {
		paid = paid.Add(a.stock.Mul(a.financed).DivRound(daysOfYear, exposedPlaces))
	}
	return paid
}

// exposedPlaces are the decimals of the capital cost of what is exposed: those of a
// Curve.
const exposedPlaces = 20

// convert returns an amount in the currency of the listing at the spot and at the
// planned rate, and notes the rate.
func (m *Model) convert(paid fx.Money, rate *fx.Rate) (spot, planned fx.Money, err error) {
	if planned, err = convertAt(rate, paid); err != nil {
		return spot, planned, err
	}
	if m.rate.IsZero() { // there is one rate for the whole unit
		m.rate = *rate
	}
	if spot = planned; m.buffered {
		published := rate.Spot()
		spot, err = convertAt(&published, paid)
	}
	return spot, planned, err
}

// convertAt is [fx.Rate.Convert], for most amounts without decimals on the way.
func convertAt(rate *fx.Rate, paid fx.Money) (fx.Money, error) {
	num, den := rate.Fraction()
	base, quote := rate.Base(), rate.Quote()
	switch {
	case rate.IsZero(), base == quote, fx.CheckDecimal(paid.Amount) != nil:
	case paid.Currency == base:
		return fx.Money{Amount: small.MulDiv(paid.Amount, num, den, fx.ConvertPlaces), Currency: quote}, nil
	case paid.Currency == quote:
		return fx.Money{Amount: small.MulDiv(paid.Amount, den, num, fx.ConvertPlaces), Currency: base}, nil
	}
	return rate.Convert(paid)
}

// addBuffer appends what the planned rate adds to the converted costs.
func (m *Model) addBuffer() {
	if m.abroad.buffer.IsZero() {
		return
	}
	m.add(modelLine{
		code: "fx_buffer", each: fees.Flat(m.abroad.buffer), rung: inCM1, source: &suppliedBuffer,
		describe: func() string {
			return "costs in " + string(m.rate.Quote()) + " at the planned " + rateText(&m.rate) + ", " +
				fx.Percent(m.rate.Buffer()) + " below spot"
		},
	})
}

// convertedBasis says how a cost was converted.
func convertedBasis(entered fx.Money, rate *fx.Rate) string {
	spot := rate.Spot()
	return entered.String() + " at " + rateText(&spot)
}

func rateText(rate *fx.Rate) string {
	const places = 6
	return fx.Plain(rate.Value(places)) + " " + string(rate.Quote()) + " per " + string(rate.Base())
}

var suppliedBuffer = fees.SuppliedBy("buffer")
