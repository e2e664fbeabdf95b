package customs_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
)

// The harbor maintenance fee is for vessels only, without minimum or maximum, and
// for informal entries too.
func TestHMF(t *testing.T) {
	for _, row := range []struct {
		mode  customs.Mode
		value string
		want  string
	}{
		{customs.Vessel, "10000", "12.50"}, {customs.Vessel, "100000", "125.00"}, {customs.Vessel, "0", "0.00"},
		{customs.Vessel, "3.99", "0.00"}, {customs.Vessel, "4", "0.01"}, // 0.005 rounds up
		{customs.Vessel, "10000000", "12500.00"}, {customs.Vessel, "100", "0.13"},
		{customs.Air, "100000", "0.00"}, {customs.Truck, "100000", "0.00"}, {customs.Rail, "100000", "0.00"},
		{customs.Express, "100000", "0.00"}, {customs.Mail, "100", "0.00"},
	} {
		entry := labEntry(t, goods("A", labFree, row.value))
		entry.Mode = row.mode
		w := assessed(t, entry)
		free := strings.HasPrefix(w.HMFBasis, "none on goods that come by")
		if free != (row.mode != customs.Vessel) || money(w.HMF) != row.want || money(w.Shares[0].HMF) != row.want || w.HMFBasis == "" || w.HMFSource.Table != "us-customs-hmf-1991-01-01" {
			t.Errorf("%s %s: %s, %q of %s", row.mode, row.value, money(w.HMF), w.HMFBasis, w.HMFSource.Table)
		}
	}
}

func TestHMFTableRefused(t *testing.T) {
	good := labTable("hmf", "", `"rows": [{"mode": "vessel", "rate": "0.00125"}, {"mode": "air", "rate": "0"}]`)
	tablesOf(t, good)
	for _, row := range []struct{ from, to, field string }{
		{`"air"`, `"vessel"`, "us-customs-hmf.rows[1].mode"},
		{`"air"`, `"balloon"`, "us-customs-hmf.rows[1].mode"},
		{`"0.00125"`, `"-1"`, "us-customs-hmf.rows[0].rate"},
	} {
		feetest.Refused(t, customs.ReadTables, feetest.Change(t, good, row.from, row.to), row.field)
	}
}

// A mode of which the table says nothing is unknown and not free.
func TestHMFUnknownMode(t *testing.T) {
	tables, err := lab(t).With(tablesOf(t, `{"id": "us-customs-hmf-1991-01-01", "channel": "us-customs", "kind": "hmf", "effective_from": "1991-01-01", "effective_to": null,
		"verified_on": "2026-11-23", "confidence": "low", "source": "made up", "rows": [{"mode": "vessel", "rate": "0.00125"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	entry := labEntry(t, goods("A", labFree, "5000"))
	entry.Mode, entry.Tables = customs.Air, tables
	if w := assessed(t, entry); w.Complete || len(w.Missing) != 1 {
		t.Errorf("complete %v, missing %q", w.Complete, w.Missing)
	}
}

// From 2,500 on an entry is formal, whatever the lines; a case makes it formal at
// any value.
func TestFormalThreshold(t *testing.T) {
	withCase := goods("A", lab25, "10")
	withCase.NoCases, withCase.Cases = false, []customs.Case{{Number: "A-570-967", Rate: known("0.5")}}
	for _, row := range []struct {
		name  string
		kind  customs.Kind
		lines []customs.Line
		want  customs.Kind
		mpf   string
	}{
		{"a cent below", "", []customs.Line{goods("A", lab25, "2499.99")}, customs.Informal, "2.69"},
		{"on it", "", []customs.Line{goods("A", lab25, "2500.00")}, customs.Formal, "33.58"},
		{"a cent above", "", []customs.Line{goods("A", lab25, "2500.01")}, customs.Formal, "33.58"},
		{"lines together", "", []customs.Line{goods("A", lab25, "1250"), goods("B", labFree, "1250")}, customs.Formal, "33.58"},
		{"less than a cent below", "", []customs.Line{goods("A", lab25, "2499.999")}, customs.Informal, "2.69"},
		{"nothing", "", []customs.Line{goods("A", lab25, "0")}, customs.Informal, "2.69"},
		{"a case", "", []customs.Line{withCase}, customs.Formal, "33.58"},
		{"formal by choice", customs.Formal, []customs.Line{goods("A", lab25, "10")}, customs.Formal, "33.58"},
		{"informal by choice", customs.Informal, []customs.Line{goods("A", lab25, "2499.99")}, customs.Informal, "2.69"},
	} {
		t.Run(row.name, func(t *testing.T) {
			entry := labEntry(t, row.lines...)
			entry.Kind = row.kind
			if w := assessed(t, entry); w.Kind != row.want || money(w.MPF) != row.mpf {
				t.Errorf("%s, MPF %s", w.Kind, money(w.MPF))
			}
		})
	}
	for name, l := range map[string]customs.Line{"at the threshold": goods("A", lab25, "2500"), "with a case": withCase} {
		entry := labEntry(t, l)
		entry.Kind = customs.Informal
		_, err := entry.Assess()
		if diff := cmp.Diff([]string{"kind"}, feetest.Fields(t, err)); diff != "" {
			t.Errorf("informal %s (-want +got):\n%s", name, diff)
		}
	}
	// A replay rounds to 2,500 and is informal all the same: the goods are worth less.
	entry := labEntry(t, goods("A", lab25, "2499.60"))
	entry.Rounding = customs.EntryReplay
	if w := assessed(t, entry); w.Kind != customs.Informal || money(w.Value) != "2500.00" {
		t.Errorf("%s at %s", w.Kind, w.Value)
	}
}

// The exemption of small shipments, on its last day and on the day after.
func TestDeMinimis(t *testing.T) {
	for _, row := range []struct {
		day, origin, value string
		last               string // of the error, "" for none
	}{
		{"2025-05-01", "CN", "800", ""}, {"2025-05-02", "CN", "10", "2025-05-01"},
		{"2025-05-01", "HK", "800", ""}, {"2025-05-02", "HK", "10", "2025-05-01"},
		{"2025-05-02", "VN", "800", ""}, {"2025-08-28", "VN", "799.99", ""}, {"2025-08-29", "VN", "0.01", "2025-08-28"},
		{"2026-11-23", "VN", "1", "2025-08-28"}, {"2026-11-23", "CN", "1", "2025-05-01"},
		{"2016-03-10", "CN", "800", ""},
	} {
		l := goods("A", lab25, row.value)
		l.Origin = row.origin
		entry := customs.Entry{Date: feetest.Day(t, row.day), Mode: customs.Vessel, Kind: customs.DeMinimis, Lines: []customs.Line{l}, Tables: lab(t)}
		w, err := entry.Assess()
		if row.last == "" {
			if err != nil {
				t.Errorf("%s %s: %v", row.day, row.origin, err)
				continue
			}
			layer, _ := w.Lines[0].Layer("de_minimis")
			if !w.Total.High.IsZero() || !w.Complete || w.Kind != customs.DeMinimis || layer.Status != customs.Applied || w.Lines[0].HTS != "1001.10.0000" {
				t.Errorf("%s %s: %+v", row.day, row.origin, w)
			}
			continue
		}
		var ended *customs.DeMinimisError
		if !errors.As(err, &ended) || !ended.Last.Equal(feetest.Day(t, row.last)) || ended.Field != "lines[0].origin" || ended.By == "" {
			t.Errorf("%s %s: %v", row.day, row.origin, err)
		}
	}
	var none *fees.NoTableError
	entry := customs.Entry{Date: feetest.Day(t, "2016-03-09"), Mode: customs.Air, Kind: customs.DeMinimis, Lines: []customs.Line{goods("A", lab25, "1")}, Tables: lab(t)}
	if _, err := entry.Assess(); !errors.As(err, &none) || none.Kind != "de_minimis" {
		t.Errorf("before the table: %v", err)
	}
}

// The limit is for the shipment; the faults of all lines are reported at once.
func TestDeMinimisLimit(t *testing.T) {
	entry := customs.Entry{Date: feetest.Day(t, "2025-03-03"), Mode: customs.Express, Kind: customs.DeMinimis, Tables: lab(t)}
	entry.Lines = []customs.Line{goods("A", lab25, "400"), goods("B", labFree, "400")}
	if _, err := entry.Assess(); err != nil {
		t.Error(err)
	}
	entry.Lines[1].Value = usd("400.01")
	_, err := entry.Assess()
	if diff := cmp.Diff([]string{"kind"}, feetest.Fields(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	entry.Date = feetest.Day(t, "2025-05-02")
	_, err = entry.Assess()
	got := err.Error()
	want := "customs: lines[0].origin: goods of CN have no de minimis exemption on 2025-05-02: the last day was 2025-05-01 (EO 14256)\n" +
		"customs: lines[1].origin: goods of CN have no de minimis exemption on 2025-05-02: the last day was 2025-05-01 (EO 14256)"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The day is the calendar day in the time's own location.
func TestEntryDay(t *testing.T) {
	newYork := time.FixedZone("EDT", -4*60*60)
	for _, row := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 9, 30, 23, 59, 0, 0, newYork), "33.58"}, // 1 October in UTC
		{time.Date(2026, 10, 1, 0, 0, 0, 0, newYork), "34.58"},
	} {
		e := labEntry(t, goods("A", labFree, "3000"))
		e.Date = row.at
		w := assessed(t, e)
		if money(w.MPF) != row.want || w.Date.Format(time.DateOnly) != row.at.Format(time.DateOnly) {
			t.Errorf("%s: %s", row.at, w.MPF)
		}
	}
}

// Every table of fees and limits, read as text: it ends where the next one starts, or
// a year after the last check.
func TestFeeTables(t *testing.T) {
	var last time.Time
	for _, year := range mpfYears {
		from := feetest.Day(t, year.from)
		if !last.IsZero() && !from.Equal(last.AddDate(0, 0, 1)) {
			t.Errorf("%s starts on %s, the one before ends on %s", year.id, from, last)
		}
		last = feetest.Day(t, year.to)
	}
	ends := map[string]string{}
	for info := range lab(t).All() {
		if info.Source.VerifiedOn.Format(time.DateOnly) != "2026-11-23" || info.Note == "" && info.Source.Citation != "made up" && info.Kind != "mpf" {
			t.Errorf("%s: %+v", info.Source.Table, info)
		}
		ends[info.Kind] = info.Source.EffectiveTo.Format(time.DateOnly)
	}
	for _, kind := range []string{"hmf", "entry_limits", "de_minimis"} {
		if ends[kind] != "2027-11-22" {
			t.Errorf("%s ends on %s", kind, ends[kind])
		}
	}
}

// Of goods with several limits the lowest holds for the shipment; an origin that no
// row has is never exempt.
func TestDeMinimisOtherLimits(t *testing.T) {
	rows := labTable("de_minimis", "", `"rows": [{"origins": ["CN"], "limit": "800"}, {"origins": ["VN"], "limit": "200"}]`)
	text := labText
	for _, kind := range []string{"mpf-fy2026", "hmf-", "entry-limits-"} {
		for _, file := range feetest.Files(t) {
			if strings.HasPrefix(file.Name, kind) {
				text += file.Text
			}
		}
	}
	e := labEntry(t, goods("A", lab25, "100"), goods("B", lab25, "100"))
	e.Kind, e.Tables = customs.DeMinimis, tablesOf(t, text+rows)
	e.Lines[1].Origin = "VN"
	if _, err := e.Assess(); err != nil {
		t.Error(err)
	}
	e.Lines[0].Value = usd("100.01")
	_, err := e.Assess()
	if diff := cmp.Diff([]string{"kind"}, feetest.Fields(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	e.Lines[0].Origin = "IN"
	var never *customs.DeMinimisError
	if _, err := e.Assess(); !errors.As(err, &never) || !never.Last.IsZero() || never.Origin != "IN" {
		t.Errorf("%v", err)
	}
}
