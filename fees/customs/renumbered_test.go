package customs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/shopspring/decimal"
)

// A code that is split at the middle of a year: the old one is known to its last day,
// the new ones from their first, and a line under the wrong one is an error and not
// the rate of a neighbour.
func TestRenumberedCode(t *testing.T) {
	edition := func(id, from, to, rows string) string {
		return `{"id": "` + id + `", "channel": "us-customs", "kind": "tariff", "variant": "mine", "effective_from": "` + from + `", "effective_to": "` + to + `",
			"verified_on": "2026-11-23", "confidence": "low", "source": "made up", "rows": [` + rows + `]}`
	}
	mine, err := customs.ReadTables(strings.NewReader(
		edition("mine-1", "2026-01-01", "2026-06-30", `{"hts": "9999.10.0010", "goods": "before", "column_1": {"ad_valorem": "0.01"}}`) +
			edition("mine-2", "2026-07-01", "2026-12-31", `{"hts": "9999.10.0015", "goods": "after", "column_1": {"ad_valorem": "0.02"}, "lists": ["301_list_3"]},
				{"hts": "9999.10.0020", "goods": "the rest", "column_1": {"ad_valorem": "0.03"}}`)))
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := customs.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := shipped.With(mine)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		month, day int
		hts, duty  string // "" is unknown, "short" too short
	}{
		{6, 30, "9999.10.0010", "110"}, // 1% and section 122
		{6, 30, "9999.10.0015", ""},
		{6, 30, "9999.10", "110"},
		{7, 1, "9999.10.0010", ""},
		{7, 1, "9999.10.0015", "370"},
		{7, 1, "9999.10.0020", "130"},
		{7, 1, "9999.10", "short"},
	} {
		w, err := customs.Entry{
			Date: fees.Day(2026, 1, 1).AddDate(0, row.month-1, row.day-1), Mode: customs.Air, Tables: tables,
			Lines: []customs.Line{{HTS: row.hts, Origin: "CN", Value: decimal.NewFromInt(1000), NoCases: true}},
		}.Assess()
		var unknown *fees.UnknownKeyError
		var short *customs.AmbiguousHTSError
		switch {
		case row.duty == "" && errors.As(err, &unknown), row.duty == "short" && errors.As(err, &short):
		case err != nil || !w.Duty.Known() || w.Duty.Low.String() != row.duty:
			t.Errorf("%s on %d-%d: duty %s, %v, want %q", row.hts, row.month, row.day, w.Duty, err, row.duty)
		}
	}
}
