package fx

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// A Payout is the price list of one provider that pays money out or exchanges it:
// a bank, a wallet, a marketplace's own converter. For one payment it takes
//
//	fee = rate × amount + Fixed, at least Minimum, at most Maximum
//
// where the rate is that of the tier which the volume of the last 12 months
// reaches. The whole amount pays the one rate. Providers are data: whoever has a
// contract writes it down as a Payout. Several of them follow each other by
// handing the [Payout.Net] of one to the next.
//
// The zero Payout has no provider and no currency, and every method that computes
// with it is an error. The methods do not change a Payout, so it is safe for
// concurrent use.
type Payout struct {
	// Provider names who takes the fee: "worldfirst". It must not be empty.
	Provider string
	// Currency is that of the volumes and of Fixed, Minimum and Maximum.
	Currency Currency
	// Tiers are the rates by volume, in rising order of From. None means that no
	// share of the amount is taken.
	Tiers []PayoutTier
	// Fixed is taken for each payment on top of the share; Minimum is the least
	// fee. 0 is none.
	Fixed, Minimum decimal.Decimal
	// Maximum is the most that a payment costs. Not Valid means no limit.
	Maximum decimal.NullDecimal
	// AfterConversion says that the fee is taken from the converted amount; see
	// [Payout.Receive]. False means before, from the amount as it comes in.
	AfterConversion bool
}

// A PayoutTier is the rate from a volume on. The zero PayoutTier is free from the
// first unit of currency on.
type PayoutTier struct {
	// From is the least volume of the last 12 months in this tier, inclusive, in
	// the currency of the [Payout]. That of the first tier is 0.
	From decimal.Decimal
	// Rate is the share of the amount that is taken, from 0 to 1: 0.009 is 0.9 %.
	Rate decimal.Decimal
}

// Check returns every fault of the price list, joined, or nil: an [*InputError]
// with the path of the field, such as "tiers[1].from", and for a currency that
// is not in ISO 4217 an [*UnknownCurrencyError].
func (p Payout) Check() error {
	var faults []error
	fault := func(field string, value decimal.Decimal, reason string) {
		faults = append(faults, NewInputError(field, Plain(value), reason))
	}
	// usable reports whether an amount may be compared with others.
	usable := func(field string, d decimal.Decimal) bool {
		if err := CheckDecimal(d); err != nil {
			faults = append(faults, InField(field, err))
			return false
		}
		if d.IsNegative() {
			fault(field, d, "must not be below 0")
			return false
		}
		return true
	}
	if p.Provider == "" {
		faults = append(faults, NewInputError("provider", "", "must not be empty"))
	}
	if _, err := minorPlaces(p.Currency); err != nil {
		faults = append(faults, err)
	}
	var before decimal.NullDecimal // the start of the tier before, Valid when it is usable
	for i, tier := range p.Tiers {
		field := "tiers[" + strconv.Itoa(i) + "]"
		here := decimal.NullDecimal{Decimal: tier.From, Valid: usable(field+".from", tier.From)}
		switch {
		case !here.Valid:
		case i == 0 && !tier.From.IsZero():
			fault(field+".from", tier.From, "must be 0 in the first tier")
		case i > 0 && before.Valid && !tier.From.GreaterThan(before.Decimal):
			fault(field+".from", tier.From, "must be above that of the tier before it")
		}
		before = here
		if usable(field+".rate", tier.Rate) && tier.Rate.GreaterThan(decimal.New(1, 0)) {
			fault(field+".rate", tier.Rate, "must be a fraction of at most 1, such as 0.009")
		}
	}
	usable("fixed", p.Fixed)
	least := usable("minimum", p.Minimum)
	if p.Maximum.Valid && usable("maximum", p.Maximum.Decimal) && least && p.Maximum.Decimal.LessThan(p.Minimum) {
		fault("maximum", p.Maximum.Decimal, "must not be below the minimum")
	}
	return errors.Join(faults...)
}

// Rate returns the share that is taken from every payment after a volume of the
// last 12 months in the currency of the price list, 0 when there are no tiers. A
// volume below 0 or out of bounds is an [*InputError] at "trailing"; the other
// errors are those of [Payout.Check].
func (p Payout) Rate(trailing decimal.Decimal) (decimal.Decimal, error) {
	err := p.Check()
	if bad := CheckDecimal(trailing); bad != nil {
		err = errors.Join(err, InField("trailing", bad))
	} else if trailing.IsNegative() {
		err = errors.Join(err, NewInputError("trailing", Plain(trailing), "must not be below 0"))
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	for _, tier := range slices.Backward(p.Tiers) {
		if trailing.GreaterThanOrEqual(tier.From) {
			return tier.Rate, nil
		}
	}
	return decimal.Decimal{}, nil
}

// Fee returns what is taken from one payment, in the currency of the payment,
// rounded once to its minor unit, half away from zero. Trailing is the volume of
// the last 12 months; it may be 0 where there is only one tier. An amount of 0 is
// no payment and costs nothing.
//
// A price list with a Fixed, Minimum or Maximum is only for payments in its own
// currency: another one is a [*CurrencyMismatchError]. An amount below 0 is an
// [*InputError] at "amount". The other errors are those of [Payout.Rate] and
// [Money.Round].
func (p Payout) Fee(amount Money, trailing decimal.Decimal) (Money, error) {
	rate, err := p.Rate(trailing)
	places, bad := amount.roundable()
	if bad == nil && amount.Amount.IsNegative() {
		bad = NewInputError("amount", amount.String(), "must not be below 0")
	}
	if err := errors.Join(err, bad); err != nil {
		return Money{}, err
	}
	if p.countsAmounts() && amount.Currency != p.Currency {
		return Money{}, &CurrencyMismatchError{Left: amount.Currency, Right: p.Currency}
	}
	if amount.IsZero() {
		return Money{Currency: amount.Currency}, nil
	}
	fee := decimal.Max(amount.Amount.Mul(rate).Add(p.Fixed), p.Minimum)
	if p.Maximum.Valid {
		fee = decimal.Min(fee, p.Maximum.Decimal)
	}
	return Money{Amount: fee.Round(places), Currency: amount.Currency}, nil
}

// countsAmounts reports whether anything but a share of the amount is taken.
func (p Payout) countsAmounts() bool {
	return !p.Fixed.IsZero() || !p.Minimum.IsZero() || p.Maximum.Valid
}

// Net returns what is left of a payment: the amount less its [Payout.Fee], exact.
// A payment that does not cover the fee is an [*InputError] at "amount"; the
// other errors are those of Fee.
func (p Payout) Net(amount Money, trailing decimal.Decimal) (Money, error) {
	fee, err := p.Fee(amount, trailing)
	if err != nil {
		return Money{}, err
	}
	return p.take(fee, amount)
}

func (p Payout) take(fee, amount Money) (Money, error) {
	net, err := amount.Sub(fee)
	if err == nil && net.Amount.IsNegative() {
		err = NewInputError("amount", amount.String(), "must cover the fee of "+fee.String())
	}
	if err != nil {
		return Money{}, err
	}
	return net, nil
}

// Receive returns what arrives in the other currency of a rate and what was taken
// on the way, both rounded to the minor unit, half away from zero. The fee is in
// the currency from which it is taken: that of the amount, or with
// AfterConversion that into which it is converted.
//
//	received = (amount - fee) × rate    before conversion
//	received = amount × rate - fee      after conversion, each part rounded
//
// A rate with a buffer converts at its plan rate. The errors are those of
// [Payout.Net] and [Rate.ConvertRounded].
func (p Payout) Receive(amount Money, trailing decimal.Decimal, rate Rate) (received, fee Money, err error) {
	if p.AfterConversion {
		if amount, err = rate.ConvertRounded(amount); err != nil {
			return Money{}, Money{}, err
		}
	}
	if fee, err = p.Fee(amount, trailing); err != nil {
		return Money{}, Money{}, err
	}
	if received, err = p.take(fee, amount); err == nil && !p.AfterConversion {
		received, err = rate.ConvertRounded(received)
	}
	if err != nil {
		return Money{}, Money{}, err
	}
	return received, fee, nil
}
