package fees_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
)

// Two mugs in one order, with paid shipping and sales tax: what a card provider
// takes of the whole, with its thirty cents once.
func ExampleOrder() {
	order := fees.Order{Units: 2, ShippingCharged: dec("4.99"), SalesTax: dec("0.0825")}
	card := fees.Percent(dec("0.029")).Plus(fees.Flat(dec("0.30")))
	fmt.Println(must(order.PerOrderTaxed(card).AtRounded(dec("24.00"), 2)), "for", order.Count(), "units")
	// Output: 2.12 for 2 units
}

// All faults of an order at once, by the names that they have in JSON.
func ExampleOrder_Check() {
	order := fees.Order{Units: -1, ShippingCharged: dec("4.995"), SalesTax: dec("8.25")}
	fmt.Println(order.Check())
	// Output:
	// units_per_order must be a whole number from 1 to 10000, got "-1"
	// shipping_charged must be in whole cents, got "4.995"
	// sales_tax must be a fraction of at most 1, such as 0.15, got "8.25"
}

func ExampleOrder_Count() {
	fmt.Println(fees.Order{}.Count(), fees.Order{Units: 3}.Count())
	// Output: 1 3
}

// A commission on what the buyer pays for each item, shipping included, with a
// minimum per item.
func ExampleOrder_PerItem() {
	order := fees.Order{ShippingCharged: dec("5.00")}
	commission := order.PerItem(fees.Percent(dec("0.15")).AtLeast(dec("0.30")))
	fmt.Println(must(commission.AtRounded(dec("20.00"), 2)))
	// Output: 3.75
}

// A share of what the buyer pays for each item, shipping and sales tax included.
func ExampleOrder_PerItemTaxed() {
	order := fees.Order{Units: 2, ShippingCharged: dec("5.00"), SalesTax: dec("0.08")}
	fmt.Println(must(order.PerItemTaxed(fees.Percent(dec("0.136"))).AtRounded(dec("20.00"), 2)), "per item")
	// Output: 3.67 per item
}

// A fee per order that depends on its total, tax included: 0.30 up to 10 dollars,
// 0.40 above. The payer rounds the total to the cent before it looks.
func ExampleOrder_PerOrderTaxed() {
	perOrder := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("0.30")}, fees.Band{Fee: dec("0.40")})
	order := fees.Order{SalesTax: dec("0.0825")}
	for _, price := range []string{"9.24", "9.25"} {
		fmt.Println(price, must(order.PerOrderTaxed(perOrder).At(dec(price))))
	}
	// Output:
	// 9.24 0.3
	// 9.25 0.4
}
