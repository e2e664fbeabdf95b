package main

import (
	"errors"
	"slices"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// ratioPlaces are the decimals of margin, markup and ROI, ratePlaces those of an
// exchange rate.
const (
	ratioPlaces = 4
	ratePlaces  = 6
)

// An answer is the result of one request, or what is wrong with it.
type answer struct {
	sku    string
	named  bool // it answers a request, which has a SKU
	result *result
	// comparison is there in place of a result when the request names several
	// channels.
	comparison *comparison
	errors     strict.Faults
}

// failed reports whether the request was not answered.
func (a *answer) failed() bool { return a.result == nil && a.comparison == nil }

// A result holds everything about one unit as text, in the order it is printed.
// All amounts are in Currency, with the decimals of its minor unit.
type result struct {
	SKU            string  `json:"sku"`
	Channel        string  `json:"channel"`
	Date           string  `json:"date"`
	Currency       string  `json:"currency"`
	SizeTier       *string `json:"size_tier"`
	BillableWeight *string `json:"billable_weight"`
	Price          string  `json:"price"`
	Lines          []line  `json:"lines"`
	Profit         string  `json:"profit"`
	ProfitExact    string  `json:"profit_exact"`
	Margin         *string `json:"margin"`
	Markup         *string `json:"markup"`
	ROI            *string `json:"roi"`
	ROIBasis       string  `json:"roi_basis"`
	// Ladder is the profit in steps, Advertising what advertising may cost.
	Ladder      []step      `json:"ladder"`
	Advertising advertising `json:"advertising"`
	Solution    *solution   `json:"solution"`
	BreakEven   *string     `json:"break_even"`
	DeadZones   []zone      `json:"dead_zones"`
	FX          *rate       `json:"fx"`
	Warnings    []warning   `json:"warnings"`
	Missing     []string    `json:"missing"`
	Complete    bool        `json:"complete"`
	LeftOut     []leftOut   `json:"left_out"`
	// Sensitivity is there when it was asked for.
	Sensitivity *sensitivity `json:"sensitivity"`

	// What the texts were made from, for the table and the chart.
	request   request
	rate      fx.Rate
	model     *pricing.Model
	statement pricing.Statement
	size      sizing
	unknown   map[string]string // why nobody knows what a missing charge costs, by code
	breakEven decimal.NullDecimal
	noLoss    []pricing.Interval
	solved    decimal.NullDecimal
	zones     []pricing.DeadZone
}

// A line is one amount of the statement; the amounts sum to the profit.
type line struct {
	Code     string `json:"code"`
	Label    string `json:"label,omitempty"` // as the request had it
	Event    string `json:"event"`
	Rung     string `json:"rung"` // of the profit ladder
	Amount   string `json:"amount"`
	Each     string `json:"each"`
	Quantity string `json:"quantity"`
	Basis    string `json:"basis"`
	Source   source `json:"source"`
}

type source struct {
	Table         string  `json:"table"`
	EffectiveFrom *string `json:"effective_from"`
	EffectiveTo   *string `json:"effective_to"`
	VerifiedOn    *string `json:"verified_on"`
	Confidence    string  `json:"confidence"`
	Citation      string  `json:"citation"`
}

// A solution is every price that meets the target; To is null when there is no
// upper end.
type solution struct {
	Target     string       `json:"target"`
	Price      *string      `json:"price"`
	Admissible [][2]*string `json:"admissible"`
	Complete   bool         `json:"complete"` // false: a cost is unknown, so that Price is too low
	Reason     string       `json:"reason,omitempty"`
}

type zone struct {
	From        string   `json:"from"`
	To          *string  `json:"to"`
	Below       string   `json:"below"`
	BelowProfit string   `json:"below_profit"`
	Worst       string   `json:"worst"`
	Loss        string   `json:"loss"`
	Causes      []string `json:"causes"`
}

// A leftOut is a charge of the channel that is not in the lines, and why.
type leftOut struct {
	Code   string `json:"code"`
	Event  string `json:"event"`
	Reason string `json:"reason"`
}

type warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// compute fills the result of a request whose model is known.
func (r *result) compute() error {
	price, err := r.solve()
	if err != nil {
		return err
	}
	if r.statement, err = r.model.At(price); err != nil {
		return err
	}
	if r.zones, err = r.model.DeadZones(); err != nil {
		return err
	}
	if size := r.request.offer.size; size != nil {
		if r.size, err = size(r.request.day); err != nil {
			return err
		}
	}
	if err := r.findUnknown(); err != nil {
		return err
	}
	r.write()
	return r.writeAdvertising(r.statement)
}

// findUnknown asks the channel about the charges that are missing.
func (r *result) findUnknown() error {
	if r.statement.Complete {
		return nil
	}
	charges, err := r.request.offer.Charges(r.request.day)
	if err != nil {
		return err
	}
	r.unknown = map[string]string{}
	for _, c := range charges {
		if c.Unknown {
			r.unknown[c.Code] = c.Basis
		}
	}
	return nil
}

// solve finds break-even and target price and returns the price of the
// statement: the given one, else the solved one.
func (r *result) solve() (decimal.Decimal, error) {
	var none *pricing.NoSolutionError
	breakEven, err := r.model.Solve(pricing.BreakEven())
	switch {
	case err == nil:
		r.breakEven, r.noLoss = decimal.NewNullDecimal(breakEven.Price), breakEven.Admissible
	case !errors.As(err, &none):
		return decimal.Decimal{}, err
	}
	price, wanted := r.request.price, r.request.target
	if wanted == nil {
		return price.Decimal, nil
	}
	r.Solution = &solution{Target: wanted.String(), Admissible: [][2]*string{}}
	found, err := r.model.Solve(wanted.Target)
	switch {
	case err == nil:
		r.solved, r.Solution.Complete = decimal.NewNullDecimal(found.Price), found.Complete
		for _, run := range found.Admissible {
			from, to := r.money(run.From), r.end(run)
			r.Solution.Admissible = append(r.Solution.Admissible, [2]*string{&from, to})
		}
	case errors.As(err, &none) && price.Valid:
		r.Solution.Reason = r.request.noSolutionReason()
	default:
		return decimal.Decimal{}, err
	}
	if !price.Valid {
		return r.solved.Decimal, nil
	}
	return price.Decimal, nil
}

// write turns what was computed into text.
func (r *result) write() {
	s := r.statement
	shown := s.Rounded()
	r.SKU, r.Channel, r.Date, r.Currency = r.request.sku, s.Channel, day(s.Day), string(s.Currency)
	if tier := r.size.tier; tier != "" {
		r.SizeTier = &tier
	}
	if !r.size.weight.IsZero() {
		weight := fx.Plain(r.size.weight.Lb(4)) + " lb"
		r.BillableWeight = &weight
	}
	r.Price, r.Profit, r.ProfitExact = r.money(s.Price), r.money(shown.Profit), fx.Plain(s.Exact)
	r.Lines = r.lines(shown)
	r.Margin = ratio(s.Margin(ratioPlaces))
	r.Markup = ratio(s.Markup(ratioPlaces))
	r.ROI, r.ROIBasis = ratio(s.ROI(r.request.basis, ratioPlaces)), string(r.request.basis)
	r.writeSteps(s, shown)
	if r.solved.Valid {
		r.Solution.Price = r.moneyOrNil(r.solved)
	}
	r.BreakEven = r.moneyOrNil(r.breakEven)
	r.DeadZones = make([]zone, len(r.zones))
	for i, z := range r.zones {
		r.DeadZones[i] = zone{
			From: r.money(z.From), To: r.end(z.Interval),
			Below: r.money(z.Below), BelowProfit: r.money(z.BelowProfit),
			Worst: r.money(z.Worst), Loss: r.money(z.Loss), Causes: append([]string{}, z.Causes...),
		}
	}
	r.Warnings = []warning{}
	for _, w := range append(rateWarnings(r.rate, r.request.day), s.Warnings...) {
		if shown := (warning{w.Code, w.Text}); !slices.Contains(r.Warnings, shown) {
			r.Warnings = append(r.Warnings, shown)
		}
	}
	r.Missing, r.Complete = append([]string{}, s.Missing...), s.Complete
	r.LeftOut = make([]leftOut, len(s.LeftOut))
	for i, x := range s.LeftOut {
		r.LeftOut[i] = leftOut{x.Code, string(x.Event), x.Reason + r.request.notGiven(x.Event)}
	}
	r.writeRate()
}

// lines returns the lines of a statement.
func (r *result) lines(s pricing.Statement) []line {
	out := make([]line, len(s.Lines))
	for i, l := range s.Lines {
		out[i] = line{
			Code: l.Code, Label: l.Label, Event: string(l.Event), Rung: string(l.Rung), Amount: r.money(l.Amount), Each: r.money(l.Each),
			Quantity: fx.Plain(l.Quantity), Basis: l.Basis, Source: sourceOf(l.Source),
		}
	}
	if !r.request.price.Valid {
		out[0].Basis, out[0].Source = "item price that brings "+article(r.Solution.Target), sourceOf(fees.SuppliedBy("target"))
	}
	return out
}

// money returns an amount in the currency of the listing.
func (r *result) money(d decimal.Decimal) string {
	places, _ := listingCurrency.MinorUnits()
	return d.StringFixed(int32(places))
}

func (r *result) moneyOrNil(d decimal.NullDecimal) *string {
	if !d.Valid {
		return nil
	}
	s := r.money(d.Decimal)
	return &s
}

// end returns the upper end of an interval, nil when it has none.
func (r *result) end(run pricing.Interval) *string {
	return r.moneyOrNil(decimal.NullDecimal{Decimal: run.To, Valid: !run.Open})
}

func ratio(d decimal.NullDecimal) *string {
	if !d.Valid {
		return nil
	}
	s := d.Decimal.StringFixed(ratioPlaces)
	return &s
}

func sourceOf(s fees.Source) source {
	return source{
		Table: s.Table, EffectiveFrom: dayOrNil(s.EffectiveFrom), EffectiveTo: dayOrNil(s.EffectiveTo),
		VerifiedOn: dayOrNil(s.VerifiedOn), Confidence: string(s.Confidence), Citation: s.Citation,
	}
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func dayOrNil(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := day(t)
	return &s
}
