package strategy

import (
	"errors"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A Clearance is a stock that has to go, and what is known of its demand. What the
// stock has cost is spent and appears nowhere. The zero Clearance is an error: it
// has neither stock nor price nor weeks.
type Clearance struct {
	// Currency is that of every amount.
	Currency fx.Currency
	// Stock is the number of units, above 0 and at most 1e9.
	Stock int64
	// Weeks is the time to the horizon, 1 to 104. Price and stock are looked at once
	// a week.
	Weeks int
	// Price is that of today, above 0, and Velocity what is sold at it in a week,
	// above 0: without a sale nobody knows what a lower price would sell.
	Price    decimal.Decimal
	Velocity decimal.Decimal
	// Elasticity is from -100 to -0.01: that of [Elasticity.Demand], which refuses an
	// estimate that chance alone could give.
	Elasticity decimal.Decimal
	// FeeRate and FeePerUnit are what the channel takes from a sale: a fraction of
	// the price, from 0 to below 1, and an amount. Zero values are no fees.
	FeeRate    decimal.Decimal
	FeePerUnit decimal.Decimal
	// Net is what a sale at Price leaves, where fees are not linear; not Valid is the
	// price less FeeRate and FeePerUnit. [Level.Net] is the same for other prices.
	Net decimal.NullDecimal
	// Salvage is what a unit is worth that is left at the horizon: its liquidation
	// value less the fee of its removal, below 0 where that costs more than it
	// brings. 0 is a unit that is worth nothing.
	Salvage decimal.Decimal
	// Liquidation and Removal are what a unit is worth today in the two exits, less
	// their fees; not Valid means unknown, and the exit is then not compared.
	Liquidation decimal.NullDecimal
	Removal     decimal.NullDecimal
	// Holding is what it costs to keep a unit for a week, by the age of the stock:
	// storage and aged surcharge. The first bucket starts at age 0. No bucket is a
	// stock that costs nothing to hold.
	Holding []AgeBucket
	// AgeDays is the age of the stock today, from 0 to 36500.
	AgeDays int
	// CoverLimit is the cover in weeks above which the stock is too large; not Valid
	// is no limit.
	CoverLimit decimal.NullDecimal
	// Floor is the least price that may be asked, by policy or brand. 0 is none.
	Floor decimal.Decimal
	// Levels are the prices that a markdown path may take below today's, falling; at
	// most 99. No level leaves the choice when to go to the best single price.
	Levels []Level
}

// An AgeBucket is the holding cost from an age on, up to the next bucket.
type AgeBucket struct {
	// FromDays is the first age of the bucket in days.
	FromDays int
	// PerUnitWeek is the cost of one unit for one week, from 0.
	PerUnitWeek decimal.Decimal
}

// A Level is a price of a markdown path.
type Level struct {
	// Price is above 0, below that of today, at least the floor and in whole minor
	// units.
	Price decimal.Decimal
	// Net is what a sale at this price leaves, where fees are not linear; not Valid
	// is the price less FeeRate and FeePerUnit. [ModelLevels] takes it from a model.
	Net decimal.NullDecimal
}

// ModelLevels returns levels at prices whose net is what the model leaves of a sale:
// the exact profit plus the cost of the unit, which is spent. What the model books
// for units that come back stays in it. The errors are *fx.InputError at "model" (nil)
// and "prices[1].price", as of [pricing.Model.At].
func ModelLevels(m *pricing.Model, prices ...decimal.Decimal) ([]Level, error) {
	if m == nil {
		return nil, fx.NewInputError("model", "", "must not be nil")
	}
	levels := make([]Level, len(prices))
	var faults []error
	for i, price := range prices {
		s, err := m.At(price)
		if err != nil {
			faults = append(faults, fx.InField("prices["+strconv.Itoa(i)+"]", err))
			continue
		}
		levels[i] = Level{price, decimal.NewNullDecimal(s.Exact.Add(s.Cost))}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return levels, nil
}

// Bounds of a clearance.
const (
	maxClearanceStock  = 1_000_000_000
	maxClearanceWeeks  = 104
	maxClearanceLevels = 99 // below the price of today
	maxClearanceAge    = 36_500
	daysOfWeek         = 7
)

// Check returns every fault, joined, or nil: *fx.InputError at "currency", "stock",
// "weeks", "price", "velocity", "elasticity", "fee_rate", "fee_per_unit", "net",
// "salvage", "liquidation", "removal", "holding[1].from_days", "holding[1].per_unit_week",
// "age_days", "cover_limit", "floor", "levels", "levels[2].price" and
// "levels[2].net".
func (c Clearance) Check() error {
	faults := c.checkStock()
	faults = append(faults, c.checkMoney()...)
	faults = append(faults, c.checkHolding()...)
	return errors.Join(append(faults, c.checkLevels()...)...)
}

func (c *Clearance) checkStock() []error {
	var faults []error
	if _, known := c.Currency.MinorUnits(); !known {
		faults = append(faults, fx.NewInputError("currency", string(c.Currency), "must be a currency with a minor unit"))
	}
	for _, n := range []struct {
		field             string
		value, least, max int64
	}{
		{"stock", c.Stock, 1, maxClearanceStock},
		{"weeks", int64(c.Weeks), 1, maxClearanceWeeks},
		{"age_days", int64(c.AgeDays), 0, maxClearanceAge},
	} {
		if n.value < n.least || n.value > n.max {
			faults = append(faults, fx.NewInputError(n.field, strconv.FormatInt(n.value, 10),
				"must be from "+strconv.FormatInt(n.least, 10)+" to "+strconv.FormatInt(n.max, 10)))
		}
	}
	return faults
}

func (c *Clearance) checkMoney() []error {
	faults := appendFault(nil, checkDemandFigure("price", c.Price))
	faults = appendFault(faults, checkDemandFigure("velocity", c.Velocity))
	if err := checkElasticity("elasticity", c.Elasticity); err != nil {
		faults = append(faults, err)
	} else if c.Elasticity.GreaterThan(decimal.New(-1, -2)) {
		faults = append(faults, fx.NewInputError("elasticity", fx.Plain(c.Elasticity), "must be -0.01 or less: no cut sells more"))
	}
	if err := checkBound("fee_rate", c.FeeRate); err != nil {
		faults = append(faults, err)
	} else if c.FeeRate.GreaterThanOrEqual(decimal.NewFromInt(1)) {
		faults = append(faults, fx.NewInputError("fee_rate", fx.Plain(c.FeeRate), "must be a fraction below 1, such as 0.15"))
	}
	faults = appendFault(faults, checkBound("fee_per_unit", c.FeePerUnit))
	faults = appendFault(faults, checkSigned("net", c.Net.Decimal))
	faults = appendFault(faults, checkSigned("salvage", c.Salvage))
	faults = appendFault(faults, checkSigned("liquidation", c.Liquidation.Decimal))
	faults = appendFault(faults, checkSigned("removal", c.Removal.Decimal))
	faults = appendFault(faults, checkBound("cover_limit", c.CoverLimit.Decimal))
	if err := checkBound("floor", c.Floor); err != nil {
		faults = append(faults, err)
	} else if fx.CheckDecimal(c.Price) == nil && c.Price.IsPositive() && c.Floor.GreaterThan(c.Price) {
		faults = append(faults, fx.NewInputError("floor", fx.Plain(c.Floor), "must not be above the price of today"))
	}
	return faults
}

func (c *Clearance) checkHolding() []error {
	var faults []error
	for i, b := range c.Holding {
		at := "holding[" + strconv.Itoa(i) + "]."
		switch {
		case i == 0 && b.FromDays != 0:
			faults = append(faults, fx.NewInputError(at+"from_days", strconv.Itoa(b.FromDays), "must be 0 in the first bucket"))
		case i > 0 && b.FromDays <= c.Holding[i-1].FromDays:
			faults = append(faults, fx.NewInputError(at+"from_days", strconv.Itoa(b.FromDays), "must be above that of the bucket before"))
		}
		faults = appendFault(faults, checkBound(at+"per_unit_week", b.PerUnitWeek))
	}
	return faults
}

func (c *Clearance) checkLevels() []error {
	if len(c.Levels) > maxClearanceLevels {
		return []error{fx.NewInputError("levels", strconv.Itoa(len(c.Levels)), "must be at most "+strconv.Itoa(maxClearanceLevels))}
	}
	var faults []error
	above := c.Price
	for i, l := range c.Levels {
		at := "levels[" + strconv.Itoa(i) + "]."
		if err := checkDemandFigure(at+"price", l.Price); err != nil {
			faults = append(faults, err)
			continue
		}
		places, known := c.Currency.MinorUnits()
		switch {
		case fx.CheckDecimal(above) == nil && l.Price.GreaterThanOrEqual(above):
			faults = append(faults, fx.NewInputError(at+"price", fx.Plain(l.Price), "must be below the price before it"))
		case fx.CheckDecimal(c.Floor) == nil && l.Price.LessThan(c.Floor):
			faults = append(faults, fx.NewInputError(at+"price", fx.Plain(l.Price), "must not be below the floor"))
		case known && !l.Price.Equal(l.Price.Truncate(int32(places))):
			faults = append(faults, fx.NewInputError(at+"price", fx.Plain(l.Price), "must be in whole minor units"))
		}
		above = l.Price
		if l.Net.Valid {
			faults = appendFault(faults, checkSigned(at+"net", l.Net.Decimal))
		}
	}
	return faults
}

// places are the decimals of the minor unit of a clearance that was checked.
func (c *Clearance) places() int32 {
	places, _ := c.Currency.MinorUnits()
	return int32(places)
}

// demand is what is sold in a week.
func (c *Clearance) demand() Demand {
	return Demand{Price: c.Price, Quantity: c.Velocity, Elasticity: c.Elasticity}
}

// net is what a sale at a price leaves of it.
func (c *Clearance) net(price decimal.Decimal) decimal.Decimal {
	if c.Net.Valid && price.Equal(c.Price) {
		return c.Net.Decimal
	}
	for _, l := range c.Levels {
		if l.Net.Valid && price.Equal(l.Price) {
			return l.Net.Decimal
		}
	}
	return price.Sub(price.Mul(c.FeeRate)).Sub(c.FeePerUnit)
}

// holding is the cost of a unit in a week, the first being 0: that of its age at the
// start of the week.
func (c *Clearance) holding(week int) decimal.Decimal {
	age := c.AgeDays + week*daysOfWeek
	var cost decimal.Decimal
	for _, b := range c.Holding {
		if b.FromDays <= age {
			cost = b.PerUnitWeek
		}
	}
	return cost
}
