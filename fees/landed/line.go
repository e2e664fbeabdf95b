package landed

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Line is one SKU of a shipment. The zero Line is not usable: it has no SKU and
// no units.
type Line struct {
	// SKU names the line and decides ties; each is there once.
	SKU string
	// Units is how many are in the shipment, from 1 to [MaxUnits].
	Units int64
	// Packages are all cartons of the line. They are needed for costs by
	// chargeable weight, and for costs by weight or volume when Kg or CubicMetres
	// are not given.
	Packages []freight.Package
	// Kg is the gross weight and CubicMetres the volume of the whole line; not
	// Valid means that they are those of the packages.
	Kg, CubicMetres decimal.NullDecimal
	// Price is what the supplier asks for one unit, in Currency; not Valid means
	// unknown, and Currency is then not looked at. The price of the line is
	// units × price, rounded once to the minor unit.
	Price    decimal.NullDecimal
	Currency fx.Currency
	// VAT says whether the price has Chinese VAT in it and what is refunded. The
	// zero VAT: none.
	VAT VAT

	// HTS is the code of the US tariff and Origin the country of the goods, ISO
	// 3166-1 alpha-2. Without an Entry the code is not looked at.
	HTS, Origin string
	// CustomsValue is the value of the whole line in USD; not Valid means that it
	// follows from the purchase, the terms of sale and the dutiable costs.
	CustomsValue decimal.NullDecimal
	// The others are what customs wants to know besides, as in [customs.Line].
	Quantities    map[string]decimal.Decimal
	Facts         customs.Facts
	Cases         []customs.Case
	NoCases       bool
	Preference    string
	Chapter98     string
	DutiableValue decimal.NullDecimal
	MPFExempt     bool
}

// Bounds of what comes from outside. They are far above what a shipment holds and
// small enough for sums.
const (
	// MaxUnits is the largest number of units of one line, unit cost or move.
	MaxUnits = 1_000_000_000
	maxName  = 200 // bytes
)

// highest is the largest amount, price, weight and volume.
var highest = decimal.New(1, 14)

// home is the origin of goods that owe no duty without an entry.
const home = "US"

// check notes the faults of one line at its path.
func (l *Line) check(f *fees.Faults) {
	checkName(f, "sku", l.SKU)
	if l.Units < 1 || l.Units > MaxUnits {
		f.Add("units", strconv.FormatInt(l.Units, 10), "must be a whole number from 1 to "+strconv.Itoa(MaxUnits))
	}
	f.Join(l.cargo().Check())
	checkMeasure(f, "price", l.Price)
	if l.Price.Valid {
		checkCurrency(f, "currency", l.Currency)
	}
	checkMeasure(f, "customs_value", l.CustomsValue)
	if !isCountry(l.Origin) && l.Origin != "" {
		f.Add("origin", l.Origin, `must be a country code of two capital letters, such as "CN"`)
	}
}

// isCountry reports whether a text has the form of ISO 3166-1 alpha-2.
func isCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// checkName notes a name that is empty, too long or not printable.
func checkName(f *fees.Faults, field, name string) {
	switch {
	case name == "":
		f.Add(field, "", "must not be empty")
	case len(name) > maxName:
		f.Add(field, name, "must be at most "+strconv.Itoa(maxName)+" bytes")
	}
}

// checkMeasure notes a figure that is neither unset nor from 0 to the highest.
func checkMeasure(f *fees.Faults, field string, d decimal.NullDecimal) {
	if !d.Valid {
		return
	}
	switch err := fx.CheckDecimal(d.Decimal); {
	case err != nil:
		f.Join(fx.InField(field, err))
	case d.Decimal.Sign() < 0:
		f.Add(field, fx.Plain(d.Decimal), "must not be below 0")
	case tooLarge(d.Decimal):
		f.Add(field, fx.Plain(d.Decimal), "must be at most "+fx.Plain(highest))
	}
}

// tooLarge reports whether a checked decimal is beyond the highest, up or down.
func tooLarge(d decimal.Decimal) bool {
	const integerDigits = 14 // fewer digits before the point are a smaller number
	return d.NumDigits()+int(d.Exponent()) > integerDigits && d.Abs().GreaterThan(highest)
}

// checkCurrency notes what is no currency with a minor unit.
func checkCurrency(f *fees.Faults, field string, c fx.Currency) {
	if _, ok := c.MinorUnits(); !ok {
		f.Add(field, string(c), "must be a currency with a minor unit, such as USD")
	}
}
