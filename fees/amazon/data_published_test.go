package amazon_test

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
)

// facts are the published tables as they were written down from their sources.
const facts = feetest.Facts("amazon-us.md")

// factsHeader checks the names of the columns of a table.
func factsHeader(t *testing.T, table [][]string, want ...string) {
	t.Helper()
	if diff := gocmp.Diff(want, table[0]); diff != "" {
		t.Fatalf("columns (-want +facts):\n%s", diff)
	}
}

// factsBand reads "<=2 oz", ">2-4 oz", "0-50 lb" and ">150 lb".
func factsBand(t *testing.T, cell string) (over, to string) {
	t.Helper()
	g := feetest.Match(t, `^(?:(<=)([\d.]+)|(0)-([\d.]+)|>([\d.]+)(?:-([\d.]+))?) (oz|lb)$`, cell)
	unit := " " + g[6]
	switch {
	case g[0] != "":
		return "", g[1] + unit
	case g[2] != "":
		return "", g[3] + unit
	case g[5] != "":
		return g[4] + unit, g[5] + unit
	}
	return g[4] + unit, ""
}

// Sections 3.1 to 3.5, with the periods and the price bands of their columns.
func TestDataFulfillmentAsPublished(t *testing.T) {
	periods := regexp.MustCompile(`(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)`).FindAllStringSubmatch(facts.Section(t, "3"), -1)
	if len(periods) != 4 {
		t.Fatalf("%d periods, want those of 2026 and 2025", len(periods))
	}
	published := map[string]bool{}
	for _, section := range []struct{ number, class, year string }{
		{"3.1", "standard", "2026"}, {"3.2", "apparel", "2026"}, {"3.3", "dangerous_goods", "2026"},
		{"3.4", "standard", "2025"}, {"3.5", "apparel", "2025"},
	} {
		table := facts.Tables(t, section.number)[0]
		prices := []dataPriceBand{{Below: "10.00"}, {To: "50.00"}, {}}
		inYear := periods[:2]
		if section.year == "2026" {
			factsHeader(t, table, "tier", "weight band (billable)", "non-peak <$10", "$10-$50", ">$50", "peak <$10", "$10-$50", ">$50", "step")
		} else {
			factsHeader(t, table, "tier", "weight band (billable)", "non-peak <$10", "non-peak >=$10", "peak <$10", "peak >=$10", "step")
			prices = []dataPriceBand{{Below: "10.00"}, {}}
			inYear = periods[2:]
		}
		for i, season := range []string{"non-peak", "peak"} {
			want := dataTable{Season: season, EffectiveFrom: inYear[i][1], EffectiveTo: inYear[i][2], PriceBands: prices}
			for _, cells := range table[1:] {
				row := dataRow{Tier: cells[0], Step: factsStep(t, cells[len(cells)-1])}
				row.Over, row.To = factsBand(t, cells[1])
				row.Fees = cells[2+i*len(prices) : 2+(i+1)*len(prices)]
				if section.number == "3.5" && !strings.HasSuffix(row.Tier, "_standard") {
					row.Confidence = "medium" // assumed equal to non-apparel
				}
				want.Rows = append(want.Rows, row)
			}
			data := dataOn(t, "fulfillment", section.class, inYear[i][1])
			published[data.file] = true
			got := dataTable{Season: data.Season, EffectiveFrom: data.EffectiveFrom, EffectiveTo: data.EffectiveTo, PriceBands: data.PriceBands, Rows: data.Rows}
			diffTables(t, section.number+" and "+data.file, want, got)
		}
	}
	for _, table := range readData(t) {
		if table.Kind == "fulfillment" && !published[table.file] {
			t.Errorf("%s has no published table", table.file)
		}
	}
}

// factsStep reads "+0.16 per started 8 oz (half lb) above 3 lb" and "-".
func factsStep(t *testing.T, cell string) *dataStep {
	t.Helper()
	if cell == "-" {
		return nil
	}
	g := feetest.Match(t, `^\+([\d.]+) per started ([\d.]+ )?(oz|lb)(?: \(half lb\))? above ([\d.]+ lb)$`, cell)
	return &dataStep{Fee: g[0], Each: cmp.Or(g[1], "1 ") + g[2], Above: g[3]}
}

func diffTables(t *testing.T, name string, want, got dataTable) {
	t.Helper()
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(dataTable{})); diff != "" {
		t.Errorf("%s (-published +data):\n%s", name, diff)
	}
}

// Section 1: every category, its mode, brackets, minimum and grade.
func TestDataReferralAsPublished(t *testing.T) {
	table := facts.Tables(t, "1")[0]
	factsHeader(t, table, "category key", "mode", "brackets (upper bound inclusive)", "min/item", "conf")
	unknownKeys := map[string]string{
		"handmade": "handmade", "collectibles": "collectibles",
		"3D-printed": "three_d_printed", "collectible coins": "collectible_coins",
	}
	want := map[string]dataRow{}
	for _, cells := range table[1:] {
		if cells[1] == "-" {
			for _, name := range strings.Split(cells[0], ", ") {
				want[unknownKeys[name]] = dataRow{Category: unknownKeys[name], Mode: "unknown"}
			}
			continue
		}
		key := feetest.Match(t, `^(\w+)(?: \((.*)\))?$`, cells[0])
		minimum := feetest.Match(t, `^(0\.30|none)( \(plus closing fee\))?(?: \(one table says 0\.30\))?$`, cells[3])
		row := dataRow{Category: key[0], Label: key[1], Mode: cells[1], Minimum: minimum[0], Media: minimum[1] != ""}
		if row.Minimum == "none" {
			row.Minimum = ""
		}
		if cells[4] != "H" { // the grade of the table
			row.Confidence = confidenceOf[cells[4]]
		}
		brackets := strings.Split(cells[2], " ; ")
		if rest, ok := strings.CutPrefix(brackets[len(brackets)-1], "veterinary diets "); ok {
			diets := row
			diets.Category += "_veterinary_diets"
			diets.Label = "veterinary diets"
			diets.Bands = factsBrackets(t, []string{rest})
			want[diets.Category] = diets
			brackets = brackets[:1]
		}
		row.Bands = factsBrackets(t, brackets)
		want[row.Category] = row
	}

	got := map[string]dataRow{}
	for _, row := range dataOn(t, "referral", "", "2025-01-15").Rows {
		// A label is free, but says what the published name says in brackets.
		if note := want[row.Category].Label; !strings.Contains(row.Label, note) {
			t.Errorf("%s: label %q does not say %q", row.Category, row.Label, note)
		}
		row.Label = want[row.Category].Label
		row.Bands = slices.Clone(row.Bands)
		for i, band := range row.Bands {
			row.Bands[i].Rate = dataDecimal(t, band.Rate).StringFixed(4)
		}
		if _, twice := got[row.Category]; twice {
			t.Errorf("two rows for %s", row.Category)
		}
		got[row.Category] = row
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-published +data):\n%s", diff)
	}
}

// factsBrackets reads "45%" and "<=15: 5%", ">15-20: 10%", ">20: 17%", each of
// which begins where the one before ends.
func factsBrackets(t *testing.T, brackets []string) []dataRateBand {
	t.Helper()
	var bands []dataRateBand
	from := ""
	for _, bracket := range brackets {
		g := feetest.Match(t, `^(?:(?:<=(\d+)|>(\d+)(?:-(\d+))?): )?(\d+)%$`, bracket)
		if g[1] != from {
			t.Errorf("bracket %q does not begin at %q", bracket, from)
		}
		from = g[0] + g[2] // one of them is empty
		bands = append(bands, dataRateBand{To: from, Rate: dataDecimal(t, g[3]).Shift(-2).StringFixed(4)})
	}
	return bands
}

// Sections 2.1 and 2.2, with the floors of section 2.3.
func TestDataSizeTiersAsPublished(t *testing.T) {
	table := facts.Tables(t, "2.1")[0]
	factsHeader(t, table, "tier", "weight limit", "longest", "median", "shortest", "length+girth", "billable weight")
	weights := map[string]string{"unit": "unit", "unit weight": "unit", "**unit weight only**": "unit", "max(unit, dim)": "greater"}
	divisor := feetest.Match(t, `L x W x H \(in\) / (\d+) = lb`, facts.Section(t, "2.3"))[0]
	lastDay := feetest.Match(t, `Rate cards after (\S+) \|`, facts.Section(t, "0"))[0]
	want2026 := dataTable{DimDivisor: divisor, EffectiveTo: lastDay}
	want2026.EffectiveFrom = feetest.Match(t, `^### 2\.1 From (\S+)\n`, facts.Section(t, "2.1"))[0]
	above := ""
	for _, cells := range table[1:] {
		limit := feetest.Match(t, `^(?:(unit|max\(unit, dim\)) )?(?:<= |>(\d+)-|> (\d+ lb)$)(\d+ (?:oz|lb))?$`, cells[1])
		if begins := limit[1] + limit[2]; begins != "" && begins != above && begins+" lb" != above {
			t.Errorf("%s begins above %s, the tier before ends at %s", cells[0], begins, above)
		}
		above = limit[3]
		row := dataRow{Tier: cells[0], Weigh: cmp.Or(weights[limit[0]], "greater"), WeightTo: limit[3], Bill: weights[cells[6]]}
		for i, side := range []*string{&row.Longest, &row.Median, &row.Shortest, &row.LengthPlusGirth} {
			switch cell := cells[2+i]; cell {
			case "", "-", "anything larger than bulky":
			default:
				*side = feetest.Match(t, `^<= ([\d.]+)$`, cell)[0] + " in"
			}
		}
		if row.Tier != "small_standard" {
			row.DimFloor = "2 in"
		}
		row.DimFloorDisputed = row.Tier == "large_standard"
		want2026.Rows = append(want2026.Rows, row)
	}

	section := facts.Section(t, "2.2")
	days := feetest.Match(t, `^### 2\.2 (\S+) to (\S+)\n`, section)
	bulky := feetest.Match(t, `Same, without small_bulky: small_standard, large_standard, large_bulky \((\d+)/(\d+)/(\d+), L\+G <= (\d+), <= (\d+) lb\), then the four extra-large tiers`, section)
	want2024 := dataTable{DimDivisor: divisor, EffectiveFrom: days[0], EffectiveTo: days[1]}
	for _, row := range want2026.Rows {
		switch row.Tier {
		case "small_bulky":
			continue
		case "large_standard":
			row.DimFloor, row.DimFloorDisputed = "", false
		case "large_bulky":
			row.Longest, row.Median, row.Shortest = bulky[0]+" in", bulky[1]+" in", bulky[2]+" in"
			row.LengthPlusGirth, row.WeightTo = bulky[3]+" in", bulky[4]+" lb"
		}
		want2024.Rows = append(want2024.Rows, row)
	}

	tables := dataOf(t, "size_tiers", "")
	if len(tables) != 2 {
		t.Fatalf("%d size tables, want 2", len(tables))
	}
	for i, want := range []dataTable{want2024, want2026} {
		got := dataTable{DimDivisor: tables[i].DimDivisor, EffectiveFrom: tables[i].EffectiveFrom, EffectiveTo: tables[i].EffectiveTo, Rows: tables[i].Rows}
		diffTables(t, tables[i].file, want, got)
	}
}

// Section 3.7.
func TestDataOvermaxAsPublished(t *testing.T) {
	table := facts.Tables(t, "3.7")[0]
	factsHeader(t, table, "weight (billable)", "fee per unit", "conf")
	from := feetest.Match(t, `^### 3\.7 .* \(from (\S+)\)\n`, facts.Section(t, "3.7"))[0]
	limits := feetest.Match(t, `longest > (\d+ in) \*\*or\*\* length\+girth > (\d+ in)`, facts.Section(t, "2.1"))
	want := dataTable{Confidence: "medium", EffectiveFrom: from, OverLongest: limits[0], OverLengthPlusGirth: limits[1]}
	tiers := map[[2]string]string{
		{"", "50 lb"}: "extra_large_0_50", {"50 lb", "70 lb"}: "extra_large_50_70", {"70 lb", "150 lb"}: "extra_large_70_150",
	}
	for _, cells := range table[1:] {
		over, to := factsBand(t, cells[0])
		want.Rows = append(want.Rows, dataRow{Tier: tiers[[2]string{over, to}], Fee: cells[1]})
		if cells[2] != "M" {
			t.Errorf("confidence %s of %s", cells[2], cells[0])
		}
	}
	data := dataOn(t, "overmax", "", from)
	diffTables(t, data.file, want, dataTable{Confidence: data.Confidence, EffectiveFrom: data.EffectiveFrom,
		OverLongest: data.OverLongest, OverLengthPlusGirth: data.OverLengthPlusGirth, Rows: data.Rows})
}

// Section 3.8: the discounts going down, the packaging fees going across.
func TestDataPackagingAsPublished(t *testing.T) {
	from := feetest.Match(t, `^### 3\.8 .*, from (\S+)\n`, facts.Section(t, "3.8"))[0]
	tables := facts.Tables(t, "3.8")
	if len(tables) != 2 {
		t.Fatalf("%d tables, want 2", len(tables))
	}

	discounts := dataTable{Confidence: "medium", EffectiveFrom: from}
	factsHeader(t, tables[0], "tier", "band", "non-apparel", "apparel")
	for i, class := range []string{"standard", "apparel"} {
		for _, cells := range tables[0][1:] {
			row := dataRow{Class: class, Tier: cells[0], Discount: cells[2+i]}
			row.Over, row.To = factsBand(t, cells[1])
			discounts.Rows = append(discounts.Rows, row)
		}
	}
	data := dataOn(t, "sipp_discount", "", from)
	diffTables(t, data.file, discounts, dataTable{Confidence: data.Confidence, EffectiveFrom: data.EffectiveFrom, Rows: data.Rows})

	packaging := dataTable{Confidence: "medium", EffectiveFrom: from}
	packaging.Tiers = feetest.Match(t, `Packaging fee for (small_bulky) and (large_bulky) that are \*\*not\*\* SIPP-certified`, facts.Section(t, "3.8"))
	bands, fees := tables[1][0], tables[1][1]
	if bands[0] != "dim weight lb" || fees[0] != "fee" || len(tables[1]) != 2 {
		t.Fatalf("packaging table begins with %q and %q", bands[0], fees[0])
	}
	for i := 1; i < len(bands); i++ {
		row := dataRow{Fee: fees[i]}
		row.Over, row.To = factsBand(t, bands[i]+" lb")
		packaging.Rows = append(packaging.Rows, row)
	}
	data = dataOn(t, "packaging", "", from)
	diffTables(t, data.file, packaging, dataTable{Confidence: data.Confidence, EffectiveFrom: data.EffectiveFrom, Tiers: data.Tiers, Rows: data.Rows})
}

// Sections 1.1 and 3.6: the fees that are one number, and the last day of all.
func TestDataOtherFeesAsPublished(t *testing.T) {
	published := map[string]string{}
	for _, number := range []string{"1.1", "3.6"} {
		for _, cells := range facts.Tables(t, number)[0][1:] {
			published[cells[0]] = cells[1]
		}
	}
	closing := feetest.Match(t, `^(\S+) per item: books`, published["Closing fee"])[0]
	plan := feetest.Match(t, `^(\S+) per item sold, no subscription`, published["Individual plan"])[0]
	refund := feetest.Match(t, `^min\((\S+), (\d+)% of the referral fee\).*media full refund (\d\.\d\d);`, published["Refund administration fee"])
	share := dataDecimal(t, refund[1]).Shift(-2).StringFixed(2)
	fuel := dataDecimal(t, feetest.Match(t, `^(\S+)% of the FBA fulfilment fee`, published["rate"])[0]).Shift(-2).StringFixed(3)
	fuelFrom := feetest.Match(t, `^(\S+) FBA US`, published["start"])[0]

	for _, want := range []dataTable{
		{Kind: "closing", EffectiveFrom: "2025-01-15", Rows: []dataRow{
			{Category: "media", Fee: closing}, {Category: "video_game_consoles", Fee: closing}, {Category: "video_games_accessories", Fee: closing},
		}},
		{Kind: "individual_plan", EffectiveFrom: "2025-01-15", Rows: []dataRow{{Fee: plan}}},
		{Kind: "refund_admin", EffectiveFrom: "2025-01-15", Rows: []dataRow{
			{ShareOfReferral: share, Cap: refund[0]}, {Media: true, ShareOfReferral: "0", Cap: refund[2]},
		}},
		{Kind: "fuel_surcharge", EffectiveFrom: fuelFrom, Rows: []dataRow{{Rate: fuel}}},
	} {
		data := dataOn(t, want.Kind, "", want.EffectiveFrom)
		diffTables(t, data.file, want, dataTable{Kind: data.Kind, EffectiveFrom: data.EffectiveFrom, Rows: data.Rows})
	}

	lastDay := feetest.Match(t, `Rate cards after (\S+) \|`, facts.Section(t, "0"))[0]
	tables := readData(t)
	for i, table := range tables {
		if table.file == "inbound-placement-bulky-2025-01-15.json" {
			continue // nothing is published for 2026
		}
		last := i == len(tables)-1 || tables[i+1].Kind != table.Kind || tables[i+1].Class != table.Class
		if last && table.EffectiveTo != lastDay {
			t.Errorf("%s ends on %q, nothing is known after %s", table.file, table.EffectiveTo, lastDay)
		}
	}
}
