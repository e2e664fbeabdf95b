package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A TargetPinError says that pinned amounts do not fit into the cell above them.
type TargetPinError struct {
	// Path is the cell, none for the whole plan.
	Path []string
	// Amount is what the cell has, and Pinned what the pins in it add up to, both as
	// text in the unit of the plan.
	Amount, Pinned string
	// Reason says what is wrong: "is less than its pins".
	Reason string
}

// Error says the cell, both numbers and the reason.
func (e *TargetPinError) Error() string {
	cell := strings.Join(e.Path, " / ")
	if cell == "" {
		cell = "the plan"
	}
	return "kpi: " + cell + " " + e.Reason + ": it has " + e.Amount + ", pinned are " + e.Pinned
}

func (b *targetBuild) pinError(at int, amount, pinned *big.Int, reason string) error {
	text := func(n *big.Int) string { return fx.Plain(decimal.NewFromBigInt(n, -b.places)) }
	return &TargetPinError{Path: b.tree.Cells[at].Path, Amount: text(amount), Pinned: text(pinned), Reason: reason}
}

// settle puts the pins into their cells and finds what each cell needs at least.
func (b *targetBuild) settle() error {
	if err := b.setPins(); err != nil {
		return err
	}
	if len(b.plan.Pins) == 0 {
		return nil
	}
	var faults []error
	for i := len(b.cells) - 1; i >= 0; i-- {
		c := &b.cells[i]
		below, exact := new(big.Int), c.group != nil
		for k := i + 1; c.group != nil && k < c.end; k = b.cells[k].end {
			below.Add(below, b.cells[k].least)
			exact = exact && b.cells[k].exact
		}
		c.least, c.exact = below, exact
		if c.pin == nil {
			continue
		}
		switch order := below.Cmp(c.pin); {
		case order > 0:
			faults = append(faults, b.pinError(i, c.pin, below, "is less than the pins in it"))
		case order < 0 && exact:
			faults = append(faults, b.pinError(i, c.pin, below, "is more than its parts, which are all pinned"))
		}
		c.least, c.exact = c.pin, true
	}
	return errors.Join(faults...)
}

// setPins finds the cells of each pin.
func (b *targetBuild) setPins() error {
	var faults []error
	byLevels := map[string]map[string][]int{}
	for i := range b.plan.Pins {
		pin, field := &b.plan.Pins[i], fmt.Sprintf("pins[%d]", i)
		at := b.plan.conditions(pin.At)
		key, names := namesKey(at)
		cells := byLevels[key]
		if cells == nil {
			cells = b.cellsBy(at)
			byLevels[key] = cells
		}
		found := cells[names]
		if len(found) == 0 {
			faults = append(faults, fx.NewInputError(field+".at", pin.At.String(), "must name a cell of the plan"))
			continue
		}
		amounts := []*big.Int{unitsOf(pin.Amount, b.places)}
		if len(found) > 1 {
			shares := make([]*big.Rat, len(found))
			for k, c := range found {
				shares[k] = b.shareOfPlan(c)
			}
			var ok bool
			if amounts, ok = splitWhole(amounts[0], shares, b.pathNames(found)); !ok {
				faults = append(faults, fx.NewInputError(field+".at", pin.At.String(), "must not name several cells that all have a weight of 0"))
				continue
			}
		}
		for k, c := range found {
			if b.cells[c].pin != nil {
				faults = append(faults, fx.NewInputError(field+".at", pin.At.String(), "must not name a cell that is pinned already"))
				break
			}
			b.cells[c].pin = amounts[k]
		}
	}
	return errors.Join(faults...)
}

// namesKey are the levels and the names of conditions as keys of a map.
func namesKey(at []targetName) (levels, names string) {
	var l, n strings.Builder
	for _, c := range at {
		fmt.Fprintf(&l, "%d,", c.level)
		fmt.Fprintf(&n, "%q", c.name)
	}
	return l.String(), n.String()
}

// cellsBy are the cells of the lowest of some levels, by their names.
func (b *targetBuild) cellsBy(at []targetName) map[string][]int {
	depth := 0
	if len(at) > 0 {
		depth = at[len(at)-1].level + 1
	}
	out := map[string][]int{}
	names := make([]targetName, len(at))
	for i := range b.tree.Cells {
		path := b.tree.Cells[i].Path
		if len(path) != depth {
			continue
		}
		for k, c := range at {
			names[k] = targetName{c.level, path[c.level]}
		}
		_, key := namesKey(names)
		out[key] = append(out[key], i)
	}
	return out
}

// shareOfPlan is the share of the whole plan that a cell has by the weights.
func (b *targetBuild) shareOfPlan(at int) *big.Rat {
	share := ratOfInt(1)
	for ; at >= 0; at = b.tree.Cells[at].Parent {
		s := b.tree.Cells[at].Share
		if !s.IsDefined() {
			return new(big.Rat)
		}
		share.Mul(share, new(big.Rat).SetFrac(s.Num.BigInt(), s.Den.BigInt()))
	}
	return share
}

// pathNames orders cells: parts of time by their place, others by name.
func (b *targetBuild) pathNames(cells []int) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		for level, name := range b.tree.Cells[c].Path {
			if b.levels[level].ofTime {
				name = ""
			}
			out[i] += name + "\x00"
		}
	}
	return out
}

// share gives every cell its amount.
func (b *targetBuild) share() error {
	total := unitsOf(b.plan.Total, b.places)
	if b.cells[0].least != nil {
		if order := b.cells[0].least.Cmp(total); order > 0 || order < 0 && b.cells[0].exact {
			reason := "is less than the pins in it"
			if order < 0 {
				reason = "is more than its parts, which are all pinned"
			}
			return b.pinError(0, total, b.cells[0].least, reason)
		}
	}
	amounts := make([]*big.Int, len(b.cells))
	amounts[0] = total
	b.tree.Cells[0].Amount = decimal.NewFromBigInt(total, -b.places)
	if b.cells[0].pin != nil {
		b.tree.Cells[0].Hold = Pinned
	}
	for i := range b.cells {
		g := b.cells[i].group
		if g == nil {
			continue
		}
		parts, err := b.shareOf(i, amounts[i])
		if err != nil {
			b.faults = append(b.faults, err)
			return errors.Join(b.faults...)
		}
		k := 0
		for c := i + 1; c < b.cells[i].end; c = b.cells[c].end {
			amounts[c] = parts[k]
			b.tree.Cells[c].Amount = decimal.NewFromBigInt(parts[k], -b.places)
			k++
		}
		amounts[i] = nil
	}
	return nil
}

// shareOf splits the amount of a cell over its parts. Parts that the weights would
// give less than their pins need are given that, and the rest is split again over the
// others, until it is enough for all.
func (b *targetBuild) shareOf(at int, amount *big.Int) ([]*big.Int, error) {
	g := b.cells[at].group
	if b.cells[at].least == nil || !b.held(at) {
		switch {
		case g.by.Zero() && amount.Sign() != 0:
			return nil, fx.NewInputError(g.field, "", "must not all have a weight of 0 below "+b.cellName(at))
		case b.plan.Carry && g.periods == nil && !g.by.Zero():
			return b.carryOver(at, amount), nil
		}
		return g.split(amount), nil
	}
	parts := make([]*big.Int, len(g.names))
	cells := make([]int, 0, len(g.names))
	for c := at + 1; c < b.cells[at].end; c = b.cells[c].end {
		cells = append(cells, c)
	}
	rest := new(big.Int).Set(amount)
	fix := func(k int, hold TargetHold) {
		parts[k] = b.cells[cells[k]].least
		rest.Sub(rest, parts[k])
		b.tree.Cells[cells[k]].Hold = hold
	}
	for k, c := range cells {
		switch {
		case b.cells[c].pin != nil:
			fix(k, Pinned)
		case b.cells[c].exact:
			fix(k, ByParts)
		}
	}
	for {
		free, weights, names := []int{}, []*big.Rat{}, []string{}
		for k := range parts {
			if parts[k] == nil {
				free, weights, names = append(free, k), append(weights, g.weights[k]), append(names, g.names[k])
			}
		}
		if len(free) == 0 {
			return parts, nil
		}
		if g.periods != nil {
			names = nil
		}
		got, ok := splitWhole(rest, weights, names)
		if !ok { // nobody can take more than the pins need
			got = make([]*big.Int, len(free))
			left := new(big.Int).Set(rest)
			for i, k := range free {
				got[i] = b.cells[cells[k]].least
				left.Sub(left, got[i])
				if got[i].Sign() > 0 {
					b.tree.Cells[cells[k]].Hold = Raised
				}
			}
			if left.Sign() != 0 {
				return nil, b.pinError(at, amount, b.cells[at].least, "has a rest that no part with a weight can take")
			}
		}
		short := false
		for i, k := range free {
			if got[i].Cmp(b.cells[cells[k]].least) < 0 {
				fix(k, Raised)
				short = true
			}
		}
		if !short {
			for i, k := range free {
				parts[k] = got[i]
			}
			return parts, nil
		}
	}
}

// split is the plain split of an amount by the weights.
func (g *targetGroup) split(amount *big.Int) []*big.Int {
	if !amount.IsInt64() || g.by.Zero() {
		return g.by.SplitBig(amount)
	}
	small, memory, parts := make([]int64, len(g.names)), make([]big.Int, len(g.names)), make([]*big.Int, len(g.names))
	g.by.Split(amount.Int64(), small)
	for i := range parts {
		parts[i] = memory[i].SetInt64(small[i])
	}
	return parts
}

// held reports whether a pin is in the parts of a cell.
func (b *targetBuild) held(at int) bool {
	for c := at + 1; c < b.cells[at].end; c = b.cells[c].end {
		if b.cells[c].exact || b.cells[c].least.Sign() > 0 {
			return true
		}
	}
	return false
}

func (b *targetBuild) cellName(at int) string {
	if name := strings.Join(b.tree.Cells[at].Path, " / "); name != "" {
		return name
	}
	return "the plan"
}
