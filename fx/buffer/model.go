package buffer

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

const (
	// MaxDays is the longest horizon in calendar days: ten years.
	MaxDays = 3650
	// BufferPlaces is the number of decimals of a planned buffer.
	BufferPlaces = 8
	// MaxBuffer is the largest buffer that a model may ask for, the last one
	// below 1 with [BufferPlaces] decimals. The models here stop at it.
	MaxBuffer = 0.99999999
)

// A Model says which buffer to plan with.
type Model interface {
	// Name says which model it is, with its settings, such as "sigma 250".
	Name() string
	// Buffer returns the fraction of the rate to hold back over so many
	// calendar days, so that the loss stays within it with the given
	// confidence, from what the history knows. It is at least 0 and at most
	// [MaxBuffer]. A buffer need not grow with the days: a model that looks at
	// losses over the very horizon, such as [HistSim], [HDaySigma] and [Trend],
	// can hold back less over 30 days than over 21.
	//
	// A history that is too short for the model is a [*ShortHistoryError]; a
	// back-test skips such days. Days outside 1 to [MaxDays], a confidence
	// that is not above 0.5 and below 1, and settings out of their bounds are
	// an [*fx.InputError] each.
	Buffer(h History, days int, confidence float64) (float64, error)
}

// A ShortHistoryError says that a model needs more fixings than there are.
type ShortHistoryError struct {
	// Model is the name of the model.
	Model string
	// Need and Have count fixings; for a model that needs complete losses
	// they count those.
	Need, Have int
}

// Error says the model and both numbers.
func (e *ShortHistoryError) Error() string {
	return fmt.Sprintf("buffer: %s needs %d observations, the history has %d", e.Model, e.Need, e.Have)
}

// A ModelError says that a model gave no usable buffer on a day: an error of its
// own, or a number that is not from 0 to [MaxBuffer].
type ModelError struct {
	// Model is the name of the model.
	Model string
	// Day is the last day of the history that it was given, as midnight UTC.
	Day time.Time
	// Value is what it returned, when Err is nil.
	Value float64
	// Err is what it failed with, or nil.
	Err error
}

// Error says the model, the day and what came back.
func (e *ModelError) Error() string {
	text := "buffer: model " + strconv.Quote(e.Model) + " on " + e.Day.Format(time.DateOnly)
	if e.Err != nil {
		return text + ": " + e.Err.Error()
	}
	return text + ": the buffer must be from 0 to 0.99999999, got " + strconv.FormatFloat(e.Value, 'g', -1, 64)
}

// Unwrap returns what the model failed with.
func (e *ModelError) Unwrap() error { return e.Err }

// ask returns the buffer of a model, checked.
func ask(m Model, h History, days int, confidence float64) (float64, error) {
	b, err := m.Buffer(h, days, confidence)
	var short *ShortHistoryError
	var inner *ModelError
	switch {
	case errors.As(err, &short), errors.As(err, &inner):
		return 0, err
	case err != nil:
		return 0, &ModelError{Model: m.Name(), Day: h.Day(), Err: err}
	case !(b >= 0 && b <= MaxBuffer):
		return 0, &ModelError{Model: m.Name(), Day: h.Day(), Value: b}
	}
	return b, nil
}

// checkQuestion returns the faults of a horizon and a confidence.
func checkQuestion(days int, confidence float64) error {
	var faults []error
	if days < 1 || days > MaxDays {
		faults = append(faults, fx.NewInputError("days", strconv.Itoa(days), "must be from 1 to "+strconv.Itoa(MaxDays)))
	}
	if !(confidence > 0.5 && confidence < 1) {
		faults = append(faults, fx.NewInputError("confidence", strconv.FormatFloat(confidence, 'g', -1, 64), "must be above 0.5 and below 1"))
	}
	return errors.Join(faults...)
}

// checkWindow returns the fault of a number of observations.
func checkWindow(window int) error {
	if window < 2 || window > MaxFixings {
		return fx.NewInputError("window", strconv.Itoa(window), "must be from 2 to "+strconv.Itoa(MaxFixings))
	}
	return nil
}

// steps returns the number of fixings in so many calendar days, not rounded.
func steps(days int) float64 { return float64(days) * 5 / 7 }

// fromMove returns the buffer against a fall of the logarithm of the rate by so
// much.
func fromMove(fall float64) float64 { return bounded(-math.Expm1(-fall)) }

// bounded cuts a buffer to what a plan can hold.
func bounded(b float64) float64 { return min(max(b, 0), MaxBuffer) }

// checkModel returns the faults of the settings of a model. Those of a model of
// the caller show when it is asked.
func checkModel(m Model) error {
	if v := reflect.ValueOf(m); m == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		return fx.NewInputError("", "", "must be set")
	}
	if m, ok := m.(interface{ check() error }); ok {
		return m.check()
	}
	return nil
}
