package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// The size of the seller in BenchmarkYear.
var (
	benchSKUs  = flag.Int("skus", 200, "items of the seller in BenchmarkYear")
	benchWeeks = flag.Int("weeks", 52, "weeks of data in BenchmarkYear")
)

// BenchmarkYear reads the reports of a generated seller and writes the page. It reports
// the megabytes that are read in a second and the peak of the heap.
//
//	go test ./scorecard -run - -bench Year -benchtime 1x -args -skus 5000
func BenchmarkYear(b *testing.B) {
	dir, size := benchFolder(b, "*")
	page := filepath.Join(b.TempDir(), "page.html")
	peak, done := watchHeap()
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if status, _, stderr := command(b, context.Background(), append([]string{"-o", page}, full(dir)...)...); status != written {
			b.Fatal(stderr)
		}
	}
	close(done)
	const mega = 1 << 20
	b.ReportMetric(float64(<-peak)/mega, "peak-MiB")
}

// BenchmarkObvious adds up the amounts of settlements by item and description with
// encoding/csv and maps, which is the least that anybody has to do.
func BenchmarkObvious(b *testing.B) {
	dir, size := benchFolder(b, "settlement_*.txt")
	names, err := filepath.Glob(dir + "/reports/settlement_*.txt")
	if err != nil {
		b.Fatal(err)
	}
	peak, done := watchHeap()
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		sums := map[[2]string]decimal.Decimal{}
		for _, name := range names {
			if err := obvious(name, sums); err != nil {
				b.Fatal(err)
			}
		}
	}
	close(done)
	const mega = 1 << 20
	b.ReportMetric(float64(<-peak)/mega, "peak-MiB")
}

func obvious(name string, sums map[[2]string]decimal.Decimal) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReader(f))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = '\t', -1, true
	const description, amount, sku = 13, 14, 21
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if d, err := decimal.NewFromString(cells[amount]); err == nil { // not the titles, nor the summary
			key := [2]string{cells[sku], cells[description]}
			sums[key] = sums[key].Add(d)
		}
	}
}

// benchFolder makes the reports of a seller and returns how many bytes some of them have.
func benchFolder(b *testing.B, pattern string) (dir string, size int64) {
	b.Helper()
	dir = filepath.Join(b.TempDir(), "seller")
	if status, _, stderr := command(b, context.Background(), "-generate", dir, "-skus", strconv.Itoa(*benchSKUs), "-weeks", strconv.Itoa(*benchWeeks)); status != written {
		b.Fatal(stderr)
	}
	names, err := filepath.Glob(dir + "/reports/" + pattern)
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			b.Fatal(err)
		}
		size += info.Size()
	}
	return dir, size
}

// watchHeap looks at the heap until done is closed, and returns its peak then.
func watchHeap() (peak <-chan uint64, done chan struct{}) {
	result, done := make(chan uint64, 1), make(chan struct{})
	go func() {
		var most uint64
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				result <- most
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	}()
	return result, done
}
