package kpi

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Every divisor of every metric, set to 0 by the inputs in it, makes the metric
// undefined: no infinity, no silent 0.
func TestEveryDivisorAtZero(t *testing.T) {
	for m := range Metrics() {
		root := m.Formula.Expand().root
		root.walk(func(n *node) {
			if n.op != opOver {
				return
			}
			zero := map[string]bool{}
			n.args[1].walk(func(n *node) { zero[n.name] = n.op == opName })
			if zero[string(PeriodDays)] && len(zero) == 1 {
				return // a period has days
			}
			facts := Facts{Period: Day(2026, 7, 1), Currency: fx.USD, Basis: OrderedBasis, Known: map[InputCode]Fact{}}
			for i, code := range m.Formula.Inputs() {
				if code == PeriodDays {
					continue
				}
				fact := Fact{Amount: decimal.New(int64(7+i), 0)}
				if zero[string(code)] {
					fact.Amount = decimal.Decimal{}
				}
				facts.Known[code] = fact
				if b := shippedInputs().by[code].Basis; b == ShippedBasis {
					facts.Basis = b
				}
			}
			r, err := Evaluate(m, facts)
			if err != nil || r.Value.State != Undefined {
				t.Errorf("%s with %s at 0 is %s, %v", m.Code, Formula{n.args[1]}, r.Value, err)
			}
		})
	}
}

// Every formula of the tables was read.
func TestWrittenFormulas(t *testing.T) {
	for m := range Metrics() {
		if m.Formula.IsZero() {
			t.Errorf("the formula of %s cannot be read", m.Code)
		}
	}
}
