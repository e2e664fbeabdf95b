package customs

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// asked are the questions whose missing answer makes a range.
var asked = []Question{
	AutoPart, TruckPart, CompletedCabinet, ExclusionClaimed, ExclusionExtended, GatedChip, CountryExempt, BrazilExempt, Brazil301, Canada338,
	OnList("301_list_3"), OnList("s122_exempt"), OnList("301_fl_exempt"),
}

// genFacts is a line of which everything is known, a day of entry and one of
// loading.
func genFacts(t *rapid.T, codes []string) (l Line, day, loaded time.Time) {
	l = Line{
		HTS:     rapid.SampledFrom(codes).Draw(t, "hts"),
		Origin:  rapid.SampledFrom([]string{"CN", "CN", "CN", "HK", "MO", "VN", "DE", "GB", "JP", "CA", "MX", "BR", "IN", "US", "RU"}).Draw(t, "origin"),
		Value:   decimal.New(rapid.Int64Range(0, 2_000_000).Draw(t, "cents"), -2),
		NoCases: true,
		Quantities: map[string]decimal.Decimal{
			"kg": decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "kg"), -1), "No.": decimal.NewFromInt(rapid.Int64Range(0, 50_000).Draw(t, "pieces")),
		},
		Facts: Facts{Answers: map[Question]bool{}, ContentValue: map[Material]decimal.Decimal{}},
	}
	for _, q := range asked {
		l.Facts.Answers[q] = rapid.Bool().Draw(t, string(q))
	}
	if l.HTS != "85012040" { // of other codes an exclusion counts only when it is claimed
		l.Facts.Answers[ExclusionClaimed] = false
	}
	left := l.Value
	for _, m := range materials {
		part := left.Mul(decimal.New(rapid.SampledFrom([]int64{0, 0, 13, 50, 99, 100}).Draw(t, string(m)), -2)).Truncate(2)
		l.Facts.ContentValue[m], left = part, left.Sub(part)
	}
	l.Facts.MetalWeight = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 100).Draw(t, "weight"), -2))
	day = fees.Day(2025, time.January, 1).AddDate(0, 0, rapid.IntRange(0, 1055).Draw(t, "day"))
	return l, day, day.AddDate(0, 0, -rapid.IntRange(0, 60).Draw(t, "at sea"))
}

// forget takes some of the facts away.
func forget(t *rapid.T, l Line, loaded time.Time) (Line, time.Time) {
	l.Facts.Answers, l.Facts.ContentValue, l.Quantities = maps.Clone(l.Facts.Answers), maps.Clone(l.Facts.ContentValue), maps.Clone(l.Quantities)
	for _, q := range asked {
		if rapid.Bool().Draw(t, "forget "+string(q)) {
			delete(l.Facts.Answers, q)
		}
	}
	for _, m := range materials {
		if rapid.Bool().Draw(t, "forget "+string(m)) {
			delete(l.Facts.ContentValue, m)
		}
	}
	if rapid.Bool().Draw(t, "forget the weight") {
		l.Facts.MetalWeight = decimal.NullDecimal{}
	}
	if rapid.Bool().Draw(t, "forget the loading") {
		loaded = time.Time{}
	}
	return l, loaded
}

// inside reports whether a range lies in another, but for the cents of rounding of
// values between the ends.
func inside(r, other Range) bool {
	cents := dec("0.03")
	return !r.Low.LessThan(other.Low.Sub(cents)) && !r.High.GreaterThan(other.High.Add(cents))
}

func allCodes(b *book) []string {
	var codes []string
	for _, tariff := range b.tariffs {
		codes = append(codes, tariff.codes...)
	}
	slices.Sort(codes)
	return codes
}

// Every fact that becomes known narrows the duty: what is known lies in the range of
// what is not. With all facts the duty is one amount, the sum of its layers, of
// which every programme has one.
func TestFactsNarrowTheDuty(t *testing.T) {
	tables := withTables(t, callerTariff)
	first, err := bookOn(tables, fees.Day(2025, time.January, 1))
	if err != nil {
		t.Fatal(err)
	}
	codes := allCodes(first)
	rapid.Check(t, func(t *rapid.T) {
		l, day, loaded := genFacts(t, codes)
		b, err := bookOn(tables, day)
		if err != nil {
			t.Fatal(err)
		}
		exact, err := b.assess(&l, loaded, Vessel)
		if err != nil {
			t.Fatal(err)
		}
		if !exact.duty.Known() && len(exact.missing) == 0 || exact.duty.Low.Sign() < 0 {
			t.Fatalf("with all facts: %s, open %v", exact.duty, exact.open)
		}
		var sum Range
		seen := map[string]bool{}
		for _, layer := range exact.layers {
			sum = sum.Plus(layer.Amount)
			if seen[layer.Programme] {
				t.Fatalf("%s is there twice", layer.Programme)
			}
			seen[layer.Programme] = true
			if layer.Amount.Low.Sign() < 0 || layer.Amount.High.LessThan(layer.Amount.Low) || layer.Base.High.GreaterThan(l.Value) || layer.Reason == "" {
				t.Fatalf("%+v", layer)
			}
			if layer.Status != Applied && layer.Status != Undecided && !layer.Amount.High.IsZero() {
				t.Fatalf("%s pays: %+v", layer.Status, layer)
			}
		}
		if len(seen) != 1+len(b.programmes) || exact.duty.Known() && !sum.Low.Equal(exact.duty.Low) {
			t.Fatalf("%d layers sum to %s, the duty is %s", len(seen), sum, exact.duty)
		}
		less, lessLoaded := forget(t, l, loaded)
		some, err := b.assess(&less, lessLoaded, Vessel)
		if err != nil {
			t.Fatal(err)
		}
		least, leastLoaded := forget(t, less, lessLoaded)
		few, err := b.assess(&least, leastLoaded, Vessel)
		if err != nil {
			t.Fatal(err)
		}
		if !inside(exact.duty, some.duty) || !inside(some.duty, few.duty) {
			t.Fatalf("%s is known; with fewer facts %s, open %v; with fewer still %s, open %v", exact.duty, some.duty, some.open, few.duty, few.open)
		}
		for _, o := range few.open {
			if o.Text == "" || o.Effect.Low.Sign() < 0 || o.Effect.High.LessThan(o.Effect.Low) || o.Effect.High.GreaterThan(few.duty.High) {
				t.Fatalf("%+v", o)
			}
		}
		if !few.duty.Known() && len(few.open) == 0 && len(few.missing) == 0 {
			t.Fatalf("%s without an open fact", few.duty)
		}
	})
}

// A book keeps nothing of a line: the order of the lines does not matter.
func TestBookForgets(t *testing.T) {
	tables := withTables(t, callerTariff)
	b, err := bookOn(tables, fees.Day(2025, time.September, 1))
	if err != nil {
		t.Fatal(err)
	}
	codes := allCodes(b)
	rapid.Check(t, func(t *rapid.T) {
		l, _, loaded := genFacts(t, codes)
		l, loaded = forget(t, l, loaded)
		fresh, err := bookOn(tables, b.day)
		if err != nil {
			t.Fatal(err)
		}
		want, err1 := fresh.assess(&l, loaded, Vessel)
		got, err2 := b.assess(&l, loaded, Vessel)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got.duty.String() != want.duty.String() || got.paid() != want.paid() || len(got.open) != len(want.open) {
			t.Fatalf("%s, in a new book %s", got.paid(), want.paid())
		}
	})
}

// Reading what anybody wrote neither panics nor makes look-ups panic.
func FuzzReadTables(f *testing.F) {
	shipped, err := ShippedTables()
	if err != nil {
		f.Fatal(err)
	}
	feetest.Fuzz(f, ReadTables, func(_ *testing.T, tables *fees.Tables, table fees.TableInfo) {
		with, err := shipped.With(tables)
		if err != nil {
			return
		}
		b, err := bookOn(with, table.Source.EffectiveFrom)
		if err != nil {
			return
		}
		for _, tariff := range b.tariffs {
			for _, code := range tariff.codes[:min(20, len(tariff.codes))] {
				_, _ = b.assess(cn(code), time.Time{}, Vessel)
			}
		}
	}, callerTariff)
}

// A code that anybody wrote is refused or has its own digits.
func FuzzParseHTS(f *testing.F) {
	for _, text := range []string{"4202.92.3120", "4202", "", "4202..92", "42029231201"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		digits, err := parseHTS(text)
		if err != nil {
			return
		}
		if strings.ReplaceAll(text, ".", "") != digits || len(digits)%2 != 0 || len(digits) < 4 || len(digits) > 10 {
			t.Fatalf("%q has the digits %q", text, digits)
		}
		if again, err := parseHTS(formatHTS(digits)); err != nil || again != digits {
			t.Fatalf("%q is written as %q", digits, formatHTS(digits))
		}
	})
}

// A day of the tables, compiled.
func BenchmarkBookOn(b *testing.B) {
	tables := withTables(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bookOn(tables, fees.Day(2026, time.October, 1)); err != nil {
			b.Fatal(err)
		}
	}
}

// A line with all facts, and one of which some are open.
func BenchmarkAssess(b *testing.B) {
	book := on(b, "2026-10-01")
	for _, row := range []struct{ name, hts string }{{"known", "4202.92.3120"}, {"open", "8708.30.5030"}} {
		b.Run(row.name, func(b *testing.B) {
			l := cn(row.hts)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := book.assess(l, time.Time{}, Vessel); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
