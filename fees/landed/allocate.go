package landed

import (
	"cmp"
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/split"
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
	s, weightsErr := newSplitter(plain, rankKeys(keys))
	if err := errors.Join(totalErr, named(weightsErr), r.check()); err != nil {
		return nil, err
	}
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

// A splitter splits costs by prepared weights under every rule. It serves one caller
// at a time.
type splitter struct{ by split.Splitter }

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

// byRank orders parts by their ranks; see rankKeys.
func byRank(ranks []int32) func(i, j int) int {
	return func(i, j int) int { return cmp.Compare(ranks[i], ranks[j]) }
}

// newSplitter prepares weights, whose ties go by the ranks. Weights that are
// negative or have hundreds of digits are faults at "weights[3]".
func newSplitter(weights []decimal.Decimal, ranks []int32) (splitter, error) {
	if len(weights) == 0 {
		return splitter{}, fx.NewInputError("weights", "", "must have at least one weight")
	}
	if len(weights) > MaxLines {
		return splitter{}, fx.NewInputError("weights", strconv.Itoa(len(weights)), "must be at most "+strconv.Itoa(MaxLines)+" lines")
	}
	var faults []error
	for i := range weights {
		if reason := unusable(weights[i]); reason != "" {
			faults = append(faults, fx.NewInputError("weights["+strconv.Itoa(i)+"]", fx.Plain(weights[i]), reason))
		}
	}
	if len(faults) > 0 {
		return splitter{}, errors.Join(faults...)
	}
	return splitter{split.New(weights, byRank(ranks))}, nil
}

// wholeSplitter is newSplitter for whole numbers, which it keeps.
func wholeSplitter(whole []uint64, ranks []int32) splitter {
	return splitter{split.Whole(whole, byRank(ranks))}
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

// split splits a total in minor units into out, which has a place for every weight.
// The error is an *[fx.InputError] at "weights": all zero.
func (s *splitter) split(total int64, r Remainder, out []int64) error {
	if r == LargestRemainder && !s.by.Zero() {
		s.by.Split(total, out)
		return nil
	}
	shares, err := s.splitBig(big.NewInt(total), r)
	for i, share := range shares {
		out[i] = share.Int64()
	}
	return err
}

// splitBig is split for numbers of any size.
func (s *splitter) splitBig(total *big.Int, r Remainder) ([]*big.Int, error) {
	if s.by.Zero() && !r.splitsZeroEqually() {
		return nil, fx.NewInputError("weights", "", "must not all be zero")
	}
	if r == LargestRemainder {
		return s.by.SplitBig(total), nil
	}
	weights, sum := s.by.Weights(), new(big.Int)
	for _, w := range weights {
		if s.by.Zero() {
			w.SetInt64(1)
		}
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
	r.settle(weights, overs, sum, left)
	if total.Sign() < 0 {
		for _, share := range weights {
			share.Neg(share)
		}
	}
	return weights, nil
}

var one = big.NewInt(1)
