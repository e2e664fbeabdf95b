package amazon

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// Classes of the storage tables: by size, and by size and danger.
const (
	storageStandard          = "standard"
	storageOversize          = "oversize" // bulky and extra-large
	storageStandardDangerous = "standard_dangerous"
	storageOversizeDangerous = "oversize_dangerous"
)

// storageKind is the monthly storage fee by class and season.
var storageKind = fees.NewKind("storage", func(f *fees.TableFile) fees.StorageRates {
	return fees.ReadStorageRates(f, false, storageStandard, storageOversize, storageStandardDangerous, storageOversizeDangerous)
})

// Keeps reports whether Amazon keeps the stock of this listing.
func (l Listing) Keeps() bool { return l.fulfillment() == FBA }

// Storage returns what keeping one unit in Amazon's warehouses costs during a
// stay, in order of code and day; nothing for FBM:
//
//	aged_inventory       for each 15th of a month on which the unit is old
//	storage              for the days in stock, month by month
//	storage_utilization  the same for days at an age of more than 30 days, when
//	                     Utilization says that the surcharge applies
//
// The volume is the product of the sides of the parcel. The size class is that of
// the size tier on each day, the age the number of days since receipt. Amounts
// have 12 decimals.
//
// Errors are those of [Listing.Check] and [fees.Stay.Check], *fees.NoTableError
// for a day without a table and *fees.NotPublicError for a surcharge whose rate
// must be supplied.
func (l Listing) Storage(stay fees.Stay) ([]fees.StorageCharge, error) {
	t, err := format.Or(l.Tables)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(l.Check(), stay.Check()); err != nil {
		return nil, err
	}
	if l.fulfillment() == FBM {
		return nil, nil
	}
	sizes := &daySizes{listing: &l, tables: t}
	aged, agedErr := l.agedInventory(t, stay)
	monthly, monthlyErr := fees.ChargeStorage("storage", l.Parcel.Volume(), stay, l.findStorage(sizes))
	surcharge, surchargeErr := l.utilization(sizes, stay)
	if err := errors.Join(agedErr, monthlyErr, surchargeErr); err != nil {
		return nil, err
	}
	return append(append(aged, monthly...), surcharge...), nil
}

// findStorage finds the monthly rate of a day.
func (l *Listing) findStorage(sizes *daySizes) fees.StorageFinder {
	standard, oversize := storageStandard, storageOversize
	if l.class() == DangerousGoods {
		standard, oversize = storageStandardDangerous, storageOversizeDangerous
	}
	findStandard := fees.FindStorage(storageKind, sizes.tables, standard)
	findOversize := fees.FindStorage(storageKind, sizes.tables, oversize)
	return func(day time.Time, sinceReceipt int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		tier, err := sizes.on(day)
		if err != nil {
			return nil, "", fees.Source{}, err
		}
		if tier.standard() {
			return findStandard(day, sinceReceipt)
		}
		return findOversize(day, sinceReceipt)
	}
}

// daySizes knows the size tier of a listing on every day. It remembers the tier
// for as long as the table of size tiers stays the same.
type daySizes struct {
	listing *Listing
	tables  *fees.Tables
	size    Size
}

func (d *daySizes) on(day time.Time) (Tier, error) {
	if !d.size.Source.Covers(day) {
		size, err := d.listing.size(d.tables, day)
		if err != nil {
			return "", err
		}
		d.size = size
	}
	return d.size.Tier, nil
}
