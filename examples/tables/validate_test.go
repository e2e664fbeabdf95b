package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A good file of one table with one line per field and row, to be spoiled in one
// place.
const goodFile = `{
  "id": "demo-us-referral-2027-01-01",
  "channel": "demo-us",
  "kind": "referral",
  "effective_from": "2027-01-01",
  "effective_to": null,
  "verified_on": "2026-11-20",
  "confidence": "high",
  "source": "a page",
  "rows": [
    {"category": "books", "rate": "0.15", "minimum": "0.30"},
    {"category": "toys", "rate": "0.10"}
  ]
}
`

// validated checks one file from standard input and returns what is said of it.
func validated(t testing.TB, text string) (status int, lines []string) {
	t.Helper()
	status, out, stderr := demo(t, text, "validate", "-")
	if stderr != "" {
		t.Fatal(stderr)
	}
	for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
		lines = append(lines, strings.TrimPrefix(line, "stdin: "))
	}
	return status, lines
}

// without returns the good file with one part replaced, which must be there.
func without(t testing.TB, old, by string) string {
	t.Helper()
	if strings.Count(goodFile, old) != 1 {
		t.Fatalf("%s is %d times in the file", old, strings.Count(goodFile, old))
	}
	return strings.Replace(goodFile, old, by, 1)
}

func TestValidate(t *testing.T) {
	status, lines := validated(t, goodFile)
	want := []string{"ok: 1 table", "adds demo-us-referral-2027-01-01", "fits together with the shipped tables of demo-us"}
	if status != fine || !slices.Equal(lines, want) {
		t.Errorf("status %d, %q", status, lines)
	}
	// The same id replaces the shipped table.
	status, lines = validated(t, strings.Replace(demoReferral, "2026-12-31", "2026-10-31", 1)+demoSmall)
	want = []string{
		"ok: 2 tables", "replaces the shipped demo-us-referral-2026-01-01", "replaces the shipped demo-us-shipping-small-2026-01-01",
		"fits together with the shipped tables of demo-us",
	}
	if status != fine || !slices.Equal(lines, want) {
		t.Errorf("status %d, %q", status, lines)
	}
}

// Each fault is one line that names line, table, row and column.
func TestValidateFaults(t *testing.T) {
	const id = "demo-us-referral-2027-01-01"
	for _, tt := range []struct{ name, text, want string }{
		{"rate above 1", without(t, `"0.15"`, `"15"`), `stdin:11: ` + id + `.rows[0].rate must be a fraction`},
		{"negative amount", without(t, `"0.30"`, `"-0.30"`), `stdin:11: ` + id + `.rows[0].minimum must not be below 0, got "-0.30"`},
		{"number without quotes", without(t, `"0.10"`, `0.10`), `stdin:12: ` + id + `.rows[1].rate must be a text in quotes`},
		{"unknown column", without(t, `"toys",`, `"toys", "lable": "T",`), `stdin:12: ` + id + `.rows[1].lable is not a column`},
		{"column missing", without(t, `"category": "toys", `, ``), `stdin:12: ` + id + `.rows[1].category must not be empty`},
		{"unknown field", without(t, `"source"`, `"colour": "red", "source"`), `stdin:9: ` + id + `.colour is not a column`},
		{"wrong date", without(t, `"2026-11-20"`, `"20.11.2026"`), `stdin:7: ` + id + `.verified_on must be a date`},
		{"unknown kind", without(t, `"kind": "referral"`, `"kind": "referal"`), `stdin:4: ` + id + `.kind must be a kind of demo-us table`},
		{"variant", without(t, `"kind"`, `"variant": "x", "kind"`), `stdin:4: ` + id + `.variant must not be given`},
		{"no id", without(t, `"id": "`+id+`",`, ``), `stdin:1: table[0].id must not be empty`},
		{"no rows", `{"channel": "demo-us", "kind": "referral", "rows": []}`, `stdin:1: table[0].rows must not be empty`},
		{"unknown channel", without(t, `"demo-us"`, `"demo-de"`), `stdin:3: ` + id + `.channel must be one of demo-us, other-us, got "demo-de"`},
		{"no channel", without(t, `"channel": "demo-us",`, ``), `stdin:1: ` + id + `.channel must be one of demo-us, other-us`},
		{"channel that is a list", without(t, `"demo-us"`, `["demo-us"]`), `stdin:3: ` + id + `.channel must be one of demo-us, other-us, got "demo-us"`},
		{"unknown channel beside a known one", goodFile + strings.NewReplacer("2027", "2028", `"demo-us"`, `"demo-de"`).Replace(goodFile), `stdin:17: demo-us-referral-2028-01-01.channel must be "demo-us", got "demo-de"`},
		{"two channels", goodFile + otherReferral, `stdin:15: must hold tables of one channel, has other-us after demo-us`},
		{"faults behind two channels", without(t, `"0.15"`, `"15"`) + otherReferral, `stdin:11: ` + id + `.rows[0].rate must be a fraction`},
		{"the same id twice", goodFile + goodFile, `stdin:15: ` + id + ` must not occur twice`},
		{"overlap in one file", goodFile + strings.Replace(goodFile, "2027-01-01", "2027-02-01", 2), `stdin:19: effective_from of demo-us-referral-2027-02-01 must be after the last day of ` + id},
		{"overlap with a shipped table", without(t, `"effective_from": "2027-01-01"`, `"effective_from": "2026-12-31"`), `stdin:5: effective_from of ` + id + ` must be after the last day of demo-us-referral-2026-01-01, got "2026-12-31"`},
		{"overlap with a later shipped table", strings.NewReplacer("2027-01-01", "2025-01-01", "null", `"2026-01-01"`).Replace(goodFile), `stdin: effective_from of demo-us-referral-2026-01-01 must be after the last day of demo-us-referral-2025-01-01`},
		{"a field twice", without(t, `"kind"`, `"source": "x", "kind"`), `stdin:9: must not have the name "source" twice in one object`},
		{"a column twice", without(t, `"rate": "0.10"`, `"rate": "0.10", "rate": "0.11"`), `stdin:12: must not have the name "rate" twice`},
		{"a list", "[" + goodFile + "]", `stdin:1: must be a fee table, a JSON object; several stand one after the other, not in a list`},
		{"a text", "\n\n\"x\\u001b\"", `stdin:3: must be a fee table, a JSON object, got "x\x1b"`},
		{"not JSON", without(t, `"source": "a page",`, `source: a page`), `stdin:9: must be valid JSON, is not from here on`},
		{"garbage after a table", goodFile + "\ngarbage", `stdin:16: must be valid JSON, is not from here on`},
		{"a comma between tables", goodFile + "," + goodFile, `stdin:15: must be valid JSON, is not from here on`},
		{"cut off", "\n" + goodFile[:len(goodFile)/2], `stdin:2: must be valid JSON, ends too early; the table that is not finished begins here`},
		{"faults before what is cut off", without(t, `"0.15"`, `"15"`) + goodFile[:20], `stdin:11: ` + id + `.rows[0].rate must be a fraction`},
		{"a line break in an id", without(t, `"id": "demo-us`, `"id": "x\ny: ok\u001b[2J`), `stdin:2: table[0].id must be printable characters in one line, got "x\ny: ok\x1b[2J-referral-2027-01-01"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := tt.text
			if strings.Contains(tt.want, `\x1b[2J`) {
				text = strings.Replace(text, `"0.15"`, `"15"`, 1)
			}
			status, out, stderr := demo(t, text, "validate", "-")
			if status != differs || stderr != "" {
				t.Errorf("status %d, %s", status, stderr)
			}
			if !slices.ContainsFunc(strings.Split(out, "\n"), func(line string) bool { return strings.HasPrefix(line, tt.want) }) {
				t.Errorf("no line begins with\n%s\nin\n%s", tt.want, out)
			}
			if strings.ContainsAny(out, "\x1b\r") || strings.Contains(out, ": ok:") {
				t.Errorf("output is %q", out)
			}
		})
	}
}

// All faults come in the order of their lines, and are counted.
func TestValidateAllFaults(t *testing.T) {
	text := strings.NewReplacer(`"0.15"`, `"15"`, `"0.10"`, `"10"`, `"a page"`, `""`, `"high"`, `"sure"`).Replace(goodFile) + "}"
	status, lines := validated(t, text)
	var at []string
	for _, line := range lines[:len(lines)-1] {
		at = append(at, strings.SplitN(line, ":", 3)[1])
	}
	if want := []string{"8", "9", "11", "12", "15"}; status != differs || !slices.Equal(at, want) || lines[len(lines)-1] != "5 faults" {
		t.Errorf("status %d, lines %v, want %v\n%s", status, at, want, strings.Join(lines, "\n"))
	}
}

// Faults without a line come last.
func TestValidateManyFaults(t *testing.T) {
	_, lines := validated(t, without(t, `{"category": "toys", "rate": "0.10"}`, strings.Repeat("{},", 2000)+"{}"))
	if n := len(lines); n != 1002 || !strings.HasPrefix(lines[0], "stdin:12: ") || !strings.Contains(lines[n-2], "only the first 1000 are listed") || lines[n-1] != "1001 faults" {
		t.Errorf("%d lines: %q, %q, %q", n, lines[0], lines[n-2], lines[n-1])
	}
}

// Files are checked together with those before them.
func TestValidateSeveralFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	first := write("first.json", goodFile)
	later := write("later.json", strings.Replace(goodFile, "2027-01-01", "2027-06-01", 2))
	closed := write("closed.json", strings.Replace(goodFile, "null", `"2027-05-31"`, 1))
	other := write("other.json", strings.Replace(otherReferral, "0.08", "0.09", 1))
	for _, tt := range []struct {
		name   string
		files  []string
		status int
		want   string
	}{
		{"overlap", []string{first, later}, differs, "later.json:5: effective_from of demo-us-referral-2027-06-01 must be after the last day of demo-us-referral-2027-01-01"},
		{"overlap, said", []string{first, later}, differs, "later.json: does not fit together with the shipped tables of demo-us and the files before it"},
		{"no overlap", []string{closed, later}, fine, "later.json: fits together with the shipped tables of demo-us and the files before it"},
		{"the same id in two files", []string{closed, first}, differs, "first.json:2: demo-us-referral-2027-01-01 must not occur twice, is in " + closed + " too"},
		{"the same file twice", []string{first, first}, differs, "first.json: 1 fault"},
		{"channels of their own", []string{first, other}, fine, "other.json: fits together with the shipped tables of other-us\n"},
		{"a faulty file does not count", []string{later, first, closed}, fine + differs, "closed.json: fits together"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, out, stderr := demo(t, "", append([]string{"validate"}, tt.files...)...)
			if status != tt.status || stderr != "" || !strings.Contains(out, tt.want) {
				t.Errorf("status %d, want %d: %s\n%s\nwant %q", status, tt.status, stderr, out, tt.want)
			}
		})
	}
}

// Files from other systems: line ends of Windows and a byte order mark are fine,
// another encoding is not.
func TestValidateEncodings(t *testing.T) {
	if status, lines := validated(t, strings.ReplaceAll(goodFile, "\n", "\r\n")); status != fine {
		t.Errorf("CRLF: status %d, %q", status, lines)
	}
	crlf := strings.ReplaceAll(without(t, `"0.10"`, `"10"`), "\n", "\r\n")
	if _, lines := validated(t, crlf); !strings.HasPrefix(lines[0], "stdin:12: ") {
		t.Errorf("CRLF: %q", lines)
	}
	if status, lines := validated(t, "\xEF\xBB\xBF"+goodFile); status != fine {
		t.Errorf("byte order mark: status %d, %q", status, lines)
	}
	status, lines := validated(t, "\xEF\xBB\xBF"+without(t, `"0.10"`, `"10"`))
	if status != differs || !strings.HasPrefix(lines[0], "stdin:12: ") || lines[1] != "1 fault" {
		t.Errorf("byte order mark: status %d, %q", status, lines)
	}
	status, lines = validated(t, without(t, "a page", "a \xff page"))
	if status != differs || lines[0] != "stdin:9: must be text in UTF-8" {
		t.Errorf("Latin-1: status %d, %q", status, lines)
	}
}

// Hostile files are refused in little time, with a short answer.
func TestHostileFiles(t *testing.T) {
	rows := func(n int, row string) string {
		return without(t, `{"category": "books"`, strings.Repeat(row+",", n)+`{"category": "books"`)
	}
	names := func(n int) string {
		var out strings.Builder
		for i := range n {
			out.WriteString(`"x` + strconv.Itoa(i) + `": 1, `)
		}
		return out.String()
	}
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "must hold at least one fee table, is empty"},
		{"blank", " \r\n\t", "must hold at least one fee table, is empty"},
		{"only a byte order mark", "\xEF\xBB\xBF", "must hold at least one fee table, is empty"},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00\x80\xff", "must be text in UTF-8"},
		{"zeros", strings.Repeat("\x00", 1000), "must be valid JSON"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "must be text in UTF-8"},
		{"huge", strings.Repeat(" ", maxInput+1), "must be at most 16 MiB"},
		{"many tables", strings.Repeat("{}", maxTables+1), "must hold at most 1000 tables"},
		{"many numbers", strings.Repeat("1 ", 1<<20), "must hold at most 1000 tables"},
		{"many rows", rows(maxItems, "{}"), "must have at most 10000 items in one list"},
		{"many values", strings.Repeat(rows(9000, `{"a":1}`), 40), "must have at most 200000 values in one file"},
		{"many names", without(t, `"rows"`, names(maxFields)+`"rows"`), "must have at most 200 fields in one object"},
		{"deep", without(t, `"a page"`, strings.Repeat("[", 5000)+strings.Repeat("]", 5000)), "must not be nested deeper than 8 levels"},
		{"deeper than the standard library likes", strings.Repeat("[", 1<<20), "must be valid JSON"},
		{"a long id", without(t, `"id": "`, `"id": "`+strings.Repeat("x", 1000)), "must have an id of at most 200 bytes"},
		{"a long name", without(t, `"rows"`, `"`+strings.Repeat("x", 1<<20)+`": 1, "rows"`), "stdin:10: must have no text of more than 10000 bytes"},
		{"a long text", without(t, `"toys"`, `"`+strings.Repeat("x", 1<<20)+`"`), "stdin:12: must have no text of more than 10000 bytes"},
		{"a long number", without(t, `"0.10"`, `"`+strings.Repeat("9", 9000)+`"`), "rows[1].rate"},
		{"a number of a million digits", without(t, `"0.10"`, strings.Repeat("9", 1<<20)), "stdin:12: "},
		{"a huge exponent", without(t, `"0.10"`, `"1e999999999"`), "rows[1].rate"},
		{"an unfinished text", `{"id": "` + strings.Repeat("x", 1<<20), "ends too early"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Now()
			for _, args := range [][]string{{"validate", "-"}, {"diff", "-", "demo-us-referral-2026-01-01"}, {"diff", "-format", "json", "demo-us-referral-2026-01-01", "-"}} {
				status, out, stderr := demo(t, tt.text, args...)
				if args[0] == "validate" && (status == unusable || !strings.Contains(out, tt.want)) {
					t.Errorf("status %d, %.1000s", status, out)
				}
				if strings.Count(out, "values in one file") > 1 {
					t.Error("says more than once that there are too many values")
				}
				if status == fine && tt.want != "" {
					t.Errorf("%v: status %d", args, status)
				}
				if args[0] == "validate" && len(out) > 1<<20 || len(stderr) > 1<<14 {
					t.Errorf("%v: %d and %d bytes of output", args, len(out), len(stderr))
				}
			}
			if d := time.Since(begin); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}
