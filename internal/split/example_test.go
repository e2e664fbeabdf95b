package split_test

import (
	"fmt"

	"github.com/lianxing/crossborder/internal/split"
	"github.com/shopspring/decimal"
)

// Ten dollars over goods worth 666, 133 and 131 dollars, in cents.
func Example() {
	worth := []decimal.Decimal{decimal.NewFromInt(666), decimal.NewFromInt(133), decimal.NewFromInt(131)}
	s := split.New(worth, nil)
	parts := make([]int64, len(worth))
	s.Split(1000, parts)
	fmt.Println(parts)

	// Output:
	// [716 143 141]
}
