package fees

import (
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// An OverflowError says that an operation on a [Curve] left the range of the
// 128-bit kernel: an amount above 1e17 or a rate above 1e8. Nothing wraps.
type OverflowError struct {
	Op string // the operation: "Plus"
}

// Error says which operation overflowed.
func (e *OverflowError) Error() string {
	return "fees: " + e.Op + " overflows 128 bits"
}

// A NoTableError says that no fee table covers a day. The nearest table is
// never used in its place.
type NoTableError struct {
	Channel string // "amazon-us"
	Kind    string // "fulfillment/apparel"
	Day     time.Time
	// First and Last are the days that the known tables cover; both are zero
	// when there is no table of this kind at all.
	First, Last time.Time
}

// Error says the day and what is covered.
func (e *NoTableError) Error() string {
	s := "fees: no " + e.Channel + " " + e.Kind + " table for " + formatDay(e.Day)
	if e.First.IsZero() {
		return s + ": none is known"
	}
	last := "further notice"
	if !e.Last.IsZero() {
		last = formatDay(e.Last)
	}
	s += ": known from " + formatDay(e.First) + " to " + last
	if e.Day.After(e.First) && (e.Last.IsZero() || e.Day.Before(e.Last)) {
		s += ", with a gap there"
	}
	return s
}

// An UnknownKeyError says that a table has no row for a key, such as a category
// that the channel does not know.
type UnknownKeyError struct {
	Table   string // id of the table
	Field   string // what the key is: "category"
	Key     string
	Nearest []string // the known keys that look most like it, best first
}

// Error says the key and the nearest known ones.
func (e *UnknownKeyError) Error() string {
	s := "fees: unknown " + e.Field + " " + quoteShort(e.Key)
	if len(e.Nearest) > 0 {
		s += ", did you mean " + strings.Join(e.Nearest, ", ") + "?"
	}
	return s
}

// A NotPublicError says that the channel charges a fee whose figure is not
// public. The caller may supply it; it is never guessed.
type NotPublicError struct {
	Table  string // id of the table that knows of the fee
	What   string // "referral fee of handmade"
	Supply string // the input that takes the figure: "referral_rate"
}

// Error says what is not public and where to supply it.
func (e *NotPublicError) Error() string {
	return "fees: the " + e.What + " is not public: supply it as " + e.Supply
}

func quoteShort(s string) string { return strconv.Quote(fx.NewInputError("", s, "").Value) }
