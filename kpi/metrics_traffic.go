package kpi

// trafficMetrics are those of Amazon's Business report. Combine rows by adding the
// counts; the percentages of the report are never averaged.
func trafficMetrics() []Metric {
	const report = "Amazon Business report"
	return []Metric{
		{Code: "page_views_share", Name: "Page views percentage", Chinese: "浏览量占比", Formula: written("page_views / account_page_views"), Unit: Fraction, Source: report, Good: HigherIsBetter},
		{Code: "session_share", Name: "Session percentage", Chinese: "会话占比", Formula: written("sessions / account_sessions"), Unit: Fraction, Source: report, Good: HigherIsBetter},
		{Code: "featured_offer_percentage", Family: "featured_offer_percentage", Variant: "weighted by page views", Name: "Featured Offer (Buy Box) percentage", Chinese: "推荐报价(购买按钮)赢得率", Formula: written("featured_offer_page_views / page_views"), Unit: Fraction, Source: report, Good: HigherIsBetter},
		{Code: "featured_offer_percentage_sessions", Family: "featured_offer_percentage", Variant: "weighted by sessions", Name: "Featured Offer (Buy Box) percentage", Chinese: "推荐报价(购买按钮)赢得率", Formula: written("featured_offer_sessions / sessions"), Unit: Fraction, Source: report + "; the weight when rows have sessions only", Good: HigherIsBetter},
		{Code: "unit_session_percentage", Family: "unit_session_percentage", Variant: "on all sessions", Name: "Unit session percentage (CVR)", Chinese: "商品会话百分比(转化率)", Formula: written("units_ordered / sessions"), Unit: Fraction, Source: report + ", exports of 2026; may exceed 100 %", Good: HigherIsBetter},
		{Code: "unit_session_percentage_browser", Family: "unit_session_percentage", Variant: "on browser sessions", Name: "Unit session percentage (CVR)", Chinese: "商品会话百分比(转化率)", Formula: written("units_ordered / browser_sessions"), Unit: Fraction, Source: "Amazon's sample of the sales and traffic API of 2021", Good: HigherIsBetter},
		{Code: "order_item_session_percentage", Family: "order_item_session_percentage", Variant: "on all sessions", Name: "Order item session percentage", Chinese: "订单商品会话百分比", Formula: written("order_items / sessions"), Unit: Fraction, Source: report, Good: HigherIsBetter},
		{Code: "order_item_session_percentage_browser", Family: "order_item_session_percentage", Variant: "on browser sessions", Name: "Order item session percentage", Chinese: "订单商品会话百分比", Formula: written("order_items / browser_sessions"), Unit: Fraction, Source: "Amazon's sample of the sales and traffic API of 2021", Good: HigherIsBetter},
		{Code: "average_selling_price", Name: "Average selling price (ASP)", Chinese: "平均售价", Formula: written("ordered_product_sales / units_ordered"), Unit: Amount, Source: report},
		{Code: "sales_per_order_item", Name: "Average sales per order item", Chinese: "每订单商品平均销售额", Formula: written("ordered_product_sales / order_items"), Unit: Amount, Source: report, Good: HigherIsBetter},
		{Code: "units_per_order_item", Name: "Average units per order item", Chinese: "每订单商品平均件数", Formula: written("units_ordered / order_items"), Unit: Multiple, Source: report, Good: HigherIsBetter},
		{Code: "average_order_value", Name: "Average order value (AOV)", Chinese: "客单价", Formula: written("ordered_product_sales / orders"), Unit: Amount, Source: "common", Good: HigherIsBetter},
		{Code: "refund_rate", Name: "Refund rate", Chinese: "退款率", Formula: written("units_refunded / units_ordered"), Unit: Fraction, Window: "the period: refunds by the day of the refund, orders by the day of the order", Source: report + "; not per child ASIN. A refund without a return makes it exceed the return rate", Good: LowerIsBetter},
	}
}
