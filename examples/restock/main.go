// Command restock reads a history of sales and says what will be sold, what to order by
// which way, and what is too much.
//
//	restock -items ITEMS -o DIR SALES          a folder with restock.html, plan.csv, clearance.csv and forecast.csv
//	restock -set carparts -o DIR FILE          a file of real series in the format of examples/bench
//
// SALES is a CSV file with the columns date, sku and units, and perhaps in_stock (the share
// of the day, 0 to 1, in which the item could be bought). Days are added up to weeks from
// Monday on; a week that is not over by the last date of the file is left out, and a day
// without a row sold nothing. ITEMS is a CSV file with the columns sku, on_hand, unit_cost
// and margin, and perhaps inbound, inbound_due, carton, moq, price, clear, salvage, volume,
// ocean and air; see the README.
//
// Flags:
//
//	-items FILE         what is there and what it costs
//	-set NAME           read FILE as series and take this set; the items then have the defaults
//	-rows N             only the first so many items, 0 for all
//	-o DIR              the folder to write, restock by default
//	-start DATE         the first day of the plan, a Monday; the one after the last week by default
//	-weeks N            weeks to plan, 16 by default
//	-review N           weeks between orders, 2 by default
//	-service SHARE      probability of no stock-out between two arrivals, 0.95 by default
//	-production DAYS    days until goods can be shipped, 20 by default
//	-ocean DAYS,SD      the way by sea, 38,5 by default
//	-air DAYS,SD        the way by air, 9,2 by default
//	-closure DAYS,DAYS  days before and after Chinese New Year without production, 7,14 by default
//
// The exit status is 0 when everything was written, 2 when a flag or a file cannot be used,
// and 130 when the run was interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/fx"
)

// The exit statuses.
const (
	written     = 0
	unusable    = 2
	interrupted = 130
)

func main() {
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
	s, err := parseFlags(args, w.stderr)
	if errors.Is(err, flag.ErrHelp) {
		return written
	}
	if err != nil {
		return unusable // said by parseFlags
	}
	goods, err := s.read()
	if err != nil {
		return w.tell(err)
	}
	r, err := s.plan(ctx, goods, w)
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w.stderr, "restock: interrupted")
		return interrupted
	}
	if err != nil {
		return w.tell(err)
	}
	if err := r.write(s.output); err != nil {
		return w.tell(err)
	}
	fmt.Fprint(w.stdout, r.summary())
	return written
}

// tell writes every fault on a line of its own.
func (w world) tell(err error) int {
	for _, e := range fx.Faults(err) {
		fmt.Fprintln(w.stderr, "restock:", e)
	}
	return unusable
}

// write writes the page and the tables.
func (r *report) write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, write := range map[string]func(io.Writer) error{
		"restock.html": r.html, "plan.csv": r.planCSV, "clearance.csv": r.clearanceCSV, "forecast.csv": r.forecastCSV,
	} {
		if err := files.Write(filepath.Join(dir, name), write); err != nil {
			return err
		}
	}
	return nil
}
