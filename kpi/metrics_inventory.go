package kpi

// inventoryMetrics are those of stock. Ratios of sums of products, such as the in-stock
// rate, have the products as inputs: each item computes its own, and [Sum] adds them.
func inventoryMetrics() []Metric {
	const amazon = "Amazon inventory performance"
	return []Metric{
		{Code: "sell_through", Family: "sell_through", Variant: "Amazon: units shipped on average units on hand", Name: "FBA sell-through", Chinese: "亚马逊动销率", Formula: written("units_shipped / average_units_on_hand"), Unit: Multiple, Window: "trailing 90 days", WindowDays: 90, Source: amazon, Good: HigherIsBetter},
		{Code: "sell_through_retail", Family: "sell_through", Variant: "retail: units sold on units sold and left", Name: "Retail sell-through", Chinese: "零售售罄率", Formula: written("units_sold / (units_sold + ending_units)"), Unit: Fraction, Source: "retail", Good: HigherIsBetter},
		{Code: "sell_through_received", Family: "sell_through", Variant: "retail: units sold on units received", Name: "Retail sell-through", Chinese: "零售售罄率", Formula: written("units_sold / units_received"), Unit: Fraction, Source: "retail", Good: HigherIsBetter},
		{Code: "implied_average_units", Name: "Average units on hand, from a printed sell-through", Chinese: "反推平均在库件数", Formula: written("units_shipped / printed_sell_through"), Unit: Count, Window: "trailing 90 days", WindowDays: 90, Source: amazon},
		{Code: "inventory_turnover", Name: "Inventory turnover, per year", Chinese: "年库存周转率", Formula: written("landed_cogs / average_inventory_cost * 365 / period_days"), Unit: Multiple, Source: "common; the average of 13 month-ends or of daily stock", Good: HigherIsBetter},
		{Code: "days_of_inventory", Name: "Days of inventory (DIO)", Chinese: "库存周转天数", Formula: written("average_inventory_cost / landed_cogs * period_days"), Unit: DaysUnit, Source: "common, at cost", Good: LowerIsBetter},
		{Code: "days_of_supply", Name: "Days of supply", Chinese: "可售天数", Formula: written("supply_units / expected_daily_units"), Unit: DaysUnit, Window: "after the period", Source: "common; the column of Amazon rests on its own forecast and will differ"},
		{Code: "weeks_of_cover", Name: "Weeks of cover t90", Chinese: "库存覆盖周数", Formula: written("supply_units / (units_shipped / period_days * 7)"), Unit: Weeks, Window: "trailing 90 days", WindowDays: 90, Source: amazon + "; the t30 column follows another formula"},
		{Code: "historical_days_of_supply_short", Family: "historical_days_of_supply", Variant: "short term", Name: "Historical days of supply", Chinese: "历史供货天数(短期)", Formula: written("average_units_on_hand / (units_shipped / period_days)"), Unit: DaysUnit, Window: "trailing 30 days", WindowDays: 30, Source: amazon + "; the low-inventory-level fee looks at both terms"},
		{Code: "historical_days_of_supply_long", Family: "historical_days_of_supply", Variant: "long term", Name: "Historical days of supply", Chinese: "历史供货天数(长期)", Formula: written("average_units_on_hand / (units_shipped / period_days)"), Unit: DaysUnit, Window: "trailing 90 days", WindowDays: 90, Source: amazon + "; the low-inventory-level fee looks at both terms"},
		{Code: "excess_percentage", Name: "Excess inventory percentage", Chinese: "冗余库存率", Formula: written("excess_units / ending_units"), Unit: Fraction, Window: "the end of the period", Source: amazon + ": units above 90 days of forecast supply", Good: LowerIsBetter},
		{Code: "stranded_percentage", Name: "Stranded inventory percentage", Chinese: "无在售信息库存率", Formula: written("stranded_units / ending_units"), Unit: Fraction, Window: "the end of the period", Source: amazon, Good: LowerIsBetter},
		{Code: "in_stock_rate", Name: "In-stock rate", Chinese: "有货率", Formula: written("velocity_in_stock / velocity"), Unit: Fraction, Window: "share of the last 30 days in stock; items with sales in the last 60 days", Source: amazon, Good: HigherIsBetter},
		{Code: "ipi", Name: "Inventory performance index (IPI)", Chinese: "库存绩效指标(IPI)", Formula: written("ipi_score"), Unit: Multiple, Window: "the score of the day", Source: amazon + "; from excess, sell-through, stranded and in-stock, the formula is secret", Good: HigherIsBetter},
		{Code: "gmroi", Name: "GMROI", Chinese: "库存毛利回报率", Formula: written("(net_revenue - landed_cogs) / average_inventory_cost"), Unit: Fraction, Source: "retail", Good: HigherIsBetter},
		{Code: "sales_to_stock", Name: "Sales-to-stock ratio", Chinese: "销售库存比", Formula: written("net_revenue / average_inventory_cost"), Unit: Multiple, Source: "retail; sales at price, stock at cost: not the turnover", Good: HigherIsBetter},
		{Code: "stockout_loss", Name: "Stock-out loss", Chinese: "断货损失", Formula: written("lost_contribution"), Unit: Amount, Source: "common: days out of stock times expected daily units times unit contribution", Good: LowerIsBetter},
	}
}
