package forecast

// A Model is a way to forecast: a plain value whose fields are its settings and
// whose zero value uses the defaults that its fields name.
type Model interface {
	// Name returns the short name of the model with its settings: "SES", "ETS(A,N,N)".
	Name() string
	// Fit fits the model to s. It keeps nothing of s that the caller may change.
	// The errors are those of [Series.Check] and [*ShortError] where s has too few
	// known values for the model.
	Fit(s Series) (Fitted, error)
}

// A Fitted is a model with its parameters, ready to forecast. It is safe for
// concurrent use.
type Fitted interface {
	// Forecast returns the next h steps with the quantiles of levels, each above 0
	// and below 1. Without levels there are only points.
	Forecast(h int, levels ...float64) (Forecast, error)
	// Paths draws n sample paths of h steps each. The same seed gives the same paths.
	Paths(h, n int, seed uint64) ([][]float64, error)
	// Report says what was fitted, and why.
	Report() Report
}

// A Forecast is what a model expects of the steps to come.
type Forecast struct {
	// Model is the name of the model that was fitted: "ETS(M,Ad,M)".
	Model string
	// Point is the expected demand of each step. A model whose point is not the mean
	// of its paths says so in its comment.
	Point []float64
	// Levels are the levels of Quantiles, as they were asked for.
	Levels []float64
	// Quantiles has one row for each level, with one value for each step. For each
	// step they rise with their level.
	Quantiles [][]float64
}

// A Report says what was fitted.
type Report struct {
	// Model is the name of the model with what was chosen: "ARIMA(0,1,1)(0,1,1)[12]".
	Model string
	// Params are the parameters in the order in which the model lists them.
	Params []Param
	// Information holds the likelihood of the fit where the model has one.
	Information *Information
	// Points are the forecasts of each step of the history from the one before; as
	// long as the history. Where a step has none it is NaN.
	Points []float64
	// Reasons are the decisions that were taken without being asked for, in order.
	Reasons []Reason
}

// A Param is one fitted parameter.
type Param struct {
	Name  string
	Value float64
}

// Information is the likelihood of a fit.
type Information struct {
	// LogLik is the logarithm of the likelihood.
	LogLik float64
	// AICc is Akaike's criterion with its correction for small samples.
	AICc float64
	// Sigma2 is the variance of the one-step errors (relative ones for models with
	// multiplicative errors).
	Sigma2 float64
}

// A Reason is one decision and why it was taken.
type Reason struct {
	// Code is stable: "season", "short", "intermittent", "stockout", "chosen".
	Code string
	// Text is a sentence for people.
	Text string
}

// At returns the quantiles of one level, and whether it was asked for.
func (f Forecast) At(level float64) ([]float64, bool) {
	for i, l := range f.Levels {
		if l == level && i < len(f.Quantiles) {
			return f.Quantiles[i], true
		}
	}
	return nil, false
}

// Param returns the parameter of that name, and whether there is one.
func (r Report) Param(name string) (float64, bool) {
	for _, p := range r.Params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return 0, false
}
