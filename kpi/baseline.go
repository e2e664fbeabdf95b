package kpi

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A DayTotal says how the days of a series make a total.
type DayTotal string

// The ways. An average price is an amount and yet a ratio: it is the caller who knows.
const (
	SumOfDays   DayTotal = "sum"   // sales, units, sessions: the values add up
	RatioOfSums DayTotal = "ratio" // CVR, ACoS, an average price: sum of numerators / sum of denominators
)

// A DayPoint is what one day brought.
type DayPoint struct {
	Day time.Time
	// Value is a number, or a ratio that carries its numerator and denominator as
	// [Ratio] builds it. One that is not defined is not known.
	Value Value
	// StockOut says that the day was lost to an empty shelf: it is in no baseline.
	StockOut bool
}

// A DaySeries is a metric day by day. [NewDaySeries] builds it; the zero DaySeries
// has no days. It is safe for concurrent use.
type DaySeries struct {
	total DayTotal
	like  Value
	byDay map[time.Time]DayPoint
}

// NewDaySeries takes in days in any order. Values that add up are rounded to 18
// decimals here, half away from zero; ratios keep their numerators and denominators.
//
// Faults are [*fx.InputError] with a path such as "days[3].day" for no day or one that
// is there already, "days[3].value" for another unit or currency than that of the days
// before and for a fraction or multiple that should add up, "total" for no way of the
// list, and "days" for more than 100,000.
func NewDaySeries(days []DayPoint, total DayTotal) (DaySeries, error) {
	if n := len(days); n > maxChartPoints {
		return DaySeries{}, fx.NewInputError("days", strconv.Itoa(n), "must be at most 100,000")
	}
	s := DaySeries{total: total, byDay: make(map[time.Time]DayPoint, len(days))}
	var faults []error
	if total != SumOfDays && total != RatioOfSums {
		faults = append(faults, fx.NewInputError("total", string(total), `must be "sum" or "ratio"`))
	}
	for i, d := range days {
		at := "days[" + strconv.Itoa(i) + "]"
		if d.Day.IsZero() || !ofFourDigits(d.Day) {
			faults = append(faults, fx.NewInputError(at+".day", "", "must be a day of the years 1 to 9999"))
			continue
		}
		d.Day = dayOf(d.Day)
		if _, there := s.byDay[d.Day]; there {
			faults = append(faults, fx.NewInputError(at+".day", dayText(d.Day), "must not occur twice"))
			continue
		}
		if v := d.Value; v.Unit != "" || v.Currency != "" || v.IsDefined() {
			if s.like.Unit == "" && s.like.Currency == "" {
				s.like = Value{Unit: v.Unit, Currency: v.Currency}
			} else if !sameMeasure(s.like, v) {
				faults = append(faults, fx.NewInputError(at+".value", measureText(v), "must be in "+measureText(s.like)+" as the days before"))
			}
		}
		if u := d.Value.Unit; s.additive() && (u == Fraction || u == Multiple) {
			faults = append(faults, fx.NewInputError(at+".value", measureText(d.Value), "must be of a unit that adds up"))
		}
		if err := checkChartValue(d.Value); err != nil {
			faults = append(faults, fx.InField(at+".value", err))
			continue
		}
		if d.Value.IsDefined() && s.additive() {
			d.Value.Num, d.Value.Den = d.Value.Round(chartPlaces).Decimal, decimal.New(1, 0)
		}
		s.byDay[d.Day] = d
	}
	if err := errors.Join(faults...); err != nil {
		return DaySeries{}, err
	}
	return s, nil
}

// additive reports whether days add up.
func (s DaySeries) additive() bool { return s.total == SumOfDays }

func (s DaySeries) notKnown(missing ...string) Value {
	return NotKnown(s.like.Unit, s.like.Currency, missing...)
}

// On returns the value of a day, incomplete where the series has none.
func (s DaySeries) On(day time.Time) Value {
	if d, ok := s.byDay[dayOf(day)]; ok && (d.Value.Unit != "" || d.Value.IsDefined()) {
		return d.Value
	}
	return s.notKnown(dayText(day))
}

// maxMissing is the number of days that an incomplete total names.
const maxMissing = 31

// Total returns the total of a period: the sum of the days, or the ratio of their
// summed numerators and denominators. A day without a value makes it incomplete, and
// it names the days, at most 31 of them; a ratio of a day with a denominator of 0 adds
// what it has. The zero Period is incomplete.
func (s DaySeries) Total(p Period) Value {
	if p.Days() == 0 {
		return s.notKnown("period")
	}
	if p.Days() > maxChartPoints {
		return s.notKnown(p.String())
	}
	var num, den decimal.Decimal
	var missing []string
	for day := range p.All() {
		v := s.On(day)
		if !v.IsDefined() && (v.State != Undefined || s.additive()) {
			if missing = append(missing, dayText(day)); len(missing) == maxMissing {
				break
			}
			continue
		}
		num, den = num.Add(v.Num), den.Add(v.Den)
	}
	switch {
	case len(missing) > 0:
		return s.notKnown(missing...)
	case s.additive():
		return Exact(num, s.like.Unit, s.like.Currency)
	}
	return Ratio(num, den, s.like.Unit, s.like.Currency)
}

// BaselineSettings tunes [DaySeries.Baseline]. The zero BaselineSettings uses the
// defaults, which are rules of the house, and knows no event.
type BaselineSettings struct {
	// Weeks is the number of weeks whose median is taken. 0 is 8.
	Weeks int
	// Least is the number of weeks without which there is no baseline. 0 is half of
	// Weeks, rounded up.
	Least int
	// Back is the number of weeks that are looked back on for them. 0 is 52.
	Back int
	// Events are the special periods; the days of their windows are in no baseline.
	Events []Event
}

func (s BaselineSettings) withDefaults() BaselineSettings {
	if s.Weeks == 0 {
		s.Weeks = 8
	}
	if s.Least == 0 {
		s.Least = (s.Weeks + 1) / 2
	}
	if s.Back == 0 {
		s.Back = max(52, s.Weeks)
	}
	return s
}

// maxBackWeeks is the farthest that a baseline looks back.
const maxBackWeeks = 520

// Check reports the faults of the settings, each an [*fx.InputError]: "weeks", "least",
// "back" and "events[1].days.first".
func (s BaselineSettings) Check() error {
	var faults []error
	d := s.withDefaults()
	fault := func(field string, n int, reason string) {
		faults = append(faults, fx.NewInputError(field, strconv.Itoa(n), reason))
	}
	if s.Weeks < 0 || s.Weeks > maxBackWeeks {
		fault("weeks", s.Weeks, "must be from 1 to 520, or 0 for 8")
	}
	if s.Least < 0 || s.Weeks >= 0 && d.Least > d.Weeks {
		fault("least", s.Least, "must be from 1 to the number of weeks, or 0 for half of them")
	}
	if s.Back < 0 || s.Back > maxBackWeeks || d.Back < d.Weeks {
		fault("back", s.Back, "must be from the number of weeks to 520, or 0 for 52")
	}
	return errors.Join(append(faults, checkEventList(s.Events))...)
}

// A DayBaseline is what a usual day would have brought: the median of the same
// weekday over the last weeks without an event and without a stock-out.
type DayBaseline struct {
	Day time.Time
	// Value is the exact median, of an even number the mean of the two in the middle;
	// incomplete where too few days could be used.
	Value Value
	// Used are the days whose median it is, the latest first, and Skipped those that
	// were passed over on the way.
	Used    []time.Time
	Skipped []SkippedDay
}

// A SkippedDay is a day that a baseline did not use, and why.
type SkippedDay struct {
	Day time.Time
	Why string
}

// Baseline returns the baseline of a day from the days before it. What the day itself
// brought is not looked at.
//
// The errors are those of [BaselineSettings.Check] and an [*fx.InputError] at "day".
func (s DaySeries) Baseline(day time.Time, settings BaselineSettings) (DayBaseline, error) {
	err := settings.Check()
	if day.IsZero() || !ofFourDigits(day) {
		err = errors.Join(fx.NewInputError("day", "", "must be a day of the years 1 to 9999"), err)
	}
	if err != nil {
		return DayBaseline{}, err
	}
	return s.baseline(dayOf(day), settings.plan()), nil
}

// A baselinePlan is BaselineSettings made ready: with defaults, and with the windows of
// the events.
type baselinePlan struct {
	weeks, least, back int
	events             eventWindows
}

// plan makes checked settings ready; the windows of more events are left out as well.
func (s BaselineSettings) plan(more ...Event) baselinePlan {
	d := s.withDefaults()
	return baselinePlan{d.Weeks, d.Least, d.Back, windowsOf(slices.Concat(s.Events, more)...)}
}

// baseline is Baseline for what was checked.
func (s DaySeries) baseline(day time.Time, plan baselinePlan) DayBaseline {
	out := DayBaseline{Day: day}
	var values []Value
	skip := func(d time.Time, why string) { out.Skipped = append(out.Skipped, SkippedDay{d, why}) }
	for week := 1; week <= plan.back && len(values) < plan.weeks; week++ {
		d := day.AddDate(0, 0, -7*week)
		point, known := s.byDay[d]
		e, special := plan.events.meeting(Period{d, d}, "")
		switch {
		case special:
			skip(d, "event: "+e.String())
		case known && point.StockOut:
			skip(d, "stock-out")
		case !known || !point.Value.IsDefined():
			skip(d, "no value")
		default:
			values = append(values, point.Value)
			out.Used = append(out.Used, d)
		}
	}
	if len(values) < plan.least {
		out.Value = s.notKnown("baseline of " + dayText(day) + ": " + countText(len(values), "usable week") + " of at least " + strconv.Itoa(plan.least))
		return out
	}
	out.Value = medianValue(values).value(s.like.Unit, s.like.Currency)
	return out
}

// medianValue is the exact median of some defined values, at least one. It sorts them.
func medianValue(values []Value) quotient {
	slices.SortFunc(values, func(v, w Value) int { return quotientOf(v).cmp(quotientOf(w)) })
	n := len(values)
	middle := quotientOf(values[n/2])
	if n%2 == 0 {
		middle = middle.plus(quotientOf(values[n/2-1])).times(quotient{decimal.New(1, 0), decimal.New(2, 0)})
	}
	return middle
}

// baselineTotal returns the baseline of a period: of what adds up the sum of the
// baselines of its days, of a ratio the median of the same weekdays of earlier weeks.
// The zero Period has 0.
func (s DaySeries) baselineTotal(p Period, plan baselinePlan) Value {
	if !s.additive() {
		return s.baselineRatio(p, plan)
	}
	sum := wholeQuotient(decimal.Decimal{})
	var missing []string
	for day := range p.All() {
		b := s.baseline(day, plan)
		if !b.Value.IsDefined() {
			missing = append(missing, b.Value.Missing...)
			continue
		}
		sum = sum.plus(quotientOf(b.Value))
	}
	if len(missing) > 0 {
		return s.notKnown(missing...)
	}
	return sum.value(s.like.Unit, s.like.Currency)
}

// baselineRatio is the median of a ratio over the same weekdays of earlier weeks, of
// which every day has to be usable.
func (s DaySeries) baselineRatio(p Period, plan baselinePlan) Value {
	var values []Value
	for week := 1; week <= plan.back && len(values) < plan.weeks; week++ {
		q := p.Shift(-7 * week)
		if _, special := plan.events.meeting(q, ""); special || s.stockOutIn(q) {
			continue
		}
		if _, overlaps := q.Meet(p); overlaps {
			continue
		}
		if v := s.Total(q); v.IsDefined() {
			values = append(values, v)
		}
	}
	if len(values) < plan.least {
		return s.notKnown("baseline of " + p.String() + ": " + countText(len(values), "usable week") + " of at least " + strconv.Itoa(plan.least))
	}
	return medianValue(values).value(s.like.Unit, s.like.Currency)
}

func (s DaySeries) stockOutIn(p Period) bool {
	for day := range p.All() {
		if s.byDay[day].StockOut {
			return true
		}
	}
	return false
}
