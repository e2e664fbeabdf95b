package landed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestPostUnits(t *testing.T) {
	for _, test := range []struct {
		name, total string
		units       int64
		each, last  string
	}{
		{"S04: odoo/odoo pull request 11737", "15.00 USD", 13, "1.15 USD", "1.20 USD"},
		{"one unit", "15.00 USD", 1, "15.00 USD", "15.00 USD"},
		{"it divides", "15.00 USD", 3, "5.00 USD", "5.00 USD"},
		{"rounded up", "20.00 USD", 3, "6.67 USD", "6.66 USD"},
		{"a half goes up", "0.05 USD", 2, "0.03 USD", "0.02 USD"},
		{"a credit", "-20.00 USD", 3, "-6.67 USD", "-6.66 USD"},
		{"fewer cents than units", "0.03 USD", 10, "0.00 USD", "0.03 USD"},
		{"rounding up would take the last below zero", "0.06 USD", 10, "0.00 USD", "0.06 USD"},
		{"the last is free", "0.09 USD", 10, "0.01 USD", "0.00 USD"},
		{"a credit that would", "-0.06 USD", 10, "0.00 USD", "-0.06 USD"},
		{"nothing", "0 USD", 7, "0.00 USD", "0.00 USD"},
		{"yen", "1000 JPY", 3, "333 JPY", "334 JPY"},
		{"dinars", "1 KWD", 3, "0.333 KWD", "0.334 KWD"},
		{"more than 64 bits", "999999999999999999.99 USD", 1_000_000_000, "1000000000.00 USD", "999999999.99 USD"},
	} {
		t.Run(test.name, func(t *testing.T) {
			each, last, err := landed.PostUnits(moneyOf(t, test.total), test.units)
			if err != nil {
				t.Fatal(err)
			}
			if each.String() != test.each || last.String() != test.last {
				t.Errorf("got %s and %s, want %s and %s", each, last, test.each, test.last)
			}
		})
	}
	for _, units := range []int64{0, -1, landed.MaxUnits + 1} {
		_, _, err := landed.PostUnits(moneyOf(t, "0.001 USD"), units)
		if diff := cmp.Diff([]string{"total", "units"}, fieldsOf(err)); diff != "" {
			t.Errorf("%d units (-want +got)\n%s", units, diff)
		}
	}
}

// Posted amounts sum to the total, and no unit has the other sign.
func propPostUnits(t *rapid.T) {
	total := decimal.New(rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-1e15, 1e15)).Draw(t, "cents"), -2)
	units := rapid.OneOf(rapid.Int64Range(1, 50), rapid.Int64Range(1, landed.MaxUnits)).Draw(t, "units")
	each, last, err := landed.PostUnits(fx.Money{Amount: total, Currency: fx.USD}, units)
	if err != nil {
		t.Fatal(err)
	}
	if sum := each.Amount.Mul(decimal.New(units-1, 0)).Add(last.Amount); !sum.Equal(total) {
		t.Fatalf("%d times %s and %s are %s, want %s", units-1, each, last, sum, total)
	}
	if each.Sign()*total.Sign() < 0 || last.Sign()*total.Sign() < 0 {
		t.Fatalf("%s over %d units is %s and %s", total, units, each, last)
	}
	if off := each.Amount.Mul(decimal.New(units, 0)).Sub(total).Abs(); off.GreaterThanOrEqual(decimal.New(units, -2)) {
		t.Fatalf("%s over %d units is %s each, a cent or more off", total, units, each)
	}
}

func TestPostUnitsSums(t *testing.T) { rapid.Check(t, propPostUnits) }

func TestAllocateTyped(t *testing.T) {
	for _, test := range []struct {
		name, total, typed string
		rule               landed.Remainder
		want               string // the shares, or the fields of the faults
	}{
		{"as typed", "600 USD", "100 300 200", "", "100.00 300.00 200.00"},
		{"one cent short goes to the largest", "100.00 USD", "33.33 33.34 33.32", "", "33.33 33.35 33.32"},
		{"of equals to the first key", "100.00 USD", "c:33.33 a:33.33 b:33.33", "", "33.33 33.34 33.33"},
		{"of equals to the first, ERPNext", "100.00 USD", "c:33.33 a:33.33 b:33.33", landed.ERPNextLargest, "33.34 33.33 33.33"},
		{"to the last, ERPNext", "100.00 USD", "c:33.33 a:33.33 b:33.33", landed.ERPNextLast, "33.33 33.33 33.34"},
		{"to the last, Odoo", "100.00 USD", "33.33 33.33 33.33", landed.OdooHalfUp, "33.33 33.33 33.34"},
		{"one cent too many", "100.00 USD", "33.33 33.34 33.34", landed.ERPNextLast, "33.33 33.34 33.33"},
		{"two cents short", "100.00 USD", "33.33 33.33 33.32", landed.ERPNextLast, "typed"},
		{"two cents too many", "100.00 USD", "33.34 33.34 33.34", "", "typed"},
		{"one yen", "100 JPY", "33 33 33", "", "34 33 33"},
		{"a mill", "1 KWD", "0.333 0.333 0.333", "", "0.334 0.333 0.333"},
		{"a credit", "-1 USD", "-0.33 -0.33 -0.33", "", "-0.34 -0.33 -0.33"},
		{"both ways", "5 USD", "10 -5", "", "10.00 -5.00"},
		{"a transfer between lines", "0 USD", "5 -5", "", "5.00 -5.00"},
		{"nothing", "0 USD", "0 0", "", "0.00 0.00"},
		{"nothing typed for a cent", "0.01 USD", "0 0", "", "typed"},
		{"no amounts", "0 USD", "", "", "typed"},
		{"off the grid", "1 USD", "0.333 0.667", "", "typed[0].amount typed[1].amount"},
		{"huge", "1 USD", "1e18 1", "", "typed[0].amount"},
		{"everything at once", "0.001 USD", "", "last", "typed remainder total"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var typed []landed.TypedAmount
			for _, w := range weightsOf(test.typed) {
				typed = append(typed, landed.TypedAmount{Key: w.Key, Amount: w.Weight})
			}
			shares, err := landed.AllocateTyped(moneyOf(t, test.total), typed, test.rule)
			got := amountsOf(shares)
			for i, field := range fieldsOf(err) {
				if i > 0 {
					got += " "
				}
				got += field
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestReceivableDue(t *testing.T) {
	exported := feetest.Day(t, "2026-03-31")
	for _, test := range []struct {
		name string
		r    landed.Receivable
		want string
	}{
		{"30 days", landed.Receivable{From: exported, DelayDays: feetest.Set("30")}, "2026-04-30"},
		{"at once", landed.Receivable{From: exported, DelayDays: feetest.Set("0")}, "2026-03-31"},
		{"unknown delay", landed.Receivable{From: exported}, ""},
		{"unknown day", landed.Receivable{DelayDays: feetest.Set("30")}, ""},
		{"half a day", landed.Receivable{From: exported, DelayDays: feetest.Set("0.5")}, ""},
		{"the past", landed.Receivable{From: exported, DelayDays: feetest.Set("-1")}, ""},
		{"huge", landed.Receivable{From: exported, DelayDays: decimal.NewNullDecimal(decimal.New(1, 1e9))}, ""},
	} {
		due, known := test.r.Due()
		got := ""
		if known {
			got = due.Format("2006-01-02")
		}
		if got != test.want {
			t.Errorf("%s: due %q, want %q", test.name, got, test.want)
		}
	}
}
