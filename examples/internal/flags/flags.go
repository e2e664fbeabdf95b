// Package flags reads command lines, with flags before and after the other arguments.
package flags

import (
	"errors"
	"flag"
	"fmt"
	"strings"
)

// Parse reads a command line and hands every argument that is no flag to take, whose
// error ends it. Arguments with one of the prefixes are no flags even if they begin
// with a dash. A wrong flag has been told to the user, as [flag.ErrHelp] has.
func Parse(set *flag.FlagSet, args []string, take func(arg string) error, prefixes ...string) error {
	for len(args) > 0 {
		flagged, rest := args, []string(nil)
		for i, arg := range args {
			if hasPrefix(arg, prefixes) {
				flagged, rest = args[:i], args[i:]
				break
			}
		}
		if err := set.Parse(flagged); err != nil {
			return err
		}
		if args = args[len(flagged)-set.NArg():]; set.NArg() == 0 {
			args = rest
		}
		if len(args) == 0 {
			break
		}
		if err := take(args[0]); err != nil {
			return err
		}
		args = args[1:]
	}
	return nil
}

func hasPrefix(arg string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(arg, p) {
			return true
		}
	}
	return false
}

// OneFile reads a command line of flags and at most one file, and returns its name, ""
// without one. What says what the file is, "file of requests". The user has been told
// of every error.
func OneFile(set *flag.FlagSet, args []string, what string) (name string, err error) {
	err = Parse(set, args, func(arg string) error {
		switch {
		case name != "":
			return Wrong(set, "more than one "+what+": "+arg)
		case arg == "":
			return Wrong(set, "the name of the "+what+" is empty")
		}
		name = arg
		return nil
	})
	return name, err
}

// Wrong tells the user what is wrong with a command line, with the usage below, and
// returns it as an error.
func Wrong(set *flag.FlagSet, text string) error {
	fmt.Fprintln(set.Output(), text)
	set.Usage()
	return errors.New(text)
}
