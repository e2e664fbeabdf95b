package reports

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
)

// shippingRoundings tries to round the fee for all units at once, the surcharge with
// the fee that it is a share of, and down or up.
func (x *feeExam) shippingRoundings() {
	var whole decimal.Decimal // of one unit
	for _, l := range x.card.shipping {
		p := l.at(x.sales, x.units)
		if !p.rate.IsZero() {
			return
		}
		whole = whole.Add(p.base)
	}
	x.roundings(whole.Mul(x.units), whole)
}

// sellingRoundings tries the same for a share of the price.
func (x *feeExam) sellingRoundings() {
	l, base := x.card.line(x.fee.Fee), x.fee.Base().Decimal
	if l == nil {
		return
	}
	whole, item := l.exact(base, x.units), l.exact(x.sales, x.units)
	apart := item.Round(feeCents).Add(whole.Sub(item).Round(feeCents))
	if x.fee.Fee == AuditRefundedReferral {
		apart = apart.Neg()
	}
	x.try(rankRounding, apart, FeeExplanation{Cause: CauseRounding, Text: "rounded apart for the price and the shipping", Do: centsDo})
	x.roundings(whole, whole.DivRound(x.units, 8))
}

func (x *feeExam) roundings(all, each decimal.Decimal) {
	if x.fee.Fee == AuditRefundedReferral {
		all, each = all.Neg(), each.Neg()
	}
	say := FeeExplanation{Cause: CauseRounding, Do: centsDo}
	for _, r := range [...]struct {
		amount decimal.Decimal
		text   string
	}{
		{all.Round(feeCents), "rounded once for all units and lines"},
		{each.Round(feeCents).Mul(x.units), "rounded once for each unit"},
		{all.Truncate(feeCents), "rounded down"},
		{each.Truncate(feeCents).Mul(x.units), "rounded down for each unit"},
		{all.RoundUp(feeCents), "rounded up"},
		{each.RoundUp(feeCents).Mul(x.units), "rounded up for each unit"},
		{all.RoundBank(feeCents), "with a half cent rounded to the even one"},
	} {
		if x.amountTried(r.amount, CauseRounding) {
			return
		}
		say.Text = r.text
		x.try(rankRounding, r.amount, say)
	}
}

const centsDo = "Nothing: it is a matter of cents."

// amountTried reports whether an amount was already explained by the cause.
func (x *feeExam) amountTried(amount decimal.Decimal, cause FeeCause) bool {
	for _, t := range x.trials {
		if t.Cause == cause && t.amount.Equal(amount) {
			return true
		}
	}
	return false
}

// measured tries what Amazon measured according to the fee preview.
func (x *feeExam) measured() {
	p := x.audit.previews[x.fee.SKU]
	if !p.measured {
		return
	}
	card := x.audit.cards.variant(x.item, x.run, "measured", func() *feeCard {
		l := x.item.Listing
		l.Parcel = p.parcel
		return newFeeCard(&l, x.card.day)
	})
	if card.shippingErr != nil || card.sizeErr != nil {
		return
	}
	cause := CauseWeightBand
	if card.size.Tier != x.card.size.Tier {
		cause = CauseTier
	}
	sides := p.parcel
	long, middle, short := sides.Sides()
	before := len(x.trials)
	x.tryCard(rankMeasured, card, FeeExplanation{
		Cause: cause, Sure: true,
		Text: "for what Amazon measured: " + long.String() + " × " + middle.String() + " × " + short.String() + ", " + sides.Weight.String() + ", " + sizeText(card.size),
		Do:   "Measure and weigh the packed unit. If Amazon is wrong, ask for a remeasurement and for the difference; if Amazon is right, correct the item.",
	})
	if len(x.trials) > before {
		x.measuredTier = card.size.Tier
	}
}

// sizeText says tier and billable weight.
func sizeText(s amazon.Size) string {
	return string(s.Tier) + " with " + fx.Plain(s.Billable.Lb(2)) + " lb billed"
}

// listingChanges tries another fact about the item that decides the rate card.
func (x *feeExam) listingChanges() {
	try := func(rank int, e FeeExplanation, change func(*amazon.Listing)) {
		card := x.audit.cards.variant(x.item, x.run, e.Text, func() *feeCard {
			l := x.item.Listing
			change(&l)
			return newFeeCard(&l, x.card.day)
		})
		x.tryCard(rank, card, e)
	}
	l := &x.item.Listing
	if l.LargeStandardFloor != amazon.FloorNone {
		try(rankOpenRule, FeeExplanation{
			Cause: CauseOpenRule, Text: "without the 2-inch floor of dimensional weight for large standard, which is not settled",
			Do: "Set large_standard_floor of the item to none when several items show it.",
		}, func(l *amazon.Listing) { l.LargeStandardFloor = amazon.FloorNone })
	} else {
		try(rankOpenRule, FeeExplanation{
			Cause: CauseOpenRule, Text: "with the 2-inch floor of dimensional weight for large standard, which is not settled",
			Do: "Set large_standard_floor of the item to applies when several items show it.",
		}, func(l *amazon.Listing) { l.LargeStandardFloor = amazon.FloorApplies })
	}
	other := amazon.ByUnit
	if l.ExtraLarge150 == amazon.ByUnit {
		other = amazon.ByGreater
	}
	try(rankOpenRule, FeeExplanation{
		Cause: CauseOpenRule, Text: "with the other reading of the weight above 150 lb, which is not settled",
		Do: "Set extra_large_150 of the item to " + string(other) + ".",
	}, func(l *amazon.Listing) { l.ExtraLarge150 = other })
	sipp := FeeExplanation{
		Cause: CauseSIPP, Text: "with the certificate to ship in its own packaging (SIPP)",
		Do: "Check whether the item is certified for SIPP, and set it in the item.",
	}
	if l.SIPP {
		sipp.Text = "without the certificate to ship in its own packaging (SIPP)"
		sipp.Do = "Check that the certificate for SIPP is in force, and open a case when it is."
	}
	try(rankSIPP, sipp, func(l *amazon.Listing) {
		l.SIPP = !l.SIPP
		if !l.SIPP {
			l.SIPPDiscount = decimal.NullDecimal{}
		}
	})
	for _, class := range [...]amazon.Class{amazon.Standard, amazon.Apparel, amazon.DangerousGoods} {
		if class == l.Class || class == amazon.Standard && l.Class == "" {
			continue
		}
		try(rankClass, FeeExplanation{
			Cause: CauseClass, Text: "by the rate card of the class " + string(class),
			Do: "Check how Amazon classifies the item; a wrong class is corrected by a case.",
		}, func(l *amazon.Listing) { l.Class = class })
	}
	battery := FeeExplanation{Cause: CausePart, Text: "with the lithium battery fee inside", Do: "Check the battery data of the item."}
	if l.Lithium {
		battery.Text = "without the lithium battery fee"
	}
	try(rankPart, battery, func(l *amazon.Listing) { l.Lithium = !l.Lithium })
}

// parts tries the fee without one of its lines, and with the low-inventory-level fee.
func (x *feeExam) parts() {
	amount := shippingTotal(x.card.shipping, x.sales, x.units)
	for _, l := range x.card.shipping {
		if l.code == "fulfillment" || l.code == "sipp_discount" || l.code == "lithium_battery" {
			continue
		}
		x.try(rankPart, amount.Sub(l.each(x.sales, x.units).Mul(x.units)), FeeExplanation{
			Cause: CausePart, Text: "without its " + l.code + " of " + l.each(x.sales, x.units).StringFixed(feeCents) + " each", Table: l.source.Table,
			Do: "Look for the " + l.code + " in a row of its own, or check whether the tables still apply.",
		})
	}
	low := x.audit.cards.variant(x.item, x.run, "low inventory", x.lowInventory)
	for _, l := range low.shipping {
		each := l.each(x.sales, x.units)
		x.try(rankPart, amount.Add(each.Mul(x.units)), FeeExplanation{
			Cause: CausePart, Text: "with a low-inventory-level fee of " + each.StringFixed(feeCents) + " each inside", Table: l.source.Table,
			Do: "Look at the days of supply of the item: under 28 the fee is due.",
		})
	}
}

// lowInventory returns the low-inventory-level fees of the item, one for each range of
// days of supply.
func (x *feeExam) lowInventory() *feeCard {
	card := &feeCard{day: x.card.day}
	shipping := shippingListing(&x.item.Listing)
	if x.card.sellingErr == nil {
		shipping.Category = x.item.Listing.Category
	}
	for days := int64(0); days < 60; days += 7 {
		shipping.Supply.Days30 = decimal.NewNullDecimal(decimal.NewFromInt(days))
		shipping.Supply.Days90 = shipping.Supply.Days30
		charges, err := shipping.Charges(x.card.day)
		if err != nil {
			return card
		}
		for i := range charges {
			if c := &charges[i]; c.Code == "low_inventory" {
				if l := newFeeLine(c); !slices.ContainsFunc(card.shipping, func(m *feeLine) bool { return sameFees(l, m) }) {
					card.shipping = append(card.shipping, l)
				}
			}
		}
	}
	return card
}

// bands tries the fees of the other price bands.
func (x *feeExam) bands() {
	var starts []decimal.Decimal
	for _, l := range x.card.shipping {
		for _, p := range l.pieces {
			starts = append(starts, p.from)
		}
	}
	slices.SortFunc(starts, decimal.Decimal.Cmp)
	starts = slices.CompactFunc(starts, decimal.Decimal.Equal)
	for i, from := range starts {
		amount := shippingTotal(x.card.shipping, from.Mul(x.units), x.units)
		if amount.Equal(x.due) {
			continue
		}
		e := FeeExplanation{
			Cause: CausePriceBand, Text: "of the price band " + fromText(from),
			Do: "Check the price at which the unit was sold, with and without promotion and shipping: which one counts for the band is not public.",
		}
		upTo := mostPrice
		if i+1 < len(starts) {
			upTo = starts[i+1]
		}
		if from.IsZero() {
			e.Text = "of the price band below " + upTo.StringFixed(feeCents)
		}
		rank := rankFarBand
		if x.mayCost(from, upTo) {
			rank = rankPriceBand
		}
		x.try(rank, amount, e)
	}
}

// mayCost reports whether a unit may count as one whose price is in a range: with the
// promotion, shipping or tax counted otherwise, or because the price is near to it.
func (x *feeExam) mayCost(from, below decimal.Decimal) bool {
	c := &x.fee
	low, high := from.Mul(x.units), below.Mul(x.units)
	near := x.sales.Mul(decimal.New(5, -2)) // 5 % is what a price changes by within days
	for _, total := range [...]decimal.Decimal{
		c.Price.Decimal, x.sales.Add(c.Shipping), c.Price.Decimal.Add(c.Shipping), x.sales.Add(c.Tax), c.Price.Decimal.Sub(c.Promotion).Sub(c.Promotion),
		c.Other.Decimal, x.sales.Add(near), x.sales.Sub(near),
	} {
		if total.Sign() > 0 && !total.LessThan(low) && total.LessThan(high) {
			return true
		}
	}
	return false
}
