package reports

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// lineEnds is the obvious form of a lineReader.
func lineEnds(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

var lineEndTexts = []string{
	"", "a", "a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\r\r\nb", "\r", "\r\n", "\n\r", "\r\r\r\n\n", "a\r\n\rb\n\r\n", "\x00\r\x00",
	strings.Repeat("x", 4095) + "\r\n" + strings.Repeat("y", 4095) + "\r",
}

// A line reader ends each line with LF, wherever what it reads is cut.
func TestLineReader(t *testing.T) {
	for _, text := range lineEndTexts {
		for name, r := range map[string]io.Reader{
			"whole": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text)),
			"halves": iotest.HalfReader(strings.NewReader(text)), "with the end": iotest.DataErrReader(strings.NewReader(text)),
		} {
			l := &lineReader{r: r}
			got, err := io.ReadAll(l)
			if err != nil || string(got) != lineEnds(text) {
				t.Errorf("%s: %.40q is %.40q, %v", name, text, got, err)
			}
			if l.zeros != strings.Contains(text, "\x00") {
				t.Errorf("%s: %.40q: zeros %v", name, text, l.zeros)
			}
		}
	}
}

func FuzzLineReader(f *testing.F) {
	for _, text := range lineEndTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range [...]io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text))} {
			if got, err := io.ReadAll(&lineReader{r: r}); err != nil || string(got) != lineEnds(text) {
				t.Fatalf("%q is %q, %v", text, got, err)
			}
		}
	})
}

// BenchmarkLineReader is beside a reader that converts nothing.
func BenchmarkLineReader(b *testing.B) {
	line := strings.Repeat("cell\t", 40)
	for _, test := range []struct {
		name, end string
		plain     bool
	}{{"nothing", "\n", true}, {"LF", "\n", false}, {"CRLF", "\r\n", false}, {"CR", "\r", false}} {
		text := []byte(strings.Repeat(line+test.end, 5000))
		b.Run(test.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			buf := make([]byte, sniffed)
			for b.Loop() {
				var r io.Reader = bytes.NewReader(text)
				if !test.plain {
					r = &lineReader{r: r}
				}
				for {
					if _, err := r.Read(buf); err != nil {
						break
					}
				}
			}
		})
	}
}
