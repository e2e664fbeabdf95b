package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/split"
)

// A targetBuild makes the cells of a plan, without amounts.
type targetBuild struct {
	plan   *TargetPlan
	places int32
	levels []targetLevel
	groups map[targetKey]*targetGroup
	tree   TargetTree
	cells  []targetCellBuild // beside tree.Cells
	faults []error
	faulty map[string]bool // the paths of the faults
	carry  map[string]map[string]*big.Rat
}

type targetLevel struct {
	ofTime bool
	lists  []targetList // the default, then those of Under
}

// A targetList is one list of parts of a level and where it is used.
type targetList struct {
	parts []TargetPart
	field string
	at    []targetName // nil for the default
	used  bool
}

// A targetName is a condition of a TargetCell: the part of a level.
type targetName struct {
	level int
	name  string
}

type targetKey struct {
	level, list int
	cal         Period
}

// A targetGroup are the parts below one cell, the same for all cells that have them.
type targetGroup struct {
	names   []string
	periods []Period // those of the calendar, nil when the level is none of time
	weights []*big.Rat
	shares  []Value
	field   string
	by      split.Splitter
}

// A targetCellBuild is what the split knows of a cell besides.
type targetCellBuild struct {
	end   int          // the place after its last descendant
	group *targetGroup // its parts, nil for none
	pin   *big.Int     // nil without one
	least *big.Int     // what the pins at and below it need
	exact bool         // it can be no other number than least
}

func newTargetBuild(p *TargetPlan) *targetBuild {
	b := &targetBuild{plan: p, groups: map[targetKey]*targetGroup{}, faulty: map[string]bool{}, carry: map[string]map[string]*big.Rat{}}
	b.places, _ = targetPlaces(p.Unit, p.Currency)
	b.tree = TargetTree{Unit: p.Unit, Currency: p.Currency}
	if b.tree.Unit == "" {
		b.tree.Unit = Count
	}
	for i := range p.Levels {
		l := &p.Levels[i]
		level := targetLevel{ofTime: l.ofTime()}
		field := fmt.Sprintf("levels[%d]", i)
		level.lists = append(level.lists, targetList{parts: l.Parts, field: field + ".parts"})
		for j := range l.Under {
			level.lists = append(level.lists, targetList{
				parts: l.Under[j].Parts, field: fmt.Sprintf("%s.under[%d].parts", field, j), at: p.conditions(l.Under[j].At),
			})
		}
		b.levels = append(b.levels, level)
		b.tree.Levels = append(b.tree.Levels, l.Name)
		if level.ofTime {
			b.tree.TimeLevels = append(b.tree.TimeLevels, l.Name)
		}
	}
	return b
}

// conditions are those of a cell in the order of the levels.
func (p *TargetPlan) conditions(at TargetCell) []targetName {
	var out []targetName
	for i := range p.Levels {
		if name, ok := at[p.Levels[i].Name]; ok {
			out = append(out, targetName{i, name})
		}
	}
	return out
}

// fewest is a number of cells of the lowest level that the plan has at least: the
// parts of levels that are the same below all cells, multiplied, of levels of time
// only the longest.
func (b *targetBuild) fewest() int {
	others, times := 1, 1
	for i := range b.levels {
		n := len(b.levels[i].lists[0].parts)
		switch {
		case len(b.levels[i].lists) > 1:
		case b.levels[i].ofTime:
			times = max(times, n)
		default:
			others = min(others*n, maxTargetCells+1)
		}
	}
	return others * times
}

// build makes the cells.
func (b *targetBuild) build() error {
	fewest := b.fewest()
	if fewest > maxTargetCells {
		return tooManyCells()
	}
	b.tree.Cells, b.cells = make([]TargetNode, 0, fewest+1), make([]targetCellBuild, 0, fewest+1)
	period := Period{dayOf(b.plan.Period.First), dayOf(b.plan.Period.Last)}
	b.append(TargetNode{Parent: -1, Period: period, Share: ratValue(ratOfInt(1), Fraction, "")})
	b.below(0, 0, period)
	for i := range b.levels {
		for j := range b.levels[i].lists {
			if l := &b.levels[i].lists[j]; j > 0 && !l.used && len(b.faults) == 0 {
				b.fault(fmt.Sprintf("levels[%d].under[%d].at", i, j-1), b.plan.Levels[i].Under[j-1].At.String(), "must name a cell of the plan for which no earlier one stands")
			}
		}
	}
	if len(b.faults) == 0 && b.whole() {
		b.setPeriods()
	}
	return errors.Join(b.faults...)
}

func (b *targetBuild) append(n TargetNode) {
	b.tree.Cells = append(b.tree.Cells, n)
	b.cells = append(b.cells, targetCellBuild{end: len(b.tree.Cells)})
}

func tooManyCells() error {
	return fx.NewInputError("levels", "", "must not make more than "+strconv.Itoa(maxTargetCells)+" cells")
}

// whole reports whether weeks stay whole.
func (b *targetBuild) whole() bool { return b.plan.Straddle != "" && b.plan.Straddle != StraddleCut }

// fault keeps one fault for each path.
func (b *targetBuild) fault(field, value, reason string) {
	if !b.faulty[field] {
		b.faulty[field] = true
		b.faults = append(b.faults, fx.NewInputError(field, value, reason))
	}
}

// below makes the cells below one, whose days of the calendar are cal.
func (b *targetBuild) below(at, level int, cal Period) {
	if level == len(b.levels) || len(b.faults) > 0 && len(b.tree.Cells) > maxTargetParts {
		return
	}
	g := b.group(level, b.tree.Cells[at].Path, cal)
	b.cells[at].group = g
	for i, name := range g.names {
		if len(b.tree.Cells) >= maxTargetCells {
			if !b.faulty["levels"] {
				b.faulty["levels"] = true
				b.faults = append(b.faults, tooManyCells())
			}
			return
		}
		path := b.tree.Cells[at].Path
		n := TargetNode{Path: append(path[:len(path):len(path)], name), Parent: at, Period: b.tree.Cells[at].Period, Share: g.shares[i]}
		part := cal
		if g.periods != nil {
			n.Period, part = g.periods[i], g.periods[i]
		}
		b.append(n)
		b.below(len(b.tree.Cells)-1, level+1, part)
	}
	b.cells[at].end = len(b.tree.Cells)
}

// group returns the parts of a level below a cell.
func (b *targetBuild) group(level int, path []string, cal Period) *targetGroup {
	at := b.listFor(level, path)
	list := &b.levels[level].lists[at]
	list.used = true
	key := targetKey{level: level, list: at}
	if b.levels[level].ofTime {
		key.cal = cal
	}
	shared := !b.levels[level].ofTime || list.parts[0].Weight.Valid || !b.variesBelow(level)
	if g := b.groups[key]; g != nil && shared {
		return g
	}
	g := b.newGroup(level, list, path, cal)
	if shared {
		b.groups[key] = g
	}
	return g
}

func (b *targetBuild) newGroup(level int, list *targetList, path []string, cal Period) *targetGroup {
	g := &targetGroup{field: list.field}
	if b.levels[level].ofTime {
		days := 0
		b.pieces(level, list, path, cal, func(p *TargetPart, piece Period, w *big.Rat) {
			g.names, g.periods, g.weights = append(g.names, p.Name), append(g.periods, piece), append(g.weights, w)
			days += piece.Days()
		})
		if len(g.names) == 0 {
			b.fault(list.field, "", "must have one that belongs to "+cal.String())
			return g
		}
		if !b.whole() && days != cal.Days() {
			b.fault(list.field, "", "must cover "+cal.String())
		}
		g.by = split.New(wholeWeights(g.weights), tieBy(nil))
	} else {
		for i := range list.parts {
			g.names, g.weights = append(g.names, list.parts[i].Name), append(g.weights, ratOf(list.parts[i].Weight.Decimal))
		}
		g.by = split.New(wholeWeights(g.weights), tieBy(g.names))
	}
	sum := new(big.Rat)
	for _, w := range g.weights {
		sum.Add(sum, w)
	}
	g.shares = make([]Value, len(g.weights))
	for i, w := range g.weights {
		if sum.Sign() == 0 {
			g.shares[i] = Value{State: Undefined, Unit: Fraction}
			continue
		}
		g.shares[i] = ratValue(new(big.Rat).Quo(w, sum), Fraction, "")
	}
	return g
}

// pieces yields the parts of time in a period, or that belong to it, with what they
// weigh.
func (b *targetBuild) pieces(level int, list *targetList, path []string, cal Period, yield func(*TargetPart, Period, *big.Rat)) {
	for i := range list.parts {
		part := &list.parts[i]
		piece, ok := part.Period.Meet(cal)
		if b.whole() {
			if piece, ok = (Period{dayOf(part.Period.First), dayOf(part.Period.Last)}), cal.Contains(b.dayOfOwner(part.Period)); !ok {
				continue
			}
		}
		if !ok {
			continue
		}
		var w *big.Rat
		if part.Weight.Valid {
			w = ratOf(part.Weight.Decimal)
			if n, of := piece.Days(), part.Period.Days(); n != of {
				w.Mul(w, big.NewRat(int64(n), int64(of)))
			}
		} else {
			names := make([]string, level+1)
			copy(names, path)
			names[level] = part.Name
			w = b.weightBelow(level, names, piece)
		}
		yield(part, piece, w)
	}
}

// weightBelow is what the next level of time weighs in a period, or its days.
func (b *targetBuild) weightBelow(level int, path []string, cal Period) *big.Rat {
	next := level + 1
	for next < len(b.levels) && !b.levels[next].ofTime {
		next++
	}
	if next == len(b.levels) {
		return ratOfInt(cal.Days())
	}
	sum := new(big.Rat)
	b.pieces(next, &b.levels[next].lists[b.listFor(next, path)], path, cal, func(_ *TargetPart, _ Period, w *big.Rat) { sum.Add(sum, w) })
	return sum
}

// dayOfOwner is the day of a part that says to which part above it belongs.
func (b *targetBuild) dayOfOwner(p Period) time.Time {
	switch b.plan.Straddle {
	case StraddleLastDay:
		return dayOf(p.Last)
	case StraddleMiddleDay:
		return dayOf(p.First).AddDate(0, 0, (p.Days()-1)/2)
	}
	return dayOf(p.First)
}

// listFor is the list of parts of a level below a cell: the first of Under that fits.
func (b *targetBuild) listFor(level int, path []string) int {
	lists := b.levels[level].lists
	for i := 1; i < len(lists); i++ {
		if namesFit(lists[i].at, path) {
			return i
		}
	}
	return 0
}

func namesFit(at []targetName, path []string) bool {
	return !slices.ContainsFunc(at, func(n targetName) bool { return n.level >= len(path) || path[n.level] != n.name })
}

// variesBelow reports whether a lower level of time has parts by cell.
func (b *targetBuild) variesBelow(level int) bool {
	return slices.ContainsFunc(b.levels[level+1:], func(l targetLevel) bool { return l.ofTime && len(l.lists) > 1 })
}

// setPeriods gives the cells the days of the whole weeks that belong to them, and
// reports days that belong to none.
func (b *targetBuild) setPeriods() {
	for i := len(b.cells) - 1; i > 0; i-- {
		if g := b.cells[i].group; g == nil || !b.timeFrom(len(b.tree.Cells[i].Path)) {
			continue
		}
		days := b.tree.Cells[i+1].Period
		for c := i + 1; c < b.cells[i].end; c = b.cells[c].end {
			p := b.tree.Cells[c].Period
			if p.First.Before(days.First) {
				days.First = p.First
			}
			if p.Last.After(days.Last) {
				days.Last = p.Last
			}
		}
		b.tree.Cells[i].Period = days
	}
	for i := range b.cells {
		g := b.cells[i].group
		if g == nil || g.periods == nil {
			continue
		}
		days := b.tree.Cells[i].Period
		if !slices.ContainsFunc(b.levels[:len(b.tree.Cells[i].Path)], func(l targetLevel) bool { return l.ofTime }) {
			days = b.tree.Cells[0].Period
		}
		next := days.First
		for c := i + 1; c < b.cells[i].end; c = b.cells[c].end {
			p := b.tree.Cells[c].Period
			if !p.First.Equal(next) {
				b.fault(g.field, "", "must follow upon each other, which "+p.String()+" does not")
			}
			next = p.Last.AddDate(0, 0, 1)
		}
		if !next.Equal(days.Last.AddDate(0, 0, 1)) {
			b.fault(g.field, "", "must cover "+days.String())
		}
	}
	// Cells that are not of time have the days of the part of time above them.
	for i := 1; i < len(b.cells); i++ {
		if n := &b.tree.Cells[i]; !b.timeFrom(len(n.Path) - 1) {
			n.Period = b.tree.Cells[n.Parent].Period
		}
	}
}

// timeFrom reports whether the level or one below it is of time.
func (b *targetBuild) timeFrom(level int) bool {
	return slices.ContainsFunc(b.levels[level:], func(l targetLevel) bool { return l.ofTime })
}
