package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Bounds of a history: periods of up to 366 days, of up to 20 years of days.
const (
	maxSeasonSlots   = 366
	maxSeasonHistory = 20 * maxSeasonSlots
	maxSeasonEvents  = 1000
)

// A SeasonPeriod is what was sold in one period of a past year: in its third week,
// its second quarter.
type SeasonPeriod struct {
	// Year tells the years of the history apart; any number will do.
	Year int `json:"year"`
	// Slot is the place of the period in its year, from 1 to 366.
	Slot int `json:"slot"`
	// Period are its days. It may be missing where the options say Totals and name
	// neither events nor stock-outs.
	Period Period `json:"period"`
	// Amount is what was sold, units or money, not negative. Where it is not Valid it
	// is unknown, and the period is left out.
	Amount decimal.NullDecimal `json:"amount"`
	// LeftOut leaves the period out for a reason of the caller's.
	LeftOut bool `json:"left_out,omitempty"`
}

// A SeasonEvent is a run of days on which more is sold than the season explains, or
// less: Black Friday, a holiday of the factory, a price cut.
type SeasonEvent struct {
	Name   string `json:"name"`
	Period Period `json:"period"`
	// Multiplier is what a day of the event counts beside one without: 3 is three
	// times as much. Above 0, at most 1000, with at most 6 decimals. Days of several
	// events count their product.
	Multiplier decimal.Decimal `json:"multiplier"`
}

// SeasonOptions tunes [Seasonality]. The zero SeasonOptions compares what was sold per
// day, counts all years alike by their amounts, and fills no gap.
type SeasonOptions struct {
	// Totals compares what was sold per period and not per day, so that the length of
	// a period is part of its season. It suits periods of one length, such as the
	// whole weeks of a retail calendar.
	Totals bool `json:"totals,omitempty"`
	// EachYear divides each year by its own average before years are averaged, so
	// that a year of more sales counts no more than another.
	EachYear bool `json:"each_year,omitempty"`
	// FillGaps gives a slot without a usable period the average of the nearest known
	// slots before and after it, round the year. Without it the slot is incomplete.
	FillGaps bool `json:"fill_gaps,omitempty"`
	// Slots is the number of slots, at most 366. 0 means the last one of the history.
	Slots int `json:"slots,omitempty"`
	// Events are those of the years of the history. What was sold on their days is
	// divided by the multiplier, so that the season is what remains without them.
	Events []SeasonEvent `json:"events,omitempty"`
	// OutOfStock are days without stock. A period is judged by its other days, as if
	// nothing had been sold on these, and is left out when it has no other.
	OutOfStock []Period `json:"out_of_stock,omitempty"`
}

// A Season is the shape of a year: one index per slot. The zero Season has no slots.
type Season struct {
	Slots []SeasonSlot `json:"slots"`
	// Totals says that an index is one of periods and not of days.
	Totals bool `json:"totals,omitempty"`
}

// A SeasonSlot is one period of a year in a [Season].
type SeasonSlot struct {
	Slot int `json:"slot"`
	// Index is the average of the slot over the average of all slots, exact. It is
	// incomplete where no period of the history can be used.
	Index Value `json:"index"`
	// Used and LeftOut count the periods of the history.
	Used    int `json:"used"`
	LeftOut int `json:"left_out,omitempty"`
	// Filled says that the index is that of the neighbours.
	Filled bool `json:"filled,omitempty"`
}

// Seasonality returns the seasonal index of each slot of a year,
//
//	index = average of the slot over the years / average of all slots
//
// so that the indices average 1. What is averaged is the amount per day, or per period
// with Totals, of the days that had stock, divided by the multipliers of their events.
// It is exact: nothing is rounded before a target is.
//
// All faults are reported at once, each an *fx.InputError: at "history[3].amount" and
// the like, a slot that a year has twice, a period of more than 366 days; and at
// "history" when no amount is above 0.
func Seasonality(history []SeasonPeriod, opt SeasonOptions) (Season, error) {
	if err := checkSeason(history, &opt); err != nil {
		return Season{}, err
	}
	slots := opt.Slots
	for i := range history {
		slots = max(slots, history[i].Slot)
	}
	season := Season{Slots: make([]SeasonSlot, slots), Totals: opt.Totals}
	bases := make([]*big.Rat, len(history))
	years := map[int]*seasonSum{}
	for i := range history {
		bases[i] = seasonBase(&history[i], &opt)
		if bases[i] == nil {
			continue
		}
		year := years[history[i].Year]
		if year == nil {
			year = new(seasonSum)
			years[history[i].Year] = year
		}
		year.add(bases[i])
	}
	sums := make([]seasonSum, slots)
	for i := range history {
		h := &history[i]
		base := bases[i]
		if base != nil && opt.EachYear {
			if average := years[h.Year].average(); average.Sign() > 0 {
				base = new(big.Rat).Quo(base, average)
			} else {
				base = nil // a year without sales has no shape
			}
		}
		if base == nil {
			season.Slots[h.Slot-1].LeftOut++
			continue
		}
		season.Slots[h.Slot-1].Used++
		sums[h.Slot-1].add(base)
	}
	averages := make([]*big.Rat, slots)
	for i := range sums {
		averages[i] = sums[i].average()
	}
	if opt.FillGaps {
		season.fill(averages)
	}
	return season, season.setIndices(averages)
}

// setIndices divides the averages by their own.
func (s *Season) setIndices(averages []*big.Rat) error {
	var all seasonSum
	for _, a := range averages {
		if a != nil {
			all.add(a)
		}
		if all.sum.Denom().BitLen() > maxWeightDigits*10/3 {
			*s = Season{}
			return fx.NewInputError("history", "", "must not have so many different multipliers and lengths of periods")
		}
	}
	grand := all.average()
	if grand == nil || grand.Sign() == 0 {
		*s = Season{}
		return fx.NewInputError("history", "", "must have a usable period with an amount above 0")
	}
	for i, a := range averages {
		slot := &s.Slots[i]
		slot.Slot = i + 1
		if a == nil {
			slot.Index = NotKnown(Multiple, "", "slot "+strconv.Itoa(i+1))
			continue
		}
		slot.Index = ratValue(new(big.Rat).Quo(a, grand), Multiple, "")
	}
	return nil
}

// fill gives each gap the average of the known slots on its two sides.
func (s *Season) fill(averages []*big.Rat) {
	known := make([]*big.Rat, len(averages))
	copy(known, averages)
	n := len(known)
	near := func(i, step int) *big.Rat {
		for range n {
			i = (i + step + n) % n
			if known[i] != nil {
				return known[i]
			}
		}
		return nil
	}
	for i := range averages {
		if known[i] != nil {
			continue
		}
		if before, after := near(i, -1), near(i, 1); before != nil {
			averages[i] = new(big.Rat).Add(before, after)
			averages[i].Quo(averages[i], ratOfInt(2))
			s.Slots[i].Filled = true
		}
	}
}

// A seasonSum is an average in the making.
type seasonSum struct {
	sum   big.Rat
	count int
}

func (s *seasonSum) add(r *big.Rat) {
	s.sum.Add(&s.sum, r)
	s.count++
}

// average is nil for no numbers.
func (s *seasonSum) average() *big.Rat {
	if s.count == 0 {
		return nil
	}
	return new(big.Rat).Quo(&s.sum, ratOfInt(s.count))
}

// seasonBase is what a period sold per day or in all without its events, or nil when
// it cannot be used.
func seasonBase(h *SeasonPeriod, opt *SeasonOptions) *big.Rat {
	if h.LeftOut || !h.Amount.Valid {
		return nil
	}
	base, days := ratOf(h.Amount.Decimal), h.Period.Days()
	if days == 0 { // of Totals without events and stock-outs
		return base
	}
	effective := eventDays(h.Period, opt.Events, opt.OutOfStock)
	if effective.Sign() == 0 {
		return nil
	}
	base.Quo(base, effective)
	if opt.Totals {
		base.Mul(base, ratOfInt(days))
	}
	return base
}

// eventDays are the days of a period, each counted by the multipliers of its events,
// without those on which there is no stock.
func eventDays(p Period, events []SeasonEvent, out []Period) *big.Rat {
	var meeting []SeasonEvent
	for i := range events {
		if _, ok := p.Meet(events[i].Period); ok {
			meeting = append(meeting, events[i])
		}
	}
	var without []Period
	for _, o := range out {
		if _, ok := p.Meet(o); ok {
			without = append(without, o)
		}
	}
	if len(meeting) == 0 && len(without) == 0 {
		return ratOfInt(p.Days())
	}
	sum := new(big.Rat)
days:
	for day := range p.All() {
		for _, o := range without {
			if o.Contains(day) {
				continue days
			}
		}
		weight := ratOfInt(1)
		for i := range meeting {
			if meeting[i].Period.Contains(day) {
				weight.Mul(weight, ratOf(meeting[i].Multiplier))
			}
		}
		sum.Add(sum, weight)
	}
	return sum
}

func checkSeason(history []SeasonPeriod, opt *SeasonOptions) error {
	var faults []error
	if len(history) == 0 || len(history) > maxSeasonHistory {
		return fx.NewInputError("history", strconv.Itoa(len(history)), "must have from 1 to "+strconv.Itoa(maxSeasonHistory)+" periods")
	}
	if opt.Slots < 0 || opt.Slots > maxSeasonSlots {
		faults = append(faults, fx.NewInputError("slots", strconv.Itoa(opt.Slots), "must be from 0 to 366"))
	}
	faults = append(faults, checkEvents(opt.Events))
	for i, o := range opt.OutOfStock {
		faults = append(faults, fx.InField(fmt.Sprintf("out_of_stock[%d]", i), o.Check()))
	}
	if len(opt.OutOfStock) > maxSeasonEvents {
		faults = append(faults, fx.NewInputError("out_of_stock", strconv.Itoa(len(opt.OutOfStock)), "must be at most "+strconv.Itoa(maxSeasonEvents)+" periods"))
	}
	timeless := opt.Totals && len(opt.Events) == 0 && len(opt.OutOfStock) == 0
	seen := map[[2]int]bool{}
	for i := range history {
		h, field := &history[i], fmt.Sprintf("history[%d]", i)
		if h.Slot < 1 || h.Slot > maxSeasonSlots {
			faults = append(faults, fx.NewInputError(field+".slot", strconv.Itoa(h.Slot), "must be from 1 to 366"))
		} else if key := [2]int{h.Year, h.Slot}; seen[key] {
			faults = append(faults, fx.NewInputError(field+".slot", strconv.Itoa(h.Slot), "must be once in the year "+strconv.Itoa(h.Year)))
		} else {
			seen[key] = true
		}
		if h.Amount.Valid {
			faults = append(faults, checkPlain(field+".amount", h.Amount.Decimal))
		}
		if timeless && h.Period == (Period{}) {
			continue
		}
		if err := h.Period.Check(); err != nil {
			faults = append(faults, fx.InField(field+".period", err))
		} else if h.Period.Days() > maxSeasonSlots {
			faults = append(faults, fx.NewInputError(field+".period", h.Period.String(), "must have at most 366 days"))
		}
	}
	return errors.Join(faults...)
}

var mostMultiplier = decimal.New(1000, 0)

func checkEvents(events []SeasonEvent) error {
	var faults []error
	if len(events) > maxSeasonEvents {
		return fx.NewInputError("events", strconv.Itoa(len(events)), "must be at most "+strconv.Itoa(maxSeasonEvents))
	}
	for i := range events {
		field := fmt.Sprintf("events[%d]", i)
		faults = append(faults, fx.InField(field+".period", events[i].Period.Check()))
		m := events[i].Multiplier
		if err := checkGrid(field+".multiplier", m, 6); err != nil {
			faults = append(faults, err)
		} else if m.IsZero() || m.GreaterThan(mostMultiplier) {
			faults = append(faults, fx.NewInputError(field+".multiplier", fx.Plain(m), "must be above 0 and at most 1000"))
		}
	}
	return errors.Join(faults...)
}
