package stock

import (
	"fmt"
	"math"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
)

// A Censored is the normal demand behind sales that ran into the end of the stock.
type Censored struct {
	// Normal is the demand of a step. Its Mu is cut at 0.
	Normal
	// Plain is the mean of all sales, and Dropped that of the steps that were not
	// sold out; both are too low.
	Plain, Dropped float64
	// SoldOut is the number of steps that were sold out.
	SoldOut int
	// Reason says what was estimated.
	Reason forecast.Reason
}

// CensoredNormal estimates the demand of a step from sales of which some were sold
// out, so that demand was at least that much. It maximises the likelihood
//
//	product of phi((x-mu)/s)/s over the other steps × product of 1-Phi((x-mu)/s) over those sold out
//
// (Tobin 1958; Nahmias 1994, NRL 41:739) by Newton's method in 1/s and mu/s, in which
// it is concave (Olsen 1978, Econometrica 46:1211).
//
// At least two steps must not be sold out, and differ, else nothing tells the spread;
// with fewer the mean of the largest sales stands in, and Reason says so. Values below
// 0 or not finite, or marks of another length, are an [*fx.InputError].
func CensoredNormal(sales []float64, soldOut []bool) (Censored, error) {
	var f faults
	if len(sales) == 0 {
		f.add("sales", "0", "must have at least one value")
	}
	if len(soldOut) != len(sales) {
		f.add("sold_out", fmt.Sprint(len(soldOut)), "must be as many as sales")
	}
	for i, v := range sales {
		f.number(fmt.Sprintf("sales[%d]", i), v, 0, forecast.MaxValue)
	}
	if err := f.err(); err != nil {
		return Censored{}, err
	}
	var out Censored
	var open, full []float64
	out.Plain, _ = moments(sales)
	for i, v := range sales {
		if soldOut[i] {
			full = append(full, v)
		} else {
			open = append(open, v)
		}
	}
	out.Dropped, _ = moments(open)
	out.SoldOut = len(full)
	mean, sd := moments(open)
	n := float64(len(open))
	switch {
	case len(full) == 0:
		out.Mu, out.Sigma = mean, sd*math.Sqrt(max(0, n-1)/n)
		out.Reason = forecast.Reason{Code: "open", Text: "no step was sold out, so sales are demand"}
		return out, nil
	case len(open) < 2 || sd == 0:
		out.Mu = mean
		for _, v := range full {
			out.Mu = max(out.Mu, v)
		}
		out.Reason = forecast.Reason{Code: "short", Text: fmt.Sprintf("only %d steps were not sold out or all sold the same, which does not tell the spread: the largest sales stand for the mean", len(open))}
		return out, nil
	}
	mu, s := censoredFit(open, full, mean, sd)
	out.Mu, out.Sigma = max(0, mu), s
	out.Reason = forecast.Reason{Code: "censored", Text: fmt.Sprintf("%d of %d steps were sold out; the demand behind them raises the mean from %s to %s", len(full), len(sales), show(out.Plain), show(out.Mu))}
	return out, nil
}

// censoredFit maximises the likelihood with t = 1/s and g = mu/s, on values in units
// of the spread around the mean of the open ones.
func censoredFit(open, full []float64, mean, sd float64) (mu, s float64) {
	norm := func(x []float64) []float64 {
		out := make([]float64, len(x))
		for i, v := range x {
			out[i] = (v - mean) / sd
		}
		return out
	}
	y, c := norm(open), norm(full)
	value := func(t, g float64) float64 {
		if t <= 0 {
			return math.Inf(-1)
		}
		out := float64(len(y)) * math.Log(t)
		for _, v := range y {
			z := t*v - g
			out -= z * z / 2
		}
		for _, v := range c {
			out += logTail(t*v - g)
		}
		return out
	}
	t, g := 1.0, 0.0
	best := value(t, g)
	for range 200 {
		// First and second derivatives; h is the hazard phi/(1-Phi).
		dt, dg := float64(len(y))/t, 0.0
		tt, tg, gg := -float64(len(y))/(t*t), 0.0, 0.0
		for _, v := range y {
			z := t*v - g
			dt -= z * v
			dg += z
			tt -= v * v
			tg += v
			gg--
		}
		for _, v := range c {
			z := t*v - g
			h := hazard(z)
			k := h * (h - z)
			dt -= h * v
			dg += h
			tt -= k * v * v
			tg += k * v
			gg -= k
		}
		det := tt*gg - tg*tg
		if det == 0 || math.IsNaN(det) {
			break
		}
		st, sg := -(gg*dt-tg*dg)/det, -(tt*dg-tg*dt)/det
		moved := false
		for k := 1.0; k > 1e-12; k /= 2 {
			if v := value(t+k*st, g+k*sg); v > best {
				moved = v-best > 1e-14*math.Abs(best)
				t, g, best = t+k*st, g+k*sg, v
				break
			}
		}
		if !moved {
			break
		}
	}
	return mean + sd*g/t, sd / t
}

// hazard returns phi(z)/(1-Phi(z)), by its continued fraction far out.
func hazard(z float64) float64 {
	if z < 5 {
		return num.NormPDF(z) / num.NormCDF(-z)
	}
	f := 0.0
	for i := 40.0; i >= 1; i-- {
		f = i / (z + f)
	}
	return z + f
}

// logTail returns log(1-Phi(z)).
func logTail(z float64) float64 {
	if z < 5 {
		return math.Log(num.NormCDF(-z))
	}
	return -z*z/2 - math.Log(2*math.Pi)/2 - math.Log(hazard(z))
}
