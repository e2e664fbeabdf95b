package kpi

// trafficInputs are the counts of a business report.
func trafficInputs() []Input {
	return []Input{
		{Code: PeriodDays, Unit: DaysUnit, Text: "days of the period", Chinese: "期间天数", Basis: NoBasis, Adds: AddsShared},
		{Code: "sessions", Unit: Count, Text: "visits, many page views of one visitor within 24 hours being one", Chinese: "会话数(访客次数)", Basis: NoBasis, Adds: AddsFlow, From: written("browser_sessions + mobile_app_sessions")},
		{Code: "browser_sessions", Unit: Count, Text: "sessions in a browser", Chinese: "浏览器会话数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "mobile_app_sessions", Unit: Count, Text: "sessions in the mobile app", Chinese: "移动端会话数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "page_views", Unit: Count, Text: "page views", Chinese: "页面浏览量", Basis: NoBasis, Adds: AddsFlow},
		{Code: "account_sessions", Unit: Count, Text: "sessions of the whole account", Chinese: "账户总会话数", Basis: NoBasis, Adds: AddsShared},
		{Code: "account_page_views", Unit: Count, Text: "page views of the whole account", Chinese: "账户总浏览量", Basis: NoBasis, Adds: AddsShared},
		{Code: "featured_offer_share", Unit: Fraction, Text: "printed Featured Offer percentage of one item", Chinese: "推荐报价(购买按钮)占比", Basis: NoBasis, Adds: AddsNot},
		{Code: "featured_offer_page_views", Unit: Count, Text: "page views on which the add-to-cart offer was yours", Chinese: "拥有购买按钮的浏览量", Basis: NoBasis, Adds: AddsFlow, From: written("featured_offer_share * page_views")},
		{Code: "featured_offer_sessions", Unit: Count, Text: "sessions times the share in which the offer was yours", Chinese: "拥有购买按钮的会话数", Basis: NoBasis, Adds: AddsFlow, From: written("featured_offer_share * sessions")},
		{Code: "units_ordered", Unit: Count, Text: "units ordered", Chinese: "已订购商品数量", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "order_items", Unit: Count, Text: "order items: lines of orders, whatever their quantity", Chinese: "订单商品总数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "orders", Unit: Count, Text: "orders", Chinese: "订单数", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "ordered_product_sales", Unit: Amount, Text: "price of the units ordered, with neither shipping nor tax", Chinese: "已订购商品销售额", Basis: OrderedBasis, Adds: AddsFlow},
		{Code: "units_refunded", Unit: Count, Text: "units refunded, by the day of the refund", Chinese: "已退款商品数量", Adds: AddsFlow},
	}
}

// adInputs are the counts of advertising reports.
func adInputs() []Input {
	return []Input{
		{Code: "impressions", Unit: Count, Text: "times that an ad was shown", Chinese: "展示量", Basis: NoBasis, Adds: AddsFlow},
		{Code: "clicks", Unit: Count, Text: "clicks on ads", Chinese: "点击量", Basis: NoBasis, Adds: AddsFlow},
		{Code: "ad_spend", Unit: Amount, Text: "cost of advertising, by the day of the click", Chinese: "广告花费", Basis: NoBasis, Adds: AddsFlow},
		{Code: "ad_sales", Unit: Amount, Text: "sales attributed to ads", Chinese: "广告销售额", Basis: AttributedBasis, Adds: AddsFlow, From: written("promoted_sales + halo_sales")},
		{Code: "promoted_sales", Unit: Amount, Text: "attributed sales of the SKU that was advertised", Chinese: "广告SKU销售额", Basis: AttributedBasis, Adds: AddsFlow},
		{Code: "halo_sales", Unit: Amount, Text: "attributed sales of other SKUs", Chinese: "其他SKU(光环)销售额", Basis: AttributedBasis, Adds: AddsFlow},
		{Code: "ad_orders", Unit: Count, Text: "orders (purchases) attributed to ads", Chinese: "广告订单量", Basis: AttributedBasis, Adds: AddsFlow},
		{Code: "ad_units", Unit: Count, Text: "units attributed to ads", Chinese: "广告销售件数", Basis: AttributedBasis, Adds: AddsFlow},
		{Code: "added_ad_spend", Unit: Amount, Text: "spend of the last step less that before it", Chinese: "广告花费增量", Basis: NoBasis, Adds: AddsFlow},
		{Code: "added_ad_sales", Unit: Amount, Text: "attributed sales of the last step less those before it", Chinese: "广告销售额增量", Basis: AttributedBasis, Adds: AddsFlow},
		{Code: "price", Unit: Amount, Per: []Unit{Count}, Text: "price of one unit", Chinese: "单价", Basis: NoBasis, Adds: AddsNot},
		{Code: "order_value", Unit: Amount, Per: []Unit{Count}, Text: "planned value of one order (AOV)", Chinese: "计划客单价", Basis: NoBasis, Adds: AddsNot},
		{Code: "profit_before_ads", Unit: Amount, Per: []Unit{Count}, Text: "planned profit of one unit before advertising, expected returns taken off", Chinese: "单件广告前利润", Basis: NoBasis, Adds: AddsNot},
		{Code: "conversion_rate", Unit: Fraction, Text: "planned orders per click", Chinese: "计划转化率", Basis: NoBasis, Adds: AddsNot},
		{Code: "acos_target", Unit: Fraction, Text: "ACoS that is aimed at", Chinese: "目标ACoS", Basis: NoBasis, Adds: AddsNot},
		{Code: "wanted_margin", Unit: Fraction, Text: "profit margin wanted after advertising", Chinese: "期望利润率", Basis: NoBasis, Adds: AddsNot},
		{Code: "break_even_part", Unit: Fraction, Text: "part of the break-even ACoS that may be spent", Chinese: "保本ACoS使用比例", Basis: NoBasis, Adds: AddsNot},
		{Code: "exposed_users", Unit: Count, Text: "users who could see the ads", Chinese: "曝光组人数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "exposed_conversions", Unit: Count, Text: "conversions of the exposed users", Chinese: "曝光组转化数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "holdout_users", Unit: Count, Text: "users held out from the ads", Chinese: "对照组人数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "holdout_conversions", Unit: Count, Text: "conversions of the users held out", Chinese: "对照组转化数", Basis: NoBasis, Adds: AddsFlow},
		{Code: "contribution_margin", Unit: Fraction, Text: "planned contribution as a share of revenue", Chinese: "计划边际贡献率", Basis: NoBasis, Adds: AddsNot},
	}
}

// profitInputs are the steps of the profit ladder and what is per unit beside it.
func profitInputs() []Input {
	return []Input{
		{Code: "item_sales", Unit: Amount, Text: "item price times units, without tax", Chinese: "商品销售额", Adds: AddsFlow},
		{Code: "shipping_credits", Unit: Amount, Text: "shipping charged to buyers", Chinese: "买家支付运费", Adds: AddsFlow},
		{Code: "gift_wrap_credits", Unit: Amount, Text: "gift wrap charged to buyers", Chinese: "礼品包装费收入", Adds: AddsFlow},
		{Code: "promotions", Unit: Amount, Text: "discounts that the seller funds", Chinese: "卖家承担的促销折扣", Adds: AddsFlow},
		{Code: "refunds", Unit: Amount, Text: "principal and shipping given back to buyers", Chinese: "退款额", Adds: AddsFlow},
		{Code: "sales_tax", Unit: Amount, Text: "tax charged to buyers and passed on, never revenue", Chinese: "代收销售税", Adds: AddsFlow},
		{Code: "units_sold", Unit: Count, Text: "units sold", Chinese: "销售件数", Adds: AddsFlow},
		{Code: "landed_cogs", Unit: Amount, Text: "landed cost of the units sold and not returned to sellable stock", Chinese: "到仓销售成本", Adds: AddsFlow, From: written("product_cost + inbound_freight + duty + preparation_cost")},
		{Code: "product_cost", Unit: Amount, Text: "purchase of those units", Chinese: "采购成本", Adds: AddsFlow},
		{Code: "inbound_freight", Unit: Amount, Text: "first leg of those units, factory to warehouse", Chinese: "头程运费", Adds: AddsFlow},
		{Code: "duty", Unit: Amount, Text: "customs duty and import fees of those units", Chinese: "关税", Adds: AddsFlow},
		{Code: "preparation_cost", Unit: Amount, Text: "inspection, labels and preparation of those units", Chinese: "质检及贴标费", Adds: AddsFlow},
		{Code: "referral_fees", Unit: Amount, Text: "referral fees and commission", Chinese: "佣金", Adds: AddsFlow},
		{Code: "fulfilment_fees", Unit: Amount, Text: "fulfilment: pick, pack and ship", Chinese: "配送费", Adds: AddsFlow},
		{Code: "payment_fees", Unit: Amount, Text: "fees of payment processors", Chinese: "支付手续费", Adds: AddsFlow},
		{Code: "return_costs", Unit: Amount, Text: "handling of returns, refund administration", Chinese: "退货处理费", Adds: AddsFlow},
		{Code: "storage_fees", Unit: Amount, Text: "storage and surcharges for age", Chinese: "仓储费", Adds: AddsFlow},
		{Code: "inbound_placement_fees", Unit: Amount, Text: "inbound placement", Chinese: "入库配置费", Adds: AddsFlow},
		{Code: "other_channel_fees", Unit: Amount, Text: "whatever else the channel charges, less what it reimburses", Chinese: "平台其他费用(减赔偿)", Adds: AddsFlow},
		{Code: "promotion_fees", Unit: Amount, Text: "fees of coupons and deals", Chinese: "优惠券及秒杀费", Adds: AddsFlow},
		{Code: "overhead", Unit: Amount, Text: "subscription, tools, staff", Chinese: "管理费用", Adds: AddsFlow},
		{Code: "fx_result", Unit: Amount, Text: "gain of exchange rates, below 0 for a loss", Chinese: "汇兑损益", Adds: AddsFlow},
		{Code: "fixed_cost", Unit: Amount, Text: "cost that does not depend on the units", Chinese: "固定成本", Basis: NoBasis, Adds: AddsFlow},
	}
}

// returnInputs are what comes back and what that costs.
func returnInputs() []Input {
	return []Input{
		{Code: "units_returned", Unit: Count, Text: "units that came back in the period", Chinese: "退货件数", Adds: AddsFlow},
		{Code: "cohort_units_sold", Unit: Count, Text: "units sold in the window, long enough ago for returns to be in", Chinese: "批次销售件数", Adds: AddsFlow},
		{Code: "cohort_units_returned", Unit: Count, Text: "units of those that came back, whenever", Chinese: "批次退货件数", Adds: AddsFlow},
		{Code: "outbound_fees_kept", Unit: Amount, Text: "fulfilment fees of returned units, which the channel keeps", Chinese: "不退还的配送费", Adds: AddsFlow},
		{Code: "return_processing_fees", Unit: Amount, Text: "fees for processing returned units", Chinese: "退货处理手续费", Adds: AddsFlow},
		{Code: "returned_goods_cost", Unit: Amount, Text: "landed cost of returned units", Chinese: "退货商品成本", Adds: AddsFlow},
		{Code: "resellable_goods_cost", Unit: Amount, Text: "landed cost of returned units that can be sold again", Chinese: "可再售退货成本", Adds: AddsFlow},
		{Code: "refund_administration_fees", Unit: Amount, Text: "part of the referral fee that is kept on refunds", Chinese: "退款管理费", Adds: AddsFlow},
		{Code: "referral_fees_returned", Unit: Amount, Text: "referral fees given back on refunds, before the administration fee", Chinese: "退还佣金", Adds: AddsFlow},
		{Code: "planned_return_rate", Unit: Fraction, Text: "planned returns per unit sold", Chinese: "计划退货率", Basis: NoBasis, Adds: AddsNot},
		{Code: "profit_if_kept", Unit: Amount, Per: []Unit{Count}, Text: "profit of one unit that is kept", Chinese: "未退货单件利润", Basis: NoBasis, Adds: AddsNot},
		{Code: "loss_if_returned", Unit: Amount, Per: []Unit{Count}, Text: "loss on one unit that comes back, above 0", Chinese: "退货单件亏损", Basis: NoBasis, Adds: AddsNot},
	}
}
