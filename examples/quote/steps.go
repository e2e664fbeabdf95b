package main

import (
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/term"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A step is what is left of the price after the lines of a rung of the profit ladder.
type step struct {
	Step   string  `json:"step"`
	Amount string  `json:"amount"`
	Share  *string `json:"share"` // of net revenue
}

// stepNames are the steps in their order, with what each takes off, for people.
var stepNames = []struct {
	rung       pricing.Rung
	name, less string
}{
	{pricing.InNetRevenue, "Net revenue", "what buyers pay, less discounts and refunds"},
	{pricing.InCM1, "CM1, gross profit", "less the cost of the goods that do not come back"},
	{pricing.InCM2, "CM2", "less the channel's fees and the way to the buyer and back"},
	{pricing.InCM3, "CM3", "less advertising and the fees of promotions"},
	{pricing.InOperating, "Operating profit", "less overhead, fees per month, capital and payout: the profit"},
}

// writeSteps fills the ladder. Amounts are those of the printed lines, so that the last
// is the printed profit; shares are those of the exact ones.
func (r *result) writeSteps(s, shown pricing.Statement) {
	l, exact := shown.Ladder(), s.Ladder()
	for i, amount := range []decimal.Decimal{l.NetRevenue, l.CM1, l.CM2, l.CM3, l.Operating} {
		rung := stepNames[i].rung
		r.Ladder = append(r.Ladder, step{string(rung), r.money(amount), ratio(exact.Margin(rung, ratioPlaces))})
	}
}

// stepRows are the rows of the table of steps: name, amount, share and meaning.
func (r *result) stepRows() [][]string {
	var rows [][]string
	for i, s := range r.Ladder {
		rows = append(rows, []string{stepNames[i].name, s.Amount, percentOr(s.Share, "undefined"), stepNames[i].less})
	}
	return rows
}

const stepsTitle = "Profit in steps"

func (r *result) stepsTable() string {
	if !r.request.economics() {
		return ""
	}
	right := term.Column{Right: true}
	head := []string{"step", r.Currency, "of net revenue", "what was taken off"}
	return term.Columns(indent, []term.Column{{}, right, right, {}}, append([][]string{head}, r.stepRows()...))
}

// An advertising is how much advertising the unit can bear when all of its sales come
// from it. What is not defined or not given is null.
type advertising struct {
	BreakEvenACoS *string `json:"break_even_acos"`
	BreakEvenROAS *string `json:"break_even_roas"`
	TargetACoS    *string `json:"target_acos"` // of a target that is a margin
	// MaxCPC is the most that a click may cost without a loss, TargetMaxCPC that for
	// the target, both rounded down to the cent.
	ConversionRate *string `json:"conversion_rate"`
	MaxCPC         *string `json:"max_cpc"`
	TargetMaxCPC   *string `json:"target_max_cpc"`
}

// acosPlaces are the decimals that a cost per click goes by, roasPlaces those of a
// return that is shown.
const (
	acosPlaces = fx.MaxFractionDigits
	roasPlaces = 2
)

// writeAdvertising fills the figures of advertising.
func (r *result) writeAdvertising(s pricing.Statement) error {
	a := &r.Advertising
	even := s.BreakEvenACoS(acosPlaces)
	a.BreakEvenACoS = ratio(s.BreakEvenACoS(ratioPlaces))
	if roas := s.BreakEvenROAS(roasPlaces); roas.Valid {
		text := roas.Decimal.StringFixed(roasPlaces)
		a.BreakEvenROAS = &text
	}
	var target decimal.NullDecimal
	if r.request.margin.Valid {
		var err error
		if target, err = s.TargetACoS(r.request.margin.Decimal, acosPlaces); err != nil {
			return err
		}
		short, err := s.TargetACoS(r.request.margin.Decimal, ratioPlaces)
		if err != nil {
			return err
		}
		a.TargetACoS = ratio(short)
	}
	if !r.request.conversion.Valid {
		return nil
	}
	conversion := fx.Plain(r.request.conversion.Decimal)
	a.ConversionRate = &conversion
	var err error
	if a.MaxCPC, err = r.maxCPC(s, even); err != nil {
		return err
	}
	a.TargetMaxCPC, err = r.maxCPC(s, target)
	return err
}

// maxCPC is the most that a click may cost at an advertising cost of sale, nil when
// there is none or nothing is left for a click.
func (r *result) maxCPC(s pricing.Statement, acos decimal.NullDecimal) (*string, error) {
	if !acos.Valid || acos.Decimal.IsNegative() {
		return nil, nil
	}
	units := decimal.NewFromInt(int64(r.request.offer.order.Count()))
	cpc, err := s.MaxCPCPerOrder(acos.Decimal, r.request.conversion.Decimal, units)
	if err != nil {
		return nil, err
	}
	places, _ := listingCurrency.MinorUnits()
	return r.moneyOrNil(decimal.NewNullDecimal(cpc.RoundFloor(int32(places)))), nil
}

const advertisingTitle = "Advertising, when every sale comes from it"

// advertisingRows are the rows of the table of advertising: name, value and meaning.
func (r *result) advertisingRows() [][]string {
	a := &r.Advertising
	even := "the most that it may cost of its sales without a loss"
	if below(a.BreakEvenACoS) {
		even = "the unit loses money even without advertising"
	}
	if !r.statement.Complete {
		even += ", as far as the costs are known"
	}
	rows := [][]string{
		{"Break-even ACoS", percentOr(a.BreakEvenACoS, "undefined"), even},
		{"Break-even ROAS", textOr(a.BreakEvenROAS, "none"), "sales that each " + r.Currency + " spent has to bring"},
	}
	if r.request.margin.Valid {
		margin := fx.Percent(r.request.margin.Decimal)
		meaning := "the most that leaves a margin of " + margin
		if below(a.TargetACoS) {
			meaning = "a margin of " + margin + " leaves nothing for advertising"
		}
		rows = append(rows, []string{"Target ACoS", percentOr(a.TargetACoS, "undefined"), meaning})
	}
	if a.ConversionRate == nil {
		return rows
	}
	order := "an order"
	if units := r.request.offer.order.Count(); units > 1 {
		order += " of " + strconv.Itoa(units) + " units"
	}
	rows = append(rows, []string{"Maximum CPC", textOr(a.MaxCPC, "none"),
		r.Currency + " per click at the break-even ACoS, when " + percentOf(*a.ConversionRate) + " of clicks bring " + order})
	if r.request.margin.Valid {
		rows = append(rows, []string{"Target CPC", textOr(a.TargetMaxCPC, "none"), r.Currency + " per click at the target ACoS"})
	}
	return rows
}

// below reports whether a ratio is below 0.
func below(fraction *string) bool { return strings.HasPrefix(textOr(fraction, ""), "-") }

func (r *result) advertisingTable() string {
	if !r.request.economics() {
		return ""
	}
	return term.Columns(indent, []term.Column{{}, {Right: true}, {}}, r.advertisingRows())
}
