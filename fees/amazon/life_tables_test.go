package amazon_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/internal/feetest"
)

// Each fault of a table about the life of a unit names table, row and column.
func TestReadLifeTablesErrors(t *testing.T) {
	table := func(kind, head, rows string) string {
		return `{"id": "x", "channel": "amazon-us", "kind": "` + kind + `", "effective_from": "2027-01-15", "effective_to": null,
		  "verified_on": "2027-01-20", "confidence": "high", "source": "a page", ` + head + `"rows": [` + rows + `]}`
	}
	const (
		month  = `"per": "month", "first_day": "0", `
		aged   = `"per": "snapshot", "first_day": "0", "exempt_categories": ["watches"], "exempt_to_days": "270", `
		use    = `"over_days": "30", "least_cubic_feet": "25", `
		days   = `"variant": "standard", "supply_below": ["14", "28"], `
		coupon = `"variant": "coupon", `
		small  = `{"tier": "small_standard", "to": "16 oz", "minimal": ["0.16", "0.30"], "partial": ["0.12"]}`
		low    = `{"tier": "small_standard", "to": "16 oz", "fees": ["0.89", "0.63"]}`
		share  = `{"fixed": "5.00", "share_of_sales": "0.025", "cap": "2000"}`
	)
	for _, test := range []struct{ name, text, field string }{
		{"storage class", table("storage", month, `{"class": "huge", "rate": "1"}`), "x.rows[0].class"},
		{"storage with a gap of months", table("storage", month, `{"class": "standard", "first_month": "1", "last_month": "9", "rate": "1"}`), "x.rows"},
		{"storage month twice", table("storage", month, `{"class": "standard", "rate": "1"}, {"class": "standard", "first_month": "10", "last_month": "12", "rate": "1"}`), "x.rows[1].over_days"},
		{"storage rate below 0", table("storage", month, `{"class": "standard", "rate": "-1"}`), "x.rows[0].rate"},
		{"storage period", table("storage", `"per": "year", "first_day": "0", `, `{"class": "standard", "rate": "1"}`), "x.per"},
		{"aged per month", table("aged_inventory", strings.Replace(aged, "snapshot", "month", 1), `{"over_days": "180", "rate": "1"}`), "x.per"},
		{"aged with a gap", table("aged_inventory", aged, `{"over_days": "180", "to_days": "210", "rate": "1"}, {"over_days": "211", "rate": "2"}`), "x.rows[1].over_days"},
		{"aged without an end", table("aged_inventory", aged, `{"over_days": "180", "to_days": "210", "rate": "1"}`), "x.rows"},
		{"aged without the age of the exemption", table("aged_inventory", strings.Replace(aged, `"exempt_to_days": "270", `, "", 1), `{"over_days": "180", "rate": "1"}`), "x.exempt_to_days"},
		{"aged day", table("aged_inventory", aged+`"disputed_from": "soon", `, `{"over_days": "180", "rate": "1"}`), "x.disputed_from"},
		{"weeks with a gap", table("storage_utilization", use, `{"class": "standard", "over_weeks": "22", "to_weeks": "28", "rate": "1"}, {"class": "standard", "over_weeks": "29", "rate": "1"}`), "x.rows[1].over_weeks"},
		{"weeks after the open end", table("storage_utilization", use, `{"class": "standard", "over_weeks": "22", "rate": "1"}, {"class": "standard", "over_weeks": "28", "rate": "1"}`), "x.rows[1].over_weeks"},
		{"weeks upside down", table("storage_utilization", use, `{"class": "standard", "over_weeks": "22", "to_weeks": "20", "rate": "1"}`), "x.rows[0].to_weeks"},
		{"weeks without an open end", table("storage_utilization", use, `{"class": "standard", "over_weeks": "22", "to_weeks": "28", "rate": "1"}`), "x.rows"},
		{"unknown rate with a figure", table("storage_utilization", use, `{"class": "oversize", "over_weeks": "22", "unknown": true, "rate": "1"}`), "x.rows[0].rate"},
		{"no age of utilisation", table("storage_utilization", `"least_cubic_feet": "25", `, `{"class": "standard", "over_weeks": "22", "rate": "1"}`), "x.over_days"},
		{"placement without a variant", table("inbound_placement", "", small), "x.variant"},
		{"placement variant", table("inbound_placement", `"variant": "apparel", `, small), "x.variant"},
		{"placement of three amounts", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `["0.12"]`, `["0.12", "0.13", "0.14"]`, 1)), "x.rows[0].partial"},
		{"placement of none", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `["0.12"]`, `[]`, 1)), "x.rows[0].partial"},
		{"placement upside down", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `"0.16", "0.30"`, `"0.30", "0.16"`, 1)), "x.rows[0].minimal"},
		{"placement below 0", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `"0.16"`, `"-0.16"`, 1)), "x.rows[0].minimal"},
		{"placement with a gap", table("inbound_placement", `"variant": "standard", `, small+`,`+strings.Replace(small, `"to": "16 oz"`, `"over": "17 oz", "to": "18 oz"`, 1)), "x.rows[1].over"},
		{"placement with an overlap", table("inbound_placement", `"variant": "standard", `, small+`,`+small), "x.rows[1].over"},
		{"placement that begins above 0", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `"to": "16 oz"`, `"over": "1 oz", "to": "16 oz"`, 1)), "x.rows[0].over"},
		{"placement after the open end", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `"to": "16 oz", `, "", 1)+`,`+strings.Replace(small, `"to"`, `"over": "16 oz", "to"`, 1)), "x.rows[1].over"},
		{"placement open twice", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, `"to": "16 oz", `, "", 1)+`,`+strings.Replace(small, `"to": "16 oz", `, "", 1)), "x.rows[1].over"},
		{"placement tier", table("inbound_placement", `"variant": "standard", `, strings.Replace(small, "small_standard", "tiny", 1)), "x.rows[0].tier"},
		{"low inventory fees", table("low_inventory", days, strings.Replace(low, `, "0.63"`, "", 1)), "x.rows[0].fees"},
		{"low inventory days that fall", table("low_inventory", strings.Replace(days, `"28"`, `"7"`, 1), low), "x.supply_below"},
		{"low inventory of no days", table("low_inventory", strings.Replace(days, `"14"`, `"0"`, 1), low), "x.supply_below"},
		{"low inventory with a gap", table("low_inventory", days, low+`,`+strings.Replace(low, `"to": "16 oz"`, `"over": "1 lb", "to": "2 lb"`, 1)+`,`+strings.Replace(low, `"to": "16 oz"`, `"over": "3 lb"`, 1)), "x.rows[2].over"},
		{"returns category twice", table("returns_processing", "", `{"category": "media", "threshold": "0.1"}, {"category": "media", "threshold": "0.1"}`), "x.rows[1].category"},
		{"returns threshold in percent", table("returns_processing", "", `{"category": "media", "threshold": "8.1"}`), "x.rows[0].threshold"},
		{"returns without a threshold", table("returns_processing", "", `{"category": "media"}`), "x.rows[0].threshold"},
		{"returns of every unit with a threshold", table("returns_processing", "", `{"category": "media", "every_unit": true, "threshold": "0.1"}`), "x.rows[0].threshold"},
		{"removal class", table("removal", "", `{"class": "bulky", "fee": "1"}`), "x.rows[0].class"},
		{"removal with a gap", table("removal", "", `{"class": "standard", "to": "1 lb", "fee": "1"}, {"class": "standard", "over": "2 lb", "fee": "2"}`), "x.rows[1].over"},
		{"removal step without a length", table("removal", "", `{"class": "standard", "fee": "1", "step": {"fee": "1", "each": "0 lb"}}`), "x.rows[0].step.each"},
		{"liquidation in percent", table("liquidation", "", `{"share_of_recovery": "15"}`), "x.rows[0].share_of_recovery"},
		{"promotion variant", table("promotion", `"variant": "vine", `, share), "x.variant"},
		{"promotion twice", table("promotion", coupon, share+`,`+share), "x.rows[1].event_day"},
		{"promotion of event days only", table("promotion", coupon, strings.Replace(share, "{", `{"event_day": true, `, 1)), "x.rows"},
		{"promotion share in percent", table("promotion", coupon, strings.Replace(share, "0.025", "2.5", 1)), "x.rows[0].share_of_sales"},
		{"promotion cap below 0", table("promotion", coupon, strings.Replace(share, "2000", "-2000", 1)), "x.rows[0].cap"},
		{"promotion cap of no share", table("promotion", coupon, `{"fixed": "5", "cap": "2000"}`), "x.rows[0].cap"},
		{"promotion column", table("promotion", coupon, strings.Replace(share, "fixed", "fxed", 1)), "x.rows[0].fxed"},
		{"unknown promotion with a figure", table("promotion", coupon, `{"unknown": true, "fixed": "5"}`), "x.rows[0].fixed"},
		{"a promotion of nothing", table("promotion", coupon, `{}`), "x.rows[0].fixed"},
		{"two plans", table("professional_plan", "", `{"fee": "1"}, {"fee": "2"}`), "x.rows"},
		{"plan below 0", table("professional_plan", "", `{"fee": "-1"}`), "x.rows[0].fee"},
		{"listing fee that is a number", table("high_volume_listing", "", `{"fee": 0.005}`), "x.rows[0].fee"},
		{"lithium variant", table("lithium_battery", `"variant": "standard", `, `{"fee": "0.11"}`), "x.variant"},
		{"refund rules that are both of media", table("refund_admin", "", `{"media": true, "share_of_referral": "0", "cap": "0"}, {"media": true, "share_of_referral": "0.2", "cap": "5"}`), "x.rows"},
	} {
		t.Run(test.name, func(t *testing.T) {
			feetest.Refused(t, amazon.ReadTables, test.text, test.field)
		})
	}
}

// Standard sizes have always paid the low-inventory-level fee: before the first
// table it is not known. Bulky ones did not pay before theirs.
func TestLowInventoryBeforeItsTable(t *testing.T) {
	tables, err := amazon.ReadTables(strings.NewReader(feetest.Without(t, "low-inventory-standard-2025-01-15.json")))
	if err != nil {
		t.Fatal(err)
	}
	l := boxOf(t, "3")
	l.Tables, l.Supply = tables, amazon.Supply{Days30: set("1"), Days90: set("1")}
	var none *fees.NoTableError
	if _, err := l.Charges(day(t, "2025-06-01")); !errors.As(err, &none) || none.Kind != "low_inventory/standard" {
		t.Errorf("standard: %v", err)
	}
	l.Parcel = inches(t, "50", "15", "3", "20")
	if got := amountOf(t, l, day(t, "2025-06-01"), "low_inventory", "25"); got != "" {
		t.Errorf("bulky: %s", got)
	}
}

// Each shipped table can be read alone and says the same.
func TestShippedTablesReadBack(t *testing.T) {
	tables, err := amazon.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	for info := range tables.All() {
		again, err := amazon.ReadTables(strings.NewReader(string(info.JSON)))
		if err != nil {
			t.Errorf("%s: %v", info.Source.Table, err)
			continue
		}
		for copied := range again.All() {
			if copied.Source != info.Source {
				t.Errorf("%s is read back as %+v", info.Source.Table, copied.Source)
			}
		}
	}
}
