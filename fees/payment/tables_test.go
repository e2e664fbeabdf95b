package payment_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

const (
	stripe2028 = `{
  "id": "payment-us-stripe-2027-11-23", "channel": "payment-us", "kind": "stripe",
  "effective_from": "2027-11-23", "effective_to": null,
  "verified_on": "2027-11-30", "confidence": "high", "source": "a page",
  "international_card": "0.016", "manually_entered": "0.005", "conversion": "0.01",
  "managed_payments": "0.035", "dispute": "16.00", "smart_disputes": "0.30",
  "rows": [
    {"method": "card", "rate": "0.03", "fixed": "0.30"},
    {"method": "ach_direct_debit", "rate": "0.008", "maximum": "6.00"}
  ]
}`
	payoneer = `{
  "id": "payment-us-payout-payoneer-2026-01-01", "channel": "payment-us", "kind": "payout", "variant": "payoneer",
  "effective_from": "2026-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "my contract",
  "currency": "USD", "minimum": "1", "maximum": "500", "after_conversion": true,
  "rows": [{"from": "0", "rate": "0.012"}, {"from": "1000000", "rate": "0.008"}]
}`
	donation = `{
  "id": "payment-us-paypal-donation-2026-01-01", "channel": "payment-us", "kind": "paypal", "variant": "donation",
  "effective_from": "2026-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "a page",
  "rows": [{"rate": "0.0199", "fixed": "0.49"}]
}`
	disputes = `{
  "id": "payment-us-paypal-dispute-2027-11-23", "channel": "payment-us", "kind": "paypal_dispute",
  "effective_from": "2027-11-23", "effective_to": null,
  "verified_on": "2027-11-30", "confidence": "low", "source": "a page",
  "rows": [{"dispute": "standard", "fee": "15"}, {"dispute": "high_volume", "fee": "30"}, {"dispute": "chargeback", "fee": "20"}]
}`
	surcharge = `{
  "id": "payment-us-paypal-surcharge-conversion-2027-11-23", "channel": "payment-us", "kind": "paypal_surcharge", "variant": "conversion",
  "effective_from": "2027-11-23", "effective_to": null,
  "verified_on": "2027-11-30", "confidence": "low", "source": "a page",
  "rows": [{"rate": "0.04"}]
}`
)

func read(t testing.TB, texts ...string) *fees.Tables {
	t.Helper()
	tables, err := payment.ReadTables(strings.NewReader(strings.Join(texts, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// with are the shipped tables and further ones.
func with(t testing.TB, texts ...string) *fees.Tables {
	t.Helper()
	shipped, err := payment.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	both, err := shipped.With(read(t, texts...))
	if err != nil {
		t.Fatal(err)
	}
	return both
}

// A caller's tables extend the shipped ones: a newer year, a new product and a
// provider whose price is not public.
func TestTablesWith(t *testing.T) {
	tables := with(t, stripe2028, payoneer, donation)
	for _, row := range []struct {
		name      string
		processor payment.Processor
		date      string
		want      string
	}{
		{"shipped", payment.Stripe{Tables: tables}, "2026-10-01", "3.20"},
		{"its last day", payment.Stripe{Tables: tables}, "2027-11-22", "3.20"},
		{"newer", payment.Stripe{Tables: tables, InternationalCard: true}, "2027-11-23", "4.90"},
		{"a product of its own", payment.PayPal{Tables: tables, Product: "donation"}, "2026-10-01", "2.48"},
	} {
		if got := billed(t, row.processor, "payment_processing", "100", day(t, row.date)); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
	p, source, err := payment.Payout(tables, "payoneer", inForce)
	if err != nil {
		t.Fatal(err)
	}
	want := fx.Payout{
		Provider: "payoneer", Currency: fx.USD, AfterConversion: true, Minimum: dec("1"), Maximum: set("500"),
		Tiers: []fx.PayoutTier{{Rate: dec("0.012")}, {From: dec("1000000"), Rate: dec("0.008")}},
	}
	if diff := cmp.Diff(want, p); diff != "" || source.Citation != "my contract" {
		t.Errorf("from %q (-want +got):\n%s", source.Citation, diff)
	}
	p.Tiers[0].Rate = dec("1") // the caller's copy
	if again, _, err := payment.Payout(tables, "payoneer", inForce); err != nil || !again.Tiers[0].Rate.Equal(dec("0.012")) {
		t.Errorf("a caller changed the table: %v, %v", again, err)
	}
}

// Who is not in the tables is named with those that are meant.
func TestUnknownNames(t *testing.T) {
	for _, row := range []struct {
		name, field, key string
		nearest          string
		err              error
	}{
		{"provider", "provider", "amazon_converter", "amazon_converter_cny", payoutErr("amazon_converter")},
		{"provider that is not public", "provider", "lianlian", "lianlian_b2b_cny", payoutErr("lianlian")},
		{"method", "method", "klarn", "klarna", feesErr(payment.Stripe{Method: "klarn"})},
		{"method with an agreed rate", "method", "cards", "card", feesErr(payment.Stripe{Method: "cards", Rate: set("0.02")})},
		{"product", "product", "check_out", "checkout", feesErr(payment.PayPal{Product: "check_out"})},
		{"a surcharge is no product", "product", "conversion", "", feesErr(payment.PayPal{Product: "conversion"})},
	} {
		t.Run(row.name, func(t *testing.T) {
			var unknown *fees.UnknownKeyError
			if !errors.As(row.err, &unknown) || unknown.Field != row.field || unknown.Key != row.key {
				t.Fatalf("error is %v, want an UnknownKeyError of %s", row.err, row.field)
			}
			if row.nearest != "" && !slices.Contains(unknown.Nearest, row.nearest) {
				t.Errorf("nearest are %q, want %s", unknown.Nearest, row.nearest)
			}
		})
	}
	names, err := payment.Providers(with(t, payoneer)) // read last, named in between
	if err != nil {
		t.Fatal(err)
	}
	list := slices.Collect(names)
	if !slices.IsSorted(list) || !slices.Contains(list, "payoneer") || !slices.Contains(list, "xtransfer_cny") || slices.Contains(list, "checkout") {
		t.Errorf("providers are %q", list)
	}
}

func payoutErr(provider string) error {
	_, _, err := payment.Payout(nil, provider, inForce)
	return err
}

func feesErr(p payment.Processor) error {
	_, err := payment.For(p, fees.Order{}).Charges(inForce)
	return err
}

// A day without a table is an error, before, after and without tables; a table of
// another channel is an input error.
func TestNoTable(t *testing.T) {
	early, late := day(t, "2026-03-14"), day(t, "2027-11-23")
	for _, row := range []struct {
		name string
		kind string
		err  error
	}{
		{"Stripe the day before", "stripe", second(payment.Stripe{}.Fees(day(t, "2026-09-19")))},
		{"Stripe after the last day", "stripe", second(payment.Stripe{}.Fees(late))},
		{"PayPal early", "paypal/checkout", second(payment.PayPal{}.Fees(early))},
		{"PayPal late", "paypal/qr_code", second(payment.PayPal{Product: payment.QRCode}.Fees(late))},
		{"no disputes", "paypal_dispute", second(payment.PayPal{Product: "donation", Tables: read(t, donation)}.Fees(inForce))},
		{"no surcharge", "paypal_surcharge/conversion", second(payment.PayPal{Product: "donation", Conversion: true, Tables: read(t, donation)}.Fees(inForce))},
		{"payout early", "payout/xtransfer_cny", third(payment.Payout(nil, "xtransfer_cny", day(t, "2025-12-31")))},
		{"zero Tables", "payout/xtransfer_cny", third(payment.Payout(&fees.Tables{}, "xtransfer_cny", inForce))},
		{"zero Tables and Stripe", "stripe", second(payment.Stripe{Tables: &fees.Tables{}}.Fees(inForce))},
	} {
		var none *fees.NoTableError
		if !errors.As(row.err, &none) || none.Kind != row.kind {
			t.Errorf("%s: error is %v, want a NoTableError of %s", row.name, row.err, row.kind)
		}
	}
}

func second[A any](_ A, err error) error { return err }

func third[A, B any](_ A, _ B, err error) error { return err }

// Each fault of a table is an error that names table, row and column.
func TestReadTablesErrors(t *testing.T) {
	change := func(text, from, to string) string { return feetest.Change(t, text, from, to) }
	const stripe, payout, payPal = "payment-us-stripe-2027-11-23", "payment-us-payout-payoneer-2026-01-01", "payment-us-paypal-donation-2026-01-01"
	const dispute, points = "payment-us-paypal-dispute-2027-11-23", "payment-us-paypal-surcharge-conversion-2027-11-23"
	for _, test := range []struct{ name, text, field string }{
		{"not JSON", `{"id": `, "table after the start"},
		{"wrong channel", change(stripe2028, `"payment-us", "kind"`, `"payment-eu", "kind"`), stripe + ".channel"},
		{"unknown kind", change(stripe2028, `"kind": "stripe"`, `"kind": "adyen"`), stripe + ".kind"},
		{"dates out of order", change(stripe2028, `"effective_to": null`, `"effective_to": "2027-11-22"`), stripe + ".effective_to"},
		{"no source", change(stripe2028, `"a page"`, `""`), stripe + ".source"},
		{"variant of a kind without", change(stripe2028, `"rows"`, `"variant": "card", "rows"`), stripe + ".variant"},
		{"no dispute", change(stripe2028, `"dispute": "16.00", `, ``), stripe + ".dispute"},
		{"no points", change(stripe2028, `"conversion": "0.01",`, ``), stripe + ".conversion"},
		{"points above 1", change(stripe2028, `"0.016"`, `"1.6"`), stripe + ".international_card"},
		{"unknown column in the head", change(stripe2028, `"rows"`, `"currency": "USD", "rows"`), stripe + ".currency"},
		{"unknown column", change(stripe2028, `"fixed"`, `"fix"`), stripe + ".rows[0].fix"},
		{"no rate", change(stripe2028, `"rate": "0.03", `, ``), stripe + ".rows[0].rate"},
		{"negative rate", change(stripe2028, `"0.03"`, `"-0.03"`), stripe + ".rows[0].rate"},
		{"huge fixed", change(stripe2028, `"0.30"}`, `"1e999999999"}`), stripe + ".rows[0].fixed"},
		{"large fixed", change(stripe2028, `"0.30"}`, `"1e17"}`), ""},
		{"too large fixed", change(stripe2028, `"0.30"}`, `"2e17"}`), stripe + ".rows[0].fixed"},
		{"negative cap", change(stripe2028, `"6.00"`, `"-6"`), stripe + ".rows[1].maximum"},
		{"method twice", change(stripe2028, `"ach_direct_debit"`, `"card"`), stripe + ".rows[1].method"},
		{"no method", change(stripe2028, `"ach_direct_debit"`, `""`), stripe + ".rows[1].method"},
		{"the same table twice", stripe2028 + stripe2028, stripe},
		{"overlap", stripe2028 + change(stripe2028, `payment-us-stripe-2027-11-23`, `payment-us-stripe-next`), "effective_from of payment-us-stripe-next"},

		{"provider not named", change(payoneer, `"variant": "payoneer",`, ``), payout + ".variant"},
		{"no currency", change(payoneer, `"currency": "USD", `, ``), payout + ".currency"},
		{"unknown currency", change(payoneer, `"USD"`, `"RMB"`), payout + ".currency"},
		{"currency without a minor unit", change(payoneer, `"USD"`, `"XAU"`), payout + ".currency"},
		{"least above most", change(payoneer, `"500"`, `"0.99"`), payout + ".maximum"},
		{"negative least", change(payoneer, `"minimum": "1"`, `"minimum": "-1"`), payout + ".minimum"},
		{"flag in quotes", change(payoneer, `true`, `"true"`), payout + ".after_conversion"},
		{"first tier above 0", change(payoneer, `"from": "0"`, `"from": "1"`), payout + ".rows[0].from"},
		{"tiers that do not rise", change(payoneer, `"1000000"`, `"0.00"`), payout + ".rows[1].from"},
		{"tier without a start", change(payoneer, `"from": "1000000", `, ``), payout + ".rows[1].from"},
		{"rate in percent", change(payoneer, `"0.008"`, `"8"`), payout + ".rows[1].rate"},
		{"no rows", change(payoneer, `{"from": "0", "rate": "0.012"}, {"from": "1000000", "rate": "0.008"}`, ``), payout + ".rows"},
		{"one provider twice", payoneer + change(payoneer, "payment-us-payout-payoneer-2026-01-01", "again"), "effective_from of again"},

		{"product not named", change(donation, `"variant": "donation",`, ``), payPal + ".variant"},
		{"product with two prices", change(donation, `"0.49"}`, `"0.49"}, {"rate": "0.01"}`), payPal + ".rows"},
		{"surcharge of another name", change(surcharge, `"variant": "conversion"`, `"variant": "rush"`), points + ".variant"},
		{"surcharge with an amount", change(surcharge, `"rate": "0.04"`, `"rate": "0.04", "fixed": "1"`), points + ".rows[0].fixed"},
		{"dispute of another name", change(disputes, `"standard"`, `"small"`), dispute + ".rows[0].dispute"},
		{"dispute twice", change(disputes, `"standard"`, `"chargeback"`), dispute + ".rows[2].dispute"},
		{"a dispute is missing", change(disputes, `{"dispute": "standard", "fee": "15"}, `, ``), dispute + ".rows"},
		{"negative dispute", change(disputes, `"15"`, `"-15"`), dispute + ".rows[0].fee"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.field == "" {
				read(t, test.text)
				return
			}
			feetest.Refused(t, payment.ReadTables, test.text, test.field)
		})
	}
}

// A reader that fails is not a table that is wrong.
func TestReadTablesReaderError(t *testing.T) {
	feetest.ReaderFails(t, payment.ReadTables)
}

// The reader survives anything, and what it accepts can be used.
func FuzzReadTables(f *testing.F) {
	feetest.Fuzz(f, payment.ReadTables, func(t *testing.T, tables *fees.Tables, table fees.TableInfo) {
		on := table.Source.EffectiveFrom
		switch table.Kind {
		case "payout":
			p, _, err := payment.Payout(tables, table.Variant, on)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Check(); err != nil {
				t.Fatalf("a payout that does not pass its check is accepted: %v", err)
			}
		case "paypal":
			_, _ = payment.PayPal{Product: payment.Product(table.Variant), Tables: tables}.Fees(on)
		case "stripe":
			_, _ = payment.Stripe{Tables: tables}.Fees(on)
		}
	}, stripe2028, payoneer, donation, disputes, surcharge)
}
