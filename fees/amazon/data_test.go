package amazon_test

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// A dataTable is one table file, read as text: nothing here relies on the
// parser of the package.
type dataTable struct {
	ID            string `json:"id"`
	Channel       string `json:"channel"`
	Kind          string `json:"kind"`
	EffectiveFrom string `json:"effective_from"`
	EffectiveTo   string `json:"effective_to"`
	VerifiedOn    string `json:"verified_on"`
	Confidence    string `json:"confidence"`
	Source        string `json:"source"`
	Note          string `json:"note"`
	Class         string `json:"variant"`
	Season        string `json:"season"`

	PriceBands          []dataPriceBand `json:"price_bands"`
	DimDivisor          string          `json:"dim_divisor"`
	OverLongest         string          `json:"over_longest"`
	OverLengthPlusGirth string          `json:"over_length_plus_girth"`
	Tiers               []string        `json:"tiers"`

	Per              string   `json:"per"`
	FirstDay         string   `json:"first_day"`
	ExemptCategories []string `json:"exempt_categories"`
	ExemptToDays     string   `json:"exempt_to_days"`
	DisputedFrom     string   `json:"disputed_from"`
	OverDays         string   `json:"over_days"`
	LeastCubicFeet   string   `json:"least_cubic_feet"`
	SupplyBelow      []string `json:"supply_below"`

	Rows []dataRow `json:"rows"`

	file string
}

type dataPriceBand struct {
	Below string `json:"below"`
	To    string `json:"to"`
}

// A dataRow has the columns of all kinds. A column that is null or absent is empty.
type dataRow struct {
	Tier string `json:"tier"`
	Over string `json:"over"`
	To   string `json:"to"`

	Fees     []string  `json:"fees"`
	Step     *dataStep `json:"step"`
	Fee      string    `json:"fee"`
	Rate     string    `json:"rate"`
	Class    string    `json:"class"`
	Discount string    `json:"discount"`

	Category string         `json:"category"`
	Label    string         `json:"label"`
	Mode     string         `json:"mode"`
	Bands    []dataRateBand `json:"bands"`
	Minimum  string         `json:"minimum"`
	Media    bool           `json:"media"`
	// The grade of a row that is less sure than its table.
	Confidence string `json:"confidence"`

	ShareOfReferral string `json:"share_of_referral"`
	Cap             string `json:"cap"`

	Weigh            string `json:"weigh"`
	WeightTo         string `json:"weight_to"`
	Longest          string `json:"longest"`
	Median           string `json:"median"`
	Shortest         string `json:"shortest"`
	LengthPlusGirth  string `json:"length_plus_girth"`
	Bill             string `json:"bill"`
	DimFloor         string `json:"dim_floor"`
	DimFloorDisputed bool   `json:"dim_floor_disputed"`

	FirstMonth string `json:"first_month"`
	LastMonth  string `json:"last_month"`
	OverDays   string `json:"over_days"`
	ToDays     string `json:"to_days"`
	Least      string `json:"least"`
	OverWeeks  string `json:"over_weeks"`
	ToWeeks    string `json:"to_weeks"`
	Unknown    bool   `json:"unknown"`

	Minimal []string `json:"minimal"`
	Partial []string `json:"partial"`

	Threshold       string `json:"threshold"`
	EveryUnit       bool   `json:"every_unit"`
	ShareOfRecovery string `json:"share_of_recovery"`

	EventDay      bool   `json:"event_day"`
	Fixed         string `json:"fixed"`
	PerDay        string `json:"per_day"`
	PerRedemption string `json:"per_redemption"`
	ShareOfSales  string `json:"share_of_sales"`
}

type dataStep struct {
	Fee   string `json:"fee"`
	Each  string `json:"each"`
	Above string `json:"above"`
}

type dataRateBand struct {
	To   string `json:"to"`
	Rate string `json:"rate"`
}

// readData returns all tables in the order of kind, class and first day.
func readData(t *testing.T) []dataTable {
	t.Helper()
	var tables []dataTable
	for _, file := range feetest.Files(t) {
		table := dataTable{file: file.Name}
		file.Decode(t, &table)
		tables = append(tables, table)
	}
	slices.SortFunc(tables, func(a, b dataTable) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Class, b.Class), cmp.Compare(a.EffectiveFrom, b.EffectiveFrom))
	})
	return tables
}

// dataOf returns the tables of one kind and class, in order of time.
func dataOf(t *testing.T, kind, class string) []dataTable {
	t.Helper()
	return slices.DeleteFunc(readData(t), func(table dataTable) bool {
		return table.Kind != kind || table.Class != class
	})
}

// dataOn returns the table of one kind and class that begins on a day.
func dataOn(t *testing.T, kind, class, from string) dataTable {
	t.Helper()
	for _, table := range dataOf(t, kind, class) {
		if table.EffectiveFrom == from {
			return table
		}
	}
	t.Fatalf("no %s table %s from %s", kind, class, from)
	return dataTable{}
}

func dataDecimal(t *testing.T, text string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// dataPounds reads "4 oz" or "1.25 lb"; the empty text is nil.
func dataPounds(t *testing.T, text string) *big.Rat {
	t.Helper()
	if text == "" {
		return nil
	}
	value, unit, _ := strings.Cut(text, " ")
	weight, ok := new(big.Rat).SetString(value)
	if !ok || unit != "lb" && unit != "oz" {
		t.Fatalf("weight %q", text)
	}
	if unit == "oz" {
		weight.Quo(weight, big.NewRat(16, 1))
	}
	return weight
}

// ---- The tables against themselves ----

func TestDataHeaders(t *testing.T) {
	for _, table := range readData(t) {
		for _, field := range [][2]string{
			{"id", table.ID}, {"channel", table.Channel}, {"kind", table.Kind},
			{"effective_from", table.EffectiveFrom}, {"source", table.Source},
		} {
			if field[1] == "" {
				t.Errorf("%s has no %s", table.file, field[0])
			}
		}
		if want := strings.TrimPrefix(table.ID, "amazon-us-") + ".json"; want != table.file {
			t.Errorf("%s has id %s, which belongs in %s", table.file, table.ID, want)
		}
		if !strings.HasSuffix(table.ID, "-"+table.EffectiveFrom) {
			t.Errorf("%s begins on %s", table.file, table.EffectiveFrom)
		}
		if !slices.Contains([]string{"high", "medium", "low"}, table.Confidence) {
			t.Errorf("%s has confidence %q", table.file, table.Confidence)
		}
		for _, day := range []string{table.EffectiveFrom, cmp.Or(table.EffectiveTo, table.EffectiveFrom), table.VerifiedOn} {
			if _, err := time.Parse(time.DateOnly, day); err != nil {
				t.Errorf("%s: %v", table.file, err)
			}
		}
	}
}

// dataGaps are the tables before which nothing was published for some days.
var dataGaps = map[string]string{
	"inbound-placement-standard-2026-01-15.json": "2025-02-19", // the last day of the table before
}

// Tables of a kind and class follow one another day by day; only the last may be open.
func TestDataPeriods(t *testing.T) {
	tables := readData(t)
	for i, table := range tables {
		if table.EffectiveTo != "" && table.EffectiveTo < table.EffectiveFrom {
			t.Errorf("%s ends before it begins", table.file)
		}
		if i == 0 || tables[i-1].Kind != table.Kind || tables[i-1].Class != table.Class {
			continue
		}
		before := tables[i-1]
		if last, gap := dataGaps[table.file]; gap {
			if before.EffectiveTo != last {
				t.Errorf("%s ends on %s, want %s", before.file, before.EffectiveTo, last)
			}
			continue
		}
		last, err := time.Parse(time.DateOnly, before.EffectiveTo)
		if err != nil {
			t.Errorf("%s has a successor and ends on %q", before.file, before.EffectiveTo)
			continue
		}
		if next := last.AddDate(0, 0, 1).Format(time.DateOnly); next != table.EffectiveFrom {
			t.Errorf("%s begins on %s, but %s ends on %s", table.file, table.EffectiveFrom, before.file, before.EffectiveTo)
		}
	}
}

// The weight bands of every tier begin where the tier does, follow one another,
// rise, and end where the tier does. Fees never fall with the weight.
func TestDataWeightBands(t *testing.T) {
	for _, card := range readData(t) {
		if card.Kind != "fulfillment" {
			continue
		}
		tiers := tiersOn(t, card.EffectiveFrom)
		if len(tiers) == 0 {
			t.Errorf("%s: no size table on %s", card.file, card.EffectiveFrom)
		}
		seen := 0
		for i, tier := range tiers {
			var bands []dataRow
			for _, row := range card.Rows {
				if row.Tier == tier.Tier {
					bands = append(bands, row)
				}
			}
			seen += len(bands)
			from := ""
			if strings.HasPrefix(tier.Tier, "extra_large") && tier.Tier != "extra_large_0_50" {
				from = tiers[i-1].WeightTo
			}
			checkBands(t, card.file+" "+tier.Tier, bands, from, tier.WeightTo)
			for j := 1; j < len(bands); j++ {
				for k, fee := range bands[j].Fees {
					if dataDecimal(t, fee).LessThan(dataDecimal(t, bands[j-1].Fees[k])) {
						t.Errorf("%s: %s over %s is cheaper than the band before", card.file, tier.Tier, bands[j].Over)
					}
				}
			}
		}
		if seen != len(card.Rows) {
			t.Errorf("%s has rows of tiers that the size table does not have", card.file)
		}
	}
	for _, discounts := range dataOf(t, "sipp_discount", "") {
		for _, tier := range tiersOn(t, discounts.EffectiveFrom)[:2] {
			for _, class := range []string{"standard", "apparel"} {
				bands := slices.DeleteFunc(slices.Clone(discounts.Rows), func(row dataRow) bool {
					return row.Tier != tier.Tier || row.Class != class
				})
				checkBands(t, discounts.file+" "+class+" "+tier.Tier, bands, "", tier.WeightTo)
			}
		}
	}
	for _, packaging := range dataOf(t, "packaging", "") {
		checkBands(t, packaging.file, packaging.Rows, "", "")
	}
}

// tiersOn returns the size tiers of a day.
func tiersOn(t *testing.T, day string) []dataRow {
	t.Helper()
	for _, sizes := range dataOf(t, "size_tiers", "") {
		if sizes.EffectiveFrom <= day && (sizes.EffectiveTo == "" || day <= sizes.EffectiveTo) {
			return sizes.Rows
		}
	}
	return nil
}

// checkBands checks that bands lead from one weight to another without a gap;
// an empty weight is an open end.
func checkBands(t *testing.T, name string, bands []dataRow, from, to string) {
	t.Helper()
	if len(bands) == 0 {
		t.Errorf("%s has no bands", name)
		return
	}
	same := func(a, b string) bool {
		x, y := dataPounds(t, a), dataPounds(t, b)
		return x == nil && y == nil || x != nil && y != nil && x.Cmp(y) == 0
	}
	end := from
	for _, band := range bands {
		over, limit := dataPounds(t, band.Over), dataPounds(t, band.To)
		if !same(band.Over, end) {
			t.Errorf("%s: a band begins over %q, the one before ends at %q", name, band.Over, end)
		}
		if over != nil && limit != nil && limit.Cmp(over) <= 0 {
			t.Errorf("%s: band over %s ends at %s", name, band.Over, band.To)
		}
		end = band.To
	}
	if !same(end, to) {
		t.Errorf("%s ends at %q, the tier at %q", name, end, to)
	}
}

// seasons returns the non-peak and the peak table of a class in a fee year, and
// checks that they have the same bands and steps.
func seasons(t *testing.T, class, year string) (nonPeak, peak dataTable) {
	t.Helper()
	nonPeak = dataOn(t, "fulfillment", class, year+"-01-15")
	peak = dataOn(t, "fulfillment", class, year+"-10-15")
	if nonPeak.Season != "non-peak" || peak.Season != "peak" {
		t.Errorf("%s %s: seasons %s and %s", class, year, nonPeak.Season, peak.Season)
	}
	frame := func(table dataTable) []dataRow {
		rows := slices.Clone(table.Rows)
		for i := range rows {
			rows[i].Fees = nil
		}
		return rows
	}
	if diff := gocmp.Diff(frame(nonPeak), frame(peak)); diff != "" {
		t.Fatalf("%s %s: bands differ by season:\n%s", class, year, diff)
	}
	return nonPeak, peak
}

// What peak adds to a row is the same at every price, and the same in 2025 and
// 2026 on rows that both years have.
func TestDataPeakAdds(t *testing.T) {
	adds := map[string]decimal.Decimal{} // by class and band, in 2025
	compared := 0
	for _, c := range []struct{ year, class string }{
		{"2025", "standard"}, {"2025", "apparel"},
		{"2026", "standard"}, {"2026", "apparel"}, {"2026", "dangerous_goods"},
	} {
		nonPeak, peak := seasons(t, c.class, c.year)
		for i, row := range nonPeak.Rows {
			var first decimal.Decimal
			for j := range row.Fees {
				add := dataDecimal(t, peak.Rows[i].Fees[j]).Sub(dataDecimal(t, row.Fees[j]))
				if j == 0 {
					first = add
				}
				if !add.Equal(first) {
					t.Errorf("%s: %s to %q: peak adds %s at price band %d, %s at the first", peak.file, row.Tier, row.To, add.StringFixed(2), j, first.StringFixed(2))
				}
			}
			key := c.class + " " + row.Tier + " " + row.Over + " " + row.To
			if c.year == "2025" {
				adds[key] = first
			} else if before, ok := adds[key]; ok {
				compared++
				if !before.Equal(first) {
					t.Errorf("%s: peak adds %s in 2026, %s in 2025", key, first.StringFixed(2), before.StringFixed(2))
				}
			}
		}
	}
	if compared != 2*26 {
		t.Errorf("%d rows are in both years, want 52", compared)
	}
}

// The price bands of a row differ by fixed amounts.
func TestDataPriceBands(t *testing.T) {
	differs := func(table dataTable, row dataRow, from, to int, want string) {
		got := dataDecimal(t, row.Fees[to]).Sub(dataDecimal(t, row.Fees[from]))
		if !got.Equal(dataDecimal(t, want)) {
			t.Errorf("%s: %s to %q: from price band %d to %d %s, want %s", table.file, row.Tier, row.To, from, to, got.StringFixed(2), want)
		}
	}
	for _, card := range readData(t) {
		if card.Kind != "fulfillment" {
			continue
		}
		for _, row := range card.Rows {
			if len(row.Fees) != len(card.PriceBands) {
				t.Fatalf("%s: %d fees for %d price bands", card.file, len(row.Fees), len(card.PriceBands))
			}
			standardSize := row.Tier == "small_standard" || row.Tier == "large_standard"
			switch {
			case card.EffectiveFrom < "2026-01-15":
				differs(card, row, 0, 1, "0.77")
			case standardSize:
				differs(card, row, 1, 2, "0.26")
			default:
				differs(card, row, 0, 1, "0.77")
				differs(card, row, 1, 2, "0")
			}
			if row.Tier == "large_standard" && card.EffectiveFrom >= "2026-01-15" {
				differs(card, row, 0, 1, "0.82")
			}
		}
	}
}

// Closing fees are those of the media categories, and every percentage is one.
func TestDataCategories(t *testing.T) {
	var media, closing []string
	for _, row := range dataOn(t, "referral", "", "2025-01-15").Rows {
		if row.Media {
			media = append(media, row.Category)
		}
		for _, band := range row.Bands {
			if rate := dataDecimal(t, band.Rate); rate.Sign() <= 0 || rate.GreaterThan(decimal.NewFromInt(1)) {
				t.Errorf("%s: rate %s", row.Category, band.Rate)
			}
		}
	}
	for _, row := range dataOn(t, "closing", "", "2025-01-15").Rows {
		closing = append(closing, row.Category)
	}
	slices.Sort(media)
	slices.Sort(closing)
	if diff := gocmp.Diff(media, closing); diff != "" {
		t.Errorf("media and closing (-media +closing):\n%s", diff)
	}
}
