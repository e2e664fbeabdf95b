package amazon

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// Check returns every fault of the Listing that does not depend on a date, each
// an *fx.InputError with the path of the field in JSON form, joined, or nil.
func (l Listing) Check() error {
	var f fees.Faults
	if l.Category == "" && !l.ReferralRate.Valid {
		f.Add("category", "", "must not be empty")
	}
	f.OneOf("fulfillment", string(l.fulfillment()), string(FBA), string(FBM))
	if l.fulfillment() == FBA {
		f.Join(l.Parcel.Check())
	}
	f.OneOf("class", string(l.class()), string(Standard), string(Apparel), string(DangerousGoods))
	f.OneOf("large_standard_floor", string(l.floor()), string(FloorApplies), string(FloorNone))
	f.OneOf("extra_large_150", string(l.extraLarge150()), string(ByGreater), string(ByUnit))
	l.checkSelling(&f)
	l.checkFulfillment(&f)
	l.checkInbound(&f)
	l.Supply.check(&f)
	l.Utilization.check(&f)
	l.checkReturns(&f)
	l.checkRemoval(&f)
	if l.Promotion.given() {
		l.Promotion.check(&f, 1)
	}
	f.Count("high_volume_asins", l.HighVolumeASINs, 0, maxASINs)
	return f.Err()
}

// checkSelling notes faults of what every sale pays by.
func (l *Listing) checkSelling(f *fees.Faults) {
	f.Cents("shipping_charged", l.ShippingCharged)
	f.OptionalRate("referral_rate", l.ReferralRate)
	f.OptionalAmount("referral_minimum", l.ReferralMinimum)
	if l.ReferralMinimum.Valid && !l.ReferralRate.Valid {
		f.Add("referral_minimum", fx.Plain(l.ReferralMinimum.Decimal), "must go with referral_rate")
	}
}

// checkFulfillment notes faults of what shipping by FBA pays by.
func (l *Listing) checkFulfillment(f *fees.Faults) {
	f.OptionalAmount("fulfillment_fee", l.FulfillmentFee)
	f.OptionalAmount("sipp_discount", l.SIPPDiscount)
	f.Cents("band_adjustment", l.BandAdjustment.Abs()) // of either sign
	if l.FulfillmentFeeAllIn && !l.FulfillmentFee.Valid {
		f.Add("fulfillment_fee_all_in", "true", "must go with fulfillment_fee")
	}
	if l.SIPPDiscount.Valid && !l.SIPP {
		f.Add("sipp_discount", fx.Plain(l.SIPPDiscount.Decimal), "must go with sipp")
	}
	if l.fulfillment() == FBM && l.FulfillmentFee.Valid {
		f.Add("fulfillment_fee", fx.Plain(l.FulfillmentFee.Decimal), "must not be given for fbm: it is a fee of FBA")
	}
}

// checkCategory looks up the category of a listing that has other faults, so
// that all are reported at once.
func (l *Listing) checkCategory(t *fees.Tables, on time.Time) error {
	if l.Category == "" {
		return nil
	}
	_, _, err := l.category(t, on)
	return err
}
