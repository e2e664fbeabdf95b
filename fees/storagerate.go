package fees

import (
	"time"

	"github.com/shopspring/decimal"
)

// A StoragePeriod says what a storage rate is the price of.
type StoragePeriod string

// The periods.
const (
	PerCalendarMonth StoragePeriod = "month"    // a whole calendar month; a part of it pays its share of days
	Per30Days        StoragePeriod = "30_days"  // 30 days, charged by the day
	PerDay           StoragePeriod = "day"      // one day
	PerSnapshot      StoragePeriod = "snapshot" // each 15th of a month on which the unit is in stock, in full
)

// A StorageRate is what a cubic foot costs in some months at some age. The zero
// StorageRate holds in no month.
type StorageRate struct {
	// Class is the group of items it is for, such as a size class; "" for all.
	Class string
	// FirstMonth and LastMonth are the months of the season, both inclusive.
	FirstMonth, LastMonth time.Month
	// The age in days is above OverDays and at most ToDays; a ToDays of 0 is no
	// end, an OverDays of -1 starts with the day of receipt whatever its number.
	OverDays, ToDays int
	// Rate is per cubic foot and period, Least the least per unit and period.
	Rate, Least decimal.Decimal
}

// StorageRates is a table of storage rates. The zero StorageRates has none.
type StorageRates struct {
	// Per is what a rate is the price of.
	Per StoragePeriod
	// FirstDay is the age of a unit on the day of receipt: 1 where the channel
	// counts days in storage, 0 where it counts days since receipt.
	FirstDay int

	rows []StorageRate
}

// Find returns the rate of a class in a month at an age in days, nil if there is
// none. The rate is shared and must not be changed; every call returns the same
// pointer for the same row.
func (r *StorageRates) Find(class string, month time.Month, age int) *StorageRate {
	for i := range r.rows {
		row := &r.rows[i]
		if row.Class == class && row.FirstMonth <= month && month <= row.LastMonth && row.OverDays < age && (row.ToDays == 0 || age <= row.ToDays) {
			return row
		}
	}
	return nil
}

// ReadStorageRates reads a table of storage rates. The header has
//
//	per        "month", "30_days", "day" or "snapshot"
//	first_day  age on the day of receipt, "0" or "1"
//
// and a row
//
//	class                     group of items, one of classes; absent when there are none
//	first_month, last_month   season, "1" to "12"; absent for the whole year
//	over_days, to_days        age, over exclusive (absent: from receipt), to inclusive (absent: no end)
//	rate                      per cubic foot and period
//	least                     per unit and period, absent for none
//
// Every class must have rates in every month, whose ages follow one another
// without gap or overlap up to one without an end. They start with the receipt
// unless aged, for a surcharge on old stock.
func ReadStorageRates(f *TableFile, aged bool, classes ...string) StorageRates {
	r := StorageRates{
		Per:      StoragePeriod(f.Head.OneOf("per", string(PerCalendarMonth), string(Per30Days), string(PerDay), string(PerSnapshot))),
		FirstDay: f.Head.Int("first_day", 0, 1),
	}
	last := map[seasonKey]StorageRate{}
	for _, row := range f.Rows() {
		rate := StorageRate{FirstMonth: time.January, LastMonth: time.December, OverDays: -1, Rate: row.Amount("rate")}
		if len(classes) > 0 {
			rate.Class = row.OneOf("class", classes...)
		}
		if row.Has("first_month") || row.Has("last_month") {
			rate.FirstMonth = time.Month(row.Int("first_month", 1, 12))
			rate.LastMonth = time.Month(row.Int("last_month", int(rate.FirstMonth), 12))
		}
		if row.Has("over_days") {
			rate.OverDays = row.Int("over_days", 0, MaxStayDays)
		}
		if row.Has("to_days") {
			rate.ToDays = row.Int("to_days", max(rate.OverDays+1, 1), MaxStayDays)
		}
		if row.Has("least") {
			rate.Least = row.Amount("least")
		}
		row.followAge(last, rate, aged)
		r.rows = append(r.rows, rate)
	}
	checkAges(f, last, classes)
	return r
}

// A seasonKey is the place of an age band: those of one class in one month
// follow one another.
type seasonKey struct {
	class string
	month time.Month
}

// followAge checks that an age band continues the last one before it in each of
// its months, and becomes the last one there.
func (r *Row) followAge(last map[seasonKey]StorageRate, rate StorageRate, aged bool) {
	reason := ""
	for month := rate.FirstMonth; month <= rate.LastMonth; month++ {
		key := seasonKey{rate.Class, month}
		before, follows := last[key]
		last[key] = rate
		switch {
		case reason != "":
		case !follows && !aged && rate.OverDays != -1:
			reason = "must be absent in the first row of a class, which starts with the receipt (" + month.String() + ")"
		case follows && (before.ToDays == 0 || before.ToDays != rate.OverDays):
			reason = "must continue the age before it, without a gap or an overlap (" + month.String() + ")"
		}
	}
	if reason != "" {
		r.Fault("over_days", reason)
	}
}

// checkAges notes the first month of each class in which the oldest stock has no
// rate, or no stock at all has one.
func checkAges(f *TableFile, last map[seasonKey]StorageRate, classes []string) {
	if len(classes) == 0 {
		classes = []string{""}
	}
	for _, class := range classes {
		for month := time.January; month <= time.December; month++ {
			if oldest, has := last[seasonKey{class, month}]; has && oldest.ToDays == 0 {
				continue
			}
			of := ""
			if class != "" {
				of = " of the class " + quoteShort(class)
			}
			f.Head.Fault("rows", "must have a rate without an end of age"+of+" in every month ("+month.String()+")")
			break
		}
	}
}
