package kpi

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Sum adds up facts of items over the same period: SKUs to a channel, channels to a
// business. Metrics of the sum recompute their ratios from it.
//
// Flows, levels and endings add. What is one for all items, or does not add, stays where
// all items have the same, and is unknown otherwise. An input that is unknown in one
// part is not known in the sum; [Fact.KnownIn] says in how many it is. What an item can
// compute from its own inputs, such as its velocity in stock, it computes before it is
// added.
//
// Order and grouping do not matter, as long as what is one for all items of a period is
// given alike to all that know it. The scope of the sum is that of the parts where all
// have the same, else "". Faults are [*fx.InputError]s: those of each part, and parts of
// other days, another currency, or an input on another basis.
func Sum(items ...Facts) (Facts, error) {
	if err := errors.Join(factsChecked(items), factsDated(items), factsOfSamePeriod(items)); err != nil {
		return Facts{}, err
	}
	out := factsHead(items)
	if err := out.count(items); err != nil {
		return Facts{}, err
	}
	err := out.fill(items, false)
	return out, err
}

// Over puts facts of one scope over adjoining periods together: days to a week, months
// to a quarter. Flows add; levels are averaged by days; endings are those of the last
// period; what does not add stays where all periods have the same. The order in which
// the periods are given does not matter.
//
// Faults are [*fx.InputError]s: those of each part, parts of another scope or currency,
// periods that overlap or leave a gap, and an input on another basis.
func Over(periods ...Facts) (Facts, error) {
	if err := errors.Join(factsChecked(periods), factsDated(periods)); err != nil {
		return Facts{}, err
	}
	order := make([]int, len(periods))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return dayOf(periods[i].Period.First).Compare(dayOf(periods[j].Period.First)) })
	parts := make([]Facts, len(periods))
	var faults []error
	for at, i := range order {
		parts[at] = periods[i]
		field := "facts[" + strconv.Itoa(i) + "]."
		if periods[i].Scope != periods[0].Scope {
			faults = append(faults, fx.NewInputError(field+"scope", periods[i].Scope, "must be that of facts[0], "+cutText(periods[0].Scope)))
		}
		if at == 0 {
			continue
		}
		switch gap := daysFrom(parts[at-1].Period.Last, parts[at].Period.First); {
		case gap < 1:
			faults = append(faults, fx.NewInputError(field+"period", periods[i].Period.String(), "overlaps facts["+strconv.Itoa(order[at-1])+"]"))
		case gap > 1:
			faults = append(faults, fx.NewInputError(field+"period", periods[i].Period.String(), "leaves a gap after facts["+strconv.Itoa(order[at-1])+"]"))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return Facts{}, err
	}
	out := factsHead(parts)
	out.Period = Period{dayOf(parts[0].Period.First), dayOf(parts[len(parts)-1].Period.Last)}
	if err := out.count(parts); err != nil {
		return Facts{}, err
	}
	err := out.fill(parts, true)
	return out, err
}

// factsChecked reports the faults of each part and differences of currency.
func factsChecked(facts []Facts) error {
	if len(facts) == 0 {
		return fx.NewInputError("facts", "", "must be one or more")
	}
	var faults []error
	currency := fx.Currency("")
	for i, f := range facts {
		at := "facts[" + strconv.Itoa(i) + "]"
		faults = append(faults, fx.Faults(fx.InField(at, f.Check()))...)
		if currency == "" {
			currency = f.Currency
		}
		if f.Currency != "" && f.Currency != currency {
			faults = append(faults, fx.NewInputError(at+".currency", string(f.Currency), "must be "+string(currency)+", as before it"))
		}
	}
	return errors.Join(faults...)
}

// factsOfSamePeriod reports parts of other days than the first.
func factsOfSamePeriod(facts []Facts) error {
	var faults []error
	for i, f := range facts {
		if f.Period.String() != facts[0].Period.String() {
			faults = append(faults, fx.NewInputError("facts["+strconv.Itoa(i)+"].period", f.Period.String(), "must be that of facts[0], "+facts[0].Period.String()))
		}
	}
	return errors.Join(faults...)
}

// factsDated reports parts without a period.
func factsDated(facts []Facts) error {
	var faults []error
	for i, f := range facts {
		if f.Period == (Period{}) {
			faults = append(faults, fx.NewInputError("facts["+strconv.Itoa(i)+"].period", "", "is missing"))
		}
	}
	return errors.Join(faults...)
}

// factsHead returns empty facts with what all parts have in common.
func factsHead(parts []Facts) Facts {
	out := Facts{Scope: parts[0].Scope, Period: parts[0].Period, Basis: parts[0].Basis, Known: map[InputCode]Fact{}}
	for _, f := range parts {
		if f.Scope != out.Scope {
			out.Scope = ""
		}
		if f.Basis != out.Basis {
			out.Basis = ""
		}
		if out.Currency == "" {
			out.Currency = f.Currency
		}
	}
	return out
}

// count adds the numbers of parts up.
func (f *Facts) count(parts []Facts) error {
	sum := int64(0)
	for _, p := range parts {
		sum += int64(p.parts())
	}
	if sum > maxParts {
		return fx.NewInputError("facts", strconv.FormatInt(sum, 10), "must have at most 1e9 parts together")
	}
	f.Parts = int(sum)
	return nil
}

// fill adds the inputs of the parts up into f, which has the head of all of them. Over
// time the parts are in the order of their days.
func (f *Facts) fill(parts []Facts, overTime bool) error {
	var faults []error
	all := map[InputCode]*inputAdder{}
	take := func(i int, code InputCode, fact Fact) {
		p := parts[i]
		a, reason := all[code].or(code, fact, p.basisOf(code, fact))
		if reason != "" {
			faults = append(faults, fx.NewInputError("facts["+strconv.Itoa(i)+"].known."+string(code), "", reason))
			return
		}
		all[code] = a
		a.note(fact)
		switch {
		case a.adds == AddsNot || a.adds == AddsShared && !overTime:
			a.same(fact, p.knownIn(fact) == p.parts())
		case a.adds == AddsLevel && overTime:
			a.add(fact, int64(p.Period.Days()))
			a.knownIn += p.knownIn(fact)
		case a.adds == AddsEnding && overTime:
			if i < len(parts)-1 {
				return
			}
			a.add(fact, 1)
			a.knownIn = f.parts()
			if k := p.knownIn(fact); k < p.parts() {
				share := int(int64(k) * int64(f.parts()) / int64(p.parts()))
				a.knownIn = min(max(1, share), f.parts()-1)
			}
		default:
			a.add(fact, 1)
			a.knownIn += p.knownIn(fact)
		}
	}
	for i, p := range parts {
		before := len(faults)
		for code, fact := range p.Known {
			take(i, code, fact)
		}
		for code, fact := range p.derived() {
			take(i, code, fact)
		}
		slices.SortFunc(faults[before:], func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	}
	for _, code := range slices.Sorted(maps.Keys(all)) {
		a := all[code]
		days := int64(1)
		if a.adds == AddsLevel && overTime {
			days = int64(f.Period.Days())
		}
		fact, ok, err := a.fact(f.parts(), len(parts), days)
		if err != nil {
			faults = append(faults, fx.Faults(fx.InField("known."+string(code), err))...)
		}
		if ok {
			f.Known[code] = f.named(code, fact, a.basis)
		}
	}
	if err := errors.Join(faults...); err != nil {
		*f = Facts{}
		return err
	}
	return nil
}

// derived computes the inputs that a part can compute from its others, on one basis.
func (f Facts) derived() map[InputCode]Fact {
	var out map[InputCode]Fact
	for _, code := range shippedInputs().derived {
		if _, known := f.Known[code]; known || !f.mayCompute(code) {
			continue
		}
		var used []UsedInput
		got, _, ok, err := f.compute(code, &used)
		if !ok || err != nil {
			continue
		}
		over, fits := wholeNumber(got.den)
		fact := Fact{Amount: got.num, Over: over}
		if fault, _ := basesTogether(used, nil); fault != "" || !fits {
			continue
		}
		for _, u := range used {
			if u.Basis != NoBasis {
				fact.Basis = u.Basis
			}
			fact.Origins = append(fact.Origins, u.Origins...)
			fact.Rows += u.Rows
		}
		if shippedInputs().by[code].Basis != "" {
			fact.Basis = ""
		}
		if out == nil {
			out = map[InputCode]Fact{}
		}
		out[code] = fact
	}
	return out
}

// inputAdder adds one input up.
type inputAdder struct {
	adds    Adding
	basis   Basis
	own     bool // an input of the caller
	sum     decimal.Decimal
	over    int64 // divides sum; 0 once it is beyond maxOver
	knownIn int
	rows    int
	agreed  int // parts that know it and have the same
	differs bool
	origins map[string]bool
}

// or returns the adder, a new one for nil, or the reason why the fact cannot be added.
func (a *inputAdder) or(code InputCode, fact Fact, basis Basis) (*inputAdder, string) {
	adds := fact.Adds
	in, ours := shippedInputs().by[code]
	if ours {
		adds = in.Adds
	}
	switch {
	case adds == "":
		return a, "must say how it adds up: flow, level, ending, shared or none"
	case a == nil:
		return &inputAdder{adds: adds, basis: basis, own: !ours, over: 1, origins: map[string]bool{}}, ""
	case a.adds != adds:
		return a, "must add up as before it: " + string(a.adds)
	case a.basis != basis:
		return a, "must be on the same basis as before it: " + string(a.basis)
	}
	return a, ""
}

// add adds an amount for a number of days.
func (a *inputAdder) add(fact Fact, days int64) {
	over := max(1, fact.Over)
	g := commonDivisor(over, days)
	amount := fact.Amount
	if days != g {
		amount = amount.Mul(decimal.New(days/g, 0))
	}
	a.plus(amount, over/g)
}

// plus adds amount/over.
func (a *inputAdder) plus(amount decimal.Decimal, over int64) {
	if a.over == 0 || over == a.over {
		a.sum = a.sum.Add(amount)
		return
	}
	g := commonDivisor(a.over, over)
	if a.over/g > maxOver/over {
		a.over = 0
		return
	}
	both := a.over / g * over
	a.sum = a.sum.Mul(decimal.New(both/a.over, 0)).Add(amount.Mul(decimal.New(both/over, 0)))
	a.over = both
}

// same notes a number that must be the same everywhere.
func (a *inputAdder) same(fact Fact, inAll bool) {
	first := exactNumber{a.sum, decimal.New(max(1, a.over), 0)}
	switch {
	case !inAll:
		return
	case a.agreed == 0:
		a.sum, a.over = fact.Amount, max(1, fact.Over)
	case first.cmp(fact.exact()) != 0:
		a.differs = true
	}
	a.agreed++
}

func (a *inputAdder) note(fact Fact) {
	a.rows = min(a.rows+fact.Rows, maxParts) // each is at most maxParts
	for _, o := range fact.Origins {
		if !a.origins[o] {
			a.origins[o] = true
		}
	}
}

// fact returns the sum over facts that have so many parts, from so many of them. ok is
// false where it is not known.
func (a *inputAdder) fact(parts, given int, days int64) (fact Fact, ok bool, err error) {
	switch {
	case a.agreed > 0 && (a.differs || a.agreed < given), a.agreed == 0 && a.knownIn == 0:
		return Fact{}, false, nil
	case a.agreed == 0 && a.knownIn < parts:
		fact.KnownIn = a.knownIn
	}
	if a.over == 0 || a.over > maxOver/days {
		return Fact{}, false, fx.NewInputError("over", "", "must not be above 1e12 in the sum")
	}
	fact.Amount, fact.Over, fact.Rows = a.sum, a.over*days, a.rows
	if fact.Over == 1 {
		fact.Over = 0
	}
	if a.own {
		fact.Adds = a.adds
	}
	fact.Origins = slices.Sorted(maps.Keys(a.origins))
	return fact, true, fx.InField("amount", fx.CheckDecimal(fact.Amount))
}

func commonDivisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
