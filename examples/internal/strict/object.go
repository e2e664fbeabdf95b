package strict

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

// MaxName is how long a name may be, in characters.
const MaxName = 100

// An object reads the fields of one JSON object and notes what is wrong with
// them under their path. A field that is null counts as absent.
type Object struct {
	Path   string
	Node   Node
	asked  []string
	Faults *Faults
}

// Open returns the reader of an object; what is no object is a fault.
func Open(n Node, path string, f *Faults) Object {
	if n.Kind != IsObject {
		f.Add(path, n.Brief(), "must be an object")
	}
	return Object{Path: path, Node: n, Faults: f}
}

// At returns the path of a field.
func (o *Object) At(name string) string {
	if o.Path == "" {
		return name
	}
	return o.Path + "." + name
}

// Asked returns the names of the fields that were asked for.
func (o *Object) Asked() []string { return o.asked }

// Field returns the first value of a field.
func (o *Object) Field(name string) (Node, bool) {
	if !slices.Contains(o.asked, name) {
		o.asked = append(o.asked, name)
	}
	return o.Node.Field(name)
}

// Close notes the fields that nobody asked for, and those that are there twice.
func (o *Object) Close() {
	o.CloseSaying(func(name string) string { return UnknownName("a known field", name, o.asked) })
}

// CloseSaying is Close with other words for a field that nobody asked for.
func (o *Object) CloseSaying(reason func(name string) string) {
	seen := map[string]bool{}
	for _, f := range o.Node.Fields {
		path := o.At(Printable(f.Name))
		switch {
		case o.Faults.Full():
			return
		case seen[f.Name]:
			o.Faults.Add(path, f.Value.Brief(), "must not be there twice")
		case !slices.Contains(o.asked, f.Name):
			o.Faults.Add(path, f.Value.Brief(), reason(f.Name))
		}
		seen[f.Name] = true
	}
}

// UnknownName says that a name is none of those known, with the nearest of them.
func UnknownName(what, name string, known []string) string {
	if near := fees.Nearest(name, slices.Values(known)); len(near) > 0 {
		return "is not " + what + ", did you mean " + strings.Join(near, ", ") + "?"
	}
	return "is not " + what + "; known are " + strings.Join(known, ", ")
}

// Object returns the reader of a field that is an object. It is false when there
// is none.
func (o *Object) Object(name string) (Object, bool) {
	n, given := o.Field(name)
	if !given {
		return Object{}, false
	}
	in := Open(n, o.At(name), o.Faults)
	return in, n.Kind == IsObject
}

// Objects returns the readers of a list of at most so many objects, none when it is
// absent or no list. What is no object is a fault and has a reader without fields.
func (o *Object) Objects(name string, most int) []Object {
	n, given := o.Field(name)
	switch {
	case !given:
		return nil
	case n.Kind != IsList:
		o.Faults.Add(o.At(name), n.Brief(), "must be a list of objects")
		return nil
	case len(n.Items) > most:
		o.Faults.Add(o.At(name), "", "must have at most "+strconv.Itoa(most)+" items")
		return nil
	}
	out := make([]Object, len(n.Items))
	for i, item := range n.Items {
		out[i] = Open(item, o.At(name)+"["+strconv.Itoa(i)+"]", o.Faults)
	}
	return out
}

// IsObject reports whether there are fields to read.
func (o *Object) IsObject() bool { return o.Node.Kind == IsObject }

// Word returns a field that is a string, "" when it is absent.
func (o *Object) Word(name string) string {
	n, given := o.Field(name)
	if given && n.Kind != IsText {
		o.Faults.Add(o.At(name), n.Brief(), "must be a string")
		return ""
	}
	return n.Text
}

// Name returns a string that must be there and fit a line.
func (o *Object) Name(name string) string {
	s := o.Label(name)
	if _, given := o.Field(name); s == "" && !o.Faults.Covers(o.At(name)) {
		reason := "must be given"
		if given {
			reason = "must not be empty"
		}
		o.Faults.Add(o.At(name), "", reason)
	}
	return s
}

// Label returns a string that fits a line, "" when it is absent.
func (o *Object) Label(name string) string {
	s := o.Word(name)
	if utf8.RuneCountInString(s) > MaxName || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		o.Faults.Add(o.At(name), s, "must be a text of at most "+strconv.Itoa(MaxName)+" printable characters")
		return Legible(s)
	}
	return strings.TrimSpace(s)
}

// Legible cuts a text to what may be printed, so that an answer still names
// its request.
func Legible(s string) string {
	var out strings.Builder
	for _, r := range s {
		if out.Len() >= MaxName {
			break
		}
		if !unicode.IsPrint(r) {
			r = '?'
		}
		out.WriteRune(r)
	}
	return out.String()
}

// Choice returns a string that must be one of a few, "" when it is absent.
func (o *Object) Choice(name string, known ...string) string {
	s := o.Word(name)
	if s == "" {
		return ""
	}
	for _, k := range known {
		if s == k {
			return s
		}
	}
	last := len(known) - 1
	o.Faults.Add(o.At(name), s, `must be "`+strings.Join(known[:last], `", "`)+`" or "`+known[last]+`"`)
	return ""
}

// Flag returns whether a field is true.
func (o *Object) Flag(name string) bool {
	n, given := o.Field(name)
	if given && n.Kind != IsBool {
		o.Faults.Add(o.At(name), n.Brief(), "must be true or false")
	}
	return given && n.Text == "true"
}

// Number returns the text of a field that is a string or a number; numbers are
// taken digit by digit as they are written.
func (o *Object) Number(name, example string) (string, bool) {
	n, given := o.Field(name)
	if given && n.Kind != IsText && n.Kind != IsNumber {
		o.Faults.Add(o.At(name), n.Brief(), "must be a string such as "+strconv.Quote(example))
		return "", false
	}
	return n.Text, given
}

// Count returns a whole number from 1 to most, 0 when it is absent or faulty.
func (o *Object) Count(name string, most int) int {
	written, given := o.Number(name, "2")
	if !given {
		return 0
	}
	n, err := strconv.Atoi(written)
	if err != nil || n < 1 || n > most {
		o.Faults.Add(o.At(name), written, "must be a whole number from 1 to "+strconv.Itoa(most))
		return 0
	}
	return n
}

// Words returns the strings of a list, none when it is absent.
func (o *Object) Words(name string) []string {
	n, given := o.Field(name)
	if !given {
		return nil
	}
	var out []string
	for _, item := range n.Items {
		if item.Kind == IsText {
			out = append(out, item.Text)
		}
	}
	if n.Kind != IsList || len(out) != len(n.Items) {
		o.Faults.Add(o.At(name), n.Brief(), "must be a list of strings")
	}
	return out
}

// Decimal returns a decimal, not Valid when it is absent or faulty.
func (o *Object) Decimal(name string) decimal.NullDecimal {
	written, given := o.Number(name, "12.34")
	if !given {
		return decimal.NullDecimal{}
	}
	d, err := fx.ParseDecimal(written)
	return decimal.NullDecimal{Decimal: d, Valid: !o.Failed(name, err)}
}

// Length returns a length above 0, the zero Length when it is absent or faulty.
func (o *Object) Length(name string) fees.Length {
	written, given := o.Number(name, "9 in")
	if !given {
		return fees.Length{}
	}
	l, err := fees.ParseLength(written)
	if !o.Failed(name, err) && l.IsZero() {
		o.Faults.Add(o.At(name), written, "must be above 0")
	}
	return l
}

// Weight returns a weight above 0, the zero Weight when it is absent or faulty.
func (o *Object) Weight(name string) fees.Weight {
	written, given := o.Number(name, "2 lb")
	if !given {
		return fees.Weight{}
	}
	w, err := fees.ParseWeight(written)
	if !o.Failed(name, err) && w.IsZero() {
		o.Faults.Add(o.At(name), written, "must be above 0")
	}
	return w
}

// Day returns a date, the zero time when it is absent or faulty.
func (o *Object) Day(name string) time.Time {
	written := o.Word(name)
	if n, given := o.Field(name); !given || n.Kind != IsText {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, written)
	if err != nil || day.Year() < 1 {
		o.Faults.Add(o.At(name), written, "must be a date such as 2026-11-23")
		return time.Time{}
	}
	return day
}

// Currency returns a currency, "" when it is absent.
func (o *Object) Currency(name string) fx.Currency {
	code := o.Word(name)
	if code == "" {
		return ""
	}
	c, err := fx.ParseCurrency(code)
	if err != nil {
		o.Faults.Add(o.At(name), code, "must be a currency code of ISO 4217 such as USD or CNY")
	}
	return c
}

// Pair returns the two currencies of a field such as "USD/CNY", both "" when it is
// absent or faulty.
func (o *Object) Pair(name string) (base, quote fx.Currency) {
	written := o.Word(name)
	if written == "" {
		return "", ""
	}
	left, right, _ := strings.Cut(written, "/")
	base, baseErr := fx.ParseCurrency(left)
	quote, quoteErr := fx.ParseCurrency(right)
	switch {
	case baseErr != nil || quoteErr != nil:
		o.Faults.Add(o.At(name), written, "must be two currency codes of ISO 4217, such as USD/CNY")
	case base == quote:
		o.Faults.Add(o.At(name), written, "must be two different currencies")
	default:
		return base, quote
	}
	return "", ""
}

// Failed notes an error of the library under the path of a field.
func (o *Object) Failed(name string, err error) bool {
	for _, e := range fx.Faults(err) {
		if in, ok := e.(*fx.InputError); ok {
			o.Faults.Add(o.At(name), in.Value, in.Reason)
			continue
		}
		o.Faults.Add(o.At(name), "", e.Error())
	}
	return err != nil
}
