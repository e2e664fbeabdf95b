package kpi

import (
	"github.com/shopspring/decimal"
)

// A CohortCompletion is a way to say what the returns of a cohort come to before it is
// mature. The zero CohortCompletion is [CompleteBounds].
type CohortCompletion string

// The completions. U are units sold, R(j) the units refunded j steps after the sale and
// C(j) those up to then.
const (
	// CompleteBounds estimates nothing: the returns are at least those to date and at
	// most all units.
	CompleteBounds CohortCompletion = "bounds"
	// CompleteChainLadder multiplies the returns to date by what those of older cohorts
	// of the SKU and channel grew by from each step to the next,
	//
	//	f(j) = sum of C(j+1) / sum of C(j)
	//
	// over the cohorts that are old enough for both: the chain ladder of the actuaries
	// (Mack, ASTIN Bulletin 23, 1993). A cohort without returns to date is expected to
	// have none.
	CompleteChainLadder CohortCompletion = "chain_ladder"
	// CompleteByUnits adds, for each step to come, the share of the units sold that older
	// cohorts had refunded in it,
	//
	//	r(j) = sum of R(j) / sum of U
	//
	// over the cohorts that are old enough. It does not lean on the returns to date, and
	// suits few returns: the additive method.
	CompleteByUnits CohortCompletion = "by_units"
)

// CohortReturns is what the returns of a cohort come to in the end.
type CohortReturns struct {
	// Rule is how they were completed; "" where nothing is to come: the cohort is mature,
	// or all of it was refunded.
	Rule CohortCompletion `json:"rule"`
	// Factor is what the returns to date were multiplied by (CompleteChainLadder), or the
	// share of the units sold that was added (CompleteByUnits).
	Factor Value `json:"factor"`
	// Units are the units refunded in the end, exact and so seldom whole, Rate the share
	// of the units sold, NetUnits what remains sold. They are incomplete when no cohort is
	// old enough, and with CompleteBounds while the cohort is not mature.
	Units    Value `json:"units"`
	Rate     Value `json:"rate"`
	NetUnits Value `json:"net_units"`
	// LeastRate and MostRate are what the rate can be at all: the returns to date, and
	// all units. Both are Rate where nothing is to come.
	LeastRate Value `json:"least_rate"`
	MostRate  Value `json:"most_rate"`
	// Capped says that the estimate was above the units sold and was cut to them.
	Capped bool `json:"capped"`
}

// A CohortDevelopment is how the returns of one SKU on one channel came in.
type CohortDevelopment struct {
	SKU     string           `json:"sku"`
	Channel string           `json:"channel"`
	Rule    CohortCompletion `json:"rule"`
	Steps   []CohortFactor   `json:"steps"`
}

// A CohortFactor is one step of a development: from step Lag-1 after the sale to Lag.
type CohortFactor struct {
	Lag int `json:"lag"`
	// Cohorts is how many were old enough.
	Cohorts int `json:"cohorts"`
	// Factor is Num over Den: f(Lag-1) of CompleteChainLadder, r(Lag) of CompleteByUnits.
	// It is undefined where Den is 0 although cohorts were old enough, incomplete where
	// none was.
	Num    int64 `json:"num"`
	Den    int64 `json:"den"`
	Factor Value `json:"factor"`
}

// development returns the steps of a completion. The cohorts are of one SKU and
// channel.
func (b *cohortBuilder) development(cohorts []*cohortSums) []CohortFactor {
	steps := make([]CohortFactor, b.opt.LagSteps)
	for i := range steps {
		steps[i].Lag = i + 1
	}
	for _, c := range cohorts {
		cumulated := c.lags[0]
		for lag := 1; lag < len(c.lags); lag++ {
			s := &steps[lag-1]
			s.Cohorts++
			if b.opt.Completion == CompleteChainLadder {
				s.Num, s.Den = s.Num+cumulated+c.lags[lag], s.Den+cumulated
			} else {
				s.Num, s.Den = s.Num+c.lags[lag], s.Den+c.units
			}
			cumulated += c.lags[lag]
		}
	}
	for i := range steps {
		s := &steps[i]
		unit := Fraction
		if b.opt.Completion == CompleteChainLadder {
			unit = Multiple
		}
		if s.Cohorts == 0 {
			s.Factor = NotKnown(unit, "", "older_cohorts")
		} else {
			s.Factor = Ratio(lcCount(s.Num), lcCount(s.Den), unit, "")
		}
	}
	return steps
}

// complete says what the returns of a cohort come to.
func (b *cohortBuilder) complete(c *cohortSums, mature bool, steps []CohortFactor) CohortReturns {
	units, returned := Exact(lcCount(c.units), Count, ""), Exact(lcCount(c.returned), Count, "")
	rate := lcDiv(returned, units, Fraction, "")
	out := CohortReturns{Units: returned, Rate: rate, NetUnits: lcSub(units, returned), LeastRate: rate, MostRate: rate}
	if mature || c.returned >= c.units { // nothing is to come
		return out
	}
	out.MostRate = lcDiv(units, units, Fraction, "")
	switch out.Rule = b.opt.Completion; out.Rule {
	case CompleteChainLadder:
		out.Factor = Exact(lcWhole(1), Multiple, "")
		for _, s := range steps[len(c.lags)-1:] {
			out.Factor = lcMul(out.Factor, s.Factor)
		}
		out.Units = lcMul(returned, out.Factor)
		// 0 grows to 0 whatever the factors are, as long as there are any.
		if c.returned == 0 && out.Factor.State != Incomplete {
			out.Units = returned
		}
	case CompleteByUnits:
		out.Factor = Exact(decimal.Decimal{}, Fraction, "")
		for _, s := range steps[len(c.lags)-1:] {
			out.Factor = lcAdd(out.Factor, s.Factor)
		}
		out.Units = lcAdd(returned, lcMul(units, out.Factor))
	default:
		out.Rule = CompleteBounds
		out.Units = NotKnown(Count, "", "returns_to_come")
	}
	if order, ok := out.Units.Cmp(units); ok && order > 0 {
		out.Units, out.Capped = units, true
	}
	out.Rate, out.NetUnits = lcDiv(out.Units, units, Fraction, ""), lcSub(units, out.Units)
	return out
}
