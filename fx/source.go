package fx

import (
	"errors"
	"time"
)

// A Source answers with the rate of a pair as of a day: [*Rates], [*Pairs] and
// [Sources], which asks several. At returns a [*NoRateError] when it has none; any
// other error means that the question or the source itself is at fault.
type Source interface {
	At(base, quote Currency, on time.Time, opt LookUp) (Rate, error)
}

// A Conversion is an amount in another currency and where it comes from. The zero
// Conversion is none.
type Conversion struct {
	// From is the amount that was converted.
	From Money `json:"from"`
	// To is the same in the other currency with [ConvertPlaces] decimals; see
	// [Conversion.Rounded].
	To Money `json:"to"`
	// Rate is the rate with its day, source and legs, To's currency per From's.
	Rate Rate `json:"rate"`
	// On is the day that was asked for, as midnight UTC.
	On time.Time `json:"on"`
	// Policy is the policy of the look-up, [Previous] where none was named.
	Policy Policy `json:"policy"`
	// AgeDays is the calendar days from the fixing to On, negative when the
	// fixing is later. AgeKnown is false for a rate without a day; AgeDays is
	// then 0.
	AgeDays  int  `json:"age_days"`
	AgeKnown bool `json:"age_known"`
}

// Convert returns an amount in another currency at the rate of a source as of a
// day, with the provenance of the result. The conversion divides once; see
// [Rate.Convert].
//
// The errors are those of the source, an [*InputError] at "source" for none and
// at "amount" for hundreds of digits, and an [*UnknownCurrencyError] for a
// currency that is not in ISO 4217. A source that answers for another pair is an
// [*InputError] at "source".
func Convert(src Source, m Money, to Currency, on time.Time, opt LookUp) (Conversion, error) {
	l, err := opt.normal(on)
	from, quote, pairErr := parsePair(m.Currency, to)
	err = errors.Join(err, pairErr, checkComputed("amount", m.Amount))
	if src == nil {
		err = errors.Join(err, NewInputError("source", "", "must be given"))
	}
	if err != nil {
		return Conversion{}, err
	}
	rate, err := src.At(from, quote, on, opt)
	if err != nil {
		return Conversion{}, err
	}
	if rate.base != from || rate.quote != quote {
		return Conversion{}, NewInputError("source", string(rate.base+"/"+rate.quote), "must answer for "+string(from)+"/"+string(quote))
	}
	m.Currency = from
	out := Conversion{From: m, Rate: rate, On: l.asked.time(), Policy: l.policy}
	if out.To, err = rate.Convert(m); err != nil {
		return Conversion{}, err
	}
	out.AgeDays, out.AgeKnown = rate.AgeDays(out.On)
	return out, nil
}

// Rounded returns the converted amount rounded to the minor unit of its currency,
// half away from zero, straight from the exact rate. Rounding To instead would
// round twice. The errors are those of [Rate.ConvertRounded].
func (c Conversion) Rounded() (Money, error) { return c.Rate.ConvertRounded(c.From) }

// String says both amounts, the rate, who published it and when: "100.00 EUR =
// 129.10 USD at 1.291 USD per EUR, ECB, 2013-03-21". A fixing of another day says
// how far away it is.
func (c Conversion) String() string {
	if c.Rate.IsZero() {
		return "no conversion"
	}
	text := c.From.String() + " = " + c.To.String() + " at " + c.Rate.String()
	if c.Rate.source != "" {
		text += ", " + c.Rate.source
	}
	if c.Rate.date.IsZero() {
		return text + ", day unknown"
	}
	text += ", " + c.Rate.date.Format(time.DateOnly)
	switch {
	case c.AgeDays > 0:
		text += " (" + countDays(c.AgeDays) + " old" + ")"
	case c.AgeDays < 0:
		text += " (" + countDays(-c.AgeDays) + " later)"
	}
	return text
}
