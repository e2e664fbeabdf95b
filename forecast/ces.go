package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// CES is complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022): a level l
// and an information potential c that are smoothed by one complex parameter a0 + i a1,
// which makes level and trend one and the same. With the error e_t = y_t - l_{t-1},
//
//	l_t = l_{t-1} - (1-a1) c_{t-1} + (a0-a1) e_t
//	c_t = l_{t-1} + (1-a0) c_{t-1} + (a0+a1) e_t
//
// Its forms with a season keep the states of the same season (simple), add a season
// that is smoothed by b (partial), or add such states to those without a season
// (full). The zero CES chooses among them by AICc. The starting states come from running
// the model backwards through the history. Variances are those of the linear model; unlike
// other additive models it is not indifferent to the level of the series. It needs one
// value, and two cycles for a season.
type CES struct {
	// Season is the form of the season. The zero value is CESAutomatic.
	Season CESSeason
}

// CESSeason is the form of the season of [CES].
type CESSeason int

// The forms of the season.
const (
	CESAutomatic CESSeason = iota // the one with the least AICc
	CESNone                       // no season
	CESSimple                     // the states of the same season
	CESPartial                    // a season of real numbers beside level and potential
	CESFull                       // a season of complex numbers beside level and potential
	CESAdjusted                   // no season, after the season is taken out
)

var cesNames = [...]string{"automatic", "none", "simple", "partial", "full", "adjusted"}

// String returns the name: "partial".
func (c CESSeason) String() string {
	if c < 0 || int(c) >= len(cesNames) {
		return "CESSeason(" + strconv.Itoa(int(c)) + ")"
	}
	return cesNames[c]
}

// Name returns "CES", with the form where one is set: "CES(full)".
func (c CES) Name() string {
	if c.Season == CESAutomatic {
		return "CES"
	}
	return "CES(" + c.Season.String() + ")"
}

// Fit fits the model; see [Model].
func (c CES) Fit(s Series) (Fitted, error) {
	if c.Season < 0 || int(c.Season) >= len(cesNames) {
		return nil, errors.Join(fx.NewInputError("season", strconv.Itoa(int(c.Season)), "must be one of the forms of the season"), s.Check())
	}
	x, reasons, err := prepare(s, "CES", 1)
	if err != nil {
		return nil, err
	}
	m := s.Period()
	if m > 1 && len(x) < 2*m && c.Season != CESNone {
		reasons = append(reasons, Reason{"short", fmt.Sprintf("%d steps are less than two seasons of %d: the season is ignored", len(x), m)})
		m = 1
	}
	e := cesFitForm(x, m, c.Season, s.Signed)
	if c.Season == CESAutomatic && m > 1 {
		why := fmt.Sprintf("the form %s has the least AICc of five, %.1f", e.form, e.aicc)
		switch {
		case math.IsInf(e.aicc, 1):
			why = fmt.Sprintf("%d steps are too few to compare forms of the season", len(x))
		case math.IsInf(e.aicc, -1):
			why = fmt.Sprintf("the form %s leaves no errors", e.form)
		}
		reasons = append(reasons, Reason{"chosen", why})
	}
	points := make([]float64, len(x))
	e.replay(x, points)
	report := Report{
		Model: "CES(" + e.form.String() + ")", Points: points, Reasons: reasons,
		Params: []Param{{"a0", e.p[0]}, {"a1", e.p[1]}},
	}
	switch e.form {
	case CESPartial:
		report.Params = append(report.Params, Param{"b", e.p[2]})
	case CESFull:
		report.Params = append(report.Params, Param{"b0", e.p[2]}, Param{"b1", e.p[3]})
	}
	if !math.IsInf(e.logLik, 0) {
		report.Information = &Information{LogLik: e.logLik, AICc: e.aicc, Sigma2: e.sigma * e.sigma}
	}
	return newFitted(&e, s, report), nil
}

// ces is a fitted CES: its parameters and the states with which it ends. It is an
// engine.
type ces struct {
	form   CESSeason
	p      [4]float64 // a0, a1, b0, b1
	n      int
	states cesStates
	adjust seasonAdjust // what was taken out of the adjusted form
	sigma  float64
	logLik float64
	aicc   float64
}

// cesStates are the states of CES. season and other hold those of each step modulo m.
type cesStates struct {
	l, c          float64
	season, other []float64
}

// clone copies s.
func (s cesStates) clone() cesStates {
	s.season = append([]float64(nil), s.season...)
	s.other = append([]float64(nil), s.other...)
	return s
}

// pass runs the model with the parameters p forwards or backwards through x and returns
// the sum of squared errors. points, if there are any, receives the one-step forecasts.
func (s *cesStates) pass(form CESSeason, p *[4]float64, x []float64, backwards bool, points []float64) float64 {
	a0, a1 := p[0], p[1]
	f12, f22, g1, g2 := 1-a1, 1-a0, a0-a1, a0+a1
	l, c := s.l, s.c
	i, step, n := 0, 1, len(x)
	if backwards {
		i, step = n-1, -1
	}
	m := max(len(s.season), 1)
	k := i % m
	sse := 0.0
	switch form {
	case CESNone, CESAdjusted:
		for ; i >= 0 && i < n; i += step {
			if points != nil {
				points[i] = l
			}
			e := x[i] - l
			sse += e * e
			l, c = l-f12*c+g1*e, l+f22*c+g2*e
		}
	case CESSimple:
		for ; i >= 0 && i < n; i += step {
			l, c := s.season[k], s.other[k]
			if points != nil {
				points[i] = l
			}
			e := x[i] - l
			sse += e * e
			s.season[k], s.other[k] = l-f12*c+g1*e, l+f22*c+g2*e
			if k += step; k == m {
				k = 0
			} else if k < 0 {
				k = m - 1
			}
		}
	case CESPartial:
		b := p[2]
		for ; i >= 0 && i < n; i += step {
			v := s.season[k]
			if points != nil {
				points[i] = l + v
			}
			e := x[i] - l - v
			sse += e * e
			l, c = l-f12*c+g1*e, l+f22*c+g2*e
			s.season[k] = v + b*e
			if k += step; k == m {
				k = 0
			} else if k < 0 {
				k = m - 1
			}
		}
	case CESFull:
		h12, h22, b1, b2 := 1-p[3], 1-p[2], p[2]-p[3], p[2]+p[3]
		for ; i >= 0 && i < n; i += step {
			v, w := s.season[k], s.other[k]
			if points != nil {
				points[i] = l + v
			}
			e := x[i] - l - v
			sse += e * e
			l, c = l-f12*c+g1*e, l+f22*c+g2*e
			s.season[k], s.other[k] = v-h12*w+b1*e, v+h22*w+b2*e
			if k += step; k == m {
				k = 0
			} else if k < 0 {
				k = m - 1
			}
		}
	}
	s.l, s.c = l, c
	return sse
}

// step returns the forecast of step i from the states and moves on with the error e.
func (s *cesStates) step(form CESSeason, p *[4]float64, i int, e float64) float64 {
	var x float64
	k := i % max(len(s.season), 1)
	if form != CESSimple {
		x = s.l
		s.l, s.c = cesHold(s.l-(1-p[1])*s.c+(p[0]-p[1])*e), cesHold(s.l+(1-p[0])*s.c+(p[0]+p[1])*e)
	}
	switch v := 0.0; form {
	case CESSimple:
		x = s.season[k]
		s.season[k], s.other[k] = cesHold(x-(1-p[1])*s.other[k]+(p[0]-p[1])*e), cesHold(x+(1-p[0])*s.other[k]+(p[0]+p[1])*e)
	case CESPartial:
		v = s.season[k]
		x += v
		s.season[k] += p[2] * e
	case CESFull:
		v = s.season[k]
		x += v
		s.season[k], s.other[k] = cesHold(v-(1-p[3])*s.other[k]+(p[2]-p[3])*e), cesHold(v+(1-p[2])*s.other[k]+(p[2]+p[3])*e)
	}
	return x
}

// cesHold keeps a state that grows without end a finite number.
func cesHold(v float64) float64 { return math.Min(math.Max(v, -cesMost), cesMost) }

const cesMost = 1e100

func (e *ces) point(h int) []float64 {
	out := make([]float64, h)
	s := e.states.clone()
	for j := range out {
		out[j] = s.step(e.form, &e.p, e.n+j, 0)
	}
	e.adjust.restore(out, e.n)
	return out
}

// spread returns the standard deviation of each step, from the responses of the next
// steps to a unit error.
func (e *ces) spread(h int) []float64 {
	out := make([]float64, h)
	m := len(e.states.season)
	s := cesStates{season: make([]float64, m), other: make([]float64, m)}
	s.step(e.form, &e.p, 0, 1)
	sum := 1.0
	for j := range out {
		out[j] = e.sigma * math.Sqrt(sum)
		r := s.step(e.form, &e.p, j+1, 0)
		sum = math.Min(sum+r*r, cesMost*cesMost)
	}
	e.adjust.widen(out, e.n)
	return out
}

func (e *ces) path(r *rand.Rand, out []float64) {
	s := e.states.clone()
	for j := range out {
		shock := e.sigma * r.NormFloat64()
		out[j] = s.step(e.form, &e.p, e.n+j, shock) + shock
	}
	e.adjust.restore(out, e.n)
}
