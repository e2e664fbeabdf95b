package main

import (
	"image/color"
	"math"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// charts returns every chart of the report.
func (r *report) charts() []*chart {
	var out []*chart
	for _, p := range r.plannedParts() {
		out = append(out, p.chart)
	}
	out = append(out, r.bandChart())
	for _, days := range r.days {
		out = append(out, r.methodChart(days))
	}
	return out
}

// drawnFrom is the first day of the charts.
func (r *report) drawnFrom() time.Time {
	from := r.series.Last().AddDate(-r.years, 0, 0)
	if from.Before(r.start) {
		return r.start
	}
	return from
}

// plannedParts has a chart for every horizon.
func (r *report) plannedParts() []part {
	var out []part
	for _, days := range r.days {
		out = append(out, part{title: "Over " + counted(days, "day"), chart: r.plannedChart(days)})
	}
	return out
}

// plannedChart draws the rate, and the rate that was planned some days earlier on the
// day that it was planned for.
func (r *report) plannedChart(days int) *chart {
	if c := r.drawn[days]; c != nil {
		return c
	}
	from, last := r.drawnFrom(), r.series.Last()
	c := &chart{
		name: "planned-" + strconv.Itoa(days), source: r.spot.Source(),
		title:  r.pair() + ", and what was planned for the day " + counted(days, "day") + " before",
		yLabel: r.unit(), xTicks: dayTicks, yTicks: roundTicks(""), x: extent{onAxis(from), onAxis(last.AddDate(0, 0, days))}, y: nowhere,
	}
	var rates, plans, ahead, breaches plotter.XYs
	all, judged := r.series.All(), 0
	for i := range all.Len() {
		day := all.Date(i)
		if !day.Before(from) {
			rates = append(rates, plotter.XY{X: onAxis(day), Y: all.Rate(i)})
			c.y.include(all.Rate(i))
		}
		due := day.AddDate(0, 0, days)
		if due.Before(from) || day.Before(r.start) {
			continue
		}
		b, err := r.models[0].Buffer(r.series.Until(day), days, r.levels[0].share)
		if err != nil {
			continue // the history was too short
		}
		point := plotter.XY{X: onAxis(due), Y: all.Rate(i) * (1 - b)}
		c.y.include(point.Y)
		if due.After(last) {
			ahead = append(ahead, point)
			continue
		}
		plans = append(plans, point)
		judged++
		came := r.series.Until(due)
		if rate := came.Rate(came.Len() - 1); rate < point.Y {
			breaches = append(breaches, plotter.XY{X: point.X, Y: rate})
		}
	}
	c.y = c.y.widened(0.04)
	c.add("the rate", line(rates, rateColor, 1.1))
	c.add("planned "+counted(days, "day")+" before at "+r.levels[0].String()+" ("+r.models[0].Name()+")", line(plans, planColor, 1.1))
	if len(ahead) > 0 {
		dashed := line(ahead, planColor, 1.1)
		dashed.Dashes = []vg.Length{vg.Points(3), vg.Points(2)}
		c.add("planned for days to come", dashed)
	}
	c.add("breach: the rate came in below the plan, on "+grouped(len(breaches))+" of "+counted(judged, "day")+" drawn", dots(breaches, breachColor, 1.6, draw.CircleGlyph{}))
	if r.drawn == nil {
		r.drawn = map[int]*chart{}
	}
	r.drawn[days] = c
	return c
}

// bandChart draws a band around the rate of the last price.
func (r *report) bandChart() *chart {
	run := &r.runs[drawnBand]
	from := r.drawnFrom()
	c := &chart{
		name: "band", source: r.spot.Source(), title: r.pair() + ", and the rate that prices are built on with a band of " + run.label,
		yLabel: r.unit(), xTicks: dayTicks, yTicks: roundTicks(""), x: extent{onAxis(from), onAxis(r.series.Last())}, y: nowhere,
	}
	points, err := run.points(r.fixings, r.start)
	if err != nil { // the back-test has taken the same steps
		points = nil
	}
	var rates, stairs, lower, upper, moved plotter.XYs
	down, up := 1-run.band.Down.InexactFloat64(), 1+run.band.Up.InexactFloat64()
	for i, p := range points {
		if p.day.Before(from) {
			continue
		}
		x := onAxis(p.day)
		rates = append(rates, plotter.XY{X: x, Y: p.rate})
		if p.repriced && i > 0 && len(stairs) > 0 { // the step
			before := points[i-1].reference
			stairs = append(stairs, plotter.XY{X: x, Y: before})
			lower, upper = append(lower, plotter.XY{X: x, Y: before * down}), append(upper, plotter.XY{X: x, Y: before * up})
		}
		stairs = append(stairs, plotter.XY{X: x, Y: p.reference})
		lower, upper = append(lower, plotter.XY{X: x, Y: p.reference * down}), append(upper, plotter.XY{X: x, Y: p.reference * up})
		if p.repriced {
			moved = append(moved, plotter.XY{X: x, Y: p.rate})
		}
		for _, y := range []float64{p.rate, p.reference * down, p.reference * up} {
			c.y.include(y)
		}
	}
	c.y = c.y.widened(0.04)
	stairs, lower, upper = corners(stairs), corners(lower), corners(upper)
	for i := len(lower) - 1; i >= 0; i-- {
		upper = append(upper, lower[i])
	}
	inside := &plotter.Polygon{XYs: []plotter.XYs{upper}, Color: bandColor}
	c.add("the band, "+run.label, inside)
	c.add("the rate", line(rates, rateColor, 1.1))
	c.add("the reference, which prices are built on", line(stairs, planColor, 1.1))
	c.add("re-price: "+grouped(len(moved))+" drawn, "+run.evidence.PerYear.StringFixed(1)+" a year since "+dayText(run.evidence.From), dots(moved, warmColor, 3, draw.CircleGlyph{}))
	return c
}

// corners leaves out the points of a staircase between two of the same height.
func corners(stairs plotter.XYs) plotter.XYs {
	var out plotter.XYs
	for i, p := range stairs {
		if i > 0 && i < len(stairs)-1 && stairs[i-1].Y == p.Y && stairs[i+1].Y == p.Y {
			continue
		}
		out = append(out, p)
	}
	return out
}

// The families of methods in the chart, by how their names begin or what they have.
var families = []struct {
	label string
	is    func(name string) bool
	color color.Color
	shape draw.GlyphDrawer
}{
	{"a fixed share", func(n string) bool { return strings.HasPrefix(n, "fixed") }, greyColor, square},
	{"the larger of several", func(n string) bool { return strings.HasPrefix(n, "max(") }, violetColor, triangle},
	{"h-day volatility, trend", func(n string) bool { return strings.Contains(n, "trend") || strings.HasPrefix(n, "h-day") }, planColor, draw.CircleGlyph{}},
	{"historical simulation", func(n string) bool { return strings.HasPrefix(n, "hist-sim") }, warmColor, diamond},
	{"daily volatility: sigma, EWMA", func(string) bool { return true }, rateColor, tip},
}

// methodChart draws what every method covered against what it cost, near the default;
// how many are farther away is in the legend.
func (r *report) methodChart(days int) *chart {
	c := &chart{
		name: "methods-" + strconv.Itoa(days), source: r.spot.Source(),
		title:  r.pair() + ", " + counted(days, "day") + ": what every method covered, and what it cost",
		xLabel: "mean buffer, in percent of the rate", yLabel: "losses covered", xTicks: roundTicks("%"), yTicks: roundTicks("%"),
		x: nowhere, y: nowhere,
	}
	tests := r.testsOver(days)
	target := 100 * r.levels[0].share
	near := extent{0, math.Inf(1)}
	for _, t := range tests {
		if t.chosen && t.Origins > 0 {
			near = extent{100 * t.MeanBuffer * 0.6, 100 * t.MeanBuffer * 1.6}
		}
	}
	points := make([]plotter.XYs, len(families))
	var chosen plotter.XYs
	far := 0
	for _, t := range tests {
		p := plotter.XY{X: 100 * t.MeanBuffer, Y: 100 * t.Coverage}
		switch {
		case t.Origins == 0:
			continue
		case p.X < near.from || p.X > near.to:
			far++
			continue
		}
		c.x.include(p.X)
		c.y.include(p.Y)
		if t.chosen {
			chosen = append(chosen, p)
			continue
		}
		for i, f := range families {
			if f.is(t.Model) {
				points[i] = append(points[i], p)
				break
			}
		}
	}
	c.y.include(target)
	if c.x.from > c.x.to { // no method has a complete loss
		c.x.include(0)
	}
	c.x, c.y = c.x.widened(0.08), c.y.widened(0.08)
	aim := line(plotter.XYs{{X: c.x.from, Y: target}, {X: c.x.to, Y: target}}, inkColor, 0.8)
	aim.Dashes = []vg.Length{vg.Points(4), vg.Points(3)}
	label := "aim: " + r.levels[0].String()
	if far > 0 {
		label += " (much thinner or thicker, not drawn: " + counted(far, "method") + ")"
	}
	c.add(label, aim)
	for i, f := range families {
		if len(points[i]) > 0 {
			c.add(f.label, dots(points[i], f.color, 3.5, f.shape))
		}
	}
	if len(chosen) > 0 {
		c.add("the default, "+r.models[0].Name(), dots(chosen, breachColor, 4.5, draw.CircleGlyph{}))
	}
	return c
}

// A glyph is a filled shape, its corners in units of the radius.
type glyph []vg.Point

var (
	square   = glyph{{X: -0.8, Y: -0.8}, {X: 0.8, Y: -0.8}, {X: 0.8, Y: 0.8}, {X: -0.8, Y: 0.8}}
	diamond  = glyph{{X: 0, Y: -1.1}, {X: 1.1, Y: 0}, {X: 0, Y: 1.1}, {X: -1.1, Y: 0}}
	triangle = glyph{{X: -1, Y: -0.8}, {X: 1, Y: -0.8}, {X: 0, Y: 1}}
	tip      = glyph{{X: -1, Y: 0.8}, {X: 1, Y: 0.8}, {X: 0, Y: -1}}
)

// DrawGlyph satisfies draw.GlyphDrawer.
func (g glyph) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	corners := make([]vg.Point, len(g))
	for i, p := range g {
		corners[i] = vg.Point{X: at.X + p.X*style.Radius, Y: at.Y + p.Y*style.Radius}
	}
	c.FillPolygon(style.Color, corners)
}
