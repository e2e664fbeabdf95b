package fees

import (
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An Event is what makes a party bill a charge once.
type Event string

// The events. How often each happens per unit sold is known to the caller: a
// unit is received and sold once, and returned as often as its return rate says.
const (
	PerUnitSold     Event = "per_unit_sold"     // for each unit sold
	PerOrder        Event = "per_order"         // for each order, whatever its units
	PerUnitReturned Event = "per_unit_returned" // for each unit that comes back
	PerUnitReceived Event = "per_unit_received" // for each unit the warehouse takes in
	PerUnitMonth    Event = "per_unit_month"    // for each unit and month in stock
	PerUnitRemoved  Event = "per_unit_removed"  // for each unit that leaves the warehouse unsold
	PerDispute      Event = "per_dispute"       // for each payment that the buyer's bank takes back
	PerPromotion    Event = "per_promotion"     // for each coupon, deal or campaign
	PerMonth        Event = "per_month"         // for each month, whatever is sold
)

// A Charge is one line that a party bills, and why. The zero Charge is nothing.
type Charge struct {
	// Code names the line: stable, snake_case, never translated: "referral".
	Code string
	// Event is what the charge is billed on.
	Event Event
	// Amount is what is billed per event as a function of the item price, before
	// rounding; the payer rounds it half away from zero to the minor unit.
	// A negative amount is a discount.
	Amount Curve
	// Unknown says that the channel bills this and that nobody knows how much:
	// Amount is 0, and Basis names the input that takes the figure. What it is
	// part of is not complete.
	Unknown bool
	// Undecided says that it depends on a choice that was not given whether the
	// channel bills this at all: Amount is 0, and Basis names the choice.
	Undecided bool
	// Units is how many sold units share one event: those of the order for
	// PerOrder and PerDispute, those sold in the promotion for PerPromotion. 0
	// counts as 1.
	Units int
	// FreeShare is the share of sold units whose event is not billed: with 0.08,
	// the first 8 returns of 100 sold units are free.
	FreeShare decimal.Decimal
	// Basis says for people how the amount is found: "15% of the sales price,
	// at least 0.30".
	Basis string
	// Source is the table behind it.
	Source Source
	// RefundShare is the share of the amount that the channel gives back when
	// the unit is returned for a full refund: 0 keeps it, 1 returns it all.
	RefundShare decimal.Decimal
	// Warnings are the doubts about this charge: an open rule that changed it,
	// an input that was assumed.
	Warnings []Warning
}

// A Warning is a doubt that a result carries: the result stands, and this is
// what to check.
type Warning struct {
	Code string // stable, snake_case: "large_standard_floor"
	Text string // for people
}

// A Listing is one item offered on one channel.
type Listing interface {
	// Channel is the name of the channel: "amazon-us".
	Channel() string
	// Currency is the currency of the price and of every charge.
	Currency() fx.Currency
	// Extras is what the buyer pays on top of the item price and the seller
	// receives, such as shipping and gift wrap; never tax.
	Extras() decimal.Decimal
	// Charges returns what the channel takes, on the calendar day of a time in
	// its own location. A day that no table covers is a *[NoTableError].
	Charges(on time.Time) ([]Charge, error)
}
