package buffer

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Verdict says in two words what a back-test shows. The texts are stable.
type Verdict string

// The verdicts of an [Evidence].
const (
	// TooLittleData: the windows that do not overlap are so few that not even
	// a record without any breach would be rejected, so that they cannot tell a
	// good buffer from one that costs too much. With n windows that is
	// -2*n*ln(confidence) <= 3.841459: fewer than 38 windows at 95%, fewer than
	// 192 at 99%. Few windows can still show that a buffer is too thin, and then
	// the verdict is TooThin.
	TooLittleData Verdict = "too little data"
	// NotRejected: fewer than half of the phases reject the buffer. That is no
	// proof that it is right.
	NotRejected Verdict = "not rejected"
	// TooThin: at least half of the phases reject the buffer, and it was
	// breached more often than it claims.
	TooThin Verdict = "too thin"
	// TooThick: at least half of the phases reject the buffer, and it was
	// breached less often than it claims, so it costs more than it has to.
	TooThick Verdict = "too thick"
)

// Evidence is how a model would have done on a history: on every day, the buffer
// from what was known then against the loss that came. Shares and losses are
// fractions: 0.95 is 95%.
//
// The days of a history overlap: their losses over 30 days are nearly the same
// from one to the next. Coverage, means and the pinball loss use all of them; the
// tests use windows that do not overlap.
//
// The zero Evidence is no back-test.
type Evidence struct {
	// Model is the name of the model.
	Model string
	// Base and Quote are the pair, which loses when it falls.
	Base, Quote fx.Currency
	// Days is the horizon in calendar days.
	Days int
	// Confidence is the share of losses that the buffer claims to cover.
	Confidence float64

	// From and To are the first and the last origin, the days on which a buffer
	// was asked for and whose loss is complete; zero without origins.
	From, To time.Time
	// Origins is the number of such days.
	Origins int
	// Skipped is the number of days left out because the history up to them was
	// too short for the model.
	Skipped int
	// Breaches is the number of origins whose loss was above the buffer.
	Breaches int
	// Coverage is the share of origins that were not breached, 0 without
	// origins.
	Coverage float64
	// MeanBuffer is the mean of the buffers: what the model costs.
	MeanBuffer float64
	// MeanShortfall is the mean of loss less buffer over the breaches, and
	// WorstShortfall the largest of them; 0 without breaches.
	MeanShortfall, WorstShortfall float64
	// WorstOn is the origin of WorstShortfall, zero without breaches.
	WorstOn time.Time
	// Pinball is the mean of [Pinball], for comparing models.
	Pinball float64

	// Windows is the number of windows that do not overlap: the first origin,
	// then always the first one at least Days after the last one taken.
	// WindowBreaches is how many of them were breached.
	Windows, WindowBreaches int
	// Kupiec tests the share of breaches among these windows.
	Kupiec KupiecTest
	// Christoffersen tests their order.
	Christoffersen ChristoffersenTest
	// Phases is the number of different starts of such windows that were
	// tested, one at each of the first Days*5/7 origins, rounded, and
	// PhasesRejected the number of them that [Kupiec] rejects at 5%. It says more
	// than the P of one start.
	Phases, PhasesRejected int

	// Tried is the number of models in the comparison, 1 for a single back-test:
	// the best of many looks better than it is.
	Tried int
	// ChosenAmong is the number of configurations among which the model was chosen
	// beforehand, on data up to 2019: [ConfigurationsTried] for the default and for a
	// [Larger] or [Trend] with it, 0 for every other. On days up to 2019 its evidence is hindsight.
	ChosenAmong int
	// Verdict is what that shows.
	Verdict Verdict
}

// verdict returns the verdict by the rule of the constants.
func (e *Evidence) verdict() Verdict {
	switch {
	case e.Phases > 0 && 2*e.PhasesRejected >= e.Phases && e.Coverage < e.Confidence:
		return TooThin
	case tooFew(e.Windows, e.Confidence):
		return TooLittleData
	case 2*e.PhasesRejected < e.Phases:
		return NotRejected
	}
	return TooThick
}

// Text returns the evidence as one sentence for people. It is not for programs,
// and its wording may change.
func (e Evidence) Text() string {
	if e.Verdict == "" {
		return "No back-test was made."
	}
	var b strings.Builder
	b.WriteString(e.Model + " on " + string(e.Base) + "/" + string(e.Quote) + " over " + count(e.Days, "day") +
		" at " + strconv.FormatFloat(math.Round(1e10*e.Confidence)/1e8, 'f', -1, 64) + "%: ")
	if e.Origins == 0 {
		b.WriteString("too little data to say, as no day with a buffer has a complete loss yet.")
		return b.String()
	}
	b.WriteString("on " + count(e.Origins, "day") + " from " + e.From.Format(time.DateOnly) + " to " + e.To.Format(time.DateOnly) +
		" a mean buffer of " + percent(e.MeanBuffer) + " covered " + percent(e.Coverage) + " of the losses")
	if e.Breaches > 0 {
		b.WriteString(", and the worst went " + percent(e.WorstShortfall) + " beyond it (from " + e.WorstOn.Format(time.DateOnly) + ")")
	}
	b.WriteString("; of " + count(e.Windows, "window") + " that do not overlap " + strconv.Itoa(e.WindowBreaches) + " were breached")
	if e.Verdict == TooLittleData {
		b.WriteString(": too little data to say, as even a record without a breach would not be rejected")
	} else {
		b.WriteString(" (Kupiec p " + strconv.FormatFloat(e.Kupiec.P, 'f', 3, 64) + "), and " + strconv.Itoa(e.PhasesRejected) + " of " +
			count(e.Phases, "start") + " reject it: " + string(e.Verdict))
		if e.Verdict == NotRejected {
			b.WriteString(", which is no proof")
		}
	}
	if e.Tried > 1 {
		b.WriteString("; " + strconv.Itoa(e.Tried) + " models were tried on these days")
	}
	if e.ChosenAmong > 0 {
		b.WriteString("; the model was chosen among " + strconv.Itoa(e.ChosenAmong) + " on data up to 2019")
	}
	b.WriteString(".")
	return b.String()
}

// percent returns a fraction as a percentage with two decimals, for people.
func percent(fraction float64) string {
	return strconv.FormatFloat(100*fraction, 'f', 2, 64) + "%"
}

// count returns a number of things.
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}
