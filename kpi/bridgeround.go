package kpi

import (
	"math/big"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A bridgeFix is a number of minor units: whole, its floor, and frac/2⁶⁴, cut off. What
// is printed is chosen by these; the cells stay exact.
type bridgeFix struct {
	whole int64
	frac  uint64
}

// mostBridgeMinor is the largest cell, in minor units.
const mostBridgeMinor = 9_000_000_000_000_000

func (f bridgeFix) plus(g bridgeFix) bridgeFix {
	frac, carry := bits.Add64(f.frac, g.frac, 0)
	return bridgeFix{f.whole + g.whole + int64(carry), frac}
}

// snapped rounds a sum to 2⁻⁴⁰, so that a whole number whose parts were cut off is whole.
func (f bridgeFix) snapped() bridgeFix {
	const step = 1 << 24
	f = f.plus(bridgeFix{0, step / 2})
	f.frac &^= step - 1
	return f
}

// rounded rounds half away from zero.
func (f bridgeFix) rounded() int64 {
	const half = 1 << 63
	if f.frac > half || f.frac == half && f.whole >= 0 {
		return f.whole + 1
	}
	return f.whole
}

func (f bridgeFix) isZero() bool { return f == bridgeFix{} }

// tooLarge reports a sum that the next addition might take out of range.
func (f bridgeFix) tooLarge() bool { return f.whole > 1<<62 || f.whole < -1<<62 }

// print rounds the bars and the table of rows and effects:
//
//  1. The profits are rounded half away from zero, and the bars share the difference:
//     each is rounded down, and the minor units that are left go to the bars with the
//     largest remainders, ties to the first bar. This does not depend on the rows.
//  2. The cells of the rows are rounded so that the cells of each bar sum to the bar and
//     those of a row to the row's change, each the number below or above its exact
//     value; the changes are within one minor unit too, and what is whole stays. This
//     is controlled rounding of a two-way table.
//
// A small table can have no such rounding, since the bars were rounded before it; then a
// cell of a large amount is one minor unit further off.
func (d *bridgeData) print() error {
	minor := new(big.Int).Quo(d.scale, bridgeTenTo(int32(d.places)))
	fixer := bridgeFixer{minor: minor}
	cells := make([]bridgeFix, len(d.rows)*effCount)
	var bars [effCount]bridgeFix
	var all bridgeFix
	for i := range d.rows {
		r := &d.rows[i]
		for e := range r.cells {
			c := &r.cells[e]
			if c.num == nil {
				continue
			}
			f, ok := fixer.fix(c.num, c.den)
			bars[e] = bars[e].plus(f)
			all = all.plus(f)
			if !ok || bars[e].tooLarge() || all.tooLarge() {
				return tooLargeBridge(bridgeRowName(r.sku, r.channel))
			}
			cells[i*effCount+e] = f
		}
	}
	if c := d.overhead; c.num != nil {
		f, ok := fixer.fix(c.num, c.den)
		if !ok {
			return tooLargeBridge("overhead")
		}
		bars[effOverhead] = f
		all = all.plus(f)
	}
	var profit [2]bridgeFix
	for p := range profit {
		var ok bool
		if profit[p], ok = fixer.fix(&d.margin[p], bridgeOne); !ok {
			return tooLargeBridge(bridgePeriodNames[p])
		}
	}
	d.start, d.end = profit[inBase].rounded(), profit[inActual].rounded()
	if d.amountMissing {
		d.end = profit[inBase].plus(all).snapped().rounded()
	}
	d.printedChange = d.end - d.start
	for e := range bars {
		bars[e] = bars[e].snapped()
	}
	copy(d.printed[:], bridgeRemainders(bars[:], d.printedChange))
	d.printTable(cells)
	return nil
}

func tooLargeBridge(of string) error {
	return fx.NewInputError("rows", of, "must make no bar of more than 9000000000000000 minor units")
}

// bridgeFixer turns cells into numbers of minor units, with one division each.
type bridgeFixer struct {
	minor *big.Int // in units of the scale
	den   *big.Int // the last denominator
	by    big.Int  // den × minor
	num   big.Int
	quo   big.Int
	rest  big.Int
}

// fix returns num/den of the scale; false where it is too large.
func (f *bridgeFixer) fix(num, den *big.Int) (bridgeFix, bool) {
	if den != f.den {
		f.den = den
		f.by.Mul(den, f.minor)
	}
	if num.IsInt64() && f.by.IsInt64() {
		n, by := num.Int64(), f.by.Int64()
		whole, rest := n/by, n%by
		if rest < 0 {
			whole, rest = whole-1, rest+by
		}
		frac, _ := bits.Div64(uint64(rest), 0, uint64(by))
		return bridgeFix{whole, frac}, whole <= mostBridgeMinor && whole >= -mostBridgeMinor
	}
	f.num.Lsh(num, 64)
	f.quo.DivMod(&f.num, &f.by, &f.rest) // floors, since by is above 0
	frac := f.rest.And(&f.quo, bridgeFracMask).Uint64()
	f.num.Rsh(&f.quo, 64)
	if !f.num.IsInt64() {
		return bridgeFix{}, false
	}
	whole := f.num.Int64()
	return bridgeFix{whole, frac}, whole <= mostBridgeMinor && whole >= -mostBridgeMinor
}

var bridgeFracMask = new(big.Int).SetUint64(1<<64 - 1)

// bridgeRemainders rounds numbers to whole ones that sum to total, which is next to their
// sum: each number down, and up by what is left in the order of the remainders. Zeros
// stay. Two profits of half a cent with unlike signs are rounded to two cents apart; then
// the order begins anew.
func bridgeRemainders(numbers []bridgeFix, total int64) []int64 {
	parts := make([]int64, len(numbers))
	var order []int // those that may be changed, the largest remainder first
	left := total
	for i, n := range numbers {
		parts[i] = n.whole
		left -= n.whole
		if !n.isZero() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch a, b := numbers[i].frac, numbers[j].frac; {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	for ; left > 0 && len(order) > 0; left-- {
		parts[order[0]]++
		order = append(order[1:], order[0])
	}
	for ; left < 0 && len(order) > 0; left++ {
		last := len(order) - 1
		parts[order[last]]--
		order = append([]int{order[last]}, order[:last]...)
	}
	return parts
}

// minor returns minor units as an amount.
func (d *bridgeData) minor(units int64) decimal.Decimal { return decimal.New(units, int32(-d.places)) }
