package forecast

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// spy records what a model is given.
type spy struct {
	Model
	seen *[]Series
}

func (m spy) Fit(s Series) (Fitted, error) {
	*m.seen = append(*m.seen, s)
	return m.Model.Fit(s)
}

// Three origins before the end, each a horizon after the one before, by hand.
func TestBacktestByHand(t *testing.T) {
	s := Series{Values: []float64{10, 12, 11, 13, 15, 14, 18, 17, 20, 19}, Periods: []int{}}
	r, err := Backtest{Model: Naive{}, Horizon: 2}.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	var at []int
	var errs []float64
	for _, o := range r.Origins {
		at = append(at, o.At)
		errs = append(errs, o.Scores.Absolute)
	}
	// From step 4: 13 against 15 and 14; from 6: 14 against 18 and 17; from 8: 17 against 20 and 19.
	if !slices.Equal(at, []int{4, 6, 8}) || !slices.Equal(errs, []float64{3, 7, 5}) || r.Horizon != 2 || r.Model != "Naive" {
		t.Errorf("%+v", r)
	}
	if want := 15.0 / 103; math.Abs(r.Summary.WMAPE()-want) > 1e-12 {
		t.Errorf("wMAPE %g, want %g", r.Summary.WMAPE(), want)
	}
	if r.Summary.Coverage.Count != 3 {
		t.Errorf("%+v", r.Summary)
	}
	// Every step, without quantiles.
	r, err = Backtest{Model: Naive{}, Horizon: 1, Origins: 9, Step: 1, Levels: []float64{}}.Run(s)
	if err != nil || len(r.Origins) != 9 || r.Origins[0].At != 1 || r.Origins[8].At != 9 || r.Summary.Coverage.Count != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// No model sees what came after its origin, and changing that changes nothing.
func TestBacktestDoesNotLookAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawDemand(t)
		n := s.Len()
		s.Missing, s.InStock = make([]bool, n), slices.Repeat([]float64{1}, n)
		s.Missing[2], s.InStock[3] = true, 0
		var seen []Series
		b := Backtest{Model: spy{SES{}, &seen}, Horizon: rapid.IntRange(1, 3).Draw(t, "h"), Origins: 1}
		first, err := b.Run(s)
		if err != nil {
			t.Fatal(err)
		}
		at := first.Origins[0].At
		for _, v := range seen {
			if len(v.Values) != at || len(v.Missing) != at || len(v.InStock) != at || cap(v.Values) != at {
				t.Fatalf("%d steps are known at step %d", len(v.Values), at)
			}
		}
		later := s
		later.Values = slices.Clone(s.Values)
		for i := at; i < n; i++ {
			later.Values[i] += 1000
		}
		second, err := b.Run(later)
		if err != nil || !cmp.Equal(first.Origins[0].Forecast, second.Origins[0].Forecast) {
			t.Fatalf("%v, then %v", first.Origins[0].Forecast, second.Origins[0].Forecast)
		}
	})
}

// What is not known of the demand is not scored.
func TestBacktestUnknownSteps(t *testing.T) {
	s := Series{Values: []float64{5, 6, 5, 6, 5, 90, 0, 6}, Periods: []int{}, Missing: []bool{5: true, 7: false}, InStock: []float64{1, 1, 1, 1, 1, 1, 0.5, 1}}
	r, err := Backtest{Model: Naive{}, Horizon: 3, Origins: 1}.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	o := r.Origins[0]
	if o.Scores.Steps != 1 || o.Scores.Absolute != 1 || !math.IsNaN(o.Actual[0]) || !math.IsNaN(o.Actual[1]) || o.Actual[2] != 6 {
		t.Errorf("%+v", o)
	}
	s.Missing[7] = true
	if r, err = (Backtest{Model: Naive{}, Horizon: 3, Origins: 1}).Run(s); err != nil || r.Origins[0].Scores.Steps != 0 || r.Summary.SMAPE.Count != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A price that is planned is known at every origin.
func TestBacktestRegressors(t *testing.T) {
	s := Series{Values: make([]float64, 40), Periods: []int{}, Regressors: []Regressor{{Name: "deal", Values: make([]float64, 40)}}}
	for i := range s.Values {
		s.Values[i] = 50
		if i%7 == 3 {
			s.Values[i], s.Regressors[0].Values[i] = 100, 1
		}
	}
	r, err := Backtest{Model: Auto{}, Horizon: 7, Origins: 2}.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Summary.WMAPE(); got > 0.15 {
		t.Errorf("wMAPE %g with the deals known", got)
	}
}

func TestBacktestRefuses(t *testing.T) {
	_, err := Backtest{Horizon: -1, Origins: maxBacktest + 1, Step: -1, Lag: -1, Levels: []float64{0.5, 1}}.Run(Series{Values: []float64{-1}})
	if got, want := inputFields(err), []string{"model", "horizon", "origins", "step", "lag", "levels[1]", "values[0]"}; !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	var short *ShortError
	_, err = Backtest{Model: Naive{}, Horizon: 4, Origins: 3}.Run(Series{Values: make([]float64, 12)})
	if !errors.As(err, &short) || short.Need != 13 || short.Have != 12 {
		t.Errorf("12 steps: %v", err)
	}
	if _, err = (Backtest{Model: Naive{}, Horizon: 4, Origins: 3}).Run(Series{Values: make([]float64, 13)}); err != nil {
		t.Errorf("13 steps: %v", err)
	}
	_, err = Backtest{Model: SeasonalNaive{}, Horizon: 1, Origins: 1}.Run(Series{Values: []float64{1, 2, 3}, Periods: []int{4}})
	if !errors.As(err, &short) || err.Error() != "from step 2: forecast: SeasonalNaive needs 4 known values, the series has 2" {
		t.Errorf("what the model says: %v", err)
	}
}
