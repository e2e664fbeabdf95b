package fees_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
)

// A look-up of a table allocates nothing, whatever the kind has.
func BenchmarkKindOn(b *testing.B) {
	tables, err := everyFormat.Read(strings.NewReader(
		storageTable("s", "2026-01-01", `"2026-12-31"`, "month", "0", `{"rate": "0.78"}`) + storageTable("t", "2027-01-01", "null", "month", "0", `{"rate": "0.79"}`) +
			levyTable("a", "plastic", "2026-01-01", "null") + levyTable("b", "metal", "2026-01-01", "null")))
	if err != nil {
		b.Fatal(err)
	}
	on, before := fees.Day(2026, 6, 1), fees.Day(2025, 6, 1)
	b.Run("On", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := storageKind.On(tables, on); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("OnVariant", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := levyKind.OnVariant(tables, "metal", on); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Since", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, found, err := storageKind.Since(tables, before); err != nil || found {
				b.Fatal(found, err)
			}
		}
	})
}

// The same as a test, so that an allocation does not come back unseen.
func TestLookUpsDoNotAllocate(t *testing.T) {
	tables := read(t, everyFormat, storageTable("s", "2026-01-01", "null", "month", "0", `{"rate": "0.78"}`)+levyTable("a", "plastic", "2026-01-01", "null"))
	on, before := fees.Day(2026, 6, 1), fees.Day(2025, 6, 1)
	for name, lookUp := range map[string]func(){
		"On":        func() { _, _ = storageKind.On(tables, on) },
		"OnVariant": func() { _, _ = levyKind.OnVariant(tables, "plastic", on) },
		"Since":     func() { _, _, _ = storageKind.Since(tables, before) },
	} {
		if n := testing.AllocsPerRun(100, lookUp); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// A year in stock: a look-up of a rate for every day, a charge for every month.
func BenchmarkChargeStorage(b *testing.B) {
	tables, err := everyFormat.Read(strings.NewReader(storageTable("s", "2026-01-01", "null", "month", "0",
		`{"first_month": "1", "last_month": "9", "rate": "0.78"}, {"first_month": "10", "last_month": "12", "rate": "2.40"}`)))
	if err != nil {
		b.Fatal(err)
	}
	parcel, err := fees.ParseParcel("12 in", "8 in", "5 in", "1 lb")
	if err != nil {
		b.Fatal(err)
	}
	year := stay("2026-01-01", "", "2027-01-01")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fees.ChargeStorage("storage", parcel.Volume(), year, fees.FindStorage(storageKind, tables, "")); err != nil {
			b.Fatal(err)
		}
	}
}

// Reading what a channel ships costs once per program.
func BenchmarkFormatRead(b *testing.B) {
	var text strings.Builder
	text.WriteString(categoryTable(categoryRows))
	text.WriteString(shippingTable(shippingRows))
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := everyFormat.Read(strings.NewReader(text.String())); err != nil {
			b.Fatal(err)
		}
	}
}
