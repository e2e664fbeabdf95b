package landed_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var allRules = []landed.Remainder{landed.LargestRemainder, landed.OdooUp, landed.OdooHalfUp, landed.ERPNextLast, landed.ERPNextLargest}

func moneyOf(t testing.TB, text string) fx.Money {
	t.Helper()
	m, err := fx.ParseMoney(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// weightsOf reads weights "a:1 b:2.5", or "1 2.5" for lines named a, b, c and so on.
func weightsOf(text string) []landed.Weight {
	var out []landed.Weight
	for i, word := range strings.Fields(text) {
		key, weight, named := strings.Cut(word, ":")
		if !named {
			key, weight = string(rune('a'+i)), word
		}
		out = append(out, landed.Weight{Key: key, Weight: feetest.Dec(weight)})
	}
	return out
}

// amountsOf writes amounts with the decimals of their currency.
func amountsOf(shares []fx.Money) string {
	var out []string
	for _, share := range shares {
		amount, _, _ := strings.Cut(share.String(), " ")
		out = append(out, amount)
	}
	return strings.Join(out, " ")
}

func TestAllocate(t *testing.T) {
	const largest = landed.LargestRemainder
	for _, test := range []struct {
		name           string // with the id of the published example and its source
		total, weights string
		rule           landed.Remainder
		want           string
	}{
		{"S01: odoo/odoo test_stock_landed_costs_purchase.py, equal", "10 USD", "1 1", largest, "5.00 5.00"},
		{"S01: by quantity", "150 USD", "5 10", largest, "50.00 100.00"},
		{"S01: by weight", "250 USD", "50 200", largest, "50.00 200.00"},
		{"S01: by volume", "20 USD", "5 15", largest, "5.00 15.00"},
		{"S02: odoo/odoo test_stock_landed_costs_rounding.py", "15 USD", "1", landed.OdooUp, "15.00"},
		{"S02: the other cost", "11 USD", "1", landed.OdooHalfUp, "11.00"},
		{"S03: odoo/odoo issue 72494, where the sum was 332", "333 XPF", "666 133 131 525", largest, "152 31 30 120"},
		{"S03: rounded up", "333 XPF", "666 133 131 525", landed.OdooUp, "153 31 30 119"},
		{"S03: rounded half up", "333 XPF", "666 133 131 525", landed.OdooHalfUp, "152 30 30 121"},
		{"S09: frappe/erpnext test_landed_cost_voucher.py", "123.22 INR", "250 250 250", landed.ERPNextLast, "41.07 41.07 41.08"},
		{"S09: to the largest, the first of equals", "123.22 INR", "250 250 250", landed.ERPNextLargest, "41.08 41.07 41.07"},
		{"S09: by key", "123.22 INR", "c:250 a:250 b:250", largest, "41.07 41.08 41.07"},
		{"S10: frappe/erpnext", "80 INR", "120 200 0", landed.ERPNextLast, "30.00 50.00 0.00"},
		{"S11: 100 INR and 10 USD at 62.9 on one item", "729 INR", "1", landed.ERPNextLast, "729.00"},
		{"S13: frappe/erpnext", "50 INR", "250 250", landed.ERPNextLast, "25.00 25.00"},
		{"S16: landedcost.co, by units", "4000 USD", "3000 2800", largest, "2068.97 1931.03"},
		{"S16: by volume", "4000 USD", "1.5 58.5", largest, "100.00 3900.00"},
		{"odoo/odoo pull request 190449, before it (its text says 1.11, which is not 6.85 in all)", "6.85 USD", "1 1 1 1 1 1", landed.OdooUp, "1.15 1.15 1.15 1.15 1.15 1.10"},
		{"odoo/odoo pull request 190449, after it", "6.85 USD", "1 1 1 1 1 1", landed.OdooHalfUp, "1.14 1.14 1.14 1.14 1.14 1.15"},
		{"odoo/odoo pull request 77155", "1000 USD", "6 6 3 6", landed.OdooUp, "285.72 285.72 142.86 285.70"},

		{"no decimals", "1000 JPY", "1 1 1", largest, "334 333 333"},
		{"three decimals", "1 KWD", "1 1 1", largest, "0.334 0.333 0.333"},
		{"three decimals, the last", "1 KWD", "1 1 1", landed.OdooUp, "0.334 0.334 0.332"},
		{"fewer cents than lines", "0.02 USD", "1 1 1 1", largest, "0.01 0.01 0.00 0.00"},
		{"fewer cents than lines, rounded up", "0.02 USD", "1 1 1 1", landed.OdooUp, "0.01 0.01 0.01 -0.01"},
		{"fewer cents than lines, half up", "0.03 USD", "1 1 1 1", landed.OdooHalfUp, "0.01 0.01 0.01 0.00"},
		{"the last goes below zero", "0.06 USD", "1 1 1 1 1 1 1 1 1 1", landed.ERPNextLast, "0.01 0.01 0.01 0.01 0.01 0.01 0.01 0.01 0.01 -0.03"},
		{"the largest does not", "0.06 USD", "1 1 1 1 1 1 1 1 1 1", landed.ERPNextLargest, "0.00 0.00 0.00 0.00 0.01 0.01 0.01 0.01 0.01 0.01"},
		{"a half goes up", "0.05 USD", "1 1", landed.OdooHalfUp, "0.03 0.02"},
		{"a half goes to the even cent", "0.05 USD", "1 1", landed.ERPNextLast, "0.02 0.03"},
		{"a half goes to the even cent above", "0.03 USD", "1 1", landed.ERPNextLast, "0.02 0.01"},
		{"a credit", "-0.05 USD", "1 2 2", largest, "-0.01 -0.02 -0.02"},
		{"a credit, rounded up", "-10 USD", "1 1 1", landed.OdooUp, "-3.34 -3.34 -3.32"},
		{"a credit, half up", "-0.05 USD", "1 1", landed.OdooHalfUp, "-0.03 -0.02"},
		{"a credit to the largest", "-0.10 USD", "1 4 1", landed.ERPNextLargest, "-0.02 -0.06 -0.02"},
		{"nothing", "0 USD", "1 2", largest, "0.00 0.00"},
		{"nothing, without a base", "0 USD", "0 0", landed.OdooUp, "0.00 0.00"},
		{"without a base, Odoo splits equally", "1 USD", "0 0 0", landed.OdooUp, "0.34 0.34 0.32"},
		{"without a base, half up", "1 USD", "0 0 0", landed.OdooHalfUp, "0.33 0.33 0.34"},
		{"a weight of nothing gets nothing", "0.05 USD", "0 1 1 0", largest, "0.00 0.03 0.02 0.00"},
		{"but it takes the difference", "1 USD", "1 1 1 0", landed.OdooHalfUp, "0.33 0.33 0.33 0.01"},
		{"ties by key", "0.03 USD", "d:1 b:1 a:1 c:1", largest, "0.00 0.01 0.01 0.01"},
		{"ties of one key by weight", "0.01 USD", "a:1 a:3", largest, "0.00 0.01"},
		{"ties of one key, the larger weight", "0.04 USD", "b:4 a:1 a:3", largest, "0.02 0.00 0.02"},
		{"total with more zeros than the grid", "1.000 USD", "1 1", largest, "0.50 0.50"},
		{"a million million million", "999999999999999999.99 USD", "1 1 1", largest, "333333333333333333.33 333333333333333333.33 333333333333333333.33"},
		{"the same credit, rounded up", "-999999999999999999.98 USD", "1 1 1", landed.OdooUp, "-333333333333333333.33 -333333333333333333.33 -333333333333333333.32"},
		{"weights of many digits", "1 USD", "1e-12 999999999999999999 999999999999999999", largest, "0.00 0.50 0.50"},
		{"ties by key of weights of many digits", "0.01 USD", "b:999999999999999999 a:999999999999999999 c:1e-12", largest, "0.00 0.01 0.00"},
		{"weights that fit 64 bits and their sum does not", "1 USD", "999999999999999999 999999999999999999 0.1", largest, "0.50 0.50 0.00"},
		{"weights of 20 digits", "1 USD", "20000000000000000000 10000000000000000000", largest, "0.67 0.33"},
		{"weights that only look large", "1 USD", "1e30 3e30", largest, "0.25 0.75"},
		{"more decimals than the bounds of an input, from a product", "1 USD", "0.000000000000000001 0.000000000000000003", largest, "0.25 0.75"},
	} {
		t.Run(test.name, func(t *testing.T) {
			shares, err := landed.Allocate(moneyOf(t, test.total), weightsOf(test.weights), test.rule)
			if err != nil {
				t.Fatal(err)
			}
			if got := amountsOf(shares); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestAllocateRefuses(t *testing.T) {
	usd := func(d decimal.Decimal) fx.Money { return fx.Money{Amount: d, Currency: fx.USD} }
	huge := []landed.Weight{{Weight: decimal.New(1, 1e9)}, {Weight: decimal.New(1, -1e9)}, {Weight: feetest.Dec(strings.Repeat("9", 300))}}
	for _, test := range []struct {
		name    string
		total   fx.Money
		weights []landed.Weight
		rule    landed.Remainder
		fields  []string
	}{
		{"no weights", usd(decimal.New(1, 0)), nil, "", []string{"weights"}},
		{"zero weights", usd(decimal.New(1, 0)), weightsOf("0 0.00"), "", []string{"weights"}},
		{"zero weights and nothing to split", usd(decimal.Decimal{}), weightsOf("0"), "", []string{"weights"}},
		{"zero weights, ERPNext", usd(decimal.New(1, 0)), weightsOf("0 0"), landed.ERPNextLast, []string{"weights"}},
		{"zero weights, newer ERPNext", usd(decimal.New(1, 0)), weightsOf("0 0"), landed.ERPNextLargest, []string{"weights"}},
		{"negative weights", usd(decimal.New(1, 0)), weightsOf("1 -1 -0.5"), "", []string{"weights[1].weight", "weights[2].weight"}},
		{"off the grid", usd(feetest.Dec("1.005")), weightsOf("1"), "", []string{"total"}},
		{"off the grid of yen", fx.Money{Amount: feetest.Dec("0.5"), Currency: fx.JPY}, weightsOf("1"), "", []string{"total"}},
		{"no currency", fx.Money{Amount: decimal.New(1, 0)}, weightsOf("1"), "", []string{"unknown currency"}},
		{"a currency without a minor unit", fx.Money{Currency: "XAU"}, weightsOf("1"), "", []string{"total.currency"}},
		{"huge", usd(decimal.New(1, 1e9)), huge, "", []string{"total", "weights[0].weight", "weights[1].weight", "weights[2].weight"}},
		{"everything at once", usd(feetest.Dec("0.001")), weightsOf("-1"), "odoo", []string{"total", "weights[0].weight", "remainder"}},
		{"too many lines", usd(decimal.New(1, 0)), make([]landed.Weight, landed.MaxLines+1), "", []string{"weights"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			shares, err := landed.Allocate(test.total, test.weights, test.rule)
			if diff := cmp.Diff(test.fields, fieldsOf(err)); diff != "" || shares != nil {
				t.Errorf("shares %v (-want +got)\n%s", shares, diff)
			}
		})
	}
}

func TestAllocateKeepsItsArguments(t *testing.T) {
	for _, rule := range allRules {
		weights := weightsOf("b:2 a:3 c:1.5 d:999999999999999999.000000000001")
		if _, err := landed.Allocate(moneyOf(t, "1.01 USD"), weights, rule); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(weightsOf("b:2 a:3 c:1.5 d:999999999999999999.000000000001"), weights); diff != "" {
			t.Errorf("%s (-want +got)\n%s", rule, diff)
		}
	}
}

// fieldsOf lists the paths of the faults; of an unknown currency only that.
func fieldsOf(err error) []string {
	var fields []string
	for _, fault := range fx.Faults(err) {
		switch e := fault.(type) {
		case *fx.InputError:
			fields = append(fields, e.Field)
		case *fx.UnknownCurrencyError:
			fields = append(fields, "unknown currency")
		default:
			fields = append(fields, fault.Error())
		}
	}
	return fields
}

type allocation struct {
	total   fx.Money
	weights []landed.Weight
}

// genAllocation draws totals and weights, small and huge, with keys that repeat.
func genAllocation() *rapid.Generator[allocation] {
	return rapid.Custom(func(t *rapid.T) allocation {
		c := rapid.SampledFrom([]fx.Currency{fx.USD, fx.JPY, "KWD"}).Draw(t, "currency")
		places, _ := c.MinorUnits()
		total := rapid.OneOf(rapid.Int64Range(-200, 200), rapid.Int64Range(-1e9, 1e9), rapid.Int64Range(-1e18+1, 1e18-1)).Draw(t, "total")
		amount := decimal.New(total, -int32(places))
		if rapid.IntRange(0, 9).Draw(t, "huge") == 0 {
			amount = decimal.New(total%1e15, 3)
		}
		a := allocation{total: fx.Money{Amount: amount, Currency: c}}
		digits := rapid.SampledFrom([]int64{3, 1000, 1e6, 1e18}).Draw(t, "largest weight")
		places32 := rapid.SampledFrom([]int32{0, 3, 12}).Draw(t, "decimals")
		for i := range rapid.IntRange(1, 40).Draw(t, "lines") {
			w := decimal.New(rapid.Int64Range(0, digits).Draw(t, "weight"), -rapid.Int32Range(0, places32).Draw(t, "places"))
			if i == 0 && w.IsZero() {
				w = decimal.New(1, 0)
			}
			a.weights = append(a.weights, landed.Weight{Key: rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "key"), Weight: w})
		}
		return a
	})
}

// The shares sum to the total, on the grid; where the rule promises it none has the
// wrong sign; and nobody is further from the exact share than the rule can bring it.
func propAllocateSums(t *rapid.T) {
	a := genAllocation().Draw(t, "allocation")
	rule := rapid.SampledFrom(allRules).Draw(t, "rule")
	shares, err := landed.Allocate(a.total, a.weights, rule)
	if err != nil {
		t.Fatal(err)
	}
	places, _ := a.total.Currency.MinorUnits()
	unit := decimal.New(1, -int32(places))
	var sum, weights decimal.Decimal
	for i, share := range shares {
		if !share.Amount.Equal(share.Amount.Truncate(int32(places))) || share.Currency != a.total.Currency {
			t.Fatalf("share %d is %s", i, share)
		}
		sum, weights = sum.Add(share.Amount), weights.Add(a.weights[i].Weight)
	}
	if !sum.Equal(a.total.Amount) || len(shares) != len(a.weights) {
		t.Fatalf("%s: %d shares sum to %s, want %s", rule, len(shares), sum, a.total)
	}
	for i, share := range shares {
		if (rule == landed.LargestRemainder || rule == landed.ERPNextLargest) && share.Sign() == -a.total.Sign() && share.Sign() != 0 {
			t.Fatalf("%s: share %d is %s of %s", rule, i, share, a.total)
		}
		last := i == len(shares)-1
		if rule == landed.ERPNextLargest || last && rule != landed.LargestRemainder {
			continue // may have the difference
		}
		off := share.Amount.Mul(weights).Sub(a.total.Amount.Mul(a.weights[i].Weight)).Abs()
		most := unit.Mul(weights)
		if rule == landed.OdooHalfUp || rule == landed.ERPNextLast {
			most = most.Mul(feetest.Dec("0.5"))
			if off.GreaterThan(most) {
				t.Fatalf("%s: share %d is %s, more than half a unit off", rule, i, share)
			}
		} else if off.GreaterThanOrEqual(most) {
			t.Fatalf("%q: share %d is %s, a unit or more off", rule, i, share)
		}
	}
}

func TestAllocateSums(t *testing.T) { rapid.Check(t, propAllocateSums) }
func FuzzAllocateSums(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAllocateSums)) }

// A credit is the mirror of its cost, under every rule.
func propAllocateMirrors(t *rapid.T) {
	a := genAllocation().Draw(t, "allocation")
	rule := rapid.SampledFrom(allRules).Draw(t, "rule")
	cost, err := landed.Allocate(a.total, a.weights, rule)
	if err != nil {
		t.Fatal(err)
	}
	credit, err := landed.Allocate(a.total.Neg(), a.weights, rule)
	if err != nil {
		t.Fatal(err)
	}
	for i := range cost {
		if !credit[i].Neg().Equal(cost[i]) {
			t.Fatalf("%s: share %d is %s, of the credit %s", rule, i, cost[i], credit[i])
		}
	}
}

func TestAllocateMirrors(t *testing.T) { rapid.Check(t, propAllocateMirrors) }

// Shuffling the lines changes nobody's share.
func propAllocateShuffles(t *rapid.T) {
	a := genAllocation().Draw(t, "allocation")
	places := rapid.Permutation(indices(len(a.weights))).Draw(t, "order")
	shuffled := make([]landed.Weight, len(places))
	for i, from := range places {
		shuffled[i] = a.weights[from]
	}
	if diff := cmp.Diff(portions(t, a.total, a.weights), portions(t, a.total, shuffled)); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
}

func TestAllocateShuffles(t *testing.T) { rapid.Check(t, propAllocateShuffles) }
func FuzzAllocateShuffles(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAllocateShuffles)) }

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// portions lists who gets what, sorted.
func portions(t *rapid.T, total fx.Money, weights []landed.Weight) []string {
	shares, err := landed.Allocate(total, weights, landed.LargestRemainder)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(shares))
	for i, share := range shares {
		out[i] = weights[i].Key + " " + fx.Plain(weights[i].Weight) + " " + share.String()
	}
	slices.Sort(out)
	return out
}

// The kernel gives what [fx.Allocate] gives to the same lines in the order of ties:
// by key, then by weight.
func propAllocateIsTheOracle(t *rapid.T) {
	a := genAllocation().Draw(t, "allocation")
	slices.SortStableFunc(a.weights, func(x, y landed.Weight) int {
		if x.Key != y.Key {
			return strings.Compare(x.Key, y.Key)
		}
		return y.Weight.Cmp(x.Weight)
	})
	plain := make([]decimal.Decimal, len(a.weights))
	for i, w := range a.weights {
		plain[i] = w.Weight
	}
	want, err := a.total.Allocate(plain...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := landed.Allocate(a.total, a.weights, landed.LargestRemainder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
}

func TestAllocateIsTheOracle(t *testing.T) { rapid.Check(t, propAllocateIsTheOracle) }
func FuzzAllocateIsTheOracle(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAllocateIsTheOracle)) }

// Many lines of which few get a unit, and of which nearly all do, ties included: the
// selection of the kernel against the sorting of the oracle.
func TestAllocateManyLines(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for _, lines := range []int{13, 100, 501, 2000} {
		for range 20 {
			weights, plain := make([]landed.Weight, lines), make([]decimal.Decimal, lines)
			kinds := 1 + random.Int64N(50)
			for i := range weights {
				w := decimal.New(1+random.Int64N(kinds), 0)
				weights[i] = landed.Weight{Key: "sku-" + strconv.Itoa(100_000+i), Weight: w}
				plain[i] = w
			}
			total := fx.Money{Amount: decimal.New(random.Int64N(100_000), -2), Currency: fx.USD}
			want, err := total.Allocate(plain...)
			if err != nil {
				t.Fatal(err)
			}
			random.Shuffle(lines, func(i, j int) {
				weights[i], weights[j] = weights[j], weights[i]
				want[i], want[j] = want[j], want[i]
			})
			got, err := landed.Allocate(total, weights, landed.LargestRemainder)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%d lines (-want +got)\n%s", lines, diff)
			}
		}
	}
}

// 500 lines: the public function beside [fx.Allocate], and a prepared splitter for
// twelve cost kinds in allocate_bench_test.go.
func BenchmarkAllocate(b *testing.B) {
	weights, plain := make([]landed.Weight, 500), make([]decimal.Decimal, 500)
	for i := range weights {
		plain[i] = decimal.New(int64(1000+i*7919%5000), -3)
		weights[i] = landed.Weight{Key: "SKU-" + strconv.Itoa(i*7919%500), Weight: plain[i]}
	}
	total := fx.Money{Amount: decimal.New(1234567, -2), Currency: fx.USD}
	b.Run("impl=kernel", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := landed.Allocate(total, weights, landed.LargestRemainder); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := total.Allocate(plain...); err != nil {
				b.Fatal(err)
			}
		}
	})
}
