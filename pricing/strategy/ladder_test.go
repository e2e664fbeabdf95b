package strategy_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

func variant(name string, size int, least, most string) strategy.Variant {
	v := strategy.Variant{Name: name, Size: size}
	if least != "" {
		v.Limits.Least = known(least)
	}
	if most != "" {
		v.Limits.Most = known(most)
	}
	return v
}

// priced is what a ladder proposes, in the order given.
func priced(t *testing.T, l strategy.Ladder) string {
	t.Helper()
	proposals, err := l.Propose()
	var clash *strategy.ConflictError
	if errors.As(err, &clash) {
		if noPrice(t, err) != "conflict" {
			t.Errorf("%v is no conflict", err)
		}
		var texts []string
		for _, c := range clash.Constraints {
			texts = append(texts, c.String())
		}
		return strings.Join(texts, ", ")
	}
	if err != nil {
		return noPrice(t, err)
	}
	var texts []string
	for _, p := range proposals {
		text, last := fx.Plain(p.Price), p.Wanted
		for _, s := range p.Steps {
			text += " " + s.Code
			if !s.From.Equal(last) {
				t.Errorf("step %+v does not lead on from %s", s, last)
			}
			last = s.To
		}
		if !last.Equal(p.Price) {
			t.Errorf("steps lead to %s, the price is %s", last, p.Price)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}

func TestLadder(t *testing.T) {
	packs := func(l strategy.Ladder, variants ...strategy.Variant) strategy.Ladder {
		l.Currency, l.Variants = fx.USD, variants
		if !l.Base.Valid {
			l.Base = known("10")
		}
		l.Packs = true
		return l
	}
	free := func(name string, size int) strategy.Variant { return variant(name, size, "", "") }
	wants := func(v strategy.Variant, price string) strategy.Variant {
		v.Wanted = known(price)
		return v
	}
	for _, row := range []struct {
		name   string
		ladder strategy.Ladder
		want   string
	}{
		{"in proportion", packs(strategy.Ladder{Base: known("9.99")}, free("3", 3), free("1", 1), free("2", 2)), "29.97, 9.99, 19.98"},
		{"in proportion, rounded down", packs(strategy.Ladder{Base: known("10")}, free("3", 3), free("4", 4)), "10, 13.33"},
		{"constant steps", packs(strategy.Ladder{Step: known("7.5")}, free("1", 1), free("2", 2), free("4", 4)), "10, 17.5, 25"},
		{"steps too wide for packs", packs(strategy.Ladder{Step: known("12")}, free("1", 1), free("2", 2), free("3", 3)), "10, 20 ladder, 30 ladder"},
		{"a shared cut", packs(strategy.Ladder{Cut: known("0.15")},
			strategy.Variant{Name: "1", Size: 1, Regular: known("9.99")}, strategy.Variant{Name: "2", Size: 2, Regular: known("18.99")}), "8.5 minor_unit, 16.15 minor_unit"},
		{"the unit price of the pair is on the line", packs(strategy.Ladder{}, free("1", 1), wants(free("2", 2), "20")), "10, 20"},
		{"and a cent above it", packs(strategy.Ladder{}, free("1", 1), wants(free("2", 2), "20.01")), "10, 20 ladder"},
		{"a floor of the pack lifts the single", packs(strategy.Ladder{}, free("1", 1), variant("2", 2, "20.01", "")), "10.01 ladder, 20.01 least"},
		{"a larger pack may cost more per unit than a smaller, not than the single", packs(strategy.Ladder{}, free("1", 1), wants(free("2", 2), "19"), wants(free("3", 3), "29")), "10, 19, 29"},
		{"a floor of the single lifts all", packs(strategy.Ladder{}, variant("1", 1, "25", ""), wants(free("2", 2), "19")), "25 least, 25 ladder"},
		{"a least step", packs(strategy.Ladder{LeastStep: amt("1.005")}, wants(free("1", 1), "25"), wants(free("2", 2), "19")), "25, 26.01 ladder"},
		{"a most below the single", packs(strategy.Ladder{}, free("1", 1), variant("2", 2, "", "9")), "9 ladder, 9 most"},
		{"sizes that are no packs", strategy.Ladder{Currency: fx.USD, Base: known("10"), Variants: []strategy.Variant{free("250 ml", 250), wants(free("500 ml", 500), "22")}}, "10, 22"},
		{"yen", strategy.Ladder{Currency: fx.JPY, Base: known("1000"), Step: known("500"), Packs: true, Variants: []strategy.Variant{free("1", 1), free("2", 2)}}, "1000, 1500"},
		{"pack rule against limits", packs(strategy.Ladder{}, variant("1", 1, "", "10"), variant("2", 2, "20.01", "")), "limits of 1, limits of 2, pack of 1 and 2"},
		{"order against limits", packs(strategy.Ladder{}, variant("1", 1, "10", ""), variant("2", 2, "", "9.99")), "limits of 1, limits of 2, order of 1 and 2"},
		{"order through the one between", packs(strategy.Ladder{}, variant("1", 1, "10", ""), free("2", 2), variant("3", 3, "", "9.99")), "limits of 1, limits of 3, order of 1 and 2, order of 2 and 3"},
		{"steps against packs alone", packs(strategy.Ladder{LeastStep: amt("10.01")}, variant("1", 1, "", "10"), free("2", 2)), "limits of 1, order of 1 and 2, pack of 1 and 2"},
		{"limits of one", packs(strategy.Ladder{}, free("1", 1), variant("2", 2, "20", "19")), "least_above_most"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := priced(t, row.ladder); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

// With the ladder at four cents and less, each vector of prices is looked at: the
// result is the nearest in the order of size, the higher of two, and a conflict names
// constraints that contradict one another, each of them needed.
func propLadderEqualsBruteForce(t *rapid.T) {
	const last = 14
	n := rapid.IntRange(1, 4).Draw(t, "variants")
	l := strategy.Ladder{Currency: fx.USD, Packs: rapid.Bool().Draw(t, "packs"), LeastStep: decimal.New(rapid.Int64Range(0, 40).Draw(t, "least step"), -3)}
	size := 0
	for i := range n {
		size += rapid.IntRange(1, 2).Draw(t, "more")
		v := strategy.Variant{Name: string(rune('a' + i)), Size: size, Limits: genLimits(t, last), Wanted: knownCents(rapid.Int64Range(1, last).Draw(t, "wanted"))}
		v.Limits.Most = knownCents(rapid.Int64Range(1, last).Draw(t, "most"))
		l.Variants = append(l.Variants, v)
	}
	step := l.LeastStep.RoundCeil(2).Shift(2).IntPart()

	alone := make([]int64, n) // what each would be alone
	for i, v := range l.Variants {
		p, _, err := v.Limits.Fit(v.Wanted.Decimal, strategy.Up)
		if err != nil {
			if got, err2 := l.Propose(); noPrice(t, err2) == "" || noPrice(t, err2) == "conflict" {
				t.Fatalf("%v, %v although %s has no price", got, err2, v.Name)
			}
			return
		}
		alone[i] = p.Shift(2).IntPart()
	}
	// nearest over all vectors that meet the constraints that hold.
	var best []int64
	search := func(holds func(strategy.Constraint) bool, most int64) []int64 {
		best = nil
		var prices [4]int64
		var walk func(i int)
		walk = func(i int) {
			if i == n {
				if best == nil || nearer(prices[:n], best, alone) {
					best = append([]int64{}, prices[:n]...)
				}
				return
			}
			name := l.Variants[i].Name
			for c := int64(1); c <= most; c++ {
				if !admits(l.Variants[i].Limits, c) && holds(strategy.Constraint{Code: "limits", Names: []string{name}}) {
					continue
				}
				if i > 0 {
					before, first := l.Variants[i-1].Name, l.Variants[0].Name
					if c < prices[i-1]+step && holds(strategy.Constraint{Code: "order", Names: []string{before, name}}) {
						continue
					}
					if l.Packs && c*int64(l.Variants[0].Size) > prices[0]*int64(l.Variants[i].Size) && holds(strategy.Constraint{Code: "pack", Names: []string{first, name}}) {
						continue
					}
				}
				prices[i] = c
				walk(i + 1)
			}
		}
		walk(0)
		return best
	}
	all := func(strategy.Constraint) bool { return true }
	want := search(all, last)
	// The order of the variants does not matter.
	order := rapid.Permutation(l.Variants).Draw(t, "order")
	shuffled := l
	shuffled.Variants = order
	got, err := shuffled.Propose()
	if want == nil {
		var clash *strategy.ConflictError
		if !errors.As(err, &clash) {
			t.Fatalf("%v, %v although no vector meets the rules", got, err)
		}
		in := func(list []strategy.Constraint) func(strategy.Constraint) bool {
			return func(c strategy.Constraint) bool {
				for _, other := range list {
					if c.String() == other.String() {
						return true
					}
				}
				return false
			}
		}
		// Beyond the limits a price may have to be a step further up for each variant.
		const far = last + 4*4
		if n <= 3 {
			if search(in(clash.Constraints), far) != nil {
				t.Fatalf("%v can be met together", clash.Constraints)
			}
			for i := range clash.Constraints {
				rest := append(append([]strategy.Constraint{}, clash.Constraints[:i]...), clash.Constraints[i+1:]...)
				if search(in(rest), far) == nil {
					t.Fatalf("%v is not needed in %v", clash.Constraints[i], clash.Constraints)
				}
			}
		}
		return
	}
	if err != nil {
		t.Fatalf("%v although %v meets the rules", err, want)
	}
	for i, v := range l.Variants {
		for j := range order {
			if order[j].Name == v.Name && !got[j].Price.Equal(cents(want[i])) {
				t.Fatalf("%s costs %s, want %v near %v", v.Name, got[j].Price, want, alone)
			}
		}
	}
}

// nearer reports whether a is nearer to wanted than b: at the first place where their
// distances differ, or the higher there.
func nearer(a, b, wanted []int64) bool {
	dist := func(x, y int64) int64 { return max(x-y, y-x) }
	for i := range a {
		if da, db := dist(a[i], wanted[i]), dist(b[i], wanted[i]); da != db {
			return da < db
		}
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return false
}

func TestLadderEqualsBruteForce(t *testing.T) { rapid.Check(t, propLadderEqualsBruteForce) }
func FuzzLadderEqualsBruteForce(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propLadderEqualsBruteForce)) }

func TestLadderFaults(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 999999999))
	bad := strategy.Ladder{
		Base: known("0"), Step: known("-1"), Cut: known("1"), LeastStep: huge.Decimal,
		Variants: []strategy.Variant{
			{Name: "a", Size: 1, Regular: known("1"), Limits: strategy.Limits{Least: known("-1")}}, {Name: "a", Size: 1, Wanted: huge}, {Regular: huge}, {Name: "d", Size: 100_001},
		},
	}
	want := []string{
		"currency", "base", "step", "cut", "cut", "least_step", "variants[0].limits.least", "variants[1].name", "variants[1].size",
		"variants[1].wanted", "variants[2].name", "variants[2].size", "variants[2].regular", "variants[3].size", "variants[3].regular",
	}
	_, err := bad.Propose()
	if diff := cmp.Diff(want, paths(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if _, err := (strategy.Ladder{}).Propose(); strings.Join(paths(t, err), " ") != "currency variants" {
		t.Errorf("the zero Ladder: %v", err)
	}
	none := strategy.Ladder{Currency: fx.USD, Variants: []strategy.Variant{variant("1", 1, "", "")}}
	if _, err := none.Propose(); strings.Join(paths(t, err), " ") != "variants[0].wanted" {
		t.Errorf("no price: %v", err)
	}
	none.Base, none.Step = known("999999999"), known("1")
	none.Variants = append(none.Variants, variant("2", 2, "", ""), variant("3", 3, "", ""))
	if _, err := none.Propose(); strings.Join(paths(t, err), " ") != "variants[2].wanted" {
		t.Errorf("steps beyond any price: %v", err)
	}
}

// The largest sizes, prices and numbers of variants and runs neither overflow nor take
// long.
func TestLadderLarge(t *testing.T) {
	l := strategy.Ladder{Currency: "CLF", Base: known("10"), Packs: true} // four decimals
	for i := range 100 {
		v := strategy.Variant{Name: string(rune('A' + i)), Size: 100_000 - i, Limits: strategy.Limits{Admissible: []pricing.Interval{}}}
		for from := int64(0); from < 50; from++ {
			v.Limits.Admissible = append(v.Limits.Admissible, pricing.Interval{From: decimal.New(from*10_000_000+int64(i), 0), To: decimal.New(from*10_000_000+int64(i)+9_000_000, 0)})
		}
		l.Variants = append(l.Variants, v)
	}
	if got, err := l.Propose(); err != nil || len(got) != 100 {
		t.Errorf("%v", err)
	}
	l.LeastStep = amt("9000000")
	if got := priced(t, l); !strings.Contains(got, "order") {
		t.Errorf("got %s", got)
	}
}
