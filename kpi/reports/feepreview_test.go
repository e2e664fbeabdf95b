package reports_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/kpi/reports"
)

func previews(t *testing.T, f *reports.File) []string {
	t.Helper()
	var out []string
	for r, err := range f.FeePreview() {
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		side, weight := "?", "?"
		if r.Longest != nil {
			side = r.Longest.String()
		}
		if r.Weight != nil {
			weight = r.Weight.String()
		}
		out = append(out, strings.Join([]string{r.SKU, side, weight, r.SizeTier, whole(r.Price), whole(r.Total), whole(r.Referral), whole(r.Fulfilment), whole(r.FutureFulfilment), whole(r.TotalDifference())}, " "))
	}
	return out
}

// S39: 4.49 and 7.32 are 11.81. A fee that is not available is not 0.
func TestFeePreviewSample(t *testing.T) {
	f := sample(t, "amazon_fba_fee_preview_us_2026.csv", reports.Options{})
	if f.Kind() != reports.FeePreview || len(f.Layout().Unknown) > 0 {
		t.Errorf("layout %+v", f.Layout())
	}
	got := previews(t, f)
	want := []string{
		"TEST-A 7.64 in 3.81 lb UsLargeStandardSize 29.95 11.81 4.49 7.32 ? 0",
		"TEST-B 50.8 cm 500 g UsLargeStandardSize 19.99 9 3 ? 8 ?",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFeePreviewVariants(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"British", "sku\tlongest-side\tunit-of-dimension\tproduct-size-weight-band\tcurrency\testimated-fee-total\testimated-referral-fee-per-unit\texpected-domestic-fulfilment-fee-per-unit\nS1\t30,5\tcentimetres\tStandardParcel\tEUR\t5,80\t1,50\t4,30\n",
			"S1 30.5 cm ? StandardParcel ? 5.8 1.5 4.3 ? 0"},
		{"a total that does not add up", "sku,estimated-fee-total,estimated-referral-fee-per-unit,estimated-variable-closing-fee,expected-fulfillment-fee-per-unit\nS1,10.00,4.49,1.80,3.70\n",
			"S1 ? ?  ? 10 4.49 3.7 ? 0.01"},
		{"no measures", "sku,longest-side,unit-of-dimension,item-package-weight,unit-of-weight,estimated-fee-total,estimated-referral-fee-per-unit\nS1,--,inches,0.00,pounds,--,4.49\n",
			"S1 ? ?  ? ? 4.49 ? ? ?"},
		{"a unit that is none", "sku,longest-side,unit-of-dimension,estimated-fee-total,estimated-referral-fee-per-unit\nS1,3,parsec,5,4.49\n",
			`f.txt: row 2: "unit-of-dimension" must be inches, centimeters, pounds, ounces, grams or kilograms, got "parsec"` + "\n" + `f.txt: row 2: "longest-side" must be a length above 0 with a unit, got "3"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := strings.Join(previews(t, open(t, row.text, reports.Options{Name: "f.txt"})), "\n"); got != row.want {
				t.Errorf("got\n%s\nwant\n%s", got, row.want)
			}
		})
	}
}

func FuzzFeePreview(f *testing.F) {
	f.Add("sku,longest-side,unit-of-dimension,estimated-fee-total,estimated-referral-fee-per-unit\nS1,3,inches,5,4.49\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: reports.FeePreview})
		if err != nil {
			return
		}
		for r, err := range file.FeePreview() {
			if err == nil && r.SKU == "" {
				t.Error("a row without a SKU")
			}
		}
	})
}
