package holiday_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/internal/holiday"
)

// Easter of years at the edges of its rule: the earliest and latest day, the two
// exceptions of the full moon, and leap centuries (tables of the Astronomical
// Applications Department, US Naval Observatory).
func TestEaster(t *testing.T) {
	for _, want := range []string{"1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2038-04-25", "2076-04-19", "2100-03-28"} {
		day, err := time.Parse(time.DateOnly, want)
		if err != nil {
			t.Fatal(err)
		}
		if got := holiday.Easter(day.Year()); !got.Equal(day) {
			t.Errorf("Easter %s, want %s", got.Format(time.DateOnly), want)
		}
	}
	for year := holiday.FirstEaster; year <= holiday.LastYear; year++ {
		got := holiday.Easter(year)
		if got.Weekday() != time.Sunday || got.YearDay() < time.Date(year, 3, 22, 0, 0, 0, 0, time.UTC).YearDay() ||
			got.After(time.Date(year, 4, 25, 0, 0, 0, 0, time.UTC)) {
			t.Fatalf("Easter %s", got.Format(time.DateOnly))
		}
	}
}

// Each day of the week, first, fourth and last, in months of every length.
func TestWeekday(t *testing.T) {
	for month := time.Month(1); month <= 48; month++ {
		for day := time.Sunday; day <= time.Saturday; day++ {
			first, last := holiday.Weekday(2023, month, day, 1), holiday.Weekday(2023, month, day, 0)
			if first.Weekday() != day || first.Day() > 7 {
				t.Errorf("first %v: %v", day, first)
			}
			if last.Weekday() != day || last.Month() != first.Month() || last.AddDate(0, 0, 7).Month() == first.Month() {
				t.Errorf("last %v: %v", day, last)
			}
			if fourth := holiday.Weekday(2023, month, day, 4); fourth.Sub(first) != 21*24*time.Hour {
				t.Errorf("fourth %v: %v", day, fourth)
			}
		}
	}
}

func TestChineseNewYear(t *testing.T) {
	if first, last := holiday.ChineseNewYears(); first != 2015 || last != 2035 {
		t.Errorf("the table has %d to %d", first, last)
	}
	for year, want := range map[int]string{2015: "2015-02-19", 2026: "2026-02-17", 2035: "2035-02-08"} {
		if got, ok := holiday.ChineseNewYear(year); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("%d: %v %v", year, got, ok)
		}
	}
	if _, ok := holiday.ChineseNewYear(2014); ok {
		t.Error("2014 is in the table")
	}
}
