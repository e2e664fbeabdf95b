package policy

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// AnyEvent stands in a table of [PrimeTerms] for every event without a row of its own.
const AnyEvent = "*"

// PrimeTerms are what a discount for Prime members has to meet on ordinary days or in
// an event. The figures change from event to event.
type PrimeTerms struct {
	// Event is that of the deal: "prime_day". "" is ordinary days, [AnyEvent] every
	// other event.
	Event string
	// UnderReference, UnderRegular and UnderLow are how far the price has to be at
	// least under the reference price, the regular price and the lowest price of the
	// last 30 days, as fractions. 0 asks nothing.
	UnderReference, UnderRegular, UnderLow decimal.Decimal
	// Stars is the least mean number of stars of an item with reviews. 0 asks nothing.
	Stars decimal.Decimal
}

// primeTerms are from help pages of several years.
var primeTerms = []PrimeTerms{
	{Event: "", UnderReference: decimal.New(5, -2), UnderRegular: decimal.New(10, -2), Stars: decimal.New(35, -1)},
	{Event: AnyEvent, UnderReference: decimal.New(10, -2), UnderRegular: decimal.New(10, -2), Stars: decimal.New(35, -1)},
	{Event: "prime_day", UnderReference: decimal.New(10, -2), UnderRegular: decimal.New(20, -2), UnderLow: decimal.New(5, -2), Stars: decimal.New(35, -1)},
}

// StandardPrimeTerms returns the table that a zero [AmazonPrimeExclusive] uses: 5% under
// the reference price and 10% under the regular price on ordinary days; 10% and 10% in
// an event; 10% and 20% on Prime Day and 5% under the lowest price of 30 days; 3.5
// stars always. It is a copy, to be changed for the terms of an event.
func StandardPrimeTerms() []PrimeTerms { return slices.Clone(primeTerms) }

// AmazonPrimeExclusive is AMZ-PED-1: a discount for Prime members is far enough under
// the reference price, the regular price and, in some events, the recent low, and the
// item has the stars. Exactly as far is enough. Each shortfall is a finding.
//
// The reference price is the former or list price that is shown, and without one the
// Was price; the regular price is that of the case. An item without reviews has no
// stars to fall short of. It needs the price of the deal and what its terms ask about.
type AmazonPrimeExclusive struct {
	// Terms are those of ordinary days and of events. Nil means [StandardPrimeTerms]. A
	// deal in an event without terms is not judged.
	Terms []PrimeTerms
}

// Info implements [Rule]. Amazon announced the part on reference prices early in
// September 2022; it counts from the first of that month.
func (AmazonPrimeExclusive) Info() Info {
	return Info{
		ID: "AMZ-PED-1", Title: "a discount for Prime members meets the terms of its event", Channels: []string{channelAmazon},
		Citation: "Amazon, Prime Exclusive Discounts: help pages of several years; reference price requirement, September 2022",
		From:     calendarDay(2022, time.September, 1), Verified: verifiedOn, Confidence: "medium",
	}
}

// Check implements [Rule].
func (r AmazonPrimeExclusive) Check(c *Case, day time.Time) Outcome {
	switch {
	case c.Deal == nil:
		return Skipped("no deal")
	case c.Deal.Kind != PrimeExclusive:
		return Skipped("not a discount for Prime members")
	case c.Deal.Price.IsZero():
		return Unjudged("deal.price")
	}
	terms, ok := r.terms(c.Deal.Event)
	if !ok {
		return Unjudged("deal.event")
	}
	var out Outcome
	under := func(name string, base, by decimal.Decimal) {
		if compareProduct(c.Deal.Price, base, decimalOne.Sub(by)) <= 0 {
			return
		}
		out.Findings = append(out.Findings, Finding{
			Severity: Block,
			Message: "the price for members of " + money(c.Deal.Price, c.Currency) + " is not " + fx.Percent(by) + " under the " + name +
				" of " + money(base, c.Currency),
			Evidence: []Evidence{amountEvidence("deal price", c.Deal.Price, c.Currency), amountEvidence(name, base, c.Currency)},
		})
	}
	if terms.UnderReference.Sign() > 0 {
		switch reference := c.primeReference(day); {
		case reference.missing != "":
			out.Missing = append(out.Missing, "reference", reference.missing)
		case reference.price.Valid:
			under("reference price", reference.price.Decimal, terms.UnderReference)
		default:
			out.Findings = append(out.Findings, Finding{Severity: Block, Message: "there is no reference price to be under: nothing was sold outside promotions"})
		}
	}
	if terms.UnderRegular.Sign() > 0 {
		under("regular price", c.Price, terms.UnderRegular)
	}
	if terms.UnderLow.Sign() > 0 {
		if low := c.low30(day, lowDays); low.Valid {
			under("lowest price of 30 days", low.Decimal, terms.UnderLow)
		} else {
			out.Missing = append(out.Missing, "deal.lowest_30")
		}
	}
	if terms.Stars.Sign() > 0 {
		if c.Reviews == nil {
			out.Missing = append(out.Missing, "reviews")
		} else if f, found := fewStars(c.Reviews, terms.Stars); found {
			out.Findings = append(out.Findings, f)
		}
	}
	return out.ended()
}

// terms returns the terms of an event.
func (r AmazonPrimeExclusive) terms(event string) (PrimeTerms, bool) {
	table := r.Terms
	if table == nil {
		table = primeTerms
	}
	for _, name := range []string{event, AnyEvent} {
		for _, terms := range table {
			if terms.Event == name {
				return terms, true
			}
		}
		if event == "" {
			break
		}
	}
	return PrimeTerms{}, false
}

// primeReference is the reference price of a discount for members.
func (c *Case) primeReference(day time.Time) wasPrice {
	if ref := c.Reference; ref != nil && ref.Kind != ReferenceElsewhere && ref.Price.Sign() > 0 {
		return wasPrice{price: decimal.NewNullDecimal(ref.Price)}
	}
	return c.wasPrice(day, historyDays)
}
