package main

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// A plan is what the reports do not say.
type plan struct {
	title    string
	channel  string
	currency fx.Currency
	zone     *time.Location
	zoneName string
	begin    time.Weekday
	period   kpi.Period // the zero Period without one
	base     kpi.Period
	overhead decimal.NullDecimal // for a week
	targets  []planTarget
	events   []kpi.Event
	files    map[string]planFile
	rates    []planRate // by day
	mappings []reports.Mapping
}

// A planTarget is a metric that somebody answers for.
type planTarget struct {
	metric, owner string
	target        kpi.ScoreTarget
}

// A planFile says what a file does not say itself.
type planFile struct{ days kpi.Period }

// A planRate is an exchange rate from a day on.
type planRate struct {
	from time.Time
	rate fx.Rate
}

// maxPlan is the largest plan.
const (
	maxPlan      = 4 << 20 // bytes
	maxPlanParts = 200_000
)

// readPlan reads a plan; without a name it is the plan of a seller on amazon.com. Every
// fault is an [*fx.InputError] with the path in the JSON.
func readPlan(name string) (plan, error) {
	p := plan{channel: "amazon-us", currency: fx.USD, zone: reports.Pacific(), zoneName: "America/Los_Angeles", begin: time.Sunday, files: map[string]planFile{}}
	if name == "" {
		return p, p.shippedEvents(nil, nil)
	}
	data, err := files.Read(name, os.Stdin, maxPlan)
	if err != nil {
		return p, err
	}
	text, fault := strict.Document(data, "a plan", "must be one plan")
	if fault != nil {
		return p, fault
	}
	n, err := strict.Parse(text, maxPlanParts)
	if err != nil {
		return p, err
	}
	var f faults
	o := strict.Open(n, "", &f.Faults)
	p.read(&o, &f)
	o.Close()
	return p, f.err()
}

// read reads the fields.
func (p *plan) read(o *strict.Object, f *faults) {
	p.title = o.Label("title")
	if v := o.Label("channel"); v != "" {
		p.channel = v
	}
	if c := o.Currency("currency"); c != "" {
		p.currency = c
	}
	if zone := o.Word("zone"); zone != "" {
		p.zoneName = zone
		switch zone {
		case "America/Los_Angeles":
		case "UTC":
			p.zone = time.UTC
		default:
			z, err := time.LoadLocation(zone)
			if err != nil || zone == "Local" {
				o.Faults.Add("zone", zone, "must be a time zone such as America/Los_Angeles or UTC")
			}
			p.zone = z
		}
	}
	if day := o.Word("week_begins"); day != "" {
		p.begin = -1
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(day, d.String()) {
				p.begin = d
			}
		}
		if p.begin < 0 {
			o.Faults.Add("week_begins", day, "must be a day of the week such as sunday")
		}
	}
	p.period, p.base = days(o, "period"), days(o, "base")
	if p.base != (kpi.Period{}) {
		switch _, both := p.base.Meet(p.period); {
		case p.period == (kpi.Period{}):
			o.Faults.Add("base", "", "goes with period")
		case both:
			o.Faults.Add("base", p.base.String(), "must not overlap the period, "+p.period.String())
		}
	}
	p.overhead = o.Decimal("overhead_per_week")
	if p.overhead.Valid && p.overhead.Decimal.Sign() < 0 {
		o.Faults.Add("overhead_per_week", fx.Plain(p.overhead.Decimal), "must not be below 0")
	}
	p.readTargets(o)
	p.readEvents(o, f)
	for _, in := range o.Objects("files", 10_000) {
		name := in.Name("name")
		file := planFile{daysOf(&in)}
		if in.IsObject() && file.days == (kpi.Period{}) && !in.Faults.Covers(in.At("first")) && !in.Faults.Covers(in.At("last")) {
			in.Faults.Add(in.At("first"), "", "must be given")
		}
		p.files[name] = file
		in.Close()
	}
	for _, in := range o.Objects("rates", 10_000) {
		p.readRate(&in)
	}
	slices.SortStableFunc(p.rates, func(a, b planRate) int { return a.from.Compare(b.from) })
	p.readMappings(o)
}

// days reads a field with first and last.
func days(o *strict.Object, name string) kpi.Period {
	in, ok := o.Object(name)
	if !ok {
		return kpi.Period{}
	}
	defer in.Close()
	return daysOf(&in)
}

func daysOf(in *strict.Object) kpi.Period {
	period := kpi.Period{First: in.Day("first"), Last: in.Day("last")}
	if period == (kpi.Period{}) || in.Faults.Covers(in.At("first")) || in.Faults.Covers(in.At("last")) {
		return kpi.Period{}
	}
	if err := period.Check(); err != nil {
		for _, e := range fx.Faults(err) {
			var fault *fx.InputError
			if errors.As(e, &fault) {
				in.Faults.Add(in.At(fault.Field), fault.Value, fault.Reason)
			}
		}
		return kpi.Period{}
	}
	return period
}

func (p *plan) readTargets(o *strict.Object) {
	for _, in := range o.Objects("targets", 1000) {
		t := planTarget{metric: in.Name("metric"), owner: in.Label("owner")}
		low, high := in.Decimal("at_least"), in.Decimal("at_most")
		t.target = kpi.ScoreTarget{Low: low, High: high, Strict: in.Flag("strict")}
		switch {
		case low.Valid && high.Valid:
			t.target.Kind = kpi.WithinTarget
		case low.Valid:
			t.target.Kind = kpi.AtLeastTarget
		case high.Valid:
			t.target.Kind = kpi.AtMostTarget
		}
		if t.metric != "" {
			if _, err := findMetric(t.metric); err != nil {
				reason := "is not a known metric"
				var unknown *kpi.UnknownMetricError
				if errors.As(err, &unknown) && len(unknown.Nearest) > 0 {
					reason += ", did you mean " + strings.Join(unknown.Nearest, ", ") + "?"
				}
				in.Faults.Add(in.At("metric"), t.metric, reason)
			}
			if slices.ContainsFunc(p.targets, func(other planTarget) bool { return other.metric == t.metric }) {
				in.Faults.Add(in.At("metric"), t.metric, "must not be there twice")
			}
		}
		if err := t.target.Check(); err != nil {
			for _, e := range fx.Faults(err) {
				var fault *fx.InputError
				if errors.As(e, &fault) {
					field := map[string]string{"low": "at_least", "high": "at_most"}[fault.Field]
					in.Faults.Add(in.At(field), fault.Value, fault.Reason)
				}
			}
		}
		p.targets = append(p.targets, t)
		in.Close()
	}
}

func (p *plan) readEvents(o *strict.Object, f *faults) {
	var own []kpi.Event
	for _, in := range o.Objects("events", 1000) {
		e := kpi.Event{Code: in.Name("code"), Name: in.Label("name"), Days: daysOf(&in), LeadIn: in.Count("lead_in", 92), Hangover: in.Count("hangover", 92), Confidence: "supplied"}
		in.Close()
		if e.Days == (kpi.Period{}) {
			if !in.Faults.Covers(in.At("first")) && !in.Faults.Covers(in.At("last")) {
				in.Faults.Add(in.At("first"), "", "must be given")
			}
			continue
		}
		if e.Name == "" {
			e.Name = e.Code
		}
		own = append(own, e)
	}
	names := []string{}
	if _, given := o.Field("shipped_events"); given {
		names = append(names, o.Words("shipped_events")...)
	} else {
		names = nil
	}
	if err := p.shippedEvents(names, own); err != nil {
		for _, e := range fx.Faults(err) {
			var in *fx.InputError
			if errors.As(e, &in) {
				f.Add("shipped_events", in.Value, in.Reason)
			} else {
				f.Add("shipped_events", "", e.Error())
			}
		}
	}
}

// shippedEvents adds special periods of the calendar of the library: those that are
// named, or Thanksgiving to Cyber Monday and Prime Day where the calendar has its days.
func (p *plan) shippedEvents(names []string, own []kpi.Event) error {
	p.events = own
	calendar, err := kpi.ShippedEvents()
	if err != nil {
		return err
	}
	if names == nil {
		names = []string{"bfcm"}
	}
	if len(names) == 0 {
		return nil
	}
	known := make([]string, len(calendar.Kinds))
	for i, k := range calendar.Kinds {
		known[i] = k.Code
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fx.NewInputError("", name, strict.UnknownName("a special period of the calendar", name, known))
		}
	}
	span := kpi.Period{First: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(2035, 12, 31, 0, 0, 0, 0, time.UTC)}
	events, _ := calendar.In(span, names...)
	for _, e := range events {
		// The plan knows better than the calendar.
		if !slices.ContainsFunc(own, func(o kpi.Event) bool { return o.Code == e.Code && o.Days.First.Year() == e.Days.First.Year() }) {
			p.events = append(p.events, e)
		}
	}
	return nil
}

func (p *plan) readRate(in *strict.Object) {
	defer in.Close()
	base, quote := in.Pair("pair")
	rate, from := in.Decimal("rate"), in.Day("from")
	if base == "" || in.Faults.Covers(in.At("rate")) {
		if _, given := in.Field("pair"); !given {
			in.Faults.Add(in.At("pair"), "", "must be given, such as USD/CNY")
		}
		return
	}
	r, err := fx.NewRate(base, quote, rate.Decimal)
	if !rate.Valid || err != nil {
		in.Faults.Add(in.At("rate"), fx.Plain(rate.Decimal), "must be how many "+string(quote)+" one "+string(base)+" is, above 0")
		return
	}
	if quote != p.currency && base != p.currency {
		in.Faults.Add(in.At("pair"), string(base)+"/"+string(quote), "must have the currency of the plan, "+string(p.currency))
		return
	}
	p.rates = append(p.rates, planRate{from, r})
}

func (p *plan) readMappings(o *strict.Object) {
	if _, given := o.Field("mappings"); !given {
		return
	}
	var rows []map[string]string
	for _, in := range o.Objects("mappings", 10_000) {
		row := map[string]string{}
		for _, name := range []string{"amount_type", "description", "transaction_type", "line", "refund"} {
			if v := in.Word(name); v != "" {
				row[name] = v
			}
		}
		in.Close()
		rows = append(rows, row)
	}
	text, err := json.Marshal(map[string]any{"rows": rows})
	if err == nil {
		p.mappings, err = reports.ReadMappings(strings.NewReader(string(text)))
	}
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(e, &in) {
			o.Faults.Add("mappings"+strings.TrimPrefix(in.Field, "rows"), in.Value, in.Reason)
		}
	}
}

// rateOn returns the rate of a currency on a day, the zero Rate without one. It converts
// that currency to the one of the plan.
func (p *plan) rateOn(c fx.Currency, day time.Time) fx.Rate {
	var found fx.Rate
	for _, r := range p.rates {
		if r.from.After(day) {
			break
		}
		switch c {
		case r.rate.Base():
			found = r.rate
		case r.rate.Quote():
			found = r.rate.Inverse()
		}
	}
	return found
}

// findMetric returns a metric, or an input as one.
func findMetric(code string) (kpi.Metric, error) {
	m, err := kpi.Find(code)
	if err == nil {
		return m, nil
	}
	if in, inErr := kpi.FindInput(kpi.InputCode(code)); inErr == nil {
		return in.Metric(), nil
	}
	return kpi.Metric{}, err
}
