package strategy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// keptBefore returns those of the kept that begin before a candidate.
func (p *promotionPlanner) keptBefore(i int, kept []int) []int {
	n := 0
	for n < len(kept) && p.Candidates[kept[n]].From.Before(p.Candidates[i].From) {
		n++
	}
	return kept[:n]
}

// dropped says why a candidate is not among those kept.
func (p *promotionPlanner) dropped(i int, kept []int) (DroppedPromotion, error) {
	c, card := &p.Candidates[i], &p.cards[i]
	out := DroppedPromotion{ID: c.ID, Code: card.code, Text: card.text, Gain: card.gain, BreakEven: card.breakEven}
	if out.Code != "" {
		return out, nil
	}
	before := p.keptBefore(i, kept)
	after := kept[len(before):]
	if id, close := p.tooClose(c, before); close {
		out.Code, out.Against = NotKeptSpacing, []string{id}
		out.Text = "it is too close to " + id
		return out, nil
	}
	if len(after) > 0 && !p.spacedFrom(c.To, p.Candidates[after[0]].From) {
		out.Code, out.Against = NotKeptSpacing, []string{p.Candidates[after[0]].ID}
		out.Text = "it is too close to " + p.Candidates[after[0]].ID
		return out, nil
	}
	if p.crowds(c, before) {
		out.Code, out.Text = NotKeptWindow, "with it there are too many days with a promotion in a window"
		return out, nil
	}
	h := p.until(before, c.From)
	reports, err := p.judged(c, c.From, h)
	if err != nil {
		return out, err
	}
	report, on := reports[len(reports)-1], ""
	if !report.Day.Equal(c.From) {
		on = "on " + report.Day.Format(time.DateOnly) + ", "
	}
	blocking, unjudged := p.forbids(&report)
	switch {
	case len(blocking) > 0:
		out.Code, out.Rules, out.Report = NotKeptRule, blocking, report
		out.Text = on + messages(&report, blocking)
		out.AgainFrom, err = p.againFrom(c, kept)
	case len(unjudged) > 0:
		out.Code, out.Rules, out.Report = NotKeptUnjudged, unjudged, report
		out.Text = on + "an input is missing for " + strings.Join(unjudged, ", ")
	default:
		out.Code, out.Report = NotKeptDisplaced, reports[0]
		for _, j := range after {
			out.Against = append(out.Against, p.Candidates[j].ID)
		}
		out.Text = "with it, one or more of those after it would not be allowed, and the plan would not gain more"
	}
	return out, err
}

// messages joins what the rules have against a promotion.
func messages(r *policy.Report, rules []string) string {
	var texts []string
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Severity == policy.Block && slices.Contains(rules, f.Rule) {
			texts = append(texts, f.Rule+": "+f.Message)
		}
	}
	return strings.Join(texts, "; ")
}

// againFrom is the first later day on which the rules would allow a candidate as it
// is, beside those kept.
func (p *promotionPlanner) againFrom(c *PromotionCandidate, kept []int) (time.Time, error) {
	length := c.To.Sub(c.From)
	for n := 1; n <= mostLookAhead; n++ {
		day := c.From.AddDate(0, 0, n)
		last := day.Add(length)
		if slices.ContainsFunc(kept, func(j int) bool {
			k := &p.Candidates[j]
			return !k.From.After(last) && !k.To.Before(day)
		}) {
			continue
		}
		price := p.price(c, p.Regular[p.step(day)].Price)
		if price.Sign() <= 0 || !p.Limits.Contains(price) {
			continue
		}
		reports, err := p.judged(c, day, p.until(kept, day))
		if err != nil {
			return time.Time{}, err
		}
		if blocking, unjudged := p.forbids(&reports[len(reports)-1]); len(blocking)+len(unjudged) == 0 {
			return day, nil
		}
	}
	return time.Time{}, nil
}

// notes say what follows from the regular prices and the promotions of a plan.
func (p *promotionPlanner) notes(kept []int, dropped []DroppedPromotion) []PromotionNote {
	var notes []PromotionNote
	for i := range p.Candidates {
		c, card := &p.Candidates[i], &p.cards[i]
		if card.code == NotKeptLimits || card.code == NotKeptNoDiscount {
			continue
		}
		var rules []string
		var again time.Time
		if n := slices.IndexFunc(dropped, func(d DroppedPromotion) bool { return d.ID == c.ID }); n >= 0 {
			rules, again = dropped[n].Rules, dropped[n].AgainFrom
		}
		h := p.until(p.keptBefore(i, kept), c.From)
		recent := h.Last(c.From, lowDays)
		low, promoted := lowestOf(recent)
		if base := lowestRegular(recent); base.Valid && base.Decimal.LessThan(card.regular) {
			text := "the regular price rises from " + fx.Plain(base.Decimal) + " to " + fx.Plain(card.regular) +
				" in the 30 days before it: "
			if was := h.Last(c.From, wasDays).MedianPaid(); was.Valid {
				text += "the was-price is a median of 90 days, " + fx.Plain(was.Decimal) + ", and does not follow; "
			}
			text += "the lowest price of 30 days is " + fx.Plain(low.Decimal) + ", and it asks " + fx.Plain(card.runs[0].Price)
			if slices.Contains(rules, ruleDealLow) {
				text += ", which fails"
			}
			notes = append(notes, PromotionNote{c.ID, "raised_before_promotion", text})
		}
		if promoted {
			notes = append(notes, PromotionNote{c.ID, "low_by_promotion",
				"the lowest price of the 30 days before it, " + fx.Plain(low.Decimal) + ", is that of a promotion"})
		}
		was := h.Last(c.From, wasDays).MedianPaid()
		if c.Kind == PromotionCoupon && slices.Contains(rules, ruleCouponNet) && was.Valid && card.regular.GreaterThan(was.Decimal) {
			text := "the regular price has risen to " + fx.Plain(card.regular) + ": the net price of the coupon, " + fx.Plain(card.runs[0].Price) +
				", is not far enough below the median paid of 90 days, " + fx.Plain(was.Decimal)
			if again.IsZero() {
				text += ", and it does not catch up in " + strconv.Itoa(mostLookAhead) + " days"
			} else {
				text += ", until it catches up: the coupon is allowed again from " + again.Format(time.DateOnly)
			}
			notes = append(notes, PromotionNote{c.ID, "coupon_waits_for_median", text})
		}
	}
	return notes
}

// lowestRegular is the lowest price outside promotions.
func lowestRegular(h policy.History) decimal.NullDecimal {
	var out decimal.NullDecimal
	for i := range h {
		if run := &h[i]; !run.Promotion && (!out.Valid || run.Price.LessThan(out.Decimal)) {
			out = decimal.NewNullDecimal(run.Price)
		}
	}
	return out
}

// lowestOf is the lowest price, and whether only promotions had it.
func lowestOf(h policy.History) (low decimal.NullDecimal, promoted bool) {
	low = h.Lowest()
	regular := lowestRegular(h)
	return low, low.Valid && (!regular.Valid || low.Decimal.LessThan(regular.Decimal))
}
