package freight_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/shopspring/decimal"
)

// Who pays what under FOB.
func ExampleIncoterm_Pays() {
	for leg := range freight.Legs() {
		who, err := freight.FOB.Pays(leg)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(leg, who)
	}
	// Output:
	// export_packing seller
	// inland_origin seller
	// export_clearance seller
	// origin_terminal seller
	// main_freight buyer
	// insurance buyer
	// destination_terminal buyer
	// import_clearance buyer
	// delivery buyer
}

// Only under CIF does the contract require insurance.
func ExampleIncoterm_Optional() {
	for term := range freight.Incoterms() {
		optional, err := term.Optional(freight.CargoInsurance)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(term, optional)
	}
	// Output:
	// EXW true
	// FOB true
	// CIF false
	// DDP true
}

// Under CIF the seller pays the freight, but the risk is the buyer's from the ship on.
func ExampleIncoterm_RiskPasses() {
	where, err := freight.CIF.RiskPasses()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(where)
	// Output: on_board
}

// What stands between a CIF price and the customs value.
func ExampleIncoterm_ValueSteps() {
	steps, err := freight.CIF.ValueSteps()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range steps {
		fmt.Println("deduct:", s.Deduct, s.Leg, s.Condition)
	}
	// Output:
	// deduct: true main_freight when it is identified separately from the price
	// deduct: true insurance when it is identified separately from the price
}

// A CIF price whose insurance nobody told: the value is too high by it.
func ExampleIncoterm_CustomsValue() {
	v, err := freight.CIF.CustomsValue(money("11255 USD"), map[freight.Leg]decimal.NullDecimal{freight.MainFreight: set("1200")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("at most", v.Value, "missing:", v.Missing)
	// Output: at most 10055.00 USD missing: [insurance]
}

// Under FOB nothing stands between price and value.
func ExampleCustomsValue_Complete() {
	v := must(freight.FOB.CustomsValue(money("10000 USD"), nil))
	fmt.Println(v.Value, v.Complete())
	// Output: 10000.00 USD true
}

// A term that is not in the list.
func ExampleIncoterm_Check() {
	fmt.Println(freight.Incoterm("FCA").Check())
	// Output: must be "EXW", "FOB", "CIF" or "DDP", got "FCA"
}

// The terms in the order of what the seller pays.
func ExampleIncoterms() {
	for term := range freight.Incoterms() {
		fmt.Print(term, " ")
	}
	// Output: EXW FOB CIF DDP
}

// The legs in the order of the way.
func ExampleLegs() {
	n := 0
	for range freight.Legs() {
		n++
	}
	fmt.Println(n, "legs")
	// Output: 9 legs
}

// A leg is written as in the constants.
func ExampleLeg_Check() {
	fmt.Println(freight.MainFreight.Check(), freight.Leg("sea").Check() != nil)
	// Output: <nil> true
}

// Goods of 10,000 and freight of 1,000, insured at 0.5 % of 110 % of CIF.
func ExamplePolicy_Insure() {
	i, err := freight.Policy{Rate: dec("0.005")}.Insure(money("10000 USD"), money("1000 USD"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("insured", i.Insured, "premium", i.Premium, "CIF", i.CIF)
	// Output: insured 12166.92 USD premium 60.83 USD CIF 11060.83 USD
}

// A known CIF value of 100,000.
func ExamplePolicy_InsureCIF() {
	i, err := freight.Policy{Rate: dec("0.005")}.InsureCIF(money("100000 USD"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(i.Premium)
	// Output: 550.00 USD
}
