package walmart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// A dataTable is one table file, read as text: nothing here relies on the parser of
// the package.
type dataTable struct {
	feetest.Header

	DimDivisor      string   `json:"dim_divisor"`
	DimensionalFrom string   `json:"dimensional_from"`
	Packaging       string   `json:"packaging"`
	RoundTo         string   `json:"round_to"`
	AddOns          []string `json:"add_ons"`
	Hazmat          string   `json:"hazmat"`
	Per             string   `json:"per"`
	FirstDay        string   `json:"first_day"`
	LightBelow      string   `json:"light_below"`
	LightRoundTo    string   `json:"light_round_to"`
	Below           string   `json:"below"`

	Rows []dataRow `json:"rows"`
}

// A dataRow has the columns of all kinds. A column that is absent is empty.
type dataRow struct {
	Category string     `json:"category"`
	Label    string     `json:"label"`
	Mode     string     `json:"mode"`
	Bands    []dataBand `json:"bands"`
	Doubt    string     `json:"doubt"`

	Level string `json:"level"`
	Share string `json:"share"`

	Band            string `json:"band"`
	Longest         string `json:"longest"`
	Median          string `json:"median"`
	LengthPlusGirth string `json:"length_plus_girth"`
	MedianBelow     string `json:"median_below"`
	ShortestBelow   string `json:"shortest_below"`
	WeightTo        string `json:"weight_to"`
	WeightAtLeast   string `json:"weight_at_least"`
	UnitWeightOnly  bool   `json:"unit_weight_only"`

	Size  string    `json:"size"`
	Over  string    `json:"over"`
	To    string    `json:"to"`
	Fee   string    `json:"fee"`
	Step  *dataStep `json:"step"`
	AddOn string    `json:"add_on"`
	Below string    `json:"below"`

	Service   string `json:"service"`
	Planned   string `json:"planned"`
	Unplanned string `json:"unplanned"`

	FirstMonth string `json:"first_month"`
	LastMonth  string `json:"last_month"`
	OverDays   string `json:"over_days"`
	ToDays     string `json:"to_days"`
	Rate       string `json:"rate"`

	Units    string `json:"units"`
	Discount string `json:"discount"`
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

// dataOn returns the table of a file.
func dataOn(t *testing.T, file string) dataTable {
	t.Helper()
	tables := feetest.Read[dataTable](t)
	i := slices.IndexFunc(tables, func(table dataTable) bool { return table.File == file+".json" })
	if i < 0 {
		t.Fatalf("no file %s", file)
	}
	return tables[i]
}

func TestDataHeaders(t *testing.T) {
	for _, table := range feetest.Read[dataTable](t) {
		table.Check(t, "walmart-us")
		if open := strings.Contains(table.Note, "No end is announced"); open != (table.EffectiveTo == "2027-11-22") {
			t.Errorf("%s ends on %s with the note %q", table.File, table.EffectiveTo, table.Note)
		}
	}
}

// Tables of a kind follow one another day by day, and all reach the same end.
func TestDataPeriods(t *testing.T) {
	feetest.CheckPeriods(t, feetest.Read[dataTable](t), "2027-11-22")
}

// The rate cards of returns and of fulfilment differ by 1.25 up to 20 lb and not
// above, and removal is disposal and 0.40 per pound.
func TestDataIdentities(t *testing.T) {
	fulfilment, returns := dataOn(t, "fulfillment-2025-04-01").Rows, dataOn(t, "returns-processing-2025-04-01").Rows
	if len(fulfilment) != len(returns) {
		t.Fatalf("%d and %d rows", len(fulfilment), len(returns))
	}
	for i, row := range returns {
		want := dec(fulfilment[i].Fee)
		if i < 4 {
			want = want.Add(dec("1.25"))
		}
		if !dec(row.Fee).Equal(want) {
			t.Errorf("returns up to %q cost %s, want %s", row.To, row.Fee, want)
		}
	}
	at := func(rows []dataRow, pounds int64) decimal.Decimal {
		row := rows[0]
		if pounds > 2 {
			row = rows[1]
		}
		fee := dec(row.Fee)
		if row.Step != nil {
			above := int64(0)
			if row.Step.Above == "2 lb" {
				above = 2
			}
			fee = fee.Add(dec(row.Step.Fee).Mul(decimal.NewFromInt(pounds - above)))
		}
		return fee
	}
	disposal, removal := dataOn(t, "disposal-2025-04-01").Rows, dataOn(t, "removal-2025-04-01").Rows
	for pounds := int64(1); pounds <= 500; pounds++ {
		want := at(disposal, pounds).Add(dec("0.40").Mul(decimal.NewFromInt(pounds)))
		if got := at(removal, pounds); !got.Equal(want) {
			t.Fatalf("removal of %d lb costs %s, want %s", pounds, got, want)
		}
	}
}
