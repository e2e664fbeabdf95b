package kpi_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func lcPeriod(first, last string) kpi.Period {
	return kpi.Period{First: lcDay(first), Last: lcDay(last)}
}

// lcPlan is four weeks from 30 November 2026: 100 a day is sold in the first, delivered
// in 3 days, DD+7, closes on 16 and 30 December, two business days to the bank.
func lcPlan() kpi.CashPlan {
	return kpi.CashPlan{
		Currency: fx.USD, First: lcDay("2026-11-30"), Weeks: 4,
		Opening: []kpi.CashBalance{{Name: "bank", Amount: lcSet("1000"), Currency: fx.USD}},
		Channels: []kpi.CashChannel{{
			Name: "amazon_us", Currency: fx.USD,
			Sales:   []kpi.ExpectedSales{{Days: lcPeriod("2026-11-30", "2026-12-06"), Amount: lcSet("700")}},
			FeeRate: lcSet("0.3"), RefundRate: lcSet("0.1"), RefundDays: 14,
			Payout: lcAmazon("2026-12-16", 3, 2),
		}},
	}
}

func lcForecast(t testing.TB, p kpi.CashPlan, s kpi.CashScenario) kpi.CashForecast {
	t.Helper()
	got, err := p.Forecast(s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func lcClosings(f kpi.CashForecast) string {
	var out []string
	for _, w := range f.Weeks {
		out = append(out, strings.TrimSuffix(w.Closing.String(), " USD"))
	}
	return strings.Join(out, " ")
}

// Six of seven days are available by the close of 16 December and in the bank on the
// 18th, less 30 % and less the refunds of the three days that were posted by the 16th.
// The seventh day, and four refunds, wait for 30 December.
func TestCashForecastPayout(t *testing.T) {
	got := lcForecast(t, lcPlan(), kpi.CashScenario{})
	if c := lcClosings(got); c != "1000.00 1000.00 1390.00 1390.00" {
		t.Errorf("closings %s", c)
	}
	if len(got.Payouts) != 1 || lcText(got.Payouts[0].Banked) != "2026-12-18" || !lcIs(got.Payouts[0].Sales, "600", "1") || !lcIs(got.Payouts[0].Net, "390", "1") {
		t.Errorf("payouts %+v", got.Payouts)
	}
	if p := got.Pipeline[0]; !lcIs(p.Sales, "100", "1") || !lcIs(p.Deducted, "-70", "1") || !lcIs(p.Net, "30", "1") {
		t.Errorf("pipeline %+v", p)
	}
	var kinds []string
	for _, k := range got.Weeks[2].Kinds {
		kinds = append(kinds, string(k.Kind)+" "+k.Amount.String())
	}
	if want := []string{"sales 600.00 USD", "refund -30.00 USD", "channel_fee -180.00 USD"}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %q", kinds)
	}
	f := got.Flows[0]
	if f.From != "channels[0].sales[0]" || f.Origin.String() != "2026-11-30..2026-12-05" || f.Week != 3 || f.Name != "amazon_us" {
		t.Errorf("first flow %+v", f)
	}
	// A card that is charged later is money of the seller, not of the channel.
	card := lcPlan()
	card.Channels[0].Charges = []kpi.ChannelCharge{{Kind: kpi.FlowAdvertising, Day: lcDay("2026-12-20"), Amount: lcSet("50"), CardDays: 30}}
	if got := lcForecast(t, card, kpi.CashScenario{}); !lcIs(got.Pipeline[0].Net, "30", "1") || !slices.ContainsFunc(got.Beyond, func(f kpi.CashFlow) bool { return f.Kind == kpi.FlowAdvertising }) {
		t.Errorf("pipeline with a card %+v", got.Pipeline)
	}
	// A lag of four days: 16 December catches the sales of 30 November and 1 December only.
	if c := lcClosings(lcForecast(t, lcPlan(), kpi.CashScenario{LagDays: 4})); c != "1000.00 1000.00 1110.00 1110.00" {
		t.Errorf("four days later: %s", c)
	}
	if c := lcClosings(lcForecast(t, lcPlan(), kpi.CashScenario{SalesFactor: lcSet("0.5")})); c != "1000.00 1000.00 1195.00 1195.00" {
		t.Errorf("half the sales: %s", c)
	}
}

// An order of 2,000 with 30/70 terms, advertising by card and deducted, payroll each
// month and a loan: the lowest evening is in the middle of a week.
func TestCashForecastTable(t *testing.T) {
	p := lcPlan()
	p.Orders = []kpi.CashOrder{{
		Name: "PO-7", Supply: kpi.SupplySteps{Ordered: lcDay("2026-11-20"), ProductionDays: 20},
		Costs: []kpi.CycleCost{{Kind: kpi.FlowSupplier, Amount: lcSet("2000"), Currency: fx.USD, Parts: kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0)}},
	}}
	p.Channels[0].Charges = []kpi.ChannelCharge{
		{Kind: kpi.FlowAdvertising, Day: lcDay("2026-12-16"), Amount: lcSet("50"), Deducted: true},
		{Kind: kpi.FlowAdvertising, Day: lcDay("2026-12-17"), Amount: lcSet("60"), Deducted: true},
		{Kind: kpi.FlowAdvertising, Day: lcDay("2026-12-01"), Amount: lcSet("40"), CardDays: 3},
	}
	p.Flows = []kpi.CashItem{
		{Kind: kpi.FlowPayroll, Name: "staff", Amount: lcSet("100"), Currency: fx.USD, Day: lcDay("2026-10-31"), Every: kpi.EveryMonth},
		{Kind: kpi.FlowLoan, Name: "bank", In: true, Amount: lcSet("900"), Currency: fx.USD, Day: lcDay("2026-12-12")},
	}
	p.Minimum = lcDec("100")
	got := lcForecast(t, p, kpi.CashScenario{})
	// Payroll on 30 November, the card on 4 December, the balance of 1,400 on the 10th, the
	// loan on the 12th, the payout of 340 on the 18th.
	if c := lcClosings(got); c != "860.00 360.00 700.00 700.00" {
		t.Errorf("closings %s", c)
	}
	if !lcIs(got.Lowest, "-540", "1") || lcText(got.LowestDay) != "2026-12-10" || got.LowestWeek != 2 || got.BelowWeek != 2 || lcText(got.BelowDay) != "2026-12-10" {
		t.Errorf("lowest %s on %s, below in week %d", got.Lowest, lcText(got.LowestDay), got.BelowWeek)
	}
	if !lcIs(got.Shortfall, "640", "1") || !lcIs(got.Weeks[1].Opening, "860", "1") || !lcIs(got.Weeks[1].Inflow, "900", "1") || !lcIs(got.Weeks[1].Outflow, "-1400", "1") {
		t.Errorf("shortfall %s, week 2 %+v", got.Shortfall, got.Weeks[1])
	}
	// The deposit and the first payroll were paid before.
	var past []string
	for _, f := range got.Past {
		past = append(past, f.From+" "+lcText(f.Day))
	}
	if want := []string{"flows[0] 2026-10-31", "orders[0].costs[0].parts[0] 2026-11-20"}; !slices.Equal(past, want) {
		t.Errorf("past %q", past)
	}
	p.Minimum = lcDec("-540")
	if got := lcForecast(t, p, kpi.CashScenario{}); got.BelowWeek != 0 || !lcIs(got.Shortfall, "0", "1") {
		t.Errorf("exactly at the minimum: week %d, shortfall %s", got.BelowWeek, got.Shortfall)
	}
	p.Minimum = lcDec("-539.99")
	if got := lcForecast(t, p, kpi.CashScenario{}); got.BelowWeek != 2 || !lcIs(got.Shortfall, "0.01", "1") {
		t.Errorf("a cent below the minimum: week %d, shortfall %s", got.BelowWeek, got.Shortfall)
	}
	if negative := lcForecast(t, kpi.CashPlan{
		Currency: fx.USD, First: lcDay("2026-11-30"), Channels: []kpi.CashChannel{{
			Name: "a", Currency: fx.USD, Charges: p.Channels[0].Charges[:1], Payout: p.Channels[0].Payout,
		}},
	}, kpi.CashScenario{}); len(negative.Notes) != 1 || len(negative.Weeks) != 13 || negative.Closing.String() != "incomplete: opening" {
		t.Errorf("a payout below 0: %+v, closing %s", negative.Notes, negative.Closing)
	}
}

func TestCashForecastRepeats(t *testing.T) {
	for _, row := range []struct {
		name  string
		day   string
		every kpi.Repeat
		until string
		want  string
	}{
		{"once", "2028-01-31", "", "", "2028-01-31"},
		{"month ends over a leap February", "2028-01-31", kpi.EveryMonth, "", "2028-01-31 2028-02-29 2028-03-31"},
		{"the 30th", "2028-01-30", kpi.EveryMonth, "", "2028-01-30 2028-02-29 2028-03-30"},
		{"every two weeks until a day", "2028-02-21", kpi.EveryTwoWeeks, "2028-03-06", "2028-02-21 2028-03-06"},
		{"until the day before", "2028-02-21", kpi.EveryTwoWeeks, "2028-03-05", "2028-02-21"},
		{"each week, past the end", "2028-03-27", kpi.EveryWeek, "2028-04-12", "2028-03-27 2028-04-03 2028-04-10"},
		{"after the end", "2028-05-01", kpi.EveryWeek, "", "2028-05-01"},
	} {
		t.Run(row.name, func(t *testing.T) {
			item := kpi.CashItem{Kind: kpi.FlowTax, Amount: lcSet("1"), Currency: fx.USD, Day: lcDay(row.day), Every: row.every}
			if row.until != "" {
				item.Until = lcDay(row.until)
			}
			got := lcForecast(t, kpi.CashPlan{Currency: fx.USD, First: lcDay("2028-01-03"), Flows: []kpi.CashItem{item}}, kpi.CashScenario{})
			var days []string
			for _, f := range append(got.Flows, got.Beyond...) {
				days = append(days, lcText(f.Day))
			}
			if have := strings.Join(days, " "); have != row.want {
				t.Errorf("paid %s, want %s", have, row.want)
			}
		})
	}
}

// Yuan with a rate are in the total and without are not, and always in their own table.
func TestCashForecastCurrencies(t *testing.T) {
	p := lcPlan()
	p.Opening = append(p.Opening, kpi.CashBalance{Amount: lcSet("700"), Currency: fx.CNY})
	p.Flows = []kpi.CashItem{{Kind: kpi.FlowOverhead, Amount: lcSet("100"), Currency: fx.CNY, Day: lcDay("2026-12-08")}}
	p.Rates = []fx.Rate{lcRate(t, fx.USD, fx.CNY, "7")}
	got := lcForecast(t, p, kpi.CashScenario{})
	if !lcIs(got.Opening, "1100", "1") || !lcIs(got.Weeks[1].Closing, "7600", "7") || !lcIs(got.Closing, "10330", "7") {
		t.Errorf("opening %s, week 2 %s, closing %s", got.Opening, got.Weeks[1].Closing, got.Closing)
	}
	if len(got.Currencies) != 2 || !lcIs(got.Currencies[0].Closing, "600", "1") || !lcIs(got.Currencies[1].Closing, "1390", "1") {
		t.Errorf("by currency %s, %s", got.Currencies[0].Closing, got.Currencies[1].Closing)
	}
	p.Rates, p.Opening = nil, p.Opening[:1]
	got = lcForecast(t, p, kpi.CashScenario{})
	if !got.Weeks[0].Closing.IsDefined() || got.Weeks[1].Closing.String() != "incomplete: rates.CNY" || !slices.Equal(got.NoRate, []fx.Currency{fx.CNY}) || got.Lowest.IsDefined() || got.Shortfall.IsDefined() {
		t.Errorf("without a rate: %s, %s, lowest %s", got.Weeks[0].Closing, got.Weeks[1].Closing, got.Lowest)
	}
	if !lcIs(got.Currencies[0].Closing, "-100", "1") || !lcIs(got.Currencies[1].Closing, "1390", "1") {
		t.Errorf("by currency without a rate %s, %s", got.Currencies[0].Closing, got.Currencies[1].Closing)
	}
}

// What is not known is named, on its own side of the table, and only from its day on.
func TestCashForecastUnknown(t *testing.T) {
	p := lcPlan()
	p.Channels[0].RefundRate = decimal.NullDecimal{}
	got := lcForecast(t, p, kpi.CashScenario{})
	if w := got.Weeks[2]; w.Outflow.String() != "incomplete: channels[0].refund_rate" || !lcIs(w.Inflow, "600", "1") || got.Weeks[1].Closing.IsDefined() != true {
		t.Errorf("refunds: %s, %s", w.Outflow, w.Inflow)
	}
	if got.Payouts[0].Net.String() != "incomplete: channels[0].refund_rate" || !lcIs(got.Pipeline[0].Sales, "100", "1") {
		t.Errorf("payout %s", got.Payouts[0].Net)
	}
	p = lcPlan()
	p.Channels[0].Sales[0].Amount, p.Channels[0].FeeRate = decimal.NullDecimal{}, decimal.NullDecimal{}
	if w := lcForecast(t, p, kpi.CashScenario{}).Weeks[2]; w.Closing.String() != "incomplete: channels[0].sales[0]" {
		t.Errorf("sales: %s", w.Closing)
	}
	p = lcPlan()
	p.Flows = []kpi.CashItem{{Kind: kpi.FlowLoan, In: true, Currency: fx.USD, Day: lcDay("2026-12-25")}}
	if w := lcForecast(t, p, kpi.CashScenario{}).Weeks[3]; w.Inflow.String() != "incomplete: flows[0]" || !lcIs(w.Outflow, "0", "1") || !lcIs(w.Opening, "1390", "1") {
		t.Errorf("loan: in %s, out %s", w.Inflow, w.Outflow)
	}
	p = lcPlan()
	p.Opening[0].Amount = decimal.NullDecimal{}
	if got := lcForecast(t, p, kpi.CashScenario{}); got.Closing.String() != "incomplete: opening[0]" || !lcIs(got.Inflow, "600", "1") {
		t.Errorf("opening: %s", got.Closing)
	}
}

// Sales of before the forecast are facts: no factor, and money that is there stays there.
func TestCashForecastSoldBefore(t *testing.T) {
	p := lcPlan()
	p.Channels[0].Sales = []kpi.ExpectedSales{{Days: lcPeriod("2026-11-14", "2026-11-29"), Amount: lcSet("1600")}}
	p.Channels[0].RefundRate = lcSet("0")
	got := lcForecast(t, p, kpi.CashScenario{SalesFactor: lcSet("3")})
	// Sold to 21 November: closed on 2 December. The rest: 16 December.
	if c := lcClosings(got); c != "1560.00 1560.00 2120.00 2120.00" {
		t.Errorf("closings %s", c)
	}
	p.Channels[0].Sales[0].Days = lcPeriod("2026-11-01", "2026-11-16")
	got = lcForecast(t, p, kpi.CashScenario{LagDays: 30})
	if len(got.Past) != 2 || lcText(got.Past[0].Day) != "2026-11-20" || got.Past[0].Origin.String() != "2026-11-01..2026-11-07" {
		t.Errorf("past %+v", got.Past)
	}
}

func TestCashForecastRefusals(t *testing.T) {
	huge := decimal.NewNullDecimal(lcHuge[0])
	bad := kpi.CashPlan{
		Currency: "XXZ", Weeks: 261, Minimum: lcHuge[1], Rates: []fx.Rate{{}},
		Opening: []kpi.CashBalance{{Amount: huge}},
		Channels: []kpi.CashChannel{{
			FeeRate: lcSet("1.1"), RefundRate: lcSet("-0.1"), RefundDays: -1,
			Sales:   []kpi.ExpectedSales{{Days: lcPeriod("2026-02-01", "2026-01-01"), Amount: lcSet("-1")}, {Days: lcPeriod("2026-01-01", "2046-01-01"), Amount: huge}},
			Charges: []kpi.ChannelCharge{{Amount: huge, Deducted: true, CardDays: 1}},
			Payout:  kpi.PayoutTerms{ReserveDays: -1},
		}},
		Orders: []kpi.CashOrder{{}, {Supply: kpi.SupplySteps{Ordered: lcDay("2026-01-01")}, Costs: []kpi.CycleCost{{}}}},
		Flows:  []kpi.CashItem{{Every: "day", Amount: lcSet("-1")}, {Kind: kpi.FlowTax, Currency: fx.USD, Day: lcDay("2026-01-01"), Until: lcDay("2026-01-01")}, {Kind: kpi.FlowTax, Currency: fx.USD, Day: lcDay("2026-01-01"), Every: kpi.EveryWeek, Until: lcDay("2025-12-31")}},
	}
	_, err := bad.Forecast(kpi.CashScenario{SalesFactor: lcSet("1001"), LagDays: -1})
	lcWantFields(t, err, "currency", "first", "minimum", "weeks", "rates[0]", "opening[0].amount", "opening[0].currency",
		"channels[0].currency", "channels[0].fee_rate", "channels[0].refund_rate", "channels[0].refund_days", "channels[0].payout.reserve_days", "channels[0].name",
		"channels[0].sales[0].days.last", "channels[0].sales[0].amount", "channels[0].sales[1].amount", "channels[0].sales[1].days",
		"channels[0].charges[0].kind", "channels[0].charges[0].amount", "channels[0].charges[0].card_days", "channels[0].charges[0].day",
		"orders[0].supply.ordered", "orders[0].costs", "orders[1].costs[0].kind", "orders[1].costs[0].currency", "orders[1].costs[0].parts",
		"flows[0].kind", "flows[0].amount", "flows[0].currency", "flows[0].day", "flows[0].every", "flows[1].until", "flows[2].until",
		"scenario.sales_factor", "scenario.lag_days")
	far := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-01-01"), Flows: []kpi.CashItem{{Kind: kpi.FlowTax, Currency: fx.USD, Day: lcDay("2126-01-01")}}}
	lcWantFields(t, far.Check(), "flows[0].day")
	lcWantFields(t, kpi.CashPlan{Currency: fx.USD, First: lcDay("9999-12-01")}.Check(), "first")
	for _, d := range lcHuge {
		p := lcPlan()
		p.Channels[0].Sales[0].Amount.Decimal, p.Opening[0].Amount.Decimal = d, d
		if _, err := p.Forecast(kpi.CashScenario{}); err == nil {
			t.Error("a huge amount passes")
		}
	}
	if got := lcForecast(t, kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-01-01")}, kpi.CashScenario{}); len(got.Weeks) != 13 || !lcIs(got.Weeks[12].Inflow, "0", "1") {
		t.Error("the empty plan")
	}
}

func lcGenPlan(t *rapid.T) kpi.CashPlan {
	first := lcDay("2028-01-31")
	amount := func(name string) decimal.NullDecimal {
		return decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 5_000_00).Draw(t, name), -2))
	}
	day := func(name string) time.Time { return first.AddDate(0, 0, rapid.IntRange(-60, 120).Draw(t, name)) }
	currency := rapid.SampledFrom([]fx.Currency{fx.USD, fx.CNY, fx.JPY})
	cny, _ := fx.NewRate(fx.USD, fx.CNY, lcDec("6.8322"))
	jpy, _ := fx.NewRate(fx.JPY, fx.USD, lcDec("0.0067"))
	p := kpi.CashPlan{
		Currency: fx.USD, First: first, Weeks: rapid.IntRange(1, 14).Draw(t, "weeks"), Rates: []fx.Rate{cny, jpy},
		Opening: []kpi.CashBalance{{Amount: amount("opening"), Currency: currency.Draw(t, "currency")}},
	}
	for range rapid.IntRange(0, 2).Draw(t, "channels") {
		c := kpi.CashChannel{
			Name: "c", Currency: currency.Draw(t, "currency"), FeeRate: lcSet("0.315"), RefundRate: lcSet("0.07"), RefundDays: rapid.IntRange(0, 40).Draw(t, "refund_days"),
			Payout: kpi.PayoutTerms{DeliveryDays: 3, ReserveDays: rapid.IntRange(0, 15).Draw(t, "reserve"), Close: lcGenSettlement(t), Bank: kpi.BankTerms{Days: rapid.IntRange(0, 5).Draw(t, "bank")}},
		}
		for range rapid.IntRange(0, 3).Draw(t, "sales") {
			from := day("from")
			c.Sales = append(c.Sales, kpi.ExpectedSales{Days: kpi.Period{First: from, Last: from.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "length"))}, Amount: amount("sales")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "charges") {
			c.Charges = append(c.Charges, kpi.ChannelCharge{Kind: kpi.FlowAdvertising, Day: day("charged"), Amount: amount("charge"), Deducted: rapid.Bool().Draw(t, "deducted")})
		}
		p.Channels = append(p.Channels, c)
	}
	for range rapid.IntRange(0, 2).Draw(t, "orders") {
		p.Orders = append(p.Orders, kpi.CashOrder{
			Supply: kpi.SupplySteps{Ordered: day("ordered"), ProductionDays: 30, TransitDays: 25},
			Costs:  []kpi.CycleCost{{Kind: kpi.FlowSupplier, Amount: amount("order"), Currency: currency.Draw(t, "currency"), Parts: kpi.DepositAndBalance(lcDec("0.3"), kpi.EventArrived, 14)}},
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "items") {
		p.Flows = append(p.Flows, kpi.CashItem{Kind: kpi.FlowOther, In: rapid.Bool().Draw(t, "in"), Amount: amount("item"), Currency: currency.Draw(t, "currency"), Day: day("paid")})
	}
	return p
}

// lcWorth is an amount of a drawn plan in dollars, times 68322 to have no fraction.
func lcWorth(d decimal.Decimal, c fx.Currency) decimal.Decimal {
	switch c {
	case fx.CNY:
		return d.Mul(lcDec("10000"))
	case fx.JPY:
		return d.Mul(lcDec("457.7574"))
	}
	return d.Mul(lcDec("68322"))
}

// Money is conserved: a closing is its opening and its flows, the weeks sum to the
// whole, every input is in exactly one list, and what the channels hold at the end is
// what was sold and not paid.
func TestCashForecastConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := lcGenPlan(t)
		factor := decimal.New(rapid.Int64Range(0, 300).Draw(t, "factor"), -2)
		s := kpi.CashScenario{SalesFactor: decimal.NewNullDecimal(factor), LagDays: rapid.IntRange(0, 20).Draw(t, "lag")}
		got, err := p.Forecast(s)
		if err != nil {
			t.Fatal(err)
		}
		is := func(v kpi.Value, want decimal.Decimal) bool { return lcIs(v, want.String(), "68322") }
		opening := lcWorth(p.Opening[0].Amount.Decimal, p.Opening[0].Currency)
		inside, all := opening, decimal.Decimal{}
		for i, list := range [][]kpi.CashFlow{got.Flows, got.Beyond, got.Past} {
			for _, f := range list {
				worth := lcWorth(f.Amount.Decimal, f.Currency)
				all = all.Add(worth)
				if i == 0 {
					inside = inside.Add(worth)
				}
				if in := got.Days.Contains(f.Day); in != (i == 0) || f.Day.After(got.Days.Last) != (i == 1) || (f.Week > 0) != in {
					t.Fatalf("%s in list %d", lcText(f.Day), i)
				}
				if f.Week > 0 && !got.Weeks[f.Week-1].Days.Contains(f.Day) {
					t.Fatalf("%s in week %d", lcText(f.Day), f.Week)
				}
			}
		}
		if !is(got.Closing, inside) {
			t.Fatalf("closing %s, want %s", got.Closing, inside)
		}
		var in, out decimal.Decimal
		balance := got.Opening
		for _, w := range got.Weeks {
			if order, ok := w.Opening.Cmp(balance); !ok || order != 0 {
				t.Fatalf("week %d opens with %s after %s", w.Number, w.Opening, balance)
			}
			balance = w.Closing
			kinds := decimal.Decimal{}
			for _, k := range w.Kinds {
				kinds = kinds.Add(lcTimes(k.Amount))
			}
			in, out = in.Add(lcTimes(w.Inflow)), out.Add(lcTimes(w.Outflow))
			change := lcTimes(w.Closing).Sub(lcTimes(w.Opening))
			if !change.Equal(kinds) || !change.Equal(lcTimes(w.Inflow).Add(lcTimes(w.Outflow))) {
				t.Fatalf("week %d changes by %s, kinds %s", w.Number, change, kinds)
			}
			if order, _ := w.Lowest.Cmp(w.Closing); order > 0 {
				t.Fatalf("week %d closes below its lowest", w.Number)
			}
		}
		if !is(got.Inflow, in) || !is(got.Outflow, out) {
			t.Fatal("the weeks do not sum to the whole")
		}
		sum := decimal.Decimal{}
		for _, c := range got.Currencies {
			sum = sum.Add(lcWorth(c.Closing.Num, c.Currency))
		}
		if !sum.Equal(lcTimes(got.Closing)) {
			t.Fatal("the currencies do not sum to the total")
		}
		// All that goes in, from the inputs.
		want, held, paid := decimal.Decimal{}, decimal.Decimal{}, decimal.Decimal{}
		for _, c := range p.Channels {
			for _, e := range c.Sales {
				// Spread again, in minor units, day by day.
				n, minor := int64(e.Days.Days()), int32(2)
				if c.Currency == fx.JPY {
					minor = 0
				}
				units := e.Amount.Decimal.Shift(minor).Truncate(0).IntPart()
				i := int64(0)
				for sold := range e.Days.All() {
					day := units / n
					if i < units%n {
						day++
					}
					amount := decimal.New(day, -minor)
					if i == 0 {
						amount = amount.Add(e.Amount.Decimal.Sub(decimal.New(units, -minor)))
					}
					if !sold.Before(p.First) {
						amount = amount.Mul(factor)
					}
					i++
					want = want.Add(lcWorth(amount.Mul(lcDec("0.615")), c.Currency)) // less 31.5 % and 7 %
					if !sold.After(got.Days.Last) {
						held = held.Add(lcWorth(amount, c.Currency))
					}
				}
			}
			for _, charge := range c.Charges {
				want = want.Sub(lcWorth(charge.Amount.Decimal, c.Currency))
			}
		}
		for _, o := range p.Orders {
			want = want.Sub(lcWorth(o.Costs[0].Amount.Decimal, o.Costs[0].Currency))
		}
		for _, f := range p.Flows {
			amount := f.Amount.Decimal
			if !f.In {
				amount = amount.Neg()
			}
			want = want.Add(lcWorth(amount, f.Currency))
		}
		if !all.Equal(want) {
			t.Fatalf("all flows are %s, the inputs %s", all, want)
		}
		for _, f := range append(got.Flows, got.Past...) {
			if f.Kind == kpi.FlowSales {
				paid = paid.Add(lcWorth(f.Amount.Decimal, f.Currency))
			}
		}
		for _, c := range got.Pipeline {
			paid = paid.Add(lcWorth(c.Sales.Num, c.Currency))
		}
		if !paid.Equal(held) {
			t.Fatalf("paid and held %s, sold %s", paid, held)
		}
	})
}

// lcTimes is a value of a drawn plan times 68322.
func lcTimes(v kpi.Value) decimal.Decimal { return v.Num.Mul(lcDec("68322")).DivRound(v.Den, 20) }

// A longer lag never raises what has come in by the end of a week, and an order in two
// halves is one order.
func TestCashForecastLagAndHalves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := lcGenPlan(t)
		lag := rapid.IntRange(0, 30).Draw(t, "lag")
		sooner, err := p.Forecast(kpi.CashScenario{LagDays: lag})
		if err != nil {
			t.Fatal(err)
		}
		later, err := p.Forecast(kpi.CashScenario{LagDays: lag + rapid.IntRange(1, 30).Draw(t, "more")})
		if err != nil {
			t.Fatal(err)
		}
		var a, b decimal.Decimal
		for i := range sooner.Weeks {
			a, b = a.Add(lcTimes(sooner.Weeks[i].Inflow)), b.Add(lcTimes(later.Weeks[i].Inflow))
			if b.GreaterThan(a) {
				t.Fatalf("week %d: %s in by then, %s with a longer lag", i+1, a, b)
			}
		}
		if len(p.Orders) == 0 {
			return
		}
		half := p
		half.Orders = append(slices.Clone(p.Orders), p.Orders[0])
		for _, i := range []int{0, len(half.Orders) - 1} {
			half.Orders[i].Costs = slices.Clone(half.Orders[i].Costs)
			half.Orders[i].Costs[0].Amount.Decimal = half.Orders[i].Costs[0].Amount.Decimal.Mul(lcDec("0.5"))
		}
		split, err := half.Forecast(kpi.CashScenario{LagDays: lag})
		if err != nil {
			t.Fatal(err)
		}
		for i := range split.Weeks {
			if order, ok := split.Weeks[i].Closing.Cmp(sooner.Weeks[i].Closing); !ok || order != 0 {
				t.Fatalf("week %d closes with %s in halves, %s whole", i+1, split.Weeks[i].Closing, sooner.Weeks[i].Closing)
			}
		}
	})
}

// A plan survives JSON, and no plan that is read panics or takes long.
func FuzzCashPlan(f *testing.F) {
	p := lcPlan()
	p.Flows = []kpi.CashItem{{Kind: kpi.FlowTax, Amount: lcSet("1"), Currency: fx.USD, Day: lcDay("2026-12-01"), Every: kpi.EveryWeek}}
	text, err := json.Marshal(p)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"currency":"USD","first":"2026-11-30T00:00:00Z","minimum":"1e400","channels":[{"fee_rate":"-1e999"}]}`))
	f.Add([]byte(`{"sku":"A","currency":"USD","cash":[{"day":"2026-11-30T00:00:00Z","amount":"-10"},{"day":"2027-11-30T00:00:00Z","amount":"20"}],"discount":{"annual_rate":"0.1","rule":"effective"}}`))
	f.Add([]byte(`{"currency":"USD","cash":[{"day":"0001-01-10T00:00:00Z","amount":"0"},{"day":"0001-10-10T00:00:00Z","amount":"0"}]}`)) // its month begins with the zero time
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<12 {
			return
		}
		var plan kpi.CashPlan
		if json.Unmarshal(data, &plan) == nil {
			if got, err := plan.Forecast(kpi.CashScenario{}); err == nil && len(got.Weeks) == 0 {
				t.Error("a forecast without weeks")
			}
		}
		var cycle kpi.CashCyclePlan
		if json.Unmarshal(data, &cycle) == nil {
			_, _ = cycle.Cycle()
		}
		var life kpi.LifecyclePlan
		if json.Unmarshal(data, &life) == nil {
			_, _ = life.Lifecycle()
		}
	})
}

func TestCashPlanJSON(t *testing.T) {
	p := lcPlan()
	p.Rates = []fx.Rate{lcRate(t, fx.USD, fx.CNY, "7")}
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back kpi.CashPlan
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if a, b := lcClosings(lcForecast(t, p, kpi.CashScenario{})), lcClosings(lcForecast(t, back, kpi.CashScenario{})); a != b {
		t.Errorf("%s, read back %s", a, b)
	}
}
