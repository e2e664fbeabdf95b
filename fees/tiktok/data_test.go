package tiktok_test

import (
	"cmp"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
)

// A dataTable is one table file, read as text: nothing here relies on the parser
// of the package.
type dataTable struct {
	feetest.Header

	Per          string    `json:"per"`
	FirstDay     string    `json:"first_day"`
	StartUnknown bool      `json:"start_unknown"`
	Rows         []dataRow `json:"rows"`
}

// A dataRow has the columns of all kinds; an absent column is empty.
type dataRow struct {
	Over            string     `json:"over"`
	To              string     `json:"to"`
	Fee             string     `json:"fee"`
	Step            *dataStep  `json:"step"`
	Category        string     `json:"category"`
	Label           string     `json:"label"`
	Mode            string     `json:"mode"`
	Confidence      string     `json:"confidence"`
	Bands           []dataBand `json:"bands"`
	ShareOfReferral string     `json:"share_of_referral"`
	Cap             string     `json:"cap"`
	DimDivisor      string     `json:"dim_divisor"`
	Assumed         bool       `json:"assumed"`
	Most            string     `json:"most"`
	Service         string     `json:"service"`
	OverDays        string     `json:"over_days"`
	ToDays          string     `json:"to_days"`
	Rate            string     `json:"rate"`
}

type dataStep struct {
	Fee   string `json:"fee"`
	Each  string `json:"each"`
	Above string `json:"above"`
}

type dataBand struct {
	To   string `json:"to"`
	Rate string `json:"rate"`
}

// dataOn returns the table of one kind and variant that begins on a day.
var dataOn = feetest.On[dataTable]

// The header of every file, and the end of what has none. Tables of one kind follow
// one another day by day; only between the offers for new sellers there is a gap.
func TestDataHeaders(t *testing.T) {
	tables := feetest.Read[dataTable](t)
	feetest.CheckPeriods(t, tables, "2027-11-22", "new_seller")
	for _, table := range tables {
		table.Check(t, "tiktok-us")
		if table.EffectiveTo == "2027-11-22" && !strings.Contains(table.Note, "No end is announced") {
			t.Errorf("%s ends on %s without a word", table.File, table.EffectiveTo)
		}
	}
}

// The cards of single units differ only in what they know above 16 lb, and no fee
// rises with the number of units or falls with the weight, but for one step of the
// published card.
func TestDataCards(t *testing.T) {
	single := dataOn(t, "fulfillment", "1", "2026-07-13").Rows
	for _, from := range []string{"2025-06-16", "2026-05-20"} {
		rows := dataOn(t, "fulfillment", "1", from).Rows
		if diff := gocmp.Diff(single, rows[:len(single)]); diff != "" {
			t.Errorf("card of %s differs up to 16 lb:\n%s", from, diff)
		}
	}
	falls := 0
	before := single
	for _, column := range []string{"1", "2", "3", "4"} {
		rows := dataOn(t, "fulfillment", column, "2026-07-13").Rows
		for i, row := range rows {
			if row.Over != before[i].Over || row.To != before[i].To {
				t.Errorf("column %s, row %d: band %s to %s", column, i, row.Over, row.To)
			}
			if dec(row.Fee).GreaterThan(dec(before[i].Fee)) {
				t.Errorf("column %s to %s: %s in a larger order, %s in a smaller one", column, row.To, row.Fee, before[i].Fee)
			}
			if i > 0 && dec(row.Fee).LessThan(dec(rows[i-1].Fee)) {
				falls++
				if column != "4" || row.To != "9 lb" {
					t.Errorf("column %s to %s: %s after %s", column, row.To, row.Fee, rows[i-1].Fee)
				}
			}
		}
		before = rows
	}
	if falls != 1 {
		t.Errorf("%d fees fall with the weight, want the one of 8 to 9 lb", falls)
	}
}

// ---- The tables against the published ones, as they were written down ----

// facts are the published tables as they were written down from their sources.
const facts = feetest.Facts("other-channels.md")

// Section 4.4: every cell of the card, and the heavy rows of the one before.
func TestDataCardAsPublished(t *testing.T) {
	section := facts.Section(t, "4.4")
	head, rows := facts.Table(t, "4.4")
	if diff := gocmp.Diff([]string{"Shipping weight", "1 unit in order", "2 units, each", "3 units, each", "4+ units, each"}, head); diff != "" {
		t.Fatal(diff)
	}
	last := rows[len(rows)-1]
	if diff := gocmp.Diff([]string{"> 16-150 lb", "U", "U", "U", "U"}, last); diff != "" {
		t.Fatal(diff)
	}
	band := regexp.MustCompile(`^(?:<= |> (\d+)-)(\d+) (oz|lb)$`)
	for column := 1; column <= 4; column++ {
		var want []dataRow
		for i, cells := range rows[:len(rows)-1] {
			parts := band.FindStringSubmatch(cells[0])
			if parts == nil {
				t.Fatalf("band %q", cells[0])
			}
			row := dataRow{To: parts[2] + " " + parts[3], Fee: cells[column]}
			if i > 0 {
				row.Over = parts[1] + " " + parts[3]
			}
			want = append(want, row)
		}
		got := dataOn(t, "fulfillment", string(rune('0'+column)), "2026-07-13")
		if diff := gocmp.Diff(want, got.Rows); diff != "" {
			t.Errorf("%s (-facts +file):\n%s", got.File, diff)
		}
	}

	m := feetest.Match(t, `16-17 lb (\S+); 17-18 (\S+); 18-19 (\S+); 19-20 (\S+); > 20-51 (\S+) \+ (\S+) x \(w - 21\); > 51 (\S+) \+ (\S+) x \(w - 51\)`, section)
	want := []dataRow{
		{Over: "16 lb", To: "17 lb", Fee: m[0]}, {Over: "17 lb", To: "18 lb", Fee: m[1]}, {Over: "18 lb", To: "19 lb", Fee: m[2]}, {Over: "19 lb", To: "20 lb", Fee: m[3]},
		{Over: "20 lb", To: "51 lb", Fee: m[4], Step: &dataStep{m[5], "1 lb", "21 lb"}},
		{Over: "51 lb", Fee: m[6], Step: &dataStep{m[7], "1 lb", "51 lb"}},
	}
	if diff := gocmp.Diff(want, dataOn(t, "fulfillment", "1", "2025-06-16").Rows[19:]); diff != "" {
		t.Errorf("heavy rows (-facts +file):\n%s", diff)
	}
	for _, from := range []string{"2025-01-16", "2026-07-13"} {
		if got := dataOn(t, "billable_weight", "", from).Rows[0].DimDivisor; got != feetest.Match(t, `L x W x H / (\d+)`, section)[0] {
			t.Errorf("divisor %s", got)
		}
	}
	own := feetest.Match(t, `Ships-in-own-container discount up to (\S+) per unit on eligible single-unit orders \((\S+), M\)`, section)
	if got := dataOn(t, "own_container_discount", "", own[1]); got.Rows[0].Most != own[0] || got.Confidence != "medium" {
		t.Errorf("own container: %+v", got)
	}
}

// Section 4.1: the rates, their days and their grades.
func TestDataReferralAsPublished(t *testing.T) {
	section := facts.Section(t, "4.1")
	_, rows := facts.Table(t, "4.1")
	find := func(from, pattern string) []string {
		for _, cells := range rows {
			if cells[0] == from && regexp.MustCompile(pattern).MatchString(cells[2]) {
				return append(feetest.Match(t, pattern, cells[2]), cells[1], cells[3])
			}
		}
		t.Fatalf("no row from %s with %q", from, pattern)
		return nil
	}
	rate := func(percent string) string { return dec(percent).Shift(-2).String() }
	grade := map[string]string{"H": "high", "M": "medium", "L": "low"}
	category := func(table dataTable, key string) dataRow {
		for _, row := range table.Rows {
			if row.Category == key {
				return row
			}
		}
		t.Fatalf("%s has no %s", table.File, key)
		return dataRow{}
	}
	check := func(from, key string, got dataTable, confidence string, rates ...string) {
		t.Helper()
		row := category(got, key)
		var have []string
		for _, band := range row.Bands {
			have = append(have, band.Rate)
		}
		if diff := gocmp.Diff(rates, have); diff != "" || cmp.Or(row.Confidence, got.Confidence) != confidence {
			t.Errorf("%s %s: %s, %s", from, key, have, cmp.Or(row.Confidence, got.Confidence))
		}
	}

	old := find("2023-04-03", `^(\S+) % \+ (\S+) per order .*90 days until (\S+)\)$`)
	first := dataOn(t, "referral", "standard", "2023-04-03")
	check("2023", "most", first, grade[old[4]], rate(old[0]))
	if first.EffectiveTo != old[3] || dataOn(t, "transaction", "", "2023-04-03").Rows[0].Fee != old[1] || dataOn(t, "transaction", "", "2023-04-03").EffectiveTo != old[3] {
		t.Errorf("2023: %+v", first)
	}
	if waived := dataOn(t, "referral", "new_seller", "2023-04-03"); waived.EffectiveTo != old[2] || waived.Rows[0].Bands[0].Rate != "0" {
		t.Errorf("2023, new seller: %+v", waived)
	}
	for _, from := range []string{"2024-04-01", "2024-10-31"} {
		table := dataOn(t, "referral", "standard", from)
		six := find("2024-04-01", `^\*\*(\S+) %\*\* standard$`)
		check(from, "most", table, grade[six[2]], rate(six[0]))
		used := find("2024-04-01", `^(\S+) % for listed pre-owned goods and graded collectible cards; portion above (\S+) at (\S+) % \(marginal\)$`)
		check(from, "pre_owned", table, grade[used[4]], rate(used[0]), rate(used[2]))
		if to := category(table, "pre_owned").Bands[0].To; to != strings.ReplaceAll(used[1], ",", "") || category(table, "pre_owned").Mode != "portion" {
			t.Errorf("%s: portion up to %s", from, to)
		}
	}
	fine := find("2024-10-31", `^(\S+) % for select fine jewelry`)
	check("2024-10-31", "fine_jewelry", dataOn(t, "referral", "standard", "2024-10-31"), grade[fine[2]], rate(fine[0]))
	disputed := find("2026-08-04", `\*\*disputed\*\*: trade reports say (\S+) % for most non-food categories`)
	check("2026-08-04", "most", dataOn(t, "referral", "disputed_8_percent", "2026-08-04"), grade[disputed[2]], rate(disputed[0]))
	fresh := feetest.Match(t, `New seller: (\S+) % for 30 days, if the first sale comes within 60 days of onboarding \((\S)\)`, section)
	check("new seller", "most", dataOn(t, "referral", "new_seller", "2024-11-01"), grade[fresh[1]], rate(fresh[0]))
	if none := feetest.Match(t, `no per-order 0\.30 since (\S+) \((\S)\)`, section); dataOn(t, "transaction", "", none[0]).Rows[0].Fee != "0.00" || dataOn(t, "transaction", "", none[0]).Confidence != grade[none[1]] {
		t.Error("the amount per order does not end")
	}

	refund := facts.Section(t, "4.2")
	from := feetest.Match(t, `\(from (\S+)\) — confidence (\S)`, refund)
	kept := feetest.Match(t, `min\((\d+) % of that referral fee, (\S+) per SKU\)`, refund)
	got := dataOn(t, "refund_admin", "", from[0])
	if diff := gocmp.Diff([]dataRow{{ShareOfReferral: dec(kept[0]).Shift(-2).StringFixed(2), Cap: kept[1]}}, got.Rows); diff != "" || got.Confidence != grade[from[1]] {
		t.Errorf("refund: %s", diff)
	}
}

// Section 4.5: every rate of storage.
func TestDataStorageAsPublished(t *testing.T) {
	section := facts.Section(t, "4.5")
	ages, rows := facts.Table(t, "4.5")
	want := []dataRow{}
	over := ""
	for i, age := range ages[1:] {
		row := dataRow{OverDays: over, Rate: rows[0][i+1]}
		if _, to, bounded := strings.Cut(age, "-"); bounded {
			row.ToDays, over = to, to
		} else if age != "> "+over {
			t.Fatalf("age %q", age)
		}
		want = append(want, row)
	}
	got := dataOn(t, "storage", "", feetest.Match(t, `effective (\S+) — confidence M`, section)[0])
	if diff := gocmp.Diff(want, got.Rows); diff != "" || got.Per != "day" || got.FirstDay != "1" || got.Confidence != "medium" {
		t.Errorf("(-facts +file):\n%s", diff)
	}
}

// Section 4.6: the services of a return, and the flat fee before.
func TestDataReturnsAsPublished(t *testing.T) {
	section := facts.Section(t, "4.6")
	m := feetest.Match(t, `from (\S+), per returned unit: no inspection (\S+); inspection (\S+); restocking (\S+); re-packaging (\S+); disposal (\S+); return to merchant (\S+) \(M\)\. Before: flat (\S+) per order`, section)
	got := dataOn(t, "returns_processing", "", m[0])
	want := []dataRow{
		{Service: "no_inspection", Fee: m[1]}, {Service: "inspection", Fee: m[2]}, {Service: "restocking", Fee: m[3]},
		{Service: "repackaging", Fee: m[4]}, {Service: "disposal", Fee: m[5]}, {Service: "to_merchant", Fee: m[6]},
	}
	if diff := gocmp.Diff(want, got.Rows); diff != "" || got.Confidence != "medium" || got.Per != "service" {
		t.Errorf("(-facts +file):\n%s", diff)
	}
	flat := dataOn(t, "returns_processing", "", "2025-06-16")
	if diff := gocmp.Diff([]dataRow{{Fee: m[7]}}, flat.Rows); diff != "" || flat.Per != "order" || !flat.StartUnknown || flat.Confidence != "low" {
		t.Errorf("(-facts +file):\n%s", diff)
	}
}
