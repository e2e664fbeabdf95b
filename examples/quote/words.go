package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// because returns the basis of a line, with how often it happens when that is
// not once per sold unit: "400.00 for 300 units: ...", "4% of 1.20: ...".
func (r *result) because(l *line) string {
	basis, each := l.Basis, strings.TrimPrefix(l.Each, "-")
	if tier := r.size.tier; tier != "" {
		basis = strings.ReplaceAll(basis, tier, spaced(tier))
	}
	switch {
	case l.Quantity == "1":
		return basis
	case l.Code == "launch_advertising": // which says how many units carry it
		return each + " of " + basis
	}
	if units := r.sharedBy(l); !units.IsZero() {
		of := ""
		if share := r.request.promotion.Share; fees.Event(l.Event) == fees.PerPromotion && r.request.promoted() {
			of = " of the promotion, which are " + fx.Percent(share) + " of all"
		}
		return each + " for " + fx.Plain(units) + " units" + of + ": " + basis
	}
	return shareOf(l.Quantity) + " of " + each + ": " + basis
}

// sharedBy is how many sold units share what a line is billed for, 0 for a line
// that is billed for each, or for a share of them.
func (r *result) sharedBy(l *line) decimal.Decimal {
	switch fees.Event(l.Event) {
	case fees.PerMonth:
		return r.request.life.UnitsPerMonth.Decimal
	case fees.PerOrder:
		return decimal.NewFromInt(int64(r.request.offer.order.Count()))
	case fees.PerPromotion:
		return decimal.NewFromInt(int64(r.request.offer.promoted))
	}
	return decimal.Decimal{}
}

// shareOf prints a quantity as a percentage of at most four decimals, unless
// they were all 0.
func shareOf(quantity string) string {
	d, err := fx.ParseDecimal(quantity)
	if err != nil {
		return quantity
	}
	if rounded := d.Round(6); !rounded.IsZero() {
		d = rounded
	}
	return fx.Percent(d)
}

// capital puts a capital letter in front.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// percentOf prints a fraction that is text as a percentage: "0.035" is "3.5%".
func percentOf(fraction string) string {
	d, err := fx.ParseDecimal(fraction)
	if err != nil {
		return fraction
	}
	return fx.Percent(d)
}

// spaced is a code as words: "small standard".
func spaced(code string) string { return strings.ReplaceAll(code, "_", " ") }

// listed joins names: "x, y and z".
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// article puts a or an before a target that can have one.
func article(target string) string {
	switch {
	case target == "break-even":
		return target
	case strings.HasPrefix(target, "ROI"):
		return "an " + target
	}
	return "a " + target
}

// percentOr prints a ratio as a percentage with two decimals, so that ratios
// stand below each other, or why there is none.
func percentOr(fraction *string, none string) string {
	if fraction == nil {
		return none
	}
	d, err := fx.ParseDecimal(*fraction)
	if err != nil {
		return *fraction
	}
	return d.Shift(2).StringFixed(2) + "%"
}

func textOr(s *string, none string) string {
	if s == nil {
		return none
	}
	return *s
}

// facts are the lines under the title of a quote.
func (r *result) facts() []string {
	x := &r.request.offer
	first := "shipped on " + r.Date + " " + x.ships
	if x.category != "" {
		first += ", category " + x.category
	}
	if x.detail != "" {
		first += ", " + spaced(x.detail)
	}
	out := []string{first}
	if r.BillableWeight != nil {
		p := x.parcel
		text := "billed as " + *r.BillableWeight
		if r.SizeTier != nil {
			text = "size tier " + spaced(*r.SizeTier) + ", " + text
		}
		out = append(out, text+" (measured "+p.Length.String()+" × "+p.Width.String()+" × "+p.Height.String()+", "+p.Weight.String()+")")
	}
	if x := r.FX; x != nil {
		base, quote, _ := strings.Cut(x.Pair, "/")
		from := "as you gave it"
		if x.Date != nil {
			from = x.Source + ", " + *x.Date
		}
		text := "exchange rate " + x.Rate + " " + quote + " per " + base + " (" + from + ")"
		if x.Buffer != "0" {
			text += "; planned with " + x.Planned + " (" + percentOf(x.Buffer) + " buffer)"
		}
		out = append(out, text)
	}
	return out
}

// shown are the lines of the statement that happen at all and cost anything.
func (r *result) shown() []line {
	return slices.DeleteFunc(slices.Clone(r.Lines), func(l line) bool {
		nothing := r.money(decimal.Decimal{})
		return l.Quantity == "0" || l.Each == nothing && l.Amount == nothing
	})
}

// ratios are the figures under the statement: name, value and meaning.
func (r *result) ratios() [][]string {
	return [][]string{
		{"Margin", percentOr(r.Margin, "undefined"), "profit over what the buyer pays"},
		{"Markup", percentOr(r.Markup, "undefined"), "profit over everything the unit costs, fees included"},
		{"ROI", percentOr(r.ROI, "undefined"), "profit over " + roiBases[r.ROIBasis]},
	}
}

var roiBases = map[string]string{
	"cost":         "what you pay for the unit until it can be shipped",
	"purchase":     "the purchase cost alone",
	"cost_and_ads": "what you pay for the unit and its advertising",
}

// prices are the lines about break-even and target price.
func (r *result) prices() []string {
	out := []string{"Break-even at " + textOr(r.BreakEven, "no price")}
	if len(r.noLoss) > 1 {
		runs := make([]string, len(r.noLoss))
		for i, run := range r.noLoss {
			runs[i] = span(r.money(run.From), r.end(run))
		}
		out = append(out, "Prices without a loss: "+strings.Join(runs, "; "))
	}
	if s := r.Solution; s != nil {
		if s.Price == nil {
			return append(out, capital(s.Reason))
		}
		runs := make([]string, len(s.Admissible))
		for i, run := range s.Admissible {
			runs[i] = span(*run[0], run[1])
		}
		out = append(out, capital(article(s.Target))+" needs at least "+*s.Price, "Prices that bring it: "+strings.Join(runs, "; "))
	}
	if !r.Complete {
		out = append(out, "Some costs are unknown, so that these prices are too low: the right ones are higher")
	}
	return out
}

// span says a run of prices for people.
func span(from string, to *string) string {
	switch {
	case to == nil:
		return from + " and more"
	case *to == from:
		return from
	}
	return from + " to " + *to
}

// advice says what a dead zone means for the price of the statement, "" when it
// lies in none.
func (r *result) advice() string {
	for _, z := range r.zones {
		price := r.statement.Price
		if price.LessThan(z.From) || price.GreaterThan(z.To) {
			continue
		}
		more := z.BelowProfit.Sub(r.statement.Exact)
		return "The price of " + r.Price + " lies in a dead zone: " + r.money(z.Below) + " is cheaper for the buyer and earns " +
			atLeastACent(r.money(more), more) + " more per unit."
	}
	return ""
}

func atLeastACent(shown string, exact decimal.Decimal) string {
	if exact.LessThan(decimal.New(1, -2)) {
		return "less than 0.01"
	}
	return shown
}

// sources returns every fee table behind the result once, in the order of the
// statement, and the inputs that the request supplied.
func (r *result) sources() (tables []source, supplied []string) {
	add := func(s source) {
		if s.Table == "supplied" {
			if !slices.Contains(supplied, s.Citation) {
				supplied = append(supplied, s.Citation)
			}
			return
		}
		if !slices.ContainsFunc(tables, func(t source) bool { return t.Table == s.Table }) {
			tables = append(tables, s)
		}
	}
	for _, l := range r.shown() {
		add(l.Source)
	}
	if r.size.source.Table != "" {
		add(sourceOf(r.size.source))
	}
	return tables, supplied
}

// period says when a table is in force.
func (s source) period() string {
	return textOr(s.EffectiveFrom, "?") + " to " + textOr(s.EffectiveTo, "further notice")
}
