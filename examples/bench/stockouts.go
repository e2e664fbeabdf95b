package main

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/internal/benchset"
)

// A stockoutScore is how well one method forecast true demand from sales that
// stock-outs cut.
type stockoutScore struct {
	Method string
	Series int
	// Total is the sum over series of |F-D| divided by the sum of D, with F the
	// forecast and D the true demand of the whole horizon.
	Total float64
	// Bias is the sum of F divided by the sum of D, minus 1.
	Bias float64
	// MASE is the mean over series of the mean absolute error of a day, divided by
	// the mean absolute difference of true demand from one day of the history to the
	// next.
	MASE float64
	// Below95 is the share of series whose total stayed at or below the 95 %
	// quantile of the forecast total; NaN for methods without sample paths.
	Below95 float64
}

// A stockoutRow is one series of a stock-out file.
type stockoutRow struct {
	ID string
	// Avail is the share of each day in stock, Sales what was sold on it, Demand what
	// would have been sold, and Test the true demand of the days that followed.
	Avail, Sales, Demand, Test []float64
}

// stockoutPaths is the number of sample paths from which the quantile of a total is
// read, and stockoutSeed their seed.
const (
	stockoutPaths = 500
	stockoutSeed  = 8
)

// scoreStockouts scores models on the stock-out file at path, as facts 3.10 does:
// comma-separated text, perhaps compressed with gzip, with the columns
// id,h,avail,sales,test,demand. Without models it scores [forecast.StockAware]. Two
// plain means of 90 days come last: they must give the figures of the facts, which
// shows that the measures are the same.
func scoreStockouts(path string, models ...forecast.Model) ([]stockoutScore, error) {
	rows, err := readStockouts(path)
	if err != nil {
		return nil, err
	}
	if len(models) == 0 {
		models = []forecast.Model{forecast.StockAware{}}
	}
	var out []stockoutScore
	for _, m := range models {
		score, err := scoreStockoutRows(rows, m.Name(), func(r stockoutRow) ([]float64, float64, error) {
			f, err := m.Fit(forecast.Series{Values: r.Sales, InStock: r.Avail, Periods: []int{7}})
			if err != nil {
				return nil, 0, err
			}
			fc, err := f.Forecast(len(r.Test))
			if err != nil {
				return nil, 0, err
			}
			paths, err := f.Paths(len(r.Test), stockoutPaths, stockoutSeed)
			if err != nil {
				return nil, 0, err
			}
			totals := make([]float64, len(paths))
			for i, p := range paths {
				totals[i] = stockoutSum(p)
			}
			slices.Sort(totals)
			return fc.Point, totals[len(totals)*95/100], nil
		})
		if err != nil {
			return nil, err
		}
		out = append(out, score)
	}
	for _, drop := range []bool{true, false} {
		name := "mean90_raw"
		if drop {
			name = "mean90_drop"
		}
		score, err := scoreStockoutRows(rows, name, func(r stockoutRow) ([]float64, float64, error) {
			sum, count := 0.0, 0.0
			for i := max(0, len(r.Sales)-90); i < len(r.Sales); i++ {
				if !drop || r.Avail[i] >= 1 {
					sum += r.Sales[i]
					count++
				}
			}
			points := make([]float64, len(r.Test))
			for i := range points {
				points[i] = sum / max(count, 1)
			}
			return points, math.NaN(), nil
		})
		if err != nil {
			return nil, err
		}
		out = append(out, score)
	}
	return out, nil
}

// scoreStockoutRows scores one method, which returns the forecast of each day and the
// 95 % quantile of their total.
func scoreStockoutRows(rows []stockoutRow, name string, method func(stockoutRow) ([]float64, float64, error)) (stockoutScore, error) {
	score := stockoutScore{Method: name, Series: len(rows)}
	demand, forecasts, scaled := 0.0, 0.0, 0
	for _, r := range rows {
		points, q95, err := method(r)
		if err != nil {
			return score, fmt.Errorf("%s on %s: %w", name, r.ID, err)
		}
		total, expected := stockoutSum(r.Test), stockoutSum(points)
		demand += total
		forecasts += expected
		score.Total += math.Abs(expected - total)
		switch {
		case math.IsNaN(q95):
			score.Below95 = math.NaN()
		case total <= q95:
			score.Below95 += 1 / float64(len(rows))
		}
		scale, daily := 0.0, 0.0
		for i := 1; i < len(r.Demand); i++ {
			scale += math.Abs(r.Demand[i]-r.Demand[i-1]) / float64(len(r.Demand)-1)
		}
		for i, y := range r.Test {
			daily += math.Abs(y-points[i]) / float64(len(r.Test))
		}
		if scale > 0 {
			score.MASE += daily / scale
			scaled++
		}
	}
	score.Total /= demand
	score.Bias = forecasts/demand - 1
	score.MASE /= float64(max(scaled, 1))
	return score, nil
}

func stockoutSum(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum
}

// readStockouts reads a stock-out file. The first fault names its row.
func readStockouts(path string) ([]stockoutRow, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, err
		}
		in = z
	}
	c := csv.NewReader(in)
	head, err := c.Read()
	if err != nil {
		return nil, err
	}
	const columns = "id,h,avail,sales,test,demand"
	if strings.Join(head, ",") != columns {
		return nil, errors.New("the columns must be " + columns)
	}
	var rows []stockoutRow
	for n := 2; ; n++ {
		fields, err := c.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		row := stockoutRow{ID: fields[0]}
		for i, p := range []*[]float64{&row.Avail, &row.Sales, &row.Test, &row.Demand} {
			if *p, err = benchset.Floats(fields[i+2]); err != nil {
				return nil, fmt.Errorf("row %d: %s: %w", n, head[i+2], err)
			}
		}
		switch h, err := strconv.Atoi(fields[1]); {
		case err != nil:
			return nil, fmt.Errorf("row %d: h: %w", n, err)
		case h != len(row.Test):
			return nil, fmt.Errorf("row %d: h is %d, test has %d values", n, h, len(row.Test))
		case len(row.Avail) != len(row.Sales) || len(row.Demand) != len(row.Sales):
			return nil, fmt.Errorf("row %d: avail, sales and demand must be equally long", n)
		}
		rows = append(rows, row)
	}
}
