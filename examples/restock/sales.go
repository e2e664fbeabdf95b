package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/benchset"
	"github.com/shopspring/decimal"
)

// A good is one item: its history and what is there of it.
type good struct {
	sku    string
	series forecast.Series
	item   stock.Item // without demand and modes
	price  decimal.Decimal
	clear  decimal.Decimal
	salv   decimal.Decimal
	ocean  decimal.Decimal // freight of a unit
	air    decimal.Decimal
}

// maxUnits is the largest number of units in a cell, and maxMoney the largest amount.
const (
	maxUnits = 1e9
	maxMoney = 1e9
	maxSpan  = 366 * 30 // days that a file of sales may cover
)

// A day is what a row of sales says.
type day struct{ units, inStock float64 }

// readSales reads the days of each item and the first and last of all days.
func readSales(r io.Reader) (days map[string]map[time.Time]day, first, last time.Time, err error) {
	s, err := newSheet(r, []string{"date", "sku", "units"}, []string{"in_stock"})
	if err != nil {
		return nil, first, last, err
	}
	days = map[string]map[time.Time]day{}
	for s.next() {
		before := len(s.faults)
		on, err := time.Parse(time.DateOnly, s.text("date"))
		if err != nil {
			s.bad("date", "must be a day such as 2026-11-23")
		}
		sku := s.text("sku")
		if sku == "" {
			s.bad("sku", "must be stated")
		}
		if s.text("units") == "" {
			s.bad("units", "must be stated")
		}
		d := day{s.number("units", 0, maxUnits, 0), s.number("in_stock", 0, 1, 1)}
		if len(s.faults) > before {
			continue
		}
		if days[sku] == nil {
			days[sku] = map[time.Time]day{}
		}
		if _, twice := days[sku][on]; twice {
			s.bad("date", "must not be there twice for "+sku)
			continue
		}
		days[sku][on] = d
		if first.IsZero() || on.Before(first) {
			first = on
		}
		if on.After(last) {
			last = on
		}
	}
	switch {
	case len(s.faults) > 0:
	case len(days) == 0:
		s.faults = append(s.faults, fx.NewInputError("sales", "", "must have at least one row"))
	case last.Sub(first) > maxSpan*24*time.Hour:
		s.faults = append(s.faults, fx.NewInputError("sales", first.Format(time.DateOnly)+" to "+last.Format(time.DateOnly), "must cover at most 30 years"))
	}
	return days, first, last, errors.Join(s.faults...)
}

// weekOf returns the Monday of the week of a day.
func weekOf(on time.Time) time.Time {
	return on.AddDate(0, 0, -(int(on.Weekday())+6)%7)
}

// weekly adds the days of an item up to weeks, from its first row to the last whole week
// of the file. A day without a row sold nothing and was in stock.
func weekly(days map[time.Time]day, last time.Time) forecast.Series {
	var first time.Time
	for on := range days {
		if first.IsZero() || on.Before(first) {
			first = on
		}
	}
	start := weekOf(first)
	end := weekOf(last.AddDate(0, 0, 1)) // the first day of the week that is not over
	s := forecast.Series{Calendar: forecast.Calendar{Step: forecast.Weekly, First: start}}
	for week := start; week.Before(end); week = week.AddDate(0, 0, 7) {
		units, share := 0.0, 0.0
		for i := range 7 {
			d, ok := days[week.AddDate(0, 0, i)]
			if !ok {
				d.inStock = 1
			}
			units += d.units
			share += d.inStock / 7
		}
		s.Values, s.InStock = append(s.Values, units), append(s.InStock, min(1, share))
	}
	return s
}

// itemColumns are the columns of the file of items; the first four are needed.
var itemColumns = []string{"sku", "on_hand", "unit_cost", "margin", "inbound", "inbound_due", "carton", "moq", "price", "clear", "salvage", "volume", "ocean", "air"}

// readItems reads the file of items.
func readItems(r io.Reader) ([]good, error) {
	s, err := newSheet(r, itemColumns[:4], itemColumns[4:])
	if err != nil {
		return nil, err
	}
	var out []good
	seen := map[string]bool{}
	for s.next() {
		money := func(column string) decimal.Decimal {
			text := s.text(column)
			if text == "" {
				return decimal.Zero
			}
			d, err := fx.ParseDecimal(text)
			if err != nil || d.IsNegative() || d.GreaterThan(decimal.NewFromInt(maxMoney)) {
				s.bad(column, "must be an amount from 0 to 1000000000")
			}
			return d
		}
		units := func(column string, least int64) int64 {
			v := s.number(column, float64(least), maxUnits, float64(least))
			if v != float64(int64(v)) {
				s.bad(column, "must be whole units")
			}
			return int64(v)
		}
		g := good{sku: s.text("sku"), price: money("price"), clear: money("clear"), salv: money("salvage"), ocean: money("ocean"), air: money("air")}
		g.item.Name = g.sku
		g.item.Stock = []stock.Lot{{Units: units("on_hand", 0)}}
		g.item.Costs = stock.Costs{UnitCost: money("unit_cost"), Margin: money("margin"), CapitalRate: decimal.RequireFromString("0.12"), Storage: warehouse(money("volume"))}
		g.item.Limits = stock.Limits{Carton: units("carton", 0), MOQ: units("moq", 0)}
		for _, column := range itemColumns[:4] {
			if s.text(column) == "" {
				s.bad(column, "must be stated")
			}
		}
		if seen[g.sku] {
			s.bad("sku", "must not be there twice")
		}
		seen[g.sku] = true
		if n := units("inbound", 0); n > 0 {
			due, err := time.Parse(time.DateOnly, s.text("inbound_due"))
			if err != nil {
				s.bad("inbound_due", "must be a day such as 2026-12-14 where units are on their way")
			}
			g.item.Inbound = []stock.Inbound{{Name: "on its way", Units: n, Due: due}}
		}
		out = append(out, g)
	}
	if len(out) == 0 && len(s.faults) == 0 {
		s.faults = append(s.faults, fx.NewInputError("items", "", "must have at least one row"))
	}
	return out, errors.Join(s.faults...)
}

// warehouse is what the example charges for a unit of so many cubic feet: a rate of the
// months, three times as high in the last quarter, and surcharges on old stock.
func warehouse(volume decimal.Decimal) stock.Storage {
	s := stock.Storage{Volume: volume, Aged: []stock.AgedRate{
		{FromDays: 181, PerVolume: decimal.RequireFromString("0.50")},
		{FromDays: 365, PerVolume: decimal.RequireFromString("6.90"), PerUnit: decimal.RequireFromString("0.15")},
	}}
	for m := range s.Monthly {
		s.Monthly[m] = decimal.RequireFromString("0.78")
		if m >= 9 {
			s.Monthly[m] = decimal.RequireFromString("2.40")
		}
	}
	return s
}

// read reads the files and joins them.
func (s settings) read() ([]good, error) {
	f, err := os.Open(s.sales)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if s.set != "" {
		return s.readSet(f)
	}
	days, _, last, err := readSales(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.sales, err)
	}
	g, err := os.Open(s.items)
	if err != nil {
		return nil, err
	}
	defer g.Close()
	goods, err := readItems(g)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.items, err)
	}
	var faults []error
	for i := range goods {
		if days[goods[i].sku] == nil {
			faults = append(faults, fx.NewInputError(s.items+", sku", goods[i].sku, "must have a row in "+s.sales))
			continue
		}
		goods[i].series = weekly(days[goods[i].sku], last)
		if goods[i].series.Len() == 0 {
			faults = append(faults, fx.NewInputError(s.sales+", sku", goods[i].sku, "must have a whole week from Monday to Sunday"))
		}
		delete(days, goods[i].sku)
	}
	var left []string
	for sku := range days {
		left = append(left, sku)
	}
	slices.Sort(left)
	for _, sku := range left {
		faults = append(faults, fx.NewInputError(s.sales+", sku", sku, "must have a row in "+s.items))
	}
	if len(faults) > mostFaults {
		faults = faults[:mostFaults]
	}
	return s.some(goods), errors.Join(faults...)
}

// some returns the items that are asked for.
func (s settings) some(goods []good) []good {
	if s.rows > 0 && s.rows < len(goods) {
		return goods[:s.rows]
	}
	return goods
}

// readSet reads a set of a file of series. Their items have what sold in the last ten
// weeks on hand, cost 5.00, and earn 9.00 at a price of 15.00.
func (s settings) readSet(r io.Reader) ([]good, error) {
	var goods []good
	for row, err := range benchset.Read(r) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.sales, err)
		}
		if row.Set != s.set || s.rows > 0 && len(goods) == s.rows {
			continue
		}
		step, weeks := forecast.Weekly, 1.0
		switch row.M {
		case 7:
			step, weeks = forecast.Daily, 1.0/7
		case 12:
			step, weeks = forecast.Monthly, 365.25/12/7
		}
		g := good{sku: row.ID, series: forecast.Series{Values: row.Train}, price: money("15"), clear: money("3"), salv: money("0.50"), ocean: money("0.85"), air: money("4.10")}
		g.series.Calendar.Step = step
		if row.M < 2 || len(row.Train) < 2*row.M {
			g.series.Periods = []int{}
		}
		recent, n := 0.0, max(1, min(len(row.Train), int(26/weeks)))
		for _, v := range row.Train[len(row.Train)-n:] {
			recent += v / float64(n) / weeks
		}
		g.item = stock.Item{Name: row.ID, Stock: []stock.Lot{{Units: int64(10*recent + 0.5)}}, Costs: stock.Costs{UnitCost: money("5"), Margin: money("9"), CapitalRate: money("0.12"), Storage: warehouse(money("0.2"))}}
		goods = append(goods, g)
	}
	if len(goods) == 0 {
		return nil, fx.NewInputError("set", s.set, "must be a set of "+s.sales)
	}
	return goods, nil
}

func money(text string) decimal.Decimal { return decimal.RequireFromString(text) }
