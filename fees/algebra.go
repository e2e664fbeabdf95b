package fees

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"
)

// Plus returns the sum of two curves; one that leaves the range of the kernel
// carries an *[OverflowError], as in the operations below.
func (c Curve) Plus(d Curve) Curve { return c.combine(d, "Plus", sumSegment) }

// Minus returns the difference of two curves.
func (c Curve) Minus(d Curve) Curve {
	return c.combine(d, "Minus", func(x, y segment) (segment, bool) {
		return sumSegment(x, segment{a: y.a.neg(), b: y.b.neg()})
	})
}

// Sum returns the sum of all curves; of none, the zero Curve. It is the same as
// adding one after the other, in one pass.
func Sum(curves ...Curve) Curve { return Net(curves, nil) }

// Net returns the sum of what comes in less the sum of what goes out, in one
// pass.
func Net(in, out []Curve) Curve {
	n := 1
	for _, curves := range [2][]Curve{in, out} {
		for i := range curves {
			if curves[i].err != nil {
				return curves[i]
			}
			n += len(curves[i].segs)
		}
	}
	// Each segment changes the line of the sum where it starts, by its
	// difference to the segment before it. Sorted by start, the changes add up
	// to the sum.
	var room [32]segment // for the curves of a unit
	changes := room[:1]
	if n > len(room) {
		changes = make([]segment, 1, n)
	}
	ok := true
	for i := range in {
		changes, ok = in[i].changes(changes, false, ok)
	}
	for i := range out {
		changes, ok = out[i].changes(changes, true, ok)
	}
	slices.SortFunc(changes[1:], func(x, y segment) int { return cmp.Compare(x.from, y.from) })
	sums := changes[:1] // never overtakes the changes it is built from
	for _, change := range changes[1:] {
		sum, fits := sumSegment(sums[len(sums)-1], change)
		ok = ok && fits
		sum.from = change.from
		switch last := &sums[len(sums)-1]; {
		case last.from == sum.from:
			*last = sum
		case last.a != sum.a || last.b != sum.b:
			sums = append(sums, sum)
		}
	}
	if !ok {
		return Curve{err: &OverflowError{Op: "Sum"}}
	}
	return Curve{segs: slices.Clone(sums)}
}

// changes adds to the list how the line of the curve changes at each of its
// segments, the opposite when negative. The changes at 0 go into the first of
// the list. Ok stays false once something did not fit.
func (c *Curve) changes(list []segment, negative, ok bool) ([]segment, bool) {
	for i, s := range c.segs {
		if i > 0 {
			before := &c.segs[i-1]
			change, fits := sumSegment(s, segment{a: before.a.neg(), b: before.b.neg()})
			change.from = s.from
			s, ok = change, ok && fits
		}
		if negative {
			s.a, s.b = s.a.neg(), s.b.neg()
		}
		if s.from > 0 {
			list = append(list, s)
			continue
		}
		var fits bool
		list[0], fits = sumSegment(list[0], s)
		ok = ok && fits
	}
	return list, ok
}

func sumSegment(x, y segment) (segment, bool) {
	a, okA := x.a.add(y.a)
	b, okB := x.b.add(y.b)
	return segment{a: a, b: b}, okA && okB && within(a, limitAmount) && within(b, limitRate)
}

// combine walks both curves and merges each pair of overlapping segments.
func (c Curve) combine(d Curve, op string, merge func(x, y segment) (segment, bool)) Curve {
	if c.err != nil {
		return c
	}
	if d.err != nil {
		return d
	}
	if len(d.segs) == 0 {
		return c
	}
	xs, ys := c.pieces(), d.pieces()
	out := make([]segment, 0, len(xs)+len(ys)-1)
	for i, j, from := 0, 0, int64(0); ; {
		s, ok := merge(xs[i], ys[j])
		if !ok {
			return Curve{err: &OverflowError{Op: op}}
		}
		s.from = from
		out = appendSegment(out, s)
		endX, endY := end(xs, i), end(ys, j)
		from = min(endX, endY) + 1
		if from > maxUnits {
			return Curve{segs: out}
		}
		if endX < from {
			i++
		}
		if endY < from {
			j++
		}
	}
}

// appendSegment adds s unless it only continues the segment before it.
func appendSegment(segs []segment, s segment) []segment {
	if n := len(segs); n > 0 && segs[n-1].a == s.a && segs[n-1].b == s.b {
		return segs
	}
	return append(segs, s)
}

// AtLeast returns the Curve that charges c, but never less than least.
func (c Curve) AtLeast(least decimal.Decimal) Curve { return c.Max(Flat(least)) }

// AtMost returns the Curve that charges c, but never more than most.
func (c Curve) AtMost(most decimal.Decimal) Curve { return c.Min(Flat(most)) }

// Max returns the larger of two curves at every price.
func (c Curve) Max(d Curve) Curve { return c.extreme(d, 1) }

// Min returns the smaller of two curves at every price.
func (c Curve) Min(d Curve) Curve { return c.extreme(d, -1) }

// extreme returns the larger (sign 1) or smaller (sign -1) of two curves. It
// walks the price ranges on which both are one line and splits each where the
// lines cross.
func (c Curve) extreme(d Curve, sign int) Curve {
	if c.err != nil {
		return c
	}
	if d.err != nil {
		return d
	}
	xs, ys := c.pieces(), d.pieces()
	out := make([]segment, 0, len(xs)+len(ys)) // more only where lines cross often
	for i, j, from := 0, 0, int64(0); from <= maxUnits; {
		last := min(end(xs, i), end(ys, j))
		x, y := xs[i], ys[j]
		witness, second := crossing(x, y, from, last)
		out = appendSegment(out, pick(x, y, from, witness, sign))
		if second <= last {
			out = appendSegment(out, pick(x, y, second, last, sign))
		}
		if last == end(xs, i) {
			i++
		}
		if last == end(ys, j) {
			j++
		}
		from = last + 1
	}
	return Curve{segs: out}
}

// pick returns x or y, whichever is the extreme one at the price at, as a
// segment that starts at from.
func pick(x, y segment, from, at int64, sign int) segment {
	chosen := x
	if x.eval(at).cmp(y.eval(at))*sign < 0 {
		chosen = y
	}
	chosen.from = from
	return chosen
}

// crossing splits from..last where two lines cross. Before second their order
// is the one seen at the price witness; from second on it is the one seen at
// last. When they do not cross inside, second is above last.
func crossing(x, y segment, from, last int64) (witness, second int64) {
	var diff segment
	diff.a, _ = x.a.add(y.a.neg())
	diff.b, _ = x.b.add(y.b.neg())
	lo, hi := diff.eval(from), diff.eval(last)
	switch {
	case lo.sign() == 0:
		return last, last + 1
	case hi.sign() == 0 || lo.sign() == hi.sign():
		return from, last + 1
	}
	return from, from + divCeil(lo.magnitude(), diff.b.magnitude())
}

// RoundFlat returns the Curve with every level piece rounded half away from
// zero to the given decimals (0 to 4). Where a charge does not depend on the
// price, what will be billed is known beforehand; sloped pieces stay exact.
func (c Curve) RoundFlat(places int) Curve {
	if c.err != nil {
		return c
	}
	if _, err := gridStep(places); err != nil {
		return Curve{err: err}
	}
	changes := func(s segment) bool { return s.b.sign() == 0 && roundTo(s.a, places) != s.a }
	if !slices.ContainsFunc(c.segs, changes) {
		return c
	}
	out := make([]segment, 0, len(c.segs))
	for _, s := range c.segs {
		if s.b.sign() == 0 {
			s.a = roundTo(s.a, places)
		}
		out = appendSegment(out, s)
	}
	return Curve{segs: out}
}
