package main

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/markdown"
	"github.com/lianxing/crossborder/examples/internal/term"
)

// A measure is one figure by which methods are compared.
type measure struct {
	name, title string
	digits      int
	what        string // in plain words
}

// measures are all figures, by their names in peers.json and in results.
var measures = []measure{
	{"owa", "OWA", 3, "the mean of sMAPE and MASE, each divided by that of Naive2: lower is better, Naive2 is 1"},
	{"smape", "sMAPE", 2, "200 |y-f| / (|y|+|f|) in percent, the mean over series: lower is better"},
	{"mase", "MASE", 3, "the mean absolute error divided by that of the naive forecast within the history: lower is better"},
	{"coverage", "coverage", 3, "the share of what came that lies in the 95 % interval: near 0.95 is best"},
	{"msis", "MSIS", 2, "the width of the 95 % interval plus a penalty of 40 times what lies outside, scaled as MASE: lower is better"},
	{"rmsse", "RMSSE", 3, "the root of the squared error divided by that of the naive forecast within the history: lower is better. zero forecasts nothing and is worthless for ordering"},
	{"bias", "bias", 3, "the sum of the errors divided by the sum of what came: near 0 is best"},
	{"spl", "SPL", 3, "the pinball loss of the nine quantiles of the M5 competition, scaled: lower is better"},
	{"ltpin", "ltpin", 3, "the pinball loss of six quantiles of the total over the horizon, divided by the mean demand over it: lower is better. The quantity of an order depends on it"},
	{"lt95", "lt95", 3, "the share of totals at or below their 0.95 quantile"},
	{"lt99", "lt99", 3, "the share of totals at or below their 0.99 quantile"},
	{"ms", "ms", 1, "milliseconds a series, fit and forecast with quantiles; ours on all cores at once, so that they vary"},
	{"wmape", "wMAPE", 3, "the sum of the absolute errors divided by the sum of what came"},
	{"total", "total", 3, "the sum of the absolute errors of the totals divided by the sum of what came"},
	{"log_error", "log error", 3, "the mean absolute error of the logarithms"},
}

// The measures of the two kinds of sets.
var (
	regularMeasures = []string{"owa", "smape", "mase", "coverage", "msis", "ms"}
	countMeasures   = []string{"rmsse", "bias", "spl", "ltpin", "lt95", "lt99", "ms"}
)

func measureNamed(name string) measure {
	for _, m := range measures {
		if m.name == name {
			return m
		}
	}
	return measure{name: name, title: name, digits: 3}
}

func (m measure) text(v float64) string { return strconv.FormatFloat(v, 'f', m.digits, 64) }

// A block is a part of what is printed: a heading, sentences and a table, each of which
// may be absent. Titles of columns with figures begin with *.
type block struct {
	heading, text string
	titles        []string
	rows          [][]string
	ours          []int // rows that are about this library
}

// asText lays blocks out for a terminal. Rows about this library begin with >.
func asText(blocks []block) string {
	var out strings.Builder
	for i, b := range blocks {
		if i > 0 {
			out.WriteString("\n")
		}
		if b.heading != "" {
			out.WriteString(b.heading + "\n")
		}
		if b.text != "" {
			out.WriteString(strings.Join(term.Wrap(b.text, 110), "\n") + "\n")
		}
		if len(b.rows) == 0 {
			continue
		}
		columns := make([]term.Column, len(b.titles)+1)
		head := []string{""}
		for k, t := range b.titles {
			name, right := strings.CutPrefix(t, "*")
			columns[k+1].Right = right
			head = append(head, name)
		}
		rows := [][]string{head}
		for k, r := range b.rows {
			mark := ""
			if slices.Contains(b.ours, k) {
				mark = ">"
			}
			rows = append(rows, append([]string{mark}, r...))
		}
		out.WriteString(term.Columns("", columns, rows))
	}
	return out.String()
}

// asMarkdown lays blocks out as Markdown. Rows about this library are in bold.
func asMarkdown(blocks []block) string {
	var out strings.Builder
	for i, b := range blocks {
		if i > 0 {
			out.WriteString("\n")
		}
		var parts []string
		if b.heading != "" {
			parts = append(parts, "## "+markdown.Escape(b.heading)+"\n")
		}
		if b.text != "" {
			parts = append(parts, markdown.Escape(b.text)+"\n")
		}
		if len(b.rows) > 0 {
			parts = append(parts, markdown.Table(b.titles, b.rows, b.ours...))
		}
		out.WriteString(strings.Join(parts, "\n"))
	}
	return out.String()
}

// setBlock compares models on one set, the best first, with the peers if these saw the
// same values.
func setBlock(results []result, peers bool) block {
	r := results[0]
	names := regularMeasures
	if r.intermittent {
		names = countMeasures
	}
	rows := "core rows"
	if r.full {
		rows = "all rows"
	}
	out := block{heading: r.set + ", " + rows, titles: []string{"method"}}
	for _, n := range names {
		out.titles = append(out.titles, "*"+measureNamed(n).title)
	}
	type line struct {
		first float64
		known bool
		ours  bool
		cells []string
	}
	var lines []line
	var notes []string
	for _, r := range results {
		notes = append(notes, r.note())
		l := line{ours: true, cells: []string{r.model}}
		l.first, l.known = r.figures[names[0]], hasFigure(r, names[0])
		for _, n := range names {
			l.cells = append(l.cells, r.cell(n, peers))
		}
		lines = append(lines, l)
	}
	var methods []string
	if peers {
		methods = peerMethods(r.full, names, []string{r.set})
	} else {
		out.heading += ", the last steps of the history held out"
	}
	for _, m := range methods {
		l := line{cells: []string{m}}
		l.first, l.known = peerFigure(r.full, names[0], r.set, m)
		some := false
		for _, n := range names {
			cell := ""
			if v, ok := peerFigure(r.full, n, r.set, m); ok {
				cell, some = measureNamed(n).text(v), true
			}
			l.cells = append(l.cells, cell)
		}
		if some {
			lines = append(lines, l)
		}
	}
	sort.SliceStable(lines, func(i, j int) bool {
		if lines[i].known != lines[j].known {
			return lines[i].known
		}
		return lines[i].known && lines[i].first < lines[j].first
	})
	for i, l := range lines {
		out.rows = append(out.rows, l.cells)
		if l.ours {
			out.ours = append(out.ours, i)
		}
	}
	out.text = strings.Join(notes, "; ") + "."
	return out
}

func hasFigure(r result, name string) bool {
	_, ok := r.figures[name]
	return ok
}

// note says how many series were scored, and on how many the model failed.
func (r result) note() string {
	out := r.model + ": " + strconv.Itoa(r.series) + " series"
	if v, ok := r.figures["point_smape"]; ok {
		out += ", sMAPE over all points " + measureNamed("smape").text(v)
	}
	if r.failed > 0 {
		out += ", " + strconv.Itoa(r.failed) + " of which it could not fit and got the naive forecast"
	}
	return out
}

// cell returns a figure as it is printed, with a ! before it where it misses its aim and
// that is asked for.
func (r result) cell(name string, judged bool) string {
	v, ok := r.figures[name]
	if !ok {
		return ""
	}
	mark := ""
	if judged && misses(r.full, name, r.set, v) {
		mark = "!"
	}
	return mark + measureNamed(name).text(v)
}

// measureBlock compares models with the peers by one measure on several sets. The last
// column is the mean over the sets of mean, where all of them are known.
func measureBlock(results []result, name string, full bool, sets, mean []string) block {
	m := measureNamed(name)
	out := block{heading: m.title, text: strings.ToUpper(m.what[:1]) + m.what[1:] + ".", titles: []string{"method"}}
	for _, s := range sets {
		out.titles = append(out.titles, "*"+s)
	}
	averaged := len(mean) > 0 && name != "lt95" && name != "lt99" && name != "bias" && name != "coverage" && name != "ms"
	if averaged {
		title := "*mean"
		if len(mean) < len(sets) {
			title += " of " + strconv.Itoa(len(mean))
		}
		out.titles = append(out.titles, title)
	}
	var ours []string
	for _, r := range results {
		if r.full == full && slices.Contains(sets, r.set) && !slices.Contains(ours, r.model) {
			ours = append(ours, r.model)
		}
	}
	for _, o := range ours {
		row := []string{o}
		for _, s := range sets {
			cell := ""
			if r, ok := find(results, o, s, full); ok {
				cell = r.cell(name, true)
			}
			row = append(row, cell)
		}
		if v, ok := ourMean(results, o, name, full, mean); averaged && ok {
			row = append(row, m.text(v))
		}
		out.ours = append(out.ours, len(out.rows))
		out.rows = append(out.rows, row)
	}
	for _, p := range peerMethods(full, []string{name}, sets) {
		row := []string{p}
		some := false
		for _, s := range sets {
			cell := ""
			if v, ok := peerFigure(full, name, s, p); ok {
				cell, some = m.text(v), true
			}
			row = append(row, cell)
		}
		if v, ok := peerMean(full, name, mean, p); averaged && ok {
			row = append(row, m.text(v))
		}
		if some {
			out.rows = append(out.rows, row)
		}
	}
	return out
}

// find returns the result of a model on a set.
func find(results []result, model, set string, full bool) (result, bool) {
	for _, r := range results {
		if r.model == model && r.set == set && r.full == full {
			return r, true
		}
	}
	return result{}, false
}

// ourMean returns the mean of a figure of a model over sets, and whether it has all.
func ourMean(results []result, model, name string, full bool, sets []string) (float64, bool) {
	sum := 0.0
	for _, s := range sets {
		r, _ := find(results, model, s, full)
		v, ok := r.figures[name]
		if !ok {
			return 0, false
		}
		sum += v
	}
	return sum / float64(len(sets)), len(sets) > 0
}
