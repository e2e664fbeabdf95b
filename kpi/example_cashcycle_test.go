package kpi_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// A published timeline: the supplier is paid on 1 March, the goods are delivered on 4
// April, seven days of reserve, disbursed on 15 April, in the bank on 17 April.
func ExampleCashCyclePlan() {
	plan := kpi.CashCyclePlan{
		SKU: "A", Currency: fx.USD,
		Supply: kpi.SupplySteps{Ordered: lcDay("2026-03-01"), ProductionDays: 12, TransitDays: 14, CheckInDays: 1},
		Costs: []kpi.CycleCost{{
			Kind: kpi.FlowSupplier, Amount: lcSet("10000"), Currency: fx.USD,
			Parts: kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0),
		}},
		StockDays:  5,
		Payout:     lcAmazon("2026-04-15", 2, 2),
		AnnualRate: lcSet("0.12"),
	}
	cycle, err := plan.Cycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cycle.Days, cycle.CapitalCost)
	// Output:
	// 47 days 154.52 USD
}

// With 30 % on order and 70 % before loading the money is away for fewer days.
func ExampleCashCyclePlan_Cycle() {
	for _, parts := range [][]kpi.PaymentPart{
		kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0),
		kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0),
		kpi.DepositAndBalance(lcDec("0"), kpi.EventLoaded, 30),
	} {
		cycle, err := lcCycle("10000", parts).Cycle()
		fmt.Println(cycle.Days, cycle.CapitalCost, err)
	}
	// Output:
	// 47 days 154.52 USD <nil>
	// 40 days 131.51 USD <nil>
	// 5 days 16.44 USD <nil>
}

func ExampleCashCyclePlan_Check() {
	plan := lcCycle("10000", kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0))
	plan.StockDays, plan.AnnualRate = -1, lcSet("12")
	for _, fault := range fx.Faults(plan.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// stock_days must be from 0 to 3660 days, got "-1"
	// annual_rate must be a fraction from 0 to 10, such as 0.12, got "12"
}

func ExampleCashCycle() {
	cycle, err := lcCycle("10000", kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0)).Cycle()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cycle.First.Format(time.DateOnly), cycle.Last.Format(time.DateOnly), cycle.OutDays, cycle.InDays, cycle.Paid)
	// Output:
	// 2026-03-01 2026-04-17 7 days 47 days 10000.00 USD
}

func ExampleCyclePayment() {
	cycle, err := lcCycle("10000", kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0)).Cycle()
	for _, pay := range cycle.Out {
		fmt.Println(pay.Day.Format(time.DateOnly), pay.Kind, pay.AtPlan, pay.From, err)
	}
	// Output:
	// 2026-03-01 supplier 3000.00 USD costs[0].parts[0] <nil>
	// 2026-03-11 supplier 7000.00 USD costs[0].parts[1] <nil>
}

func ExampleCycleStep() {
	cycle, err := lcCycle("10000", kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0)).Cycle()
	for _, step := range cycle.Steps {
		fmt.Println(step.Event, step.Day.Format(time.DateOnly), err)
	}
	// Output:
	// ordered 2026-03-01 <nil>
	// ready 2026-03-11 <nil>
	// loaded 2026-03-13 <nil>
	// arrived 2026-03-27 <nil>
	// stocked 2026-03-28 <nil>
}

// A third of the goods is sold at once, the rest two weeks later.
func ExampleCycleSale() {
	plan := lcCycle("10000", kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0))
	plan.StockDays, plan.Sales = 0, []kpi.CycleSale{{Days: 0, Share: lcDec("1")}, {Days: 14, Share: lcDec("2")}}
	cycle, err := plan.Cycle()
	fmt.Println(cycle.Days, err)
	// Output:
	// 56.33 days <nil>
}

func ExampleCycleReceipt() {
	plan := lcCycle("10000", kpi.DepositAndBalance(lcDec("1"), kpi.EventReady, 0))
	plan.StockDays, plan.Sales = 0, []kpi.CycleSale{{Days: 0, Share: lcDec("1")}, {Days: 14, Share: lcDec("2")}}
	cycle, err := plan.Cycle()
	for _, in := range cycle.In {
		fmt.Println(in.Share, in.Sold.Format(time.DateOnly), in.Banked.Format(time.DateOnly), err)
	}
	// Output:
	// 1 2026-03-28 2026-04-17 <nil>
	// 2 2026-04-11 2026-05-01 <nil>
}

func ExampleSupplySteps() {
	steps := kpi.SupplySteps{Ordered: lcDay("2026-03-01"), ProductionDays: 30, LoadingDays: 3, TransitDays: 25, CheckInDays: 7}
	stocked, err := steps.Day(kpi.EventStocked)
	fmt.Println(stocked.Format(time.DateOnly), err)
	// Output:
	// 2026-05-05 <nil>
}

func ExampleSupplySteps_Day() {
	steps := kpi.SupplySteps{Ordered: lcDay("2028-01-30"), ProductionDays: 30}
	ready, err := steps.Day(kpi.EventReady)
	fmt.Println(ready.Format(time.DateOnly), err)
	_, err = steps.Day("sold")
	fmt.Println(err)
	// Output:
	// 2028-02-29 <nil>
	// event must be ordered, ready, loaded, arrived or stocked, got "sold"
}

func ExampleSupplySteps_Check() {
	for _, fault := range fx.Faults(kpi.SupplySteps{TransitDays: -3}.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// ordered is missing
	// transit_days must be from 0 to 3660 days, got "-3"
}

func ExampleCashEvent() {
	steps := kpi.SupplySteps{Ordered: lcDay("2026-03-01"), ProductionDays: 30, LoadingDays: 3, TransitDays: 25, CheckInDays: 7}
	for _, event := range []kpi.CashEvent{kpi.EventOrdered, kpi.EventReady, kpi.EventLoaded, kpi.EventArrived, kpi.EventStocked} {
		day, err := steps.Day(event)
		fmt.Println(event, day.Format(time.DateOnly), err)
	}
	// Output:
	// ordered 2026-03-01 <nil>
	// ready 2026-03-31 <nil>
	// loaded 2026-04-03 <nil>
	// arrived 2026-04-28 <nil>
	// stocked 2026-05-05 <nil>
}

// 30 % on order, 30 % when the goods are ready, the rest 30 days after the bill of
// lading; the shares have to sum to exactly 1.
func ExamplePaymentPart() {
	parts := []kpi.PaymentPart{
		{Share: lcDec("0.3"), Event: kpi.EventOrdered},
		{Share: lcDec("0.3"), Event: kpi.EventReady},
		{Share: lcDec("0.4"), Event: kpi.EventLoaded, Days: 30},
	}
	cycle, err := lcCycle("10000", parts).Cycle()
	fmt.Println(cycle.OutDays, err)
	// Output:
	// 19.8 days <nil>
}

func ExampleDepositAndBalance() {
	for _, part := range kpi.DepositAndBalance(lcDec("0.3"), kpi.EventLoaded, -7) {
		fmt.Println(part.Share, part.Event, part.Days)
	}
	// Output:
	// 0.3 ordered 0
	// 0.7 loaded -7
}

func ExampleCycleCost() {
	freight := kpi.CycleCost{
		Kind: kpi.FlowFreight, Name: "forwarder", Amount: lcSet("1200"), Currency: fx.USD,
		Parts: kpi.DepositAndBalance(lcDec("0"), kpi.EventArrived, 15),
	}
	fmt.Println(freight.Check())
	// Output:
	// <nil>
}

func ExampleCycleCost_Check() {
	cost := kpi.CycleCost{Kind: kpi.FlowDuty, Currency: fx.USD, Parts: []kpi.PaymentPart{{Share: lcDec("0.3"), Event: kpi.EventOrdered}, {Share: lcDec("0.6"), Event: "customs"}}}
	for _, fault := range fx.Faults(cost.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// parts[1].event must be ordered, ready, loaded, arrived or stocked, got "customs"
	// parts must have shares that sum to 1, got "0.9"
}

// 300 and 700 are paid, 1,800 comes in.
func ExampleCashGap() {
	days, err := kpi.CashGap(
		[]kpi.DatedAmount{{Day: lcDay("2026-03-01"), Amount: lcDec("300")}, {Day: lcDay("2026-03-31"), Amount: lcDec("700")}},
		[]kpi.DatedAmount{{Day: lcDay("2026-04-17"), Amount: lcDec("1800")}},
	)
	fmt.Println(days, err)
	// Output:
	// 26 days <nil>
}

func ExampleDatedAmount() {
	one := kpi.DatedAmount{Day: lcDay("2026-03-01"), Amount: lcDec("1")}
	days, err := kpi.CashGap([]kpi.DatedAmount{one}, []kpi.DatedAmount{{Day: lcDay("2026-04-17"), Amount: lcDec("2")}})
	fmt.Println(days, err)
	// Output:
	// 47 days <nil>
}

// 35 days in stock, 2 until the buyers' money is there, 15 until the supplier is paid.
func ExampleCashConversionCycle() {
	days := func(n string) kpi.Value { return kpi.Exact(lcDec(n), kpi.DaysUnit, "") }
	ccc, err := kpi.CashConversionCycle(days("35"), days("2"), days("15"))
	fmt.Println(ccc, err)
	// Output:
	// 22 days <nil>
}

func ExampleCashLockedAtCost() {
	locked, err := kpi.CashLockedAtCost(kpi.Exact(lcDec("180000"), kpi.Amount, fx.USD), kpi.Exact(lcDec("47"), kpi.DaysUnit, ""))
	fmt.Println(locked, err)
	// Output:
	// 23178.08 USD <nil>
}

func ExampleCashLockedAtRevenue() {
	locked, err := kpi.CashLockedAtRevenue(kpi.Exact(lcDec("600000"), kpi.Amount, fx.USD), kpi.Exact(lcDec("47"), kpi.DaysUnit, ""))
	fmt.Println(locked, locked.Notes, err)
	// Output:
	// 77260.27 USD [a rule of thumb: at revenue, not at cost] <nil>
}
