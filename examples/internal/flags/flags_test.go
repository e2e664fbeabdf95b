package flags_test

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/examples/internal/flags"
)

// newSet returns flags of a command with what it tells the user.
func newSet() (set *flag.FlagSet, output *string, told *strings.Builder) {
	told = &strings.Builder{}
	set = flag.NewFlagSet("test", flag.ContinueOnError)
	set.SetOutput(told)
	set.Usage = func() { told.WriteString("usage\n") }
	set.Bool("v", false, "")
	return set, set.String("o", "", ""), told
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ name, args, rest, output, err string }{
		{"nothing", "", "", "", ""},
		{"flags before", "-v -o x a b", "a b", "x", ""},
		{"flags after", "a b -v -o x", "a b", "x", ""},
		{"flags between", "a -o x b -v", "a b", "x", ""},
		{"a dash", "- -v", "-", "", ""},
		{"two dashes", "-v -- a", "a", "", ""},
		{"no flag", "-#one -v", "-#one", "", ""},
		{"no flag after a flag", "-v -#one -o x a -#two", "-#one a -#two", "x", ""},
		{"unknown flag", "a -x", "a", "", "flag provided but not defined: -x\nusage\n"},
		{"refused", "a stop -x", "a", "", "stopped"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, output, told := newSet()
			var rest []string
			err := flags.Parse(set, strings.Fields(tt.args), func(arg string) error {
				if arg == "stop" {
					return errors.New("stopped")
				}
				rest = append(rest, arg)
				return nil
			}, "-#")
			if got := strings.Join(rest, " "); got != tt.rest || *output != tt.output {
				t.Errorf("rest is %q, -o is %q", got, *output)
			}
			if (err != nil) != (tt.err != "") || err != nil && tt.err != told.String() && tt.err != err.Error() {
				t.Errorf("error %v, told %q", err, told)
			}
		})
	}
}

func TestOneFile(t *testing.T) {
	for _, tt := range []struct {
		name       string
		args       []string
		want, told string
	}{
		{"none", []string{"-v"}, "", ""},
		{"one", []string{"a", "-v"}, "a", ""},
		{"two", []string{"a", "-v", "b"}, "a", "more than one file: b\nusage\n"},
		{"empty", []string{""}, "", "the name of the file is empty\nusage\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, _, told := newSet()
			got, err := flags.OneFile(set, tt.args, "file")
			if got != tt.want || told.String() != tt.told || (err != nil) != (tt.told != "") {
				t.Errorf("got %q, %v, told %q", got, err, told)
			}
		})
	}
}

// Help is no fault, and the caller sees it.
func TestHelp(t *testing.T) {
	set, _, told := newSet()
	if _, err := flags.OneFile(set, []string{"a", "-h"}, "file"); !errors.Is(err, flag.ErrHelp) || told.String() != "usage\n" {
		t.Errorf("%v, told %q", err, told)
	}
}
