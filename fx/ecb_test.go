package fx_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

// Made-up fixings in the shapes of the four files.
const (
	historyCSV = "Date,USD,CYP,CNY,HUF,\n" +
		"2026-04-13,1.17,N/A,7.99,366.9,\n" +
		"2026-04-10,1.1655,N/A,7.95,367,\n" +
		"1999-01-04,1.18,0.58,N/A,N/A,\n"
	dayCSV     = "Date, USD, CNY, HUF, \n13 April 2026, 1.1700, 7.9900, 366.90, \n"
	dailyXML   = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n\t<gesmes:subject>Reference rates</gesmes:subject>\n\t<gesmes:Sender>\n\t\t<gesmes:name>European Central Bank</gesmes:name>\n\t</gesmes:Sender>\n\t<Cube>\n\t\t<Cube time='2026-04-13'>\n\t\t\t<Cube currency='USD' rate='1.1700'/>\n\t\t\t<Cube currency='CNY' rate='7.9900'/>\n\t\t\t<Cube currency='HUF' rate='366.90'/>\n\t\t</Cube>\n\t</Cube>\n</gesmes:Envelope>"
	xmlStart   = `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject><Cube>`
	xmlEnd     = `</Cube></gesmes:Envelope>`
	historyXML = xmlStart + `<Cube time="2026-04-13"><Cube currency="USD" rate="1.17"/><Cube currency="CNY" rate="7.99"/><Cube currency="HUF" rate="366.9"/></Cube>` +
		`<Cube time="2026-04-10"><Cube currency="USD" rate="1.1655"/><Cube currency="CNY" rate="7.95"/><Cube currency="HUF" rate="367"/></Cube>` +
		`<Cube time="1999-01-04"><Cube currency="USD" rate="1.18"/><Cube currency="CYP" rate="0.58"/></Cube>` + xmlEnd
)

// fixings lists a table as text, one line per fixing.
func fixings(t testing.TB, r *fx.Rates) []string {
	t.Helper()
	var out []string
	for d := range r.Days() {
		for c := range r.Currencies() {
			got, err := r.At(r.Pivot(), c, d, fx.LookUp{Exact: true})
			if err != nil {
				continue
			}
			num, den := got.Fraction()
			if !den.Equal(dec("1")) {
				t.Fatalf("%s is not against the pivot", got)
			}
			out = append(out, d.Format("2006-01-02 ")+string(c)+" "+num.StringFixed(fx.MaxFractionDigits))
		}
	}
	return out
}

var (
	oneDay = []string{
		"2026-04-13 CNY 7.990000000000", "2026-04-13 HUF 366.900000000000", "2026-04-13 USD 1.170000000000",
	}
	threeDays = append([]string{
		"1999-01-04 CYP 0.580000000000", "1999-01-04 USD 1.180000000000",
		"2026-04-10 CNY 7.950000000000", "2026-04-10 HUF 367.000000000000", "2026-04-10 USD 1.165500000000",
	}, oneDay...)
)

func TestReadECB(t *testing.T) {
	const mark = "\xEF\xBB\xBF"
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"history CSV", historyCSV, threeDays},
		{"history CSV with CRLF", strings.ReplaceAll(historyCSV, "\n", "\r\n"), threeDays},
		{"history CSV, no last line break", strings.TrimSuffix(historyCSV, "\n"), threeDays},
		{"history CSV, no trailing commas", strings.ReplaceAll(historyCSV, ",\n", "\n"), threeDays},
		{"day CSV", dayCSV, oneDay},
		{"daily XML", dailyXML, oneDay},
		{"history XML", historyXML, threeDays},
		{"XML with a comment and blanks around", "\n" + strings.Replace(historyXML, "<Cube>", "<!-- c --> <Cube>", 1) + "\n\n", threeDays},
	} {
		for name, text := range map[string]string{"": test.text, ", BOM": mark + test.text} {
			t.Run(test.name+name, func(t *testing.T) {
				r, err := fx.ReadECB(iotest.OneByteReader(strings.NewReader(text)))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, fixings(t, r)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				if r.Pivot() != fx.EUR || r.Source() != "European Central Bank" {
					t.Errorf("got pivot %s and source %q", r.Pivot(), r.Source())
				}
			})
		}
	}
}

// cube is an XML file with these elements in the place of the days.
func cube(days string) string { return xmlStart + days + xmlEnd }

func TestReadECBRefuses(t *testing.T) {
	million := strings.Repeat("9", 1_000_000)
	for _, test := range []struct {
		name, text string
		want       fx.ReadError
	}{
		{"empty", "", fx.ReadError{Reason: "must be an ECB file of rates, is empty"}},
		{"blank", " \t", fx.ReadError{Reason: "must be an ECB file of rates, is empty"}},
		{"BOM only", "\xEF\xBB\xBF", fx.ReadError{Reason: "must be an ECB file of rates, is empty"}},
		{"header only", "Date,USD,\n", fx.ReadError{Reason: "must have at least one rate"}},
		{"no currencies", "Date\n2026-04-13\n", fx.ReadError{Reason: "must have at least one rate"}},
		{"unknown header", "KEY,FREQ,CURRENCY\n", fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "KEY", Reason: `must begin with "Date"`}},
		{"malformed code", "Date,USD,cny,\n", fx.ReadError{Row: 1, Column: 3, Field: "currency", Value: "cny", Reason: "must be a currency code of three capitals"}},
		{"empty column", "Date,USD,,CNY\n", fx.ReadError{Row: 1, Column: 3, Field: "currency", Reason: "must be a currency code of three capitals"}},
		{"column EUR", "Date,EUR,\n", fx.ReadError{Row: 1, Column: 2, Field: "currency", Value: "EUR", Reason: "must not be EUR, in which all rates are"}},
		{"duplicate column", "Date,USD,CNY,USD,\n", fx.ReadError{Row: 1, Column: 4, Field: "currency", Value: "USD", Reason: "must not be there twice"}},
		{"many columns", "Date" + strings.Repeat(",USD", 400), fx.ReadError{Row: 1, Field: "header", Reason: "must have at most 400 fields"}},
		{"duplicate date", "Date,USD,\n2026-04-13,1,\n2026-04-13,1,\n", fx.ReadError{Row: 3, Column: 1, Field: "Date", Value: "2026-04-13", Reason: "must not be there twice"}},
		{"the same date, written differently", "Date,USD,\n2026-04-13,1,\n13 April 2026,1,\n", fx.ReadError{Row: 3, Column: 1, Field: "Date", Value: "13 April 2026", Reason: "must not be there twice"}},
		{"bad date", "Date,USD,\n13.04.2026,1,\n", fx.ReadError{Row: 2, Column: 1, Field: "Date", Value: "13.04.2026", Reason: "must be a date such as 2026-04-13 or 13 April 2026"}},
		{"no such day", "Date,USD,\n2026-02-30,1,\n", fx.ReadError{Row: 2, Column: 1, Field: "Date", Value: "2026-02-30", Reason: "must be a date such as 2026-04-13 or 13 April 2026"}},
		{"year 0", "Date,USD,\n0000-02-03,1,\n", fx.ReadError{Row: 2, Column: 1, Field: "Date", Value: "0000-02-03", Reason: "must be a date such as 2026-04-13 or 13 April 2026"}},
		{"rate 0", "Date,USD,\n2026-04-13,0.00,\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Value: "0.00", Reason: "must be above 0"}},
		{"negative rate", "Date,USD,\n2026-04-13,-1.1,\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Value: "-1.1", Reason: "must be above 0"}},
		{"NaN", "Date,USD,\n2026-04-13,NaN,\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Value: "NaN", Reason: "must be a decimal number such as 12.34"}},
		{"empty cell", "Date,USD,CNY,\n2026-04-13,,8,\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Reason: "must be a decimal number, is empty"}},
		{"exponent", "Date,USD,\n2026-04-13,1e999999999,\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Value: "1e999999999", Reason: "must have at most 18 digits before and 12 digits after the decimal point"}},
		{"too precise", "Date,USD,\n2026-04-13,1234567890.123456789,\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Value: "1234567890.123456789", Reason: "must have at most 18 significant digits"}},
		{"decimal comma", "Date,USD,\n2026-04-13,1,1476,\n", fx.ReadError{Row: 2, Value: "4", Reason: "must have 3 fields like the header"}},
		{"quoted decimal comma", "Date,USD,\n2026-04-13,\"1,1476\",\n", fx.ReadError{Row: 2, Column: 2, Field: "USD", Value: "1,1476", Reason: "must have a decimal point, not a comma"}},
		{"too few fields", "Date,USD,CNY,\n2026-04-13,1,8,\n2026-04-10,1\n", fx.ReadError{Row: 3, Value: "2", Reason: "must have 4 fields like the header"}},
		{"value past the header", "Date,USD,\n2026-04-13,1,8\n", fx.ReadError{Row: 2, Column: 3, Value: "8", Reason: "must be empty like the end of the header"}},
		{"a quote inside", "Date,USD,\n2026-04-13,1\"2,\n", fx.ReadError{Row: 2, Reason: "must be comma-separated values, with quotes in pairs or none"}},
		{"a million digits", "Date,USD,\n2026-04-13," + million + ",\n", fx.ReadError{Row: 2, Reason: "must not be longer than 65536 bytes"}},
		{"an endless quote", "Date,USD,\n\"" + strings.Repeat("2026\n", 100_000), fx.ReadError{Row: 2, Reason: "must not be longer than 65536 bytes"}},

		{"XML without rates", cube(""), fx.ReadError{Reason: "must have at least one rate"}},
		{"XML decimal comma", cube("<Cube time='2026-04-13'>\n<Cube currency='USD' rate='1,1476'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "USD", Value: "1,1476", Reason: "must have a decimal point, not a comma"}},
		{"XML rate 0", cube("<Cube time='2026-04-13'>\n<Cube currency='USD' rate='0'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "USD", Value: "0", Reason: "must be above 0"}},
		{"XML exponent", cube("<Cube time='2026-04-13'>\n<Cube currency='USD' rate='1e999999999'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "USD", Value: "1e999999999", Reason: "must have at most 18 digits before and 12 digits after the decimal point"}},
		{"XML N/A", cube("<Cube time='2026-04-13'>\n<Cube currency='USD' rate='N/A'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "USD", Value: "N/A", Reason: "must be a decimal number such as 12.34"}},
		{"XML code", cube("<Cube time='2026-04-13'>\n<Cube currency='US' rate='1'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "currency", Value: "US", Reason: "must be a currency code of three capitals"}},
		{"XML twice on a day", cube("<Cube time='2026-04-13'><Cube currency='USD' rate='1'/>\n<Cube currency='USD' rate='1'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "currency", Value: "USD", Reason: "must not be there twice on a day"}},
		{"XML duplicate date", cube("<Cube time='2026-04-13'><Cube currency='USD' rate='1'/></Cube>\n<Cube time='2026-04-13'/>"), fx.ReadError{Row: 2, Column: 1, Field: "Date", Value: "2026-04-13", Reason: "must not be there twice"}},
		{"XML long date", cube("\n<Cube time='13 April 2026'/>"), fx.ReadError{Row: 2, Column: 1, Field: "Date", Value: "13 April 2026", Reason: "must be a date such as 2026-04-13"}},
		{"XML unknown attribute", cube("<Cube time='2026-04-13'>\n<Cube currency='HUF' rate='3.6' multiplier='100'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "multiplier", Value: "100", Reason: "must not be an attribute of this Cube"}},
		{"XML missing attribute", cube("<Cube time='2026-04-13'>\n<Cube currency='HUF'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "Cube", Reason: "must have each of its attributes once: time, or currency and rate"}},
		{"XML attribute twice", cube("<Cube time='2026-04-13'>\n<Cube rate='1' rate='2'/></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "currency", Reason: "must be a currency code of three capitals"}},
		{"XML rate without a day", cube("\n<Cube currency='USD' rate='1'/>"), fx.ReadError{Row: 2, Column: 1, Field: "currency", Value: "USD", Reason: "must not be an attribute of this Cube"}},
		{"XML cube in a rate", cube("<Cube time='2026-04-13'><Cube currency='USD' rate='1'>\n<Cube/></Cube></Cube>"), fx.ReadError{Row: 2, Column: 1, Field: "Cube", Reason: "must not be inside rate"}},
		{"XML other element", cube("\n<Rate/>"), fx.ReadError{Row: 2, Column: 1, Field: "Rate", Reason: "must be a Cube"}},
		{"XML text", cube("<Cube time='2026-04-13'>1.17</Cube>"), fx.ReadError{Row: 1, Column: len(xmlStart) + len("<Cube time='2026-04-13'>") + 1, Value: "1.17", Reason: "must be an ECB file, with no text here"}},
		{"XML of somebody else", "<DataSet xmlns='http://www.bnr.ro/xsd'></DataSet>", fx.ReadError{Row: 1, Column: 1, Field: "DataSet", Reason: "must be one gesmes Envelope"}},
		{"XML twice", historyXML + "\n" + historyXML[len(`<?xml version="1.0" encoding="UTF-8"?>`):], fx.ReadError{Row: 2, Column: 1, Field: "Envelope", Reason: "must be one gesmes Envelope"}},
		{"XML comment only", "<!-- nothing -->", fx.ReadError{Reason: "must be an ECB file of rates, is empty"}},
		{"XML document type", "<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n" + xmlEnd, fx.ReadError{Row: 2, Column: 1, Field: "DOCTYPE", Reason: "must not be there"}},
		{"XML too deep", xmlStart[:strings.Index(xmlStart, "<Cube>")] + strings.Repeat("<a>", 100), fx.ReadError{Row: 1, Column: strings.Index(xmlStart, "<Cube>") + 7*len("<a>") + 1, Field: "a", Reason: "must not be nested so deeply"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := fx.ReadECB(strings.NewReader(test.text))
			var read *fx.ReadError
			if r != nil || !errors.As(err, &read) {
				t.Fatalf("got %v, %v; want a *ReadError", r, err)
			}
			if diff := cmp.Diff(test.want, *read); diff != "" {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
}

// Faults whose position depends on the XML decoder: only the reason is checked.
func TestReadECBXMLMalformed(t *testing.T) {
	for name, text := range map[string]string{
		"truncated":     dailyXML[:len(dailyXML)-40],
		"entity":        cube("<Cube time='2026-04-13'><Cube currency='USD' rate='&x;'/></Cube>"),
		"other charset": strings.Replace(dailyXML, "UTF-8", "ISO-8859-1", 1),
		"not UTF-8":     strings.Replace(dailyXML, "Reference", "R\xffference", 1),
		"closed wrong":  strings.Replace(dailyXML, "</gesmes:Sender>", "</gesmes:sender>", 1),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fx.ReadECB(strings.NewReader(text))
			var read *fx.ReadError
			if !errors.As(err, &read) || !strings.HasPrefix(read.Reason, "must be complete, well-formed XML") || read.Row == 0 {
				t.Errorf("got %v, want malformed XML with its row", err)
			}
		})
	}
}

func TestReadECBPassesOnReadingErrors(t *testing.T) {
	broken := errors.New("cable pulled")
	for _, text := range []string{"", "Date,USD,\n2026-04-13,1.1", dailyXML[:400]} {
		_, err := fx.ReadECB(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)))
		var read *fx.ReadError
		if !errors.Is(err, broken) || !errors.As(err, &read) {
			t.Errorf("after %d bytes: got %v, want a *ReadError for %v", len(text), err, broken)
		}
	}
}

// Ten megabytes of garbage end early and cost little memory.
func TestReadECBGarbage(t *testing.T) {
	const size = 10 << 20
	for name, pattern := range map[string]string{
		"letters": "x", "line breaks": "\n", "quotes": "\"", "blanks in a line": "Date, ", "elements": "<a>", "text": "<a>" + strings.Repeat("x", size),
		"attributes": "<a " + strings.Repeat("b='c' ", size/6), "comment": "<!--" + strings.Repeat("x", size), "zeros": "\x00",
	} {
		t.Run(name, func(t *testing.T) {
			garbage := bytes.Repeat([]byte(pattern), 1+size/len(pattern))[:size]
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := fx.ReadECB(bytes.NewReader(garbage))
			runtime.ReadMemStats(&after)
			var read *fx.ReadError
			if !errors.As(err, &read) {
				t.Errorf("got %v, want a *ReadError", err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("allocated %d bytes", used)
			}
		})
	}
}

// shared opens a real file of the ECB, which is not part of the module.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../shared/data/fx", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("the ECB file %s is not there", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readShared(t testing.TB, name string) *fx.Rates {
	t.Helper()
	r, err := fx.ReadECB(bytes.NewReader(shared(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fx-asof-01, -02, -05 and -10: ECB reference rates, eurofxref-hist.csv; -10 also
// in the README of alexprengere/currencyconverter (Apache-2.0).
func TestECBHistoryAsOf(t *testing.T) {
	r := readShared(t, "eurofxref-hist.csv")
	for _, test := range []struct {
		id, on, fixed string
		age           int
		rate          string
	}{
		{"fx-asof-01", "2026-04-05", "2026-04-02", 3, "6.89761388"},
		{"fx-asof-02", "2025-12-28", "2025-12-24", 4, "7.01442267"},
		{"fx-asof-05", "2019-11-10", "2019-11-08", 2, "6.98885264"},
		{"fx-asof-06, asked for the day before", "2026-04-12", "2026-04-10", 2, "6.82836649"},
		{"fx-cross-07", "2025-06-30", "2025-06-30", 0, "7.16467577"},
	} {
		t.Run(test.id, func(t *testing.T) {
			got, err := r.At(fx.USD, fx.CNY, day(test.on), fx.LookUp{})
			if err != nil {
				t.Fatal(err)
			}
			age, _ := got.AgeDays(day(test.on))
			if diff := cmp.Diff([]any{day(test.fixed), test.age, test.rate}, []any{got.Date(), age, got.Value(8).StringFixed(8)}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	r10, err := r.At(fx.EUR, fx.USD, day("2013-03-21"), fx.LookUp{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r10.ConvertRounded(money(t, "100 EUR")); err != nil || got.String() != "129.10 USD" {
		t.Errorf("fx-asof-10: got %s, %v; want 129.10 USD", got, err)
	}
}

// fx-asof-07: ECB reference rates, eurofxref-hist.csv; the ISK rows are the hole
// of 2008-12-10 to 2018-01-31 in the same file.
func TestECBHistoryBounds(t *testing.T) {
	r := readShared(t, "eurofxref-hist.csv")
	for _, test := range []struct {
		code   fx.Currency
		on     string
		maxAge int
		reason fx.NoRateReason
		first  string
		last   string
		age    int
	}{
		{"HRK", "2023-01-02", 0, fx.NoRateEnded, "2005-04-01", "2022-12-30", 3},
		{"BGN", "2026-01-05", 0, fx.NoRateEnded, "2000-07-19", "2025-12-31", 5},
		{fx.CNY, "2005-03-31", 0, fx.NoRateBeforeFirst, "2005-04-01", "2026-04-13", 0},
		{"RUB", "2022-03-10", 5, fx.NoRateStale, "2005-04-01", "2022-03-01", 9},
		{"ISK", "2008-12-17", 0, fx.NoRateStale, "1999-01-04", "2008-12-09", 8},
		{"ISK", "2018-01-31", 0, fx.NoRateStale, "1999-01-04", "2008-12-09", 3340},
	} {
		for _, pair := range [][2]fx.Currency{{fx.EUR, test.code}, {test.code, fx.USD}} {
			t.Run(string(pair[0]+pair[1])+test.on, func(t *testing.T) {
				got, err := r.At(pair[0], pair[1], day(test.on), fx.LookUp{MaxAgeDays: test.maxAge})
				var none *fx.NoRateError
				if !errors.As(err, &none) {
					t.Fatalf("got %s, %v; want a *NoRateError", got, err)
				}
				want := fx.NoRateError{
					Base: pair[0], Quote: pair[1], On: day(test.on), Reason: test.reason, Currency: test.code,
					First: day(test.first), Last: day(test.last), AgeDays: test.age,
				}
				if diff := cmp.Diff(want, *none); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
	}
}

func TestECBHistoryShape(t *testing.T) {
	r := readShared(t, "eurofxref-hist.csv")
	rows := slices.Collect(r.Days())
	gaps := map[int]int{}
	for i := range rows[1:] {
		gaps[int(rows[i+1].Sub(rows[i])/(24*time.Hour))]++
	}
	got := []any{len(rows), len(slices.Collect(r.Currencies())), r.First(), r.Last(), gaps}
	want := []any{6983, 41, day("1999-01-04"), day("2026-04-13"), map[int]int{1: 5528, 2: 23, 3: 1373, 4: 22, 5: 36}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	spans := map[fx.Currency]string{}
	for _, c := range []fx.Currency{fx.USD, fx.CNY, fx.MXN, "INR", "CYP", "TRL", "EEK"} {
		first, last, _ := r.Span(c)
		spans[c] = first.Format("2006-01-02") + " " + last.Format("2006-01-02")
	}
	wantSpans := map[fx.Currency]string{
		fx.USD: "1999-01-04 2026-04-13", fx.CNY: "2005-04-01 2026-04-13", fx.MXN: "2008-01-02 2026-04-13", "INR": "2009-01-02 2026-04-13",
		"CYP": "1999-01-04 2007-12-31", "TRL": "1999-01-04 2004-12-31", "EEK": "1999-01-04 2010-12-31",
	}
	if diff := cmp.Diff(wantSpans, spans); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Every form of file says the same about the same day.
func TestECBFilesAgree(t *testing.T) {
	history := fixings(t, readShared(t, "eurofxref-hist.csv"))
	between := func(first, last string) []string {
		var out []string
		for _, line := range history {
			if date := line[:len("2026-04-13")]; date >= first && date <= last {
				out = append(out, line)
			}
		}
		return out
	}
	for _, test := range []struct {
		name, first, last string
		count             int
	}{
		{"eurofxref.csv", "2026-04-13", "2026-04-13", 29},
		{"eurofxref-daily.xml", "2026-04-13", "2026-04-13", 29},
		{"eurofxref-daily-2018-06-11.xml", "2018-06-11", "2018-06-11", 32},
		{"eurofxref-hist-90d-2018.xml", "2018-03-14", "2018-06-11", 61 * 32},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := fixings(t, readShared(t, test.name))
			if diff := cmp.Diff(between(test.first, test.last), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(got) != test.count {
				t.Errorf("got %d fixings, want %d", len(got), test.count)
			}
		})
	}
}

// csvOf writes a table in the form of the history file.
func csvOf(r *fx.Rates) string {
	var out strings.Builder
	out.WriteString("Date,")
	for c := range r.Currencies() {
		out.WriteString(string(c) + ",")
	}
	for d := range r.Days() {
		out.WriteString("\n" + d.Format("2006-01-02") + ",")
		for c := range r.Currencies() {
			cell := "N/A"
			if got, err := r.At(fx.EUR, c, d, fx.LookUp{Exact: true}); err == nil {
				num, _ := got.Fraction()
				cell = num.StringFixed(fx.MaxFractionDigits)
			}
			out.WriteString(cell + ",")
		}
	}
	return out.String()
}

// xmlOf writes a table in the form of the history file.
func xmlOf(r *fx.Rates) string {
	var out strings.Builder
	for d := range r.Days() {
		fmt.Fprintf(&out, "<Cube time='%s'>", d.Format("2006-01-02"))
		for c := range r.Currencies() {
			if got, err := r.At(fx.EUR, c, d, fx.LookUp{Exact: true}); err == nil {
				num, _ := got.Fraction()
				fmt.Fprintf(&out, "<Cube currency='%s' rate='%s'/>", c, num.StringFixed(fx.MaxFractionDigits))
			}
		}
		out.WriteString("</Cube>")
	}
	return cube(out.String())
}

func fuzzRead(t *testing.T, data []byte, read func(io.Reader) (*fx.Rates, error)) {
	r, err := read(bytes.NewReader(data))
	if err != nil {
		var fault *fx.ReadError
		if !errors.As(err, &fault) {
			t.Fatalf("got %v, want a *ReadError", err)
		}
		return
	}
	want := fixings(t, r)
	if len(want) == 0 {
		t.Fatal("a file without rates is accepted")
	}
	for name, text := range map[string]string{"CSV": csvOf(r), "XML": xmlOf(r)} {
		again, err := fx.ReadECB(strings.NewReader(text))
		if err != nil {
			t.Fatalf("written as %s: %v\n%s", name, err, text)
		}
		if diff := cmp.Diff(want, fixings(t, again)); diff != "" {
			t.Fatalf("written as %s (-want +got)\n%s", name, diff)
		}
	}
}

func FuzzReadECBCSV(f *testing.F) {
	for _, seed := range []string{historyCSV, dayCSV, "Date,USD,\n2026-04-13,1,1476,\n", "\xEF\xBB\xBFDate,USD\n2026-04-13,\"1.1\"\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, data, fx.ReadECBCSV) })
}

func FuzzReadECBXML(f *testing.F) {
	for _, seed := range []string{dailyXML, historyXML, cube("<Cube time='2026-04-13'><Cube currency='USD' rate='1,1'/></Cube>"), "<a><a><a>", "<!DOCTYPE"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, data, fx.ReadECBXML) })
}
