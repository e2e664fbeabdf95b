package shopify_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
)

// Published worked examples, and the other cells of the price list: what an order
// of one unit costs. An empty text is no charge.
func TestPublishedCharges(t *testing.T) {
	const pricing = "https://www.shopify.com/pricing"
	stripe := payment.Stripe{}
	at := func(p shopify.Plan) shopify.Listing { return shopify.Listing{Plan: p} }
	for _, row := range []struct {
		id, source, date string
		listing          shopify.Listing
		price            string
		processing       string
		thirdParty       string
	}{
		{"sp-s05 20,000 a month", pricing, "2026-09-05", shopify.Listing{Plan: shopify.Basic, Processor: payment.Contract{}}, "20000", "0.00", "400.00"},
		{"sp-s06 basic", pricing, "2026-08-27", at(shopify.Basic), "100", "3.20", ""},
		{"sp-s06 grow", pricing, "2026-08-27", at(shopify.Grow), "100", "3.00", ""},
		{"sp-s06 advanced", pricing, "2026-08-27", at(shopify.Advanced), "100", "2.80", ""},
		{"sp-s06 plus", pricing, "2026-08-27", at(shopify.Plus), "100", "2.55", ""},

		{"the zero Listing is basic", pricing, "2026-08-27", shopify.Listing{}, "100", "3.20", ""},
		{"basic, foreign card", pricing, "2026-10-01", shopify.Listing{ForeignCard: true}, "100", "4.70", ""},
		{"grow, foreign card", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Grow, ForeignCard: true}, "100", "4.50", ""},
		{"advanced, foreign card", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Advanced, ForeignCard: true}, "100", "4.30", ""},
		{"plus, foreign card", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Plus, ForeignCard: true}, "100", "4.05", ""},
		{"basic in person", pricing, "2026-10-01", shopify.Listing{InPerson: true}, "100", "2.70", ""},
		{"grow in person", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Grow, InPerson: true}, "100", "2.60", ""},
		{"advanced in person", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Advanced, InPerson: true}, "100", "2.50", ""},
		{"foreign card in person", pricing, "2026-10-01", shopify.Listing{InPerson: true, ForeignCard: true}, "100", "4.20", ""},
		{"plus in person, supplied", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Plus, InPerson: true, CardRate: set("0.022"), CardFixed: set("0.10")}, "100", "2.30", ""},
		{"starter, supplied", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Starter, CardRate: set("0.05"), CardFixed: set("0.30")}, "100", "5.30", ""},
		{"supplied without a fixed part, foreign card", pricing, "2026-10-01", shopify.Listing{CardRate: set("0.02"), ForeignCard: true}, "100", "3.50", ""},
		{"grow, third party", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Grow, Processor: stripe}, "100", "3.20", "1.00"},
		{"advanced, third party", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Advanced, Processor: stripe}, "100", "3.20", "0.60"},
		{"plus, third party, supplied", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Plus, Processor: stripe, ThirdPartyRate: set("0.0015")}, "100", "3.20", "0.15"},
		{"plus with Shopify Payments as primary", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Plus, Processor: stripe, PaymentsPrimary: true}, "100", "3.20", ""},
		{"starter, third party, supplied", pricing, "2026-10-01", shopify.Listing{Plan: shopify.Starter, Processor: stripe, ThirdPartyRate: set("0.05")}, "100", "3.20", "5.00"},
		{"PayPal Express", pricing, "2026-10-01", shopify.Listing{Gateway: shopify.PayPalExpress, Processor: payment.PayPal{}}, "100", "3.98", ""},
		{"PayPal as a third party", pricing, "2026-10-01", shopify.Listing{Processor: payment.PayPal{}}, "100", "3.98", "2.00"},
		{"bank transfer", pricing, "2026-10-01", shopify.Listing{Gateway: shopify.Manual}, "100", "", ""},
		{"shipping and tax count", pricing, "2026-10-01", shopify.Listing{Processor: stripe, Order: fees.Order{Units: 2, ShippingCharged: dec("5"), SalesTax: dec("0.08")}}, "45", "3.43", "2.16"}, // 108.00
	} {
		t.Run(row.id, func(t *testing.T) {
			on := day(t, row.date)
			got := []string{amountOf(t, row.listing, on, "payment_processing", row.price), amountOf(t, row.listing, on, "third_party_fee", row.price)}
			if diff := cmp.Diff([]string{row.processing, row.thirdParty}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.source, diff)
			}
		})
	}
}

// Store credit and gift cards: no card is charged for that part, and in stores
// created from 2025-05-12 on it carries the third-party fee,
// https://help.shopify.com/en/manual/international/pricing/fees.
func TestStoreCredit(t *testing.T) {
	for _, row := range []struct {
		name       string
		listing    shopify.Listing
		created    string
		processing string // of 100
		thirdParty string
	}{
		{"new store", shopify.Listing{StoreCreditShare: dec("0.4")}, "2025-05-12", "2.04", "0.80"},
		{"created the day before", shopify.Listing{StoreCreditShare: dec("0.4")}, "2025-05-11", "2.04", ""},
		{"new store on grow", shopify.Listing{Plan: shopify.Grow, StoreCreditShare: dec("0.4")}, "2026-01-01", "1.92", "0.40"},
		{"all of it", shopify.Listing{StoreCreditShare: dec("1")}, "2026-01-01", "", "2.00"},
		{"all of it, old store", shopify.Listing{StoreCreditShare: dec("1")}, "2020-01-01", "", ""},
		{"none of it", shopify.Listing{}, "2026-01-01", "3.20", ""},
		{"third party, new store", shopify.Listing{Processor: payment.Stripe{}, StoreCreditShare: dec("0.4")}, "2026-01-01", "2.04", "2.00"},
		{"third party, old store", shopify.Listing{Processor: payment.Stripe{}, StoreCreditShare: dec("0.4")}, "2020-01-01", "2.04", "1.20"},
		{"PayPal Express, new store", shopify.Listing{Gateway: shopify.PayPalExpress, Processor: payment.PayPal{}, StoreCreditShare: dec("0.4")}, "2026-01-01", "2.58", "0.80"},
		{"bank transfer, new store", shopify.Listing{Gateway: shopify.Manual, StoreCreditShare: dec("0.4")}, "2026-01-01", "", "0.80"},
		{"plus, supplied", shopify.Listing{Plan: shopify.Plus, StoreCreditShare: dec("0.4"), ThirdPartyRate: set("0.002")}, "2026-01-01", "1.65", "0.08"},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := row.listing
			l.StoreCreatedOn = day(t, row.created)
			got := []string{amountOf(t, l, inForce, "payment_processing", "100"), amountOf(t, l, inForce, "third_party_fee", "100")}
			if diff := cmp.Diff([]string{row.processing, row.thirdParty}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if c := chargesOf(t, l, inForce)["third_party_fee"]; len(c.Warnings) > 0 {
				t.Errorf("warnings %v although the day is known", c.Warnings)
			}
		})
	}
	// Without the day the store counts as new, and the result says so.
	c := chargesOf(t, shopify.Listing{StoreCreditShare: dec("0.4")}, inForce)["third_party_fee"]
	if len(c.Warnings) != 1 || c.Warnings[0].Code != "store_created_on_assumed" {
		t.Errorf("warnings are %v", c.Warnings)
	}
}

// The conversion, the subscription of each plan and the dispute.
func TestOtherCharges(t *testing.T) {
	for _, row := range []struct {
		name, code string
		listing    shopify.Listing
		price      string
		want       string
		event      fees.Event
	}{
		{"conversion", "currency_conversion", shopify.Listing{Conversion: true}, "100", "1.50", fees.PerOrder},
		{"conversion of price, shipping and tax", "currency_conversion", shopify.Listing{Conversion: true, Order: fees.Order{Units: 2, ShippingCharged: dec("5"), SalesTax: dec("0.08")}}, "45", "1.62", fees.PerOrder},
		{"conversion with store credit", "currency_conversion", shopify.Listing{Conversion: true, StoreCreditShare: dec("0.4"), StoreCreatedOn: inForce}, "100", "0.90", fees.PerOrder},

		{"basic by the month", "subscription", shopify.Listing{}, "1", "39.00", fees.PerMonth},
		{"grow by the month", "subscription", shopify.Listing{Plan: shopify.Grow}, "1", "105.00", fees.PerMonth},
		{"advanced by the month", "subscription", shopify.Listing{Plan: shopify.Advanced}, "1", "399.00", fees.PerMonth},
		{"starter by the month", "subscription", shopify.Listing{Plan: shopify.Starter, CardRate: set("0.05")}, "1", "5.00", fees.PerMonth},
		{"basic by the year", "subscription", shopify.Listing{AnnualBilling: true}, "1", "29.00", fees.PerMonth},
		{"grow by the year", "subscription", shopify.Listing{Plan: shopify.Grow, AnnualBilling: true}, "1", "79.00", fees.PerMonth},
		{"advanced by the year", "subscription", shopify.Listing{Plan: shopify.Advanced, AnnualBilling: true}, "1", "299.00", fees.PerMonth},
		{"plus", "subscription", shopify.Listing{Plan: shopify.Plus}, "1", "unknown", fees.PerMonth},
		{"plus by the year", "subscription", shopify.Listing{Plan: shopify.Plus, AnnualBilling: true}, "1", "unknown", fees.PerMonth},
		{"plus, supplied", "subscription", shopify.Listing{Plan: shopify.Plus, Subscription: set("2300")}, "1", "2300.00", fees.PerMonth},
		{"basic, supplied", "subscription", shopify.Listing{Subscription: set("1")}, "1", "1.00", fees.PerMonth},

		{"chargeback", "dispute", shopify.Listing{}, "100", "unknown", fees.PerDispute},
		{"chargeback, supplied", "dispute", shopify.Listing{ChargebackFee: set("15")}, "100", "15.00", fees.PerDispute},
		{"dispute at Stripe", "dispute", shopify.Listing{Processor: payment.Stripe{}}, "100", "15.00", fees.PerDispute},
		{"dispute of a bank transfer", "dispute", shopify.Listing{Gateway: shopify.Manual}, "100", "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := amountOf(t, row.listing, inForce, row.code, row.price); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
			c := chargesOf(t, row.listing, inForce)[row.code]
			units := row.listing.Order.Count()
			if row.event == fees.PerMonth || row.event == "" {
				units = 0
			}
			if c.Event != row.event || c.Units != units || !c.RefundShare.IsZero() {
				t.Errorf("billed %s for %d units, gives back %s", c.Event, c.Units, c.RefundShare)
			}
		})
	}
}

// Figures that nobody published stop the quote and name the input.
func TestNotPublic(t *testing.T) {
	for _, row := range []struct {
		name    string
		listing shopify.Listing
		supply  string
	}{
		{"starter online", shopify.Listing{Plan: shopify.Starter}, "card_rate"},
		{"starter in person", shopify.Listing{Plan: shopify.Starter, InPerson: true}, "card_rate"},
		{"plus in person", shopify.Listing{Plan: shopify.Plus, InPerson: true}, "card_rate"},
		{"plus, third party", shopify.Listing{Plan: shopify.Plus, Processor: payment.Stripe{}}, "third_party_rate"},
		{"starter, third party", shopify.Listing{Plan: shopify.Starter, Processor: payment.Stripe{}}, "third_party_rate"},
		{"plus, store credit", shopify.Listing{Plan: shopify.Plus, StoreCreditShare: dec("0.1")}, "third_party_rate"},
	} {
		_, err := row.listing.Charges(inForce)
		var hidden *fees.NotPublicError
		if !errors.As(err, &hidden) || hidden.Supply != row.supply || hidden.Table == "" {
			t.Errorf("%s: error is %v, want a NotPublicError for %s", row.name, err, row.supply)
		}
	}
}

// The charges in their order, each with its basis and the least sure table that
// it rests on.
func TestChargesExplainThemselves(t *testing.T) {
	type line struct{ Code, Basis, Table, Confidence string }
	for _, row := range []struct {
		name    string
		listing shopify.Listing
		want    []line
	}{
		{"Shopify Payments", shopify.Listing{ForeignCard: true, Conversion: true, StoreCreditShare: dec("0.25"), StoreCreatedOn: inForce}, []line{
			{"payment_processing", "of the amount paid 2.9% + 0.30 (online, basic), + 1.5% (foreign card), which is 75% of the order total", "shopify-us-foreign-card-2026-08-27", "medium"},
			{"currency_conversion", "1.5% of the amount paid, which is 75% of the order total", "shopify-us-conversion-2026-08-27", "medium"},
			{"dispute", "the chargeback fee of Shopify Payments is not public: supply it as chargeback_fee", "", ""},
			{"third_party_fee", "2% of the part paid by store credit or gift card, 25% of the order total", "shopify-us-third-party-2026-08-27", "medium"},
			{"subscription", "basic per month, monthly billing", "shopify-us-subscription-monthly-2026-08-27", "medium"},
		}},
		{"annual", shopify.Listing{Plan: shopify.Grow, AnnualBilling: true, ChargebackFee: set("15")}, []line{
			{"payment_processing", "of the amount paid 2.7% + 0.30 (online, grow)", "shopify-us-online-card-2026-08-27", "high"},
			{"dispute", "as supplied", "supplied", "supplied"},
			{"subscription", "grow per month, annual billing", "shopify-us-subscription-annual-2026-08-27", "high"},
		}},
		{"in person", shopify.Listing{Plan: shopify.Advanced, InPerson: true, ForeignCard: true, ChargebackFee: set("15"), Subscription: set("300")}, []line{
			{"payment_processing", "of the amount paid 2.4% + 0.10 (in person, advanced), + 1.5% (foreign card)", "shopify-us-in-person-card-advanced-2026-08-27", "low"},
			{"dispute", "as supplied", "supplied", "supplied"},
			{"subscription", "per month, as supplied", "supplied", "supplied"},
		}},
		{"third party on Plus", shopify.Listing{Plan: shopify.Plus, Processor: payment.Stripe{}, ThirdPartyRate: set("0.0015")}, []line{
			{"payment_processing", "of the amount paid 2.9% + 0.30 (card)", "payment-us-stripe-2026-09-20", "high"},
			{"dispute", "per dispute received", "payment-us-stripe-2026-09-20", "high"},
			{"third_party_fee", "0.15% of the order total", "supplied", "supplied"},
			{"subscription", "from 2300.00 per month by contract: supply it as subscription", "shopify-us-subscription-annual-2026-08-27", "high"},
		}},
		{"supplied card rate", shopify.Listing{CardRate: set("0.02"), ForeignCard: true, ChargebackFee: set("15"), Subscription: set("300")}, []line{
			{"payment_processing", "of the amount paid 2% + 0.00 (online, basic), + 1.5% (foreign card)", "supplied", "supplied"},
			{"dispute", "as supplied", "supplied", "supplied"},
			{"subscription", "per month, as supplied", "supplied", "supplied"},
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			list, err := row.listing.Charges(inForce)
			if err != nil {
				t.Fatal(err)
			}
			var got []line
			for _, c := range list {
				got = append(got, line{c.Code, c.Basis, c.Source.Table, string(c.Source.Confidence)})
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
