package buffer

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// PipSize returns the unit in which swap points of a pair are quoted: 0.0001 for
// USD/CNY and GBP/USD. It is false for every other pair: ask the bank, since a
// yen pair has another unit.
func PipSize(base, quote fx.Currency) (decimal.Decimal, bool) {
	switch base + "/" + quote {
	case "USD/CNY", "GBP/USD":
		return decimal.New(1, -4), true
	}
	return decimal.Decimal{}, false
}

// A SwapPoint is one quoted date of a [SwapCurve].
type SwapPoint struct {
	// Tenor is its name, "6M"; it may be empty.
	Tenor string
	// Day is the value date of the forward.
	Day time.Time
	// Points are added to the spot rate, in pips: -568 takes 0.0568 off. They are
	// from -1000000 to 1000000.
	Points decimal.Decimal
}

// A SwapCurve is one day's quotes of forwards as swap points over the spot rate.
// Only dates after the value date of the spot rate belong to it: overnight and
// tomorrow-next swaps end before or on that date and are counted backwards.
//
// The zero SwapCurve has no spot rate and is an error. A SwapCurve is not changed
// by its methods, so it is safe for concurrent use.
type SwapCurve struct {
	// Spot is the spot rate. A buffer on it is left out.
	Spot fx.Rate
	// SpotDay is the value date of the spot rate, usually two working days after
	// the quote.
	SpotDay time.Time
	// Pip is the unit of the points. 0 means [PipSize] of the pair, and is an error
	// where that is not known.
	Pip decimal.Decimal
	// Points are the quotes, day after day, all after SpotDay. On SpotDay itself
	// the forward is the spot rate.
	Points []SwapPoint
}

// A Forward is a rate for delivery on a later day. The zero Forward has no rate.
type Forward struct {
	// Rate is the outright forward rate, Spot what it was made from.
	Rate, Spot fx.Rate
	// Day is the value date and Days the calendar days from that of the spot rate.
	Day  time.Time
	Days int
	// Points are the swap points, in pips, rounded half away from zero to
	// [fx.ConvertPlaces] decimals where they are between two quotes. Rate is made
	// from the exact ones.
	Points decimal.Decimal
	// After and Before are the quotes that the day lies between; both are the same
	// on a quoted day. The value date of the spot rate has the tenor "spot".
	After, Before SwapPoint
}

// A CurveError says that a day is outside a curve. The zero CurveError says
// nothing.
type CurveError struct {
	// Day is the day that was asked for.
	Day time.Time
	// First and Last are those of the curve.
	First, Last time.Time
}

// Error says the day and the ends of the curve.
func (e *CurveError) Error() string {
	return "buffer: no forward for " + e.Day.Format(time.DateOnly) + ": the curve goes from " +
		e.First.Format(time.DateOnly) + " to " + e.Last.Format(time.DateOnly)
}

// Check returns every fault, joined, or nil: an [*fx.InputError] at "spot",
// "spot_day", "pip", "points" (when there are none), "points[3].day" (not after
// the one before, or not a day) and "points[3].points" (out of range, or so low
// that nothing is left of the rate).
func (c SwapCurve) Check() error {
	faults := []error{checkSpot("spot", c.Spot)}
	pip, err := c.pip()
	faults = append(faults, err)
	before, ok := calendarDay(c.SpotDay)
	if !ok || c.SpotDay.IsZero() {
		faults = append(faults, fx.NewInputError("spot_day", "", "must be a day in the years 1 to 9999"))
	}
	if len(c.Points) == 0 {
		faults = append(faults, fx.NewInputError("points", "", "must not be empty"))
	}
	for i, p := range c.Points {
		path := "points[" + strconv.Itoa(i) + "]"
		day, ok := calendarDay(p.Day)
		switch {
		case !ok || p.Day.IsZero():
			faults = append(faults, fx.NewInputError(path+".day", "", "must be a day in the years 1 to 9999"))
		case !day.After(before):
			faults = append(faults, fx.NewInputError(path+".day", day.Format(time.DateOnly), "must be after "+before.Format(time.DateOnly)))
		default:
			before = day
		}
		if bad := checkPoints(path+".points", p.Points); bad != nil {
			faults = append(faults, bad)
		} else if err == nil && !c.Spot.IsZero() && !c.leaves(p.Points, pip) {
			faults = append(faults, fx.NewInputError(path+".points", fx.Plain(p.Points), "must leave a rate above 0"))
		}
	}
	return errors.Join(faults...)
}

// leaves reports whether spot and points make a rate above 0.
func (c SwapCurve) leaves(points, pip decimal.Decimal) bool {
	num, den := c.Spot.Spot().Fraction()
	return num.Add(points.Mul(pip).Mul(den)).IsPositive()
}

func (c SwapCurve) pip() (decimal.Decimal, error) { return pipOf(c.Spot, c.Pip) }

// pipOf checks the unit of the points, or looks it up.
func pipOf(spot fx.Rate, pip decimal.Decimal) (decimal.Decimal, error) {
	if err := fx.CheckDecimal(pip); err != nil {
		return pip, fx.InField("pip", err)
	}
	if pip.IsNegative() || pip.GreaterThan(one()) {
		return pip, fx.NewInputError("pip", fx.Plain(pip), "must be above 0 and at most 1, such as 0.0001")
	}
	if pip.IsPositive() {
		return pip, nil
	}
	known, ok := PipSize(spot.Base(), spot.Quote())
	if !ok && !spot.IsZero() {
		return pip, fx.NewInputError("pip", "0", "must be given for "+string(pairOf(spot)))
	}
	return known, nil
}

func checkPoints(field string, points decimal.Decimal) error {
	const most = 1_000_000
	if err := fx.CheckDecimal(points); err != nil {
		return fx.InField(field, err)
	}
	if points.Abs().GreaterThan(whole(most)) {
		return fx.NewInputError(field, fx.Plain(points), "must be from -1000000 to 1000000")
	}
	return nil
}

// At returns the forward for a value date on the curve:
//
//	F = S + points × pip
//
// Between two quoted days the points are linear in calendar days, from 0 on the
// value date of the spot rate; this is simple, and a bank may do it otherwise.
// The rate is exact as long as its fraction has at most 18 digits on either side,
// else the larger of it and its inverse is rounded to 12 decimals. It has the day
// of the spot rate and says in its source how it was made.
//
// A day before the value date of the spot rate or after the last quote is a
// [*CurveError]; nothing is extrapolated. The other errors are those of
// [SwapCurve.Check], an [*fx.InputError] at "day" outside the years 1 to 9999, and
// one at "rate" for a rate that cannot be written.
func (c SwapCurve) At(day time.Time) (Forward, error) {
	err := c.Check()
	on, ok := calendarDay(day)
	if !ok {
		err = errors.Join(err, fx.NewInputError("day", "", "must be a day in the years 1 to 9999"))
	}
	if err != nil {
		return Forward{}, err
	}
	start := dayOnly(c.SpotDay)
	left := SwapPoint{Tenor: "spot", Day: start}
	right := left
	for _, p := range c.Points {
		if !left.Day.Before(on) {
			break
		}
		p.Day = dayOnly(p.Day)
		right = p
		if !p.Day.Before(on) {
			break
		}
		left = p
	}
	if on.Before(start) || on.After(right.Day) {
		return Forward{}, &CurveError{Day: on, First: start, Last: dayOnly(c.Points[len(c.Points)-1].Day)}
	}
	if right.Day.Equal(on) {
		left = right
	}
	return c.between(left, right, on)
}

// between returns the forward on a day from left to right.
func (c SwapCurve) between(left, right SwapPoint, on time.Time) (Forward, error) {
	// The points are num/den, with the days between the quotes as den.
	num, den := left.Points, one()
	if span := daysFrom(left.Day, right.Day); span > 0 {
		den = whole(span)
		num = left.Points.Mul(whole(daysFrom(on, right.Day))).Add(right.Points.Mul(whole(daysFrom(left.Day, on))))
	}
	pip, err := c.pip()
	if err != nil {
		return Forward{}, err
	}
	spotNum, spotDen := c.Spot.Spot().Fraction()
	rate, err := rateOf(c.Spot.Base(), c.Spot.Quote(),
		spotNum.Mul(den).Add(num.Mul(pip).Mul(spotDen)), spotDen.Mul(den))
	if err != nil {
		return Forward{}, err
	}
	days := daysFrom(dayOnly(c.SpotDay), on)
	return Forward{
		Rate: forwardOf(c.Spot, rate, days, "by swap points"), Spot: c.Spot.Spot(),
		Day: on, Days: days, Points: num.DivRound(den, fx.ConvertPlaces), After: left, Before: right,
	}, nil
}

// Premium returns by how much a year the forward is above its spot rate; see
// [ForwardPremium], whose errors it has. On the value date of the spot rate there
// is none, which is an [*fx.InputError] at "days".
func (f Forward) Premium(yearDays int) (decimal.Decimal, error) {
	return ForwardPremium(f.Spot, f.Rate, f.Days, yearDays)
}

// SwapPoints returns the points, in pips, by which a forward is above the spot
// rate, (F - S)/pip, rounded once, half away from zero, to [fx.ConvertPlaces]
// decimals. Buffers are left out. A pip of 0 means [PipSize] of the pair.
//
// The errors, joined, are an [*fx.InputError] for a zero Rate ("spot",
// "forward") and at "pip" out of range or not known for the pair, and an
// [*fx.CurrencyMismatchError] for two pairs.
func SwapPoints(spot, forward fx.Rate, pip decimal.Decimal) (decimal.Decimal, error) {
	unit, err := pipOf(spot, pip)
	if err := errors.Join(checkPairs(spot, forward), err); err != nil {
		return decimal.Decimal{}, err
	}
	spotNum, spotDen := spot.Spot().Fraction()
	num, den := forward.Spot().Fraction()
	return num.Mul(spotDen).Sub(spotNum.Mul(den)).DivRound(den.Mul(spotDen).Mul(unit), fx.ConvertPlaces), nil
}

// OutrightBidAsk returns the forward bid and ask from a dealer's spot bid and ask
// and his two swap points in pips, as they are quoted: points that rise from left
// to right, 200/300, are added, points that fall, 300/200, are subtracted. A pip
// of 0 means [PipSize] of the pair. Both rates are exact in the sense of
// [SwapCurve.At], with day and source of the spot rate they come from. Buffers are
// left out.
//
// The errors, joined, are an [*fx.InputError] for a zero Rate ("bid", "ask"), a
// bid above the ask ("bid"), points out of range ("bid_points", "ask_points"),
// points above or below 0 that are the same on both sides, which do not say their
// direction, points that fall and are below 0 ("ask_points"), points that leave
// no rate, and "pip"; and an [*fx.CurrencyMismatchError] for two pairs.
func OutrightBidAsk(bid, ask fx.Rate, bidPoints, askPoints, pip decimal.Decimal) (forwardBid, forwardAsk fx.Rate, err error) {
	err = errors.Join(checkSpot("bid", bid), checkSpot("ask", ask))
	switch {
	case err != nil:
	case pairOf(bid) != pairOf(ask):
		err = &fx.CurrencyMismatchError{Left: pairOf(bid), Right: pairOf(ask)}
	case gapOf(ask.Spot(), bid.Spot()).sign() > 0:
		err = fx.NewInputError("bid", bid.Spot().String(), "must not be above the ask")
	}
	unit, pipErr := pipOf(bid, pip)
	bad := errors.Join(checkPoints("bid_points", bidPoints), checkPoints("ask_points", askPoints))
	err = errors.Join(err, pipErr, bad)
	if bad == nil {
		switch falling := bidPoints.Cmp(askPoints); {
		case falling == 0 && !bidPoints.IsZero():
			err = errors.Join(err, fx.NewInputError("ask_points", fx.Plain(askPoints), "must differ from those of the bid, or their direction is open"))
		case falling > 0 && askPoints.IsNegative():
			err = errors.Join(err, fx.NewInputError("ask_points", fx.Plain(askPoints), "must not be below 0 when the points fall"))
		case falling > 0:
			bidPoints, askPoints = bidPoints.Neg(), askPoints.Neg()
		}
	}
	if err != nil {
		return fx.Rate{}, fx.Rate{}, err
	}
	forwardBid, bidErr := outright("bid_points", bid.Spot(), bidPoints, unit)
	forwardAsk, askErr := outright("ask_points", ask.Spot(), askPoints, unit)
	if err := errors.Join(bidErr, askErr); err != nil {
		return fx.Rate{}, fx.Rate{}, err
	}
	return forwardBid, forwardAsk, nil
}

func outright(field string, spot fx.Rate, points, pip decimal.Decimal) (fx.Rate, error) {
	num, den := spot.Fraction()
	num = num.Add(points.Mul(pip).Mul(den))
	if !num.IsPositive() {
		return fx.Rate{}, fx.NewInputError(field, fx.Plain(points), "must leave a rate above 0")
	}
	rate, err := rateOf(spot.Base(), spot.Quote(), num, den)
	if err != nil {
		return fx.Rate{}, err
	}
	return rate.WithSource(spot.Date(), spot.Source()), nil
}
