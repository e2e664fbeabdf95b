package policy_test

import (
	"testing"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

const benchTitle = "Acme Stainless Steel Water Bottle 32 oz, Vacuum Insulated Wide Mouth Flask with Straw Lid and Carry Handle, BPA Free, Leak Proof for Gym and Travel (Midnight Blue)"

// repricerCase is what a repricer knows of an offer: ten runs of a history of more than
// 90 days, limits, and the competitive price.
func repricerCase() *policy.Case {
	var h policy.History
	for i := range 10 {
		h = append(h, run(day(2026, 8, 10+i*10), day(2026, 8, 19+i*10), "2"+string(rune('0'+i%4))+".99", "30"))
	}
	return &policy.Case{
		Channel: "amazon", SKU: "A-1", Brand: "Acme", Currency: fx.USD, Price: dec("22.49"),
		Current: null("22.99"), Floor: null("17.20"), Min: null("18.00"), Max: null("39.99"),
		CompetitivePrice: null("24.99"), History: h,
	}
}

// A set reads the case only, so the time is that of the rules and of the report.
func BenchmarkStandard(b *testing.B) {
	for _, bench := range []struct {
		name string
		c    *policy.Case
	}{
		{"repricer", repricerCase()},
		{"repricer with title", func() *policy.Case { c := repricerCase(); c.Title = benchTitle; return c }()},
		{"walmart", func() *policy.Case { c := repricerCase(); c.Channel = "walmart"; return c }()},
	} {
		b.Run(bench.name, func(b *testing.B) {
			set := policy.Standard()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := set.Check(bench.c, benchDay); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStandardInto(b *testing.B) {
	set, c := policy.Standard(), repricerCase()
	var report policy.Report
	b.ReportAllocs()
	for b.Loop() {
		if err := set.CheckInto(&report, c, benchDay); err != nil {
			b.Fatal(err)
		}
	}
}

var benchDay = day(2026, 11, 23)

// The median of a window beside the obvious way: cut a copy of the history, sort one
// entry for every unit.
func BenchmarkWas(b *testing.B) {
	h := repricerCase().History
	b.Run("window", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if !policy.Was(h, benchDay).Valid {
				b.Fatal("no Was price")
			}
		}
	})
	b.Run("unit by unit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if !naiveMedian(h, benchDay, 90, true).Valid {
				b.Fatal("no Was price")
			}
		}
	})
}

// Every rule judges the whole case, though most pass.
func BenchmarkTitleFaults(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if faults := policy.TitleFaults(benchTitle, "Acme"); faults != nil {
			b.Fatal(faults)
		}
	}
}

func BenchmarkCaseCheck(b *testing.B) {
	c := repricerCase()
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Check(); err != nil {
			b.Fatal(err)
		}
	}
}
