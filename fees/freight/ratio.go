package freight

import "github.com/shopspring/decimal"

// A ratio is an exact number that need not have a finite decimal, such as a volume
// divided by 6000: num/den with den above 0. A zero den counts as 1, so that the
// zero ratio is 0.
type ratio struct{ num, den decimal.Decimal }

var one = decimal.NewFromInt(1)

func exactly(d decimal.Decimal) ratio { return ratio{d, one} }

func (r ratio) over() decimal.Decimal {
	if r.den.IsZero() {
		return one
	}
	return r.den
}

// sameDen reports whether two ratios have the same denominator, as nearly all that
// meet do.
func (r ratio) sameDen(s ratio) bool { return r.over().Equal(s.over()) }

func (r ratio) cmp(s ratio) int {
	if r.sameDen(s) {
		return r.num.Cmp(s.num)
	}
	return r.num.Mul(s.over()).Cmp(s.num.Mul(r.over()))
}

func (r ratio) plus(s ratio) ratio {
	if r.num.IsZero() && r.den.IsZero() { // a sum that has just begun
		return s
	}
	if r.sameDen(s) {
		return ratio{r.num.Add(s.num), r.over()}
	}
	return ratio{r.num.Mul(s.over()).Add(s.num.Mul(r.over())), r.over().Mul(s.over())}
}

func (r ratio) minus(s ratio) ratio { return r.plus(ratio{s.num.Neg(), s.over()}) }

// times multiplies by a decimal.
func (r ratio) times(d decimal.Decimal) ratio { return ratio{r.num.Mul(d), r.over()} }

// by multiplies two ratios.
func (r ratio) by(s ratio) ratio { return ratio{r.num.Mul(s.num), r.over().Mul(s.over())} }

func (r ratio) min(s ratio) ratio {
	if s.cmp(r) < 0 {
		return s
	}
	return r
}

// divided returns r/s, for s above 0.
func (r ratio) divided(s ratio) ratio { return ratio{r.num.Mul(s.over()), r.over().Mul(s.num)} }

// floorAt returns a ratio of at least 0 without its fraction, or most when that is less.
func (r ratio) floorAt(most int64) int64 {
	n, _ := r.num.QuoRem(r.over(), 0)
	return decimal.Min(n, decimal.NewFromInt(most)).IntPart()
}

func (r ratio) sign() int { return r.num.Sign() }

// steps returns the number of started steps in a ratio of at least 0: the least whole
// n with n × step at or above it. Step is above 0.
func (r ratio) steps(step decimal.Decimal) decimal.Decimal {
	n, rest := r.num.QuoRem(r.over().Mul(step), 0)
	if rest.Sign() > 0 {
		n = n.Add(one)
	}
	return n
}

// roundUp returns the least multiple of step at or above a ratio of at least 0; a
// zero step rounds nothing.
func (r ratio) roundUp(step decimal.Decimal) ratio {
	if step.IsZero() {
		return r
	}
	return exactly(r.steps(step).Mul(step))
}

// shownPlaces is how many decimals a number keeps that has no finite decimal.
const shownPlaces = 12

// decimal returns the number, exact when it has at most 12 decimals and otherwise
// rounded to 12, half away from zero.
func (r ratio) decimal() decimal.Decimal { return r.rounded(shownPlaces) }

// rounded returns the number rounded once, half away from zero.
func (r ratio) rounded(places int32) decimal.Decimal { return r.num.DivRound(r.over(), places) }
