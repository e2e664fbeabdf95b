package pricing_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A cliff is a listing whose profit jumps, and the same fees in plain decimals.
type cliff struct {
	name    string
	listing fees.Listing
	cost    string
	// fees are all that a unit sold at a price costs, before rounding; level ones
	// are whole cents.
	fees func(price decimal.Decimal) decimal.Decimal
	// around are the prices about which brute force looks at every cent.
	around []int64
}

// known ends a test whose oracle has no answer.
func known(d decimal.Decimal, ok bool) decimal.Decimal {
	if !ok {
		panic("the oracle does not know this fee")
	}
	return d
}

func inches(l, w, h, pounds int64) (fees.Parcel, oracle.WalmartUnit) {
	in := func(n int64) fees.Length { return must(fees.Inches(decimal.NewFromInt(n))) }
	p := fees.Parcel{Length: in(l), Width: in(w), Height: in(h), Weight: must(fees.Pounds(decimal.NewFromInt(pounds)))}
	return p, oracle.WalmartUnit{
		Sides:  [3]*big.Rat{big.NewRat(l, 1), big.NewRat(w, 1), big.NewRat(h, 1)},
		Weight: big.NewRat(pounds, 1),
	}
}

func cliffs() []cliff {
	onWalmart := func(name, category, key string, pounds int64, cost string, around ...int64) cliff {
		box, unit := inches(12, 10, 10, pounds)
		return cliff{
			name: "walmart " + name, cost: cost, around: append(around, 10),
			listing: walmart.Listing{Parcel: box, Category: key},
			fees: func(price decimal.Decimal) decimal.Decimal {
				return known(oracle.WalmartReferral(category, price)).Add(known(oracle.WalmartFulfillment(unit, price)))
			},
		}
	}
	onEbay := func(category, cost string, order fees.Order, around ...int64) cliff {
		return cliff{
			name: "ebay " + category, cost: cost, around: append(around, 10),
			listing: ebay.Listing{Category: category, Order: order},
			fees: func(price decimal.Decimal) decimal.Decimal {
				base := price.Add(order.ShippingCharged)
				base = base.Mul(order.SalesTax.Add(dec("1"))) // on the grid of cents where it is tested
				return known(oracle.EbayFinalValue(category, base)).Add(oracle.EbayPerOrder(category, base, base.Round(2)))
			},
		}
	}
	return []cliff{
		onWalmart("apparel", "Apparel & Accessories", "apparel_accessories", 6, "1.00", 15, 20),
		onWalmart("baby", "Baby Products", "baby_products", 6, "0.50"),
		onWalmart("grocery", "Grocery", "grocery", 6, "2.00", 15),
		onWalmart("outdoor power tools", "Outdoor Power Tools", "outdoor_power_tools", 6, "380", 500),
		onWalmart("jewelry", "Jewelry & Precious Metals", "jewelry_precious_metals", 6, "150", 250),
		// A unit of 30 lb is cheaper to ship than one of 29 lb: packaging makes them
		// 31 and 30 lb, and above 30 lb slower ground shipping begins.
		onWalmart("toys of 29 lb", "Toys & Games", "toys_games", 29, "4", 27),
		onWalmart("toys of 30 lb", "Toys & Games", "toys_games", 30, "4", 22),
		onWalmart("toys of 49 lb", "Toys & Games", "toys_games", 49, "4", 31),
		onWalmart("toys of 50 lb", "Toys & Games", "toys_games", 50, "4", 26),
		onEbay("most", "3", fees.Order{}, 7500),
		onEbay("most", "5000", fees.Order{ShippingCharged: dec("4.99")}, 7500, 7495),
		onEbay("womens_bags", "1500", fees.Order{}, 2000),
		onEbay("jewelry", "4000", fees.Order{ShippingCharged: dec("10")}, 5000, 4990),
		onEbay("bullion", "6300", fees.Order{}, 7500),
		onEbay("watches", "850", fees.Order{}, 1000, 7500),
		onEbay("athletic_shoes", "110", fees.Order{}, 150),
		{
			name: "tiktok pre-owned", cost: "9000", around: []int64{10000},
			listing: tiktok.Listing{Category: "pre_owned", Fulfillment: tiktok.Seller},
			fees: func(price decimal.Decimal) decimal.Decimal {
				return known(oracle.TikTokReferral("pre_owned", price))
			},
		},
		{
			name: "shopify", cost: "20", around: []int64{25},
			listing: shopify.Listing{Order: fees.Order{ShippingCharged: dec("5")}},
			fees: func(price decimal.Decimal) decimal.Decimal {
				return known(oracle.ShopifyCard("basic", false, price.Add(dec("5"))))
			},
		},
	}
}

// On every channel Solve finds, around each cliff, exactly the cents at which the
// fees of the oracle leave the profit wanted; and dead zones likewise.
func TestChannelCliffs(t *testing.T) {
	for _, c := range cliffs() {
		t.Run(c.name, func(t *testing.T) {
			m := model(t, pricing.Unit{Listing: c.listing, Cost: []pricing.CostItem{usd("purchase", c.cost)}}, fees.Day(2026, 11, 23))
			extras := c.listing.Extras()
			profit := func(cents int64) decimal.Decimal {
				price := decimal.New(cents, -2)
				return price.Add(extras).Sub(c.fees(price)).Sub(dec(c.cost))
			}
			for _, around := range c.around {
				from, to := max(around*100-300, 1), around*100+300
				targets := []decimal.Decimal{dec("0"), profit(around * 100), profit(around*100 + 1), profit(around*100 - 1), profit(to).Add(dec("0.005"))}
				for _, wanted := range targets {
					wanted = wanted.Round(12)
					got, err := m.Solve(pricing.Profit(wanted))
					var none *pricing.NoSolutionError
					if err != nil && !errors.As(err, &none) {
						t.Fatal(err)
					}
					in := func(cents int64) bool {
						price := decimal.New(cents, -2)
						for _, run := range got.Admissible {
							if !price.LessThan(run.From) && (run.Open || !price.GreaterThan(run.To)) {
								return true
							}
						}
						return false
					}
					for cents := from; cents <= to; cents++ {
						if want := profit(cents).GreaterThanOrEqual(wanted); in(cents) != want {
							t.Fatalf("profit of %s at %s: solve says %t, brute force %s", wanted, decimal.New(cents, -2), in(cents), profit(cents))
						}
					}
				}
			}
		})
	}
}

// The statement bills each fee as the oracle does, rounded once, at every cent
// about the cliffs.
func TestChannelStatements(t *testing.T) {
	for _, c := range cliffs() {
		t.Run(c.name, func(t *testing.T) {
			m := model(t, pricing.Unit{Listing: c.listing, Cost: []pricing.CostItem{usd("purchase", c.cost)}}, fees.Day(2026, 11, 23))
			for _, around := range c.around {
				for _, cents := range []int64{around*100 - 1, around * 100, around*100 + 1} {
					price := decimal.New(cents, -2)
					s := must(m.At(price))
					want := price.Add(c.listing.Extras()).Sub(c.fees(price)).Sub(dec(c.cost))
					if diff := s.Exact.Sub(want).Abs(); diff.GreaterThan(dec("1e-12")) {
						t.Errorf("at %s: exact profit %s, want %s", price, s.Exact, want)
					}
					if s.Profit.Sub(want).Abs().GreaterThan(dec("0.015")) {
						t.Errorf("at %s: profit %s, exact %s", price, s.Profit, want)
					}
				}
			}
		})
	}
}

// The lowest price without a loss falls where the rate card falls: at 30 and 31 lb
// and at 50 and 51 lb of shipping weight.
func TestBreakEvenFallsWithTheRateCard(t *testing.T) {
	want := map[string]string{ // (fulfilment fee + 4) / 0.85, rounded up to the cent
		"walmart toys of 29 lb": "27.24", // 19.15
		"walmart toys of 30 lb": "21.83", // 14.55
		"walmart toys of 49 lb": "30.77", // 22.15
		"walmart toys of 50 lb": "25.36", // 17.55
	}
	for _, c := range cliffs() {
		if price, ok := want[c.name]; ok {
			m := model(t, pricing.Unit{Listing: c.listing, Cost: []pricing.CostItem{usd("purchase", c.cost)}}, fees.Day(2026, 11, 23))
			if got := must(m.Solve(pricing.BreakEven())).Price; got.StringFixed(2) != price {
				t.Errorf("%s breaks even at %s, want %s", c.name, got.StringFixed(2), price)
			}
		}
	}
}

// Cliffs leave dead zones: just above them the seller earns less.
func TestChannelDeadZones(t *testing.T) {
	zones := func(c cliff) (out []string) {
		m := model(t, pricing.Unit{Listing: c.listing, Cost: []pricing.CostItem{usd("purchase", c.cost)}}, fees.Day(2026, 11, 23))
		for _, z := range must(m.DeadZones()) {
			out = append(out, z.From.StringFixed(2)+" to "+z.To.StringFixed(2))
		}
		return out
	}
	want := map[string][]string{
		// 15.00 earns 8.50 less fulfilment at 5 %, 15.01 needs 10 % of the whole.
		"walmart apparel": {"15.01 to 15.83", "20.01 to 21.17"},
		"walmart baby":    {"10.01 to 10.82"},
		// 149.99 pays 13.6 % and 0.40; 150.00 pays 8 % and is no loss.
		"ebay athletic_shoes": nil,
		"ebay womens_bags":    nil, // the price above the cliff earns more
		"walmart jewelry":     nil,
	}
	for _, c := range cliffs() {
		if expected, ok := want[c.name]; ok {
			got := zones(c)
			if c.name == "ebay athletic_shoes" || c.name == "ebay womens_bags" { // the step of the per-order fee at 10.00
				expected = []string{"10.01 to 10.11"}
			}
			if diff := cmp.Diff(expected, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
		}
	}
}
