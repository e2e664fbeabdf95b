package fees_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// A packer ships the orders of a shop and takes its returns back.
type packer struct{ perOrder, perReturn string }

// Charges returns what the packer bills on any day.
func (p packer) Charges(time.Time) ([]fees.Charge, error) {
	return []fees.Charge{
		{Code: "packing", Event: fees.PerOrder, Amount: fees.Flat(dec(p.perOrder)), Basis: p.perOrder + " per order", Source: fees.SuppliedBy("packer")},
		{Code: "return_handling", Event: fees.PerUnitReturned, Amount: fees.Flat(dec(p.perReturn)), Basis: p.perReturn + " per return", Source: fees.SuppliedBy("packer")},
	}, nil
}

// Whoever bills something for a sale is a Biller: a card provider, a packer.
func ExampleBiller() {
	var depot fees.Biller = packer{perOrder: "2.10", perReturn: "1.20"}
	for _, c := range must(depot.Charges(fees.Day(2026, time.June, 1))) {
		fmt.Println(c.Code, c.Event, must(c.Amount.AtRounded(dec("40"), 2)).StringFixed(2))
	}
	// Output:
	// packing per_order 2.10
	// return_handling per_unit_returned 1.20
}

// One's own shop with a depot, and somebody who packs there: one listing for
// everything that takes a listing.
func ExampleWith() {
	item := fees.With(depotItem{parcel: lampStand}, packer{perOrder: "2.10", perReturn: "1.20"})
	for _, c := range must(item.Charges(fees.Day(2026, time.June, 1))) {
		fmt.Println(c.Code, "as", c.Basis)
	}
	_, keeps := item.(fees.Keeper)
	fmt.Println("keeps stock:", keeps)
	// Output:
	// card as 2.9% of price and postage, and 0.30
	// packing as 2.10 per order
	// return_handling as 1.20 per return
	// keeps stock: true
}

// A returned parcel of which the first eight in a hundred sold are free, and a
// commission of which the channel keeps a fifth on a refund.
func ExampleCharge() {
	charges := []fees.Charge{
		{Code: "commission", Event: fees.PerUnitSold, Amount: fees.Percent(dec("0.15")), Basis: "15% of the sales price", RefundShare: dec("0.8")},
		{Code: "returns_processing", Event: fees.PerUnitReturned, Amount: fees.Flat(dec("2.15")), Basis: "over 8 oz up to 1 lb", FreeShare: dec("0.08")},
	}
	for _, c := range charges {
		fmt.Println(c.Code, must(c.Amount.AtRounded(dec("25"), 2)), c.Event, "as", c.Basis)
	}
	// Output:
	// commission 3.75 per_unit_sold as 15% of the sales price
	// returns_processing 2.15 per_unit_returned as over 8 oz up to 1 lb
}

// What a charge is billed on decides what it costs per sold unit: four cents for a
// promotion that sells 1,500 units for 60 dollars.
func ExampleEvent() {
	coupon := fees.Charge{Code: "coupon", Event: fees.PerPromotion, Units: 1500, Amount: fees.Flat(dec("60"))}
	if coupon.Event == fees.PerPromotion {
		perUnit := coupon.Amount.Over(dec("1500"))
		fmt.Println(must(perUnit.AtRounded(dec("25"), 2)), "per unit")
	}
	// Output: 0.04 per unit
}

// A result that stands, and what to check about it.
func ExampleWarning() {
	c := fees.Charge{Code: "fulfillment", Warnings: []fees.Warning{{
		Code: "size_assumed", Text: "the size is taken from the package that was entered; the warehouse measures its own",
	}}}
	for _, w := range c.Warnings {
		fmt.Println(w.Code+":", w.Text)
	}
	// Output: size_assumed: the size is taken from the package that was entered; the warehouse measures its own
}

// The fee on a price with 8.25 % of sales tax: 0.30 up to a total of 10 dollars.
func ExampleCurve_OnTimes() {
	fee := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("0.30")}, fees.Band{Rate: dec("0.04")})
	onTaxed := fee.OnTimes(dec("1.0825"), 2)
	for _, price := range []string{"9.24", "9.25", "20.00"} { // totals of 10.00, 10.01 and 21.65
		fmt.Println(price, must(onTaxed.At(dec(price))))
	}
	// Output:
	// 9.24 0.3
	// 9.25 0.400525
	// 20.00 0.866
}

// Thirty cents per order, shared by three units.
func ExampleCurve_Over() {
	card := fees.Percent(dec("0.029")).Plus(fees.Flat(dec("0.30")))
	perUnit := card.OnTimes(dec("3"), 2).Over(dec("3"))
	fmt.Println(must(perUnit.At(dec("20"))))
	// Output: 0.68
}
