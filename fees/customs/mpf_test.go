package customs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/internal/feetest"
)

// mpfYears are the published amounts, typed again from the sources: "" is a figure
// that nobody found.
var mpfYears = []struct {
	id, from, to, minimum, maximum                         string
	informal, informalManual, manual, express, mail, grade string
	// stops is the lowest value that pays more than the minimum, starts the lowest
	// that pays the maximum.
	stops, starts string
}{
	{"us-customs-mpf-2017-10-01", "2017-10-01", "2017-12-31", "25.00", "485.00", "2.00", "6.00", "3.00", "1.00", "5.50", "high", "7217.10", "140011.55"},
	{"us-customs-mpf-fy2018", "2018-01-01", "2018-09-30", "25.67", "497.99", "2.05", "6.16", "3.08", "1.03", "5.65", "high", "7410.51", "143761.55"},
	{"us-customs-mpf-fy2019", "2018-10-01", "2019-09-30", "26.22", "508.70", "2.10", "", "3.15", "1.05", "5.77", "high", "7569.29", "146853.35"},
	{"us-customs-mpf-fy2020", "2019-10-01", "2020-09-30", "26.79", "519.76", "2.14", "", "3.21", "1.07", "5.89", "medium", "7733.84", "150046.19"},
	{"us-customs-mpf-fy2021", "2020-10-01", "2021-09-30", "27.23", "528.33", "2.18", "6.54", "3.27", "1.09", "5.99", "medium", "7860.86", "152520.21"},
	{"us-customs-mpf-fy2022", "2021-10-01", "2022-09-30", "27.75", "538.40", "2.22", "6.66", "3.33", "1.11", "6.11", "high", "8010.97", "155427.26"},
	{"us-customs-mpf-fy2023", "2022-10-01", "2023-09-30", "29.66", "575.35", "2.37", "", "3.56", "1.19", "6.52", "high", "8562.36", "166094.12"},
	{"us-customs-mpf-fy2024", "2023-10-01", "2024-09-30", "31.67", "614.35", "2.53", "", "3.80", "1.27", "6.97", "high", "9142.61", "177352.78"},
	{"us-customs-mpf-fy2025", "2024-10-01", "2025-09-30", "32.71", "634.62", "2.62", "", "3.93", "1.31", "7.20", "high", "9442.85", "183204.39"},
	{"us-customs-mpf-fy2026", "2025-10-01", "2026-09-30", "33.58", "651.50", "2.69", "", "", "1.34", "7.39", "high", "9694.00", "188077.37"},
	{"us-customs-mpf-fy2027", "2026-10-01", "2027-09-30", "34.58", "670.86", "2.77", "", "", "", "", "medium", "9982.68", "193666.29"},
}

// Every row of every table, through an entry, on its first and on its last day.
func TestMPFYears(t *testing.T) {
	for _, year := range mpfYears {
		for _, day := range []string{year.from, year.to} {
			t.Run(day, func(t *testing.T) {
				entry := labEntry(t, goods("A", labFree, "0"))
				entry.Date = feetest.Day(t, day)
				fee := func(change func(*customs.Entry)) string {
					e := entry
					e.Lines = []customs.Line{goods("A", labFree, "100")}
					change(&e)
					w := assessed(t, e)
					if !w.Complete {
						return ""
					}
					if w.MPFSource.Table != year.id || string(w.MPFSource.Confidence) != year.grade {
						t.Errorf("source %+v", w.MPFSource)
					}
					return money(w.MPF)
				}
				less := func(a, b string) string { // what a is above b
					if a == "" {
						return ""
					}
					return money(usd(a).Sub(usd(b)))
				}
				minimum := fee(func(e *customs.Entry) { e.Kind = customs.Formal })
				got := []string{
					minimum,
					fee(func(e *customs.Entry) { e.Lines[0].Value = usd("10000000") }),
					fee(func(e *customs.Entry) {}),
					fee(func(e *customs.Entry) { e.Manual = true }),
					less(fee(func(e *customs.Entry) { e.Kind, e.Manual = customs.Formal, true }), minimum),
					fee(func(e *customs.Entry) { e.Mode = customs.Express }),
					fee(func(e *customs.Entry) { e.Mode = customs.Mail }),
				}
				want := []string{year.minimum, year.maximum, year.informal, year.informalManual, year.manual, year.express, year.mail}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

// The values at which the minimum stops and the maximum starts: on them, a cent
// below and a cent above.
func TestMPFBinds(t *testing.T) {
	for _, year := range mpfYears {
		entry := labEntry(t)
		entry.Date = feetest.Day(t, year.from)
		at := func(value, cents string) customs.Worksheet {
			entry.Lines = []customs.Line{goods("A", labFree, value)}
			entry.Lines[0].Value = entry.Lines[0].Value.Add(usd(cents))
			return assessed(t, entry)
		}
		for _, row := range []struct {
			value, cents, amount, bound string
		}{
			{year.stops, "-0.01", year.minimum, "at least"}, {year.stops, "0", year.minimum, ""}, {year.stops, "0.01", year.minimum, ""},
			{year.starts, "-0.01", year.maximum, ""}, {year.starts, "0", year.maximum, "at most"}, {year.starts, "0.01", year.maximum, "at most"},
		} {
			w := at(row.value, row.cents)
			bound := ""
			for _, b := range []string{"at least", "at most"} {
				if strings.Contains(w.MPFBasis, b) {
					bound = b
				}
			}
			if money(w.MPF) != row.amount || bound != row.bound {
				t.Errorf("%s: %s %s pays %s, %q", year.from, row.value, row.cents, money(w.MPF), w.MPFBasis)
			}
		}
		// In the middle it is in proportion.
		if w := at("100000", "0"); money(w.MPF) != "346.40" || w.MPFBasis != "0.3464% of 100000" {
			t.Errorf("%s: 100000 pays %s, %q", year.from, money(w.MPF), w.MPFBasis)
		}
	}
}

// Of the facts file, where it is at hand, every figure that it knows.
func TestMPFAgreesWithFacts(t *testing.T) {
	table := feetest.Facts("landed-cost.md").Tables(t, "1.5")[0]
	byYear := map[string]int{}
	for i, year := range mpfYears {
		byYear[year.from[:4]] = i
	}
	for _, row := range table[1:] {
		from := row[1]
		year := mpfYears[byYear[from[:4]]]
		if from == "2017-10-01" { // of 82 FR 50659: not before 2018
			year = mpfYears[1]
		}
		if from != year.from && from != "2017-10-01" {
			t.Errorf("fiscal year %s starts on %s", row[0], year.from)
		}
		for i, figure := range []string{year.minimum, year.maximum, year.informal} {
			if want := row[2+i]; want != "unknown" && want != figure {
				t.Errorf("fiscal year %s: column %s is %s, want %s", row[0], table[0][2+i], figure, want)
			}
		}
		// The facts round the values where the fee stops to bind to the nearest cent,
		// which for some is a cent below the first that does not.
		for i, figure := range []string{year.stops, year.starts} {
			want := strings.ReplaceAll(row[5+i], ",", "")
			if want != "–" && usd(figure).Sub(usd(want)).Abs().GreaterThan(usd("0.01")) {
				t.Errorf("fiscal year %s: %s is %s, want %s", row[0], table[0][5+i], figure, want)
			}
		}
	}
}

// A figure that is not known makes the worksheet incomplete and is not 0 in silence;
// supplied, it is complete.
func TestMPFUnknown(t *testing.T) {
	entry := labEntry(t, goods("A", lab25, "100"))
	entry.Date = feetest.Day(t, "2026-11-01")
	entry.Mode = customs.Express
	w := assessed(t, entry)
	want := []string{"mpf: the fee of an express waybill is not known for this fiscal year; supply it as mpf"}
	if diff := cmp.Diff(want, w.Missing); diff != "" || w.Complete || !w.MPF.IsZero() {
		t.Errorf("complete %v, MPF %s (-want +got):\n%s", w.Complete, w.MPF, diff)
	}
	entry.MPF = known("1.38")
	w = assessed(t, entry)
	if !w.Complete || money(w.MPF) != "1.38" || w.MPFSource.Confidence != fees.Supplied {
		t.Errorf("complete %v, MPF %s of %+v", w.Complete, w.MPF, w.MPFSource)
	}
	formal := labEntry(t, goods("A", lab25, "10000"))
	formal.Manual = true
	if w := assessed(t, formal); w.Complete || !w.MPF.IsZero() || len(w.Missing) != 1 {
		t.Errorf("a surcharge that is not known: %+v", w.Missing)
	}
	zero := labEntry(t, goods("A", lab25, "10000"))
	zero.MPF = known("0")
	if w := assessed(t, zero); !w.Complete || !w.MPF.IsZero() {
		t.Errorf("a supplied fee of 0: %+v", w)
	}
}

// Waybills and mail articles pay each.
func TestMPFPerBill(t *testing.T) {
	for _, row := range []struct {
		mode customs.Mode
		kind customs.Kind
		n    int
		want string
	}{
		{customs.Express, "", 0, "1.34"}, {customs.Express, "", 1, "1.34"}, {customs.Express, "", 3, "4.02"},
		{customs.Mail, "", 2, "14.78"},
		{customs.Express, customs.Formal, 3, "33.58"}, // a formal entry pays by value
	} {
		entry := labEntry(t, goods("A", lab25, "100"))
		entry.Mode, entry.Kind, entry.Bills = row.mode, row.kind, row.n
		if w := assessed(t, entry); money(w.MPF) != row.want {
			t.Errorf("%s, %d: %s, want %s", row.mode, row.n, money(w.MPF), row.want)
		}
	}
}

// A day without a table is an error, even a day before the first and after the last.
func TestMPFOutsideTables(t *testing.T) {
	for _, day := range []string{"2017-09-30", "2027-10-01"} {
		entry := labEntry(t, goods("A", lab25, "10000"))
		entry.Date = feetest.Day(t, day)
		_, err := entry.Assess()
		var none *fees.NoTableError
		if !errors.As(err, &none) || none.Kind != "mpf" {
			t.Errorf("%s: %v", day, err)
		}
		entry.MPF = known("30") // then no table is asked
		if _, err := entry.Assess(); err != nil {
			t.Errorf("%s with a supplied fee: %v", day, err)
		}
	}
}

// The whole fee is for the entry, not for each line, and never depends on the order.
func TestMPFOfLines(t *testing.T) {
	exempt := func(l customs.Line) customs.Line { l.MPFExempt = true; return l }
	claimed := func(l customs.Line, heading, dutiable string) customs.Line {
		l.Chapter98 = heading
		if dutiable != "" {
			l.DutiableValue = known(dutiable)
		}
		return l
	}
	for _, row := range []struct {
		name  string
		lines []customs.Line
		total string
		each  []string
	}{
		{"two lines, one minimum", []customs.Line{goods("A", lab25, "3000"), goods("B", labFree, "1000")}, "33.58", []string{"25.19", "8.39"}}, // 25.185 and 8.395: the tie by Ref
		{"an exempt line", []customs.Line{exempt(goods("A", lab25, "3000")), goods("B", labFree, "20000")}, "69.28", []string{"0.00", "69.28"}},
		{"only exempt lines", []customs.Line{exempt(goods("A", lab25, "3000")), exempt(goods("B", labFree, "20000"))}, "0.00", []string{"0.00", "0.00"}},
		{"an exempt line does not lift the minimum", []customs.Line{exempt(goods("A", lab25, "30000")), goods("B", labFree, "100")}, "33.58", []string{"0.00", "33.58"}},
		{"chapter 98 is exempt", []customs.Line{claimed(goods("A", lab25, "20000"), "9801.00.10", ""), goods("B", labFree, "20000")}, "69.28", []string{"0.00", "69.28"}},
		{"9802.00.80 pays on what is dutiable", []customs.Line{claimed(goods("A", lab25, "20000"), "9802.00.80", "10000"), goods("B", labFree, "10000")}, "69.28", []string{"34.64", "34.64"}},
		{"a line of no value", []customs.Line{goods("A", lab25, "0"), goods("B", labFree, "5000")}, "33.58", []string{"0.00", "33.58"}},
		{"over the maximum", []customs.Line{goods("A", lab25, "150000"), goods("B", labFree, "150000")}, "651.50", []string{"325.75", "325.75"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := assessed(t, labEntry(t, row.lines...))
			each := make([]string, len(w.Shares))
			for i, s := range w.Shares {
				each[i] = money(s.MPF)
			}
			if diff := cmp.Diff(row.each, each); diff != "" || money(w.MPF) != row.total {
				t.Errorf("total %s (-want +got):\n%s", money(w.MPF), diff)
			}
		})
	}
}

// Without the dutiable value the fee of 9802.00.80 is not known.
func TestMPFOfUnknownDutiableValue(t *testing.T) {
	l := goods("A", lab25, "20000")
	l.Chapter98 = "9802.00.80"
	w := assessed(t, labEntry(t, l))
	if w.Complete || !w.MPF.IsZero() || !strings.Contains(strings.Join(w.Missing, "\n"), "mpf:") {
		t.Errorf("complete %v, missing %q", w.Complete, w.Missing)
	}
	if money(w.Duty.High) != "5000.00" {
		t.Errorf("duty %s", w.Duty)
	}
	small := labEntry(t, l)
	small.Lines[0].Value = usd("100") // an informal entry pays the same whatever the value
	if w := assessed(t, small); money(w.MPF) != "2.69" || money(w.Shares[0].MPF) != "2.69" {
		t.Errorf("informal: %s", w.MPF)
	}
}

// A table that contradicts itself is refused.
func TestMPFTableRefused(t *testing.T) {
	good := labTable("mpf", "", `"rows": [{"rate": "0.003464", "minimum": "33.58", "maximum": "651.50"}]`)
	tablesOf(t, good)
	for _, row := range []struct{ from, to, field string }{
		{`"651.50"`, `"33.57"`, "us-customs-mpf.rows[0].maximum"},
		{`"0.003464"`, `"1.1"`, "us-customs-mpf.rows[0].rate"},
		{`"minimum": "33.58", `, ``, "us-customs-mpf.rows[0].minimum"},
		{`"33.58"`, `"-1"`, "us-customs-mpf.rows[0].minimum"},
		{`"rate"`, `"informal": "x", "rate"`, "us-customs-mpf.rows[0].informal"},
		{`"rate"`, `"surcharge": "1", "rate"`, "us-customs-mpf.rows[0].surcharge"},
	} {
		feetest.Refused(t, customs.ReadTables, feetest.Change(t, good, row.from, row.to), row.field)
	}
}
