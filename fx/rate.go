package fx

import (
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// ConvertPlaces is the number of decimals that [Rate.Convert] keeps: ten more
// than a cent, so that a conversion there and back does not lose one.
const ConvertPlaces = 12

// A Rate says how many units of the quote currency one unit of the base currency
// brings: USD/CNY 6.8322 is 6.8322 CNY per USD. It is kept as an exact fraction
// and divided only when an amount is converted, because a rounded inverse turns
// 42.50 into 42.43 on the way back.
//
// A Rate may carry a buffer. Then it has two values: the spot rate as published,
// and the plan rate below it, with which it converts.
//
// The zero Rate has no currencies and converts nothing: every conversion with it
// is an error. A Rate is a value that no method changes, so it is safe for
// concurrent use. Compare with [Rate.Equal].
type Rate struct {
	base, quote      Currency
	num, den         decimal.Decimal // the plan rate is num/den
	spotNum, spotDen decimal.Decimal // the spot rate is spotNum/spotDen
	date             time.Time       // midnight UTC, or zero
	source           string
	via              *path // nil is one leg
	turned           bool  // the path leads from quote to base
}

// NewRate returns a rate from the quote per base, such as NewRate(USD, CNY,
// 6.8322). It has no date and no source; see [Rate.WithSource].
//
// The errors are those of [NewRateFraction], for the field "rate".
func NewRate(base, quote Currency, quotePerBase decimal.Decimal) (Rate, error) {
	b, q, err := parsePair(base, quote)
	if err := errors.Join(err, checkPositive("rate", quotePerBase)); err != nil {
		return Rate{}, err
	}
	one := decimal.New(1, 0)
	if b == q && !quotePerBase.Equal(one) {
		return Rate{}, NewInputError("rate", quotePerBase.StringFixed(significantPlaces(quotePerBase)), "must be 1 between the same currency")
	}
	return makeRate(b, q, quotePerBase, one), nil
}

// NewRateFraction returns the rate num/den quote per base, for a rate that is
// published the other way round or as a fraction: 8.397 CNY per EUR and 1.172 USD
// per EUR make NewRateFraction(USD, CNY, 8.397, 1.172). It has no date and no
// source.
//
// Every fault is reported at once: an [*InputError] for "num" or "den" at or
// below 0 or outside the bounds of [CheckDecimal] and for a rate other than 1
// between the same currency, and an [*UnknownCurrencyError] for each unknown
// code.
func NewRateFraction(base, quote Currency, num, den decimal.Decimal) (Rate, error) {
	b, q, err := parsePair(base, quote)
	if err := errors.Join(err, checkPositive("num", num), checkPositive("den", den)); err != nil {
		return Rate{}, err
	}
	if b == q && !num.Equal(den) {
		return Rate{}, NewInputError("num", num.StringFixed(significantPlaces(num)), "must equal den between the same currency")
	}
	return makeRate(b, q, num, den), nil
}

func parsePair(base, quote Currency) (b, q Currency, err error) {
	b, baseErr := ParseCurrency(string(base))
	q, quoteErr := ParseCurrency(string(quote))
	return b, q, errors.Join(baseErr, quoteErr)
}

func checkPositive(field string, d decimal.Decimal) error {
	if err := CheckDecimal(d); err != nil {
		return InField(field, err)
	}
	if !d.IsPositive() {
		return NewInputError(field, d.StringFixed(significantPlaces(d)), "must be above 0")
	}
	return nil
}

// checkFraction is checkComputed for both numbers of a rate.
func checkFraction(num, den decimal.Decimal) error {
	return errors.Join(checkComputed("num", num), checkComputed("den", den))
}

// makeRate returns a rate without a buffer from numbers above 0.
func makeRate(base, quote Currency, num, den decimal.Decimal) Rate {
	return Rate{base: base, quote: quote, num: num, den: den, spotNum: num, spotDen: den}
}

// Base returns the currency of which the rate prices one unit.
func (r Rate) Base() Currency { return r.base }

// Quote returns the currency in which the rate is expressed.
func (r Rate) Quote() Currency { return r.quote }

// Date returns the day of the fixing as midnight UTC, or the zero time when it is
// not known.
func (r Rate) Date() time.Time { return r.date }

// Source returns who published the rate, or "" when it is not known.
func (r Rate) Source() string { return r.source }

// AgeDays returns the calendar days from the fixing to the day of on in on's own
// location, negative when the fixing is later. It is false when either day is
// not known.
func (r Rate) AgeDays(on time.Time) (int, bool) {
	fixed, ok := dayOf(r.date)
	day, onOK := dayOf(on)
	if !ok || !onOK || r.date.IsZero() || on.IsZero() {
		return 0, false
	}
	return int(day - fixed), true
}

// WithSource returns the rate with the day of its fixing and its publisher. The
// day is the calendar day of date in date's own location. The zero time, and a
// day outside the years 1 to 9999, is an unknown day. A rate that was derived
// from several published ones gets the name as a whole; its [Rate.Legs] keep
// theirs.
func (r Rate) WithSource(date time.Time, source string) Rate {
	r = r.keptLegs()
	r.date, r.source = time.Time{}, source
	if day, ok := dayOf(date); ok && !date.IsZero() {
		r.date = day.time()
	}
	if r.via != nil && len(r.via.legs) == 1 {
		only := r.Legs()
		only[0].Date, only[0].Source = r.date, source
		return r.withLegs(only)
	}
	return r
}

// on is WithSource for a day that is known and a rate whose legs have both.
func (r Rate) on(d day, source string) Rate {
	r.date, r.source = d.time(), source
	return r
}

// Fraction returns the plan rate as an exact fraction: num/den quote per base. It
// is for callers that go on computing and divide once at the end. For the zero
// Rate both are 0.
func (r Rate) Fraction() (num, den decimal.Decimal) { return r.num, r.den }

// Value returns the plan rate, quote per base, rounded half away from zero to the
// number of decimals, which is at least 0 and at most 64. It is for people: do
// not compute with it. For the zero Rate it is 0.
func (r Rate) Value(places int32) decimal.Decimal {
	if r.IsZero() {
		return decimal.Decimal{}
	}
	return r.num.DivRound(r.den, min(max(places, 0), MaxTextLen))
}

// IsZero reports whether r is a rate without a pair, like the zero Rate.
func (r Rate) IsZero() bool { return r.base == "" || r.quote == "" }

// Equal reports whether both are the same pair with the same day, source, plan
// rate and spot rate. The rates are compared exactly, by cross-multiplication:
// 2/3 equals 4/6. How a rate was derived does not count: one that was multiplied
// out of two equals one that was published, see [Rate.Legs].
func (r Rate) Equal(other Rate) bool {
	return r.base == other.base && r.quote == other.quote &&
		r.date.Equal(other.date) && r.source == other.source &&
		r.num.Mul(other.den).Equal(other.num.Mul(r.den)) &&
		r.spotNum.Mul(other.spotDen).Equal(other.spotNum.Mul(r.spotDen))
}

// Inverse returns the same rate read the other way round, base per quote, exact.
// Day and source stay, and its legs are those of r from the end. A buffer stays
// in effect: with USD/CNY planned 2% low, one CNY costs more USD, and
// [Rate.Buffer] of the inverse is negative.
func (r Rate) Inverse() Rate {
	r.base, r.quote = r.quote, r.base
	r.num, r.den = r.den, r.num
	r.spotNum, r.spotDen = r.spotDen, r.spotNum
	r.turned = !r.turned
	return r
}

// Cross returns the rate of r's base in other's quote, exact: EUR/USD crossed
// with USD/CNY is EUR/CNY. Plan rates and spot rates are multiplied each, so two
// buffers of 2% and 3% make one of 4.94%. The day is the earlier of the two,
// unknown when one is; different sources are joined with "; ". The legs are those
// of both.
//
// The error is a [*CurrencyMismatchError] when r's quote is not other's base, or
// an [*InputError] for a zero Rate, for a chain so long that the fraction has
// hundreds of digits or that it has more than 64 legs, and for one that leads
// back to its base at a spot rate other than exactly 1.
func (r Rate) Cross(other Rate) (Rate, error) {
	if r.IsZero() || other.IsZero() {
		return Rate{}, errNoRate()
	}
	if r.quote != other.base {
		return Rate{}, &CurrencyMismatchError{Left: r.quote, Right: other.base}
	}
	out := Rate{
		base: r.base, quote: other.quote,
		num: r.num.Mul(other.num), den: r.den.Mul(other.den),
		spotNum: r.spotNum.Mul(other.spotNum), spotDen: r.spotDen.Mul(other.spotDen),
		date: r.date, source: joinSources(r.source, other.source),
	}
	if other.date.Before(r.date) {
		out.date = other.date
	}
	if out.base == out.quote {
		if !out.spotNum.Equal(out.spotDen) {
			return Rate{}, NewInputError("rate", out.Spot().valueText(), "must be 1 between the same currency")
		}
		out.num, out.den = out.spotNum, out.spotDen
	}
	err := errors.Join(checkFraction(out.num, out.den), checkFraction(out.spotNum, out.spotDen))
	if err != nil {
		return Rate{}, err
	}
	legs := append(r.Legs(), other.Legs()...)
	if len(legs) > maxLegs {
		return Rate{}, NewInputError("rate", strconv.Itoa(len(legs)), "must have at most 64 legs")
	}
	return out.withLegs(legs), nil
}

func errNoRate() error {
	return NewInputError("rate", "", "must be set; the zero Rate converts nothing")
}

// WithBuffer returns the rate with a safety margin b, a fraction: 0.02 is 2%. The
// plan rate becomes
//
//	plan = spot * (1 - b)
//
// so one unit of base is planned to bring less quote than it does today, which is
// what a seller who is paid in base and buys in quote has to fear. A buffer that
// was there before is replaced, so applying the same one twice is harmless; 0
// removes it. Between the same currency there is nothing to fear and b is ignored.
//
// The error is an [*InputError] when b is below 0, at or above 1, or outside the
// bounds of [CheckDecimal], and for the zero Rate.
func (r Rate) WithBuffer(b decimal.Decimal) (Rate, error) {
	if r.IsZero() {
		return Rate{}, errNoRate()
	}
	if err := CheckDecimal(b); err != nil {
		return Rate{}, InField("buffer", err)
	}
	one := decimal.New(1, 0)
	if b.IsNegative() || b.GreaterThanOrEqual(one) {
		return Rate{}, NewInputError("buffer", b.StringFixed(significantPlaces(b)), "must be at least 0 and below 1")
	}
	r = r.Spot()
	if r.base == r.quote {
		return r, nil
	}
	r.num = r.spotNum.Mul(one.Sub(b))
	return r, checkComputed("num", r.num)
}

// Buffer returns the fraction by which the plan rate is below the spot rate,
// rounded to [ConvertPlaces] decimals; after [Rate.WithBuffer] it is b itself.
// Without a buffer it is 0.
func (r Rate) Buffer() decimal.Decimal {
	if r.IsZero() || r.num.Equal(r.spotNum) && r.den.Equal(r.spotDen) {
		return decimal.Decimal{}
	}
	spot := r.den.Mul(r.spotNum)
	return spot.Sub(r.num.Mul(r.spotDen)).DivRound(spot, ConvertPlaces)
}

// Spot returns the rate as published, without the buffer.
func (r Rate) Spot() Rate {
	r.num, r.den = r.spotNum, r.spotDen
	return r
}

// Convert returns m in the other currency of the pair, at the plan rate: an
// amount in base comes back in quote and the reverse. The result has
// [ConvertPlaces] decimals, rounded half away from zero in one division, and is
// not rounded to the minor unit. Between the same currency m comes back as it is.
//
// The error is a [*CurrencyMismatchError] when m is in neither currency, or an
// [*InputError] for the zero Rate and for an amount of hundreds of digits.
func (r Rate) Convert(m Money) (Money, error) {
	num, den, to, err := r.direction(m)
	if err != nil {
		return Money{}, err
	}
	if r.base == r.quote {
		return m, nil
	}
	return Money{Amount: m.Amount.Mul(num).DivRound(den, ConvertPlaces), Currency: to}, nil
}

// ConvertRounded is [Rate.Convert] with the result rounded to the minor unit of
// its currency, half away from zero, straight from the exact fraction: rounding
// what Convert returns would round twice.
//
// Besides the errors of Convert there is an [*UnknownCurrencyError], or an
// [*InputError] for a currency without a minor unit.
func (r Rate) ConvertRounded(m Money) (Money, error) {
	num, den, to, err := r.direction(m)
	if err != nil {
		return Money{}, err
	}
	places, err := minorPlaces(to)
	if err != nil {
		return Money{}, err
	}
	return Money{Amount: m.Amount.Mul(num).DivRound(den, places), Currency: to}, nil
}

// direction returns the fraction by which m is multiplied and where that leads.
func (r Rate) direction(m Money) (num, den decimal.Decimal, to Currency, err error) {
	if r.IsZero() {
		return num, den, "", errNoRate()
	}
	if err := checkComputed("amount", m.Amount); err != nil {
		return num, den, "", err
	}
	switch m.Currency {
	case r.base:
		return r.num, r.den, r.quote, nil
	case r.quote:
		return r.den, r.num, r.base, nil
	}
	return num, den, "", &CurrencyMismatchError{Left: r.base + "/" + r.quote, Right: m.Currency}
}

// String returns the plan rate with at most [ConvertPlaces] decimals, "6.8322 CNY
// per USD", and with a buffer also the spot rate: "6.695556 CNY per USD (spot
// 6.8322, buffer 0.02)". The zero Rate is "no rate".
func (r Rate) String() string {
	if r.IsZero() {
		return "no rate"
	}
	text := r.valueText() + " " + string(r.quote) + " per " + string(r.base)
	if buffer := r.Buffer(); !buffer.IsZero() {
		text += " (spot " + r.Spot().valueText() + ", buffer " + buffer.StringFixed(significantPlaces(buffer)) + ")"
	}
	return text
}

func (r Rate) valueText() string {
	value := r.Value(ConvertPlaces)
	return value.StringFixed(significantPlaces(value))
}

// A day is a calendar day, counted from 1970-01-01.
type day int32

const secondsPerDay = 24 * 60 * 60

// dayOf returns the calendar day of t in t's own location. It is false outside
// the years 1 to 9999.
func dayOf(t time.Time) (day, bool) {
	y, m, d := t.Date()
	if y < 1 || y > 9999 {
		return math.MinInt32, false
	}
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay), true
}

// time returns the day as midnight UTC.
func (d day) time() time.Time {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC()
}
