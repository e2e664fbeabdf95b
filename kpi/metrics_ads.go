package kpi

// adMetrics are those of advertising. Attributed sales are counted for a click within a
// window that the channel sets, so they are not of the same days as ordered ones.
func adMetrics() []Metric {
	const (
		console  = "Amazon advertising reports"
		window   = "clicks of the period; sales within 7 days of the click for Sponsored Products, 14 for Sponsored Brands and Display"
		negative = "more attributed sales than sales: the days of the two differ"
	)
	attributed := []Basis{AttributedBasis}
	return []Metric{
		{Code: "ctr", Name: "Click-through rate (CTR)", Chinese: "点击率", Formula: written("clicks / impressions"), Unit: Fraction, Source: console, Good: HigherIsBetter},
		{Code: "cpc", Name: "Cost per click (CPC)", Chinese: "单次点击成本", Formula: written("ad_spend / clicks"), Unit: Amount, Source: console, Good: LowerIsBetter},
		{Code: "acos", Name: "ACoS", Chinese: "广告销售成本比", Formula: written("ad_spend / ad_sales"), Unit: Fraction, Window: window, Source: console, Good: LowerIsBetter},
		{Code: "roas", Name: "ROAS", Chinese: "广告投入产出比", Formula: written("ad_sales / ad_spend"), Unit: Multiple, Window: window, Source: console, Good: HigherIsBetter},
		{Code: "tacos", Family: "tacos", Variant: "on ordered product sales", Name: "TACoS", Chinese: "总广告销售成本比", Formula: written("ad_spend / ordered_product_sales"), Unit: Fraction, Source: "common", Good: LowerIsBetter},
		{Code: "tacos_gross_sales", Family: "tacos", Variant: "on gross sales", Name: "TACoS", Chinese: "总广告销售成本比", Formula: written("ad_spend / gross_sales"), Unit: Fraction, Source: "common", Good: LowerIsBetter},
		{Code: "tacos_net_revenue", Family: "tacos", Variant: "on sales net of promotions and refunds", Name: "TACoS", Chinese: "总广告销售成本比", Formula: written("ad_spend / net_revenue"), Unit: Fraction, Source: "common", Good: LowerIsBetter},
		{Code: "ad_sales_share", Name: "Ad sales share", Chinese: "广告销售占比", Formula: written("ad_sales / ordered_product_sales"), Unit: Fraction, MayMix: attributed, Window: window, Source: "common; ACoS times this is TACoS"},
		{Code: "halo_share", Name: "Halo share", Chinese: "其他SKU销售占比", Formula: written("halo_sales / ad_sales"), Unit: Fraction, Window: window, Source: console},
		{Code: "ad_conversion_rate", Family: "ad_conversion_rate", Variant: "orders per click", Name: "Ad conversion rate", Chinese: "广告转化率", Formula: written("ad_orders / clicks"), Unit: Fraction, Window: window, Source: console + ", may exceed 100 %", Good: HigherIsBetter},
		{Code: "purchase_rate", Family: "ad_conversion_rate", Variant: "purchases per impression", Name: "Purchase rate", Chinese: "购买率", Formula: written("ad_orders / impressions"), Unit: Fraction, Window: window, Source: "Amazon's unified advertising report of 2026; not the conversion rate", Good: HigherIsBetter},
		{Code: "cost_per_purchase", Name: "Cost per purchase", Chinese: "单次购买成本", Formula: written("ad_spend / ad_orders"), Unit: Amount, Window: window, Source: "Amazon's unified advertising report of 2026", Good: LowerIsBetter},
		{Code: "organic_sales", Name: "Organic sales", Chinese: "自然销售额", Formula: written("ordered_product_sales - ad_sales"), Unit: Amount, MayMix: attributed, Window: window, Source: "common", Good: HigherIsBetter, Below0: negative},
		{Code: "organic_share", Name: "Organic sales share", Chinese: "自然销售占比", Formula: written("organic_sales / ordered_product_sales"), Unit: Fraction, MayMix: attributed, Window: window, Source: "common", Good: HigherIsBetter, Below0: negative},

		{Code: "break_even_acos", Family: "break_even_acos", Variant: "of the period, returns included", Name: "Break-even ACoS", Chinese: "保本ACoS", Formula: written("contribution_before_ads / item_sales"), Unit: Fraction, Source: "common: profit before ads over price", Good: HigherIsBetter},
		{Code: "break_even_acos_planned", Family: "break_even_acos", Variant: "of one planned unit", Name: "Break-even ACoS", Chinese: "保本ACoS", Formula: written("profit_before_ads / price"), Unit: Fraction, Window: "one unit", Source: "common: profit before ads over price", Good: HigherIsBetter},
		{Code: "break_even_acos_return_adjusted", Family: "break_even_acos", Variant: "of one planned unit and its return rate", Name: "Break-even ACoS", Chinese: "保本ACoS", Formula: written("return_adjusted_unit_profit / price"), Unit: Fraction, Window: "one unit", Source: "common; unit profits before ads", Good: HigherIsBetter},
		{Code: "break_even_roas", Name: "Break-even ROAS", Chinese: "保本ROAS", Formula: written("1 / break_even_acos"), Unit: Multiple, Source: "common", Good: LowerIsBetter},
		{Code: "target_acos", Family: "target_acos", Variant: "break-even less the wanted margin", Name: "Target ACoS", Chinese: "目标ACoS", Formula: written("break_even_acos - wanted_margin"), Unit: Fraction, Source: "common", Below0: "the wanted margin leaves nothing for ads"},
		{Code: "target_acos_planned", Family: "target_acos", Variant: "break-even of one planned unit less the wanted margin", Name: "Target ACoS", Chinese: "目标ACoS", Formula: written("break_even_acos_planned - wanted_margin"), Unit: Fraction, Window: "one unit", Source: "common", Below0: "the wanted margin leaves nothing for ads"},
		{Code: "target_acos_part", Family: "target_acos", Variant: "a fixed part of break-even", Name: "Target ACoS", Chinese: "目标ACoS", Formula: written("break_even_part * break_even_acos"), Unit: Fraction, Source: "one agency"},
		{Code: "max_cpc", Family: "max_cpc", Variant: "on the price and the conversion of the period", Name: "Max CPC", Chinese: "最高单次点击出价", Formula: written("price * acos_target * ad_orders / clicks"), Unit: Amount, Source: "common: ACoS = CPC / (CVR x price)"},
		{Code: "max_cpc_planned", Family: "max_cpc", Variant: "on the price and a planned conversion", Name: "Max CPC", Chinese: "最高单次点击出价", Formula: written("price * acos_target * conversion_rate"), Unit: Amount, Window: "one unit", Source: "common"},
		{Code: "max_cpc_order_value", Family: "max_cpc", Variant: "on the order value, where it is above the price", Name: "Max CPC", Chinese: "最高单次点击出价", Formula: written("order_value * acos_target * ad_orders / clicks"), Unit: Amount, Source: "common"},
		{Code: "contribution_per_ad_dollar", Name: "Contribution per ad dollar", Chinese: "每元广告边际贡献", Formula: written("(break_even_acos * ad_sales - ad_spend) / ad_spend"), Unit: Multiple, MayMix: attributed, Window: window, Source: "common: margin x ROAS - 1; attributed, not incremental", Good: HigherIsBetter},
		{Code: "marginal_roas", Name: "Marginal ROAS", Chinese: "边际ROAS", Formula: written("added_ad_sales / added_ad_spend"), Unit: Multiple, Window: "the last step of spend against the one before", Source: "common", Good: HigherIsBetter},
		{Code: "marginal_contribution_per_ad_dollar", Name: "Marginal contribution per ad dollar", Chinese: "每元新增广告边际贡献", Formula: written("(break_even_acos * added_ad_sales - added_ad_spend) / added_ad_spend"), Unit: Multiple, MayMix: attributed, Window: "the last step of spend against the one before", Source: "common; more spend pays while it is above 0", Good: HigherIsBetter},
	}
}

// incrementalityMetrics are those of a holdout test. [Holdout] adds the interval.
func incrementalityMetrics() []Metric {
	const window, source = "the days of the test", "holdout test"
	return []Metric{
		{Code: "expected_conversions", Name: "Conversions expected without ads", Chinese: "无广告预期转化数", Formula: written("exposed_users * holdout_conversions / holdout_users"), Unit: Count, Window: window, Source: source},
		{Code: "incremental_conversions", Name: "Incremental conversions", Chinese: "增量转化数", Formula: written("exposed_conversions - expected_conversions"), Unit: Count, Window: window, Source: source, Good: HigherIsBetter},
		{Code: "incremental_revenue", Name: "Incremental revenue", Chinese: "增量收入", Formula: written("incremental_conversions * order_value"), Unit: Amount, Window: window, Source: source, Good: HigherIsBetter},
		{Code: "iroas", Name: "Incremental ROAS (iROAS)", Chinese: "增量ROAS", Formula: written("incremental_revenue / ad_spend"), Unit: Multiple, Window: window, Source: source, Good: HigherIsBetter},
		{Code: "incremental_profit", Name: "Incremental profit", Chinese: "增量利润", Formula: written("incremental_revenue * contribution_margin - ad_spend"), Unit: Amount, Window: window, Source: source, Good: HigherIsBetter},
	}
}
