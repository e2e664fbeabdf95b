package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// svg draws the chart of a request and returns it.
func svg(t *testing.T, request string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "chart.svg")
	if status, out, stderr := quote(t, request, "-chart", file, "-format", "json", "-"); status != answered {
		t.Fatalf("status %d: %s%s", status, out, stderr)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestChart(t *testing.T) {
	const clothing = `{"sku":"衣服 <&> \"1\"","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"clothing_accessories",
		"price":"18.00","cost":[{"code":"purchase","amount":"13","currency":"USD"}],"target":{"margin":"0.1"}}`
	for _, tt := range []struct {
		name, request string
		zones         int // inside of the chart
		texts         []string
	}{
		{"example", string(exampleRequest), 1, []string{
			"KT-BAKEMAT-2: profit per unit sold, over the item price", "Item price (USD)", "Profit per unit (USD)",
			"dead zone: a cheaper price earns more (1 more outside of this chart)", "profit per unit",
			"price 10.49: profit 1.70", "break-even 6.94", "margin of 20% on price: from 9.53",
		}},
		{"two zones", clothing, 2, []string{"dead zone: a cheaper price earns more", "price 18.00: profit 3.20"}},
		{"no zone", strings.Replace(clothing, "clothing_accessories", "home_kitchen", 1), 0, []string{"profit per unit"}},
		{"no solution", strings.Replace(clothing, `"0.1"`, `"0.99"`, 1), 2, []string{"price 18.00: profit 3.20"}},
		{"price is the solved one", strings.Replace(clothing, `"price":"18.00",`, ``, 1), 1, []string{"margin of 10% on price: from 16.25, the price here: profit 1.62"}},
		{"long SKU", strings.Replace(clothing, "衣服", strings.Repeat("W", 90), 1), 2, []string{strings.Repeat("W", 40) + "…: profit per unit sold, over the item price"}},
		{"highest price", strings.Replace(clothing, "18.00", "1000000000", 1), 2, []string{"Item price (USD)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := svg(t, tt.request)
			var texts []string
			shaded := 0
			dec := xml.NewDecoder(bytes.NewReader(data))
			for {
				token, err := dec.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				switch x := token.(type) {
				case xml.CharData:
					texts = append(texts, string(x))
				case xml.StartElement:
					for _, a := range x.Attr {
						if x.Name.Local == "path" && a.Name.Local == "style" && strings.Contains(a.Value, "fill:#F6C9C4") {
							shaded++
						}
					}
				}
			}
			want := tt.zones
			if want > 0 {
				want++ // the one of the legend
			}
			if shaded != want {
				t.Errorf("%d shaded areas, want %d", shaded, want)
			}
			all := strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
			for _, text := range tt.texts {
				if !strings.Contains(all, text) {
					t.Errorf("no text %q in\n%s", text, all)
				}
			}
		})
	}
}

func TestChartNeedsOneRequest(t *testing.T) {
	file := filepath.Join(t.TempDir(), "chart.svg")
	for _, tt := range []struct {
		name, input string
		status      int
	}{
		{"none", "[]", unusable},
		{"two", "[" + goodFBA + "," + goodFBA + "]", unusable},
		{"one in a list", "[" + goodFBA + "]", answered},
		{"one that fails", `{"sku":"x"}`, refused},
		{"a comparison", goodComparison, unusable},
		{"a comparison that fails", `{"sku":"x","channels":["amazon-us"]}`, refused},
		{"a comparison of one channel", `{"sku":"x","date":"2026-11-23","price":"9","channels":["shopify-us"]}`, unusable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if status, _, stderr := quote(t, tt.input, "-chart", file, "-"); status != tt.status {
				t.Errorf("status %d, want %d: %s", status, tt.status, stderr)
			}
		})
	}
}
