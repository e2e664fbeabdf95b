package strategy

import (
	"math"
	"slices"
	"sort"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A promotionPlanner is a checked calendar with the figures of its candidates.
type promotionPlanner struct {
	*PromotionCalendar
	rules   *policy.Set
	cards   []promotionCard // of each candidate
	order   []int           // the candidates in the order of their days
	turning []time.Time     // the days of turns
	past    []policy.PriceRun
	places  int32
	missing []string // of the models
}

// A promotionCard is what a candidate comes to, whatever else is kept.
type promotionCard struct {
	runs      []policy.PriceRun // its days, with what is sold
	code      DroppedCode       // why it can never be kept, "" when it can
	text      string
	gain      decimal.Decimal
	breakEven decimal.NullDecimal
	units     decimal.Decimal // on its days without it
	regular   decimal.Decimal // on its first day, and so below
	alone     decimal.Decimal // contribution without it
	within    decimal.Decimal // and in it
}

const (
	upliftPlaces   = 6 // decimals of an uplift
	mostUplift     = 1000
	lowDays        = 30 // of the lowest recent price
	wasDays        = 90 // of the median paid
	mostLookAhead  = 120
	dayLength      = 24 * time.Hour
	ruleDealLow    = "AMZ-DEAL-1"
	ruleCouponNet  = "AMZ-CPN-2"
	maxPlanDays    = 1100
	maxCandidates  = 200
	maxRegulars    = 1000
	maxHistoryRuns = 100_000
)

// mustJudge returns the rules that must not lack an input.
func (p *promotionPlanner) mustJudge() []string {
	if len(p.MustJudge) > 0 {
		return p.MustJudge
	}
	return []string{ruleDealLow, "AMZ-CPN-1", ruleCouponNet, "WMT-REF-1", "WMT-REF-3"}
}

// step returns the index of the regular price of a day; days before the first one
// have the first.
func (p *promotionPlanner) step(day time.Time) int {
	return max(sort.Search(len(p.Regular), func(i int) bool { return p.Regular[i].From.After(day) })-1, 0)
}

// daysFrom counts the days from one to another, both included.
func daysFrom(from, to time.Time) int64 { return int64(to.Sub(from)/dayLength) + 1 }

// regularRuns appends the runs of the regular prices in some days.
func (p *promotionPlanner) regularRuns(h policy.History, from, to time.Time) policy.History {
	for i := p.step(from); !from.After(to); i++ {
		end := to
		if i+1 < len(p.Regular) && !p.Regular[i+1].From.After(to) {
			end = p.Regular[i+1].From.AddDate(0, 0, -1)
		}
		r := &p.Regular[i]
		units := r.UnitsPerDay.Mul(decimal.New(daysFrom(from, end), 0))
		h = append(h, policy.PriceRun{From: from, To: end, Price: r.Price, Units: decimal.NewNullDecimal(units)})
		from = end.AddDate(0, 0, 1)
	}
	return h
}

// price is what a buyer pays in a promotion on a regular price.
func (p *promotionPlanner) price(c *PromotionCandidate, regular decimal.Decimal) decimal.Decimal {
	switch {
	case c.Kind == PromotionCoupon:
		return policy.Coupon{Share: c.Share, Amount: c.Amount}.Net(regular, p.Case.Currency)
	case c.Price.Sign() > 0:
		return c.Price
	case c.Amount.Sign() > 0:
		return regular.Sub(c.Amount)
	}
	return regular.Mul(decimal.New(1, 0).Sub(c.Share)).RoundFloor(p.places)
}

// until is the history up to the day before a day, with the kept candidates in it, in
// the order of their days.
func (p *promotionPlanner) until(kept []int, day time.Time) policy.History {
	h := slices.Clone(p.History)
	from := p.From
	for _, i := range kept {
		if c := &p.Candidates[i]; c.From.Before(day) {
			h = p.regularRuns(h, from, c.From.AddDate(0, 0, -1))
			h = append(h, p.cards[i].runs...)
			from = c.To.AddDate(0, 0, 1)
		}
	}
	return p.regularRuns(h, from, day.AddDate(0, 0, -1))
}

// forbids returns the rules that a promotion must not run against, and those that had
// to judge and could not.
func (p *promotionPlanner) forbids(r *policy.Report) (blocking, unjudged []string) {
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Severity == policy.Block && !slices.Contains(blocking, f.Rule) {
			blocking = append(blocking, f.Rule)
		}
	}
	for i := range r.Results {
		if result := &r.Results[i]; result.Status == policy.StatusUnjudged && slices.Contains(p.mustJudge(), result.Rule) {
			unjudged = append(unjudged, result.Rule)
		}
	}
	return blocking, unjudged
}

// card works out what a candidate comes to. The error is that of a model, or of an
// uplift that is unknown or out of bounds.
func (p *promotionPlanner) card(c *PromotionCandidate) (promotionCard, error) {
	card := promotionCard{runs: p.regularRuns(nil, c.From, c.To)}
	inside := c.Model
	if inside == nil {
		inside = p.Model
	}
	before, after, earned := decimal.Zero, decimal.Zero, decimal.Zero // profit without, with as many units, with the uplift
	for n := range card.runs {
		run := &card.runs[n]
		regular, units := run.Price, run.Units.Decimal
		price := p.price(c, regular)
		switch {
		case price.Sign() <= 0 || !p.Limits.Contains(price):
			card.code, card.text = NotKeptLimits, fx.Plain(price)+" is outside the limits"
			return card, nil
		case price.GreaterThanOrEqual(regular):
			card.code, card.text = NotKeptNoDiscount, fx.Plain(price)+" is not below the regular price, "+fx.Plain(regular)
			return card, nil
		}
		alone, err := p.Model.At(regular)
		if err != nil {
			return card, err
		}
		within, err := inside.At(price)
		if err != nil {
			return card, err
		}
		if alone.Currency != p.Case.Currency || within.Currency != p.Case.Currency {
			return card, fx.NewInputError("model", string(within.Currency), "must be in "+string(p.Case.Currency)+", as that of the calendar")
		}
		uplift, err := p.uplift(c, price, regular)
		if err != nil {
			return card, err
		}
		for _, name := range append(slices.Clone(alone.Missing), within.Missing...) {
			if !slices.Contains(p.missing, name) {
				p.missing = append(p.missing, name)
			}
		}
		if n == 0 {
			card.regular, card.alone, card.within = regular, alone.Exact, within.Exact
		}
		run.Price, run.Promotion = price, true
		run.Units.Decimal = units.Mul(decimal.New(1, 0).Add(uplift))
		before = before.Add(units.Mul(alone.Exact))
		after = after.Add(units.Mul(within.Exact))
		earned = earned.Add(run.Units.Decimal.Mul(within.Exact))
		card.units = card.units.Add(units)
	}
	card.gain = earned.Sub(before).Sub(c.Fee)
	if after.Sign() > 0 {
		card.breakEven = decimal.NewNullDecimal(before.Add(c.Fee).Sub(after).DivRound(after, upliftPlaces))
	}
	if card.gain.Sign() <= 0 {
		card.code, card.text = NotKeptLoss, "it is expected to gain "+fx.Plain(card.gain)
	}
	return card, nil
}

// uplift is what is sold more at a price than at the regular one. This is the one
// place where a float64 becomes a decimal: rounded half away from zero to 6 places.
func (p *promotionPlanner) uplift(c *PromotionCandidate, price, regular decimal.Decimal) (decimal.Decimal, error) {
	if c.Uplift.Valid {
		return c.Uplift.Decimal, nil
	}
	if !p.Elasticity.Valid {
		return decimal.Decimal{}, fx.NewInputError("uplift", "", "must be given when the calendar has no elasticity")
	}
	more := math.Pow(price.InexactFloat64()/regular.InexactFloat64(), p.Elasticity.Decimal.InexactFloat64()) - 1
	if math.IsNaN(more) || more > mostUplift {
		return decimal.Decimal{}, fx.NewInputError("uplift", "", "must be given: by the elasticity it is more than a thousandfold")
	}
	return decimal.NewFromFloat(more).Round(upliftPlaces), nil
}

// planned describes a candidate that is kept after some others.
func (p *promotionPlanner) planned(i int, before []int) (PlannedPromotion, error) {
	c, card := &p.Candidates[i], &p.cards[i]
	h := p.until(before, c.From)
	reports, err := p.judged(c, c.From, h)
	if err != nil {
		return PlannedPromotion{}, err
	}
	after := append(slices.Clone(h), card.runs...)
	next := c.To.AddDate(0, 0, 1)
	out := PlannedPromotion{
		ID: c.ID, From: c.From, To: c.To, Regular: card.regular, Price: card.runs[0].Price,
		Contribution: card.alone, PromotionContribution: card.within,
		Units: card.units, Gain: card.gain, BreakEven: card.breakEven, Report: reports[0], Later: reports[1:],
		LowBefore: h.Last(c.From, lowDays).Lowest(), LowAfter: after.Last(next, lowDays).Lowest(),
		LowUntil:  c.To.AddDate(0, 0, lowDays),
		WasBefore: h.Last(c.From, wasDays).MedianPaid(), WasAfter: after.Last(next, wasDays).MedianPaid(),
	}
	for _, run := range card.runs {
		out.PromotionUnits = out.PromotionUnits.Add(run.Units.Decimal)
	}
	return out, nil
}

// days are the days of the plan on its history.
func (p *promotionPlanner) days(kept []int, h policy.History) []PromotionDay {
	days := make([]PromotionDay, 0, daysFrom(p.From, p.To))
	run := sort.Search(len(h), func(i int) bool { return !h[i].To.Before(p.From) })
	for day := p.From; !day.After(p.To); day = day.AddDate(0, 0, 1) {
		for h[run].To.Before(day) {
			run++
		}
		for len(kept) > 0 && p.Candidates[kept[0]].To.Before(day) {
			kept = kept[1:]
		}
		out := PromotionDay{Day: day, Price: h[run].Price, Was: h.Last(day, wasDays).MedianPaid(), Low: h.Last(day, lowDays).Lowest()}
		if len(kept) > 0 && h[run].Promotion {
			out.Promotion = p.Candidates[kept[0]].ID
		}
		days = append(days, out)
	}
	return days
}
