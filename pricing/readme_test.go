package pricing_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// The program of the README.
func Example_readme() {
	dec := decimal.RequireFromString
	parcel, err1 := fees.ParseParcel("30 cm", "20 cm", "8 cm", "640 g")
	rate, err2 := fx.NewRate(fx.USD, fx.CNY, dec("6.8322"))
	model, err3 := pricing.NewModel(pricing.Unit{
		Listing: amazon.Listing{Parcel: parcel, Category: "home_kitchen"},
		Cost:    []pricing.CostItem{{Code: "landed", Amount: decimal.NewNullDecimal(dec("38.50")), Currency: fx.CNY}},
		Rate:    rate,
		Buffer:  dec("0.02"),
	}, fees.Day(2026, time.June, 1))
	if err := errors.Join(err1, err2, err3); err != nil {
		log.Fatal(err)
	}
	solution, err := model.Solve(pricing.Margin(dec("0.20")))
	fmt.Println(solution.Price, err)
	// Output: 18.28 <nil>
}

// The README shows the program of Example_readme, line by line.
func TestReadmeProgram(t *testing.T) {
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(source), "func Example_readme() {\n")
	body, _, _ = strings.Cut(body, "\t// Output:")
	var want []string
	for _, line := range strings.Split(strings.TrimSpace(body), "\n") {
		want = append(want, strings.TrimPrefix(line, "\t"))
	}
	if !strings.Contains(string(readme), strings.Join(want, "\n")) {
		t.Errorf("README.md does not show:\n%s", strings.Join(want, "\n"))
	}
}
