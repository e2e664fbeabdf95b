package fx

import (
	_ "embed" // the cash steps
	"encoding/csv"
	"errors"
	"strings"
	"sync"

	"github.com/shopspring/decimal"
)

// A Rounding says where a number between two steps goes. Every mode treats a
// negative amount as the mirror of the positive one, so that a refund undoes its
// sale. The texts are stable; "" means [RoundHalfUp].
type Rounding string

// The modes of [Money.RoundCash].
const (
	// RoundHalfUp goes to the nearer step, a half away from zero.
	RoundHalfUp Rounding = "half_up"
	// RoundHalfEven goes to the nearer step, a half to the even multiple.
	RoundHalfEven Rounding = "half_even"
	// RoundHalfDown goes to the nearer step, a half towards zero.
	RoundHalfDown Rounding = "half_down"
	// RoundUp goes to the next step away from zero.
	RoundUp Rounding = "up"
	// RoundDown goes to the next step towards zero.
	RoundDown Rounding = "down"
)

// RoundCash returns m rounded to a multiple of a step, such as the smallest coin:
// 123.7456 CHF in steps of 0.05 is 123.75. The mode is applied once, to the exact
// amount divided by the step; rounding to the minor unit first would round twice.
// Only cash is rounded so: a card or a bank pays the minor unit. [CashStep] knows
// the usual steps.
//
// Every fault is reported at once: an [*InputError] for a step at or below 0 or
// outside the bounds of [CheckDecimal], for an unknown mode and for an amount of
// hundreds of digits, and the errors of [Money.Round] for the currency.
func (m Money) RoundCash(step decimal.Decimal, mode Rounding) (Money, error) {
	_, err := m.roundable()
	err = errors.Join(err, checkPositive("step", step))
	switch mode {
	case "", RoundHalfUp, RoundHalfEven, RoundHalfDown, RoundUp, RoundDown:
	default:
		err = errors.Join(err, NewInputError("mode", string(mode), "must be half_up, half_even, half_down, up or down"))
	}
	if err != nil {
		return Money{}, err
	}
	steps, rest := m.Amount.QuoRem(step, 0) // both towards zero
	if mode.away(steps, rest, step) {
		steps = steps.Add(decimal.New(int64(m.Amount.Sign()), 0))
	}
	return Money{Amount: steps.Mul(step), Currency: m.Currency}, nil
}

// away reports whether an amount of some whole steps and a rest goes to the next
// step away from zero.
func (mode Rounding) away(steps, rest, step decimal.Decimal) bool {
	if rest.IsZero() || mode == RoundDown {
		return false
	}
	if mode == RoundUp {
		return true
	}
	two := decimal.New(2, 0)
	switch rest.Abs().Mul(two).Cmp(step) {
	case 1:
		return true
	case -1:
		return false
	}
	switch mode {
	case RoundHalfDown:
		return false
	case RoundHalfEven:
		return !steps.Mod(two).IsZero()
	}
	return true
}

// CashStep returns the smallest amount in which a currency is usually paid in
// cash, when that is more than its minor unit: 0.05 for CHF. It is false for
// every other currency. The steps are those of data/cash-steps.csv; who knows
// another one passes it to [Money.RoundCash].
func CashStep(c Currency) (decimal.Decimal, bool) {
	step, ok := shippedCashSteps()[c]
	return step, ok
}

//go:embed data/cash-steps.csv
var cashCSV string

// shippedCashSteps is read once; that the file parses is a test.
var shippedCashSteps = sync.OnceValue(func() map[Currency]decimal.Decimal {
	steps, _ := readCashSteps(cashCSV)
	return steps
})

// readCashSteps reads a list with the columns currency and step.
func readCashSteps(text string) (map[Currency]decimal.Decimal, error) {
	lines := csv.NewReader(strings.NewReader(text))
	lines.FieldsPerRecord = 2
	records, err := lines.ReadAll()
	if err != nil || len(records) == 0 {
		return nil, NewInputError("list", text, "must be CSV with a header and two columns")
	}
	steps := map[Currency]decimal.Decimal{}
	var faults []error
	for _, record := range records[1:] {
		c := Currency(record[0])
		step, err := ParseDecimal(record[1])
		if err == nil {
			err = checkPositive("", step)
		}
		if err != nil {
			faults = append(faults, InField(record[0], err))
		}
		if _, twice := steps[c]; twice || !c.known() {
			faults = append(faults, NewInputError("currency", record[0], "must be a currency that is listed once"))
		}
		steps[c] = step
	}
	return steps, errors.Join(faults...)
}
