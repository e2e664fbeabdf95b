package main

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
)

// rows writes a CSV file.
func rows(w io.Writer, titles []string, yield func(write func(cells ...string))) error {
	out := csv.NewWriter(w)
	if err := out.Write(titles); err != nil {
		return err
	}
	yield(func(cells ...string) { _ = out.Write(cells) }) // the error stays in out
	out.Flush()
	return out.Error()
}

// units prints expected units with one decimal.
func units(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// planCSV writes the orders to place, one a row.
func (r *report) planCSV(w io.Writer) error {
	return rows(w, []string{"sku", "place", "mode", "units", "cartons", "ready", "due", "late", "goods", "freight", "why"}, func(write func(...string)) {
		for _, o := range r.items {
			for _, x := range o.plan.Orders {
				var why []string
				for _, reason := range x.Reasons {
					why = append(why, reason.Text)
				}
				write(o.good.sku, x.Place.Format(time.DateOnly), x.Mode, strconv.FormatInt(x.Units, 10), strconv.FormatInt(x.Cartons, 10),
					x.Ready.Format(time.DateOnly), x.Due.Format(time.DateOnly), x.Late.Format(time.DateOnly), x.Cost.StringFixed(2), x.Freight.StringFixed(2), strings.Join(why, "; "))
			}
		}
	})
}

// clearanceCSV writes what is too much, one item a row.
func (r *report) clearanceCSV(w io.Writer) error {
	return rows(w, []string{"sku", "on_hand", "weeks_of_cover", "excess", "clear", "gain", "storage", "aged", "capital", "why"}, func(write func(...string)) {
		for _, o := range r.items {
			c := o.clearance
			if c.Clear == 0 && c.Excess < 0.5 {
				continue
			}
			var why []string
			for _, reason := range c.Reasons {
				why = append(why, reason.Text)
			}
			write(o.good.sku, strconv.FormatInt(c.Units, 10), units(c.Cover), units(c.Excess), strconv.FormatInt(c.Clear, 10),
				c.Gain.StringFixed(2), c.Storage.StringFixed(2), c.Aged.StringFixed(2), c.Capital.StringFixed(2), strings.Join(why, "; "))
		}
	})
}

// forecastCSV writes the forecast, one item and week a row.
func (r *report) forecastCSV(w io.Writer) error {
	titles := []string{"sku", "week", "mean"}
	for _, l := range fanLevels {
		titles = append(titles, "q"+strings.TrimPrefix(strconv.FormatFloat(l, 'f', -1, 64), "0."))
	}
	return rows(w, titles, func(write func(...string)) {
		for _, o := range r.items {
			for week, mean := range o.mean {
				cells := []string{o.good.sku, r.start.AddDate(0, 0, 7*week).Format(time.DateOnly), units(mean)}
				for _, q := range o.fan {
					cells = append(cells, units(q[week]))
				}
				write(cells...)
			}
		}
	})
}
