package ebay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/ebay"
)

const (
	sellingFees = "https://www.ebay.com/help/selling/fees-credits-invoices/selling-fees?id=4822"
	storeFees   = "https://www.ebay.com/help/selling/fees-credits-invoices/store-selling-fees?id=4809"
)

// Worked examples, by their id: published ones print their numbers, derived ones
// follow from the official table. The announcement of 2024 is
// https://www.ebay.com/sellercenter/resources/seller-updates/2024-winter/financials:
// a trading card of 25.00 with shipping and tax pays 3.71 in place of 3.61.
func TestPublished(t *testing.T) {
	for _, row := range []struct {
		id, source           string
		date                 string
		listing              ebay.Listing
		price                string
		finalValue, perOrder string
	}{
		{"eb-s01 published", sellingFees, "2026-09-05", ebay.Listing{Category: "most", Order: fees.Order{ShippingCharged: dec("5")}}, "50", "7.48", "0.40"},
		{"eb-s02", sellingFees, "2026-09-23", ebay.Listing{Category: "most"}, "8000", "1031.75", "0.40"},
		{"eb-s03 at the edge", sellingFees, "2026-09-23", ebay.Listing{Category: "womens_bags"}, "2000.00", "300.00", "0.40"},
		{"eb-s03 above", sellingFees, "2026-09-23", ebay.Listing{Category: "womens_bags"}, "2000.01", "180.00", "0.40"},
		// 8 % of 45.00 is the tax of 3.60.
		{"eb-s04", sellingFees, "2026-09-23", ebay.Listing{Category: "most", Order: fees.Order{ShippingCharged: dec("5"), SalesTax: dec("0.08")}}, "40", "6.61", "0.40"},
		{"eb-s05", sellingFees, "2026-09-23", ebay.Listing{Category: "books_movies_music"}, "20", "3.06", "0.40"},
		{"eb-s06", storeFees, "2026-09-15", ebay.Listing{Category: "most", Store: ebay.Basic}, "3000", "329.25", "0.40"},
		{"2024 announcement, before", "2024 winter seller update", "2024-03-14", ebay.Listing{Category: "most"}, "25", "3.31", "0.30"},
		{"2024 announcement, after", "2024 winter seller update", "2024-03-15", ebay.Listing{Category: "most"}, "25", "3.31", "0.40"},
	} {
		t.Run(row.id, func(t *testing.T) {
			on := day(t, row.date)
			type result struct{ FinalValue, PerOrder string }
			got := result{amountOf(t, row.listing, on, "final_value", row.price), amountOf(t, row.listing, on, "per_order", row.price)}
			if diff := cmp.Diff(result{row.finalValue, row.perOrder}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.source, diff)
			}
		})
	}
}

// Every rate on both sides of every cliff, on the total amount of an item.
func TestFinalValueRates(t *testing.T) {
	asked := map[string]bool{}
	for _, row := range []struct {
		category   string
		store      ebay.Store
		base, want string
	}{
		{"most", "", "100", "13.6"}, {"most", "", "7500", "1020"}, {"most", "", "7500.01", "1020.000235"}, {"most", "", "7499.99", "1019.99864"},
		{"most", ebay.Starter, "7500.01", "1020.000235"},
		{"motors_parts", "", "8500", "1043.5"}, {"tires", "", "8500", "1043.5"}, {"apparel_gear", "", "8500", "1043.5"}, {"in_car_tech", "", "8500", "1043.5"},
		{"books_movies_music", "", "7500", "1147.5"}, {"books_movies_music", "", "8500", "1171"},
		{"coins_paper_money", "", "7500", "993.75"}, {"coins_paper_money", "", "8500", "1017.25"},
		{"bullion", "", "7499.99", "1019.99864"}, {"bullion", "", "7500", "1020"}, {"bullion", "", "7500.01", "525.0007"},
		{"womens_bags", "", "1999.99", "299.9985"}, {"womens_bags", "", "2000", "300"}, {"womens_bags", "", "2000.01", "180.0009"},
		{"trading_cards", "", "7500", "993.75"}, {"trading_cards", "", "8500", "1017.25"},
		{"jewelry", "", "5000", "750"}, {"jewelry", "", "5000.01", "450.0009"},
		{"watches", "", "1000", "150"}, {"watches", "", "1000.01", "150.00065"}, {"watches", "", "7500", "572.5"}, {"watches", "", "8500", "602.5"},
		{"nft", "", "0.01", "0.0005"}, {"nft", "", "8500", "425"},
		{"heavy_equipment", "", "15000", "450"}, {"heavy_equipment", "", "15000.01", "450.00005"}, {"heavy_equipment", "", "16000", "455"},
		{"guitars_basses", "", "7500", "502.5"}, {"guitars_basses", "", "8500", "526"},
		{"athletic_shoes", "", "149.99", "20.39864"}, {"athletic_shoes", "", "150", "12"}, {"athletic_shoes", "", "150.01", "12.0008"},
		{"most", ebay.Basic, "2500", "317.5"}, {"most", ebay.Premium, "2500.01", "317.500235"}, {"most", ebay.Anchor, "3500", "341"}, {"most", ebay.Enterprise, "3500", "341"},
		{"motors_parts", ebay.Basic, "1000", "115"}, {"motors_parts", ebay.Basic, "2000", "138.5"},
		{"tires", ebay.Basic, "1000", "95"}, {"tires", ebay.Basic, "2000", "118.5"},
		{"apparel_gear", ebay.Basic, "1000", "127"}, {"apparel_gear", ebay.Basic, "2000", "150.5"},
		{"in_car_tech", ebay.Basic, "1000", "93.5"}, {"in_car_tech", ebay.Basic, "2000", "117"},
	} {
		got := exactOf(t, ebay.Listing{Category: row.category, Store: row.store}, current, "final_value", row.base)
		if got != row.want {
			t.Errorf("%s, store %q, on %s: got %s, want %s", row.category, row.store, row.base, got, row.want)
		}
		asked[row.category] = true
	}
	for _, category := range categoriesOn(t, current) {
		if !asked[category] {
			t.Errorf("%s is not tested", category)
		}
	}
}

// Rates of most categories on the days on which they changed.
func TestFinalValueHistory(t *testing.T) {
	for _, row := range []struct{ date, price, want string }{
		{"2023-02-15", "100", "13.25"}, {"2025-02-13", "100", "13.25"}, {"2025-02-13", "8500", "1017.25"},
		{"2025-02-14", "100", "13.60"}, {"2027-11-22", "100", "13.60"},
	} {
		if got := amountOf(t, ebay.Listing{Category: "most"}, day(t, row.date), "final_value", row.price); got != row.want {
			t.Errorf("%s: got %s, want %s", row.date, got, row.want)
		}
	}
}

// The total of the order with shipping and tax decides the fee per order, rounded
// to cents; dear athletic shoes free the order from it.
func TestPerOrder(t *testing.T) {
	for _, row := range []struct {
		name          string
		date          string
		category      string
		store         ebay.Store
		units         int
		ship, tax     string
		price, want   string
		warns, medium bool
	}{
		{name: "below", price: "9.99", want: "0.30"},
		{name: "on", price: "10.00", want: "0.30"},
		{name: "above", price: "10.01", want: "0.40"},
		{name: "with a store", store: ebay.Basic, price: "10.01", want: "0.40"},
		{name: "nothing", price: "0", want: "0.30"},
		{name: "shipping counts", ship: "5", price: "5.00", want: "0.30"},
		{name: "shipping counts, above", ship: "5", price: "5.01", want: "0.40"},
		{name: "tax counts", tax: "0.08", price: "9.26", want: "0.30"},          // 10.0008 is billed as 10.00
		{name: "tax counts, above", tax: "0.08", price: "9.27", want: "0.40"},   // 10.0116
		{name: "tax to the cent", tax: "0.0825", price: "9.24", want: "0.30"},   // 10.0023
		{name: "two units", units: 2, price: "5.00", want: "0.30", warns: true}, // 10.00 together
		{name: "two units, above", units: 2, price: "5.01", want: "0.40", warns: true},
		{name: "three with all", units: 3, ship: "1", tax: "0.1", price: "2.03", want: "0.30", warns: true},        // 9.999
		{name: "three with all, above", units: 3, ship: "1", tax: "0.1", price: "2.04", want: "0.40", warns: true}, // 10.032
		{name: "before 2024-03-15", date: "2024-03-14", price: "500", want: "0.30"},
		{name: "before it, two units do not matter", date: "2024-03-14", units: 2, price: "500", want: "0.30"},
		{name: "shoes below 150", category: "athletic_shoes", price: "149.99", want: "0.40", medium: true},
		{name: "shoes from 150", category: "athletic_shoes", price: "150.00", want: "0.00", medium: true},
		{name: "shoes up to 10", category: "athletic_shoes", price: "10.00", want: "0.30", medium: true},
		{name: "two pairs of 100", category: "athletic_shoes", units: 2, price: "100", want: "0.40", warns: true, medium: true},
		{name: "two pairs of 150", category: "athletic_shoes", units: 2, price: "150", want: "0.00", warns: true, medium: true},
		{name: "shoes with tax", category: "athletic_shoes", ship: "10", tax: "0.08", price: "128.88", want: "0.40", medium: true},        // 149.9904
		{name: "shoes with tax, above", category: "athletic_shoes", ship: "10", tax: "0.08", price: "128.89", want: "0.00", medium: true}, // 150.0012
		{name: "bags of 150 are not shoes", category: "womens_bags", price: "150", want: "0.40"},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := ebay.Listing{Category: "most", Store: row.store, Order: fees.Order{Units: row.units}}
			if row.category != "" {
				l.Category = row.category
			}
			if row.ship != "" {
				l.Order.ShippingCharged = dec(row.ship)
			}
			if row.tax != "" {
				l.Order.SalesTax = dec(row.tax)
			}
			on := current
			if row.date != "" {
				on = day(t, row.date)
			}
			if got := amountOf(t, l, on, "per_order", row.price); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
			c := chargesOf(t, l, on)["per_order"]
			if c.Event != fees.PerOrder || c.Units != max(row.units, 1) || (len(c.Warnings) > 0) != row.warns || (c.Source.Confidence == fees.Medium) != row.medium {
				t.Errorf("charge is %+v", c)
			}
		})
	}
}
