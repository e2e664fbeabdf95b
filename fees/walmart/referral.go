package walmart

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A contract is what else the referral table knows of a contract category.
type contract struct {
	portions bool   // each rate applies to its slice of the price
	doubt    string // what is not sure about the rates, for people
}

var referralKind = fees.NewKind("referral", func(f *fees.TableFile) fees.Categories[contract] {
	return fees.ReadCategories(f, "referral fee", "sales price", func(row *fees.Row) contract {
		return contract{row.OptionalText("mode") == "portion", row.OptionalText("doubt")}
	})
})

// savingsKind is the share of the referral fee that Pro Listing Savings takes off,
// by the level of the seller.
var savingsKind = fees.NewKind("pro_listing_savings", func(f *fees.TableFile) map[SellerLevel]decimal.Decimal {
	return fees.ReadByKey(f, "level", func(row *fees.Row) decimal.Decimal { return row.Rate("share") }, AdvancedSeller, ProSeller)
})

var whole = decimal.NewFromInt(1)

// referralCharges adds the referral fee and what Pro Listing Savings takes off.
// Both come back when the buyer is refunded.
func (l *Listing) referralCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	referral, err := l.referral(t, on)
	b.Add(referral, err)
	if err == nil && l.ProListingSavings != "" {
		b.Add(l.savings(t, on, &referral))
	}
}

// referral returns the referral fee.
func (l *Listing) referral(t *fees.Tables, on time.Time) (fees.Charge, error) {
	category, source, err := l.category(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	units := l.packUnits()
	charge := fees.Charge{
		Code: "referral", Event: fees.PerUnitSold, Amount: packCurve(category.Amount, units).On(l.ShippingCharged),
		Basis: category.Basis, Source: source, RefundShare: whole,
	}
	if units > 1 && isBanded(category.Amount) {
		charge.Basis += ", by the average price of " + strconv.Itoa(units) + " units"
	}
	if l.ReferralRate.Valid {
		return charge, nil
	}
	if category.Extra.doubt != "" {
		charge.Warnings = append(charge.Warnings, fees.Warning{Code: "referral_rate", Text: category.Extra.doubt})
	}
	if units > 1 && category.Extra.portions {
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "virtual_pack_portions",
			Text: "Walmart says that the average unit price of a virtual pack picks the bracket; that it also picks the portions of " + category.Key + " is assumed",
		})
	}
	return charge, nil
}

// savings is what Pro Listing Savings takes off the referral fee.
func (l *Listing) savings(t *fees.Tables, on time.Time, referral *fees.Charge) (fees.Charge, error) {
	table, err := savingsKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	share, known := table.Rules[l.ProListingSavings]
	if !known {
		return fees.Charge{}, &fees.UnknownKeyError{Table: table.Source.Table, Field: "pro_listing_savings", Key: string(l.ProListingSavings)}
	}
	charge := fees.Charge{
		Code: "pro_listing_savings", Event: fees.PerUnitSold, Amount: referral.Amount.Times(share.Neg()),
		Basis: fx.Percent(share) + " off the referral fee", Source: table.Source, RefundShare: whole,
	}
	if l.ReferralRate.Valid {
		charge.Warnings = []fees.Warning{{
			Code: "referral_discounts",
			Text: "Pro Listing Savings does not go together with another discount of the referral fee: check that the supplied referral_rate is none",
		}}
	}
	return charge, nil
}

// category looks up the contract category and its fee.
func (l *Listing) category(t *fees.Tables, on time.Time) (fees.Category[contract], fees.Source, error) {
	table, err := referralKind.On(t, on)
	if err != nil {
		return fees.Category[contract]{}, fees.Source{}, err
	}
	return fees.FindFee(&table, l.Category, l.ReferralRate, "referral_rate")
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

// isBanded reports whether a fee is not one share of every price.
func isBanded(c fees.Curve) bool {
	n := 0
	for range c.Segments() {
		n++
	}
	return n > 1
}

// packCurve returns the fee on the price of a pack of units when c is charged on
// each at the average price, which is compared with the edges unrounded.
func packCurve(c fees.Curve, units int) fees.Curve {
	if units == 1 || c.Err() != nil {
		return c
	}
	n := decimal.NewFromInt(int64(units))
	var bands []fees.Band
	for s := range c.Segments() {
		band := fees.Band{Fee: s.Base.Mul(n), Rate: s.Rate}
		to := s.To.Mul(n)
		if to.LessThan(fees.MaxPrice()) {
			band.UpTo = decimal.NewNullDecimal(to)
		}
		bands = append(bands, band)
		if !band.UpTo.Valid {
			break
		}
	}
	return fees.Brackets(bands...)
}
