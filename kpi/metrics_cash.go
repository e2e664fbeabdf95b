package kpi

// cashMetrics are what a customer is worth and how long cash is away.
func cashMetrics() []Metric {
	const planned = "the life of one customer"
	return []Metric{
		{Code: "ltv_profit", Family: "ltv", Variant: "contribution", Name: "Lifetime value (LTV)", Chinese: "客户终身价值(利润)", Formula: written("order_value * purchases_per_year * customer_years * contribution_margin"), Unit: Amount, Window: planned, Source: "common", Good: HigherIsBetter},
		{Code: "ltv_revenue", Family: "ltv", Variant: "revenue", Name: "Lifetime value (LTV)", Chinese: "客户终身价值(收入)", Formula: written("order_value * purchases_per_year * customer_years"), Unit: Amount, Window: planned, Source: "common; without the margin", Good: HigherIsBetter},
		{Code: "cac", Name: "Customer acquisition cost (CAC)", Chinese: "获客成本", Formula: written("acquisition_spend / new_customers"), Unit: Amount, Source: "common; blended or per channel, as the facts are", Good: LowerIsBetter},
		{Code: "ltv_to_cac", Name: "LTV to CAC", Chinese: "终身价值与获客成本比", Formula: written("ltv_profit / cac"), Unit: Multiple, Source: "common; 3 is a usual planning target", Good: HigherIsBetter},
		{Code: "payback_months", Family: "payback", Variant: "in months", Name: "CAC payback", Chinese: "获客回本月数", Formula: written("cac / monthly_contribution"), Unit: Months, Source: "common", Good: LowerIsBetter},
		{Code: "payback_first_order", Family: "payback", Variant: "in first orders, at most 1 where the first order pays", Name: "First-order payback", Chinese: "首单回本倍数", Formula: written("cac / first_order_contribution"), Unit: Multiple, Source: "common", Good: LowerIsBetter},
		{Code: "days_sales_outstanding", Name: "Days sales outstanding (DSO)", Chinese: "应收账款周转天数", Formula: written("receivables / net_revenue * period_days"), Unit: DaysUnit, Source: "common", Good: LowerIsBetter},
		{Code: "days_payable_outstanding", Name: "Days payable outstanding (DPO)", Chinese: "应付账款周转天数", Formula: written("payables / landed_cogs * period_days"), Unit: DaysUnit, Source: "common"},
		{Code: "cash_conversion_cycle", Family: "cash_conversion_cycle", Variant: "from averages of the period", Name: "Cash conversion cycle (CCC)", Chinese: "现金周转周期", Formula: written("days_of_inventory + days_sales_outstanding - days_payable_outstanding"), Unit: DaysUnit, Source: "common: DIO + DSO - DPO", Good: LowerIsBetter},
		{Code: "cash_conversion_cycle_given", Family: "cash_conversion_cycle", Variant: "from given DIO, DSO and DPO", Name: "Cash conversion cycle (CCC)", Chinese: "现金周转周期", Formula: written("dio + dso - dpo"), Unit: DaysUnit, Source: "common", Good: LowerIsBetter},
		{Code: "cash_conversion_cycle_timeline", Family: "cash_conversion_cycle", Variant: "of one item, from the days of its payments", Name: "Cash conversion cycle (CCC)", Chinese: "现金周转周期", Formula: written("cash_in_day - cash_out_day"), Unit: DaysUnit, Window: "one batch", Source: "SellerLegend", Good: LowerIsBetter},
		{Code: "cash_locked", Name: "Cash locked", Chinese: "占用现金", Formula: written("net_revenue / period_days * cash_conversion_cycle"), Unit: Amount, Source: "rule of thumb: revenue of a year times CCC / 365, at revenue and not at cost", Good: LowerIsBetter},
	}
}
