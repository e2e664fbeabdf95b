package main

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx/buffer"
)

// A page is a report for people: what table, Markdown and HTML show alike.
type page struct {
	title    string
	facts    []string
	sections []section
}

// A section has a title, tables and charts, and below how to read them.
type section struct {
	title string
	parts []part
	how   []string
}

// A part is one table, in HTML with the chart of the same matter above. Several parts
// of a section are for one horizon each.
type part struct {
	title string // "" in a section of one part
	table *table
	chart *chart // HTML shows it, other forms do not
}

// A table has a caption and columns with titles. The first cell of a row is its header.
type table struct {
	caption string
	columns []column
	rows    [][]string
	strong  []int // rows that stand out
}

type column struct {
	title string
	right bool // of numbers
	prose int  // columns of the terminal that a text is broken to
}

// page returns the parts of the report that the command line asks for, or all of them.
func (r *report) page(all bool) *page {
	p := &page{title: r.pair() + " on " + dayText(r.on) + ": the rate to plan with"}
	p.facts = append([]string{
		"1 " + string(r.base) + " = " + shown(r.spot) + " " + string(r.quote) + ", fixing of " + dayText(r.spot.Date()) + ", " + counted(r.age, "day") + " old",
		"Source: " + r.spot.Source() + ". " + counted(r.series.Len(), "fixing") + " from " + dayText(r.series.First()) + ".",
	}, r.notes...)
	plans := section{title: "What to plan with", how: r.readPlans(), parts: []part{{table: r.planTable()}}}
	if all {
		p.sections = append(p.sections, plans, section{title: "Rate, planned rate and breaches", parts: r.plannedParts()})
	} else {
		p.sections = append(p.sections, plans)
	}
	if all || r.bands {
		p.sections = append(p.sections, section{title: "Bands: how often to re-price", how: r.readBands(), parts: []part{{table: r.bandTable(), chart: r.bandChart()}}})
	}
	if all || r.backtest {
		p.sections = append(p.sections, section{title: "Back-test of all methods at " + r.levels[0].String(), how: r.readTests(), parts: r.testParts()})
	}
	return p
}

// planTable has a row for every horizon and confidence.
func (r *report) planTable() *table {
	t := &table{
		caption: "Buffers of the method " + r.models[0].Name() + ", and planned rates in " + r.unit(),
		columns: []column{{title: "days", right: true}, {title: "level", right: true}, {title: "buffer", right: true}, {title: "plan at", right: true}, {title: "how that did on these rates", prose: 60}},
	}
	for i := range r.plans {
		p := &r.plans[i]
		row := []string{grouped(p.days), p.level.String(), "–", "–", ""}
		if p.short != nil {
			row[4] = tooShort(p.short)
		} else {
			row[2], row[3], row[4] = p.percent(), shown(p.planned.Rate), p.why()
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// percent is the buffer for people.
func (p *plan) percent() string { return p.planned.Buffer.Shift(2).StringFixed(2) + "%" }

// testParts has a table for every horizon.
func (r *report) testParts() []part {
	var out []part
	for _, days := range r.days {
		tests := r.testsOver(days)
		title := "Over " + counted(days, "day")
		out = append(out, part{title: title, table: testTable(title, tests), chart: r.methodChart(days)})
	}
	return out
}

// testTable has a row for every method over one horizon.
func testTable(title string, tests []tested) *table {
	t := &table{
		caption: title + ", in percent of the rate",
		columns: []column{{title: "method", prose: 24}},
	}
	if len(tests) > 0 && tests[0].Origins > 0 {
		e := tests[0]
		t.caption += ": " + counted(e.Origins, "day") + " from " + dayText(e.From) + " to " + dayText(e.To)
	}
	for _, title := range []string{"covered", "mean\nbuffer", "mean\nshort", "worst\nshort", "pinball", "windows\nbreached", "Kupiec\np", "rejects", "order\np"} {
		t.columns = append(t.columns, column{title: title, right: true})
	}
	for i, e := range tests {
		name := e.Model
		if e.chosen {
			name += " *"
			t.strong = append(t.strong, i)
		}
		if e.Origins == 0 {
			t.rows = append(t.rows, append([]string{name + ": too little data"}, slices.Repeat([]string{"–"}, len(t.columns)-1)...))
			continue
		}
		if e.Origins < tests[0].Origins {
			name += " (" + counted(e.Origins, "day") + ")"
		}
		row := []string{
			name, number(100*e.Coverage, 2), number(100*e.MeanBuffer, 2), "–", "–", number(1e4*e.Pinball, 2),
			grouped(e.WindowBreaches) + "/" + grouped(e.Windows), "–", grouped(e.PhasesRejected) + "/" + grouped(e.Phases), "–",
		}
		if e.Breaches > 0 {
			row[3], row[4] = number(100*e.MeanShortfall, 2), number(100*e.WorstShortfall, 2)
		}
		if e.Verdict == buffer.TooLittleData {
			row[8] = "too few"
		} else {
			row[7] = number(e.Kupiec.P, 3)
		}
		if e.Christoffersen.Defined {
			row[9] = number(e.Christoffersen.P, 3)
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// bandTable has a row for every band.
func (r *report) bandTable() *table {
	t := &table{
		caption: "Bands around the rate of the last price",
		columns: []column{{title: "band"}, {title: "re-prices", right: true}, {title: "per year", right: true}, {title: "mean gap", right: true}, {title: "worst gap", right: true}, {title: "on", right: true}, {title: "below reference", right: true}},
	}
	share := func(d decimal.Decimal) string { return percent(d.InexactFloat64()) }
	for i := range r.runs {
		e := &r.runs[i].evidence
		t.rows = append(t.rows, []string{
			r.runs[i].label, grouped(e.Reprices), e.PerYear.StringFixed(2), share(e.MeanGap),
			share(e.WorstGap), dayText(e.WorstDay), number(100*e.Under.InexactFloat64(), 1) + "% of days",
		})
	}
	return t
}
