package kpi

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// valueJSON is a Value in JSON; numbers are texts.
type valueJSON struct {
	State    State       `json:"state"`
	Num      string      `json:"num,omitempty"`
	Den      string      `json:"den,omitempty"`
	Rounded  string      `json:"rounded,omitempty"`
	Unit     Unit        `json:"unit,omitempty"`
	Currency fx.Currency `json:"currency,omitempty"`
	Missing  []string    `json:"missing,omitempty"`
	Notes    []string    `json:"notes,omitempty"`
}

// jsonPlaces are the decimals of the rounded number in JSON.
const jsonPlaces = 12

// MarshalJSON writes the state, the exact fraction as "num" and "den", and beside a
// defined value "rounded", the number with at most 12 decimals, rounded half away from
// zero. Numbers are texts, whatever shopspring's package variables say. A value that was
// made by hand of decimals out of the bounds of [Exact] is written as the incomplete one.
func (v Value) MarshalJSON() ([]byte, error) {
	v = v.bounded()
	out := valueJSON{State: v.State, Unit: v.Unit, Currency: v.Currency, Missing: v.Missing, Notes: v.Notes}
	if out.State == "" {
		out.State = Incomplete
	}
	if v.State == Defined || v.State == Undefined {
		out.Num, out.Den = exactDigits(v.Num), exactDigits(v.Den)
	}
	if r := v.Round(jsonPlaces); r.Valid {
		out.Rounded = fx.Plain(r.Decimal)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes; "rounded" is not read. Faults are
// [*fx.InputError]s at "state", "num" and "den": a state that is none, numbers that are
// not there, cannot be read or are out of the bounds of [Exact], and a denominator that
// contradicts the state.
func (v *Value) UnmarshalJSON(data []byte) error {
	var in valueJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fx.NewInputError("", "", "must be a value in JSON: "+err.Error())
	}
	out := Value{State: in.State, Unit: in.Unit, Currency: in.Currency, Missing: slices.Clone(in.Missing), Notes: slices.Clone(in.Notes)}
	switch in.State {
	case Defined, Undefined:
		var err error
		if out.Num, err = exactText("num", in.Num); err != nil {
			return err
		}
		if out.Den, err = exactText("den", in.Den); err != nil {
			return err
		}
		if sign := out.Den.Sign(); sign < 0 || (sign > 0) != (in.State == Defined) {
			return fx.NewInputError("den", in.Den, "must be above 0 for a defined value and 0 for an undefined one")
		}
	case Incomplete:
	default:
		return fx.NewInputError("state", string(in.State), "must be defined, undefined or incomplete")
	}
	*v = out
	return nil
}

// exactDigits writes a number in bounds with all of its digits, where [fx.Plain] writes
// exponents beyond 128 as such.
func exactDigits(d decimal.Decimal) string {
	text := d.StringFixed(max(-d.Exponent(), 0))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// mostExactText is the longest text of an exact number, with a sign and a point:
// fractions of sums are longer than what is read from reports.
const mostExactText = mostValueDigits + 2

func exactText(field, text string) (decimal.Decimal, error) {
	plain := text != "" && len(text) <= mostExactText
	for i := range len(text) {
		c := text[i]
		plain = plain && (c >= '0' && c <= '9' || c == '.' || c == '-' && i == 0)
	}
	if !plain {
		return decimal.Decimal{}, fx.NewInputError(field, text, "must be a number in digits")
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}, fx.NewInputError(field, text, "must be a number in digits")
	}
	if !inBounds(d) {
		return decimal.Decimal{}, fx.NewInputError(field, text, "must be within the bounds of a value")
	}
	return d, nil
}
