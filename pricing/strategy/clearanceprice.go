package strategy

import (
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A PriceCap says what kept a single price from where the formula put it. The texts
// are stable.
type PriceCap string

// The caps. The zero PriceCap is none.
const (
	CappedByPrice PriceCap = "price" // that of today: a clearance never rises
	CappedByFloor PriceCap = "floor"
)

// A SinglePrice is the best price to keep until the horizon. The zero SinglePrice
// is of no clearance.
type SinglePrice struct {
	// Clearing is the price at which the last unit sells at the horizon,
	//
	//	Price × (Stock / (Weeks × Velocity))^(1 / Elasticity)
	//
	// to 12 significant digits; not Valid above 1e9.
	Clearing decimal.NullDecimal
	// Revenue is the price of highest proceeds when a unit that is not sold is worth
	// its salvage,
	//
	//	(Salvage + FeePerUnit) / (1 - FeeRate) × Elasticity / (1 + Elasticity)
	//
	// rounded half away from zero to 12 decimals. It is not Valid for an elasticity
	// of -1 or more, where a cut never pays by itself.
	Revenue decimal.NullDecimal
	// Price is the higher of the two, rounded half away from zero to the minor unit
	// and then held between the floor, rounded up, and the price of today.
	Price decimal.Decimal
	// Capped says what held it.
	Capped PriceCap
	// Reason says in words why it is this price. Nobody parses it.
	Reason string
}

// SinglePrice returns the best price to keep. Holding costs are not in it:
// [Clearance.Compare] counts them. The errors are those of [Clearance.Check].
func (c Clearance) SinglePrice() (SinglePrice, error) {
	if err := c.Check(); err != nil {
		return SinglePrice{}, err
	}
	return c.singlePrice(), nil
}

func (c *Clearance) singlePrice() SinglePrice {
	s := SinglePrice{Price: c.Price}
	e := c.Elasticity.InexactFloat64()
	pressure := float64(c.Stock) / (float64(c.Weeks) * c.Velocity.InexactFloat64())
	clearing, ok := roundedDecimal(c.Price.InexactFloat64() * math.Pow(pressure, 1/e))
	s.Clearing = decimal.NullDecimal{Decimal: clearing, Valid: ok && clearing.LessThanOrEqual(highestDemand)}
	if !s.Clearing.Valid {
		s.Clearing = decimal.NullDecimal{}
	}
	one := decimal.NewFromInt(1)
	if next := c.Elasticity.Add(one); next.IsNegative() {
		worth := c.Salvage.Add(c.FeePerUnit)
		s.Revenue = decimal.NewNullDecimal(worth.Mul(c.Elasticity).DivRound(next.Mul(one.Sub(c.FeeRate)), changePlaces))
	}
	target := c.Price
	switch {
	case !s.Clearing.Valid || s.Clearing.Decimal.GreaterThanOrEqual(c.Price):
		s.Reason = "the stock is gone by the horizon at the price of today"
		s.Capped = CappedByPrice
	case s.Revenue.Valid && s.Revenue.Decimal.GreaterThanOrEqual(c.Price):
		s.Reason = "a unit that is left is worth more than a lower price would bring"
		s.Capped = CappedByPrice
	case s.Revenue.Valid && s.Revenue.Decimal.GreaterThan(s.Clearing.Decimal):
		target = s.Revenue.Decimal
		s.Reason = "below this price a sale brings less than the unit is worth when it is left"
	default:
		target = s.Clearing.Decimal
		s.Reason = "at this price the last unit sells at the horizon"
		if !s.Revenue.Valid {
			s.Reason += "; with this elasticity only the pressure to clear justifies a cut"
		}
	}
	if s.Capped != "" {
		return s
	}
	s.Price = target.Round(c.places())
	if floor := decimal.Min(c.Floor.RoundUp(c.places()), c.Price); s.Price.LessThan(floor) {
		s.Price, s.Capped = floor, CappedByFloor
		s.Reason += ", but the floor is higher"
	} else if s.Price.GreaterThan(c.Price) {
		s.Price, s.Capped = c.Price, CappedByPrice
	} else if s.Price.IsZero() {
		s.Price = decimal.Min(decimal.New(1, -c.places()), c.Price)
	}
	return s
}

// A TriggerCode names a reason to clear. The texts are stable.
type TriggerCode string

// The reasons, in the order in which they are reported.
const (
	// TriggerHolding: to hold costs more than a cut gives up.
	TriggerHolding TriggerCode = "holding_above_margin"
	// TriggerCover: the stock lasts longer than the limit.
	TriggerCover TriggerCode = "cover_above_limit"
	// TriggerAge: units will be left when the next, dearer bucket of age begins.
	TriggerAge TriggerCode = "age_reaches_next_bucket"
)

// A Trigger is one reason to clear, met or not.
type Trigger struct {
	Code TriggerCode
	// Fired says that the reason is met.
	Fired bool
	// Value is what was compared with Limit: the holding cost to the horizon at the
	// price of today with the margin that the cut to the best single price gives up,
	// both rounded half away from zero to the minor unit, the comparison being of the
	// exact figures; the weeks of cover with their limit; the age that the last unit
	// reaches, at most at the horizon, with the first day of the next bucket. Weeks
	// and ages are rounded down, to two decimals and to days. Neither is Valid where
	// there is nothing to compare.
	Value, Limit decimal.NullDecimal
	// Reason says the same in words. Nobody parses it.
	Reason string
}

// Triggers looks at the three reasons to clear and returns each, met or not. One is
// enough to cut. The errors are those of [Clearance.Check].
//
// The margin given up is that of the units that would be sold by the horizon at the
// price of today anyway. A cover exactly on its limit is within it, and a unit that
// is sold on the day on which a bucket begins does not reach it.
func (c Clearance) Triggers() ([]Trigger, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	return []Trigger{c.holdingTrigger(), c.coverTrigger(), c.ageTrigger()}, nil
}

func (c *Clearance) holdingTrigger() Trigger {
	t := Trigger{Code: TriggerHolding, Reason: "no lower price is called for"}
	cut := c.singlePrice().Price
	if cut.GreaterThanOrEqual(c.Price) {
		return t
	}
	hold := c.keepPrice(ExitHold, c.Price)
	given := c.net(c.Price).Sub(c.net(cut)).Mul(hold.Sold)
	t.Fired = hold.Holding.GreaterThan(given)
	t.Value = decimal.NewNullDecimal(hold.Holding.Round(c.places()))
	t.Limit = decimal.NewNullDecimal(given.Round(c.places()))
	word := " is not more than the "
	if t.Fired {
		word = " is more than the "
	}
	t.Reason = "holding to the horizon costs " + c.money(hold.Holding) + ", which" + word + c.money(given) + " that a cut to " + c.money(cut) + " gives up"
	return t
}

func (c *Clearance) coverTrigger() Trigger {
	t := Trigger{Code: TriggerCover, Reason: "there is no limit of cover"}
	const places = 2
	stock := decimal.NewFromInt(c.Stock)
	cover, _ := stock.QuoRem(c.Velocity, places)
	t.Value = decimal.NewNullDecimal(cover)
	if !c.CoverLimit.Valid {
		return t
	}
	t.Limit = c.CoverLimit
	t.Fired = stock.GreaterThan(c.Velocity.Mul(c.CoverLimit.Decimal))
	word := ", not above the limit of "
	if t.Fired {
		word = ", above the limit of "
	}
	t.Reason = "the stock lasts " + fx.Plain(cover) + " weeks" + word + fx.Plain(c.CoverLimit.Decimal)
	return t
}

func (c *Clearance) ageTrigger() Trigger {
	t := Trigger{Code: TriggerAge, Reason: "no dearer bucket of age lies ahead"}
	now := c.holding(0)
	stock := decimal.NewFromInt(c.Stock)
	last := int64(c.AgeDays + c.Weeks*daysOfWeek)
	ahead, _ := stock.Mul(decimal.NewFromInt(daysOfWeek)).QuoRem(c.Velocity, 0) // days until the last unit is sold
	if ahead.LessThan(decimal.NewFromInt(int64(c.Weeks * daysOfWeek))) {
		last = int64(c.AgeDays) + ahead.IntPart()
	}
	for _, b := range c.Holding {
		if b.FromDays <= c.AgeDays || b.PerUnitWeek.LessThanOrEqual(now) {
			continue
		}
		days := int64(b.FromDays - c.AgeDays)
		sold := c.Velocity.Mul(decimal.NewFromInt(days)) // times 7
		left := stock.Mul(decimal.NewFromInt(daysOfWeek)).Sub(sold)
		t.Fired = days <= int64(c.Weeks*daysOfWeek) && left.IsPositive()
		t.Value, t.Limit = decimal.NewNullDecimal(decimal.NewFromInt(last)), decimal.NewNullDecimal(decimal.NewFromInt(int64(b.FromDays)))
		step := " days, from where a unit costs " + fx.Plain(b.PerUnitWeek) + " a week instead of " + fx.Plain(now)
		t.Reason = "no unit is left within the horizon at an age of " + strconv.Itoa(b.FromDays) + step
		if t.Fired {
			units := left.DivRound(decimal.NewFromInt(daysOfWeek), 0)
			t.Reason = "about " + fx.Plain(units) + " units will be left in " + strconv.FormatInt(days, 10) + " days at an age of " + strconv.Itoa(b.FromDays) + step
		}
		return t
	}
	return t
}

// money prints an amount, rounded half away from zero to the minor unit.
func (c *Clearance) money(d decimal.Decimal) string { return d.StringFixed(c.places()) }
