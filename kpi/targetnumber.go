package kpi

import (
	"cmp"
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/split"
)

// Bounds of a weight: those that [Season.Weigh] makes are whole numbers with far more
// digits than a number that somebody types.
const (
	maxWeightDigits = 10_000
	maxWeightPlaces = 128
)

// checkWeight refuses what is negative, or too large to compute with.
func checkWeight(field string, w decimal.Decimal) error {
	if e := w.Exponent(); e > maxWeightPlaces || e < -maxWeightPlaces {
		return fx.NewInputError(field, "a decimal with exponent "+strconv.Itoa(int(e)), "must have at most "+strconv.Itoa(maxWeightPlaces)+" decimals")
	}
	if bits := w.Coefficient().BitLen(); bits > maxWeightDigits*10/3 {
		return fx.NewInputError(field, "a decimal of "+strconv.Itoa(bits)+" bits", "must have at most "+strconv.Itoa(maxWeightDigits)+" digits")
	}
	if w.IsNegative() {
		return fx.NewInputError(field, fx.Plain(w), "must not be negative")
	}
	return nil
}

// checkPlain refuses what [fx.CheckDecimal] does, and what is negative.
func checkPlain(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.IsNegative() {
		return fx.NewInputError(field, fx.Plain(d), "must not be negative")
	}
	return nil
}

// checkGrid refuses besides what is no whole number of the smallest unit.
func checkGrid(field string, d decimal.Decimal, places int32) error {
	if err := checkPlain(field, d); err != nil {
		return err
	}
	if !d.Equal(d.Truncate(places)) {
		if places == 0 {
			return fx.NewInputError(field, fx.Plain(d), "must be a whole number")
		}
		return fx.NewInputError(field, fx.Plain(d), "must have at most "+strconv.Itoa(int(places))+" decimals")
	}
	return nil
}

// targetPlaces are the decimals of the amounts of a plan: none for units, the minor
// units of its currency for money.
func targetPlaces(u Unit, c fx.Currency) (int32, error) {
	switch u {
	case Count, "":
		if c != "" {
			return 0, fx.NewInputError("currency", string(c), "must be empty for units")
		}
		return 0, nil
	case Amount:
		places, ok := c.MinorUnits()
		if !ok {
			return 0, fx.NewInputError("currency", string(c), "must be a currency with minor units, such as USD")
		}
		return int32(places), nil
	}
	return 0, fx.NewInputError("unit", string(u), `must be "count" or "amount"`)
}

// ratOf is d as a fraction; the caller has bounded its exponent.
func ratOf(d decimal.Decimal) *big.Rat {
	r := new(big.Rat).SetInt(d.Coefficient())
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(d.Exponent(), -d.Exponent()))), nil)
	if d.Exponent() < 0 {
		return r.Quo(r, new(big.Rat).SetInt(scale))
	}
	return r.Mul(r, new(big.Rat).SetInt(scale))
}

func ratOfInt(n int) *big.Rat { return new(big.Rat).SetInt64(int64(n)) }

// ratValue is r as an exact value.
func ratValue(r *big.Rat, u Unit, c fx.Currency) Value {
	return Value{State: Defined, Num: decimal.NewFromBigInt(r.Num(), 0), Den: decimal.NewFromBigInt(r.Denom(), 0), Unit: u, Currency: c}
}

// wholeWeights are the smallest whole numbers in the proportion of the fractions, of
// which none is negative.
func wholeWeights(rats []*big.Rat) []decimal.Decimal {
	common, divisor := big.NewInt(1), new(big.Int)
	for _, r := range rats {
		gcd := new(big.Int).GCD(nil, nil, common, r.Denom())
		common.Mul(common, new(big.Int).Quo(r.Denom(), gcd))
	}
	whole := make([]*big.Int, len(rats))
	for i, r := range rats {
		whole[i] = new(big.Int).Quo(common, r.Denom())
		whole[i].Mul(whole[i], r.Num())
		divisor.GCD(nil, nil, divisor, whole[i])
	}
	out := make([]decimal.Decimal, len(rats))
	for i, w := range whole {
		if divisor.Sign() > 0 {
			w.Quo(w, divisor)
		}
		out[i] = decimal.NewFromBigInt(w, 0)
	}
	return out
}

// splitWhole splits units over parts by the largest remainder. Equal fractions go by
// the names, and by position where there are none. A weight of 0 gets nothing; false
// says that all weights are 0.
func splitWhole(total *big.Int, weights []*big.Rat, names []string) ([]*big.Int, bool) {
	s := split.New(wholeWeights(weights), tieBy(names))
	if s.Zero() {
		return nil, false
	}
	return s.SplitBig(total), true
}

// tieBy orders parts by their names, and by position where they have none.
func tieBy(names []string) func(i, j int) int {
	if names == nil {
		return func(i, j int) int { return cmp.Compare(i, j) }
	}
	return func(i, j int) int { return cmp.Or(strings.Compare(names[i], names[j]), cmp.Compare(i, j)) }
}

// unitsOf is d in units of its last decimal, which has the places.
func unitsOf(d decimal.Decimal, places int32) *big.Int { return d.Shift(places).BigInt() }
