package reports

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Only what ends the reading early is an end: neither the end of the file nor a row
// that cannot be read.
func TestFileEnded(t *testing.T) {
	const head = "return-date,order-id,sku,quantity,detailed-disposition\n2026-06-05,A,S1,1,SELLABLE\n"
	many := head + strings.Repeat("2026-06-05,A,S1,1,SELLABLE\n", 2*sniffed/27) // more than Open looks at
	long := strings.Repeat("x", 2*MaxRecord)
	tabs := func(text string) string { return strings.ReplaceAll(text, ",", "\t") }
	for _, test := range []struct {
		name string
		r    io.Reader
		want bool
	}{
		{"the end of the file", strings.NewReader(head), false},
		{"the end of the file, tabs", strings.NewReader(tabs(head)), false},
		{"a fault of a row", strings.NewReader(head + "yesterday,A,S1,1,SELLABLE\n"), false},
		{"a fault of a record", strings.NewReader(head + "a\"b,A,S1,1,SELLABLE\n"), false},
		{"a fault of the last record", strings.NewReader(head + "\"a,A"), false},
		{"a record too long", strings.NewReader(head + "\"" + long), true},
		{"a record too long, tabs", strings.NewReader(tabs(head) + long), true},
		{"the reader", io.MultiReader(strings.NewReader(many), iotest.ErrReader(errors.New("gone"))), true},
		{"the reader, tabs", io.MultiReader(strings.NewReader(tabs(many)), iotest.ErrReader(errors.New("gone"))), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := Open(test.r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if f.ended() {
				t.Error("it ended before it was read")
			}
			for range f.Returns() {
			}
			if got := f.ended(); got != test.want {
				t.Errorf("%v, want %v", got, test.want)
			}
			for range f.Returns() { // a second time is refused
			}
			if !f.ended() {
				t.Error("it did not end when it was read again")
			}
		})
	}
	if !(*File)(nil).ended() || !new(File).ended() {
		t.Error("no file did not end")
	}
}
