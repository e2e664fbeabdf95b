package kpi

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A ScoreBetterWay says which way a metric gets better.
type ScoreBetterWay string

// The ways. A metric without one, such as an average price, can change but not get
// better.
const (
	NoBetter     ScoreBetterWay = ""
	BetterHigher ScoreBetterWay = "higher"
	BetterLower  ScoreBetterWay = "lower"
)

// A ScoreMetric is a metric of a scorecard. In JSON its fields are in snake_case and its
// numbers are texts.
type ScoreMetric struct {
	// Code is its key, Name is for people and Owner answers for it.
	Code, Name, Owner string
	// Unit and Currency are those of its values.
	Unit     Unit
	Currency fx.Currency
	Better   ScoreBetterWay
	// Proportion says that a value is a count out of a count, so that a p-chart fits.
	Proportion bool
	Target     ScoreTarget
	// AtLeast and AtMost are the bounds of the metric itself: 0 for a rate, 0 and 1 for
	// a share.
	AtLeast, AtMost decimal.NullDecimal
}

// A ScoreWeek is what a metric was in one week.
type ScoreWeek struct {
	Period Period
	Value  Value
	// Excluded says why the week is left out of the limits: ExcludedStockOut, or another
	// reason. Weeks in the window of an event need none.
	Excluded Exclusion
}

// A ScoreInput is one row of a scorecard before it is judged.
type ScoreInput struct {
	Metric ScoreMetric
	// Weeks is the history, rising; the last week is judged. Weeks that are left out
	// are gaps. Other periods than weeks do as well.
	Weeks []ScoreWeek
	// YearBefore is the value of the year before; see [DaySeries.YearOverYear].
	YearBefore Value
	// Yardstick judges the last week where it is in the window of an event.
	Yardstick EventYardstick
}

// ScoreSettings tunes [NewScorecard]. The zero ScoreSettings uses the defaults.
type ScoreSettings struct {
	// Events are the special periods: weeks that meet one of their windows are in no
	// limit.
	Events []Event
	// Baseline is the number of weeks, from the first, on which the limits rest. 0 is
	// all but the last, so that the week that is judged does not widen them.
	Baseline int
	// XmR is the way of the XmR charts; its Baseline and bounds are not read.
	XmR XmRSettings
	// SmallCount is that of [PChartSettings].
	SmallCount int
}

// A Scorecard is the judged rows, in the order of the input.
type Scorecard struct {
	Rows []ScoreRow
}

// A ScoreRow is a metric in its latest week: where it stands, what its history and its
// target say about it, and what to do.
type ScoreRow struct {
	Metric ScoreMetric
	Period Period
	// Now is the latest value, Before that of the period just before it.
	Now, Before Value
	// YearBefore is the value of the year before and YearChange now / it - 1.
	YearBefore, YearChange Value
	// TargetState and Attainment compare Now with the target, also in an event.
	TargetState ScoreTargetState
	Attainment  Value
	// Signal is what the history says and Rule what follows from it and the target:
	// status, action and why.
	Signal ScoreSignal
	Rule   ScoreRule
	// Chart is the chart that judged, "xmr" or "p". XmR is always there, P for
	// proportions whose counts allow one. Missing weeks are gaps in both.
	Chart ScoreChart
	XmR   XmR
	P     PChart
	// Event is the special period in whose window the week is, the zero Event outside.
	Event Event
	// Reasons are what the judgement rests on, and warnings.
	Reasons []string
	// Sentence says it all in one sentence.
	Sentence string
}

// A ScoreChart names a chart.
type ScoreChart string

// The charts.
const (
	ScoreXmR    ScoreChart = "xmr"
	ScorePChart ScoreChart = "p"
)

// NewScorecard judges the latest week of each metric: by its history first, then by its
// target. The history decides by a control chart, a p-chart for proportions of small
// counts and an XmR chart otherwise; a colour for a distance from the target does not
// exist. Which combination leads to what says [ScoreRules].
//
// A week with a value that is no number is unknown, one out of stock is not judged, and
// one in the window of an event is judged by its yardstick.
//
// Faults are [*fx.InputError] with a path such as "rows[1].weeks[3].period.last":
// periods that do not rise, values of another unit than the metric, and everything that
// the checks of [ScoreTarget], [Event], [NewXmR] and [NewPChart] refuse; counts that fit
// no p-chart are no fault, then there is a reason and an XmR chart.
func NewScorecard(rows []ScoreInput, s ScoreSettings) (Scorecard, error) {
	faults := []error{checkEventList(s.Events)}
	if s.Baseline < 0 {
		faults = append(faults, fx.NewInputError("baseline", strconv.Itoa(s.Baseline), "must not be below 0"))
	}
	if s.SmallCount < 0 {
		faults = append(faults, fx.NewInputError("small_count", strconv.Itoa(s.SmallCount), "must not be below 0"))
	}
	s.XmR.Baseline, s.XmR.AtLeast, s.XmR.AtMost = 0, decimal.NullDecimal{}, decimal.NullDecimal{}
	if s.XmR.Form == "" {
		s.XmR.Form = MeanForm
	}
	faults = append(faults, fx.InField("xmr", s.XmR.check()))
	settingsFault := errors.Join(faults...) != nil
	events := windowsOf(s.Events...)
	var card Scorecard
	for i, in := range rows {
		row, err := newScoreRow(in, s, events, settingsFault)
		faults = append(faults, fx.InField("rows["+strconv.Itoa(i)+"]", err))
		card.Rows = append(card.Rows, row)
	}
	if err := errors.Join(faults...); err != nil {
		return Scorecard{}, err
	}
	return card, nil
}

// check reports the faults of a row.
func (in ScoreInput) check(baseline int) error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	m := in.Metric
	if m.Code == "" {
		fault("metric.code", "", "must not be empty")
	}
	if m.Better != NoBetter && m.Better != BetterHigher && m.Better != BetterLower {
		fault("metric.better", string(m.Better), `must be "higher", "lower" or empty`)
	}
	faults = append(faults, fx.InField("metric.target", m.Target.Check()), fx.InField("metric", checkBounds(m.AtLeast, m.AtMost)))
	like := Value{Unit: m.Unit, Currency: m.Currency}
	measure := func(field string, v Value) {
		if (v.Unit != "" || v.Currency != "" || v.IsDefined()) && !sameMeasure(like, v) {
			fault(field, measureText(v), "must be in "+measureText(like)+" as the metric")
		}
		faults = append(faults, fx.InField(field, checkChartValue(v)))
	}
	switch n := len(in.Weeks); {
	case n == 0:
		fault("weeks", "", "must not be empty")
	case n > maxChartPoints/2:
		return errors.Join(append(faults, fx.NewInputError("weeks", strconv.Itoa(n), "must be at most 50,000"))...)
	case baseline > n:
		fault("weeks", countText(n, "week"), "must be as many as the baseline")
	}
	for i, w := range in.Weeks {
		at := "weeks[" + strconv.Itoa(i) + "]"
		if err := w.Period.Check(); err != nil {
			faults = append(faults, fx.InField(at+".period", err))
		} else if i > 0 && !dayOf(w.Period.First).After(dayOf(in.Weeks[i-1].Period.Last)) {
			fault(at+".period.first", dayText(w.Period.First), "must be after the week before")
		}
		measure(at+".value", w.Value)
	}
	measure("year_before", in.YearBefore)
	measure("yardstick.low", in.Yardstick.Low)
	measure("yardstick.high", in.Yardstick.High)
	if n := len(in.Weeks); n > 0 && in.Yardstick.Period.Days() > 0 && in.Yardstick.Period.String() != in.Weeks[n-1].Period.String() {
		fault("yardstick.period", in.Yardstick.Period.String(), "must be the last week")
	}
	return errors.Join(faults...)
}

// newScoreRow judges one row; it only checks it where the settings have a fault.
func newScoreRow(in ScoreInput, s ScoreSettings, events eventWindows, onlyCheck bool) (ScoreRow, error) {
	if err := in.check(s.Baseline); err != nil || onlyCheck {
		return ScoreRow{}, err
	}
	m, last := in.Metric, len(in.Weeks)-1
	now := in.Weeks[last]
	row := ScoreRow{
		Metric: m, Period: now.Period, Now: now.Value, YearBefore: in.YearBefore,
		Before:      NotKnown(m.Unit, m.Currency, "the week before"),
		YearChange:  upliftChange(now.Value, in.YearBefore),
		TargetState: m.Target.State(now.Value), Attainment: m.Target.Attainment(now.Value),
	}
	if last > 0 && daysFrom(in.Weeks[last-1].Period.Last, now.Period.First) == 1 {
		row.Before = in.Weeks[last-1].Value
	}
	points, baseline := in.points(s.Baseline, events)
	xmr := s.XmR
	xmr.Baseline, xmr.AtLeast, xmr.AtMost = baseline, m.AtLeast, m.AtMost
	var err error
	if row.XmR, err = NewXmR(points, xmr); err != nil {
		return ScoreRow{}, err
	}
	row.chooseChart(points, PChartSettings{Baseline: baseline, SmallCount: s.SmallCount})
	row.judge(in, events)
	row.Rule = scoreRuleOf(row.Signal, row.TargetState)
	row.Sentence = row.sentence()
	return row, nil
}

// points makes chart points of the weeks, with gaps for those that are missing, and
// returns the number of points of the baseline.
func (in ScoreInput) points(weeks int, events eventWindows) (points []ChartPoint, baseline int) {
	if weeks == 0 {
		weeks = len(in.Weeks) - 1
	}
	for i, w := range in.Weeks {
		if i > 0 {
			gap := Period{dayOf(in.Weeks[i-1].Period.Last).AddDate(0, 0, 1), dayOf(w.Period.First).AddDate(0, 0, -1)}
			if gap.Days() > 0 {
				points = append(points, ChartPoint{Label: gap.String(), Value: NotKnown(in.Metric.Unit, in.Metric.Currency, "week")})
			}
		}
		p := ChartPoint{Label: w.Period.String(), Value: w.Value, Excluded: w.Excluded}
		if _, special := events.meeting(Period{dayOf(w.Period.First), dayOf(w.Period.Last)}, ""); special && p.Excluded == "" {
			p.Excluded = ExcludedEvent
		}
		points = append(points, p)
		if i < weeks {
			baseline = len(points)
		}
	}
	return points, baseline
}

// chooseChart sets the chart that judges.
func (r *ScoreRow) chooseChart(points []ChartPoint, s PChartSettings) {
	r.Chart = ScoreXmR
	if !r.Metric.Proportion {
		return
	}
	clean := slices.Clone(points)
	for i, p := range r.XmR.Points {
		clean[i].Excluded = p.Excluded // with what is out of range
	}
	var err error
	if r.P, err = NewPChart(clean, s); err != nil {
		r.Reasons = append(r.Reasons, "no p-chart: its values are not all counts out of counts")
		return
	}
	if r.P.Preferred {
		r.Chart = ScorePChart
		r.Reasons = append(r.Reasons, "p-chart: "+r.P.Why)
		r.Reasons = append(r.Reasons, r.P.Notes...)
	}
}

// judge sets the signal, the event and the reasons.
func (r *ScoreRow) judge(in ScoreInput, events eventWindows) {
	last := len(r.XmR.Points) - 1
	point := r.XmR.Points[last]
	because := func(why ...string) { r.Reasons = append(r.Reasons, why...) }
	r.Event, _ = events.meeting(Period{dayOf(r.Period.First), dayOf(r.Period.Last)}, in.Yardstick.Event)
	switch {
	case r.Now.State == Undefined:
		r.Signal = ScoreUnknown
		because("undefined: its denominator is 0")
	case !r.Now.IsDefined():
		r.Signal = ScoreUnknown
		because(upliftMissing(r.Now)...)
	case point.Excluded == ExcludedStockOut:
		r.Signal = ScoreStockOut
	case point.Excluded == ExcludedEvent:
		r.judgeEvent(in.Yardstick)
	case point.Excluded == ExcludedRange:
		r.Signal = ScoreUnknown
		because("out of range: the metric cannot have this value")
	case point.Excluded != "":
		r.Signal = ScoreUnknown
		because("left out: " + string(point.Excluded))
	default:
		r.judgeChart(last)
	}
	because(r.Now.Notes...)
}

// judgeEvent judges by the baseline of the event.
func (r *ScoreRow) judgeEvent(y EventYardstick) {
	side := y.Judge(r.Now)
	if y.Event != "" && r.Event.Code != "" && y.Event != r.Event.Code {
		side = YardstickUnknown
		r.Reasons = append(r.Reasons, "the yardstick is that of "+y.Event)
	}
	switch {
	case side == YardstickUnknown:
		r.Signal = ScoreEventOpen
	case side == YardstickWithin:
		r.Signal = ScoreEventExpected
	case r.Metric.Better == NoBetter:
		r.Signal = ScoreEventOutside
	case (side == YardstickAbove) == (r.Metric.Better == BetterHigher):
		r.Signal = ScoreEventBetter
	default:
		r.Signal = ScoreEventWorse
	}
	if side != YardstickUnknown {
		r.Reasons = append(r.Reasons, string(side)+" the band of the event, "+y.String())
	}
	if y.Basis != "" {
		r.Reasons = append(r.Reasons, y.Basis)
	}
	r.Reasons = append(r.Reasons, y.Notes...)
}

// judgeChart judges by the signals that the last point is a part of. A jump alone says
// that something changed, and not for better or worse: it can be the way back.
func (r *ScoreRow) judgeChart(last int) {
	standing, signals := r.chartSignals()
	r.Signal = ScoreQuiet
	if standing == TooLittleData {
		r.Signal = ScoreThin
		return
	}
	for _, s := range signals {
		if !s.Has(last) {
			continue
		}
		r.Reasons = append(r.Reasons, s.String())
		if r.Signal != ScoreQuiet {
			continue
		}
		switch {
		case r.Metric.Better == NoBetter || s.Rule == MovingRangeAbove:
			r.Signal = ScoreChanged
		case (s.Side == SideAbove) == (r.Metric.Better == BetterHigher):
			r.Signal = ScoreBetter
		default:
			r.Signal = ScoreWorse
		}
	}
	if standing == ProvisionalLimits {
		r.Reasons = append(r.Reasons, "the limits are provisional: they rest on fewer than 17 weeks")
	}
}

// chartSignals returns the standing and the signals of the chart that judges.
func (r *ScoreRow) chartSignals() (ChartStanding, []Signal) {
	if r.Chart == ScorePChart {
		return r.P.Standing, r.P.Signals
	}
	return r.XmR.Standing, r.XmR.Signals
}
