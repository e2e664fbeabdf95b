package main

import (
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A waterfall shows the bars of a bridge, one below the other. What raised the profit
// points to the right and is filled, what lowered it points to the left and is pale with
// a strong edge, and what is not known in full is hatched.
type waterfall struct {
	b    *bridge
	bars []waterBar
	// cut is where the axis begins, 0 for a complete one.
	cut   float64
	shown extent
}

// A waterBar goes from one sum to the next.
type waterBar struct {
	name, amount string
	from, to     float64
	total, open  bool
}

// newWaterfall lays the bars out.
func newWaterfall(b *bridge, currency string) *waterfall {
	w := &waterfall{b: b, shown: nowhere}
	at := plainNumber(b.Start)
	w.bars = append(w.bars, waterBar{name: "Before", amount: cellText(b.Start, currency), to: at, total: true, open: !isKnown(b.From)})
	steps := nowhere
	steps.include(at)
	for _, bar := range b.Bars {
		n := plainNumber(bar.Amount)
		w.bars = append(w.bars, waterBar{name: bar.Name, amount: barText(bar, currency), from: at, to: at + n, open: !bar.Complete})
		at += n
		steps.include(at)
	}
	end := plainNumber(b.End)
	steps.include(end)
	w.bars = append(w.bars, waterBar{name: "Now", amount: cellText(b.End, currency), to: end, total: true, open: !isKnown(b.To)})
	// Small changes of a large profit would not be seen beside it.
	w.shown = steps
	span := steps.to - steps.from
	switch near := math.Min(math.Abs(steps.from), math.Abs(steps.to)); {
	case steps.from > 0 && near > 2*span && span > 0:
		w.cut = steps.from - span/3
	case steps.to < 0 && near > 2*span && span > 0:
		w.cut = steps.to + span/3
	}
	w.shown.include(w.cut)
	w.shown = w.shown.widened(0.03)
	return w
}

// plainNumber is the number of a figure, 0 where it has none.
func plainNumber(f figure) float64 {
	n, ok := f.Float()
	if !ok || math.IsNaN(n) || math.Abs(n) > 1e18 {
		return 0
	}
	return n
}

// describe says the chart in words.
func (w *waterfall) describe() string {
	parts := []string{"Waterfall of the " + w.b.Measure + ": from " + w.b.Start.Text}
	for _, bar := range w.b.Bars {
		text := bar.Name + " " + barText(bar, "")
		if !bar.Complete && bar.Amount.Sign() != 0 {
			text += " (not complete)"
		}
		parts = append(parts, text)
	}
	return strings.Join(append(parts, "to "+w.b.End.Text+"."), ", ")
}

const waterRow vg.Length = 24

func (w *waterfall) size(width vg.Length) (vg.Length, vg.Length) {
	return width, waterRow*vg.Length(len(w.bars)) + 30
}

// draw draws names at the left, bars, and amounts at the right.
func (w *waterfall) draw(canvas draw.Canvas) {
	style := inkStyle(chartFont, inkColor)
	width := canvas.Max.X - canvas.Min.X
	names, amounts := vg.Length(0), vg.Length(0)
	for _, b := range w.bars {
		for _, line := range w.nameLines(b, width) {
			names = max(names, style.Width(line))
		}
		amounts = max(amounts, style.Width(w.amountText(b)))
	}
	const gap = vg.Length(8)
	// A page sets the texts in its own font, which may be wider.
	names, amounts = names*1.08+gap, amounts*1.08+gap

	p := newPlot()
	p.HideY()
	p.X.Min, p.X.Max = w.shown.from, w.shown.to
	p.Y.Min, p.Y.Max = -0.5, float64(len(w.bars))-0.5
	ticks := 7
	if width < 500 {
		ticks = 4
	}
	p.X.Tick.Marker = roundTicks(ticks, func(v, step float64) string { return minus(short(v, step)) })
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = gridColor, nil
	p.Add(grid, &waterBars{w, names, amounts - gap, width})
	p.Draw(draw.Crop(canvas, names, -amounts, 0, 0))
}

// nameLines is the name of a bar in one or two lines that leave room for the bars; what
// is longer than any effect is cut.
func (w *waterfall) nameLines(b waterBar, width vg.Length) []string {
	style := inkStyle(chartFont, inkColor)
	lines := []string{b.name}
	if words := strings.Fields(b.name); style.Width(b.name) >= width*0.3 && len(words) > 1 {
		middle := (len(words) + 1) / 2
		lines = []string{strings.Join(words[:middle], " "), strings.Join(words[middle:], " ")}
	}
	for i, line := range lines {
		const most = 40
		if runes := []rune(line); len(runes) > most {
			line = string(runes[:most]) + "…"
		}
		for runes := []rune(line); len(runes) > 1 && style.Width(line) > width*0.36; {
			runes = runes[:len(runes)-1]
			line = string(runes) + "…"
		}
		lines[i] = line
	}
	return lines
}

func (w *waterfall) amountText(b waterBar) string {
	if b.open && b.amount != notKnown {
		return minus(b.amount) + " ?"
	}
	return minus(b.amount)
}

// waterBars draws the bars into the axes of a waterfall.
type waterBars struct {
	*waterfall
	names, amounts vg.Length // the room at the left and at the right
	width          vg.Length
}

// Plot satisfies plot.Plotter.
func (w *waterBars) Plot(c draw.Canvas, p *plot.Plot) {
	atX, atY := p.Transforms(&c)
	label, number := inkStyle(chartFont, inkColor), inkStyle(chartFont, inkColor)
	number.XAlign = -1
	for i, b := range w.bars {
		y := atY(float64(len(w.bars) - 1 - i))
		half := waterRow * 0.34
		from, to := atX(math.Max(b.from, w.shown.from)), atX(b.to)
		if b.total {
			from = atX(w.cut)
			w.total(&c, from, to, y, half, b.open)
		} else {
			w.step(&c, from, to, y, half, b)
		}
		if next := i + 1; next < len(w.bars) { // to the next bar
			c.StrokeLine2(draw.LineStyle{Color: softColor, Width: vg.Points(0.6)}, to, y-half, to, y-waterRow+half)
		}
		lines := w.nameLines(b, w.width)
		for k, line := range lines {
			shift := vg.Length(float64(len(lines)-1)/2-float64(k)) * chartFont
			c.FillText(label, vg.Point{X: c.Min.X - w.names, Y: y + shift}, line)
		}
		c.FillText(number, vg.Point{X: c.Max.X + w.amounts, Y: y}, w.amountText(b))
	}
}

// total draws the profit of a period; where the axis does not begin at 0 its foot is torn.
func (w *waterBars) total(c *draw.Canvas, from, to, y, half vg.Length, open bool) {
	corners := []vg.Point{{X: to, Y: y - half}, {X: to, Y: y + half}, {X: from, Y: y + half}}
	if w.cut != 0 {
		tooth := half / 2
		if to < from {
			tooth = -tooth
		}
		corners = append(corners, vg.Point{X: from + tooth, Y: y + half/2}, vg.Point{X: from, Y: y}, vg.Point{X: from + tooth, Y: y - half/2})
	}
	corners = append(corners, vg.Point{X: from, Y: y - half})
	if open {
		w.hatched(c, corners, totalColor)
		return
	}
	c.FillPolygon(totalColor, corners)
}

// step draws a bar that points to where it goes.
func (w *waterBars) step(c *draw.Canvas, from, to, y, half vg.Length, b waterBar) {
	if math.Abs(float64(to-from)) < 1 { // a mark for next to nothing
		to = from + 1
		if b.to < b.from {
			to = from - 1
		}
	}
	tip := half * 0.7
	if length := vg.Length(math.Abs(float64(to - from))); tip > length {
		tip = length
	}
	if to < from {
		tip = -tip
	}
	corners := []vg.Point{{X: from, Y: y - half}, {X: to - tip, Y: y - half}, {X: to, Y: y}, {X: to - tip, Y: y + half}, {X: from, Y: y + half}}
	switch {
	case b.open && b.from == b.to: // nothing of it is known
		corners = []vg.Point{{X: from - 6, Y: y - half}, {X: from + 6, Y: y - half}, {X: from + 6, Y: y + half}, {X: from - 6, Y: y + half}}
		w.hatched(c, corners, openColor)
	case b.open:
		w.hatched(c, corners, openColor)
	case b.to < b.from:
		c.FillPolygon(paperColor, corners)
		c.StrokeLines(draw.LineStyle{Color: fallColor, Width: vg.Points(1.8)}, append(corners, corners[0]))
	default:
		c.FillPolygon(riseColor, corners)
	}
}

// hatched draws a shape with an edge and slanted lines inside.
func (w *waterBars) hatched(c *draw.Canvas, corners []vg.Point, ink color.Color) {
	left, right, low, high := corners[0].X, corners[0].X, corners[0].Y, corners[0].Y
	for _, p := range corners {
		left, right, low, high = min(left, p.X), max(right, p.X), min(low, p.Y), max(high, p.Y)
	}
	c.FillPolygon(paperColor, corners)
	style := draw.LineStyle{Color: ink, Width: vg.Points(1)}
	height := high - low
	for x := left - height; x < right; x += 5 {
		a, b := vg.Point{X: x, Y: low}, vg.Point{X: x + height, Y: high}
		if a.X < left {
			a = vg.Point{X: left, Y: low + left - x}
		}
		if b.X > right {
			b = vg.Point{X: right, Y: low + right - x}
		}
		c.StrokeLines(style, c.ClipLinesXY([]vg.Point{a, b})...)
	}
	c.StrokeLines(draw.LineStyle{Color: ink, Width: vg.Points(1.4)}, append(corners, corners[0]))
}
