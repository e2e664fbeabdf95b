package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/internal/benchset"
)

const (
	sampleSales = "testdata/sample/sales.csv"
	sampleItems = "testdata/sample/items.csv"
)

// command runs the command and returns what it wrote.
func command(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, told bytes.Buffer
	status = run(ctx, args, world{stdout: &out, stderr: &told})
	return status, out.String(), told.String()
}

// table reads a CSV file into rows by title.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The sample from files to files: what is ordered, what is cleared, what is expected.
func TestSample(t *testing.T) {
	dir := t.TempDir()
	status, stdout, stderr := command(t.Context(), "-items", sampleItems, "-o", dir, sampleSales)
	if status != written || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	if !strings.HasPrefix(stdout, "3 items from 2026-11-23 on\n1 order to place in the first week") || !strings.Contains(stdout, "1 item to clear") {
		t.Error(stdout)
	}
	plan := table(t, filepath.Join(dir, "plan.csv"))
	for _, row := range plan {
		if n := number(t, row["units"]); row["sku"] == "MAT-2" || n <= 0 || row["sku"] == "MUG-1" && (n < 240 || int(n)%24 != 0) {
			t.Errorf("an order that nobody wants: %v", row)
		}
		ready, err := time.Parse(time.DateOnly, row["ready"])
		if err != nil || !ready.Before(time.Date(2027, 1, 30, 0, 0, 0, 0, time.UTC)) && ready.Before(time.Date(2027, 2, 20, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("ready while the factory rests: %v", row)
		}
		if row["why"] == "" || row["place"] >= row["due"] {
			t.Errorf("%v", row)
		}
	}
	if first := plan[0]; first["sku"] != "MUG-1" || first["place"] != "2026-11-23" || first["mode"] != "ocean" {
		t.Errorf("the first order is %v", first)
	}
	clearance := table(t, filepath.Join(dir, "clearance.csv"))
	if len(clearance) != 2 || clearance[0]["sku"] != "MAT-2" || number(t, clearance[0]["clear"]) < 300 || number(t, clearance[0]["weeks_of_cover"]) < 60 || clearance[1]["clear"] != "0" {
		t.Errorf("%v", clearance)
	}
	weeks := table(t, filepath.Join(dir, "forecast.csv"))
	if len(weeks) != 3*16 || weeks[1]["week"] != "2026-11-30" {
		t.Fatalf("%d rows, %v", len(weeks), weeks[1])
	}
	for _, row := range weeks {
		before := 0.0
		for _, q := range []string{"q025", "q1", "q25", "q5", "q75", "q9", "q975"} {
			v := number(t, row[q])
			if v < before {
				t.Errorf("quantiles fall: %v", row)
			}
			before = v
		}
		// The mugs sold 75 to 100 a week in autumn; sold-out weeks are not what is expected.
		if mean := number(t, row["mean"]); row["sku"] == "MUG-1" && (mean < 65 || mean > 110) {
			t.Errorf("%v", row)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "restock.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1>What to order from 2026-11-23 on</h1>", "Chinese New Year: no production from 2027-01-30 to 2027-02-19", "one step in twenty or more was out of stock"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := strings.Count(string(page), "<svg "); n != 3 {
		t.Errorf("%d charts", n)
	}
	if strings.Contains(string(page), "http://") || strings.Contains(string(page), "https://") {
		t.Error("the page asks for something from elsewhere")
	}
	// The same again, whatever the machine has to do besides.
	again := t.TempDir()
	if status, _, stderr := command(t.Context(), "-items", sampleItems, "-o", again, sampleSales); status != written {
		t.Fatal(stderr)
	}
	for _, name := range []string{"plan.csv", "clearance.csv", "forecast.csv", "restock.html"} {
		a, err1 := os.ReadFile(filepath.Join(dir, name))
		b, err2 := os.ReadFile(filepath.Join(again, name))
		if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs from run to run", name)
		}
	}
}

// Real series of all steps become items of weeks.
func TestSets(t *testing.T) {
	for _, tc := range []struct{ file, set string }{{"carparts", "carparts"}, {"m5_daily", "m5_daily"}, {"uci_weekly", "uci_weekly"}} {
		dir := t.TempDir()
		status, stdout, stderr := command(t.Context(), "-set", tc.set, "-rows", "3", "-weeks", "6", "-o", dir, benchset.Path(t, "../..", tc.file+".csv.gz"))
		if status != written || !strings.HasPrefix(stdout, "3 items from 2026-11-30 on\n") {
			t.Errorf("%s: status %d: %s%s", tc.set, status, stdout, stderr)
			continue
		}
		if rows := table(t, filepath.Join(dir, "forecast.csv")); len(rows) != 18 {
			t.Errorf("%s: %d rows", tc.set, len(rows))
		}
	}
}

// Days become weeks from Monday on, and the week that is not over is left out.
func TestWeekly(t *testing.T) {
	days, _, last, err := readSales(strings.NewReader("date,sku,units,in_stock\n2026-11-04,A,3,\n2026-11-08,A,4,0.5\n2026-11-09,A,5,0\n2026-11-17,B,1,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := weekly(days["A"], last)
	// Wednesday 4 to Sunday 8, a week with a sold-out Monday, and 17 is a Tuesday.
	want := forecast.Series{Values: []float64{7, 5}, InStock: []float64{6.5 / 7, 6.0 / 7}, Calendar: forecast.Calendar{Step: forecast.Weekly, First: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)}}
	if !cmp.Equal(got.Values, want.Values) || !slices.EqualFunc(got.InStock, want.InStock, func(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }) || got.Calendar != want.Calendar {
		t.Errorf("%+v, want %+v", got, want)
	}
	for text, monday := range map[string]string{"2026-11-22": "2026-11-16", "2026-11-23": "2026-11-23", "2026-11-29": "2026-11-23"} {
		on, err := time.Parse(time.DateOnly, text)
		if err != nil || weekOf(on).Format(time.DateOnly) != monday {
			t.Errorf("%s is in the week of %s", text, weekOf(on))
		}
	}
	if got := weekly(days["B"], last); got.Len() != 0 {
		t.Errorf("a week that is not over: %+v", got)
	}
}

// Every fault is said with its row and column, and nothing is written.
func TestRefuses(t *testing.T) {
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := "date,sku,units\n2026-11-02,A,3\n2026-11-15,A,4\n"
	items := "sku,on_hand,unit_cost,margin\nA,5,1,2\n"
	for _, tc := range []struct {
		name, sales, items string
		want               []string
	}{
		{"columns", "date,sku,colour\n", items, []string{`row 1 must be one of date, sku, units, in_stock, got "colour"`, "row 1 must have the column units"}},
		{"nothing", "", items, []string{"row 1 must have the columns date, sku, units"}},
		{"no rows", "date,sku,units\n", items, []string{"sales must have at least one row"}},
		{"cells", "date,sku,units,in_stock\n2.11.2026,,-1,2\n", items, []string{`row 2, date must be a day such as 2026-11-23, got "2.11.2026"`, "row 2, sku must be stated", `row 2, units must be a number from 0 to 1000000000, got "-1"`, `row 2, in_stock must be a number from 0 to 1, got "2"`}},
		{"NaN", "date,sku,units\n2026-11-02,A,NaN\n", items, []string{`row 2, units must be a number`}},
		{"twice", good + "2026-11-15,A,4\n", items, []string{`row 4, date must not be there twice for A, got "2026-11-15"`}},
		{"a short row", good + "2026-11-15,A\n", items, []string{"row 4 must be CSV with as many cells as the header"}},
		{"a long time", "date,sku,units\n1990-01-01,A,1\n2026-01-01,A,1\n", items, []string{"sales must cover at most 30 years"}},
		{"no whole week", "date,sku,units\n2026-11-03,A,1\n", items, []string{"must have a whole week from Monday to Sunday"}},
		{"items", good, "sku,on_hand,unit_cost,margin,inbound,carton\nA,1.5,x,,5,-1\n", []string{"row 2, unit_cost must be an amount", "row 2, on_hand must be whole units", "row 2, carton must be a number from 0", "row 2, margin must be stated", "row 2, inbound_due must be a day"}},
		{"items twice", good, items + "A,5,1,2\n", []string{`row 3, sku must not be there twice, got "A"`}},
		{"no items", good, "sku,on_hand,unit_cost,margin\n", []string{"items must have at least one row"}},
		{"strangers", good, "sku,on_hand,unit_cost,margin\nB,5,1,2\n", []string{`sku must have a row in`, `got "B"`, `got "A"`}},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		status, _, stderr := command(t.Context(), "-items", write("items.csv", tc.items), "-o", dir, write("sales.csv", tc.sales))
		if status != unusable {
			t.Errorf("%s: status %d", tc.name, status)
		}
		for _, want := range tc.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("%s: %q is not said:\n%s", tc.name, want, stderr)
			}
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: something is written", tc.name)
		}
	}
	for _, args := range []string{
		"", "-items a", "-items a b c", "-set x -items a b", "-items a -weeks 0 b", "-items a -weeks 105 b", "-items a -review 17 b", "-items a -service 1 b", "-items a -start 2026-11-24 b",
		"-items a -ocean 38 b", "-items a -ocean -1,2 b", "-items a -closure 7 b", "-items a -closure 7,101 b", "-items a -production -1 b", "-items a -rows -1 b", "-items a -o= b", "-colour b",
	} {
		if status, _, stderr := command(t.Context(), strings.Fields(args)...); status != unusable || stderr == "" {
			t.Errorf("%q: status %d: %s", args, status, stderr)
		}
	}
	if status, _, stderr := command(t.Context(), "-items", sampleItems, filepath.Join(t.TempDir(), "none.csv")); status != unusable || stderr == "" {
		t.Errorf("a file that is not there: %d, %s", status, stderr)
	}
	if status, _, stderr := command(t.Context(), "-h"); status != written || !strings.Contains(stderr, "usage: restock") {
		t.Errorf("help: %d, %s", status, stderr)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if status, _, _ := command(ctx, "-items", sampleItems, "-o", t.TempDir(), sampleSales); status != interrupted {
		t.Errorf("interrupted: %d", status)
	}
}

func TestAmount(t *testing.T) {
	for text, want := range map[string]string{"0": "0.00", "999.995": "1,000.00", "1234567.8": "1,234,567.80", "-1234.5": "-1,234.50", "-12": "-12.00"} {
		if got := amount(money(text)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// No file makes the readers panic, and what they take becomes a series that can be used.
func FuzzReadSales(f *testing.F) {
	for _, text := range []string{"date,sku,units\n2026-11-02,A,3\n", "\ufeffDate, SKU ,units,in_stock\n2026-11-02,\"A\nB\",3,0.5\n", "date,sku,units\n\"", "date,date\n", "date,sku,units\n0001-01-01,A,1\n9999-12-31,A,1\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		days, first, last, err := readSales(strings.NewReader(text))
		if err != nil {
			return
		}
		if first.After(last) || len(days) == 0 {
			t.Fatalf("%s to %s, %d items", first, last, len(days))
		}
		for sku, d := range days {
			s := weekly(d, last)
			if err := s.Check(); err != nil {
				t.Fatalf("%q: %v", sku, err)
			}
		}
	})
}

func FuzzReadItems(f *testing.F) {
	for _, text := range []string{"sku,on_hand,unit_cost,margin\nA,5,1,2\n", "sku,on_hand,unit_cost,margin,inbound,inbound_due\nA,5,1,2,7,2026-12-14\n", "sku,on_hand,unit_cost,margin\nA,1e999,1e999,-0\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		goods, err := readItems(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, g := range goods {
			if err := g.item.Costs.Check(); err != nil {
				t.Fatalf("%q: %v", g.sku, err)
			}
			if err := g.item.Limits.Check(); err != nil {
				t.Fatalf("%q: %v", g.sku, err)
			}
		}
	})
}
