// Command reprice decides the prices of a catalogue: it reads a CSV file with one offer
// in each row and writes what is to be done with each price, and why, and what a person
// has to look at, the gravest first.
//
//	reprice -in catalogue.csv -out decisions.csv -review review.csv -rate 6.83
//	reprice -generate 1000000 > catalogue.csv     a catalogue to try it with
//
// Flags:
//
//	-in FILE             the catalogue
//	-out FILE            where the decisions go
//	-review FILE         where the review queue goes
//	-review-most N       the gravest so many, 0 for all
//	-errors FILE         where the faults of the catalogue go, by row and field
//	-audit DIR           write price files of the gravest reviews into a new folder
//	-audit-most N        of so many of them
//	-now TIME, -on DATE  when the decisions are made
//	-rate 6.83           CNY for one USD, with -rate-source, -rate-date and -buffer
//	-margin 0.10         the least margin on the price
//	-beat 0.05           how far to stay below the cheapest rival
//	-own SELLERS         your own seller names
//	-share 0.20          the share of the catalogue that may change at once
//	-stop                the kill switch: every price stays
//	-states              add the state for the next run to the decisions
//	-workers N           decisions that are made at the same time
//	-generate N          print a catalogue of so many rows, or write it to -out; -seed S for another
//
// Files appear when everything is done; an interrupted run leaves none. The exit status
// is 0 when every row was decided, 1 when some rows have faults (the others are
// decided), 2 when nothing could be done: a wrong flag, a file that cannot be read or
// written, a header with faults; and 130 when the run was interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// The exit statuses.
const (
	decided     = 0
	faulty      = 1 // some rows have faults
	unusable    = 2 // flags, files, the header
	interrupted = 130
)

func main() {
	// A decision leaves tens of kilobytes behind and little stays, so that collecting
	// half as often costs little memory.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], world{stdout: os.Stdout, stderr: os.Stderr, terminal: isTerminal(os.Stderr), now: time.Now()})
	stop()
	os.Exit(status)
}

// A world is everything that the command touches besides files.
type world struct {
	stdout, stderr io.Writer
	terminal       bool // stderr is one
	now            time.Time
}

// run is the command. It returns the exit status.
func run(ctx context.Context, args []string, w world) int {
	s, err := parseFlags(args, w)
	if errors.Is(err, flag.ErrHelp) {
		return decided
	}
	if err != nil {
		return unusable // said by parseFlags
	}
	if s.generate > 0 {
		err = s.writeGenerated(ctx, w)
	} else {
		var sum *summary
		if sum, err = s.decide(ctx, w); err == nil {
			if _, err = io.WriteString(w.stdout, sum.text(&s)); err == nil && sum.faulty > 0 {
				return faulty
			}
		}
	}
	switch {
	case err == nil:
		return decided
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w.stderr, "reprice: interrupted, no file was written")
		return interrupted
	}
	for _, e := range fx.Faults(err) {
		fmt.Fprintln(w.stderr, "reprice:", strings.TrimPrefix(e.Error(), "fx: "))
	}
	return unusable
}
