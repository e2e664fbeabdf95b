package policy

import (
	"time"

	"github.com/shopspring/decimal"
)

// A ClaimKind is a kind of statement about a price. The texts are stable.
type ClaimKind string

// The claims that the rules know. A claim of another kind is nobody's business here.
const (
	// ClaimFree: a second one is free with the purchase of one, "buy one, get one".
	ClaimFree ClaimKind = "free"
	// ClaimGift: something else comes free with the item; Base is what it is worth.
	ClaimGift ClaimKind = "gift"
	// ClaimFormerlySold: units were sold at the former price, "formerly sold at".
	ClaimFormerlySold ClaimKind = "formerly_sold"
	// ClaimWholesale and ClaimFactory: the price is that of the trade, or that of
	// those who buy directly of the manufacturer; Base is that price.
	ClaimWholesale ClaimKind = "wholesale"
	ClaimFactory   ClaimKind = "factory"
	// ClaimLimited: the offer ends; Until is its last day.
	ClaimLimited ClaimKind = "limited"
	// ClaimAdvance: the price will rise after an advance sale.
	ClaimAdvance ClaimKind = "advance_sale"
	// ClaimSeconds: an imperfect item at a reduced price, with the comparison named
	// as that of a perfect one.
	ClaimSeconds ClaimKind = "seconds"
)

// A Claim is what an advertisement says about a price, besides a comparison price.
type Claim struct {
	Kind ClaimKind
	// Base is the price that the claim rests on in the currency of the case; not
	// Valid is unknown, for ClaimFree the price of the case.
	Base decimal.NullDecimal
	// Until is the last day that a limited offer names, midnight UTC; zero is unknown
	// or a limit by quantity.
	Until time.Time
	// True says whether the claim is known to be true, where no figure can say it.
	True Answer
}

func (c Claim) check() error {
	var f faults
	if c.Kind == "" {
		f.add("kind", "", "must not be empty")
	}
	f.known("base", c.Base)
	if !c.Until.IsZero() && !isDay(c.Until) {
		f.add("until", dateText(c.Until), "must be a calendar day as midnight UTC")
	}
	f.answer("true", c.True)
	return f.err()
}
