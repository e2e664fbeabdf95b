package buffer

import (
	"errors"
	"math"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Test is the question of a back-test.
type Test struct {
	// Days is the horizon in calendar days, from 1 to [MaxDays].
	Days int
	// Confidence is the share of losses to be covered, above 0.5 and below 1.
	// There is no default.
	Confidence float64
	// From and To are the first and the last day on which a buffer is asked for,
	// both included, each the calendar day in its own location. A zero From is
	// the first day on which the model has a buffer, a zero To the last day of
	// the series. The loss may be complete after To, but not after the series.
	From, To time.Time
}

// BackTest asks a model for a buffer on every day of a series, from nothing but
// what was known on the day, and holds it against the loss that came. Days whose
// loss is not complete by the end of the series are no origins; days on which the
// history is too short for the model are counted and left out.
//
// The models of this package run through all days at once; any other is asked
// day by day, with the same result.
//
// Faults are reported together, an [*fx.InputError] each: "series" for nil,
// "model" for nil and for its settings, "days", "confidence", and "to" before
// from. A model of the caller that fails or returns what is no buffer is a
// [*ModelError].
func BackTest(s *Series, m Model, test Test) (Evidence, error) {
	if err := errors.Join(checkSeries(s), fx.InField("model", checkModel(m)), test.check()); err != nil {
		return Evidence{}, err
	}
	found, err := compare(s.All(), []Model{m}, []Test{test})
	if err != nil {
		return Evidence{}, err
	}
	return found[0], nil
}

// Compare makes the back-test of every model for every test, and notes in each
// how many models were tried. The evidence of models[i] on tests[j] has the
// number i*len(tests)+j.
//
// It is faster than one [BackTest] after the other, because models and tests
// share what they have in common. The faults are those of BackTest, under
// "models[0]" and "tests[0]"; no model and no test is a fault as well.
func Compare(s *Series, models []Model, tests []Test) ([]Evidence, error) {
	faults := []error{checkSeries(s)}
	if len(models) == 0 {
		faults = append(faults, fx.NewInputError("models", "", "must have at least one model"))
	}
	for i, m := range models {
		faults = append(faults, fx.InField("models["+strconv.Itoa(i)+"]", checkModel(m)))
	}
	if len(tests) == 0 {
		faults = append(faults, fx.NewInputError("tests", "", "must have at least one test"))
	}
	for i, t := range tests {
		faults = append(faults, fx.InField("tests["+strconv.Itoa(i)+"]", t.check()))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return compare(s.All(), models, tests)
}

func checkSeries(s *Series) error {
	if s.Len() == 0 {
		return fx.NewInputError("series", "", "must have at least one fixing")
	}
	return nil
}

func (t Test) check() error {
	err := checkQuestion(t.Days, t.Confidence)
	if !t.From.IsZero() && !t.To.IsZero() && dayNumber(t.To) < dayNumber(t.From) {
		err = errors.Join(err, fx.NewInputError("to", t.To.Format(time.DateOnly), "must not be before from"))
	}
	return err
}

// origins returns the numbers of the first fixing that a test asks about and of
// the one after the last.
func (t Test) origins(days []int32) (from, to int) {
	to = len(days)
	if !t.From.IsZero() {
		from, _ = slices.BinarySearch(days, dayNumber(t.From))
	}
	if !t.To.IsZero() {
		found := false
		if to, found = slices.BinarySearch(days, dayNumber(t.To)); found {
			to++
		}
	}
	return from, to
}

// compare is Compare on what a history knows, with everything checked.
func compare(h History, models []Model, tests []Test) ([]Evidence, error) {
	order := make([]int, len(tests))
	first := h.n
	var levels []float64
	for i, t := range tests {
		order[i] = i
		from, _ := t.origins(h.series.days[:h.n])
		first = min(first, from)
		if !slices.Contains(levels, t.Confidence) {
			levels = append(levels, t.Confidence)
		}
	}
	// What belongs to one horizon is kept for one horizon only.
	sort.SliceStable(order, func(i, j int) bool { return tests[order[i]].Days < tests[order[j]].Days })

	b := newBatch(h, first, levels)
	j := newJudge(b)
	out := make([]Evidence, len(models)*len(tests))
	for _, t := range order {
		b.setDays(tests[t].Days)
		for m, model := range models {
			e, err := j.evidence(model, tests[t])
			if err != nil {
				return nil, err
			}
			e.Tried = len(models)
			out[m*len(tests)+t] = e
		}
	}
	return out, nil
}

// A judge makes the evidence of one model and test after the other. Its slices
// are used again.
type judge struct {
	batch    *batch
	buffers  []float64
	days     []int32
	breached []bool
	windows  windows
}

func newJudge(b *batch) *judge {
	n := b.h.n - b.first
	return &judge{batch: b, buffers: make([]float64, n), days: make([]int32, 0, n), breached: make([]bool, 0, n)}
}

// evidence makes the back-test of a model over the horizon that the batch is set
// to.
func (j *judge) evidence(m Model, t Test) (Evidence, error) {
	b := j.batch
	e := Evidence{
		Model: m.Name(), Base: b.h.Base(), Quote: b.h.Quote(), Days: t.Days, Confidence: t.Confidence,
	}
	from, to := t.origins(b.h.series.days[:b.h.n])
	to = min(to, len(b.losses))
	buffers := j.buffers[:max(to-from, 0)]
	if err := b.fill(m, t.Confidence, from, buffers); err != nil {
		return Evidence{}, err
	}
	j.days, j.breached = j.days[:0], j.breached[:0]
	var buffered, short, pinball float64
	worst := -1
	for i, buffer := range buffers {
		if math.IsNaN(buffer) {
			e.Skipped++
			continue
		}
		loss := b.losses[from+i]
		breach := loss > buffer
		j.days = append(j.days, b.h.series.days[from+i])
		j.breached = append(j.breached, breach)
		buffered += buffer
		pinball += Pinball(loss, buffer, t.Confidence)
		if !breach {
			continue
		}
		e.Breaches++
		short += loss - buffer
		if loss-buffer > e.WorstShortfall {
			e.WorstShortfall, worst = loss-buffer, from+i
		}
	}
	e.Origins = len(j.days)
	if e.Origins > 0 {
		n := float64(e.Origins)
		e.From, e.To = dayTime(j.days[0]), dayTime(j.days[e.Origins-1])
		e.Coverage = float64(e.Origins-e.Breaches) / n
		e.MeanBuffer, e.Pinball = buffered/n, pinball/n
	}
	if e.Breaches > 0 {
		e.MeanShortfall = short / float64(e.Breaches)
	}
	if worst >= 0 {
		e.WorstOn = dayTime(b.h.series.days[worst])
	}
	j.windows.judge(&e, j.days, j.breached)
	if chosen(m) {
		e.ChosenAmong = ConfigurationsTried
	}
	e.Verdict = e.verdict()
	return e, nil
}
