package audit

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// The bounds of a file, far above what any decision has.
const (
	maxFile    = 64 << 20 // bytes as JSON
	maxText    = 1 << 16  // bytes of a text
	maxNumber  = 200      // bytes of a number
	maxEntries = 200_000  // of a list
)

// A form says which texts a type admits.
type form struct {
	pattern string // a regular expression of JSON Schema, "" for a list of words
	words   []string
	reason  string
}

// The forms of the types that are texts, in the order of the file.
var (
	numberForm = form{pattern: `^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`, reason: "must be a number such as 23.10"}
	dayForm    = form{pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, reason: "must be a day such as 2026-11-23"}
	timeForm   = form{
		pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$`,
		reason:  "must be a time such as 2026-11-23T12:00:00Z",
	}
	hashForm   = form{pattern: `^[0-9a-f]{64}$`, reason: "must be 64 hexadecimal digits"}
	actionForm = form{words: []string{
		string(reprice.ActionChange), string(reprice.ActionHold), string(reprice.ActionReview), string(reprice.ActionFreeze), string(reprice.ActionRefuse),
	}}
	gravityForm  = form{words: gravities[1:]}
	standingForm = form{words: []string{string(published), string(asked), string(inForce)}}
)

var numberPattern, hashPattern = regexp.MustCompile(numberForm.pattern), regexp.MustCompile(hashForm.pattern)

// The gravities, by their numbers.
var gravities = []string{reprice.Routine: "routine", reprice.Caution: "caution", reprice.Serious: "serious", reprice.Critical: "critical"}

// formOf returns the form of a type. It is false for plain texts.
func formOf(t reflect.Type) (form, bool) {
	switch t {
	case reflect.TypeFor[Number]():
		return numberForm, true
	case reflect.TypeFor[Day]():
		return dayForm, true
	case reflect.TypeFor[Time]():
		return timeForm, true
	case reflect.TypeFor[Hash]():
		return hashForm, true
	case reflect.TypeFor[Action]():
		return actionForm, true
	case reflect.TypeFor[Gravity]():
		return gravityForm, true
	case reflect.TypeFor[Standing]():
		return standingForm, true
	}
	return form{}, false
}

// fault says what is wrong with a text of a type, "" for nothing.
func fault(t reflect.Type, text string) string {
	f, formed := formOf(t)
	switch {
	case !utf8.ValidString(text):
		return "must be UTF-8"
	case len(text) > maxText:
		return "must be at most " + strconv.Itoa(maxText) + " bytes"
	case !formed:
		return ""
	case f.words != nil:
		if !slices.Contains(f.words, text) {
			return `must be "` + strings.Join(f.words, `", "`) + `"`
		}
		return ""
	}
	fits := false
	switch t {
	case reflect.TypeFor[Number]():
		fits = len(text) <= maxNumber && numberPattern.MatchString(text)
	case reflect.TypeFor[Hash]():
		fits = hashPattern.MatchString(text)
	case reflect.TypeFor[Day]():
		day, err := time.Parse(time.DateOnly, text)
		fits = err == nil && day.Format(time.DateOnly) == text
	case reflect.TypeFor[Time]():
		at, err := time.Parse(time.RFC3339Nano, text)
		fits = err == nil && timeText(at) == Time(text)
	}
	if !fits {
		return f.reason
	}
	return ""
}

// jsonName returns the name of a field in JSON, and whether it may be left out.
func jsonName(f reflect.StructField) (name string, optional bool) {
	name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, option == "omitempty"
}

// check reports every fault of a file, joined, each an [*fx.InputError] by its path.
func (f *File) check() error {
	var c checker
	c.walk("", reflect.ValueOf(f).Elem())
	if f.Schema != SchemaID {
		c.add("schema", f.Schema, "must be "+SchemaID)
	}
	if f.Version != Version {
		c.add("version", f.Version, "must be "+Version)
	}
	if f.Digest.Algorithm != algorithm {
		c.add("digest.algorithm", f.Digest.Algorithm, "must be "+algorithm)
	}
	for i := range f.Evidence {
		if f.Evidence[i].Name == "" {
			c.add("evidence["+strconv.Itoa(i)+"].name", "", "must not be empty")
		}
	}
	return errors.Join(c.faults...)
}

type checker struct{ faults []error }

// mostFaults are reported of a file: nobody reads more.
const mostFaults = 100

func (c *checker) add(path, value, reason string) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, fx.NewInputError(path, value, reason))
	}
}

func (c *checker) walk(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			field, inner := v.Type().Field(i), v.Field(i)
			name, optional := jsonName(field)
			if at := join(path, name); !optional || !inner.IsZero() {
				c.walk(at, inner)
			}
		}
	case reflect.Pointer:
		c.walk(path, v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			c.add(path, "", "must be a list")
		}
		if v.Len() > maxEntries {
			c.add(path, strconv.Itoa(v.Len()), "must have at most "+strconv.Itoa(maxEntries)+" entries")
			return
		}
		for i := range v.Len() {
			c.walk(path+"["+strconv.Itoa(i)+"]", v.Index(i))
		}
	case reflect.String:
		if reason := fault(v.Type(), v.String()); reason != "" {
			c.add(path, v.String(), reason)
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// complete makes every list a list and every text UTF-8, so that a file is the same
// after it was written and read.
func complete(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			complete(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			complete(v.Elem())
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			complete(v.Index(i))
		}
	case reflect.String:
		if text := v.String(); !utf8.ValidString(text) {
			v.SetString(strings.ToValidUTF8(text, "\uFFFD"))
		}
	}
}
