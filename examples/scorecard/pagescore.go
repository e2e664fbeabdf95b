package main

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
)

// mostCharts is how many control charts a page has; each takes some 20 kB.
const mostCharts = 30

// scorecardBlocks are the table of the metrics and a chart of each.
func scorecardBlocks(d document) ([]htmlBlock, error) {
	var blocks []htmlBlock
	if d.Scorecard.Why != "" {
		blocks = append(blocks, htmlBlock{Text: fullStop(capital(d.Scorecard.Why))})
	}
	rows := d.Scorecard.Rows
	caption := "The latest week of each metric"
	if n := len(d.Scorecard.Weeks); n > 0 {
		caption += ", " + daysText(&d.Scorecard.Weeks[n-1])
	}
	t := newTable(caption, plainColumn("Metric"), numberColumn("Now"), numberColumn("Week before"), numberColumn("Year before"),
		numberColumn("Usual range"), numberColumn("Target"), plainColumn("What to do"), proseColumn("Status"), plainColumn("Owner"))
	for _, r := range rows[:min(len(rows), mostRows)] {
		tag, mood, _ := actionOf(r.Action)
		name, currency, usual, target := r.Name, "", "–", "–"
		if r.Unit == "amount" {
			name, currency = name+", "+d.Currency, d.Currency
		}
		if r.Lower.State == "defined" && r.Upper.State == "defined" {
			usual = cellText(r.Lower, currency) + " to " + cellText(r.Upper, currency)
		}
		if r.Target != "" {
			target = strings.ReplaceAll(r.Target, " "+d.Currency, "")
		}
		t.add("", name, cellText(r.Now, currency), cellText(r.Before, currency), cellText(r.YearBefore, currency), usual, target, tag, r.Status, r.Owner)
		cells := t.Rows[len(t.Rows)-1].Cells
		cells[5].Class = "tag " + mood
	}
	t.leaveOut(len(rows)-mostRows, "metric")
	blocks = append(blocks, t.block(), sentences(d.Scorecard.Notes))

	charts := htmlBlock{Title: "Control charts", Legend: "control"}
	var faults []error
	for _, r := range rows[:min(len(rows), mostCharts)] {
		c := newControlChart(r)
		if c.known() == 0 {
			continue
		}
		drawn, err := inline(c, narrowChart)
		if err != nil {
			faults = append(faults, err)
		}
		charts.Charts = append(charts.Charts, htmlChart{
			Title: r.Name, Unit: chartUnit(r, d.Currency), Note: chartNote(c), Narrow: drawn, Values: weekTable(c),
		})
	}
	if len(charts.Charts) > 0 {
		blocks = append(blocks, charts)
	}
	return blocks, errors.Join(faults...)
}

// chartUnit says what the axis of a chart counts.
func chartUnit(r scoreRow, currency string) string {
	unit := map[string]string{"fraction": "percent", "amount": currency, "count": "count", "multiple": "times"}[r.Unit]
	if unit == "" {
		unit = r.Unit
	}
	text := unit + " a week"
	if r.Unit == "fraction" || r.Unit == "multiple" {
		text = unit + ", by week"
	}
	if r.Chart == "p" {
		text += ", p-chart"
	}
	return text
}

// chartNote says what the chart says.
func chartNote(c *controlChart) string {
	var notes []string
	switch c.row.Standing {
	case "provisional":
		notes = append(notes, "The limits are provisional.")
	case "too_little_data":
		notes = append(notes, "Too little data for limits.")
	}
	if said := signalTexts(c.row.Signals); said != "" {
		notes = append(notes, said)
	}
	if c.hidden > 0 {
		notes = append(notes, counted(c.hidden, "earlier week")+" not shown.")
	}
	return strings.Join(notes, " ")
}

// weekOfSignal is a week as the signals name it; its first day is enough.
var weekOfSignal = regexp.MustCompile(`(\d{4}-\d{2}-\d{2})\.\.\d{4}-\d{2}-\d{2}`)

// signalTexts names the two latest signals of a chart.
func signalTexts(signals []string) string {
	const most = 2
	latest := make([]string, len(signals))
	for i, s := range signals {
		latest[i] = weekOfSignal.ReplaceAllString(s, "$1")
	}
	last := func(s string) string {
		days := isoDay.FindAllString(s, -1)
		if len(days) == 0 {
			return ""
		}
		return days[len(days)-1]
	}
	slices.SortStableFunc(latest, func(a, b string) int { return cmp.Compare(last(b), last(a)) })
	switch n := len(latest); {
	case n == 0:
		return ""
	case n > most:
		return "Signals: " + strings.Join(latest[:most], "; ") + "; and " + countText(n-most) + " earlier."
	case n == 1:
		return "Signal: " + latest[0] + "."
	}
	return "Signals: " + strings.Join(latest, "; ") + "."
}

var isoDay = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)

// weekTable has the numbers of a chart.
func weekTable(c *controlChart) *htmlTable {
	t := newTable(c.row.Name+" by week", plainColumn("Week"), numberColumn("Value"), numberColumn("Lower limit"), numberColumn("Upper limit"), plainColumn("Mark"))
	points := c.row.Points[c.hidden:]
	for i := len(points) - 1; i >= 0; i-- { // the latest first
		p := points[i]
		mark := ""
		switch {
		case p.Excluded != "":
			mark = "left out: " + strings.ReplaceAll(p.Excluded, "_", " ")
		case p.Signal:
			mark = "signal"
		}
		t.add("", p.Week.First, cellText(p.Value, ""), cellText(p.Lower, ""), cellText(p.Upper, ""), mark)
	}
	return t
}
