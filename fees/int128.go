package fees

import (
	"encoding/binary"
	"math/big"
	"math/bits"
)

// An int128 is a signed 128-bit integer in two's complement. The kernel of a
// Curve computes with it and allocates nothing. Sums and products report
// overflow; nothing wraps.
type int128 struct {
	hi int64
	lo uint64
}

func int128FromInt64(v int64) int128 { return int128{v >> 63, uint64(v)} }

func (x int128) sign() int {
	switch {
	case x.hi < 0:
		return -1
	case x.hi == 0 && x.lo == 0:
		return 0
	}
	return 1
}

func (x int128) cmp(y int128) int {
	switch {
	case x.hi != y.hi:
		if x.hi < y.hi {
			return -1
		}
		return 1
	case x.lo != y.lo:
		if x.lo < y.lo {
			return -1
		}
		return 1
	}
	return 0
}

func (x int128) neg() int128 {
	lo, borrow := bits.Sub64(0, x.lo, 0)
	hi, _ := bits.Sub64(0, uint64(x.hi), borrow)
	return int128{int64(hi), lo}
}

// add returns x+y and whether it fits.
func (x int128) add(y int128) (int128, bool) {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	hi, _ := bits.Add64(uint64(x.hi), uint64(y.hi), carry)
	sum := int128{int64(hi), lo}
	overflow := (x.hi < 0) == (y.hi < 0) && (sum.hi < 0) != (x.hi < 0)
	return sum, !overflow
}

// abs returns the magnitude of x as two words.
func (x int128) abs() (hi, lo uint64) {
	if x.hi < 0 {
		x = x.neg()
	}
	return uint64(x.hi), x.lo
}

// fromMagnitude puts a sign on a magnitude and reports whether it fits.
func fromMagnitude(negative bool, hi, lo uint64) (int128, bool) {
	if hi >= 1<<63 {
		return int128{}, false
	}
	x := int128{int64(hi), lo}
	if negative {
		x = x.neg()
	}
	return x, true
}

// mul returns x*y and whether it fits.
func (x int128) mul(y int64) (int128, bool) {
	hi, lo := x.abs()
	_, m := int128FromInt64(y).abs()
	over, top := bits.Mul64(hi, m)
	carry, low := bits.Mul64(lo, m)
	top, c := bits.Add64(top, carry, 0)
	if over != 0 || c != 0 {
		return int128{}, false
	}
	return fromMagnitude((x.hi < 0) != (y < 0), top, low)
}

// divRound returns x/d rounded half away from zero. d is above 0.
func (x int128) divRound(d uint64) int128 {
	hi, lo := x.abs()
	q1, r := hi/d, hi%d
	q0, r := bits.Div64(r, lo, d)
	if r >= d-r { // twice the remainder reaches the divisor
		var carry uint64
		q0, carry = bits.Add64(q0, 1, 0)
		q1 += carry
	}
	q, _ := fromMagnitude(x.hi < 0, q1, q0)
	return q
}

// divTrunc returns x/d cut towards zero. d is above 0.
func (x int128) divTrunc(d uint64) int128 {
	hi, lo := x.abs()
	q0, _ := bits.Div64(hi%d, lo, d)
	q, _ := fromMagnitude(x.hi < 0, hi/d, q0)
	return q
}

// div64 returns x/d when the quotient is exact and fits 63 bits.
func (x int128) div64(d uint64) (int64, bool) {
	hi, lo := x.abs()
	if hi >= d {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if r != 0 || q >= 1<<63 {
		return 0, false
	}
	if x.hi < 0 {
		return -int64(q), true
	}
	return int64(q), true
}

// divFloor returns the largest q with q*y <= x, for x >= 0 and y > 0 whose
// quotient fits 63 bits, as it does for a price inside a segment.
func divFloor(x, y int128) int64 {
	xhi, xlo := x.abs()
	yhi, ylo := y.abs()
	if yhi == 0 {
		q, _ := bits.Div64(xhi%ylo, xlo, ylo)
		return int64(q)
	}
	// Estimate from the leading 64 bits of the divisor, then correct by one
	// (Warren, Hacker's Delight, "unsigned doubleword division").
	shift := uint(bits.LeadingZeros64(yhi))
	top := yhi<<shift | ylo>>(64-shift) // shift is above 0: y is below 2^127
	q, _ := bits.Div64(xhi>>1, xhi<<63|xlo>>1, top)
	q >>= 63 - shift
	if q != 0 {
		q--
	}
	// remainder = x - q*y
	ph, pl := bits.Mul64(q, ylo)
	ph += q * yhi
	rl, borrow := bits.Sub64(xlo, pl, 0)
	rh, _ := bits.Sub64(xhi, ph, borrow)
	if rh > yhi || rh == yhi && rl >= ylo {
		q++
	}
	return int64(q)
}

// divCeil returns the smallest q with q*y >= x, under the terms of divFloor.
func divCeil(x, y int128) int64 {
	q := divFloor(x, y)
	if product, _ := y.mul(q); product.cmp(x) < 0 {
		q++
	}
	return q
}

// magnitude returns |x|.
func (x int128) magnitude() int128 {
	if x.hi < 0 {
		return x.neg()
	}
	return x
}

// big returns x as a big integer.
func (x int128) big() *big.Int {
	hi, lo := x.abs()
	var bytes [16]byte
	binary.BigEndian.PutUint64(bytes[:8], hi)
	binary.BigEndian.PutUint64(bytes[8:], lo)
	v := new(big.Int).SetBytes(bytes[:])
	if x.hi < 0 {
		v.Neg(v)
	}
	return v
}

// int128FromBig returns v and whether it fits.
func int128FromBig(v *big.Int) (int128, bool) {
	if v.BitLen() > 127 {
		return int128{}, false
	}
	var words [2]uint64
	magnitude := new(big.Int).Abs(v)
	words[0] = new(big.Int).And(magnitude, new(big.Int).SetUint64(^uint64(0))).Uint64()
	words[1] = new(big.Int).Rsh(magnitude, 64).Uint64()
	return fromMagnitude(v.Sign() < 0, words[1], words[0])
}
