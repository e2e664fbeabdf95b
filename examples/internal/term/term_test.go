package term_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/examples/internal/term"
)

func TestWrap(t *testing.T) {
	for _, row := range []struct {
		text string
		most int
		want string
	}{
		{"", 5, ""},
		{"one two  three", 7, "one two|three"},
		{"one two", 6, "one|two"},
		{"a-very-long-word in it", 6, "a-very-long-word|in it"},
		{"运费 关税", 5, "运费|关税"}, // four columns each
	} {
		if got := strings.Join(term.Wrap(row.text, row.most), "|"); got != row.want {
			t.Errorf("%q in %d: %q, want %q", row.text, row.most, got, row.want)
		}
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "cost": 4, "─×é": 3, "运费": 4, "カタ": 4, "원가": 4, "（a）": 5} {
		if got := term.Width(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

// A column with a width wraps its cells, and a line break begins a new line.
func TestColumns(t *testing.T) {
	got := term.Columns("  ", []term.Column{{Width: 5}, {Right: true}, {}}, [][]string{{"one two", "1", "中文"}, {"three", "10–\n200", "x"}, {"four"}})
	want := "  one      1  中文\n  two\n  three  10–  x\n         200\n  four\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
