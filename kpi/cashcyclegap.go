package kpi

import (
	"errors"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A DatedAmount is an amount of money on a day.
type DatedAmount struct {
	Day    time.Time       `json:"day"`
	Amount decimal.Decimal `json:"amount"`
}

// CashGap returns the days from the mean day of the payments to the mean day of the
// receipts, each weighed by its amounts, exact: the cash conversion cycle of one SKU.
// Payments and receipts may be in different currencies, since their amounts are only
// compared among themselves. Amounts are above 0.
//
// The errors, joined, are an [*fx.InputError] for each amount and day, such as
// "out[1].amount", and at "out" and "in" for none.
func CashGap(out, in []DatedAmount) (Value, error) {
	err := errors.Join(checkDated("out", out), checkDated("in", in))
	if err != nil {
		return Value{}, err
	}
	first := out[0].Day
	return lcSub(meanDay(in, first), meanDay(out, first)), nil
}

func checkDated(field string, amounts []DatedAmount) error {
	if len(amounts) == 0 {
		return fx.NewInputError(field, "", "must have an amount")
	}
	var faults []error
	for i, a := range amounts {
		path := lcIndex(field, i)
		faults = append(faults, lcCheckDay(path+".day", a.Day), lcCheckAbove(path+".amount", a.Amount))
	}
	return errors.Join(faults...)
}

// meanDay is the mean day in days after the first.
func meanDay(amounts []DatedAmount, first time.Time) Value {
	var sum, weighted decimal.Decimal
	for _, a := range amounts {
		sum = sum.Add(a.Amount)
		weighted = weighted.Add(a.Amount.Mul(lcWhole(daysFrom(first, a.Day))))
	}
	return lcDiv(Exact(weighted, DaysUnit, ""), Exact(sum, DaysUnit, ""), DaysUnit, "")
}

// CashConversionCycle returns days of inventory plus days of sales outstanding less
// days of payables outstanding, exact:
//
//	CCC = DIO + DSO - DPO
//
// It is incomplete or undefined where one of them is. A value that is not in days is
// an [*fx.InputError] at "dio", "dso" or "dpo".
func CashConversionCycle(dio, dso, dpo Value) (Value, error) {
	if err := errors.Join(checkInDays("dio", dio), checkInDays("dso", dso), checkInDays("dpo", dpo)); err != nil {
		return Value{}, err
	}
	return lcSub(lcAdd(dio, dso), dpo), nil
}

// CashLockedAtCost returns the cash that a business has away all the time, exact: what
// it pays for the goods sold in a year, times the days of its cash cycle, over 365.
//
// A cycle that is not in days and a cost that is no amount are an [*fx.InputError] at
// "cycle" and "annual_cost".
func CashLockedAtCost(annualCost, cycle Value) (Value, error) {
	return cashLocked("annual_cost", annualCost, cycle)
}

// CashLockedAtRevenue is the rule of thumb that takes the revenue of a year in place of
// the cost: it is higher than the cash that was paid by the margin, and a note of the
// value says so. The errors are those of [CashLockedAtCost], at "annual_revenue".
func CashLockedAtRevenue(annualRevenue, cycle Value) (Value, error) {
	v, err := cashLocked("annual_revenue", annualRevenue, cycle)
	if err == nil {
		v.Notes = append(v.Notes, "a rule of thumb: at revenue, not at cost")
	}
	return v, err
}

func cashLocked(field string, annual, cycle Value) (Value, error) {
	err := checkInDays("cycle", cycle)
	if annual.Unit != Amount {
		err = errors.Join(fx.NewInputError(field, string(annual.Unit), "must be an amount"), err)
	}
	if err != nil {
		return Value{}, err
	}
	return lcDiv(lcMul(annual, cycle), Exact(lcWhole(365), DaysUnit, ""), Amount, annual.Currency), nil
}

func checkInDays(field string, v Value) error {
	if v.Unit != DaysUnit {
		return fx.NewInputError(field, string(v.Unit), "must be in days")
	}
	return nil
}

// capitalCost is simple interest on an amount for some days.
func capitalCost(amount Value, annual decimal.Decimal, days Value) Value {
	rate := Exact(annual, Fraction, "")
	return lcDiv(lcMul(lcMul(amount, rate), days), Exact(lcWhole(365), DaysUnit, ""), Amount, amount.Currency)
}

// planned are the planned rates into the currency of a plan.
type planned struct {
	currency fx.Currency
	rates    map[fx.Currency]*big.Rat
}

// planRates reads the rates of a plan. Every fault is an *fx.InputError.
func planRates(currency fx.Currency, rates []fx.Rate) (planned, error) {
	out := planned{currency, map[fx.Currency]*big.Rat{currency: big.NewRat(1, 1)}}
	var faults []error
	for i, r := range rates {
		path := lcIndex("rates", i)
		num, den := r.Fraction()
		other := r.Base()
		switch {
		case r.IsZero() || num.Sign() <= 0 || den.Sign() <= 0:
			faults = append(faults, fx.NewInputError(path, "", "must be a rate"))
			continue
		case r.Quote() == currency:
		case r.Base() == currency:
			other, num, den = r.Quote(), den, num
		default:
			faults = append(faults, fx.NewInputError(path, string(r.Base())+"/"+string(r.Quote()), "must have the currency of the plan on one side"))
			continue
		}
		if other != currency && out.rates[other] != nil {
			faults = append(faults, fx.NewInputError(path, string(other), "must be the only rate of its currency"))
			continue
		}
		if other != currency {
			out.rates[other] = new(big.Rat).Quo(num.Rat(), den.Rat())
		}
	}
	return out, errors.Join(faults...)
}

// convert returns an amount in the currency of the plan, exact; incomplete where the
// amount or its rate is not known.
func (p planned) convert(amount decimal.NullDecimal, c fx.Currency, from string) Value {
	var missing []string
	if !amount.Valid {
		missing = append(missing, from)
	}
	rate := p.rates[c]
	if rate == nil {
		missing = append(missing, "rates."+string(c))
	}
	if len(missing) > 0 {
		return NotKnown(Amount, p.currency, missing...)
	}
	if c == p.currency {
		return Exact(amount.Decimal, Amount, c)
	}
	return lcValue(new(big.Rat).Mul(amount.Decimal.Rat(), rate), Amount, p.currency)
}

// unrated returns the currencies of a list that have no rate, in order.
func (p planned) unrated(used []fx.Currency) []fx.Currency {
	var out []fx.Currency
	for _, c := range used {
		if p.rates[c] == nil {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
