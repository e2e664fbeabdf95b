package main

import (
	"slices"

	"github.com/shopspring/decimal"
)

// economics reports whether some channel says what the profit in steps is for.
func (c *comparison) economics() bool {
	return slices.ContainsFunc(c.Quotes, func(r *result) bool { return r.request.economics() })
}

// heading is the first row of a table with a column for each channel.
func (c *comparison) heading(first string) []string {
	row := []string{first}
	for _, x := range c.Channels {
		row = append(row, x.Label)
	}
	return row
}

// stepRows are the profit in steps, one column a channel; none when no channel asks
// for them.
func (c *comparison) stepRows() [][]string {
	if !c.economics() {
		return nil
	}
	rows := [][]string{c.heading("step")}
	for i := range stepNames {
		row := []string{stepNames[i].name}
		for _, r := range c.Quotes {
			row = append(row, r.Ladder[i].Amount)
		}
		rows = append(rows, row)
	}
	return rows
}

// advertisingRows are the figures of advertising, one column a channel.
func (c *comparison) advertisingRows() [][]string {
	if !c.economics() {
		return nil
	}
	rows := [][]string{c.heading("figure")}
	for _, figure := range []struct {
		name string
		of   func(a *advertising) (text *string, shown string)
	}{
		{"Break-even ACoS", func(a *advertising) (*string, string) {
			return a.BreakEvenACoS, percentOr(a.BreakEvenACoS, "undefined")
		}},
		{"Target ACoS", func(a *advertising) (*string, string) { return a.TargetACoS, percentOr(a.TargetACoS, "") }},
		{"Maximum CPC, " + c.Currency, func(a *advertising) (*string, string) { return a.MaxCPC, textOr(a.MaxCPC, "") }},
		{"Target CPC, " + c.Currency, func(a *advertising) (*string, string) { return a.TargetMaxCPC, textOr(a.TargetMaxCPC, "") }},
	} {
		row, any := []string{figure.name}, false
		for _, r := range c.Quotes {
			text, shown := figure.of(&r.Advertising)
			row, any = append(row, shown), any || text != nil
		}
		if any {
			rows = append(rows, row)
		}
	}
	return rows
}

// swingTitle is the heading of the table of inputs.
func (c *comparison) swingTitle() string {
	s := c.Quotes[0].Sensitivity
	if s == nil {
		return ""
	}
	return "From an input " + percentOf(s.Share) + " lower to " + percentOf(s.Share) + " higher, one at a time: how far the profit moves, in " + c.Currency
}

// swingRows are how far each input moves the profit, one column a channel, the one that
// moves any of them most first; none when nobody asked.
func (c *comparison) swingRows() [][]string {
	if c.Quotes[0].Sensitivity == nil {
		return nil
	}
	most := map[string]decimal.Decimal{}
	var names []string
	for _, r := range c.Quotes {
		for _, x := range r.Sensitivity.moving() {
			if !slices.Contains(names, x.Input) {
				names = append(names, x.Input)
			}
			most[x.Input] = decimal.Max(most[x.Input], x.exact)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return most[b].Cmp(most[a]) })
	rows := [][]string{c.heading("input")}
	for _, name := range names {
		row := []string{name}
		for _, r := range c.Quotes {
			cell := ""
			for _, x := range r.Sensitivity.moving() {
				if x.Input == name {
					cell = x.Swing
				}
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// notVaried says which inputs were not changed, and why.
func (c *comparison) notVaried() []string {
	var notes []note
	for i, r := range c.Quotes {
		if r.Sensitivity == nil {
			continue
		}
		for _, x := range r.Sensitivity.NotVaried {
			notes = noted(notes, x.Input+" was not changed", x.Reason, c.Channels[i].Label)
		}
	}
	return c.said(notes)
}
