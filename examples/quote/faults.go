package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// maxFaults are reported for one request.
const maxFaults = 100

// faults are everything that is wrong with one request.
type faults []*fx.InputError

// add notes a fault; a value is cut when it is long.
func (f *faults) add(path, value, reason string) {
	switch {
	case len(*f) < maxFaults:
		*f = append(*f, fx.NewInputError(path, value, reason))
	case len(*f) == maxFaults:
		*f = append(*f, fx.NewInputError("", "", "has more faults than these"))
	}
}

// has reports whether a fault is noted already.
func (f faults) has(fault *fx.InputError) bool {
	return slices.ContainsFunc(f, func(known *fx.InputError) bool { return *known == *fault })
}

// full reports whether no further fault is noted.
func (f *faults) full() bool { return len(*f) > maxFaults }

// covers reports whether a field, what it is in, or something in it has a fault
// already.
func (f faults) covers(path string) bool {
	return slices.ContainsFunc(f, func(e *fx.InputError) bool {
		return e.Field != "" && (within(path, e.Field) || within(e.Field, path))
	})
}

// within reports whether a path is another one or leads into it.
func within(path, other string) bool {
	rest, ok := strings.CutPrefix(path, other)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// library notes the faults that the library found, with the paths of the
// request. A field that has a fault already is left out, since what the library
// saw in its place is only its zero value; a day that could be read can lack both
// an exchange rate and a table.
func (f *faults) library(r request, err error) {
	before := slices.Clone(*f)
	for _, e := range fx.Faults(err) {
		fault := explain(r, e)
		var noTable *fees.NoTableError
		known := before.covers(fault.Field) && !errors.As(e, &noTable)
		if known || rateFailed(before, fault.Field) || f.has(fault) {
			continue
		}
		f.add(fault.Field, fault.Value, fault.Reason)
	}
}

// rateFailed reports whether a currency cannot be judged because the rate is at
// fault.
func rateFailed(f faults, field string) bool {
	if first := firstOf(field); first != "cost" && first != "more_cost" || !strings.HasSuffix(field, "].currency") {
		return false
	}
	return f.covers("date") || f.covers("fx")
}

// firstOf is the first name of a path.
func firstOf(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

// printable returns a name from outside in a form that can stand in a path.
func printable(name string) string {
	name = fx.NewInputError("", name, "").Value // cut when it is long
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}
