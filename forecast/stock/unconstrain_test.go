package stock_test

import (
	"math"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/forecast/stock"
	"pgregory.net/rapid"
)

// A steady rate fills what stock could not serve: whole days, and the rest of a day.
func TestUnconstrainSteady(t *testing.T) {
	sales, share := slices.Repeat([]float64{10}, 60), slices.Repeat([]float64{1}, 60)
	sales[20], share[20] = 0, 0
	sales[30], share[30] = 4, 0.4
	u := of(stock.Unconstrain{}.Demand(sales, share))
	for i, d := range u.Demand {
		if math.Abs(d-10) > 1e-9 {
			t.Errorf("day %d: %g", i, d)
		}
	}
	if math.Abs(u.Lost-16) > 1e-9 || len(u.Reasons) != 1 || u.Reasons[0].Text != "2 of 60 steps were not in stock throughout: 16.0 units are added to sales of 584" {
		t.Errorf("%g lost, %v", u.Lost, u.Reasons)
	}
	// A weekday sells what it sells.
	for i := range sales {
		if sales[i], share[i] = 10, 1; i%7 == 5 {
			sales[i] = 45
		}
	}
	sales[26], share[26] = 0, 0 // a strong day
	u = of(stock.Unconstrain{}.Demand(sales, share))
	if u.Demand[26] < 30 {
		t.Errorf("a strong day is filled with %g", u.Demand[26])
	}
	if plain := of(stock.Unconstrain{Period: 1}.Demand(sales, share)); plain.Demand[26] > 20 {
		t.Errorf("without a season it is filled with %g", plain.Demand[26])
	}
	// Demand comes back by halves.
	u = of(stock.Unconstrain{Period: 1, Recovery: []float64{0.5}}.Demand([]float64{10, 0, 5, 10}, []float64{1, 0, 1, 1}))
	if u.Demand[2] != 10 || math.Abs(u.Demand[1]-10) > 1e-9 {
		t.Errorf("%g", u.Demand)
	}
}

// Demand is never below sales, and without a stock-out it is the sales.
func TestUnconstrainNeverBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sales := rapid.SliceOfN(rapid.Float64Range(0, 50), 1, 60).Draw(t, "sales")
		share := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0.25, 1, 1, 1}), len(sales), len(sales)).Draw(t, "share")
		u, err := stock.Unconstrain{}.Demand(sales, share)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i, d := range u.Demand {
			if !(d >= sales[i]) || math.IsInf(d, 0) || share[i] == 1 && d != sales[i] || u.Added[i] != d-sales[i] {
				t.Fatalf("step %d: %g for sales of %g", i, d, sales[i])
			}
			sum += u.Added[i]
		}
		if math.Abs(sum-u.Lost) > 1e-9 {
			t.Fatalf("%g lost, the steps sum to %g", u.Lost, sum)
		}
	})
}

func TestUnconstrainRefuses(t *testing.T) {
	_, err := stock.Unconstrain{Period: -1, Reach: -1, Recovery: []float64{0, 1, 1.1}}.Demand([]float64{1, -1}, []float64{2})
	refused(t, err, "in_stock", "sales[1]", "in_stock[0]", "period", "reach", "recovery[0]", "recovery[2]")
}

// What cannot be estimated says so.
func TestCensoredNormalEdges(t *testing.T) {
	for _, tc := range []struct {
		sales   []float64
		soldOut []bool
		mean    float64
	}{
		{[]float64{5, 7}, []bool{false, false}, 6},
		{[]float64{4, 4, 4}, []bool{false, false, false}, 4},
	} {
		c := of(stock.CensoredNormal(tc.sales, tc.soldOut))
		if math.Abs(c.Mu-tc.mean) > 1e-6 || c.SoldOut != 0 {
			t.Errorf("%v: %+v", tc.sales, c)
		}
	}
	c := of(stock.CensoredNormal([]float64{5, 6, 7}, []bool{true, true, true}))
	if c.Mu < 6 || c.Reason.Text == "" || c.SoldOut != 3 {
		t.Errorf("all sold out: %+v", c)
	}
	_, err := stock.CensoredNormal([]float64{1, math.NaN()}, []bool{true})
	if err == nil {
		t.Error("marks of another length are taken")
	}
}
