package reports_test

import (
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// returnsText is a small file of returns with a row that has letters beyond ASCII.
const returnsText = "return-date,order-id,sku,product-name,quantity,detailed-disposition\n" +
	"2026-06-05T15:31:40+00:00,A-1,SKU-1,Café für 10 €,1,SELLABLE\n"

// utf16Text is a text in UTF-16.
func utf16Text(text string, order binary.AppendByteOrder, mark bool) string {
	var b []byte
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

// cp1252 is a text in Windows-1252, as far as returnsText needs it.
func cp1252(text string) string {
	return strings.NewReplacer("é", "\xe9", "ü", "\xfc", "€", "\x80", "–", "\x96").Replace(text)
}

// The same file is read the same in every encoding, with every separator, and with
// what spreadsheets and tools do to it.
func TestOpenVariants(t *testing.T) {
	tabs := strings.ReplaceAll(returnsText, ",", "\t")
	for _, test := range []struct {
		name, text string
		encoding   reports.Encoding
		separator  rune
		header     int
	}{
		{"UTF-8", returnsText, reports.UTF8, ',', 1},
		{"UTF-8 with a mark", "\ufeff" + returnsText, reports.UTF8, ',', 1},
		{"UTF-16, little end first", utf16Text(returnsText, binary.LittleEndian, true), reports.UTF16LE, ',', 1},
		{"UTF-16, big end first", utf16Text(returnsText, binary.BigEndian, true), reports.UTF16BE, ',', 1},
		{"UTF-16 without a mark", utf16Text(returnsText, binary.LittleEndian, false), reports.UTF16LE, ',', 1},
		{"UTF-16, big, without a mark", utf16Text(returnsText, binary.BigEndian, false), reports.UTF16BE, ',', 1},
		{"Windows-1252", cp1252(returnsText), reports.Windows1252, ',', 1},
		{"tabs", tabs, reports.UTF8, '\t', 1},
		{"tabs in UTF-16", utf16Text(tabs, binary.LittleEndian, true), reports.UTF16LE, '\t', 1},
		{"semicolons", strings.ReplaceAll(returnsText, ",", ";"), reports.UTF8, ';', 1},
		{"Windows line ends", strings.ReplaceAll(returnsText, "\n", "\r\n"), reports.UTF8, ',', 1},
		{"tabs with Windows line ends", strings.ReplaceAll(tabs, "\n", "\r\n"), reports.UTF8, '\t', 1},
		{"no last line end", strings.TrimSuffix(returnsText, "\n"), reports.UTF8, ',', 1},
		{"tabs without the last line end", strings.TrimSuffix(tabs, "\n"), reports.UTF8, '\t', 1},
		{"notes before it", "A note,that counts\n\n\"All amounts, in USD\"\n" + returnsText, reports.UTF8, ',', 4},
		{"quoted titles", `"return-date","order-id","sku","product-name","quantity","detailed-disposition"` + "\n" + strings.SplitAfter(returnsText, "\n")[1], reports.UTF8, ',', 1},
		{"quoted cells with tabs", strings.ReplaceAll(tabs, "SKU-1", `"SKU-1"`), reports.UTF8, '\t', 1},
		{"capitals and spaces", strings.ReplaceAll(returnsText, "return-date", "  Return-Date "), reports.UTF8, ',', 1},
		{"a dash for the hyphen", strings.ReplaceAll(returnsText, "return-date", "return–date"), reports.UTF8, ',', 1},
		{"a formula round the SKU", strings.ReplaceAll(returnsText, "SKU-1", `"=""SKU-1"""`), reports.UTF8, ',', 1},
		{"empty lines", strings.ReplaceAll(returnsText, "\n", "\n\n,,,,,\n"), reports.UTF8, ',', 1},
		{"empty cells behind", strings.ReplaceAll(returnsText, "\n", ",,\n"), reports.UTF8, ',', 1},
		{"the header again", returnsText + strings.SplitAfter(returnsText, "\n")[0], reports.UTF8, ',', 1},
		{"another order", "sku,quantity,order-id,product-name,detailed-disposition,return-date\nSKU-1,1,A-1,Café für 10 €,SELLABLE,2026-06-05T15:31:40+00:00\n", reports.UTF8, ',', 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, r := range map[string]io.Reader{
				"whole": strings.NewReader(test.text), "byte by byte": iotest.OneByteReader(strings.NewReader(test.text)),
				"with the end": iotest.DataErrReader(strings.NewReader(test.text)),
			} {
				f, err := reports.Open(r, reports.Options{})
				if err != nil {
					t.Fatal(name, err)
				}
				l := f.Layout()
				if f.Kind() != reports.CustomerReturns || l.Encoding != test.encoding || l.Separator != test.separator || l.HeaderRow != test.header || len(l.Unknown) > 0 {
					t.Errorf("%s: %s, layout %+v", name, f.Kind(), l)
				}
				n := 0
				for row, err := range f.Returns() {
					if err != nil {
						t.Fatal(name, err)
					}
					n++
					if row.SKU != "SKU-1" || row.Product != "Café für 10 €" || row.Day.Format(time.DateOnly) != "2026-06-05" || row.Units.Decimal.String() != "1" {
						t.Errorf("%s: %+v", name, row)
					}
				}
				if n != 1 {
					t.Errorf("%s: %d rows", name, n)
				}
			}
		})
	}
}

// What is no report is refused, and the error says why.
func TestOpenRefuses(t *testing.T) {
	broken := errors.New("the line is cut")
	for _, test := range []struct {
		name string
		r    io.Reader
		opt  reports.Options
		want string
	}{
		{"empty", strings.NewReader(""), reports.Options{Name: "f.csv"}, "f.csv: must be a report, is empty"},
		{"only a mark", strings.NewReader("\ufeff"), reports.Options{}, "must be a report, is empty"},
		{"a workbook", strings.NewReader("PK\x03\x04zip"), reports.Options{Name: "f.xlsx"}, "f.xlsx: must be text, is a workbook or an archive; export it as CSV"},
		{"compressed", strings.NewReader("\x1f\x8bgzip"), reports.Options{}, "must be text, is compressed"},
		{"bytes of 0", strings.NewReader("sku\x00,order-id,a,b"), reports.Options{}, "must be text, has bytes of 0"},
		{"no title", strings.NewReader("a,b\n1,2\n"), reports.Options{Name: "f"}, "f: is not a report that is known"},
		{"a column is missing", strings.NewReader("return-date,sku,quantity\n"), reports.Options{Kind: reports.CustomerReturns}, "is not a report that is known; nearest is amazon fba customer returns, which needs order-id, detailed-disposition as well"},
		{"a column is there twice", strings.NewReader("return-date,order-id,sku,SKU,quantity,detailed-disposition\n"), reports.Options{}, `row 1: "SKU" must not be there twice`},
		{"half a character", strings.NewReader(utf16Text(returnsText, binary.LittleEndian, true) + "x"), reports.Options{}, ""},
		{"a reader that fails", io.MultiReader(strings.NewReader("return-date,ord"), iotest.ErrReader(broken)), reports.Options{}, "the line is cut"},
		{"options", strings.NewReader(returnsText), reports.Options{Decimal: ";", Currency: "usd", Kind: "novel"}, "decimal"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := reports.Open(test.r, test.opt)
			if test.want == "" { // the fault is in a row
				for _, err = range f.Returns() {
				}
				if read := (*reports.ReadError)(nil); !errors.As(err, &read) || !strings.Contains(err.Error(), "ends in the middle of a character") {
					t.Errorf("rows: %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
	_, err := reports.Open(strings.NewReader(returnsText), reports.Options{Decimal: ";", Currency: "usd", Kind: "novel"})
	var fields []string
	for _, fault := range fx.Faults(err) {
		if in := (*fx.InputError)(nil); errors.As(fault, &in) {
			fields = append(fields, in.Field)
		} else {
			fields = append(fields, strings.SplitN(fault.Error(), ":", 2)[0])
		}
	}
	if len(fields) != 3 {
		t.Errorf("faults %q, want three", fields)
	}
}

// A row with faults is an error with file, row and column, and the rows around it are
// read.
func TestRowErrors(t *testing.T) {
	text := "return-date\torder-id\tsku\tquantity\tdetailed-disposition\n" +
		"2026-06-05\tA\tS1\t1\tSELLABLE\n" +
		"5 o'clock\tA\t\tone\tSELLABLE\n" +
		"2026-06-05\tA\tS2\t-1\tSELLABLE\n" +
		"2026-06-05\tA\tS3\t1\tSELLABLE\textra\n" +
		"2026-06-05\tA\tS4\t1\n"
	f := open(t, text, reports.Options{Name: "r.txt"})
	var got []string
	for r, err := range f.Returns() {
		if err != nil {
			for _, fault := range fx.Faults(err) {
				got = append(got, fault.Error())
			}
			continue
		}
		got = append(got, r.SKU)
	}
	want := []string{
		"S1",
		`r.txt: row 3: "return-date" must be a date such as 2026-06-17 or a time such as 2026-06-17 08:14:22 UTC, got "5 o'clock"`,
		`r.txt: row 3: "return-date" must not be empty`,
		`r.txt: row 3: "sku" must not be empty`,
		`r.txt: row 3: "quantity" must be a number, got "one"`,
		`r.txt: row 4: "quantity" must be a whole number, 0 or above, got "-1"`,
		`r.txt: row 5: must have 5 cells, has 6, got "extra"`,
		"S4",
	}
	got = dropPrefix(got, want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// dropPrefix leaves out a second fault of the first cell, which is allowed.
func dropPrefix(got, want []string) []string {
	if len(got) == len(want)-1 {
		return append(got[:2:2], append([]string{want[2]}, got[2:]...)...)
	}
	return got
}

// Rows are read once, and only as what the file is.
func TestRowsOnce(t *testing.T) {
	f := open(t, returnsText, reports.Options{Name: "r"})
	for _, err := range f.Settlement() {
		kind := (*reports.KindError)(nil)
		if !errors.As(err, &kind) || kind.Want != reports.SettlementV2 || kind.Got != reports.CustomerReturns {
			t.Errorf("a settlement: %v", err)
		}
	}
	for range f.Returns() {
		break
	}
	for _, err := range f.Returns() {
		if err == nil || !strings.HasSuffix(err.Error(), "must be read once, open it again") {
			t.Errorf("a second time: %v", err)
		}
	}
	for _, err := range new(reports.File).Returns() {
		if err == nil {
			t.Error("the zero file has rows")
		}
	}
	for _, err := range (*reports.File)(nil).Settlement() {
		if err == nil {
			t.Error("no file has rows")
		}
	}
}

// A file shows its decimal mark, or the options say it; one that shows both is refused
// where the second appears.
func TestDecimalMark(t *testing.T) {
	file := func(cells ...string) string {
		text := settlementHeader
		for i, c := range cells {
			text += v2Amount("1", "Order", "A"+strconv.Itoa(i), "i", "S", "ItemPrice", "Principal", c)
		}
		return text
	}
	for _, test := range []struct {
		name  string
		cells []string
		mark  reports.Mark
		want  string
	}{
		{"a point", []string{"1.234", "1.50"}, "", "1.234 1.5"},
		{"a comma", []string{"1.234", "1,50"}, "", "1234 1.5"},
		{"not shown", []string{"1.234", "5"}, "", "1.234 5"},
		{"the options say a comma", []string{"1.234", "5"}, reports.Comma, "1234 5"},
		{"the options say a point", []string{"1,234", "5"}, reports.Point, "1234 5"},
		{"grouped", []string{"1.234.567", "1.234"}, "", "1234567 1234"},
		{"both", []string{"1,50", "1.50", "2,50"}, "", "1.5 - 2.5"},
		{"both, the point first", []string{"1.50", "1,50", "2.50"}, "", "1.5 - 2.5"},
		{"against the options", []string{"1,50", "1.234"}, reports.Point, "- 1.234"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for r, err := range open(t, file(test.cells...), reports.Options{Decimal: test.mark, Currency: "EUR"}).Settlement() {
				if err != nil {
					got = append(got, "-")
					continue
				}
				got = append(got, fx.Plain(r.Amount.Decimal))
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("%s, want %s", s, test.want)
			}
		})
	}
}

// Titles that this package does not know can be named.
func TestTitles(t *testing.T) {
	text := strings.NewReplacer("return-date", "Rückgabedatum", "quantity", "Menge").Replace(returnsText)
	f := open(t, text, reports.Options{Titles: map[string]string{"RÜCKGABEDATUM ": "Return-Date", "menge": "quantity"}})
	if f.Kind() != reports.CustomerReturns {
		t.Errorf("kind %s", f.Kind())
	}
	if _, err := reports.Open(strings.NewReader(text), reports.Options{}); err == nil {
		t.Error("known without the titles")
	}
}

// longLine is a file whose line never ends.
type longLine struct {
	start string
	read  int
	most  int
}

func (e *longLine) Read(p []byte) (int, error) {
	if e.read >= e.most {
		return 0, io.EOF
	}
	n := copy(p, e.start)
	e.start = e.start[n:]
	for i := n; i < len(p); i++ {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

// A line of 1 GB is refused after about 1 MiB of it, in little memory.
func TestLongLine(t *testing.T) {
	const gigabyte = 1 << 30
	tabs := strings.ReplaceAll(returnsText, ",", "\t")
	for _, test := range []struct{ name, start string }{
		{"commas", returnsText + "2026-06-05,A,"},
		{"an open quote", returnsText + `2026-06-05,A,"`},
		{"tabs", tabs + "2026-06-05\tA\t"},
		{"UTF-16", utf16Text(tabs+"2026-06-05\tA\t", binary.LittleEndian, true)},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &longLine{start: test.start, most: gigabyte}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := reports.Open(r, reports.Options{})
			if err != nil {
				t.Fatal(err)
			}
			rows, last := 0, error(nil)
			for _, err := range f.Returns() {
				if rows++; rows > 10 {
					t.Fatal("it goes on")
				}
				last = err
			}
			runtime.ReadMemStats(&after)
			if read := (*reports.ReadError)(nil); !errors.As(last, &read) || !strings.Contains(read.Reason, "at most") || read.Row != 3 {
				t.Errorf("%v", last)
			}
			if r.read > 3*reports.MaxRecord {
				t.Errorf("%d bytes were read", r.read)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("%d bytes were allocated", used)
			}
		})
	}
	// A file that is one long line from its start is no report.
	r := &longLine{most: gigabyte}
	if _, err := reports.Open(r, reports.Options{}); err == nil || r.read > 1<<20 {
		t.Errorf("%v after %d bytes", err, r.read)
	}
}

// Every sample file is known as what it is, and is read without a fault of the core.
func FuzzOpen(f *testing.F) {
	for _, text := range []string{
		returnsText, utf16Text(returnsText, binary.LittleEndian, true), cp1252(returnsText), strings.ReplaceAll(returnsText, ",", "\t"),
		settlementHeader + v2Summary("1", "17.00", "USD") + v2Amount("1", "Order", "A", "i", "S", "ItemPrice", "Principal", "1.234,50"),
		"\"All amounts in USD\"\n\"date/time\",\"type\",\"product sales\",\"selling fees\",\"total\"\n\"Sep 4, 2026 1:05:07 AM PDT\",\"Order\",\"1\",\"-1\",\"0\"\n",
		"settlement-id\ttransaction-type\tprice-type\tprice-amount\titem-related-fee-type\titem-related-fee-amount\tother-amount\n1\tOrder\tPrincipal\t5\tCommission\t-1\t\n",
		"return-date,\"", "\xff\xfe", "\xfe\xff\x00", "a\tb\n\"\t\"\n", "=\"\"",
	} {
		f.Add([]byte(text), byte(0))
	}
	f.Fuzz(func(t *testing.T, text []byte, choice byte) {
		opt := reports.Options{Name: "f", DayFirst: choice&1 != 0}
		if choice&2 != 0 {
			opt.Zone = reports.Pacific()
		}
		if choice&4 != 0 {
			opt.Currency = "EUR"
		}
		file, err := reports.Open(strings.NewReader(string(text)), opt)
		if err != nil {
			return
		}
		rows, lines := 0, strings.Count(string(text), "\n")+strings.Count(string(text), "\r")+2
		fault := func(err error) {
			if rows++; rows > 9*lines {
				t.Fatalf("%d rows of %d lines", rows, lines)
			}
			for _, fault := range fx.Faults(err) {
				if read := (*reports.ReadError)(nil); !errors.As(fault, &read) || read.File != "f" || len(fault.Error()) > 1000 {
					t.Fatalf("%T %v", fault, fault)
				}
			}
		}
		switch file.Kind() {
		case reports.SettlementV1, reports.SettlementV2:
			check, err := reports.NewReconciliation(reports.ReconcileOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for r, err := range file.Settlement() {
				if fault(err); err == nil {
					check.Add(r)
				}
			}
			for _, c := range check.Checks() {
				wholeCheck(t, c)
			}
		case reports.DateRange:
			var sum reports.DateRangeSummary
			for r, err := range file.DateRange() {
				if fault(err); err == nil {
					sum.Add(r)
				}
			}
		case reports.CustomerReturns:
			for _, err := range file.Returns() {
				fault(err)
			}
		}
		file.Layout()
	})
}
