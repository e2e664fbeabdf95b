package reprice

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
)

const (
	// MaxChanges is how many of its own changes a [State] remembers, and so the most
	// that [Guards.ChangesPerDay] can count.
	MaxChanges = 32
	// MaxLows is how many lowest prices of rivals a [State] remembers.
	MaxLows = 32
)

// A State is what the next decision has to know of those before. Its size is
// bounded. The zero State is that of a new item. Slices of a State are never changed
// in place, so that a State can be kept and compared.
type State struct {
	// Decided is when the last decision was made.
	Decided time.Time
	// Price is the item price in force after it.
	Price decimal.NullDecimal
	// Low is the lowest price with shipping of the rivals that was last seen.
	Low decimal.NullDecimal
	// Shown is the last item price at which the Featured Offer was not suppressed.
	Shown decimal.NullDecimal
	// Changes are the last changes of the own price, Lows the last changes of the
	// lowest price of rivals, in the order of time.
	Changes []Change
	Lows    []Low
	// War is a price war that was found and not ended, nil without one.
	War *War
	// Freeze is why the item is frozen, nil when it is not.
	Freeze *Freeze
}

// A Change is one change of the own item price.
type Change struct {
	At time.Time
	// From is not Valid for a first price.
	From decimal.NullDecimal
	To   decimal.Decimal
}

// A Low is the lowest price with shipping of the rivals from a time on.
type Low struct {
	At    time.Time
	Total decimal.Decimal
}

// A War is a run of moves in which the own price and that of rivals chase each other.
type War struct {
	// Since is when it was found.
	Since time.Time
	// Up says that they chase each other upwards.
	Up bool
	// Price is the own price with shipping before the run. Once the rivals are back
	// at it, or beyond, the war is over.
	Price decimal.Decimal
}

// A Freeze says why an item is not priced until a person approves.
type Freeze struct {
	Since time.Time
	// Code is [ReasonOwnAnomaly] or [ReasonRivalAnomaly], Text says it for people.
	Code, Text string
}

// Check reports every fault, joined, each an [*fx.InputError]: lists that are too
// long or out of the order of time ("changes[3].at"), prices that are not above 0.
func (s State) Check() error {
	var faults []error
	fault := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	for _, price := range []struct {
		field string
		value decimal.NullDecimal
	}{{"price", s.Price}, {"low", s.Low}, {"shown", s.Shown}} {
		if price.value.Valid {
			fault(checkPrice(price.field, price.value.Decimal))
		}
	}
	fault(checkYear("decided", s.Decided))
	if len(s.Changes) > MaxChanges {
		fault(fx.NewInputError("changes", strconv.Itoa(len(s.Changes)), "must be at most "+strconv.Itoa(MaxChanges)))
	}
	if len(s.Lows) > MaxLows {
		fault(fx.NewInputError("lows", strconv.Itoa(len(s.Lows)), "must be at most "+strconv.Itoa(MaxLows)))
	}
	for i := range s.Changes {
		c := &s.Changes[i]
		if priceFine(c.To) && (!c.From.Valid || priceFine(c.From.Decimal)) && timeFine(c.At) && (i == 0 || !c.At.Before(s.Changes[i-1].At)) {
			continue
		}
		path := "changes[" + strconv.Itoa(i) + "]."
		fault(checkYear(path+"at", c.At))
		if i > 0 && c.At.Before(s.Changes[i-1].At) {
			fault(fx.NewInputError(path+"at", c.At.Format(time.RFC3339), "must not be before the change before"))
		}
		if c.From.Valid {
			fault(checkPrice(path+"from", c.From.Decimal))
		}
		fault(checkPrice(path+"to", c.To))
	}
	for i := range s.Lows {
		l := &s.Lows[i]
		if priceFine(l.Total) && timeFine(l.At) && (i == 0 || !l.At.Before(s.Lows[i-1].At)) {
			continue
		}
		path := "lows[" + strconv.Itoa(i) + "]."
		fault(checkYear(path+"at", l.At))
		if i > 0 && l.At.Before(s.Lows[i-1].At) {
			fault(fx.NewInputError(path+"at", l.At.Format(time.RFC3339), "must not be before the one before"))
		}
		fault(checkPrice(path+"total", l.Total))
	}
	if s.War != nil {
		fault(checkYear("war.since", s.War.Since))
		fault(checkPrice("war.price", s.War.Price))
	}
	if s.Freeze != nil {
		fault(checkYear("freeze.since", s.Freeze.Since))
		if s.Freeze.Code == "" || len(s.Freeze.Code) > maxFreezeText {
			fault(fx.NewInputError("freeze.code", s.Freeze.Code, "must not be empty or longer than "+strconv.Itoa(maxFreezeText)+" bytes"))
		}
		if len(s.Freeze.Text) > maxFreezeText {
			fault(fx.NewInputError("freeze.text", s.Freeze.Text, "must not be longer than "+strconv.Itoa(maxFreezeText)+" bytes"))
		}
	}
	return errors.Join(faults...)
}

// maxFreezeText bounds the texts of a freeze, in bytes.
const maxFreezeText = 500

// changed returns the state after a change of the own price.
func (s State) changed(c Change) State {
	s.Changes = appended(s.Changes, c, MaxChanges)
	s.Price = decimal.NewNullDecimal(c.To)
	return s
}

// saw returns the state after the lowest price of rivals was seen.
func (s State) saw(at time.Time, low decimal.NullDecimal) State {
	if !low.Valid { // what was seen last stays, for the anomalies
		return s
	}
	if n := len(s.Lows); n == 0 || !s.Lows[n-1].Total.Equal(low.Decimal) {
		s.Lows = appended(s.Lows, Low{at, low.Decimal}, MaxLows)
	}
	s.Low = low
	return s
}

// appended returns a copy of a list with one more entry at its end, without the
// oldest when there are too many.
func appended[T any](list []T, entry T, most int) []T {
	if len(list) >= most {
		list = list[len(list)-most+1:]
	}
	out := make([]T, len(list)+1)
	out[copy(out, list)] = entry
	return out
}

// latest is when the state was last written.
func (s *State) latest() time.Time {
	at := s.Decided
	if n := len(s.Changes); n > 0 && s.Changes[n-1].At.After(at) {
		at = s.Changes[n-1].At
	}
	if n := len(s.Lows); n > 0 && s.Lows[n-1].At.After(at) {
		at = s.Lows[n-1].At
	}
	return at
}

// checkPrice reports a decimal that is no price.
func checkPrice(field string, d decimal.Decimal) error {
	if priceFine(d) {
		return nil
	}
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	return fx.NewInputError(field, fx.Plain(d), "must be above 0 and at most "+fx.Plain(fees.MaxPrice()))
}

func priceFine(d decimal.Decimal) bool {
	const digits = 9 // of the highest price less one; comparing costs more than counting
	if exp := int(d.Exponent()); exp <= 0 && exp >= -fx.MaxFractionDigits && d.NumDigits()+exp <= digits {
		return d.Sign() > 0
	}
	return fx.CheckDecimal(d) == nil && d.Sign() > 0 && small.Cmp(d, highestPrice) <= 0
}

// checkYear reports a time that cannot be written in JSON. The zero time is fine.
func checkYear(field string, t time.Time) error {
	if timeFine(t) {
		return nil
	}
	return fx.NewInputError(field, strconv.Itoa(t.UTC().Year()), "must be in the years 1 to 9999")
}

func timeFine(t time.Time) bool {
	seconds := t.Unix()
	return seconds >= firstSecond && seconds <= lastSecond
}

// The first and the last second of the years 1 to 9999, from 1970.
const (
	firstSecond = -62_135_596_800
	lastSecond  = 253_402_300_799
)

var (
	one          = decimal.New(1, 0)
	highestPrice = fees.MaxPrice()
)
