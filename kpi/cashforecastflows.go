package kpi

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CashFlow is one payment or receipt: money that comes in is above 0.
type CashFlow struct {
	// Day is when it is in the bank or leaves it, Week the week of the table from 1 on,
	// 0 outside of it.
	Day  time.Time `json:"day"`
	Week int       `json:"week"`
	Kind FlowKind  `json:"kind"`
	// Name is the channel, the order or the item.
	Name string `json:"name"`
	// From is the input it comes from: "channels[0].sales[2]".
	From string `json:"from"`
	// Origin are the days of the sales, or the day on which it was billed or due.
	Origin Period `json:"origin"`
	// Amount is not Valid where it is not known.
	Amount   decimal.NullDecimal `json:"amount"`
	Currency fx.Currency         `json:"currency"`
	// AtPlan is the amount in the currency of the plan, exact.
	AtPlan Value `json:"at_plan"`

	in      bool      // it comes in, whether its amount is known or not
	channel int       // 1 for channels[0], 0 for none
	closed  time.Time // the close that pays or deducts it, zero for none
}

// A flowMaker turns the inputs of a plan into flows.
type flowMaker struct {
	plan     *CashPlan
	scenario CashScenario
	days     Period
	rates    planned
	flows    []CashFlow
}

func (m *flowMaker) makeFlows() error {
	for i := range m.plan.Channels {
		if err := m.channel(i); err != nil {
			return err
		}
	}
	for i, o := range m.plan.Orders {
		days := o.Supply.days()
		for j, cost := range o.Costs {
			payments, err := cost.payments(days, lcIndex(lcIndex("orders", i)+".costs", j))
			if err != nil {
				return err
			}
			for _, pay := range payments {
				m.add(CashFlow{Day: pay.Day, Kind: pay.Kind, Name: o.Name, From: pay.From, Origin: Period{pay.Day, pay.Day}, Amount: cashNegative(pay.Amount), Currency: pay.Currency})
			}
		}
	}
	for i := range m.plan.Flows {
		m.item(&m.plan.Flows[i], lcIndex("flows", i))
	}
	slices.SortStableFunc(m.flows, func(a, b CashFlow) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(cashKindOrder(a.Kind), cashKindOrder(b.Kind)))
	})
	return nil
}

func (m *flowMaker) add(f CashFlow) {
	f.AtPlan = m.rates.convert(f.Amount, f.Currency, f.From)
	if m.days.Contains(f.Day) {
		f.Week = daysFrom(m.days.First, f.Day)/7 + 1
	}
	m.flows = append(m.flows, f)
}

// channel appends what one channel pays and takes.
func (m *flowMaker) channel(i int) error {
	c, path := &m.plan.Channels[i], lcIndex("channels", i)
	for j := range c.Sales {
		if err := m.sales(i, &c.Sales[j], lcIndex(path+".sales", j)); err != nil {
			return fx.InField(lcIndex(path+".sales", j), err)
		}
	}
	for j, charge := range c.Charges {
		f := CashFlow{
			Day: dayOf(charge.Day).AddDate(0, 0, charge.CardDays), Kind: charge.Kind, Name: c.Name, From: lcIndex(path+".charges", j),
			Origin: Period{dayOf(charge.Day), dayOf(charge.Day)}, Amount: cashNegative(charge.Amount), Currency: c.Currency, channel: i + 1,
		}
		if charge.Deducted {
			dates, err := c.Payout.posted(charge.Day)
			if err != nil {
				return fx.InField(f.From, err)
			}
			f.Day, f.closed = dates.Banked, dates.Closed
		}
		m.add(f)
	}
	return nil
}

// A flowKey tells apart the flows that the days of one sales input make.
type flowKey struct {
	kind        FlowKind
	day, closed time.Time
	after       bool // sold after the horizon
}

// sales appends the payouts, fees and refunds of one sales input, one flow for those
// that move on the same day.
func (m *flowMaker) sales(channel int, s *ExpectedSales, from string) error {
	c := &m.plan.Channels[channel]
	amounts := cashSpread(s.Amount, s.Days.Days(), c.Currency)
	at := map[flowKey]int{}
	book := func(key flowKey, sold time.Time, amount decimal.NullDecimal) {
		i, known := at[key]
		if !known {
			i = len(m.flows)
			at[key] = i
			m.flows = append(m.flows, CashFlow{
				Day: key.day, Kind: key.kind, Name: c.Name, From: from, Origin: Period{sold, sold},
				Amount: decimal.NewNullDecimal(decimal.Decimal{}), Currency: c.Currency, in: key.kind == FlowSales, channel: channel + 1, closed: key.closed,
			})
		}
		f := &m.flows[i]
		f.Origin.Last = sold
		f.Amount.Valid = f.Amount.Valid && amount.Valid
		f.Amount.Decimal = f.Amount.Decimal.Add(amount.Decimal)
	}
	begin, i := len(m.flows), 0
	for sold := range s.Days.All() {
		amount, later := amounts[i], 0
		i++
		dates, err := c.Payout.dates(sold, 0)
		if err != nil {
			return err
		}
		if !dates.Banked.Before(m.days.First) {
			later = m.scenario.LagDays
		}
		if factor := m.scenario.SalesFactor; factor.Valid && !sold.Before(m.days.First) {
			amount.Decimal = amount.Decimal.Mul(factor.Decimal)
		}
		if later > 0 {
			if dates, err = c.Payout.dates(sold, later); err != nil {
				return err
			}
		}
		back, err := c.Payout.posted(sold.AddDate(0, 0, c.RefundDays))
		if err != nil {
			return err
		}
		after := sold.After(m.days.Last)
		book(flowKey{FlowSales, dates.Banked, dates.Closed, after}, sold, amount)
		book(flowKey{FlowFee, dates.Banked, dates.Closed, after}, sold, cashNegative(cashShare(amount, c.FeeRate)))
		book(flowKey{FlowRefund, back.Banked, back.Closed, after}, sold, cashNegative(cashShare(amount, c.RefundRate)))
	}
	made := slices.Clone(m.flows[begin:])
	m.flows = m.flows[:begin]
	path := lcIndex("channels", channel)
	for _, f := range made {
		if f.Amount.Valid && f.Amount.Decimal.IsZero() {
			continue
		}
		m.add(f)
		// What is not known is named by the field that lacks it.
		if last := &m.flows[len(m.flows)-1]; s.Amount.Valid && !f.Amount.Valid {
			field := path + ".fee_rate"
			if f.Kind == FlowRefund {
				field = path + ".refund_rate"
			}
			last.AtPlan = m.rates.convert(f.Amount, f.Currency, field)
		}
	}
	return nil
}

// item appends a payment and its repeats.
func (m *flowMaker) item(item *CashItem, path string) {
	amount := item.Amount
	if !item.In {
		amount = cashNegative(amount)
	}
	first := dayOf(item.Day)
	last := m.days.Last
	if !item.Until.IsZero() {
		last = dayOf(item.Until)
	}
	for n := 0; ; n++ {
		day := item.Every.after(first, n)
		if n > 0 && (item.Every == "" || day.After(last)) {
			return
		}
		m.add(CashFlow{Day: day, Kind: item.Kind, Name: item.Name, From: path, Origin: Period{day, day}, Amount: amount, Currency: item.Currency, in: item.In})
	}
}

// after returns the day of the n-th repeat.
func (r Repeat) after(first time.Time, n int) time.Time {
	switch r {
	case EveryWeek:
		return first.AddDate(0, 0, 7*n)
	case EveryTwoWeeks:
		return first.AddDate(0, 0, 14*n)
	case EveryMonth:
		month := firstOfMonth(first).AddDate(0, n, 0)
		last := month.AddDate(0, 1, -1).Day()
		return month.AddDate(0, 0, min(first.Day(), last)-1)
	}
	return first
}

// cashSpread splits an amount evenly into whole minor units. What does not divide
// goes to the first days, unit by unit, and what is finer than a minor unit to the
// first.
func cashSpread(amount decimal.NullDecimal, days int, c fx.Currency) []decimal.NullDecimal {
	out := make([]decimal.NullDecimal, days)
	if !amount.Valid {
		return out
	}
	places, known := c.MinorUnits()
	if !known {
		places = 2
	}
	units := amount.Decimal.Shift(int32(places)).Truncate(0)
	each, rest := units.QuoRem(lcWhole(days), 0)
	extra := int(rest.IntPart())
	for i := range out {
		n := each
		if i < extra {
			n = n.Add(lcWhole(1))
		}
		out[i] = decimal.NewNullDecimal(n.Shift(int32(-places)))
	}
	out[0].Decimal = out[0].Decimal.Add(amount.Decimal.Sub(units.Shift(int32(-places))))
	return out
}

func cashShare(amount, share decimal.NullDecimal) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: amount.Decimal.Mul(share.Decimal), Valid: amount.Valid && share.Valid}
}

func cashNegative(d decimal.NullDecimal) decimal.NullDecimal {
	d.Decimal = d.Decimal.Neg()
	return d
}

func cashKindOrder(k FlowKind) int { return slices.Index(flowKinds[:], k) }
