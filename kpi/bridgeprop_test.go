package kpi_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func barsOf(bars []kpi.BridgeBar) (sum decimal.Decimal, by map[kpi.BridgeEffect]decimal.Decimal) {
	by = make(map[kpi.BridgeEffect]decimal.Decimal)
	for _, bar := range bars {
		sum = sum.Add(bar.Amount)
		by[bar.Effect] = bar.Amount
	}
	return sum, by
}

// Printed, the bars lead from the start to the end, each row's bars to its change, the
// rows and the overhead to the bars, and the groups to the bars; with unknowns too.
func propBridgeTies(t *rapid.T) {
	c := genBridge(rapid.Bool().Draw(t, "unknowns")).Draw(t, "case")
	b, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	places, _ := c.opt.Currency.MinorUnits()
	minor := decimal.New(1, int32(-places))
	sum, bars := barsOf(b.Bars)
	if !b.Start.Add(sum).Equal(b.End) {
		t.Fatalf("%s and %s do not make %s", b.Start, sum, b.End)
	}
	for _, v := range []struct {
		exact   kpi.Value
		printed decimal.Decimal
	}{{b.From, b.Start}, {b.To, b.End}} {
		if v.exact.IsDefined() && b.Difference.IsDefined() && !v.exact.Round(places).Decimal.Equal(v.printed) {
			t.Fatalf("%s is printed as %s", v.exact, v.printed)
		}
	}
	change := decimal.Decimal{}
	columns := make(map[kpi.BridgeEffect]decimal.Decimal)
	wide := 0 // cells and changes a minor unit or more off
	for r := range b.Rows() {
		rowSum, rowBars := barsOf(r.Bars)
		if !rowSum.Equal(r.Change) {
			t.Fatalf("the bars of %s sum to %s, its change is %s", r.SKU, rowSum, r.Change)
		}
		change = change.Add(r.Change)
		for e := range kpi.BridgeEffects() {
			columns[e] = columns[e].Add(rowBars[e])
			exact := b.Cell(r.SKU, r.Channel, e)
			if !exact.IsDefined() {
				continue
			}
			off := new(big.Rat).Abs(less(ratOf(exact), rat(rowBars[e])))
			if off.Cmp(rat(minor)) >= 0 {
				wide++
			}
			if off.Cmp(rat(minor.Mul(decimal.New(2, 0)))) >= 0 {
				t.Fatalf("%s of %s is printed as %s, exactly it is %s", e, r.SKU, rowBars[e], ratOf(exact).FloatString(6))
			}
		}
	}
	if !change.Add(bars[kpi.BridgeOverhead]).Equal(sum) {
		t.Fatalf("rows change by %s, overhead by %s, all by %s", change, bars[kpi.BridgeOverhead], sum)
	}
	for e := range kpi.BridgeEffects() {
		if e != kpi.BridgeOverhead && !columns[e].Equal(bars[e]) {
			t.Fatalf("the rows' %s sum to %s, the bar is %s", e, columns[e], bars[e])
		}
		if exact := b.Total(e); exact.IsDefined() {
			if off := new(big.Rat).Abs(less(ratOf(exact), rat(bars[e]))); off.Cmp(rat(minor)) >= 0 && b.Difference.IsDefined() && !halves(b) {
				t.Fatalf("%s is printed as %s, exactly it is %s", e, bars[e], ratOf(exact).FloatString(6))
			}
		}
	}
	for _, by := range []kpi.BridgeGrouping{kpi.BridgeBySKU, kpi.BridgeByFamily, kpi.BridgeByChannel} {
		all := decimal.Decimal{}
		for _, g := range b.By(by) {
			groupSum, _ := barsOf(g.Bars)
			if !groupSum.Equal(g.Change) {
				t.Fatalf("the bars of %q sum to %s, its change is %s", g.Name, groupSum, g.Change)
			}
			all = all.Add(g.Change)
		}
		if !all.Equal(change) {
			t.Fatalf("by %s the changes sum to %s, the rows to %s", by, all, change)
		}
	}
	if wide > 0 {
		t.Logf("%d cells one unit further", wide)
	}
}

// halves reports two profits of half a minor unit, which are rounded apart.
func halves(b kpi.Bridge) bool {
	off := less(ratOf(b.Difference), rat(b.End.Sub(b.Start)))
	places, _ := b.Currency.MinorUnits()
	return off.Abs(off).Cmp(rat(decimal.New(1, int32(-places)))) >= 0
}

func TestBridgeTies(t *testing.T) { rapid.Check(t, propBridgeTies) }
func FuzzBridgeTies(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propBridgeTies)) }

// bridgeText is all that a bridge says.
func bridgeText(b kpi.Bridge) string {
	var s strings.Builder
	fmt.Fprintln(&s, b.From, b.To, b.Difference, b.Start, b.End, b.Missing, b.Notes)
	fmt.Fprintln(&s, b.Bars)
	for r := range b.Rows() {
		fmt.Fprintln(&s, r.SKU, r.Channel, r.Family, r.Kind, r.From, r.To, r.Change, r.Bars)
	}
	for _, language := range []kpi.BridgeLanguage{kpi.BridgeEnglish, kpi.BridgeChinese} {
		for _, perRow := range []bool{false, true} {
			for _, c := range b.Causes(kpi.BridgeCauseOptions{Language: language, PerRow: perRow}) {
				fmt.Fprintln(&s, c.Sentence)
			}
		}
	}
	return s.String()
}

// The order of rows and of rates does not count, and what is said is the same each time.
func propBridgeHasNoOrder(t *rapid.T) {
	c := genBridge(true).Draw(t, "case")
	first, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	turned := c
	for _, p := range []*kpi.BridgePeriod{&turned.base, &turned.actual} {
		p.Rows, p.Rates = slices.Clone(p.Rows), slices.Clone(p.Rates)
		slices.Reverse(p.Rows)
		slices.Reverse(p.Rates)
	}
	second, err := kpi.NewBridge(turned.base, turned.actual, turned.opt)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bridgeText(first), bridgeText(second)); diff != "" {
		t.Fatalf("in another order (-first +second):\n%s", diff)
	}
}

func TestBridgeHasNoOrder(t *testing.T) { rapid.Check(t, propBridgeHasNoOrder) }

// With the periods swapped, each bar of the Bennet convention changes its sign, and new
// and discontinued change places.
func propBennetSwaps(t *rapid.T) {
	c := genBridge(false).Draw(t, "case")
	c.opt.Convention, c.opt.Display = kpi.BridgeBennet, ""
	forth, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	back, err := kpi.NewBridge(c.actual, c.base, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	for e := range kpi.BridgeEffects() {
		opposite := e
		switch e {
		case kpi.BridgeNew:
			opposite = kpi.BridgeDiscontinued
		case kpi.BridgeDiscontinued:
			opposite = kpi.BridgeNew
		}
		if sum := ratSum(ratOf(forth.Total(e)), ratOf(back.Total(opposite))); sum.Sign() != 0 {
			t.Fatalf("%s there and back is %s", e, sum.FloatString(6))
		}
	}
}

func TestBennetSwaps(t *testing.T) { rapid.Check(t, propBennetSwaps) }

// A row that is cut into two identical halves changes no bar, exact or printed.
func propBridgeOfHalves(t *rapid.T) {
	c := genBridge(false).Draw(t, "case")
	half := decimal.New(5, -1)
	split := c
	for p, period := range []*kpi.BridgePeriod{&split.base, &split.actual} {
		period.Rows = nil
		for _, r := range []kpi.BridgePeriod{c.base, c.actual}[p].Rows {
			if r.SKU != "S0" {
				period.Rows = append(period.Rows, r)
				continue
			}
			r.Units.Decimal = r.Units.Decimal.Mul(half)
			for _, a := range []*kpi.BridgeAmount{
				&r.Revenue, &r.Promotions, &r.Product, &r.Freight, &r.Duty, &r.ReferralFees, &r.OtherFees, &r.Fulfilment, &r.Storage,
				&r.Advertising, &r.ReturnedGoods, &r.Other,
			} {
				a.Amount.Decimal = a.Amount.Decimal.Mul(half)
			}
			other := r
			other.SKU = "S0-copy"
			period.Rows = append(period.Rows, r, other)
		}
	}
	whole, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	halved, err := kpi.NewBridge(split.base, split.actual, split.opt)
	if err != nil {
		t.Fatal(err)
	}
	for e := range kpi.BridgeEffects() {
		a, b := whole.Total(e), halved.Total(e)
		if order, ok := a.Cmp(b); !ok || order != 0 {
			t.Fatalf("%s is %s, of the halves %s", e, a, b)
		}
	}
	if diff := cmp.Diff(fmt.Sprint(whole.Bars), fmt.Sprint(halved.Bars)); diff != "" {
		t.Fatalf("(-whole +halves):\n%s", diff)
	}
}

func TestBridgeOfHalves(t *testing.T) { rapid.Check(t, propBridgeOfHalves) }

// What is not known is named: the difference is a number just when no amount is missing,
// a complete bar is the one of the oracle once the unknown is filled in with anything,
// and every sentence of an incomplete bar says what is missing.
func propBridgeNamesUnknowns(t *rapid.T) {
	c := genBridge(true).Draw(t, "case")
	b, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	amounts := false
	for _, v := range []kpi.Value{b.From, b.To} {
		amounts = amounts || !v.IsDefined()
	}
	if b.Difference.IsDefined() == amounts || amounts && len(b.Missing) == 0 {
		t.Fatalf("the difference is %s, missing is %v", b.Difference, b.Missing)
	}
	if len(b.Missing) > 0 != (len(b.Bar(kpi.BridgeUnexplained).Missing) > 0) {
		t.Fatalf("missing %v, unexplained %v", b.Missing, b.Bar(kpi.BridgeUnexplained))
	}
	filled := c
	number := decimal.New(rapid.Int64Range(1, 5000).Draw(t, "filled"), -2)
	for _, p := range []*kpi.BridgePeriod{&filled.base, &filled.actual} {
		p.Rows = slices.Clone(p.Rows)
		for i := range p.Rows {
			r := &p.Rows[i]
			if !r.Units.Valid {
				r.Units = decimal.NewNullDecimal(number.Ceil())
			}
			for _, a := range []*kpi.BridgeAmount{
				&r.Revenue, &r.Promotions, &r.Product, &r.Freight, &r.Duty, &r.ReferralFees, &r.OtherFees, &r.Fulfilment, &r.Storage,
				&r.Advertising, &r.ReturnedGoods, &r.Other,
			} {
				if !a.Amount.Valid {
					a.Amount = decimal.NewNullDecimal(number)
				}
			}
		}
		for _, c := range []fx.Currency{fx.CNY, fx.GBP} {
			if !slices.ContainsFunc(p.Rates, func(r fx.Rate) bool { return r.Base() == c || r.Quote() == c }) {
				p.Rates = append(slices.Clone(p.Rates), bridgeRate(c, filled.opt.Currency, number.String()))
			}
		}
		if !p.Overhead.Valid {
			p.Overhead = decimal.NewNullDecimal(number)
		}
	}
	f, err := kpi.NewBridge(filled.base, filled.actual, filled.opt)
	if err != nil {
		t.Fatal(err)
	}
	for e := range kpi.BridgeEffects() {
		if e == kpi.BridgeUnexplained {
			continue
		}
		if v := b.Total(e); v.IsDefined() {
			if order, ok := v.Cmp(f.Total(e)); !ok || order != 0 {
				t.Fatalf("%s is %s and complete, but %s once %v is known", e, v, f.Total(e), b.Missing)
			}
		}
		for r := range b.Rows() {
			if v := b.Cell(r.SKU, r.Channel, e); v.IsDefined() {
				if order, ok := v.Cmp(f.Cell(r.SKU, r.Channel, e)); !ok || order != 0 {
					t.Fatalf("%s of %s (%s) is %s and complete, but %s once %v is known", e, r.SKU, r.Kind, v, f.Cell(r.SKU, r.Channel, e), b.Missing)
				}
			}
		}
	}
	for _, cause := range b.Causes(kpi.BridgeCauseOptions{}) {
		if len(cause.Missing) > 0 && !strings.Contains(cause.Sentence, cause.Missing[0]) || strings.Contains(cause.Sentence, "%!") {
			t.Fatalf("%v says %q", cause.Missing, cause.Sentence)
		}
	}
}

func TestBridgeNamesUnknowns(t *testing.T) { rapid.Check(t, propBridgeNamesUnknowns) }
func FuzzBridgeNamesUnknowns(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propBridgeNamesUnknowns)) }

// Causes are all the bars, the largest first, and a cause and its drivers tie.
func propCausesTie(t *rapid.T) {
	c := genBridge(rapid.Bool().Draw(t, "unknowns")).Draw(t, "case")
	b, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	opt := kpi.BridgeCauseOptions{Drivers: rapid.IntRange(0, 4).Draw(t, "drivers"), PerRow: rapid.Bool().Draw(t, "per row")}
	opt.Channel = rapid.SampledFrom([]string{"", "", "c1"}).Draw(t, "channel")
	causes := b.Causes(opt)
	all := decimal.Decimal{}
	for i, cause := range causes {
		all = all.Add(cause.Amount)
		if i > 0 && causes[i-1].Amount.Abs().LessThan(cause.Amount.Abs()) {
			t.Fatalf("%s stands before %s", causes[i-1].Sentence, cause.Sentence)
		}
		sum := cause.OthersAmount
		for _, d := range cause.Drivers {
			sum = sum.Add(d.Amount)
		}
		if cause.Effect != kpi.BridgeOverhead && !sum.Equal(cause.Amount) {
			t.Fatalf("drivers sum to %s: %s", sum, cause.Sentence)
		}
	}
	want := b.End.Sub(b.Start)
	if opt.PerRow || opt.Channel != "" {
		want = want.Sub(b.Bar(kpi.BridgeOverhead).Amount)
	}
	if opt.Channel != "" {
		want = decimal.Decimal{}
		for _, g := range b.By(kpi.BridgeByChannel) {
			if g.Name == opt.Channel {
				want = g.Change
			}
		}
	}
	if !all.Equal(want) {
		t.Fatalf("causes sum to %s, want %s", all, want)
	}
}

func TestCausesTie(t *testing.T) { rapid.Check(t, propCausesTie) }

// Whatever the numbers, there is a bridge or an error with a path, and no panic.
func propBridgeOfAnything(t *rapid.T) {
	number := rapid.Custom(func(t *rapid.T) decimal.NullDecimal {
		return decimal.NullDecimal{
			Valid:   rapid.Bool().Draw(t, "valid"),
			Decimal: decimal.New(rapid.Int64().Draw(t, "digits"), rapid.SampledFrom([]int32{0, -2, -12, -40, 12, 1e9, -1e9}).Draw(t, "exponent")),
		}
	})
	text := rapid.SampledFrom([]string{"", "USD", "CNY", "XAU", "usd", "\xff"})
	amount := rapid.Custom(func(t *rapid.T) kpi.BridgeAmount {
		return kpi.BridgeAmount{Amount: number.Draw(t, "amount"), Currency: fx.Currency(text.Draw(t, "currency"))}
	})
	row := rapid.Custom(func(t *rapid.T) kpi.BridgeRow {
		return kpi.BridgeRow{
			SKU: text.Draw(t, "sku"), Units: number.Draw(t, "units"), Revenue: amount.Draw(t, "revenue"), Promotions: amount.Draw(t, "promotions"),
			Product: amount.Draw(t, "product"), ReferralFees: amount.Draw(t, "referral"),
		}
	})
	period := rapid.Custom(func(t *rapid.T) kpi.BridgePeriod {
		p := kpi.BridgePeriod{Rows: rapid.SliceOfN(row, 0, 3).Draw(t, "rows"), Overhead: number.Draw(t, "overhead")}
		if rapid.Bool().Draw(t, "rates") {
			p.Rates = []fx.Rate{{}, bridgeRate("USD", "CNY", "7")}[rapid.IntRange(0, 1).Draw(t, "from"):]
		}
		return p
	})
	base, actual := period.Draw(t, "base"), period.Draw(t, "actual")
	opt := kpi.BridgeOptions{
		Currency:   fx.Currency(text.Draw(t, "currency")),
		Measure:    rapid.SampledFrom([]kpi.BridgeMeasure{"", "revenue", "profit"}).Draw(t, "measure"),
		Convention: rapid.SampledFrom([]kpi.BridgeConvention{"", "bennet", "laspeyres", "mix"}).Draw(t, "convention"),
	}
	b, err := kpi.NewBridge(base, actual, opt)
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) || in.Field == "" {
			t.Fatalf("%v has no path", fault)
		}
	}
	bridgeText(b)
}

func TestBridgeOfAnything(t *testing.T) { rapid.Check(t, propBridgeOfAnything) }
func FuzzBridgeOfAnything(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propBridgeOfAnything)) }
