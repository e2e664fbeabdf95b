package reports

import (
	"iter"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A WalmartItem is one row of Walmart's item report: a listing and its price.
type WalmartItem struct {
	Row                               int
	SKU, ItemID, Product              string
	Lifecycle, Publish                string
	StatusReason                      string
	Category, ProductType, Brand      string
	Currency                          fx.Currency
	Price, BuyBoxPrice, BuyBoxShip    decimal.NullDecimal
	MSRP                              decimal.NullDecimal
	CompetitorPrice, CompetitorShip   decimal.NullDecimal
	MinimumPrice, MaximumPrice        decimal.NullDecimal
	RepricerStrategy, RepricerStatus  string
	Weight                            decimal.NullDecimal
	WeightUnit, Fulfilment, GTIN, UPC string
	Reviews, Rating                   decimal.NullDecimal
}

// UnpublishedForPrice reports whether Walmart took the listing down because it found
// the price unreasonable.
func (i *WalmartItem) UnpublishedForPrice() bool {
	return strings.Contains(strings.ToLower(i.StatusReason), "reasonable price not satisfied")
}

// WalmartItems yields the rows of a file of the kind [WalmartItems], in order. A row
// that cannot be read is yielded as an error and the next follows.
func (f *File) WalmartItems() iter.Seq2[WalmartItem, error] {
	return rows(f, WalmartItems, walmartItemColumns)
}

var walmartItemColumns = walmartItemTable()

func walmartItemTable() []column[WalmartItem] {
	text := func(name string, field func(*WalmartItem) *string) column[WalmartItem] {
		return column[WalmartItem]{title{name, nil, false}, func(c *cell, r *WalmartItem) { *field(r) = c.plain() }}
	}
	money := func(name string, need bool, field func(*WalmartItem) *decimal.NullDecimal) column[WalmartItem] {
		return column[WalmartItem]{title{name, nil, need}, func(c *cell, r *WalmartItem) { *field(r), _ = c.money(r.Currency) }}
	}
	number := func(name string, field func(*WalmartItem) *decimal.NullDecimal) column[WalmartItem] {
		return column[WalmartItem]{title{name, nil, false}, func(c *cell, r *WalmartItem) { *field(r) = c.plainNumber() }}
	}
	columns := []column[WalmartItem]{
		{title{"SKU", nil, true}, func(c *cell, r *WalmartItem) { r.Row, r.SKU = c.row, c.needed() }},
		{title{"Currency", nil, false}, func(c *cell, r *WalmartItem) {
			if r.Currency = c.currency(); r.Currency == "" {
				r.Currency = c.file.opt.Currency
			}
		}},
		text("Item ID", func(r *WalmartItem) *string { return &r.ItemID }),
		text("Product Name", func(r *WalmartItem) *string { return &r.Product }),
		text("Lifecycle Status", func(r *WalmartItem) *string { return &r.Lifecycle }),
		{title{"Publish Status", nil, true}, func(c *cell, r *WalmartItem) { r.Publish = c.plain() }},
		text("Status Change Reason", func(r *WalmartItem) *string { return &r.StatusReason }),
		text("Product Category", func(r *WalmartItem) *string { return &r.Category }),
		text("Product Type", func(r *WalmartItem) *string { return &r.ProductType }),
		text("Brand", func(r *WalmartItem) *string { return &r.Brand }),
		money("Price", true, func(r *WalmartItem) *decimal.NullDecimal { return &r.Price }),
		money("Buy Box Item Price", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.BuyBoxPrice }),
		money("Buy Box Shipping Price", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.BuyBoxShip }),
		money("MSRP", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.MSRP }),
		money("Competitor Price", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.CompetitorPrice }),
		money("Competitor Ship Price", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.CompetitorShip }),
		money("Minimum Seller Allowed Price", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.MinimumPrice }),
		money("Maximum Seller Allowed Price", false, func(r *WalmartItem) *decimal.NullDecimal { return &r.MaximumPrice }),
		text("Repricer Strategy", func(r *WalmartItem) *string { return &r.RepricerStrategy }),
		text("Repricer Status", func(r *WalmartItem) *string { return &r.RepricerStatus }),
		number("Shipping Weight", func(r *WalmartItem) *decimal.NullDecimal { return &r.Weight }),
		text("Shipping Weight Unit", func(r *WalmartItem) *string { return &r.WeightUnit }),
		text("Fulfillment Type", func(r *WalmartItem) *string { return &r.Fulfilment }),
		text("GTIN", func(r *WalmartItem) *string { return &r.GTIN }),
		text("UPC", func(r *WalmartItem) *string { return &r.UPC }),
		number("Reviews Count", func(r *WalmartItem) *decimal.NullDecimal { return &r.Reviews }),
		number("Average Rating", func(r *WalmartItem) *decimal.NullDecimal { return &r.Rating }),
	}
	for _, known := range []string{ // and not kept
		"Buy Box Eligible", "Product Tax Code", "Ship Methods", "Fulfillment Lag Time", "WFS Sales Restriction", "WPID", "Item Page URL",
		"Primary Image URL", "Shelf Name", "Primary Category Path", "Offer Start Date", "Offer End Date", "Item Creation Date",
		"Item Last Updated", "Searchable?", "Variant Group Id", "Primary Variant?", "Variant Grouping Attributes",
		"Variant Grouping Values", "Competitor URL", "Competitor Last Date Fetched",
	} {
		columns = append(columns, column[WalmartItem]{title{known, nil, false}, nil})
	}
	return columns
}
