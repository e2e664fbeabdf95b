package main

import (
	"image/color"
	"io"
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/lianxing/crossborder/examples/internal/term"
)

// Charts are drawn in floating point: nothing is computed from them.

// A chart is drawn when it is written, in a size for the place where it is shown.
type chart struct {
	name          string // of the file, without ".svg"
	title, source string
	xLabel        string
	yLabel        string
	xTicks        func(most int) plot.Ticker
	yTicks        func(most int) plot.Ticker
	x, y          extent
	entries       []entry
}

// An entry is something that is drawn, with its place in the legend; one without a
// label has none.
type entry struct {
	label string
	drawn interface {
		plot.Plotter
		plot.Thumbnailer
	}
}

// A size is how large a chart is drawn, in points.
type size struct {
	width, height   vg.Length // of the plot with its title; the legend adds to it
	font, titleFont float64
	columns         int // characters of a line of the title, and of the legend
	legendColumns   int
	xTicks, yTicks  int // at most
}

var (
	wide   = size{width: 720, height: 360, font: 10.5, titleFont: 13, columns: 95, legendColumns: 110, xTicks: 11, yTicks: 8}
	narrow = size{width: 290, height: 250, font: 9.5, titleFont: 11, columns: 40, legendColumns: 46, xTicks: 5, yTicks: 6}
)

// The colours; a page replaces them by its own for a dark screen, so none is there
// for two purposes.
var (
	paperColor  = color.NRGBA{R: 0xff, G: 0xff, B: 0xfe, A: 0xff}
	inkColor    = color.NRGBA{R: 0x22, G: 0x29, B: 0x30, A: 0xff}
	softColor   = color.NRGBA{R: 0x5f, G: 0x69, B: 0x74, A: 0xff}
	gridColor   = color.NRGBA{R: 0xe2, G: 0xe6, B: 0xea, A: 0xff}
	rateColor   = color.NRGBA{R: 0x1f, G: 0x5f, B: 0xad, A: 0xff}
	planColor   = color.NRGBA{R: 0x2a, G: 0x7d, B: 0x4f, A: 0xff}
	breachColor = color.NRGBA{R: 0xc6, G: 0x28, B: 0x28, A: 0xff}
	bandColor   = color.NRGBA{R: 0xe4, G: 0xef, B: 0xe8, A: 0xff}
	warmColor   = color.NRGBA{R: 0xc7, G: 0x75, B: 0x00, A: 0xff}
	violetColor = color.NRGBA{R: 0x7a, G: 0x4f, B: 0xb5, A: 0xff}
	greyColor   = color.NRGBA{R: 0x8a, G: 0x93, B: 0x9d, A: 0xff}
)

// write draws the chart as SVG: the title, the plot, the legend, the source.
func (c *chart) write(w io.Writer, s size) error {
	lineHeight := vg.Length(s.font * 1.45)
	const margin = vg.Length(8)
	var legend [][]string
	lines := 1 // of the source
	for _, e := range c.entries {
		legend = append(legend, nil)
		if e.label != "" {
			legend[len(legend)-1] = term.Wrap(e.label, s.legendColumns)
			lines += len(legend[len(legend)-1])
		}
	}
	title := term.Wrap(c.title, s.columns)
	below := lineHeight*vg.Length(lines) + 2*margin
	above := vg.Length(s.titleFont*1.35)*vg.Length(len(title)) + margin
	height := s.height + below + above

	canvas := vgsvg.New(s.width, height)
	page := draw.New(canvas)
	page.FillPolygon(paperColor, []vg.Point{{X: 0, Y: 0}, {X: s.width, Y: 0}, {X: s.width, Y: height}, {X: 0, Y: height}})

	ink := func(size float64, c color.Color) text.Style {
		style := plot.New().X.Label.TextStyle
		style.Font.Variant, style.Font.Size, style.Color = "Sans", font.Points(size), c
		style.XAlign, style.YAlign = text.XLeft, text.YTop
		return style
	}
	heading := ink(s.titleFont, inkColor)
	for i, line := range title {
		page.FillText(heading, vg.Point{X: margin, Y: height - margin - vg.Length(float64(i)*s.titleFont*1.35)}, line)
	}
	c.plot(s).Draw(draw.Crop(page, margin, -2*margin, below, -above))

	label, y := ink(s.font, inkColor), below-margin
	const thumbnail, gap = vg.Length(24), vg.Length(8)
	for i, e := range c.entries {
		for k, line := range legend[i] {
			if k == 0 {
				e.drawn.Thumbnail(&draw.Canvas{Canvas: page.Canvas, Rectangle: vg.Rectangle{
					Min: vg.Point{X: margin, Y: y - lineHeight*0.8}, Max: vg.Point{X: margin + thumbnail, Y: y - lineHeight*0.1},
				}})
			}
			page.FillText(label, vg.Point{X: margin + thumbnail + gap, Y: y}, line)
			y -= lineHeight
		}
	}
	page.FillText(ink(s.font*0.9, softColor), vg.Point{X: margin, Y: y}, "Source: "+c.source)
	_, err := canvas.WriteTo(w)
	return err
}

// plot returns the axes with everything in them.
func (c *chart) plot(s size) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.X.Label.Text, p.Y.Label.Text = c.xLabel, c.yLabel
	p.X.Tick.Marker, p.Y.Tick.Marker = c.xTicks(s.xTicks), c.yTicks(s.yTicks)
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Color, axis.Tick.Color = softColor, softColor
		axis.Padding = 0
		for _, style := range []*text.Style{&axis.Label.TextStyle, &axis.Tick.Label} {
			style.Font.Variant, style.Font.Size, style.Color = "Sans", font.Points(s.font), inkColor
		}
	}
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = gridColor, gridColor
	p.Add(grid)
	for _, e := range c.entries {
		p.Add(e.drawn)
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = c.x.from, c.x.to, c.y.from, c.y.to
	if c.x.from >= c.x.to { // one day
		p.X.Min, p.X.Max = c.x.from-1, c.x.to+1
	}
	return p
}

// add adds something to draw.
func (c *chart) add(label string, drawn interface {
	plot.Plotter
	plot.Thumbnailer
}) {
	c.entries = append(c.entries, entry{label, drawn})
}

// An extent is a range of one axis.
type extent struct{ from, to float64 }

// nowhere is the extent of nothing.
var nowhere = extent{math.Inf(1), math.Inf(-1)}

func (e *extent) include(v float64) { e.from, e.to = min(e.from, v), max(e.to, v) }

// widened returns an extent with room on both sides, also for a single value.
func (e extent) widened(share float64) extent {
	room := share * (e.to - e.from)
	if room <= 0 {
		room = max(math.Abs(e.to)*share, 1e-6)
	}
	return extent{e.from - room, e.to + room}
}

func line(points plotter.XYs, c color.Color, width float64) *plotter.Line {
	return &plotter.Line{XYs: points, LineStyle: draw.LineStyle{Color: c, Width: vg.Points(width)}}
}

func dots(points plotter.XYs, c color.Color, radius float64, shape draw.GlyphDrawer) *plotter.Scatter {
	return &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: c, Radius: vg.Points(radius), Shape: shape}}
}

// onAxis is a day as a number.
func onAxis(day time.Time) float64 {
	const seconds = 24 * 60 * 60
	return float64(day.Unix() / seconds)
}

// dayTicks are ticks at the first days of months or years.
func dayTicks(most int) plot.Ticker {
	return plot.TickerFunc(func(from, to float64) []plot.Tick {
		day := func(x float64) time.Time { return time.Unix(0, 0).UTC().AddDate(0, 0, int(x)) }
		first := day(math.Ceil(from))
		for _, months := range []int{1, 2, 3, 6, 12, 24, 36, 60, 120, 240} {
			var ticks []plot.Tick
			start := time.Date(first.Year()/20*20, time.January, 1, 0, 0, 0, 0, time.UTC)
			for t := start; onAxis(t) <= to; t = t.AddDate(0, months, 0) {
				if onAxis(t) < from {
					continue
				}
				label := t.Format("2006")
				if months < 12 {
					label = t.Format("2006-01")
				}
				ticks = append(ticks, plot.Tick{Value: onAxis(t), Label: label})
			}
			if len(ticks) < 2 && months == 1 {
				return []plot.Tick{{Value: math.Ceil(from), Label: dayText(first)}, {Value: math.Floor(to), Label: dayText(day(math.Floor(to)))}}
			}
			if len(ticks) <= most {
				return ticks
			}
		}
		return nil
	})
}

// roundTicks are ticks at round numbers with a unit behind.
func roundTicks(unit string) func(most int) plot.Ticker {
	return func(most int) plot.Ticker {
		return plot.TickerFunc(func(from, to float64) []plot.Tick {
			size := math.Pow(10, math.Floor(math.Log10((to-from)/float64(most))))
			step := size
			for _, k := range []float64{2, 5, 10} {
				if (to-from)/step > float64(most) {
					step = k * size
				}
			}
			places := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
			var ticks []plot.Tick
			for k := math.Ceil(from / step); k*step <= to; k++ {
				ticks = append(ticks, plot.Tick{Value: k * step, Label: strconv.FormatFloat(k*step, 'f', places, 64) + unit})
			}
			return ticks
		})
	}
}
