package buffer

import (
	"errors"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// Larger takes the largest buffer of several models on each day: a fast one that
// follows the market, such as EWMA 0.94, on the floor of a slow one that
// remembers, such as hist-sim 1000. A day on which one of them has too short a
// history has no buffer.
//
// Larger needs at least one model; without any it is an error.
type Larger []Model

// Name returns "max(EWMA .94, hist-sim 1000)": the names of the models, those of
// [EWMA] without the leading 0 of lambda.
func (m Larger) Name() string {
	names := make([]string, len(m))
	for i, of := range m {
		switch of := of.(type) {
		case nil:
			names[i] = "none"
		case EWMA:
			names[i] = strings.Replace(of.Name(), " 0.", " .", 1)
		default:
			names[i] = of.Name()
		}
	}
	return "max(" + strings.Join(names, ", ") + ")"
}

// Buffer returns the largest of the buffers. Besides the errors of every [Model]
// and of the models there is an [*fx.InputError] for "models" when there is none
// and for one that is nil; those of a model are under "models[0]".
func (m Larger) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := errors.Join(checkQuestion(days, confidence), m.check()); err != nil {
		return 0, err
	}
	largest := 0.0
	for _, of := range m {
		b, err := ask(of, h, days, confidence)
		if err != nil {
			return 0, err
		}
		largest = max(largest, b)
	}
	return largest, nil
}

func (m Larger) check() error {
	if len(m) == 0 {
		return fx.NewInputError("models", "", "must have at least one model")
	}
	var faults []error
	for i, of := range m {
		if err := fx.InField("models["+strconv.Itoa(i)+"]", checkModel(of)); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
