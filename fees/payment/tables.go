package payment

import (
	"embed"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
)

//go:embed data/*.json
var files embed.FS

// format is what the fee tables of this package look like. Each kind is declared
// in the file of the party that it is about.
var format = fees.NewFormat(Channel, files,
	stripeKind, payPalKind, payPalSurchargeKind, payPalDisputeKind, payoutKind,
)

// ShippedTables returns the tables that come with this release. The error is
// nil unless the release itself is broken.
func ShippedTables() (*fees.Tables, error) { return format.Shipped() }

// ReadTables reads one or more fee tables, JSON objects one after the other, in
// the format of the folder data; see [fees.Format.Read] for the faults that it
// reports. A table of the kind "payout" or "paypal" names in "variant" whatever
// provider or product it is for. To add tables to the shipped ones see
// [fees.Tables.With].
func ReadTables(r io.Reader) (*fees.Tables, error) { return format.Read(r) }

// find returns the table of a variant. One that no table knows is a
// *fees.UnknownKeyError with the nearest names.
func find[T any](k *fees.Kind[T], t *fees.Tables, kind, field, variant string, on time.Time) (fees.Table[T], error) {
	table, err := k.OnVariant(t, variant, on)
	var none *fees.NoTableError
	if errors.As(err, &none) && none.First.IsZero() {
		if known := k.Variants(t); len(known) > 0 {
			err = &fees.UnknownKeyError{Table: kind, Field: field, Key: variant, Nearest: fees.Nearest(variant, slices.Values(known))}
		}
	}
	return table, err
}
