package main

import (
	"io"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// result is a report in JSON. Numbers that are no counts are texts: rates with at most
// 12 decimals, the exact fraction beside them, shares as fractions, 0.95 for 95%, with
// 8 decimals, probabilities with 6. A field that is null is unknown.
type result struct {
	Pair      string     `json:"pair"`
	On        string     `json:"on"`
	Spot      fx.Rate    `json:"spot"`
	SpotValue string     `json:"spot_value"`
	AgeDays   int        `json:"age_days"`
	Fixings   int        `json:"fixings"`
	First     string     `json:"first"`
	Start     string     `json:"start"`
	Method    string     `json:"method"`
	Chosen    int        `json:"chosen_among"`
	Tried     int        `json:"tried"`
	Buffers   []planJSON `json:"buffers"`
	Backtest  []testJSON `json:"backtest"`
	Bands     []bandJSON `json:"bands"`
	Notes     []string   `json:"notes"`
}

type planJSON struct {
	Days       int      `json:"days"`
	Confidence string   `json:"confidence"`
	Buffer     *string  `json:"buffer"`
	Plan       *fx.Rate `json:"plan"`
	PlanValue  *string  `json:"plan_value"`
	Missing    *string  `json:"missing"`
	Text       string   `json:"text"`
	Evidence   testJSON `json:"evidence"`
}

type testJSON struct {
	Method         string  `json:"method"`
	Default        bool    `json:"default"`
	Days           int     `json:"days"`
	Confidence     string  `json:"confidence"`
	From           *string `json:"from"`
	To             *string `json:"to"`
	Origins        int     `json:"origins"`
	Skipped        int     `json:"skipped"`
	Breaches       int     `json:"breaches"`
	Coverage       *string `json:"coverage"`
	MeanBuffer     *string `json:"mean_buffer"`
	MeanShortfall  *string `json:"mean_shortfall"`
	WorstShortfall *string `json:"worst_shortfall"`
	WorstOn        *string `json:"worst_on"`
	Pinball        *string `json:"pinball"`
	Windows        int     `json:"windows"`
	WindowBreaches int     `json:"window_breaches"`
	KupiecLR       *string `json:"kupiec_lr"`
	KupiecP        *string `json:"kupiec_p"`
	Phases         int     `json:"phases"`
	PhasesRejected int     `json:"phases_rejected"`
	OrderP         *string `json:"christoffersen_p"`
	JointP         *string `json:"christoffersen_joint_p"`
	Verdict        string  `json:"verdict"`
}

type bandJSON struct {
	Band     string  `json:"band"`
	Down     string  `json:"down"`
	Up       string  `json:"up"`
	InARow   int     `json:"in_a_row"`
	CoolDown int     `json:"cool_down_days"`
	Every    int     `json:"every_days"`
	From     string  `json:"from"`
	To       string  `json:"to"`
	Fixings  int     `json:"fixings"`
	Reprices int     `json:"reprices"`
	PerYear  string  `json:"per_year"`
	MeanGap  string  `json:"mean_gap"`
	WorstGap string  `json:"worst_gap"`
	WorstOn  *string `json:"worst_on"`
	Below    string  `json:"below_reference"`
}

const (
	sharePlaces = 8
	testPlaces  = 6
)

// writeJSON writes a report as one JSON object.
func writeJSON(w io.Writer, r *report) error {
	out := result{
		Pair: r.pair(), On: dayText(r.on), Spot: r.spot, SpotValue: fx.Plain(r.spot.Value(fx.ConvertPlaces)), AgeDays: r.age,
		Fixings: r.series.Len(), First: dayText(r.series.First()), Start: dayText(r.start),
		Method: r.models[0].Name(), Chosen: buffer.ConfigurationsTried, Tried: len(r.models), Notes: append([]string{}, r.notes...),
	}
	for i := range r.plans {
		p := &r.plans[i]
		x := planJSON{Days: p.days, Confidence: fx.Plain(p.level.exact), Text: p.why(), Evidence: testOf(p.evidence, p.level.exact, true)}
		if p.short != nil {
			missing := tooShort(p.short)
			x.Missing, x.Text = &missing, missing
		} else {
			buffer, value := p.planned.Buffer.StringFixed(sharePlaces), fx.Plain(p.planned.Rate.Value(fx.ConvertPlaces))
			x.Buffer, x.Plan, x.PlanValue = &buffer, &p.planned.Rate, &value
		}
		out.Buffers = append(out.Buffers, x)
	}
	if r.backtest {
		for _, t := range r.tests {
			out.Backtest = append(out.Backtest, testOf(t.Evidence, r.levels[0].exact, t.chosen))
		}
	}
	if r.bands {
		for i := range r.runs {
			out.Bands = append(out.Bands, bandOf(&r.runs[i]))
		}
	}
	return indented(w, out)
}

func testOf(e buffer.Evidence, confidence decimal.Decimal, chosen bool) testJSON {
	out := testJSON{
		Method: e.Model, Default: chosen, Days: e.Days, Confidence: fx.Plain(confidence), Origins: e.Origins, Skipped: e.Skipped, Breaches: e.Breaches,
		Windows: e.Windows, WindowBreaches: e.WindowBreaches, Phases: e.Phases, PhasesRejected: e.PhasesRejected, Verdict: string(e.Verdict),
	}
	fixed := func(v float64, places int) *string { s := number(v, places); return &s }
	if e.Origins > 0 {
		from, to := dayText(e.From), dayText(e.To)
		out.From, out.To = &from, &to
		out.Coverage, out.MeanBuffer, out.Pinball = fixed(e.Coverage, sharePlaces), fixed(e.MeanBuffer, sharePlaces), fixed(e.Pinball, sharePlaces)
		out.KupiecLR, out.KupiecP = fixed(e.Kupiec.LR, testPlaces), fixed(e.Kupiec.P, testPlaces)
	}
	if e.Breaches > 0 {
		on := dayText(e.WorstOn)
		out.MeanShortfall, out.WorstShortfall, out.WorstOn = fixed(e.MeanShortfall, sharePlaces), fixed(e.WorstShortfall, sharePlaces), &on
	}
	if e.Christoffersen.Defined {
		out.OrderP, out.JointP = fixed(e.Christoffersen.P, testPlaces), fixed(e.Christoffersen.JointP, testPlaces)
	}
	return out
}

func bandOf(r *bandRun) bandJSON {
	e := &r.evidence
	out := bandJSON{
		Band: r.label, Down: fx.Plain(r.band.Down), Up: fx.Plain(r.band.Up), InARow: max(r.band.InARow, 1), CoolDown: r.band.CoolDownDays, Every: r.band.EveryDays,
		From: dayText(e.From), To: dayText(e.To), Fixings: e.Fixings, Reprices: e.Reprices, PerYear: e.PerYear.StringFixed(testPlaces),
		MeanGap: e.MeanGap.StringFixed(sharePlaces), WorstGap: e.WorstGap.StringFixed(sharePlaces), Below: e.Under.StringFixed(sharePlaces),
	}
	if !e.WorstDay.IsZero() {
		on := dayText(e.WorstDay)
		out.WorstOn = &on
	}
	return out
}
