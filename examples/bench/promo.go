package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/forecast"
)

// The first and the last week of the promotion file, and the last one of its history;
// the weeks after it are the test.
const (
	promoFirst  = 40
	promoLast   = 160
	promoOrigin = 152
)

// promoColumns is the header of the promotion file.
const promoColumns = "store,brand,week,units,price,minprice_others,deal,feat,split"

// A promoWeek is one week of one brand in one store.
type promoWeek struct {
	known                          bool
	units, price, rival, deal, ads float64
}

// A promoPair is one brand in one store.
type promoPair struct {
	store, brand string
	weeks        [promoLast + 1]promoWeek
}

// readPromo reads the promotion file, compressed with gzip: one row for each store,
// brand and week.
func readPromo(path string) ([]*promoPair, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	c := csv.NewReader(z)
	c.ReuseRecord = true
	head, err := c.Read()
	if err == nil && strings.Join(head, ",") != promoColumns {
		err = errors.New("the columns must be " + promoColumns)
	}
	var out []*promoPair
	pairs := map[string]*promoPair{}
	for line := 2; err == nil; line++ {
		var row []string
		if row, err = c.Read(); err == io.EOF {
			return out, nil
		} else if err != nil {
			break
		}
		p := pairs[row[0]+","+row[1]]
		if p == nil {
			p = &promoPair{store: row[0], brand: row[1]}
			pairs[row[0]+","+row[1]] = p
			out = append(out, p)
		}
		week, bad := strconv.Atoi(row[2])
		if bad == nil && (week < promoFirst || week > promoLast) {
			bad = fmt.Errorf("week %d is not between %d and %d", week, promoFirst, promoLast)
		}
		w := promoWeek{known: true}
		for i, to := range []*float64{&w.units, &w.price, &w.rival, &w.deal, &w.ads} {
			if bad == nil {
				*to, bad = strconv.ParseFloat(row[i+3], 64)
			}
		}
		if bad != nil {
			err = fmt.Errorf("row %d: %w", line, bad)
			break
		}
		p.weeks[week] = w
	}
	return nil, fmt.Errorf("%s: %w", path, err)
}

// series returns the history of a pair up to a week, with the drivers of the eight
// weeks after it. A week without a row is missing; its drivers are those before it.
func (p *promoPair) series(origin int) forecast.Series {
	var weeks []promoWeek
	for w := promoFirst; w <= min(origin+8, promoLast); w++ {
		week := p.weeks[w]
		if !week.known && len(weeks) > 0 {
			week = weeks[len(weeks)-1]
			week.known, week.deal, week.ads = false, 0, 0
		}
		if len(weeks) > 0 || week.known { // from the first week that is known
			weeks = append(weeks, week)
		}
	}
	n := len(weeks) - min(8, promoLast-origin)
	s := forecast.Series{Periods: []int{}, Regressors: []forecast.Regressor{
		{Name: "price", Log: true}, {Name: "rival", Log: true}, {Name: "deal"}, {Name: "feature"}, {Name: "feature_depth"},
	}}
	for i, w := range weeks {
		if i < n {
			s.Values = append(s.Values, w.units)
			s.Missing = append(s.Missing, !w.known)
		}
		usual := w.price // the highest price of this week and the eight before it
		for _, before := range weeks[max(0, i-8):i] {
			usual = max(usual, before.price)
		}
		// an advertised price works by how far it is below the usual one
		for j, v := range []float64{w.price, w.rival, w.deal, w.ads, w.ads * math.Log(w.price/usual)} {
			s.Regressors[j].Values = append(s.Regressors[j].Values, v)
		}
	}
	return s
}

// A promoResult is the score of a panel on the promotion file.
type promoResult struct {
	Pairs, Weeks int     // pairs and pair-weeks that were scored
	WMAPE, Bias  float64 // of the medians, which have the least absolute error
	// MeanWMAPE and MeanBias are those of the means of the same panel.
	MeanWMAPE, MeanBias float64
}

// scorePromo forecasts the weeks 153 to 160 of every pair from those before them, with
// prices, deals and features known, and scores the forecasts.
func scorePromo(path string) (promoResult, error) {
	pairs, err := readPromo(path)
	if err != nil {
		return promoResult{}, err
	}
	return scorePromoAt(pairs, promoOrigin)
}

// scorePromoAt scores the eight weeks after an origin: one before 152 stays within the
// history, for tuning.
func scorePromoAt(pairs []*promoPair, origin int) (promoResult, error) {
	var out promoResult
	var err error
	out.Pairs = len(pairs)
	if out.WMAPE, out.Bias, out.Weeks, err = promoErrors(pairs, origin, true); err != nil {
		return promoResult{}, err
	}
	out.MeanWMAPE, out.MeanBias, _, err = promoErrors(pairs, origin, false)
	return out, err
}

// promoErrors fits one panel over all pairs, grouped by brand, and returns the sums of
// absolute errors and of errors as shares of the sales.
func promoErrors(pairs []*promoPair, origin int, median bool) (wmape, bias float64, count int, err error) {
	series := make([]forecast.Series, len(pairs))
	brands := make([]string, len(pairs))
	for i, p := range pairs {
		series[i], brands[i] = p.series(origin), p.brand
	}
	fits, err := forecast.Panel{Groups: brands, Median: median}.Fit(series)
	if err != nil {
		return 0, 0, 0, err
	}
	sold := 0.0
	for i, p := range pairs {
		h := len(series[i].Regressors[0].Values) - len(series[i].Values)
		f, err := fits[i].Forecast(h)
		if err != nil {
			return 0, 0, 0, err
		}
		for j, v := range f.Point {
			if w := p.weeks[origin+1+j]; w.known {
				wmape += math.Abs(v - w.units)
				bias += v - w.units
				sold += w.units
				count++
			}
		}
	}
	return wmape / sold, bias / sold, count, nil
}
