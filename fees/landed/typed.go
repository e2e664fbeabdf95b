package landed

import (
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A TypedAmount is the share of one line in a cost as somebody entered it. The zero
// TypedAmount is nothing for a line without a name.
type TypedAmount struct {
	// Key names the line, such as by its SKU.
	Key string
	// Amount is in the currency of the total, in whole minor units.
	Amount decimal.Decimal
}

// AllocateTyped checks shares that somebody entered against their total and returns
// them as amounts that sum to it exactly. A difference of less than two units of
// the last decimal, so of one, is absorbed, as ERPNext does with charges that are
// distributed by hand: with the zero [Remainder] and with ERPNextLargest by the
// share that is largest without its sign, of equals the one whose key comes first
// (ERPNextLargest: the first one), with the other rules by the last.
//
// Every fault is reported at once, each an *[fx.InputError]: those of [Allocate]
// for the total and the rule, no shares, a share off the grid at "typed[3].amount",
// and at "typed" shares that differ by more from the total or sum to zero when it
// is not.
func AllocateTyped(total fx.Money, typed []TypedAmount, r Remainder) ([]fx.Money, error) {
	var faults fees.Faults
	if len(typed) == 0 || len(typed) > MaxLines {
		faults.Add("typed", strconv.Itoa(len(typed)), "must be from 1 to "+strconv.Itoa(MaxLines)+" amounts")
	}
	faults.Join(r.check())
	units, err := wholeUnits(total)
	faults.Join(err)
	shares, sum := make([]*big.Int, len(typed)), new(big.Int)
	for i := 0; i < len(typed) && err == nil; i++ { // the grid is that of the total
		share, err := wholeUnits(fx.Money{Amount: typed[i].Amount, Currency: total.Currency})
		if err != nil {
			faults.Join(fx.InField("typed["+strconv.Itoa(i)+"].amount", withoutField(err)))
			continue
		}
		shares[i] = share
		sum.Add(sum, share)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	left := units.Sub(units, sum)
	if left.CmpAbs(one) > 0 || sum.Sign() == 0 && left.Sign() != 0 {
		return nil, fx.NewInputError("typed", moneyOf([]*big.Int{sum}, total.Currency)[0].String(),
			"must sum to "+total.String()+", or to one unit of the last decimal less or more")
	}
	at := absorber(typed, shares, r)
	shares[at].Add(shares[at], left)
	return moneyOf(shares, total.Currency), nil
}

// absorber returns which share takes the difference.
func absorber(typed []TypedAmount, shares []*big.Int, r Remainder) int {
	if r != LargestRemainder && r != ERPNextLargest {
		return len(shares) - 1
	}
	at := 0
	for i := range shares {
		bigger := shares[i].CmpAbs(shares[at])
		first := r == LargestRemainder && strings.Compare(typed[i].Key, typed[at].Key) < 0
		if bigger > 0 || bigger == 0 && first {
			at = i
		}
	}
	return at
}

// withoutField takes the path of a fault away.
func withoutField(err error) error {
	if in := new(fx.InputError); errors.As(err, &in) {
		return &fx.InputError{Value: in.Value, Reason: in.Reason}
	}
	return err
}

// PostUnits splits the cost of several units into amounts that can be posted per
// unit: each for all but one of them and last for one, in whole minor units, with
// each*(units-1) + last = total. Each is the exact unit cost rounded half away from
// zero, so that 15.00 over 13 units is 12 times 1.15 and 1.20; when that would give
// last the other sign than total, each is cut towards zero instead.
//
// The error is an *[fx.InputError] at "units" for fewer than 1 or more than
// [MaxUnits] units, or that of [Allocate] for the total.
func PostUnits(total fx.Money, units int64) (each, last fx.Money, err error) {
	whole, err := wholeUnits(total)
	if units < 1 || units > MaxUnits {
		err = errors.Join(err, fx.NewInputError("units", strconv.FormatInt(units, 10), "must be from 1 to "+strconv.FormatInt(MaxUnits, 10)))
	}
	if err != nil {
		return fx.Money{}, fx.Money{}, err
	}
	n := big.NewInt(units)
	cut, over := new(big.Int).QuoRem(whole, n, new(big.Int))
	unit := new(big.Int).Set(cut)
	if over.Lsh(over, 1).CmpAbs(n) >= 0 {
		unit.Add(unit, big.NewInt(int64(whole.Sign())))
	}
	rest := restOf(whole, unit, n)
	if rest.Sign() == -whole.Sign() {
		unit = cut
		rest = restOf(whole, unit, n)
	}
	parts := moneyOf([]*big.Int{unit, rest}, total.Currency)
	return parts[0], parts[1], nil
}

// restOf returns total - unit*(n-1).
func restOf(total, unit, n *big.Int) *big.Int {
	others := new(big.Int).Sub(n, one)
	return others.Sub(total, others.Mul(others, unit))
}

// wholeUnits returns an amount in minor units. The faults are at "total".
func wholeUnits(m fx.Money) (*big.Int, error) {
	if err := fx.CheckDecimal(m.Amount); err != nil {
		return nil, fx.InField("total", err)
	}
	rounded, err := m.Round()
	if err != nil {
		return nil, fx.InField("total", err)
	}
	if !rounded.Amount.Equal(m.Amount) {
		return nil, fx.NewInputError("total", m.String(), "must be in whole units of the currency's last decimal; round it first")
	}
	return rounded.Amount.Shift(placesOf(m.Currency)).BigInt(), nil
}

// minorUnits is wholeUnits for an amount that fits, which it reports.
func minorUnits(m fx.Money) (int64, bool) {
	places, ok := m.Currency.MinorUnits()
	if !ok {
		return 0, false
	}
	shift := int64(m.Amount.Exponent()) + int64(places)
	if shift >= 0 && shift <= 18 && int64(m.Amount.NumDigits())+shift <= 18 { // as nearly always
		return m.Amount.CoefficientInt64() * int64(powersOfTen[shift]), true
	}
	units, err := wholeUnits(m)
	if err != nil || !units.IsInt64() {
		return 0, false
	}
	return units.Int64(), true
}

// fromMinor is an amount of so many minor units.
func fromMinor(units int64, c fx.Currency) fx.Money {
	return fx.Money{Amount: decimal.New(units, -placesOf(c)), Currency: c}
}

// moneyOf is fromMinor for numbers of any size.
func moneyOf(units []*big.Int, c fx.Currency) []fx.Money {
	places := placesOf(c)
	out := make([]fx.Money, len(units))
	for i, u := range units {
		out[i] = fx.Money{Amount: decimal.NewFromBigInt(u, -places), Currency: c}
	}
	return out
}

// placesOf is the number of decimals of a currency that has a minor unit.
func placesOf(c fx.Currency) int32 {
	places, _ := c.MinorUnits()
	return int32(places)
}
