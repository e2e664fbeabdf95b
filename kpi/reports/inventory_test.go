package reports_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi/reports"
)

// S11 and S12 start from these rows. Prices of 0.0 are none, and the ages of the six
// parts add up to the units, which those of all columns do not.
func TestInventorySample(t *testing.T) {
	f := sample(t, "amazon_fba_inventory_health_us_2026.csv", reports.Options{})
	if f.Kind() != reports.InventoryHealth || len(f.Layout().Unknown) > 0 {
		t.Errorf("layout %+v", f.Layout())
	}
	var got []string
	for r, err := range f.Inventory() {
		if err != nil {
			t.Fatal(err)
		}
		age := decimal.Decimal{}
		for _, a := range []decimal.NullDecimal{r.Ages.To90, r.Ages.To180, r.Ages.To270, r.Ages.To365, r.Ages.To455, r.Ages.Older} {
			age = age.Add(a.Decimal)
		}
		got = append(got, strings.Join([]string{
			r.SKU, whole(r.Supply), whole(r.Shipped.Last90), whole(r.ShippedSales.Last30), whole(r.SellThrough), whole(r.WeeksOfCover90),
			whole(r.Price), whole(r.SalePrice), whole(r.HistoricalDaysShort), age.String(), whole(r.AgedSurcharge.Units[0]), r.LowInventoryExempt,
			whole(r.Inbound.Total), string(r.Currency), r.AgeDay.Format("2006-01-02"),
		}, " "))
	}
	want := []string{
		"SKU-SEINE-20 186 59 899.82 6.56 40 ? ? 13.3 3 ? Yes 186 USD 2026-07-28",
		"SKU-LANDNET-24 665 373 3507.8 1.68 23 24.95 22.9 44.6 177 ? No 500 USD 2026-07-28",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The other layout of 2026 renames a column, and the newest has one more.
func TestInventoryLayouts(t *testing.T) {
	f := open(t, "snapshot-date\tsku\tavailable\tReserved FC Transfer\tFulfillment Service and Programs\tquantity-to-be-charged-ais-456-plus-days\n2026-07-31\tS1\t1,165\t3\tFBA\t7\n", reports.Options{})
	if len(f.Layout().Unknown) > 0 {
		t.Errorf("unknown %v", f.Layout().Unknown)
	}
	for r, err := range f.Inventory() {
		if err != nil {
			t.Fatal(err)
		}
		if whole(r.Available) != "1165" || whole(r.AgedSurcharge.Units[7]) != "7" || r.AgedSurcharge.Units[0].Valid {
			t.Errorf("row %+v", r)
		}
	}
}

func FuzzInventory(f *testing.F) {
	f.Add("snapshot-date,sku,available,your-price\n2026-07-31,S1,3,24.95\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: reports.InventoryHealth})
		if err != nil {
			return
		}
		for r, err := range file.Inventory() {
			if err == nil && (r.SKU == "" || r.Day.IsZero()) {
				t.Errorf("row %+v", r)
			}
		}
	})
}
