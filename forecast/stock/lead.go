package stock

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// A LeadTime is how long goods take, in days: a mean with a standard deviation, or the
// days that past deliveries took. The zero LeadTime is no time at all. Formulas that
// count in weeks may give it in weeks.
type LeadTime struct {
	// Mean and SD are its mean and standard deviation, used where Observed is empty.
	// Draws are then gamma distributed.
	Mean, SD float64
	// Observed are the days that deliveries took. Draws repeat them.
	Observed []float64
}

// Check reports what is wrong with l: times below 0, above [MaxDays] or not finite.
func (l LeadTime) Check() error {
	var f faults
	if len(l.Observed) == 0 {
		f.number("mean", l.Mean, 0, MaxDays)
		f.number("sd", l.SD, 0, MaxDays)
		if l.Mean == 0 && l.SD > 0 {
			f.add("sd", text(l.SD), "must be 0 where the mean is 0")
		}
	}
	for i, v := range l.Observed {
		f.number(fmt.Sprintf("observed[%d]", i), v, 0, MaxDays)
	}
	return f.err()
}

// Moments returns the mean and the standard deviation in use. Those of Observed have
// the divisor n-1; one delivery alone has no deviation.
func (l LeadTime) Moments() (mean, sd float64) {
	if len(l.Observed) == 0 {
		return l.Mean, l.SD
	}
	return moments(l.Observed)
}

// Quantile returns the time that is not exceeded with probability p.
func (l LeadTime) Quantile(p float64) float64 {
	if len(l.Observed) > 0 {
		s := slices.Sorted(slices.Values(l.Observed))
		return s[rank(p, len(s))]
	}
	if l.SD == 0 {
		return l.Mean
	}
	return Gamma{l.Mean, l.SD}.Quantile(p)
}

// String returns the mean and the standard deviation: "45 ± 6 days".
func (l LeadTime) String() string {
	mean, sd := l.Moments()
	out := strconv.FormatFloat(math.Round(mean*10)/10, 'f', -1, 64)
	if sd > 0 {
		out += " ± " + strconv.FormatFloat(math.Round(sd*10)/10, 'f', -1, 64)
	}
	return out + " days"
}

// draw returns one lead time.
func (l LeadTime) draw(r *rand.Rand) float64 {
	if n := len(l.Observed); n > 0 {
		return l.Observed[r.IntN(n)]
	}
	k := l.Mean / l.SD
	switch {
	case !(k < 1e9): // no spread to speak of, or none
		return l.Mean
	case k*k == 0: // nearly always no time at all
		return 0
	}
	return min(num.GammaRand(r, k*k)*l.SD/k, MaxDays)
}

// moments returns the mean and the standard deviation with divisor n-1.
func moments(x []float64) (mean, sd float64) {
	if len(x) == 0 {
		return 0, 0
	}
	for _, v := range x {
		mean += v / float64(len(x))
	}
	if len(x) < 2 {
		return mean, 0
	}
	sum := 0.0
	for _, v := range x {
		sum += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, math.Sqrt(sum)
}

// rank returns the index in n sorted values of the smallest one that at least the
// share p of them do not exceed.
func rank(p float64, n int) int {
	return max(0, min(n-1, int(math.Ceil(p*float64(n)-1e-9))-1))
}
