package amazon_test

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/internal/feetest"
)

// sameRows compares the rows of a file with the published ones; the caller checks
// the header.
func sameRows(t *testing.T, name string, want []dataRow, data dataTable) {
	t.Helper()
	diffTables(t, name+" and "+data.file, dataTable{Rows: want}, dataTable{Rows: data.Rows})
}

// confidenceOf turns a grade of the published tables into that of a file.
var confidenceOf = map[string]string{"H": "high", "M": "medium", "L": "low"}

// Section 4: the storage rates of both seasons.
func TestDataStorageAsPublished(t *testing.T) {
	table := facts.Tables(t, "4")[0]
	factsHeader(t, table, "class", "Jan-Sep per cu ft", "Oct-Dec per cu ft", "conf")
	classes := map[string]string{
		"standard, not dangerous": "standard", "oversize, not dangerous": "oversize",
		"standard, dangerous goods": "standard_dangerous", "oversize, dangerous goods": "oversize_dangerous",
	}
	var want []dataRow
	from := ""
	for _, cells := range table[1:] {
		low := feetest.Match(t, `^(\S+)(?: \(since (\S+)\))?$`, cells[1])
		from += low[1]
		class := classes[cells[0]]
		want = append(want, dataRow{Class: class, FirstMonth: "1", LastMonth: "9", Rate: low[0]}, dataRow{Class: class, FirstMonth: "10", LastMonth: "12", Rate: cells[2]})
		if cells[3] != "H" {
			t.Errorf("confidence %s of %s", cells[3], cells[0])
		}
	}
	data := dataOn(t, "storage", "", from)
	sameRows(t, "4", want, data)
	if data.Confidence != "high" || data.Per != "month" {
		t.Errorf("%s: %s per %s", data.file, data.Confidence, data.Per)
	}
}

// Section 4.1: the surcharge by weeks; nothing up to 22, oversize unknown above.
func TestDataUtilizationAsPublished(t *testing.T) {
	section, table := facts.Section(t, "4.1"), facts.Tables(t, "4.1")[0]
	factsHeader(t, table, "ratio weeks", "standard surcharge", "conf", "oversize surcharge")
	least := feetest.Match(t, `^<= (\d+)$`, table[1][0])[0]
	if table[1][1] != "0" || table[1][3] != "0" {
		t.Errorf("up to %s weeks cost %s and %s", least, table[1][1], table[1][3])
	}
	var want []dataRow
	for _, cells := range table[2:] {
		g := feetest.Match(t, `^>(\d+)(?:-(\d+))?$`, cells[0])
		want = append(want, dataRow{Class: "standard", OverWeeks: g[0], ToWeeks: g[1], Rate: cells[1]})
		if cells[2] != "M" || cells[3] != "unknown" {
			t.Errorf("%s: confidence %s, oversize %s", cells[0], cells[2], cells[3])
		}
	}
	want = append(want, dataRow{Class: "oversize", OverWeeks: least, Unknown: true})
	data := dataOf(t, "storage_utilization", "")[0]
	sameRows(t, "4.1", want, data)
	header := []string{
		feetest.Match(t, `excludes inventory aged 0-(\d+) days`, section)[0],
		feetest.Match(t, `in the size class >= (\d+) cu ft`, section)[0], "medium",
	}
	if got := []string{data.OverDays, data.LeastCubicFeet, data.Confidence}; !slices.Equal(got, header) {
		t.Errorf("%s: %s, want %s", data.file, got, header)
	}
	// The highest rate is what is left of the published maximum in the last quarter.
	most := feetest.Match(t, `rate at (\S+), which equals (\S+) \+ (\S+), so`, section)
	if got := dataDecimal(t, most[1]).Add(dataDecimal(t, want[4].Rate)); !got.Equal(dataDecimal(t, most[0])) {
		t.Errorf("%s and %s do not add up to %s", most[1], want[4].Rate, most[0])
	}
}

// Section 5: both columns of the aged inventory surcharge.
func TestDataAgedInventoryAsPublished(t *testing.T) {
	table := facts.Tables(t, "5")[0]
	factsHeader(t, table, "age days", "2025", "2026", "note", "conf")
	start := feetest.Match(t, `one source says (\S+); the first snapshot could be (Jan 15) or Feb 15`, facts.Section(t, "5"))
	for year, from := range map[int]string{1: "2025-01-15", 2: start[0]} {
		data := dataOn(t, "aged_inventory", "", from)
		var want []dataRow
		exemptTo := ""
		for _, cells := range table[1:] {
			age := feetest.Match(t, `^(?:(\d+)-(\d+)|>= (\d+))$`, cells[0])
			row := dataRow{OverDays: before(t, age[0]+age[2]), ToDays: age[1]}
			fee := feetest.Match(t, `^(?:max\()?([\d.]+)(?:/cu ft, ([\d.]+)/unit\))?$`, cells[year])
			row.Rate, row.Least = fee[0], fee[1]
			want = append(want, row)
			if cells[3] != "all" {
				exemptTo = age[1]
			}
		}
		sameRows(t, "5", want, data)
		if data.ExemptToDays != exemptTo || data.Per != "snapshot" || data.Confidence != "high" {
			t.Errorf("%s: exempt to %s days, per %s, %s", data.file, data.ExemptToDays, data.Per, data.Confidence)
		}
		for _, name := range []string{"apparel", "shoes", "bags", "jewelry", "watches"} {
			if !strings.Contains(table[1][3], name) {
				t.Errorf("%s is not exempt in %q", name, table[1][3])
			}
		}
		if exempt := []string{"clothing_accessories", "footwear", "backpacks_handbags_luggage", "jewelry", "watches"}; !slices.Equal(data.ExemptCategories, exempt) {
			t.Errorf("%s: exempt are %s", data.file, data.ExemptCategories)
		}
	}
	if got := dataOn(t, "aged_inventory", "", start[0]).DisputedFrom; got != "2026-01-15" {
		t.Errorf("the start is disputed from %s", got)
	}
}

// before is the day before an age.
func before(t *testing.T, days string) string {
	t.Helper()
	return dataDecimal(t, days).Sub(dataDecimal(t, "1")).String()
}

// Section 6.1: the ranges of 2025, and the point values of one vendor for 2026.
func TestDataPlacementAsPublished(t *testing.T) {
	section, table := facts.Section(t, "6.1"), facts.Tables(t, "6.1")[0]
	factsHeader(t, table, "tier", "band", "minimal, until 2025-02-19", "partial, until 2025-02-19", "conf")
	bands := map[string][]dataRow{}
	for _, cells := range table[1:] {
		row := dataRow{Tier: strings.TrimSuffix(cells[0], " (2025)"), Minimal: strings.Split(cells[2], "-"), Partial: strings.Split(cells[3], "-")}
		if g := regexp.MustCompile(`^>(\d+ oz)-(\S+ lb)$`).FindStringSubmatch(cells[1]); g != nil {
			row.Over, row.To = g[1], g[2]
		} else {
			row.Over, row.To = factsBand(t, cells[1])
		}
		class := "standard"
		if strings.Contains(row.Tier, "bulky") {
			class = "bulky"
		}
		bands[class] = append(bands[class], row)
		if data := dataOn(t, "inbound_placement", class, "2025-01-15"); data.Confidence != confidenceOf[cells[4]] {
			t.Errorf("%s: confidence %s of %s", data.file, cells[4], cells[1])
		}
	}
	standard, bulky := dataOn(t, "inbound_placement", "standard", "2025-01-15"), dataOn(t, "inbound_placement", "bulky", "2025-01-15")
	sameRows(t, "6.1", bands["standard"], standard)
	sameRows(t, "6.1", bands["bulky"], bulky)
	if standard.EffectiveTo != "2025-02-19" || bulky.EffectiveTo != "2026-01-14" {
		t.Errorf("the tables end on %s and %s", standard.EffectiveTo, bulky.EffectiveTo)
	}

	points := feetest.Match(t, `small_standard minimal (\S+) / partial (\S+); large_standard minimal (\S+), (\S+), (\S+), (\S+) and partial (\S+), (\S+), (\S+), (\S+) for the four bands`, section)
	minimal, partial := append(points[:1:1], points[2:6]...), append(points[1:2:2], points[6:]...)
	want := slices.Clone(bands["standard"])
	for i := range want {
		want[i].Minimal, want[i].Partial = minimal[i:i+1], partial[i:i+1]
	}
	data := dataOn(t, "inbound_placement", "standard", "2026-01-15")
	sameRows(t, "6.1", want, data)
	if data.Confidence != "low" {
		t.Errorf("%s has confidence %s", data.file, data.Confidence)
	}
}

// Section 7: the rows and the scope of both years.
func TestDataLowInventoryAsPublished(t *testing.T) {
	tables := facts.Tables(t, "7")
	factsHeader(t, tables[0], "row", "0-<14 days", "14-<21", "21-<28", "conf")
	rows := map[string][]dataRow{}
	for _, cells := range tables[0][1:] {
		g := feetest.Match(t, `^(\S+?)(?:, (billable <= |>)([\d-]+) lb)?(?: \(2026 only\))?$`, cells[0])
		if g[0] == "extra-large" {
			if cells[1] != "no fee row found" {
				t.Errorf("extra-large: %q", cells[1])
			}
			continue
		}
		row := dataRow{Tier: g[0], Fees: cells[1:4]}
		switch {
		case g[1] == "":
			row.To = map[string]string{"small_standard": "16 oz", "small_bulky": "50 lb", "large_bulky": "50 lb"}[g[0]]
		case g[1] == ">":
			row.Over, row.To = factsBand(t, ">"+g[2]+" lb")
		default:
			row.To = g[2] + " lb"
		}
		class := "standard"
		if strings.Contains(g[0], "bulky") {
			class = "bulky"
		}
		rows[class] = append(rows[class], row)
		for _, data := range dataOf(t, "low_inventory", class) {
			if data.Confidence != confidenceOf[cells[4]] || !slices.Equal(data.SupplyBelow, []string{"14", "21", "28"}) {
				t.Errorf("%s: confidence %s, days %s", data.file, data.Confidence, data.SupplyBelow)
			}
		}
	}
	factsHeader(t, tables[1], "rule", "2025", "from 2026-01-15")
	if scope := tables[1][2]; scope[1] != "standard-size" || scope[2] != "standard-size and both bulky tiers" {
		t.Errorf("scope is %q", scope)
	}
	for _, file := range []struct {
		class, from string
		grocery     bool
	}{{"standard", "2025-01-15", false}, {"standard", "2026-01-15", true}, {"bulky", "2026-01-15", true}} {
		data := dataOn(t, "low_inventory", file.class, file.from)
		sameRows(t, "7", rows[file.class], data)
		if got := slices.Equal(data.ExemptCategories, []string{"grocery_gourmet"}); got != file.grocery {
			t.Errorf("%s: exempt are %s", data.file, data.ExemptCategories)
		}
	}
}

// Section 8: the thresholds.
func TestDataReturnsAsPublished(t *testing.T) {
	table := facts.Tables(t, "8")[1]
	factsHeader(t, table, "category", "threshold", "conf")
	categories := map[string]string{
		"grocery": "grocery_gourmet", "toys and games": "toys_games", "beauty, health, personal care": "beauty_health_personal_care",
		"home and kitchen": "home_kitchen", "consumer electronics": "consumer_electronics", "computers": "computers",
	}
	want := []dataRow{{Category: "clothing_accessories", EveryUnit: true}, {Category: "footwear", EveryUnit: true}}
	for _, cells := range table[1:] {
		if cells[0] == "others" {
			continue
		}
		share := dataDecimal(t, strings.TrimSuffix(cells[1], "%")).Shift(-2)
		want = append(want, dataRow{Category: categories[cells[0]], Threshold: share.String()})
	}
	sameRows(t, "8", want, dataOf(t, "returns_processing", "")[0])
}

// Section 9: removal in both years, and liquidation.
func TestDataRemovalAsPublished(t *testing.T) {
	table := facts.Tables(t, "9")[0]
	factsHeader(t, table, "class", "weight", "until 2026-01-14", "from 2026-01-15", "conf")
	want := map[string][]dataRow{}
	class := ""
	for _, cells := range table[1:] {
		switch {
		case cells[0] == "standard":
			class = "standard"
		case strings.HasPrefix(cells[0], "bulky"):
			class = "oversize"
		}
		row := dataRow{Class: class}
		row.Over, row.To = factsBand(t, cells[1])
		for i, from := range []string{"2025-01-15", "2026-01-15"} {
			cell := cells[2+i]
			if cell == "same" {
				cell = cells[2]
			}
			g := feetest.Match(t, `^([\d.]+)(?: \+ ([\d.]+)/lb above (\d+))?$`, cell)
			row.Fee, row.Step = g[0], nil
			if g[1] != "" {
				row.Step = &dataStep{Fee: g[1], Each: "1 lb", Above: g[2] + " lb"}
			}
			want[from] = append(want[from], row)
		}
	}
	for from, rows := range want {
		sameRows(t, "9", rows, dataOn(t, "removal", "", from))
	}
	share := feetest.Match(t, `Liquidation: (\d+)% referral on gross recovery`, facts.Section(t, "9"))[0]
	sameRows(t, "9", []dataRow{{ShareOfRecovery: dataDecimal(t, share).Shift(-2).String()}}, dataOf(t, "liquidation", "")[0])
}

// Section 10: coupons, deals and price discounts, each on its days.
func TestDataPromotionsAsPublished(t *testing.T) {
	table := facts.Tables(t, "10")[0]
	factsHeader(t, table, "item", "fee", "from", "conf")
	published := map[string][]string{}
	for _, cells := range table[1:] {
		published[cells[0]] = cells
	}
	share := func(percent string) string { return dataDecimal(t, percent).Shift(-2).String() }
	number := func(text string) string { return strings.ReplaceAll(text, ",", "") }

	coupon := feetest.Match(t, `^(\S+) per coupon \+ (\S+)% of coupon sales$`, published["Coupon"][1])
	most := number(feetest.Match(t, `^variable part capped at (\S+) per coupon$`, published["Coupon cap"][1])[0])
	capFrom := feetest.Match(t, `^coupons created on or after (\S+)$`, published["Coupon cap"][2])[0]
	redemption := feetest.Match(t, `^(\S+) per redemption$`, published["Coupon before"][1])[0]
	deal := feetest.Match(t, `^(\d+) per day \+ (\d+)% of deal sales, variable part capped at (\S+) per deal$`, published["Lightning / Best Deal, normal days"][1])
	lightning := feetest.Match(t, `^(\d+) flat$`, published["Lightning Deal, event days (Prime Day, Prime Big Deal Days, Black Friday / Cyber Monday)"][1])[0]
	best := number(feetest.Match(t, `^(\S+) flat$`, published["Best Deal, event days"][1])[0])
	old := feetest.Match(t, `^Lightning (\d+), Best (\d+) flat \(normal days\)$`, published["Deals before"][1])
	discount := feetest.Match(t, `^(\d+) per discount, only if at least one unit sold; free outside events$`, published["Price discount / Prime Exclusive Discount during events"][1])[0]

	begins := published["Coupon"][2]
	dealRow := dataRow{PerDay: deal[0], ShareOfSales: share(deal[1]), Cap: number(deal[2])}
	unknown := dataRow{EventDay: true, Unknown: true}
	type rows struct {
		class, from, to string
		rows            []dataRow
	}
	for _, want := range []rows{
		{"coupon", "2025-01-15", "2025-06-01", []dataRow{{PerRedemption: redemption}}},
		{"coupon", begins, "2025-11-04", []dataRow{{Fixed: coupon[0], ShareOfSales: share(coupon[1])}}},
		{"coupon", capFrom, "2027-01-14", []dataRow{{Fixed: coupon[0], ShareOfSales: share(coupon[1]), Cap: most}}},
		{"lightning_deal", "2025-01-15", "2025-06-01", []dataRow{{Fixed: old[0]}, {EventDay: true, Fixed: lightning}}},
		{"lightning_deal", begins, "2025-12-31", []dataRow{dealRow, {EventDay: true, Fixed: lightning}}},
		{"lightning_deal", "2026-01-01", "2027-01-14", []dataRow{dealRow, unknown}},
		{"best_deal", "2025-01-15", "2025-06-01", []dataRow{{Fixed: old[1]}, {EventDay: true, Fixed: best}}},
		{"best_deal", begins, "2025-12-31", []dataRow{dealRow, {EventDay: true, Fixed: best}}},
		{"best_deal", "2026-01-01", "2027-01-14", []dataRow{dealRow, unknown}},
		{"price_discount", "2024-01-01", "2025-12-31", []dataRow{{Fixed: "0"}, {EventDay: true, Fixed: discount}}},
		{"price_discount", "2026-01-01", "2027-01-14", []dataRow{{Fixed: "0"}, unknown}},
	} {
		data := dataOn(t, "promotion", want.class, want.from)
		sameRows(t, "10", want.rows, data)
		grade := cmp.Or(map[string]string{"price_discount": "medium"}[want.class], "high")
		if data.EffectiveTo != want.to || data.Confidence != grade {
			t.Errorf("%s ends on %s, confidence %s", data.file, data.EffectiveTo, data.Confidence)
		}
	}
}

// Sections 1.1 and 3.9: the plan, the high-volume listing fee and lithium.
func TestDataAccountAsPublished(t *testing.T) {
	published := map[string][]string{}
	for _, cells := range facts.Tables(t, "1.1")[0][1:] {
		published[cells[0]] = cells
	}
	for _, want := range []struct{ kind, fee, confidence string }{
		{"professional_plan", feetest.Match(t, `^(\S+) per month`, published["Professional plan"][1])[0], confidenceOf[published["Professional plan"][2]]},
		{"high_volume_listing", feetest.Match(t, `^(\S+) per eligible ASIN per month`, published["High-volume listing fee"][1])[0], confidenceOf[published["High-volume listing fee"][2]]},
		{"lithium_battery", feetest.Match(t, `\n(\d\S+) per unit shipped`, facts.Section(t, "3.9"))[0], confidenceOf[feetest.Match(t, `Conf (.) `, facts.Section(t, "3.9"))[0]]},
	} {
		data := dataOf(t, want.kind, "")[0]
		sameRows(t, want.kind, []dataRow{{Fee: want.fee}}, data)
		if data.Confidence != want.confidence {
			t.Errorf("%s has confidence %s, want %s", data.file, data.Confidence, want.confidence)
		}
	}
}
