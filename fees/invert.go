package fees

import "math"

// A Span is a run of prices, in minor units, both ends inclusive.
type Span struct {
	From int64
	To   int64
	// Open says that the run goes on to the highest price a [Curve] knows: it
	// has no upper end of its own. To is then that highest price.
	Open bool
}

// NonNegative returns the prices at which the Curve is 0 or more: maximal runs
// of prices on the grid of 10^-places, from one minor unit upwards, in rising
// order. It is exact at every price of the grid: on each linear piece the zero
// is found by one integer division. Places is 0 to 4.
//
// A Curve that carries an error and places out of range give the error.
func (c Curve) NonNegative(places int) ([]Span, error) {
	step, err := c.grid(places)
	if err != nil {
		return nil, err
	}
	var out []Span
	segs := c.pieces()
	for i := range segs {
		s := &segs[i]
		lo, hi, some := gridRange(s.from, end(segs, i), step)
		if !some {
			continue
		}
		lo, hi = nonNegative(s, lo, hi, step)
		if lo <= hi {
			out = appendSpan(out, lo, hi, maxUnits/step)
		}
	}
	return out, nil
}

// nonNegative narrows the grid prices lo..hi of one piece to those at which it
// is 0 or more; lo > hi means none.
func nonNegative(s *segment, lo, hi, step int64) (int64, int64) {
	first, last := s.eval(lo*step), s.eval(hi*step)
	switch {
	case first.sign() >= 0 && last.sign() >= 0:
		return lo, hi
	case first.sign() < 0 && last.sign() < 0:
		return lo, lo - 1
	}
	perStep, _ := s.b.magnitude().mul(step)
	if first.sign() < 0 { // rising
		return lo + divCeil(first.magnitude(), perStep), hi
	}
	return lo, lo + divFloor(first, perStep)
}

// A Dip is a run of prices at which the Curve is below what it already reached
// at a lower price.
type Dip struct {
	Span
	// Below is the lower price that is better than every price of the run, in
	// minor units, the lowest when several are equally good; BelowAmount is the
	// amount there.
	Below       int64
	BelowAmount Amount
	// Worst is the price of the run with the lowest amount, WorstAmount.
	Worst       int64
	WorstAmount Amount
}

// Dips returns every run of prices, on the grid of 10^-places from one minor
// unit upwards, at which the Curve is strictly below its value at some lower
// price. Of a profit curve these are the dead zones: each price in them earns
// less than the cheaper price Below. Runs come in rising order and do not touch.
// Places is 0 to 4; errors are those of
// [Curve.NonNegative].
func (c Curve) Dips(places int) ([]Dip, error) {
	step, err := c.grid(places)
	if err != nil {
		return nil, err
	}
	var out []Dip
	var peak int64
	best := int128{hi: math.MinInt64} // below every amount
	segs := c.pieces()
	for i := range segs {
		s := &segs[i]
		lo, hi, some := gridRange(s.from, end(segs, i), step)
		if !some {
			continue
		}
		first, last := s.eval(lo*step), s.eval(hi*step)
		if first.cmp(best) > 0 {
			best, peak = first, lo
		}
		// The prices of the piece that are below best are one run: its start
		// when it rises, its end when it falls.
		from, to := lo, hi
		if s.b.sign() >= 0 {
			if last.cmp(best) >= 0 {
				short, _ := best.add(first.neg())
				perStep, _ := s.b.mul(step)
				to = lo - 1
				if short.sign() > 0 {
					to += divCeil(short, perStep)
				}
			}
		} else if first.cmp(best) == 0 {
			from++
		}
		if from <= to {
			worst := from
			if s.b.sign() < 0 {
				worst = to
			}
			out = appendDip(out, Dip{
				Span:  Span{From: from, To: to, Open: to == maxUnits/step},
				Below: peak, BelowAmount: Amount{best},
				Worst: worst, WorstAmount: Amount{s.eval(worst * step)},
			})
		}
		if last.cmp(best) > 0 {
			best, peak = last, hi
		}
	}
	return out, nil
}

// Highest returns the price on the grid at which the Curve is highest, the
// lowest such price when there are several, and the amount there.
func (c Curve) Highest(places int) (price int64, amount Amount, err error) {
	step, err := c.grid(places)
	if err != nil {
		return 0, Amount{}, err
	}
	best := int128{hi: math.MinInt64}
	segs := c.pieces()
	for i := range segs {
		lo, hi, some := gridRange(segs[i].from, end(segs, i), step)
		if !some {
			continue
		}
		for _, k := range [2]int64{lo, hi} {
			if v := segs[i].eval(k * step); v.cmp(best) > 0 {
				best, price = v, k
			}
		}
	}
	return price, Amount{best}, nil
}

func (c Curve) grid(places int) (step int64, err error) {
	if c.err != nil {
		return 0, c.err
	}
	return gridStep(places)
}

// gridRange returns the first and last grid price, in steps, of the price units
// from..last, leaving out the price 0, and whether there is any.
func gridRange(from, last, step int64) (lo, hi int64, some bool) {
	lo = max((from+step-1)/step, 1)
	hi = last / step
	return lo, hi, lo <= hi
}

// appendSpan adds lo..hi, joined to the span before it when they touch.
func appendSpan(spans []Span, lo, hi, highest int64) []Span {
	if n := len(spans); n > 0 && spans[n-1].To == lo-1 {
		spans[n-1].To, spans[n-1].Open = hi, hi == highest
		return spans
	}
	return append(spans, Span{From: lo, To: hi, Open: hi == highest})
}

// appendDip adds d, joined to the dip before it when they touch: between them is
// no price that could have been a new peak.
func appendDip(dips []Dip, d Dip) []Dip {
	n := len(dips)
	if n == 0 || dips[n-1].To != d.From-1 {
		return append(dips, d)
	}
	before := &dips[n-1]
	before.To, before.Open = d.To, d.Open
	if d.WorstAmount.Cmp(before.WorstAmount) < 0 {
		before.Worst, before.WorstAmount = d.Worst, d.WorstAmount
	}
	return dips
}
