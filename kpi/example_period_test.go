package kpi_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/kpi"
)

// The date range of an advertising report includes both ends.
func ExamplePeriod() {
	p := kpi.Period{
		First: time.Date(2026, 7, 6, 0, 0, 0, 0, time.UTC),
		Last:  time.Date(2026, 7, 29, 0, 0, 0, 0, time.UTC),
	}
	fmt.Println(p, p.Days())
	// Output: 2026-07-06..2026-07-29 24
}

func ExampleDay() {
	fmt.Println(kpi.Day(2026, 11, 27).Days())
	// Output: 1
}

func ExamplePeriod_Check() {
	backwards := kpi.Period{First: kpi.Day(2026, 7, 31).First, Last: kpi.Day(2026, 7, 1).First}
	fmt.Println(backwards.Check())
	// Output: last must not be before 2026-07-31, got "2026-07-01"
}

func ExamplePeriod_Days() {
	fmt.Println(factDays(30).Days(), kpi.Period{}.Days())
	// Output: 30 0
}

// The hour and the zone of a time are not looked at.
func ExamplePeriod_Contains() {
	july := factDays(31)
	late := time.Date(2026, 7, 31, 23, 59, 59, 0, time.FixedZone("PT", -8*60*60))
	fmt.Println(july.Contains(late), july.Contains(late.AddDate(0, 0, 1)))
	// Output: true false
}

func ExamplePeriod_Meet() {
	fmt.Println(factDays(31).Meet(factDays(31).Shift(28)))
	// Output: 2026-07-29..2026-07-31 true
}

func ExamplePeriod_Shift() {
	fmt.Println(factDays(7).Shift(-7))
	// Output: 2026-06-24..2026-06-30
}

func ExamplePeriod_All() {
	for day := range factDays(2).All() {
		fmt.Println(day.Format("Mon 2 Jan"))
	}
	// Output:
	// Wed 1 Jul
	// Thu 2 Jul
}

// The weeks of a month, beginning on Sunday as in the reports of Amazon.
func ExamplePeriod_Weeks() {
	for week := range factDays(31).Weeks(time.Sunday) {
		fmt.Println(week, week.Days())
	}
	// Output:
	// 2026-07-01..2026-07-04 4
	// 2026-07-05..2026-07-11 7
	// 2026-07-12..2026-07-18 7
	// 2026-07-19..2026-07-25 7
	// 2026-07-26..2026-07-31 6
}

func ExamplePeriod_String() {
	fmt.Println(factDays(30), kpi.Day(2026, 7, 1))
	// Output: 2026-07-01..2026-07-30 2026-07-01
}
