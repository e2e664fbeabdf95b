package amazon_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/internal/feetest"
)

const referral2027 = `{
  "id": "amazon-us-referral-2027-01-15", "channel": "amazon-us", "kind": "referral",
  "effective_from": "2027-01-15", "effective_to": null,
  "verified_on": "2027-01-20", "confidence": "high", "source": "a page",
  "rows": [
    {"category": "home_kitchen", "label": "Home", "mode": "flat", "bands": [{"rate": "0.16"}], "minimum": "0.30"}
  ]
}`

// A caller's tables extend the shipped ones, and replace one of the same id.
func TestTablesWith(t *testing.T) {
	shipped, err := amazon.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	newer, err := amazon.ReadTables(strings.NewReader(referral2027))
	if err != nil {
		t.Fatal(err)
	}
	both, err := shipped.With(newer)
	if err != nil {
		t.Fatal(err)
	}
	corrected, err := amazon.ReadTables(strings.NewReader(strings.Replace(referral2027, "0.16", "0.17", 1)))
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := both.With(corrected)
	if err != nil {
		t.Fatal(err)
	}
	on := fees.Day(2026, 6, 1)
	for _, row := range []struct {
		name   string
		tables *fees.Tables
		want   string
	}{{"shipped", nil, "3"}, {"extended", both, "3"}, {"replaced", fixed, "3"}} {
		l := amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, Tables: row.tables}
		if got := amountOf(t, l, on, "referral", "20"); got != row.want {
			t.Errorf("%s: got %s", row.name, got)
		}
	}
	// A fully new year needs its other tables too: the FBM quote of 2027 still
	// lacks the closing and refund tables, and says so.
	l := amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, Tables: fixed}
	var none *fees.NoTableError
	if _, err := l.Charges(fees.Day(2027, 2, 1)); !errors.As(err, &none) || none.Kind != "closing" {
		t.Errorf("error is %v, want a NoTableError of closing", err)
	}
	if got, before := len(slices.Collect(fixed.All())), len(slices.Collect(shipped.All())); got != before+1 {
		t.Errorf("%d tables, want %d", got, before+1)
	}
}

// Each fault of a table is an error that names table, row and column.
func TestReadTablesErrors(t *testing.T) {
	row := `{"category": "home_kitchen", "label": "Home", "mode": "flat", "bands": [{"rate": "0.16"}], "minimum": "0.30"}`
	bad := func(from, to string) string { return strings.Replace(referral2027, from, to, 1) }
	fulfillment := `{"id": "f", "channel": "amazon-us", "kind": "fulfillment", "effective_from": "2027-01-15", "effective_to": null,
	  "verified_on": "2027-01-20", "confidence": "high", "source": "a page", "variant": "standard", "season": "non-peak",
	  "price_bands": [{"below": "10.00"}, {}], "rows": [
	    {"tier": "small_standard", "over": null, "to": "4 oz", "fees": ["2.43", "3.32"]},
	    {"tier": "small_standard", "over": "4 oz", "to": "16 oz", "fees": ["2.49", "3.42"]}]}`
	badFee := func(from, to string) string { return strings.Replace(fulfillment, from, to, 1) }
	for _, test := range []struct{ name, text, field string }{
		{"not JSON", `{"id": `, "table after the start"},
		{"garbage after a table", referral2027 + "garbage", "table after amazon-us-referral-2027-01-15"},
		{"unknown field", bad(`"rows"`, `"colour": "red", "rows"`), "amazon-us-referral-2027-01-15.colour"},
		{"field twice", bad(`"rows"`, `"kind": "closing", "rows"`), "table[0]"},
		{"field in capitals", bad(`"rows"`, `"Rows"`), "amazon-us-referral-2027-01-15.Rows"},
		{"unknown column", bad(`"label"`, `"lable"`), "amazon-us-referral-2027-01-15.rows[0].lable"},
		{"number that is not text", bad(`"0.16"`, `0.16`), "amazon-us-referral-2027-01-15.rows[0].bands[0].rate"},
		{"no source", bad(`"source": "a page"`, `"source": ""`), "amazon-us-referral-2027-01-15.source"},
		{"wrong channel", bad(`"channel": "amazon-us"`, `"channel": "amazon-ca"`), "amazon-us-referral-2027-01-15.channel"},
		{"unknown kind", bad(`"kind": "referral"`, `"kind": "refferal"`), "amazon-us-referral-2027-01-15.kind"},
		{"bad date", bad(`2027-01-20`, `2027-02-30`), "amazon-us-referral-2027-01-15.verified_on"},
		{"dates out of order", bad(`"effective_to": null`, `"effective_to": "2027-01-14"`), "amazon-us-referral-2027-01-15.effective_to"},
		{"no rows", bad(row, ``), "amazon-us-referral-2027-01-15.rows"},
		{"category twice", bad(row, row+","+row), "amazon-us-referral-2027-01-15.rows[1].category"},
		{"negative rate", bad(`"0.16"`, `"-0.16"`), "amazon-us-referral-2027-01-15.rows[0].bands[0].rate"},
		{"rate above 1", bad(`"0.16"`, `"16"`), "amazon-us-referral-2027-01-15.rows[0].bands[0].rate"},
		{"huge rate", bad(`"0.16"`, `"1e999999999"`), "amazon-us-referral-2027-01-15.rows[0].bands[0].rate"},
		{"mode", bad(`"flat"`, `"tiered"`), "amazon-us-referral-2027-01-15.rows[0].mode"},
		{"bands that do not rise", bad(`"mode": "flat", "bands": [{"rate": "0.16"}]`, `"mode": "whole", "bands": [{"to": "10", "rate": "0.1"}, {"to": "10", "rate": "0.1"}, {"rate": "0.16"}]`), "amazon-us-referral-2027-01-15.rows[0].bands[1]"},
		{"field of another kind", bad(`"rows"`, `"price_bands": [{}], "rows"`), "amazon-us-referral-2027-01-15.price_bands"},
		{"variant of a kind without", bad(`"rows"`, `"variant": "standard", "rows"`), "amazon-us-referral-2027-01-15.variant"},
		{"the same id twice", referral2027 + referral2027, "amazon-us-referral-2027-01-15"},
		{"overlap", referral2027 + strings.NewReplacer("referral-2027-01-15", "referral-2027-06-01", `"2027-01-15"`, `"2027-06-01"`).Replace(referral2027), "effective_from of amazon-us-referral-2027-06-01"},
		{"class", badFee(`"variant": "standard"`, `"variant": "large"`), "f.variant"},
		{"fees per band", badFee(`["2.43", "3.32"]`, `["2.43"]`), "f.rows[0].fees"},
		{"gap between weights", badFee(`"over": "4 oz"`, `"over": "5 oz"`), "f.rows[1].over"},
		{"first weight above 0", badFee(`"over": null`, `"over": "1 oz"`), "f.rows[0].over"},
		{"rows of a tier with a gap elsewhere", badFee(`"tier": "small_standard", "over": "4 oz"`, `"tier": "large_standard", "over": "4 oz"`), "f.rows[1].over"},
		{"closing fee twice", `{"id": "c", "channel": "amazon-us", "kind": "closing", "effective_from": "2027-01-15", "effective_to": null, "verified_on": "2027-01-20",
		  "confidence": "high", "source": "a page", "rows": [{"category": "media", "fee": "1.80"}, {"category": "media", "fee": "1.90"}]}`, "c.rows[1].category"},
		{"overmax twice", `{"id": "o", "channel": "amazon-us", "kind": "overmax", "effective_from": "2027-01-15", "effective_to": null, "verified_on": "2027-01-20",
		  "confidence": "high", "source": "a page", "over_longest": "96 in", "over_length_plus_girth": "130 in",
		  "rows": [{"tier": "extra_large_0_50", "fee": "17"}, {"tier": "extra_large_0_50", "fee": "18"}]}`, "o.rows[1].tier"},
		{"packaging with a gap", `{"id": "p", "channel": "amazon-us", "kind": "packaging", "effective_from": "2027-01-15", "effective_to": null, "verified_on": "2027-01-20",
		  "confidence": "high", "source": "a page", "tiers": ["small_bulky"], "rows": [{"over": null, "to": "5 lb", "fee": "1"}, {"over": "6 lb", "to": null, "fee": "2"}]}`, "p.rows[1].over"},
		{"SIPP with an overlap", `{"id": "s", "channel": "amazon-us", "kind": "sipp_discount", "effective_from": "2027-01-15", "effective_to": null, "verified_on": "2027-01-20",
		  "confidence": "high", "source": "a page", "rows": [{"class": "standard", "tier": "small_standard", "over": null, "to": "4 oz", "discount": "0.04"},
		  {"class": "standard", "tier": "small_standard", "over": "3 oz", "to": "16 oz", "discount": "0.05"}]}`, "s.rows[1].over"},
		{"band upside down", badFee(`"to": "16 oz"`, `"to": "3 oz"`), "f.rows[1].to"},
		{"tier", badFee(`"tier": "small_standard"`, `"tier": "tiny"`), "f.rows[0].tier"},
		{"unit", badFee(`"4 oz", "fees"`, `"4 stone", "fees"`), "f.rows[0].to"},
		{"negative fee", badFee(`"2.43"`, `"-2.43"`), "f.rows[0].fees"},
		{"open price band first", badFee(`{"below": "10.00"}, {}`, `{}, {"below": "10.00"}`), "f.rows[0].fees.bands[0]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			feetest.Refused(t, amazon.ReadTables, test.text, test.field)
		})
	}
}

// A kind without any table is missing, not free.
func TestMissingKindIsAnError(t *testing.T) {
	for _, kind := range []string{
		"fuel-surcharge", "overmax", "packaging", "lithium-battery", "low-inventory", "returns-processing", "removal",
		"promotion", "professional-plan", "high-volume-listing",
	} {
		tables, err := amazon.ReadTables(strings.NewReader(feetest.Without(t, kind)))
		if err != nil {
			t.Fatal(err)
		}
		l := amazon.Listing{
			Parcel: inches(t, "20", "15", "10", "5"), Category: "home_kitchen", Tables: tables, Lithium: true, HighVolumeASINs: 1,
			Supply: amazon.Supply{Days30: set("1"), Days90: set("1")}, Promotion: amazon.Promotion{Kind: amazon.Coupon, Units: 1},
		}
		var none *fees.NoTableError
		if _, err := l.Charges(fees.Day(2026, 6, 1)); !errors.As(err, &none) || !strings.HasPrefix(strings.ReplaceAll(none.Kind, "_", "-"), kind) {
			t.Errorf("without %s: error is %v", kind, err)
		}
	}
}

// A reader that fails is not a table that is wrong.
func TestReadTablesReaderError(t *testing.T) {
	feetest.ReaderFails(t, amazon.ReadTables)
	if tables, err := (&fees.Tables{}).With(nil); err != nil || tables == nil {
		t.Errorf("adding nothing gives %v, %v", tables, err)
	}
}

// The reader survives anything, and what it accepts answers look-ups.
func FuzzReadTables(f *testing.F) {
	feetest.Fuzz(f, amazon.ReadTables, func(t *testing.T, tables *fees.Tables, table fees.TableInfo) {
		source := table.Source
		l := amazon.Listing{
			Category: "home_kitchen", Tables: tables, Parcel: inches(t, "9", "6", "2", "2"), Lithium: true, HighVolumeASINs: 3,
			Supply: amazon.Supply{Days30: set("1"), Days90: set("1")}, Placement: amazon.MinimalSplits,
			Promotion:   amazon.Promotion{Kind: amazon.BestDeal, Units: 20, Days: 2},
			Utilization: amazon.Utilization{Weeks: set("30"), AverageCubicFeet: set("30")},
		}
		_, _ = l.Charges(source.EffectiveFrom)
		_, _ = l.Storage(fees.Stay{Received: source.EffectiveFrom.AddDate(0, 0, -200), From: source.EffectiveFrom, Until: source.EffectiveFrom.AddDate(0, 1, 0)})
		_, _, _ = amazon.PromotionFee(tables, l.Promotion, dec("100"), source.EffectiveFrom)
		_, _, _ = amazon.RemovalFee(tables, true, weight(t, "3 lb"), source.EffectiveFrom)
	}, referral2027)
}
