package kpi

import (
	"errors"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A LifecyclePlan is the life of a product from the first cash out, for tooling,
// samples and launch stock, through its sales to clearance and disposal. Profit and
// cash are told apart: launch stock is cash when it is paid and profit, as the cost of
// what is sold, later. The zero plan has no currency and is an error.
type LifecyclePlan struct {
	SKU      string      `json:"sku"`
	Currency fx.Currency `json:"currency"`
	// AsOf is the last day that counts; later amounts are in Lifecycle.Beyond. The zero
	// time is the day of the last amount: the whole life, as planned.
	AsOf time.Time `json:"as_of"`
	// Step is the length of the periods; WeekBegin is the first day of a week.
	Step      CalendarStep `json:"step"`
	WeekBegin time.Weekday `json:"week_begin"`
	// Profit are the amounts of the profit and loss account, Cash the payments and
	// receipts.
	Profit []LifecycleAmount `json:"profit"`
	Cash   []LifecycleAmount `json:"cash"`
	// Discount is what the time of money costs.
	Discount Discounting `json:"discount"`
}

// A Lifecycle is the profit and the cash of a product through its life. The zero
// Lifecycle says nothing.
type Lifecycle struct {
	SKU      string      `json:"sku"`
	Currency fx.Currency `json:"currency"`
	// Days are from the first amount to the last that counts.
	Days Period `json:"days"`
	// Periods are the months or weeks, cut to Days, without a gap.
	Periods []LifecyclePeriod `json:"periods"`
	// Profit and Cash say whether the product has paid back, by each account. Under a
	// rate both count from the first amount of either.
	Profit Payback `json:"profit"`
	Cash   Payback `json:"cash"`
	// ProfitLines and CashLines are the sums by code, in the order in which the codes
	// first appear in the plan. They sum to the totals.
	ProfitLines []LifecycleLine `json:"profit_lines"`
	CashLines   []LifecycleLine `json:"cash_lines"`
	// TiedUp is profit less cash to date: above 0 it is stock and money under way that
	// was paid for, below 0 what is owed. At the end of a life it is 0.
	TiedUp Value `json:"tied_up"`
	// Beyond are the amounts after the last day.
	Beyond []LifecycleBeyond `json:"beyond"`
}

// A LifecyclePeriod is a month or week of a life.
type LifecyclePeriod struct {
	Days Period `json:"days"`
	// Profit and Cash are of the period.
	Profit Value `json:"profit"`
	Cash   Value `json:"cash"`
	// ProfitTotal and CashTotal are from the beginning to the evening of its last day,
	// after what time costs.
	ProfitTotal Value `json:"profit_total"`
	CashTotal   Value `json:"cash_total"`
}

// A LifecycleLine is the sum of one code.
type LifecycleLine struct {
	Code   string `json:"code"`
	Amount Value  `json:"amount"`
}

// A LifecycleBeyond is an amount that is not counted yet.
type LifecycleBeyond struct {
	// From is the input: "cash[7]".
	From string `json:"from"`
	LifecycleAmount
}

// Check returns every fault of the plan, joined, or nil: each an [*fx.InputError] such
// as "cash[2].amount".
func (p LifecyclePlan) Check() error {
	faults := []error{lcCheckCurrency("currency", p.Currency)}
	if !p.AsOf.IsZero() {
		faults = append(faults, lcCheckDay("as_of", p.AsOf))
	}
	faults = append(faults, p.calendar().check()...)
	faults = append(faults, checkLifecycleAmounts("profit", p.Profit), checkLifecycleAmounts("cash", p.Cash), fx.InField("discount", p.Discount.Check()))
	if len(p.Profit)+len(p.Cash) == 0 {
		faults = append(faults, fx.NewInputError("cash", "", "must have an amount, or profit"))
	}
	return errors.Join(faults...)
}

func (p *LifecyclePlan) calendar() lcCalendar { return lcCalendar{p.Step, p.WeekBegin} }

// Lifecycle returns profit and cash by period and in total, and when each of them broke
// even, exact. An amount that is not known leaves incomplete what follows it.
//
// The errors are those of Check, and an [*fx.InputError] at "as_of" for a day before
// the first amount or more than 100 years after it.
func (p LifecyclePlan) Lifecycle() (Lifecycle, error) {
	if err := p.Check(); err != nil {
		return Lifecycle{}, err
	}
	first, last := p.ends()
	if last.Before(first) {
		return Lifecycle{}, fx.NewInputError("as_of", dayText(last), "must not be before the first amount, "+dayText(first))
	}
	if err := checkLife(first, last); err != nil {
		return Lifecycle{}, err
	}
	out := Lifecycle{SKU: p.SKU, Currency: p.Currency, Days: Period{first, last}}
	profit, _ := lifecycleDays(p.Profit, last)
	cash, _ := lifecycleDays(p.Cash, last)
	var profits, cashes []Value
	out.Profit, profits = payback(profit, first, last, p.Currency, p.Discount)
	out.Cash, cashes = payback(cash, first, last, p.Currency, p.Discount)
	out.TiedUp = lcSub(out.Profit.Total, out.Cash.Total)
	for from := first; !from.After(last); {
		days, _ := p.calendar().of(from).Meet(out.Days)
		end := daysFrom(first, days.Last)
		out.Periods = append(out.Periods, LifecyclePeriod{
			Days:   days,
			Profit: lifecycleSum(profit, days, p.Currency), Cash: lifecycleSum(cash, days, p.Currency),
			ProfitTotal: profits[end], CashTotal: cashes[end],
		})
		from = days.Last.AddDate(0, 0, 1)
	}
	out.ProfitLines, out.CashLines = p.lines(p.Profit, last), p.lines(p.Cash, last)
	out.Beyond = append(lifecycleBeyond("profit", p.Profit, last), lifecycleBeyond("cash", p.Cash, last)...)
	return out, nil
}

// ends returns the first day of any amount and the last that counts.
func (p *LifecyclePlan) ends() (first, last time.Time) {
	for _, list := range [][]LifecycleAmount{p.Profit, p.Cash} {
		for _, a := range list {
			d := dayOf(a.Day)
			if first.IsZero() || d.Before(first) {
				first = d
			}
			if last.IsZero() || d.After(last) {
				last = d
			}
		}
	}
	if !p.AsOf.IsZero() {
		last = dayOf(p.AsOf)
	}
	return first, last
}

func (p *LifecyclePlan) lines(amounts []LifecycleAmount, last time.Time) []LifecycleLine {
	at := map[string]int{}
	var sums []lcSum
	var out []LifecycleLine
	for _, a := range amounts {
		if dayOf(a.Day).After(last) {
			continue
		}
		i, known := at[a.Code]
		if !known {
			i = len(out)
			at[a.Code] = i
			out, sums = append(out, LifecycleLine{Code: a.Code}), append(sums, lcSum{})
		}
		sums[i].add(a.Amount, lifecycleName(a.Code))
	}
	for i := range out {
		out[i].Amount = sums[i].value(Amount, p.Currency)
	}
	return out
}

func lifecycleSum(days []lifecycleDay, in Period, c fx.Currency) Value {
	from, _ := slices.BinarySearchFunc(days, in.First, func(d lifecycleDay, t time.Time) int { return d.day.Compare(t) })
	var sum lcSum
	for _, d := range days[from:] {
		if d.day.After(in.Last) {
			break
		}
		sum.add(decimal.NewNullDecimal(d.sum.sum), "")
		sum.miss(d.sum.missing...)
	}
	return sum.value(Amount, c)
}

func lifecycleBeyond(field string, amounts []LifecycleAmount, last time.Time) []LifecycleBeyond {
	var out []LifecycleBeyond
	for i, a := range amounts {
		if dayOf(a.Day).After(last) {
			out = append(out, LifecycleBeyond{lcIndex(field, i), a})
		}
	}
	return out
}
