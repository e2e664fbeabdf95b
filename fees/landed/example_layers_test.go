package landed_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Two receipts, one unit sold, and then the freight invoice of the first receipt.
func ExampleValue() {
	day := func(d int) time.Time { return fees.Day(2026, time.October, d) }
	moves := []landed.Move{
		{Day: day(1), Kind: landed.Receipt, Ref: "PO-1", Units: 10, Amount: decimal.New(100, 0)},
		{Day: day(5), Kind: landed.Receipt, Ref: "PO-2", Units: 10, Amount: decimal.New(200, 0)},
		{Day: day(8), Kind: landed.Issue, Units: 1},
		{Day: day(20), Kind: landed.LateCost, Ref: "freight", Of: "PO-1", Amount: decimal.New(100, 0)},
	}
	for _, method := range []landed.Method{landed.FIFO, landed.MovingAverage, landed.PeriodAverage} {
		v, err := landed.Value(method, fx.USD, moves)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(method, "stock", v.Stock, "sold", v.COGS, "expensed", v.Expensed)
		for _, layer := range v.Layers {
			fmt.Println(" ", layer.Ref, layer.Units, layer.Value)
		}
	}
	// Output:
	// fifo stock 380.00 USD sold 10.00 USD expensed 10.00 USD
	//   PO-1 9 180.00 USD
	//   PO-2 10 200.00 USD
	// moving_average stock 375.00 USD sold 15.00 USD expensed 10.00 USD
	//   PO-1 9 177.63 USD
	//   PO-2 10 197.37 USD
	// period_average stock 380.00 USD sold 20.00 USD expensed 0.00 USD
	//   PO-1 9 180.00 USD
	//   PO-2 10 200.00 USD
}

// A refund of duty for goods of which seven in ten are sold.
func ExampleValue_dutyRefund() {
	v, err := landed.Value(landed.FIFO, fx.USD, []landed.Move{
		{Day: fees.Day(2025, time.June, 2), Kind: landed.Receipt, Ref: "entry-1", Units: 1000, Amount: decimal.New(13_000, 0)},
		{Day: fees.Day(2025, time.December, 1), Kind: landed.Issue, Units: 700},
		{Day: fees.Day(2026, time.June, 30), Kind: landed.LateCost, Ref: "IEEPA refund", Of: "entry-1", Amount: decimal.New(-3000, 0)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	refund := v.Moves[2]
	fmt.Println("stock", refund.ToStock, "and units already sold", refund.Expensed)
	fmt.Println("300 units are worth", v.Stock)
	// Output:
	// stock -900.00 USD and units already sold -2100.00 USD
	// 300 units are worth 3000.00 USD
}

// More is sold than there is.
func ExampleStockError() {
	_, err := landed.Value(landed.FIFO, fx.USD, []landed.Move{
		{Kind: landed.Receipt, Units: 10, Amount: decimal.New(100, 0)},
		{Kind: landed.Issue, Ref: "order 7", Units: 12},
	})
	var stock *landed.StockError
	if errors.As(err, &stock) {
		fmt.Println(stock.Units-stock.Available, "units are missing")
	}
	fmt.Println(err)
	// Output:
	// 2 units are missing
	// landed: moves[1].units must be at most 10: the issue needs 12 units and only that many are in stock
}

func ExampleStockError_Error() {
	err := &landed.StockError{Field: "moves[3].units", Kind: landed.CustomerReturn, Units: 3, Available: 2}
	fmt.Println(err)
	// Output: landed: moves[3].units must be at most 2: the customer_return needs 3 units and only that many are sold and not yet back
}
