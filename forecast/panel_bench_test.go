package forecast_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/forecast"
)

// A hundred thousand cells in well under a second: 600 items of 120 steps.
func BenchmarkPanel(b *testing.B) {
	series, groups := panelSeries(300, 120, 20, 8)
	p := forecast.Panel{Groups: groups}
	b.ReportAllocs()
	for b.Loop() {
		panelFit(b, p, series)
	}
}

// The obvious way: each item by itself.
func BenchmarkPanelAlone(b *testing.B) {
	series, _ := panelSeries(300, 120, 20, 8)
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range series {
			if _, err := (forecast.Regression{}).Fit(s); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkRegression(b *testing.B) {
	s := regressionSeries()
	black, err := forecast.BlackFridayEvent(2021, 2026, 2, 2)
	if err != nil {
		b.Fatal(err)
	}
	s.Calendar = forecast.Calendar{Step: forecast.Weekly, First: time.Date(2021, 1, 4, 0, 0, 0, 0, time.UTC)}
	s.Events = []forecast.Event{black}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (forecast.Regression{}).Fit(s); err != nil {
			b.Fatal(err)
		}
	}
}
