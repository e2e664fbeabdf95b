package forecast_test

import (
	"fmt"
	"math"
	"time"

	"github.com/lianxing/crossborder/forecast"
)

// soldAt is a hundred a week at a price of 20 with an elasticity of -2, four times as
// much in the week of Black Friday, and a little noise.
func soldAt(price float64, week int, first time.Time) float64 {
	v := 100 * math.Pow(price/20, -2) * math.Exp(0.05*math.Sin(float64(week*week)))
	black, err := forecast.BlackFriday(first.AddDate(0, 0, 7*week).Year())
	if at := first.AddDate(0, 0, 7*week); err == nil && !black.Before(at) && black.Before(at.AddDate(0, 0, 7)) {
		v *= 4
	}
	return v
}

// Two years of weekly sales, the price of every week, and Black Friday: what the price
// and the day do, and what three prices in the weeks to come let expect.
func ExampleRegression() {
	first := time.Date(2024, 11, 4, 0, 0, 0, 0, time.UTC)
	s := forecast.Series{Periods: []int{}, Calendar: forecast.Calendar{Step: forecast.Weekly, First: first}}
	price := forecast.Regressor{Name: "price", Log: true}
	for week := range 104 {
		p := 20.0
		if week%6 == 5 {
			p = 15
		}
		price.Values = append(price.Values, p)
		s.Values = append(s.Values, soldAt(p, week, first))
	}
	price.Values = append(price.Values, 20, 15, 20, 20) // the weeks from 2026-11-02 on
	s.Regressors = []forecast.Regressor{price}
	black, err := forecast.BlackFridayEvent(2024, 2026, 0, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Events = []forecast.Event{black}

	f, err := forecast.Regression{}.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	elasticity, _ := f.Report().Param("price")
	event, _ := f.Report().Param("black_friday")
	fmt.Printf("elasticity %.1f, Black Friday times %.1f\n", elasticity, math.Exp(event))
	ahead, err := f.Forecast(4)
	if err != nil {
		fmt.Println(err)
		return
	}
	for j, v := range ahead.Point {
		fmt.Printf("%s at %.0f: about %.0f\n", s.Calendar.At(104+j).Format(time.DateOnly), price.Values[104+j], math.Round(v/10)*10)
	}
	_, err = f.Forecast(5)
	fmt.Println(err)
	// Output:
	// elasticity -2.0, Black Friday times 4.1
	// 2026-11-02 at 20: about 100
	// 2026-11-09 at 15: about 180
	// 2026-11-16 at 20: about 100
	// 2026-11-23 at 20: about 410
	// forecast: 5 steps were asked for, the regressors are known for 4
}

func ExampleRegression_Name() {
	fmt.Println(forecast.Regression{Errors: forecast.Drift{}}.Name())
	// Output: Regression(Drift)
}

// What could not be bought teaches nothing about the price.
func ExampleRegression_Fit() {
	s := forecast.Series{
		Values:     []float64{10, 20, 10, 0, 10, 20, 10, 20},
		InStock:    []float64{1, 1, 1, 0, 1, 1, 1, 1},
		Periods:    []int{},
		Regressors: []forecast.Regressor{{Name: "deal", Values: []float64{0, 1, 0, 1, 0, 1, 0, 1}}},
	}
	f, err := forecast.Regression{}.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	deal, _ := f.Report().Param("deal")
	fmt.Printf("a deal sells %.1f times as much\n", math.Exp(deal))
	fmt.Println(f.Report().Reasons[0].Text)
	// Output:
	// a deal sells 2.0 times as much
	// 1 steps without a record or not wholly in stock teach no effect
}

// An item that is three weeks old borrows the effect of a deal from its sisters.
func ExamplePanel() {
	deal := func(n int) forecast.Regressor {
		r := forecast.Regressor{Name: "deal", Values: make([]float64, n+2)}
		for i := range r.Values {
			if i%4 == 3 {
				r.Values[i] = 1
			}
		}
		return r
	}
	var series []forecast.Series
	for i, n := range []int{60, 60, 60, 60, 3} {
		s := forecast.Series{Periods: []int{}, Regressors: []forecast.Regressor{deal(n)}}
		for t := range n {
			v := float64(10 * (i + 1))
			if t%4 == 3 {
				v *= 3
			}
			s.Values = append(s.Values, v)
		}
		series = append(series, s)
	}
	fits, err := forecast.Panel{Groups: []string{"lamp", "lamp", "lamp", "lamp", "lamp"}, Median: true}.Fit(series)
	if err != nil {
		fmt.Println(err)
		return
	}
	ahead, err := fits[4].Forecast(2)
	if err != nil {
		fmt.Println(err)
		return
	}
	for j, v := range ahead.Point {
		fmt.Printf("deal %.0f: about %.0f\n", series[4].Regressors[0].Values[3+j], math.Round(v/10)*10)
	}
	// Output:
	// deal 1: about 150
	// deal 0: about 50
}

// Every item says from how many others its effects are.
func ExamplePanel_Fit() {
	s := forecast.Series{Values: []float64{5, 6, 5, 7}, Regressors: []forecast.Regressor{{Name: "deal", Values: []float64{0, 1, 0, 1, 1}}}}
	fits, err := forecast.Panel{}.Fit([]forecast.Series{s, s})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(fits), fits[0].Report().Model)
	fmt.Println(fits[0].Report().Reasons[0].Text)
	_, err = forecast.Panel{Groups: []string{"a"}}.Fit([]forecast.Series{s, s})
	fmt.Println(err)
	// Output:
	// 2 Panel
	// 1 effects are pooled over 2 series of the group and 2 of the catalogue; the prior counts for 100 steps of this series, which has 4
	// groups must be as many as the series, 2, got "1"
}
