package freight_test

import (
	"errors"
	"math/big"
	"strconv"
	"testing"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// lclAgainst40HQ is 120 USD per W/M and 90 USD per bill against 2,500 USD per 40HQ.
func lclAgainst40HQ(t testing.TB) freight.BreakEven {
	return freight.BreakEven{
		LCL: freight.Quote{
			Currency: fx.USD, Basis: freight.PerWM, Rule: freight.SeaRule(dec("1000"), dec("1")), Breaks: rates("0", "120"),
			Surcharges: []freight.Surcharge{{Code: freight.DOC, Basis: freight.PerBill, Amount: set("90")}},
		},
		FCL:       freight.Quote{Currency: fx.USD, Basis: freight.PerContainer, Containers: []freight.ContainerRate{{Type: "40HQ", Amount: set("2500")}}},
		Container: container(t, "40HQ"), Density: dec("200"), Currency: fx.USD,
	}
}

// fallingApart is a flat bill against a container that is dearer the more is in it.
func fallingApart(t testing.TB, perM3 string) freight.BreakEven {
	b := lclAgainst40HQ(t)
	b.LCL = freight.Quote{Currency: fx.USD, Surcharges: []freight.Surcharge{{Code: freight.DOC, Basis: freight.PerBill, Amount: set("500")}}}
	b.FCL.Containers[0].Amount = set("100")
	b.FCL.Surcharges = []freight.Surcharge{{Code: freight.DDC, Basis: freight.PerCubicMetre, Amount: set(perM3)}}
	return b
}

func spans(list []freight.VolumeSpan) string {
	text := ""
	for _, s := range list {
		text += s.From.StringFixed(3) + " to " + s.To.StringFixed(3) + "; "
	}
	return text
}

func TestBreakEven(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*freight.BreakEven)
		want   string
	}{
		{"plain", func(*freight.BreakEven) {}, "20.084 to 66.000; "}, // 2410 / 120 = 20.0833…
		{"exactly equal counts", func(b *freight.BreakEven) { b.LCL.Surcharges[0].Amount = set("100") }, "20.000 to 66.000; "},
		{"always", func(b *freight.BreakEven) { b.FCL.Containers[0].Amount = set("210") }, "0.001 to 66.000; "},
		{"never", func(b *freight.BreakEven) { b.FCL.Containers[0].Amount = set("8010.01") }, ""},
		{"on the last litre", func(b *freight.BreakEven) { b.FCL.Containers[0].Amount = set("8010") }, "66.000 to 66.000; "},
		{"dense", func(b *freight.BreakEven) { b.LCL.Rule = freight.SeaRule(dec("500"), dec("1")); b.Density = dec("600") }, "16.737 to 31.666; "}, // 2410 / 144, 19,000 / 600
		{"a ratio without a finite quotient", func(b *freight.BreakEven) { b.LCL.Rule = freight.SeaRule(dec("333"), dec("1")); b.Density = dec("400") }, "16.720 to 47.500; "},
		{"no weight at all", func(b *freight.BreakEven) { b.Density = decimal.Zero }, "20.084 to 66.000; "},
		{"two containers", func(b *freight.BreakEven) { b.UpTo = set("100") }, "20.084 to 100.000; "},
		{"a second container loses again", func(b *freight.BreakEven) { b.FCL.Containers[0].Amount = set("5000"); b.UpTo = set("100") }, "40.917 to 66.000; 82.584 to 100.000; "},
		{"a cheaper break", func(b *freight.BreakEven) { b.LCL.Breaks = rates("0", "120", "30", "60") }, "20.084 to 29.999; 40.167 to 66.000; "},
		{"the break is billed before", func(b *freight.BreakEven) { b.LCL.Breaks, b.LCL.HigherBreak = rates("0", "120", "30", "60"), true }, "40.167 to 66.000; "},
		{"steps of a ton", func(b *freight.BreakEven) { b.LCL.Rule.Step = dec("1") }, "20.001 to 66.000; "},
		{"minimum charge", func(b *freight.BreakEven) { b.LCL.Minimum = set("2410") }, "0.001 to 66.000; "},
		{"two currencies", func(b *freight.BreakEven) {
			b.LCL.Surcharges[0].Amount, b.LCL.Surcharges[0].Currency = set("639"), fx.CNY
			b.Rates = []fx.Rate{must(fx.NewRate(fx.USD, fx.CNY, dec("7.1")))}
		}, "20.084 to 66.000; "},
		{"percentages", func(b *freight.BreakEven) {
			b.LCL.Surcharges = append(b.LCL.Surcharges, freight.Surcharge{Code: freight.BAF, Basis: freight.PercentOfBase, Amount: set("0.25"), Maximum: set("300")})
		}, "17.584 to 66.000; "}, // 120 v + 90 + 300 at v = 17.58333
		{"half-volumetric", func(b *freight.BreakEven) { // 133.33 kg per m³
			b.LCL.Basis, b.LCL.Breaks, b.Density = freight.PerKg, rates("0", "1"), dec("100")
			b.LCL.Rule = freight.Rule{Unit: freight.Kilogram, Divisor: dec("6000"), WaivedShare: dec("0.5")}
		}, "18.075 to 66.000; "},
		// One bill at 500 against 100 for the container and so much per cubic metre.
		{"containers win below, to the litre", func(b *freight.BreakEven) { *b = fallingApart(t, "100") }, "0.001 to 4.000; "},
		{"containers win below, between litres", func(b *freight.BreakEven) { *b = fallingApart(t, "30") }, "0.001 to 13.333; "},
		{"containers win on the first litre only", func(b *freight.BreakEven) { *b = fallingApart(t, "400000") }, "0.001 to 0.001; "},
		{"nothing is free", func(b *freight.BreakEven) { b.LCL, b.FCL = freight.Quote{}, freight.Quote{} }, "0.001 to 66.000; "},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := lclAgainst40HQ(t)
			test.change(&b)
			got, err := b.Solve()
			if err != nil {
				t.Fatal(err)
			}
			if spans(got) != test.want {
				t.Errorf("got %s, want %s", spans(got), test.want)
			}
		})
	}
}

func TestBreakEvenFaults(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*freight.BreakEven)
		want   []string
	}{
		{"nothing given", func(b *freight.BreakEven) { *b = freight.BreakEven{} }, []string{"container.container", "container.theoretical_cbm", `fx: unknown currency ""`}},
		{"faulty quotes", func(b *freight.BreakEven) { b.LCL.Basis, b.FCL.Currency = "x", "" }, []string{"lcl.basis", `fx: unknown currency ""`}},
		{"unknown amounts", func(b *freight.BreakEven) {
			b.LCL.Surcharges[0].Amount.Valid, b.FCL.Containers[0].Type = false, "20GP"
		}, []string{"lcl.surcharges[0].amount", "fcl.containers"}},
		{"unknown base", func(b *freight.BreakEven) { b.LCL.Breaks = nil }, []string{"lcl.breaks"}},
		{"per package", func(b *freight.BreakEven) { b.LCL.Surcharges[0].Basis = freight.PerPackage }, []string{"lcl.surcharges[0].basis"}},
		{"per container", func(b *freight.BreakEven) { b.LCL.Surcharges[0].Basis = freight.PerContainer }, []string{"lcl.surcharges[0].basis"}},
		{"first break above 0", func(b *freight.BreakEven) { b.LCL.Breaks = rates("1", "5") }, []string{"lcl.breaks[0].from"}},
		{"rule by the package", func(b *freight.BreakEven) { b.LCL.Rule.PerPackage = true }, []string{"lcl.rule"}},
		{"waiver gap", func(b *freight.BreakEven) { b.LCL.Rule.WaiverGap = dec("1") }, []string{"lcl.rule"}},
		{"no rate", func(b *freight.BreakEven) { b.Currency = fx.EUR }, []string{"rates", "rates"}},
		{"limits", func(b *freight.BreakEven) { b.Loading.Volume = "doors" }, []string{"loading.volume"}},
		{"up to nothing", func(b *freight.BreakEven) { b.UpTo = set("0") }, []string{"up_to"}},
		{"up to too much", func(b *freight.BreakEven) { b.UpTo = set("10001") }, []string{"up_to"}},
		{"density", func(b *freight.BreakEven) { b.Density = dec("-1") }, []string{"density"}},
		{"no day", func(b *freight.BreakEven) { b.LCL.ValidTo, b.FCL.ValidTo = now, now }, []string{"on", "on"}},
		{"steps too fine", func(b *freight.BreakEven) { b.LCL.Rule.Step, b.UpTo = dec("0.001"), set("101") }, []string{"lcl"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := lclAgainst40HQ(t)
			test.change(&b)
			_, err := b.Solve()
			wantFaults(t, err, test.want...)
		})
	}
	b := lclAgainst40HQ(t)
	b.LCL.ValidTo, b.On = now, now.AddDate(0, 0, 1)
	var invalid *freight.NotValidError
	if _, err := b.Solve(); !errors.As(err, &invalid) {
		t.Errorf("got %v", err)
	}
}

// quoteRat is what a quote comes to at a volume, exact, written once more.
func quoteRat(q freight.Quote, density, volume *big.Rat, room *big.Rat, perUSD map[fx.Currency]*big.Rat) *big.Rat {
	charged := maxRat(volume, new(big.Rat).Quo(new(big.Rat).Mul(volume, density), rat(q.Rule.KgPerCubicMetre)))
	charged = maxRat(ceilTo(charged, q.Rule.Step), rat(q.Rule.Minimum))
	boxes := ceilTo(new(big.Rat).Quo(volume, room), dec("1"))
	quantity := func(b freight.Basis) *big.Rat {
		switch b {
		case freight.PerWM:
			return charged
		case freight.PerActualKg:
			return new(big.Rat).Mul(volume, density)
		case freight.PerCubicMetre:
			return volume
		case freight.PerContainer:
			return boxes
		}
		return big.NewRat(1, 1)
	}
	var base *big.Rat
	if q.Basis == freight.PerContainer {
		base = new(big.Rat).Mul(boxes, rat(q.Containers[0].Amount.Decimal))
	} else {
		n := quantity(q.Basis)
		for i, b := range q.Breaks {
			reached := n.Cmp(rat(b.From)) >= 0
			next := i+1 < len(q.Breaks) && n.Cmp(rat(q.Breaks[i+1].From)) >= 0
			var amount *big.Rat
			switch {
			case reached && !next:
				amount = new(big.Rat).Mul(n, rat(b.Rate))
			case !reached && q.HigherBreak:
				amount = rat(b.From.Mul(b.Rate))
			default:
				continue
			}
			if base == nil || amount.Cmp(base) < 0 {
				base = amount
			}
		}
	}
	if q.Minimum.Valid {
		base = maxRat(base, rat(q.Minimum.Decimal))
	}
	sum := new(big.Rat).Mul(base, perUSD[q.Currency])
	for _, s := range q.Surcharges {
		of := base
		if s.Basis != freight.PercentOfBase {
			of = quantity(s.Basis)
		}
		amount := new(big.Rat).Mul(of, rat(s.Amount.Decimal))
		if s.Minimum.Valid {
			amount = maxRat(amount, rat(s.Minimum.Decimal))
		}
		if s.Maximum.Valid && amount.Cmp(rat(s.Maximum.Decimal)) > 0 {
			amount = rat(s.Maximum.Decimal)
		}
		c := s.Currency
		if c == "" {
			c = q.Currency
		}
		sum.Add(sum, amount.Mul(amount, perUSD[c]))
	}
	return sum
}

// The runs are what comparing every litre finds.
func TestBreakEvenEqualsEveryLitre(t *testing.T) {
	cny := must(fx.NewRate(fx.USD, fx.CNY, dec("7.1123")))
	perUSD := map[fx.Currency]*big.Rat{fx.USD: big.NewRat(1, 1), fx.CNY: new(big.Rat).Inv(rat(dec("7.1123")))}
	rapid.Check(t, func(t *rapid.T) {
		surcharges := func(name string, bases ...freight.Basis) []freight.Surcharge {
			var out []freight.Surcharge
			for i := range rapid.IntRange(0, 4).Draw(t, name) {
				s := freight.Surcharge{Code: "s" + strconv.Itoa(i), Basis: rapid.SampledFrom(bases).Draw(t, "basis"), Amount: decimal.NewNullDecimal(genDec(-10, 40, 2).Draw(t, "amount"))}
				if s.Basis == freight.PercentOfBase {
					s.Amount.Decimal = genDec(-1, 1, 2).Draw(t, "fraction")
				} else if rapid.Bool().Draw(t, "in CNY") {
					s.Currency = fx.CNY
				}
				if rapid.Bool().Draw(t, "bounded") {
					s.Minimum = decimal.NewNullDecimal(genDec(0, 20, 1).Draw(t, "least"))
					s.Maximum = decimal.NewNullDecimal(s.Minimum.Decimal.Add(genDec(0, 60, 1).Draw(t, "room")))
				}
				out = append(out, s)
			}
			return out
		}
		room := genDec(1, 4, 3).Draw(t, "room")
		b := freight.BreakEven{
			LCL: freight.Quote{
				Currency: fx.USD, Basis: rapid.SampledFrom([]freight.Basis{freight.PerWM, freight.PerCubicMetre, freight.PerActualKg}).Draw(t, "basis"),
				Rule: freight.Rule{
					Unit: freight.RevenueTon, KgPerCubicMetre: dec(rapid.SampledFrom([]string{"1000", "500", "333"}).Draw(t, "ratio")),
					Step: dec(rapid.SampledFrom([]string{"0", "0", "0.1", "0.007", "0.0003"}).Draw(t, "step")),
				},
				HigherBreak: rapid.Bool().Draw(t, "higher"),
				Surcharges:  surcharges("lcl", freight.PerWM, freight.PerActualKg, freight.PerCubicMetre, freight.PerBill, freight.PercentOfBase),
			},
			FCL: freight.Quote{
				Currency: fx.CNY, Basis: freight.PerContainer, Containers: []freight.ContainerRate{{Type: "box", Amount: decimal.NewNullDecimal(genDec(100, 3000, 0).Draw(t, "box"))}},
				Rule:       freight.SeaRule(dec("1000"), dec("0")),
				Surcharges: surcharges("fcl", freight.PerContainer, freight.PerActualKg, freight.PerShipment, freight.PercentOfBase),
			},
			Container: freight.Container{Type: "box", Theoretical: room, UsableLow: decimal.NewNullDecimal(room), PayloadLow: decimal.NewNullDecimal(genDec(500, 3000, 0).Draw(t, "payload"))},
			Density:   genDec(0, 1500, 1).Draw(t, "density"), UpTo: decimal.NewNullDecimal(genDec(1, 6, 4).Draw(t, "up to")),
			Currency: fx.USD, Rates: []fx.Rate{cny},
		}
		if b.UpTo.Decimal.IsZero() || room.IsZero() {
			t.Skip()
		}
		if step := b.LCL.Rule.Step; step.Sign() > 0 {
			b.LCL.Rule.Minimum = step.Mul(genDec(0, 9, 0).Draw(t, "least steps"))
		} else {
			b.LCL.Rule.Minimum = genDec(0, 2, 1).Draw(t, "least")
		}
		from := decimal.Zero
		for range rapid.IntRange(1, 3).Draw(t, "breaks") {
			b.LCL.Breaks = append(b.LCL.Breaks, freight.Break{From: from, Rate: genDec(0, 150, 1).Draw(t, "rate")})
			from = from.Add(genDec(1, 3, 3).Draw(t, "further"))
		}
		if rapid.Bool().Draw(t, "minimum") {
			b.LCL.Minimum = decimal.NewNullDecimal(genDec(0, 200, 0).Draw(t, "minimum charge"))
		}
		got, err := b.Solve()
		if err != nil {
			t.Fatal(err)
		}
		held := rat(room)
		if b.Density.Sign() > 0 {
			if byWeight := new(big.Rat).Quo(rat(b.Container.PayloadLow.Decimal), rat(b.Density)); byWeight.Cmp(held) < 0 {
				held = byWeight
			}
		}
		inside := func(litre int64) bool {
			v := decimal.New(litre, -3)
			for _, s := range got {
				if v.Cmp(s.From) >= 0 && v.Cmp(s.To) <= 0 {
					return true
				}
			}
			return false
		}
		last := b.UpTo.Decimal.Shift(3).IntPart()
		stride := int64(rapid.IntRange(1, 3).Draw(t, "stride"))
		for litre := int64(1); litre <= last+1; litre += stride {
			v := big.NewRat(litre, 1000)
			want := litre <= last && quoteRat(b.LCL, rat(b.Density), v, held, perUSD).Cmp(quoteRat(b.FCL, rat(b.Density), v, held, perUSD)) >= 0
			if inside(litre) != want {
				t.Fatalf("%d litres: %t, want %t of %s", litre, !want, want, spans(got))
			}
		}
		for i, s := range got {
			if s.To.LessThan(s.From) || i > 0 && s.From.Sub(got[i-1].To).LessThanOrEqual(dec("0.001")) {
				t.Fatalf("runs touch or are out of order: %s", spans(got))
			}
		}
	})
}

// Solve agrees with Price at the first litre that containers win, apart from rounding.
func TestBreakEvenAgreesWithPrice(t *testing.T) {
	b := lclAgainst40HQ(t)
	first := must(b.Solve())[0].From
	for _, row := range []struct {
		volume decimal.Decimal
		wins   bool
	}{{first, true}, {first.Sub(dec("0.001")), false}} {
		load := freight.Cargo{CubicMetres: decimal.NewNullDecimal(row.volume), Kg: decimal.NewNullDecimal(row.volume.Mul(b.Density))}
		lcl := must(must(b.LCL.Price(freight.Booking{Cargo: load})).Total(fx.USD))
		fcl := must(must(b.FCL.Price(freight.Booking{Cargo: load, Containers: []freight.Boxes{{Type: "40HQ", Count: 1}}})).Total(fx.USD))
		if (fcl.Amount.Cmp(lcl.Amount) <= 0) != row.wins {
			t.Errorf("%s m³: %s and %s", row.volume, lcl, fcl)
		}
	}
}

func BenchmarkBreakEven(b *testing.B) {
	even := lclAgainst40HQ(b)
	even.LCL.Breaks, even.LCL.HigherBreak = rates("0", "120", "5", "110", "15", "95"), true
	b.ReportAllocs()
	for b.Loop() {
		if _, err := even.Solve(); err != nil {
			b.Fatal(err)
		}
	}
}
