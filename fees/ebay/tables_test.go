package ebay_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/internal/feetest"
)

// tableOf is a table of one kind from 2027-11-23 on, named by its kind.
func tableOf(kind, rest string) string {
	return `{"id": "` + kind + `", "channel": "ebay-us", "kind": "` + kind + `", "effective_from": "2027-11-23", "effective_to": null,
		"verified_on": "2027-12-01", "confidence": "high", "source": "a page", ` + rest + `}`
}

const mostRow = `{"category": "most", "mode": "portion", "bands": [{"to": "7500", "rate": "0.14"}, {"rate": "0.0235"}]}`

var finalValue2027 = tableOf("final_value", `"variant": "no_store", "rows": [`+mostRow+`]`)

// A caller's tables extend the shipped ones, and replace one of the same id.
func TestTablesWith(t *testing.T) {
	shipped, err := ebay.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	newer, err := ebay.ReadTables(strings.NewReader(finalValue2027 +
		tableOf("per_order", `"rows": [{"bands": [{"fee": "0.45"}]}]`) +
		tableOf("dispute", `"rows": [{"fee": "25"}]`) +
		tableOf("fee_credit", `"rows": [{"charge": "per_order", "share": "0.5"}]`) +
		tableOf("international", `"rows": [{"seller_country": "cn_hk", "every_sale": true, "rate": "0.02"}]`)))
	if err != nil {
		t.Fatal(err)
	}
	both, err := shipped.With(newer)
	if err != nil {
		t.Fatal(err)
	}
	corrected, err := ebay.ReadTables(strings.NewReader(strings.Replace(finalValue2027, "0.14", "0.145", 1)))
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := both.With(corrected)
	if err != nil {
		t.Fatal(err)
	}
	l := ebay.Listing{Category: "most", SellerCountry: ebay.SellerChina, Tables: both}
	later := fees.Day(2027, 11, 23)
	for _, row := range []struct{ code, want string }{{"final_value", "14.00"}, {"per_order", "0.45"}, {"dispute", "25.00"}, {"international", "2.00"}} {
		if got := amountOf(t, l, later, row.code, "100"); got != row.want {
			t.Errorf("%s: got %s, want %s", row.code, got, row.want)
		}
	}
	charges := chargesOf(t, l, later)
	if !charges["final_value"].RefundShare.IsZero() || !charges["per_order"].RefundShare.Equal(dec("0.5")) {
		t.Errorf("given back: %s and %s", charges["final_value"].RefundShare, charges["per_order"].RefundShare)
	}
	l.Tables = fixed
	if got := amountOf(t, l, later, "final_value", "100"); got != "14.50" {
		t.Errorf("replaced: got %s", got)
	}
	if got := amountOf(t, l, current, "final_value", "100"); got != "13.60" {
		t.Errorf("the shipped year: got %s", got)
	}
	// Free listings are those of a seller without a Store.
	paid, err := ebay.ReadTables(strings.NewReader(strings.ReplaceAll(tableOf("insertion",
		`"free_per_month": "250", "rows": [{"store": "none", "fee": "0.35"}, {"store": "basic", "fee": "0.25"}]`), "2027-1", "2026-1")))
	if err != nil {
		t.Fatal(err)
	}
	inserted := ebay.Listing{Category: "most", PaidInsertion: true}
	if inserted.Tables, err = ebay.ReadTables(strings.NewReader(feetest.Without(t, "insertion"))); err != nil {
		t.Fatal(err)
	}
	if inserted.Tables, err = inserted.Tables.With(paid); err != nil {
		t.Fatal(err)
	}
	for store, free := range map[ebay.Store]bool{ebay.NoStore: true, ebay.Basic: false} {
		inserted.Store = store
		if c := chargesOf(t, inserted, fees.Day(2026, 12, 1))["insertion"]; c.Unknown || strings.Contains(c.Basis, "250 free") != free {
			t.Errorf("store %q: %+v", store, c)
		}
	}
	// A country without a row has a rate that nobody published.
	l.SellerCountry, l.ShipsAbroad = ebay.SellerUS, true
	if got := amountOf(t, l, later, "international", "100"); got != "unknown" {
		t.Errorf("a country without a row pays %s", got)
	}
}

func TestReadTablesFaults(t *testing.T) {
	bad := func(old, new string) string { return strings.Replace(finalValue2027, old, new, 1) }
	stores := `{"store": "starter", "monthly": "1"}, {"store": "basic", "monthly": "1"}, {"store": "premium", "monthly": "1"}, {"store": "anchor", "monthly": "1"}, `
	for _, test := range []struct{ name, text, field string }{
		{"unknown column", bad(`"mode"`, `"lable": "x", "mode"`), "final_value.rows[0].lable"},
		{"number that is not text", bad(`"0.14"`, `0.14`), "final_value.rows[0].bands[0].rate"},
		{"wrong channel", bad(`"ebay-us"`, `"ebay-uk"`), "final_value.channel"},
		{"unknown kind", bad(`"kind": "final_value"`, `"kind": "finalvalue"`), "final_value.kind"},
		{"no variant", bad(`"variant": "no_store", `, ``), "final_value.variant"},
		{"wrong variant", bad(`"no_store"`, `"basic"`), "final_value.variant"},
		{"variant of a kind without", tableOf("dispute", `"variant": "store", "rows": [{"fee": "20"}]`), "dispute.variant"},
		{"dates out of order", bad(`"effective_to": null`, `"effective_to": "2027-11-22"`), "final_value.effective_to"},
		{"no source", bad(`"a page"`, `""`), "final_value.source"},
		{"no rows", bad(mostRow, ``), "final_value.rows"},
		{"category twice", bad(mostRow, mostRow+","+mostRow), "final_value.rows[1].category"},
		{"negative rate", bad(`"0.14"`, `"-0.14"`), "final_value.rows[0].bands[0].rate"},
		{"rate in percent", bad(`"0.14"`, `"14"`), "final_value.rows[0].bands[0].rate"},
		{"huge rate", bad(`"0.14"`, `"1e999999999"`), "final_value.rows[0].bands[0].rate"},
		{"gap between bands", bad(`{"rate": "0.0235"}`, `{"to": "7500", "rate": "0.1"}, {"rate": "0.0235"}`), "final_value.rows[0].bands[1]"},
		{"no open band", bad(`{"rate": "0.0235"}`, `{"to": "9000", "rate": "0.0235"}`), "final_value.rows[0].bands[1]"},
		{"grade of a row", bad(`"mode"`, `"confidence": "sure", "mode"`), "final_value.rows[0].confidence"},
		{"empty grade of a row", bad(`"mode"`, `"confidence": "", "mode"`), "final_value.rows[0].confidence"},
		{"negative end of the fee per order", bad(`"mode"`, `"no_per_order_from": "-150", "mode"`), "final_value.rows[0].no_per_order_from"},
		{"fee per order from nothing", bad(`"mode"`, `"no_per_order_from": "0", "mode"`), "final_value.rows[0].no_per_order_from.bands[0]"},
		{"the same id twice", finalValue2027 + finalValue2027, "final_value"},
		{"overlap", finalValue2027 + bad(`"id": "final_value"`, `"id": "f2"`), "effective_from of f2"},
		{"two fees per order", tableOf("per_order", `"rows": [{"bands": [{"fee": "0.30"}]}, {"bands": [{"fee": "0.30"}]}]`), "per_order.rows"},
		{"fee per order as a rate", tableOf("per_order", `"rows": [{"bands": [{"rate": "0.30"}]}]`), "per_order.rows[0].bands"},
		{"fee per order that never ends", tableOf("per_order", `"rows": [{"bands": [{"to": "10", "fee": "0.30"}]}]`), "per_order.rows[0].bands[0]"},
		{"negative fee per order", tableOf("per_order", `"rows": [{"bands": [{"fee": "-0.30"}]}]`), "per_order.rows[0].bands[0].fee"},
		{"points in percent", tableOf("not_as_described", `"rows": [{"rate": "5"}]`), "not_as_described.rows[0].rate"},
		{"seller of nowhere", tableOf("international", `"rows": [{"seller_country": "jp", "rate": "0.0135"}]`), "international.rows[0].seller_country"},
		{"seller twice", tableOf("international", `"rows": [{"seller_country": "us", "rate": "0.01"}, {"seller_country": "us", "rate": "0.02"}]`), "international.rows[1].seller_country"},
		{"every sale is a flag", tableOf("international", `"rows": [{"seller_country": "us", "every_sale": "yes", "rate": "0.01"}]`), "international.rows[0].every_sale"},
		{"no dispute fee", tableOf("dispute", `"rows": [{"fee": null}]`), "dispute.rows[0].fee"},
		{"insertion of no store", tableOf("insertion", `"free_per_month": "250", "rows": [{"store": "gold", "fee": "0.35"}]`), "insertion.rows[0].store"},
		{"insertion twice", tableOf("insertion", `"free_per_month": "250", "rows": [{"store": "none", "fee": "0.35"}, {"store": "none", "fee": "0.3"}]`), "insertion.rows[1].store"},
		{"free listings", tableOf("insertion", `"free_per_month": "2.5", "rows": [{"store": "none", "fee": "0.35"}]`), "insertion.free_per_month"},
		{"subscription to no store", tableOf("store_subscription", `"rows": [`+stores+`{"store": "none", "monthly": "1"}]`), "store_subscription.rows[4].store"},
		{"subscription twice", tableOf("store_subscription", `"rows": [`+stores+`{"store": "anchor", "monthly": "1"}]`), "store_subscription.rows[4].store"},
		{"store without a price", tableOf("store_subscription", `"rows": [`+stores+`{"store": "enterprise"}]`), "store_subscription.rows[4].annual"},
		{"store that is missing", tableOf("store_subscription", `"rows": [{"store": "basic", "monthly": "1"}]`), "store_subscription.rows"},
		{"credit of nothing", tableOf("fee_credit", `"rows": [{"charge": "dispute", "share": "1"}]`), "fee_credit.rows[0].charge"},
		{"credit twice", tableOf("fee_credit", `"rows": [{"charge": "per_order", "share": "1"}, {"charge": "per_order", "share": "0"}]`), "fee_credit.rows[1].charge"},
		{"credit of more than all", tableOf("fee_credit", `"rows": [{"charge": "per_order", "share": "1.1"}]`), "fee_credit.rows[0].share"},
	} {
		t.Run(test.name, func(t *testing.T) {
			feetest.Refused(t, ebay.ReadTables, test.text, test.field)
		})
	}
}

// A kind without any table is missing, not free.
func TestMissingKindIsAnError(t *testing.T) {
	for _, kind := range []string{"final-value", "per-order", "dispute", "fee-credit", "not-as-described", "international", "insertion", "store-subscription"} {
		tables, err := ebay.ReadTables(strings.NewReader(feetest.Without(t, kind)))
		if err != nil {
			t.Fatal(err)
		}
		l := ebay.Listing{
			Category: "most", Store: ebay.Starter, ShipsAbroad: true, VeryHighNotAsDescribed: true, PaidInsertion: true, Tables: tables,
		}
		var none *fees.NoTableError
		if _, err := l.Charges(current); !errors.As(err, &none) || !strings.HasPrefix(strings.ReplaceAll(none.Kind, "_", "-"), kind) {
			t.Errorf("without %s: error is %v", kind, err)
		}
	}
}

// Tables of another channel, and a reader that fails.
func TestForeignTables(t *testing.T) {
	feetest.ReaderFails(t, ebay.ReadTables)
	other := fees.NewFormat("elsewhere", os.DirFS("testdata-that-is-not-there"))
	foreign, err := other.Read(strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (ebay.Listing{Category: "most", Tables: foreign}).Charges(current); err == nil || !strings.Contains(err.Error(), "must be tables of ebay-us") {
		t.Errorf("error is %v", err)
	}
	if _, err := ebay.Categories(foreign, current); err == nil {
		t.Error("the categories of another channel are no error")
	}
	if _, err := ebay.Categories(nil, fees.Day(2020, 1, 1)); err == nil {
		t.Error("the categories of a day without a table are no error")
	}
}

// The reader survives anything, and what it accepts answers look-ups.
func FuzzReadTables(f *testing.F) {
	feetest.Fuzz(f, ebay.ReadTables, func(_ *testing.T, tables *fees.Tables, table fees.TableInfo) {
		l := ebay.Listing{Category: "most", Store: ebay.Basic, ShipsAbroad: true, PaidInsertion: true, VeryHighNotAsDescribed: true, Tables: tables}
		_, _ = l.Charges(table.Source.EffectiveFrom)
	}, finalValue2027)
}
