package tiktok

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// storageKind is what a cubic foot costs per day, by the age of the unit.
var storageKind = fees.NewKind("storage", func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, false) })

// leastVolume is the least volume in cubic feet that FBT charges per SKU and day.
var leastVolume = decimal.New(1, -3)

// Keeps reports whether FBT keeps the stock of this listing.
func (l Listing) Keeps() bool { return l.fulfillment() == FBT }

// Storage returns what FBT charges for the time one unit spends in its warehouse:
// each day at the rate of the unit's age on that day, the day of receipt being day
// 1, one charge "storage" per calendar month and rate, those of free days with an
// amount of 0. Amounts have 12 decimals: FBT bills all units of a SKU together, and
// at least 0.001 cubic feet of it; a warning says when a unit is smaller.
//
// A listing that the seller ships has none. Errors are those of [Listing.Check] and
// [fees.Stay.Check], and *fees.NoTableError for a day without a table.
func (l Listing) Storage(stay fees.Stay) ([]fees.StorageCharge, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	t, err := format.Or(l.Tables)
	if err != nil || l.fulfillment() == Seller {
		return nil, err
	}
	volume := l.Parcel.Volume()
	charges, err := fees.ChargeStorage("storage", volume, stay, fees.FindStorage(storageKind, t, ""))
	if err != nil || volume.CubicFeet(12).GreaterThanOrEqual(leastVolume) {
		return charges, err
	}
	for i := range charges {
		if charges[i].Rate.Sign() > 0 {
			charges[i].Warnings = append(charges[i].Warnings, fees.Warning{
				Code: "fbt_storage_minimum",
				Text: "FBT charges at least " + leastVolume.StringFixed(3) + " cubic feet per SKU and day: a unit is smaller, so that few units in stock pay more each than this",
			})
		}
	}
	return charges, nil
}
