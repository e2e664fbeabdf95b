package strategy

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// turns returns the days on which something changes that the rules go by besides the
// history, in their order: a rule, a brand's minimum or an emergency begins or has
// ended the day before, or another regular price stands.
func (p *promotionPlanner) turns() []time.Time {
	var days []time.Time
	run := func(from, to time.Time) {
		days = append(days, from)
		if !to.IsZero() {
			days = append(days, to.AddDate(0, 0, 1))
		}
	}
	for _, info := range p.rules.Infos() {
		run(info.From, info.To)
	}
	for i := range p.Case.MAP {
		m := &p.Case.MAP[i]
		run(m.From, m.To)
		for n := range m.Events {
			run(m.Events[n].From, m.Events[n].To)
		}
	}
	for _, e := range p.Case.Emergencies {
		run(e.Declared, e.LastDay())
	}
	for i := range p.Regular {
		days = append(days, p.Regular[i].From)
	}
	slices.SortFunc(days, time.Time.Compare)
	return slices.CompactFunc(days, time.Time.Equal)
}

// judged asks the rules about a candidate that begins on a day after a history: on
// that day, on each day of its own on which something turns, and on its last one. It
// ends with the first day on which it must not run.
func (p *promotionPlanner) judged(c *PromotionCandidate, from time.Time, h policy.History) ([]policy.Report, error) {
	last := from.Add(c.To.Sub(c.From))
	days := []time.Time{from}
	for n, _ := slices.BinarySearchFunc(p.turning, from.AddDate(0, 0, 1), time.Time.Compare); n < len(p.turning) && !p.turning[n].After(last); n++ {
		days = append(days, p.turning[n])
	}
	if !days[len(days)-1].Equal(last) {
		days = append(days, last)
	}
	reports := make([]policy.Report, 0, len(days))
	for _, day := range days {
		report, err := p.judge(c, from, day, h)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
		if blocking, unjudged := p.forbids(&report); len(blocking)+len(unjudged) > 0 {
			break
		}
	}
	return reports, nil
}

// judge asks the rules on one day about a candidate that begins on a day after a
// history. On a later day the days between are in the history as they would be
// without it: its own price must not count against it.
func (p *promotionPlanner) judge(c *PromotionCandidate, from, day time.Time, h policy.History) (policy.Report, error) {
	about := p.Case
	regular := p.Regular[p.step(day)].Price
	about.Price, about.Current, about.FirstPrice = regular, decimal.NewNullDecimal(regular), false
	about.Was, about.Deal, about.Coupon = decimal.NullDecimal{}, nil, nil
	if c.Kind == PromotionCoupon {
		about.Coupon = &policy.Coupon{Share: c.Share, Amount: c.Amount}
	} else {
		about.Deal = &policy.Deal{
			Kind: c.Kind, Price: p.price(c, regular), From: from, To: from.Add(c.To.Sub(c.From)), Event: c.Event,
		}
		if others := c.OthersLowest; others.Valid {
			if own := h.Last(from, lowDays).Lowest(); own.Valid && own.Decimal.LessThan(others.Decimal) {
				others = own
			}
			about.Deal.Lowest30 = others
		}
	}
	about.History = p.regularRuns(slices.Clip(h), from, day.AddDate(0, 0, -1))
	report, err := p.rules.Check(&about, day)
	return report, fx.InField("case", err)
}
