package forecast

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
)

// arimaFitted is the engine of a fitted ARIMA.
type arimaFitted struct {
	y, w     []float64 // the scaled history, its differences less their mean
	phi, th  []float64
	delta    []float64
	all      []float64 // autoregression and differences in one
	tail     []float64 // what past errors add to the next steps
	mean     float64   // of w
	sigma    float64
	scale    float64
	log      bool
	residual []float64
}

// engine returns the engine of k.
func (k *arimaWork) engine(y []float64, scale float64, log bool) *arimaFitted {
	n, q := len(k.w), len(k.th)
	f := &arimaFitted{y: y, phi: k.phi, th: k.th, delta: arimaDelta(k.o, k.m), scale: scale, log: log, mean: k.beta * k.one}
	f.w, f.residual, f.tail = make([]float64, n), make([]float64, n), make([]float64, q)
	for i, v := range k.w {
		f.w[i] = v - f.mean
		f.residual[i] = k.e[i] - k.beta*k.u[i]
	}
	for i := range q {
		lo := k.first(n + i)
		for j, c := range k.row(n + i) {
			if lo+j < n {
				f.tail[i] += c * f.residual[lo+j]
			}
		}
	}
	f.sigma = math.Sqrt(k.s / math.Max(1, float64(n-k.parameters()+1)))
	p, d := len(f.phi), len(f.delta)
	f.all = make([]float64, p+d)
	copy(f.all, f.phi)
	for j, c := range f.delta {
		f.all[j] += c
		for i, a := range f.phi {
			f.all[i+j+1] -= a * c
		}
	}
	return f
}

// scaled returns the forecasts of y.
func (f *arimaFitted) scaled(h int) []float64 {
	r := max(len(f.phi), len(f.th))
	n, d := len(f.w), len(f.delta)
	back := min(n, len(f.phi))
	w := append(slices.Clone(f.w[n-back:]), make([]float64, h)...)
	y := append(slices.Clone(f.y[len(f.y)-d:]), make([]float64, h)...)
	for j := range h {
		v := 0.0
		if n+j >= r {
			for i, c := range f.phi {
				v += c * w[back+j-1-i]
			}
		}
		if j < len(f.tail) {
			v += f.tail[j]
		}
		w[back+j] = v
		v += f.mean
		for i, c := range f.delta {
			v += c * y[d+j-1-i]
		}
		y[d+j] = v
	}
	return y[d:]
}

// values turns scaled figures into values.
func (f *arimaFitted) values(z []float64) []float64 {
	for j, v := range z {
		if f.log {
			z[j] = math.Exp(v)
		}
		z[j] *= f.scale
	}
	return z
}

func (f *arimaFitted) point(h int) []float64 { return f.values(f.scaled(h)) }

// spread works out the weights psi of past errors.
func (f *arimaFitted) spread(h int) []float64 {
	if f.log {
		return nil
	}
	psi, out := make([]float64, h), make([]float64, h)
	sum := 0.0
	for j := range psi {
		v := 0.0
		if j == 0 {
			v = 1
		} else if j <= len(f.th) {
			v = f.th[j-1]
		}
		for i := 0; i < min(j, len(f.all)); i++ {
			v += f.all[i] * psi[j-1-i]
		}
		psi[j] = v
		sum += v * v
		out[j] = f.sigma * f.scale * math.Sqrt(sum)
	}
	return out
}

func (f *arimaFitted) path(r *rand.Rand, out []float64) { f.sampler(len(out))(r, out) }

func (f *arimaFitted) sampler(h int) func(r *rand.Rand, out []float64) {
	point := f.scaled(h)
	return func(r *rand.Rand, out []float64) {
		shocks, off := make([]float64, h), make([]float64, h)
		for j := range out {
			shocks[j] = f.sigma * r.NormFloat64()
			v := shocks[j]
			for i := 0; i < min(j, len(f.th)); i++ {
				v += f.th[i] * shocks[j-1-i]
			}
			for i := 0; i < min(j, len(f.all)); i++ {
				v += f.all[i] * off[j-1-i]
			}
			off[j] = v
			out[j] = point[j] + v
		}
		f.values(out)
	}
}

// points returns the forecasts of the history, each from the steps before it.
func (f *arimaFitted) points() []float64 {
	out := make([]float64, len(f.y))
	lost := len(f.y) - len(f.w)
	for t := range out {
		out[t] = math.NaN()
		if t >= lost {
			out[t] = f.y[t] - f.residual[t-lost]
		}
	}
	return f.values(out)
}

// arimaLog is a fitted ARIMA of logarithms: its quantiles are the powers of e of those
// of the logarithms.
type arimaLog struct {
	*fitted
	engine *arimaFitted
}

// Forecast returns the next h steps; see [Fitted].
func (f arimaLog) Forecast(h int, levels ...float64) (Forecast, error) {
	out, err := f.fitted.Forecast(h)
	if err != nil || checkHorizon(h, levels) != nil {
		return Forecast{}, errors.Join(err, checkHorizon(h, levels))
	}
	linear := *f.engine
	linear.log, linear.scale = false, 1
	out.Levels = slices.Clone(levels)
	if len(levels) > 0 {
		out.Quantiles = normalQuantiles(linear.point(h), linear.spread(h), levels)
	}
	for _, q := range out.Quantiles {
		f.cut(f.engine.values(q))
	}
	return out, nil
}
