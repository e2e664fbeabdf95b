// Command landed says what a shipment costs from the factory invoice to the unit on
// the shelf: purchase and VAT refund, freight, every layer of US duty, the fees of
// the entry, and how all of it falls on each SKU.
//
//	landed                     the built-in shipment
//	landed -example            the file behind it, to copy
//	landed FILE                a shipment from a JSON file, or from standard input for -
//
// Flags:
//
//	-lines FILE                         take the lines from a CSV file; the JSON has the rest
//	-tariff FILE                        add tariff tables of your own to the shipped ones
//	-entry DATE,DATE,...                land the shipment on each of these days of entry, side by side
//	-format table|json|markdown|html    how to print, table by default
//	-o FILE                             where to print, standard output by default
//
// The exit status is 0 when the shipment was answered, 1 when it was refused, and 2
// when the command could not do its work: a wrong flag, a file that cannot be read or
// written.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/flags"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
)

//go:embed data/shipment.json
var exampleShipment []byte

// The exit statuses.
const (
	answered = 0
	refused  = 1 // the shipment has errors in place of a result
	unusable = 2 // flags or files
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// settings are what the command line says.
type settings struct {
	format  string
	output  string
	lines   string
	tariff  string
	days    []time.Time // of the replay
	example bool
	input   string // "" is the built-in example
}

// formats write an answer.
var formats = map[string]func(io.Writer, *answer) error{
	"table": writeText, "json": writeJSON, "markdown": writeMarkdown, "html": writeHTML,
}

// run is the command with everything it touches handed in. It returns the exit
// status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parseFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return answered
	}
	if err != nil {
		return unusable // said by parseFlags
	}
	failed, err := s.land(stdin, stdout)
	switch {
	case err != nil:
		for _, e := range fx.Faults(err) {
			fmt.Fprintln(stderr, "landed:", e)
		}
		return unusable
	case failed:
		return refused
	}
	return answered
}

// parseFlags reads the command line; flags may stand before and after the file.
func parseFlags(args []string, stderr io.Writer) (settings, error) {
	var s settings
	set := flag.NewFlagSet("landed", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprintln(stderr, "usage: landed [flags] [FILE | -]")
		set.PrintDefaults()
	}
	set.StringVar(&s.format, "format", "table", "print as `table`, json, markdown or html")
	set.StringVar(&s.output, "o", "", "print to `FILE`")
	set.StringVar(&s.lines, "lines", "", "take the lines of the shipment from a CSV `FILE`")
	set.StringVar(&s.tariff, "tariff", "", "add the tariff tables of a `FILE`")
	set.Func("entry", "land the shipment on each of these `DATES` of entry: 2026-02-20,2026-08-01", s.addDays)
	set.BoolVar(&s.example, "example", false, "print the built-in shipment and stop")
	var err error
	if s.input, err = flags.OneFile(set, args, "file"); err != nil {
		return s, err
	}
	switch {
	case formats[s.format] == nil:
		err = flags.Wrong(set, "unknown format "+strconv.Quote(s.format)+", must be table, json, markdown or html")
	case s.example && s.input != "":
		err = flags.Wrong(set, "-example prints the built-in shipment and takes no file")
	case s.lines != "" && s.input == "":
		err = flags.Wrong(set, "-lines needs a file with the rest of the shipment")
	case fromStdin(s.input, s.lines, s.tariff) > 1:
		err = flags.Wrong(set, "only one file can be read from standard input")
	}
	return s, err
}

// fromStdin counts the files that are standard input.
func fromStdin(names ...string) int {
	count := 0
	for _, name := range names {
		if name == "-" {
			count++
		}
	}
	return count
}

// maxDays is how many days of entry stand side by side.
const maxDays = 20

// addDays reads the days of the flag -entry.
func (s *settings) addDays(text string) error {
	for _, written := range strings.Split(text, ",") {
		day, err := time.Parse(time.DateOnly, strings.TrimSpace(written))
		switch {
		case err != nil || day.Year() < 1:
			return errors.New("must be dates such as 2026-02-20, separated by commas")
		case slices.ContainsFunc(s.days, day.Equal):
			return errors.New("must not have a day twice")
		case len(s.days) == maxDays:
			return errors.New("must be at most " + strconv.Itoa(maxDays) + " days")
		}
		s.days = append(s.days, day)
	}
	return nil
}

// land answers the shipment. Failed says that it has no result; err that the command
// could not do its work.
func (s settings) land(stdin io.Reader, stdout io.Writer) (failed bool, err error) {
	if s.example {
		return false, files.Print(s.output, stdout, func(w io.Writer) error { _, err := w.Write(exampleShipment); return err })
	}
	in := input{days: s.days, csvName: s.lines, json: exampleShipment}
	if s.input != "" {
		if in.json, err = files.Read(s.input, stdin, strict.MaxInput); err != nil {
			return false, err
		}
	}
	if s.lines != "" {
		if in.csv, err = files.Read(s.lines, stdin, strict.MaxInput); err != nil {
			return false, err
		}
	}
	if in.tables, err = tariffTables(s.tariff, stdin); err != nil {
		return false, err
	}
	a := in.answer()
	return a.result == nil, files.Print(s.output, stdout, func(w io.Writer) error { return formats[s.format](w, a) })
}

// tariffTables returns the shipped tables with those of a file added, nil for the
// shipped ones alone.
func tariffTables(name string, stdin io.Reader) (*fees.Tables, error) {
	if name == "" {
		return nil, nil
	}
	data, err := files.Read(name, stdin, strict.MaxInput)
	if err != nil {
		return nil, err
	}
	own, err := customs.ReadTables(bytes.NewReader(data))
	if err != nil {
		return nil, inFile(name, err)
	}
	if len(slices.Collect(own.All())) == 0 {
		return nil, errors.New(name + ": has no tables")
	}
	shipped, err := customs.ShippedTables()
	if err != nil {
		return nil, err
	}
	with, err := shipped.With(own)
	return with, inFile(name, err)
}

// inFile puts the name of a file in front of every fault.
func inFile(name string, err error) error {
	var out []error
	for _, e := range fx.Faults(err) {
		out = append(out, fmt.Errorf("%s: %w", name, e))
	}
	return errors.Join(out...)
}
