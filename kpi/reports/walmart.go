package reports

import (
	"iter"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A WalmartRow is one row of Walmart's reconciliation report: one amount of a
// transaction, or the summary of the payment. The place that it is shipped to is not
// kept.
type WalmartRow struct {
	Row int
	// Summary says that the row is the summary: it has the period and the payable
	// total, and no amount.
	Summary      bool
	First, Last  time.Time
	TotalPayable decimal.NullDecimal
	Currency     fx.Currency

	Key string
	Day time.Time
	// Type, Description and AmountType say what the amount is: Sale, Purchase, Product
	// Price. Reason is further text.
	Type, Description, AmountType, Reason string
	Amount                                decimal.NullDecimal
	// Order is the customer's order. Purchase orders lose their digits in
	// spreadsheets (1.19E+14): group by Order.
	Order, OrderLine, PurchaseOrder, PurchaseOrderLine string
	SKU, GTIN, Product                                 string
	Units                                              decimal.NullDecimal
	// Commission and BaseCommission are shares of the price, OriginalCommission is an
	// amount.
	Commission, BaseCommission            decimal.NullDecimal
	OriginalCommission                    decimal.NullDecimal
	Category, ProductType, CommissionRule string
	Fulfilment                            string

	lines bool // the row says how many lines the file has
}

// Walmart yields the rows of a file of the kind [WalmartReconciliation], in order. A
// row that cannot be read is yielded as an error and the next follows.
func (f *File) Walmart() iter.Seq2[WalmartRow, error] {
	return func(yield func(WalmartRow, error) bool) {
		for r, err := range rows(f, WalmartReconciliation, walmartColumns) {
			if err == nil && r.lines {
				continue
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

var walmartColumns = walmartTable()

func walmartTable() []column[WalmartRow] {
	text := func(name string, field func(*WalmartRow) *string) column[WalmartRow] {
		return column[WalmartRow]{title{name, nil, false}, func(c *cell, r *WalmartRow) { *field(r) = c.plain() }}
	}
	money := func(name string, need bool, field func(*WalmartRow) *decimal.NullDecimal) column[WalmartRow] {
		return column[WalmartRow]{title{name, nil, need}, func(c *cell, r *WalmartRow) { *field(r), _ = c.money(r.Currency) }}
	}
	// Shares are printed in percent, with the sign or without it.
	share := func(name string, field func(*WalmartRow) *decimal.NullDecimal) column[WalmartRow] {
		return column[WalmartRow]{title{name, nil, false}, func(c *cell, r *WalmartRow) {
			if n, ok := c.number(); ok {
				*field(r) = decimal.NewNullDecimal(n.value.Shift(-2))
			}
		}}
	}
	columns := []column[WalmartRow]{
		{title{"Period Start Date", nil, true}, func(c *cell, r *WalmartRow) {
			r.Row = c.row
			if strings.HasPrefix(c.plain(), "Number of Lines") {
				r.lines = true
				return
			}
			r.First = c.day()
		}},
		{title{"Period End Date", nil, true}, func(c *cell, r *WalmartRow) {
			if !r.lines {
				r.Last = c.day()
			}
		}},
		{title{"Currency", nil, false}, func(c *cell, r *WalmartRow) {
			if r.Currency = c.currency(); r.Currency == "" {
				r.Currency = c.file.opt.Currency
			}
		}},
		{title{"Total Payable", nil, true}, func(c *cell, r *WalmartRow) {
			if !r.lines {
				r.TotalPayable, _ = c.money(r.Currency)
				r.Summary = r.TotalPayable.Valid
			}
		}},
		text("Transaction Key", func(r *WalmartRow) *string { return &r.Key }),
		{title{"Transaction Posted Timestamp", nil, true}, func(c *cell, r *WalmartRow) { r.Day = c.day() }},
		{title{"Transaction Type", nil, true}, func(c *cell, r *WalmartRow) {
			if r.Type = c.plain(); strings.EqualFold(r.Type, "PaymentSummary") {
				r.Summary = true
			}
		}},
		text("Transaction Description", func(r *WalmartRow) *string { return &r.Description }),
		text("Transaction Reason Description", func(r *WalmartRow) *string { return &r.Reason }),
		text("Amount Type", func(r *WalmartRow) *string { return &r.AmountType }),
		{title{"Amount", nil, true}, func(c *cell, r *WalmartRow) {
			if r.Amount, _ = c.money(r.Currency); !r.Amount.Valid && !r.Summary && !r.lines {
				c.needed()
			}
		}},
		text("Customer Order #", func(r *WalmartRow) *string { return &r.Order }),
		text("Customer Order line #", func(r *WalmartRow) *string { return &r.OrderLine }),
		text("Purchase Order #", func(r *WalmartRow) *string { return &r.PurchaseOrder }),
		text("Purchase Order line #", func(r *WalmartRow) *string { return &r.PurchaseOrderLine }),
		{title{"Ship Qty", nil, false}, func(c *cell, r *WalmartRow) { r.Units = c.count() }},
		share("Commission Rate", func(r *WalmartRow) *decimal.NullDecimal { return &r.Commission }),
		share("Base Commission Rate", func(r *WalmartRow) *decimal.NullDecimal { return &r.BaseCommission }),
		money("Original Commission", false, func(r *WalmartRow) *decimal.NullDecimal { return &r.OriginalCommission }),
		text("Partner Item Id", func(r *WalmartRow) *string { return &r.SKU }),
		text("Partner GTIN", func(r *WalmartRow) *string { return &r.GTIN }),
		text("Partner Item Name", func(r *WalmartRow) *string { return &r.Product }),
		text("Contract Category", func(r *WalmartRow) *string { return &r.Category }),
		text("Product Type", func(r *WalmartRow) *string { return &r.ProductType }),
		text("Commission Rule", func(r *WalmartRow) *string { return &r.CommissionRule }),
		text("Fulfillment Type", func(r *WalmartRow) *string { return &r.Fulfilment }),
	}
	for _, known := range []string{"Product Tax Code", "Ship to State", "Ship to City", "Ship to Zipcode", "Shipping Method", "Fulfillment Details"} {
		columns = append(columns, column[WalmartRow]{title{known, nil, false}, nil})
	}
	return columns
}

// A WalmartSummary adds up the rows of reconciliation reports, in any order. The zero
// WalmartSummary has none.
type WalmartSummary struct {
	Rows     int
	Currency fx.Currency
	// Payable is the total of the summary rows; not Valid without one.
	Payable decimal.NullDecimal
	// Sum is that of all amounts. Amounts splits it by kind, Items by SKU, "" for what
	// belongs to none.
	Sum     decimal.Decimal
	Amounts map[WalmartAmount]decimal.Decimal
	Items   map[string]decimal.Decimal
}

// A WalmartAmount is a kind of amount: Sale, Purchase, Product Price.
type WalmartAmount struct {
	Type, Description, AmountType string
}

// Add adds a row. A row of another currency is a [*fx.CurrencyMismatchError], and is
// not added.
func (s *WalmartSummary) Add(r WalmartRow) error {
	if r.Currency != "" && s.Currency != "" && r.Currency != s.Currency {
		return &fx.CurrencyMismatchError{Left: s.Currency, Right: r.Currency}
	}
	if s.Currency == "" {
		s.Currency = r.Currency
	}
	if s.Amounts == nil {
		s.Amounts, s.Items = map[WalmartAmount]decimal.Decimal{}, map[string]decimal.Decimal{}
	}
	s.Rows++
	if r.TotalPayable.Valid {
		s.Payable = decimal.NewNullDecimal(s.Payable.Decimal.Add(r.TotalPayable.Decimal))
	}
	if !r.Amount.Valid {
		return nil
	}
	kind := WalmartAmount{r.Type, r.Description, r.AmountType}
	s.Sum = s.Sum.Add(r.Amount.Decimal)
	s.Amounts[kind] = s.Amounts[kind].Add(r.Amount.Decimal)
	s.Items[r.SKU] = s.Items[r.SKU].Add(r.Amount.Decimal)
	return nil
}

// Difference returns how far the payable total is from the sum of the amounts; it is
// not Valid without a total.
func (s *WalmartSummary) Difference() decimal.NullDecimal {
	if !s.Payable.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(s.Payable.Decimal.Sub(s.Sum))
}
