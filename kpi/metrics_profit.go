package kpi

// profitMetrics are the steps of the profit ladder, their margins, and the figures that
// tools call ROI and gross margin and compute in different ways.
func profitMetrics() []Metric {
	const ladder = "profit ladder"
	step := func(code, name, chinese, formula string) Metric {
		return Metric{Code: code, Name: name, Chinese: chinese, Formula: written(formula), Unit: Amount, Source: ladder, Good: HigherIsBetter}
	}
	share := func(code, family, variant, name, chinese, formula, source string) Metric {
		return Metric{Code: code, Family: family, Variant: variant, Name: name, Chinese: chinese, Formula: written(formula), Unit: Fraction, Source: source, Good: HigherIsBetter}
	}
	return []Metric{
		step("gross_sales", "Gross sales", "销售总额", "item_sales + shipping_credits + gift_wrap_credits"),
		step("net_revenue", "Net revenue", "净收入", "gross_sales - promotions - refunds"),
		step("cm1", "Gross profit (CM1)", "毛利(边际贡献一)", "net_revenue - landed_cogs"),
		step("cm2", "Contribution margin 2 (CM2)", "边际贡献二", "cm1 - referral_fees - fulfilment_fees - payment_fees - return_costs - storage_fees - inbound_placement_fees - other_channel_fees"),
		step("contribution_before_ads", "Contribution before ads", "广告前贡献", "cm2 - promotion_fees"),
		step("cm3", "Contribution margin 3 (CM3)", "边际贡献三", "contribution_before_ads - ad_spend"),
		step("operating_profit", "Operating profit", "营业利润", "cm3 - overhead + fx_result"),

		share("cm1_margin", "margin", "CM1 on net revenue", "CM1 margin", "毛利率", "cm1 / net_revenue", ladder),
		share("cm2_margin", "margin", "CM2 on net revenue", "CM2 margin", "边际贡献二率", "cm2 / net_revenue", ladder),
		share("cm3_margin", "margin", "CM3 on net revenue", "CM3 margin", "边际贡献三率", "cm3 / net_revenue", ladder),
		share("operating_margin", "margin", "operating profit on net revenue", "Operating margin", "营业利润率", "operating_profit / net_revenue", ladder),
		share("operating_margin_gross_sales", "margin", "operating profit on gross sales", "Operating margin", "营业利润率", "operating_profit / gross_sales", "calculators that divide by the price"),

		share("gross_margin", "gross_margin", "landed cost taken off", "Gross margin", "毛利率", "(net_revenue - landed_cogs) / net_revenue", ladder),
		share("gross_margin_product_cost", "gross_margin", "product cost only taken off", "Gross margin", "毛利率", "(net_revenue - product_cost) / net_revenue", "TrueProfit"),
		share("gross_margin_after_fees", "gross_margin", "landed cost, commission and fulfilment taken off", "Gross margin", "毛利率", "(net_revenue - landed_cogs - referral_fees - fulfilment_fees) / net_revenue", "Sellics"),

		share("roi_product_cost", "roi", "on product cost only", "ROI", "投资回报率", "operating_profit / product_cost", "SellerLogic, SellerMobile, common FBA calculators"),
		share("roi_product_and_inbound", "roi", "on product cost and inbound freight", "ROI", "投资回报率", "operating_profit / (product_cost + inbound_freight)", "other FBA calculators"),
		share("roi_landed_cost", "roi", "on landed cost", "ROI", "投资回报率", "operating_profit / landed_cogs", "landed cost as in the ladder"),
		share("roi_all_costs", "roi", "on product, inbound freight, ads and tax", "ROI", "投资回报率", "operating_profit / (product_cost + inbound_freight + ad_spend + sales_tax)", "HelloProfit: gross sales with tax less all expenses, over product, shipping, ads and tax"),
		share("contribution_roi", "roi", "contribution on landed cost", "Contribution margin ROI", "边际贡献回报率", "cm3 / landed_cogs", "Sellics"),

		{Code: "unit_contribution", Name: "Contribution per unit", Chinese: "单件边际贡献", Formula: written("cm3 / units_sold"), Unit: Amount, Source: ladder, Good: HigherIsBetter},
		{Code: "unit_profit", Name: "Operating profit per unit", Chinese: "单件营业利润", Formula: written("operating_profit / units_sold"), Unit: Amount, Source: ladder, Good: HigherIsBetter},
		{Code: "break_even_units", Name: "Break-even units", Chinese: "保本销量", Formula: written("fixed_cost / unit_contribution"), Unit: Count, Source: "common", Good: LowerIsBetter, Below0: "no number of units covers the fixed cost: the contribution of a unit is below 0"},
	}
}
