package kpi

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
)

// A NoTargetError says that a plan has no cell of a name.
type NoTargetError struct {
	// Cell is what was asked for, as [TargetCell.String] writes it.
	Cell string
	// Nearest is a name of the same level that is close to the one that is not found,
	// or the level that is, "" without one.
	Nearest string
}

// Error says what was asked for and what is close to it.
func (e *NoTargetError) Error() string {
	text := "kpi: the plan has no cell " + e.Cell
	if e.Nearest != "" {
		text += ", did you mean " + e.Nearest + "?"
	}
	return text
}

// Find returns the cells that a name means, in the order of the tree: one, or several
// such as a channel in each week. The empty name is the whole plan. Without any it is
// a [*NoTargetError].
func (t TargetTree) Find(at TargetCell) ([]TargetNode, error) {
	found, err := t.find(at, 0)
	if err != nil {
		return nil, err
	}
	out := make([]TargetNode, len(found))
	for i, c := range found {
		out[i] = t.Cells[c]
	}
	return out, nil
}

// Sum returns the target of the cells that a name means, as an exact value: that of a
// week that is cut into two pieces, of a channel in the year. Without a cell of the
// name it is a [*NoTargetError], and for a tree that was read from a file and has an
// amount that is none an *fx.InputError at "cells[3].amount".
func (t TargetTree) Sum(at TargetCell) (Value, error) {
	found, err := t.find(at, 0)
	if err != nil {
		return Value{}, err
	}
	if err := t.checkAmounts(found); err != nil {
		return Value{}, err
	}
	var sum decimal.Decimal
	for _, c := range found {
		sum = sum.Add(t.Cells[c].Amount)
	}
	return Exact(sum, t.Unit, t.Currency), nil
}

// Series returns the targets of the cells that a name means by the shortest periods
// of the plan, in order: those of a channel in each week. A week that is cut at a
// border is two periods. A plan without levels of time has one period. The errors
// are those of [TargetTree.Sum].
func (t TargetTree) Series(at TargetCell) ([]PeriodTarget, error) {
	deepest := 0
	for i, level := range t.Levels {
		if slices.Contains(t.TimeLevels, level) {
			deepest = i + 1
		}
	}
	found, err := t.find(at, deepest)
	if err != nil {
		return nil, err
	}
	if err := t.checkAmounts(found); err != nil {
		return nil, err
	}
	sums := map[Period]decimal.Decimal{}
	for _, c := range found {
		p := t.Cells[c].Period
		key := Period{dayOf(p.First), dayOf(p.Last)}
		sums[key] = sums[key].Add(t.Cells[c].Amount)
	}
	return inOrder(sums), nil
}

// inOrder are the periods with their sums, the earliest first.
func inOrder(sums map[Period]decimal.Decimal) []PeriodTarget {
	out := make([]PeriodTarget, 0, len(sums))
	for p, amount := range sums {
		out = append(out, PeriodTarget{p, amount})
	}
	slices.SortFunc(out, func(a, b PeriodTarget) int {
		return cmp.Or(a.Period.First.Compare(b.Period.First), a.Period.Last.Compare(b.Period.Last))
	})
	return out
}

// checkAmounts refuses a tree that was not made by SplitTarget but read from a file
// that somebody changed, and has amounts that are negative or cannot be added.
func (t *TargetTree) checkAmounts(found []int) error {
	for _, c := range found {
		if err := checkPlain(fmt.Sprintf("cells[%d].amount", c), t.Cells[c].Amount); err != nil {
			return err
		}
	}
	return nil
}

// find returns the places of the cells of a name that are at least so many levels
// down, in order.
func (t *TargetTree) find(at TargetCell, depth int) ([]int, error) {
	conditions := make([]targetName, 0, len(at))
	for i, level := range t.Levels {
		if name, ok := at[level]; ok {
			conditions = append(conditions, targetName{i, name})
			depth = max(depth, i+1)
		}
	}
	if len(conditions) < len(at) {
		return nil, t.notFound(at)
	}
	var found []int
	for i := range t.Cells {
		if path := t.Cells[i].Path; len(path) == depth && namesFit(conditions, path) {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return nil, t.notFound(at)
	}
	return found, nil
}

// notFound looks for the level or the name that was meant.
func (t *TargetTree) notFound(at TargetCell) error {
	e := &NoTargetError{Cell: at.String()}
	for _, level := range slices.Sorted(maps.Keys(at)) {
		known, asked := slices.Values(t.Levels), level
		if i := slices.Index(t.Levels, level); i >= 0 {
			known, asked = t.namesOf(i), at[level]
		}
		if near := fees.Nearest(asked, known); len(near) > 0 && near[0] != asked {
			e.Nearest = near[0]
			break
		}
	}
	return e
}

// namesOf yields the names of a level, each once.
func (t *TargetTree) namesOf(level int) iter.Seq[string] {
	return func(yield func(string) bool) {
		seen := map[string]bool{}
		for i := range t.Cells {
			if path := t.Cells[i].Path; len(path) == level+1 && !seen[path[level]] {
				seen[path[level]] = true
				if !yield(path[level]) {
					return
				}
			}
		}
	}
}
