package stock_test

import (
	"errors"
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/stock"
	"pgregory.net/rapid"
)

// Ten a day, a review every 7 days, five days on the way, an order of what a week sells:
// by hand.
func TestTrialByHand(t *testing.T) {
	week := stock.PolicyFunc(func(s stock.State) (float64, error) { return 120 - s.OnHand - s.OnOrder, nil })
	trial := stock.Trial{Demand: flat(21, 10)[0], Stock: 50, Review: 7, Lead: stock.LeadTime{Mean: 5}, Warm: -1, Policy: week,
		Costs: stock.Costs{Margin: dec("2"), UnitCost: dec("36.5"), CapitalRate: dec("0.1")}, PerOrder: dec("3")}
	o := of(trial.Run())
	// Day 0: order 70, due on day 5. Stock 50 lasts five days, 70 the next seven; on day 7
	// 50 are left and 70 ordered, on day 14 again.
	if o.Days != 21 || o.Demand != 210 || o.Sales != 210 || o.Lost != 0 || o.FillRate != 1 || o.Orders != 3 || o.Ordered != 210 || o.Arrived != 210 || o.Closing != 50 {
		t.Errorf("%+v", o)
	}
	if o.Opening+o.Arrived != o.Sales+o.Closing {
		t.Errorf("the stock does not close: %+v", o)
	}
	// A unit ties up 36.5 at 10 % a year, which is one hundredth a day.
	if want := stock.Worth(o.MeanStock*21, dec("0.01")); !o.Holding.Sub(want).Abs().LessThan(dec("0.000001")) || !o.Ordering.Equal(dec("9")) || !o.Total.Equal(o.Holding.Add(o.Ordering)) {
		t.Errorf("%s for holding, want %s, %s for ordering", o.Holding, want, o.Ordering)
	}
	// With a stock of 20, days 2 to 4 are lost.
	trial.Stock = 20
	o = of(trial.Run())
	if o.Lost != 30 || o.FillRate != 180.0/210 || !o.LostMargin.Equal(dec("60")) || o.Service != 1 {
		t.Errorf("%+v", o)
	}
}

// Units are neither made nor lost, and nothing is sold that is not there.
func TestTrialCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trial := stock.Trial{
			Demand: rapid.SliceOfN(rapid.Float64Range(0, 30), 30, 90).Draw(t, "demand"),
			From:   rapid.IntRange(0, 20).Draw(t, "from"), Stock: rapid.Float64Range(0, 500).Draw(t, "stock"),
			Review: rapid.IntRange(1, 20).Draw(t, "review"), Warm: rapid.IntRange(-1, 10).Draw(t, "warm"),
			Lead:   stock.LeadTime{Mean: rapid.Float64Range(0, 30).Draw(t, "lead"), SD: 0},
			Policy: stock.SigmaRule{Service: rapid.Float64Range(0.05, 0.99).Draw(t, "service")},
		}
		if trial.Lead.Mean > 0 {
			trial.Lead.SD = rapid.Float64Range(0, 10).Draw(t, "sd")
		}
		o, err := trial.Run()
		if err != nil {
			t.Fatal(err)
		}
		if d := o.Opening + o.Arrived - o.Sales - o.Closing; math.Abs(d) > 1e-6 || o.Lost < 0 || o.Closing < -1e-9 || o.Sales > o.Demand+1e-9 {
			t.Fatalf("%g is missing: %+v", d, o)
		}
		if again, err := trial.Run(); err != nil || again.Sales != o.Sales || !again.Total.Equal(o.Total) {
			t.Fatalf("%+v, then %+v, %v", o, again, err)
		}
	})
}

// The rule of the paths covers what the rule of the sigma does not: a level that walks.
func TestPathRuleCoversADrift(t *testing.T) {
	sales := make([]float64, 120)
	at := 50.0
	for i := range sales {
		at += 4 * math.Sin(float64(i*i))
		sales[i] = math.Max(0, at)
	}
	s := stock.State{Day: len(sales), Sales: sales, InStock: flat(len(sales), 1)[0], Lead: stock.LeadTime{Mean: 30, SD: 4}, Review: 7}
	paths := of(stock.PathRule{Model: forecast.Naive{}, Service: 0.95}.Order(s))
	sigma := of(stock.SigmaRule{Service: 0.95, Days: 28}.Order(s))
	mean := 0.0
	for _, v := range sales[92:] {
		mean += v / 28
	}
	if a, b := paths-37*sales[119], sigma-37*mean; a < 1.5*b || b <= 0 {
		t.Errorf("%g above the expected demand by paths, %g by mean and sigma", a, b)
	}
	// Both deduct what is there and on its way.
	s.OnHand, s.OnOrder = 300, 200
	if got := of(stock.SigmaRule{Service: 0.95, Days: 28}.Order(s)); got != sigma-500 {
		t.Errorf("%g, want %g", got, sigma-500)
	}
}

func TestTrialRefuses(t *testing.T) {
	refused(t, stock.Trial{Demand: []float64{1, -1}, From: 2, Stock: math.NaN(), Review: -1, Warm: -2, Lead: stock.LeadTime{SD: 1}, PerOrder: dec("-1")}.Check(),
		"demand[1]", "from", "stock", "review", "warm", "lead.sd", "per_order", "policy")
	broken := errors.New("no")
	run := func(p stock.PolicyFunc) error {
		_, err := stock.Trial{Demand: []float64{1, 1}, Policy: p}.Run()
		return err
	}
	if err := run(func(stock.State) (float64, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	refused(t, run(func(stock.State) (float64, error) { return math.Inf(1), nil }), "policy")
	_, err := stock.SigmaRule{Service: 1, Days: -1}.Order(stock.State{})
	refused(t, err, "service", "days")
	_, err = stock.PathRule{Paths: -1}.Order(stock.State{})
	refused(t, err, "service", "model", "paths")
}
