package audit

// statusWords say how a policy rule ended.
var statusWords = map[string]entry{
	"passed": {"passed", "通过"}, "found": {"finding", "有发现"}, "not_applicable": {"not applicable", "不适用"}, "unjudged": {"could not judge", "无法判断"},
}

// severityWords name how grave a finding is.
var severityWords = map[string]entry{
	"block": {"block", "阻止"}, "warn": {"warning", "警告"}, "info": {"notice", "提示"},
}

// ruleTitles are the titles of the policy rules in Chinese. In English a file has the
// title of the rule itself.
var ruleTitles = map[string]string{
	"AMZ-AUTO-1": "价格超出自设上下限会使商品停售", "AMZ-AUTO-2": "远高于近期售价的最高价会被拒绝",
	"AMZ-CPN-1": "优惠券折扣须为 5% 至 50%", "AMZ-CPN-2": "优惠券后价格须低于 Was 价或近期最低价",
	"AMZ-DEAL-1": "秒杀价不得高于 30 天最低价", "AMZ-DEAL-2": "秒杀价不得高于站外零售商价格", "AMZ-DEAL-3": "参与秒杀的商品须有良好评价",
	"AMZ-FAIR-1": "参考价不得误导", "AMZ-FAIR-2": "价格不得明显高于近期价格", "AMZ-FAIR-3": "多件装单件价不得高于单件购买价", "AMZ-FAIR-4": "运费不得过高",
	"AMZ-FO-1": "高于竞争价格的报价不会成为推荐报价", "AMZ-PED-1": "Prime 专享折扣须符合活动条件",
	"AMZ-REF-1": "Was 价为 90 天实付价中位数", "AMZ-REF-2": "近期未按划线价出售则不显示划线价", "AMZ-TITLE-1": "标题须符合标题要求",
	"CA-17501": "近三个月的原价", "CA-396": "紧急状态期间的价格", "CA-AB325-a": "通用定价算法作为协议的一部分", "CA-AB325-b": "带强制性的通用定价算法",
	"CA-SB478": "广告价须含必付费用", "CT-2026": "利用个人数据提价",
	"FTC-233-1": "并非惯常售价的原价", "FTC-233-2": "高于大多数商家的他处价格", "FTC-233-3": "并非真实售价的建议零售价", "FTC-233-4": "抬价后的“免费”优惠",
	"FTC-233-5": "虚假的批发价、出厂价、限时等宣称", "FTC-464": "现场活动门票与短租的费用",
	"HOUSE-FIRST": "商品首次定价", "HOUSE-FLOOR": "价格低于底价", "HOUSE-MOVE": "价格大幅变动", "HOUSE-WAR": "价格战",
	"INFORM": "平台大额卖家信息披露（INFORM 法案）", "MAP-1": "品牌最低广告价", "MAP-2": "亚马逊不设定也不执行最低广告价", "MD-895": "利用个人数据的食品定价",
	"NY-ALGO": "使用个人数据定价须告知", "NY-PEND": "禁止个体监控定价的法案（待审）", "RPM-1": "对经销商的最低转售价", "SB1383": "加州 SB 1383 不涉及价格", "TAX-1": "由谁代收销售税",
	"WMT-PR-1": "自有他处报价不得更低", "WMT-PR-2": "价格不得畸高", "WMT-PR-3": "运费不得畸高",
	"WMT-REF-1": "划线价须至少低 10%，200 美元起 5%", "WMT-REF-2": "Was 价为 90 天中位数", "WMT-REF-3": "降价持续 14 至 90 天", "WMT-REF-4": "低于 MAP 的价格须在购物车内显示",
}
