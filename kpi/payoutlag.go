package kpi

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// maxLagDays is the longest wait that any field of days may name: ten years.
const maxLagDays = 3660

// PayoutTerms say when the money of a sale is in the seller's bank:
//
//	sale -> delivery -> reserve -> settlement close -> bank
//
// The terms of a channel are data of the caller: nothing is assumed of any channel.
// With a delivery of 3 days, Amazon's DD+7, a close every 14 days and 3 business days
// to the bank:
//
//	PayoutTerms{
//		DeliveryDays: 3, ReserveDays: DeliveryReserve(7),
//		Close: Settlement{Known: a known close day, EveryDays: 14},
//		Bank:  BankTerms{Days: 3},
//	}
//
// Shopify pays out every business day what was captured two business days before:
// Close is Settlement{EveryDays: 1, BusinessDays: true}, Bank has 2 days. The zero
// PayoutTerms pay on the day of the sale, or on the next business day.
type PayoutTerms struct {
	// DeliveryDays is the time from the sale to the day from which the reserve counts:
	// the delivery. 0 for a channel that counts from the sale.
	DeliveryDays int `json:"delivery_days"`
	// ReserveDays is the time from the delivery until the money may be paid out:
	// [DeliveryReserve](7), which is 8, for DD+7. 0 means on the day of the delivery.
	ReserveDays int `json:"reserve_days"`
	// Close is when the channel settles.
	Close Settlement `json:"close"`
	// Bank is the way from the channel to the bank.
	Bank BankTerms `json:"bank"`
}

// PayoutDates are the days on which the money of one sale moves, as midnight UTC.
type PayoutDates struct {
	Sold      time.Time `json:"sold"`
	Delivered time.Time `json:"delivered"`
	Available time.Time `json:"available"` // the reserve ends
	Closed    time.Time `json:"closed"`    // the settlement that pays it
	Banked    time.Time `json:"banked"`    // the cash is in
}

// DeliveryReserve returns the days from the delivery until money under a reserve of
// "DD+n" is available: n + 1. The n days are full days after that of the delivery:
// delivered on 6 January with DD+7, from 14 January on (Amazon's own example).
func DeliveryReserve(n int) int { return n + 1 }

// Check returns every fault, joined, or nil: each an [*fx.InputError] such as
// "close.every_days". Days are from 0 to 3660.
func (t PayoutTerms) Check() error {
	return errors.Join(
		lcCheckDays("delivery_days", t.DeliveryDays, 0, maxLagDays),
		lcCheckDays("reserve_days", t.ReserveDays, 0, maxLagDays),
		fx.InField("close", t.Close.Check()),
		fx.InField("bank", t.Bank.Check()),
	)
}

// Dates returns when the money of a sale moves. What is available on the day of a
// close is in it. The errors are those of Check, and an [*fx.InputError] at "sold" for
// a missing day and one whose payout is after the year 9999.
func (t PayoutTerms) Dates(sold time.Time) (PayoutDates, error) {
	if err := errors.Join(t.Check(), lcCheckDay("sold", sold)); err != nil {
		return PayoutDates{}, err
	}
	return t.dates(sold, 0)
}

// Posted returns when an amount is settled that is posted on a day without delivery or
// reserve, as a refund or advertising deducted from the payout is: with the first
// close on or after it. Sold, Delivered and Available are that day. The errors are
// those of Dates, at "posted".
func (t PayoutTerms) Posted(posted time.Time) (PayoutDates, error) {
	if err := errors.Join(t.Check(), lcCheckDay("posted", posted)); err != nil {
		return PayoutDates{}, err
	}
	out, err := t.posted(posted)
	if err != nil {
		return out, fx.NewInputError("posted", dayText(posted), "must be paid by the year 9999")
	}
	return out, nil
}

// dates is Dates without its checks, and with a longer reserve.
func (t PayoutTerms) dates(sold time.Time, later int) (PayoutDates, error) {
	d := dayOf(sold)
	delivered := d.AddDate(0, 0, t.DeliveryDays)
	out, err := t.posted(delivered.AddDate(0, 0, t.ReserveDays+later))
	out.Sold, out.Delivered = d, delivered
	return out, err
}

func (t PayoutTerms) posted(day time.Time) (PayoutDates, error) {
	d := dayOf(day)
	out := PayoutDates{Sold: d, Delivered: d, Available: d}
	out.Closed = t.Close.next(d)
	out.Banked = t.Bank.arrival(out.Closed)
	if !ofFourDigits(out.Banked) || !ofFourDigits(out.Closed) || !ofFourDigits(d) {
		return PayoutDates{}, fx.NewInputError("sold", dayText(day), "must be paid by the year 9999")
	}
	return out, nil
}
