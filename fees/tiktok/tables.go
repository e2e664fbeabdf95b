package tiktok

import (
	"embed"
	"io"
	"iter"
	"time"

	"github.com/lianxing/crossborder/fees"
)

//go:embed data/*.json
var files embed.FS

// format is what the fee tables of this channel look like. Each kind is declared
// in the file of the charge that it is about.
var format = fees.NewFormat(Channel, files,
	referralKind, transactionKind, refundAdminKind,
	billableWeightKind, fulfillmentKind, ownContainerDiscountKind,
	returnsProcessingKind, storageKind,
)

// ShippedTables returns the tables that come with this release. The error is nil
// unless the release itself is broken.
func ShippedTables() (*fees.Tables, error) { return format.Shipped() }

// ReadTables reads one or more fee tables, JSON objects one after the other, in
// the format of the folder data; see [fees.Format.Read] for the faults that it
// reports. To add tables to the shipped ones see [fees.Tables.With].
func ReadTables(r io.Reader) (*fees.Tables, error) { return format.Read(r) }

// Categories yields the category keys of a schedule of the referral fee on a day,
// in alphabetical order; the zero Schedule is [Standard], nil tables are the
// shipped ones. A day without a table of the schedule is a *[fees.NoTableError].
func Categories(t *fees.Tables, schedule Schedule, on time.Time) (iter.Seq[string], error) {
	return fees.CategoryKeys(format, t, referralKind, string(schedule.orStandard()), on)
}
