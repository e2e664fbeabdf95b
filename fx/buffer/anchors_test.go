package buffer_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// Every cell of the files of expected back-tests, as printed there.
func TestAnchors(t *testing.T) {
	for _, file := range []struct{ name, from string }{
		{"backtest-anchors-usdcny-2016.csv", "2016-01-04"},
		{"backtest-anchors-usdcny-2010.csv", "2010-01-01"},
	} {
		t.Run(file.name, func(t *testing.T) {
			want := anchors(t, file.name)
			got, err := buffer.Compare(pair(t, "USD", "CNY"), anchorModels(), anchorTests(file.from))
			if err != nil {
				t.Fatal(err)
			}
			found := map[string]buffer.Evidence{}
			for _, e := range got {
				found[fmt.Sprint(e.Model, e.Days, e.Confidence)] = e
			}
			if len(want) != len(got) || len(found) != len(got) {
				t.Fatalf("%d rows, %d back-tests, %d of them different", len(want), len(got), len(found))
			}
			for _, row := range want {
				e, ok := found[fmt.Sprint(row.model, row.days, row.confidence)]
				if !ok {
					t.Errorf("no model %q", row.model)
					continue
				}
				for column, text := range row.cells {
					if have := cell(e, column, text); have != text {
						t.Errorf("%s, %d days, %v: %s is %s, want %s", row.model, row.days, row.confidence, column, have, text)
					}
				}
			}
		})
	}
}

// cell prints a column of the files like the text there.
func cell(e buffer.Evidence, column, like string) string {
	switch column {
	case "model":
		return e.Model
	case "horizon_days":
		return strconv.Itoa(e.Days)
	case "level":
		return digits(e.Confidence, like)
	case "origins":
		return strconv.Itoa(e.Origins)
	case "breaches":
		return strconv.Itoa(e.Breaches)
	case "coverage":
		return digits(e.Coverage, like)
	case "mean_buffer":
		return digits(e.MeanBuffer, like)
	case "mean_shortfall":
		return digits(e.MeanShortfall, like)
	case "worst_shortfall":
		return digits(e.WorstShortfall, like)
	case "pinball":
		return digits(e.Pinball, like)
	case "nonoverlap_origins":
		return strconv.Itoa(e.Windows)
	case "nonoverlap_breaches":
		return strconv.Itoa(e.WindowBreaches)
	case "kupiec_lr":
		return digits(e.Kupiec.LR, like)
	case "kupiec_p":
		return digits(e.Kupiec.P, like)
	case "phases":
		return strconv.Itoa(e.Phases)
	case "phases_rejected_5pct":
		return strconv.Itoa(e.PhasesRejected)
	}
	return "unknown column"
}

// table reads the rows of a file under testdata, one model per row.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.Comment = ';', '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	return rows
}

func byName() map[string]buffer.Model {
	models := map[string]buffer.Model{}
	for _, m := range anchorModels() {
		models[m.Name()] = m
	}
	return models
}

func percentage(text string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil {
		panic(err)
	}
	return v / 100
}

// Buffers on a quiet day and on the eve of the break of August 2015.
func TestPointAnchors(t *testing.T) {
	s, models := pair(t, "USD", "CNY"), byName()
	for _, row := range table(t, "points.csv") {
		for i, days := range []int{14, 30, 45, 60, 90} {
			got, err := models[row[1]].Buffer(s.Until(date(row[0])), days, percentage(row[2]))
			if err != nil {
				t.Fatal(err)
			}
			if want, _ := strconv.ParseFloat(row[3+i], 64); math.Abs(got-want) > 1e-7 {
				t.Errorf("%s, %s, %s, %d days: %v, want %v", row[0], row[1], row[2], days, got, want)
			}
		}
	}
}

// A third period of the same file.
func TestAnchorsFrom2013(t *testing.T) {
	s, models := pair(t, "USD", "CNY"), byName()
	for _, row := range table(t, "from2013.csv") {
		for i, days := range []int{14, 30, 45, 60, 90} {
			e, err := buffer.BackTest(s, models[row[1]], buffer.Test{Days: days, Confidence: percentage(row[0]), From: date("2013-01-02")})
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("%.2f%% / %.3f%% / %.3f", 100*e.Coverage, 100*e.MeanBuffer, e.Kupiec.P)
			if got != row[2+i] {
				t.Errorf("%s, %s, %d days: %s, want %s", row[0], row[1], days, got, row[2+i])
			}
			wantOrigins := map[int]int{14: 3388, 30: 3377, 45: 3367, 60: 3356, 90: 3334}[days]
			wantWindows := map[int]int{14: 345, 30: 159, 45: 106, 60: 79, 90: 53}[days]
			if e.Origins != wantOrigins || e.Windows != wantWindows {
				t.Errorf("%d days: %d origins, %d windows, want %d and %d", days, e.Origins, e.Windows, wantOrigins, wantWindows)
			}
		}
	}
}

// Six pairs against the yuan: a series of another length, other gaps, no trend.
func TestAnchorsOfPairs(t *testing.T) {
	models, rates := byName(), ecbRates(t)
	for _, row := range table(t, "pairs.csv") {
		s := must(buffer.NewSeries(rates.Series(fx.Currency(row[0][:3]), "CNY")))
		days, _ := strconv.Atoi(row[1])
		for i, name := range []string{"EWMA 0.94", "sigma 250", "EWMA 0.99", "hist-sim 1000", "h-day sigma 1000", "EWMA 0.99 x trend 1000"} {
			e, err := buffer.BackTest(s, models[name], buffer.Test{Days: days, Confidence: 0.95, From: date("2016-01-04")})
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("%.2f%% / %.2f%% / %.2f", 100*e.Coverage, 100*e.MeanBuffer, 1e4*e.Pinball)
			if got != row[2+i] {
				t.Errorf("%s, %d days, %s: %s, want %s", row[0], days, name, got, row[2+i])
			}
		}
	}
}

// The worst losses of the file are those beyond no buffer at all.
func TestWorstLosses(t *testing.T) {
	s := pair(t, "USD", "CNY")
	for _, row := range []struct {
		days        int
		loss, since string
	}{
		{14, "3.2266%", "2022-10-31"}, {30, "4.0723%", "2022-11-03"}, {45, "6.2547%", "2022-11-28"},
		{60, "6.4705%", "2022-11-10"}, {90, "7.8581%", "2022-11-03"},
	} {
		e, err := buffer.BackTest(s, buffer.Fixed{}, buffer.Test{Days: row.days, Confidence: 0.95, From: date("2016-01-04")})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%.4f%%", 100*e.WorstShortfall); got != row.loss || !e.WorstOn.Equal(date(row.since)) {
			t.Errorf("%d days: %s from %s, want %s from %s", row.days, got, e.WorstOn, row.loss, row.since)
		}
	}
}
