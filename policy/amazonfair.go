package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// fairPricing is the policy behind the four rules AMZ-FAIR. What follows a violation:
// the Featured Offer is removed, the offer is removed, the shipping option is
// suspended, or the account is.
const fairPricing = "Amazon, Marketplace Fair Pricing Policy (Seller Central help G5TUVJKZHUVMN77V)"

// fairPricingFrom is the day from which the policy has its present words, as Amazon
// announced in its changes to program policies. The practices of the first three rules
// are older, but no source says since when.
func fairPricingFrom() time.Time { return calendarDay(2021, time.April, 24) }

func fairPricingInfo(id, title string, house ...string) Info {
	return Info{
		ID: id, Title: title, Channels: []string{channelAmazon}, Citation: fairPricing,
		From: fairPricingFrom(), Verified: verifiedOn, Confidence: "high", House: house,
	}
}

// AmazonFairReference is AMZ-FAIR-1: a comparison price must not mislead. A former or
// list price does when the item was never or hardly offered at it or above, promotions
// not counted, or when units are known and none was sold there. A list price is fine
// too when others ask it, and a price "elsewhere" when somebody asks it.
//
// It needs the history, or for a price elsewhere the prices of other places. The zero
// AmazonFairReference has the house threshold of 28 of the last 90 days.
type AmazonFairReference struct {
	// Days is how far it looks back, MinDays on how many of them the price must have
	// stood. 0 means 90 and 28.
	Days, MinDays int
}

// Info implements [Rule].
func (r AmazonFairReference) Info() Info {
	return fairPricingInfo("AMZ-FAIR-1", "a reference price must not mislead",
		"hardly offered: on fewer than "+strconv.Itoa(daysTo(r.MinDays, 28))+" of the last "+strconv.Itoa(daysTo(r.Days, historyDays))+" days")
}

// Check implements [Rule].
func (r AmazonFairReference) Check(c *Case, day time.Time) Outcome {
	ref := c.Reference
	if ref == nil {
		return Skipped("no reference price is shown")
	}
	if ref.Price.IsZero() {
		return Unjudged("reference.price")
	}
	if ref.Kind != ReferenceFormer {
		switch asked := c.askedElsewhere(ref.Price); {
		case asked:
			return Passed()
		case ref.Kind == ReferenceElsewhere && len(c.Elsewhere) == 0:
			return Unjudged("elsewhere")
		case ref.Kind == ReferenceElsewhere:
			return Found(Finding{
				Severity: Block,
				Message:  "nobody asks the " + money(ref.Price, c.Currency) + " that are shown as the price elsewhere",
				Evidence: []Evidence{amountEvidence("reference price", ref.Price, c.Currency)},
			})
		}
	}
	if len(c.History) == 0 {
		return Unjudged("history")
	}
	w := c.History.window(day, daysTo(r.Days, historyDays))
	stood, least := w.daysAt(ref.Price), daysTo(r.MinDays, 28)
	sold, known := w.unitsAt(ref.Price)
	if stood >= least && (!known || sold.Sign() > 0) {
		return Passed()
	}
	f := Finding{Severity: Block, Evidence: []Evidence{
		amountEvidence("reference price", ref.Price, c.Currency),
		{Name: "days at it or above", Value: strconv.Itoa(stood) + " of the last " + strconv.Itoa(daysTo(r.Days, historyDays))},
	}}
	switch {
	case stood >= least:
		f.Message = "the reference price of " + money(ref.Price, c.Currency) + " was asked on " + strconv.Itoa(stood) + " days and no unit was sold at it"
		f.Evidence = append(f.Evidence, Evidence{Name: "units sold at it or above", Value: "0"})
	case c.History.window(day, mostDays).daysAt(ref.Price) == 0:
		f.Message = "the item was never offered at the reference price of " + money(ref.Price, c.Currency)
	default:
		f.House = true
		f.Message = "the item was hardly offered at the reference price of " + money(ref.Price, c.Currency) + ": on " +
			strconv.Itoa(stood) + " of the last " + strconv.Itoa(daysTo(r.Days, historyDays)) + " days, fewer than " + strconv.Itoa(least)
	}
	out := Found(f)
	if ref.Kind == ReferenceList && len(c.Elsewhere) == 0 {
		out.Missing = []string{"elsewhere"}
	}
	return out
}

// askedElsewhere reports whether somebody else asks a price or more.
func (c *Case) askedElsewhere(price decimal.Decimal) bool {
	for i := range c.Elsewhere {
		if e := &c.Elsewhere[i]; !e.Own && compare(e.Price, price) >= 0 {
			return true
		}
	}
	return false
}

// AmazonFairPrice is AMZ-FAIR-2: a price must not be significantly higher than recent
// ones on and off Amazon. The source gives no number: it is ours to compare the item
// price with the median of 90 days without promotions, of the units where they are
// known and of the days where not, or with the Was price where Amazon shows one, and
// the price with shipping with the competitive price.
//
// It needs the history or the Was price; a price that is too high off Amazon is found
// without. The zero AmazonFairPrice warns above 1.5 times the recent price and blocks
// above 2 times.
type AmazonFairPrice struct {
	// Days is how far it looks back. 0 means 90.
	Days int
	// Warn and Block are multiples of the recent price. 0 means 1.5 and 2.
	Warn, Block decimal.Decimal
}

// Info implements [Rule].
func (r AmazonFairPrice) Info() Info {
	const of = " times the median of recent days or the competitive price"
	return fairPricingInfo("AMZ-FAIR-2", "a price must not be significantly higher than recent prices",
		"warning above "+fx.Plain(standardTo(r.Warn, houseWarnTimes))+of, "block above "+fx.Plain(standardTo(r.Block, houseBlockTimes))+of)
}

// Check implements [Rule].
func (r AmazonFairPrice) Check(c *Case, day time.Time) Outcome {
	warn, block := standardTo(r.Warn, houseWarnTimes), standardTo(r.Block, houseBlockTimes)
	var out Outcome
	recent := c.recentPrices(day, daysTo(r.Days, historyDays))
	if recent.price.Valid {
		if f, found := tooHigh(c.Price, "price", recent.name, recent.price.Decimal, warn, block, c.Currency); found {
			out = Found(f)
		}
	}
	if c.CompetitivePrice.Valid {
		total, _ := c.total()
		if f, found := tooHigh(total, "price with shipping", "the competitive price", c.CompetitivePrice.Decimal, warn, block, c.Currency); found {
			out = Found(append(out.Findings, f)...)
		}
	}
	switch {
	case !recent.price.Valid && out.Status == "":
		return Unjudged("history")
	case !recent.price.Valid:
		out.Missing = []string{"history"}
	case out.Status == "":
		return Passed()
	}
	return out
}

// AmazonFairPack is AMZ-FAIR-3: a unit of a pack must not cost more than a single one.
// It concerns packs of more than one and needs the price of a single one. It has no
// threshold.
type AmazonFairPack struct{}

// Info implements [Rule].
func (AmazonFairPack) Info() Info {
	return fairPricingInfo("AMZ-FAIR-3", "a unit of a pack must not cost more than a single one")
}

// Check implements [Rule].
func (AmazonFairPack) Check(c *Case, _ time.Time) Outcome {
	switch {
	case c.Pack == nil:
		return Skipped("not a pack")
	case compare(c.Pack.Size, decimalOne) <= 0:
		return Skipped("a pack of one")
	case c.Pack.Single.IsZero():
		return Unjudged("pack.single")
	case compareProduct(c.Price, c.Pack.Single, c.Pack.Size) <= 0:
		return Passed()
	}
	return Found(Finding{
		Severity: Block,
		Message: "the pack of " + fx.Plain(c.Pack.Size) + " at " + money(c.Price, c.Currency) + " costs more than " +
			fx.Plain(c.Pack.Size) + " single ones at " + money(c.Pack.Single, c.Currency),
		Evidence: []Evidence{
			amountEvidence("price of the pack", c.Price, c.Currency),
			{Name: "size of the pack", Value: fx.Plain(c.Pack.Size)},
			amountEvidence("price of a single one", c.Pack.Single, c.Currency),
		},
	})
}

// AmazonFairShipping is AMZ-FAIR-4: the shipping fee of a seller who ships must not be
// excessive against public carrier rates and reasonable handling. The source gives no
// number.
//
// It needs the fee, and where there is one the rate of the carrier. The zero
// AmazonFairShipping warns above 1.5 times the rate, handling included.
type AmazonFairShipping struct {
	// Times is the multiple of the carrier's rate. 0 means 1.5.
	Times decimal.Decimal
}

// Info implements [Rule].
func (r AmazonFairShipping) Info() Info {
	return fairPricingInfo("AMZ-FAIR-4", "a shipping fee must not be excessive",
		"excessive: above "+fx.Plain(standardTo(r.Times, houseShippingTimes))+" times the public rate of the carrier")
}

// Check implements [Rule].
func (r AmazonFairShipping) Check(c *Case, _ time.Time) Outcome {
	if !c.SellerFulfilled {
		return Skipped(platformShips)
	}
	return highShipping(c, standardTo(r.Times, houseShippingTimes))
}

// highShipping judges a shipping fee against a multiple of the carrier's rate.
func highShipping(c *Case, times decimal.Decimal) Outcome {
	switch {
	case !c.Shipping.Valid:
		return Unjudged("shipping")
	case c.Shipping.Decimal.IsZero():
		return Passed()
	case !c.CarrierRate.Valid:
		return Unjudged("carrier_rate")
	case compareProduct(c.Shipping.Decimal, c.CarrierRate.Decimal, times) <= 0:
		return Passed()
	}
	return Found(Finding{
		Severity: Warn, House: true,
		Message: "the shipping fee of " + money(c.Shipping.Decimal, c.Currency) + " is more than " + fx.Plain(times) +
			" times the carrier's rate of " + money(c.CarrierRate.Decimal, c.Currency),
		Evidence: []Evidence{
			amountEvidence("shipping fee", c.Shipping.Decimal, c.Currency),
			amountEvidence("carrier's rate", c.CarrierRate.Decimal, c.Currency),
		},
	})
}
