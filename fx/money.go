package fx

import (
	"errors"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// A Money is an amount of one currency: 12.34 USD. The amount may have more
// decimals than the currency's minor unit; nothing is rounded unless the method
// says so. A Money is a value and is never changed by a method with a value
// receiver, so it is safe for concurrent use.
//
// The zero Money has no currency. It is not a neutral zero: adding it to an
// amount is an error, because nobody said of what it is zero.
//
// Compare with [Money.Equal] or [Money.Cmp], never with ==, which compares how
// the decimals are stored.
type Money struct {
	// Amount is in units of the currency, not of its minor unit: 12.34, not 1234.
	Amount decimal.Decimal
	// Currency is the code of ISO 4217.
	Currency Currency
}

// A CurrencyMismatchError says that two amounts, or an amount and a rate, are
// not of the same currency.
type CurrencyMismatchError struct {
	// Left is the currency of the receiver, for a rate its pair: "USD/CNY". ""
	// is a missing currency.
	Left Currency
	// Right is the currency of the argument. "" is a missing currency.
	Right Currency
}

// Error says both currencies.
func (e *CurrencyMismatchError) Error() string {
	return "fx: currencies do not match: " + orNone(e.Left) + " and " + orNone(e.Right)
}

func orNone(c Currency) string {
	if c == "" {
		return "no currency"
	}
	return shorten(string(c))
}

// NewMoney returns an amount that is given as text, exactly as given: neither
// rounded nor limited to the minor unit. The text has the form and bounds of
// [ParseDecimal], the currency those of [ParseCurrency].
//
// The error joins an [*InputError] for the field "amount" and an
// [*UnknownCurrencyError], whichever apply.
func NewMoney(amount string, c Currency) (Money, error) {
	d, amountErr := ParseDecimal(amount)
	code, currencyErr := ParseCurrency(string(c))
	if amountErr == nil {
		if currencyErr == nil {
			return Money{Amount: d, Currency: code}, nil
		}
		return Money{}, currencyErr
	}
	amountErr = InField("amount", amountErr)
	if currencyErr == nil {
		return Money{}, amountErr
	}
	return Money{}, errors.Join(amountErr, currencyErr)
}

// ParseMoney reads an amount and a currency with one blank between them, in
// either order: "12.34 USD" or "USD 12.34". It reads what [Money.String] prints.
//
// The error is an [*InputError], an [*UnknownCurrencyError] or both, joined.
func ParseMoney(text string) (Money, error) {
	const form = `must be an amount and a currency such as "12.34 USD"`
	if len(text) > MaxTextLen+len(" USD") {
		return Money{}, NewInputError("", text, form)
	}
	amount, code, ok := strings.Cut(text, " ")
	if !ok {
		return Money{}, NewInputError("", text, form)
	}
	if amount != "" && amount[0] >= 'A' && amount[0] <= 'Z' {
		amount, code = code, amount
	}
	return NewMoney(amount, Currency(code))
}

// Add returns m + other, exact. The error is a [*CurrencyMismatchError] when the
// currencies differ or one is missing, or an [*InputError] for an amount of
// hundreds of digits.
func (m Money) Add(other Money) (Money, error) {
	if err := m.check(other); err != nil {
		return Money{}, err
	}
	return Money{Amount: m.Amount.Add(other.Amount), Currency: m.Currency}, nil
}

// Sub returns m - other, exact, with the errors of [Money.Add].
func (m Money) Sub(other Money) (Money, error) {
	if err := m.check(other); err != nil {
		return Money{}, err
	}
	return Money{Amount: m.Amount.Sub(other.Amount), Currency: m.Currency}, nil
}

// check reports whether m and other may be added.
func (m Money) check(other Money) error {
	if m.Currency != other.Currency || m.Currency == "" {
		return &CurrencyMismatchError{Left: m.Currency, Right: other.Currency}
	}
	if err := checkComputed("amount", m.Amount); err != nil {
		return err
	}
	return checkComputed("other.amount", other.Amount)
}

// Neg returns -m.
func (m Money) Neg() Money {
	return Money{Amount: m.Amount.Neg(), Currency: m.Currency}
}

// Times returns m multiplied by a number, exact: with more decimals than m when
// the factor has decimals. The error is an [*InputError] when a factor or the
// result has hundreds of digits.
func (m Money) Times(factor decimal.Decimal) (Money, error) {
	err := errors.Join(checkComputed("amount", m.Amount), checkComputed("factor", factor))
	if err != nil {
		return Money{}, err
	}
	product := m.Amount.Mul(factor)
	if err := checkComputed("product", product); err != nil {
		return Money{}, err
	}
	return Money{Amount: product, Currency: m.Currency}, nil
}

// Cmp returns -1 when m is less than other, 0 when they are equal and +1 when m
// is more, with the errors of [Money.Add].
func (m Money) Cmp(other Money) (int, error) {
	if err := m.check(other); err != nil {
		return 0, err
	}
	return m.Amount.Cmp(other.Amount), nil
}

// Equal reports whether m and other are the same amount of the same currency.
// 1.5 USD equals 1.50 USD; 0 USD does not equal 0 CNY; the zero Money equals
// itself. Amounts of hundreds of digits are equal only when they are written
// alike.
func (m Money) Equal(other Money) bool {
	if m.Currency != other.Currency {
		return false
	}
	if checkComputed("", m.Amount) != nil || checkComputed("", other.Amount) != nil {
		return m.Amount.Exponent() == other.Amount.Exponent() &&
			m.Amount.Coefficient().Cmp(other.Amount.Coefficient()) == 0
	}
	return m.Amount.Equal(other.Amount)
}

// IsZero reports whether the amount is 0, in whatever currency. Since the tag
// omitzero of encoding/json calls it, do not put that tag on a Money: it would
// leave out 0.00 USD.
func (m Money) IsZero() bool { return m.Amount.IsZero() }

// Sign returns -1, 0 or +1, the sign of the amount.
func (m Money) Sign() int { return m.Amount.Sign() }

// Round returns m rounded to the currency's minor unit, half away from zero:
// 0.005 USD becomes 0.01 and -0.005 USD becomes -0.01.
//
// The error is an [*UnknownCurrencyError], or an [*InputError] for a currency
// without a minor unit and for an amount of hundreds of digits.
func (m Money) Round() (Money, error) {
	places, err := m.roundable()
	if err != nil {
		return Money{}, err
	}
	return Money{Amount: m.Amount.Round(places), Currency: m.Currency}, nil
}

// RoundHalfEven is [Money.Round] with a half going to the even neighbour, as
// bankers round: 765.425 EUR becomes 765.42.
func (m Money) RoundHalfEven() (Money, error) {
	places, err := m.roundable()
	if err != nil {
		return Money{}, err
	}
	return Money{Amount: m.Amount.RoundBank(places), Currency: m.Currency}, nil
}

func (m Money) roundable() (places int32, err error) {
	if err := checkComputed("amount", m.Amount); err != nil {
		return 0, err
	}
	return minorPlaces(m.Currency)
}

// minorPlaces returns the decimals of the minor unit, or why there are none.
func minorPlaces(c Currency) (int32, error) {
	units, ok := c.MinorUnits()
	if ok {
		return int32(units), nil
	}
	if c.known() {
		return 0, NewInputError("currency", string(c), "must have a minor unit")
	}
	return 0, unknownCurrency(c)
}

// String returns the amount and the currency, "12.34 USD". It shows at least the
// decimals of the minor unit and as many more as the amount needs, so nothing is
// lost: "0.0075 USD". The zero Money is "0".
func (m Money) String() string {
	if m.Currency == "" {
		return m.amountText()
	}
	return m.amountText() + " " + string(m.Currency)
}

func (m Money) amountText() string {
	if checkComputed("", m.Amount) != nil {
		return hugeText(m.Amount)
	}
	units, _ := m.Currency.MinorUnits()
	return m.Amount.StringFixed(max(int32(units), significantPlaces(m.Amount)))
}

// hugeText writes a decimal that checkComputed refuses: with an exponent, so
// that 1e999999999 does not become a gigabyte of zeros.
func hugeText(d decimal.Decimal) string {
	if d.IsZero() {
		return "0"
	}
	return d.Coefficient().String() + "e" + strconv.Itoa(int(d.Exponent()))
}
