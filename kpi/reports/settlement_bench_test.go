package reports_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi/reports"
)

// generatedSettlement writes a settlement of about some bytes, always the same: orders
// of 5,000 SKUs with five amounts each, refunds, fees without a SKU and the reserve.
// The total is right.
func generatedSettlement(size int) []byte {
	random := rand.New(rand.NewPCG(7, 2026))
	start := time.Date(2026, 6, 16, 0, 0, 0, 0, time.UTC)
	var rows bytes.Buffer
	rows.Grow(size + 1<<10)
	var cents int64
	add := func(kind, order, shipment, amountType, description string, amount int64, at time.Time, item, sku, quantity string) {
		cents += amount
		sign, whole := "", amount
		if amount < 0 {
			sign, whole = "-", -amount
		}
		fmt.Fprintf(&rows, "28471003921\t\t\t\t\tUSD\t%s\t%s\t\t\t%s\tAmazon.com\t%s\t%s\t%s%d.%02d\tAFN\t%s\t%s\t%s\t\t\t%s\t%s\t\n",
			kind, order, shipment, amountType, description, sign, whole/100, whole%100, at.Format("2006-01-02"), at.Format("2006-01-02 15:04:05 UTC"), item, sku, quantity)
	}
	for n := 0; rows.Len() < size; n++ {
		at := start.Add(time.Duration(random.Int64N(14*24*60*60)) * time.Second)
		order := fmt.Sprintf("%03d-%07d-%07d", 111+n%4, random.IntN(1e7), n)
		item, sku, shipment := strconv.FormatInt(55182930114+int64(n), 10), fmt.Sprintf("NX-HD-%04d", random.IntN(5000)), fmt.Sprintf("DS%07d", n)
		quantity, price := strconv.Itoa(1+random.IntN(3)), 500+random.Int64N(20000)
		if n%20 == 19 {
			add("Refund", order, shipment, "ItemPrice", "Principal", -price, at, item, sku, quantity)
			add("Refund", order, shipment, "ItemFees", "Commission", price*15/100, at, item, sku, quantity)
			add("Refund", order, shipment, "ItemFees", "RefundCommission", -price*3/100, at, item, sku, quantity)
			continue
		}
		add("Order", order, shipment, "ItemPrice", "Principal", price, at, item, sku, quantity)
		add("Order", order, shipment, "ItemPrice", "Tax", price*8/100, at, item, sku, quantity)
		add("Order", order, shipment, "ItemFees", "Commission", -price*15/100, at, item, sku, quantity)
		add("Order", order, shipment, "ItemFees", "FBAPerUnitFulfillmentFee", -475, at, item, sku, quantity)
		add("Order", order, shipment, "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -price*8/100, at, item, sku, quantity)
		if n%500 == 0 {
			add("other-transaction", "", "", "other-transaction", "Storage Fee", -6428-int64(n), at, "", "", "")
		}
	}
	head := fmt.Sprintf("%s28471003921\t2026-06-16 00:00:00 UTC\t2026-06-30 23:59:59 UTC\t2026-07-02 00:00:00 UTC\t%d.%02d\tUSD%s\n",
		settlementHeader, cents/100, cents%100, bytes.Repeat([]byte("\t"), 18))
	return append([]byte(head), rows.Bytes()...)
}

// The settlement reader with its reconciliation, the reader alone, and the obvious way:
// encoding/csv, a map by SKU and one by kind of amount, and decimal.NewFromString. The
// obvious way counts no units, finds no repeats and checks no dates.
func BenchmarkSettlement(b *testing.B) {
	text := generatedSettlement(50 << 20)
	want := reconcile(b, reports.ReconcileOptions{}, open(b, string(text), reports.Options{}))[0]
	if !want.Balanced() {
		b.Fatal("the generated settlement does not add up")
	}
	b.Run("impl=reader+reconciliation", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			f, err := reports.Open(bytes.NewReader(text), reports.Options{Zone: reports.Pacific()})
			if err != nil {
				b.Fatal(err)
			}
			r, err := reports.NewReconciliation(reports.ReconcileOptions{})
			if err != nil {
				b.Fatal(err)
			}
			if err := r.Read(f); err != nil || !r.Checks()[0].Sum.Equal(want.Sum) {
				b.Fatal("another sum", err)
			}
		}
	})
	b.Run("impl=reader", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			f, err := reports.Open(bytes.NewReader(text), reports.Options{})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for _, err := range f.Settlement() {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != want.Rows+1 {
				b.Fatal(n, "rows")
			}
		}
	})
	b.Run("impl=csv+maps", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			sum, skus, err := obviousSettlement(bytes.NewReader(text))
			if err != nil || !sum.Equal(want.Sum) || len(skus) != len(want.SKUs)+1 {
				b.Fatal("another sum", err)
			}
		}
	})
}

// obviousSettlement adds a settlement up the obvious way.
func obviousSettlement(r io.Reader) (decimal.Decimal, map[string]decimal.Decimal, error) {
	lines := csv.NewReader(r)
	lines.Comma = '\t'
	lines.LazyQuotes = true
	lines.ReuseRecord = true
	header, err := lines.Read()
	if err != nil {
		return decimal.Decimal{}, nil, err
	}
	at := map[string]int{}
	for i, name := range header {
		at[name] = i
	}
	var sum decimal.Decimal
	skus, kinds := map[string]decimal.Decimal{}, map[[2]string]decimal.Decimal{}
	for {
		cells, err := lines.Read()
		if err == io.EOF {
			return sum, skus, nil
		}
		if err != nil {
			return sum, nil, err
		}
		if cells[at["amount"]] == "" {
			continue
		}
		amount, err := decimal.NewFromString(cells[at["amount"]])
		if err != nil {
			return sum, nil, err
		}
		if _, err := time.Parse("2006-01-02 15:04:05 MST", cells[at["posted-date-time"]]); err != nil {
			return sum, nil, err
		}
		sum = sum.Add(amount)
		skus[cells[at["sku"]]] = skus[cells[at["sku"]]].Add(amount)
		kind := [2]string{cells[at["amount-type"]], cells[at["amount-description"]]}
		kinds[kind] = kinds[kind].Add(amount)
	}
}

// Memory does not grow with the file: twice the rows of the same SKUs need as much,
// once the window is full.
func TestSettlementMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 24 MB")
	}
	held := func(size int) uint64 {
		text := generatedSettlement(size)
		r, err := reports.NewReconciliation(reports.ReconcileOptions{Window: 1 << 12})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if err := r.Read(open(t, string(text), reports.Options{})); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(text)
		if !r.Checks()[0].Balanced() {
			t.Error("the settlement does not add up")
		}
		return after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
	}
	if small, large := held(8<<20), held(16<<20); large > small+small/2+1<<20 {
		t.Errorf("%d bytes for 8 MB, %d for 16 MB", small, large)
	}
}
