package stock_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/shopspring/decimal"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// The worked examples of the project's facts on forecasting, section 4, by their id.
func TestWorkedExamples(t *testing.T) {
	type row struct {
		id, what  string
		got, want float64
		tol       float64
	}
	var rows []row
	add := func(id string, tol float64, pairs ...any) {
		for i := 0; i < len(pairs); i += 3 {
			rows = append(rows, row{id, pairs[i].(string), pairs[i+1].(float64), pairs[i+2].(float64), tol})
		}
	}
	book := stock.Newsvendor{Price: dec("20"), Cost: dec("12"), Salvage: dec("8")}
	o := must(t)(book.Order(stock.Normal{Mu: 200, Sigma: 80})).(stock.SeasonOrder)
	add("newsvendor-book", 1e-7, "critical_ratio", o.Ratio, 0.6666666666666667, "z", (o.Units-200)/80, 0.430727299, "q", o.Units, 234.458184,
		"expected_lost_sales", o.Lost, 17.6019207, "expected_sales", o.Sold, 182.398079, "expected_left_over", o.Left, 52.0601046,
		"expected_profit", o.Profit.InexactFloat64(), 1250.94422, "fill_rate", o.FillRate, 0.911990397)

	single := stock.Newsvendor{Price: dec("10"), Cost: dec("3")}
	o = must(t)(single.Order(stock.Poisson{Lambda: 12})).(stock.SeasonOrder)
	add("newsvendor-poisson", 1e-7, "q", o.Units, 14.0, "expected_lost", o.Lost, 0.629915867)

	e := must(t)(stock.EOQ{Yearly: 5200, PerOrder: dec("45"), UnitCost: dec("12"), HoldingRate: dec("0.25")}.Quantity()).(stock.EOQResult)
	add("eoq", 1e-8, "q", e.Units, 394.968353, "cost", e.Cost.InexactFloat64(), 1184.90506, "orders_per_year", e.Orders, 13.1656118, "cycle_days", e.CycleDays, 27.7237402)

	mean, sd, err := stock.Rate{Mean: 40, SD: 12}.Over(stock.LeadTime{Mean: 45, SD: 6}, 0)
	check(t, err)
	p := must(t)(stock.ReorderPoint(stock.Normal{Mu: mean, Sigma: sd}, 0.95)).(stock.Point)
	add("safety-stock-sea", 1e-7, "z", p.Safety/sd, 1.64485363, "sigma_dlt", sd, 253.140277, "safety_stock", p.Safety, 416.378703, "reorder_point", p.Level, 2216.3787, "units_short_per_cycle", p.Short, 5.28884944)

	mean, sd, err = stock.Rate{Mean: 120, SD: 35}.Over(stock.LeadTime{Mean: 6}, 2)
	check(t, err)
	p = must(t)(stock.ReorderPoint(stock.Normal{Mu: mean, Sigma: sd}, 0.97)).(stock.Point)
	add("periodic-review", 1e-7, "up_to", p.Level, 1146.18907, "safety", p.Safety, 186.189068)

	p = must(t)(stock.FillPoint(stock.Normal{Mu: 1800, Sigma: 252.86}, 0.98, 500)).(stock.Point)
	add("fill-rate-rop", 1e-6, "z", p.Safety/252.86, 1.36546771, "reorder_point", p.Level, 2145.27216)

	p = must(t)(stock.ReorderPoint(stock.Gamma{Mu: 90, Sigma: 45}, 0.95)).(stock.Point)
	add("gamma-rop", 1e-6, "rop", p.Level, 174.457272)

	sales := []float64{12, 15, 9, 20, 20, 11, 20, 14, 20, 17}
	out := []bool{false, false, false, true, true, false, true, false, true, false}
	c := must(t)(stock.CensoredNormal(sales, out)).(stock.Censored)
	add("censored-normal", 1e-6, "mean", c.Mu, 17.4404517, "sd", c.Sigma, 6.17115718, "naive_mean", c.Plain, 15.8, "drop_mean", c.Dropped, 13.0)

	for _, r := range rows {
		// The facts print nine digits.
		if d := math.Abs(r.got - r.want); !(d <= r.tol*math.Abs(r.want)+5e-9*math.Abs(r.want)) {
			t.Errorf("%s: %s is %.10g, want %.10g", r.id, r.what, r.got, r.want)
		}
	}
}

func must(t *testing.T) func(v any, err error) any {
	t.Helper()
	return func(v any, err error) any {
		t.Helper()
		check(t, err)
		return v
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
