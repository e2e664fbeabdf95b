package customs

import (
	"strings"

	"github.com/shopspring/decimal"
)

// A mergedSlot is a slot over all scenarios: the one that stands for it, the first
// in which it is paid, and the range of its figures.
type mergedSlot struct {
	slot
	varies       bool // in status or row
	base, amount Range
}

// An effect is what an open question does to the total: its range for each answer.
type effect struct {
	question Question
	text     string
	asker    int
	totals   [3]Range
	seen     [3]bool
}

// merge takes the scenario that was just run into the result.
func (a *assessor) merge(first bool) {
	var sum tally
	sum.add(a.column1.amount)
	a.merged[0].take(&a.column1, first)
	for _, i := range a.book.live {
		s := &a.slots[i]
		if s.active && s.row.pays() {
			sum.add(s.amount)
		}
		a.merged[i+1].take(s, first)
	}
	total := sum.sum()
	a.total = a.total.including(total, first)
	for i := range a.choices[:a.at] {
		a.note(&a.choices[i], total)
	}
}

// take takes the slot of a scenario in.
func (m *mergedSlot) take(s *slot, first bool) {
	m.base, m.amount = m.base.including(s.base, first), m.amount.including(s.amount, first)
	if first {
		m.slot, m.varies = *s, false
		return
	}
	if s.status == m.status && s.row == m.row {
		return
	}
	m.varies = true
	if s.status == Applied && m.status != Applied || s.row != nil && m.row == nil {
		m.slot = *s
	}
}

// including returns the range with an amount in it; the first is all of it.
func (r Range) including(d decimal.Decimal, first bool) Range {
	switch {
	case first:
		return Range{d, d}
	case d.LessThan(r.Low):
		r.Low = d
	case d.GreaterThan(r.High):
		r.High = d
	}
	return r
}

// note keeps the total of a scenario for the answer that it takes.
func (a *assessor) note(c *choice, total decimal.Decimal) {
	var e *effect
	for i := range a.effects {
		if a.effects[i].question == c.question {
			e = &a.effects[i]
		}
	}
	if e == nil {
		a.effects = append(a.effects, effect{question: c.question, text: c.text, asker: c.asker})
		e = &a.effects[len(a.effects)-1]
	}
	e.totals[c.taken] = e.totals[c.taken].including(total, !e.seen[c.taken])
	e.seen[c.taken] = true
}

// difference returns by how much the total differs between the answers, at both
// ends of what else is open, the smaller one first.
func (e *effect) difference() Range {
	var low, high Range
	first := true
	for i, r := range e.totals {
		if e.seen[i] {
			low, high = low.including(r.Low, first), high.including(r.High, first)
			first = false
		}
	}
	x, y := low.High.Sub(low.Low), high.High.Sub(high.Low)
	return Range{decimal.Min(x, y), decimal.Max(x, y)}
}

// openFacts returns the missing facts that decide about a duty.
func (a *assessor) openFacts() []Open {
	var open []Open
	for i := range a.effects {
		e := &a.effects[i]
		if d := e.difference(); !d.High.IsZero() {
			open = append(open, Open{Question: e.question, Text: e.text, Effect: d})
		}
	}
	return open
}

// fill fills in a layer what a slot became over all scenarios.
func (m *mergedSlot) fill(l *Layer) {
	l.Status, l.Heading, l.Reason, l.Base, l.Amount = m.status, m.heading, m.reason, m.base, m.amount
	if m.duty != nil {
		l.Duty = m.duty.text
	}
}

// fillColumn1 fills in the layer of column 1.
func (a *assessor) fillColumn1(l *Layer) {
	m := &a.merged[0]
	m.fill(l)
	l.Source = a.book.column1Source(a.row)
	if m.duty.unknown() {
		l.Status, l.Duty = Undecided, "unknown"
	}
}

// fillLayer fills in the layer of a programme that is in force.
func (a *assessor) fillLayer(l *Layer, programme int) {
	m := &a.merged[programme+1]
	m.fill(l)
	switch {
	case m.row != nil:
		l.Code, l.Label, l.Source = m.row.layer, m.row.label, m.row.sourceShown()
	case m.status == OtherOrigin:
		l.Reason = a.book.text("not for goods of ", a.line.Origin)
	}
	if m.varies {
		l.Status, l.Reason = Undecided, a.dependsOn(programme)
	} else if m.duty != nil && m.duty.kind == unknownDuty && m.active {
		l.Status, l.Reason = Undecided, "the rate for goods of "+a.line.Origin+" is not known"
	}
}

// dependsOn says what decides about a layer: the questions that its own rows ask,
// else all of them.
func (a *assessor) dependsOn(programme int) string {
	var own, all []string
	for i := range a.effects {
		all = append(all, a.effects[i].text)
		if a.effects[i].asker == programme {
			own = append(own, a.effects[i].text)
		}
	}
	if len(own) == 0 {
		own = all
	}
	return "not known: " + strings.Join(own, " ")
}
