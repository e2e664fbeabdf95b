package buffer_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// Buffers of the default on a late day, on the last one that it was chosen on and
// on the eve of the break of August 2015, at horizons on, between and beyond those
// that it estimates.
func TestAdaptivePoints(t *testing.T) {
	rates, pairs := ecbRates(t), map[string]*buffer.Series{}
	for _, row := range table(t, "adaptive-points.csv") {
		if pairs[row[0]] == nil {
			pairs[row[0]] = must(buffer.NewSeries(rates.Series(fx.Currency(row[0][:3]), fx.Currency(row[0][4:]))))
		}
		h := pairs[row[0]].Until(date(row[1]))
		if want, _ := strconv.Atoi(row[2]); h.Len() != want {
			t.Errorf("%s: %d fixings up to %s, want %d", row[0], h.Len(), row[1], want)
		}
		for i, days := range []int{7, 14, 30, 45, 60, 75, 90, 180, 400} {
			got, err := buffer.Adaptive{}.Buffer(h, days, percentage(row[3]))
			if err != nil {
				t.Fatal(err)
			}
			if want, _ := strconv.ParseFloat(row[4+i], 64); !(math.Abs(got-want) <= 1e-9) {
				t.Errorf("%s on %s at %s, %d days: %.10f, want %v", row[0], row[1], row[3], days, got, want)
			}
		}
	}
}

// A cell is what one model did on one pair over one horizon from 2020 on.
type judgedCell struct {
	model, pair string
	days        int
}

// judged makes the back-tests of docs/fx-buffer.md: the default and all single
// models on six pairs against the yuan, from 2020 on. The models have its order.
func judged(t *testing.T) (names []string, cells map[judgedCell]buffer.Evidence) {
	t.Helper()
	rates := ecbRates(t)
	models := append([]buffer.Model{buffer.Adaptive{}}, anchorModels()...)
	for _, m := range models {
		names = append(names, m.Name())
	}
	var tests []buffer.Test
	for _, days := range judgedDays {
		tests = append(tests, buffer.Test{Days: days, Confidence: 0.95, From: date("2020-01-01")})
	}
	cells = map[judgedCell]buffer.Evidence{}
	for _, currency := range judgedCurrencies {
		s := must(buffer.NewSeries(rates.Series(currency, "CNY")))
		for _, e := range must(buffer.Compare(s, models, tests)) {
			cells[judgedCell{e.Model, string(currency) + "/CNY", e.Days}] = e
		}
	}
	return names, cells
}

var (
	judgedDays       = []int{14, 30, 45, 60, 90}
	judgedCurrencies = []fx.Currency{"USD", "EUR", "GBP", "JPY", "CAD", "MXN"}
)

// means are the mean pinball loss and the mean buffer of a model over all cells,
// and the number of cells that are covered from 93.5% to 97%.
func means(model string, cells map[judgedCell]buffer.Evidence) (pinball, mean float64, inside int) {
	n := 0.0
	for _, days := range judgedDays {
		for _, currency := range judgedCurrencies {
			e := cells[judgedCell{model, string(currency) + "/CNY", days}]
			pinball, mean, n = pinball+e.Pinball, mean+e.MeanBuffer, n+1
			if e.Coverage >= 0.935 && e.Coverage <= 0.97 {
				inside++
			}
		}
	}
	return pinball / n, mean / n, inside
}

// The years after the choice, cell by cell: the default and the three single models
// that did best.
func TestAdaptiveJudged(t *testing.T) {
	names, cells := judged(t)
	rows := table(t, "adaptive-judged.csv")
	if len(rows) != 4*30 || len(cells) != 28*30 {
		t.Fatalf("%d rows, %d cells", len(rows), len(cells))
	}
	for _, row := range rows {
		days, _ := strconv.Atoi(row[2])
		e := cells[judgedCell{row[0], row[1], days}]
		got := []string{
			e.Model, string(e.Base + "/" + e.Quote), strconv.Itoa(e.Days), strconv.Itoa(e.Origins),
			strconv.Itoa(e.Windows), strconv.Itoa(e.WindowBreaches),
			fmt.Sprintf("%.2f%%", 100*e.Coverage), fmt.Sprintf("%.3f%%", 100*e.MeanBuffer), fmt.Sprintf("%.3f", 1e4*e.Pinball),
		}
		if diff := cmp.Diff(row, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}

	// Both targets are missed, by three cells and by 0.05%.
	for _, want := range []struct{ model, means string }{
		{"adaptive", "29.0286, 4.197%, 27 of 30"},
		{"sigma 1000", "29.0144, 4.398%, 14 of 30"},
		{"h-day sigma 1000", "29.0232, 4.159%, 20 of 30"},
		{"h-day sigma 500", "29.1224, 4.079%, 25 of 30"},
	} {
		pinball, mean, inside := means(want.model, cells)
		if got := fmt.Sprintf("%.4f, %.3f%%, %d of 30", 1e4*pinball, 100*mean, inside); got != want.means {
			t.Errorf("%s: %s, want %s", want.model, got, want.means)
		}
	}
	var outside []string
	for _, currency := range judgedCurrencies {
		for _, days := range judgedDays {
			if e := cells[judgedCell{"adaptive", string(currency) + "/CNY", days}]; e.Coverage < 0.935 || e.Coverage > 0.97 {
				outside = append(outside, fmt.Sprintf("%s %d %.2f%%", currency, days, 100*e.Coverage))
			}
		}
	}
	if want := []string{"USD 90 91.46%", "GBP 90 98.58%", "CAD 90 98.51%"}; !slices.Equal(outside, want) {
		t.Errorf("outside are %q, want %q", outside, want)
	}
	lower := 0
	for _, model := range names[1:] {
		if pinball, _, _ := means(model, cells); pinball < 0.00290286 {
			lower++
		}
	}
	if lower != 2 {
		t.Errorf("%d single models have a lower loss, want 2", lower)
	}
}

// docs/fx-buffer.md prints what runs: each line of its two large tables.
func TestAdaptiveDocument(t *testing.T) {
	data, err := os.ReadFile("../../docs/fx-buffer.md")
	if err != nil {
		t.Fatal(err)
	}
	names, cells := judged(t)
	document := string(data)
	contains := func(line string) {
		t.Helper()
		if strings.Count(document, "\n"+line) != 1 {
			t.Errorf("docs/fx-buffer.md does not have once:\n%s", line)
		}
	}
	for _, currency := range judgedCurrencies {
		for _, days := range judgedDays {
			pair := string(currency) + "/CNY"
			e := cells[judgedCell{"adaptive", pair, days}]
			line := fmt.Sprintf("| %s | %d | %d | %d | %d | %s | %.3f%% | %.3f |", pair, days, e.Origins, e.Windows, e.WindowBreaches,
				coverageText(e, " **out**"), 100*e.MeanBuffer, 1e4*e.Pinball)
			for _, model := range []string{"sigma 1000", "h-day sigma 1000", "h-day sigma 500"} {
				e := cells[judgedCell{model, pair, days}]
				line += fmt.Sprintf(" %s / %.3f |", coverageText(e, " out"), 1e4*e.Pinball)
			}
			contains(line)
		}
	}
	for _, model := range names {
		pinball, mean, inside := means(model, cells)
		if model == "adaptive" {
			model = "**the default**"
		}
		contains(fmt.Sprintf("| %s | %.4f | %.3f%% | %d of 30 |", model, 1e4*pinball, 100*mean, inside))
	}
}

// coverageText is a coverage with a mark outside of 93.5% to 97%.
func coverageText(e buffer.Evidence, mark string) string {
	text := fmt.Sprintf("%.2f%%", 100*e.Coverage)
	if e.Coverage < 0.935 || e.Coverage > 0.97 {
		text += mark
	}
	return text
}

// Horizons on both sides of those that are estimated, and any other.
var genNearNode = rapid.OneOf(
	rapid.SampledFrom([]int{1, 6, 7, 8, 13, 14, 15, 21, 22, 30, 31, 45, 46, 60, 61, 90, 91, 120, 121, 180, 181, 364, 365, 366, buffer.MaxDays}),
	rapid.IntRange(1, buffer.MaxDays),
)

// Neither more confidence nor a longer horizon takes a smaller buffer, and each is
// one that a plan can hold.
func propAdaptiveMonotone(t *rapid.T) {
	h := drawSeries(t, genFixings(1, 900).Draw(t, "series")).All()
	days := []int{genNearNode.Draw(t, "one horizon"), genNearNode.Draw(t, "another")}
	levels := []float64{genConfidence.Draw(t, "one level"), genConfidence.Draw(t, "another level")}
	slices.Sort(days)
	slices.Sort(levels)
	var got [2][2]float64
	for i, d := range days {
		for j, level := range levels {
			b, ok := buffers(t, buffer.Adaptive{}, h, d, level)
			if ok != (h.Len() >= 61) {
				t.Fatalf("%d fixings: %v", h.Len(), ok)
			}
			got[i][j] = b
		}
	}
	if got[0][0] > got[0][1] || got[1][0] > got[1][1] || fell(got[0][0], got[1][0]) || fell(got[0][1], got[1][1]) {
		t.Fatalf("over %d days, at %v: %v", days, levels, got)
	}
}

// fell says that the buffer of a longer horizon is smaller.
func fell(short, long float64) bool { return long < short }

func TestAdaptiveMonotone(t *testing.T) { rapid.Check(t, propAdaptiveMonotone) }
func FuzzAdaptiveMonotone(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAdaptiveMonotone)) }

// Horizon by horizon on days of a real series, in calm and in storm.
func TestAdaptiveNeverFallsWithTheHorizon(t *testing.T) {
	s := pair(t, "USD", "CNY")
	for _, on := range []string{"2005-06-27", "2008-09-15", "2015-08-10"} {
		before := 0.0
		for days := 1; days <= 400; days += 1 + days/100 {
			b, err := buffer.Adaptive{}.Buffer(s.Until(date(on)), days, 0.95)
			if err != nil || fell(before, b) {
				t.Fatalf("%s, %d days: %v after %v, %v", on, days, b, before, err)
			}
			before = b
		}
	}
}

// A rate that swings to and fro is no wider over eight days than over seven.
func TestAdaptiveOnSwings(t *testing.T) {
	for period := 1.0; period < 9; period += 0.25 {
		moves := make([]float64, 500)
		for i := range moves {
			moves[i] = 0.03 * math.Sin(float64(i)/period)
		}
		h, before := moving(t, moves...).All(), 0.0
		for days := 1; days <= 400; days++ {
			b, err := buffer.Adaptive{}.Buffer(h, days, 0.95)
			if err != nil || fell(before, b) || b == 0 {
				t.Fatalf("period %v, %d days: %v after %v, %v", period, days, b, before, err)
			}
			before = b
			if days > 35 {
				days += 6
			}
		}
	}
}

// A later fixing changes no earlier buffer.
func propAdaptiveKnowsNoFuture(t *rapid.T) {
	fixings := genFixings(61, 600).Draw(t, "series")
	at := rapid.IntRange(60, len(fixings)-1).Draw(t, "at")
	days, confidence := genNearNode.Draw(t, "days"), genConfidence.Draw(t, "confidence")
	on := fixings[at].Date()

	changed := slices.Clone(fixings)
	for i := at + 1; i < len(changed); i++ {
		changed[i] = fixing(changed[i].Date(), 0.25*float64(1+i%9))
	}
	want, _ := buffers(t, buffer.Adaptive{}, drawSeries(t, fixings[:at+1]).All(), days, confidence)
	for _, s := range []*buffer.Series{drawSeries(t, fixings), drawSeries(t, changed)} {
		if got, _ := buffers(t, buffer.Adaptive{}, s.Until(on), days, confidence); got != want {
			t.Fatalf("%v on %s, with nothing after it %v", got, on, want)
		}
	}
}

func TestAdaptiveKnowsNoFuture(t *testing.T) { rapid.Check(t, propAdaptiveKnowsNoFuture) }

// One pass over many days finds, bit for bit, what is asked day by day.
func propAdaptiveSweepEqualsBuffer(t *rapid.T) {
	s := drawSeries(t, genFixings(2, 600).Draw(t, "series"))
	days, confidence := rapid.IntRange(1, 400).Draw(t, "days"), genConfidence.Draw(t, "confidence")
	first := rapid.IntRange(0, s.Len()-1).Draw(t, "first")
	last := min(first+rapid.IntRange(0, 40).Draw(t, "more"), s.Len()-1)
	e, err := buffer.BackTest(s, buffer.Adaptive{}, buffer.Test{
		Days: days, Confidence: confidence, From: s.All().Date(first), To: s.All().Date(last),
	})
	if err != nil {
		t.Fatal(err)
	}
	sum, n, skipped := 0.0, 0, 0
	for i := first; i <= last; i++ {
		on := s.All().Date(i)
		if on.AddDate(0, 0, days).After(s.Last()) {
			break
		}
		b, ok := buffers(t, buffer.Adaptive{}, s.Until(on), days, confidence)
		if !ok {
			skipped++
			continue
		}
		sum, n = sum+b, n+1
	}
	if e.Origins != n || e.Skipped != skipped || n > 0 && e.MeanBuffer != sum/float64(n) {
		t.Fatalf("%d days, %d skipped, mean %v; day by day %d, %d, %v", e.Origins, e.Skipped, e.MeanBuffer, n, skipped, sum/float64(n))
	}
}

func TestAdaptiveSweepEqualsBuffer(t *testing.T) { rapid.Check(t, propAdaptiveSweepEqualsBuffer) }

// 61 fixings are 60 daily returns; one fewer is too few.
func TestAdaptiveShortHistory(t *testing.T) {
	s := moving(t, repeat(30, 0.002, -0.002)...)
	if s.Len() != 61 {
		t.Fatalf("%d fixings", s.Len())
	}
	for _, n := range []int{0, 1, 60} {
		h := buffer.History{}
		if n > 0 {
			h = s.Until(s.All().Date(n - 1))
		}
		_, err := buffer.Adaptive{}.Buffer(h, 30, 0.95)
		var short *buffer.ShortHistoryError
		if !errors.As(err, &short) || *short != (buffer.ShortHistoryError{Model: "adaptive", Need: 61, Have: n}) {
			t.Errorf("%d fixings: %v", n, err)
		}
	}
	if b, err := (buffer.Adaptive{}).Buffer(s.All(), 30, 0.95); err != nil || !(b > 0.01 && b < 0.02) {
		t.Errorf("61 fixings: %v, %v", b, err)
	}

	// In the peg of 2005 the first buffer is as small as its moves.
	yuan := pair(t, "USD", "CNY")
	b, err := buffer.Adaptive{}.Buffer(yuan.Until(yuan.All().Date(60)), 30, 0.95)
	if err != nil || !(math.Abs(b-0.0000264531) <= 1e-9) || !yuan.All().Date(60).Equal(date("2005-06-24")) {
		t.Errorf("on %s: %v, %v", yuan.All().Date(60), b, err)
	}
}

// What cannot be asked, and the first and the last horizon that can.
func TestAdaptiveHorizons(t *testing.T) {
	h := moving(t, repeat(400, 0.002, -0.003, 0.001)...).All()
	before := 0.0
	for _, days := range []int{1, 7, 365, 366, 3650} {
		b, err := buffer.Adaptive{}.Buffer(h, days, 0.95)
		if err != nil || !(b > before && b < 1) {
			t.Errorf("%d days: %v after %v, %v", days, b, before, err)
		}
		before = b
	}
	// Up to the first estimated horizon and beyond the last one the variance is in
	// proportion to the days.
	move := func(days int) float64 {
		return -math.Log1p(-must(buffer.Adaptive{}.Buffer(h, days, 0.95)))
	}
	for _, row := range []struct{ short, long int }{{1, 7}, {3, 7}, {365, 366}, {365, 3650}} {
		want := math.Sqrt(float64(row.long) / float64(row.short))
		if got := move(row.long) / move(row.short); math.Abs(got-want) > 1e-9 {
			t.Errorf("%d to %d days: %v times, want %v", row.short, row.long, got, want)
		}
	}
	for _, row := range []struct {
		days       int
		confidence float64
		paths      []string
	}{
		{0, 0.95, []string{"days"}}, {3651, 0.95, []string{"days"}}, {-1, 0.5, []string{"days", "confidence"}},
		{30, 1, []string{"confidence"}}, {30, math.NaN(), []string{"confidence"}},
	} {
		_, err := buffer.Adaptive{}.Buffer(h, row.days, row.confidence)
		if !slices.Equal(paths(t, err), row.paths) {
			t.Errorf("%d days at %v: %v", row.days, row.confidence, err)
		}
	}
}

// A rate that never moves has a buffer of 0; the first move after it has one above.
func TestAdaptiveDeadCalm(t *testing.T) {
	still := make([]float64, 2500)
	calm := moving(t, still...).All()
	moved := moving(t, append(still, -0.01)...).All()
	for _, days := range []int{1, 7, 30, 365, 366, 3650} {
		for _, confidence := range []float64{math.Nextafter(0.5, 1), 0.95, math.Nextafter(1, 0)} {
			if b, err := (buffer.Adaptive{}).Buffer(calm, days, confidence); b != 0 || err != nil {
				t.Errorf("%d days at %v: %v, %v", days, confidence, b, err)
			}
			if b, err := (buffer.Adaptive{}).Buffer(moved, days, confidence); !(b > 0 && b <= buffer.MaxBuffer) || err != nil {
				t.Errorf("after a move, %d days at %v: %v, %v", days, confidence, b, err)
			}
		}
	}
	p, err := buffer.Plan(calm, 30, 0.95, nil)
	if err != nil || !p.Buffer.IsZero() || p.Evidence.Coverage != 1 || p.Evidence.Pinball != 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

// A plan without a model is one with the default, which says among how many it was
// chosen; no other model says so.
func TestPlanUsesAdaptive(t *testing.T) {
	h := moving(t, repeat(300, 0.002, -0.003, 0.001)...).All()
	p, err := buffer.Plan(h, 30, 0.95, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := buffer.Plan(h, 30, 0.95, buffer.Adaptive{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-adaptive +nil):\n%s", diff)
	}
	if p.Model != "adaptive" || p.Evidence.Model != "adaptive" || p.Evidence.ChosenAmong != 816 || buffer.ConfigurationsTried != 816 {
		t.Errorf("%+v", p)
	}
	if p.Buffer.LessThanOrEqual(must(fx.ParseDecimal("0.01"))) {
		t.Errorf("buffer %s", p.Buffer)
	}
	if !strings.HasSuffix(p.Evidence.Text(), "; the model was chosen among 816 on data up to 2019.") {
		t.Errorf("%s", p.Evidence.Text())
	}
	if buffer.Default().Name() != "adaptive" {
		t.Errorf("the default is %s", buffer.Default().Name())
	}
	if other := must(buffer.Plan(h, 30, 0.95, buffer.EWMA{})); other.Evidence.ChosenAmong != 0 {
		t.Errorf("%+v", other.Evidence)
	}
}
