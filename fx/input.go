package fx

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An InputError says which input cannot be used and what would be accepted. The
// zero InputError says nothing. It is the one validation error of the whole
// module; it lives here because every other package that takes money already
// imports fx.
type InputError struct {
	// Field is the path from the argument: "cost[3].amount".
	Field string
	// Value is what was given, as text, shortened when it is long.
	Value string
	// Reason says what would be accepted: "must be above 0".
	Reason string
}

// Error says the field, the reason and the value.
func (e *InputError) Error() string {
	text := e.Reason
	if e.Field != "" {
		text = e.Field + " " + text
	}
	if e.Value != "" {
		text += ", got " + strconv.Quote(e.Value)
	}
	return text
}

// NewInputError returns an [InputError]; a long value is cut at 40 bytes, so
// that an error never repeats a megabyte of garbage.
func NewInputError(field, value, reason string) *InputError {
	return &InputError{Field: field, Value: shorten(value), Reason: reason}
}

func shorten(s string) string {
	const most = 40
	if len(s) <= most {
		return strings.ToValidUTF8(s, "?")
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.ToValidUTF8(s[:cut], "?") + "…"
}

// InField returns err with field put in front of the path of every [InputError] in
// it: an "amount" inside "cost[1]" becomes "cost[1].amount". Other errors are
// kept as they are, a nil err stays nil, and several faults stay joined in their
// order.
func InField(field string, err error) error {
	if err == nil {
		return nil
	}
	var out []error
	for _, e := range flatten(err) {
		var in *InputError
		if errors.As(e, &in) {
			path := field
			switch {
			case in.Field == "":
			case strings.HasPrefix(in.Field, "["):
				path += in.Field
			default:
				path += "." + in.Field
			}
			e = &InputError{Field: path, Value: in.Value, Reason: in.Reason}
		}
		out = append(out, e)
	}
	if len(out) == 1 {
		return out[0]
	}
	return errors.Join(out...)
}

// Faults lists every error that was joined into err, in order: [errors.As]
// finds only the first. It returns nil for a nil err.
func Faults(err error) []error {
	if err == nil {
		return nil
	}
	return flatten(err)
}

func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		if e != nil {
			out = append(out, flatten(e)...)
		}
	}
	if len(out) == 0 {
		return []error{err}
	}
	return out
}
