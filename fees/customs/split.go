package customs

import (
	"slices"

	"github.com/lianxing/crossborder/internal/split"
	"github.com/shopspring/decimal"
)

// A splitter shares amounts in whole cents over input lines in the proportion of
// their weights: the largest remainder gets the cents that are left, and ties go by
// [Line.compare], never by position. When no line has a weight, all have the same.
type splitter struct {
	by    split.Splitter
	parts []int64 // memory of cents
}

// newSplitter returns the splitter of some lines with weights that are not
// negative.
func newSplitter(lines []Line, of []int, weights []decimal.Decimal) splitter {
	by := split.New(weights, byLine(lines, of))
	if by.Zero() {
		by = split.Whole(slices.Repeat([]uint64{1}, len(of)), byLine(lines, of))
	}
	return splitter{by: by, parts: make([]int64, len(of))}
}

// again prepares a splitter for other lines and weights in cents, with the memory that
// it has.
func (s *splitter) again(lines []Line, of []int, weights []uint64) {
	s.by.Again(weights, byLine(lines, of))
	if s.by.Zero() {
		s.by.Again(slices.Repeat([]uint64{1}, len(of)), byLine(lines, of))
	}
	s.parts = slices.Grow(s.parts[:0], len(of))[:len(of)]
}

// byLine orders the lines of a splitter.
func byLine(lines []Line, of []int) func(i, j int) int {
	return func(i, j int) int { return lines[of[i]].compare(&lines[of[j]]) }
}

var oneDollar = decimal.NewFromInt(1)

// scaled returns a decimal that is not negative as a whole number of units of
// 10^exponent, and whether it is one and fits.
func scaled(d decimal.Decimal, exponent int32) (uint64, bool) {
	up := d.Exponent() - exponent
	switch {
	case up == 0 && exponent == -2 && d.Sign() >= 0 && d.LessThanOrEqual(mostCents): // as nearly always
		return uint64(d.CoefficientInt64()), true
	case d.IsZero():
		return 0, true
	case up < 0 || up > 18 || d.Sign() < 0 || d.NumDigits()+int(up) > 18:
		return 0, false
	}
	n := uint64(d.CoefficientInt64())
	for ; up > 0; up-- {
		n *= 10
	}
	return n, true
}

// mostCents are 18 digits in whole cents.
var mostCents = decimal.New(999_999_999_999_999_999, -2)

// fewCents are the amounts that shares of fees are, as a rule: they are made once.
var fewCents = func() (few [256]decimal.Decimal) {
	for n := range few {
		few[n] = decimal.New(int64(n), -2)
	}
	return few
}()

// fromCents is an amount of at most 18 digits in whole cents.
func fromCents(n uint64) decimal.Decimal {
	if n < uint64(len(fewCents)) {
		return fewCents[n]
	}
	return decimal.New(int64(n), -2)
}

// split returns the parts of an amount in whole cents, which sum to it.
func (s *splitter) split(total decimal.Decimal) []decimal.Decimal {
	parts := make([]decimal.Decimal, len(s.parts))
	if cents, fits := s.cents(total); fits {
		for i, n := range cents {
			parts[i] = fromCents(uint64(n))
		}
		return parts
	}
	for i, n := range s.by.SplitBig(total.Shift(2).BigInt()) {
		parts[i] = decimal.NewFromBigInt(n, -2)
	}
	return parts
}

// cents returns the parts in cents, in memory that the next call uses again, and
// whether the total fits.
func (s *splitter) cents(total decimal.Decimal) ([]int64, bool) {
	units, fits := scaled(total, -2)
	if fits {
		s.by.Split(int64(units), s.parts)
	}
	return s.parts, fits
}

// splitRange shares both ends so that no part has its low end above its high end.
func (s *splitter) splitRange(r Range) []Range {
	out := make([]Range, len(s.parts))
	low := s.split(r.Low)
	for i, d := range low {
		out[i] = Exactly(d)
	}
	if !r.Known() {
		for i, more := range s.split(r.High.Sub(r.Low)) {
			out[i].High = low[i].Add(more)
		}
	}
	return out
}
