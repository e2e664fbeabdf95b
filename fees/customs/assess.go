package customs

import (
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An assessment is what the duties of one entry line come to.
type assessment struct {
	hts         string // the code of the tariff row: "4202.92.3120"
	goods       string
	layers      []Layer
	duty        Range
	open        []Open
	missing     []string // what keeps the duty from having an upper end
	notIncluded []string // what was left out knowingly
	mpfExempt   bool     // by chapter 98
	mpfDutiable bool     // the fee falls on the dutiable value of chapter 98
	warnings    []fees.Warning
}

// A TooManyOpenError says that so many facts of a line are missing that its duty is
// not worked out.
type TooManyOpenError struct {
	HTS       string
	Questions []Question // those that were asked
}

// Error says the code and the questions.
func (e *TooManyOpenError) Error() string {
	names := make([]string, len(e.Questions))
	for i, q := range e.Questions {
		names[i] = string(q)
	}
	return "customs: too many facts of " + fx.NewInputError("", e.HTS, "").Value + " are missing: " + strings.Join(names, ", ")
}

// Bounds of what is open about a line.
const (
	maxOpen      = 12
	maxScenarios = 1 << maxOpen
)

// assess returns the duties of a line whose amounts and quantities are rounded as
// the mode of the entry wants, and which was checked.
//
// What is not known of the goods is asked where a row needs it. Without an answer
// the line is worked out once for each one, and the result is the range of the
// totals: these are the scenarios.
func (b *book) assess(l *Line, loadedOn time.Time, mode Mode) (assessment, error) {
	a, err := b.newAssessor(l, loadedOn, mode)
	if err != nil {
		return assessment{}, err
	}
	for scenarios := 0; ; {
		a.run()
		if scenarios++; a.tooMany || scenarios > maxScenarios {
			return assessment{}, a.tooManyOpen()
		}
		a.merge(scenarios == 1)
		if !a.next() {
			return a.result(), nil
		}
	}
}

// An assessor works out one line.
type assessor struct {
	book     *book
	line     *Line
	row      *tariffRow
	origin   int    // see countryIndex
	chapter  string // two digits
	loadedOn time.Time
	mode     Mode
	value    decimal.Decimal
	special  *chapter98 // of the line, nil without
	// claimed is its heading, claimedDigits the digits of it.
	claimed, claimedDigits string

	choices []choice
	at      int // the next choice of this scenario
	asking  int // the programme that asks
	tooMany bool

	base    decimal.Decimal // what duties fall on: the value, or less under chapter 98
	column1 slot
	exact   decimal.Decimal // column 1 before rounding
	short   string          // the unit of which column 1 lacks the quantity
	slots   []slot          // of the programmes; of those not in force always zero
	metals  decimal.Decimal // content that this scenario takes for metals of unknown value

	total    Range
	merged   []mergedSlot // column 1 first; of programmes in force
	effects  []effect
	missing  []string
	warnings []fees.Warning
}

// A slot is what became of a programme in one scenario.
type slot struct {
	row          *rowOn // that matched, nil without
	duty         *duty
	active       bool // matched and not set aside
	status       Status
	reason       string
	heading      string
	base, amount decimal.Decimal
}

// A choice is the answer that a scenario takes for a question without one.
type choice struct {
	question       Question
	text           string
	options, taken int
	asker          int
}

func (b *book) newAssessor(l *Line, loadedOn time.Time, mode Mode) (*assessor, error) {
	digits, err := parseHTS(l.HTS)
	if err != nil {
		return nil, fx.InField("hts", err)
	}
	row, doubt, err := b.find(l.HTS, digits)
	if err != nil {
		return nil, err
	}
	used := &b.used
	*used = assessor{
		book: b, line: l, row: row, origin: max(0, countryIndex(l.Origin)), chapter: digits[:2], loadedOn: loadedOn, mode: mode, value: l.Value,
		choices: used.choices[:0], effects: used.effects[:0],
		slots:  slices.Grow(used.slots[:0], len(b.programmes))[:len(b.programmes)],
		merged: slices.Grow(used.merged[:0], 1+len(b.programmes))[:1+len(b.programmes)],
	}
	a := used
	if doubt != nil {
		a.warnings = append(a.warnings, *doubt)
	}
	if len(l.Facts.Answers) > 0 {
		var faults fees.Faults
		b.checkAnswers(l.Facts.Answers, &faults)
		if err := faults.Err(); err != nil {
			return nil, err
		}
	}
	if l.Chapter98 != "" {
		if a.special, a.claimedDigits, err = b.chapter(l.Chapter98); err != nil {
			return nil, err
		}
		a.claimed = formatHTS(a.claimedDigits)
		a.warn(a.special.warning)
	}
	return a, a.chooseColumn1()
}

// choose returns which of the options of an open question this scenario takes, from
// 0 to options-1.
func (a *assessor) choose(q Question, options int, text func() string) int {
	for i := range a.choices[:a.at] {
		if a.choices[i].question == q {
			return a.choices[i].taken
		}
	}
	if a.at == len(a.choices) {
		if a.at == maxOpen {
			a.tooMany = true
			return 0
		}
		a.choices = append(a.choices, choice{question: q, text: text(), options: options, asker: a.asking})
	}
	a.at++
	return a.choices[a.at-1].taken
}

// next turns to the next scenario and reports whether there is one.
func (a *assessor) next() bool {
	for a.choices = a.choices[:a.at]; len(a.choices) > 0; a.choices = a.choices[:len(a.choices)-1] {
		if last := &a.choices[len(a.choices)-1]; last.taken+1 < last.options {
			last.taken++
			return true
		}
	}
	return false
}

func (a *assessor) tooManyOpen() error {
	e := &TooManyOpenError{HTS: a.line.HTS}
	for _, c := range a.choices {
		e.Questions = append(e.Questions, c.question)
	}
	return e
}

// answer returns the answer to a question: the one given, what none means, or that
// of this scenario.
func (a *assessor) answer(q Question, no bool) bool {
	if answer, given := a.line.Facts.Answers[q]; given {
		return answer
	}
	rule := a.book.question(q)
	if no || rule.no {
		return false
	}
	return a.choose(q, 2, func() string { return rule.text }) == 1
}

// run works out one scenario.
func (a *assessor) run() {
	a.at, a.metals = 0, decimal.Decimal{}
	a.asking = -1
	a.setBase()
	a.takeColumn1()
	for _, i := range a.book.live {
		a.asking = i
		p := &a.book.programmes[i]
		s := &a.slots[i]
		*s = a.match(p)
		if !s.active {
			continue
		}
		a.setAside98(p, s)
		if s.active && s.row.pays() {
			a.setSlotBase(p, s)
		}
	}
	a.asking = -1
	for i := range a.book.rules {
		a.apply(&a.book.rules[i])
	}
	for _, i := range a.book.live {
		a.asking = i
		if s := &a.slots[i]; s.active && s.row.pays() {
			s.amount = a.rounded(s)
		}
	}
}

// setBase finds what duties fall on.
func (a *assessor) setBase() {
	a.base = a.value
	if a.special == nil || !a.special.dutiable {
		return
	}
	if a.line.DutiableValue.Valid {
		a.base = decimal.Min(a.line.DutiableValue.Decimal, a.value)
	} else if a.choose(askDutiable, 2, func() string { return "what is the dutiable value under " + a.claimed + "?" }) == 0 {
		a.base = decimal.Decimal{}
	}
}

// setAside98 sets a layer aside that a heading of chapter 98 suppresses.
func (a *assessor) setAside98(p *programmeOn, s *slot) {
	if a.special != nil && matches(a.special.suppresses, p.name) {
		s.active, s.status, s.reason = false, Suppressed, "not on goods under "+a.claimed
	}
}

// setSlotBase finds what the rate of a slot multiplies.
func (a *assessor) setSlotBase(p *programmeOn, s *slot) {
	s.base = a.base
	if a.special != nil && matches(a.special.fullValue, p.name) {
		s.base = a.value
	}
	if s.row.content == "" {
		return
	}
	content, none := a.content(s.row.content, s.base)
	s.base = content
	if none {
		s.active, s.status, s.reason = false, Suppressed, "there is no "+string(s.row.content)+" in it"
	}
}

// content returns the value of a metal in the goods, at most what the other metals
// leave of the base, and whether there is none of it.
func (a *assessor) content(m Material, base decimal.Decimal) (content decimal.Decimal, none bool) {
	if given, known := a.line.Facts.ContentValue[m]; known {
		return decimal.Min(given, base), given.IsZero()
	}
	left := base.Sub(a.metals)
	for _, value := range a.line.Facts.ContentValue {
		left = left.Sub(value)
	}
	if left.Sign() <= 0 {
		return decimal.Decimal{}, true
	}
	// The duty is linear in between. With a limit it matters too whether there is
	// any of the metal, however little.
	options := 2
	if a.book.limit {
		options = 3
	}
	switch a.choose(Question(askContent+string(m)), options, func() string { return "what is the value of the " + string(m) + " in it?" }) {
	case 0:
		return decimal.Decimal{}, true
	case 1:
		a.metals = a.metals.Add(left)
		return left, false
	}
	return decimal.Decimal{}, false
}

// result is the assessment of all scenarios.
func (a *assessor) result() assessment {
	r := assessment{
		hts: a.row.code, goods: a.row.goods, duty: a.total, missing: a.missing, warnings: a.warnings,
		layers: a.book.newLayers(len(a.line.Cases)),
	}
	if a.special != nil {
		r.mpfExempt, r.mpfDutiable = a.special.mpf == mpfNone, a.special.mpf == mpfDutiable
	}
	r.open = a.openFacts()
	a.fillColumn1(&r.layers[0])
	for _, i := range a.book.live {
		a.fillLayer(&r.layers[i+1], i)
	}
	for i := range a.line.Cases {
		a.addCase(&r, &a.line.Cases[i])
	}
	if len(a.line.Cases) == 0 && !a.line.NoCases {
		r.notIncluded = append(r.notIncluded, "antidumping and countervailing duties: nothing is said of orders on these goods")
	}
	return r
}

// addCase adds the layer of an antidumping or countervailing order.
func (a *assessor) addCase(r *assessment, c *Case) {
	code := "antidumping"
	if c.Countervailing {
		code = "countervailing"
	}
	layer := Layer{
		Code: code + "_" + c.Number, Programme: code, Label: strings.ToUpper(code[:1]) + code[1:] + " duty " + c.Number, Heading: c.Number,
		Status: Applied, Base: Exactly(a.value), Reason: "the goods are covered by the order",
	}
	supplied := fees.SuppliedBy("cases")
	layer.Source = &supplied
	d := duty{kind: unknownDuty, text: "unknown"}
	switch {
	case c.Rate.Valid && c.PerUnit.Valid:
		d = duty{kind: specificDuty, rate: c.Rate.Decimal, specific: c.PerUnit.Decimal, unit: c.Unit}
		d.text = fx.Plain(d.specific) + " per " + d.unit + " + " + fx.Percent(d.rate)
	case c.PerUnit.Valid:
		d = duty{kind: specificDuty, specific: c.PerUnit.Decimal, unit: c.Unit}
		d.text = fx.Plain(d.specific) + " per " + d.unit
	case c.Rate.Valid:
		d = duty{kind: adValorem, rate: c.Rate.Decimal, text: fx.Percent(c.Rate.Decimal)}
	}
	layer.Duty = d.text
	amount, lacks := a.take(&d, a.value)
	switch {
	case d.kind == unknownDuty:
		layer.Status, layer.Reason = Undecided, "the cash deposit rate is not given"
		r.missing = append(r.missing, "the rate of "+layer.Label)
	case lacks != "":
		r.missing = append(r.missing, "the quantity in "+lacks+" for "+layer.Label)
	}
	layer.Amount = Exactly(amount.Round(2))
	r.duty = r.duty.Plus(layer.Amount)
	r.layers = append(r.layers, layer)
}

// take returns what a rate takes of a base, before rounding, and the unit of which
// it lacks the quantity.
func (a *assessor) take(d *duty, base decimal.Decimal) (amount decimal.Decimal, lacks string) {
	switch d.kind {
	case adValorem:
		return d.rate.Mul(base), ""
	case specificDuty:
		amount = d.rate.Mul(base)
		quantity, given := a.line.Quantities[d.unit]
		if !given {
			return amount, d.unit
		}
		return amount.Add(d.specific.Mul(quantity)), ""
	}
	return decimal.Decimal{}, ""
}

// miss notes what keeps the duty from having an upper end, once.
func (a *assessor) miss(what string) {
	if !slices.Contains(a.missing, what) {
		a.missing = append(a.missing, what)
	}
}

// warn keeps a warning, once.
func (a *assessor) warn(w *fees.Warning) {
	if w != nil && !slices.Contains(a.warnings, *w) {
		a.warnings = append(a.warnings, *w)
	}
}
