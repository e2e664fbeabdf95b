package kpi

// returnMetrics are what comes back. The refund rate of the Business report is among
// the metrics of traffic.
func returnMetrics() []Metric {
	return []Metric{
		{Code: "return_rate", Family: "return_rate", Variant: "returns of the period on units sold in it", Name: "Return rate", Chinese: "退货率", Formula: written("units_returned / units_sold"), Unit: Fraction, Window: "the period for both, so returns of earlier sales count", Source: "common", Good: LowerIsBetter},
		{Code: "return_rate_cohort", Family: "return_rate", Variant: "of the units sold in the window", Name: "Return rate", Chinese: "退货率", Formula: written("cohort_units_returned / cohort_units_sold"), Unit: Fraction, Window: "sales of the window, once most of their returns are in", Source: "common", Good: LowerIsBetter},
		{Code: "net_loss_per_return", Name: "Net loss per return", Chinese: "单件退货净损失", Formula: written("(refunds + outbound_fees_kept + return_processing_fees + returned_goods_cost - resellable_goods_cost + refund_administration_fees - referral_fees_returned) / units_returned"), Unit: Amount, Source: "common; Amazon gives the referral fee back less the administration fee", Good: LowerIsBetter},
		{Code: "return_adjusted_unit_profit", Name: "Return-adjusted unit profit", Chinese: "退货调整后单件利润", Formula: written("(1 - planned_return_rate) * profit_if_kept - planned_return_rate * loss_if_returned"), Unit: Amount, Window: "one unit", Source: "common", Good: HigherIsBetter},
	}
}
