package fx

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// MarshalText returns the text of [Money.String]. Only what [ParseMoney] reads
// back is written: an unknown or missing currency is an [*UnknownCurrencyError],
// and an amount outside the bounds of [ParseDecimal], such as one with more than
// 12 decimals, is an [*InputError]; round it first.
func (m Money) MarshalText() ([]byte, error) {
	if err := m.writable(); err != nil {
		return nil, err
	}
	return []byte(m.String()), nil
}

func (m Money) writable() error {
	err := InField("amount", CheckDecimal(m.Amount))
	if !m.Currency.known() {
		err = errors.Join(err, unknownCurrency(m.Currency))
	}
	return err
}

// UnmarshalText reads what [ParseMoney] reads, with the same errors. After an
// error m is unchanged.
func (m *Money) UnmarshalText(text []byte) error {
	if len(text) > 2*MaxTextLen {
		text = text[:2*MaxTextLen] // too long in any case, and not copied
	}
	read, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = read
	return nil
}

// MarshalJSON returns {"amount":"12.34","currency":"USD"}. The amount is a
// string, so that no reader turns it into a float, with the decimals of
// [Money.String]. The zero Money is {"amount":"0","currency":""}. The errors are
// those of [Money.MarshalText].
func (m Money) MarshalJSON() ([]byte, error) {
	if err := m.writable(); err != nil && !m.unset() {
		return nil, err
	}
	return []byte(`{"amount":"` + m.amountText() + `","currency":"` + string(m.Currency) + `"}`), nil
}

// unset reports whether m is the zero Money.
func (m Money) unset() bool { return m.Currency == "" && m.Amount.IsZero() }

// UnmarshalJSON reads the object that [Money.MarshalJSON] writes. The amount may
// also be a JSON number, which is read digit by digit and never as a float. Both
// fields must be there once, under exactly these names; any other field, and
// null, is an error. After an error m is unchanged.
//
// The error is an [*InputError], an [*UnknownCurrencyError] or both, joined.
func (m *Money) UnmarshalJSON(data []byte) error {
	fields, err := readFields(data)
	if err != nil {
		return err
	}
	if fields["currency"] == "" {
		if d, err := ParseDecimal(fields["amount"]); err == nil && d.IsZero() {
			*m = Money{}
			return nil
		}
	}
	read, err := NewMoney(fields["amount"], Currency(fields["currency"]))
	if err != nil {
		return err
	}
	*m = read
	return nil
}

// readFields reads a JSON object of the fields amount and currency.
func readFields(data []byte) (map[string]string, error) {
	malformed := func() error {
		return NewInputError("", string(data[:min(len(data), MaxTextLen)]),
			`must be a JSON object such as {"amount":"12.34","currency":"USD"}`)
	}
	tokens := json.NewDecoder(bytes.NewReader(data))
	tokens.UseNumber()
	if start, err := tokens.Token(); err != nil || start != json.Delim('{') {
		return nil, malformed()
	}
	fields := map[string]string{}
	for tokens.More() {
		name, err := tokens.Token()
		if err != nil {
			return nil, malformed()
		}
		value, err := tokens.Token()
		if err != nil {
			return nil, malformed()
		}
		field, _ := name.(string)
		if field != "amount" && field != "currency" {
			return nil, NewInputError("", field, "must have no field but amount and currency")
		}
		if _, twice := fields[field]; twice {
			return nil, NewInputError(field, "", "must be given once")
		}
		switch v := value.(type) {
		case string:
			fields[field] = v
		case json.Number:
			if field != "amount" {
				return nil, NewInputError(field, v.String(), "must be a string")
			}
			fields[field] = v.String()
		default:
			return nil, NewInputError(field, "", "must be a string")
		}
	}
	if _, err := tokens.Token(); err != nil { // the closing brace
		return nil, malformed()
	}
	if _, err := tokens.Token(); !errors.Is(err, io.EOF) {
		return nil, malformed()
	}
	for _, field := range []string{"amount", "currency"} {
		if _, ok := fields[field]; !ok {
			return nil, NewInputError(field, "", "must be given")
		}
	}
	return fields, nil
}

// Value writes m into a text column of an SQL database, as "12.34 USD", with the
// errors of [Money.MarshalText]. For a column that may be NULL use sql.Null[Money].
func (m Money) Value() (driver.Value, error) {
	text, err := m.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// Scan reads m from a text column of an SQL database, in the form of
// [ParseMoney]. NULL and values that are no text are an [*InputError]; so is a
// number, since it has no currency. After an error m is unchanged.
func (m *Money) Scan(src any) error {
	switch v := src.(type) {
	case string:
		if len(v) > 2*MaxTextLen {
			v = v[:2*MaxTextLen]
		}
		return m.UnmarshalText([]byte(v))
	case []byte:
		return m.UnmarshalText(v)
	case nil:
		return NewInputError("", "NULL", "must be an amount; use sql.Null[Money] where NULL is allowed")
	case int64:
		return NewInputError("", strconv.FormatInt(v, 10), "must be text with a currency")
	default:
		return NewInputError("", "", "must be text with a currency")
	}
}
