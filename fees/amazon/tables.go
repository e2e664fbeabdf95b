package amazon

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
	referralKind, closingKind, individualPlanKind, refundAdminKind,
	sizeTierKind, fulfillmentKind,
	fuelSurchargeKind, overmaxKind, sippDiscountKind, packagingKind, lithiumKind,
	storageKind, utilizationKind, agedKind,
	lowInventoryKind, placementKind, returnsKind, removalKind, liquidationKind,
	promotionKind, professionalPlanKind, highVolumeKind,
)

// ShippedTables returns the tables that come with this release. The error is
// nil unless the release itself is broken.
func ShippedTables() (*fees.Tables, error) { return format.Shipped() }

// ReadTables reads one or more fee tables, JSON objects one after the other, in
// the format of the folder data; see [fees.Format.Read] for the faults that it
// reports. To add tables to the shipped ones see [fees.Tables.With].
func ReadTables(r io.Reader) (*fees.Tables, error) { return format.Read(r) }

// Categories yields the category keys of the referral table of a day in
// alphabetical order; nil tables are the shipped ones.
func Categories(t *fees.Tables, on time.Time) (iter.Seq[string], error) {
	return fees.CategoryKeys(format, t, referralKind, "", on)
}
