package kpi

import (
	"iter"
	"slices"
	"sync"
)

// Metrics yields every metric of this package, by subject, in an order that does not
// change.
func Metrics() iter.Seq[Metric] {
	return func(yield func(Metric) bool) {
		for _, m := range shippedMetrics().list {
			if !yield(m.clone()) {
				return
			}
		}
	}
}

// Find returns the metric of a code. The error is an [*UnknownMetricError] with the
// nearest codes.
func Find(code string) (Metric, error) {
	t := shippedMetrics()
	if i, ok := t.by[code]; ok {
		return t.list[i].clone(), nil
	}
	var codes []string
	for _, m := range t.list {
		codes = append(codes, m.Code)
	}
	return Metric{}, &UnknownMetricError{Code: cutText(code), Nearest: nearestCodes(code, codes)}
}

// Variants returns the metrics of a family, in order: those that people call by one
// name. It is empty for an unknown family.
func Variants(family string) []Metric {
	var out []Metric
	for _, m := range shippedMetrics().list {
		if m.Family == family && family != "" {
			out = append(out, m.clone())
		}
	}
	return out
}

// An UnknownMetricError says that no metric has a code.
type UnknownMetricError struct {
	// Code is what was asked for, shortened when it is long.
	Code string
	// Nearest are the codes that look most like it, best first, at most three.
	Nearest []string
}

// Error says the code and the nearest known ones.
func (e *UnknownMetricError) Error() string {
	return "kpi: unknown metric " + `"` + e.Code + `"` + didYouMean(e.Nearest)
}

func (m Metric) clone() Metric {
	m.MayMix = slices.Clone(m.MayMix)
	return m
}

// metricTable is the list of metrics with an index, and their formulas in inputs only.
type metricTable struct {
	list  []Metric
	by    map[string]int
	roots map[string]*node

	compiled map[*node]compiledMetric // by the formula as it is written
}

var shippedMetrics = sync.OnceValue(func() metricTable {
	t := metricTable{by: map[string]int{}, roots: map[string]*node{}, compiled: map[*node]compiledMetric{}}
	groups := []struct {
		name    string
		metrics []Metric
	}{
		{"traffic", trafficMetrics()},
		{"profit", profitMetrics()},
		{"returns", returnMetrics()},
		{"advertising", adMetrics()},
		{"incrementality", incrementalityMetrics()},
		{"inventory", inventoryMetrics()},
		{"health", healthMetrics()},
		{"cash", cashMetrics()},
	}
	for _, g := range groups {
		for _, m := range g.metrics {
			m.Group = g.name
			if m.Window == "" {
				m.Window = "the period"
			}
			if !m.Formula.IsZero() {
				// A metric rests on metrics before it, so that none rests on itself.
				t.roots[m.Code] = m.Formula.root.expand(t.roots)
				t.compiled[m.Formula.root] = compile(t.roots[m.Code])
			}
			t.by[m.Code] = len(t.list)
			t.list = append(t.list, m)
		}
	}
	return t
})
