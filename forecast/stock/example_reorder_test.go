package stock_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast/stock"
)

// of stops an example at an error.
func of[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Sea freight of 45 ± 6 days, 40 ± 12 units a day, no stock-out in 95 of 100 cycles.
func ExampleReorderPoint() {
	mean, sd, err := stock.Rate{Mean: 40, SD: 12}.Over(stock.LeadTime{Mean: 45, SD: 6}, 0)
	if err != nil {
		panic(err)
	}
	p := of(stock.ReorderPoint(stock.Normal{Mu: mean, Sigma: sd}, 0.95))
	fmt.Printf("order at %.0f, of which %.0f safety stock; %.1f units short in a cycle\n", p.Level, p.Safety, p.Short)
	// Output: order at 2216, of which 416 safety stock; 5.3 units short in a cycle
}

// Ninety-eight of a hundred units from stock, with orders of 500.
func ExampleFillPoint() {
	p := of(stock.FillPoint(stock.Normal{Mu: 1800, Sigma: 252.86}, 0.98, 500))
	fmt.Printf("order at %.0f\n", p.Level)
	// Output: order at 2145
}

func ExampleLoss() {
	fmt.Printf("%.4f\n", stock.Loss(1.645))
	// Output: 0.0209
}

// A review every two weeks covers lead time and review.
func ExampleRate_Over() {
	mean, sd, err := stock.Rate{Mean: 120, SD: 35}.Over(stock.LeadTime{Mean: 6}, 2)
	fmt.Printf("%.0f ± %.0f %v\n", mean, sd, err)
	// Output: 960 ± 99 <nil>
}

func ExampleRate_Undershoot() {
	fmt.Printf("%.1f\n", stock.Rate{Mean: 10, SD: 8}.Undershoot())
	// Output: 8.2
}

func ExampleLeadTime() {
	past := stock.LeadTime{Observed: []float64{36, 41, 38, 55, 37, 44}}
	fmt.Println(past, "- nine of ten within", past.Quantile(0.9))
	fmt.Println(stock.LeadTime{Mean: -1}.Check())
	// Output:
	// 41.8 ± 7.1 days - nine of ten within 55
	// mean must be between 0 and 3650, got "-1"
}

func ExampleLeadTime_Check() {
	fmt.Println(stock.LeadTime{SD: 4}.Check())
	// Output: sd must be 0 where the mean is 0, got "4"
}

func ExampleLeadTime_Moments() {
	mean, sd := stock.LeadTime{Observed: []float64{30, 40, 50}}.Moments()
	fmt.Println(mean, sd)
	// Output: 40 10
}

func ExampleLeadTime_Quantile() {
	fmt.Printf("%.0f\n", stock.LeadTime{Mean: 45, SD: 6}.Quantile(0.95))
	// Output: 55
}

func ExampleLeadTime_String() {
	fmt.Println(stock.LeadTime{Mean: 45, SD: 6})
	// Output: 45 ± 6 days
}

func ExampleNewsvendor_Order() {
	n := stock.Newsvendor{Price: dec("20"), Cost: dec("12"), Salvage: dec("8")}
	o := of(n.Order(stock.Normal{Mu: 200, Sigma: 80}))
	fmt.Printf("%.0f units at a ratio of %.3f; %.0f sold, %.0f left, profit %s\n", o.Units, o.Ratio, o.Sold, o.Left, o.Profit.StringFixed(2))
	// Output: 234 units at a ratio of 0.667; 182 sold, 52 left, profit 1250.94
}

func ExampleNewsvendor_Outcome() {
	n := stock.Newsvendor{Price: dec("20"), Cost: dec("12"), Salvage: dec("8")}
	o := of(n.Outcome(stock.Normal{Mu: 200, Sigma: 80}, 150))
	fmt.Printf("%.0f %% of demand served, profit %s\n", 100*o.FillRate, o.Profit.StringFixed(2))
	// Output: 69 % of demand served, profit 1044.56
}

func ExampleNewsvendor_Check() {
	fmt.Println(stock.Newsvendor{Price: dec("10"), Cost: dec("12")}.Check())
	// Output: price must be above the cost, with the goodwill, got "10"
}

func ExampleCriticalRatio() {
	fmt.Println(stock.CriticalRatio(dec("9"), dec("1")))
	// Output: 0.9 <nil>
}

func ExampleEOQ_Quantity() {
	q := of(stock.EOQ{Yearly: 5200, PerOrder: dec("45"), UnitCost: dec("12"), HoldingRate: dec("0.25")}.Quantity())
	fmt.Printf("%.0f units every %.0f days, %s a year\n", q.Units, q.CycleDays, q.Cost.StringFixed(2))
	// Output: 395 units every 28 days, 1184.91 a year
}

// Service costs more and more: each level with what is left and what is lost.
func ExampleCurve_Points() {
	c := stock.Curve{Demand: stock.Gamma{Mu: 900, Sigma: 250}, Margin: dec("9.20"), Hold: dec("0.80"), Levels: []float64{0.8, 0.9, 0.95, 0.99}}
	for _, p := range of(c.Points()) {
		mark := ""
		if p.Cheapest {
			mark = " <- cheapest"
		}
		fmt.Printf("%.2f  %5.0f units  %7s%s\n", p.Service, p.Level, p.Total.StringFixed(2), mark)
	}
	// Output:
	// 0.80   1101 units   506.71
	// 0.90   1232 units   421.07 <- cheapest
	// 0.95   1347 units   429.63
	// 0.99   1581 units   557.70
}

func ExampleWorth() {
	fmt.Println(stock.Worth(12.5, dec("0.333")))
	// Output: 4.1625
}

func ExampleCensoredNormal() {
	sales := []float64{12, 15, 9, 20, 20, 11, 20, 14, 20, 17}
	soldOut := []bool{3: true, 4: true, 6: true, 8: true, 9: false}
	c := of(stock.CensoredNormal(sales, soldOut))
	fmt.Printf("%.1f ± %.1f a day, not %.1f\n", c.Mu, c.Sigma, c.Plain)
	// Output: 17.4 ± 6.2 a day, not 15.8
}

func ExampleUnconstrain_Demand() {
	u := of(stock.Unconstrain{Period: 1}.Demand([]float64{10, 12, 4, 0, 11, 9}, []float64{1, 1, 0.5, 0, 1, 1}))
	fmt.Printf("%.1f; %.1f units lost\n", u.Demand, u.Lost)
	// Output: [10.0 12.0 9.1 10.2 11.0 9.0]; 15.3 units lost
}
