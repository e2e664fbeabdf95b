package amazon

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// media says that a category is books, music, video, software or games: it pays a
// closing fee and no refund administration fee.
type media bool

// referralKind is the table of categories and their referral fees.
var referralKind = fees.NewKind("referral", func(f *fees.TableFile) fees.Categories[media] {
	return fees.ReadCategories(f, "referral fee", "sales price", func(r *fees.Row) media { return media(r.Flag("media")) })
})

// closingKind is the closing fee by category.
var closingKind = fees.NewKind("closing", func(f *fees.TableFile) map[string]fees.Curve {
	return fees.ReadByKey[string](f, "category", func(row *fees.Row) fees.Curve { return row.Fee("fee") })
})

// individualPlanKind is what the individual plan costs per item sold.
var individualPlanKind = fees.NewKind("individual_plan", readAmount)

// A refundRule says what Amazon keeps of the referral fee when it is refunded:
// the share, at most cap.
type refundRule struct {
	share decimal.Decimal
	cap   fees.Curve
	basis string
}

// refundRules holds the rule of ordinary products and of media.
type refundRules struct{ product, media refundRule }

// refundAdminKind is the table of the refund administration fee.
var refundAdminKind = fees.NewKind("refund_admin", func(f *fees.TableFile) refundRules {
	var rules refundRules
	media := 0
	for _, row := range f.Rows() {
		share, most := row.Rate("share_of_referral"), row.Amount("cap")
		rule := refundRule{share: share, cap: fees.Flat(most), basis: fx.Percent(share) + " of the referral fee, at most " + most.StringFixed(2)}
		row.Keep("cap", rule.cap.Err())
		if !row.Flag("media") {
			rules.product = rule
			continue
		}
		media++
		if share.IsZero() || most.IsZero() {
			rule.basis = "none on a full refund of media"
		}
		rules.media = rule
	}
	if len(f.Rows()) != 2 || media != 1 {
		f.Head.Fault("rows", "must be two, one of them with media")
	}
	return rules
})

var whole = decimal.NewFromInt(1)

// sellingCharges adds, per sold unit, the referral, closing and individual plan
// fee and, per returned unit, the refund administration fee.
func (l *Listing) sellingCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	referral, category, err := l.referral(t, on)
	b.Add(referral, err)
	if err != nil {
		return
	}
	b.Add(l.closing(t, on))
	b.Add(l.individualPlan(t, on))
	b.Add(refundAdmin(t, on, &referral, category.Extra))
}

// referral returns the referral fee and the category.
func (l *Listing) referral(t *fees.Tables, on time.Time) (fees.Charge, fees.Category[media], error) {
	category, source, err := l.category(t, on)
	if err != nil {
		return fees.Charge{}, category, err
	}
	amount, basis := category.Amount, category.Basis
	if least := l.ReferralMinimum; least.Valid {
		amount = amount.AtLeast(least.Decimal)
		basis += ", at least " + least.Decimal.StringFixed(2)
	}
	return fees.Charge{
		Code: "referral", Event: fees.PerUnitSold, Amount: amount.On(l.ShippingCharged),
		Basis: basis, Source: source, RefundShare: whole,
	}, category, nil
}

// category looks up the category and its fee. Without one, as a supplied rate
// allows, the item is an ordinary product and not media.
func (l *Listing) category(t *fees.Tables, on time.Time) (fees.Category[media], fees.Source, error) {
	table, err := referralKind.On(t, on)
	if err != nil {
		return fees.Category[media]{}, fees.Source{}, err
	}
	return fees.FindFee(&table, l.Category, l.ReferralRate, "referral_rate")
}

// closing is the closing fee of media. It counts as kept on a refund: that is
// known of partial ones only.
func (l *Listing) closing(t *fees.Tables, on time.Time) (fees.Charge, error) {
	table, err := closingKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	fee, pays := table.Rules[l.Category]
	if !pays {
		return fees.Charge{}, nil
	}
	return fees.Charge{
		Code: "closing", Event: fees.PerUnitSold, Amount: fee, Basis: "per media item", Source: table.Source,
	}, nil
}

// individualPlan is what an account without a subscription pays per item.
func (l *Listing) individualPlan(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if !l.IndividualPlan {
		return fees.Charge{}, nil
	}
	return amountOf(individualPlanKind, t, on, fees.Charge{
		Code: "individual_plan", Event: fees.PerUnitSold, Basis: "per item sold, without a subscription",
	})
}

// refundAdmin is what Amazon keeps of the referral fee of a returned unit.
func refundAdmin(t *fees.Tables, on time.Time, referral *fees.Charge, m media) (fees.Charge, error) {
	table, err := refundAdminKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	rule := &table.Rules.product
	if m {
		rule = &table.Rules.media
	}
	return fees.Charge{
		Code: "refund_admin", Event: fees.PerUnitReturned, Amount: referral.Amount.Times(rule.share).Min(rule.cap),
		Basis: rule.basis, Source: table.Source,
	}, nil
}
