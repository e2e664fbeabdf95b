package kpi

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Fact is what is known of one input. The zero Fact is a known 0: an input that is not
// known has no Fact.
type Fact struct {
	// Amount divided by Over is the number, in the unit of the input. Over is 0 or 1 for a
	// plain number; an average is its sum Over the number of its parts, so that nothing
	// is divided: 13 month-ends of 1,300,000 together are 1300000 Over 13.
	Amount decimal.Decimal `json:"amount"`
	Over   int64           `json:"over,omitempty"`
	// KnownIn is the number of parts of the facts in which the input is known; Amount is
	// of those. 0 means all. An input that is not known in all parts is no use to a
	// metric.
	KnownIn int `json:"known_in,omitempty"`
	// Basis is that of the number, "" for that of the facts.
	Basis Basis `json:"basis,omitempty"`
	// Adds says how an input of the caller adds up. It is "" for inputs of this package.
	Adds Adding `json:"adds,omitempty"`
	// Origins are the files, or "caller"; Rows is the number of rows that were added.
	Origins []string `json:"origins,omitempty"`
	Rows    int      `json:"rows,omitempty"`
}

// Facts are the inputs that are known of one scope and one period, in one currency. In
// the zero Facts nothing is known.
type Facts struct {
	// Scope says whose facts they are: "amazon-us/NX-HD-1200".
	Scope string `json:"scope,omitempty"`
	// Period is the days that they are of. The zero Period means that the days are not
	// known, and neither is what needs them.
	Period Period `json:"period"`
	// Currency is that of every amount. It may be "" where there is none.
	Currency fx.Currency `json:"currency,omitempty"`
	// Basis is that of the sales and costs whose input or Fact does not name one. "" is a
	// basis that is not named, which is not put beside another.
	Basis Basis `json:"basis,omitempty"`
	// Parts is the number of facts that were added up into these; 0 counts as 1.
	Parts int `json:"parts,omitempty"`
	// Known is what is known. What is not in it is unknown, which is not 0.
	Known map[InputCode]Fact `json:"known,omitempty"`
}

// Check reports every fault of the facts, each an [*fx.InputError]: at "period.first",
// "currency" or "known.ad_spend.amount". Inputs that are not of this package are
// accepted.
func (f Facts) Check() error {
	faults := f.checkHead()
	var bad []InputCode
	for code := range f.Known {
		if len(f.checkFact(code)) > 0 {
			bad = append(bad, code)
		}
	}
	slices.Sort(bad)
	for _, code := range bad {
		faults = append(faults, f.checkFact(code)...)
	}
	return errors.Join(faults...)
}

func (f Facts) checkHead() []error {
	var faults []error
	if f.Period != (Period{}) {
		faults = append(faults, fx.Faults(fx.InField("period", f.Period.Check()))...)
	}
	if f.Currency != "" {
		if _, err := fx.ParseCurrency(string(f.Currency)); err != nil {
			faults = append(faults, fx.NewInputError("currency", string(f.Currency), "must be a currency of ISO 4217"))
		}
	}
	if !slices.Contains([]Basis{"", OrderedBasis, ShippedBasis, SettledBasis}, f.Basis) {
		faults = append(faults, fx.NewInputError("basis", string(f.Basis), "must be ordered, shipped or settled, or empty"))
	}
	if f.Parts < 0 || f.Parts > maxParts {
		faults = append(faults, fx.NewInputError("parts", strconv.Itoa(f.Parts), "must be from 0 to 1e9"))
	}
	return faults
}

// Bounds of what an amount is divided by, and of parts and rows that are counted.
const (
	maxOver  = 1_000_000_000_000
	maxParts = 1_000_000_000
)

func (f Facts) checkFact(code InputCode) []error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, fx.NewInputError("known."+cutText(string(code))+field, value, reason))
	}
	fact := f.Known[code]
	in, ours := shippedInputs().by[code]
	switch {
	case code == PeriodDays:
		fault("", "", "must not be given: it is the days of the period")
	case !isSnakeCase(string(code)):
		fault("", "", "must be named in snake_case, at most 64 letters")
	case !ours:
		if _, isMetric := shippedMetrics().by[string(code)]; isMetric {
			fault("", "", "is a metric, which is computed from its inputs")
		}
	}
	if err := fx.CheckDecimal(fact.Amount); err != nil {
		faults = append(faults, fx.Faults(fx.InField("known."+cutText(string(code))+".amount", err))...)
	}
	if fact.Over < 0 || fact.Over > maxOver {
		fault(".over", strconv.FormatInt(fact.Over, 10), "must be from 0 to 1e12")
	}
	if fact.KnownIn < 0 || fact.KnownIn > f.parts() {
		fault(".known_in", strconv.Itoa(fact.KnownIn), "must be from 0 to the number of parts, "+strconv.Itoa(f.parts()))
	}
	if fact.Rows < 0 || fact.Rows > maxParts {
		fault(".rows", strconv.Itoa(fact.Rows), "must be from 0 to 1e9")
	}
	switch {
	case !slices.Contains([]Basis{"", OrderedBasis, ShippedBasis, SettledBasis, AttributedBasis, NoBasis}, fact.Basis):
		fault(".basis", string(fact.Basis), "must be ordered, shipped, settled, attributed or none, or empty")
	case ours && in.Basis != "" && fact.Basis != "" && fact.Basis != in.Basis:
		fault(".basis", string(fact.Basis), "must be "+string(in.Basis)+", as the input is")
	}
	switch {
	case ours && fact.Adds != "" && fact.Adds != in.Adds:
		fault(".adds", string(fact.Adds), "must be empty or "+string(in.Adds)+", as the input is")
	case !ours && !slices.Contains([]Adding{"", AddsFlow, AddsLevel, AddsEnding, AddsShared, AddsNot}, fact.Adds):
		fault(".adds", string(fact.Adds), "must be flow, level, ending, shared or none, or empty")
	}
	if ours && in.Unit == Amount && f.Currency == "" {
		fault("", fx.Plain(fact.Amount), "is an amount: the facts must name a currency")
	}
	return faults
}

// parts returns the number of parts, 1 for facts that are not of several.
func (f Facts) parts() int { return max(1, f.Parts) }

// knownIn returns in how many parts a fact of these facts is known.
func (f Facts) knownIn(fact Fact) int {
	if fact.KnownIn == 0 {
		return f.parts()
	}
	return fact.KnownIn
}

func (fact Fact) exact() exactNumber {
	if fact.Over <= 1 {
		return exactWhole(fact.Amount)
	}
	return exactNumber{fact.Amount, decimal.New(fact.Over, 0)}
}

// basisOf returns the basis of an input in these facts.
func (f Facts) basisOf(code InputCode, fact Fact) Basis {
	if in, ours := shippedInputs().by[code]; ours && in.Basis != "" {
		return in.Basis
	}
	if fact.Basis != "" {
		return fact.Basis
	}
	return f.Basis
}

// Value returns what is known of one input as a value: computed from other inputs where
// it is not known itself and [Input.From] says how, incomplete otherwise.
//
// The error lists the faults of what is used, as [Facts.Check] does.
func (f Facts) Value(code InputCode) (Value, error) {
	r, err := Evaluate(Input{Code: code, Unit: f.unitOf(code)}.Metric(), f)
	return r.Value, err
}

func (f Facts) unitOf(code InputCode) Unit {
	if in, ours := shippedInputs().by[code]; ours {
		return in.Unit
	}
	return Multiple
}

// Join puts together what several files know of the same scope and period: traffic of
// one, advertising of another, costs of a third. Sales that follow the basis of their
// facts keep it.
//
// Faults are [*fx.InputError]s: facts of another scope, period, currency or number of
// parts, and an input that two of them know, even when both say the same.
func Join(facts ...Facts) (Facts, error) {
	if err := errors.Join(factsChecked(facts), factsOfSamePeriod(facts)); err != nil {
		return Facts{}, err
	}
	out := factsHead(facts)
	out.Scope, out.Parts = facts[0].Scope, facts[0].Parts
	var faults []error
	for i, f := range facts {
		at := "facts[" + strconv.Itoa(i) + "]."
		if f.Scope != out.Scope {
			faults = append(faults, fx.NewInputError(at+"scope", f.Scope, "must be that of facts[0], "+cutText(out.Scope)))
		}
		if f.parts() != out.parts() {
			faults = append(faults, fx.NewInputError(at+"parts", strconv.Itoa(f.parts()), "must be that of facts[0], "+strconv.Itoa(out.parts())))
		}
		for _, code := range slices.Sorted(maps.Keys(f.Known)) {
			if _, twice := out.Known[code]; twice {
				faults = append(faults, fx.NewInputError(at+"known."+string(code), "", "is known to facts before it"))
				continue
			}
			fact := f.Known[code]
			fact.Origins = slices.Clone(fact.Origins)
			out.Known[code] = out.named(code, fact, f.basisOf(code, fact))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return Facts{}, err
	}
	return out, nil
}

// named writes the basis of a fact down where these facts have another.
func (f Facts) named(code InputCode, fact Fact, basis Basis) Fact {
	fact.Basis = ""
	if f.basisOf(code, fact) != basis {
		fact.Basis = basis
	}
	return fact
}

// lackingInput is an input that a metric lacks.
type lackingInput struct {
	code InputCode
	text string
}

// read finds one input: known, computed from others, or missing. What it took is
// appended to used.
func (f Facts) read(code InputCode, used *[]UsedInput) (got exactNumber, missing []lackingInput, err error) {
	if code == PeriodDays {
		days := f.Period.Days()
		if days == 0 {
			return exactNumber{}, []lackingInput{{code, string(code)}}, nil
		}
		got = exactWhole(decimal.New(int64(days), 0))
		*used = append(*used, UsedInput{Input: code, Amount: got.num, Basis: NoBasis, Origins: []string{"period"}})
		return got, nil, nil
	}
	fact, present := f.Known[code]
	if present && f.knownIn(fact) == f.parts() {
		if faults := f.checkFact(code); len(faults) > 0 {
			return exactNumber{}, nil, errors.Join(faults...)
		}
		*used = append(*used, UsedInput{
			Input: code, Amount: fact.Amount, Over: fact.Over, Basis: f.basisOf(code, fact),
			Origins: slices.Clone(fact.Origins), Rows: fact.Rows,
		})
		return fact.exact(), nil, nil
	}
	missing = []lackingInput{{code, string(code)}}
	if present {
		missing[0].text += " (known in " + strconv.Itoa(fact.KnownIn) + " of " + strconv.Itoa(f.parts()) + ")"
	}
	got, lack, ok, err := f.compute(code, used)
	if ok || err != nil {
		return got, nil, err
	}
	if !present && lack != nil {
		missing = lack
	}
	return exactNumber{}, missing, nil
}

// compute finds an input from others. ok is false where it cannot; missing then names
// what lacks, if anything of it is known at all.
func (f Facts) compute(code InputCode, used *[]UsedInput) (got exactNumber, missing []lackingInput, ok bool, err error) {
	t := shippedInputs()
	names, ok := t.from[code]
	if !ok {
		return exactNumber{}, nil, false, nil
	}
	values := map[string]exactNumber{}
	var parts []UsedInput
	some := false
	for _, name := range names {
		v, lack, err := f.read(InputCode(name), &parts)
		if err != nil {
			return exactNumber{}, nil, false, err
		}
		_, present := f.Known[InputCode(name)]
		some = some || present || len(lack) == 0
		missing = append(missing, lack...)
		values[name] = v
	}
	if len(missing) > 0 {
		if !some {
			missing = nil
		}
		return exactNumber{}, missing, false, nil
	}
	got, err = t.by[code].From.root.value(func(name string) (exactNumber, bool) { v, ok := values[name]; return v, ok })
	if err != nil {
		return exactNumber{}, nil, false, err
	}
	*used = append(*used, parts...)
	return got, nil, true, nil
}

// mayCompute reports whether an input can follow from what is known, without looking at
// any number.
func (f Facts) mayCompute(code InputCode) bool {
	names, ok := shippedInputs().from[code]
	for _, name := range names {
		if fact, known := f.Known[InputCode(name)]; known && f.knownIn(fact) == f.parts() {
			continue
		}
		if ok = ok && f.mayCompute(InputCode(name)); !ok {
			return false
		}
	}
	return ok
}

// wholeNumber returns a decimal as a whole number up to maxOver.
func wholeNumber(d decimal.Decimal) (int64, bool) {
	if !d.IsInteger() || d.Sign() <= 0 || d.GreaterThan(decimal.New(maxOver, 0)) {
		return math.MaxInt64, false
	}
	return d.IntPart(), true
}
