package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A SeasonWeight is the weight of one part of time of a plan and what it comes from.
type SeasonWeight struct {
	// Part is the part with its weight, which is a whole number in exact proportion to
	// those of the other parts. A part that nothing else divides by may have many
	// digits; Share says the same in a form to print.
	Part TargetPart `json:"part"`
	Slot int        `json:"slot"`
	// Index is the seasonal index of the slot.
	Index Value `json:"index"`
	// Days is the number of days of the part, and DaysShare that over the days of all
	// parts. With a season of totals the days do not count.
	Days      int   `json:"days"`
	DaysShare Value `json:"days_share"`
	// Event is the average of the multipliers of its days, 1 without events.
	Event Value `json:"event"`
	// Share is the weight over the sum of the weights.
	Share Value `json:"share"`
}

// SeasonTotals returns the periods of a year without dates, in order: what
// [Seasonality] takes with Totals. What is not Valid is unknown.
func SeasonTotals(year int, amounts ...decimal.NullDecimal) []SeasonPeriod {
	out := make([]SeasonPeriod, len(amounts))
	for i, a := range amounts {
		out[i] = SeasonPeriod{Year: year, Slot: i + 1, Amount: a}
	}
	return out
}

// Weights returns what each part of time counts in a year to plan,
//
//	weight = index of its slot × days × average multiplier of its days
//
// exact; with a season of totals the days are left out, since the index has them. A
// part without a slot of its own takes the one of its place in the list. Events are
// those of the year to plan.
//
// All faults are reported at once, each an *fx.InputError: at "parts[2].slot" for one
// that the season has not or does not know, "parts[2].period" for more than 366 days,
// "events[0].multiplier" and the like, and at "parts" for none or when all weigh 0.
func (s Season) Weights(parts []TargetPart, events []SeasonEvent) ([]SeasonWeight, error) {
	if err := s.checkWeights(parts, events); err != nil {
		return nil, err
	}
	out := make([]SeasonWeight, len(parts))
	weights := make([]*big.Rat, len(parts))
	sum, days := new(big.Rat), 0
	for _, p := range parts {
		days += p.Period.Days()
	}
	for i, p := range parts {
		slot := slotOf(&p, i)
		index := s.Slots[slot-1].Index
		n := p.Period.Days()
		event := eventDays(p.Period, events, nil)
		event.Quo(event, ratOfInt(n))
		w := new(big.Rat).Quo(ratOf(index.Num), ratOf(index.Den))
		w.Mul(w, event)
		if !s.Totals {
			w.Mul(w, ratOfInt(n))
		}
		weights[i] = w
		sum.Add(sum, w)
		out[i] = SeasonWeight{
			Part: p, Slot: slot, Index: index, Days: n,
			DaysShare: Ratio(decimal.New(int64(n), 0), decimal.New(int64(days), 0), Fraction, ""),
			Event:     ratValue(event, Multiple, ""),
		}
	}
	if sum.Sign() == 0 {
		return nil, fx.NewInputError("parts", "", "must not all have an index of 0")
	}
	for i, w := range wholeWeights(weights) {
		if err := checkWeight(fmt.Sprintf("parts[%d].weight", i), w); err != nil {
			return nil, err
		}
		out[i].Part.Weight = decimal.NewNullDecimal(w)
		out[i].Share = ratValue(new(big.Rat).Quo(weights[i], sum), Fraction, "")
	}
	return out, nil
}

// Weigh returns the parts with the weights of [Season.Weights], with its errors.
func (s Season) Weigh(parts []TargetPart, events []SeasonEvent) ([]TargetPart, error) {
	weights, err := s.Weights(parts, events)
	if err != nil {
		return nil, err
	}
	out := make([]TargetPart, len(weights))
	for i := range weights {
		out[i] = weights[i].Part
	}
	return out, nil
}

func slotOf(p *TargetPart, at int) int {
	if p.Slot == 0 {
		return at + 1
	}
	return p.Slot
}

func (s Season) checkWeights(parts []TargetPart, events []SeasonEvent) error {
	var faults []error
	if len(parts) == 0 || len(parts) > maxSeasonHistory {
		faults = append(faults, fx.NewInputError("parts", strconv.Itoa(len(parts)), "must be from 1 to "+strconv.Itoa(maxSeasonHistory)))
	} else {
		for i := range parts {
			faults = append(faults, fx.InField(fmt.Sprintf("parts[%d]", i), s.checkPart(&parts[i], i)))
		}
	}
	return errors.Join(append(faults, checkEvents(events))...)
}

func (s Season) checkPart(p *TargetPart, at int) error {
	var faults []error
	if err := p.Period.Check(); err != nil {
		faults = append(faults, fx.InField("period", err))
	} else if p.Period.Days() > maxSeasonSlots {
		faults = append(faults, fx.NewInputError("period", p.Period.String(), "must have at most 366 days"))
	}
	switch slot := slotOf(p, at); {
	case slot < 1 || slot > len(s.Slots):
		faults = append(faults, fx.NewInputError("slot", strconv.Itoa(slot), "must be one of the "+strconv.Itoa(len(s.Slots))+" slots of the season"))
	case !s.Slots[slot-1].Index.IsDefined():
		faults = append(faults, fx.NewInputError("slot", strconv.Itoa(slot), "must have an index; the history has no usable period of it, and its gap was not filled"))
	default:
		for _, d := range [...]decimal.Decimal{s.Slots[slot-1].Index.Num, s.Slots[slot-1].Index.Den} {
			if err := checkWeight("slot", d); err != nil {
				faults = append(faults, err)
			}
		}
	}
	return errors.Join(faults...)
}
