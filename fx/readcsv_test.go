package fx_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

const pairsCSV = "date,base,quote,rate,bid,ask\n" +
	"2026-04-13,EUR,USD,1.1690,1.1689,1.1691\n" +
	"2026-04-13,USD,CNY,6.8322,,\n" +
	"2026-04-10,EUR,USD,1.1711,1.171,1.1712\n"

var pairsCSVLines = []string{
	"2026-04-10 EUR/USD 1.1711 1.171 1.1712", "2026-04-13 EUR/USD 1.169 1.1689 1.1691", "2026-04-13 USD/CNY 6.8322",
}

func TestReadCSV(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"all columns", pairsCSV, pairsCSVLines},
		{"CRLF", strings.ReplaceAll(pairsCSV, "\n", "\r\n"), pairsCSVLines},
		{"no last line break", strings.TrimSuffix(pairsCSV, "\n"), pairsCSVLines},
		{"blanks and blank lines", strings.ReplaceAll(strings.ReplaceAll(pairsCSV, ",", " , "), "\n", "\n\n"), pairsCSVLines},
		{"quotes", "\"date\",\"base\",\"quote\",\"rate\"\n\"2026-04-13\",\"USD\",\"CNY\",\"6.8322\"\n", pairsCSVLines[2:]},
		{"another order, no bid and ask", "rate,quote,date,base\n6.8322,CNY,2026-04-13,USD\n", pairsCSVLines[2:]},
		{"another order", "ask,rate,quote,bid,date,base\n1.1691,1.169,USD,1.1689,2026-04-13,EUR\n", pairsCSVLines[1:2]},
		{"RMB", "date,base,quote,rate\n2026-04-13,USD,RMB,6.8322\n", pairsCSVLines[2:]},
		{"currencies that are in no list", "date,base,quote,rate\n1998-12-31,XEU,DEM,1.95583\n", []string{"1998-12-31 XEU/DEM 1.95583"}},
		{"an exponent, a sign and many digits", "date,base,quote,rate\n2026-04-13,USD,CNY,+683.22e-2\n2026-04-14,USD,CNY,6.832200000000000000000\n", []string{"2026-04-13 USD/CNY 6.8322", "2026-04-14 USD/CNY 6.8322"}},
		{"the pair turned round on another day", "date,base,quote,rate\n2026-04-13,USD,CNY,6.8322\n2026-04-14,CNY,USD,0.1464\n", []string{"2026-04-14 CNY/USD 0.1464", "2026-04-13 USD/CNY 6.8322"}},
		{"a bid only in the last line", "date,base,quote,rate,bid,ask\n2026-04-12,USD,CNY,6.8,,\n2026-04-13,USD,CNY,6.8322,,\n2026-04-14,USD,CNY,6.83,6.83,6.83\n", []string{"2026-04-12 USD/CNY 6.8", "2026-04-13 USD/CNY 6.8322", "2026-04-14 USD/CNY 6.83 6.83 6.83"}},
		{"a bid only on the later of two days", "date,base,quote,rate,bid,ask\n2026-04-14,USD,CNY,6.83,6.83,6.83\n2026-04-13,USD,CNY,6.8322,,\n", []string{"2026-04-13 USD/CNY 6.8322", "2026-04-14 USD/CNY 6.83 6.83 6.83"}},
	} {
		for name, text := range map[string]string{"": test.text, ", BOM": "\xEF\xBB\xBF" + test.text} {
			t.Run(test.name+name, func(t *testing.T) {
				p, err := fx.ReadCSV(iotest.OneByteReader(strings.NewReader(text)), "desk")
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, pairLines(t, p)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				if p.Source() != "desk" {
					t.Errorf("got source %q", p.Source())
				}
			})
		}
	}
}

func TestReadCSVRefuses(t *testing.T) {
	const header, long = "date,base,quote,rate\n", "date,base,quote,rate,bid,ask\n"
	const comma = "must have a decimal point, not a comma"
	for _, test := range []struct {
		name, text string
		want       fx.ReadError
	}{
		{"empty", "", fx.ReadError{Reason: "must be a CSV file of rates, is empty"}},
		{"BOM only", "\xEF\xBB\xBF\n\n", fx.ReadError{Reason: "must be a CSV file of rates, is empty"}},
		{"header only", header, fx.ReadError{Reason: "must have at least one rate"}},
		{"unknown column", "date,base,quote,rate,mid\n", fx.ReadError{Row: 1, Column: 5, Field: "header", Value: "mid", Reason: "must be one of date, base, quote, rate, bid, ask"}},
		{"capitals", "Date,base,quote,rate\n", fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "Date", Reason: "must be one of date, base, quote, rate, bid, ask"}},
		{"no header", "2026-04-13,USD,CNY,6.8\n", fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "2026-04-13", Reason: "must be one of date, base, quote, rate, bid, ask"}},
		{"trailing comma", "date,base,quote,rate,\n", fx.ReadError{Row: 1, Column: 5, Field: "header", Reason: "must be one of date, base, quote, rate, bid, ask"}},
		{"column twice", "date,base,rate,quote,rate\n", fx.ReadError{Row: 1, Column: 5, Field: "header", Value: "rate", Reason: "must not be there twice"}},
		{"columns missing", "base,rate\n", fx.ReadError{Row: 1, Field: "header", Reason: "must have the column date and the column quote"}},
		{"bid without ask", "date,base,quote,rate,bid\n", fx.ReadError{Row: 1, Field: "header", Reason: "must have both bid and ask or neither"}},
		{"semicolons", "date;base;quote;rate\n", fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "date;base;quote;rate", Reason: "must have commas between the columns"}},
		{"too few fields", header + "2026-04-13,USD,CNY\n", fx.ReadError{Row: 2, Value: "3", Reason: "must have 4 fields like the header (numbers have a decimal point, not a comma)"}},
		{"decimal comma", header + "2026-04-13,USD,CNY,6,8322\n", fx.ReadError{Row: 2, Value: "5", Reason: "must have 4 fields like the header (numbers have a decimal point, not a comma)"}},
		{"quoted decimal comma", header + "2026-04-13,USD,CNY,\"6,8322\"\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Value: "6,8322", Reason: comma}},
		{"decimal comma in the bid", long + "2026-04-13,USD,CNY,6.8322,\"6,83\",6.84\n", fx.ReadError{Row: 2, Column: 5, Field: "bid", Value: "6,83", Reason: comma}},
		{"date", header + "13.04.2026,USD,CNY,6.8\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "13.04.2026", Reason: "must be a date such as 2026-04-13"}},
		{"no date", header + ",USD,CNY,6.8\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Reason: "must be a date such as 2026-04-13"}},
		{"no such day", header + "2026-02-30,USD,CNY,6.8\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "2026-02-30", Reason: "must be a date such as 2026-04-13"}},
		{"year 0", header + "0000-02-03,USD,CNY,6.8\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "0000-02-03", Reason: "must be a date such as 2026-04-13"}},
		{"first day of all", header + "0001-01-01,USD,CNY,6.8\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "0001-01-01", Reason: "must be a date such as 2026-04-13"}},
		{"time", header + "2026-04-13T16:00:00Z,USD,CNY,6.8\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "2026-04-13T16:00:00Z", Reason: "must be a date such as 2026-04-13"}},
		{"base", "quote,base,date,rate\nCNY,usd,2026-04-13,6.8\n", fx.ReadError{Row: 2, Column: 2, Field: "base", Value: "usd", Reason: "must be a currency code of three capitals"}},
		{"no quote", header + "2026-04-13,USD,,6.8\n", fx.ReadError{Row: 2, Column: 3, Field: "quote", Reason: "must be a currency code of three capitals"}},
		{"one currency", header + "2026-04-13,USD,USD,1\n", fx.ReadError{Row: 2, Column: 3, Field: "quote", Value: "USD", Reason: "must not be the base"}},
		{"rate empty", header + "2026-04-13,USD,CNY,\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Reason: "must be a decimal number, is empty"}},
		{"rate 0", header + "2026-04-13,USD,CNY,0.000\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Value: "0.000", Reason: "must be above 0"}},
		{"rate below 0", header + "2026-04-13,USD,CNY,-6.8\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Value: "-6.8", Reason: "must be above 0"}},
		{"NaN", header + "2026-04-13,USD,CNY,NaN\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Value: "NaN", Reason: "must be a decimal number such as 12.34"}},
		{"exponent", header + "2026-04-13,USD,CNY,1e999999999\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Value: "1e999999999", Reason: "must have at most 18 digits before and 12 digits after the decimal point"}},
		{"19 digits", header + "2026-04-13,USD,CNY,1234567.890123456789\n", fx.ReadError{Row: 2, Column: 4, Field: "rate", Value: "1234567.890123456789", Reason: "must have at most 18 significant digits"}},
		{"bid alone", long + "2026-04-13,USD,CNY,6.8,6.7,\n", fx.ReadError{Row: 2, Column: 6, Field: "ask", Reason: "must be set where bid is"}},
		{"ask alone", long + "2026-04-13,USD,CNY,6.8,,6.9\n", fx.ReadError{Row: 2, Column: 5, Field: "bid", Reason: "must be set where ask is"}},
		{"bid 0", long + "2026-04-13,USD,CNY,6.8,0,6.9\n", fx.ReadError{Row: 2, Column: 5, Field: "bid", Value: "0", Reason: "must be above 0"}},
		{"bid above the rate", long + "2026-04-13,USD,CNY,6.8,6.80001,6.9\n", fx.ReadError{Row: 2, Column: 5, Field: "bid", Value: "6.80001", Reason: "must not be above the rate"}},
		{"ask below the rate", long + "2026-04-13,USD,CNY,6.8,6.8,6.79999\n", fx.ReadError{Row: 2, Column: 6, Field: "ask", Value: "6.79999", Reason: "must not be below the rate"}},
		{"twice", header + "2026-04-13,USD,CNY,6.8\n2026-04-14,USD,CNY,6.8\n2026-04-13,USD,CNY,6.8\n", fx.ReadError{Row: 4, Value: "USD/CNY 2026-04-13", Reason: "must not be there twice on a day, see row 2"}},
		{"RMB twice", header + "2026-04-13,USD,CNY,6.8\n2026-04-13,USD,RMB,6.8\n", fx.ReadError{Row: 3, Value: "USD/CNY 2026-04-13", Reason: "must not be there twice on a day, see row 2"}},
		{"both ways", header + "2026-04-13,USD,CNY,6.8\n\n2026-04-13,CNY,USD,0.14\n", fx.ReadError{Row: 4, Value: "CNY/USD 2026-04-13", Reason: "must not be there twice on a day, nor the other way round, see row 2"}},
		{"a quote inside", header + "2026-04-13,USD,CNY,6\"8\n", fx.ReadError{Row: 2, Reason: "must be comma-separated values, with quotes in pairs or none"}},
		{"a million digits", header + "2026-04-13,USD,CNY," + strings.Repeat("9", 1_000_000), fx.ReadError{Row: 2, Reason: "must not be longer than 65536 bytes"}},
		{"a million columns", "date" + strings.Repeat(",date", 1_000_000), fx.ReadError{Row: 1, Reason: "must not be longer than 65536 bytes"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := fx.ReadCSV(strings.NewReader(test.text), "desk")
			var got *fx.ReadError
			if p != nil || !errors.As(err, &got) {
				t.Fatalf("got %v, %v", p, err)
			}
			if diff := cmp.Diff(test.want, *got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestReadCSVReaderFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	r := io.MultiReader(strings.NewReader("date,base,quote,rate\n2026-04-13,USD,CNY,6.8\n"), iotest.ErrReader(broken))
	_, err := fx.ReadCSV(r, "desk")
	var fault *fx.ReadError
	if !errors.Is(err, broken) || !errors.As(err, &fault) || fault.Row != 3 {
		t.Errorf("got %v", err)
	}
}

// csvOfPairs writes a table in the form of ReadCSV.
func csvOfPairs(t testing.TB, p *fx.Pairs) string {
	var out strings.Builder
	out.WriteString("date,base,quote,rate,bid,ask\n")
	for _, line := range pairLines(t, p) {
		fields := strings.Fields(strings.Replace(line, "/", " ", 1))
		for len(fields) < 6 {
			fields = append(fields, "")
		}
		out.WriteString(strings.Join(fields, ",") + "\n")
	}
	return out.String()
}

func fuzzReadPairs(t *testing.T, data []byte, read func(io.Reader) (*fx.Pairs, error)) {
	if len(data) > 1<<16 {
		return // what is found is written by looking up each pair on each day
	}
	p, err := read(bytes.NewReader(data))
	if err != nil {
		var fault *fx.ReadError
		if !errors.As(err, &fault) {
			t.Fatalf("got %v, want a *ReadError", err)
		}
		return
	}
	want := pairLines(t, p)
	if len(want) == 0 {
		t.Fatal("a file without rates is accepted")
	}
	again, err := fx.ReadCSV(strings.NewReader(csvOfPairs(t, p)), "desk")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, pairLines(t, again)); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{pairsCSV, "rate,quote,date,base\n6.8322,CNY,2026-04-13,USD\n", "date;base\n", "date,base,quote,rate\n2026-04-13,USD,CNY,1e5\n2026-04-13,CNY,USD,.5\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzReadPairs(t, data, func(r io.Reader) (*fx.Pairs, error) { return fx.ReadCSV(r, "desk") })
	})
}

// A reader that is nil is a fault of its own, in every form of file.
func TestNoReader(t *testing.T) {
	for name, read := range map[string]func() error{
		"ECB":     func() error { _, err := fx.ReadECB(nil); return err },
		"ECB CSV": func() error { _, err := fx.ReadECBCSV(nil); return err },
		"ECB XML": func() error { _, err := fx.ReadECBXML(nil); return err },
		"CSV":     func() error { _, err := fx.ReadCSV(nil, "bank"); return err },
		"H.10":    func() error { _, err := fx.ReadH10(nil); return err },
	} {
		var fault *fx.ReadError
		if err := read(); !errors.As(err, &fault) || fault.Err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
