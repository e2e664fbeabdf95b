package reports

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A ShopifyTransaction is one row of Shopify's payment transactions export. What the
// buyer paid in another currency is not kept: it never enters a total.
type ShopifyTransaction struct {
	Row int
	// Time is in the zone that the file prints; Day is that of the zone of the options
	// where it is given.
	Time, Day time.Time
	// Type is charge, refund, chargeback, dispute, adjustment, reserve or payout.
	Type, Order, Card, Method string
	// PayoutStatus is "pending" before there is a payout; PayoutDay and PayoutID are
	// empty then, and the id sometimes later as well.
	PayoutStatus, PayoutID string
	PayoutDay, AvailableOn time.Time
	Currency               fx.Currency
	// Amount is positive for a charge and negative for a refund. Fee is positive where
	// Shopify takes it. Net is amount less fee.
	Amount, Fee, Net decimal.NullDecimal
}

// NetDifference returns how far the printed net is from amount less fee; it is not
// Valid while one of them is unknown.
func (t *ShopifyTransaction) NetDifference() decimal.NullDecimal {
	if !t.Amount.Valid || !t.Fee.Valid || !t.Net.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.Net.Decimal.Sub(t.Amount.Decimal.Sub(t.Fee.Decimal)))
}

// ShopifyTransactions yields the rows of a file of the kind [ShopifyTransactions], in
// order. A row that cannot be read is yielded as an error and the next follows.
func (f *File) ShopifyTransactions() iter.Seq2[ShopifyTransaction, error] {
	return rows(f, ShopifyTransactions, transactionColumns)
}

var transactionColumns = []column[ShopifyTransaction]{
	{title{"Transaction Date", nil, true}, func(c *cell, r *ShopifyTransaction) {
		var zoned bool
		r.Row = c.row
		if r.Time, zoned = c.stamp(); r.Time.IsZero() {
			c.needed()
			return
		}
		r.Day = c.file.dayOf(r.Time, zoned)
	}},
	{title{"Currency", nil, false}, func(c *cell, r *ShopifyTransaction) {
		if r.Currency = c.currency(); r.Currency == "" {
			r.Currency = c.file.opt.Currency
		}
	}},
	{title{"Type", nil, true}, func(c *cell, r *ShopifyTransaction) { r.Type = c.needed() }},
	{title{"Order", nil, false}, func(c *cell, r *ShopifyTransaction) { r.Order = c.plain() }},
	{title{"Card Brand", nil, false}, func(c *cell, r *ShopifyTransaction) { r.Card = c.plain() }},
	{title{"Payout Status", nil, false}, func(c *cell, r *ShopifyTransaction) { r.PayoutStatus = c.plain() }},
	{title{"Payout Date", nil, true}, func(c *cell, r *ShopifyTransaction) { r.PayoutDay = c.day() }},
	{title{"Payout ID", nil, false}, func(c *cell, r *ShopifyTransaction) { r.PayoutID = c.plain() }},
	{title{"Available On", nil, false}, func(c *cell, r *ShopifyTransaction) { r.AvailableOn = c.day() }},
	{title{"Amount", nil, true}, func(c *cell, r *ShopifyTransaction) { r.Amount, _ = c.money(r.Currency) }},
	{title{"Fee", nil, true}, func(c *cell, r *ShopifyTransaction) { r.Fee, _ = c.money(r.Currency) }},
	{title{"Net", nil, true}, func(c *cell, r *ShopifyTransaction) { r.Net, _ = c.money(r.Currency) }},
	{title{"Payment Method Name", nil, false}, func(c *cell, r *ShopifyTransaction) { r.Method = c.plain() }},
	{title{"Card Source", nil, false}, nil},
	{title{"Checkout", nil, false}, nil},
	{title{"Presentment Amount", nil, false}, nil},
	{title{"Presentment Currency", nil, false}, nil},
	{title{"VAT", nil, false}, nil},
	{title{"Business Entity Name", nil, false}, nil},
	{title{"Business Entity ID", nil, false}, nil},
}

// A ShopifyPayout is one row of Shopify's payouts export. Its amounts carry their sign:
// fees and refunds are negative, unlike the fees of transactions.
type ShopifyPayout struct {
	Row           int
	Day           time.Time
	Status        string
	BankReference string
	Currency      fx.Currency

	Charges, Refunds, Adjustments, SalesTax, Advances, Reserved, Fees, Retried decimal.NullDecimal
	Total                                                                      decimal.NullDecimal
}

// Difference returns how far the printed total is from the sum of the signed columns,
// of which those that the file does not have count nothing. It is not Valid without a
// total.
func (p *ShopifyPayout) Difference() decimal.NullDecimal {
	if !p.Total.Valid {
		return decimal.NullDecimal{}
	}
	sum := decimal.Decimal{}
	for _, part := range []decimal.NullDecimal{p.Charges, p.Refunds, p.Adjustments, p.SalesTax, p.Advances, p.Reserved, p.Fees, p.Retried} {
		sum = sum.Add(part.Decimal)
	}
	return decimal.NewNullDecimal(p.Total.Decimal.Sub(sum))
}

// ShopifyPayouts yields the rows of a file of the kind [ShopifyPayouts], in order. A
// row that cannot be read is yielded as an error and the next follows.
func (f *File) ShopifyPayouts() iter.Seq2[ShopifyPayout, error] {
	return rows(f, ShopifyPayouts, payoutColumns)
}

var payoutColumns = payoutTable()

func payoutTable() []column[ShopifyPayout] {
	money := func(name string, need bool, field func(*ShopifyPayout) *decimal.NullDecimal) column[ShopifyPayout] {
		return column[ShopifyPayout]{title{name, nil, need}, func(c *cell, r *ShopifyPayout) { *field(r), _ = c.money(r.Currency) }}
	}
	return []column[ShopifyPayout]{
		{title{"Payout Date", nil, true}, func(c *cell, r *ShopifyPayout) {
			r.Row = c.row
			if r.Day = c.day(); r.Day.IsZero() {
				c.needed()
			}
		}},
		{title{"Currency", nil, false}, func(c *cell, r *ShopifyPayout) {
			if r.Currency = c.currency(); r.Currency == "" {
				r.Currency = c.file.opt.Currency
			}
		}},
		{title{"Status", nil, true}, func(c *cell, r *ShopifyPayout) { r.Status = c.plain() }},
		{title{"Bank Reference", nil, false}, func(c *cell, r *ShopifyPayout) { r.BankReference = c.plain() }},
		money("Charges", true, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Charges }),
		money("Refunds", true, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Refunds }),
		money("Adjustments", false, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Adjustments }),
		money("Marketplace Sales Tax", false, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.SalesTax }),
		money("Advances", false, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Advances }),
		money("Reserved Funds", false, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Reserved }),
		money("Fees", true, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Fees }),
		money("Retried Amount", false, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Retried }),
		money("Total", true, func(r *ShopifyPayout) *decimal.NullDecimal { return &r.Total }),
	}
}
