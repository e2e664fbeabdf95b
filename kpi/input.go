package kpi

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/lianxing/crossborder/fx"
)

// An InputCode names a quantity that metrics are computed from, in snake_case:
// "units_ordered".
type InputCode string

// PeriodDays is the input that is known wherever facts are: the days of their period.
const PeriodDays InputCode = "period_days"

// A Basis is the event whose day puts a sale or a cost into a period. The zero Basis is
// that of the facts.
type Basis string

// The bases. What is sold in a week differs between the first three, so a metric does
// not put two of them together.
const (
	OrderedBasis    Basis = "ordered"    // the day of the order: business reports
	ShippedBasis    Basis = "shipped"    // the day of the shipment
	SettledBasis    Basis = "settled"    // the day on which a settlement posts it
	AttributedBasis Basis = "attributed" // ad-attributed: a sale counts for the click before it
	NoBasis         Basis = "none"       // no sale: visits, clicks, ad spend, stock, plans
)

// Adding says how an input of a whole comes from its parts.
type Adding string

// How inputs add up, over items of one period and over periods of one item.
const (
	AddsFlow   Adding = "flow"   // adds over items and over time: units, sales, costs
	AddsLevel  Adding = "level"  // adds over items, is averaged by days over time: average stock
	AddsEnding Adding = "ending" // adds over items, is that of the last period over time: stock at the end
	AddsShared Adding = "shared" // is one for all items, adds over time: the sessions of the account
	AddsNot    Adding = "none"   // is only known of a whole whose parts all have the same: a score, a plan
)

// An Input is a quantity that metrics are computed from. Amounts of cost are above 0
// where something is paid, so that a formula takes them off. The zero Input is none.
type Input struct {
	// Code names the input in formulas and facts.
	Code InputCode
	// Unit is what it counts, and Per what it is for one of: a price is an Amount per
	// Count, sales of a day are a Count per DaysUnit.
	Unit Unit
	Per  []Unit
	// Text says what it is, Chinese is its name for the glossary.
	Text, Chinese string
	// Basis is that which a platform fixes, "" where it is that of the facts.
	Basis Basis
	// Adds says how it adds up.
	Adds Adding
	// From computes the input from others where it is not known itself: landed cost from
	// its parts. The zero Formula means that nothing does.
	From Formula
}

// Metric returns the input as a metric that is nothing but itself, so that units and
// sales can stand on a scorecard beside ratios. The metric has the code of the input.
func (in Input) Metric() Metric {
	return Metric{
		Code: string(in.Code), Name: in.Text, Chinese: in.Chinese, Group: "inputs", Unit: in.Unit,
		Formula: Formula{&node{op: opName, name: string(in.Code)}}, Window: "the period", Source: "a number of a report",
	}
}

// Inputs yields every input that the metrics of this package use, in a stable order.
func Inputs() iter.Seq[Input] {
	return func(yield func(Input) bool) {
		for _, in := range shippedInputs().list {
			in.Per = slices.Clone(in.Per)
			if !yield(in) {
				return
			}
		}
	}
}

// FindInput returns the input of a code. The error is an [*UnknownInputError] with the
// nearest codes.
func FindInput(code InputCode) (Input, error) {
	in, ok := shippedInputs().by[code]
	if !ok {
		var codes []string
		for _, in := range shippedInputs().list {
			codes = append(codes, string(in.Code))
		}
		return Input{}, &UnknownInputError{Code: cutText(string(code)), Nearest: nearestCodes(string(code), codes)}
	}
	in.Per = slices.Clone(in.Per)
	return in, nil
}

// An UnknownInputError says that no input has a code.
type UnknownInputError struct {
	// Code is what was asked for, shortened when it is long.
	Code string
	// Nearest are the codes that look most like it, best first, at most three.
	Nearest []string
}

// Error says the code and the nearest known ones.
func (e *UnknownInputError) Error() string {
	return "kpi: unknown input " + `"` + e.Code + `"` + didYouMean(e.Nearest)
}

func didYouMean(nearest []string) string {
	if len(nearest) == 0 {
		return ""
	}
	return ", did you mean " + strings.Join(nearest, ", ") + "?"
}

func cutText(s string) string { return fx.NewInputError("", s, "").Value }

// inputTable is the list of inputs with an index.
type inputTable struct {
	list []Input
	by   map[InputCode]Input

	derived []InputCode            // those that a part computes before it is added up
	from    map[InputCode][]string // the names in From
}

var shippedInputs = sync.OnceValue(func() inputTable {
	t := inputTable{by: map[InputCode]Input{}, from: map[InputCode][]string{}}
	t.list = slices.Concat(
		trafficInputs(), adInputs(), profitInputs(), returnInputs(), inventoryInputs(), healthInputs(), cashInputs(),
	)
	for _, in := range t.list {
		t.by[in.Code] = in
		if !in.From.IsZero() {
			t.from[in.Code] = in.From.Names()
		}
		if !in.From.IsZero() && in.Adds != AddsNot {
			t.derived = append(t.derived, in.Code)
		}
	}
	return t
})
