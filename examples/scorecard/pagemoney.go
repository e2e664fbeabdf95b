package main

import (
	"slices"
	"strings"
)

const (
	mostSettlements = 60 // two years of them
	mostDetails     = 30 // lines of findings in one settlement
)

// settlementBlocks say of each settlement whether its rows are what was paid.
func settlementBlocks(d document) []htmlBlock {
	var blocks []htmlBlock
	if d.Settlements.Why != "" {
		blocks = append(blocks, htmlBlock{Text: fullStop(capital(d.Settlements.Why))})
	}
	checks := d.Settlements.Checks
	t := newTable("Rows of each settlement against the total that its file states", plainColumn("Settlement"), daysColumn("Result"), numberColumn("Difference"), numberColumn("Sum of rows"),
		numberColumn("Total stated"), plainColumn("Currency"), numberColumn("Reserve"), numberColumn("Rows"), daysColumn("Days"))
	for _, c := range checks[:min(len(checks), mostSettlements)] {
		result, class := "adds up", ""
		if !c.Balanced {
			result, class = "does not add up", "fault"
			if c.Total.State != "defined" {
				result = "no total"
			}
		}
		t.add(class, settlementName(c), result, plus(cellText(c.Difference, c.Currency)), cellText(c.Sum, c.Currency), cellText(c.Total, c.Currency),
			c.Currency, plus(cellText(c.Reserve, c.Currency)), countText(c.Rows), daysText(c.Period))
	}
	t.leaveOut(len(checks)-mostSettlements, "settlement")
	blocks = append(blocks, t.block())
	if len(d.Settlements.Chain) > 0 {
		chain := sentences(d.Settlements.Chain)
		chain.Title = "From one settlement to the next"
		blocks = append(blocks, chain)
	}
	var quiet []htmlBlock
	for _, c := range checks[:min(len(checks), mostSettlements)] {
		if details := settlementDetails(c); c.Balanced && len(c.Unmapped)+len(c.Findings)+c.Unlisted == 0 {
			quiet = append(quiet, details)
		} else {
			blocks = append(blocks, details)
		}
	}
	switch n := len(quiet); {
	case n > 3 && n == len(checks):
		quiet = []htmlBlock{folded("Lines and items of each settlement", quiet...)}
	case n > 3:
		quiet = []htmlBlock{folded("Lines and items of "+counted(n, "settlement")+" without a finding", quiet...)}
	}
	return append(append(blocks, quiet...), otherMoney(d)...)
}

func settlementName(c settlement) string {
	if c.ID == "" {
		return "without a number"
	}
	return c.ID
}

// settlementDetails are the lines of a settlement, its items and what does not fit.
func settlementDetails(c settlement) htmlBlock {
	name := "Settlement " + settlementName(c)
	of := " of " + strings.ToLower(name[:1]) + name[1:] + ", in " + c.Currency
	lines := newTable("Lines"+of, plainColumn("Line"), plainColumn("Level"), numberColumn("Rows"), numberColumn("Amount"))
	for _, l := range c.Lines[:min(len(c.Lines), mostRows)] {
		lines.add("", l.Name, strings.ReplaceAll(l.Level, "_", " "), countText(l.Rows), cellText(l.Amount, c.Currency))
	}
	lines.add("strong", "Sum", "", countText(c.Rows), cellText(c.Sum, c.Currency))
	items := newTable("Items"+of, plainColumn("SKU"), numberColumn("Units sold"), numberColumn("Units refunded"), numberColumn("Amount"))
	for _, i := range c.Items[:min(len(c.Items), mostDetails)] {
		items.add("", i.SKU, grouped64(i.Sold), grouped64(i.Refunded), cellText(i.Amount, c.Currency))
	}
	items.leaveOut(c.ItemsOthers+max(0, len(c.Items)-mostDetails), "item")
	unknown := newTable("Amounts that no mapping knows"+of, plainColumn("Type"), plainColumn("Amount type"), plainColumn("Description"), numberColumn("Rows"), numberColumn("Amount"), proseColumn("First rows"))
	for _, u := range c.Unmapped[:min(len(c.Unmapped), mostDetails)] {
		unknown.add("", u.Type, u.AmountType, u.Description, countText(u.Rows), cellText(u.Amount, c.Currency), strings.Join(u.Places, ", "))
	}
	unknown.leaveOut(len(c.Unmapped)-mostDetails, "amount")
	findings := newTable("What does not fit"+of, proseColumn("Finding"), plainColumn("Order or SKU"), daysColumn("Day"), numberColumn("Rows"), numberColumn("Amount"), proseColumn("First rows"))
	for _, f := range c.Findings[:min(len(c.Findings), mostDetails)] {
		about := strings.Join(slices.DeleteFunc([]string{f.Order, f.SKU}, func(s string) bool { return s == "" }), ", ")
		findings.add("", capital(f.Text), about, f.Day, countText(f.Count), cellText(f.Amount, c.Currency), listed(f.Places, 3))
	}
	findings.leaveOut(c.Unlisted+max(0, len(c.Findings)-mostDetails), "finding")
	say := name
	if c.Period != nil {
		say += ", " + daysText(c.Period)
	}
	var open []string
	if n := len(c.Unmapped); n > 0 {
		open = append(open, counted(n, "amount")+" not mapped")
	}
	if n := len(c.Findings) + c.Unlisted; n > 0 {
		open = append(open, counted(n, "finding"))
	}
	if len(open) > 0 {
		say += ": " + strings.Join(open, ", ")
	}
	var noItem htmlBlock
	if c.NoItem.Sign() != 0 {
		noItem.Text = "Amounts of no item: " + c.NoItem.Full() + "."
	}
	return folded(say, findings.block(), unknown.block(), lines.block(), items.block(), noItem)
}

// otherMoney are payouts and reports of other kinds.
func otherMoney(d document) []htmlBlock {
	var blocks []htmlBlock
	if s := d.Shopify; s != nil {
		t := newTable("Payouts of Shopify against their transactions", daysColumn("Day"), plainColumn("Currency"), numberColumn("Transactions"), numberColumn("Payout"),
			numberColumn("Net of transactions"), numberColumn("Difference"), proseColumn("Result"))
		for _, p := range s.Payouts[:min(len(s.Payouts), mostRows)] {
			class := "fault"
			if p.Difference.State == "defined" && p.Difference.Sign() == 0 || p.Status == "matched" {
				class = ""
			}
			t.add(class, p.Day, p.Currency, countText(p.Transactions), cellText(p.Total, p.Currency), cellText(p.Net, p.Currency), plus(cellText(p.Difference, p.Currency)), p.StatusText)
		}
		t.leaveOut(len(s.Payouts)-mostRows, "payout")
		var notes []string
		for _, f := range s.Pending {
			notes = append(notes, "Transactions that no payout holds yet: "+f.Full()+".")
		}
		blocks = append(blocks, htmlBlock{Title: "Shopify", Text: counted(s.Orders, "order") + " read."}, t.block(), sentences(append(notes, s.Notes...)))
	}
	if w := d.Walmart; w != nil {
		t := newTable("Walmart, in "+w.Currency, plainColumn("Amount"), numberColumn("Rows"), numberColumn(w.Currency))
		t.named(w.Amounts, w.Currency)
		t.add("strong", "Sum of "+counted(w.Rows, "row"), countText(w.Rows), cellText(w.Sum, w.Currency))
		t.add("strong", "Payable, as the file states", "", cellText(w.Payable, w.Currency))
		t.add("strong", "Difference", "", plus(cellText(w.Difference, w.Currency)))
		items := newTable("Items of Walmart, in "+w.Currency, plainColumn("SKU"), numberColumn("Rows"), numberColumn(w.Currency))
		items.named(w.Items, w.Currency)
		blocks = append(blocks, htmlBlock{Title: "Walmart"}, t.block(), folded("Items of Walmart", items.block()), sentences(w.Notes))
	}
	if r := d.DateRange; r != nil {
		t := newTable("Date range report, in "+r.Currency, plainColumn("Kind"), numberColumn("Rows"), numberColumn(r.Currency))
		t.named(r.Kinds, r.Currency)
		t.add("strong", "Total", countText(r.Rows), cellText(r.Total, r.Currency))
		t.add("", "Transfers to the bank in it", "", cellText(r.Transfers, r.Currency))
		blocks = append(blocks, htmlBlock{Title: "Date range report"}, t.block(), sentences(r.Unbalanced), sentences(r.Notes))
	}
	return blocks
}

// named adds rows of amounts with names.
func (t *htmlTable) named(amounts []namedAmount, currency string) {
	for _, a := range amounts[:min(len(amounts), mostRows)] {
		rows := ""
		if a.Rows > 0 {
			rows = countText(a.Rows)
		}
		t.add("", a.Name, rows, cellText(a.Amount, currency))
	}
	t.leaveOut(len(amounts)-mostRows, "row")
}
