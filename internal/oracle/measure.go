package oracle

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"
)

// A Measure is a length (in, cm or mm) or a weight (lb, oz, g or kg).
// The zero Measure has no unit and cannot be used.
type Measure struct {
	Value decimal.Decimal
	Unit  string
}

// inchesIn and poundsIn say what one unit is, exactly:
// 1 in is 25.4 mm, 1 lb is 453.59237 g and 16 oz.
var (
	inchesIn = map[string]*big.Rat{
		"in": big.NewRat(1, 1),
		"cm": big.NewRat(100, 254),
		"mm": big.NewRat(10, 254),
	}
	poundsIn = map[string]*big.Rat{
		"lb": big.NewRat(1, 1),
		"oz": big.NewRat(1, 16),
		"g":  big.NewRat(100_000, 45_359_237),
		"kg": big.NewRat(100_000_000, 45_359_237),
	}
)

// convert returns the measure in the unit that the factors lead to.
func (m Measure) convert(factors map[string]*big.Rat) (*big.Rat, error) {
	factor, ok := factors[m.Unit]
	if !ok {
		return nil, fmt.Errorf("oracle: unit %q cannot be used here", m.Unit)
	}
	if m.Value.Sign() <= 0 {
		return nil, fmt.Errorf("oracle: a measure in %s must be above 0", m.Unit)
	}
	return new(big.Rat).Mul(m.Value.Rat(), factor), nil
}

// parseMeasure reads a measure as tables write it: "16 oz".
func parseMeasure(text string) (Measure, error) {
	value, unit, ok := strings.Cut(text, " ")
	if !ok {
		return Measure{}, fmt.Errorf("oracle: %q is not a number and a unit", text)
	}
	number, err := decimal.NewFromString(value)
	if err != nil {
		return Measure{}, err
	}
	return Measure{Value: number, Unit: unit}, nil
}

// inches is a length in a table. The nil Rat means that none is given.
type inches struct{ *big.Rat }

// UnmarshalText reads "0.75 in".
func (i *inches) UnmarshalText(text []byte) error {
	m, err := parseMeasure(string(text))
	if err != nil {
		return err
	}
	i.Rat, err = m.convert(inchesIn)
	return err
}

// pounds is a weight in a table. The nil Rat means that none is given.
type pounds struct{ *big.Rat }

// UnmarshalText reads "16 oz" or "1.25 lb".
func (p *pounds) UnmarshalText(text []byte) error {
	m, err := parseMeasure(string(text))
	if err != nil {
		return err
	}
	p.Rat, err = m.convert(poundsIn)
	return err
}

// within reports whether value is at most limit; a limit of nil is none.
func within(value, limit *big.Rat) bool {
	return limit == nil || value.Cmp(limit) <= 0
}

// ratMax returns the greater of two fractions.
func ratMax(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// ratCeil returns the smallest integer that is not below r.
func ratCeil(r *big.Rat) *big.Int {
	quotient, remainder := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	if remainder.Sign() > 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient
}
