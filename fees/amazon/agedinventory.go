package amazon

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// An agedTable is the aged inventory surcharge.
type agedTable struct {
	rates fees.StorageRates
	// exemptCategories pay nothing up to an age of exemptTo days.
	exemptCategories []string
	exemptTo         int
	// disputedFrom is the first day of the table by another source, which is before
	// the one it is used from; the zero time when no source disagrees.
	disputedFrom time.Time
}

// agedKind is the aged inventory surcharge by age.
var agedKind = fees.NewKind("aged_inventory", func(f *fees.TableFile) agedTable {
	table := agedTable{
		rates:            fees.ReadStorageRates(f, true),
		exemptCategories: f.Head.Texts("exempt_categories"),
		exemptTo:         f.Head.Int("exempt_to_days", 0, fees.MaxStayDays),
		disputedFrom:     f.Head.OptionalDay("disputed_from"),
	}
	if table.rates.Per != fees.PerSnapshot {
		f.Head.Fault("per", `must be "snapshot"`)
	}
	return table
})

// agedInventory returns the aged inventory surcharge of a stay: one charge for
// each snapshot at which the unit is old. Only the days of snapshots need a table.
func (l *Listing) agedInventory(t *fees.Tables, stay fees.Stay) ([]fees.StorageCharge, error) {
	charges, err := fees.ChargeStorage("aged_inventory", l.Parcel.Volume(), stay, l.findAged(func(day time.Time) (fees.Table[agedTable], error) {
		return agedKind.On(t, day)
	}))
	for i := range charges {
		l.disputeAged(&charges[i], t, stay)
	}
	return charges, err
}

// findAged finds the rate of a snapshot in the table of its day.
func (l *Listing) findAged(tableOn func(day time.Time) (fees.Table[agedTable], error)) fees.StorageFinder {
	return func(day time.Time, sinceReceipt int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		if day.Day() != fees.SnapshotDay {
			return nil, "", fees.Source{}, nil
		}
		table, err := tableOn(day)
		if err != nil {
			return nil, "", fees.Source{}, err
		}
		rules := &table.Rules
		age := sinceReceipt + rules.rates.FirstDay
		if age <= rules.exemptTo && (l.class() == Apparel || slices.Contains(rules.exemptCategories, l.Category)) {
			return nil, "", fees.Source{}, nil
		}
		return rules.rates.Find("", day.Month(), age), rules.rates.Per, table.Source, nil
	}
}

// disputeAged warns of a snapshot that pays another amount by the next table,
// which already holds on its day by another source.
func (l *Listing) disputeAged(c *fees.StorageCharge, t *fees.Tables, stay fees.Stay) {
	next, err := agedKind.On(t, c.Source.EffectiveTo.AddDate(0, 0, 1))
	if c.Source.EffectiveTo.IsZero() || err != nil || next.Rules.disputedFrom.IsZero() || c.From.Before(next.Rules.disputedFrom) {
		return
	}
	snapshot := fees.Stay{Received: stay.Received, From: c.From, Until: c.From.AddDate(0, 0, 1)}
	other, err := fees.ChargeStorage(c.Code, l.Parcel.Volume(), snapshot, l.findAged(func(time.Time) (fees.Table[agedTable], error) {
		return next, nil
	}))
	if err != nil || len(other) != 1 || other[0].Amount.Equal(c.Amount) {
		return
	}
	c.Warnings = append(c.Warnings, fees.Warning{
		Code: "aged_inventory_start",
		Text: "whether " + next.Source.Table + " already holds for the snapshot of " + c.From.Format(time.DateOnly) +
			" is not settled: it would take " + other[0].Amount.StringFixed(4) + " and not " + c.Amount.StringFixed(4),
	})
}
