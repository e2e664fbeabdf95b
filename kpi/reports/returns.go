package reports

import (
	"iter"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// A Return is one row of Amazon's "FBA customer returns". Comments of customers and
// the licence plate are not kept.
type Return struct {
	// Time is when the unit came back, in the zone that the file prints, and Day the
	// day of it.
	Time, Day                 time.Time
	Order, SKU, ASIN, FNSKU   string
	Product, FulfilmentCenter string
	// Units came back; not Valid is unknown.
	Units decimal.NullDecimal
	// Disposition is the state of the unit: SELLABLE, CUSTOMER_DAMAGED, DEFECTIVE,
	// DAMAGED, CARRIER_DAMAGED, EXPIRED. Reason is what the customer said, of an open
	// list. Status is "" in files without that column.
	Disposition, Reason, Status string
}

// Sellable reports whether the unit can be sold again as new.
func (r *Return) Sellable() bool { return r.Disposition == "SELLABLE" }

// Returns yields the rows of a file of the kind [CustomerReturns], in order. A row
// that cannot be read is yielded as an error and the next follows.
func (f *File) Returns() iter.Seq2[Return, error] { return rows(f, CustomerReturns, returnColumns) }

var returnColumns = []column[Return]{
	{title{"return-date", nil, true}, func(c *cell, r *Return) {
		var zoned bool
		if r.Time, zoned = c.stamp(); r.Time.IsZero() {
			c.needed()
			return
		}
		r.Day = c.file.dayOf(r.Time, zoned)
	}},
	{title{"order-id", nil, true}, func(c *cell, r *Return) { r.Order = c.plain() }},
	{title{"sku", nil, true}, func(c *cell, r *Return) { r.SKU = c.needed() }},
	{title{"asin", nil, false}, func(c *cell, r *Return) { r.ASIN = c.plain() }},
	{title{"fnsku", nil, false}, func(c *cell, r *Return) { r.FNSKU = c.plain() }},
	{title{"product-name", nil, false}, func(c *cell, r *Return) { r.Product = c.plain() }},
	{title{"quantity", nil, true}, func(c *cell, r *Return) { r.Units = c.count() }},
	{title{"fulfillment-center-id", nil, false}, func(c *cell, r *Return) { r.FulfilmentCenter = c.plain() }},
	{title{"detailed-disposition", nil, true}, func(c *cell, r *Return) { r.Disposition = c.plain() }},
	{title{"reason", nil, false}, func(c *cell, r *Return) { r.Reason = c.plain() }},
	{title{"status", nil, false}, func(c *cell, r *Return) { r.Status = c.plain() }},
	{title{"license-plate-number", nil, false}, nil},
	{title{"customer-comments", nil, false}, nil},
}

func itoa(n int) string { return strconv.Itoa(n) }
