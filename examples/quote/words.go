package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// lineNames are the lines of a statement for people.
var lineNames = map[string]string{
	"price":             "Item price",
	"shipping_charged":  "Shipping charged",
	"referral":          "Referral fee",
	"closing":           "Closing fee",
	"individual_plan":   "Individual plan",
	"fulfillment":       "FBA fulfilment",
	"fuel_surcharge":    "Fuel surcharge",
	"overmax":           "Overmax handling",
	"sipp_discount":     "SIPP discount",
	"packaging":         "Packaging fee",
	"advertising":       "Advertising",
	"refund":            "Refunds",
	"referral_refund":   "Referral fee back",
	"closing_refund":    "Closing fee back",
	"refund_admin":      "Refund admin fee",
	"return_processing": "Return processing",
	"return_recovery":   "Stock recovered",
}

// name returns what a line is called for people.
func (l line) name() string {
	if l.Label != "" {
		return l.Label
	}
	if l.Source.Citation == "cost" {
		return capital(strings.ReplaceAll(l.Code, "_", " "))
	}
	return nameOf(l.Code)
}

func nameOf(code string) string {
	if name, ok := lineNames[code]; ok {
		return name
	}
	return capital(strings.ReplaceAll(code, "_", " "))
}

// because returns the names of the lines that make a dead zone.
func (z zone) because() string {
	names := make([]string, len(z.Causes))
	for i, code := range z.Causes {
		names[i] = nameOf(code)
	}
	return strings.Join(names, ", ")
}

// because returns the basis of a line, with how often it happens when that is
// not once per sold unit.
func (l line) because() string {
	if l.Quantity == "1" {
		return l.Basis
	}
	return percentOf(l.Quantity) + " of " + strings.TrimPrefix(l.Each, "-") + ": " + l.Basis
}

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

// article puts a or an before a target.
func article(target string) string {
	if strings.HasPrefix(target, "ROI") {
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
	l := r.request.listing
	how := "from an Amazon fulfilment centre (FBA)"
	if l.Fulfillment == amazon.FBM {
		how = "by the merchant (FBM)"
	}
	first := "shipped on " + r.Date + " " + how
	if l.Category != "" {
		first += ", category " + l.Category
	}
	if l.Class != "" && l.Class != amazon.Standard {
		first += ", " + string(l.Class)
	}
	out := []string{first}
	if r.SizeTier != nil {
		p := l.Parcel
		out = append(out, "size tier "+*r.SizeTier+", billed as "+*r.BillableWeight+
			" (measured "+p.Length.String()+" × "+p.Width.String()+" × "+p.Height.String()+", "+p.Weight.String()+")")
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

// shown are the lines of the statement that happen at all.
func (r *result) shown() []line {
	return slices.DeleteFunc(slices.Clone(r.Lines), func(l line) bool { return l.Quantity == "0" })
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
	if r.size.Source.Table != "" {
		add(sourceOf(r.size.Source))
	}
	return tables, supplied
}

// period says when a table is in force.
func (s source) period() string {
	return textOr(s.EffectiveFrom, "?") + " to " + textOr(s.EffectiveTo, "further notice")
}
