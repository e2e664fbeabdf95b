package landed_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// amount is a figure that is known.
func amount(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

// backpacks is a shipment of two SKUs that were bought in China with 13% VAT.
func backpacks() landed.Shipment {
	perDollar, err := fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("7.2"))
	if err != nil {
		panic(err) // the rate is a constant
	}
	vat := landed.VAT{
		Price: landed.VATIncluded, RefundClass: landed.RefundGeneral,
		ExportedOn: fees.Day(2026, time.January, 20), DelayDays: amount("90"),
	}
	return landed.Shipment{
		Currency: fx.USD, Rates: []fx.Rate{perDollar}, Terms: freight.FOB,
		Lines: []landed.Line{
			{
				SKU: "backpack", Units: 1000, Price: amount("33.90"), Currency: fx.CNY, VAT: vat, NoCases: true,
				HTS: "4202.92.3120", Origin: "CN", Kg: amount("600"), CubicMetres: amount("4"),
			},
			{
				SKU: "umbrella", Units: 500, Price: amount("22.60"), Currency: fx.CNY, VAT: vat, NoCases: true,
				HTS: "6601.91.0000", Origin: "CN", Kg: amount("250"), CubicMetres: amount("1.5"),
			},
		},
		Costs: []landed.Cost{
			{Code: "main_freight", Leg: freight.MainFreight, Estimate: amount("700"), Invoice: amount("742.50"), Currency: fx.USD, By: landed.ByVolume},
			{Code: "origin_terminal", Leg: freight.OriginTerminal, Estimate: amount("1100"), Currency: fx.CNY, By: landed.ByVolume},
			{Code: "drayage", Leg: freight.Delivery, Estimate: amount("320"), Currency: fx.USD, By: landed.ByWeight},
		},
		Entry: &landed.Entry{Date: fees.Day(2026, time.March, 1), Mode: customs.Vessel, Rates: []fx.Rate{perDollar}},
	}
}

// What a backpack costs from the factory invoice to the shelf.
func ExampleShipment_Land() {
	result, err := backpacks().Land()
	if err != nil {
		fmt.Println(err)
		return
	}
	cost, _ := result.BySKU("backpack")
	for _, part := range cost.Parts {
		fmt.Printf("%-18s %10s  %s\n", part.Code, part.Total.Amount.StringFixed(2), part.Basis)
	}
	fmt.Println("all", cost.Units, "units:", cost.Total(), "one:", cost.Each(4))
	// Output:
	// purchase              4166.67  1000 × 33.9 CNY, without 13% VAT
	// purchase_vat           541.67  13% of 30000.00 CNY
	// vat_refund            -541.67  13% of 30000.00 CNY
	// main_freight           540.00  742.50 USD (invoice), by volume
	// origin_terminal        111.11  1100.00 CNY (estimate), by volume, at 7.2 CNY per USD
	// drayage                225.88  320.00 USD (estimate), by weight
	// duty_column_1          733.33  4202.92.3120: 17.6%
	// duty_301_list_3       1041.67  9903.88.03: 25%
	// duty_section_122       416.67  9903.03.01: 10%
	// mpf                     25.19  0.3464% of 5555.56, at least 33.58 an entry, by customs value
	// hmf                      5.21  0.125% of 5555.56, by customs value
	// all 1000 units: 7265.73 USD one: 7.2657
}

// The same shipment, had it entered on another day.
func ExampleShipment_EnteredOn() {
	shipment := backpacks()
	for _, day := range []time.Time{fees.Day(2026, time.February, 20), fees.Day(2026, time.March, 1), fees.Day(2026, time.August, 1)} {
		result, err := shipment.EnteredOn(day).Land()
		if err != nil {
			fmt.Println(err)
			return
		}
		cost, _ := result.BySKU("umbrella")
		fmt.Println(day.Format(time.DateOnly), result.Worksheet.Duty, result.Total, cost.Each(4))
	}
	// Output:
	// 2026-02-20 2886.12 9697.48 USD 4.0302
	// 2026-03-01 2330.56 9141.92 USD 3.7524
	// 2026-08-01 2469.44 9280.80 USD 3.8218
}

// What the freight was expected to cost and what was billed.
func ExampleShipment_Variance() {
	report, err := backpacks().Variance()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, kind := range report.Kinds {
		if kind.ToInvoice.Valid {
			fmt.Println(kind.Code, "is", kind.ToInvoice.Decimal.StringFixed(2), report.Currency, "dearer than expected")
		}
	}
	fmt.Println("not known:", report.Total.Unknown)
	// Output:
	// main_freight is 42.50 USD dearer than expected
	// not known: [costs[0].actual costs[1].invoice costs[1].actual costs[2].invoice costs[2].actual]
}

// The unit costs of all SKUs, in the order of the lines.
func ExampleLanded_Units() {
	result, err := backpacks().Land()
	if err != nil {
		fmt.Println(err)
		return
	}
	for cost := range result.Units() {
		fmt.Println(cost.SKU, cost.Each(2), cost.Complete)
	}
	// Output:
	// backpack 7.27 true
	// umbrella 3.75 true
}

// A SKU that is not in the shipment has no cost.
func ExampleLanded_BySKU() {
	result, err := backpacks().Land()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, ok := result.BySKU("tent")
	fmt.Println(ok)
	// Output: false
}

// Goods from China with freight but without an entry: the cost is not complete.
func ExampleUnitCost_HasDuty() {
	shipment := backpacks()
	shipment.Entry = nil
	result, err := shipment.Land()
	if err != nil {
		fmt.Println(err)
		return
	}
	cost, _ := result.BySKU("backpack")
	fmt.Println(cost.HasDuty(), cost.Complete, cost.Missing)
	// Output: false false [{duty no entry is given, and the goods are of CN}]
}

// unitCost is the cost of the backpack.
func unitCost() landed.UnitCost {
	result, err := backpacks().Land()
	if err != nil {
		panic(err) // the shipment is a constant
	}
	cost, _ := result.BySKU("backpack")
	return cost
}

func ExampleUnitCost_Total() {
	fmt.Println(unitCost().Total())
	// Output: 7265.73 USD
}

// What the goods themselves cost once the VAT is back, and the duties and fees.
func ExampleUnitCost_Sum() {
	cost := unitCost()
	fmt.Println(cost.Sum(landed.PurchasePart, landed.VATPart, landed.RefundPart))
	fmt.Println(cost.Sum(landed.DutyPart, landed.FeePart))
	// Output:
	// 4166.67 USD
	// 2222.07 USD
}

func ExampleUnitCost_Each() {
	fmt.Println(unitCost().Each(2), unitCost().Each(6))
	// Output: 7.27 7.26573
}

// Amounts that can be booked unit by unit.
func ExampleUnitCost_Post() {
	each, last, err := unitCost().Post()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("999 at", each, "and one at", last)
	// Output: 999 at 7.27 USD and one at 3.00 USD
}

// rotors is a shipment of which nobody said whether it is for passenger vehicles.
func rotors() landed.UnitCost {
	shipment := landed.Shipment{
		Currency: fx.USD, Terms: freight.FOB,
		Lines: []landed.Line{{
			SKU: "rotor", Units: 100, Price: amount("40"), Currency: fx.USD, HTS: "8708.30.5030", Origin: "CN", NoCases: true,
			Facts: customs.Facts{Answers: map[customs.Question]bool{customs.TruckPart: false}},
		}},
		Entry: &landed.Entry{Date: fees.Day(2026, time.October, 1), Mode: customs.Air},
	}
	result, err := shipment.Land()
	if err != nil {
		panic(err) // the shipment is a constant
	}
	cost, _ := result.BySKU("rotor")
	return cost
}

// A duty that depends on a fact that nobody gave.
func ExampleUnitCost_High() {
	cost := rotors()
	fmt.Println(cost.Total(), "to", cost.High())
	fmt.Println(cost.Missing[0].Reason)
	// Output:
	// 5634.58 USD to 6134.58 USD
	// is it a part of a passenger vehicle or light truck? (auto_part: 500 USD on the entry line)
}

func ExampleUnitCost_EachHigh() {
	cost := rotors()
	fmt.Println(cost.Each(2), "to", cost.EachHigh(2))
	// Output: 56.35 to 61.35
}

// A unit cost from another system is checked before it is used.
func ExampleUnitCost_Check() {
	cost := landed.UnitCost{SKU: "tent", Currency: fx.USD}
	fmt.Println(cost.Check())
	// Output: units must be from 1 to 1000000000, got "0"
}

// The latest known amount of a cost counts.
func ExampleCost_Amount() {
	cost := landed.Cost{Code: "main_freight", Estimate: amount("700"), Invoice: amount("742.50")}
	latest, stage := cost.Amount()
	fmt.Println(latest, stage)
	// Output: 742.5 invoice
}

// Two SKUs of unknown value cannot share the insurance by value.
func ExampleZeroBasisError() {
	shipment := landed.Shipment{
		Currency: fx.USD,
		Lines:    []landed.Line{{SKU: "sample", Units: 2, Price: amount("0"), Currency: fx.USD}},
		Costs:    []landed.Cost{{Code: "insurance", Estimate: amount("12"), Currency: fx.USD, By: landed.ByValue}},
	}
	_, err := shipment.Land()
	var zero *landed.ZeroBasisError
	if errors.As(err, &zero) {
		fmt.Println(zero.Code, zero.Basis)
		fmt.Println(err)
	}
	// Output:
	// insurance value
	// landed: costs[0] (insurance) cannot be split by value: it is 0 for every line
}

// A forwarder's quote becomes costs: everything by volume, documents the same for
// every SKU.
func ExampleCostsOf() {
	quote := freight.Bill{Lines: []freight.Line{
		{Code: "main_freight", Leg: freight.MainFreight, Known: true, Amount: fx.Money{Amount: decimal.New(742_50, -2), Currency: fx.USD}},
		{Code: "documents", Leg: freight.ExportClearance, Known: true, Amount: fx.Money{Amount: decimal.New(450, 0), Currency: fx.CNY}},
		{Code: "congestion", Leg: freight.MainFreight, Amount: fx.Money{Currency: fx.USD}},
	}}
	costs := landed.CostsOf(quote, landed.Estimated, func(line freight.Line) landed.Basis {
		if line.Code == "documents" {
			return landed.Equally
		}
		return landed.ByVolume
	})
	for _, cost := range costs {
		amount, stage := cost.Amount()
		fmt.Printf("%s %s %s by %s %q\n", cost.Code, amount, cost.Currency, cost.By, stage)
	}
	// Output:
	// main_freight 742.5 USD by volume "estimate"
	// documents 450 CNY by equal "estimate"
	// congestion 0 USD by volume ""
}
