package customs

import (
	"cmp"
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Spread says on which entries the cost of an assist is declared.
type Spread string

// The spreads.
const (
	OnFirstEntry Spread = ""         // all of it with the first units that enter
	PerUnit      Spread = "per_unit" // with each unit its part
)

// An Assist is what the buyer gave the factory for nothing or cheaply: a mould,
// tooling, materials, engineering or artwork done outside the US (19 USC
// 1401a(h)(1)). Its cost belongs to the customs value. The zero Assist is not valid:
// it has no cost.
type Assist struct {
	Label string
	// Cost is what it cost the buyer, with its way to the factory, or what the
	// factory did not pay of it.
	Cost fx.Money
	// Spread is how it is declared, Units over how many units [PerUnit] spreads it:
	// all that will be made with it.
	Spread Spread
	Units  int64
}

// An AssistShare is the part of an assist that belongs to one entry.
type AssistShare struct {
	Amount fx.Money // rounded to the minor unit
	Left   fx.Money // what is not declared yet after this entry
	Reason string
}

// maxAmount is the most that an amount of any currency may be.
var maxAmount = decimal.New(1, 15)

// maxUnits is how many units an assist is spread over at most.
const maxUnits = 1_000_000_000_000

// Check returns every fault of the Assist, each an *fx.InputError, joined, or nil.
func (a Assist) Check() error {
	var f fees.Faults
	f.Join(checkMoney("cost", a.Cost))
	if rounded, err := a.Cost.Round(); err == nil && !rounded.Equal(a.Cost) {
		f.Add("cost", a.Cost.String(), "must be in whole minor units")
	}
	switch a.Spread {
	case OnFirstEntry:
		if a.Units != 0 {
			f.Add("units", strconv.FormatInt(a.Units, 10), "must go with the spread per_unit")
		}
	case PerUnit:
		if a.Units < 1 || a.Units > maxUnits {
			f.Add("units", strconv.FormatInt(a.Units, 10), "must be from 1 to "+strconv.FormatInt(maxUnits, 10))
		}
	default:
		f.OneOf("spread", string(a.Spread), string(PerUnit))
	}
	return f.Err()
}

// Share returns what of the assist belongs to an entry of some units when others
// entered before. The parts of all entries sum to the cost exactly, whatever their
// sizes: each is the difference of two rounded sums,
//
//	part = round(cost * min(before + units, U) / U) - round(cost * min(before, U) / U)
//
// with U the units it is spread over, rounded half away from zero to the minor
// unit. Units beyond U carry nothing.
//
// The errors are those of [Assist.Check], and *fx.InputError for "units" below 1 or
// "before" below 0.
func (a Assist) Share(units, before int64) (AssistShare, error) {
	var f fees.Faults
	f.Join(a.Check())
	if units < 1 || units > maxUnits {
		f.Add("units", strconv.FormatInt(units, 10), "must be from 1 to "+strconv.FormatInt(maxUnits, 10))
	}
	if before < 0 || before > maxUnits {
		f.Add("before", strconv.FormatInt(before, 10), "must be from 0 to "+strconv.FormatInt(maxUnits, 10))
	}
	if err := f.Err(); err != nil {
		return AssistShare{}, err
	}
	spread := cmp.Or(a.Units, 1) // the first unit carries what is declared at once
	places := minorUnits(a.Cost.Currency)
	until := func(n int64) decimal.Decimal {
		n = min(n, spread)
		return a.Cost.Amount.Mul(decimal.NewFromInt(n)).DivRound(decimal.NewFromInt(spread), places)
	}
	declared := until(before + units)
	return AssistShare{
		Amount: fx.Money{Amount: declared.Sub(until(before)), Currency: a.Cost.Currency},
		Left:   fx.Money{Amount: a.Cost.Amount.Sub(declared), Currency: a.Cost.Currency},
		Reason: a.reason(units, before, spread),
	}, nil
}

// reason says how the part was found.
func (a *Assist) reason(units, before, spread int64) string {
	if a.Spread == OnFirstEntry {
		if before > 0 {
			return "declared in full with the first entry"
		}
		return "declared in full with the first entry: " + a.Cost.String()
	}
	counted := min(before+units, spread) - min(before, spread)
	return strconv.FormatInt(counted, 10) + " of " + strconv.FormatInt(spread, 10) + " units that carry " + a.Cost.String()
}

// checkMoney returns what is wrong with an amount of money that is not negative.
func checkMoney(field string, m fx.Money) error {
	var f fees.Faults
	if reason := amountFault(m.Amount, maxAmount); reason != "" {
		f.Add(field, shown(m.Amount), reason)
	}
	if m.Currency == "" {
		f.Add(field, shown(m.Amount), "must have a currency")
	} else if _, err := fx.ParseCurrency(string(m.Currency)); err != nil {
		f.Add(field, string(m.Currency), "must have a known currency")
	} else if _, has := m.Currency.MinorUnits(); !has {
		f.Add(field, string(m.Currency), "must have a currency with a minor unit")
	}
	return f.Err()
}

// minorUnits is the number of decimals of a currency that was checked.
func minorUnits(c fx.Currency) int32 {
	n, _ := c.MinorUnits()
	return int32(n)
}
