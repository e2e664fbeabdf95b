package fees

import (
	"errors"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// SnapshotDay is the day of the month of a [PerSnapshot] charge.
const SnapshotDay = 15

// storagePlaces are the decimals of a storage amount, far below what anybody bills.
const storagePlaces = 12

// A StorageCharge is what storing one unit costs at one rate within a calendar
// month.
type StorageCharge struct {
	// Code names the charge: "storage", "aged_inventory".
	Code string
	// From and To are the first and the last day that are charged, Days their
	// number. A snapshot is one day.
	From, To time.Time
	Days     int
	// Rate is per cubic foot and period, Amount what the unit pays. The channel
	// bills all units of an item together, so that Amount is not rounded to the
	// cent: it has 12 decimals.
	Rate, Amount decimal.Decimal
	// Basis says for people how the amount is found.
	Basis string
	// Source is the table behind it.
	Source Source
	// Warnings are the doubts about this charge.
	Warnings []Warning
}

// A Keeper is a [Listing] whose channel also keeps the stock and charges for it,
// each charge on the event [PerUnitMonth].
type Keeper interface {
	Listing
	// Keeps reports whether the channel keeps this item: not one that the seller
	// ships, for example.
	Keeps() bool
	// Storage returns what one unit pays for a stay, in order of code and day;
	// nothing when the channel does not keep this item.
	Storage(stay Stay) ([]StorageCharge, error)
}

// A StorageFinder says which rate a unit pays on a day, the given number of days
// after its receipt: nil when it pays nothing. A rate of the same table must be
// the same pointer on every day.
type StorageFinder func(day time.Time, sinceReceipt int) (*StorageRate, StoragePeriod, Source, error)

// FindStorage returns the [StorageFinder] of a kind of table for one class of
// items. A day that no table covers is a *[NoTableError]. The finder remembers
// its last table and is for one goroutine.
func FindStorage(k *Kind[StorageRates], t *Tables, class string) StorageFinder {
	var table Table[StorageRates] // of the day before, which nearly always is the one of the day
	return func(day time.Time, sinceReceipt int) (*StorageRate, StoragePeriod, Source, error) {
		day = dayOf(day)
		if !table.Source.Covers(day) {
			var err error
			if table, err = k.On(t, day); err != nil {
				return nil, "", Source{}, err
			}
		}
		rates := &table.Rules
		return rates.Find(class, day.Month(), sinceReceipt+rates.FirstDay), rates.Per, table.Source, nil
	}
}

// ChargeStorage walks through the days of a stay and charges each at its rate.
// Days of one calendar month at one rate are one charge. An error of find ends
// the walk; a stay or a rate that is out of bounds is an *[fx.InputError].
func ChargeStorage(code string, v Volume, stay Stay, find StorageFinder) ([]StorageCharge, error) {
	if err := stay.Check(); err != nil {
		return nil, err
	}
	var out []StorageCharge
	var last *StorageRate // of the charge that may still grow
	var period StoragePeriod
	settle := func() {
		if last != nil {
			out[len(out)-1].settle(v, last, period)
		}
		last = nil
	}
	received, day, until := stay.days()
	for ; day.Before(until); day = day.AddDate(0, 0, 1) {
		rate, per, source, err := find(day, daysBetween(received, day))
		if err != nil {
			return nil, err
		}
		if rate != nil && rate == last && per != PerSnapshot && day.Day() != 1 {
			run := &out[len(out)-1]
			run.To, run.Days = day, run.Days+1
			continue
		}
		settle()
		if rate == nil || per == PerSnapshot && day.Day() != SnapshotDay {
			continue
		}
		if err := rate.check(per); err != nil {
			return nil, err
		}
		last, period = rate, per
		out = append(out, StorageCharge{Code: code, From: day, To: day, Days: 1, Rate: rate.Rate, Source: source})
	}
	settle()
	return out, nil
}

// check refuses what a finder must not return.
func (r *StorageRate) check(per StoragePeriod) error {
	switch per {
	case PerCalendarMonth, Per30Days, PerDay, PerSnapshot:
	default:
		return fx.NewInputError("per", string(per), `must be "month", "30_days", "day" or "snapshot"`)
	}
	return errors.Join(fx.InField("rate", fx.CheckDecimal(r.Rate)), fx.InField("least", fx.CheckDecimal(r.Least)))
}

// settle computes what the days of a charge cost.
func (c *StorageCharge) settle(v Volume, rate *StorageRate, per StoragePeriod) {
	days, of := int64(c.Days), int64(1)
	each := moneyText(rate.Rate) + " per cubic foot and "
	switch per {
	case PerCalendarMonth:
		of = int64(Day(c.From.Year(), c.From.Month()+1, 0).Day()) // the last of the month
		c.Basis = strconv.FormatInt(days, 10) + " of " + plural(of, "day") + " at " + each + "month"
	case Per30Days:
		of = 30
		c.Basis = plural(days, "day") + " at " + each + "30 days"
	case PerDay:
		c.Basis = plural(days, "day") + " at " + each + "day"
	case PerSnapshot:
		c.Basis = "in stock on " + formatDay(c.From) + ", at " + each + "month"
	}
	c.Amount = v.times(rate.Rate, days, of, storagePlaces)
	if rate.Least.IsZero() {
		return
	}
	c.Basis += ", at least " + moneyText(rate.Least) + " per unit"
	if least := rate.Least.Mul(decimal.NewFromInt(days)).DivRound(decimal.NewFromInt(of), storagePlaces); least.GreaterThan(c.Amount) {
		c.Amount = least
	}
}

func plural(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.FormatInt(n, 10) + " " + what + "s"
}
