package amazon

import (
	"errors"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Supply is how long the stock of an item lasts and what exempts it from the
// low-inventory-level fee. Amazon measures it per parent ASIN until 2026-01-14 and
// per FNSKU of a seller from 2026-01-15. The zero Supply does not say, and no fee
// is computed.
type Supply struct {
	// Days30 and Days90 are the historical days of supply over the last 30 and the
	// last 90 days, both or none. The fee applies when both are under 28, and the
	// larger decides its amount.
	Days30, Days90 decimal.NullDecimal
	// Units7Days is how many units were shipped in the last 7 days; fewer than 20
	// exempt. Not Valid counts as 20 or more.
	Units7Days decimal.NullDecimal
	// NewProfessional says that the seller took the professional plan within the
	// last 365 days, NewSelection that the parent entered FBA New Selection within
	// the last 180, AutoReplenished that Amazon Warehousing and Distribution
	// replenished at least 70 % of the units of the last 90. Each exempts.
	NewProfessional, NewSelection, AutoReplenished bool
}

// A lowInventoryTable is the low-inventory-level fee of one size class.
type lowInventoryTable struct {
	below            []decimal.Decimal             // days of supply at which the columns end
	fees             fees.WeightRows[[]fees.Curve] // a fee per column
	exemptCategories []string
}

// lowInventoryKind is the low-inventory-level fee by size tier, weight band and
// days of supply.
var lowInventoryKind = fees.NewKind("low_inventory", func(f *fees.TableFile) lowInventoryTable {
	rules := lowInventoryTable{below: f.Head.Amounts("supply_below"), exemptCategories: f.Head.Texts("exempt_categories")}
	for i, d := range rules.below {
		if d.IsZero() || i > 0 && !d.GreaterThan(rules.below[i-1]) {
			f.Head.Fault("supply_below", "must be days above 0 in rising order")
		}
	}
	rules.fees = fees.ReadWeightRows(f, readTier, func(row *fees.Row) []fees.Curve {
		amounts := row.Amounts("fees")
		if len(amounts) != len(rules.below) {
			row.Fault("fees", "must have one amount per number of days in supply_below")
		}
		curves := make([]fees.Curve, len(amounts))
		for i, amount := range amounts {
			curves[i] = fees.Flat(amount)
			row.Keep("fees", curves[i].Err())
		}
		return curves
	})
	return rules
}, standardSizes, bulkySizes)

// leastUnits7Days is the number of units shipped in 7 days below which no
// low-inventory-level fee is charged.
var leastUnits7Days = decimal.NewFromInt(20)

// exempt reports whether something that is not the category exempts the item.
func (s *Supply) exempt() bool {
	return s.NewProfessional || s.NewSelection || s.AutoReplenished || s.Units7Days.Valid && s.Units7Days.Decimal.LessThan(leastUnits7Days)
}

// lowInventory is the fee for each unit shipped while the stock is low. No row is
// published for extra-large items, and none for bulky ones before 2026-01-15:
// they do not pay.
func (l *Listing) lowInventory(t *fees.Tables, on time.Time, size *Size) (fees.Charge, error) {
	if !l.Supply.Days30.Valid || l.Supply.exempt() {
		return fees.Charge{}, nil
	}
	variant := size.Tier.variant()
	if variant == "" {
		return fees.Charge{}, nil
	}
	table, err := lowInventoryKind.OnVariant(t, variant, on)
	var none *fees.NoTableError
	if errors.As(err, &none) && none.Day.Before(none.First) && variant == bulkySizes {
		return fees.Charge{}, nil
	}
	if err != nil {
		return fees.Charge{}, err
	}
	rules := &table.Rules
	days := decimal.Max(l.Supply.Days30.Decimal, l.Supply.Days90.Decimal)
	column := slices.IndexFunc(rules.below, days.LessThan)
	row := rules.fees.Find(string(size.Tier), size.Billable)
	if column < 0 || row == nil || slices.Contains(rules.exemptCategories, l.Category) {
		return fees.Charge{}, nil
	}
	charge := fees.Charge{
		Code: "low_inventory", Event: fees.PerUnitSold, Amount: row.Rule[column], Source: table.Source,
		Basis: row.Basis + ", " + fx.Plain(days) + " days of supply, under " + fx.Plain(rules.below[column]),
	}
	if size.disputed {
		if other := rules.fees.Find(string(size.Tier), size.otherBillable); other != nil && !other.Rule[column].Minus(charge.Amount).IsZero() {
			charge.Warnings = []fees.Warning{l.floorWarning(size, row.Basis, other.Basis)}
		}
	}
	return charge, nil
}

// check notes faults of the supply.
func (s *Supply) check(f *fees.Faults) {
	f.OptionalAmount("supply.days_30", s.Days30)
	f.OptionalAmount("supply.days_90", s.Days90)
	switch {
	case s.Days30.Valid && !s.Days90.Valid:
		f.Add("supply.days_90", "", "must go with supply.days_30")
	case s.Days90.Valid && !s.Days30.Valid:
		f.Add("supply.days_30", "", "must go with supply.days_90")
	}
	f.OptionalAmount("supply.units_7_days", s.Units7Days)
}
