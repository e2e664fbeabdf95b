package kpi

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A stockRun is an item on its way to an [ItemSupply].
type stockRun struct {
	ItemSupply
	findings []SupplyFinding
	plan     *SupplyPlan
	item     *SupplyItem
	today    time.Time
	targets  []PeriodTarget  // from today on, in order
	arrivals []SupplyArrival // from today on, in order
}

// stockOf is the stock of an item and what to order of it.
func stockOf(p *SupplyPlan, item *SupplyItem) *stockRun {
	r := &stockRun{plan: p, item: item, today: dayOf(p.Today)}
	r.Item = item.Item
	r.fromToday()
	if !item.OnHand.Valid {
		have := NotKnown(Count, "", "on_hand of "+item.Item)
		var need decimal.Decimal
		for _, t := range r.targets {
			need = need.Add(t.Amount)
		}
		if len(r.targets) > 0 {
			r.find(StockUnknown, Period{r.targets[0].Period.First, r.targets[len(r.targets)-1].Period.Last}, have, Exact(need, Count, ""),
				"the stock on hand is not known")
		}
		return r
	}
	r.Periods = r.sell(r.arrivals)
	for i := range r.Periods {
		r.findPeriod(&r.Periods[i])
	}
	r.order()
	return r
}

func (r *stockRun) find(code SupplyCode, p Period, have, need Value, text string) {
	r.findings = append(r.findings, SupplyFinding{code, p, r.Item, have, need, r.Item + ": " + text})
}

// fromToday keeps the targets and arrivals that are not over.
func (r *stockRun) fromToday() {
	for _, t := range r.item.Targets {
		n, left := t.Period.Days(), daysFrom(r.today, t.Period.Last)+1
		if left <= 0 {
			continue
		}
		if left < n {
			part, rest := t.Amount.Mul(decimal.New(int64(left), 0)).QuoRem(decimal.New(int64(n), 0), 0)
			if rest.Sign() > 0 {
				part = part.Add(decimal.New(1, 0))
			}
			t = PeriodTarget{Period{r.today, t.Period.Last}, part}
		}
		t.Period = Period{dayOf(t.Period.First), dayOf(t.Period.Last)}
		r.targets = append(r.targets, t)
	}
	slices.SortFunc(r.targets, func(a, b PeriodTarget) int { return a.Period.First.Compare(b.Period.First) })
	arrivals := slices.Clone(r.item.Inbound)
	slices.SortStableFunc(arrivals, byDay)
	for _, a := range arrivals {
		if a.On = dayOf(a.On); !a.On.Before(r.today) {
			r.arrivals = append(r.arrivals, a)
		} else if a.Units.Sign() > 0 {
			r.find(InboundOverdue, Period{a.On, a.On}, Exact(decimal.Decimal{}, Count, ""), Exact(a.Units, Count, ""),
				supplyUnits(a.Units)+" were to arrive on "+dayText(a.On)+", which is over; they are not counted")
		}
	}
}

// sell sells the targets out of the stock.
func (r *stockRun) sell(arrivals []SupplyArrival) []SupplyPeriod {
	out := make([]SupplyPeriod, 0, len(r.targets))
	stock, next := r.item.OnHand.Decimal, 0
	for _, t := range r.targets {
		p := SupplyPeriod{Period: t.Period, Target: t.Amount}
		for ; next < len(arrivals) && arrivals[next].On.Before(t.Period.First); next++ {
			stock = stock.Add(arrivals[next].Units)
		}
		p.Open = stock
		first := next
		for ; next < len(arrivals) && !arrivals[next].On.After(t.Period.Last); next++ {
			p.Arriving = p.Arriving.Add(arrivals[next].Units)
		}
		free := decimal.Max(decimal.Decimal{}, p.Open.Add(p.Arriving).Sub(r.item.Safety))
		p.Sold = decimal.Min(p.Target, free)
		p.Short = p.Target.Sub(p.Sold)
		p.Close = p.Open.Add(p.Arriving).Sub(p.Sold)
		p.DryOn = r.dryOn(&p, arrivals[first:next])
		stock = p.Close
		out = append(out, p)
	}
	return out
}

// dryOn is the first day of a week on which even sales are more than the stock.
func (r *stockRun) dryOn(p *SupplyPeriod, arrivals []SupplyArrival) time.Time {
	free := p.Open.Sub(r.item.Safety)
	if p.Target.Sign() == 0 || free.GreaterThanOrEqual(p.Target) {
		return time.Time{}
	}
	n, day := int64(p.Period.Days()), p.Period.First
	for k := int64(1); k <= n; k++ {
		for len(arrivals) > 0 && !arrivals[0].On.After(day) {
			free = free.Add(arrivals[0].Units)
			arrivals = arrivals[1:]
		}
		if p.Target.Mul(decimal.New(k, 0)).GreaterThan(free.Mul(decimal.New(n, 0))) {
			return day
		}
		day = day.AddDate(0, 0, 1)
	}
	return time.Time{}
}

// findPeriod reports a week whose target the stock does not meet.
func (r *stockRun) findPeriod(p *SupplyPeriod) {
	have, need := Exact(p.Sold, Count, ""), Exact(p.Target, Count, "")
	switch {
	case p.Short.Sign() > 0:
		if r.FirstShort == (Period{}) {
			r.FirstShort = p.Period
		}
		r.find(StockShort, p.Period, have, need, "stock for "+fx.Plain(p.Sold)+" of the target of "+supplyUnits(p.Target)+
			" in "+p.Period.String()+", dry on "+dayText(p.DryOn))
	case !p.DryOn.IsZero():
		r.find(StockGap, p.Period, have, need, "enough for the target of "+supplyUnits(p.Target)+" in "+p.Period.String()+
			", but dry on "+dayText(p.DryOn)+" until more arrives")
	}
}

// order places the orders that close what is short, one after the other.
func (r *stockRun) order() {
	arrivals := slices.Clone(r.arrivals)
	earliest, known := r.today, r.item.LeadDays.Valid
	if known {
		earliest = r.today.AddDate(0, 0, int(r.item.LeadDays.Decimal.IntPart()))
	}
	from := 0
	for from < len(r.targets) {
		periods := r.sell(arrivals)
		for from < len(periods) && (periods[from].Short.Sign() == 0 || periods[from].Period.Last.Before(earliest)) {
			if periods[from].Short.Sign() > 0 {
				r.tooLate(&periods[from], earliest)
			}
			from++
		}
		if from == len(periods) {
			return
		}
		o := SupplyOrder{NeededOn: periods[from].DryOn, Arrives: periods[from].DryOn}
		if known {
			if o.Late = o.Arrives.Before(earliest); o.Late {
				o.Arrives = earliest
			}
			o.By = o.Arrives.AddDate(0, 0, -int(r.item.LeadDays.Decimal.IntPart()))
		}
		o.Needed = r.missing(periods[from:], o.Arrives)
		o.Units = orderUnits(o.Needed, r.item)
		r.price(&o)
		r.findOrder(&o)
		r.Orders = append(r.Orders, o)
		at, _ := slices.BinarySearchFunc(arrivals, o.Arrives, func(a SupplyArrival, t time.Time) int {
			if a.On.After(t) {
				return 1
			}
			return -1
		})
		arrivals = slices.Insert(arrivals, at, SupplyArrival{o.Arrives, o.Units})
		from++ // what arrives in a week serves its whole target
	}
}

// missing is what an order has to bring so that nothing is short over the days that it
// is to last: the most by which the targets are ahead of the stock.
func (r *stockRun) missing(periods []SupplyPeriod, arrives time.Time) decimal.Decimal {
	var most decimal.Decimal
	free := periods[0].Open.Sub(r.item.Safety)
	for i, p := range periods {
		if cover := r.plan.CoverDays; i > 0 && cover > 0 && daysFrom(arrives, p.Period.First) >= cover {
			break
		}
		if i > 0 { // what arrives between two weeks
			free = free.Add(p.Open.Sub(periods[i-1].Close))
		}
		free = free.Add(p.Arriving).Sub(p.Target)
		most = decimal.Max(most, free.Neg())
	}
	return most
}

// orderUnits raises what is needed to the minimum and a multiple.
func orderUnits(needed decimal.Decimal, item *SupplyItem) decimal.Decimal {
	units := decimal.Max(needed, item.MinOrder)
	if m := item.OrderMultiple; m.Sign() > 0 {
		if _, over := units.QuoRem(m, 0); over.Sign() > 0 {
			units = units.Sub(over).Add(m)
		}
	}
	return units
}

// price says what an order costs and when it is paid.
func (r *stockRun) price(o *SupplyOrder) {
	if !r.item.UnitCost.Valid {
		o.Cost = NotKnown(Amount, r.plan.Currency, "unit_cost of "+r.Item)
		return
	}
	minor, _ := r.plan.Currency.MinorUnits()
	cost := o.Units.Mul(r.item.UnitCost.Decimal).Round(int32(minor))
	o.Cost = Exact(cost, Amount, r.plan.Currency)
	if o.By.IsZero() {
		return
	}
	terms := r.item.Terms
	if len(terms) == 0 {
		terms = []SupplyTerm{{Share: decimal.New(1, 0)}}
	}
	shares := make([]decimal.Decimal, len(terms))
	for i := range terms {
		shares[i] = terms[i].Share
	}
	amounts, err := fx.Allocate(cost, minor, shares)
	if err != nil { // not for shares that sum to 1
		return
	}
	for i, t := range terms {
		due := o.By.AddDate(0, 0, t.Days)
		if t.Of == "arrival" {
			due = o.Arrives.AddDate(0, 0, t.Days)
		}
		if due.Before(r.today) {
			due = r.today
		}
		o.Payments = append(o.Payments, SupplyPayment{due, amounts[i]})
	}
}

// findOrder reports an order and what is special about it.
func (r *stockRun) findOrder(o *SupplyOrder) {
	until := feasibleDays(daysFrom(r.today, o.NeededOn))
	what := supplyUnits(o.Units)
	if o.Cost.IsDefined() {
		what += " for " + o.Cost.String()
	}
	switch {
	case o.By.IsZero():
		r.find(LeadUnknown, Period{o.NeededOn, o.NeededOn}, until, NotKnown(DaysUnit, "", "lead_days of "+r.Item),
			what+" are needed on "+dayText(o.NeededOn)+", and the lead time is not known")
	case o.Late:
		lead := daysFrom(o.By, o.Arrives)
		r.find(OrderLate, Period{o.By, o.By}, until, feasibleDays(lead), "order "+what+" today; they arrive on "+dayText(o.Arrives)+
			", and the stock is dry on "+dayText(o.NeededOn))
	default:
		r.find(OrderBy, Period{o.By, o.By}, until, feasibleDays(daysFrom(o.By, o.Arrives)), "order "+what+" by "+dayText(o.By)+
			", in "+daysText(daysFrom(r.today, o.By))+"; they are needed on "+dayText(o.NeededOn))
	}
	if o.Units.GreaterThan(o.Needed) {
		r.find(MinimumOrder, Period{o.Arrives, o.Arrives}, Exact(o.Needed, Count, ""), Exact(o.Units, Count, ""),
			supplyUnits(o.Needed)+" are needed and "+fx.Plain(o.Units)+" ordered for the minimum or the multiple")
	}
	if !o.Cost.IsDefined() {
		r.find(CostUnknown, Period{o.Arrives, o.Arrives}, NotKnown(Amount, r.plan.Currency, "cash"), o.Cost, "what "+supplyUnits(o.Units)+" cost is not known")
	}
}

// tooLate reports a week that is over before an order of today arrives.
func (r *stockRun) tooLate(p *SupplyPeriod, earliest time.Time) {
	r.find(OrderLate, p.Period, feasibleDays(daysFrom(r.today, p.DryOn)), feasibleDays(daysFrom(r.today, earliest)),
		supplyUnits(p.Short)+" are short in "+p.Period.String()+", before an order of today arrives on "+dayText(earliest))
}
