package kpi_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func yardstickText(y kpi.EventYardstick) []string {
	return append([]string{y.Expected.String(), y.String(), y.Basis}, y.Notes...)
}

func TestLastEvent(t *testing.T) {
	before := kpi.Event{Code: "prime_day", Name: "Prime Day", Days: chartPeriod("2026-03-04", "2026-03-05"), LeadIn: 2, Hangover: 3}
	this := kpi.Event{Code: "prime_day", Name: "Prime Day", Days: chartPeriod("2027-03-09", "2027-03-10"), LeadIn: 2, Hangover: 3}
	series := weeksBefore(t, "8", "6", "40", "30", "7", "9", "10")
	tests := []struct {
		name     string
		period   kpi.Period
		this     kpi.Event
		settings kpi.YardstickSettings
		want     []string
	}{
		{"the event days", this.Days, this, kpi.YardstickSettings{}, []string{"70", "56 to 84", "20% around the same days of Prime Day 2026-03-04..2026-03-05, 2026-03-04..2026-03-05"}},
		{"the hangover", chartPeriod("2027-03-11", "2027-03-13"), this, kpi.YardstickSettings{Tolerance: chartDec("0.5")}, []string{"26", "13 to 39", "50% around the same days of Prime Day 2026-03-04..2026-03-05, 2026-03-06..2026-03-08"}},
		{"not known", chartPeriod("2027-03-14", "2027-03-14"), this, kpi.YardstickSettings{}, []string{"incomplete: 2026-03-09", "", "unknown: the same days of Prime Day 2026-03-04..2026-03-05, 2026-03-09 (2026-03-09)"}},
		{"a longer event", chartPeriod("2027-03-09", "2027-03-12"), kpi.Event{Code: "prime_day", Days: chartPeriod("2027-03-09", "2027-03-12")}, kpi.YardstickSettings{}, []string{"86", "68.8 to 103.2", "20% around the same days of Prime Day 2026-03-04..2026-03-05, 2026-03-04..2026-03-07", "the event has 4 days and had 2 days"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			y, err := series.LastEvent(tt.period, tt.this, before, tt.settings)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, yardstickText(y)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	_, err := series.LastEvent(kpi.Period{}, this, kpi.Event{Code: "bfcm"}, kpi.YardstickSettings{Tolerance: chartDec("1"), Baseline: kpi.BaselineSettings{Weeks: -1}})
	want := []string{"period.first", "period.last", "before.days.first", "before.days.last", "before.code", "settings.tolerance", "settings.baseline.weeks"}
	if diff := cmp.Diff(want, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestTimesBaseline(t *testing.T) {
	event := kpi.Event{Code: "sale", Days: chartPeriod("2026-03-04", "2026-03-05"), LeadIn: 2}
	y, err := weeksBefore(t).TimesBaseline(event.Days, event, chartDec("3"), kpi.YardstickSettings{Tolerance: chartDec("0.1")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"60", "54 to 66", "10% around 3 times the baseline"}, yardstickText(y)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if y, err = weeksBefore(t).TimesBaseline(event.Days, event, chartDec("1.0"), kpi.YardstickSettings{Tolerance: chartDec("0.1")}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"20", "18 to 22", "10% around once the baseline"}, yardstickText(y)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	// ACoS of a Wednesday and a Thursday: 2/10 and 1/5, 30/100 twice, ... the median of
	// the sums of the same two days is 30%.
	var days []kpi.DayPoint
	for week, spend := range []string{"20", "30", "90", "30"} {
		for _, first := range []string{"2026-02-04", "2026-02-05"} {
			days = append(days, kpi.DayPoint{Day: chartDay(first).AddDate(0, 0, 7*week), Value: kpi.Ratio(chartDec(spend), chartDec("100"), kpi.Fraction, "")})
		}
	}
	days[0].Value = kpi.Ratio(chartDec("2"), chartDec("10"), kpi.Fraction, "")
	for _, stockOut := range []bool{false, true} {
		days[3].StockOut = stockOut
		series, err := kpi.NewDaySeries(days, kpi.RatioOfSums)
		if err != nil {
			t.Fatal(err)
		}
		y, err := series.TimesBaseline(event.Days, event, chartDec("1.5"), kpi.YardstickSettings{Baseline: kpi.BaselineSettings{Weeks: 4, Least: 4}})
		want := []string{"45.00%", "36.00% to 54.00%", "20% around 1.5 times the baseline"}
		if stockOut {
			want = []string{"incomplete: baseline of 2026-03-04..2026-03-05: 3 usable weeks of at least 4", "", "unknown: 1.5 times the baseline (baseline of 2026-03-04..2026-03-05: 3 usable weeks of at least 4)"}
		}
		if diff := cmp.Diff(want, yardstickText(y)); err != nil || diff != "" {
			t.Errorf("%v -want +got\n%s", err, diff)
		}
	}

	_, err = weeksBefore(t).TimesBaseline(kpi.Period{}, kpi.Event{Code: "x", Days: event.Days}, decimal.Decimal{}, kpi.YardstickSettings{Tolerance: chartDec("-0.1")})
	if diff := cmp.Diff([]string{"period.first", "period.last", "multiplier", "settings.tolerance"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = weeksBefore(t).TimesBaseline(chartPeriod("2000-01-01", "2026-01-01"), event, decimal.New(1, 99), kpi.YardstickSettings{Tolerance: decimal.New(1, -99)})
	if diff := cmp.Diff([]string{"period", "multiplier", "settings.tolerance"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A loss is banded too, and the band has its lower end below.
func TestTimesBaselineOfALoss(t *testing.T) {
	var days []string
	for range 56 {
		days = append(days, "-10")
	}
	event := kpi.Event{Code: "sale", Days: chartPeriod("2026-03-02", "2026-03-02")}
	y, err := daySeries(t, "2026-01-05", slices.Clone(days)...).TimesBaseline(event.Days, event, chartDec("2"), kpi.YardstickSettings{})
	if err != nil || y.String() != "-24 to -16" {
		t.Errorf("%s %v", y, err)
	}
}

func TestYardstickJudge(t *testing.T) {
	percent := func(s string) kpi.Value { return kpi.Exact(chartDec(s), kpi.Fraction, "") }
	band := kpi.EventYardstick{Low: percent("0.2"), High: percent("0.3")}
	tests := []struct {
		yardstick kpi.EventYardstick
		value     kpi.Value
		want      kpi.YardstickSide
	}{
		{band, percent("0.1999"), kpi.YardstickBelow},
		{band, percent("0.2"), kpi.YardstickWithin},
		{band, kpi.Ratio(chartDec("3"), chartDec("10"), kpi.Fraction, ""), kpi.YardstickWithin},
		{band, percent("0.3001"), kpi.YardstickAbove},
		{kpi.EventYardstick{Low: percent("0.2")}, percent("9"), kpi.YardstickWithin},
		{kpi.EventYardstick{High: percent("0.3")}, percent("-9"), kpi.YardstickWithin},
		{kpi.EventYardstick{High: percent("0.3")}, percent("9"), kpi.YardstickAbove},
		{kpi.EventYardstick{}, percent("0.2"), kpi.YardstickUnknown},
		{band, kpi.NotKnown(kpi.Fraction, ""), kpi.YardstickUnknown},
		{band, kpi.Exact(chartDec("0.25"), kpi.Multiple, ""), kpi.YardstickUnknown},
		{kpi.EventYardstick{High: percent("0.3")}, kpi.Exact(chartDec("0.25"), kpi.Amount, fx.USD), kpi.YardstickUnknown},
		{band, kpi.Exact(decimal.New(1, 1<<30), kpi.Fraction, ""), kpi.YardstickUnknown},
	}
	for _, tt := range tests {
		if got := tt.yardstick.Judge(tt.value); got != tt.want {
			t.Errorf("%s by %q: got %s, want %s", tt.value.State, tt.yardstick, got, tt.want)
		}
	}
	for want, y := range map[string]kpi.EventYardstick{"20.00% to 30.00%": band, "at least 20.00%": {Low: percent("0.2")}, "at most 30.00%": {High: percent("0.3")}, "": {}} {
		if y.String() != want {
			t.Errorf("got %q, want %q", y.String(), want)
		}
	}
}
