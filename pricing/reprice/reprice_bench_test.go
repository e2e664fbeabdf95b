package reprice_test

import (
	"context"
	"flag"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/pricing/reprice"
)

// perSecond reports the decisions of a second and of one core.
func perSecond(b *testing.B, decisions, workers int) {
	rate := float64(decisions) / b.Elapsed().Seconds()
	b.ReportMetric(rate, "decisions/s")
	b.ReportMetric(rate/float64(min(workers, runtime.GOMAXPROCS(0))), "decisions/s/core")
}

// BenchmarkDecide makes one full decision: the model is compiled, the floor is solved
// for a margin, all guards and all policy rules are asked.
func BenchmarkDecide(b *testing.B) {
	c, rules := newCatalogue(), fullRules()
	items := make([]reprice.Item, 1000)
	for i := range items {
		items[i] = c.item(i)
	}
	bare := rules
	bare.Policy = nil
	for _, bench := range []struct {
		name  string
		rules reprice.Rules
	}{{"full", rules}, {"without policy", bare}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if _, err := reprice.Decide(items[i%len(items)], bench.rules, noon); err != nil {
					b.Fatal(err)
				}
				i++
			}
			perSecond(b, i, 1)
		})
	}
}

var batchSize = flag.String("reprice.sizes", "10000", "sizes of the catalogues of BenchmarkBatch, with commas between")

// BenchmarkBatch decides a whole catalogue that is generated on the way, so that the
// time of the generator counts as well. The peak is that of the memory of the process.
func BenchmarkBatch(b *testing.B) {
	c, rules := newCatalogue(), fullRules()
	for _, text := range strings.Split(*batchSize, ",") {
		size, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("generator/items="+text, func(b *testing.B) {
			for b.Loop() {
				for item := range c.items(size) {
					if item.SKU == "" {
						b.Fatal()
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/item")
		})
		for _, workers := range []int{1, runtime.GOMAXPROCS(0)} {
			b.Run("workers="+strconv.Itoa(workers)+"/items="+text, func(b *testing.B) {
				b.ReportAllocs()
				actions := map[reprice.Action]int{}
				for b.Loop() {
					clear(actions)
					for d, err := range reprice.Batch(context.Background(), c.items(size), rules, noon, reprice.Options{Workers: workers, CatalogueSize: size}) {
						if err != nil {
							b.Fatal(err)
						}
						actions[d.Action]++
					}
				}
				perSecond(b, b.N*size, workers)
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/item")
				b.ReportMetric(peakMiB(), "peak-MiB")
				for action, n := range actions {
					b.ReportMetric(100*float64(n)/float64(size), "%"+string(action))
				}
			})
		}
	}
}

// peakMiB is the highest resident memory of the process so far where the system tells
// it, and else what the runtime took from the system.
func peakMiB() float64 {
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				if kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB")); err == nil {
					return float64(kib) / 1024
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}
