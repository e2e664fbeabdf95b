package main

import (
	"context"
	"strconv"
	"testing"
)

// BenchmarkCatalogue reads a generated catalogue, decides it and writes the files.
func BenchmarkCatalogue(b *testing.B) {
	b.Chdir(b.TempDir())
	const rows = 20_000
	if status, _, stderr := command(b, context.Background(), "-generate", strconv.Itoa(rows), "-now", noon, "-out", "catalogue.csv"); status != decided {
		b.Fatal(stderr)
	}
	b.ReportAllocs()
	for b.Loop() {
		if status, _, stderr := command(b, context.Background(), full("catalogue.csv")...); status != decided {
			b.Fatal(stderr)
		}
	}
	b.ReportMetric(float64(b.N*rows)/b.Elapsed().Seconds(), "rows/s")
}
