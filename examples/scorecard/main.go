// Command scorecard says how a seller did and why: it reads a folder of the reports that
// Amazon, Walmart and Shopify export, and writes a scorecard against targets, the way
// from gross sales to the profit, why the profit moved, whether the settlements add up,
// which fees differ from the tables, and what is missing in the data.
//
//	scorecard DIR > scorecard.html
//	scorecard -costs costs.csv -plan plan.json -xlsx scorecard.xlsx -o scorecard.html DIR
//	scorecard -generate DIR                a folder to try it with
//
// Flags:
//
//	-costs FILE                  what each item costs, a CSV
//	-plan FILE                   period, targets, events, overhead, a JSON
//	-format html|markdown|json   what to write, html by default
//	-o FILE                      where to write it, standard output by default
//	-xlsx FILE                   write an Excel workbook as well
//	-generate DIR                write the reports of a made-up seller; -skus N, -weeks N, -units N, -seed S
//
// Every file of the folder is recognised by what is in it. Files get their names when
// everything is done; an interrupted run leaves none. The exit status is 0 when the
// folder was read, also when files or rows of it were not understood, which the document
// says; 2 when nothing could be done: a wrong flag, a file that cannot be read or
// written, a plan or costs with faults; and 130 when the run was interrupted.
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

	"github.com/lianxing/crossborder/fx"
)

// The exit statuses.
const (
	written     = 0
	unusable    = 2 // flags, files, plan or costs
	interrupted = 130
)

func main() {
	// What stays is small beside what passes through: collecting twice as often costs a
	// tenth of the time and saves a third of the memory.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], world{stdout: os.Stdout, stderr: os.Stderr, terminal: isTerminal(os.Stderr)})
	stop()
	os.Exit(status)
}

// A world is everything that the command touches besides files.
type world struct {
	stdout, stderr io.Writer
	terminal       bool // stderr is one
}

// run is the command. It returns the exit status.
func run(ctx context.Context, args []string, w world) int {
	s, err := parseFlags(args, w)
	if errors.Is(err, flag.ErrHelp) {
		return written
	}
	if err != nil {
		return unusable // said by parseFlags
	}
	if s.generate != "" {
		err = s.writeGenerated(ctx, w)
	} else {
		err = s.score(ctx, w)
	}
	switch {
	case err == nil:
		return written
	case ctx.Err() != nil:
		fmt.Fprintln(w.stderr, "scorecard: interrupted, no file was written")
		return interrupted
	}
	for _, e := range fx.Faults(err) {
		fmt.Fprintln(w.stderr, "scorecard:", strings.TrimPrefix(e.Error(), "fx: "))
	}
	return unusable
}

// score reads the folder and writes what there is to say.
func (s settings) score(ctx context.Context, w world) error {
	a, err := s.newAnalysis()
	if err != nil {
		return err
	}
	if err := a.scan(ctx, w); err != nil {
		return err
	}
	if err := a.choose(); err != nil {
		return err
	}
	if err := a.previews(ctx); err != nil {
		return err
	}
	a.conclude()
	if err := a.collect(ctx, w); err != nil {
		return err
	}
	d, err := a.document()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.write(ctx, d, w.stdout)
}

// writers are the formats of a document.
var writers = map[string]func(io.Writer, document) error{"html": writeHTML, "markdown": writeMarkdown, "json": writeJSON}

// write writes everything that the command line asks for.
func (s settings) write(ctx context.Context, d document, stdout io.Writer) error {
	var out outputs
	defer out.remove()
	if s.output != "" {
		if err := out.write(s.output, func(w io.Writer) error { return writers[s.format](w, d) }); err != nil {
			return err
		}
	}
	if s.xlsx != "" {
		if err := out.write(s.xlsx, func(w io.Writer) error { return writeWorkbook(w, d) }); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	if s.output == "" {
		return printTo(stdout, func(w io.Writer) error { return writers[s.format](w, d) })
	}
	return nil
}
