package fees

import (
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

var whole = decimal.NewFromInt(1)

// Amount returns a decimal that must be there and must not be negative.
func (r *Row) Amount(column string) decimal.Decimal {
	text := r.Text(column)
	if text == "" { // noted already
		return decimal.Decimal{}
	}
	return r.amount(column, text)
}

// OptionalAmount returns a decimal that must not be negative, not Valid when the
// column is absent.
func (r *Row) OptionalAmount(column string) decimal.NullDecimal {
	text, has := r.text(column)
	if !has {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.amount(column, text))
}

// amount reads a decimal that must not be negative; 0 stands for an unusable one.
func (r *Row) amount(column, text string) decimal.Decimal {
	d, err := fx.ParseDecimal(text)
	if err == nil && d.Sign() < 0 {
		err = fx.NewInputError("", text, "must not be below 0")
	}
	if err != nil {
		r.Keep(column, err)
		return decimal.Decimal{}
	}
	return d
}

// Rate returns a fraction from 0 to 1 that must be there.
func (r *Row) Rate(column string) decimal.Decimal {
	d := r.Amount(column)
	if d.GreaterThan(whole) {
		r.Fault(column, "must be a fraction of at most 1")
	}
	return d
}

// Fee returns an amount that must be there as a [Curve] that does not depend on
// the price.
func (r *Row) Fee(column string) Curve {
	c := Flat(r.Amount(column))
	r.Keep(column, c.Err())
	return c
}

// Bands returns the price bands of a list, to build [Brackets] or [Portions]
// from: each with its end in "to", inclusive, or in "below", the last without,
// and with "rate" and "fee", one of which must be there.
func (r *Row) Bands(column string) []Band {
	rows := r.Rows(column)
	bands := make([]Band, len(rows))
	for i, row := range rows {
		bands[i] = Band{UpTo: row.OptionalAmount("to"), Below: row.OptionalAmount("below")}
		if !row.Has("rate") && !row.Has("fee") {
			row.Fault("rate", "must be given, or a fee")
		}
		if row.Has("rate") {
			bands[i].Rate = row.Rate("rate")
		}
		if row.Has("fee") {
			bands[i].Fee = row.Amount("fee")
		}
	}
	return bands
}

// Amounts returns the decimals of a list, none of which may be negative.
func (r *Row) Amounts(column string) []decimal.Decimal {
	texts := r.Texts(column)
	out := make([]decimal.Decimal, len(texts))
	for i, text := range texts {
		out[i] = r.amount(column, text)
	}
	return out
}
