package freight_test

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	dec = feetest.Dec
	set = feetest.Set
	now = fees.Day(2026, 11, 23)
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// money is "12.34 USD".
func money(text string) fx.Money { return must(fx.ParseMoney(text)) }

// box is count packages with sides such as "60 cm" and a weight in kilograms, "" for
// one that was not weighed.
func box(count int, length, width, height, kg string) freight.Package {
	p := freight.Package{
		Length: must(fees.ParseLength(length)), Width: must(fees.ParseLength(width)), Height: must(fees.ParseLength(height)),
		Count: count,
	}
	if kg != "" {
		p.Kg = dec(kg)
	}
	return p
}

func cargo(packages ...freight.Package) freight.Cargo { return freight.Cargo{Packages: packages} }

// bulk is a cargo of which only the totals are known.
func bulk(kg, m3 string) freight.Cargo { return freight.Cargo{Kg: set(kg), CubicMetres: set(m3)} }

func rule(t testing.TB, name string) freight.Rule {
	t.Helper()
	r, err := freight.FindRule(nil, name, now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func container(t testing.TB, name string) freight.Container {
	t.Helper()
	c, err := freight.FindContainer(nil, name, now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wantFaults checks the fields of all faults of an error, in any order.
func wantFaults(t testing.TB, err error, want ...string) {
	t.Helper()
	var got []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			got = append(got, in.Field)
		} else {
			got = append(got, fault.Error())
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("faults at %q, want %q\n%v", got, want, err)
	}
}

// rat is a decimal as a fraction: nothing of it goes through the package.
func rat(d decimal.Decimal) *big.Rat { return d.Rat() }

// ratDec is a fraction rounded half away from zero.
func ratDec(r *big.Rat, places int) decimal.Decimal { return dec(r.FloatString(places)) }

// ceilTo is the least multiple of step at or above r; r when there is no step.
func ceilTo(r *big.Rat, step decimal.Decimal) *big.Rat {
	if step.IsZero() {
		return r
	}
	q := new(big.Rat).Quo(r, rat(step))
	n, rest := new(big.Int).QuoRem(q.Num(), q.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(n), rat(step))
}

func maxRat(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// genDec is a decimal of up to most whole units with so many decimals.
func genDec(least, most int64, places int32) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		scale := int64(1)
		for range places {
			scale *= 10
		}
		return decimal.New(rapid.Int64Range(least*scale, most*scale).Draw(t, "n"), -places)
	})
}

var genPackage = rapid.Custom(func(t *rapid.T) freight.Package {
	unit := rapid.SampledFrom([]string{"cm", "in", "mm"}).Draw(t, "unit")
	side := func() fees.Length {
		n := decimal.New(rapid.Int64Range(1, 30_000).Draw(t, "side"), -2)
		return must(fees.ParseLength(fx.Plain(n) + " " + unit))
	}
	return freight.Package{
		Length: side(), Width: side(), Height: side(),
		Kg:    decimal.New(rapid.Int64Range(1, 200_000).Draw(t, "grams"), -3),
		Count: rapid.IntRange(1, 40).Draw(t, "count"),
	}
})

var genCargo = rapid.Custom(func(t *rapid.T) freight.Cargo {
	return freight.Cargo{Packages: rapid.SliceOfN(genPackage, 1, 5).Draw(t, "packages")}
})

var genRule = rapid.Custom(func(t *rapid.T) freight.Rule {
	r := freight.Rule{Unit: rapid.SampledFrom([]freight.Unit{freight.Kilogram, freight.Pound, freight.RevenueTon}).Draw(t, "unit")}
	r.Step = dec(rapid.SampledFrom([]string{"0", "0.5", "1", "0.001", "0.3"}).Draw(t, "step"))
	if r.Unit == freight.RevenueTon {
		r.KgPerCubicMetre = dec(rapid.SampledFrom([]string{"1000", "500", "363", "333.3"}).Draw(t, "ratio"))
	} else {
		r.Divisor = dec(rapid.SampledFrom([]string{"0", "6000", "5000", "139", "166", "366", "4999.7"}).Draw(t, "divisor"))
		r.Inches = r.Unit == freight.Pound || rapid.Bool().Draw(t, "inches")
	}
	r.PerPackage = rapid.Bool().Draw(t, "per package")
	r.WaivedShare = dec(rapid.SampledFrom([]string{"0", "0.5", "1", "0.4"}).Draw(t, "waived"))
	if rapid.Bool().Draw(t, "gap") {
		r.WaiverGap = dec(rapid.SampledFrom([]string{"20", "0.5", "3"}).Draw(t, "waiver gap"))
		r.WaivedAtGap = rapid.Bool().Draw(t, "at gap")
	}
	if rapid.Bool().Draw(t, "sides") {
		r.Sides = rapid.SampledFrom([]freight.Sides{freight.SidesNearest, freight.SidesUp}).Draw(t, "how")
		r.SideStep = must(fees.ParseLength(rapid.SampledFrom([]string{"1 in", "1 cm", "0.5 cm"}).Draw(t, "side step")))
	}
	r.Minimum = r.Step.Mul(decimal.NewFromInt(rapid.Int64Range(0, 100).Draw(t, "minimum")))
	if r.PerPackage {
		r.PackageMinimum = r.Step.Mul(decimal.NewFromInt(rapid.Int64Range(0, 20).Draw(t, "package minimum")))
	}
	return r
})
