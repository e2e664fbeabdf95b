package buffer_test

import (
	"iter"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

func symmetric(limit string) buffer.Band {
	return buffer.Band{Down: number(limit), Up: number(limit)}
}

// The figures of the facts, sections 6 and 12.4: re-prices, per year, mean
// absolute gap, worst gap, and for the later start the share of fixings with the
// rate under plan.
func TestBackTestBandAnchors(t *testing.T) {
	inARow := func(limit string, n int) buffer.Band {
		b := symmetric(limit)
		b.InARow = n
		return b
	}
	coolDown := func(limit string, days int) buffer.Band {
		b := symmetric(limit)
		b.CoolDownDays = days
		return b
	}
	asymmetric := func(down, up string) buffer.Band {
		return buffer.Band{Down: number(down), Up: number(up)}
	}
	every := func(days int) buffer.Band { return buffer.Band{EveryDays: days} }
	fixings := slices.Collect(ecbRates(t).Series(fx.USD, fx.CNY))
	for _, test := range []struct {
		policy      string
		band        buffer.Band
		since2016   string
		since2013   string
		fixings2016 int
	}{
		{"band +-0.5%", symmetric("0.005"), "318 30.96 0.177% -0.50% 42.6%", "341 25.69 0.180% -0.50%", 2630},
		{"band +-1%", symmetric("0.01"), "111 10.81 0.342% -1.00% 44.5%", "125 9.42 0.370% -1.00%", 2630},
		{"band +-1.5%", symmetric("0.015"), "68 6.62 0.522% -1.49% 41.9%", "75 5.65 0.504% -1.49%", 2630},
		{"band +-2%", symmetric("0.02"), "37 3.60 0.741% -2.00% 47.5%", "43 3.24 0.758% -2.00%", 2630},
		{"band +-3%", symmetric("0.03"), "22 2.14 1.064% -2.99% 49.7%", "24 1.81 1.047% -2.99%", 2630},
		{"band +-5%", symmetric("0.05"), "9 0.88 1.491% -5.00% 52.1%", "10 0.75 1.438% -5.00%", 2630},
		{"asymmetric -1% / +3%", asymmetric("0.01", "0.03"), "54 5.26 0.754% -0.99% 29.8%", "58 4.37 0.819% -0.99%", 2630},
		{"asymmetric -1.5% / +5%", asymmetric("0.015", "0.05"), "21 2.04 1.347% -1.50% 23.7%", "22 1.66 1.386% -1.50%", 2630},
		{"asymmetric -2% / +5%", asymmetric("0.02", "0.05"), "18 1.75 1.320% -1.94% 29.9%", "19 1.43 1.444% -1.94%", 2630},
		{"band +-1%, 3 fixings in a row", inARow("0.01", 3), "85 8.27 0.482% -1.99% 46.3%", "94 7.08 0.465% -1.99%", 2630},
		{"band +-2%, 3 fixings in a row", inARow("0.02", 3), "33 3.21 0.763% -2.93% 54.1%", "39 2.94 0.780% -2.93%", 2630},
		{"band +-2%, 5 fixings in a row", inARow("0.02", 5), "34 3.31 0.888% -3.01% 52.0%", "36 2.71 0.899% -3.20%", 2630},
		{"band +-1%, cooldown 14d", coolDown("0.01", 14), "100 9.73 0.429% -3.72% 40.6%", "114 8.59 0.424% -3.72%", 2630},
		{"band +-1%, cooldown 30d", coolDown("0.01", 30), "71 6.91 0.541% -3.55% 46.4%", "83 6.25 0.527% -3.55%", 2630},
		{"band +-2%, cooldown 30d", coolDown("0.02", 30), "35 3.41 0.770% -3.09% 51.5%", "41 3.09 0.780% -3.09%", 2630},
		{"calendar 7d", every(7), "533 51.89 0.203% -3.03% 37.9%", "689 51.90 0.180% -3.03%", 2630},
		{"calendar 30d", every(30), "123 11.97 0.578% -3.14% 47.4%", "159 11.98 0.526% -3.27%", 2630},
		{"calendar 90d", every(90), "41 3.99 1.220% -4.91% 54.3%", "53 3.99 1.034% -5.56%", 2630},
	} {
		t.Run(test.policy, func(t *testing.T) {
			for _, start := range []struct {
				from, years, want string
				under             bool
			}{
				{"2016-01-04", "10.27", test.since2016, true},
				{"2013-01-02", "13.28", test.since2013, false},
			} {
				e, err := buffer.BackTestBand(slices.Values(fixings), test.band, date(start.from), date("2026-04-13"))
				if err != nil {
					t.Fatal(err)
				}
				got := strconv.Itoa(e.Reprices) + " " + e.PerYear.StringFixed(2) + " " +
					percent(e.MeanGap, 3) + " " + percent(e.WorstGap, 2)
				if start.under {
					got += " " + percent(e.Under, 1)
					if e.Fixings != test.fixings2016 {
						t.Errorf("%d fixings, want %d", e.Fixings, test.fixings2016)
					}
				}
				if got != start.want {
					t.Errorf("from %s: got %s, want %s", start.from, got, start.want)
				}
				if years := e.Years.StringFixed(2); years != start.years {
					t.Errorf("from %s: %s years, want %s", start.from, years, start.years)
				}
				if !e.From.Equal(date(start.from)) || !e.To.Equal(date("2026-04-13")) {
					t.Errorf("from %s to %s", e.From, e.To)
				}
			}
		})
	}
}

func percent(fraction decimal.Decimal, places int32) string {
	return fraction.Shift(2).StringFixed(places) + "%"
}

func TestBackTestBandRange(t *testing.T) {
	fixings := path("2026-03-02", "7", "7", "6.8", "6.9", "7.2")
	band := symmetric("0.02")
	for _, test := range []struct {
		name, from, to string
		fixings        int
		reprices       int
		first, last    string
	}{
		{"all", "", "", 5, 2, "2026-03-02", "2026-03-06"},
		{"from a day without one", "2026-03-01", "", 5, 2, "2026-03-02", "2026-03-06"},
		{"from the third", "2026-03-04", "", 3, 1, "2026-03-04", "2026-03-06"},
		{"to the third, inclusive", "", "2026-03-04", 3, 1, "2026-03-02", "2026-03-04"},
		{"one", "2026-03-04", "2026-03-04", 1, 0, "2026-03-04", "2026-03-04"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := must(buffer.BackTestBand(slices.Values(fixings), band, date(test.from), date(test.to)))
			if e.Fixings != test.fixings || e.Reprices != test.reprices ||
				!e.From.Equal(date(test.first)) || !e.To.Equal(date(test.last)) {
				t.Errorf("got %d fixings from %s to %s, %d re-prices", e.Fixings, e.From, e.To, e.Reprices)
			}
		})
	}
}

// What is in the evidence, worked out by hand: after the start at 7 the rate is 1%
// below, 3% below (re-price), at and then 0.98..% above the new reference.
func TestBackTestBandFigures(t *testing.T) {
	fixings := path("2026-03-02", "7", "6.93", "6.79", "6.79", "6.8579")
	got := must(buffer.BackTestBand(slices.Values(fixings), symmetric("0.02"), date(""), date("")))
	want := buffer.BandEvidence{
		Base: fx.USD, Quote: fx.CNY, From: date("2026-03-02"), To: date("2026-03-06"), Fixings: 5, Reprices: 1,
		Years: number("0.010951403149"), PerYear: number("91.3125"), MeanGap: number("0.005"),
		WorstGap: number("-0.01"), WorstDay: date("2026-03-03"), Under: number("0.25"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Nobody answers an alarm in a back-test, so it counts how often one is raised:
// with the inner limit once, without it each time that the rate comes back.
func TestBackTestBandAlarms(t *testing.T) {
	fixings := path("2026-03-02", "7", "6.85", "6.87", "6.85", "6.87", "6.85", "6.95")
	for inner, alarms := range map[string]int{"0": 3, "0.01": 1} {
		band := symmetric("0.02")
		band.Approval, band.Inner = true, number(inner)
		e := must(buffer.BackTestBand(slices.Values(fixings), band, date(""), date("")))
		if e.Alarms != alarms || e.Reprices != 0 {
			t.Errorf("inner %s: %d alarms and %d re-prices, want %d and 0", inner, e.Alarms, e.Reprices, alarms)
		}
	}
}

func TestBackTestBandRefuses(t *testing.T) {
	good := path("2026-03-02", "7", "6.9", "6.8")
	undated := slices.Clone(good)
	undated[1] = undated[1].WithSource(time.Time{}, "")
	other := slices.Clone(good)
	other[2] = other[2].Inverse()
	backwards := slices.Clone(good)
	backwards[2] = backwards[1]
	bad := buffer.Band{Down: number("1"), InARow: -1}
	year10000 := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name     string
		fixings  iter.Seq[fx.Rate]
		band     buffer.Band
		from, to time.Time
		want     []string
	}{
		{"nothing at all", nil, bad, year10000, year10000, []string{"band.down", "band.in_a_row", "fixings", "from", "to"}},
		{"from after to", slices.Values(good), symmetric("0.02"), date("2026-03-04"), date("2026-03-03"), []string{"to"}},
		{"nothing between", slices.Values(good), symmetric("0.02"), date("2027-01-01"), date(""), []string{"fixings"}},
		{"empty", slices.Values(good[:0]), symmetric("0.02"), date(""), date(""), []string{"fixings"}},
		{"undated", slices.Values(undated), symmetric("0.02"), date(""), date(""), []string{"fixings[1].date"}},
		{"zero", slices.Values(make([]fx.Rate, 1)), symmetric("0.02"), date(""), date(""), []string{"fixings[0]"}},
		{"other pair", slices.Values(other), symmetric("0.02"), date(""), date(""), []string{"*fx.CurrencyMismatchError"}},
		{"backwards", slices.Values(backwards), symmetric("0.02"), date(""), date(""), []string{"*buffer.StepError"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := buffer.BackTestBand(test.fixings, test.band, test.from, test.to)
			if diff := cmp.Diff(test.want, refused(err)); diff != "" {
				t.Error(diff, err)
			}
			if diff := cmp.Diff(buffer.BandEvidence{}, e); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A back-test reads no further than the first fixing after its end.
func TestBackTestBandStops(t *testing.T) {
	endless := func(yield func(fx.Rate) bool) {
		r := path("2026-03-02", "7")[0]
		for yield(r) {
			r = r.WithSource(r.Date().AddDate(0, 0, 1), "")
		}
	}
	e := must(buffer.BackTestBand(endless, symmetric("0.02"), date(""), date("2026-03-31")))
	if e.Fixings != 30 {
		t.Errorf("%d fixings", e.Fixings)
	}
}
