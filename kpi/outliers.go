package kpi

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Reading is one weight, cost or fee of an item. The zero Reading is a 0 of no item.
type Reading struct {
	// Item and Origin say whose it is and where it stands.
	Item, Origin string
	// Group is what it is compared in: a category, a size tier, or the item itself where
	// one item has many readings.
	Group string
	// Amount is the reading. All of a group are in one unit and currency.
	Amount decimal.Decimal
}

// OutlierLimits tune [Outliers]. The zero OutlierLimits uses the default of every field.
type OutlierLimits struct {
	// Cut is how many deviations from the median are too many. 0 means 3.5. A reading on
	// the cut is no outlier.
	Cut decimal.Decimal
	// Floor is the smallest deviation, as a share of the median, so that a group of equal
	// readings does not report every cent. 0 means 0.05.
	Floor decimal.Decimal
	// Least is the smallest group that is judged. 0 means 5; at least 3.
	Least int
}

// madScale makes the median absolute deviation comparable with a standard deviation of
// a normal distribution: 1/Φ⁻¹(3/4) is 1.4826.
var madScale = decimal.New(14826, -4)

// Outliers returns the readings of a field that are far from the median of their group:
//
//	|amount − median| > Cut · max(1.4826 · MAD, Floor · |median|)
//
// where MAD is the median of the distances to the median (Iglewicz and Hoaglin 1993
// propose the cut of 3.5). All of it is exact; an even number of readings has the mean of
// the middle two as its median. Where an outlier is about 10, 100 or 1000 times the
// median, or as many times as one unit is another, the text says so.
//
// Findings are in the order of the readings. Faults are [*fx.InputError]s.
func Outliers(field string, readings []Reading, o OutlierLimits) ([]DataFault, error) {
	if o.Cut.IsZero() {
		o.Cut = decimal.New(35, -1)
	}
	if o.Floor.IsZero() {
		o.Floor = decimal.New(5, -2)
	}
	if o.Least == 0 {
		o.Least = 5
	}
	if err := checkOutliers(readings, o); err != nil {
		return nil, err
	}
	groups := map[string][]decimal.Decimal{}
	for _, r := range readings {
		groups[r.Group] = append(groups[r.Group], r.Amount)
	}
	type band struct{ median, most decimal.Decimal }
	bands := map[string]band{}
	for name, amounts := range groups {
		if len(amounts) < o.Least {
			continue
		}
		m := medianReading(amounts)
		for i, a := range amounts {
			amounts[i] = a.Sub(m).Abs()
		}
		deviation := decimal.Max(madScale.Mul(medianReading(amounts)), o.Floor.Mul(m.Abs()))
		bands[name] = band{m, o.Cut.Mul(deviation)}
	}
	var out []DataFault
	for _, r := range readings {
		b, ok := bands[r.Group]
		if !ok || r.Amount.Sub(b.median).Abs().LessThanOrEqual(b.most) {
			continue
		}
		kind, side := OutlierHigh, "above"
		if r.Amount.LessThan(b.median) {
			kind, side = OutlierLow, "below"
		}
		text := field + " of " + fx.Plain(r.Amount) + " is far " + side + " the median " + fx.Plain(b.median) + " of its group"
		if cause := unitMistake(r.Amount, b.median); cause != "" {
			text += ": " + cause
		}
		expected := fx.Plain(b.median.Sub(b.most)) + " to " + fx.Plain(b.median.Add(b.most))
		out = append(out, DataFault{Kind: kind, Item: r.Item, Origin: r.Origin, Field: field, Value: fx.Plain(r.Amount), Expected: expected, Text: text})
	}
	return out, nil
}

func checkOutliers(readings []Reading, o OutlierLimits) error {
	var faults []error
	for _, limit := range []struct {
		name  string
		value decimal.Decimal
	}{{"cut", o.Cut}, {"floor", o.Floor}} {
		if err := fx.CheckDecimal(limit.value); err != nil {
			faults = append(faults, fx.InField("limits."+limit.name, err))
		} else if limit.value.Sign() < 0 {
			faults = append(faults, fx.NewInputError("limits."+limit.name, fx.Plain(limit.value), "must not be below 0"))
		}
	}
	if o.Least < 3 {
		faults = append(faults, fx.NewInputError("limits.least", strconv.Itoa(o.Least), "must be 3 or more"))
	}
	for i, r := range readings {
		if err := fx.CheckDecimal(r.Amount); err != nil {
			faults = append(faults, fx.InField("readings["+strconv.Itoa(i)+"].amount", err))
		}
	}
	return errors.Join(faults...)
}

// medianReading returns the median, exactly, without changing the order of its argument.
func medianReading(amounts []decimal.Decimal) decimal.Decimal {
	sorted := slices.Clone(amounts)
	slices.SortFunc(sorted, decimal.Decimal.Cmp)
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return sorted[n/2-1].Add(sorted[n/2]).Mul(decimal.New(5, -1))
}

// unitFactors are ratios that a mistaken unit or point leaves behind.
var unitFactors = []struct {
	factor decimal.Decimal
	cause  string
}{
	{decimal.New(22046, -4), "kilograms and pounds"},
	{decimal.New(254, -2), "inches and centimetres"},
	{decimal.New(10, 0), "a decimal point, or centimetres and millimetres"},
	{decimal.New(16, 0), "pounds and ounces"},
	{decimal.New(254, -1), "inches and millimetres"},
	{decimal.New(2835, -2), "ounces and grams"},
	{decimal.New(3527, -2), "kilograms and ounces"},
	{decimal.New(100, 0), "a decimal point, or cents"},
	{decimal.New(4536, -1), "pounds and grams"},
	{decimal.New(1000, 0), "a decimal point, or kilograms and grams"},
}

// unitMistake says which factor lies between two amounts, within 5 %. Of two that fit,
// the nearer one counts.
func unitMistake(amount, median decimal.Decimal) string {
	large, small, part := amount, median, ""
	if amount.LessThan(median) {
		large, small, part = median, amount, "1/"
	}
	if small.Sign() <= 0 {
		return ""
	}
	best, text := decimal.Decimal{}, ""
	for _, u := range unitFactors {
		near := small.Mul(u.factor)
		off := large.Sub(near).Abs()
		if off.GreaterThan(near.Mul(decimal.New(5, -2))) {
			continue
		}
		if text == "" || off.LessThan(best) {
			best, text = off, "about "+part+fx.Plain(u.factor)+" times it, as between "+u.cause
		}
	}
	return text
}
