package main

import (
	"io"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/markdown"
	"github.com/lianxing/crossborder/kpi"
)

// A markdownPage is a document being written as Markdown, with the tables of GitHub.
type markdownPage struct {
	strings.Builder
	d document
}

// writeMarkdown writes the document as Markdown.
func writeMarkdown(w io.Writer, d document) error {
	p := &markdownPage{d: d}
	p.head()
	p.figures()
	p.scores()
	p.why()
	p.settlements()
	p.channels()
	p.fees()
	p.gaps()
	p.files()
	_, err := io.WriteString(w, p.String())
	return err
}

func (p *markdownPage) title(text string) { p.WriteString("\n## " + markdown.Escape(text) + "\n\n") }

func (p *markdownPage) subtitle(text string) {
	p.WriteString("\n### " + markdown.Escape(text) + "\n\n")
}

func (p *markdownPage) text(text string) {
	if text != "" {
		p.WriteString(markdown.Escape(text) + "\n")
	}
}

func (p *markdownPage) bullets(texts []string) {
	if len(texts) == 0 {
		return
	}
	if !strings.HasSuffix(p.String(), "\n\n") {
		p.WriteString("\n")
	}
	p.WriteString(markdown.Bullets(texts))
}

func (p *markdownPage) table(titles []string, rows [][]string, strong ...int) {
	if len(rows) > 0 {
		p.WriteString(markdown.Table(titles, rows, strong...))
	}
}

func (p *markdownPage) head() {
	d := p.d
	p.WriteString("# " + markdown.Escape(d.Title) + "\n\n")
	facts := []string{d.Channel + ", amounts in " + d.Currency + ", folder " + d.Folder, "Period: " + d.Period.Text() + " (" + counted(d.Period.Days, "day") + "), " + d.PeriodWhy}
	if d.Base != nil {
		facts = append(facts, "Compared with: "+d.Base.Text()+" ("+counted(d.Base.Days, "day")+"), "+d.BaseWhy)
	} else {
		facts = append(facts, sentence(d.BaseWhy))
	}
	p.WriteString(markdown.Bullets(facts))
	p.title("In short")
	var texts []string
	for _, f := range d.Summary {
		texts = append(texts, f.Text)
	}
	p.WriteString(markdown.Bullets(texts))
}

func (p *markdownPage) figures() {
	d := p.d
	p.title("Figures of the period")
	titles := []string{"figure", "*now", "*before", "*change", "computed from"}
	var rows [][]string
	for _, h := range d.Headline {
		var from []string
		for _, in := range h.Inputs {
			if in.Value.Sign() == 0 && in.Value.Number != "" {
				continue // nothing of it
			}
			from = append(from, in.Name+" "+in.Value.Short())
		}
		rows = append(rows, []string{h.Name, h.Now.Full(), h.Before.Full(), h.Change.Text, h.Formula + ": " + strings.Join(from, ", ")})
	}
	p.table(titles, rows)
	p.title("From sales to profit")
	rows = nil
	var strong []int
	for i, s := range d.Ladder.Steps {
		if s.Kind == "total" {
			strong = append(strong, i)
		}
		rows = append(rows, []string{s.Name, s.Now.Short(), s.Share.Full(), s.Before.Short(), s.Change.Short()})
	}
	p.table([]string{d.Currency, "*now", "*of net revenue", "*before", "*change"}, rows, strong...)
	p.bullets(d.Ladder.Notes)
}

func (p *markdownPage) scores() {
	c := p.d.Scorecard
	p.title("Scorecard of the last week")
	if c.Why != "" {
		p.text("There is none: " + c.Why + ".")
		return
	}
	p.text("Week " + c.Weeks[len(c.Weeks)-1].Text() + ".")
	p.WriteString("\n")
	var rows [][]string
	var texts []string
	for _, r := range c.Rows {
		limits := ""
		if r.Lower.State == string(kpi.Defined) && r.Upper.State == string(kpi.Defined) {
			limits = r.Lower.Short() + " to " + r.Upper.Short()
		}
		rows = append(rows, []string{r.Name, r.Owner, r.Now.Full(), r.Before.Full(), r.YearBefore.Full(), limits, r.Target, r.Status, r.Action})
		texts = append(texts, r.Sentence)
	}
	p.table([]string{"metric", "owner", "*week", "*week before", "*year before", "*usual range", "target", "status", "what to do"}, rows)
	p.bullets(texts)
	p.bullets(c.Notes)
	p.subtitle("Weeks")
	titles := []string{"week"}
	for _, r := range c.Rows {
		titles = append(titles, "*"+r.Name)
	}
	rows = nil
	for i, w := range c.Weeks {
		row := []string{w.First}
		for _, r := range c.Rows {
			cell := r.Points[i].Value.Short()
			if r.Points[i].Excluded != "" {
				cell += " (" + strings.ReplaceAll(r.Points[i].Excluded, "_", "-") + ")"
			} else if r.Points[i].Signal {
				cell += " !"
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	p.table(titles, rows)
	p.WriteString("\n")
	p.text("! is part of a signal; weeks in brackets are in no limit.")
}

func (p *markdownPage) why() {
	p.title("Why the profit moved")
	b := p.d.Bridge
	if b == nil {
		p.text(p.d.BridgeWhy)
		return
	}
	p.text("The " + b.Measure + " went from " + b.From.Full() + " to " + b.To.Full() + ": " + withSign(b.Change.Text) + ".")
	p.WriteString("\n")
	rows := [][]string{{"Base", b.Start.Short(), ""}}
	for _, bar := range b.Bars {
		name := bar.Name
		if !bar.Complete {
			name += " (incomplete)"
		}
		rows = append(rows, []string{name, bar.Amount.Short(), bar.Share.Text})
	}
	rows = append(rows, []string{"Period", b.End.Short(), ""})
	p.table([]string{p.d.Currency, "*amount", "*of the change"}, rows, 0, len(rows)-1)
	p.subtitle("Largest causes")
	var texts []string
	for _, c := range b.Causes {
		texts = append(texts, c.Sentence)
	}
	p.WriteString(markdown.Bullets(texts))
	p.subtitle("Items")
	rows = nil
	for _, it := range b.Items {
		sku := it.SKU
		if sku == "" {
			sku = "no item"
		}
		rows = append(rows, []string{sku, it.Family, it.Kind, it.From.Short(), it.To.Short(), it.Change.Short(), it.Cause, it.CauseAmount.Short()})
	}
	if b.Others > 0 {
		rows = append(rows, []string{counted(b.Others, "other item"), "", "", "", "", b.OthersChange.Short(), "", ""})
	}
	p.table([]string{"item", "family", "kind", "*before", "*now", "*change", "largest cause", "*amount"}, rows)
	if len(b.Missing) > 0 {
		p.bullets([]string{"Not known: " + strings.Join(b.Missing, "; ")})
	}
	p.bullets(b.Notes)
}

func (p *markdownPage) settlements() {
	r := p.d.Settlements
	p.title("Settlements")
	if r.Why != "" {
		p.text(sentence(r.Why) + ".")
		return
	}
	var rows [][]string
	for _, s := range r.Checks {
		days := ""
		if s.Period != nil {
			days = s.Period.Text()
		}
		rows = append(rows, []string{s.ID, days, strconv.Itoa(s.Rows), s.Sum.Text, s.Total.Full(), s.Difference.Text, yes(s.Balanced), s.DepositDay, strconv.Itoa(len(s.Findings) + s.Unlisted)})
	}
	p.table([]string{"settlement", "days", "*rows", "*sum of rows", "*total", "*difference", "adds up", "deposit", "*to look at"}, rows)
	p.bullets(r.Chain)
	for _, s := range r.Checks {
		if !s.detailed(p.d) {
			continue
		}
		p.subtitle("Settlement " + s.ID)
		rows = nil
		for _, l := range s.Lines {
			rows = append(rows, []string{l.Name, strings.ReplaceAll(l.Level, "_", " "), strconv.Itoa(l.Rows), l.Amount.Short()})
		}
		rows = append(rows, []string{"Sum", "", strconv.Itoa(s.Rows), s.Sum.Short()})
		p.table([]string{s.Currency, "counts as", "*rows", "*amount"}, rows, len(rows)-1)
		var texts []string
		for _, u := range s.Unmapped {
			texts = append(texts, "Not mapped: "+u.AmountType+" / "+u.Description+", "+counted(u.Rows, "row")+", "+u.Amount.Text+" ("+strings.Join(u.Places, ", ")+")")
		}
		for _, f := range s.Findings {
			text := sentence(f.Text)
			if len(f.Places) > 0 {
				text += " (" + strings.Join(f.Places, ", ") + ")"
			}
			texts = append(texts, text)
		}
		if s.Unlisted > 0 {
			texts = append(texts, counted(s.Unlisted, "more finding"))
		}
		p.bullets(texts)
		p.WriteString("\n")
		rows = nil
		for _, it := range s.Items {
			rows = append(rows, []string{it.SKU, strconv.FormatInt(it.Sold, 10), strconv.FormatInt(it.Refunded, 10), it.Amount.Short()})
		}
		if s.ItemsOthers > 0 {
			rows = append(rows, []string{counted(s.ItemsOthers, "other item"), "", "", ""})
		}
		rows = append(rows, []string{"no item", "", "", s.NoItem.Short()})
		p.table([]string{"item", "*sold", "*refunded", "*amount"}, rows)
	}
}

// detailed reports whether the lines of a settlement are shown: it does not add up, has
// amounts that are not known, or is of the period.
func (s settlement) detailed(d document) bool {
	return !s.Balanced || len(s.Unmapped) > 0 || s.Period != nil && s.Period.Last >= d.Period.First && s.Period.First <= d.Period.Last
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (p *markdownPage) channels() {
	if s := p.d.Shopify; s != nil {
		p.title("Shopify payouts")
		var rows [][]string
		for _, x := range s.Payouts {
			rows = append(rows, []string{x.Day, x.Total.Text, strconv.Itoa(x.Transactions), x.Net.Text, x.Difference.Text, x.StatusText})
		}
		p.table([]string{"day", "*paid out", "*transactions", "*their net", "*difference", "result"}, rows)
		var texts []string
		for _, f := range s.Pending {
			texts = append(texts, "Not paid out yet: "+f.Text)
		}
		p.bullets(append(texts, s.Notes...))
	}
	if w := p.d.Walmart; w != nil {
		p.title("Walmart")
		p.text(counted(w.Rows, "row") + " add up to " + w.Sum.Text + "; the payment is " + w.Payable.Text + ".")
		p.WriteString("\n")
		p.amounts("amount", w.Amounts)
		p.WriteString("\n")
		p.amounts("item", w.Items)
		p.bullets(w.Notes)
	}
	if r := p.d.DateRange; r != nil {
		p.title("Date range reports")
		p.text(counted(r.Rows, "row") + " add up to " + r.Total.Text + ", transfers to the bank of " + r.Transfers.Text + " included.")
		p.WriteString("\n")
		p.amounts("kind", r.Kinds)
		if len(r.Unbalanced) > 0 {
			p.bullets([]string{"Rows that do not add up: " + listed(r.Unbalanced, 10)})
		}
		p.bullets(r.Notes)
	}
}

func (p *markdownPage) amounts(title string, all []namedAmount) {
	var rows [][]string
	for _, a := range all {
		rows = append(rows, []string{a.Name, a.Amount.Text})
	}
	p.table([]string{title, "*amount"}, rows)
}

func (p *markdownPage) fees() {
	f := p.d.Fees
	p.title("Fees compared with the tables")
	if f.Why != "" {
		p.text("Nothing was compared: " + f.Why + ".")
	}
	for _, side := range []struct {
		name string
		of   *feeSide
	}{{"Charged in settlements", f.Charged}, {"Expected by the fee preview", f.Preview}} {
		s := side.of
		if s == nil {
			continue
		}
		p.subtitle(side.name)
		p.text(counted(s.Checked, "fee") + " from " + s.First + " to " + s.Last + ", " + grouped(strconv.Itoa(s.Agreed)) + " of them as the tables: " + s.Charged.Text + " taken, " + s.Computed.Text + " computed, " + s.Difference.Text + " difference; " + s.Money.Text + " over the period.")
		p.WriteString("\n")
		p.feeTotals("cause", s.Causes)
		p.WriteString("\n")
		p.feeTotals("fee", s.Fees)
		p.WriteString("\n")
		var rows [][]string
		for _, x := range s.Findings {
			days := dateRange{First: x.First, Last: x.Last}
			rows = append(rows, []string{x.SKU, x.FeeName, days.Text(), strconv.FormatInt(x.Units, 10), x.Charged.Short(), x.Computed.Short(), x.Money.Short(), x.Why, x.Do})
		}
		p.table([]string{"item", "fee", "days", "*units", "*taken each", "*computed each", "*money", "likely cause", "what to do"}, rows)
		if s.Others > 0 {
			p.bullets([]string{counted(s.Others, "more difference") + " with less money; the totals are of all"})
		}
	}
	if len(f.Gaps) > 0 {
		p.subtitle("Fees that could not be compared")
		var rows [][]string
		for _, g := range f.Gaps {
			rows = append(rows, []string{g.Name, strconv.Itoa(g.Items), strconv.Itoa(g.Lines), g.Amount.Text, g.Example})
		}
		p.table([]string{"reason", "*items", "*fees", "*amount", "the largest"}, rows)
	}
	p.bullets(f.Notes)
}

func (p *markdownPage) feeTotals(title string, all []feeTotal) {
	var rows [][]string
	for _, t := range all {
		rows = append(rows, []string{t.Name, strconv.Itoa(t.Findings), t.Over.Short(), t.Under.Short(), t.Money.Short()})
	}
	p.table([]string{title, "*differences", "*too much", "*too little", "*together"}, rows)
}

func (p *markdownPage) gaps() {
	g := p.d.Gaps
	p.title("What is missing in the data")
	p.text("The data allows " + counted(g.Allowed, "metric") + "; " + strconv.Itoa(g.Blocked) + " lack an input.")
	p.WriteString("\n")
	var rows [][]string
	for _, m := range g.Missing {
		rows = append(rows, []string{m.Name, m.From, listed(m.Unlocks, 6), strconv.Itoa(m.WaitedFor)})
	}
	p.table([]string{"missing", "would come from", "would allow alone", "*metrics that wait for it"}, rows)
	for _, c := range g.Checks {
		p.subtitle(c.Name)
		switch {
		case c.Why != "":
			p.text("Not checked: " + c.Why + ".")
		case len(c.Faults) == 0:
			p.text("Nothing found.")
		}
		var texts []string
		for _, f := range c.Faults {
			text := f.Text
			if !strings.Contains(text, f.Item) {
				text = f.Item + ": " + text
			}
			if f.Origin != f.Item {
				text += " (" + f.Origin + ")"
			}
			texts = append(texts, text)
		}
		if c.Others > 0 {
			texts = append(texts, counted(c.Others, "more"))
		}
		p.bullets(texts)
	}
	if len(g.StockOuts) > 0 {
		p.subtitle("Items without stock")
		rows = nil
		for _, s := range g.StockOuts {
			rows = append(rows, []string{s.SKU, dateRange{First: s.First, Last: s.Last}.Text(), strconv.Itoa(s.Days), s.Weekly.Text})
		}
		p.table([]string{"item", "days", "*reports", "*units in a usual week"}, rows)
	}
}

func (p *markdownPage) files() {
	p.title("Files")
	var rows [][]string
	var texts []string
	for _, f := range p.d.Files {
		days := ""
		if f.Days != nil {
			days = f.Days.Text()
		}
		if f.DaysFrom != "" {
			days += " (" + f.DaysFrom + ")"
		}
		kind := f.Kind
		if kind == "" {
			kind = "not known"
		}
		how := f.Encoding
		if f.Separator != "" {
			how += ", " + f.Separator
		}
		rows = append(rows, []string{f.Name, kind, how, grouped(strconv.Itoa(f.Rows)), strconv.Itoa(len(f.Faults) + f.More), days, f.Used})
		texts = append(texts, f.Faults...)
		if f.More > 0 {
			texts = append(texts, f.Name+": "+counted(f.More, "more row")+" that cannot be read")
		}
		if len(f.Unknown) > 0 {
			texts = append(texts, f.Name+": columns that are not understood: "+listed(f.Unknown, 8))
		}
		for _, n := range f.Notes {
			texts = append(texts, f.Name+": "+n)
		}
	}
	p.table([]string{"file", "kind", "text", "*rows", "*faults", "days", "used for"}, rows)
	p.bullets(texts)
	if len(p.d.LeftOut) > 0 {
		p.title("Left out")
		rows = nil
		for _, l := range p.d.LeftOut {
			rows = append(rows, []string{l.File, strconv.Itoa(l.Rows), l.Text})
		}
		p.table([]string{"file", "*rows", "what"}, rows)
	}
}
