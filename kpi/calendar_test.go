package kpi_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/kpi"
)

func shippedEvents(t testing.TB) kpi.EventCalendar {
	t.Helper()
	c, err := kpi.ShippedEvents()
	if err != nil {
		t.Fatalf("ShippedEvents: %v", err)
	}
	return c
}

// The fourth Thursday of November as printed in calendars; the facts give 2023, 2025,
// 2026 and 2027, with Black Friday and Cyber Monday.
func TestThanksgiving(t *testing.T) {
	days := []string{
		"2015-11-26", "2016-11-24", "2017-11-23", "2018-11-22", "2019-11-28", "2020-11-26", "2021-11-25",
		"2022-11-24", "2023-11-23", "2024-11-28", "2025-11-27", "2026-11-26", "2027-11-25", "2028-11-23",
		"2029-11-22", "2030-11-28", "2031-11-27", "2032-11-25", "2033-11-24", "2034-11-23", "2035-11-22",
	}
	follow := map[int][2]string{
		2023: {"2023-11-24", "2023-11-27"}, 2025: {"2025-11-28", "2025-12-01"},
		2026: {"2026-11-27", "2026-11-30"}, 2027: {"2027-11-26", "2027-11-29"},
	}
	for _, text := range days {
		want := chartDay(text)
		got, err := kpi.Thanksgiving(want.Year())
		if err != nil || !got.Equal(want) {
			t.Errorf("Thanksgiving(%d) = %s, %v", want.Year(), got, err)
		}
		friday, err := kpi.BlackFriday(want.Year())
		monday, err2 := kpi.CyberMonday(want.Year())
		if err != nil || err2 != nil || friday.Weekday() != time.Friday || monday.Weekday() != time.Monday {
			t.Errorf("%d: %s, %s", want.Year(), friday, monday)
		}
		if f, ok := follow[want.Year()]; ok && (!friday.Equal(chartDay(f[0])) || !monday.Equal(chartDay(f[1]))) {
			t.Errorf("%d: %s, %s", want.Year(), friday, monday)
		}
	}
	for year, ok := range map[int]bool{1941: false, 1942: true, 9999: true, 10000: false, math.MaxInt: false, math.MinInt: false} {
		for _, day := range []func(int) (time.Time, error){kpi.Thanksgiving, kpi.BlackFriday, kpi.CyberMonday} {
			if _, err := day(year); (err == nil) != ok {
				t.Errorf("%d: %v", year, err)
			}
		}
	}
}

// New Year's Day is the first new moon from 21 January on, on the day that it has at
// 120 degrees east. The phases are computed after Meeus, Astronomical Algorithms,
// chapter 49, good to a minute.
func TestChineseNewYearIsANewMoon(t *testing.T) {
	c := shippedEvents(t)
	for year := 2015; year <= 2035; year++ {
		e, err := c.Event("chinese_new_year", year)
		if err != nil {
			t.Fatal(err)
		}
		want := firstNewMoon(time.Date(year, time.January, 21, 0, 0, 0, 0, time.UTC))
		if !e.Days.First.Equal(want) || e.Days.Days() != 1 || e.Confidence != "high" || e.Source == "" {
			t.Errorf("%d: the calendar has %s, the moon %s", year, e.Days, want.Format(time.DateOnly))
		}
	}
}

// firstNewMoon returns the day, in China, of the first new moon on or after a day.
func firstNewMoon(from time.Time) time.Time {
	k := math.Floor((float64(from.Year())-2000)*12.3685) - 2
	for ; ; k++ {
		jd := newMoon(k)
		const julianOfUnix = 2440587.5
		const deltaT = 72.0 / 86400 // terrestrial to universal time, 68 to 76 seconds in these years
		seconds := (jd - julianOfUnix - deltaT + 8.0/24) * 86400
		y, m, d := time.Unix(int64(seconds), 0).UTC().Date()
		if day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC); !day.Before(from) {
			return day
		}
	}
}

// newMoon returns the Julian day, in terrestrial time, of new moon k since 2000.
func newMoon(k float64) float64 {
	t := k / 1236.85
	jde := 2451550.09766 + 29.530588861*k + t*t*(0.00015437+t*(-0.000000150+0.00000000073*t))
	e := 1 - t*(0.002516+0.0000074*t)
	rad := math.Pi / 180
	m := rad * (2.5534 + 29.10535670*k - t*t*(0.0000014+0.00000011*t))                     // the sun's anomaly
	mm := rad * (201.5643 + 385.81693528*k + t*t*(0.0107582+t*(0.00001238-0.000000058*t))) // the moon's anomaly
	f := rad * (160.7108 + 390.67050284*k - t*t*(0.0016118+t*(0.00000227-0.000000011*t)))  // argument of latitude
	omega := rad * (124.7746 - 1.56375588*k + t*t*(0.0020672+0.00000215*t))                // ascending node
	terms := []struct{ size, arg float64 }{
		{-0.40720, mm}, {0.17241 * e, m}, {0.01608, 2 * mm}, {0.01039, 2 * f}, {0.00739 * e, mm - m}, {-0.00514 * e, mm + m},
		{0.00208 * e * e, 2 * m}, {-0.00111, mm - 2*f}, {-0.00057, mm + 2*f}, {0.00056 * e, 2*mm + m}, {-0.00042, 3 * mm},
		{0.00042 * e, m + 2*f}, {0.00038 * e, m - 2*f}, {-0.00024 * e, 2*mm - m}, {-0.00017, omega}, {-0.00007, mm + 2*m},
		{0.00004, 2*mm - 2*f}, {0.00004, 3 * m}, {0.00003, mm + m - 2*f}, {0.00003, 2*mm + 2*f}, {-0.00003, mm + m + 2*f},
		{0.00003, mm - m + 2*f}, {-0.00002, mm - m - 2*f}, {-0.00002, 3*mm + m}, {0.00002, 4 * mm},
		{0.000325, rad * (299.77 + 0.107408*k - 0.009173*t*t)}, {0.000165, rad * (251.88 + 0.016321*k)},
		{0.000164, rad * (251.83 + 26.651886*k)}, {0.000126, rad * (349.42 + 36.412478*k)}, {0.000110, rad * (84.66 + 18.206239*k)},
		{0.000062, rad * (141.74 + 53.303771*k)}, {0.000060, rad * (207.14 + 2.453732*k)}, {0.000056, rad * (154.84 + 7.306860*k)},
		{0.000047, rad * (34.52 + 27.261239*k)}, {0.000042, rad * (207.19 + 0.121824*k)}, {0.000040, rad * (291.34 + 1.844379*k)},
		{0.000037, rad * (161.72 + 24.198154*k)}, {0.000035, rad * (239.56 + 25.513099*k)}, {0.000023, rad * (331.55 + 3.592518*k)},
	}
	for _, term := range terms {
		jde += term.size * math.Sin(term.arg)
	}
	return jde
}

func TestEventCalendarLookUps(t *testing.T) {
	c := shippedEvents(t)
	tests := []struct {
		code string
		year int
		want string
	}{
		{"bfcm", 2026, "Thanksgiving to Cyber Monday 2026-11-26..2026-11-30 in 2026-11-19..2026-12-07"},
		{"cyber_monday", 2005, "Cyber Monday 2005-11-28 in 2005-11-28"},
		{"cyber_monday", 2004, `kpi: no days of "cyber_monday" in 2004: the calendar begins with 2005`},
		{"thanksgiving", 1941, `kpi: no days of "thanksgiving" in 1941: the calendar begins with 1942`},
		{"chinese_new_year", 2026, "Chinese New Year 2026-02-17 in 2026-02-03..2026-03-10"},
		{"chinese_new_year", 2014, `kpi: no days of "chinese_new_year" in 2014: the calendar has 2015 to 2035`},
		{"chinese_new_year", 2036, `kpi: no days of "chinese_new_year" in 2036: the calendar has 2015 to 2035`},
		{"prime_day", 2026, `kpi: no days of "prime_day" in 2026: the calendar has none, supply them`},
		{"prime_big_deal_days", 2026, `kpi: no days of "prime_big_deal_days" in 2026: the calendar has none, supply them`},
		{"easter", 2026, `kpi: no days of "easter" in 2026: the calendar has thanksgiving, black_friday, cyber_monday, bfcm, prime_day, prime_big_deal_days, chinese_new_year`},
	}
	for _, tt := range tests {
		e, err := c.Event(tt.code, tt.year)
		got := e.String() + " in " + e.Window().String()
		if err != nil {
			got = err.Error()
			if none := (*kpi.NoEventError)(nil); !errors.As(err, &none) || none.Code != tt.code || none.Year != tt.year {
				t.Errorf("%s %d: %T", tt.code, tt.year, err)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

func TestEventCalendarIn(t *testing.T) {
	c := shippedEvents(t)
	tests := []struct {
		name            string
		period          kpi.Period
		codes           []string
		events, missing []string
	}{
		{"a window over the end of the period", chartPeriod("2026-12-07", "2026-12-20"), []string{"bfcm"}, []string{"bfcm 2026-11-26"}, nil},
		{"after the window", chartPeriod("2026-12-08", "2026-12-20"), []string{"bfcm"}, nil, nil},
		{"before the window", chartPeriod("2026-11-01", "2026-11-18"), []string{"bfcm"}, nil, nil},
		{"two years", chartPeriod("2026-11-19", "2027-02-06"), []string{"chinese_new_year", "bfcm"}, []string{"bfcm 2026-11-26", "chinese_new_year 2027-02-06"}, nil},
		{"all kinds", chartPeriod("2026-11-27", "2026-11-27"), nil, []string{"bfcm 2026-11-26", "black_friday 2026-11-27"}, []string{"prime_day 2026", "prime_big_deal_days 2026"}},
		{"years without data", chartPeriod("2034-12-01", "2036-01-31"), []string{"chinese_new_year"}, []string{"chinese_new_year 2035-02-08"}, []string{"chinese_new_year 2036"}},
		{"no such kind", chartPeriod("2026-01-01", "2026-01-02"), []string{"x"}, nil, []string{"x 2026"}},
		{"no period", kpi.Period{}, nil, nil, nil},
		{"a long period", chartPeriod("0001-01-02", "9999-12-31"), nil, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			events, missing := c.In(tt.period, tt.codes...)
			var got, none []string
			for _, e := range events {
				got = append(got, e.Code+" "+e.Days.First.Format(time.DateOnly))
			}
			for _, m := range missing {
				none = append(none, m.Code+" "+time.Date(m.Year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
			}
			if diff := cmp.Diff([][]string{tt.events, tt.missing}, [][]string{got, none}); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestEventCalendarWithDates(t *testing.T) {
	c := shippedEvents(t)
	prime := func(year int, first, last string) kpi.EventDates {
		return kpi.EventDates{Year: year, Days: chartPeriod(first, last), Source: "the seller", Confidence: "supplied"}
	}
	with, err := c.WithDates("prime_day", prime(2026, "2026-07-07", "2026-07-10"), prime(2024, "2024-07-16", "2024-07-17"), prime(2026, "2026-07-14", "2026-07-17"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := with.Event("prime_day", 2026)
	if err != nil || e.String() != "Prime Day 2026-07-14..2026-07-17" || e.Confidence != "supplied" || e.Source != "the seller" {
		t.Errorf("%s %s %s %v", e, e.Confidence, e.Source, err)
	}
	if _, err := c.Event("prime_day", 2026); err == nil {
		t.Error("the calendar that was asked has changed")
	}
	if _, err := with.Event("prime_day", 2025); err == nil {
		t.Error("a year between two others is known")
	}
	if fresh := shippedEvents(t); len(fresh.Kinds[4].Dates) != 0 {
		t.Error("the shipped calendar has changed")
	}
	_, err = c.WithDates("prime_day", prime(2026, "2025-12-31", "2026-01-02"), prime(2027, "2027-01-01", "2027-07-01"))
	if diff := cmp.Diff([]string{"kinds[4].dates[0].year", "kinds[4].dates[1].last"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if _, err = c.WithDates("bfcm", prime(2026, "2026-11-26", "2026-11-26")); len(chartFaults(t, err)) != 1 {
		t.Errorf("dates of a kind with a rule: %v", err)
	}
	var none *kpi.NoEventError
	if _, err = c.WithDates("x"); !errors.As(err, &none) {
		t.Errorf("an unknown kind: %v", err)
	}
}
