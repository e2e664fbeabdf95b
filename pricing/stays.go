package pricing

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A StayShare is the share of the units that is sold after a number of days in the
// channel's warehouse. The zero StayShare is no unit.
type StayShare struct {
	// Days is the whole number of days in stock, from 0 to fees.MaxStayDays. The stay
	// ends on the day of the statement, which decides on the season.
	Days int
	// Share is the share of all units, from 0 to 1.
	Share decimal.Decimal
}

// maxStays is how many shares of stays are computed at most.
const maxStays = 12

func (l *Life) checkStays() []error {
	if len(l.Stays) == 0 {
		return nil
	}
	if len(l.Stays) > maxStays {
		return []error{fx.NewInputError("life.stays", strconv.Itoa(len(l.Stays)), "must be at most "+strconv.Itoa(maxStays))}
	}
	var faults []error
	if l.DaysInStock.Valid {
		faults = append(faults, fx.NewInputError("life.stays", "", "must not be given with days_in_stock"))
	}
	sum, summable := decimal.Decimal{}, true
	for i, stay := range l.Stays {
		field := "life.stays[" + strconv.Itoa(i) + "]"
		if stay.Days < 0 || stay.Days > fees.MaxStayDays {
			faults = append(faults, fx.NewInputError(field+".days", strconv.Itoa(stay.Days), "must be 0 to "+strconv.Itoa(fees.MaxStayDays)))
		}
		if err := checkFrom(field+".share", stay.Share, &one); err != nil {
			faults, summable = append(faults, err), false
			continue
		}
		sum = sum.Add(stay.Share)
	}
	if summable && !sum.Equal(one) {
		faults = append(faults, fx.NewInputError("life.stays", fx.Plain(sum), "must have shares that sum to 1"))
	}
	return faults
}

// expectedDays is the mean of the days in stock, not Valid when nothing is said of
// them.
func (l *Life) expectedDays() decimal.NullDecimal {
	if len(l.Stays) == 0 {
		return l.DaysInStock
	}
	var mean decimal.Decimal
	for _, stay := range l.Stays {
		mean = mean.Add(stay.Share.Mul(decimal.NewFromInt(int64(stay.Days))))
	}
	return decimal.NewNullDecimal(mean)
}

// addStorage appends what the channel charges for keeping the unit until the day
// of the statement, one line per code: the mean over the stays.
func (m *Model) addStorage(u *Unit, on time.Time) error {
	keeper, ok := u.Listing.(fees.Keeper)
	if !ok || !keeper.Keeps() {
		return nil
	}
	day := fees.Day(on.Date())
	if len(u.Life.Stays) > 0 {
		return m.addStays(keeper, u.Life.Stays, day)
	}
	if !u.Life.DaysInStock.Valid {
		m.leftOut = append(m.leftOut, Exclusion{"storage", fees.PerUnitMonth, "how long a unit is in stock is not given"})
		return nil
	}
	days := int(u.Life.DaysInStock.Decimal.IntPart())
	charges, err := keeper.Storage(fees.Stay{Received: day.AddDate(0, 0, -days), Until: day})
	if err != nil {
		return err
	}
	for i := range charges {
		c := &charges[i]
		m.warnings = append(m.warnings, c.Warnings...)
		line := m.stored(c)
		line.each = line.each.Plus(fees.Flat(c.Amount))
		line.amount = line.each
		line.basis, line.source = strconv.Itoa(days)+" days in stock, the last at "+c.Basis, &c.Source
	}
	return nil
}

// addStays is addStorage for units that are sold after different times. The basis of
// a line names the stays on which it arises, and how the longest of them ends.
func (m *Model) addStays(keeper fees.Keeper, stays []StayShare, day time.Time) error {
	stays = slices.Clone(stays)
	slices.SortStableFunc(stays, func(x, y StayShare) int { return x.Days - y.Days })
	for _, stay := range stays {
		if stay.Share.IsZero() {
			continue
		}
		charges, err := keeper.Storage(fees.Stay{Received: day.AddDate(0, 0, -stay.Days), Until: day})
		if err != nil {
			return err
		}
		var named []string // the codes whose basis names the stay already
		for i := range charges {
			c := &charges[i]
			for _, w := range c.Warnings {
				if !slices.Contains(m.warnings, w) {
					m.warnings = append(m.warnings, w)
				}
			}
			line := m.stored(c)
			line.each = line.each.Plus(fees.Flat(c.Amount).Times(stay.Share))
			line.amount, line.source = line.each, &c.Source
			if !slices.Contains(named, c.Code) {
				named = append(named, c.Code)
				if line.basis != "" {
					line.basis += ", "
				}
				line.basis += fx.Percent(stay.Share) + " of units after " + strconv.Itoa(stay.Days) + " days"
			}
			last := c.Basis
			stem := line.basis
			line.describe = func() string { return stem + " in stock, the last: " + last }
		}
	}
	return nil
}

// stored returns the line of a storage charge, a new one when its code has none.
func (m *Model) stored(c *fees.StorageCharge) *modelLine {
	for i := range m.lines {
		if line := &m.lines[i]; line.code == c.Code && line.event == fees.PerUnitMonth {
			return line
		}
	}
	m.addShare(modelLine{code: c.Code, event: fees.PerUnitMonth, paid: true, rung: inCM2}, one, one)
	return &m.lines[len(m.lines)-1]
}
