package freight

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Quote is a forwarder's offer: a base rate, with breaks or by container type, and
// surcharges, each on a basis and in a currency of its own. The zero Quote offers
// nothing and prices every booking at nothing.
type Quote struct {
	// Name says whose offer it is, for people: "Matson CLX, Shenzhen to Ontario". It
	// may be empty.
	Name string
	// Leg is what the base rate pays for. "" is the main freight.
	Leg Leg
	// Currency is that of the base rate, and of surcharges that do not say another.
	Currency fx.Currency
	// Basis is what the base rate is multiplied by; no percentage. "" is an offer
	// without a base rate, such as charges at destination only.
	Basis Basis
	// Rule finds the chargeable quantity, for base and surcharges per chargeable
	// kilogram, pound or revenue ton.
	Rule Rule
	// Breaks are the base rates by quantity. None, on any basis but PerContainer,
	// means that the base rate is unknown.
	Breaks []Break
	// Containers are the base rates of PerContainer by type.
	Containers []ContainerRate
	// Minimum is the least that the base comes to. Not Valid means none.
	Minimum decimal.NullDecimal
	// HigherBreak bills the quantity of a higher break when that is cheaper, as air
	// carriers do: 90 kg at 5.00 pay as 100 kg at 4.00.
	HigherBreak bool
	// Surcharges are the further amounts, in the order in which they are billed.
	Surcharges []Surcharge
	// ValidFrom and ValidTo are the first and the last day of the offer, both
	// inclusive; zero is open.
	ValidFrom, ValidTo time.Time
}

// A Break is a base rate and the quantity from which on it holds, for the whole
// quantity.
type Break struct {
	// From is the least quantity, in units of the basis. A quantity below the first
	// break is refused, or pays as the first break under HigherBreak.
	From decimal.Decimal
	// Rate is the amount per unit.
	Rate decimal.Decimal
}

// A Booking is what is to be priced. The zero Booking is an empty cargo.
type Booking struct {
	// On is the day on which the quote has to hold: its calendar day in its own
	// location. It may be zero for a quote without days.
	On time.Time
	// Cargo is what is shipped; only what the quote bills by has to be known.
	Cargo Cargo
	// Containers are the containers by type, for what is billed per container.
	Containers []Boxes
	// Bills is the number of bills of lading. 0 means 1.
	Bills int
}

// Boxes is a number of containers of one type.
type Boxes struct {
	Type  string
	Count int
}

// A NotValidError says that a quote does not hold on a day.
type NotValidError struct {
	Quote string // name of the quote
	Day   time.Time
	// First and Last are the days of the quote; zero is open.
	First, Last time.Time
}

// Error says the day and the days of the quote.
func (e *NotValidError) Error() string {
	text := "freight: the quote "
	if e.Quote != "" {
		text += strconv.Quote(fx.NewInputError("", e.Quote, "").Value) + " "
	}
	text += "does not hold on " + e.Day.Format(time.DateOnly) + ": it is valid"
	if !e.First.IsZero() {
		text += " from " + e.First.Format(time.DateOnly)
	}
	if !e.Last.IsZero() {
		text += " to " + e.Last.Format(time.DateOnly)
	}
	return text
}

// The most breaks, surcharges, containers and bills of one quote or booking.
const (
	maxListed     = 10_000
	maxContainers = 100_000
	maxBills      = 100_000
)

// Check returns every fault of the quote, each an *fx.InputError such as
// surcharges[2].basis or an *fx.UnknownCurrencyError, joined, or nil.
func (q Quote) Check() error {
	var f fees.Faults
	if q.Leg != "" {
		f.Join(fx.InField("leg", q.Leg.Check()))
	}
	if q.Currency != "" || q.Basis != "" || len(q.Surcharges) > 0 {
		checkCurrency(&f, "currency", q.Currency)
	}
	q.checkBase(&f)
	if len(q.Surcharges) > maxListed {
		f.Add("surcharges", strconv.Itoa(len(q.Surcharges)), "must be at most "+strconv.Itoa(maxListed))
		return f.Err()
	}
	currencies := map[string]fx.Currency{}
	if q.Basis != "" {
		currencies[BaseCode] = q.Currency
	}
	needs := []Basis{q.Basis}
	for i, s := range q.Surcharges {
		s.check(&f, "surcharges["+strconv.Itoa(i)+"]", q.Currency, currencies)
		currencies[s.Code] = s.currency(q.Currency)
		needs = append(needs, s.Basis)
	}
	q.checkRule(&f, needs)
	if !q.ValidFrom.IsZero() && !q.ValidTo.IsZero() && dayOf(q.ValidTo).Before(dayOf(q.ValidFrom)) {
		f.Add("valid_to", q.ValidTo.Format(time.DateOnly), "must not be before valid_from")
	}
	return f.Err()
}

// checkBase notes what is wrong with the base rate.
func (q Quote) checkBase(f *fees.Faults) {
	if len(q.Breaks) > maxListed {
		f.Add("breaks", strconv.Itoa(len(q.Breaks)), "must be at most "+strconv.Itoa(maxListed))
		return
	}
	checkBounds(f, "", q.Minimum, decimal.NullDecimal{})
	checkContainerRates(f, "containers", q.Containers)
	if q.Basis == "" {
		if len(q.Breaks) > 0 || len(q.Containers) > 0 || q.Minimum.Valid || q.HigherBreak {
			f.Add("basis", "", "must be given for a base rate")
		}
		return
	}
	f.OneOf("basis", string(q.Basis), texts(baseBases)...)
	if q.Basis == PerContainer && (len(q.Breaks) > 0 || q.HigherBreak) {
		f.Add("breaks", "", "must not be given for containers: see containers")
	}
	if q.Basis != PerContainer && len(q.Containers) > 0 {
		f.Add("containers", "", "must not be given unless the basis is "+strconv.Quote(string(PerContainer)))
	}
	for i, b := range q.Breaks {
		field := "breaks[" + strconv.Itoa(i) + "]"
		n := len(*f)
		checkAmount(f, field+".from", b.From)
		checkAmount(f, field+".rate", b.Rate)
		if len(*f) == n && i > 0 && b.From.Cmp(q.Breaks[i-1].From) <= 0 {
			f.Add(field+".from", fx.Plain(b.From), "must be above the break before it")
		}
	}
}

// checkRule notes what is wrong with the rule, if a basis needs it.
func (q Quote) checkRule(f *fees.Faults, needs []Basis) {
	checked := false
	for i, basis := range needs {
		unit := basis.unit()
		if unit == "" {
			continue
		}
		if !checked && !q.Rule.IsZero() {
			f.Join(fx.InField("rule", q.Rule.Check()))
			checked = true
		}
		if q.Rule.Unit != unit {
			field := "basis"
			if i > 0 {
				field = "surcharges[" + strconv.Itoa(i-1) + "].basis"
			}
			f.Add(field, string(basis), "must have a rule in the unit "+string(unit))
		}
	}
}

// Price returns the bill of a booking. Every line is computed exactly, from the exact
// chargeable quantity, and rounded once, half away from zero, to the minor unit of its
// currency; a percentage is of the exact amounts, not of the rounded ones.
//
// The errors are a *[NotValidError] for a day outside of the quote, and otherwise, all
// joined, what [Quote.Check] finds and an *fx.InputError for everything that is billed
// by and that nobody gave, such as cargo.kg or containers.
func (q Quote) Price(b Booking) (Bill, error) {
	var f fees.Faults
	f.Join(q.Check())
	f.Join(b.check())
	q.checkDay(b, &f)
	if len(f) > 0 {
		return Bill{}, f.Err()
	}
	if err := q.validOn(b.On); err != nil {
		return Bill{}, err
	}
	p := pricing{quote: q, booking: b, totals: b.Cargo.totals()}
	p.measure(&f)
	if len(f) > 0 {
		return Bill{}, f.Err()
	}
	return p.bill()
}

// check notes what is wrong with the booking itself.
func (b Booking) check() error {
	var f fees.Faults
	f.Join(fx.InField("cargo", b.Cargo.Check()))
	f.Count("bills", b.Bills, 0, maxBills)
	seen := map[string]bool{}
	for i, boxes := range b.Containers {
		field := "containers[" + strconv.Itoa(i) + "]"
		if boxes.Type == "" || seen[boxes.Type] {
			f.Add(field+".type", boxes.Type, "must be given and must not occur twice")
		}
		seen[boxes.Type] = true
		f.Count(field+".count", boxes.Count, 1, maxContainers)
	}
	return f.Err()
}

// checkDay notes that the day is needed and not given.
func (q Quote) checkDay(b Booking, f *fees.Faults) {
	if b.On.IsZero() && (!q.ValidFrom.IsZero() || !q.ValidTo.IsZero()) {
		f.Add("on", "", "must be given: the quote is valid for some days only")
	}
}

func (q Quote) validOn(on time.Time) error {
	day := dayOf(on)
	early := !q.ValidFrom.IsZero() && day.Before(dayOf(q.ValidFrom))
	late := !q.ValidTo.IsZero() && day.After(dayOf(q.ValidTo))
	if !early && !late {
		return nil
	}
	e := &NotValidError{Quote: q.Name, Day: day}
	if !q.ValidFrom.IsZero() {
		e.First = dayOf(q.ValidFrom)
	}
	if !q.ValidTo.IsZero() {
		e.Last = dayOf(q.ValidTo)
	}
	return e
}

// dayOf returns the calendar day of a time in its own location.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return fees.Day(y, m, d)
}

// A rated quantity is what a base rate comes to.
type rated struct {
	amount ratio
	rate   decimal.Decimal
	text   string
}

// base returns what the base rate of a checked quote with breaks comes to for a
// quantity, before the minimum charge. It is false for a quantity below the first
// break.
func (q Quote) base(quantity ratio) (rated, bool) {
	at := -1
	for i := range q.Breaks {
		if quantity.cmp(exactly(q.Breaks[i].From)) >= 0 {
			at = i
		}
	}
	var best rated
	found := at >= 0
	if found {
		rate := q.Breaks[at].Rate
		best = rated{amount: quantity.times(rate), rate: rate, text: fx.Plain(quantity.rounded(3)) + " at " + fx.Plain(rate)}
	}
	if q.HigherBreak {
		for _, higher := range q.Breaks[at+1:] {
			amount := exactly(higher.From.Mul(higher.Rate))
			if !found || amount.cmp(best.amount) < 0 {
				best = rated{
					amount: amount, rate: higher.Rate,
					text: fx.Plain(quantity.rounded(3)) + " billed as " + fx.Plain(higher.From) + " at " + fx.Plain(higher.Rate),
				}
				found = true
			}
		}
	}
	return best, found
}
