package customs_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// genAmount draws an amount in cents, often of 0, of a few cents or with more
// decimals than a cent.
func genAmount() *rapid.Generator[decimal.Decimal] {
	return rapid.OneOf(
		rapid.Just(decimal.Decimal{}),
		rapid.Custom(func(t *rapid.T) decimal.Decimal { return decimal.New(rapid.Int64Range(0, 20).Draw(t, "cents"), -2) }),
		rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.New(rapid.Int64Range(0, 5_000_00).Draw(t, "cents"), -2)
		}),
		rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.New(rapid.Int64Range(0, 200_000_00).Draw(t, "cents"), -2)
		}),
		rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.New(rapid.Int64Range(0, 1e11).Draw(t, "units"), -rapid.Int32Range(0, 12).Draw(t, "decimals"))
		}),
	)
}

// share draws a part of an amount.
func share(t *rapid.T, of decimal.Decimal, label string) decimal.Decimal {
	return of.Mul(decimal.New(rapid.Int64Range(0, 4).Draw(t, label), 0)).DivRound(usd("4"), 12).Truncate(12)
}

// genLabLine draws a line of the lab with any facts.
func genLabLine() *rapid.Generator[customs.Line] {
	codes := rapid.SampledFrom([]string{lab25, labFree, labStacked, labCompound, labPerKg, labCabinet, labSteel, labUnknown, "1001.10", "1001100000"})
	return rapid.Custom(func(t *rapid.T) customs.Line {
		l := customs.Line{
			Ref: rapid.SampledFrom([]string{"", "A", "B", "C"}).Draw(t, "ref"), HTS: codes.Draw(t, "hts"),
			Origin: rapid.SampledFrom([]string{"CN", "VN"}).Draw(t, "origin"), Value: genAmount().Draw(t, "value"),
		}
		l.NoCases = rapid.Bool().Draw(t, "no cases")
		if !l.NoCases && rapid.Bool().Draw(t, "case") {
			l.Cases = []customs.Case{{Number: "A-1", Rate: known("0.333")}}
		}
		for _, unit := range []string{"No.", "kg"} {
			if rapid.Bool().Draw(t, "has "+unit) {
				if l.Quantities == nil {
					l.Quantities = map[string]decimal.Decimal{}
				}
				l.Quantities[unit] = genAmount().Draw(t, unit)
			}
		}
		if rapid.Bool().Draw(t, "content") {
			l.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: share(t, l.Value, "steel")}
		}
		if rapid.Bool().Draw(t, "answer") {
			l.Facts.Answers = map[customs.Question]bool{"completed_cabinet": rapid.Bool().Draw(t, "cabinet")}
		}
		if l.HTS == lab25 && rapid.IntRange(0, 3).Draw(t, "chapter 98") == 0 {
			l.Chapter98 = "9802.00.80"
			l.DutiableValue = decimal.NewNullDecimal(share(t, l.Value, "dutiable"))
		}
		l.MPFExempt = rapid.IntRange(0, 4).Draw(t, "exempt") == 0
		return l
	})
}

// genLabEntry draws an entry of the lab.
func genLabEntry(t testing.TB) *rapid.Generator[customs.Entry] {
	tables, day := lab(t), feetest.Day(t, "2026-03-02")
	return rapid.Custom(func(t *rapid.T) customs.Entry {
		return customs.Entry{
			Date: day, Tables: tables,
			Mode:     rapid.SampledFrom([]customs.Mode{customs.Vessel, customs.Air, customs.Express}).Draw(t, "mode"),
			Rounding: rapid.SampledFrom([]customs.Rounding{customs.Estimate, customs.EntryReplay, customs.EntryReplayWholeFees}).Draw(t, "rounding"),
			Lines:    rapid.SliceOfN(genLabLine(), 1, 9).Draw(t, "lines"),
		}
	})
}

// Everything sums, whatever the entry.
func TestEntrySums(t *testing.T) {
	entries := genLabEntry(t)
	rapid.Check(t, func(t *rapid.T) {
		w, err := entries.Draw(t, "entry").Assess()
		if err != nil {
			t.Fatal(err)
		}
		sums(t, w)
	})
}

// A shuffle of the lines changes nobody's share: lines that differ keep theirs, and
// those that are alike in everything have the same ones among them.
func TestEntryShuffles(t *testing.T) {
	entries := genLabEntry(t)
	rapid.Check(t, func(t *rapid.T) {
		e := entries.Draw(t, "entry")
		before, err := e.Assess()
		if err != nil {
			t.Fatal(err)
		}
		shuffled := e
		shuffled.Lines = rapid.Permutation(e.Lines).Draw(t, "lines")
		after, err := shuffled.Assess()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sharesOf(e, before), sharesOf(shuffled, after)); diff != "" {
			t.Fatalf("(-before +after):\n%s", diff)
		}
		if !equal(before.Total, after.Total) || !before.Value.Equal(after.Value) || len(before.Lines) != len(after.Lines) || before.MPFBasis != after.MPFBasis {
			t.Fatalf("total %s and %s", before.Total, after.Total)
		}
	})
}

// sharesOf counts what lines pay, by everything that the input says of them.
func sharesOf(e customs.Entry, w customs.Worksheet) map[string]int {
	out := map[string]int{}
	for i, s := range w.Shares {
		l := e.Lines[i]
		l.HTS = w.Lines[s.Line].HTS
		dutiable := ""
		if l.DutiableValue.Valid {
			dutiable = l.DutiableValue.Decimal.String()
		}
		key := fmt.Sprint(l.Ref, l.HTS, l.Origin, l.Value, l.Quantities, l.Facts, l.NoCases, l.Preference, l.Chapter98, dutiable, l.MPFExempt)
		out[fmt.Sprint(key, " pays ", span(s.Duty), duties(s), money(s.MPF), money(s.HMF))]++
	}
	return out
}

// One line or the same goods in two lines: the entry pays the same.
func TestEntrySplits(t *testing.T) {
	entries := genLabEntry(t)
	rapid.Check(t, func(t *rapid.T) {
		e := entries.Draw(t, "entry")
		e.Lines = e.Lines[:1]
		whole, err := e.Assess()
		if err != nil {
			t.Fatal(err)
		}
		l := e.Lines[0]
		half := l
		half.Ref = "half"
		scale := func(d decimal.Decimal) decimal.Decimal { return d.Mul(usd("0.5")) }
		half.Value = scale(l.Value)
		if half.Value.Exponent() < -12 {
			t.Skip("more decimals than an input may have")
		}
		half.Quantities, half.Facts.ContentValue = nil, nil
		for unit, d := range l.Quantities {
			if half.Quantities == nil {
				half.Quantities = map[string]decimal.Decimal{}
			}
			half.Quantities[unit] = scale(d).Truncate(12)
		}
		rest := half
		rest.Ref = "rest"
		if len(l.Quantities) > 0 {
			rest.Quantities = map[string]decimal.Decimal{}
			for unit, d := range l.Quantities {
				rest.Quantities[unit] = d.Sub(half.Quantities[unit])
			}
		}
		if d, has := l.Facts.ContentValue[customs.Steel]; has {
			if scale(d).Exponent() < -12 {
				t.Skip("more decimals than an input may have")
			}
			half.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: scale(d)}
			rest.Facts.ContentValue = half.Facts.ContentValue
		}
		if l.DutiableValue.Valid {
			if scale(l.DutiableValue.Decimal).Exponent() < -12 {
				t.Skip("more decimals than an input may have")
			}
			half.DutiableValue.Decimal = scale(l.DutiableValue.Decimal)
			rest.DutiableValue = half.DutiableValue
		}
		e.Lines = []customs.Line{half, rest}
		parts, err := e.Assess()
		if err != nil {
			t.Fatal(err)
		}
		if len(parts.Lines) != 1 || !equal(whole.Duty, parts.Duty) || !whole.MPF.Equal(parts.MPF) || !whole.HMF.Equal(parts.HMF) {
			t.Fatalf("whole %s %s %s, parts %s %s %s", whole.Duty, whole.MPF, whole.HMF, parts.Duty, parts.MPF, parts.HMF)
		}
	})
}
