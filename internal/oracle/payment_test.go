package oracle_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/oracle"
)

func stripe(method, amount string) (decimal.Decimal, bool) {
	return oracle.StripeFee(oracle.StripePayment{Method: method}, dec(amount))
}

func TestPaymentExamples(t *testing.T) {
	run := func(id, name, want string, fee decimal.Decimal, ok bool) {
		t.Run(id, func(t *testing.T) { cents(t, name, fee, ok, want) })
	}
	fee, ok := stripe("card", "100")
	run("sp-s01", "published, coby", "3.20", fee, ok)
	run("sp-s01 net", "published, coby", "96.80", dec("100").Sub(fee), ok)
	run("sp-s01 refunded", "published, coby", "103.20", dec("100").Add(fee), ok)
	run("sp-s02", "published, coby", "3.20", fee, ok)
	fee, ok = stripe("card", "50")
	run("sp-s03", "published, coby", "1.75", fee, ok)
	fee, ok = oracle.PayPalFee("checkout", false, dec("100"))
	run("sp-s04", "published, fee-calc", "3.98", fee, ok)
	fee, ok = oracle.ShopifyThirdParty("basic", dec("20000"))
	run("sp-s05", "published, shopify", "400.00", fee, ok)
	for _, row := range []struct{ plan, want string }{
		{"basic", "3.20"}, {"grow", "3.00"}, {"advanced", "2.80"}, {"plus", "2.55"},
	} {
		fee, ok = oracle.ShopifyCard(row.plan, false, dec("100"))
		run("sp-s06 "+row.plan, "derived, shopify", row.want, fee, ok)
	}
	fee, ok = stripe("ach_direct_debit", "500")
	run("sp-s07 below the cap", "derived, stripe", "4.00", fee, ok)
	fee, ok = stripe("ach_direct_debit", "1000")
	run("sp-s07 above the cap", "derived, stripe", "5.00", fee, ok)
	fee, ok = stripe("klarna", "100")
	run("sp-s08", "derived, stripe", "6.29", fee, ok)
	fee, ok = oracle.PayPalFee("checkout", true, dec("100"))
	run("sp-s09", "derived, paypal", "5.48", fee, ok)

	run("po-s01", "published, xtransfer", "40", oracle.XTransferSettlement(dec("10000")), true)
	run("po-s03", "published, savagerose", "95.06", oracle.PayoutReceived(dec("100"), dec("3"), dec("0.02")), true)
	run("po-s04", "published, lianlian", "30.00", oracle.LianLianForeign(true), true)
	t.Run("po-s02", func(t *testing.T) { // published, sellerby
		for _, row := range []struct{ region, trailing, want string }{
			{"NA", "800000", "0.006"}, {"EU", "300000", "0.007"}, {"JP", "50000", "0.009"},
		} {
			expect(t, row.region, oracle.AmazonConverterRate(dec(row.trailing)), true, row.want)
		}
	})
}

func TestStripe(t *testing.T) {
	for _, row := range []struct {
		name    string
		payment oracle.StripePayment
		amount  string
		want    string
	}{
		{"all points", oracle.StripePayment{Method: "card", International: true, Manual: true, Converted: true, Managed: true}, "100", "9.70"},
		{"from abroad", oracle.StripePayment{Method: "card", International: true, Converted: true}, "100", "5.70"},
		{"link", oracle.StripePayment{Method: "link"}, "100", "2.90"},
		{"stablecoin", oracle.StripePayment{Method: "stablecoin"}, "100", "1.50"},
		{"the cap", oracle.StripePayment{Method: "ach_direct_debit"}, "625", "5.00"},
		{"more than the cap", oracle.StripePayment{Method: "ach_direct_debit", Converted: true}, "1000", "15.00"},
		{"exact", oracle.StripePayment{Method: "klarna"}, "0.01", "0.300599"},
		{"manual klarna", oracle.StripePayment{Method: "klarna", Manual: true}, "100", none},
		{"international link", oracle.StripePayment{Method: "link", International: true}, "100", none},
		{"unknown", oracle.StripePayment{Method: "cheque"}, "100", none},
		{"negative", oracle.StripePayment{Method: "card"}, "-1", none},
	} {
		fee, ok := oracle.StripeFee(row.payment, dec(row.amount))
		expect(t, row.name, fee, ok, row.want)
	}
	expect(t, "dispute", oracle.StripeDispute(), true, "15")
	expect(t, "smart dispute", oracle.StripeSmartDispute(dec("50")), true, "15")
	expect(t, "instant payout", oracle.StripeInstantPayout(dec("100")), true, "1.50")
	expect(t, "least instant payout", oracle.StripeInstantPayout(dec("33.33")), true, "0.50")
}

func TestPayPal(t *testing.T) {
	for _, row := range []struct{ method, domestic, international string }{
		{"checkout", "3.98", "5.48"},
		{"card", "3.48", "4.98"},
		{"advanced_card", "3.18", "4.68"},
		{"pay_later", "5.48", "6.98"},
		{"qr_code", "2.38", "3.88"},
		{"china_merchant", "4.70", "4.70"},
		{"cheque", none, none},
	} {
		fee, ok := oracle.PayPalFee(row.method, false, dec("100"))
		expect(t, row.method, fee, ok, row.domestic)
		fee, ok = oracle.PayPalFee(row.method, true, dec("100"))
		expect(t, row.method+" international", fee, ok, row.international)
	}
	fee, ok := oracle.PayPalFee("card", false, dec("-1"))
	expect(t, "negative", fee, ok, none)
	expect(t, "conversion", oracle.PayPalConversion(dec("100")), true, "3")
	expect(t, "chargeback", oracle.PayPalChargeback(), true, "20")
	expect(t, "dispute", oracle.PayPalDispute(false), true, "15")
	expect(t, "dispute of many", oracle.PayPalDispute(true), true, "30")
	expect(t, "withdrawal", oracle.PayPalInstantWithdrawal(dec("100")), true, "1.50")
	expect(t, "least withdrawal", oracle.PayPalInstantWithdrawal(dec("1")), true, "0.25")
	expect(t, "most withdrawal", oracle.PayPalInstantWithdrawal(dec("1000.01")), true, "15.00")
}

func TestShopify(t *testing.T) {
	for _, row := range []struct{ plan, foreign, inPerson, thirdParty string }{
		{"basic", "4.70", "2.70", "2.00"},
		{"grow", "4.50", "2.60", "1.00"},
		{"advanced", "4.30", "2.50", "0.60"},
		{"plus", "4.05", none, none},
		{"starter", none, none, none},
	} {
		fee, ok := oracle.ShopifyCard(row.plan, true, dec("100"))
		expect(t, row.plan+" foreign", fee, ok, row.foreign)
		fee, ok = oracle.ShopifyInPerson(row.plan, dec("100"))
		expect(t, row.plan+" in person", fee, ok, row.inPerson)
		fee, ok = oracle.ShopifyThirdParty(row.plan, dec("100"))
		expect(t, row.plan+" third party", fee, ok, row.thirdParty)
	}
	fee, ok := oracle.ShopifyCard("basic", true, dec("-1"))
	expect(t, "negative", fee, ok, none)
	expect(t, "conversion", oracle.ShopifyConversion(dec("100")), true, "1.50")
}

func TestPayouts(t *testing.T) {
	for _, row := range []struct{ trailing, want string }{
		{"0", "9"}, {"99999.99", "9"}, {"100000", "7"}, {"499999.99", "7"}, {"500000", "6"},
		{"999999.99", "6"}, {"1000000", "5"}, {"9999999.99", "5"}, {"10000000", "4"},
	} {
		expect(t, row.trailing, oracle.AmazonConverter(dec(row.trailing), dec("1000")), true, row.want)
	}
	expect(t, "CNY", oracle.LianLianCNY(dec("1000")), true, "5")
	expect(t, "foreign", oracle.LianLianForeign(false), true, "10")
}
