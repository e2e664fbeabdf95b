package kpi_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// The oracle computes the bridge a second time, with big.Rat, product by product and
// straight from the formulas of the facts (§2.1): unit values, then effects. It has no
// unknowns.

func rat(d decimal.Decimal) *big.Rat { return d.Rat() }

func ratSum(xs ...*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, x := range xs {
		sum.Add(sum, x)
	}
	return sum
}

func times(xs ...*big.Rat) *big.Rat {
	p := big.NewRat(1, 1)
	for _, x := range xs {
		p.Mul(p, x)
	}
	return p
}

func less(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func over(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }
func minus(a *big.Rat) *big.Rat   { return new(big.Rat).Neg(a) }
func mean(a, b *big.Rat) *big.Rat { return over(ratSum(a, b), big.NewRat(2, 1)) }

type oracleBars map[kpi.BridgeEffect]*big.Rat

func (o oracleBars) add(e kpi.BridgeEffect, x *big.Rat) {
	if o[e] == nil {
		o[e] = new(big.Rat)
	}
	o[e].Add(o[e], x)
}

// oracleLine is one line of a product: amounts in its currency and the worth of that in
// each period; sign is -1 for costs.
type oracleLine struct {
	effect, amountEffect kpi.BridgeEffect
	sign                 *big.Rat
	a, f                 [2]*big.Rat // amounts, worth of the currency
	fixed                bool
}

type oracleRow struct {
	q     [2]*big.Rat
	lines []oracleLine // revenue, promotions and referral fees first
}

func (r oracleRow) margin(p int, withFixed bool) *big.Rat {
	m := new(big.Rat)
	for _, l := range r.lines {
		if withFixed || !l.fixed {
			m.Add(m, times(l.sign, l.a[p], l.f[p]))
		}
	}
	return m
}

func (r oracleRow) sold(p int) bool { return r.q[p].Sign() > 0 }

func worthOf(p kpi.BridgePeriod, c, reporting fx.Currency) *big.Rat {
	if c == "" || c == reporting {
		return big.NewRat(1, 1)
	}
	for _, r := range p.Rates {
		num, den := r.Fraction()
		switch {
		case r.Base() == c:
			return over(rat(num), rat(den))
		case r.Quote() == c:
			return over(rat(den), rat(num))
		}
	}
	panic("no rate of " + c)
}

func oracleRows(base, actual kpi.BridgePeriod, opt kpi.BridgeOptions) map[[2]string]oracleRow {
	periods := [2]kpi.BridgePeriod{base, actual}
	inputs := make(map[[2]string]*[2]kpi.BridgeRow)
	for p := range periods {
		for _, r := range periods[p].Rows {
			key := [2]string{r.SKU, r.Channel}
			if inputs[key] == nil {
				inputs[key] = new([2]kpi.BridgeRow)
			}
			inputs[key][p] = r
		}
	}
	fixed := func(e kpi.BridgeEffect) bool {
		for _, f := range opt.Fixed {
			if f == e {
				return true
			}
		}
		return false
	}
	rows := make(map[[2]string]oracleRow)
	for key, in := range inputs {
		row := oracleRow{q: [2]*big.Rat{rat(in[0].Units.Decimal), rat(in[1].Units.Decimal)}}
		add := func(e, asAmount kpi.BridgeEffect, sign int64, pick func(r *kpi.BridgeRow) kpi.BridgeAmount) {
			l := oracleLine{effect: e, amountEffect: asAmount, sign: big.NewRat(sign, 1), fixed: fixed(e)}
			var c [2]fx.Currency
			for p := range in {
				a := pick(&in[p])
				l.a[p] = rat(a.Amount.Decimal)
				c[p] = a.Currency
				if c[p] == "" {
					c[p] = in[p].Currency
				}
				if c[p] == "" {
					c[p] = opt.Currency
				}
			}
			for p := range c {
				if l.a[p].Sign() == 0 {
					c[p] = c[1-p]
				}
			}
			for p := range c {
				if l.a[0].Sign() == 0 && l.a[1].Sign() == 0 {
					l.f[p] = big.NewRat(1, 1)
					continue
				}
				l.f[p] = worthOf(periods[p], c[p], opt.Currency)
			}
			if c[0] != c[1] { // compared in the reporting currency
				for p := range c {
					l.a[p], l.f[p] = times(l.a[p], l.f[p]), big.NewRat(1, 1)
				}
			}
			row.lines = append(row.lines, l)
		}
		m := opt.Measure
		add(kpi.BridgePrice, kpi.BridgeOther, 1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Revenue })
		add(kpi.BridgePromotion, kpi.BridgeOther, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Promotions })
		referral := func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.ReferralFees }
		if m == kpi.BridgeRevenue || m == kpi.BridgeCM1 {
			referral = func(*kpi.BridgeRow) kpi.BridgeAmount { return kpi.BridgeAmount{} }
		}
		add(kpi.BridgeFees, kpi.BridgeFees, -1, referral)
		if m != kpi.BridgeRevenue {
			add(kpi.BridgeProduct, kpi.BridgeProduct, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Product })
			add(kpi.BridgeFreight, kpi.BridgeFreight, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Freight })
			add(kpi.BridgeDuty, kpi.BridgeDuty, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Duty })
		}
		if m != kpi.BridgeRevenue && m != kpi.BridgeCM1 {
			add(kpi.BridgeFees, kpi.BridgeFees, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.OtherFees })
			add(kpi.BridgeFulfilment, kpi.BridgeFulfilment, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Fulfilment })
			add(kpi.BridgeStorage, kpi.BridgeStorage, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Storage })
			add(kpi.BridgeReturns, kpi.BridgeReturns, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.ReturnedGoods })
		}
		if m == kpi.BridgeCM3 || m == kpi.BridgeOperating || m == "" {
			add(kpi.BridgeAds, kpi.BridgeAds, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Advertising })
		}
		if m == kpi.BridgeOperating || m == "" {
			add(kpi.BridgeOther, kpi.BridgeOther, -1, func(r *kpi.BridgeRow) kpi.BridgeAmount { return r.Other })
		}
		rows[key] = row
	}
	return rows
}

// oracle returns the bars of each product.
func oracle(base, actual kpi.BridgePeriod, opt kpi.BridgeOptions) map[[2]string]oracleBars {
	rows := oracleRows(base, actual, opt)
	var all [2]*big.Rat
	all[0], all[1] = new(big.Rat), new(big.Rat)
	allMargin := new(big.Rat)
	for _, r := range rows {
		if r.sold(0) && r.sold(1) {
			all[0].Add(all[0], r.q[0])
			all[1].Add(all[1], r.q[1])
			allMargin.Add(allMargin, r.margin(0, false))
		}
	}
	out := make(map[[2]string]oracleBars)
	for key, r := range rows {
		bars := make(oracleBars)
		out[key] = bars
		continuing := r.sold(0) && r.sold(1)
		for _, l := range r.lines {
			asAmount := l.fixed || !r.sold(0) && !r.sold(1)
			switch {
			case asAmount && opt.Convention == kpi.BridgeBennet:
				bars.add(l.amountEffect, times(l.sign, less(l.a[1], l.a[0]), mean(l.f[0], l.f[1])))
				bars.add(kpi.BridgeFX, times(l.sign, mean(l.a[0], l.a[1]), less(l.f[1], l.f[0])))
			case asAmount:
				bars.add(l.amountEffect, times(l.sign, less(l.a[1], l.a[0]), l.f[0]))
				bars.add(kpi.BridgeFX, times(l.sign, l.a[1], less(l.f[1], l.f[0])))
			case !continuing && r.sold(1): // new
				bars.add(l.amountEffect, minus(times(l.sign, l.a[0], l.f[0])))
			case !continuing: // discontinued
				bars.add(l.amountEffect, times(l.sign, l.a[1], l.f[1]))
			}
		}
		switch {
		case !continuing && r.sold(1):
			bars.add(kpi.BridgeNew, r.margin(1, false))
			continue
		case !continuing && r.sold(0):
			bars.add(kpi.BridgeDiscontinued, minus(r.margin(0, false)))
			continue
		case !continuing:
			continue
		}
		q0, q1 := r.q[0], r.q[1]
		m0, m1 := over(r.margin(0, false), q0), over(r.margin(1, false), q1)
		weight := q1
		switch opt.Convention {
		case kpi.BridgeLaspeyres:
			weight = q0
			bars.add(kpi.BridgeVolume, times(less(q1, q0), m0))
			bars.add(kpi.BridgeJoint, times(less(q1, q0), less(m1, m0)))
		case kpi.BridgeBennet:
			weight = mean(q0, q1)
			bars.add(kpi.BridgeVolume, times(less(q1, q0), mean(m0, m1)))
		default:
			s0, s1, average := over(q0, all[0]), over(q1, all[1]), over(allMargin, all[0])
			switch opt.Display {
			case kpi.BridgeAverageMargin:
				bars.add(kpi.BridgeVolume, times(less(q1, q0), average))
				bars.add(kpi.BridgeMix, times(less(q1, q0), less(m0, average)))
			case kpi.BridgeShareOfUnits:
				bars.add(kpi.BridgeMix, times(less(s1, s0), all[1], less(m0, average)))
				bars.add(kpi.BridgeVolume, ratSum(times(m0, less(times(s0, all[1]), q0)), times(average, less(q1, times(s0, all[1])))))
			default:
				bars.add(kpi.BridgeVolume, times(less(times(s0, all[1]), q0), m0))
				bars.add(kpi.BridgeMix, times(less(q1, times(s0, all[1])), m0))
			}
		}
		// Unit values at the rate that is the same for both periods.
		var unit [12][2]*big.Rat
		for i, l := range r.lines {
			flat := l.f[0]
			if opt.Convention == kpi.BridgeBennet {
				flat = mean(l.f[0], l.f[1])
			}
			for p := range 2 {
				unit[i][p] = over(times(l.a[p], flat), r.q[p])
			}
			if l.fixed {
				continue
			}
			c := [2]*big.Rat{over(l.a[0], q0), over(l.a[1], q1)}
			foreign := c[1]
			if opt.Convention == kpi.BridgeBennet {
				foreign = mean(c[0], c[1])
			}
			bars.add(kpi.BridgeFX, times(l.sign, foreign, less(l.f[1], l.f[0]), weight))
			if i > 2 {
				bars.add(l.effect, times(l.sign, less(unit[i][1], unit[i][0]), weight))
			}
		}
		price, promotion, referral := unit[0], unit[1], unit[2]
		dp, do := less(price[1], price[0]), less(promotion[1], promotion[0])
		net := [2]*big.Rat{less(price[0], promotion[0]), less(price[1], promotion[1])}
		isRate := func(p int) bool {
			return net[p].Sign() > 0 && referral[p].Sign() >= 0 && referral[p].Cmp(net[p]) <= 0
		}
		if !isRate(0) || opt.Convention == kpi.BridgeBennet && !isRate(1) {
			bars.add(kpi.BridgePrice, times(dp, weight))
			bars.add(kpi.BridgePromotion, minus(times(do, weight)))
			bars.add(kpi.BridgeFees, minus(times(less(referral[1], referral[0]), weight)))
			continue
		}
		rate := over(referral[0], net[0])
		if opt.Convention == kpi.BridgeBennet {
			rate = mean(rate, over(referral[1], net[1]))
		}
		bars.add(kpi.BridgePrice, times(dp, less(big.NewRat(1, 1), rate), weight))
		bars.add(kpi.BridgePromotion, minus(times(do, less(big.NewRat(1, 1), rate), weight)))
		// What the fee changed and does not go with the net price: net1·(rate1 − rate0).
		along := times(rate, less(net[1], net[0]))
		bars.add(kpi.BridgeFees, minus(times(less(less(referral[1], referral[0]), along), weight)))
	}
	return out
}

// ratOf returns an exact value.
func ratOf(v kpi.Value) *big.Rat { return over(rat(v.Num), rat(v.Den)) }

type bridgeCase struct {
	base, actual kpi.BridgePeriod
	opt          kpi.BridgeOptions
}

// genBridge draws two periods: rows that come, go, sell nothing or have negative units or
// revenue, three currencies, all measures and conventions. Unknowns, when wanted, are
// amounts, units, overhead and rates that are not known.
func genBridge(unknowns bool) *rapid.Generator[bridgeCase] {
	return rapid.Custom(func(t *rapid.T) bridgeCase {
		opt := kpi.BridgeOptions{
			Currency:   rapid.SampledFrom([]fx.Currency{fx.USD, fx.USD, fx.EUR, fx.JPY}).Draw(t, "currency"),
			Measure:    rapid.SampledFrom([]kpi.BridgeMeasure{"", "", "", "revenue", "cm1", "cm2", "cm3"}).Draw(t, "measure"),
			Convention: rapid.SampledFrom([]kpi.BridgeConvention{"", "", "laspeyres", "bennet"}).Draw(t, "convention"),
		}
		if opt.Convention == "" {
			opt.Display = rapid.SampledFrom([]kpi.BridgeDisplay{"", "", "average_margin", "share_of_units"}).Draw(t, "display")
		}
		if rapid.IntRange(0, 3).Draw(t, "fixes") == 0 {
			opt.Fixed = rapid.SliceOfNDistinct(rapid.SampledFrom([]kpi.BridgeEffect{"ads", "storage", "product", "other"}), 1, 3, rapid.ID).Draw(t, "fixed")
		}
		unknown := func() bool { return unknowns && rapid.IntRange(0, 9).Draw(t, "unknown") == 0 }
		amount := rapid.Custom(func(t *rapid.T) kpi.BridgeAmount {
			if unknown() {
				return kpi.BridgeAmount{}
			}
			c := rapid.SampledFrom([]fx.Currency{"", "", "", fx.CNY, fx.GBP}).Draw(t, "in")
			places := rapid.SampledFrom([]int32{-2, -2, -2, 0, -4}).Draw(t, "places")
			return kpi.BridgeOf(decimal.New(rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(-900, 9000), rapid.Int64Range(0, 9_000_000)).Draw(t, "amount"), places), c)
		})
		units := rapid.OneOf(rapid.Int64Range(1, 30), rapid.Int64Range(1, 3000), rapid.Just(int64(0)), rapid.Int64Range(-3, 0))
		period := func(name string) kpi.BridgePeriod {
			var p kpi.BridgePeriod
			for i := range rapid.IntRange(0, 6).Draw(t, name) {
				if rapid.IntRange(0, 5).Draw(t, "absent") == 0 {
					continue
				}
				r := kpi.BridgeRow{
					SKU: fmt.Sprintf("S%d", i/2), Channel: fmt.Sprintf("c%d", i%2), Family: rapid.SampledFrom([]string{"", "f", "g"}).Draw(t, "family"),
					Revenue: amount.Draw(t, "revenue"), Promotions: amount.Draw(t, "promotions"), Product: amount.Draw(t, "product"),
					Freight: amount.Draw(t, "freight"), Duty: amount.Draw(t, "duty"), ReferralFees: amount.Draw(t, "referral"),
					OtherFees: amount.Draw(t, "fees"), Fulfilment: amount.Draw(t, "fulfilment"), Storage: amount.Draw(t, "storage"),
					Advertising: amount.Draw(t, "ads"), ReturnedGoods: amount.Draw(t, "returns"), Other: amount.Draw(t, "other"),
				}
				if rapid.IntRange(0, 4).Draw(t, "foreign") == 0 {
					r.Currency = fx.GBP
				}
				if !unknown() {
					r.Units = decimal.NewNullDecimal(decimal.New(units.Draw(t, "units"), rapid.SampledFrom([]int32{0, 0, 0, -1}).Draw(t, "halves")))
				}
				p.Rows = append(p.Rows, r)
			}
			for _, c := range []fx.Currency{fx.CNY, fx.GBP} {
				if unknown() {
					continue
				}
				quote := decimal.New(rapid.Int64Range(50, 20000).Draw(t, "rate"), -4)
				pair := [2]fx.Currency{opt.Currency, c}
				if rapid.Bool().Draw(t, "turned") {
					pair[0], pair[1] = pair[1], pair[0]
				}
				p.Rates = append(p.Rates, bridgeRate(pair[0], pair[1], quote.String()))
			}
			if !unknown() {
				p.Overhead = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 100000).Draw(t, "overhead"), -2))
			}
			return p
		}
		return bridgeCase{period("base"), period("actual"), opt}
	})
}

// Every cell and every bar is the one of the oracle, exactly, and the bars sum to the
// difference of the profits identically.
func propBridgeIsExact(t *rapid.T) {
	c := genBridge(false).Draw(t, "case")
	b, err := kpi.NewBridge(c.base, c.actual, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	want := oracle(c.base, c.actual, c.opt)
	totals := make(oracleBars)
	for key, bars := range want {
		for e := range kpi.BridgeEffects() {
			x := bars[e]
			if x == nil {
				x = new(big.Rat)
			}
			totals.add(e, x)
			if got := ratOf(b.Cell(key[0], key[1], e)); got.Cmp(x) != 0 {
				t.Fatalf("%s of %v is %s, the oracle says %s", e, key, got.FloatString(6), x.FloatString(6))
			}
		}
	}
	if c.opt.Measure == "" {
		totals.add(kpi.BridgeOverhead, less(rat(c.base.Overhead.Decimal), rat(c.actual.Overhead.Decimal)))
	}
	sum := new(big.Rat)
	for e := range kpi.BridgeEffects() {
		got := ratOf(b.Total(e))
		if x := totals[e]; x != nil && got.Cmp(x) != 0 || x == nil && got.Sign() != 0 {
			t.Fatalf("%s is %s, the oracle says %v", e, got.FloatString(6), x)
		}
		sum.Add(sum, got)
	}
	if diff := less(ratOf(b.To), ratOf(b.From)); sum.Cmp(diff) != 0 || ratOf(b.Difference).Cmp(diff) != 0 {
		t.Fatalf("bars sum to %s, the profits differ by %s", sum.FloatString(6), diff.FloatString(6))
	}
	profit := [2]*big.Rat{new(big.Rat), new(big.Rat)}
	for _, r := range oracleRows(c.base, c.actual, c.opt) {
		for p := range profit {
			profit[p].Add(profit[p], r.margin(p, true))
		}
	}
	if c.opt.Measure == "" {
		profit[0].Sub(profit[0], rat(c.base.Overhead.Decimal))
		profit[1].Sub(profit[1], rat(c.actual.Overhead.Decimal))
	}
	if ratOf(b.From).Cmp(profit[0]) != 0 || ratOf(b.To).Cmp(profit[1]) != 0 {
		t.Fatalf("from %s to %s, the oracle says %s and %s", b.From, b.To, profit[0].FloatString(6), profit[1].FloatString(6))
	}
}

func TestBridgeIsExact(t *testing.T) { rapid.Check(t, propBridgeIsExact) }
func FuzzBridgeIsExact(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propBridgeIsExact)) }
