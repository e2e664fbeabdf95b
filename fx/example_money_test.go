package fx_test

import (
	"encoding/xml"
	"flag"
	"fmt"

	"github.com/lianxing/crossborder/fx"
)

// An invoice leaves out the lines on which nothing is due.
func ExampleMoney_IsZero() {
	lines := []struct {
		text   string
		amount fx.Money
	}{
		{"500 bottles", must(fx.ParseMoney("6400.00 CNY"))},
		{"mould", must(fx.ParseMoney("0.00 CNY"))},
		{"export carton", must(fx.ParseMoney("210.00 CNY"))},
	}
	for _, line := range lines {
		if !line.amount.IsZero() {
			fmt.Println(line.text, line.amount)
		}
	}
	// Output:
	// 500 bottles 6400.00 CNY
	// export carton 210.00 CNY
}

// Does the settlement of a week pay out, or does the seller owe?
func ExampleMoney_Sign() {
	sales, taken := must(fx.ParseMoney("412.50 USD")), must(fx.ParseMoney("431.18 USD"))
	balance := must(sales.Sub(taken))
	if balance.Sign() < 0 {
		fmt.Println("you owe", balance.Neg())
	}
	// Output: you owe 18.68 USD
}

// The price of a product feed in XML: an amount, a blank and the currency.
func ExampleMoney_MarshalText() {
	type item struct {
		ID    string   `xml:"id"`
		Price fx.Money `xml:"price"`
	}
	feed, err := xml.Marshal(item{ID: "LB-01", Price: must(fx.NewMoney("15.9", fx.USD))})
	fmt.Println(string(feed), err)
	// Output: <item><id>LB-01</id><price>15.90 USD</price></item> <nil>
}

// A price on the command line.
func ExampleMoney_UnmarshalText() {
	var price fx.Money
	flags := flag.NewFlagSet("reprice", flag.ContinueOnError)
	flags.TextVar(&price, "price", fx.Money{}, "price with its currency")
	if err := flags.Parse([]string{"-price", "USD 15.9"}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(price)
	// Output: 15.90 USD
}
