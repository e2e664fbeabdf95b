package policy

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// A PriceRun is a run of calendar days in which an offer stood at one price.
type PriceRun struct {
	// From and To are the first and the last calendar day, midnight UTC, both
	// inclusive.
	From, To time.Time
	// Price is what a buyer paid: after promotions and coupons that were open to
	// everybody, without shipping and tax.
	Price decimal.Decimal
	// Promotion says that the price was a limited-time one: a deal, a coupon, a
	// sale.
	Promotion bool
	// Units are the units that were sold at it; not Valid is unknown.
	Units decimal.NullDecimal
}

// A History is what an offer was offered and sold at, in the order of the days. Days
// between two runs are days on which it was not offered.
type History []PriceRun

// Check reports every fault, joined: a run without days or with To before From, runs
// that are not in the order of their days or overlap ("[3].from"), a price that is
// not above 0, units that are below 0.
func (h History) Check() error {
	var f faults
	for i, run := range h {
		if isDay(run.From) && isDay(run.To) && !run.To.Before(run.From) && (i == 0 || run.From.After(h[i-1].To)) &&
			isAmount(run.Price) && run.Price.Sign() > 0 && (!run.Units.Valid || isAmount(run.Units.Decimal)) {
			continue
		}
		path := "[" + strconv.Itoa(i) + "]"
		switch {
		case !isDay(run.From):
			f.add(path+".from", run.From.Format(time.RFC3339), "must be a calendar day as midnight UTC")
		case !isDay(run.To) || run.To.Before(run.From):
			f.add(path+".to", run.To.Format(time.RFC3339), "must be a calendar day as midnight UTC, not before from")
		case i > 0 && !run.From.After(h[i-1].To):
			f.add(path+".from", run.From.Format(time.DateOnly), "must be after the last day of the run before")
		}
		f.amount(path+".price", run.Price)
		if run.Price.Sign() == 0 {
			f.add(path+".price", "0", "must be above 0")
		}
		f.known(path+".units", run.Units)
	}
	return f.err()
}

// Seconds of Unix time: a day, and the first second of the years 1 and 10000.
const (
	daySeconds   = 24 * 60 * 60
	firstSecond  = -62135596800
	afterSeconds = 253402300800
)

// isDay reports whether a time is a calendar day as midnight UTC, in the years 1 to
// 9999. The zero time is none.
func isDay(t time.Time) bool {
	s := t.Unix()
	return s > firstSecond && s < afterSeconds && s%daySeconds == 0 && t.Nanosecond() == 0 && t.Location() == time.UTC
}

// Last returns the part of the history that lies in the last so many days before a
// day, that day not included: Last(on, 90) is what a platform looks at on the
// morning of on. Without a day before, nothing is left. Units of a run that is cut
// are cut in proportion to its days and rounded to 12 decimals, half away from zero.
func (h History) Last(on time.Time, days int) History {
	w := h.window(on, days)
	if len(w.runs) == 0 {
		return nil
	}
	if !w.runs[0].From.Before(w.first) && !w.runs[len(w.runs)-1].To.After(w.last) {
		return slices.Clip(w.runs)
	}
	part := slices.Clone(w.runs)
	for i := range part {
		run := &part[i]
		all := run.Days()
		if run.From.Before(w.first) {
			run.From = w.first
		}
		if run.To.After(w.last) {
			run.To = w.last
		}
		switch left := run.Days(); {
		case left == all || !run.Units.Valid:
		case !isAmount(run.Units.Decimal):
			run.Units = decimal.NullDecimal{}
		default:
			run.Units.Decimal = run.Units.Decimal.Mul(decimal.New(int64(left), 0)).DivRound(decimal.New(int64(all), 0), unitPlaces)
		}
	}
	return part
}

// unitPlaces are the decimals of units that are cut in proportion.
const unitPlaces = 12

// Days returns the number of calendar days of the run, 0 when To is before From.
func (r PriceRun) Days() int {
	return int(max(0, (r.To.Unix()-r.From.Unix())/daySeconds+1))
}

// Days returns the number of days on which the offer stood.
func (h History) Days() int {
	n := 0
	for _, run := range h {
		n += run.Days()
	}
	return n
}

// Lowest returns the lowest price, promotions included. It is not Valid for an empty
// history.
func (h History) Lowest() decimal.NullDecimal {
	var out decimal.NullDecimal
	for _, run := range h {
		if !out.Valid || compare(run.Price, out.Decimal) < 0 {
			out = decimal.NewNullDecimal(run.Price)
		}
	}
	return out
}

// MedianPaid returns the median of the prices that were paid, each unit counted,
// without promotions: the smallest price at which more than half of the units were
// sold at or below it, and the mean of two prices when exactly half of the units were
// sold at the lower one. It is exact. It is not Valid when no unit was sold outside
// promotions or the units of a run outside promotions are unknown.
func (h History) MedianPaid() decimal.NullDecimal { return h.whole().median(byUnits) }

// MedianOffered is the median of the prices by the days on which the offer stood at
// them, without promotions. It is not Valid when there was no such day.
func (h History) MedianOffered() decimal.NullDecimal { return h.whole().median(byDays) }

// DaysAt returns on how many days the offer stood at a price or above it, without
// promotions.
func (h History) DaysAt(price decimal.Decimal) int {
	n := 0
	for _, run := range h {
		if !run.Promotion && compare(run.Price, price) >= 0 {
			n += run.Days()
		}
	}
	return n
}
