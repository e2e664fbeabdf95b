package kpi

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A BridgeConvention says which units weigh a change of a unit value, and which unit
// values weigh a change of the units. All of them sum to the same difference.
type BridgeConvention string

// The conventions of a [Bridge].
const (
	// BridgeExact weighs changes of unit values with the actual units and changes of
	// units with base values, and tells volume from mix: price-volume-mix without a rest.
	BridgeExact BridgeConvention = "exact"
	// BridgeLaspeyres weighs both with base values and shows what is left as [BridgeJoint].
	// Mix is part of volume.
	BridgeLaspeyres BridgeConvention = "laspeyres"
	// BridgeBennet weighs both with the mean of the periods, exchange rates included, and
	// leaves nothing. Mix is part of volume. With the periods swapped each bar changes
	// its sign, and new and discontinued change places.
	BridgeBennet BridgeConvention = "bennet"
	// BridgeMislabelled is BridgeLaspeyres with the joint term under the name of mix. It
	// is what [RecogniseBridge] calls a bridge of somebody else; [NewBridge] refuses it.
	BridgeMislabelled BridgeConvention = "mislabelled_mix"
)

// A BridgeDisplay says how volume and mix are divided between the products under
// [BridgeExact]. The totals of volume and of mix, and volume and mix of each product
// together, are the same. M is the margin per unit of all continuing products.
type BridgeDisplay string

// The displays of a [Bridge].
const (
	// BridgeBaseMix: volume is m0·(q0/Q0·Q1 − q0), mix is m0·(q1 − q0/Q0·Q1). Volume is
	// what the product had brought had all products grown alike.
	BridgeBaseMix BridgeDisplay = "base_mix"
	// BridgeAverageMargin: volume is (q1 − q0)·M, mix is (q1 − q0)·(m0 − M). Mix is above
	// 0 for a product that grew and earns more than the average.
	BridgeAverageMargin BridgeDisplay = "average_margin"
	// BridgeShareOfUnits: mix is (q1/Q1 − q0/Q0)·Q1·(m0 − M). Mix is above 0 for a product
	// that won share and earns more than the average.
	BridgeShareOfUnits BridgeDisplay = "share_of_units"
)

func (o BridgeOptions) withDefaults() BridgeOptions {
	if o.Measure == "" {
		o.Measure = BridgeOperating
	}
	if o.Convention == "" {
		o.Convention = BridgeExact
	}
	if o.Display == "" {
		o.Display = BridgeBaseMix
	}
	o.Fixed = slices.Clone(o.Fixed)
	return o
}

// check reports options that there are not.
func (o *BridgeOptions) check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if _, ok := o.Currency.MinorUnits(); !ok {
		fault("currency", string(o.Currency), "must be a currency of ISO 4217 with a minor unit")
	}
	if !slices.Contains(bridgeMeasures, o.Measure) {
		fault("measure", string(o.Measure), "must be revenue, cm1, cm2, cm3 or operating")
	}
	switch o.Convention {
	case BridgeExact, BridgeLaspeyres, BridgeBennet:
	case BridgeMislabelled:
		fault("convention", string(o.Convention), "must be laspeyres: what it calls mix is the joint term")
	default:
		fault("convention", string(o.Convention), "must be exact, laspeyres or bennet")
	}
	switch o.Display {
	case BridgeBaseMix, BridgeAverageMargin, BridgeShareOfUnits:
		if o.Display != BridgeBaseMix && (o.Convention == BridgeLaspeyres || o.Convention == BridgeBennet) {
			fault("display", string(o.Display), "must be empty: only the exact convention tells mix from volume")
		}
	default:
		fault("display", string(o.Display), "must be base_mix, average_margin or share_of_units")
	}
	for i, e := range o.Fixed {
		switch e {
		case BridgeProduct, BridgeFreight, BridgeDuty, BridgeFulfilment, BridgeStorage, BridgeAds, BridgeReturns, BridgeOther:
		default:
			fault("fixed["+strconv.Itoa(i)+"]", string(e), "must be product, freight, duty, fulfilment, storage, ads, returns or other")
		}
	}
	return errors.Join(faults...)
}

// RecogniseBridge says by which conventions a bridge of somebody else was made, given
// its price, its volume and what it calls mix, 0 where it has none: the conventions
// under which each figure is less than one minor unit off. [BridgeMislabelled] says that
// its mix is the joint term. Price is price and promotion together. It is empty where
// none fits. What cannot be known, because something is missing, fits nothing.
//
// The errors are those of [NewBridge]; the convention and the display of the options
// are not read.
func RecogniseBridge(base, actual BridgePeriod, opt BridgeOptions, price, volume, mix decimal.Decimal) ([]BridgeConvention, error) {
	var faults []error
	for _, f := range []struct {
		name  string
		value decimal.Decimal
	}{{"price", price}, {"volume", volume}, {"mix", mix}} {
		faults = append(faults, fx.InField(f.name, fx.CheckDecimal(f.value)))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	var found []BridgeConvention
	opt.Display = ""
	for _, convention := range []BridgeConvention{BridgeExact, BridgeLaspeyres, BridgeBennet} {
		opt.Convention = convention
		b, err := NewBridge(base, actual, opt)
		if err != nil {
			return nil, err
		}
		places, _ := opt.Currency.MinorUnits()
		near := func(given decimal.Decimal, effects ...BridgeEffect) bool {
			var sum decimal.Decimal // to a thousandth of the minor unit
			for _, e := range effects {
				v := b.Total(e).Round(places + 3)
				if !v.Valid {
					return false
				}
				sum = sum.Add(v.Decimal)
			}
			return sum.Sub(given).Abs().LessThan(decimal.New(1, int32(-places)))
		}
		if !near(price, BridgePrice, BridgePromotion) || !near(volume, BridgeVolume) {
			continue
		}
		switch {
		case convention == BridgeLaspeyres && near(mix, BridgeJoint) && !mix.IsZero():
			found = append(found, BridgeMislabelled)
		case convention == BridgeLaspeyres && mix.IsZero(), convention != BridgeLaspeyres && near(mix, BridgeMix):
			found = append(found, convention)
		}
	}
	return found, nil
}
