package forecast

import (
	"fmt"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// A ShortError says that a series has too few known values for a model.
type ShortError struct {
	Model string // the model that was asked for
	Have  int    // known values in the series
	Need  int    // the fewest that the model can use
}

// Error returns the message: "forecast: ETS needs 2 known values, the series has 0".
func (e *ShortError) Error() string {
	return "forecast: " + e.Model + " needs " + strconv.Itoa(e.Need) + " known values, the series has " + strconv.Itoa(e.Have)
}

// checkHorizon reports what is wrong with a horizon and levels.
func checkHorizon(h int, levels []float64) error {
	if h < 1 || h > MaxSteps {
		return fx.NewInputError("h", strconv.Itoa(h), "must be between 1 and "+strconv.Itoa(MaxSteps))
	}
	for i, l := range levels {
		if !(l > 0 && l < 1) {
			return fx.NewInputError(fmt.Sprintf("levels[%d]", i), strconv.FormatFloat(l, 'g', -1, 64), "must be above 0 and below 1")
		}
	}
	return nil
}

// checkPaths reports what is wrong with a request for n paths of h steps.
func checkPaths(h, n int) error {
	if err := checkHorizon(h, nil); err != nil {
		return err
	}
	if n < 1 || n > maxPathValues/h {
		return fx.NewInputError("n", strconv.Itoa(n), "must be at least 1, and at most "+strconv.Itoa(maxPathValues)+" values in all")
	}
	return nil
}

// maxPathValues bounds the values of all paths of one call.
const maxPathValues = 1 << 26

// A ReachError says that a forecast goes further than the known values of its
// regressors.
type ReachError struct {
	Steps int // steps that were asked for
	Known int // steps ahead for which every regressor is known
}

// Error returns the message.
func (e *ReachError) Error() string {
	return "forecast: " + strconv.Itoa(e.Steps) + " steps were asked for, the regressors are known for " + strconv.Itoa(e.Known)
}
