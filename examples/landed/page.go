package main

import (
	"strings"

	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A page is an answer for people: what table, Markdown and HTML show alike.
type page struct {
	title    string
	facts    []string
	sections []section
}

// A section has one title and blocks below it.
type section struct {
	title  string
	blocks []block
}

// A block is a paragraph, a list or a table.
type block struct {
	text  string
	list  []string
	table *table
}

// A table has columns with titles. In HTML the caption stands above it, and the
// first cell of a row is its header.
type table struct {
	caption string
	columns []column
	rows    []row
}

type column struct {
	title string
	right bool // of numbers
	wrap  bool // of prose, which may be broken
}

// A row has as many cells as there are columns; that of a heading has the text of the
// rows below it, and what stands in the last column.
type row struct {
	cells []string
	kind  rowKind
}

type rowKind int

const (
	plainRow rowKind = iota
	headingRow
	totalRow // below a rule
)

// section adds a section of blocks that say something; without any there is none.
func (p *page) section(title string, blocks ...block) {
	s := section{title: title}
	for _, b := range blocks {
		if b.text != "" || len(b.list) > 0 || b.table != nil && len(b.table.rows) > 0 {
			s.blocks = append(s.blocks, b)
		}
	}
	if len(s.blocks) > 0 {
		p.sections = append(p.sections, s)
	}
}

// page returns the answer for people.
func (a *answer) page() *page {
	if a.result != nil {
		return a.result.page()
	}
	title := "No answer for this shipment"
	if a.name != "" {
		title = "No answer for " + a.name
	}
	t := &table{caption: "Every fault and its field", columns: []column{{title: "Field"}, {title: "Value", wrap: true}, {title: "Reason", wrap: true}}}
	for _, e := range a.errors {
		t.rows = append(t.rows, row{cells: []string{e.Field, e.Value, e.Reason}})
	}
	p := &page{title: title}
	p.section("What is wrong", block{table: t})
	return p
}

// grouped is an amount for people, with a comma between thousands: "12,345.60".
func grouped(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, found := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if found {
		whole += "." + fraction
	}
	return sign + whole
}

// numbersIn groups every number of a calculation: "3,600 × 61 CNY". A calculation has
// no codes and no years, which look like numbers.
func numbersIn(text string) string {
	return groupedWhere(text, func([]string) bool { return true })
}

// amountsIn groups the amounts of a sentence, which have their currency behind them:
// "1,175.22 USD", "750.00 to 1,250.00 USD".
func amountsIn(text string) string {
	return groupedWhere(text, func(after []string) bool {
		if len(after) > 2 && after[0] == "to" {
			after = after[2:]
		}
		if len(after) == 0 {
			return false
		}
		_, err := fx.ParseCurrency(strings.Trim(after[0], marks))
		return err == nil
	})
}

// marks are what stands around the numbers of a text.
const marks = "(),;:%"

// groupedWhere groups the numbers of a text before words that are wanted.
func groupedWhere(text string, wanted func(after []string) bool) string {
	words := strings.Split(text, " ")
	for i, word := range words {
		number := strings.Trim(word, marks)
		if isNumber(number) && wanted(words[i+1:]) {
			words[i] = strings.Replace(word, number, grouped(number), 1)
		}
	}
	return strings.Join(words, " ")
}

// isNumber reports whether a text is a plain number: 1175.22.
func isNumber(text string) bool {
	whole, fraction, found := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	digits := func(s string) bool {
		return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	}
	return digits(whole) && (!found || digits(fraction))
}

// money is an amount for people.
func money(m fx.Money) string { return grouped(plain(m)) }

// span is what is known of an amount: "1,200.00", or "1,200.00–1,500.00".
func span(low, high string) string {
	low, high = grouped(low), grouped(high)
	switch {
	case low == high:
		return low
	case strings.HasPrefix(low, "-") || strings.HasPrefix(high, "-"):
		return low + " to " + high
	}
	return low + "–" + high
}

// moneySpan is a range of amounts in a currency.
func moneySpan(r customs.Range, c fx.Currency) string {
	return span(plain(fx.Money{Amount: r.Low, Currency: c}), plain(fx.Money{Amount: r.High, Currency: c}))
}

// dollars is a range of US dollars for people.
func dollars(r customs.Range) string { return moneySpan(r, fx.USD) }

// eachSpan is a range per unit for people.
func eachSpan(r customs.Range) string { return span(each(r.Low), each(r.High)) }

// change is a difference for people, with its sign.
func change(r customs.Range, text func(decimal.Decimal) string) string {
	signed := func(d decimal.Decimal) string {
		s := grouped(text(d))
		if d.Sign() > 0 {
			s = "+" + s
		}
		return s
	}
	low, high := signed(r.Low), signed(r.High)
	if low == high {
		return low
	}
	return low + " to " + high
}

// capital is a text with a large first letter. A code that stands for a missing label
// is written with blanks: "air_freight" is "Air freight".
func capital(s string) string {
	if !strings.Contains(s, " ") {
		s = strings.ReplaceAll(s, "_", " ")
	}
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// textOr is the text, or another one for none.
func textOr(s *string, none string) string {
	if s == nil {
		return none
	}
	return *s
}
