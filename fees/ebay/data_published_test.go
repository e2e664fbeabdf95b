package ebay_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

// facts are the published tables as they were written down from their sources.
const facts = feetest.Facts("other-channels.md")

// factsRows returns the cells of the rows of the one table of a section.
func factsRows(t *testing.T, number string, columns int) [][]string {
	t.Helper()
	head, rows := facts.Table(t, number)
	if len(head) != columns {
		t.Fatalf("section %s has the columns %q", number, head)
	}
	return rows
}

// factsRow returns the cells beside a title.
func factsRow(t *testing.T, rows [][]string, title string) []string {
	t.Helper()
	i := slices.IndexFunc(rows, func(cells []string) bool { return strings.HasPrefix(cells[0], title) })
	if i < 0 {
		t.Fatalf("no row %q", title)
	}
	return rows[i][1:]
}

// fraction turns the text of percent into one of a rate: "13.6" is "0.136".
func fraction(percent string) string { return fx.Plain(dec(percent).Shift(-2)) }

func number(text string) string { return strings.TrimSuffix(strings.ReplaceAll(text, ",", ""), ".00") }

var (
	portionText = regexp.MustCompile(`^([\d.]+) % (?:up to ([\d,]+)|on [\d,]+-([\d,]+)|above(?: [\d,]+)?)$`)
	wholeText   = regexp.MustCompile(`^([\d.]+) % if (<=|>|<|>=) ([\d,.]+)`)
)

// factsBands reads the rates of a category as they are written for people.
func factsBands(t *testing.T, mode, text string) []dataBand {
	t.Helper()
	var bands []dataBand
	for _, part := range strings.Split(text, "; ") {
		switch mode {
		case "flat":
			bands = append(bands, dataBand{Rate: fraction(strings.TrimSuffix(part, " %"))})
		case "marginal":
			g := portionText.FindStringSubmatch(part)
			if g == nil {
				t.Fatalf("%q is no portion", part)
			}
			bands = append(bands, dataBand{To: number(g[2] + g[3]), Rate: fraction(g[1])})
		case "bracket":
			g := wholeText.FindStringSubmatch(part)
			if g == nil {
				t.Fatalf("%q is no bracket", part)
			}
			band := dataBand{Rate: fraction(g[1])}
			switch g[2] {
			case "<=":
				band.To = number(g[3])
			case "<":
				band.Below = number(g[3])
			}
			bands = append(bands, band)
		default:
			t.Fatalf("mode %q", mode)
		}
	}
	// The open band is the last one, whatever is written first.
	slices.SortStableFunc(bands, func(a, b dataBand) int { return open(a) - open(b) })
	return bands
}

func open(b dataBand) int {
	if b.To == "" && b.Below == "" {
		return 1
	}
	return 0
}

// Section 5.1: every category without a Store, and the grades of its rows.
func TestDataFinalValueAsPublished(t *testing.T) {
	keys := map[string]string{"heavy equipment, printing presses, food trucks": "heavy_equipment"}
	modes := map[string]string{"flat": "flat", "marginal": "portion", "bracket": "whole"}
	heading, _, _ := strings.Cut(facts.Section(t, "5.1"), "\n")
	_, medium, _ := strings.Cut(heading, "**M**")
	table := dataOn(t, "final_value", "no_store", "2025-02-14")
	got := map[string]dataRow{}
	for _, row := range table.Rows {
		row.Label = ""
		got[row.Category] = row
	}
	for _, motors := range []string{"motors_parts", "tires", "apparel_gear", "in_car_tech"} {
		delete(got, motors) // part of most, see TestDataCategories
	}
	want := map[string]dataRow{}
	for _, cells := range factsRows(t, "5.1", 3) {
		key := keys[cells[0]]
		if key == "" {
			key = strings.TrimRight(strings.Fields(cells[0])[0], ",")
		}
		row := dataRow{Category: key, Mode: modes[cells[1]], Bands: factsBands(t, cells[1], cells[2])}
		if strings.Contains(medium, key) {
			row.Confidence = "medium"
		}
		if g := regexp.MustCompile(`>= ([\d.]+), \*\*no per-order fee\*\*`).FindStringSubmatch(cells[2]); g != nil {
			row.NoPerOrderFrom = number(g[1])
		}
		want[key] = row
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-facts +data):\n%s", diff)
	}
	if len(want) != 12 || table.Confidence != "high" {
		t.Errorf("%d categories of %s confidence", len(want), table.Confidence)
	}
}

// Section 5.1: what most categories paid, and the fee per order.
func TestDataHistoryAsPublished(t *testing.T) {
	text := facts.Section(t, "5.1")
	g := regexp.MustCompile(`; ([\d.]+) % from ([\d-]+); ([\d.]+) % from ([\d-]+)\.`).FindStringSubmatch(text)
	if g == nil {
		t.Fatal("no history")
	}
	for i := 1; i < len(g); i += 2 {
		table := dataOn(t, "final_value", "no_store", g[i+1])
		if row := table.Rows[0]; row.Category != "most" || row.Bands[0].Rate != fraction(g[i]) {
			t.Errorf("%s: most categories pay %+v, want %s", table.File, row, g[i])
		}
	}
	g = regexp.MustCompile(`per-order fee: ([\d.]+) if the order is ([\d.]+) or less, ([\d.]+) if over [\d.]+ \(since ([\d-]+); before: ([\d.]+) always\)`).FindStringSubmatch(text)
	if g == nil {
		t.Fatal("no fee per order")
	}
	now, before := dataOn(t, "per_order", "", g[4]), dataOn(t, "per_order", "", "2023-02-15")
	if diff := cmp.Diff([]dataRow{{Bands: []dataBand{{To: g[2], Fee: g[1]}, {Fee: g[3]}}}}, now.Rows); diff != "" {
		t.Errorf("%s (-facts +data):\n%s", now.File, diff)
	}
	if diff := cmp.Diff([]dataRow{{Bands: []dataBand{{Fee: g[5]}}}}, before.Rows); diff != "" {
		t.Errorf("%s (-facts +data):\n%s", before.File, diff)
	}
}

// Section 5.2: the rates with a Store.
func TestDataStoreAsPublished(t *testing.T) {
	rows := factsRows(t, "5.2", 3)
	want := map[string][]dataBand{}
	most, _, _ := strings.Cut(factsRow(t, rows, "Basic Store or above, most categories")[0], "; per-order fee as above")
	want["most"] = factsBands(t, "marginal", most)
	g := regexp.MustCompile(`^([\d.]+) / ([\d.]+) / ([\d.]+) / ([\d.]+) % (up to [\d,]+; .*)$`).FindStringSubmatch(
		factsRow(t, rows, "Basic Store, Motors parts / tires / apparel & gear / in-car tech")[0])
	if g == nil {
		t.Fatal("no rates of eBay Motors")
	}
	for i, key := range []string{"motors_parts", "tires", "apparel_gear", "in_car_tech"} {
		want[key] = factsBands(t, "marginal", g[i+1]+" % "+g[5])
	}
	table := dataOn(t, "final_value", "store", "2026-09-15")
	got := map[string][]dataBand{}
	for _, row := range table.Rows {
		if row.Mode != "unknown" {
			got[row.Category] = row.Bands
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || table.Confidence != "medium" {
		t.Errorf("%s confidence (-facts +data):\n%s", table.Confidence, diff)
	}
}

// Section 5.2: the other figures, each with its grade.
func TestDataOtherFeesAsPublished(t *testing.T) {
	rows := factsRows(t, "5.2", 3)
	for _, row := range []struct {
		title, pattern    string
		kind, from, grade string
		want              func(dataTable) []string
	}{
		{
			"Insertion", `^(\d+) free a month, then ([\d.]+) per listing per category$`, "insertion", "2026-06-15", "high",
			func(d dataTable) []string { return []string{d.FreePerMonth, d.Rows[0].Fee} },
		},
		{
			"International fee, US-registered", `^([\d.]+) % of total amount$`, "international", "2024-03-14", "high",
			func(d dataTable) []string { return []string{fx.Plain(dec(d.Rows[0].Rate).Shift(2))} },
		},
		{
			"International fee, seller registered in China/HK", `^\*\*U\*\* .*charged on every sale\)()$`, "international", "2024-03-14", "high",
			func(d dataTable) []string { return []string{d.Rows[1].Rate} },
		},
		{
			"Item-not-as-described", `^\+(\d+) points on FVF`, "not_as_described", "2019-06-20", "medium",
			func(d dataTable) []string { return []string{fx.Plain(dec(d.Rows[0].Rate).Shift(2))} },
		},
		{
			"Lost payment dispute", `^([\d.]+)$`, "dispute", "2026-09-15", "medium",
			func(d dataTable) []string { return []string{d.Rows[0].Fee} },
		},
		{
			"Store subscription", `Starter ([\d.]+) \(([\d.]+)\); Basic ([\d.]+) \(([\d.]+)\); Premium ([\d.]+) \(([\d.]+)\); Anchor ([\d.]+) \(([\d.]+)\); Enterprise -() \(([\d,.]+)\)`,
			"store_subscription", "2026-06-15", "medium",
			func(d dataTable) []string {
				var prices []string
				for _, row := range d.Rows {
					prices = append(prices, row.Monthly, row.Annual)
				}
				return prices
			},
		},
	} {
		cells := factsRow(t, rows, row.title)
		g := regexp.MustCompile(row.pattern).FindStringSubmatch(cells[0])
		if g == nil {
			t.Errorf("%s is %q", row.title, cells[0])
			continue
		}
		for i := range g {
			g[i] = strings.ReplaceAll(g[i], ",", "")
		}
		table := dataOn(t, row.kind, "", row.from)
		if diff := cmp.Diff(g[1:], row.want(table)); diff != "" || table.Confidence != row.grade {
			t.Errorf("%s, %s confidence (-facts +data):\n%s", table.File, table.Confidence, diff)
		}
		if grade := map[string]string{"H": "high", "M": "medium", "U": "high"}[cells[1]]; grade != row.grade {
			t.Errorf("%s is graded %s in the facts, %s here", row.title, cells[1], row.grade)
		}
	}
}
