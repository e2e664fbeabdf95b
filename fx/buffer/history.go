package buffer

import (
	"math"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A History is what is known of a pair on one day: its fixings up to that day.
// Nothing later can be reached through it, so a model that is given a History
// cannot look ahead.
//
// The zero History is empty. A History is a small value; copies share the rates.
type History struct {
	series *Series
	n      int
}

// Len returns the number of fixings up to the day.
func (h History) Len() int { return h.n }

// Base returns the currency of which the rates price one unit, "" when empty.
func (h History) Base() fx.Currency { return h.series.Base() }

// Quote returns the currency in which the rates are expressed, "" when empty.
func (h History) Quote() fx.Currency { return h.series.Quote() }

// Day returns the day of the last fixing as midnight UTC, or the zero time when
// the history is empty. What is "complete on the day" is complete on this one.
func (h History) Day() time.Time { return h.Date(h.n - 1) }

// Spot returns the last fixing, exact and without a buffer, or the zero
// [fx.Rate] when the history is empty.
func (h History) Spot() fx.Rate {
	if h.n == 0 {
		return fx.Rate{}
	}
	return h.series.fixings[h.n-1]
}

// Rate returns the fixing with number i, quote per base, as float64: 0 is the
// oldest, Len()-1 the last. It is NaN for a number outside.
func (h History) Rate(i int) float64 {
	if i < 0 || i >= h.n {
		return math.NaN()
	}
	return h.series.rates[i]
}

// Return returns the natural logarithm of fixing i over fixing i-1. It is NaN
// for 0, which has none before it, and for a number outside.
func (h History) Return(i int) float64 {
	if i < 1 || i >= h.n {
		return math.NaN()
	}
	return h.series.returns[i]
}

// Date returns the day of the fixing with number i as midnight UTC, or the zero
// time for a number outside.
func (h History) Date(i int) time.Time {
	if i < 0 || i >= h.n {
		return time.Time{}
	}
	return dayTime(h.series.days[i])
}

// Losses returns the last n losses over so many calendar days that were complete
// on the day, oldest first; n = 0 stands for all of them. The loss from fixing j
// is
//
//	1 - S/rate(j)
//
// with S the last fixing on or before its day plus days, and is complete when
// that day is not after [History.Day]. A gain is a negative loss. There are fewer
// than n when the history is short, and none for days below 1 or n below 0.
func (h History) Losses(days, n int) []float64 {
	first, last := h.complete(days, n)
	if first > last {
		return nil
	}
	losses := make([]float64, 0, last-first+1)
	h.moves(days, first, last, func(from, to float64) {
		losses = append(losses, 1-to/from)
	})
	return losses
}

// complete returns the numbers of the first and the last of the n latest fixings
// whose next days are over on the day; first is above last when there is none.
func (h History) complete(days, n int) (first, last int) {
	if days < 1 || days > MaxDays || n < 0 || h.n == 0 {
		return 0, -1
	}
	known := h.series.days[:h.n]
	last = h.n - 1
	for last >= 0 && known[last]+int32(days) > known[h.n-1] {
		last--
	}
	if n == 0 {
		return 0, last
	}
	return max(last-n+1, 0), last
}

// moves calls f for the fixings first to last with the rate of each and the rate
// days later, which must be complete.
func (h History) moves(days, first, last int, f func(from, to float64)) {
	known, to := h.series.days[:h.n], first
	for from := first; from <= last; from++ {
		for to+1 < len(known) && known[to+1] <= known[from]+int32(days) {
			to++
		}
		f(h.series.rates[from], h.series.rates[to])
	}
}
