package fees

import (
	"errors"
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// measureDecimals is the finest step that a Length or a Weight is entered in:
// a millionth of its unit.
const measureDecimals = 6

// A measure is what somebody entered: a number of millionths of a unit.
type measure struct {
	micros int64
	unit   string
}

// String prints the measure as it was entered, without trailing zeros.
func (m measure) String() string {
	return fx.Plain(decimal.New(m.micros, -measureDecimals)) + " " + m.unit
}

// parseMeasure reads "9 in", "9in" or "22.86 cm". A unit not in units, a
// number below 0, above most of its unit or finer than a millionth is an
// *fx.InputError.
func parseMeasure(text string, units []unit, example string) (measure, error) {
	if len(text) > fx.MaxTextLen {
		return measure{}, fx.NewInputError("", text, "must be a number and a unit, such as "+example)
	}
	trimmed := strings.TrimSpace(text)
	i := len(trimmed)
	for i > 0 && 'a' <= trimmed[i-1] && trimmed[i-1] <= 'z' {
		i--
	}
	number, name := strings.TrimRight(trimmed[:i], " "), trimmed[i:]
	if number == "" {
		return measure{}, fx.NewInputError("", text, "must be a number and a unit, such as "+example)
	}
	d, err := fx.ParseDecimal(number)
	if err != nil {
		reason := "must be a number and a unit, such as " + example
		if in := new(fx.InputError); errors.As(err, &in) {
			reason += "; the number " + in.Reason
		}
		return measure{}, fx.NewInputError("", text, reason)
	}
	return newMeasure(text, d, name, units)
}

func newMeasure(text string, d decimal.Decimal, name string, units []unit) (measure, error) {
	if err := fx.CheckDecimal(d); err != nil {
		return measure{}, err
	}
	u, ok := findUnit(name, units)
	if !ok {
		return measure{}, fx.NewInputError("", text, "must have one of the units "+unitNames(units))
	}
	if d.Sign() < 0 {
		return measure{}, fx.NewInputError("", text, "must not be below 0")
	}
	micros := d.Shift(measureDecimals)
	if !micros.IsInteger() {
		return measure{}, fx.NewInputError("", text, "must have at most 6 decimals")
	}
	if micros.GreaterThan(decimal.New(u.most, measureDecimals)) {
		return measure{}, fx.NewInputError("", text, "must be at most "+decimal.NewFromInt(u.most).StringFixed(0)+" "+u.name)
	}
	return measure{micros.IntPart(), u.name}, nil
}

// A unit is a unit of measure.
type unit struct {
	name  string
	ticks int64 // size of a millionth of it, in the step its kind is held in
	most  int64 // largest number of it that is accepted
}

func findUnit(name string, units []unit) (unit, bool) {
	for _, u := range units {
		if u.name == name {
			return u, true
		}
	}
	return unit{}, false
}

func unitNames(units []unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.name
	}
	return strings.Join(names, ", ")
}
