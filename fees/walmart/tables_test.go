package walmart_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/internal/feetest"
)

// file is the text of a table file.
func file(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("data/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A caller's table of a later time extends the shipped ones, one of the same id
// replaces it, and one that overlaps is refused.
func TestTablesWith(t *testing.T) {
	shipped, err := walmart.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	add := func(replacements ...string) (*fees.Tables, error) {
		newer, err := walmart.ReadTables(strings.NewReader(strings.NewReplacer(replacements...).Replace(file(t, "add-ons-2025-04-01"))))
		if err != nil {
			t.Fatal(err)
		}
		return shipped.With(newer)
	}
	later, err := add("add-ons-2025-04-01", "add-ons-2027-11-23", `"2025-04-01"`, `"2027-11-23"`, `"2027-11-22"`, `null`, `"1.00"`, `"2.00"`)
	if err != nil {
		t.Fatal(err)
	}
	corrected, err := add(`"1.00"`, `"2.00"`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := add("add-ons-2025-04-01", "add-ons-2026-04-01", `"2025-04-01"`, `"2026-04-01"`); err == nil {
		t.Error("an overlap is accepted")
	}
	for _, row := range []struct {
		name   string
		tables *fees.Tables
		want   string
	}{{"shipped", nil, "1.00"}, {"with a later one", later, "1.00"}, {"with a corrected one", corrected, "2.00"}} {
		l := walmart.Listing{Parcel: inches(t, "5", "5", "5", "1"), Category: "books", Tables: row.tables}
		if got := billed(t, l, spring, "9.99")["low_price"]; got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

// Every fault of a table is reported at its table, row and column.
func TestReadTablesFaults(t *testing.T) {
	for _, row := range []struct{ name, file, old, new, field string }{
		{"wrong channel", "prep-2026-01-13", `"channel": "walmart-us"`, `"channel": "amazon-us"`, "channel"},
		{"unknown kind", "prep-2026-01-13", `"kind": "prep"`, `"kind": "preparation"`, "kind"},
		{"unknown variant", "multichannel-standard-2026-03-12", `"variant": "standard"`, `"variant": "overnight"`, "variant"},
		{"variant of a kind without", "prep-2026-01-13", `"kind": "prep"`, `"kind": "prep", "variant": "standard"`, "variant"},
		{"dates out of order", "prep-2026-01-13", `"2027-11-22"`, `"2025-11-22"`, "effective_to"},
		{"no rows", "prep-2026-01-13", `"rows": [`, `"rows": [], "more": [`, "rows"},
		{"a column of no kind", "prep-2026-01-13", `"planned": "0.60"`, `"planned": "0.60", "price": "1"`, "rows[0].price"},
		{"prep without a service", "prep-2026-01-13", `"service": "poly_bag"`, `"service": "label"`, "rows"},
		{"prep twice", "prep-2026-01-13", `"service": "poly_bag"`, `"service": "label"`, "rows[1].service"},
		{"negative fee", "prep-2026-01-13", `"0.80"`, `"-0.80"`, "rows[0].unplanned"},
		{"referral twice", "referral-2026-03-08", `"category": "grocery"`, `"category": "books"`, "rows[13].category"},
		{"negative rate", "referral-2026-03-08", `"rate": "0.12"`, `"rate": "-0.12"`, "rows[1].bands[0].rate"},
		{"rate above 1", "referral-2026-03-08", `"rate": "0.12"`, `"rate": "12"`, "rows[1].bands[0].rate"},
		{"bands that do not rise", "referral-2026-03-08", `"to": "20"`, `"to": "15"`, "rows[0].bands[1]"},
		{"mode", "referral-2026-03-08", `"mode": "portion"`, `"mode": "marginal"`, "rows[1].mode"},
		{"savings twice", "pro-listing-savings-2026-02-01", `"level": "pro"`, `"level": "advanced"`, "rows[1].level"},
		{"savings of a level that is not known", "pro-listing-savings-2026-02-01", `"level": "pro"`, `"level": "gold"`, "rows[1].level"},
		{"share above 1", "pro-listing-savings-2026-02-01", `"0.05"`, `"5"`, "rows[0].share"},
		{"size twice", "size-bands-2025-04-01", `"band": "oversize_1"`, `"band": "standard"`, "rows[1].band"},
		{"size without a weight", "size-bands-2025-04-01", `"weight_to": "150 lb", "weight_at_least"`, `"weight_at_least"`, "rows[2].weight_to"},
		{"unit of a side", "size-bands-2025-04-01", `"48 in"`, `"48 lb"`, "rows[0].longest"},
		{"nothing to round to", "size-bands-2025-04-01", `"round_to": "1 lb"`, `"round_to": "0 lb"`, "round_to"},
		{"divisor", "size-bands-2025-04-01", `"139"`, `"0"`, "dim_divisor"},
		{"gap between weights", "fulfillment-2025-04-01", `"over": "20 lb"`, `"over": "21 lb"`, "rows[4].over"},
		{"overlap of weights", "fulfillment-2025-04-01", `"over": "20 lb"`, `"over": "19 lb"`, "rows[4].over"},
		{"first weight above 0", "fulfillment-2025-04-01", `"size": "standard", "to": "1 lb"`, `"size": "standard", "over": "0.5 lb", "to": "1 lb"`, "rows[0].over"},
		{"weights upside down", "fulfillment-2025-04-01", `"to": "30 lb"`, `"to": "3 lb"`, "rows[4].to"},
		{"size that is not known", "fulfillment-2025-04-01", `"size": "standard"`, `"size": "small"`, "rows[0].size"},
		{"step of nothing", "fulfillment-2025-04-01", `"each": "1 lb"`, `"each": "0 lb"`, "rows[3].step.each"},
		{"negative step", "fulfillment-2025-04-01", `{"fee": "0.40"`, `{"fee": "-0.40"`, "rows[3].step.fee"},
		{"add-on that is missing", "add-ons-2025-04-01", `"add_on": "hazmat"`, `"add_on": "apparel"`, "rows"},
		{"add-on twice", "add-ons-2025-04-01", `"add_on": "hazmat"`, `"add_on": "apparel"`, "rows[1].add_on"},
		{"negative price of an add-on", "add-ons-2025-04-01", `"below": "10.00"`, `"below": "-10.00"`, "rows[2].below"},
		{"add-on below a price of nothing", "add-ons-2025-04-01", `"below": "10.00"`, `"below": "0"`, "rows[2].below.bands[0]"},
		{"returns with an add-on of prices", "returns-processing-2025-04-01", `"apparel"`, `"low_price"`, "add_ons"},
		{"returns with an add-on that is not known", "returns-processing-2025-04-01", `"apparel"`, `"fragile"`, "add_ons"},
		{"returns with a gap", "returns-processing-2025-04-01", `"over": "90 lb"`, `"over": "91 lb"`, "rows[8].over"},
		{"transfer with a gap", "inbound-transfer-2026-01-22", `"over": "1 lb"`, `"over": "1.5 lb"`, "rows[1].over"},
		{"disposal with a gap", "disposal-2025-04-01", `"over": "2 lb"`, `"over": "3 lb"`, "rows[1].over"},
		{"removal without hazmat", "removal-2025-04-01", `"hazmat": "0.50"`, `"hazmat": null`, "hazmat"},
		{"negative hazmat", "removal-2025-04-01", `"hazmat": "0.50"`, `"hazmat": "-0.50"`, "hazmat"},
		{"huge hazmat", "removal-2025-04-01", `"hazmat": "0.50"`, `"hazmat": "1e30"`, "hazmat"},
		{"storage with a gap", "storage-2026-01-01", `"over_days": "30"`, `"over_days": "31"`, "rows[2].over_days"},
		{"storage without a season", "storage-2026-01-01", `"last_month": "9"`, `"last_month": "8"`, "rows[3].over_days"},
		{"storage period", "storage-2026-01-01", `"30_days"`, `"week"`, "per"},
		{"storage that ends", "storage-oldest-2026-06-30", `"over_days": "450"`, `"over_days": "450", "to_days": "900"`, "rows"},
		{"multichannel with an overlap", "multichannel-expedited-2026-03-12", `"over": "6 oz"`, `"over": "5 oz"`, "rows[1].over"},
		{"light units rounded to nothing", "multichannel-expedited-2026-03-12", `"1 oz"`, `"0 oz"`, "light_round_to"},
		{"discounts that do not rise", "multichannel-discount-2026-03-12", `"units": "3"`, `"units": "2"`, "rows[1].units"},
		{"discount of one unit", "multichannel-discount-2026-03-12", `"units": "2"`, `"units": "1"`, "rows[0].units"},
		{"negative discount", "multichannel-discount-2026-03-12", `"2.50"`, `"-2.50"`, "rows[0].discount"},
	} {
		t.Run(row.name, func(t *testing.T) {
			broken := feetest.Change(t, file(t, row.file), row.old, row.new)
			feetest.Refused(t, walmart.ReadTables, broken, "walmart-us-"+row.file+"."+row.field)
		})
	}
	twice := file(t, "prep-2026-01-13") + file(t, "prep-2026-01-13")
	feetest.Refused(t, walmart.ReadTables, twice, "walmart-us-prep-2026-01-13")
	feetest.ReaderFails(t, walmart.ReadTables)
}

// A kind without any table is missing, not free.
func TestMissingKindIsAnError(t *testing.T) {
	box := inches(t, "5", "5", "5", "1")
	for _, kind := range []string{
		"referral", "pro-listing-savings", "size-bands", "fulfillment", "add-ons", "returns-processing", "inbound-transfer", "prep",
		"disposal", "removal", "storage-2", "storage-oldest", "multichannel-standard", "multichannel-discount",
	} {
		tables, err := walmart.ReadTables(strings.NewReader(feetest.Without(t, kind)))
		if err != nil {
			t.Fatal(err)
		}
		l := walmart.Listing{
			Parcel: box, Category: "books", Tables: tables, ProListingSavings: walmart.ProSeller, InboundTransfer: true, Prep: []walmart.Prep{walmart.Label},
		}
		back := l
		back.Removal = walmart.ToSeller
		m := walmart.Multichannel{Parcel: box, Tables: tables}
		var failed error
		for _, b := range []fees.Biller{l, back, m} {
			_, err := b.Charges(spring)
			failed = errors.Join(failed, err)
		}
		_, err = l.Storage(fees.Stay{Received: spring, Until: spring.AddDate(0, 0, 1)})
		var none *fees.NoTableError
		if failed = errors.Join(failed, err); !errors.As(failed, &none) {
			t.Errorf("without %s: error is %v", kind, failed)
		}
	}
}

// A caller's table that ends too early is an error, not the last row of it.
func TestTablesThatEnd(t *testing.T) {
	shipped, err := walmart.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ file, old, new string }{
		{"fulfillment-2025-04-01", `"over": "50 lb"`, `"over": "50 lb", "to": "51 lb"`},
		{"returns-processing-2025-04-01", `"over": "50 lb"`, `"over": "50 lb", "to": "51 lb"`},
		{"inbound-transfer-2026-01-22", `"over": "2 lb"`, `"over": "2 lb", "to": "51 lb"`},
		{"disposal-2025-04-01", `"to": "500 lb"`, `"to": "51 lb"`},
		{"pro-listing-savings-2026-02-01", `"level": "pro", "share": "0.10"`, `"level": "advanced", "share": "0.10"`},
	} {
		text := strings.Replace(file(t, row.file), row.old, row.new, 1)
		if row.file == "pro-listing-savings-2026-02-01" {
			text = strings.Replace(text, `{"level": "advanced", "share": "0.05"},`, "", 1)
		}
		newer, err := walmart.ReadTables(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		tables, err := shipped.With(newer)
		if err != nil {
			t.Fatal(err)
		}
		l := walmart.Listing{Parcel: inches(t, "5", "5", "5", "60"), Category: "books", InboundTransfer: true, ProListingSavings: walmart.ProSeller}
		if _, err := l.Charges(spring); err != nil {
			t.Fatal(err)
		}
		l.Tables = tables
		if charges, err := l.Charges(spring); err == nil {
			t.Errorf("%s: got %v", row.file, charges)
		}
	}
}

// Tables of another channel are refused wherever tables are taken.
func TestTablesOfAnotherChannel(t *testing.T) {
	foreign, err := fees.NewFormat("shop", os.DirFS("data")).Read(strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	l := walmart.Listing{Parcel: inches(t, "5", "5", "5", "1"), Category: "books", Tables: foreign}
	m := walmart.Multichannel{Parcel: l.Parcel, Tables: foreign}
	stay := fees.Stay{Received: spring, Until: spring}
	for name, call := range map[string]func() error{
		"Charges":              func() error { _, err := l.Charges(spring); return err },
		"Size":                 func() error { _, err := l.Size(spring); return err },
		"Storage":              func() error { _, err := l.Storage(stay); return err },
		"Categories":           func() error { _, err := walmart.Categories(foreign, spring); return err },
		"Multichannel.Charges": func() error { _, err := m.Charges(spring); return err },
		"Multichannel.Size":    func() error { _, err := m.Size(spring); return err },
		"Multichannel.Storage": func() error { _, err := m.Storage(stay); return err },
	} {
		if got := feetest.Fields(t, call()); !slices.Equal(got, []string{"tables"}) {
			t.Errorf("%s: faults at %q", name, got)
		}
	}
	var none *fees.NoTableError
	if _, err := walmart.Categories(nil, fees.Day(2020, 1, 1)); !errors.As(err, &none) {
		t.Errorf("categories of 2020: %v", err)
	}
}

// The reader survives anything, and what it accepts answers look-ups.
func FuzzReadTables(f *testing.F) {
	shipped, err := walmart.ShippedTables()
	if err != nil {
		f.Fatal(err)
	}
	feetest.Fuzz(f, walmart.ReadTables, func(t *testing.T, tables *fees.Tables, table fees.TableInfo) {
		source := table.Source
		both, err := shipped.With(tables)
		if err != nil {
			both = tables
		}
		for _, parcel := range []fees.Parcel{inches(t, "9", "6", "2", "2"), inches(t, "100", "6", "2", "2"), inches(t, "110", "6", "2", "200")} {
			l := walmart.Listing{Parcel: parcel, Category: "books", PackUnits: 2, FulfillmentFee: set("3"), Tables: both, InboundTransfer: true, Prep: []walmart.Prep{walmart.Label}}
			_, _ = l.Charges(source.EffectiveFrom)
			_, _ = l.Storage(fees.Stay{Received: source.EffectiveFrom, Until: source.EffectiveFrom.AddDate(0, 0, 3)})
			l.PackUnits, l.FulfillmentFee.Valid = 0, false
			_, _ = l.Charges(spring)
			_, _ = walmart.Multichannel{Parcel: parcel, UnitsInOrder: 3, Hazmat: true, Tables: both}.Charges(source.EffectiveFrom)
		}
	}, feetest.Without(f))
}
