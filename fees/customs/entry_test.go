package customs_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// Every fault is reported at once, at the path of its field.
func TestEntryCheck(t *testing.T) {
	good := func() customs.Entry { return labEntry(t, goods("A", lab25, "100"), goods("B", lab25, "100")) }
	second := func(change func(*customs.Line)) func(*customs.Entry) {
		return func(e *customs.Entry) { change(&e.Lines[1]) }
	}
	huge := decimal.New(1, 1e9)
	for _, row := range []struct {
		field  string
		change func(*customs.Entry)
	}{
		{"date", func(e *customs.Entry) { e.Date = time.Time{} }},
		{"loaded_on", func(e *customs.Entry) { e.LoadedOn = e.Date.AddDate(0, 0, 1) }},
		{"mode", func(e *customs.Entry) { e.Mode = "" }},
		{"mode", func(e *customs.Entry) { e.Mode = "balloon" }},
		{"kind", func(e *customs.Entry) { e.Kind = "free" }},
		{"rounding", func(e *customs.Entry) { e.Rounding = "up" }},
		{"bills", func(e *customs.Entry) { e.Mode, e.Bills = customs.Express, -1 }},
		{"bills", func(e *customs.Entry) { e.Bills = 2 }},
		{"mpf", func(e *customs.Entry) { e.MPF = known("-0.01") }},
		{"mpf", func(e *customs.Entry) { e.MPF = known("0.001") }},
		{"mpf", func(e *customs.Entry) { e.MPF = decimal.NewNullDecimal(huge) }},
		{"lines", func(e *customs.Entry) { e.Lines = nil }},
		{"lines", func(e *customs.Entry) { e.Lines = make([]customs.Line, 100_001) }},
		{"lines[1].hts", second(func(l *customs.Line) { l.HTS = "" })},
		{"lines[1].hts", second(func(l *customs.Line) { l.HTS = "12" })},
		{"lines[1].hts", second(func(l *customs.Line) { l.HTS = "1001.10.00000" })},
		{"lines[1].hts", second(func(l *customs.Line) { l.HTS = "1001..10" })},
		{"lines[1].origin", second(func(l *customs.Line) { l.Origin = "" })},
		{"lines[1].origin", second(func(l *customs.Line) { l.Origin = "cn" })},
		{"lines[1].origin", second(func(l *customs.Line) { l.Origin = "CHN" })},
		{"lines[1].value", second(func(l *customs.Line) { l.Value = usd("-0.01") })},
		{"lines[1].value", second(func(l *customs.Line) { l.Value = huge })},
		{"lines[1].value", second(func(l *customs.Line) { l.Value = decimal.New(1, -1e9) })},
		{"lines[1].value", second(func(l *customs.Line) { l.Value = usd("100000000000.01") })},
		{"lines[1].quantities", second(func(l *customs.Line) { l.Quantities = map[string]decimal.Decimal{"": usd("1")} })},
		{"lines[1].quantities.kg", second(func(l *customs.Line) { l.Quantities = map[string]decimal.Decimal{"kg": usd("-1")} })},
		{"lines[1].facts.answers", second(func(l *customs.Line) { l.Facts.Answers = map[customs.Question]bool{"": true} })},
		{"lines[1].facts.content_value", second(func(l *customs.Line) {
			l.Facts.ContentValue = map[customs.Material]decimal.Decimal{"gold": usd("1")}
		})},
		{"lines[1].facts.content_value.steel", second(func(l *customs.Line) {
			l.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: usd("-1")}
		})},
		{"lines[1].facts.content_value", second(func(l *customs.Line) {
			l.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: usd("60"), customs.Copper: usd("40.01")}
		})},
		{"lines[1].facts.metal_weight", second(func(l *customs.Line) { l.Facts.MetalWeight = known("1.01") })},
		{"lines[1].facts.metal_weight", second(func(l *customs.Line) { l.Facts.MetalWeight = known("-0.1") })},
		{"lines[1].no_cases", second(func(l *customs.Line) { l.Cases = []customs.Case{{Number: "A-1"}} })},
		{"lines[1].cases[0].number", second(func(l *customs.Line) { l.NoCases, l.Cases = false, []customs.Case{{}} })},
		{"lines[1].cases[0].rate", second(func(l *customs.Line) { l.NoCases, l.Cases = false, []customs.Case{{Number: "A-1", Rate: known("-1")}} })},
		{"lines[1].cases[0].per_unit", second(func(l *customs.Line) {
			l.NoCases, l.Cases = false, []customs.Case{{Number: "A-1", PerUnit: known("-1"), Unit: "kg"}}
		})},
		{"lines[1].cases[0].unit", second(func(l *customs.Line) {
			l.NoCases, l.Cases = false, []customs.Case{{Number: "A-1", PerUnit: known("1")}}
		})},
		{"lines[1].cases[0].unit", second(func(l *customs.Line) {
			l.NoCases, l.Cases = false, []customs.Case{{Number: "A-1", Rate: known("1"), Unit: "kg"}}
		})},
		{"lines[1].chapter_98", second(func(l *customs.Line) { l.Chapter98 = "9903.88.01" })},
		{"lines[1].dutiable_value", second(func(l *customs.Line) { l.DutiableValue = known("1") })},
		{"lines[1].dutiable_value", second(func(l *customs.Line) { l.Chapter98, l.DutiableValue = "9802.00.80", known("100.01") })},
		{"lines[1].dutiable_value", second(func(l *customs.Line) { l.Chapter98, l.DutiableValue = "9802.00.80", known("-1") })},
	} {
		e := good()
		row.change(&e)
		if diff := cmp.Diff([]string{row.field}, feetest.Fields(t, e.Check())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.field, diff)
		}
		if _, err := e.Assess(); err == nil {
			t.Errorf("%s is assessed", row.field)
		}
	}
	e := good()
	e.Mode, e.Lines[0].Origin, e.Lines[1].Value = "", "", usd("-1")
	if diff := cmp.Diff([]string{"mode", "lines[0].origin", "lines[1].value"}, feetest.Fields(t, e.Check())); diff != "" {
		t.Errorf("several at once (-want +got):\n%s", diff)
	}
	if err := good().Check(); err != nil {
		t.Error(err)
	}
}

// The errors of looking up codes come from all lines at once.
func TestEntryLookUps(t *testing.T) {
	e := labEntry(t, goods("A", "5555.10", "100"), goods("B", lab25, "100"), goods("C", "1001", "100"))
	_, err := e.Assess()
	var unknown *fees.UnknownKeyError
	var ambiguous *customs.AmbiguousHTSError
	if !errors.As(err, &unknown) || !errors.As(err, &ambiguous) {
		t.Errorf("%v", err)
	}
	e.Tables = new(fees.Tables)
	var none *fees.NoTableError
	if _, err := e.Assess(); !errors.As(err, &none) {
		t.Errorf("%v", err)
	}
}

// duties are what a share pays of each layer.
func duties(s customs.Share) map[string]string {
	out := map[string]string{}
	for _, d := range s.Duties {
		out[d.Code] = span(d.Amount)
	}
	return out
}

// Lines of the same code, origin, facts, cases and claims are one entry line; every
// other difference makes two.
func TestGrouping(t *testing.T) {
	content := func(steel string) map[customs.Material]decimal.Decimal {
		return map[customs.Material]decimal.Decimal{customs.Steel: usd(steel)}
	}
	for _, row := range []struct {
		name   string
		change func(*customs.Line)
		lines  int
	}{
		{"nothing", func(l *customs.Line) {}, 1},
		{"another Ref", func(l *customs.Line) { l.Ref = "Z" }, 1},
		{"another value", func(l *customs.Line) { l.Value, l.Facts.ContentValue = usd("77"), content("23.10") }, 1},
		{"the code without dots", func(l *customs.Line) { l.HTS = "1001700000" }, 1},
		{"a shorter code", func(l *customs.Line) { l.HTS = "1001.70" }, 2},
		{"another origin", func(l *customs.Line) { l.Origin = "VN" }, 2},
		{"a preference", func(l *customs.Line) { l.MPFExempt = true }, 2},
		{"an answer", func(l *customs.Line) { l.Facts.Answers = map[customs.Question]bool{"completed_cabinet": true} }, 2},
		{"nothing said of cases", func(l *customs.Line) { l.NoCases = false }, 2},
		{"a case", func(l *customs.Line) { l.NoCases, l.Cases = false, []customs.Case{{Number: "A-1", Rate: known("1")}} }, 2},
		{"the same content of the same value", func(l *customs.Line) { l.Facts.ContentValue = content("30") }, 1},
		{"the same share of another value", func(l *customs.Line) { l.Value, l.Facts.ContentValue = usd("200"), content("60") }, 1},
		{"another share", func(l *customs.Line) { l.Facts.ContentValue = content("31") }, 2},
		{"a share that is not known", func(l *customs.Line) { l.Facts.ContentValue = nil }, 2},
		{"a weight", func(l *customs.Line) { l.Facts.MetalWeight = known("0.1") }, 2},
		{"a quantity", func(l *customs.Line) { l.Quantities = map[string]decimal.Decimal{"kg": usd("1")} }, 2},
		{"chapter 98", func(l *customs.Line) { l.Chapter98 = "9801.00.10" }, 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			first, second := goods("A", labSteel, "100"), goods("B", labSteel, "100")
			first.Facts.ContentValue, second.Facts.ContentValue = content("30"), content("30")
			row.change(&second)
			w := assessed(t, labEntry(t, first, second))
			if len(w.Lines) != row.lines {
				t.Errorf("%d entry lines, want %d", len(w.Lines), row.lines)
			}
			if total := w.Value; !total.Equal(first.Value.Add(second.Value)) {
				t.Errorf("value %s", total)
			}
		})
	}
}

// Contents, dutiable values and quantities of grouped lines are added up, not taken
// from the first.
func TestGroupedAmounts(t *testing.T) {
	steel := func(ref, value, content string) customs.Line {
		l := goods(ref, labSteel, value)
		l.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Steel: usd(content)}
		return l
	}
	dutiable := func(ref, value, part string) customs.Line {
		l := goods(ref, lab25, value)
		l.Chapter98, l.DutiableValue = "9802.00.80", known(part)
		return l
	}
	pieces := func(ref, hts, unit, value, n string) customs.Line {
		l := goods(ref, hts, value)
		l.Quantities = map[string]decimal.Decimal{unit: usd(n)}
		return l
	}
	for _, row := range []struct {
		name  string
		lines []customs.Line
		duty  string
		each  []string
	}{
		{"content", []customs.Line{steel("A", "100", "30"), steel("B", "200", "60")}, "45.00", []string{"15.00", "30.00"}},
		{"dutiable value", []customs.Line{dutiable("A", "100", "40"), dutiable("B", "300", "120")}, "40.00", []string{"10.00", "30.00"}},
		// 0.007 a piece and 3.7 %: the pieces are B's, and so is their duty.
		{"quantities", []customs.Line{pieces("A", labCompound, "No.", "1000", "10"), pieces("B", labCompound, "No.", "1000", "10000")}, "144.07", []string{"37.07", "107.00"}},
		{"weights", []customs.Line{pieces("A", labPerKg, "kg", "1000", "1"), pieces("B", labPerKg, "kg", "10", "99")}, "150.00", []string{"1.50", "148.50"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := assessed(t, labEntry(t, row.lines...))
			each := make([]string, len(w.Shares))
			for i, s := range w.Shares {
				each[i] = span(s.Duty)
			}
			if diff := cmp.Diff(row.each, each); diff != "" || span(w.Duty) != row.duty || len(w.Lines) != 1 {
				t.Errorf("%d lines, duty %s (-want +got):\n%s", len(w.Lines), span(w.Duty), diff)
			}
		})
	}
	// The caller's maps are left alone.
	first, second := steel("A", "100", "30"), steel("B", "200", "60")
	e := labEntry(t, first, second)
	e.Rounding = customs.EntryReplay
	assessed(t, e)
	if !first.Facts.ContentValue[customs.Steel].Equal(usd("30")) {
		t.Error("the input was changed")
	}
}

// The cents that are left go to the largest remainder and ties by Ref, wherever the
// lines stand.
func TestSharing(t *testing.T) {
	line := func(ref, value string) customs.Line { return goods(ref, lab25, value) }
	for _, row := range []struct {
		name  string
		lines []customs.Line
		want  map[string]string // duty by Ref
	}{
		{"a tie", []customs.Line{line("B", "0.10"), line("A", "0.10"), line("C", "0.10")}, map[string]string{"A": "0.03", "B": "0.03", "C": "0.02"}}, // 0.075 is 0.08
		{"a tie, other order", []customs.Line{line("C", "0.10"), line("B", "0.10"), line("A", "0.10")}, map[string]string{"A": "0.03", "B": "0.03", "C": "0.02"}},
		{"the largest remainder", []customs.Line{line("A", "1.00"), line("B", "1.03"), line("C", "0.01")}, map[string]string{"A": "0.25", "B": "0.26", "C": "0.00"}},
		{"nothing to share", []customs.Line{line("A", "0"), line("B", "0")}, map[string]string{"A": "0.00", "B": "0.00"}},
		{"fewer cents than lines", []customs.Line{line("C", "0.01"), line("B", "0.01"), line("A", "0.01")}, map[string]string{"A": "0.01", "B": "0.00", "C": "0.00"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := assessed(t, labEntry(t, row.lines...))
			got := map[string]string{}
			for _, s := range w.Shares {
				got[s.Ref] = span(s.Duty)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("duty %s (-want +got):\n%s", w.Duty, diff)
			}
		})
	}
}

// A minimum fee of 33.58 is 3,358 cents: over 5,000 lines some get nothing, over
// 1,000 each gets three or four.
func TestManyLines(t *testing.T) {
	for _, n := range []int{1000, 5000} {
		e := labEntry(t)
		for i := range n {
			e.Lines = append(e.Lines, goods(fmt.Sprintf("%05d", i), labFree, "1"))
		}
		want := map[string]int{"0.03": 642, "0.04": 358}
		if n == 5000 {
			want = map[string]int{"0.00": 1642, "0.01": 3358}
		}
		e.Kind = customs.Formal
		w := assessed(t, e)
		var sum decimal.Decimal
		count := map[string]int{}
		for _, s := range w.Shares {
			sum = sum.Add(s.MPF)
			count[money(s.MPF)]++
		}
		if diff := cmp.Diff(want, count); diff != "" || money(sum) != "33.58" || len(w.Lines) != 1 {
			t.Errorf("%d lines: sum %s (-want +got):\n%s", n, sum, diff)
		}
		if s := w.Shares[0]; s.MPF.IsZero() {
			t.Errorf("%d lines: the first Ref gets nothing", n)
		}
	}
}

// Roundings: an estimate leaves the values, a replay takes whole dollars of the
// group and not of each line, and whole units of cheap ones.
func TestRoundings(t *testing.T) {
	pieces := func(hts, unit, value, n string) customs.Line {
		l := goods("A", hts, value)
		l.Quantities = map[string]decimal.Decimal{unit: usd(n)}
		return l
	}
	for _, row := range []struct {
		name                string
		rounding            customs.Rounding
		lines               []customs.Line
		value, duty, mpf, h string
	}{
		{"estimate", customs.Estimate, []customs.Line{goods("A", lab25, "10000.49")}, "10000.49", "2500.12", "34.64", "12.50"},
		{"replay, 49 cents", customs.EntryReplay, []customs.Line{goods("A", lab25, "10000.49")}, "10000.00", "2500.00", "34.64", "12.50"},
		{"replay, 50 cents", customs.EntryReplay, []customs.Line{goods("A", lab25, "10000.50")}, "10001.00", "2500.25", "34.64", "12.50"},
		{"replay by group", customs.EntryReplay, []customs.Line{goods("A", lab25, "5000.49"), goods("B", lab25, "5000.49")}, "10001.00", "2500.25", "34.64", "12.50"},
		{"two groups", customs.EntryReplay, []customs.Line{goods("A", lab25, "5000.49"), goods("B", labFree, "5000.49")}, "10000.00", "1250.00", "34.64", "12.50"},
		{"one rate, two entry lines", customs.EntryReplay, []customs.Line{goods("A", lab25, "2000.40"), ofVietnam(goods("B", lab25, "2000.40"))}, "4000.00", "1000.00", "33.58", "5.00"},
		{"replay, below 50 cents", customs.EntryReplay, []customs.Line{goods("A", lab25, "0.49"), goods("B", labFree, "1000")}, "1000.00", "0.00", "2.69", "1.25"},
		{"whole fees, S21", customs.EntryReplayWholeFees, []customs.Line{goods("A", labFree, "100000")}, "100000.00", "0.00", "346.00", "125.00"},
		{"whole fees, half up", customs.EntryReplayWholeFees, []customs.Line{goods("A", labFree, "10000")}, "10000.00", "0.00", "35.00", "13.00"},
		{"whole fees, the minimum", customs.EntryReplayWholeFees, []customs.Line{goods("A", labFree, "3000")}, "3000.00", "0.00", "34.00", "4.00"},
		{"estimate, pieces", customs.Estimate, []customs.Line{pieces(labCompound, "No.", "1000", "999.5")}, "1000.00", "44.00", "2.69", "1.25"}, // 37 + 6.9965
		{"replay, pieces", customs.EntryReplay, []customs.Line{pieces(labCompound, "No.", "1000", "929.5")}, "1000.00", "43.51", "2.69", "1.25"},
		{"replay, dear by weight", customs.EntryReplay, []customs.Line{pieces(labPerKg, "kg", "1000", "10.5")}, "1000.00", "15.75", "2.69", "1.25"},
	} {
		t.Run(row.name, func(t *testing.T) {
			e := labEntry(t, row.lines...)
			e.Rounding = row.rounding
			w := assessed(t, e)
			got := []string{money(w.Value), span(w.Duty), money(w.MPF), money(w.HMF)}
			if diff := cmp.Diff([]string{row.value, row.duty, row.mpf, row.h}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			sums(t, w)
		})
	}
}

func ofVietnam(l customs.Line) customs.Line {
	l.Origin = "VN"
	return l
}

// A case is a layer of its own; one without a rate is missing, and nothing said of
// cases is not included.
func TestCases(t *testing.T) {
	with := func(cases ...customs.Case) customs.Line {
		l := goods("A", lab25, "1000")
		l.NoCases, l.Cases = false, cases
		l.Quantities = map[string]decimal.Decimal{"kg": usd("10.5")}
		return l
	}
	silent := goods("A", lab25, "1000")
	silent.NoCases = false
	for _, row := range []struct {
		name        string
		line        customs.Line
		duty        string
		complete    bool
		notIncluded int
	}{
		{"none", goods("A", lab25, "1000"), "250.00", true, 0},
		{"nothing said", silent, "250.00", true, 1},
		{"both kinds", with(customs.Case{Number: "A-570-967", Rate: known("0.8599")}, customs.Case{Number: "C-570-968", Countervailing: true, Rate: known("0.1")}), "1209.90", true, 0},
		{"per unit", with(customs.Case{Number: "A-1", PerUnit: known("2.5"), Unit: "kg"}), "276.25", true, 0},
		{"no rate", with(customs.Case{Number: "A-1"}), "250.00", false, 0},
		{"no quantity", with(customs.Case{Number: "A-1", PerUnit: known("1"), Unit: "No."}), "250.00", false, 0},
		{"a rate of 0", with(customs.Case{Number: "A-1", Rate: known("0")}), "250.00", true, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := assessed(t, labEntry(t, row.line))
			if span(w.Duty) != row.duty || w.Complete != row.complete || len(w.NotIncluded) != row.notIncluded {
				t.Errorf("duty %s, complete %v, missing %q, not included %q", span(w.Duty), w.Complete, w.Missing, w.NotIncluded)
			}
			sums(t, w)
		})
	}
}

// An open fact makes ranges everywhere, and the shares sum at both ends.
func TestOpenFacts(t *testing.T) {
	a, b := goods("A", labCabinet, "333.33"), goods("B", labCabinet, "666.67")
	w := assessed(t, labEntry(t, a, b, goods("C", lab25, "100")))
	got := []string{span(w.Duty), span(w.Shares[0].Duty), span(w.Shares[1].Duty), span(w.Shares[2].Duty), span(w.Lines[0].Duty)}
	want := []string{"55.00-305.00", "10.00-93.33", "20.00-186.67", "25.00", "30.00-280.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !w.Complete || len(w.Lines[0].Open) != 1 || len(w.Lines[1].Open) != 0 {
		t.Errorf("complete %v, open %v", w.Complete, w.Lines[0].Open)
	}
	sums(t, w)
	for answer, duty := range map[bool]string{true: "280.00", false: "30.00"} {
		a.Facts.Answers = map[customs.Question]bool{"completed_cabinet": answer}
		b.Facts.Answers = a.Facts.Answers
		w := assessed(t, labEntry(t, a, b))
		if span(w.Duty) != duty || len(w.Lines) != 1 || len(w.Lines[0].Open) != 0 {
			t.Errorf("%v: %s", answer, w.Duty)
		}
	}
}

// Layers that exclude each other: the shares sum to the duty of the line all the same,
// though its layers do not. As a car part a lamp pays 25 %, else 12.5 % of another
// layer, and 25 % of a third in any case.
func TestExclusiveLayers(t *testing.T) {
	e := customs.Entry{Date: feetest.Day(t, "2026-10-05"), Mode: customs.Air, Lines: []customs.Line{
		goods("B", "8512.20.2040", "333.33"), goods("A", "8512.20.2040", "333.33"), goods("C", "8512.20.2040", "333.37"),
	}}
	w := assessed(t, e)
	if span(w.Duty) != "375.01-500.02" || len(w.Lines) != 1 {
		t.Errorf("duty %s", span(w.Duty))
	}
	var layers decimal.Decimal
	for _, l := range w.Lines[0].Layers {
		layers = layers.Add(l.Amount.Low)
	}
	if layers.Equal(w.Duty.Low) {
		t.Error("the layers do not exclude each other")
	}
	sums(t, w)
}

// An unknown rate is missing and names its line.
func TestMissing(t *testing.T) {
	w := assessed(t, labEntry(t, goods("A", labUnknown, "100"), goods("B", lab25, "100")))
	if w.Complete || len(w.Missing) != 1 || len(w.Lines[0].Missing) != 1 || len(w.Lines[1].Missing) != 0 {
		t.Errorf("missing %q", w.Missing)
	}
}

// The methods of a worksheet.
func TestWorksheetMethods(t *testing.T) {
	w := assessed(t, labEntry(t, goods("A", lab25, "10000"), goods("B", labFree, "0"), goods("A", labCabinet, "100")))
	s, found := w.ByRef("A")
	if !found || money(s.Value) != "10000.00" {
		t.Errorf("the first of two: %+v", s)
	}
	if _, found := w.ByRef("Z"); found {
		t.Error("a Ref that is not there is found")
	}
	if r, has := w.DutyRate(4); !has || r.String() != "0.2478 to 0.2503" {
		t.Errorf("duty rate %s", r)
	}
	if r, has := w.EffectiveRate(-5); !has || r.String() != "0" {
		t.Errorf("rate %s", r)
	}
	if r, has := w.EffectiveRate(100); !has || !r.Low.Equal(r.Low.Round(12)) {
		t.Errorf("rate %s", r)
	}
	if r, has := w.Lines[0].DutyRate(2); !has || r.String() != "0.25" {
		t.Errorf("rate of a line %s", r)
	}
	if _, has := w.Lines[1].DutyRate(2); has {
		t.Error("a line of no value has a rate")
	}
	if _, has := (customs.Worksheet{}).EffectiveRate(2); has {
		t.Error("a worksheet of no value has a rate")
	}
	if _, has := w.Lines[0].Layer("column_1"); !has {
		t.Error("no column 1")
	}
	if _, has := w.Lines[0].Layer("column_9"); has {
		t.Error("a column 9")
	}
}

// sums checks that everything sums: layers to the entry line when it is known, entry
// lines to the worksheet, shares to the entry lines.
func sums(t interface {
	Helper()
	Errorf(string, ...any)
}, w customs.Worksheet) {
	t.Helper()
	var duty, total customs.Range
	var mpf, hmf, value decimal.Decimal
	type part struct {
		duties   map[string]customs.Range
		duty     customs.Range
		mpf, hmf decimal.Decimal
	}
	parts := make([]part, len(w.Lines))
	for i, s := range w.Shares {
		p := &parts[s.Line]
		if p.duties == nil {
			p.duties = map[string]customs.Range{}
		}
		var own customs.Range
		for _, d := range s.Duties {
			if d.Amount.Low.Sign() < 0 || d.Amount.High.LessThan(d.Amount.Low) {
				t.Errorf("share %d: %s is %s", i, d.Code, d.Amount)
			}
			p.duties[d.Code] = p.duties[d.Code].Plus(d.Amount)
			own = own.Plus(d.Amount)
		}
		if w.Lines[s.Line].Duty.Known() && !equal(own, s.Duty) {
			t.Errorf("share %d: duties sum to %s, not %s", i, own, s.Duty)
		}
		if s.Duty.High.LessThan(s.Duty.Low) {
			t.Errorf("share %d: %s", i, s.Duty)
		}
		if fee := s.MPF.Add(s.HMF); !equal(s.Total, s.Duty.Plus(customs.Exactly(fee))) {
			t.Errorf("share %d: total %s", i, s.Total)
		}
		for _, d := range []decimal.Decimal{s.Duty.Low, s.Duty.High, s.MPF, s.HMF} {
			if d.Sign() < 0 || !d.Equal(d.Round(2)) {
				t.Errorf("share %d: %s", i, d)
			}
		}
		p.duty, p.mpf, p.hmf = p.duty.Plus(s.Duty), p.mpf.Add(s.MPF), p.hmf.Add(s.HMF)
		total = total.Plus(s.Total)
	}
	for k, l := range w.Lines {
		var own customs.Range
		for _, layer := range l.Layers {
			own = own.Plus(layer.Amount)
			if d, has := parts[k].duties[layer.Code]; has && !equal(d, layer.Amount) {
				t.Errorf("line %d: %s of the shares is %s, not %s", k, layer.Code, d, layer.Amount)
			} else if !has && layer.Amount.High.Sign() > 0 {
				t.Errorf("line %d: %s is on no share", k, layer.Code)
			}
		}
		if l.Duty.Known() && !equal(own, l.Duty) {
			t.Errorf("line %d: layers sum to %s, not %s", k, own, l.Duty)
		}
		if !equal(parts[k].duty, l.Duty) || !parts[k].mpf.Equal(l.MPF) || !parts[k].hmf.Equal(l.HMF) {
			t.Errorf("line %d: shares %+v, line %s %s %s", k, parts[k], l.Duty, l.MPF, l.HMF)
		}
		duty, mpf, hmf, value = duty.Plus(l.Duty), mpf.Add(l.MPF), hmf.Add(l.HMF), value.Add(l.Value)
	}
	if !equal(duty, w.Duty) || !mpf.Equal(w.MPF) || !hmf.Equal(w.HMF) || !value.Equal(w.Value) || !equal(total, w.Total) {
		t.Errorf("worksheet %s %s %s %s %s, lines %s %s %s %s %s", w.Duty, w.MPF, w.HMF, w.Value, w.Total, duty, mpf, hmf, value, total)
	}
	if fee := w.MPF.Add(w.HMF); !equal(w.Total, w.Duty.Plus(customs.Exactly(fee))) {
		t.Errorf("total %s", w.Total)
	}
}

func equal(a, b customs.Range) bool { return a.Low.Equal(b.Low) && a.High.Equal(b.High) }
