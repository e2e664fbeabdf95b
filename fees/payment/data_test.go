package payment_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// A dataTable is one table file, read as text: nothing here relies on the
// parser of the package.
type dataTable struct {
	feetest.Header

	InternationalCard string `json:"international_card"`
	ManuallyEntered   string `json:"manually_entered"`
	Conversion        string `json:"conversion"`
	ManagedPayments   string `json:"managed_payments"`
	Dispute           string `json:"dispute"`
	SmartDisputes     string `json:"smart_disputes"`

	Currency        string `json:"currency"`
	Fixed           string `json:"fixed"`
	Minimum         string `json:"minimum"`
	Maximum         string `json:"maximum"`
	AfterConversion bool   `json:"after_conversion"`

	Rows []dataRow `json:"rows"`
}

type dataRow struct {
	Method  string `json:"method"`
	Dispute string `json:"dispute"`
	Rate    string `json:"rate"`
	Fixed   string `json:"fixed"`
	Maximum string `json:"maximum"`
	Fee     string `json:"fee"`
	From    string `json:"from"`
}

// readData returns the tables by the names of their files without the first day.
func readData(t *testing.T) map[string]dataTable {
	t.Helper()
	tables := map[string]dataTable{}
	for _, table := range feetest.Read[dataTable](t) {
		table.Check(t, "payment-us")
		tables[strings.TrimSuffix(table.File, "-"+table.EffectiveFrom+".json")] = table
	}
	return tables
}

// cells returns the cells of the table of a section of the collected facts, without
// its head.
func cells(t *testing.T, heading string) [][]string {
	t.Helper()
	_, rows := feetest.Facts("other-channels.md").Table(t, heading)
	return rows
}

var number = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?`)

// numbers are the figures of a cell before its remark in brackets.
func numbers(cell string) []string {
	cell, _, _ = strings.Cut(cell, "(")
	var out []string
	for _, n := range number.FindAllString(cell, -1) {
		out = append(out, plain(strings.ReplaceAll(n, ",", "")))
	}
	return out
}

func plain(n string) string { return decimal.RequireFromString(n).String() }

// percent is a rate as the facts print it; the empty rate is no figure.
func percent(rate string) string {
	if rate == "" {
		return ""
	}
	return decimal.RequireFromString(rate).Shift(2).String()
}

// figures are figures as numbers returns them, without those that are empty.
func figures(texts ...string) []string {
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, plain(text))
		}
	}
	return out
}

// The table of Stripe is section 3.1 of the facts, cell by cell.
func TestStripeEqualsFacts(t *testing.T) {
	data := readData(t)
	stripe := data["stripe"]
	byMethod := map[string][]string{}
	for _, row := range stripe.Rows {
		byMethod[row.Method] = figures(percent(row.Rate), row.Fixed, row.Maximum)
	}
	instant := data["payout-stripe-instant"]
	want := map[string][]string{
		"Online domestic card":                  byMethod["card"],
		"International card":                    figures(percent(stripe.InternationalCard)),
		"Manually entered card":                 figures(percent(stripe.ManuallyEntered)),
		"Currency conversion":                   figures(percent(stripe.Conversion)),
		"ACH Direct Debit":                      byMethod["ach_direct_debit"],
		"Klarna":                                byMethod["klarna"],
		"Link instant bank payment":             byMethod["link_bank"],
		"Stablecoin":                            byMethod["stablecoin"],
		"Dispute received":                      figures(stripe.Dispute),
		"Smart Disputes":                        figures(percent(stripe.SmartDisputes)),
		"Instant payout":                        figures(percent(instant.Rows[0].Rate), instant.Minimum),
		"Managed Payments (merchant of record)": figures(percent(stripe.ManagedPayments)),
	}
	got := map[string][]string{}
	for _, row := range cells(t, "3.1 Stripe") {
		if row[0] != "Refund" { // nothing is given back: see TestRefundsReturnNothing
			got[row[0]] = numbers(row[1])
		}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-facts +table):\n%s", diff)
	}
	if len(stripe.Rows) != 5 || stripe.Confidence != "high" || stripe.VerifiedOn != "2026-09-20" {
		t.Errorf("%d methods, %s on %s", len(stripe.Rows), stripe.Confidence, stripe.VerifiedOn)
	}
	if conversion := data["payout-stripe-conversion"]; conversion.Rows[0].Rate != stripe.Conversion {
		t.Errorf("conversion of a payout %s, of a payment %s", conversion.Rows[0].Rate, stripe.Conversion)
	}
}

// The tables of PayPal are section 3.2, with the grade of each row.
func TestPayPalEqualsFacts(t *testing.T) {
	data := readData(t)
	type cell struct {
		Figures    []string
		Confidence string
	}
	price := func(variant string) cell {
		table := data["paypal-"+variant]
		return cell{figures(percent(table.Rows[0].Rate), table.Rows[0].Fixed), table.Confidence}
	}
	surcharge := func(variant string) cell {
		table := data["paypal-surcharge-"+variant]
		return cell{figures(percent(table.Rows[0].Rate)), table.Confidence}
	}
	disputes := data["paypal-dispute"]
	fee := map[string]string{}
	for _, row := range disputes.Rows {
		fee[row.Dispute] = row.Fee
	}
	instant := data["payout-paypal-instant"]
	want := map[string]cell{
		"Checkout, guest checkout, Venmo": price("checkout"),
		"Standard card payments":          price("card"),
		"Advanced card processing":        price("advanced-card"),
		"Pay Later":                       price("pay-later"),
		"QR code":                         price("qr-code"),
		"International buyer":             surcharge("international-buyer"),
		"Currency conversion":             surcharge("conversion"),
		"Chargeback":                      {figures(fee["chargeback"]), disputes.Confidence},
		"Dispute, standard / high volume": {figures(fee["standard"], fee["high_volume"]), disputes.Confidence},
		"Instant withdrawal":              {figures(percent(instant.Rows[0].Rate), instant.Minimum, instant.Maximum), instant.Confidence},
		"Refund":                          {nil, "medium"},
		"China-registered merchant, receiving cross-border": price("china-cross-border"),
	}
	got := map[string]cell{}
	for _, row := range cells(t, "3.2 PayPal") {
		confidence := "medium"
		if strings.Contains(row[1], "(L") {
			confidence = "low"
		}
		got[row[0]] = cell{numbers(row[1]), confidence}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-facts +table):\n%s", diff)
	}
	if payout := data["payout-paypal-conversion"]; payout.Rows[0].Rate != data["paypal-surcharge-conversion"].Rows[0].Rate {
		t.Errorf("conversion of a payout %s", payout.Rows[0].Rate)
	}
}

// The tiers of the Amazon converter are section 7.1, from the lowest up.
func TestConverterEqualsFacts(t *testing.T) {
	converter := readData(t)["payout-amazon-converter-cny"]
	rows := cells(t, "7.1 Amazon Currency Converter")
	if len(rows) != len(converter.Rows) {
		t.Fatalf("%d tiers, the facts have %d", len(converter.Rows), len(rows))
	}
	for i, row := range rows {
		tier := converter.Rows[len(rows)-1-i]
		want := []string{numbers(row[0])[0], numbers(row[1])[0]}
		if strings.HasPrefix(row[0], "<") {
			want[0] = "0"
		} else if !strings.HasPrefix(row[0], ">=") {
			t.Errorf("the facts do not start the tier %q at its bound", row[0])
		}
		if diff := cmp.Diff(want, []string{plain(tier.From), percent(tier.Rate)}); diff != "" {
			t.Errorf("%s (-facts +table):\n%s", row[0], diff)
		}
	}
}

// What section 7.2 prints of the other providers is in the tables.
func TestProvidersEqualFacts(t *testing.T) {
	data := readData(t)
	byProvider := map[string]string{}
	for _, row := range cells(t, "7.2 Providers") {
		byProvider[row[0]] = row[1]
	}
	for _, row := range []struct{ table, provider, text string }{
		{"payout-xtransfer-cny", "XTransfer (B2B)", "CNY settlement " + percent(data["payout-xtransfer-cny"].Rows[0].Rate) + " %"},
		{"payout-lianlian-b2b-cny", "LianLian Global", "CNY " + percent(data["payout-lianlian-b2b-cny"].Rows[0].Rate) + " %"},
		{"payout-lianlian-b2b-foreign", "LianLian Global", "foreign currency " + data["payout-lianlian-b2b-foreign"].Fixed + " per payment, optional full-amount service 20"},
		{"payout-payoneer-usd-to-us-bank", "Payoneer", "same-currency USD to a US account " + data["payout-payoneer-usd-to-us-bank"].Fixed + " flat"},
		{"payout-walmart-wallet-us-bank", "Walmart Marketplace Wallet", "ACH to a US bank free"},
	} {
		if !strings.Contains(byProvider[row.provider], row.text) {
			t.Errorf("%s: %q is not in %q", row.table, row.text, byProvider[row.provider])
		}
	}
	if got := data["payout-lianlian-b2b-foreign-full-amount"].Fixed; got != "30" {
		t.Errorf("the full-amount service makes %s, want 10 + 20", got)
	}
}

// Every table ends a year after the check and says what it does not know.
func TestTablesHeaders(t *testing.T) {
	for name, table := range readData(t) {
		if table.Channel != "payment-us" || table.EffectiveTo != "2027-11-22" || table.VerifiedOn > "2026-11-23" || table.EffectiveFrom > table.VerifiedOn {
			t.Errorf("%s: %s from %s to %s, verified on %s", name, table.Channel, table.EffectiveFrom, table.EffectiveTo, table.VerifiedOn)
		}
		if !strings.Contains(table.Note, "No end is announced") || table.Source == "" {
			t.Errorf("%s: note %q, source %q", name, table.Note, table.Source)
		}
	}
}
