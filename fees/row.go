package fees

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/lianxing/crossborder/fx"
)

// A Row is one JSON object of a table file: a row, a part of one such as a band,
// or the header. Its methods read one column each; what is missing or unusable
// is noted as an *[fx.InputError] with a path such as
// "amazon-us-referral-2025-01-15.rows[3].minimum", and the zero value is
// returned. A column that no method asked for is a fault in the end. Ask for a
// list or an object once: every time hands out rows of their own.
//
// A nil Row has no columns, and what its methods miss is not noted.
type Row struct {
	file  *TableFile
	path  string
	node  node
	asked []bool
}

// Fault notes that a column is unusable, with the value it has in the file.
func (r *Row) Fault(column, reason string) {
	if r == nil {
		return
	}
	value := ""
	if i, found := r.node.find(column); found {
		r.asked[i] = true
		value = r.node.items[i].brief()
	}
	r.file.note(fx.NewInputError(r.at(column), value, reason))
}

// Keep notes an error about a column; a nil error is none. The path of an
// *[fx.InputError] goes on after the column, and one that begins with the column,
// such as "bands[1]", does not repeat it.
func (r *Row) Keep(column string, err error) {
	if r == nil || err == nil {
		return
	}
	if in := new(fx.InputError); errors.As(err, &in) && (in.Field == column || strings.HasPrefix(in.Field, column+"[")) {
		column = ""
	}
	r.file.note(fx.InField(r.at(column), err))
}

func (r *Row) at(column string) string {
	at := r.file.id
	if r.path != "" {
		at += "." + r.path
	}
	if column != "" {
		at += "." + column
	}
	return at
}

// Has reports whether the row has the column; null counts as absent.
func (r *Row) Has(column string) bool {
	_, has := r.get(column)
	return has
}

// get returns the value of a column and whether it is there and not null.
func (r *Row) get(column string) (*node, bool) {
	if r == nil {
		return nil, false
	}
	i, found := r.node.find(column)
	if !found {
		return nil, false
	}
	r.asked[i] = true
	return &r.node.items[i], r.node.items[i].kind != isNull
}

// text returns the text of a column and whether it is there.
func (r *Row) text(column string) (string, bool) {
	n, has := r.get(column)
	if !has {
		return "", false
	}
	if n.kind != isText {
		r.Fault(column, "must be a text in quotes, not "+n.kind.String())
		return "", false
	}
	if strings.ContainsFunc(n.text, func(c rune) bool { return !unicode.IsPrint(c) }) {
		r.Fault(column, "must be printable characters in one line")
		return "", false
	}
	return n.text, true
}

// OptionalText returns a text, "" when the column is absent.
func (r *Row) OptionalText(column string) string {
	text, _ := r.text(column)
	return text
}

// Text returns a text that must be there and must not be empty.
func (r *Row) Text(column string) string {
	n, has := r.get(column)
	if !has || n.kind == isText && n.text == "" {
		r.Fault(column, "must not be empty")
		return ""
	}
	return r.OptionalText(column)
}

// OneOf returns a text that must be one of the known ones.
func (r *Row) OneOf(column string, known ...string) string {
	text := r.Text(column)
	for _, k := range known {
		if text == k {
			return text
		}
	}
	if text != "" {
		r.Fault(column, mustBeOneOf(known))
	}
	return ""
}

// Confidence returns the grade of a row that is less sure than its table, from the
// column "confidence"; "" when it is absent.
func (r *Row) Confidence() Confidence {
	if !r.Has("confidence") {
		return ""
	}
	return Confidence(r.OneOf("confidence", string(High), string(Medium), string(Low)))
}

// Flag returns true or false; an absent column is false.
func (r *Row) Flag(column string) bool {
	n, has := r.get(column)
	if has && n.kind != isFlag {
		r.Fault(column, "must be true or false")
	}
	return has && n.text == "true"
}

// Day returns a calendar day, midnight UTC, that must be there.
func (r *Row) Day(column string) time.Time {
	if !r.Has(column) {
		r.Fault(column, "must be a date such as 2026-01-15")
		return time.Time{}
	}
	return r.OptionalDay(column)
}

// OptionalDay returns a calendar day, the zero time when the column is absent.
func (r *Row) OptionalDay(column string) time.Time {
	text, has := r.text(column)
	if !has {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.IsZero() {
		r.Fault(column, "must be a date such as 2026-01-15")
		return time.Time{}
	}
	return day
}

// Int returns a whole number from least to most that must be there; least stands
// for an unusable one.
func (r *Row) Int(column string, least, most int) int {
	text := r.Text(column)
	if text == "" { // noted already
		return least
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		r.Fault(column, "must be a whole number in quotes from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
		return least
	}
	return n
}

// Weight returns a weight that must be there: "5.4 oz".
func (r *Row) Weight(column string) Weight {
	text := r.Text(column)
	if text == "" { // noted already
		return Weight{}
	}
	w, err := ParseWeight(text)
	r.Keep(column, err)
	return w
}

// OptionalWeight returns a weight, 0 when the column is absent.
func (r *Row) OptionalWeight(column string) Weight {
	if !r.Has(column) {
		return Weight{}
	}
	return r.Weight(column)
}

// Length returns a length that must be there: "18 in".
func (r *Row) Length(column string) Length {
	text := r.Text(column)
	if text == "" { // noted already
		return Length{}
	}
	l, err := ParseLength(text)
	r.Keep(column, err)
	return l
}

// OptionalLength returns a length, 0 when the column is absent.
func (r *Row) OptionalLength(column string) Length {
	if !r.Has(column) {
		return Length{}
	}
	return r.Length(column)
}

// Object returns an object inside of the row, nil when the column is absent: one
// that must be there needs a [Row.Fault].
func (r *Row) Object(column string) *Row {
	n, has := r.get(column)
	if !has {
		return nil
	}
	if n.kind != isObject {
		r.Fault(column, "must be an object")
		return nil
	}
	return r.file.open(r.inside(column), *n)
}

// Rows returns the objects of a list, none when the column is absent.
func (r *Row) Rows(column string) []*Row {
	n, has := r.get(column)
	if !has {
		return nil
	}
	if n.kind != isList {
		r.Fault(column, "must be a list of objects")
		return nil
	}
	out := make([]*Row, 0, len(n.items))
	for i := range n.items {
		path := r.inside(column + "[" + strconv.Itoa(i) + "]")
		if n.items[i].kind != isObject {
			r.file.note(fx.NewInputError(r.file.id+"."+path, n.items[i].brief(), "must be an object"))
			continue
		}
		out = append(out, r.file.open(path, n.items[i]))
	}
	return out
}

// Texts returns the texts of a list, none when the column is absent.
func (r *Row) Texts(column string) []string {
	n, has := r.get(column)
	if !has {
		return nil
	}
	var out []string
	for i := range n.items {
		if n.items[i].kind == isText {
			out = append(out, n.items[i].text)
		}
	}
	if n.kind != isList || len(out) != len(n.items) {
		r.Fault(column, "must be a list of texts")
	}
	return out
}

func (r *Row) inside(column string) string {
	if r.path == "" {
		return column
	}
	return r.path + "." + column
}
