package kpi

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

const (
	maxTargetDays   = 3660
	maxTargetLevels = 8
	maxTargetUnder  = 1000
	maxTargetParts  = 20_000
	maxTargetCells  = 1_000_000
)

// check reports what is wrong with a plan by itself.
func (p *TargetPlan) check() error {
	var faults []error
	if err := p.Period.Check(); err != nil {
		faults = append(faults, fx.InField("period", err))
	} else if p.Period.Days() > maxTargetDays {
		faults = append(faults, fx.NewInputError("period", p.Period.String(), "must have at most "+strconv.Itoa(maxTargetDays)+" days"))
	}
	places, err := targetPlaces(p.Unit, p.Currency)
	faults = append(faults, err)
	if err == nil {
		faults = append(faults, checkGrid("total", p.Total, places))
	}
	switch p.Straddle {
	case "", StraddleCut, StraddleFirstDay, StraddleMiddleDay, StraddleLastDay:
	default:
		faults = append(faults, fx.NewInputError("straddle", string(p.Straddle), "must be cut, first_day, middle_day or last_day"))
	}
	if len(p.Levels) > maxTargetLevels {
		return errors.Join(append(faults, fx.NewInputError("levels", strconv.Itoa(len(p.Levels)), "must be at most "+strconv.Itoa(maxTargetLevels)))...)
	}
	names := make([]map[string]bool, len(p.Levels))
	for i := range p.Levels {
		names[i] = p.Levels[i].names()
	}
	for i := range p.Levels {
		faults = append(faults, fx.InField(fmt.Sprintf("levels[%d]", i), p.checkLevel(i, names)))
	}
	if len(p.Pins) > maxTargetCells {
		return errors.Join(append(faults, fx.NewInputError("pins", strconv.Itoa(len(p.Pins)), "must be at most "+strconv.Itoa(maxTargetCells)))...)
	}
	for i := range p.Pins {
		field := fmt.Sprintf("pins[%d]", i)
		faults = append(faults, fx.InField(field, p.checkCell("at", p.Pins[i].At, len(p.Levels), names)))
		if err == nil {
			faults = append(faults, checkGrid(field+".amount", p.Pins[i].Amount, places))
		}
	}
	return errors.Join(faults...)
}

func (p *TargetPlan) checkLevel(at int, names []map[string]bool) error {
	l := &p.Levels[at]
	var faults []error
	if l.Name == "" {
		faults = append(faults, fx.NewInputError("name", "", "must not be empty"))
	} else if first := p.levelAt(l.Name); first != at {
		faults = append(faults, fx.NewInputError("name", l.Name, "must be once in the plan"))
	}
	faults = append(faults, checkParts("parts", l.Parts, l.ofTime()))
	if l.ofTime() {
		faults = append(faults, p.checkTime("parts", l.Parts, true))
	}
	if len(l.Under) > maxTargetUnder {
		return errors.Join(append(faults, fx.NewInputError("under", strconv.Itoa(len(l.Under)), "must be at most "+strconv.Itoa(maxTargetUnder)))...)
	}
	for i := range l.Under {
		u, field := &l.Under[i], fmt.Sprintf("under[%d]", i)
		if len(u.At) == 0 {
			faults = append(faults, fx.NewInputError(field+".at", "", "must name a cell above the level"))
		}
		faults = append(faults, fx.InField(field, p.checkCell("at", u.At, at, names)), checkParts(field+".parts", u.Parts, l.ofTime()))
		if l.ofTime() {
			faults = append(faults, p.checkTime(field+".parts", u.Parts, false))
		}
	}
	return errors.Join(faults...)
}

// checkParts reports what is wrong with the members of a level.
func checkParts(field string, parts []TargetPart, ofTime bool) error {
	if len(parts) == 0 || len(parts) > maxTargetParts {
		return fx.NewInputError(field, strconv.Itoa(len(parts)), "must be from 1 to "+strconv.Itoa(maxTargetParts))
	}
	var faults []error
	seen := make(map[string]bool, len(parts))
	for i := range parts {
		part, path := &parts[i], fmt.Sprintf("%s[%d]", field, i)
		if part.Name == "" {
			faults = append(faults, fx.NewInputError(path+".name", "", "must not be empty"))
		} else if seen[part.Name] {
			faults = append(faults, fx.NewInputError(path+".name", part.Name, "must be once in the level"))
		}
		seen[part.Name] = true
		switch {
		case part.Weight.Valid:
			faults = append(faults, checkWeight(path+".weight", part.Weight.Decimal))
			if ofTime && !parts[0].Weight.Valid {
				faults = append(faults, fx.NewInputError(path+".weight", fx.Plain(part.Weight.Decimal), "must be given for all parts or for none"))
			}
		case !ofTime:
			faults = append(faults, fx.NewInputError(path+".weight", "", "is missing"))
		case parts[0].Weight.Valid:
			faults = append(faults, fx.NewInputError(path+".weight", "", "must be given for all parts or for none"))
		}
		if !ofTime && part.Period != (Period{}) {
			faults = append(faults, fx.NewInputError(path+".period", part.Period.String(), "must be given for all parts or for none"))
		}
	}
	return errors.Join(faults...)
}

// checkTime reports parts of time that leave a gap, overlap or leave the plan.
func (p *TargetPlan) checkTime(field string, parts []TargetPart, cover bool) error {
	var faults []error
	for i := range parts {
		path := fmt.Sprintf("%s[%d].period", field, i)
		if err := parts[i].Period.Check(); err != nil {
			faults = append(faults, fx.InField(path, err))
			continue
		}
		if i > 0 && parts[i-1].Period.Check() == nil && daysFrom(parts[i-1].Period.Last, parts[i].Period.First) != 1 {
			faults = append(faults, fx.NewInputError(path, parts[i].Period.String(), "must begin on the day after "+parts[i-1].Period.String()))
		}
	}
	if p.Period.Check() != nil || len(parts) == 0 || len(faults) > 0 {
		return errors.Join(faults...)
	}
	before, after := daysFrom(p.Period.First, parts[0].Period.First), daysFrom(parts[len(parts)-1].Period.Last, p.Period.Last)
	if before < 0 || after < 0 {
		faults = append(faults, fx.NewInputError(field, "", "must lie within the plan, "+p.Period.String()))
	} else if cover && before+after > 0 {
		faults = append(faults, fx.NewInputError(field, "", "must cover the plan, "+p.Period.String()))
	}
	return errors.Join(faults...)
}

// checkCell reports levels that are not among the first ones, and names that no part
// of them has.
func (p *TargetPlan) checkCell(field string, at TargetCell, below int, names []map[string]bool) error {
	var faults []error
	for level, name := range at {
		i := p.levelAt(level)
		if i < 0 || i >= below {
			faults = append(faults, fx.NewInputError(field, at.String(), "must name levels above or at the cell, which "+strconv.Quote(level)+" is not"))
		} else if !names[i][name] {
			faults = append(faults, fx.NewInputError(field, at.String(), "must name parts of the plan, which "+strconv.Quote(name)+" is not"))
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(faults...)
}

// levelAt is the place of the level with a name, -1 without one.
func (p *TargetPlan) levelAt(name string) int {
	return slices.IndexFunc(p.Levels, func(l TargetLevel) bool { return l.Name == name })
}

// ofTime reports whether the parts of a level have periods.
func (l *TargetLevel) ofTime() bool { return len(l.Parts) > 0 && l.Parts[0].Period != (Period{}) }

// names are those of all parts of a level.
func (l *TargetLevel) names() map[string]bool {
	names := make(map[string]bool, len(l.Parts))
	for i := range l.Parts {
		names[l.Parts[i].Name] = true
	}
	for i := range l.Under {
		for j := range l.Under[i].Parts {
			names[l.Under[i].Parts[j].Name] = true
		}
	}
	return names
}
