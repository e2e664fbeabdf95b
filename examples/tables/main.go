// Command tables shows the dated tables that come with crossborder, of fees, US
// customs, freight and Chinese VAT, checks newer ones, and says what changed
// between two of them.
//
//	tables [list] [flags]      every shipped table
//	tables show ID             one table as JSON, to start a newer one from
//	tables validate FILE...    check table files before a program reads them
//	tables diff OLD NEW        what changed from one table to another
//
// A FILE of - is standard input. OLD and NEW are each the id of a shipped table,
// a FILE that holds one table, or FILE#ID.
//
// Flags of list:
//
//	-channel NAME             only the tables of one channel
//	-kind KIND                only those of one kind
//	-on DATE                  only those that cover a day
//	-brief, -v                without the sources, with the notes, in the format table
//	-format table|json|csv    how to print, table by default
//
// Flags of diff:
//
//	-format table|json        how to print, table by default
//
// The exit status is 0 when there is nothing to complain about, 1 when validate
// finds a fault or diff a difference, and 2 when the command could not do its
// work: a wrong flag, an id or a file that is not there.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/flags"
	"github.com/lianxing/crossborder/fx"
)

// The exit statuses.
const (
	fine     = 0
	differs  = 1 // validate found a fault, diff a difference
	unusable = 2 // flags, ids or files
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command with everything it touches handed in. It returns the exit
// status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &command{channels: channels, stdin: stdin, stderr: stderr}
	return c.run(args, stdout)
}

// A command is one run.
type command struct {
	channels []channel
	stdin    io.Reader
	stdout   *bufio.Writer
	stderr   io.Writer

	fromStdin []byte // what - was, once it has been read
}

// errUsage is a wrong command line that the user has been told of.
var errUsage = errors.New("wrong command line")

const usage = `usage:
  tables [list] [-channel NAME] [-kind KIND] [-on DATE] [-brief] [-v] [-format table|json|csv]
  tables show ID
  tables validate FILE...
  tables diff [-format table|json] OLD NEW

A FILE of - is standard input; OLD and NEW are a table id, FILE or FILE#ID.
`

func (c *command) run(args []string, stdout io.Writer) int {
	c.stdout = bufio.NewWriter(stdout)
	name := "list"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	commands := map[string]func([]string) (int, error){"list": c.list, "show": c.show, "validate": c.validate, "diff": c.diff}
	do := commands[name]
	if do == nil {
		do = func([]string) (int, error) {
			return unusable, c.wrong("unknown command " + strconv.Quote(name) + ", must be list, show, validate or diff")
		}
	}
	status, err := do(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return fine
	case errors.Is(err, errUsage):
		return unusable
	}
	if err = errors.Join(err, c.stdout.Flush()); err != nil {
		for _, e := range fx.Faults(err) {
			fmt.Fprintln(c.stderr, "tables:", e)
		}
		return unusable
	}
	return status
}

// wrong says what is wrong with the command line.
func (c *command) wrong(text string) error {
	fmt.Fprintf(c.stderr, "tables: %s\n%s", text, usage)
	return errUsage
}

// parse reads the flags of a command, which may stand before and after its other
// arguments, and returns those. A wrong flag has been told to the user.
func (c *command) parse(set *flag.FlagSet, args []string) ([]string, error) {
	set.Init(set.Name(), flag.ContinueOnError)
	set.SetOutput(c.stderr)
	set.Usage = func() { fmt.Fprint(c.stderr, usage) }
	var rest []string
	take := func(arg string) error { rest = append(rest, arg); return nil }
	const ofStdin = "-#" // a table of standard input, no flag
	switch err := flags.Parse(set, args, take, ofStdin); {
	case errors.Is(err, flag.ErrHelp):
		return nil, err
	case err != nil:
		return nil, errUsage
	}
	return rest, nil
}
