package oracle_test

import (
	"testing"

	"github.com/lianxing/crossborder/internal/oracle"
)

func TestEbayExamples(t *testing.T) {
	for _, row := range []struct {
		id, source            string
		category              string
		item, shipping, tax   string
		base, finalValue, all string
	}{
		{"eb-s01", "published, ebay-4822", "most", "50", "5", "0", "55", "7.48", "7.88"},
		{"eb-s02", "derived, ebay-4822", "most", "8000", "0", "0", "8000", "1031.75", "1032.15"},
		{"eb-s03 at the edge", "derived, ebay-4822", "womens_bags", "2000", "0", "0", "2000", "300.00", "300.40"},
		{"eb-s03 above", "derived, ebay-4822", "womens_bags", "2000.01", "0", "0", "2000.01", "180.00", "180.40"},
		{"eb-s04", "derived, ebay-4822", "most", "40", "5", "3.6", "48.6", "6.61", "7.01"},
		{"eb-s05", "derived, ebay-4822", "books_movies_music", "20", "0", "0", "20", "3.06", "3.46"},
		{"eb-s06", "derived, ebay-4809", "store_most", "3000", "0", "0", "3000", "329.25", "329.65"},
	} {
		t.Run(row.id, func(t *testing.T) {
			base := oracle.EbayBase(dec(row.item), dec(row.shipping), dec(row.tax))
			expect(t, row.source, base, true, row.base)
			fee, ok := oracle.EbayFinalValue(row.category, base)
			cents(t, row.source, fee, ok, row.finalValue)
			perOrder := oracle.EbayPerOrder(row.category, base, base)
			cents(t, row.source, fee.Add(perOrder), ok, row.all)
		})
	}
}

// Every category at amounts on both sides of its limits.
func TestEbayFinalValue(t *testing.T) {
	asked := map[string]bool{}
	for _, row := range []struct{ category, base, want string }{
		{"most", "7500", "1020"},
		{"most", "7500.01", "1020.000235"},
		{"books_movies_music", "8500", "1171"},
		{"coins_paper_money", "8500", "1017.25"},
		{"bullion", "7500", "1020"},
		{"bullion", "7500.01", "525.0007"},
		{"womens_bags", "2000", "300"},
		{"trading_cards", "8500", "1017.25"},
		{"jewelry", "5000", "750"},
		{"jewelry", "5000.01", "450.0009"},
		{"watches", "1000", "150"},
		{"watches", "7500", "572.50"},
		{"watches", "8500", "602.50"},
		{"nft", "8500", "425"},
		{"heavy_equipment", "15000", "450"},
		{"heavy_equipment", "16000", "455"},
		{"guitars_basses", "8500", "526"},
		{"athletic_shoes", "149.99", "20.39864"},
		{"athletic_shoes", "150.00", "12"},
		{"store_most", "2500", "317.50"},
		{"store_most", "3500", "341"},
		{"store_motors_parts", "2000", "138.50"},
		{"store_tires", "2000", "118.50"},
		{"store_motors_apparel", "2000", "150.50"},
		{"store_in_car_tech", "2000", "117"},
		{"store_in_car_tech", "-1", none},
		{"shoes", "1", none},
	} {
		fee, ok := oracle.EbayFinalValue(row.category, dec(row.base))
		expect(t, row.category+" at "+row.base, fee, ok, row.want)
		asked[row.category] = true
	}
	for _, category := range oracle.EbayCategories() {
		if !asked[category] {
			t.Errorf("%s is not tested", category)
		}
	}
}

func TestEbayOther(t *testing.T) {
	for _, row := range []struct{ category, base, total, want string }{
		{"most", "10.00", "10.00", "0.30"},
		{"most", "9.00", "10.01", "0.40"},
		{"athletic_shoes", "149.99", "149.99", "0.40"},
		{"athletic_shoes", "150.00", "150.00", "0"},
		{"most", "150.00", "150.00", "0.40"},
	} {
		expect(t, row.category, oracle.EbayPerOrder(row.category, dec(row.base), dec(row.total)), true, row.want)
	}
	expect(t, "international", oracle.EbayInternational(dec("100")), true, "1.65")
	expect(t, "very high returns", oracle.EbayVeryHighReturns(dec("8000")), true, "400")
	expect(t, "promoted", oracle.EbayPromoted(dec("48.60"), dec("0.1")), true, "4.86")
	expect(t, "nothing paid", oracle.EbayBase(), true, "0")
}
