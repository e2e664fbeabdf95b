package landedoracle

import (
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// A feeYear is what the merchandise processing fee (MPF) is from a day on, in
// dollars. A text of "" is not published.
type feeYear struct{ from, least, most, informal, manual, express, mail string }

// The first adjusted amounts were those of 2018-01-01, not of the fiscal year.
var feeYears = []feeYear{
	{from: "2018-01-01", least: "25.67", most: "497.99"},
	{from: "2018-10-01", least: "26.22", most: "508.70", informal: "2.10", manual: "3.15"},
	{from: "2019-10-01", least: "26.79", most: "519.76"},
	{from: "2020-10-01", least: "27.23", most: "528.33", informal: "2.18"},
	{from: "2021-10-01"},
	{from: "2022-10-01", least: "29.66", most: "575.35"},
	{from: "2023-10-01", least: "31.67", most: "614.35", informal: "2.53", manual: "3.80", express: "1.27", mail: "6.97"},
	{from: "2024-10-01", least: "32.71", most: "634.62", informal: "2.62", manual: "3.93", express: "1.31", mail: "7.20"},
	{from: "2025-10-01", least: "33.58", most: "651.50", informal: "2.69", express: "1.34", mail: "7.39"},
	{from: "2026-10-01", least: "34.58", most: "670.86", informal: "2.77"},
}

// feeYearOf returns the row of a day.
func feeYearOf(day time.Time) (feeYear, bool) {
	var found feeYear
	for _, row := range feeYears {
		if within(day, row.from, "") {
			found = row
		}
	}
	return found, found.from != ""
}

func published(text string) (decimal.Decimal, bool) {
	if text == "" {
		return decimal.Decimal{}, false
	}
	return num(text), true
}

// MPF returns the fee of a formal entry: 0.3464% of its value, not under the
// least and not over the most of the fiscal year. Rounded to the cent.
func MPF(value decimal.Decimal, day time.Time) (decimal.Decimal, bool) {
	row, _ := feeYearOf(day)
	least, ok := published(row.least)
	if !ok {
		return decimal.Decimal{}, false
	}
	fee := value.Mul(percent("0.3464%"))
	return smaller(larger(fee, least), num(row.most)).Round(2), true
}

// InformalMPF returns the fee of an informal, automated entry.
func InformalMPF(day time.Time) (decimal.Decimal, bool) {
	row, _ := feeYearOf(day)
	return published(row.informal)
}

// ManualMPF returns what a manual formal entry costs more, ExpressMPF what a house
// waybill of an express consignment costs and MailMPF a dutiable mail item.
func ManualMPF(day time.Time) (decimal.Decimal, bool) {
	row, _ := feeYearOf(day)
	return published(row.manual)
}

// ExpressMPF is described at [ManualMPF].
func ExpressMPF(day time.Time) (decimal.Decimal, bool) {
	row, _ := feeYearOf(day)
	return published(row.express)
}

// MailMPF is described at [ManualMPF].
func MailMPF(day time.Time) (decimal.Decimal, bool) {
	row, _ := feeYearOf(day)
	return published(row.mail)
}

// MustBeFormal reports whether an entry is formal by its value alone.
func MustBeFormal(value decimal.Decimal) bool { return !value.LessThan(num("2500")) }

// HMF returns the harbor maintenance fee: 0.125% by vessel, else nothing.
func HMF(value decimal.Decimal, vessel bool) decimal.Decimal {
	if !vessel {
		return decimal.Decimal{}
	}
	return value.Mul(percent("0.125%"))
}

// DeMinimis reports whether a consignment of that value came in without duty.
func DeMinimis(origin string, value decimal.Decimal, day time.Time) bool {
	last := "2025-08-28"
	if origin == "CN" || origin == "HK" {
		last = "2025-05-01"
	}
	return within(day, "", last) && !value.GreaterThan(num("800"))
}

// WholeDollars rounds values to whole dollars, from 50 cents up. Lines of one
// group are rounded as one amount, which is then shared over them by the
// largest remainder of their own cents.
func WholeDollars(values []decimal.Decimal, groups []string) []decimal.Decimal {
	out := make([]decimal.Decimal, len(values))
	for _, group := range slices.Compact(slices.Sorted(slices.Values(groups))) {
		sum := new(big.Rat)
		var members []int
		for i := range values {
			if groups[i] == group {
				members = append(members, i)
				sum.Add(sum, frac(values[i]))
			}
		}
		left := halfUp(sum).Int64()
		for _, i := range members {
			out[i] = values[i].Floor()
			left -= out[i].IntPart()
		}
		// One dollar each to the lines with the most cents, the first among equals.
		slices.SortStableFunc(members, func(a, b int) int {
			return values[b].Sub(out[b]).Cmp(values[a].Sub(out[a]))
		})
		for k := int64(0); k < left; k++ {
			out[members[k]] = out[members[k]].Add(num("1"))
		}
	}
	return out
}

// WholeQuantity rounds a quantity to whole units where the rate per unit is at
// most one dollar.
func WholeQuantity(quantity, perUnit decimal.Decimal) decimal.Decimal {
	if perUnit.GreaterThan(num("1")) {
		return quantity
	}
	return decimal.NewFromBigInt(halfUp(frac(quantity)), 0)
}

// Backwards tries every cent from 0 to most and returns those for which forward
// gives exactly the delivered amount. It also returns the value whose result is
// nearest, the lower of two.
func Backwards(delivered, most int64, forward func(cents int64) int64) (exact []int64, nearest int64) {
	gap := int64(-1)
	for cents := int64(0); cents <= most; cents++ {
		off := forward(cents) - delivered
		if off < 0 {
			off = -off
		}
		if off == 0 {
			exact = append(exact, cents)
		}
		if gap < 0 || off < gap {
			gap, nearest = off, cents
		}
	}
	return exact, nearest
}
