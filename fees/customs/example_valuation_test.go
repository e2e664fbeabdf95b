package customs_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

func cny(amount string) fx.Money {
	return fx.Money{Amount: decimal.RequireFromString(amount), Currency: fx.CNY}
}

func dollars(amount string) fx.Money {
	return fx.Money{Amount: decimal.RequireFromString(amount), Currency: fx.USD}
}

func ExampleValuation_Value() {
	rate, err := fx.NewRate(fx.USD, fx.CNY, decimal.RequireFromString("7.1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	value, err := customs.Valuation{
		Price: cny("78100"), // CIF Los Angeles
		Parts: []customs.ValuePart{
			{Kind: customs.AssistCost, Label: "mould", Amount: dollars("500")},
			{Kind: customs.InternationalFreight, Amount: dollars("900")},
			{Kind: customs.InternationalInsurance, Amount: dollars("40"), NotIdentified: true},
		},
		ExportedOn: fees.Day(2026, 9, 1),
		Rates:      []fx.Rate{rate.WithSource(fees.Day(2026, 9, 1), "Federal Reserve Bank of New York")},
	}.Value()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range value.Lines {
		fmt.Println(line.Kind, line.Entered, "->", line.Amount.StringFixed(2), "-", line.Reason)
	}
	fmt.Println("customs value", value.Value.StringFixed(2))
	// Output:
	// price 78100.00 CNY -> 11000.00 - price paid or payable, 19 USC 1401a(b)
	// assist 500.00 USD -> 500.00 - added: what the buyer gave the maker is part of the value
	// international_freight 900.00 USD -> -900.00 - taken off: freight to the US is not part of the value
	// international_insurance 40.00 USD -> 0.00 - not taken off: it is not separately identified
	// customs value 10600.00
}

// The price of the factory to the middleman is the value when three conditions can
// be shown.
func ExampleValuation_Value_firstSale() {
	v := customs.Valuation{
		Price:     dollars("7.50"),
		FirstSale: customs.FirstSale{Price: dollars("5.00"), BonaFide: true, ArmsLength: true},
	}
	for _, shown := range []bool{false, true} {
		v.FirstSale.DestinedToUS = shown
		value, err := v.Value()
		if err != nil {
			fmt.Println(err)
			return
		}
		duty := value.Value.Mul(decimal.RequireFromString("0.315"))
		fmt.Println(value.Value.StringFixed(2), "duty", duty)
		for _, c := range value.Conditions {
			if !c.Met {
				fmt.Println("not shown that", c.Text)
			}
		}
	}
	// Output:
	// 7.50 duty 2.3625
	// not shown that the goods were clearly destined to the US when they were first sold
	// 5.00 duty 1.575
}

func ExampleValuation_Check() {
	v := customs.Valuation{Price: cny("78100"), Parts: []customs.ValuePart{{Kind: "tip", Amount: dollars("-1")}}}
	for _, fault := range fx.Faults(v.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// price must have a rate to USD in rates, got "78100.00 CNY"
	// parts[0].kind must be "packing", "selling_commission", "assist", "royalty", "proceeds", "international_freight", "international_insurance", "foreign_inland_freight", "us_inland_freight", "us_duty_and_fees", "buying_commission" or "post_import_work", got "tip"
	// parts[0].amount must not be below 0, got "-1"
}

func ExampleAssist_Share() {
	mould := customs.Assist{Label: "mould", Cost: dollars("10000"), Spread: customs.PerUnit, Units: 30000}
	var entered int64
	for _, units := range []int64{7000, 11000, 12000} {
		share, err := mould.Share(units, entered)
		if err != nil {
			fmt.Println(err)
			return
		}
		entered += units
		fmt.Println(share.Amount, "-", share.Reason, "-", share.Left, "left")
	}
	// Output:
	// 2333.33 USD - 7000 of 30000 units that carry 10000.00 USD - 7666.67 USD left
	// 3666.67 USD - 11000 of 30000 units that carry 10000.00 USD - 4000.00 USD left
	// 4000.00 USD - 12000 of 30000 units that carry 10000.00 USD - 0.00 USD left
}

func ExampleAssist_Check() {
	fmt.Println(customs.Assist{Cost: dollars("100"), Spread: customs.PerUnit}.Check())
	// Output: units must be from 1 to 1000000000000, got "0"
}

func ExampleSolveDDP() {
	e := customs.Entry{Date: fees.Day(2026, 10, 5), Mode: customs.Vessel, Lines: []customs.Line{
		{Ref: "BAG", HTS: "4202.92.3120", Origin: "CN", NoCases: true},
		{Ref: "SHIRT", HTS: "6109.10.0040", Origin: "CN", NoCases: true},
	}}
	solved, err := customs.SolveDDP(e, []customs.Delivered{
		{Price: decimal.NewFromInt(17000), Costs: decimal.NewFromInt(1450)}, // freight, insurance, delivery
		{Price: decimal.NewFromInt(3000), Costs: decimal.NewFromInt(260)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, share := range solved.Worksheet.Shares {
		fmt.Println(share.Ref, "value", share.Value, "duty", share.Duty, "MPF", share.MPF.StringFixed(2), "HMF", share.HMF.StringFixed(2), "left", solved.Remainders[i].StringFixed(2))
	}
	fmt.Println("exact", solved.Exact())
	// Output:
	// BAG value 9995.41 duty 5507.47 MPF 34.62 HMF 12.49 left 0.01
	// SHIRT value 2000.42 duty 730.15 MPF 6.93 HMF 2.50 left 0.00
	// exact false
}

func ExampleDDPSolution_Exact() {
	// At 2,500 an entry becomes formal and its fee jumps from 2.69 to 33.58: no value
	// comes to a price in between.
	e := customs.Entry{Date: fees.Day(2026, 3, 2), Mode: customs.Air, Lines: []customs.Line{
		{Ref: "TOY", HTS: "9503.00.0073", Origin: "CN", NoCases: true},
	}}
	solved, err := customs.SolveDDP(e, []customs.Delivered{{Price: decimal.NewFromInt(2765)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(solved.Exact(), solved.Values[0], solved.Remainders[0], solved.Worksheet.Kind)
	// Output: false 2499.99 12.32 informal
}

func ExampleOpenFactsError() {
	e := customs.Entry{Date: fees.Day(2026, 10, 5), Mode: customs.Air, Lines: []customs.Line{
		{Ref: "LAMP", HTS: "8512.20.2040", Origin: "CN", NoCases: true},
	}}
	_, err := customs.SolveDDP(e, []customs.Delivered{{Price: decimal.NewFromInt(2000)}})
	fmt.Println(err)
	// Output: customs: the duty is not known: auto_part; truck_part
}

func ExampleOpenFactsError_Error() {
	err := &customs.OpenFactsError{Questions: []customs.Question{customs.AutoPart}}
	fmt.Println(err.Error())
	// Output: customs: the duty is not known: auto_part
}
