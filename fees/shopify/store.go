package shopify

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// thirdPartyKind has the share of an order through a third-party gateway, by plan.
var thirdPartyKind = fees.NewKind("third_party", func(f *fees.TableFile) map[Plan]decimal.Decimal {
	return fees.ReadByKey(f, "plan", func(r *fees.Row) decimal.Decimal { return r.Rate("rate") }, plans...)
})

// storeCreditKind is the first day of creation from which a store pays that share
// of store credit and gift cards too.
var storeCreditKind = fees.NewKind("store_credit", func(f *fees.TableFile) time.Time {
	return f.Only().Day("created_from")
})

// thirdParty is what Shopify takes for the part of an order that does not go
// through Shopify Payments; without a code when there is none.
func (l *Listing) thirdParty(t *fees.Tables, on time.Time) (fees.Charge, error) {
	credit, creditSource, warnings, err := l.chargedCredit(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	part, of := credit, "the part paid by store credit or gift card"
	if l.gateway() == ThirdParty && !l.PaymentsPrimary {
		part, of = whole.Sub(l.StoreCreditShare).Add(credit), "the part not paid by store credit or gift card"
		if part.Equal(whole) {
			of = "the order total"
		}
	}
	if part.IsZero() {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{Code: "third_party_fee", Event: fees.PerOrder, Units: l.Order.Count(), Warnings: warnings}
	var rate decimal.Decimal
	if l.ThirdPartyRate.Valid {
		rate, charge.Source = l.ThirdPartyRate.Decimal, fees.SuppliedBy("third_party_rate")
	} else {
		table, err := thirdPartyKind.On(t, on)
		if err != nil {
			return fees.Charge{}, err
		}
		var known bool
		if rate, known = table.Rules[l.plan()]; !known {
			return fees.Charge{}, &fees.NotPublicError{
				Table: table.Source.Table, What: "third-party transaction fee of " + string(l.plan()), Supply: "third_party_rate",
			}
		}
		charge.Source = table.Source
	}
	if !credit.IsZero() {
		charge.Source = charge.Source.LessSure(creditSource)
	}
	charge.Basis = fx.Percent(rate) + " of " + of
	if !part.Equal(whole) {
		charge.Basis += ", " + fx.Percent(part) + " of the order total"
	}
	charge.Amount = l.Order.PerOrderTaxed(fees.Percent(rate).OnTimes(part, 2))
	return charge, nil
}

// chargedCredit returns the share of the order that is paid by store credit and
// carries the third-party fee.
func (l *Listing) chargedCredit(t *fees.Tables, on time.Time) (decimal.Decimal, fees.Source, []fees.Warning, error) {
	if l.StoreCreditShare.IsZero() {
		return decimal.Decimal{}, fees.Source{}, nil, nil
	}
	table, found, err := storeCreditKind.Since(t, on)
	if err != nil || !found {
		return decimal.Decimal{}, fees.Source{}, nil, err
	}
	if l.StoreCreatedOn.IsZero() {
		return l.StoreCreditShare, table.Source, []fees.Warning{{
			Code: "store_created_on_assumed",
			Text: "store credit carries the third-party fee in stores created from " + table.Rules.Format(time.DateOnly) +
				" on: the store was taken for one of them (store_created_on says when it was created)",
		}}, nil
	}
	if fees.Day(l.StoreCreatedOn.Date()).Before(table.Rules) {
		return decimal.Decimal{}, table.Source, nil, nil
	}
	return l.StoreCreditShare, table.Source, nil, nil
}

// A monthlyPrice is the price of a plan per month, or the least that it starts
// from when it is a matter of contract.
type monthlyPrice struct {
	fee  fees.Curve
	from decimal.NullDecimal
}

// subscriptionKind has the prices of the plans, paid by the month or by the year.
var subscriptionKind = fees.NewKind("subscription", func(f *fees.TableFile) map[Plan]monthlyPrice {
	return fees.ReadByKey(f, "plan", func(r *fees.Row) monthlyPrice {
		if r.Has("from") {
			if r.Has("fee") {
				r.Fault("fee", "must not be given beside from")
			}
			return monthlyPrice{from: r.OptionalAmount("from")}
		}
		return monthlyPrice{fee: r.Fee("fee")}
	}, plans...)
}, monthly, annual)

// The variants of the kind subscription.
const (
	monthly = "monthly"
	annual  = "annual"
)

// subscription is the price of the plan. That of Plus is a matter of contract.
func (l *Listing) subscription(t *fees.Tables, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "subscription", Event: fees.PerMonth}
	if price := l.Subscription; price.Valid {
		return charge.Supplied("subscription", price.Decimal, "per month, as supplied"), nil
	}
	billing := monthly
	if l.AnnualBilling || l.plan() == Plus {
		billing = annual
	}
	table, err := subscriptionKind.OnVariant(t, billing, on)
	if err != nil {
		return charge, err
	}
	price, known := table.Rules[l.plan()]
	charge.Source = table.Source
	switch {
	case !known:
		charge.Unknown = true
		charge.Basis = "the price of " + string(l.plan()) + " is not public: supply it as subscription"
	case price.from.Valid:
		charge.Unknown = true
		charge.Basis = "from " + price.from.Decimal.StringFixed(2) + " per month by contract: supply it as subscription"
	default:
		charge.Amount = price.fee
		charge.Basis = string(l.plan()) + " per month, " + billing + " billing"
	}
	return charge, nil
}
