package kpi

import "github.com/shopspring/decimal"

// CohortProfit is the profit ladder of a cohort, in the order in which it is
// computed:
//
//	NetRevenue = Gross - Promotions - Refunds
//	CM1        = NetRevenue - LandedCost
//	CM2        = CM1 - Fees
//	CM3        = CM2 - Advertising - Launch
//
// Costs are above 0. Each is exact.
type CohortProfit struct {
	// Units are the units sold, NetUnits those that were not refunded.
	Units      Value `json:"units"`
	NetUnits   Value `json:"net_units"`
	Gross      Value `json:"gross"`
	Promotions Value `json:"promotions"`
	Refunds    Value `json:"refunds"`
	NetRevenue Value `json:"net_revenue"`
	// LandedCost is of the units that were sold and did not go back into sellable stock.
	LandedCost Value `json:"landed_cost"`
	CM1        Value `json:"cm1"`
	// Fees are less what the channel gave back, and with the handling of returns.
	Fees Value `json:"fees"`
	CM2  Value `json:"cm2"`
	// Launch is the cohort's share of launch spend.
	Advertising Value `json:"advertising"`
	Launch      Value `json:"launch"`
	CM3         Value `json:"cm3"`
}

// CohortLevels are the levels of the ladder over one number of units.
type CohortLevels struct {
	NetRevenue Value `json:"net_revenue"`
	CM1        Value `json:"cm1"`
	CM2        Value `json:"cm2"`
	CM3        Value `json:"cm3"`
}

// PerUnit returns the levels per unit sold, returns and all: the return-adjusted profit
// of a unit. They are undefined where nothing was sold.
func (p CohortProfit) PerUnit() CohortLevels { return p.over(p.Units) }

// PerNetUnit returns the levels per unit that was not refunded.
func (p CohortProfit) PerNetUnit() CohortLevels { return p.over(p.NetUnits) }

func (p CohortProfit) over(units Value) CohortLevels {
	per := func(v Value) Value { return lcDiv(v, units, Amount, v.Currency) }
	return CohortLevels{per(p.NetRevenue), per(p.CM1), per(p.CM2), per(p.CM3)}
}

// ladder fills in the levels.
func (p CohortProfit) ladder() CohortProfit {
	p.NetRevenue = lcSub(p.Gross, p.Promotions, p.Refunds)
	p.CM1 = lcSub(p.NetRevenue, p.LandedCost)
	p.CM2 = lcSub(p.CM1, p.Fees)
	p.CM3 = lcSub(p.CM2, p.Advertising, p.Launch)
	return p
}

// A returnEffect is what returns do to a ladder.
type returnEffect struct{ refund, costBack, fees Value }

func (b *cohortBuilder) effect(c *cohortSums) returnEffect {
	amount := func(s lcSum) Value { return s.value(Amount, b.opt.Currency) }
	return returnEffect{amount(c.refund), amount(c.costBack), lcSub(amount(c.handling), amount(c.feesBack))}
}

// finish appends the cohorts of one SKU and channel to the table.
func (b *cohortBuilder) finish(cohorts []*cohortSums) {
	bySale := b.table.Attribution == BySaleDate
	estimated := bySale && (b.opt.Completion == CompleteChainLadder || b.opt.Completion == CompleteByUnits)
	var steps []CohortFactor
	if estimated {
		steps = b.development(cohorts)
		b.table.Development = append(b.table.Development, CohortDevelopment{cohorts[0].sku, cohorts[0].channel, b.opt.Completion, steps})
	}
	// What one refunded unit costs on average, over all that are known.
	all := cohortSums{}
	for _, c := range cohorts {
		all.returned += c.returned
		all.refund.join(c.refund)
		all.costBack.join(c.costBack)
		all.feesBack.join(c.feesBack)
		all.handling.join(c.handling)
	}
	mean, number := b.effect(&all), Exact(lcCount(all.returned), Count, "")
	for _, c := range cohorts {
		out := Cohort{
			SKU: c.sku, Channel: c.channel, Sold: c.period, Age: b.calendar.between(c.period, b.lastPeriod),
			Units: c.units, Lags: c.lags, LateReturns: c.late, Returned: c.returned,
		}
		out.Mature = !bySale || out.Age >= b.opt.LagSteps
		out.Completed = b.complete(c, out.Mature, steps)
		out.ReturnRate = lcDiv(Exact(lcCount(c.returned), Count, ""), Exact(lcCount(c.units), Count, ""), Fraction, "")
		if !out.Mature {
			out.ReturnRate.Notes = append(out.ReturnRate.Notes, "not mature: at least")
		}
		if bySale && c.returned > c.units {
			out.ReturnRate.Notes = append(out.ReturnRate.Notes, "more units refunded than sold")
		}
		out.ToDate = b.toDate(c)
		out.Expected = out.ToDate
		if !out.Mature {
			out.Expected = out.ToDate.with(mean, number, out.Completed, c.returned)
		}
		b.table.Cohorts = append(b.table.Cohorts, out)
	}
}

func (b *cohortBuilder) toDate(c *cohortSums) CohortProfit {
	amount := func(s lcSum) Value { return s.value(Amount, b.opt.Currency) }
	e := b.effect(c)
	return CohortProfit{
		Units: Exact(lcCount(c.units), Count, ""), NetUnits: Exact(lcCount(c.units-c.returned), Count, ""),
		Gross: amount(c.gross), Promotions: amount(c.promotions), Refunds: e.refund,
		LandedCost: lcSub(amount(c.cost), e.costBack), Fees: lcAdd(amount(c.fees), e.fees),
		Advertising: amount(c.ads), Launch: c.launched,
	}.ladder()
}

// with adds the returns that are still to come, each at the mean of those known.
func (p CohortProfit) with(mean returnEffect, number Value, done CohortReturns, returned int64) CohortProfit {
	toCome := lcSub(done.Units, Exact(lcCount(returned), Count, ""))
	share := Exact(decimal.Decimal{}, Fraction, "")
	if !toCome.IsDefined() || toCome.Num.Sign() != 0 {
		share = lcDiv(toCome, number, Fraction, "")
	}
	more := func(v Value) Value {
		if share.IsDefined() && share.Num.Sign() == 0 {
			return Exact(decimal.Decimal{}, Amount, v.Currency)
		}
		return lcMul(v, share)
	}
	p.NetUnits = done.NetUnits
	p.Refunds = lcAdd(p.Refunds, more(mean.refund))
	p.LandedCost = lcSub(p.LandedCost, more(mean.costBack))
	p.Fees = lcAdd(p.Fees, more(mean.fees))
	return p.ladder()
}

// join adds another sum.
func (s *lcSum) join(other lcSum) {
	s.sum = s.sum.Add(other.sum)
	s.miss(other.missing...)
}
