package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/internal/benchset"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const tiny = "testdata/tiny.csv"

// command runs the command with a clock that stands still and returns what it wrote.
func command(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, told bytes.Buffer
	status = run(ctx, args, world{stdout: &out, stderr: &told, now: func() time.Time { return time.Time{} }})
	return status, out.String(), told.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string]string{
		"quarters.txt":  "-set m3_quarterly -model naive2,snaive,naive",
		"quarters.md":   "-set m3_quarterly -model snaive,drift -markdown",
		"complete.txt":  "-set m3_quarterly -model drift -full",
		"parts.txt":     "-set carparts -model naive,snaive",
		"tune.txt":      "-set m3_quarterly -model naive,snaive -tune",
		"parts-two.txt": "-set carparts -model naive -rows 2",
	} {
		t.Run(name, func(t *testing.T) {
			var last string
			for _, workers := range []string{"1", "3"} {
				status, stdout, stderr := command(t.Context(), append(strings.Fields(args), "-workers", workers, tiny)...)
				if status != scored || stderr != "" {
					t.Fatalf("status %d: %s", status, stderr)
				}
				if last != "" && stdout != last {
					t.Error("the output depends on the number of workers")
				}
				last = stdout
			}
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, []byte(last), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), last); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const head = "id,set,m,mase_m,h,core,start,train,test\n"
	for _, tt := range []struct{ args, want string }{
		{"", "the file of series is missing"},
		{"-all", "the folder of the series is missing"},
		{"a b", `takes one file or folder, got "b"`},
		{"-model nive a", `-model must be of auto, naive,`},
		{"-model ses,ses a", `-model must not have a model twice, got "ses"`},
		{"-rows -1 a", "-rows must be 0 or more, got -1"},
		{"-workers 2000 a", "-workers must be from 0 to 1024, got 2000"},
		{"-times -workers 2 a", "-times does not go with -workers"},
		{"-all -set x a", "-all does not go with -set"},
		{"-unknown a", "flag provided but not defined: -unknown"},
		{tiny, "bench: testdata/tiny.csv: the file has several sets, choose one with -set: m3_quarterly, carparts"},
		{"-set x " + tiny, `bench: testdata/tiny.csv: the file has no set "x", it has m3_quarterly, carparts`},
		{dir + "/none.csv", "no such file"},
		{"-all " + dir, "no such file"},
		{file("empty.csv", head), "the file has no series"},
		{file("columns.csv", "a,b\n"), "the columns must be"},
		{file("period.csv", head+"a,s,0,1,1,1,,1 2,3\n"), "row 2: m, mase_m and h must be 1 or more"},
		{file("train.csv", head+"a,s,1,1,1,1,,,3\n"), "train must have a value"},
		{"-tune " + file("short.csv", head+"a,s,1,1,2,1,,1 2 3,4 5\n"), "no history is long enough"},
		{file("infinite.csv", head+"a,s,1,1,1,1,,1 Inf,3\n"), "a of s: "},
	} {
		status, stdout, stderr := command(t.Context(), strings.Fields(tt.args)...)
		if status != unusable || stdout != "" || !strings.Contains(stderr, tt.want) {
			t.Errorf("%q: status %d, %q, want %q", tt.args, status, stderr, tt.want)
		}
	}
	if status, _, stderr := command(t.Context(), "-h"); status != scored || !strings.Contains(stderr, "usage: bench") {
		t.Errorf("help has status %d, %q", status, stderr)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if status, stdout, _ := command(ctx, "-set", "carparts", tiny); status != interrupted || stdout != "" {
		t.Errorf("an interrupted run has status %d and prints %q", status, stdout)
	}
}

// Every model of the list can be scored on both kinds of sets.
func TestModels(t *testing.T) {
	status, list, _ := command(t.Context(), "-models")
	if status != scored || strings.Join(strings.Fields(list), ",") != strings.Join(modelNames(), ",") {
		t.Errorf("-models has status %d and prints %q", status, list)
	}
	for _, set := range []string{"m3_quarterly", "carparts"} {
		status, stdout, stderr := command(t.Context(), "-set", set, "-full", "-model", strings.Join(modelNames(), ","), tiny)
		if status != scored {
			t.Fatalf("%s: status %d: %s", set, status, stderr)
		}
		if got := strings.Count(stdout, "\n>"); got != len(models) {
			t.Errorf("%s: %d rows for %d models:\n%s", set, got, len(models), stdout)
		}
	}
	for _, name := range countModels {
		if _, err := modelsNamed(name); err != nil {
			t.Errorf("count model: %v", err)
		}
	}
}

func TestTimes(t *testing.T) {
	status, stdout, stderr := command(t.Context(), "-times", "-set", "carparts", "-model", "naive,ses", tiny)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if status != scored || len(lines) != 3 || !strings.HasPrefix(lines[1], "naive\t0.0000\t") || !strings.HasPrefix(lines[2], "ses\t") {
		t.Errorf("status %d: %s%s", status, stdout, stderr)
	}
}

// Times are milliseconds a series: of a clock that advances 3 ms whenever it is asked,
// over three series.
func TestTimesAreMilliseconds(t *testing.T) {
	rows, err := readRows(tiny)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Time{}
	text, err := timeModels(t.Context(), []namedModel{{"naive", forecast.Naive{}}}, rows[:3], false, func() time.Time {
		at = at.Add(3 * time.Millisecond)
		return at
	})
	if err != nil || !strings.Contains(text, "naive\t1.0000\t") {
		t.Errorf("%v: %s", err, text)
	}
}

// A failing model gets the naive forecast, and that is counted.
type refusing struct{ forecast.Naive }

func (refusing) Fit(s forecast.Series) (forecast.Fitted, error) {
	if len(s.Values) < 30 {
		return nil, errors.New("too short")
	}
	return forecast.Naive{}.Fit(s)
}

func TestFailuresAreCounted(t *testing.T) {
	rows, err := readRows(tiny)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err = chooseRows(rows, "m3_quarterly", false, 0); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Time{} }
	jobs := []job{
		{name: "refusing", model: refusing{}, set: "m3_quarterly", rows: rows},
		{name: "naive", model: forecast.Naive{}, set: "m3_quarterly", rows: rows},
	}
	calls := 0
	results, err := scoreJobs(t.Context(), jobs, 2, now, func() { calls++ })
	if err != nil {
		t.Fatal(err)
	}
	if calls != 6 || results[0].failed != 2 || results[1].failed != 0 || !strings.Contains(results[0].note(), "2 of which it could not fit") {
		t.Errorf("%d calls, %+v", calls, results)
	}
	if diff := cmp.Diff(results[1].figures, results[0].figures); diff != "" {
		t.Errorf("not the figures of the naive forecast: %s", diff)
	}
}

// known is a model whose forecast, quantiles and totals are set.
type known struct{ totals []float64 }

func (known) Name() string                                   { return "known" }
func (k known) Fit(forecast.Series) (forecast.Fitted, error) { return k, nil }
func (known) Paths(int, int, uint64) ([][]float64, error)    { return nil, errors.New("not asked for") }
func (known) Report() forecast.Report                        { return forecast.Report{} }
func (k known) Total(int, ...float64) ([]float64, error)     { return k.totals, nil }
func (known) Forecast(h int, levels ...float64) (forecast.Forecast, error) {
	f := forecast.Forecast{Point: []float64{2, 2}, Levels: levels}
	for range levels {
		f.Quantiles = append(f.Quantiles, []float64{2, 2})
	}
	return f, nil
}

// The total that came, 5, is compared with the quantiles of its level, and a quantile
// holds what equals it.
func TestTotals(t *testing.T) {
	row := benchset.Row{M: 1, Lag: 1, H: 2, Train: []float64{0, 0, 1, 3, 2}, Test: []float64{1, 4}}
	for _, tt := range []struct {
		totals            []float64
		pinball, p95, p99 float64
	}{
		// the losses by hand: level*(5-q) below, (1-level)*(q-5) above; over 2 steps of mean 2
		{[]float64{4, 4, 4, 5, 6, 7}, (0.5 + 0.8 + 0.9 + 0 + 0.02 + 0.02) / 6 / 4, 1, 1},
		{[]float64{1, 1, 1, 4, 5, 5}, (2 + 3.2 + 3.6 + 0.95) / 6 / 4, 0, 1},
		{[]float64{1, 1, 1, 4, 4, 4}, (2 + 3.2 + 3.6 + 0.95 + 0.98 + 0.99) / 6 / 4, 0, 0},
	} {
		got := scoreRow(row, known{tt.totals}, true, func() time.Time { return time.Time{} })
		if got.err != nil || math.Abs(got.pinball-tt.pinball) > 1e-9 || got.below95 != tt.p95 || got.below99 != tt.p99 {
			t.Errorf("%v: %+v, want %+v", tt.totals, got, tt)
		}
	}
	empty := scoreRow(benchset.Row{M: 1, Lag: 1, H: 2, Train: []float64{0, 0, 0}, Test: []float64{1, 4}}, known{make([]float64, 6)}, true, func() time.Time { return time.Time{} })
	if empty.err != nil || !math.IsNaN(empty.pinball) || !math.IsNaN(empty.below95) {
		t.Errorf("without demand: %+v", empty)
	}
}

func TestSeriesOf(t *testing.T) {
	for _, tt := range []struct {
		name         string
		row          benchset.Row
		intermittent bool
		values       []float64
		periods      []int
		signed       bool
	}{
		{"two cycles", benchset.Row{M: 2, Train: []float64{1, 2, 3, 4}}, false, []float64{1, 2, 3, 4}, []int{2}, false},
		{"less", benchset.Row{M: 2, Train: []float64{1, 2, 3}}, false, []float64{1, 2, 3}, []int{}, false},
		{"below zero", benchset.Row{M: 1, Train: []float64{-1, 2}}, false, []float64{-1, 2}, []int{}, true},
		{"zeros stay", benchset.Row{M: 1, Train: []float64{0, 2}}, false, []float64{0, 2}, []int{}, false},
		{"zeros are cut", benchset.Row{M: 2, Train: []float64{0, 2, 0, 1}}, true, []float64{2, 0, 1}, []int{}, false},
		{"nothing but zeros", benchset.Row{M: 1, Train: []float64{0, 0}}, true, []float64{0, 0}, []int{}, false},
	} {
		s := seriesOf(tt.row, tt.intermittent)
		if diff := cmp.Diff([]any{tt.values, tt.periods, tt.signed}, []any{s.Values, s.Periods, s.Signed}); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// yearly is a seasonal naive forecast of weeks that needs one year only, as the peers' does.
type yearly struct{ forecast.SeasonalNaive }

func (y yearly) Fit(s forecast.Series) (forecast.Fitted, error) {
	s.Periods = []int{52}
	return y.SeasonalNaive.Fit(s)
}

// The measures are those of the facts: methods without anything to fit have the peers'
// figures.
func TestMeasuresAreThePeers(t *testing.T) {
	benchset.Path(t, "../..", "m3.csv.gz")
	now := func() time.Time { return time.Time{} }
	for _, tt := range []struct {
		set, method string
		model       forecast.Model
		names       []string
	}{
		{"m3_quarterly", "naive2", forecast.Naive2{}, []string{"owa", "smape", "mase"}},
		{"m3_quarterly", "snaive", forecast.SeasonalNaive{}, []string{"owa", "smape", "mase", "coverage"}},
		{"m4_weekly", "snaive", yearly{}, []string{"owa", "smape", "mase"}},
		{"auto", "naive", forecast.Naive{}, []string{"rmsse", "bias"}},
		{"uci_weekly", "naive", forecast.Naive{}, []string{"rmsse", "bias"}},
		{"online_retail_weekly", "naive", forecast.Naive{}, []string{"rmsse", "bias"}},
		{"m5_daily", "snaive", forecast.SeasonalNaive{}, []string{"rmsse", "bias"}},
	} {
		set, _ := setNamed(tt.set)
		rows, err := readRows(benchset.Path(t, "../..", set.file))
		if err != nil {
			t.Fatal(err)
		}
		if rows, err = chooseRows(rows, tt.set, false, 0); err != nil {
			t.Fatal(err)
		}
		s := settings{models: []namedModel{{tt.method, tt.model}}}
		results, err := scoreJobs(t.Context(), s.jobs(set, rows, false), 0, now, func() {})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range tt.names {
			want, ok := peerFigure(false, name, tt.set, tt.method)
			within := 0.50001 * math.Pow10(-measureNamed(name).digits)
			if got := results[0].figures[name]; !ok || math.Abs(got-want) > within {
				t.Errorf("%s of %s on %s is %v, the facts say %v", name, tt.method, tt.set, got, want)
			}
		}
	}
}

// Held-out rows show nothing of the test values.
func TestHoldOut(t *testing.T) {
	rows := []benchset.Row{
		{ID: "a", H: 2, Train: []float64{1, 2, 3, 4}, Test: []float64{8, 9}},
		{ID: "short", H: 2, Train: []float64{1, 2, 3}, Test: []float64{8, 9}},
	}
	want := []benchset.Row{{ID: "a", H: 2, Train: []float64{1, 2}, Test: []float64{3, 4}}}
	if diff := cmp.Diff(want, holdOut(rows)); diff != "" {
		t.Error(diff)
	}
}

// All sets of the peers are known, and each table is complete.
func TestPeers(t *testing.T) {
	if len(peerTables()) != 25 {
		t.Fatalf("%d tables", len(peerTables()))
	}
	for _, table := range peerTables() {
		if measureNamed(table.Measure).what == "" {
			t.Errorf("section %s: unknown measure %q", table.Section, table.Measure)
		}
		for _, s := range table.Sets {
			if _, ok := setNamed(s); !ok && s != "oj_promo" && s != "stockout_daily" {
				t.Errorf("section %s: unknown set %q", table.Section, s)
			}
		}
		for _, f := range table.Figures {
			if len(f.Values) != len(table.Sets) {
				t.Errorf("section %s: %s has %d figures for %d sets", table.Section, f.Method, len(f.Values), len(table.Sets))
			}
		}
	}
	if m, v, _ := bestPeer(false, "rmsse", "carparts"); m != "thetaf" || v != 0.469 {
		t.Errorf("the best RMSSE on carparts is %v of %s; zero does not count", v, m)
	}
	if m, v, _ := bestMean(false, "owa", combinedSets, rCombinations...); m != "hybrid" || math.Abs(v-0.7997) > 0.0001 {
		t.Errorf("the best R combination is %s with %v", m, v)
	}
}

func TestMisses(t *testing.T) {
	for _, tt := range []struct {
		full         bool
		measure, set string
		v            float64
		want         bool
	}{
		{false, "owa", "m3_yearly", 0.878, false}, // hybrid .870 and 1 %
		{false, "owa", "m3_yearly", 0.879, true},
		{false, "owa", "m4_hourly", 0.882, false}, // ste .874: scum and hybrid were not measured
		{false, "owa", "m4_hourly", 0.883, true},
		{true, "owa", "m4_weekly", 0.8, false},
		{true, "owa", "m4_weekly", 0.801, true},
		{false, "coverage", "m3_yearly", 0.93, false},
		{false, "coverage", "m3_yearly", 0.9299, true},
		{false, "coverage", "m3_yearly", 0.97, false},
		{false, "coverage", "m3_yearly", 0.9701, true},
		{false, "msis", "m3_monthly", 5.64, false},
		{false, "msis", "m3_monthly", 5.65, true},
		{false, "bias", "raf", -0.149, false},
		{false, "bias", "raf", -0.15, true},
		{false, "bias", "unknown", 5, false},
		{false, "ltpin", "raf", 0.236, false}, // nb_ses .249 less 5 %
		{false, "ltpin", "raf", 0.237, true},
		{false, "lt95", "raf", 0.93, false},
		{false, "lt95", "raf", 0.929, true},
		{false, "lt95", "raf", 0.97, false},
		{false, "lt95", "raf", 0.971, true},
		{false, "lt99", "raf", 0.97, false},
		{false, "lt99", "raf", 0.969, true},
		{false, "smape", "m3_yearly", 99, false},
	} {
		if got := misses(tt.full, tt.measure, tt.set, tt.v); got != tt.want {
			t.Errorf("%s %v on %s: %v", tt.measure, tt.v, tt.set, got)
		}
	}
}

// The whole table of a folder has every set, and says what is missed.
func TestFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all shared series")
	}
	dir := filepath.Dir(benchset.Path(t, "../..", "m3.csv.gz"))
	status, stdout, stderr := command(t.Context(), "-all", "-full", "-rows", "2", "-model", "naive,intermittent", "-markdown", dir)
	if status != scored || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var want []string
	for _, s := range seriesSets {
		want = append(want, strings.ReplaceAll(s.name, "_", `\_`))
	}
	want = append(want, "## Aims of naive", "| missed |", "**Panel, median**", "**StockAware**", "| **intermittent** |", "## OWA, complete sets", "M3 entrant THETA")
	for _, w := range want {
		if !strings.Contains(stdout, w) {
			t.Errorf("the table has no %s", w)
		}
	}
	regular, _, _ := strings.Cut(stdout, "## RMSSE")
	if strings.Contains(regular, "| **intermittent** |") {
		t.Error("a model for counts is scored on regular sets")
	}
}

// Aims are judged by the figures of one model; what was not measured is left out.
func TestAims(t *testing.T) {
	var results []result
	for _, s := range combinedSets {
		results = append(results, result{model: "a", set: s, series: 10, figures: map[string]float64{"owa": 0.79, "coverage": 0.95}})
	}
	for i, s := range []string{"m3_yearly", "m3_quarterly", "m3_monthly", "m3_other"} {
		results = append(results, result{model: "a", set: s, full: true, series: i + 1, steps: 10, figures: map[string]float64{"smape": float64(10 + i), "point_smape": 12.5}})
	}
	got := map[string]aim{}
	list := aims(results, "a")
	for _, a := range list {
		got[a.what] = a
	}
	for what, want := range map[string]aim{
		"mean OWA of the 6 sets that R's combinations were measured on": {got: "0.790", want: "at most 0.792, 1 % below hybrid (0.800)", met: true},
		"OWA on m3_other":                             {got: "0.790", want: "at most 0.638, 1 % above hybrid"},
		"OWA on m3_monthly":                           {got: "0.790", want: "at most 0.816, 1 % above scum", met: true},
		"coverage on hospital":                        {got: "0.950", want: "0.93 to 0.97", met: true},
		"OWA of 10 weekly series with a season of 52": {got: "0.790", want: "at most 0.80", met: true},
		"sMAPE of the complete M3, the mean over series, as the peers' tables here have it":    {got: "12.00", want: "at most 12.3", met: true},
		"sMAPE of the complete M3, over all points, as the published tables of the M3 have it": {got: "12.50", want: "at most 12.3"},
	} {
		want.what = what
		if got[what] != want {
			t.Errorf("%+v, want %+v", got[what], want)
		}
	}
	for _, a := range list {
		if strings.Contains(a.what, "RMSSE") || strings.Contains(a.what, "nn5") {
			t.Errorf("not measured: %+v", a)
		}
	}
	if b := aimsBlock(list); !strings.HasPrefix(b.text, "14 of 16 are met") {
		t.Error(b.text)
	}
	if got := aims(results, "b"); len(got) != 0 {
		t.Errorf("aims of a model that was not scored: %+v", got)
	}
}

// The README has every flag and every model.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	_, _, help := command(t.Context(), "-h")
	for _, line := range strings.Split(help, "\n") {
		if name, ok := strings.CutPrefix(line, "  -"); ok {
			if name = "`-" + strings.Fields(name)[0]; !strings.Contains(text, name) {
				t.Errorf("no flag %s", name)
			}
		}
	}
	for _, m := range modelNames() {
		if !strings.Contains(text, "`"+m+"`") {
			t.Errorf("no model %s", m)
		}
	}
}
