package ebay_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// A dataTable is one table file, read as text: nothing here relies on the parser
// of the package.
type dataTable struct {
	ID            string `json:"id"`
	Channel       string `json:"channel"`
	Kind          string `json:"kind"`
	Variant       string `json:"variant"`
	EffectiveFrom string `json:"effective_from"`
	EffectiveTo   string `json:"effective_to"`
	VerifiedOn    string `json:"verified_on"`
	Confidence    string `json:"confidence"`
	Source        string `json:"source"`
	Note          string `json:"note"`

	FreePerMonth string    `json:"free_per_month"`
	OtherFeeIn   []string  `json:"other_fee_in"`
	Rows         []dataRow `json:"rows"`

	file string
}

// A dataRow has the columns of all kinds. A column that is null or absent is empty.
type dataRow struct {
	Category       string     `json:"category"`
	Label          string     `json:"label"`
	Mode           string     `json:"mode"`
	Bands          []dataBand `json:"bands"`
	Confidence     string     `json:"confidence"`
	NoPerOrderFrom string     `json:"no_per_order_from"`

	Rate          string `json:"rate"`
	Fee           string `json:"fee"`
	SellerCountry string `json:"seller_country"`
	EverySale     bool   `json:"every_sale"`
	Store         string `json:"store"`
	Monthly       string `json:"monthly"`
	Annual        string `json:"annual"`
	Charge        string `json:"charge"`
	Share         string `json:"share"`
}

type dataBand struct {
	To    string `json:"to"`
	Below string `json:"below"`
	Rate  string `json:"rate"`
	Fee   string `json:"fee"`
}

// readData returns all tables in the order of kind, variant and first day.
func readData(t *testing.T) []dataTable {
	t.Helper()
	files, err := filepath.Glob("data/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no table files: %v", err)
	}
	var tables []dataTable
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		table := dataTable{file: filepath.Base(file)}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&table); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		tables = append(tables, table)
	}
	slices.SortFunc(tables, func(a, b dataTable) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Variant, b.Variant), cmp.Compare(a.EffectiveFrom, b.EffectiveFrom))
	})
	return tables
}

// dataOn returns the table of one kind and variant that begins on a day.
func dataOn(t *testing.T, kind, variant, from string) dataTable {
	t.Helper()
	for _, table := range readData(t) {
		if table.Kind == kind && table.Variant == variant && table.EffectiveFrom == from {
			return table
		}
	}
	t.Fatalf("no %s table %s from %s", kind, variant, from)
	return dataTable{}
}

func TestDataHeaders(t *testing.T) {
	for _, table := range readData(t) {
		if want := strings.TrimPrefix(table.ID, "ebay-us-") + ".json"; want != table.file {
			t.Errorf("%s has id %s, which belongs in %s", table.file, table.ID, want)
		}
		name := strings.ReplaceAll(strings.Trim(table.Kind+"-"+table.Variant, "-"), "_", "-")
		if want := name + "-" + table.EffectiveFrom + ".json"; want != table.file {
			t.Errorf("%s is named otherwise than %s", table.file, want)
		}
		for _, end := range []string{table.EffectiveFrom, table.EffectiveTo, table.VerifiedOn} {
			if _, err := time.Parse(time.DateOnly, end); err != nil {
				t.Errorf("%s: %v", table.file, err)
			}
		}
		if table.Channel != "ebay-us" || table.Note == "" || !strings.Contains(table.Source, "https://") {
			t.Errorf("%s: channel %q, note %q, source %q", table.file, table.Channel, table.Note, table.Source)
		}
	}
}

// Tables of a kind and variant follow one another day by day, and the last of
// each ends a year after the last check and says so.
func TestDataPeriods(t *testing.T) {
	tables := readData(t)
	for i, table := range tables {
		last := i == len(tables)-1 || tables[i+1].Kind != table.Kind || tables[i+1].Variant != table.Variant
		if last {
			if table.EffectiveTo != "2027-11-22" || !strings.HasSuffix(table.Note, "an old figure is an error and not an answer.") {
				t.Errorf("%s ends on %s: %s", table.file, table.EffectiveTo, table.Note)
			}
			continue
		}
		end, err := time.Parse(time.DateOnly, table.EffectiveTo)
		if err != nil {
			t.Fatal(err)
		}
		if next := end.AddDate(0, 0, 1).Format(time.DateOnly); next != tables[i+1].EffectiveFrom {
			t.Errorf("%s is followed on %s by %s", table.file, next, tables[i+1].file)
		}
	}
}

// All final value tables have the same categories, and those of eBay Motors that
// a Store tells apart are most categories without one.
func TestDataCategories(t *testing.T) {
	var first []string
	for _, table := range readData(t) {
		if table.Kind != "final_value" {
			continue
		}
		var keys []string
		bands := map[string][]dataBand{}
		for _, row := range table.Rows {
			keys = append(keys, row.Category+": "+row.Label)
			bands[row.Category] = row.Bands
			if (row.Mode == "unknown") != (len(row.Bands) == 0) {
				t.Errorf("%s: %s is %s and has %d bands", table.file, row.Category, row.Mode, len(row.Bands))
			}
		}
		if first == nil {
			first = keys
		}
		if diff := gocmp.Diff(first, keys); diff != "" {
			t.Errorf("%s has other categories:\n%s", table.file, diff)
		}
		if table.Variant == "no_store" && table.EffectiveFrom == "2025-02-14" {
			for _, category := range []string{"motors_parts", "tires", "apparel_gear", "in_car_tech"} {
				if diff := gocmp.Diff(bands["most"], bands[category]); diff != "" {
					t.Errorf("%s is not like most:\n%s", category, diff)
				}
			}
		}
	}
}
