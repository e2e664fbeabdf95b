package kpi

// inventoryInputs are stock and what it is measured by.
func inventoryInputs() []Input {
	perDay := []Unit{DaysUnit}
	return []Input{
		{Code: "units_shipped", Unit: Count, Text: "units shipped", Chinese: "发货件数", Basis: ShippedBasis, Adds: AddsFlow},
		{Code: "average_units_on_hand", Unit: Count, Text: "average of the units on hand at the ends of the days", Chinese: "平均在库件数", Basis: NoBasis, Adds: AddsLevel},
		{Code: "printed_sell_through", Unit: Multiple, Text: "sell-through as a report prints it", Chinese: "报表动销率", Basis: NoBasis, Adds: AddsNot},
		{Code: "ending_units", Unit: Count, Text: "units on hand at the end of the period", Chinese: "期末在库件数", Basis: NoBasis, Adds: AddsEnding},
		{Code: "units_received", Unit: Count, Text: "units received", Chinese: "入库件数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "average_inventory_cost", Unit: Amount, Text: "average inventory at landed cost", Chinese: "平均库存成本", Basis: NoBasis, Adds: AddsLevel},
		{Code: "supply_units", Unit: Count, Text: "units of supply at the end of the period, as the report counts them", Chinese: "可供件数", Basis: NoBasis, Adds: AddsEnding},
		{Code: "expected_daily_units", Unit: Count, Per: perDay, Text: "units that a forecast expects per day", Chinese: "预计日销量", Basis: NoBasis, Adds: AddsLevel},
		{Code: "forecast_units_90", Unit: Count, Text: "units that a forecast expects in the 90 days after the period", Chinese: "未来90天预计销量", Basis: NoBasis, Adds: AddsEnding},
		{Code: "excess_units", Unit: Count, Text: "units above 90 days of forecast supply", Chinese: "冗余库存件数", Basis: NoBasis, Adds: AddsEnding, From: written("max(0, supply_units - forecast_units_90)")},
		{Code: "stranded_units", Unit: Count, Text: "units at the end of the period that cannot be bought", Chinese: "无在售信息的库存件数", Basis: NoBasis, Adds: AddsEnding},
		{Code: "in_stock_share", Unit: Fraction, Text: "share of the last 30 days in which one item was in stock", Chinese: "有货天数占比", Basis: NoBasis, Adds: AddsNot},
		{Code: "velocity", Unit: Count, Per: perDay, Text: "units per day of items with sales in the last 60 days", Chinese: "日均销量", Basis: NoBasis, Adds: AddsLevel},
		{Code: "velocity_in_stock", Unit: Count, Per: perDay, Text: "velocity times the share of the days in stock", Chinese: "有货加权日均销量", Basis: NoBasis, Adds: AddsLevel, From: written("velocity * in_stock_share")},
		{Code: "ipi_score", Unit: Multiple, Text: "inventory performance index, 0 to 1000; its formula is not public", Chinese: "库存绩效指标(IPI)分数", Basis: NoBasis, Adds: AddsNot},
		{Code: "days_out_of_stock", Unit: DaysUnit, Text: "days on which one item was out of stock", Chinese: "断货天数", Basis: NoBasis, Adds: AddsNot},
		{Code: "contribution_per_unit", Unit: Amount, Per: []Unit{Count}, Text: "contribution of one unit", Chinese: "单件边际贡献", Basis: NoBasis, Adds: AddsNot},
		{Code: "lost_contribution", Unit: Amount, Text: "contribution of the units not sold while out of stock", Chinese: "断货损失贡献", Basis: NoBasis, Adds: AddsFlow, From: written("days_out_of_stock * expected_daily_units * contribution_per_unit")},
	}
}

// healthInputs are the counts behind the ratings of an account.
func healthInputs() []Input {
	return []Input{
		{Code: "orders_with_defect", Unit: Count, Text: "orders with negative feedback, an A-to-z claim not denied or a chargeback, each once", Chinese: "缺陷订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "seller_fulfilled_orders", Unit: Count, Text: "orders that the seller ships", Chinese: "自配送订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders_cancelled", Unit: Count, Text: "orders of these that the seller cancelled", Chinese: "卖家取消订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders_late", Unit: Count, Text: "orders of these confirmed after the expected ship date", Chinese: "延迟发货订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "shipments", Unit: Count, Text: "shipments of the seller", Chinese: "货件数", Basis: ShippedBasis, Adds: AddsFlow},
		{Code: "shipments_tracked", Unit: Count, Text: "shipments with valid tracking", Chinese: "有效追踪货件数", Basis: ShippedBasis, Adds: AddsFlow},
		{Code: "shipments_on_time", Unit: Count, Text: "tracked shipments delivered on time", Chinese: "准时送达货件数", Basis: ShippedBasis, Adds: AddsFlow},
		{Code: "business_orders", Unit: Count, Text: "orders of business customers", Chinese: "企业买家订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders_without_invoice", Unit: Count, Text: "business orders that lack a timely invoice", Chinese: "缺发票订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "messages", Unit: Count, Text: "messages of buyers that need an answer", Chinese: "买家消息数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "messages_answered", Unit: Count, Text: "messages answered within 48 hours", Chinese: "48小时内回复数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "orders_refunded", Unit: Count, Text: "orders refunded", Chinese: "退款订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders_with_negative_feedback", Unit: Count, Text: "orders with negative feedback", Chinese: "差评订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders_returned", Unit: Count, Text: "orders returned", Chinese: "退货订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders_not_received", Unit: Count, Text: "orders that buyers say they did not receive", Chinese: "未收到货订单数", Basis: OrderedBasis, Adds: AddsFlow},
	}
}

// cashInputs are customers and the cash that a business ties up.
func cashInputs() []Input {
	return []Input{
		{Code: "purchases_per_year", Unit: Count, Per: []Unit{Count, Years}, Text: "purchases of one customer per year", Chinese: "年购买次数", Basis: NoBasis, Adds: AddsNot},
		{Code: "customer_years", Unit: Years, Text: "years that a customer stays", Chinese: "客户生命周期(年)", Basis: NoBasis, Adds: AddsNot},
		{Code: "acquisition_spend", Unit: Amount, Text: "spend to win new customers", Chinese: "获客花费", Basis: NoBasis, Adds: AddsFlow},
		{Code: "new_customers", Unit: Count, Text: "new customers", Chinese: "新客户数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "monthly_contribution", Unit: Amount, Per: []Unit{Count, Months}, Text: "contribution of one customer per month", Chinese: "客户月贡献", Basis: NoBasis, Adds: AddsNot},
		{Code: "first_order_contribution", Unit: Amount, Per: []Unit{Count}, Text: "contribution of the first order of a customer, before what it cost to win", Chinese: "首单贡献", Basis: NoBasis, Adds: AddsNot},
		{Code: "receivables", Unit: Amount, Text: "average of what channels owe: sold and not yet paid out", Chinese: "应收账款", Basis: NoBasis, Adds: AddsLevel},
		{Code: "payables", Unit: Amount, Text: "average of what is owed to suppliers", Chinese: "应付账款", Basis: NoBasis, Adds: AddsLevel},
		{Code: "dio", Unit: DaysUnit, Text: "days of inventory, given", Chinese: "存货周转天数(给定)", Basis: NoBasis, Adds: AddsNot},
		{Code: "dso", Unit: DaysUnit, Text: "days sales outstanding, given", Chinese: "应收账款周转天数(给定)", Basis: NoBasis, Adds: AddsNot},
		{Code: "dpo", Unit: DaysUnit, Text: "days payable outstanding, given", Chinese: "应付账款周转天数(给定)", Basis: NoBasis, Adds: AddsNot},
		{Code: "cash_in_day", Unit: DaysUnit, Text: "days from any first day to the money in the bank", Chinese: "回款日(距起点天数)", Basis: NoBasis, Adds: AddsNot},
		{Code: "cash_out_day", Unit: DaysUnit, Text: "days from the same first day to the payments, weighted by amount", Chinese: "付款日(加权,距起点天数)", Basis: NoBasis, Adds: AddsNot},
	}
}
