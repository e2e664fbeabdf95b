package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Rest returns the plan for the days after one, given what is reached up to it: its
// total is what is left of the total, 0 when it is exceeded, and its parts of time are
// those that are left, with their weights. A week or a quarter in progress weighs what
// is left of it: by what the next level of time below weighs on the days that are
// left, or by days where there is none. [SplitTarget] splits it.
//
// With a rule that keeps weeks whole, quarters have the days of their weeks from now
// on, and the rule of the rest is [StraddleCut], which then cuts only the week in
// progress.
//
// Pins on days that are over are gone: what was sold there is in the actual. Pins on
// days to come stay, and one that is partly over is refused, since nobody knows how
// much of it is reached: give the rest of it as a pin.
//
// The faults are those of [SplitTarget], and *fx.InputErrors at "as_of" for a missing
// day or one after which nothing is left, and at "actual" for one that is unknown or
// not on the grid of the plan.
func (p TargetPlan) Rest(asOf time.Time, actual decimal.NullDecimal) (TargetPlan, error) {
	err := p.check()
	faults := []error{err}
	places, unitErr := targetPlaces(p.Unit, p.Currency)
	switch {
	case asOf.IsZero() || !ofFourDigits(asOf):
		faults = append(faults, fx.NewInputError("as_of", "", "must be a day of the years 1 to 9999"))
	case err == nil && daysFrom(asOf, p.Period.Last) < 1:
		faults = append(faults, fx.NewInputError("as_of", dayText(asOf), "must be before the last day of "+p.Period.String()))
	}
	if !actual.Valid {
		faults = append(faults, fx.NewInputError("actual", "", "is missing"))
	} else if unitErr == nil {
		if err := checkGrid("actual", actual.Decimal.Abs(), places); err != nil {
			faults = append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return TargetPlan{}, err
	}
	b := newTargetBuild(&p)
	if err := b.build(); err != nil {
		return TargetPlan{}, err
	}
	if b.whole() {
		p = b.byWholeWeeks()
		b = newTargetBuild(&p)
		if err := b.build(); err != nil {
			return TargetPlan{}, err
		}
	}
	rest := p
	rest.Period = Period{dayOf(p.Period.First), dayOf(p.Period.Last)}
	if next := dayOf(asOf).AddDate(0, 0, 1); next.After(rest.Period.First) {
		rest.Period.First = next
	}
	rest.Total = decimal.Max(decimal.Decimal{}, p.Total.Sub(actual.Decimal))
	rest.Levels = slices.Clone(p.Levels)
	kept := make([]map[string]bool, len(rest.Levels))
	for i := range rest.Levels {
		l := &rest.Levels[i]
		l.Under = nil
		l.Parts = b.restOf(i, 0, rest.Period)
		for j := range p.Levels[i].Under {
			u := TargetUnder{At: p.Levels[i].Under[j].At, Parts: b.restOf(i, j+1, rest.Period)}
			if len(u.Parts) > 0 && namesLeft(b.plan.conditions(u.At), kept) {
				l.Under = append(l.Under, u)
			}
		}
		kept[i] = l.names()
	}
	rest.Pins, err = b.restPins(rest.Period)
	return rest, err
}

// byWholeWeeks is the plan with parts of time that have the days of their weeks, so
// that no week is in two of them.
func (b *targetBuild) byWholeWeeks() TargetPlan {
	p := *b.plan
	p.Straddle = StraddleCut
	p.Levels = slices.Clone(p.Levels)
	for i := range p.Levels {
		l := &p.Levels[i]
		if !b.levels[i].ofTime {
			continue
		}
		days := map[string]Period{}
		for k := range b.tree.Cells {
			if path := b.tree.Cells[k].Path; len(path) == i+1 {
				days[path[i]] = b.tree.Cells[k].Period
			}
		}
		named := func(parts []TargetPart) []TargetPart {
			parts = slices.Clone(parts)
			for k := range parts {
				if d, ok := days[parts[k].Name]; ok {
					parts[k].Period = d
				}
			}
			return parts
		}
		l.Parts, l.Under = named(l.Parts), slices.Clone(l.Under)
		for k := range l.Under {
			l.Under[k].Parts = named(l.Under[k].Parts)
		}
	}
	return p
}

// restOf are the parts of a list of which days are left, and what is left of their
// weights.
func (b *targetBuild) restOf(level, at int, left Period) []TargetPart {
	list := &b.levels[level].lists[at]
	if !b.levels[level].ofTime {
		return list.parts
	}
	var parts []TargetPart
	for i := range list.parts {
		part := list.parts[i]
		piece, ok := part.Period.Meet(left)
		if !ok {
			continue
		}
		if part.Slot == 0 {
			part.Slot = i + 1
		}
		part.Period = piece
		parts = append(parts, part)
	}
	if len(parts) > 0 && parts[0].Weight.Valid {
		weights := make([]*big.Rat, len(parts))
		for i := range parts {
			weights[i] = ratOf(parts[i].Weight.Decimal)
		}
		if share := b.restShare(level, list, parts[0].Name, left); share != nil {
			weights[0].Mul(weights[0], share)
			for i, w := range wholeWeights(weights) {
				parts[i].Weight.Decimal = w
			}
		}
	}
	return parts
}

// restShare is the share of the weight of a part that is left of it, nil for all of it.
func (b *targetBuild) restShare(level int, list *targetList, name string, left Period) *big.Rat {
	i := slices.IndexFunc(list.parts, func(p TargetPart) bool { return p.Name == name })
	part := &list.parts[i]
	piece, _ := part.Period.Meet(left)
	if piece.Days() == part.Period.Days() {
		return nil
	}
	path := make([]string, level+1)
	for _, c := range list.at {
		path[c.level] = c.name
	}
	path[level] = name
	whole := b.weightBelow(level, path, part.Period)
	if whole.Sign() == 0 {
		return big.NewRat(int64(piece.Days()), int64(part.Period.Days()))
	}
	return new(big.Rat).Quo(b.weightBelow(level, path, piece), whole)
}

// namesLeft reports whether parts of conditions are still in the plan.
func namesLeft(at []targetName, kept []map[string]bool) bool {
	return !slices.ContainsFunc(at, func(c targetName) bool { return !kept[c.level][c.name] })
}

// restPins are the pins on days that are left.
func (b *targetBuild) restPins(left Period) ([]TargetPin, error) {
	var pins []TargetPin
	var faults []error
	for i, pin := range b.plan.Pins {
		found, err := b.tree.find(pin.At, 0)
		if err != nil {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("pins[%d].at", i), pin.At.String(), "must name a cell of the plan"))
			continue
		}
		over, ahead := 0, 0
		for _, c := range found {
			days := b.tree.Cells[c].Period
			meet, ok := days.Meet(left)
			if ok {
				ahead += meet.Days()
			}
			over += days.Days() - meet.Days()
		}
		switch {
		case ahead > 0 && over > 0:
			faults = append(faults, fx.NewInputError(fmt.Sprintf("pins[%d].at", i), pin.At.String(), "must not name days that are over and days that are left"))
		case ahead > 0:
			pins = append(pins, pin)
		}
	}
	return pins, errors.Join(faults...)
}
