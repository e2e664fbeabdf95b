package strategy

import "sort"

// A run is a run of prices in minor units, both ends inclusive. A list of runs rises
// and its runs do not overlap.
type run struct{ from, to int64 }

func contains(runs []run, minor int64) bool {
	i := sort.Search(len(runs), func(i int) bool { return runs[i].to >= minor })
	return i < len(runs) && runs[i].from <= minor
}

// nextOn returns the next price of the runs, of which there is at least one, on a
// side of a price, or on the other side when there is none on this.
func nextOn(runs []run, minor int64, side Side) int64 {
	i := sort.Search(len(runs), func(i int) bool { return runs[i].to >= minor })
	switch {
	case i < len(runs) && runs[i].from <= minor:
		return minor
	case i == len(runs):
		return runs[i-1].to
	case i == 0 || side != Down:
		return runs[i].from
	}
	return runs[i-1].to
}

// nearest returns the price of the runs, of which there is at least one, that is
// nearest to a price, the higher of two that are equally near.
func nearest(runs []run, minor int64) int64 {
	up, down := nextOn(runs, minor, Up), nextOn(runs, minor, Down)
	if up-minor <= minor-down || down > minor {
		return up
	}
	return down
}

// meet returns the prices that are in both lists.
func meet(a, b []run) []run {
	var out []run
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if from, to := max(a[i].from, b[j].from), min(a[i].to, b[j].to); from <= to {
			out = append(out, run{from, to})
		}
		if a[i].to < b[j].to {
			i++
		} else {
			j++
		}
	}
	return out
}

// shift returns the runs moved by an amount.
func shift(runs []run, by int64) []run {
	out := make([]run, len(runs))
	for i, r := range runs {
		out[i] = run{r.from + by, r.to + by}
	}
	return out
}

// joinRuns sorts runs and joins those that overlap or touch.
func joinRuns(runs []run) []run {
	sort.Slice(runs, func(i, j int) bool { return runs[i].from < runs[j].from })
	var out []run
	for _, r := range runs {
		if n := len(out); n > 0 && r.from <= out[n-1].to+1 {
			out[n-1].to = max(out[n-1].to, r.to)
		} else {
			out = append(out, r)
		}
	}
	return out
}
