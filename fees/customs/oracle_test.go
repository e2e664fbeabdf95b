package customs_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The package against the slow and obvious oracle, which knows the published rates by
// itself. The goods are made up: every mixture of lists, on a tariff file of its own.

// edges are first days and last days of the published layers.
var edges = []string{
	"2018-07-06", "2018-08-23", "2018-09-24", "2019-05-09", "2019-09-01", "2020-02-13", "2024-09-27", "2025-01-01",
	"2025-02-04", "2025-03-03", "2025-03-12", "2025-04-03", "2025-04-05", "2025-04-08", "2025-04-09", "2025-04-10",
	"2025-05-03", "2025-05-13", "2025-05-14", "2025-06-03", "2025-06-04", "2025-08-01", "2025-08-18", "2025-10-14",
	"2025-11-09", "2025-11-10", "2026-01-01", "2026-02-23", "2026-02-24", "2026-04-05", "2026-04-06", "2026-07-23",
	"2026-07-24", "2026-07-27", "2026-09-30", "2026-10-01", "2026-11-09", "2026-12-31", "2027-01-01",
}

// drawnDay is a day beside the first or last of a layer, or any day.
func drawnDay(t *rapid.T) time.Time {
	first := time.Date(2018, 7, 6, 0, 0, 0, 0, time.UTC)
	day := first.AddDate(0, 0, rapid.IntRange(0, 3400).Draw(t, "days"))
	if rapid.IntRange(0, 3).Draw(t, "at an edge") > 0 {
		edge, err := time.Parse(time.DateOnly, rapid.SampledFrom(edges).Draw(t, "edge"))
		if err != nil {
			t.Fatal(err)
		}
		day = edge.AddDate(0, 0, rapid.IntRange(-1, 1).Draw(t, "beside"))
	}
	if last := time.Date(2027, 9, 30, 0, 0, 0, 0, time.UTC); day.After(last) {
		return last // of the fees
	}
	if day.Before(first) {
		return first
	}
	return day
}

// programmes are the programmes of the package as the oracle calls them.
var programmes = map[string]string{
	"column_1": oracle.Column1, "301": oracle.China301, "301_review": oracle.China301,
	"ieepa_fentanyl": oracle.Fentanyl, "ieepa_reciprocal": oracle.Reciprocal, "section_122": oracle.Section122,
	"301_forced_labor": oracle.ForcedLabor, "232_autos": oracle.Auto, "232_wood": oracle.Wood,
	"232_metals": oracle.Metals, "232_steel": oracle.Metals, "232_aluminium": oracle.Metals, "232_copper": oracle.Metals,
}

// textOf prints amounts by programme, without those of nothing.
func textOf(amounts map[string]decimal.Decimal) string {
	var parts []string
	for name, amount := range amounts {
		if !amount.IsZero() {
			parts = append(parts, name+" "+money(amount))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// origins are those that the sources say something of, China most often.
var origins = []string{"CN", "CN", "CN", "CN", "HK", "MO", "TR", "VN", "JP", "KR", "CH", "TW", "DE"}

func TestOracleEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawnDay(t)
		entry := customs.Entry{Date: day, LoadedOn: day, Mode: rapid.SampledFrom([]customs.Mode{customs.Vessel, customs.Air}).Draw(t, "mode")}
		inTransit := entry.Mode == customs.Vessel && rapid.IntRange(0, 3).Draw(t, "in transit") == 0 && day.Format(time.DateOnly) >= "2026-07-24"
		if inTransit {
			entry.LoadedOn = time.Date(2026, 7, 23, 0, 0, 0, 0, time.UTC)
		}
		var goods []plainGoods
		var plain []oracle.Line     // the entry lines
		var singles [][]oracle.Line // their input lines
		var members [][]int
		for i := range rapid.IntRange(1, 3).Draw(t, "goods") {
			g := drawnGoods(t, i, day, rapid.SampledFrom(origins).Draw(t, "origin"), false)
			goods = append(goods, g)
			var sum oracle.Line
			var of []int
			var alone []oracle.Line
			for k := range rapid.IntRange(1, 3).Draw(t, "lines") {
				value := decimal.New(rapid.Int64Range(1, 20_000_000).Draw(t, "cents"), -2)
				quantity := decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "kg"), -2)
				line, one := g.with(fmt.Sprintf("%d-%d", i, k), value, quantity)
				if g.line.Origin == "DE" {
					one.Origin = "EU"
				}
				one.LoadedBeforeLabor = inTransit
				if k == 0 {
					sum = one
				} else {
					sum.Value, sum.Quantity, sum.Content = sum.Value.Add(one.Value), sum.Quantity.Add(one.Quantity), sum.Content.Add(one.Content)
				}
				alone = append(alone, one)
				of = append(of, len(entry.Lines))
				entry.Lines = append(entry.Lines, line)
			}
			plain, members, singles = append(plain, sum), append(members, of), append(singles, alone)
		}
		entry.Tables = tariffOf(t, goods)
		got, err := entry.Assess()
		if err != nil {
			t.Fatal(err)
		}
		var values []decimal.Decimal
		var total decimal.Decimal
		for _, l := range entry.Lines {
			values = append(values, l.Value)
			total = total.Add(l.Value)
		}
		duty, allKnown := decimal.Decimal{}, true
		for i, l := range plain {
			stack, ok := oracle.Stack(l, day)
			if !ok {
				allKnown = false
				continue
			}
			want := map[string]decimal.Decimal{}
			for name, amount := range stack {
				want[name] = amount.Round(2)
			}
			have := map[string]decimal.Decimal{}
			for _, layer := range got.Lines[i].Layers {
				name, known := programmes[layer.Programme]
				if !known && !layer.Amount.High.IsZero() {
					t.Fatalf("the oracle has no programme %s", layer.Programme)
				}
				if !layer.Amount.Known() {
					t.Fatalf("%s is open: %s", layer.Code, layer.Reason)
				}
				have[name] = have[name].Add(layer.Amount.Low)
			}
			if a, b := textOf(have), textOf(want); a != b {
				t.Fatalf("%s on %s\n%s\n%+v\ngot  %s\nwant %s", l.Origin, day.Format(time.DateOnly), goods[i].row, goods[i].facts, a, b)
			}
			if !got.Lines[i].Duty.Low.Equal(oracle.Sum(stack)) {
				t.Fatalf("the duty of the line is %s, want %s", got.Lines[i].Duty, oracle.Sum(stack))
			}
			duty = duty.Add(oracle.Sum(stack))
			shared(t, got, members[i], singles[i], want)
		}
		if allKnown && (!got.Duty.Low.Equal(duty) || !got.Duty.High.Equal(duty)) {
			t.Fatalf("the duty is %s, want %s", got.Duty, duty)
		}
		checkFees(t, got, values, total)
	})
}

// Every list alone, and every day beside a first or last day of a layer.
func TestOracleEdges(t *testing.T) {
	type member struct {
		lists    []string
		material customs.Material
		line     oracle.Line
		claimed  bool // an exclusion
	}
	members := []member{{}, {lists: []string{"301_list_3_part"}, line: oracle.Line{List: "3"}}}
	for list, name := range list301 {
		members = append(members, member{lists: []string{name}, line: oracle.Line{List: list}})
	}
	for _, review := range []string{"9903.91.01", "9903.91.02", "9903.91.03", "9903.91.05", "9903.91.06", "9903.91.07", "9903.91.08", "9903.91.11"} {
		members = append(members, member{lists: []string{"301_list_4a", "301_review_" + review}, line: oracle.Line{List: "4A", Review: review}})
	}
	for subdivision, name := range metals {
		members = append(members, member{lists: []string{name}, line: oracle.Line{NewMetal: subdivision}})
	}
	members = append(members,
		member{lists: []string{"301_list_3"}, line: oracle.Line{List: "3", ExclusionClaimed: true}, claimed: true},
		member{lists: []string{"ieepa_exempt"}, line: oracle.Line{ReciprocalExempt: true}},
		member{lists: []string{"s122_exempt"}, line: oracle.Line{S122Exempt: true}},
		member{lists: []string{"301_fl_exempt"}, line: oracle.Line{ForcedLaborExempt: true}},
		member{lists: []string{"232_steel_other"}, material: customs.Steel, line: oracle.Line{OldMetal: oracle.Derivative}},
		member{lists: []string{"232_aluminium_other"}, material: customs.Aluminium, line: oracle.Line{OldMetal: oracle.Derivative}},
		member{lists: []string{"232_steel_2025-08-18"}, material: customs.Steel, line: oracle.Line{OldMetal: oracle.LateDerivative}},
		member{lists: []string{"232_aluminium_2025-08-18"}, material: customs.Aluminium, line: oracle.Line{OldMetal: oracle.LateDerivative}},
		member{lists: []string{"232_copper"}, material: customs.Copper, line: oracle.Line{OldMetal: oracle.CopperArticle}},
		member{lists: []string{"232_vehicles"}, line: oracle.Line{Vehicle: true}},
		member{lists: []string{"232_auto_parts"}, line: oracle.Line{AutoListed: true, AutoUse: true}},
		member{lists: []string{"232_wood_lumber"}, line: oracle.Line{Wood: "lumber"}},
		member{lists: []string{"232_wood_upholstered"}, line: oracle.Line{Wood: "seat"}},
		member{lists: []string{"232_wood_cabinets"}, line: oracle.Line{Wood: "cabinet", Complete: true}},
	)
	var rows []string
	for i, m := range members {
		lists := ""
		if len(m.lists) > 0 {
			lists = `, "lists": ["` + strings.Join(m.lists, `", "`) + `"]`
		}
		rows = append(rows, fmt.Sprintf(`{"hts": "8401.01.%04d", "goods": "goods", "column_1": {"ad_valorem": "0.031"}%s}`, i, lists))
	}
	tables := withRows(t, strings.Join(rows, ","))
	for _, edge := range edges {
		for _, beside := range []int{-1, 0, 1} {
			day := oracleDay(t, edge).AddDate(0, 0, beside)
			for _, origin := range []string{"CN", "HK", "MO"} {
				entry := customs.Entry{Date: day, LoadedOn: day, Mode: customs.Vessel, Tables: tables}
				var plain []oracle.Line
				for i, m := range members {
					line := customs.Line{HTS: fmt.Sprintf("8401.01.%04d", i), Origin: origin, Value: usd("1000"), NoCases: true, Facts: customs.Facts{
						MetalWeight: known("0.15"), Answers: map[customs.Question]bool{customs.AutoPart: true, customs.CompletedCabinet: true}}}
					m.line.Origin, m.line.Chapter, m.line.Value, m.line.Percent = origin, 84, line.Value, usd("0.031")
					if m.claimed {
						line.Facts.Answers[customs.ExclusionClaimed], line.Facts.Answers[customs.ExclusionExtended] = true, false
					}
					if m.material != "" {
						m.line.Content = usd("400")
						line.Facts.ContentValue = map[customs.Material]decimal.Decimal{m.material: usd("400")}
					}
					entry.Lines, plain = append(entry.Lines, line), append(plain, m.line)
				}
				got, err := entry.Assess()
				if edge == "2018-07-06" && beside < 0 {
					if none := new(fees.NoTableError); !errors.As(err, &none) {
						t.Errorf("before the first table: %v", err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				for i, l := range plain {
					stack, ok := oracle.Stack(l, day)
					if ok && !got.Lines[i].Duty.Low.Equal(oracle.Sum(stack)) {
						t.Errorf("%v of %s on %s: %s, want %s", members[i].lists, origin, day.Format(time.DateOnly), got.Lines[i].Duty, oracle.Sum(stack))
					}
				}
			}
		}
	}
}

// shared compares the shares of the input lines of one entry line: by value, or of a
// duty by quantity about what each line would pay of it alone.
func shared(t *rapid.T, got customs.Worksheet, members []int, alone []oracle.Line, want map[string]decimal.Decimal) {
	var weights []decimal.Decimal
	have := make([]map[string]decimal.Decimal, len(members))
	for k, i := range members {
		weights = append(weights, alone[k].Value)
		have[k] = map[string]decimal.Decimal{}
		for _, d := range got.Shares[i].Duties {
			layer, ok := got.Lines[got.Shares[i].Line].Layer(d.Code)
			if !ok {
				t.Fatalf("a share of %s, which is no layer", d.Code)
			}
			have[k][programmes[layer.Programme]] = have[k][programmes[layer.Programme]].Add(d.Amount.Low)
		}
	}
	for name, amount := range want {
		var sum decimal.Decimal
		for k := range members {
			sum = sum.Add(have[k][name])
		}
		if !sum.Equal(amount) {
			t.Fatalf("the shares of %s sum to %s, want %s", name, sum, amount)
		}
		if alone[0].PerUnit.IsPositive() {
			for k, l := range alone {
				own := l.Value.Mul(l.Percent).Add(l.PerUnit.Mul(l.Quantity))
				if name == oracle.Column1 && have[k][name].Sub(own).Abs().GreaterThan(usd("0.04")) {
					t.Fatalf("column 1: line %d has %s, and %s alone", k, have[k][name], own)
				}
			}
			continue
		}
		shares, ok := oracle.LargestRemainder(amount, weights, 2)
		for k := range members {
			if !ok || !have[k][name].Equal(shares[k]) {
				t.Fatalf("%s of %v: line %d has %s, want %v", name, weights, k, have[k][name], shares)
			}
		}
	}
}

// checkFees compares MPF and HMF and their shares.
func checkFees(t *rapid.T, got customs.Worksheet, values []decimal.Decimal, total decimal.Decimal) {
	formal := oracle.MustBeFormal(total)
	if formal != (got.Kind == customs.Formal) {
		t.Fatalf("an entry of %s is %s", total, got.Kind)
	}
	mpf, ok := oracle.InformalMPF(got.Date)
	if formal {
		mpf, ok = oracle.MPF(total, got.Date)
	}
	hmf := oracle.HMF(total, got.Mode == customs.Vessel).Round(2)
	if !got.HMF.Equal(hmf) {
		t.Fatalf("HMF is %s, want %s", got.HMF, hmf)
	}
	if !ok {
		mpf = got.MPF // nothing is published
	}
	if !got.MPF.Equal(mpf) {
		t.Fatalf("MPF on %s is %s, want %s", total, got.MPF, mpf)
	}
	mpfShares, _ := oracle.LargestRemainder(mpf, values, 2)
	hmfShares, _ := oracle.LargestRemainder(hmf, values, 2)
	for i, s := range got.Shares {
		if !s.MPF.Equal(mpfShares[i]) || !s.HMF.Equal(hmfShares[i]) {
			t.Fatalf("line %d of %v has MPF %s and HMF %s, want %v and %v", i, values, s.MPF, s.HMF, mpfShares, hmfShares)
		}
	}
}

// The lines that the sources print, on every edge.
func TestOracleSamples(t *testing.T) {
	for _, s := range oracle.Samples() {
		line := customs.Line{HTS: s.HTS, Origin: "CN", Value: usd("1000"), NoCases: true, Facts: customs.Facts{
			Answers:     map[customs.Question]bool{customs.AutoPart: true, customs.CompletedCabinet: false, customs.TruckPart: false},
			MetalWeight: known("0.5"),
		}}
		if s.HTS == "8507.60.0020" {
			line.Facts.Answers[customs.AutoPart] = false
		}
		got, err := customs.Entry{Date: oracleDay(t, "2026-10-01"), Mode: customs.Air, Lines: []customs.Line{line}}.Assess()
		if err != nil {
			t.Errorf("%s: %v", s.HTS, err)
			continue
		}
		stack, _ := oracle.Stack(s.Line(usd("1000")), oracleDay(t, "2026-10-01"))
		if !got.Duty.Low.Equal(oracle.Sum(stack)) || !got.Duty.Known() {
			t.Errorf("%s %s: %s, want %s", s.HTS, s.Goods, got.Duty, oracle.Sum(stack))
		}
	}
}

func oracleDay(t testing.TB, text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// MPF over the years, beside its ends.
func TestOracleMPF(t *testing.T) {
	tables := lab(t)
	for year := 2018; year <= 2027; year++ {
		for _, on := range []time.Time{time.Date(year-1, 10, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 9, 30, 0, 0, 0, 0, time.UTC)} {
			for _, value := range []string{"2500", "7400", "9142.61", "9444.28", "9694", "9695.44", "9982.68", "9984.12", "177352.77", "188077.37", "193666.28", "193667.73", "1000000"} {
				got, err := customs.Entry{Date: on, LoadedOn: on, Mode: customs.Air, Kind: customs.Formal, Tables: tables,
					Lines: []customs.Line{{HTS: labFree, Origin: "CN", Value: usd(value), NoCases: true}}}.Assess()
				if err != nil {
					t.Errorf("%s: %v", on.Format(time.DateOnly), err)
					continue
				}
				if want, ok := oracle.MPF(usd(value), on); ok && !got.MPF.Equal(want) {
					t.Errorf("%s on %s: MPF %s, want %s", value, on.Format(time.DateOnly), got.MPF, want)
				}
			}
		}
	}
}

// De minimis, on the last day and the first day without.
func TestOracleDeMinimis(t *testing.T) {
	for _, origin := range []string{"CN", "HK", "DE"} {
		for _, on := range []string{"2025-05-01", "2025-05-02", "2025-08-28", "2025-08-29"} {
			for _, value := range []string{"800", "800.01"} {
				_, err := customs.Entry{Date: oracleDay(t, on), LoadedOn: oracleDay(t, on), Mode: customs.Express, Kind: customs.DeMinimis,
					Lines: []customs.Line{{HTS: "9503.00.0073", Origin: origin, Value: usd(value), NoCases: true}}}.Assess()
				if want := oracle.DeMinimis(origin, usd(value), oracleDay(t, on)); want != (err == nil) {
					t.Errorf("%s of %s on %s: %v", value, origin, on, err)
				}
				if ended := new(customs.DeMinimisError); value == "800" && err != nil && !errors.As(err, &ended) {
					t.Errorf("%s of %s on %s: %v", value, origin, on, err)
				}
			}
		}
	}
}
