package freight_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Published examples of chargeable weight.
func TestPublishedChargeable(t *testing.T) {
	half := rule(t, "half_6000")
	actualOnly := half
	actualOnly.WaivedShare = dec("1")
	for _, test := range []struct {
		id, source string
		rule       freight.Rule
		cargo      freight.Cargo
		volumetric string // rounded as published
		billed     string
		by         freight.By
	}{
		{"S27", "howtoexportimport.com/Example-for-Calculation-of-Chargeable-weight-10355.aspx", rule(t, "air_6000"), cargo(box(1, "180 cm", "140 cm", "120 cm", "550")), "504", "550", freight.ByWeight},
		{"S28", "valueclearingandforwarding.co.za/tariffs-for-air-freight", rule(t, "air_6000"), cargo(box(1, "50 cm", "50 cm", "50 cm", "80")), "20.83", "80", freight.ByWeight},
		{"S29", "djcargo.sg/how-to-calculate-cbm-weight.html", rule(t, "sea_1000"), cargo(box(1, "2 m", "1 m", "3 m", "7000")), "6", "7", freight.ByWeight},
		{"S30", "valueclearingandforwarding.co.za/tariffs-for-air-freight", rule(t, "air_6000"), freight.Cargo{Packages: []freight.Package{box(8, "60 cm", "40 cm", "20 cm", "")}, Kg: set("45")}, "64", "64", freight.ByVolume},
		{"S41, 15 kg", "quantumtransportation.co.uk/airfreight-weight-or-volume-explained.php", rule(t, "air_6000"), cargo(box(1, "100 cm", "40 cm", "30 cm", "15")), "20", "20", freight.ByVolume},
		{"S41, 25 kg", "the same", rule(t, "air_6000"), cargo(box(1, "100 cm", "40 cm", "30 cm", "25")), "20", "25", freight.ByWeight},
		{"S42", "mol-logistics.com/weight-calculator", rule(t, "courier_139"), cargo(box(1, "30.4 in", "19.6 in", "19.5 in", "20")), "86.3", "87", freight.ByVolume},
		{"S43, full", "cbr-express.com charge page", rule(t, "full_6000"), cargo(box(1, "40 cm", "40 cm", "40 cm", "5")), "10.7", "11", freight.ByVolume},
		{"S43, half", "the same", half, cargo(box(1, "40 cm", "40 cm", "40 cm", "5")), "10.7", "8", freight.ByVolume},
		{"S43, actual", "the same", actualOnly, cargo(box(1, "40 cm", "40 cm", "40 cm", "5")), "10.7", "5", freight.ByWeight},
		{"gap within 20 kg", "buymall.com.my/en/site/helpcenter/volumetric.html", rule(t, "gap_20_6000"), freight.Cargo{Kg: set("5"), CubicMetres: set("0.09")}, "15", "5", freight.ByWeight},
		{"half of the same", "buymall.com.my/en/site/helpcenter/volumetric.html", half, freight.Cargo{Kg: set("5"), CubicMetres: set("0.09")}, "15", "10", freight.ByVolume},
		{"sides up", "atlanticpkg.com/?p=16059", rule(t, "us_parcel_139"), cargo(box(1, "11.1 in", "8.1 in", "4.1 in", "1")), "3.88", "4", freight.ByVolume},
	} {
		t.Run(test.id, func(t *testing.T) {
			c, err := test.rule.Charge(test.cargo)
			if err != nil {
				t.Fatal(err)
			}
			want := dec(test.volumetric)
			if !c.Volumetric.Round(-want.Exponent()).Equal(want) || !c.Billed.Equal(dec(test.billed)) || c.By != test.by {
				t.Errorf("%s, volume %s, billed %s by %s", test.source, c.Volumetric, c.Billed, c.By)
			}
		})
	}
}

// Each threshold of a rule, on, below and above.
func TestChargeThresholds(t *testing.T) {
	air := freight.Rule{Unit: freight.Kilogram, Divisor: dec("6000")}
	with := func(change func(*freight.Rule)) freight.Rule {
		r := air
		change(&r)
		return r
	}
	half := with(func(r *freight.Rule) { r.Step = dec("0.5") })
	gap := with(func(r *freight.Rule) { r.WaiverGap = dec("20") })
	atGap := with(func(r *freight.Rule) { r.WaiverGap, r.WaivedAtGap = dec("20"), true })
	gapHalf := with(func(r *freight.Rule) { r.WaiverGap, r.WaivedShare = dec("20"), dec("0.5") })
	halfOnly := with(func(r *freight.Rule) { r.WaivedShare = dec("0.5") })
	most := with(func(r *freight.Rule) { r.Minimum = dec("45") })
	perBox := with(func(r *freight.Rule) { r.PerPackage, r.Step, r.PackageMinimum = true, dec("1"), dec("12") })
	whole := must(fees.ParseLength("1 cm"))
	nearest := with(func(r *freight.Rule) { r.Sides, r.SideStep = freight.SidesNearest, whole })
	up := with(func(r *freight.Rule) { r.Sides, r.SideStep = freight.SidesUp, whole })
	lcl := freight.SeaRule(dec("1000"), dec("1"))
	for _, test := range []struct {
		name   string
		rule   freight.Rule
		cargo  freight.Cargo
		billed string
		by     freight.By
	}{
		{"volume equals weight", air, bulk("10", "0.06"), "10", freight.ByWeight},
		{"volume just above", air, bulk("10", "0.060006"), "10.001", freight.ByVolume},
		{"volume just below", air, bulk("10", "0.059994"), "10", freight.ByWeight},
		{"on the step", half, bulk("10.5", "0"), "10.5", freight.ByWeight},
		{"above the step", half, bulk("10.500000000001", "0"), "11", freight.ByWeight},
		{"below the step", half, bulk("10.499999999999", "0"), "10.5", freight.ByWeight},
		{"volume on the step", half, bulk("0", "0.063"), "10.5", freight.ByVolume},
		{"volume a cubic hair above the step", half, freight.Cargo{Kg: set("0"), CubicMetres: set("0.063000000000000000000000000001")}, "11", freight.ByVolume},
		{"gap below", gap, bulk("10", "0.1799994"), "10", freight.ByWeight},
		{"gap on", gap, bulk("10", "0.18"), "30", freight.ByVolume},
		{"gap above", gap, bulk("10", "0.1800006"), "30.0001", freight.ByVolume},
		{"gap on, waived", atGap, bulk("10", "0.18"), "10", freight.ByWeight},
		{"gap above, counted", atGap, bulk("10", "0.1800006"), "30.0001", freight.ByVolume},
		{"gap below, half above", gapHalf, bulk("10", "0.1799994"), "10", freight.ByWeight},
		{"half above the gap", gapHalf, bulk("10", "0.18"), "20", freight.ByVolume},
		{"heavy goods are never halved", halfOnly, bulk("10", "0.03"), "10", freight.ByWeight},
		{"minimum below", most, bulk("44.99", "0"), "45", freight.ByMinimum},
		{"minimum on", most, bulk("45", "0"), "45", freight.ByWeight},
		{"minimum above", most, bulk("45.01", "0"), "45.01", freight.ByWeight},
		{"minimum of nothing", most, bulk("0", "0"), "45", freight.ByMinimum},
		{"nothing", air, bulk("0", "0"), "0", freight.ByWeight},
		{"package minimum", perBox, cargo(box(3, "10 cm", "10 cm", "10 cm", "10.5"), box(1, "10 cm", "10 cm", "10 cm", "12.1")), "49", freight.ByMixed},
		{"package minimum on", perBox, cargo(box(2, "10 cm", "10 cm", "10 cm", "12")), "24", freight.ByWeight},
		{"each box by what is more", perBox, cargo(box(1, "60 cm", "50 cm", "40 cm", "13"), box(1, "10 cm", "10 cm", "10 cm", "30")), "50", freight.ByMixed},
		{"half a side", nearest, cargo(box(1, "30.5 cm", "20.49999 cm", "10 cm", "0.1")), "1.033333333333", freight.ByVolume}, // 31 × 20 × 10
		{"a side less than a step", nearest, cargo(box(1, "0.2 cm", "600 cm", "10 cm", "0.1")), "1", freight.ByVolume},
		{"sides on the step", up, cargo(box(1, "30 cm", "20 cm", "10 cm", "0.1")), "1", freight.ByVolume},
		{"sides just above", up, cargo(box(1, "30.000001 cm", "20 cm", "10 cm", "0.1")), "1.033333333333", freight.ByVolume},
		{"ton equals measure", lcl, bulk("2500", "2.5"), "2.5", freight.ByWeight},
		{"less than the minimum", lcl, bulk("999", "0.999"), "1", freight.ByMinimum},
		{"the minimum itself", lcl, bulk("999", "1"), "1", freight.ByVolume},
		{"just above the minimum", lcl, bulk("1000.001", "0.5"), "1.000001", freight.ByWeight},
		{"totals take precedence over sides", air, freight.Cargo{Packages: []freight.Package{box(1, "1 m", "1 m", "1 m", "1")}, CubicMetres: set("0.12")}, "20", freight.ByVolume},
		{"weight only", freight.Rule{Unit: freight.Kilogram, Step: dec("1")}, freight.Cargo{Kg: set("7.2")}, "8", freight.ByWeight},
		{"pounds only", freight.Rule{Unit: freight.Pound, Step: dec("1")}, freight.Cargo{Kg: set("0.45359237")}, "1", freight.ByWeight},
		{"pounds only, a grain more", freight.Rule{Unit: freight.Pound, Step: dec("1")}, freight.Cargo{Kg: set("0.453592370001")}, "2", freight.ByWeight},
		{"the largest", air, bulk("1000000000", "1000000000"), "166666666666.666666666667", freight.ByVolume},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := test.rule.Charge(test.cargo)
			if err != nil {
				t.Fatal(err)
			}
			if !c.Billed.Equal(dec(test.billed)) || c.By != test.by {
				t.Errorf("billed %s by %s, want %s by %s: %s", c.Billed, c.By, test.billed, test.by, strings.Join(c.Reasons, "; "))
			}
			if c.Source.Confidence != fees.Supplied {
				t.Errorf("a rule of the caller rests on %+v", c.Source)
			}
		})
	}
}

func TestChargeNeeds(t *testing.T) {
	air, parcel := rule(t, "air_6000"), rule(t, "courier_5000")
	shipmentSides := parcel
	shipmentSides.PerPackage = false
	for _, test := range []struct {
		name  string
		rule  freight.Rule
		cargo freight.Cargo
		want  []string
	}{
		{"nothing", air, freight.Cargo{}, []string{"kg", "cubic_metres"}},
		{"no weight", air, freight.Cargo{CubicMetres: set("1")}, []string{"kg"}},
		{"no volume", air, freight.Cargo{Kg: set("1")}, []string{"cubic_metres"}},
		{"a box that was not weighed", air, cargo(box(1, "1 m", "1 m", "1 m", "")), []string{"kg"}},
		{"totals do not replace boxes", parcel, bulk("1", "1"), []string{"packages"}},
		{"each box needs both", parcel, cargo(box(1, "1 m", "1 m", "1 m", ""), freight.Package{Kg: dec("1"), Count: 1}), []string{"packages[0].kg", "packages[1].length"}},
		{"rounded sides need boxes", shipmentSides, bulk("1", "1"), []string{"packages"}},
		{"rounded sides need sides", shipmentSides, freight.Cargo{Packages: []freight.Package{{Kg: dec("1"), Count: 1}}, CubicMetres: set("1")}, []string{"packages[0].length"}},
		{"faults of rule and cargo", freight.Rule{}, freight.Cargo{Pieces: -1}, []string{"rule.unit", "pieces"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.rule.Charge(test.cargo)
			wantFaults(t, err, test.want...)
		})
	}
}

// The parts say how the sum was found.
func TestChargeParts(t *testing.T) {
	c, err := rule(t, "courier_139").Charge(cargo(box(2, "30.4 in", "19.6 in", "19.5 in", "20"), box(1, "10 in", "10 in", "10 in", "10")))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Parts) != 2 || c.Parts[0].Count != 2 || c.Parts[1].Package != 1 || !c.Parts[0].Billed.Equal(dec("87")) || !c.Parts[1].Billed.Equal(dec("23")) || !c.Billed.Equal(dec("197")) {
		t.Errorf("got %+v", c.Parts)
	}
	want := []string{
		"2 × sides 30 × 20 × 20 in steps of 1 in, actual 44.092 lb, volume 0.196645 m³ = 86.331 lb, up to the next 1 lb: billed 87 lb",
		"1 × sides 10 × 10 × 10 in steps of 1 in, actual 22.046 lb, volume 0.016387 m³ = 7.194 lb, up to the next 1 lb: billed 23 lb",
	}
	if strings.Join(c.Reasons, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(c.Reasons, "\n"))
	}
}

// billedByRat is what a rule bills, written once more with fractions.
func billedByRat(r freight.Rule, c freight.Cargo) (actual, volumetric, billed *big.Rat) {
	side := func(l fees.Length) *big.Rat {
		m := rat(l.Metres())
		if r.Sides == freight.SidesExact {
			return m
		}
		step := rat(r.SideStep.Metres())
		n := new(big.Rat).Quo(m, step)
		if r.Sides == freight.SidesNearest {
			n.Add(n, big.NewRat(1, 2))
			n.SetInt(new(big.Int).Div(n.Num(), n.Denom()))
		} else {
			n = ceilTo(n, dec("1"))
		}
		return n.Mul(maxRat(n, big.NewRat(1, 1)), step)
	}
	units := func(kg, m3 *big.Rat) (a, v *big.Rat) {
		switch {
		case r.Unit == freight.RevenueTon:
			return new(big.Rat).Quo(kg, rat(r.KgPerCubicMetre)), m3
		case r.Divisor.IsZero():
			v = new(big.Rat)
		case r.Inches:
			v = new(big.Rat).Quo(m3, rat(dec("0.000016387064").Mul(r.Divisor)))
		default:
			v = new(big.Rat).Quo(m3, rat(dec("0.000001").Mul(r.Divisor)))
		}
		a = kg
		if r.Unit == freight.Pound {
			a = new(big.Rat).Quo(kg, rat(dec("0.45359237")))
		}
		return a, v
	}
	one := func(kg, m3 *big.Rat) (a, v, b *big.Rat) {
		a, v = units(kg, m3)
		b = a
		if excess := new(big.Rat).Sub(v, a); excess.Sign() > 0 {
			gap := excess.Cmp(rat(r.WaiverGap))
			if r.WaiverGap.IsZero() || gap > 0 || gap == 0 && !r.WaivedAtGap {
				b = new(big.Rat).Add(a, excess.Mul(excess, rat(dec("1").Sub(r.WaivedShare))))
			}
		}
		return a, v, maxRat(ceilTo(b, r.Step), rat(r.PackageMinimum))
	}
	actual, volumetric, billed = new(big.Rat), new(big.Rat), new(big.Rat)
	kg, m3 := new(big.Rat), new(big.Rat)
	for _, p := range c.Packages {
		n := new(big.Rat).SetInt64(int64(p.Count))
		volume := new(big.Rat).Mul(side(p.Length), side(p.Width))
		volume.Mul(volume, side(p.Height))
		if r.Unit != freight.RevenueTon && r.Divisor.IsZero() {
			volume = new(big.Rat)
		}
		a, v, b := one(rat(p.Kg), volume)
		for _, sum := range []struct{ of, add *big.Rat }{{actual, a}, {volumetric, v}, {billed, b}, {kg, rat(p.Kg)}, {m3, volume}} {
			sum.of.Add(sum.of, new(big.Rat).Mul(sum.add, n))
		}
	}
	if !r.PerPackage {
		actual, volumetric, billed = one(kg, m3)
	}
	return actual, volumetric, maxRat(billed, rat(r.Minimum))
}

func propChargeEqualsFractions(t *rapid.T) {
	r, c := genRule.Draw(t, "rule"), genCargo.Draw(t, "cargo")
	if err := r.Check(); err != nil {
		t.Skip(err)
	}
	got, err := r.Charge(c)
	if err != nil {
		t.Fatal(err)
	}
	actual, volumetric, billed := billedByRat(r, c)
	if !got.Actual.Equal(ratDec(actual, 12)) || !got.Volumetric.Equal(ratDec(volumetric, 12)) || !got.Billed.Equal(ratDec(billed, 12)) {
		t.Fatalf("%s, %s, %s, want %s, %s, %s", got.Actual, got.Volumetric, got.Billed, actual.FloatString(12), volumetric.FloatString(12), billed.FloatString(12))
	}
	if got.Billed.LessThan(got.Actual) || got.Billed.LessThan(r.Minimum) {
		t.Fatalf("billed %s of %s, at least %s", got.Billed, got.Actual, r.Minimum)
	}
	if r.Step.Sign() > 0 && !got.Billed.Mod(r.Step).IsZero() {
		t.Fatalf("billed %s is no multiple of %s", got.Billed, r.Step)
	}
	if billed, err := r.Billed(c); err != nil || !billed.Equal(got.Billed) {
		t.Fatalf("billed alone is %s, %v", billed, err)
	}
	if len(got.Reasons) == 0 || len(got.Parts) == 0 {
		t.Fatal("nothing says why")
	}
}

func TestChargeEqualsFractions(t *testing.T) { rapid.Check(t, propChargeEqualsFractions) }
func FuzzChargeEqualsFractions(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propChargeEqualsFractions)) }

// The sum over boxes is never less than the shipment as a whole, unless a gap is
// waived, which is easier to reach for all of them together.
func TestChargePerPackageIsNeverLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := genRule.Draw(t, "rule"), genCargo.Draw(t, "cargo")
		r.PerPackage, r.WaiverGap, r.WaivedAtGap = true, decimal.Zero, false
		byBox := must(r.Charge(c))
		r.PerPackage, r.PackageMinimum = false, decimal.Zero
		whole := must(r.Charge(c))
		if byBox.Billed.LessThan(whole.Billed) {
			t.Fatalf("%s by the box, %s as a whole", byBox.Billed, whole.Billed)
		}
	})
}

// A cargo in inches and pounds is billed as the same one in centimetres and grams, and
// the order of boxes and sides does not matter.
func TestMetricEqualsImperial(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRule.Draw(t, "rule")
		var imperial, metric freight.Cargo
		for range rapid.IntRange(1, 4).Draw(t, "boxes") {
			var sides [3]string
			var inches [3]string
			for i := range sides {
				n := decimal.New(rapid.Int64Range(1, 8000).Draw(t, "side"), -2)
				inches[i], sides[i] = n.String()+" in", n.Mul(dec("25.4")).String()+" mm"
			}
			pounds := decimal.New(rapid.Int64Range(1, 900).Draw(t, "weight"), -1)
			count := rapid.IntRange(1, 9).Draw(t, "count")
			imperial.Packages = append(imperial.Packages, freight.PackageOf(must(fees.ParseParcel(inches[0], inches[1], inches[2], pounds.String()+" lb")), count))
			metric.Packages = append([]freight.Package{box(count, sides[2], sides[0], sides[1], pounds.Mul(dec("0.45359237")).String())}, metric.Packages...)
		}
		a, b := must(r.Charge(imperial)), must(r.Charge(metric))
		if !a.Billed.Equal(b.Billed) || !a.Actual.Equal(b.Actual) || !a.Volumetric.Equal(b.Volumetric) || a.By != b.By {
			t.Fatalf("%s and %s, %s and %s", a.Billed, b.Billed, a.Volumetric, b.Volumetric)
		}
	})
}

// BenchmarkCharge is one line of a shipment: landed asks for each.
func BenchmarkCharge(b *testing.B) {
	r := must(freight.FindRule(nil, "air_6000", now))
	c := cargo(box(8, "60 cm", "40 cm", "20 cm", "5.625"))
	b.Run("explained", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.Charge(c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("billed", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.Billed(c); err != nil {
				b.Fatal(err)
			}
		}
	})
}
