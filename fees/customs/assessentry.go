package customs

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// Assess works the entry out by the tables of its day: the duties of every entry
// line, the fees, and what falls on each input line.
//
// Lines of the same code, origin, facts, cases and claims are one entry line. Each
// of its layers is rounded once, half away from zero, to the cent, and shared over
// the input lines by value, a duty by quantity by what each line would pay alone; the
// cents that are left go to the largest remainders and ties by Ref, so that the order
// of the lines changes nobody's share. MPF and
// HMF are found once for the entry and shared in the same way.
//
// An amount that nobody can bound is in Missing and makes the worksheet incomplete;
// a duty that depends on an open fact is a [Range].
//
// Errors, all at once: those of [Entry.Check]; an *fx.InputError for a kind that
// the value does not allow; a *[DeMinimisError]; *fees.NoTableError for a day
// without a table; those of looking up a code, *fees.UnknownKeyError and
// *[AmbiguousHTSError]; and *[TooManyOpenError].
func (e Entry) Assess() (Worksheet, error) {
	if err := e.Check(); err != nil {
		return Worksheet{}, err
	}
	rules, err := e.rules()
	if err != nil {
		return Worksheet{}, err
	}
	var faults fees.Faults
	kind := e.kind(&faults, rules)
	if err := faults.Err(); err != nil {
		return Worksheet{}, err
	}
	return e.work(rules, kind)
}

// An entryRules is everything that the tables say about the day of an entry.
type entryRules struct {
	day       time.Time
	book      *book // nil for a de minimis entry
	mpf       fees.Table[mpfRule]
	hmf       fees.Table[hmfRule]
	limits    fees.Table[entryLimits]
	deMinimis fees.Table[deMinimisRule]
}

// rules looks up the tables of the day.
func (e *Entry) rules() (*entryRules, error) {
	t, err := format.Or(e.Tables)
	if err != nil {
		return nil, err
	}
	r := &entryRules{day: fees.Day(e.Date.Date())}
	var faults fees.Faults
	var fault error
	if e.Kind == DeMinimis {
		r.deMinimis, fault = kindDeMinimis.On(t, r.day)
		faults.Join(fault)
		return r, faults.Err()
	}
	if !e.MPF.Valid {
		r.mpf, fault = kindMPF.On(t, r.day)
		faults.Join(fault)
	}
	r.hmf, fault = kindHMF.On(t, r.day)
	faults.Join(fault)
	r.limits, fault = kindEntryLimits.On(t, r.day)
	faults.Join(fault)
	r.book, fault = bookOn(t, r.day)
	faults.Join(fault)
	return r, faults.Err()
}

// work is Assess of a checked entry of a kind with the tables of its day.
func (e *Entry) work(r *entryRules, kind Kind) (Worksheet, error) {
	w := Worksheet{Date: r.day, Mode: e.Mode, Kind: kind, Rounding: e.Rounding, Shares: make([]Share, len(e.Lines))}
	var faults fees.Faults
	var notes noter
	if r.book != nil {
		notes.warn(r.book.warnings)
	}
	groups := e.groups()
	w.Lines = make([]EntryLine, len(groups))
	if r.book != nil {
		r.book.room = make([]Layer, len(groups)*len(r.book.layers))
	}
	shares := newSharer(e, r, &w)
	payers := mpfPayers{bases: make([]mpfBase, 0, len(groups))}
	var value tally
	var duty tallyRange
	for k := range groups {
		g := &groups[k]
		a, err := e.assessGroup(r, g)
		if err != nil {
			faults.Join(fx.InField(at("lines", g.of[0], ""), err))
			continue
		}
		w.Lines[k] = EntryLine{
			HTS: a.hts, Goods: a.goods, Origin: g.line.Origin, Value: g.line.Value, Of: g.of,
			Layers: a.layers, Duty: a.duty, Open: a.open, Missing: a.missing, NotIncluded: a.notIncluded,
		}
		notes.line(a)
		shares.duties(k, g)
		value.add(g.line.Value)
		duty.add(a.duty)
		payers.add(g, mpfOf(&a))
	}
	if err := faults.Err(); err != nil {
		return Worksheet{}, err
	}
	w.Value, w.Duty = value.sum(), duty.sum()
	shares.fees(groups, &notes, &payers)
	w.Missing, w.NotIncluded, w.Warnings = notes.missing, notes.notIncluded, notes.warnings
	w.Complete = len(w.Missing) == 0
	return w, nil
}

// kind decides which kind of entry it is and notes why it cannot be the one that
// was asked for.
func (e *Entry) kind(f *fees.Faults, r *entryRules) Kind {
	var sum tally
	withCase := -1
	for i := range e.Lines {
		sum.add(e.Lines[i].Value)
		if withCase < 0 && len(e.Lines[i].Cases) > 0 {
			withCase = i
		}
	}
	value, from := sum.sum(), r.limits.Rules.formalFrom
	small := value.LessThan(from)
	switch {
	case e.Kind == DeMinimis:
		e.checkDeMinimis(f, r.deMinimis.Rules, r.day, value)
	case e.Kind == Informal && !small:
		f.Add("kind", string(e.Kind), "must be formal: the value is "+fx.Plain(value)+", not below "+fx.Plain(from))
	case e.Kind == Informal && withCase >= 0:
		f.Add("kind", string(e.Kind), "must be formal: "+at("lines", withCase, "cases")+" is not empty")
	case e.Kind == "" && small && withCase < 0:
		return Informal
	case e.Kind == "":
		return Formal
	}
	return e.Kind
}

// assessGroup returns the duties of an entry line.
func (e *Entry) assessGroup(r *entryRules, g *group) (assessment, error) {
	if r.book == nil {
		if e.Rounding != Estimate {
			g.line.roundValues()
		}
		return deMinimisLine(&g.line, &r.deMinimis), nil
	}
	loaded := e.loadedOn()
	if e.Rounding != Estimate {
		g.line.roundValues()
		g.line.roundQuantities(r.book, loaded, e.Mode)
	}
	return r.book.assess(&g.line, loaded, e.Mode)
}

// loadedOn is the day on which the goods were loaded, zero when unknown.
func (e *Entry) loadedOn() time.Time {
	if e.LoadedOn.IsZero() {
		return e.LoadedOn
	}
	return fees.Day(e.LoadedOn.Date())
}

// deMinimisLine is the assessment of goods that are exempt as a small shipment.
func deMinimisLine(l *Line, table *fees.Table[deMinimisRule]) assessment {
	digits, _ := parseHTS(l.HTS) // checked
	return assessment{hts: formatHTS(digits), layers: []Layer{{
		Code: "de_minimis", Programme: "de_minimis", Label: "De minimis", Heading: "19 USC 1321(a)(2)(C)", Status: Applied,
		Duty: "free", Base: Exactly(l.Value), Reason: "a small shipment is free of duty and fees", Source: copyOf(&table.Source),
	}}}
}

// A noter collects what lines have to say, each text once.
type noter struct {
	missing, notIncluded []string
	warnings             []fees.Warning
}

func (n *noter) miss(text string) {
	if text != "" && !slices.Contains(n.missing, text) {
		n.missing = append(n.missing, text)
	}
}

func (n *noter) warn(warnings []fees.Warning) {
	for _, w := range warnings {
		if !slices.Contains(n.warnings, w) {
			n.warnings = append(n.warnings, w)
		}
	}
}

// line collects what an assessment has to say.
func (n *noter) line(a assessment) {
	for _, text := range a.missing {
		n.miss(a.hts + ": " + text)
	}
	for _, text := range a.notIncluded {
		if !slices.Contains(n.notIncluded, text) {
			n.notIncluded = append(n.notIncluded, text)
		}
	}
	n.warn(a.warnings)
}
