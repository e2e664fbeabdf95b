package oracle

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"
)

// walmartReferral is the schedule by contract category, page of 2026-03-08.
// Exceptions inside a category have a row of their own. Until 2025-03-25 at
// least, the collectibles of approved sellers paid as all others.
var walmartReferral = []ratesRow{
	{"Apparel & Accessories", bracket(upTo("15", "5%"), upTo("20", "10%"), above("15%"))},
	{"Appliances - Compact", marginal(upTo("300", "12%"), above("8%"))},
	{"Appliances - Major", flat("8%")},
	{"Automotive & Powersports", flat("12%")},
	{"Baby Products", bracket(upTo("10", "8%"), above("15%"))},
	{"Base Power Tools", flat("12%")},
	{"Beauty, Health & Personal Care", bracket(upTo("10", "8%"), above("15%"))},
	{"Books", flat("15%")},
	{"Camera & Photo", flat("8%")},
	{"Collectibles (approved sellers)", marginal(upTo("2500", "8%"), above("2.35%"))},
	{"Collectibles, all others", flat("8%")},
	{"Consumer Electronics", flat("8%")},
	{"Electronics Accessories", marginal(upTo("100", "15%"), above("8%"))},
	{"Grocery", bracket(upTo("15", "8%"), above("15%"))},
	{"Home, Kitchen, Decor & Garden", flat("15%")},
	{"Indoor & Outdoor Furniture", marginal(upTo("200", "15%"), above("10%"))},
	{"Industrial & Scientific Supplies", flat("12%")},
	{"Jewelry & Precious Metals", marginal(upTo("250", "20%"), above("5%"))},
	{"Luggage & Travel Accessories", flat("15%")},
	{"Music", flat("15%")},
	{"Musical Instruments", flat("12%")},
	{"Office Products", flat("15%")},
	{"Office Products (printer cartridges)", flat("12%")},
	{"Outdoor Power Tools", bracket(upTo("500", "15%"), above("8%"))},
	{"Outdoors Products & Sports", flat("15%")},
	{"Outdoors Products & Sports (trail monitors and optics)", flat("8%")},
	{"Personal Computers", flat("6%")},
	{"Pet Supplies", flat("15%")},
	{"Plumbing, Heating, Cooling & Ventilation", flat("10%")},
	{"Shoes, Handbags, Backpacks & Sunglasses", flat("15%")},
	{"Software & Computer Video Games", flat("15%")},
	{"Tires & Wheels", flat("10%")},
	{"Tools & Home Improvement", flat("15%")},
	{"Toys & Games", flat("15%")},
	{"Video & DVD", flat("15%")},
	{"Video Game Consoles", flat("8%")},
	{"Watches", marginal(upTo("1500", "15%"), above("3%"))},
	{"Everything Else", flat("15%")},
}

// WalmartCategories returns the names that [WalmartReferral] knows.
func WalmartCategories() []string { return categoriesOf(walmartReferral) }

// WalmartReferral returns the referral fee on base, which is all that the buyer
// pays without sales tax. There is no minimum.
func WalmartReferral(category string, base decimal.Decimal) (decimal.Decimal, bool) {
	return feeOf(walmartReferral, category, base)
}

// A WalmartUnit is one packed unit at Walmart Fulfillment Services (WFS).
type WalmartUnit struct {
	Sides   [3]*big.Rat // in, in any order
	Weight  *big.Rat    // lb
	Apparel bool
	Hazmat  bool
}

// What WFS makes of the measures of a unit.
const (
	WalmartStandard    = "standard"
	WalmartOversize1   = "oversize_1" // standard, with an add-on
	WalmartOversize2   = "oversize_2" // standard, with a higher add-on
	WalmartBigAndBulky = "big_and_bulky"
)

// WalmartSize returns one of the sizes above. Units that WFS does not accept
// have none.
func WalmartSize(u WalmartUnit) (string, bool) {
	if !positive(u.Sides[0], u.Sides[1], u.Sides[2], u.Weight) {
		return "", false
	}
	longest, median, shortest := sorted(u.Sides)
	around := girth(longest, median, shortest)
	over := func(value *big.Rat, limit int64) bool { return value.Cmp(whole(limit)) > 0 }

	if over(u.Weight, 150) || over(longest, 108) || over(around, 165) {
		if over(u.Weight, 500) || over(longest, 120) ||
			median.Cmp(whole(105)) >= 0 || shortest.Cmp(whole(93)) >= 0 {
			return "", false
		}
		return WalmartBigAndBulky, true
	}
	if over(longest, 96) || over(around, 130) {
		return WalmartOversize2, true
	}
	if over(longest, 48) || over(median, 30) || over(around, 105) {
		return WalmartOversize1, true
	}
	return WalmartStandard, true
}

// walmartBase returns the weight before packaging is added and before rounding:
// the unit weight below 1 lb, else the greater of unit and dimensional weight.
// A unit of oversize 2 is taken as 90 lb at least, so never as below 1 lb.
func walmartBase(u WalmartUnit, size string) *big.Rat {
	weight := u.Weight
	if size == WalmartOversize2 {
		weight = ratMax(weight, whole(90))
	}
	if weight.Cmp(whole(1)) < 0 {
		return weight
	}
	return ratMax(weight, dimensional(u.Sides, 139))
}

// walmartPackaging is what packaging adds to the weight, 0.25 lb.
var walmartPackaging = lb("0.25 lb")

// WalmartShippingWeight returns the pounds that fulfilment and returns are
// charged for. Big and bulky units go by the unit weight alone.
func WalmartShippingWeight(u WalmartUnit) (int64, bool) {
	size, ok := WalmartSize(u)
	if !ok {
		return 0, false
	}
	if size == WalmartBigAndBulky {
		return poundsUp(u.Weight), true
	}
	return poundsUp(new(big.Rat).Add(walmartBase(u, size), walmartPackaging)), true
}

var walmartFulfillment = []poundRow{
	{to: 1, fee: num("3.45")},
	{to: 2, fee: num("4.95")},
	{to: 3, fee: num("5.45")},
	{to: 20, fee: num("5.75"), each: num("0.40"), over: 4},
	{to: 30, fee: num("15.55"), each: num("0.40"), over: 21},
	{to: 50, fee: num("14.55"), each: num("0.40"), over: 31},
	{fee: num("17.55"), each: num("0.40"), over: 51},
}

var walmartReturn = []poundRow{
	{to: 1, fee: num("4.70")},
	{to: 2, fee: num("6.20")},
	{to: 3, fee: num("6.70")},
	{to: 20, fee: num("7.00"), each: num("0.40"), over: 4},
	{to: 30, fee: num("15.55"), each: num("0.40"), over: 21},
	{to: 50, fee: num("14.55"), each: num("0.40"), over: 31},
	{fee: num("17.55"), each: num("0.40"), over: 51},
}

// walmartBigAndBulky is the fee of both tables for freight.
var walmartBigAndBulky = []poundRow{
	{to: 90, fee: num("155.00")},
	{fee: num("155.00"), each: num("0.80"), over: 90},
}

// WalmartFulfillmentByWeight returns the fulfilment fee of a standard unit
// without add-ons, by shipping weight.
func WalmartFulfillmentByWeight(pounds int64) (decimal.Decimal, bool) {
	return byPound(walmartFulfillment, pounds)
}

// WalmartReturnByWeight returns the fee on a returned standard unit without
// add-ons, by shipping weight.
func WalmartReturnByWeight(pounds int64) (decimal.Decimal, bool) {
	return byPound(walmartReturn, pounds)
}

// WalmartFulfillment returns the fulfilment fee of a unit sold at price, with
// all add-ons.
func WalmartFulfillment(u WalmartUnit, price decimal.Decimal) (decimal.Decimal, bool) {
	fee, ok := walmartByTable(walmartFulfillment, u)
	if !ok || price.IsNegative() {
		return decimal.Decimal{}, false
	}
	size, _ := WalmartSize(u)
	if size != WalmartBigAndBulky && price.LessThan(num("10.00")) {
		fee = fee.Add(num("1.00"))
	}
	return fee, true
}

// WalmartReturn returns the fee on a returned unit. It has the add-ons of
// fulfilment at the same amounts, except the one for a low price.
func WalmartReturn(u WalmartUnit) (decimal.Decimal, bool) {
	return walmartByTable(walmartReturn, u)
}

// walmartByTable returns the fee of a table with the add-ons that depend on the
// unit alone. Big and bulky units have no add-ons.
func walmartByTable(rows []poundRow, u WalmartUnit) (decimal.Decimal, bool) {
	size, ok := WalmartSize(u)
	if !ok {
		return decimal.Decimal{}, false
	}
	weight, _ := WalmartShippingWeight(u)
	if size == WalmartBigAndBulky {
		return byPound(walmartBigAndBulky, weight)
	}
	fee, ok := byPound(rows, weight)
	if u.Apparel {
		fee = fee.Add(num("0.50"))
	}
	if u.Hazmat {
		fee = fee.Add(num("0.50"))
	}
	return fee.Add(walmartOversize(size)), ok
}

// walmartOversize returns the add-on of a size.
func walmartOversize(size string) decimal.Decimal {
	switch size {
	case WalmartOversize1:
		return num("3.00")
	case WalmartOversize2:
		return num("20.00")
	}
	return decimal.Decimal{}
}

// WalmartStorageDay returns the storage of one cubic foot on one day.
//
// Rates are published for 30 days. The first 30 days in storage are the ages 0
// to 29. "More than 365 days" begins on day 366, which is age 365, and "more
// than 450 days" on day 451, which is age 450. The rate of old stock replaces
// the other. The add-on from October to December was waived in 2025; whether it
// is in 2026 is not published, and it is charged here. No day before 2025-04-01
// is known.
func WalmartStorageDay(day time.Time, age int) (*big.Rat, bool) {
	if age < 0 || dateOf(day) < "2025-04-01" {
		return nil, false
	}
	peak := day.Month() >= time.October
	waived := between(day, "2025-10-01", "2025-12-31")

	var monthly decimal.Decimal
	switch {
	case age >= 450 && dateOf(day) >= "2026-06-30":
		monthly = num("7.50")
	case age >= 365 && dateOf(day) >= "2025-06-09":
		monthly = num("2.25")
	case age >= 365:
		monthly = num("7.50")
	case peak && !waived && age >= 30:
		monthly = num("2.25") // 0.75 + 1.50
	default:
		monthly = num("0.75")
	}
	return new(big.Rat).Quo(monthly.Rat(), whole(30)), true
}

// WalmartStorage returns the storage of a volume from the day it is received to
// the day before it leaves.
func WalmartStorage(cubicFeet *big.Rat, received, left time.Time) (*big.Rat, bool) {
	if !positive(cubicFeet) {
		return nil, false
	}
	return sumStay(received, left, func(day time.Time, age int) (*big.Rat, bool) {
		rate, ok := WalmartStorageDay(day, age)
		if !ok {
			return nil, false
		}
		return rate.Mul(rate, cubicFeet), true
	})
}

// WalmartTransferWeight returns the pounds that the Inventory Transfer Service
// charges for: no packaging, and no floor for oversize.
func WalmartTransferWeight(u WalmartUnit) (int64, bool) {
	if !positive(u.Sides[0], u.Sides[1], u.Sides[2], u.Weight) {
		return 0, false
	}
	return poundsUp(walmartBase(u, WalmartStandard)), true
}

var walmartTransfer = []poundRow{
	{to: 1, fee: num("0.25")},
	{to: 2, fee: num("0.35")},
	{fee: num("0.35"), each: num("0.10"), over: 2},
}

// WalmartTransfer returns the fee of the Inventory Transfer Service for a unit,
// by the weight of [WalmartTransferWeight].
func WalmartTransfer(pounds int64) (decimal.Decimal, bool) {
	return byPound(walmartTransfer, pounds)
}

var walmartDisposal = []poundRow{
	{to: 2, fee: num("0.35")},
	{to: 500, fee: num("0.35"), each: num("0.20"), over: 2},
}

// WalmartDisposal returns the fee for disposing of a unit, by its own weight
// rounded up to whole pounds.
func WalmartDisposal(weight *big.Rat, hazmat bool) (decimal.Decimal, bool) {
	if !positive(weight) || weight.Cmp(whole(500)) > 0 {
		return decimal.Decimal{}, false
	}
	fee, ok := byPound(walmartDisposal, poundsUp(weight))
	if hazmat {
		fee = fee.Add(num("0.50"))
	}
	return fee, ok
}

// WalmartRemoval returns the fee for sending a unit back: disposal and 0.40 for
// each pound, rounded up as for disposal.
func WalmartRemoval(weight *big.Rat, hazmat bool) (decimal.Decimal, bool) {
	fee, ok := WalmartDisposal(weight, hazmat)
	if !ok {
		return decimal.Decimal{}, false
	}
	return fee.Add(times(poundsUp(weight), num("0.40"))), true
}

// WalmartPrep returns what a poly_bag or a label costs per unit, planned or not.
func WalmartPrep(service string, planned bool) (decimal.Decimal, bool) {
	for _, row := range []struct {
		service            string
		planned, unplanned string
	}{
		{"poly_bag", "0.60", "0.80"},
		{"label", "0.45", "0.65"},
	} {
		if row.service == service && planned {
			return num(row.planned), true
		}
		if row.service == service {
			return num(row.unplanned), true
		}
	}
	return decimal.Decimal{}, false
}

// Speeds of Multichannel Solutions (MCS).
const (
	WalmartExpedited = "expedited"
	WalmartRegular   = "standard"
)

// WalmartMCSWeight returns the pounds that MCS charges for: whole ounces below
// 1 lb, packaging included, and whole pounds from there. Big and bulky units do
// not ship this way.
func WalmartMCSWeight(u WalmartUnit) (*big.Rat, bool) {
	size, ok := WalmartSize(u)
	if !ok || size == WalmartBigAndBulky {
		return nil, false
	}
	weight := new(big.Rat).Add(walmartBase(u, size), walmartPackaging)
	if weight.Cmp(whole(1)) >= 0 {
		return whole(poundsUp(weight)), true
	}
	ounces := ratCeil(weight.Mul(weight, whole(16)))
	return new(big.Rat).SetFrac(ounces, big.NewInt(16)), true
}

// walmartMCS has the rows below and up to 1 lb.
var walmartMCS = []struct {
	to                 *big.Rat
	expedited, regular decimal.Decimal
}{
	{lb("6 oz"), num("9.45"), num("7.45")},
	{lb("12 oz"), num("9.75"), num("7.75")},
	{lb("1 lb"), num("10.05"), num("8.05")},
}

// walmartMCSPounds has the rows above 1 lb, by speed.
var walmartMCSPounds = map[string][]poundRow{
	WalmartExpedited: {
		{to: 30, fee: num("11.35"), each: num("0.75"), over: 2},
	},
	WalmartRegular: {
		{to: 30, fee: num("8.65"), each: num("0.60"), over: 2},
		{to: 150, fee: num("28.05"), each: num("0.60"), over: 31},
	},
}

// WalmartMCSByWeight returns the fee of a unit without add-on and discount, by
// the weight of [WalmartMCSWeight].
func WalmartMCSByWeight(weight *big.Rat, speed string) (decimal.Decimal, bool) {
	pounds, ok := walmartMCSPounds[speed]
	if !ok || !positive(weight) {
		return decimal.Decimal{}, false
	}
	for _, row := range walmartMCS {
		if weight.Cmp(row.to) > 0 {
			continue
		}
		if speed == WalmartExpedited {
			return row.expedited, true
		}
		return row.regular, true
	}
	return byPound(pounds, poundsUp(weight))
}

// WalmartMCSUnit returns the fee of a unit with the add-on for oversize and
// without discount. The other add-ons of fulfilment are not charged.
func WalmartMCSUnit(u WalmartUnit, speed string) (decimal.Decimal, bool) {
	weight, ok := WalmartMCSWeight(u)
	if !ok {
		return decimal.Decimal{}, false
	}
	fee, ok := WalmartMCSByWeight(weight, speed)
	if !ok {
		return decimal.Decimal{}, false
	}
	size, _ := WalmartSize(u)
	return fee.Add(walmartOversize(size)), true
}

// WalmartMCSDiscount returns what comes off the fee of one unit of weight in an
// order of so many units. Only units below 30 lb, as charged, have it; all units
// of the order count.
func WalmartMCSDiscount(weight *big.Rat, units int) decimal.Decimal {
	switch {
	case weight.Cmp(whole(30)) >= 0 || units < 2:
		return decimal.Decimal{}
	case units == 2:
		return num("2.50")
	case units == 3:
		return num("3.00")
	}
	return num("3.50")
}
