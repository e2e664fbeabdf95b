package buffer

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Band says when a price has to follow the rate that it was built on. The price
// stays while the rate S stays within a band around the reference, the rate of
// the last price:
//
//	reference × (1 - Down) <= S <= reference × (1 + Up)
//
// Only a rate strictly outside moves it; one exactly on a limit does not. The
// comparison is exact, of fractions, so no rounding decides about a price.
//
// A Band is a rule without memory: [Band.Step] takes a [BandState] and one fixing
// and returns the next state. The caller keeps the state where he likes.
//
// The zero Band has neither a limit nor a calendar and is an error. A Band is a
// value that no method changes, so it is safe for concurrent use.
//
// A band does not replace a buffer: after a sale the price can no longer be
// changed, however the rate moves until the money is converted.
type Band struct {
	// Down is how far the rate may fall below the reference, a fraction below 1:
	// 0.02 is 2%. 0 means no lower limit.
	Down decimal.Decimal
	// Up is how far the rate may rise above the reference. 0 means no upper limit.
	Up decimal.Decimal
	// InARow is the number of fixings in a row that have to be outside before
	// anything happens. One fixing inside starts the count again. 0 means 1.
	InARow int
	// CoolDownDays is the least number of calendar days between two re-prices,
	// counted at first from the first fixing. It is looked at on every fixing: a
	// rate that is still outside when the time is over moves the price then.
	CoolDownDays int
	// EveryDays moves the price on the first fixing so many calendar days after
	// the last re-price, inside the band or not. 0 means never. It must not be
	// less than CoolDownDays.
	EveryDays int
	// Inner is the limit, below Down and Up, that the rate has to come back to
	// before an alarm is over, on the sides that have an outer limit. It keeps a
	// rate that hovers at the outer limit from raising one every day. Exactly on it
	// is back. 0 means that the alarm is over as soon as the rate is in the band. It
	// matters with Approval only, because a re-price leaves the rate in the middle
	// of its band.
	Inner decimal.Decimal
	// Approval says that a person decides: where the price would move there is an
	// alarm instead, and the reference stays until [BandState.Accept].
	Approval bool
}

// An Action is what a step of a band asks for. The texts are stable.
type Action string

// The actions of a [Move].
const (
	// ActionHold: the price stays.
	ActionHold Action = "hold"
	// ActionReprice: the price is to be built again on this fixing, which is the
	// reference from now on.
	ActionReprice Action = "reprice"
	// ActionAlarm: the same is due, and a person has to decide. It is raised
	// once; until it is cleared or answered the band holds.
	ActionAlarm Action = "alarm"
	// ActionClear: the rate came back before anybody decided; the alarm is over.
	ActionClear Action = "clear"
)

// A Move is what one fixing asks for, and why. The zero Move has no action.
type Move struct {
	// Action is what to do.
	Action Action
	// Reference is the rate that the fixing was compared with, the one before a
	// re-price. For the first fixing it is the fixing itself.
	Reference fx.Rate
	// Fixing is the rate of the step, without a buffer.
	Fixing fx.Rate
	// Deviation is fixing/reference - 1, rounded half away from zero to
	// [fx.ConvertPlaces] decimals. It is for people: the decision is exact.
	Deviation decimal.Decimal
	// Reason says in words why. Nobody parses it.
	Reason string
}

// A StepError says that a fixing does not come after what a band has seen, so it
// was not used. The zero StepError says nothing.
type StepError struct {
	// Day is that of the fixing.
	Day time.Time
	// Last is the last day that the band has seen, or the day of the last
	// re-price when that is later.
	Last time.Time
}

// Error says both days.
func (e *StepError) Error() string {
	return "buffer: a fixing of " + e.Day.Format(time.DateOnly) +
		" comes too late for a band that stands at " + e.Last.Format(time.DateOnly)
}

// Check returns every fault of the band, joined, or nil: an [*fx.InputError] with
// the field "down", "up", "in_a_row", "cool_down_days", "every_days" or "inner",
// and one without a field for a band with neither a limit nor a calendar.
func (b Band) Check() error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, fx.NewInputError(field, value, reason))
	}
	usable := func(field string, d decimal.Decimal) bool {
		if err := fx.CheckDecimal(d); err != nil {
			faults = append(faults, fx.InField(field, err))
			return false
		}
		if d.IsNegative() {
			fault(field, fx.Plain(d), "must not be below 0")
			return false
		}
		return true
	}
	down, up := usable("down", b.Down), usable("up", b.Up)
	if down && b.Down.GreaterThanOrEqual(one()) {
		fault("down", fx.Plain(b.Down), "must be a fraction below 1, such as 0.02")
	}
	for _, n := range []struct {
		field string
		value int
	}{{"in_a_row", b.InARow}, {"cool_down_days", b.CoolDownDays}, {"every_days", b.EveryDays}} {
		if n.value < 0 || n.value > maxDays {
			fault(n.field, strconv.Itoa(n.value), daysRange)
		}
	}
	if b.EveryDays > 0 && b.EveryDays < b.CoolDownDays {
		fault("every_days", strconv.Itoa(b.EveryDays), "must not be less than the cool-down")
	}
	if usable("inner", b.Inner) && b.Inner.IsPositive() {
		tooWide := down && b.Down.IsPositive() && b.Inner.GreaterThanOrEqual(b.Down) ||
			up && b.Up.IsPositive() && b.Inner.GreaterThanOrEqual(b.Up)
		if tooWide {
			fault("inner", fx.Plain(b.Inner), "must be below the limits of the band")
		}
	}
	if down && up && b.Down.IsZero() && b.Up.IsZero() && b.EveryDays == 0 {
		fault("", "", "a band must have a limit or a calendar")
	}
	return errors.Join(faults...)
}

// Worst returns the lowest rate at which a price that was built on the reference
// still stands: the reference with Down as its buffer, so that its spot is the
// reference. The wait of InARow, of a cool-down and of an approval is not in it;
// [BackTestBand] shows how deep the rate fell meanwhile.
//
// The errors are those of [Band.Check], an [*fx.InputError] at "down" for a band
// without a lower limit, and one for the zero Rate.
func (b Band) Worst(reference fx.Rate) (fx.Rate, error) {
	if err := b.Check(); err != nil {
		return fx.Rate{}, err
	}
	if b.Down.IsZero() {
		return fx.Rate{}, fx.NewInputError("down", "0", "must be above 0: a band without a lower limit has no worst rate")
	}
	return reference.WithBuffer(b.Down)
}

// Step takes the next fixing and returns the state after it and what is to be
// done. On the zero state the fixing becomes the reference, and nothing else
// happens. Fixings need not come on every day, but each on a later day than the
// one before. A fixing with a buffer counts as its spot rate.
//
// After an error the state comes back as it was. There is a [*StepError] for a
// fixing on a day that the band has seen or that lies before the last re-price, a
// [*fx.CurrencyMismatchError] for another pair, and an [*fx.InputError] for the
// faults of [Band.Check] (at "band.down" and so on), for the zero Rate and a rate
// without a day ("fixing", "fixing.date"), and for a state that no step returns
// ("state.repriced", "state.in_a_row").
func (b Band) Step(s BandState, fixing fx.Rate) (BandState, Move, error) {
	if err := fx.InField("band", b.Check()); err != nil {
		return s, Move{}, errors.Join(err, checkFixing(fixing), fx.InField("state", s.check()))
	}
	next, o, err := b.step(s, fixing)
	if err != nil {
		return s, Move{}, err
	}
	return next, b.move(o, next), nil
}

// An outcome is what a step saw and decided.
type outcome struct {
	action            Action
	reference, fixing fx.Rate
	start             bool // the first fixing
	gap               gap  // of the fixing from the reference before the step
	below, above      bool // of the outer limits
	due               bool // by the calendar
	row, days         int  // fixings outside in a row, days since the last re-price
}

// step is Step for a band that was checked.
func (b Band) step(s BandState, fixing fx.Rate) (BandState, outcome, error) {
	if err := errors.Join(checkFixing(fixing), fx.InField("state", s.check())); err != nil {
		return s, outcome{}, err
	}
	day, fixing := fixing.Date(), fixing.Spot()
	if s.Reference.IsZero() {
		next := BandState{Reference: fixing, Repriced: day, Last: day}
		return next, outcome{action: ActionHold, reference: fixing, fixing: fixing, start: true}, nil
	}
	reference := s.Reference.Spot()
	if reference.Base() != fixing.Base() || reference.Quote() != fixing.Quote() {
		return s, outcome{}, &fx.CurrencyMismatchError{Left: pairOf(reference), Right: pairOf(fixing)}
	}
	last, repriced := dayOnly(s.Last), dayOnly(s.Repriced)
	if !s.Last.IsZero() && !day.After(last) || day.Before(repriced) {
		return s, outcome{}, &StepError{Day: day, Last: later(last, repriced)}
	}
	o := outcome{action: ActionHold, reference: reference, fixing: fixing, gap: gapOf(reference, fixing)}
	o.below = b.Down.IsPositive() && o.gap.below(b.Down)
	o.above = b.Up.IsPositive() && o.gap.above(b.Up)
	o.days = daysFrom(repriced, day)
	o.due = b.EveryDays > 0 && o.days >= b.EveryDays
	if o.below || o.above {
		o.row = s.InARow + 1
	}
	s.Last, s.InARow = day, o.row
	triggered := o.due || o.row >= max(b.InARow, 1) && o.days >= b.CoolDownDays
	switch {
	case s.Outside && !o.due && b.back(o.gap):
		s.Outside, o.action = false, ActionClear
	case s.Outside || !triggered:
	case b.Approval:
		s.Outside, o.action = true, ActionAlarm
	default:
		s = BandState{Reference: fixing, Repriced: day, Last: day}
		o.action = ActionReprice
	}
	return s, o, nil
}

// back reports whether the rate is so near to the reference that an alarm is over.
func (b Band) back(g gap) bool {
	down, up := b.Down, b.Up
	if b.Inner.IsPositive() {
		down, up = b.Inner, b.Inner
	}
	return !(b.Down.IsPositive() && g.below(down)) && !(b.Up.IsPositive() && g.above(up))
}

// move says an outcome in words.
func (b Band) move(o outcome, after BandState) Move {
	m := Move{Action: o.action, Reference: o.reference, Fixing: o.fixing, Reason: "the start rate"}
	if !o.start {
		m.Deviation = o.gap.rounded()
		m.Reason = distance(m) + b.reason(o, after.Outside)
	}
	return m
}

// distance says how far the fixing is from the reference.
func distance(m Move) string {
	const places = 6 // of the fraction
	text := "the rate is " + fx.Percent(m.Deviation.Abs().Round(places))
	switch m.Deviation.Sign() {
	case -1:
		text += " below"
	case 1:
		text += " above"
	default:
		text = "the rate is at"
	}
	text += " the reference"
	if day := m.Reference.Date(); !day.IsZero() {
		text += " of " + day.Format(time.DateOnly)
	}
	return text
}

// reason says what follows from the distance.
func (b Band) reason(o outcome, alarmed bool) string {
	var text string
	switch {
	case o.below:
		text = ", beyond the limit of " + fx.Percent(b.Down)
	case o.above:
		text = ", beyond the limit of " + fx.Percent(b.Up)
	}
	since := " have passed since the last re-price"
	if o.days == 1 {
		since = " has passed since the last re-price"
	}
	switch {
	case o.action == ActionClear:
		return text + ": the alarm is over"
	case o.action == ActionHold && alarmed:
		return text + ": the alarm still waits for a decision"
	case o.action == ActionHold && o.row == 0:
		return text
	case o.action == ActionHold && o.row < b.InARow:
		return text + ", but on " + strconv.Itoa(o.row) + " of " + strconv.Itoa(b.InARow) + " fixings in a row only"
	case o.action == ActionHold:
		return text + ", but only " + count(o.days, "day") + " of " + strconv.Itoa(b.CoolDownDays) + since
	case o.row == 0:
		return text + ", and " + count(o.days, "day") + since
	case o.row > 1:
		return text + " on " + strconv.Itoa(o.row) + " fixings in a row"
	}
	return text
}

// checkFixing refuses a rate without a pair or without a day.
func checkFixing(fixing fx.Rate) error {
	switch {
	case fixing.IsZero():
		return fx.NewInputError("fixing", "", "must be a rate; this one has no pair")
	case fixing.Date().IsZero():
		return fx.NewInputError("fixing.date", "", "must be known")
	}
	return nil
}

// A gap is the deviation of a rate from a reference as the exact fraction
// (rate - ref)/ref.
type gap struct{ rate, ref decimal.Decimal }

// gapOf brings the two rates, of the same pair, to one denominator.
func gapOf(reference, fixing fx.Rate) gap {
	rn, rd := reference.Fraction()
	n, d := fixing.Fraction()
	return gap{rate: n.Mul(rd), ref: rn.Mul(d)}
}

func (g gap) below(limit decimal.Decimal) bool {
	return g.rate.LessThan(g.ref.Mul(one().Sub(limit)))
}

func (g gap) above(limit decimal.Decimal) bool {
	return g.rate.GreaterThan(g.ref.Mul(one().Add(limit)))
}

func (g gap) sign() int { return g.rate.Cmp(g.ref) }

func (g gap) rounded() decimal.Decimal {
	return g.rate.Sub(g.ref).DivRound(g.ref, fx.ConvertPlaces)
}
