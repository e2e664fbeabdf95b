package reprice_test

import (
	"iter"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A catalogue yields items that are like real ones: listings on Amazon and Walmart of
// many sizes, weights and categories, costs in yuan at an exchange rate with a buffer
// and a duty in dollars, returns and advertising, 3 to 8 rivals, a history of 120
// days, a state of some days. The same size gives the same items.
type catalogue struct {
	parcels [][2]fees.Parcel // each for Amazon and Walmart alike
	rate    fx.Rate
	titles  []string
}

func newCatalogue() *catalogue {
	c := &catalogue{rate: must(fx.NewRate(fx.USD, fx.CNY, dec("6.8322")))}
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		inches := func(n int) string { return strconv.Itoa(n) + " in" }
		p := must(fees.ParseParcel(inches(4+random.IntN(14)), inches(3+random.IntN(8)), inches(1+random.IntN(5)), strconv.Itoa(1+random.IntN(12))+" lb"))
		c.parcels = append(c.parcels, [2]fees.Parcel{p, p})
	}
	for _, what := range []string{"Lunch Box", "Water Bottle", "Desk Lamp", "Yoga Mat"} {
		c.titles = append(c.titles, "Acme "+what+" for Office and School, Leak Proof, 32 oz, Midnight Blue")
	}
	return c
}

// item returns the item of a place.
func (c *catalogue) item(i int) reprice.Item {
	random := rand.New(rand.NewPCG(3, uint64(i)))
	cents := func(from, to int64) decimal.Decimal { return decimal.New(from+random.Int64N(to-from), -2) }
	price := 1500 + random.Int64N(6000)
	near := func(low, high int64) decimal.Decimal { return decimal.New(price*(low+random.Int64N(high-low))/100, -2) }
	parcel := c.parcels[random.IntN(len(c.parcels))]
	item := reprice.Item{
		SKU: "SKU-" + strconv.Itoa(i), Current: decimal.NewNullDecimal(decimal.New(price, -2)),
		Max: decimal.NewNullDecimal(decimal.New(price*2, -2)), List: decimal.NewNullDecimal(decimal.New(price*3/2, -2)),
		UnitsPerDay: decimal.NewNullDecimal(decimal.New(random.Int64N(40), 0)),
		Unit: pricing.Unit{
			Cost: []pricing.CostItem{
				{Code: "purchase", Amount: decimal.NewNullDecimal(cents(1000, 6000)), Currency: fx.CNY},
				{Code: "freight", Amount: decimal.NewNullDecimal(cents(200, 1500)), Currency: fx.CNY},
				{Code: "duty", Amount: decimal.NewNullDecimal(cents(10, 200)), Currency: fx.USD},
			},
			Rate: c.rate, Buffer: decimal.New(2, -2), Origin: "CN",
			Returns: pricing.Returns{Rate: decimal.New(random.Int64N(10), -2), Resellable: decimal.NewNullDecimal(decimal.New(60, -2)), Processing: decimal.NewNullDecimal(decimal.New(210, -2))},
			Ads:     pricing.Ads{TACoS: decimal.New(random.Int64N(12), -2)},
		},
		Case: policy.Case{
			Brand: "Acme", Title: c.titles[random.IntN(len(c.titles))], MAP: []policy.MAPPolicy{},
			CompetitivePrice: decimal.NewNullDecimal(near(90, 130)),
		},
	}
	if i%2 == 0 {
		category := []string{"home_kitchen", "baby_products", "electronics_accessories", "toys_games"}[random.IntN(4)]
		item.Unit.Listing = amazon.Listing{Parcel: parcel[0], Category: category}
	} else {
		category := []string{"home_kitchen_decor_garden", "baby_products", "apparel_accessories"}[random.IntN(3)]
		item.Unit.Listing = walmart.Listing{Parcel: parcel[1], Category: category}
	}
	rivals := 3 + random.IntN(6)
	item.Offers = make([]strategy.Offer, rivals)
	for j := range item.Offers {
		item.Offers[j] = strategy.Offer{
			Seller: rivalNames[j], Price: near(85, 125), Shipping: decimal.NewNullDecimal(decimal.New(int64(random.IntN(2))*299, -2)),
			ByChannel: j%2 == 0, Featured: j == 1, Seen: noon.Add(-time.Duration(random.IntN(300)) * time.Minute),
		}
	}
	for day := -120; day < 0; day += 20 {
		item.Case.History = append(item.Case.History, policy.PriceRun{
			From: today.AddDate(0, 0, day), To: today.AddDate(0, 0, day+19), Price: near(95, 110),
			Units: decimal.NewNullDecimal(decimal.New(random.Int64N(400), 0)),
		})
	}
	item.State = reprice.State{Decided: noon.Add(-3 * time.Hour), Price: item.Current, Shown: item.Current}
	for day := 5; day > 0; day-- {
		item.State.Changes = append(item.State.Changes, reprice.Change{At: noon.AddDate(0, 0, -day), From: decimal.NewNullDecimal(near(95, 105)), To: near(95, 105)})
		item.State.Lows = append(item.State.Lows, reprice.Low{At: noon.AddDate(0, 0, -day), Total: near(90, 110)})
	}
	return item
}

var rivalNames = []string{"north", "south", "east", "west", "up", "down", "left", "right"}

// items yields the first n.
func (c *catalogue) items(n int) iter.Seq[reprice.Item] {
	return func(yield func(reprice.Item) bool) {
		for i := range n {
			if !yield(c.item(i)) {
				return
			}
		}
	}
}

// fullRules are rules with every guard of the house and every rule of the policy.
func fullRules() reprice.Rules {
	return reprice.Rules{
		Name: "full", Version: "1",
		Pricer:  reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Lowest, reprice.Competitive}, LowestOf: true, Move: reprice.Beat, By: dec("0.05"), Featured: reprice.FeaturedGoOn},
		Filter:  strategy.Filter{Own: []string{"me"}, MaxAge: 6 * time.Hour},
		Floor:   reprice.Floor{Target: pricing.Margin(dec("0.05"))},
		Ceiling: reprice.Ceiling{MaxIncrease: set("0.20")},
		Ending:  strategy.Ending{On: []decimal.Decimal{dec("0.49"), dec("0.99")}, Within: dec("0.10")},
		Guards:  reprice.House(), Policy: policy.Standard(),
	}
}
