package oracle

import "github.com/shopspring/decimal"

// A chargeRow is a share of the amount and a fixed part per payment.
type chargeRow struct {
	name  string
	rate  decimal.Decimal
	fixed decimal.Decimal
}

// chargeOn returns the charge of a name on an amount.
func chargeOn(rows []chargeRow, name string, amount decimal.Decimal) (decimal.Decimal, bool) {
	for _, row := range rows {
		if row.name == name && !amount.IsNegative() {
			return amount.Mul(row.rate).Add(row.fixed), true
		}
	}
	return decimal.Decimal{}, false
}

// A StripePayment is how a buyer paid through Stripe in the US.
type StripePayment struct {
	// Method is card, ach_direct_debit, klarna, link or stablecoin.
	Method string
	// International and Manual are about cards: issued abroad, typed in by hand.
	International, Manual bool
	// Converted means that the currency was exchanged.
	Converted bool
	// Managed means that Stripe is the merchant of record.
	Managed bool
}

var stripe = []chargeRow{
	{"card", percent("2.9%"), num("0.30")},
	{"ach_direct_debit", percent("0.8%"), num("0")}, // capped
	{"klarna", percent("5.99%"), num("0.30")},
	{"link", percent("2.6%"), num("0.30")},
	{"stablecoin", percent("1.5%"), num("0")},
}

// StripeFee returns the fee on a payment. The percentages add up, and the fixed
// part is charged once. The cap of ach_direct_debit is on its own rate. A refund
// gives nothing back.
func StripeFee(p StripePayment, amount decimal.Decimal) (decimal.Decimal, bool) {
	fee, ok := chargeOn(stripe, p.Method, amount)
	if !ok || p.Method != "card" && (p.International || p.Manual) {
		return decimal.Decimal{}, false
	}
	if p.Method == "ach_direct_debit" {
		fee = decimal.Min(fee, num("5.00"))
	}
	for _, extra := range []struct {
		applies bool
		rate    string
	}{
		{p.International, "1.5%"},
		{p.Manual, "0.5%"},
		{p.Converted, "1%"},
		{p.Managed, "3.5%"},
	} {
		if extra.applies {
			fee = fee.Add(amount.Mul(percent(extra.rate)))
		}
	}
	return fee, true
}

// StripeDispute returns what a dispute costs.
func StripeDispute() decimal.Decimal { return num("15.00") }

// StripeSmartDispute returns the share of an amount won back by Smart Disputes.
func StripeSmartDispute(won decimal.Decimal) decimal.Decimal { return won.Mul(percent("30%")) }

// StripeInstantPayout returns the fee on an instant payout.
func StripeInstantPayout(amount decimal.Decimal) decimal.Decimal {
	return decimal.Max(amount.Mul(percent("1.5%")), num("0.50"))
}

// payPal has the rates for merchants in the US and, last, the one for merchants
// registered in China.
var payPal = []chargeRow{
	{"checkout", percent("3.49%"), num("0.49")}, // guest checkout and Venmo too
	{"card", percent("2.99%"), num("0.49")},
	{"advanced_card", percent("2.89%"), num("0.29")},
	{"pay_later", percent("4.99%"), num("0.49")},
	{"qr_code", percent("2.29%"), num("0.09")},
	{payPalChina, percent("4.4%"), num("0.30")},
}

// payPalChina is for receiving across the border only: the buyer is always
// abroad, and no point is added for it.
const payPalChina = "china_merchant"

// PayPalFee returns the fee on a payment. The method is checkout, card,
// advanced_card, pay_later, qr_code or china_merchant. An international buyer
// costs 1.5 points more, except with china_merchant. A refund gives nothing back.
func PayPalFee(method string, international bool, amount decimal.Decimal) (decimal.Decimal, bool) {
	fee, ok := chargeOn(payPal, method, amount)
	if !ok {
		return decimal.Decimal{}, false
	}
	if international && method != payPalChina {
		fee = fee.Add(amount.Mul(percent("1.50%")))
	}
	return fee, true
}

// PayPalConversion returns the spread on an amount whose currency is exchanged,
// about 3 percent.
func PayPalConversion(amount decimal.Decimal) decimal.Decimal { return amount.Mul(percent("3%")) }

// PayPalChargeback returns what a chargeback costs.
func PayPalChargeback() decimal.Decimal { return num("20.00") }

// PayPalDispute returns what a dispute costs, more for sellers with many.
func PayPalDispute(highVolume bool) decimal.Decimal {
	if highVolume {
		return num("30.00")
	}
	return num("15.00")
}

// PayPalInstantWithdrawal returns the fee on an instant withdrawal.
func PayPalInstantWithdrawal(amount decimal.Decimal) decimal.Decimal {
	fee := amount.Mul(percent("1.50%"))
	return decimal.Max(num("0.25"), decimal.Min(fee, num("15.00")))
}

var shopifyOnline = []chargeRow{
	{"basic", percent("2.9%"), num("0.30")},
	{"grow", percent("2.7%"), num("0.30")},
	{"advanced", percent("2.5%"), num("0.30")},
	{"plus", percent("2.25%"), num("0.30")},
}

var shopifyInPerson = []chargeRow{
	{"basic", percent("2.6%"), num("0.10")},
	{"grow", percent("2.5%"), num("0.10")},
	{"advanced", percent("2.4%"), num("0.10")},
}

var shopifyThirdParty = []chargeRow{
	{name: "basic", rate: percent("2%")},
	{name: "grow", rate: percent("1%")},
	{name: "advanced", rate: percent("0.6%")},
}

// ShopifyCard returns the fee of Shopify Payments on a card payment online. The
// plan is basic, grow, advanced or plus. A card issued abroad costs 1.5 points
// more. A refund gives nothing back.
func ShopifyCard(plan string, foreign bool, amount decimal.Decimal) (decimal.Decimal, bool) {
	fee, ok := chargeOn(shopifyOnline, plan, amount)
	if ok && foreign {
		fee = fee.Add(amount.Mul(percent("1.5%")))
	}
	return fee, ok
}

// ShopifyInPerson returns the fee on a card payment in a shop. The plan is
// basic, grow or advanced.
func ShopifyInPerson(plan string, amount decimal.Decimal) (decimal.Decimal, bool) {
	return chargeOn(shopifyInPerson, plan, amount)
}

// ShopifyThirdParty returns what Shopify takes when someone else processes the
// payment, on top of their fee. The plan is basic, grow or advanced.
func ShopifyThirdParty(plan string, amount decimal.Decimal) (decimal.Decimal, bool) {
	return chargeOn(shopifyThirdParty, plan, amount)
}

// ShopifyConversion returns the fee on an amount that is paid out in another
// currency.
func ShopifyConversion(amount decimal.Decimal) decimal.Decimal { return amount.Mul(percent("1.5%")) }

// AmazonConverterRate returns the rate of the Amazon Currency Converter for
// payouts in CNY, by the proceeds in foreign currency of the last 12 months.
func AmazonConverterRate(trailing decimal.Decimal) decimal.Decimal {
	for _, row := range []struct{ from, rate string }{
		{"10000000", "0.4%"},
		{"1000000", "0.5%"},
		{"500000", "0.6%"},
		{"100000", "0.7%"},
	} {
		if trailing.GreaterThanOrEqual(num(row.from)) {
			return percent(row.rate)
		}
	}
	return percent("0.9%")
}

// AmazonConverter returns the fee on a payout, in the tier of the last 12 months.
func AmazonConverter(trailing, amount decimal.Decimal) decimal.Decimal {
	return amount.Mul(AmazonConverterRate(trailing))
}

// XTransferSettlement returns the fee on a settlement in CNY, in CNY.
func XTransferSettlement(amount decimal.Decimal) decimal.Decimal { return amount.Mul(percent("0.4%")) }

// LianLianCNY returns the fee on a business payment in CNY, in CNY.
func LianLianCNY(amount decimal.Decimal) decimal.Decimal { return amount.Mul(percent("0.5%")) }

// LianLianForeign returns the fee on a business payment in a foreign currency;
// the full-amount service costs extra.
func LianLianForeign(fullAmount bool) decimal.Decimal {
	if fullAmount {
		return num("30") // 10 + 20
	}
	return num("10")
}

// PayoutReceived returns what is left of a payout after a fixed fee and then a
// share of the rest.
func PayoutReceived(amount, fixed, rate decimal.Decimal) decimal.Decimal {
	rest := amount.Sub(fixed)
	return rest.Sub(rest.Mul(rate))
}
