package reprice

import (
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// An Item is one offer on one channel with all that a decision about its price goes
// by. SKU is required, and so are a channel and a currency, which come from the
// listing of the unit, the model or the case. Everything else is unknown at its zero
// value.
type Item struct {
	SKU string
	// Unit is what the unit costs on the channel, for the floor and the profit; its
	// model is compiled for the day of the decision. Model is one that is ready, and
	// Unit is then not looked at. Without both there is no target and no profit, and
	// the floor is Min.
	Unit  pricing.Unit
	Model *pricing.Model

	// Current is the item price in force; not Valid is an offer that has none yet.
	Current decimal.NullDecimal
	// Pending says that a price was sent to the channel and is not confirmed.
	Pending bool

	// Offers are those that buyers see, own ones included. Read is when they were
	// read; zero is the latest time at which one of them was seen.
	Offers []strategy.Offer
	Read   time.Time
	// Featured says that the own offer is the Featured Offer (Buy Box). It is also
	// found from an own offer in Offers. Suppressed says that the channel shows no
	// Featured Offer at all.
	Featured, Suppressed bool

	// Min and Max are the seller's own limits of the item price, both inclusive.
	Min, Max decimal.NullDecimal
	// List is the list price that discounts are counted from, Recent the price at
	// which the item was recently sold.
	List, Recent decimal.NullDecimal
	// StandAlone is the price without rivals, Submitted the price that the seller
	// last submitted by hand.
	StandAlone, Submitted decimal.NullDecimal
	// UnitsPerDay are the units that are sold in a day, for what is at stake.
	UnitsPerDay decimal.NullDecimal
	// ShareChange is by how much the share of the units of all sellers has changed in
	// the window of the price-war guard: 0.02 is two points more.
	ShareChange decimal.NullDecimal

	// Case is what the policy rules go by besides the price: brand, title, history,
	// MAP, prices elsewhere, the competitive price, the limits of the platform.
	// Price, Current, FirstPrice, Floor and PriceWar are filled in by the decision;
	// SKU, Channel, Currency and Shipping when they are empty, and must agree with the
	// item and its listing when they are not.
	Case policy.Case

	// State is Next of the last decision; the zero State is a new item.
	State State
}

// check reports the faults of what is no part of the unit and the case.
func (item *Item) check() error {
	var faults []error
	if item.SKU == "" {
		faults = append(faults, fx.NewInputError("sku", "", "must not be empty"))
	}
	for _, price := range []struct {
		field string
		value decimal.NullDecimal
	}{
		{"current", item.Current}, {"min", item.Min}, {"max", item.Max}, {"list", item.List}, {"recent", item.Recent},
		{"stand_alone", item.StandAlone}, {"submitted", item.Submitted},
	} {
		if price.value.Valid {
			if err := checkPrice(price.field, price.value.Decimal); err != nil {
				faults = append(faults, err)
			}
		}
	}
	if d := item.UnitsPerDay; d.Valid {
		if err := fx.CheckDecimal(d.Decimal); err != nil {
			faults = append(faults, fx.InField("units_per_day", err))
		} else if d.Decimal.Sign() < 0 {
			faults = append(faults, fx.NewInputError("units_per_day", fx.Plain(d.Decimal), "must not be below 0"))
		}
	}
	if d := item.ShareChange; d.Valid {
		if err := fx.CheckDecimal(d.Decimal); err != nil {
			faults = append(faults, fx.InField("share_change", err))
		} else if d.Decimal.Abs().GreaterThan(one) {
			faults = append(faults, fx.NewInputError("share_change", fx.Plain(d.Decimal), "must be a fraction from -1 to 1"))
		}
	}
	if err := item.State.Check(); err != nil {
		faults = append(faults, fx.Faults(fx.InField("state", err))...)
	}
	if len(faults) == 0 {
		return nil
	}
	return errors.Join(faults...)
}
