package buffer

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// MaxFixings is the largest number of fixings of a [Series]: 270 years of days.
const MaxFixings = 100_000

// maxFaults ends the reading of a series that is wrong throughout.
const maxFaults = 20

// A Series is the dated rates of one pair, oldest first, with what the models
// need of them. It keeps the rates exactly as they came, and each as a float64
// for the statistics.
//
// The nil Series and the zero Series have no fixings. A Series does not change
// after [NewSeries], so it is safe for concurrent use.
type Series struct {
	base, quote fx.Currency
	fixings     []fx.Rate
	days        []int32   // days since 1970-01-01
	rates       []float64 // quote per base
	returns     []float64 // ln(rates[i]/rates[i-1]), returns[0] is 0
}

// NewSeries returns the series of fixings, as [fx.Rates.Series] yields them:
// dated rates of one pair, day strictly after day. Buffers on them are taken off.
//
// Faults are reported together, up to twenty, each an [*fx.InputError]:
// "fixings" for nil, none or more than [MaxFixings] of them, and at the path of
// the fixing, "fixings[3].date", for a rate without a day or not after the one
// before, for a second pair, for one currency against itself, and for a number
// that float64 cannot hold.
func NewSeries(fixings iter.Seq[fx.Rate]) (*Series, error) {
	if fixings == nil {
		return nil, fx.NewInputError("fixings", "", "must be set")
	}
	s := &Series{}
	var faults []error
	i := 0
	for rate := range fixings {
		if i == MaxFixings {
			faults = append(faults, fx.NewInputError("fixings", "", "must be at most "+strconv.Itoa(MaxFixings)))
			break
		}
		if err := s.add(rate.Spot()); err != nil {
			faults = append(faults, fx.InField(fmt.Sprintf("fixings[%d]", i), err))
			if len(faults) == maxFaults {
				break
			}
		}
		i++
	}
	if i == 0 && faults == nil {
		faults = append(faults, fx.NewInputError("fixings", "", "must have at least one fixing"))
	}
	if faults != nil {
		return nil, errors.Join(faults...)
	}
	return s, nil
}

// add appends a fixing without a buffer.
func (s *Series) add(rate fx.Rate) error {
	if rate.IsZero() {
		return fx.NewInputError("rate", "", "must be set")
	}
	if s.base == "" {
		s.base, s.quote = rate.Base(), rate.Quote()
	}
	var faults []error
	pair := func(base, quote fx.Currency) string { return string(base) + "/" + string(quote) }
	if rate.Base() != s.base || rate.Quote() != s.quote {
		faults = append(faults, fx.NewInputError("pair", pair(rate.Base(), rate.Quote()), "must be "+pair(s.base, s.quote)+" like the first fixing"))
	}
	if rate.Base() == rate.Quote() {
		faults = append(faults, fx.NewInputError("pair", pair(rate.Base(), rate.Quote()), "must be two currencies"))
	}
	day := dayNumber(rate.Date())
	switch n := len(s.days); {
	case rate.Date().IsZero():
		faults = append(faults, fx.NewInputError("date", "", "must be set"))
	case n > 0 && day <= s.days[n-1]:
		faults = append(faults, fx.NewInputError("date", rate.Date().Format(time.DateOnly), "must be after "+dayTime(s.days[n-1]).Format(time.DateOnly)))
	}
	value := float(rate)
	if !(value > 0) || math.IsInf(value, 1) {
		faults = append(faults, fx.NewInputError("rate", rate.String(), "must be a number that float64 can hold"))
	}
	if faults != nil {
		return errors.Join(faults...)
	}
	step := 0.0
	if n := len(s.rates); n > 0 {
		step = math.Log(value / s.rates[n-1])
		if math.IsInf(step, 0) {
			return fx.NewInputError("rate", rate.String(), "must be within float64 of the fixing before")
		}
	}
	s.fixings = append(s.fixings, rate)
	s.days = append(s.days, day)
	s.rates = append(s.rates, value)
	s.returns = append(s.returns, step)
	return nil
}

// float returns a rate as float64, for statistics only.
func float(r fx.Rate) float64 {
	num, den := r.Fraction()
	return floatOf(num) / floatOf(den)
}

// floatOf returns the float64 nearest to d.
func floatOf(d decimal.Decimal) float64 {
	f, _ := d.Float64()
	return f
}

// Base returns the currency of which the rates price one unit, "" without
// fixings.
func (s *Series) Base() fx.Currency {
	if s == nil {
		return ""
	}
	return s.base
}

// Quote returns the currency in which the rates are expressed, "" without
// fixings.
func (s *Series) Quote() fx.Currency {
	if s == nil {
		return ""
	}
	return s.quote
}

// Len returns the number of fixings.
func (s *Series) Len() int {
	if s == nil {
		return 0
	}
	return len(s.days)
}

// First returns the day of the first fixing as midnight UTC, or the zero time
// without fixings.
func (s *Series) First() time.Time {
	if s.Len() == 0 {
		return time.Time{}
	}
	return dayTime(s.days[0])
}

// Last returns the day of the last fixing as midnight UTC, or the zero time
// without fixings.
func (s *Series) Last() time.Time {
	if s.Len() == 0 {
		return time.Time{}
	}
	return dayTime(s.days[len(s.days)-1])
}

// Until returns what is known on a day: the fixings up to and including it. The
// day is the calendar day of day in its own location. Before the first fixing
// the history is empty; how old the last fixing is says [fx.Rate.AgeDays] of
// [History.Spot].
func (s *Series) Until(day time.Time) History {
	if s.Len() == 0 {
		return History{}
	}
	n, found := slices.BinarySearch(s.days, dayNumber(day))
	if found {
		n++
	}
	return History{series: s, n: n}
}

// All returns the history of the last day of the series.
func (s *Series) All() History { return History{series: s, n: s.Len()} }

const secondsPerDay = 24 * 60 * 60

// dayNumber returns the calendar day of t in its own location as days since
// 1970-01-01. Years before 1 and after 9999 are cut to those.
func dayNumber(t time.Time) int32 {
	y, m, d := t.Date()
	switch {
	case y < 1:
		y, m, d = 1, time.January, 1
	case y > 9999:
		y, m, d = 9999, time.December, 31
	}
	return int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// dayTime returns a day as midnight UTC.
func dayTime(day int32) time.Time {
	return time.Unix(int64(day)*secondsPerDay, 0).UTC()
}
