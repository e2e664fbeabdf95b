package freight_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The package against the slow and obvious oracle, which knows the published
// figures by itself.

// ruleDay is a day on which every shipped rule holds.
var ruleDay = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// kgOfPound is what a pound weighs, in kilograms.
var kgOfPound = big.NewRat(45_359_237, 100_000_000)

// plainRules are the shipped rules as the oracle has them. A rule in inches takes
// sides in inches; one in pounds takes weights in pounds.
var plainRules = map[string]struct {
	rule          oracle.WeightRule
	inches, pound bool
}{
	"air_6000":     {rule: oracle.AirRule},
	"air_in3_366":  {rule: oracle.AirInchKgRule, inches: true},
	"air_in3_166":  {rule: oracle.AirInchLbRule, inches: true, pound: true},
	"express_5000": {rule: oracle.WeightRule{Divisor: big.NewRat(5000, 1)}},
	"courier_5000": {rule: oracle.WeightRule{Divisor: big.NewRat(5000, 1), WholeSides: true, PerBox: true, Step: big.NewRat(1, 2)}},
	"courier_139":  {rule: oracle.CourierInchRule, inches: true, pound: true},
	"full_6000":    {rule: oracle.WeightRule{Divisor: big.NewRat(6000, 1), Step: big.NewRat(1, 1)}},
	"half_6000":    {rule: oracle.WeightRule{Divisor: big.NewRat(6000, 1), Step: big.NewRat(1, 1), Half: true}},
	"gap_20_6000":  {rule: oracle.WeightRule{Divisor: big.NewRat(6000, 1), Gap: big.NewRat(20, 1)}},
}

// drawn is a decimal from one thousandth to most.
func drawn(t *rapid.T, most int64, label string) decimal.Decimal {
	places := rapid.Int32Range(0, 3).Draw(t, label+" decimals")
	return decimal.New(rapid.Int64Range(1, most*[]int64{1, 10, 100, 1000}[places]).Draw(t, label), -places)
}

// drawnPackages draws kinds of packages with sides in inches or centimetres, and the
// same boxes one by one as the oracle wants them.
func drawnPackages(t *rapid.T, inches, pound bool) (freight.Cargo, []oracle.Box) {
	var cargo freight.Cargo
	var boxes []oracle.Box
	for range rapid.IntRange(1, 4).Draw(t, "kinds") {
		var sides [3]fees.Length
		var exact [3]*big.Rat
		for i := range sides {
			n := drawn(t, 120, "side")
			var err error
			if exact[i] = n.Rat(); inches {
				sides[i], err = fees.Inches(n)
			} else {
				sides[i], err = fees.Centimetres(n)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		kg := drawn(t, 60, "kg")
		weight := kg.Rat()
		if pound {
			weight.Quo(weight, kgOfPound)
		}
		count := rapid.IntRange(1, 5).Draw(t, "count")
		cargo.Packages = append(cargo.Packages, freight.Package{
			Length: sides[0], Width: sides[1], Height: sides[2], Kg: kg, Count: count})
		for range count {
			boxes = append(boxes, oracle.Box{Sides: exact, Weight: weight})
		}
	}
	return cargo, boxes
}

// differs returns how a billed quantity differs from the exact one, "" if not.
func differs(got decimal.Decimal, want *big.Rat) string {
	if rounded := oracle.RoundRat(want, 12); !got.Equal(rounded) {
		return fmt.Sprintf("billed %s, want %s", got, rounded)
	}
	return ""
}

func TestOracleShippedRules(t *testing.T) {
	for name, plain := range plainRules {
		t.Run(name, func(t *testing.T) {
			rule, err := freight.FindRule(nil, name, ruleDay)
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(t *rapid.T) {
				cargo, boxes := drawnPackages(t, plain.inches, plain.pound)
				got, err := rule.Charge(cargo)
				if err != nil {
					t.Fatal(err)
				}
				if problem := differs(got.Billed, plain.rule.Charged(boxes)); problem != "" {
					t.Fatal(problem)
				}
			})
		})
	}
}

// A rule of a caller: any divisor, step and minimum, by the package or not.
func TestOracleRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		divisor := rapid.SampledFrom([]int64{4000, 5000, 5500, 6000, 7000}).Draw(t, "divisor")
		rule := freight.Rule{Unit: freight.Kilogram, Divisor: decimal.NewFromInt(divisor)}
		plain := oracle.WeightRule{Divisor: big.NewRat(divisor, 1)}
		if rapid.Bool().Draw(t, "by the package") {
			rule.PerPackage, plain.PerBox = true, true
		}
		if rapid.Bool().Draw(t, "whole sides") {
			one, err := fees.Centimetres(decimal.NewFromInt(1))
			if err != nil {
				t.Fatal(err)
			}
			rule.Sides, rule.SideStep, plain.WholeSides = freight.SidesNearest, one, true
		}
		if step := rapid.SampledFrom([]string{"", "0.5", "1", "0.1", "0.3"}).Draw(t, "step"); step != "" {
			rule.Step = decimal.RequireFromString(step)
			plain.Step = rule.Step.Rat()
		}
		if least := rapid.SampledFrom([]int64{0, 21, 45}).Draw(t, "minimum"); least > 0 && !plain.PerBox {
			rule.Minimum, plain.Least = decimal.NewFromInt(least), big.NewRat(least, 1)
		}
		if rapid.Bool().Draw(t, "half") {
			rule.WaivedShare, plain.Half = decimal.RequireFromString("0.5"), true
		}
		if gap := rapid.SampledFrom([]int64{0, 1, 20}).Draw(t, "gap"); gap > 0 {
			rule.WaiverGap, plain.Gap = decimal.NewFromInt(gap), big.NewRat(gap, 1)
		}
		cargo, boxes := drawnPackages(t, false, false)
		got, err := rule.Charge(cargo)
		if err != nil {
			t.Fatal(err)
		}
		if problem := differs(got.Billed, plain.Charged(boxes)); problem != "" {
			t.Fatal(problem)
		}
	})
}

// The volume is waived below the gap and not at it.
func TestOracleGap(t *testing.T) {
	rule, err := freight.FindRule(nil, "gap_20_6000", ruleDay)
	if err != nil {
		t.Fatal(err)
	}
	for _, kg := range []string{"19.999", "20", "20.001"} { // 40 kg by volume
		side, _ := fees.Centimetres(decimal.NewFromInt(100))
		width, _ := fees.Centimetres(decimal.NewFromInt(60))
		height, _ := fees.Centimetres(decimal.NewFromInt(40))
		weight := decimal.RequireFromString(kg)
		got, err := rule.Charge(freight.Cargo{Packages: []freight.Package{{Length: side, Width: width, Height: height, Kg: weight, Count: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		box := oracle.Box{Sides: [3]*big.Rat{big.NewRat(100, 1), big.NewRat(60, 1), big.NewRat(40, 1)}, Weight: weight.Rat()}
		if problem := differs(got.Billed, plainRules["gap_20_6000"].rule.Charged([]oracle.Box{box})); problem != "" {
			t.Errorf("%s kg: %s", kg, problem)
		}
	}
}

func TestOracleRevenueTons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cbm, kg := drawn(t, 80, "m3"), drawn(t, 40_000, "kg")
		per := rapid.SampledFrom([]int64{1000, 500, 333}).Draw(t, "kg per m3")
		least := rapid.SampledFrom([]int64{0, 1, 2}).Draw(t, "minimum")
		rule := freight.SeaRule(decimal.NewFromInt(per), decimal.NewFromInt(least))
		got, err := rule.Charge(freight.Cargo{Kg: decimal.NewNullDecimal(kg), CubicMetres: decimal.NewNullDecimal(cbm)})
		if err != nil {
			t.Fatal(err)
		}
		want := oracle.RevenueTons(cbm.Rat(), kg.Rat(), big.NewRat(per, 1), big.NewRat(least, 1))
		if problem := differs(got.Billed, want); problem != "" {
			t.Fatal(problem)
		}
	})
}

// A rate with breaks: one's own, or the next where that is cheaper.
func TestOracleBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quote := freight.Quote{Currency: "USD", Basis: freight.PerKg, HigherBreak: rapid.Bool().Draw(t, "higher break")}
		quote.Rule = freight.Rule{Unit: freight.Kilogram, Divisor: decimal.NewFromInt(6000)}
		var breaks []oracle.Break
		from := decimal.Decimal{}
		for range rapid.IntRange(1, 5).Draw(t, "breaks") {
			rate := drawn(t, 9, "rate")
			quote.Breaks = append(quote.Breaks, freight.Break{From: from, Rate: rate})
			breaks = append(breaks, oracle.Break{From: from.Rat(), Rate: rate.Rat()})
			from = from.Add(drawn(t, 100, "further"))
		}
		least := decimal.Decimal{}
		if rapid.Bool().Draw(t, "has a minimum") {
			least = drawn(t, 100, "minimum").Round(2)
			quote.Minimum = decimal.NewNullDecimal(least)
		}
		cargo, boxes := drawnPackages(t, false, false)
		weight := oracle.AirRule.Charged(boxes)
		if !quote.HigherBreak { // the oracle then has the break of the weight alone
			own := breaks[0]
			for _, b := range breaks {
				if b.From.Cmp(weight) <= 0 {
					own = b
				}
			}
			breaks = []oracle.Break{{From: new(big.Rat), Rate: own.Rate}}
		}
		bill, err := quote.Price(freight.Booking{Cargo: cargo})
		if err != nil {
			t.Fatal(err)
		}
		want := oracle.RoundRat(oracle.Breaks(breaks, weight, least.Rat()), 2)
		if len(bill.Lines) != 1 || !bill.Lines[0].Amount.Amount.Equal(want) {
			t.Fatalf("got %v, want %s", bill.Lines, want)
		}
	})
}

func TestOracleInsurance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cost, carriage := drawn(t, 200_000, "cost").Round(2), drawn(t, 20_000, "freight").Round(2)
		rate := decimal.New(rapid.Int64Range(0, 300).Draw(t, "rate"), -4)
		got, err := freight.Policy{Rate: rate}.Insure(fx.Money{Amount: cost, Currency: "USD"}, fx.Money{Amount: carriage, Currency: "USD"})
		if err != nil {
			t.Fatal(err)
		}
		insured, premium := oracle.Insurance(cost.Rat(), carriage.Rat(), rate.Rat())
		if want := oracle.RoundRat(insured, 2); !got.Insured.Amount.Equal(want) {
			t.Fatalf("insured %s, want %s", got.Insured.Amount, want)
		}
		if want := oracle.RoundRat(premium, 2); !got.Premium.Amount.Equal(want) {
			t.Fatalf("premium %s, want %s", got.Premium.Amount, want)
		}
	})
}

func TestOracleIncoterms(t *testing.T) {
	costs := map[freight.Leg]string{
		freight.ExportPacking: "export packing", freight.InlandOrigin: "inland",
		freight.ExportClearance: "export clearance", freight.OriginTerminal: "origin terminal",
		freight.MainFreight: "main freight", freight.CargoInsurance: "insurance",
		freight.DestinationTerminal: "destination terminal", freight.ImportClearance: "import clearance",
		freight.Delivery: "delivery",
	}
	for term := range freight.Incoterms() {
		for leg := range freight.Legs() {
			party, err := term.Pays(leg)
			if err != nil {
				t.Fatal(err)
			}
			seller, ok := oracle.SellerPays(costs[leg], string(term))
			if !ok || seller != (party == freight.Seller) {
				t.Errorf("%s under %s: the package says %s", leg, term, party)
			}
		}
	}
}

func TestOracleContainers(t *testing.T) {
	for _, name := range []string{freight.Container20GP, freight.Container40GP, freight.Container40HQ} {
		c, err := freight.FindContainer(nil, name, ruleDay)
		if err != nil {
			t.Fatal(err)
		}
		if !c.Theoretical.Equal(oracle.ContainerCBM(name)) || !c.RoadUS.Decimal.Equal(oracle.RoadLimitKg(name)) {
			t.Errorf("%s: %s m3, %s kg", name, c.Theoretical, c.RoadUS.Decimal)
		}
	}
}

// Where a container is cheaper, tried litre by litre.
func TestOracleBreakEven(t *testing.T) {
	litre := big.NewRat(1, 1000)
	rapid.Check(t, func(t *rapid.T) {
		density := rapid.Int64Range(50, 2000).Draw(t, "kg per m3")
		perTon := drawn(t, 200, "rate per W/M")
		least := rapid.SampledFrom([]string{"0", "0.1"}).Draw(t, "minimum")
		fixed := drawn(t, 100, "per bill").Round(2)
		box := drawn(t, 60, "per container").Round(2)
		container := freight.Container{Type: "small", Theoretical: decimal.NewFromInt(1), UsableLow: decimal.NewNullDecimal(decimal.New(2, -1)), PayloadLow: decimal.NewNullDecimal(decimal.NewFromInt(140))}
		spans, err := freight.BreakEven{
			LCL: freight.Quote{Currency: "USD", Basis: freight.PerWM, Rule: freight.SeaRule(decimal.NewFromInt(1000), decimal.RequireFromString(least)),
				Breaks:     []freight.Break{{Rate: perTon}},
				Surcharges: []freight.Surcharge{{Code: "doc", Basis: freight.PerBill, Amount: decimal.NewNullDecimal(fixed)}}},
			FCL:       freight.Quote{Currency: "USD", Basis: freight.PerContainer, Containers: []freight.ContainerRate{{Type: "small", Amount: decimal.NewNullDecimal(box)}}},
			Container: container, Density: decimal.NewFromInt(density), Currency: "USD", On: ruleDay,
			UpTo: decimal.NewNullDecimal(decimal.New(6, -1)),
		}.Solve()
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		open := ""
		for n := int64(1); n <= 601; n++ {
			cbm := new(big.Rat).Mul(big.NewRat(n, 1), litre)
			kg := new(big.Rat).Mul(cbm, big.NewRat(density, 1))
			less := oracle.RevenueTons(cbm, kg, big.NewRat(1000, 1), decimal.RequireFromString(least).Rat())
			less.Mul(less, perTon.Rat()).Add(less, fixed.Rat())
			boxes := int64(1)
			for cbm.Cmp(big.NewRat(boxes, 5)) > 0 || kg.Cmp(big.NewRat(140*boxes, 1)) > 0 {
				boxes++
			}
			whole := new(big.Rat).Mul(big.NewRat(boxes, 1), box.Rat())
			cheaper := n <= 600 && whole.Cmp(less) <= 0
			if cheaper && open == "" {
				open = cbm.FloatString(3)
			}
			if !cheaper && open != "" {
				want = append(want, open+" to "+big.NewRat(n-1, 1000).FloatString(3))
				open = ""
			}
		}
		var got []string
		for _, s := range spans {
			got = append(got, s.From.StringFixed(3)+" to "+s.To.StringFixed(3))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
