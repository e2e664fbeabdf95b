package main

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Charts are drawn in floating point: nothing is computed from them.

// A chart can be drawn in several sizes.
type chart interface {
	// describe says the chart to who does not see it.
	describe() string
	// size returns width and height in points for a page of some width.
	size(width vg.Length) (w, h vg.Length)
	draw(c draw.Canvas)
}

// The widths of charts: of half a column of a page, and of all of it. Their fonts are
// as large in both, so that a page shows them in about their own size.
const (
	narrowChart vg.Length = 340
	wideChart   vg.Length = 860
	chartFont             = 11.0
)

// The colours of charts. A page puts its own in their place, so that they follow a dark
// screen; none is there for two purposes.
var (
	inkColor    = color.NRGBA{R: 0x22, G: 0x29, B: 0x30, A: 0xff}
	softColor   = color.NRGBA{R: 0x5f, G: 0x69, B: 0x74, A: 0xff}
	gridColor   = color.NRGBA{R: 0xe2, G: 0xe6, B: 0xea, A: 0xff}
	paperColor  = color.NRGBA{R: 0xff, G: 0xff, B: 0xfe, A: 0xff}
	valueColor  = color.NRGBA{R: 0x1f, G: 0x5f, B: 0xad, A: 0xff}
	limitColor  = color.NRGBA{R: 0x8a, G: 0x5a, B: 0x00, A: 0xff}
	signalColor = color.NRGBA{R: 0xc6, G: 0x28, B: 0x28, A: 0xff}
	targetColor = color.NRGBA{R: 0x2a, G: 0x7d, B: 0x4f, A: 0xff}
	riseColor   = color.NRGBA{R: 0x2b, G: 0x7d, B: 0x4e, A: 0xff}
	fallColor   = color.NRGBA{R: 0xc5, G: 0x29, B: 0x29, A: 0xff}
	totalColor  = color.NRGBA{R: 0x4a, G: 0x5a, B: 0x6b, A: 0xff}
	openColor   = color.NRGBA{R: 0x7a, G: 0x4f, B: 0xb5, A: 0xff}
)

// inks are the colours and what the style of the page calls them.
var inks = map[color.NRGBA]string{
	inkColor: "text", softColor: "soft", gridColor: "line", paperColor: "page", valueColor: "value", limitColor: "limit",
	signalColor: "signal", targetColor: "target", riseColor: "rise", fallColor: "fall", totalColor: "total", openColor: "open",
}

var (
	hexColor   = regexp.MustCompile(`#[0-9A-F]{6}`)
	svgRoot    = regexp.MustCompile(`(?s)^.*?<svg [^>]*?viewBox="([^"]*)"[^>]*>`)
	svgComment = regexp.MustCompile(`(?s)<!--.*?-->\s*`)
	svgDigits  = regexp.MustCompile(`(\.[0-9]{2})[0-9]+`)
	svgFont    = regexp.MustCompile(`style="font-family:[^"]*?font-weight:([a-z]+)[^"]*?font-size:([0-9.]+)px`)
	svgMarkup  = regexp.MustCompile(`(?s)<text[^>]*>.*?</text>|<[^>]*>`)
)

// inline draws a chart as an element of a page, in the colours of the page and with a
// text that can be read aloud. The writer of the SVG escapes every text.
func inline(c chart, width vg.Length) (template.HTML, error) {
	w, h := c.size(width)
	canvas := vgsvg.New(w, h)
	c.draw(draw.New(canvas))
	var drawn bytes.Buffer
	if _, err := canvas.WriteTo(&drawn); err != nil {
		return "", err
	}
	names := map[string]string{}
	for ink, name := range inks {
		names[fmt.Sprintf("#%02X%02X%02X", ink.R, ink.G, ink.B)] = "var(--" + name + ")"
	}
	svg := svgComment.ReplaceAllString(drawn.String(), "")
	root := svgRoot.FindStringSubmatch(svg)
	if root == nil {
		return "", errors.New("no root in the SVG of a chart")
	}
	svg = `<svg role="img" aria-label="` + template.HTMLEscapeString(c.describe()) + `" viewBox="` + root[1] + `" xmlns="http://www.w3.org/2000/svg">` + svg[len(root[0]):]
	// Only markup is changed: a text may look like a colour or a number.
	svg = svgMarkup.ReplaceAllStringFunc(svg, func(element string) string {
		tag, rest, _ := strings.Cut(element, ">")
		if strings.HasPrefix(tag, "<svg") {
			return element
		}
		tag = hexColor.ReplaceAllStringFunc(tag, func(hex string) string {
			if name := names[hex]; name != "" {
				return name
			}
			return hex
		})
		return svgDigits.ReplaceAllString(svgFont.ReplaceAllString(tag, `style="font-weight:$1;font-size:${2}px`), "$1") + ">" + rest
	})
	return template.HTML(strings.TrimSpace(svg)), nil
}

// inkStyle is a style of text, standing on its point at the left.
func inkStyle(size float64, c color.Color) text.Style {
	style := plot.New().X.Label.TextStyle
	style.Font.Variant, style.Font.Size, style.Color = "Sans", font.Points(size), c
	style.XAlign, style.YAlign = text.XLeft, text.YCenter
	return style
}

// newPlot returns axes without anything in them.
func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Color, axis.Tick.Color = softColor, softColor
		axis.Padding = 0
		axis.Tick.Label.Font.Variant, axis.Tick.Label.Font.Size, axis.Tick.Label.Color = "Sans", font.Points(chartFont), inkColor
	}
	return p
}

// An extent is a range of one axis.
type extent struct{ from, to float64 }

// nowhere is the extent of nothing.
var nowhere = extent{math.Inf(1), math.Inf(-1)}

func (e *extent) include(values ...float64) {
	for _, v := range values {
		if !math.IsNaN(v) {
			e.from, e.to = min(e.from, v), max(e.to, v)
		}
	}
}

// widened returns an extent with room on both sides, also for a single value and for
// none.
func (e extent) widened(share float64) extent {
	if e.from > e.to {
		return extent{0, 1}
	}
	room := share * (e.to - e.from)
	if room <= math.Max(math.Abs(e.from), math.Abs(e.to))*1e-9 {
		if room = math.Abs(e.to) * 0.1; room == 0 {
			room = 1
		}
	}
	return extent{e.from - room, e.to + room}
}

// roundTicks are at most so many ticks at round numbers.
func roundTicks(most int, label func(value, step float64) string) plot.Ticker {
	return plot.TickerFunc(func(from, to float64) []plot.Tick {
		if span := to - from; span <= 0 || math.IsInf(span, 0) || math.IsNaN(span) {
			return nil
		}
		size := math.Pow(10, math.Floor(math.Log10((to-from)/float64(most))))
		step := size
		for _, k := range []float64{2, 5, 10} {
			if (to-from)/step > float64(most) {
				step = k * size
			}
		}
		var ticks []plot.Tick
		for k := math.Ceil(from/step - 1e-9); k*step <= to+1e-9*step && len(ticks) <= most+1; k++ {
			ticks = append(ticks, plot.Tick{Value: k * step, Label: label(k*step, step)})
		}
		return ticks
	})
}

// short is a number of an axis with as many decimals as its step has: "1,200", "0.4",
// "12k", "1.5M".
func short(value, step float64) string {
	if math.Abs(value) < step/2 {
		return "0"
	}
	suffix := ""
	switch largest := math.Max(math.Abs(value), step); {
	case step >= 1e5 && largest >= 1e6:
		value, step, suffix = value/1e6, step/1e6, "M"
	case step >= 1e3 && largest >= 1e4, step >= 100 && largest >= 1e5:
		value, step, suffix = value/1e3, step/1e3, "k"
	}
	places := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	return grouped(strconv.FormatFloat(value, 'f', min(places, 9), 64)) + suffix
}
