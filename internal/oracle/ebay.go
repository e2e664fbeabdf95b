package oracle

import "github.com/shopspring/decimal"

// ebayAthleticShoes is the category that has no per-order fee from 150.00 on.
const ebayAthleticShoes = "athletic_shoes"

// ebayFinalValue has the rates without a store. Those of Basic Store and above
// begin with store_. The rates of most categories date from 2025-02-14.
var ebayFinalValue = []ratesRow{
	{"most", marginal(upTo("7500", "13.6%"), above("2.35%"))},
	{"books_movies_music", marginal(upTo("7500", "15.3%"), above("2.35%"))},
	{"coins_paper_money", marginal(upTo("7500", "13.25%"), above("2.35%"))},
	{"bullion", bracket(upTo("7500", "13.6%"), above("7%"))},
	{"womens_bags", bracket(upTo("2000", "15%"), above("9%"))},
	{"trading_cards", marginal(upTo("7500", "13.25%"), above("2.35%"))},
	{"jewelry", bracket(upTo("5000", "15%"), above("9%"))},
	{"watches", marginal(upTo("1000", "15%"), upTo("7500", "6.5%"), above("3%"))},
	{"nft", flat("5%")},
	{"heavy_equipment", marginal(upTo("15000", "3%"), above("0.5%"))},
	{"guitars_basses", marginal(upTo("7500", "6.7%"), above("2.35%"))},
	{ebayAthleticShoes, flat("13.6%")}, // below 150.00

	{"store_most", marginal(upTo("2500", "12.7%"), above("2.35%"))},
	{"store_motors_parts", marginal(upTo("1000", "11.5%"), above("2.35%"))},
	{"store_tires", marginal(upTo("1000", "9.5%"), above("2.35%"))},
	{"store_motors_apparel", marginal(upTo("1000", "12.7%"), above("2.35%"))},
	{"store_in_car_tech", marginal(upTo("1000", "9.35%"), above("2.35%"))},
}

// EbayCategories returns the names that [EbayFinalValue] knows.
func EbayCategories() []string { return categoriesOf(ebayFinalValue) }

// EbayBase returns what the fees on one item are taken from: the sum of price,
// handling, shipping, sales tax and whatever else the buyer pays.
func EbayBase(parts ...decimal.Decimal) decimal.Decimal {
	return decimal.Sum(decimal.Decimal{}, parts...)
}

// EbayFinalValue returns the final value fee on the base of one item, without
// the fee per order.
func EbayFinalValue(category string, base decimal.Decimal) (decimal.Decimal, bool) {
	if ebayDearShoes(category, base) {
		return base.Mul(percent("8%")), true
	}
	return feeOf(ebayFinalValue, category, base)
}

// ebayDearShoes reports whether the item is athletic shoes of 150.00 or more.
func ebayDearShoes(category string, base decimal.Decimal) bool {
	return category == ebayAthleticShoes && base.GreaterThanOrEqual(num("150.00"))
}

// EbayPerOrder returns the fee per order, since 2024-03-15. The total is of the
// whole order, with shipping and tax. Base is that of the item, which decides
// for athletic shoes.
func EbayPerOrder(category string, base, orderTotal decimal.Decimal) decimal.Decimal {
	switch {
	case ebayDearShoes(category, base):
		return decimal.Decimal{}
	case orderTotal.LessThanOrEqual(num("10.00")):
		return num("0.30")
	}
	return num("0.40")
}

// EbayInternational returns the fee of sellers in the US on the total of a sale
// to an address abroad that does not use eBay International Shipping.
func EbayInternational(total decimal.Decimal) decimal.Decimal { return total.Mul(percent("1.65%")) }

// EbayVeryHighReturns returns what a very high rate of items not as described
// adds to the final value fee: 5 points at every rate, so 5 percent of base.
func EbayVeryHighReturns(base decimal.Decimal) decimal.Decimal { return base.Mul(percent("5%")) }

// EbayPromoted returns the fee of a promoted listing at the rate chosen for it,
// on the total with shipping and tax.
func EbayPromoted(total, rate decimal.Decimal) decimal.Decimal { return total.Mul(rate) }
