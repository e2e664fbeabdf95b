package reports

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A BusinessRow is one row of Amazon's "Detail Page Sales and Traffic", by child item,
// by parent or by date. Its numbers are those of ordered units: what was ordered in
// the period, whenever it is shipped. A number that the file does not have is not
// Valid.
type BusinessRow struct {
	// Row is the line of the file.
	Row int
	// Date is the day of a report by date, the zero time in other reports.
	Date time.Time
	// ParentASIN, ChildASIN, SKU and Title are "" in reports without them. The same
	// child can be there under several parents.
	ParentASIN, ChildASIN, SKU, Title string
	// Currency is that of the sales, as far as the file or the options say.
	Currency fx.Currency
	// Total counts all buyers, B2B the business buyers among them.
	Total, B2B Traffic
	// Browser and App are where the visits were, in reports with these columns.
	Browser, App Visits
	// Refunded are the units refunded in the period; a report by date may have it.
	Refunded decimal.NullDecimal
}

// Visits are visits and the pages seen. A visit is what one buyer does within 24
// hours.
type Visits struct {
	Sessions, PageViews decimal.NullDecimal
}

// Traffic is what the buyers of a row saw and ordered. Its shares are as the file
// prints them, with two decimals of a percent: the counts say more.
type Traffic struct {
	Visits
	Units, OrderItems decimal.NullDecimal
	Sales             decimal.NullDecimal
	// BuyBox is the share of page views where the offer was the Featured Offer.
	BuyBox decimal.NullDecimal
	// SessionShare and PageViewShare are those of the whole account. UnitSession and
	// OrderItemSession are units and order items per session.
	SessionShare, PageViewShare, UnitSession, OrderItemSession decimal.NullDecimal
}

// Business yields the rows of a file of the kind [BusinessReport], in order. A row
// that cannot be read is yielded as an error and the next follows.
func (f *File) Business() iter.Seq2[BusinessRow, error] {
	return rows(f, BusinessReport, businessColumns)
}

// An audience is one of the two sets of columns.
type audience func(*BusinessRow) *Traffic

func all(r *BusinessRow) *Traffic { return &r.Total }
func b2b(r *BusinessRow) *Traffic { return &r.B2B }

var businessColumns = []column[BusinessRow]{
	{title{"Date", []string{"日期", "Datum"}, false}, func(c *cell, r *BusinessRow) { r.Date = c.day() }},
	{title{"(Parent) ASIN", []string{"Parent ASIN", "（父）ASIN", "(Übergeordnete) ASIN"}, false}, func(c *cell, r *BusinessRow) { r.ParentASIN = c.plain() }},
	{title{"(Child) ASIN", []string{"Child ASIN", "（子）ASIN", "(Untergeordnete) ASIN"}, false}, func(c *cell, r *BusinessRow) { r.ChildASIN = c.plain() }},
	{title{"Title", []string{"标题", "商品名称", "Titel"}, false}, func(c *cell, r *BusinessRow) { r.Title = c.plain() }},
	{title{"SKU", nil, false}, func(c *cell, r *BusinessRow) { r.SKU = c.plain() }},

	{title{"Sessions - Total", []string{"Sessions", "会话数 - 总计", "会话次数 – 总计", "买家访问次数", "Sitzungen – Summe", "Sitzungen"}, true}, sessions(all)},
	{title{"Sessions - Total - B2B", []string{"Sessions - B2B", "会话数 - 总计 - B2B", "会话次数 – 总计 – B2B", "Sitzungen – Summe – B2B"}, false}, sessions(b2b)},
	{title{"Session Percentage - Total", []string{"Session Percentage", "会话百分比 - 总计"}, false}, share(all, func(t *Traffic) *decimal.NullDecimal { return &t.SessionShare })},
	{title{"Session Percentage - Total - B2B", []string{"Session Percentage - B2B", "会话百分比 - 总计 - B2B"}, false}, share(b2b, func(t *Traffic) *decimal.NullDecimal { return &t.SessionShare })},
	{title{"Page Views - Total", []string{"Page Views", "页面浏览量 - 总计", "页面浏览量", "Seitenaufrufe – Summe", "Seitenaufrufe"}, false}, pageViews(all)},
	{title{"Page Views - Total - B2B", []string{"Page Views - B2B", "页面浏览量 - 总计 - B2B", "Seitenaufrufe – Summe – B2B"}, false}, pageViews(b2b)},
	{title{"Page Views Percentage - Total", []string{"Page Views Percentage", "页面浏览量百分比 - 总计"}, false}, share(all, func(t *Traffic) *decimal.NullDecimal { return &t.PageViewShare })},
	{title{"Page Views Percentage - Total - B2B", []string{"Page Views Percentage - B2B", "页面浏览量百分比 - 总计 - B2B"}, false}, share(b2b, func(t *Traffic) *decimal.NullDecimal { return &t.PageViewShare })},
	{title{"Featured Offer (Buy Box) Percentage", []string{"Featured Offer Percentage", "Buy Box Percentage", "推荐报价（推荐报价展示位）百分比"}, false}, share(all, func(t *Traffic) *decimal.NullDecimal { return &t.BuyBox })},
	{title{"Featured Offer (Buy Box) Percentage - B2B", []string{"Featured Offer Percentage - B2B", "Buy Box Percentage - B2B", "推荐报价（推荐报价展示位）百分比 - B2B"}, false}, share(b2b, func(t *Traffic) *decimal.NullDecimal { return &t.BuyBox })},

	{title{"Sessions - Browser", []string{"Browser Sessions", "会话次数 – 浏览器", "Sitzungen – Browser"}, false}, func(c *cell, r *BusinessRow) { r.Browser.Sessions = c.count() }},
	{title{"Sessions - Mobile App", []string{"Mobile App Sessions", "会话次数 – 移动应用", "Sitzungen – mobile App"}, false}, func(c *cell, r *BusinessRow) { r.App.Sessions = c.count() }},
	{title{"Page Views - Browser", []string{"Browser Page Views", "页面浏览量 – 浏览器", "Seitenaufrufe – Browser"}, false}, func(c *cell, r *BusinessRow) { r.Browser.PageViews = c.count() }},
	{title{"Page Views - Mobile App", []string{"Mobile App Page Views", "页面浏览量 – 移动应用", "Seitenaufrufe – mobile App"}, false}, func(c *cell, r *BusinessRow) { r.App.PageViews = c.count() }},

	{title{"Units Ordered", []string{"已订购商品数量", "Bestellte Einheiten"}, true}, func(c *cell, r *BusinessRow) { r.Total.Units = c.count() }},
	{title{"Units Ordered - B2B", []string{"已订购商品数量 - B2B", "Bestellte Einheiten – B2B"}, false}, func(c *cell, r *BusinessRow) { r.B2B.Units = c.count() }},
	{title{"Unit Session Percentage", []string{"商品会话百分比"}, false}, share(all, func(t *Traffic) *decimal.NullDecimal { return &t.UnitSession })},
	{title{"Unit Session Percentage - B2B", []string{"商品会话百分比 - B2B"}, false}, share(b2b, func(t *Traffic) *decimal.NullDecimal { return &t.UnitSession })},
	{title{"Order Item Session Percentage", []string{"订单商品会话百分比"}, false}, share(all, func(t *Traffic) *decimal.NullDecimal { return &t.OrderItemSession })},
	{title{"Order Item Session Percentage - B2B", []string{"订单商品会话百分比 - B2B"}, false}, share(b2b, func(t *Traffic) *decimal.NullDecimal { return &t.OrderItemSession })},
	{title{"Ordered Product Sales", []string{"Gross Product Sales", "已订购商品销售额", "Durch bestellte Produkte erzielter Umsatz"}, true}, orderedSales(all)},
	{title{"Ordered Product Sales - B2B", []string{"Gross Product Sales - B2B", "已订购商品销售额 - B2B", "Bestellsumme – B2B"}, false}, orderedSales(b2b)},
	{title{"Total Order Items", []string{"Orders Placed", "订单商品总数", "Zahl der Bestellposten"}, false}, func(c *cell, r *BusinessRow) { r.Total.OrderItems = c.count() }},
	{title{"Total Order Items - B2B", []string{"Orders Placed - B2B", "订单商品总数 - B2B", "Zahl der Bestellposten – B2B"}, false}, func(c *cell, r *BusinessRow) { r.B2B.OrderItems = c.count() }},
	{title{"Units Refunded", nil, false}, func(c *cell, r *BusinessRow) { r.Refunded = c.count() }},

	// What follows from the counts is not kept.
	{title{"Average Sales per Order Item", nil, false}, nil},
	{title{"Average Sales per Order Item - B2B", nil, false}, nil},
	{title{"Average Units per Order Item", nil, false}, nil},
	{title{"Average Units per Order Item - B2B", nil, false}, nil},
	{title{"Average Selling Price", nil, false}, nil},
	{title{"Average Selling Price - B2B", nil, false}, nil},
	{title{"Refund Rate", nil, false}, nil},
}

func sessions(of audience) func(*cell, *BusinessRow) {
	return func(c *cell, r *BusinessRow) { r.Row, of(r).Sessions = c.row, c.count() }
}

func pageViews(of audience) func(*cell, *BusinessRow) {
	return func(c *cell, r *BusinessRow) { of(r).PageViews = c.count() }
}

func share(of audience, field func(*Traffic) *decimal.NullDecimal) func(*cell, *BusinessRow) {
	return func(c *cell, r *BusinessRow) { *field(of(r)) = c.percentage() }
}

func orderedSales(of audience) func(*cell, *BusinessRow) {
	return func(c *cell, r *BusinessRow) {
		in := r.Currency
		if in == "" {
			in = c.file.opt.Currency
		}
		of(r).Sales, r.Currency = c.money(in)
	}
}
