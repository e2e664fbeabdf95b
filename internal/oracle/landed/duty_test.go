package landedoracle_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// same fails unless two amounts are equal.
func same(t *testing.T, what string, got decimal.Decimal, want string) {
	t.Helper()
	if !got.Equal(dec(want)) {
		t.Errorf("%s is %s, want %s", what, got, want)
	}
}

// total returns the duty of a line.
func total(t *testing.T, line oracle.Line, on string) decimal.Decimal {
	t.Helper()
	stack, ok := oracle.Stack(line, day(on))
	if !ok {
		t.Fatalf("no answer for %+v on %s", line, on)
	}
	return oracle.Sum(stack)
}

func TestSamples(t *testing.T) {
	if got := len(oracle.Samples()); got != 52 {
		t.Errorf("%d samples", got)
	}
	// What the sources leave open, added up by hand.
	open := map[string]string{
		"9401.61.4011": "50", "8507.60.0020": "40.9", "8504.40.9580": "37.5", "7326.90.8688": "77.9",
	}
	for _, s := range oracle.Samples() {
		want := s.Total
		if want == "" {
			want = open[s.HTS]
		}
		same(t, s.HTS, total(t, s.Line(dec("100")), "2026-10-01"), want)
	}
}

// A generic total holds on its first and last day, and the next row follows it.
func TestGenericTotals(t *testing.T) {
	rows := oracle.GenericTotals()
	for i, row := range rows {
		for _, on := range []string{row.First, row.Last} {
			for list, want := range map[string]string{"1": row.Listed, "2": row.Listed, "3": row.Listed, "4A": row.List4A, "": row.Unlisted, "4B": row.Unlisted} {
				line := oracle.Line{Origin: "CN", Value: dec("100"), List: list}
				same(t, on+" list "+list, total(t, line, on), want)
			}
		}
		if i > 0 && !day(rows[i-1].Last).AddDate(0, 0, 1).Equal(day(row.First)) {
			t.Errorf("a gap before %s", row.First)
		}
	}
}

func TestDutyExamples(t *testing.T) {
	cn := func(mfn, list, value string) oracle.Line {
		return oracle.Line{Origin: "CN", Value: dec(value), Percent: dec(mfn).Shift(-2), List: list}
	}
	with := func(line oracle.Line, set func(*oracle.Line)) oracle.Line { set(&line); return line }
	for _, row := range []struct {
		id   string
		line oracle.Line
		on   string
		want string
	}{
		{"S17", cn("9", "3", "100"), "2026-08-01", "46.5"},
		{"S18", with(cn("2.5", "3", "100"), func(l *oracle.Line) { l.AutoListed, l.AutoUse = true, true }), "2026-08-01", "52.5"},
		{"S19", cn("17.6", "3", "10000"), "2026-10-15", "5510"},
		{"S20", with(cn("0", "4A", "10000"), func(l *oracle.Line) { l.ForcedLaborExempt = true }), "2026-10-15", "750"},
		{"S21", with(cn("0", "3", "100000"), func(l *oracle.Line) { l.NewMetal = "i"; l.Chapter = 76 }), "2026-08-22", "75000"},
		{"S22", oracle.Line{Origin: "TR", Value: dec("100000"), Percent: dec("0.165")}, "2026-07-24", "29000"},
		{"S24 middle price", cn("31.5", "", "7.50"), "2024-01-01", "2.36"},
		{"S24 factory price", cn("31.5", "", "5.00"), "2024-01-01", "1.58"},
		{"S25", cn("16.5", "4A", "10000"), "2026-08-01", "3650"},
		{"S25 Vietnam", oracle.Line{Origin: "VN", Value: dec("10000"), Percent: dec("0.165")}, "2026-08-01", "2900"},
		{"S26", cn("4.2", "4B", "100"), "2026-08-01", "16.7"},
		// Specific and compound rates, as described with the kinds of duty.
		{"1.5 cents a kg", oracle.Line{Origin: "US", PerUnit: dec("0.015"), Quantity: dec("1000")}, "2024-01-01", "15"},
		{"0.7 cents each and 3.7%", oracle.Line{Origin: "US", Value: dec("1000"), Percent: dec("0.037"), PerUnit: dec("0.007"), Quantity: dec("500")}, "2024-01-01", "40.5"},
		{"top-up below 15%", with(cn("4", "", "100"), func(l *oracle.Line) { l.NewMetal = "ix" }), "2026-10-01", "15"},
		{"top-up above 15%", with(cn("17", "", "100"), func(l *oracle.Line) { l.NewMetal = "ix" }), "2026-10-01", "17"},
		{"25% from 2028", with(cn("4", "", "100"), func(l *oracle.Line) { l.NewMetal = "x" }), "2028-01-01", "29"},
		{"little metal", with(cn("6.8", "4A", "100"), func(l *oracle.Line) { l.NewMetal, l.Below15, l.Chapter = "vi", true, 82 }), "2026-10-01", "26.8"},
		{"little metal of chapter 73", with(cn("2", "", "100"), func(l *oracle.Line) { l.NewMetal, l.Below15, l.Chapter = "vi", true, 73 }), "2026-10-01", "27"},
		{"derivative with 40 of metal", with(cn("5", "3", "100"), func(l *oracle.Line) { l.OldMetal, l.Content = oracle.Derivative, dec("40") }), "2025-06-04", "76"}, // 5 + 25 + 20 + 20 + 6
		{"the day before", with(cn("5", "3", "100"), func(l *oracle.Line) { l.OldMetal, l.Content = oracle.Derivative, dec("40") }), "2025-06-03", "60"},              // 5 + 25 + 20 + 10
		{"under section 122", with(cn("5", "3", "100"), func(l *oracle.Line) { l.OldMetal, l.Content = oracle.Derivative, dec("40") }), "2026-04-05", "56"},           // 5 + 25 + 20 + 6
		{"exclusion, last day", with(cn("5", "3", "100"), func(l *oracle.Line) { l.ExclusionClaimed = true }), "2026-11-09", "17.5"},
		{"exclusion, the day after", with(cn("5", "3", "100"), func(l *oracle.Line) { l.ExclusionClaimed = true }), "2026-11-10", "42.5"},
		{"exclusion, extended", with(cn("5", "3", "100"), func(l *oracle.Line) { l.ExclusionClaimed, l.ExclusionExtended = true, true }), "2026-11-10", "17.5"},
		{"in transit, last day", with(cn("5", "3", "100"), func(l *oracle.Line) { l.LoadedBeforeLabor = true }), "2026-07-27", "30"},
		{"in transit, too late", with(cn("5", "3", "100"), func(l *oracle.Line) { l.LoadedBeforeLabor = true }), "2026-07-28", "42.5"},
		{"seat in 2026", with(cn("0", "3", "100"), func(l *oracle.Line) { l.Wood = "seat" }), "2026-12-31", "50"},
		{"seat in 2027", with(cn("0", "3", "100"), func(l *oracle.Line) { l.Wood = "seat" }), "2027-01-01", "55"},
		{"Hong Kong", oracle.Line{Origin: "HK", Value: dec("100"), List: "3"}, "2025-05-01", "145"},
		{"Macau", oracle.Line{Origin: "MO", Value: dec("100"), List: "3"}, "2025-05-01", "125"},
		{"Japan filled up", oracle.Line{Origin: "JP", Value: dec("100"), Percent: dec("0.041")}, "2026-10-01", "12.5"},
		{"Japan above", oracle.Line{Origin: "JP", Value: dec("100"), Percent: dec("0.16")}, "2026-10-01", "16"},
	} {
		t.Run(row.id, func(t *testing.T) {
			same(t, "duty", total(t, row.line, row.on), row.want)
		})
	}
}

// A list on each side of its edges.
func TestTradeActEdges(t *testing.T) {
	for _, row := range []struct{ list, review, on, want string }{
		{"1", "", "2018-07-05", "0"}, {"1", "", "2018-07-06", "25"},
		{"2", "", "2018-08-22", "0"}, {"2", "", "2018-08-23", "25"},
		{"3", "", "2018-09-23", "0"}, {"3", "", "2018-09-24", "10"}, {"3", "", "2019-05-09", "10"}, {"3", "", "2019-05-10", "25"},
		{"4A", "", "2019-08-31", "0"}, {"4A", "", "2019-09-01", "15"}, {"4A", "", "2020-02-13", "15"}, {"4A", "", "2020-02-14", "7.5"},
		{"4B", "", "2020-02-14", "0"},
		{"3", "9903.91.02", "2024-09-26", "25"}, {"3", "9903.91.02", "2024-09-27", "50"},
		{"1", "9903.91.05", "2024-12-31", "25"}, {"1", "9903.91.05", "2025-01-01", "50"},
		{"4A", "9903.91.08", "2026-03-01", "100"},
	} {
		line := oracle.Line{Origin: "CN", Value: dec("100"), List: row.list, Review: row.review}
		stack, ok := oracle.Stack(line, day(row.on))
		if !ok {
			t.Fatal("no answer")
		}
		same(t, row.list+" "+row.review+" "+row.on, stack[oracle.China301], row.want)
	}
}

func TestRange(t *testing.T) {
	open := oracle.Open{
		Line: oracle.Line{Origin: "CN", Value: dec("100"), OldMetal: oracle.Derivative},
		Facts: [][]func(oracle.Line) oracle.Line{
			oracle.AnyContent(),
			oracle.Either(func(l *oracle.Line, yes bool) { l.ReciprocalExempt = yes }),
		},
	}
	least, greatest, ok := open.Range(day("2025-07-01"))
	if !ok {
		t.Fatal("no answer")
	}
	same(t, "least", least, "20")       // no metal, exempt
	same(t, "greatest", greatest, "70") // 20 + 50
}
