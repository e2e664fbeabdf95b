// Package split divides whole units, such as cents, over parts in the proportion of
// their weights by the method of the largest remainder:
//
//	exact part_i = total * weight_i / sum of the weights
//	part_i       = exact part_i without its fraction, and one unit more for the
//	               largest fractions until the parts sum to total
//
// Equal fractions go in the order that the caller gives, then to the larger weight,
// then by position. Nothing is rounded besides, whatever the size of the numbers, and
// a negative total is split like the positive one. What weights that are all zero
// mean is the caller's to say.
package split

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"
)

// A Splitter holds weights, prepared once for several totals. It reuses memory, so
// that it serves one caller at a time. The zero Splitter has no parts.
type Splitter struct {
	whole  []uint64 // the weights in common scale, nil when they do not fit
	sum    uint64
	big    []*big.Int // the weights when they do not fit
	tie    func(i, j int) int
	claims []claim
}

// New prepares weights, of which none is negative; the caller bounds their exponents.
// Tie orders the parts i and j, the first one negative; nil leaves all in one place.
func New(weights []decimal.Decimal, tie func(i, j int) int) Splitter {
	s := Splitter{tie: tie}
	var least int32
	for _, w := range weights {
		if e := w.Exponent(); e < least && !w.IsZero() {
			least = e
		}
	}
	if !s.fill(weights, least) {
		s.fillBig(weights, least)
	}
	return s
}

// Whole is [New] for weights that are whole numbers. They are kept, not copied.
func Whole(weights []uint64, tie func(i, j int) int) Splitter {
	s := Splitter{whole: weights, tie: tie}
	var carry uint64
	for _, w := range weights {
		if s.sum, carry = bits.Add64(s.sum, w, 0); carry != 0 {
			all := make([]decimal.Decimal, len(weights))
			for i, w := range weights {
				all[i] = decimal.NewFromUint64(w)
			}
			return New(all, tie)
		}
	}
	return s
}

// Again prepares s for other weights, as [Whole] does, with the memory that it has.
func (s *Splitter) Again(weights []uint64, tie func(i, j int) int) {
	claims := s.claims
	*s = Whole(weights, tie)
	s.claims = claims
}

// Zero reports whether all weights are zero: such a Splitter cannot split.
func (s *Splitter) Zero() bool { return s.big == nil && s.sum == 0 }

// Split splits a total into out, which has a place for every weight. Without a weight
// above zero it leaves out as it is.
func (s *Splitter) Split(total int64, out []int64) {
	switch {
	case s.Zero():
		return
	case s.whole == nil:
		for i, part := range s.SplitBig(big.NewInt(total)) {
			out[i] = part.Int64()
		}
		return
	}
	magnitude := uint64(total)
	if total < 0 {
		magnitude = -magnitude
	}
	if cap(s.claims) < len(s.whole) {
		s.claims = make([]claim, 0, len(s.whole))
	}
	claims, left := s.claims[:0], magnitude
	for i, w := range s.whole {
		hi, lo := bits.Mul64(magnitude, w)
		q, over := bits.Div64(hi, lo, s.sum) // q is at most the magnitude, since w <= sum
		out[i] = int64(q)
		left -= q
		if over != 0 {
			claims = append(claims, claim{over, int32(i)})
		}
	}
	// left is the sum of the fractions, so that there are more of them than units.
	s.takeFirst(claims, int(left))
	for _, c := range claims[:left] {
		out[c.part]++
	}
	if total < 0 {
		for i := range out {
			out[i] = -out[i]
		}
	}
}

// SplitBig is Split for numbers of any size.
func (s *Splitter) SplitBig(total *big.Int) []*big.Int {
	parts, sum := s.Weights(), new(big.Int)
	if s.Zero() {
		return parts
	}
	for _, w := range parts {
		sum.Add(sum, w)
	}
	left, overs := new(big.Int).Abs(total), make([]*big.Int, len(parts))
	magnitude := new(big.Int).Set(left)
	for i, w := range parts {
		overs[i] = new(big.Int)
		w.Mul(w, magnitude).QuoRem(w, sum, overs[i])
		left.Sub(left, w)
	}
	for _, i := range s.byFraction(overs)[:left.Int64()] {
		parts[i].Add(parts[i], one)
	}
	if total.Sign() < 0 {
		for _, part := range parts {
			part.Neg(part)
		}
	}
	return parts
}

var one = big.NewInt(1)

// Weights returns the weights as whole numbers in a common scale, in new memory.
func (s *Splitter) Weights() []*big.Int {
	weights := make([]*big.Int, max(len(s.whole), len(s.big)))
	for i := range weights {
		if s.big != nil {
			weights[i] = new(big.Int).Set(s.big[i])
		} else {
			weights[i] = new(big.Int).SetUint64(s.whole[i])
		}
	}
	return weights
}

// byFraction returns the parts in the order in which they get a unit that is left.
func (s *Splitter) byFraction(overs []*big.Int) []int {
	order := make([]int, len(overs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(overs[j].Cmp(overs[i]), s.compare(i, j)) })
	return order
}

// compare orders two parts with equal fractions.
func (s *Splitter) compare(i, j int) int {
	if s.tie != nil {
		if order := s.tie(i, j); order != 0 {
			return order
		}
	}
	if s.big != nil {
		return cmp.Or(s.big[j].Cmp(s.big[i]), cmp.Compare(i, j))
	}
	return cmp.Or(cmp.Compare(s.whole[j], s.whole[i]), cmp.Compare(i, j))
}

// mostDigits are always held by 64 bits.
const mostDigits = 18

var powersOfTen = func() (p [mostDigits + 2]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 10 * p[i-1]
	}
	return p
}()

// fill turns the weights into whole numbers whose sum fits 64 bits, if they do.
func (s *Splitter) fill(weights []decimal.Decimal, least int32) bool {
	s.whole = make([]uint64, len(weights))
	limit := decimal.New(int64(powersOfTen[mostDigits]), least) // cheaper to compare with than counting digits
	for i, w := range weights {
		shift := int64(w.Exponent()) - int64(least)
		switch {
		case w.IsZero():
			continue
		case shift == 0 && w.LessThan(limit): // as nearly always
		case shift >= int64(len(powersOfTen)) || w.NumDigits() > mostDigits:
			s.whole, s.sum = nil, 0
			return false
		}
		over, scaled := bits.Mul64(uint64(w.CoefficientInt64()), powersOfTen[shift])
		var carry uint64
		s.sum, carry = bits.Add64(s.sum, scaled, 0)
		if over != 0 || carry != 0 {
			s.whole, s.sum = nil, 0
			return false
		}
		s.whole[i] = scaled
	}
	return true
}

// fillBig is fill without the limit: reduced by their greatest common divisor, the
// weights may fit after all.
func (s *Splitter) fillBig(weights []decimal.Decimal, least int32) {
	s.big = make([]*big.Int, len(weights))
	sum, divisor := new(big.Int), new(big.Int)
	for i, w := range weights {
		s.big[i] = w.Shift(-least).BigInt()
		sum.Add(sum, s.big[i])
		divisor.GCD(nil, nil, divisor, s.big[i])
	}
	for _, w := range s.big {
		w.Quo(w, divisor) // not all are zero, or they had fit
	}
	if sum.Quo(sum, divisor).IsUint64() {
		s.whole, s.sum = make([]uint64, len(weights)), sum.Uint64()
		for i, w := range s.big {
			s.whole[i] = w.Uint64()
		}
		s.big = nil
	}
}
