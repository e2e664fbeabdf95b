package amazon

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A returnRule says which returned units of a category pay the returns processing
// fee.
type returnRule struct {
	everyUnit bool            // each of them
	threshold decimal.Decimal // those above this share of the units shipped
}

// returnsKind is the thresholds of the returns processing fee by category.
var returnsKind = fees.NewKind("returns_processing", func(f *fees.TableFile) map[string]returnRule {
	return fees.ReadByKey[string](f, "category", func(row *fees.Row) returnRule {
		rule := returnRule{everyUnit: row.Flag("every_unit")}
		switch {
		case !rule.everyUnit:
			rule.threshold = row.Rate("threshold")
		case row.Has("threshold"):
			row.Fault("threshold", "must not go with every_unit")
		}
		return rule
	})
})

// returnsProcessing is the fee per returned unit above the threshold. Its rate
// card is not public.
func (l *Listing) returnsProcessing(t *fees.Tables, on time.Time) (fees.Charge, error) {
	table, err := returnsKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	rule, known := table.Rules[l.Category]
	every := rule.everyUnit || l.class() == Apparel
	if l.ReturnsExempt && !every {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{Code: "returns_processing", Event: fees.PerUnitReturned, Source: table.Source}
	if !every {
		charge.FreeShare = rule.threshold
		if l.ReturnThreshold.Valid {
			charge.FreeShare, known = l.ReturnThreshold.Decimal, true
		}
	}
	switch fee := l.ReturnsProcessingFee; {
	case !every && !known:
		charge.Unknown, charge.Basis = true, "the threshold of the category is not public: supply it as return_threshold, and the fee as returns_processing_fee"
		return charge, nil
	case !fee.Valid:
		charge.Unknown, charge.Basis = true, "the rate is not public: supply it as returns_processing_fee"
		return charge, nil
	case every:
		return charge.Supplied("returns_processing_fee", fee.Decimal, "per returned unit: apparel and shoes have no threshold and no exemption"), nil
	default:
		return charge.Supplied("returns_processing_fee", fee.Decimal, "per returned unit above "+fx.Percent(charge.FreeShare)+" of the units shipped"), nil
	}
}

// leastShipped is the number of units of a product shipped in a month below which
// no returns processing fee is charged.
const leastShipped = 25

// ReturnsAboveThreshold returns how many of the units returned pay the returns
// processing fee: those above the threshold times the units shipped in the month,
// or none when less than 25 units are shipped. Returned are the units of that
// month's shipments that come back in it or in the next two calendar months.
//
// How Amazon treats a fraction of a unit is not public. The result is exact: of
// 100 units shipped with a threshold of 0.081, 9 returned ones are 0.9 above it.
// It is for categories with a threshold; of apparel and shoes every returned unit
// pays.
//
// Numbers below 0 and a threshold that is not a fraction from 0 to 1 are
// *fx.InputError.
func ReturnsAboveThreshold(shipped, returned int64, threshold decimal.Decimal) (decimal.Decimal, error) {
	var f fees.Faults
	for _, n := range []struct {
		field string
		value int64
	}{{"shipped", shipped}, {"returned", returned}} {
		if n.value < 0 {
			f.Add(n.field, strconv.FormatInt(n.value, 10), "must not be below 0")
		}
	}
	f.Rate("threshold", threshold)
	if err := f.Err(); err != nil || shipped < leastShipped {
		return decimal.Decimal{}, err
	}
	above := decimal.NewFromInt(returned).Sub(decimal.NewFromInt(shipped).Mul(threshold))
	return decimal.Max(above, decimal.Decimal{}), nil
}

// checkReturns notes faults of the figures about returns.
func (l *Listing) checkReturns(f *fees.Faults) {
	f.OptionalAmount("returns_processing_fee", l.ReturnsProcessingFee)
	f.OptionalRate("return_threshold", l.ReturnThreshold)
}
