package payment_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
)

// Published worked examples of what one payment costs; the rows without an id
// are the other lines of the two price lists.
func TestPublishedProcessing(t *testing.T) {
	const (
		coby      = "https://teamcoby.com/guides/stripe-fees-on-refunds"
		feeCalc   = "https://www.fee-calc.com/paypal-fee-calculator"
		stripeURL = "https://stripe.com/pricing"
		payPalURL = "https://www.paypal.com/us/business/paypal-business-fees"
	)
	card := payment.Stripe{}
	for _, row := range []struct {
		id, source, date string
		processor        payment.Processor
		amount, want     string
	}{
		{"sp-s01 domestic card", coby, "2026-09-20", card, "100", "3.20"},
		{"sp-s02 partly refunded", coby, "2026-09-20", card, "100", "3.20"},
		{"sp-s03 domestic card", coby, "2026-09-20", card, "50", "1.75"},
		{"sp-s04 checkout", feeCalc, "2026-09-15", payment.PayPal{}, "100", "3.98"},
		{"sp-s07 ACH below the cap", stripeURL, "2026-09-20", payment.Stripe{Method: payment.ACHDirectDebit}, "500", "4.00"},
		{"sp-s07 ACH above the cap", stripeURL, "2026-09-20", payment.Stripe{Method: payment.ACHDirectDebit}, "1000", "5.00"},
		{"sp-s08 Klarna", stripeURL, "2026-09-20", payment.Stripe{Method: payment.Klarna}, "100", "6.29"},
		{"sp-s09 checkout, buyer abroad", payPalURL, "2026-09-15", payment.PayPal{InternationalBuyer: true}, "100", "5.48"},

		{"card named", stripeURL, "2026-09-20", payment.Stripe{Method: payment.Card}, "100", "3.20"},
		{"international card", stripeURL, "2026-09-20", payment.Stripe{InternationalCard: true}, "100", "4.70"},
		{"typed-in card", stripeURL, "2026-09-20", payment.Stripe{ManuallyEntered: true}, "100", "3.70"},
		{"conversion", stripeURL, "2026-09-20", payment.Stripe{Conversion: true}, "100", "4.20"},
		{"2.9 + 1.5 + 1 share one 0.30", stripeURL, "2026-09-20", payment.Stripe{InternationalCard: true, Conversion: true}, "100", "5.70"},
		{"managed payments", stripeURL, "2026-09-20", payment.Stripe{ManagedPayments: true}, "100", "6.70"},
		{"everything", stripeURL, "2026-09-20", payment.Stripe{InternationalCard: true, ManuallyEntered: true, Conversion: true, ManagedPayments: true}, "100", "9.70"},
		{"Link", stripeURL, "2026-09-20", payment.Stripe{Method: payment.LinkBank}, "100", "2.90"},
		{"stablecoin", stripeURL, "2026-09-20", payment.Stripe{Method: payment.Stablecoin}, "100", "1.50"},
		{"ACH just below the cap", stripeURL, "2026-09-20", payment.Stripe{Method: payment.ACHDirectDebit}, "624.37", "4.99"},
		{"ACH on the cap", stripeURL, "2026-09-20", payment.Stripe{Method: payment.ACHDirectDebit}, "625", "5.00"},
		{"ACH just above the cap", stripeURL, "2026-09-20", payment.Stripe{Method: payment.ACHDirectDebit}, "625.63", "5.00"},
		{"the cap is on the ACH rate only", stripeURL, "2026-09-20", payment.Stripe{Method: payment.ACHDirectDebit, Conversion: true}, "1000", "15.00"},

		{"checkout named", payPalURL, "2026-09-15", payment.PayPal{Product: payment.Checkout}, "100", "3.98"},
		{"standard card", payPalURL, "2026-09-15", payment.PayPal{Product: payment.StandardCard}, "100", "3.48"},
		{"advanced card", payPalURL, "2026-09-15", payment.PayPal{Product: payment.AdvancedCard}, "100", "3.18"},
		{"pay later", payPalURL, "2026-09-15", payment.PayPal{Product: payment.PayLater}, "100", "5.48"},
		{"QR code", payPalURL, "2026-09-15", payment.PayPal{Product: payment.QRCode}, "100", "2.38"},
		{"China", "undated guide", "2026-09-15", payment.PayPal{Product: payment.ChinaCrossBorder}, "100", "4.70"},
		{"PayPal conversion", payPalURL, "2026-09-15", payment.PayPal{Conversion: true}, "100", "6.98"},
		{"PayPal buyer abroad with conversion", payPalURL, "2026-09-15", payment.PayPal{InternationalBuyer: true, Conversion: true}, "100", "8.48"},
		{"the first day of PayPal", payPalURL, "2026-03-15", payment.PayPal{}, "100", "3.98"},
	} {
		t.Run(row.id, func(t *testing.T) {
			if got := billed(t, row.processor, "payment_processing", row.amount, day(t, row.date)); got != row.want {
				t.Errorf("got %s, want %s by %s", got, row.want, row.source)
			}
		})
	}
}

// sp-s01 and sp-s02: the fee is not returned, neither on a full nor on a part
// refund, by any processor.
func TestRefundsReturnNothing(t *testing.T) {
	for _, p := range []payment.Processor{
		payment.Stripe{}, payment.Stripe{SmartDisputesWon: dec("1")}, payment.PayPal{}, payment.Contract{Rate: dec("0.05")},
	} {
		for code, c := range charges(t, p, fees.Order{}, inForce) {
			if !c.RefundShare.IsZero() {
				t.Errorf("%T: %s gives back %s", p, code, c.RefundShare)
			}
		}
	}
	// 100 paid back and 3.20 kept: 103.20 are gone.
	out := dec("100").Add(dec(billed(t, payment.Stripe{}, "payment_processing", "100", inForce)))
	if !out.Equal(dec("103.20")) {
		t.Errorf("a refunded payment costs %s", out)
	}
}

// What a payment costs that the buyer's bank takes back.
func TestDisputes(t *testing.T) {
	for _, row := range []struct {
		name         string
		processor    payment.Processor
		code         string
		amount, want string
	}{
		{"Stripe", payment.Stripe{}, "dispute", "80", "15.00"},
		{"Stripe, any method", payment.Stripe{Method: payment.Klarna}, "dispute", "80", "15.00"},
		{"PayPal", payment.PayPal{}, "dispute", "80", "15.00"},
		{"PayPal, standard", payment.PayPal{Product: payment.AdvancedCard, Dispute: payment.StandardDispute}, "dispute", "80", "15.00"},
		{"PayPal, high volume", payment.PayPal{Dispute: payment.HighVolumeDispute}, "dispute", "80", "30.00"},
		{"PayPal, chargeback", payment.PayPal{Dispute: payment.Chargeback}, "dispute", "80", "20.00"},
		{"PayPal, advanced card", payment.PayPal{Product: payment.AdvancedCard}, "dispute", "80", "20.00"},
		{"PayPal, standard card", payment.PayPal{Product: payment.StandardCard}, "dispute", "80", "15.00"},
		{"every dispute is won", payment.Stripe{SmartDisputesWon: dec("1")}, "smart_disputes", "50", "15.00"},
		{"two of five are won", payment.Stripe{SmartDisputesWon: dec("0.4")}, "smart_disputes", "50", "6.00"},
		{"contract", payment.Contract{DisputeFee: set("25")}, "dispute", "80", "25.00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := charges(t, row.processor, fees.Order{Units: 3}, inForce)[row.code]
			if c.Event != fees.PerDispute || c.Units != 3 {
				t.Errorf("billed %s for %d units", c.Event, c.Units)
			}
			if got := billed(t, row.processor, row.code, row.amount, inForce); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
	c := charges(t, payment.Contract{}, fees.Order{}, inForce)["dispute"]
	if !c.Unknown || !c.Amount.IsZero() || c.Basis == "" {
		t.Errorf("a contract without a dispute fee: %+v", c)
	}
}

// An agreed price replaces that of the method, its cap included; the surcharges
// stay.
func TestAgreedPrices(t *testing.T) {
	for _, row := range []struct {
		name         string
		processor    payment.Processor
		amount, want string
	}{
		{"Stripe", payment.Stripe{Rate: set("0.022"), Fixed: set("0.20"), InternationalCard: true}, "100", "3.90"},
		{"Stripe without a fixed part", payment.Stripe{Rate: set("0.022")}, "100", "2.20"},
		{"Stripe ACH without a cap", payment.Stripe{Method: payment.ACHDirectDebit, Rate: set("0.006")}, "1000", "6.00"},
		{"free", payment.Stripe{Rate: set("0")}, "1000", "0.00"},
		{"PayPal", payment.PayPal{Rate: set("0.029"), Fixed: set("0.30"), InternationalBuyer: true}, "100", "4.70"},
		{"contract", payment.Contract{Rate: dec("0.0599"), Fixed: dec("0.30")}, "100", "6.29"},
		{"contract below its cap", payment.Contract{Rate: dec("0.01"), Fixed: dec("0.30"), Maximum: set("5")}, "499", "5.29"},
		{"contract above its cap", payment.Contract{Rate: dec("0.01"), Fixed: dec("0.30"), Maximum: set("5")}, "501", "5.30"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := billed(t, row.processor, "payment_processing", row.amount, inForce); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
			c := charges(t, row.processor, fees.Order{}, inForce)["payment_processing"]
			if diff := cmp.Diff(fees.SuppliedBy("rate"), c.Source); diff != "" {
				t.Errorf("source (-want +got):\n%s", diff)
			}
		})
	}
}

// A charge says how it is found and rests on its least sure table.
func TestProcessingExplainsItself(t *testing.T) {
	for _, row := range []struct {
		processor  payment.Processor
		basis      string
		table      string
		confidence fees.Confidence
	}{
		{payment.Stripe{}, "of the amount paid 2.9% + 0.30 (card)", "payment-us-stripe-2026-09-20", fees.High},
		{payment.Stripe{InternationalCard: true, Conversion: true}, "of the amount paid 2.9% + 0.30 (card), + 1.5% (international card), + 1% (conversion)", "payment-us-stripe-2026-09-20", fees.High},
		{payment.Stripe{Method: payment.ACHDirectDebit}, "of the amount paid 0.8% up to 5.00 (ach_direct_debit)", "payment-us-stripe-2026-09-20", fees.High},
		{payment.PayPal{}, "of the amount paid 3.49% + 0.49 (checkout)", "payment-us-paypal-checkout-2026-03-15", fees.Medium},
		{payment.PayPal{InternationalBuyer: true}, "of the amount paid 3.49% + 0.49 (checkout), + 1.5% (international buyer)", "payment-us-paypal-checkout-2026-03-15", fees.Medium},
		{payment.PayPal{Conversion: true}, "of the amount paid 3.49% + 0.49 (checkout), + 3% (conversion)", "payment-us-paypal-surcharge-conversion-2026-03-15", fees.Low},
		{payment.PayPal{Product: payment.AdvancedCard, InternationalBuyer: true}, "of the amount paid 2.89% + 0.29 (advanced_card), + 1.5% (international buyer)", "payment-us-paypal-advanced-card-2026-03-15", fees.Low},
		{payment.PayPal{Product: payment.ChinaCrossBorder}, "of the amount paid 4.4% + 0.30 (china_cross_border)", "payment-us-paypal-china-cross-border-2026-03-15", fees.Low},
		{payment.Contract{Name: "Afterpay", Rate: dec("0.06"), Fixed: dec("0.3")}, "of the amount paid 6% + 0.30 (Afterpay)", "supplied", fees.Supplied},
	} {
		c := charges(t, row.processor, fees.Order{}, inForce)["payment_processing"]
		want := []string{row.basis, row.table, string(row.confidence)}
		if diff := cmp.Diff(want, []string{c.Basis, c.Source.Table, string(c.Source.Confidence)}); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", row.processor, diff)
		}
	}
}

// Published worked examples of payouts, from the shipped tables.
func TestPublishedPayouts(t *testing.T) {
	for _, row := range []struct {
		id, source, provider, date string
		amount, trailing           string
		fee, net                   string
	}{
		{"po-s01", "https://www.xtransfer.com/help/menu/faq00900004", "xtransfer_cny", "2026-01-01", "10000 CNY", "0", "40.00 CNY", "9960.00 CNY"},
		{"po-s02 North America", "https://www.sellerby.com/p/4038.html", "amazon_converter_cny", "2026-01-01", "1000 USD", "800000", "6.00 USD", "994.00 USD"},
		{"po-s02 Europe", "https://www.sellerby.com/p/4038.html", "amazon_converter_cny", "2026-01-01", "1000 EUR", "300000", "7.00 EUR", "993.00 EUR"},
		{"po-s02 Japan", "https://www.sellerby.com/p/4038.html", "amazon_converter_cny", "2026-01-01", "1000 JPY", "50000", "9 JPY", "991 JPY"},
		{"po-s04", "https://global.lianlianpay.com/support/detail/u1bvOKBx", "lianlian_b2b_foreign_full_amount", "2026-01-01", "5000 USD", "0", "30.00 USD", "4970.00 USD"},
		{"without the full-amount service", "the same page", "lianlian_b2b_foreign", "2026-01-01", "5000 USD", "0", "10.00 USD", "4990.00 USD"},
		{"LianLian in CNY", "the same page", "lianlian_b2b_cny", "2026-01-01", "1000 CNY", "0", "5.00 CNY", "995.00 CNY"},
		{"fx-fee-05", "https://www.sellerby.com/p/4038.html", "amazon_converter_cny", "2026-06-01", "57337.50 CNY", "2400000", "286.69 CNY", "57050.81 CNY"},
		{"Stripe instant, least", "https://stripe.com/pricing", "stripe_instant", "2026-09-20", "33.33 USD", "0", "0.50 USD", "32.83 USD"},
		{"Stripe instant", "https://stripe.com/pricing", "stripe_instant", "2026-09-20", "5000 USD", "0", "75.00 USD", "4925.00 USD"},
		{"Stripe conversion", "https://stripe.com/pricing", "stripe_conversion", "2026-09-20", "5000 USD", "0", "50.00 USD", "4950.00 USD"},
		{"PayPal instant, least", "dodopayments", "paypal_instant", "2026-03-15", "10 USD", "0", "0.25 USD", "9.75 USD"},
		{"PayPal instant", "dodopayments", "paypal_instant", "2026-03-15", "100 USD", "0", "1.50 USD", "98.50 USD"},
		{"PayPal instant, most", "dodopayments", "paypal_instant", "2026-03-15", "5000 USD", "0", "15.00 USD", "4985.00 USD"},
		{"PayPal conversion", "dodopayments", "paypal_conversion", "2026-03-15", "5000 USD", "0", "150.00 USD", "4850.00 USD"},
		{"Payoneer to a US bank", "payoneer.com", "payoneer_usd_to_us_bank", "2026-08-15", "5000 USD", "0", "1.50 USD", "4998.50 USD"},
		{"Walmart wallet", "Marketplace Learn", "walmart_wallet_us_bank", "2025-12-09", "5000 USD", "0", "0.00 USD", "5000.00 USD"},
	} {
		t.Run(row.id, func(t *testing.T) {
			p, source, err := payment.Payout(nil, row.provider, day(t, row.date))
			if err != nil {
				t.Fatal(err)
			}
			amount, err := fx.ParseMoney(row.amount)
			if err != nil {
				t.Fatal(err)
			}
			fee, err := p.Fee(amount, dec(row.trailing))
			if err != nil {
				t.Fatal(err)
			}
			net, err := p.Net(amount, dec(row.trailing))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{row.fee, row.net}, []string{fee.String(), net.String()}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.source, diff)
			}
			if p.Provider != row.provider || source.Table == "" {
				t.Errorf("provider %q from table %q", p.Provider, source.Table)
			}
		})
	}
}

// Po-s03: two steps of one provider, as the caller's own price lists.
func TestPublishedChain(t *testing.T) {
	money := fx.Money{Amount: dec("100"), Currency: fx.USD}
	for _, step := range []fx.Payout{
		{Provider: "payoneer load", Currency: fx.USD, Fixed: dec("3")},
		{Provider: "payoneer withdrawal", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: dec("0.02")}}},
	} {
		var err error
		if money, err = step.Net(money, dec("0")); err != nil {
			t.Fatal(err)
		}
	}
	if money.String() != "95.06 USD" {
		t.Errorf("received %s, want 95.06 by https://savagerose.org/cs/jak%%c3%%a9-jsou-poplatky-payoneer39", money)
	}
}
