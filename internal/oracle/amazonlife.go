package oracle

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"
)

// What stock at Amazon US and its promotions cost. Nothing is known after
// 2027-01-14, so days after it return false.
const (
	amazonFirst     = "2025-01-15" // of the rates of 2025
	amazonFirst2026 = "2026-01-15" // of the rates of 2026
	amazonLast      = "2027-01-14"
)

// An AmazonStored says which storage rate a unit has.
type AmazonStored struct {
	// Oversize is everything from small_bulky on.
	Oversize bool
	// Dangerous means dangerous goods.
	Dangerous bool
}

var amazonStorage = []struct {
	stored       AmazonStored
	low, holiday decimal.Decimal // January to September, October to December
}{
	{AmazonStored{}, num("0.78"), num("2.40")},
	{AmazonStored{Oversize: true}, num("0.56"), num("1.40")},
	{AmazonStored{Dangerous: true}, num("0.99"), num("3.63")},
	{AmazonStored{Oversize: true, Dangerous: true}, num("0.78"), num("2.43")},
}

// AmazonStorageMonth returns the storage of one cubic foot for the calendar
// month of a day. Rates are known from 2024-04-01.
func AmazonStorageMonth(stored AmazonStored, day time.Time) (decimal.Decimal, bool) {
	if !between(day, "2024-04-01", amazonLast) {
		return decimal.Decimal{}, false
	}
	for _, row := range amazonStorage {
		if row.stored != stored {
			continue
		}
		if day.Month() >= time.October {
			return row.holiday, true
		}
		return row.low, true
	}
	return decimal.Decimal{}, false
}

// AmazonStorage returns the storage of a volume from the day it is received to
// the day before it leaves: in each calendar month the rate for the share of its
// days.
func AmazonStorage(stored AmazonStored, cubicFeet *big.Rat, received, left time.Time) (*big.Rat, bool) {
	if !positive(cubicFeet) {
		return nil, false
	}
	return sumStay(received, left, func(day time.Time, _ int) (*big.Rat, bool) {
		monthly, ok := AmazonStorageMonth(stored, day)
		daily := new(big.Rat).Quo(monthly.Rat(), whole(daysOfMonth(day)))
		return daily.Mul(daily, cubicFeet), ok
	})
}

// daysOfMonth returns how many days the month of a day has.
func daysOfMonth(day time.Time) int64 {
	last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	return int64(last.Day())
}

// AmazonUtilization returns what the storage of a cubic foot costs more in a
// month, by the weeks that stock lasts. The seller must be one who pays it, and
// stock of an age up to 30 days does not. For oversize nobody published it.
func AmazonUtilization(oversize bool, weeks *big.Rat) (decimal.Decimal, bool) {
	if negative(weeks) {
		return decimal.Decimal{}, false
	}
	for _, row := range []struct {
		over      int64
		surcharge string
	}{
		{52, "1.88"},
		{44, "1.58"},
		{36, "1.16"},
		{28, "0.76"},
		{22, "0.44"},
	} {
		if weeks.Cmp(whole(row.over)) <= 0 {
			continue
		}
		if oversize {
			return decimal.Decimal{}, false
		}
		return num(row.surcharge), true
	}
	return decimal.Decimal{}, true
}

// amazonAged is per cubic foot and month, from an age in days. In the last two
// rows each unit pays at least an amount.
var amazonAged = []struct {
	from               int
	rate2025, rate2026 decimal.Decimal
	unit2025, unit2026 decimal.Decimal
	exempts            bool // some goods do not pay
}{
	{from: 456, rate2025: num("6.90"), rate2026: num("7.90"), unit2025: num("0.15"), unit2026: num("0.35")},
	{from: 366, rate2025: num("6.90"), rate2026: num("6.90"), unit2025: num("0.15"), unit2026: num("0.30")},
	{from: 331, rate2025: num("5.90"), rate2026: num("5.90")},
	{from: 301, rate2025: num("5.70"), rate2026: num("5.70")},
	{from: 271, rate2025: num("5.45"), rate2026: num("5.45")},
	{from: 241, rate2025: num("1.50"), rate2026: num("1.50"), exempts: true},
	{from: 211, rate2025: num("1.00"), rate2026: num("1.00"), exempts: true},
	{from: 181, rate2025: num("0.50"), rate2026: num("0.50"), exempts: true},
}

// AmazonAgedAt returns the aged inventory surcharge on one unit in stock on the
// day of a snapshot. The age is that day less the day of receipt. Exempt goods
// are apparel, shoes, bags, jewelry and watches: they pay from an age of 271.
//
// The rates of 2026 are said to begin on 2026-01-16, so they first count in the
// snapshot of February.
func AmazonAgedAt(snapshot time.Time, age int, cubicFeet *big.Rat, exempt bool) (*big.Rat, bool) {
	if age < 0 || !positive(cubicFeet) || !between(snapshot, amazonFirst, amazonLast) {
		return nil, false
	}
	for _, row := range amazonAged {
		if age < row.from {
			continue
		}
		if row.exempts && exempt {
			return new(big.Rat), true
		}
		rate, unit := row.rate2025, row.unit2025
		if dateOf(snapshot) >= "2026-01-16" {
			rate, unit = row.rate2026, row.unit2026
		}
		byVolume := new(big.Rat).Mul(rate.Rat(), cubicFeet)
		return ratMax(byVolume, unit.Rat()), true
	}
	return new(big.Rat), true
}

// AmazonAged returns the aged inventory surcharge on one unit from the day it is
// received to the day before it leaves: one snapshot on the 15th of each month.
func AmazonAged(cubicFeet *big.Rat, exempt bool, received, left time.Time) (*big.Rat, bool) {
	if !positive(cubicFeet) {
		return nil, false
	}
	return sumStay(received, left, func(day time.Time, age int) (*big.Rat, bool) {
		if day.Day() != 15 {
			return new(big.Rat), true
		}
		return AmazonAgedAt(day, age, cubicFeet, exempt)
	})
}

// amazonLowInventory has the fee by days of supply: below 14, below 21 and
// below 28.
var amazonLowInventory = []struct {
	tier string
	to   *big.Rat // lb, billed; nil: no limit
	from string
	fees [3]decimal.Decimal
}{
	{"small_standard", nil, amazonFirst, [3]decimal.Decimal{num("0.89"), num("0.63"), num("0.32")}},
	{"large_standard", lb("3 lb"), amazonFirst, [3]decimal.Decimal{num("0.97"), num("0.70"), num("0.36")}},
	{"large_standard", lb("20 lb"), amazonFirst, [3]decimal.Decimal{num("1.11"), num("0.87"), num("0.47")}},
	{"small_bulky", nil, amazonFirst2026, [3]decimal.Decimal{num("1.85"), num("1.02"), num("0.51")}},
	{"large_bulky", nil, amazonFirst2026, [3]decimal.Decimal{num("2.09"), num("1.15"), num("0.57")}},
}

// AmazonLowInventory returns the low-inventory-level fee on one unit shipped on
// a day, by size tier, billed weight, and days of supply over 30 and 90 days.
// Either of them from 28 on means no fee; else the larger counts. The tiers of
// extra-large items pay none, and bulky ones none before 2026-01-15. Whether the
// seller is exempt is for the caller to know.
func AmazonLowInventory(day time.Time, tier string, billed, supply30, supply90 *big.Rat) (decimal.Decimal, bool) {
	if !between(day, amazonFirst, amazonLast) || !positive(billed) || negative(supply30) || negative(supply90) {
		return decimal.Decimal{}, false
	}
	switch tier {
	case "extra_large_0_50", "extra_large_50_70", "extra_large_70_150", "extra_large_150_plus":
		return decimal.Decimal{}, true
	}
	supply := ratMax(supply30, supply90)
	for _, row := range amazonLowInventory {
		if row.tier != tier || !within(billed, row.to) {
			continue
		}
		if dateOf(day) < row.from {
			return decimal.Decimal{}, true
		}
		for i, below := range []int64{14, 21, 28} {
			if supply.Cmp(whole(below)) < 0 {
				return row.fees[i], true
			}
		}
		return decimal.Decimal{}, true
	}
	return decimal.Decimal{}, false
}

// AmazonReturnsThreshold returns the share of returned units of a category that
// costs no processing fee.
func AmazonReturnsThreshold(category string) (decimal.Decimal, bool) {
	for _, row := range []struct{ category, threshold string }{
		{"grocery", "2.9%"},
		{"toys_games", "4.7%"},
		{"beauty_health_personal_care", "5.5%"},
		{"home_kitchen", "8.1%"},
		{"consumer_electronics", "11.2%"},
		{"computers", "11.4%"},
	} {
		if row.category == category {
			return percent(row.threshold), true
		}
	}
	return decimal.Decimal{}, false
}

// AmazonReturnsUnits returns how many of the units returned pay the processing
// fee, for goods with a threshold: those above it. A month with less than 25
// units shipped pays for none. How Amazon treats fractions is not published:
// they stay here, unless floor rounds the free units down.
//
// Apparel and shoes have no threshold; every unit returned pays.
func AmazonReturnsUnits(shipped, returned int64, threshold decimal.Decimal, floor bool) decimal.Decimal {
	if shipped < 25 {
		return decimal.Decimal{}
	}
	free := times(shipped, threshold)
	if floor {
		free = free.Floor()
	}
	return decimal.Max(decimal.Decimal{}, decimal.NewFromInt(returned).Sub(free))
}

// amazonRemovalLarge is for bulky and extra-large items and special handling.
var amazonRemovalLarge = []poundRow{
	{to: 1, fee: num("3.12")},
	{to: 2, fee: num("4.30")},
	{to: 4, fee: num("6.36")},
	{to: 10, fee: num("10.04")},
	{fee: num("14.32"), each: num("1.06"), over: 10},
}

// amazonRemovalStandard has the rows above 1 lb.
var amazonRemovalStandard = []poundRow{
	{to: 2, fee: num("2.27")},
	{fee: num("2.89"), each: num("1.06"), over: 2},
}

// AmazonRemoval returns the fee for sending back or disposing of one unit, by
// the day of the order. Large means bulky, extra-large or special handling.
// Weights are rounded up to whole pounds, and to tenths for standard-size units
// under 1 lb.
func AmazonRemoval(ordered time.Time, large bool, weight *big.Rat) (decimal.Decimal, bool) {
	if !between(ordered, amazonFirst, amazonLast) || !positive(weight) {
		return decimal.Decimal{}, false
	}
	if large {
		return byPound(amazonRemovalLarge, poundsUp(weight))
	}
	if weight.Cmp(whole(1)) > 0 {
		return byPound(amazonRemovalStandard, poundsUp(weight))
	}
	tenths := ratCeil(new(big.Rat).Mul(weight, whole(10))).Int64()
	switch {
	case tenths > 5:
		return num("1.53"), true
	case dateOf(ordered) >= amazonFirst2026:
		return num("0.84"), true
	}
	return num("1.04"), true
}

// AmazonLiquidation returns the referral fee on what liquidated stock brought
// in. The processing fee per unit is not published.
func AmazonLiquidation(recovery decimal.Decimal) decimal.Decimal { return recovery.Mul(percent("15%")) }

// amazonCap is the most that the share of sales comes to, per coupon or deal.
var amazonCap = num("2000")

// AmazonCoupon returns the fee of one coupon, by the day it was created: until
// 2025-06-01 for each redemption, then a fixed fee and a share of its sales,
// which is capped from 2025-11-05 on.
func AmazonCoupon(created time.Time, sales decimal.Decimal, redemptions int64) (decimal.Decimal, bool) {
	if dateOf(created) > amazonLast {
		return decimal.Decimal{}, false
	}
	if dateOf(created) < "2025-06-02" {
		return times(redemptions, num("0.60")), true
	}
	share := sales.Mul(percent("2.5%"))
	if dateOf(created) >= "2025-11-05" {
		share = decimal.Min(share, amazonCap)
	}
	return share.Add(num("5.00")), true
}

// Kinds of deals.
const (
	AmazonLightningDeal = "lightning"
	AmazonBestDeal      = "best"
)

// AmazonDeal returns the fee of one deal on normal days, by its first day: a
// fixed fee until 2025-06-01, then one per day and a share of its sales, which
// is capped.
func AmazonDeal(first time.Time, kind string, days int64, sales decimal.Decimal) (decimal.Decimal, bool) {
	if dateOf(first) > amazonLast || kind != AmazonLightningDeal && kind != AmazonBestDeal {
		return decimal.Decimal{}, false
	}
	if dateOf(first) >= "2025-06-02" {
		share := decimal.Min(sales.Mul(percent("1%")), amazonCap)
		return times(days, num("70")).Add(share), true
	}
	if kind == AmazonLightningDeal {
		return num("150"), true
	}
	return num("300"), true
}

// AmazonEventDeal returns the fee of one deal on the days of a sales event. Only
// the fees of 2025 are known.
func AmazonEventDeal(first time.Time, kind string) (decimal.Decimal, bool) {
	if first.Year() != 2025 {
		return decimal.Decimal{}, false
	}
	switch kind {
	case AmazonLightningDeal:
		return num("500"), true
	case AmazonBestDeal:
		return num("1000"), true
	}
	return decimal.Decimal{}, false
}

// AmazonLithium returns the fee on a unit shipped that is, contains or comes with
// a lithium battery. One source has it.
func AmazonLithium() decimal.Decimal { return num("0.11") }

// AmazonProfessionalPlan returns the subscription per month.
func AmazonProfessionalPlan() decimal.Decimal { return num("39.99") }
