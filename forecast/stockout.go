package forecast

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// StockAware forecasts what would be sold if the item were never out of stock, for a
// history with [Series.InStock] marks.
//
// Sales of a step without stock say nothing about demand and are left out; those of
// a step in stock for a part are divided by that part, and weigh less where it was
// less than half. Leaving a step out does not bias the level as long as the run-out
// step itself is kept: dropping it drops the days on which demand was highest. Where
// a sold-out step has sales but no known share (InStock 0), demand was at least that
// much, and the level is moved by the likelihood of that (Tobin 1958).
//
// The level is a weighted mean of past demand whose weights halve over a number of
// steps. Several half-lives run side by side, each with the season and without, and
// are mixed by how well each forecast the history one step ahead: the weight of one
// with mean squared error v over n errors is proportional to v^(-n/10), at most v^-50
// (a likelihood tempered for errors that are neither normal nor independent). Zero
// demand in stock counts as zero, so the level of a dying item falls, as in TSB
// (Teunter, Syntetos and Babai 2011). The season is multiplicative and shrunk (Miller
// and Williams 2003).
//
// Quantiles come from simulated paths, which draw from the relative errors of the
// history and move the level as they go; the point is their mean. It needs one value.
//
// The zero value uses the defaults that the fields name.
type StockAware struct {
	// HalfLives are the steps in stock after which the weight of a value has halved,
	// one figure for each level. nil means 5, 10, 20, 40, 90 and 300.
	HalfLives []float64
	// Reversion is the number of steps out of stock after which a level has gone half
	// the way back to the mean of the whole history in stock. 0 means 365;
	// math.Inf(1) means never.
	Reversion float64
	// Recovery are the factors of demand in the first steps after a stock-out: 0.7,
	// 0.85 for an item that comes back slowly. They are taken out of the history and
	// put into the forecast where it begins after a stock-out. nil means that
	// demand is back at once.
	Recovery []float64
	// RecoverAfter is the least length of a stock-out that Recovery applies to, in
	// steps. 0 means 1.
	RecoverAfter int
	// Flat leaves the season out.
	Flat bool
}

// Name returns "StockAware".
func (StockAware) Name() string { return "StockAware" }

// stockoutHalfLives and stockoutReversion are the defaults of StockAware.
var stockoutHalfLives = [...]float64{5, 10, 20, 40, 90, 300}

const (
	stockoutReversion = 365
	stockoutGap       = 0.25 // what an unobserved step ages a level by, in steps in stock
	stockoutTemper    = 10   // errors for each power of the mean squared error
	stockoutSharpest  = 50   // the highest power
	stockoutKnown     = 0.05
	stockoutFull      = 0.5 // share of a step from which its value counts as a whole one
)

// Fit fits the model; see [Model]. Besides, it returns an [*fx.InputError] for each
// setting that cannot be used.
func (m StockAware) Fit(s Series) (Fitted, error) {
	if err := errors.Join(m.check(), s.Check()); err != nil {
		return nil, err
	}
	have, out, part := stockoutCount(s)
	if have < 1 {
		return nil, &ShortError{Model: m.Name(), Have: have, Need: 1}
	}
	e := stockoutFit(s, m)
	r := Report{Model: m.Name(), Points: e.points}
	r.Params = []Param{{"level", e.mixed()}, {"half_life", e.halfLife()}, {"mean", e.levels[0].all / e.levels[0].weight * e.scale}}
	for k, f := range e.season {
		r.Params = append(r.Params, Param{"s" + strconv.Itoa(k), f})
	}
	if out > 0 {
		r.Reasons = append(r.Reasons, Reason{"stockout", fmt.Sprintf("%d of %d steps were without stock or record and are left out: nothing is known about their demand", out, s.Len())})
	}
	if part > 0 {
		r.Reasons = append(r.Reasons, Reason{"partial_stock", partialText(part)})
	}
	switch p := s.Period(); {
	case p == 1 || m.Flat || s.Signed:
	case e.season == nil:
		r.Reasons = append(r.Reasons, Reason{"short", "the history in stock does not cover a season of " + strconv.Itoa(p) + " steps twice, so no season is used"})
	default:
		r.Reasons = append(r.Reasons, Reason{"season", fmt.Sprintf("the factors of a season of %d steps are kept at %.0f %% of what the history shows, and levels with them are mixed with levels without", p, 100*e.kept)})
	}
	r.Reasons = append(r.Reasons, Reason{"half_life", fmt.Sprintf("%d levels are mixed by their errors; their half-life is %.1f steps in the middle", len(e.levels), e.halfLife())})
	return newFitted(e, s, r), nil
}

// check reports what is wrong with the settings.
func (m StockAware) check() error {
	var faults []error
	bad := func(field string, v float64, reason string) {
		faults = append(faults, fx.NewInputError(field, strconv.FormatFloat(v, 'g', -1, 64), reason))
	}
	if len(m.HalfLives) > maxFaults {
		bad("half_lives", float64(len(m.HalfLives)), "must be at most "+strconv.Itoa(maxFaults))
	} else {
		for i, h := range m.HalfLives {
			if !(h > 0 && h <= MaxSteps) {
				bad(fmt.Sprintf("half_lives[%d]", i), h, "must be above 0 and at most "+strconv.Itoa(MaxSteps))
			}
		}
	}
	if !(m.Reversion >= 0) {
		bad("reversion", m.Reversion, "must not be below 0")
	}
	for i, f := range m.Recovery {
		if len(faults) >= maxFaults {
			break
		}
		if !(f > 0 && f <= 100) {
			bad(fmt.Sprintf("recovery[%d]", i), f, "must be above 0 and at most 100")
		}
	}
	if m.RecoverAfter < 0 {
		bad("recover_after", float64(m.RecoverAfter), "must not be below 0")
	}
	return errors.Join(faults...)
}

// stockoutCount returns the steps of s whose demand is known, those that are left
// out, and those that were in stock for a part.
func stockoutCount(s Series) (have, out, part int) {
	for i, k := range s.known() {
		switch {
		case !k:
			out++
		case s.InStock != nil && s.InStock[i] < 1:
			part++
			have++
		default:
			have++
		}
	}
	return have, out, part
}

// stockoutMarked reports whether the stock-outs of s are frequent enough for
// StockAware to be preferred over a model that fills them: at least one step in
// twenty without full stock, and demand that cannot be negative.
func stockoutMarked(s Series) bool {
	if s.Signed || s.InStock == nil {
		return false
	}
	marked := 0
	for _, a := range s.InStock {
		if a < 1 {
			marked++
		}
	}
	return marked > 0 && 20*marked >= len(s.InStock)
}
