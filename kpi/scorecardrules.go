package kpi

import "slices"

// A ScoreSignal is what the history of a metric says about its latest value, before
// any target is looked at.
type ScoreSignal string

// The answers.
const (
	ScoreWorse   ScoreSignal = "signal_worse"   // a signal on the bad side
	ScoreBetter  ScoreSignal = "signal_better"  // a signal on the good side
	ScoreChanged ScoreSignal = "signal_changed" // a jump, or a signal of a metric without a good side
	ScoreQuiet   ScoreSignal = "no_signal"      // noise
	ScoreThin    ScoreSignal = "too_little_data"
	// In the window of an event the limits are off and its own baseline judges.
	ScoreEventWorse    ScoreSignal = "event_worse"
	ScoreEventBetter   ScoreSignal = "event_better"
	ScoreEventOutside  ScoreSignal = "event_outside" // of a metric without a good side
	ScoreEventExpected ScoreSignal = "event_as_expected"
	ScoreEventOpen     ScoreSignal = "event_not_judged" // it has no baseline of its own
	ScoreStockOut      ScoreSignal = "stock_out"
	ScoreUnknown       ScoreSignal = "unknown" // no number
)

// A ScoreAction is the word for what to do.
type ScoreAction string

// The actions.
const (
	ScoreAct         ScoreAction = "act"         // something broke and the target is missed: find the cause now
	ScoreInvestigate ScoreAction = "investigate" // something changed: find the cause
	ScoreImprove     ScoreAction = "improve"     // steady, and not good enough: change how it is done
	ScoreKeep        ScoreAction = "keep"        // something got better: find out what, and keep it
	ScoreHold        ScoreAction = "hold"        // leave it alone
	ScoreWatch       ScoreAction = "watch"       // wait for more data
	ScoreRestock     ScoreAction = "restock"
	ScoreComplete    ScoreAction = "complete_data"
)

// A ScoreRule says which status follows from a signal and a target.
type ScoreRule struct {
	Signal ScoreSignal      `json:"signal"`
	Target ScoreTargetState `json:"target"` // ScoreAnyTarget where it does not matter
	Status string           `json:"status"` // for people: "signal: worse, off target"
	Action ScoreAction      `json:"action"`
	Why    string           `json:"why"`
}

// ScoreRules returns the whole table by which a scorecard decides, in the order of the
// signals. Every pair of a signal and a state of the target has exactly one rule.
func ScoreRules() []ScoreRule { return slices.Clone(scoreRules) }

var scoreRules = []ScoreRule{
	{ScoreWorse, ScoreOffTarget, "signal: worse, off target", ScoreAct, "something changed for the worse and the target is missed: find the cause now"},
	{ScoreWorse, ScoreOnTarget, "signal: worse, still on target", ScoreInvestigate, "something changed for the worse: find the cause before the target is missed"},
	{ScoreWorse, ScoreNoTarget, "signal: worse", ScoreInvestigate, "something changed for the worse: find the cause"},
	{ScoreBetter, ScoreOffTarget, "signal: better, still off target", ScoreKeep, "something got better: find out what, keep it, and go on"},
	{ScoreBetter, ScoreOnTarget, "signal: better, on target", ScoreKeep, "something got better: find out what, and keep it"},
	{ScoreBetter, ScoreNoTarget, "signal: better", ScoreKeep, "something got better: find out what, and keep it"},
	{ScoreChanged, ScoreOffTarget, "signal: changed, off target", ScoreInvestigate, "something changed and the target is missed: find the cause"},
	{ScoreChanged, ScoreOnTarget, "signal: changed, on target", ScoreInvestigate, "something changed: find the cause"},
	{ScoreChanged, ScoreNoTarget, "signal: changed", ScoreInvestigate, "something changed: find the cause"},
	{ScoreQuiet, ScoreOffTarget, "no signal, off target", ScoreImprove, "this is its usual noise, and as it is done now the target is missed: change how it is done, do not chase the week"},
	{ScoreQuiet, ScoreOnTarget, "no signal, on target", ScoreHold, "this is its usual noise: leave it alone"},
	{ScoreQuiet, ScoreNoTarget, "no signal", ScoreHold, "this is its usual noise: leave it alone"},
	{ScoreThin, ScoreOffTarget, "too little data, off target", ScoreWatch, "the target is missed, and there is too little data to tell noise from change"},
	{ScoreThin, ScoreOnTarget, "too little data, on target", ScoreWatch, "too little data to tell noise from change"},
	{ScoreThin, ScoreNoTarget, "too little data", ScoreWatch, "too little data to tell noise from change"},
	{ScoreEventWorse, ScoreAnyTarget, "event: worse than its own baseline", ScoreAct, "the event is worse than events of its kind: find the cause while it lasts"},
	{ScoreEventBetter, ScoreAnyTarget, "event: better than its own baseline", ScoreKeep, "the event is better than events of its kind: write down what was done"},
	{ScoreEventOutside, ScoreAnyTarget, "event: outside its own baseline", ScoreInvestigate, "the event is not like events of its kind: find the cause"},
	{ScoreEventExpected, ScoreAnyTarget, "event: as its own baseline", ScoreHold, "it is as expected for the event; the limits and the target of usual weeks do not apply"},
	{ScoreEventOpen, ScoreAnyTarget, "event: not judged", ScoreWatch, "the limits of usual weeks do not apply, and the event has no baseline of its own"},
	{ScoreStockOut, ScoreAnyTarget, "stock-out: not judged", ScoreRestock, "without stock the number says nothing about demand"},
	{ScoreUnknown, ScoreAnyTarget, "unknown", ScoreComplete, "there is no number to judge"},
}

// scoreRuleOf finds the rule of a signal and a state of the target.
func scoreRuleOf(signal ScoreSignal, target ScoreTargetState) ScoreRule {
	i := slices.IndexFunc(scoreRules, func(r ScoreRule) bool {
		return r.Signal == signal && (r.Target == target || r.Target == ScoreAnyTarget)
	})
	return scoreRules[i]
}
