package landed

import (
	"cmp"
	"errors"
	"math/big"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// MaxLines is the largest number of lines that a cost is split over.
const MaxLines = 100_000

// A Weight is the part of one line in a cost: its value, its kilograms, its
// units. The zero Weight is a line without a name that gets nothing.
type Weight struct {
	// Key names the line, such as by its SKU. It decides ties.
	Key string
	// Weight is in any unit, the same for all lines. It must not be negative.
	Weight decimal.Decimal
}

// Allocate splits a total over lines in the proportion of their weights, each
// share in whole minor units of the currency, so that the shares sum to the total
// exactly. The zero [Remainder] is the method of the largest remainder:
//
//	exact share_i = total * weight_i / sum of the weights
//	share_i       = exact share_i without the fraction of a unit, and one unit
//	                more for the largest fractions until the shares sum to total
//
// Equal fractions go by Key in the order of bytes, then to the larger weight, so
// that shuffling the lines changes nobody's share. No share has the other sign
// than the total, none is a unit or more off its exact share, and a weight of 0
// gets nothing. A negative total, a credit, is split like the positive one. See
// [Remainder] for the rules of other systems.
//
// Every fault is reported at once: a total without a currency or off the grid of
// its minor unit (round it first), no lines or more than [MaxLines], a negative
// weight, weights of hundreds of digits, and weights that are all zero, are each
// an *[fx.InputError] at "total", "weights" or "weights[3].weight"; a currency
// that nobody knows is an *[fx.UnknownCurrencyError].
func Allocate(total fx.Money, weights []Weight, r Remainder) ([]fx.Money, error) {
	keys, plain := make([]string, len(weights)), make([]decimal.Decimal, len(weights))
	for i, w := range weights {
		keys[i], plain[i] = w.Key, w.Weight
	}
	units, totalErr := wholeUnits(total)
	s, weightsErr := newSplitter(plain, nil)
	if err := errors.Join(totalErr, named(weightsErr), r.check()); err != nil {
		return nil, err
	}
	s.ranks = rankKeys(keys)
	if units.IsInt64() {
		out := make([]int64, len(weights))
		if err := s.split(units.Int64(), r, out); err != nil {
			return nil, err
		}
		places := placesOf(total.Currency)
		shares := make([]fx.Money, len(out))
		for i, share := range out {
			shares[i] = fx.Money{Amount: decimal.New(share, -places), Currency: total.Currency}
		}
		return shares, nil
	}
	out, err := s.splitBig(units, r)
	if err != nil {
		return nil, err
	}
	return moneyOf(out, total.Currency), nil
}

// named turns the paths "weights[3]" of a splitter into "weights[3].weight".
func named(err error) error {
	faults := fx.Faults(err)
	for i, fault := range faults {
		if in := new(fx.InputError); errors.As(fault, &in) && strings.HasSuffix(in.Field, "]") {
			faults[i] = &fx.InputError{Field: in.Field + ".weight", Value: in.Value, Reason: in.Reason}
		}
	}
	return errors.Join(faults...)
}

// A splitter holds weights as whole numbers, prepared once for several totals.
// Its method split reuses memory, so that it serves one caller at a time.
type splitter struct {
	whole []uint64 // the weights in common scale, nil when they do not fit
	sum   uint64
	big   []*big.Int // the weights when they do not fit
	ranks []int32    // orders ties, the lowest first; see rankKeys
	n     int
	zero  bool // all weights are zero

	fractions []fraction
}

// rankKeys returns the place of each key in the order of bytes; equal keys have
// equal places.
func rankKeys(keys []string) []int32 {
	order := make([]int32, len(keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return strings.Compare(keys[i], keys[j]) })
	ranks := make([]int32, len(keys))
	var rank int32
	for i, at := range order {
		if i > 0 && keys[at] != keys[order[i-1]] {
			rank++
		}
		ranks[at] = rank
	}
	return ranks
}

// newSplitter prepares weights, whose ties go by the ranks. Weights that are
// negative or have hundreds of digits are faults at "weights[3]".
func newSplitter(weights []decimal.Decimal, ranks []int32) (splitter, error) {
	s := splitter{n: len(weights), ranks: ranks}
	if s.n == 0 {
		return s, fx.NewInputError("weights", "", "must have at least one weight")
	}
	if s.n > MaxLines {
		return s, fx.NewInputError("weights", strconv.Itoa(s.n), "must be at most "+strconv.Itoa(MaxLines)+" lines")
	}
	var least int32
	var faults []error
	for i := range weights {
		if weights[i].Exponent() < least && !weights[i].IsZero() {
			least = weights[i].Exponent()
		}
		if reason := unusable(weights[i]); reason != "" {
			faults = append(faults, fx.NewInputError("weights["+strconv.Itoa(i)+"]", fx.Plain(weights[i]), reason))
		}
	}
	if len(faults) > 0 {
		return s, errors.Join(faults...)
	}
	if !s.fill(weights, least) {
		s.fillBig(weights, least)
	}
	s.zero = s.big == nil && s.sum == 0
	return s, nil
}

// unusable says why a weight cannot be computed with. The bounds are those of
// [fx.Allocate]: no product of a few inputs reaches them.
func unusable(d decimal.Decimal) string {
	switch {
	case d.IsNegative():
		return "must not be negative"
	case d.Exponent() < -128 || d.Exponent() > 128:
		return "must have at most 128 decimals"
	case d.NumDigits() > 256:
		return "must have at most 256 digits"
	}
	return ""
}

var powersOfTen = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 10 * p[i-1]
	}
	return p
}()

// fill turns the weights into whole numbers whose sum fits 64 bits, if they do.
func (s *splitter) fill(weights []decimal.Decimal, least int32) bool {
	s.whole = make([]uint64, len(weights))
	for i, w := range weights {
		shift := int64(w.Exponent()) - int64(least)
		switch {
		case w.IsZero():
			continue
		case shift >= int64(len(powersOfTen)) || w.NumDigits() > 18:
			s.whole = nil
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
func (s *splitter) fillBig(weights []decimal.Decimal, least int32) {
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

// A fraction is what is left of an exact share below the unit, over the sum of the
// weights, and what decides when it equals another.
type fraction struct {
	over        uint64
	weight      uint64
	rank, index int32
}

// before reports whether a gets a leftover unit before b.
func (a *fraction) before(b *fraction) bool {
	switch {
	case a.over != b.over:
		return a.over > b.over
	case a.rank != b.rank:
		return a.rank < b.rank
	case a.weight != b.weight:
		return a.weight > b.weight
	}
	return a.index < b.index
}

// split splits a total in minor units into out, which has a place for every weight.
// The error is an *[fx.InputError] at "weights": all zero.
func (s *splitter) split(total int64, r Remainder, out []int64) error {
	if r != LargestRemainder || s.whole == nil || s.zero {
		shares, err := s.splitBig(big.NewInt(total), r)
		for i, share := range shares {
			out[i] = share.Int64()
		}
		return err
	}
	magnitude := uint64(total)
	if total < 0 {
		magnitude = -magnitude
	}
	// A share is total*weight/sum with a product of 128 bits. As weight <= sum, the
	// quotient is at most the total.
	if s.fractions == nil {
		s.fractions = make([]fraction, 0, s.n)
	}
	fractions, left := s.fractions[:0], magnitude
	for i, w := range s.whole {
		hi, lo := bits.Mul64(magnitude, w)
		q, over := bits.Div64(hi, lo, s.sum)
		out[i] = int64(q)
		left -= q
		if over != 0 {
			fractions = append(fractions, fraction{over, w, s.rank(i), int32(i)})
		}
	}
	// left is the sum of the fractions, so that there are more of them than units.
	takeFirst(fractions, int(left))
	for _, f := range fractions[:left] {
		out[f.index]++
	}
	if total < 0 {
		for i := range out {
			out[i] = -out[i]
		}
	}
	return nil
}

func (s *splitter) rank(i int) int32 {
	if s.ranks == nil {
		return 0
	}
	return s.ranks[i]
}

// takeFirst moves the k fractions that are before all others to the front, in any
// order: quickselect (Hoare, "Algorithm 65: find", 1961), which sorts what is short
// and what it cannot halve.
func takeFirst(f []fraction, k int) {
	for tries := 2 * bits.Len(uint(len(f))); k > 0 && k < len(f); tries-- {
		if len(f) <= 12 || tries == 0 {
			slices.SortFunc(f, func(a, b fraction) int {
				switch {
				case a.before(&b):
					return -1
				case b.before(&a):
					return 1
				}
				return 0
			})
			return
		}
		middle, last := len(f)/2, len(f)-1
		if f[middle].before(&f[0]) {
			f[middle], f[0] = f[0], f[middle]
		}
		if f[last].before(&f[0]) {
			f[last], f[0] = f[0], f[last]
		}
		if f[last].before(&f[middle]) {
			f[last], f[middle] = f[middle], f[last]
		}
		pivot := f[middle]
		i, j := 0, last
		for i <= j {
			for f[i].before(&pivot) {
				i++
			}
			for pivot.before(&f[j]) {
				j--
			}
			if i <= j {
				f[i], f[j] = f[j], f[i]
				i++
				j--
			}
		}
		switch { // f[:j+1] is before f[i:], and what is between is in its place
		case k <= j:
			f = f[:j+1]
		case k > i:
			f, k = f[i:], k-i
		default:
			return
		}
	}
}

// splitBig is split for numbers of any size and for the rules of other systems.
func (s *splitter) splitBig(total *big.Int, r Remainder) ([]*big.Int, error) {
	weights, sum := s.bigWeights(), new(big.Int)
	if s.zero {
		if !r.splitsZeroEqually() {
			return nil, fx.NewInputError("weights", "", "must not all be zero")
		}
		for _, w := range weights {
			w.SetInt64(1)
		}
	}
	for _, w := range weights {
		sum.Add(sum, w)
	}
	// From here on weights holds the shares.
	left, overs := new(big.Int).Abs(total), make([]*big.Int, len(weights))
	magnitude := new(big.Int).Set(left)
	for i, w := range weights {
		overs[i] = new(big.Int)
		w.Mul(w, magnitude).QuoRem(w, sum, overs[i])
		left.Sub(left, w)
	}
	if r == LargestRemainder {
		for _, i := range s.byFraction(overs, weights)[:left.Int64()] {
			weights[i].Add(weights[i], one)
		}
	} else {
		r.settle(weights, overs, sum, left)
	}
	if total.Sign() < 0 {
		for _, share := range weights {
			share.Neg(share)
		}
	}
	return weights, nil
}

var one = big.NewInt(1)

// bigWeights returns the weights as numbers of any size, copies.
func (s *splitter) bigWeights() []*big.Int {
	weights := make([]*big.Int, s.n)
	for i := range weights {
		if s.big != nil {
			weights[i] = new(big.Int).Set(s.big[i])
		} else {
			weights[i] = new(big.Int).SetUint64(s.whole[i])
		}
	}
	return weights
}

// byFraction returns the indices in the order in which they get a leftover unit.
// Of two equal fractions with the same key, the larger share is of the larger
// weight.
func (s *splitter) byFraction(overs, shares []*big.Int) []int {
	order := make([]int, len(overs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(overs[j].Cmp(overs[i]), cmp.Compare(s.rank(i), s.rank(j)), shares[j].Cmp(shares[i]))
	})
	return order
}
