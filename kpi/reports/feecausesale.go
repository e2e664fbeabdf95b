package reports

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// bases tries other amounts that the fee may be a share of.
func (x *feeExam) bases() {
	c := x.fee
	try := func(text, do string, change func(*ChargedFee)) {
		changed := c
		change(&changed)
		if before, after := c.Base(), changed.Base(); !after.Valid || before.Decimal.Equal(after.Decimal) || after.Decimal.Sign() < 0 || after.Decimal.GreaterThan(mostPrice) {
			return
		}
		amount, err := x.card.compute(&changed)
		if err == nil {
			x.try(rankBase, amount, FeeExplanation{Cause: CauseBase, Text: text, Do: do})
		}
	}
	const shipping = "Check whether the shipping counts: the channel should not take a share of shipping that it keeps."
	if !c.Promotion.IsZero() {
		try("on the price before the promotion of "+c.Promotion.StringFixed(feeCents),
			"Check who funds the promotion: the fee is a share of what the buyer pays.", func(c *ChargedFee) { c.Promotion = decimal.Decimal{} })
	}
	try("on the price without shipping", shipping, func(c *ChargedFee) { c.Shipping = decimal.Decimal{} })
	if !c.Shipping.IsZero() {
		try("on the price with all of the shipping of "+c.Shipping.StringFixed(feeCents), shipping, func(c *ChargedFee) {
			c.ShippingPromotion, c.Chargeback = decimal.Decimal{}, decimal.Decimal{}
		})
		try("on the price with the shipping, its promotion not taken off", shipping, func(c *ChargedFee) { c.ShippingPromotion = decimal.Decimal{} })
	}
	try("on the price with the sales tax of "+c.Tax.StringFixed(feeCents), "Open a case: tax that the channel collects is not part of the base.",
		func(c *ChargedFee) { c.Shipping = c.Shipping.Add(c.Tax) })
	if c.Other.Valid {
		try("on the price of the listing, "+c.Other.Decimal.StringFixed(feeCents), "Check which price is in force.", func(c *ChargedFee) { c.Price = c.Other })
	}
}

// brackets tries the rates of the other price brackets on the same base.
func (x *feeExam) brackets() {
	l := x.card.line(x.fee.Fee)
	if l == nil || x.fee.Fee == AuditClosing {
		return
	}
	base := x.fee.Base().Decimal
	here := l.at(base, x.units)
	for i := range l.pieces {
		p := &l.pieces[i]
		if p == here || p.rate.Equal(here.rate) && p.base.Equal(here.base) || p.rate.IsZero() {
			continue
		}
		amount := p.base.Mul(x.units).Add(p.rate.Mul(base)).Round(feeCents)
		if x.fee.Fee == AuditRefundedReferral {
			amount = amount.Neg()
		}
		x.try(rankPriceBand, amount, FeeExplanation{
			Cause: CausePriceBand, Text: "by the rate for prices " + fromText(p.from) + ", " + fx.Percent(p.rate), Table: l.source.Table,
			Do: "Check the price at which the unit was sold: it decides the rate.",
		})
	}
}

// limits tries the least and the most that the fee can be.
func (x *feeExam) limits() {
	l := x.card.line(x.fee.Fee)
	if l == nil || x.fee.Fee == AuditClosing {
		return
	}
	sign := decimal.NewFromInt(1)
	if x.fee.Fee == AuditRefundedReferral {
		sign = sign.Neg()
	}
	for i := range l.pieces {
		p := &l.pieces[i]
		if !p.rate.IsZero() || p.base.IsZero() {
			continue
		}
		name := "cap"
		if i == 0 {
			name = "minimum"
		}
		x.try(rankLimit, p.base.Mul(x.units).Round(feeCents).Mul(sign), FeeExplanation{
			Cause: CauseLimit, Text: "at its " + name + " of " + p.base.StringFixed(feeCents) + " each", Table: l.source.Table,
			Do: "Open a case with the price and the rate: the " + name + " applies only beyond it.",
		})
	}
	if x.fee.Fee == AuditRefundedReferral && x.card.refundAdmin != nil {
		kept := x.card.refundAdmin.exact(x.fee.Base().Decimal, x.units).Round(feeCents)
		x.try(rankPart, x.due.Add(kept), FeeExplanation{
			Cause: CausePart, Text: "less the refund administration fee of " + kept.StringFixed(feeCents), Table: x.card.refundAdmin.source.Table,
			Do: "Look for the refund administration fee in a row of its own: it should not be taken twice.",
		})
	}
}

// categories tries the other referral categories. Many have the same fee.
func (x *feeExam) categories() {
	const most = 3
	var names []string
	more, table := 0, ""
	for _, other := range x.audit.cards.categories(x.item.Listing.Tables, x.run) {
		if other.key == x.item.Listing.Category {
			continue
		}
		amount, err := other.card.compute(&x.fee)
		if err != nil || !amount.Equal(x.fee.Amount) {
			continue
		}
		if l := other.card.line(x.fee.Fee); l != nil && len(names) == 0 {
			table = l.source.Table
		}
		if len(names) < most {
			name := other.key
			if l := other.card.line(x.fee.Fee); l != nil {
				name += " (" + l.basis + ")"
			}
			names = append(names, name)
		} else {
			more++
		}
	}
	if len(names) == 0 {
		return
	}
	text := "of the category " + strings.Join(names, " or ")
	switch {
	case more == 1:
		text += " or of another one"
	case more > 1:
		text += " or of " + decimal.NewFromInt(int64(more)).String() + " others"
	}
	x.try(rankCategory, x.fee.Amount, FeeExplanation{
		Cause: CauseCategory, Text: text, Table: table,
		Do: "Check the product type of the listing: it decides the referral category.",
	})
}
