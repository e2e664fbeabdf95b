package pricing

import (
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A number is an input that is one field of the unit, by its path. Either amount or
// known leads to the field: a plain decimal, which is 0 when nobody gave it, or one
// that can be unknown.
type number struct {
	name        string
	amount      func(*Unit) *decimal.Decimal
	known       func(*Unit) *decimal.NullDecimal
	least, most decimal.Decimal
	whole       bool
}

var (
	zero = decimal.Decimal{}
	// smallest is the least number above 0 that an input can be.
	smallest = decimal.New(1, -fx.MaxFractionDigits)
	belowOne = one.Sub(smallest)
	// lowestRate keeps what is converted at it within what a unit can cost, and
	// highestBuffer what is planned with.
	lowestRate    = decimal.New(1, -9)
	highestBuffer = one.Sub(lowestRate)
)

// numbers are the inputs that are fields of the unit, in the order of the fields.
var numbers = []number{
	{name: "buffer", amount: func(u *Unit) *decimal.Decimal { return &u.Buffer }, most: highestBuffer},

	{name: "returns.rate", amount: func(u *Unit) *decimal.Decimal { return &u.Returns.Rate }, most: one},
	{name: "returns.kept", amount: func(u *Unit) *decimal.Decimal { return &u.Returns.Kept }, most: one},
	{name: "returns.resellable", known: func(u *Unit) *decimal.NullDecimal { return &u.Returns.Resellable }, most: one},
	{name: "returns.recovery", amount: func(u *Unit) *decimal.Decimal { return &u.Returns.Recovery }, most: highestAmount},
	{name: "returns.processing", known: func(u *Unit) *decimal.NullDecimal { return &u.Returns.Processing }, most: highestAmount},

	{name: "ads.tacos", amount: func(u *Unit) *decimal.Decimal { return &u.Ads.TACoS }, most: highestACoS},
	{name: "ads.acos", amount: func(u *Unit) *decimal.Decimal { return &u.Ads.ACoS }, least: smallest, most: highestACoS},
	{name: "ads.ad_share", amount: func(u *Unit) *decimal.Decimal { return &u.Ads.AdShare }, least: smallest, most: one},
	{name: "ads.per_unit", amount: func(u *Unit) *decimal.Decimal { return &u.Ads.PerUnit }, most: highestAmount},
	{name: "ads.launch", amount: func(u *Unit) *decimal.Decimal { return &u.Ads.Launch }, most: highestAmount},
	{name: "ads.launch_units", amount: func(u *Unit) *decimal.Decimal { return &u.Ads.LaunchUnits }, least: smallest, most: highestAmount},

	{name: "life.days_in_stock", known: func(u *Unit) *decimal.NullDecimal { return &u.Life.DaysInStock }, most: mostDays, whole: true},
	{name: "life.removed", known: func(u *Unit) *decimal.NullDecimal { return &u.Life.Removed }, most: mostRemoved},
	{name: "life.disputed", known: func(u *Unit) *decimal.NullDecimal { return &u.Life.Disputed }, most: one},
	{name: "life.units_per_month", known: func(u *Unit) *decimal.NullDecimal { return &u.Life.UnitsPerMonth }, least: smallest, most: highestAmount},

	{name: "promotion.share", amount: func(u *Unit) *decimal.Decimal { return &u.Promotion.Share }, most: one},
	{name: "promotion.discount", amount: func(u *Unit) *decimal.Decimal { return &u.Promotion.Discount }, most: belowOne},

	{name: "payout.trailing", amount: func(u *Unit) *decimal.Decimal { return &u.Payout.Trailing }, most: highestAmount},
	{name: "payout.units", known: func(u *Unit) *decimal.NullDecimal { return &u.Payout.Units }, least: smallest, most: highestAmount},

	{name: "capital.annual_rate", amount: func(u *Unit) *decimal.Decimal { return &u.Capital.AnnualRate }, most: highestInterest},
	{name: "capital.days", known: func(u *Unit) *decimal.NullDecimal { return &u.Capital.Days }, most: mostDays},

	{name: "overhead.per_unit", amount: func(u *Unit) *decimal.Decimal { return &u.Overhead.PerUnit }, most: highestAmount},
	{name: "overhead.share_of_revenue", amount: func(u *Unit) *decimal.Decimal { return &u.Overhead.ShareOfRevenue }, most: one},
}

// inputNames yields the names that stand for one field, for a look-up that failed.
func inputNames(yield func(string) bool) {
	if !yield("rate") {
		return
	}
	for i := range numbers {
		if !yield(numbers[i].name) {
			return
		}
	}
}

// input returns the number as an input.
func (n *number) input() Input {
	return Input{
		Name: n.name, Least: decimal.NewNullDecimal(n.least), Most: decimal.NewNullDecimal(n.most), Whole: n.whole,
		Value: func(u Unit) decimal.NullDecimal {
			if n.known != nil {
				return *n.known(&u)
			}
			return decimal.NewNullDecimal(*n.amount(&u))
		},
		Set: func(u Unit, value decimal.Decimal) (Unit, error) {
			if n.known != nil {
				*n.known(&u) = decimal.NewNullDecimal(value)
			} else {
				*n.amount(&u) = value
			}
			return u, nil
		},
	}
}

// rateInput is what one unit of the currency of the listing is worth in the other
// one, rounded half away from zero to fx.ConvertPlaces decimals where it is given the
// other way round or as a fraction. A rate that is set has no day and no source.
func rateInput() Input {
	return Input{
		Name: "rate", Least: decimal.NewNullDecimal(lowestRate), Most: decimal.NewNullDecimal(highestAmount),
		Value: func(u Unit) decimal.NullDecimal {
			rate, ok := u.listingRate()
			if !ok {
				return decimal.NullDecimal{}
			}
			return decimal.NewNullDecimal(rate.Value(fx.ConvertPlaces))
		},
		Set: func(u Unit, value decimal.Decimal) (Unit, error) {
			rate, ok := u.listingRate()
			if !ok {
				return u, fx.NewInputError("rate", "", "must be one of the currency of the listing")
			}
			set, err := fx.NewRate(rate.Base(), rate.Quote(), value)
			u.Rate = set
			return u, err
		},
	}
}

// listingRate returns the rate with the currency of the listing as its base, and
// false when there is none.
func (u *Unit) listingRate() (fx.Rate, bool) {
	if u.Listing == nil || u.Rate.IsZero() || u.Rate.Base() == u.Rate.Quote() {
		return fx.Rate{}, false
	}
	currency := u.Listing.Currency()
	rate := u.Rate
	if rate.Base() != currency {
		rate = rate.Inverse()
	}
	return rate, rate.Base() == currency
}
