package pricing

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Change is how low and how high one input may come. [Vary] makes one from a
// share. The zero Change is not usable: it has no input.
type Change struct {
	Input Input
	// Low and High are values of the input, Low at most High. They need not lie on
	// both sides of the value of the unit, which may even be unknown.
	Low, High decimal.Decimal
	// LowMoved and HighMoved say that the end was moved to a bound of the input, so
	// that it is not as far away as asked for.
	LowMoved, HighMoved bool
}

// Vary returns the change of an input by a share of its value, down and up: 0.1 is
// 10 % either way. The ends are rounded half away from zero to fx.ConvertPlaces
// decimals, whole inputs to whole numbers, and an end outside the bounds of the
// input is moved to the bound, which the change says.
//
// Every fault is an [*fx.InputError]: at "input" for one that is not usable or that
// the unit does not have or not know, at "share" outside 0 to 1.
func Vary(u Unit, in Input, share decimal.Decimal) (Change, error) {
	var faults []error
	var value decimal.Decimal
	if err := in.check(); err != nil {
		faults = append(faults, fx.InField("input", err))
	} else if value, err = in.known(u); err != nil {
		faults = append(faults, fx.InField("input", err))
	}
	if err := checkFrom("share", share, &one); err != nil {
		faults = append(faults, err)
	}
	if faults != nil {
		return Change{}, errors.Join(faults...)
	}
	less, below := in.scaled(value, one.Sub(share))
	more, above := in.scaled(value, one.Add(share))
	if less.GreaterThan(more) { // a credit or a refund
		less, more, below, above = more, less, above, below
	}
	return Change{Input: in, Low: less, High: more, LowMoved: below != 0, HighMoved: above != 0}, nil
}

// known returns the value of an input of the unit, or an error without a field.
func (in Input) known(u Unit) (decimal.Decimal, error) {
	value := in.Value(u)
	if !value.Valid {
		return zero, fx.NewInputError("", in.Name, "must be given and known where it changes by a share")
	}
	return value.Decimal, fx.CheckDecimal(value.Decimal)
}

// A Tornado is what each input does to the profit and to the price that meets a
// target. The zero Tornado says nothing.
type Tornado struct {
	// Price is the price of all profits, in Currency.
	Price    decimal.Decimal
	Currency fx.Currency
	// Target is what the solved prices meet.
	Target Target
	// Base is the unit as it is.
	Base Case
	// Bars are the inputs, the one with the widest swing of profit first, ties in
	// the order of their names.
	Bars []Bar
	// Complete says that nothing is missing, in no case. Otherwise Missing names the
	// unknown inputs, and the profits are upper bounds and the prices lower ones.
	Complete bool
	Missing  []string
}

// A Bar is what one input does.
type Bar struct {
	// Change is the input and its two values, and Value the one of the unit; not
	// Valid when it is unknown.
	Change Change
	Value  decimal.NullDecimal
	// Low and High are the cases with Change.Low and Change.High: of the input, not
	// of the profit.
	Low, High Case
	// Swing is how far apart the two profits are, exact, at or above 0.
	Swing decimal.Decimal
	// PriceSwing is how far apart the two solved prices are; not Valid when one of
	// them does not exist.
	PriceSwing decimal.NullDecimal
}

// A Case is the outcome with one value of an input. The zero Case says nothing.
type Case struct {
	// Profit is that at the price of the tornado, before lines that depend on the
	// price are rounded, like Statement.Exact.
	Profit decimal.Decimal
	// Price is the lowest price that meets the target, not Valid when none does;
	// NoPrice then says how close any price comes, and is nil otherwise.
	Price   decimal.NullDecimal
	NoPrice *NoSolutionError
	// Missing names what is unknown in this case: with a first return, what its
	// handling costs.
	Missing []string
}

// Sensitivity returns what each change does to the profit at a price and to the
// price that meets a target, each by itself and the rest as it is. Every case is
// compiled and solved anew, so that it is exact: tiers, caps and steps count, and
// nothing is taken for a straight line.
//
// A price or a target that makes no sense is an [*fx.InputError], as in [Model.At] and
// [Model.Solve], and so are the faults of the unit. Those of a change have its path:
// "changes[1].input", "changes[1].low", or "changes[1].high.returns.rate" where the
// unit refuses the value.
func Sensitivity(u Unit, on time.Time, price decimal.Decimal, target Target, changes []Change) (Tornado, error) {
	var faults []error
	for i := range changes {
		if err := changes[i].check(); err != nil {
			faults = append(faults, fx.InField("changes["+strconv.Itoa(i)+"]", err))
		}
	}
	m, err := NewModel(u, on)
	if err != nil {
		return Tornado{}, errors.Join(append(fx.Faults(err), faults...)...)
	}
	base, err := m.outcomeAt(price, target)
	if err = errors.Join(append(fx.Faults(err), faults...)...); err != nil {
		return Tornado{}, err
	}
	t := Tornado{Price: price, Currency: m.currency, Target: target, Base: base, Missing: slices.Clone(base.Missing), Bars: make([]Bar, len(changes))}
	for i := range changes {
		if t.Bars[i], err = bar(u, on, price, target, changes[i]); err != nil {
			faults = append(faults, fx.InField("changes["+strconv.Itoa(i)+"]", err))
		}
		t.Missing = addNames(t.Missing, t.Bars[i].Low.Missing)
		t.Missing = addNames(t.Missing, t.Bars[i].High.Missing)
	}
	if faults != nil {
		return Tornado{}, errors.Join(faults...)
	}
	t.Complete = len(t.Missing) == 0
	slices.SortStableFunc(t.Bars, func(a, b Bar) int {
		if c := b.Swing.Cmp(a.Swing); c != 0 {
			return c
		}
		return cmp.Compare(a.Change.Input.Name, b.Change.Input.Name)
	})
	return t, nil
}

func (c Change) check() error {
	var faults []error
	add := func(field string, err error) {
		if err != nil {
			faults = append(faults, fx.InField(field, err))
		}
	}
	add("input", c.Input.check())
	low, high := fx.CheckDecimal(c.Low), fx.CheckDecimal(c.High)
	add("low", low)
	add("high", high)
	if low == nil && high == nil && c.Low.GreaterThan(c.High) {
		faults = append(faults, fx.NewInputError("low", fx.Plain(c.Low), "must not be above high"))
	}
	return errors.Join(faults...)
}

// bar compiles both ends of a change.
func bar(u Unit, on time.Time, price decimal.Decimal, target Target, c Change) (Bar, error) {
	b := Bar{Change: c, Value: c.Input.Value(u)}
	var low, high error
	b.Low, low = caseOf(u, on, price, target, c.Input, c.Low)
	b.High, high = caseOf(u, on, price, target, c.Input, c.High)
	if err := errors.Join(append(fx.Faults(fx.InField("low", low)), fx.Faults(fx.InField("high", high))...)...); err != nil {
		return Bar{}, err
	}
	b.Swing = b.High.Profit.Sub(b.Low.Profit).Abs()
	if b.Low.Price.Valid && b.High.Price.Valid {
		b.PriceSwing = decimal.NewNullDecimal(b.High.Price.Decimal.Sub(b.Low.Price.Decimal).Abs())
	}
	return b, nil
}

func caseOf(u Unit, on time.Time, price decimal.Decimal, target Target, in Input, value decimal.Decimal) (Case, error) {
	changed, err := in.Set(u, value)
	if err != nil {
		return Case{}, err
	}
	m, err := NewModel(changed, on)
	if err != nil {
		return Case{}, err
	}
	return m.outcomeAt(price, target)
}

// outcomeAt is the case of a compiled unit.
func (m *Model) outcomeAt(price decimal.Decimal, target Target) (Case, error) {
	minor, err := m.minor(price)
	solution, solveErr := m.Solve(target)
	c := Case{Missing: slices.Clone(m.missing)}
	switch {
	case solveErr == nil:
		c.Price = decimal.NewNullDecimal(solution.Price)
	case errors.As(solveErr, &c.NoPrice):
		solveErr = nil
	}
	if err := errors.Join(append(fx.Faults(err), fx.Faults(solveErr)...)...); err != nil {
		return Case{}, err
	}
	profit, _ := m.exact.AtMinor(minor, m.places) // it fits: the price is within the bounds of the curve
	c.Profit = profit.Decimal()
	return c, nil
}

// addNames appends the names that are not there yet.
func addNames(names, more []string) []string {
	for _, name := range more {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
