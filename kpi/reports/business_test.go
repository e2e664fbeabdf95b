package reports_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi/reports"
)

// whole returns the number as text, "?" for an unknown one.
func whole(d decimal.NullDecimal) string {
	if !d.Valid {
		return "?"
	}
	return d.Decimal.String()
}

// line shows what matters of a row of a business report.
func line(r reports.BusinessRow) string {
	name := r.ChildASIN
	if name == "" {
		name = r.ParentASIN
	}
	if !r.Date.IsZero() {
		name = r.Date.Format("2006-01-02")
	}
	t := r.Total
	return strings.Join([]string{
		name, r.SKU, whole(t.Sessions), whole(t.PageViews), whole(t.BuyBox), whole(t.Units), whole(t.OrderItems),
		whole(t.Sales), string(r.Currency), "b2b", whole(r.B2B.Sessions), whole(r.B2B.Sales),
	}, " ")
}

func business(t *testing.T, f *reports.File) []string {
	t.Helper()
	var out []string
	for r, err := range f.Business() {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, line(r))
	}
	return out
}

// S05: the row of a real export.
func TestBusinessSample(t *testing.T) {
	f := sample(t, "amazon_business_report_child_us_2026.csv", reports.Options{Currency: "USD"})
	got := business(t, f)
	want := "B0CHILD001 SKU-NET-3FT 12131 17004 0.998 683 668 12905.25 USD b2b 261 94.5"
	if len(got) != 1 || got[0] != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
	if l := f.Layout(); f.Kind() != reports.BusinessReport || len(l.Unknown) != 0 || len(l.Columns) != 22 {
		t.Errorf("layout %+v", l)
	}
}

func utf16LE(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func utf16BE(text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}

// The variants of the business report that were seen.
func TestBusinessVariants(t *testing.T) {
	const head = "(Parent) ASIN,(Child) ASIN,Title,Sessions - Total,Page Views - Total,Featured Offer (Buy Box) Percentage,Units Ordered,Ordered Product Sales,Total Order Items\n"
	for _, row := range []struct {
		name, text string
		opt        reports.Options
		want       string
	}{
		{"no SKU, no B2B", head + `P1,C1,Net,"1,204","2,000",99.80%,68,"$1,290.25",66` + "\n", reports.Options{Currency: "USD"},
			"C1  1204 2000 0.998 68 66 1290.25 USD b2b ? ?"},
		{"byte order mark and CRLF", "\ufeff" + strings.ReplaceAll(head, "\n", "\r\n") + "P1,C1,Net,12,20,99.80%,6,$129.25,6\r\n", reports.Options{Currency: "USD"},
			"C1  12 20 0.998 6 6 129.25 USD b2b ? ?"},
		{"UTF-16 with a mark", utf16LE(head + "P1,C1,Nétz €,12,20,99.80%,6,$129.25,6\n"), reports.Options{Currency: "USD"},
			"C1  12 20 0.998 6 6 129.25 USD b2b ? ?"},
		{"UTF-16 without a mark", utf16BE(head + "P1,C1,Net,12,20,99.80%,6,$129.25,6\n"), reports.Options{Currency: "USD"},
			"C1  12 20 0.998 6 6 129.25 USD b2b ? ?"},
		{"tabs whatever the name", strings.ReplaceAll(head, ",", "\t") + "P1\tC1\tNet, 3 ft\t12\t20\t99.80%\t6\t$129.25\t6\n", reports.Options{Name: "report.csv", Currency: "USD"},
			"C1  12 20 0.998 6 6 129.25 USD b2b ? ?"},
		{"by parent, semicolons", "(Parent) ASIN;Title;Sessions;Page Views;Buy Box Percentage;Units Ordered;Gross Product Sales;Orders Placed\nP1;Net;12;20;99.80%;6;$129.25;5\n", reports.Options{Currency: "USD"},
			"P1  12 20 0.998 6 5 129.25 USD b2b ? ?"},
		{"by date", "Date,Ordered Product Sales,Units Ordered,Total Order Items,Average Selling Price,Sessions - Total\n9/4/26,$129.25,6,5,$21.54,12\n", reports.Options{Currency: "USD"}, ""},
		{"by date, four digits", "Date,Ordered Product Sales,Units Ordered,Total Order Items,Average Selling Price,Sessions - Total\n9/4/2026,$129.25,6,5,$21.54,12\n", reports.Options{Currency: "USD"},
			"2026-09-04  12 ? ? 6 5 129.25 USD b2b ? ?"},
		{"en dashes and the app apart", "(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions – Mobile App,Sessions – Browser,Sessions – Total,Units ordered,Ordered product sales\nP1,C1,Net,S1,7,5,12,6,$129.25\n", reports.Options{Currency: "USD"},
			"C1 S1 12 ? ? 6 ? 129.25 USD b2b ? ?"},
		{"pesos", head + `P1,C1,Net,12,20,99.80%,6,"MX$1,290.25",6` + "\n", reports.Options{}, "C1  12 20 0.998 6 6 1290.25 MXN b2b ? ?"},
		{"rupees", head + `P1,C1,Net,12,20,99.80%,6,"₹1,12,290.25",6` + "\n", reports.Options{}, "C1  12 20 0.998 6 6 112290.25 INR b2b ? ?"},
		{"a dollar is any dollar", head + `P1,C1,Net,12,20,99.80%,6,"$1,290.25",6` + "\n", reports.Options{}, "C1  12 20 0.998 6 6 1290.25  b2b ? ?"},
		{"German", "(Übergeordnete) ASIN,(Untergeordnete) ASIN,Titel,Sitzungen – Summe,Seitenaufrufe – Summe,Bestellte Einheiten,Durch bestellte Produkte erzielter Umsatz,Zahl der Bestellposten\n" +
			`P1,C1,Netz,"1,204","2,000",68,"5.255,61 €",66` + "\n", reports.Options{}, "C1  1204 2000 ? 68 66 5255.61 EUR b2b ? ?"},
		{"Chinese", "（父）ASIN,（子）ASIN,标题,SKU,会话次数 – 总计,页面浏览量 – 总计,推荐报价（推荐报价展示位）百分比,已订购商品数量,已订购商品销售额,订单商品总数\nP1,C1,网,S1,\"1,204\",20,99.80%,6,US$129.25,6\n", reports.Options{},
			"C1 S1 1204 20 0.998 6 6 129.25 USD b2b ? ?"},
		{"unknown is not 0", head + "P1,C1,Net,12,,--,6,,6\n", reports.Options{Currency: "USD"}, "C1  12 ? ? 6 6 ? USD b2b ? ?"},
		{"short rows", head + "P1,C1,Net,12\n", reports.Options{Currency: "USD"}, "C1  12 ? ? ? ? ? USD b2b ? ?"},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := open(t, row.text, row.opt)
			if row.want == "" { // a year of two digits is refused
				for _, err := range f.Business() {
					var read *reports.ReadError
					if !errors.As(err, &read) || read.Row != 2 || read.Column != "Date" {
						t.Errorf("error %v", err)
					}
				}
				return
			}
			if got := business(t, f); len(got) != 1 || got[0] != row.want {
				t.Errorf("got  %v\nwant %s", got, row.want)
			}
		})
	}
}

// Faults name file, row and column, and the rows around them are read.
func TestBusinessFaults(t *testing.T) {
	const head = "(Child) ASIN,Sessions - Total,Units Ordered,Ordered Product Sales,Unit Session Percentage\n"
	for _, row := range []struct{ name, cells, want string }{
		{"a count with decimals", "C1,12.5,6,$1.00,5%", `r.csv: row 2: "Sessions - Total" must be a whole number, 0 or above, got "12.5"`},
		{"a negative count", "C1,12,-6,$1.00,5%", `r.csv: row 2: "Units Ordered" must be a whole number, 0 or above, got "-6"`},
		{"no number", "C1,12,6,many,5%", `r.csv: row 2: "Ordered Product Sales" must be a number, got "many"`},
		{"another currency", "C1,12,6,€1.00,5%", `r.csv: row 2: "Ordered Product Sales" must be in USD, got "€1.00"`},
		{"a percentage for an amount", "C1,12,6,1%,5%", `r.csv: row 2: "Ordered Product Sales" must be an amount, not a percentage, got "1%"`},
		{"a share without a percent sign", "C1,12,6,$1.00,5", `r.csv: row 2: "Unit Session Percentage" must be a percentage, got "5"`},
		{"one cell more", "C1,12,6,$1.00,5%,7", `r.csv: row 2: must have 5 cells, has 6, got "7"`},
		{"two faults at once", "C1,x,y,$1.00,5%", `r.csv: row 2: "Sessions - Total" must be a number, got "x"` + "\n" + `r.csv: row 2: "Units Ordered" must be a number, got "y"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := open(t, head+row.cells+"\nC2,1,1,$1.00,100.00%\n", reports.Options{Name: "r.csv", Currency: "USD"})
			var faults, good []string
			for r, err := range f.Business() {
				if err != nil {
					faults = append(faults, err.Error())
					continue
				}
				good = append(good, r.ChildASIN)
			}
			if len(faults) != 1 || faults[0] != row.want {
				t.Errorf("got  %q\nwant %q", faults, row.want)
			}
			if len(good) != 1 || good[0] != "C2" {
				t.Errorf("read %v, want C2", good)
			}
		})
	}
}

func FuzzBusiness(f *testing.F) {
	f.Add("(Child) ASIN,Sessions - Total,Units Ordered,Ordered Product Sales\nC1,\"1,204\",6,\"$1,290.25\"\n")
	f.Add("Sessions;Units Ordered;Ordered Product Sales\n1;2;3,5\n")
	f.Add(utf16LE("Sessions\tUnits Ordered\tOrdered Product Sales\n1\t2\t€3\n"))
	f.Fuzz(func(t *testing.T, text string) {
		file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: reports.BusinessReport})
		if err != nil {
			return
		}
		for r, err := range file.Business() {
			if err == nil && r.Total.Sessions.Valid && r.Total.Sessions.Decimal.Sign() < 0 {
				t.Errorf("sessions %s", r.Total.Sessions.Decimal)
			}
		}
	})
}
