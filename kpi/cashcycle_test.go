package kpi_test

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func lcRate(t testing.TB, base, quote fx.Currency, rate string) fx.Rate {
	t.Helper()
	r, err := fx.NewRate(base, quote, lcDec(rate))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lcIs reports whether a value is num/den.
func lcIs(v kpi.Value, num, den string) bool {
	w := kpi.Ratio(lcDec(num), lcDec(den), v.Unit, v.Currency)
	order, ok := v.Cmp(w)
	return ok && order == 0
}

func lcCycle(amount string, parts []kpi.PaymentPart) kpi.CashCyclePlan {
	return kpi.CashCyclePlan{
		SKU: "A", Currency: fx.USD,
		Supply:    kpi.SupplySteps{Ordered: lcDay("2026-03-01"), ProductionDays: 10, LoadingDays: 2, TransitDays: 14, CheckInDays: 1},
		Costs:     []kpi.CycleCost{{Kind: kpi.FlowSupplier, Amount: lcSet(amount), Currency: fx.USD, Parts: parts}},
		StockDays: 5, Payout: lcAmazon("2026-04-15", 2, 2), AnnualRate: lcSet("0.12"),
	}
}

// S16 (SellerLegend): supplier paid Mar 1, delivery Apr 4, +7, disbursed Apr 15, bank
// Apr 17: 47 days.
func TestCashCycleS16(t *testing.T) {
	got, err := lcCycle("10000", kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0)).Cycle()
	if err != nil {
		t.Fatal(err)
	}
	if !lcIs(got.Days, "47", "1") || lcText(got.First) != "2026-03-01" || lcText(got.Last) != "2026-04-17" {
		t.Errorf("S16: %s from %s to %s", got.Days, lcText(got.First), lcText(got.Last))
	}
	if in := got.In[0]; lcText(in.Delivered) != "2026-04-04" || lcText(in.Closed) != "2026-04-15" {
		t.Errorf("S16: delivered %s, closed %s", lcText(in.Delivered), lcText(in.Closed))
	}
	days := map[kpi.CashEvent]string{}
	for _, s := range got.Steps {
		days[s.Event] = lcText(s.Day)
	}
	if days[kpi.EventReady] != "2026-03-11" || days[kpi.EventLoaded] != "2026-03-13" || days[kpi.EventArrived] != "2026-03-27" || days[kpi.EventStocked] != "2026-03-28" {
		t.Errorf("the goods: %v", days)
	}
	gap, err := kpi.CashGap([]kpi.DatedAmount{{lcDay("2026-03-01"), lcDec("1")}}, []kpi.DatedAmount{{lcDay("2026-04-17"), lcDec("3")}})
	if err != nil || !lcIs(gap, "47", "1") {
		t.Errorf("S16 as a gap: %s, %v", gap, err)
	}
}

// 30 % with the order and 70 % when the goods are ready, 10 days later, pay on day 7 on
// average: 40 of the 47 days. Interest of 12 % on 10,000 for 40 days is 131.51.
func TestCashCycleTerms(t *testing.T) {
	for _, row := range []struct {
		name  string
		parts []kpi.PaymentPart
		days  [2]string // the cycle as a fraction
		out   []string
		cost  string
	}{
		{"30/70 before loading", kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0), [2]string{"40", "1"}, []string{"2026-03-01", "2026-03-11"}, "131.51 USD"},
		{"30/70 a week before loading", kpi.DepositAndBalance(lcDec("0.3"), kpi.EventLoaded, -7), [2]string{"435", "10"}, []string{"2026-03-01", "2026-03-06"}, "143.01 USD"},
		{"all 30 days after the bill of lading", kpi.DepositAndBalance(lcDec("0"), kpi.EventLoaded, 30), [2]string{"5", "1"}, []string{"2026-04-12"}, "16.44 USD"},
		{"all 60 days after arrival", kpi.DepositAndBalance(lcDec("0"), kpi.EventArrived, 60), [2]string{"-39", "1"}, []string{"2026-05-26"}, "-128.22 USD"},
		{"in thirds", []kpi.PaymentPart{{lcDec("0.25"), kpi.EventOrdered, 0}, {lcDec("0.25"), kpi.EventReady, 0}, {lcDec("0.5"), kpi.EventStocked, 3}}, [2]string{"29.5", "1"}, []string{"2026-03-01", "2026-03-11", "2026-03-31"}, "96.99 USD"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := lcCycle("10000", row.parts).Cycle()
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, p := range got.Out {
				out = append(out, lcText(p.Day))
			}
			if !lcIs(got.Days, row.days[0], row.days[1]) || !slices.Equal(out, row.out) || got.CapitalCost.String() != row.cost {
				t.Errorf("%s, paid %v, capital %s", got.Days, out, got.CapitalCost)
			}
		})
	}
}

// Freight in dollars and duty weigh with the goods in yuan at the planned rate, and
// sales over two days are one mean day.
func TestCashCycleCurrencies(t *testing.T) {
	p := lcCycle("7000", kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0))
	p.Costs[0].Currency = fx.CNY
	p.Costs = append(p.Costs, kpi.CycleCost{Kind: kpi.FlowFreight, Amount: lcSet("500"), Currency: fx.USD, Parts: kpi.DepositAndBalance(lcDec("0"), kpi.EventArrived, 15)})
	p.Rates = []fx.Rate{lcRate(t, fx.USD, fx.CNY, "7")}
	p.StockDays, p.Sales = 0, []kpi.CycleSale{{0, lcDec("1")}, {14, lcDec("2")}}
	got, err := p.Cycle()
	if err != nil {
		t.Fatal(err)
	}
	// 300 on day 0, 700 on day 10, 500 on day 41: 27500/1500. Sold Mar 28 and Apr 11,
	// delivered Mar 30 and Apr 13, available Apr 7 and Apr 21, closed Apr 15 and Apr 29, in the bank on Apr 17
	// and May 1: days 47 and 61 by 1 and 2.
	if !lcIs(got.Paid, "1500", "1") || !lcIs(got.OutDays, "55", "3") || !lcIs(got.InDays, "169", "3") || !lcIs(got.Days, "38", "1") {
		t.Errorf("paid %s, out %s, in %s, cycle %s", got.Paid, got.OutDays, got.InDays, got.Days)
	}
	p.Rates = nil
	got, err = p.Cycle()
	if err != nil || got.Days.State != kpi.Incomplete || !slices.Equal(got.Days.Missing, []string{"rates.CNY"}) || !got.InDays.IsDefined() {
		t.Errorf("without a rate: %s, %v", got.Days, err)
	}
	p.Costs[0].Amount = decimal.NullDecimal{}
	got, _ = p.Cycle()
	if !slices.Equal(got.Days.Missing, []string{"costs[0].parts[0]", "rates.CNY", "costs[0].parts[1]"}) || lcText(got.Out[2].Day) != "2026-04-11" {
		t.Errorf("without an amount: %s", got.Days)
	}
	free := lcCycle("0", kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0))
	free.AnnualRate = decimal.NullDecimal{}
	if got, _ := free.Cycle(); got.Days.State != kpi.Undefined || got.CapitalCost.String() != "incomplete: annual_rate" {
		t.Errorf("of nothing paid: %s, %s", got.Days, got.CapitalCost)
	}
}

// S15 (agency article): DIO 35, DSO 2, DPO 15 are 22 days.
func TestCashConversionCycleS15(t *testing.T) {
	days := func(text string) kpi.Value { return kpi.Exact(lcDec(text), kpi.DaysUnit, "") }
	got, err := kpi.CashConversionCycle(days("35"), days("2"), days("15"))
	if err != nil || !lcIs(got, "22", "1") {
		t.Errorf("S15: %s, %v", got, err)
	}
	third := kpi.Ratio(lcDec("100"), lcDec("3"), kpi.DaysUnit, "")
	if got, _ := kpi.CashConversionCycle(third, third, days("0")); !lcIs(got, "200", "3") {
		t.Errorf("thirds: %s", got)
	}
	unknown := kpi.NotKnown(kpi.DaysUnit, "", "payable")
	undefined := kpi.Ratio(lcDec("3"), lcDec("0"), kpi.DaysUnit, "")
	if got, _ := kpi.CashConversionCycle(days("1"), undefined, unknown); got.String() != "incomplete: payable" {
		t.Errorf("unknown: %s", got)
	}
	if got, _ := kpi.CashConversionCycle(days("1"), undefined, days("1")); got.State != kpi.Undefined {
		t.Errorf("undefined: %s", got)
	}
	_, err = kpi.CashConversionCycle(kpi.Value{}, days("2"), kpi.Exact(lcDec("1"), kpi.Weeks, ""))
	lcWantFields(t, err, "dio", "dpo")
	// Revenue of 365,000 a year is 1,000 a day.
	revenue, err := kpi.CashLockedAtRevenue(kpi.Exact(lcDec("365000"), kpi.Amount, fx.USD), days("22"))
	if err != nil || !lcIs(revenue, "22000", "1") || len(revenue.Notes) != 1 || revenue.Currency != fx.USD {
		t.Errorf("locked at revenue: %s, %v", revenue, err)
	}
	cost, err := kpi.CashLockedAtCost(kpi.Exact(lcDec("100000"), kpi.Amount, fx.USD), days("22"))
	if err != nil || !lcIs(cost, "2200000", "365") || len(cost.Notes) != 0 {
		t.Errorf("locked at cost: %s, %v", cost, err)
	}
	_, err = kpi.CashLockedAtCost(days("1"), revenue)
	lcWantFields(t, err, "annual_cost", "cycle")
}

func TestCashCycleRefusals(t *testing.T) {
	huge := lcHuge[0]
	bad := kpi.CashCyclePlan{
		Currency: "RMB", StockDays: 3, Sales: []kpi.CycleSale{{-1, lcDec("0")}},
		Supply: kpi.SupplySteps{ProductionDays: -1, TransitDays: 4000},
		Costs: []kpi.CycleCost{{}, {
			Kind: kpi.FlowDuty, Amount: decimal.NewNullDecimal(huge), Currency: fx.USD,
			Parts: []kpi.PaymentPart{{lcDec("0.3"), "sold", 1}, {lcDec("0.6"), kpi.EventReady, 9999}},
		}},
		Rates:      []fx.Rate{{}, lcRate(t, fx.EUR, fx.USD, "1.1")},
		AnnualRate: lcSet("12"),
	}
	_, err := bad.Cycle()
	lcWantFields(t, err, "currency", "supply.ordered", "supply.production_days", "supply.transit_days", "annual_rate",
		"costs[0].kind", "costs[0].currency", "costs[0].parts",
		"costs[1].amount", "costs[1].parts[0].event", "costs[1].parts[1].days", "costs[1].parts",
		"stock_days", "sales[0].days", "sales[0].share", "rates[0]", "rates[1]")
	two := lcCycle("1", kpi.DepositAndBalance(lcDec("0.5"), kpi.EventReady, 0))
	two.Rates = []fx.Rate{lcRate(t, fx.USD, fx.CNY, "7"), lcRate(t, fx.CNY, fx.USD, "0.14")}
	_, err = two.Cycle()
	lcWantFields(t, err, "rates[1]")
	early := lcCycle("1", []kpi.PaymentPart{{lcDec("1"), kpi.EventOrdered, -3660}})
	early.Supply.Ordered = time.Date(3, 1, 1, 0, 0, 0, 0, time.UTC)
	_, err = early.Cycle()
	lcWantFields(t, err, "costs[0].parts[0].days")
	late := lcCycle("1", kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0))
	late.Supply.Ordered = lcDay("9999-01-01")
	_, err = late.Cycle()
	lcWantFields(t, err, "supply.ordered")
	_, err = kpi.CashCyclePlan{}.Cycle()
	lcWantFields(t, err, "currency", "supply.ordered", "costs")
	_, err = kpi.CashGap(nil, []kpi.DatedAmount{{time.Time{}, decimal.New(1, -200)}})
	lcWantFields(t, err, "out", "in[0].day", "in[0].amount")
	_, err = kpi.SupplySteps{Ordered: lcDay("2026-01-01")}.Day("sold")
	lcWantFields(t, err, "event")
	if day, err := (kpi.SupplySteps{Ordered: lcDay("2028-01-30"), ProductionDays: 30}).Day(kpi.EventReady); err != nil || lcText(day) != "2028-02-29" {
		t.Errorf("30 days after 30 January 2028: %v, %v", day, err)
	}
}

// The cycle is the same in any unit of money, and a cost in two halves is one cost.
func TestCashCycleScales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		deposit := decimal.New(rapid.Int64Range(0, 100).Draw(t, "deposit"), -2)
		event := rapid.SampledFrom([]kpi.CashEvent{kpi.EventOrdered, kpi.EventReady, kpi.EventLoaded, kpi.EventArrived, kpi.EventStocked}).Draw(t, "event")
		parts := kpi.DepositAndBalance(deposit, event, rapid.IntRange(-20, 90).Draw(t, "days"))
		freight := kpi.CycleCost{Kind: kpi.FlowFreight, Amount: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 1e6).Draw(t, "freight"), -2)), Currency: fx.USD, Parts: kpi.DepositAndBalance(lcDec("0"), kpi.EventArrived, 10)}
		amount := decimal.New(rapid.Int64Range(1, 1e7).Draw(t, "amount"), -2)
		one := lcCycle(amount.String(), parts)
		one.Costs = append(one.Costs, freight)
		half := decimal.NewNullDecimal(amount.Mul(lcDec("0.5")))
		two := one
		two.Costs = []kpi.CycleCost{one.Costs[0], freight, one.Costs[0]}
		two.Costs[0].Amount, two.Costs[2].Amount = half, half
		ten := one
		ten.Costs = slices.Clone(one.Costs)
		for i := range ten.Costs {
			ten.Costs[i].Amount.Decimal = ten.Costs[i].Amount.Decimal.Mul(lcDec("10"))
		}
		a, errA := one.Cycle()
		b, errB := two.Cycle()
		c, errC := ten.Cycle()
		if errA != nil || errB != nil || errC != nil {
			t.Fatal(errA, errB, errC)
		}
		if order, ok := a.Days.Cmp(b.Days); !ok || order != 0 {
			t.Fatalf("%s in two halves is %s", a.Days, b.Days)
		}
		if order, ok := a.Days.Cmp(c.Days); !ok || order != 0 {
			t.Fatalf("%s times ten is %s", a.Days, c.Days)
		}
		// Interest of each payment to the mean day of the receipts.
		var sum decimal.Decimal
		for _, p := range a.Out {
			sum = sum.Add(p.Amount.Decimal.Mul(decimal.New(int64(p.Day.Sub(a.First)/(24*time.Hour)), 0)))
		}
		in, paid := a.InDays.Num, a.Paid.Num
		want := paid.Mul(in).Sub(sum).Mul(lcDec("0.12")) // the receipt is one day, a whole number after the first
		if !lcIs(a.CapitalCost, want.String(), "365") {
			t.Fatalf("capital %s, want %s/365", a.CapitalCost, want)
		}
	})
}
