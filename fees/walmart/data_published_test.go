package walmart_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
)

// facts are the published tables as they were written down from their sources.
const facts = feetest.Facts("other-channels.md")

// factsTables returns the tables of a section without their header rows.
func factsTables(t *testing.T, number string) [][][]string {
	t.Helper()
	tables := facts.Tables(t, number)
	for i := range tables {
		tables[i] = tables[i][1:]
	}
	return tables
}

func diff(t *testing.T, name string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-published +data):\n%s", name, d)
	}
}

// rate turns "12 %" into 0.12.
func rate(t *testing.T, percent string) string {
	t.Helper()
	return dec(feetest.Match(t, `^([\d.]+) ?%$`, strings.TrimSpace(percent))[0]).Shift(-2).String()
}

// Section 1.1: every category with its mode and rates, and the exceptions inside of
// two categories; in the table of 2025 all the same but for one row.
func TestDataReferralAsPublished(t *testing.T) {
	slug := regexp.MustCompile(`[^a-z]+`)
	want := map[string]dataRow{}
	for _, cells := range factsTables(t, "1.1")[0] {
		row := dataRow{Label: cells[0], Mode: map[string]string{"flat": "flat", "bracket": "whole", "marginal": "portion"}[strings.Trim(cells[1], "*")]}
		key := strings.Trim(slug.ReplaceAllString(strings.ToLower(strings.SplitN(cells[0], ":", 2)[0]), "_"), "_")
		rates := cells[2]
		if exception := regexp.MustCompile(`^(.*) \((.*) ([\d.]+ %)\)$`).FindStringSubmatch(rates); exception != nil && row.Mode == "flat" {
			rates = exception[1]
			special := dataRow{Label: cells[0] + ": " + exception[2], Mode: "flat", Bands: []dataBand{{Rate: rate(t, exception[3])}}}
			special.Category = key + map[string]string{"office_products": "_printer_cartridges", "outdoors_products_sports": "_optics"}[key]
			want[special.Category] = special
		}
		rates, _, _ = strings.Cut(rates, " (")
		switch row.Mode {
		case "flat":
			row.Bands = []dataBand{{Rate: rate(t, rates)}}
		case "whole":
			for _, part := range strings.Split(rates, "; ") {
				g := feetest.Match(t, `^([\d.]+ %) if .*?(?:<= ([\d.,]+))?$`, part)
				row.Bands = append(row.Bands, dataBand{To: g[1], Rate: rate(t, g[0])})
			}
		case "portion":
			g := feetest.Match(t, `^([\d.]+ %) up to ([\d.,]+); ([\d.]+ %) above$`, rates)
			row.Bands = []dataBand{{To: strings.ReplaceAll(g[1], ",", ""), Rate: rate(t, g[0])}, {Rate: rate(t, g[2])}}
		}
		row.Category = key
		want[key] = row
	}
	table := dataOn(t, "referral-2026-03-08")
	diff(t, table.File, want, byCategory(t, table))

	before := want["collectibles_approved_sellers"]
	before.Mode, before.Bands = "flat", []dataBand{{Rate: "0.08"}}
	want["collectibles_approved_sellers"] = before
	earlier := dataOn(t, "referral-2025-03-25")
	diff(t, earlier.File, want, byCategory(t, earlier))
	for _, row := range earlier.Rows {
		if (row.Doubt != "") != (row.Category == "collectibles_approved_sellers") {
			t.Errorf("%s has the doubt %q", row.Category, row.Doubt)
		}
	}
}

// byCategory is a referral table with its numbers in one form.
func byCategory(t *testing.T, table dataTable) map[string]dataRow {
	t.Helper()
	out := map[string]dataRow{}
	for _, row := range table.Rows {
		for i, band := range row.Bands {
			row.Bands[i].Rate = dec(band.Rate).String()
			if band.To != "" && strings.HasPrefix(row.Mode, "whole") {
				row.Bands[i].To = dec(band.To).StringFixed(2)
			}
		}
		row.Doubt = ""
		out[row.Category] = row
	}
	return out
}

// Pro Listing Savings stand in a sentence of section 1.1.
func TestDataSavingsAsPublished(t *testing.T) {
	g := feetest.Match(t, `(\d+) % off the referral fee \(Advanced Seller\) or (\d+) % off \(Pro Seller\)`, facts.Section(t, "1.1"))
	var got []dataRow
	for _, row := range dataOn(t, "pro-listing-savings-2026-02-01").Rows {
		row.Share = dec(row.Share).Shift(2).String()
		got = append(got, row)
	}
	diff(t, "savings", []dataRow{{Level: "advanced", Share: g[0]}, {Level: "pro", Share: g[1]}}, got)
}

// weightRows turns the rows "<= 1", "2", "4-20 | 5.75 + 0.40 x (w - 4)" and
// ">= 51 | …" of a rate card of standard items into ours.
func weightRows(t *testing.T, cells [][]string, size string) []dataRow {
	t.Helper()
	var rows []dataRow
	over := ""
	for _, line := range cells {
		row := dataRow{Size: size, Over: over}
		g := feetest.Match(t, `^(?:<= )?(?:>= )?(\d+)(?:-(\d+))?$`, line[0])
		last := g[0]
		if g[1] != "" {
			last = g[1]
		}
		if !strings.HasPrefix(line[0], ">=") {
			row.To = last + " lb"
		}
		over = row.To
		f := feetest.Match(t, `^([\d.]+)(?: \+ ([\d.]+) x \(w - (\d+)\))?$`, line[1])
		row.Fee = f[0]
		if f[1] != "" {
			row.Step = &dataStep{Fee: f[1], Each: "1 lb", Above: f[2] + " lb"}
		}
		rows = append(rows, row)
	}
	return rows
}

// bulkyRows turns "155.00 + 0.80 x max(0, w - 90)" into ours.
func bulkyRows(t *testing.T, text string) []dataRow {
	t.Helper()
	g := feetest.Match(t, `([\d.]+) \+ ([\d.]+) x max\(0, w - (\d+)\)`, text)
	return []dataRow{
		{Size: "big_and_bulky", To: g[2] + " lb", Fee: g[0]},
		{Size: "big_and_bulky", Over: g[2] + " lb", Fee: g[0], Step: &dataStep{Fee: g[1], Each: "1 lb", Above: g[2] + " lb"}},
	}
}

// Sections 1.2 and 1.3: the rate card and the add-ons.
func TestDataFulfillmentAsPublished(t *testing.T) {
	tables := factsTables(t, "1.2")
	want := append(weightRows(t, tables[0], "standard"), bulkyRows(t, facts.Section(t, "1.3"))...)
	diff(t, "rate card", want, dataOn(t, "fulfillment-2025-04-01").Rows)

	var addOns []dataRow
	for _, cells := range tables[1] {
		row := dataRow{
			AddOn: map[string]string{"Apparel": "apparel", "Hazmat": "hazmat", "Low price": "low_price", "Oversize 1": "oversize_1", "Oversize 2": "oversize_2"}[cells[0]],
			Fee:   feetest.Match(t, `^\+([\d.]+)`, cells[2])[0],
		}
		if row.AddOn == "low_price" {
			row.Below = feetest.Match(t, `^retail price < ([\d.]+)$`, cells[1])[0]
		}
		addOns = append(addOns, row)
	}
	diff(t, "add-ons", addOns, dataOn(t, "add-ons-2025-04-01").Rows)
}

// Sections 1.2 and 1.3: the limits of the sizes and how a unit is weighed.
func TestDataSizesAsPublished(t *testing.T) {
	text := facts.Section(t, "1.2")
	standard := feetest.Match(t, `unit weight <= (\d+) lb AND longest side <= (\d+) in AND longest side \+ girth <= (\d+) in`, text)
	addOns := factsTables(t, "1.2")[1]
	one := feetest.Match(t, `longest > (\d+) and <= (\d+), OR median > (\d+), OR longest \+ girth > (\d+) and <= (\d+)`, addOns[3][1])
	two := feetest.Match(t, `longest > (\d+) and <= (\d+), OR longest \+ girth > (\d+) and <= (\d+)`, addOns[4][1])
	least := feetest.Match(t, `treated as at least (\d+) lb`, addOns[4][2])
	bulky := feetest.Match(t, `unit weight > (\d+) and <= (\d+) lb; longest > (\d+) and <= (\d+) in; longest \+ girth > (\d+) in. Also median < (\d+) in and shortest < (\d+) in`, facts.Section(t, "1.3"))
	for _, same := range [][2]string{{one[1], two[0]}, {one[4], two[2]}, {two[1], standard[1]}, {two[3], standard[2]}, {bulky[0], standard[0]}, {bulky[2], standard[1]}, {bulky[4], standard[2]}} {
		if same[0] != same[1] {
			t.Errorf("a limit is %s and %s", same[0], same[1])
		}
	}
	weight := standard[0] + " lb"
	want := []dataRow{
		{Band: "standard", Longest: one[0] + " in", Median: one[2] + " in", LengthPlusGirth: one[3] + " in", WeightTo: weight},
		{Band: "oversize_1", Longest: one[1] + " in", LengthPlusGirth: one[4] + " in", WeightTo: weight},
		{Band: "oversize_2", Longest: two[1] + " in", LengthPlusGirth: two[3] + " in", WeightTo: weight, WeightAtLeast: least[0] + " lb"},
		{Band: "big_and_bulky", Longest: bulky[3] + " in", MedianBelow: bulky[5] + " in", ShortestBelow: bulky[6] + " in", WeightTo: bulky[1] + " lb", UnitWeightOnly: true},
	}
	table := dataOn(t, "size-bands-2025-04-01")
	diff(t, "sizes", want, table.Rows)
	from := feetest.Match(t, `1\. unit weight < (\d+) lb: use unit weight`, text)
	divisor := feetest.Match(t, `max\(unit weight, L x W x H / (\d+)\)`, text)
	packaging := feetest.Match(t, `add ([\d.]+) lb packaging, then round \*\*up\*\* to a whole pound`, text)
	diff(t, "weighing", []string{from[0] + " lb", divisor[0], packaging[0] + " lb", "1 lb"},
		[]string{table.DimensionalFrom, table.DimDivisor, table.Packaging, table.RoundTo})
}

// Section 1.4: every rate, in each of the tables that it holds in.
func TestDataStorageAsPublished(t *testing.T) {
	cells := factsTables(t, "1.4")[0]
	plain, fresh := cells[0][1], cells[1][1]
	peak := feetest.Match(t, `^([\d.]+) \+ ([\d.]+) = ([\d.]+)$`, cells[2][1])
	waiver := feetest.Match(t, `\*\*waived (\S+)\.\.(\S+)\*\* \(([\d.]+) applied`, cells[2][2])
	old := feetest.Match(t, `^(\d{4}-\d\d-\d\d) \(until then ([\d.]+)\)$`, cells[3][2])
	oldest := feetest.Match(t, `from (\d{4}-\d\d-\d\d)`, cells[4][2])
	if plain != fresh || plain != peak[0] || plain != waiver[2] || !dec(peak[0]).Add(dec(peak[1])).Equal(dec(peak[2])) {
		t.Errorf("rates %s, %s, %v, %v", plain, fresh, peak, waiver)
	}
	usual := func(rate string) []dataRow {
		return []dataRow{
			{FirstMonth: "1", LastMonth: "9", ToDays: "365", Rate: plain},
			{FirstMonth: "10", LastMonth: "12", ToDays: "30", Rate: fresh},
			{FirstMonth: "10", LastMonth: "12", OverDays: "30", ToDays: "365", Rate: peak[2]},
			{OverDays: "365", Rate: rate},
		}
	}
	diff(t, "storage from 2025-04", usual(old[1]), dataOn(t, "storage-2025-04-01").Rows)
	diff(t, "storage from "+old[0], usual(cells[3][1]), dataOn(t, "storage-"+old[0]).Rows)
	waived := dataOn(t, "storage-"+waiver[0])
	diff(t, "waiver", []dataRow{{ToDays: "365", Rate: waiver[2]}, {OverDays: "365", Rate: cells[3][1]}}, waived.Rows)
	if waived.EffectiveTo != waiver[1] {
		t.Errorf("the waiver ends on %s, want %s", waived.EffectiveTo, waiver[1])
	}
	diff(t, "storage from 2026", usual(cells[3][1]), dataOn(t, "storage-2026-01-01").Rows)
	last := dataOn(t, "storage-oldest-"+oldest[0])
	diff(t, "oldest", []dataRow{{OverDays: feetest.Match(t, `^> (\d+) days$`, cells[4][0])[0], Rate: cells[4][1]}}, last.Rows)
	if last.Confidence != "low" {
		t.Errorf("the rate of the oldest stock has the confidence %s", last.Confidence)
	}
	for _, table := range feetest.Read[dataTable](t) {
		if strings.HasPrefix(table.Kind, "storage") && (table.Per != "30_days" || table.FirstDay != "1") {
			t.Errorf("%s is per %s from day %s", table.File, table.Per, table.FirstDay)
		}
	}
}

// Section 1.5: preparation and the Inventory Transfer Service.
func TestDataInboundAsPublished(t *testing.T) {
	cells := factsTables(t, "1.5")[0]
	planned, unplanned := strings.Split(cells[0][1], " / "), strings.Split(cells[1][1], " / ")
	diff(t, "prep", []dataRow{
		{Service: "poly_bag", Planned: planned[0], Unplanned: unplanned[0]},
		{Service: "label", Planned: planned[1], Unplanned: unplanned[1]},
	}, dataOn(t, "prep-2026-01-13").Rows)
	g := feetest.Match(t, `^([\d.]+) \+ ([\d.]+) x \(w - (\d+)\)$`, cells[4][1])
	diff(t, "transfer", []dataRow{
		{To: "1 lb", Fee: cells[2][1]},
		{Over: "1 lb", To: "2 lb", Fee: cells[3][1]},
		{Over: "2 lb", Fee: g[0], Step: &dataStep{Fee: g[1], Each: "1 lb", Above: g[2] + " lb"}},
	}, dataOn(t, "inbound-transfer-2026-01-22").Rows)
}

// Section 1.6: returns, disposal and removal.
func TestDataReturnsAsPublished(t *testing.T) {
	cells := factsTables(t, "1.6")[0]
	n := len(cells) - 1
	want := append(weightRows(t, cells[:n], "standard"), bulkyRows(t, cells[n][1])...)
	returns := dataOn(t, "returns-processing-2025-04-01")
	diff(t, "returns", want, returns.Rows)
	diff(t, "add-ons of returns", []string{"apparel", "hazmat", "oversize_1", "oversize_2"}, returns.AddOns)

	text := facts.Section(t, "1.6")
	g := feetest.Match(t, `<= (\d+) lb ([\d.]+); 3-(\d+) lb ([\d.]+) \+ ([\d.]+) x \(w - (\d+)\). Removal = disposal fee \+ ([\d.]+) per lb. Hazmat \+([\d.]+\d)`, text)
	light, heavy := g[0]+" lb", g[2]+" lb"
	disposal, removal := dataOn(t, "disposal-2025-04-01"), dataOn(t, "removal-2025-04-01")
	diff(t, "disposal", []dataRow{
		{To: light, Fee: g[1]},
		{Over: light, To: heavy, Fee: g[3], Step: &dataStep{Fee: g[4], Each: "1 lb", Above: g[5] + " lb"}},
	}, disposal.Rows)
	perPound := dec(g[6])
	diff(t, "removal", []dataRow{
		{To: light, Fee: g[1], Step: &dataStep{Fee: g[6], Each: "1 lb"}},
		{Over: light, To: heavy, Fee: dec(g[3]).Add(perPound.Mul(dec(g[0]))).StringFixed(2), Step: &dataStep{Fee: dec(g[4]).Add(perPound).StringFixed(2), Each: "1 lb", Above: light}},
	}, removal.Rows)
	diff(t, "hazmat", []string{g[7], g[7]}, []string{disposal.Hazmat, removal.Hazmat})
}

// Section 1.7: Multichannel by speed, and its discounts.
func TestDataMultichannelAsPublished(t *testing.T) {
	cells := factsTables(t, "1.7")[0]
	for column, speed := range map[int]string{1: "expedited", 2: "standard"} {
		var want []dataRow
		over := ""
		for _, line := range cells {
			if line[column] == "n/a" {
				continue
			}
			g := feetest.Match(t, `(\d+ (?:oz|lb))$`, line[0])
			f := feetest.Match(t, `^([\d.]+)(?: \+ ([\d.]+) x \(w - (\d+)\))?$`, line[column])
			row := dataRow{Over: over, To: g[0], Fee: f[0]}
			if f[1] != "" {
				row.Step = &dataStep{Fee: f[1], Each: "1 lb", Above: f[2] + " lb"}
			}
			want, over = append(want, row), row.To
		}
		table := dataOn(t, "multichannel-"+speed+"-2026-03-12")
		diff(t, speed, want, table.Rows)
		if table.LightBelow != "1 lb" || table.LightRoundTo != "1 oz" {
			t.Errorf("%s is rounded to %s below %s", speed, table.LightRoundTo, table.LightBelow)
		}
	}
	g := feetest.Match(t, `for units under (\d+ lb): 2 units -([\d.]+); 3 units -([\d.]+); 4\+ units -([\d.]+)`, facts.Section(t, "1.7"))
	discount := dataOn(t, "multichannel-discount-2026-03-12")
	diff(t, "discount", []dataRow{{Units: "2", Discount: g[1]}, {Units: "3", Discount: g[2]}, {Units: "4", Discount: g[3]}}, discount.Rows)
	if discount.Below != g[0] {
		t.Errorf("the discount is below %s, want %s", discount.Below, g[0])
	}
}
