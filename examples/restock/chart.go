package main

import (
	"bytes"
	"html/template"
	"image/color"
	"regexp"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The colours of a chart. The page replaces them by its own for a dark screen.
var (
	inkColor  = color.NRGBA{R: 0x22, G: 0x29, B: 0x30, A: 0xff}
	gridColor = color.NRGBA{R: 0xe2, G: 0xe6, B: 0xea, A: 0xff}
	pastColor = color.NRGBA{R: 0x1f, G: 0x5f, B: 0xad, A: 0xff}
	meanColor = color.NRGBA{R: 0x2a, G: 0x7d, B: 0x4f, A: 0xff}
	fanColors = []color.NRGBA{{R: 0xe4, G: 0xef, B: 0xe8, A: 0xff}, {R: 0xc5, G: 0xde, B: 0xcf, A: 0xff}, {R: 0x9f, G: 0xc9, B: 0xb0, A: 0xff}}
)

// mostPast is how many steps of the history a chart shows.
const mostPast = 52

var svgRoot = regexp.MustCompile(`(?s)^.*?<svg [^>]*?viewBox="([^"]*)"[^>]*>`)

// fanChart draws the last year of sales and the forecast with its intervals, in units a
// week.
func fanChart(o outlook, start time.Time) (template.HTML, error) {
	p := plot.New()
	p.BackgroundColor = nil
	p.Y.Label.Text = "units a week"
	p.Y.Min = 0
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Color, axis.Tick.Color, axis.Padding = inkColor, inkColor, 0
		axis.Label.TextStyle.Font.Variant, axis.Label.TextStyle.Font.Size, axis.Label.TextStyle.Color = "Sans", font.Points(10.5), inkColor
		axis.Tick.Label.Font.Variant, axis.Tick.Label.Font.Size, axis.Tick.Label.Color = "Sans", font.Points(10.5), inkColor
	}
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = gridColor, nil
	p.Add(grid)

	week := map[forecast.Step]float64{forecast.Daily: 7, forecast.Monthly: 12 * 7 / 365.25}
	times, stride := 1.0, 1.0 // of a step's units to a week's, and weeks a step
	if k, ok := week[o.good.series.Calendar.Step]; ok {
		times, stride = k, 1/k
	}
	values := o.good.series.Values
	from := max(0, len(values)-int(mostPast/stride))
	var past plotter.XYs
	for i := from; i < len(values); i++ {
		past = append(past, plotter.XY{X: float64(i-len(values)) * stride, Y: values[i] * times})
	}
	for i := range len(fanLevels) / 2 {
		var band plotter.XYs
		low, high := o.fan[i], o.fan[len(fanLevels)-1-i]
		for w := range low {
			band = append(band, plotter.XY{X: float64(w), Y: low[w]})
		}
		for w := len(high) - 1; w >= 0; w-- {
			band = append(band, plotter.XY{X: float64(w), Y: high[w]})
		}
		polygon, err := plotter.NewPolygon(band)
		if err != nil {
			return "", err
		}
		polygon.Color, polygon.LineStyle.Width = fanColors[i], 0
		p.Add(polygon)
	}
	var mean plotter.XYs
	for w, v := range o.mean {
		mean = append(mean, plotter.XY{X: float64(w), Y: v})
	}
	p.Add(&plotter.Line{XYs: past, LineStyle: draw.LineStyle{Color: pastColor, Width: vg.Points(1.6)}},
		&plotter.Line{XYs: mean, LineStyle: draw.LineStyle{Color: meanColor, Width: vg.Points(2)}})
	p.X.Tick.Marker = plot.TickerFunc(func(from, to float64) []plot.Tick {
		var ticks []plot.Tick
		for w := -48.0; w <= to; w += 8 {
			if w >= from {
				ticks = append(ticks, plot.Tick{Value: w, Label: start.AddDate(0, 0, int(7*w)).Format("2006-01-02")})
			}
		}
		return ticks
	})
	canvas := vgsvg.New(720, 220)
	p.Draw(draw.Crop(draw.New(canvas), 4, -8, 4, -8))
	var out bytes.Buffer
	if _, err := canvas.WriteTo(&out); err != nil {
		return "", err
	}
	text := svgRoot.ReplaceAllString(out.String(), `<svg viewBox="$1" role="img" aria-label="Sales of the last year and the forecast with its intervals, in units a week">`)
	for hex, name := range map[string]string{"#222930": "text", "#E2E6EA": "line", "#1F5FAD": "past", "#2A7D4F": "mean", "#E4EFE8": "fan1", "#C5DECF": "fan2", "#9FC9B0": "fan3"} {
		text = regexp.MustCompile("(?i)"+hex).ReplaceAllString(text, "var(--"+name+")")
	}
	return template.HTML(text), nil
}
