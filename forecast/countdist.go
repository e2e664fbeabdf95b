package forecast

import (
	"math"
	"math/rand/v2"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// A countModel says how the demand of the steps to come is distributed. Demand comes
// in lumps, which are orders of one or more units: their number in a step is Poisson
// distributed, their sizes are gamma distributed and rounded to whole units. The rate
// of the lumps is not known for sure and is the same for all steps of one path, as in
// the steady-state model for counts (Snyder, Ord and Beaumont 2012): it is the
// expected one times a gamma variable of mean 1. The number of lumps in any number of
// steps is then negative binomial, and the total of those steps a compound of it,
// whose chances the recursion of Panjer (1981) gives exactly.
type countModel struct {
	mean   float64   // expected demand of a step
	lumps  float64   // expected lumps of a step; 0 where there is no demand
	spread float64   // variance of a lump's size over the square of its mean
	wobble float64   // variance of the common rate over the square of its mean
	unit   float64   // demand comes in multiples of this; 0 where it does not
	season []float64 // factors of the steps to come, in turn; nil for 1
}

// countCells bounds the cells in which a distribution is computed.
const countCells = 512

// factor returns the seasonal factor of step j ahead, counted from 0.
func (m *countModel) factor(j int) float64 {
	if len(m.season) == 0 {
		return 1
	}
	return m.season[j%len(m.season)]
}

// steps returns how many steps of the expected demand h steps make up.
func (m *countModel) steps(h int) float64 {
	if len(m.season) == 0 {
		return float64(h)
	}
	cycle, sum := 0.0, 0.0
	for j, f := range m.season {
		cycle += f
		if j < h%len(m.season) {
			sum += f
		}
	}
	return sum + float64(h/len(m.season))*cycle
}

// quantiles appends to out the quantiles of the demand of so many steps of the
// expected demand.
func (m *countModel) quantiles(out []float64, steps float64, levels []float64) []float64 {
	if !(m.mean > 0) || !(steps > 0) || !(m.lumps > 0) {
		return append(out, make([]float64, len(levels))...)
	}
	total, count := m.mean*steps, m.lumps*steps
	size := m.mean / m.lumps
	sd := math.Sqrt(total*size*(1+m.spread) + m.wobble*total*total)
	top := 0.5
	for _, l := range levels {
		top = math.Max(top, l)
	}
	most := total + sd*(4-math.Log1p(-top)*math.Max(1, math.Sqrt(m.wobble)))
	cell := m.unit
	whole := cell > 0 && most/cell <= countCells
	if !whole {
		cell = most / countCells
	}
	zero := -count // logarithm of the chance of no lump
	if m.wobble > 1e-9 {
		zero = -math.Log1p(count*m.wobble) / m.wobble
	}
	if zero < -600 || size/cell < 0.5 {
		// So many lumps that their total is gamma distributed.
		shape := total / sd * (total / sd)
		for _, l := range levels {
			q := num.GammaQuantile(shape, l) * (total / shape)
			if shape > 1e12 {
				q = total + sd*num.NormQuantile(l)
			}
			out = append(out, m.round(q))
		}
		return out
	}
	var f, g [countCells + 1]float64
	top1, mean := countSizes(f[:], size/cell, m.spread)
	count = total / cell / mean
	a, b := 0.0, count
	g[0] = math.Exp(-count)
	if m.wobble > 1e-9 {
		beta := count * m.wobble
		a = beta / (1 + beta)
		b = (1/m.wobble - 1) * a
		g[0] = math.Exp(-math.Log1p(beta) / m.wobble)
	}
	for k := 1; k <= countCells; k++ {
		sum, slope := 0.0, b/float64(k)
		for j := 1; j <= min(k, top1); j++ {
			sum += (a + slope*float64(j)) * f[j] * g[k-j]
		}
		g[k] = sum
	}
	for k := 1; k <= countCells; k++ {
		g[k] += g[k-1]
	}
	for _, l := range levels {
		k := 0
		for k < countCells && g[k] < l {
			k++
		}
		at := float64(k)
		if !whole && k > 0 && g[k] > g[k-1] {
			at = float64(k-1) + math.Max(0, math.Min(1, (l-g[k-1])/(g[k]-g[k-1])))
		}
		out = append(out, m.round(at*cell))
	}
	return out
}

// round rounds up to the unit, so that a quantile is a demand that can be.
func (m *countModel) round(v float64) float64 {
	if m.unit > 0 && v/m.unit < 1e9 {
		return math.Ceil(v/m.unit-1e-9) * m.unit
	}
	return v
}

// countSizes fills f[1:] with the chances of a lump of so many cells, and returns the
// last one that counts and the mean.
func countSizes(f []float64, mean, spread float64) (top int, average float64) {
	last := len(f) - 1
	if sd := mean * math.Sqrt(spread); sd < 0.05 {
		lo := math.Max(1, math.Floor(mean))
		k := min(int(lo), last)
		part := math.Max(0, mean-lo)
		f[k] = 1 - part
		if k < last {
			f[k+1] = part
			k++
		}
		return k, math.Max(1, mean)
	}
	shape, scale := 1/spread, mean*spread
	before, sum := 0.0, 0.0
	for k := 1; k <= last; k++ {
		upTo := 1.0
		if k < last {
			upTo = num.GammaCDF(shape, (float64(k)+0.5)/scale)
		}
		f[k] = upTo - before
		before = upTo
		sum += float64(k) * f[k]
		if 1-upTo < 1e-9 {
			return k, sum
		}
	}
	return last, sum
}

// drawer returns a function that fills out with one sample path. Sizes are rounded to
// units as in [countModel.quantiles], and there are as many fewer lumps as that makes
// them larger.
func (m *countModel) drawer() func(r *rand.Rand, out []float64) {
	if !(m.mean > 0) || !(m.lumps > 0) {
		return func(_ *rand.Rand, out []float64) { clear(out) }
	}
	size := m.mean / m.lumps
	mean := size // of a lump, rounded
	if m.unit > 0 && size/m.unit < countCells/4 {
		var f [countCells + 1]float64
		_, mean = countSizes(f[:], size/m.unit, m.spread)
		mean *= m.unit
	}
	even := math.Sqrt(m.spread)*size < 0.05*m.unit || m.spread < 1e-6
	return func(r *rand.Rand, out []float64) {
		rate := m.mean / mean
		if m.wobble > 1e-9 {
			rate *= num.GammaRand(r, 1/m.wobble) * m.wobble
		}
		for j := range out {
			n, v := num.PoissonRand(r, rate*m.factor(j)), 0.0
			switch {
			case n == 0:
			case even:
				if v = n * mean; m.unit > 0 {
					v = math.Floor(v/m.unit+r.Float64()) * m.unit
				}
			case n <= 8 && m.unit > 0:
				for range int(n) {
					one := num.GammaRand(r, 1/m.spread) * m.spread * size
					v += math.Max(1, math.Floor(one/m.unit+0.5)) * m.unit
				}
			default:
				v = num.GammaRand(r, n/m.spread) * m.spread * mean
				if m.unit > 0 {
					v = math.Max(1, math.Floor(v/m.unit+0.5)) * m.unit
				}
			}
			out[j] = v
		}
	}
}

// countUnit returns the largest figure of which all values are multiples, to within
// rounding, and 0 where they have none that is worth a lattice.
func countUnit(x []float64) float64 {
	unit, most := 0.0, 0.0
	for _, v := range x {
		most = math.Max(most, v)
	}
	for _, v := range x {
		if v <= 0 {
			continue
		}
		a, b := v, unit
		for b > 1e-7*most {
			a, b = b, math.Mod(a, b)
			if a-b < 1e-7*most { // a remainder that rounding made
				b = 0
			}
		}
		unit = a
		if unit < 1e-6*most {
			return 0
		}
	}
	return unit
}
