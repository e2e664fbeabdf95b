package reports_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// The second program of the README.
func Example_readme() {
	business := "SKU,Sessions,Units Ordered,Ordered Product Sales\nMUG-1,\"1,840\",97,\"$2,907.03\"\nMAT-2,1210,41,$942.59\n"
	ads := "Date;Advertised SKU;Impressions;Clicks;Spend\n2026-06-08;MUG-1;21840;310;214.60\n2026-06-09;MAT-2;9120;95;88.35\n"
	week := kpi.Period{First: fees.Day(2026, time.June, 7), Last: fees.Day(2026, time.June, 13)}
	collector, err := reports.NewCollector(reports.CollectOptions{Channel: "amazon-us", Period: week, Currency: fx.USD})
	if err != nil {
		log.Fatal(err)
	}
	for _, export := range []string{business, ads} {
		file, err := reports.Open(strings.NewReader(export), reports.Options{})
		if err != nil {
			log.Fatal(err)
		}
		if err := collector.Read(file); err != nil {
			log.Fatal(err)
		}
	}
	account, err := kpi.Sum(collector.Facts()...)
	if err != nil {
		log.Fatal(err)
	}
	for _, code := range []string{"unit_session_percentage", "average_selling_price", "tacos", "acos"} {
		metric, err1 := kpi.Find(code)
		result, err2 := kpi.Evaluate(metric, account)
		fmt.Println(metric, "=", result.Value, errors.Join(err1, err2))
	}
	// Output:
	// Unit session percentage (CVR), on all sessions = units_ordered / sessions = 4.52% <nil>
	// Average selling price (ASP) = ordered_product_sales / units_ordered = 27.90 USD <nil>
	// TACoS, on ordered product sales = ad_spend / ordered_product_sales = 7.87% <nil>
	// ACoS = ad_spend / ad_sales = incomplete: ad_sales <nil>
}

// The README shows the program of Example_readme and what it prints, line by line.
func TestReadmeProgram(t *testing.T) {
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(source), "func Example_readme() {\n")
	body, _, _ = strings.Cut(body, "\n}\n")
	body, output, _ := strings.Cut(body, "\t// Output:\n")
	for _, part := range []struct{ text, indent string }{{body, "\t"}, {output, "\t// "}} {
		var want []string
		for _, line := range strings.Split(strings.TrimRight(part.text, "\n"), "\n") {
			want = append(want, strings.TrimPrefix(line, part.indent))
		}
		if !strings.Contains(string(readme), "\n"+strings.Join(want, "\n")+"\n") {
			t.Errorf("README.md does not show:\n%s", strings.Join(want, "\n"))
		}
	}
}
