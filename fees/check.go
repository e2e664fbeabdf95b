package fees

import (
	"errors"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Faults are what is wrong with an input, each an *[fx.InputError] at the path of a
// field in JSON form. Every check notes what it finds and none stops the others, so
// that all faults are reported at once. The zero Faults has found nothing.
type Faults []error

// Add notes that a field is unusable.
func (f *Faults) Add(field, value, reason string) {
	*f = append(*f, fx.NewInputError(field, value, reason))
}

// Join notes every fault of an error; nil is none.
func (f *Faults) Join(err error) { *f = append(*f, fx.Faults(err)...) }

// Amount notes an amount that is not from 0 to [MaxPrice].
func (f *Faults) Amount(field string, d decimal.Decimal) {
	f.upTo(field, d, maxPrice, tooDear)
}

// OptionalAmount is [Faults.Amount] for a figure that may be unset.
func (f *Faults) OptionalAmount(field string, d decimal.NullDecimal) {
	if d.Valid {
		f.Amount(field, d.Decimal)
	}
}

// Cents notes an amount that is not whole cents from 0 to [MaxPrice].
func (f *Faults) Cents(field string, d decimal.Decimal) {
	if f.upTo(field, d, maxPrice, tooDear) && !d.Shift(2).IsInteger() {
		f.Add(field, fx.Plain(d), "must be in whole cents")
	}
}

// Rate notes a rate that is not a fraction from 0 to 1.
func (f *Faults) Rate(field string, d decimal.Decimal) {
	f.upTo(field, d, whole, "must be a fraction of at most 1, such as 0.15")
}

// OptionalRate is [Faults.Rate] for a figure that may be unset.
func (f *Faults) OptionalRate(field string, d decimal.NullDecimal) {
	if d.Valid {
		f.Rate(field, d.Decimal)
	}
}

var tooDear = "must be at most " + fx.Plain(maxPrice)

// upTo notes a figure that is not from 0 to most, for which it has the reason, and
// reports whether there was nothing to note.
func (f *Faults) upTo(field string, d, most decimal.Decimal, reason string) bool {
	if d.Exponent() == 0 && d.IsZero() { // nobody gave it, as nearly always
		return true
	}
	switch err := fx.CheckDecimal(d); {
	case err != nil:
		f.Join(fx.InField(field, err))
	case d.Sign() < 0:
		f.Add(field, fx.Plain(d), "must not be below 0")
	case d.GreaterThan(most):
		f.Add(field, fx.Plain(d), reason)
	default:
		return true
	}
	return false
}

// Count notes a number that is not from least to most.
func (f *Faults) Count(field string, n, least, most int) {
	if n < least || n > most {
		f.Add(field, strconv.Itoa(n), "must be a whole number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
	}
}

// OneOf notes a text that is none of the known ones.
func (f *Faults) OneOf(field, value string, known ...string) {
	for _, k := range known {
		if value == k {
			return
		}
	}
	f.Add(field, value, mustBeOneOf(known))
}

// Err returns all faults, joined, or nil.
func (f Faults) Err() error { return errors.Join(f...) }

// mustBeOneOf says which texts are known: `must be "fba" or "fbm"`.
func mustBeOneOf(known []string) string {
	reason := "must be "
	for i, k := range known {
		switch {
		case i > 0 && i == len(known)-1:
			reason += " or "
		case i > 0:
			reason += ", "
		}
		reason += strconv.Quote(k)
	}
	return reason
}
