package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/term"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A sensitivity is what each input does that is lower or higher by a share, one at a
// time: the profit at the price of the statement, and the lowest price for the target.
type sensitivity struct {
	Share  string  `json:"share"`
	Target string  `json:"target"`
	Price  *string `json:"price"` // the lowest for the target as it is
	Inputs []swing `json:"inputs"`
	// NotVaried are inputs that could not be changed, and why.
	NotVaried []notVaried `json:"not_varied"`
}

// A swing is what one input does, the widest swing of profit first.
type swing struct {
	Input string `json:"input"` // the field of the request
	Low   varied `json:"low"`
	High  varied `json:"high"`
	Swing string `json:"swing"` // how far apart the two profits are
	unit  string // of the input: "%", "CNY", "days"
	exact decimal.Decimal
}

// A varied is the outcome with one value of an input; the price is null when none
// meets the target.
type varied struct {
	Value  string  `json:"value"`
	Profit string  `json:"profit"`
	Price  *string `json:"price"`
}

type notVaried struct {
	Input  string `json:"input"`
	Reason string `json:"reason"`
}

// findSensitivity changes each input of the unit by itself.
func (r *result) findSensitivity(unit pricing.Unit, share decimal.Decimal) error {
	target := pricing.BreakEven()
	if r.request.target != nil {
		target = r.request.target.Target
	}
	s := &sensitivity{Share: fx.Plain(share), Target: spaced(target.String()), Inputs: []swing{}, NotVaried: []notVaried{}}
	day, price := r.request.day, r.statement.Price
	base, err := pricing.Sensitivity(unit, day, price, target, nil)
	if err != nil {
		return err
	}
	s.Price = r.moneyOrNil(base.Base.Price)
	for _, in := range pricing.Inputs(unit) {
		name := r.request.inputField(in.Name)
		change, err := pricing.Vary(unit, in, share)
		var tornado pricing.Tornado
		if err == nil {
			// Each by itself, so that a value that no fee table covers costs only its
			// own bar.
			tornado, err = pricing.Sensitivity(unit, day, price, target, []pricing.Change{change})
		}
		if err != nil {
			s.NotVaried = append(s.NotVaried, notVaried{name, r.whyNot(err)})
			continue
		}
		bar := &tornado.Bars[0]
		s.Inputs = append(s.Inputs, swing{
			Input: name, Low: r.varied(change.Low, bar.Low), High: r.varied(change.High, bar.High),
			Swing: r.money(bar.Swing), unit: r.request.inputUnit(in.Name), exact: bar.Swing,
		})
	}
	slices.SortStableFunc(s.Inputs, func(a, b swing) int {
		if c := b.exact.Cmp(a.exact); c != 0 {
			return c
		}
		return cmp.Compare(a.Input, b.Input)
	})
	r.Sensitivity = s
	return nil
}

// whyNot is the first reason of an error, for people.
func (r *result) whyNot(err error) string {
	fault := explain(r.request, fx.Faults(err)[0])
	return strings.TrimSpace(fault.Reason)
}

func (r *result) varied(value decimal.Decimal, c pricing.Case) varied {
	return varied{fx.Plain(value), r.money(c.Profit), r.moneyOrNil(c.Price)}
}

// inputField is the field of a request that an input is.
func (r *request) inputField(name string) string {
	if name == "rate" {
		return "fx.rate"
	}
	if path := requestFields[name]; path != "" {
		return path
	}
	return r.path(name)
}

// inputUnit is the unit of an input: "%" for a share.
func (r *request) inputUnit(name string) string {
	for i, item := range r.costs {
		if name == "cost."+item.Code || name == "cost["+fx.Plain(decimal.NewFromInt(int64(i)))+"]" {
			return string(item.Currency)
		}
	}
	switch name {
	case "rate":
		other := r.rate.base
		if other == listingCurrency || other == "" {
			other = r.rate.quote
		}
		if other == "" {
			other, _ = r.foreignCurrency()
		}
		return string(other) + " per " + string(listingCurrency)
	case "returns.recovery", "returns.processing", "ads.per_unit", "ads.launch", "overhead.per_unit":
		return string(listingCurrency)
	case "payout.trailing":
		return string(r.payout.Terms.Currency)
	case "ads.launch_units", "payout.units", "life.units_per_month":
		return "units"
	case "life.days_in_stock", "capital.days":
		return "days"
	}
	return "%"
}

// printed says a value of an input for people, in its unit and with at most six
// decimals.
func (s *swing) printed(value string) string {
	d, err := fx.ParseDecimal(value)
	switch {
	case err != nil:
		return value
	case s.unit == "%":
		return fx.Percent(d.Round(ratePlaces))
	}
	return fx.Plain(d.Round(ratePlaces))
}

// moving are the inputs that change anything.
func (s *sensitivity) moving() []swing {
	return slices.DeleteFunc(slices.Clone(s.Inputs), func(x swing) bool {
		return x.exact.IsZero() && textOr(x.Low.Price, "") == textOr(x.High.Price, "")
	})
}

func (r *result) sensitivityTitle() string {
	return "One input at a time, " + percentOf(r.Sensitivity.Share) + " lower or higher"
}

func (r *result) sensitivityHead() []string {
	return []string{"input", "lower", "higher", "", "profit, lower", "profit, higher", "price, lower", "price, higher"}
}

// sensitivityRows are the rows of the table: input, its values and their unit, the
// profits and the prices.
func (r *result) sensitivityRows() [][]string {
	var rows [][]string
	for _, x := range r.Sensitivity.moving() {
		unit := x.unit
		if unit == "%" { // stands with the number
			unit = ""
		}
		rows = append(rows, []string{
			x.Input, x.printed(x.Low.Value), x.printed(x.High.Value), unit, x.Low.Profit, x.High.Profit,
			textOr(x.Low.Price, "none"), textOr(x.High.Price, "none"),
		})
	}
	return rows
}

// sensitivityNotes say what the figures are, and what could not be changed.
func (r *result) sensitivityNotes() []string {
	s := r.Sensitivity
	now := "no price brings it now"
	if s.Price != nil {
		now = "now " + *s.Price
	}
	notes := []string{
		"profit: per unit sold at " + r.Price + ", in " + r.Currency + ", lines not rounded; now " + r.money(r.statement.Exact),
		"price: the lowest for " + article(s.Target) + ", in " + r.Currency + "; " + now,
	}
	for _, x := range s.NotVaried {
		notes = append(notes, x.Input+" was not changed: "+x.Reason)
	}
	return notes
}

func (r *result) sensitivityTable() string {
	if r.Sensitivity == nil {
		return ""
	}
	head := r.sensitivityHead()
	for i, title := range head {
		head[i] = strings.ReplaceAll(title, ", ", ",\n")
	}
	right := term.Column{Right: true}
	rows := append([][]string{head}, r.sensitivityRows()...)
	return term.Columns(indent, []term.Column{{}, right, right, {}, right, right, right, right}, rows) + paragraphs(r.sensitivityNotes())
}
