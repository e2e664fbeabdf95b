package amazon

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of this channel in results and tables.
const Channel = "amazon-us"

// A Fulfillment says who ships the unit.
type Fulfillment string

// The ways to fulfil. The zero Fulfillment is FBA.
const (
	FBA Fulfillment = "fba" // from an Amazon fulfilment centre
	FBM Fulfillment = "fbm" // by the merchant: no FBA fee, the cost of shipping is the seller's
)

// A Class picks the FBA rate card.
type Class string

// The classes. The zero Class is Standard, everything that is neither apparel
// nor dangerous goods. It says nothing about the size.
const (
	Standard       Class = "standard"
	Apparel        Class = "apparel"         // clothing; which other categories is not settled
	DangerousGoods Class = "dangerous_goods" // by Amazon's classification of the item
)

// A Floor says how the 2-inch floor of dimensional weight is read for large
// standard items from 2026-01-15. Amazon's own T-shirt example of 2026 fits only
// with the floor; its dimensional weight page names only bulky and extra-large.
type Floor string

// The readings. The zero Floor is FloorApplies, the recommended one.
const (
	FloorApplies Floor = "applies" // the two shorter sides count as at least 2 in
	FloorNone    Floor = "none"    // sides count as they are
)

// An ExtraLarge150 says which weight takes an item above 150 lb into the tier
// extra_large_150_plus; sources disagree.
type ExtraLarge150 string

// The readings. The zero ExtraLarge150 is ByGreater.
const (
	ByGreater ExtraLarge150 = "greater" // the greater of unit and dimensional weight
	ByUnit    ExtraLarge150 = "unit"    // the unit weight only
)

// A Listing is one item offered on amazon.com.
//
// The zero value of every field but Parcel and Category is a sensible default;
// an FBM listing needs no Parcel.
type Listing struct {
	// Parcel is the packed sellable unit; a set is measured packed together.
	// Amazon bills its own measurement.
	Parcel fees.Parcel
	// Category is the key of the referral table: "home_kitchen".
	Category string
	// Class picks the FBA rate card, Fulfillment says who ships.
	Class       Class
	Fulfillment Fulfillment
	// ShippingCharged is what the buyer pays for shipping and gift wrap, without
	// tax, in whole cents. It is part of the base of the referral fee.
	ShippingCharged decimal.Decimal
	// SIPP says that the item is certified to ship in its product packaging: a
	// discount for standard sizes, no packaging fee for bulky ones.
	SIPP bool
	// IndividualPlan says that the seller pays 0.99 per item sold and not the
	// monthly subscription of the professional plan, which is not a cost of a unit.
	IndividualPlan bool

	// LargeStandardFloor and ExtraLarge150 choose a reading of two open rules.
	LargeStandardFloor Floor
	ExtraLarge150      ExtraLarge150
	// BandAdjustment is added to the item price before the price band of the
	// fulfilment fee (under $10, $10 to $50, over $50) is picked. Whether shipping
	// or a coupon counts is not public: shipping would be positive, a coupon
	// negative. 0 takes the item price. In whole cents.
	BandAdjustment decimal.Decimal
	// FuelSurchargeEnd is the last day of the fuel and logistics surcharge, which
	// Amazon calls temporary. The zero time follows the table.
	FuelSurchargeEnd time.Time

	// Figures in place of a table, for what is not public or was agreed; each is
	// unset when not Valid. The result says that they were supplied.

	// ReferralRate is a flat referral rate from 0 to 1 (0.15 is 15 %), and
	// ReferralMinimum the least fee per item that goes with it.
	ReferralRate    decimal.NullDecimal
	ReferralMinimum decimal.NullDecimal
	// FulfillmentFee is the base FBA fulfilment fee, before the fuel and logistics
	// surcharge and the other lines that are computed beside it as beside a table.
	// Amazon's Revenue Calculator and Fee Preview show it with the surcharge
	// already in: see FulfillmentFeeAllIn.
	FulfillmentFee decimal.NullDecimal
	// FulfillmentFeeAllIn says that FulfillmentFee is all that FBA bills for
	// shipping the unit, so that no surcharge, discount or packaging fee is computed
	// beside it.
	FulfillmentFeeAllIn bool
	// SIPPDiscount is the discount per unit of an item that is certified for SIPP,
	// for a date or class for which none is published.
	SIPPDiscount decimal.NullDecimal

	// Tables are the fee tables; nil means the shipped ones.
	Tables *Tables
}

// Channel returns "amazon-us".
func (l Listing) Channel() string { return Channel }

// Currency returns US dollars.
func (l Listing) Currency() fx.Currency { return fx.USD }

// Extras returns what the buyer pays on top of the item price.
func (l Listing) Extras() decimal.Decimal { return l.ShippingCharged }

// Check returns every fault of the Listing that does not depend on a date, each
// an *fx.InputError with the path of the field in JSON form, joined, or nil.
func (l Listing) Check() error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, fx.NewInputError(field, value, reason))
	}
	if l.Category == "" && !l.ReferralRate.Valid {
		fault("category", "", "must not be empty")
	}
	switch l.fulfillment() {
	case FBA:
		if err := l.Parcel.Check(); err != nil {
			faults = append(faults, fx.Faults(err)...)
		}
	case FBM:
	default:
		fault("fulfillment", string(l.Fulfillment), `must be "fba" or "fbm"`)
	}
	switch l.class() {
	case Standard, Apparel, DangerousGoods:
	default:
		fault("class", string(l.Class), `must be "standard", "apparel" or "dangerous_goods"`)
	}
	switch l.LargeStandardFloor {
	case "", FloorApplies, FloorNone:
	default:
		fault("large_standard_floor", string(l.LargeStandardFloor), `must be "applies" or "none"`)
	}
	switch l.ExtraLarge150 {
	case "", ByGreater, ByUnit:
	default:
		fault("extra_large_150", string(l.ExtraLarge150), `must be "greater" or "unit"`)
	}
	notNegative := func(field string, d decimal.Decimal) {
		if err := fx.CheckDecimal(d); err != nil {
			faults = append(faults, fx.InField(field, err))
		} else if d.Sign() < 0 {
			fault(field, fx.Plain(d), "must not be below 0")
		}
	}
	notNegative("shipping_charged", l.ShippingCharged)
	notNegative("referral_rate", l.ReferralRate.Decimal)
	notNegative("referral_minimum", l.ReferralMinimum.Decimal)
	notNegative("fulfillment_fee", l.FulfillmentFee.Decimal)
	notNegative("sipp_discount", l.SIPPDiscount.Decimal)
	inCents := func(field string, d decimal.Decimal) {
		switch {
		case fx.CheckDecimal(d) != nil: // reported by others
		case !d.Shift(2).IsInteger():
			fault(field, fx.Plain(d), "must be in whole cents")
		case d.Abs().GreaterThan(fees.MaxPrice()):
			fault(field, fx.Plain(d), "must be at most "+fx.Plain(fees.MaxPrice()))
		}
	}
	inCents("shipping_charged", l.ShippingCharged)
	inCents("band_adjustment", l.BandAdjustment)
	if err := fx.CheckDecimal(l.BandAdjustment); err != nil {
		faults = append(faults, fx.InField("band_adjustment", err))
	}
	if rate := l.ReferralRate; rate.Valid && fx.CheckDecimal(rate.Decimal) == nil && rate.Decimal.GreaterThan(whole) {
		fault("referral_rate", fx.Plain(rate.Decimal), "must be a fraction of at most 1, such as 0.15")
	}
	if l.ReferralMinimum.Valid && !l.ReferralRate.Valid {
		fault("referral_minimum", fx.Plain(l.ReferralMinimum.Decimal), "must go with referral_rate")
	}
	if l.FulfillmentFeeAllIn && !l.FulfillmentFee.Valid {
		fault("fulfillment_fee_all_in", "true", "must go with fulfillment_fee")
	}
	if l.SIPPDiscount.Valid && !l.SIPP {
		fault("sipp_discount", fx.Plain(l.SIPPDiscount.Decimal), "must go with sipp")
	}
	if l.fulfillment() == FBM && l.FulfillmentFee.Valid {
		fault("fulfillment_fee", fx.Plain(l.FulfillmentFee.Decimal), "must not be given for fbm: it is a fee of FBA")
	}
	return errors.Join(faults...)
}

// Charges returns what Amazon takes, by the tables of the calendar day of a
// time in its own location: per unit sold referral, closing, individual_plan,
// fulfillment, fuel_surcharge, overmax, sipp_discount (negative) and packaging,
// those that apply; and per unit returned refund_admin.
//
// Errors are those of [Listing.Check], *fees.NoTableError for a day without a
// table, *fees.UnknownKeyError for a category that is not in it, and
// *fees.NotPublicError for a figure that must be supplied.
func (l Listing) Charges(on time.Time) ([]fees.Charge, error) {
	t, err := l.tables()
	if err != nil {
		return nil, err
	}
	if err := l.Check(); err != nil {
		return nil, errors.Join(err, l.checkCategory(t, on))
	}
	charges, sellingErr := l.sellingCharges(make([]fees.Charge, 0, 9), t, on)
	var shippingErr error
	if l.fulfillment() == FBA {
		charges, shippingErr = l.fulfillmentCharges(charges, t, on)
	}
	if err := errors.Join(sellingErr, shippingErr); err != nil {
		return nil, err
	}
	return charges, nil
}

func (l *Listing) tables() (*Tables, error) {
	if l.Tables != nil {
		return l.Tables, nil
	}
	return ShippedTables()
}

func (l *Listing) fulfillment() Fulfillment {
	if l.Fulfillment == "" {
		return FBA
	}
	return l.Fulfillment
}

func (l *Listing) class() Class {
	if l.Class == "" {
		return Standard
	}
	return l.Class
}
