package pricing

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A Rung is a step of the profit ladder. The zero Rung counts as InCM2.
type Rung string

// The rungs. Each line of a statement belongs to exactly one of them.
const (
	// InNetRevenue are price and shipping that the buyer pays, less the discount of
	// promotions and refunds.
	InNetRevenue Rung = "net_revenue"
	// InCM1 is what the goods cost: cost items and landed cost, what the buffer adds to
	// them, the cost of units that are removed unsold, and what comes back with units
	// that can be sold again.
	InCM1 Rung = "cm1"
	// InCM2 is what selling, shipping, keeping and taking back a unit costs: whatever
	// the channel charges and no other rung names, so also each charge of a channel
	// that nobody has heard of; cost items that arise with the sale; own handling of
	// returns, less what goods bring that cannot be sold again.
	InCM2 Rung = "cm2"
	// InCM3 is advertising and what promotions cost besides the discount: advertising,
	// launch spend, charges on fees.PerPromotion such as coupons and deals, the
	// commission of creators and promoted listings.
	InCM3 Rung = "cm3"
	// InOperating is what the firm costs, and its money: overhead, charges on
	// fees.PerMonth such as a subscription, capital cost, conversion of the payout.
	InOperating Rung = "operating_profit"
)

// A Ladder is the profit of a statement in steps, per sold unit. Each step is what is
// left after its lines. The zero Ladder is that of the zero Statement.
type Ladder struct {
	// NetRevenue is what the buyers pay less discounts and refunds.
	NetRevenue decimal.Decimal
	// CM1 is the gross profit: net revenue less the cost of goods that are sold and
	// do not come back to be sold again.
	CM1 decimal.Decimal
	// CM2 is CM1 less what the channel and the way to the buyer and back cost.
	CM2 decimal.Decimal
	// CM3 is CM2 less advertising and the fees of promotions.
	CM3 decimal.Decimal
	// Operating is CM3 less overhead and what money costs: the Profit of the
	// statement.
	Operating decimal.Decimal
}

// Ladder returns the profit in steps. Every line is in exactly one of them by its
// [Rung], so that Operating is the sum of the lines, which is Profit.
func (s Statement) Ladder() Ladder {
	var sums [inOperating + 1]decimal.Decimal
	for i := range s.Lines {
		at := s.Lines[i].Rung.index()
		sums[at] = sums[at].Add(s.Lines[i].Amount)
	}
	var l Ladder
	l.NetRevenue = sums[inRevenue]
	l.CM1 = l.NetRevenue.Add(sums[inCM1])
	l.CM2 = l.CM1.Add(sums[inCM2])
	l.CM3 = l.CM2.Add(sums[inCM3])
	l.Operating = l.CM3.Add(sums[inOperating])
	return l
}

// Margin returns what is left after a rung over net revenue, rounded half away from
// zero to the given decimals, 0 to 16: a variant of [Statement.Margin], which is on what the
// buyer pays. It is not Valid when net revenue is not above 0.
func (l Ladder) Margin(r Rung, places int32) decimal.NullDecimal {
	level := [...]decimal.Decimal{
		inCM2: l.CM2, inRevenue: l.NetRevenue, inCM1: l.CM1, inCM3: l.CM3, inOperating: l.Operating,
	}[r.index()]
	return ratio(level, l.NetRevenue, places)
}

// A rung is a Rung as a line of a model holds it, 0 being that of an unknown charge.
type rung uint8

const (
	inCM2 rung = iota
	inRevenue
	inCM1
	inCM3
	inOperating
)

var rungNames = [...]Rung{inCM2: InCM2, inRevenue: InNetRevenue, inCM1: InCM1, inCM3: InCM3, inOperating: InOperating}

func (r Rung) index() rung {
	for i, name := range rungNames {
		if name == r {
			return rung(i)
		}
	}
	return inCM2
}

// rungOf is the rung of a charge, and of what is given back of it.
func rungOf(c *fees.Charge) rung {
	switch c.Event {
	case fees.PerMonth:
		return inOperating
	case fees.PerPromotion:
		return inCM3
	}
	switch c.Code {
	case "creator_commission", "promoted_listings":
		return inCM3
	}
	return inCM2
}
