package reports_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// generatedBusiness is a business report by child item of at least so many bytes.
func generatedBusiness(size int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	count := func(n int) string { // "12,131"
		if n < 1000 {
			return fmt.Sprint(n)
		}
		return fmt.Sprintf("%q", fmt.Sprintf("%d,%03d", n/1000, n%1000))
	}
	var b bytes.Buffer
	b.WriteString("\ufeff(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions - Total,Sessions - Total - B2B,Session Percentage - Total,Page Views - Total,Featured Offer (Buy Box) Percentage,Units Ordered,Unit Session Percentage,Ordered Product Sales,Total Order Items\r\n")
	for n := 0; b.Len() < size; n++ {
		sessions, units := random.IntN(20_000), random.IntN(900)
		cents := units * (500 + random.IntN(5000))
		fmt.Fprintf(&b, "B0PARENT%04d,B0CHILD%05d,\"Cast Net, Zinc, 3ft Radius, %d\",SKU-%05d,%s,%d,0.%02d%%,%s,99.%02d%%,%s,%d.%02d%%,\"$%s\",%s\r\n",
			n%1000, n%5000, n, n%5000, count(sessions), random.IntN(300), random.IntN(100), count(sessions*3/2), random.IntN(100), count(units), random.IntN(20), random.IntN(100),
			strings.Trim(count(cents/100), `"`)+fmt.Sprintf(".%02d", cents%100), count(units*9/10))
	}
	return b.Bytes()
}

// The business-report reader, with what collects the facts of each item, alone, and
// the obvious way: encoding/csv, maps by SKU, marks and commas taken out by hand.
func BenchmarkBusiness(b *testing.B) {
	text := generatedBusiness(20 << 20)
	units, sales, err := obviousBusiness(bytes.NewReader(text))
	if err != nil {
		b.Fatal(err)
	}
	run := func(name string, read func() (decimal.Decimal, decimal.Decimal, error)) {
		b.Run("impl="+name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				gotUnits, gotSales, err := read()
				if err != nil || !gotUnits.Equal(units) || !gotSales.Equal(sales) {
					b.Fatal("another sum", err)
				}
			}
		})
	}
	run("reader+collector", func() (units, sales decimal.Decimal, err error) {
		c, err := reports.NewCollector(reports.CollectOptions{Period: july, Currency: fx.USD})
		if err != nil {
			return units, sales, err
		}
		f, err := reports.Open(bytes.NewReader(text), reports.Options{Currency: fx.USD})
		if err == nil {
			err = c.Read(f)
		}
		for _, facts := range c.Facts() {
			units, sales = units.Add(facts.Known["units_ordered"].Amount), sales.Add(facts.Known["ordered_product_sales"].Amount)
		}
		return units, sales, err
	})
	run("reader", func() (units, sales decimal.Decimal, err error) {
		f, err := reports.Open(bytes.NewReader(text), reports.Options{Currency: fx.USD})
		if err != nil {
			return units, sales, err
		}
		for r, err := range f.Business() {
			if err != nil {
				return units, sales, err
			}
			units, sales = units.Add(r.Total.Units.Decimal), sales.Add(r.Total.Sales.Decimal)
		}
		return units, sales, nil
	})
	run("csv+maps", func() (decimal.Decimal, decimal.Decimal, error) { return obviousBusiness(bytes.NewReader(text)) })
}

// obviousBusiness adds a business report up the obvious way.
func obviousBusiness(r io.Reader) (units, sales decimal.Decimal, err error) {
	lines := csv.NewReader(r)
	lines.ReuseRecord = true
	header, err := lines.Read()
	if err != nil {
		return units, sales, err
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.TrimPrefix(name, "\ufeff")] = i
	}
	type item struct{ sessions, views, units, sales, items decimal.Decimal }
	items := map[string]*item{}
	marks := strings.NewReplacer("$", "", ",", "")
	for {
		cells, err := lines.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return units, sales, err
		}
		it := items[cells[at["SKU"]]]
		if it == nil {
			it = &item{}
			items[strings.Clone(cells[at["SKU"]])] = it
		}
		for _, column := range []struct {
			name string
			sum  *decimal.Decimal
		}{{"Sessions - Total", &it.sessions}, {"Page Views - Total", &it.views}, {"Units Ordered", &it.units}, {"Ordered Product Sales", &it.sales}, {"Total Order Items", &it.items}} {
			d, err := decimal.NewFromString(marks.Replace(cells[at[column.name]]))
			if err != nil {
				return units, sales, err
			}
			*column.sum = column.sum.Add(d)
		}
	}
	for _, it := range items {
		units, sales = units.Add(it.units), sales.Add(it.sales)
	}
	return units, sales, nil
}
