package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// newPage lays a document out: first what needs action, then where it comes from.
func newPage(d document) (htmlPage, error) {
	p := htmlPage{Title: d.Title, Facts: pageFacts(d)}
	p.section("headline", "The period at a glance", headlineBlocks(d)...)
	p.section("action", "What needs action", actionBlocks(d)...)
	blocks, err := scorecardBlocks(d)
	if err != nil {
		return p, err
	}
	p.section("scorecard", "Scorecard", blocks...)
	p.section("ladder", "From sales to profit", ladderBlocks(d)...)
	if blocks, err = bridgeBlocks(d); err != nil {
		return p, err
	}
	p.section("bridge", "Why the profit moved", blocks...)
	p.section("settlements", "Reconciliation of settlements", settlementBlocks(d)...)
	p.section("fees", "Fee audit", feeBlocks(d)...)
	p.section("gaps", "Gaps in the data", gapBlocks(d)...)
	p.section("files", "Files that were read", fileBlocks(d)...)
	p.link()
	return p, nil
}

// link numbers the tables, and drops the links to sections that the page does not have.
func (p *htmlPage) link() {
	titles := map[string]string{}
	for _, s := range p.Sections {
		titles[s.ID] = s.Title
	}
	tables := 0
	name := func(t *htmlTable) {
		if t != nil {
			tables++
			t.ID = "table-" + strconv.Itoa(tables)
		}
	}
	var walk func(section string, blocks []htmlBlock)
	walk = func(section string, blocks []htmlBlock) {
		for _, b := range blocks {
			name(b.Table)
			for _, c := range b.Charts {
				name(c.Values)
			}
			for i := range b.List {
				item := &b.List[i]
				if item.LinkText = titles[item.Link]; item.LinkText == "" || item.Link == section {
					item.Link = ""
				}
			}
			walk(section, b.Blocks)
		}
	}
	for _, s := range p.Sections {
		walk(s.ID, s.Blocks)
	}
}

// pageFacts say what the page is about.
func pageFacts(d document) []string {
	var facts []string
	about := []string{d.Channel, "amounts in " + d.Currency}
	if d.Folder != "" {
		about = append(about, "reports of the folder "+d.Folder)
	}
	facts = append(facts, strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), ", "))
	facts = append(facts, strings.TrimSuffix("Period: "+daysText(&d.Period)+" ("+counted(d.Period.Days, "day")+"). "+fullStop(capital(d.PeriodWhy)), " "))
	if d.Base != nil {
		facts = append(facts, strings.TrimSuffix("Compared with: "+daysText(d.Base)+" ("+counted(d.Base.Days, "day")+"). "+fullStop(capital(d.BaseWhy)), " "))
	} else if d.BaseWhy != "" {
		facts = append(facts, fullStop(capital(d.BaseWhy)))
	}
	return append(facts, "Complete: "+completeness(d))
}

// completeness says in a sentence how much is known.
func completeness(d document) string {
	var parts []string
	all := d.Gaps.Allowed + d.Gaps.Blocked
	if all > 0 {
		parts = append(parts, countText(d.Gaps.Allowed)+" of "+counted(all, "metric")+" can be computed")
	}
	if n := len(d.Settlements.Checks); n > 0 {
		parts = append(parts, countText(d.Settlements.Balanced)+" of "+counted(n, "settlement")+" add up")
	}
	if d.Ladder.Complete {
		parts = append(parts, "all costs of the profit are known")
	} else {
		parts = append(parts, "not all costs of the profit are known")
	}
	faults := 0
	for _, f := range d.Files {
		if len(f.Faults) > 0 {
			faults++
		}
	}
	if faults > 0 {
		parts = append(parts, counted(faults, "file")+" with rows that could not be read")
	}
	return strings.Join(parts, "; ") + "."
}

// fullStop is a text with a full stop.
func fullStop(text string) string {
	if text = strings.TrimSpace(text); text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text
	}
	return text + "."
}

// headlineBlocks are the figures of the period, and how they are computed.
func headlineBlocks(d document) []htmlBlock {
	cards, names := htmlBlock{}, namesOfInputs(d)
	how := newTable("Formulas and inputs of the headline figures", plainColumn("Figure"), proseColumn("Formula"), proseColumn("Inputs, with the files that they are from"))
	for _, h := range d.Headline {
		card := htmlCard{Name: h.Name, Value: cellText(h.Now, d.Currency)}
		if card.Value != h.Now.Full() {
			card.Unit = d.Currency
		}
		if h.Now.State != "defined" && len(h.Now.Missing) > 0 {
			card.Note = "missing: " + listed(named(h.Now.Missing, names), 3)
		}
		if h.Before.State == "defined" {
			card.Note = strings.TrimSuffix(minus("before: "+cellText(h.Before, d.Currency))+"; "+card.Note, "; ")
		}
		if h.Change.State == "defined" {
			card.Change = minus(plus(h.Change.Full()))
			if card.Mood = map[string]string{"better": "good", "worse": "bad"}[h.Better]; card.Mood != "" {
				card.Change += ", " + h.Better
			}
		}
		cards.Cards = append(cards.Cards, card)
		var inputs []string
		for _, in := range h.Inputs {
			text := in.Name + ": " + in.Value.Full()
			if files := slices.Clone(in.Files); len(files) > 0 {
				if in.More > 0 {
					files = append(files, counted(in.More, "file")+" more")
				}
				text += " (" + strings.Join(files, ", ") + ")"
			}
			inputs = append(inputs, text)
		}
		how.add("", h.Name, h.Formula, strings.Join(append(inputs, h.Notes...), "; "))
	}
	return []htmlBlock{cards, folded("How these figures are computed", how.block())}
}

// namesOfInputs are what the inputs of a document are called, by their codes.
func namesOfInputs(d document) map[string]string {
	names := map[string]string{}
	for _, h := range d.Headline {
		for _, in := range h.Inputs {
			names[in.Code] = in.Name
		}
	}
	for _, m := range d.Gaps.Missing {
		names[m.Input] = m.Name
	}
	return names
}

// named are the names of inputs; a code without one is shown with blanks.
func named(codes []string, names map[string]string) []string {
	var out []string
	for _, code := range codes {
		switch name := names[code]; {
		case name != "":
			code = strings.ToLower(name[:1]) + name[1:]
		case !strings.Contains(code, " "):
			code = strings.ReplaceAll(code, "_", " ")
		}
		out = append(out, code)
	}
	return out
}

// tags are the words for how much a finding matters.
var tags = map[string]string{"bad": "Act", "look": "Look", "good": "Good", "plain": "Note"}

// actions are what a row of the scorecard asks for, the most urgent first.
var actions = []struct{ code, tag, mood string }{
	{"act", "Act", "bad"},
	{"restock", "Restock", "bad"},
	{"investigate", "Investigate", "look"},
	{"complete_data", "Complete data", "look"},
	{"improve", "Improve", "look"},
	{"keep", "Keep", "good"},
}

// actionOf finds what an action is called; rank goes from the most urgent.
func actionOf(code string) (tag, mood string, rank int) {
	for i, a := range actions {
		if a.code == code {
			return a.tag, a.mood, i
		}
	}
	switch code {
	case "hold":
		return "Hold", "plain", len(actions)
	case "watch":
		return "Watch", "plain", len(actions)
	}
	return code, "plain", len(actions)
}

// actionBlocks are what a reader should do, the most urgent first.
func actionBlocks(d document) []htmlBlock {
	summary := htmlBlock{}
	for _, f := range d.Summary {
		mood, known := f.Mood, tags[f.Mood] != ""
		if !known {
			mood = "plain"
		}
		summary.List = append(summary.List, htmlItem{Mood: mood, Tag: tags[mood], Text: f.Text, Link: f.Part})
	}
	rows := slices.Clone(d.Scorecard.Rows)
	slices.SortStableFunc(rows, func(a, b scoreRow) int {
		_, _, x := actionOf(a.Action)
		_, _, y := actionOf(b.Action)
		return cmp.Compare(x, y)
	})
	score := htmlBlock{Title: "Metrics that changed or miss their target"}
	for _, r := range rows {
		tag, mood, rank := actionOf(r.Action)
		if rank == len(actions) {
			continue
		}
		item := htmlItem{Mood: mood, Tag: tag, Text: fullStop(r.Sentence), More: fullStop(capital(r.Why))}
		if r.Owner != "" {
			item.More += " Owner: " + r.Owner + "."
		}
		score.List = append(score.List, item)
	}
	if len(score.List) == 0 {
		score = htmlBlock{}
		if len(rows) > 0 {
			score.Text = "No metric of the scorecard changed beyond its usual noise, and none misses its target."
		}
	}
	causes := htmlBlock{Title: "Further causes of the change of profit"}
	if !slices.ContainsFunc(d.Summary, func(f finding) bool { return f.Part == "bridge" }) {
		causes.Title = "Largest causes of the change of profit"
	}
	if d.Bridge != nil {
		for _, c := range d.Bridge.Causes[:min(len(d.Bridge.Causes), 5)] {
			if slices.ContainsFunc(d.Summary, func(f finding) bool { return strings.Contains(f.Text, c.Sentence) }) {
				continue
			}
			tag, mood := "Raised it", "good"
			switch c.Amount.Sign() {
			case -1:
				tag, mood = "Lowered it", "bad"
			case 0:
				tag, mood = "Not known", "plain"
			}
			causes.List = append(causes.List, htmlItem{Mood: mood, Tag: tag, Text: c.Sentence})
		}
	}
	if len(causes.List) == 0 {
		causes = htmlBlock{}
	}
	return []htmlBlock{summary, score, causes}
}

// capital is a text with a large first letter.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// ladderBlocks lead from gross sales to the profit.
func ladderBlocks(d document) []htmlBlock {
	t := newTable("Profit of "+daysText(&d.Period)+", in "+d.Currency, plainColumn("Step"), numberColumn("Now"))
	if d.Base != nil {
		t.Columns = append(t.Columns, numberColumn("Before"), numberColumn("Change"))
	}
	t.Columns = append(t.Columns, numberColumn("Share of net revenue"))
	for _, s := range d.Ladder.Steps {
		class := "part"
		if s.Kind == "total" {
			class = "strong"
		}
		cells := []string{s.Name, cellText(s.Now, d.Currency)}
		if d.Base != nil {
			cells = append(cells, cellText(s.Before, d.Currency), plus(cellText(s.Change, d.Currency)))
		}
		t.add(class, append(cells, cellText(s.Share, ""))...)
	}
	return []htmlBlock{t.block(), sentences(d.Ladder.Notes)}
}
