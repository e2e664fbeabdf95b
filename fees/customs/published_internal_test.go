package customs

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

const facts = feetest.Facts("landed-cost.md")

// Generic China totals by date, facts 1.7: no 232, no exemption, without column 1,
// on the first and the last day of each row.
func TestGenericChinaTotals(t *testing.T) {
	for _, row := range []struct{ from, to, list3, list4A, none string }{
		{"2020-02-14", "2025-02-03", "25", "7.5", "0"},
		{"2025-02-04", "2025-03-03", "35", "17.5", "10"},
		{"2025-03-04", "2025-04-04", "45", "27.5", "20"},
		{"2025-04-05", "2025-04-08", "55", "37.5", "30"},
		{"2025-04-09", "2025-04-09", "129", "111.5", "104"},
		{"2025-04-10", "2025-05-13", "170", "152.5", "145"},
		{"2025-05-14", "2025-11-09", "55", "37.5", "30"},
		{"2025-11-10", "2026-02-23", "45", "27.5", "20"},
		{"2026-02-24", "2026-07-23", "35", "17.5", "10"},
		{"2026-07-24", "2027-11-22", "37.5", "20", "12.5"},
		// Before: list 3 by its steps, list 4A.
		{"2018-07-06", "2018-08-22", "0", "0", "0"},
		{"2018-09-24", "2019-05-09", "10", "0", "0"},
		{"2019-05-10", "2019-08-31", "25", "0", "0"},
		{"2019-09-01", "2020-02-13", "25", "15", "0"},
	} {
		for _, day := range []string{row.from, row.to} {
			b := on(t, day)
			for code, want := range map[string]string{"1000.00.25": row.list3, "1000.00.75": row.list4A, "1000.00.01": row.none} {
				if got := b.duty(t, cn(code, worth("100"))); got != want {
					t.Errorf("%s on %s: %s %%, want %s", code, day, got, want)
				}
			}
		}
	}
}

// Lists 1 and 2 pay 25 % from their own first days.
func TestLists1And2(t *testing.T) {
	for _, row := range []struct{ day, list1, list2 string }{
		{"2018-07-06", "25", "0"}, {"2018-08-22", "25", "0"}, {"2018-08-23", "25", "25"}, {"2025-02-03", "25", "25"},
	} {
		b := on(t, row.day)
		if one, two := b.duty(t, cn("1000.00.02", worth("100"))), b.duty(t, cn("1000.00.03", worth("100"))); one != row.list1 || two != row.list2 {
			t.Errorf("%s: %s and %s, want %s and %s", row.day, one, two, row.list1, row.list2)
		}
	}
}

// starter are the totals of facts 1.9: goods of China on 2026-10-01, in percent.
// Those that the facts leave to compute are worked out by hand.
var starter = []struct {
	hts, total string
	facts      func(*Line) // that the note names
}{
	{"3924.10.4000", "15.9", nil}, {"3924.10.2000", "26.5", nil}, {"3924.90.5650", "23.4", nil}, {"3926.90.9989", "25.3", nil},
	{"6912.00.4810", "22.3", nil}, {"6302.60.0020", "29.1", nil}, {"7323.93.0045", "27", nil}, {"7615.10.7155", "28.1", nil},
	{"8215.99.3500", "39.3", metalWeight("0.15")}, {"9403.20.0050", "37.5", nil},
	{"9403.60.8093", "37.5", answer(CompletedCabinet, false)}, {"9403.60.8093", "50", answer(CompletedCabinet, true)},
	{"9401.61.4011", "50", nil}, // 0 + 25 + 25, no forced labor on what pays 232
	{"9401.79.0035", "37.5", nil}, {"9405.42.8440", "41.4", nil}, {"8509.40.0025", "16.7", nil},
	{"8516.60.4070", "50", metalWeight("0.15")}, {"4421.91.9880", "40.8", nil}, {"6702.90.3500", "21.5", nil}, {"8481.80.5060", "40.5", nil},
	{"4201.00.3000", "39.9", nil}, {"4201.00.6000", "40.3", nil}, {"2309.10.0090", "37.5", nil}, {"9503.00.0073", "12.5", nil},
	{"9506.91.0030", "24.6", nil}, {"9507.30.6000", "23.9", nil}, {"6306.22.9030", "28.8", nil}, {"8513.10.4000", "16", nil},
	{"6601.91.0000", "12.5", nil}, {"4202.92.3120", "55.1", nil}, {"9004.10.0000", "22", nil}, {"8711.60.0090", "37.5", nil},
	{"8708.30.5030", "52.5", answer(AutoPart, true)}, {"8708.99.8180", "52.5", metalWeight("0.9")},
	{"8512.20.2040", "50", answer(AutoPart, true)}, {"8512.30.0040", "52.5", answer(AutoPart, true)}, {"8421.31.0000", "40", nil},
	{"8421.23.0000", "52.5", answer(AutoPart, true)}, {"4011.10.1070", "54", answer(AutoPart, true)}, {"8539.29.3060", "20", nil},
	{"8714.10.0050", "20", nil}, {"8716.39.0090", "50", metalWeight("0.9")},
	{"8507.60.0020", "40.9", answer(AutoPart, false)}, // 3.4 + 25 + 12.5
	{"8507.60.0020", "53.4", answer(AutoPart, true)},  // 3.4 + 25 + 25
	{"8504.40.9580", "37.5", nil},                     // 0 + 25 + 12.5
	{"8544.42.9090", "52.6", metalWeight("0.5")}, {"8518.30.2000", "12.5", nil}, {"8517.62.0090", "7.5", nil}, {"8467.21.0030", "14.2", nil},
	{"8204.20.0000", "46.5", nil}, {"8205.70.0090", "55", metalWeight("1")},
	{"7326.90.8688", "77.9", nil}, // 2.9 + 25 + 50
	{"8302.41.6015", "53.9", metalWeight("1")}, {"6109.10.0040", "36.5", nil},
}

func TestStarterTotals(t *testing.T) {
	b := on(t, "2026-10-01")
	seen := map[string]bool{}
	for _, row := range starter {
		l := cn(row.hts, worth("100"))
		if row.facts != nil {
			row.facts(l)
		}
		a := b.assessed(t, l)
		if got := a.duty.String(); got != row.total || len(a.missing)+len(a.open)+len(a.warnings) > 0 {
			t.Errorf("%s: %s %%, want %s; open %v, missing %v, warnings %v", row.hts, got, row.total, a.open, a.missing, a.warnings)
		}
		seen[row.hts] = true
	}
	if len(seen) != 52 || len(b.tariffs[0].codes) != 52 {
		t.Errorf("%d lines are tested of %d, want 52", len(seen), len(b.tariffs[0].codes))
	}
}

// The starter file has the lines of facts 1.9, cell by cell, and what the totals
// there say comes out.
func TestStarterEqualsFacts(t *testing.T) {
	_, rows := facts.Table(t, "1.9")
	b := on(t, "2026-10-01")
	totals := map[string][]string{}
	for _, row := range starter {
		totals[row.hts] = append(totals[row.hts], row.total)
	}
	for _, cells := range rows {
		row := b.tariffs[0].byCode[strings.ReplaceAll(cells[0], ".", "")]
		if row == nil {
			t.Errorf("%s is not in the file", cells[0])
			continue
		}
		column1 := strings.ToLower(cells[2])
		if row.code != cells[0] || row.goods != cells[1] || row.column1.text != column1 {
			t.Errorf("%s %s %s, the facts have %s", row.code, row.goods, row.column1.text, cells)
		}
		list := map[string]string{
			"none (4B never applied)": "301_list_4b", "none (4B)": "301_list_4b", "4A": "301_list_4a", "3": "301_list_3", "2": "301_list_2",
			"3 partial (9903.88.04)": "301_list_3_part", "four-year review 9903.91.06 (4A 7.5 before 2026-01-01)": "301_list_4a",
			"4A (10-digit split; most of 8517.62 is list 3)": "301_list_4a",
		}[cells[3]]
		if on, _ := row.on(list); !on {
			t.Errorf("%s is on %v, the facts say %s", row.code, row.lists, cells[3])
		}
		if want := cells[7]; want != "compute" && fx.Plain(dec(want)) != totals[row.code][0] {
			t.Errorf("%s: the facts have the total %s, the test %s", row.code, want, totals[row.code][0])
		}
	}
	if len(rows) != len(b.tariffs[0].codes) {
		t.Errorf("%d lines, the facts have %d", len(b.tariffs[0].codes), len(rows))
	}
}

// Worked examples of the facts: the duty, without the fees.
func TestWorkedExamples(t *testing.T) {
	for _, row := range []struct {
		id, day string
		line    *Line
		want    string
		paid    string
	}{
		// public repository files; KlearNow pack; invoicetariff policy docs
		{"S17", "2026-08-01", cn("8204.20"), "4650", "column_1 900, 301_list_3 2500, 301_forced_labor 1250"},
		{"S18", "2026-08-28", cn("8708.30.5030", answer(AutoPart, true)), "5250", "column_1 250, 301_list_3 2500, 232_auto_parts 2500"},
		{"S19", "2026-10-15", cn("4202.92.31"), "5510", "column_1 1760, 301_list_3 2500, 301_forced_labor 1250"},
		{"S20", "2026-10-15", cn("8517.62.0090"), "750", "301_list_4a 750"},
		{"S21", "2026-08-22", cn("7601.10.60.90", worth("100000")), "75000", "301_review 25000, 232_metals 50000"},
		{"S22", "2026-08-01", cn("6109.10.0040", from("TR"), worth("100000")), "29000", "column_1 16500, 301_forced_labor 12500"},
		{"S25", "2026-08-01", cn("6109.10"), "3650", "column_1 1650, 301_list_4a 750, 301_forced_labor 1250"},
		{"S25 Vietnam", "2026-08-01", cn("6109.10", from("VN")), "2900", "column_1 1650, 301_forced_labor 1250"},
		{"S26", "2026-08-01", cn("8509.40"), "1670", "column_1 420, 301_forced_labor 1250"},
	} {
		a := on(t, row.day).assessed(t, row.line)
		if a.duty.String() != row.want || a.paid() != row.paid {
			t.Errorf("%s: %s of %s, want %s of %s", row.id, a.duty, a.paid(), row.want, row.paid)
		}
	}
	a := on(t, "2026-08-22").assessed(t, cn("7601.10.60.90"))
	if got := a.find(t, "301_review"); got.Heading != "9903.91.01" {
		t.Errorf("S21: the aluminium is under %s", got.Heading)
	}
}

// The layers of facts 1.7 for goods of China, each on its first and last day and on
// the days around them.
func TestLayersByDate(t *testing.T) {
	for _, row := range []struct {
		programme, heading, rate string
		from, to                 string // to is "" when it goes on
		line                     func() *Line
	}{
		{"301_review", "9903.91.06", "25%", "2026-01-01", "", func() *Line { return cn("8507.60.0020", answer(AutoPart, false)) }},
		{"301", "9903.88.15", "7.5%", "2025-01-01", "2025-12-31", func() *Line { return cn("8507.60.0020", answer(AutoPart, false)) }},
		{"ieepa_fentanyl", "9903.01.20", "10%", "2025-02-04", "2025-03-03", nil},
		{"ieepa_fentanyl", "9903.01.24", "20%", "2025-03-04", "2025-11-09", nil},
		{"ieepa_fentanyl", "9903.01.24", "10%", "2025-11-10", "2026-02-23", nil},
		{"ieepa_reciprocal", "9903.01.25", "10%", "2025-04-05", "2025-04-08", nil},
		{"ieepa_reciprocal", "9903.01.63", "84%", "2025-04-09", "2025-04-09", nil},
		{"ieepa_reciprocal", "9903.01.63", "125%", "2025-04-10", "2025-05-13", nil},
		{"ieepa_reciprocal", "9903.01.25", "10%", "2025-05-14", "2026-02-23", nil},
		{"section_122", "9903.03.01", "10%", "2026-02-24", "2026-07-23", nil},
		{"301_forced_labor", "9903.05.31", "12.5%", "2026-07-24", "", nil},
		{"232_metals", "9903.82.02", "50%", "2026-04-06", "", func() *Line { return cn("7326.90.8688") }},
		{"232_metals", "9903.82.09", "25%", "2026-04-06", "", func() *Line { return cn("7323.93.0045") }},
		{"232_metals", "9903.82.10", "up to a total of 15%", "2026-04-06", "", func() *Line { return cn("8432.10.00", metalWeight("1")) }},
		{"232_autos", "9903.94.01", "25%", "2025-04-03", "", func() *Line { return cn("8703.23.01") }},
		{"232_autos", "9903.94.05", "25%", "2025-05-03", "", func() *Line { return cn("4011.10.1070", answer(AutoPart, true)) }},
		{"232_wood", "9903.76.02", "25%", "2025-10-14", "2026-12-31", func() *Line { return cn("9401.61.4011") }},
		{"232_wood", "9903.76.02", "30%", "2027-01-01", "", func() *Line { return cn("9401.61.4011") }},
		{"232_wood", "9903.76.03", "25%", "2025-10-14", "2026-12-31", func() *Line { return cn("9403.60.8093", answer(CompletedCabinet, true)) }},
		{"232_wood", "9903.76.03", "50%", "2027-01-01", "", func() *Line { return cn("9403.60.8093", answer(CompletedCabinet, true)) }},
		{"232_copper", "9903.78.01", "50%", "2025-08-01", "2026-04-05", func() *Line { return cn("8544.42.9090", content(Copper, "10000"), content(Aluminium, "0")) }},
		{"232_steel", "9903.81.90", "25%", "2025-03-12", "2025-06-03", func() *Line { return cn("7323.93.0045") }},
		{"232_steel", "9903.81.90", "50%", "2025-06-04", "2026-04-05", func() *Line { return cn("7323.93.0045", content(Steel, "10000")) }},
		{"232_steel", "9903.81.91", "50%", "2025-08-18", "2026-04-05", func() *Line { return cn("8205.70.0090", content(Steel, "10000")) }},
	} {
		line := row.line
		if line == nil {
			line = func() *Line { return cn("1000.00.01") }
		}
		at := func(day string) (Layer, bool) {
			a := on(t, day).assessed(t, line())
			l := a.find(t, row.programme)
			return l, l.Status == Applied && l.Heading == row.heading && l.Duty == row.rate && l.Amount.Known()
		}
		days := map[string]bool{row.from: true, shifted(t, row.from, -1): false}
		if row.from == "2025-01-01" {
			delete(days, "2024-12-31") // the starter has no line then
		}
		if row.to == "" {
			days["2027-11-22"] = true
		} else {
			days[row.to], days[shifted(t, row.to, 1)] = true, false
		}
		for day, want := range days {
			if l, got := at(day); got != want {
				t.Errorf("%s %s %s on %s: applied is %t: %+v", row.programme, row.heading, row.rate, day, got, l)
			}
		}
	}
}

func shifted(t *testing.T, day string, days int) string {
	t.Helper()
	return feetest.Day(t, day).AddDate(0, 0, days).Format("2006-01-02")
}
