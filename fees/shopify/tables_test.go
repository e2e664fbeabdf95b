package shopify_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// head is the header of a table of 2028; the kind and the rows follow.
func head(kind, more string) string {
	return `{"id": "t", "channel": "shopify-us", "kind": "` + kind + `", ` + more +
		`"effective_from": "2027-11-23", "effective_to": null, "verified_on": "2027-11-30", "confidence": "high", "source": "a page", `
}

var (
	onlineNext    = head("online_card", "") + `"rows": [{"plan": "basic", "rate": "0.03", "fixed": "0.30"}, {"plan": "starter", "rate": "0.05", "fixed": "0.30"}]}`
	inPersonNext  = head("in_person_card", `"variant": "plus", `) + `"rows": [{"rate": "0.022", "fixed": "0.10"}]}`
	foreignNext   = head("foreign_card", "") + `"rows": [{"rate": "0.015"}]}`
	thirdNext     = head("third_party", "") + `"rows": [{"plan": "basic", "rate": "0.02"}, {"plan": "plus", "rate": "0.002"}]}`
	creditNext    = head("store_credit", "") + `"rows": [{"created_from": "2025-05-12"}]}`
	monthlyNext   = head("subscription", `"variant": "monthly", `) + `"rows": [{"plan": "basic", "fee": "45"}, {"plan": "plus", "from": "2500"}]}`
	everythingNew = strings.NewReplacer("\"t\"", "\"online\"").Replace(onlineNext) + strings.NewReplacer("\"t\"", "\"month\"").Replace(monthlyNext)
)

// with are the shipped tables and further ones.
func with(t testing.TB, text string) *fees.Tables {
	t.Helper()
	newer, err := shopify.ReadTables(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := shopify.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	both, err := shipped.With(newer)
	if err != nil {
		t.Fatal(err)
	}
	return both
}

// A caller's tables extend the shipped ones, and may know more plans than they do.
func TestTablesWith(t *testing.T) {
	tables := with(t, everythingNew)
	for _, row := range []struct {
		name, date, processing, subscription string
		plan                                 shopify.Plan
	}{
		{"shipped", "2027-11-22", "3.20", "39.00", shopify.Basic},
		{"newer", "2027-11-23", "3.30", "45.00", shopify.Basic},
	} {
		l := shopify.Listing{Plan: row.plan, Tables: tables}
		got := []string{amountOf(t, l, day(t, row.date), "payment_processing", "100"), amountOf(t, l, day(t, row.date), "subscription", "100")}
		if diff := cmp.Diff([]string{row.processing, row.subscription}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
	// A plan that the newer list of subscriptions leaves out is unknown, not free.
	c := chargesOf(t, shopify.Listing{Plan: shopify.Starter, Tables: tables}, day(t, "2027-11-23"))["subscription"]
	if !c.Unknown || !strings.Contains(c.Basis, "supply it as subscription") {
		t.Errorf("subscription is %+v", c)
	}
	inPerson := shopify.Listing{Plan: shopify.Plus, InPerson: true, Subscription: set("2500"), Tables: with(t, inPersonNext)}
	if got := amountOf(t, inPerson, day(t, "2027-12-01"), "payment_processing", "100"); got != "2.30" {
		t.Errorf("Plus in person pays %s", got)
	}
	var none *fees.NoTableError
	if _, err := inPerson.Charges(inForce); !errors.As(err, &none) || none.Kind != "in_person_card/plus" {
		t.Errorf("before its first table the error is %v", err)
	}
}

// A day without a table is an error, and so is a kind without any table.
func TestNoTable(t *testing.T) {
	for _, row := range []struct {
		name, date, kind string
		listing          shopify.Listing
	}{
		{"before the first day", "2026-08-26", "online_card", shopify.Listing{}},
		{"after the last day", "2027-11-23", "online_card", shopify.Listing{}},
		{"in person", "2026-08-26", "in_person_card/basic", shopify.Listing{InPerson: true}},
		{"foreign card", "2026-08-26", "foreign_card", shopify.Listing{ForeignCard: true, CardRate: set("0.02")}},
		{"conversion", "2026-08-26", "conversion", shopify.Listing{Conversion: true, CardRate: set("0.02")}},
		{"third party", "2026-08-26", "third_party", shopify.Listing{Processor: payment.Contract{}}},
		{"store credit", "2027-11-23", "store_credit", shopify.Listing{StoreCreditShare: dec("0.1"), CardRate: set("0.02"), Subscription: set("39")}},
		{"subscription", "2026-08-26", "subscription/annual", shopify.Listing{AnnualBilling: true, CardRate: set("0.02")}},
		{"no tables", "2026-10-01", "online_card", shopify.Listing{Tables: &fees.Tables{}}},
		{"no tables in person", "2026-10-01", "in_person_card/basic", shopify.Listing{InPerson: true, Tables: &fees.Tables{}}},
		{"of the processor", "2026-09-19", "stripe", shopify.Listing{Processor: payment.Stripe{}}},
	} {
		_, err := row.listing.Charges(day(t, row.date))
		found := false
		for _, fault := range fx.Faults(err) {
			var none *fees.NoTableError
			found = found || errors.As(fault, &none) && none.Kind == row.kind
		}
		if !found {
			t.Errorf("%s: error is %v, want a NoTableError of %s", row.name, err, row.kind)
		}
	}
	// With every figure supplied no table is needed.
	free := shopify.Listing{CardRate: set("0.02"), Subscription: set("39")}
	if _, err := free.Charges(fees.Day(2020, 1, 1)); err != nil {
		t.Errorf("everything is supplied: %v", err)
	}
	other, err := payment.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	var in *fx.InputError
	if _, err := (shopify.Listing{Tables: other}).Charges(inForce); !errors.As(err, &in) || in.Field != "tables" {
		t.Errorf("tables of another channel: %v", err)
	}
}

// Every fault of a listing is reported, all at once, with its path.
func TestListingFaults(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	stripe := payment.Stripe{}
	for _, row := range []struct {
		name    string
		listing shopify.Listing
		want    []string
	}{
		{"good", shopify.Listing{}, nil},
		{"good with a gateway named", shopify.Listing{Gateway: shopify.ThirdParty, Processor: stripe}, nil},
		{"plan", shopify.Listing{Plan: "shopify"}, []string{"plan"}},
		{"starter for a year", shopify.Listing{Plan: shopify.Starter, AnnualBilling: true}, []string{"annual_billing"}},
		{"primary on basic", shopify.Listing{PaymentsPrimary: true}, []string{"payments_primary"}},
		{"gateway", shopify.Listing{Gateway: "paypal"}, []string{"gateway"}},
		{"no processor", shopify.Listing{Gateway: shopify.ThirdParty}, []string{"processor"}},
		{"no processor for PayPal Express", shopify.Listing{Gateway: shopify.PayPalExpress}, []string{"processor"}},
		{"processor beside Shopify Payments", shopify.Listing{Gateway: shopify.ShopifyPayments, Processor: stripe}, []string{"processor"}},
		{"processor of a bank transfer", shopify.Listing{Gateway: shopify.Manual, Processor: stripe}, []string{"processor"}},
		{
			"what only Shopify Payments has",
			shopify.Listing{Processor: stripe, InPerson: true, ForeignCard: true, Conversion: true, CardRate: set("0.02"), ChargebackFee: set("15")},
			[]string{"in_person", "foreign_card", "conversion", "card_rate", "chargeback_fee"},
		},
		{"processor's own faults", shopify.Listing{Processor: payment.Stripe{Fixed: set("1")}}, []string{"processor.fixed"}},
		{"order", shopify.Listing{Order: fees.Order{Units: -1, ShippingCharged: dec("0.001"), SalesTax: dec("8")}}, []string{"units_per_order", "shipping_charged", "sales_tax"}},
		{
			"figures",
			shopify.Listing{StoreCreditShare: dec("1.1"), CardRate: set("2.9"), CardFixed: set("-0.3"), ThirdPartyRate: set("-0.02"), Subscription: set("-1"), ChargebackFee: set("-15")},
			[]string{"store_credit_share", "card_rate", "card_fixed", "third_party_rate", "subscription", "chargeback_fee"},
		},
		{"fixed alone", shopify.Listing{CardFixed: set("0.3")}, []string{"card_fixed"}},
		{
			"huge",
			shopify.Listing{StoreCreditShare: huge, CardRate: decimal.NewNullDecimal(huge), CardFixed: decimal.NewNullDecimal(huge), Subscription: decimal.NewNullDecimal(huge)},
			[]string{"store_credit_share", "card_rate", "card_fixed", "subscription"},
		},
		{"several", shopify.Listing{Plan: "x", Gateway: "y", Order: fees.Order{Units: -1}}, []string{"plan", "units_per_order", "gateway"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, fault := range fx.Faults(row.listing.Check()) {
				var in *fx.InputError
				if !errors.As(fault, &in) {
					t.Fatalf("fault is %v", fault)
				}
				got = append(got, in.Field)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, err := row.listing.Charges(inForce); (err != nil) != (row.want != nil) {
				t.Errorf("Charges gives %v", err)
			}
		})
	}
	var in *fx.InputError
	if _, err := (shopify.Listing{Processor: broken{}}).Charges(inForce); !errors.As(err, &in) || in.Field != "processor.terms" {
		t.Errorf("the error of a processor is %v", err)
	}
}

// broken is a processor without a Check, which fails when it bills.
type broken struct{}

func (broken) Fees(time.Time) ([]fees.Charge, error) {
	return nil, fx.NewInputError("terms", "", "must be signed")
}

// A processor's fee per month does not depend on what is paid by store credit,
// and its own list of charges stays as it is.
func TestProcessorByTheMonth(t *testing.T) {
	own := monthlyGateway{[]fees.Charge{
		{Code: "payment_processing", Event: fees.PerOrder, Amount: fees.Percent(dec("0.01")), Basis: "1%"},
		{Code: "gateway", Event: fees.PerMonth, Amount: fees.Flat(dec("25")), Basis: "25 a month"},
	}}
	l := shopify.Listing{Processor: own, StoreCreditShare: dec("0.5"), StoreCreatedOn: inForce}
	got := []string{amountOf(t, l, inForce, "payment_processing", "100"), amountOf(t, l, inForce, "gateway", "100")}
	if diff := cmp.Diff([]string{"0.50", "25.00"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if own.fees[0].Basis != "1%" {
		t.Errorf("the processor's basis became %q", own.fees[0].Basis)
	}
}

type monthlyGateway struct{ fees []fees.Charge }

func (g monthlyGateway) Fees(time.Time) ([]fees.Charge, error) { return g.fees, nil }

// Each fault of a table is an error that names table, row and column.
func TestReadTablesErrors(t *testing.T) {
	change := func(text, from, to string) string { return feetest.Change(t, text, from, to) }
	for _, test := range []struct{ name, text, field string }{
		{"wrong channel", change(onlineNext, "shopify-us", "shopify-ca"), "t.channel"},
		{"unknown kind", change(onlineNext, "online_card", "card"), "t.kind"},
		{"dates out of order", change(onlineNext, `"effective_to": null`, `"effective_to": "2027-11-22"`), "t.effective_to"},
		{"no plan", change(onlineNext, `"basic"`, `""`), "t.rows[0].plan"},
		{"unknown plan", change(onlineNext, `"basic"`, `"shopify"`), "t.rows[0].plan"},
		{"plan twice", change(onlineNext, `"starter"`, `"basic"`), "t.rows[1].plan"},
		{"rate in percent", change(onlineNext, `"0.03"`, `"3"`), "t.rows[0].rate"},
		{"negative rate", change(onlineNext, `"0.03"`, `"-0.03"`), "t.rows[0].rate"},
		{"no fixed amount", change(onlineNext, `, "fixed": "0.30"`, ``), "t.rows[0].fixed"},
		{"too large fixed amount", change(onlineNext, `"0.30"`, `"2e17"`), "t.rows[0].fixed.amount"},
		{"unknown column", change(onlineNext, `"fixed"`, `"fix"`), "t.rows[0].fix"},
		{"variant of a kind without", change(onlineNext, `"rows"`, `"variant": "basic", "rows"`), "t.variant"},
		{"in person without a plan", change(inPersonNext, `"variant": "plus", `, ``), "t.variant"},
		{"in person of another plan", change(inPersonNext, `"plus"`, `"pro"`), "t.variant"},
		{"two prices in person", change(inPersonNext, `"0.10"}`, `"0.10"}, {"rate": "0.02", "fixed": "0"}`), "t.rows"},
		{"two rates", change(foreignNext, `{"rate": "0.015"}`, `{"rate": "0.015"}, {"rate": "0.01"}`), "t.rows"},
		{"third-party plan twice", change(thirdNext, `"plus"`, `"basic"`), "t.rows[1].plan"},
		{"third-party amount", change(thirdNext, `"rate": "0.02"`, `"fee": "2"`), "t.rows[0].fee"},
		{"store credit without a day", change(creditNext, `"2025-05-12"`, `null`), "t.rows[0].created_from"},
		{"store credit with a bad day", change(creditNext, `"2025-05-12"`, `"2025-02-30"`), "t.rows[0].created_from"},
		{"billing", change(monthlyNext, `"variant": "monthly"`, `"variant": "weekly"`), "t.variant"},
		{"negative subscription", change(monthlyNext, `"45"`, `"-45"`), "t.rows[0].fee"},
		{"subscription from and at", change(monthlyNext, `"from": "2500"`, `"from": "2500", "fee": "2500"`), "t.rows[1].fee"},
		{"subscription without a price", change(monthlyNext, `, "from": "2500"`, ``), "t.rows[1].fee"},
		{"the same id twice", onlineNext + onlineNext, "t"},
		{"overlap", onlineNext + change(onlineNext, `"t"`, `"u"`), "effective_from of u"},
	} {
		t.Run(test.name, func(t *testing.T) {
			feetest.Refused(t, shopify.ReadTables, test.text, test.field)
		})
	}
	feetest.ReaderFails(t, shopify.ReadTables)
}

// The reader survives anything, and what it accepts answers look-ups.
func FuzzReadTables(f *testing.F) {
	feetest.Fuzz(f, shopify.ReadTables, func(_ *testing.T, tables *fees.Tables, table fees.TableInfo) {
		source := table.Source
		l := shopify.Listing{StoreCreditShare: dec("0.1"), ForeignCard: true, Conversion: true, Tables: tables}
		_, _ = l.Charges(source.EffectiveFrom)
		l.InPerson, l.CardRate = true, set("0.02")
		_, _ = l.Charges(source.EffectiveFrom)
	}, onlineNext, inPersonNext, foreignNext, thirdNext, creditNext, monthlyNext, everythingNew)
}
