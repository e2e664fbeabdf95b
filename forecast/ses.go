package forecast

import "errors"

// SES is simple exponential smoothing, ETS(A,N,N): a level that follows the values by
// the share alpha of each error (Brown 1959). Every step ahead has the same point.
// Level and alpha are those that make the history likeliest. It needs one known value.
type SES struct {
	// Alpha is the smoothing parameter, above 0 and at most 1. 0 finds it.
	Alpha float64
}

// Name returns "SES".
func (SES) Name() string { return "SES" }

// Fit fits the model; see [Model].
func (e SES) Fit(s Series) (Fitted, error) {
	return fitSmoothing(s, "SES", etsKind{trend: 'N', season: 'N'}, etsFixed{alpha: e.Alpha})
}

// Holt is double exponential smoothing, ETS(A,A,N): a level and a slope that both
// follow the errors (Holt 1957). It needs one known value, and below seven it is [SES].
type Holt struct {
	// Alpha smooths the level. Beta is what the slope takes of each error, at most
	// Alpha: beta = alpha times beta-star in Holt's own form. 0 finds them.
	Alpha, Beta float64
}

// Name returns "Holt".
func (Holt) Name() string { return "Holt" }

// Fit fits the model; see [Model].
func (e Holt) Fit(s Series) (Fitted, error) {
	return fitSmoothing(s, "Holt", etsKind{trend: 'A', season: 'N'}, etsFixed{alpha: e.Alpha, beta: e.Beta})
}

// Damped is Holt's method with a slope that fades by the factor phi each step,
// ETS(A,Ad,N) (Gardner and McKenzie 1985). It needs one known value, and below eight
// it is [Holt].
type Damped struct {
	// Alpha and Beta are those of [Holt]. Phi is the damping, found between 0.8 and 0.98.
	// 0 finds them.
	Alpha, Beta, Phi float64
}

// Name returns "Damped".
func (Damped) Name() string { return "Damped" }

// Fit fits the model; see [Model].
func (e Damped) Fit(s Series) (Fitted, error) {
	return fitSmoothing(s, "Damped", etsKind{trend: 'A', damped: true, season: 'N'}, etsFixed{alpha: e.Alpha, beta: e.Beta, phi: e.Phi})
}

// fitSmoothing fits a model without a season.
func fitSmoothing(s Series, name string, k etsKind, f etsFixed) (Fitted, error) {
	if faults := checkSmoothing(f.alpha, f.beta, f.gamma, f.phi); faults != nil {
		return nil, errors.Join(errors.Join(faults...), s.Check())
	}
	x, reasons, err := prepare(s, name, 1)
	if err != nil {
		return nil, err
	}
	fit, more := etsAsked(x, 1, k, f)
	out := etsFitted(fit, s, append(reasons, more...))
	out.report.Model = name
	return out, nil
}
