package buffer

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Fixed holds back the same fraction whatever the rate does. It needs no
// history, and it is right for one horizon at most: 2% on USD/CNY from 2016 to
// 2026 covered 99% of the losses over 14 days and 80% of those over 90.
//
// The zero Fixed holds nothing back.
type Fixed struct {
	// Fraction is the buffer, from 0 to [MaxBuffer]: 0.02 is 2%.
	Fraction float64
}

// Name returns "fixed 2%".
func (m Fixed) Name() string {
	if m.check() != nil {
		return "fixed " + number(m.Fraction)
	}
	return "fixed " + fx.Percent(decimal.NewFromFloat(m.Fraction))
}

// Buffer returns the fraction. Besides the errors of every [Model] there is an
// [*fx.InputError] for "fraction".
func (m Fixed) Buffer(_ History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	return m.Fraction, nil
}

func (m Fixed) check() error {
	if !(m.Fraction >= 0 && m.Fraction <= MaxBuffer) {
		return fx.NewInputError("fraction", number(m.Fraction), "must be from 0 to 0.99999999")
	}
	return nil
}
