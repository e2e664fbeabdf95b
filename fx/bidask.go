package fx

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"
)

// A BidAsk is a price with two sides: a dealer buys the base at the bid and sells
// it at the ask. Whoever sells the base gets the bid. Both are exact.
//
// The zero BidAsk has no pair and converts nothing. A BidAsk is a value that no
// method changes, so it is safe for concurrent use.
type BidAsk struct {
	bid, ask Rate
}

// NewBidAsk returns the two sides of a pair, both quote per base. The ask must not
// be below the bid.
//
// Every fault is reported at once: the errors of [NewRate] for "bid" and "ask",
// and an [*InputError] for an ask below the bid.
func NewBidAsk(base, quote Currency, bid, ask decimal.Decimal) (BidAsk, error) {
	b, q, err := parsePair(base, quote)
	err = errors.Join(err, checkPositive("bid", bid), checkPositive("ask", ask))
	if err == nil && ask.LessThan(bid) {
		err = NewInputError("ask", Plain(ask), "must not be below the bid of "+Plain(bid))
	}
	one := decimal.New(1, 0)
	if err == nil && b == q && !(bid.Equal(one) && ask.Equal(one)) {
		err = NewInputError("bid", Plain(bid), "must be 1, and so must the ask, between the same currency")
	}
	if err != nil {
		return BidAsk{}, err
	}
	return BidAsk{bid: makeRate(b, q, bid, one), ask: makeRate(b, q, ask, one)}, nil
}

// makeBidAsk joins two sides of one pair, of which the ask is not below the bid.
func makeBidAsk(bid, ask Rate) BidAsk { return BidAsk{bid: bid, ask: ask} }

// Bid returns the side at which the base is sold.
func (p BidAsk) Bid() Rate { return p.bid }

// Ask returns the side at which the base is bought.
func (p BidAsk) Ask() Rate { return p.ask }

// Spread returns the two sides of a provider that keeps a share of the amount
// whichever way it converts: 0.005 is 0.5%.
//
//	bid = mid * (1 - spread)
//	ask = mid / (1 - spread)
//
// So a seller of the base receives 1 - spread of the mid, and a seller of the
// quote 1 - spread of its inverse. Both sides are exact, have the day of the mid,
// say so in their source and are one leg. A buffer stays in effect.
//
// The error is an [*InputError] at "spread" below 0, at or above 1 or outside the
// bounds of [CheckDecimal], and at "rate" for the zero Rate.
func Spread(mid Rate, spread decimal.Decimal) (BidAsk, error) {
	err := InField("spread", CheckDecimal(spread))
	one := decimal.New(1, 0)
	if err == nil && (spread.IsNegative() || spread.GreaterThanOrEqual(one)) {
		err = NewInputError("spread", Plain(spread), "must be at least 0 and below 1")
	}
	if mid.IsZero() {
		err = errors.Join(err, errNoRate())
	}
	if err != nil {
		return BidAsk{}, err
	}
	if spread.IsZero() || mid.base == mid.quote {
		return BidAsk{bid: mid, ask: mid}, nil
	}
	kept := one.Sub(spread)
	source := mid.source
	if source != "" {
		source += ", "
	}
	side := mid.withLegs(nil)
	side.source = source + "spread of " + Percent(spread)
	bid, ask := side, side
	bid.num, bid.spotNum = mid.num.Mul(kept), mid.spotNum.Mul(kept)
	ask.den, ask.spotDen = mid.den.Mul(kept), mid.spotDen.Mul(kept)
	err = errors.Join(
		checkFraction(bid.num, bid.den), checkFraction(bid.spotNum, bid.spotDen),
		checkFraction(ask.num, ask.den), checkFraction(ask.spotNum, ask.spotDen),
	)
	if err != nil {
		return BidAsk{}, err
	}
	return BidAsk{bid: bid, ask: ask}, nil
}

// Mid returns the mean of bid and ask, exact. It is as old as the older side and,
// unless both sides are equal, one leg.
func (p BidAsk) Mid() Rate {
	if p.IsZero() || p.bid.Equal(p.ask) {
		return p.bid
	}
	mid := p.bid.withLegs(nil)
	mid.num, mid.den = mean(p.bid.num, p.bid.den, p.ask.num, p.ask.den)
	mid.spotNum, mid.spotDen = mean(p.bid.spotNum, p.bid.spotDen, p.ask.spotNum, p.ask.spotDen)
	if p.ask.date.Before(mid.date) {
		mid.date = p.ask.date
	}
	mid.source = joinSources(p.bid.source, p.ask.source)
	if mid.source != "" {
		mid.source += ", "
	}
	mid.source += "mean of bid and ask"
	return mid
}

// mean returns (a/b + c/d) / 2.
func mean(a, b, c, d decimal.Decimal) (num, den decimal.Decimal) {
	two := decimal.New(2, 0)
	if b.Equal(d) {
		return a.Add(c), b.Mul(two)
	}
	return a.Mul(d).Add(c.Mul(b)), b.Mul(d).Mul(two)
}

// Inverse returns the same price read the other way round, exact: the bid is 1
// over the ask and the ask is 1 over the bid.
func (p BidAsk) Inverse() BidAsk {
	return BidAsk{bid: p.ask.Inverse(), ask: p.bid.Inverse()}
}

// Cross returns the price of p's base in other's quote, exact: bid times bid and
// ask times ask. For a pair that shares its quote with another, such as EUR/CNY
// from EUR/USD and CNY/USD, cross with the [BidAsk.Inverse] of the other, which
// divides the bid by its ask. The errors are those of [Rate.Cross].
func (p BidAsk) Cross(other BidAsk) (BidAsk, error) {
	bid, err := p.bid.Cross(other.bid)
	if err != nil {
		return BidAsk{}, err
	}
	ask, err := p.ask.Cross(other.ask)
	if err != nil {
		return BidAsk{}, err
	}
	return BidAsk{bid: bid, ask: ask}, nil
}

// HalfSpread returns half of the distance between the sides as a share of the
// mid, (ask - bid) / (ask + bid), rounded half away from zero to [ConvertPlaces]
// decimals. It is 0 for the zero BidAsk.
func (p BidAsk) HalfSpread() decimal.Decimal { return p.halfSpread(0, ConvertPlaces) }

// HalfSpreadBP is [BidAsk.HalfSpread] in basis points, of which 10,000 are the
// mid, rounded to 8 decimals.
func (p BidAsk) HalfSpreadBP() decimal.Decimal { return p.halfSpread(4, 8) }

func (p BidAsk) halfSpread(shift, places int32) decimal.Decimal {
	if p.IsZero() {
		return decimal.Decimal{}
	}
	bid, ask := p.bid.num.Mul(p.ask.den), p.ask.num.Mul(p.bid.den)
	return ask.Sub(bid).Shift(shift).DivRound(ask.Add(bid), places)
}

// Sell returns what whoever sells an amount receives for it in the other currency:
// base is sold at the bid, quote at the inverse of the ask. The result has the
// decimals of [Rate.Convert], whose errors it has; use [Rate.ConvertRounded] of
// the side for an amount that somebody pays.
func (p BidAsk) Sell(m Money) (Money, error) {
	if m.Currency == p.ask.quote && m.Currency != p.ask.base {
		return p.ask.Convert(m)
	}
	return p.bid.Convert(m)
}

// Buy returns what an amount costs in the other currency: base is bought at the
// ask, quote at the inverse of the bid. Otherwise it is as [BidAsk.Sell].
func (p BidAsk) Buy(m Money) (Money, error) {
	if m.Currency == p.bid.quote && m.Currency != p.bid.base {
		return p.bid.Convert(m)
	}
	return p.ask.Convert(m)
}

// IsZero reports whether p has no pair.
func (p BidAsk) IsZero() bool { return p.bid.IsZero() || p.ask.IsZero() }

// Equal reports whether both sides are equal as [Rate.Equal] has it.
func (p BidAsk) Equal(other BidAsk) bool { return p.bid.Equal(other.bid) && p.ask.Equal(other.ask) }

// String returns both sides, "1.1432 / 1.1435 USD per EUR".
func (p BidAsk) String() string {
	if p.IsZero() {
		return "no rate"
	}
	return p.bid.valueText() + " / " + p.ask.String()
}

// CostAgainst returns what is lost by converting at r instead of at a mid rate of
// the same pair, 1 - r/mid, as a share of what the mid would bring, rounded half
// away from zero to [ConvertPlaces] decimals. It is for whoever sells the base;
// who buys it at an ask takes the inverse of both. It is below 0 when r is
// better than the mid. Both are the plan rates.
//
// The error is a [*CurrencyMismatchError] for another pair, or an [*InputError]
// for a zero Rate.
func (r Rate) CostAgainst(mid Rate) (decimal.Decimal, error) {
	if r.IsZero() || mid.IsZero() {
		return decimal.Decimal{}, errNoRate()
	}
	if r.base != mid.base || r.quote != mid.quote {
		return decimal.Decimal{}, &CurrencyMismatchError{Left: r.base + "/" + r.quote, Right: mid.base + "/" + mid.quote}
	}
	full := mid.num.Mul(r.den)
	return full.Sub(r.num.Mul(mid.den)).DivRound(full, ConvertPlaces), nil
}

// CombinedCost returns what several costs take together when each is a share of
// what the one before left, exact: 1 less the product of the shares that are
// kept. Costs of 0.5% and 0.9% are 1.3955%, not 1.4%. None cost 0.
//
// Every fault is an [*InputError] at "costs[i]": above 1, or outside the bounds of
// [CheckDecimal]. So many costs that the product has hundreds of digits are one
// at "costs". A cost below 0 is a gain and accepted.
func CombinedCost(costs ...decimal.Decimal) (decimal.Decimal, error) {
	one := decimal.New(1, 0)
	kept := one
	var faults []error
	for i, cost := range costs {
		field := "costs[" + strconv.Itoa(i) + "]"
		if err := CheckDecimal(cost); err != nil {
			faults = append(faults, InField(field, err))
			continue
		}
		if cost.GreaterThan(one) {
			faults = append(faults, NewInputError(field, Plain(cost), "must be a fraction of at most 1, such as 0.009"))
			continue
		}
		if len(faults) > 0 {
			continue
		}
		kept = kept.Mul(one.Sub(cost))
		if err := checkComputed("costs", kept); err != nil {
			return decimal.Decimal{}, err
		}
	}
	if err := errors.Join(faults...); err != nil {
		return decimal.Decimal{}, err
	}
	return one.Sub(kept), nil
}
