package kpi_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func lcLine(day, code, amount string) kpi.LifecycleAmount {
	a := kpi.LifecycleAmount{Day: lcDay(day), Code: code}
	if amount != "" {
		a.Amount = lcSet(amount)
	}
	return a
}

// A product from its mould to its disposal: 1,000 units at 20, of which 900 are sold
// with 9 of profit and cost 10, and 100 are cleared at 4.
func lcLife() kpi.LifecyclePlan {
	return kpi.LifecyclePlan{
		SKU: "A", Currency: fx.USD,
		Profit: []kpi.LifecycleAmount{
			lcLine("2026-01-10", "tooling", "-3000"), lcLine("2026-01-20", "samples", "-200"),
			lcLine("2026-04-15", "sales", "2700"), lcLine("2026-05-15", "sales", "2700"), lcLine("2026-06-15", "sales", "2700"),
			lcLine("2026-07-15", "clearance", "-600"), lcLine("2026-07-31", "disposal", "-50"),
		},
		Cash: []kpi.LifecycleAmount{
			lcLine("2026-01-10", "tooling", "-3000"), lcLine("2026-01-20", "samples", "-200"),
			lcLine("2026-02-01", "stock", "-3000"), lcLine("2026-03-01", "stock", "-7000"),
			lcLine("2026-05-01", "payout", "5700"), lcLine("2026-06-01", "payout", "5700"), lcLine("2026-07-01", "payout", "5700"),
			lcLine("2026-08-01", "clearance", "400"), lcLine("2026-07-31", "disposal", "-50"),
		},
	}
}

func TestLifecycle(t *testing.T) {
	got, err := lcLife().Lifecycle()
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Periods) != 8 || got.Days.String() != "2026-01-10..2026-08-01" || got.Periods[0].Days.String() != "2026-01-10..2026-01-31" || got.Periods[7].Days.String() != "2026-08-01" {
		t.Errorf("periods %v", got.Periods)
	}
	var totals, cash string
	for _, p := range got.Periods {
		totals += p.ProfitTotal.String() + " "
		cash += p.CashTotal.String() + " "
	}
	if totals != "-3200.00 USD -3200.00 USD -3200.00 USD -500.00 USD 2200.00 USD 4900.00 USD 4250.00 USD 4250.00 USD " {
		t.Errorf("profit %s", totals)
	}
	if cash != "-3200.00 USD -6200.00 USD -13200.00 USD -13200.00 USD -7500.00 USD -1800.00 USD 3850.00 USD 4250.00 USD " {
		t.Errorf("cash %s", cash)
	}
	if lcText(got.Profit.BreakEven) != "2026-05-15" || lcText(got.Cash.BreakEven) != "2026-07-01" || got.Cash.Peak.String() != "13200.00 USD" || lcText(got.Cash.PeakDay) != "2026-03-01" {
		t.Errorf("profit %+v, cash %+v", got.Profit, got.Cash)
	}
	// 4,250 of 13,200.
	if got.Cash.ROI.String() != "32.20%" || got.Cash.Status != kpi.PaidBack || !lcIs(got.TiedUp, "0", "1") {
		t.Errorf("ROI %s, tied up %s", got.Cash.ROI, got.TiedUp)
	}
	if l := got.CashLines; len(l) != 6 || l[2].Code != "stock" || !lcIs(l[2].Amount, "-10000", "1") || !lcIs(got.ProfitLines[2].Amount, "8100", "1") {
		t.Errorf("lines %+v", l)
	}
	p := lcLife()
	p.AsOf, p.Step = lcDay("2026-05-31"), kpi.StepWeek
	got, err = p.Lifecycle()
	if err != nil || got.Cash.Status != kpi.NotPaidBack || got.Profit.Status != kpi.PaidBack || got.TiedUp.String() != "9700.00 USD" || len(got.Beyond) != 7 || got.Beyond[0].From != "profit[4]" {
		t.Errorf("to May: cash %s, profit %s, tied up %s, beyond %v, %v", got.Cash.Status, got.Profit.Status, got.TiedUp, got.Beyond, err)
	}
	if first, second := got.Periods[0].Days, got.Periods[1].Days; first.String() != "2026-01-10" || second.String() != "2026-01-11..2026-01-17" {
		t.Errorf("weeks from Sunday: %s, %s", first, second) // 10 January 2026 is a Saturday
	}
	p.Cash[2].Amount = decimal.NullDecimal{}
	got, _ = p.Lifecycle()
	if got.Cash.Status != kpi.PaybackOpen || got.Cash.Total.String() != "incomplete: stock" || got.TiedUp.IsDefined() || !got.Periods[2].CashTotal.IsDefined() || got.Profit.Status != kpi.PaidBack {
		t.Errorf("unknown stock: %s, %s", got.Cash.Status, got.Cash.Total)
	}
}

func TestLifecycleRefusals(t *testing.T) {
	_, err := kpi.LifecyclePlan{
		Currency: "??", AsOf: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC), Step: "day", WeekBegin: 7,
		Profit:   []kpi.LifecycleAmount{{}},
		Cash:     []kpi.LifecycleAmount{{Day: lcDay("2026-01-01"), Amount: decimal.NewNullDecimal(lcHuge[2])}},
		Discount: kpi.Discounting{AnnualRate: lcDec("-0.1")},
	}.Lifecycle()
	lcWantFields(t, err, "currency", "as_of", "step", "week_begin", "profit[0].day", "cash[0].amount", "discount.annual_rate")
	_, err = kpi.LifecyclePlan{}.Lifecycle()
	lcWantFields(t, err, "currency", "cash")
	p := lcLife()
	p.AsOf = lcDay("2026-01-09")
	_, err = p.Lifecycle()
	lcWantFields(t, err, "as_of")
	p.AsOf = lcDay("2226-01-09")
	_, err = p.Lifecycle()
	lcWantFields(t, err, "as_of")
}

// The periods sum to the totals, the lines too, and what is not counted is listed.
func TestLifecycleConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := kpi.LifecyclePlan{Currency: fx.USD, Step: rapid.SampledFrom([]kpi.CalendarStep{kpi.StepMonth, kpi.StepWeek}).Draw(t, "step"), WeekBegin: time.Weekday(rapid.IntRange(0, 6).Draw(t, "begin"))}
		draw := func(name string) []kpi.LifecycleAmount {
			var out []kpi.LifecycleAmount
			for range rapid.IntRange(1, 8).Draw(t, name) {
				out = append(out, kpi.LifecycleAmount{
					Day: lcDay("2027-12-20").AddDate(0, 0, rapid.IntRange(0, 120).Draw(t, "day")), Code: rapid.SampledFrom([]string{"a", "b", ""}).Draw(t, "code"),
					Amount: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-9999, 9999).Draw(t, "amount"), -2)),
				})
			}
			return out
		}
		p.Profit, p.Cash = draw("profit"), draw("cash")
		p.AsOf = lcDay("2027-12-20").AddDate(0, 0, 120-rapid.IntRange(0, 30).Draw(t, "cut"))
		got, err := p.Lifecycle()
		if err != nil {
			t.Skip()
		}
		var all, profit, cash, lines, beyond decimal.Decimal
		for _, a := range append(p.Profit[:len(p.Profit):len(p.Profit)], p.Cash...) {
			all = all.Add(a.Amount.Decimal)
		}
		next := got.Days.First
		for _, m := range got.Periods {
			profit, cash = profit.Add(m.Profit.Num), cash.Add(m.Cash.Num)
			if !m.Days.First.Equal(next) || !m.ProfitTotal.Num.Equal(profit) || !m.CashTotal.Num.Equal(cash) {
				t.Fatalf("%s: profit %s, %s, cash %s, %s", m.Days, m.ProfitTotal, profit, m.CashTotal, cash)
			}
			next = m.Days.Last.AddDate(0, 0, 1)
		}
		for _, l := range append(got.ProfitLines, got.CashLines...) {
			lines = lines.Add(l.Amount.Num)
		}
		for _, b := range got.Beyond {
			beyond = beyond.Add(b.Amount.Decimal)
		}
		if !got.Profit.Total.Num.Equal(profit) || !got.Cash.Total.Num.Equal(cash) || !lines.Equal(profit.Add(cash)) || !all.Equal(lines.Add(beyond)) {
			t.Fatalf("all %s, lines %s, beyond %s", all, lines, beyond)
		}
	})
}
