package fx

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// A Leg is one published number on the way from the base of a rate to its quote.
// The zero Leg is none; see [Rate.Legs].
type Leg struct {
	// Base and Quote are the pair in the direction of the way.
	Base, Quote Currency
	// Num and Den are the published number as a fraction: Num/Den units of Quote
	// for one unit of Base. Mostly one of the two is 1.
	Num, Den decimal.Decimal
	// Date is the day of the fixing as midnight UTC, zero when it is not known.
	Date time.Time
	// Source is who published it, "" when that is not known.
	Source string
	// Inverted says that it was published the other way round, as Den/Num units
	// of Base for one unit of Quote.
	Inverted bool
}

// inverse returns the leg for the way back.
func (l Leg) inverse() Leg {
	l.Base, l.Quote = l.Quote, l.Base
	l.Num, l.Den = l.Den, l.Num
	l.Inverted = !l.Inverted
	return l
}

// maxLegs is the largest number of legs of a rate: a longer chain is a mistake.
const maxLegs = 64

// A path says from which published numbers a rate was derived. It is shared
// between rates and never changes. A rate without a path is one leg.
type path struct {
	// pivot is the currency of a table through which the rate goes: the legs
	// then follow from its fraction.
	pivot Currency
	// legs are the way from the base to the quote of the rate, or backwards when
	// the rate is turned. They are not empty when there is no pivot.
	legs []Leg
}

// Legs returns the published numbers from which the rate was derived, in order
// from its base to its quote: one for a published pair, two for a pair that goes
// through the pivot of a table, and those of both rates after [Rate.Cross]. Their
// product is exactly the spot rate, without a buffer. What is no chain of
// published numbers, such as the mean of bid and ask or of two days, is one leg;
// its source says so. Between the same currency nothing was published and there
// are no legs, unless a chain leads back to its start. The zero Rate has none.
//
// The slice is the caller's own.
func (r Rate) Legs() []Leg {
	switch {
	case r.IsZero():
		return nil
	case r.via != nil && r.via.legs != nil:
		legs := slices.Clone(r.via.legs)
		if r.turned {
			slices.Reverse(legs)
			for i, l := range legs {
				legs[i] = l.inverse()
			}
		}
		return legs
	case r.base == r.quote:
		return nil
	}
	one := decimal.New(1, 0)
	whole := Leg{Base: r.base, Quote: r.quote, Num: r.spotNum, Den: r.spotDen, Date: r.date, Source: r.source, Inverted: r.turned}
	if r.via == nil {
		return []Leg{whole}
	}
	// The numerator is the price of the quote in the pivot, the denominator that
	// of the base, and the price of the pivot itself is 1.
	in, out := whole, whole
	in.Quote, in.Num, in.Inverted = r.via.pivot, one, true
	out.Base, out.Den, out.Inverted = r.via.pivot, one, false
	switch r.via.pivot {
	case r.base:
		return []Leg{out}
	case r.quote:
		return []Leg{in}
	}
	return []Leg{in, out}
}

// withLegs returns the rate as derived from legs, which must lead from its base
// to its quote and are kept: the caller must not change them any more.
func (r Rate) withLegs(legs []Leg) Rate {
	r.turned = false
	r.via = nil
	if len(legs) > 0 {
		r.via = &path{legs: legs}
	}
	return r
}

// keptLegs is withLegs with the legs that the rate has, so that a change of its
// day or source leaves theirs alone. A rate of one leg is that leg.
func (r Rate) keptLegs() Rate {
	if r.via == nil || r.via.legs != nil || r.base == r.quote || r.via.pivot == r.base || r.via.pivot == r.quote {
		return r
	}
	return r.withLegs(r.Legs())
}

// joinSources names the publishers of a chain, each once after the other.
func joinSources(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}
