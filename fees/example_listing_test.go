package fees_test

import (
	"fmt"
	"log"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A shopItem is sold in a web shop of one's own, where only the card provider
// takes something.
type shopItem struct {
	postage decimal.Decimal // what the buyer pays for shipping
}

func (shopItem) Channel() string           { return "my-shop" }
func (shopItem) Currency() fx.Currency     { return fx.USD }
func (i shopItem) Extras() decimal.Decimal { return i.postage }

// Charges returns 2.9 % and 0.30 of everything that the buyer pays.
func (i shopItem) Charges(time.Time) ([]fees.Charge, error) {
	card := fees.Percent(dec("0.029")).On(i.postage).Plus(fees.Flat(dec("0.30")))
	return []fees.Charge{{
		Code: "card", Event: fees.PerUnitSold, Amount: card,
		Basis: "2.9% of price and postage, and 0.30", Source: fees.SuppliedBy("card"),
	}}, card.Err()
}

// A channel of your own needs four methods, and everything that works with an
// Amazon listing works with it.
func ExampleListing() {
	var item fees.Listing = shopItem{postage: dec("4.99")}
	charges, err := item.Charges(fees.Day(2026, time.June, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		amount := must(c.Amount.AtRounded(dec("24.00"), 2))
		fmt.Println(item.Channel(), c.Code, amount.StringFixed(2), item.Currency(), "as", c.Basis)
	}
	// Output: my-shop card 1.14 USD as 2.9% of price and postage, and 0.30
}
