package main

import (
	_ "embed"
	"html/template"
	"io"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/forecast"
)

//go:embed page.html
var pageHTML string

// pageTemplate writes a page as one file without anything from elsewhere. The template
// escapes every text.
var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// mostCharts is the number of items that the page shows one by one; the tables have all.
const mostCharts = 50

type (
	pageData struct {
		Title     string
		Facts     []string
		Now       []pageOrder // to place in the first week
		Clearance []pageClear
		Items     []pageItem
		Left      int // items without a chart
	}
	pageOrder struct{ SKU, Place, Mode, Units, Cartons, Due, Goods, Freight, Why string }
	pageClear struct{ SKU, OnHand, Cover, Excess, Clear, Gain, Why string }
	pageWeek  struct{ Start, Opening, Arrivals, Demand, Sales, Closing, StockOut, Ordered string }
	pageItem  struct {
		SKU, Model string
		Chart      template.HTML
		Why        []string
		Weeks      []pageWeek
		Orders     []pageOrder
	}
)

// html writes the page.
func (r *report) html(w io.Writer) error {
	s := r.settings
	d := pageData{Title: "What to order from " + r.start.Format(time.DateOnly) + " on", Facts: []string{
		counted(len(r.items), "item") + ", " + counted(s.weeks, "week") + ", an order every " + counted(s.review, "week"),
		"no stock-out in " + strconv.FormatFloat(100*s.service, 'f', -1, 64) + " of 100 times between two arrivals",
		counted(s.supplier.Production, "day") + " of production; ocean " + s.ocean.String() + ", air " + s.air.String(),
	}}
	for _, c := range s.closures(r.start, r.start.AddDate(0, 0, 7*s.weeks)) {
		d.Facts = append(d.Facts, c.Name+": no production from "+c.From.Format(time.DateOnly)+" to "+c.To.Format(time.DateOnly))
	}
	for i, o := range r.items {
		for _, x := range o.plan.Next(7) {
			d.Now = append(d.Now, o.order(x.Place, x.Mode, x.Units, x.Cartons, x.Due, amount(x.Cost), amount(x.Freight), x.Reasons))
		}
		if c := o.clearance; c.Clear > 0 || c.Excess >= 0.5 {
			d.Clearance = append(d.Clearance, pageClear{o.good.sku, strconv.FormatInt(c.Units, 10), units(c.Cover), units(c.Excess), strconv.FormatInt(c.Clear, 10), amount(c.Gain), texts(c.Reasons)})
		}
		if i >= mostCharts {
			d.Left++
			continue
		}
		item := pageItem{SKU: o.good.sku, Model: o.model}
		var err error
		if item.Chart, err = fanChart(o, r.start); err != nil {
			return err
		}
		for _, reason := range append(o.why[:len(o.why):len(o.why)], o.plan.Reasons...) {
			if reason.Code != "member" {
				item.Why = append(item.Why, reason.Text)
			}
		}
		for _, x := range o.plan.Orders {
			item.Orders = append(item.Orders, o.order(x.Place, x.Mode, x.Units, x.Cartons, x.Due, amount(x.Cost), amount(x.Freight), x.Reasons))
		}
		for _, x := range o.plan.Weeks {
			week := pageWeek{x.Start.Format(time.DateOnly), units(x.Opening), units(x.Arrivals), units(x.Demand), units(x.Sales), units(x.Closing), strconv.FormatFloat(100*x.StockOut, 'f', 0, 64) + " %", ""}
			if x.Ordered > 0 {
				week.Ordered = strconv.FormatInt(x.Ordered, 10)
			}
			item.Weeks = append(item.Weeks, week)
		}
		d.Items = append(d.Items, item)
	}
	return pageTemplate.Execute(w, d)
}

// order prints an order.
func (o outlook) order(place time.Time, mode string, n, cartons int64, due time.Time, goods, freight string, why []forecast.Reason) pageOrder {
	return pageOrder{o.good.sku, place.Format(time.DateOnly), mode, strconv.FormatInt(n, 10), strconv.FormatInt(cartons, 10), due.Format(time.DateOnly), goods, freight, texts(why)}
}

// texts joins reasons to one text.
func texts(reasons []forecast.Reason) string {
	out := ""
	for i, r := range reasons {
		if i > 0 {
			out += "; "
		}
		out += r.Text
	}
	return out
}
