package kpi_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// lcBlackFriday sells 14,000 in two weeks and has an order of 60,000 yuan to pay.
func lcBlackFriday() kpi.CashPlan {
	rate, _ := fx.NewRate(fx.USD, fx.CNY, lcDec("7"))
	payout := lcAmazon("2026-12-09", 2, 2)
	payout.Bank.Holidays = []time.Time{lcDay("2026-11-26"), lcDay("2026-12-25"), lcDay("2027-01-01")}
	return kpi.CashPlan{
		Currency: fx.USD, First: lcDay("2026-11-23"), Weeks: 6, Minimum: lcDec("1000"),
		Opening: []kpi.CashBalance{{Name: "bank", Amount: lcSet("6000"), Currency: fx.USD}},
		Rates:   []fx.Rate{rate},
		Channels: []kpi.CashChannel{{
			Name: "amazon_us", Currency: fx.USD,
			Sales: []kpi.ExpectedSales{
				{Days: kpi.Period{First: lcDay("2026-11-23"), Last: lcDay("2026-11-29")}, Amount: lcSet("7000")},
				{Days: kpi.Period{First: lcDay("2026-11-30"), Last: lcDay("2026-12-06")}, Amount: lcSet("7000")},
			},
			FeeRate: lcSet("0.3"), RefundRate: lcSet("0.05"), RefundDays: 20,
			Charges: []kpi.ChannelCharge{{Kind: kpi.FlowAdvertising, Day: lcDay("2026-11-30"), Amount: lcSet("900"), CardDays: 5}},
			Payout:  payout,
		}},
		Orders: []kpi.CashOrder{{
			Name: "PO-12", Supply: kpi.SupplySteps{Ordered: lcDay("2026-11-25"), ProductionDays: 30, TransitDays: 25},
			Costs: []kpi.CycleCost{{Kind: kpi.FlowSupplier, Amount: lcSet("60000"), Currency: fx.CNY, Parts: kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0)}},
		}},
		Flows: []kpi.CashItem{{Kind: kpi.FlowPayroll, Name: "staff", Amount: lcSet("2000"), Currency: fx.USD, Day: lcDay("2026-11-30"), Every: kpi.EveryMonth}},
	}
}

// The best weeks of the year bring no cash: Black Friday is paid out when the order of
// November has to be.
func ExampleCashPlan() {
	forecast, err := lcBlackFriday().Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range forecast.Weeks {
		fmt.Println(w.Days.First.Format(time.DateOnly), w.Opening, w.Inflow, w.Outflow, w.Closing)
	}
	// Output:
	// 2026-11-23 6000.00 USD 0.00 USD -2571.43 USD 3428.57 USD
	// 2026-11-30 3428.57 USD 0.00 USD -2900.00 USD 528.57 USD
	// 2026-12-07 528.57 USD 7000.00 USD -2100.00 USD 5428.57 USD
	// 2026-12-14 5428.57 USD 0.00 USD 0.00 USD 5428.57 USD
	// 2026-12-21 5428.57 USD 0.00 USD -6000.00 USD -571.43 USD
	// 2026-12-28 -571.43 USD 7000.00 USD -4650.00 USD 1778.57 USD
}

func ExampleCashPlan_Forecast() {
	for _, scenario := range []kpi.CashScenario{{}, {SalesFactor: lcSet("0.8")}, {LagDays: 14}} {
		forecast, err := lcBlackFriday().Forecast(scenario)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("lowest", forecast.Lowest, "in week", forecast.LowestWeek, "short", forecast.Shortfall)
	}
	// Output:
	// lowest -571.43 USD in week 5 short 1571.43 USD
	// lowest -1551.43 USD in week 5 short 2551.43 USD
	// lowest -5471.43 USD in week 5 short 6471.43 USD
}

func ExampleCashPlan_Check() {
	plan := lcBlackFriday()
	plan.Channels[0].FeeRate = lcSet("30")
	plan.Flows[0].Every = "quarter"
	for _, fault := range fx.Faults(plan.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// channels[0].fee_rate must be a fraction of at most 1, such as 0.15, got "30"
	// flows[0].every must be week, two_weeks or month, got "quarter"
}

func ExampleCashForecast() {
	forecast, err := lcBlackFriday().Forecast(kpi.CashScenario{LagDays: 14})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(forecast.Days, "closing", forecast.Closing)
	fmt.Println("below the minimum from", forecast.BelowDay.Format(time.DateOnly), "and by up to", forecast.Shortfall)
	// Output:
	// 2026-11-23..2027-01-03 closing -3121.43 USD
	// below the minimum from 2026-12-05 and by up to 6471.43 USD
}

// Without a rate the yuan have their own table, and the total is incomplete from the
// first of them on.
func ExampleCashTable() {
	plan := lcBlackFriday()
	plan.Rates = nil
	forecast, err := plan.Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("total", forecast.Closing)
	for _, t := range forecast.Currencies {
		fmt.Println(t.Currency, t.Opening, t.Closing)
	}
	// Output:
	// total incomplete: rates.CNY
	// CNY 0.00 CNY -60000.00 CNY
	// USD 6000.00 USD 10350.00 USD
}

func ExampleCashWeek() {
	forecast, err := lcBlackFriday().Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	w := forecast.Weeks[1]
	fmt.Println(w.Number, w.Days, "lowest", w.Lowest, "on", w.LowestDay.Format(time.DateOnly))
	// Output:
	// 2 2026-11-30..2026-12-06 lowest 528.57 USD on 2026-12-05
}

func ExampleCashKind() {
	forecast, err := lcBlackFriday().Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range forecast.Weeks[4].Kinds {
		fmt.Println(k.Kind, k.Amount)
	}
	// Output:
	// supplier -6000.00 USD
}

func ExampleCashFlow() {
	forecast, err := lcBlackFriday().Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range forecast.Flows[:4] {
		fmt.Println(f.Day.Format(time.DateOnly), f.Kind, f.AtPlan, f.From, f.Origin)
	}
	// Output:
	// 2026-11-25 supplier -2571.43 USD orders[0].costs[0].parts[0] 2026-11-25
	// 2026-11-30 payroll -2000.00 USD flows[0] 2026-11-30
	// 2026-12-05 advertising -900.00 USD channels[0].charges[0] 2026-11-30
	// 2026-12-11 sales 7000.00 USD channels[0].sales[0] 2026-11-23..2026-11-29
}

func ExampleCashPayout() {
	forecast, err := lcBlackFriday().Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range forecast.Payouts {
		fmt.Println(p.Channel, p.Closed.Format(time.DateOnly), p.Banked.Format(time.DateOnly), p.Sales, p.Deducted, p.Net)
	}
	// Output:
	// amazon_us 2026-12-09 2026-12-11 7000.00 USD -2100.00 USD 4900.00 USD
	// amazon_us 2026-12-23 2026-12-28 7000.00 USD -2650.00 USD 4350.00 USD
}

// Cut to three weeks, what Amazon still holds is in the pipeline.
func ExampleCashPipeline() {
	plan := lcBlackFriday()
	plan.Weeks = 3
	forecast, err := plan.Forecast(kpi.CashScenario{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range forecast.Pipeline {
		fmt.Println(p.Channel, p.Sales, p.Deducted, p.Net)
	}
	// Output:
	// amazon_us 7000.00 USD -2800.00 USD 4200.00 USD
}

func ExampleCashScenario() {
	_, err := lcBlackFriday().Forecast(kpi.CashScenario{SalesFactor: lcSet("-1"), LagDays: -3})
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// scenario.sales_factor must not be below 0, got "-1"
	// scenario.lag_days must be from 0 to 3660 days, got "-3"
}

func ExampleCashBalance() {
	plan := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-11-23"), Opening: []kpi.CashBalance{
		{Name: "bank", Amount: lcSet("8000"), Currency: fx.USD}, {Name: "wallet", Currency: fx.USD}, // the wallet is not known
	}}
	forecast, err := plan.Forecast(kpi.CashScenario{})
	fmt.Println(forecast.Opening, err)
	// Output:
	// incomplete: opening[1] <nil>
}

// Shopify pays the next business day but one.
func ExampleCashChannel() {
	shop := kpi.CashChannel{
		Name: "shopify", Currency: fx.USD,
		Sales:   []kpi.ExpectedSales{{Days: kpi.Period{First: lcDay("2026-11-23"), Last: lcDay("2026-11-29")}, Amount: lcSet("700")}},
		FeeRate: lcSet("0.029"), RefundRate: lcSet("0"),
		Payout: kpi.PayoutTerms{Close: kpi.Settlement{EveryDays: 1, BusinessDays: true}, Bank: kpi.BankTerms{Days: 2}},
	}
	forecast, err := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-11-23"), Weeks: 2, Channels: []kpi.CashChannel{shop}}.Forecast(kpi.CashScenario{})
	for _, p := range forecast.Payouts {
		fmt.Println(p.Banked.Format("Mon 2006-01-02"), p.Net, err)
	}
	// Output:
	// Wed 2026-11-25 97.10 USD <nil>
	// Thu 2026-11-26 97.10 USD <nil>
	// Fri 2026-11-27 97.10 USD <nil>
	// Mon 2026-11-30 97.10 USD <nil>
	// Tue 2026-12-01 97.10 USD <nil>
	// Wed 2026-12-02 194.20 USD <nil>
}

// Ten dollars over three days are whole cents: the first day has the one that is left.
func ExampleExpectedSales() {
	shop := kpi.CashChannel{
		Name: "shop", Currency: fx.USD, FeeRate: lcSet("0"), RefundRate: lcSet("0"),
		Sales:  []kpi.ExpectedSales{{Days: kpi.Period{First: lcDay("2026-11-23"), Last: lcDay("2026-11-25")}, Amount: lcSet("10")}},
		Payout: kpi.PayoutTerms{Bank: kpi.BankTerms{Count: kpi.CountEveryDay}},
	}
	forecast, err := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-11-23"), Channels: []kpi.CashChannel{shop}}.Forecast(kpi.CashScenario{})
	for _, f := range forecast.Flows {
		fmt.Println(f.Day.Format(time.DateOnly), f.AtPlan, err)
	}
	// Output:
	// 2026-11-23 3.34 USD <nil>
	// 2026-11-24 3.33 USD <nil>
	// 2026-11-25 3.33 USD <nil>
}

func ExampleChannelCharge() {
	charges := []kpi.ChannelCharge{
		{Kind: kpi.FlowAdvertising, Day: lcDay("2026-12-01"), Amount: lcSet("500"), CardDays: 5},
		{Kind: kpi.FlowStorage, Day: lcDay("2026-12-07"), Amount: lcSet("80"), Deducted: true},
	}
	plan := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-11-23"), Channels: []kpi.CashChannel{{
		Name: "amazon_us", Currency: fx.USD, Charges: charges, Payout: lcAmazon("2026-12-09", 2, 2),
	}}}
	forecast, err := plan.Forecast(kpi.CashScenario{})
	for _, f := range forecast.Flows {
		fmt.Println(f.Kind, f.Day.Format(time.DateOnly), f.AtPlan, err)
	}
	// Output:
	// advertising 2026-12-06 -500.00 USD <nil>
	// storage 2026-12-11 -80.00 USD <nil>
}

func ExampleCashOrder() {
	order := kpi.CashOrder{
		Name: "PO-12", Supply: kpi.SupplySteps{Ordered: lcDay("2026-11-25"), ProductionDays: 30, TransitDays: 25},
		Costs: []kpi.CycleCost{
			{Kind: kpi.FlowSupplier, Amount: lcSet("9000"), Currency: fx.USD, Parts: kpi.DepositAndBalance(lcDec("0.3"), kpi.EventReady, 0)},
			{Kind: kpi.FlowDuty, Amount: lcSet("1500"), Currency: fx.USD, Parts: kpi.DepositAndBalance(lcDec("0"), kpi.EventArrived, 10)},
		},
	}
	forecast, err := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-11-23"), Orders: []kpi.CashOrder{order}}.Forecast(kpi.CashScenario{})
	for _, f := range forecast.Flows {
		fmt.Println(f.Kind, f.Day.Format(time.DateOnly), f.AtPlan, err)
	}
	// Output:
	// supplier 2026-11-25 -2700.00 USD <nil>
	// supplier 2026-12-25 -6300.00 USD <nil>
	// duty 2027-01-29 -1500.00 USD <nil>
}

func ExampleCashItem() {
	loan := []kpi.CashItem{
		{Kind: kpi.FlowLoan, Name: "bank", In: true, Amount: lcSet("6000"), Currency: fx.USD, Day: lcDay("2026-11-30")},
		{Kind: kpi.FlowLoan, Name: "bank", Amount: lcSet("1030"), Currency: fx.USD, Day: lcDay("2026-12-31"), Every: kpi.EveryMonth, Until: lcDay("2027-05-31")},
	}
	forecast, err := kpi.CashPlan{Currency: fx.USD, First: lcDay("2026-11-23"), Flows: loan}.Forecast(kpi.CashScenario{})
	fmt.Println(len(forecast.Flows), "in the horizon,", len(forecast.Beyond), "after it", err)
	// Output:
	// 3 in the horizon, 4 after it <nil>
}

func ExampleRepeat() {
	rent := kpi.CashItem{Kind: kpi.FlowOverhead, Amount: lcSet("500"), Currency: fx.USD, Day: lcDay("2028-01-31"), Every: kpi.EveryMonth}
	forecast, err := kpi.CashPlan{Currency: fx.USD, First: lcDay("2028-01-31"), Flows: []kpi.CashItem{rent}}.Forecast(kpi.CashScenario{})
	for _, f := range forecast.Flows {
		fmt.Println(f.Day.Format(time.DateOnly), err)
	}
	// Output:
	// 2028-01-31 <nil>
	// 2028-02-29 <nil>
	// 2028-03-31 <nil>
	// 2028-04-30 <nil>
}

func ExampleFlowKind() {
	err := kpi.CycleCost{Kind: "insurance", Currency: fx.USD, Parts: kpi.DepositAndBalance(lcDec("1"), kpi.EventOrdered, 0)}.Check()
	fmt.Println(err)
	fmt.Println(kpi.FlowSales, kpi.FlowRefund, kpi.FlowFee, kpi.FlowAdvertising)
	// Output:
	// kind must be a kind of flow, such as supplier, freight or other, got "insurance"
	// sales refund channel_fee advertising
}
