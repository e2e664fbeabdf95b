package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/pricing/audit"
)

var update = flag.Bool("update", false, "write the golden files and the README anew")

const noon = "2026-11-23T12:00:00Z"

// command runs the command in the folder of the test.
func command(t testing.TB, ctx context.Context, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, told bytes.Buffer
	status = run(ctx, args, world{stdout: &out, stderr: &told, now: time.Date(2026, 11, 23, 12, 34, 56, 0, time.UTC)})
	return status, out.String(), told.String()
}

// inFolder makes a folder with the catalogue of testdata the working one.
func inFolder(t *testing.T) {
	t.Helper()
	data, err := os.ReadFile("testdata/catalogue.csv")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	write(t, "catalogue.csv", string(data))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func tableOf(t *testing.T, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(read(t, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// names are the files of the working folder, hidden ones included.
func names(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// full are the arguments of a run over a catalogue.
func full(in string, more ...string) []string {
	return append([]string{"-in", in, "-out", "decisions.csv", "-review", "review.csv", "-errors", "errors.csv", "-rate", "6.83", "-now", noon}, more...)
}

func TestCatalogue(t *testing.T) {
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	inFolder(t)
	status, stdout, stderr := command(t, context.Background(), full("catalogue.csv", "-audit", "price-files", "-states")...)
	if status != faulty {
		t.Errorf("status %d", status)
	}
	for name, got := range map[string]string{
		"summary.txt": stdout, "told.txt": stderr, "decisions.csv": read(t, "decisions.csv"), "review.csv": read(t, "review.csv"), "errors.csv": read(t, "errors.csv"),
	} {
		golden := filepath.Join(folder, "testdata", name)
		if *update {
			write(t, golden, got)
		}
		if diff := cmp.Diff(read(t, golden), got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	if got := names(t); !slices.Equal(got, []string{"catalogue.csv", "decisions.csv", "errors.csv", "price-files", "review.csv"}) {
		t.Errorf("files %v", got)
	}
	reviews := tableOf(t, "review.csv")[1:]
	files, err := filepath.Glob("price-files/*.json")
	if err != nil || len(files) != len(reviews) {
		t.Fatalf("%d price files of %d reviews, %v", len(files), len(reviews), err)
	}
	for i, name := range files {
		f, err := audit.Read(strings.NewReader(read(t, name)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Subject.SKU != reviews[i][1] || string(f.Decision.Action) != reviews[i][7] || f.Decision.Review == nil || f.Decision.Review.Code != reviews[i][4] {
			t.Errorf("%s is of %s, %s", name, f.Subject.SKU, f.Decision.Action)
		}
	}
}

// The price file of a review of the catalogue breaker says so, though the item alone
// would have been a change.
func TestAuditOfCatalogueBreaker(t *testing.T) {
	inFolder(t)
	rows := strings.SplitAfter(read(t, "catalogue.csv"), "\n")
	write(t, "two.csv", rows[0]+rows[1]+strings.Replace(rows[1], "BOX-1", "BOX/1 ü", 1))
	status, _, stderr := command(t, context.Background(), full("two.csv", "-share", "0.5", "-audit", "files")...)
	f, err := audit.Read(strings.NewReader(read(t, "files/0001-BOX_1__-amazon.json")))
	if status != decided || stderr != "" || err != nil || f.Decision.Review.Code != "catalogue_breaker" || f.Subject.SKU != "BOX/1 ü" {
		t.Errorf("status %d, %s, %v, %+v", status, stderr, err, f.Decision)
	}
}

// A generated catalogue has no fault, and its decisions are the same for any number of
// workers.
func TestGenerated(t *testing.T) {
	t.Chdir(t.TempDir())
	status, catalogue, _ := command(t, context.Background(), "-generate", "2000", "-seed", "7", "-now", noon)
	if status != decided || strings.Count(catalogue, "\n") != 2001 {
		t.Fatalf("status %d, %d lines", status, strings.Count(catalogue, "\n"))
	}
	if _, again, _ := command(t, context.Background(), "-generate", "2000", "-seed", "7", "-now", noon); again != catalogue {
		t.Error("the same seed gives another catalogue")
	}
	if _, other, _ := command(t, context.Background(), "-generate", "2000", "-seed", "8", "-now", noon); other == catalogue {
		t.Error("another seed gives the same catalogue")
	}
	if _, short, _ := command(t, context.Background(), "-generate", "100", "-seed", "7", "-now", noon); !strings.HasPrefix(catalogue, short) {
		t.Error("a longer catalogue does not begin as a shorter one")
	}
	if status, _, _ := command(t, context.Background(), "-generate", "2000", "-seed", "7", "-now", noon, "-out", "catalogue.csv"); status != decided || read(t, "catalogue.csv") != catalogue {
		t.Error("the file is another one than what is printed")
	}
	var want []string
	for _, workers := range []string{"1", "2", "7"} {
		status, stdout, stderr := command(t, context.Background(), full("catalogue.csv", "-workers", workers, "-states", "-review-most", "0", "-audit", "files"+workers, "-audit-most", "3")...)
		if status != decided || stderr != "" {
			t.Fatalf("status %d: %s", status, stderr)
		}
		got := []string{strings.Replace(stdout, "files"+workers, "files", 1), read(t, "decisions.csv"), read(t, "review.csv"), read(t, "errors.csv")}
		files, err := filepath.Glob("files" + workers + "/*")
		if err != nil || len(files) != 9 {
			t.Fatalf("%d price files, %v", len(files), err)
		}
		for _, name := range files {
			got = append(got, read(t, name))
		}
		if want == nil {
			want = got
		} else if !slices.Equal(got, want) {
			t.Errorf("other results with %s workers", workers)
		}
	}
	if rows := tableOf(t, "decisions.csv"); len(rows) != 2001 {
		t.Errorf("%d rows", len(rows))
	}
	actions := map[string]int{}
	for _, row := range tableOf(t, "decisions.csv")[1:] {
		actions[row[3]]++
	}
	if actions["change"] != 400 || actions["hold"] == 0 || actions["review"] == 0 || actions["freeze"] == 0 || actions["refuse"] == 0 {
		t.Errorf("actions %v", actions)
	}
}

// The states of a run are those with which the next one goes on: what was just changed
// is not changed again.
func TestStatesGoOn(t *testing.T) {
	inFolder(t)
	rows := tableOf(t, "catalogue.csv")
	head, first := rows[0], slices.Clone(rows[1])
	if status, _, _ := command(t, context.Background(), full("catalogue.csv", "-states")...); status != faulty {
		t.Fatal(status)
	}
	decisions := tableOf(t, "decisions.csv")
	first[slices.Index(head, "current")] = decisions[1][slices.Index(decisions[0], "to")]
	first[slices.Index(head, "state")] = decisions[1][slices.Index(decisions[0], "state")]
	first[slices.Index(head, "rivals")] = "A1:26.19:0:featured"
	var next bytes.Buffer
	if err := csv.NewWriter(&next).WriteAll([][]string{head, first}); err != nil {
		t.Fatal(err)
	}
	write(t, "next.csv", next.String())
	command(t, context.Background(), full("next.csv", "-share", "0")...)
	if got := tableOf(t, "decisions.csv")[1]; got[3] != "hold" || got[4] != "cool_down" {
		t.Errorf("got %v", got)
	}
}

// A tired context is done after it was asked so often.
type tired struct {
	context.Context
	left *atomic.Int64
}

func (c tired) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// However late a run is interrupted, it leaves no file, and files that were there stay.
func TestInterrupted(t *testing.T) {
	inFolder(t)
	write(t, "decisions.csv", "of yesterday")
	want := names(t)
	ends := 0
	for after := range int64(100) {
		ctx := tired{context.Background(), new(atomic.Int64)}
		ctx.left.Store(after)
		status, stdout, _ := command(t, ctx, full("catalogue.csv", "-audit", "files")...)
		if status == faulty {
			ends++
			break
		}
		if got := names(t); status != interrupted || stdout != "" || !slices.Equal(got, want) || read(t, "decisions.csv") != "of yesterday" {
			t.Fatalf("after %d: status %d, %q, files %v", after, status, stdout, got)
		}
	}
	if ends == 0 {
		t.Error("no run came to its end")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	before := len(names(t))
	if status, _, _ := command(t, ctx, "-generate", "10", "-out", "made.csv"); status != interrupted || len(names(t)) != before {
		t.Errorf("status %d, files %v", status, names(t))
	}
}

// The progress bar is drawn on a terminal only, and not on the standard output.
func TestProgress(t *testing.T) {
	inFolder(t)
	var out, told bytes.Buffer
	status := run(context.Background(), full("catalogue.csv"), world{stdout: &out, stderr: &told, terminal: true})
	_, plain, _ := command(t, context.Background(), full("catalogue.csv")...)
	if status != faulty || out.String() != plain || !strings.Contains(told.String(), "deciding") || !strings.Contains(told.String(), "rows per second") {
		t.Errorf("status %d, told %q", status, told.String())
	}
}

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "SKU-1": "SKU-1", "-1.50": "-1.50", "+2": "+2", "+a": "'+a", "=1+2": "'=1+2", "@a": "'@a", "-A1": "'-A1", "\tx": "'\tx", "a=1": "a=1",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%s: %s, want %s", strconv.Itoa(n), got, want)
		}
	}
}

// What was added is found again, however the keys fall.
func TestSeen(t *testing.T) {
	const most = 100
	s := newSeen(most)
	for i := range most {
		if before := s.add(uint64(i)*uint64(len(s.keys)), i+2); before != 0 {
			t.Fatalf("%d is in row %d", i, before)
		}
	}
	for i := range most {
		if before := s.add(uint64(i)*uint64(len(s.keys)), 999); before != i+2 {
			t.Errorf("%d is in row %d", i, before)
		}
	}
}
