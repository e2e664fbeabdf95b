package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// document puts together everything that there is to say.
func (a *analysis) document() (document, error) {
	d := document{
		Title: a.plan.title, Channel: a.plan.channel, Currency: string(a.plan.currency), Folder: filepath.Base(filepath.Clean(a.folder)),
		Period: rangeOf(a.period), PeriodWhy: a.periodWhy, BaseWhy: a.baseWhy,
	}
	if d.Title == "" {
		d.Title = "Scorecard"
	}
	if a.before != nil {
		base := rangeOf(a.base)
		d.Base = &base
	}
	var err error
	for _, part := range []func() error{
		func() (err error) { d.Headline, err = a.headlines(); return err },
		func() (err error) { d.Ladder, err = a.ladder(); return err },
		func() (err error) { d.Scorecard, err = a.scorecard(); return err },
		func() (err error) { d.Bridge, d.BridgeWhy, err = a.bridge(); return err },
		func() (err error) { d.Gaps, err = a.gaps(); return err },
	} {
		if err = part(); err != nil {
			return d, err
		}
	}
	d.Settlements, d.Shopify, d.Walmart, d.DateRange = a.checked, a.shopifyPart(), a.walmartPart(), a.dateRangePart()
	d.Fees = a.audited
	d.Files = a.fileParts()
	d.LeftOut = a.leftOuts()
	d.Summary = a.summary(d)
	return d, nil
}

func (a *analysis) fileParts() []filePart {
	var out []filePart
	for _, s := range a.sources {
		p := s.part
		if days, ok := s.span(); ok {
			r := rangeOf(days)
			p.Days = &r
		}
		p.InPeriod, p.DaysFrom = a.meets(s), s.daysFrom
		out = append(out, p)
	}
	return out
}

// noteNames say in which order notes of a collector stand.
var noteOrder = []reports.NoteCode{
	reports.NoteUnmapped, reports.NoteNoCost, reports.NoteNoSKU, reports.NoteCurrency, reports.NoteAdsTwice, reports.NoteFault, reports.NoteOutOfPeriod,
}

// leftOuts says what is in no figure: what a file repeats, and what the collector of the
// period left out.
func (a *analysis) leftOuts() []leftOut {
	var out []leftOut
	for _, l := range a.leftOut {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(x, y leftOut) int {
		return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.File, y.File), cmp.Compare(x.Text, y.Text))
	})
	notes := a.now.collector.Notes()
	slices.SortStableFunc(notes, func(x, y reports.Note) int {
		return cmp.Compare(slices.Index(noteOrder, x.Code), slices.Index(noteOrder, y.Code))
	})
	var withoutCost []string
	for _, n := range notes {
		if n.Code == reports.NoteNoCost {
			continue // costs are read here, by day
		}
		out = append(out, leftOut{string(n.Code), n.File, n.Rows, n.Text})
	}
	for sku, g := range a.now.goods {
		if it := a.item(sku); it == nil && g.units.Sign() > 0 {
			withoutCost = append(withoutCost, sku)
		}
	}
	slices.Sort(withoutCost)
	if len(withoutCost) > 0 {
		text := "no costs are given for " + listed(withoutCost, 5) + ", which were sold"
		out = append([]leftOut{{Code: "no_cost", File: a.book.name(), Rows: len(withoutCost), Text: text}}, out...)
	}
	return out
}

// The moods of a sentence.
const (
	bad   = "bad"
	look  = "look"
	good  = "good"
	plain = "plain"
)

// summary says what a reader should know first.
func (a *analysis) summary(d document) []finding {
	var out []finding
	add := func(mood, part, text string) { out = append(out, finding{mood, text, part}) }
	out = append(out, a.profitSentence(d)...)
	if d.Bridge != nil {
		for i, c := range d.Bridge.Causes {
			if i == 3 {
				break
			}
			mood := look
			if c.Amount.Sign() > 0 {
				mood = good
			} else if c.Amount.Sign() < 0 {
				mood = bad
			}
			add(mood, "bridge", c.Sentence)
		}
	}
	for _, r := range d.Scorecard.Rows {
		if r.Action == "act" {
			add(bad, "scorecard", r.Sentence)
		}
	}
	if n := len(d.Settlements.Checks); n > 0 {
		if d.Settlements.Balanced == n {
			add(good, "settlements", counted(n, "settlement")+": every row adds up to the total that is paid out.")
		}
		for _, s := range d.Settlements.Checks {
			if !s.Balanced {
				add(bad, "settlements", "Settlement "+s.ID+" does not add up: its rows are "+s.Sum.Text+", its total is "+s.Total.Full()+", a difference of "+s.Difference.Text+".")
			}
		}
		if text := unmappedText(d.Settlements); text != "" {
			add(look, "settlements", text)
		}
	}
	if c := d.Fees.Charged; c != nil && len(c.Findings) > 0 {
		mood := look
		if c.Money.Sign() > 0 {
			mood = bad
		}
		add(mood, "fees", "Amazon charged "+c.Money.Text+" more than its fee tables give, in "+counted(len(c.Findings)+c.Others, "difference")+"; the largest is "+c.Findings[0].SKU+", "+strings.ToLower(c.Findings[0].FeeName)+", "+c.Findings[0].Money.Text+".")
	} else if c != nil {
		add(good, "fees", counted(c.Checked, "charged fee")+" compared with the tables, all agree.")
	}
	for _, c := range d.Gaps.Checks {
		if n := len(c.Faults) + c.Others; n > 0 && c.Code == "duty" {
			add(bad, "gaps", "Duty or freight of "+counted(n, "item")+" is missing or not plausible: their profit is shown too high.")
		}
	}
	if n := len(d.Gaps.StockOuts); n > 0 {
		add(look, "gaps", d.Gaps.StockOuts[0].SKU+" had no stock from "+d.Gaps.StockOuts[0].First+" to "+d.Gaps.StockOuts[0].Last+"; it sells "+d.Gaps.StockOuts[0].Weekly.Text+" units in a week. "+counted(n, "item")+" had none on some day.")
	}
	unread := 0
	for _, f := range d.Files {
		if f.Kind == "" {
			unread++
		}
	}
	if unread > 0 {
		add(look, "files", counted(unread, "file")+" of the folder "+isAre(unread)+" no known report and "+wasWere(unread)+" not read.")
	}
	return out
}

// profitSentence says what was earned, and how it compares.
func (a *analysis) profitSentence(d document) []finding {
	for _, code := range []string{"operating_profit", "cm3", "cm2", "cm1", "net_revenue"} {
		i := slices.IndexFunc(d.Ladder.Steps, func(s ladderStep) bool { return s.Code == code })
		s := d.Ladder.Steps[i]
		if s.Now.State != string(kpi.Defined) {
			continue
		}
		text := s.Name + " of " + d.Period.Text() + ": "
		if s.Now.Bound == atMost {
			text += "at most "
		}
		text += s.Now.Text
		if s.Share.State == string(kpi.Defined) && code != "net_revenue" {
			text += ", " + s.Share.Text + " of net revenue"
		}
		mood := plain
		if s.Now.Sign() < 0 {
			mood = bad
		}
		if s.Change.State == string(kpi.Defined) {
			text += "; " + withSign(s.Change.Text) + " against " + d.Base.Text()
			mood = good
			if s.Change.Sign() < 0 {
				mood = bad
			}
		}
		out := []finding{{mood, text + ".", "ladder"}}
		if !d.Ladder.Complete && code != "operating_profit" {
			out = append(out, finding{look, "What is below in the ladder is not known: " + ladderLacks(d.Ladder) + ".", "ladder"})
		}
		return out
	}
	return []finding{{look, "No figure of the profit is known: " + ladderLacks(d.Ladder) + ".", "ladder"}}
}

func ladderLacks(l ladder) string {
	var out []string
	for _, s := range l.Steps {
		if s.Kind == "total" && s.Now.State != string(kpi.Defined) {
			for _, m := range s.Now.Missing {
				if m = inputWords(m); !slices.Contains(out, m) {
					out = append(out, m)
				}
			}
		}
	}
	if len(out) == 0 {
		return "inputs are missing"
	}
	return listed(out, 6) + " " + isAre(len(out)) + " missing"
}

func unmappedText(r reconciliations) string {
	var names []string
	rows := 0
	for _, s := range r.Checks {
		for _, u := range s.Unmapped {
			rows += u.Rows
			if name := u.AmountType + " / " + u.Description; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if rows == 0 {
		return ""
	}
	return counted(rows, "row") + " of settlements " + map[bool]string{true: "has", false: "have"}[rows == 1] + " an amount of a name that is not known (" + listed(names, 3) + "): it is in the reconciliation and in no profit. A mapping in the plan puts it in its place."
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}
