package main

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
)

// peersJSON holds the figures of other packages on the shared data, by the methods of
// measuring that this command uses too.
//
//go:embed peers.json
var peersJSON []byte

// A peerTable is one measure of some methods on some sets.
type peerTable struct {
	Section string   `json:"section"`
	Rows    string   `json:"rows"` // "core" or "full"
	Measure string   `json:"measure"`
	Sets    []string `json:"sets"`
	Figures []struct {
		Method string     `json:"method"`
		Values []*float64 `json:"values"` // one a set, null where it was not measured
	} `json:"figures"`
}

// peerTables are the tables of peersJSON.
var peerTables = sync.OnceValue(func() []peerTable {
	var all struct {
		Tables []peerTable `json:"tables"`
	}
	if err := json.Unmarshal(peersJSON, &all); err != nil {
		return nil // a test reads them
	}
	return all.Tables
})

// peerMethods returns the methods that were measured by one of some measures on one of
// some sets, in the order of the tables.
func peerMethods(full bool, measures, sets []string) []string {
	var out []string
	for _, t := range peerTables() {
		if (t.Rows == "full") != full || !slices.Contains(measures, t.Measure) || !slices.ContainsFunc(t.Sets, func(s string) bool { return slices.Contains(sets, s) }) {
			continue
		}
		for _, f := range t.Figures {
			if !slices.Contains(out, f.Method) {
				out = append(out, f.Method)
			}
		}
	}
	return out
}

// peerFigure returns a figure of a method, and whether it was measured.
func peerFigure(full bool, measure, set, method string) (float64, bool) {
	for _, t := range peerTables() {
		if (t.Rows == "full") != full || t.Measure != measure {
			continue
		}
		i := slices.Index(t.Sets, set)
		if i < 0 {
			continue
		}
		for _, f := range t.Figures {
			if f.Method == method && f.Values[i] != nil {
				return *f.Values[i], true
			}
		}
	}
	return 0, false
}

// bestPeer returns the lowest figure of some methods, all where none are named, but for
// `zero`, which forecasts nothing and is worthless for ordering.
func bestPeer(full bool, measure, set string, methods ...string) (method string, figure float64, ok bool) {
	if len(methods) == 0 {
		methods = peerMethods(full, []string{measure}, []string{set})
	}
	for _, m := range methods {
		if v, known := peerFigure(full, measure, set, m); known && m != "zero" && (!ok || v < figure) {
			method, figure, ok = m, v, true
		}
	}
	return method, figure, ok
}

// peerMean returns the mean of a figure of a method over sets, and whether it was
// measured on all of them.
func peerMean(full bool, measure string, sets []string, method string) (float64, bool) {
	sum := 0.0
	for _, s := range sets {
		v, ok := peerFigure(full, measure, s, method)
		if !ok {
			return 0, false
		}
		sum += v
	}
	return sum / float64(len(sets)), len(sets) > 0
}

// bestMean returns the method with the lowest mean over sets, as bestPeer does.
func bestMean(full bool, measure string, sets []string, methods ...string) (method string, figure float64, ok bool) {
	if len(methods) == 0 {
		methods = peerMethods(full, []string{measure}, sets)
	}
	for _, m := range methods {
		if v, known := peerMean(full, measure, sets, m); known && m != "zero" && (!ok || v < figure) {
			method, figure, ok = m, v, true
		}
	}
	return method, figure, ok
}
