package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
)

// outputs are the files of a run. They are written under other names in the folders
// where they belong and get their names together when all is done.
type outputs struct{ files []output }

type output struct{ name, temporary string }

// write writes a file under another name.
func (o *outputs) write(name string, to func(io.Writer) error) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return errors.New(name + " is there and no regular file")
		}
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	o.files = append(o.files, output{name, f.Name()})
	buffered := bufio.NewWriterSize(f, 1<<16)
	return errors.Join(to(buffered), buffered.Flush(), f.Chmod(mode), f.Close())
}

// commit gives every file its name.
func (o *outputs) commit() error {
	for len(o.files) > 0 {
		if err := os.Rename(o.files[0].temporary, o.files[0].name); err != nil {
			return err
		}
		o.files = o.files[1:]
	}
	return nil
}

// remove takes away what was not committed.
func (o *outputs) remove() {
	for _, f := range o.files {
		_ = os.Remove(f.temporary)
	}
}

// printTo writes to an output that is not buffered.
func printTo(output io.Writer, write func(io.Writer) error) error {
	buffered := bufio.NewWriterSize(output, 1<<16)
	return errors.Join(write(buffered), buffered.Flush())
}

// writeJSON writes the document as JSON. An empty list is [] and not null.
func writeJSON(w io.Writer, d document) error {
	emptyLists(reflect.ValueOf(&d).Elem())
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d)
}

// emptyLists makes every nil slice an empty one.
func emptyLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			emptyLists(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			emptyLists(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			emptyLists(v.Index(i))
		}
	}
}
