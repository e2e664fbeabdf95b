package forecast

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// An effectScale carries demand to the scale of effects and back.
type effectScale struct {
	log   bool
	shift float64 // added before the logarithm
	unit  float64 // the mean size of the values, by which they are divided; 0 where all are 0
}

func newEffectScale(s Series, x []float64, additive bool) effectScale {
	out := effectScale{log: !s.Signed && !additive}
	sum, count, least, zeros := 0.0, 0.0, math.Inf(1), false
	for _, v := range x {
		sum += math.Abs(v)
		count++
		if v > 0 {
			least = min(least, v)
		} else {
			zeros = true
		}
	}
	if sum == 0 {
		return out
	}
	out.unit = sum / count
	if out.log && (zeros || least < out.unit/1000) {
		// the logarithm of a value far below the mean would weigh more than all the rest
		out.shift = min(max(least/2, out.unit/100), out.unit)
	}
	return out
}

func (c effectScale) all(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		if c.unit == 0 {
			return out
		}
		if c.log {
			out[i] = math.Log((v + c.shift) / c.unit)
		} else {
			out[i] = v / c.unit
		}
	}
	return out
}

// back returns a value on the scale of demand.
func (c effectScale) back(v float64) float64 {
	if !c.log || c.unit == 0 {
		return v * c.unit
	}
	out := math.Exp(v)*c.unit - c.shift
	if c.shift > 0 && math.Abs(out) < 1e-12*c.unit { // what rounding leaves of 0
		return 0
	}
	return out
}

// An effectFit holds coefficients.
type effectFit struct {
	beta, se  []float64
	center    float64 // of the values in use, by which the rest is moved to about 0
	low, high float64 // the least and the largest effect, with a margin
	rho       float64
	rows      int // steps that were used
	unseen    int // columns that never varied in them
	explained float64
}

// effect returns the sum of the effects of a row, held within the bounds.
func (f *effectFit) effect(row []float64) float64 {
	sum := 0.0
	for j, b := range f.beta {
		sum += b * row[j]
	}
	return min(max(sum, f.low), f.high)
}

// params lists each coefficient, and after it its standard error.
func (f *effectFit) params(d *effectDesign) []Param {
	var out []Param
	for j, c := range d.columns {
		out = append(out, Param{c.name, f.beta[j]}, Param{"se(" + c.name + ")", f.se[j]})
	}
	return out
}

// fitEffects fits the coefficients of a design to y in the steps in use.
func fitEffects(d *effectDesign, y []float64, used []bool, prior float64, scaled bool) effectFit {
	k := len(d.columns)
	fit := effectFit{beta: make([]float64, k), se: make([]float64, k)}
	var steps []int
	for i, u := range used {
		if u {
			steps = append(steps, i)
		}
	}
	fit.rows = len(steps)
	if fit.rows == 0 {
		return fit
	}
	n := len(steps)
	x := make([]float64, n*k)
	v := make([]float64, n)
	mean, sd := make([]float64, k), make([]float64, k)
	for r, i := range steps {
		d.row(i, x[r*k:(r+1)*k])
		v[r] = y[i]
		fit.center += y[i] / float64(n)
		for j := range k {
			mean[j] += x[r*k+j] / float64(n)
		}
	}
	spread := 0.0
	for r := range n {
		v[r] -= fit.center
		spread += v[r] * v[r]
		for j := range k {
			x[r*k+j] -= mean[j]
			sd[j] += x[r*k+j] * x[r*k+j]
		}
	}
	var active []int
	for j := range k {
		sd[j] = math.Sqrt(sd[j] / float64(n))
		if sd[j] > 1e-9*(math.Abs(mean[j])+1e-300) && sd[j] > 0 {
			active = append(active, j)
		}
	}
	fit.unseen = k - len(active)
	if n < 3 || spread == 0 {
		fit.unseen = k
		return fit
	}
	unit := 1.0
	if scaled {
		unit = math.Sqrt(spread / float64(n))
	}
	precision := make([]float64, len(active)) // of the prior, for columns of standard deviation 1
	for a, j := range active {
		tau := 1.0
		switch d.columns[j].kind {
		case effectLog:
			tau = 2 * sd[j]
		case effectEvent:
			tau = 0.7 * sd[j]
		case effectWave:
			tau = 0.5 * sd[j]
		}
		tau *= unit
		precision[a] = prior / (tau * tau)
	}
	ar1LeastSquares(&fit, x, v, steps, k, active, sd, precision)
	// what the effects did in the history bounds what they may do
	moved := 0.0
	for j := range k {
		moved += fit.beta[j] * mean[j]
	}
	rest, sum := 0.0, make([]float64, n)
	low, high := math.Inf(1), math.Inf(-1)
	for r := range n {
		for j := range k {
			sum[r] += fit.beta[j] * x[r*k+j]
		}
		low, high = min(low, sum[r]), max(high, sum[r])
		rest += (v[r] - sum[r]) * (v[r] - sum[r])
	}
	margin := 3 * unit
	fit.low, fit.high = moved+low-margin, moved+high+margin
	fit.explained = max(0, 1-rest/spread)
	return fit
}

// ar1LeastSquares fits the active columns of x, n rows of k, to v by ridge with AR(1)
// errors.
func ar1LeastSquares(fit *effectFit, x, v []float64, steps []int, k int, active []int, sd, precision []float64) {
	n, p := len(v), len(active)+1 // and the level
	s2 := 0.0
	for _, e := range v {
		s2 += e * e / float64(n)
	}
	floor := 1e-8 * s2
	rows, rhs := make([]float64, n*p), make([]float64, n)
	const rounds = 4
	for round := range rounds {
		rho := fit.rho
		for r := range n {
			next := r > 0 && steps[r] == steps[r-1]+1
			here, before := math.Sqrt(1-rho*rho), 0.0
			if next {
				here, before = 1, rho
			}
			out := rows[r*p : (r+1)*p]
			for a, j := range active {
				w := here * x[r*k+j]
				if next {
					w -= before * x[(r-1)*k+j]
				}
				out[a] = w / sd[j]
			}
			out[p-1] = here - before
			rhs[r] = here * v[r]
			if next {
				rhs[r] -= before * v[r-1]
			}
		}
		gram, cross := make([]float64, p*p), make([]float64, p)
		for r := range n {
			row := rows[r*p : (r+1)*p]
			for a, w := range row {
				if w == 0 {
					continue
				}
				for b := 0; b <= a; b++ {
					gram[a*p+b] += w * row[b]
				}
				cross[a] += w * rhs[r]
			}
		}
		for a := range active {
			gram[a*p+a] += s2 * precision[a]
		}
		num.Cholesky(gram, p)
		b := num.CholeskySolve(gram, cross, p)
		sse, same, lag := 0.0, 0.0, 0.0
		last := 0.0
		for r := range n {
			row := rows[r*p : (r+1)*p]
			e, u := rhs[r], v[r]-b[p-1]
			for a, w := range row {
				e -= w * b[a]
			}
			for a, j := range active {
				u -= b[a] * x[r*k+j] / sd[j]
			}
			sse += e * e
			if r > 0 && steps[r] == steps[r-1]+1 {
				lag += u * last
				same += last * last
			}
			last = u
		}
		s2 = max(sse/math.Max(1, float64(n-1)), floor)
		if round == rounds-1 || p == 1 {
			variance := num.CholeskyInverseDiagonal(gram, p)
			for a, j := range active {
				fit.beta[j] = b[a] / sd[j]
				fit.se[j] = math.Sqrt(s2*variance[a]) / sd[j]
			}
			return
		}
		fit.rho = 0
		if same > 0 {
			fit.rho = min(max(lag/same, -0.9), 0.95)
		}
	}
}
