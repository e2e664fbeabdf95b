package strategy

import (
	"sort"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/policy"
)

// spacedFrom reports whether a promotion that begins on a day is far enough from one
// that ended on another.
func (p *promotionPlanner) spacedFrom(ended, begins time.Time) bool {
	return begins.After(ended.AddDate(0, 0, p.LeastGap))
}

// tooClose returns the promotion before a candidate that it is too close to: its ID,
// or its last day for one of the history.
func (p *promotionPlanner) tooClose(c *PromotionCandidate, before []int) (string, bool) {
	if n := len(before); n > 0 {
		last := &p.Candidates[before[n-1]]
		return last.ID, !p.spacedFrom(last.To, c.From)
	}
	if n := len(p.past); n > 0 {
		return "the promotion until " + p.past[n-1].To.Format(time.DateOnly), !p.spacedFrom(p.past[n-1].To, c.From)
	}
	return "", false
}

// crowds reports whether a candidate after some others makes too many days with a
// promotion in any window that ends on one of its days. The last of them has the
// most: with each day that the window moves on, one day is gained and at most one is
// lost.
func (p *promotionPlanner) crowds(c *PromotionCandidate, before []int) bool {
	if p.Window == 0 {
		return false
	}
	own := daysFrom(c.From, c.To)
	if own > int64(p.Window) {
		return p.Window > p.MostDays
	}
	first := c.To.AddDate(0, 0, 1-p.Window)
	count := own
	add := func(from, to time.Time) bool {
		if to.Before(first) {
			return false
		}
		if from.Before(first) {
			from = first
		}
		count += daysFrom(from, to)
		return true
	}
	for n := len(before) - 1; n >= 0; n-- {
		if j := before[n]; !add(p.Candidates[j].From, p.Candidates[j].To) {
			break
		}
	}
	for n := len(p.past) - 1; n >= 0; n-- {
		if !add(p.past[n].From, p.past[n].To) {
			break
		}
	}
	return count > int64(p.MostDays)
}

// allowed reports whether a candidate may be kept after some others, given the history
// up to the day before it.
func (p *promotionPlanner) allowed(i int, before []int, h policy.History) (bool, error) {
	c := &p.Candidates[i]
	if _, close := p.tooClose(c, before); close || p.crowds(c, before) {
		return false, nil
	}
	reports, err := p.judged(c, c.From, h)
	if err != nil {
		return false, err
	}
	blocking, unjudged := p.forbids(&reports[len(reports)-1])
	return len(blocking)+len(unjudged) == 0, nil
}

// inOrder keeps each candidate in the order of the days if it is allowed.
func (p *promotionPlanner) inOrder(open []int) ([]int, error) {
	var kept []int
	for _, i := range open {
		ok, err := p.allowed(i, kept, p.until(kept, p.Candidates[i].From))
		if err != nil {
			return nil, err
		}
		if ok {
			kept = append(kept, i)
		}
	}
	return kept, nil
}

// A promotionSearch finds the subset of candidates that gains the most: depth first
// over the dates, each candidate kept before left out. A branch ends where even the
// best choice of the rest by spacing alone would not gain more than what was found.
type promotionSearch struct {
	*promotionPlanner
	open  []int
	bound []decimal.Decimal // the most that open[i:] can gain by spacing alone
	kept  []int
	best  []int
	most  decimal.Decimal
	err   error
}

// best returns the best subset of some candidates, at most 16.
func (p *promotionPlanner) best(open []int) ([]int, error) {
	s := promotionSearch{promotionPlanner: p, open: open, bound: make([]decimal.Decimal, len(open)+1)}
	for n := len(open) - 1; n >= 0; n-- {
		last := p.Candidates[open[n]].To
		next := n + 1 + sort.Search(len(open)-n-1, func(k int) bool { return p.spacedFrom(last, p.Candidates[open[n+1+k]].From) })
		s.bound[n] = decimal.Max(s.bound[n+1], p.cards[open[n]].gain.Add(s.bound[next]))
	}
	h := make(policy.History, len(p.History), len(p.History)+len(p.Regular)+3*len(open)+2)
	copy(h, p.History)
	s.from(0, h, p.From, decimal.Zero)
	return s.best, s.err
}

// from decides about open[n:], with the history up to the day before next.
func (s *promotionSearch) from(n int, h policy.History, next time.Time, gain decimal.Decimal) {
	if gain.GreaterThan(s.most) {
		s.most, s.best = gain, append(s.best[:0:0], s.kept...)
	}
	if s.err != nil || n == len(s.open) || gain.Add(s.bound[n]).LessThanOrEqual(s.most) {
		return
	}
	i := s.open[n]
	c := &s.Candidates[i]
	if !c.From.Before(next) {
		until := s.regularRuns(h, next, c.From.AddDate(0, 0, -1))
		ok, err := s.allowed(i, s.kept, until)
		if err != nil {
			s.err = err
			return
		}
		if ok {
			s.kept = append(s.kept, i)
			s.from(n+1, append(until, s.cards[i].runs...), c.To.AddDate(0, 0, 1), gain.Add(s.cards[i].gain))
			s.kept = s.kept[:len(s.kept)-1]
		}
	}
	s.from(n+1, h, next, gain)
}
