package strategy

import (
	"math"
	"math/bits"
	"sort"
)

// A rung is a variant on its way, in order of size, in minor units.
type rung struct {
	size   int64
	name   string
	runs   []run // its own limits
	wanted int64 // within them
}

// ladderRules are the rules between the rungs.
type ladderRules struct {
	least int64 // from each to the next
	packs bool
}

func (r *ladderRules) text() string {
	text := "so that no larger variant costs less"
	if r.least > 0 {
		text = "so that each larger variant costs more by the least step"
	}
	if r.packs {
		text += " and no pack costs more per unit than the smallest"
	}
	return text
}

// solve returns the prices of the rungs. Once the price of the smallest is settled,
// the rules are a chain, each price at least the one before and at most its pack
// limit, so that what can be chosen for each is found from the last to the first,
// and chosen from the first to the last.
func (r *ladderRules) solve(rungs []rung) ([]int64, error) {
	feasible := r.smallest(rungs, nil)
	if len(feasible) == 0 {
		return nil, r.conflict(rungs)
	}
	prices := make([]int64, len(rungs))
	prices[0] = nearest(feasible, rungs[0].wanted)
	// open[i] are the prices of rung i from which the ladder can be finished.
	open := make([][]run, len(rungs))
	for i := len(rungs) - 1; i > 0; i-- {
		most := int64(math.MaxInt64)
		if r.packs {
			most = rungs[i].size * prices[0] / rungs[0].size
		}
		if i+1 < len(rungs) {
			after := open[i+1]
			most = min(most, after[len(after)-1].to-r.least)
		}
		open[i] = meet(rungs[i].runs, []run{{1, most}})
	}
	for i := 1; i < len(rungs); i++ {
		prices[i] = nearest(meet(open[i], []run{{prices[i-1] + r.least, math.MaxInt64}}), rungs[i].wanted)
	}
	return prices, nil
}

// conflict names the limits and rules that contradict one another.
func (r *ladderRules) conflict(rungs []rung) *ConflictError {
	n := len(rungs)
	all := make([]Constraint, 3*n-2)
	for i := range rungs {
		name := cut(rungs[i].name)
		all[i] = Constraint{"limits", []string{name}}
		if i > 0 {
			all[orderAt(n, i)] = Constraint{"order", []string{cut(rungs[i-1].name), name}}
			all[packAt(n, i)] = Constraint{"pack", []string{cut(rungs[0].name), name}}
		}
	}
	return conflict(NameLadder, all, func(active []bool) bool { return len(r.smallest(rungs, active)) > 0 })
}

// The constraints of n rungs are in this order: the limits of each, then the order of
// each after the one before, then the pack rule of each. The smallest has no order and
// no pack rule.
func orderAt(n, i int) int { return n + i - 1 }
func packAt(n, i int) int  { return 2*n + i - 2 }

// smallest returns every price of the smallest rung from which the ladder can be
// finished. Active says which constraints hold, in the order of
// [ladderRules.conflict]; nil is all of them.
//
// Above a price of the smallest, the lowest ladder takes for each rung the lowest price
// of its own that the one below allows. It is the only one to look at, since the pack
// rule is all that bounds from above beside the own limits. As a function of the
// price of the smallest it is made of pieces that are level or rise with it, and on
// each piece the pack rule bounds that price from below.
func (r *ladderRules) smallest(rungs []rung, active []bool) []run {
	holds := func(constraint int) bool { return active == nil || active[constraint] }
	n, free := len(rungs), []run{{1, mostMinor}}
	own := func(i int) []run {
		if holds(i) {
			return rungs[i].runs
		}
		return free
	}
	var pieces []piece
	for _, o := range own(0) {
		pieces = append(pieces, piece{o, 0, true})
	}
	for i := 1; i < len(rungs); i++ {
		var next []piece
		for _, p := range pieces {
			if holds(orderAt(n, i)) {
				next = append(next, p.climb(own(i), r.least)...)
				continue
			}
			next = append(next, piece{p.at, own(i)[0].from, false}) // in no order, from its lowest
		}
		pieces = next
		if r.packs && holds(packAt(n, i)) {
			pieces = packed(pieces, rungs[0].size, rungs[i].size)
		}
	}
	var out []run
	for _, p := range pieces {
		out = append(out, p.at)
	}
	return joinRuns(out)
}

// A piece says the lowest price of a rung for a run of prices of the smallest: that
// price and offset more where it rises, else offset.
type piece struct {
	at     run
	offset int64
	rises  bool
}

// climb returns the pieces of the next rung: the lowest price of its runs that is
// above by least or more.
func (p piece) climb(runs []run, least int64) []piece {
	p.offset += least
	if !p.rises {
		if runs[len(runs)-1].to < p.offset {
			return nil
		}
		return []piece{{p.at, nextOn(runs, p.offset, Up), false}}
	}
	var out []piece
	from := p.at.from // what is left of the piece
	first := sort.Search(len(runs), func(i int) bool { return runs[i].to >= from+p.offset })
	for _, o := range runs[first:] {
		if from > p.at.to {
			break
		}
		if to := min(p.at.to, o.from-1-p.offset); from <= to { // below the run: its start
			out = append(out, piece{run{from, to}, o.from, false})
			from = to + 1
		}
		if to := min(p.at.to, o.to-p.offset); from <= to { // within the run
			out = append(out, piece{run{from, to}, p.offset, true})
			from = to + 1
		}
	}
	return out
}

// packed returns what is left of the pieces of a rung by the pack rule: its price over
// its size is not above that of the smallest.
func packed(pieces []piece, smallest, size int64) []piece {
	var out []piece
	for _, p := range pieces {
		// price × smallest <= size × p1, where price is offset or p1 + offset
		factor := size
		if p.rises {
			factor = size - smallest
		}
		p.at.from = max(p.at.from, ceilDiv(p.offset, smallest, factor))
		if p.at.from <= p.at.to {
			out = append(out, p)
		}
	}
	return out
}

// ceilDiv returns a·b/c rounded up, of numbers from 0, or the largest number.
func ceilDiv(a, b, c int64) int64 {
	high, low := bits.Mul64(uint64(a), uint64(b))
	if high >= uint64(c) {
		return math.MaxInt64
	}
	q, rest := bits.Div64(high, low, uint64(c))
	if rest > 0 {
		q++
	}
	return int64(min(q, math.MaxInt64))
}
