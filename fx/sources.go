package fx

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Sources asks several sources in order; the first one that has the rate answers.
// One that has ended or is stale is passed over, so a table that nobody updates
// any more does not hide a live one behind it. An empty Sources has no rates.
type Sources []Source

// A NoSourceError says that none of several sources has a rate, and what each of
// them said. [errors.As] finds the first [*NoRateError] in it.
type NoSourceError struct {
	// Base and Quote are the pair that was asked for.
	Base, Quote Currency
	// On is the day that was asked for, as midnight UTC.
	On time.Time
	// Said is the error of each source, in order.
	Said []error
	// Names are the names of the sources, in the same order: what their method
	// Source returns, "" for one without.
	Names []string
}

// Error says the pair, the day and what each source said.
func (e *NoSourceError) Error() string {
	var text strings.Builder
	text.WriteString("fx: no source has " + shorten(string(e.Base)) + "/" + shorten(string(e.Quote)) +
		" on " + e.On.Format(time.DateOnly))
	for i, err := range e.Said {
		text.WriteString("; " + strconv.Itoa(i+1))
		if i < len(e.Names) && e.Names[i] != "" {
			text.WriteString(" (" + shorten(e.Names[i]) + ")")
		}
		if err != nil {
			text.WriteString(": " + strings.TrimPrefix(err.Error(), "fx: "))
		}
	}
	return text.String()
}

// Unwrap returns what each source said.
func (e *NoSourceError) Unwrap() []error { return e.Said }

// At returns the rate of the first source that has it, as of a day.
//
// A source is passed over when it says [*NoRateError], whatever the reason, or
// [*NoSourceError]. Any other error ends the search and is returned: a question
// that cannot be answered, such as a negative age, is not put to the next one.
// When every source is passed over, the error is a [*NoSourceError]; without any
// source, and for a nil one, the reason is [NoRateEmpty]. Sources within sources
// may be 16 deep; deeper is an [*InputError].
func (s Sources) At(base, quote Currency, on time.Time, opt LookUp) (Rate, error) {
	return s.at(base, quote, on, opt, 1)
}

func (s Sources) at(base, quote Currency, on time.Time, opt LookUp, depth int) (Rate, error) {
	const deepest = 16
	l, err := opt.normal(on)
	if err != nil {
		return Rate{}, err
	}
	if depth > deepest {
		return Rate{}, NewInputError("sources", "", "must not be more than 16 deep")
	}
	none := &NoSourceError{Base: base, Quote: quote, On: l.asked.time()}
	for _, source := range s {
		var rate Rate
		var err error
		switch source := source.(type) {
		case nil:
			rate, err = (*Rates)(nil).At(base, quote, on, opt)
		case Sources:
			rate, err = source.at(base, quote, on, opt, depth+1)
		default:
			rate, err = source.At(base, quote, on, opt)
		}
		if err == nil {
			return rate, nil
		}
		if !passedOver(err) {
			return Rate{}, err
		}
		none.Said = append(none.Said, err)
		none.Names = append(none.Names, nameOf(source))
	}
	if len(none.Said) == 0 {
		return (*Rates)(nil).At(base, quote, on, opt)
	}
	return Rate{}, none
}

// passedOver reports whether every part of an error says that there is no rate.
func passedOver(err error) bool {
	for _, part := range Faults(err) {
		var none *NoRateError
		if !errors.As(part, &none) {
			return false
		}
	}
	return true
}

// nameOf returns what a source calls itself.
func nameOf(s Source) string {
	if named, ok := s.(interface{ Source() string }); ok {
		return named.Source()
	}
	return ""
}
