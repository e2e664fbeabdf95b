package customs

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// match returns what a programme makes of the line: its first row that matches.
func (a *assessor) match(p *programmeOn) slot {
	out := slot{status: OtherOrigin}
	for i := range p.rows {
		r := &p.rows[i]
		if r.origins != nil && !r.origins.has(a.origin) || r.exceptOrigins != nil && r.exceptOrigins.has(a.origin) {
			continue
		}
		if out.status == OtherOrigin && (r.pays() || r.applied) { // an exemption is for every origin
			out = slot{status: NotListed, reason: p.notListed}
		}
		if a.excluded(r.programmeRow) || !a.listed(r.programmeRow) {
			continue
		}
		if reason := a.fails(r.programmeRow); reason != "" {
			if out.status != OtherOrigin {
				out.reason = reason
			}
			continue
		}
		a.warn(r.warning)
		status := Applied
		if !r.pays() && !r.applied {
			status = Suppressed
		}
		return slot{row: r, duty: &r.duty, active: true, status: status, reason: r.reason, heading: r.heading}
	}
	return out
}

// excluded reports whether a row is not for this line, whatever its lists.
func (a *assessor) excluded(r *programmeRow) bool {
	return len(r.chapters) > 0 && !slices.Contains(r.chapters, a.chapter) ||
		len(r.exceptChapters) > 0 && slices.Contains(r.exceptChapters, a.chapter) ||
		len(r.modes) > 0 && a.mode != "" && !slices.Contains(r.modes, a.mode) ||
		len(r.preferences) > 0 && !slices.Contains(r.preferences, a.line.Preference)
}

// listed reports whether the line is on a list of the row, if it has lists, and on
// none of the exempt ones.
func (a *assessor) listed(r *programmeRow) bool {
	for _, name := range r.exempt {
		if a.on(name) {
			return false
		}
	}
	if len(r.lists) == 0 {
		return true
	}
	if len(a.row.lists) > 0 && slices.ContainsFunc(r.lists, func(name string) bool { return slices.Contains(a.row.lists, name) }) {
		return true // before anything is asked
	}
	return len(a.row.unsure) > 0 && slices.ContainsFunc(r.lists, a.on)
}

// on reports whether the line is on a list. What the tariff does not know is asked.
func (a *assessor) on(list string) bool {
	on, known := a.row.on(list)
	return on || !known && a.answer(OnList(list), false)
}

// fails returns the reason for which a row does not match a line that it lists, ""
// when it does.
func (a *assessor) fails(r *programmeRow) string {
	if !r.loadedBefore.IsZero() && !a.loadedEarlier(r.loadedBefore) {
		return "the goods were not loaded before " + r.loadedBefore.Format(time.DateOnly)
	}
	for _, c := range r.when {
		if a.answer(c.question, c.no) == c.is {
			continue
		}
		said := "no: "
		if _, given := a.line.Facts.Answers[c.question]; !given {
			said = "not said: "
		} else if !c.is {
			said = "yes: "
		}
		return a.book.text(said, a.book.question(c.question).text)
	}
	if r.metalBelow.Valid && !a.lightMetal(r.metalBelow.Decimal) {
		return r.notLight
	}
	return ""
}

// loadedEarlier reports whether the goods were loaded before a day.
func (a *assessor) loadedEarlier(day time.Time) bool {
	if !a.loadedOn.IsZero() {
		return fees.Day(a.loadedOn.Date()).Before(day)
	}
	q := Question(askLoaded + day.Format(time.DateOnly))
	return a.choose(q, 2, func() string { return "were the goods loaded before " + day.Format(time.DateOnly) + " (loaded_on)?" }) == 1
}

// lightMetal reports whether the listed metal is less than a share of the weight.
func (a *assessor) lightMetal(share decimal.Decimal) bool {
	if weight := a.line.Facts.MetalWeight; weight.Valid {
		return weight.Decimal.LessThan(share)
	}
	return a.choose(askMetalWeight, 2, func() string { return "what share of its weight is the listed metal?" }) == 1
}

// apply applies a stacking rule to the slots.
func (a *assessor) apply(r *ruleOn) {
	switch r.rule {
	case ruleOneOf:
		a.keepFirst(r)
	case ruleNotOn:
		a.spare(r)
	default: // replaces, removes
		for _, i := range r.by {
			if by := &a.slots[i]; by.active {
				for _, j := range r.of {
					a.setAside(j, r, by)
				}
				return
			}
		}
	}
}

// setAside suppresses a layer because of another.
func (a *assessor) setAside(i int, r *ruleOn, by *slot) {
	s := &a.slots[i]
	if !s.active || !s.row.pays() {
		return
	}
	s.active, s.status, s.base = false, Suppressed, decimal.Decimal{}
	s.reason = r.reason
	if by.heading != "" {
		s.reason += " (" + by.heading + ")"
	}
	if r.heading != "" {
		s.heading = r.heading
	}
	a.warn(r.warning)
}

// keepFirst keeps the layers of the first group of programmes that the line is
// under.
func (a *assessor) keepFirst(r *ruleOn) {
	var first *slot
	for _, group := range r.groups {
		if first != nil {
			for _, i := range group {
				a.setAside(i, r, first)
			}
			continue
		}
		for _, i := range group {
			if s := &a.slots[i]; s.active && s.row.pays() {
				first = s
				break
			}
		}
	}
}

// spare takes goods, or the part of their value, that are under one layer out of
// another.
func (a *assessor) spare(r *ruleOn) {
	var first *slot
	var under decimal.Decimal
	whole := r.goods
	for _, i := range r.by {
		if s := &a.slots[i]; s.active && s.row.pays() {
			under = under.Add(s.base)
			whole = whole || s.row.content == ""
			if first == nil {
				first = s
			}
		}
	}
	if first == nil {
		return
	}
	for _, i := range r.of {
		s := &a.slots[i]
		if !s.active || !s.row.pays() {
			continue
		}
		if rest := s.base.Sub(under); whole || rest.Sign() <= 0 && under.Sign() > 0 {
			a.setAside(i, r, first)
		} else if under.Sign() > 0 {
			s.base = rest
			s.reason += "; not on the part of the value that is under " + first.heading
		}
	}
}

// rounded returns what a slot takes, rounded half away from zero to the cent.
func (a *assessor) rounded(s *slot) decimal.Decimal {
	if s.duty.kind == adValorem {
		if cents, fits := centsOf(s.duty.rate, s.base); fits {
			return cents
		}
	}
	return a.amount(s).Round(2)
}

// amount returns what a slot takes, before rounding.
func (a *assessor) amount(s *slot) decimal.Decimal {
	switch s.duty.kind {
	case topUp:
		return a.topUpOf(s.duty, s.base)
	case unknownDuty:
		a.miss("the rate of " + s.row.label + " for goods of " + a.line.Origin)
	}
	amount, lacks := a.take(s.duty, s.base)
	if lacks != "" {
		a.miss("the quantity in " + lacks + " for " + s.row.label)
	}
	return amount
}
