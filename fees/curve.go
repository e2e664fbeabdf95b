package fees

import (
	"iter"
	"sort"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Curve is an amount as a function of the unit price: piecewise linear, with
// jumps. Every fee, rate, cap, minimum and price band that takes something from
// a sale is a Curve, and so is the profit that is left.
//
// A Curve is defined for the prices 0 to [MaxPrice] on a grid of 0.0001, which
// holds the minor units of every currency. It is held in 128-bit fixed point:
// rates with 16 decimals, amounts with 20. What is built from decimals within
// the bounds of [fx.CheckDecimal] is held exactly; only [Curve.Times] can round,
// and says where. Nothing else is rounded until somebody bills it: see
// [Curve.AtRounded].
//
// A Curve is an immutable value, safe for concurrent use. The zero Curve is 0
// at every price. A constructor or operation that was given something unusable
// returns a Curve that carries the error: it is reported by [Curve.Err], by
// every evaluation and by every Curve derived from it, so that a chain of
// operations needs one check at its end.
type Curve struct {
	segs []segment
	err  error
}

// A segment is a + b*price for the prices from (in units of 0.0001) up to the
// start of the next segment. The first segment of a Curve starts at 0.
type segment struct {
	from int64
	a    int128 // in 1e-20
	b    int128 // in 1e-16 per unit of currency
}

// eval returns a + b*units. The limits of the kernel rule overflow out.
func (s *segment) eval(units int64) int128 {
	product, _ := s.b.mul(units)
	sum, _ := s.a.add(product)
	return sum
}

// A Band is one step of [Portions] or [Brackets].
//
// It ends at UpTo, inclusive, or just below Below; at most one of the two is
// valid. The last Band has neither and is open.
type Band struct {
	UpTo  decimal.NullDecimal
	Below decimal.NullDecimal
	// Rate is a fraction of the price: 0.15 is 15 %.
	Rate decimal.Decimal
	// Fee is a fixed amount: in Brackets the fee of the bracket, in Portions an
	// amount that is added once the portion is reached.
	Fee decimal.Decimal
}

// Flat returns the Curve that is amount at every price, at most 1e17 either way;
// anything else is carried as an *[fx.InputError] at "amount".
func Flat(amount decimal.Decimal) Curve {
	a, err := fixed("amount", amount, amountPlaces, limitAmount)
	if err != nil {
		return Curve{err: err}
	}
	return Curve{segs: []segment{{a: a}}}
}

// Percent returns the Curve that is rate times the price: 0.15 is 15 %. A rate
// beyond 1e8 either way is carried as an *[fx.InputError] at "rate".
func Percent(rate decimal.Decimal) Curve {
	b, err := fixed("rate", rate, ratePlaces, limitRate)
	if err != nil {
		return Curve{err: err}
	}
	return Curve{segs: []segment{{b: b}}}
}

// Brackets returns the Curve on which the band that the price reaches decides
// for the whole price: its Fee plus its Rate times the price.
func Brackets(bands ...Band) Curve {
	c := Curve{segs: make([]segment, 0, len(bands))}
	c.err = eachBand(bands, func(from int64, a, b int128) error {
		c.segs = append(c.segs, segment{from, a, b})
		return nil
	})
	if c.err != nil {
		return Curve{err: c.err}
	}
	return c
}

// Portions returns the Curve on which the Rate of each band applies to the
// slice of the price that lies in the band, as an income tax does.
func Portions(bands ...Band) Curve {
	c := Curve{segs: make([]segment, 0, len(bands))}
	var base int128
	c.err = eachBand(bands, func(from int64, a, b int128) error {
		// The slice starts where the band before it ends: at UpTo itself, one
		// unit below from, or at Below, which is from. Both give the same
		// amount there because the slices below are already counted.
		edge := from
		if n := len(c.segs); n > 0 {
			if bands[n-1].UpTo.Valid {
				edge--
			}
			base = c.segs[n-1].eval(edge)
			back, ok := b.mul(-edge)
			if !ok {
				return &OverflowError{Op: "Portions"}
			}
			base, _ = base.add(back)
		}
		var ok bool
		if base, ok = base.add(a); !ok || !within(base, limitAmount) {
			return &OverflowError{Op: "Portions"}
		}
		c.segs = append(c.segs, segment{from, base, b})
		return nil
	})
	if c.err != nil {
		return Curve{err: c.err}
	}
	return c
}

// eachBand checks the bands and hands each over with its first price, its fee
// and its rate in kernel form.
func eachBand(bands []Band, use func(from int64, fee, rate int128) error) error {
	if len(bands) == 0 {
		return fx.NewInputError("bands", "", "must not be empty")
	}
	from := int64(0)
	for i, band := range bands {
		field := "bands[" + strconv.Itoa(i) + "]"
		fee, err := fixed(field+".fee", band.Fee, amountPlaces, limitAmount)
		if err != nil {
			return err
		}
		rate, err := fixed(field+".rate", band.Rate, ratePlaces, limitRate)
		if err != nil {
			return err
		}
		if err := use(from, fee, rate); err != nil {
			return err
		}
		last := i == len(bands)-1
		open := !band.UpTo.Valid && !band.Below.Valid
		if last != open {
			return fx.NewInputError(field, "", "must have an end, except for the last band, which must be open")
		}
		if last {
			break
		}
		if band.UpTo.Valid && band.Below.Valid {
			return fx.NewInputError(field, "", "must end either up to or below a price, not both")
		}
		end, inclusive := band.Below.Decimal, int64(0)
		if band.UpTo.Valid {
			end, inclusive = band.UpTo.Decimal, 1
		}
		units, err := priceUnits(field, end)
		if err != nil {
			return err
		}
		next := units + inclusive
		if next > maxUnits {
			return fx.NewInputError(field, end.StringFixed(pricePlaces), "must end below the highest price, "+MaxPrice().StringFixed(0))
		}
		if next <= from {
			return fx.NewInputError(field, end.StringFixed(pricePlaces), "must end above the band before it")
		}
		from = next
	}
	return nil
}

// Err returns the error that the Curve carries, or nil.
func (c Curve) Err() error { return c.err }

// At returns the exact amount at a price. The price must lie on the grid of
// 0.0001 between 0 and [MaxPrice]: anything else is an *[fx.InputError].
func (c Curve) At(price decimal.Decimal) (decimal.Decimal, error) {
	units, err := c.units(price)
	if err != nil {
		return decimal.Decimal{}, err
	}
	return Amount{c.eval(units)}.Decimal(), nil
}

// AtRounded returns the amount at a price as it is billed: rounded once, half
// away from zero, to the given number of decimals (0 to 4).
func (c Curve) AtRounded(price decimal.Decimal, places int) (decimal.Decimal, error) {
	units, err := c.units(price)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if _, err := gridStep(places); err != nil {
		return decimal.Decimal{}, err
	}
	return Amount{roundTo(c.eval(units), places)}.Decimal(), nil
}

// AtMinor is [Curve.At] for callers that count in minor units: the price is an
// integer number of 10^-places (cents for places = 2). It allocates nothing.
// A price outside 0 to [MaxPrice], or places outside 0 to 4, gives false, as
// does a Curve that carries an error.
func (c Curve) AtMinor(price int64, places int) (Amount, bool) {
	step, err := gridStep(places)
	if err != nil || c.err != nil || price < 0 || price > maxUnits/step {
		return Amount{}, false
	}
	return Amount{c.eval(price * step)}, true
}

// AtMinorRounded is [Curve.AtMinor] rounded half away from zero to the same
// minor unit: the amount as billed. It allocates nothing.
func (c Curve) AtMinorRounded(price int64, places int) (Amount, bool) {
	a, ok := c.AtMinor(price, places)
	if !ok {
		return a, false
	}
	return Amount{roundTo(a.v, places)}, true
}

// A Segment is one linear piece of a [Curve]: Base + Rate × price for the
// prices From to To, both inclusive.
type Segment struct {
	// From and To are the first and last price of the piece, on the grid of
	// 0.0001; To is [MaxPrice] on the last one.
	From decimal.Decimal
	To   decimal.Decimal
	// Base is the amount the line would have at the price 0, Rate its slope.
	Base decimal.Decimal
	Rate decimal.Decimal
}

// Segments yields the linear pieces of the Curve in rising order of price. The
// zero Curve yields one piece that is 0; a Curve that carries an error none.
func (c Curve) Segments() iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		segs := c.pieces()
		for i, s := range segs {
			if c.err != nil {
				return
			}
			out := Segment{
				From: decimal.New(s.from, -pricePlaces),
				To:   decimal.New(end(segs, i), -pricePlaces),
				Base: Amount{s.a}.Decimal(),
				Rate: decimal.NewFromBigInt(s.b.big(), -ratePlaces),
			}
			if !yield(out) {
				return
			}
		}
	}
}

// IsZero reports whether the Curve is 0 at every price. A Curve that carries an
// error is not.
func (c Curve) IsZero() bool {
	if c.err != nil {
		return false
	}
	for i := range c.segs {
		if c.segs[i].a.sign() != 0 || c.segs[i].b.sign() != 0 {
			return false
		}
	}
	return true
}

// IsLevel reports whether the Curve only changes by jumps: no piece has a slope,
// so that what [Curve.RoundFlat] returns is already rounded at every price. A
// Curve that carries an error is not level.
func (c Curve) IsLevel() bool {
	if c.err != nil {
		return false
	}
	for i := range c.segs {
		if c.segs[i].b.sign() != 0 {
			return false
		}
	}
	return true
}

// pieces returns the segments; those of the zero Curve are one zero segment.
func (c Curve) pieces() []segment {
	if len(c.segs) == 0 {
		return zeroSegments
	}
	return c.segs
}

var zeroSegments = make([]segment, 1)

// end returns the last price unit of segment i.
func end(segs []segment, i int) int64 {
	if i+1 < len(segs) {
		return segs[i+1].from - 1
	}
	return maxUnits
}

func (c Curve) eval(units int64) int128 {
	segs := c.segs
	switch {
	case len(segs) == 0:
		return int128{}
	case len(segs) == 1 || units < segs[1].from:
		return segs[0].eval(units)
	}
	i := sort.Search(len(segs), func(i int) bool { return segs[i].from > units })
	return segs[i-1].eval(units)
}

// units checks the Curve and turns a price into units of 0.0001.
func (c Curve) units(price decimal.Decimal) (int64, error) {
	if c.err != nil {
		return 0, c.err
	}
	return priceUnits("price", price)
}

func priceUnits(field string, price decimal.Decimal) (int64, error) {
	v, err := fixed(field, price, pricePlaces, int128FromInt64(maxUnits))
	if err != nil {
		return 0, err
	}
	if v.sign() < 0 {
		return 0, fx.NewInputError(field, price.StringFixed(pricePlaces), "must not be below 0")
	}
	return int64(v.lo), nil
}

// fixed turns a decimal into a fixed-point integer, exactly or not at all.
func fixed(field string, d decimal.Decimal, places int32, limit int128) (int128, error) {
	if err := fx.CheckDecimal(d); err != nil {
		return int128{}, fx.InField(field, err)
	}
	shift := int(d.Exponent() + places)
	if shift >= 0 && shift <= 18 && d.NumDigits() <= 18 {
		v, ok := int128FromInt64(d.CoefficientInt64()).mul(pow10int64[shift])
		if ok && within(v, limit) {
			return v, nil
		}
		return int128{}, fx.NewInputError(field, d.StringFixed(2), "is too large")
	}
	scaled := d.Shift(places)
	if !scaled.IsInteger() {
		return int128{}, fx.NewInputError(field, d.StringFixed(-d.Exponent()), "must have at most "+strconv.Itoa(int(places))+" decimals")
	}
	v, ok := int128FromBig(scaled.BigInt())
	if !ok || !within(v, limit) {
		return int128{}, fx.NewInputError(field, d.StringFixed(2), "is too large")
	}
	return v, nil
}

var pow10int64 = [19]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// within reports whether |v| <= limit.
func within(v, limit int128) bool {
	if v.hi < limit.hi && v.hi > -limit.hi { // nearly always, without comparing twice
		return true
	}
	return v.magnitude().cmp(limit) <= 0
}

// gridStep returns the distance of two prices with the given decimals, in
// units of 0.0001.
func gridStep(places int) (int64, error) {
	if places < 0 || places > pricePlaces {
		return 0, fx.NewInputError("places", strconv.Itoa(places), "must be 0 to 4")
	}
	return pow10int64[pricePlaces-places], nil
}

// roundTo rounds half away from zero to 10^-places.
func roundTo(v int128, places int) int128 {
	if unit := amountPlaces - places; unit <= 18 {
		back, _ := v.divRound(uint64(pow10int64[unit])).mul(pow10int64[unit])
		return back
	}
	// The unit does not fit 64 bits: add half of it and cut in two steps, which
	// cuts the same as one.
	half := halfUnit[places]
	if v.sign() < 0 {
		half = half.neg()
	}
	v, _ = v.add(half)
	v = v.divTrunc(1e10).divTrunc(uint64(pow10int64[amountPlaces-places-10]))
	v, _ = v.mul(1e10)
	v, _ = v.mul(pow10int64[amountPlaces-places-10])
	return v
}

// halfUnit is half a unit of 10^-places, for the places 0 and 1.
var halfUnit = [2]int128{halfOf(pow10(20)), halfOf(pow10(19))}

func halfOf(v int128) int128 { return v.divTrunc(2) }
