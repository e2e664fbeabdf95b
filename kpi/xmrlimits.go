package kpi

import (
	"slices"

	"github.com/shopspring/decimal"
)

// limits fills in everything of a chart whose points were taken in.
func (c *XmR) limits(s XmRSettings, like Value) {
	notKnown := func(missing string) Value { return NotKnown(like.Unit, like.Currency, missing) }
	value := func(q quotient) Value { return q.value(like.Unit, like.Currency) }
	numbers := c.ranges(s.Across, like)

	var base, ranges []decimal.Decimal
	var rangeAt []int
	for i, p := range c.Points {
		if p.Baseline {
			base = append(base, numbers[i])
		}
		if p.Baseline && p.Range.IsDefined() {
			ranges = append(ranges, p.Range.Num)
			rangeAt = append(rangeAt, i)
		}
	}
	c.Counted, c.Ranges = len(base), len(ranges)
	c.Standing = standingOf(min(c.Counted, c.Ranges+1))
	c.Centre, c.MeanRange, c.Sigma = notKnown("points"), notKnown("moving ranges"), notKnown("moving ranges")
	c.Lower, c.Upper, c.RangeLimit = notKnown("points"), notKnown("points"), notKnown("points")
	if len(base) == 0 {
		return
	}
	middle := meanOf
	if c.Form == MedianForm {
		middle = medianOf
	}
	centre := middle(base)
	c.Centre = value(centre)
	if len(ranges) == 0 {
		return
	}
	spread := middle(ranges)
	if s.CleanUp {
		spread = c.cleanUp(spread, ranges, rangeAt)
	}
	f := factorsOf(c.Form, s.NewRangeFactor)
	c.MeanRange = value(spread)
	c.Sigma = value(spread.times(f.sigma))
	if c.Standing == TooLittleData {
		return
	}
	reach, rangeLimit := spread.times(f.limit), spread.times(f.rangeLimit)
	lower, upper := centre.minus(reach), centre.plus(reach)
	c.RangeLimit = value(rangeLimit)
	c.Signals = append(signalsOf(c.marks(numbers, centre, reach)), c.rangeSignals(numbers, rangeLimit)...)
	lower, c.LowerClamped = clampQuotient(lower, s)
	upper, c.UpperClamped = clampQuotient(upper, s)
	c.Lower, c.Upper = value(lower), value(upper)
}

// ranges forms the moving ranges and returns the number of each counted point.
func (c *XmR) ranges(across bool, like Value) []decimal.Decimal {
	numbers := make([]decimal.Decimal, len(c.Points))
	before := -1
	for i := range c.Points {
		p := &c.Points[i]
		p.Range = NotKnown(like.Unit, like.Currency, "point before")
		if !p.Counted {
			if !across {
				before = -1
			}
			continue
		}
		numbers[i] = p.Value.Round(chartPlaces).Decimal
		if before >= 0 {
			p.Range = Exact(numbers[i].Sub(numbers[before]).Abs(), like.Unit, like.Currency)
		}
		before = i
	}
	return numbers
}

// cleanUp drops the ranges above 3.5 × their mean and returns the mean of the rest.
func (c *XmR) cleanUp(mean quotient, ranges []decimal.Decimal, at []int) quotient {
	most := mean.times(wholeQuotient(decimal.New(35, -1)))
	var kept []decimal.Decimal
	for i, r := range ranges {
		if wholeQuotient(r).cmp(most) > 0 {
			c.Points[at[i]].Dropped = true
			continue
		}
		kept = append(kept, r)
	}
	return meanOf(kept) // the smallest range is never above its mean
}

// marks places the counted points; reach is the distance from centre to limit.
func (c *XmR) marks(numbers []decimal.Decimal, centre, reach quotient) []chartMark {
	var out []chartMark
	for i, p := range c.Points {
		if !p.Counted {
			continue
		}
		from := wholeQuotient(numbers[i]).minus(centre)
		away := from.abs()
		out = append(out, chartMark{
			index: i, label: p.Label, side: from.num.Sign(),
			outside: away.cmp(reach) > 0,
			near:    reach.num.Sign() > 0 && away.times(wholeQuotient(decimal.New(2, 0))).cmp(reach) > 0,
		})
	}
	return out
}

// rangeSignals finds the moving ranges above their limit.
func (c *XmR) rangeSignals(numbers []decimal.Decimal, limit quotient) []Signal {
	var out []Signal
	before := -1
	for i, p := range c.Points {
		if !p.Counted {
			continue
		}
		if p.Range.IsDefined() && quotientOf(p.Range).cmp(limit) > 0 {
			side := numbers[i].Cmp(numbers[before])
			out = append(out, signalFrom(MovingRangeAbove, []chartMark{
				{index: before, label: c.Points[before].Label, side: side}, {index: i, label: p.Label},
			}))
		}
		before = i
	}
	return out
}

// chartFactors are what a mean or median range is multiplied by.
type chartFactors struct{ limit, rangeLimit, sigma quotient }

func factorsOf(form ChartForm, newRange bool) chartFactors {
	thousandths := func(n int64) quotient { return wholeQuotient(decimal.New(n, -3)) }
	overD2 := func(n int64) quotient { return quotient{decimal.New(n, 0), decimal.New(1128, -3)} }
	f := chartFactors{limit: thousandths(2660), rangeLimit: thousandths(3267), sigma: overD2(1)}
	if newRange {
		f.rangeLimit = thousandths(3268)
	}
	switch form {
	case SigmaForm:
		f.limit = overD2(3)
	case MedianForm:
		f.limit, f.rangeLimit = thousandths(3145), thousandths(3865)
		f.sigma = quotient{decimal.New(3145, -3), decimal.New(3, 0)}
	}
	return f
}

// clampQuotient brings a limit within the bounds of the KPI.
func clampQuotient(q quotient, s XmRSettings) (quotient, bool) {
	if s.AtLeast.Valid && q.cmp(wholeQuotient(s.AtLeast.Decimal)) < 0 {
		return wholeQuotient(s.AtLeast.Decimal), true
	}
	if s.AtMost.Valid && q.cmp(wholeQuotient(s.AtMost.Decimal)) > 0 {
		return wholeQuotient(s.AtMost.Decimal), true
	}
	return q, false
}

// meanOf is the exact mean of some numbers, at least one.
func meanOf(numbers []decimal.Decimal) quotient {
	var sum decimal.Decimal
	for _, n := range numbers {
		sum = sum.Add(n)
	}
	return quotient{sum, decimal.New(int64(len(numbers)), 0)}
}

// medianOf is the exact median of some numbers, at least one: the mean of the two in
// the middle where their number is even.
func medianOf(numbers []decimal.Decimal) quotient {
	sorted := slices.Clone(numbers)
	slices.SortFunc(sorted, decimal.Decimal.Cmp)
	n := len(sorted)
	return quotient{sorted[(n-1)/2].Add(sorted[n/2]), decimal.New(2, 0)}
}
