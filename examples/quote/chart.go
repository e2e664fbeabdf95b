package main

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"

	"github.com/shopspring/decimal"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The chart is drawn in floating point: nothing is computed from it.

const (
	chartWidth  = 9 * vg.Inch
	chartHeight = 6 * vg.Inch
	chartMargin = vg.Length(12) // points
	lineHeight  = vg.Length(18) // points, of the legend
)

var (
	profitColor    = color.NRGBA{R: 0x1f, G: 0x4e, B: 0x9c, A: 0xff}
	zoneColor      = color.NRGBA{R: 0xf6, G: 0xc9, B: 0xc4, A: 0xff}
	priceColor     = color.NRGBA{R: 0x22, G: 0x22, B: 0x22, A: 0xff}
	breakEvenColor = color.NRGBA{R: 0xc2, G: 0x6a, B: 0x00, A: 0xff}
	targetColor    = color.NRGBA{R: 0x1a, G: 0x7f, B: 0x37, A: 0xff}
	zeroColor      = color.NRGBA{R: 0x99, G: 0x99, B: 0x99, A: 0xff}
)

// A mark is a price that the chart points out.
type mark struct {
	price  decimal.Decimal
	label  string
	color  color.Color
	dashes []vg.Length
}

// writeChart draws the profit over the price as SVG: dead zones shaded, the
// price of the statement, break-even and target marked.
func writeChart(w io.Writer, r *result) error {
	marks := r.marks()
	window := r.window(marks)
	p := plot.New()
	p.Title.Text = title(r.SKU) + ": profit per unit sold, over the item price"
	p.X.Label.Text, p.Y.Label.Text = "Item price ("+r.Currency+")", "Profit per unit ("+r.Currency+")"
	p.X.Tick.Marker, p.Y.Tick.Marker = moneyTicks{}, moneyTicks{}
	p.Title.Padding = vg.Points(8)
	for _, style := range []*text.Style{&p.Title.TextStyle, &p.X.Label.TextStyle, &p.Y.Label.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label} {
		sans(style, 11)
	}
	sans(&p.Title.TextStyle, 14)

	legend := plot.NewLegend()
	legend.Top, legend.Left = true, true
	legend.ThumbnailWidth = vg.Points(26)
	legend.Padding = vg.Points(4)
	legend.YPosition = 0
	sans(&legend.TextStyle, 11)
	entries, err := drawInto(p, &legend, r, marks, window)
	if err != nil {
		return err
	}

	canvas := vgsvg.New(chartWidth, chartHeight)
	page := draw.New(canvas)
	page.FillPolygon(color.White, []vg.Point{
		{X: 0, Y: 0}, {X: chartWidth, Y: 0}, {X: chartWidth, Y: chartHeight}, {X: 0, Y: chartHeight},
	})
	below := lineHeight * vg.Length(entries)
	p.Draw(draw.Crop(page, chartMargin, -2*chartMargin, below+2*chartMargin, -chartMargin))
	legend.Draw(draw.Crop(page, 5*chartMargin, -chartMargin, chartMargin, below+chartMargin-chartHeight))
	_, err = canvas.WriteTo(w)
	return err
}

// title cuts a name that is too long for the title.
func title(sku string) string {
	const most = 40
	if runes := []rune(sku); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return sku
}

// drawInto adds everything to the plot and its legend and returns the number of
// legend entries.
func drawInto(p *plot.Plot, legend *plot.Legend, r *result, marks []mark, x extent) (entries int, err error) {
	pieces := r.pieces(x)
	y := heights(pieces)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x.from, x.to, y.from, y.to
	add := func(label string, drawn interface {
		plot.Plotter
		plot.Thumbnailer
	}) {
		p.Add(drawn)
		if label != "" {
			legend.Add(label, drawn)
			entries++
		}
	}

	inside := r.zonesIn(x)
	for i, z := range inside {
		shade, err := plotter.NewPolygon(plotter.XYs{{X: z.from, Y: y.from}, {X: z.to, Y: y.from}, {X: z.to, Y: y.to}, {X: z.from, Y: y.to}})
		if err != nil {
			return 0, err
		}
		shade.Color, shade.LineStyle.Width = zoneColor, 0
		label := ""
		if i == 0 {
			label = "dead zone: a cheaper price earns more"
			if more := len(r.zones) - len(inside); more > 0 {
				label += fmt.Sprintf(" (%d more outside of this chart)", more)
			}
		}
		add(label, shade)
	}
	zero, err := newLine([]plotter.XY{{X: x.from, Y: 0}, {X: x.to, Y: 0}}, zeroColor, 0.8)
	if err != nil {
		return 0, err
	}
	p.Add(zero)
	for i, piece := range pieces {
		part, err := newLine(piece, profitColor, 2.2)
		if err != nil {
			return 0, err
		}
		label := ""
		if i == 0 {
			label = "profit per unit"
		}
		add(label, part)
	}
	for _, m := range marks {
		at := m.price.InexactFloat64()
		upright, err := newLine([]plotter.XY{{X: at, Y: y.from}, {X: at, Y: y.to}}, m.color, 1.3)
		if err != nil {
			return 0, err
		}
		upright.Dashes = m.dashes
		add(m.label, upright)
	}
	return entries, nil
}

func newLine(points []plotter.XY, c color.Color, width float64) (*plotter.Line, error) {
	l, err := plotter.NewLine(plotter.XYs(points))
	if err != nil {
		return nil, err
	}
	l.Color, l.Width = c, vg.Points(width)
	return l, nil
}

// sans sets a style in the sans-serif font.
func sans(style *text.Style, size float64) {
	style.Font.Variant, style.Font.Size = "Sans", font.Points(size)
}

// marks returns the prices to point out, in the order of the legend.
func (r *result) marks() []mark {
	solvedHere := r.solved.Valid && r.solved.Decimal.Equal(r.statement.Price)
	var out []mark
	if !solvedHere {
		out = append(out, mark{
			price: r.statement.Price, color: priceColor,
			label: "price " + r.Price + ": profit " + r.Profit,
		})
	}
	if r.breakEven.Valid {
		out = append(out, mark{
			price: r.breakEven.Decimal, color: breakEvenColor, dashes: []vg.Length{vg.Points(6), vg.Points(3)},
			label: "break-even " + r.money(r.breakEven.Decimal),
		})
	}
	if r.solved.Valid {
		label := r.Solution.Target + ": from " + r.money(r.solved.Decimal)
		if solvedHere {
			label += ", the price here: profit " + r.Profit
		}
		out = append(out, mark{
			price: r.solved.Decimal, color: targetColor, dashes: []vg.Length{vg.Points(2), vg.Points(2)},
			label: label,
		})
	}
	return out
}

// An extent is a range of one axis.
type extent struct{ from, to float64 }

// window returns the range of prices worth drawing: all marks with room beside
// them, and the dead zones that begin there as a whole.
func (r *result) window(marks []mark) extent {
	w := extent{math.Inf(1), math.Inf(-1)}
	for _, m := range marks {
		at := m.price.InexactFloat64()
		w.from, w.to = min(w.from, at), max(w.to, at)
	}
	room := max(0.5*(w.to-w.from), 0.15*w.to, 0.5)
	w.from, w.to = max(w.from-room, 0.01), w.to+room
	for _, z := range r.zones {
		if from, to := z.From.InexactFloat64(), z.To.InexactFloat64(); from < w.to && !z.Open {
			w.to = max(w.to, min(to+0.2*room, w.to+2*room))
		}
	}
	return w
}

// zonesIn returns the dead zones inside a window, cut at its ends.
func (r *result) zonesIn(w extent) []extent {
	var out []extent
	for _, z := range r.zones {
		from, to := z.From.InexactFloat64(), z.To.InexactFloat64()
		if from < w.to && to > w.from {
			out = append(out, extent{max(from, w.from), min(to, w.to)})
		}
	}
	return out
}

// pieces returns the linear pieces of the profit inside a window; where one ends
// and the next begins elsewhere, the profit jumps.
func (r *result) pieces(w extent) [][]plotter.XY {
	var out [][]plotter.XY
	for s := range r.model.Curve().Segments() {
		from, to := max(s.From.InexactFloat64(), w.from), min(s.To.InexactFloat64(), w.to)
		if from >= to {
			continue
		}
		base, rate := s.Base.InexactFloat64(), s.Rate.InexactFloat64()
		out = append(out, []plotter.XY{{X: from, Y: base + rate*from}, {X: to, Y: base + rate*to}})
	}
	return out
}

// heights returns the range of the profit with some room, zero included.
func heights(pieces [][]plotter.XY) extent {
	y := extent{0, 0}
	for _, piece := range pieces {
		for _, point := range piece {
			y.from, y.to = min(y.from, point.Y), max(y.to, point.Y)
		}
	}
	room := max(0.06*(y.to-y.from), 0.05)
	return extent{y.from - room, y.to + room}
}

// moneyTicks are ticks at round numbers, about eight of them, labelled in plain
// decimals.
type moneyTicks struct{}

// Ticks satisfies plot.Ticker.
func (moneyTicks) Ticks(from, to float64) []plot.Tick {
	const wanted = 8
	size := math.Pow(10, math.Floor(math.Log10((to-from)/wanted)))
	step := size
	for _, k := range []float64{2, 5, 10} {
		if (to-from)/step > wanted+1 {
			step = k * size
		}
	}
	places := max(0, -int(math.Floor(math.Log10(step))))
	if places > 0 {
		places = max(places, 2)
	}
	var ticks []plot.Tick
	for k := math.Ceil(from / step); k*step <= to; k++ {
		ticks = append(ticks, plot.Tick{Value: k * step, Label: strconv.FormatFloat(k*step, 'f', places, 64)})
	}
	return ticks
}
