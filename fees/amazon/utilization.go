package amazon

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// Utilization is how a seller uses the space in the size class of the item
// (standard, or bulky and extra-large), which decides the storage utilisation
// surcharge. The zero Utilization does not say, and no surcharge is computed.
type Utilization struct {
	// Weeks is the utilisation ratio: the average daily volume in stock over the
	// average daily volume shipped, both over 13 weeks, in weeks. Amazon shows it.
	// It goes with AverageCubicFeet, the average daily volume in stock; below 25
	// cubic feet there is no surcharge.
	Weeks, AverageCubicFeet decimal.NullDecimal
	// FirstYear says that the first unit of the seller reached Amazon US at most
	// 365 days ago, AutoReplenished that Amazon Warehousing and Distribution
	// replenishes at least 70 % of the item. Both exempt, as does the individual
	// plan.
	FirstYear, AutoReplenished bool
	// Surcharge is the rate per cubic foot and month in place of the table, for
	// bulky and extra-large items, whose rates are not public.
	Surcharge decimal.NullDecimal
}

// A utilizationRow is the surcharge of a range of weeks in a size class.
type utilizationRow struct {
	class   string
	over    decimal.Decimal     // weeks
	to      decimal.NullDecimal // weeks
	unknown bool
	rate    fees.StorageRate
}

// A utilizationTable is the storage utilisation surcharge.
type utilizationTable struct {
	overDays       int // age in days since receipt up to which nothing is charged
	leastCubicFeet decimal.Decimal
	rows           []utilizationRow
}

// utilizationKind is the storage utilisation surcharge by size class and weeks.
var utilizationKind = fees.NewKind("storage_utilization", func(f *fees.TableFile) utilizationTable {
	table := utilizationTable{overDays: f.Head.Int("over_days", 0, fees.MaxStayDays), leastCubicFeet: f.Head.Amount("least_cubic_feet")}
	ends := map[string]decimal.NullDecimal{}
	for _, row := range f.Rows() {
		u := utilizationRow{
			class: row.OneOf("class", storageStandard, storageOversize), over: row.Amount("over_weeks"), to: row.OptionalAmount("to_weeks"),
			unknown: row.Flag("unknown"), rate: fees.StorageRate{OverDays: table.overDays},
		}
		if !u.unknown {
			u.rate.Rate = row.Amount("rate")
		}
		if before, follows := ends[u.class]; follows && !(before.Valid && before.Decimal.Equal(u.over)) {
			row.Fault("over_weeks", "must continue the weeks before it, without a gap or an overlap")
		}
		if u.to.Valid && !u.to.Decimal.GreaterThan(u.over) {
			row.Fault("to_weeks", "must be above over_weeks")
		}
		ends[u.class] = u.to
		table.rows = append(table.rows, u)
	}
	for class, end := range ends {
		if end.Valid {
			f.Head.Fault("rows", "must have a row without an end of the class "+class)
		}
	}
	return table
})

// find returns the row of a class and a number of weeks, nil when it pays nothing.
func (u *utilizationTable) find(class string, weeks decimal.Decimal) *utilizationRow {
	for i := range u.rows {
		row := &u.rows[i]
		if row.class == class && weeks.GreaterThan(row.over) && (!row.to.Valid || weeks.LessThanOrEqual(row.to.Decimal)) {
			return row
		}
	}
	return nil
}

// utilization returns the storage utilisation surcharge of a stay. It is added to
// the storage fee, in both seasons at the same rate.
func (l *Listing) utilization(sizes *daySizes, stay fees.Stay) ([]fees.StorageCharge, error) {
	u := &l.Utilization
	if !u.Weeks.Valid || u.FirstYear || u.AutoReplenished || l.IndividualPlan {
		return nil, nil
	}
	supplied := fees.StorageRate{Rate: u.Surcharge.Decimal}
	var table fees.Table[utilizationTable] // of the day before, which nearly always is the one of the day
	return fees.ChargeStorage("storage_utilization", l.Parcel.Volume(), stay, func(day time.Time, age int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		none := func(err error) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
			return nil, "", fees.Source{}, err
		}
		if !table.Source.Covers(day) {
			var err error
			if table, err = utilizationKind.On(sizes.tables, day); err != nil {
				return none(err)
			}
		}
		rules := &table.Rules
		if age <= rules.overDays || u.AverageCubicFeet.Decimal.LessThan(rules.leastCubicFeet) {
			return none(nil)
		}
		tier, err := sizes.on(day)
		if err != nil {
			return none(err)
		}
		class := storageOversize
		if tier.standard() {
			class = storageStandard
		}
		row := rules.find(class, u.Weeks.Decimal)
		switch {
		case row == nil:
			return none(nil)
		case u.Surcharge.Valid:
			return &supplied, fees.PerCalendarMonth, fees.SuppliedBy("utilization.surcharge"), nil
		case row.unknown:
			return none(&fees.NotPublicError{
				Table: table.Source.Table, What: "storage utilisation surcharge of " + string(tier), Supply: "utilization.surcharge",
			})
		}
		return &row.rate, fees.PerCalendarMonth, table.Source, nil
	})
}

// check notes faults of the utilization.
func (u *Utilization) check(f *fees.Faults) {
	f.OptionalAmount("utilization.weeks", u.Weeks)
	f.OptionalAmount("utilization.average_cubic_feet", u.AverageCubicFeet)
	f.OptionalAmount("utilization.surcharge", u.Surcharge)
	switch {
	case u.Weeks.Valid && !u.AverageCubicFeet.Valid:
		f.Add("utilization.average_cubic_feet", "", "must go with utilization.weeks")
	case !u.Weeks.Valid && u.AverageCubicFeet.Valid:
		f.Add("utilization.weeks", "", "must go with utilization.average_cubic_feet")
	case !u.Weeks.Valid && u.Surcharge.Valid:
		f.Add("utilization.weeks", "", "must go with utilization.surcharge")
	}
}
