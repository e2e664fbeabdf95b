package strategy

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// A fitRow is a row that is used.
type fitRow struct {
	*Observation
	group                  int
	price, quantity, rival float64
}

// fitSeries is the fit of series that were checked.
func fitSeries(series []Series, options ElasticityOptions) (Elasticity, error) {
	e := Elasticity{Linear: options.Linear, Significance: options.Significance}
	if e.Significance == 0 {
		e.Significance = defaultSignificance
	}
	if len(series) == 1 {
		e.Key = series[0].Key
	}
	rows, groups := e.selectRows(series, options)
	if e.N = len(rows); e.N == 0 {
		return Elasticity{}, &VariationError{Need: leastPrices}
	}
	if e.Prices-groups < leastPrices-1 {
		return Elasticity{}, &VariationError{Prices: e.Prices, Need: leastPrices - 1 + groups}
	}
	columns := makeColumns(rows, options)
	y, group := make([]float64, e.N), make([]int, e.N)
	for i := range rows {
		y[i], group[i] = options.scaled(rows[i].quantity), rows[i].group
	}
	fit, err := regress(columns, y, group, groups)
	if err != nil {
		return Elasticity{}, err
	}
	e.take(&fit, columns, group, groups)
	return e, nil
}

// selectRows returns the rows that are used, by series and time, and how many
// series have one. It notes the others and the prices.
func (e *Elasticity) selectRows(series []Series, options ElasticityOptions) ([]fitRow, int) {
	var rows []fitRow
	groups := 0
	for _, s := range series {
		first := len(rows)
		for i := range s.Observations {
			o := &s.Observations[i]
			if reason := options.drop(o); reason != "" {
				e.Dropped = append(e.Dropped, Dropped{s.Key, i, reason})
				continue
			}
			row := fitRow{Observation: o, group: groups, price: o.Price.InexactFloat64(), quantity: o.Quantity.InexactFloat64()}
			if options.RivalPrice {
				row.rival = o.RivalPrice.Decimal.InexactFloat64()
			}
			rows = append(rows, row)
		}
		own := rows[first:]
		if len(own) == 0 {
			continue
		}
		groups++
		slices.SortFunc(own, func(a, b fitRow) int { return a.Price.Cmp(b.Price) })
		for i := range own {
			if i == 0 || !own[i].Price.Equal(own[i-1].Price) {
				e.Prices++
			}
		}
		if low := own[0].Price; first == 0 || low.LessThan(e.Lowest) {
			e.Lowest = low
		}
		e.Highest = decimal.Max(e.Highest, own[len(own)-1].Price)
		slices.SortFunc(own, func(a, b fitRow) int { return a.Start.Compare(b.Start) })
	}
	for i := range rows {
		e.MeanPrice += rows[i].price / float64(len(rows))
		e.MeanQuantity += rows[i].quantity / float64(len(rows))
	}
	return rows, groups
}

// drop says why a row is left out, "" if it is not.
func (o ElasticityOptions) drop(row *Observation) DropReason {
	switch {
	case row.Event && !o.EventDummy:
		return DroppedEvent
	case row.StockOut && !o.StockOutDummy:
		return DroppedStockOut
	case o.RivalPrice && !row.RivalPrice.Valid:
		return DroppedNoRival
	case !o.Linear && row.Quantity.IsZero():
		return DroppedZeroQuantity
	}
	return ""
}

// scaled returns the logarithm of a figure, or the figure itself in a linear fit.
func (o ElasticityOptions) scaled(v float64) float64 {
	if o.Linear {
		return v
	}
	return math.Log(v)
}

// makeColumns builds the regressors, the price first.
func makeColumns(rows []fitRow, options ElasticityOptions) []column {
	var columns []column
	add := func(name string, value func(row *fitRow) float64) {
		c := column{name, make([]float64, len(rows))}
		for i := range rows {
			c.values[i] = value(&rows[i])
		}
		columns = append(columns, c)
	}
	// dummy adds a column of 0 and 1, unless it is the same in all rows.
	dummy := func(name string, holds func(row *fitRow) bool) {
		count := 0
		for i := range rows {
			if holds(&rows[i]) {
				count++
			}
		}
		if count == 0 || count == len(rows) {
			return
		}
		add(name, func(row *fitRow) float64 {
			if holds(row) {
				return 1
			}
			return 0
		})
	}
	add("price", func(row *fitRow) float64 { return options.scaled(row.price) })
	if options.RivalPrice {
		add("rival_price", func(row *fitRow) float64 { return options.scaled(row.rival) })
	}
	if options.Trend {
		start := rows[0].Start
		for i := range rows {
			if rows[i].Start.Before(start) {
				start = rows[i].Start
			}
		}
		add("trend", func(row *fitRow) float64 { return weeksBetween(start, row.Start) })
	}
	if options.EventDummy {
		dummy("event", func(row *fitRow) bool { return row.Event })
	}
	if options.StockOutDummy {
		dummy("stock_out", func(row *fitRow) bool { return row.StockOut })
	}
	if options.Weekday {
		days := presentKinds(rows, func(row *fitRow) int { return int(row.Start.Weekday()+6) % 7 }) // Monday first
		for _, day := range days {
			name := strings.ToLower(time.Weekday((day + 1) % 7).String())
			dummy("weekday_"+name, func(row *fitRow) bool { return int(row.Start.Weekday()+6)%7 == day })
		}
	}
	if options.Month {
		for _, month := range presentKinds(rows, func(row *fitRow) int { return int(row.Start.Month()) }) {
			dummy(fmt.Sprintf("month_%02d", month), func(row *fitRow) bool { return int(row.Start.Month()) == month })
		}
	}
	return columns
}

// weeksBetween is the time from a to b in weeks. Seconds are taken, since a
// time.Duration ends after 292 years.
func weeksBetween(a, b time.Time) float64 {
	const week = 7 * 24 * 60 * 60
	return (float64(b.Unix()-a.Unix()) + float64(b.Nanosecond()-a.Nanosecond())/1e9) / week
}

// presentKinds returns the kinds that occur, in order, less the first, which is the
// base of the others.
func presentKinds(rows []fitRow, kind func(row *fitRow) int) []int {
	var present []int
	for i := range rows {
		if k := kind(&rows[i]); !slices.Contains(present, k) {
			present = append(present, k)
		}
	}
	slices.Sort(present)
	return present[1:]
}

// take fills in what the fit says.
func (e *Elasticity) take(fit *regression, columns []column, group []int, groups int) {
	e.DF, e.Exact = fit.df, fit.exact
	if groups == 1 {
		e.Coefficients = append(e.Coefficients, coefficient("intercept", fit.intercept, fit.interceptError, e.DF))
	}
	for j, c := range columns {
		e.Coefficients = append(e.Coefficients, coefficient(c.name, fit.estimates[j], fit.errors[j], e.DF))
	}
	price := coefficient("price", fit.estimates[0], fit.errors[0], e.DF)
	e.Estimate, e.SE, e.T, e.P = price.Estimate, price.SE, price.T, price.P
	if e.Linear {
		at := 0.0 // sold nothing at all: no elasticity, a slope of 0
		if e.MeanQuantity > 0 {
			at = e.MeanPrice / e.MeanQuantity
		}
		e.Estimate, e.SE = e.Estimate*at, e.SE*at
	}
	if fit.tss > 0 {
		e.R2 = 1 - fit.rss/fit.tss
		e.AdjR2 = 1 - (fit.rss/float64(fit.df))/(fit.tss/float64(e.N-groups))
	}
	if !fit.exact {
		steps := 0.0
		for i := 1; i < e.N; i++ {
			if group[i] == group[i-1] {
				step := fit.residuals[i] - fit.residuals[i-1]
				steps += step * step
			}
		}
		e.DurbinWatson = steps / fit.rss
	}
}

func coefficient(name string, estimate, se float64, df int) Coefficient {
	c := Coefficient{Name: name, Estimate: estimate, SE: se}
	if se > 0 {
		c.T = estimate / se
		c.P = studentP(c.T, df)
	}
	return c
}
