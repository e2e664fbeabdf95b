package policy

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// dealInfo is the Info of the rules on deals. The guidelines are of 2025 without a
// month, so they count from the first day of that year.
func dealInfo(id, title, confidence string) Info {
	return Info{
		ID: id, Title: title, Channels: []string{channelAmazon},
		Citation: "Amazon, Quality guidelines for promotions (Seller Central news, 2025)",
		From:     calendarDay(2025, time.January, 1), Verified: verifiedOn, Confidence: confidence,
	}
}

// notADeal says why the rules on deals leave a case alone, "" when they do not. They
// are about best deals, lightning deals and price discounts; [AmazonPrimeExclusive]
// judges those for members only.
func notADeal(c *Case) string {
	switch {
	case c.Deal == nil:
		return "no deal"
	case !c.Deal.Kind.isAmazonDeal():
		return "not a deal or price discount of Amazon"
	}
	return ""
}

// AmazonDealPrice is AMZ-DEAL-1: the price of a deal must not be above the lowest
// price of the last 30 days, of any seller, promotions and coupons included. Exactly
// at it is allowed.
//
// It needs the price of the deal and the lowest price: what Amazon shows, or else that
// of the history, which knows this offer only.
type AmazonDealPrice struct {
	// Days is how far it looks back in the history. 0 means 30.
	Days int
}

// Info implements [Rule].
func (AmazonDealPrice) Info() Info {
	return dealInfo("AMZ-DEAL-1", "a deal must not be above the lowest price of 30 days", "high")
}

// Check implements [Rule].
func (r AmazonDealPrice) Check(c *Case, day time.Time) Outcome {
	if reason := notADeal(c); reason != "" {
		return Skipped(reason)
	}
	days := daysTo(r.Days, lowDays)
	low := c.low30(day, days)
	switch {
	case c.Deal.Price.IsZero():
		return Unjudged("deal.price")
	case !low.Valid:
		return Unjudged("deal.lowest_30", "history")
	case compare(c.Deal.Price, low.Decimal) <= 0:
		return Passed()
	}
	return Found(Finding{
		Severity: Block,
		Message: "the deal at " + money(c.Deal.Price, c.Currency) + " is above " + money(low.Decimal, c.Currency) +
			", the lowest price of the last " + daysText(days),
		Evidence: []Evidence{
			amountEvidence("deal price", c.Deal.Price, c.Currency),
			amountEvidence("lowest price", low.Decimal, c.Currency),
		},
	})
}

// AmazonDealOutside is AMZ-DEAL-2: the price of a deal must not be above that of a
// reputable retailer outside Amazon, both with shipping. It is a warning.
//
// It needs the price of the deal and the competitive price or the prices of major
// retailers. It has no threshold.
type AmazonDealOutside struct{}

// Info implements [Rule].
func (AmazonDealOutside) Info() Info {
	return dealInfo("AMZ-DEAL-2", "a deal must not be above the price of an outside retailer", "medium")
}

// Check implements [Rule].
func (AmazonDealOutside) Check(c *Case, _ time.Time) Outcome {
	if reason := notADeal(c); reason != "" {
		return Skipped(reason)
	}
	if c.Deal.Price.IsZero() {
		return Unjudged("deal.price")
	}
	outside := c.outsidePrice()
	total, known := c.withShipping(c.Deal.Price)
	switch {
	case !outside.found:
		return Unjudged(outside.missing()...)
	case compare(total, outside.total) > 0:
		return Found(Finding{
			Severity: Warn,
			Message: "the deal at " + money(total, c.Currency) + " with shipping is above " + money(outside.total, c.Currency) +
				", " + outside.where,
			Evidence: []Evidence{
				amountEvidence("deal price with shipping", total, c.Currency),
				amountEvidence("lowest price outside", outside.total, c.Currency),
			},
		})
	case !known:
		return Unjudged("shipping")
	}
	return Passed()
}

// A DealStandard is what a kind of deal asks of the reviews.
type DealStandard struct {
	Kind DealKind
	// Stars and SellerStars are the least mean numbers of stars of the item and the
	// seller, Count the least number of reviews. 0 asks nothing.
	Stars       decimal.Decimal
	Count       int
	SellerStars decimal.Decimal
}

// AmazonDealReviews is AMZ-DEAL-3: an item in a deal needs 2.5 stars and 5 reviews,
// one in a lightning deal 3.0 stars and a seller with 3.5, and no item that is often
// returned is allowed. Exactly at a number is enough. Each shortfall is a finding.
//
// It needs the reviews. The standards differ by kind and change; an older help page
// has those of lightning deals for best deals too.
type AmazonDealReviews struct {
	// Standards are those of each kind. Nil means [DealStandards]. A kind without
	// one asks nothing of the stars.
	Standards []DealStandard
}

var dealStandards = []DealStandard{
	{Kind: BestDeal, Stars: decimal.New(25, -1), Count: 5},
	{Kind: LightningDeal, Stars: decimal.New(30, -1), Count: 5, SellerStars: decimal.New(35, -1)},
	{Kind: PriceDiscount, Stars: decimal.New(25, -1), Count: 5},
}

// DealStandards returns what each kind of deal of Amazon asks of the reviews.
func DealStandards() []DealStandard { return slices.Clone(dealStandards) }

// Info implements [Rule].
func (AmazonDealReviews) Info() Info {
	info := dealInfo("AMZ-DEAL-3", "an item in a deal needs good reviews", "high")
	info.Citation += "; deals help G202111490"
	return info
}

// Check implements [Rule].
func (r AmazonDealReviews) Check(c *Case, _ time.Time) Outcome {
	if reason := notADeal(c); reason != "" {
		return Skipped(reason)
	}
	if c.Reviews == nil {
		return Unjudged("reviews")
	}
	standards := r.Standards
	if standards == nil {
		standards = dealStandards
	}
	var asked DealStandard
	if i := slices.IndexFunc(standards, func(s DealStandard) bool { return s.Kind == c.Deal.Kind }); i >= 0 {
		asked = standards[i]
	}
	var out Outcome
	block := func(message string, evidence Evidence) {
		out.Findings = append(out.Findings, Finding{Severity: Block, Message: message, Evidence: []Evidence{evidence}})
	}
	if f, found := fewStars(c.Reviews, asked.Stars); found {
		out.Findings = append(out.Findings, f)
	}
	if c.Reviews.Count < asked.Count {
		block(strconv.Itoa(c.Reviews.Count)+" reviews are fewer than "+strconv.Itoa(asked.Count), Evidence{"reviews", strconv.Itoa(c.Reviews.Count)})
	}
	switch stars := c.Reviews.SellerRating; {
	case asked.SellerStars.IsZero():
	case !stars.Valid:
		out.Missing = []string{"reviews.seller_rating"}
	case stars.Decimal.LessThan(asked.SellerStars):
		block("the seller's "+fx.Plain(stars.Decimal)+" stars are fewer than "+fx.Plain(asked.SellerStars), Evidence{"stars of the seller", fx.Plain(stars.Decimal)})
	}
	if c.Reviews.OftenReturned {
		block("the item is often returned", Evidence{"often returned", "yes"})
	}
	return out.ended()
}

// fewStars judges the stars of an item with reviews.
func fewStars(r *Reviews, least decimal.Decimal) (Finding, bool) {
	if r.Count == 0 || compare(r.Rating, least) >= 0 {
		return Finding{}, false
	}
	return Finding{
		Severity: Block, Message: "the item's " + fx.Plain(r.Rating) + " stars are fewer than " + fx.Plain(least),
		Evidence: []Evidence{{Name: "stars", Value: fx.Plain(r.Rating)}},
	}, true
}
