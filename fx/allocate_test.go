package fx_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestAllocate(t *testing.T) {
	for _, test := range []struct {
		name    string // with the id of the published example and its source
		total   string
		units   int
		weights string
		want    string
	}{
		{"fx-alloc-01: brick/money README (MIT)", "1.00", 2, "2 3 1", "0.33 0.50 0.17"},
		{"fx-alloc-02: brick/money MoneyTest (MIT)", "100.00", 2, "30 20 40", "33.33 22.22 44.45"},
		{"fx-alloc-05a: moneyphp/money MoneyTest (MIT)", "5", 0, "3 7", "2 3"},
		{"fx-alloc-05b", "101", 0, "3 7", "30 71"},
		{"fx-alloc-05c", "5", 0, "0 7 3", "0 4 1"},
		{"fx-alloc-05d", "2", 0, "1 1 1", "1 1 0"},
		{"fx-alloc-05e: mirror asked for in RubyMoney/money issue 652", "-5", 0, "7 3", "-4 -1"},
		{"fx-alloc-08: computed", "6832.20", 2, "120 80 133", "2462.05 1641.37 2728.78"},
		{"the share that deserves the cent gets it", "10.01", 2, "1 3", "2.50 7.51"},
		{"nothing to split", "0", 2, "1 2", "0.00 0.00"},
		{"one part", "-12.34", 2, "0.001", "-12.34"},
		{"more parts than cents", "0.02", 2, "1 1 1 1 1", "0.01 0.01 0.00 0.00 0.00"},
		{"fractions in common scale", "1.00", 2, "0.3333 1e2 12.5", "0.00 0.89 0.11"},
		{"one dominates", "0.01", 2, "1e-12 999999999999999999", "0.00 0.01"},
		{"zero weights at both ends", "0.05", 2, "0 1 1 0", "0.00 0.03 0.02 0.00"},
		{"total with more zeros than the grid", "1.000", 2, "1 1", "0.50 0.50"},
	} {
		t.Run(test.name, func(t *testing.T) {
			parts, err := fx.Allocate(dec(test.total), test.units, decs(strings.Fields(test.weights)...))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, part := range parts {
				got = append(got, part.StringFixed(int32(test.units)))
			}
			if diff := cmp.Diff(strings.Fields(test.want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestAllocateRefuses(t *testing.T) {
	for _, test := range []struct {
		name    string
		total   string
		units   int
		weights []decimal.Decimal
		fields  []string
	}{
		{"no weights", "1", 2, nil, []string{"weights"}},
		{"zero weights", "1", 2, decs("0", "0.00"), []string{"weights"}},
		{"negative weights", "1", 2, decs("1", "-1", "-0.5"), []string{"weights[1]", "weights[2]"}},
		{"off the grid", "1.005", 2, decs("1"), []string{"total"}},
		{"negative units", "1", -1, decs("1"), []string{"minor_units"}},
		{"too many units", "1", 13, decs("1"), []string{"minor_units"}},
		{"everything at once", "1.5", 0, decs("-1"), []string{"total", "weights[0]"}},
		{"huge", "1", 2, []decimal.Decimal{decimal.New(1, 1e9), decimal.New(1, -1e9)}, []string{"weights[0]", "weights[1]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			parts, err := fx.Allocate(dec(test.total), test.units, test.weights)
			var got []string
			for _, fault := range fx.Faults(err) {
				var in *fx.InputError
				if errors.As(fault, &in) {
					got = append(got, in.Field)
				}
			}
			if diff := cmp.Diff(test.fields, got); diff != "" || parts != nil {
				t.Errorf("parts %v (-want +got)\n%s", parts, diff)
			}
		})
	}
}

func TestMoneyAllocate(t *testing.T) {
	parts, err := money(t, "1000 JPY").Allocate(decs("1", "1", "1")...)
	if err != nil {
		t.Fatal(err)
	}
	want := []fx.Money{money(t, "334 JPY"), money(t, "333 JPY"), money(t, "333 JPY")}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, m := range []fx.Money{{}, {Amount: dec("1"), Currency: "QQQ"}, {Amount: dec("1"), Currency: "XAU"}, money(t, "0.001 USD")} {
		if parts, err := m.Allocate(dec("1")); err == nil {
			t.Errorf("%s is split into %v", m, parts)
		}
	}
}

func TestAllocateKeepsItsArguments(t *testing.T) {
	weights := decs("2", "3", "1.5")
	if _, err := fx.Allocate(dec("1.00"), 2, weights); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decs("2", "3", "1.5"), weights); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

type split struct {
	total   decimal.Decimal
	units   int
	weights []decimal.Decimal
}

func genSplit() *rapid.Generator[split] {
	weight := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "weight"), -rapid.Int32Range(0, 6).Draw(t, "places"))
	})
	return rapid.Custom(func(t *rapid.T) split {
		units := rapid.IntRange(0, 4).Draw(t, "units")
		return split{
			total:   decimal.New(rapid.Int64Range(-10_000_000, 10_000_000).Draw(t, "total"), -int32(units)),
			units:   units,
			weights: rapid.SliceOfN(weight, 1, 12).Draw(t, "weights"),
		}
	}).Filter(func(s split) bool {
		for _, w := range s.weights {
			if w.IsPositive() {
				return true
			}
		}
		return false
	})
}

// Parts add up to the whole, each is within one unit of its share, and a weight
// of zero gets nothing.
func propAllocateConserves(t *rapid.T) {
	s := genSplit().Draw(t, "split")
	parts, err := fx.Allocate(s.total, s.units, s.weights)
	if err != nil {
		t.Fatal(err)
	}
	var partSum, weightSum decimal.Decimal
	for i, part := range parts {
		partSum, weightSum = partSum.Add(part), weightSum.Add(s.weights[i])
	}
	if !partSum.Equal(s.total) || len(parts) != len(s.weights) {
		t.Fatalf("%d parts sum to %s, want %s", len(parts), partSum.StringFixed(4), s.total.StringFixed(4))
	}
	unit := decimal.New(1, -int32(s.units))
	for i, part := range parts {
		// |part - total*w/W| < unit, without dividing
		off := part.Mul(weightSum).Sub(s.total.Mul(s.weights[i])).Abs()
		if off.GreaterThanOrEqual(unit.Mul(weightSum)) {
			t.Fatalf("part %d is %s, a unit or more off its share", i, part.StringFixed(4))
		}
		if s.weights[i].IsZero() && !part.IsZero() {
			t.Fatalf("part %d is %s, want nothing", i, part.StringFixed(4))
		}
		if !part.Equal(part.Truncate(int32(s.units))) {
			t.Fatalf("part %d is %s, off the grid", i, part.StringFixed(8))
		}
	}
}

func TestAllocateConserves(t *testing.T) { rapid.Check(t, propAllocateConserves) }
func FuzzAllocateConserves(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAllocateConserves)) }

// A refund is split exactly like its sale.
func propAllocateMirrors(t *rapid.T) {
	s := genSplit().Draw(t, "split")
	sale, err := fx.Allocate(s.total, s.units, s.weights)
	if err != nil {
		t.Fatal(err)
	}
	refund, err := fx.Allocate(s.total.Neg(), s.units, s.weights)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sale {
		if !refund[i].Equal(sale[i].Neg()) {
			t.Fatalf("part %d is %s, of the refund %s", i, sale[i].StringFixed(4), refund[i].StringFixed(4))
		}
	}
}

func TestAllocateMirrors(t *testing.T) { rapid.Check(t, propAllocateMirrors) }
func FuzzAllocateMirrors(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAllocateMirrors)) }

// A unit that is left over goes to the larger remainder: taking it from a part
// and giving it to another never brings both closer to their shares.
func propAllocateIsFair(t *rapid.T) {
	s := genSplit().Draw(t, "split")
	s.total = s.total.Abs()
	parts, err := fx.Allocate(s.total, s.units, s.weights)
	if err != nil {
		t.Fatal(err)
	}
	var sum decimal.Decimal
	for _, w := range s.weights {
		sum = sum.Add(w)
	}
	// excess_i = part_i*W - total*w_i, above 0 for parts that were given a unit
	excess := make([]decimal.Decimal, len(parts))
	for i, part := range parts {
		excess[i] = part.Mul(sum).Sub(s.total.Mul(s.weights[i]))
	}
	unit := decimal.New(1, -int32(s.units)).Mul(sum)
	for i := range parts {
		for j := range parts {
			if excess[i].Sign() <= 0 || excess[j].Sign() >= 0 {
				continue // i was given a unit and j was not
			}
			ahead := unit.Sub(excess[i]).Cmp(excess[j].Neg())
			if ahead < 0 || ahead == 0 && i > j {
				t.Fatalf("part %d got a unit before part %d: %v", i, j, parts)
			}
		}
	}
}

func TestAllocateIsFair(t *testing.T) { rapid.Check(t, propAllocateIsFair) }
func FuzzAllocateIsFair(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAllocateIsFair)) }
