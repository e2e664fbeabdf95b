package forecast

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// Auto looks at a series, chooses how to forecast it and says why. In this order:
//
//   - regressors and dated events are explained by [Regression], and what they leave is
//     forecast as below;
//   - a series that is often out of stock is left to [StockAware];
//   - demand with some zeros, and whole units that are few or erratic, are left to
//     [Intermittent];
//   - fewer than 8 known values are left to [SES];
//   - everything else is a mean of unlike models, because no test on one history tells
//     which of them will be best. A short history weighs them equally, a long one by
//     their errors at earlier origins.
//
// Its quantiles are those of a normal distribution whose width is the mean of those of
// the members, widened by how much such widths fell short on other series of that
// length and horizon.
type Auto struct {
	// Kind overrides how the series is looked at. The zero Kind lets Auto decide.
	Kind Kind
	// Models overrides the members of the mean of a regular series.
	Models []Model
	// Unwidened leaves the widths of the members as they are.
	Unwidened bool
}

// Kind is what sort of series Auto takes one for.
type Kind int

// The kinds of series.
const (
	KindAutomatic    Kind = iota // Auto decides
	KindRegular                  // a mean of models
	KindIntermittent             // zeros, few or erratic units: Intermittent
	KindStockOut                 // often out of stock: StockAware
	KindExplained                // regressors and events: Regression
)

var kindNames = [...]string{"automatic", "regular", "intermittent", "stock_out", "explained"}

// String returns the name: "intermittent".
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "Kind(" + strconv.Itoa(int(k)) + ")"
	}
	return kindNames[k]
}

// Name returns "Auto".
func (Auto) Name() string { return "Auto" }

// autoShort is the number of known values below which a level is all that is found,
// autoZeros the share of zeros from which demand is intermittent, autoFew the mean below
// which whole units are counts, whatever the zeros, and autoErratic the squared
// variation from which they are, as in the classes of Syntetos, Boylan and Croston.
const (
	autoShort   = 8
	autoZeros   = 0.05
	autoFew     = 10
	autoErratic = 0.49
)

// Fit chooses and fits; see [Model].
func (a Auto) Fit(s Series) (Fitted, error) {
	if a.Kind < 0 || int(a.Kind) >= len(kindNames) {
		return nil, errors.Join(fx.NewInputError("kind", strconv.Itoa(int(a.Kind)), "must be one of the kinds of this package"), s.Check())
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	kind, why := a.kind(s)
	var m Model
	switch kind {
	case KindExplained:
		m = Regression{Errors: Auto{Kind: KindRegular, Models: a.Models, Unwidened: a.Unwidened}}
	case KindStockOut:
		m = StockAware{}
	case KindIntermittent:
		m = Intermittent{}
	default:
		return a.regular(s, why)
	}
	f, err := m.Fit(s)
	if err != nil {
		return nil, err
	}
	return reasoned{f, why}, nil
}

// kind decides what sort of series s is.
func (a Auto) kind(s Series) (Kind, Reason) {
	if a.Kind != KindAutomatic {
		return a.Kind, Reason{"chosen", "the series is taken as " + a.Kind.String() + ", as was asked for"}
	}
	if len(s.Regressors) > 0 || len(s.Events) > 0 && s.Calendar.Dated() {
		return KindExplained, Reason{"chosen", fmt.Sprintf("%d regressors and %d events explain a part of demand", len(s.Regressors), len(s.Events))}
	}
	if stockoutMarked(s) {
		return KindStockOut, Reason{"chosen", "one step in twenty or more was out of stock: demand is estimated from the others"}
	}
	if s.Signed {
		return KindRegular, Reason{}
	}
	c := s.counts()
	switch {
	case c.zeros > 0 && float64(c.zeros) >= autoZeros*float64(c.known):
		return KindIntermittent, Reason{"chosen", fmt.Sprintf("%d of %d steps since the first demand have none: demand is intermittent", c.zeros, c.known)}
	case c.known > 0 && c.whole && c.mean < autoFew:
		return KindIntermittent, Reason{"chosen", fmt.Sprintf("whole units, %.1f a step: demand is taken as counts", c.mean)}
	case c.known > 1 && c.whole && c.erratic >= autoErratic:
		return KindIntermittent, Reason{"chosen", fmt.Sprintf("whole units whose squared variation from step to step is %.2f: demand is erratic and taken as counts", c.erratic)}
	}
	return KindRegular, Reason{}
}

// autoCounts is what tells counts from other series, of the known steps since the first
// demand.
type autoCounts struct {
	known, zeros  int
	whole         bool // there are only whole units
	mean, erratic float64
}

// counts looks at s. erratic is the squared coefficient of variation of single steps,
// half the variance of the changes over the squared mean, to which a trend adds nothing.
func (s Series) counts() autoCounts {
	c := autoCounts{whole: true}
	var last, change, changes, squares float64
	for i, k := range s.known() {
		v := s.Values[i]
		if !k || c.known == 0 && v <= 0 {
			continue
		}
		if c.known++; c.known > 1 {
			changes++
			d := v - last - change
			change += d / changes
			squares += d * (v - last - change)
		}
		c.mean += (v - c.mean) / float64(c.known)
		c.whole = c.whole && v == math.Trunc(v)
		if v == 0 {
			c.zeros++
		}
		last = v
	}
	if changes > 0 {
		c.erratic = squares / changes / 2 / (c.mean * c.mean)
	}
	return c
}

// regular fits the mean of models.
func (a Auto) regular(s Series, why Reason) (Fitted, error) {
	x, reasons, err := prepare(s, "Auto", 1)
	if err != nil {
		return nil, err
	}
	c, chosen := a.members(len(x), s.Season())
	if why.Code != "" {
		reasons = append(reasons, why)
	}
	mix, r, err := c.combine(s, x)
	if err != nil {
		return nil, err
	}
	r.Reasons = append(append(reasons, chosen), r.Reasons...)
	if !a.Unwidened {
		var wide Reason
		mix.widen, wide = widening(len(x), autoSeason(len(x), s.Season()))
		r.Reasons = append(r.Reasons, wide)
	}
	return newFitted(mix, s, r), nil
}

// members chooses the models of the mean.
func (a Auto) members(n int, season []int) (Combination, Reason) {
	c := Combination{Models: a.Models, Label: "Auto"}
	m := autoSeason(n, season)
	ets := ETS{Average: true, Criterion: BIC, Cautious: true}
	switch {
	case len(a.Models) > 0:
		return c, Reason{"chosen", fmt.Sprintf("the %d models asked for are combined", len(a.Models))}
	case n < autoShort:
		c.Models = []Model{SES{}}
		return c, Reason{"short", fmt.Sprintf("%d values are too few for anything but a level", n)}
	case m > longSeason:
		c.Models = []Model{Harmonic{Model: ets}, Harmonic{Model: AR{}}, LagRegression{}, LagRegression{Differenced: true}}
		c.Origins = 2
		return c, Reason{"chosen", fmt.Sprintf("a season of %d steps is long: it is described by waves and by lags", m)}
	case m > 1 && n >= longHistory && n >= 8*m:
		c.Models = []Model{ets, CES{}, DynamicTheta{}, LagRegression{}, LagRegression{Differenced: true}, LagRegression{Plain: true}, LagRegression{Plain: true, Differenced: true}}
		c.Origins = 2
		return c, Reason{"chosen", fmt.Sprintf("%d steps and a season of %d allow members to be weighed by their errors", n, m)}
	}
	c.Models = []Model{
		DynamicTheta{Adjustment: AdjustmentShrunk}, ets, AR{Adjustment: AdjustmentShrunk}, LagRegression{}, CES{},
	}
	with := "without a season"
	if m > 1 {
		with = "with a season of " + strconv.Itoa(m)
	}
	return c, Reason{"chosen", fmt.Sprintf("%d steps %s: unlike models are combined with equal weights", n, with)}
}

// autoSeason returns the season that n steps can show, 1 for none.
func autoSeason(n int, season []int) int {
	if len(season) > 0 && n >= 2*season[0] {
		return season[0]
	}
	return 1
}

// longSeason is the longest season that is described by a factor for each step, and
// longHistory the length from which members are weighed.
const (
	longSeason  = 25
	longHistory = 200
)

// reasoned is a fitted value with a reason before its own.
type reasoned struct {
	Fitted
	why Reason
}

// Report returns the report of the model with the reason for choosing it.
func (f reasoned) Report() Report {
	r := f.Fitted.Report()
	r.Reasons = append([]Reason{f.why}, r.Reasons...)
	return r
}

// Total returns the quantiles of the total as the chosen model gives them.
func (f reasoned) Total(h int, levels ...float64) ([]float64, error) {
	return Total(f.Fitted, h, levels...)
}
