package amazon

import (
	"maps"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A referralRule is the referral fee of one category.
type referralRule struct {
	amount fees.Curve // on the total sales price
	basis  string
	media  bool // books, music, video, software, games: a closing fee, no refund administration fee
	public bool
}

// A refundRule says what Amazon keeps of the referral fee when it is refunded:
// the share, at most cap.
type refundRule struct {
	share decimal.Decimal
	cap   fees.Curve
	basis string
}

// refundRules holds the rule of ordinary products and of media.
type refundRules struct{ product, media refundRule }

var whole = decimal.NewFromInt(1)

// sellingCharges appends, per sold unit, the referral, closing and individual
// plan fee and, per returned unit, the refund administration fee.
func (l *Listing) sellingCharges(charges []fees.Charge, t *Tables, on time.Time) ([]fees.Charge, error) {
	referral, rule, err := l.referral(t, on)
	if err != nil {
		return charges, err
	}
	charges = append(charges, referral)
	closing, err := t.closing.On(on)
	if err != nil {
		return charges, err
	}
	if c, ok := closing.Rules[l.Category]; ok {
		charges = append(charges, fees.Charge{
			Code: "closing", Event: fees.PerUnitSold, Amount: c.amount, Basis: c.basis, Source: closing.Source,
		})
	}
	if l.IndividualPlan {
		plan, err := t.individualPlan.On(on)
		if err != nil {
			return charges, err
		}
		charges = append(charges, fees.Charge{
			Code: "individual_plan", Event: fees.PerUnitSold, Amount: plan.Rules,
			Basis: "per item sold, without a subscription", Source: plan.Source,
		})
	}
	refunds, err := t.refundAdmin.On(on)
	if err != nil {
		return charges, err
	}
	refund := &refunds.Rules.product
	if rule.media {
		refund = &refunds.Rules.media
	}
	return append(charges, fees.Charge{
		Code: "refund_admin", Event: fees.PerUnitReturned,
		Amount: referral.Amount.Times(refund.share).Min(refund.cap),
		Basis:  refund.basis, Source: refunds.Source,
	}), nil
}

// referral returns the referral fee and the rule of the category.
func (l *Listing) referral(t *Tables, on time.Time) (fees.Charge, referralRule, error) {
	charge := fees.Charge{Code: "referral", Event: fees.PerUnitSold, RefundShare: whole}
	table, rule, err := l.referralRule(t, on)
	if err != nil {
		return charge, rule, err
	}
	if l.ReferralRate.Valid {
		charge.Amount = fees.Percent(l.ReferralRate.Decimal)
		charge.Basis = fx.Percent(l.ReferralRate.Decimal) + " of the sales price"
		if l.ReferralMinimum.Valid {
			charge.Amount = charge.Amount.AtLeast(l.ReferralMinimum.Decimal)
			charge.Basis += ", at least " + l.ReferralMinimum.Decimal.StringFixed(2)
		}
		charge.Source = fees.SuppliedBy("referral_rate")
	} else {
		charge.Amount, charge.Basis, charge.Source = rule.amount, rule.basis, table.Source
	}
	charge.Amount = charge.Amount.On(l.ShippingCharged)
	return charge, rule, charge.Amount.Err()
}

// referralRule looks up the category. With a supplied rate it may be left out,
// which makes the item an ordinary product; a category that is given must be
// known, since it also says whether the item is media.
func (l *Listing) referralRule(t *Tables, on time.Time) (fees.Table[map[string]referralRule], referralRule, error) {
	table, err := t.referral.On(on)
	if err != nil {
		return table, referralRule{}, err
	}
	rule, known := table.Rules[l.Category]
	switch {
	case l.ReferralRate.Valid && (known || l.Category == ""):
		return table, rule, nil
	case !known:
		return table, rule, &fees.UnknownKeyError{
			Table: table.Source.Table, Field: "category", Key: l.Category,
			Nearest: fees.Nearest(l.Category, maps.Keys(table.Rules)),
		}
	case !rule.public:
		return table, rule, &fees.NotPublicError{
			Table: table.Source.Table, What: "referral fee of " + l.Category, Supply: "referral_rate",
		}
	}
	return table, rule, nil
}

// checkCategory looks up the category of a listing that has other faults, so
// that all are reported at once.
func (l *Listing) checkCategory(t *Tables, on time.Time) error {
	if l.Category == "" {
		return nil
	}
	_, _, err := l.referralRule(t, on)
	return err
}
