package oracle

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// What the written-out rules share: literals, rates, weights and days.
//
// A rule returns false next to its amount where nobody published an answer or
// where the question makes no sense: an unknown name, a negative amount, a side
// or a weight that is not above 0.
//
// Days are calendar days in the zone that the time carries. A stay counts from
// the day of receipt up to the day before the unit leaves. The age on a day is
// the number of days since receipt, so it is 0 on the day of receipt.

// num reads the literal of an amount: "5.75".
func num(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// percent reads the literal of a rate: "5%" is 0.05.
func percent(text string) decimal.Decimal {
	return num(strings.TrimSuffix(text, "%")).Shift(-2)
}

// lb reads the literal of a weight, in pounds: "4 oz" is 1/4.
func lb(text string) *big.Rat {
	number, unit, _ := strings.Cut(text, " ")
	weight := new(big.Rat).SetFrac(num(number).Shift(6).BigInt(), big.NewInt(1_000_000))
	if unit == "oz" {
		weight.Quo(weight, whole(16))
	}
	return weight
}

// whole returns a whole number as a fraction.
func whole(n int64) *big.Rat { return big.NewRat(n, 1) }

// times returns n times the amount.
func times(n int64, amount decimal.Decimal) decimal.Decimal {
	return decimal.NewFromInt(n).Mul(amount)
}

// RoundRat rounds to the cent, half away from zero.
func RoundRat(r *big.Rat) decimal.Decimal { return num(r.FloatString(2)) }

// The rates of a category say how its fee is taken from an amount.
type rates struct {
	// marginal means that each part of the amount carries its own rate. Else one
	// rate, chosen by the whole amount, applies to all of it.
	marginal bool
	bands    []rateBand
}

func flat(rate string) rates           { return rates{bands: []rateBand{above(rate)}} }
func bracket(bands ...rateBand) rates  { return rates{bands: bands} }
func marginal(bands ...rateBand) rates { return rates{marginal: true, bands: bands} }

// upTo is a band that ends at an amount, included; above is the last band.
func upTo(limit, rate string) rateBand {
	to := num(limit)
	return rateBand{To: &to, Rate: percent(rate)}
}

func above(rate string) rateBand { return rateBand{Rate: percent(rate)} }

// of returns the fee on an amount.
func (r rates) of(base decimal.Decimal) decimal.Decimal {
	if r.marginal {
		return portionFee(r.bands, base)
	}
	return wholeFee(r.bands, base)
}

// A ratesRow is one category of a channel.
type ratesRow struct {
	category string
	rates    rates
}

// feeOf returns the fee of a category on base.
func feeOf(rows []ratesRow, category string, base decimal.Decimal) (decimal.Decimal, bool) {
	for _, row := range rows {
		if row.category == category && !base.IsNegative() {
			return row.rates.of(base), true
		}
	}
	return decimal.Decimal{}, false
}

// categoriesOf returns the categories in the order of the table.
func categoriesOf(rows []ratesRow) []string {
	var names []string
	for _, row := range rows {
		names = append(names, row.category)
	}
	return names
}

// A poundRow is a fee by whole pounds: fee + each x (weight - over), for weights
// up to and including to; a to of 0 is no limit.
type poundRow struct {
	to   int64
	fee  decimal.Decimal
	each decimal.Decimal
	over int64
}

// byPound returns the fee of the first row that reaches the weight.
func byPound(rows []poundRow, weight int64) (decimal.Decimal, bool) {
	if weight <= 0 {
		return decimal.Decimal{}, false
	}
	for _, row := range rows {
		if row.to == 0 || weight <= row.to {
			return row.fee.Add(times(weight-row.over, row.each)), true
		}
	}
	return decimal.Decimal{}, false
}

// positive reports whether all numbers are there and above 0.
func positive(numbers ...*big.Rat) bool {
	return !slices.ContainsFunc(numbers, func(n *big.Rat) bool { return n == nil || n.Sign() <= 0 })
}

// negative reports whether a number is below 0 or missing.
func negative(number *big.Rat) bool { return number == nil || number.Sign() < 0 }

// poundsUp rounds a weight up to whole pounds.
func poundsUp(weight *big.Rat) int64 { return ratCeil(weight).Int64() }

// sorted returns three sides, longest first.
func sorted(sides [3]*big.Rat) (longest, median, shortest *big.Rat) {
	slices.SortFunc(sides[:], func(a, b *big.Rat) int { return b.Cmp(a) })
	return sides[0], sides[1], sides[2]
}

// dimensional returns length x width x height / divisor.
func dimensional(sides [3]*big.Rat, divisor int64) *big.Rat {
	return dimWeight(sides[0], sides[1], sides[2], nil, whole(divisor))
}

// CubicFeet returns what three sides in inches hold, in cubic feet.
func CubicFeet(sides [3]*big.Rat) *big.Rat { return dimensional(sides, 12*12*12) }

// dateOf returns the calendar day as text, which compares as days do.
func dateOf(day time.Time) string { return day.Format(time.DateOnly) }

// between reports whether a day is in a range, both ends included.
func between(day time.Time, first, last string) bool {
	return first <= dateOf(day) && dateOf(day) <= last
}

// stay returns the days that a unit lies in stock, by its age on them. It
// returns false where it left before it was received.
func stay(received, left time.Time) ([]time.Time, bool) {
	midnight := func(t time.Time) time.Time {
		year, month, day := t.Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	day, end := midnight(received), midnight(left)
	if end.Before(day) {
		return nil, false
	}
	var days []time.Time
	for ; day.Before(end); day = day.AddDate(0, 0, 1) {
		days = append(days, day)
	}
	return days, true
}

// sumStay adds up a charge over the days of a stay. Each is asked with its age.
func sumStay(received, left time.Time, charge func(day time.Time, age int) (*big.Rat, bool)) (*big.Rat, bool) {
	days, ok := stay(received, left)
	if !ok {
		return nil, false
	}
	sum := new(big.Rat)
	for age, day := range days {
		amount, ok := charge(day, age)
		if !ok {
			return nil, false
		}
		sum.Add(sum, amount)
	}
	return sum, true
}
