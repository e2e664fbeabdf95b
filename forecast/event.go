package forecast

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// An Event is something that moves demand on known days: Black Friday, Prime Day,
// the Chinese New Year closure. Each day before, on and after it has its own effect,
// which is the same in every year.
type Event struct {
	// Name identifies the event in results: "black_friday".
	Name string
	// Days are the days on which it begins, of the history and of the steps to be
	// forecast. Only the date counts.
	Days []time.Time
	// LeadIn and Hangover are the number of steps before and after each day that
	// it moves as well. 0 means none.
	LeadIn, Hangover int
}

// maxEventSteps bounds the lead-in and the hangover of an event.
const maxEventSteps = 400

// check reports what is wrong with e.
func (e Event) check() error {
	var faults []error
	for _, f := range []struct {
		name string
		n    int
	}{{"lead_in", e.LeadIn}, {"hangover", e.Hangover}} {
		if f.n < 0 || f.n > maxEventSteps {
			faults = append(faults, fx.NewInputError(f.name, strconv.Itoa(f.n), "must be between 0 and "+strconv.Itoa(maxEventSteps)))
		}
	}
	for i, d := range e.Days {
		if y := d.Year(); y < 1 || y > 9999 {
			faults = append(faults, fx.NewInputError(fmt.Sprintf("days[%d]", i), strconv.Itoa(y), "must be in the years 1 to 9999"))
		}
	}
	return errors.Join(faults...)
}
