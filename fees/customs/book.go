package customs

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A book is everything that the tables say about one day, ready to assess lines one
// after the other. It is not safe for concurrent use.
type book struct {
	day        time.Time
	programmes []programmeOn // in the order of a result
	live       []int         // the places of those that have rows in force
	// layers are what the layers of every line have in common, column 1 first: all
	// there is to say of a programme that is not in force.
	layers    []Layer
	rules     []ruleOn
	chapters  []*chapter98
	questions []map[Question]questionRule // of each variant
	column2   fees.Table[*countries]
	// tariffs are the tariff files in the order they were read, tariffTables their
	// ids. A file that does not cover the day is not among them: noTariff says so.
	tariffs      []*tariff
	tariffTables []string
	noTariff     error
	lists        map[string]bool // every list that a programme names
	// limit is set when a duty spares whole articles of which another falls on a
	// part of the value: then it counts whether there is such a part at all.
	limit    bool
	warnings []fees.Warning
	used     assessor             // of the last line: the next one takes its memory
	column1  *fees.Source         // of the last line, as layers show it
	room     []Layer              // for the layers of the next lines
	texts    map[[2]string]string // that were put together
}

// A programmeOn is a programme on one day.
type programmeOn struct {
	*programme
	rows      []rowOn // in force
	out       string  // why there is none
	outSource *fees.Source
}

// A rowOn is a row of a programme on one day.
type rowOn struct {
	*programmeRow
	shown *fees.Source // the copy of its source in layers, nil before the first
}

// sourceShown is the source of the row for layers: the tables are not handed out.
func (r *rowOn) sourceShown() *fees.Source {
	if r.shown == nil {
		r.shown = copyOf(&r.source)
	}
	return r.shown
}

func copyOf(s *fees.Source) *fees.Source {
	copied := *s
	return &copied
}

// A ruleOn is a stacking rule with the places of its programmes.
type ruleOn struct {
	*stackingRule
	by, of []int
	groups [][]int
}

// bookOn compiles what the tables say about a day. A day that a table does not know
// is its *fees.NoTableError.
func bookOn(t *fees.Tables, day time.Time) (*book, error) {
	year, month, date := day.Date()
	b := &book{day: fees.Day(year, month, date), lists: make(map[string]bool, 64)}
	var faults fees.Faults
	checked := b.addProgrammes(t, &faults)
	b.addRules(t, &faults)
	for _, variant := range kindQuestion.Variants(t) {
		table, err := kindQuestion.OnVariant(t, variant, b.day)
		faults.Join(err)
		b.questions = append(b.questions, table.Rules)
	}
	var err error
	b.column2, err = kindColumn2.On(t, b.day)
	faults.Join(err)
	b.addTariffs(t, &faults)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	if b.day.After(checked) {
		b.warnings = append(b.warnings, fees.Warning{
			Code: "after_last_check",
			Text: "the rates are those known on " + checked.Format(time.DateOnly) + ": what changed later is not in the tables",
		})
	}
	return b, nil
}

// addProgrammes returns the day of the last check of any of them.
func (b *book) addProgrammes(t *fees.Tables, faults *fees.Faults) (checked time.Time) {
	variants := kindProgramme.Variants(t)
	if len(variants) == 0 {
		_, err := kindProgramme.On(t, b.day)
		faults.Join(err)
	}
	b.programmes = make([]programmeOn, 0, len(variants))
	for _, variant := range variants {
		table, err := kindProgramme.OnVariant(t, variant, b.day)
		if err != nil {
			faults.Join(err)
			continue
		}
		if table.Source.VerifiedOn.After(checked) {
			checked = table.Source.VerifiedOn
		}
		b.programmes = append(b.programmes, table.Rules.on(b.day))
		for _, name := range table.Rules.lists {
			b.lists[name] = true
		}
	}
	slices.SortStableFunc(b.programmes, func(p, q programmeOn) int {
		return cmp.Or(cmp.Compare(p.order, q.order), cmp.Compare(p.name, q.name))
	})
	b.startLayers()
	return checked
}

// startLayers notes what the layers of every line have in common.
func (b *book) startLayers() {
	b.layers = make([]Layer, 0, 1+len(b.programmes))
	b.layers = append(b.layers, Layer{Code: "column_1", Programme: "column_1", Label: "Column 1"})
	for i := range b.programmes {
		p := &b.programmes[i]
		l := Layer{Code: p.name, Programme: p.name, Label: p.label}
		if len(p.rows) > 0 {
			b.live = append(b.live, i)
			l.Source = copyOf(&p.source)
		} else {
			l.Status, l.Reason, l.Source = NotInForce, p.out, copyOf(p.outSource)
		}
		b.layers = append(b.layers, l)
	}
}

// on returns a programme on a day.
func (p *programme) on(day time.Time) programmeOn {
	on := programmeOn{programme: p}
	n := 0
	for _, r := range p.rows {
		if r.inForce(day) {
			n++
		}
	}
	if n == 0 {
		on.out, on.outSource = p.notInForce(day)
		return on
	}
	on.rows = make([]rowOn, 0, n)
	for _, r := range p.rows {
		if r.inForce(day) {
			on.rows = append(on.rows, rowOn{programmeRow: r})
		}
	}
	return on
}

// column1Source is the source of a tariff row as layers show it: one for all rows
// that have the same, as nearly all do.
func (b *book) column1Source(r *tariffRow) *fees.Source {
	if b.column1 == nil || *b.column1 != r.source {
		b.column1 = copyOf(&r.source)
	}
	return b.column1
}

// newLayers returns the layers of a line as far as they are those of every line, with
// room for some more.
func (b *book) newLayers(more int) []Layer {
	n := len(b.layers)
	if more > 0 || len(b.room) < n {
		return append(make([]Layer, 0, n+more), b.layers...)
	}
	layers := b.room[:n:n]
	b.room = b.room[n:]
	copy(layers, b.layers)
	return layers
}

// text returns two texts as one, made once.
func (b *book) text(first, second string) string {
	key := [2]string{first, second}
	text, known := b.texts[key]
	if !known {
		if b.texts == nil {
			b.texts = make(map[[2]string]string)
		}
		text = first + second
		b.texts[key] = text
	}
	return text
}

func (b *book) addRules(t *fees.Tables, faults *fees.Faults) {
	content := b.contentProgrammes()
	for _, variant := range kindStacking.Variants(t) {
		table, err := kindStacking.OnVariant(t, variant, b.day)
		faults.Join(err)
		for _, r := range table.Rules {
			if !r.inForce(b.day) {
				continue
			}
			if r.chapter != nil {
				b.chapters = append(b.chapters, r.chapter)
				b.checkPatterns(table.Source.Table, faults, r.chapter.fullValue, r.chapter.suppresses)
				continue
			}
			on := ruleOn{stackingRule: r, by: b.places(r.by), of: b.places(r.of)}
			for _, group := range r.groups {
				on.groups = append(on.groups, b.places(group))
			}
			b.checkPatterns(table.Source.Table, faults, r.by, r.of, slices.Concat(r.groups...))
			b.rules = append(b.rules, on)
			b.limit = b.limit || r.goods && slices.ContainsFunc(on.by, func(i int) bool { return slices.Contains(content, i) })
		}
	}
}

// contentProgrammes returns the places of the programmes that fall on the value of
// a metal.
func (b *book) contentProgrammes() []int {
	var places []int
	for i := range b.programmes {
		if slices.ContainsFunc(b.programmes[i].rows, func(r rowOn) bool { return r.content != "" }) {
			places = append(places, i)
		}
	}
	return places
}

// places returns the places of the programmes that patterns name.
func (b *book) places(patterns []string) []int {
	var places []int
	for i := range b.programmes {
		if matches(patterns, b.programmes[i].name) {
			places = append(places, i)
		}
	}
	return places
}

// checkPatterns notes names in a rule that no programme has: a misspelt one would do
// nothing.
func (b *book) checkPatterns(table string, faults *fees.Faults, lists ...[]string) {
	for _, patterns := range lists {
		for _, pattern := range patterns {
			if !slices.ContainsFunc(b.programmes, func(p programmeOn) bool { return matchesOne(pattern, p.name) }) {
				faults.Add(table, pattern, "must have rules about programmes that have a table")
			}
		}
	}
}

func (b *book) addTariffs(t *fees.Tables, faults *fees.Faults) {
	for _, variant := range kindTariff.Variants(t) {
		table, err := kindTariff.OnVariant(t, variant, b.day)
		if err != nil {
			b.noTariff = errors.Join(b.noTariff, err)
			continue
		}
		b.tariffs = append(b.tariffs, table.Rules)
		b.tariffTables = append(b.tariffTables, table.Source.Table)
		b.checkLists(table, faults)
	}
	if len(b.tariffs) == 0 && b.noTariff == nil {
		_, b.noTariff = kindTariff.On(t, b.day)
	}
}

// checkLists notes a list of a tariff file that no programme names: a line that is
// on it would pay nothing for it.
func (b *book) checkLists(table fees.Table[*tariff], faults *fees.Faults) {
	for name := range table.Rules.lists {
		if b.lists[name] {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(table.Rules.lists)) {
			if b.lists[name] {
				continue
			}
			reason := "must be a list of a programme"
			if near := fees.Nearest(name, maps.Keys(b.lists)); len(near) > 0 {
				reason += ", did you mean " + strings.Join(near, ", ") + "?"
			}
			faults.Add(table.Source.Table+"."+table.Rules.lists[name]+".lists", name, reason)
		}
		return
	}
}

// question returns what is asked and what no answer means. A question that no table
// has makes a range.
func (b *book) question(q Question) questionRule {
	for _, questions := range b.questions {
		if rule, known := questions[q]; known {
			return rule
		}
	}
	if list, is := strings.CutPrefix(string(q), askList); is {
		return questionRule{text: "is the code on the list " + list + "?"}
	}
	return questionRule{text: string(q)}
}

// asks reports whether a question may be answered at all.
func (b *book) asks(q Question) bool {
	if list, is := strings.CutPrefix(string(q), askList); is {
		return b.lists[list]
	}
	for _, questions := range b.questions {
		if _, known := questions[q]; known {
			return true
		}
	}
	for i := range b.programmes {
		for _, r := range b.programmes[i].programme.rows {
			if slices.ContainsFunc(r.when, func(c condition) bool { return c.question == q }) {
				return true
			}
		}
	}
	return false
}

// checkAnswers notes answers to questions that no table asks: a misspelt one would
// be lost.
func (b *book) checkAnswers(answers map[Question]bool, faults *fees.Faults) {
	for q := range answers {
		if b.asks(q) {
			continue
		}
		reason := "must be a question of the tables"
		var known []string
		for _, questions := range b.questions {
			for k := range questions {
				known = append(known, string(k))
			}
		}
		if near := fees.Nearest(string(q), slices.Values(known)); len(near) > 0 {
			reason += ", did you mean " + strings.Join(near, ", ") + "?"
		}
		faults.Add("facts.answers", fx.NewInputError("", string(q), "").Value, reason)
	}
	slices.SortFunc(*faults, func(x, y error) int { return cmp.Compare(x.Error(), y.Error()) })
}

// chapter returns what a heading of chapter 98 does; 98 stands for those without a
// rule of their own.
func (b *book) chapter(text string) (*chapter98, string, error) {
	digits, err := parseHTS(text)
	if err != nil {
		return nil, "", fx.InField("chapter_98", err)
	}
	var found *chapter98
	for _, c := range b.chapters {
		if strings.HasPrefix(digits, c.digits) && (found == nil || len(c.digits) >= len(found.digits)) {
			found = c
		}
	}
	if found == nil {
		return nil, "", fx.NewInputError("chapter_98", text, "must be a heading of chapter 98 such as 9802.00.80")
	}
	return found, digits, nil
}
