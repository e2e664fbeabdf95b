package buffer

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Planned is the rate to plan with and why.
//
// The zero Planned has no rate.
type Planned struct {
	// Rate is the spot rate of the day with the buffer: it converts at the plan
	// rate and still knows the spot.
	Rate fx.Rate
	// Buffer is the fraction below spot, rounded up to [BufferPlaces] decimals,
	// so that rounding never thins it.
	Buffer decimal.Decimal
	// Model is the name of the model.
	Model string
	// Days is the horizon in calendar days.
	Days int
	// Confidence is the share of losses that the buffer claims to cover.
	Confidence float64
	// Evidence is how the model would have done on the same history up to the
	// day of the plan.
	Evidence Evidence
}

// Plan returns the rate to plan with on the last day of a history, for money that
// comes so many calendar days later: the last fixing less the buffer of the
// model; a nil model is [Default]. With it comes the back-test of that model on what was known by then,
// over all days on which it has a buffer. When that is not a single day, the
// evidence says so and the plan stands.
//
// How old the last fixing is says [fx.Rate.AgeDays] of Rate; Plan takes it as
// today's.
//
// Faults are reported together, an [*fx.InputError] each: "history" when it is
// empty, "days", "confidence", "model" for its settings. A history
// that is too short for the model is a [*ShortHistoryError], a model of the
// caller that returns what is no buffer a [*ModelError].
func Plan(h History, days int, confidence float64, m Model) (Planned, error) {
	if m == nil {
		m = Default()
	}
	var faults []error
	if h.Len() == 0 {
		faults = append(faults, fx.NewInputError("history", "", "must have at least one fixing"))
	}
	faults = append(faults, checkQuestion(days, confidence), fx.InField("model", checkModel(m)))
	if err := errors.Join(faults...); err != nil {
		return Planned{}, err
	}
	b, err := ask(m, h, days, confidence)
	if err != nil {
		return Planned{}, err
	}
	found, err := compare(h, []Model{m}, []Test{{Days: days, Confidence: confidence}})
	if err != nil {
		return Planned{}, err
	}
	buffer := toDecimal(b)
	rate, err := h.Spot().WithBuffer(buffer)
	if err != nil {
		return Planned{}, err
	}
	return Planned{
		Rate: rate, Buffer: buffer, Model: m.Name(), Days: days, Confidence: confidence, Evidence: found[0],
	}, nil
}

// toDecimal returns a buffer as a decimal: the shortest text that stands for the
// float64, so that 0.02 is 0.02, rounded up to BufferPlaces. It is the one place
// where a statistic becomes a rate.
func toDecimal(buffer float64) decimal.Decimal {
	return decimal.NewFromFloat(buffer).RoundUp(BufferPlaces)
}
