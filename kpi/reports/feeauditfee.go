package reports

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An AuditedFee is a fee that a [FeeAudit] computes again.
type AuditedFee string

// The fees. A refund gives the referral fee back, which is a cost below 0, and takes
// the refund administration fee.
const (
	AuditReferral         AuditedFee = "referral"
	AuditFulfilment       AuditedFee = "fulfilment" // with surcharge, discount and packaging fee
	AuditClosing          AuditedFee = "closing"
	AuditRefundAdmin      AuditedFee = "refund_admin"
	AuditRefundedReferral AuditedFee = "refunded_referral"
)

// A FeeOrigin says where a fee was read.
type FeeOrigin string

// The origins. What is previewed and what was charged are never added up.
const (
	FromSettlement FeeOrigin = "settlement"
	FromPreview    FeeOrigin = "fee_preview"
)

// A ChargedFee is a fee as Amazon charges or previews it, with the sale that it was
// taken from. Amounts are for all units together, in US dollars, and above 0 but for
// Amount. The zero ChargedFee is of no item.
type ChargedFee struct {
	SKU    string
	Fee    AuditedFee
	Origin FeeOrigin
	// Amount is what was taken; below 0 it was given back.
	Amount decimal.Decimal
	// Units is the number of units; 0 is unknown.
	Units int64
	// Price is the item price without tax, before Promotion. Other is another price
	// that could have been meant: in the fee preview the one without the sale.
	Price, Other decimal.NullDecimal
	// Promotion is the discount on the price that the seller pays. Shipping is what
	// the buyer pays for shipping and gift wrap, ShippingPromotion the discount on it,
	// Chargeback what the channel keeps of it because it ships. Tax is sales tax.
	Promotion, Shipping, ShippingPromotion, Chargeback, Tax decimal.Decimal
	// Day is the day whose tables apply.
	Day      time.Time
	Currency fx.Currency
	// Place is where it stands.
	Place Place
}

// Base returns what the referral fee is a share of: the price less the promotion,
// and what the seller keeps of the shipping. It is exact, and not Valid without a price.
func (c ChargedFee) Base() decimal.NullDecimal {
	if !c.Price.Valid {
		return c.Price
	}
	kept := decimal.Max(decimal.Decimal{}, c.Shipping.Sub(c.ShippingPromotion).Sub(c.Chargeback))
	return decimal.NewNullDecimal(c.sales().Add(kept))
}

// sales is the price less the promotion.
func (c *ChargedFee) sales() decimal.Decimal { return c.Price.Decimal.Sub(c.Promotion) }

// mostUnits is the most units of a fee.
const mostUnits = 1_000_000_000

// Check reports what of a fee cannot be used: amounts beyond the bounds of
// [fx.CheckDecimal] or below 0, and numbers of units. The errors are joined
// [*fx.InputError] at "amount", "units", "price" and so on. What is missing is no
// fault: it is a gap of the result.
func (c ChargedFee) Check() error {
	var faults []error
	check := func(field string, d decimal.Decimal, signed bool) {
		if err := fx.CheckDecimal(d); err != nil {
			faults = append(faults, fx.InField(field, err))
		} else if d.Sign() < 0 && !signed {
			faults = append(faults, fx.NewInputError(field, fx.Plain(d), "must be 0 or above"))
		}
	}
	check("amount", c.Amount, true)
	check("price", c.Price.Decimal, false)
	check("other", c.Other.Decimal, false)
	check("promotion", c.Promotion, true)
	check("shipping", c.Shipping, true)
	check("shipping_promotion", c.ShippingPromotion, true)
	check("chargeback", c.Chargeback, true)
	check("tax", c.Tax, true)
	if c.Units < 0 || c.Units > mostUnits {
		faults = append(faults, fx.NewInputError("units", strconv.FormatInt(c.Units, 10), "must be from 0 to "+strconv.Itoa(mostUnits)))
	}
	switch c.Fee {
	case AuditReferral, AuditFulfilment, AuditClosing, AuditRefundAdmin, AuditRefundedReferral:
	default:
		faults = append(faults, fx.NewInputError("fee", string(c.Fee), "must be a fee that is audited"))
	}
	if c.Origin != FromSettlement && c.Origin != FromPreview {
		faults = append(faults, fx.NewInputError("origin", string(c.Origin), `must be "settlement" or "fee_preview"`))
	}
	return errors.Join(faults...)
}

// key is what fees must share to have the same difference for the same cause.
func (c *ChargedFee) key(run int) string {
	b := make([]byte, 0, 96)
	text := func(s string) { b = append(append(b, s...), 0) }
	text(c.SKU)
	text(string(c.Fee))
	b = strconv.AppendInt(b, int64(run), 10)
	b = strconv.AppendInt(append(b, ' '), c.Units, 10)
	for _, d := range [...]decimal.Decimal{c.Amount, c.Price.Decimal, c.Other.Decimal, c.Promotion, c.Shipping, c.ShippingPromotion, c.Chargeback, c.Tax} {
		b = append(append(b, ' '), fx.Plain(d)...)
	}
	return string(b)
}
