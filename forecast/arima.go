package forecast

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// ARIMA is an autoregressive integrated moving average with a season (Box and Jenkins
// 1970), by exact Gaussian likelihood of the differenced values. The zero ARIMA chooses
// seasonal differences by the strength of the season, differences by the test of
// Kwiatkowski, Phillips, Schmidt and Shin, and the order by AICc, as R's auto.arima
// does (Hyndman and Khandakar 2008). An automatic choice needs one value.
//
// With Log the point is the median.
type ARIMA struct {
	// Order fixes the order. nil chooses it.
	Order *ARIMAOrder
	// Drift adds a constant to a fixed order with one difference. Without
	// differences there is one anyway.
	Drift bool
	// NoConstant leaves the constant out.
	NoConstant bool
	// Log forecasts logarithms, where all values are above zero.
	Log bool
}

// An ARIMAOrder says how many coefficients and differences an [ARIMA] has.
type ARIMAOrder struct {
	P, D, Q                         int // autoregression, differences, moving average
	SeasonalP, SeasonalD, SeasonalQ int // the same at the season
}

// String returns the order: "(0,1,1)(0,1,1)", or "(0,1,1)" without a season.
func (o ARIMAOrder) String() string {
	s := fmt.Sprintf("(%d,%d,%d)", o.P, o.D, o.Q)
	if o.SeasonalP+o.SeasonalD+o.SeasonalQ != 0 {
		s += fmt.Sprintf("(%d,%d,%d)", o.SeasonalP, o.SeasonalD, o.SeasonalQ)
	}
	return s
}

// coefficients is the number of coefficients.
func (o ARIMAOrder) coefficients() int { return o.P + o.Q + o.SeasonalP + o.SeasonalQ }

// check reports what is wrong with o.
func (o ARIMAOrder) check() error {
	var faults []error
	for _, f := range []struct {
		name        string
		value, most int
	}{{"p", o.P, arimaMost}, {"d", o.D, 2}, {"q", o.Q, arimaMost}, {"seasonal_p", o.SeasonalP, 2}, {"seasonal_d", o.SeasonalD, 1}, {"seasonal_q", o.SeasonalQ, 2}} {
		if f.value < 0 || f.value > f.most {
			faults = append(faults, fx.NewInputError("order."+f.name, strconv.Itoa(f.value), "must be between 0 and "+strconv.Itoa(f.most)))
		}
	}
	return errors.Join(faults...)
}

// Name returns "ARIMA", or the model that is asked for: "ARIMA(0,1,1)(0,1,1)".
func (a ARIMA) Name() string {
	if a.Order != nil {
		return "ARIMA" + a.Order.String()
	}
	return "ARIMA"
}

// Fit fits the model; see [Model].
func (a ARIMA) Fit(s Series) (Fitted, error) {
	need, m := 1, s.Period()
	if a.Order != nil {
		if err := a.Order.check(); err != nil {
			return nil, errors.Join(err, s.Check())
		}
		o := *a.Order
		if o.SeasonalP+o.SeasonalD+o.SeasonalQ == 0 {
			m = 1
		} else if m < 2 || m > 60 {
			return nil, errors.Join(fx.NewInputError("order", o.String(), "must not have a season where the series has none of 2 to 60 steps"), s.Check())
		}
		need = o.D + m*o.SeasonalD + o.coefficients() + 3
	}
	x, reasons, err := prepare(s, a.Name(), need)
	if err != nil {
		return nil, err
	}
	y, scale, log := arimaScaled(x, a.Log)
	if a.Log && !log {
		reasons = append(reasons, Reason{"positive", "values are not all above zero: no logarithms are taken"})
	}
	var w *arimaWork
	var loglik float64
	if a.Order != nil {
		d := a.Order.D + a.Order.SeasonalD
		w = newArimaWork(y, *a.Order, m, !a.NoConstant && (d == 0 || d == 1 && a.Drift))
		loglik = w.fit()
	} else {
		var more []Reason
		w, loglik, more = arimaChoose(y, m, a.NoConstant)
		reasons = append(reasons, more...)
	}
	f := w.engine(y, scale, log)
	r := w.report(loglik, scale, log)
	r.Points, r.Reasons = f.points(), reasons
	if log {
		return arimaLog{newFitted(f, s, r), f}, nil
	}
	return newFitted(f, s, r), nil
}

// arimaScaled returns x over its scale, or the logarithms of that.
func arimaScaled(x []float64, log bool) (y []float64, scale float64, isLog bool) {
	isLog = log && slices.Min(x) > 0
	for _, v := range x {
		scale += math.Abs(v) / float64(len(x))
	}
	if !(scale > 0) {
		scale = 1
	}
	y = make([]float64, len(x))
	for i, v := range x {
		y[i] = v / scale
		if isLog {
			y[i] = math.Log(y[i])
		}
	}
	return y, scale, isLog
}

// report returns the parameters in the units of the series.
func (k *arimaWork) report(loglik, scale float64, log bool) Report {
	r := Report{Model: "ARIMA" + k.o.String()}
	if k.o.SeasonalP+k.o.SeasonalD+k.o.SeasonalQ > 0 {
		r.Model += "[" + strconv.Itoa(k.m) + "]"
	}
	at := 0
	for _, part := range []struct {
		name  string
		count int
	}{{"ar", k.o.P}, {"ma", k.o.Q}, {"sar", k.o.SeasonalP}, {"sma", k.o.SeasonalQ}} {
		for i := range part.count {
			r.Params = append(r.Params, Param{part.name + strconv.Itoa(i+1), k.coef[at]})
			at++
		}
	}
	unit, name := scale, "intercept"
	if k.o.D+k.o.SeasonalD > 0 {
		name = "drift"
	}
	beta, n := k.beta*scale, float64(len(k.w))
	if log {
		unit, beta = 1, k.beta
		if name == "intercept" {
			beta += math.Log(scale)
		}
	}
	if k.constant {
		r.Params = append(r.Params, Param{name, beta})
		r.Model += " with " + map[string]string{"intercept": "mean", "drift": "drift"}[name]
	}
	sigma2 := k.s / math.Max(1, n-float64(k.parameters())+1) * unit * unit
	r.Params = append(r.Params, Param{"sigma2", sigma2})
	loglik -= n * math.Log(unit)
	r.Information = &Information{LogLik: loglik, AICc: k.aicc(loglik), Sigma2: sigma2}
	return r
}
