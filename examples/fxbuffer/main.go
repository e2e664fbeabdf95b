// Command fxbuffer says at which rate to plan on each horizon, how the method
// behind it would have done on the same rates, and how often a price would have had
// to follow the rate.
//
//	fxbuffer                        USD/CNY on the built-in file of the European Central Bank
//	fxbuffer -pair EUR/CNY          another pair; a buyer asks for CNY/USD
//	fxbuffer -rates FILE            a newer file, or your bank's
//
// Flags:
//
//	-rates FILE               an ECB file (CSV or XML), a CSV date,base,quote,rate, or the Fed's H.10, told apart by content; - is standard input
//	-pair USD/CNY             the currency that you are paid in, and the one that you plan in
//	-on DATE                  the day to plan on, the last one of the file by default
//	-from DATE                first day of back-tests and bands, by default the first one on which every method has a buffer
//	-days 14,30,45,60,90      horizons in calendar days
//	-confidence 0.95,0.99     shares of losses to cover; back-tests are shown for the first
//	-backtest                 add the back-test of every method
//	-bands                    add the back-test of bands, which say when to re-price
//	-format table|json|markdown   how to print, table by default; -json and -markdown for short
//	-o FILE                   where to print, standard output by default
//	-html FILE                write one page with all of it and the charts
//	-svg DIR                  write the charts
//	-years 5                  years that the charts show
//
// The exit status is 0 when the question was answered, 1 when the rates have no
// answer, and 2 when the command could not do its work: a wrong flag, a file that
// cannot be read or written.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
)

// The exit statuses.
const (
	answered = 0
	refused  = 1 // the rates have no answer
	unusable = 2 // flags or files
)

func main() {
	os.Exit(run(os.Args[1:], world{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, terminal: isTerminal(os.Stderr), today: time.Now(),
	}))
}

// A world is everything that the command touches.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       bool // stderr is one
	today          time.Time
}

// run is the command. It returns the exit status.
func run(args []string, w world) int {
	s, err := parseFlags(args, w.stderr)
	if errors.Is(err, flag.ErrHelp) {
		return answered
	}
	if err != nil {
		return unusable // said by parseFlags
	}
	rates, err := openRates(s.rates, w.stdin)
	if err != nil {
		return w.tell(err, unusable)
	}
	r, err := s.report(rates, w)
	if err != nil {
		if s.format == "json" {
			if err := files.Print(s.output, w.stdout, func(out io.Writer) error { return writeErrors(out, err) }); err != nil {
				return w.tell(err, unusable)
			}
			return refused
		}
		return w.tell(err, refused)
	}
	if err := s.write(r, w.stdout); err != nil {
		return w.tell(err, unusable)
	}
	return answered
}

// tell writes every fault on a line of its own.
func (w world) tell(err error, status int) int {
	for _, e := range fx.Faults(err) {
		fmt.Fprintln(w.stderr, "fxbuffer:", strings.TrimPrefix(e.Error(), "fx: "))
	}
	return status
}

// formats print a report.
var formats = map[string]func(io.Writer, *report) error{
	"table": writeText, "json": writeJSON, "markdown": writeMarkdown,
}

// write writes everything that the command line asks for.
func (s settings) write(r *report, stdout io.Writer) error {
	if s.html != "" {
		if err := files.Write(s.html, func(w io.Writer) error { return writeHTML(w, r) }); err != nil {
			return err
		}
	}
	if s.svg != "" {
		if err := os.MkdirAll(s.svg, 0o777); err != nil {
			return err
		}
		for _, c := range r.charts() {
			if err := files.Write(filepath.Join(s.svg, c.name+".svg"), func(w io.Writer) error { return c.write(w, wide) }); err != nil {
				return err
			}
		}
	}
	return files.Print(s.output, stdout, func(w io.Writer) error { return formats[s.format](w, r) })
}

// writeErrors writes what is wrong with a question as JSON.
func writeErrors(w io.Writer, err error) error {
	var out struct {
		Errors []strict.Fault `json:"errors"`
	}
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(e, &in) {
			out.Errors = append(out.Errors, strict.Fault{Field: in.Field, Value: in.Value, Reason: in.Reason})
		} else {
			out.Errors = append(out.Errors, strict.Fault{Reason: strings.TrimPrefix(e.Error(), "fx: ")})
		}
	}
	return indented(w, out)
}

func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
