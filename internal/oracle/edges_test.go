package oracle_test

import (
	"math/big"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/oracle"
)

// Every line there is, by the day, the price and the switches of the item. The
// amounts are read off the published tables by hand.
func TestLines(t *testing.T) {
	light := packed("standard", "9", "6", "2", "0.9") // large_standard, 12-16 oz
	bulky := packed("standard", "24", "7.5", "6", "7.9")
	long := packed("standard", "98", "6", "5", "30")
	book := light
	book.Category = "media"
	sipp := func(item oracle.Item) oracle.Item { item.SIPP = true; return item }
	classed := func(item oracle.Item, class string) oracle.Item { item.Class = class; return item }

	for _, row := range []struct {
		name        string
		item        oracle.Item
		date, price string
		want        map[string]string
	}{
		{"2025 knows no surcharge", light, "2025-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "4.55"}},
		{"2025 has no band above 50", light, "2025-06-01", "60", map[string]string{"referral": "9.00", "fulfillment": "4.55"}},
		{"2025 below 10", light, "2025-06-01", "9.99", map[string]string{"referral": "1.50", "fulfillment": "3.78"}},
		{"last day of 2025 rates", light, "2026-01-14", "20", map[string]string{"referral": "3.00", "fulfillment": "4.84"}},
		{"first day of 2026 rates", light, "2026-01-15", "20", map[string]string{"referral": "3.00", "fulfillment": "4.60"}},
		{"day before the surcharge", light, "2026-04-16", "20", map[string]string{"referral": "3.00", "fulfillment": "4.60"}},
		{"first day of the surcharge", light, "2026-04-17", "20", map[string]string{"referral": "3.00", "fulfillment": "4.60", "fuel_surcharge": "0.16"}},
		{"last day known", light, "2027-01-14", "20", map[string]string{"referral": "3.00", "fulfillment": "4.89", "fuel_surcharge": "0.17"}},
		{"below 10", light, "2026-06-01", "9.99", map[string]string{"referral": "1.50", "fulfillment": "3.78", "fuel_surcharge": "0.13"}},
		{"50 is in the middle band", light, "2026-06-01", "50", map[string]string{"referral": "7.50", "fulfillment": "4.60", "fuel_surcharge": "0.16"}},
		{"own packaging, standard size", sipp(light), "2026-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "4.60", "fuel_surcharge": "0.16", "sipp_discount": "-0.08"}},
		{"own packaging, apparel", sipp(classed(light, "apparel")), "2026-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "5.17", "fuel_surcharge": "0.18", "sipp_discount": "-0.07"}},
		{"own packaging, dangerous goods", sipp(classed(light, "dangerous_goods")), "2026-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "5.19", "fuel_surcharge": "0.18"}},
		// 24 x 7.5 x 6 / 139 = 7.77 lb dimensional weight
		{"bulky", bulky, "2026-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "10.21", "fuel_surcharge": "0.36", "packaging": "1.68"}},
		{"bulky in its own packaging", sipp(bulky), "2026-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "10.21", "fuel_surcharge": "0.36"}},
		{"bulky before the packaging fee", bulky, "2026-01-14", "20", map[string]string{"referral": "3.00", "fulfillment": "13.31"}},
		{"bulky in its own packaging, 2025", sipp(bulky), "2025-06-01", "20", map[string]string{"referral": "3.00", "fulfillment": "12.27"}},
		{"overmax", long, "2026-01-15", "80", map[string]string{"referral": "12.00", "fulfillment": "37.35", "overmax": "17.00"}},
		{"before overmax", long, "2026-01-14", "80", map[string]string{"referral": "12.00", "fulfillment": "40.08"}},
		{"media", book, "2025-06-01", "20", map[string]string{"referral": "3.00", "closing": "1.80", "fulfillment": "4.55"}},
		{"shipped by the seller without subscription", oracle.Item{Category: "video_game_consoles", IndividualPlan: true, SIPP: true}, "2026-06-01", "1", map[string]string{"referral": "0.08", "closing": "1.80", "individual_plan": "0.99"}},
		{"extras raise the referral base only", oracle.Item{Category: "clothing_accessories", Extras: dec("5.01")}, "2026-06-01", "15", map[string]string{"referral": "3.40"}},
		{"free", oracle.Item{Category: "toys_games"}, "2026-06-01", "0", map[string]string{"referral": "0.30"}},
		{"free, without a minimum", oracle.Item{Category: "fine_art"}, "2026-06-01", "0", map[string]string{"referral": "0.00"}},
		// 100 x 20% + 900 x 15% + 4000 x 10% + 1000 x 5%
		{"four portions", oracle.Item{Category: "fine_art"}, "2026-06-01", "6000", map[string]string{"referral": "605.00"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := charges(t, load(t), row.item, row.date, row.price)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Lines are exact: the surcharge keeps its decimals, and the extras count for
// the referral fee but not for the price band.
func TestLinesAreExact(t *testing.T) {
	item := packed("standard", "13.8", "9", "0.7", "0.18")
	item.Extras = dec("5.005")
	got, err := load(t).Lines(item, day("2026-06-01"), dec("8.99"))
	if err != nil {
		t.Fatal(err)
	}
	want := []oracle.Line{
		{Code: "referral", Amount: dec("2.09925")},
		{Code: "fulfillment", Amount: dec("2.49")},
		{Code: "fuel_surcharge", Amount: dec("0.08715")},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(decimal.Decimal.Equal)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSizeLimits(t *testing.T) {
	tables := load(t)
	for _, row := range []struct {
		name string
		item oracle.Item
		date string
		want string // tier and billable weight
	}{
		{"small standard at all limits", packed("standard", "0.75", "15", "12", "1"), "2026-06-01", "small_standard 1.0000"},
		{"too thick", packed("standard", "15", "12", "0.751", "1"), "2026-06-01", "large_standard 2.5899"},
		{"too thick, no floor in 2025", packed("standard", "15", "12", "0.751", "1"), "2025-06-01", "large_standard 1.0000"},
		{"too heavy", packed("standard", "8", "6", "0.5", "1.01"), "2026-06-01", "large_standard 1.0100"},
		{"large standard at 20 lb", packed("standard", "18", "14", "8", "20"), "2026-06-01", "large_standard 20.0000"},
		{"above 20 lb", packed("standard", "18", "14", "8", "20.01"), "2026-06-01", "small_bulky 20.0100"},
		{"above 20 lb in 2025", packed("standard", "18", "14", "8", "20.01"), "2025-06-01", "large_bulky 20.0100"},
		{"small bulky at its length", packed("standard", "37", "10", "10", "5"), "2026-06-01", "small_bulky 26.6187"},
		{"large bulky by length", packed("standard", "38", "20", "5", "5"), "2026-06-01", "large_bulky 27.3381"},
		{"130 in around", packed("standard", "59", "33", "2.5", "5"), "2026-06-01", "large_bulky 35.0180"},
		{"more than 130 in around", packed("standard", "59", "33", "2.51", "5"), "2026-06-01", "extra_large_0_50 35.1581"},
		{"50 lb", packed("standard", "60", "10", "10", "50"), "2026-06-01", "extra_large_0_50 50.0000"},
		{"above 50 lb", packed("standard", "10", "10", "10", "50.01"), "2026-06-01", "extra_large_50_70 50.0100"},
		{"70 lb", packed("standard", "10", "10", "10", "70"), "2026-06-01", "extra_large_50_70 70.0000"},
		{"above 70 lb", packed("standard", "10", "10", "10", "70.01"), "2026-06-01", "extra_large_70_150 70.0100"},
		{"150 lb", packed("standard", "10", "10", "10", "150"), "2026-06-01", "extra_large_70_150 150.0000"},
		{"above 150 lb", packed("standard", "10", "10", "10", "150.01"), "2026-06-01", "extra_large_150_plus 150.0100"},
		{"above 150 lb by dimensions", packed("standard", "60", "20", "20", "40"), "2026-06-01", "extra_large_150_plus 40.0000"},
	} {
		t.Run(row.name, func(t *testing.T) {
			size, err := tables.Size(row.item, day(row.date))
			if err != nil {
				t.Fatal(err)
			}
			if got := size.Tier + " " + size.Billable.FloatString(4); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// An item of 40 lb and 172.66 lb dimensional weight: either reading of the rule
// about the last tier. 51.32 + 0.75 x 102 started pounds above 71 is 127.82.
func TestExtraLarge150ByUnit(t *testing.T) {
	item := packed("standard", "60", "20", "20", "40")
	tables := load(t)
	want := map[string]string{"referral": "15.00", "fulfillment": "194.95", "fuel_surcharge": "6.82"}
	if diff := cmp.Diff(want, charges(t, tables, item, "2026-06-01", "100")); diff != "" {
		t.Errorf("by either weight (-want +got):\n%s", diff)
	}
	item.ExtraLarge150ByUnit = true
	want = map[string]string{"referral": "15.00", "fulfillment": "127.82", "fuel_surcharge": "4.47", "overmax": "25.00"}
	if diff := cmp.Diff(want, charges(t, tables, item, "2026-06-01", "100")); diff != "" {
		t.Errorf("by unit weight (-want +got):\n%s", diff)
	}
}

// The same item in other units has the same size, to the last digit.
func TestUnits(t *testing.T) {
	measure := func(value, unit string) oracle.Measure {
		return oracle.Measure{Value: dec(value), Unit: unit}
	}
	tables := load(t)
	want, err := tables.Size(packed("standard", "12", "8", "3", "3"), day("2026-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range []oracle.Item{
		{Length: measure("30.48", "cm"), Width: measure("203.2", "mm"), Height: measure("3", "in"), Weight: measure("48", "oz")},
		{Length: measure("7.62", "cm"), Width: measure("304.8", "mm"), Height: measure("8", "in"), Weight: measure("1360.77711", "g")},
		{Length: measure("8", "in"), Width: measure("3", "in"), Height: measure("12", "in"), Weight: measure("1.36077711", "kg")},
	} {
		got, err := tables.Size(item, day("2026-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		equal := cmp.Comparer(func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
		if diff := cmp.Diff(want, got, equal); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestRefundAdmin(t *testing.T) {
	tables := load(t)
	for _, row := range []struct{ category, price, want string }{
		{"home_kitchen", "20.00", "0.6000"},
		{"home_kitchen", "166.66", "4.9998"},
		{"home_kitchen", "166.67", "5.0000"},
		{"home_kitchen", "1.00", "0.0600"}, // of the minimum of 0.30
		{"media", "20.00", "0.0000"},
	} {
		got, err := tables.RefundAdmin(oracle.Item{Category: row.category}, day("2026-06-01"), dec(row.price))
		if err != nil {
			t.Fatal(err)
		}
		if !got.Equal(dec(row.want)) {
			t.Errorf("%s at %s: got %s, want %s", row.category, row.price, got.StringFixed(4), row.want)
		}
	}
}

func TestErrors(t *testing.T) {
	fba := packed("standard", "9", "6", "2", "0.9")
	change := func(f func(*oracle.Item)) oracle.Item { item := fba; f(&item); return item }
	tables := load(t)
	for _, row := range []struct {
		name        string
		item        oracle.Item
		date, price string
	}{
		{"before the first table", oracle.Item{Category: "toys_games"}, "2025-01-14", "20"},
		{"after the last table", oracle.Item{Category: "toys_games"}, "2027-01-15", "20"},
		{"unknown category", oracle.Item{Category: "toys"}, "2026-06-01", "20"},
		{"no category", oracle.Item{}, "2026-06-01", "20"},
		{"category of unknown fee", oracle.Item{Category: "handmade"}, "2026-06-01", "20"},
		{"negative price", oracle.Item{Category: "toys_games"}, "2026-06-01", "-0.01"},
		{"negative extras", oracle.Item{Category: "toys_games", Extras: dec("-1")}, "2026-06-01", "20"},
		{"own packaging before the discount table", change(func(i *oracle.Item) { i.SIPP = true }), "2026-01-14", "20"},
		{"dangerous goods in 2025", change(func(i *oracle.Item) { i.Class = "dangerous_goods" }), "2025-06-01", "20"},
		{"unknown class", change(func(i *oracle.Item) { i.Class = "shoes" }), "2026-06-01", "20"},
		{"no weight", change(func(i *oracle.Item) { i.Weight = oracle.Measure{} }), "2026-06-01", "20"},
		{"side of 0", change(func(i *oracle.Item) { i.Height.Value = dec("0") }), "2026-06-01", "20"},
		{"length in pounds", change(func(i *oracle.Item) { i.Length.Unit = "lb" }), "2026-06-01", "20"},
		{"weight in inches", change(func(i *oracle.Item) { i.Weight.Unit = "in" }), "2026-06-01", "20"},
	} {
		if lines, err := tables.Lines(row.item, day(row.date), dec(row.price)); err == nil {
			t.Errorf("%s: got %d lines, want an error", row.name, len(lines))
		}
	}
}

// The day is the calendar day in the zone that the time carries.
func TestDayOfZone(t *testing.T) {
	tables := load(t)
	item := packed("standard", "9", "6", "2", "2")
	lateEvening := time.Date(2026, 10, 14, 23, 59, 0, 0, time.FixedZone("west", -7*60*60))
	lines, err := tables.Lines(item, lateEvening, dec("25"))
	if err != nil {
		t.Fatal(err)
	}
	if got := lines[1].Amount.StringFixed(2); got != "5.82" {
		t.Errorf("got %s, want the non-peak fee 5.82", got)
	}
}

func TestRound(t *testing.T) {
	for _, row := range [][2]string{{"2.345", "2.35"}, {"-2.345", "-2.35"}, {"2.3449", "2.34"}, {"0.005", "0.01"}, {"-0.0049", "0.00"}} {
		if got := oracle.Round(dec(row[0])); !got.Equal(dec(row[1])) {
			t.Errorf("%s: got %s, want %s", row[0], got.StringFixed(2), row[1])
		}
	}
}

func TestLoadErrors(t *testing.T) {
	const head = `{"id": "amazon-us-x", "channel": "amazon-us", "kind": `
	for name, text := range map[string]string{
		"broken":        `{`,
		"unknown field": head + `"overmax", "colour": "red", "over_longest": "96 in", "over_length_plus_girth": "130 in", "rows": [{}]}`,
		"no rows":       head + `"individual_plan", "rows": []}`,
		"bad unit":      head + `"overmax", "over_longest": "96 lb", "over_length_plus_girth": "130 in", "rows": [{}]}`,
		"no open band":  head + `"referral", "rows": [{"category": "toys", "mode": "flat", "bands": [{"to": "5", "rate": "0.1"}]}]}`,
		"too few fees":  head + `"fulfillment", "price_bands": [{"below": "10"}, {}], "rows": [{"tier": "a", "fees": ["1"]}]}`,
		"no divisor":    head + `"size_tiers", "rows": [{"tier": "a"}]}`,
		"two tables":    head + `"individual_plan", "rows": [{"fee": "1"}]} {}`,
	} {
		if _, err := oracle.Load(fstest.MapFS{"x.json": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := oracle.Load(fstest.MapFS{}); err == nil {
		t.Error("no files: no error")
	}
}
