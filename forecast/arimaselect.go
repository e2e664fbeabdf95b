package forecast

import (
	"fmt"
	"math"
)

// The bounds of the automatic choice, as in Hyndman and Khandakar (2008).
const (
	arimaMaxOrder  = 5
	arimaMaxSeason = 2
	arimaLongest   = 24 // the longest season
)

// arimaTry is one model of the search.
type arimaTry struct {
	o        ARIMAOrder
	constant bool
}

// arimaChoose looks for the model of the least AICc by the steps of Hyndman and
// Khandakar (2008, 3.2), and says why.
func arimaChoose(y []float64, m int, noConstant bool) (*arimaWork, float64, []Reason) {
	n := len(y)
	var base ARIMAOrder
	var reasons []Reason
	switch {
	case m > arimaLongest:
		reasons = append(reasons, Reason{"season", fmt.Sprintf("a season of %d steps is longer than %d and left out", m, arimaLongest)})
		m = 1
	case m > 1 && n < 2*m+5:
		reasons = append(reasons, Reason{"short", fmt.Sprintf("%d steps are fewer than the %d that a season of %d needs: it is left out", n, 2*m+5, m)})
		m = 1
	}
	x := y
	if m > 1 {
		f := arimaStrength(x, m)
		if f > arimaStrong {
			base.SeasonalD = 1
			x = arimaDifference(x, m)
		}
		reasons = append(reasons, Reason{"season", fmt.Sprintf("the season of %d steps has a strength of %.3f: %d seasonal differences", m, f, base.SeasonalD)})
	}
	d, k := arimaDifferences(x)
	base.D = d
	reasons = append(reasons, Reason{"difference", fmt.Sprintf("the KPSS statistic is %.3f against a limit of %.3f: %d differences", k, kpssLimit, d)})
	for range d {
		x = arimaDifference(x, 1)
	}
	constant := base.D+base.SeasonalD < 2 && !noConstant
	if arimaFlat(x) || len(x) < 4 {
		w := newArimaWork(y, base, m, constant)
		return w, w.fit(), append(reasons, Reason{"short", "what is left after differences has nothing to explain"})
	}
	most, seasonal := min(arimaMaxOrder, n/3), 0
	if m > 1 {
		seasonal = min(arimaMaxSeason, n/3/m)
	}
	seen := map[arimaTry]bool{}
	var best *arimaWork
	var at arimaTry
	var loglik float64
	least := math.Inf(1)
	try := func(t arimaTry) bool {
		o := t.o
		if o.P < 0 || o.Q < 0 || o.SeasonalP < 0 || o.SeasonalQ < 0 || o.P > most || o.Q > most || o.SeasonalP > seasonal || o.SeasonalQ > seasonal || seen[t] || t.constant && !constant {
			return false
		}
		seen[t] = true
		if len(x) < o.coefficients()+4 || len(seen) > 94 {
			return false
		}
		w := newArimaWork(y, o, m, t.constant)
		l := w.fit()
		if c := w.aicc(l); (c < least || best == nil) && w.away() && !math.IsNaN(c) {
			least, best, at, loglik = c, w, t, l
			return true
		}
		return false
	}
	with := func(p, q, sp, sq int, c bool) arimaTry {
		o := base
		o.P, o.Q, o.SeasonalP, o.SeasonalQ = p, q, sp, sq
		return arimaTry{o, c}
	}
	s := min(1, seasonal)
	try(with(min(2, most), min(2, most), s, s, constant))
	try(with(0, 0, 0, 0, constant))
	try(with(min(1, most), 0, s, 0, constant))
	try(with(0, min(1, most), 0, s, constant))
	try(with(0, 0, 0, 0, false))
	steps := [...][4]int{
		{0, 0, -1, 0}, {0, 0, 0, -1}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, -1, -1}, {0, 0, -1, 1}, {0, 0, 1, -1}, {0, 0, 1, 1},
		{-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0},
	}
	for better := best != nil; better; {
		better = false
		for _, d := range steps {
			o := at.o
			if try(with(o.P+d[0], o.Q+d[1], o.SeasonalP+d[2], o.SeasonalQ+d[3], at.constant)) {
				better = true
				break
			}
		}
		if !better {
			o := at.o
			better = try(with(o.P, o.Q, o.SeasonalP, o.SeasonalQ, !at.constant))
		}
	}
	if best == nil {
		best = newArimaWork(y, base, m, constant)
		loglik = best.fit()
	}
	return best, loglik, append(reasons, Reason{"chosen", fmt.Sprintf("the least AICc of %d models", len(seen))})
}
