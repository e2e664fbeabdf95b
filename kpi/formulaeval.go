package kpi

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// MaxFormulaDigits is the largest number of digits that a numerator or denominator may
// grow to while a formula is computed. Real ones stay below a hundred.
const MaxFormulaDigits = 1000

// An exactNumber is num/den, exactly; den is above 0.
type exactNumber struct {
	num, den decimal.Decimal
}

var exactOne = decimal.New(1, 0)

func exactWhole(d decimal.Decimal) exactNumber { return exactNumber{d, exactOne} }

var (
	errByZero  = errors.New("division by 0")
	errUnknown = errors.New("an input is not known")
)

// tooManyDigits is the error of a formula whose numbers grow beyond what is sensible.
func tooManyDigits() error {
	return fx.NewInputError("formula", "", "must not grow beyond "+strconv.Itoa(MaxFormulaDigits)+" digits")
}

// value computes a tree exactly. The error is errByZero, errUnknown where of does not
// have a name, or an InputError where the digits grow too many.
func (n *node) value(of func(name string) (exactNumber, bool)) (exactNumber, error) {
	switch n.op {
	case opNumber:
		return exactWhole(n.number), nil
	case opName:
		v, ok := of(n.name)
		if !ok {
			return exactNumber{}, errUnknown
		}
		return v, nil
	}
	var got exactNumber
	for i, arg := range n.args {
		v, err := arg.value(of)
		if err != nil {
			return exactNumber{}, err
		}
		switch {
		case n.op == opNegate:
			got = exactNumber{v.num.Neg(), v.den}
		case i == 0:
			got = v
		default:
			if got, err = apply(n.op, got, v); err != nil {
				return exactNumber{}, err
			}
		}
	}
	return got, nil
}

// apply computes a op b.
func apply(op operation, a, b exactNumber) (exactNumber, error) {
	switch op {
	case opMin, opMax:
		if order := a.cmp(b); order != 0 && (order > 0) == (op == opMin) {
			return b, nil
		}
		return a, nil
	case opTimes:
		return a.times(b).bounded()
	case opOver:
		if b.num.Sign() == 0 {
			return exactNumber{}, errByZero
		}
		return a.times(b.inverse()).bounded()
	case opMinus:
		b.num = b.num.Neg()
	}
	return a.plus(b).bounded()
}

func (a exactNumber) plus(b exactNumber) exactNumber {
	if a.den.Equal(b.den) {
		return exactNumber{a.num.Add(b.num), a.den}
	}
	return exactNumber{a.num.Mul(b.den).Add(b.num.Mul(a.den)), a.den.Mul(b.den)}
}

// times multiplies, and cancels a numerator that equals the other denominator, so that
// a quotient of two averages of the same days stays short.
func (a exactNumber) times(b exactNumber) exactNumber {
	switch {
	case a.den.Equal(b.num):
		return exactNumber{a.num, b.den}
	case b.den.Equal(a.num):
		return exactNumber{b.num, a.den}
	}
	return exactNumber{a.num.Mul(b.num), a.den.Mul(b.den)}
}

// inverse returns den/num, for a numerator that is not 0.
func (a exactNumber) inverse() exactNumber {
	if a.num.Sign() < 0 {
		return exactNumber{a.den.Neg(), a.num.Neg()}
	}
	return exactNumber{a.den, a.num}
}

func (a exactNumber) cmp(b exactNumber) int { return a.num.Mul(b.den).Cmp(b.num.Mul(a.den)) }

// bounded refuses fractions of too many digits.
func (a exactNumber) bounded() (exactNumber, error) {
	const bits = MaxFormulaDigits * 3322 / 1000 // log2(10) is 3.3219…
	for _, d := range [2]decimal.Decimal{a.num, a.den} {
		if d.Exponent() < -MaxFormulaDigits || d.Exponent() > MaxFormulaDigits || d.Coefficient().BitLen() > bits {
			return exactNumber{}, tooManyDigits()
		}
	}
	return a, nil
}

// as returns the fraction as a value.
func (a exactNumber) as(u Unit, c fx.Currency) Value {
	if u != Amount {
		c = ""
	}
	return Ratio(writtenOut(a.num), writtenOut(a.den), u, c)
}

// writtenOut is the same number without an exponent above 0, which a formula lets grow
// further than a value does.
func writtenOut(d decimal.Decimal) decimal.Decimal {
	if d.Exponent() <= 0 {
		return d
	}
	return decimal.NewFromBigInt(d.BigInt(), 0)
}
