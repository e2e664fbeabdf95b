package freight_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
)

// A carton that was measured in a warehouse of the United States.
func ExamplePackageOf() {
	carton := must(fees.ParseParcel("24 in", "16 in", "12 in", "35 lb"))
	p := freight.PackageOf(carton, 40)
	fmt.Println(p.Count, "cartons of", fx.Plain(p.Kg), "kg")
	// Output: 40 cartons of 15.87573295 kg
}

// The volume of one carton of 60 × 40 × 50 cm.
func ExamplePackage_CubicMetres() {
	p := box(1, "60 cm", "40 cm", "50 cm", "18")
	fmt.Println(fx.Plain(p.CubicMetres()), "m³")
	// Output: 0.12 m³
}

// Two kinds of cartons; the forwarder weighed everything together.
func ExampleCargo_Totals() {
	c := freight.Cargo{
		Packages: []freight.Package{
			box(40, "60 cm", "40 cm", "50 cm", ""),
			box(10, "50 cm", "50 cm", "50 cm", ""),
		},
		Kg: set("905"),
	}
	t, err := c.Totals()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fx.Plain(t.Kg.Decimal), "kg,", fx.Plain(t.CubicMetres.Decimal), "m³,", fx.Plain(t.Pieces.Decimal), "cartons")
	// Output: 905 kg, 6.05 m³, 50 cartons
}

// Every fault of a packing list is reported at once.
func ExampleCargo_Check() {
	c := freight.Cargo{Packages: []freight.Package{
		box(0, "60 cm", "40 cm", "50 cm", "18"),
		box(10, "60 cm", "0 cm", "50 cm", "-1"),
	}}
	fmt.Println(c.Check())
	// Output:
	// packages[0].count must be a whole number from 1 to 10000000, got "0"
	// packages[1].width must be above 0 when another side is given, got "0 cm"
	// packages[1].kg must not be below 0, got "-1"
}

// Eight light boxes by air: the volume is billed.
func ExampleRule_Charge() {
	air, err := freight.FindRule(nil, "air_6000", now)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := air.Charge(freight.Cargo{Packages: []freight.Package{box(8, "60 cm", "40 cm", "20 cm", "5.625")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fx.Plain(c.Billed), c.Unit, "by", c.By)
	fmt.Println(strings.Join(c.Reasons, "\n"))
	// Output:
	// 64 kg by volume
	// actual 45 kg, volume 0.384 m³ = 64 kg: billed 64 kg
}

// A courier rounds every side to whole inches and every box up to the next pound.
func ExampleRule_Charge_courier() {
	courier, err := freight.FindRule(nil, "courier_139", now)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := courier.Charge(freight.Cargo{Packages: []freight.Package{box(2, "30.4 in", "19.6 in", "19.5 in", "20")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fx.Plain(c.Billed), c.Unit)
	fmt.Println(c.Parts[0].Text)
	// Output:
	// 174 lb
	// 2 × sides 30 × 20 × 20 in steps of 1 in, actual 44.092 lb, volume 0.196645 m³ = 86.331 lb, up to the next 1 lb: billed 87 lb
}

// The billed weight of each line is what freight is shared by.
func ExampleRule_Billed() {
	air := must(freight.FindRule(nil, "air_6000", now))
	for _, p := range []freight.Package{box(8, "60 cm", "40 cm", "20 cm", "5.625"), box(1, "30 cm", "30 cm", "30 cm", "16")} {
		billed, err := air.Billed(freight.Cargo{Packages: []freight.Package{p}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(fx.Plain(billed), "kg")
	}
	// Output:
	// 64 kg
	// 16 kg
}

// A misspelt rule is an error that names the nearest ones.
func ExampleFindRule() {
	_, err := freight.FindRule(nil, "air6000", now)
	var unknown *fees.UnknownKeyError
	fmt.Println(errors.As(err, &unknown))
	fmt.Println(err)
	// Output:
	// true
	// fees: unknown rule "air6000", did you mean air_6000?
}

// The sea rules of a day.
func ExampleRules() {
	rules, err := freight.Rules(nil, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	for r := range rules {
		if r.Unit == freight.RevenueTon {
			fmt.Println(r.Name+":", r.Label)
		}
	}
	// Output:
	// sea_1000: sea, less than a container, 1 m³ = 1000 kg
	// sea_1000_min_1: sea, less than a container, 1 m³ = 1000 kg, at least 1 W/M
	// sea_500: sea, less than a container, regional, 1 m³ = 500 kg
}

// A forwarder's own terms: half-volumetric, by the box, at least 12 kg each.
func ExampleRule() {
	r := freight.Rule{
		Label: "Shenzhen air special line", Unit: freight.Kilogram, Divisor: dec("6000"),
		PerPackage: true, Step: dec("0.5"), PackageMinimum: dec("12"), WaivedShare: dec("0.5"),
	}
	c, err := r.Charge(freight.Cargo{Packages: []freight.Package{box(3, "60 cm", "50 cm", "40 cm", "13"), box(1, "20 cm", "20 cm", "20 cm", "7")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Join(c.Reasons, "\n"))
	fmt.Println(fx.Plain(c.Billed), c.Unit)
	// Output:
	// 3 × actual 13 kg, volume 0.12 m³ = 20 kg, of which 50% of the excess is waived: 16.5 kg: billed 16.5 kg
	// 1 × actual 7 kg, volume 0.008 m³ = 1.333 kg, at least 12 kg per package: billed 12 kg
	// 61.5 kg
}

// A pound needs a divisor in cubic inches, and a minimum is a multiple of the step.
func ExampleRule_Check() {
	r := freight.Rule{Unit: freight.Pound, Divisor: dec("139"), Step: dec("1"), Minimum: dec("10.5")}
	fmt.Println(r.Check())
	// Output:
	// inches must be set for a divisor per pound, got "false"
	// minimum must be a multiple of step, got "10.5"
}

// Freight is allocated by chargeable weight only when somebody gave a rule.
func ExampleRule_IsZero() {
	fmt.Println(freight.Rule{}.IsZero(), freight.SeaRule(dec("1000"), dec("1")).IsZero())
	// Output: true false
}

// Less than a container: tons or cubic metres, whichever is more, and at least one.
func ExampleSeaRule() {
	lcl := freight.SeaRule(dec("1000"), dec("1"))
	for _, c := range []freight.Cargo{bulk("7000", "6"), bulk("900", "4.2"), bulk("150", "0.4")} {
		w, err := lcl.Charge(c)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(fx.Plain(w.Billed), w.Unit, "by", w.By)
	}
	// Output:
	// 7 W/M by weight
	// 4.2 W/M by volume
	// 1 W/M by minimum
}

// A revenue ton is written W/M.
func ExampleUnit_String() {
	fmt.Println(freight.Kilogram, freight.Pound, freight.RevenueTon)
	// Output: kg lb W/M
}

// A carrier of your own is one more table beside the shipped ones.
func ExampleReadTables() {
	mine, err := freight.ReadTables(strings.NewReader(`{
		"id": "yanwen-2026-11-01", "channel": "freight", "kind": "chargeable", "variant": "yanwen",
		"effective_from": "2026-11-01", "effective_to": "2027-10-31", "verified_on": "2026-11-20",
		"confidence": "high", "source": "contract of 2026-10-20",
		"rows": [{"rule": "yanwen_8000", "label": "Yanwen small parcels", "unit": "kg", "divisor": "8000", "divisor_unit": "cm3/kg", "per": "package", "step": "0.05"}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	tables, err := must(freight.ShippedTables()).With(mine)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := freight.FindRule(tables, "yanwen_8000", now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Label, "from", r.Source.Table)
	// Output: Yanwen small parcels from yanwen-2026-11-01
}

// The tables that come with this release, and how sure they are.
func ExampleShippedTables() {
	tables, err := freight.ShippedTables()
	if err != nil {
		fmt.Println(err)
		return
	}
	for t := range tables.All() {
		fmt.Println(t.Kind, t.Variant, t.Source.Confidence)
	}
	// Output:
	// chargeable common high
	// chargeable us_parcel medium
	// container common medium
}
