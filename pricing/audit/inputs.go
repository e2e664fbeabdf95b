package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fx"
)

// An Input is one figure or text that a decision was made from.
type Input struct {
	// Path leads to it: "item.unit.listing.category".
	Path string `json:"path"`
	// Value is its text: a number without trailing zeros, a time with its offset.
	Value string `json:"value"`
}

// Inputs lists every input in a value, in the order in which its fields are
// declared: exported fields, the entries of slices, and maps by their keys. The
// paths begin with the given name.
//
// What is at its zero value is left out, and so are a pointer that is nil and a
// number that is not Valid: a field that a later version adds does not change the
// list until somebody uses it. A list that is given and empty is in it with its
// ".length" 0, an entry of a list that is zero, and a pointer to zero values, with an
// empty text. Equal numbers have equal texts,
// whatever their trailing zeros, and so have equal lengths, weights and rates whatever
// their units and fractions; a time has the offset in which it was given, because its
// calendar day depends on it. What stands behind an interface has its type as
// ".type". Fee tables of the caller stand with the digest of their JSON.
//
// A value that cannot be listed is an [*fx.InputError] at its path: a function, a
// channel, a map whose keys are no texts, a number of more than 64 digits on one side
// of the point, or a type with unexported fields and no text or JSON of its own, such
// as a compiled model. All of them are joined. The list is then not complete.
func Inputs(name string, v any) ([]Input, error) {
	l := lister{}
	l.list(name, reflect.ValueOf(v), 0)
	return l.inputs, errors.Join(l.faults...)
}

// DigestOf returns the SHA-256 of a list of inputs in hexadecimal digits. It changes
// exactly when a path or a value does.
func DigestOf(inputs []Input) string {
	hash := sha256.New()
	line := make([]byte, 0, 128)
	for _, in := range inputs {
		// A length before each text, so that no two lists run together.
		line = strconv.AppendInt(line[:0], int64(len(in.Path)), 10)
		line = append(append(line, ' '), in.Path...)
		line = strconv.AppendInt(append(line, ' '), int64(len(in.Value)), 10)
		line = append(append(append(line, ' '), in.Value...), '\n')
		hash.Write(line)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// mostDepth is deeper than any input is nested; beyond it a pointer leads back to
// itself.
const mostDepth = 64

// A lister walks a value.
type lister struct {
	inputs []Input
	faults []error
}

func (l *lister) add(path, value string) { l.inputs = append(l.inputs, Input{path, value}) }

func (l *lister) fault(path, value, reason string) {
	l.faults = append(l.faults, fx.NewInputError(path, value, reason))
}

func (l *lister) list(path string, v reflect.Value, depth int) {
	if depth > mostDepth {
		l.fault(path, "", "must not be nested so deeply")
		return
	}
	if !v.IsValid() || v.IsZero() {
		return
	}
	if l.known(path, v, depth) {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		l.add(path+".type", typeName(v.Elem().Type()))
		l.list(path, v.Elem(), depth+1)
	case reflect.Pointer:
		l.entry(path, v.Elem(), depth)
	case reflect.Struct:
		l.fields(path, v, depth)
	case reflect.Slice, reflect.Array:
		if v.Len() == 0 {
			l.add(path+".length", "0")
		}
		for i := range v.Len() {
			l.entry(path+"["+strconv.Itoa(i)+"]", v.Index(i), depth)
		}
	case reflect.Map:
		l.table(path, v, depth)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		l.fault(path, v.Type().String(), "must not be a function or a channel, which nobody can compare")
	default:
		l.scalar(path, v)
	}
}

// entry lists what counts even at its zero value: an entry of a list, or what a
// pointer leads to.
func (l *lister) entry(path string, v reflect.Value, depth int) {
	inputs, faults := len(l.inputs), len(l.faults)
	l.list(path, v, depth+1)
	if len(l.inputs) == inputs && len(l.faults) == faults {
		l.add(path, "") // no other text is empty
	}
}

func (l *lister) table(path string, v reflect.Value, depth int) {
	keys := v.MapKeys()
	if len(keys) == 0 {
		l.add(path+".length", "0")
	}
	if v.Type().Key().Kind() != reflect.String {
		l.fault(path, v.Type().String(), "must be a map with texts as its keys")
		return
	}
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		l.entry(path+"["+strconv.Quote(key.String())+"]", v.MapIndex(key), depth)
	}
}

// scalar lists a value of a basic kind.
func (l *lister) scalar(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		l.text(path, v.String())
	case reflect.Bool:
		l.add(path, strconv.FormatBool(v.Bool()))
	case reflect.Float32, reflect.Float64:
		if v.Float() != 0 { // -0 is no zero value
			l.add(path, strconv.FormatFloat(v.Float(), 'g', -1, 64))
		}
	default:
		switch {
		case v.CanInt():
			l.add(path, strconv.FormatInt(v.Int(), 10))
		case v.CanUint():
			l.add(path, strconv.FormatUint(v.Uint(), 10))
		default:
			l.fault(path, v.Type().String(), "must be a number, a text or a list of them")
		}
	}
}

// text lists a text. One that is no UTF-8 has no place in JSON and stands in
// hexadecimal digits.
func (l *lister) text(path, s string) {
	if !utf8.ValidString(s) {
		path, s = path+".hex", hex.EncodeToString([]byte(s))
	}
	l.add(path, s)
}

// fields lists the fields of a struct.
func (l *lister) fields(path string, v reflect.Value, depth int) {
	t := v.Type()
	for i := range t.NumField() {
		field := t.Field(i)
		inner := path + "." + snake(field.Name)
		switch {
		case field.IsExported() || field.Anonymous && field.Type.Kind() == reflect.Struct:
			l.list(inner, v.Field(i), depth+1)
		case !v.Field(i).IsZero():
			l.fault(path, typeName(t), "must not be compiled: its "+field.Name+" cannot be read")
		}
	}
}

// snake writes the name of a field as it stands in paths: "MaxShipDays" is
// "max_ship_days", "SKU" is "sku".
func snake(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			// A capital begins a word unless it goes on with one of capitals.
			if i > 0 && (!isUpper(name[i-1]) || i+1 < len(name) && isLower(name[i+1])) {
				b.WriteByte('_')
			}
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

// module is the path of this module, whose packages are named without it.
const module = "github.com/lianxing/crossborder/"

// typeName names a type with the path of its package: "fees/amazon.Listing".
func typeName(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		return "*" + typeName(t.Elem())
	}
	if t.Name() == "" || t.PkgPath() == "" {
		return t.String()
	}
	return strings.TrimPrefix(t.PkgPath(), module) + "." + t.Name()
}
