package main

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func drawnChart(t *testing.T, c chart, width vg.Length) string {
	t.Helper()
	svg, err := inline(c, width)
	if err != nil {
		t.Fatal(err)
	}
	return string(svg)
}

// Every week of a row is drawn, each by its mark.
func TestControlChartMarks(t *testing.T) {
	row := scoreRowOf("Net revenue", "amount", 52, amountOf, 4_600_000, 210_000, "xmr")
	c := newControlChart(row)
	if len(c.points) != 52 || c.known() != 51 {
		t.Errorf("%d points, %d known", len(c.points), c.known())
	}
	svg := drawnChart(t, c, narrowChart)
	for _, mark := range []struct {
		style string
		want  int
	}{
		{`style="fill:var(--value)"`, 52 - 1 - 2 - 2},                 // without the one not known, those left out and the signal
		{`style="fill:var(--page)"`, 2},                               // the event and the week without stock
		{`style="fill:none;stroke:var(--value);stroke-width:1.3"`, 2}, // and their rings
		{`style="fill:var(--signal)"`, 2},
		{`stroke:var(--limit)`, 2},
		{`stroke:var(--target)`, 1},
	} {
		if got := strings.Count(svg, mark.style); got != mark.want {
			t.Errorf("%s: %d, want %d", mark.style, got, mark.want)
		}
	}
	for _, want := range []string{"control chart of 52 weeks from 2025-07-06 to 2026-07-04", "2 weeks left out", "2 weeks in a signal", "limits 39,700.00 USD to 52,300.00 USD"} {
		if !strings.Contains(c.describe(), want) {
			t.Errorf("%q is not in %q", want, c.describe())
		}
	}
	if runs := c.runs(); len(runs) != 2 || len(runs[0])+len(runs[1]) != 51 {
		t.Errorf("%d runs around the week that is not known", len(runs))
	}
}

// The limits of a p-chart go with its counts; those of an XmR chart are one line.
func TestControlChartLimits(t *testing.T) {
	lower := func(p controlPoint) float64 { return p.lower }
	xmr := newControlChart(scoreRowOf("a", "fraction", 10, shareOf, 1240, 90, "xmr"))
	if parts := xmr.steps(lower); len(parts) != 1 || len(parts[0]) != 2 {
		t.Errorf("XmR: %v", parts)
	}
	p := newControlChart(scoreRowOf("a", "fraction", 10, shareOf, 60, 12, "p"))
	p.points[4].lower = math.NaN()
	parts := p.steps(lower)
	if len(parts) != 2 || len(parts[0]) != 8 || len(parts[1]) != 10 {
		t.Errorf("p: %v", parts)
	}
	if y := parts[0][0].Y; math.Abs(y-0.36) > 1e-9 {
		t.Errorf("the first limit is %v percent", y)
	}
}

// Of a long history the latest weeks are drawn.
func TestControlChartLong(t *testing.T) {
	c := newControlChart(scoreRowOf("a", "count", 300, countOf, 100, 5, "xmr"))
	if len(c.points) != mostWeeks || c.hidden != 300-mostWeeks || !strings.Contains(chartNote(c), "194 earlier weeks not shown") {
		t.Errorf("%d points, %d hidden: %s", len(c.points), c.hidden, chartNote(c))
	}
	if table := weekTable(c); len(table.Rows) != mostWeeks || table.Rows[0].Head.Text != weekOf(299).First {
		t.Errorf("%d rows, the first %s", len(table.Rows), table.Rows[0].Head.Text)
	}
}

// Every bar begins where the one before ended, and the last one ends at the profit.
func TestWaterfall(t *testing.T) {
	b := bridgeOf(0)
	w := newWaterfall(b, "USD")
	at := w.bars[0].to
	for _, bar := range w.bars[1 : len(w.bars)-1] {
		if math.Abs(bar.from-at) > 1e-6 {
			t.Errorf("%s begins at %v, not at %v", bar.name, bar.from, at)
		}
		at = bar.to
	}
	if last := w.bars[len(w.bars)-1]; math.Abs(last.to-at) > 1e-6 || len(w.bars) != len(b.Bars)+2 {
		t.Errorf("%d bars end at %v, the profit is %v", len(w.bars), at, last.to)
	}
	for _, width := range []vg.Length{wideChart, narrowChart} {
		svg := drawnChart(t, w, width)
		for _, mark := range []struct {
			style string
			want  int
		}{
			{`style="fill:var(--rise)"`, 3},                            // volume, product cost, exchange rates
			{`style="fill:var(--total)"`, 2},                           // before and now
			{`stroke:var(--fall);stroke-width:1.8"`, 6},                // what lowered the profit
			{`stroke:var(--open);stroke-width:1.4"`, 2},                // duty and what is not explained
			{">−600.00 ?<", 1}, {">not known<", 1}, {">+1,512.00<", 1}, // amounts
		} {
			if got := strings.Count(svg, mark.style); got != mark.want {
				t.Errorf("%s: %d, want %d", mark.style, got, mark.want)
			}
		}
	}
	if text := w.describe(); !strings.Contains(text, "from 25,623.53 USD, Volume +1,512.00 USD") || !strings.Contains(text, "Not explained not known, to") {
		t.Error(text)
	}
}

// The axis begins at 0 but where the changes would not be seen.
func TestWaterfallAxis(t *testing.T) {
	for _, tt := range []struct {
		name       string
		start, bar int64
		cut        bool
	}{{"small change", 100_000, -1_000, true}, {"half", 100_000, -50_000, false}, {"a loss", -100_000, 1_000, true}, {"through 0", 100, -200, false}, {"no change", 100_000, 0, false}, {"nothing", 0, 0, false}} {
		w := newWaterfall(&bridge{Start: amountOf(tt.start), Bars: []bridgeBar{{Amount: amountOf(tt.bar), Complete: true}}, End: amountOf(tt.start + tt.bar)}, "USD")
		if w.cut != 0 != tt.cut || w.shown.from >= w.shown.to || w.shown.from > w.cut || w.shown.to < w.cut {
			t.Errorf("%s: cut at %v, shown %v", tt.name, w.cut, w.shown)
		}
		drawnChart(t, w, narrowChart)
	}
}

// Ticks are few, round and inside.
func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		from, to float64
		want     string
	}{
		{0, 100, "0 20 40 60 80 100"}, {0.046, 0.059, "0.046 0.048 0.050 0.052 0.054 0.056 0.058"}, {9_000, 61_000, "10k 20k 30k 40k 50k 60k"},
		{800, 2_100, "800 1,000 1,200 1,400 1,600 1,800 2,000"}, {-1.5e6, 2.5e6, "-1M 0 1M 2M"}, {5, 5, ""}, {math.Inf(-1), 1, ""},
	} {
		var labels []string
		for _, x := range roundTicks(7, short).Ticks(tt.from, tt.to) {
			labels = append(labels, x.Label)
		}
		if got := strings.Join(labels, " "); got != tt.want {
			t.Errorf("%v to %v: %s, want %s", tt.from, tt.to, got, tt.want)
		}
	}
	for _, tt := range []struct{ from, to, want string }{
		{"2025-07-06", "2026-06-28", "2025-09 2025-11 2026-01 2026-03 2026-05"}, {"2026-01-04", "2026-03-29", "2026-02 2026-03"}, {"2026-01-04", "2026-01-25", "2026-01-08 2026-01-20"},
		{"2021-01-03", "2026-06-28", "2022-01 2023-01 2024-01 2025-01 2026-01"},
	} {
		from, _ := onAxis(tt.from)
		to, _ := onAxis(tt.to)
		var labels []string
		for _, x := range weekTicks(5).Ticks(from, to) {
			labels = append(labels, x.Label)
			if x.Value < from || x.Value > to {
				t.Errorf("%s is outside", x.Label)
			}
		}
		if got := strings.Join(labels, " "); got != tt.want {
			t.Errorf("%s to %s: %s, want %s", tt.from, tt.to, got, tt.want)
		}
	}
}
