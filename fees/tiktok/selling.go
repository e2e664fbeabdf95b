package tiktok

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

type categories = fees.Categories[struct{}]

// referralKind is the referral fee: one table per schedule.
var referralKind = fees.NewKind("referral", func(f *fees.TableFile) categories {
	return fees.ReadCategories[struct{}](f, "referral fee", "sales price", nil)
}, string(Standard), string(Disputed8Percent), string(NewSeller))

// transactionKind is the fixed amount per order of 2023.
var transactionKind = fees.NewKind("transaction", func(f *fees.TableFile) fees.Curve { return f.Only().Fee("fee") })

// A refundRule says what TikTok keeps of the referral fee when it is refunded: the
// share, at most cap.
type refundRule struct {
	share decimal.Decimal
	cap   fees.Curve
	basis string
}

var refundAdminKind = fees.NewKind("refund_admin", func(f *fees.TableFile) refundRule {
	row := f.Only()
	rule := refundRule{share: row.Rate("share_of_referral"), cap: row.Fee("cap")}
	rule.basis = fx.Percent(rule.share) + " of the referral fee, at most " + row.Amount("cap").StringFixed(2) + " per SKU"
	return rule
})

var whole = decimal.NewFromInt(1)

// sellingCharges adds what every sale pays, whoever ships.
func (l *Listing) sellingCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	referral, err := l.referral(t, on)
	b.Add(referral, err)
	if err != nil {
		return
	}
	b.Add(l.transaction(t, on))
	b.Add(refundAdmin(t, on, &referral))
	b.Add(l.creatorCommission(), nil)
}

// referral returns the referral fee, which is given back with the price when a
// unit is refunded in full.
func (l *Listing) referral(t *fees.Tables, on time.Time) (fees.Charge, error) {
	category, source, err := l.findCategory(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge := fees.Charge{
		Code: "referral", Event: fees.PerUnitSold, Amount: l.Order.PerItem(category.Amount),
		Basis: category.Basis, Source: source, RefundShare: whole,
	}
	if !l.ReferralRate.Valid {
		charge.Warnings = l.disputeWarnings(t, on, category.Basis)
	}
	if l.fulfillment() == FBT && l.Order.ShippingCharged.Sign() > 0 {
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "fbt_shipping_not_credited",
			Text: "TikTok kept what buyers paid for the shipping of FBT orders in 2025: it was counted here as income of the seller and as part of the base of the referral fee (a shipping_charged of 0 leaves it out)",
		})
	}
	return charge, nil
}

// findCategory looks up the category and its fee in the table of the schedule.
func (l *Listing) findCategory(t *fees.Tables, on time.Time) (fees.Category[struct{}], fees.Source, error) {
	table, err := referralKind.OnVariant(t, string(l.Schedule.orStandard()), on)
	if err != nil {
		return fees.Category[struct{}]{}, fees.Source{}, err
	}
	return fees.FindFee(&table, l.category(), l.ReferralRate, "referral_rate")
}

// checkCategory looks up the category of a listing that has other faults, so that
// all are reported at once.
func (l *Listing) checkCategory(t *fees.Tables, on time.Time) error {
	switch l.Schedule.orStandard() {
	case Standard, Disputed8Percent, NewSeller:
		_, _, err := l.findCategory(t, on)
		return err
	}
	return nil // the schedule itself is the fault
}

// disputeWarnings says what the other side of the dispute about the referral fee
// takes. There is a dispute on the days of a table of the disputed schedule.
func (l *Listing) disputeWarnings(t *fees.Tables, on time.Time, here string) []fees.Warning {
	schedule := l.Schedule.orStandard()
	reported, err := referralKind.OnVariant(t, string(Disputed8Percent), on)
	if err != nil || schedule == NewSeller {
		return nil
	}
	official, err := referralKind.OnVariant(t, string(Standard), on)
	if err != nil {
		return nil
	}
	since, checked := reported.Source.EffectiveFrom.Format(time.DateOnly), official.Source.VerifiedOn.Format(time.DateOnly)
	text := "this result takes " + here
	switch other, err := official.Rules.Fee(l.category(), ""); {
	case schedule == Disputed8Percent && err == nil:
		text += ", as trade reports say since " + since + " of most categories but food; TikTok's own pages, last read on " + checked +
			", show " + other.Basis + ": the schedule standard takes that"
	case schedule == Disputed8Percent:
		text += ", as trade reports say since " + since + "; TikTok's own pages, last read on " + checked + ", do not"
	default:
		text += ", as TikTok's own pages show, last read on " + checked
		if other, err = reported.Rules.Fee(l.category(), ""); err == nil {
			text += "; trade reports say " + other.Basis + " since " + since + ": the schedule disputed_8_percent takes that"
		} else {
			text += "; trade reports say other rates since " + since + ", with no figure for " + l.category()
		}
	}
	text += "; referral_rate takes a rate of your own, such as the higher ones reported for beauty and some electronics and the lower ones for select jewelry"
	return []fees.Warning{{Code: "referral_rate_disputed", Text: text}}
}

// transaction is the fixed amount per order of earlier years.
func (l *Listing) transaction(t *fees.Tables, on time.Time) (fees.Charge, error) {
	table, err := transactionKind.On(t, on)
	if err != nil || table.Rules.IsZero() {
		return fees.Charge{}, err
	}
	return fees.Charge{
		Code: "transaction", Event: fees.PerOrder, Amount: table.Rules, Units: l.Order.Count(),
		Basis: "per order", Source: table.Source,
	}, nil
}

// refundAdmin is what TikTok keeps of the referral fee of a returned unit. The cap
// is per SKU. A unit that comes back alone is the SKU of its refund; several units
// of a SKU in one refund share the cap, which makes this the upper bound of each.
func refundAdmin(t *fees.Tables, on time.Time, referral *fees.Charge) (fees.Charge, error) {
	table, found, err := refundAdminKind.Since(t, on)
	if err != nil || !found {
		return fees.Charge{}, err
	}
	rule := &table.Rules
	return fees.Charge{
		Code: "refund_admin", Event: fees.PerUnitReturned, Amount: referral.Amount.Times(rule.share).Min(rule.cap),
		Basis: rule.basis, Source: table.Source,
	}, nil
}

// creatorCommission is what the creator gets whose video or live sold the unit. It
// is clawed back when the unit is refunded in full before the creator is paid.
func (l *Listing) creatorCommission() fees.Charge {
	if l.CreatorRate.IsZero() {
		return fees.Charge{}
	}
	charge := fees.Charge{
		Code: "creator_commission", Event: fees.PerUnitSold, Amount: fees.Percent(l.CreatorRate), RefundShare: whole,
		Basis: fx.Percent(l.CreatorRate) + " of the item price, without shipping and tax", Source: fees.SuppliedBy("creator_rate"),
	}
	if l.Order.ShippingCharged.Sign() > 0 {
		charge.Warnings = []fees.Warning{{
			Code: "creator_commission_base",
			Text: "a single source says that shipping is not part of the base of the commission: it was left out",
		}}
	}
	return charge
}
