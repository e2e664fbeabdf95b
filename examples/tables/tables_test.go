package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

var update = flag.Bool("update", false, "rewrite the golden files and the outputs in README.md")

// tables runs the command with the real channels.
func tables(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// demo runs the command with two small channels of our own.
func demo(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	c := &command{channels: demoChannels, stdin: strings.NewReader(stdin), stderr: &errs}
	status = c.run(args, &out)
	return status, out.String(), errs.String()
}

// The demo channels. One has rates, and fees by weight in two variants; the other
// has one table, which goes on until further notice.
var demoChannels = []channel{
	demoChannel("demo-us", demoReferral, demoSmall, demoLarge, demoSmallOld),
	demoChannel("other-us", otherReferral),
}

func demoChannel(name string, files ...string) channel {
	format := fees.NewFormat(name, fstest.MapFS{"all.json": {Data: []byte(strings.Join(files, "\n"))}},
		fees.NewKind("referral", func(f *fees.TableFile) int {
			for _, row := range f.Rows() {
				row.Text("category")
				row.Rate("rate")
				row.OptionalAmount("minimum")
			}
			return 0
		}),
		fees.NewKind("shipping", func(f *fees.TableFile) fees.WeightFees {
			group := func(row *fees.Row) string { return row.Text("zone") }
			return fees.ReadWeightFees(f, group, func(row *fees.Row) fees.Curve { return row.Fee("fee") })
		}, "small", "large"))
	return channel{name, fx.USD, format.Shipped, format.Read}
}

const (
	demoReferral = `{
  "id": "demo-us-referral-2026-01-01", "channel": "demo-us", "kind": "referral",
  "effective_from": "2026-01-01", "effective_to": "2026-12-31",
  "verified_on": "2026-11-20", "confidence": "high", "source": "a page", "note": "a note",
  "rows": [
    {"category": "books", "rate": "0.15", "minimum": "0.30"},
    {"category": "toys", "rate": "0.10"}
  ]
}`
	demoSmall = `{
  "id": "demo-us-shipping-small-2026-01-01", "channel": "demo-us", "kind": "shipping", "variant": "small",
  "effective_from": "2026-01-01", "effective_to": "2026-12-31",
  "verified_on": "2026-11-20", "confidence": "medium", "source": "a page with a very long citation, so long that it does not fit into a single line of the table, and goes on in a second",
  "rows": [
    {"zone": "near", "to": "1 lb", "fee": "3.00"},
    {"zone": "near", "over": "1 lb", "fee": "9.50"}
  ]
}`
	demoLarge = `{
  "id": "demo-us-shipping-large-with-an-id-that-has-no-room-2026-06-01", "channel": "demo-us", "kind": "shipping", "variant": "large",
  "effective_from": "2026-06-01", "effective_to": "2026-12-31",
  "verified_on": "2026-11-20", "confidence": "low", "source": "a page",
  "rows": [{"zone": "near", "fee": "20.00"}]
}`
	// Its id comes last, its first day does not.
	demoSmallOld = `{
  "id": "demo-us-shipping-small-old", "channel": "demo-us", "kind": "shipping", "variant": "small",
  "effective_from": "2025-10-01", "effective_to": "2025-10-31",
  "verified_on": "2025-10-20", "confidence": "medium", "source": "a page",
  "rows": [{"zone": "near", "fee": "8.50"}]
}`
	otherReferral = `{
  "id": "other-us-referral-2025-01-01", "channel": "other-us", "kind": "referral",
  "effective_from": "2025-01-01", "effective_to": null,
  "verified_on": "2026-11-20", "confidence": "high", "source": "a, \"quoted\" page",
  "rows": [{"category": "all", "rate": "0.08"}]
}`
)

// golden compares an output with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: -want +got:\n%s", name, diff)
	}
}

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		file string
		args []string
	}{
		{"list.txt", nil},
		{"list.txt", []string{"list"}},
		{"list-v.txt", []string{"-v"}},
		{"list.json", []string{"list", "-format", "json"}},
		{"list.csv", []string{"list", "-format", "csv"}},
		{"list-none.txt", []string{"list", "-on", "2020-01-01"}},
		{"list-none.json", []string{"list", "-on", "2020-01-01", "-format", "json"}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			status, out, stderr := demo(t, "", tt.args...)
			if status != fine || stderr != "" {
				t.Errorf("status %d, %s", status, stderr)
			}
			golden(t, tt.file, out)
		})
	}
}

// listed are the ids that list prints.
func listed(t *testing.T, args ...string) []string {
	t.Helper()
	status, out, stderr := demo(t, "", append([]string{"list", "-format", "csv"}, args...)...)
	if status != fine || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range records[1:] {
		ids = append(ids, r[0])
	}
	return ids
}

func TestListFilters(t *testing.T) {
	const (
		referral = "demo-us-referral-2026-01-01"
		large    = "demo-us-shipping-large-with-an-id-that-has-no-room-2026-06-01"
		small    = "demo-us-shipping-small-2026-01-01"
		smallOld = "demo-us-shipping-small-old"
		other    = "other-us-referral-2025-01-01"
	)
	for _, tt := range []struct {
		name string
		args []string
		want []string
	}{
		{"all, by channel, kind, variant and first day", nil, []string{referral, large, smallOld, small, other}},
		{"channel", []string{"-channel", "other-us"}, []string{other}},
		{"kind of several channels", []string{"-kind", "referral"}, []string{referral, other}},
		{"kind and channel", []string{"-kind", "referral", "-channel", "demo-us"}, []string{referral}},
		{"the day before the first", []string{"-on", "2025-12-31"}, []string{other}},
		{"the first day", []string{"-on", "2026-01-01"}, []string{referral, small, other}},
		{"the day before the first of one", []string{"-on", "2026-05-31", "-kind", "shipping"}, []string{small}},
		{"the first day of one", []string{"-on", "2026-06-01", "-kind", "shipping"}, []string{large, small}},
		{"the last day", []string{"-on", "2026-12-31"}, []string{referral, large, small, other}},
		{"the day after the last; open ends go on", []string{"-on", "2027-01-01"}, []string{other}},
		{"before everything", []string{"-on", "2024-12-31"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, listed(t, tt.args...)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// The exit status and what is said for every way to call the command.
func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	good := write("good.json", demoReferral)
	faulty := write("faulty.json", strings.Replace(demoReferral, `"0.15"`, `"15"`, 1))
	two := write("two.json", demoReferral+demoSmall)
	hash := write("a#b.json", demoReferral)
	none := filepath.Join(dir, "nothing")
	const id = "demo-us-referral-2026-01-01"
	for _, tt := range []struct {
		name           string
		args           []string
		status         int
		stdout, stderr string // parts; "" is nothing at all
	}{
		{"nothing", nil, fine, "demo-us", ""},
		{"flags of list alone", []string{"-kind", "referral"}, fine, "demo-us", ""},
		{"help", []string{"-h"}, fine, "", "usage"},
		{"help of diff", []string{"diff", "-help"}, fine, "", "usage"},
		{"unknown command", []string{"lists"}, unusable, "", `unknown command "lists", must be list, show, validate or diff`},
		{"empty command", []string{""}, unusable, "", `unknown command ""`},
		{"unknown flag", []string{"-colour"}, unusable, "", "colour"},
		{"unknown format of list", []string{"list", "-format", "xml"}, unusable, "", `unknown format "xml", must be table, json or csv`},
		{"unknown channel", []string{"-channel", "amazon-de"}, unusable, "", `unknown channel "amazon-de", must be one of demo-us, other-us`},
		{"unknown kind", []string{"-kind", "referal"}, unusable, "", `unknown kind "referal", must be one of referral, shipping`},
		{"kind of another channel", []string{"-channel", "other-us", "-kind", "shipping"}, unusable, "", `unknown kind "shipping", must be one of referral` + "\n"},
		{"a day that does not exist", []string{"-on", "2026-02-30"}, unusable, "", `-on must be a day such as 2026-11-23, got "2026-02-30"`},
		{"argument of list", []string{"list", "referral"}, unusable, "", `list takes no "referral"`},
		{"show", []string{"show", id}, fine, demoReferral + "\n", ""},
		{"show nothing", []string{"show"}, unusable, "", "show takes the id of one table"},
		{"show two", []string{"show", id, id}, unusable, "", "show takes the id of one table"},
		{"show an id with an error", []string{"show", "demo-us-referal-2026-01-01"}, unusable, "", `no shipped table "demo-us-referal-2026-01-01"; did you mean ` + id + "?"},
		{"show an id like none", []string{"show", "x"}, unusable, "", "tables list shows them all"},
		{"show an id that hurts the terminal", []string{"show", "\x1b[2J"}, unusable, "", `"\x1b[2J"`},
		{"validate", []string{"validate", good}, fine, "ok: 1 table\n", ""},
		{"validate nothing", []string{"validate"}, unusable, "", "at least one file"},
		{"validate a faulty file", []string{"validate", faulty}, differs, "1 fault", ""},
		{"validate no file", []string{"validate", none}, unusable, "", "nothing"},
		{"validate a folder", []string{"validate", dir}, unusable, "", "directory"},
		{"validate goes on after no file", []string{"validate", none, faulty, good}, unusable, "ok: 1 table", "nothing"},
		{"diff of the same", []string{"diff", id, good}, fine, "No difference.", ""},
		{"diff", []string{"diff", id, faulty}, differs, "0.15 -> 15 (+14.85)", ""},
		{"diff, flags behind", []string{"diff", id, faulty, "-format", "json"}, differs, `"difference": "+14.85"`, ""},
		{"diff of the same as JSON", []string{"diff", "-format=json", id, good}, fine, `"equal": true`, ""},
		{"diff of one", []string{"diff", id}, unusable, "", "diff takes two tables"},
		{"diff of three", []string{"diff", id, id, id}, unusable, "", "diff takes two tables"},
		{"unknown format of diff", []string{"diff", "-format", "csv", id, id}, unusable, "", `unknown format "csv", must be table or json`},
		{"diff of a table in a file", []string{"diff", id, two + "#demo-us-shipping-small-2026-01-01"}, differs, "kind:", ""},
		{"diff of a file with # in its name", []string{"diff", id, hash}, fine, "No difference.", ""},
		{"diff of a table in a file with # in its name", []string{"diff", id, hash + "#" + id}, fine, "No difference.", ""},
		{"diff of one of two", []string{"diff", id, two}, unusable, "", "two.json has 2 tables; add #ID, one of demo-us-referral-2026-01-01, demo-us-shipping-small-2026-01-01"},
		{"diff of a table that is not in the file", []string{"diff", id, two + "#x"}, unusable, "", `has no table "x"; it has demo-us-referral-2026-01-01, demo-us-ship`},
		{"diff of neither", []string{"diff", "demo-us-referral-2026-01-02", id}, unusable, "", `is neither a shipped table nor a file; did you mean demo-us-referral-2026-01-01?`},
		{"diff of no file with #", []string{"diff", id, none + "#x"}, unusable, "", "nothing"},
		{"diff of two that are not there", []string{"diff", "x", "y"}, unusable, "", `tables: "y" is neither`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, stdout, stderr := demo(t, "", tt.args...)
			if status != tt.status {
				t.Errorf("status %d, want %d", status, tt.status)
			}
			for _, part := range []struct{ got, want string }{{stdout, tt.stdout}, {stderr, tt.stderr}} {
				if !strings.Contains(part.got, part.want) || part.want == "" && part.got != "" {
					t.Errorf("%q, want %q in it", part.got, part.want)
				}
			}
		})
	}
}

// Two tables of one standard input can be compared: it is read once.
func TestStandardInput(t *testing.T) {
	status, out, stderr := demo(t, demoReferral+demoSmall, "diff", "-#demo-us-referral-2026-01-01", "-#demo-us-shipping-small-2026-01-01")
	if status != differs || stderr != "" || !strings.Contains(out, "demo-us-referral-2026-01-01 (stdin)") {
		t.Errorf("status %d, %s%s", status, stderr, out)
	}
	status, out, stderr = demo(t, demoReferral+demoSmall, "diff", "-format", "json", "-#demo-us-referral-2026-01-01", "-#demo-us-referral-2026-01-01")
	if status != fine || stderr != "" || !strings.HasPrefix(out, "{") {
		t.Errorf("status %d, %s%s", status, stderr, out)
	}
	if status, out, _ := demo(t, demoReferral, "validate", "-"); status != fine || !strings.HasPrefix(out, "stdin: ok: 1 table\n") {
		t.Errorf("status %d, %s", status, out)
	}
	if status, _, stderr := demo(t, "", "diff", "-", "demo-us-referral-2026-01-01"); status != unusable || !strings.Contains(stderr, "stdin: must hold at least one fee table, is empty") {
		t.Errorf("status %d, %s", status, stderr)
	}
}

// brokenPipe refuses everything.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }
func (brokenPipe) Read([]byte) (int, error)  { return 0, errors.New("broken pipe") }

// What cannot be read or written is an error, not an empty answer.
func TestBrokenPipes(t *testing.T) {
	for _, args := range [][]string{{"list"}, {"-format", "json"}, {"-format", "csv"}, {"show", "demo-us-referral-2026-01-01"}, {"diff", "demo-us-referral-2026-01-01", "other-us-referral-2025-01-01"}} {
		var errs bytes.Buffer
		c := &command{channels: demoChannels, stdin: brokenPipe{}, stderr: &errs}
		if status := c.run(args, brokenPipe{}); status != unusable || !strings.Contains(errs.String(), "broken pipe") {
			t.Errorf("%v: status %d, %s", args, status, errs.String())
		}
	}
	for _, args := range [][]string{{"validate", "-"}, {"diff", "-", "demo-us-referral-2026-01-01"}} {
		var out, errs bytes.Buffer
		c := &command{channels: demoChannels, stdin: brokenPipe{}, stderr: &errs}
		if status := c.run(args, &out); status != unusable || !strings.Contains(errs.String(), "broken pipe") {
			t.Errorf("%v: status %d, %s", args, status, errs.String())
		}
	}
}

// A release with a broken table says so, whatever is asked.
func TestBrokenRelease(t *testing.T) {
	broken := []channel{demoChannel("demo-us", strings.Replace(demoReferral, `"0.15"`, `"15"`, 1))}
	for _, args := range [][]string{{"list"}, {"show", "x"}, {"validate", "-"}, {"diff", "x", "y"}} {
		var out, errs bytes.Buffer
		c := &command{channels: broken, stdin: strings.NewReader(demoReferral), stderr: &errs}
		if status := c.run(args, &out); status != unusable || !strings.Contains(errs.String(), "rows[0].rate") {
			t.Errorf("%v: status %d, %s%s", args, status, out.String(), errs.String())
		}
	}
}

// The JSON of list has the names and the meaning of a table file.
func TestListJSON(t *testing.T) {
	_, out, _ := demo(t, "", "list", "-format", "json", "-channel", "other-us")
	var entries []map[string]any
	if err := json.Unmarshal([]byte(out), &entries); err != nil {
		t.Fatal(err)
	}
	want := []map[string]any{{
		"id": "other-us-referral-2025-01-01", "channel": "other-us", "kind": "referral", "variant": "", "effective_from": "2025-01-01",
		"effective_to": nil, "verified_on": "2026-11-20", "confidence": "high", "rows": 1.0, "source": `a, "quoted" page`, "note": "",
	}}
	if diff := cmp.Diff(want, entries); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
