package reports_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/kpi/reports"
)

// S03 and S04: the two days of Amazon's own sample, and its items.
func TestSalesAndTrafficSample(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "samples", "amazon_sales_and_traffic_api_2021.json"))
	if err != nil {
		t.Skipf("the shared samples are not there: %v", err)
	}
	defer file.Close()
	var got []string
	var browser []string
	for r, err := range reports.ReadSalesAndTraffic(file, reports.Options{Name: "api.json"}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, line(r))
		browser = append(browser, whole(r.Browser.Sessions)+" "+whole(r.Refunded)+" "+whole(r.Total.UnitSession))
	}
	want := []string{
		"2021-06-11  1000 1658 0.1054 23 20 238.44 USD b2b ? ?",
		"2021-06-12  1000 1702 0.1155 18 18 217.7 USD b2b ? ?",
	}
	for i, w := range want[:1] {
		if got[i] != w {
			t.Errorf("got  %s\nwant %s", got[i], w)
		}
	}
	if browser[0] != "906 1 0.0254" || !strings.HasPrefix(browser[1], "937 ") {
		t.Errorf("browser %q", browser[:2])
	}
	if last := got[2]; last != "B123456789 AB-1C2D-EFGH 18 43 0.9524 1 1 16.79 USD b2b ? ?" {
		t.Errorf("item %s", last)
	}
}

func TestSalesAndTrafficFaults(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"no object", `[1]`, "a.json: must begin with {"},
		{"no report", `{"x": 1}`, "a.json: must have salesAndTrafficByDate or salesAndTrafficByAsin"},
		{"ends early", `{"salesAndTrafficByAsin": [{"sku": "S1"`, `a.json: row 1: "salesAndTrafficByAsin[0]" must be the JSON of a sales and traffic report, ends early`},
		{"text behind it", `{"salesAndTrafficByDate": []} x`, "a.json: must have nothing after the JSON of the report"},
		{"another document", `{"salesAndTrafficByDate": []} {}`, "a.json: must have nothing after the JSON of the report"},
		{"dates twice", `{"salesAndTrafficByDate": [{"date": "2021-06-11"}], "salesAndTrafficByDate": []}`, `a.json: "salesAndTrafficByDate" must not be there twice`},
		{"items twice", `{"salesAndTrafficByAsin": [], "x": 1, "x": 2, "salesAndTrafficByAsin": []}`, `a.json: "salesAndTrafficByAsin" must not be there twice`},
		{"no day", `{"salesAndTrafficByDate": [{"date": "today"}]}`, `a.json: row 1: "salesAndTrafficByDate[0].date" must be a day such as 2021-06-11, got "today"`},
		{"no count", `{"salesAndTrafficByAsin": [{"salesByAsin": {"unitsOrdered": 1.5}}]}`, `a.json: row 1: "salesAndTrafficByAsin[0].salesByAsin.unitsOrdered" must be a whole number, 0 or above, got "1.5"`},
		{"no currency", `{"salesAndTrafficByAsin": [{"salesByAsin": {"orderedProductSales": {"amount": 1}}}]}`, `a.json: row 1: "salesAndTrafficByAsin[0].salesByAsin.orderedProductSales.currencyCode" must be one currency of ISO 4217 in a row`},
	} {
		t.Run(row.name, func(t *testing.T) {
			var got error
			for _, err := range reports.ReadSalesAndTraffic(strings.NewReader(row.text), reports.Options{Name: "a.json"}) {
				got = err
			}
			var read *reports.ReadError
			if !errors.As(got, &read) || got.Error() != row.want {
				t.Errorf("got  %v\nwant %s", got, row.want)
			}
		})
	}
}

// A byte order mark before the JSON and spaces behind it are no fault.
func TestSalesAndTrafficByteOrderMark(t *testing.T) {
	text := "\ufeff{\"salesAndTrafficByDate\": [{\"date\": \"2021-06-11\"}]}\r\n \n"
	rows := 0
	for _, err := range reports.ReadSalesAndTraffic(strings.NewReader(text), reports.Options{}) {
		if rows++; err != nil {
			t.Fatal(err)
		}
	}
	if rows != 1 {
		t.Errorf("%d rows, want 1", rows)
	}
}

// endlessJSON yields a beginning and then the same byte for ever.
type endlessJSON struct {
	begin string
	fill  byte
	read  int
}

func (e *endlessJSON) Read(p []byte) (int, error) {
	if e.begin != "" {
		n := copy(p, e.begin)
		e.begin = e.begin[n:]
		return n, nil
	}
	for i := range p {
		p[i] = e.fill
	}
	if e.read += len(p); e.read > 1<<30 {
		return 0, io.EOF
	}
	return len(p), nil
}

// A text that never ends is refused after about a megabyte.
func TestSalesAndTrafficBounded(t *testing.T) {
	in := &endlessJSON{begin: `{"salesAndTrafficByAsin": [{"sku": "`, fill: 'x'}
	var got error
	for _, err := range reports.ReadSalesAndTraffic(in, reports.Options{}) {
		got = err
	}
	if got == nil || in.read > 4*reports.MaxRecord {
		t.Errorf("read %d bytes, then %v", in.read, got)
	}
}

func FuzzSalesAndTraffic(f *testing.F) {
	f.Add(`{"salesAndTrafficByDate": [{"date": "2021-06-11", "salesByDate": {"unitsOrdered": 23}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for r, err := range reports.ReadSalesAndTraffic(strings.NewReader(text), reports.Options{}) {
			if err == nil && r.Row < 1 {
				t.Error("a row without a number")
			}
		}
	})
}
