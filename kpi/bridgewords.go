package kpi

// A BridgeLanguage is the language of a sentence.
type BridgeLanguage string

// The languages of [BridgeCause.Sentence].
const (
	BridgeEnglish BridgeLanguage = "en"
	BridgeChinese BridgeLanguage = "zh"
)

// What is said of a row or of a bar beside its amount.
const (
	bridgeSayPlain       = iota // nothing
	bridgeSayPerUnit            // an amount per unit from, to, on so many units
	bridgeSayAmount             // an amount from, to
	bridgeSayUnits              // its units from, to
	bridgeSaySold               // its units
	bridgeSayShare              // its share of the units from, to
	bridgeSayReferral           // the rate of the referral fee from, to
	bridgeSayFees               // the rate, and other fees per unit
	bridgeSayRates              // exchange rates from, to
	bridgeSayNotInBase          // no units in the base period
	bridgeSayNotInActual        // no units in the actual period
	bridgeSayNeverSold          // no units in either
	bridgeSayOverhead           // an amount from, to, of no row
	bridgeSayAllUnits           // the units of all rows from, to
	bridgeSayAllRates           // exchange rates from, to, of all rows
	bridgeSayCount
)

// bridgeWords are the words of a language. What is said takes the texts: 1 effect, 2 row,
// 3 rose or fell, 4 from, 5 to, 6 currency, 7 units, 8 more.
type bridgeWords struct {
	effects    [effCount]string
	alone      [bridgeSayCount]string // of one row, or of the whole bar
	among      [bridgeSayCount]string // of one row among several, in brackets
	rose, fell string
	bar        string // what, amount, share
	several    string // what, amount, share, list
	driver     string // row, amount, what in brackets
	brackets   string
	other      string // amount of one other row
	others     string // number, amount
	comma      string
	stop       string
	ofFall     string // percentage
	ofRise     string
	noFall     string // a bar against the fall
	noRise     string
	units      [3]string // number: by convention
	rate       string    // currency, from, to, reporting currency
	afterFees  string
	notKnown   string // list
	nothing    string // what, of which nothing is known
	andMore    string // list, number
}

func (l BridgeLanguage) words() *bridgeWords {
	if l == BridgeChinese {
		return &chineseBridge
	}
	return &englishBridge
}

var englishBridge = bridgeWords{
	effects: [effCount]string{
		"Volume", "Mix", "Price", "Promotions", "Product cost", "Freight", "Duty", "Fees", "Fulfilment", "Storage",
		"Advertising", "Returns", "Other", "Exchange rates", "New products", "Discontinued products", "Overhead",
		"Price and volume together", "Not explained",
	},
	alone: [bridgeSayCount]string{
		bridgeSayPlain:       "%[1]s, %[2]s",
		bridgeSayPerUnit:     "%[1]s per unit of %[2]s %[3]s from %[4]s to %[5]s %[6]s on %[7]s",
		bridgeSayAmount:      "%[1]s of %[2]s %[3]s from %[4]s to %[5]s %[6]s",
		bridgeSayUnits:       "%[1]s: units of %[2]s %[3]s from %[4]s to %[5]s",
		bridgeSaySold:        "%[1]s: %[2]s, %[7]s",
		bridgeSayShare:       "%[1]s: the share of %[2]s in the units %[3]s from %[4]s to %[5]s",
		bridgeSayReferral:    "%[1]s of %[2]s: the referral rate %[3]s from %[4]s to %[5]s",
		bridgeSayFees:        "%[1]s of %[2]s: the referral rate went from %[4]s to %[5]s, other fees per unit from %[8]s",
		bridgeSayRates:       "%[1]s, %[2]s: %[8]s",
		bridgeSayNotInBase:   "%[1]s of %[2]s, which sold nothing in the base period",
		bridgeSayNotInActual: "%[1]s of %[2]s, which sold nothing in the actual period",
		bridgeSayNeverSold:   "%[1]s of %[2]s, which sold nothing in either period",
		bridgeSayOverhead:    "%[1]s %[3]s from %[4]s to %[5]s %[6]s",
		bridgeSayAllUnits:    "%[1]s: units of what sold in both periods %[3]s from %[4]s to %[5]s",
		bridgeSayAllRates:    "%[1]s, %[8]s",
	},
	among: [bridgeSayCount]string{
		bridgeSayPerUnit:     "%[4]s to %[5]s %[6]s per unit on %[7]s",
		bridgeSayAmount:      "%[4]s to %[5]s %[6]s",
		bridgeSayUnits:       "%[4]s to %[5]s units",
		bridgeSaySold:        "%[7]s",
		bridgeSayShare:       "%[4]s to %[5]s of the units",
		bridgeSayReferral:    "referral rate %[4]s to %[5]s",
		bridgeSayFees:        "referral rate %[4]s to %[5]s, other fees per unit %[8]s",
		bridgeSayRates:       "%[8]s",
		bridgeSayNotInBase:   "sold nothing in the base period",
		bridgeSayNotInActual: "sold nothing in the actual period",
		bridgeSayNeverSold:   "sold nothing in either period",
	},
	rose: "rose", fell: "fell",
	bar: "%s: %s%s.", several: "%s: %s%s; %s.", driver: "%s %s%s", brackets: " (%s)",
	other: "1 other %[2]s", others: "%[1]s others %[2]s", comma: ", ", stop: " ",
	ofFall: ", %s of the fall", ofRise: ", %s of the rise", noFall: ", against the fall", noRise: ", against the rise",
	units:     [3]string{"%s units", "%s units of the base period", "%s units, the mean of both periods"},
	rate:      "%s from %s to %s %s",
	afterFees: ", less the fees that go with it",
	notKnown:  "Not known: %s.", nothing: "%s: not known.", andMore: "%s and %d more",
}

var chineseBridge = bridgeWords{
	effects: [effCount]string{
		"销量", "产品结构", "售价", "促销", "采购成本", "头程运费", "关税", "平台费用", "配送费", "仓储费",
		"广告费", "退货", "其他", "汇率", "新品", "停售产品", "固定费用", "价量联合影响", "未解释部分",
	},
	alone: [bridgeSayCount]string{
		bridgeSayPlain:       "%[2]s 的%[1]s",
		bridgeSayPerUnit:     "%[2]s 的单件%[1]s从 %[4]s %[3]s %[5]s %[6]s（%[7]s）",
		bridgeSayAmount:      "%[2]s 的%[1]s从 %[4]s %[3]s %[5]s %[6]s",
		bridgeSayUnits:       "%[1]s：%[2]s 的件数从 %[4]s %[3]s %[5]s",
		bridgeSaySold:        "%[1]s：%[2]s，%[7]s",
		bridgeSayShare:       "%[1]s：%[2]s 的件数占比从 %[4]s %[3]s %[5]s",
		bridgeSayReferral:    "%[2]s 的%[1]s：佣金率从 %[4]s %[3]s %[5]s",
		bridgeSayFees:        "%[2]s 的%[1]s：佣金率从 %[4]s 变为 %[5]s，其他单件费用 %[8]s",
		bridgeSayRates:       "%[2]s 的%[1]s影响，%[8]s",
		bridgeSayNotInBase:   "%[2]s 的%[1]s（基期无销量）",
		bridgeSayNotInActual: "%[2]s 的%[1]s（本期无销量）",
		bridgeSayNeverSold:   "%[2]s 的%[1]s（两期均无销量）",
		bridgeSayOverhead:    "%[1]s从 %[4]s %[3]s %[5]s %[6]s",
		bridgeSayAllUnits:    "%[1]s：两期均有销售的产品，总件数从 %[4]s %[3]s %[5]s",
		bridgeSayAllRates:    "%[1]s，%[8]s",
	},
	among: [bridgeSayCount]string{
		bridgeSayPerUnit:     "单件 %[4]s 至 %[5]s %[6]s，%[7]s",
		bridgeSayAmount:      "%[4]s 至 %[5]s %[6]s",
		bridgeSayUnits:       "%[4]s 至 %[5]s 件",
		bridgeSaySold:        "%[7]s",
		bridgeSayShare:       "件数占比 %[4]s 至 %[5]s",
		bridgeSayReferral:    "佣金率 %[4]s 至 %[5]s",
		bridgeSayFees:        "佣金率 %[4]s 至 %[5]s，其他单件费用 %[8]s",
		bridgeSayRates:       "%[8]s",
		bridgeSayNotInBase:   "基期无销量",
		bridgeSayNotInActual: "本期无销量",
		bridgeSayNeverSold:   "两期均无销量",
	},
	rose: "升至", fell: "降至",
	bar: "%s：%s%s。", several: "%s：%s%s；%s。", driver: "%s %s%s", brackets: "（%s）",
	other: "另外 1 项 %[2]s", others: "另外 %[1]s 项 %[2]s", comma: "，", stop: "",
	ofFall: "，占下降额的 %s", ofRise: "，占上升额的 %s", noFall: "，与下降方向相反", noRise: "，与上升方向相反",
	units:     [3]string{"%s 件", "基期 %s 件", "两期平均 %s 件"},
	rate:      "%s 从 %s 变为 %s %s",
	afterFees: "（已扣除随价格变动的费用）",
	notKnown:  "未知：%s。", nothing: "%s：未知。", andMore: "%s 等另外 %d 项",
}
