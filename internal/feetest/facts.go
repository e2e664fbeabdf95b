package feetest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Facts names a file of published tables, as they were written down from their
// sources. The files are not part of the repository: without them, only the checks
// that the table files can do on themselves run.
type Facts string

// Section returns the text of the section whose heading begins with a number,
// "2.1", or with a number and a title, from the heading up to the next one. The
// test is skipped when the file is absent.
func (f Facts) Section(t testing.TB, heading string) string {
	t.Helper()
	name := "../../../shared/facts/" + string(f)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is absent: the tables are not compared with the published ones", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	section := regexp.MustCompile(`(?ms)^#+ ` + regexp.QuoteMeta(heading) + `\.?[ \n].*?(^#|\z)`).Find(text)
	if section == nil {
		t.Fatalf("%s has no section %s", name, heading)
	}
	return string(bytes.TrimSuffix(section, []byte("#")))
}

// Tables returns the cells of the Markdown tables of a section, the row of the
// column names first.
func (f Facts) Tables(t testing.TB, heading string) [][][]string {
	t.Helper()
	var tables [][][]string
	inside := false
	for line := range strings.Lines(f.Section(t, heading)) {
		line = strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(line, "|"):
			inside = false
			continue
		case strings.HasPrefix(line, "|---"):
			continue
		case !inside:
			inside = true
			tables = append(tables, nil)
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		last := len(tables) - 1
		if len(tables[last]) > 0 && len(cells) != len(tables[last][0]) {
			t.Fatalf("section %s: %d cells in %q", heading, len(cells), line)
		}
		tables[last] = append(tables[last], cells)
	}
	return tables
}

// Table returns the only table of a section: the column names and the rows.
func (f Facts) Table(t testing.TB, heading string) (head []string, rows [][]string) {
	t.Helper()
	tables := f.Tables(t, heading)
	if len(tables) != 1 || len(tables[0]) < 2 {
		t.Fatalf("section %s has %d tables, want one with rows", heading, len(tables))
	}
	return tables[0][0], tables[0][1:]
}

// Match returns what the groups of a pattern catch, or fails.
func Match(t testing.TB, pattern, text string) []string {
	t.Helper()
	groups := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if groups == nil {
		t.Fatalf("%q does not match %s", text, pattern)
	}
	return groups[1:]
}
