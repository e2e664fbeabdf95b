package holiday_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/internal/holiday"
)

func ExampleThanksgiving() {
	fmt.Println(holiday.Thanksgiving(2026).Format(time.DateOnly))
	// Output: 2026-11-26
}

func ExampleWeekday() {
	fmt.Println(holiday.Weekday(2026, time.May, time.Monday, 0).Format(time.DateOnly))
	// Output: 2026-05-25
}

func ExampleEaster() {
	fmt.Println(holiday.Easter(2026).Format(time.DateOnly))
	// Output: 2026-04-05
}

func ExampleChineseNewYear() {
	day, ok := holiday.ChineseNewYear(2026)
	fmt.Println(day.Format(time.DateOnly), ok)
	// Output: 2026-02-17 true
}

func ExampleChineseNewYears() {
	fmt.Println(holiday.ChineseNewYears())
	// Output: 2015 2035
}
