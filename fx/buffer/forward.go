package buffer

import (
	"errors"
	"math"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An Interest is what money in one currency earns in a year. The zero Interest
// earns nothing, on the days of the currency.
type Interest struct {
	// Annual is the rate a year as a fraction: 0.0141 is 1.41%. It may be below 0
	// and is at most 10 either way.
	Annual decimal.Decimal
	// YearDays is the days of a year by which it is counted, 360 or 365. 0 means
	// [DayCount] of the currency, and is an error where that is not known.
	YearDays int
}

// A YearDays says by how many days a year interest of a currency is counted.
type YearDays struct {
	// Currency is the currency.
	Currency fx.Currency
	// Days is 360 or 365. The days of the term are calendar days in both cases.
	Days int
	// Confidence is "high", "medium" or "low", and Source says where it is from.
	Confidence, Source string
}

// DayCount returns the market's usual day count of a currency: act/360 for USD,
// EUR and the interbank market in CNY, act/365 for GBP. It is false for every
// other currency: ask the bank. The confidence is medium: one good secondary
// source.
func DayCount(c fx.Currency) (YearDays, bool) {
	days := 0
	switch c {
	case fx.USD, fx.EUR, fx.CNY:
		days = 360
	case fx.GBP:
		days = 365
	default:
		return YearDays{}, false
	}
	return YearDays{Currency: c, Days: days, Confidence: "medium", Source: "usual day count of the money market"}, true
}

// CoveredForward returns the forward rate at which borrowing in one currency and
// lending in the other earns nothing, with simple interest over some calendar
// days:
//
//	F = S × (1 + r_quote × d/B_quote) / (1 + r_base × d/B_base)
//
// Base and quote are the interest of the two currencies of the spot rate. A
// buffer on the spot rate is left out. The result is exact as long as its fraction
// has at most 18 digits on either side, else the larger of it and its inverse is
// rounded to 12 decimals. It has the day of the spot rate and says in its source
// how it was made. A bank adds its margin.
//
// The errors, joined, are an [*fx.InputError] for the zero Rate ("spot"), for
// "days" outside 0 to 36525, for interest out of range ("base.annual",
// "quote.year_days"), for interest so far below 0 that nothing is left ("base",
// "quote"), and for a rate that is too large or too small to be written ("rate").
func CoveredForward(spot fx.Rate, base, quote Interest, days int) (fx.Rate, error) {
	baseDays, quoteDays, err := checkForward(spot, base, quote, days)
	if err != nil {
		return fx.Rate{}, err
	}
	// Each growth factor times its year: B + r×d.
	d := whole(days)
	baseGrowth, quoteGrowth := baseDays.Add(base.Annual.Mul(d)), quoteDays.Add(quote.Annual.Mul(d))
	if !baseGrowth.IsPositive() {
		err = fx.NewInputError("base", fx.Plain(base.Annual), "must leave something after "+count(days, "day"))
	}
	if !quoteGrowth.IsPositive() {
		err = errors.Join(err, fx.NewInputError("quote", fx.Plain(quote.Annual), "must leave something after "+count(days, "day")))
	}
	if err != nil {
		return fx.Rate{}, err
	}
	num, den := spot.Spot().Fraction()
	forward, err := rateOf(spot.Base(), spot.Quote(), num.Mul(quoteGrowth).Mul(baseDays), den.Mul(baseGrowth).Mul(quoteDays))
	return forwardOf(spot, forward, days, "by covered parity"), err
}

// growthPlaces is the number of decimals to which [ContinuousForward] rounds the
// growth that it computes in float64.
const growthPlaces = 12

// ContinuousForward is [CoveredForward] for rates of interest that are compounded
// continuously:
//
//	F = S × exp(r_quote × d/B_quote - r_base × d/B_base)
//
// The exponential of the larger of this power and its negative is computed in
// float64 and rounded to 12 decimals; the spot rate is multiplied with it or
// divided by it. The errors are those of CoveredForward, and an [*fx.InputError]
// at "days" for a growth beyond 18 digits.
func ContinuousForward(spot fx.Rate, base, quote Interest, days int) (fx.Rate, error) {
	baseDays, quoteDays, err := checkForward(spot, base, quote, days)
	if err != nil {
		return fx.Rate{}, err
	}
	d := float64(days)
	power := quote.Annual.InexactFloat64()*d/quoteDays.InexactFloat64() - base.Annual.InexactFloat64()*d/baseDays.InexactFloat64()
	const largest = 40 // e^40 has 18 digits
	if math.Abs(power) > largest {
		return fx.Rate{}, fx.NewInputError("days", strconv.Itoa(days), "and the interest must make a growth that can be written")
	}
	growth := decimal.NewFromFloat(math.Exp(math.Abs(power))).Round(growthPlaces)
	num, den := spot.Spot().Fraction()
	if power < 0 {
		den = den.Mul(growth)
	} else {
		num = num.Mul(growth)
	}
	forward, err := rateOf(spot.Base(), spot.Quote(), num, den)
	return forwardOf(spot, forward, days, "by covered parity, continuous"), err
}

// checkForward returns the days of the year of both currencies, or every fault.
func checkForward(spot fx.Rate, base, quote Interest, days int) (baseDays, quoteDays decimal.Decimal, err error) {
	err = errors.Join(checkSpot("spot", spot), checkTerm(days))
	baseDays, baseErr := base.yearDays("base", spot.Base())
	quoteDays, quoteErr := quote.yearDays("quote", spot.Quote())
	return baseDays, quoteDays, errors.Join(err, baseErr, quoteErr)
}

func (i Interest) yearDays(field string, c fx.Currency) (decimal.Decimal, error) {
	var err error
	const most = 10
	if bad := fx.CheckDecimal(i.Annual); bad != nil {
		err = fx.InField(field+".annual", bad)
	} else if i.Annual.Abs().GreaterThan(whole(most)) {
		err = fx.NewInputError(field+".annual", fx.Plain(i.Annual), "must be a fraction from -10 to 10, such as 0.0141")
	}
	days := i.YearDays
	switch days {
	case 360, 365:
	case 0:
		known, ok := DayCount(c)
		if !ok {
			err = errors.Join(err, fx.NewInputError(field+".year_days", "0", "must be given for "+string(c)))
		}
		days = known.Days
	default:
		err = errors.Join(err, fx.NewInputError(field+".year_days", strconv.Itoa(days), "must be 360 or 365"))
	}
	return whole(days), err
}

func checkSpot(field string, rate fx.Rate) error {
	if rate.IsZero() {
		return fx.NewInputError(field, "", "must be a rate; this one has no pair")
	}
	return nil
}

func checkTerm(days int) error {
	if days < 0 || days > maxDays {
		return fx.NewInputError("days", strconv.Itoa(days), daysRange)
	}
	return nil
}

// forwardOf gives a forward rate the day of its spot rate and says how it came
// about.
func forwardOf(spot, forward fx.Rate, days int, how string) fx.Rate {
	if forward.IsZero() {
		return forward
	}
	source := "forward of " + count(days, "day") + " " + how
	if spot.Source() != "" {
		source += ", spot from " + spot.Source()
	}
	return forward.WithSource(spot.Date(), source)
}

// ForwardPremium returns by how much a year the forward rate is above the spot
// rate, below 0 when it is under it:
//
//	(F/S - 1) × yearDays/days
//
// a fraction, rounded once, half away from zero, to [fx.ConvertPlaces] decimals.
// A seller who plans on the spot rate leaves a negative premium out of his price.
// Buffers are left out. YearDays is 360 or 365, days the calendar days from the
// value date of the spot rate.
//
// The errors, joined, are an [*fx.InputError] for a zero Rate ("spot",
// "forward"), "days" outside 1 to 36525 and other "year_days", and an
// [*fx.CurrencyMismatchError] for two pairs.
func ForwardPremium(spot, forward fx.Rate, days, yearDays int) (decimal.Decimal, error) {
	err := checkPairs(spot, forward)
	if days < 1 || days > maxDays {
		err = errors.Join(err, fx.NewInputError("days", strconv.Itoa(days), "must be from 1 to 36525"))
	}
	if yearDays != 360 && yearDays != 365 {
		err = errors.Join(err, fx.NewInputError("year_days", strconv.Itoa(yearDays), "must be 360 or 365"))
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	g := gapOf(spot.Spot(), forward.Spot())
	return g.rate.Sub(g.ref).Mul(whole(yearDays)).DivRound(g.ref.Mul(whole(days)), fx.ConvertPlaces), nil
}

func checkPairs(spot, forward fx.Rate) error {
	err := errors.Join(checkSpot("spot", spot), checkSpot("forward", forward))
	if err == nil && pairOf(spot) != pairOf(forward) {
		err = &fx.CurrencyMismatchError{Left: pairOf(spot), Right: pairOf(forward)}
	}
	return err
}

// Hedge returns the rate to plan with when a share phi of the net income is sold
// forward and the rest stays open:
//
//	phi × F + (1 - phi) × open
//
// Open is the spot rate with its buffer, as [Plan] returns it: the buffer belongs
// to the open part only. The result has no buffer of its own, the day of open and a
// source that says the shares. It is exact as long as its fraction has at most 18
// digits on either side, else the larger of it and its inverse is rounded to 12
// decimals.
//
// A forward binds: whoever sells less than he has hedged has to buy the difference
// at the rate of that day.
//
// The errors, joined, are an [*fx.InputError] for a zero Rate ("forward", "open"),
// a "share" outside 0 to 1 and a rate that cannot be written ("rate"), and an
// [*fx.CurrencyMismatchError] for two pairs.
func Hedge(forward, open fx.Rate, share decimal.Decimal) (fx.Rate, error) {
	err := errors.Join(checkSpot("forward", forward), checkSpot("open", open))
	if err == nil && pairOf(forward) != pairOf(open) {
		err = &fx.CurrencyMismatchError{Left: pairOf(forward), Right: pairOf(open)}
	}
	if err := errors.Join(err, checkShare("share", share)); err != nil {
		return fx.Rate{}, err
	}
	fNum, fDen := forward.Spot().Fraction()
	oNum, oDen := open.Fraction()
	rest := one().Sub(share)
	num := share.Mul(fNum).Mul(oDen).Add(rest.Mul(oNum).Mul(fDen))
	planned, err := rateOf(open.Base(), open.Quote(), num, fDen.Mul(oDen))
	if err != nil {
		return fx.Rate{}, err
	}
	source := fx.Percent(share) + " sold forward, " + fx.Percent(rest) + " open"
	if open.Source() != "" {
		source += ", spot from " + open.Source()
	}
	return planned.WithSource(open.Date(), source), nil
}
