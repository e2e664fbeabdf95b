// Command bench scores the models of package forecast on files of real series and prints
// the figures of other packages on the same series beside theirs.
//
//	bench -set m3_quarterly -model auto,ets FILE    one set of a file
//	bench -all DIR                                  every set of the folder of shared data
//	bench -all -full -markdown DIR                  with the complete M3 and weekly sets, as Markdown
//	bench -policy FILE                              restock policies tried on a file of stock-outs
//	bench -times -set m3_monthly -model ets FILE    milliseconds and memory a series on one core
//
// A file has one series a row with the columns id,set,m,mase_m,h,core,start,train,test
// and may be compressed with gzip. A model sees train only; test is what it is judged
// by. The figures of ours begin with > and those that miss their aim with a !. A model that
// cannot be fitted gets the naive forecast, and the output says how often.
//
// Flags:
//
//	-set NAME        the set of the file, where it has several
//	-model NAMES     the models, separated by commas, auto by default; -models lists them
//	-all             every set of a folder, what was aimed at, promotions and stock-outs
//	-full            all series of a set, not only those of its core; with -all besides those
//	-rows N          only the first so many series of a set
//	-tune            hold out the last steps of the history instead of looking at test: whoever
//	                 tunes a model must not see what it will be judged by
//	-intermittent    score a set that is not of the shared data as counts with many zeros
//	-markdown        print Markdown
//	-times           print times and allocations instead of scores, one series after the other
//	-policy          try restock policies on the true demand of a stock-out file
//	-workers N       series that are fitted at the same time, all cores by default
//
// The output is the same on every machine but for times. The exit status is 0 when
// everything was scored, 2 when not: a wrong flag, a file that cannot be read; and 130
// when the run was interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/lianxing/crossborder/internal/benchset"
)

// The exit statuses.
const (
	scored      = 0
	unusable    = 2 // flags or files
	interrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], world{stdout: os.Stdout, stderr: os.Stderr, terminal: isTerminal(os.Stderr), now: time.Now})
	stop()
	os.Exit(status)
}

// A world is everything that the command touches besides files.
type world struct {
	stdout, stderr io.Writer
	terminal       bool // stderr is one
	now            func() time.Time
}

// run is the command. It returns the exit status.
func run(ctx context.Context, args []string, w world) int {
	s, err := parseFlags(args, w.stderr)
	if errors.Is(err, flag.ErrHelp) {
		return scored
	}
	if err != nil {
		return unusable // said by parseFlags
	}
	var text string
	switch {
	case s.list:
		text = strings.Join(modelNames(), "\n") + "\n"
	case s.policy:
		text, err = s.scorePolicy(ctx, w)
	case s.all:
		text, err = s.scoreFolder(ctx, w)
	default:
		text, err = s.scoreFile(ctx, w)
	}
	if err == nil {
		_, err = io.WriteString(w.stdout, text)
	}
	switch {
	case err == nil:
		return scored
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w.stderr, "bench: interrupted")
		return interrupted
	}
	fmt.Fprintln(w.stderr, "bench:", err)
	return unusable
}

// scoreFile scores the models on one set of a file.
func (s settings) scoreFile(ctx context.Context, w world) (string, error) {
	rows, err := readRows(s.path)
	if err != nil {
		return "", err
	}
	if rows, err = chooseRows(rows, s.set, s.full, s.rows); err != nil {
		return "", fmt.Errorf("%s: %w", s.path, err)
	}
	if s.tune {
		if rows = holdOut(rows); len(rows) == 0 {
			return "", fmt.Errorf("%s: no history is long enough to hold out the last steps", s.path)
		}
	}
	set, known := setNamed(rows[0].Set)
	if !known {
		set.intermittent = s.intermittent
	}
	if s.times {
		return timeModels(ctx, s.models, rows, set.intermittent, w.now)
	}
	results, err := s.score(ctx, w, s.jobs(set, rows, s.full))
	if err != nil {
		return "", err
	}
	return s.layOut([]block{setBlock(results, !s.tune)}), nil
}

// jobs returns a job for each model on the rows of a set.
func (s settings) jobs(set seriesSet, rows []benchset.Row, full bool) []job {
	if set.intermittent {
		rows = longCounts(rows)
	}
	var out []job
	for _, m := range s.models {
		out = append(out, job{name: m.name, model: m.model, set: set.name, rows: rows, full: full, intermittent: set.intermittent})
	}
	return out
}

// score scores jobs with a progress bar.
func (s settings) score(ctx context.Context, w world, jobs []job) ([]result, error) {
	n := 0
	for _, j := range jobs {
		n += len(j.rows)
	}
	advance, end := w.progress(n, "forecasting")
	defer end()
	return scoreJobs(ctx, jobs, s.workers, w.now, advance)
}

// layOut returns blocks in the form that was asked for.
func (s settings) layOut(blocks []block) string {
	if s.markdown {
		return asMarkdown(blocks)
	}
	return asText(blocks)
}
