package walmart

import (
	"cmp"
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of this channel in results and tables.
const Channel = "walmart-us"

// A Fulfillment says who ships the unit.
type Fulfillment string

// The ways to fulfil. The zero Fulfillment is WFS.
const (
	WFS    Fulfillment = "wfs"    // from a centre of Walmart Fulfillment Services
	Seller Fulfillment = "seller" // by the seller: no WFS fee, the cost of shipping is the seller's
)

// A SellerLevel is a level of Walmart's Pro Seller programme.
type SellerLevel string

// The levels that save a share of the referral fee. The zero SellerLevel saves
// nothing.
const (
	AdvancedSeller SellerLevel = "advanced" // 5 %
	ProSeller      SellerLevel = "pro"      // 10 %
)

// A Listing is one item offered on walmart.com.
//
// The zero value of every field but Parcel and Category is a sensible default; a
// seller-fulfilled listing needs no Parcel, and ignores what is only about WFS.
type Listing struct {
	// Parcel is one packed unit as WFS holds it. Walmart bills its own measurement.
	Parcel fees.Parcel
	// Category is the key of the contract category that Walmart assigns to the
	// product type, not the seller's browse category: "home_kitchen_decor_garden".
	Category string
	// Fulfillment says who ships.
	Fulfillment Fulfillment
	// ShippingCharged is what the buyer pays for shipping, handling and gift wrap,
	// without tax, in whole cents. It is part of the base of the referral fee.
	ShippingCharged decimal.Decimal
	// Apparel says that the item is clothing; Hazmat that it is or holds a chemical,
	// an aerosol, a pesticide or a battery. Both pay an add-on.
	Apparel, Hazmat bool
	// PackUnits is how many units a virtual pack is made of, which WFS holds one by
	// one; the price is that of the pack. The bracket of the referral fee is chosen
	// by the average unit price. 0 and 1 are no pack.
	PackUnits int
	// ProListingSavings is the level of the seller when the offer qualifies for Pro
	// Listing Savings, which lasts up to 90 days.
	ProListingSavings SellerLevel

	// Prep is what WFS is asked to do with each unit it receives, UnplannedPrep what
	// it does unasked and charges back; each at most once.
	Prep, UnplannedPrep []Prep
	// InboundTransfer says that the Inventory Transfer Service spreads the units over
	// the centres of WFS.
	InboundTransfer bool
	// Removal says what becomes of units that leave WFS unsold.
	Removal Removal
	// WalmartFault says that units come back through Walmart's fault and go back into
	// stock: the fulfilment fee is credited and the return is free. The zero value is
	// a reason of the buyer or the seller. A unit that Walmart breaks or loses is paid
	// by Walmart like a sale and is no return.
	WalmartFault bool

	// Figures in place of a table, for what is not public or was agreed; each is
	// unset when not Valid. The result says that they were supplied.

	// ReferralRate is a flat referral rate from 0 to 1 (0.15 is 15 %), such as one of
	// New-Seller Savings or of a seasonal promotion.
	ReferralRate decimal.NullDecimal
	// FulfillmentFee is the base fulfilment fee, before the add-ons that are computed
	// beside it as beside a table. That of a virtual pack is for the pack with all
	// add-ons but the one for a low price.
	FulfillmentFee decimal.NullDecimal
	// FulfillmentFeeAllIn says that FulfillmentFee holds every add-on.
	FulfillmentFeeAllIn bool
	// ReturnFee is what Walmart bills for one return, everything included: the fee of
	// a virtual pack at WFS, or the label of the Returns Shipping Service for a
	// seller-fulfilled item.
	ReturnFee decimal.NullDecimal
	// PeakStorageWaived says that Walmart waives the storage add-on of October to
	// December, as it did in 2025, which the tables know.
	PeakStorageWaived bool

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// Channel returns "walmart-us".
func (l Listing) Channel() string { return Channel }

// Currency returns US dollars.
func (l Listing) Currency() fx.Currency { return fx.USD }

// Extras returns what the buyer pays on top of the item price.
func (l Listing) Extras() decimal.Decimal { return l.ShippingCharged }

// Check returns every fault of the Listing that does not depend on a date, each
// an *fx.InputError with the path of the field in JSON form, joined, or nil.
func (l Listing) Check() error {
	var f fees.Faults
	if l.Category == "" && !l.ReferralRate.Valid {
		f.Add("category", "", "must not be empty")
	}
	f.OneOf("fulfillment", string(l.fulfillment()), string(WFS), string(Seller))
	if l.fulfillment() == WFS {
		s := l.stock()
		s.check(&f)
	}
	if l.ProListingSavings != "" {
		f.OneOf("pro_listing_savings", string(l.ProListingSavings), string(AdvancedSeller), string(ProSeller))
	}
	if l.PackUnits != 0 {
		f.Count("pack_units", l.PackUnits, 1, fees.MaxOrderUnits)
	}
	f.Cents("shipping_charged", l.ShippingCharged)
	f.OptionalRate("referral_rate", l.ReferralRate)
	f.OptionalAmount("fulfillment_fee", l.FulfillmentFee)
	f.OptionalAmount("return_fee", l.ReturnFee)
	if l.FulfillmentFeeAllIn && !l.FulfillmentFee.Valid {
		f.Add("fulfillment_fee_all_in", "true", "must go with fulfillment_fee")
	}
	if l.fulfillment() == Seller && l.FulfillmentFee.Valid {
		f.Add("fulfillment_fee", fx.Plain(l.FulfillmentFee.Decimal), "must not be given for seller: it is a fee of WFS")
	}
	return f.Err()
}

// Charges returns what Walmart takes, by the tables of the calendar day of a time
// in its own location, those that apply: per unit sold referral,
// pro_listing_savings (negative), fulfillment, apparel, hazmat, oversize_1 or
// oversize_2, low_price; per unit returned returns_processing; per unit received
// inbound_transfer, prep_poly_bag, prep_label, unplanned_prep_poly_bag and
// unplanned_prep_label; per unit removed disposal or removal. For storage see
// [Listing.Storage].
//
// Errors are those of [Listing.Check], *fx.InputError for a parcel that WFS does
// not take, *fees.NoTableError for a day without a table, *fees.UnknownKeyError for
// a category that is not in it, and *fees.NotPublicError for a figure that must be
// supplied.
func (l Listing) Charges(on time.Time) ([]fees.Charge, error) {
	on = fees.Day(on.Date())
	t, err := format.Or(l.Tables)
	if err != nil {
		return nil, err
	}
	if err := l.Check(); err != nil {
		return nil, errors.Join(err, l.checkCategory(t, on))
	}
	b := fees.NewBill(6)
	l.referralCharges(&b, t, on)
	switch {
	case l.fulfillment() == WFS:
		l.wfsCharges(&b, t, on)
	case l.ReturnFee.Valid:
		b.Add(l.suppliedReturn(), nil)
	}
	return b.Charges()
}

// wfsCharges adds what WFS bills for shipping, returns and stock.
func (l *Listing) wfsCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	s := l.stock()
	size, err := s.size(t, on)
	if err != nil {
		b.Fail(err)
		return
	}
	l.fulfillmentCharges(b, t, &size, on)
	b.Add(l.returnOf(t, &size, on))
	s.moveCharges(b, t, on)
}

func (l *Listing) fulfillment() Fulfillment { return cmp.Or(l.Fulfillment, WFS) }

// packUnits is the number of units that one sale takes out of the stock.
func (l *Listing) packUnits() int { return max(l.PackUnits, 1) }

// stock is what WFS knows of the units of the listing.
func (l *Listing) stock() stock {
	return stock{
		parcel: l.Parcel, apparel: l.Apparel, hazmat: l.Hazmat, units: l.packUnits(),
		prep: l.Prep, unplanned: l.UnplannedPrep, transfer: l.InboundTransfer, removal: l.Removal,
		peakWaived: l.PeakStorageWaived,
	}
}
