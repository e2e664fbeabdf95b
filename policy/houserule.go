package policy

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
)

// The IDs of the house rules, which ask for a person.
const (
	HouseMove  = "HOUSE-MOVE"
	HouseFloor = "HOUSE-FLOOR"
	HouseFirst = "HOUSE-FIRST"
	HouseWar   = "HOUSE-WAR"
)

// houseInfo is the Info of a house rule.
func houseInfo(id, title string, thresholds ...string) Info {
	return Info{
		ID: id, Title: title, Citation: "house rule: guard rails against known repricing failures",
		From: undated(), Verified: lawVerified(), Confidence: "high", House: thresholds,
	}
}

// A LargeMove warns of a price that moves far from the one in force: rule HOUSE-MOVE.
// A move of exactly the share passes. A first price is no move.
type LargeMove struct {
	// Share is the largest move, up or down, as a fraction of the price in force; 0 is
	// 0.20.
	Share decimal.Decimal
}

func (r LargeMove) share() decimal.Decimal { return threshold(r.Share, largeMove) }

// largeMove is the standard share of a [LargeMove].
var largeMove = decimal.New(20, -2)

// Info says what the rule is.
func (r LargeMove) Info() Info {
	return houseInfo(HouseMove, "Large move of the price", "largest move without a person: "+fx.Percent(r.share()))
}

// Check compares the price of a case with the one in force.
func (r LargeMove) Check(c *Case, _ time.Time) Outcome {
	switch {
	case c.FirstPrice:
		return Skipped("the offer has no price in force")
	case !c.Current.Valid:
		return Unjudged("current")
	}
	current := c.Current.Decimal
	move := small.Sub(c.Price, current)
	if compareProduct(move.Abs(), current, r.share()) <= 0 {
		return Passed()
	}
	share := "more than any share"
	if current.Sign() > 0 {
		share = fx.Percent(move.Abs().DivRound(current, 4))
	}
	way := "rises"
	if move.Sign() < 0 {
		way = "falls"
	}
	return Found(Finding{
		Severity: Warn, House: true,
		Message:  "the price " + way + " by " + share + " from " + money(current, c.Currency) + " to " + money(c.Price, c.Currency) + ", more than " + fx.Percent(r.share()),
		Evidence: []Evidence{{"price in force", money(current, c.Currency)}, {"price", money(c.Price, c.Currency)}, {"move", share}, {"largest move", fx.Percent(r.share())}},
	})
}

// A BelowFloor blocks what a buyer pays below the floor of the seller: rule
// HOUSE-FLOOR. The lower of price and deal price counts, less the coupon. Exactly the
// floor passes. Of all findings that block, only this one can be approved
// ([Gate.Review]). The zero rule is ready.
type BelowFloor struct{}

// Info says what the rule is.
func (BelowFloor) Info() Info { return houseInfo(HouseFloor, "Price below the floor") }

// Check compares what a buyer pays with the floor of a case.
func (BelowFloor) Check(c *Case, _ time.Time) Outcome {
	if !c.Floor.Valid {
		return Unjudged("floor")
	}
	paid := lowestPaid(c)
	if compare(paid, c.Floor.Decimal) >= 0 {
		return Passed()
	}
	return Found(Finding{
		Severity: Block, House: true,
		Message: "a buyer pays " + money(paid, c.Currency) + ", which is " + money(c.Floor.Decimal.Sub(paid), c.Currency) + " below the floor of " + money(c.Floor.Decimal, c.Currency),
		Evidence: []Evidence{
			{"paid, after deal and coupon", money(paid, c.Currency)}, {"price", money(c.Price, c.Currency)},
			{"floor", money(c.Floor.Decimal, c.Currency)},
		},
	})
}

// A FirstPrice warns of an offer that never had a price: rule HOUSE-FIRST. The zero
// rule is ready.
type FirstPrice struct{}

// Info says what the rule is.
func (FirstPrice) Info() Info { return houseInfo(HouseFirst, "First price of an offer") }

// Check asks whether the offer of a case had a price before.
func (FirstPrice) Check(c *Case, _ time.Time) Outcome {
	switch {
	case c.FirstPrice:
		return Found(Finding{
			Severity: Warn, House: true, Message: "the price of " + money(c.Price, c.Currency) + " is the first of the offer",
			Evidence: []Evidence{{"price", money(c.Price, c.Currency)}},
		})
	case !c.Current.Valid:
		return Unjudged("current")
	}
	return Passed()
}

// A PriceWar warns of an offer in a price war: rule HOUSE-WAR. What a price war is,
// package reprice says. The zero rule is ready.
type PriceWar struct{}

// Info says what the rule is.
func (PriceWar) Info() Info { return houseInfo(HouseWar, "Price war") }

// Check asks whether the offer of a case is in a price war.
func (PriceWar) Check(c *Case, _ time.Time) Outcome {
	if !c.PriceWar {
		return Passed()
	}
	return Found(Finding{
		Severity: Warn, House: true, Message: "the offer is in a price war: stop to follow and let a person decide on " + money(c.Price, c.Currency),
		Evidence: []Evidence{{"price", money(c.Price, c.Currency)}},
	})
}
