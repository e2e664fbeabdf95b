package customs

import (
	"math/bits"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A duty is a rate of the tariff: ad valorem, specific, both (compound), free, up
// to a total with column 1, or not known. The zero duty is none.
type duty struct {
	kind     dutyKind
	rate     decimal.Decimal // fraction of the value, or the total
	specific decimal.Decimal // US dollars per unit
	unit     string
	text     string // for people
}

type dutyKind int

const (
	noDuty dutyKind = iota
	freeDuty
	adValorem
	specificDuty // with or without an ad valorem part
	topUp
	unknownDuty
)

// unknown reports whether nobody knows the rate.
func (d *duty) unknown() bool { return d.kind == unknownDuty || d.kind == noDuty }

// rounded returns what the rate takes of a base, of which it is exact before rounding,
// rounded half away from zero to the cent.
func (d *duty) rounded(base, exact decimal.Decimal) decimal.Decimal {
	if d.kind == adValorem {
		if cents, fits := centsOf(d.rate, base); fits {
			return cents
		}
	}
	return exact.Round(2)
}

// centsOf returns rate × base, both not negative, rounded half up to the cent, when the
// base is in whole cents and the numbers fit.
func centsOf(rate, base decimal.Decimal) (decimal.Decimal, bool) {
	n, fits := scaled(base, -2)
	places := -rate.Exponent()
	if !fits || places < 0 || places >= maxPlaces || rate.Sign() < 0 || rate.GreaterThan(maxRate) {
		return decimal.Decimal{}, false
	}
	den := uint64(1)
	for range places {
		den *= 10
	}
	high, low := bits.Mul64(n, uint64(rate.CoefficientInt64())) // a rate of up to 10 with few decimals
	if high >= den {
		return decimal.Decimal{}, false
	}
	cents, rest := bits.Div64(high, low, den)
	if rest >= den-rest {
		cents++
	}
	return fromCents(cents), cents <= 999_999_999_999_999_999
}

// maxPlaces bounds the decimals of a rate that is multiplied as a whole number.
const maxPlaces = 16

// maxRate is the highest rate that is read: 1000 %.
var maxRate = decimal.NewFromInt(10)

// readDuty reads the columns of a rate: "free" or "unknown" as true, "ad_valorem",
// "specific" with "unit", or "top_up_to". A nil row is no duty.
func readDuty(row *fees.Row, withTopUp bool) duty {
	if row == nil {
		return duty{}
	}
	d := duty{}
	given := 0
	if row.Flag("free") {
		d.kind, d.text = freeDuty, "free"
		given++
	}
	if row.Flag("unknown") {
		d.kind, d.text = unknownDuty, "unknown"
		given++
	}
	if row.Has("ad_valorem") || row.Has("specific") {
		d.readAmounts(row)
		given++
	}
	if withTopUp && row.Has("top_up_to") {
		d.kind, d.rate = topUp, readRate(row, "top_up_to")
		d.text = "up to a total of " + fx.Percent(d.rate)
		given++
	}
	if given != 1 {
		names := "free, unknown, ad_valorem or specific"
		if withTopUp {
			names += " or top_up_to"
		}
		row.Fault("ad_valorem", "must be one rate: "+names)
	}
	return d
}

// readAmounts reads an ad valorem rate, a specific one or both.
func (d *duty) readAmounts(row *fees.Row) {
	if row.Has("specific") {
		d.kind, d.specific, d.unit = specificDuty, row.Amount("specific"), row.Text("unit")
		d.text = fx.Plain(d.specific) + " per " + d.unit
	}
	if row.Has("ad_valorem") {
		d.rate = readRate(row, "ad_valorem")
		if d.kind == specificDuty {
			d.text += " + " + fx.Percent(d.rate)
		} else {
			d.kind, d.text = adValorem, fx.Percent(d.rate)
		}
	}
}

// readRate reads a rate that may be above 1: some duties are 125 %.
func readRate(row *fees.Row, column string) decimal.Decimal {
	rate := row.Amount(column)
	if rate.GreaterThan(maxRate) {
		row.Fault(column, "must be a fraction of at most "+fx.Plain(maxRate)+", such as 0.25")
	}
	return rate
}
