package kpi

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CashForecast is the weekly table of a plan. What the inputs name is in Flows, in
// Beyond or in Past: nothing is lost. The zero CashForecast says nothing.
type CashForecast struct {
	// CashTable is the table of all currencies at the planned rates.
	CashTable
	// Days is the horizon.
	Days Period `json:"days"`
	// BelowWeek is the first week in which the balance is below the minimum on the
	// evening of a day, BelowDay that day; 0 and the zero time when none is that is
	// known: see the state of Lowest.
	BelowWeek int       `json:"below_week"`
	BelowDay  time.Time `json:"below_day"`
	// Shortfall is how much is needed to keep the minimum every day: minimum less
	// lowest, at least 0.
	Shortfall Value `json:"shortfall"`
	// Currencies are the tables of each currency by itself, in the order of their codes,
	// whether it has a rate or not.
	Currencies []CashTable `json:"currencies"`
	// Flows are in the horizon, Beyond after it, Past before it: the opening balance is
	// taken to include them. Each is in the order of days.
	Flows  []CashFlow `json:"flows"`
	Beyond []CashFlow `json:"beyond"`
	Past   []CashFlow `json:"past"`
	// Payouts are what each channel transfers, in the order of days, with what it
	// deducts.
	Payouts []CashPayout `json:"payouts"`
	// Pipeline is, for each channel, what it holds at the end of the horizon.
	Pipeline []CashPipeline `json:"pipeline"`
	// NoRate are the currencies that have no rate.
	NoRate []fx.Currency `json:"no_rate"`
	// Notes are warnings.
	Notes []string `json:"notes"`
}

// A CashTable is one balance through the weeks. For every week, and for the table as a
// whole, closing = opening + inflow + outflow.
type CashTable struct {
	Currency fx.Currency `json:"currency"`
	Opening  Value       `json:"opening"`
	Inflow   Value       `json:"inflow"`
	Outflow  Value       `json:"outflow"`
	Closing  Value       `json:"closing"`
	Weeks    []CashWeek  `json:"weeks"`
	// Lowest is the lowest balance on the evening of any day, LowestDay the first such
	// day and LowestWeek its week.
	Lowest     Value     `json:"lowest"`
	LowestDay  time.Time `json:"lowest_day"`
	LowestWeek int       `json:"lowest_week"`
}

// A CashWeek is one row of the table. What a channel deducts is an outflow of its
// kind and not less inflow; [CashPayout] has the net.
type CashWeek struct {
	Number  int    `json:"number"`
	Days    Period `json:"days"`
	Opening Value  `json:"opening"`
	// Inflow is what comes in, Outflow what goes out, 0 or below.
	Inflow  Value `json:"inflow"`
	Outflow Value `json:"outflow"`
	Closing Value `json:"closing"`
	// Kinds are the sums by kind in their fixed order, without those that have none. A
	// kind that comes in and goes out is netted.
	Kinds []CashKind `json:"kinds"`
	// Lowest is the lowest balance on the evening of a day of the week, LowestDay the
	// first such day. A week can end well and be short in between.
	Lowest    Value     `json:"lowest"`
	LowestDay time.Time `json:"lowest_day"`
}

// A CashKind is what is paid and received of one kind.
type CashKind struct {
	Kind   FlowKind `json:"kind"`
	Amount Value    `json:"amount"`
}

// A CashPayout is one transfer of a channel, in its currency.
type CashPayout struct {
	Channel  string      `json:"channel"`
	Currency fx.Currency `json:"currency"`
	Closed   time.Time   `json:"closed"`
	Banked   time.Time   `json:"banked"`
	// Sales less what is deducted is Net. A Net below 0 is taken to be charged on the
	// day; Amazon may carry it into the next settlement instead.
	Sales    Value `json:"sales"`
	Deducted Value `json:"deducted"`
	Net      Value `json:"net"`
}

// A CashPipeline is money of a channel that is earned and not yet in the bank on the
// last day: sales up to that day, less the fees, refunds and charges that
// are deducted from them. It is the part of Beyond that arose within the horizon.
type CashPipeline struct {
	Channel  string      `json:"channel"`
	Currency fx.Currency `json:"currency"`
	Sales    Value       `json:"sales"`
	Deducted Value       `json:"deducted"`
	Net      Value       `json:"net"`
}

// Forecast returns the table of the plan under a scenario, exact: the days of payouts,
// suppliers and everything else, and the balance of each evening.
//
// An amount, share or rate that is not known leaves incomplete what contains it, from
// its day on, and is named there: at most 24 names, and "others" for the rest. The errors are those of [CashPlan.Check], and of the
// scenario at "scenario.sales_factor" and "scenario.lag_days".
func (p CashPlan) Forecast(s CashScenario) (CashForecast, error) {
	if err := errors.Join(p.Check(), fx.InField("scenario", s.check())); err != nil {
		return CashForecast{}, err
	}
	rates, _ := planRates(p.Currency, p.Rates)
	m := flowMaker{plan: &p, scenario: s, days: p.days(), rates: rates}
	if err := m.makeFlows(); err != nil {
		return CashForecast{}, err
	}
	out := CashForecast{Days: m.days}
	currencies := []fx.Currency{}
	for _, f := range m.flows {
		currencies = append(currencies, f.Currency)
		switch {
		case f.Week > 0:
			out.Flows = append(out.Flows, f)
		case f.Day.Before(m.days.First):
			out.Past = append(out.Past, f)
		default:
			out.Beyond = append(out.Beyond, f)
		}
	}
	opening := NotKnown(Amount, p.Currency, "opening")
	for i, o := range p.Opening {
		currencies = append(currencies, o.Currency)
		v := rates.convert(o.Amount, o.Currency, lcIndex("opening", i))
		if i == 0 {
			opening = v
		} else {
			opening = lcAdd(opening, v)
		}
	}
	out.NoRate = rates.unrated(currencies)
	out.CashTable = cashTable(p.Currency, m.days, opening, out.Flows, func(f *CashFlow) Value { return f.AtPlan })
	slices.Sort(currencies)
	for _, c := range slices.Compact(currencies) {
		out.Currencies = append(out.Currencies, p.inCurrency(c, m.days, out.Flows))
	}
	out.judge(p.Minimum)
	out.payouts(m.flows, p.Channels)
	return out, nil
}

// inCurrency is the table of one currency. An account in it that is not listed counts
// as empty, unless no account is.
func (p *CashPlan) inCurrency(c fx.Currency, days Period, flows []CashFlow) CashTable {
	opening := Exact(decimal.Decimal{}, Amount, c)
	if len(p.Opening) == 0 {
		opening = NotKnown(Amount, c, "opening")
	}
	for i, o := range p.Opening {
		if o.Currency == c {
			opening = lcAdd(opening, cashNull(o.Amount, c, lcIndex("opening", i)))
		}
	}
	var own []CashFlow
	for _, f := range flows {
		if f.Currency == c {
			own = append(own, f)
		}
	}
	return cashTable(c, days, opening, own, func(f *CashFlow) Value {
		if !f.Amount.Valid {
			return NotKnown(Amount, c, f.AtPlan.Missing...)
		}
		return Exact(f.Amount.Decimal, Amount, c)
	})
}

// cashTable runs a balance through the weeks. The flows are within the days and in
// their order.
func cashTable(c fx.Currency, days Period, opening Value, flows []CashFlow, amount func(*CashFlow) Value) CashTable {
	zero := Exact(decimal.Decimal{}, Amount, c)
	t := CashTable{Currency: c, Opening: opening, Inflow: zero, Outflow: zero}
	balance, next := opening, 0
	for first := days.First; !first.After(days.Last); first = first.AddDate(0, 0, 7) {
		w := CashWeek{
			Number: len(t.Weeks) + 1, Days: Period{first, first.AddDate(0, 0, 6)},
			Opening: balance, Inflow: zero, Outflow: zero,
		}
		kinds := map[FlowKind]Value{}
		for day := range w.Days.All() {
			in, out := zero, zero
			for ; next < len(flows) && flows[next].Day.Equal(day); next++ {
				f := &flows[next]
				v := amount(f)
				if f.in {
					in = lcAdd(in, v)
				} else {
					out = lcAdd(out, v)
				}
				if sum, known := kinds[f.Kind]; known {
					v = lcAdd(sum, v)
				}
				kinds[f.Kind] = v
			}
			w.Inflow, w.Outflow = lcAdd(w.Inflow, in), lcAdd(w.Outflow, out)
			balance = lcAdd(balance, in, out)
			if cashLower(balance, w.Lowest, w.LowestDay.IsZero()) {
				w.Lowest, w.LowestDay = balance, day
			}
		}
		w.Closing = balance
		for _, k := range flowKinds {
			if v, known := kinds[k]; known {
				w.Kinds = append(w.Kinds, CashKind{k, v})
			}
		}
		if cashLower(w.Lowest, t.Lowest, t.LowestDay.IsZero()) {
			t.Lowest, t.LowestDay, t.LowestWeek = w.Lowest, w.LowestDay, w.Number
		}
		t.Inflow, t.Outflow = lcAdd(t.Inflow, w.Inflow), lcAdd(t.Outflow, w.Outflow)
		t.Weeks = append(t.Weeks, w)
	}
	t.Closing = balance
	return t
}

// cashLower reports whether a balance takes the place of the lowest so far. One that is
// not known takes the place of every known one and stays.
func cashLower(balance, lowest Value, none bool) bool {
	if none {
		return true
	}
	if !balance.IsDefined() || !lowest.IsDefined() {
		return lowest.IsDefined()
	}
	order, _ := balance.Cmp(lowest)
	return order < 0
}

// judge compares the balances with the minimum.
func (c *CashForecast) judge(minimum decimal.Decimal) {
	limit := Exact(minimum, Amount, c.Currency)
	c.Shortfall = lcSub(limit, c.Lowest)
	if c.Shortfall.IsDefined() && c.Shortfall.Num.Sign() <= 0 {
		c.Shortfall = Exact(decimal.Decimal{}, Amount, c.Currency)
	}
	balance, next := c.Opening, 0
	for day := range c.Days.All() {
		for ; next < len(c.Flows) && c.Flows[next].Day.Equal(day); next++ {
			balance = lcAdd(balance, c.Flows[next].AtPlan)
		}
		if order, ok := balance.Cmp(limit); ok && order < 0 {
			c.BelowDay, c.BelowWeek = day, daysFrom(c.Days.First, day)/7+1
			return
		}
	}
}

// payouts groups what the channels transfer, and sums what they hold at the end.
func (c *CashForecast) payouts(flows []CashFlow, channels []CashChannel) {
	type key struct {
		channel        int
		closed, banked time.Time
	}
	zero := func(f *CashFlow) Value { return Exact(decimal.Decimal{}, Amount, f.Currency) }
	at, held := map[key]int{}, make([]int, len(channels))
	for i := range flows {
		f := &flows[i]
		if f.channel == 0 {
			continue
		}
		v := cashNull(f.Amount, f.Currency, f.From)
		if len(f.AtPlan.Missing) > 0 && !f.Amount.Valid {
			v.Missing = f.AtPlan.Missing
		}
		if !f.closed.IsZero() && f.Week > 0 {
			k := key{f.channel, f.closed, f.Day}
			n, known := at[k]
			if !known {
				n = len(c.Payouts)
				at[k] = n
				c.Payouts = append(c.Payouts, CashPayout{Channel: f.Name, Currency: f.Currency, Closed: f.closed, Banked: f.Day, Sales: zero(f), Deducted: zero(f)})
			}
			p := &c.Payouts[n]
			addToPayout(&p.Sales, &p.Deducted, f, v)
		}
		if !f.closed.IsZero() && f.Day.After(c.Days.Last) && !f.Origin.Last.After(c.Days.Last) {
			if held[f.channel-1] == 0 {
				c.Pipeline = append(c.Pipeline, CashPipeline{Channel: f.Name, Currency: f.Currency, Sales: zero(f), Deducted: zero(f)})
				held[f.channel-1] = len(c.Pipeline)
			}
			p := &c.Pipeline[held[f.channel-1]-1]
			addToPayout(&p.Sales, &p.Deducted, f, v)
		}
	}
	for i := range c.Payouts {
		p := &c.Payouts[i]
		p.Net = lcAdd(p.Sales, p.Deducted)
		if p.Net.IsDefined() && p.Net.Num.IsNegative() {
			c.Notes = append(c.Notes, "the payout of "+p.Channel+" on "+dayText(p.Banked)+" is below 0: it is taken to be charged that day")
		}
	}
	for i := range c.Pipeline {
		c.Pipeline[i].Net = lcAdd(c.Pipeline[i].Sales, c.Pipeline[i].Deducted)
	}
	slices.SortStableFunc(c.Payouts, func(a, b CashPayout) int {
		return cmp.Or(a.Banked.Compare(b.Banked), cmp.Compare(a.Channel, b.Channel))
	})
}

func addToPayout(sales, deducted *Value, f *CashFlow, v Value) {
	if f.Kind == FlowSales {
		*sales = lcAdd(*sales, v)
	} else {
		*deducted = lcAdd(*deducted, v)
	}
}

func cashNull(d decimal.NullDecimal, c fx.Currency, name string) Value {
	if !d.Valid {
		return NotKnown(Amount, c, name)
	}
	return Exact(d.Decimal, Amount, c)
}
