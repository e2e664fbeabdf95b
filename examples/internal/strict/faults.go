package strict

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/fx"
)

// MaxFaults are reported for one request.
const MaxFaults = 100

// Faults are everything that is wrong with one request.
type Faults []*fx.InputError

// A Fault is one of them as it is written.
type Fault struct {
	Field  string `json:"field"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// Add notes a fault; a value is cut when it is long.
func (f *Faults) Add(path, value, reason string) {
	switch {
	case len(*f) < MaxFaults:
		*f = append(*f, fx.NewInputError(path, value, reason))
	case len(*f) == MaxFaults:
		*f = append(*f, fx.NewInputError("", "", "has more faults than these"))
	}
}

// Shown returns the faults as they are written.
func (f Faults) Shown() []Fault {
	out := make([]Fault, len(f))
	for i, e := range f {
		out[i] = Fault{e.Field, e.Value, e.Reason}
	}
	return out
}

// Has reports whether a fault is noted already.
func (f Faults) Has(fault *fx.InputError) bool {
	return slices.ContainsFunc(f, func(known *fx.InputError) bool { return *known == *fault })
}

// Full reports whether no further fault is noted.
func (f Faults) Full() bool { return len(f) > MaxFaults }

// Covers reports whether a field, what it is in, or something in it has a fault
// already.
func (f Faults) Covers(path string) bool {
	return slices.ContainsFunc(f, func(e *fx.InputError) bool {
		return e.Field != "" && (within(path, e.Field) || within(e.Field, path))
	})
}

// within reports whether a path is another one or leads into it.
func within(path, other string) bool {
	rest, ok := strings.CutPrefix(path, other)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// FirstName is the first name of a path.
func FirstName(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

// Printable returns a name from outside in a form that can stand in a path.
func Printable(name string) string {
	name = fx.NewInputError("", name, "").Value // cut when it is long
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}
