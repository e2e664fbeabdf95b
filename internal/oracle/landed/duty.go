package landedoracle

import (
	"time"

	"github.com/shopspring/decimal"
)

// A Line is one line of an entry of which everything is known.
type Line struct {
	Origin  string // CN, HK, MO or another country
	Chapter int    // the first two digits of the HTS code
	Value   decimal.Decimal

	// Column 1: a share of the value, an amount per unit of quantity, or both.
	Percent  decimal.Decimal
	PerUnit  decimal.Decimal
	Quantity decimal.Decimal

	List             string // of section 301: "", 1, 2, 3, 4A or 4B
	Review           string // heading of the four-year review: "" or 9903.91.01 and so on
	ExclusionClaimed bool
	// ExclusionExtended says that it holds after 2026-11-09, which nobody knows.
	ExclusionExtended bool

	ReciprocalExempt  bool // Annex II
	S122Exempt        bool
	ForcedLaborExempt bool
	LoadedBeforeLabor bool // loaded on the vessel before 2026-07-24

	OldMetal OldMetal        // under the rules until 2026-04-05
	Content  decimal.Decimal // value of the metal, for OldMetal

	NewMetal string // subdivision of note 16(c), "" or i to x
	Below15  bool   // the listed metal is under 15% of the weight
	USMelted bool

	Vehicle    bool // a passenger vehicle
	AutoListed bool // on the list of vehicle parts
	AutoUse    bool // is a part of a passenger vehicle or light truck

	Wood     string // "", lumber, seat or cabinet
	Complete bool   // for cabinet: a completed cabinet or vanity

	// Wins names the programme of section 232 that a line on two lists is taken
	// under. Nobody published an order. The zero text is the first that applies.
	Wins string
}

// OldMetal says how the metal rules until 2026-04-05 named an article.
type OldMetal int

// The zero OldMetal is an article without a listed metal.
const (
	NoMetal        OldMetal = iota
	PrimaryMetal            // steel and aluminium of chapters 72, 73 and 76
	Derivative              // elsewhere, listed from 2025-03-12
	LateDerivative          // elsewhere, listed from 2025-08-18
	CopperArticle           // from 2025-08-01
)

// The programmes of a stack.
const (
	Column1     = "column1"
	China301    = "301"
	Fentanyl    = "fentanyl"
	Reciprocal  = "reciprocal"
	Section122  = "122"
	ForcedLabor = "301-fl"
	Metals      = "232-metals"
	Auto        = "232-auto"
	Wood        = "232-wood"
)

// A period is a rate that holds from a first to a last day. A last day of ""
// is none.
type period struct{ rate, first, last string }

// rateOn returns the rate of a day, 0 where no period holds.
func rateOn(periods []period, day time.Time) decimal.Decimal {
	for _, p := range periods {
		if within(day, p.first, p.last) {
			return percent(p.rate)
		}
	}
	return decimal.Decimal{}
}

var china301 = map[string][]period{
	"1": {{"25%", "2018-07-06", ""}},
	"2": {{"25%", "2018-08-23", ""}},
	"3": {{"10%", "2018-09-24", "2019-05-09"}, {"25%", "2019-05-10", ""}},
	"4A": {{"15%", "2019-09-01", "2020-02-13"},
		{"7.5%", "2020-02-14", ""}},
	"4B": nil,
}

var reviewHeadings = map[string][]period{
	"9903.91.01": {{"25%", "2024-09-27", ""}},
	"9903.91.02": {{"50%", "2024-09-27", ""}},
	"9903.91.03": {{"100%", "2024-09-27", ""}},
	"9903.91.05": {{"50%", "2025-01-01", ""}},
	"9903.91.11": {{"25%", "2025-01-01", ""}},
	"9903.91.06": {{"25%", "2026-01-01", ""}},
	"9903.91.07": {{"50%", "2026-01-01", ""}},
	"9903.91.08": {{"100%", "2026-01-01", ""}},
}

var fentanyl = []period{
	{"10%", "2025-02-04", "2025-03-03"},
	{"20%", "2025-03-04", "2025-11-09"},
	{"10%", "2025-11-10", "2026-02-23"},
}

// reciprocal is for China, Hong Kong and Macau. For others the sources have only
// the days to 2025-04-08.
var reciprocal = []period{
	{"10%", "2025-04-05", "2025-04-08"},
	{"84%", "2025-04-09", "2025-04-09"},
	{"125%", "2025-04-10", "2025-05-13"},
	{"10%", "2025-05-14", "2026-02-23"},
}

var section122 = []period{{"10%", "2026-02-24", "2026-07-23"}}

const forcedLaborFrom = "2026-07-24"

// forcedLaborFlat and forcedLaborCap are the rates by origin that the sources
// name: a flat rate, or what column 1 is filled up to. EU stands for its members.
var (
	forcedLaborFlat = map[string]string{"CN": "12.5%", "HK": "12.5%", "TR": "12.5%", "VN": "12.5%"}
	forcedLaborCap  = map[string]string{"EU": "10%", "TW": "10%", "JP": "12.5%", "KR": "12.5%", "CH": "12.5%"}
)

// Stack returns the duty of a line on the day of entry by programme, exact. A
// programme that takes nothing is absent. It returns false where the sources
// have no answer for that origin or fact on that day.
func Stack(l Line, day time.Time) (map[string]decimal.Decimal, bool) {
	out := map[string]decimal.Decimal{}
	put := func(programme string, amount decimal.Decimal) {
		if amount.IsPositive() {
			out[programme] = amount
		}
	}
	column1 := l.Value.Mul(l.Percent).Add(l.PerUnit.Mul(l.Quantity))
	put(Column1, column1)

	put(China301, l.Value.Mul(tradeAct(l, day)))

	if l.Origin == "CN" || l.Origin == "HK" {
		put(Fentanyl, l.Value.Mul(rateOn(fentanyl, day)))
	}

	security := choose(candidates(l, column1, day), l.Wins)
	put(security.name, security.amount)

	rest := l.Value.Sub(security.base)
	if security.name == Metals && within(day, "", "2025-06-03") {
		rest = decimal.Decimal{}
	}

	if !l.ReciprocalExempt && rest.IsPositive() {
		switch l.Origin {
		case "CN", "HK", "MO":
			put(Reciprocal, rest.Mul(rateOn(reciprocal, day)))
		default:
			if within(day, "2025-04-09", "2026-02-23") {
				return nil, false
			}
			put(Reciprocal, rest.Mul(rateOn(reciprocal[:1], day)))
		}
	}
	if !l.S122Exempt {
		put(Section122, rest.Mul(rateOn(section122, day)))
	}
	inTransit := l.LoadedBeforeLabor && within(day, "", "2026-07-27")
	if !l.ForcedLaborExempt && !inTransit && rest.IsPositive() && within(day, forcedLaborFrom, "") {
		amount, ok := forcedLabor(l.Origin, l.Value, column1)
		if !ok {
			return nil, false
		}
		put(ForcedLabor, amount)
	}
	return out, true
}

// tradeAct returns the rate of section 301 for goods of China. A heading of the
// review replaces that of the list, and an exclusion removes that of the list only.
func tradeAct(l Line, day time.Time) decimal.Decimal {
	if l.Origin != "CN" {
		return decimal.Decimal{}
	}
	if rate := rateOn(reviewHeadings[l.Review], day); rate.IsPositive() {
		return rate
	}
	if l.ExclusionClaimed && (within(day, "", "2026-11-09") || l.ExclusionExtended) {
		return decimal.Decimal{}
	}
	return rateOn(china301[l.List], day)
}

// forcedLabor returns the duty of the forced labour action.
func forcedLabor(origin string, value, column1 decimal.Decimal) (decimal.Decimal, bool) {
	if rate, ok := forcedLaborFlat[origin]; ok {
		return value.Mul(percent(rate)), true
	}
	if limit, ok := forcedLaborCap[origin]; ok {
		return TopUp(value, column1, percent(limit)), true
	}
	return decimal.Decimal{}, false
}

// TopUp returns what is missing from column 1 to a share of the value, at least
// 0. For a specific column 1 that is the test by its ad valorem equivalent.
func TopUp(value, column1, share decimal.Decimal) decimal.Decimal {
	return larger(decimal.Decimal{}, value.Mul(share).Sub(column1))
}

// Sum adds up a stack as it is booked: each programme rounded to the cent, half
// away from zero.
func Sum(stack map[string]decimal.Decimal) decimal.Decimal {
	var sum decimal.Decimal
	for _, amount := range stack {
		sum = sum.Add(amount.Round(2))
	}
	return sum
}
