package main

import (
	"strconv"
	"strings"
)

// mostFees is how many differences of fees a table shows.
const mostFees = 50

// feeBlocks compare fees with the tables: what was charged, and what is previewed.
func feeBlocks(d document) []htmlBlock {
	f := d.Fees
	var blocks []htmlBlock
	if f.Why != "" {
		blocks = append(blocks, htmlBlock{Text: fullStop(capital(f.Why))})
	}
	if f.Charged != nil {
		blocks = append(blocks, f.Charged.blocks("Charged in settlements", "charged")...)
	}
	if f.Preview != nil {
		blocks = append(blocks, f.Preview.blocks("Previewed, which is no money yet", "previewed")...)
	}
	gaps := newTable("Fees that could not be compared, which are in no total", plainColumn("Reason"), numberColumn("Items"), numberColumn("Rows"), numberColumn("Amount"), proseColumn("The largest of them"))
	for _, g := range f.Gaps[:min(len(f.Gaps), mostRows)] {
		gaps.add("", g.Name, countText(g.Items), countText(g.Lines), g.Amount.Full(), g.Example)
	}
	return append(blocks, gaps.block(), sentences(f.Notes))
}

// blocks are the result for one origin.
func (s *feeSide) blocks(title, verb string) []htmlBlock {
	days := dateRange{First: s.First, Last: s.Last}
	text := counted(s.Checked, "fee") + " compared"
	if s.First != "" {
		text += ", " + days.Text()
	}
	text += ": " + countText(s.Agreed) + " are what the tables give, to the cent. " + capital(verb) + " " + s.Charged.Full() + ", computed " + s.Computed.Full() +
		", a difference of " + plus(s.Difference.Full()) + "; over the period the differences come to " + plus(s.Money.Full()) + "."
	causes := newTable("Differences by likely cause, in USD", plainColumn("Cause"), numberColumn("Differences"), numberColumn("Too much"), numberColumn("Too little"), numberColumn("Net"))
	for _, c := range s.Causes[:min(len(s.Causes), mostRows)] {
		causes.total(c)
	}
	fees := newTable("Differences by fee, in USD", plainColumn("Fee"), numberColumn("Differences"), numberColumn("Too much"), numberColumn("Too little"), numberColumn("Net"))
	for _, c := range s.Fees[:min(len(s.Fees), mostRows)] {
		fees.total(c)
	}
	t := newTable("Differences, most money first, in USD", plainColumn("SKU"), plainColumn("Fee"), daysColumn("Days"), numberColumn("Units"), numberColumn(capital(verb)+" a unit"),
		numberColumn("Computed a unit"), numberColumn("Money"), proseColumn("Likely cause"), proseColumn("What to do"))
	for _, f := range s.Findings[:min(len(s.Findings), mostFees)] {
		days := dateRange{First: f.First, Last: f.Last}
		t.add("", f.SKU, f.FeeName, days.Text(), grouped64(f.Units), cellText(f.Charged, "USD"), cellText(f.Computed, "USD"), plus(cellText(f.Money, "USD")), capital(f.Why), f.Do)
	}
	t.leaveOut(s.Others+max(0, len(s.Findings)-mostFees), "difference")
	return []htmlBlock{{Title: title, Text: text}, causes.block(), t.block(), folded("The same by fee", fees.block())}
}

func (t *htmlTable) total(f feeTotal) {
	t.add("", capital(f.Name), countText(f.Findings), plus(cellText(f.Over, "USD")), cellText(f.Under, "USD"), plus(cellText(f.Money, "USD")))
}

// grouped64 is a count with commas between thousands.
func grouped64(n int64) string { return grouped(strconv.FormatInt(n, 10)) }

// gapBlocks say what is missing or cannot be right.
func gapBlocks(d document) []htmlBlock {
	g := d.Gaps
	missing := newTable("Inputs that are missing, those that allow most first", plainColumn("Input"), proseColumn("It alone allows"), numberColumn("Metrics that wait for it"), proseColumn("Where it comes from"))
	for _, m := range g.Missing[:min(len(g.Missing), mostRows)] {
		unlocks := "–"
		if len(m.Unlocks) > 0 {
			unlocks = listed(m.Unlocks, 5)
		}
		missing.add("", m.Name, unlocks, countText(m.WaitedFor), capital(m.From))
	}
	missing.leaveOut(len(g.Missing)-mostRows, "input")
	text := ""
	if g.Allowed+g.Blocked > 0 {
		text = counted(g.Allowed, "metric") + " can be computed from this data, " + countText(g.Blocked) + " cannot."
	}
	checks := newTable("Checks of the data", plainColumn("Check"), numberColumn("Looked at"), numberColumn("Found"), proseColumn("Remark"))
	blocks := []htmlBlock{{Text: text}, missing.block()}
	var details []htmlBlock
	for _, c := range g.Checks {
		found := countText(len(c.Faults) + c.Others)
		if c.Why != "" && len(c.Faults) == 0 {
			found = "–"
		}
		checks.add("", c.Name, countText(c.Looked), found, fullStop(capital(c.Why)))
		t := newTable(c.Name, plainColumn("Item"), plainColumn("Kind"), proseColumn("What was found"), proseColumn("Where"))
		for _, f := range c.Faults[:min(len(c.Faults), mostRows)] {
			item := f.Item
			if item == "" {
				item = "–"
			}
			t.add("", item, strings.ReplaceAll(f.Kind, "_", " "), f.Text, f.Origin)
		}
		t.leaveOut(c.Others+max(0, len(c.Faults)-mostRows), "finding")
		details = append(details, folded(c.Name+": "+found+" found", t.block()))
	}
	stock := newTable("Items out of stock", plainColumn("SKU"), daysColumn("Days"), numberColumn("Snapshots without a unit"), numberColumn("Units of a usual week"))
	for _, s := range g.StockOuts[:min(len(g.StockOuts), mostRows)] {
		days := dateRange{First: s.First, Last: s.Last}
		stock.add("", s.SKU, days.Text(), countText(s.Days), cellText(s.Weekly, ""))
	}
	stock.leaveOut(len(g.StockOuts)-mostRows, "item")
	out := newTable("What was read and is in no figure", proseColumn("Why"), plainColumn("File"), numberColumn("Rows"))
	for _, l := range d.LeftOut[:min(len(d.LeftOut), mostRows)] {
		out.add("", capital(l.Text), l.File, countText(l.Rows))
	}
	out.leaveOut(len(d.LeftOut)-mostRows, "line")
	blocks = append(append(blocks, checks.block()), details...)
	return append(blocks, stock.block(), out.block())
}
