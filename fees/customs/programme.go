package customs

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A programme is one legal instrument through time, such as "301" or "section_122".
// It puts at most one layer on a line: that of the first row that matches.
type programme struct {
	name, label string
	order       int // its place in a result
	rows        []*programmeRow
	source      fees.Source
	starts      string   // why it is not in force before its first row
	notListed   string   // why a line of a code that no row names is out
	lists       []string // that its rows name, each once
}

// A programmeRow is what a programme takes under one heading, and of what.
type programmeRow struct {
	layer, label, heading string
	from, to              time.Time // first and last day; zero means those of the table
	duty                  duty
	// origins are the countries whose goods it covers; except the others.
	origins, exceptOrigins *countries
	// lists are those of which the line must be on one, exempt those it must be on
	// none of.
	lists, exempt            []string
	chapters, exceptChapters []string
	modes                    []Mode
	preferences              []string // one of them must be claimed
	when                     []condition
	loadedBefore             time.Time
	metalBelow               decimal.NullDecimal // share of the weight
	notLight                 string              // why a line with more metal is out
	content                  Material            // what the rate multiplies; "" is the whole value
	applied                  bool                // a free row that is not an exemption
	reason                   string              // why it applies
	ended                    string              // why it ended
	source                   fees.Source
	warning                  *fees.Warning
}

// A condition is the answer that a row needs.
type condition struct {
	question Question
	is       bool
	no       bool // an unanswered question counts as no here, whatever its table says
}

// pays reports whether a line that the row matches is under the programme: the row
// is not an exemption from it.
func (r *programmeRow) pays() bool { return r.duty.kind != freeDuty }

// inForce reports whether a day, midnight UTC, is one of the row.
func (r *programmeRow) inForce(day time.Time) bool {
	return !day.Before(r.from) && (r.to.IsZero() || !day.After(r.to))
}

// kindProgramme is one table per programme, which the variant names: its time line.
// The days of the table are those that it knows; the rows have their own.
var kindProgramme = fees.NewKind("programme", readProgramme, fees.AnyVariant)

func readProgramme(f *fees.TableFile) *programme {
	p := &programme{
		name: f.Variant, label: f.Head.Text("label"), order: f.Head.Int("order", 1, 999), source: f.Source,
		notListed: "the code is on no list of this duty",
	}
	var first time.Time
	for _, row := range f.Rows() {
		r := readProgrammeRow(f, row)
		if first.IsZero() || r.from.Before(first) {
			first = r.from
		}
		p.rows = append(p.rows, r)
	}
	p.lists = slices.Sorted(maps.Keys(p.listNames()))
	p.starts = "in force from " + first.Format(time.DateOnly)
	return p
}

func readProgrammeRow(f *fees.TableFile, row *fees.Row) *programmeRow {
	r := &programmeRow{
		layer: row.Text("layer"), label: row.Text("label"), heading: row.OptionalText("heading"),
		from: row.Day("from"), to: row.OptionalDay("to"),
		origins: readCountries(row, "origins"), exceptOrigins: readCountries(row, "except_origins"),
		lists: row.Texts("lists"), exempt: row.Texts("exempt_lists"),
		chapters: readChapters(row, "chapters"), exceptChapters: readChapters(row, "except_chapters"),
		preferences: row.Texts("preferences"), loadedBefore: row.OptionalDay("loaded_before"),
		applied: row.Flag("applied"), reason: row.OptionalText("reason"), ended: row.OptionalText("ended"),
		source: rowSource(f.Source, row),
	}
	row.OptionalText("note")
	if r.duty = readDuty(row.Object("duty"), true); r.duty.kind == noDuty {
		row.Fault("duty", "must be an object with a rate")
	}
	if !r.to.IsZero() && r.to.Before(r.from) {
		row.Fault("to", "must not be before from")
	}
	if r.origins != nil && r.exceptOrigins != nil {
		row.Fault("except_origins", "must not be given together with origins")
	}
	checkNames(row, "lists", r.lists)
	checkNames(row, "exempt_lists", r.exempt)
	checkNames(row, "preferences", r.preferences)
	for _, name := range row.Texts("modes") {
		r.modes = append(r.modes, Mode(name))
		if !Mode(name).known() {
			row.Fault("modes", "must be names of modes of transport such as vessel")
		}
	}
	for _, when := range row.Rows("when") {
		c := condition{question: Question(when.Text("question")), is: when.Flag("is")}
		c.no = when.Has("unanswered") && when.OneOf("unanswered", "no") == "no"
		r.when = append(r.when, c)
	}
	if row.Has("metal_weight_below") {
		r.metalBelow = decimal.NewNullDecimal(row.Rate("metal_weight_below"))
		r.notLight = "the listed metal is at least " + fx.Percent(r.metalBelow.Decimal) + " of the weight"
	}
	r.content = readBase(row)
	if w := row.Object("warning"); w != nil {
		r.warning = &fees.Warning{Code: w.Text("code"), Text: w.Text("text")}
	}
	if r.reason == "" {
		r.reason = r.describe()
	}
	return r
}

// readBase reads what a rate multiplies: "value", which is that of an absent
// column, or "content:steel".
func readBase(row *fees.Row) Material {
	base := row.OptionalText("base")
	material, content := strings.CutPrefix(base, "content:")
	if base == "" || base == "value" {
		return ""
	}
	if !content || !slices.Contains(materials, Material(material)) {
		row.Fault("base", "must be value, content:steel, content:aluminium or content:copper")
	}
	return Material(material)
}

var materials = []Material{Steel, Aluminium, Copper}

func readChapters(row *fees.Row, column string) []string {
	chapters := row.Texts(column)
	for _, c := range chapters {
		if len(c) != 2 || c < "01" || c > "99" {
			row.Fault(column, "must be chapters of two digits such as 73")
			return nil
		}
	}
	return chapters
}

// describe says why the row applies when the table does not.
func (r *programmeRow) describe() string {
	reason := "on goods of every origin"
	switch {
	case len(r.lists) > 0:
		reason = "the code is on the list"
	case r.origins != nil:
		reason = "on goods of this origin"
	case r.exceptOrigins != nil:
		reason = "on goods of every origin but those with a rule of their own"
	}
	if r.content != "" {
		reason += ", on the value of its " + string(r.content)
	}
	return reason
}

// listNames returns the lists that a programme names.
func (p *programme) listNames() map[string]bool {
	names := map[string]bool{}
	for _, r := range p.rows {
		for _, name := range r.lists {
			names[name] = true
		}
		for _, name := range r.exempt {
			names[name] = true
		}
	}
	return names
}

// notInForce says why the programme has nothing on a day without rows in force.
func (p *programme) notInForce(day time.Time) (reason string, source *fees.Source) {
	var last *programmeRow
	for _, r := range p.rows {
		if !r.to.IsZero() && r.to.Before(day) && (last == nil || r.to.After(last.to) || r.to.Equal(last.to) && last.ended == "") {
			last = r
		}
	}
	if last == nil {
		return p.starts, &p.source
	}
	reason = "ended after " + last.to.Format(time.DateOnly)
	if last.ended != "" {
		reason += ": " + last.ended
	}
	return reason, &last.source
}
