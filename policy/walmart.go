package policy

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// walmartPricing is the guide on the rules by which Walmart unpublishes offers. Its
// present words were last updated on 2024-11-07.
const walmartPricing = "Walmart Marketplace Learn, Pricing rules (2024-11-07)"

func walmartPricingFrom() time.Time { return calendarDay(2024, time.November, 7) }

// WalmartParity is WMT-PR-1: an offer must not be dearer at Walmart than the same
// seller's own offer elsewhere, both with shipping. It is a warning: the older guide
// had it as the Price Parity Rule, and the present one does not name it any more.
//
// It needs the seller's own prices elsewhere. It has no threshold.
type WalmartParity struct{}

// Info implements [Rule]. The first day is that of an article that describes the rule
// as in force.
func (WalmartParity) Info() Info {
	return Info{
		ID: "WMT-PR-1", Title: "an own offer elsewhere must not be cheaper", Channels: []string{channelWalmart},
		Citation: "Walmart Marketplace, Automatic Pricing Rules Overview, Price Parity Rule (older guide)",
		From:     calendarDay(2022, time.September, 26), Verified: verifiedOn, Confidence: "medium",
	}
}

// Check implements [Rule].
func (WalmartParity) Check(c *Case, _ time.Time) Outcome {
	if len(c.Elsewhere) == 0 {
		return Unjudged("elsewhere")
	}
	own := c.lowestElsewhere(func(e *Elsewhere) bool { return e.Own })
	total, known := c.total()
	switch {
	case own.found && compare(total, own.total) > 0:
		return Found(Finding{
			Severity: Warn,
			Message:  money(total, c.Currency) + " with shipping is more than the seller's own " + money(own.total, c.Currency) + " at " + own.where,
			Evidence: []Evidence{
				amountEvidence("price with shipping", total, c.Currency),
				amountEvidence("own price at "+own.where, own.total, c.Currency),
			},
		})
	case own.noShipping:
		return Unjudged("elsewhere.shipping")
	case !own.found:
		return Skipped("the seller has no offer elsewhere")
	case !known:
		return Unjudged("shipping")
	}
	return Passed()
}

// WalmartReasonablePrice is WMT-PR-2: an offer that is egregiously dearer than current
// or recent prices of the item anywhere is unpublished, with the reason "Reasonable
// Price Not Satisfied". The source gives no number. It is ours to compare the price
// with the median of 90 days, as [AmazonFairPrice] does, and the price with shipping
// with the lowest price elsewhere.
//
// It needs one of them: the history, the competitive price, or a price elsewhere. The
// zero WalmartReasonablePrice warns above 1.5 times and blocks above 2 times.
type WalmartReasonablePrice struct {
	// Days is how far it looks back. 0 means 90.
	Days int
	// Warn and Block are multiples of the other price. 0 means 1.5 and 2.
	Warn, Block decimal.Decimal
}

// Info implements [Rule].
func (r WalmartReasonablePrice) Info() Info {
	const of = " times the median of recent days or the lowest price elsewhere"
	return Info{
		ID: "WMT-PR-2", Title: "a price must not be egregiously high", Channels: []string{channelWalmart},
		Citation: walmartPricing, From: walmartPricingFrom(), Verified: verifiedOn, Confidence: "high",
		House: []string{
			"warning above " + fx.Plain(standardTo(r.Warn, houseWarnTimes)) + of,
			"block above " + fx.Plain(standardTo(r.Block, houseBlockTimes)) + of,
		},
	}
}

// Check implements [Rule].
func (r WalmartReasonablePrice) Check(c *Case, day time.Time) Outcome {
	warn, block := standardTo(r.Warn, houseWarnTimes), standardTo(r.Block, houseBlockTimes)
	recent := c.recentPrices(day, daysTo(r.Days, historyDays))
	elsewhere := c.lowestElsewhere(func(*Elsewhere) bool { return true })
	if price := c.CompetitivePrice; price.Valid && (!elsewhere.found || compare(price.Decimal, elsewhere.total) < 0) {
		elsewhere = lowest{total: price.Decimal, where: "the competitive price", found: true}
	}
	if !recent.price.Valid && !elsewhere.found {
		return Unjudged(append([]string{"history"}, elsewhere.missing()...)...)
	}
	var out Outcome
	if recent.price.Valid {
		if f, found := tooHigh(c.Price, "price", recent.name, recent.price.Decimal, warn, block, c.Currency); found {
			out.Findings = append(out.Findings, f)
		}
	}
	total, known := c.total()
	if elsewhere.found {
		if f, found := tooHigh(total, "price with shipping", "the lowest price elsewhere", elsewhere.total, warn, block, c.Currency); found {
			out.Findings = append(out.Findings, f)
		} else if !known {
			out.Missing = []string{"shipping"}
		}
	}
	return out.ended()
}

// WalmartShipping is WMT-PR-3: an offer with an egregious shipping fee is unpublished.
// The source gives no number. It is ours to warn above 1.5 times the carrier's rate,
// and where that is unknown above the price of the item.
//
// It needs the fee and the carrier's rate. The zero WalmartShipping has the thresholds
// above.
type WalmartShipping struct {
	// Times is the multiple of the carrier's rate, OfPrice the fraction of the item
	// price that counts without a rate. 0 means 1.5 and 1.
	Times, OfPrice decimal.Decimal
}

// Info implements [Rule].
func (r WalmartShipping) Info() Info {
	return Info{
		ID: "WMT-PR-3", Title: "a shipping fee must not be egregious", Channels: []string{channelWalmart},
		Citation: walmartPricing + ", Egregious Shipping Cost", From: walmartPricingFrom(), Verified: verifiedOn, Confidence: "high",
		House: []string{
			"egregious: above " + fx.Plain(standardTo(r.Times, houseShippingTimes)) + " times the public rate of the carrier",
			"egregious without a rate: above " + fx.Percent(standardTo(r.OfPrice, decimalOne)) + " of the item price",
		},
	}
}

// Check implements [Rule].
func (r WalmartShipping) Check(c *Case, _ time.Time) Outcome {
	share := standardTo(r.OfPrice, decimalOne)
	switch {
	case !c.Shipping.Valid && !c.SellerFulfilled:
		return Skipped(platformShips)
	case !c.Shipping.Valid || c.CarrierRate.Valid || compareProduct(c.Shipping.Decimal, c.Price, share) <= 0:
		return highShipping(c, standardTo(r.Times, houseShippingTimes))
	}
	return Found(Finding{
		Severity: Warn, House: true,
		Message: "the shipping fee of " + money(c.Shipping.Decimal, c.Currency) + " is more than " + fx.Percent(share) +
			" of the item price of " + money(c.Price, c.Currency),
		Evidence: []Evidence{amountEvidence("shipping fee", c.Shipping.Decimal, c.Currency), amountEvidence("price", c.Price, c.Currency)},
	})
}
