package strategy

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An Estimate is an elasticity and its standard error, in float64, of the product
// Key. Both are finite; the zero Estimate is refused where an SE of 0 is.
type Estimate struct {
	Key          string
	Estimate, SE float64
}

// Summary returns the estimate of a fit alone, for [Pool] and [ShrinkAll].
func (e Elasticity) Summary() Estimate {
	return Estimate{Key: e.Key, Estimate: e.Estimate, SE: e.SE}
}

// A Prior is what is known of an elasticity before its own data: those of the
// category lie around Mean with the standard deviation Tau. An SKU that could not be
// fitted at all is as the prior says. The zero Prior is certain of 0.
type Prior struct {
	Mean, Tau float64
}

// A Shrunk is an estimate drawn towards its prior. The zero Shrunk says nothing.
type Shrunk struct {
	Key string
	// Estimate and SE are the mean and the standard deviation after both.
	Estimate, SE float64
	// Weight is that of the own estimate, from 0 to 1; the prior has the rest.
	Weight float64
}

// Shrink weighs an estimate and a prior by their precision, both taken as normal:
//
//	(estimate/SE² + Mean/Tau²) / (1/SE² + 1/Tau²)
//
// The result lies between the two. With SE = 0 it is the estimate, with Tau = 0 the
// mean. The errors are *fx.InputError at "estimate", "se", "prior.mean" and
// "prior.tau": what is not finite, beyond 1e9 or a deviation below 0, and two
// deviations of 0.
func Shrink(estimate, se float64, prior Prior) (Shrunk, error) {
	faults := append(checkEstimate(estimate, se), prior.check()...)
	if len(faults) == 0 && se == 0 && prior.Tau == 0 {
		faults = append(faults, fx.NewInputError("se", "0", "must be above 0 when prior.tau is 0"))
	}
	if len(faults) > 0 {
		return Shrunk{}, errors.Join(faults...)
	}
	both := math.Hypot(se, prior.Tau)
	own, other := prior.Tau/both, se/both // whose squares sum to 1
	s := Shrunk{SE: se * own, Weight: own * own}
	if own >= other {
		s.Estimate = estimate + other*other*(prior.Mean-estimate)
	} else {
		s.Estimate = prior.Mean + own*own*(estimate-prior.Mean)
	}
	return s, nil
}

// ShrinkAll draws each estimate towards the prior and keeps the order and the keys.
// The errors are those of [Shrink], at "estimates[3].se" and so on; nothing is
// returned with them.
func ShrinkAll(estimates []Estimate, prior Prior) ([]Shrunk, error) {
	faults := prior.check()
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	out := make([]Shrunk, len(estimates))
	for i, e := range estimates {
		s, err := Shrink(e.Estimate, e.SE, prior)
		if err != nil {
			faults = append(faults, fx.Faults(fx.InField("estimates["+strconv.Itoa(i)+"]", err))...)
			continue
		}
		s.Key = e.Key
		out[i] = s
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return out, nil
}

// P is the probability of an estimate so far from 0 by chance, two-sided, by the
// normal distribution: 0 when SE is 0 and the estimate is not.
func (s Shrunk) P() float64 {
	if s.Estimate == 0 {
		return 1
	}
	return math.Erfc(math.Abs(s.Estimate) / s.SE / math.Sqrt2)
}

// Verdict judges the estimate as [Elasticity.Verdict] does, at 0.05.
func (s Shrunk) Verdict() Verdict { return verdict(s.Estimate, s.P(), defaultSignificance) }

// Demand returns the demand through a price and the quantity sold there. It refuses
// as [Elasticity.Demand] does.
func (s Shrunk) Demand(price, quantity decimal.Decimal) (Demand, error) {
	d, err := newDemand(price, quantity, s.Estimate, s.P(), s.Verdict())
	if err != nil {
		return Demand{}, err
	}
	return d, nil
}

// Text says the result for people: "elasticity -2.08 (SE 0.55), 16% its own".
func (s Shrunk) Text() string {
	return fmt.Sprintf("elasticity %.2f (SE %.2f), %.0f%% its own. %s.", s.Estimate, s.SE, 100*s.Weight, upperFirst(s.Verdict().Text()))
}

// A Pooled is what a category says of the elasticity of its products. The zero
// Pooled is of no product.
type Pooled struct {
	// Mean is the mean of the category and SE its standard error.
	Mean, SE float64
	// Tau is the standard deviation of the products around it, beyond what their
	// standard errors explain. 0 says that they explain all of it.
	Tau float64
	// Q is the weighted sum of squares around the mean of fixed effects (Cochran),
	// and I2 the share of it that chance does not explain.
	Q, I2 float64
	// N counts the products.
	N int
}

// Prior returns the mean and the spread as the prior of a product.
func (p Pooled) Prior() Prior { return Prior{Mean: p.Mean, Tau: p.Tau} }

// Text says the result for people.
func (p Pooled) Text() string {
	return fmt.Sprintf("mean %.2f (SE %.2f) of %s, which spread by %.2f around it; %.0f%% of the differences are more than chance", p.Mean, p.SE, count(p.N, "product"), p.Tau, 100*p.I2)
}

// Pool estimates the mean of a category and the spread of its products around it
// from their estimates, by the moments of DerSimonian and Laird (1986):
//
//	Tau² = max(0, (Q - (N-1)) / (Σw - Σw²/Σw))  with w = 1/SE²
//
// and the mean with the weights 1/(SE² + Tau²). [FitWithin] gives a mean without a
// spread, from the rows themselves.
//
// The errors are *fx.InputError: fewer than two estimates, what is not finite or
// beyond 1e9, and a standard error that is not at least 1e-9: an exact fit would
// outweigh all others.
func Pool(estimates []Estimate) (Pooled, error) {
	var faults []error
	if len(estimates) < 2 {
		faults = append(faults, fx.NewInputError("estimates", strconv.Itoa(len(estimates)), "must be at least two"))
	}
	for i, e := range estimates {
		own := checkEstimate(e.Estimate, e.SE)
		if len(own) == 0 && e.SE < leastPooledSE {
			own = append(own, fx.NewInputError("se", strconv.FormatFloat(e.SE, 'g', -1, 64), "must be at least 1e-9"))
		}
		for _, err := range own {
			faults = append(faults, fx.InField("estimates["+strconv.Itoa(i)+"]", err))
		}
	}
	if len(faults) > 0 {
		return Pooled{}, errors.Join(faults...)
	}
	fixed, sum := weightedMean(estimates, 0)
	p := Pooled{N: len(estimates)}
	squares := 0.0
	for _, e := range estimates {
		w := 1 / (e.SE * e.SE)
		p.Q += w * (e.Estimate - fixed) * (e.Estimate - fixed)
		squares += w * (w / sum)
	}
	excess := p.Q - float64(p.N-1)
	tau2 := 0.0
	if spread := sum - squares; excess > 0 && spread > 0 {
		tau2 = excess / spread
		p.I2 = excess / p.Q
	}
	p.Tau = math.Sqrt(tau2)
	p.Mean, sum = weightedMean(estimates, tau2)
	p.SE = 1 / math.Sqrt(sum)
	return p, nil
}

// weightedMean returns the mean with the weights 1/(SE² + tau²), and their sum.
func weightedMean(estimates []Estimate, tau2 float64) (mean, sum float64) {
	origin := estimates[0].Estimate // against cancellation
	for _, e := range estimates {
		w := 1 / (e.SE*e.SE + tau2)
		mean += w * (e.Estimate - origin)
		sum += w
	}
	return origin + mean/sum, sum
}

const (
	leastPooledSE   = 1e-9
	highestEstimate = 1e9
)

func checkEstimate(estimate, se float64) []error {
	return append(checkStatistic("estimate", estimate, false), checkStatistic("se", se, true)...)
}

func (p Prior) check() []error {
	return append(checkStatistic("prior.mean", p.Mean, false), checkStatistic("prior.tau", p.Tau, true)...)
}

// checkStatistic refuses what is not finite or beyond 1e9, and below 0 where it is a
// deviation.
func checkStatistic(field string, v float64, deviation bool) []error {
	reason := ""
	switch {
	case !(math.Abs(v) <= highestEstimate):
		reason = "must be a number within ±1e9"
	case deviation && v < 0:
		reason = "must not be below 0"
	default:
		return nil
	}
	return []error{fx.NewInputError(field, strconv.FormatFloat(v, 'g', -1, 64), reason)}
}
