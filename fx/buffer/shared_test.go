package buffer_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// shared reads a file of the data that is not part of the module.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../shared/data/fx", name))
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	return data
}

// ecbRates reads the history of the European Central Bank.
func ecbRates(t testing.TB) *fx.Rates {
	t.Helper()
	rates, err := fx.ReadECB(bytes.NewReader(shared(t, "eurofxref-hist.csv")))
	if err != nil {
		t.Fatal(err)
	}
	return rates
}

// pair is the series of a pair from the history of the European Central Bank.
func pair(t testing.TB, base, quote fx.Currency) *buffer.Series {
	t.Helper()
	s, err := buffer.NewSeries(ecbRates(t).Series(base, quote))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An anchor is one row of a file of expected back-tests.
type anchor struct {
	model      string
	days       int
	confidence float64
	cells      map[string]string
}

func anchors(t testing.TB, name string) []anchor {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(shared(t, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []anchor
	for _, row := range rows[1:] {
		a := anchor{cells: map[string]string{}}
		for i, column := range rows[0] {
			a.cells[column] = row[i]
		}
		a.model = a.cells["model"]
		a.days, _ = strconv.Atoi(a.cells["horizon_days"])
		a.confidence, _ = strconv.ParseFloat(a.cells["level"], 64)
		out = append(out, a)
	}
	return out
}

// anchorModels are the models of the files, in their order.
func anchorModels() []buffer.Model {
	return []buffer.Model{
		buffer.Fixed{}, buffer.Fixed{Fraction: 0.01}, buffer.Fixed{Fraction: 0.02}, buffer.Fixed{Fraction: 0.03}, buffer.Fixed{Fraction: 0.05},
		buffer.Sigma{Window: 60}, buffer.Sigma{Window: 250}, buffer.Sigma{Window: 1000},
		buffer.Sigma{Window: 250, Downside: true}, buffer.Sigma{Window: 250, Nu: 5},
		buffer.EWMA{Lambda: 0.94}, buffer.EWMA{Lambda: 0.97}, buffer.EWMA{Lambda: 0.99},
		buffer.HistSim{Window: 250}, buffer.HistSim{Window: 500}, buffer.HistSim{Window: 1000}, buffer.HistSim{},
		buffer.Larger{buffer.EWMA{Lambda: 0.94}, buffer.HistSim{Window: 1000}},
		buffer.Larger{buffer.Sigma{Window: 250}, buffer.HistSim{Window: 1000}},
		buffer.Larger{buffer.EWMA{Lambda: 0.94}, buffer.Sigma{Window: 1000}},
		buffer.Larger{buffer.Sigma{Window: 60}, buffer.Sigma{Window: 250}, buffer.Sigma{Window: 1000}},
		buffer.Larger{buffer.EWMA{Lambda: 0.99}, buffer.Sigma{Window: 1000}},
		buffer.HDaySigma{Window: 500}, buffer.HDaySigma{Window: 1000},
		buffer.Trend{Of: buffer.Sigma{Window: 250}, Window: 1000},
		buffer.Trend{Of: buffer.EWMA{Lambda: 0.94}, Window: 1000},
		buffer.Trend{Of: buffer.EWMA{Lambda: 0.99}, Window: 1000},
	}
}

// anchorTests are the horizons and levels of the files.
func anchorTests(from string) []buffer.Test {
	var out []buffer.Test
	for _, days := range []int{14, 30, 45, 60, 90} {
		for _, confidence := range []float64{0.95, 0.99} {
			out = append(out, buffer.Test{Days: days, Confidence: confidence, From: date(from)})
		}
	}
	return out
}

func date(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// digits returns a number with as many decimals as the text has.
func digits(v float64, like string) string {
	_, decimals, _ := strings.Cut(like, ".")
	return strconv.FormatFloat(v, 'f', len(decimals), 64)
}
