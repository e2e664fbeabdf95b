package tiktok_test

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/internal/feetest"
)

// file is a table of 2027 with the columns of its kind.
func file(kind, variant, columns, rows string) string {
	if variant != "" {
		columns = `"variant": "` + variant + `", ` + columns
	}
	return `{"id": "t", "channel": "tiktok-us", "kind": "` + kind + `", ` + columns + `
	  "effective_from": "2027-11-23", "effective_to": null, "verified_on": "2027-11-23", "confidence": "high", "source": "a page",
	  "rows": [` + rows + `]}`
}

const most2027 = `{"category": "most", "label": "Most", "mode": "flat", "bands": [{"rate": "0.07"}]}`

// Each fault of a table is an error that names table, row and column.
func TestReadTablesErrors(t *testing.T) {
	referral := file("referral", "standard", "", most2027)
	card := file("fulfillment", "2", "", `{"to": "4 oz", "fee": "2.52"}, {"over": "4 oz", "to": "8 oz", "fee": "2.91"}`)
	storage := file("storage", "", `"per": "day", "first_day": "1",`, `{"to_days": "60", "rate": "0"}, {"over_days": "60", "rate": "0.03"}`)
	services := file("returns_processing", "", `"per": "service",`, `{"service": "inspection", "fee": "1.00"}, {"service": "disposal", "fee": "0.40"}`)
	flat := file("returns_processing", "", `"per": "order",`, `{"fee": "3.00"}`)
	refund := file("refund_admin", "", "", `{"share_of_referral": "0.20", "cap": "5.00"}`)
	divisor := file("billable_weight", "", "", `{"dim_divisor": "166"}`)
	own := file("own_container_discount", "", "", `{"most": "0.80"}`)
	bad := func(text, from, to string) string { return feetest.Change(t, text, from, to) }
	for _, row := range []struct{ name, text, field string }{
		{"channel", bad(referral, "tiktok-us", "tiktok-uk"), "t.channel"},
		{"kind", bad(referral, `"kind": "referral"`, `"kind": "commission"`), "t.kind"},
		{"variant", bad(referral, `"standard"`, `"six_percent"`), "t.variant"},
		{"no variant", bad(referral, `"variant": "standard", `, ``), "t.variant"},
		{"variant of a kind without", bad(refund, `"kind"`, `"variant": "standard", "kind"`), "t.variant"},
		{"dates out of order", bad(referral, `"effective_to": null`, `"effective_to": "2027-11-22"`), "t.effective_to"},
		{"unknown field", bad(referral, `"source"`, `"per": "unit", "source"`), "t.per"},
		{"unknown column", bad(referral, `"label"`, `"media": true, "label"`), "t.rows[0].media"},
		{"no rows", file("referral", "standard", "", ""), "t.rows"},
		{"category twice", file("referral", "standard", "", most2027+","+most2027), "t.rows[1].category"},
		{"negative rate", bad(referral, `"0.07"`, `"-0.07"`), "t.rows[0].bands[0].rate"},
		{"rate above 1", bad(referral, `"0.07"`, `"7"`), "t.rows[0].bands[0].rate"},
		{"number without quotes", bad(referral, `"0.07"`, `0.07`), "t.rows[0].bands[0].rate"},
		{"mode", bad(referral, `"flat"`, `"marginal"`), "t.rows[0].mode"},
		{"grade of a category", bad(referral, `"label"`, `"confidence": "sure", "label"`), "t.rows[0].confidence"},
		{"column of the card", bad(card, `"variant": "2"`, `"variant": "5"`), "t.variant"},
		{"gap of weight", bad(card, `"over": "4 oz"`, `"over": "5 oz"`), "t.rows[1].over"},
		{"overlap of weight", bad(card, `"over": "4 oz"`, `"over": "3 oz"`), "t.rows[1].over"},
		{"first band above 0", bad(card, `{"to": "4 oz"`, `{"over": "1 oz", "to": "4 oz"`), "t.rows[0].over"},
		{"band upside down", bad(card, `"to": "8 oz"`, `"to": "2 oz"`), "t.rows[1].to"},
		{"negative fee", bad(card, `"2.91"`, `"-2.91"`), "t.rows[1].fee"},
		{"no fee", bad(card, `, "fee": "2.91"`, ``), "t.rows[1].fee"},
		{"step of nothing", bad(card, `"fee": "2.91"`, `"fee": "2.91", "step": {"fee": "0.40", "each": "0 lb"}`), "t.rows[1].step.each"},
		{"unit of weight", bad(card, `"to": "8 oz"`, `"to": "8 in"`), "t.rows[1].to"},
		{"period of storage", bad(storage, `"day"`, `"week"`), "t.per"},
		{"gap of age", bad(storage, `"over_days": "60"`, `"over_days": "61"`), "t.rows[1].over_days"},
		{"no rate for the oldest", bad(storage, `"over_days": "60", "rate"`, `"over_days": "60", "to_days": "90", "rate"`), "t.rows"},
		{"negative storage", bad(storage, `"0.03"`, `"-0.03"`), "t.rows[1].rate"},
		{"service", bad(services, `"inspection"`, `"looking"`), "t.rows[0].service"},
		{"service twice", bad(services, `"disposal"`, `"inspection"`), "t.rows[1].service"},
		{"per what", bad(services, `"per": "service"`, `"per": "box"`), "t.per"},
		{"service of a flat fee", bad(flat, `"fee"`, `"service": "disposal", "fee"`), "t.rows[0].service"},
		{"two flat fees", bad(flat, `{"fee": "3.00"}`, `{"fee": "3.00"}, {"fee": "4.00"}`), "t.rows"},
		{"no cap", bad(refund, `, "cap": "5.00"`, ``), "t.rows[0].cap"},
		{"share above 1", bad(refund, `"0.20"`, `"20"`), "t.rows[0].share_of_referral"},
		{"divisor 0", bad(divisor, `"166"`, `"0"`), "t.rows[0].dim_divisor"},
		{"divisor with decimals", bad(divisor, `"166"`, `"166.5"`), "t.rows[0].dim_divisor"},
		{"assumed", bad(divisor, `"166"`, `"166", "assumed": "yes"`), "t.rows[0].assumed"},
		{"negative discount", bad(own, `"0.80"`, `"-0.80"`), "t.rows[0].most"},
		{"the same id twice", referral + referral, "t"},
		{"overlap in time", referral + bad(referral, `"id": "t"`, `"id": "u"`), "effective_from of u"},
	} {
		t.Run(row.name, func(t *testing.T) {
			feetest.Refused(t, tiktok.ReadTables, row.text, row.field)
		})
	}
	for _, good := range []string{referral, card, storage, services, flat, refund, divisor, own} {
		if _, err := tiktok.ReadTables(strings.NewReader(good)); err != nil {
			t.Error(err)
		}
	}
}

// Newer tables extend the shipped ones; the shipped ones hold on their own days.
func TestTablesWith(t *testing.T) {
	shipped, err := tiktok.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	newer, err := tiktok.ReadTables(strings.NewReader(file("referral", "standard", "", most2027)))
	if err != nil {
		t.Fatal(err)
	}
	both, err := shipped.With(newer)
	if err != nil {
		t.Fatal(err)
	}
	l := seller()
	l.Tables = both
	if got := billed(t, l, "2026-06-01", "referral", "20"); got != "1.20" {
		t.Errorf("referral fee of 2026: %s", got)
	}
	// The other tables of that day are missing, and it says which.
	var none *fees.NoTableError
	if _, err := l.Charges(fees.Day(2027, 11, 23)); !errors.As(err, &none) || none.Kind != "transaction" {
		t.Errorf("error is %v, want a NoTableError of transaction", err)
	}
	// A table that ends the dispute ends the warning.
	disputed, err := os.ReadFile("data/referral-disputed-8-percent-2026-08-04.json")
	if err != nil {
		t.Fatal(err)
	}
	settled, err := tiktok.ReadTables(strings.NewReader(strings.Replace(string(disputed), `"2027-11-22"`, `"2026-12-31"`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if l.Tables, err = shipped.With(settled); err != nil {
		t.Fatal(err)
	}
	for date, want := range map[string]int{"2026-12-31": 1, "2027-01-01": 0} {
		if got := warnings(chargeOf(t, l, date, "referral")); len(got) != want {
			t.Errorf("on %s: %v", date, got)
		}
	}
	if got := len(slices.Collect(both.All())); got != len(slices.Collect(shipped.All()))+1 {
		t.Errorf("%d tables", got)
	}
	if _, err := tiktok.Categories(nil, "food", fees.Day(2026, 1, 1)); !errors.As(err, &none) {
		t.Errorf("error is %v, want a NoTableError", err)
	}
}

// A kind without any table is missing, not free.
func TestMissingKindIsAnError(t *testing.T) {
	for _, kind := range []string{"referral-standard", "transaction", "refund-admin", "billable-weight", "fulfillment-1", "own-container-discount", "returns-processing", "storage"} {
		tables, err := tiktok.ReadTables(strings.NewReader(feetest.Without(t, kind)))
		if err != nil {
			t.Fatal(err)
		}
		l := tiktok.Listing{Parcel: weighing(t, "1 lb"), OwnContainerDiscount: dec("0.1"), Tables: tables}
		_, err = l.Charges(fees.Day(2026, 8, 1))
		if kind == "storage" {
			_, err = l.Storage(fees.Stay{Received: fees.Day(2026, 8, 1), Until: fees.Day(2026, 8, 2)})
		}
		var none *fees.NoTableError
		if !errors.As(err, &none) || !strings.HasPrefix(kind, strings.NewReplacer("_", "-", "/", "-").Replace(none.Kind)) {
			t.Errorf("without %s: error is %v", kind, err)
		}
	}
}

// A service that a table does not have is an error, not free.
func TestMissingService(t *testing.T) {
	text := strings.NewReplacer("2027-11-23", "2026-06-01").Replace(file("returns_processing", "", `"per": "service",`, `{"service": "inspection", "fee": "1.00"}`))
	text = strings.Replace(text, `"id": "t"`, `"id": "tiktok-us-returns-processing-2026-06-01"`, 1)
	newer, err := tiktok.ReadTables(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := tiktok.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	l := tiktok.Listing{Parcel: weighing(t, "1 lb"), ReturnHandling: []tiktok.ReturnService{tiktok.Inspection, tiktok.Disposal}}
	if l.Tables, err = shipped.With(newer); err != nil {
		t.Fatal(err)
	}
	var unknown *fees.UnknownKeyError
	if _, err := l.Charges(fees.Day(2026, 8, 1)); !errors.As(err, &unknown) || unknown.Key != "disposal" {
		t.Errorf("error is %v, want an UnknownKeyError", err)
	}
}

// The reader survives anything, and what it accepts answers look-ups.
func FuzzReadTables(f *testing.F) {
	shipped, err := tiktok.ShippedTables()
	if err != nil {
		f.Fatal(err)
	}
	extended := func(r io.Reader) (*fees.Tables, error) {
		tables, err := tiktok.ReadTables(r)
		if with, err := shipped.With(tables); err == nil {
			tables = with
		}
		return tables, err
	}
	feetest.Fuzz(f, extended, func(t *testing.T, tables *fees.Tables, table fees.TableInfo) {
		source := table.Source
		l := tiktok.Listing{
			Tables: tables, Parcel: inches(t, "9", "6", "2", "2"), Order: fees.Order{ShippingCharged: dec("4.99")},
			ReturnHandling: []tiktok.ReturnService{tiktok.Inspection}, OwnContainerDiscount: dec("0.2"),
		}
		_, _ = l.Charges(source.EffectiveFrom)
		_, _ = l.Storage(fees.Stay{Received: source.EffectiveFrom, Until: source.EffectiveFrom.AddDate(0, 2, 0)})
	})
}
