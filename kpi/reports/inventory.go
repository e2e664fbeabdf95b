package reports

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An InventoryRow is one item of Amazon's FBA inventory health report on one day. A
// number that the file does not have is not Valid; prices of 0 mean none there, and are
// not Valid either.
type InventoryRow struct {
	// Row is the line of the file.
	Row int
	// Day is that of the snapshot, AgeDay that of the ages, which can be older.
	Day, AgeDay                    time.Time
	SKU, FNSKU, ASIN, Product      string
	Condition, Marketplace, Status string
	Currency                       fx.Currency

	// Available can be sold now. Reserved are for orders, in processing and between
	// centres. Supply is what Amazon counts as supply at FBA.
	Available, Reserved, Unfulfillable, PendingRemoval, Supply decimal.NullDecimal
	Inbound                                                    Inbound
	// Ages do not overlap and add up to the units of the snapshot. The report also
	// splits the youngest and, in another way, the old ones: those columns repeat
	// units and are in AgesAlso.
	Ages     InventoryAges
	AgesAlso InventoryAgesAlso

	// Shipped are the units of the last days, ShippedSales what they were sold for:
	// the realised price, with deals and coupons, is one by the other.
	Shipped, ShippedSales OverDays

	Price, SalePrice, FeaturedOffer decimal.NullDecimal

	// SellThrough is units shipped in 90 days per average unit on hand.
	SellThrough decimal.NullDecimal
	// DaysOfSupply and TotalDaysOfSupply, with open shipments, come from Amazon's
	// forecast; they are not those of past sales.
	DaysOfSupply, TotalDaysOfSupply decimal.NullDecimal
	WeeksOfCover30, WeeksOfCover90  decimal.NullDecimal
	// HistoricalDays is the larger of the short and the long term: 30 and 90 days.
	HistoricalDays, HistoricalDaysShort, HistoricalDaysLong decimal.NullDecimal
	Excess, MinimumLevel                                    decimal.NullDecimal
	StorageVolume, ItemVolume                               decimal.NullDecimal
	VolumeUnit, StorageType                                 string
	StorageNextMonth                                        decimal.NullDecimal
	AgedSurcharge                                           AgedSurcharge
	// LowInventoryFee says whether the low-inventory-level fee applies this week,
	// "Yes" or "No", and LowInventoryExempt whether the item is exempted from it.
	LowInventoryFee, LowInventoryExempt string
	Recommended                         string
}

// Inbound are units on their way.
type Inbound struct {
	Total, Working, Shipped, Received decimal.NullDecimal
}

// OverDays are sums of the last days up to the snapshot.
type OverDays struct {
	Last7, Last30, Last60, Last90 decimal.NullDecimal
}

// InventoryAges are units by days since receipt.
type InventoryAges struct {
	To90, To180, To270, To365, To455, Older decimal.NullDecimal
}

// InventoryAgesAlso are units that [InventoryAges] counts as well: those of the first
// 90 days by month, and those of 181 to 365 days split at 330.
type InventoryAgesAlso struct {
	To30, To60, To90, From181To330, From331To365 decimal.NullDecimal
}

// AgedSurcharge are the units that will be charged the aged inventory surcharge and
// what it will be, by days since receipt: 181 to 210, to 240, to 270, to 300, to 330, to
// 365, to 455, and older.
type AgedSurcharge struct {
	Units, Estimate [8]decimal.NullDecimal
}

// agedSurchargeDays name the parts of an AgedSurcharge.
var agedSurchargeDays = [8]string{"181-210", "211-240", "241-270", "271-300", "301-330", "331-365", "366-455", "456-plus"}

// Inventory yields the rows of a file of the kind [InventoryHealth], in order. A row
// that cannot be read is yielded as an error and the next follows.
func (f *File) Inventory() iter.Seq2[InventoryRow, error] {
	return rows(f, InventoryHealth, inventoryColumns)
}

var inventoryColumns = inventoryTable()

func inventoryTable() []column[InventoryRow] {
	text := func(name string, field func(*InventoryRow) *string) column[InventoryRow] {
		return column[InventoryRow]{title{name, nil, false}, func(c *cell, r *InventoryRow) { *field(r) = c.plain() }}
	}
	count := func(name string, need bool, field func(*InventoryRow) *decimal.NullDecimal) column[InventoryRow] {
		return column[InventoryRow]{title{name, nil, need}, func(c *cell, r *InventoryRow) { *field(r) = c.count() }}
	}
	number := func(name string, field func(*InventoryRow) *decimal.NullDecimal) column[InventoryRow] {
		return column[InventoryRow]{title{name, nil, false}, func(c *cell, r *InventoryRow) { *field(r) = c.plainNumber() }}
	}
	money := func(name string, field func(*InventoryRow) *decimal.NullDecimal) column[InventoryRow] {
		return column[InventoryRow]{title{name, nil, false}, func(c *cell, r *InventoryRow) { *field(r), _ = c.money(r.Currency) }}
	}
	price := func(name string, others []string, field func(*InventoryRow) *decimal.NullDecimal) column[InventoryRow] {
		return column[InventoryRow]{title{name, others, false}, func(c *cell, r *InventoryRow) {
			if d, _ := c.money(r.Currency); d.Decimal.Sign() != 0 {
				*field(r) = d
			}
		}}
	}
	columns := []column[InventoryRow]{
		{title{"snapshot-date", nil, true}, func(c *cell, r *InventoryRow) {
			if r.Day = c.day(); r.Day.IsZero() {
				c.needed()
			}
		}},
		{title{"sku", nil, true}, func(c *cell, r *InventoryRow) { r.Row, r.SKU = c.row, c.needed() }},
		{title{"currency", nil, false}, func(c *cell, r *InventoryRow) {
			if r.Currency = c.currency(); r.Currency == "" {
				r.Currency = c.file.opt.Currency
			}
		}},
		{title{"Inventory age snapshot date", nil, false}, func(c *cell, r *InventoryRow) { r.AgeDay = c.day() }},
		text("fnsku", func(r *InventoryRow) *string { return &r.FNSKU }),
		text("asin", func(r *InventoryRow) *string { return &r.ASIN }),
		text("product-name", func(r *InventoryRow) *string { return &r.Product }),
		text("condition", func(r *InventoryRow) *string { return &r.Condition }),
		text("marketplace", func(r *InventoryRow) *string { return &r.Marketplace }),
		text("fba-inventory-level-health-status", func(r *InventoryRow) *string { return &r.Status }),
		text("volume-unit-measurement", func(r *InventoryRow) *string { return &r.VolumeUnit }),
		text("storage-type", func(r *InventoryRow) *string { return &r.StorageType }),
		text("recommended-action", func(r *InventoryRow) *string { return &r.Recommended }),
		text("Low-Inventory-Level fee applied in current week?", func(r *InventoryRow) *string { return &r.LowInventoryFee }),
		text("Exempted from Low-Inventory-Level fee?", func(r *InventoryRow) *string { return &r.LowInventoryExempt }),

		count("available", true, func(r *InventoryRow) *decimal.NullDecimal { return &r.Available }),
		count("Total Reserved Quantity", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Reserved }),
		count("unfulfillable-quantity", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Unfulfillable }),
		count("pending-removal-quantity", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.PendingRemoval }),
		count("Inventory Supply at FBA", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Supply }),
		count("inbound-quantity", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Inbound.Total }),
		count("inbound-working", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Inbound.Working }),
		count("inbound-shipped", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Inbound.Shipped }),
		count("inbound-received", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Inbound.Received }),

		count("inv-age-0-to-90-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Ages.To90 }),
		count("inv-age-91-to-180-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Ages.To180 }),
		count("inv-age-181-to-270-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Ages.To270 }),
		count("inv-age-271-to-365-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Ages.To365 }),
		count("inv-age-366-to-455-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Ages.To455 }),
		count("inv-age-456-plus-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Ages.Older }),
		count("inv-age-0-to-30-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.AgesAlso.To30 }),
		count("inv-age-31-to-60-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.AgesAlso.To60 }),
		count("inv-age-61-to-90-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.AgesAlso.To90 }),
		count("inv-age-181-to-330-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.AgesAlso.From181To330 }),
		count("inv-age-331-to-365-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.AgesAlso.From331To365 }),

		count("units-shipped-t7", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Shipped.Last7 }),
		count("units-shipped-t30", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Shipped.Last30 }),
		count("units-shipped-t60", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Shipped.Last60 }),
		count("units-shipped-t90", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Shipped.Last90 }),
		money("sales-shipped-last-7-days", func(r *InventoryRow) *decimal.NullDecimal { return &r.ShippedSales.Last7 }),
		money("sales-shipped-last-30-days", func(r *InventoryRow) *decimal.NullDecimal { return &r.ShippedSales.Last30 }),
		money("sales-shipped-last-60-days", func(r *InventoryRow) *decimal.NullDecimal { return &r.ShippedSales.Last60 }),
		money("sales-shipped-last-90-days", func(r *InventoryRow) *decimal.NullDecimal { return &r.ShippedSales.Last90 }),

		price("your-price", nil, func(r *InventoryRow) *decimal.NullDecimal { return &r.Price }),
		price("sales-price", nil, func(r *InventoryRow) *decimal.NullDecimal { return &r.SalePrice }),
		price("featuredoffer-price", []string{"featured offer price"}, func(r *InventoryRow) *decimal.NullDecimal { return &r.FeaturedOffer }),

		number("sell-through", func(r *InventoryRow) *decimal.NullDecimal { return &r.SellThrough }),
		number("days-of-supply", func(r *InventoryRow) *decimal.NullDecimal { return &r.DaysOfSupply }),
		number("Total Days of Supply (including units from open shipments)", func(r *InventoryRow) *decimal.NullDecimal { return &r.TotalDaysOfSupply }),
		number("weeks-of-cover-t30", func(r *InventoryRow) *decimal.NullDecimal { return &r.WeeksOfCover30 }),
		number("weeks-of-cover-t90", func(r *InventoryRow) *decimal.NullDecimal { return &r.WeeksOfCover90 }),
		number("historical-days-of-supply", func(r *InventoryRow) *decimal.NullDecimal { return &r.HistoricalDays }),
		number("Short term historical days of supply", func(r *InventoryRow) *decimal.NullDecimal { return &r.HistoricalDaysShort }),
		number("Long term historical days of supply", func(r *InventoryRow) *decimal.NullDecimal { return &r.HistoricalDaysLong }),
		count("estimated-excess-quantity", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.Excess }),
		number("fba-minimum-inventory-level", func(r *InventoryRow) *decimal.NullDecimal { return &r.MinimumLevel }),
		number("storage-volume", func(r *InventoryRow) *decimal.NullDecimal { return &r.StorageVolume }),
		number("item-volume", func(r *InventoryRow) *decimal.NullDecimal { return &r.ItemVolume }),
		money("estimated-storage-cost-next-month", func(r *InventoryRow) *decimal.NullDecimal { return &r.StorageNextMonth }),
	}
	for i, days := range agedSurchargeDays {
		columns = append(columns,
			count("quantity-to-be-charged-ais-"+days+"-days", false, func(r *InventoryRow) *decimal.NullDecimal { return &r.AgedSurcharge.Units[i] }),
			money("estimated-ais-"+days+"-days", func(r *InventoryRow) *decimal.NullDecimal { return &r.AgedSurcharge.Estimate[i] }))
	}
	for _, known := range []string{ // and not kept
		"fc-transfer", "Reserved FC Transfer", "Reserved FC Processing", "Reserved Customer Order", "Reserved Staging",
		"alert", "lowest-price-new-plus-shipping", "lowest-price-used", "DEPRECATED healthy-inventory-level",
		"healthy-inventory-level", "recommended-sales-price", "recommended-sale-duration-days", "recommended-removal-quantity",
		"estimated-cost-savings-of-recommended-actions", "product-group", "sales-rank", "no-sale-last-6-months",
		"Recommended ship-in quantity", "Recommended ship-in date", "Last updated date for Historical Days of Supply",
		"supplier", "is-seasonal-in-next-3-months", "season-name", "season-start-date", "season-end-date",
		"Fulfillment Service and Programs",
	} {
		columns = append(columns, column[InventoryRow]{title{known, nil, false}, nil})
	}
	return columns
}
