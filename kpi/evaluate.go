package kpi

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A UsedInput is one input that a result rests on.
type UsedInput struct {
	Input InputCode `json:"input"`
	// Amount divided by Over is the number; Over 0 is 1.
	Amount decimal.Decimal `json:"amount"`
	Over   int64           `json:"over,omitempty"`
	// Basis is that of the number.
	Basis Basis `json:"basis,omitempty"`
	// Origins and Rows are those of the [Fact].
	Origins []string `json:"origins,omitempty"`
	Rows    int      `json:"rows,omitempty"`
}

// A Result is the value of a metric and what it was computed from. The zero Result has
// the zero Value, which is incomplete.
type Result struct {
	// Metric is the code, Scope and Period are those of the facts.
	Metric string
	Scope  string
	Period Period
	// Value is the number, or why there is none. Its notes say what one has to know to
	// trust it.
	Value Value
	// Numerator and Denominator are the two sides of the quotient that the formula is. The
	// denominator is 1 where nothing divides. Both are incomplete where the value is; one
	// is undefined where it divides by 0 itself.
	Numerator, Denominator Value
	// Used are the inputs that are known, in the order of the formula, each once.
	Used []UsedInput
}

// Evaluate computes a metric from facts, exactly. The value is
//
//	incomplete  where an input is not known, or known in some parts only; every such
//	            input is named. Also where sales of different bases would be put
//	            together, unless [Metric.MayMix] allows it.
//	undefined   where anything divides by 0
//	defined     otherwise
//
// A value is noted where it rests on sales of two bases, on another number of days than
// the metric is for, on a denominator below 0, or is itself below 0 and that means
// something.
//
// The error lists the faults of the metric, at "metric.formula", and of the facts that
// are used, at "facts.known.ad_spend.amount", each an [*fx.InputError].
func Evaluate(m Metric, f Facts) (Result, error) {
	var faults []error
	if m.Formula.IsZero() {
		faults = append(faults, fx.NewInputError("metric.formula", "", "is missing"))
	}
	faults = append(faults, fx.Faults(fx.InField("facts", errors.Join(f.checkHead()...)))...)
	if len(faults) > 0 {
		return Result{}, errors.Join(faults...)
	}
	c := m.compiled()
	values := make(map[string]exactNumber, len(c.inputs))
	r := Result{Metric: m.Code, Scope: f.Scope, Period: f.Period, Used: make([]UsedInput, 0, len(c.inputs)+3)}
	var missing []string
	for _, code := range c.inputs {
		v, lack, err := f.read(code, &r.Used)
		if err != nil {
			faults = append(faults, fx.Faults(fx.InField("facts", err))...)
			continue
		}
		for _, l := range lack {
			if !slices.Contains(missing, l.text) {
				missing = append(missing, l.text)
			}
		}
		values[string(code)] = v
	}
	if len(faults) > 0 {
		return Result{}, errors.Join(faults...)
	}
	r.Used = slices.Clip(onceEach(r.Used))
	mix, note := basesTogether(r.Used, m.MayMix)
	if mix != "" {
		missing = append(missing, mix)
	}
	currency := f.Currency
	if m.Unit != Amount {
		currency = ""
	}
	if len(missing) > 0 {
		r.Value = NotKnown(m.Unit, currency, missing...)
		r.Numerator, r.Denominator = NotKnown(c.numUnit, "", missing...), NotKnown(c.denUnit, "", missing...)
		return r, nil
	}
	of := func(name string) (exactNumber, bool) { v, ok := values[name]; return v, ok }
	err := r.compute(m, c, f.Currency, of)
	if note != "" {
		r.Value.Notes = append(r.Value.Notes, note)
	}
	if days := f.Period.Days(); m.WindowDays > 0 && days > 0 && days != m.WindowDays {
		r.Value.Notes = append(r.Value.Notes, "the window is "+strconv.Itoa(m.WindowDays)+" days, the facts are of "+strconv.Itoa(days))
	}
	return r, err
}

// compute sets the value and its two sides.
func (r *Result) compute(m Metric, c compiledMetric, currency fx.Currency, of func(string) (exactNumber, bool)) error {
	num, numErr := c.num.value(of)
	den, denErr := exactWhole(exactOne), error(nil)
	if c.den != nil {
		den, denErr = c.den.value(of)
	}
	side := func(v exactNumber, err error, u Unit) Value {
		if err != nil {
			return Value{State: Undefined, Unit: u}
		}
		return v.as(u, currency)
	}
	r.Numerator, r.Denominator = side(num, numErr, c.numUnit), side(den, denErr, c.denUnit)
	r.Value = Value{State: Undefined, Unit: m.Unit}
	if m.Unit == Amount {
		r.Value.Currency = currency
	}
	for _, err := range []error{numErr, denErr} {
		if err != nil && !errors.Is(err, errByZero) {
			*r = Result{}
			return err
		}
	}
	switch {
	case numErr != nil:
	case denErr != nil || den.num.Sign() == 0:
		r.Value.Num = writtenOut(num.num)
	default:
		got, err := num.times(den.inverse()).bounded()
		if err != nil {
			*r = Result{}
			return err
		}
		r.Value = got.as(m.Unit, currency)
		if c.den != nil && den.num.Sign() < 0 {
			r.Value.Notes = append(r.Value.Notes, "the denominator is below 0")
		}
		if m.Below0 != "" && got.num.Sign() < 0 {
			r.Value.Notes = append(r.Value.Notes, m.Below0)
		}
	}
	return nil
}

// onceEach drops repeated inputs, keeping the first.
func onceEach(used []UsedInput) []UsedInput {
	out := used[:0]
	for _, u := range used {
		if !slices.ContainsFunc(out, func(v UsedInput) bool { return v.Input == u.Input }) {
			out = append(out, u)
		}
	}
	return out
}

// basesTogether looks at the bases of what is used. fault says that two are put together
// which may not be, note that two are which may.
func basesTogether(used []UsedInput, mayMix []Basis) (fault, note string) {
	var bases []Basis
	var named []string
	strict := 0
	for _, u := range used {
		if u.Basis == NoBasis || slices.Contains(bases, u.Basis) {
			continue
		}
		bases = append(bases, u.Basis)
		if !slices.Contains(mayMix, u.Basis) {
			strict++
		}
		word := string(u.Basis)
		if word == "" {
			word = "of a basis that is not named"
		}
		named = append(named, string(u.Input)+" is "+word)
	}
	switch {
	case strict > 1:
		return "one basis (" + strings.Join(named, ", ") + ")", ""
	case len(bases) > 1:
		return "", "bases are mixed: " + strings.Join(named, ", ")
	}
	return "", ""
}

// compiledMetric is a metric in inputs only.
type compiledMetric struct {
	num, den         *node
	numUnit, denUnit Unit
	inputs           []InputCode
}

// compiled takes a metric apart. Those of this package are taken apart once.
func (m Metric) compiled() compiledMetric {
	t := shippedMetrics()
	if c, ok := t.compiled[m.Formula.root]; ok {
		return c
	}
	return compile(m.Formula.root.expand(t.roots))
}

func compile(root *node) compiledMetric {
	c := compiledMetric{numUnit: Multiple, denUnit: Multiple}
	c.num, c.den = root.sides()
	if d, known, fault := c.num.dimension(); known && fault == "" {
		c.numUnit = d.unit()
	}
	if c.den != nil {
		if d, known, fault := c.den.dimension(); known && fault == "" {
			c.denUnit = d.unit()
		}
	}
	seen := map[string]bool{}
	root.walk(func(n *node) {
		if n.op == opName && !seen[n.name] {
			seen[n.name] = true
			c.inputs = append(c.inputs, InputCode(n.name))
		}
	})
	return c
}
