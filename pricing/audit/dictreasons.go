package audit

// actionWords name the actions.
var actionWords = map[string]entry{
	"change": {"Change the price", "调整价格"}, "hold": {"Hold the price", "维持价格"}, "review": {"Ask a person", "人工审批"},
	"freeze": {"Freeze the price", "冻结价格"}, "refuse": {"Refuse to set a price", "拒绝定价"},
}

// gravityWords name how grave a review is.
var gravityWords = map[string]entry{
	"routine": {"routine", "常规"}, "caution": {"caution", "注意"}, "serious": {"serious", "严重"}, "critical": {"critical", "紧急"},
}

// strategyWords name the pricers.
var strategyWords = map[string]entry{
	"compare": {"comparison with rivals", "跟价比较"}, "table": {"decision table", "决策表"}, "by_sales": {"sales", "按销量调价"},
	"cost_plus": {"cost-plus", "成本加成"}, "anchor": {"competitor anchor", "竞品锚定"}, "competitor_anchor": {"competitor anchor", "竞品锚定"},
	"new_product": {"new-product positioning", "新品定位"}, "promotion": {"promotion plan", "促销计划"}, "variant_ladder": {"variant ladder", "变体阶梯定价"},
	"ladder": {"variant ladder", "变体阶梯定价"}, "hijack_defence": {"hijack defence", "跟卖应对"}, "clearance": {"clearance", "清仓"},
	"sync": {"channel sync", "多渠道同步"}, "channel_sync": {"channel sync", "多渠道同步"}, "profit_optimal": {"profit-optimal price", "利润最优定价"},
}

// reasonWords name the codes of reasons, steps, reviews and bounds.
var reasonWords = map[string]entry{
	"kill_switch": {"Kill switch", "总开关停用"}, "push_pending": {"A price is not confirmed yet", "上次价格待平台确认"}, "stale_offers": {"Offers are too old", "报价数据过旧"},
	"no_minimum": {"No minimum price", "没有最低价"}, "no_maximum": {"No maximum price", "没有最高价"}, "least_above_most": {"Lowest price above the highest", "最低价高于最高价"},
	"no_admissible_price": {"No admissible price", "没有可行价格"},
	"own_price_anomaly":   {"The own price jumped", "自身价格异常变动"}, "rival_price_anomaly": {"The rivals' price jumped", "竞品价格异常变动"},
	"external_change": {"Price was changed elsewhere", "价格在系统外被更改"}, "offers_excluded": {"Offers were excluded", "部分报价被排除"},
	"no_current_price": {"No price in force", "没有现行价格"}, "no_rival": {"No rival", "没有竞品"}, "tie": {"Tie", "与最低价持平"},
	"not_below_rival": {"Not below the rival", "无法低于竞品"}, "not_above_current": {"Not above the current price", "未高于现价"}, "at_least": {"At the lowest price", "触及最低价"},
	"featured_offer": {"Featured Offer", "已获推荐报价"}, "suppressed": {"No Featured Offer shown", "推荐报价被隐藏"}, "too_early": {"Too early", "时间未到"},
	"units_unknown": {"Units are unknown", "销量未知"}, "units_between": {"Units between the thresholds", "销量在阈值之间"},
	"target": {"Target of the seller", "卖家利润目标"}, "min": {"Minimum of the item", "商品最低价"}, "max": {"Maximum of the item", "商品最高价"},
	"platform_min": {"Minimum on the platform", "平台最低价"}, "platform_max": {"Maximum on the platform", "平台最高价"}, "map": {"Minimum advertised price (MAP)", "最低广告价（MAP）"},
	"map_unclear":  {"Unclear whether a MAP holds", "是否受最低广告价约束不明"},
	"max_discount": {"Largest discount", "最大折扣"}, "max_increase": {"Largest increase", "最大涨幅"}, "ceiling": {"Ceiling", "价格上限"},
	"recent_price": {"Recent price", "近期价格"}, "cross_channel": {"Own offer on another channel", "其他渠道自有报价"}, "ending": {"Price ending", "价格尾数"}, "minor_unit": {"Minor unit", "货币最小单位"},
	"least": {"Lowest price", "最低价格"}, "most": {"Highest price", "最高价格"}, "ladder": {"Variant ladder", "变体阶梯"}, "sync": {"Channel sync", "渠道同步"},
	"price_war": {"Price war", "价格战"}, "price_spiral": {"Price spiral upwards", "价格螺旋上涨"}, "oscillation": {"Oscillation", "价格来回震荡"},
	"breaker": {"Large move", "单次变动过大"}, "catalogue_breaker": {"Too many changes in the catalogue", "全店调价比例超限"}, "step": {"Step limit", "单步限幅"},
	"day_limit": {"Limit of the day", "单日限幅"}, "bounds_beyond_step": {"No price within bounds and step", "限价与步幅无交集"}, "no_change": {"No change", "无需调整"},
	"cool_down": {"Cool-down", "冷却期"}, "changes_per_day": {"Changes per day", "每日调价次数"},
	"policy_block": {"Blocked by a policy rule", "被政策规则阻止"}, "current_price_blocked": {"The price in force is blocked", "现行价格被规则阻止"},
	"policy_warning": {"Warning of a policy rule", "政策规则警告"}, "first_price": {"First price", "首次定价"}, "costs_incomplete": {"Costs are incomplete", "成本不完整"},
	"approved": {"Approved", "已批准"},
	"featured": {"Featured Offer of a rival", "竞品推荐报价"}, "lowest": {"Lowest rival", "最低竞品价"}, "lowest_by_channel": {"Lowest rival fulfilled by the channel", "平台配送最低竞品价"},
	"second_lowest": {"Second lowest rival", "次低竞品价"}, "competitive": {"Competitive price elsewhere", "站外竞争价格"},
	"undercut": {"Undercut", "低于竞品"}, "raise_to_next": {"Raise to the next rival", "上调至次低竞品"}, "sold_above": {"Sold well", "销量高于阈值"}, "sold_below": {"Sold badly", "销量低于阈值"},
	"units": {"Units sold", "已售件数"}, "no_cost": {"No known cost", "没有已知成本"}, "no_floor": {"No floor", "没有底价"}, "no_exit": {"Nothing was compared", "没有可比方案"},
	"no_best_seller": {"No best seller to compare", "没有可比的畅销品"}, "no_units": {"Nothing sold in any band", "各价格带均无销量"}, "no_feasible_band": {"No feasible price band", "没有可行价格带"}, "offset_too_low": {"Offsets leave nothing", "偏移后无剩余"},
	"own_featured": {"The Featured Offer is the own one", "推荐报价为自有"}, "conflict": {"Wishes that conflict", "要求互相冲突"}, "shipping_above_landed": {"Shipping above the target", "运费高于目标价"},
	"removal": {"Removal", "移除"}, "disposal": {"Disposal", "弃置"}, "liquidation": {"Liquidation", "批量清算"}, "keep": {"Keep", "保留"},
}

// exclusionWords name why an offer was not compared with.
var exclusionWords = map[string]entry{
	"own_offer": {"own offer", "自有报价"}, "seller_unknown": {"seller unknown", "卖家未知"}, "no_price": {"no price", "没有有效价格"}, "out_of_stock": {"out of stock", "缺货"},
	"condition": {"other condition", "成色不同"}, "stale": {"read too long ago", "数据过旧"}, "shipping_unknown": {"shipping unknown", "运费未知"},
	"fulfillment": {"other fulfilment", "配送方式不同"}, "ship_time": {"ships too late", "发货时间过长"}, "feedback": {"too little feedback", "评价不足"},
	"quality_unknown": {"quality unknown", "质量指标未知"},
}
