package main

import (
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// percent is a share with two decimals: "1.27%".
func percent(share float64) string { return number(100*share, 2) + "%" }

// number has fixed decimals and no negative zero.
func number(v float64, places int) string {
	text := strconv.FormatFloat(v, 'f', places, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return text
}

// shown is a rate for people, with about six digits.
func shown(r fx.Rate) string {
	const digits = 6
	v := r.Value(fx.ConvertPlaces)
	whole := v.NumDigits() + int(v.Exponent()) // digits before the point, 0 or below for 0.0…
	return v.StringFixed(int32(max(digits-whole, 2)))
}

// why says what the back-test of a plan found.
func (p *plan) why() string {
	e := &p.evidence
	if e.Origins == 0 {
		return "too little data to say: no day with a buffer has a complete loss yet"
	}
	text := "covered " + percent(e.Coverage) + " of " + counted(e.Origins, "day") + " at a mean cost of " + percent(e.MeanBuffer)
	if e.Breaches > 0 {
		text += "; the worst went " + percent(e.WorstShortfall) + " beyond, from " + dayText(e.WorstOn)
	}
	text += "; " + grouped(e.WindowBreaches) + " of " + counted(e.Windows, "window") + " breached"
	if e.Verdict == buffer.TooLittleData {
		return text + ": too little data to say"
	}
	text += ", Kupiec p " + number(e.Kupiec.P, 3) + ", " + rejected(e) + ": " + string(e.Verdict)
	if e.Verdict == buffer.NotRejected {
		text += ", which is no proof"
	}
	return text
}

// rejected is "2 of 10 starts reject it".
func rejected(e *buffer.Evidence) string {
	verb := " reject it"
	if e.PhasesRejected == 1 {
		verb = " rejects it"
	}
	return strconv.Itoa(e.PhasesRejected) + " of " + counted(e.Phases, "start") + verb
}

// tooShort says that a method cannot be asked yet.
func tooShort(e *buffer.ShortHistoryError) string {
	return "too little data: " + e.Model + " needs " + grouped(e.Need) + " observations, there are " + grouped(e.Have)
}

// readPlans says how to read the evidence of the rates to plan with.
func (r *report) readPlans() []string {
	return []string{
		"A buffer is held back from the rate; over the days until the money comes, the rate may fall that far before the sale brings less than planned.",
		"The evidence is the back-test of the method on these very rates from " + dayText(r.start) + ": on every day the buffer from what was known then, against the loss that came.",
		"The method, " + r.models[0].Name() + ", is the default. It was chosen among " + grouped(buffer.ConfigurationsTried) + " on rates up to 2019, so the years before say little about it. Here " + counted(len(r.models), "method") + " were tried for comparison, and the best of many looks better than it is.",
		"Neighbouring days share nearly the same loss, so the tests count windows that do not overlap, from every possible start.",
	}
}

// readTests says how to read the back-tests.
func (r *report) readTests() []string {
	return []string{
		"From the smallest pinball loss, in hundredths of a percent of the rate: it charges for a buffer that is too thin and for one that costs too much. * is the default of the horizon.",
		"All of " + counted(len(r.models), "method") + " saw the same history, so the first place is partly luck: small differences mean nothing, and the days overlap.",
		"Kupiec p is of the first start of windows that do not overlap, below 0.05 the number of breaches does not fit; rejects are the starts that say so, which is more than one p. Order p asks whether breaches come in a row (Christoffersen), – where too few were breached to ask.",
	}
}

// readBands says how to read the back-tests of bands.
func (r *report) readBands() []string {
	e := &r.runs[0].evidence
	return []string{
		"A price is built again when the rate leaves the band around the rate that it was built on: " + counted(e.Fixings, "fixing") + " from " + dayText(e.From) + " to " + dayText(e.To) + ", " + e.Years.StringFixed(1) + " years.",
		"Gaps are of the rate to that reference, after the decision of each day. A band does not replace a buffer: after a sale the price can no longer change.",
	}
}
