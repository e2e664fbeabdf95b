package fees

import (
	"iter"
	"slices"
	"sort"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Table is one dated publication of a fee.
type Table[T any] struct {
	// Source says whose publication it is and which days it covers.
	Source Source
	// Rules are what it says, in the form its kind of fee needs.
	Rules T
}

// A Schedule holds the tables of one kind of fee in order of time. The zero
// Schedule has none. A Schedule does not change; its Rules are shared, so they
// must not be changed either.
type Schedule[T any] struct {
	channel, kind string
	tables        []Table[T]
}

// NewSchedule orders the tables of one kind. First and last day are the calendar
// days of their times, each in its own location. Two tables that cover the same day
// are an *[fx.InputError]; a gap between two tables is allowed, since a look-up
// that falls into it fails.
func NewSchedule[T any](channel, kind string, tables []Table[T]) (Schedule[T], error) {
	sorted := slices.Clone(tables)
	for i := range sorted {
		source := &sorted[i].Source
		source.EffectiveFrom = dayOf(source.EffectiveFrom)
		if !source.EffectiveTo.IsZero() {
			source.EffectiveTo = dayOf(source.EffectiveTo)
		}
	}
	sort.SliceStable(sorted, func(i, j int) bool {
		return sorted[i].Source.EffectiveFrom.Before(sorted[j].Source.EffectiveFrom)
	})
	for i := 1; i < len(sorted); i++ {
		before, here := sorted[i-1].Source, sorted[i].Source
		if before.EffectiveTo.IsZero() || !before.EffectiveTo.Before(here.EffectiveFrom) {
			return Schedule[T]{}, fx.NewInputError("effective_from of "+here.Table, formatDay(here.EffectiveFrom),
				"must be after the last day of "+before.Table)
		}
	}
	return Schedule[T]{channel, kind, sorted}, nil
}

// On returns the table that covers the calendar day of t. A day that no table
// covers is a *[NoTableError].
func (s Schedule[T]) On(t time.Time) (Table[T], error) {
	day := dayOf(t)
	for i := len(s.tables) - 1; i >= 0; i-- {
		if s.tables[i].Source.Covers(day) {
			return s.tables[i], nil
		}
	}
	e := &NoTableError{Channel: s.channel, Kind: s.kind, Day: day}
	if n := len(s.tables); n > 0 {
		e.First, e.Last = s.tables[0].Source.EffectiveFrom, s.tables[n-1].Source.EffectiveTo
	}
	return Table[T]{}, e
}

// startsAfter reports whether the first table starts after the calendar day of t.
func (s *Schedule[T]) startsAfter(t time.Time) bool {
	return len(s.tables) > 0 && dayOf(t).Before(s.tables[0].Source.EffectiveFrom)
}

// Tables yields the tables in order of time.
func (s Schedule[T]) Tables() iter.Seq[Table[T]] { return slices.Values(s.tables) }

// Day returns a calendar day as the library wants it: midnight UTC. A fee table
// is chosen by the calendar day of a time in the time's own location, so a
// caller with an instant passes it in the channel's zone (Pacific time for
// Amazon US).
func Day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// dayOf returns the calendar day of t in its own location.
func dayOf(t time.Time) time.Time {
	if t.Location() == time.UTC && t.Unix()%(24*60*60) == 0 && t.Nanosecond() == 0 {
		return t // a day already, as nearly always
	}
	y, m, d := t.Date()
	return Day(y, m, d)
}

func formatDay(t time.Time) string { return t.Format(time.DateOnly) }
