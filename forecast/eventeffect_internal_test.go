package forecast

import (
	"math"
	"testing"
	"time"
)

func effectDay(text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return day
}

// Which offset of an event each step has, and how much of it.
func TestEventShares(t *testing.T) {
	days := func(texts ...string) []time.Time {
		var out []time.Time
		for _, text := range texts {
			out = append(out, effectDay(text))
		}
		return out
	}
	for _, tt := range []struct {
		name     string
		calendar Calendar
		event    Event
		want     map[int][]float64 // by step; every other step has none
	}{
		{"daily", Calendar{Daily, effectDay("2026-11-20")}, Event{Days: days("2026-11-27"), LeadIn: 1, Hangover: 2},
			map[int][]float64{6: {1, 0, 0, 0}, 7: {0, 1, 0, 0}, 8: {0, 0, 1, 0}, 9: {0, 0, 0, 1}}},
		{"two days, the nearest counts", Calendar{Daily, effectDay("2026-07-01")}, Event{Days: days("2026-07-04", "2026-07-03"), LeadIn: 1, Hangover: 1},
			map[int][]float64{1: {1, 0, 0}, 2: {0, 1, 0}, 3: {0, 1, 0}, 4: {0, 0, 1}}},
		{"before the history", Calendar{Daily, effectDay("2026-07-01")}, Event{Days: days("2026-06-30"), Hangover: 2},
			map[int][]float64{-1: {1, 0, 0}, 0: {0, 1, 0}, 1: {0, 0, 1}}},
		{"hourly", Calendar{Hourly, effectDay("2026-07-01").Add(22 * time.Hour)}, Event{Days: days("2026-07-02"), LeadIn: 1, Hangover: 1},
			func() map[int][]float64 {
				out := map[int][]float64{1: {1, 0, 0}, 26: {0, 0, 1}}
				for h := 2; h < 26; h++ {
					out[h] = []float64{0, 1, 0}
				}
				return out
			}()},
		{"weekly", Calendar{Weekly, effectDay("2026-11-02")}, Event{Days: days("2026-11-27"), Hangover: 1},
			map[int][]float64{3: {1, 0}, 4: {0, 1}}},
		{"over two weeks", Calendar{Weekly, effectDay("2026-07-06")}, Event{Days: days("2026-07-12", "2026-07-13", "2026-07-14", "2026-07-15"), LeadIn: 1},
			map[int][]float64{-1: {.25, 0}, 0: {.75, .25}, 1: {0, .75}}},
		{"monthly", Calendar{Monthly, effectDay("2026-01-01")}, Event{Days: days("2026-03-31", "2027-04-01")},
			map[int][]float64{2: {1}, 15: {1}}},
		{"months from the 31st", Calendar{Monthly, effectDay("2026-01-31")}, Event{Days: days("2026-02-27", "2026-02-28")},
			map[int][]float64{0: {.5}, 1: {.5}}},
		{"quarterly", Calendar{Quarterly, effectDay("2026-01-01")}, Event{Days: days("2025-12-31", "2026-06-30", "2026-10-01")},
			map[int][]float64{-1: {1}, 1: {1}, 3: {1}}},
		{"yearly", Calendar{Yearly, effectDay("2026-07-01")}, Event{Days: days("2026-06-30", "2028-07-01")},
			map[int][]float64{-1: {1}, 2: {1}}},
		{"undated", Calendar{}, Event{Days: days("2026-11-27")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newEffectDesign(Series{Values: make([]float64, 10), Calendar: tt.calendar, Events: []Event{tt.event}}, 0)
			row := make([]float64, len(d.columns))
			for i := -30; i < 60; i++ {
				d.row(i, row)
				want := tt.want[i]
				if want == nil {
					want = make([]float64, len(row))
				}
				for j, v := range row {
					if math.Abs(v-want[j]) > 1e-12 {
						t.Errorf("step %d: %v, want %v", i, row, want)
						break
					}
				}
			}
		})
	}
}

// The step that holds a day is the one that begins on it or last before it.
func TestCalendarIndex(t *testing.T) {
	for _, step := range []Step{Hourly, Daily, Weekly, Monthly, Quarterly, Yearly} {
		for _, first := range []string{"2024-02-29", "2025-12-31", "0001-01-01"} {
			c := Calendar{Step: step, First: effectDay(first).Add(time.Hour)}
			for _, i := range []int{-3, -1, 0, 1, 2, 13, 100} {
				for _, moved := range []time.Duration{0, time.Hour - 1} {
					if c.At(i).Year() < 1 {
						continue
					}
					if got := c.index(c.At(i).Add(moved)); got != i {
						t.Errorf("%v from %s: %v is in step %d, want %d", step, first, c.At(i), got, i)
					}
				}
				if got := c.index(c.At(i).Add(-1)); c.At(i).Year() > 1 && got != i-1 {
					t.Errorf("%v from %s: before %v is step %d, want %d", step, first, c.At(i), got, i-1)
				}
			}
		}
	}
}
