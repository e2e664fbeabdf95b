package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// walmartPromotionInfo is the Info of the rules on promotions, in the words that were
// last updated on 2025-06-30. Before, a promotion could last 180 days and a
// strikethrough needed 10% at every price.
func walmartPromotionInfo(id, title string) Info {
	return Info{
		ID: id, Title: title, Channels: []string{channelWalmart},
		Citation: "Walmart Marketplace Learn, Promotional pricing: Overview (2025-06-30)",
		From:     calendarDay(2025, time.June, 30), Verified: verifiedOn, Confidence: "high",
	}
}

// The standard thresholds of a strikethrough.
var (
	strikeBelow = decimal.New(10, -2)
	strikeFrom  = decimal.New(5, -2)
)

// notAPromotion says why a rule on promotions leaves a case alone, "" when it does not.
func notAPromotion(c *Case) string {
	switch {
	case c.Deal == nil:
		return "no promotion"
	case !c.Deal.Kind.isWalmartPromotion():
		return "not a promotion of Walmart"
	}
	return ""
}

// WalmartStrikethrough is WMT-REF-1: to be shown with a strikethrough, a promotion has
// to be at least 10% under the comparison price where that is below 200.00 dollars, and
// 5% where it is 200.00 or more. Exactly as far is enough. The comparison price decides
// which of the two holds, not the promotional one. The flags "Reduced Price" and
// "Clearance" need 10% at every price; Walmart gives them as it likes.
//
// The comparison price is the former or list price that is shown, and without one the
// Was price. In another currency the rule does not apply, because no source gives its
// amount there. The zero WalmartStrikethrough has the figures of the source.
type WalmartStrikethrough struct {
	// Amount parts cheap items from dear ones; Below and From are how far they have to
	// be under the comparison price, as fractions. 0 means 200.00, 0.10 and 0.05.
	Amount, Below, From decimal.Decimal
	// Currency is that of Amount. "" means USD.
	Currency fx.Currency
}

// Info implements [Rule].
func (WalmartStrikethrough) Info() Info {
	return walmartPromotionInfo("WMT-REF-1", "a strikethrough needs 10% off, from 200.00 dollars 5%")
}

// Check implements [Rule].
func (r WalmartStrikethrough) Check(c *Case, day time.Time) Outcome {
	if reason := notAPromotion(c); reason != "" {
		return Skipped(reason)
	}
	if reason := inCurrency(c, r.Currency); reason != "" {
		return Skipped(reason)
	}
	if c.Deal.Price.IsZero() {
		return Unjudged("deal.price")
	}
	comparison := c.comparisonPrice(day)
	switch {
	case comparison.missing != "":
		return Unjudged("reference", comparison.missing)
	case !comparison.price.Valid:
		return Found(Finding{Severity: Block, Message: "there is no comparison price, so there is no strikethrough"})
	}
	base, share := comparison.price.Decimal, standardTo(r.Below, strikeBelow)
	if compare(base, standardTo(r.Amount, twoHundred)) >= 0 {
		share = standardTo(r.From, strikeFrom)
	}
	if compareProduct(c.Deal.Price, base, decimalOne.Sub(share)) <= 0 {
		return Passed()
	}
	return Found(Finding{
		Severity: Block,
		Message: "the promotion at " + money(c.Deal.Price, c.Currency) + " is not " + fx.Percent(share) + " under the comparison price of " +
			money(base, c.Currency),
		Evidence: []Evidence{
			amountEvidence("promotional price", c.Deal.Price, c.Currency),
			amountEvidence("comparison price", base, c.Currency),
		},
	})
}

// comparisonPrice is what a promotion at Walmart is compared with.
func (c *Case) comparisonPrice(day time.Time) wasPrice {
	if ref := c.Reference; ref != nil && ref.Kind != ReferenceElsewhere && ref.Price.Sign() > 0 {
		return wasPrice{price: decimal.NewNullDecimal(ref.Price)}
	}
	return c.walmartWas(day, historyDays, walmartLeastDays)
}

// walmartLeastDays is on how many of the days an item must have been offered for the
// median of the offered prices to count.
const walmartLeastDays = 28

// WalmartWas returns the "Was" price of Walmart on the morning of a day: the median of
// the prices that customers paid in the 90 days before, and where that is unknown the
// median of the prices at which the item was offered, if it was on at least 28 of these
// days. Promotions are left out of both. It is exact. It is not Valid when neither
// exists.
func WalmartWas(h History, on time.Time) decimal.NullDecimal {
	return h.walmartWas(on, historyDays, walmartLeastDays)
}

func (h History) walmartWas(on time.Time, days, least int) decimal.NullDecimal {
	w := h.window(on, days)
	if paid := w.median(byUnits); paid.Valid {
		return paid
	}
	if w.days() < least {
		return decimal.NullDecimal{}
	}
	return w.median(byDays)
}

// walmartWas is what the platform shows, or else the price of the history.
func (c *Case) walmartWas(day time.Time, days, least int) wasPrice {
	switch {
	case c.Was.Valid:
		return wasPrice{price: c.Was}
	case len(c.History) == 0:
		return wasPrice{missing: "history"}
	}
	was := c.History.walmartWas(day, days, least)
	if !was.Valid && c.History.window(day, days).unitsUnknown() {
		return wasPrice{missing: "history.units"}
	}
	return wasPrice{price: was, computed: true}
}

// WalmartWasPrice is WMT-REF-2: what the Was price is. It is a notice with the price as
// evidence, never an objection. A Was price that Walmart shows is reported as it is;
// otherwise it is worked out as [WalmartWas] says, which needs a history.
type WalmartWasPrice struct {
	// Days is how far it looks back, MinDays on how many of them the item must have
	// been offered where the paid prices are unknown. 0 means 90 and 28.
	Days, MinDays int
}

// Info implements [Rule]. The notice of 2022-08-18 says "next month".
func (WalmartWasPrice) Info() Info {
	return Info{
		ID: "WMT-REF-2", Title: "the Was price is the median of 90 days", Channels: []string{channelWalmart},
		Citation: "Walmart, promotional pricing rules for marketplace sellers (notice reported by ecommercebytes, 2022-08-18)",
		From:     calendarDay(2022, time.September, 1), Verified: verifiedOn, Confidence: "high",
	}
}

// Check implements [Rule].
func (r WalmartWasPrice) Check(c *Case, day time.Time) Outcome {
	days := daysTo(r.Days, historyDays)
	was := c.walmartWas(day, days, daysTo(r.MinDays, walmartLeastDays))
	if was.missing == "" && !was.price.Valid {
		return Skipped("nothing was sold outside promotions and the item was offered on fewer than " + daysText(daysTo(r.MinDays, walmartLeastDays)))
	}
	return reportWas(c, was, "the median of "+daysText(days)+" without promotions")
}

// WalmartReducedPrice is WMT-REF-3: a Reduced Price lasts at least 14 and at most 90
// days, the first and the last counted. It needs both days. The zero
// WalmartReducedPrice has the figures of the source.
type WalmartReducedPrice struct {
	// MinDays and MaxDays are the least and the largest number of days. 0 means 14 and
	// 90.
	MinDays, MaxDays int
}

// Info implements [Rule].
func (WalmartReducedPrice) Info() Info {
	return walmartPromotionInfo("WMT-REF-3", "a reduced price lasts 14 to 90 days")
}

// Check implements [Rule].
func (r WalmartReducedPrice) Check(c *Case, _ time.Time) Outcome {
	switch {
	case c.Deal == nil:
		return Skipped("no promotion")
	case c.Deal.Kind != ReducedPrice:
		return Skipped("not a reduced price")
	}
	var missing []string
	if c.Deal.From.IsZero() {
		missing = append(missing, "deal.from")
	}
	if c.Deal.To.IsZero() {
		missing = append(missing, "deal.to")
	}
	if missing != nil {
		return Unjudged(missing...)
	}
	days := PriceRun{From: c.Deal.From, To: c.Deal.To}.Days()
	least, most := daysTo(r.MinDays, 14), daysTo(r.MaxDays, 90)
	message := ""
	switch {
	case days < least:
		message = " is shorter than " + daysText(least)
	case days > most:
		message = " is longer than " + daysText(most)
	default:
		return Passed()
	}
	return Found(Finding{
		Severity: Block, Message: "a reduced price of " + daysText(days) + message,
		Evidence: []Evidence{{Name: "days", Value: strconv.Itoa(days)}},
	})
}

// WalmartPriceInCart is WMT-REF-4: a price under a minimum advertised price belongs in
// the cart only, where Walmart has a placement for it. It is a notice; [MAPPolicy] says
// what the brand asks. The price is that of the deal where there is one.
//
// It needs the policies of the brands; an empty list that is not nil is none. It has no
// threshold.
type WalmartPriceInCart struct{}

// Info implements [Rule].
func (WalmartPriceInCart) Info() Info {
	return walmartPromotionInfo("WMT-REF-4", "a price under MAP belongs in the cart")
}

// Check implements [Rule].
func (WalmartPriceInCart) Check(c *Case, day time.Time) Outcome {
	if c.MAP == nil {
		return Unjudged("map")
	}
	price := c.Price
	if c.Deal != nil && c.Deal.Price.Sign() > 0 {
		price = c.Deal.Price
	}
	var out Outcome
	judged := false
	for i := range c.MAP {
		policy := &c.MAP[i]
		ok, missing := policy.Names(c)
		if missing != "" {
			out.Missing = append(out.Missing, missing)
		}
		if !ok || policy.exempts(c) != "" || policy.Currency != "" && policy.Currency != c.Currency {
			continue
		}
		least := policy.on(day)
		if !least.Valid {
			continue
		}
		judged = true
		if c.Surface != SurfaceCart && compare(price, least.Decimal) < 0 {
			out.Findings = append(out.Findings, Finding{
				Severity: Notice,
				Message:  money(price, c.Currency) + " is under the minimum advertised price of " + money(least.Decimal, c.Currency) + ": use the placement Price-in-cart",
				Evidence: []Evidence{amountEvidence("price", price, c.Currency), amountEvidence("minimum advertised price", least.Decimal, c.Currency)},
			})
		}
	}
	if !judged && len(out.Missing) == 0 {
		return Skipped("no minimum advertised price for the offer")
	}
	return out.ended()
}
