package forecast_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/forecast"
)

// showDay prints a holiday of 2027.
func showDay(date func(year int) (time.Time, error)) {
	day, err := date(2027)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(day.Format("Mon 2006-01-02"))
}

func ExampleThanksgiving() {
	showDay(forecast.Thanksgiving)
	// Output: Thu 2027-11-25
}

func ExampleBlackFriday() {
	showDay(forecast.BlackFriday)
	// Output: Fri 2027-11-26
}

func ExampleCyberMonday() {
	showDay(forecast.CyberMonday)
	// Output: Mon 2027-11-29
}

func ExampleEaster() {
	showDay(forecast.Easter)
	// Output: Sun 2027-03-28
}

func ExampleMothersDayUS() {
	showDay(forecast.MothersDayUS)
	// Output: Sun 2027-05-09
}

func ExampleFathersDayUS() {
	showDay(forecast.FathersDayUS)
	// Output: Sun 2027-06-20
}

func ExampleLaborDayUS() {
	showDay(forecast.LaborDayUS)
	// Output: Mon 2027-09-06
}

func ExampleMemorialDayUS() {
	showDay(forecast.MemorialDayUS)
	// Output: Mon 2027-05-31
}

func ExampleChineseNewYear() {
	showDay(forecast.ChineseNewYear)
	_, err := forecast.ChineseNewYear(2036)
	fmt.Println(err)
	// Output:
	// Sat 2027-02-06
	// year must be from 2015 to 2035, got "2036"
}

// The dates of 2027 are not shipped.
func ExamplePrimeDay() {
	day, err := forecast.PrimeDay(2025)
	fmt.Println(day.Format("Mon 2006-01-02"), err)
	showDay(forecast.PrimeDay)
	// Output:
	// Tue 2025-07-08 <nil>
	// year must be from 2015 to 2025, got "2027"
}

func ExamplePrimeDays() {
	days := forecast.PrimeDays()
	p := days[len(days)-1]
	fmt.Println(p.First.Format(time.DateOnly), p.Last.Format(time.DateOnly), p.Confidence, "-", p.Source)
	// Output: 2025-07-08 2025-07-11 medium - announced by Amazon for 2025, amazon.com
}

// A year that is not shipped is added with its source.
func ExampleDatedDays() {
	announced := forecast.DatedDays{
		First:  time.Date(2030, time.July, 9, 0, 0, 0, 0, time.UTC),
		Last:   time.Date(2030, time.July, 10, 0, 0, 0, 0, time.UTC),
		Source: "Seller Central, announcement", Confidence: "supplied",
	}
	e, err := forecast.PrimeDayEvent(7, 7, announced)
	fmt.Println(len(e.Days), e.Days[len(e.Days)-1].Format(time.DateOnly), err)
	// Output: 23 2030-07-10 <nil>
}

// Every day of every Prime Day, with a step of lead-in and two of hangover.
func ExamplePrimeDayEvent() {
	e, err := forecast.PrimeDayEvent(1, 2)
	fmt.Println(e.Name, e.LeadIn, e.Hangover, len(e.Days), e.Days[0].Format(time.DateOnly), err)
	// Output: prime_day 1 2 21 2015-07-15 <nil>
}

// Any rule that gives a day for a year makes an event.
func ExampleHolidayEvent() {
	singles := func(year int) (time.Time, error) {
		return time.Date(year, time.November, 11, 0, 0, 0, 0, time.UTC), nil
	}
	e, err := forecast.HolidayEvent("singles_day", singles, 2024, 2027, 3, 1)
	fmt.Println(e.Name, len(e.Days), e.Days[3].Format(time.DateOnly), err)
	// Output: singles_day 4 2027-11-11 <nil>
}

func ExampleBlackFridayEvent() {
	e, err := forecast.BlackFridayEvent(2024, 2026, 7, 3)
	fmt.Println(e.Name, e.Days[2].Format(time.DateOnly), err)
	// Output: black_friday 2026-11-27 <nil>
}

func ExampleCyberMondayEvent() {
	e, err := forecast.CyberMondayEvent(2024, 2026, 0, 2)
	fmt.Println(e.Name, e.Days[2].Format(time.DateOnly), err)
	// Output: cyber_monday 2026-11-30 <nil>
}

func ExampleEasterEvent() {
	e, err := forecast.EasterEvent(2024, 2026, 14, 1)
	fmt.Println(e.Name, e.Days[2].Format(time.DateOnly), err)
	// Output: easter 2026-04-05 <nil>
}

func ExampleChineseNewYearEvent() {
	e, err := forecast.ChineseNewYearEvent(2024, 2026, 14, 21)
	fmt.Println(e.Name, e.Days[2].Format(time.DateOnly), err)
	// Output: chinese_new_year 2026-02-17 <nil>
}
