package pricing

import (
	"math/big"
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Distribution is what a unit earns over the draws of a [Run]. Amounts are in
// Currency, shares are fractions, and what is said to be rounded is rounded half away
// from zero to fx.ConvertPlaces decimals, from exact sums: no float64 is in it.
//
// It keeps the profit of each draw, sorted, in 16 bytes: 16 MB for MaxDraws. It is
// immutable and safe for concurrent use; a copy shares the profits. The zero
// Distribution has no draws.
type Distribution struct {
	// Price is the price of all profits.
	Price    decimal.Decimal
	Currency fx.Currency
	// Draws is how many there are.
	Draws int
	// Base is the profit of the unit as it is, which need not be the mean: Statement.Exact.
	Base decimal.Decimal
	// Mean is the mean profit and SD its standard deviation, that of a sample (over
	// Draws - 1), both rounded. SD is not Valid for a single draw.
	Mean decimal.Decimal
	SD   decimal.NullDecimal
	// Worst and Best are the lowest and the highest profit, exact.
	Worst, Best decimal.Decimal
	// P5 to P95 are what 5 %, 25 %, 50 %, 75 % and 95 % of the profits stay below, as
	// [Distribution.Quantile] gives them.
	P5, P25, P50, P75, P95 decimal.Decimal
	// Shortfall is the mean profit of the worst 5 % of the draws, their number
	// rounded up: the expected shortfall. It is a profit, below 0 when they lose. Rounded.
	Shortfall decimal.Decimal
	// Loss is how likely a profit below 0 is, and Losses how many draws had one. Rounded.
	Loss   decimal.Decimal
	Losses int
	// LossError is the standard error of Loss, √(Loss × (1 - Loss) / Draws): how far
	// another seed may be off. It is 0 when no draw or every draw loses, which says
	// little; LossFrom to LossTo is the interval of Wilson (1927), which at 95 %
	// holds the true share and is never empty. All rounded.
	LossError        decimal.Decimal
	LossFrom, LossTo decimal.Decimal
	// Clamped says which draws were moved to a bound of their input, in the order of
	// the risks; empty when none was.
	Clamped []Clamp
	// Complete says that nothing is missing, in no draw. Otherwise Missing names the
	// unknown inputs: the profits are upper bounds, and a loss is likelier than Loss.
	Complete bool
	Missing  []string

	sorted []fees.Amount
}

// Quantile returns the profit that a share of the profits stays below, by type 7 of
// Hyndman and Fan (1996), the usual one of spreadsheets and R: linear between the sorted
// profits at position
//
//	share * (Draws - 1)
//
// counted from 0, rounded half away from zero to fx.ConvertPlaces decimals.
//
// The error is an [*fx.InputError] at "share" outside 0 to 1, and without a field for
// the zero Distribution.
func (d Distribution) Quantile(share decimal.Decimal) (decimal.Decimal, error) {
	if err := checkFrom("share", share, &one); err != nil {
		return zero, err
	}
	if len(d.sorted) == 0 {
		return zero, fx.NewInputError("", "", "a distribution must have draws")
	}
	return d.quantile(share), nil
}

func (d *Distribution) quantile(share decimal.Decimal) decimal.Decimal {
	position := share.Mul(decimal.NewFromInt(int64(len(d.sorted) - 1)))
	whole := position.Truncate(0)
	i := int(whole.IntPart())
	value := d.sorted[i].Decimal()
	if rest := position.Sub(whole); !rest.IsZero() {
		value = value.Add(rest.Mul(d.sorted[i+1].Decimal().Sub(value)))
	}
	return value.Round(fx.ConvertPlaces)
}

// summarize sorts the profits and fills in what follows from them.
func (d *Distribution) summarize(sums moments) {
	slices.SortFunc(d.sorted, fees.Amount.Cmp)
	n := len(d.sorted)
	d.Complete = len(d.Missing) == 0
	d.Mean, d.SD = sums.mean(), sums.sd()
	d.Worst, d.Best = d.sorted[0].Decimal(), d.sorted[n-1].Decimal()
	for _, q := range []struct {
		at      *decimal.Decimal
		percent int64
	}{{&d.P5, 5}, {&d.P25, 25}, {&d.P50, 50}, {&d.P75, 75}, {&d.P95, 95}} {
		*q.at = d.quantile(decimal.New(q.percent, -2))
	}
	var tail moments
	for _, profit := range d.sorted[:(n+19)/20] {
		tail.add(profit.Decimal())
	}
	d.Shortfall = tail.mean()
	for d.Losses < n && d.sorted[d.Losses].Sign() < 0 {
		d.Losses++
	}
	d.Loss, d.LossError, d.LossFrom, d.LossTo = shareOf(int64(d.Losses), int64(n))
}

// Moments are exact sums over profits.
type moments struct {
	n            int64
	sum, squares decimal.Decimal
}

func (s *moments) add(profit decimal.Decimal) {
	s.n++
	s.sum = s.sum.Add(profit)
	s.squares = s.squares.Add(profit.Mul(profit))
}

func (s *moments) mean() decimal.Decimal {
	return s.sum.DivRound(decimal.NewFromInt(s.n), fx.ConvertPlaces)
}

// sd is √((n Σx² - (Σx)²) / (n (n - 1))), not Valid below two profits.
func (s *moments) sd() decimal.NullDecimal {
	if s.n < 2 {
		return decimal.NullDecimal{}
	}
	n := decimal.NewFromInt(s.n)
	num := n.Mul(s.squares).Sub(s.sum.Mul(s.sum))
	return decimal.NewNullDecimal(sqrtOver(num, n.Mul(n.Sub(one))))
}

var (
	half = decimal.New(5, -1)
	// normal975 is the standard normal quantile of 97.5 %.
	normal975 = decimal.New(1_959_963_984_540, -12)
)

// shareOf returns k/n, its standard error, and the ends of its Wilson interval at 95 %:
//
//	(k + z²/2 ± z √(k (n - k)/n + z²/4)) / (n + z²)
func shareOf(k, n int64) (share, standardError, from, to decimal.Decimal) {
	hits, all := decimal.NewFromInt(k), decimal.NewFromInt(n)
	mixed := hits.Mul(all.Sub(hits))
	share = hits.DivRound(all, fx.ConvertPlaces)
	standardError = sqrtOver(mixed, all.Mul(all).Mul(all))
	square := normal975.Mul(normal975)
	four := decimal.NewFromInt(4)
	wide := normal975.Mul(sqrtOver(mixed.Mul(four).Add(square.Mul(all)), all.Mul(four)))
	middle, over := hits.Add(square.Mul(half)), all.Add(square)
	if from = middle.Sub(wide).DivRound(over, fx.ConvertPlaces); k == 0 {
		from = zero
	}
	if to = middle.Add(wide).DivRound(over, fx.ConvertPlaces); k == n {
		to = one
	}
	return share, standardError, from, to
}

// sqrtOver returns √(num/den) rounded half away from zero to fx.ConvertPlaces
// decimals, exactly; num must be at or above 0 and den above 0.
func sqrtOver(num, den decimal.Decimal) decimal.Decimal {
	// ⌊2 × 10^places × √x⌋, a half then decides.
	scaled := num.Mul(decimal.New(4, 2*fx.ConvertPlaces))
	quotient, _ := scaled.QuoRem(den, 0)
	root := new(big.Int).Sqrt(quotient.BigInt())
	root.Add(root, big.NewInt(1)).Rsh(root, 1)
	return decimal.NewFromBigInt(root, -fx.ConvertPlaces)
}
