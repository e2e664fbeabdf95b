package freight

import (
	"slices"

	"github.com/shopspring/decimal"
)

// A piecewise is an exact number for every volume in whole litres, from 1 to last:
// linear between its pieces. It is to fees.Curve what a ratio is to a decimal: it holds
// quotients, such as a weight per cubic metre over the ratio of a forwarder, that a
// Curve would have to round.
type piecewise struct {
	pieces []piece // the first from litre 1 on
	last   int64
}

// A piece is base + slope × litres, from a litre on.
type piece struct {
	from        int64
	base, slope ratio
}

func (p piece) at(litre int64) ratio { return p.base.plus(p.slope.times(decimal.NewFromInt(litre))) }

// litre is a litre in cubic metres.
var litre = decimal.New(1, -litrePlaces)

var litresPerM3 = decimal.NewFromInt(1000)

// litrePlaces is the grid of the volumes, in decimals of a cubic metre.
const litrePlaces = 3

// constant is the same number at every volume.
func constant(value ratio, last int64) piecewise {
	return piecewise{[]piece{{from: 1, base: value}}, last}
}

// proportional is a number per cubic metre.
func proportional(perM3 ratio, last int64) piecewise {
	return piecewise{[]piece{{from: 1, slope: perM3.times(litre)}}, last}
}

// stepped is the number of started steps of so many cubic metres, times value.
func stepped(step ratio, value decimal.Decimal, last int64) piecewise {
	out := piecewise{last: last}
	litres := step.times(litresPerM3)
	for from := int64(1); from <= last; {
		n := exactly(decimal.NewFromInt(from)).divided(litres).steps(one)
		out.pieces = append(out.pieces, piece{from: from, base: exactly(n.Mul(value))})
		from = litres.times(n).floorAt(last) + 1
	}
	return out
}

// end is the last litre of a piece.
func (p piecewise) end(i int) int64 {
	if i+1 < len(p.pieces) {
		return p.pieces[i+1].from - 1
	}
	return p.last
}

// plus adds two of the same range.
func (p piecewise) plus(q piecewise) piecewise {
	out := piecewise{last: p.last}
	for i, j, from := 0, 0, int64(1); from <= p.last; {
		x, y := p.pieces[i], q.pieces[j]
		out.pieces = append(out.pieces, piece{from, x.base.plus(y.base), x.slope.plus(y.slope)})
		endX, endY := p.end(i), q.end(j)
		from = min(endX, endY) + 1
		if endX < from {
			i++
		}
		if endY < from {
			j++
		}
	}
	return out
}

// times multiplies by a number.
func (p piecewise) times(k ratio) piecewise {
	out := piecewise{last: p.last, pieces: make([]piece, len(p.pieces))}
	for i, x := range p.pieces {
		out.pieces[i] = piece{x.from, x.base.by(k), x.slope.by(k)}
	}
	return out
}

// cut replaces every piece. Before, it is split where it reaches or leaves one of the
// values, so that all of what f is given is on one side of each: at least the value, or
// below it. First is the number at the first litre.
func (p piecewise) cut(values []ratio, f func(first ratio, x piece) piece) piecewise {
	out := piecewise{last: p.last}
	for i, x := range p.pieces {
		starts := []int64{x.from}
		for _, v := range values {
			if at := x.crosses(v, p.end(i)); at > x.from {
				starts = append(starts, at)
			}
		}
		slices.Sort(starts)
		for _, from := range slices.Compact(starts) {
			x.from = from
			y := f(x.at(from), x)
			y.from = from
			out.pieces = append(out.pieces, y)
		}
	}
	return out
}

// crosses returns the first litre, up to end, at which the piece is on another side of
// a value than at its start; 0 when there is none.
func (x piece) crosses(v ratio, end int64) int64 {
	if x.slope.sign() == 0 || (x.at(x.from).cmp(v) >= 0) == (x.at(end).cmp(v) >= 0) {
		return 0
	}
	if x.slope.sign() > 0 { // the first at which it is at least v
		return v.minus(x.base).divided(x.slope).steps(one).IntPart()
	}
	// The first at which it is below v.
	return x.base.minus(v).divided(x.slope.times(minusOne)).floorAt(end) + 1
}

var minusOne = decimal.NewFromInt(-1)

// atLeast and atMost bound the number.
func (p piecewise) atLeast(least ratio) piecewise {
	return p.cut([]ratio{least}, func(first ratio, x piece) piece {
		if first.cmp(least) < 0 {
			return piece{base: least}
		}
		return x
	})
}

func (p piecewise) atMost(most ratio) piecewise {
	return p.cut([]ratio{most}, func(first ratio, x piece) piece {
		if first.cmp(most) >= 0 {
			return piece{base: most}
		}
		return x
	})
}

// notNegative returns the runs of litres at which the number is 0 or more.
func (p piecewise) notNegative() []VolumeSpan {
	split := p.cut([]ratio{{}}, func(_ ratio, x piece) piece { return x })
	var runs [][2]int64
	for i, x := range split.pieces {
		if x.at(x.from).sign() < 0 {
			continue
		}
		if n := len(runs); n > 0 && runs[n-1][1] == x.from-1 {
			runs[n-1][1] = split.end(i)
			continue
		}
		runs = append(runs, [2]int64{x.from, split.end(i)})
	}
	var spans []VolumeSpan
	for _, r := range runs {
		spans = append(spans, VolumeSpan{decimal.New(r[0], -litrePlaces), decimal.New(r[1], -litrePlaces)})
	}
	return spans
}
