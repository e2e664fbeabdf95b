package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/schollz/progressbar/v3"
	"github.com/shopspring/decimal"
)

// The sample paths of a plan, and how far they go beyond it, so that the last orders
// know what they are for.
const (
	planPaths = 1000
	beyond    = 20 // weeks
	seed      = 1
)

// fanLevels are the bounds of the 50, 80 and 95 % intervals, and the median.
var fanLevels = []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975}

// An outlook is what is said of one item.
type outlook struct {
	good      good
	fan       [][]float64 // a row for each of fanLevels, by week of the plan
	mean      []float64
	model     string
	why       []forecast.Reason
	plan      stock.Plan
	clearance stock.Clearance
}

// A report is what is said of all items.
type report struct {
	settings settings
	start    time.Time
	items    []outlook
}

// plan forecasts every item and plans its stock.
func (s settings) plan(ctx context.Context, goods []good, w world) (*report, error) {
	r := &report{settings: s, start: s.start}
	if r.start.IsZero() {
		for _, g := range goods {
			if c := g.series.Calendar; c.Dated() {
				if end := c.At(g.series.Len()); end.After(r.start) {
					r.start = end
				}
			}
		}
	}
	if r.start.IsZero() { // series without dates
		r.start = time.Date(2026, time.November, 30, 0, 0, 0, 0, time.UTC)
	}
	s.supplier.Closures = s.closures(r.start, r.start.AddDate(0, 0, 7*(s.weeks+beyond)))
	byName := make(map[string]good, len(goods))
	items := func(yield func(forecast.Item) bool) {
		for _, g := range goods {
			if !yield(forecast.Item{Name: g.sku, Series: g.series}) {
				return
			}
		}
	}
	for _, g := range goods {
		byName[g.sku] = g
	}
	advance, end := w.progress(len(goods))
	defer end()
	for o, err := range forecast.Each(ctx, items, 0, func(i forecast.Item) (outlook, error) { return s.look(byName[i.Name], r.start) }) {
		if err != nil {
			return nil, err
		}
		r.items = append(r.items, o)
		advance()
	}
	return r, nil
}

// look forecasts one item and plans its stock.
func (s settings) look(g good, start time.Time) (outlook, error) {
	o := outlook{good: g}
	fit, err := forecast.Auto{}.Fit(g.series)
	if err != nil {
		return o, err
	}
	report := fit.Report()
	o.model, o.why = report.Model, report.Reasons
	paths, err := stock.WeeklyPaths(fit, g.series.Calendar.Step, s.weeks+beyond, planPaths, seed)
	if err != nil {
		return o, err
	}
	o.mean, o.fan = fanOf(paths, s.weeks)
	it := g.item
	it.Start, it.Weeks, it.Review, it.Service, it.Demand, it.Seed = start, s.weeks, s.review, s.service, paths, seed
	it.Supplier = s.supplier
	it.Modes = []stock.Mode{{Name: "ocean", Lead: s.ocean, PerUnit: g.ocean}}
	if g.air.IsPositive() {
		it.Modes = append(it.Modes, stock.Mode{Name: "air", Lead: s.air, PerUnit: g.air})
	}
	it.Mode = "ocean"
	if o.plan, err = it.Plan(); err != nil {
		return o, err
	}
	o.clearance, err = stock.Surplus{
		Name: g.sku, Start: start, Stock: it.Stock, Demand: paths, Horizon: s.weeks, Costs: it.Costs, Price: g.price, Clear: g.clear, Salvage: g.salv,
	}.Clearance()
	return o, err
}

// fanOf returns the mean and the quantiles of the paths by week.
func fanOf(paths [][]float64, weeks int) (mean []float64, fan [][]float64) {
	mean, fan = make([]float64, weeks), make([][]float64, len(fanLevels))
	for i := range fan {
		fan[i] = make([]float64, weeks)
	}
	column := make([]float64, len(paths))
	for w := range weeks {
		for i, p := range paths {
			column[i] = p[w]
			mean[w] += p[w] / float64(len(paths))
		}
		d, err := stock.NewEmpirical(column)
		if err != nil {
			continue
		}
		for i, l := range fanLevels {
			fan[i][w] = d.Quantile(l)
		}
	}
	return mean, fan
}

// summary says in a few lines what there is to do.
func (r *report) summary() string {
	orders, clear := 0, 0
	spent, gain := decimal.Zero, decimal.Zero
	for _, o := range r.items {
		for _, x := range o.plan.Next(7) {
			orders++
			spent = spent.Add(x.Cost).Add(x.Freight)
		}
		if o.clearance.Clear > 0 {
			clear++
			gain = gain.Add(o.clearance.Gain)
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s from %s on\n", counted(len(r.items), "item"), r.start.Format(time.DateOnly))
	fmt.Fprintf(&out, "%s to place in the first week, %s with freight\n", counted(orders, "order"), amount(spent))
	fmt.Fprintf(&out, "%s to clear, for a gain of %s\n", counted(clear, "item"), amount(gain))
	fmt.Fprintf(&out, "written to %s\n", r.settings.output)
	return out.String()
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// amount prints money with thousands apart.
func amount(d decimal.Decimal) string {
	text := d.StringFixed(2)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, cents, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + "." + cents
}

// isTerminal reports whether a file is one that somebody looks at.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress shows how many items are done, on a terminal only.
func (w world) progress(n int) (advance, end func()) {
	if !w.terminal {
		return func() {}, func() {}
	}
	bar := progressbar.NewOptions(n, progressbar.OptionSetWriter(w.stderr), progressbar.OptionSetDescription("planning"),
		progressbar.OptionSetWidth(30), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
	_ = bar.RenderBlank() // a bar that cannot be drawn is no fault of the plan
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}
