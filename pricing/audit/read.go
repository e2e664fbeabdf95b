package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strconv"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fx"
)

// Read reads a file that [File.JSON] wrote. It is strict: every field stands once under
// exactly its name, all that are not optional are there, no other is, and each text has
// its form; a file is at most 64 MiB. A fault is an [*fx.InputError] with its path,
// "statement.lines[3].amount"; faults of form are all reported, of the first hundred.
//
// Read does not compare the digests: that is what [Check] is for.
func Read(r io.Reader) (File, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return File{}, err
	case len(data) > maxFile:
		return File{}, fx.NewInputError("", "", "must be at most "+strconv.Itoa(maxFile)+" bytes")
	case !utf8.Valid(data):
		return File{}, fx.NewInputError("", "", "must be UTF-8")
	}
	var f File
	in := reader{json.NewDecoder(bytes.NewReader(data))}
	if err := in.value("", reflect.ValueOf(&f).Elem()); err != nil {
		return File{}, err
	}
	if _, err := in.tokens.Token(); !errors.Is(err, io.EOF) {
		return File{}, fx.NewInputError("", "", "must be one JSON object and nothing after it")
	}
	if err := f.check(); err != nil {
		return File{}, err
	}
	return f, nil
}

// A reader fills a file from JSON, token by token.
type reader struct{ tokens *json.Decoder }

func (r *reader) value(path string, v reflect.Value) error {
	token, err := r.tokens.Token()
	if err != nil {
		return fx.NewInputError(path, "", "must be well-formed JSON")
	}
	switch v.Kind() {
	case reflect.Struct:
		if token != json.Delim('{') {
			return fx.NewInputError(path, "", "must be an object")
		}
		return r.object(path, v)
	case reflect.Pointer:
		if token != json.Delim('{') {
			return fx.NewInputError(path, "", "must be an object")
		}
		v.Set(reflect.New(v.Type().Elem()))
		return r.object(path, v.Elem())
	case reflect.Slice:
		if token != json.Delim('[') {
			return fx.NewInputError(path, "", "must be a list")
		}
		return r.list(path, v)
	case reflect.Bool:
		given, ok := token.(bool)
		if !ok {
			return fx.NewInputError(path, "", "must be true or false")
		}
		v.SetBool(given)
	default:
		text, ok := token.(string)
		if !ok {
			return fx.NewInputError(path, "", "must be a text")
		}
		v.SetString(text)
	}
	return nil
}

// object reads the fields of an object that is open.
func (r *reader) object(path string, v reflect.Value) error {
	t := v.Type()
	given := make([]bool, t.NumField())
	for r.tokens.More() {
		token, err := r.tokens.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return fx.NewInputError(path, "", "must be well-formed JSON")
		}
		i := t.NumField() - 1
		for i >= 0 {
			if known, _ := jsonName(t.Field(i)); known == name {
				break
			}
			i--
		}
		at := join(path, name)
		switch {
		case i < 0:
			return fx.NewInputError(at, "", "must not be given: there is no such field")
		case given[i]:
			return fx.NewInputError(at, "", "must not be given twice")
		}
		given[i] = true
		if err := r.value(at, v.Field(i)); err != nil {
			return err
		}
		if _, optional := jsonName(t.Field(i)); optional && v.Field(i).IsZero() {
			return fx.NewInputError(at, "", "must be left out when it is empty")
		}
	}
	if token, err := r.tokens.Token(); err != nil || token != json.Delim('}') {
		return fx.NewInputError(path, "", "must be well-formed JSON")
	}
	var missing []error
	for i := range given {
		if name, optional := jsonName(t.Field(i)); !given[i] && !optional {
			missing = append(missing, fx.NewInputError(join(path, name), "", "must be given"))
		}
	}
	return errors.Join(missing...)
}

// list reads the entries of a list that is open.
func (r *reader) list(path string, v reflect.Value) error {
	out := reflect.MakeSlice(v.Type(), 0, 0)
	for i := 0; r.tokens.More(); i++ {
		at := path + "[" + strconv.Itoa(i) + "]"
		if i == maxEntries {
			return fx.NewInputError(path, "", "must have at most "+strconv.Itoa(maxEntries)+" entries")
		}
		entry := reflect.New(v.Type().Elem()).Elem()
		if err := r.value(at, entry); err != nil {
			return err
		}
		out = reflect.Append(out, entry)
	}
	if token, err := r.tokens.Token(); err != nil || token != json.Delim(']') {
		return fx.NewInputError(path, "", "must be well-formed JSON")
	}
	v.Set(out)
	return nil
}
