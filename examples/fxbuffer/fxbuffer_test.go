package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/examples/internal/term"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// today is the day of every test.
var today = time.Date(2026, time.April, 14, 9, 0, 0, 0, time.UTC)

// command runs the command and returns its exit status and output.
func command(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, world{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, today: today})
	return status, out.String(), errs.String()
}

// answerTo runs a command that must not fail.
func answerTo(t testing.TB, stdin string, args ...string) string {
	t.Helper()
	status, out, stderr := command(t, stdin, args...)
	if status != answered || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	return out
}

func resultOf(t testing.TB, stdin string, args ...string) result {
	t.Helper()
	var r result
	if out := answerTo(t, stdin, append(args, "-json")...); json.Unmarshal([]byte(out), &r) != nil {
		t.Fatalf("no result: %.300s", out)
	}
	return r
}

// checkGolden compares an output with a golden file, or rewrites the file.
func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	golden := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// walk is a file of so many daily rates that swing, without week-ends.
func walk(fixings int) string {
	var out strings.Builder
	out.WriteString("date,base,quote,rate\n")
	day := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	for i := 0; i < fixings; day = day.AddDate(0, 0, 1) {
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			continue
		}
		rate := 7 + 0.2*math.Sin(float64(i)/40) + 0.03*math.Sin(float64(i)*1.7)
		fmt.Fprintf(&out, "%s,USD,CNY,%.4f\n", day.Format(time.DateOnly), rate)
		i++
	}
	return out.String()
}

// one is what most goldens are of: a fixed day, one horizon, one level.
var one = []string{"-on", "2026-04-13", "-days", "30", "-confidence", "0.95"}

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		file string
		args []string
	}{
		{"example.txt", []string{"-on", "2026-04-13"}},
		{"all.txt", append([]string{"-backtest", "-bands"}, one...)},
		{"all.json", append([]string{"-backtest", "-bands", "-json"}, one...)},
		{"all.md", append([]string{"-backtest", "-bands", "-markdown"}, one...)},
		{"buyer.txt", []string{"-on", "2026-04-15", "-pair", "CNY/USD", "-days", "60", "-confidence", "0.9"}},
	} {
		t.Run(tt.file, func(t *testing.T) { checkGolden(t, tt.file, answerTo(t, "", tt.args...)) })
	}
}

func TestGoldenPictures(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "page.html")
	answerTo(t, "", append([]string{"-svg", dir}, one...)...)
	answerTo(t, "", append([]string{"-html", page, "-years", "1"}, one...)...) // a small one
	for golden, file := range map[string]string{
		"page.html": page, "planned-30.svg": filepath.Join(dir, "planned-30.svg"),
		"band.svg": filepath.Join(dir, "band.svg"), "methods-30.svg": filepath.Join(dir, "methods-30.svg"),
	} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkGolden(t, golden, string(data))
	}
}

// Figures of the back-test of the fx facts, origins from 2016-01-04.
func TestAnchors(t *testing.T) {
	r := resultOf(t, "", "-on", "2026-04-13", "-from", "2016-01-04", "-days", "30", "-confidence", "0.95", "-backtest", "-bands")
	found := map[string]testJSON{}
	for _, x := range r.Backtest {
		found[x.Method] = x
	}
	for _, tt := range []struct{ method, coverage, buffer, p string }{
		{"fixed 2%", "95.90", "2.000", "0.950"},
		{"sigma 250", "95.21", "1.861", "0.343"},
		{"EWMA 0.99", "94.91", "1.853", "0.623"},
		{"hist-sim 1000", "91.42", "1.716", "0.031"},
		{"h-day sigma 1000", "95.83", "2.029", "0.343"},
		{"EWMA 0.99 x trend 1000", "96.67", "2.087", "0.343"},
	} {
		x, ok := found[tt.method]
		if !ok || x.Origins != 2611 || x.Windows != 123 {
			t.Errorf("%s: %+v", tt.method, x)
			continue
		}
		got := []string{shifted(t, *x.Coverage, 2, 2), shifted(t, *x.MeanBuffer, 2, 3), shifted(t, *x.KupiecP, 0, 3)}
		if diff := cmp.Diff([]string{tt.coverage, tt.buffer, tt.p}, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.method, diff)
		}
	}
	reprices := map[string][2]any{}
	for _, b := range r.Bands {
		reprices[b.Band] = [2]any{b.Reprices, shifted(t, b.PerYear, 0, 2)}
	}
	for label, want := range map[string][2]any{
		"±1%": {111, "10.81"}, "±2%": {37, "3.60"}, "±5%": {9, "0.88"}, "−1.5% / +5%": {21, "2.04"},
		"±2%, 3 fixings in a row": {33, "3.21"}, "±1%, at most every 14 days": {100, "9.73"}, "every 30 days": {123, "11.97"},
	} {
		if reprices[label] != want {
			t.Errorf("%s: %v, want %v", label, reprices[label], want)
		}
	}
}

// shifted is a number of the JSON times a power of ten, rounded.
func shifted(t *testing.T, text string, shift, places int32) string {
	t.Helper()
	return dec(t, text).Shift(shift).StringFixed(places)
}

// The day of the question is the end of everything: later rates change nothing.
func TestNothingLaterIsKnown(t *testing.T) {
	all := strings.SplitAfter(walk(900), "\n")
	day := strings.Split(all[600], ",")[0]
	args := []string{"-rates", "-", "-on", day, "-days", "14,30", "-backtest", "-bands", "-json"}
	whole := answerTo(t, strings.Join(all, ""), args...)
	if cut := answerTo(t, strings.Join(all[:601], ""), args...); cut != whole {
		t.Errorf("-cut +whole:\n%s", cmp.Diff(cut, whole))
	}
}

// The plan is the spot less the buffer, thicker for more days and more confidence.
func TestPlans(t *testing.T) {
	r := resultOf(t, walk(900), "-rates", "-", "-days", "90,14,30")
	if len(r.Buffers) != 6 || r.Buffers[0].Days != 14 || r.Tried != len(methods()) || !r.Spot.Date().Equal(day(t, r.On)) {
		t.Fatalf("%+v", r)
	}
	for i, b := range r.Buffers {
		exact := dec(t, r.SpotValue).Mul(dec(t, "1").Sub(dec(t, *b.Buffer)))
		if b.Plan.Value(8).Sub(exact).Abs().GreaterThan(dec(t, "0.00000001")) {
			t.Errorf("plan %s, want %s", b.Plan.Value(8), exact)
		}
		if i%2 == 1 && dec(t, *b.Buffer).LessThan(dec(t, *r.Buffers[i-1].Buffer)) || i > 1 && dec(t, *b.Buffer).LessThan(dec(t, *r.Buffers[i-2].Buffer)) {
			t.Errorf("buffer %d is %s: %+v", i, *b.Buffer, r.Buffers)
		}
	}
}

// Too few rates are said to be too few, in every form, and charts are drawn of what
// there is.
func TestTooLittleData(t *testing.T) {
	for _, fixings := range []int{1, 2, 30, 62, 100} {
		for _, days := range []string{"1", "30", "3650"} {
			dir := t.TempDir()
			out := answerTo(t, walk(fixings), "-rates", "-", "-days", days, "-backtest", "-bands", "-html", filepath.Join(dir, "page.html"), "-svg", dir)
			if !strings.Contains(out, "too little data") {
				t.Errorf("%d fixings, %s days: %s", fixings, days, out)
			}
			page, err := os.ReadFile(filepath.Join(dir, "page.html"))
			if err != nil {
				t.Fatal(err)
			}
			checkHTML(t, string(page))
			for _, text := range []string{"NaN", "Inf"} {
				if strings.Contains(out+string(page), text) {
					t.Errorf("%d fixings, %s days: %s is in the output", fixings, days, text)
				}
			}
			answerTo(t, walk(fixings), "-rates", "-", "-days", days, "-backtest", "-bands", "-json")
		}
	}
}

// A file that is old is said to be old, unless the day is asked for.
func TestOldFile(t *testing.T) {
	if r := resultOf(t, walk(70), "-rates", "-"); len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "before today") {
		t.Errorf("notes %q", r.Notes)
	}
	if r := resultOf(t, walk(70), "-rates", "-", "-on", "2020-04-10"); len(r.Notes) != 0 || r.AgeDays != 3 {
		t.Errorf("notes %q, age %d", r.Notes, r.AgeDays)
	}
}

// Every form of a file is told apart by what is in it.
func TestForms(t *testing.T) {
	for name, tt := range map[string]struct{ file, source, spot string }{
		"ecb csv":  {"Date,USD,CNY,\n2026-04-13,1.1684,7.9827,\n2026-04-10,1.17,7.99,\n", "European Central Bank", "6.832163642588"},
		"ecb day":  {"Date, USD, CNY, \n13 April 2026, 1.1684, 7.9827, \n", "European Central Bank", "6.832163642588"},
		"ecb xml":  {"<?xml version=\"1.0\"?><gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\"><Cube><Cube time='2026-04-13'><Cube currency='USD' rate='1.1684'/><Cube currency='CNY' rate='7.9827'/></Cube></Cube></gesmes:Envelope>", "European Central Bank", "6.832163642588"},
		"pairs":    {"\xEF\xBB\xBFquote,base,rate,date\r\nCNY,USD,6.83,2026-04-13\r\n", "standard input", "6.83"},
		"fred":     {"observation_date,DEXCHUS\n2026-04-13,6.83\n", "Board of Governors of the Federal Reserve System, H.10", "6.83"},
		"fred old": {"DATE,DEXCHUS\n2026-04-13,6.83\n", "Board of Governors of the Federal Reserve System, H.10", "6.83"},
	} {
		t.Run(name, func(t *testing.T) {
			r := resultOf(t, tt.file, "-rates", "-", "-on", "2026-04-13")
			if r.Spot.Source() != tt.source || r.SpotValue != tt.spot {
				t.Errorf("%s from %q", r.SpotValue, r.Spot.Source())
			}
		})
	}
}

// The bar is for a terminal only.
func TestProgress(t *testing.T) {
	for _, terminal := range []bool{false, true} {
		var out, errs bytes.Buffer
		status := run([]string{"-rates", "-", "-days", "14"}, world{stdin: strings.NewReader(walk(80)), stdout: &out, stderr: &errs, terminal: terminal, today: today})
		if status != answered || strings.Contains(errs.String(), "back-tests") != terminal {
			t.Errorf("terminal %t: status %d, told %q", terminal, status, errs.String())
		}
	}
}

// No line of a text is wider than the terminal that it is made for.
func TestLineWidth(t *testing.T) {
	for _, file := range []string{"example.txt", "all.txt", "buyer.txt"} {
		data, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if term.Width(line) > lineWidth {
				t.Errorf("%s: %d columns: %s", file, term.Width(line), line)
			}
		}
	}
}
