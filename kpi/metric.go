package kpi

import (
	"errors"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// A Direction says which way a metric is good.
type Direction string

// The directions.
const (
	HigherIsBetter Direction = "higher"
	LowerIsBetter  Direction = "lower"
	NoDirection    Direction = "none" // neither: a count of visits, a price
)

// A Metric is a figure with its formula, and what one has to know to compare it: what
// is divided by what, over which days, and which of several figures of one name it is.
// A caller may write metrics of their own; [Metric.Check] looks at them. The zero Metric
// has no formula and is refused.
type Metric struct {
	// Code names the metric, in snake_case: "tacos_net_sales".
	Code string `json:"code"`
	// Name is the usual English term, Chinese the usual Chinese one.
	Name    string `json:"name"`
	Chinese string `json:"chinese,omitempty"`
	// Group is the subject: "traffic".
	Group string `json:"group,omitempty"`
	// Family is the code that variants of one term share, "" where there is one; Variant
	// says which one it is: "on product cost only".
	Family  string `json:"family,omitempty"`
	Variant string `json:"variant,omitempty"`
	// Formula is over inputs and metrics of this package.
	Formula Formula `json:"formula"`
	// Unit is that of the result.
	Unit Unit `json:"unit"`
	// MayMix are bases that may stand beside one other: attributed sales beside ordered
	// ones in the share of ad sales. Any other mix has no value.
	MayMix []Basis `json:"may_mix,omitempty"`
	// Window says which days count; WindowDays is their number, 0 for any period.
	Window     string `json:"window,omitempty"`
	WindowDays int    `json:"window_days,omitempty"`
	// Source says whose definition it is.
	Source string `json:"source,omitempty"`
	// Good says which way is better. "" counts as NoDirection.
	Good Direction `json:"good,omitempty"`
	// Below0 is what a value below 0 is noted with, "" where that is nothing special.
	Below0 string `json:"below_0,omitempty"`
}

// Check reports every fault of a metric, each an [*fx.InputError] by the JSON name of
// the field: a code that is not snake_case or that an input has, no formula, unknown
// words, and a formula whose units do not make the unit of the metric. Names that are
// no inputs of this package are inputs of the caller, and units are then not compared.
func (m Metric) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if !isSnakeCase(m.Code) {
		fault("code", m.Code, "must be in snake_case, at most 64 letters")
	}
	if !slices.Contains([]Unit{Amount, Count, Fraction, Multiple, DaysUnit, Weeks, Months, Years}, m.Unit) {
		fault("unit", string(m.Unit), "must be a unit of this package")
	}
	for _, b := range m.MayMix {
		if !slices.Contains([]Basis{OrderedBasis, ShippedBasis, SettledBasis, AttributedBasis}, b) {
			fault("may_mix", string(b), "must be ordered, shipped, settled or attributed")
		}
	}
	if m.WindowDays < 0 {
		fault("window_days", "", "must not be below 0")
	}
	if !slices.Contains([]Direction{"", HigherIsBetter, LowerIsBetter, NoDirection}, m.Good) {
		fault("good", string(m.Good), "must be higher, lower or none")
	}
	if m.Formula.IsZero() {
		fault("formula", "", "is missing")
		return errors.Join(faults...)
	}
	if _, isInput := shippedInputs().by[InputCode(m.Code)]; isInput && m.Formula.String() != m.Code {
		fault("code", m.Code, "is that of an input")
	}
	if d, known, text := m.Formula.Expand().root.dimension(); text != "" {
		fault("formula", "", text)
	} else if known && !d.any && !d.fits(m.Unit) {
		fault("unit", string(m.Unit), "does not follow from the formula, which is "+d.String())
	}
	return errors.Join(faults...)
}

// Numerator and Denominator return the two sides of the quotient that the formula is.
// The denominator is the zero Formula where nothing divides.
func (m Metric) Numerator() Formula {
	if m.Formula.IsZero() {
		return Formula{}
	}
	num, _ := m.Formula.root.sides()
	return Formula{num}
}

// Denominator returns what divides in the formula, see [Metric.Numerator].
func (m Metric) Denominator() Formula {
	if m.Formula.IsZero() {
		return Formula{}
	}
	_, den := m.Formula.root.sides()
	return Formula{den}
}

// String returns name, variant and formula: "TACoS, on ordered product sales = ad_spend
// / ordered_product_sales".
func (m Metric) String() string {
	var b strings.Builder
	b.WriteString(m.Name)
	if m.Variant != "" {
		b.WriteString(", " + m.Variant)
	}
	b.WriteString(" = " + m.Formula.String())
	return b.String()
}
