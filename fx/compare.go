package fx

import (
	"errors"
	"iter"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// The thresholds of [Compare] in basis points. Two official daily fixings of
// USD/CNY, taken at different hours, differed by 4 bp in the median, by 37 bp on
// one day in a hundred and by 162 bp at worst from 2016 to 2025, so what differs
// by more than 200 bp is a mistake in one of the tables.
const (
	DefaultWarnBP = 50
	DefaultFailBP = 200
)

// CompareOptions tunes [Compare]. The zero CompareOptions uses the defaults.
type CompareOptions struct {
	// WarnBP is the difference in basis points above which two rates differ
	// noticeably, at least 0. Not valid means [DefaultWarnBP].
	WarnBP decimal.NullDecimal
	// FailBP is the difference above which one of them must be wrong, at least
	// WarnBP. Not valid means [DefaultFailBP].
	FailBP decimal.NullDecimal
}

// A DifferenceLevel says how bad a difference is. The texts are stable.
type DifferenceLevel string

// The levels of a [Difference].
const (
	// DifferenceSmall is at or below both thresholds.
	DifferenceSmall DifferenceLevel = "small"
	// DifferenceWarn is above WarnBP.
	DifferenceWarn DifferenceLevel = "warn"
	// DifferenceFail is above FailBP.
	DifferenceFail DifferenceLevel = "fail"
)

// A Difference is one day on which two sources have different rates of a pair.
type Difference struct {
	// Date is the day as midnight UTC.
	Date time.Time
	// First and Second are the two rates, of the same pair.
	First, Second Rate
	// BP is Second/First - 1 in basis points, rounded half away from zero to 4
	// decimals. It is below 0 when Second is below First.
	BP decimal.Decimal
	// Level compares the size of the difference with the thresholds, exactly.
	Level DifferenceLevel
}

// A Comparison is what two sources agree and disagree on. The zero Comparison
// has compared nothing.
type Comparison struct {
	// Compared is the number of fixings that both have.
	Compared int
	// OnlyFirst and OnlySecond are the numbers of those that one of them has.
	OnlyFirst, OnlySecond int
	// Warnings and Failures are the numbers of differences of these levels.
	Warnings, Failures int
	// Differences are all fixings that are not exactly the same in both, by
	// currency in alphabetical order and by day.
	Differences []Difference
}

// Worst returns the largest difference, of several as large the first. It is
// false when there is none.
func (c Comparison) Worst() (Difference, bool) {
	if len(c.Differences) == 0 {
		return Difference{}, false
	}
	worst := c.Differences[0]
	for _, d := range c.Differences[1:] {
		if d.BP.Abs().GreaterThan(worst.BP.Abs()) {
			worst = d
		}
	}
	return worst, true
}

// Compare compares every fixing of two tables of one pivot, currency by currency
// and day by day. A difference is measured from the first table, in basis points:
// 10,000 * (second/first - 1). It is no error, whatever its level. A nil and an
// empty table have no fixings.
//
// Every fault is reported at once, each an [*InputError]: a second table of
// another pivot, a threshold below 0 or outside the bounds of [CheckDecimal], and
// a FailBP below WarnBP.
func Compare(first, second *Rates, opt CompareOptions) (Comparison, error) {
	limits, err := opt.limits()
	if first == nil {
		first = &Rates{}
	}
	if second == nil {
		second = &Rates{}
	}
	if len(first.days) > 0 && len(second.days) > 0 && first.pivot != second.pivot {
		err = errors.Join(err, NewInputError("second.pivot", string(second.pivot), "must be "+string(first.pivot)+" like that of the first table"))
	}
	if err != nil {
		return Comparison{}, err
	}
	var out Comparison
	for _, c := range currenciesOf(first, second) {
		x, y := first.columns[c], second.columns[c]
		i, j := 0, 0
		for i < len(x) && j < len(y) {
			switch a, b := x[i], y[j]; {
			case a.day < b.day:
				out.OnlyFirst++
				i++
			case a.day > b.day:
				out.OnlySecond++
				j++
			default:
				i, j = i+1, j+1
				if a.mantissa == b.mantissa && a.exp == b.exp {
					out.Compared++ // numbers are kept without trailing zeros
					continue
				}
				out.add(first.rate(first.pivot, c, row{a.ofPivot(), a}), second.rate(second.pivot, c, row{b.ofPivot(), b}), limits)
			}
		}
		out.OnlyFirst += len(x) - i
		out.OnlySecond += len(y) - j
	}
	return out, nil
}

// CompareSeries is [Compare] for one pair of any two sources, such as USD/CNY of
// the euro table and of H.10: compare what [Rates.Series] and [Pairs.Series]
// yield. A nil series is empty.
//
// Besides the errors of Compare there is an [*InputError] for a rate of another
// pair than the first one and for one whose day is not known or not after the day
// before it.
func CompareSeries(first, second iter.Seq[Rate], opt CompareOptions) (Comparison, error) {
	limits, err := opt.limits()
	a, firstErr := collectSeries("first", first)
	b, secondErr := collectSeries("second", second)
	if firstErr == nil && secondErr == nil && len(a) > 0 && len(b) > 0 && (a[0].base != b[0].base || a[0].quote != b[0].quote) {
		secondErr = NewInputError("second[0]", string(b[0].base+"/"+b[0].quote), "must be of the pair "+string(a[0].base+"/"+a[0].quote))
	}
	if err := errors.Join(err, firstErr, secondErr); err != nil {
		return Comparison{}, err
	}
	var out Comparison
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch x, y := a[i], b[j]; {
		case x.date.Before(y.date):
			out.OnlyFirst++
			i++
		case y.date.Before(x.date):
			out.OnlySecond++
			j++
		default:
			out.add(x, y, limits)
			i, j = i+1, j+1
		}
	}
	out.OnlyFirst += len(a) - i
	out.OnlySecond += len(b) - j
	return out, nil
}

// collectSeries returns a series of one pair with rising days.
func collectSeries(field string, series iter.Seq[Rate]) ([]Rate, error) {
	if series == nil {
		return nil, nil
	}
	var out []Rate
	for r := range series {
		at := field + "[" + strconv.Itoa(len(out)) + "]"
		switch {
		case r.IsZero():
			return nil, NewInputError(at, "", "must be a rate")
		case r.date.IsZero():
			return nil, NewInputError(at, r.String(), "must have a day")
		case len(out) == 0:
		case r.base != out[0].base || r.quote != out[0].quote:
			return nil, NewInputError(at, string(r.base+"/"+r.quote), "must be of the pair "+string(out[0].base+"/"+out[0].quote))
		case !r.date.After(out[len(out)-1].date):
			return nil, NewInputError(at, r.date.Format(time.DateOnly), "must be after the day before it, "+out[len(out)-1].date.Format(time.DateOnly))
		}
		out = append(out, r)
	}
	return out, nil
}

// compareLimits are the thresholds of a comparison.
type compareLimits struct{ warn, fail decimal.Decimal }

func (o CompareOptions) limits() (compareLimits, error) {
	out := compareLimits{warn: decimal.New(DefaultWarnBP, 0), fail: decimal.New(DefaultFailBP, 0)}
	var faults []error
	for _, limit := range []struct {
		field string
		given decimal.NullDecimal
		to    *decimal.Decimal
	}{{"warn_bp", o.WarnBP, &out.warn}, {"fail_bp", o.FailBP, &out.fail}} {
		if !limit.given.Valid {
			continue
		}
		if err := CheckDecimal(limit.given.Decimal); err != nil {
			faults = append(faults, InField(limit.field, err))
		} else if limit.given.Decimal.IsNegative() {
			faults = append(faults, NewInputError(limit.field, Plain(limit.given.Decimal), "must not be negative"))
		}
		*limit.to = limit.given.Decimal
	}
	if faults == nil && out.fail.LessThan(out.warn) {
		faults = append(faults, NewInputError("fail_bp", Plain(out.fail), "must not be below the "+Plain(out.warn)+" of warn_bp"))
	}
	return out, errors.Join(faults...)
}

// add compares two rates of one pair and day.
func (c *Comparison) add(first, second Rate, limits compareLimits) {
	c.Compared++
	// second/first - 1 = (sn*fd - fn*sd) / (fn*sd)
	per := first.spotNum.Mul(second.spotDen)
	off := second.spotNum.Mul(first.spotDen).Sub(per).Shift(4)
	if off.IsZero() {
		return
	}
	d := Difference{Date: first.date, First: first, Second: second, BP: off.DivRound(per, 4), Level: DifferenceSmall}
	switch size := off.Abs(); {
	case size.GreaterThan(limits.fail.Mul(per)):
		d.Level = DifferenceFail
		c.Failures++
	case size.GreaterThan(limits.warn.Mul(per)):
		d.Level = DifferenceWarn
		c.Warnings++
	}
	c.Differences = append(c.Differences, d)
}
