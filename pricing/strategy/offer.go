package strategy

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/small"
)

// An Offer is one offer for an item as a buyer sees it. The zero Offer has no price
// and is filtered.
type Offer struct {
	// Seller identifies who offers it, by the seller's identifier on the channel
	// where there is one; "" is unknown.
	Seller string
	// Price is the item price, Shipping what the buyer pays for delivery. An offer
	// with an unknown shipping cannot be compared and is filtered.
	Price    decimal.Decimal
	Shipping decimal.NullDecimal
	// Condition is "new", or what the channel calls it; "" is new.
	Condition string
	// ByChannel says that the channel fulfils the offer.
	ByChannel bool
	// Featured says that it is the Featured Offer (Buy Box).
	Featured bool
	// OutOfStock says that it cannot be bought now.
	OutOfStock bool
	// ShipDays is within how many days it is shipped; not Valid is unknown.
	ShipDays decimal.NullDecimal
	// Feedback is the share of positive feedback of the seller, 0 to 1, of
	// FeedbackCount ratings; not Valid is unknown.
	Feedback      decimal.NullDecimal
	FeedbackCount int
	// Seen is when the offer was read.
	Seen time.Time
}

// Total returns what a buyer pays, price and shipping, an unknown shipping as 0.
func (o Offer) Total() decimal.Decimal {
	if !o.Shipping.Valid || o.Shipping.Decimal.IsZero() {
		return o.Price
	}
	return small.Add(o.Price, o.Shipping.Decimal)
}
