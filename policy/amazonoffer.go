package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// AmazonFeaturedOffer is AMZ-FO-1: an offer whose price with shipping is above the
// competitive price, the lowest of major retailers outside Amazon, is not featured. It
// is a notice. Exactly at the competitive price it may be featured.
//
// It needs the competitive price, or the prices with shipping of major retailers. It
// has no threshold.
type AmazonFeaturedOffer struct{}

// Info implements [Rule]. The first day is that of the example of the notification
// PRICING_HEALTH that Amazon published: an offer loses its place against a competitive
// price threshold. No source says since when the rule holds.
func (AmazonFeaturedOffer) Info() Info {
	return Info{
		ID: "AMZ-FO-1", Title: "an offer above the competitive price is not featured", Channels: []string{channelAmazon},
		Citation: "Amazon, Pricing Health (Seller Central help STH6YN3BR8XNWBW)",
		From:     calendarDay(2020, time.September, 23), Verified: verifiedOn, Confidence: "high",
	}
}

// Check implements [Rule].
func (AmazonFeaturedOffer) Check(c *Case, _ time.Time) Outcome {
	outside := c.outsidePrice()
	total, known := c.total()
	switch {
	case !outside.found:
		return Unjudged(outside.missing()...)
	case compare(total, outside.total) > 0:
		return Found(Finding{
			Severity: Notice,
			Message: "the offer will not be featured: " + money(total, c.Currency) + " with shipping is above " +
				money(outside.total, c.Currency) + ", " + outside.where,
			Evidence: []Evidence{
				amountEvidence("price with shipping", total, c.Currency),
				amountEvidence("lowest price outside", outside.total, c.Currency),
			},
		})
	case !known:
		return Unjudged("shipping")
	}
	return Passed()
}

// AmazonPriceLimits is AMZ-AUTO-1: an offer whose price is outside the minimum and
// maximum that are set for it at Amazon becomes inactive. A price exactly on a limit
// is inside. A maximum is optional there, so a case without one has none; one without
// a minimum is not judged. It has no threshold.
type AmazonPriceLimits struct{}

// automatePricingFrom is the day of the earliest dated copy of the help pages on
// Automate Pricing. No source says since when the rules hold.
func automatePricingFrom() time.Time { return calendarDay(2023, time.April, 26) }

// Info implements [Rule].
func (AmazonPriceLimits) Info() Info {
	return Info{
		ID: "AMZ-AUTO-1", Title: "a price outside its minimum and maximum makes the offer inactive", Channels: []string{channelAmazon},
		Citation: "Amazon, Automate Pricing (Seller Central help 201995750)",
		From:     automatePricingFrom(), Verified: verifiedOn, Confidence: "high",
	}
}

// Check implements [Rule].
func (AmazonPriceLimits) Check(c *Case, _ time.Time) Outcome {
	var findings []Finding
	limit := func(name, side string, d decimal.Decimal) {
		findings = append(findings, Finding{
			Severity: Block,
			Message:  "the price of " + money(c.Price, c.Currency) + " is " + side + " the " + name + " of " + money(d, c.Currency) + ": the offer becomes inactive",
			Evidence: []Evidence{amountEvidence("price", c.Price, c.Currency), amountEvidence(name, d, c.Currency)},
		})
	}
	if c.Min.Valid && compare(c.Price, c.Min.Decimal) < 0 {
		limit("minimum", "below", c.Min.Decimal)
	}
	if c.Max.Valid && compare(c.Price, c.Max.Decimal) > 0 {
		limit("maximum", "above", c.Max.Decimal)
	}
	switch {
	case c.Min.Valid || len(findings) > 0:
		return Found(findings...)
	case c.Max.Valid:
		return Unjudged("min")
	}
	return Unjudged("min", "max")
}

// AmazonMaximumPrice is AMZ-AUTO-2: a maximum has to be below the larger of 6 times
// the recent sales price and 200.00 dollars, or it is refused. The recent sales price
// is that of the last run before the day, of one in which a unit was sold where units
// are known, and without a history the current price.
//
// It needs the maximum, and where that is 200.00 or more a recent price. In another
// currency the rule does not apply, because no source gives its amount there. The zero
// AmazonMaximumPrice has the figures of the source.
type AmazonMaximumPrice struct {
	// Times is the multiple of the recent price, Amount the limit that holds below.
	// 0 means 6 and 200.00.
	Times, Amount decimal.Decimal
	// Currency is that of Amount. "" means USD.
	Currency fx.Currency
}

var (
	maximumTimes     = decimal.New(6, 0)
	twoHundred       = decimal.New(20000, -2)
	amountsInDollars = "its amounts are in USD"
)

// inCurrency says why a rule that quotes an amount leaves a case in another currency
// alone, "" when it does not.
func inCurrency(c *Case, own fx.Currency) string {
	if own == "" {
		own = fx.USD
	}
	switch {
	case c.Currency == own:
		return ""
	case own == fx.USD:
		return amountsInDollars
	}
	return "its amounts are in " + string(own)
}

// Info implements [Rule]. The page is older than the others on Automate Pricing and
// has no date.
func (AmazonMaximumPrice) Info() Info {
	return Info{
		ID: "AMZ-AUTO-2", Title: "a maximum far above the recent price is refused", Channels: []string{channelAmazon},
		Citation: "Amazon, Automate Pricing, Minimum and Maximum Price Validation (Seller Central help G202024630)",
		From:     automatePricingFrom(), Verified: verifiedOn, Confidence: "high",
	}
}

// Check implements [Rule].
func (r AmazonMaximumPrice) Check(c *Case, day time.Time) Outcome {
	times, amount := standardTo(r.Times, maximumTimes), standardTo(r.Amount, twoHundred)
	if reason := inCurrency(c, r.Currency); reason != "" {
		return Skipped(reason)
	}
	if !c.Max.Valid {
		return Unjudged("max")
	}
	if compare(c.Max.Decimal, amount) < 0 {
		return Passed()
	}
	recent := c.recentPrice(day)
	switch {
	case !recent.Valid:
		return Unjudged("history", "current")
	case compareProduct(c.Max.Decimal, recent.Decimal, times) < 0:
		return Passed()
	}
	limit := recent.Decimal.Mul(times)
	if limit.LessThan(amount) {
		limit = amount
	}
	return Found(Finding{
		Severity: Warn,
		Message: "the maximum of " + money(c.Max.Decimal, c.Currency) + " has to be below " + money(limit, c.Currency) +
			", the larger of " + fx.Plain(times) + " times the recent price and " + money(amount, c.Currency),
		Evidence: []Evidence{
			amountEvidence("maximum", c.Max.Decimal, c.Currency),
			amountEvidence("recent price", recent.Decimal, c.Currency),
			amountEvidence("limit", limit, c.Currency),
		},
	})
}

// recentPrice is the price of the last run before a day in which a unit was sold or
// units are unknown, and without one the current price.
func (c *Case) recentPrice(day time.Time) decimal.NullDecimal {
	runs := c.History.window(day, mostDays).runs
	for i := len(runs) - 1; i >= 0; i-- {
		if run := &runs[i]; !run.Units.Valid || run.Units.Decimal.Sign() > 0 {
			return decimal.NewNullDecimal(run.Price)
		}
	}
	return c.Current
}

// daysText is "90 days".
func daysText(days int) string {
	if days == 1 {
		return "1 day"
	}
	return strconv.Itoa(days) + " days"
}
