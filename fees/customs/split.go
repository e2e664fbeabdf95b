package customs

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A splitter shares amounts in whole cents over input lines in the proportion of
// their weights: the largest remainder gets the cents that are left, and ties go by
// [Line.compare], never by position. When no line has a weight, all have the same.
// It does what [fx.Allocate] does, prepared once for many amounts.
type splitter struct {
	lines   []Line
	of      []int    // the input lines that share
	weights []uint64 // as whole numbers, nil when they do not fit
	sum     uint64
	large   []decimal.Decimal // in place of weights
	cents   []uint64          // memory of split
	rests   []remainder       // and of who has a claim to the cents that are left
}

// newSplitter returns the splitter of some lines with weights that are not
// negative.
func newSplitter(lines []Line, of []int, weights []decimal.Decimal) splitter {
	s := splitter{lines: lines, of: of}
	if !slices.ContainsFunc(weights, func(w decimal.Decimal) bool { return w.Sign() > 0 }) {
		weights = slices.Repeat([]decimal.Decimal{oneDollar}, len(of))
	}
	var least int32
	for _, w := range weights {
		least = min(least, w.Exponent())
	}
	s.weights = make([]uint64, len(weights))
	for i, w := range weights {
		n, fits := scaled(w, least)
		s.sum += n
		if !fits || s.sum < n {
			s.weights, s.large = nil, weights
			return s
		}
		s.weights[i] = n
	}
	return s
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

// noCents is an amount of 0 in whole cents.
var noCents = decimal.New(0, -2)

// fromCents is an amount of at most 18 digits in whole cents.
func fromCents(n uint64) decimal.Decimal {
	if n == 0 {
		return noCents
	}
	return decimal.New(int64(n), -2)
}

// split returns the parts of an amount in whole cents, which sum to it.
func (s *splitter) split(total decimal.Decimal) []decimal.Decimal {
	if len(s.of) == 1 {
		return []decimal.Decimal{total}
	}
	cents, fits := s.splitCents(total)
	if !fits {
		return s.splitLarge(total)
	}
	parts := make([]decimal.Decimal, len(s.of))
	for i, n := range cents {
		parts[i] = fromCents(n)
	}
	return parts
}

// splitCents returns the parts in cents, in memory that the next call uses again,
// and whether the numbers fit.
func (s *splitter) splitCents(total decimal.Decimal) ([]uint64, bool) {
	units, fits := scaled(total, -2)
	if !fits || s.weights == nil {
		return nil, false
	}
	if s.cents == nil {
		s.cents, s.rests = make([]uint64, len(s.of)), make([]remainder, 0, len(s.of))
	}
	s.rests = s.rests[:0]
	left := units
	for i, w := range s.weights {
		high, low := bits.Mul64(units, w)
		n, rest := bits.Div64(high, low, s.sum) // at most units, since w <= sum
		s.cents[i] = n
		left -= n
		if rest > 0 {
			s.rests = append(s.rests, remainder{rest, i})
		}
	}
	// left is the sum of the remainders, so that there are more of them than cents.
	if left > 0 {
		slices.SortFunc(s.rests, func(a, b remainder) int {
			if order := cmp.Compare(b.rest, a.rest); order != 0 {
				return order
			}
			return s.tie(a.part, b.part)
		})
	}
	for _, r := range s.rests[:left] {
		s.cents[r.part]++
	}
	return s.cents, true
}

// A remainder is what the exact share of a part has below the cent, over the sum of
// the weights.
type remainder struct {
	rest uint64
	part int
}

// tie orders two parts that have the same claim.
func (s *splitter) tie(i, j int) int {
	if order := s.lines[s.of[i]].compare(&s.lines[s.of[j]]); order != 0 {
		return order
	}
	return cmp.Compare(i, j)
}

// splitLarge is split for numbers that do not fit into 64 bits.
func (s *splitter) splitLarge(total decimal.Decimal) []decimal.Decimal {
	order := make([]int, len(s.of))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, s.tie)
	weights := make([]decimal.Decimal, len(order))
	for k, i := range order {
		if s.large != nil {
			weights[k] = s.large[i]
		} else {
			weights[k] = decimal.NewFromUint64(s.weights[i])
		}
	}
	parts := make([]decimal.Decimal, len(order))
	shares, err := fx.Allocate(total, 2, weights)
	if err != nil { // not with whole cents and a weight above 0
		parts[order[0]] = total
		return parts
	}
	for k, i := range order {
		parts[i] = shares[k]
	}
	return parts
}

// splitRange shares both ends so that no part has its low end above its high end.
func (s *splitter) splitRange(r Range) []Range {
	out := make([]Range, len(s.of))
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
