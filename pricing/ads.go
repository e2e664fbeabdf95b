package pricing

import (
	"errors"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Ads is what advertising takes from a unit, in one of three forms, and the launch
// spend that the first units carry besides. The zero Ads means no advertising.
type Ads struct {
	// TACoS is advertising spend over all sales: a share of the item price.
	TACoS decimal.Decimal
	// ACoS is advertising spend over the sales that advertising brought, and
	// AdShare the share of sales that it brought; TACoS = ACoS × AdShare.
	ACoS    decimal.Decimal
	AdShare decimal.Decimal
	// PerUnit is an amount per sold unit in the currency of the listing.
	PerUnit decimal.Decimal
	// Launch is what is spent once to launch the item, in the currency of the
	// listing, and LaunchUnits how many sold units carry it, above 0. It goes with any
	// of the forms; its line is "launch_advertising".
	Launch      decimal.Decimal
	LaunchUnits decimal.Decimal
}

func (a *Ads) check() error {
	faults := []error{
		checkFrom("ads.tacos", a.TACoS, &highestACoS),
		checkFrom("ads.acos", a.ACoS, &highestACoS),
		checkFrom("ads.ad_share", a.AdShare, &one),
		checkFrom("ads.per_unit", a.PerUnit, nil),
		checkFrom("ads.launch", a.Launch, nil),
		checkFrom("ads.launch_units", a.LaunchUnits, nil),
	}
	forms := 0
	for _, given := range []bool{!a.TACoS.IsZero(), !a.ACoS.IsZero() || !a.AdShare.IsZero(), !a.PerUnit.IsZero()} {
		if given {
			forms++
		}
	}
	if forms > 1 {
		faults = append(faults, fx.NewInputError("ads", "", "must be one of tacos, acos with ad_share, per_unit"))
	}
	if a.ACoS.IsZero() != a.AdShare.IsZero() {
		faults = append(faults, fx.NewInputError("ads.ad_share", fx.Plain(a.AdShare), "must be above 0 with acos, and acos with it"))
	}
	if !a.Launch.IsZero() && a.LaunchUnits.IsZero() {
		faults = append(faults, fx.NewInputError("ads.launch_units", "0", "must be above 0 with launch"))
	}
	return errors.Join(faults...)
}

func (m *Model) addAds(a *Ads) {
	line := modelLine{code: "advertising", rung: inCM3, source: &suppliedAds}
	switch {
	case !a.TACoS.IsZero():
		share := a.TACoS
		line.each = m.ofSales(share)
		line.describe = func() string { return fx.Percent(share) + " of the price (TACoS)" }
	case !a.ACoS.IsZero():
		acos, share := a.ACoS, a.AdShare
		line.each = m.ofSales(acos).Times(share)
		line.describe = func() string { return fx.Percent(acos) + " ACoS on " + fx.Percent(share) + " of sales" }
	case !a.PerUnit.IsZero():
		line.each = fees.Flat(a.PerUnit)
		line.basis = "per sold unit"
	}
	if line.basis != "" || line.describe != nil {
		m.ads = line.each
		m.add(line)
	}
	if a.Launch.IsZero() {
		return
	}
	number := a.LaunchUnits
	m.addShare(modelLine{
		code: "launch_advertising", event: fees.PerPromotion, each: fees.Flat(a.Launch), rung: inCM3, source: &suppliedAds,
		describe: func() string { return "launch spend, carried by " + fx.Plain(number) + " units" },
	}, one, number)
	m.ads = m.ads.Plus(m.lines[len(m.lines)-1].amount)
}

// ofSales is a share of the item price, less what promotions take off it.
func (m *Model) ofSales(share decimal.Decimal) fees.Curve {
	if m.promotion != nil {
		return m.sales.Times(share)
	}
	return fees.Percent(share)
}

// BreakEvenACoS returns the advertising cost of sale at which nothing is left when
// all sales come from advertising: the profit before all advertising over the item
// price, less promotions. The profit is the expected one, returns included; it is
// before what [Ads] takes, launch spend included, while a commission or promoted
// listing that the channel charges on every sale stays a cost. It is rounded half away from zero to the given decimals, 0 to 16. It is negative when
// the unit loses money without advertising, and not Valid for the zero Statement.
func (s Statement) BreakEvenACoS(places int32) decimal.NullDecimal {
	return ratio(s.beforeAds(), s.sales, places)
}

// BreakEvenROAS returns the sales per unit of advertising spend at which nothing is
// left: 1 over the break-even ACoS, rounded once as it is. It is not Valid when the
// unit earns nothing before advertising: no return on it is enough.
func (s Statement) BreakEvenROAS(places int32) decimal.NullDecimal {
	return ratio(s.sales, s.beforeAds(), places)
}

// TargetACoS returns the advertising cost of sale that leaves a margin as
// [Statement.Margin] counts it, on what the buyer pays, when all sales come from
// advertising: with free shipping, the break-even ACoS less the margin. It is rounded
// as BreakEvenACoS is; 0 or less says that the margin leaves nothing for advertising.
// A margin that is not between -1 and 1 is an *fx.InputError at "margin".
func (s Statement) TargetACoS(margin decimal.Decimal, places int32) (decimal.NullDecimal, error) {
	if err := fx.CheckDecimal(margin); err != nil {
		return decimal.NullDecimal{}, fx.InField("margin", err)
	}
	if margin.Abs().GreaterThanOrEqual(one) {
		return decimal.NullDecimal{}, fx.NewInputError("margin", fx.Plain(margin), "must be a fraction between -1 and 1, such as 0.15")
	}
	return ratio(s.beforeAds().Sub(s.Revenue.Mul(margin)), s.sales, places), nil
}

// MaxCPC returns the most that a click may cost in the currency of the listing,
// exact: item price × ACoS × CVR, where CVR is orders per click, each of one unit.
// The price is less promotions. An ACoS below 0 or above 1000, or a CVR that is not
// from 0 to 1, is an *fx.InputError at "acos" or "cvr".
func (s Statement) MaxCPC(acos, cvr decimal.Decimal) (decimal.Decimal, error) {
	return s.MaxCPCPerOrder(acos, cvr, one)
}

// MaxCPCPerOrder is [Statement.MaxCPC] for orders of several units: their average
// value takes the place of the price. Units per order are at least 1 and need not be
// whole; anything else is an *fx.InputError at "units_per_order".
func (s Statement) MaxCPCPerOrder(acos, cvr, unitsPerOrder decimal.Decimal) (decimal.Decimal, error) {
	err := errors.Join(
		checkFrom("acos", acos, &highestACoS),
		checkFrom("cvr", cvr, &one),
		checkFrom("units_per_order", unitsPerOrder, nil),
	)
	if err == nil && unitsPerOrder.LessThan(one) {
		err = fx.NewInputError("units_per_order", fx.Plain(unitsPerOrder), "must be at least 1")
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	return s.sales.Mul(unitsPerOrder).Mul(acos).Mul(cvr), nil
}

// beforeAds is the profit before all advertising.
func (s *Statement) beforeAds() decimal.Decimal { return s.Exact.Add(s.ads) }
