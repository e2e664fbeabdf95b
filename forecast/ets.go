package forecast

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// ETS is exponential smoothing in state space form (Hyndman, Koehler, Snyder and Grose
// 2002; Hyndman, Koehler, Ord and Snyder 2008): errors, trend and season, each
// additive or multiplicative, with the parameters and the starting states that make
// the history likeliest. The zero ETS chooses among fifteen models by AICc, as R's ets
// does: a multiplicative error or season needs values above zero, a season two cycles of
// at most MaxSeason steps.
//
// It smooths the shortest season. Quantiles are those of a normal distribution with
// the variances of chapter 6 of the book, and of simulated paths for a
// multiplicative trend. The point of a model with a multiplicative trend, or season
// beyond one cycle, is that of the path without errors, a little below the mean.
type ETS struct {
	// Model has a letter for errors (A, M), trend (N, A, M) and season (N, A, M), with a
	// d after the trend where it is damped: "ANN", "MAdM". Z leaves a part open. ""
	// is "ZZZ".
	Model string
	// Damping restricts the trends of an open choice.
	Damping Damping
	// MultiplicativeTrend lets an open trend be multiplicative.
	MultiplicativeTrend bool
	// Criterion chooses. The zero Criterion is AICc.
	Criterion Criterion
	// Average averages the models of an open choice instead of taking one: each counts
	// as exp(-(criterion - least)/2) (Kolassa 2011). It is more accurate on most series.
	Average bool
	// Cautious puts a prior on the slope, exp(-3 beta-star) with beta = alpha beta-star,
	// so that short or noisy series do not follow every error with it. The likelihood
	// is then no longer the highest, the forecasts are mostly better.
	Cautious bool
	// MaxSeason is the longest season that is smoothed. 0 means 24, as in R.
	MaxSeason int
	// Thorough optimises every model from several starts to the full precision. Otherwise
	// one start is taken, and the last digits are worked out for the best models only.
	Thorough bool
	// Alpha, Beta, Gamma and Phi fix parameters. 0 finds them. Beta is at most Alpha and
	// Gamma at most 1-Alpha.
	Alpha, Beta, Gamma, Phi float64
}

// Damping says whether the trend of an automatic choice is damped.
type Damping int

// The choices of damping.
const (
	DampingAutomatic Damping = iota // whichever is better
	DampingAlways                   // only damped trends
	DampingNever                    // no damped trend
)

var dampingNames = [...]string{"automatic", "always", "never"}

// String returns the name: "never".
func (d Damping) String() string {
	if d < 0 || int(d) >= len(dampingNames) {
		return "Damping(" + strconv.Itoa(int(d)) + ")"
	}
	return dampingNames[d]
}

// Name returns "ETS", or the model that is asked for: "ETS(M,Ad,M)".
func (e ETS) Name() string {
	if k, ok := e.single(); ok {
		return k.name()
	}
	name := "ETS"
	if e.Model != "" && e.Model != "ZZZ" {
		name += "(" + e.Model + ")"
	}
	if e.Average {
		name += " average"
	}
	return name
}

// single returns the one model that e asks for.
func (e ETS) single() (etsKind, bool) {
	p, ok := parseETS(e.Model)
	if !ok || !p.any {
		return etsKind{}, false
	}
	return etsKind{times: p.errors == "M", trend: p.trends[0], damped: p.damped, season: p.seasons[0]}, true
}

// check reports what is wrong with e.
func (e ETS) check() error {
	var faults []error
	p, ok := parseETS(e.Model)
	if !ok {
		faults = append(faults, fx.NewInputError("model", e.Model, "must be letters for errors, trend and season, as ZZZ, ANN or MAdM"))
	}
	if ok && (!p.undamped && e.Damping == DampingNever || !p.damped && p.trends != "N" && e.Damping == DampingAlways) {
		faults = append(faults, fx.NewInputError("damping", e.Damping.String(), "must not contradict the model "+e.Model))
	}
	if e.Damping < 0 || int(e.Damping) >= len(dampingNames) {
		faults = append(faults, fx.NewInputError("damping", strconv.Itoa(int(e.Damping)), "must be one of the choices of damping"))
	}
	if e.Criterion < 0 || int(e.Criterion) >= len(criterionNames) {
		faults = append(faults, fx.NewInputError("criterion", strconv.Itoa(int(e.Criterion)), "must be one of the criteria"))
	}
	if e.MaxSeason < 0 || e.MaxSeason > MaxSteps {
		faults = append(faults, fx.NewInputError("max_season", strconv.Itoa(e.MaxSeason), "must be 0 or more"))
	}
	faults = append(faults, checkSmoothing(e.Alpha, e.Beta, e.Gamma, e.Phi)...)
	return errors.Join(faults...)
}

// checkSmoothing reports what is wrong with fixed parameters.
func checkSmoothing(alpha, beta, gamma, phi float64) []error {
	var faults []error
	for _, p := range []struct {
		name  string
		value float64
	}{{"alpha", alpha}, {"beta", beta}, {"gamma", gamma}, {"phi", phi}} {
		if !(p.value >= 0 && p.value <= 1) {
			faults = append(faults, fx.NewInputError(p.name, strconv.FormatFloat(p.value, 'g', -1, 64), "must be between 0 and 1; 0 finds it"))
		}
	}
	if len(faults) == 0 && alpha > 0 && beta > alpha {
		faults = append(faults, fx.NewInputError("beta", strconv.FormatFloat(beta, 'g', -1, 64), "must be at most alpha"))
	}
	if len(faults) == 0 && alpha > 0 && gamma > 1-alpha+1e-12 {
		faults = append(faults, fx.NewInputError("gamma", strconv.FormatFloat(gamma, 'g', -1, 64), "must be at most 1-alpha"))
	}
	if len(faults) == 0 && alpha == 0 && beta > 0 && gamma > 0 && beta+gamma > 1 {
		faults = append(faults, fx.NewInputError("gamma", strconv.FormatFloat(gamma, 'g', -1, 64), "must be at most 1-beta, for alpha lies between"))
	}
	return faults
}

// Fit fits the model; see [Model]. It needs one known value. A series too short for
// the model asked for gets a simpler one, and the report says so.
func (e ETS) Fit(s Series) (Fitted, error) {
	if err := e.check(); err != nil {
		return nil, errors.Join(err, s.Check())
	}
	x, reasons, err := prepare(s, "ETS", 1)
	if err != nil {
		return nil, err
	}
	m := s.Period()
	longest := e.MaxSeason
	if longest == 0 {
		longest = 24
	}
	if k, ok := e.single(); m > longest && !(ok && k.season != 'N' && e.MaxSeason == 0) {
		reasons = append(reasons, Reason{"season", fmt.Sprintf("the season of %d steps is longer than %d and is not smoothed", m, longest)})
		m = 1
	}
	if m > 1 && len(x) < 2*m {
		reasons = append(reasons, Reason{"short", fmt.Sprintf("%d steps are less than two seasons of %d: none is smoothed", len(x), m)})
		m = 1
	}
	f := etsFixed{e.Alpha, e.Beta, e.Gamma, e.Phi, e.Cautious}
	if k, ok := e.single(); ok {
		fit, more := etsAsked(x, m, k, f)
		return etsFitted(fit, s, append(reasons, more...)), nil
	}
	c := etsChoice{fixed: f, criterion: e.Criterion, thorough: e.Thorough}
	c.pattern, _ = parseETS(e.Model)
	if e.MultiplicativeTrend && c.pattern.trends == "NA" {
		c.pattern.trends = "NAM"
	} else if e.MultiplicativeTrend && c.pattern.trends == "A" && strings.Contains(e.Model, "Z") {
		c.pattern.trends = "AM"
	}
	if strings.Contains(e.Model, "Z") || e.Model == "" {
		c.pattern.undamped = c.pattern.undamped && e.Damping != DampingAlways
		c.pattern.damped = c.pattern.damped && e.Damping != DampingNever
	}
	if e.Average {
		mix, tried := etsAveraged(x, m, c)
		if len(tried) > 0 {
			return etsMixed(&mix, s, reasons, e.Criterion, len(tried)), nil
		}
	}
	fit, tried := etsChoose(x, m, c)
	return etsFitted(fit, s, append(reasons, etsReason(fit, tried, e.Criterion, x)...)), nil
}

// etsAsked fits one model, or the nearest one that the series allows, and says so.
func etsAsked(x []float64, m int, k etsKind, f etsFixed) (etsFit, []Reason) {
	var reasons []Reason
	from := k
	if k.positive() && slices.Min(x) <= 0 {
		k.times = false
		if k.trend == 'M' {
			k.trend = 'A'
		}
		if k.season == 'M' {
			k.season = 'A'
		}
		reasons = append(reasons, Reason{"positive", from.name() + " needs values above zero: " + k.name() + " is fitted"})
		from = k
	}
	if m < 2 {
		k.season = 'N'
	}
	for k.count(m) >= len(x)-1 {
		switch {
		case k.season != 'N':
			k.season = 'N'
		case k.damped:
			k.damped = false
		case k.trend != 'N':
			k.trend = 'N'
		default:
			reasons = append(reasons, Reason{"short", strconv.Itoa(len(x)) + " values are too few to find parameters: alpha is 0.5 and the start is the mean"})
			return etsSingle(x, m, k, f), reasons
		}
	}
	if k != from {
		reasons = append(reasons, Reason{"short", strconv.Itoa(len(x)) + " values and a season of " + strconv.Itoa(m) + " do not allow " + from.name() + ": " + k.name() + " is fitted"})
	}
	return etsSingle(x, m, k, f), reasons
}

// etsReason says which model won against which.
func etsReason(fit etsFit, tried []etsTried, c Criterion, x []float64) []Reason {
	if len(tried) == 0 {
		if fit.sigma == 0 {
			return []Reason{{"constant", "every value is the same"}}
		}
		return []Reason{{"short", strconv.Itoa(len(x)) + " values are too few to find parameters: alpha is 0.5 and the start is the mean"}}
	}
	sorted := slices.Clone(tried)
	slices.SortStableFunc(sorted, func(a, b etsTried) int {
		switch {
		case a.score < b.score:
			return -1
		case a.score > b.score:
			return 1
		}
		return 0
	})
	text := fmt.Sprintf("%s has the lowest %s of %d models, %.2f", sorted[0].kind.name(), c, len(sorted), sorted[0].score)
	if len(sorted) > 1 {
		text += fmt.Sprintf("; next is %s with %.2f", sorted[1].kind.name(), sorted[1].score)
	}
	return []Reason{{"chosen", text}}
}

// etsFitted makes a [Fitted] of a fit.
func etsFitted(fit etsFit, s Series, reasons []Reason) *fitted {
	r := Report{Model: fit.kind.name(), Reasons: reasons, Points: fit.points, Params: fit.list()}
	if fit.params > 0 && !math.IsInf(fit.aicc, 0) && !math.IsNaN(fit.logLik) {
		r.Information = &Information{LogLik: fit.logLik, AICc: fit.aicc, Sigma2: fit.sigma * fit.sigma}
	}
	return newFitted(etsEngine{&fit}, s, r)
}

// etsMixed makes a [Fitted] of an average.
func etsMixed(mix *etsMix, s Series, reasons []Reason, c Criterion, tried int) *fitted {
	r := Report{Model: "ETS average", Points: mix.points}
	text := ""
	for i, f := range mix.fits {
		r.Params = append(r.Params, Param{f.kind.String(), mix.weights[i]})
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s %.0f%%", f.kind.name(), 100*mix.weights[i])
	}
	r.Reasons = append(reasons, Reason{"averaged", fmt.Sprintf("of %d models those with a weight by %s of 1%% or more: %s", tried, c, text)})
	return newFitted(mix, s, r)
}

// list returns the parameters and the starting states.
func (f *etsFit) list() []Param {
	out := []Param{{"alpha", f.alpha}}
	if f.kind.trend != 'N' {
		out = append(out, Param{"beta", f.beta})
	}
	if f.kind.season != 'N' {
		out = append(out, Param{"gamma", f.gamma})
	}
	if f.kind.damped {
		out = append(out, Param{"phi", f.phi})
	}
	out = append(out, Param{"l0", f.level0 + f.shift})
	if f.kind.trend != 'N' {
		out = append(out, Param{"b0", f.slope0})
	}
	for j, v := range f.season0 {
		out = append(out, Param{"s" + strconv.Itoa(j+1), v})
	}
	return out
}
