package landed

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Receivable is money that comes back later than it was spent, such as a VAT
// refund. The zero Receivable is none.
type Receivable struct {
	// Code names the kind of money: "vat_refund".
	Code   string
	Amount fx.Money
	// From is the day from which the delay counts. The zero time is unknown.
	From time.Time
	// DelayDays is a whole number of calendar days. Not Valid is unknown.
	DelayDays decimal.NullDecimal
	// Source says where the amount comes from.
	Source fees.Source
}

// maxDelayDays is ten years.
const maxDelayDays = 3653

// Due returns the calendar day on which the money comes, midnight UTC. It is false
// when the first day or the delay is unknown, or the delay is no whole number from 0
// to 3653.
func (r Receivable) Due() (time.Time, bool) {
	if r.From.IsZero() || !r.DelayDays.Valid || checkDelay(r.DelayDays) != nil {
		return time.Time{}, false
	}
	year, month, day := r.From.Date()
	return fees.Day(year, month, day+int(r.DelayDays.Decimal.IntPart())), true
}

// checkDelay returns an *[fx.InputError] at "delay_days" for a delay that is known
// and no whole number of days from 0 to ten years.
func checkDelay(days decimal.NullDecimal) error {
	if !days.Valid {
		return nil
	}
	const field, reason = "delay_days", "must be a whole number of days from 0 to 3653"
	if err := fx.CheckDecimal(days.Decimal); err != nil {
		return fx.InField(field, err)
	}
	d := days.Decimal
	if !d.IsInteger() || d.Sign() < 0 || d.GreaterThan(decimal.New(maxDelayDays, 0)) {
		return fx.NewInputError(field, fx.Plain(d), reason)
	}
	return nil
}
