package reports

import (
	"iter"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A FeePreviewRow is one item of Amazon's FBA fee preview: what Amazon measured and
// which fees it expects. A number that the file does not have is not Valid, and a
// length or weight is then nil.
type FeePreviewRow struct {
	Row                                int
	SKU, FNSKU, ASIN, Product          string
	Store, Group, Brand, FulfilledBy   string
	Currency                           fx.Currency
	Price, SalePrice                   decimal.NullDecimal
	Longest, Median, Shortest          *fees.Length
	LengthAndGirth                     *fees.Length
	Weight                             *fees.Weight
	SizeTier                           string
	Total, Referral, Closing           decimal.NullDecimal
	Fulfilment, FutureFulfilment       decimal.NullDecimal
	PickPack, WeightHandling, Handling decimal.NullDecimal

	lengthUnit, weightUnit string
}

// TotalDifference returns how far the printed total is from referral, closing and
// fulfilment fee; a closing fee that the file does not have counts nothing. It is not
// Valid while one of the others is unknown.
func (r *FeePreviewRow) TotalDifference() decimal.NullDecimal {
	if !r.Total.Valid || !r.Referral.Valid || !r.Fulfilment.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.Total.Decimal.Sub(r.Referral.Decimal).Sub(r.Closing.Decimal).Sub(r.Fulfilment.Decimal))
}

// FeePreview yields the rows of a file of the kind [FeePreview], in order. A row that
// cannot be read is yielded as an error and the next follows.
func (f *File) FeePreview() iter.Seq2[FeePreviewRow, error] {
	return rows(f, FeePreview, feePreviewColumns)
}

// units are the names that files give to the units of this module.
var units = map[string]string{
	"inches": "in", "inch": "in", "in": "in",
	"centimeters": "cm", "centimetres": "cm", "cm": "cm", "millimeters": "mm", "millimetres": "mm", "mm": "mm",
	"pounds": "lb", "pound": "lb", "lb": "lb", "lbs": "lb", "ounces": "oz", "oz": "oz",
	"grams": "g", "gram": "g", "g": "g", "kilograms": "kg", "kg": "kg",
}

var feePreviewColumns = feePreviewTable()

func feePreviewTable() []column[FeePreviewRow] {
	text := func(name string, others []string, field func(*FeePreviewRow) *string) column[FeePreviewRow] {
		return column[FeePreviewRow]{title{name, others, false}, func(c *cell, r *FeePreviewRow) { *field(r) = c.plain() }}
	}
	money := func(name string, others []string, field func(*FeePreviewRow) *decimal.NullDecimal) column[FeePreviewRow] {
		return column[FeePreviewRow]{title{name, others, false}, func(c *cell, r *FeePreviewRow) { *field(r), _ = c.money(r.Currency) }}
	}
	unit := func(name string, field func(*FeePreviewRow) *string) column[FeePreviewRow] {
		return column[FeePreviewRow]{title{name, nil, false}, func(c *cell, r *FeePreviewRow) {
			if c.absent() {
				return
			}
			var known bool
			if *field(r), known = units[strings.ToLower(c.plain())]; !known {
				c.fail("must be inches, centimeters, pounds, ounces, grams or kilograms")
			}
		}}
	}
	side := func(name string, field func(*FeePreviewRow) **fees.Length) column[FeePreviewRow] {
		return column[FeePreviewRow]{title{name, nil, false}, func(c *cell, r *FeePreviewRow) {
			n := c.plainNumber()
			if !n.Valid || n.Decimal.IsZero() {
				return // not measured
			}
			if l, err := fees.ParseLength(fx.Plain(n.Decimal) + " " + r.lengthUnit); err != nil {
				c.fail("must be a length above 0 with a unit")
			} else {
				*field(r) = &l
			}
		}}
	}
	columns := []column[FeePreviewRow]{
		{title{"sku", nil, true}, func(c *cell, r *FeePreviewRow) { r.Row, r.SKU = c.row, c.needed() }},
		{title{"currency", nil, false}, func(c *cell, r *FeePreviewRow) {
			if r.Currency = c.currency(); r.Currency == "" {
				r.Currency = c.file.opt.Currency
			}
		}},
		unit("unit-of-dimension", func(r *FeePreviewRow) *string { return &r.lengthUnit }),
		unit("unit-of-weight", func(r *FeePreviewRow) *string { return &r.weightUnit }),
		text("fnsku", nil, func(r *FeePreviewRow) *string { return &r.FNSKU }),
		text("asin", nil, func(r *FeePreviewRow) *string { return &r.ASIN }),
		text("product-name", nil, func(r *FeePreviewRow) *string { return &r.Product }),
		text("amazon-store", nil, func(r *FeePreviewRow) *string { return &r.Store }),
		text("product-group", nil, func(r *FeePreviewRow) *string { return &r.Group }),
		text("brand", nil, func(r *FeePreviewRow) *string { return &r.Brand }),
		text("fulfilled-by", nil, func(r *FeePreviewRow) *string { return &r.FulfilledBy }),
		money("your-price", nil, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.Price }),
		money("sales-price", nil, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.SalePrice }),
		side("longest-side", func(r *FeePreviewRow) **fees.Length { return &r.Longest }),
		side("median-side", func(r *FeePreviewRow) **fees.Length { return &r.Median }),
		side("shortest-side", func(r *FeePreviewRow) **fees.Length { return &r.Shortest }),
		side("length-and-girth", func(r *FeePreviewRow) **fees.Length { return &r.LengthAndGirth }),
		{title{"item-package-weight", nil, false}, func(c *cell, r *FeePreviewRow) {
			n := c.plainNumber()
			if !n.Valid || n.Decimal.IsZero() {
				return // not weighed
			}
			if w, err := fees.ParseWeight(fx.Plain(n.Decimal) + " " + r.weightUnit); err != nil {
				c.fail("must be a weight above 0 with a unit")
			} else {
				r.Weight = &w
			}
		}},
		text("product-size-tier", []string{"product-size-weight-band"}, func(r *FeePreviewRow) *string { return &r.SizeTier }),
		{title{"estimated-fee-total", nil, true}, func(c *cell, r *FeePreviewRow) { r.Total, _ = c.money(r.Currency) }},
		{title{"estimated-referral-fee-per-unit", nil, true}, func(c *cell, r *FeePreviewRow) { r.Referral, _ = c.money(r.Currency) }},
		money("estimated-variable-closing-fee", nil, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.Closing }),
		money("estimated-order-handling-fee-per-order", nil, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.Handling }),
		money("estimated-pick-pack-fee-per-unit", nil, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.PickPack }),
		money("estimated-weight-handling-fee-per-unit", nil, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.WeightHandling }),
		money("expected-fulfillment-fee-per-unit", []string{"expected-domestic-fulfilment-fee-per-unit", "expected-fulfilment-fee-per-unit"}, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.Fulfilment }),
		money("expected-future-fulfillment-fee-per-unit", []string{"expected-future-fulfilment-fee-per-unit"}, func(r *FeePreviewRow) *decimal.NullDecimal { return &r.FutureFulfilment }),
	}
	for _, known := range []string{ // and not kept
		"estimated-future-fee", "estimated-future-fee (current selling on amazon + future fulfillment fees)",
		"estimated-future-order-handling-fee-per-order", "estimated-future-pick-pack-fee-per-unit", "estimated-future-weight-handling-fee-per-unit",
		"has-local-inventory",
	} {
		columns = append(columns, column[FeePreviewRow]{title{known, nil, false}, nil})
	}
	return columns
}
