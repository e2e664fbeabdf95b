package stock

import (
	"fmt"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// Storage is what a warehouse charges for keeping units, as the caller's data. The
// zero Storage is free.
type Storage struct {
	// Volume is that of one unit, in the unit of the rates: cubic feet.
	Volume decimal.Decimal
	// Monthly is the rate of one volume and month for January to December.
	Monthly [12]decimal.Decimal
	// Aged are the surcharges on old stock, with rising FromDays. Of each unit the
	// last one counts whose age it has reached.
	Aged []AgedRate
}

// An AgedRate is what stock of an age costs besides.
type AgedRate struct {
	// FromDays is the age in days since receipt from which it holds: 181, 271, 365.
	FromDays int
	// PerVolume is the rate of one volume and month, and PerUnit the least that one
	// unit pays a month; the larger of both counts.
	PerVolume, PerUnit decimal.Decimal
}

// Check reports what is wrong with s.
func (s Storage) Check() error {
	var f faults
	f.amount("volume", s.Volume)
	for i, m := range s.Monthly {
		f.amount(fmt.Sprintf("monthly[%d]", i), m)
	}
	for i, a := range s.Aged {
		field := fmt.Sprintf("aged[%d]", i)
		f.amount(field+".per_volume", a.PerVolume)
		f.amount(field+".per_unit", a.PerUnit)
		f.count(field+".from_days", a.FromDays, 0, 100*366)
		if i > 0 && a.FromDays <= s.Aged[i-1].FromDays {
			f.add(field+".from_days", strconv.Itoa(a.FromDays), "must be above the one before")
		}
	}
	return f.err()
}

// monthDays returns the days of the month of a day.
func monthDays(t time.Time) int64 {
	return int64(time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day())
}

// Day returns what one unit pays on a day, without the surcharge for age: a month's
// rate divided by its days, rounded to 18 decimals.
func (s Storage) Day(on time.Time) decimal.Decimal {
	return s.Volume.Mul(s.Monthly[on.Month()-1]).DivRound(decimal.NewFromInt(monthDays(on)), 18)
}

// AgedDay returns the surcharge that one unit of an age pays on a day.
func (s Storage) AgedDay(on time.Time, age int) decimal.Decimal {
	i := s.bucket(age)
	if i < 0 {
		return decimal.Zero
	}
	a := s.Aged[i]
	return decimal.Max(s.Volume.Mul(a.PerVolume), a.PerUnit).DivRound(decimal.NewFromInt(monthDays(on)), 18)
}

// bucket returns the index of the surcharge of an age, -1 where there is none.
func (s Storage) bucket(age int) int {
	at := -1
	for i, a := range s.Aged {
		if age >= a.FromDays {
			at = i
		}
	}
	return at
}

// meanDay returns the mean of a year of what one unit pays a day.
func (s Storage) meanDay() decimal.Decimal {
	sum := decimal.Zero
	for _, m := range s.Monthly {
		sum = sum.Add(m)
	}
	return s.Volume.Mul(sum).DivRound(daysOfYear, 18)
}

// week returns what one unit pays in the seven days from a day on: storage, and the
// surcharge of each bucket.
func (s Storage) week(from time.Time) (storage decimal.Decimal, aged []decimal.Decimal) {
	aged = make([]decimal.Decimal, len(s.Aged))
	for d := range 7 {
		on := from.AddDate(0, 0, d)
		storage = storage.Add(s.Day(on))
		for i, a := range s.Aged {
			aged[i] = aged[i].Add(s.AgedDay(on, a.FromDays))
		}
	}
	return storage, aged
}

// A Lot is stock that came in on one day.
type Lot struct {
	// Units are those that are left.
	Units int64
	// Received is the day on which they came. Only the date counts; the zero time
	// means the first day of the plan.
	Received time.Time
}

// fifo is stock in the order in which it is sold, the oldest first, of one path.
type fifo struct {
	units []float64
	day   []int // the day on which it came, counted from the first of the plan
	head  int
}

func (q *fifo) add(units float64, day int) {
	if units > 0 {
		q.units = append(q.units, units)
		q.day = append(q.day, day)
	}
}

func (q *fifo) take(units float64) {
	for q.head < len(q.units) && units > 0 {
		t := min(units, q.units[q.head])
		q.units[q.head] -= t
		units -= t
		if q.units[q.head] > 0 {
			return
		}
		q.head++
	}
}

// total returns what is there.
func (q *fifo) total() float64 {
	sum := 0.0
	for _, u := range q.units[q.head:] {
		sum += u
	}
	return sum
}
