package main

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// scored are the rows of a scorecard, beside those that a plan has targets for.
var scored = []string{
	"operating_profit", "cm3_margin", "net_revenue", "ordered_product_sales", "units_ordered", "average_selling_price", "sessions", "unit_session_percentage",
	"featured_offer_percentage", "ad_spend", "acos", "tacos", "return_rate", "ending_units",
}

// Bounds of the history: two years judge, one is shown.
const (
	judgedWeeks = 104
	shownWeeks  = 53
)

// stockOutShare is the share of the units that the items without stock usually sell,
// from which a week says nothing about demand. It is a rule of the house.
var stockOutShare = decimal.New(20, -2)

// scorecard judges the last whole week.
func (a *analysis) scorecard() (scorecard, error) {
	var out scorecard
	whole := a.calendar.whole()
	if len(whole) == 0 {
		out.Why = "no week of the data is whole: settlements, business and advertising reports, as far as there are any, do not cover all seven days of one"
		return out, nil
	}
	last := whole[len(whole)-1].days
	weeks := a.history(last)
	facts := make([]kpi.Facts, len(weeks))
	for i, w := range weeks {
		if w.week != nil {
			facts[i] = a.calendar.facts(w.week)
		}
	}
	codes := slices.Clone(scored)
	for _, t := range a.plan.targets {
		if !slices.Contains(codes, t.metric) {
			codes = append(codes, t.metric)
		}
	}
	var inputs []kpi.ScoreInput
	var values [][]evaluated
	for _, code := range codes {
		in, of, err := a.scoreInput(code, weeks, facts)
		if err != nil {
			return out, err
		}
		if slices.ContainsFunc(of, func(e evaluated) bool { return e.Value.IsDefined() }) || in.Metric.Target.Kind != kpi.NoScoreTarget {
			inputs, values = append(inputs, in), append(values, of)
		}
	}
	card, err := kpi.NewScorecard(inputs, kpi.ScoreSettings{Events: a.plan.events})
	if err != nil {
		return out, err
	}
	shown := weeks[max(0, len(weeks)-shownWeeks):]
	for _, w := range shown {
		out.Weeks = append(out.Weeks, rangeOf(w.days))
	}
	for i, row := range card.Rows {
		out.Rows = append(out.Rows, a.scoreRow(row, values[i], len(weeks)-len(shown)))
	}
	out.Notes = append(out.Notes, "Each row is judged by its own history: limits are those of "+counted(len(weeks)-1, "week")+" before the last one, without weeks of special periods.")
	if n := len(weeks) - len(shown); n > 0 {
		out.Notes = append(out.Notes, "The charts show the last "+counted(len(shown), "week")+".")
	}
	return out, nil
}

// A scoreWeek is a week of the history; week is nil in a gap.
type scoreWeek struct {
	days kpi.Period
	week *week
	out  bool // too much was out of stock
}

// history are the weeks up to the last one, gaps included.
func (a *analysis) history(last kpi.Period) []scoreWeek {
	byFirst := map[time.Time]*week{}
	first := last.First
	for _, w := range a.calendar.sorted() {
		byFirst[w.days.First] = w
		if w.days.First.Before(first) {
			first = w.days.First
		}
	}
	var out []scoreWeek
	for day := first; !day.After(last.First); day = day.AddDate(0, 0, 7) {
		w := scoreWeek{days: kpi.Period{First: day, Last: day.AddDate(0, 0, 6)}, week: byFirst[day]}
		w.out = w.week != nil && a.mostlyOut(w.week)
		out = append(out, w)
	}
	return out[max(0, len(out)-judgedWeeks):]
}

// mostlyOut reports whether the items without stock in a week usually sell a fifth of all
// units.
func (a *analysis) mostlyOut(w *week) bool {
	var all, out decimal.Decimal
	for id, units := range a.units {
		all = all.Add(units)
		if w.out.has(id) {
			out = out.Add(units)
		}
	}
	return all.Sign() > 0 && out.GreaterThanOrEqual(all.Mul(stockOutShare))
}

func (a *analysis) scoreInput(code string, weeks []scoreWeek, facts []kpi.Facts) (kpi.ScoreInput, []evaluated, error) {
	m, err := findMetric(code)
	if err != nil {
		return kpi.ScoreInput{}, nil, err
	}
	in := kpi.ScoreInput{Metric: kpi.ScoreMetric{
		Code: code, Name: metricName(m), Unit: m.Unit, Better: map[kpi.Direction]kpi.ScoreBetterWay{kpi.HigherIsBetter: kpi.BetterHigher, kpi.LowerIsBetter: kpi.BetterLower}[goodOf(m)],
		Proportion: slices.Contains([]string{"return_rate", "unit_session_percentage", "ctr", "ad_conversion_rate", "refund_rate"}, code),
	}}
	if m.Unit == kpi.Amount {
		in.Metric.Currency = a.plan.currency
	}
	if !isProfit(code) {
		in.Metric.AtLeast = decimal.NewNullDecimal(decimal.Decimal{})
	}
	for _, t := range a.plan.targets {
		if t.metric == code {
			in.Metric.Target, in.Metric.Owner = t.target, t.owner
		}
	}
	values := make([]evaluated, len(weeks))
	for i, w := range weeks {
		values[i].Value = kpi.NotKnown(m.Unit, in.Metric.Currency, "the week is in no report")
		if w.week != nil {
			if values[i], err = evaluate(code, facts[i]); err != nil {
				return in, nil, err
			}
			if values[i].Value.Unit != m.Unit || !values[i].Value.IsDefined() {
				values[i].Value = withUnit(values[i].Value, m.Unit, in.Metric.Currency)
			}
		}
		sw := kpi.ScoreWeek{Period: w.days, Value: values[i].Value}
		if w.out {
			sw.Excluded = kpi.ExcludedStockOut
		}
		in.Weeks = append(in.Weeks, sw)
	}
	const year = 52 // weeks, so that the days of the week are the same
	in.YearBefore = kpi.NotKnown(m.Unit, in.Metric.Currency, "the year before is in no report")
	if i := len(weeks) - 1 - year; i >= 0 {
		in.YearBefore = values[i].Value
	}
	return in, values, nil
}

// withUnit is a value that is no number, in the unit of its metric.
func withUnit(v kpi.Value, u kpi.Unit, c fx.Currency) kpi.Value {
	v.Unit, v.Currency = u, c
	return v
}

// scoreRow is a row as it is shown, without the weeks that are only judged.
func (a *analysis) scoreRow(r kpi.ScoreRow, values []evaluated, skip int) scoreRow {
	last := values[len(values)-1]
	out := scoreRow{
		Code: r.Metric.Code, Name: r.Metric.Name, Owner: r.Metric.Owner, Unit: string(r.Metric.Unit), TargetState: string(r.TargetState),
		Now: last.figure(), Before: figureOf(r.Before), YearBefore: figureOf(r.YearBefore), Low: none(r.Metric.Unit), High: none(r.Metric.Unit),
		Signal: string(r.Signal), Status: r.Rule.Status, Action: string(r.Rule.Action), Why: r.Rule.Why, Sentence: r.Sentence, Chart: string(r.Chart), Notes: r.Reasons,
	}
	if len(values) > 1 {
		out.Before = values[len(values)-2].figure()
	}
	end := func(n decimal.NullDecimal) figure {
		if !n.Valid {
			return none(r.Metric.Unit)
		}
		return figureOf(kpi.Exact(n.Decimal, r.Metric.Unit, r.Metric.Currency))
	}
	t := r.Metric.Target
	out.Low, out.High = end(t.Low), end(t.High)
	switch t.Kind {
	case kpi.AtLeastTarget:
		out.Target = "at least " + out.Low.Text
	case kpi.AtMostTarget:
		out.Target = "at most " + out.High.Text
	case kpi.WithinTarget:
		out.Target = out.Low.Text + " to " + out.High.Text
	}
	if t.Strict {
		out.Target = map[kpi.ScoreTargetKind]string{kpi.AtLeastTarget: "above " + out.Low.Text, kpi.AtMostTarget: "below " + out.High.Text}[t.Kind]
	}
	if r.Event.Code != "" {
		out.Event = r.Event.String()
	}
	if last.bound != "" {
		out.Notes = append(out.Notes, "every week is at most what is shown, without "+listed(last.missing, 5))
	}
	var signals []kpi.Signal
	switch r.Chart {
	case kpi.ScorePChart:
		out.Standing, out.Centre = string(r.P.Standing), figureOf(r.P.Centre)
		out.Lower, out.Upper = none(r.Metric.Unit), none(r.Metric.Unit)
		if n := len(r.P.Points); n > 0 {
			out.Lower, out.Upper = figureOf(r.P.Points[n-1].Lower), figureOf(r.P.Points[n-1].Upper)
		}
		signals = r.P.Signals
	default:
		out.Standing, out.Centre, out.Lower, out.Upper = string(r.XmR.Standing), figureOf(r.XmR.Centre), figureOf(r.XmR.Lower), figureOf(r.XmR.Upper)
		signals = r.XmR.Signals
	}
	for i := skip; i < len(values); i++ {
		p := scorePoint{Value: values[i].figure(), Lower: out.Lower, Upper: out.Upper}
		if r.Chart == kpi.ScorePChart && i < len(r.P.Points) {
			p.Lower, p.Upper, p.Excluded = figureOf(r.P.Points[i].Lower), figureOf(r.P.Points[i].Upper), string(r.P.Points[i].Excluded)
		} else if i < len(r.XmR.Points) {
			p.Excluded = string(r.XmR.Points[i].Excluded)
		}
		p.Week = rangeOf(kpi.Period{First: r.Period.First.AddDate(0, 0, 7*(i-len(values)+1)), Last: r.Period.Last.AddDate(0, 0, 7*(i-len(values)+1))})
		for _, s := range signals {
			p.Signal = p.Signal || s.Has(i)
		}
		out.Points = append(out.Points, p)
	}
	for _, s := range signals {
		if s.Points[len(s.Points)-1] >= skip {
			out.Signals = append(out.Signals, s.String())
		}
	}
	return out
}
