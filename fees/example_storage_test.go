package fees_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// stored is the storage of ExampleMart: per cubic foot and month, dearer before
// Christmas and for what lies longer than a year.
var stored = fees.NewKind("storage", func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, false) })

var warehouse = fees.NewFormat("examplemart", nil, stored)

const storageRows = `"per": "month", "first_day": "0", "rows": [
  {"first_month": "1", "last_month": "9", "to_days": "365", "rate": "0.75"},
  {"first_month": "10", "last_month": "12", "to_days": "365", "rate": "2.40"},
  {"over_days": "365", "rate": "5.40"}
]`

// lampStand is a box of two cubic feet.
var lampStand = must(fees.ParseParcel("24 in", "12 in", "12 in", "8 lb"))

// A unit that came in on 20 September and is sold on 5 October.
func ExampleStay() {
	stay := fees.Stay{Received: fees.Day(2026, time.September, 20), Until: fees.Day(2026, time.October, 5)}
	fmt.Println(stay.Days(), "days in stock")
	// Output: 15 days in stock
}

func ExampleStay_Check() {
	stay := fees.Stay{Received: fees.Day(2026, time.September, 20), Until: fees.Day(2026, time.September, 2)}
	fmt.Println(stay.Check())
	// Output: until must not be before the first day, got "2026-09-02"
}

// A day is a day of the calendar, in the zone of each time: the hours do not
// matter, nor does the change to winter time in between.
func ExampleStay_Days() {
	summer, winter := time.FixedZone("PDT", -7*60*60), time.FixedZone("PST", -8*60*60)
	stay := fees.Stay{
		Received: time.Date(2026, time.October, 31, 23, 30, 0, 0, summer),
		Until:    time.Date(2026, time.November, 2, 0, 10, 0, 0, winter),
	}
	fmt.Println(stay.Days())
	// Output: 2
}

// The same figure is very different money: the period says what it is the price of.
func ExampleStoragePeriod() {
	for _, per := range []fees.StoragePeriod{fees.PerCalendarMonth, fees.Per30Days, fees.PerDay, fees.PerSnapshot} {
		rows := strings.Replace(storageRows, `"month"`, `"`+string(per)+`"`, 1)
		tables := must(warehouse.Read(strings.NewReader(marketTable("storage", rows))))
		stay := fees.Stay{Received: fees.Day(2026, time.March, 1), Until: fees.Day(2026, time.April, 1)}
		charge := must(fees.ChargeStorage("storage", lampStand.Volume(), stay, fees.FindStorage(stored, tables, "")))[0]
		fmt.Println(charge.Amount.StringFixed(2), charge.Basis)
	}
	// Output:
	// 1.50 31 of 31 days at 0.75 per cubic foot and month
	// 1.55 31 days at 0.75 per cubic foot and 30 days
	// 46.50 31 days at 0.75 per cubic foot and day
	// 1.50 in stock on 2026-03-15, at 0.75 per cubic foot and month
}

// storageRates are the rates of ExampleMart in 2026.
func storageRates() fees.StorageRates {
	tables := must(warehouse.Read(strings.NewReader(marketTable("storage", storageRows))))
	return must(stored.On(tables, fees.Day(2026, time.June, 1))).Rules
}

// What a seller pays from the day on which stock is a year old.
func ExampleStorageRate() {
	rates := storageRates()
	young, old := rates.Find("", time.June, 365), rates.Find("", time.June, 366)
	fmt.Println("times", old.Rate.DivRound(young.Rate, 1), "after", young.ToDays, "days")
	// Output: times 7.2 after 365 days
}

// The price of a cubic foot through the year.
func ExampleStorageRates() {
	rates := storageRates()
	for _, month := range []time.Month{time.September, time.October} {
		fmt.Println(month, rates.Find("", month, 30).Rate.StringFixed(2), "per cubic foot and", rates.Per)
	}
	// Output:
	// September 0.75 per cubic foot and month
	// October 2.40 per cubic foot and month
}

// An age that no rate covers, as below the first age of a surcharge, pays nothing.
func ExampleStorageRates_Find() {
	aged := must(readTable(`"per": "snapshot", "first_day": "0", "rows": [{"over_days": "180", "rate": "0.50"}]`, func(f *fees.TableFile) fees.StorageRates {
		return fees.ReadStorageRates(f, true)
	}))
	for _, age := range []int{180, 181} {
		if rate := aged.Find("", time.June, age); rate != nil {
			fmt.Println(age, "days:", rate.Rate.StringFixed(2))
		} else {
			fmt.Println(age, "days: nothing")
		}
	}
	// Output:
	// 180 days: nothing
	// 181 days: 0.50
}

// A month that the table forgets would be stored for nothing.
func ExampleReadStorageRates() {
	_, err := readTable(`"per": "month", "first_day": "1", "rows": [
	  {"first_month": "1", "last_month": "8", "rate": "0.75"},
	  {"first_month": "10", "last_month": "12", "rate": "2.40"}
	]`, func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, false) })
	fmt.Println(fx.Faults(err)[0])
	// Output: fees-2026.rows must have a rate without an end of age in every month (September), got "a list"
}

// The lines of a storage bill. The channel bills all units of an item together, so
// that the amount of one unit is not rounded to the cent.
func ExampleStorageCharge() {
	bill := fees.StorageCharge{
		Code: "storage", From: fees.Day(2026, time.October, 1), To: fees.Day(2026, time.October, 4), Days: 4,
		Rate: dec("2.40"), Amount: dec("0.619354838710"), Basis: "4 of 31 days at 2.40 per cubic foot and month",
	}
	units := dec("240")
	fmt.Println(bill.Code, bill.Amount.Mul(units).StringFixed(2), "for 240 units,", bill.Basis)
	// Output: storage 148.65 for 240 units, 4 of 31 days at 2.40 per cubic foot and month
}

// A depotItem is sold in one's own shop and kept in a hired depot, which takes ten
// cents per cubic foot and day after the first week.
type depotItem struct {
	shopItem
	parcel fees.Parcel
}

// Storage returns what the depot bills.
func (i depotItem) Keeps() bool { return true }

func (i depotItem) Storage(stay fees.Stay) ([]fees.StorageCharge, error) {
	rate := fees.StorageRate{Rate: dec("0.10")}
	return fees.ChargeStorage("depot", i.parcel.Volume(), stay, func(day time.Time, sinceReceipt int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		if sinceReceipt < 7 {
			return nil, "", fees.Source{}, nil
		}
		return &rate, fees.PerDay, fees.SuppliedBy("depot"), nil
	})
}

// A listing whose channel keeps the stock has one method more than others.
func ExampleKeeper() {
	var item fees.Listing = depotItem{parcel: lampStand}
	keeper, keeps := item.(fees.Keeper)
	if !keeps {
		fmt.Println("no storage")
		return
	}
	stay := fees.Stay{Received: fees.Day(2026, time.May, 20), Until: fees.Day(2026, time.June, 3)}
	for _, c := range must(keeper.Storage(stay)) {
		fmt.Println(c.From.Format(time.DateOnly), c.Code, c.Amount.StringFixed(2), c.Basis)
	}
	// Output:
	// 2026-05-27 depot 1.00 5 days at 0.10 per cubic foot and day
	// 2026-06-01 depot 0.40 2 days at 0.10 per cubic foot and day
}

// A rule that no table can hold, such as one free month for every new item, is a
// finder around the one of the table.
func ExampleStorageFinder() {
	tables := must(warehouse.Read(strings.NewReader(marketTable("storage", storageRows))))
	usual := fees.FindStorage(stored, tables, "")
	promotion := func(day time.Time, sinceReceipt int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		if sinceReceipt < 30 {
			return nil, "", fees.Source{}, nil
		}
		return usual(day, sinceReceipt)
	}
	stay := fees.Stay{Received: fees.Day(2026, time.March, 2), Until: fees.Day(2026, time.April, 16)}
	for _, c := range must(fees.ChargeStorage("storage", lampStand.Volume(), stay, promotion)) {
		fmt.Println(c.Amount.StringFixed(2), c.Basis)
	}
	// Output: 0.75 15 of 30 days at 0.75 per cubic foot and month
}

// The rate of a day, and how old the unit is that pays it.
func ExampleFindStorage() {
	tables := must(warehouse.Read(strings.NewReader(marketTable("storage", storageRows))))
	find := fees.FindStorage(stored, tables, "")
	rate, per, source, err := find(fees.Day(2026, time.October, 15), 25)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rate.Rate.StringFixed(2), "per cubic foot and", per, "by", source.Table)
	// Output: 2.40 per cubic foot and month by examplemart-storage-2026-01-01
}

// A stay across the start of the season: each month by its own rate, the days of a
// part of a month as their share of it.
func ExampleChargeStorage() {
	tables := must(warehouse.Read(strings.NewReader(marketTable("storage", storageRows))))
	stay := fees.Stay{Received: fees.Day(2026, time.September, 16), Until: fees.Day(2026, time.November, 1)}
	charges, err := fees.ChargeStorage("storage", lampStand.Volume(), stay, fees.FindStorage(stored, tables, ""))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range charges {
		fmt.Println(c.From.Format(time.DateOnly), c.Amount.StringFixed(4), c.Basis)
	}
	// Output:
	// 2026-09-16 0.7500 15 of 30 days at 0.75 per cubic foot and month
	// 2026-10-01 4.8000 31 of 31 days at 2.40 per cubic foot and month
}

// Boxes of different shape and unit that take the same space.
func ExampleVolume() {
	flat := must(fees.ParseParcel("24 in", "12 in", "6 in", "5 lb")).Volume()
	cube := must(fees.ParseParcel("30.48 cm", "30.48 cm", "30.48 cm", "5 lb")).Volume()
	fmt.Println(flat.CubicFeet(2), cube.CubicFeet(2), flat.Cmp(cube) == 0)
	// Output: 1 1 true
}

// A carton of 60 × 40 × 40 cm as an American warehouse counts it.
func ExampleVolume_CubicFeet() {
	carton := must(fees.ParseParcel("60 cm", "40 cm", "40 cm", "12 kg"))
	fmt.Println(carton.Volume().CubicFeet(3), "cubic feet")
	// Output: 3.39 cubic feet
}

// A limit of one cubic foot includes the box that has it exactly.
func ExampleVolume_Cmp() {
	limit := must(fees.ParseParcel("1 ft", "1 ft", "1 ft", "1 lb")).Volume()
	box := must(fees.ParseParcel("304.8 mm", "304.8 mm", "304.8 mm", "1 lb")).Volume()
	fmt.Println("too large:", box.Cmp(limit) > 0)
	// Output: too large: false
}

func ExampleParcel_Volume() {
	fmt.Println(lampStand.Volume().CubicFeet(2), "cubic feet")
	// Output: 2 cubic feet
}
