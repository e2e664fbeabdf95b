package fees_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// levyTable is the smallest table: one rate, of a variant.
func levyTable(id, variant, from, to string) string {
	return strings.NewReplacer("2026-01-01", from, `"2026-12-31"`, to).Replace(table("levy", id, `"variant": "`+variant+`", "rows": [{"rate": "0.05"}]`))
}

// Each fault of a header, with the exact place.
func TestHeaderRefuses(t *testing.T) {
	good := table("levy", "l", `"variant": "plastic", "note": "n", "rows": [{"rate": "0.05"}]`)
	if got := faults(t, everyFormat, good); got != nil {
		t.Fatalf("a good table has the faults %q", got)
	}
	long := strings.Repeat("x", 101)
	for _, test := range []struct{ from, to, want string }{
		{`"id": "l"`, `"id": ""`, `table[0].id must not be empty`},
		{`"id": "l", `, ``, `table[0].id must not be empty`},
		{`"id": "l"`, `"id": "l m"`, `table[0].id must be letters, digits and the signs - _ . and not "supplied", got "l m"`},
		{`"id": "l"`, `"id": "税则"`, `table[0].id must be letters, digits and the signs - _ . and not "supplied", got "税则"`},
		{`"id": "l"`, `"id": "supplied"`, `table[0].id must be letters, digits and the signs - _ . and not "supplied", got "supplied"`},
		{`"id": "l"`, `"id": "l\nm"`, `table[0].id must be printable characters in one line, got "l\nm"`},
		{`"id": "l"`, `"id": 7`, `table[0].id must be a text in quotes, not a number, got "7"`},
		{`"id": "l"`, `"id": "` + long + `"`, `table[0].id must have at most 100 bytes, got "` + long[:40] + `…"`},
		{`"channel": "examplemart"`, `"channel": "othermart"`, `l.channel must be "examplemart", got "othermart"`},
		{`"channel": "examplemart"`, `"channel": null`, `l.channel must not be empty`},
		{`"kind": "levy"`, `"kind": "levi"`, `l.kind must be a kind of examplemart table: aged, every, levy, referral, shipping, storage, got "levi"`},
		{`"kind": "levy"`, `"kind": ""`, `l.kind must not be empty`},
		{`"variant": "plastic"`, `"variant": ""`, `l.variant must not be empty`},
		{`"variant": "plastic"`, `"variant": ["plastic"]`, `l.variant must be a text in quotes, not a list, got "a list"; l.variant must not be empty, got "a list"`},
		{`"effective_from": "2026-01-01"`, `"effective_from": null`, `l.effective_from must be a date such as 2026-01-15`},
		{`"effective_from": "2026-01-01"`, `"effective_from": "2026-13-01"`, `l.effective_from must be a date such as 2026-01-15, got "2026-13-01"`},
		{`"effective_from": "2026-01-01"`, `"effective_from": "0001-01-01"`, `l.effective_from must be a date such as 2026-01-15, got "0001-01-01"`},
		{`"effective_to": "2026-12-31"`, `"effective_to": "2025-12-31"`, `l.effective_to must not be before effective_from, got "2025-12-31"`},
		{`"effective_to": "2026-12-31"`, `"effective_to": "0001-01-01"`, `l.effective_to must be a date such as 2026-01-15, got "0001-01-01"`},
		{`"effective_to": "2026-12-31"`, `"effective_to": ""`, `l.effective_to must be a date such as 2026-01-15`},
		{`"verified_on": "2026-02-01", `, ``, `l.verified_on must be a date such as 2026-01-15`},
		{`"confidence": "high"`, `"confidence": "supplied"`, `l.confidence must be "high", "medium" or "low", got "supplied"`},
		{`"confidence": "high"`, `"confidence": 3`, `l.confidence must be a text in quotes, not a number, got "3"`},
		{`"source": "a page"`, `"source": ""`, `l.source must not be empty`},
		{`"source": "a page"`, `"source": "a page", "url": "b"`, `l.url is not a column of the kind "levy", got "b"`},
		{`"note": "n"`, `"note": {}`, `l.note must be a text in quotes, not an object, got "an object"`},
		{`"note": "n"`, `"` + long + `": ""`, `l.` + long[:40] + `… is not a column of the kind "levy"`},
		{`"rows": [{"rate": "0.05"}]`, `"rows": []`, `l.rows must not be empty, got "a list"`},
		{`"rows": [{"rate": "0.05"}]`, `"rows": null`, `l.rows must not be empty`},
		{`, "rows": [{"rate": "0.05"}]`, ``, `l.rows must not be empty`},
		{`"rows": [{"rate": "0.05"}]`, `"rows": {"rate": "0.05"}`, `l.rows must be a list of objects, got "an object"`},
		{`"rows": [{"rate": "0.05"}]`, `"rows": ["0.05"]`, `l.rows[0] must be an object, got "0.05"`},
		{`"rows": [{"rate": "0.05"}]`, `"rows": [{"rate": "0.05"}, {"rate": "0.06"}]`, `l.rows must be exactly one, got "a list"; l.rows[1].rate is not a column of the kind "levy", got "0.06"`},
		{good, `[` + good + `]`, `table[0] must be a fee table, a JSON object, got "a list"`},
		{good, `null`, `table[0] must be a fee table, a JSON object`},
		{good, `"levy" 12`, `table[0] must be a fee table, a JSON object, got "levy"; table[1] must be a fee table, a JSON object, got "12"`},
		{`"note": "n"`, `"note": "n", "note": "m"`, `table[0] must not have the name "note" twice in one object`},
		{`{"rate": "0.05"}`, `{"rate": "0.05", "rate": "0.05"}`, `table[0] must not have the name "rate" twice in one object`},
		{`"note": "n"`, `"note": [[[[[[[[]]]]]]]]`, `table[0] must not nest its values deeper than 8`},
		{`"note": "n"`, "\"note\": \"\xD6\"", `table[0] must be in UTF-8`},
		{`"note": "n"`, `"note": "` + strings.Repeat("n", 10_001) + `"`, `table[0] must have no text of more than 10000 bytes`},
	} {
		if !strings.Contains(good, test.from) {
			t.Fatalf("no %s in the table", test.from)
		}
		got := strings.Join(faults(t, everyFormat, strings.Replace(good, test.from, test.to, 1)), "; ")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%.100s (-want +got):\n%s", test.to, diff)
		}
	}
}

// What is not JSON is reported after the table before it; the rest of the text of
// such an error belongs to the standard library.
func TestReadRefusesWhatIsNotJSON(t *testing.T) {
	good := levyTable("l", "plastic", "2026-01-01", "null")
	for _, test := range []struct{ name, text, want string }{
		{"nothing closes", `{"id": `, "table after the start must be a fee table in JSON: "},
		{"cut off", good[:len(good)-1], "table after the start must be a fee table in JSON: "},
		{"garbage", good + "garbage", "table after l must be a fee table in JSON: "},
		{"trailing comma of an object", strings.Replace(good, `"0.05"}`, `"0.05",}`, 1), "table after the start must be a fee table in JSON: "},
		{"trailing comma of a list", strings.Replace(good, `"0.05"}]`, `"0.05"},]`, 1), "table after the start must be a fee table in JSON: "},
		{"comma between tables", good + "," + good, "table after l must be a fee table in JSON: "},
		{"single quotes", strings.ReplaceAll(good, `"`, `'`), "table after the start must be a fee table in JSON: "},
		{"comment", "// levies\n" + good, "table after the start must be a fee table in JSON: "},
		{"byte order mark inside", good + "\xEF\xBB\xBF" + good, "table after l must be a fee table in JSON: "},
		{"UTF-16", "\xFF\xFE{\x00}\x00", "table after the start must be a fee table in JSON: "},
		{"deep", strings.Repeat("[", 20_000), "table after the start must be a fee table in JSON: "},
	} {
		got := faults(t, everyFormat, test.text)
		if len(got) != 1 || !strings.HasPrefix(got[0], test.want) {
			t.Errorf("%s: faults %q, want %q", test.name, got, test.want)
		}
	}
}

// A byte order mark at the start is what some programs write, and nothing else.
func TestReadSkipsByteOrderMark(t *testing.T) {
	good := levyTable("l", "plastic", "2026-01-01", "null")
	read(t, everyFormat, "\xEF\xBB\xBF"+good)
	read(t, everyFormat, "\xEF\xBB\xBF")
	read(t, everyFormat, " \n")
	format := fees.NewFormat("examplemart", fstest.MapFS{
		"a.json":      {Data: []byte("\xEF\xBB\xBF" + good)},
		"b/c.json":    {Data: []byte("\xEF\xBB\xBF" + levyTable("m", "metal", "2026-01-01", "null") + levyTable("o", "oil", "2026-01-01", "null"))},
		"notes.txt":   {Data: []byte("not a table")},
		"data.json/x": {Data: []byte("not a table either")},
	}, levyKind)
	shipped, err := format.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	if got := levyKind.Variants(shipped); !slices.Equal(got, []string{"plastic", "metal", "oil"}) {
		t.Errorf("shipped variants %q", got)
	}
}

// A file system that fails is not a table that is wrong; no file system ships
// nothing.
func TestShippedErrors(t *testing.T) {
	broken := fees.NewFormat("examplemart", fstest.MapFS{"a.json": {Data: []byte(`{}`)}}, levyKind)
	var in *fx.InputError
	if tables, err := broken.Shipped(); tables != nil || !errors.As(err, &in) {
		t.Errorf("broken tables are shipped: %v, %v", tables, err)
	}
	if tables, err := broken.Or(nil); tables != nil || !errors.As(err, &in) {
		t.Errorf("broken tables are used: %v, %v", tables, err)
	}
	missing := fees.NewFormat("examplemart", os.DirFS(filepath.Join(t.TempDir(), "no")), levyKind)
	if tables, err := missing.Shipped(); tables != nil || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there gives %v, %v", tables, err)
	}
	none := fees.NewFormat("examplemart", nil, levyKind)
	tables, err := none.Or(nil)
	if err != nil || len(slices.Collect(tables.All())) != 0 || tables.Channel() != "examplemart" {
		t.Errorf("no files give %v, %v", tables, err)
	}
}

// A reader that fails is not a table that is wrong, wherever it fails.
func TestReadReaderError(t *testing.T) {
	gone := errors.New("the disk is gone")
	good := levyTable("l", "plastic", "2026-01-01", "null")
	for _, r := range []io.Reader{
		iotest.ErrReader(gone),
		io.MultiReader(strings.NewReader(good), iotest.ErrReader(gone)),
		io.MultiReader(strings.NewReader(good[:50]), iotest.ErrReader(gone)),
	} {
		if tables, err := everyFormat.Read(r); tables != nil || !errors.Is(err, gone) {
			t.Errorf("got %v, %v, want the error of the reader", tables, err)
		}
	}
	for _, r := range []io.Reader{iotest.OneByteReader(strings.NewReader(good)), iotest.DataErrReader(strings.NewReader(good))} {
		if _, err := everyFormat.Read(r); err != nil {
			t.Errorf("a slow reader gives %v", err)
		}
	}
}

// Two tables of a variant must not cover the same day, and each id is there once.
func TestReadRefusesOverlap(t *testing.T) {
	first := levyTable("first", "plastic", "2026-01-01", `"2026-06-30"`)
	const overlap = `effective_from of second must be after the last day of first, got "2026-06-30"`
	for _, test := range []struct{ name, second, want string }{
		{"the day after", levyTable("second", "plastic", "2026-07-01", "null"), ""},
		{"the last day", levyTable("second", "plastic", "2026-06-30", "null"), overlap},
		{"another variant", levyTable("second", "metal", "2026-06-30", "null"), ""},
		{"with another fault", strings.Replace(levyTable("second", "plastic", "2026-06-30", "null"), "0.05", "5", 1), `second.rows[0].rate must be a fraction of at most 1, got "5"; ` + overlap},
		{"another channel", strings.Replace(levyTable("second", "plastic", "2026-06-30", "null"), "examplemart", "othermart", 1), `second.channel must be "examplemart", got "othermart"`},
		{"an unknown first day", levyTable("second", "plastic", "soon", "null"), `second.effective_from must be a date such as 2026-01-15, got "soon"`},
		{"an unknown last day", levyTable("second", "plastic", "2025-01-01", `"later"`), `second.effective_to must be a date such as 2026-01-15, got "later"`},
		{"a last day before the first", levyTable("second", "plastic", "2026-06-30", `"2026-05-01"`), `second.effective_to must not be before effective_from, got "2026-05-01"`},
		{"the same id", levyTable("first", "plastic", "2026-07-01", "null"), `first must not occur twice`},
		{"the same id of another kind", table("shipping", "first", `"variant": "apparel", "rows": [{"fee": "1"}]`), `first must not occur twice`},
	} {
		for _, text := range []string{first + test.second, test.second + "\n" + first} {
			if got := strings.Join(faults(t, everyFormat, text), "; "); got != test.want {
				t.Errorf("%s: got  %s\nwant %s", test.name, got, test.want)
			}
		}
	}
}

// Files that are made to fill the memory or to take for ever are refused soon:
// what is kept is a small multiple of the text, and a reader whose time grows with
// the square of it would take many seconds here.
func TestReadHostileFiles(t *testing.T) {
	names := func(n int, value string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(`"column` + strings.Repeat("x", i%7) + time.Duration(i).String() + `": ` + value + `, `)
		}
		return b.String()
	}
	const n = 90_000
	for _, test := range []struct{ name, text, want string }{
		{"many names", table("levy", "l", names(n, `""`)+`"rows": [{}]`), `l.variant must not be empty`},
		{"many names in a row", table("levy", "l", `"rows": [{`+names(n, `""`)+`"rate": "1"}]`), `l.variant must not be empty`},
		{"many values", table("levy", "l", `"rows": [`+strings.Repeat("0,", 250_000)+`0]`), `table[0] must have at most 200000 values`},
		{"many rows", table("levy", "l", `"rows": [`+strings.Repeat("0,", n)+`0]`), `l.rows[0] must be an object, got "0"`},
		{"many empty tables", strings.Repeat("{}", n), `table[0].channel must not be empty`},
		{"many numbers", strings.Repeat("1 ", n), `table[0] must be a fee table, a JSON object, got "1"`},
		{"many categories", table("referral", "r", `"rows": [`+strings.Repeat(`{"category": "toys", "mode": "unknown"},`, n/3)+`{}]`), `r.rows[1].category must not occur twice, got "toys"`},
		{"many ages", table("storage", "s", `"per": "month", "first_day": "0", "rows": [`+strings.Repeat(`{"rate": "1"},`, n/2)+`{}]`), `s.rows[1].over_days must continue the age before it, without a gap or an overlap (January)`},
		{"many weights", table("shipping", "w", `"variant": "apparel", "rows": [`+strings.Repeat(`{"fee": "1"},`, n/2)+`{}]`), `w.rows[1].over must continue the weight band before it, without a gap or an overlap`},
		{"a long id", table("levy", strings.Repeat("l", 5_000_000), `"rows": [{}]`), `table[0] must have no text of more than 10000 bytes`},
		{"a long number", table("levy", "l", `"rows": [{"rate": `+strings.Repeat("9", 5_000_000)+`}]`), `l.variant must not be empty`},
		{"too much", strings.Repeat(" ", 33<<20), `tables must have at most 32 MiB`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := faults(t, everyFormat, test.text)
			runtime.ReadMemStats(&after)
			if len(got) == 0 || got[0] != test.want || len(got) > 1001 {
				t.Errorf("%d faults, the first %.300q, want %q", len(got), got[:min(len(got), 1)], test.want)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
				t.Errorf("it takes %d MB", used>>20)
			}
			if len(got) == 1001 && got[1000] != `tables must have fewer faults: only the first 1000 are listed` {
				t.Errorf("the last fault is %q", got[1000])
			}
		})
	}
}
