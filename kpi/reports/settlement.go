package reports

import (
	"iter"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A SettlementRow is one amount of Amazon's settlement, or the summary that says what
// the amounts add up to. A line of the older flat file V1 has several amounts and
// becomes several rows with the same number.
type SettlementRow struct {
	// File and Row say where it stands: the name in [Options.Name] and the line.
	File string
	Row  int
	// Settlement is the id of the settlement. Currency is that of the row, else that
	// of the summary before it, else that of the options.
	Settlement string
	Currency   fx.Currency
	// Summary says that this is the summary of the settlement: it has no amount.
	Summary bool
	// Start, End and Deposit are printed in the summary; some files repeat them on
	// every row. DaysOnly says that the period is printed without times of the day, so
	// that the whole last day belongs to it.
	Start, End, Deposit time.Time
	DaysOnly            bool
	// Total is what the rows of the settlement must add up to; not Valid where the row
	// does not say it.
	Total decimal.NullDecimal
	// Type, AmountType and Description say what the amount is. Amazon publishes no
	// list of them: see [Line].
	Type, AmountType, Description string
	// Amount is a credit above 0 or a debit below 0; not Valid where the cell is empty.
	Amount decimal.NullDecimal
	// Posted is the time of the posting, UTC in the files of Amazon; the zero time is
	// unknown. PostedDay says that the file has only the day of it. Day is the day of
	// the posting in [Options.Zone].
	Posted    time.Time
	PostedDay bool
	Day       time.Time
	// What the amount belongs to; "" where it belongs to none.
	Order, Item, SKU, Shipment, Adjustment, Promotion, Marketplace, Fulfilment string
	// MerchantOrder, MerchantItem and MerchantAdjustment are the seller's own numbers.
	MerchantOrder, MerchantItem, MerchantAdjustment string
	// Quantity is that of the item and is repeated on every amount of it, so it must
	// not be added up by rows. [Reconciliation] counts it once for an item.
	Quantity decimal.NullDecimal
}

// Settlement yields the rows of a settlement, flat file V2 or V1, in order, without
// holding them. A row that cannot be read is yielded as an error and the next follows.
// A file of another kind is a [*KindError].
func (f *File) Settlement() iter.Seq2[SettlementRow, error] {
	lines := rows(f, SettlementV2, settlementColumns)
	if f != nil && f.Kind() == SettlementV1 {
		lines = settlementV1(f)
	}
	return func(yield func(SettlementRow, error) bool) {
		var stated summaries
		for r, err := range lines {
			if err == nil {
				stated.complete(f, &r)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// summaries remember the currency of each settlement of a file.
type summaries struct {
	last     string
	currency fx.Currency
	others   map[string]fx.Currency
}

// mostSettlements is how many settlements of one file are remembered.
const mostSettlements = 1 << 12

// complete fills in what the other cells of a row, or the rows before it, say.
func (s *summaries) complete(f *File, r *SettlementRow) {
	r.File = f.opt.Name
	r.Summary = r.Type == "" && r.AmountType == "" && r.Description == "" && !r.Amount.Valid
	if !r.Posted.IsZero() && r.Day.IsZero() {
		r.Day = DayIn(r.Posted, nil)
	}
	if r.Currency != "" {
		if r.Total.Valid || r.Summary {
			s.remember(r.Settlement, r.Currency)
		}
		return
	}
	if r.Currency = f.opt.Currency; s.last != "" {
		if s.last == r.Settlement {
			r.Currency = s.currency
		} else if c, ok := s.others[r.Settlement]; ok {
			r.Currency = c
		}
	}
}

func (s *summaries) remember(id string, c fx.Currency) {
	if s.last == id && s.currency == c {
		return
	}
	if s.others == nil {
		s.others = map[string]fx.Currency{}
	}
	s.last, s.currency = strings.Clone(id), c
	if len(s.others) < mostSettlements {
		s.others[s.last] = c
	}
}

// dashed is a title of the flat files, which some tools write with spaces or low lines.
func dashed(name string, need bool) title {
	return title{name, []string{strings.ReplaceAll(name, "-", " "), strings.ReplaceAll(name, "-", "_")}, need}
}

// headColumns are those that flat files V1 and V2 begin with.
var headColumns = []column[SettlementRow]{
	{dashed("settlement-id", true), func(c *cell, r *SettlementRow) { r.Row, r.Settlement = c.row, c.needed() }},
	{dashed("settlement-start-date", false), func(c *cell, r *SettlementRow) { r.Start = c.bound(r) }},
	{dashed("settlement-end-date", false), func(c *cell, r *SettlementRow) { r.End = c.bound(r) }},
	{dashed("deposit-date", false), func(c *cell, r *SettlementRow) { r.Deposit, _ = c.stamp() }},
	{dashed("currency", false), func(c *cell, r *SettlementRow) { r.Currency = c.currency() }},
	{dashed("total-amount", false), func(c *cell, r *SettlementRow) { r.Total, r.Currency = c.money(r.Currency) }},
	{dashed("transaction-type", true), func(c *cell, r *SettlementRow) { r.Type = c.plain() }},
	{dashed("order-id", false), func(c *cell, r *SettlementRow) { r.Order = c.plain() }},
	{dashed("merchant-order-id", false), func(c *cell, r *SettlementRow) { r.MerchantOrder = c.plain() }},
	{dashed("adjustment-id", false), func(c *cell, r *SettlementRow) { r.Adjustment = c.plain() }},
	{dashed("shipment-id", false), func(c *cell, r *SettlementRow) { r.Shipment = c.plain() }},
	{dashed("marketplace-name", false), func(c *cell, r *SettlementRow) { r.Marketplace = c.plain() }},
	{dashed("fulfillment-id", false), func(c *cell, r *SettlementRow) { r.Fulfilment = c.plain() }},
	{dashed("posted-date-time", false), func(c *cell, r *SettlementRow) { c.posted(r, false) }},
	{dashed("posted-date", false), func(c *cell, r *SettlementRow) {
		if r.Posted.IsZero() {
			c.posted(r, true)
		}
	}},
	{dashed("order-item-code", false), func(c *cell, r *SettlementRow) { r.Item = c.plain() }},
	{dashed("merchant-order-item-id", false), func(c *cell, r *SettlementRow) { r.MerchantItem = c.plain() }},
	{dashed("merchant-adjustment-item-id", false), func(c *cell, r *SettlementRow) { r.MerchantAdjustment = c.plain() }},
	{dashed("sku", false), func(c *cell, r *SettlementRow) { r.SKU = c.plain() }},
	{dashed("quantity-purchased", false), func(c *cell, r *SettlementRow) { r.Quantity = c.plainNumber() }},
	{dashed("promotion-id", false), func(c *cell, r *SettlementRow) { r.Promotion = c.plain() }},
}

// settlementColumns are the 24 columns of the flat file V2.
var settlementColumns = append(headColumns[:len(headColumns):len(headColumns)], []column[SettlementRow]{
	{dashed("amount-type", true), func(c *cell, r *SettlementRow) { r.AmountType = c.plain() }},
	{dashed("amount-description", true), func(c *cell, r *SettlementRow) { r.Description = c.plain() }},
	{dashed("amount", true), func(c *cell, r *SettlementRow) { r.Amount, r.Currency = c.money(r.Currency) }},
}...)

// bound reads the first or the last moment of a period.
func (c *cell) bound(r *SettlementRow) time.Time {
	s := c.stamped()
	if !s.time.IsZero() && !s.timed {
		r.DaysOnly = true
	}
	return s.time
}

// posted reads the time of a posting and its day. Where the column is one of days,
// midnight is no time.
func (c *cell) posted(r *SettlementRow, ofDays bool) {
	s := c.stamped()
	if s.time.IsZero() {
		return
	}
	r.Posted, r.PostedDay = s.time, !s.timed || ofDays && s.time.Equal(s.time.Truncate(24*time.Hour))
	r.Day = c.file.dayOf(s.time, s.zone && !r.PostedDay)
}
