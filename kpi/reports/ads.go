package reports

import (
	"iter"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// An AdRow is one row of an advertising report: Amazon's search term report, its
// advertised product report or the unified report. Sales, orders and units are those
// that Amazon attributes to clicks within the window. The same campaign, target and
// term can be there several times: the rows add up. A number that the file does not
// have is not Valid.
type AdRow struct {
	// Kind is that of the file.
	Kind Kind
	// Row is the line of the file.
	Row int
	// Period is the day of the row, or the days that it sums up.
	Period   kpi.Period
	Currency fx.Currency
	// WindowDays is the attribution window that the titles name, 0 where they name
	// none: the unified report.
	WindowDays int

	Portfolio, Campaign, CampaignID, AdGroup, AdGroupID string
	Targeting, MatchType, SearchTerm                    string
	SKU, ASIN, Marketplace                              string

	Impressions, Clicks decimal.NullDecimal
	Spend               decimal.NullDecimal
	// Attributed is all that was bought, Promoted the advertised product itself, Halo
	// the seller's other products, NewToBrand the buyers who had not bought the brand
	// in a year.
	Attributed, Promoted, Halo, NewToBrand Purchases
	DetailPageViews                        decimal.NullDecimal
	// Printed are the ratios as the file has them, rounded there. The sums say more.
	Printed AdRatios
}

// Purchases are what clicks on ads led to.
type Purchases struct {
	Orders, Units, Sales decimal.NullDecimal
}

// AdRatios are the ratios of an ad report as it prints them.
type AdRatios struct {
	CTR, CPC, ACoS, ROAS decimal.NullDecimal
	// ConversionRate is orders per click. PurchaseRate, of the unified report, is
	// purchases per impression, another figure.
	ConversionRate, PurchaseRate decimal.NullDecimal
	CostPerPurchase              decimal.NullDecimal
}

// Ads yields the rows of a file of the kinds [SearchTerms], [AdvertisedProducts] and
// [UnifiedAds], in order. A row that cannot be read is yielded as an error and the
// next follows.
func (f *File) Ads() iter.Seq2[AdRow, error] {
	lines := rows(f, SearchTerms, searchTermColumns)
	switch f.Kind() {
	case AdvertisedProducts:
		lines = rows(f, AdvertisedProducts, advertisedColumns)
	case UnifiedAds:
		lines = rows(f, UnifiedAds, unifiedColumns)
	}
	return func(yield func(AdRow, error) bool) {
		for r, err := range lines {
			if err == nil {
				r.Kind = f.Kind()
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

var searchTermColumns = append([]column[AdRow]{
	{title{"Customer Search Term", []string{"searchTerm", "客户搜索词"}, true}, func(c *cell, r *AdRow) { r.SearchTerm = c.plain() }},
	{title{"Advertised SKU", nil, false}, func(c *cell, r *AdRow) { r.SKU = c.plain() }},
	{title{"Advertised ASIN", nil, false}, func(c *cell, r *AdRow) { r.ASIN = c.plain() }},
}, sponsoredColumns...)

var advertisedColumns = append([]column[AdRow]{
	{title{"Advertised SKU", []string{"advertisedSku", "广告SKU"}, true}, func(c *cell, r *AdRow) { r.SKU = c.plain() }},
	{title{"Advertised ASIN", []string{"advertisedAsin", "广告ASIN"}, false}, func(c *cell, r *AdRow) { r.ASIN = c.plain() }},
}, sponsoredColumns...)

// sponsoredColumns are those that the Sponsored Products reports share.
var sponsoredColumns = []column[AdRow]{
	{title{"Date", []string{"日期", "date"}, false}, func(c *cell, r *AdRow) {
		day := c.day()
		r.Period = kpi.Period{First: day, Last: day}
	}},
	{title{"Start Date", []string{"startDate", "开始日期"}, false}, func(c *cell, r *AdRow) { r.Period.First = c.day() }},
	{title{"End Date", []string{"endDate", "结束日期"}, false}, func(c *cell, r *AdRow) {
		if r.Period.Last = c.day(); r.Period.Last.Before(r.Period.First) && !r.Period.Last.IsZero() {
			c.fail("must not be before the start date")
		}
	}},
	{title{"Portfolio name", []string{"portfolioName", "广告组合名称"}, false}, func(c *cell, r *AdRow) { r.Portfolio = c.plain() }},
	{title{"Currency", []string{"campaignBudgetCurrencyCode", "货币"}, false}, adCurrency},
	{title{"Country", []string{"国家/地区"}, false}, nil},
	{title{"Retailer", []string{"零售商"}, false}, nil},
	{title{"Campaign Name", []string{"campaignName", "广告活动名称"}, false}, func(c *cell, r *AdRow) { r.Campaign = c.plain() }},
	{title{"Campaign ID", []string{"campaignId"}, false}, func(c *cell, r *AdRow) { r.CampaignID = c.plain() }},
	{title{"Ad Group Name", []string{"adGroupName", "广告组名称"}, false}, func(c *cell, r *AdRow) { r.AdGroup = c.plain() }},
	{title{"Ad Group ID", []string{"adGroupId"}, false}, func(c *cell, r *AdRow) { r.AdGroupID = c.plain() }},
	{title{"Targeting", []string{"keyword", "投放"}, false}, func(c *cell, r *AdRow) { r.Targeting = c.plain() }},
	{title{"Match Type", []string{"matchType", "匹配类型"}, false}, func(c *cell, r *AdRow) { r.MatchType = c.plain() }},
	{title{"Impressions", []string{"展示量"}, true}, func(c *cell, r *AdRow) { r.Row, r.Impressions = c.row, c.count() }},
	{title{"Clicks", []string{"点击量"}, true}, func(c *cell, r *AdRow) { r.Clicks = c.count() }},
	{title{"Click-Thru Rate (CTR)", []string{"CTR", "clickThroughRate", "点击率 (CTR)", "点击率(CTR)"}, false}, func(c *cell, r *AdRow) { r.Printed.CTR = c.percentage() }},
	{title{"Cost Per Click (CPC)", []string{"CPC", "costPerClick", "单次点击成本 (CPC)", "每次点击成本(CPC)"}, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Printed.CPC })},
	{title{"Spend", []string{"cost", "花费"}, true}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Spend })},
	{title{"7 Day Total Sales", []string{"sales7d", "7天总销售额"}, false}, within(7, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Sales }))},
	{title{"14 Day Total Sales", []string{"sales14d", "14天总销售额"}, false}, within(14, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Sales }))},
	{title{"Total Advertising Cost of Sales (ACOS)", []string{"广告投入产出比 (ACOS) 总计", "广告成本销售比(ACOS)"}, false}, func(c *cell, r *AdRow) { r.Printed.ACoS = c.percentage() }},
	{title{"Total Return on Advertising Spend (ROAS)", []string{"总广告投资回报率 (ROAS)", "投入产出比(ROAS)"}, false}, func(c *cell, r *AdRow) { r.Printed.ROAS = c.plainNumber() }},
	{title{"7 Day Total Orders (#)", []string{"purchases7d", "7天总订单数(#)"}, false}, within(7, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Orders }))},
	{title{"14 Day Total Orders (#)", []string{"purchases14d", "14天总订单数(#)"}, false}, within(14, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Orders }))},
	{title{"7 Day Total Units (#)", []string{"unitsSoldClicks7d", "7天总销售量(#)"}, false}, within(7, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Units }))},
	{title{"14 Day Total Units (#)", []string{"unitsSoldClicks14d", "14天总销售量(#)"}, false}, within(14, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Units }))},
	{title{"7 Day Conversion Rate", []string{"14 Day Conversion Rate", "7天的转化率", "14天的转化率"}, false}, func(c *cell, r *AdRow) { r.Printed.ConversionRate = c.percentage() }},
	{title{"7 Day Advertised SKU Units (#)", []string{"14 Day Advertised SKU Units (#)", "unitsSoldSameSku7d", "7天内广告SKU销售量(#)", "14天内广告SKU销售量(#)"}, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Promoted.Units })},
	{title{"7 Day Other SKU Units (#)", []string{"14 Day Other SKU Units (#)", "unitsSoldOtherSku7d", "7天内其他SKU销售量(#)", "14天内其他SKU销售量(#)"}, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Halo.Units })},
	{title{"7 Day Advertised SKU Sales", []string{"14 Day Advertised SKU Sales", "attributedSalesSameSku7d", "7天内广告SKU销售额", "14天内广告SKU销售额"}, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Promoted.Sales })},
	{title{"7 Day Other SKU Sales", []string{"14 Day Other SKU Sales", "salesOtherSku7d", "7天内其他SKU销售额", "14天内其他SKU销售额"}, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Halo.Sales })},
}

var unifiedColumns = []column[AdRow]{
	{title{"Budget currency", nil, true}, adCurrency},
	{title{"Date range", []string{"Date"}, false}, dateRange},
	{title{"Advertiser account ID", nil, false}, nil},
	{title{"Advertiser account name", nil, false}, nil},
	{title{"Portfolio ID", nil, false}, nil},
	{title{"Portfolio name", nil, false}, func(c *cell, r *AdRow) { r.Portfolio = c.plain() }},
	{title{"Campaign ID", nil, false}, func(c *cell, r *AdRow) { r.CampaignID = c.plain() }},
	{title{"Campaign name", nil, false}, func(c *cell, r *AdRow) { r.Campaign = c.plain() }},
	{title{"Ad group ID", nil, false}, func(c *cell, r *AdRow) { r.AdGroupID = c.plain() }},
	{title{"Ad group name", nil, false}, func(c *cell, r *AdRow) { r.AdGroup = c.plain() }},
	{title{"Advertised product ID", nil, false}, func(c *cell, r *AdRow) { r.ASIN = strings.TrimSuffix(c.plain(), "_product") }},
	{title{"Advertised product name", nil, false}, nil},
	{title{"Advertised product parent ID", nil, false}, nil},
	{title{"Advertised product brand", nil, false}, nil},
	{title{"Advertised product category", nil, false}, nil},
	{title{"Advertised product subcategory", nil, false}, nil},
	{title{"Advertised product group", nil, false}, nil},
	{title{"Advertised product SKU", nil, false}, func(c *cell, r *AdRow) { r.SKU = c.plain() }},
	{title{"Advertised product marketplace", nil, false}, func(c *cell, r *AdRow) { r.Marketplace = c.plain() }},
	{title{"Search term", nil, false}, func(c *cell, r *AdRow) { r.SearchTerm = c.plain() }},
	{title{"Target value", nil, false}, func(c *cell, r *AdRow) { r.Targeting = c.plain() }},
	{title{"Target match type", nil, false}, func(c *cell, r *AdRow) { r.MatchType = c.plain() }},
	{title{"Impressions", nil, true}, func(c *cell, r *AdRow) { r.Row, r.Impressions = c.row, c.count() }},
	{title{"Clicks", nil, true}, func(c *cell, r *AdRow) { r.Clicks = c.count() }},
	{title{"CTR", nil, false}, func(c *cell, r *AdRow) { r.Printed.CTR = c.percentage() }},
	{title{"Total cost", nil, true}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Spend })},
	{title{"Purchases", nil, true}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Orders })},
	{title{"Sales", nil, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Sales })},
	{title{"Units sold", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Attributed.Units })},
	{title{"Cost per purchase", nil, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Printed.CostPerPurchase })},
	{title{"Purchase rate", nil, false}, func(c *cell, r *AdRow) { r.Printed.PurchaseRate = c.percentage() }},
	{title{"ROAS", nil, false}, func(c *cell, r *AdRow) { r.Printed.ROAS = c.plainNumber() }},
	{title{"Purchases (promoted)", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Promoted.Orders })},
	{title{"Sales (promoted)", nil, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Promoted.Sales })},
	{title{"Units sold (promoted)", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Promoted.Units })},
	{title{"Cost per purchase (promoted)", nil, false}, nil},
	{title{"Purchase rate (promoted)", nil, false}, nil},
	{title{"ROAS (promoted)", nil, false}, nil},
	{title{"Purchases (halo)", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Halo.Orders })},
	{title{"Sales (halo)", nil, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.Halo.Sales })},
	{title{"Units sold (halo)", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.Halo.Units })},
	{title{"Purchases (new to brand)", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.NewToBrand.Orders })},
	{title{"Sales (new to brand)", nil, false}, adMoney(func(r *AdRow) *decimal.NullDecimal { return &r.NewToBrand.Sales })},
	{title{"Units sold (new to brand)", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.NewToBrand.Units })},
	{title{"Cost per purchase (new to brand)", nil, false}, nil},
	{title{"Purchase rate (new to brand)", nil, false}, nil},
	{title{"ROAS (new to brand)", nil, false}, nil},
	{title{"Detail page views", nil, false}, adCount(func(r *AdRow) *decimal.NullDecimal { return &r.DetailPageViews })},
	{title{"Cost per detail page view", nil, false}, nil},
	{title{"Detail page view rate", nil, false}, nil},
}

// dateRange reads "Jul 06, 2026 - Jul 29, 2026", both days included, or one day.
func dateRange(c *cell, r *AdRow) {
	if c.absent() {
		return
	}
	from, to, ranged := strings.Cut(c.plain(), " - ")
	if !ranged {
		to = from
	}
	first, ok := parseStamp(from, c.file.opt.DayFirst)
	last, okLast := parseStamp(to, c.file.opt.DayFirst)
	if !ok || !okLast || last.time.Before(first.time) {
		c.fail("must be a range of days such as Jul 06, 2026 - Jul 29, 2026")
		return
	}
	r.Period = kpi.Period{First: DayIn(first.time, nil), Last: DayIn(last.time, nil)}
}

func adCurrency(c *cell, r *AdRow) { r.Currency = c.currency() }

// adMoney reads an amount in the currency of the row, which stands before it.
func adMoney(field func(*AdRow) *decimal.NullDecimal) func(*cell, *AdRow) {
	return func(c *cell, r *AdRow) {
		in := r.Currency
		if in == "" {
			in = c.file.opt.Currency
		}
		*field(r), r.Currency = c.money(in)
	}
}

func adCount(field func(*AdRow) *decimal.NullDecimal) func(*cell, *AdRow) {
	return func(c *cell, r *AdRow) { *field(r) = c.count() }
}

// within notes the attribution window of a column.
func within(days int, read func(*cell, *AdRow)) func(*cell, *AdRow) {
	return func(c *cell, r *AdRow) {
		read(c, r)
		r.WindowDays = days
	}
}
