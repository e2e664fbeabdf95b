package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/internal/benchset"
)

// A seriesSet is a group of series that are scored together.
type seriesSet struct {
	name, file   string
	intermittent bool // scored as counts with many zeros
}

// seriesSets are the sets of the shared data, in the order of the peers' tables.
var seriesSets = []seriesSet{
	{"m3_yearly", "m3.csv.gz", false},
	{"m3_quarterly", "m3.csv.gz", false},
	{"m3_monthly", "m3.csv.gz", false},
	{"m3_other", "m3.csv.gz", false},
	{"hospital", "hospital.csv.gz", false},
	{"nn5_daily", "nn5_daily.csv.gz", false},
	{"m4_weekly", "m4_weekly.csv.gz", false},
	{"m4_hourly", "m4_hourly.csv.gz", false},
	{"auto", "auto.csv.gz", true},
	{"raf", "raf.csv.gz", true},
	{"carparts", "carparts.csv.gz", true},
	{"man_weekly", "man_weekly.csv.gz", true},
	{"uci_weekly", "uci_weekly.csv.gz", true},
	{"online_retail_weekly", "online_retail_weekly.csv.gz", true},
	{"m5_daily", "m5_daily.csv.gz", true},
}

// completeSets are those of which the peers were measured on every series.
var completeSets = []string{"m3_yearly", "m3_quarterly", "m3_monthly", "m3_other", "m4_weekly"}

// setNamed returns the set of that name, and whether it is one of the shared data.
func setNamed(name string) (seriesSet, bool) {
	for _, s := range seriesSets {
		if s.name == name {
			return s, true
		}
	}
	return seriesSet{name: name}, false
}

// regularSets and countSets are the names of the two kinds.
func regularSets() []string { return setNames(false) }

func countSets() []string { return setNames(true) }

func setNames(intermittent bool) []string {
	var out []string
	for _, s := range seriesSets {
		if s.intermittent == intermittent {
			out = append(out, s.name)
		}
	}
	return out
}

// readRows reads the rows of a file.
func readRows(path string) ([]benchset.Row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []benchset.Row
	for row, err := range benchset.Read(f) {
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: %w", path, err)
		case row.M < 1 || row.Lag < 1 || row.H < 1 || len(row.Train) == 0:
			return nil, fmt.Errorf("%s: row %d: m, mase_m and h must be 1 or more, train must have a value", path, len(out)+2)
		}
		out = append(out, row)
	}
	return out, nil
}

// chooseRows returns the rows of a set: those that are marked as core unless all are
// asked for, and at most so many of them, 0 for no bound. Where no row is core, all
// are taken. An empty set is that of a file with one set.
func chooseRows(rows []benchset.Row, set string, full bool, most int) ([]benchset.Row, error) {
	var names []string
	var out, core []benchset.Row
	for _, r := range rows {
		if !slices.Contains(names, r.Set) {
			names = append(names, r.Set)
		}
		if set == "" || r.Set == set {
			out = append(out, r)
			if r.Core {
				core = append(core, r)
			}
		}
	}
	switch {
	case len(rows) == 0:
		return nil, fmt.Errorf("the file has no series")
	case len(out) == 0:
		return nil, fmt.Errorf("the file has no set %q, it has %s", set, strings.Join(names, ", "))
	case set == "" && len(names) > 1:
		return nil, fmt.Errorf("the file has several sets, choose one with -set: %s", strings.Join(names, ", "))
	}
	if !full && len(core) > 0 {
		out = core
	}
	if most > 0 && len(out) > most {
		out = out[:most]
	}
	return out, nil
}

// fewestCounts is the number of values, from the first demand on, below which a series of
// counts is left out, as the peers' figures leave it out.
const fewestCounts = 3

// longCounts returns the rows that are long enough to be scored as counts.
func longCounts(rows []benchset.Row) []benchset.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r benchset.Row) bool {
		return len(sinceDemand(r.Train)) < fewestCounts
	})
}

// sinceDemand returns x from its first positive value on, all of it where there is none.
func sinceDemand(x []float64) []float64 {
	for i, v := range x {
		if v > 0 {
			return x[i:]
		}
	}
	return x
}

// holdOut returns the rows with the last h steps of their history in the place of the
// test values, without those whose history is then shorter than h or than two steps.
func holdOut(rows []benchset.Row) []benchset.Row {
	var out []benchset.Row
	for _, r := range rows {
		if n := len(r.Train) - r.H; n >= max(r.H, 2) {
			r.Train, r.Test = r.Train[:n:n], r.Train[n:]
			out = append(out, r)
		}
	}
	return out
}
