package pricing

import (
	"errors"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Promotion is the part of the units that is sold at a lower price for which the
// seller pays: a coupon, a deal, a sale. The zero Promotion is none.
//
// With one, every line is what it is expected to be over all sold units: revenue,
// refunds, advertising and each charge are a mixture of what they are at the price
// and at the discounted price, at which a fee may fall into another band. The line
// "promotion_discount" is the discount itself. A charge that depends on the price is
// then the mean of two bills and not rounded; which of its bands applies is decided
// by the discounted price rounded half away from zero to the minor unit.
//
// What the channel charges for the promotion itself, on fees.PerPromotion, is charged
// at the discounted price on the units that are sold in it. Without a Promotion such
// a charge takes the price as that of the promotion, in which every unit is sold.
type Promotion struct {
	// Share is the share of sold units that is sold in the promotion, from 0 to 1.
	Share decimal.Decimal
	// Discount is what they are cheaper by, as a share of the item price: 0.2 is 20 %
	// off. From 0 to below 1. Shipping that the buyer pays is not discounted.
	Discount decimal.Decimal
}

// given reports whether anything is said of a promotion.
func (p *Promotion) given() bool { return !p.Share.IsZero() || !p.Discount.IsZero() }

func (p *Promotion) check() error {
	if !p.given() {
		return nil
	}
	return errors.Join(checkFrom("promotion.share", p.Share, &one), checkBelowOne("promotion.discount", p.Discount))
}

// mix is what a curve of the item price is expected to be.
func (p *Promotion) mix(c fees.Curve, places int) fees.Curve {
	return c.Times(one.Sub(p.Share)).Plus(c.OnTimes(one.Sub(p.Discount), places).Times(p.Share))
}

// promote makes the line of a charge what it is expected to be with the promotion.
// What is billed and level is rounded at each of the two prices, as without one.
func (m *Model) promote(line *modelLine) {
	if m.promotion == nil || !dependsOnPrice(line.each) {
		return
	}
	if line.billed {
		line.billed, line.each = false, line.each.RoundFlat(m.places)
	}
	if p := m.promotion; line.event == fees.PerPromotion {
		line.each = line.each.OnTimes(one.Sub(p.Discount), m.places)
		line.basis += ", at " + fx.Percent(p.Discount) + " off the price"
	} else {
		line.each = p.mix(line.each, m.places)
		line.basis += ", expected with " + p.text()
	}
}

func (p *Promotion) text() string {
	return fx.Percent(p.Share) + " of units at " + fx.Percent(p.Discount) + " off"
}

// addDiscount appends what the promotion takes off the price.
func (m *Model) addDiscount(p *Promotion) {
	text := p.text()
	m.addShare(modelLine{
		code: "promotion_discount", event: fees.PerUnitSold, each: fees.Percent(p.Discount), paid: true, rung: inRevenue,
		describe: func() string { return text }, source: &suppliedPromotion,
	}, p.Share, one)
	m.sales = priceLine.Minus(m.lines[len(m.lines)-1].amount)
	own := *p
	m.promotion = &own
}

// dependsOnPrice reports whether a curve is not the same at every price.
func dependsOnPrice(c fees.Curve) bool {
	if !c.IsLevel() {
		return true
	}
	pieces := 0
	for range c.Segments() {
		pieces++
	}
	return pieces > 1
}

var suppliedPromotion = fees.SuppliedBy("promotion")
