package main

import (
	"fmt"
	"math"
	"strconv"
)

// The aims: how much better than the peers the forecasts are to be.
const (
	aimOWA        = 0.99 // of the best R combination, mean over sets
	aimOWASet     = 1.01 // of it on any set
	aimM3         = 12.3 // sMAPE of the complete M3
	aimWeekly     = 0.80 // OWA of weekly data
	coverageLeast = 0.93
	coverageMost  = 0.97
	aimBias       = 0.15
	aimTotals     = 0.95 // lead-time pinball, of the best peer
	aimShare      = 0.02 // lead-time quantiles, distance from their level
	aimPromo      = 0.40
	aimStockout   = 0.22
	aimStockBias  = 0.05
)

// rCombinations are the combinations of R's models that are to be beaten, and
// otherCombinations those for sets on which they were not measured.
var (
	rCombinations     = []string{"scum", "hybrid"}
	otherCombinations = []string{"et", "ste", "etd"}
)

// combinedSets are the regular sets on which the R combinations were measured.
var combinedSets = []string{"m3_yearly", "m3_quarterly", "m3_monthly", "m3_other", "hospital", "m4_weekly"}

// bestCombination returns the lowest OWA of a combination of R's models on a set.
func bestCombination(set string) (string, float64, bool) {
	if m, v, ok := bestPeer(false, "owa", set, rCombinations...); ok {
		return m, v, true
	}
	return bestPeer(false, "owa", set, otherCombinations...)
}

// rounding is what a share that is exactly at its bound may seem beyond it.
const rounding = 1e-9

// misses reports whether a figure is behind its aim on one set, or behind the best peer
// where the aim is a mean over sets.
func misses(full bool, measure, set string, v float64) bool {
	switch measure {
	case "coverage":
		return v < coverageLeast || v > coverageMost
	case "bias":
		s, _ := setNamed(set)
		return s.intermittent && math.Abs(v) >= aimBias
	case "lt95":
		return math.Abs(v-0.95) > aimShare+rounding
	case "lt99":
		return math.Abs(v-0.99) > aimShare+rounding
	case "owa":
		if full {
			return set == "m4_weekly" && v > aimWeekly
		}
		_, best, ok := bestCombination(set)
		return ok && v > aimOWASet*best
	case "msis", "rmsse":
		_, best, ok := bestPeer(full, measure, set)
		return ok && v > best
	case "ltpin":
		_, best, ok := bestPeer(full, measure, set)
		return ok && v > aimTotals*best
	}
	return false
}

// An aim is one thing that is to be reached.
type aim struct {
	what, want, got string
	met             bool
}

// aims compares one model with everything that is to be reached on the series sets. What
// was not measured is left out.
func aims(results []result, model string) []aim {
	var out []aim
	say := func(what, want, got string, met bool) { out = append(out, aim{what, want, got, met}) }
	text := func(v float64, digits int) string { return strconv.FormatFloat(v, 'f', digits, 64) }
	if got, ok := ourMean(results, model, "owa", false, combinedSets); ok {
		m, best, _ := bestMean(false, "owa", combinedSets, rCombinations...)
		say("mean OWA of the 6 sets that R's combinations were measured on", fmt.Sprintf("at most %s, 1 %% below %s (%s)", text(aimOWA*best, 3), m, text(best, 3)), text(got, 3), got <= aimOWA*best)
	}
	each := func(measure string, sets []string, aim func(set string, v float64) string) {
		for _, s := range sets {
			r, ok := find(results, model, s, false)
			v, known := r.figures[measure]
			if ok && known {
				say(measureNamed(measure).title+" on "+s, aim(s, v), measureNamed(measure).text(v), !misses(false, measure, s, v))
			}
		}
	}
	each("owa", regularSets(), func(s string, _ float64) string {
		m, best, _ := bestCombination(s)
		return fmt.Sprintf("at most %s, 1 %% above %s", text(aimOWASet*best, 3), m)
	})
	if got, ok := completeM3(results, model); ok {
		for i, over := range []string{"the mean over series, as the peers' tables here have it", "over all points, as the published tables of the M3 have it"} {
			say("sMAPE of the complete M3, "+over, "at most "+text(aimM3, 1), text(got[i], 2), got[i] <= aimM3)
		}
	}
	for _, full := range []bool{false, true} {
		if r, ok := find(results, model, "m4_weekly", full); ok {
			say(fmt.Sprintf("OWA of %d weekly series with a season of 52", r.series), "at most "+text(aimWeekly, 2), text(r.figures["owa"], 3), r.figures["owa"] <= aimWeekly)
		}
	}
	each("coverage", regularSets(), func(string, float64) string { return "0.93 to 0.97" })
	best := func(measure string, factor float64) func(string, float64) string {
		return func(s string, _ float64) string {
			m, v, _ := bestPeer(false, measure, s)
			return fmt.Sprintf("at most %s (%s)", measureNamed(measure).text(factor*v), m)
		}
	}
	each("msis", regularSets(), best("msis", 1))
	if got, ok := ourMean(results, model, "rmsse", false, countSets()); ok {
		m, v, _ := bestMean(false, "rmsse", countSets())
		say("mean RMSSE of the count sets", fmt.Sprintf("at most %s (%s)", text(v, 3), m), text(got, 3), got <= v)
	}
	each("bias", countSets(), func(string, float64) string { return "within 0.15" })
	if got, ok := ourMean(results, model, "ltpin", false, countSets()); ok {
		m, v, _ := bestMean(false, "ltpin", countSets())
		say("mean lead-time pinball of the count sets", fmt.Sprintf("at most %s, 5 %% below %s", text(aimTotals*v, 3), m), text(got, 3), got <= aimTotals*v)
	}
	each("ltpin", countSets(), best("ltpin", aimTotals))
	each("lt95", countSets(), func(string, float64) string { return "0.93 to 0.97" })
	each("lt99", countSets(), func(string, float64) string { return "0.97 to 1" })
	return out
}

// completeM3 returns the sMAPE of the complete M3, over series and over points, and
// whether all of it was measured.
func completeM3(results []result, model string) ([2]float64, bool) {
	var sum, weight [2]float64
	for _, s := range []string{"m3_yearly", "m3_quarterly", "m3_monthly", "m3_other"} {
		r, ok := find(results, model, s, true)
		if !ok {
			return sum, false
		}
		for i, w := range []float64{float64(r.series), float64(r.steps)} {
			sum[i] += w * r.figures[[]string{"smape", "point_smape"}[i]]
			weight[i] += w
		}
	}
	return [2]float64{sum[0] / weight[0], sum[1] / weight[1]}, true
}

// aimsBlock lists aims, and how many of them are met.
func aimsBlock(list []aim) block {
	out := block{heading: "Aims", titles: []string{"figure", "*measured", "aim", "met"}}
	met := 0
	for _, a := range list {
		word := "missed"
		if a.met {
			word = "yes"
			met++
		}
		out.rows = append(out.rows, []string{a.what, a.got, a.want, word})
	}
	out.text = fmt.Sprintf("%d of %d are met.", met, len(list))
	return out
}
