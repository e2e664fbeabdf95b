package oracle

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// A Line is one charge on a sold unit.
type Line struct {
	// Code is referral, closing, individual_plan, fulfillment, fuel_surcharge,
	// overmax, sipp_discount or packaging.
	Code string
	// Amount is what the seller is charged, exact. Discounts are negative.
	Amount decimal.Decimal
}

// Round rounds to the cent, half away from zero: -2.345 becomes -2.35.
func Round(d decimal.Decimal) decimal.Decimal { return d.Round(2) }

// Lines returns the charges on one unit sold at price on a day, exact and in
// the order of the codes at [Line]. Charges that do not apply are absent. It
// fails on a negative price or negative extras, on a category, class or measure
// that it cannot use, on a category whose fee is unknown and on a day that a
// table it needs does not cover.
func (t *Tables) Lines(item Item, day time.Time, price decimal.Decimal) ([]Line, error) {
	lines, err := t.sellingLines(item, day, price)
	if err != nil {
		return nil, err
	}
	if !item.FBA {
		return lines, nil
	}
	more, err := t.fulfillmentLines(item, day, price)
	if err != nil {
		return nil, err
	}
	return append(lines, more...), nil
}

// RefundAdmin returns what Amazon keeps of the referral fee when a unit sold at
// price is refunded in full, exact. It fails as Lines does.
func (t *Tables) RefundAdmin(item Item, day time.Time, price decimal.Decimal) (decimal.Decimal, error) {
	rules, err := find(t.refundAdmin, "refund_admin", "", day)
	if err != nil {
		return decimal.Decimal{}, err
	}
	category, err := t.category(item.Category, day)
	if err != nil {
		return decimal.Decimal{}, err
	}
	referral, err := referralFee(category, price, item.Extras)
	if err != nil {
		return decimal.Decimal{}, err
	}
	for _, row := range rules.Rows {
		if row.Media == category.Media {
			return decimal.Min(row.Cap, referral.Mul(row.ShareOfReferral)), nil
		}
	}
	return decimal.Decimal{}, fmt.Errorf("oracle: %s has no row for media %t", rules.ID, category.Media)
}

// sellingLines returns the charges that do not depend on who ships the unit.
func (t *Tables) sellingLines(item Item, day time.Time, price decimal.Decimal) ([]Line, error) {
	category, err := t.category(item.Category, day)
	if err != nil {
		return nil, err
	}
	referral, err := referralFee(category, price, item.Extras)
	if err != nil {
		return nil, err
	}
	lines := []Line{{Code: "referral", Amount: referral}}

	if category.Media {
		closing, err := find(t.closing, "closing", "", day)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(closing.Rows, func(r closingRow) bool { return r.Category == item.Category })
		if i < 0 {
			return nil, fmt.Errorf("oracle: %s has no row for %q", closing.ID, item.Category)
		}
		lines = append(lines, Line{Code: "closing", Amount: closing.Rows[i].Fee})
	}

	if item.IndividualPlan {
		plan, err := find(t.individualPlan, "individual_plan", "", day)
		if err != nil {
			return nil, err
		}
		lines = append(lines, Line{Code: "individual_plan", Amount: plan.Rows[0].Fee})
	}
	return lines, nil
}

// category returns the row of the referral table for a category.
func (t *Tables) category(name string, day time.Time) (referralRow, error) {
	referral, err := find(t.referral, "referral", "", day)
	if err != nil {
		return referralRow{}, err
	}
	for _, row := range referral.Rows {
		if row.Category == name {
			return row, nil
		}
	}
	return referralRow{}, fmt.Errorf("oracle: %s has no category %q", referral.ID, name)
}

// referralFee returns the percentage of price and extras, or the minimum where
// that is more.
func referralFee(category referralRow, price, extras decimal.Decimal) (decimal.Decimal, error) {
	if price.IsNegative() || extras.IsNegative() {
		return decimal.Decimal{}, errors.New("oracle: price and extras must not be negative")
	}
	base := price.Add(extras)

	var fee decimal.Decimal
	switch category.Mode {
	case "flat", "whole":
		fee = wholeFee(category.Bands, base)
	case "portion":
		fee = portionFee(category.Bands, base)
	default:
		return decimal.Decimal{}, fmt.Errorf("oracle: the referral fee of %q is %s", category.Category, category.Mode)
	}
	if category.Minimum != nil {
		fee = decimal.Max(fee, *category.Minimum)
	}
	return fee, nil
}

// wholeFee applies the rate of the band that base falls into to all of base.
func wholeFee(bands []rateBand, base decimal.Decimal) decimal.Decimal {
	last := len(bands) - 1
	for _, b := range bands[:last] {
		if base.LessThanOrEqual(*b.To) {
			return base.Mul(b.Rate)
		}
	}
	return base.Mul(bands[last].Rate)
}

// portionFee applies the rate of each band to the part of base inside the band.
func portionFee(bands []rateBand, base decimal.Decimal) decimal.Decimal {
	var fee, from decimal.Decimal
	for _, b := range bands {
		if base.LessThanOrEqual(from) {
			break
		}
		to := base
		if b.To != nil {
			to = decimal.Min(base, *b.To)
		}
		fee = fee.Add(to.Sub(from).Mul(b.Rate))
		from = to
	}
	return fee
}

// fulfillmentLines returns what Amazon charges for picking, packing and shipping
// one unit.
func (t *Tables) fulfillmentLines(item Item, day time.Time, price decimal.Decimal) ([]Line, error) {
	size, err := t.Size(item, day)
	if err != nil {
		return nil, err
	}
	base, err := t.fulfillmentFee(item.Class, size, day, price)
	if err != nil {
		return nil, err
	}
	fuel, err := t.fuelSurchargeLine(base, day)
	if err != nil {
		return nil, err
	}
	overmax, err := t.overmaxLine(item, size, day)
	if err != nil {
		return nil, err
	}
	sipp, err := t.sippLine(item, size, day)
	if err != nil {
		return nil, err
	}
	packaging, err := t.packagingLine(item, size, day)
	if err != nil {
		return nil, err
	}
	lines := []Line{{Code: "fulfillment", Amount: base}}
	return slices.Concat(lines, fuel, overmax, sipp, packaging), nil
}

// fulfillmentFee returns the fee of the rate card for a class, a size and a price.
func (t *Tables) fulfillmentFee(class string, size Size, day time.Time, price decimal.Decimal) (decimal.Decimal, error) {
	card, err := find(t.fulfillment, "fulfillment", class, day)
	if err != nil {
		return decimal.Decimal{}, err
	}
	var rows []fulfillmentRow
	for _, row := range card.Rows {
		if row.Tier == size.Tier {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return decimal.Decimal{}, fmt.Errorf("oracle: %s has no tier %s", card.ID, size.Tier)
	}
	row := rowOf(rows, func(r fulfillmentRow) band { return r.band }, size.Billable)
	fee := row.Fees[priceBandOf(card.PriceBands, price)]
	if row.Step != nil && size.Billable.Cmp(row.Step.Above.Rat) > 0 {
		excess := new(big.Rat).Sub(size.Billable, row.Step.Above.Rat)
		steps := ratCeil(excess.Quo(excess, row.Step.Each.Rat))
		fee = fee.Add(row.Step.Fee.Mul(decimal.NewFromBigInt(steps, 0)))
	}
	return fee, nil
}

// rowOf returns the first row that reaches the weight. Bands follow one another
// without a gap, so this is the row whose band holds the weight. Two kinds of
// item have a weight outside the bands of their tier: one that is in
// extra_large_150_plus by its dimensional weight pays the first row of it, and
// one that ExtraLarge150ByUnit keeps out of it pays the last row of its own.
func rowOf[Row any](rows []Row, bandOf func(Row) band, weight *big.Rat) Row {
	for _, row := range rows {
		if within(weight, bandOf(row).To.Rat) {
			return row
		}
	}
	return rows[len(rows)-1]
}

// priceBandOf returns the index of the first band that the price is in.
func priceBandOf(bands []priceBand, price decimal.Decimal) int {
	last := len(bands) - 1
	for i, b := range bands[:last] {
		if b.Below != nil && price.LessThan(*b.Below) {
			return i
		}
		if b.To != nil && price.LessThanOrEqual(*b.To) {
			return i
		}
	}
	return last
}

// The functions below return one line, or none where the charge does not apply.

// fuelSurchargeLine is a share of the fulfilment fee.
func (t *Tables) fuelSurchargeLine(base decimal.Decimal, day time.Time) ([]Line, error) {
	if notYet(t.fuelSurcharge, day) {
		return nil, nil
	}
	surcharge, err := find(t.fuelSurcharge, "fuel_surcharge", "", day)
	if err != nil {
		return nil, err
	}
	return []Line{{Code: "fuel_surcharge", Amount: base.Mul(surcharge.Rows[0].Rate)}}, nil
}

// overmaxLine is for extra-large items, except those of the last tier, that are
// longer than one limit or larger around than another.
func (t *Tables) overmaxLine(item Item, size Size, day time.Time) ([]Line, error) {
	if notYet(t.overmax, day) {
		return nil, nil
	}
	overmax, err := find(t.overmax, "overmax", "", day)
	if err != nil {
		return nil, err
	}
	sides, err := item.sides()
	if err != nil {
		return nil, err
	}
	tooLong := sides[0].Cmp(overmax.OverLongest.Rat) > 0
	tooLarge := size.LengthPlusGirth.Cmp(overmax.OverLengthPlusGirth.Rat) > 0
	if !tooLong && !tooLarge {
		return nil, nil
	}
	for _, row := range overmax.Rows {
		if row.Tier == size.Tier {
			return []Line{{Code: "overmax", Amount: row.Fee}}, nil
		}
	}
	return nil, nil
}

// sippLine is the discount of standard-size items that ship in their own
// packaging. Dangerous goods have none.
func (t *Tables) sippLine(item Item, size Size, day time.Time) ([]Line, error) {
	standardSize := size.Tier == smallStandard || size.Tier == largeStandard
	if !item.SIPP || !standardSize {
		return nil, nil
	}
	discounts, err := find(t.sippDiscount, "sipp_discount", "", day)
	if err != nil {
		return nil, err
	}
	var rows []discountRow
	for _, row := range discounts.Rows {
		if row.Class == item.Class && row.Tier == size.Tier {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	row := rowOf(rows, func(r discountRow) band { return r.band }, size.Billable)
	return []Line{{Code: "sipp_discount", Amount: row.Discount.Neg()}}, nil
}

// packagingLine is for bulky items that do not ship in their own packaging, by
// dimensional weight.
func (t *Tables) packagingLine(item Item, size Size, day time.Time) ([]Line, error) {
	if item.SIPP || notYet(t.packaging, day) {
		return nil, nil
	}
	packaging, err := find(t.packaging, "packaging", "", day)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(packaging.Tiers, size.Tier) {
		return nil, nil
	}
	row := rowOf(packaging.Rows, func(r packagingRow) band { return r.band }, size.Dim)
	return []Line{{Code: "packaging", Amount: row.Fee}}, nil
}
