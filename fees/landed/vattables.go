package landed

import (
	"embed"
	"io"
	"maps"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of the tables of this package: Chinese VAT and what of it is
// refunded on export.
const Channel = "china-vat"

//go:embed data/*.json
var files embed.FS

var format = fees.NewFormat(Channel, files, vatRateKind, refundRateKind)

// ShippedTables returns the VAT and refund rates that come with this release. The
// error is nil unless the release itself is broken.
func ShippedTables() (*fees.Tables, error) { return format.Shipped() }

// ReadTables reads one or more tables of VAT or refund rates, JSON objects one
// after the other, in the format of the folder data; see [fees.Format.Read] for the
// faults that it reports. The classes of a table may be any texts, such as Chinese
// tariff codes: what a [VAT] asks for is looked up as it is written. To add tables
// to the shipped ones see [fees.Tables.With].
func ReadTables(r io.Reader) (*fees.Tables, error) { return format.Read(r) }

// The rates of VAT and of its refund, by class of goods.
var (
	vatRateKind    = fees.NewKind("rate", readRates)
	refundRateKind = fees.NewKind("refund", readRates)
)

// A classRate is the rate of one class of goods.
type classRate struct {
	rate       decimal.Decimal
	confidence fees.Confidence
}

func readRates(f *fees.TableFile) map[string]classRate {
	return fees.ReadByKey[string](f, "class", func(row *fees.Row) classRate {
		row.OptionalText("label") // for people
		return classRate{row.Rate("rate"), row.Confidence()}
	})
}

// A datedRate is one that the caller gave or that a table has for a day. The
// names are those of the inputs, for faults.
type datedRate struct {
	kind                     *fees.Kind[map[string]classRate]
	given                    decimal.NullDecimal
	class                    string
	on                       time.Time
	rateName, className, day string
}

// find returns the rate and where it is from. What is missing or out of bounds is an
// *[fx.InputError]; a day without a table is a *[fees.NoTableError], and a class that
// the table does not have a *[fees.UnknownKeyError].
func (d *datedRate) find(t *fees.Tables) (decimal.Decimal, fees.Source, error) {
	var faults fees.Faults
	if d.given.Valid {
		faults.Rate(d.rateName, d.given.Decimal)
		return d.given.Decimal, fees.SuppliedBy(d.rateName), faults.Err()
	}
	if d.class == "" {
		faults.Add(d.className, "", "must be given, or the "+d.rateName)
	}
	if d.on.IsZero() {
		faults.Add(d.day, "", "must be a date, or give the "+d.rateName)
	}
	t, err := format.Or(t)
	faults.Join(err)
	if len(faults) > 0 {
		return decimal.Decimal{}, fees.Source{}, faults.Err()
	}
	table, err := d.kind.On(t, d.on)
	if err != nil {
		return decimal.Decimal{}, fees.Source{}, err
	}
	row, known := table.Rules[d.class]
	if !known {
		return decimal.Decimal{}, fees.Source{}, &fees.UnknownKeyError{
			Table: table.Source.Table, Field: d.className, Key: d.class,
			Nearest: fees.Nearest(d.class, maps.Keys(table.Rules)),
		}
	}
	return row.rate, table.Source.Graded(row.confidence), nil
}

// ratesFor returns the VAT rate and the refund rate, which must not be above it.
func ratesFor(vat, refund datedRate, t *fees.Tables) (v, r decimal.Decimal, vatSource, refundSource fees.Source, err error) {
	var faults fees.Faults
	v, vatSource, vatErr := vat.find(t)
	faults.Join(vatErr)
	r, refundSource, refundErr := refund.find(t)
	faults.Join(refundErr)
	if vatErr == nil && refundErr == nil && r.GreaterThan(v) {
		faults.Add(refund.rateName, fx.Percent(r), "must not be above the VAT rate of "+fx.Percent(v))
	}
	return v, r, vatSource, refundSource, faults.Err()
}
