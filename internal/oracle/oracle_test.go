package oracle_test

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/oracle"
)

// Sources of the examples, as the rows below name them.
//
//	fees26   Amazon, product size examples, https://sellercentral.amazon.com/help/hub/reference/external/GABBX6GZPA8MSZGW
//	peak25   https://www.supplychaindive.com/news/amazon-2025-fba-fulfillment-peak-season-charges/758169
//	dimpage  https://sellercentral.amazon.com/help/hub/reference/G53Z9EKF8VVZVH29
//	refund   https://sellercentral.amazon.com/gp/help/external/GDC3U6FWF4JJJJC7
//	calc     https://github.com/Patrick-Zuo-hub/FBA-Fee-Calculator
//	tiers    public test suite citing Amazon's product size tiers page, re-read 2026-08
//	rates    public transcription of the referral rates
//	derived  worked out from the published rate cards to pin a boundary

// load reads the tables the module ships.
func load(t testing.TB) *oracle.Tables {
	t.Helper()
	tables, err := oracle.Load(os.DirFS("../../fees/amazon/data"))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// packed returns an item shipped by Amazon, sides in inches and weight in pounds.
func packed(class, length, width, height, weight string) oracle.Item {
	return oracle.Item{
		Length:   oracle.Measure{Value: dec(length), Unit: "in"},
		Width:    oracle.Measure{Value: dec(width), Unit: "in"},
		Height:   oracle.Measure{Value: dec(height), Unit: "in"},
		Weight:   oracle.Measure{Value: dec(weight), Unit: "lb"},
		Category: "home_kitchen",
		Class:    class,
		FBA:      true,
	}
}

// charges returns the lines as they are billed, rounded to the cent, by code.
func charges(t *testing.T, tables *oracle.Tables, item oracle.Item, date, price string) map[string]string {
	t.Helper()
	lines, err := tables.Lines(item, day(date), dec(price))
	if err != nil {
		t.Fatal(err)
	}
	billed := map[string]string{}
	for _, line := range lines {
		if _, twice := billed[line.Code]; twice {
			t.Fatalf("two lines %s", line.Code)
		}
		billed[line.Code] = oracle.Round(line.Amount).StringFixed(2)
	}
	return billed
}

// A sized is what the published examples say about one item. What an example
// leaves empty is not compared.
type sized struct {
	Tier        string
	Billable    string // lb, four places
	Fulfillment string
	Fuel        string
	Overmax     string
}

func TestPublishedFulfillment(t *testing.T) {
	const standard, apparel, dangerous = "standard", "apparel", "dangerous_goods"
	rows := []struct {
		id, source            string
		class                 string
		length, width, height string
		weight, price, date   string
		want                  sized
	}{
		// Mobile device case, non-peak.
		{id: "us-off-26-01", source: "fees26", class: standard, length: "13.8", width: "9", height: "0.7", weight: "0.18", price: "5.00", date: "2026-06-01",
			want: sized{Tier: "small_standard", Billable: "0.1800", Fulfillment: "2.49"}},
		// T-shirt, non-peak: fits only with the 2-inch floor in large standard.
		{id: "us-off-26-03", source: "fees26", class: apparel, length: "13", width: "9", height: "0.85", weight: "0.3375", price: "25.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "1.6835", Fulfillment: "6.14"}},
		// Iron, non-peak.
		{id: "us-off-26-05", source: "fees26", class: standard, length: "12.6", width: "6.6", height: "5.5", weight: "3.35", price: "25.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "3.3500", Fulfillment: "7.13"}},
		// Baby cot, peak.
		{id: "us-off-26-08", source: "fees26", class: standard, length: "24", width: "7.5", height: "6", weight: "7.9", price: "60.00", date: "2026-11-23",
			want: sized{Tier: "small_bulky", Billable: "7.9000", Fulfillment: "11.25"}},
		// Monitor, non-peak. Its length + girth of 131 in is overmax too, which the example leaves out.
		{id: "us-off-26-09", source: "fees26", class: standard, length: "54", width: "35", height: "3.5", weight: "41", price: "25.00", date: "2026-06-01",
			want: sized{Tier: "extra_large_0_50", Billable: "47.5899", Fulfillment: "44.19"}},
		// TV, peak.
		{id: "us-off-26-12", source: "fees26", class: standard, length: "65", width: "20", height: "7", weight: "62", price: "60.00", date: "2026-11-23",
			want: sized{Tier: "extra_large_50_70", Billable: "65.4676", Fulfillment: "51.38"}},
		// Mobile device case, 2025 non-peak; dimensions of the same item in the 2026 list.
		{id: "us-off-25-01", source: "peak25", class: standard, length: "13.8", width: "9", height: "0.7", weight: "0.18", price: "25.00", date: "2025-06-01",
			want: sized{Tier: "small_standard", Billable: "0.1800", Fulfillment: "3.15"}},
		// T-shirt, 2025 peak: no floor in large standard; dimensions of the 2026 list.
		{id: "us-off-25-04", source: "peak25", class: apparel, length: "13", width: "9", height: "0.85", weight: "0.3375", price: "25.00", date: "2025-11-23",
			want: sized{Tier: "large_standard", Billable: "0.7155", Fulfillment: "5.00"}},
		// Baby cot, 2025 non-peak; dimensions of the 2026 list.
		{id: "us-off-25-05", source: "peak25", class: standard, length: "24", width: "7.5", height: "6", weight: "7.9", price: "60.00", date: "2025-06-01",
			want: sized{Tier: "large_bulky", Billable: "7.9000", Fulfillment: "12.27"}},
		// Monitor, 2025 peak; only tier and fee are given, which need a weight in (65, 66] lb. The sides here are made up.
		{id: "us-off-25-08", source: "peak25", class: standard, length: "60", width: "10", height: "10", weight: "66", price: "60.00", date: "2025-11-23",
			want: sized{Tier: "extra_large_50_70", Billable: "66.0000", Fulfillment: "54.18"}},
		// Fuel and logistics surcharge on a base fee of 2.49.
		{id: "us-tp-02", source: "calc, tests/fba-surcharge-smoke.test.js", class: standard, length: "13.8", width: "9", height: "0.7", weight: "0.18", price: "8.99", date: "2026-06-01",
			want: sized{Tier: "small_standard", Billable: "0.1800", Fulfillment: "2.49", Fuel: "0.09"}},
		// White dry-erase board: the 2-inch floor of bulky items.
		{id: "us-tp-05", source: "dimpage", class: standard, length: "40", width: "25", height: "1", weight: "4.5", price: "30.00", date: "2025-06-01",
			want: sized{Tier: "large_bulky", Billable: "14.3885", Fulfillment: "14.93"}},
		// Thin carton, unit weight only.
		{id: "us-tier-01", source: "tiers", class: standard, length: "14", width: "9", height: "0.5", weight: "0.75", price: "20.00", date: "2026-06-01",
			want: sized{Tier: "small_standard", Billable: "0.7500"}},
		// Dimensional weight governs.
		{id: "us-tier-06", source: "tiers", class: standard, length: "18", width: "14", height: "8", weight: "2", price: "20.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "14.5036"}},
		// Price exactly 10.00 is in the middle band.
		{id: "us-d-01", source: "derived", class: standard, length: "9", width: "6", height: "2", weight: "0.9", price: "10.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "0.9000", Fulfillment: "4.60"}},
		// Price 50.01 is in the high band.
		{id: "us-d-04", source: "derived", class: standard, length: "9", width: "6", height: "2", weight: "0.9", price: "50.01", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "0.9000", Fulfillment: "4.86"}},
		// Last non-peak day.
		{id: "us-d-05", source: "derived", class: standard, length: "9", width: "6", height: "2", weight: "2", price: "25.00", date: "2026-10-14",
			want: sized{Tier: "large_standard", Billable: "2.0000", Fulfillment: "5.82"}},
		// Exactly 3.00 lb stays in the row of 2.75 to 3 lb.
		{id: "us-d-07", source: "derived", class: standard, length: "12", width: "8", height: "3", weight: "3", price: "25.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "3.0000", Fulfillment: "6.67"}},
		// Apparel of 3.2 lb: one step of half a pound.
		{id: "us-d-09", source: "derived", class: apparel, length: "12", width: "8", height: "3", weight: "3.2", price: "25.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "3.2000", Fulfillment: "7.13"}},
		// Dangerous goods of 1 lb.
		{id: "us-d-11", source: "derived", class: dangerous, length: "9", width: "6", height: "2", weight: "1", price: "20.00", date: "2026-06-01",
			want: sized{Tier: "large_standard", Billable: "1.0000", Fulfillment: "5.19"}},
		// The last tier bills the unit weight.
		{id: "us-d-13", source: "derived", class: standard, length: "60", width: "40", height: "40", weight: "200", price: "300.00", date: "2026-06-01",
			want: sized{Tier: "extra_large_150_plus", Billable: "200.0000", Fulfillment: "204.26"}},
		// Overmax by length only.
		{id: "us-d-16", source: "derived", class: standard, length: "98", width: "6", height: "5", weight: "30", price: "80.00", date: "2026-06-01",
			want: sized{Tier: "extra_large_0_50", Billable: "30.0000", Fulfillment: "37.35", Overmax: "17.00"}},
		// Fuel surcharge on a peak fee.
		{id: "us-d-23", source: "derived", class: standard, length: "9", width: "6", height: "2", weight: "2", price: "25.00", date: "2026-11-23",
			want: sized{Tier: "large_standard", Billable: "2.0000", Fulfillment: "6.15", Fuel: "0.22"}},
	}
	tables := load(t)
	for _, row := range rows {
		t.Run(row.id, func(t *testing.T) {
			item := packed(row.class, row.length, row.width, row.height, row.weight)
			size, err := tables.Size(item, day(row.date))
			if err != nil {
				t.Fatal(err)
			}
			billed := charges(t, tables, item, row.date, row.price)
			got := sized{Tier: size.Tier, Billable: size.Billable.FloatString(4)}
			if row.want.Fulfillment != "" {
				got.Fulfillment = billed["fulfillment"]
			}
			if row.want.Fuel != "" {
				got.Fuel = billed["fuel_surcharge"]
			}
			if row.want.Overmax != "" {
				got.Overmax = billed["overmax"]
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("source %s (-want +got):\n%s", row.source, diff)
			}
		})
	}
}

// us-tp-03 (calc, tests/us-large-standard-dim-weight.test.js, commit 7796830):
// a flat item of 16 x 9 x 0.5 in, with the disputed floor and without it.
func TestPublishedFloor(t *testing.T) {
	tables := load(t)
	for _, row := range []struct {
		noFloor bool
		want    string
	}{
		{noFloor: true, want: "0.52"},
		{noFloor: false, want: "2.07"},
	} {
		item := packed("standard", "16", "9", "0.5", "1")
		item.NoLargeStandardFloor = row.noFloor
		size, err := tables.Size(item, day("2026-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		if got := size.Dim.FloatString(2); size.Tier != "large_standard" || got != row.want {
			t.Errorf("without floor %t: %s with %s lb, want large_standard with %s lb", row.noFloor, size.Tier, got, row.want)
		}
	}
}

// us-tier-04 (tiers): 20 x 15 x 10 in, 5 lb.
func TestPublishedLengthPlusGirth(t *testing.T) {
	size, err := load(t).Size(packed("standard", "20", "15", "10", "5"), day("2026-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	if got := size.LengthPlusGirth.FloatString(2); size.Tier != "small_bulky" || got != "70.00" {
		t.Errorf("%s with %s in, want small_bulky with 70.00 in", size.Tier, got)
	}
}

func TestPublishedReferral(t *testing.T) {
	tables := load(t)
	for _, row := range []struct {
		id, source              string
		category, price, extras string
		want                    string
	}{
		// Shipping of 40 and gift wrap of 5 belong to the base.
		{id: "us-ref-01", source: "refund", category: "home_kitchen", price: "300.00", extras: "45", want: "51.75"},
		// The minimum.
		{id: "us-ref-03", source: "rates", category: "consumer_electronics", price: "2.00", want: "0.30"},
		{id: "us-dr-01", source: "derived", category: "clothing_accessories", price: "15.00", want: "0.75"},
		{id: "us-dr-04", source: "derived", category: "clothing_accessories", price: "20.01", want: "3.40"},
		{id: "us-dr-05", source: "derived", category: "jewelry", price: "300.00", want: "52.50"},
		{id: "us-dr-07", source: "derived", category: "watches", price: "2000.00", want: "255.00"},
		{id: "us-dr-09", source: "derived", category: "grocery_gourmet", price: "15.00", want: "1.20"},
		{id: "us-dr-12", source: "derived", category: "baby_products", price: "10.01", want: "1.50"},
		{id: "us-dr-13", source: "derived", category: "appliances_compact", price: "400.00", want: "53.00"},
		{id: "us-dr-15", source: "derived", category: "lawn_mowers_snow_throwers", price: "500.00", want: "75.00"},
	} {
		t.Run(row.id, func(t *testing.T) {
			item := oracle.Item{Category: row.category}
			if row.extras != "" {
				item.Extras = dec(row.extras)
			}
			got := charges(t, tables, item, "2026-06-01", row.price)
			if diff := cmp.Diff(map[string]string{"referral": row.want}, got); diff != "" {
				t.Errorf("source %s (-want +got):\n%s", row.source, diff)
			}
		})
	}
}

// us-ref-01 (refund): on a full refund Amazon keeps 5.00 of 51.75 and gives 46.75 back.
func TestPublishedRefund(t *testing.T) {
	item := oracle.Item{Category: "home_kitchen", Extras: dec("45")}
	tables := load(t)
	kept, err := tables.RefundAdmin(item, day("2026-06-01"), dec("300.00"))
	if err != nil {
		t.Fatal(err)
	}
	referral := dec(charges(t, tables, item, "2026-06-01", "300.00")["referral"])
	got := []string{kept.StringFixed(2), referral.Sub(kept).StringFixed(2)}
	if diff := cmp.Diff([]string{"5.00", "46.75"}, got); diff != "" {
		t.Errorf("kept and credited (-want +got):\n%s", diff)
	}
}
