package amazon

import (
	"cmp"
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
	// Lithium says that the item is, contains or comes with a lithium battery.
	Lithium bool
	// IndividualPlan says that the seller pays 0.99 per item sold and not the
	// monthly subscription of the professional plan.
	IndividualPlan bool
	// HighVolumeASINs is the number of ASINs for which Amazon bills the
	// high-volume listing fee in a month. How many are free is uncertain, so that
	// the caller says how many are not. 0 means none.
	HighVolumeASINs int

	// What follows concerns the stock in Amazon's warehouses: nothing of it is
	// looked at for FBM.

	// Placement says to how many places the stock is sent, for an estimate of the
	// inbound placement service fee: the upper end of the range that is public.
	Placement Placement
	// Supply says for how many days the stock lasts; the zero Supply does not say,
	// and no low-inventory-level fee is computed.
	Supply Supply
	// Utilization says how the seller uses the space; the zero Utilization does not
	// say, and no storage utilisation surcharge is computed.
	Utilization Utilization
	// ReturnsExempt says that no returns processing fee is billed: less than 25
	// units of the product are shipped in the month, or what is returned is among
	// the first 20 units of a New Selection parent within its first 180 days.
	// Apparel and shoes pay for every returned unit all the same.
	ReturnsExempt bool
	// Removal says what is done with stock that leaves unsold, and SpecialHandling
	// that Amazon bills its removal as special handling, which may be so for
	// apparel, shoes, watches, jewelry and dangerous goods.
	Removal         Removal
	SpecialHandling bool

	// Promotion is the coupon, deal or price discount in which the unit is sold;
	// the zero Promotion is none.
	Promotion Promotion

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
	// shipping the unit, so that no surcharge, discount, packaging or lithium
	// battery fee is computed beside it.
	FulfillmentFeeAllIn bool
	// SIPPDiscount is the discount per unit of an item that is certified for SIPP,
	// for a date or class for which none is published.
	SIPPDiscount decimal.NullDecimal
	// PlacementFee is the inbound placement service fee per unit received that
	// Amazon shows when the shipment plan is built. It counts before Placement.
	PlacementFee decimal.NullDecimal
	// InboundDefectFee is the expected inbound defect fee per unit received, over
	// all units, those without a defect included. Unset means none.
	InboundDefectFee decimal.NullDecimal
	// ReturnsProcessingFee is the fee per returned unit that Amazon charges above
	// the threshold, and ReturnThreshold that threshold for a category for which
	// none is published: a share of the units shipped from 0 to 1.
	ReturnsProcessingFee decimal.NullDecimal
	ReturnThreshold      decimal.NullDecimal
	// LiquidationRecovery is what liquidating a unit brings in before any fee, and
	// LiquidationProcessingFee what Amazon takes per liquidated unit besides its
	// share of the recovery. They count for the removal [Liquidation].
	LiquidationRecovery      decimal.NullDecimal
	LiquidationProcessingFee decimal.NullDecimal

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// Channel returns "amazon-us".
func (l Listing) Channel() string { return Channel }

// Currency returns US dollars.
func (l Listing) Currency() fx.Currency { return fx.USD }

// Extras returns what the buyer pays on top of the item price.
func (l Listing) Extras() decimal.Decimal { return l.ShippingCharged }

// Charges returns what Amazon takes, by the tables of the calendar day of a
// time in its own location. In this order, those that apply:
//
//	referral, closing, individual_plan    per unit sold
//	refund_admin                          per unit returned
//
//	fulfillment, fuel_surcharge, overmax, sipp_discount (negative), packaging,
//	lithium_battery, low_inventory        per unit sold by FBA
//	inbound_placement, inbound_defect     per unit received by FBA
//	returns_processing                    per unit returned to FBA
//	removal or disposal, or else liquidation_recovery (negative),
//	liquidation_referral and liquidation_processing
//	                                      per unit removed from FBA
//
//	coupon, deal or price_discount        per promotion
//	subscription, high_volume_listing     per month
//
// What the stock pays by the day is in [Listing.Storage]. A charge whose amount is
// not public and not given is Unknown: returns_processing without
// ReturnsProcessingFee, and others. Without PlacementFee and Placement,
// inbound_placement is Undecided.
//
// Errors are those of [Listing.Check], *fees.NoTableError for a day without a
// table, *fees.UnknownKeyError for a category that is not in it, and
// *fees.NotPublicError for a figure that must be supplied.
func (l Listing) Charges(on time.Time) ([]fees.Charge, error) {
	on = fees.Day(on.Date())
	t, err := format.Or(l.Tables)
	if err != nil {
		return nil, err
	}
	if err := l.Check(); err != nil {
		return nil, errors.Join(err, l.checkCategory(t, on))
	}
	b := fees.NewBill(8)
	l.sellingCharges(&b, t, on)
	if l.fulfillment() == FBA {
		l.fbaCharges(&b, t, on)
	}
	b.Add(l.promotion(t, on))
	b.Add(l.subscription(t, on))
	b.Add(l.highVolume(t, on))
	return b.Charges()
}

// fbaCharges adds everything that FBA bills but storage.
func (l *Listing) fbaCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	size, err := l.size(t, on)
	if err != nil {
		b.Fail(err)
		return
	}
	l.shippingCharges(b, t, on, &size)
	b.Add(l.lowInventory(t, on, &size))
	b.Add(l.inboundPlacement(t, on, &size))
	b.Add(l.inboundDefect())
	b.Add(l.returnsProcessing(t, on))
	if l.Removal == Liquidation {
		l.liquidationCharges(b, t, on)
	} else {
		b.Add(l.removal(t, on, &size))
	}
}

func (l *Listing) fulfillment() Fulfillment     { return cmp.Or(l.Fulfillment, FBA) }
func (l *Listing) class() Class                 { return cmp.Or(l.Class, Standard) }
func (l *Listing) floor() Floor                 { return cmp.Or(l.LargeStandardFloor, FloorApplies) }
func (l *Listing) extraLarge150() ExtraLarge150 { return cmp.Or(l.ExtraLarge150, ByGreater) }
