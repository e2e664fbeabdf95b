package pricing

import (
	"math"

	"github.com/shopspring/decimal"
)

// The functions of this file give the same bits on every machine. A compiler may
// fuse a product and a sum into one operation that rounds once, on some
// architectures and not on others: each product here is converted to float64, which
// forbids it. Square roots are exact to the last bit everywhere; logarithms and
// exponentials of the standard library are not, since some architectures have their
// own, and so they are written out.

// drawPlaces are the decimals of what is drawn.
const drawPlaces = 9

// drawnDecimal turns what a spread gives into a decimal: rounded half away from zero to
// drawPlaces decimals, and brought within ±1e9, which moved says. It is false for NaN.
func drawnDecimal(v float64) (d decimal.Decimal, moved int, ok bool) {
	switch {
	case math.IsNaN(v):
		return d, 0, false
	case v > mostSpread:
		v, moved = mostSpread, 1
	case v < -mostSpread:
		v, moved = -mostSpread, -1
	}
	return decimal.New(int64(math.Round(v*1e9)), -drawPlaces), moved, true
}

// normalQuantile returns the value that a standard normal number stays below with a
// probability above 0 and below 1, to about 16 digits: algorithm AS 241 of Wichura
// (1988), Applied Statistics 37, 477-484, routine PPND16.
func normalQuantile(level float64) float64 {
	if !(level > 0 && level < 1) {
		return math.NaN()
	}
	q := level - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return q * horner(r, &ppndA) / horner(r, &ppndB)
	}
	r := math.Sqrt(-ln(min(level, 1-level)))
	if r <= 5 {
		r = horner(r-1.6, &ppndC) / horner(r-1.6, &ppndD)
	} else {
		r = horner(r-5, &ppndE) / horner(r-5, &ppndF)
	}
	return math.Copysign(r, q)
}

// horner evaluates a polynomial, the coefficient of the highest power last.
func horner(x float64, c *[8]float64) float64 {
	sum := c[7]
	for i := 6; i >= 0; i-- {
		sum = float64(sum*x) + c[i]
	}
	return sum
}

// ln returns the natural logarithm of a number above 0: with x = m × 2^e and m near 1,
//
//	ln x = e × ln 2 + 2 × (s + s³/3 + s⁵/5 + …), s = (m - 1)/(m + 1)
//
// where |s| is below 0.172, so that eleven terms leave less than 1e-17.
func ln(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	s := (m - 1) / (m + 1)
	square, sum := float64(s*s), 0.0
	for n := 21; n >= 1; n -= 2 {
		sum = float64(sum*square) + 1/float64(n)
	}
	return float64(float64(e)*math.Ln2) + float64(2*float64(s*sum))
}

// exp returns e to the power of x: with x = k × ln 2 + r and |r| at most ln 2 / 2, it is
// 2^k times the power series of r, of which seventeen terms leave less than 1e-17.
func exp(x float64) float64 {
	k := math.Round(x / math.Ln2)
	r := x - float64(k*math.Ln2)
	sum := 1.0
	for n := 17; n >= 1; n-- {
		sum = float64(sum*r)/float64(n) + 1
	}
	return math.Ldexp(sum, int(k))
}

var (
	ppndA = [8]float64{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
		4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3}
	ppndB = [8]float64{1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
		2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}
	ppndC = [8]float64{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4}
	ppndD = [8]float64{1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}
	ppndE = [8]float64{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7}
	ppndF = [8]float64{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}
)
