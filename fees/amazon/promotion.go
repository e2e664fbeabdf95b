package amazon

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A PromotionKind is a way to sell at a reduced price.
type PromotionKind string

// The kinds of promotion.
const (
	Coupon        PromotionKind = "coupon"
	LightningDeal PromotionKind = "lightning_deal"
	BestDeal      PromotionKind = "best_deal"
	PriceDiscount PromotionKind = "price_discount" // also Prime Exclusive Discounts
)

// A Promotion is a coupon, deal or price discount. The zero Promotion is none.
//
// The fee goes by the sales of the promotion. For a Listing these are its units
// times the item price, which is the price that the buyer pays in the promotion.
type Promotion struct {
	// Kind says which promotion it is.
	Kind PromotionKind
	// Units is the number of units that are expected to be sold in it, of a coupon
	// those for which it is redeemed; at least 1. They share the fee.
	Units int
	// Days is for how many days a deal runs; 0 means 1.
	Days int
	// EventDay says that a deal or a price discount runs on the days of a sales
	// event: Prime Day, Prime Big Deal Days, Black Friday to Cyber Monday.
	EventDay bool
	// CreatedOn is the day whose fees apply: that on which a coupon is created or
	// a deal or discount begins. The zero time means the day that is asked about.
	CreatedOn time.Time
	// Fee is the whole fee of the promotion in place of the table, such as that of
	// a deal on the event days of 2026, which is not public.
	Fee decimal.NullDecimal
}

// maxPromotionUnits and maxPromotionDays are far above what any promotion has.
const (
	maxPromotionUnits = 1_000_000_000
	maxPromotionDays  = 366
)

// A promotionRule is the fee of one promotion.
type promotionRule struct {
	public                     bool
	fixed, perDay, perRedeemed decimal.Decimal
	share                      fees.Curve // of the sales, capped
	shareText                  string     // "2.5% of its sales, of which at most 2000.00"
}

// promotionRules are the fees of a kind of promotion on normal and on event days.
type promotionRules struct{ normal, event promotionRule }

// promotionKind is the fee of a promotion. A row without "event_day" holds for
// every day unless another row has it.
var promotionKind = fees.NewKind("promotion", func(f *fees.TableFile) promotionRules {
	var rules promotionRules
	var normal, event bool
	for _, row := range f.Rows() {
		onEvent := row.Flag("event_day")
		if onEvent && event || !onEvent && normal {
			row.Fault("event_day", "must not occur twice")
		}
		rule := readPromotion(row)
		if onEvent {
			rules.event, event = rule, true
		} else {
			rules.normal, normal = rule, true
		}
	}
	if !normal {
		f.Head.Fault("rows", "must have one without event_day")
	}
	if !event {
		rules.event = rules.normal
	}
	return rules
}, string(Coupon), string(LightningDeal), string(BestDeal), string(PriceDiscount))

// readPromotion reads one row; one with "unknown" has no figures.
func readPromotion(row *fees.Row) promotionRule {
	rule := promotionRule{public: !row.Flag("unknown")}
	if !rule.public {
		return rule
	}
	rule.fixed = row.OptionalAmount("fixed").Decimal
	rule.perDay = row.OptionalAmount("per_day").Decimal
	rule.perRedeemed = row.OptionalAmount("per_redemption").Decimal
	if row.Has("share_of_sales") {
		rate := row.Rate("share_of_sales")
		rule.share, rule.shareText = fees.Percent(rate), fx.Percent(rate)+" of its sales"
		if row.Has("cap") {
			most := row.Amount("cap")
			rule.share = rule.share.AtMost(most)
			rule.shareText += ", of which at most " + most.StringFixed(2)
		}
		row.Keep("share_of_sales", rule.share.Err())
	}
	if !slices.ContainsFunc([]string{"fixed", "per_day", "per_redemption", "share_of_sales"}, row.Has) {
		row.Fault("fixed", "must be given, or per_day, per_redemption or share_of_sales")
	}
	return rule
}

// fee returns the fee as a function of the sales, and how it is found for people.
func (r *promotionRule) fee(units, days int) (fees.Curve, string) {
	fixed := r.fixed.Add(r.perDay.Mul(decimal.NewFromInt(int64(days)))).Add(r.perRedeemed.Mul(decimal.NewFromInt(int64(units))))
	basis := ""
	add := func(part string) {
		if basis != "" {
			basis += " + "
		}
		basis += part
	}
	if !r.fixed.IsZero() {
		add(r.fixed.StringFixed(2))
	}
	if !r.perDay.IsZero() {
		add(r.perDay.StringFixed(2) + " per day × " + strconv.Itoa(days))
	}
	if !r.perRedeemed.IsZero() {
		add(r.perRedeemed.StringFixed(2) + " per redemption × " + strconv.Itoa(units))
	}
	if r.shareText != "" {
		add(r.shareText)
	}
	return fees.Flat(fixed).Plus(r.share), basis
}

// PromotionFee returns the fee of a promotion on its known sales, exact, with the
// table it comes from. The day counts when the promotion has no CreatedOn; units
// are needed only for a coupon before 2025-06-02, which is charged per redemption.
// Nil tables are the shipped ones.
//
// Errors are *fx.InputError, *fees.NoTableError for a day without a table and
// *fees.NotPublicError for a fee that is not public.
func PromotionFee(t *fees.Tables, p Promotion, sales decimal.Decimal, on time.Time) (decimal.Decimal, fees.Source, error) {
	t, err := format.Or(t)
	if err != nil {
		return decimal.Decimal{}, fees.Source{}, err
	}
	var f fees.Faults
	f.Amount("sales", sales)
	p.check(&f, 0)
	if err := f.Err(); err != nil {
		return decimal.Decimal{}, fees.Source{}, err
	}
	if p.Fee.Valid {
		return p.Fee.Decimal, fees.SuppliedBy("promotion.fee"), nil
	}
	rule, source, err := p.rule(t, on)
	if err != nil {
		return decimal.Decimal{}, source, err
	}
	if !rule.public {
		return decimal.Decimal{}, source, &fees.NotPublicError{Table: source.Table, What: p.what(), Supply: "promotion.fee"}
	}
	if p.Units == 0 && !rule.perRedeemed.IsZero() {
		return decimal.Decimal{}, source, fx.NewInputError("promotion.units", "0", "must be above 0 for a coupon that is charged per redemption")
	}
	curve, _ := rule.fee(p.Units, p.days())
	fee, err := curve.At(sales)
	return fee, source, err
}

// rule looks up the fee of the promotion.
func (p *Promotion) rule(t *fees.Tables, on time.Time) (promotionRule, fees.Source, error) {
	if !p.CreatedOn.IsZero() {
		on = p.CreatedOn
	}
	table, err := promotionKind.OnVariant(t, string(p.Kind), on)
	if p.EventDay {
		return table.Rules.event, table.Source, err
	}
	return table.Rules.normal, table.Source, err
}

// what names the fee in errors: "fee of a lightning_deal on event days".
func (p *Promotion) what() string {
	text := "fee of a " + string(p.Kind)
	if p.EventDay {
		text += " on event days"
	}
	return text
}

func (p *Promotion) days() int { return max(p.Days, 1) }

// promotion is the fee of the promotion in which the unit is sold: a function of
// the item price, since sales are the units times the price.
func (l *Listing) promotion(t *fees.Tables, on time.Time) (fees.Charge, error) {
	p := &l.Promotion
	charge := fees.Charge{Code: string(p.Kind), Event: fees.PerPromotion, Units: p.Units}
	switch p.Kind {
	case "":
		return fees.Charge{}, nil
	case LightningDeal, BestDeal:
		charge.Code = "deal"
	}
	if p.Fee.Valid {
		return charge.Supplied("promotion.fee", p.Fee.Decimal, "as supplied"), nil
	}
	rule, source, err := p.rule(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge.Source = source
	if !rule.public {
		charge.Unknown, charge.Basis = true, "the "+p.what()+" is not public: supply it as promotion.fee"
		return charge, nil
	}
	bySales, basis := rule.fee(p.Units, p.days())
	if bySales.IsZero() {
		return fees.Charge{}, nil
	}
	charge.Amount, charge.Basis = bySales.OnTimes(decimal.NewFromInt(int64(p.Units)), 2), basis
	return charge, nil
}

// given reports whether anything is said of a promotion.
func (p *Promotion) given() bool {
	return p.Kind != "" || p.Units != 0 || p.Days != 0 || p.EventDay || !p.CreatedOn.IsZero() || p.Fee.Valid
}

// check notes faults of a promotion that must have at least some units.
func (p *Promotion) check(f *fees.Faults, leastUnits int) {
	f.OneOf("promotion.kind", string(p.Kind), string(Coupon), string(LightningDeal), string(BestDeal), string(PriceDiscount))
	f.Count("promotion.units", p.Units, leastUnits, maxPromotionUnits)
	f.Count("promotion.days", p.Days, 0, maxPromotionDays)
	f.OptionalAmount("promotion.fee", p.Fee)
}
