package shopify_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// A dataTable is one table file, read as text: nothing here relies on the
// parser of the package.
type dataTable struct {
	feetest.Header

	Rows []dataRow `json:"rows"`
}

type dataRow struct {
	Plan        string `json:"plan"`
	Rate        string `json:"rate"`
	Fixed       string `json:"fixed"`
	Fee         string `json:"fee"`
	From        string `json:"from"`
	CreatedFrom string `json:"created_from"`
}

// readData returns the tables by the names of their files without the first day.
func readData(t *testing.T) map[string]dataTable {
	t.Helper()
	tables := map[string]dataTable{}
	for _, table := range feetest.Read[dataTable](t) {
		table.Check(t, "shopify-us")
		if table.EffectiveTo != "2027-11-22" || table.VerifiedOn > "2026-11-23" || !strings.Contains(table.Note, "No end is announced") {
			t.Errorf("%s: to %s, verified on %s, note %q", table.File, table.EffectiveTo, table.VerifiedOn, table.Note)
		}
		tables[strings.TrimSuffix(table.File, "-"+table.EffectiveFrom+".json")] = table
	}
	return tables
}

// facts are the collected facts.
const facts = feetest.Facts("other-channels.md")

func percent(rate string) string {
	return decimal.RequireFromString(rate).Shift(2).String() + " %"
}

// The tables are section 2.1 of the facts, cell by cell and grade by grade: what
// has no mark is high in the columns of the annual price and the online rate and
// medium elsewhere.
func TestTablesEqualFacts(t *testing.T) {
	data := readData(t)
	names := map[string]string{"Basic": "basic", `Grow (formerly "Shopify")`: "grow", "Advanced": "advanced", "Plus": "plus", "Starter": "starter"}
	// cell prints what the tables have, as the facts do: a price with its grade.
	grade := func(text, confidence string) string { return text + " " + confidence }
	fee := func(kind, plan string) string {
		table := data[kind]
		for _, row := range table.Rows {
			switch {
			case row.Plan != plan:
			case row.From != "":
				return grade("from "+row.From, table.Confidence)
			default:
				return grade(row.Fee, table.Confidence)
			}
		}
		return "none"
	}
	card := func(kind, plan string) string {
		table := data[kind]
		for _, row := range table.Rows {
			if row.Plan == plan || row.Plan == "" {
				return grade(percent(row.Rate)+" + "+row.Fixed, table.Confidence)
			}
		}
		return "none"
	}
	third := func(plan string) string {
		table := data["third-party"]
		for _, row := range table.Rows {
			if row.Plan == plan {
				return grade(percent(row.Rate), table.Confidence)
			}
		}
		return "none"
	}
	seen := 0
	_, rows := facts.Table(t, "2.1 Plans")
	for _, cells := range rows {
		plan, known := names[cells[0]]
		if !known {
			continue
		}
		seen++
		want := make([]string, 5)
		for i, cell := range cells[1:] {
			confidence := "medium"
			if i == 1 || i == 2 { // annual price, online rate
				confidence = "high"
			}
			value, mark, _ := strings.Cut(cell, "(")
			switch {
			case strings.HasPrefix(mark, "M)"):
				confidence = "medium"
			case strings.HasPrefix(mark, "L)"):
				confidence = "low"
			}
			value = strings.ReplaceAll(strings.TrimSpace(value), ",", "")
			want[i] = value + " " + confidence
			if value == "-" || value == "U" {
				want[i] = "none"
			}
		}
		got := []string{
			fee("subscription-monthly", plan), fee("subscription-annual", plan),
			card("online-card", plan), card("in-person-card-"+plan, plan), third(plan),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-facts +table):\n%s", plan, diff)
		}
	}
	if seen != len(names) {
		t.Errorf("%d plans in the facts", seen)
	}
}

// The rules of section 2.2 that are figures.
func TestRulesEqualFacts(t *testing.T) {
	data, rules := readData(t), facts.Section(t, "2.2 Rules")
	for _, text := range []string{
		"Foreign-issued card (US store): +" + strings.TrimSuffix(percent(data["foreign-card"].Rows[0].Rate), " %") + " points (M",
		"Currency conversion (payout currency differs): " + percent(data["conversion"].Rows[0].Rate) + " for US stores (M",
		"Stores created on or after " + data["store-credit"].Rows[0].CreatedFrom,
	} {
		if !strings.Contains(rules, text) {
			t.Errorf("%q is not in the facts", text)
		}
	}
	grades := map[string]string{}
	for _, name := range []string{"foreign-card", "conversion", "store-credit"} {
		grades[name] = data[name].Confidence
	}
	if diff := cmp.Diff(map[string]string{"foreign-card": "medium", "conversion": "medium", "store-credit": "high"}, grades); diff != "" {
		t.Errorf("(-facts +table):\n%s", diff)
	}
}

// The larger plan is dearer by the month, cheaper by the order, and cheapest when
// it is paid for a year.
func TestPlansAreInOrder(t *testing.T) {
	data := readData(t)
	value := func(table, plan string, of func(dataRow) string) decimal.Decimal {
		for _, row := range data[table].Rows {
			if row.Plan == plan {
				return decimal.RequireFromString(of(row))
			}
		}
		t.Fatalf("no %s in %s", plan, table)
		return decimal.Decimal{}
	}
	fee, rate := func(r dataRow) string { return r.Fee }, func(r dataRow) string { return r.Rate }
	for i, plan := range []string{"basic", "grow", "advanced"} {
		if month, year := value("subscription-monthly", plan, fee), value("subscription-annual", plan, fee); !year.LessThan(month) {
			t.Errorf("%s costs %s by the year, %s by the month", plan, year, month)
		}
		if i == 0 {
			continue
		}
		before := []string{"basic", "grow"}[i-1]
		if !value("subscription-annual", plan, fee).GreaterThan(value("subscription-annual", before, fee)) {
			t.Errorf("%s is not dearer than %s", plan, before)
		}
		for _, table := range []string{"online-card", "third-party"} {
			if !value(table, plan, rate).LessThan(value(table, before, rate)) {
				t.Errorf("%s of %s is not below that of %s", table, plan, before)
			}
		}
	}
}
