package main

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An object reads the fields of one JSON object and notes what is wrong with
// them under their path. A field that is null counts as absent.
type object struct {
	path   string
	node   node
	asked  []string
	faults *faults
}

// open returns the reader of an object; what is no object is a fault.
func open(n node, path string, f *faults) object {
	if n.kind != isObject {
		f.add(path, n.brief(), "must be an object")
	}
	return object{path: path, node: n, faults: f}
}

// at returns the path of a field.
func (o *object) at(name string) string {
	if o.path == "" {
		return name
	}
	return o.path + "." + name
}

// get returns the first value of a field.
func (o *object) get(name string) (node, bool) {
	if !slices.Contains(o.asked, name) {
		o.asked = append(o.asked, name)
	}
	return o.node.field(name)
}

// close notes the fields that nobody asked for, and those that are there twice.
func (o *object) close() {
	o.closeSaying(func(name string) string { return unknownName("a known field", name, o.asked) })
}

// closeSaying is close with other words for a field that nobody asked for.
func (o *object) closeSaying(reason func(name string) string) {
	seen := map[string]bool{}
	for _, f := range o.node.fields {
		path := o.at(printable(f.name))
		switch {
		case o.faults.full():
			return
		case seen[f.name]:
			o.faults.add(path, f.value.brief(), "must not be there twice")
		case !slices.Contains(o.asked, f.name):
			o.faults.add(path, f.value.brief(), reason(f.name))
		}
		seen[f.name] = true
	}
}

// unknownName says that a name is none of those known, with the nearest of them.
func unknownName(what, name string, known []string) string {
	if near := fees.Nearest(name, slices.Values(known)); len(near) > 0 {
		return "is not " + what + ", did you mean " + strings.Join(near, ", ") + "?"
	}
	return "is not " + what + "; known are " + strings.Join(known, ", ")
}

// object returns the reader of a field that is an object. It is false when there
// is none.
func (o *object) object(name string) (object, bool) {
	n, given := o.get(name)
	if !given {
		return object{}, false
	}
	in := open(n, o.at(name), o.faults)
	return in, n.kind == isObject
}

// word returns a field that is a string, "" when it is absent.
func (o *object) word(name string) string {
	n, given := o.get(name)
	if given && n.kind != isText {
		o.faults.add(o.at(name), n.brief(), "must be a string")
		return ""
	}
	return n.text
}

// name returns a string that must be there and fit a line.
func (o *object) name(name string) string {
	s := o.label(name)
	if _, given := o.get(name); s == "" && !o.faults.covers(o.at(name)) {
		reason := "must be given"
		if given {
			reason = "must not be empty"
		}
		o.faults.add(o.at(name), "", reason)
	}
	return s
}

// label returns a string that fits a line, "" when it is absent.
func (o *object) label(name string) string {
	s := o.word(name)
	if utf8.RuneCountInString(s) > maxName || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		o.faults.add(o.at(name), s, "must be a text of at most "+strconv.Itoa(maxName)+" printable characters")
		return legible(s)
	}
	return strings.TrimSpace(s)
}

// legible cuts a text to what may be printed, so that an answer still names
// its request.
func legible(s string) string {
	var out strings.Builder
	for _, r := range s {
		if out.Len() >= maxName {
			break
		}
		if !unicode.IsPrint(r) {
			r = '?'
		}
		out.WriteRune(r)
	}
	return out.String()
}

// choice returns a string that must be one of a few, "" when it is absent.
func (o *object) choice(name string, known ...string) string {
	s := o.word(name)
	if s == "" {
		return ""
	}
	for _, k := range known {
		if s == k {
			return s
		}
	}
	last := len(known) - 1
	o.faults.add(o.at(name), s, `must be "`+strings.Join(known[:last], `", "`)+`" or "`+known[last]+`"`)
	return ""
}

func (o *object) flag(name string) bool {
	n, given := o.get(name)
	if given && n.kind != isBool {
		o.faults.add(o.at(name), n.brief(), "must be true or false")
	}
	return given && n.text == "true"
}

// number returns the text of a field that is a string or a number; numbers are
// taken digit by digit as they are written.
func (o *object) number(name, example string) (string, bool) {
	n, given := o.get(name)
	if given && n.kind != isText && n.kind != isNumber {
		o.faults.add(o.at(name), n.brief(), "must be a string such as "+strconv.Quote(example))
		return "", false
	}
	return n.text, given
}

// count returns a whole number from 1 to most, 0 when it is absent or faulty.
func (o *object) count(name string, most int) int {
	written, given := o.number(name, "2")
	if !given {
		return 0
	}
	n, err := strconv.Atoi(written)
	if err != nil || n < 1 || n > most {
		o.faults.add(o.at(name), written, "must be a whole number from 1 to "+strconv.Itoa(most))
		return 0
	}
	return n
}

// words returns the strings of a list, none when it is absent.
func (o *object) words(name string) []string {
	n, given := o.get(name)
	if !given {
		return nil
	}
	var out []string
	for _, item := range n.items {
		if item.kind == isText {
			out = append(out, item.text)
		}
	}
	if n.kind != isList || len(out) != len(n.items) {
		o.faults.add(o.at(name), n.brief(), "must be a list of strings")
	}
	return out
}

// decimal returns a decimal, not Valid when it is absent or faulty.
func (o *object) decimal(name string) decimal.NullDecimal {
	written, given := o.number(name, "12.34")
	if !given {
		return decimal.NullDecimal{}
	}
	d, err := fx.ParseDecimal(written)
	return decimal.NullDecimal{Decimal: d, Valid: !o.failed(name, err)}
}

func (o *object) length(name string) fees.Length {
	written, given := o.number(name, "9 in")
	if !given {
		return fees.Length{}
	}
	l, err := fees.ParseLength(written)
	if !o.failed(name, err) && l.IsZero() {
		o.faults.add(o.at(name), written, "must be above 0")
	}
	return l
}

func (o *object) weight(name string) fees.Weight {
	written, given := o.number(name, "2 lb")
	if !given {
		return fees.Weight{}
	}
	w, err := fees.ParseWeight(written)
	if !o.failed(name, err) && w.IsZero() {
		o.faults.add(o.at(name), written, "must be above 0")
	}
	return w
}

// day returns a date, the zero time when it is absent or faulty.
func (o *object) day(name string) time.Time {
	written := o.word(name)
	if n, given := o.get(name); !given || n.kind != isText {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, written)
	if err != nil || day.Year() < 1 {
		o.faults.add(o.at(name), written, "must be a date such as 2026-11-23")
		return time.Time{}
	}
	return day
}

func (o *object) currency(name string) fx.Currency {
	code := o.word(name)
	if code == "" {
		return ""
	}
	c, err := fx.ParseCurrency(code)
	if err != nil {
		o.faults.add(o.at(name), code, "must be a currency code of ISO 4217 such as USD or CNY")
	}
	return c
}

// failed notes an error of the library under the path of a field.
func (o *object) failed(name string, err error) bool {
	for _, e := range fx.Faults(err) {
		if in, ok := e.(*fx.InputError); ok {
			o.faults.add(o.at(name), in.Value, in.Reason)
			continue
		}
		o.faults.add(o.at(name), "", e.Error())
	}
	return err != nil
}
