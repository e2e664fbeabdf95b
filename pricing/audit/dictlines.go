package audit

// lineWords name the lines of statements and the parts of costs.
var lineWords = map[string]entry{
	"price": {"Item price", "商品售价"}, "shipping_charged": {"Shipping paid by the buyer", "买家支付的运费"},
	"promotion_discount": {"Promotion discount", "促销折扣"}, "refund": {"Refunds to buyers", "退款"},
	"gift_wrap": {"Gift wrap", "礼品包装"},

	"purchase": {"Purchase", "采购成本"}, "purchase_vat": {"VAT paid to the supplier", "采购增值税"}, "vat_refund": {"VAT export refund", "出口退税"},
	"duty": {"Duty", "关税"}, "mpf": {"Merchandise processing fee (MPF)", "货物处理费（MPF）"}, "hmf": {"Harbor maintenance fee (HMF)", "港口维护费（HMF）"},
	"antidumping": {"Antidumping duty", "反倾销税"}, "countervailing": {"Countervailing duty", "反补贴税"},
	"freight": {"Freight", "运费"}, "sea_freight": {"Sea freight", "海运费"}, "air_freight": {"Air freight", "空运费"}, "main_freight": {"Main freight", "干线运费"},
	"first_leg_freight": {"First-leg freight", "头程运费"}, "insurance": {"Cargo insurance", "货运保险"}, "drayage": {"Drayage", "港口拖车费"},
	"inspection": {"Inspection", "验货费"}, "packaging": {"Packaging", "包装费"}, "prep": {"Preparation", "贴标与预处理"}, "documents": {"Documents", "单证费"},
	"origin_terminal": {"Terminal handling at origin", "起运港码头费"}, "destination_terminal": {"Terminal handling at destination", "目的港码头费"},
	"cfs": {"Container freight station", "拼箱场站费"}, "customs_clearance": {"Customs clearance", "清关费"}, "mould": {"Mould", "模具费"}, "tooling": {"Tooling", "工装费"},
	"sample": {"Samples", "样品费"}, "label": {"Labels", "标签费"}, "congestion": {"Congestion surcharge", "港口拥堵费"}, "postage": {"Postage paid by the seller", "卖家支付的邮费"},
	"fx_buffer": {"FX buffer", "汇率缓冲"}, "stock_written_off": {"Cost of units removed unsold", "未售出移除品成本"},
	"return_recovery": {"Goods that can be sold again", "可再售退货成本收回"}, "return_salvage": {"Proceeds of other returned goods", "其他退货残值"},
	"return_processing": {"Own handling of returns", "自行处理退货"},

	"referral": {"Referral fee", "销售佣金"}, "referral_discounts": {"Referral fee discounts", "销售佣金优惠"}, "pro_listing_savings": {"Pro Listing Savings", "专业卖家佣金优惠"},
	"closing": {"Closing fee", "媒介类交易手续费"}, "individual_plan": {"Individual plan fee", "个人卖家每件费用"},
	"high_volume_listing": {"High-volume listing fee", "大量刊登费"}, "subscription": {"Subscription", "月租"}, "store_subscription": {"Store subscription", "店铺月租"},
	"fulfillment": {"Fulfilment fee", "配送费"}, "fuel_surcharge": {"Fuel and logistics surcharge", "燃油及物流附加费"}, "lithium_battery": {"Lithium battery fee", "锂电池附加费"},
	"sipp_discount": {"Ships in product packaging discount", "原包装发货折扣"}, "overmax": {"Overmax handling fee", "超大件处理费"},
	"special_handling": {"Special handling fee", "特殊处理费"}, "low_inventory": {"Low-inventory-level fee", "低库存水平费"},
	"inbound_placement": {"Inbound placement service", "入库配置服务费"}, "inbound_defect": {"Inbound defect fee", "入库缺陷费"}, "inbound_transfer": {"Inbound transfer service", "库存调拨服务费"},
	"storage": {"Storage", "仓储费"}, "peak_storage": {"Peak storage", "旺季仓储费"}, "storage_utilization": {"Storage utilisation surcharge", "仓储利用率附加费"},
	"utilization_surcharge": {"Storage utilisation surcharge", "仓储利用率附加费"}, "aged_inventory": {"Aged inventory surcharge", "超龄库存附加费"},
	"long_term_storage": {"Long-term storage", "长期仓储费"}, "oldest_stock": {"Oldest stock", "最久库存"},
	"removal": {"Removal", "移除费"}, "disposal": {"Disposal", "弃置费"}, "liquidation_processing": {"Liquidation processing", "批量清算处理费"},
	"liquidation_referral": {"Liquidation referral fee", "批量清算佣金"}, "liquidation_recovery": {"Liquidation proceeds", "批量清算收入"},
	"returns_processing": {"Returns processing fee", "退货处理费"}, "refund_admin": {"Refund administration fee", "退款管理费"}, "return_add_ons": {"Return add-ons", "退货附加费"},
	"return_shipping": {"Return shipping", "退货运费"}, "return_label": {"Return label", "退货面单"}, "restocking": {"Restocking", "重新上架费"},
	"coupon": {"Coupon fee", "优惠券费用"}, "deal": {"Deal fee", "秒杀促销费用"}, "promotion": {"Promotion fee", "促销费用"},
	"final_value": {"Final value fee", "成交费"}, "per_order": {"Per-order fee", "每单固定费"}, "below_standard": {"Below-standard surcharge", "低于标准卖家附加费"},
	"not_as_described": {"Not-as-described surcharge", "货不对板附加费"}, "not_as_described_not_added": {"Not-as-described surcharge (not added)", "货不对板附加费（未计）"},
	"international": {"International fee", "国际费"}, "currency_conversion": {"Currency conversion", "货币兑换费"}, "insertion": {"Insertion fee", "刊登费"},
	"promoted_listings": {"Promoted Listings", "推广刊登"}, "dispute": {"Dispute fee", "争议处理费"}, "smart_disputes": {"Smart Disputes", "智能争议处理费"},
	"payment_processing": {"Payment processing", "支付处理费"}, "third_party_fee": {"Third-party payment fee", "第三方支付交易费"}, "transaction": {"Transaction fee", "交易费"},
	"creator_commission": {"Creator commission", "达人佣金"}, "hub": {"Hub fee", "中转仓入库费"}, "own_container_discount": {"Own container discount", "自带外箱发货折扣"},
	"multichannel_fulfillment": {"Multichannel fulfilment", "多渠道配送费"}, "multichannel_discount": {"Multichannel discount", "多渠道配送折扣"},
	"virtual_pack_portions": {"Virtual pack portions", "虚拟组合装拆分费"},

	"apparel": {"Apparel surcharge", "服装附加费"}, "hazmat": {"Hazardous goods surcharge", "危险品附加费"}, "low_price": {"Low-price surcharge", "低价商品附加费"},
	"oversize_1": {"Oversize 1 surcharge", "超尺寸一档附加费"}, "oversize_2": {"Oversize 2 surcharge", "超尺寸二档附加费"}, "big_and_bulky": {"Big and bulky surcharge", "大件货附加费"},
	"prep_poly_bag": {"Poly bag (planned)", "入塑料袋（预约）"}, "prep_label": {"Labelling (planned)", "贴标（预约）"},
	"unplanned_prep_poly_bag": {"Poly bag (charged back)", "入塑料袋（未预约）"}, "unplanned_prep_label": {"Labelling (charged back)", "贴标（未预约）"},
	"lightning_deal": {"Lightning Deal fee", "秒杀费用"}, "best_deal": {"Best Deal fee", "Best Deal 促销费用"}, "price_discount": {"Price discount fee", "价格折扣费用"}, "liquidation": {"Liquidation", "批量清算"},

	"advertising": {"Advertising", "广告费"}, "launch_advertising": {"Launch advertising", "新品推广费"}, "overhead": {"Overhead", "管理费用分摊"},
	"capital_cost": {"Capital cost", "资金成本"}, "payout_conversion": {"Conversion of the payout", "提现结汇成本"}, "landed": {"Landed cost", "到岸成本"}, "cost": {"Costs", "成本"},
}

// eventWords say when an amount arises.
var eventWords = map[string]entry{
	"per_unit_sold": {"per unit sold", "每售出一件"}, "per_order": {"per order", "每订单"}, "per_unit_returned": {"per unit returned", "每退货一件"},
	"per_unit_received": {"per unit received", "每入库一件"}, "per_unit_month": {"per unit in stock", "每件在库期间"},
	"per_unit_removed": {"per unit removed", "每移除一件"}, "per_dispute": {"per dispute", "每次争议"}, "per_promotion": {"per promotion", "每次促销"},
	"per_month": {"per month", "每月"},
}

// rungWords name the steps of the profit ladder.
var rungWords = map[string]entry{
	"net_revenue": {"Net revenue", "净收入"}, "cm1": {"CM1: after the goods", "边际贡献一（扣商品成本）"},
	"cm2": {"CM2: after channel and delivery", "边际贡献二（扣平台与配送）"}, "cm3": {"CM3: after advertising and promotions", "边际贡献三（扣广告与促销）"},
	"operating_profit": {"Operating profit", "经营利润"},
}

// confidenceWords grade sources.
var confidenceWords = map[string]entry{
	"high": {"high", "高"}, "medium": {"medium", "中"}, "low": {"low", "低"}, "supplied": {"supplied", "卖家提供"},
}

// kindWords name the kinds of parts of a landed cost.
var kindWords = map[string]entry{
	"purchase": {"purchase", "采购"}, "vat": {"VAT", "增值税"}, "refund": {"refund", "退税"}, "cost": {"cost", "费用"}, "duty": {"duty", "关税"}, "fee": {"fee", "规费"},
}
