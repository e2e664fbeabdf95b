package strategy

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A shop is an outlet on its way: totals in minor units.
type shop struct {
	name     string
	runs     []run // its own limits
	wanted   int64 // within them
	notAbove bool
	current  decimal.Decimal // the total now, when onSale
	onSale   bool
	next     decimal.Decimal // the total to come
}

// A spread says how far totals may be apart. The highest is at most the lowest and
// amount more, times 1 + share/scale; no spread is not bounded.
type spread struct {
	bounded bool
	amount  int64
	share   *big.Int // nil is 0
	said    string
}

// shareScale is 10 to the number of decimals that a share may have.
var shareScale = new(big.Int).Exp(big.NewInt(10), big.NewInt(fx.MaxFractionDigits), nil)

func (s *Sync) spread(places int) spread {
	switch {
	case s.SpreadAmount.Valid:
		return spread{bounded: true, amount: minorOn(s.SpreadAmount.Decimal, places, Down), said: fx.Plain(s.SpreadAmount.Decimal)}
	case s.SpreadShare.Valid:
		return spread{bounded: true, share: s.SpreadShare.Decimal.Shift(fx.MaxFractionDigits).BigInt(), said: fx.Percent(s.SpreadShare.Decimal)}
	}
	return spread{}
}

// above returns the highest total beside a lowest one.
func (s *spread) above(lowest int64) int64 {
	if !s.bounded {
		return mostMinor
	}
	if s.share == nil {
		return lowest + s.amount
	}
	n := new(big.Int).Add(shareScale, s.share)
	return toMinor(n.Quo(n.Mul(n, big.NewInt(lowest)), shareScale))
}

// below returns the least total that may be the lowest beside a high one.
func (s *spread) below(high int64) int64 {
	if !s.bounded {
		return 1
	}
	if s.share == nil {
		return max(high-s.amount, 1)
	}
	n, d := new(big.Int).Mul(big.NewInt(high), shareScale), new(big.Int).Add(shareScale, s.share)
	n.Add(n, d).Sub(n, big.NewInt(1)) // rounded up
	return max(toMinor(n.Quo(n, d)), 1)
}

func toMinor(n *big.Int) int64 {
	if !n.IsInt64() || n.Int64() > mostMinor {
		return mostMinor
	}
	return n.Int64()
}

// text says why the i-th shop was moved.
func (s *spread) text(shops []shop, i int) string {
	text := ""
	if s.bounded {
		text = "so that the totals are within " + s.said
	}
	for j := range shops {
		if shops[j].notAbove && len(shops) > 1 {
			if text != "" {
				return text + " and none is below that on " + cut(shops[j].name)
			}
			return "so that no total is below that on " + cut(shops[j].name)
		}
	}
	return text
}

// solve returns the totals of the shops, in their order of precedence.
//
// What binds the shops together is the lowest total: every total is from it to
// [spread.above] of it, and that of a shop that must not be above another is it. So
// the lowest totals that leave a price to every shop are kept, and narrowed down with
// each total that is settled.
func (s *spread) solve(shops []shop) ([]int64, error) {
	lowest := s.lowest(shops, nil)
	if len(lowest) == 0 {
		return nil, s.conflict(shops)
	}
	totals := make([]int64, len(shops))
	for i := range shops {
		if shops[i].notAbove {
			totals[i] = nearest(lowest, shops[i].wanted)
			lowest = []run{{totals[i], totals[i]}}
			continue
		}
		open := make([]run, len(lowest))
		for j, r := range lowest {
			open[j] = run{r.from, s.above(r.to)}
		}
		totals[i] = nearest(meet(joinRuns(open), shops[i].runs), shops[i].wanted)
		lowest = meet(lowest, []run{{s.below(totals[i]), totals[i]}})
	}
	return totals, nil
}

// lowest returns the lowest totals that leave a price to every shop. Active says which
// constraints hold, in the order of [spread.conflict]; nil is all of them.
func (s *spread) lowest(shops []shop, active []bool) []run {
	holds := func(constraint int) bool { return active == nil || active[constraint] }
	n := len(shops)
	wide := s
	if !holds(2 * n) {
		wide = &spread{}
	}
	out := []run{{1, mostMinor}}
	for i := range shops {
		runs := []run{{1, mostMinor}}
		if holds(i) {
			runs = shops[i].runs
		}
		if !shops[i].notAbove || !holds(n+i) {
			reach := make([]run, len(runs))
			for j, r := range runs {
				reach[j] = run{wide.below(r.from), r.to}
			}
			runs = joinRuns(reach)
		}
		out = meet(out, runs)
	}
	return out
}

// conflict names the limits and rules that contradict one another: the limits of each
// shop, then the parity rule of each, then the spread.
func (s *spread) conflict(shops []shop) *ConflictError {
	n := len(shops)
	all := make([]Constraint, 2*n+1)
	for i := range shops {
		all[i] = Constraint{"limits", []string{cut(shops[i].name)}}
		all[n+i] = Constraint{"parity", []string{cut(shops[i].name)}}
	}
	all[2*n] = Constraint{"spread", nil}
	return conflict(NameSync, all, func(active []bool) bool { return len(s.lowest(shops, active)) > 0 })
}
