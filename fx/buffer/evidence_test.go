package buffer_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// daily is a series with a fixing on every calendar day, so that a horizon of one
// day makes every origin a window.
func daily(t testing.TB, rates ...float64) *buffer.Series {
	t.Helper()
	var out []fx.Rate
	for i, rate := range rates {
		out = append(out, fixing(date("2020-01-01").AddDate(0, 0, i), rate))
	}
	return series(t, out)
}

// fallsEvery is a rate that falls by 1% on every n-th day, the first time by 1.2%,
// and else by 0.1%.
func fallsEvery(t testing.TB, days, n int) *buffer.Series {
	rates := []float64{7}
	for i := 1; i <= days; i++ {
		fall := 0.001
		if n > 0 && i%n == 0 {
			fall = 0.01
		}
		if i == n {
			fall = 0.012
		}
		rates = append(rates, rates[i-1]*(1-fall))
	}
	return daily(t, rates...)
}

// The verdict on, below and above each threshold.
func TestVerdict(t *testing.T) {
	for _, row := range []struct {
		name             string
		windows, every   int
		confidence       float64
		want             buffer.Verdict
		breached         int
		rejected, phases int
	}{
		{"37 windows at 95%", 37, 0, 0.95, buffer.TooLittleData, 0, 0, 1},
		{"38 windows without a breach", 38, 0, 0.95, buffer.TooThick, 0, 1, 1},
		{"37 windows, all breached", 37, 1, 0.95, buffer.TooThin, 37, 1, 1},
		{"38 windows, all breached", 38, 1, 0.95, buffer.TooThin, 38, 1, 1},
		{"38 windows, two breached", 38, 19, 0.95, buffer.NotRejected, 2, 0, 1},
		{"191 windows at 99%", 191, 0, 0.99, buffer.TooLittleData, 0, 0, 1},
		{"192 windows at 99%", 192, 0, 0.99, buffer.TooThick, 0, 1, 1},
		{"one in ten", 400, 10, 0.95, buffer.TooThin, 40, 1, 1},
		{"one in twenty", 400, 20, 0.95, buffer.NotRejected, 20, 0, 1},
		{"one in fifty", 400, 50, 0.95, buffer.TooThick, 8, 1, 1},
	} {
		e, err := buffer.BackTest(fallsEvery(t, row.windows, row.every), buffer.Fixed{Fraction: 0.005}, buffer.Test{Days: 1, Confidence: row.confidence})
		if err != nil {
			t.Fatal(err)
		}
		if e.Verdict != row.want || e.Windows != row.windows || e.WindowBreaches != row.breached || e.PhasesRejected != row.rejected || e.Phases != row.phases {
			t.Errorf("%s: %s, %d of %d windows, %d of %d phases", row.name, e.Verdict, e.WindowBreaches, e.Windows, e.PhasesRejected, e.Phases)
		}
	}
}

// At 14 days on USD/CNY half of the ten phases reject a fixed 1%: that is enough.
func TestVerdictHalfOfThePhases(t *testing.T) {
	s := pair(t, "USD", "CNY")
	for _, row := range []struct {
		m                buffer.Model
		days             int
		confidence       float64
		phases, rejected int
		want             buffer.Verdict
	}{
		{buffer.Fixed{Fraction: 0.01}, 14, 0.95, 10, 5, buffer.TooThin},
		{buffer.Fixed{Fraction: 0.05}, 14, 0.95, 10, 10, buffer.TooThick},
		{buffer.EWMA{}, 14, 0.95, 10, 0, buffer.NotRejected},
		{buffer.EWMA{}, 90, 0.99, 64, 0, buffer.TooLittleData},
	} {
		e, err := buffer.BackTest(s, row.m, buffer.Test{Days: row.days, Confidence: row.confidence, From: date("2016-01-04")})
		if err != nil {
			t.Fatal(err)
		}
		if e.Phases != row.phases || e.Verdict != row.want || row.rejected > 0 && e.PhasesRejected != row.rejected {
			t.Errorf("%s, %d days: %s, %d of %d", e.Model, e.Days, e.Verdict, e.PhasesRejected, e.Phases)
		}
	}
}

// Windows of a series with weekends, counted by hand: ten days from Monday to
// Friday of the week after, over four days.
func TestWindowsByHand(t *testing.T) {
	var out []fx.Rate
	rates := []float64{7, 7, 7, 7, 6, 6, 6, 6, 6, 7}
	for i, day := range weekdays(10) {
		out = append(out, fixing(day, rates[i]))
	}
	e, err := buffer.BackTest(series(t, out), buffer.Fixed{Fraction: 0.01}, buffer.Test{Days: 4, Confidence: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	// Origins Monday to Friday and the next Monday, whose loss is complete on
	// Friday. From Monday: Friday, and the Tuesday after, which is no origin. From
	// Tuesday or Wednesday: the Monday after.
	want := buffer.Evidence{
		Model: "fixed 1%", Base: "USD", Quote: "CNY", Days: 4, Confidence: 0.95,
		From: date("2018-01-01"), To: date("2018-01-08"), Origins: 6,
		Breaches: 4, Coverage: 2.0 / 6, MeanBuffer: 0.01,
		MeanShortfall: 1.0/7 - 0.01, WorstShortfall: 1.0/7 - 0.01, WorstOn: date("2018-01-01"),
		Pinball: (4*0.95*(1.0/7-0.01) + 0.05*0.01 + 0.05*(0.01+1.0/6)) / 6,
		Windows: 2, WindowBreaches: 1, Kupiec: must(buffer.Kupiec(2, 1, 0.95)),
		Christoffersen: must(buffer.Christoffersen([]bool{true, false}, 0.95)),
		Phases:         3, PhasesRejected: 0, Tried: 1, Verdict: buffer.TooLittleData,
	}
	if diff := cmp.Diff(want, e, about); diff != "" {
		t.Error(diff)
	}
}

func TestEvidenceText(t *testing.T) {
	for _, row := range []struct {
		e    buffer.Evidence
		want string
	}{
		{buffer.Evidence{}, "No back-test was made."},
		{
			must(buffer.BackTest(fallsEvery(t, 400, 10), buffer.Fixed{Fraction: 0.005}, buffer.Test{Days: 1, Confidence: 0.95})),
			"fixed 0.5% on USD/CNY over 1 day at 95%: on 400 days from 2020-01-01 to 2021-02-03 a mean buffer of 0.50% covered 90.00% of the losses, " +
				"and the worst went 0.70% beyond it (from 2020-01-10); of 400 windows that do not overlap 40 were breached (Kupiec p 0.000), " +
				"and 1 of 1 start reject it: too thin.",
		},
		{
			must(buffer.BackTest(fallsEvery(t, 20, 0), buffer.Fixed{Fraction: 0.005}, buffer.Test{Days: 1, Confidence: 0.975})),
			"fixed 0.5% on USD/CNY over 1 day at 97.5%: on 20 days from 2020-01-01 to 2020-01-20 a mean buffer of 0.50% covered 100.00% of the losses; " +
				"of 20 windows that do not overlap 0 were breached: too little data to say, as even a record without a breach would not be rejected.",
		},
		{
			must(buffer.BackTest(fallsEvery(t, 20, 0), buffer.Sigma{}, buffer.Test{Days: 14, Confidence: 0.95})),
			"sigma 250 on USD/CNY over 14 days at 95%: too little data to say, as no day with a buffer has a complete loss yet.",
		},
		{
			must(buffer.Compare(fallsEvery(t, 400, 20), []buffer.Model{buffer.Fixed{Fraction: 0.02}, buffer.Fixed{Fraction: 0.005}}, []buffer.Test{{Days: 1, Confidence: 0.95}}))[1],
			"fixed 0.5% on USD/CNY over 1 day at 95%: on 400 days from 2020-01-01 to 2021-02-03 a mean buffer of 0.50% covered 95.00% of the losses, " +
				"and the worst went 0.70% beyond it (from 2020-01-20); of 400 windows that do not overlap 20 were breached (Kupiec p 1.000), " +
				"and 0 of 1 start reject it: not rejected, which is no proof; 2 models were tried on these days.",
		},
	} {
		if got := row.e.Text(); got != row.want {
			t.Errorf("got\n%s\nwant\n%s", got, row.want)
		}
	}
}

// A loss that is just the buffer is covered.
func TestBreachIsAboveTheBuffer(t *testing.T) {
	// Rates whose loss is exactly a quarter.
	s := daily(t, 8, 6, 8, 6, 8)
	for _, row := range []struct {
		fraction float64
		breaches int
	}{{0.25, 0}, {math.Nextafter(0.25, 0), 2}, {0, 2}} {
		e, err := buffer.BackTest(s, buffer.Fixed{Fraction: row.fraction}, buffer.Test{Days: 1, Confidence: 0.95})
		if err != nil || e.Breaches != row.breaches || e.WindowBreaches != row.breaches {
			t.Errorf("%v: %d breaches, %v", row.fraction, e.Breaches, err)
		}
	}
	flat, err := buffer.BackTest(daily(t, 7, 7, 7), buffer.Fixed{}, buffer.Test{Days: 1, Confidence: 0.95})
	if err != nil || flat.Breaches != 0 || flat.Coverage != 1 {
		t.Errorf("a rate that stays is a breach of no buffer: %+v, %v", flat, err)
	}
}

// A few more hand checks of what a back-test takes as origin.
func TestBackTestPeriods(t *testing.T) {
	s := fallsEvery(t, 100, 0) // 2020-01-01 to 2020-04-10
	for _, row := range []struct {
		name             string
		from, to         string
		days             int
		wantFrom, wantTo string
		origins, skipped int
		m                buffer.Model
	}{
		{"all", "", "", 10, "2020-01-01", "2020-03-31", 91, 0, buffer.Fixed{}},
		{"from and to", "2020-01-10", "2020-01-12", 10, "2020-01-10", "2020-01-12", 3, 0, buffer.Fixed{}},
		{"one day", "2020-03-31", "2020-03-31", 10, "2020-03-31", "2020-03-31", 1, 0, buffer.Fixed{}},
		{"not complete", "2020-04-01", "", 10, "", "", 0, 0, buffer.Fixed{}},
		{"before the file", "", "2019-12-31", 10, "", "", 0, 0, buffer.Fixed{}},
		{"after the file", "2021-01-01", "", 10, "", "", 0, 0, buffer.Fixed{}},
		{"beyond both ends", "1990-01-01", "2090-01-01", 10, "2020-01-01", "2020-03-31", 91, 0, buffer.Fixed{}},
		{"the horizon is longer than the file", "", "", 101, "", "", 0, 0, buffer.Fixed{}},
		{"the horizon is the file", "", "", 100, "2020-01-01", "2020-01-01", 1, 0, buffer.Fixed{}},
		{"the model needs 61 days", "", "", 10, "2020-03-01", "2020-03-31", 31, 60, buffer.Sigma{Window: 60}},
		{"the model needs more than there is", "", "", 10, "", "", 0, 91, buffer.EWMA{}},
	} {
		for _, m := range []buffer.Model{row.m, opaque{row.m}} {
			e, err := buffer.BackTest(s, m, buffer.Test{Days: row.days, Confidence: 0.95, From: date(row.from), To: date(row.to)})
			if err != nil {
				t.Fatal(err)
			}
			if e.Origins != row.origins || e.Skipped != row.skipped || !e.From.Equal(date(row.wantFrom)) || !e.To.Equal(date(row.wantTo)) {
				t.Errorf("%s: %d origins from %s to %s, %d skipped", row.name, e.Origins, e.From.Format(time.DateOnly), e.To.Format(time.DateOnly), e.Skipped)
			}
			if e.Origins == 0 && (e.Verdict != buffer.TooLittleData || e.Coverage != 0 || e.Phases != 0 || e.Windows != 0) {
				t.Errorf("%s: %+v", row.name, e)
			}
		}
	}
}

func TestBackTestFaults(t *testing.T) {
	s := fallsEvery(t, 10, 0)
	_, err := buffer.BackTest(nil, nil, buffer.Test{From: date("2020-01-02"), To: date("2020-01-01")})
	if diff := cmp.Diff([]string{"series", "model", "days", "confidence", "to"}, paths(t, err)); diff != "" {
		t.Error(diff)
	}
	_, err = buffer.Compare(&buffer.Series{}, nil, nil)
	if diff := cmp.Diff([]string{"series", "models", "tests"}, paths(t, err)); diff != "" {
		t.Error(diff)
	}
	_, err = buffer.Compare(s, []buffer.Model{buffer.EWMA{}, nil, buffer.Sigma{Window: 1}}, []buffer.Test{{Days: 1, Confidence: 0.95}, {Days: 4000, Confidence: 0.4}})
	if diff := cmp.Diff([]string{"models[1]", "models[2].window", "tests[1].days", "tests[1].confidence"}, paths(t, err)); diff != "" {
		t.Error(diff)
	}
}

// One comparison finds what the back-tests one by one do, in the order of models
// and tests, whatever the order and the periods of the tests are.
func TestCompareEqualsBackTests(t *testing.T) {
	s := moving(t, repeat(150, 0.004, -0.003, 0.001, -0.006, 0.002)...)
	tests := []buffer.Test{
		{Days: 60, Confidence: 0.95}, {Days: 14, Confidence: 0.99, From: s.First().AddDate(2, 0, 0)},
		{Days: 60, Confidence: 0.9, To: s.Last().AddDate(-1, 0, 0)}, {Days: 14, Confidence: 0.95},
	}
	models := smallModels()
	got, err := buffer.Compare(s, models, tests)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range models {
		for j, test := range tests {
			want := must(buffer.BackTest(s, m, test))
			want.Tried = len(models)
			if diff := cmp.Diff(want, got[i*len(tests)+j], about); diff != "" {
				t.Errorf("%s, test %d: %s", m.Name(), j, diff)
			}
		}
	}
	if strings.Contains(got[0].Text(), "22 models were tried") != (len(models) == 22) {
		t.Error(got[0].Text())
	}
}

// What is made of the default was chosen among as many.
func TestChosenAmong(t *testing.T) {
	for _, test := range []struct {
		model buffer.Model
		want  int
	}{
		{buffer.Adaptive{}, buffer.ConfigurationsTried},
		{&buffer.Adaptive{}, buffer.ConfigurationsTried},
		{buffer.Larger{buffer.Fixed{Fraction: 0.01}, buffer.Default()}, buffer.ConfigurationsTried},
		{buffer.Larger{buffer.Fixed{Fraction: 0.01}}, 0},
		{buffer.Fixed{Fraction: 0.01}, 0},
	} {
		e := must(buffer.BackTest(fallsEvery(t, 20, 0), test.model, buffer.Test{Days: 1, Confidence: 0.95}))
		if e.ChosenAmong != test.want {
			t.Errorf("%s: chosen among %d, want %d", test.model.Name(), e.ChosenAmong, test.want)
		}
	}
}

// An evidence that is not one of a back-test has a text too.
func TestEvidenceTextOfNoBackTest(t *testing.T) {
	for _, confidence := range []float64{math.Inf(1), math.NaN(), 0, -1} {
		if (buffer.Evidence{Model: "x", Base: "USD", Quote: "CNY", Days: 1, Confidence: confidence}).Text() == "" {
			t.Errorf("%g: no text", confidence)
		}
	}
}
