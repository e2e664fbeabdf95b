package pricing

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An ROIBasis says what the return is a return on. Tools differ, so the variant
// is named.
type ROIBasis string

// The bases. The zero ROIBasis is not valid.
const (
	// OnCost is profit over Statement.Cost: the landed cost and all cost items but
	// those that arise with the sale.
	OnCost ROIBasis = "cost"
	// OnPurchase is profit over the cost items with the code "purchase" only.
	OnPurchase ROIBasis = "purchase"
	// OnCostAndAds is profit over Statement.Cost and the advertising of the unit,
	// launch spend included.
	OnCostAndAds ROIBasis = "cost_and_ads"
)

// A Target is what a price has to bring. Its zero value is [BreakEven].
type Target struct {
	kind  targetKind
	value decimal.Decimal
	basis ROIBasis
}

type targetKind int

const (
	toProfit targetKind = iota
	toMargin
	toMarkup
	toROI
)

// String is the name of the kind as it stands in the path of an error.
func (k targetKind) String() string {
	return [...]string{toProfit: "profit", toMargin: "margin", toMarkup: "markup", toROI: "roi"}[k]
}

// BreakEven is met when the profit is 0 or more.
func BreakEven() Target { return Target{} }

// Profit is met when the profit per unit is at least an amount in the currency
// of the listing.
func Profit(amount decimal.Decimal) Target { return Target{toProfit, amount, ""} }

// Margin is met when the profit is at least a share of what the buyer pays:
// 0.2 is a margin on price of 20 %.
func Margin(share decimal.Decimal) Target { return Target{toMargin, share, ""} }

// Markup is met when the profit is at least a share of everything the unit
// costs, fees included: a markup u is the same target as the margin u/(1+u).
func Markup(share decimal.Decimal) Target { return Target{toMarkup, share, ""} }

// ROI is met when the profit is at least a share of the money put in, in the
// named variant.
func ROI(share decimal.Decimal, basis ROIBasis) Target { return Target{toROI, share, basis} }

// String says the target for people: "margin of 20% on price".
func (t Target) String() string {
	switch t.kind {
	case toMargin:
		return "margin of " + fx.Percent(t.value) + " on price"
	case toMarkup:
		return "markup of " + fx.Percent(t.value) + " on all costs"
	case toROI:
		return "ROI of " + fx.Percent(t.value) + " on " + string(t.basis)
	}
	if t.value.IsZero() {
		return "break-even"
	}
	return "profit of " + fx.Plain(t.value)
}

// check reports a value that no sensible target has.
func (t Target) check() error {
	field, most := "target."+t.kind.String(), highestShare
	if t.kind == toProfit {
		most = highestAmount
	}
	if err := fx.CheckDecimal(t.value); err != nil {
		return fx.InField(field, err)
	}
	if t.value.Abs().GreaterThan(most) {
		return fx.NewInputError(field, fx.Plain(t.value), "must be within ±"+fx.Plain(most))
	}
	if t.kind == toMarkup && t.value.LessThanOrEqual(minusOne) {
		return fx.NewInputError(field, fx.Plain(t.value), "must be above -1")
	}
	return nil
}

// highestShare is far above any margin, markup or ROI that is asked for.
var highestShare = decimal.New(1, 6)

// surplus returns the curve that is 0 or more exactly where the target is met.
func (m *Model) surplus(t Target) (fees.Curve, error) {
	if err := t.check(); err != nil {
		return fees.Curve{}, err
	}
	var c fees.Curve
	switch t.kind {
	case toProfit:
		c = m.exact.Minus(fees.Flat(t.value))
	case toMargin:
		c = m.exact.Minus(m.revenue.Times(t.value))
	case toMarkup:
		c = m.exact.Times(t.value.Add(one)).Minus(m.revenue.Times(t.value))
	case toROI:
		base, err := m.roiBase(t.basis)
		if err != nil {
			return c, err
		}
		c = m.exact.Minus(base.Times(t.value))
	}
	return c, c.Err()
}

// roiBase returns the money put in.
func (m *Model) roiBase(basis ROIBasis) (fees.Curve, error) {
	amount := m.cost
	switch basis {
	case OnCost, OnCostAndAds:
	case OnPurchase:
		if !m.purchase.Valid {
			return fees.Curve{}, fx.NewInputError("target.roi", string(basis), `needs a cost item with the code "purchase"`)
		}
		amount = m.purchase.Decimal
	default:
		return fees.Curve{}, fx.NewInputError("target.roi_basis", string(basis), `must be "cost", "purchase" or "cost_and_ads"`)
	}
	base := fees.Flat(amount)
	if basis == OnCostAndAds {
		base = base.Plus(m.ads)
	}
	if amount.IsZero() && (basis != OnCostAndAds || m.ads.IsZero()) {
		return base, fx.NewInputError("target.roi", "", "needs a cost above 0")
	}
	return base, nil
}
