package policy

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// The channels whose rules this package has, named as by their listings.
const (
	channelAmazon  = "amazon"
	channelWalmart = "walmart"
)

// House figures that several rules share, each where a source says "significantly",
// "egregiously" or "excessive" and gives no number.
var (
	houseWarnTimes     = decimal.New(15, -1)
	houseBlockTimes    = decimal.New(2, 0)
	houseShippingTimes = decimal.New(15, -1)
)

// historyDays is the time that both platforms look back for their reference prices.
const historyDays = 90

// lowDays is the time that they look back for the lowest price.
const lowDays = 30

// platformShips says why a rule about shipping fees leaves an offer alone.
const platformShips = "the platform ships"

// total returns what a buyer pays with shipping. It is false when the seller ships and
// the fee is unknown: then it is at least the price. Shipping by the platform that
// nobody gives is free.
func (c *Case) total() (decimal.Decimal, bool) {
	return c.withShipping(c.Price)
}

// withShipping is total for another item price, such as that of a deal.
func (c *Case) withShipping(price decimal.Decimal) (decimal.Decimal, bool) {
	if !c.Shipping.Valid || c.Shipping.Decimal.IsZero() {
		return price, c.Shipping.Valid || !c.SellerFulfilled
	}
	return price.Add(c.Shipping.Decimal), true
}

// A lowest is the lowest of some prices of other places.
type lowest struct {
	total decimal.Decimal
	where string
	found bool
	// noShipping says that a place was left out because its shipping is unknown.
	noShipping bool
}

// lowestElsewhere returns the lowest total of the places that a rule asks for, other
// than the channel of the case.
func (c *Case) lowestElsewhere(asked func(*Elsewhere) bool) lowest {
	var out lowest
	for i := range c.Elsewhere {
		e := &c.Elsewhere[i]
		if !asked(e) || e.Where == c.Channel {
			continue
		}
		if !e.Shipping.Valid {
			out.noShipping = true
			continue
		}
		total := e.Price
		if e.Shipping.Decimal.Sign() > 0 {
			total = e.Total()
		}
		if !out.found || compare(total, out.total) < 0 {
			out.total, out.where, out.found = total, e.Where, true
		}
	}
	return out
}

// outsidePrice is the lowest total of major retailers elsewhere: what the platform
// reports, or else the lowest of the places that are known.
func (c *Case) outsidePrice() lowest {
	if c.CompetitivePrice.Valid {
		return lowest{total: c.CompetitivePrice.Decimal, where: "the competitive price", found: true}
	}
	return c.lowestElsewhere(func(e *Elsewhere) bool { return e.Outside && !e.Own })
}

// missing names the inputs that would give a price elsewhere.
func (l lowest) missing() []string {
	if l.noShipping {
		return []string{"competitive_price", "elsewhere.shipping"}
	}
	return []string{"competitive_price", "elsewhere"}
}

// A recentPrice is what the price of a case is compared with.
type recentPrice struct {
	price decimal.NullDecimal
	name  string
}

// recentPrices is the Was price where the platform shows one, or else the median of the
// last days before a day: that of the units where they are known, and else that of the
// days.
func (c *Case) recentPrices(day time.Time, days int) recentPrice {
	if c.Was.Valid {
		return recentPrice{c.Was, "the Was price"}
	}
	w := c.History.window(day, days)
	if paid := w.median(byUnits); paid.Valid {
		return recentPrice{paid, "the median paid lately"}
	}
	return recentPrice{w.median(byDays), "the median offered lately"}
}

// isAmazonDeal reports whether a promotion is a deal or price discount of Amazon that
// is not for members only.
func (k DealKind) isAmazonDeal() bool {
	return k == BestDeal || k == LightningDeal || k == PriceDiscount
}

// isWalmartPromotion reports whether a promotion is one of Walmart.
func (k DealKind) isWalmartPromotion() bool { return k == ReducedPrice || k == Clearance }

// low30 is the lowest price of the last days, promotions included: what the platform
// shows, or else that of the history.
func (c *Case) low30(day time.Time, days int) decimal.NullDecimal {
	if c.Deal != nil && c.Deal.Lowest30.Valid {
		return c.Deal.Lowest30
	}
	return c.History.window(day, days).runs.Lowest()
}

// tooHigh judges a price that must not be far above a recent one: a warning above one
// multiple of it, a block above another.
func tooHigh(price decimal.Decimal, what, than string, base, warn, block decimal.Decimal, currency fx.Currency) (Finding, bool) {
	severity, times := Block, block
	if compareProduct(price, base, times) <= 0 {
		if severity, times = Warn, warn; compareProduct(price, base, times) <= 0 {
			return Finding{}, false
		}
	}
	return Finding{
		Severity: severity, House: true,
		Message:  "the " + what + " of " + money(price, currency) + " is more than " + fx.Plain(times) + " times " + than + " of " + money(base, currency),
		Evidence: []Evidence{amountEvidence(what, price, currency), amountEvidence(than, base, currency)},
	}, true
}

// ended sets the status of an outcome that gathered findings and missing inputs.
func (o Outcome) ended() Outcome {
	switch {
	case len(o.Findings) > 0:
		o.Status = StatusFound
	case len(o.Missing) > 0:
		o.Status = StatusUnjudged
	default:
		o.Status = StatusPassed
	}
	return o
}
