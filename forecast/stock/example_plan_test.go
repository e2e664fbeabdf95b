package stock_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/shopspring/decimal"
)

// From a history of weeks to the orders of the next twelve: ocean carries them, and air
// fills a gap where that pays.
func ExampleItem_Plan() {
	history := forecast.Series{
		Values:   []float64{31, 28, 35, 40, 38, 36, 44, 41, 43, 47, 45, 52, 49, 51, 55, 50, 58, 54, 61, 57, 60, 66, 63, 65, 62, 70},
		Calendar: forecast.Calendar{Step: forecast.Weekly, First: time.Date(2026, 5, 25, 0, 0, 0, 0, time.UTC)},
	}
	fit := of(forecast.Auto{}.Fit(history))
	plan := of(stock.Item{
		Name: "MUG-1", Start: monday, Weeks: 8, Review: 2, Service: 0.95,
		Demand:   of(stock.WeeklyPaths(fit, forecast.Weekly, 26, 2000, 1)),
		Stock:    []stock.Lot{{Units: 520}},
		Supplier: stock.Supplier{Production: 15},
		Modes: []stock.Mode{
			{Name: "ocean", Lead: stock.LeadTime{Mean: 38, SD: 5}, PerUnit: dec("0.85")},
			{Name: "air", Lead: stock.LeadTime{Mean: 9, SD: 2}, PerUnit: dec("4.10")},
		},
		Limits: stock.Limits{Carton: 24},
		Costs:  stock.Costs{UnitCost: dec("5.40"), Margin: dec("9.20"), CapitalRate: dec("0.12")},
	}.Plan())
	fmt.Println(plan.Reasons[0].Text)
	for _, o := range plan.Next(14) {
		fmt.Println(o.Place.Format(time.DateOnly), o.Mode, o.Units > 0, o.Units%24 == 0)
	}
	// Output:
	// ocean carries the orders: with the capital on the way a unit costs 0.92, by air 4.12
	// 2026-11-23 ocean true true
}

func ExampleItem_Check() {
	fmt.Println(stock.Item{Start: monday, Demand: flat(10, 5), Modes: []stock.Mode{ocean()}, Service: 2}.Check())
	// Output: service must be above 0 and below 1, got "2"
}

// certain is a plan of ten weeks with a demand that is known.
func certain() stock.Plan {
	return of(stock.Item{
		Start: monday, Weeks: 10, Demand: flat(30, 100), Stock: []stock.Lot{{Units: 500}}, Modes: []stock.Mode{ocean()}, Service: 0.95, Review: 2,
		Costs: stock.Costs{UnitCost: dec("5")},
	}.Plan())
}

func ExamplePlan_Next() {
	for _, o := range certain().Next(7) {
		fmt.Println(o.Place.Format(time.DateOnly), o.Units, "units, due", o.Due.Format(time.DateOnly))
	}
	// Output: 2026-11-23 200 units, due 2026-12-28
}

func ExamplePlan_Spent() {
	months, amounts := certain().Spent()
	for i, m := range months {
		fmt.Println(m.Format("2006-01"), amounts[i].StringFixed(2))
	}
	// Output:
	// 2026-11 1120.00
	// 2026-12 2240.00
	// 2027-01 2240.00
}

func ExamplePlanCost_Total() {
	fmt.Println(certain().Cost.Total().StringFixed(2))
	// Output: 5600.00
}

func ExampleWeeklyPaths() {
	fit := of(forecast.Naive{}.Fit(forecast.Series{Values: []float64{70, 70, 70, 70}}))
	paths := of(stock.WeeklyPaths(fit, forecast.Daily, 3, 1, 1))
	fmt.Println(paths)
	// Output: [[490 490 490]]
}

// Two channels and a kit of three draw on one stock.
func ExampleCombine() {
	paths := of(stock.Combine(stock.Use{Name: "Amazon", Paths: flat(2, 40)}, stock.Use{Name: "Walmart", Paths: flat(2, 12)}, stock.Use{Name: "kit of three", Paths: flat(2, 5), Units: 3}))
	fmt.Println(paths)
	// Output: [[67 67]]
}

// A minimum order of 300 in cartons of 24.
func ExampleLimits_Quantity() {
	q := of(stock.Limits{Carton: 24, MOQ: 300, UnitCost: dec("5.40")}.Quantity(210, 0))
	fmt.Println(q.Units, "units in", q.Cartons, "cartons for", q.Cost)
	for _, r := range q.Reasons {
		fmt.Println(r.Text)
	}
	// Output:
	// 312 units in 13 cartons for 1684.8
	// the supplier accepts no less than 300 units, 210 are needed
	// 300 units are up to 13 cartons of 24
}

func ExampleLimits_Check() {
	fmt.Println(stock.Limits{Carton: -1}.Check())
	// Output: carton must be between 0 and 1000000000000000, got "-1"
}

// The factory rests for Chinese New Year: goods for the first of March have to be
// ordered in January.
func ExampleSupplier_OrderBy() {
	s := factory()
	fmt.Println(s.OrderBy(time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly))
	// Output: 2027-01-20
}

func factory() stock.Supplier {
	eve := of(forecast.ChineseNewYear(2027)).AddDate(0, 0, -1)
	return stock.Supplier{Production: 20, Closures: []stock.Closure{{Name: "Chinese New Year", From: eve.AddDate(0, 0, -5), To: eve.AddDate(0, 0, 14)}}}
}

func ExampleSupplier_Ready() {
	fmt.Println(factory().Ready(time.Date(2027, 1, 20, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly))
	// Output: 2027-03-01
}

func ExampleSupplier_Closed() {
	c, closed := factory().Closed(time.Date(2027, 2, 6, 0, 0, 0, 0, time.UTC))
	fmt.Println(c.Name, closed)
	// Output: Chinese New Year true
}

func ExampleSupplier_Check() {
	fmt.Println(stock.Supplier{Production: -1}.Check())
	// Output: production must be between 0 and 3650, got "-1"
}

func ExampleMode_Check() {
	fmt.Println(stock.Mode{Name: "air", PerUnit: dec("-1")}.Check())
	// Output: per_unit must not be below 0, got "-1"
}

// Air freight pays for what would be lost with a chance of more than 35 %.
func ExampleTopUp() {
	c := of(stock.TopUp(air(), ocean(), stock.Costs{Margin: dec("9.20")}, stock.Gamma{Mu: 120, Sigma: 60}))
	fmt.Printf("%.0f units by air save %.0f sales and gain %s\n", c.Units, c.Saved, c.Gain.StringFixed(0))
	// Output: 130 units by air save 101 sales and gain 483
}

// rates are those of a warehouse by the cubic foot.
func rates() stock.Storage {
	s := stock.Storage{Volume: dec("0.25"), Aged: []stock.AgedRate{{FromDays: 181, PerVolume: dec("0.50")}, {FromDays: 365, PerVolume: dec("6.90"), PerUnit: dec("0.15")}}}
	for m := range s.Monthly {
		s.Monthly[m] = dec("0.78")
		if m >= 9 {
			s.Monthly[m] = dec("2.40")
		}
	}
	return s
}

func ExampleStorage_Day() {
	fmt.Println(rates().Day(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)))
	// Output: 0.02
}

func ExampleStorage_AgedDay() {
	fmt.Println(rates().AgedDay(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), 200).Round(6))
	// Output: 0.004167
}

func ExampleStorage_Check() {
	fmt.Println(stock.Storage{Volume: dec("-1")}.Check())
	// Output: volume must not be below 0, got "-1"
}

func ExampleCosts_Hold() {
	fmt.Println(stock.Costs{UnitCost: dec("5.40"), CapitalRate: dec("0.12"), Storage: rates()}.Hold(30).Round(4))
	// Output: 0.3455
}

func ExampleCosts_Check() {
	fmt.Println(stock.Costs{CapitalRate: dec("-0.1")}.Check())
	// Output: capital_rate must not be below 0, got "-0.1"
}

// Two years of stock: what to clear now, and why.
func ExampleSurplus_Clearance() {
	c := of(surplus().Clearance())
	fmt.Printf("%.0f weeks of cover, %.0f units too many; clear %d for a gain of %s\n", c.Cover, c.Excess, c.Clear, c.Gain.StringFixed(0))
	// Output: 104 weeks of cover, 780 units too many; clear 700 for a gain of 11052
}

func surplus() stock.Surplus {
	return stock.Surplus{
		Name: "LAMP-3", Start: monday, Demand: flat(52, 10), Stock: []stock.Lot{{Units: 1040, Received: monday.AddDate(0, 0, -200)}},
		Costs: stock.Costs{UnitCost: dec("8"), CapitalRate: dec("0.12"), Storage: rates()},
		Price: dec("11"), Clear: dec("4"), Salvage: dec("0.50"),
	}
}

func ExampleSurplus_Check() {
	s := surplus()
	s.Price = decimal.NewFromInt(-1)
	fmt.Println(s.Check())
	// Output: price must not be below 0, got "-1"
}

// trial tries a policy on a year of steady demand.
func trial(p stock.Policy) stock.Trial {
	return stock.Trial{Demand: flat(365, 10)[0], From: 60, Stock: 400, Review: 14, Lead: stock.LeadTime{Mean: 30}, Policy: p, Costs: stock.Costs{Margin: dec("9"), UnitCost: dec("5"), CapitalRate: dec("0.12")}, PerOrder: dec("50")}
}

func ExampleTrial_Run() {
	o := of(trial(stock.SigmaRule{Service: 0.95}).Run())
	fmt.Printf("%.0f %% of demand sold in %d days with %d orders\n", 100*o.FillRate, o.Days, o.Orders)
	// Output: 100 % of demand sold in 261 days with 22 orders
}

func ExampleTrial_Check() {
	t := trial(nil)
	fmt.Println(t.Check())
	// Output: policy must be stated, got "nil"
}

func ExamplePolicyFunc_Order() {
	upTo := stock.PolicyFunc(func(s stock.State) (float64, error) { return 440 - s.OnHand - s.OnOrder, nil })
	o := of(trial(upTo).Run())
	fmt.Printf("%.0f %% of demand sold\n", 100*o.FillRate)
	// Output: 100 % of demand sold
}

func ExampleSigmaRule_Order() {
	s := stock.State{Day: 28, OnHand: 100, Sales: flat(28, 10)[0], InStock: flat(28, 1)[0], Lead: stock.LeadTime{Mean: 30}, Review: 7}
	fmt.Println(stock.SigmaRule{Service: 0.95}.Order(s))
	// Output: 270 <nil>
}

func ExamplePathRule_Order() {
	s := stock.State{Day: 28, OnHand: 100, Sales: flat(28, 10)[0], InStock: flat(28, 1)[0], Lead: stock.LeadTime{Mean: 30}, Review: 7}
	fmt.Println(stock.PathRule{Model: forecast.Naive{}, Service: 0.95}.Order(s))
	// Output: 270 <nil>
}
