package ebay

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// What is due per month, whatever is sold.

// An insertionRule is the insertion fee by the level of the Store.
type insertionRule struct {
	free      int                  // listings per month without a fee, when there is no Store
	fees      map[Store]fees.Curve // a level that is missing has another fee, not known here
	different []string             // categories with another fee, not known here
}

var insertionKind = fees.NewKind("insertion", func(f *fees.TableFile) insertionRule {
	return insertionRule{
		free: f.Head.Int("free_per_month", 0, 1_000_000), different: f.Head.Texts("other_fee_in"),
		fees: fees.ReadByKey(f, "store", func(row *fees.Row) fees.Curve { return row.Fee("fee") }, slices.Concat([]Store{noStore}, stores)...),
	}
})

// insertion is the fee of a listing beyond the free ones of a month. It renews
// every month.
func (l *Listing) insertion(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if !l.PaidInsertion {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{Code: "insertion", Event: fees.PerMonth, Basis: "per listing, category and month"}
	if fee := l.InsertionFee; fee.Valid {
		return charge.Supplied("insertion_fee", fee.Decimal, charge.Basis+", as supplied"), nil
	}
	table, err := insertionKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge.Source = table.Source
	fee, known := table.Rules.fees[l.Store.name()]
	if !known {
		charge.Unknown, charge.Basis = true, "the insertion fee with a "+string(l.Store.name())+" store is not known: supply it as insertion_fee"
		return charge, nil
	}
	charge.Amount = fee
	if l.Store == NoStore {
		charge.Basis += ", beyond the " + strconv.Itoa(table.Rules.free) + " free ones"
	}
	if slices.Contains(table.Rules.different, l.Category) {
		charge.Warnings = []fees.Warning{{
			Code: "insertion_by_category",
			Text: "eBay has another insertion fee in " + l.Category + ", or none: that of most categories was applied (insertion_fee supplies one)",
		}}
	}
	return charge, nil
}

// A storePrice is the subscription of one level per month, by how it is billed.
type storePrice struct{ monthly, annual decimal.NullDecimal }

var storeKind = fees.NewKind("store_subscription", func(f *fees.TableFile) map[Store]storePrice {
	return fees.ReadEveryKey(f, "store", func(row *fees.Row) storePrice {
		price := storePrice{row.OptionalAmount("monthly"), row.OptionalAmount("annual")}
		if !price.monthly.Valid && !price.annual.Valid {
			row.Fault("annual", "must be given, or monthly")
		}
		return price
	}, stores...)
})

// subscription is the price of the Store per month. A level that is sold in one
// way only is billed in that way.
func (l *Listing) subscription(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if l.Store == NoStore {
		return fees.Charge{}, nil
	}
	table, err := storeKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge := fees.Charge{Code: "store_subscription", Event: fees.PerMonth, Source: table.Source}
	price := table.Rules[l.Store]
	if price.annual.Valid && (l.AnnualSubscription || !price.monthly.Valid) {
		charge.Amount, charge.Basis = fees.Flat(price.annual.Decimal), string(l.Store)+" store, per month of a yearly subscription"
	} else {
		charge.Amount, charge.Basis = fees.Flat(price.monthly.Decimal), string(l.Store)+" store, per month"
	}
	return charge, nil
}
