package ebay_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var one = decimal.NewFromInt(1)

// current is a day on which every table holds.
var current = fees.Day(2026, 9, 23)

// categoriesOn are the keys of the shipped table without a Store.
func categoriesOn(t testing.TB, on time.Time) []string {
	t.Helper()
	keys, err := ebay.Categories(nil, on)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(keys)
}

// oracleCategory is the name that the oracle has for a category.
func oracleCategory(l ebay.Listing) string {
	switch motors := map[string]string{
		"motors_parts": "store_motors_parts", "tires": "store_tires",
		"apparel_gear": "store_motors_apparel", "in_car_tech": "store_in_car_tech",
	}[l.Category]; {
	case l.Store == ebay.NoStore || l.Store == ebay.Starter:
		if motors != "" {
			return "most"
		}
		return l.Category
	case motors != "":
		return motors
	}
	return "store_" + l.Category
}

// compare returns how the package and the oracle differ on a listing, "" if not.
// The oracle is given what the buyer pays in cents, as it is billed. The package
// takes a percentage of the unrounded tax, so an amount may differ by the rate of
// half a cent.
func compare(l ebay.Listing, on time.Time, price decimal.Decimal) string {
	charges, err := l.Charges(on)
	if err != nil {
		return err.Error()
	}
	paid := price.Add(l.Order.ShippingCharged)
	exact := oracle.EbayBase(paid, paid.Mul(l.Order.SalesTax))
	base := exact.Round(2)
	total := exact.Mul(decimal.NewFromInt(int64(max(l.Order.Units, 1)))).Round(2)
	fee, known := oracle.EbayFinalValue(oracleCategory(l), base)
	if !known {
		return "the oracle does not know " + oracleCategory(l)
	}
	want := map[string]decimal.Decimal{
		"final_value": fee, "per_order": oracle.EbayPerOrder(oracleCategory(l), base, total), "dispute": dec("20"),
	}
	if l.VeryHighNotAsDescribed {
		want["not_as_described"] = oracle.EbayVeryHighReturns(base)
	}
	switch {
	case l.SellerCountry == ebay.SellerChina:
		want["international"] = base.Mul(l.InternationalRate.Decimal)
	case l.ShipsAbroad:
		want["international"] = oracle.EbayInternational(base)
	}
	if !l.PromotedRate.IsZero() {
		want["promoted_listings"] = oracle.EbayPromoted(base, l.PromotedRate)
	}
	tolerance := base.Sub(exact).Abs()
	for _, c := range charges {
		if c.Event == fees.PerMonth {
			continue
		}
		if c.Code == "dispute" && c.Unknown && on.Before(fees.Day(2026, 9, 15)) {
			delete(want, c.Code)
			continue
		}
		amount, err := c.Amount.At(price)
		if err != nil {
			return err.Error()
		}
		plain, expected := want[c.Code]
		if !expected {
			return "not expected: " + c.Code
		}
		delete(want, c.Code)
		if amount.Sub(plain).Abs().GreaterThan(tolerance) || amount.IsNegative() {
			return fmt.Sprintf("%s on %s, order %s: got %s, the oracle's %s", c.Code, base, total, amount, plain)
		}
		if c.Basis == "" || c.Source.Citation == "" || c.Source.Confidence == "" {
			return fmt.Sprintf("charge %+v does not explain itself", c)
		}
	}
	if len(want) > 0 {
		return fmt.Sprintf("missing: %v", want)
	}
	return ""
}

// Every charge of a random listing at any price is what the independent decimal
// implementation says.
func propChargesEqualOracle(categories []string) func(*rapid.T) {
	return func(t *rapid.T) {
		l := genListing(t, categories)
		price := genPrice().Draw(t, "price")
		on := fees.Day(2026, 9, 15).AddDate(0, 0, rapid.IntRange(0, 433).Draw(t, "day"))
		if l.Store == ebay.NoStore && !l.PaidInsertion && rapid.Bool().Draw(t, "earlier") {
			on = fees.Day(2025, 2, 14).AddDate(0, 0, rapid.IntRange(0, 577).Draw(t, "day"))
		}
		if diff := compare(l, on, price); diff != "" {
			t.Fatalf("%s at %s: %s", on.Format(time.DateOnly), price, diff)
		}
	}
}

func TestChargesEqualOracle(t *testing.T) {
	rapid.Check(t, propChargesEqualOracle(categoriesOn(t, current)))
}

// Each cliff of each category, on, a cent below and a cent above the total, with
// and without a Store, shipping, sales tax and further units.
func TestEveryThreshold(t *testing.T) {
	checked := 0
	for _, category := range categoriesOn(t, current) {
		for _, store := range stores {
			if store != ebay.NoStore && store != ebay.Starter && !slices.Contains(publicWithStore, category) {
				continue
			}
			for _, tax := range taxes {
				for _, ship := range shipping {
					for _, units := range []int{1, 2, 3} {
						l := ebay.Listing{Category: category, Store: store, Order: fees.Order{Units: units, ShippingCharged: dec(ship), SalesTax: dec(tax)}}
						checked += compareAround(t, l)
					}
				}
			}
		}
	}
	if checked < 50_000 {
		t.Errorf("only %d prices were checked", checked)
	}
}

// compareAround compares the prices next to those at which the item or the order
// reaches a cliff.
func compareAround(t *testing.T, l ebay.Listing) int {
	t.Helper()
	factor := one.Add(l.Order.SalesTax)
	orders := factor.Mul(decimal.NewFromInt(int64(l.Order.Units)))
	checked := 0
	for _, edge := range edges {
		for _, by := range []decimal.Decimal{factor, orders} {
			at := dec(edge).DivRound(by, 2).Sub(l.Order.ShippingCharged)
			for cents := int64(-2); cents <= 2; cents++ {
				price := at.Add(decimal.New(cents, -2))
				if price.IsNegative() {
					continue
				}
				if diff := compare(l, current, price); diff != "" {
					t.Fatalf("%s, store %q, %+v at %s: %s", l.Category, l.Store, l.Order, price, diff)
				}
				checked++
			}
		}
	}
	return checked
}

// The oracle has no category that the package lacks.
func TestOracleCategories(t *testing.T) {
	known := map[string]bool{}
	for _, store := range []ebay.Store{ebay.NoStore, ebay.Basic} {
		for _, category := range categoriesOn(t, current) {
			known[oracleCategory(ebay.Listing{Category: category, Store: store})] = true
		}
	}
	for _, name := range oracle.EbayCategories() {
		if !known[name] {
			t.Errorf("%s is not a category of the package", name)
		}
	}
}

// The charges per unit and per order grow with sales tax and shipping, but for
// the cliffs at which a rate falls for the whole amount.
func TestTaxIsPartOfTheBase(t *testing.T) {
	for _, category := range []string{"most", "watches", "trading_cards", "heavy_equipment"} {
		rapid.Check(t, func(t *rapid.T) {
			price := genPrice().Draw(t, "price")
			bare := ebay.Listing{Category: category, ShipsAbroad: true, PromotedRate: dec("0.05"), VeryHighNotAsDescribed: true}
			taxed := bare
			taxed.Order.SalesTax = decimal.New(rapid.Int64Range(1, 2000).Draw(t, "tax"), -4)
			taxed.Order.ShippingCharged = decimal.New(rapid.Int64Range(0, 2000).Draw(t, "shipping"), -2)
			less, err := bare.Charges(current)
			if err != nil {
				t.Fatal(err)
			}
			more, err := taxed.Charges(current)
			if err != nil {
				t.Fatal(err)
			}
			var codes, want []string
			for i := range less {
				codes, want = append(codes, less[i].Code), append(want, more[i].Code)
				a, errA := less[i].Amount.At(price)
				b, errB := more[i].Amount.At(price)
				if errA != nil || errB != nil || a.GreaterThan(b) {
					t.Fatalf("%s at %s: %s without and %s with tax: %v %v", less[i].Code, price, a, b, errA, errB)
				}
			}
			if diff := cmp.Diff(want, codes); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}
