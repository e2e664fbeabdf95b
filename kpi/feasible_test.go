package kpi_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// tgSupply is a plan of four weeks of 70 units from Monday 30 November 2026, seen from
// the Tuesday before, with stock for two of them.
func tgSupply() kpi.SupplyPlan {
	item := kpi.SupplyItem{Item: "lamp", OnHand: tgSet("140"), LeadDays: tgSet("14"), UnitCost: tgSet("5")}
	for i := range 4 {
		first := tgDay("2026-11-30").AddDate(0, 0, 7*i)
		item.Targets = append(item.Targets, kpi.PeriodTarget{Period: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)}, Amount: tgDec("70")})
	}
	return kpi.SupplyPlan{Today: tgDay("2026-11-24"), Currency: fx.USD, Cash: tgSet("1000"), Items: []kpi.SupplyItem{item}}
}

func TestCheckSupply(t *testing.T) {
	arrive := func(on, units string) kpi.SupplyArrival {
		return kpi.SupplyArrival{On: tgDay(on), Units: tgDec(units)}
	}
	tests := []struct {
		name    string
		change  func(*kpi.SupplyPlan, *kpi.SupplyItem)
		verdict kpi.SupplyVerdict
		want    []string
	}{
		{"enough", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) { i.OnHand = tgSet("280") }, kpi.SupplyMet, nil},
		{"one unit short", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) { i.OnHand = tgSet("279") }, kpi.SupplyOrders, []string{
			"stock_short 2026-12-21..2026-12-27 lamp 69 70: lamp: stock for 69 of the target of 70 units in 2026-12-21..2026-12-27, dry on 2026-12-27",
			"order_by 2026-12-13 lamp 33 days 14 days: lamp: order 1 unit for 5.00 USD by 2026-12-13, in 19 days; they are needed on 2026-12-27"}},
		{"half", nil, kpi.SupplyOrders, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"stock_short 2026-12-21..2026-12-27 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-21..2026-12-27, dry on 2026-12-21",
			"order_by 2026-11-30 lamp 20 days 14 days: lamp: order 140 units for 700.00 USD by 2026-11-30, in 6 days; they are needed on 2026-12-14"}},
		{"an order a week", func(p *kpi.SupplyPlan, _ *kpi.SupplyItem) { p.CoverDays = 7 }, kpi.SupplyOrders, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"stock_short 2026-12-21..2026-12-27 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-21..2026-12-27, dry on 2026-12-21",
			"order_by 2026-11-30 lamp 20 days 14 days: lamp: order 70 units for 350.00 USD by 2026-11-30, in 6 days; they are needed on 2026-12-14",
			"order_by 2026-12-07 lamp 27 days 14 days: lamp: order 70 units for 350.00 USD by 2026-12-07, in 13 days; they are needed on 2026-12-21"}},
		{"the last day to order is today", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) { i.LeadDays, i.Targets = tgSet("20"), i.Targets[:3] }, kpi.SupplyOrders, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"order_by 2026-11-24 lamp 20 days 20 days: lamp: order 70 units for 350.00 USD by 2026-11-24, in 0 days; they are needed on 2026-12-14"}},
		{"it was yesterday", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) { i.LeadDays, i.Targets = tgSet("21"), i.Targets[:3] }, kpi.SupplyNotMet, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"order_late 2026-11-24 lamp 20 days 21 days: lamp: order 70 units for 350.00 USD today; they arrive on 2026-12-15, and the stock is dry on 2026-12-14"}},
		{"a week is lost", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) { i.LeadDays = tgSet("27") }, kpi.SupplyNotMet, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"stock_short 2026-12-21..2026-12-27 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-21..2026-12-27, dry on 2026-12-21",
			"order_late 2026-12-14..2026-12-20 lamp 20 days 27 days: lamp: 70 units are short in 2026-12-14..2026-12-20, before an order of today arrives on 2026-12-21",
			"order_by 2026-11-24 lamp 27 days 27 days: lamp: order 70 units for 350.00 USD by 2026-11-24, in 0 days; they are needed on 2026-12-21"}},
		{"inbound closes it", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Inbound = []kpi.SupplyArrival{arrive("2026-12-14", "140")}
		}, kpi.SupplyMet, nil},
		{"inbound between, and one that should be here", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Inbound = []kpi.SupplyArrival{arrive("2026-11-26", "140"), arrive("2026-11-23", "9")}
		}, kpi.SupplyMet, []string{"inbound_overdue 2026-11-23 lamp 0 9: lamp: 9 units were to arrive on 2026-11-23, which is over; they are not counted"}},
		{"inbound in the middle of a week", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Inbound = []kpi.SupplyArrival{arrive("2026-12-16", "140")}
		}, kpi.SupplyAtRisk, []string{
			"stock_gap 2026-12-14..2026-12-20 lamp 70 70: lamp: enough for the target of 70 units in 2026-12-14..2026-12-20, but dry on 2026-12-14 until more arrives"}},
		{"inbound after its last day", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Inbound, i.Targets = []kpi.SupplyArrival{arrive("2026-12-21", "140")}, i.Targets[:3]
		}, kpi.SupplyOrders, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"order_by 2026-11-30 lamp 20 days 14 days: lamp: order 70 units for 350.00 USD by 2026-11-30, in 6 days; they are needed on 2026-12-14"}},
		{"safety stock and a minimum", func(_ *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Safety, i.Targets, i.MinOrder, i.OrderMultiple = tgDec("10"), i.Targets[:2], tgDec("25"), tgDec("12")
		}, kpi.SupplyOrders, []string{
			"stock_short 2026-12-07..2026-12-13 lamp 60 70: lamp: stock for 60 of the target of 70 units in 2026-12-07..2026-12-13, dry on 2026-12-13",
			"order_by 2026-11-29 lamp 19 days 14 days: lamp: order 36 units for 180.00 USD by 2026-11-29, in 5 days; they are needed on 2026-12-13",
			"minimum_order 2026-12-13 lamp 10 36: lamp: 10 units are needed and 36 ordered for the minimum or the multiple"}},
		{"money to the cent", func(p *kpi.SupplyPlan, _ *kpi.SupplyItem) { p.Cash = tgSet("700") }, kpi.SupplyOrders, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"stock_short 2026-12-21..2026-12-27 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-21..2026-12-27, dry on 2026-12-21",
			"order_by 2026-11-30 lamp 20 days 14 days: lamp: order 140 units for 700.00 USD by 2026-11-30, in 6 days; they are needed on 2026-12-14"}},
		{"nothing is known", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) {
			p.Cash, i.OnHand = decimal.NullDecimal{}, decimal.NullDecimal{}
		}, kpi.SupplyUnknown, []string{"stock_unknown 2026-11-30..2026-12-27 lamp incomplete: on_hand of lamp 280: lamp: the stock on hand is not known"}},
		{"neither lead nor cost", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.UnitCost, i.LeadDays, i.Targets = decimal.NullDecimal{}, decimal.NullDecimal{}, i.Targets[:3]
		}, kpi.SupplyUnknown, []string{
			"stock_short 2026-12-14..2026-12-20 lamp 0 70: lamp: stock for 0 of the target of 70 units in 2026-12-14..2026-12-20, dry on 2026-12-14",
			"lead_unknown 2026-12-14 lamp 20 days incomplete: lead_days of lamp: lamp: 70 units are needed on 2026-12-14, and the lead time is not known",
			"cost_unknown 2026-12-14 lamp incomplete: cash incomplete: unit_cost of lamp: lamp: what 70 units cost is not known"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := tgSupply()
			if test.change != nil {
				test.change(&plan, &plan.Items[0])
			}
			check, err := kpi.CheckSupply(plan)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, tgFindings(check)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if check.Verdict != test.verdict {
				t.Errorf("verdict %s, want %s", check.Verdict, test.verdict)
			}
		})
	}
}

func tgFindings(check kpi.SupplyCheck) []string {
	var out []string
	for _, f := range check.Findings {
		out = append(out, fmt.Sprintf("%s %s %s %s %s: %s", f.Code, f.Period, f.Item, f.Have, f.Need, f.Text))
	}
	return out
}

// An order of 700: 30 % with the order on 30 November, the rest ten days before it
// arrives on 14 December.
func TestSupplyCash(t *testing.T) {
	terms := []kpi.SupplyTerm{{Share: tgDec("0.3")}, {Share: tgDec("0.7"), Days: -10, Of: "arrival"}}
	flow := func(period, in, out string) kpi.CashFlowWeek {
		return kpi.CashFlowWeek{Period: tgPeriod(period), In: tgDec(in), Out: tgDec(out)}
	}
	tests := []struct {
		name    string
		cash    string
		reserve string
		flows   []kpi.CashFlowWeek
		lowest  string
		want    []string
	}{
		{"just enough", "700", "0", nil, "0.00 USD on 2026-12-04", nil},
		{"a cent less", "699.99", "0", nil, "-0.01 USD on 2026-12-04", []string{"cash_short 2026-12-04 lamp 489.99 USD 490.00 USD"}},
		{"the reserve", "700", "0.01", nil, "0.00 USD on 2026-12-04", []string{"cash_short 2026-12-04 lamp 489.99 USD 490.00 USD"}},
		{"both payments", "100", "0", nil, "-600.00 USD on 2026-12-04", []string{
			"cash_short 2026-11-30 lamp 100.00 USD 210.00 USD", "cash_short 2026-12-04 lamp -110.00 USD 490.00 USD"}},
		{"income in time", "210", "0", []kpi.CashFlowWeek{flow("2026-11-30..2026-12-03", "490", "0")}, "0.00 USD on 2026-11-30", nil},
		{"income of the same day", "210", "0", []kpi.CashFlowWeek{flow("2026-11-30..2026-12-04", "490", "0")}, "-490.00 USD on 2026-12-04",
			[]string{"cash_short 2026-12-04 lamp 0.00 USD 490.00 USD"}},
		{"rent before", "800", "0", []kpi.CashFlowWeek{flow("2026-12-01..2026-12-07", "0", "150")}, "-50.00 USD on 2026-12-04",
			[]string{"cash_short 2026-12-04 lamp 440.00 USD 490.00 USD"}},
		{"rent without an order", "800", "0", []kpi.CashFlowWeek{flow("2026-12-24..2026-12-31", "0", "150"), flow("2026-12-25", "0", "1")}, "-51.00 USD on 2026-12-25",
			[]string{"cash_short 2026-12-24  -50.00 USD 0.00 USD"}},
		{"a week that is over", "700", "0", []kpi.CashFlowWeek{flow("2026-11-16..2026-11-23", "0", "150")}, "0.00 USD on 2026-12-04", nil},
		{"a week in progress", "700", "0", []kpi.CashFlowWeek{flow("2026-11-23..2026-11-29", "150", "150")}, "0.00 USD on 2026-12-04", nil},
		{"unknown", "", "0", nil, "incomplete: cash on 0001-01-01", []string{"cash_unknown 2026-11-24  incomplete: cash 700.00 USD"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := tgSupply()
			plan.Items[0].Terms = terms
			plan.Cash, plan.Reserve, plan.Flows = decimal.NullDecimal{}, tgDec(test.reserve), test.flows
			if test.cash != "" {
				plan.Cash = tgSet(test.cash)
			}
			check, err := kpi.CheckSupply(plan)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range check.Findings {
				if f.Code == kpi.CashShort || f.Code == kpi.CashUnknown {
					got = append(got, fmt.Sprintf("%s %s %s %s %s", f.Code, f.Period, f.Item, f.Have, f.Need))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if got := check.LowestCash.String() + " on " + check.LowestOn.Format(time.DateOnly); got != test.lowest {
				t.Errorf("lowest is %s, want %s", got, test.lowest)
			}
			if got := check.CashNeeded.String(); got != "700.00 USD" {
				t.Errorf("needed is %s", got)
			}
		})
	}
	plan := tgSupply()
	plan.Items[0].Terms = []kpi.SupplyTerm{{Share: tgDec("0.5"), Days: -30}, {Share: tgDec("0.5"), Days: 30, Of: "arrival"}}
	plan.Items[0].UnitCost = tgSet("0.12345")
	check, err := kpi.CheckSupply(plan)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range check.Items[0].Orders[0].Payments {
		got = append(got, p.On.Format(time.DateOnly)+" "+fx.Plain(p.Amount))
	}
	if diff := cmp.Diff([]string{"2026-11-24 8.64", "2027-01-13 8.64"}, got); diff != "" { // 140 × 0.12345 = 17.283
		t.Errorf("-want +got\n%s", diff)
	}
}

// A week in progress counts the days from today on.
func TestSupplyWeekInProgress(t *testing.T) {
	plan := tgSupply()
	plan.Today = tgDay("2026-12-10") // the fourth day of the second week
	plan.Items[0].OnHand = tgSet("1000")
	plan.Items[0].Targets[1].Amount = tgDec("71")
	check, err := kpi.CheckSupply(plan)
	if err != nil {
		t.Fatal(err)
	}
	first := check.Items[0].Periods[0]
	if len(check.Items[0].Periods) != 3 || first.Period.String() != "2026-12-10..2026-12-13" || !first.Target.Equal(tgDec("41")) { // 71 × 4/7 = 40.57
		t.Errorf("%+v", check.Items[0].Periods)
	}
}

func TestCheckSupplyRefuses(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	tests := []struct {
		name   string
		change func(*kpi.SupplyPlan, *kpi.SupplyItem)
		want   []string
	}{
		{"the zero plan", func(p *kpi.SupplyPlan, _ *kpi.SupplyItem) { *p = kpi.SupplyPlan{} }, []string{"currency", "items", "today"}},
		{"cash", func(p *kpi.SupplyPlan, _ *kpi.SupplyItem) {
			p.Cash, p.Reserve, p.CoverDays = decimal.NewNullDecimal(huge), tgDec("-1"), -1
			p.Flows = []kpi.CashFlowWeek{{In: tgDec("0.001"), Out: tgDec("-1")}}
		}, []string{"cash", "cover_days", "flows[0].in", "flows[0].out", "flows[0].period.first", "flows[0].period.last", "reserve"}},
		{"stock", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Item, i.OnHand, i.Safety, i.MinOrder, i.OrderMultiple = "", tgSet("0.5"), huge, tgDec("-1"), tgDec("1.5")
			i.LeadDays, i.UnitCost = tgSet("3661"), tgSet("-1")
			i.Inbound = []kpi.SupplyArrival{{Units: tgDec("-1")}}
		}, []string{"items[0].inbound[0].on", "items[0].inbound[0].units", "items[0].item", "items[0].lead_days", "items[0].min_order", "items[0].on_hand",
			"items[0].order_multiple", "items[0].safety", "items[0].unit_cost"}},
		{"targets", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Targets[1].Period, i.Targets[2].Amount, i.Targets[3].Period = i.Targets[0].Period, tgDec("0.5"), kpi.Period{}
		}, []string{"items[0].targets[1].period", "items[0].targets[2].amount", "items[0].targets[3].period.first", "items[0].targets[3].period.last"}},
		{"terms", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Terms = []kpi.SupplyTerm{{}, {Share: tgDec("-1"), Days: 3661, Of: "sale"}}
		}, []string{"items[0].terms[0].share", "items[0].terms[1].days", "items[0].terms[1].of", "items[0].terms[1].share"}},
		{"shares", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) {
			i.Terms = []kpi.SupplyTerm{{Share: tgDec("0.3")}, {Share: tgDec("0.699")}}
		}, []string{"items[0].terms"}},
		{"twice", func(p *kpi.SupplyPlan, i *kpi.SupplyItem) { p.Items = append(p.Items, *i) }, []string{"items[1].item"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := tgSupply()
			test.change(&plan, &plan.Items[0])
			_, err := kpi.CheckSupply(plan)
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// With the orders as inbound the same plan has no week that is short, but those that
// no order reaches, and stock is neither made nor lost.
func propSupplyOrdersClose(t *rapid.T) {
	plan := tgSupply()
	item := &plan.Items[0]
	units := func(name string, most int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, most).Draw(t, name), 0)
	}
	item.OnHand = decimal.NewNullDecimal(units("on hand", 300))
	item.Safety, item.MinOrder, item.OrderMultiple = units("safety", 50), units("minimum", 100), units("multiple", 30)
	item.LeadDays = decimal.NewNullDecimal(units("lead", 40))
	plan.CoverDays = rapid.IntRange(0, 20).Draw(t, "cover")
	item.Targets = nil
	day := plan.Today.AddDate(0, 0, rapid.IntRange(-5, 5).Draw(t, "first"))
	for range rapid.IntRange(1, 10).Draw(t, "weeks") {
		n := rapid.IntRange(1, 7).Draw(t, "days")
		item.Targets = append(item.Targets, kpi.PeriodTarget{Period: kpi.Period{First: day, Last: day.AddDate(0, 0, n-1)}, Amount: units("target", 100)})
		day = day.AddDate(0, 0, n+rapid.IntRange(0, 2).Draw(t, "gap"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "inbound") {
		item.Inbound = append(item.Inbound, kpi.SupplyArrival{On: plan.Today.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "on")), Units: units("inbound", 150)})
	}
	check, err := kpi.CheckSupply(plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range check.Items[0].Periods {
		if !p.Open.Add(p.Arriving).Sub(p.Sold).Equal(p.Close) || !p.Sold.Add(p.Short).Equal(p.Target) || p.Sold.IsNegative() || p.Short.IsNegative() {
			t.Fatalf("%+v", p)
		}
	}
	earliest := plan.Today.AddDate(0, 0, int(item.LeadDays.Decimal.IntPart()))
	for _, o := range check.Items[0].Orders {
		if o.By.Before(plan.Today) || o.Arrives.Before(earliest) || o.Units.LessThan(o.Needed) || o.Units.LessThan(item.MinOrder) || o.Needed.Sign() <= 0 {
			t.Fatalf("%+v", o)
		}
		var paid decimal.Decimal
		for _, p := range o.Payments {
			paid = paid.Add(p.Amount)
		}
		if !paid.Equal(o.Cost.Num) {
			t.Fatalf("paid %s of %s", paid, o.Cost)
		}
		item.Inbound = append(item.Inbound, kpi.SupplyArrival{On: o.Arrives, Units: o.Units})
	}
	again, err := kpi.CheckSupply(plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range again.Items[0].Periods {
		if p.Short.Sign() > 0 && !p.Period.Last.Before(earliest) {
			t.Fatalf("still short: %+v", p)
		}
	}
	if len(again.Items[0].Orders) > 0 {
		t.Fatalf("orders again: %+v", again.Items[0].Orders)
	}
}

func TestSupplyOrdersClose(t *testing.T) { rapid.Check(t, propSupplyOrdersClose) }
