package kpi

import (
	"errors"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CashEvent is a day in the life of a delivery, from which payments are counted.
type CashEvent string

// The events, in the order in which they happen.
const (
	EventOrdered CashEvent = "ordered" // the order is placed
	EventReady   CashEvent = "ready"   // production ends: a balance before loading is due
	EventLoaded  CashEvent = "loaded"  // on board: the date of the bill of lading
	EventArrived CashEvent = "arrived" // at the port or airport: freight and duty
	EventStocked CashEvent = "stocked" // received by the warehouse, can be sold
)

var cashEvents = [...]CashEvent{EventOrdered, EventReady, EventLoaded, EventArrived, EventStocked}

// SupplySteps are the days of goods from the order into stock, each field the calendar
// days since the step before, 0 to 3660. The zero SupplySteps have no day and are an
// error.
type SupplySteps struct {
	// Ordered is the day of the order.
	Ordered time.Time `json:"ordered"`
	// ProductionDays end with the goods ready, LoadingDays with the goods on board,
	// TransitDays with their arrival, CheckInDays with the goods in stock.
	ProductionDays int `json:"production_days"`
	LoadingDays    int `json:"loading_days"`
	TransitDays    int `json:"transit_days"`
	CheckInDays    int `json:"check_in_days"`
}

// Check returns every fault, joined, or nil: each an [*fx.InputError] such as
// "transit_days".
func (s SupplySteps) Check() error {
	faults := []error{lcCheckDay("ordered", s.Ordered)}
	total := 0
	for _, f := range []struct {
		field string
		days  int
	}{{"production_days", s.ProductionDays}, {"loading_days", s.LoadingDays}, {"transit_days", s.TransitDays}, {"check_in_days", s.CheckInDays}} {
		err := lcCheckDays(f.field, f.days, 0, maxLagDays)
		faults = append(faults, err)
		if err == nil {
			total += f.days
		}
	}
	// Payments are up to ten years off, sales and their reserve further twenty.
	if faults[0] == nil && s.Ordered.AddDate(0, 0, total+5*maxLagDays).Year() > 9999 {
		faults = append(faults, fx.NewInputError("ordered", dayText(s.Ordered), "must be paid by the year 9999"))
	}
	return errors.Join(faults...)
}

// Day returns the day of an event as midnight UTC. The errors are those of Check, and
// an [*fx.InputError] at "event" for one that there is not.
func (s SupplySteps) Day(event CashEvent) (time.Time, error) {
	err := s.Check()
	if !slices.Contains(cashEvents[:], event) {
		err = errors.Join(err, checkEvent("event", event))
	}
	if err != nil {
		return time.Time{}, err
	}
	return s.days()[event], nil
}

type supplyDays map[CashEvent]time.Time

func (s SupplySteps) days() supplyDays {
	day := dayOf(s.Ordered)
	out := supplyDays{EventOrdered: day}
	for i, wait := range []int{s.ProductionDays, s.LoadingDays, s.TransitDays, s.CheckInDays} {
		day = day.AddDate(0, 0, wait)
		out[cashEvents[i+1]] = day
	}
	return out
}

func (d supplyDays) steps() []CycleStep {
	out := make([]CycleStep, len(cashEvents))
	for i, e := range cashEvents {
		out[i] = CycleStep{e, d[e]}
	}
	return out
}

// A PaymentPart is a share of a cost and the day on which it is paid. The zero
// PaymentPart has no share and is an error.
type PaymentPart struct {
	// Share is above 0 and at most 1; the parts of a cost sum to 1.
	Share decimal.Decimal `json:"share"`
	// Event is the day from which Days are counted: 30 days after the bill of lading is
	// EventLoaded and 30, a week before loading EventLoaded and -7.
	Event CashEvent `json:"event"`
	// Days is from -3660 to 3660.
	Days int `json:"days"`
}

// DepositAndBalance returns the terms of most suppliers: a share of the order when it
// is placed, the rest some days after an event. DepositAndBalance(0.3, EventReady, 0)
// is 30 % with the order and 70 % before loading. A deposit of 0 or less is none, one
// of 1 or more is the whole cost.
func DepositAndBalance(deposit decimal.Decimal, event CashEvent, days int) []PaymentPart {
	one := lcWhole(1)
	switch {
	case deposit.Sign() <= 0:
		return []PaymentPart{{one, event, days}}
	case deposit.GreaterThanOrEqual(one):
		return []PaymentPart{{one, EventOrdered, 0}}
	}
	return []PaymentPart{{deposit, EventOrdered, 0}, {one.Sub(deposit), event, days}}
}

// A CycleCost is something that is paid for goods before they are sold. The zero
// CycleCost has neither currency nor terms and is an error.
type CycleCost struct {
	// Kind is what it is for: FlowSupplier, FlowFreight, FlowDuty.
	Kind FlowKind `json:"kind"`
	// Name is for people: the supplier, the forwarder. It may be empty.
	Name string `json:"name"`
	// Amount is what is paid in Currency, not below 0; not Valid means that it is not
	// known.
	Amount   decimal.NullDecimal `json:"amount"`
	Currency fx.Currency         `json:"currency"`
	// Parts are its terms.
	Parts []PaymentPart `json:"parts"`
}

// Check returns every fault, joined, or nil: each an [*fx.InputError] such as
// "parts[1].event".
func (c CycleCost) Check() error {
	faults := []error{
		checkKind("kind", c.Kind),
		lcCheckAmount("amount", c.Amount, false),
		lcCheckCurrency("currency", c.Currency),
	}
	if len(c.Parts) == 0 {
		faults = append(faults, fx.NewInputError("parts", "", "must say when it is paid"))
	}
	sum, usable := decimal.Decimal{}, true
	for i, part := range c.Parts {
		path := lcIndex("parts", i)
		err := lcCheckAbove(path+".share", part.Share)
		if usable = usable && err == nil; usable {
			sum = sum.Add(part.Share)
		}
		faults = append(faults, err, checkEvent(path+".event", part.Event), lcCheckDays(path+".days", part.Days, -maxLagDays, maxLagDays))
	}
	if usable && len(c.Parts) > 0 && !sum.Equal(lcWhole(1)) {
		faults = append(faults, fx.NewInputError("parts", fx.Plain(sum), "must have shares that sum to 1"))
	}
	return errors.Join(faults...)
}

// payments returns the payments of a cost, in the order of its parts.
func (c CycleCost) payments(days supplyDays, from string) ([]CyclePayment, error) {
	out := make([]CyclePayment, len(c.Parts))
	for i, part := range c.Parts {
		amount := c.Amount
		amount.Decimal = amount.Decimal.Mul(part.Share)
		path := lcIndex(from+".parts", i)
		day := days[part.Event].AddDate(0, 0, part.Days)
		if !ofFourDigits(day) {
			return nil, fx.NewInputError(path+".days", dayText(days[part.Event]), "must be paid on a day of the years 1 to 9999")
		}
		out[i] = CyclePayment{Day: day, Kind: c.Kind, Name: c.Name, Amount: amount, Currency: c.Currency, From: path}
	}
	return out, nil
}

func checkEvent(field string, e CashEvent) error {
	if slices.Contains(cashEvents[:], e) {
		return nil
	}
	return fx.NewInputError(field, string(e), "must be ordered, ready, loaded, arrived or stocked")
}

func lcCheckAbove(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if !d.IsPositive() {
		return fx.NewInputError(field, fx.Plain(d), "must be above 0")
	}
	return nil
}

// lcCheckInterest reports an annual rate outside 0 to 10.
func lcCheckInterest(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.IsNegative() || d.GreaterThan(lcWhole(10)) {
		return fx.NewInputError(field, fx.Plain(d), "must be a fraction from 0 to 10, such as 0.12")
	}
	return nil
}
