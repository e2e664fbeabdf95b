package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A SettlementCheck is one settlement in one currency: what its rows add up to, and
// whether that is what the file states. All sums are exact.
type SettlementCheck struct {
	Settlement string
	Currency   fx.Currency
	// Start, End and Deposit are those of the summary; the zero time is unknown.
	// DaysOnly says that the period is printed without times of the day.
	Start, End, Deposit time.Time
	DaysOnly            bool
	// Marketplaces are those of the rows, most rows first.
	Marketplaces []string
	// Rows is the number of amounts, and Sum what they add up to.
	Rows int
	Sum  decimal.Decimal
	// Total is what the file states, and Difference is Sum less Total. Both are not
	// Valid where the file states no total.
	Total, Difference decimal.NullDecimal
	// Lines are the sums by line of the statement, in its order. They add up to Sum.
	Lines []LineSum
	// SKUs are sorted by SKU; with NoSKU they add up to Sum.
	SKUs  []SKUSum
	NoSKU SKUSum
	// ReserveReleased is what the settlement before held back and this one pays,
	// ReserveHeld what this one holds back, below 0. They are cash and no profit.
	ReserveReleased, ReserveHeld decimal.Decimal
	// Tax is what is left of tax that came in and went out: 0 where the channel pays
	// all tax to the state.
	Tax decimal.Decimal
	// Unmapped are the amounts that no mapping knows, largest first; they are part of
	// Sum. Where there are more than 1,000 different ones, the last has no description
	// and is the sum of the others.
	Unmapped []UnmappedSum
	// Findings are what does not fit, sorted by code. Unlisted counts those beyond
	// [ReconcileOptions.Listed] by code.
	Findings []Finding
	Unlisted map[FindingCode]int
	// UnreadRows of all files could not be read: a difference may be theirs. A record
	// over several lines counts as so many rows.
	UnreadRows int
	// Unchecked rows came before the period of their settlement was known, and were
	// too many to wait for it.
	Unchecked int
	// WindowPassed says that the files are larger than [ReconcileOptions.Window], so
	// that repeated rows may be missing and units may be counted twice.
	WindowPassed bool
}

// Reserve returns the reserve released less the reserve held.
func (c *SettlementCheck) Reserve() decimal.Decimal { return c.ReserveReleased.Add(c.ReserveHeld) }

// Balanced reports whether the rows add up to the total that the file states, with no
// row left unread.
func (c *SettlementCheck) Balanced() bool {
	return c.Difference.Valid && c.Difference.Decimal.IsZero() && c.UnreadRows == 0
}

// A LineSum is what one line of the statement adds up to.
type LineSum struct {
	Line   Line
	Rows   int
	Amount decimal.Decimal
}

// A SKUSum is what one SKU adds up to.
type SKUSum struct {
	SKU    string // "" for amounts of no SKU
	Rows   int
	Amount decimal.Decimal
	// UnitsSold and UnitsRefunded count the quantity of an item once.
	UnitsSold, UnitsRefunded int64
	// Lines add up to Amount.
	Lines []LineSum
}

// An UnmappedSum is an amount that no mapping knows.
type UnmappedSum struct {
	Type, AmountType, Description string
	Rows                          int
	Amount                        decimal.Decimal
	// Places are its first rows, at most 20.
	Places []Place
}

// A FindingCode says what does not fit. It is stable and never translated.
type FindingCode string

// The findings.
const (
	TotalDiffers    FindingCode = "total_differs"    // the rows do not add up to the total
	NoTotal         FindingCode = "no_total"         // no file states a total
	OtherSettlement FindingCode = "other_settlement" // rows of a settlement without a total, beside one that has one
	OtherCurrency   FindingCode = "other_currency"   // rows in a currency for which the settlement states no total
	TotalTwice      FindingCode = "total_twice"      // two totals of one settlement contradict each other
	PostedBefore    FindingCode = "posted_before"    // rows of an order posted before the period
	PostedAfter     FindingCode = "posted_after"     // rows of an order posted after the period
	NoPostingDate   FindingCode = "no_posting_date"  // rows that do not say when they were posted
	NoAmount        FindingCode = "no_amount"        // rows without an amount
	RepeatedRow     FindingCode = "repeated_row"     // rows that are the same in all cells; they may be right, and all count
	QuantityDiffers FindingCode = "quantity_differs" // rows of an item with different quantities; the largest counts
)

// A Finding is something that does not fit, and its rows.
type Finding struct {
	Code FindingCode
	// Order, SKU and Day say what it is about; "" and the zero time where it is about
	// none.
	Order, SKU string
	Day        time.Time
	// Count is the number of rows: of repeated rows, of those after the first.
	Count int
	// Amount is the sum of those rows, or the difference of a total. It is 0 for
	// quantities that differ, since all amounts of the item may be right.
	Amount decimal.Decimal
	// Places are the first rows, at most 20; of repeated rows, the first of them is
	// the one that is repeated.
	Places []Place
	// Text says for people what was found.
	Text string
}

// Checks returns the state of every settlement, sorted by start, id and currency. Rows
// may be added afterwards.
func (r *Reconciliation) Checks() []SettlementCheck {
	stated := map[string][]*group{} // by settlement
	for _, g := range r.groups {
		if len(g.totals) > 0 {
			stated[g.key.settlement] = append(stated[g.key.settlement], g)
		}
	}
	// Rows without a currency are in the only one that their settlement states.
	joined := map[*group]*group{}
	for key, g := range r.groups {
		if owners := stated[key.settlement]; key.currency == "" && len(g.totals) == 0 && len(owners) == 1 {
			whole := newGroup(owners[0].key)
			whole.merge(r, owners[0], nil, nil)
			whole.merge(r, g, nil, nil)
			joined[owners[0]], joined[g] = whole, nil
		}
	}
	checks := []SettlementCheck{}
	for _, g := range r.groups {
		whole, changed := joined[g]
		if !changed {
			whole = g
			g.settle(r)
		}
		if whole != nil {
			checks = append(checks, r.check(whole, len(stated[g.key.settlement]) > 0, len(stated) > 0))
		}
	}
	slices.SortFunc(checks, func(a, b SettlementCheck) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Settlement, b.Settlement), cmp.Compare(a.Currency, b.Currency))
	})
	return checks
}

// check turns the state of a settlement into its result.
func (r *Reconciliation) check(g *group, statesOther, others bool) SettlementCheck {
	c := SettlementCheck{
		Settlement: g.key.settlement, Currency: g.key.currency,
		Start: g.start, End: g.end, Deposit: g.deposit, DaysOnly: g.days,
		Marketplaces: marketplaces(g.markets), Rows: g.rows, Sum: g.sum.value(),
		UnreadRows: r.unread, Unchecked: g.waived + len(g.pending),
		WindowPassed: r.items.forgot || r.seen.forgot,
	}
	c.Lines = g.lines.list()
	for _, l := range c.Lines {
		switch {
		case l.Line == LineReserveReleased:
			c.ReserveReleased = l.Amount
		case l.Line == LineReserveHeld:
			c.ReserveHeld = l.Amount
		case l.Line.Level() == PassedOnTax:
			c.Tax = c.Tax.Add(l.Amount)
		}
	}
	for name, s := range g.skus {
		sum := SKUSum{name, s.rows, s.sum.value(), s.sold, s.refunded, s.lines.list()}
		if name == "" {
			c.NoSKU = sum
			continue
		}
		c.SKUs = append(c.SKUs, sum)
	}
	slices.SortFunc(c.SKUs, func(a, b SKUSum) int { return cmp.Compare(a.SKU, b.SKU) })
	for key, u := range g.unknown {
		c.Unmapped = append(c.Unmapped, UnmappedSum{key.transaction, key.amountType, key.description, u.rows, u.sum.value(), r.places(u.places)})
	}
	slices.SortFunc(c.Unmapped, func(a, b UnmappedSum) int {
		return cmp.Or(b.Amount.Abs().Cmp(a.Amount.Abs()), cmp.Compare(a.Type, b.Type), cmp.Compare(a.AmountType, b.AmountType), cmp.Compare(a.Description, b.Description))
	})
	if g.more.rows > 0 {
		c.Unmapped = append(c.Unmapped, UnmappedSum{"", "", "", g.more.rows, g.more.sum.value(), r.places(g.more.places)})
	}
	r.compareTotal(&c, g, statesOther, others)
	for key, f := range g.flaws {
		c.Findings = append(c.Findings, Finding{
			Code: key.code, Order: key.order, SKU: key.sku, Day: key.day,
			Count: f.count, Amount: f.sum.value(), Places: r.places(f.places),
		})
	}
	for code, f := range g.beyond {
		if c.Unlisted == nil {
			c.Unlisted = map[FindingCode]int{}
		}
		c.Unlisted[code] = f.count
	}
	for i := range c.Findings {
		if c.Findings[i].Text == "" {
			c.Findings[i].Text = c.Findings[i].text()
		}
	}
	slices.SortFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.Day.Compare(b.Day), cmp.Compare(a.Order, b.Order), cmp.Compare(a.SKU, b.SKU), comparePlaces(a.Places, b.Places))
	})
	return c
}

// compareTotal compares the sum with what the file states.
func (r *Reconciliation) compareTotal(c *SettlementCheck, g *group, statesOther, others bool) {
	add := func(code FindingCode, amount decimal.Decimal, text string, places ...rowPlace) {
		c.Findings = append(c.Findings, Finding{Code: code, Count: g.rows, Amount: amount, Places: r.places(places), Text: text})
	}
	if len(g.totals) == 0 {
		switch {
		case statesOther:
			add(OtherCurrency, c.Sum, "the settlement states no total in "+cmp.Or(string(c.Currency), "a currency that is not known"))
		case others:
			add(OtherSettlement, c.Sum, "rows of a settlement whose summary is not there")
		default:
			add(NoTotal, c.Sum, "no summary states a total")
		}
		return
	}
	var places []rowPlace
	var texts []string
	for _, t := range g.totals {
		places = append(places, t.at)
		texts = append(texts, fx.Plain(t.total))
	}
	c.Total = decimal.NewNullDecimal(g.totals[0].total)
	c.Difference = decimal.NewNullDecimal(c.Sum.Sub(c.Total.Decimal))
	if len(g.totals) > 1 {
		slices.Sort(texts) // whichever was read first
		add(TotalTwice, decimal.Decimal{}, "the totals "+strings.Join(texts, ", ")+" contradict each other", places...)
	}
	d := c.Difference.Decimal
	if d.IsZero() {
		return
	}
	text := "the rows add up to " + fx.Plain(c.Sum) + " and the total is " + fx.Plain(c.Total.Decimal)
	var repeats decimal.Decimal
	for key, f := range g.flaws {
		if key.code == RepeatedRow {
			repeats = repeats.Add(f.sum.value())
		}
	}
	if f := g.beyond[RepeatedRow]; f != nil {
		repeats = repeats.Add(f.sum.value())
	}
	if repeats.Equal(d) {
		text += "; the difference is what the repeated rows add up to"
	}
	if r.unread > 0 {
		text += "; " + strconv.Itoa(r.unread) + " rows could not be read"
	}
	add(TotalDiffers, d, text, places...)
}

// text says for people what a finding is.
func (f *Finding) text() string {
	rows := strconv.Itoa(f.Count) + " row"
	if f.Count != 1 {
		rows += "s"
	}
	what := rows + ", " + fx.Plain(f.Amount)
	if f.Order != "" {
		what = "order " + f.Order + ", " + what
	}
	switch f.Code {
	case PostedBefore:
		return "posted " + f.Day.Format(time.DateOnly) + ", before the period: " + what
	case PostedAfter:
		return "posted " + f.Day.Format(time.DateOnly) + ", after the period: " + what
	case NoPostingDate:
		return "no day of posting: " + what
	case NoAmount:
		return "no amount: " + rows
	case RepeatedRow:
		return "repeats " + strconv.Itoa(f.Count) + " times, " + fx.Plain(f.Amount) + "; all of them count"
	case QuantityDiffers:
		return "different quantities of one item: " + strings.TrimSuffix(what, ", "+fx.Plain(f.Amount))
	}
	return what
}

func (r *Reconciliation) places(rows []rowPlace) []Place {
	var out []Place
	for _, at := range rows {
		out = append(out, Place{r.files[at.file], int(at.row)})
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row)) })
	return out
}

func comparePlaces(a, b []Place) int {
	return slices.CompareFunc(a, b, func(p, q Place) int { return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Row, q.Row)) })
}

// list returns the sums in the order of the statement.
func (l lineSums) list() []LineSum {
	out := make([]LineSum, 0, len(l))
	for _, s := range slices.SortedFunc(slices.Values(l), func(a, b lineSum) int { return cmp.Compare(a.line, b.line) }) {
		out = append(out, LineSum{lineTable[s.line].line, s.rows, s.sum.value()})
	}
	return out
}

// marketplaces returns the names, most rows first.
func marketplaces(rows map[string]int) []string {
	var names []string
	for name := range rows {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(rows[b], rows[a]), cmp.Compare(a, b)) })
	return names
}
