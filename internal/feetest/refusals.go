package feetest

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A Reader is the ReadTables of a channel.
type Reader = func(io.Reader) (*fees.Tables, error)

// Fields returns the fields of all faults of an error. An error that is not about
// an input is a failure.
func Fields(t testing.TB, err error) []string {
	t.Helper()
	var fields []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			t.Fatalf("error is %v, want an InputError", fault)
		}
		fields = append(fields, in.Field)
	}
	return fields
}

// Change replaces the first of a text, which must be there.
func Change(t testing.TB, text, from, to string) string {
	t.Helper()
	if !strings.Contains(text, from) {
		t.Fatalf("%q is not in %s", from, text)
	}
	return strings.Replace(text, from, to, 1)
}

// Refused checks that a text is refused with a fault at a field.
func Refused(t testing.TB, read Reader, text, field string) {
	t.Helper()
	_, err := read(strings.NewReader(text))
	if err == nil {
		t.Fatal("the table is accepted")
	}
	if fields := Fields(t, err); !slices.Contains(fields, field) {
		t.Errorf("faults at %q, want %q", fields, field)
	}
}

// ReaderFails checks that a reader that fails is not a table that is wrong.
func ReaderFails(t testing.TB, read Reader) {
	t.Helper()
	broken := errors.New("the disk is gone")
	if _, err := read(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error is %v, want the reader's", err)
	}
}

// Fuzz reads texts that begin with the table files and more ones. What is accepted
// has sources without a fault, and goes to lookUp table by table: no look-up may
// panic.
func Fuzz(f *testing.F, read Reader, lookUp func(*testing.T, *fees.Tables, fees.TableInfo), more ...string) {
	for _, file := range Files(f) {
		f.Add(file.Text)
	}
	for _, text := range more {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tables, err := read(strings.NewReader(text))
		if err != nil {
			return
		}
		for table := range tables.All() {
			if faults := table.Source.Check(); len(faults) > 0 {
				t.Fatalf("a table with a faulty source is accepted: %v", faults)
			}
			lookUp(t, tables, table)
		}
	})
}
