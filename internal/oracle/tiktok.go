package oracle

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"
)

// Schedules of the referral fee of TikTok Shop US.
const (
	TikTokStandard    = "standard"     // from 2024-04-01
	TikTokDisputed    = "disputed"     // reported from 2026-08-04, for most goods
	TikTokNewSeller   = "new_seller"   // the first 30 days
	TikTokPreOwned    = "pre_owned"    // listed goods and graded cards, from 2024-04-01
	TikTokFineJewelry = "fine_jewelry" // five kinds, from 2024-10-31
	TikTok2023        = "2023"         // 2023-04-03 to 2024-03-31, per order
)

var tikTokReferral = []ratesRow{
	{TikTokStandard, flat("6%")},
	{TikTokDisputed, flat("8%")},
	{TikTokNewSeller, flat("3%")},
	{TikTokPreOwned, marginal(upTo("10000", "5%"), above("3%"))},
	{TikTokFineJewelry, flat("5%")},
	{TikTok2023, flat("2%")}, // and 0.30 per order
}

// TikTokBase returns what the referral fee is taken from: what the customer
// pays, with shipping, and what the platform pays for them, without tax.
func TikTokBase(payment, platformDiscount, tax decimal.Decimal) decimal.Decimal {
	return payment.Add(platformDiscount).Sub(tax)
}

// TikTokSchedule returns the schedule for most goods on a day. The disputed one
// is never chosen here.
func TikTokSchedule(day time.Time) (string, bool) {
	switch {
	case dateOf(day) >= "2024-04-01":
		return TikTokStandard, true
	case dateOf(day) >= "2023-04-03":
		return TikTok2023, true
	}
	return "", false
}

// TikTokReferral returns the referral fee on base. In the schedule of 2023 the
// base is an order, which pays 0.30 once.
func TikTokReferral(schedule string, base decimal.Decimal) (decimal.Decimal, bool) {
	fee, ok := feeOf(tikTokReferral, schedule, base)
	if ok && schedule == TikTok2023 {
		fee = fee.Add(num("0.30"))
	}
	return fee, ok
}

// TikTokRefundAdmin returns what is kept of the referral fee on the refunded
// part of one SKU. Nothing was kept before 2025-05-15.
func TikTokRefundAdmin(day time.Time, referral decimal.Decimal) decimal.Decimal {
	if dateOf(day) < "2025-05-15" {
		return decimal.Decimal{}
	}
	return decimal.Min(referral.Mul(percent("20%")), num("5.00"))
}

// TikTokCreator returns the commission of a creator. The base is the price after
// the seller's discount, without tax and shipping.
func TikTokCreator(base, rate decimal.Decimal) decimal.Decimal { return base.Mul(rate) }

// TikTokShippingWeight returns the pounds that Fulfilled by TikTok (FBT) charges
// for, not rounded: the greater of unit and dimensional weight.
func TikTokShippingWeight(sides [3]*big.Rat, unit *big.Rat) (*big.Rat, bool) {
	if !positive(sides[0], sides[1], sides[2], unit) {
		return nil, false
	}
	return ratMax(unit, dimensional(sides, 166)), true
}

// An fbtRow has the fee of a unit in an order of 1, 2, 3, and 4 or more units.
// The upper edge is inclusive.
type fbtRow struct {
	to   *big.Rat
	fees [4]decimal.Decimal
}

func fbt(to, one, two, three, four string) fbtRow {
	return fbtRow{lb(to), [4]decimal.Decimal{num(one), num(two), num(three), num(four)}}
}

// tikTokFBT is the card of 2026-07-13. Above 16 lb it is not known.
var tikTokFBT = []fbtRow{
	fbt("4 oz", "4.28", "2.52", "1.91", "1.56"),
	fbt("8 oz", "4.52", "2.91", "2.36", "1.93"),
	fbt("12 oz", "4.70", "3.05", "2.61", "2.23"),
	fbt("16 oz", "5.10", "3.16", "2.78", "2.36"),
	fbt("2 lb", "5.71", "3.92", "3.14", "2.60"),
	fbt("3 lb", "6.27", "4.30", "3.25", "2.76"),
	fbt("4 lb", "6.92", "4.70", "3.55", "3.12"),
	fbt("5 lb", "7.66", "5.09", "4.54", "4.54"),
	fbt("6 lb", "8.58", "6.19", "5.46", "5.46"),
	fbt("7 lb", "8.88", "6.50", "6.14", "6.08"),
	fbt("8 lb", "9.22", "6.90", "6.76", "6.70"),
	fbt("9 lb", "9.42", "7.00", "6.77", "6.59"),
	fbt("10 lb", "9.63", "7.46", "7.30", "7.30"),
	fbt("11 lb", "10.64", "8.30", "8.10", "8.10"),
	fbt("12 lb", "10.75", "9.20", "9.00", "9.00"),
	fbt("13 lb", "10.98", "10.04", "10.04", "10.04"),
	fbt("14 lb", "11.44", "10.42", "10.42", "10.42"),
	fbt("15 lb", "11.85", "10.80", "10.80", "10.80"),
	fbt("16 lb", "12.67", "12.67", "12.67", "12.67"),
}

// tikTokFBTHeavy has the rows above 16 lb of the card of 2025-06-16, for one
// unit, by the weight rounded up to whole pounds. Up to 16 lb that card has the
// fees for one unit of the table above. The rows were cut on 2026-05-20.
var tikTokFBTHeavy = []poundRow{
	{to: 17, fee: num("12.97")},
	{to: 18, fee: num("13.34")},
	{to: 19, fee: num("13.84")},
	{to: 20, fee: num("14.11")},
	{to: 51, fee: num("18.00"), each: num("0.40"), over: 21},
	{fee: num("41.32"), each: num("0.75"), over: 51},
}

// TikTokFBT returns the fulfilment fee of one unit by its shipping weight, in an
// order of so many units. Orders of several units are known from 2026-07-13 on,
// units above 16 lb from 2025-06-16 to 2026-05-19.
func TikTokFBT(day time.Time, weight *big.Rat, units int) (decimal.Decimal, bool) {
	if !positive(weight) || units < 1 || dateOf(day) < "2025-06-16" {
		return decimal.Decimal{}, false
	}
	if units > 1 && dateOf(day) < "2026-07-13" {
		return decimal.Decimal{}, false
	}
	for _, row := range tikTokFBT {
		if weight.Cmp(row.to) <= 0 {
			return row.fees[min(units, 4)-1], true
		}
	}
	if dateOf(day) >= "2026-05-20" {
		return decimal.Decimal{}, false
	}
	return byPound(tikTokFBTHeavy, poundsUp(weight))
}

// A dayRow is a rate up to and including a day in storage; 0 is no limit.
type dayRow struct {
	to   int
	rate decimal.Decimal
}

// tikTokStorage is per cubic foot and day, from 2025-12-15.
var tikTokStorage = []dayRow{
	{60, num("0")},
	{90, num("0.03")},
	{120, num("0.04")},
	{180, num("0.06")},
	{270, num("0.12")},
	{365, num("0.14")},
	{0, num("0.27")},
}

// tikTokStorageBefore was in force until 2025-12-14.
var tikTokStorageBefore = []dayRow{
	{30, num("0")},
	{60, num("0.03")},
	{90, num("0.05")},
	{180, num("0.08")},
	{365, num("0.16")},
	{0, num("0.32")},
}

// TikTokStorageDay returns the storage of one cubic foot on one day. The table
// counts the day of receipt as day 1, so the age of 0 is in "1-60".
func TikTokStorageDay(day time.Time, age int) (decimal.Decimal, bool) {
	if age < 0 {
		return decimal.Decimal{}, false
	}
	rows := tikTokStorage
	if dateOf(day) < "2025-12-15" {
		rows = tikTokStorageBefore
	}
	number := age + 1
	for _, row := range rows {
		if row.to == 0 || number <= row.to {
			return row.rate, true
		}
	}
	return decimal.Decimal{}, false
}

// tikTokLeast is the least volume charged per SKU and day, in cubic feet.
var tikTokLeast = big.NewRat(1, 1000)

// TikTokStorage returns the storage of the volume of one SKU, all its units
// together, from the day they are received to the day before they leave.
func TikTokStorage(cubicFeet *big.Rat, received, left time.Time) (*big.Rat, bool) {
	if !positive(cubicFeet) {
		return nil, false
	}
	charged := ratMax(cubicFeet, tikTokLeast)
	return sumStay(received, left, func(day time.Time, age int) (*big.Rat, bool) {
		rate, ok := TikTokStorageDay(day, age)
		return new(big.Rat).Mul(rate.Rat(), charged), ok
	})
}
