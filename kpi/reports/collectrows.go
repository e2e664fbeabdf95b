package reports

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// The inputs that each kind of file says.
var (
	businessInputs   = []kpi.InputCode{"sessions", "page_views", "featured_offer_page_views", "featured_offer_sessions", "units_ordered", "order_items", "ordered_product_sales"}
	adReportInputs   = []kpi.InputCode{"impressions", "clicks", "ad_spend", "ad_sales", "ad_orders", "ad_units"}
	inventoryReport  = []kpi.InputCode{"ending_units", "supply_units", "excess_units", "printed_sell_through"}
	returnInputs     = []kpi.InputCode{"units_returned"}
	settlementInputs = []kpi.InputCode{
		"item_sales", "shipping_credits", "gift_wrap_credits", "promotions", "refunds", "sales_tax", "units_sold", "referral_fees", "fulfilment_fees",
		"payment_fees", "return_costs", "storage_fees", "inbound_placement_fees", "other_channel_fees", "promotion_fees",
	}
)

// inputsOf returns the inputs that files of a kind say of an item.
func inputsOf(k Kind) []kpi.InputCode {
	switch k {
	case BusinessReport:
		return businessInputs
	case SearchTerms, AdvertisedProducts, UnifiedAds:
		return adReportInputs
	case InventoryHealth:
		return inventoryReport
	case CustomerReturns:
		return returnInputs
	case SettlementV1, SettlementV2:
		return settlementInputs
	}
	return nil
}

// AddBusiness adds a row of a business report of the period. The same child under two
// parents adds up. Rows by date are those of the account.
func (c *Collector) AddBusiness(file string, r BusinessRow) {
	if !c.takes(file, r.Row, r.Date, r.Date, r.Currency, r.Total.Sales.Decimal) {
		return
	}
	c.read[BusinessReport] = true
	asin := r.ChildASIN
	if asin == "" {
		asin = r.ParentASIN
	}
	it, t := c.item(file, r.SKU, asin, r.Row), r.Total
	add := func(code kpi.InputCode, n decimal.NullDecimal) { it.add(code, n, file, "") }
	add("sessions", t.Sessions)
	add("page_views", t.PageViews)
	add("featured_offer_page_views", product(t.BuyBox, t.PageViews))
	add("featured_offer_sessions", product(t.BuyBox, t.Sessions))
	add("units_ordered", t.Units)
	add("order_items", t.OrderItems)
	add("ordered_product_sales", t.Sales)
}

func product(a, b decimal.NullDecimal) decimal.NullDecimal {
	if b.Valid && b.Decimal.IsZero() {
		return b // a share of nothing, whatever it is
	}
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Mul(b.Decimal))
}

// AddAd adds a row of an ad report. A row over several days belongs to the facts when
// all its days do.
func (c *Collector) AddAd(file string, r AdRow) {
	if !c.takes(file, r.Row, r.Period.First, r.Period.Last, r.Currency, r.Spend.Decimal) {
		return
	}
	c.read[AdvertisedProducts] = true
	it := c.item(file, r.SKU, r.ASIN, r.Row)
	add := func(code kpi.InputCode, n decimal.NullDecimal) { it.add(code, n, file, "") }
	add("impressions", r.Impressions)
	add("clicks", r.Clicks)
	add("ad_spend", r.Spend)
	add("ad_sales", r.Attributed.Sales)
	add("ad_orders", r.Attributed.Orders)
	add("ad_units", r.Attributed.Units)
}

// AddInventory adds a row of an inventory report. A snapshot counts for the period when
// it is of its last day or of one of the seven days after it; others are noted.
func (c *Collector) AddInventory(file string, r InventoryRow) {
	first := r.Day
	if late := r.Day.AddDate(0, 0, -7); !late.After(c.opt.Period.Last) && r.Day.After(c.opt.Period.Last) {
		first = c.opt.Period.Last
	} else if r.Day.Before(c.opt.Period.Last) {
		first = time.Time{}.AddDate(1, 0, 0) // a stock of the middle of the period is not that of its end
	}
	if !c.takes(file, r.Row, first, first, r.Currency, decimal.Decimal{}) {
		return
	}
	c.read[InventoryHealth] = true
	it := c.item(file, r.SKU, r.ASIN, r.Row)
	add := func(code kpi.InputCode, n decimal.NullDecimal) { it.add(code, n, file, "") }
	add("ending_units", r.Available)
	add("supply_units", r.Supply)
	add("excess_units", r.Excess)
	add("printed_sell_through", r.SellThrough)
}

// AddReturn adds a row of the customer returns.
func (c *Collector) AddReturn(file string, r Return) {
	if !c.takes(file, 0, r.Day, r.Day, "", decimal.Decimal{}) {
		return
	}
	c.read[CustomerReturns] = true
	it := c.item(file, r.SKU, r.ASIN, 0)
	it.add("units_returned", r.Units, file, kpi.SettledBasis)
	sellable := decimal.NullDecimal{Valid: true}
	if r.Sellable() {
		sellable = r.Units
	}
	it.add(sellableUnits, sellable, file, "")
}

// sellableUnits are the returned units that can be sold again. They are no input of
// package kpi: the landed cost of goods is that of the other units.
const sellableUnits kpi.InputCode = "sellable_units_returned"

// AddSettlement adds a row of a settlement by the day of its posting. Reserves, loans
// and transfers are no profit and add nothing; what no mapping knows is noted. Units
// sold are counted where the price of the item is posted.
func (c *Collector) AddSettlement(file string, r SettlementRow) {
	if r.Summary || !r.Amount.Valid || !c.takes(file, r.Row, r.Day, r.Day, r.Currency, r.Amount.Decimal) {
		return
	}
	c.read[SettlementV2] = true
	line := lineTable[c.lines.place(r.Type, r.AmountType, r.Description)].line
	input := kpi.InputCode(line.Input())
	if line == LineUnmapped {
		c.note(NoteUnmapped, file, r.AmountType+" / "+r.Description, r.Row, r.Amount.Decimal)
		return
	}
	if input == "" {
		return
	}
	it := c.item(file, r.SKU, "", r.Row)
	amount := r.Amount.Decimal
	if line.Level() != GrossSales && line.Level() != PassedOnTax {
		amount = amount.Neg() // what is paid is above 0
	}
	switch input {
	case "ad_spend":
		input = settledAdSpend
	case "overhead":
		input = settledOverhead
	}
	// Amazon collects the payment: what that costs is in the referral fee.
	it.add("payment_fees", decimal.NullDecimal{Valid: true}, file, kpi.SettledBasis)
	it.add(input, decimal.NewNullDecimal(amount), file, kpi.SettledBasis)
	switch line {
	case LineItemPrice:
		it.add("units_sold", r.Quantity, file, kpi.SettledBasis)
	case LineRefundedItemPrice:
		it.add("units_refunded", r.Quantity, file, kpi.SettledBasis)
	}
}

// settledAdSpend is advertising that a settlement paid: the same money as that of an
// ad report, at another time.
const settledAdSpend kpi.InputCode = "settled_ad_spend"

// settledOverhead is the subscription that a settlement takes. It is a part of the
// overhead, which is known when the caller says the rest of it.
const settledOverhead kpi.InputCode = "settled_overhead"

// caller is the origin of what no file says.
const caller = "caller"

// AddInput adds what the caller knows of an input: overhead and fx_result of no item
// (SKU ""), the payment fees of one. Overhead is what the settlements do not take;
// where it is not given, not even as 0, the overhead is not known.
func (c *Collector) AddInput(sku string, code kpi.InputCode, amount decimal.Decimal) {
	c.item(caller, sku, "", 0).add(code, decimal.NewNullDecimal(amount), caller, kpi.SettledBasis)
}

// AddCost says what one unit of an item cost. A second cost of the same SKU takes the
// place of the first.
func (c *Collector) AddCost(cost ItemCost) { c.costs[cost.SKU] = cost }
