package strategy_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A new product among eight best sellers: the upper band sells less, but nobody in it
// has many reviews yet.
func ExamplePlace() {
	position, err := strategy.Place(shelf())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(position.Proposal.Price)
	for _, reason := range position.Proposal.Reasons {
		fmt.Println(reason.Text)
	}
	// Output:
	// 29
	// from 28 to 30 USD: 40% of units in 37.5% of offers, review barrier 2, opportunity 0.5333
}

// A product that has to cost 35 fits in no band, and the bands say why.
func ExamplePlace_none() {
	market := shelf()
	market.Limits.Admissible = []pricing.Interval{{From: figure("35"), Open: true}}
	position, err := strategy.Place(market)
	var none *strategy.NoPriceError
	fmt.Println(errors.As(err, &none), none.Code, len(position.Bands), position.Chosen)
	// Output: true no_feasible_band 2 -1
}

func ExamplePosition() {
	position, err := strategy.Place(shelf())
	fmt.Println(len(position.Bands), position.Chosen, position.House, err)
	// Output: 2 1 [review barrier = median reviews / reviews planned, from 1 to 10] <nil>
}

func ExamplePosition_Table() {
	position, err := strategy.Place(shelf())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range position.Table() {
		fmt.Println(strings.Join(row[:6], " | "))
	}
	// Output:
	// from | to | median_price | offers | offer_share | unit_share
	// 14 | 17 | 16 | 5 | 0.625 | 0.6
	// 28 | 30 | 29 | 3 | 0.375 | 0.4
}

func ExamplePositioning() {
	market := strategy.Positioning{Currency: fx.USD, Sellers: shelf().Sellers, Limits: strategy.Limits{Places: 2}}
	market.Quantiles = []decimal.Decimal{figure("0.5")} // below and above the median price
	position, err := strategy.Place(market)
	for _, band := range position.Bands {
		fmt.Println(band.From, band.To, band.Offers)
	}
	fmt.Println(err)
	// Output:
	// 14 16 4
	// 17 30 4
	// <nil>
}

func ExamplePriceBand() {
	position, err := strategy.Place(shelf())
	band := position.Bands[1]
	fmt.Println(band.UnitShare, band.OfferShare, band.MedianReviews.Decimal, band.ChannelShare, err)
	// Output: 0.4 0.375 200 0.666667 <nil>
}

func ExampleBestSeller() {
	market := shelf()
	market.Sellers = append(market.Sellers, strategy.BestSeller{ID: "B0EXAMPLE1", Price: figure("22.00"), UnitsPerMonth: given("300")})
	position, err := strategy.Place(market)
	fmt.Println(position.LeftOut, err) // its shipping is not known
	// Output: [{8 shipping_unknown}] <nil>
}

func ExampleBestSeller_Total() {
	seller := strategy.BestSeller{Price: figure("22.00"), Shipping: given("4.99")}
	fmt.Println(seller.Total())
	// Output: 26.99
}

func ExampleLeftOutSeller() {
	fmt.Println(strategy.LeftOutSeller{Index: 3, Reason: "units_unknown"})
	// Output: {3 units_unknown}
}

// Without any review a product has to be 10 % cheaper; with half as many as the band,
// 5 %.
func ExampleNewProduct() {
	market := shelf()
	market.Product = strategy.NewProduct{Reviews: figure("100"), ReviewDiscount: figure("0.1")}
	position, err := strategy.Place(market)
	fmt.Println(position.Proposal.Price, err)
	// Output: 27.55 <nil>
}

func ExamplePriceOffset() {
	market := shelf()
	market.Product.Offsets = []strategy.PriceOffset{{Code: "bundle", Share: figure("0.05")}}
	position, err := strategy.Place(market)
	fmt.Println(position.Proposal.Price, err)
	// Output: 30.45 <nil>
}

func ExampleAppliedOffset() {
	market := shelf()
	market.Product.DeliveryWorth = figure("0.09")
	position, err := strategy.Place(market)
	for _, offset := range position.Offsets {
		fmt.Println(offset.Code, offset.Amount.Round(2), offset.Text)
	}
	fmt.Println(err)
	// Output:
	// delivery_promise -1.74 66.6667% of the band is delivered by the channel
	// <nil>
}
