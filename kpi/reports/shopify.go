package reports

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A ShopifyOrder is an order of Shopify's orders export with its lines. Names,
// addresses and everything else about the buyer are not kept.
type ShopifyOrder struct {
	// Row is the line of the file on which the order begins.
	Row int
	// Name is the number that the shop shows, "#1001", and ID Shopify's own.
	Name, ID string
	// Created and Paid are in the zone that the file prints; Day is that of the order,
	// in the zone of the options where it is given. The zero time is unknown.
	Created, Paid, Cancelled time.Time
	Day                      time.Time
	Financial, Fulfilment    string
	Source, PaymentMethod    string
	Currency                 fx.Currency
	// Subtotal is what the lines cost after discounts, before shipping and taxes.
	Subtotal, Shipping, Taxes, Total decimal.NullDecimal
	Discount, Refunded               decimal.NullDecimal
	DiscountCode                     string
	Lines                            []ShopifyLine
}

// A ShopifyLine is a line of an order.
type ShopifyLine struct {
	Row          int
	SKU, Product string
	Units        decimal.NullDecimal
	Price        decimal.NullDecimal // of one unit, before the discount
	CompareAt    decimal.NullDecimal
	Discount     decimal.NullDecimal // of the whole line
	Fulfilment   string
	Vendor       string
}

// LinesTotal returns the sum of units times price of all lines, less what was taken
// off single lines. It is not Valid while a line lacks units or price. A discount on
// the whole order is not taken off.
func (o *ShopifyOrder) LinesTotal() decimal.NullDecimal {
	sum := decimal.Decimal{}
	for _, l := range o.Lines {
		if !l.Units.Valid || !l.Price.Valid {
			return decimal.NullDecimal{}
		}
		sum = sum.Add(l.Units.Decimal.Mul(l.Price.Decimal)).Sub(l.Discount.Decimal)
	}
	return decimal.NewNullDecimal(sum)
}

// mostLines is the most lines of one order.
const mostLines = 10000

// ShopifyOrders yields the orders of a file of the kind [ShopifyOrders], in order. Rows
// of one order follow each other. Fields of the order stand on its first row only in
// Shopify's own files and on each row in others; they are taken once, and a row that
// contradicts the first is a fault. A row that cannot be read is yielded as an error,
// and its order without it.
func (f *File) ShopifyOrders() iter.Seq2[ShopifyOrder, error] {
	return func(yield func(ShopifyOrder, error) bool) {
		var order ShopifyOrder
		for row, err := range rows(f, ShopifyOrders, shopifyColumns) {
			if err != nil {
				if !yield(ShopifyOrder{}, err) {
					return
				}
				continue
			}
			if order.Row == 0 || row.order.Name != order.Name {
				if order.Row > 0 && !yield(order, nil) {
					return
				}
				order = row.order
				order.Row = row.line.Row
			} else if field := order.takes(&row.order); field != "" {
				fault := &ReadError{File: f.opt.Name, Row: row.line.Row, Column: field, Reason: "must be as on row " + itoa(order.Row) + " of the same order"}
				if !yield(ShopifyOrder{}, fault) {
					return
				}
				continue
			}
			if len(order.Lines) == mostLines {
				yield(ShopifyOrder{}, &ReadError{File: f.opt.Name, Row: row.line.Row, Column: "Name", Value: shorten(order.Name), Reason: "must have at most " + itoa(mostLines) + " lines"})
				return
			}
			if row.line.SKU != "" || row.line.Product != "" || row.line.Units.Valid {
				order.Lines = append(order.Lines, row.line)
			}
		}
		if order.Row > 0 {
			yield(order, nil)
		}
	}
}

// takes fills what the first row did not say and names the field in which another row
// contradicts it.
func (o *ShopifyOrder) takes(other *ShopifyOrder) (field string) {
	amount := func(name string, a *decimal.NullDecimal, b decimal.NullDecimal) {
		switch {
		case !b.Valid:
		case !a.Valid:
			*a = b
		case !a.Decimal.Equal(b.Decimal) && field == "":
			field = name
		}
	}
	text := func(name string, a *string, b string) {
		switch {
		case b == "":
		case *a == "":
			*a = b
		case *a != b && field == "":
			field = name
		}
	}
	currency := string(o.Currency)
	text("Currency", &currency, string(other.Currency))
	o.Currency = fx.Currency(currency)
	text("Id", &o.ID, other.ID)
	text("Financial Status", &o.Financial, other.Financial)
	amount("Subtotal", &o.Subtotal, other.Subtotal)
	amount("Shipping", &o.Shipping, other.Shipping)
	amount("Taxes", &o.Taxes, other.Taxes)
	amount("Total", &o.Total, other.Total)
	amount("Discount Amount", &o.Discount, other.Discount)
	amount("Refunded Amount", &o.Refunded, other.Refunded)
	return field
}

// A shopifyRow is a row of the file: a line, and the fields of its order if it has
// them.
type shopifyRow struct {
	order ShopifyOrder
	line  ShopifyLine
}

var shopifyColumns = shopifyTable()

func shopifyTable() []column[shopifyRow] {
	text := func(name string, field func(*shopifyRow) *string) column[shopifyRow] {
		return column[shopifyRow]{title{name, nil, false}, func(c *cell, r *shopifyRow) { *field(r) = c.plain() }}
	}
	money := func(name string, need bool, field func(*shopifyRow) *decimal.NullDecimal) column[shopifyRow] {
		return column[shopifyRow]{title{name, nil, need}, func(c *cell, r *shopifyRow) { *field(r), _ = c.money(r.order.Currency) }}
	}
	when := func(name string, field func(*shopifyRow) *time.Time) column[shopifyRow] {
		return column[shopifyRow]{title{name, nil, false}, func(c *cell, r *shopifyRow) { *field(r), _ = c.stamp() }}
	}
	columns := []column[shopifyRow]{
		{title{"Name", nil, true}, func(c *cell, r *shopifyRow) { r.line.Row, r.order.Name = c.row, c.needed() }},
		{title{"Currency", nil, false}, func(c *cell, r *shopifyRow) { r.order.Currency = c.currency() }},
		text("Id", func(r *shopifyRow) *string { return &r.order.ID }),
		text("Financial Status", func(r *shopifyRow) *string { return &r.order.Financial }),
		text("Fulfillment Status", func(r *shopifyRow) *string { return &r.order.Fulfilment }),
		text("Source", func(r *shopifyRow) *string { return &r.order.Source }),
		text("Payment Method", func(r *shopifyRow) *string { return &r.order.PaymentMethod }),
		text("Discount Code", func(r *shopifyRow) *string { return &r.order.DiscountCode }),
		{title{"Created at", nil, false}, func(c *cell, r *shopifyRow) {
			var zoned bool
			if r.order.Created, zoned = c.stamp(); !r.order.Created.IsZero() {
				r.order.Day = c.file.dayOf(r.order.Created, zoned)
			}
		}},
		when("Paid at", func(r *shopifyRow) *time.Time { return &r.order.Paid }),
		when("Cancelled at", func(r *shopifyRow) *time.Time { return &r.order.Cancelled }),
		money("Subtotal", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.order.Subtotal }),
		money("Shipping", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.order.Shipping }),
		money("Taxes", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.order.Taxes }),
		money("Total", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.order.Total }),
		money("Discount Amount", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.order.Discount }),
		money("Refunded Amount", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.order.Refunded }),
		{title{"Lineitem quantity", nil, true}, func(c *cell, r *shopifyRow) { r.line.Units = c.count() }},
		text("Lineitem name", func(r *shopifyRow) *string { return &r.line.Product }),
		money("Lineitem price", true, func(r *shopifyRow) *decimal.NullDecimal { return &r.line.Price }),
		money("Lineitem compare at price", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.line.CompareAt }),
		money("Lineitem discount", false, func(r *shopifyRow) *decimal.NullDecimal { return &r.line.Discount }),
		text("Lineitem sku", func(r *shopifyRow) *string { return &r.line.SKU }),
		text("Lineitem fulfillment status", func(r *shopifyRow) *string { return &r.line.Fulfilment }),
		text("Vendor", func(r *shopifyRow) *string { return &r.line.Vendor }),
	}
	known := []string{ // and not kept, the buyer above all
		"Email", "Phone", "Accepts Marketing", "Fulfilled at", "Shipping Method", "Lineitem requires shipping", "Lineitem taxable",
		"Notes", "Note Attributes", "Payment Reference", "Payment References", "Outstanding Balance", "Employee", "Location", "Device ID",
		"Tags", "Risk Level", "Receipt Number", "Duties", "Payment ID", "Payment Terms Name", "Next Payment Due At",
	}
	for _, who := range []string{"Billing ", "Shipping "} {
		for _, part := range []string{"Name", "Street", "Address1", "Address2", "Company", "City", "Zip", "Province", "Province Name", "Country", "Phone"} {
			known = append(known, who+part)
		}
	}
	for _, n := range []string{"1", "2", "3", "4", "5"} {
		known = append(known, "Tax "+n+" Name", "Tax "+n+" Value")
	}
	for _, name := range known {
		columns = append(columns, column[shopifyRow]{title{name, nil, false}, nil})
	}
	return columns
}
