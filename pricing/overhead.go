package pricing

import (
	"errors"
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Overhead is what every sold unit has to carry of the costs of the firm: staff,
// tools, rent. The zero Overhead is none. Its line is "overhead".
type Overhead struct {
	// PerUnit is an amount per sold unit in the currency of the listing.
	PerUnit decimal.Decimal
	// ShareOfRevenue is a share of what the buyer pays, from 0 to 1; both add up.
	ShareOfRevenue decimal.Decimal
}

func (o *Overhead) given() bool { return !o.PerUnit.IsZero() || !o.ShareOfRevenue.IsZero() }

func (o *Overhead) check() error {
	if !o.given() {
		return nil
	}
	return errors.Join(
		checkFrom("overhead.per_unit", o.PerUnit, nil),
		checkFrom("overhead.share_of_revenue", o.ShareOfRevenue, &one),
	)
}

func (m *Model) addOverhead(o *Overhead) {
	if !o.given() {
		return
	}
	text := "per sold unit"
	if !o.ShareOfRevenue.IsZero() {
		text = fx.Percent(o.ShareOfRevenue) + " of what the buyer pays"
		if !o.PerUnit.IsZero() {
			text = fx.Plain(o.PerUnit) + " per sold unit and " + text
		}
	}
	m.add(modelLine{
		code: "overhead", each: fees.Flat(o.PerUnit).Plus(m.revenue.Times(o.ShareOfRevenue)), rung: inOperating,
		basis: text, source: &suppliedOverhead,
	})
}

// Capital is what the money costs that lies in the goods until they are sold: the
// cost of the unit at the planned rate × AnnualRate × days / 365. What arises with
// the sale is no part of that cost. The zero Capital costs nothing. Its line is
// "capital_cost".
type Capital struct {
	// AnnualRate is the interest per year of 365 days as a fraction: 0.12 is 12 %. At
	// most 10, since more is a percentage.
	AnnualRate decimal.Decimal
	// Days is how long the money lies there, from paying for the goods until the
	// payout, at most fees.MaxStayDays. Not Valid means the expected days in stock of
	// Life; when nothing is said of these either, "capital.days" is missing.
	Days decimal.NullDecimal
}

func (c *Capital) check() error {
	var faults []error
	if !c.AnnualRate.IsZero() {
		faults = append(faults, checkFrom("capital.annual_rate", c.AnnualRate, &highestInterest))
	}
	if c.Days.Valid {
		err := checkFrom("capital.days", c.Days.Decimal, nil)
		if err == nil && c.Days.Decimal.GreaterThan(mostDays) {
			err = fx.NewInputError("capital.days", fx.Plain(c.Days.Decimal), "must be at most "+strconv.Itoa(fees.MaxStayDays))
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func (m *Model) addCapital(u *Unit) {
	rate, days := u.Capital.AnnualRate, u.Capital.Days
	if rate.IsZero() {
		return
	}
	if !days.Valid {
		days = u.Life.expectedDays()
	}
	if !days.Valid {
		m.missing = append(m.missing, "capital.days")
		return
	}
	m.abroad.financed = rate.Mul(days.Decimal)
	m.add(modelLine{
		code: "capital_cost", each: fees.Flat(m.cost).Times(rate).Times(days.Decimal).Over(daysOfYear), rung: inOperating,
		describe: func() string {
			return fx.Percent(rate) + " per year on the cost for " + fx.Plain(days.Decimal) + " days"
		},
		source: &suppliedCapital,
	})
}

var (
	highestInterest = decimal.NewFromInt(10)
	daysOfYear      = decimal.NewFromInt(365)
	mostDays        = decimal.NewFromInt(fees.MaxStayDays)

	suppliedCapital  = fees.SuppliedBy("capital")
	suppliedOverhead = fees.SuppliedBy("overhead")
)
