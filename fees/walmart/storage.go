package walmart

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// storageKind is what a cubic foot costs for 30 days by season and age; the rate of
// old stock, which has no end of age, replaces the others.
var storageKind = fees.NewKind("storage", func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, false) })

// oldestStorageKind is the rate of the oldest stock, which replaces that of old
// stock. It has tables of its own since its source is weaker.
var oldestStorageKind = fees.NewKind("storage_oldest", func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, true) })

// Keeps reports whether WFS keeps the stock of this listing.
func (l Listing) Keeps() bool { return l.fulfillment() == WFS }

// Storage returns what one unit, or all units of a virtual pack, pay WFS for a stay:
// the rate per cubic foot and 30 days, charged by the day with the code storage.
// The day of receipt is day 1. A seller-fulfilled item pays nothing. Errors are
// those of [Listing.Check] and of the stay, *fx.InputError for a parcel that WFS
// does not take, and *fees.NoTableError for a day without a table.
func (l Listing) Storage(stay fees.Stay) ([]fees.StorageCharge, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	t, err := format.Or(l.Tables)
	if err != nil || l.fulfillment() == Seller {
		return nil, err
	}
	s := l.stock()
	return s.storage(t, stay)
}

func (s *stock) storage(t *fees.Tables, stay fees.Stay) ([]fees.StorageCharge, error) {
	if err := stay.Check(); err != nil || stay.Days() == 0 {
		return nil, err
	}
	first := stay.Received
	if !stay.From.IsZero() {
		first = stay.From
	}
	if _, err := s.size(t, first); err != nil {
		return nil, err
	}
	usual := fees.FindStorage(storageKind, t, "")
	charges, err := fees.ChargeStorage("storage", s.parcel.Volume(), stay, s.rates(t, usual))
	if err != nil {
		return nil, err
	}
	received := fees.Day(stay.Received.Date())
	for i := range charges {
		c := &charges[i]
		if err := s.doubt(c, usual, int(c.From.Sub(received)/(24*time.Hour))); err != nil {
			return nil, err
		}
		if s.units > 1 {
			c.Amount = c.Amount.Mul(decimal.NewFromInt(int64(s.units)))
			c.Basis = strconv.Itoa(s.units) + " units, " + c.Basis
		}
	}
	return charges, nil
}

// rates finds the rate of a day: the one of the oldest stock, or the usual one, and
// in its place the one of the first days when the add-on of the season is waived.
func (s *stock) rates(t *fees.Tables, usual fees.StorageFinder) fees.StorageFinder {
	return func(day time.Time, sinceReceipt int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		oldest, found, err := oldestStorageKind.Since(t, day)
		if err != nil {
			return nil, "", fees.Source{}, err
		}
		if found {
			if rate := oldest.Rules.Find("", day.Month(), sinceReceipt+oldest.Rules.FirstDay); rate != nil {
				return rate, oldest.Rules.Per, oldest.Source, nil
			}
		}
		rate, per, source, err := usual(day, sinceReceipt)
		if err == nil && s.peakWaived && rate != nil && !isOld(rate) {
			return usual(day, 0)
		}
		return rate, per, source, err
	}
}

// isOld reports whether a rate is that of old stock.
func isOld(rate *fees.StorageRate) bool { return rate.ToDays == 0 }

// doubt adds a warning to a charge that is not sure.
func (s *stock) doubt(c *fees.StorageCharge, usual fees.StorageFinder, sinceReceipt int) error {
	rate, _, source, err := usual(c.From, sinceReceipt)
	if err != nil {
		return err
	}
	fresh, _, _, err := usual(c.From, 0)
	if err != nil {
		return err
	}
	switch {
	case source.Table != c.Source.Table:
		c.Warnings = append(c.Warnings, fees.Warning{
			Code: "oldest_stock",
			Text: "the rate of the oldest stock is reported by others and not on Walmart's page, which gives " + rate.Rate.StringFixed(2) + " for old stock",
		})
	case rate != fresh && !isOld(rate) && !s.peakWaived:
		c.Warnings = append(c.Warnings, fees.Warning{
			Code: "peak_storage",
			Text: "Walmart waived the add-on of October to December in 2025; whether it does so again is not known and it was charged (peak_storage_waived leaves it out)",
		})
	}
	return nil
}
