package customs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
)

// Published worked examples of whole entries, by their id.
func TestPublishedEntries(t *testing.T) {
	type result struct {
		Duties                       map[string]string
		Duty, MPF, HMF, Total, Value string
	}
	for _, row := range []struct {
		id, source, day string
		mode            customs.Mode
		rounding        customs.Rounding
		line            customs.Line
		want            result
	}{
		{
			"S19", "public repository file", "2026-10-05", customs.Vessel, customs.Estimate, goods("A", "4202.92.31", "10000"),
			result{map[string]string{"column_1": "1760.00", "301_list_3": "2500.00", "301_forced_labor": "1250.00"}, "5510.00", "34.64", "12.50", "5557.14", "10000.00"},
		},
		{
			"S22 Türkiye by air", "public repository file", "2026-08-01", customs.Air, customs.Estimate,
			customs.Line{Ref: "A", HTS: "6109.10.0040", Origin: "TR", Value: usd("100000"), NoCases: true},
			result{map[string]string{"column_1": "16500.00", "301_forced_labor": "12500.00"}, "29000.00", "346.40", "0.00", "29346.40", "100000.00"},
		},
		{
			"S25", "invoicetariff policy docs", "2026-08-01", customs.Vessel, customs.Estimate, goods("A", "6109.10.0040", "10000"),
			result{map[string]string{"column_1": "1650.00", "301_list_4a": "750.00", "301_forced_labor": "1250.00"}, "3650.00", "34.64", "12.50", "3697.14", "10000.00"},
		},
	} {
		t.Run(row.id, func(t *testing.T) {
			e := customs.Entry{Date: feetest.Day(t, row.day), Mode: row.mode, Rounding: row.rounding, Lines: []customs.Line{row.line}}
			w := assessed(t, e)
			got := result{duties(w.Shares[0]), span(w.Duty), money(w.MPF), money(w.HMF), span(w.Total), money(w.Value)}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.source, diff)
			}
			sums(t, w)
		})
	}
}

// S21: the fees of a replay in whole dollars, and what the goods cost with them.
func TestPublishedReplay(t *testing.T) {
	aluminium := goods("A", "7601.10.6090", "100000")
	e := customs.Entry{Date: feetest.Day(t, "2026-08-22"), Mode: customs.Vessel, Rounding: customs.EntryReplayWholeFees, Lines: []customs.Line{aluminium}}
	shipped, err := customs.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	// The code is not in the shipped tariff file: the caller brings it.
	e.Tables, err = shipped.With(tablesOf(t, labTable("tariff", "metal", `"rows": [
		{"hts": "7601.10.6090", "goods": "aluminium, not alloyed", "column_1": {"free": true}, "lists": ["232_metals_50", "301_review_9903.91.01"]}]`)))
	if err != nil {
		t.Fatal(err)
	}
	w := assessed(t, e)
	landed := w.Value.Add(w.Total.Low)
	got := []string{span(w.Duty), money(w.MPF), money(w.HMF), money(landed)}
	if diff := cmp.Diff([]string{"75000.00", "346.00", "125.00", "175471.00"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s\n%v", diff, duties(w.Shares[0]))
	}
}

// S23: furniture at 25 %, with freight of 2,800 and other costs of 35 that are not
// part of the customs value.
func TestPublishedFurniture(t *testing.T) {
	w := assessed(t, labEntry(t, goods("A", lab25, "10000")))
	landed := w.Value.Add(w.Total.Low).Add(usd("2800")).Add(usd("35"))
	got := []string{span(w.Duty), money(w.MPF), money(w.HMF), money(landed)}
	if diff := cmp.Diff([]string{"2500.00", "34.64", "12.50", "15382.14"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// S25: 36.5 % and not the 40.9 % of a duty on duty; 750 more than from Vietnam; with
// the fees about 37 %.
func TestPublishedShirt(t *testing.T) {
	china, vietnam := goods("A", "6109.10.0040", "10000"), goods("A", "6109.10.0040", "10000")
	vietnam.Origin = "VN"
	entry := customs.Entry{Date: feetest.Day(t, "2026-08-01"), Mode: customs.Vessel, Lines: []customs.Line{china}}
	w := assessed(t, entry)
	entry.Lines = []customs.Line{vietnam}
	v := assessed(t, entry)
	rate, _ := w.DutyRate(4)
	all, _ := w.EffectiveRate(2)
	got := []string{rate.String(), all.String(), money(w.Duty.Low.Sub(v.Duty.Low))}
	if diff := cmp.Diff([]string{"0.365", "0.37", "750.00"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
