package amazon_test

import (
	"os"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	chargeOf = feetest.Charge
	day      = feetest.Day
	dec      = feetest.Dec
	inches   = feetest.Inches
	set      = feetest.Set
	weight   = feetest.Weight
)

// oracleTables loads the same files with the independent implementation.
func oracleTables(t testing.TB) *oracle.Tables {
	t.Helper()
	tables, err := oracle.Load(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// An item is the same item for the package and for the oracle.
type item struct {
	listing amazon.Listing
	plain   oracle.Item
}

var (
	classes = []amazon.Class{amazon.Standard, amazon.Apparel, amazon.DangerousGoods}
	// A price near each edge of a price band and of a referral bracket.
	edgePrices = []string{
		"0.01", "1.99", "2.00", "2.01", "9.99", "10.00", "10.01", "14.99", "15.00", "15.01", "19.99", "20.00", "20.01",
		"49.99", "50.00", "50.01", "99.99", "100.00", "100.01", "199.99", "200.00", "200.01", "249.99", "250.00", "250.01",
		"299.99", "300.00", "300.01", "500.00", "500.01", "1000.00", "1000.01", "1500.00", "1500.01", "5000.00", "5000.01",
	}
)

// measure draws a number of a unit and gives it to both sides.
func genMeasure(name string, most int64, units ...string) *rapid.Generator[oracle.Measure] {
	return rapid.Custom(func(t *rapid.T) oracle.Measure {
		places := rapid.Int32Range(0, 3).Draw(t, name+" places")
		n := rapid.Int64Range(1, most*decimal.New(1, places).IntPart()).Draw(t, name)
		return oracle.Measure{Value: decimal.New(n, -places), Unit: rapid.SampledFrom(units).Draw(t, name+" unit")}
	})
}

func text(m oracle.Measure) string {
	return m.Value.StringFixed(-min(m.Value.Exponent(), 0)) + " " + m.Unit
}

// genItem draws an item of any size: small and large ones are equally likely.
func genItem(t *rapid.T, categories []string) item {
	most := rapid.SampledFrom([]int64{3, 18, 60, 110}).Draw(t, "size")
	heavy := rapid.SampledFrom([]int64{1, 4, 60, 200}).Draw(t, "heavy")
	var it item
	it.plain = oracle.Item{
		Length: genMeasure("length", most, "in", "cm", "mm").Draw(t, "length"),
		Width:  genMeasure("width", most, "in", "cm").Draw(t, "width"),
		Height: genMeasure("height", most, "in", "cm").Draw(t, "height"),
		Weight: genMeasure("weight", heavy, "lb", "oz", "kg", "g").Draw(t, "weight"),

		Category:             rapid.SampledFrom(categories).Draw(t, "category"),
		Class:                string(rapid.SampledFrom(classes).Draw(t, "class")),
		FBA:                  rapid.IntRange(0, 4).Draw(t, "fba") > 0,
		SIPP:                 rapid.Bool().Draw(t, "sipp"),
		NoLargeStandardFloor: rapid.Bool().Draw(t, "no floor"),
		ExtraLarge150ByUnit:  rapid.Bool().Draw(t, "by unit"),
		IndividualPlan:       rapid.Bool().Draw(t, "plan"),
	}
	if rapid.Bool().Draw(t, "shipping") {
		it.plain.Extras = decimal.New(rapid.Int64Range(0, 2000).Draw(t, "extras"), -2)
	}
	it.listing = listingOf(t, it.plain)
	return it
}

func listingOf(t interface{ Fatalf(string, ...any) }, it oracle.Item) amazon.Listing {
	side := func(m oracle.Measure) fees.Length {
		l, err := fees.ParseLength(text(m))
		if err != nil {
			t.Fatalf("%v", err)
		}
		return l
	}
	w, err := fees.ParseWeight(text(it.Weight))
	if err != nil {
		t.Fatalf("%v", err)
	}
	l := amazon.Listing{
		Parcel:   fees.Parcel{Length: side(it.Length), Width: side(it.Width), Height: side(it.Height), Weight: w},
		Category: it.Category, Class: amazon.Class(it.Class), SIPP: it.SIPP, IndividualPlan: it.IndividualPlan,
		ShippingCharged: it.Extras,
	}
	if !it.FBA {
		l.Fulfillment = amazon.FBM
	}
	if it.NoLargeStandardFloor {
		l.LargeStandardFloor = amazon.FloorNone
	}
	if it.ExtraLarge150ByUnit {
		l.ExtraLarge150 = amazon.ByUnit
	}
	return l
}
