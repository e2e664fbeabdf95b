package reports

import (
	"strings"
	"unicode"
)

// A layout is what a kind of file looks like.
type layout struct {
	kind    Kind
	columns []title
	index   map[string]int // from a normal title to its column
}

// A title names a column of a layout.
type title struct {
	name   string   // as this package calls it: the usual English title
	others []string // what else it is called
	need   bool     // the file is not of this kind without it
}

// A column is a column of a report with rows of type R and how its cells are read.
type column[R any] struct {
	title
	// read puts a cell into a row; nil for a column that is known and not kept.
	read func(c *cell, row *R)
}

func layoutOf[R any](kind Kind, columns []column[R]) layout {
	l := layout{kind, make([]title, len(columns)), map[string]int{}}
	for i, c := range columns {
		l.columns[i] = c.title
		l.index[normal(c.name)] = i
		for _, other := range c.others {
			l.index[normal(other)] = i
		}
	}
	return l
}

// normal returns a title as it is compared: lower case, one hyphen for every dash, one
// space for every run of spaces, no byte order mark, "=", quotes or full-width forms.
func normal(title string) string {
	title = plainCell(title)
	var b strings.Builder
	b.Grow(len(title))
	space := false
	for _, c := range title {
		switch {
		case c == '\ufeff' || c == '\u200b' || c == '"':
			continue
		case unicode.IsSpace(c):
			space = true
			continue
		case unicode.Is(unicode.Pd, c) || c == '−':
			c = '-'
		case c >= '！' && c <= '～': // full-width forms of ASCII
			c -= '！' - '!'
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// holdsLineEnd reports whether a title has what other tools take for the end of a line:
// it is then many lines that were read as one. LF is that of a title over two lines.
func holdsLineEnd(title string) bool {
	return strings.ContainsAny(title, "\r\u0085\u2028\u2029")
}

// A match says which cells of a header hold which columns of a layout.
type match struct {
	layout  *layout
	at      []int    // the cell of each column, -1 for none
	found   int      // columns found
	unknown []string // titles that the layout does not have
	missing []string // needed columns that are not there
	twice   string   // a title of a column that is there already
}

// normalHeader returns the titles of a header as they are compared, and as they are
// shown. Titles are what the caller says that a foreign title means, both normal.
func normalHeader(header []string, titles map[string]string) (names, shown []string) {
	names, shown = make([]string, len(header)), make([]string, len(header))
	for i, text := range header {
		text, _ = textOf(text)
		shown[i] = strings.TrimSpace(plainCell(text))
		names[i] = normal(text)
		if meant, ok := titles[names[i]]; ok {
			names[i] = meant
		}
	}
	return names, shown
}

// matchHeader compares a header with a layout.
func matchHeader(l *layout, names, shown []string) match {
	m := match{layout: l, at: make([]int, len(l.columns))}
	for i := range m.at {
		m.at[i] = -1
	}
	for cell, name := range names {
		if name == "" {
			continue
		}
		switch i, ok := l.index[name]; {
		case !ok:
			m.unknown = append(m.unknown, shorten(shown[cell]))
		case m.at[i] >= 0:
			m.twice = shorten(shown[cell])
		default:
			m.at[i] = cell
			m.found++
		}
	}
	for i, t := range l.columns {
		if t.need && m.at[i] < 0 {
			m.missing = append(m.missing, t.name)
		}
	}
	return m
}
