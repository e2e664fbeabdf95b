package payment_test

import (
	"fmt"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// must ends an example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// What two of a unit at 25 dollars cost in one order, with 5 dollars of shipping
// each and 8 % sales tax: 64.80 are paid.
func Example() {
	order := fees.Order{Units: 2, ShippingCharged: dec("5"), SalesTax: dec("0.08")}
	for _, processor := range []payment.Processor{payment.Stripe{}, payment.PayPal{}} {
		charges, err := payment.For(processor, order).Charges(fees.Day(2026, 10, 1))
		if err != nil {
			log.Fatal(err)
		}
		for _, c := range charges {
			fmt.Println(must(c.Amount.AtRounded(dec("25"), 2)).StringFixed(2), c.Code, c.Event)
			fmt.Println("    ", c.Basis)
		}
	}
	// Output:
	// 2.18 payment_processing per_order
	//      of the amount paid 2.9% + 0.30 (card)
	// 15.00 dispute per_dispute
	//      per dispute received
	// 2.75 payment_processing per_order
	//      of the amount paid 3.49% + 0.49 (checkout)
	// 15.00 dispute per_dispute
	//      per payment taken back (standard)
}

// One item on its own costs the fixed amount once; four in one order share it.
func ExampleFor() {
	for _, units := range []int{1, 4} {
		charges, err := payment.For(payment.Stripe{}, fees.Order{Units: units}).Charges(fees.Day(2026, 10, 1))
		if err != nil {
			log.Fatal(err)
		}
		order := must(charges[0].Amount.AtRounded(dec("9.99"), 2))
		each := order.DivRound(decimal.NewFromInt(int64(charges[0].Units)), 4)
		fmt.Println(units, "units:", order.StringFixed(2), "per order,", each.StringFixed(4), "per unit")
	}
	// Output:
	// 1 units: 0.59 per order, 0.5900 per unit
	// 4 units: 1.46 per order, 0.3650 per unit
}

// bankTransfer is a processor of one's own: a bank that takes a dollar for each
// transfer and 10 dollars a month.
type bankTransfer struct{}

func (bankTransfer) Fees(time.Time) ([]fees.Charge, error) {
	return []fees.Charge{
		{Code: "payment_processing", Event: fees.PerOrder, Amount: fees.Flat(dec("1")), Basis: "per transfer"},
		{Code: "account", Event: fees.PerMonth, Amount: fees.Flat(dec("10")), Basis: "per month"},
	}, nil
}

// Anything that says what it takes from the amount paid is a processor.
func ExampleProcessor() {
	charges, err := payment.For(bankTransfer{}, fees.Order{Units: 2}).Charges(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		fmt.Println(c.Code, c.Event, must(c.Amount.AtRounded(dec("500"), 2)))
	}
	// Output:
	// payment_processing per_order 1
	// account per_month 10
}

// A card of a buyer abroad whose money is exchanged: the percentages add up.
func ExampleStripe() {
	abroad := payment.Stripe{InternationalCard: true, Conversion: true}
	charges, err := abroad.Fees(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(charges[0].Amount.AtRounded(dec("100"), 2)).StringFixed(2), charges[0].Basis)
	// Output: 5.70 of the amount paid 2.9% + 0.30 (card), + 1.5% (international card), + 1% (conversion)
}

// A bank debit is capped, a card is not.
func ExampleStripe_Fees() {
	for _, s := range []payment.Stripe{{Method: payment.ACHDirectDebit}, {}} {
		charges, err := s.Fees(fees.Day(2026, 10, 1))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(must(charges[0].Amount.AtRounded(dec("1000"), 2)).StringFixed(2))
	}
	// Output:
	// 5.00
	// 29.30
}

// Points for cards do not go with other methods.
func ExampleStripe_Check() {
	klarna := payment.Stripe{Method: payment.Klarna, InternationalCard: true, Fixed: set("0.30")}
	for _, fault := range fx.Faults(klarna.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// international_card must go with the method card, got "true"
	// fixed must go with rate, got "0.3"
}

// A price of one's own in place of the list price; a buyer abroad still costs
// more.
func ExamplePayPal() {
	agreed := payment.PayPal{InternationalBuyer: true, Rate: set("0.0299"), Fixed: set("0.39")}
	charges, err := agreed.Fees(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charges[0].Basis, "by", charges[0].Source.Table)
	// Output: of the amount paid 2.99% + 0.39 (checkout), + 1.5% (international buyer) by supplied
}

// What a merchant registered in China pays rests on a weak source, and says so.
func ExamplePayPal_Fees() {
	charges, err := payment.PayPal{Product: payment.ChinaCrossBorder}.Fees(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(charges[0].Amount.AtRounded(dec("100"), 2)).StringFixed(2), "confidence", charges[0].Source.Confidence)
	// Output: 4.70 confidence low
}

// Which fees a dispute may have.
func ExamplePayPal_Check() {
	fmt.Println(payment.PayPal{Dispute: "lost"}.Check())
	// Output: dispute must be "standard", "high_volume" or "chargeback", got "lost"
}

// Buy now, pay later by a contract of one's own.
func ExampleContract() {
	later := payment.Contract{Name: "Afterpay", Rate: dec("0.06"), Fixed: dec("0.30"), DisputeFee: set("15")}
	charges, err := payment.For(later, fees.Order{}).Charges(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(charges[0].Amount.AtRounded(dec("80"), 2)).StringFixed(2), charges[0].Basis)
	// Output: 5.10 of the amount paid 6% + 0.30 (Afterpay)
}

// A dispute fee that is not supplied is not free but unknown.
func ExampleContract_Fees() {
	charges, err := payment.Contract{Rate: dec("0.0235")}.Fees(fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charges[1].Code, charges[1].Unknown, charges[1].Basis)
	// Output: dispute true what a dispute costs is not given: supply it as dispute_fee
}

// A rate in percent where a fraction is meant.
func ExampleContract_Check() {
	fmt.Println(payment.Contract{Rate: dec("2.35")}.Check())
	// Output: rate must be a fraction of at most 1, such as 0.15, got "2.35"
}

// What Amazon's converter leaves of 8,250 dollars in yuan, after two million
// dollars in the last year.
func ExamplePayout() {
	converter, source, err := payment.Payout(nil, "amazon_converter_cny", fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	bank := must(fx.NewRate(fx.USD, fx.CNY, dec("6.95")))
	received, fee, err := converter.Receive(must(fx.NewMoney("8250", fx.USD)), dec("2400000"), bank)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(received, "after", fee, "by", source.Table)
	// Output: 57050.81 CNY after 286.69 CNY by payment-us-payout-amazon-converter-cny-2026-01-01
}

// A provider without a public price is supplied as a table of the same form.
func ExamplePayout_supplied() {
	const contract = `{
	  "id": "payment-us-payout-worldfirst-2026-01-01", "channel": "payment-us", "kind": "payout", "variant": "worldfirst",
	  "effective_from": "2026-01-01", "effective_to": null, "verified_on": "2026-11-23",
	  "confidence": "low", "source": "our contract", "currency": "USD",
	  "rows": [{"from": "0", "rate": "0.003"}]
	}`
	tables := must(must(payment.ShippedTables()).With(must(payment.ReadTables(strings.NewReader(contract)))))
	worldFirst, _, err := payment.Payout(tables, "worldfirst", fees.Day(2026, 10, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(worldFirst.Fee(must(fx.NewMoney("20000", fx.USD)), decimal.Decimal{})))
	_, _, err = payment.Payout(tables, "wordfirst", fees.Day(2026, 10, 1))
	fmt.Println(err)
	// Output:
	// 60.00 USD
	// fees: unknown provider "wordfirst", did you mean worldfirst?
}

// The providers whose prices are in the tables.
func ExampleProviders() {
	names := slices.Collect(must(payment.Providers(nil)))
	fmt.Println(len(names), "providers, the first is", names[0])
	// Output: 11 providers, the first is amazon_converter_cny
}

// A newer price of PayPal Checkout is a table of its own.
func ExampleReadTables() {
	const newer = `{
	  "id": "payment-us-paypal-checkout-2027-11-23", "channel": "payment-us", "kind": "paypal", "variant": "checkout",
	  "effective_from": "2027-11-23", "effective_to": null, "verified_on": "2027-11-30",
	  "confidence": "high", "source": "PayPal, merchant fees",
	  "rows": [{"rate": "0.0359", "fixed": "0.49"}]
	}`
	tables := must(payment.ReadTables(strings.NewReader(newer)))
	for table := range tables.All() {
		fmt.Println(table.Kind, table.Variant, table.Source.EffectiveFrom.Format(time.DateOnly))
	}
	// Output: paypal checkout 2027-11-23
}

// The tables to look at twice before relying on them.
func ExampleShippedTables() {
	for table := range must(payment.ShippedTables()).All() {
		if table.Source.Confidence == fees.Low {
			fmt.Println(strings.TrimSpace(table.Kind + " " + table.Variant))
		}
	}
	// Output:
	// payout paypal_conversion
	// payout paypal_instant
	// paypal advanced_card
	// paypal china_cross_border
	// paypal_dispute
	// paypal_surcharge conversion
}
