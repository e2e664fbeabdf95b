package pricing_test

import (
	"math/big"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// An offered is one listing of a catalogue at its price, and the same in plain
// decimals: sold is what the channel takes from a sale at a price, each fee rounded.
type offered struct {
	listing fees.Listing
	cents   int64
	sold    func(price decimal.Decimal) decimal.Decimal
}

// catalogue returns n listings of five channels in turn, with sizes, categories
// and prices spread over the tables.
func catalogue(t testing.TB, n int) []offered {
	tables := must(oracle.Load(os.DirFS("../fees/amazon/data")))
	random := rand.New(rand.NewPCG(1, 2))
	on := fees.Day(2026, 11, 23)
	all := make([]offered, n)
	for i := range all {
		l, w, h := 4+random.Int64N(14), 3+random.Int64N(8), 1+random.Int64N(5)
		pounds := 1 + random.Int64N(12)
		parcel, unit := inches(l, w, h, pounds)
		item := offered{cents: 500 + random.Int64N(9500)}
		round := func(d decimal.Decimal, ok bool) decimal.Decimal { return oracle.Round(known(d, ok)) }
		switch i % 5 {
		case 0:
			category := []string{"home_kitchen", "baby_products", "electronics_accessories", "toys_games"}[random.IntN(4)]
			item.listing = amazon.Listing{Parcel: parcel, Category: category}
			inch := func(n int64) oracle.Measure { return oracle.Measure{Value: decimal.NewFromInt(n), Unit: "in"} }
			plain := oracle.Item{
				Length: inch(l), Width: inch(w), Height: inch(h), Weight: oracle.Measure{Value: decimal.NewFromInt(pounds), Unit: "lb"},
				Category: category, Class: "standard", FBA: true,
			}
			item.sold = func(price decimal.Decimal) (sum decimal.Decimal) {
				for _, line := range must(tables.Lines(plain, on, price)) {
					sum = sum.Add(oracle.Round(line.Amount))
				}
				return sum
			}
		case 1:
			pair := [][2]string{{"home_kitchen_decor_garden", "Home, Kitchen, Decor & Garden"}, {"baby_products", "Baby Products"}, {"apparel_accessories", "Apparel & Accessories"}}[random.IntN(3)]
			item.listing = walmart.Listing{Parcel: parcel, Category: pair[0]}
			item.sold = func(price decimal.Decimal) decimal.Decimal {
				return round(oracle.WalmartReferral(pair[1], price)).Add(round(oracle.WalmartFulfillment(unit, price)))
			}
		case 2:
			plan := []string{"basic", "grow", "advanced"}[random.IntN(3)]
			item.listing = shopify.Listing{Plan: shopify.Plan(plan), Order: fees.Order{ShippingCharged: dec("4.99")}}
			item.sold = func(price decimal.Decimal) decimal.Decimal {
				return round(oracle.ShopifyCard(plan, false, price.Add(dec("4.99"))))
			}
		case 3:
			item.listing = tiktok.Listing{Parcel: parcel, CreatorRate: dec("0.12")}
			item.sold = func(price decimal.Decimal) decimal.Decimal {
				weight, ok := oracle.TikTokShippingWeight(unit.Sides, big.NewRat(pounds, 1))
				if !ok {
					panic("no weight")
				}
				return round(oracle.TikTokReferral("standard", price)).
					Add(oracle.Round(oracle.TikTokCreator(price, dec("0.12")))).
					Add(round(oracle.TikTokFBT(on, weight, 1)))
			}
		case 4:
			category := []string{"most", "books_movies_music", "jewelry", "athletic_shoes"}[random.IntN(4)]
			order := fees.Order{ShippingCharged: dec("5"), SalesTax: dec("0.08")}
			item.listing = ebay.Listing{Category: category, Order: order}
			item.sold = func(price decimal.Decimal) decimal.Decimal {
				base := price.Add(order.ShippingCharged).Mul(dec("1.08"))
				return round(oracle.EbayFinalValue(category, base)).Add(oracle.EbayPerOrder(category, base, base.Round(2)))
			}
		}
		all[i] = item
	}
	return all
}

// fromSale is what the channel takes from a sale, each fee rounded once.
func fromSale(charges []fees.Charge, cents int64) fees.Amount {
	var sum fees.Amount
	for i := range charges {
		if c := &charges[i]; c.Event == fees.PerUnitSold || c.Event == fees.PerOrder {
			amount, _ := c.Amount.AtMinorRounded(cents, 2)
			sum, _ = sum.Plus(amount)
		}
	}
	return sum
}

// The catalogue of the benchmark costs the same in both ways. FBT above 16 lb is
// not public and does not occur in it.
func TestCatalogue(t *testing.T) {
	on := fees.Day(2026, 11, 23)
	for i, item := range catalogue(t, 2000) {
		charges, err := item.listing.Charges(on)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		got, want := fromSale(charges, item.cents).Decimal(), item.sold(decimal.New(item.cents, -2))
		if !got.Equal(want) {
			t.Errorf("%d on %s at %d cents: %s, plain decimals %s", i, item.listing.Channel(), item.cents, got, want)
		}
	}
}

// BenchmarkCatalogue prices a mixed catalogue, one listing per operation: every
// charge of the listing and what the sale costs at its price. The profit adds a
// compiled model.
func BenchmarkCatalogue(b *testing.B) {
	items := catalogue(b, 1000)
	on := fees.Day(2026, 11, 23)
	perSecond := func(b *testing.B) { b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "listings/s") }
	b.Run("impl=kernel", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			item := &items[i%len(items)]
			charges, err := item.listing.Charges(on)
			if err != nil || fromSale(charges, item.cents).Sign() <= 0 {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
	b.Run("impl=kernel-profit", func(b *testing.B) {
		b.ReportAllocs()
		cost := []pricing.CostItem{usd("purchase", "3")}
		for i := range b.N {
			item := &items[i%len(items)]
			m, err := pricing.NewModel(pricing.Unit{Listing: item.listing, Cost: cost}, on)
			if err != nil {
				b.Fatal(err)
			}
			if _, ok := m.Profit(item.cents); !ok {
				b.Fatal(i)
			}
		}
		perSecond(b)
	})
	b.Run("impl=decimal", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			item := &items[i%len(items)]
			if item.sold(decimal.New(item.cents, -2)).Sign() <= 0 {
				b.Fatal(i)
			}
		}
		perSecond(b)
	})
}
