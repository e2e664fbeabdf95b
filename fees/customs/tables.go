package customs

import (
	"embed"
	"io"

	"github.com/lianxing/crossborder/fees"
)

// Channel names the tables of this package.
const Channel = "us-customs"

//go:embed data/*.json
var files embed.FS

// format is what the tables of this package look like. Each kind is declared in the
// file of the rules that it is about.
var format = fees.NewFormat(Channel, files,
	kindTariff, kindProgramme, kindQuestion, kindStacking, kindColumn2,
	kindMPF, kindHMF, kindEntryLimits, kindDeMinimis,
)

// ShippedTables returns the tables that come with this release. The error is nil
// unless the release itself is broken.
func ShippedTables() (*fees.Tables, error) { return format.Shipped() }

// ReadTables reads one or more tables, JSON objects one after the other, in the
// format of the folder data; see [fees.Format.Read] for the faults that it reports.
// To add tables to the shipped ones, such as a tariff file of one's own, see
// [fees.Tables.With].
func ReadTables(r io.Reader) (*fees.Tables, error) { return format.Read(r) }
