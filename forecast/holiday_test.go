package forecast_test

import (
	"errors"
	"testing"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// The worked example holidays-s of the facts.
func TestHolidays(t *testing.T) {
	rules := []struct {
		name string
		date func(int) (time.Time, error)
	}{
		{"easter", forecast.Easter}, {"thanksgiving", forecast.Thanksgiving}, {"black_friday", forecast.BlackFriday},
		{"cyber_monday", forecast.CyberMonday}, {"mothers_day_us", forecast.MothersDayUS}, {"fathers_day_us", forecast.FathersDayUS},
		{"labor_day_us", forecast.LaborDayUS}, {"memorial_day_us", forecast.MemorialDayUS},
	}
	want := map[int][]string{
		2023: {"2023-04-09", "2023-11-23", "2023-11-24", "2023-11-27", "2023-05-14", "2023-06-18", "2023-09-04", "2023-05-29"},
		2025: {"2025-04-20", "2025-11-27", "2025-11-28", "2025-12-01", "2025-05-11", "2025-06-15", "2025-09-01", "2025-05-26"},
		2027: {"2027-03-28", "2027-11-25", "2027-11-26", "2027-11-29", "2027-05-09", "2027-06-20", "2027-09-06", "2027-05-31"},
	}
	for year, days := range want {
		for i, r := range rules {
			if got, err := r.date(year); err != nil || got.Format(time.DateOnly) != days[i] {
				t.Errorf("%s %d: %v %v, want %s", r.name, year, got, err, days[i])
			}
		}
	}
}

// The first and the last year of each holiday, and the years just outside.
func TestHolidayYears(t *testing.T) {
	for _, tt := range []struct {
		name        string
		date        func(int) (time.Time, error)
		first, last int
	}{
		{"easter", forecast.Easter, 1583, 9999}, {"thanksgiving", forecast.Thanksgiving, 1942, 9999},
		{"black friday", forecast.BlackFriday, 1942, 9999}, {"cyber monday", forecast.CyberMonday, 1942, 9999},
		{"mother's day", forecast.MothersDayUS, 1914, 9999}, {"father's day", forecast.FathersDayUS, 1972, 9999},
		{"labor day", forecast.LaborDayUS, 1894, 9999}, {"memorial day", forecast.MemorialDayUS, 1971, 9999},
		{"chinese new year", forecast.ChineseNewYear, 2015, 2035}, {"prime day", forecast.PrimeDay, 2015, 2025},
	} {
		for _, year := range []int{tt.first, tt.last} {
			// cyber Monday of a year may be in December, never in another year
			if day, err := tt.date(year); err != nil || day.Year() != year || day.Hour() != 0 || day.Location() != time.UTC {
				t.Errorf("%s %d: %v %v", tt.name, year, day, err)
			}
		}
		for _, year := range []int{tt.first - 1, tt.last + 1} {
			var bad *fx.InputError
			if _, err := tt.date(year); !errors.As(err, &bad) || bad.Field != "year" {
				t.Errorf("%s %d: %v", tt.name, year, err)
			}
		}
	}
}

// Both packages know the same days.
func TestHolidaysAgreeWithKPI(t *testing.T) {
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		t.Fatal(err)
	}
	for year := 2015; year <= 2035; year++ {
		for code, date := range map[string]func(int) (time.Time, error){
			"chinese_new_year": forecast.ChineseNewYear, "thanksgiving": forecast.Thanksgiving,
			"black_friday": forecast.BlackFriday, "cyber_monday": forecast.CyberMonday,
		} {
			e, err := calendar.Event(code, year)
			if err != nil {
				t.Fatal(err)
			}
			if day, err := date(year); err != nil || !day.Equal(e.Days.First) {
				t.Errorf("%s %d: %v %v, kpi has %v", code, year, day, err, e.Days.First)
			}
		}
	}
}

func TestPrimeDayEvent(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time {
		return time.Date(y, m, d, 15, 0, 0, 0, time.FixedZone("PDT", -7*3600))
	}
	e, err := forecast.PrimeDayEvent(2, 3, forecast.DatedDays{First: day(2030, 7, 2), Last: day(2030, 7, 3)}, forecast.DatedDays{First: day(2015, 1, 1), Last: day(2015, 1, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(e.Days); n != 23 || e.LeadIn != 2 || e.Hangover != 3 {
		t.Errorf("%d days, %d, %d", n, e.LeadIn, e.Hangover)
	}
	if got := e.Days[0].Format(time.DateTime); got != "2015-01-01 00:00:00" {
		t.Errorf("the year 2015 is not replaced: %s", got)
	}
	if got := e.Days[len(e.Days)-1].Format(time.DateTime); got != "2030-07-03 00:00:00" {
		t.Errorf("the last day is %s", got)
	}
	for i, p := range forecast.PrimeDays() {
		if p.First.Year() != 2015+i || p.Last.Before(p.First) || p.Source == "" || p.Confidence == "" {
			t.Errorf("%+v", p)
		}
	}
}

// Refusals of the constructors by the path of the field.
func TestEventConstructorFaults(t *testing.T) {
	may := time.Date(2030, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name string
		make func() (forecast.Event, error)
		want []string
	}{
		{"order", func() (forecast.Event, error) { return forecast.EasterEvent(2025, 2024, 0, 0) }, []string{"to"}},
		{"table", func() (forecast.Event, error) { return forecast.ChineseNewYearEvent(2014, 2016, 0, 0) }, []string{"year"}},
		{"window", func() (forecast.Event, error) { return forecast.BlackFridayEvent(2020, 2021, -1, 401) }, []string{"lead_in", "hangover"}},
		{"edges", func() (forecast.Event, error) { return forecast.CyberMondayEvent(2020, 2020, 0, 400) }, nil},
		{"no rule", func() (forecast.Event, error) { return forecast.HolidayEvent("x", nil, 2020, 2021, 0, 0) }, []string{"date"}},
		{"years", func() (forecast.Event, error) { return forecast.HolidayEvent("x", forecast.Easter, 0, 10000, 0, 0) }, []string{"to"}},
		{"backwards", func() (forecast.Event, error) {
			return forecast.PrimeDayEvent(0, -1, forecast.DatedDays{First: may, Last: may.AddDate(0, 0, -1)})
		}, []string{"more[0].last", "hangover"}},
		{"31 days after", func() (forecast.Event, error) {
			return forecast.PrimeDayEvent(0, 0, forecast.DatedDays{First: may, Last: may.AddDate(0, 0, 31)})
		}, nil},
		{"32 days after", func() (forecast.Event, error) {
			return forecast.PrimeDayEvent(0, 0, forecast.DatedDays{First: may, Last: may.AddDate(0, 0, 32)})
		}, []string{"more[0].last"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.make()
			regressionFaults(t, err, tt.want)
		})
	}
}

// regressionFaults compares the fields of the faults in err.
func regressionFaults(t *testing.T, err error, want []string) {
	t.Helper()
	faults := fx.Faults(err)
	var got []string
	for _, f := range faults {
		var bad *fx.InputError
		if !errors.As(f, &bad) {
			t.Fatalf("not an input error: %v", f)
		}
		got = append(got, bad.Field)
	}
	if len(got) != len(want) {
		t.Fatalf("faults at %q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("faults at %q, want %q", got, want)
		}
	}
}
