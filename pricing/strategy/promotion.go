package strategy

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
)

// PromotionCoupon is the kind of a coupon among the kinds of promotions.
const PromotionCoupon policy.DealKind = "coupon"

// A PromotionCandidate is a promotion that may be run. Its depth is one of Share,
// Amount and Price.
type PromotionCandidate struct {
	// ID names it in results. It is required, and no other candidate has it.
	ID string
	// Kind is a kind of deal of package policy, or [PromotionCoupon].
	Kind policy.DealKind
	// Share is what the regular price falls by as a fraction, below 1, Amount in the
	// currency of the listing. Price is what the buyer pays instead; a coupon has none.
	//
	// The price of a coupon is rounded half away from zero to the minor unit, that of
	// a deal down, so that it is never shallower than asked for.
	Share, Amount, Price decimal.Decimal
	// From and To are the first and the last calendar day, midnight UTC.
	From, To time.Time
	// Event names the event that a deal belongs to; "" is none.
	Event string
	// Uplift is by which share more is sold than at the regular price: 0.8 is 80 %
	// more. Not Valid takes it from the elasticity of the calendar.
	Uplift decimal.NullDecimal
	// Model is the profit of a unit that is sold in the promotion, with what the
	// channel charges for it; nil takes the model of the calendar. Fee is what the
	// promotion costs as a whole on top of that.
	Model *pricing.Model
	Fee   decimal.Decimal
	// OthersLowest is the lowest price of other sellers in the 30 days before it; not
	// Valid counts the own history alone.
	OthersLowest decimal.NullDecimal
}

// A RegularPrice is a regular price and what is sold at it.
type RegularPrice struct {
	// From is its first day, midnight UTC; it stands until the next one begins.
	From  time.Time
	Price decimal.Decimal
	// UnitsPerDay is what is sold on a day without a promotion.
	UnitsPerDay decimal.Decimal
}

// A PromotionCalendar is what [PlanPromotions] goes by.
type PromotionCalendar struct {
	// From and To are the first and the last day of the plan, midnight UTC, at most
	// 1100 days.
	From, To time.Time
	// Case is what the rules are asked about, apart from what changes from day to day:
	// Price, Current, FirstPrice, Was, History, Deal and Coupon are set by the plan.
	Case policy.Case
	// Rules are asked about each promotion; nil are those of [policy.Standard].
	Rules *policy.Set
	// MustJudge are the IDs of rules that must not lack an input; none is
	// AMZ-DEAL-1, AMZ-CPN-1, AMZ-CPN-2, WMT-REF-1 and WMT-REF-3.
	MustJudge []string
	// History is what the offer was sold at before From.
	History policy.History
	// Regular are the regular prices of the plan in rising order of their days, the
	// first one from From or before, at most 1000.
	Regular []RegularPrice
	// Candidates are at most 200.
	Candidates []PromotionCandidate
	// Model is the profit of a unit; nil is an error.
	Model *pricing.Model
	// Limits are those of the price in a promotion.
	Limits Limits
	// Elasticity gives the uplift of a candidate that has none, below 0:
	//
	//	uplift = (price / regular price) ^ elasticity - 1
	//
	// in float64, rounded half away from zero to 6 decimals. Not Valid is unknown.
	Elasticity decimal.NullDecimal
	// LeastGap is how many days without a promotion lie between two, those of the
	// history included.
	LeastGap int
	// MostDays is how many days with a promotion any Window days in a row may have,
	// the history included; both 0 is no such bound.
	MostDays, Window int
}

// maxExact is the most candidates of which the best subset is searched.
const maxExact = 16

// A PromotionPlan is what is kept of the candidates.
type PromotionPlan struct {
	// Kept are in the order of their days, Dropped in the order of the candidates.
	Kept    []PlannedPromotion
	Dropped []DroppedPromotion
	// Gain is the sum of the gains of those kept, exact.
	Gain decimal.Decimal
	// Exact says that no other subset gains more. Otherwise there were too many
	// candidates, and each was kept in the order of the days if it was allowed.
	Exact bool
	// History is that of the calendar with the plan behind it, to the last day.
	History policy.History
	// Days are the days of the plan, one each.
	Days []PromotionDay
	// Notes are what should be known about it.
	Notes []PromotionNote
	// Missing names what is not known of the costs behind the models: with any, every
	// gain is an upper bound and every break-even a lower one.
	Missing []string
}

// A PlannedPromotion is a promotion that is kept. Every figure is expected.
type PlannedPromotion struct {
	ID       string
	From, To time.Time
	// Regular and Price are the prices without and with it on its first day.
	Regular, Price decimal.Decimal
	// Contribution and PromotionContribution are what one unit earns on the first
	// day without and with it, before rounding to the minor unit.
	Contribution, PromotionContribution decimal.Decimal
	// Units and PromotionUnits are what is sold on its days without and with it.
	Units, PromotionUnits decimal.Decimal
	// Gain is what it earns more than its days without it, its fee taken off, exact.
	Gain decimal.Decimal
	// BreakEven is the uplift at which it gains nothing, over all of its days:
	//
	//	(units × contribution + fee) / (units × contribution in it) - 1
	//
	// which is -dp / (contribution + dp) when nothing but the price differs; rounded
	// half away from zero to 6 decimals. It is not Valid when a unit earns nothing in
	// it or none is sold.
	BreakEven decimal.NullDecimal
	// LowBefore and LowAfter are the lowest prices of the 30 days before its first
	// day and the day after its last, promotions included. LowUntil is the last day
	// whose 30 days hold a day of it.
	LowBefore, LowAfter decimal.NullDecimal
	LowUntil            time.Time
	// WasBefore and WasAfter are the medians paid in 90 days, without promotions, on
	// its first day and on the day after its last; not Valid when units are unknown.
	WasBefore, WasAfter decimal.NullDecimal
	// Report is what the rules say on its first day, and Later on each later day on
	// which [PlanPromotions] asks them; a warning asks for approval.
	Report policy.Report
	Later  []policy.Report
}

// A DroppedCode says why a promotion is not in a plan. The texts are stable.
type DroppedCode string

// The codes, in the order in which they are looked at.
const (
	NotKeptNoDiscount DroppedCode = "no_discount"   // on some day not below the regular price
	NotKeptLimits     DroppedCode = "limits"        // its price is outside the limits
	NotKeptLoss       DroppedCode = "no_gain"       // it is not expected to gain anything
	NotKeptSpacing    DroppedCode = "spacing"       // too close to one that is kept or that ran
	NotKeptWindow     DroppedCode = "window"        // too many days with a promotion
	NotKeptRule       DroppedCode = "rule"          // a rule forbids it
	NotKeptUnjudged   DroppedCode = "rule_unjudged" // a rule that has to judge lacks an input
	NotKeptDisplaced  DroppedCode = "displaced"     // it would displace others that gain more
)

// A DroppedPromotion is a candidate that is not in the plan, and why.
type DroppedPromotion struct {
	ID   string
	Code DroppedCode
	// Rules are the IDs of the rules behind it, and Against the IDs of the promotions
	// that it collides with.
	Rules, Against []string
	// Text says it for people.
	Text string
	// Gain is what it was expected to gain by itself; 0 without a price.
	Gain decimal.Decimal
	// BreakEven is as in [PlannedPromotion].
	BreakEven decimal.NullDecimal
	// Report is what the rules said after those kept before it: on the first day on
	// which they forbid it, or else on its first day; empty unless they were asked.
	Report policy.Report
	// AgainFrom is the first day in the 120 days after its first one on which the
	// rules would allow it, unchanged, beside those kept; zero when there is none or
	// no rule forbade it.
	AgainFrom time.Time
}

// A PromotionDay is one day of a plan.
type PromotionDay struct {
	Day time.Time
	// Price is what a buyer pays, and Promotion the ID of the promotion, "" without.
	Price     decimal.Decimal
	Promotion string
	// Was is the median paid in the 90 days before the day, without promotions, and
	// Low the lowest price of the 30 days before it.
	Was, Low decimal.NullDecimal
}

// A PromotionNote is something to know about a plan. Code is stable:
// "raised_before_promotion", "low_by_promotion", "coupon_waits_for_median" or
// "in_date_order"; Candidate is the ID it is about, "" for the plan.
type PromotionNote struct {
	Candidate, Code, Text string
}

// PlanPromotions keeps those candidates that together gain the most profit and of
// which each is allowed: a discount within the limits, with a gain, far enough from
// the next, and without a rule that forbids it. The rules are asked about the history
// with everything that was kept before: every deal and coupon lowers the 30-day low for
// the next one, and does not count in the median of the was-price.
//
// They are asked on the first and the last day of each, and on every day between on
// which a rule begins to hold or holds no longer, a minimum of a brand or one of its
// events begins or is over, an emergency is declared or over, or the regular price
// changes. On a later day than the first one the days before it stand in the history at
// the regular price: what it asks for itself is not held against it. A rule that counts
// days, such as the low of 30 days, thus looks back from the day on which it is asked.
//
// Up to 16 candidates that gain anything, the best subset is found (branch and bound
// over the dates; of two alike the one with the earlier promotions). Beyond, they are
// kept in the order of their days as far as each is allowed, with a note.
//
// The gain compares the days of a promotion with and without it. Demand that it takes
// from other days is not known here: lower the uplift for it.
//
// The errors join the faults of the input, each an [*fx.InputError].
func PlanPromotions(c PromotionCalendar) (PromotionPlan, error) {
	p, err := c.planner()
	if err != nil {
		return PromotionPlan{}, err
	}
	var open []int // candidates that may be kept, in the order of their days
	for _, i := range p.order {
		if p.cards[i].code == "" {
			open = append(open, i)
		}
	}
	plan := PromotionPlan{Exact: len(open) <= maxExact}
	var kept []int
	if plan.Exact {
		kept, err = p.best(open)
	} else {
		kept, err = p.inOrder(open)
		plan.Notes = append(plan.Notes, PromotionNote{"", "in_date_order",
			strconv.Itoa(len(open)) + " candidates are more than " + strconv.Itoa(maxExact) +
				": each was kept in the order of the days if it was allowed, which need not be the best choice"})
	}
	if err != nil {
		return PromotionPlan{}, err
	}
	plan.Missing = p.missing
	plan.History = p.until(kept, c.To.AddDate(0, 0, 1))
	for n, i := range kept {
		planned, err := p.planned(i, kept[:n])
		if err != nil {
			return PromotionPlan{}, err
		}
		plan.Kept = append(plan.Kept, planned)
		plan.Gain = plan.Gain.Add(planned.Gain)
	}
	for i := range c.Candidates {
		if slices.Contains(kept, i) {
			continue
		}
		dropped, err := p.dropped(i, kept)
		if err != nil {
			return PromotionPlan{}, err
		}
		plan.Dropped = append(plan.Dropped, dropped)
	}
	plan.Days = p.days(kept, plan.History)
	plan.Notes = append(plan.Notes, p.notes(kept, plan.Dropped)...)
	return plan, nil
}

// Judge asks the rules about one candidate after those candidates, by their IDs, that
// are kept before it, on the same days as [PlanPromotions], from scratch. It returns the
// report of the first day on which they forbid it, or else of its first day; Report.Day
// says which.
//
// The errors are those of PlanPromotions, and an [*fx.InputError] for an ID that no
// candidate has, for "kept" that overlap, and for a candidate that begins before the
// last of them has ended.
func (c PromotionCalendar) Judge(id string, kept ...string) (policy.Report, error) {
	p, err := c.planner()
	if err != nil {
		return policy.Report{}, err
	}
	find := func(id string) int {
		return slices.IndexFunc(c.Candidates, func(p PromotionCandidate) bool { return p.ID == id })
	}
	i := find(id)
	if i < 0 {
		return policy.Report{}, noCandidate("id", id)
	}
	var before []int
	for n, name := range kept {
		j := find(name)
		if j < 0 {
			return policy.Report{}, noCandidate("kept["+strconv.Itoa(n)+"]", name)
		}
		if code := p.cards[j].code; code == NotKeptLimits || code == NotKeptNoDiscount {
			return policy.Report{}, fx.NewInputError("kept["+strconv.Itoa(n)+"]", name, "must have a price below the regular one within the limits")
		}
		before = append(before, j)
	}
	slices.SortFunc(before, func(a, b int) int { return c.Candidates[a].From.Compare(c.Candidates[b].From) })
	for n, j := range append(slices.Clone(before), i) {
		if n > 0 && !c.Candidates[j].From.After(c.Candidates[before[n-1]].To) {
			return policy.Report{}, overlap("kept", c.Candidates[j].ID, c.Candidates[before[n-1]].ID)
		}
	}
	candidate := &c.Candidates[i]
	reports, err := p.judged(candidate, candidate.From, p.until(before, candidate.From))
	if err != nil {
		return policy.Report{}, err
	}
	if last := &reports[len(reports)-1]; len(reports) > 1 {
		if blocking, unjudged := p.forbids(last); len(blocking)+len(unjudged) > 0 {
			return *last, nil
		}
	}
	return reports[0], nil
}
