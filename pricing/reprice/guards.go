package reprice

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Guards are the guard rails of a decision. A guard is off at its zero value, except
// that an item without any minimum is never priced unless NoMinimum says so. Shares
// are fractions of the price in force. The package documentation gives the order in
// which they act.
type Guards struct {
	// Stop is the kill switch: every decision is a hold.
	Stop bool
	// NoMinimum lets an item be priced that has no minimum at all.
	NoMinimum bool
	// NeedMaximum holds a rise of an item that has no maximum at all.
	NeedMaximum bool
	// NeedCosts asks a person where the costs are incomplete or unknown, so that the
	// floor is too low.
	NeedCosts bool

	// StepShare and StepAmount are the most that one decision moves the price; the
	// smaller of the two when both are set. The rest follows in later decisions.
	StepShare, StepAmount decimal.Decimal
	// Breaker asks a person where the price would have to move by more than this
	// share, before the step limit.
	Breaker decimal.Decimal
	// DayShare is the most that the price moves away from where it stood 24 hours
	// ago.
	DayShare decimal.Decimal
	// ChangesPerDay is how often the price may change in any 24 hours, at most
	// [MaxChanges].
	ChangesPerDay int
	// CoolDown is the least time between two changes.
	CoolDown time.Duration
	// CatalogueShare is the share of the catalogue that one run of [Batch] may
	// change; the changes after it become reviews.
	CatalogueShare decimal.Decimal

	// OffersMaxAge holds when the offers were read longer ago, or after now.
	OffersMaxAge time.Duration
	// Tie holds a cut when the own offer already costs as much as the cheapest rival.
	Tie bool
	// Anomaly freezes an item whose own price, or the lowest price of its rivals,
	// changed by more than this share since the last decision and not by a decision.
	Anomaly decimal.Decimal
	// Oscillation finds a price that goes to and fro, War a price war.
	Oscillation Oscillation
	War         WarGuard

	// CrossChannel stops a cut where the price with shipping is Spread, a share, below
	// that of an own offer on another channel (Case.Elsewhere with Own), which would
	// cost that offer its place. Spread 0 is at the same price.
	CrossChannel bool
	Spread       decimal.Decimal

	// Warnings asks a person where a policy rule warns.
	Warnings bool
	// FirstPrice asks a person about the first price of an item.
	FirstPrice bool
}

// An Oscillation guard asks a person where the own price would turn round at least
// Turns times within a window. The zero Oscillation is off.
type Oscillation struct {
	Turns  int
	Window time.Duration
}

// A WarGuard finds price wars. While one lasts, a move in its direction asks a person;
// moves the other way are free. It ends when the rivals are back at the own price
// before it, when there are none left, or when a person approves ([Approve]). The
// zero WarGuard is off.
type WarGuard struct {
	// Moves is how many moves in a row, taken in turns with the cheapest rival and
	// each at the other's price or beyond it, are a war. 0 is off. Moves upwards
	// count in the same way.
	Moves int
	// Fall is the share by which the own price falls within the window, while the
	// own share of units does not rise by more than Flat, that is a war. 0 is off.
	// An unknown ShareChange of the item has not risen.
	Fall, Flat decimal.Decimal
	// Window is how far back both look.
	Window time.Duration
}

// House returns guard rails with our own thresholds; no platform publishes any. A step
// is 10% of the price, a move of more than 15% asks a person, a day moves a price by
// at most 20% and 6 times, 2 hours apart, and a run changes at most 20% of the
// catalogue. Offers are at most 6 hours old. A change of 40% that was not decided
// freezes the item. Three turns in 24 hours are an oscillation; 4 alternating moves,
// or a fall by 15% without a gain of 2 points in the share of units, in 3 days are a
// price war.
func House() Guards {
	return Guards{
		NeedMaximum: true, NeedCosts: true,
		StepShare: decimal.New(10, -2), Breaker: decimal.New(15, -2), DayShare: decimal.New(20, -2),
		ChangesPerDay: 6, CoolDown: 2 * time.Hour, CatalogueShare: decimal.New(20, -2),
		OffersMaxAge: 6 * time.Hour, Tie: true, Anomaly: decimal.New(40, -2),
		Oscillation:  Oscillation{Turns: 3, Window: 24 * time.Hour},
		War:          WarGuard{Moves: 4, Fall: decimal.New(15, -2), Flat: decimal.New(2, -2), Window: 72 * time.Hour},
		CrossChannel: true, Warnings: true, FirstPrice: true,
	}
}

// Check reports every fault, joined, each an [*fx.InputError]: shares that are not
// from 0 to 1, amounts, counts and times below 0, a detector without a window.
func (g *Guards) Check() error {
	var faults []error
	add := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	for _, share := range []struct {
		field string
		value decimal.Decimal
		most  decimal.Decimal
	}{
		{"step_share", g.StepShare, one}, {"step_amount", g.StepAmount, highestPrice}, {"breaker", g.Breaker, highestTimes},
		{"day_share", g.DayShare, one}, {"catalogue_share", g.CatalogueShare, one}, {"anomaly", g.Anomaly, highestTimes},
		{"spread", g.Spread, one}, {"war.fall", g.War.Fall, one}, {"war.flat", g.War.Flat, one},
	} {
		add(checkShare(share.field, share.value, share.most))
	}
	if g.ChangesPerDay < 0 || g.ChangesPerDay > MaxChanges {
		add(fx.NewInputError("changes_per_day", strconv.Itoa(g.ChangesPerDay), "must be from 0 to "+strconv.Itoa(MaxChanges)))
	}
	for _, span := range []struct {
		field string
		value time.Duration
	}{{"cool_down", g.CoolDown}, {"offers_max_age", g.OffersMaxAge}} {
		if span.value < 0 {
			add(fx.NewInputError(span.field, span.value.String(), "must not be below 0"))
		}
	}
	for _, detector := range []struct {
		field, count string
		moves        int
		fall         bool
		window       time.Duration
	}{
		{"oscillation", "turns", g.Oscillation.Turns, false, g.Oscillation.Window},
		{"war", "moves", g.War.Moves, g.War.Fall.Sign() > 0, g.War.Window},
	} {
		if detector.moves < 0 || detector.moves > MaxChanges {
			add(fx.NewInputError(detector.field+"."+detector.count, strconv.Itoa(detector.moves), "must be from 0 to "+strconv.Itoa(MaxChanges)))
		}
		if detector.window < 0 || (detector.moves > 0 || detector.fall) && detector.window == 0 {
			add(fx.NewInputError(detector.field+".window", detector.window.String(), "must be above 0"))
		}
	}
	return errors.Join(faults...)
}
