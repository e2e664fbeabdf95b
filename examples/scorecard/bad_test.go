package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A wrong command line is told with the usage, and nothing is written.
func TestBadFlags(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"", "the folder of reports is missing"},
		{"a b", "more than one folder: b"},
		{"-format pdf a", `-format must be html, markdown and json, got "pdf"`},
		{"-o x.html -xlsx x.html a", "-o and -xlsx name the same file"},
		{"-xlsx x.xls a", `-xlsx must name a file that ends in .xlsx, got "x.xls"`},
		{"-skus 5 a", "-skus goes with -generate"},
		{"-generate x -skus 3", "-skus must be from 12 to 1000000, got 3"},
		{"-generate x -weeks 5", "-weeks must be from 12 to 520, got 5"},
		{"-generate x -units 0", "-units must be from 1 to 1000, got 0"},
		{"-generate x y", `-generate takes no other folder, got "y"`},
		{"-generate x -costs c.csv", "-generate makes reports and does not go with -costs"},
		{"-unknown a", "flag provided but not defined: -unknown"},
	} {
		status, stdout, stderr := command(t, context.Background(), strings.Fields(tt.args)...)
		if first, _, _ := strings.Cut(stderr, "\n"); status != unusable || stdout != "" || first != tt.want {
			t.Errorf("%q: status %d, %q, want %q", tt.args, status, first, tt.want)
		}
	}
	if status, _, stderr := command(t, context.Background(), "-h"); status != written || !strings.Contains(stderr, "-costs") {
		t.Errorf("help has status %d, %q", status, stderr)
	}
	if status, _, stderr := command(t, context.Background(), filepath.Join(t.TempDir(), "none")); status != unusable || !strings.Contains(stderr, "no such file") {
		t.Errorf("a folder that is not there has status %d, %q", status, stderr)
	}
}

// Faults of the costs are told by file, row and column, all of them at once.
func TestBadCosts(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "costs.csv")
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", name + " must have a row of titles, is empty"},
		{"unknown column", "sku,prodct_cost\n", name + ", row 1, column prodct_cost is not a known column, did you mean product_cost?"},
		{"no sku", "product_cost\n", name + ", row 1, column sku must be there"},
		{"column twice", "sku,sku\n", name + ", row 1, column sku must not be there twice"},
		{"amount", "sku,duty\nA,\"1,5\"\n", name + `, row 2, column duty must be an amount such as 12.34, 0 or above; leave it empty where it is not known, got "1,5"`},
		{"below 0", "sku,duty\nA,-1\n", name + `, row 2, column duty must be an amount such as 12.34, 0 or above; leave it empty where it is not known, got "-1"`},
		{"day", "sku,from\nA,1.7.2026\n", name + `, row 2, column from must be a day such as 2026-07-01, got "1.7.2026"`},
		{"currency", "sku,currency\nA,DOLLAR\n", name + `, row 2, column currency must be a currency code of ISO 4217 such as USD or CNY, got "DOLLAR"`},
		{"one side", "sku,longest,median,shortest,weight\nA,3 in,2 in,,1 lb\n", name + ", row 2, column shortest must be given beside the other sides and the weight"},
		{"unit", "sku,longest,median,shortest,weight\nA,3 in,2 in,1,1 lb\n", name + `, row 2, column shortest must have one of the units in, ft, mm, cm, m, got "1"`},
		{"twice", "sku,duty\nA,1\nA,2\n", name + `, row 3, column sku must not be there twice for the same day; costs that change have a day in the column from, got "A"`},
		{"no name", "sku,duty\n,1\n", name + ", row 2, column sku must be given"},
		{"duty paid", "sku,duty_paid\nA,maybe\n", name + `, row 2, column duty_paid must be "yes" or "no", got "maybe"`},
		{"cells", "sku,duty\nA,1,2\n", name + ", row 2 must have 2 cells, has 3"},
		{"not UTF-8", "sku\n\xff\n", name + " must be text in UTF-8, is not in row 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			write(t, name, tt.text)
			status, stdout, stderr := command(t, context.Background(), "-costs", name, dir)
			if want := "scorecard: " + tt.want + "\n"; status != unusable || stdout != "" || stderr != want {
				t.Errorf("status %d\n got %s\nwant %s", status, stderr, want)
			}
		})
	}
	write(t, name, "sku,duty,freight\nA,x,y\nB,z,1\n")
	if _, _, stderr := command(t, context.Background(), "-costs", name, dir); strings.Count(stderr, "\n") != 3 {
		t.Errorf("not all faults: %s", stderr)
	}
}

// Faults of the plan are told by their path.
func TestBadPlan(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "plan.json")
	for _, tt := range []struct{ text, want string }{
		{"", "must be a plan in JSON, is empty"},
		{`{"periode": 1}`, "periode is not a known field, did you mean period?"},
		{`{"period": {"first": "2026-07-10", "last": "2026-07-01"}}`, "period.last "},
		{`{"period": {"first": "soon", "last": "2026-07-01"}}`, "period.first must be a date"},
		{`{"base": {"first": "2026-07-01", "last": "2026-07-02"}}`, "base goes with period"},
		{`{"period": {"first": "2026-07-01", "last": "2026-07-09"}, "base": {"first": "2026-07-09", "last": "2026-07-10"}}`, "base must not overlap"},
		{`{"zone": "Mars"}`, "zone must be a time zone"},
		{`{"week_begins": "someday"}`, "week_begins must be a day of the week"},
		{`{"overhead_per_week": -1}`, "overhead_per_week must not be below 0"},
		{`{"targets": [{"metric": "acoss", "at_most": 0.3}]}`, "targets[0].metric is not a known metric, did you mean acos?"},
		{`{"targets": [{"metric": "acos"}, {"metric": "acos"}]}`, "targets[1].metric must not be there twice"},
		{`{"targets": [{"metric": "acos", "at_least": 0.4, "at_most": 0.3}]}`, "targets[0].at_"},
		{`{"events": [{"code": "prime_day", "first": "2026-07-08"}]}`, "events[0]."},
		{`{"events": [{"code": "prime_day"}]}`, "events[0].first must be given"},
		{`{"shipped_events": ["easter"]}`, "shipped_events is not a special period of the calendar"},
		{`{"files": [{"name": "a.csv"}]}`, "files[0].first must be given"},
		{`{"rates": [{"pair": "USD/CNY"}]}`, "rates[0].rate must be how many CNY one USD is"},
		{`{"rates": [{"pair": "EUR/CNY", "rate": 8}]}`, "rates[0].pair must have the currency of the plan, USD"},
		{`{"mappings": [{"amount_type": "x", "description": "y", "line": "z"}]}`, "mappings[0].line must be a line"},
		{`{"currency": "DOLLAR"}`, "currency must be a currency code"},
	} {
		write(t, name, tt.text)
		status, stdout, stderr := command(t, context.Background(), "-plan", name, dir)
		head := "scorecard: " + name
		if status != unusable || stdout != "" || !strings.HasPrefix(stderr, head) || !strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(stderr, head), ", "), tt.want) {
			t.Errorf("%s: status %d\n got %s\nwant %s", tt.text, status, stderr, tt.want)
		}
	}
}

// A folder without any report of days says so, and names what to do.
func TestEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "notes.txt"), "hello\n")
	status, stdout, stderr := command(t, context.Background(), dir)
	if status != unusable || stdout != "" || !strings.Contains(stderr, "name the period in a plan") {
		t.Errorf("status %d, %q", status, stderr)
	}
}

// An interrupted run leaves no file, and older ones are as they were.
func TestInterrupted(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "1")
	out := t.TempDir()
	page := filepath.Join(out, "page.html")
	write(t, page, "old")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	status, _, stderr := command(t, ctx, append([]string{"-o", page, "-xlsx", filepath.Join(out, "book.xlsx")}, full(dir)...)...)
	if status != interrupted || stderr != "scorecard: interrupted, no file was written\n" {
		t.Errorf("status %d, %q", status, stderr)
	}
	if status, _, _ := command(t, ctx, "-generate", filepath.Join(out, "seller"), "-skus", "12", "-weeks", "12"); status != interrupted {
		t.Errorf("generating has status %d", status)
	}
	left, err := os.ReadDir(out)
	if text, _ := os.ReadFile(page); err != nil || len(left) != 1 || string(text) != "old" {
		t.Errorf("left are %v, %v", left, err)
	}
}

// A file that cannot be written is told, and the other one is not there either.
func TestCannotWrite(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "1")
	out := t.TempDir()
	status, _, stderr := command(t, context.Background(), append([]string{"-o", filepath.Join(out, "page.html"), "-xlsx", filepath.Join(out, "no", "book.xlsx")}, full(dir)...)...)
	left, err := os.ReadDir(out)
	if status != unusable || !strings.Contains(stderr, "no such file") || err != nil || len(left) != 0 {
		t.Errorf("status %d, %q, left %v, %v", status, stderr, left, err)
	}
	broken := errors.New("broken")
	if err := printTo(io.Discard, func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if status, _, stderr := command(t, context.Background(), "-generate", dir); status != unusable || !strings.Contains(stderr, "must be a new or an empty folder") {
		t.Errorf("status %d, %q", status, stderr)
	}
}

// A report with rows that cannot be read is read all the same, and says which.
func TestFaultyRows(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "1")
	name := dir + "/reports/business_2026-10-25_2026-10-31.csv"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	lines[3] = strings.Replace(lines[3], "$", "about ", 1)
	write(t, name, strings.Join(lines, "\n"))
	d := readDocument(t, full(dir)...)
	for _, f := range d.Files {
		want := 0
		if strings.HasSuffix(name, f.Name) && !strings.HasPrefix(f.Name, "copy") {
			want = 1
		}
		if len(f.Faults) != want {
			t.Errorf("%s: faults %q", f.Name, f.Faults)
		}
	}
}

func TestDaysInName(t *testing.T) {
	for name, want := range map[string]string{
		"business_2026-07-05_2026-07-11.csv":     "2026-07-05..2026-07-11",
		"Business 20260705-20260711 child.csv":   "2026-07-05..2026-07-11",
		"2026-07-05_to_2026-07-11.csv":           "2026-07-05..2026-07-11",
		"fee_preview_2026-10-31.csv":             "2026-10-31",
		"report.csv":                             "",
		"order 123456789012.csv":                 "",
		"business_2026-07-11_2026-07-05.csv":     "",
		"business_2026-13-01.csv":                "",
		"settlement_28471003921.txt":             "",
		"business_2026-07-05..2026-07-11(1).csv": "2026-07-05..2026-07-11",
	} {
		p, ok := daysInName(name)
		got := ""
		if ok {
			got = p.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
