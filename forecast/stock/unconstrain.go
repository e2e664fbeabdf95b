package stock

import (
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/forecast"
)

// Unconstrain estimates the demand behind sales with marks of stock, step by step.
// The zero Unconstrain uses the defaults.
type Unconstrain struct {
	// Period is the length of the season in steps. 0 means 7, 1 means none.
	Period int
	// Reach is the number of steps within which neighbours count much: their weight
	// falls by the factor e with every Reach steps, on both sides. 0 means 28.
	Reach float64
	// Recovery is the share of its demand that an item has in the first, second, ...
	// step after it was out of stock, each above 0 and at most 1, as where a channel
	// ranks it down: sales of these steps are divided by it. nil means that demand
	// is back at once.
	Recovery []float64
}

// Unconstrained is demand with what was added to sales.
type Unconstrained struct {
	// Demand is that of each step, never below its sales, and Added the part of it
	// that was not sold.
	Demand, Added []float64
	// Lost is the sum of Added.
	Lost float64
	// Reasons say what was added.
	Reasons []forecast.Reason
}

// Demand returns the demand behind sales. inStock is the share of each step, 0 to 1,
// in which the item could be bought; what was sold in it is kept, and the rest of the
// step is taken at the rate of its neighbours:
//
//	demand = sales + (1 - share) rate index
//
// rate is the sum of the sales around the step over the sum of the shares, both
// weighted by their distance, and index the season's, shrunk towards 1 as if four
// steps of it had shown nothing. Without a step in stock nothing is added.
//
// Lengths that differ, values below 0 or not finite and shares outside 0 to 1 are an
// [*fx.InputError].
func (u Unconstrain) Demand(sales, inStock []float64) (Unconstrained, error) {
	var f faults
	if len(inStock) != len(sales) {
		f.add("in_stock", strconv.Itoa(len(inStock)), "must be as many as sales")
	}
	if len(sales) > forecast.MaxSteps {
		f.add("sales", strconv.Itoa(len(sales)), "must be at most "+strconv.Itoa(forecast.MaxSteps))
	}
	for i, v := range sales {
		f.number(fmt.Sprintf("sales[%d]", i), v, 0, forecast.MaxValue)
	}
	for i, v := range inStock {
		f.number(fmt.Sprintf("in_stock[%d]", i), v, 0, 1)
	}
	f.count("period", u.Period, 0, forecast.MaxSteps)
	f.number("reach", u.Reach, 0, forecast.MaxSteps)
	for i, v := range u.Recovery {
		if !(v > 0 && v <= 1) {
			f.add(fmt.Sprintf("recovery[%d]", i), text(v), "must be above 0 and at most 1")
		}
	}
	if err := f.err(); err != nil {
		return Unconstrained{}, err
	}
	period, reach := u.Period, u.Reach
	if period == 0 {
		period = 7
	}
	if reach == 0 {
		reach = 28
	}
	full, share := u.recovered(sales, inStock)
	index := make([]float64, len(sales))
	for i := range index {
		index[i] = 1
	}
	rate := localRate(full, share, index, reach)
	if period > 1 && len(sales) >= 2*period {
		index = seasonIndex(full, share, rate, period)
		rate = localRate(full, share, index, reach)
	}
	out := Unconstrained{Demand: make([]float64, len(sales)), Added: make([]float64, len(sales))}
	steps, sold := 0, 0.0
	for i, v := range sales {
		out.Demand[i] = max(v, full[i]+(1-inStock[i])*rate[i]*index[i])
		out.Added[i] = out.Demand[i] - v
		out.Lost += out.Added[i]
		sold += v
		if inStock[i] < 1 {
			steps++
		}
	}
	if steps > 0 {
		out.Reasons = append(out.Reasons, forecast.Reason{Code: "stockout", Text: fmt.Sprintf("%d of %d steps were not in stock throughout: %s units are added to sales of %s", steps, len(sales), show(out.Lost), show(sold))})
	}
	return out, nil
}

// recovered returns the sales divided by the recovery of their step, and the shares.
func (u Unconstrain) recovered(sales, inStock []float64) (full, share []float64) {
	full, share = make([]float64, len(sales)), make([]float64, len(sales))
	since := len(u.Recovery)
	for i, v := range sales {
		full[i], share[i] = v, inStock[i]
		if inStock[i] < 1 {
			since = 0
		} else if since < len(u.Recovery) {
			full[i] = v / u.Recovery[since]
			since++
		}
	}
	return full, share
}

// localRate returns the weighted sum of sales around each step over that of the
// shares in stock, each times the index of its season. Weights fall exponentially on
// both sides.
func localRate(sales, share, index []float64, reach float64) []float64 {
	n := len(sales)
	keep := math.Exp(-1 / reach)
	num, den := make([]float64, n), make([]float64, n)
	a, b := 0.0, 0.0
	for i := range n {
		a, b = a*keep+sales[i], b*keep+share[i]*index[i]
		num[i], den[i] = a, b
	}
	a, b = 0, 0
	for i := n - 1; i >= 0; i-- {
		num[i] += a
		den[i] += b
		a, b = (a+sales[i])*keep, (b+share[i]*index[i])*keep
	}
	total, shares := 0.0, 0.0
	for i := range n {
		total += sales[i]
		shares += share[i] * index[i]
	}
	for i := range num {
		switch {
		case den[i] > 1e-6:
			num[i] /= den[i]
		case shares > 0: // far from every step in stock: the mean of all
			num[i] = total / shares
		default:
			num[i] = 0
		}
	}
	return num
}

// seasonIndex returns the index of each step: the sales of its place in the season
// over what the rate expects, with four steps of it at 1.
func seasonIndex(sales, share, rate []float64, period int) []float64 {
	sold, due, steps := make([]float64, period), make([]float64, period), make([]float64, period)
	for i := range sales {
		k := i % period
		sold[k] += sales[i]
		due[k] += share[i] * rate[i]
		steps[k] += share[i]
	}
	index := make([]float64, period)
	sum := 0.0
	for k := range index {
		index[k] = 1
		if due[k] > 0 && steps[k] > 0 {
			prior := 4 * due[k] / steps[k]
			index[k] = (sold[k] + prior) / (due[k] + prior)
		}
		sum += index[k] / float64(period)
	}
	out := make([]float64, len(sales))
	for i := range out {
		out[i] = index[i%period] / sum
	}
	return out
}
