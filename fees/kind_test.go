package fees_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// wantNoTable checks that an error says which table is missing for which day.
func wantNoTable(t *testing.T, err error, want fees.NoTableError) {
	t.Helper()
	var none *fees.NoTableError
	if !errors.As(err, &none) {
		t.Errorf("error is %v, want a NoTableError", err)
		return
	}
	if *none != want {
		t.Errorf("error is %+v, want %+v", *none, want)
	}
}

// A look-up finds the table of the variant and of the calendar day, and says what
// there is when it finds none.
func TestKindOnVariant(t *testing.T) {
	tables := read(t, everyFormat, levyTable("a", "plastic", "2026-01-01", `"2026-06-30"`)+levyTable("b", "plastic", "2026-08-01", "null")+levyTable("c", "metal", "2026-01-01", "null"))
	pacific := time.FixedZone("PDT", -7*60*60)
	for _, row := range []struct {
		variant string
		on      time.Time
		want    string
	}{
		{"plastic", fees.Day(2026, 1, 1), "a"}, {"plastic", fees.Day(2026, 6, 30), "a"}, {"plastic", fees.Day(2026, 8, 1), "b"}, {"metal", fees.Day(2026, 6, 30), "c"},
		{"plastic", time.Date(2026, 6, 30, 23, 59, 59, 0, pacific), "a"}, // July already in UTC
		{"plastic", time.Date(2026, 7, 31, 23, 0, 0, 0, time.UTC).In(time.FixedZone("CST", 8*60*60)), "b"},
	} {
		got, err := levyKind.OnVariant(tables, row.variant, row.on)
		if err != nil || got.Source.Table != row.want || !got.Rules.Equal(dec("0.05")) {
			t.Errorf("%s on %s: got %s, %v, want %s", row.variant, row.on, got.Source.Table, err, row.want)
		}
	}
	gap := fees.Day(2026, 7, 31)
	_, err := levyKind.OnVariant(tables, "plastic", gap)
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "levy/plastic", Day: gap, First: fees.Day(2026, 1, 1)})
	_, err = levyKind.OnVariant(tables, "oil", gap)
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "levy/oil", Day: gap})
	_, err = levyKind.On(tables, gap)
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "levy", Day: gap})
}

// No tables are no panic: every look-up says what is missing.
func TestKindWithoutTables(t *testing.T) {
	day := fees.Day(2026, 6, 1)
	for _, tables := range []*fees.Tables{nil, {}} {
		_, err := storageKind.On(tables, day)
		wantNoTable(t, err, fees.NoTableError{Kind: "storage", Day: day})
		_, err = shippingKind.OnVariant(tables, "apparel", day)
		wantNoTable(t, err, fees.NoTableError{Kind: "shipping/apparel", Day: day})
		_, found, err := storageKind.Since(tables, time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC))
		if found || err == nil {
			t.Errorf("a kind that nobody has a table of is found %t, %v", found, err)
		}
		if got := levyKind.Variants(tables); got != nil {
			t.Errorf("variants %q of no tables", got)
		}
	}
}

// A kind finds nothing in the tables of another channel, even when that has a kind
// of the same name and rules.
func TestKindOfAnotherFormat(t *testing.T) {
	other := fees.NewKind("storage", func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, false) })
	tables := read(t, everyFormat, table("storage", "s", `"per": "month", "first_day": "0", "rows": [{"rate": "0.8"}]`))
	day := fees.Day(2026, 6, 1)
	if _, err := storageKind.On(tables, day); err != nil {
		t.Fatal(err)
	}
	_, err := other.On(tables, day)
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "storage", Day: day})
	if got := other.Variants(tables); got != nil {
		t.Errorf("variants %q of another channel", got)
	}
}

// A fee that started one day is not there before, and missing after its end.
func TestKindSince(t *testing.T) {
	tables := read(t, everyFormat, table("storage", "s", `"per": "month", "first_day": "0", "rows": [{"rate": "0.8"}]`))
	for _, row := range []struct {
		on    time.Time
		found bool
	}{{fees.Day(2025, 12, 31), false}, {time.Date(2025, 12, 31, 23, 59, 0, 0, time.FixedZone("PST", -8*60*60)), false}, {fees.Day(2026, 1, 1), true}, {fees.Day(2026, 12, 31), true}, {time.Time{}, false}} {
		got, found, err := storageKind.Since(tables, row.on)
		if err != nil || found != row.found || found != (got.Source.Table == "s") {
			t.Errorf("on %s: found %t %s, %v", row.on, found, got.Source.Table, err)
		}
	}
	_, found, err := storageKind.Since(tables, fees.Day(2027, 1, 1))
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "storage", Day: fees.Day(2027, 1, 1), First: fees.Day(2026, 1, 1), Last: fees.Day(2026, 12, 31)})
	if found {
		t.Error("a table is found after the last day")
	}
}

// Which variants a file may name: none, one of a list, or its own.
func TestKindVariants(t *testing.T) {
	shipping := func(variant string) string {
		return table("shipping", "w", variant+`"rows": [{"fee": "1"}]`)
	}
	storage := func(variant string) string {
		return table("storage", "s", variant+`"per": "day", "first_day": "1", "rows": [{"rate": "1"}]`)
	}
	for _, test := range []struct{ text, want string }{
		{shipping(`"variant": "apparel", `), ""},
		{shipping(`"variant": "Apparel", `), `w.variant must be one of standard, apparel, got "Apparel"`},
		{shipping(``), `w.variant must be one of standard, apparel`},
		{storage(``), ""},
		{storage(`"variant": null, `), ""},
		{storage(`"variant": "", `), ""},
		{storage(`"variant": "small", `), `s.variant must not be given: the kind storage has none, got "small"`},
		{levyTable("l", "anything at all", "2026-01-01", "null"), ""},
		{levyTable("l", "", "2026-01-01", "null"), `l.variant must not be empty`},
	} {
		if got := strings.Join(faults(t, everyFormat, test.text), "; "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
	tables := read(t, everyFormat, levyTable("b", "oil", "2026-01-01", `"2026-01-31"`)+levyTable("a", "metal", "2026-01-01", "null")+levyTable("c", "oil", "2026-02-01", "null")+shipping(`"variant": "apparel", `))
	if got := levyKind.Variants(tables); !slices.Equal(got, []string{"oil", "metal"}) {
		t.Errorf("variants %q", got)
	}
	if got := shippingKind.Variants(tables); !slices.Equal(got, []string{"apparel"}) {
		t.Errorf("variants %q", got)
	}
}

// Rules may be of any type, also an interface that a reader leaves nil, and a kind
// keeps its own list of variants.
func TestKindOfAnyRules(t *testing.T) {
	names := []string{"x"}
	empty := fees.NewKind("empty", func(*fees.TableFile) error { return nil }, names...)
	names[0] = "y"
	tables := read(t, fees.NewFormat("examplemart", nil, empty), table("empty", "e", `"variant": "x", "rows": [{}]`))
	got, err := empty.OnVariant(tables, "x", fees.Day(2026, 6, 1))
	if err != nil || got.Rules != nil || got.Source.Table != "e" {
		t.Errorf("got %v, %v", got, err)
	}
}
