package reports

import (
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
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
	from, asin := byChild, r.ChildASIN
	switch {
	case !r.Date.IsZero():
		from = byDate
	case r.ChildASIN == "" && r.SKU == "":
		from, asin = byParent, r.ParentASIN
	}
	c.saw(from, r.Total.Sales)
	it, t := c.item(r.SKU, asin), r.Total
	add := func(code kpi.InputCode, n decimal.NullDecimal) { it.add(from, code, n, file, "") }
	add("sessions", t.Sessions)
	add("page_views", t.PageViews)
	add("featured_offer_page_views", product(t.BuyBox, t.PageViews))
	add("featured_offer_sessions", product(t.BuyBox, t.Sessions))
	add("units_ordered", t.Units)
	add("order_items", t.OrderItems)
	add("ordered_product_sales", t.Sales)
}

// saw counts a row of a source.
func (c *Collector) saw(s source, sum decimal.NullDecimal) {
	r := c.of(s)
	if r.rows++; sum.Valid && fx.CheckDecimal(sum.Decimal) == nil {
		r.sum = r.sum.Add(sum.Decimal)
	}
}

func product(a, b decimal.NullDecimal) decimal.NullDecimal {
	if b.Valid && b.Decimal.IsZero() {
		return b // a share of nothing, whatever it is
	}
	if !a.Valid || !b.Valid || fx.CheckDecimal(a.Decimal) != nil || fx.CheckDecimal(b.Decimal) != nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Mul(b.Decimal))
}

// adSource returns the source of a kind of ad reports. A row that was made by hand and
// has no kind is one of an advertised product report.
func adSource(k Kind) source {
	switch k {
	case SearchTerms:
		return adsByTerm
	case UnifiedAds:
		return adsUnified
	}
	return adsByProduct
}

// AddAd adds a row of an ad report. A row over several days belongs to the facts when
// all its days do.
func (c *Collector) AddAd(file string, r AdRow) {
	if !c.takes(file, r.Row, r.Period.First, r.Period.Last, r.Currency, r.Spend.Decimal) {
		return
	}
	from := adSource(r.Kind)
	c.saw(from, r.Spend)
	it := c.item(r.SKU, r.ASIN)
	add := func(code kpi.InputCode, n decimal.NullDecimal) { it.add(from, code, n, file, "") }
	add("impressions", r.Impressions)
	add("clicks", r.Clicks)
	add("ad_spend", r.Spend)
	add("ad_sales", r.Attributed.Sales)
	add("ad_orders", r.Attributed.Orders)
	add("ad_units", r.Attributed.Units)
}

// AddInventory adds a row of an inventory report. A snapshot counts for the period when
// it is of its last day or of one of the seven days after it; of several the first one
// counts. Others are noted.
func (c *Collector) AddInventory(file string, r InventoryRow) {
	c.ready()
	day, last := DayIn(r.Day, nil), DayIn(c.opt.Period.Last, nil)
	if c.opt.Period.Days() == 0 || day.Before(last) || day.After(last.AddDate(0, 0, 7)) {
		c.note(NoteOutOfPeriod, file, "", r.Row, decimal.Decimal{})
		return
	}
	if !c.takes(file, r.Row, last, last, r.Currency, decimal.Decimal{}) {
		return
	}
	c.saw(inventories, decimal.NullDecimal{})
	it := c.item(r.SKU, r.ASIN)
	switch before := it.known[inventories]["ending_units"]; {
	case before == nil:
	case day.After(it.stock):
		c.note(NoteSnapshot, "", "", 0, decimal.Decimal{})
		return
	case day.Before(it.stock):
		for range before.rows {
			c.note(NoteSnapshot, "", "", 0, decimal.Decimal{})
		}
		delete(it.known, inventories)
	}
	it.stock = day
	add := func(code kpi.InputCode, n decimal.NullDecimal) { it.add(inventories, code, n, file, "") }
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
	c.saw(returned, decimal.NullDecimal{})
	it := c.item(r.SKU, r.ASIN)
	it.add(returned, "units_returned", r.Units, file, kpi.SettledBasis)
	sellable := decimal.NullDecimal{Valid: true}
	if r.Sellable() {
		sellable = r.Units
	}
	it.add(returned, sellableUnits, sellable, file, "")
}

// sellableUnits are the returned units that can be sold again. They are no input of
// package kpi: the landed cost of goods is that of the other units.
const sellableUnits kpi.InputCode = "sellable_units_returned"

// AddSettlement adds a row of a settlement by the day of its posting. Reserves, loans
// and transfers are no profit and add nothing; what no mapping knows is noted. Units
// sold are counted where the price of the item is posted, once for an item of an order.
func (c *Collector) AddSettlement(file string, r SettlementRow) {
	c.ready()
	if r.Summary {
		return
	}
	line := lineTable[c.lines.place(r.Type, r.AmountType, r.Description)].line
	about := r.AmountType + " / " + r.Description
	if line.Level() == CashTiming || !c.takes(file, r.Row, r.Day, r.Day, r.Currency, r.Amount.Decimal) {
		return
	}
	c.saw(settlements, r.Amount)
	input, it := kpi.InputCode(line.Input()), c.item(r.SKU, "")
	switch {
	case !r.Amount.Valid:
		c.note(NoteNoAmount, file, about, r.Row, decimal.Decimal{})
	case line == LineUnmapped:
		c.note(NoteUnmapped, file, about, r.Row, r.Amount.Decimal)
	case input == "":
		c.note(NoteUnplaced, file, about, r.Row, r.Amount.Decimal)
	}
	switch input {
	case "":
		return
	case "ad_spend":
		input = settledAdSpend
	case "overhead":
		input = settledOverhead
	}
	amount := r.Amount
	if amount.Valid && line.Level() != GrossSales && line.Level() != PassedOnTax {
		amount.Decimal = amount.Decimal.Neg() // what is paid is above 0
	}
	it.add(settlements, input, amount, file, kpi.SettledBasis)
	// Amazon collects the payment: what that costs is in the referral fee.
	it.add(settlements, "payment_fees", decimal.NullDecimal{Valid: true}, file, kpi.SettledBasis)
	switch line {
	case LineItemPrice:
		it.add(settlements, "units_sold", c.units(&r, 4), file, kpi.SettledBasis)
	case LineRefundedItemPrice:
		it.add(settlements, "units_refunded", c.units(&r, 5), file, kpi.SettledBasis)
	}
}

// units returns the units of an item of an order that were not counted yet: its
// quantity stands on each of its amounts. The larger one counts where they differ, so
// that the order of the rows does not matter.
func (c *Collector) units(r *SettlementRow, event uint64) decimal.NullDecimal {
	q := r.Quantity
	if !q.Valid || fx.CheckDecimal(q.Decimal) != nil {
		return decimal.NullDecimal{}
	}
	q.Decimal = q.Decimal.Abs()
	if r.Order == "" || !q.Decimal.IsInteger() || q.Decimal.NumDigits() > 9 {
		return q
	}
	p := fingerprint(event).text(r.Settlement).text(r.Order).text(r.Item).text(r.SKU).text(r.Shipment).text(r.Adjustment)
	n := q.Decimal.IntPart()
	counted, _ := c.sold.find(uint64(p))
	if n <= counted {
		return decimal.NullDecimal{Valid: true}
	}
	c.sold.put(uint64(p), n)
	return decimal.NewNullDecimal(decimal.New(n-counted, 0))
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
// where it is not given, not even as 0, the overhead is not known. A number out of the
// bounds of [fx.CheckDecimal] is not known either.
func (c *Collector) AddInput(sku string, code kpi.InputCode, amount decimal.Decimal) {
	c.ready()
	c.item(sku, "").add(callers, code, decimal.NewNullDecimal(amount), caller, kpi.SettledBasis)
}

// AddCost says what one unit of an item cost. A second cost of the same SKU takes the
// place of the first. A part out of the bounds of [fx.CheckDecimal] is not known.
func (c *Collector) AddCost(cost ItemCost) {
	c.ready()
	for _, part := range []*decimal.NullDecimal{&cost.Product, &cost.Freight, &cost.Duty, &cost.Preparation} {
		part.Valid = part.Valid && fx.CheckDecimal(part.Decimal) == nil
	}
	c.costs[cost.SKU] = cost
}
