package walmart

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// The bare rate cards, for a caller who knows the shipping weight, such as from a
// report of Walmart. [Listing.Charges] and [Multichannel.Charges] find weight and
// band by themselves and add what goes with them. A weight between two whole
// pounds pays for the higher one. Nil tables are the shipped ones. Errors are
// *fx.InputError for a weight that is beyond the card and *fees.NoTableError for a
// day without one.

// FulfillmentFee returns the base WFS fulfilment fee of a unit of a band and a
// shipping weight, without add-ons, and the table it comes from.
func FulfillmentFee(t *fees.Tables, band Band, weight fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	return onCard(t, fulfillmentKind.On, func(card fees.WeightFees) fees.WeightFees { return card }, band.rateGroup(), weight, on)
}

// ReturnFee returns what WFS bills for a returned unit of a band and a shipping
// weight, without add-ons, and the table it comes from.
func ReturnFee(t *fees.Tables, band Band, weight fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	return onCard(t, returnsKind.On, func(r returnRules) fees.WeightFees { return r.card }, band.rateGroup(), weight, on)
}

// TransferFee returns the fee of the Inventory Transfer Service for a unit of a
// weight, which is found without packaging, and the table it comes from.
func TransferFee(t *fees.Tables, weight fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	return onCard(t, transferKind.On, func(card fees.WeightFees) fees.WeightFees { return card }, "", weight, on)
}

// MultichannelFee returns the fee of a Multichannel order for a unit of a shipping
// weight, before the discount of an order of several units, and the table it comes
// from. The zero Speed is StandardSpeed.
func MultichannelFee(t *fees.Tables, speed Speed, weight fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	m := Multichannel{Speed: speed}
	card := func(t *fees.Tables, on time.Time) (fees.Table[multichannelCard], error) {
		return multichannelKind.OnVariant(t, string(m.speed()), on)
	}
	return onCard(t, card, func(c multichannelCard) fees.WeightFees { return c.fees }, "", weight, on)
}

// onCard looks a weight up on the rate card of a day.
func onCard[T any](t *fees.Tables, tableOn func(*fees.Tables, time.Time) (fees.Table[T], error), card func(T) fees.WeightFees, group string, weight fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
	t, err := format.Or(t)
	if err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	table, err := tableOn(t, on)
	if err != nil {
		return fees.Curve{}, fees.Source{}, err
	}
	row := card(table.Rules).Find(group, weight)
	if row == nil {
		return fees.Curve{}, table.Source, fx.NewInputError("weight", weight.String(), "must be above 0 and within the rates of "+table.Source.Table)
	}
	curve, _ := row.Rule.At(weight)
	return curve, table.Source, curve.Err()
}
