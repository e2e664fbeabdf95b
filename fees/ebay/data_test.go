package ebay_test

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/feetest"
)

// A dataTable is one table file, read as text: nothing here relies on the parser
// of the package.
type dataTable struct {
	feetest.Header

	FreePerMonth string    `json:"free_per_month"`
	OtherFeeIn   []string  `json:"other_fee_in"`
	Rows         []dataRow `json:"rows"`
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

// dataOn returns the table of one kind and variant that begins on a day.
var dataOn = feetest.On[dataTable]

func TestDataHeaders(t *testing.T) {
	for _, table := range feetest.Read[dataTable](t) {
		table.Check(t, "ebay-us")
		if !strings.Contains(table.Source, "https://") {
			t.Errorf("%s: source %q", table.File, table.Source)
		}
	}
}

// Tables of a kind and variant follow one another day by day, and the last of
// each ends a year after the last check and says so.
func TestDataPeriods(t *testing.T) {
	tables := feetest.Read[dataTable](t)
	feetest.CheckPeriods(t, tables, "2027-11-22")
	for _, table := range tables {
		if table.EffectiveTo == "2027-11-22" && !strings.HasSuffix(table.Note, "an old figure is an error and not an answer.") {
			t.Errorf("%s ends on %s: %s", table.File, table.EffectiveTo, table.Note)
		}
	}
}

// All final value tables have the same categories, and those of eBay Motors that
// a Store tells apart are most categories without one.
func TestDataCategories(t *testing.T) {
	var first []string
	for _, table := range feetest.Read[dataTable](t) {
		if table.Kind != "final_value" {
			continue
		}
		var keys []string
		bands := map[string][]dataBand{}
		for _, row := range table.Rows {
			keys = append(keys, row.Category+": "+row.Label)
			bands[row.Category] = row.Bands
			if (row.Mode == "unknown") != (len(row.Bands) == 0) {
				t.Errorf("%s: %s is %s and has %d bands", table.File, row.Category, row.Mode, len(row.Bands))
			}
		}
		if first == nil {
			first = keys
		}
		if diff := gocmp.Diff(first, keys); diff != "" {
			t.Errorf("%s has other categories:\n%s", table.File, diff)
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
