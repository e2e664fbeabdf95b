package main

import (
	"math"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// mostWeeks is how many weeks a control chart shows, the latest.
const mostWeeks = 106

// A controlChart shows the weeks of a metric with their limits: what is counted, what is
// left out of the limits and what is part of a signal have marks of different shapes.
type controlChart struct {
	row    scoreRow
	points []controlPoint
	// centre and the ends of the target; NaN for none.
	centre, low, high float64
	scale             float64 // 100 for fractions, which are shown in percent
	hidden            int     // weeks before those that are shown
}

// A controlPoint is a week. A value or a limit that is not known is NaN.
type controlPoint struct {
	x, value, lower, upper float64
	excluded, signal       bool
}

// newControlChart takes the numbers of a row.
func newControlChart(row scoreRow) *controlChart {
	c := &controlChart{row: row, scale: 1}
	if row.Unit == "fraction" {
		c.scale = 100
	}
	points := row.Points
	if c.hidden = max(0, len(points)-mostWeeks); c.hidden > 0 {
		points = points[c.hidden:]
	}
	c.centre, c.low, c.high = c.number(row.Centre), c.number(row.Low), c.number(row.High)
	for i, p := range points {
		x, ok := onAxis(p.Week.First)
		if !ok {
			x = float64(7 * i)
		}
		c.points = append(c.points, controlPoint{
			x: x, value: c.number(p.Value), lower: c.number(p.Lower), upper: c.number(p.Upper),
			excluded: p.Excluded != "", signal: p.Signal,
		})
	}
	return c
}

// number is a figure on the axis of the chart.
func (c *controlChart) number(f figure) float64 {
	n, ok := f.Float()
	if f.State != "defined" || !ok || math.Abs(n) > 1e18 {
		return math.NaN()
	}
	return n * c.scale
}

// onAxis is a day as a number.
func onAxis(day string) (float64, bool) {
	t, err := time.Parse(time.DateOnly, day)
	return float64(t.Unix() / (24 * 60 * 60)), err == nil
}

// known is the number of weeks with a value.
func (c *controlChart) known() (n int) {
	for _, p := range c.points {
		if !math.IsNaN(p.value) {
			n++
		}
	}
	return n
}

func (c *controlChart) size(width vg.Length) (w, h vg.Length) { return width, 170 }

// describe says the chart in words.
func (c *controlChart) describe() string {
	kind := "control chart"
	if c.row.Chart == "p" {
		kind = "p-chart"
	}
	text := c.row.Name + ", " + kind
	if n := len(c.points); n > 0 {
		shown := c.row.Points[c.hidden:]
		text += " of " + counted(n, "week") + " from " + shown[0].Week.First + " to " + shown[n-1].Week.Last
	}
	text += ": last " + c.row.Now.Text
	if c.row.Lower.State == "defined" && c.row.Upper.State == "defined" {
		text += ", limits " + c.row.Lower.Text + " to " + c.row.Upper.Text
	} else {
		text += ", no limits"
	}
	if c.row.Target != "" {
		text += ", target " + c.row.Target
	}
	out, signals := 0, 0
	for _, p := range c.points {
		if p.excluded && !math.IsNaN(p.value) {
			out++
		}
		if p.signal {
			signals++
		}
	}
	if out > 0 {
		text += ", " + counted(out, "week") + " left out of the limits"
	}
	if signals > 0 {
		text += ", " + counted(signals, "week") + " in a signal"
	}
	return text + "."
}

// draw draws the limits, the centre and the target as lines that differ in their dashes,
// and the weeks above them.
func (c *controlChart) draw(canvas draw.Canvas) {
	p := newPlot()
	x, y := nowhere, nowhere
	for _, q := range c.points {
		x.include(q.x)
		y.include(q.value, q.lower, q.upper)
	}
	y.include(c.centre, c.low, c.high)
	x, y = x.widened(0.02), y.widened(0.08)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x.from, x.to, y.from, y.to
	unit := ""
	if c.scale == 100 {
		unit = "%"
	}
	p.Y.Tick.Marker = roundTicks(5, func(v, step float64) string { return minus(short(v, step) + unit) })
	p.X.Tick.Marker = weekTicks(5)
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = gridColor, gridColor
	p.Add(grid)

	limits := draw.LineStyle{Color: limitColor, Width: vg.Points(1), Dashes: []vg.Length{vg.Points(5), vg.Points(3)}}
	for _, side := range []func(controlPoint) float64{func(q controlPoint) float64 { return q.lower }, func(q controlPoint) float64 { return q.upper }} {
		for _, part := range c.steps(side) {
			p.Add(&plotter.Line{XYs: part, LineStyle: limits})
		}
	}
	across := func(at float64, style draw.LineStyle) {
		if !math.IsNaN(at) {
			p.Add(&plotter.Line{XYs: plotter.XYs{{X: x.from, Y: at}, {X: x.to, Y: at}}, LineStyle: style})
		}
	}
	across(c.centre, draw.LineStyle{Color: softColor, Width: vg.Points(0.8)})
	target := draw.LineStyle{Color: targetColor, Width: vg.Points(1.4), Dashes: []vg.Length{vg.Points(1.4), vg.Points(2.4)}}
	across(c.low, target)
	across(c.high, target)

	var usual, out, signal plotter.XYs
	for _, part := range c.runs() {
		p.Add(&plotter.Line{XYs: part, LineStyle: draw.LineStyle{Color: valueColor, Width: vg.Points(1)}})
	}
	for _, q := range c.points {
		at := plotter.XY{X: q.x, Y: q.value}
		switch {
		case math.IsNaN(q.value):
		case q.excluded:
			out = append(out, at)
		case q.signal:
			signal = append(signal, at)
		default:
			usual = append(usual, at)
		}
	}
	radius := vg.Points(2.2)
	if len(c.points) > 60 {
		radius = vg.Points(1.6)
	}
	marks := func(at plotter.XYs, style draw.GlyphStyle) {
		if len(at) > 0 {
			p.Add(&plotter.Scatter{XYs: at, GlyphStyle: style})
		}
	}
	marks(usual, draw.GlyphStyle{Color: valueColor, Radius: radius, Shape: draw.CircleGlyph{}})
	marks(out, draw.GlyphStyle{Color: valueColor, Radius: radius * 1.4, Shape: hollow{}})
	marks(signal, draw.GlyphStyle{Color: signalColor, Radius: radius * 1.9, Shape: diamond{}})
	p.Draw(draw.Crop(canvas, 0, -vg.Points(6), 0, -vg.Points(6)))
}

// steps are the limits of one side: one straight line where they are the same for all
// weeks, and else stairs, broken where they are not known.
func (c *controlChart) steps(side func(controlPoint) float64) (parts []plotter.XYs) {
	var part plotter.XYs
	for i, q := range c.points {
		y := side(q)
		if math.IsNaN(y) {
			if len(part) > 0 {
				parts = append(parts, part)
			}
			part = nil
			continue
		}
		from, to := q.x-3.5, q.x+3.5
		if i > 0 && len(part) > 0 {
			from = part[len(part)-1].X
		}
		if i+1 < len(c.points) {
			to = (q.x + c.points[i+1].x) / 2
		}
		if n := len(part); n > 1 && part[n-1].Y == y {
			part[n-1].X = to
			continue
		}
		part = append(part, plotter.XY{X: from, Y: y}, plotter.XY{X: to, Y: y})
	}
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}

// runs are the weeks that a line connects: it is broken where a week is not known or is
// missing.
func (c *controlChart) runs() (parts []plotter.XYs) {
	var part plotter.XYs
	for i, q := range c.points {
		if len(part) > 0 && (math.IsNaN(q.value) || q.x-c.points[i-1].x > 10) {
			parts, part = append(parts, part), nil
		}
		if !math.IsNaN(q.value) {
			part = append(part, plotter.XY{X: q.x, Y: q.value})
		}
	}
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}

// weekTicks are ticks at the first days of months or, where these are too few, at the
// ends.
func weekTicks(most int) plot.Ticker {
	return plot.TickerFunc(func(from, to float64) []plot.Tick {
		day := func(x float64) time.Time { return time.Unix(int64(x)*24*60*60, 0).UTC() }
		first := day(math.Ceil(from))
		for _, months := range []int{1, 2, 3, 6, 12, 24, 60} {
			var ticks []plot.Tick
			for t := time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC); ; t = t.AddDate(0, months, 0) {
				x := float64(t.Unix() / (24 * 60 * 60))
				if x > to {
					break
				}
				if x >= from {
					ticks = append(ticks, plot.Tick{Value: x, Label: t.Format("2006-01")})
				}
			}
			if len(ticks) < 2 && months == 1 {
				room := (to - from) / 5 // the labels are long
				return []plot.Tick{{Value: from + room, Label: day(from + room).Format(time.DateOnly)}, {Value: to - room, Label: day(to - room).Format(time.DateOnly)}}
			}
			if len(ticks) <= most {
				return ticks
			}
		}
		return nil
	})
}

// A hollow mark is a ring, of a week that is left out of the limits.
type hollow struct{}

// DrawGlyph satisfies draw.GlyphDrawer.
func (hollow) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	var ring vg.Path
	ring.Move(vg.Point{X: at.X + style.Radius, Y: at.Y})
	ring.Arc(at, style.Radius, 0, 2*math.Pi)
	ring.Close()
	c.SetColor(paperColor)
	c.Fill(ring)
	c.SetLineStyle(draw.LineStyle{Color: style.Color, Width: vg.Points(1.3)})
	c.Stroke(ring)
}

// A diamond is the mark of a signal.
type diamond struct{}

// DrawGlyph satisfies draw.GlyphDrawer.
func (diamond) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	r := style.Radius
	c.FillPolygon(style.Color, []vg.Point{{X: at.X, Y: at.Y - r}, {X: at.X + r, Y: at.Y}, {X: at.X, Y: at.Y + r}, {X: at.X - r, Y: at.Y}})
}
