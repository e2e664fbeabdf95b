package fees_test

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A plain is the oracle of a Curve: the same charge, evaluated with decimals in
// the order in which it is defined.
type plain func(price decimal.Decimal) decimal.Decimal

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func upTo(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

func genCents(most int64) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, most).Draw(t, "cents"), -2)
	})
}

func genSigned(most int64) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(-most, most).Draw(t, "units"), -2)
	})
}

func genRate() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(-3000, 12000).Draw(t, "rate"), -4)
	})
}

// genBands draws one to four bands that rise, ending inclusively or exclusively.
func genBands(t *rapid.T) []fees.Band {
	n := rapid.IntRange(1, 4).Draw(t, "bands")
	bands := make([]fees.Band, n)
	at := int64(0)
	for i := range bands {
		bands[i].Rate = genRate().Draw(t, "rate")
		bands[i].Fee = genSigned(2000).Draw(t, "fee")
		if i == n-1 {
			break
		}
		at += rapid.Int64Range(1, 20000).Draw(t, "width")
		end := decimal.NewNullDecimal(decimal.New(at, -2))
		if rapid.Bool().Draw(t, "inclusive") {
			bands[i].UpTo = end
		} else {
			bands[i].Below = end
		}
	}
	return bands
}

func inBand(b fees.Band, price decimal.Decimal) bool {
	switch {
	case b.UpTo.Valid:
		return price.LessThanOrEqual(b.UpTo.Decimal)
	case b.Below.Valid:
		return price.LessThan(b.Below.Decimal)
	}
	return true
}

func plainBrackets(bands []fees.Band) plain {
	return func(p decimal.Decimal) decimal.Decimal {
		for _, b := range bands {
			if inBand(b, p) {
				return b.Fee.Add(b.Rate.Mul(p))
			}
		}
		panic("the last band is open")
	}
}

func plainPortions(bands []fees.Band) plain {
	return func(p decimal.Decimal) decimal.Decimal {
		var sum, start decimal.Decimal
		for _, b := range bands {
			sum = sum.Add(b.Fee)
			if inBand(b, p) {
				return sum.Add(b.Rate.Mul(p.Sub(start)))
			}
			end := b.UpTo.Decimal
			if b.Below.Valid {
				end = b.Below.Decimal
			}
			sum = sum.Add(b.Rate.Mul(end.Sub(start)))
			start = end
		}
		panic("the last band is open")
	}
}

// genCurve draws a curve together with its oracle.
func genCurve(t *rapid.T, depth int) (fees.Curve, plain) {
	kinds := 4
	if depth > 0 {
		kinds = 12
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		a := genSigned(5000).Draw(t, "amount")
		return fees.Flat(a), func(decimal.Decimal) decimal.Decimal { return a }
	case 1:
		r := genRate().Draw(t, "rate")
		return fees.Percent(r), func(p decimal.Decimal) decimal.Decimal { return r.Mul(p) }
	case 2:
		bands := genBands(t)
		return fees.Brackets(bands...), plainBrackets(bands)
	case 3:
		bands := genBands(t)
		return fees.Portions(bands...), plainPortions(bands)
	case 4, 5:
		c, f := genCurve(t, depth-1)
		d, g := genCurve(t, depth-1)
		return c.Plus(d), func(p decimal.Decimal) decimal.Decimal { return f(p).Add(g(p)) }
	case 6:
		c, f := genCurve(t, depth-1)
		d, g := genCurve(t, depth-1)
		return c.Minus(d), func(p decimal.Decimal) decimal.Decimal { return f(p).Sub(g(p)) }
	case 7:
		c, f := genCurve(t, depth-1)
		k := decimal.New(rapid.Int64Range(-1500, 1500).Draw(t, "k"), -3)
		return c.Times(k), func(p decimal.Decimal) decimal.Decimal { return f(p).Mul(k) }
	case 8:
		c, f := genCurve(t, depth-1)
		add := genSigned(3000).Draw(t, "add")
		return c.On(add), func(p decimal.Decimal) decimal.Decimal { return f(decimal.Max(p.Add(add), decimal.Zero)) }
	case 9:
		c, f := genCurve(t, depth-1)
		d, g := genCurve(t, depth-1)
		return c.Max(d), func(p decimal.Decimal) decimal.Decimal { return decimal.Max(f(p), g(p)) }
	case 10:
		c, f := genCurve(t, depth-1)
		d, g := genCurve(t, depth-1)
		return c.Min(d), func(p decimal.Decimal) decimal.Decimal { return decimal.Min(f(p), g(p)) }
	default:
		c, f := genCurve(t, depth-1)
		least, most := genSigned(1000).Draw(t, "least"), genSigned(4000).Draw(t, "most")
		return c.AtLeast(least).AtMost(most), func(p decimal.Decimal) decimal.Decimal {
			return decimal.Min(decimal.Max(f(p), least), most)
		}
	}
}
