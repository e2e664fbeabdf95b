package files_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/examples/internal/files"
)

// What is printed goes to the file that is named, and to the output otherwise; no
// error of writing is lost.
func TestPrint(t *testing.T) {
	show := func(w io.Writer) error { _, err := io.WriteString(w, "text"); return err }
	path := filepath.Join(t.TempDir(), "out")
	var output strings.Builder
	if err := errors.Join(files.Print("", &output, show), files.Print(path, &output, show)); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(path)
	if err != nil || string(written) != "text" || output.String() != "text" {
		t.Errorf("file has %q, output has %q, %v", written, output.String(), err)
	}
	broken := errors.New("broken")
	if err := files.Print("", io.Discard, func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if err := files.Print(filepath.Join(path, "below a file"), io.Discard, show); err == nil {
		t.Error("no error")
	}
}

// One byte more than is accepted tells a file that is too large.
func TestRead(t *testing.T) {
	got, err := files.Read("-", strings.NewReader("12345"), 3)
	if err != nil || string(got) != "1234" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := files.Read(filepath.Join(t.TempDir(), "none"), nil, 3); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestInvalidUTF8(t *testing.T) {
	for text, want := range map[string]int{"": -1, "abc": -1, "运费": -1, "\uFFFD": -1, "\xff": 0, "运\xb1费": 3, "a\xe8\xbf": 1} {
		if got := files.InvalidUTF8([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
