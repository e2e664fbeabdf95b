package reprice

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Rules say how the price of an item is found. The zero Rules have no pricer, which
// is an error; everything else may stay at its zero value. Rules are not changed by a
// decision and may be shared.
type Rules struct {
	// Name and Version stand in each decision.
	Name, Version string
	// Pricer says which price is wanted: [Compare], [Table], [BySales] or a strategy
	// of the caller's own.
	Pricer Pricer
	// Filter says which offers are rivals. Filter.Own keeps an own second offer from
	// being followed.
	Filter strategy.Filter
	// Floor and Ceiling bound the price besides Min and Max of the item.
	Floor   Floor
	Ceiling Ceiling
	// Ending is the price ending that is wished for. It never leaves the bounds.
	Ending strategy.Ending
	// Guards are the guard rails. Their zero value has only those that cannot be
	// turned off; [House] has them all.
	Guards Guards
	// Policy are the rules of platforms, brands and laws; nil asks none of them.
	Policy *policy.Set
}

// A Floor says how low a price may be. Min of the item, the lower limit that is set
// on the platform and the MAP of the brand always bound it as well. The zero Floor
// is break-even.
type Floor struct {
	// Target is what a price has to bring where the costs are known. NoTarget leaves
	// it out.
	Target   pricing.Target
	NoTarget bool
	// MaxDiscount is the largest discount from the list price, a fraction: the price
	// is at least list × (1 - MaxDiscount), rounded up. Not Valid is no such bound,
	// and neither has an item without a list price one.
	MaxDiscount decimal.NullDecimal
}

// A Ceiling says how high a price may be. Max of the item and the upper limit that is
// set on the platform always bound it as well. The zero Ceiling has no bound.
type Ceiling struct {
	// Amount is the highest price, inclusive.
	Amount decimal.NullDecimal
	// MaxIncrease is the largest rise over the list price, a fraction: the price is
	// at most list × (1 + MaxIncrease), rounded down.
	MaxIncrease decimal.NullDecimal
	// RecentTimes keeps the price below the larger of RecentTimes × the recent price
	// and RecentLeast; 0 is no such bound, and neither has an item without a recent
	// price one. Amazon takes a maximum only below the larger of 6 times the recent
	// price and 200.00.
	RecentTimes, RecentLeast decimal.Decimal
}

// Check reports every fault, joined, each an [*fx.InputError] by its path: "pricer",
// "floor.max_discount", "guards.step_share".
func (r *Rules) Check() error {
	var faults []error
	add := func(field string, err error) {
		if err != nil {
			faults = append(faults, fx.Faults(fx.InField(field, err))...)
		}
	}
	if f, isFunc := r.Pricer.(PricerFunc); r.Pricer == nil || isFunc && f == nil {
		faults = append(faults, fx.NewInputError("pricer", "", "must not be nil"))
	} else if checked, ok := r.Pricer.(interface{ Check() error }); ok {
		add("pricer", checked.Check())
	}
	if r.Floor.MaxDiscount.Valid {
		add("floor", checkShare("max_discount", r.Floor.MaxDiscount.Decimal, one))
	}
	if c := r.Ceiling; true {
		if c.Amount.Valid {
			add("ceiling", checkPrice("amount", c.Amount.Decimal))
		}
		if c.MaxIncrease.Valid {
			add("ceiling", checkShare("max_increase", c.MaxIncrease.Decimal, highestTimes))
		}
		add("ceiling", checkShare("recent_times", c.RecentTimes, highestTimes))
		add("ceiling", checkShare("recent_least", c.RecentLeast, highestPrice))
	}
	add("ending", r.Ending.Check())
	if f := r.Filter; f.MaxShipDays < 0 || f.MinFeedbackCount < 0 || f.MaxAge < 0 {
		faults = append(faults, fx.NewInputError("filter", "", "must have no limit below 0"))
	}
	add("filter", checkShare("min_feedback", r.Filter.MinFeedback, one))
	add("guards", r.Guards.Check())
	return errors.Join(faults...)
}

// highestTimes is far above every factor that is meant.
var highestTimes = decimal.New(1, 6)

// checkShare reports a decimal that is not from 0 to the most.
func checkShare(field string, d, most decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.Sign() < 0 || d.GreaterThan(most) {
		return fx.NewInputError(field, fx.Plain(d), "must be from 0 to "+fx.Plain(most))
	}
	return nil
}
