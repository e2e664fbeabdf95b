package fx_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// The obvious tables: a map of days to maps of currencies or pairs, asked by
// going back day by day.
type (
	mapRates map[string]map[string]decimal.Decimal
	mapPairs map[string]map[[2]string]decimal.Decimal
)

// readMap reads the history of the ECB the obvious way.
func readMap(data []byte) (mapRates, error) {
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, err
	}
	out := mapRates{}
	for _, line := range lines[1:] {
		rates := map[string]decimal.Decimal{}
		for i, text := range line[1:] {
			if text == "N/A" || text == "" {
				continue
			}
			if rates[lines[0][i+1]], err = decimal.NewFromString(text); err != nil {
				return nil, err
			}
		}
		out[line[0]] = rates
	}
	return out, nil
}

func (m mapRates) at(base, quote string, on time.Time) (num, den decimal.Decimal, ok bool) {
	for range 8 {
		rates := m[on.Format(time.DateOnly)]
		num, numOK := rates[quote]
		den, denOK := rates[base]
		if numOK && denOK {
			return num, den, true
		}
		on = on.AddDate(0, 0, -1)
	}
	return num, den, false
}

func (m mapPairs) at(base, quote string, on time.Time) (num, den decimal.Decimal, ok bool) {
	for range 8 {
		pairs := m[on.Format(time.DateOnly)]
		if rate, ok := pairs[[2]string{base, quote}]; ok {
			return rate, decimal.New(1, 0), true
		}
		if rate, ok := pairs[[2]string{quote, base}]; ok {
			return decimal.New(1, 0), rate, true
		}
		best := ""
		for pair := range pairs {
			for _, via := range pair {
				_, out := pairs[[2]string{via, base}]
				_, in := pairs[[2]string{via, quote}]
				if out && in && (best == "" || via < best) {
					best = via
				}
			}
		}
		if best != "" {
			return pairs[[2]string{best, quote}], pairs[[2]string{best, base}], true
		}
		on = on.AddDate(0, 0, -1)
	}
	return num, den, false
}

// euroPairs writes the history as a long CSV and as the obvious table.
func euroPairs(b *testing.B) (text []byte, slow mapPairs) {
	rates := readShared(b, "eurofxref-hist.csv")
	var out bytes.Buffer
	out.WriteString("date,base,quote,rate\n")
	slow = mapPairs{}
	for d := range rates.Days() {
		on := d.Format(time.DateOnly)
		slow[on] = map[[2]string]decimal.Decimal{}
		for c := range rates.Currencies() {
			if r, err := rates.At(fx.EUR, c, d, fx.LookUp{Exact: true}); err == nil {
				num, _ := r.Fraction()
				fmt.Fprintf(&out, "%s,EUR,%s,%s\n", on, c, fx.Plain(num))
				slow[on][[2]string{"EUR", string(c)}] = num
			}
		}
	}
	return out.Bytes(), slow
}

func perSecond(b *testing.B, n int, unit string) {
	b.ReportMetric(float64(b.N)*float64(n)/b.Elapsed().Seconds(), unit)
}

// 27 years of 41 currencies: 6,983 days.
func BenchmarkReadHistory(b *testing.B) {
	data := shared(b, "eurofxref-hist.csv")
	b.Run("impl=table", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := fx.ReadECB(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("impl=maps", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := readMap(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkReadCSV(b *testing.B) {
	text, _ := euroPairs(b)
	lines := bytes.Count(text, []byte("\n")) - 1
	b.Run("impl=table", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := fx.ReadCSV(bytes.NewReader(text), "desk"); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, lines, "rates/s")
	})
	b.Run("impl=maps", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
			if err != nil {
				b.Fatal(err)
			}
			out := mapPairs{}
			for _, r := range records[1:] {
				if out[r[0]] == nil {
					out[r[0]] = map[[2]string]decimal.Decimal{}
				}
				if out[r[0]][[2]string{r[1], r[2]}], err = decimal.NewFromString(r[3]); err != nil {
					b.Fatal(err)
				}
			}
		}
		perSecond(b, lines, "rates/s")
	})
}

// A Sunday and a working day, a pair through the pivot and one with it.
func BenchmarkHistoryAt(b *testing.B) {
	table := readShared(b, "eurofxref-hist.csv")
	maps, err := readMap(shared(b, "eurofxref-hist.csv"))
	if err != nil {
		b.Fatal(err)
	}
	for _, on := range []string{"2016-07-13", "2026-04-05"} {
		b.Run("impl=table/on="+on, func(b *testing.B) {
			b.ReportAllocs()
			when := day(on)
			for b.Loop() {
				if _, err := table.At(fx.USD, fx.CNY, when, fx.LookUp{}); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, 1, "lookups/s")
		})
		b.Run("impl=maps/on="+on, func(b *testing.B) {
			b.ReportAllocs()
			when := day(on)
			for b.Loop() {
				if _, _, ok := maps.at("USD", "CNY", when); !ok {
					b.Fatal("no rate")
				}
			}
			perSecond(b, 1, "lookups/s")
		})
	}
}

func BenchmarkPairsAt(b *testing.B) {
	text, slow := euroPairs(b)
	p, err := fx.ReadCSV(bytes.NewReader(text), "desk")
	if err != nil {
		b.Fatal(err)
	}
	for _, test := range []struct{ name, pair, on string }{
		{"published", "EUR/CNY", "2016-07-13"},
		{"two legs", "USD/CNY", "2016-07-13"},
		{"two legs on a holiday", "USD/CNY", "2026-04-05"},
	} {
		base, quote, _ := strings.Cut(test.pair, "/")
		when := day(test.on)
		b.Run("impl=table/of="+test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.At(fx.Currency(base), fx.Currency(quote), when, fx.LookUp{}); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, 1, "lookups/s")
		})
		b.Run("impl=maps/of="+test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, ok := slow.at(base, quote, when); !ok {
					b.Fatal("no rate")
				}
			}
			perSecond(b, 1, "lookups/s")
		})
	}
	b.Run("impl=table/of=no rate", func(b *testing.B) {
		b.ReportAllocs()
		when := day("1998-12-31")
		for b.Loop() {
			if _, err := p.At(fx.USD, fx.CNY, when, fx.LookUp{}); err == nil {
				b.Fatal("a rate")
			}
		}
	})
}

func BenchmarkMerge(b *testing.B) {
	history, year := readShared(b, "eurofxref-hist.csv"), readShared(b, "eurofxref-hist-90d-2018.xml")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fx.Merge(year, history); err != nil {
			b.Fatal(err)
		}
	}
}
