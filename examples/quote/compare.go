package main

import (
	"slices"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A comparison is the same unit on several channels. Amounts are in Currency.
type comparison struct {
	SKU      string     `json:"sku"`
	Date     string     `json:"date"`
	Currency string     `json:"currency"`
	Price    *string    `json:"price"`  // the one price of all, null when each is at its own
	Target   *string    `json:"target"` // the one target of all, null when each has its own or none
	Channels []compared `json:"channels"`
	Quotes   []*result  `json:"quotes"`
}

// A compared is one channel of a comparison.
type compared struct {
	Label       string   `json:"label"`
	Channel     string   `json:"channel"`
	Price       string   `json:"price"`
	Profit      string   `json:"profit"`
	Margin      *string  `json:"margin"`
	BreakEven   *string  `json:"break_even"`
	TargetPrice *string  `json:"target_price"`
	Complete    bool     `json:"complete"`
	Missing     []string `json:"missing"`
	LeftOut     []string `json:"left_out"`
}

// compare answers a request with a list of channels.
func (q quoter) compare(n, list strict.Node) answer {
	var f strict.Faults
	named := strict.Open(n, "", &strict.Faults{})
	a := answer{named: true, sku: named.Label("sku")}
	c := &comparison{}
	entries := readEntries(n, list, &f)
	var found []foundFault
	for _, e := range entries {
		if len(found) > strict.MaxFaults {
			break
		}
		var own strict.Faults
		r := readRequest(e.merged, &own)
		res, wrong := q.quote(r, own)
		for _, fault := range wrong {
			e.locate(fault)
			found = addFault(found, fault, e.label)
		}
		if res != nil {
			c.add(e.label, res)
		}
	}
	for _, x := range found {
		f.Add(x.Field, x.Value, x.Reason+x.who(len(entries)))
	}
	if len(f) > 0 {
		a.errors = f
		return a
	}
	c.finish()
	a.comparison = c
	return a
}

// A foundFault is a fault and the channels that have it.
type foundFault struct {
	*fx.InputError
	labels []string
}

// who names the channels of a fault, where neither its field nor its reason does:
// " (amazon-us)".
func (x *foundFault) who(entries int) string {
	who := strings.Join(x.labels, ", ")
	named := channels[who] != nil && strings.Contains(x.Reason, who)
	if len(x.labels) == entries || strict.FirstName(x.Field) == "channels" || named {
		return ""
	}
	return " (" + who + ")"
}

func addFault(found []foundFault, fault *fx.InputError, label string) []foundFault {
	for i := range found {
		if *found[i].InputError == *fault {
			found[i].labels = append(found[i].labels, label)
			return found
		}
	}
	return append(found, foundFault{fault, []string{label}})
}

// add takes the quote of one channel in.
func (c *comparison) add(label string, r *result) {
	one := compared{
		Label: label, Channel: r.Channel, Price: r.Price, Profit: r.Profit, Margin: r.Margin, BreakEven: r.BreakEven,
		Complete: r.Complete, Missing: r.Missing, LeftOut: []string{},
	}
	if r.Solution != nil {
		one.TargetPrice = r.Solution.Price
	}
	for _, x := range r.LeftOut {
		one.LeftOut = append(one.LeftOut, x.Code)
	}
	c.Channels, c.Quotes = append(c.Channels, one), append(c.Quotes, r)
}

// finish fills what all channels have in common.
func (c *comparison) finish() {
	first := c.Quotes[0]
	c.SKU, c.Date, c.Currency = first.SKU, first.Date, first.Currency
	if !slices.ContainsFunc(c.Quotes, func(r *result) bool { return r.Price != first.Price }) {
		c.Price = &first.Price
	}
	if first.Solution != nil && !slices.ContainsFunc(c.Quotes, func(r *result) bool {
		return r.Solution == nil || r.Solution.Target != first.Solution.Target
	}) {
		c.Target = &first.Solution.Target
	}
}

// codes returns the codes of all lines that cost something on some channel, in
// one order for all.
func (c *comparison) codes() []string {
	var out []string
	for _, r := range c.Quotes {
		for _, l := range r.shown() {
			if l.Amount != r.money(decimal.Decimal{}) && !slices.Contains(out, l.Code) {
				out = append(out, l.Code)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return rank(a) - rank(b) })
	return out
}

// rows are the statements side by side: one row a line, one column a channel.
func (c *comparison) rows() [][]string {
	title := []string{"line"}
	for _, x := range c.Channels {
		title = append(title, x.Label)
	}
	rows := [][]string{title}
	for _, code := range c.codes() {
		row := []string{""}
		for _, r := range c.Quotes {
			cell := ""
			var sum decimal.Decimal
			for _, l := range r.shown() {
				if l.Code == code {
					amount, _ := decimal.NewFromString(l.Amount)
					sum = sum.Add(amount)
					row[0], cell = commonName(row[0], l), r.money(sum)
				}
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// commonName is the name of a row to which a line is added: that of its lines,
// or of their code when they differ.
func commonName(so string, l line) string {
	if name := l.name(); so == "" || so == name {
		return name
	}
	return nameOf(l.Code)
}

// sums are the rows under the statements.
func (c *comparison) sums() [][]string {
	profit, margin := []string{"Profit"}, []string{"Margin"}
	for _, x := range c.Channels {
		profit, margin = append(profit, x.Profit), append(margin, percentOr(x.Margin, "undefined"))
	}
	return [][]string{profit, margin}
}

// best says which channel earns most, and which asks for the lowest price.
func (c *comparison) best() []string {
	if len(c.Quotes) == 1 {
		return nil
	}
	var out []string
	if c.Price != nil {
		out = append(out, c.mostProfit())
	}
	if c.Target != nil {
		out = append(out, c.lowestPrice())
	}
	if len(out) > 0 && slices.ContainsFunc(c.Quotes, func(r *result) bool { return !r.Complete }) {
		out = append(out, "Some costs are unknown: with them this may turn out otherwise")
	}
	return out
}

func (c *comparison) mostProfit() string {
	order := slices.SortedStableFunc(slices.Values(c.Quotes), func(x, y *result) int { return y.statement.Profit.Cmp(x.statement.Profit) })
	first := order[0]
	most := slices.DeleteFunc(slices.Clone(order), func(r *result) bool { return !r.statement.Profit.Equal(first.statement.Profit) })
	if len(most) > 1 {
		return listed(c.labelsOf(most)) + " earn most per unit at " + *c.Price + ": " + first.Profit + " each"
	}
	more := first.statement.Profit.Sub(order[1].statement.Profit)
	return c.label(first) + " earns most per unit at " + *c.Price + ": " + first.Profit + ", which is " +
		atLeastACent(first.money(more), more) + " more than " + c.label(order[1])
}

func (c *comparison) lowestPrice() string {
	var lowest []*result
	for _, r := range c.Quotes {
		switch {
		case !r.solved.Valid || len(lowest) > 0 && r.solved.Decimal.GreaterThan(lowest[0].solved.Decimal):
		case len(lowest) > 0 && r.solved.Decimal.Equal(lowest[0].solved.Decimal):
			lowest = append(lowest, r)
		default:
			lowest = []*result{r}
		}
	}
	if len(lowest) == 0 {
		return "On no channel can " + article(*c.Target) + " be reached"
	}
	reach := " reaches "
	if len(lowest) > 1 {
		reach = " reach "
	}
	return listed(c.labelsOf(lowest)) + reach + article(*c.Target) + " at the lowest price, " + *lowest[0].Solution.Price
}

func (c *comparison) label(r *result) string { return c.Channels[slices.Index(c.Quotes, r)].Label }

func (c *comparison) labelsOf(quotes []*result) []string {
	var out []string
	for _, r := range quotes {
		out = append(out, c.label(r))
	}
	return out
}

// priceRows are the prices of all channels: break-even and target.
func (c *comparison) priceRows() [][]string {
	title := []string{"channel", "break-even"}
	aims := slices.ContainsFunc(c.Quotes, func(r *result) bool { return r.Solution != nil })
	switch {
	case c.Target != nil:
		title = append(title, *c.Target)
	case aims:
		title = append(title, "target")
	}
	rows := [][]string{title}
	for i, x := range c.Channels {
		row := []string{x.Label, textOr(x.BreakEven, "no price")}
		if s := c.Quotes[i].Solution; aims && s != nil {
			cell := textOr(s.Price, "no price")
			if c.Target == nil {
				cell = s.Target + ": " + cell
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// sources returns every table of the comparison once.
func (c *comparison) sources() []source {
	var all []source
	for _, r := range c.Quotes {
		tables, _ := r.sources()
		for _, s := range tables {
			if !slices.ContainsFunc(all, func(known source) bool { return known.Table == s.Table }) {
				all = append(all, s)
			}
		}
	}
	return all
}
