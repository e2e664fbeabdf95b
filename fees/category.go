package fees

import (
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Category is the share of a sale that a channel takes in one of its
// categories. The zero Category takes nothing and is not public.
type Category[E any] struct {
	// Key is the name in code, Label the one of the channel.
	Key, Label string
	// Amount is the fee as a function of its base, which is the sales price or
	// what the channel makes of it.
	Amount Curve
	// Basis says the fee for people: "15% of the sales price, at least 0.30".
	Basis string
	// Public is false when the channel charges a fee that nobody published.
	Public bool
	// Confidence is the grade of a row that is less sure than its table, else "":
	// see [Source.Graded].
	Confidence Confidence
	// Extra is what else the channel knows of the category.
	Extra E
}

// Categories are the categories of one table. The zero Categories has none.
type Categories[E any] struct {
	table      string
	what, base string
	rows       map[string]Category[E]
}

// Find returns a category. One that is not in the table is an *[UnknownKeyError]
// with the nearest names.
func (c Categories[E]) Find(key string) (Category[E], error) {
	row, known := c.rows[key]
	if !known {
		return row, &UnknownKeyError{Table: c.table, Field: "category", Key: key, Nearest: Nearest(key, maps.Keys(c.rows))}
	}
	return row, nil
}

// Fee returns a category whose fee is public; otherwise the error is a
// *[NotPublicError] that names the input supply, or that of [Categories.Find].
func (c Categories[E]) Fee(key, supply string) (Category[E], error) {
	row, err := c.Find(key)
	if err == nil && !row.Public {
		err = &NotPublicError{Table: c.table, What: c.what + " of " + key, Supply: supply}
	}
	return row, err
}

// FindFee returns the category of an item in a table, and where its fee comes from.
// A rate that the caller supplied as the input supply is the fee in place of the one
// in the table, which then need not be public. The category may be left out with it;
// one that is given must be known, since it may decide about more than this fee.
// Errors are those of [Categories.Fee] and [Categories.Find].
func FindFee[E any](table *Table[Categories[E]], key string, rate decimal.NullDecimal, supply string) (Category[E], Source, error) {
	if !rate.Valid {
		row, err := table.Rules.Fee(key, supply)
		return row, table.Source.Graded(row.Confidence), err
	}
	var row Category[E]
	var err error
	if key != "" {
		row, err = table.Rules.Find(key)
	}
	row.Amount, row.Public = Percent(rate.Decimal), true
	row.Basis = bandText(Band{Rate: rate.Decimal}, " of the "+table.Rules.base)
	return row, SuppliedBy(supply), err
}

// Keys yields the keys in alphabetical order.
func (c Categories[E]) Keys() iter.Seq[string] {
	return slices.Values(slices.Sorted(maps.Keys(c.rows)))
}

// CategoryKeys yields the keys of a kind of table on a day in alphabetical order.
// Nil tables are the shipped ones of the format; variant is "" for a kind without
// variants. Errors are those of [Format.Or] and [Kind.OnVariant].
func CategoryKeys[E any](f *Format, t *Tables, k *Kind[Categories[E]], variant string, on time.Time) (iter.Seq[string], error) {
	t, err := f.Or(t)
	if err != nil {
		return nil, err
	}
	table, err := k.OnVariant(t, variant, on)
	if err != nil {
		return nil, err
	}
	return table.Rules.Keys(), nil
}

// ReadCategories reads rows of categories:
//
//	category    key, and label, the name that the channel uses
//	mode        "flat" with one band, "portion" when each rate applies to its slice,
//	            "whole" when the band that is reached applies to the whole base,
//	            "unknown" when nobody published the fee
//	bands       [{"to": "300", "rate": "0.15"}, {"rate": "0.08"}], see [Row.Bands]; no
//	            bands for "unknown"
//	minimum     the least fee, absent for none
//	confidence  see [Row.Confidence]
//
// What names the fee in errors and base its base in texts: "referral fee" and
// "sales price". Extra reads what else the row has; nil reads nothing.
func ReadCategories[E any](f *TableFile, what, base string, extra func(*Row) E) Categories[E] {
	rows := ReadByKey[string](f, "category", func(row *Row) Category[E] {
		category := Category[E]{Key: row.OptionalText("category"), Label: row.OptionalText("label"), Confidence: row.Confidence()}
		mode := row.OneOf("mode", "flat", "portion", "whole", "unknown")
		category.Public = mode != "unknown"
		if category.Public {
			category.Amount, category.Basis = row.rates(mode, base)
		}
		if extra != nil {
			category.Extra = extra(row)
		}
		return category
	})
	return Categories[E]{f.Source.Table, what, base, rows}
}

// rates reads the bands and the minimum of a category.
func (r *Row) rates(mode, base string) (Curve, string) {
	bands := r.Bands("bands")
	amount := Brackets(bands...)
	switch {
	case mode == "portion":
		amount = Portions(bands...)
	case mode == "flat" && len(bands) != 1:
		r.Fault("bands", "must be exactly one in the mode flat")
	}
	r.Keep("bands", amount.Err())
	basis := bandsBasis(mode, base, bands)
	if r.Has("minimum") {
		least := r.Amount("minimum")
		r.Keep("minimum", Flat(least).Err())
		amount = amount.AtLeast(least)
		basis += ", at least " + moneyText(least)
	}
	return amount, basis
}

// bandsBasis says rates in words: "of the whole sales price 8% up to 10.00, 15% above".
func bandsBasis(mode, base string, bands []Band) string {
	if len(bands) == 1 {
		return bandText(bands[0], " of the "+base)
	}
	text := "of the whole " + base + " "
	if mode == "portion" {
		text = "of each portion of the " + base + " "
	}
	for i, band := range bands {
		if i > 0 {
			text += ", "
		}
		text += bandText(band, "")
		switch {
		case band.UpTo.Valid:
			text += " up to " + moneyText(band.UpTo.Decimal)
		case band.Below.Valid:
			text += " below " + moneyText(band.Below.Decimal)
		default:
			text += " above"
		}
	}
	return text
}

// bandText says what one band charges: "15% of the sales price plus 0.50".
func bandText(b Band, of string) string {
	switch {
	case b.Fee.IsZero():
		return fx.Percent(b.Rate) + of
	case b.Rate.IsZero():
		return moneyText(b.Fee)
	}
	return fx.Percent(b.Rate) + of + " plus " + moneyText(b.Fee)
}

// moneyText is an amount with its cents, and with what is finer if it has any:
// "10.00", "0.085".
func moneyText(d decimal.Decimal) string {
	if cents := d.Truncate(2); cents.Equal(d) {
		return cents.StringFixed(2)
	}
	return fx.Plain(d)
}
