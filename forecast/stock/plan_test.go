package stock_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var monday = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

// flat returns one path of the same demand every week.
func flat(weeks int, demand float64) [][]float64 {
	p := make([]float64, weeks)
	for i := range p {
		p[i] = demand
	}
	return [][]float64{p}
}

func ocean() stock.Mode {
	return stock.Mode{Name: "ocean", Lead: stock.LeadTime{Mean: 35}, PerUnit: dec("0.60")}
}

func air() stock.Mode {
	return stock.Mode{Name: "air", Lead: stock.LeadTime{Mean: 7}, PerUnit: dec("4")}
}

// Without any doubt each order is the demand of the week that it serves.
func TestPlanOfCertainDemand(t *testing.T) {
	it := stock.Item{Start: monday, Weeks: 10, Demand: flat(30, 100), Stock: []stock.Lot{{Units: 500}}, Modes: []stock.Mode{ocean()}, Service: 0.95}
	p, err := it.Plan()
	check(t, err)
	for i, w := range p.Weeks {
		if w.Ordered != 100 || w.Lost != 0 || w.StockOut != 0 || w.Closing != max(0, 500-100*float64(i+1)) {
			t.Errorf("week %d: %+v", i, w)
		}
	}
	if o := p.Orders[0]; !o.Due.Equal(monday.AddDate(0, 0, 35)) || o.Freight.String() != "60" {
		t.Errorf("first order: %+v", o)
	}
}

// The order before a closure covers it, and none is placed that would only be ready
// with a later one.
func TestPlanOrdersBeforeAClosure(t *testing.T) {
	closed := stock.Closure{Name: "Chinese New Year", From: monday.AddDate(0, 0, 35), To: monday.AddDate(0, 0, 55)}
	it := stock.Item{Start: monday, Weeks: 14, Demand: flat(40, 100), Stock: []stock.Lot{{Units: 700}}, Modes: []stock.Mode{ocean()}, Service: 0.95,
		Supplier: stock.Supplier{Production: 14, Closures: []stock.Closure{closed}}}
	p, err := it.Plan()
	check(t, err)
	var got []int64
	for _, w := range p.Weeks {
		got = append(got, w.Ordered)
	}
	// An order of week 3 is ready on the first day of the closure, so three weeks
	// late, as are those of weeks 4 to 7: together with week 8 they come in week 15 and
	// later. The order of week 2 lasts until then.
	want := []int64{100, 100, 400, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100}
	if got[2] != 400 {
		t.Errorf("orders are %v, want %v", got, want)
	}
	sum := int64(0)
	for _, n := range got[:9] {
		sum += n
	}
	if p.Lost != 0 || sum != 1200 && sum != 900 {
		t.Errorf("lost %v, orders %v", p.Lost, got)
	}
	found := false
	for _, o := range p.Orders {
		if _, closed := it.Supplier.Closed(o.Ready); closed {
			t.Errorf("%v is ready on a closed day", o.Place)
		}
		for _, r := range o.Reasons {
			found = found || r.Code == "closure"
		}
	}
	if !found {
		t.Error("no order says that it covers a closure")
	}
}

// Air is worth its freight where it saves a margin above it, and only then.
func TestPlanTopsUpByAir(t *testing.T) {
	for _, r := range []struct {
		name, margin string
		units        int64
	}{
		{"margin below the extra freight of 3.40", "3.39", 0},
		{"margin above it", "3.50", 300},
	} {
		it := stock.Item{Start: monday, Weeks: 8, Demand: flat(30, 100), Stock: []stock.Lot{{Units: 200}}, Modes: []stock.Mode{air(), ocean()}, Service: 0.95,
			Costs: stock.Costs{Margin: dec(r.margin)}}
		p, err := it.Plan()
		check(t, err)
		sent := int64(0)
		for _, o := range p.Orders {
			if o.Mode == "air" {
				sent += o.Units
			}
		}
		// Ocean comes in week 5, so that weeks 2, 3 and 4 are short.
		if sent != r.units || p.Base != "ocean" || p.Lost != float64(300-r.units) {
			t.Errorf("%s: %d by air, base %s, lost %v", r.name, sent, p.Base, p.Lost)
		}
	}
}

func TestPlanRefusals(t *testing.T) {
	good := stock.Item{Start: monday, Demand: flat(30, 1), Modes: []stock.Mode{ocean()}, Service: 0.9}
	nan := flat(30, 1)
	nan[0][3] = decimal.NewFromInt(1).InexactFloat64() * -1
	for _, r := range []struct {
		path   string
		change func(*stock.Item)
	}{
		{"start", func(i *stock.Item) { i.Start = time.Time{} }},
		{"demand", func(i *stock.Item) { i.Demand = nil }},
		{"demand[0][3]", func(i *stock.Item) { i.Demand = nan }},
		{"demand[0]", func(i *stock.Item) { i.Weeks = 31 }},
		{"weeks", func(i *stock.Item) { i.Weeks = -1 }},
		{"review", func(i *stock.Item) { i.Review = -1 }},
		{"service", func(i *stock.Item) { i.Service = 1 }},
		{"service", func(i *stock.Item) { i.Service = 0 }},
		{"modes", func(i *stock.Item) { i.Modes = nil }},
		{"modes[0].lead.mean", func(i *stock.Item) { i.Modes = []stock.Mode{{Name: "x", Lead: stock.LeadTime{Mean: -1}}} }},
		{"modes[1].name", func(i *stock.Item) { i.Modes = []stock.Mode{ocean(), ocean()} }},
		{"mode", func(i *stock.Item) { i.Mode = "rail" }},
		{"stock[0].units", func(i *stock.Item) { i.Stock = []stock.Lot{{Units: -1}} }},
		{"stock[0].received", func(i *stock.Item) { i.Stock = []stock.Lot{{Units: 1, Received: monday.AddDate(0, 0, 1)}} }},
		{"inbound[0].due", func(i *stock.Item) { i.Inbound = []stock.Inbound{{Units: 1}} }},
		{"supplier.closures[0].to", func(i *stock.Item) {
			i.Supplier.Closures = []stock.Closure{{From: monday, To: monday.AddDate(0, 0, -1)}}
		}},
		{"limits.carton", func(i *stock.Item) { i.Limits.Carton = -1 }},
		{"costs.margin", func(i *stock.Item) { i.Costs.Margin = dec("-1") }},
		{"costs.storage.aged[1].from_days", func(i *stock.Item) {
			i.Costs.Storage.Aged = []stock.AgedRate{{FromDays: 9}, {FromDays: 9}}
		}},
	} {
		it := good
		r.change(&it)
		_, err := it.Plan()
		wantFault(t, err, r.path)
	}
	if _, err := good.Plan(); err != nil {
		t.Error(err)
	}
}

// anyItem draws an item with everything that a plan knows.
func anyItem(t *rapid.T) stock.Item {
	weeks := rapid.IntRange(1, 20).Draw(t, "weeks")
	scale := rapid.SampledFrom([]float64{0, 0.01, 1, 300, 1e9}).Draw(t, "scale")
	paths := make([][]float64, rapid.IntRange(1, 6).Draw(t, "paths"))
	for i := range paths {
		paths[i] = rapid.SliceOfN(rapid.Float64Range(0, scale), weeks+rapid.IntRange(0, 1).Draw(t, "beyond")*20, -1).Draw(t, "path")
		paths[i] = append(paths[i], make([]float64, 60)...)[:weeks+8]
	}
	lead := func(name string) stock.LeadTime {
		return stock.LeadTime{Mean: rapid.Float64Range(1, 60).Draw(t, name), SD: rapid.Float64Range(0, 20).Draw(t, name+" sd")}
	}
	units := rapid.Int64Range(0, int64(5*scale)+3)
	it := stock.Item{Start: monday, Weeks: weeks, Demand: paths, Seed: 7, Review: rapid.IntRange(0, 5).Draw(t, "review"),
		Stock:   []stock.Lot{{Units: units.Draw(t, "stock"), Received: monday.AddDate(0, 0, -rapid.IntRange(0, 400).Draw(t, "age"))}, {Units: units.Draw(t, "more")}},
		Inbound: []stock.Inbound{{Units: units.Draw(t, "inbound"), Due: monday.AddDate(0, 0, rapid.IntRange(-9, 90).Draw(t, "due")), SD: rapid.Float64Range(0, 9).Draw(t, "sd")}},
		Modes: []stock.Mode{
			{Name: "ocean", Lead: lead("ocean"), PerUnit: dec("0.5"), Container: &stock.Container{Volume: 60, FillFrom: 0.8}},
			{Name: "air", Lead: lead("air"), PerUnit: dec("3"), PerOrder: dec("20")},
			{Name: "express", Lead: lead("express"), PerUnit: dec("5")}},
		Supplier:  stock.Supplier{Production: rapid.IntRange(0, 30).Draw(t, "production"), Closures: []stock.Closure{{From: monday.AddDate(0, 0, 20), To: monday.AddDate(0, 0, rapid.IntRange(20, 60).Draw(t, "closed"))}}},
		Limits:    stock.Limits{Carton: rapid.Int64Range(0, 50).Draw(t, "carton"), MOQ: rapid.Int64Range(0, 500).Draw(t, "moq"), CartonVolume: 0.1},
		Costs:     stock.Costs{Margin: dec("9"), UnitCost: dec("4"), CapitalRate: dec("0.1"), Storage: amazonLike()},
		Service:   rapid.SampledFrom([]float64{0, 0.5, 0.95, 0.999}).Draw(t, "service"),
		Committed: rapid.Bool().Draw(t, "committed"),
	}
	if rapid.Bool().Draw(t, "bounded") {
		it.Limits.Storage = rapid.Int64Range(1, 5000).Draw(t, "room")
		it.Limits.Budget = decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, 20000).Draw(t, "budget")))
	}
	return it
}

func amazonLike() stock.Storage {
	s := stock.Storage{Volume: dec("0.2"), Aged: []stock.AgedRate{{FromDays: 181, PerVolume: dec("0.5")}, {FromDays: 271, PerVolume: dec("3.8")}, {FromDays: 365, PerVolume: dec("6.9"), PerUnit: dec("0.15")}}}
	for i := range s.Monthly {
		s.Monthly[i] = dec("0.78")
		if i >= 9 {
			s.Monthly[i] = dec("2.40")
		}
	}
	return s
}

// The balances close to the last bit, nothing is below zero, and orders keep to the
// cartons, the minimum, the room and the budget.
func TestPlanBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := anyItem(t)
		p, err := it.Plan()
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Weeks) != it.Weeks {
			t.Fatalf("%d weeks", len(p.Weeks))
		}
		opening := 0.0
		for _, l := range it.Stock {
			opening += float64(l.Units)
		}
		ordered := map[string]int64{}
		for i, w := range p.Weeks {
			if w.Opening != opening || w.Opening+w.Arrivals-w.Sales != w.Closing || w.Sales+w.Lost != w.Demand {
				t.Fatalf("week %d does not close: %+v", i, w)
			}
			if w.Arrivals < 0 || w.Sales < 0 || w.Lost < 0 || w.Closing < 0 || w.Ordered < 0 || w.Storage.IsNegative() || w.Aged.IsNegative() ||
				!(w.StockOut >= 0 && w.StockOut <= 1.000001) || !(w.Cover >= 0 && w.Cover <= stock.MaxDays) || !(w.High >= 0) {
				t.Fatalf("week %d: %+v", i, w)
			}
			opening = w.Closing
			ordered[w.Start.Format(time.DateOnly)] += w.Ordered
		}
		carton := max(1, it.Limits.Carton)
		goods, freight := decimal.Zero, decimal.Zero
		for _, o := range p.Orders {
			if o.Units <= 0 || o.Units != o.Cartons*carton || len(o.Reasons) == 0 {
				t.Fatalf("order %+v", o)
			}
			if o.Ready.Before(o.Place) || o.Due.Before(o.Ready) {
				t.Fatalf("order %+v", o)
			}
			if _, closed := it.Supplier.Closed(o.Ready); closed {
				t.Fatalf("ready on a closed day: %+v", o)
			}
			goods, freight = goods.Add(o.Cost), freight.Add(o.Freight)
			ordered[o.Place.Format(time.DateOnly)] -= o.Units
		}
		for d, n := range ordered {
			if n != 0 {
				t.Fatalf("the rows of %s miss %d ordered units", d, n)
			}
		}
		if !goods.Equal(p.Cost.Goods) || !freight.Equal(p.Cost.Freight) {
			t.Fatal("the orders do not sum to the cost")
		}
		if it.Limits.Budget.Valid && goods.GreaterThan(it.Limits.Budget.Decimal) {
			t.Fatalf("%s is over the budget %s", goods, it.Limits.Budget.Decimal)
		}
		again, err := it.Plan()
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Fatal("the same item has another plan")
		}
	})
}

// Nobody buys: nothing is ordered.
func TestPlanWithoutDemand(t *testing.T) {
	it := stock.Item{Start: monday, Demand: flat(40, 0), Stock: []stock.Lot{{Units: 5}}, Modes: []stock.Mode{ocean(), air()}, Costs: stock.Costs{Margin: dec("3")}, Limits: stock.Limits{MOQ: 100}}
	p, err := it.Plan()
	check(t, err)
	if len(p.Orders) != 0 || p.FillRate != 1 || p.Weeks[0].Cover != stock.MaxDays {
		t.Errorf("%+v", p)
	}
}
