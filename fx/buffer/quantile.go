package buffer

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// MaxDegrees is the largest number of degrees of freedom of Student's t here.
// Beyond it the normal distribution is the same for every purpose.
const MaxDegrees = 1000

// Quantile returns the value below which the given share of the values lies, by
// type 7 of Hyndman and Fan (1996), the usual one of spreadsheets and R: linear
// between the sorted values at position
//
//	level * (n - 1)
//
// counted from 0. The values are left as they are.
//
// The error is an [*fx.InputError] for "values" when there are none or one is
// not a finite number, and for "level" outside 0 to 1.
func Quantile(values []float64, level float64) (float64, error) {
	var faults []error
	if len(values) == 0 {
		faults = append(faults, fx.NewInputError("values", "", "must have at least one value"))
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			faults = append(faults, fx.NewInputError("values["+strconv.Itoa(i)+"]", number(v), "must be a finite number"))
			break
		}
	}
	if !(level >= 0 && level <= 1) {
		faults = append(faults, fx.NewInputError("level", number(level), "must be from 0 to 1"))
	}
	if faults != nil {
		return 0, errors.Join(faults...)
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sortedQuantile(sorted, level), nil
}

// sortedQuantile is Quantile of at least one value, sorted.
func sortedQuantile(sorted []float64, level float64) float64 {
	position := level * float64(len(sorted)-1)
	i := int(position)
	if i >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (position-float64(i))*(sorted[i+1]-sorted[i])
}

// NormalQuantile returns the value that a standard normal number stays below
// with the given probability: 1.6448536 for 0.95.
//
// The error is an [*fx.InputError] for "level" that is not above 0 and below 1.
func NormalQuantile(level float64) (float64, error) {
	if err := checkLevel(level); err != nil {
		return 0, err
	}
	return normalQuantile(level), nil
}

func normalQuantile(level float64) float64 { return math.Sqrt2 * math.Erfinv(2*level-1) }

// StudentQuantile returns the value that a number of Student's t distribution
// with nu degrees of freedom stays below with the given probability: 2.015048
// for 0.95 and 5. It is not scaled to variance 1; [Sigma] does that.
//
// The error is an [*fx.InputError] for "level" that is not above 0 and below 1,
// and for "nu" that is not above 0 and at most [MaxDegrees].
func StudentQuantile(level, nu float64) (float64, error) {
	var faults []error
	if err := checkLevel(level); err != nil {
		faults = append(faults, err)
	}
	if !(nu > 0 && nu <= MaxDegrees) {
		faults = append(faults, fx.NewInputError("nu", number(nu), "must be above 0 and at most "+strconv.Itoa(MaxDegrees)))
	}
	if faults != nil {
		return 0, errors.Join(faults...)
	}
	return studentQuantile(level, nu), nil
}

// studentQuantile halves the interval in which the tail has the wanted size until
// float64 has nothing between its ends.
func studentQuantile(level, nu float64) float64 {
	if level < 0.5 {
		return -studentQuantile(1-level, nu)
	}
	tail := 1 - level
	low, high := 0.0, 1.0
	for studentTail(high, nu) > tail && high < math.MaxFloat64/2 {
		low, high = high, 2*high
	}
	for range 2000 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if studentTail(middle, nu) > tail {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// studentTail returns the probability of more than t, for t at or above 0.
func studentTail(t, nu float64) float64 {
	if t*t < nu {
		// Away from the tail its other side is the exact one.
		return 0.5 - 0.5*incompleteBeta(0.5, nu/2, t*t/(nu+t*t))
	}
	return 0.5 * incompleteBeta(nu/2, 0.5, 1/(1+t/nu*t))
}

// incompleteBeta returns the regularised incomplete beta function I_x(a, b) by
// its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22),
// evaluated by the method of Lentz.
func incompleteBeta(a, b, x float64) float64 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	if x > (a+1)/(a+b+2) {
		return 1 - incompleteBeta(b, a, 1-x)
	}
	sum, _ := math.Lgamma(a + b)
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	front := math.Exp(sum-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a

	const tiny = 1e-300
	nonZero := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/nonZero(1-(a+b)*x/(a+1))
	result := d
	for i := 1; i <= 500; i++ {
		m := float64(i)
		for _, term := range [2]float64{
			m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)),
			-(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)),
		} {
			d = 1 / nonZero(1+term*d)
			c = nonZero(1 + term/c)
			result *= d * c
		}
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return front * result
}

func checkLevel(level float64) error {
	if !(level > 0 && level < 1) {
		return fx.NewInputError("level", number(level), "must be above 0 and below 1")
	}
	return nil
}

// number returns a number as its shortest text.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
