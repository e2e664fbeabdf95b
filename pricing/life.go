package pricing

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Life is how often, per unit sold, the things happen that a channel charges for
// besides the sale and the return. What is not Valid is not said: its charges are
// left out of the statement, which names them in LeftOut. What is said and has an
// unknown price is missing. The zero Life says nothing.
type Life struct {
	// DaysInStock is the whole number of days that a unit is in the channel's
	// warehouse before it is sold, at most fees.MaxStayDays. The stay ends on the
	// day of the statement.
	DaysInStock decimal.NullDecimal
	// Stays says in place of DaysInStock which share of the units is sold after how
	// many days: some soon, some when they are aged inventory. Storage is then the
	// expected one. None, or up to 12 whose shares sum to 1.
	Stays []StayShare
	// Removed is how many units leave the warehouse unsold per unit sold: 0.02 is
	// 2 for every 100 sold. Their cost is lost.
	Removed decimal.NullDecimal
	// Disputed is the share of orders whose payment the buyer's bank takes back,
	// from 0 to 1, for the fee of the dispute. The money itself counts as a return.
	Disputed decimal.NullDecimal
	// UnitsPerMonth is how many units share what is charged per month, such as a
	// subscription: all that the account sells. Above 0.
	UnitsPerMonth decimal.NullDecimal
}

// An Exclusion is a charge of the channel that a statement leaves out, and why.
type Exclusion struct {
	Code   string
	Event  fees.Event
	Reason string // for people
}

func (l *Life) check() []error {
	faults := l.checkStays()
	if d := l.DaysInStock; d.Valid {
		most := decimal.NewFromInt(fees.MaxStayDays)
		if err := checkFrom("life.days_in_stock", d.Decimal, nil); err != nil {
			faults = append(faults, err)
		} else if !d.Decimal.IsInteger() || d.Decimal.GreaterThan(most) {
			faults = append(faults, fx.NewInputError("life.days_in_stock", fx.Plain(d.Decimal), "must be a whole number of days, at most "+strconv.Itoa(fees.MaxStayDays)))
		}
	}
	if l.Removed.Valid {
		err := checkFrom("life.removed", l.Removed.Decimal, nil)
		if err == nil && l.Removed.Decimal.GreaterThan(mostRemoved) {
			err = fx.NewInputError("life.removed", fx.Plain(l.Removed.Decimal), "must be at most "+fx.Plain(mostRemoved)+" per unit sold")
		}
		faults = append(faults, err)
	}
	if l.Disputed.Valid {
		faults = append(faults, checkFrom("life.disputed", l.Disputed.Decimal, &one))
	}
	if n := l.UnitsPerMonth; n.Valid {
		err := checkFrom("life.units_per_month", n.Decimal, nil)
		if err == nil && n.Decimal.IsZero() {
			err = fx.NewInputError("life.units_per_month", "0", "must be above 0")
		}
		faults = append(faults, err)
	}
	return faults
}

// mostRemoved is far above what any seller throws away per unit sold.
var mostRemoved = decimal.NewFromInt(1000)

// addCharge appends the line of a charge that is not about returns. A charge of
// which nobody says whether or how often it happens is left out by name; one that
// happens at a price that nobody knows is missing.
func (m *Model) addCharge(c *fees.Charge, u *Unit) {
	life := &u.Life
	line := modelLine{code: c.Code, event: c.Event, each: c.Amount, paid: true, rung: rungOf(c), basis: c.Basis, source: &c.Source}
	often := func(times decimal.NullDecimal, of decimal.Decimal, reason string) {
		switch {
		case c.Undecided:
			m.leaveOut(c, c.Basis)
		case !times.Valid:
			m.leaveOut(c, reason)
		case c.Unknown && !times.Decimal.IsZero():
			m.missing = append(m.missing, c.Code)
		case !c.Unknown:
			line.billed = times.Decimal.Equal(one) && of.Equal(one)
			m.promote(&line)
			m.addShare(line, times.Decimal, of)
		}
	}
	once := decimal.NewNullDecimal(one)
	switch c.Event {
	case fees.PerUnitSold:
		often(once, one, "")
	case fees.PerUnitReceived: // what is removed was received as well
		if life.Removed.Valid {
			once.Decimal = one.Add(life.Removed.Decimal)
		}
		often(once, one, "")
	case fees.PerOrder:
		often(once, units(c), "")
	case fees.PerPromotion:
		if m.promoted {
			once.Decimal = u.Promotion.Share
		}
		often(once, units(c), "")
	case fees.PerMonth:
		often(decimal.NullDecimal{Decimal: one, Valid: life.UnitsPerMonth.Valid}, life.UnitsPerMonth.Decimal, "how many units are sold per month is not given")
	case fees.PerUnitRemoved:
		often(life.Removed, one, "how many units are removed is not given")
	case fees.PerDispute:
		often(life.Disputed, units(c), "how many payments are disputed is not given")
	case fees.PerUnitReturned: // with the returns
	default: // how often it happens is no input, so that what it costs is unknown
		m.missing = append(m.missing, c.Code)
	}
}

// units is the number of sold units that share an event of a charge.
func units(c *fees.Charge) decimal.Decimal { return decimal.NewFromInt(int64(max(c.Units, 1))) }

func (m *Model) leaveOut(c *fees.Charge, reason string) {
	if m.leftOut == nil {
		m.leftOut = make([]Exclusion, 0, 4)
	}
	m.leftOut = append(m.leftOut, Exclusion{c.Code, c.Event, reason})
}

// addRemoved appends the cost of the units that are removed unsold.
func (m *Model) addRemoved(life *Life) {
	if life.Removed.Valid && !life.Removed.Decimal.IsZero() {
		m.addShare(modelLine{
			code: "stock_written_off", event: fees.PerUnitRemoved, each: fees.Flat(m.cost), rung: inCM1,
			basis: "cost of units that are removed unsold", source: &suppliedLife,
		}, life.Removed.Decimal, one)
	}
}

var suppliedLife = fees.SuppliedBy("life")
