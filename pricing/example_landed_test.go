package pricing_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// A unit cost that was worked out from its shipment goes into the statement as it is,
// part by part: the buffer falls on what is paid in yuan, not on freight and duty.
func ExampleUnit_landed() {
	rate := must(fx.NewRate(fx.USD, fx.CNY, dec("7")))
	shipment := landed.Shipment{
		Currency: fx.USD, Rates: []fx.Rate{rate}, Terms: freight.FOB,
		Lines: []landed.Line{{
			SKU: "PACK", Units: 500, Price: set("42"), Currency: fx.CNY,
			HTS: "4202.92.3120", Origin: "CN", NoCases: true,
		}},
		Costs: []landed.Cost{
			{Code: "main_freight", Leg: freight.MainFreight, Invoice: set("610.50"), Currency: fx.USD, By: landed.ByUnits},
		},
		Entry: &landed.Entry{Date: fees.Day(2026, 10, 5), Mode: customs.Vessel},
	}
	pack, _ := must(shipment.Land()).BySKU("PACK")
	model := must(pricing.NewModel(pricing.Unit{
		Listing: amazon.Listing{Category: "backpacks_handbags_luggage", Fulfillment: amazon.FBM},
		Landed:  pack, Rate: rate, Buffer: dec("0.02"),
	}, fees.Day(2026, 11, 23)))
	statement := must(model.At(dec("29.99"))).Rounded()
	for _, line := range statement.Lines {
		fmt.Printf("%-22s %6s  %s\n", line.Code, line.Amount.StringFixed(2), line.Basis)
	}
	fmt.Printf("%-22s %6s  complete: %t\n", "profit", statement.Profit.StringFixed(2), statement.Complete)
	// Output:
	// price                   29.99  item price
	// referral                -4.50  15% of the sales price, at least 0.30
	// purchase                -6.00  500 × 42 CNY; 21000.00 CNY at 7 CNY per USD for 500 units
	// main_freight            -1.22  610.50 USD (invoice), by units; 610.50 USD for 500 units
	// duty_column_1           -1.06  4202.92.3120: 17.6%; 528.00 USD for 500 units
	// duty_301_list_3         -1.50  9903.88.03: 25%; 750.00 USD for 500 units
	// duty_301_forced_labor   -0.75  9903.05.31: 12.5%; 375.00 USD for 500 units
	// mpf                     -0.07  0.3464% of 3000, at least 34.58 an entry, by customs value; 34.58 USD for 500 units
	// hmf                     -0.01  0.125% of 3000, by customs value; 3.75 USD for 500 units
	// fx_buffer               -0.12  costs in CNY at the planned 6.86 CNY per USD, 2% below spot
	// refund_admin             0.00  20% of the referral fee, at most 5.00
	// profit                  14.76  complete: true
}
