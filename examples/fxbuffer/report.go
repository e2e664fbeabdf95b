package main

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// A report is everything that there is to say about a pair on a day.
type report struct {
	settings
	// fixings and series end with the day, so that nothing in the report knows more.
	fixings iter.Seq[fx.Rate]
	series  *buffer.Series
	spot    fx.Rate
	age     int       // calendar days from the fixing to the day
	start   time.Time // of back-tests and bands
	models  []buffer.Model
	plans   []plan
	tests   []tested // for the first level, by horizon and then from the best
	runs    []bandRun
	notes   []string       // what a reader has to know before all else
	drawn   map[int]*chart // of the planned rates by horizon, which take a while
}

// A plan is the rate to plan with over a horizon, and how its method did.
type plan struct {
	days     int
	level    level
	planned  buffer.Planned
	evidence buffer.Evidence
	short    *buffer.ShortHistoryError // in place of a rate
}

// A tested is the back-test of one method over one horizon.
type tested struct {
	buffer.Evidence
	chosen bool // it is the default
}

// report answers the question of the command line.
func (s settings) report(rates rateTable, w world) (*report, error) {
	r := &report{settings: s}
	if r.on.IsZero() {
		r.on = rates.Last()
		if old := daysBetween(r.on, w.today); old > fx.DefaultMaxAgeDays {
			r.notes = append(r.notes, "The file ends on "+dayText(r.on)+", "+strconv.Itoa(old)+" days before today: take a newer one with -rates before you plan with this.")
		}
	}
	if _, err := rates.At(r.base, r.quote, r.on, fx.LookUp{}); err != nil {
		return nil, inFlag(err)
	}
	var err error
	r.fixings = until(rates.Series(r.base, r.quote), r.on)
	if r.series, err = buffer.NewSeries(r.fixings); err != nil {
		return nil, err
	}
	r.spot = r.series.All().Spot()
	r.age, _ = r.spot.AgeDays(r.on)
	r.models = methods()
	if r.start = r.from; r.start.IsZero() {
		r.start = r.firstDay()
	}
	if r.start.After(r.series.Last()) {
		return nil, fx.NewInputError("from", dayText(r.start), "must not be after the last rate, of "+dayText(r.series.Last()))
	}
	if err := r.backTest(w); err != nil {
		return nil, err
	}
	if err := r.plan(); err != nil {
		return nil, err
	}
	if r.runs, err = runBands(r.fixings, r.start); err != nil {
		return nil, err
	}
	if s.html != "" || s.svg != "" {
		step := w.progress(len(r.days), "charts")
		for _, days := range r.days {
			r.plannedChart(days)
			step()
		}
	}
	return r, nil
}

// inFlag names the flag that a rate cannot be had for.
func inFlag(err error) error {
	var none *fx.NoRateError
	if !errors.As(err, &none) {
		return err
	}
	pair := string(none.Base) + "/" + string(none.Quote)
	switch none.Reason {
	case fx.NoRateUnknownCurrency, fx.NoRateNoPath:
		reason := "is not in the rates"
		if none.Currency != "" {
			reason += ", which have no " + string(none.Currency)
		}
		return fx.NewInputError("pair", pair, reason)
	case fx.NoRateBeforeFirst:
		return fx.NewInputError("on", dayText(none.On), "is before the first "+pair+" rate, of "+dayText(none.First))
	case fx.NoRateStale, fx.NoRateEnded:
		return fx.NewInputError("on", dayText(none.On), "has no "+pair+" rate: the last one is of "+dayText(none.Last)+", "+counted(none.AgeDays, "day")+" before")
	}
	return err
}

// until yields the fixings up to a day.
func until(fixings iter.Seq[fx.Rate], day time.Time) iter.Seq[fx.Rate] {
	return func(yield func(fx.Rate) bool) {
		for rate := range fixings {
			if rate.Date().After(day) || !yield(rate) {
				return
			}
		}
	}
}

// firstDay returns the first day on which every method has a buffer over the longest
// horizon, so that all are tested on the same days. A method that has none before the
// middle of the series does not hold up the others; it is tested on fewer days.
func (r *report) firstDay() time.Time {
	days, share := slices.Max(r.days), r.levels[0].share
	all := r.series.All()
	first := 0
	for _, m := range r.models {
		has := func(i int) bool {
			_, err := m.Buffer(r.series.Until(all.Date(i)), days, share)
			return err == nil
		}
		if has(first) || !has(all.Len()/2) {
			continue
		}
		first += sort.Search(all.Len()/2-first, func(i int) bool { return has(first + i) })
	}
	return all.Date(first)
}

// backTest tests every method over every horizon at the first level, and the default at
// all levels. The tests of one method go together, one step of the bar each.
func (r *report) backTest(w world) error {
	step := w.progress(len(r.models), "back-tests")
	for i, m := range r.models {
		levels := r.levels
		if i > 0 {
			levels = levels[:1]
		}
		var tests []buffer.Test
		for _, d := range r.days {
			for _, l := range levels {
				tests = append(tests, buffer.Test{Days: d, Confidence: l.share, From: r.start})
			}
		}
		found, err := buffer.Compare(r.series, []buffer.Model{m}, tests)
		if err != nil {
			return err
		}
		for k, e := range found {
			e.Tried = len(r.models)
			if k%len(levels) == 0 {
				r.tests = append(r.tests, tested{e, i == 0})
			}
			if i == 0 {
				r.plans = append(r.plans, plan{days: e.Days, level: levels[k%len(levels)], evidence: e})
			}
		}
		step()
	}
	slices.SortStableFunc(r.tests, func(a, b tested) int {
		return cmp.Or(cmp.Compare(a.Days, b.Days), -cmp.Compare(a.Origins, b.Origins), cmp.Compare(a.Pinball, b.Pinball))
	})
	return nil
}

// plan fills in the rates to plan with. Their evidence is that of the days on which all
// methods were tested, not the one of the whole history that comes with a plan.
func (r *report) plan() error {
	for i := range r.plans {
		p := &r.plans[i]
		var err error
		p.planned, err = buffer.Plan(r.series.All(), p.days, p.level.share, r.models[0])
		if err != nil && !errors.As(err, &p.short) {
			return err
		}
	}
	return nil
}

// testsOver returns the back-tests of one horizon.
func (r *report) testsOver(days int) []tested {
	var out []tested
	for _, t := range r.tests {
		if t.Days == days {
			out = append(out, t)
		}
	}
	return out
}

// pair is "USD/CNY".
func (r *report) pair() string { return string(r.base) + "/" + string(r.quote) }

// unit is "CNY per USD".
func (r *report) unit() string { return string(r.quote) + " per " + string(r.base) }

func daysBetween(from, to time.Time) int {
	const day = 24 * time.Hour
	y, m, d := to.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(from) / day)
}

// counted is "1 day", "2 days".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return grouped(n) + " " + thing
}

// grouped is a number with a comma between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
