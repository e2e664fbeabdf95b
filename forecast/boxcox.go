package forecast

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// BoxCox returns the values of x transformed by (x^lambda - 1)/lambda, and log x for
// lambda 0 (Box and Cox 1964; for values below 0 with lambda above 0 the sign is kept, as
// Bickel and Doksum 1981 propose). A value that has no transform becomes NaN.
func BoxCox(x []float64, lambda float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		switch {
		case v <= 0 && lambda <= 0:
			out[i] = math.NaN()
		case lambda == 0:
			out[i] = math.Log(v)
		default:
			out[i] = (math.Copysign(math.Pow(math.Abs(v), lambda), v) - 1) / lambda
		}
	}
	return out
}

// InverseBoxCox undoes [BoxCox] with the same lambda. A value that is no transform becomes
// NaN. The mean of a forecast of transformed values comes back as a median.
func InverseBoxCox(y []float64, lambda float64) []float64 {
	out := make([]float64, len(y))
	for i, v := range y {
		switch t := lambda*v + 1; {
		case lambda == 0:
			out[i] = math.Exp(v)
		case t <= 0 && lambda < 0:
			out[i] = math.NaN()
		default:
			out[i] = math.Copysign(math.Pow(math.Abs(t), 1/lambda), t)
		}
	}
	return out
}

// Guerrero returns the lambda of [BoxCox] between -1 and 2 for which the spread of x
// depends least on its level (Guerrero 1993): with mean m_i and standard deviation s_i
// of each full cycle of period steps (of 2 without a season), the coefficient of
// variation of s_i / m_i^(1-lambda) is least. Values must be above 0. Where they are not,
// or where there are fewer than two cycles, it is 1, which changes nothing but the origin.
func Guerrero(x []float64, period int) float64 {
	m := max(period, 2)
	cycles := len(x) / m
	if cycles < 2 {
		return 1
	}
	means, sds := make([]float64, 0, cycles), make([]float64, 0, cycles)
	scale := 0.0
	for _, v := range x {
		if !(v > 0) || math.IsInf(v, 1) {
			return 1
		}
		scale += v / float64(len(x))
	}
	for at := len(x) - cycles*m; at < len(x); at += m {
		mean, sum := 0.0, 0.0
		for _, v := range x[at : at+m] {
			mean += v / scale / float64(m)
		}
		for _, v := range x[at : at+m] {
			sum += (v/scale - mean) * (v/scale - mean)
		}
		means = append(means, math.Log(mean))
		sds = append(sds, math.Sqrt(sum/float64(m-1)))
	}
	variation := func(lambda float64) float64 {
		mean, squares := 0.0, 0.0
		for i, s := range sds {
			v := s * math.Exp(-(1-lambda)*means[i])
			d := v - mean
			mean += d / float64(i+1)
			squares += d * (v - mean)
		}
		return math.Sqrt(squares/float64(cycles-1)) / mean
	}
	best, least := 1.0, variation(1)
	if math.IsNaN(least) {
		return 1
	}
	for lo := -1.0; lo < 2; lo += 0.5 {
		if l, v := num.Golden(variation, lo, lo+0.5, 1e-7); v < least {
			best, least = l, v
		}
	}
	return best
}
