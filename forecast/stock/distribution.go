package stock

import (
	"fmt"
	"math"
	"slices"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// A Distribution is how demand over a time is distributed: [Normal], [Gamma],
// [Poisson], [NegativeBinomial] or [Empirical].
type Distribution interface {
	// Check reports what is wrong with the parameters. The other methods take
	// parameters that it accepts.
	Check() error
	// Mean and SD return the mean and the standard deviation.
	Mean() float64
	SD() float64
	// CDF returns the probability that demand is at most q.
	CDF(q float64) float64
	// Quantile returns the smallest demand that is not exceeded with probability p,
	// above 0 and below 1.
	Quantile(p float64) float64
	// Short returns the expected demand above q, the loss function: E[(D-q)+].
	Short(q float64) float64
}

// distribution wants a distribution that is there and in order.
func (f *faults) distribution(field string, d Distribution) bool {
	if d == nil {
		f.add(field, "nil", "must be stated")
		return false
	}
	err := d.Check()
	f.in(field, err)
	return err == nil
}

// Normal is the normal distribution. Its lower tail may reach below 0, so it suits
// demand whose mean is at least some three standard deviations.
type Normal struct{ Mu, Sigma float64 }

// Check refuses a mean or a standard deviation below 0 or not finite.
func (d Normal) Check() error { return checkMoments(d.Mu, d.Sigma) }

func checkMoments(mu, sigma float64) error {
	var f faults
	f.number("mu", mu, 0, forecast.MaxValue)
	f.number("sigma", sigma, 0, forecast.MaxValue)
	return f.err()
}

// Mean returns Mu.
func (d Normal) Mean() float64 { return d.Mu }

// SD returns Sigma.
func (d Normal) SD() float64 { return d.Sigma }

// CDF returns the probability of at most q.
func (d Normal) CDF(q float64) float64 {
	if d.Sigma == 0 {
		return step(q >= d.Mu)
	}
	return num.NormCDF((q - d.Mu) / d.Sigma)
}

// Quantile returns Mu + z Sigma with the standard normal quantile z.
func (d Normal) Quantile(p float64) float64 {
	if d.Sigma == 0 {
		return d.Mu
	}
	return d.Mu + d.Sigma*num.NormQuantile(p)
}

// Short returns Sigma L(z) with L(z) = phi(z) - z(1-Phi(z)) and z = (q-Mu)/Sigma.
func (d Normal) Short(q float64) float64 {
	if d.Sigma == 0 {
		return max(0, d.Mu-q)
	}
	return d.Sigma * Loss((q-d.Mu)/d.Sigma)
}

// Loss returns the loss function of the standard normal distribution, the expected
// amount by which it exceeds z: L(z) = phi(z) - z(1-Phi(z)).
func Loss(z float64) float64 { return max(0, num.NormLoss(z)) }

// Gamma is the gamma distribution with a mean and a standard deviation: skewed to the
// right and never below 0, so it suits demand of a wide spread.
type Gamma struct{ Mu, Sigma float64 }

// Check refuses a mean or a standard deviation below 0 or not finite, and a spread
// around a mean of 0.
func (d Gamma) Check() error {
	if d.Mu == 0 && d.Sigma > 0 {
		var f faults
		f.add("sigma", text(d.Sigma), "must be 0 where mu is 0")
		return f.err()
	}
	return checkMoments(d.Mu, d.Sigma)
}

// Mean returns Mu.
func (d Gamma) Mean() float64 { return d.Mu }

// SD returns Sigma.
func (d Gamma) SD() float64 { return d.Sigma }

// normal returns the distribution that d becomes where its shape is so large that
// both are the same to the last digit that counts.
func (d Gamma) normal() (Normal, bool) {
	return Normal(d), d.Sigma <= 1e-5*d.Mu
}

func (d Gamma) shape() (shape, scale float64) {
	k := d.Mu / d.Sigma
	return k * k, d.Sigma / k
}

// CDF returns the probability of at most q.
func (d Gamma) CDF(q float64) float64 {
	if n, ok := d.normal(); ok {
		return n.CDF(q)
	}
	if q <= 0 {
		return 0
	}
	shape, scale := d.shape()
	return num.GammaCDF(shape, q/scale)
}

// Quantile returns the demand that is not exceeded with probability p.
func (d Gamma) Quantile(p float64) float64 {
	if n, ok := d.normal(); ok {
		return n.Quantile(p)
	}
	shape, scale := d.shape()
	return num.GammaQuantile(shape, p) * scale
}

// Short returns Mu(1-F(q; k+1)) - q(1-F(q; k)) with the shape k.
func (d Gamma) Short(q float64) float64 {
	if n, ok := d.normal(); ok {
		return n.Short(q)
	}
	if q <= 0 {
		return d.Mu - q
	}
	shape, scale := d.shape()
	return max(0, d.Mu*(1-num.GammaCDF(shape+1, q/scale))-q*(1-num.GammaCDF(shape, q/scale)))
}

// Poisson is the Poisson distribution: single units that are bought independently.
type Poisson struct{ Lambda float64 }

// Check refuses a mean below 0 or not finite.
func (d Poisson) Check() error {
	var f faults
	f.number("lambda", d.Lambda, 0, forecast.MaxValue)
	return f.err()
}

// Mean returns Lambda.
func (d Poisson) Mean() float64 { return d.Lambda }

// SD returns the root of Lambda.
func (d Poisson) SD() float64 { return math.Sqrt(d.Lambda) }

// CDF returns the probability of at most q.
func (d Poisson) CDF(q float64) float64 {
	if q < 0 {
		return 0
	}
	return num.PoissonCDF(d.Lambda, math.Floor(q))
}

// Quantile returns the smallest whole demand that is not exceeded with probability p.
func (d Poisson) Quantile(p float64) float64 { return wholeQuantile(d, p) }

// Short returns lambda P(D >= q) - q P(D > q) for whole q, and the line between
// neighbours elsewhere.
func (d Poisson) Short(q float64) float64 {
	return wholeShort(q, d.Lambda, func(q float64) float64 { return d.Lambda*(1-d.CDF(q-1)) - q*(1-d.CDF(q)) })
}

// NegativeBinomial is the negative binomial distribution with a mean and a standard
// deviation: whole units whose variance is above their mean. Where it is not, it is
// the [Poisson] distribution of that mean.
type NegativeBinomial struct{ Mu, Sigma float64 }

// Check refuses a mean or a standard deviation below 0 or not finite.
func (d NegativeBinomial) Check() error { return Gamma(d).Check() }

// poisson returns the Poisson distribution of the mean, and whether d is that.
func (d NegativeBinomial) poisson() (Poisson, bool) {
	return Poisson{d.Mu}, d.Sigma*d.Sigma <= d.Mu*(1+1e-9)
}

// Mean returns Mu.
func (d NegativeBinomial) Mean() float64 { return d.Mu }

// SD returns Sigma, or the root of Mu where Sigma is below it.
func (d NegativeBinomial) SD() float64 {
	if p, ok := d.poisson(); ok {
		return p.SD()
	}
	return d.Sigma
}

// params returns the size r and the probability p of a success.
func (d NegativeBinomial) params() (r, p float64) {
	v := d.Sigma * d.Sigma
	return d.Mu / (v - d.Mu) * d.Mu, d.Mu / v
}

// CDF returns the probability of at most q.
func (d NegativeBinomial) CDF(q float64) float64 {
	if p, ok := d.poisson(); ok {
		return p.CDF(q)
	}
	if q < 0 {
		return 0
	}
	r, p := d.params()
	return num.BetaCDF(r, math.Floor(q)+1, p)
}

// Quantile returns the smallest whole demand that is not exceeded with probability p.
func (d NegativeBinomial) Quantile(p float64) float64 { return wholeQuantile(d, p) }

// Short returns Mu P(D' >= q) - q P(D > q) for whole q, where D' has the size r+1, and
// the line between neighbours elsewhere.
func (d NegativeBinomial) Short(q float64) float64 {
	if p, ok := d.poisson(); ok {
		return p.Short(q)
	}
	r, p := d.params()
	return wholeShort(q, d.Mu, func(q float64) float64 {
		above := 1.0
		if q >= 1 {
			above = 1 - num.BetaCDF(r+1, q, p)
		}
		return d.Mu*above - q*(1-d.CDF(q))
	})
}

// wholeQuantile returns the smallest whole number whose CDF is at least p, by
// doubling and halving around the normal approximation.
func wholeQuantile(d Distribution, p float64) float64 {
	if d.Mean() == 0 {
		return 0
	}
	guess := math.Floor(d.Mean() + d.SD()*num.NormQuantile(p))
	lo, hi := max(0, guess)-1, max(0, guess)
	width := max(1, math.Floor(d.SD()/8))
	for range 200 {
		if d.CDF(hi) >= p {
			break
		}
		lo, hi, width = hi, hi+width, 2*width
	}
	width = max(1, math.Floor(d.SD()/8))
	for range 200 {
		if lo < 0 || d.CDF(lo) < p {
			break
		}
		lo, hi, width = max(-1, lo-width), lo, 2*width
	}
	for hi-lo > 1 {
		mid := math.Floor(lo + (hi-lo)/2)
		if mid <= lo || mid >= hi {
			break
		}
		if d.CDF(mid) >= p {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// wholeShort returns the loss function of whole demand at q from that at whole places.
func wholeShort(q, mean float64, at func(q float64) float64) float64 {
	if q <= 0 {
		return mean - q
	}
	lo := math.Floor(q)
	out := max(0, at(lo))
	if q > lo {
		out += (q - lo) * (max(0, at(lo+1)) - out)
	}
	return out
}

// Empirical is the distribution of sample totals: those of sample paths over a lead
// time, or of past demand.
type Empirical struct {
	sorted  []float64
	above   []float64 // sums of sorted[i:]
	mean    float64
	sd      float64
	reasons []forecast.Reason
}

// NewEmpirical returns the distribution of samples, each of which is as likely. They
// are copied. It refuses no samples, and those below 0 or not finite.
func NewEmpirical(samples []float64) (Empirical, error) {
	var f faults
	if len(samples) == 0 {
		f.add("samples", "0", "must have at least one sample")
	}
	for i, v := range samples {
		f.number(fmt.Sprintf("samples[%d]", i), v, 0, forecast.MaxValue)
	}
	if err := f.err(); err != nil {
		return Empirical{}, err
	}
	return newEmpirical(slices.Sorted(slices.Values(samples))), nil
}

func newEmpirical(sorted []float64) Empirical {
	e := Empirical{sorted: sorted, above: make([]float64, len(sorted)+1)}
	for i := len(sorted) - 1; i >= 0; i-- {
		e.above[i] = e.above[i+1] + sorted[i]
	}
	e.mean, e.sd = moments(sorted)
	return e
}

// Check refuses the zero Empirical, which has no samples.
func (d Empirical) Check() error {
	var f faults
	if len(d.sorted) == 0 {
		f.add("samples", "0", "must have at least one sample")
	}
	return f.err()
}

// Reasons say what was decided while the samples were made.
func (d Empirical) Reasons() []forecast.Reason { return slices.Clone(d.reasons) }

// Len returns the number of samples.
func (d Empirical) Len() int { return len(d.sorted) }

// Mean returns the mean of the samples.
func (d Empirical) Mean() float64 { return d.mean }

// SD returns the standard deviation of the samples, with the divisor n-1.
func (d Empirical) SD() float64 { return d.sd }

// CDF returns the share of samples of at most q.
func (d Empirical) CDF(q float64) float64 {
	return share(float64(d.upTo(q)), float64(len(d.sorted)))
}

// upTo returns the number of samples of at most q.
func (d Empirical) upTo(q float64) int {
	i, _ := slices.BinarySearchFunc(d.sorted, q, func(v, q float64) int {
		if v <= q {
			return -1
		}
		return 1
	})
	return i
}

// Quantile returns the smallest sample that at least the share p does not exceed.
func (d Empirical) Quantile(p float64) float64 {
	if len(d.sorted) == 0 {
		return 0
	}
	return d.sorted[rank(p, len(d.sorted))]
}

// Short returns the mean of what the samples have above q.
func (d Empirical) Short(q float64) float64 {
	n := len(d.sorted)
	if n == 0 {
		return 0
	}
	i := d.upTo(q)
	return max(0, (d.above[i]-q*float64(n-i))/float64(n))
}

func step(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
