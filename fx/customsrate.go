package fx

import (
	"errors"
	"time"

	"github.com/shopspring/decimal"
)

// A CustomsReason says which certified rate the US customs take. The texts are
// stable.
type CustomsReason string

// The reasons of [CustomsRate].
const (
	// CustomsQuarterly: the rate certified for the quarter of the export.
	CustomsQuarterly CustomsReason = "certified quarterly rate"
	// CustomsDaily: the rate certified for the day of the export, because it
	// varies by 5% or more from that of the quarter.
	CustomsDaily CustomsReason = "certified daily rate"
)

// CustomsRate returns the rate at which the US customs convert the value of goods:
// the one that was certified for the quarter in which they were exported, unless
// the one for the day of the export varies from it by 5% or more (31 U.S.C. 5151
// (c) to (e); 19 CFR 159.34 (b)). The certified rates are the noon buying rates of
// the Federal Reserve Bank of New York, which its table H.10 holds.
//
//	|daily - quarterly| >= 5% of quarterly, in dollars per unit of the other currency
//
// It is compared exactly. The regulation says "varies by 5 percent or more from the
// certified quarterly rate" and names no divisor; the quarterly rate is taken. (For
// proclaimed rates 159.33 divides by the daily one.) The variation is measured on the price of the foreign
// currency in dollars, as certified, whichever way round the two rates are given:
// 7.00 and 7.35 CNY per USD vary by 4.76%, not by 5%. A rate that the Secretary of
// the Treasury has proclaimed (19 CFR 159.33) comes before both, and where a
// country has several rates (19 CFR 159.36) the caller chooses the kind.
//
// Every fault is reported at once: an [*InputError] at "quarterly" or "daily" for
// the zero Rate, for one without the dollar or between two dollars, and for one
// with a buffer, since customs take no plan rate; a [*CurrencyMismatchError] when
// the pairs differ.
func CustomsRate(quarterly, daily Rate) (Rate, CustomsReason, error) {
	err := errors.Join(InField("quarterly", quarterly.customs()), InField("daily", daily.customs()))
	if err == nil && (quarterly.base != daily.base || quarterly.quote != daily.quote) {
		err = &CurrencyMismatchError{Left: quarterly.base + "/" + quarterly.quote, Right: daily.base + "/" + daily.quote}
	}
	if err != nil {
		return Rate{}, "", err
	}
	q, d := quarterly, daily
	if q.base == USD {
		q, d = q.Inverse(), d.Inverse()
	}
	// |dn/dd - qn/qd| >= qn/qd / 20
	quarter, day := q.num.Mul(d.den), d.num.Mul(q.den)
	if day.Sub(quarter).Abs().Mul(decimal.New(20, 0)).GreaterThanOrEqual(quarter) {
		return daily, CustomsDaily, nil
	}
	return quarterly, CustomsQuarterly, nil
}

// customs reports why a rate is none that customs use.
func (r Rate) customs() error {
	switch {
	case r.IsZero():
		return NewInputError("", "", "must be set; the zero Rate converts nothing")
	case (r.base == USD) == (r.quote == USD):
		return NewInputError("", string(r.base+"/"+r.quote), "must be between the US dollar and another currency")
	case !r.num.Mul(r.spotDen).Equal(r.spotNum.Mul(r.den)):
		return NewInputError("", r.String(), "must be as published, without a buffer")
	}
	return nil
}

// CustomsRateOn is [CustomsRate] with both rates from a source, for goods that are
// exported on a day: the calendar day of exported in its own location. The source
// should hold the rates of the Federal Reserve. The result is in dollars per unit
// of the foreign currency.
//
// The quarterly rate is that of the first day in the quarter that has one (19 CFR
// 159.34 (a)), at most [DefaultMaxAgeDays] after its start: a source that begins
// later does not know it, which is a [*NoRateError]. For an export on a holiday at
// the start it may be later than the export. The daily rate is that of the day, or,
// when the banks are closed, of the last business day before (31 U.S.C. 5151
// (a)(2)), which at the start of a quarter lies in the quarter before. It is at most
// [DefaultMaxAgeDays] old.
//
// The errors are those of the source and of CustomsRate. A foreign currency of USD
// is an [*InputError] at "daily" and "quarterly".
func CustomsRateOn(src Source, foreign Currency, exported time.Time) (Rate, CustomsReason, error) {
	if src == nil {
		return Rate{}, "", NewInputError("source", "", "must be given")
	}
	asked, ok := dayOf(exported)
	if !ok {
		return Rate{}, "", NewInputError("exported", "", "must be a day in the years 1 to 9999")
	}
	year, month, _ := asked.time().Date()
	start := time.Date(year, month-(month-1)%3, 1, 0, 0, 0, 0, time.UTC)
	quarterly, quarterErr := src.At(foreign, USD, start, LookUp{Policy: Next})
	daily, dayErr := src.At(foreign, USD, asked.time(), LookUp{})
	if err := errors.Join(quarterErr, dayErr); err != nil {
		return Rate{}, "", err
	}
	return CustomsRate(quarterly, daily)
}
