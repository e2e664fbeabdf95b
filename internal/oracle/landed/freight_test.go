package landedoracle_test

import (
	"math/big"
	"testing"

	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
)

func rat(text string) *big.Rat { return dec(text).Rat() }

func box(length, width, height, weight string) oracle.Box {
	return oracle.Box{Sides: [3]*big.Rat{rat(length), rat(width), rat(height)}, Weight: rat(weight)}
}

func sameRat(t *testing.T, what string, got *big.Rat, places int, want string) {
	t.Helper()
	if text := got.FloatString(places); text != want {
		t.Errorf("%s is %s, want %s", what, text, want)
	}
}

func TestChargeableExamples(t *testing.T) {
	kilo := oracle.AirRule
	kilo.Step = rat("1")
	half := kilo
	half.Half = true
	gap := kilo
	gap.Gap = rat("20")
	for _, row := range []struct {
		id                 string
		rule               oracle.WeightRule
		boxes              []oracle.Box
		volumetric, charge string
	}{
		{"S27", oracle.AirRule, []oracle.Box{box("180", "140", "120", "550")}, "504.00", "550.00"},
		{"S28", oracle.AirRule, []oracle.Box{box("50", "50", "50", "80")}, "20.83", "80.00"},
		{"S30", oracle.AirRule, []oracle.Box{box("480", "40", "20", "45")}, "64.00", "64.00"},
		{"S41", oracle.AirRule, []oracle.Box{box("100", "40", "30", "15")}, "20.00", "20.00"},
		{"S41, heavier", oracle.AirRule, []oracle.Box{box("100", "40", "30", "25")}, "20.00", "25.00"},
		{"S42", oracle.CourierInchRule, []oracle.Box{box("30.4", "19.6", "19.5", "1")}, "86.33", "87.00"},
		{"S43", kilo, []oracle.Box{box("40", "40", "40", "5")}, "10.67", "11.00"},
		{"S43, half", half, []oracle.Box{box("40", "40", "40", "5")}, "10.67", "8.00"},
		{"S43, actual", gap, []oracle.Box{box("40", "40", "40", "5")}, "10.67", "5.00"},
		{"half of a heavy box is the box", half, []oracle.Box{box("10", "10", "10", "5")}, "0.17", "5.00"},
	} {
		t.Run(row.id, func(t *testing.T) {
			sameRat(t, "volumetric", row.rule.Volumetric(row.boxes[0]), 2, row.volumetric)
			sameRat(t, "charged", row.rule.Charged(row.boxes), 2, row.charge)
		})
	}
	// By box each is rounded up by itself.
	two := []oracle.Box{box("10", "10", "10", "1.2"), box("10", "10", "10", "1.2")}
	sameRat(t, "together", oracle.CourierRule.Charged(two), 2, "2.50")
	each := oracle.CourierRule
	each.PerBox = true
	sameRat(t, "by box", each.Charged(two), 2, "3.00")
}

func TestSeaExamples(t *testing.T) {
	sameRat(t, "S29", oracle.RevenueTons(rat("6"), rat("7000"), rat("1000"), rat("1")), 2, "7.00")
	sameRat(t, "500 kg", oracle.RevenueTons(rat("6"), rat("7000"), rat("500"), rat("1")), 2, "14.00")
	sameRat(t, "minimum", oracle.RevenueTons(rat("0.4"), rat("100"), rat("1000"), rat("1")), 2, "1.00")
	// S32
	if load := dec("550").Mul(dec("34")); !load.Equal(dec("18700")) || load.GreaterThan(oracle.RoadLimitKg("40HQ")) {
		t.Errorf("load is %s", load)
	}
}

func TestBreaks(t *testing.T) {
	breaks := []oracle.Break{{From: rat("0"), Rate: rat("5")}, {From: rat("45"), Rate: rat("4")}, {From: rat("100"), Rate: rat("3")}}
	for _, row := range []struct{ weight, want string }{
		{"5", "50.00"}, {"20", "100.00"}, {"36", "180.00"}, {"40", "180.00"}, {"45", "180.00"}, {"80", "300.00"}, {"100", "300.00"}, {"101", "303.00"},
	} {
		sameRat(t, row.weight, oracle.Breaks(breaks, rat(row.weight), rat("50")), 2, row.want)
	}
}

func TestInsurance(t *testing.T) {
	// S31 takes 110% of a CIF that is given.
	sameRat(t, "S31", new(big.Rat).Mul(rat("110000"), rat("0.005")), 2, "550.00")
	insured, premium := oracle.Insurance(rat("90000"), rat("10000"), rat("0.005"))
	cif := new(big.Rat).Add(rat("100000"), premium)
	if new(big.Rat).Mul(cif, rat("1.1")).Cmp(insured) != 0 {
		t.Error("the insured amount is not 110% of CIF")
	}
}

func TestIncoterms(t *testing.T) {
	for _, row := range []struct {
		cost, term string
		seller     bool
	}{
		{"inland", "EXW", false}, {"inland", "FOB", true}, {"main freight", "FOB", false}, {"main freight", "CIF", true},
		{"duty", "CIF", false}, {"duty", "DDP", true}, {"export packing", "EXW", true},
	} {
		if got, ok := oracle.SellerPays(row.cost, row.term); !ok || got != row.seller {
			t.Errorf("%+v: %v", row, got)
		}
	}
}
