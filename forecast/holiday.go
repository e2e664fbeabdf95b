package forecast

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/holiday"
)

// Thanksgiving returns Thanksgiving Day of the United States, the fourth Thursday of
// November. A year outside 1942 to 9999 is an [*fx.InputError] at "year".
func Thanksgiving(year int) (time.Time, error) { return afterThanksgiving(year, 0) }

// BlackFriday returns the day after Thanksgiving; errors are those of [Thanksgiving].
func BlackFriday(year int) (time.Time, error) { return afterThanksgiving(year, 1) }

// CyberMonday returns the Monday after Thanksgiving, which may be in December; errors
// are those of [Thanksgiving].
func CyberMonday(year int) (time.Time, error) { return afterThanksgiving(year, 4) }

func afterThanksgiving(year, days int) (time.Time, error) {
	if err := checkHolidayYear(year, holiday.FirstThanksgiving, holiday.LastYear); err != nil {
		return time.Time{}, err
	}
	return holiday.Thanksgiving(year).AddDate(0, 0, days), nil
}

// Easter returns Easter Sunday of the Gregorian calendar. A year outside 1583 to 9999
// is an [*fx.InputError] at "year".
func Easter(year int) (time.Time, error) {
	if err := checkHolidayYear(year, holiday.FirstEaster, holiday.LastYear); err != nil {
		return time.Time{}, err
	}
	return holiday.Easter(year), nil
}

// MothersDayUS returns Mother's Day of the United States, the second Sunday of May
// since 1914 (36 U.S.C. 117). A year outside 1914 to 9999 is an [*fx.InputError] at
// "year".
func MothersDayUS(year int) (time.Time, error) {
	return weekdayHoliday(year, 1914, time.May, time.Sunday, 2)
}

// FathersDayUS returns Father's Day of the United States, the third Sunday of June
// since 1972 (36 U.S.C. 109). A year outside 1972 to 9999 is an [*fx.InputError] at
// "year".
func FathersDayUS(year int) (time.Time, error) {
	return weekdayHoliday(year, 1972, time.June, time.Sunday, 3)
}

// LaborDayUS returns Labor Day of the United States, the first Monday of September
// since 1894 (5 U.S.C. 6103). A year outside 1894 to 9999 is an [*fx.InputError] at
// "year".
func LaborDayUS(year int) (time.Time, error) {
	return weekdayHoliday(year, 1894, time.September, time.Monday, 1)
}

// MemorialDayUS returns Memorial Day of the United States, the last Monday of May
// since 1971 (Uniform Monday Holiday Act; 5 U.S.C. 6103). A year outside 1971 to 9999
// is an [*fx.InputError] at "year".
func MemorialDayUS(year int) (time.Time, error) {
	return weekdayHoliday(year, 1971, time.May, time.Monday, 0)
}

func weekdayHoliday(year, first int, month time.Month, day time.Weekday, n int) (time.Time, error) {
	if err := checkHolidayYear(year, first, holiday.LastYear); err != nil {
		return time.Time{}, err
	}
	return holiday.Weekday(year, month, day, n), nil
}

// ChineseNewYear returns New Year's Day of the lunisolar calendar of China
// (GB/T 33661-2017), for the years 2015 to 2035, which are a table. Another year is an
// [*fx.InputError] at "year".
func ChineseNewYear(year int) (time.Time, error) {
	day, ok := holiday.ChineseNewYear(year)
	if !ok {
		first, last := holiday.ChineseNewYears()
		return time.Time{}, checkHolidayYear(year, first, last)
	}
	return day, nil
}

// checkHolidayYear reports a year outside the range in which a holiday is known.
func checkHolidayYear(year, first, last int) error {
	if year < first || year > last {
		return fx.NewInputError("year", strconv.Itoa(year), "must be from "+strconv.Itoa(first)+" to "+strconv.Itoa(last))
	}
	return nil
}
