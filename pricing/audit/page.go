package audit

import (
	"fmt"
	"strings"
	"unicode"
)

// A page is a file as it is printed, without a format.
type page struct {
	language Language
	title    string
	facts    []string
	contents string
	sections []section
}

type section struct {
	id, title string
	blocks    []block
}

// A block is a text or a table.
type block struct {
	text  string
	table *table
}

// A table that is stacked shows each row as a card on a narrow screen.
type table struct {
	caption string
	stacked bool
	columns []column
	rows    []row
}

// A column is right-aligned for numbers; prose may be long.
type column struct {
	title        string
	right, prose bool
}

// A row is strong when it is a total.
type row struct {
	strong bool
	cells  []cell
}

// A cell is a text, a code, or both: a code that has a name stands behind it.
type cell struct{ text, code string }

func (s *section) say(text string) { s.blocks = append(s.blocks, block{text: text}) }

func (s *section) add(t *table) { s.blocks = append(s.blocks, block{table: t}) }

func newTable(caption string, columns ...column) *table {
	t := &table{caption: caption, columns: columns}
	for i, c := range columns {
		t.stacked = t.stacked || c.prose && i > 1
	}
	return t
}

func (t *table) row(cells ...cell) { t.rows = append(t.rows, row{cells: cells}) }

func (t *table) total(cells ...cell) { t.rows = append(t.rows, row{strong: true, cells: cells}) }

func plainCell(text string) cell { return cell{text: text} }

func numberCell(n Number) cell { return cell{text: n.short()} }

// page lays out the file.
func (f *File) page(language Language) (page, error) {
	s, err := newSpeaker(language)
	if err != nil {
		return page{}, err
	}
	l := layout{speaker: s, f: f, currency: f.Subject.Currency}
	p := page{language: s.language, title: s.say("title", f.Subject.SKU, f.Subject.Channel), facts: l.facts(), contents: s.say("contents")}
	for _, add := range []func() section{
		l.decision, l.statement, l.fees, l.costs, l.exchange, l.limits, l.rivals, l.policy, l.evidence, l.approvals, l.doubts, l.inputs, l.digest,
	} {
		p.sections = append(p.sections, add())
	}
	p.show()
	return p, nil
}

// show makes the marks visible that turn the direction of a text, in every text of the
// page: with them a name can be printed that reads as another one.
func (p *page) show() {
	p.title = visible(p.title)
	for i := range p.facts {
		p.facts[i] = visible(p.facts[i])
	}
	for _, s := range p.sections {
		for i := range s.blocks {
			b := &s.blocks[i]
			b.text = visible(b.text)
			if b.table != nil {
				b.table.show()
			}
		}
	}
}

func (t *table) show() {
	t.caption = visible(t.caption)
	for i := range t.columns {
		t.columns[i].title = visible(t.columns[i].title)
	}
	for _, r := range t.rows {
		for i := range r.cells {
			c := &r.cells[i]
			c.text, c.code = visible(c.text), visible(c.code)
		}
	}
}

// visible writes each mark of the direction of a text by its number: "[U+202E]".
func visible(text string) string {
	turns := func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }
	if strings.IndexFunc(text, turns) < 0 {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		if turns(r) {
			out.WriteString(fmt.Sprintf("[%U]", r))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// A layout makes the sections of a page.
type layout struct {
	speaker
	f        *File
	currency string
}

func (l *layout) section(key string) section { return section{id: key, title: l.say(key)} }

// money is an amount with its currency.
func (l *layout) money(n Number) string {
	if n == "" {
		return "—"
	}
	return n.short() + " " + l.currency
}

func (l *layout) head(key string, values ...string) column {
	return column{title: l.say(key, values...)}
}

func (l *layout) number(key string, values ...string) column {
	return column{title: l.say(key, values...), right: true}
}

func (l *layout) prose(key string) column { return column{title: l.say(key), prose: true} }

func (l *layout) facts() []string {
	subject, d := &l.f.Subject, &l.f.Decision
	facts := []string{l.action(d)}
	if subject.Title != "" {
		facts = append(facts, l.say("fact_offer", subject.Title))
	}
	if subject.Brand != "" {
		facts = append(facts, l.say("fact_brand", subject.Brand))
	}
	facts = append(facts, l.say("fact_decided", readable(subject.DecidedAt), string(subject.Day)))
	if subject.Strategy != "" {
		facts = append(facts, l.say("fact_rules", subject.Rules, subject.RulesVersion, l.word(strategyWords, subject.Strategy)))
	}
	facts = append(facts, l.say("fact_currency", subject.Currency), l.say("fact_places"), l.say("fact_layout", l.f.Schema, l.f.Version))
	if note := l.say("english_only"); note != "" {
		facts = append(facts, note)
	}
	return facts
}

// sentences joins sentences.
func (l *layout) sentences(texts ...string) string { return strings.Join(texts, l.say("space")) }

// labelled puts a name before a value.
func (l *layout) labelled(key, value string) string { return l.say(key) + l.say("colon") + value }

// several joins parts of a cell.
func (l *layout) several(parts []string) string { return strings.Join(parts, l.say("semicolon")) }

// list joins names.
func (l *layout) list(names []string) string { return strings.Join(names, l.say("comma")) }

// action says in one sentence what was decided.
func (l *layout) action(d *Decision) string {
	from := l.money(d.From)
	price := Number("")
	if d.Review != nil {
		price = d.Review.Price
	}
	switch {
	case d.Action == "change" && d.From == "":
		return l.say("action_first", l.money(d.To))
	case d.Action == "change":
		return l.say("action_change", from, l.money(d.To))
	case d.Action == "review" && price == "":
		return l.say("action_ask", from)
	case d.Action == "review" && d.From == "":
		return l.say("action_first_review", l.money(price))
	case d.Action == "review":
		return l.say("action_review", from, l.money(price))
	case d.Action == "hold" && d.From == "":
		return l.say("action_none")
	}
	return l.say("action_"+string(d.Action), from)
}

// readable prints a time for people: "2026-11-23 12:00:00 UTC".
func readable(t Time) string {
	day, clock, found := strings.Cut(strings.TrimSuffix(string(t), "Z"), "T")
	if !found {
		return string(t)
	}
	return day + " " + clock + " UTC"
}

// span prints the days of a table.
func (l *layout) span(from, to Day) string {
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return l.say("in_force_from", string(from))
	}
	return l.say("in_force_span", string(from), string(to))
}
