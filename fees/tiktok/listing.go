package tiktok

import (
	"cmp"
	"errors"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of this channel in results and tables.
const Channel = "tiktok-us"

// A Fulfillment says who ships the unit.
type Fulfillment string

// The ways to fulfil. The zero Fulfillment is FBT.
const (
	FBT    Fulfillment = "fbt"    // Fulfilled by TikTok, from a warehouse of TikTok Shop
	Seller Fulfillment = "seller" // by the seller: no FBT fee, the cost of shipping is the seller's
)

// A Schedule is one of the readings of the referral fee that hold side by side.
type Schedule string

// The schedules. The zero Schedule is Standard.
const (
	// Standard is what the official pages show: 6 % for most categories since
	// 2024-04-01.
	Standard Schedule = "standard"
	// Disputed8Percent is what trade reports say since 2026-08-04: 8 % for most
	// categories. What they say of the others is not public.
	Disputed8Percent Schedule = "disputed_8_percent"
	// NewSeller is the rate of a shop in its first 30 days, if the first sale comes
	// within 60 days of onboarding: 3 %. In 2023, until 30 September, it is the share
	// that was waived for 90 days.
	NewSeller Schedule = "new_seller"
)

func (s Schedule) orStandard() Schedule { return cmp.Or(s, Standard) }

// MostCategories is the category of everything that has no rate of its own.
const MostCategories = "most"

// A Listing is one item offered on TikTok Shop US. The zero value of every field
// but Parcel is a sensible default; a listing that the seller ships needs no
// Parcel.
//
// Prices are item prices as the package comment defines them: what the customer
// pays for the unit plus the discounts that TikTok funds, after those of the
// seller, without tax.
type Listing struct {
	// Parcel is the packed unit as FBT ships and stores it.
	Parcel fees.Parcel
	// Category is the key of the referral table: "most", "pre_owned" for listed
	// pre-owned goods and graded collectible cards, "fine_jewelry" for the select
	// fine jewelry. "" is "most".
	Category string
	// Fulfillment says who ships; the zero Fulfillment is FBT.
	Fulfillment Fulfillment
	// Schedule picks the referral fee; the zero Schedule is Standard.
	Schedule Schedule
	// Order is how the unit is bought. Its units pick the column of the FBT rate
	// card (1, 2, 3, 4 and more); units of other items in the same order count there
	// as well. ShippingCharged is part of the base of the referral fee, SalesTax is
	// not. FBT keeps what the buyer pays for shipping, so that it belongs to orders
	// that the seller ships.
	Order fees.Order
	// CreatorRate is the commission of the creator as a share of the item price, from
	// 0 to 1: 0.15 is 15 %. Where an open and a target collaboration cover the same
	// creator and product, it is that of the target collaboration. 0 is a sale
	// without a creator.
	CreatorRate decimal.Decimal
	// ReturnHandling are the services that FBT does for a returned unit, each at most
	// once; they are billed one by one since 2026-06-01. Without any, the charge of a
	// return is unknown and not 0.
	ReturnHandling []ReturnService
	// OwnContainerDiscount is the discount per unit of an eligible item that ships in
	// its own container and alone in its order, at most 0.80. 0 is none.
	OwnContainerDiscount decimal.Decimal
	// HubFee is the fee per unit for sending stock to a hub of FBT. 0 is stock that
	// goes directly to a fulfilment centre, which is free.
	HubFee decimal.Decimal

	// Figures in place of a table, for what is not public or was agreed; each is
	// unset when not Valid. The result says that they were supplied.

	// ReferralRate is a flat referral rate from 0 to 1 (0.06 is 6 %).
	ReferralRate decimal.NullDecimal
	// FulfillmentFee is the FBT fulfilment fee of one unit in an order of so many
	// units, before OwnContainerDiscount.
	FulfillmentFee decimal.NullDecimal

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// Channel returns "tiktok-us".
func (l Listing) Channel() string { return Channel }

// Currency returns US dollars.
func (l Listing) Currency() fx.Currency { return fx.USD }

// Extras returns what the buyer pays for the shipping of one unit, without tax.
func (l Listing) Extras() decimal.Decimal { return l.Order.ShippingCharged }

// Check returns every fault of the Listing that does not depend on a date, each
// an *fx.InputError with the path of the field in JSON form, joined, or nil.
func (l Listing) Check() error {
	var f fees.Faults
	f.OneOf("fulfillment", string(l.fulfillment()), string(FBT), string(Seller))
	switch l.fulfillment() {
	case FBT:
		f.Join(l.Parcel.Check())
	case Seller:
		l.checkSeller(&f)
	}
	f.OneOf("schedule", string(l.Schedule.orStandard()), string(Standard), string(Disputed8Percent), string(NewSeller))
	f.Join(l.Order.Check())
	f.Rate("creator_rate", l.CreatorRate)
	f.OptionalRate("referral_rate", l.ReferralRate)
	f.OptionalAmount("fulfillment_fee", l.FulfillmentFee)
	f.Amount("hub_fee", l.HubFee)
	f.Amount("own_container_discount", l.OwnContainerDiscount)
	if l.OwnContainerDiscount.Sign() > 0 && l.Order.Count() > 1 {
		f.Add("own_container_discount", fx.Plain(l.OwnContainerDiscount), "must not be given for an order of several units: it is for a unit that is alone in its order")
	}
	checkReturnHandling(&f, l.ReturnHandling)
	return f.Err()
}

// checkSeller notes each figure of FBT in a listing that the seller ships.
func (l *Listing) checkSeller(f *fees.Faults) {
	const reason = "must not be given for seller: it is about FBT"
	if l.FulfillmentFee.Valid {
		f.Add("fulfillment_fee", fx.Plain(l.FulfillmentFee.Decimal), reason)
	}
	if !l.OwnContainerDiscount.IsZero() {
		f.Add("own_container_discount", fx.Plain(l.OwnContainerDiscount), reason)
	}
	if n := len(l.ReturnHandling); n > 0 {
		f.Add("return_handling", strconv.Itoa(n)+" services", reason)
	}
	if !l.HubFee.IsZero() {
		f.Add("hub_fee", fx.Plain(l.HubFee), reason)
	}
}

// Charges returns what TikTok Shop takes, by the tables of the calendar day of a
// time in its own location: referral, per order transaction (until 2024-03-31),
// refund_admin (from 2025-05-15) and creator_commission; and for FBT fulfillment,
// own_container_discount (negative), what a returned unit costs (one charge
// return_… per service, or returns_processing) and hub; those that apply.
//
// Errors are those of [Listing.Check], *fees.NoTableError for a day without a
// table, *fees.UnknownKeyError for a category that is not in it,
// *fees.NotPublicError for a figure that must be supplied, and *fx.InputError for
// an own-container discount above the most that was announced.
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
	l.sellingCharges(&b, t, on)
	if l.fulfillment() == FBT {
		l.fbtCharges(&b, t, on)
	}
	return b.Charges()
}

func (l *Listing) fulfillment() Fulfillment { return cmp.Or(l.Fulfillment, FBT) }
func (l *Listing) category() string         { return cmp.Or(l.Category, MostCategories) }
