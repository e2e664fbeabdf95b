package ebay

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// creditKind is the share of each charge that eBay credits when the buyer is
// refunded in full, by the code of the charge. A charge without a row is kept.
var creditKind = fees.NewKind("fee_credit", func(f *fees.TableFile) map[string]decimal.Decimal {
	return fees.ReadByKey(f, "charge", func(row *fees.Row) decimal.Decimal { return row.Rate("share") },
		"final_value", "not_as_described", "below_standard", "international", "promoted_listings", "per_order")
})

// creditsOn returns what eBay gives back of each charge on a full refund. Before the
// first table nothing is counted as given back.
func creditsOn(t *fees.Tables, on time.Time) (map[string]decimal.Decimal, error) {
	table, _, err := creditKind.Since(t, on)
	return table.Rules, err
}
