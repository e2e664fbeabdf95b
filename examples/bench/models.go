package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/forecast"
)

// A namedModel is a model under the name by which it is asked for.
type namedModel struct {
	name  string
	model forecast.Model
}

// Combinations that the peers' tables have too. comb is that of the M4 competition: the
// mean of three smoothing models of the seasonally adjusted history.
var (
	comb = forecast.Adjusted{Model: forecast.Combination{Models: []forecast.Model{forecast.SES{}, forecast.Holt{}, forecast.Damped{}}}}
	etd  = forecast.Combination{Models: []forecast.Model{forecast.ETS{}, forecast.DynamicTheta{}}}
	ed3  = forecast.Combination{Models: []forecast.Model{forecast.ETS{}, forecast.DynamicTheta{}, forecast.CES{}}, Median: true}
)

// models are all that can be scored.
var models = []namedModel{
	{"auto", forecast.Auto{}},
	{"naive", forecast.Naive{}},
	{"naive2", forecast.Naive2{}},
	{"snaive", forecast.SeasonalNaive{}},
	{"drift", forecast.Drift{}},
	{"ses", forecast.SES{}},
	{"holt", forecast.Holt{}},
	{"damped", forecast.Damped{}},
	{"hw", forecast.HoltWinters{}},
	{"ets", forecast.ETS{}},
	{"ets-average", forecast.ETS{Average: true, Criterion: forecast.BIC, Cautious: true}},
	{"theta", forecast.Theta{}},
	{"otm", forecast.OptimisedTheta{}},
	{"dotm", forecast.DynamicTheta{}},
	{"ces", forecast.CES{}},
	{"mstl", forecast.MSTL{}},
	{"arima", forecast.ARIMA{}},
	{"hybrid", forecast.Hybrid()},
	{"scum", forecast.SCUM()},
	{"ar", forecast.AR{Adjustment: forecast.AdjustmentShrunk}},
	{"lags", forecast.LagRegression{}},
	{"comb", comb},
	{"etd", etd},
	{"ed3", ed3},
	{"intermittent", forecast.Intermittent{}},
	{"croston", forecast.Croston{}},
	{"sba", forecast.Croston{Correction: forecast.CrostonSBA}},
	{"sbj", forecast.Croston{Correction: forecast.CrostonSBJ}},
	{"tsb", forecast.TSB{}},
	{"adida", forecast.ADIDA{}},
	{"imapa", forecast.IMAPA{}},
	{"bootstrap", forecast.Bootstrap{}},
}

// modelsNamed returns the models of a list of names that are separated by commas.
func modelsNamed(list string) ([]namedModel, error) {
	var out []namedModel
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		same := func(m namedModel) bool { return m.name == name }
		i := slices.IndexFunc(models, same)
		switch {
		case i < 0:
			return nil, fmt.Errorf("must be of %s, got %q", strings.Join(modelNames(), ", "), name)
		case slices.ContainsFunc(out, same):
			return nil, fmt.Errorf("must not have a model twice, got %q", name)
		}
		out = append(out, models[i])
	}
	return out, nil
}

func modelNames() []string {
	var out []string
	for _, m := range models {
		out = append(out, m.name)
	}
	return out
}

// countModels are the names of models for counts: with -all they are scored on counts, and
// the others, but for the first one asked for, on regular sets.
var countModels = []string{"intermittent", "croston", "sba", "sbj", "tsb", "adida", "imapa", "bootstrap"}
