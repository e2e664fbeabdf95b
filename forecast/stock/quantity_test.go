package stock_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// wantFault wants an input error at a path.
func wantFault(t *testing.T, err error, path string) {
	t.Helper()
	var got []string
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(e, &in) {
			got = append(got, in.Field)
		}
	}
	if !slices.Contains(got, path) {
		t.Errorf("faults at %v, want %q: %v", got, path, err)
	}
}

func codes(q stock.Quantity) string {
	var out []string
	for _, r := range q.Reasons {
		out = append(out, r.Code)
	}
	return strings.Join(out, " ")
}

func TestQuantity(t *testing.T) {
	box := &stock.Container{Volume: 10, FillFrom: 0.8}
	budget := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }
	for _, r := range []struct {
		name   string
		limits stock.Limits
		need   float64
		have   int64
		units  int64
		codes  string
	}{
		{"nothing needed", stock.Limits{MOQ: 100}, 0, 0, 0, ""},
		{"below nothing", stock.Limits{MOQ: 100}, -5, 0, 0, ""},
		{"a part of a unit", stock.Limits{}, 0.2, 0, 1, ""},
		{"whole cartons", stock.Limits{Carton: 24}, 48, 0, 48, ""},
		{"one above", stock.Limits{Carton: 24}, 49, 0, 72, "carton"},
		{"on the minimum", stock.Limits{MOQ: 100}, 100, 0, 100, ""},
		{"below the minimum", stock.Limits{MOQ: 100}, 99, 0, 100, "moq"},
		{"minimum in cartons", stock.Limits{MOQ: 100, Carton: 24}, 9, 0, 120, "moq carton"},
		{"container not full enough", stock.Limits{Carton: 10, CartonVolume: 1, Container: box}, 70, 0, 70, ""},
		{"container filled from 80 %", stock.Limits{Carton: 10, CartonVolume: 1, Container: box}, 80, 0, 100, "container"},
		{"container exactly full", stock.Limits{Carton: 10, CartonVolume: 1, Container: box}, 100, 0, 100, ""},
		{"carton too large", stock.Limits{Carton: 10, CartonVolume: 11, Container: box}, 100, 0, 0, "container"},
		{"weight binds", stock.Limits{Carton: 1, CartonVolume: 1, CartonWeight: 500, Container: &stock.Container{Volume: 10, Weight: 1500, Most: 2}}, 9, 0, 6, "containers"},
		{"room for it", stock.Limits{Carton: 10, Storage: 100}, 60, 40, 60, ""},
		{"room for a part", stock.Limits{Carton: 10, Storage: 100}, 60, 41, 50, "storage"},
		{"no room", stock.Limits{Carton: 10, Storage: 100}, 60, 200, 0, "storage"},
		{"budget", stock.Limits{Carton: 10, UnitCost: dec("2.50"), Budget: budget("100")}, 40, 0, 40, ""},
		{"budget a cent short", stock.Limits{Carton: 10, UnitCost: dec("2.50"), Budget: budget("99.99")}, 40, 0, 30, "budget"},
		{"budget below the minimum", stock.Limits{MOQ: 40, UnitCost: dec("2.50"), Budget: budget("99.99")}, 40, 0, 0, "budget moq"},
		{"largest order", stock.Limits{Carton: 24, Most: 50}, 60, 0, 48, "carton most"},
	} {
		q, err := r.limits.Quantity(r.need, r.have)
		check(t, err)
		if q.Units != r.units || codes(q) != r.codes || !q.Cost.Equal(r.limits.UnitCost.Mul(decimal.NewFromInt(q.Units))) {
			t.Errorf("%s: %d units (%s), want %d (%s)", r.name, q.Units, codes(q), r.units, r.codes)
		}
	}
	_, err := stock.Limits{Carton: -1, CartonWeight: -1, Container: &stock.Container{FillFrom: 2}, Budget: budget("-1")}.Quantity(1e16, -1)
	for _, path := range []string{"limits.carton", "limits.carton_weight", "limits.container.fill_from", "limits.budget", "need", "have"} {
		wantFault(t, err, path)
	}
}

func TestQuantityKeepsToItsLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := stock.Limits{Carton: rapid.Int64Range(0, 60).Draw(t, "carton"), MOQ: rapid.Int64Range(0, 1000).Draw(t, "moq"), Most: rapid.Int64Range(0, 5000).Draw(t, "most"),
			Storage: rapid.Int64Range(0, 5000).Draw(t, "storage"), CartonVolume: rapid.Float64Range(0, 2).Draw(t, "volume"), CartonWeight: rapid.Float64Range(0, 30).Draw(t, "weight"),
			UnitCost: decimal.New(rapid.Int64Range(0, 10000).Draw(t, "cost"), -2)}
		if rapid.Bool().Draw(t, "container") {
			l.Container = &stock.Container{Volume: rapid.Float64Range(0, 70).Draw(t, "v"), Weight: rapid.Float64Range(0, 30000).Draw(t, "w"), FillFrom: rapid.Float64Range(0, 1).Draw(t, "fill"), Most: rapid.Int64Range(0, 4).Draw(t, "containers")}
		}
		if rapid.Bool().Draw(t, "budget") {
			l.Budget = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 1e8).Draw(t, "money"), -2))
		}
		need := rapid.Float64Range(-10, 1e5).Draw(t, "need")
		have := rapid.Int64Range(0, 6000).Draw(t, "have")
		q, err := l.Quantity(need, have)
		if err != nil {
			t.Fatal(err)
		}
		carton := max(1, l.Carton)
		switch {
		case q.Units < 0 || q.Units != q.Cartons*carton:
			t.Fatalf("%+v is no whole number of cartons", q)
		case q.Units > 0 && q.Units < l.MOQ:
			t.Fatalf("%+v is below the minimum", q)
		case l.Most > 0 && q.Units > l.Most, l.Storage > 0 && q.Units > 0 && q.Units+have > l.Storage:
			t.Fatalf("%+v is too much", q)
		case l.Budget.Valid && q.Cost.GreaterThan(l.Budget.Decimal):
			t.Fatalf("%+v is over the budget", q)
		case l.Container != nil && l.Container.Most > 0 && q.Containers > l.Container.Most, q.Fill > 1.000001:
			t.Fatalf("%+v does not fit", q)
		case float64(q.Units) < need && len(q.Reasons) == 0, need <= 0 && q.Units > 0:
			t.Fatalf("%+v has no reason", q)
		}
	})
}
