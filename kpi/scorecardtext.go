package kpi

import (
	"strings"
)

// sentence says a row in words:
//
//	Unit session % 5.63%, within its limits 4.90% to 6.40%; target at least 6.00%: below; no signal in 12 weeks
func (r *ScoreRow) sentence() string {
	name := r.Metric.Name
	if name == "" {
		name = r.Metric.Code
	}
	parts := []string{name + " " + r.Now.String() + r.place()}
	switch {
	case r.Metric.Target.Kind == NoScoreTarget:
		parts = append(parts, "no target")
	case r.TargetState != ScoreNoTarget:
		miss := []string{"below", "reached", "above"}[r.Metric.Target.miss(r.Now)+1]
		if r.Metric.Target.Strict && r.TargetState == ScoreOffTarget && r.onTheLine() {
			miss = "not reached"
		}
		parts = append(parts, "target "+r.Metric.Target.text(r.Metric.Unit, r.Metric.Currency)+": "+miss)
	default:
		parts = append(parts, "target "+r.Metric.Target.text(r.Metric.Unit, r.Metric.Currency)+": not judged")
	}
	return strings.Join(append(parts, r.verdict()), "; ")
}

// onTheLine reports whether the value is exactly on a strict target.
func (r *ScoreRow) onTheLine() bool {
	t := r.Metric.Target
	return t.Low.Valid && quotientOf(r.Now).cmp(wholeQuotient(t.Low.Decimal)) == 0 ||
		t.High.Valid && quotientOf(r.Now).cmp(wholeQuotient(t.High.Decimal)) == 0
}

// place says where the value lies.
func (r *ScoreRow) place() string {
	if !r.Now.IsDefined() {
		return ""
	}
	last := len(r.XmR.Points) - 1
	if r.XmR.Points[last].Excluded != "" {
		return ""
	}
	standing, signals := r.chartSignals()
	if standing == TooLittleData {
		return ""
	}
	lower, upper := r.XmR.Lower, r.XmR.Upper
	if r.Chart == ScorePChart {
		lower, upper = r.P.Points[last].Lower, r.P.Points[last].Upper
	}
	side := "within"
	for _, s := range signals {
		if s.Rule == OutsideLimits && s.Has(last) {
			side = string(s.Side)
		}
	}
	kind := "its limits "
	if standing == ProvisionalLimits {
		kind = "its provisional limits "
	}
	return ", " + side + " " + kind + lower.String() + " to " + upper.String()
}

// verdict says the signal.
func (r *ScoreRow) verdict() string {
	switch r.Signal {
	case ScoreThin:
		return "too little data to tell noise from change"
	case ScoreUnknown, ScoreStockOut:
		return strings.Join(append([]string{r.ruleStatus()}, r.Reasons...), ", ")
	case ScoreEventWorse, ScoreEventBetter, ScoreEventOutside, ScoreEventExpected, ScoreEventOpen:
		name := r.Event.String()
		if name != "" {
			name = " (" + name + ")"
		}
		return strings.Join(append([]string{r.ruleStatus() + name}, r.Reasons...), ", ")
	}
	_, signals := r.chartSignals()
	last, counted := len(r.XmR.Points)-1, 0
	for _, p := range r.XmR.Points {
		if p.Counted {
			counted++
		}
	}
	var now []string
	for _, s := range signals {
		if s.Has(last) {
			now = append(now, s.String())
		}
	}
	switch {
	case len(now) > 0:
		return "signal: " + strings.Join(now, ", ")
	case len(signals) > 0:
		latest := signals[0]
		for _, s := range signals {
			if s.Points[len(s.Points)-1] > latest.Points[len(latest.Points)-1] {
				latest = s
			}
		}
		return "no signal now, the last one " + latest.String()
	}
	return "no signal in " + countText(counted, "week")
}

// ruleStatus is the status in words; it does not need the rule to be set.
func (r *ScoreRow) ruleStatus() string { return scoreRuleOf(r.Signal, r.TargetState).Status }
