package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/flags"
)

// settings are what the command line says.
type settings struct {
	folder, costs, plan  string
	format, output, xlsx string
	generate             string
	skus, weeks, units   int
	seed                 uint64
}

// Bounds of a command line, so that a slip of the hand costs little.
const (
	maxSKUs  = 1_000_000
	maxWeeks = 520
	maxUnits = 1000
)

// formats are those that -format takes.
var formats = []string{"html", "markdown", "json"}

// parseFlags reads the command line. The user has been told of every error.
func parseFlags(args []string, w world) (settings, error) {
	s := settings{format: "html", skus: 5000, weeks: 52, units: 2, seed: 1}
	set := flag.NewFlagSet("scorecard", flag.ContinueOnError)
	set.SetOutput(w.stderr)
	set.Usage = func() {
		fmt.Fprintln(w.stderr, "usage: scorecard [flags] DIR\n       scorecard -generate DIR [-skus N] [-weeks N] [-units N] [-seed S]")
		set.PrintDefaults()
	}
	set.StringVar(&s.costs, "costs", "", "read what each item costs from `FILE`, a CSV")
	set.StringVar(&s.plan, "plan", "", "read the plan from `FILE`, a JSON: period, targets, events, overhead")
	set.StringVar(&s.format, "format", s.format, "write `html`, markdown or json")
	set.StringVar(&s.output, "o", "", "write to `FILE` (default standard output)")
	set.StringVar(&s.xlsx, "xlsx", "", "write an Excel workbook to `FILE` as well")
	set.StringVar(&s.generate, "generate", "", "write the reports of a made-up seller into the new folder `DIR`, and stop")
	set.IntVar(&s.skus, "skus", s.skus, "of so many items: `N`")
	set.IntVar(&s.weeks, "weeks", s.weeks, "over so many weeks: `N`")
	set.IntVar(&s.units, "units", s.units, "of about so many units per item and week: `N`")
	set.Uint64Var(&s.seed, "seed", s.seed, "another `SEED` is another seller")
	err := flags.Parse(set, args, func(arg string) error {
		switch {
		case arg == "":
			return flags.Wrong(set, "the name of the folder is empty")
		case s.folder != "":
			return flags.Wrong(set, "more than one folder: "+arg)
		}
		s.folder = arg
		return nil
	})
	if err != nil {
		return s, err
	}
	given := map[string]bool{}
	set.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if problem := s.problem(given); problem != "" {
		return s, flags.Wrong(set, problem)
	}
	return s, nil
}

// problem says what is wrong with the flags taken together, "" when nothing is.
func (s *settings) problem(given map[string]bool) string {
	if given["generate"] {
		for _, name := range []string{"costs", "plan", "format", "o", "xlsx"} {
			if given[name] {
				return "-generate makes reports and does not go with -" + name
			}
		}
		switch {
		case s.generate == "":
			return "the name of the folder of -generate is empty"
		case s.folder != "":
			return "-generate takes no other folder, got " + strconv.Quote(s.folder)
		case s.skus < minSKUs || s.skus > maxSKUs:
			return fmt.Sprintf("-skus must be from %d to %d, got %d", minSKUs, maxSKUs, s.skus)
		case s.weeks < minWeeks || s.weeks > maxWeeks:
			return fmt.Sprintf("-weeks must be from %d to %d, got %d", minWeeks, maxWeeks, s.weeks)
		case s.units < 1 || s.units > maxUnits:
			return fmt.Sprintf("-units must be from 1 to %d, got %d", maxUnits, s.units)
		}
		return ""
	}
	for _, name := range []string{"skus", "weeks", "units", "seed"} {
		if given[name] {
			return "-" + name + " goes with -generate"
		}
	}
	if s.folder == "" {
		return "the folder of reports is missing"
	}
	if !slices.Contains(formats, s.format) {
		return "-format must be " + listed(formats, len(formats)) + ", got " + strconv.Quote(s.format)
	}
	seen := map[string]string{}
	for _, file := range [][2]string{{"costs", s.costs}, {"plan", s.plan}, {"o", s.output}, {"xlsx", s.xlsx}} {
		if file[1] == "" {
			continue
		}
		path, err := filepath.Abs(file[1])
		if err != nil {
			path = file[1]
		}
		if other := seen[path]; other != "" {
			return "-" + other + " and -" + file[0] + " name the same file"
		}
		seen[path] = file[0]
	}
	if s.xlsx != "" && !strings.EqualFold(filepath.Ext(s.xlsx), ".xlsx") {
		return "-xlsx must name a file that ends in .xlsx, got " + strconv.Quote(s.xlsx)
	}
	return ""
}
