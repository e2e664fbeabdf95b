package customs

import (
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// A stackingRule says what layers do to each other.
type stackingRule struct {
	rule     string // see below
	by, of   []string
	groups   [][]string // of one_of: the programmes of each rank
	goods    bool       // of not_on: the whole article and not only a part of its value
	heading  string     // under which the rest is declared
	from, to time.Time
	reason   string
	warning  *fees.Warning
	chapter  *chapter98
	source   fees.Source
}

// The rules:
//
//	replaces    a layer of by stands in place of those of of
//	removes     a layer of by takes those of of away
//	one_of      of the programmes only the first that the line is under counts
//	not_on      those of of do not fall on goods, or on the value, under by
//	chapter_98  what a heading of chapter 98 does to the layers
const (
	ruleReplaces  = "replaces"
	ruleRemoves   = "removes"
	ruleOneOf     = "one_of"
	ruleNotOn     = "not_on"
	ruleChapter98 = "chapter_98"
)

// chapter98 is what a heading of chapter 98 does. Names of programmes are patterns:
// "232_*".
type chapter98 struct {
	digits, heading string
	column1         duty     // in place of that of the article; none keeps it
	dutiable        bool     // duties fall on the dutiable value of the line
	fullValue       []string // programmes that fall on the whole value all the same
	suppresses      []string // programmes that do not apply
	warning         *fees.Warning
	mpf             mpfBase
}

// mpfBase is the part of a line that the merchandise processing fee is taken of.
type mpfBase int

const (
	mpfValue mpfBase = iota
	mpfDutiable
	mpfNone
)

// kindStacking are the rules; those of a file are applied in its order, those of
// further variants after them.
var kindStacking = fees.NewKind("stacking", func(f *fees.TableFile) []*stackingRule {
	rules := make([]*stackingRule, 0, len(f.Rows()))
	for _, row := range f.Rows() {
		rules = append(rules, readStackingRule(f, row))
	}
	return rules
}, fees.AnyVariant)

func readStackingRule(f *fees.TableFile, row *fees.Row) *stackingRule {
	r := &stackingRule{
		rule:    row.OneOf("rule", ruleReplaces, ruleRemoves, ruleOneOf, ruleNotOn, ruleChapter98),
		from:    row.OptionalDay("from"),
		to:      row.OptionalDay("to"),
		heading: row.OptionalText("heading"),
		reason:  row.Text("reason"),
		source:  rowSource(f.Source, row),
	}
	if !r.to.IsZero() && r.to.Before(r.from) {
		row.Fault("to", "must not be before from")
	}
	row.OptionalText("note")
	switch r.rule {
	case ruleReplaces, ruleRemoves:
		r.by, r.of = readPatterns(row, "by"), readPatterns(row, "of")
	case ruleNotOn:
		r.by, r.of = readPatterns(row, "by"), readPatterns(row, "of")
		r.goods = row.OneOf("extent", "goods", "value") == "goods"
	case ruleOneOf:
		for _, group := range readPatterns(row, "programmes") {
			r.groups = append(r.groups, strings.Split(group, "+"))
		}
		if len(r.groups) < 2 {
			row.Fault("programmes", "must be at least two, the first comes first")
		}
	case ruleChapter98:
		r.chapter = readChapter98(row, r.heading)
	}
	if w := row.Object("warning"); w != nil {
		r.warning = &fees.Warning{Code: w.Text("code"), Text: w.Text("text")}
	}
	if r.chapter != nil {
		r.chapter.warning = r.warning
	}
	return r
}

// readPatterns reads names of programmes; a star at the end stands for any letters.
func readPatterns(row *fees.Row, column string) []string {
	names := row.Texts(column)
	if len(names) == 0 {
		row.Fault(column, "must not be empty")
	}
	checkNames(row, column, names)
	return names
}

func readChapter98(row *fees.Row, heading string) *chapter98 {
	c := &chapter98{
		heading: heading, column1: readDuty(row.Object("column_1"), false),
		dutiable:  row.OneOf("base", "value", "dutiable") == "dutiable",
		fullValue: row.Texts("full_value"), suppresses: row.Texts("suppresses"),
	}
	checkNames(row, "full_value", c.fullValue)
	checkNames(row, "suppresses", c.suppresses)
	c.mpf = mpfBase(max(0, slices.Index([]string{"value", "dutiable", "none"}, row.OneOf("mpf", "value", "dutiable", "none"))))
	if heading == "98" { // every other one
		c.digits = heading
		return c
	}
	digits, err := parseHTS(heading)
	if err == nil && !strings.HasPrefix(digits, "98") {
		row.Fault("heading", "must be a heading of chapter 98, or 98 for every other one")
	}
	row.Keep("heading", err)
	c.digits = digits
	return c
}

// matches reports whether one of the patterns is the name of a programme.
func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matchesOne(pattern, name) })
}

func matchesOne(pattern, name string) bool {
	start, open := strings.CutSuffix(pattern, "*")
	return pattern == name || open && strings.HasPrefix(name, start)
}

// inForce reports whether a day is one of the rule.
func (r *stackingRule) inForce(day time.Time) bool {
	return !day.Before(r.from) && (r.to.IsZero() || !day.After(r.to))
}

// kindColumn2 are the countries whose goods pay the rates of column 2.
var kindColumn2 = fees.NewKind("column_2_origins", func(f *fees.TableFile) *countries {
	set := new(countries)
	for _, row := range f.Rows() {
		row.Text("name")
		i := countryIndex(row.Text("origin"))
		if i < 0 {
			row.Fault("origin", "must be a country code of two letters")
			continue
		}
		set[i/64] |= 1 << (i % 64)
	}
	return set
})
