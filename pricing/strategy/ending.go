package strategy

import (
	"errors"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
)

// An Ending is a price ending that is wished for, such as .99 or 9.95. The zero
// Ending is none. A price that has an ending already is not moved. An ending or a unit
// that is no whole number of minor units does nothing: yen have no .99.
type Ending struct {
	// Of is the unit that the endings are counted in: 1 for .99, 10 for 9.99, 100
	// for the 80 of 1,980 yen. It is at most [fees.MaxPrice]; 0 is 1.
	Of decimal.Decimal
	// On are the endings, each from 0 to below Of: 0.99, 0.49.
	On []decimal.Decimal
	// Within is how far the price may be raised to the next ending, in the currency
	// of the listing. Lowered is how far it may be lowered to the last one, when none
	// is within reach above.
	Within, Lowered decimal.Decimal
}

// String lists the endings: "0.49 or 0.99".
func (e Ending) String() string {
	texts := make([]string, len(e.On))
	for i, on := range e.On {
		texts[i] = fx.Plain(on)
	}
	return strings.Join(texts, " or ")
}

// of returns the unit of the endings.
func (e Ending) of() decimal.Decimal {
	if e.Of.IsZero() {
		return one
	}
	return e.Of
}

// Check reports every fault, joined, each an [*fx.InputError] at "of", "on[1]",
// "within" or "lowered".
func (e Ending) Check() error {
	if e.Of.IsZero() && len(e.On) == 0 && e.Within.IsZero() && e.Lowered.IsZero() {
		return nil
	}
	var faults []error
	amount := func(field string, d decimal.Decimal) bool {
		if err := fx.CheckDecimal(d); err != nil {
			faults = append(faults, fx.InField(field, err))
			return false
		}
		if d.Sign() < 0 {
			faults = append(faults, fx.NewInputError(field, fx.Plain(d), "must not be below 0"))
			return false
		}
		return true
	}
	bounded := amount("of", e.Of)
	if bounded && small.Cmp(e.Of, highestPrice) > 0 {
		faults = append(faults, fx.NewInputError("of", fx.Plain(e.Of), "must be at most "+fx.Plain(fees.MaxPrice())))
	}
	amount("within", e.Within)
	amount("lowered", e.Lowered)
	for i, on := range e.On {
		if isAmount(on) && (!bounded || small.Cmp(on, e.of()) < 0) {
			continue
		}
		field := "on[" + strconv.Itoa(i) + "]"
		if amount(field, on) {
			faults = append(faults, fx.NewInputError(field, fx.Plain(on), "must be below "+fx.Plain(e.of())))
		}
	}
	return errors.Join(faults...)
}

// near returns the price with an ending that is nearest above a price of the runs,
// or else nearest below it, within the tolerance and the runs. It is false when
// there is none.
func (e Ending) near(minor int64, places int, runs []run) (int64, bool) {
	if len(e.On) == 0 {
		return 0, false
	}
	of, exact := unitsOf(e.of(), places, Down)
	if !exact {
		return 0, false
	}
	within, lowered := minorOn(e.Within, places, Down), minorOn(e.Lowered, places, Down)
	up, down := int64(-1), int64(-1)
	for _, on := range e.On {
		ending, exact := unitsOf(on, places, Down)
		if !exact {
			continue // the currency has no such prices
		}
		for _, r := range runs { // the next ending may lie between two runs, and one behind it in a run
			if from := max(minor, r.from); from <= min(r.to, minor+within) {
				price := from + (ending-from%of+of)%of
				if price <= min(r.to, minor+within) && (up < 0 || price < up) {
					up = price
				}
			}
			if to := min(minor, r.to); to >= max(r.from, minor-lowered) {
				price := to - (to%of-ending+of)%of
				if price >= max(r.from, minor-lowered) && price > down {
					down = price
				}
			}
		}
	}
	switch {
	case up >= 0:
		return up, true
	case down >= 0:
		return down, true
	}
	return 0, false
}
