package kpi

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A SupplyPlan asks whether there is stock for the targets, and money for the stock.
// The zero SupplyPlan is refused for its missing day.
type SupplyPlan struct {
	// Today is the first day that counts: stock on hand and cash are those of its
	// morning. An order can be placed on it.
	Today time.Time    `json:"today"`
	Items []SupplyItem `json:"items"`
	// CoverDays is for how many days from its arrival an order is to last. 0 means to
	// the end of the targets.
	CoverDays int `json:"cover_days,omitempty"`
	// Currency is that of all money here: unit costs, cash and flows.
	Currency fx.Currency `json:"currency"`
	// Cash is what is there today, unknown where it is not Valid, and Reserve what
	// must always be left of it.
	Cash    decimal.NullDecimal `json:"cash"`
	Reserve decimal.Decimal     `json:"reserve"`
	// Flows are the money that comes in and goes out otherwise, per week or per day.
	Flows []CashFlowWeek `json:"flows,omitempty"`
}

// A SupplyItem is what one SKU or family is to sell and what there is of it.
type SupplyItem struct {
	Item string `json:"item"`
	// Targets are whole units per week, in any order, without overlap. They are sold
	// evenly over the days of the week. Of a week in progress the days from today on
	// count, rounded up to a unit; weeks that are over do not.
	Targets []PeriodTarget `json:"targets"`
	// OnHand are the units that can be sold this morning, unknown where it is not
	// Valid, and Safety those of them that are not to be sold.
	OnHand decimal.NullDecimal `json:"on_hand"`
	Safety decimal.Decimal     `json:"safety"`
	// Inbound is what is under way.
	Inbound []SupplyArrival `json:"inbound,omitempty"`
	// LeadDays are the whole days from an order to the day on which its units can be
	// sold, at most 3660. Unknown where it is not Valid.
	LeadDays decimal.NullDecimal `json:"lead_days"`
	// MinOrder is the least that can be ordered, and OrderMultiple the size of a
	// carton or pallet of which an order is a multiple. 0 means none.
	MinOrder      decimal.Decimal `json:"min_order"`
	OrderMultiple decimal.Decimal `json:"order_multiple"`
	// UnitCost is what a unit costs, unknown where it is not Valid.
	UnitCost decimal.NullDecimal `json:"unit_cost"`
	// Terms say when an order is paid. None means all of it on the day of the order.
	Terms []SupplyTerm `json:"terms,omitempty"`
}

// A SupplyArrival is stock under way, which can be sold from the morning of a day on.
type SupplyArrival struct {
	On    time.Time       `json:"on"`
	Units decimal.Decimal `json:"units"`
}

// A SupplyTerm is a part of what an order costs and when it is due.
type SupplyTerm struct {
	// Share is from above 0 to 1; those of all terms sum to 1.
	Share decimal.Decimal `json:"share"`
	// Days is how many days after the day of Of it is due, -3660 to 3660.
	Days int `json:"days"`
	// Of is "order", as "" means too, or "arrival".
	Of string `json:"of"`
}

// A CashFlowWeek is the money of a run of days. It is counted carefully: what goes out
// does so on the first day, and what comes in can be spent on the day after the last.
type CashFlowWeek struct {
	Period Period          `json:"period"`
	In     decimal.Decimal `json:"in"`
	Out    decimal.Decimal `json:"out"`
}

// A SupplyCode says what a [SupplyFinding] is about.
type SupplyCode string

// The codes, in the order in which the findings of an item are listed.
const (
	StockUnknown   SupplyCode = "stock_unknown"   // nobody knows what is on hand
	InboundOverdue SupplyCode = "inbound_overdue" // it should be here, and is not counted
	StockShort     SupplyCode = "stock_short"     // less than the target of a week can be sold
	StockGap       SupplyCode = "stock_gap"       // it is enough for the week, but arrives too late in it
	LeadUnknown    SupplyCode = "lead_unknown"    // nobody knows when to order
	OrderBy        SupplyCode = "order_by"        // an order and its last day
	OrderLate      SupplyCode = "order_late"      // an order that should have been placed already
	MinimumOrder   SupplyCode = "minimum_order"   // more is ordered than needed
	CostUnknown    SupplyCode = "cost_unknown"    // nobody knows what the order costs
	CashUnknown    SupplyCode = "cash_unknown"    // nobody knows what money is there
	CashShort      SupplyCode = "cash_short"      // money is missing on a day
)

// A SupplyFinding is one thing to know or to do.
type SupplyFinding struct {
	Code SupplyCode `json:"code"`
	// Period is the week of the target or the day of the order or payment.
	Period Period `json:"period"`
	// Item is "" for cash that is short without an order.
	Item string `json:"item"`
	// Have and Need are units of stock that can be sold and the target; for an order
	// the days until its units are needed and its lead time; for a minimum what is
	// needed and what is ordered; for cash what is there above the reserve and the
	// payments of the day.
	Have Value `json:"have"`
	Need Value `json:"need"`
	// Text is a sentence for people.
	Text string `json:"text"`
}

// A SupplyVerdict is the end of a check.
type SupplyVerdict string

// The verdicts, each of which excludes those below it.
const (
	SupplyNotMet  SupplyVerdict = "not_met"     // a target cannot be met, or the money is missing
	SupplyUnknown SupplyVerdict = "unknown"     // it depends on what is not known
	SupplyAtRisk  SupplyVerdict = "at_risk"     // stock is enough for each week, but is dry on days of one
	SupplyOrders  SupplyVerdict = "with_orders" // all can be met, if the orders are placed
	SupplyMet     SupplyVerdict = "met"         // stock and inbound are enough
)

// A SupplyCheck is the answer to a [SupplyPlan].
type SupplyCheck struct {
	Verdict  SupplyVerdict   `json:"verdict"`
	Items    []ItemSupply    `json:"items"`
	Findings []SupplyFinding `json:"findings"`
	// CashNeeded is what all orders cost. LowestCash is the least money that is there
	// after the payments of a day, and LowestOn the first such day.
	CashNeeded Value     `json:"cash_needed"`
	LowestCash Value     `json:"lowest_cash"`
	LowestOn   time.Time `json:"lowest_on"`
}

// An ItemSupply is the stock of an item by week and what to order.
type ItemSupply struct {
	Item string `json:"item"`
	// Periods are the weeks of the targets without the orders. None where the stock is
	// unknown.
	Periods []SupplyPeriod `json:"periods"`
	// FirstShort is the first week whose target the stock cannot meet, the zero Period
	// when there is none.
	FirstShort Period        `json:"first_short"`
	Orders     []SupplyOrder `json:"orders"`
}

// A SupplyPeriod is the stock of a week: Open + Arriving - Sold = Close, and Sold +
// Short = Target. What is short is lost and not sold later.
type SupplyPeriod struct {
	Period   Period          `json:"period"`
	Target   decimal.Decimal `json:"target"`
	Open     decimal.Decimal `json:"open"`
	Arriving decimal.Decimal `json:"arriving"`
	Sold     decimal.Decimal `json:"sold"`
	Short    decimal.Decimal `json:"short"`
	Close    decimal.Decimal `json:"close"`
	// DryOn is the first day whose sales, at an even rate, the stock does not cover;
	// the zero time when there is none.
	DryOn time.Time `json:"dry_on"`
}

// A SupplyOrder is stock to order.
type SupplyOrder struct {
	// By is the last day to order, and today for one that is Late: its units then
	// arrive after the day they are needed. The zero time where the lead is unknown.
	By   time.Time `json:"by"`
	Late bool      `json:"late,omitempty"`
	// NeededOn is the day on which the stock runs dry, and Arrives the one on which
	// the units of the order can be sold.
	NeededOn time.Time `json:"needed_on"`
	Arrives  time.Time `json:"arrives"`
	// Needed are the units that are short, and Units those to order by the minimum and
	// the multiple.
	Needed decimal.Decimal `json:"needed"`
	Units  decimal.Decimal `json:"units"`
	// Cost is units × unit cost, rounded to the minor unit, and Payments sum to it.
	// They are none where the cost or the lead is unknown.
	Cost     Value           `json:"cost"`
	Payments []SupplyPayment `json:"payments"`
}

// A SupplyPayment is money that is due for an order. What would have been due before
// today is due today.
type SupplyPayment struct {
	On     time.Time       `json:"on"`
	Amount decimal.Decimal `json:"amount"`
}

// CheckSupply compares targets with stock, inbound, lead times and cash. For each item
// it sells the target of each week out of the stock, finds the weeks that it cannot
// meet, and places the orders that close them: each for the units that are missing
// over CoverDays, to arrive on the day on which the stock runs dry, or as early as an
// order of today arrives. Then it pays the orders of all items out of the cash.
//
// All faults are reported at once, each an *fx.InputError: at "today", "currency",
// "items[0].targets[2].amount", "items[0].terms" for shares that do not sum to 1,
// "flows[3].period" and the like. What is unknown is no fault but a finding.
func CheckSupply(p SupplyPlan) (SupplyCheck, error) {
	if err := p.check(); err != nil {
		return SupplyCheck{}, err
	}
	check := SupplyCheck{CashNeeded: Exact(decimal.Decimal{}, Amount, p.Currency)}
	for i := range p.Items {
		item := stockOf(&p, &p.Items[i])
		check.Items = append(check.Items, item.ItemSupply)
		check.Findings = append(check.Findings, item.findings...)
		check.addCost(&item.ItemSupply)
	}
	check.pay(&p)
	check.Verdict = check.verdict()
	return check, nil
}

// addCost adds the orders of an item to what is needed.
func (c *SupplyCheck) addCost(item *ItemSupply) {
	for _, o := range item.Orders {
		switch {
		case !o.Cost.IsDefined():
			missing := append(slices.Clone(c.CashNeeded.Missing), o.Cost.Missing...)
			slices.Sort(missing)
			c.CashNeeded = NotKnown(Amount, c.CashNeeded.Currency, slices.Compact(missing)...)
		case c.CashNeeded.IsDefined():
			c.CashNeeded.Num = c.CashNeeded.Num.Add(o.Cost.Num)
		}
	}
}

func (c *SupplyCheck) verdict() SupplyVerdict {
	worst := [...]SupplyVerdict{SupplyNotMet, SupplyUnknown, SupplyAtRisk, SupplyOrders, SupplyMet}
	at := len(worst) - 1
	for _, f := range c.Findings {
		switch f.Code {
		case CashShort, OrderLate:
			at = 0
		case StockUnknown, LeadUnknown, CostUnknown, CashUnknown:
			at = min(at, 1)
		case StockGap:
			at = min(at, 2)
		case OrderBy:
			at = min(at, 3)
		}
	}
	return worst[at]
}

// A cashDay is the money of a day.
type cashDay struct {
	out, in decimal.Decimal
	orders  decimal.Decimal
	items   []string
}

// pay takes the orders and flows out of the cash, day by day.
func (c *SupplyCheck) pay(p *SupplyPlan) {
	today := dayOf(p.Today)
	days := map[time.Time]*cashDay{}
	on := func(t time.Time) *cashDay {
		if t.Before(today) {
			t = today
		}
		if days[t] == nil {
			days[t] = new(cashDay)
		}
		return days[t]
	}
	on(today)
	for _, f := range p.Flows {
		if last := dayOf(f.Period.Last); !last.Before(today) {
			d := on(dayOf(f.Period.First))
			d.out = d.out.Add(f.Out)
			d = on(last)
			d.in = d.in.Add(f.In)
		}
	}
	payments := 0
	for i := range c.Items {
		for _, o := range c.Items[i].Orders {
			for _, pay := range o.Payments {
				d := on(pay.On)
				d.orders = d.orders.Add(pay.Amount)
				d.items = append(d.items, c.Items[i].Item)
				payments++
			}
		}
	}
	if !p.Cash.Valid {
		c.LowestCash = NotKnown(Amount, p.Currency, "cash")
		if payments > 0 {
			c.Findings = append(c.Findings, SupplyFinding{
				Code: CashUnknown, Period: Period{today, today}, Have: c.LowestCash, Need: c.CashNeeded,
				Text: "the cash of today is not known, and the orders cost " + c.CashNeeded.String(),
			})
		}
		return
	}
	c.run(p, days)
	if !c.CashNeeded.IsDefined() {
		c.LowestCash, c.LowestOn = NotKnown(Amount, p.Currency, c.CashNeeded.Missing...), time.Time{}
	}
}

// run goes through the days in order and reports those with too little money.
func (c *SupplyCheck) run(p *SupplyPlan, days map[time.Time]*cashDay) {
	order := make([]time.Time, 0, len(days))
	for t := range days {
		order = append(order, t)
	}
	slices.SortFunc(order, time.Time.Compare)
	balance, below := p.Cash.Decimal, false
	amount := func(d decimal.Decimal) Value { return Exact(d, Amount, p.Currency) }
	for i, t := range order {
		d := days[t]
		there := balance.Sub(d.out).Sub(p.Reserve)
		balance = balance.Sub(d.out).Sub(d.orders)
		if i == 0 || balance.LessThan(c.LowestCash.Num) {
			c.LowestCash, c.LowestOn = amount(balance), t
		}
		short := balance.LessThan(p.Reserve)
		slices.Sort(d.items)
		for _, item := range slices.Compact(d.items) {
			if short {
				c.Findings = append(c.Findings, SupplyFinding{
					Code: CashShort, Period: Period{t, t}, Item: item, Have: amount(there), Need: amount(d.orders),
					Text: item + ": " + amount(d.orders).String() + " is due for orders on " + dayText(t) + ", and " + amount(there).String() + " is there",
				})
			}
		}
		if short && len(d.items) == 0 && !below {
			c.Findings = append(c.Findings, SupplyFinding{
				Code: CashShort, Period: Period{t, t}, Have: amount(there), Need: amount(decimal.Decimal{}),
				Text: "on " + dayText(t) + " the cash is " + amount(balance).String() + ", below the reserve of " + amount(p.Reserve).String(),
			})
		}
		below = short
		balance = balance.Add(d.in)
	}
}

// A supplyUnits is a text of units.
func supplyUnits(d decimal.Decimal) string {
	if d.Equal(decimal.New(1, 0)) {
		return "1 unit"
	}
	return fx.Plain(d) + " units"
}

func feasibleDays(n int) Value { return Exact(decimal.New(int64(n), 0), DaysUnit, "") }

func daysText(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

// byDay sorts arrivals.
func byDay(a, b SupplyArrival) int { return cmp.Compare(dayOf(a.On).Unix(), dayOf(b.On).Unix()) }
