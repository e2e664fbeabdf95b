package main

import (
	"flag"
	"fmt"
	"io"
	"strconv"

	"github.com/lianxing/crossborder/examples/internal/flags"
)

// settings are what the command line says.
type settings struct {
	path          string // the file, or the folder with -all
	set           string
	models        []namedModel
	all, full     bool
	rows, workers int
	intermittent  bool
	markdown      bool
	tune          bool
	times, list   bool
	policy        bool
}

// defaultModels are scored where none are named: with -all, Intermittent besides.
const (
	defaultModels    = "auto"
	defaultModelsAll = "auto,intermittent"
)

// maxWorkers bounds -workers, so that a slip of the hand costs little.
const maxWorkers = 1024

// parseFlags reads the command line. The user has been told of every error.
func parseFlags(args []string, stderr io.Writer) (settings, error) {
	var s settings
	names := ""
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprintln(stderr, "usage: bench [flags] FILE, or bench -all [flags] DIR")
		set.PrintDefaults()
	}
	set.StringVar(&s.set, "set", "", "the set `NAME` of the file")
	set.StringVar(&names, "model", "", "the `MODELS`, separated by commas (default auto)")
	set.BoolVar(&s.list, "models", false, "list the models")
	set.BoolVar(&s.all, "all", false, "score every set of a folder")
	set.BoolVar(&s.full, "full", false, "score all series of a set, not only its core")
	set.IntVar(&s.rows, "rows", 0, "score only the first `N` series of a set, 0 for all")
	set.BoolVar(&s.intermittent, "intermittent", false, "score an unknown set as counts with many zeros")
	set.BoolVar(&s.tune, "tune", false, "hold out the last steps of the history and leave the test values alone")
	set.BoolVar(&s.markdown, "markdown", false, "print Markdown")
	set.BoolVar(&s.times, "times", false, "print times and allocations on one core instead of scores")
	set.BoolVar(&s.policy, "policy", false, "try restock policies on a stock-out file instead of scoring forecasts")
	set.IntVar(&s.workers, "workers", 0, "fit `N` series at the same time, 0 for as many as there are cores")
	err := flags.Parse(set, args, func(arg string) error {
		if s.path != "" || arg == "" {
			return flags.Wrong(set, "takes one file or folder, got "+strconv.Quote(arg))
		}
		s.path = arg
		return nil
	})
	if err != nil || s.list {
		return s, err
	}
	if names == "" {
		names = defaultModels
		if s.all {
			names = defaultModelsAll
		}
	}
	if s.models, err = modelsNamed(names); err != nil {
		return s, flags.Wrong(set, "-model "+err.Error())
	}
	switch {
	case s.path == "" && s.all:
		err = flags.Wrong(set, "the folder of the series is missing")
	case s.path == "":
		err = flags.Wrong(set, "the file of series is missing")
	case s.all && (s.set != "" || s.times || s.intermittent || s.tune):
		err = flags.Wrong(set, "-all does not go with -set, -times, -intermittent or -tune")
	case s.policy && (s.all || s.set != "" || s.times || s.intermittent || s.tune || s.full || names != defaultModels):
		err = flags.Wrong(set, "-policy goes with -rows, -workers and -markdown alone")
	case s.times && s.workers > 1:
		err = flags.Wrong(set, "-times does not go with -workers: it uses one core")
	case s.rows < 0:
		err = flags.Wrong(set, "-rows must be 0 or more, got "+strconv.Itoa(s.rows))
	case s.workers < 0 || s.workers > maxWorkers:
		err = flags.Wrong(set, fmt.Sprintf("-workers must be from 0 to %d, got %d", maxWorkers, s.workers))
	}
	return s, err
}
