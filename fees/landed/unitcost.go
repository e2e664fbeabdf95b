package landed

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A UnitCost is what the units of one SKU cost until they are where they can be
// sold, part by part. Its amounts are for all units together, so that they are
// exact; [UnitCost.Each] divides. The zero UnitCost has no units and knows nothing.
type UnitCost struct {
	SKU string
	// Origin is the country of the goods, "" when nobody said it.
	Origin string
	Units  int64
	// Currency is that of the books and of Total and High of every part.
	Currency fx.Currency
	// Parts are the known parts: the purchase, its VAT and the refund, the costs in
	// the order of the shipment, the duties layer by layer, the fees of the entry.
	Parts []Part
	// Missing are the parts that are not known or not known exactly, and why. The
	// sum of the parts is then a lower bound.
	Missing []Unknown
	// NotIncluded are what was left out knowingly: antidumping duties of which
	// nobody said whether they apply.
	NotIncluded []string
	// Duty says whether customs was thought of.
	Duty DutyStatus
	// Complete says that nothing is missing.
	Complete bool
}

// A Part is one part of what the units of a SKU cost. The zero Part is nothing.
type Part struct {
	// Code names the part: stable, snake_case, such as "purchase" or
	// "duty_301_list_3"; the code of a cost is its own.
	Code  string
	Label string // for people
	Kind  PartKind
	// Total is for all units, in the currency of the books, rounded to its minor
	// unit; a refund or a credit is negative. High differs from it only where a
	// duty depends on a fact that is missing: the amount is then from Total to
	// High.
	Total, High fx.Money
	// Entered and EnteredHigh are the same amounts in the currency in which they
	// are paid: a buffer for exchange rates belongs to them alone.
	Entered, EnteredHigh fx.Money
	Basis                string // for people: how the amount was found
	// Source is the table behind the amount, or which input it comes from. Parts that
	// have it in common point to the same one; nil when nobody said it.
	Source *fees.Source
	// Due is the day on which a refund is expected; zero when it is not known, and
	// for everything else.
	Due time.Time
}

// A PartKind says what kind of amount a part is.
type PartKind string

// The kinds of parts.
const (
	PurchasePart PartKind = "purchase" // the price of the goods, without VAT
	VATPart      PartKind = "vat"      // VAT that the supplier is paid
	RefundPart   PartKind = "refund"   // VAT that comes back
	CostPart     PartKind = "cost"     // a cost of the shipment
	DutyPart     PartKind = "duty"     // a duty of the entry, or one given as a cost
	FeePart      PartKind = "fee"      // a fee of the entry
)

// An Unknown is a part that is not known or not known exactly.
type Unknown struct {
	// Code is the code of the part: "purchase", "duty", "main_freight".
	Code string
	// Reason says for people what is missing.
	Reason string
}

// A DutyStatus says whether and how the duty is in a unit cost.
type DutyStatus string

// The statuses. A zero DutyStatus counts as unknown.
const (
	DutyUnknown  DutyStatus = "unknown"  // there is no entry: it is not in the cost
	DutyAssessed DutyStatus = "assessed" // worked out from the entry
	DutySupplied DutyStatus = "supplied" // given as a cost with the code "duty"
	DutyInPrice  DutyStatus = "in_price" // goods bought DDP: the seller pays it
	DutyNone     DutyStatus = "none"     // goods of US origin that do not enter
)

// HasDuty reports whether the duty was thought of: it is among the parts, in the
// price, or not due. Goods from abroad without it have freight but no duty, and
// their cost is too low.
func (u UnitCost) HasDuty() bool { return u.Duty != "" && u.Duty != DutyUnknown }

// Total returns the sum of the parts, exact: what all units cost. When something is
// missing it is a lower bound.
func (u UnitCost) Total() fx.Money {
	return u.sum(func(p *Part) decimal.Decimal { return p.Total.Amount })
}

// High returns the sum of the parts with every duty that is not decided at its high
// end. When the only unknowns are such facts, it is an upper bound.
func (u UnitCost) High() fx.Money {
	return u.sum(func(p *Part) decimal.Decimal { return p.High.Amount })
}

// Sum returns the sum of the parts of some kinds, the low end. No kind at all is a
// sum of 0.
func (u UnitCost) Sum(kinds ...PartKind) fx.Money {
	return u.sum(func(p *Part) decimal.Decimal {
		if slices.Contains(kinds, p.Kind) {
			return p.Total.Amount
		}
		return decimal.Decimal{}
	})
}

func (u *UnitCost) sum(of func(*Part) decimal.Decimal) fx.Money {
	sum := decimal.New(0, -placesOf(u.Currency))
	for i := range u.Parts {
		sum = sum.Add(of(&u.Parts[i]))
	}
	return fx.Money{Amount: sum, Currency: u.Currency}
}

// Each returns what one unit costs: the total divided once, rounded half away from
// zero to the decimals, which are at least 0 and at most 64. Without units it is 0.
func (u UnitCost) Each(places int32) decimal.Decimal { return u.each(u.Total(), places) }

// EachHigh is [UnitCost.Each] of the high end.
func (u UnitCost) EachHigh(places int32) decimal.Decimal { return u.each(u.High(), places) }

func (u *UnitCost) each(total fx.Money, places int32) decimal.Decimal {
	if u.Units < 1 {
		return decimal.Decimal{}
	}
	return total.Amount.DivRound(decimal.NewFromInt(u.Units), min(max(places, 0), fx.MaxTextLen))
}

// Post returns the total as amounts that can be booked per unit: each for all
// units but one and last for that one; see [PostUnits], which also says the errors.
func (u UnitCost) Post() (each, last fx.Money, err error) { return PostUnits(u.Total(), u.Units) }

// Check reports every fault of a unit cost that somebody else than [Shipment.Land]
// put together: no units, no currency with a minor unit, parts in another currency
// than the books or with a high end below the low one, and Complete with something
// missing. Each is an *[fx.InputError] such as "parts[2].total".
func (u UnitCost) Check() error {
	var f fees.Faults
	if u.Units < 1 || u.Units > MaxUnits {
		f.Add("units", strconv.FormatInt(u.Units, 10), "must be from 1 to "+strconv.FormatInt(MaxUnits, 10))
	}
	checkCurrency(&f, "currency", u.Currency)
	for i := range u.Parts {
		var own fees.Faults
		u.checkPart(&own, &u.Parts[i])
		joinIn(&f, "parts", i, own)
	}
	if u.Complete && len(u.Missing) > 0 {
		f.Add("complete", "true", "must not be said when something is missing")
	}
	return f.Err()
}

func (u *UnitCost) checkPart(f *fees.Faults, p *Part) {
	checkName(f, "code", p.Code)
	sound := len(*f)
	for _, m := range []struct {
		field string
		money fx.Money
		want  fx.Currency
	}{
		{"total", p.Total, u.Currency}, {"high", p.High, u.Currency},
		{"entered", p.Entered, p.Entered.Currency}, {"entered_high", p.EnteredHigh, p.Entered.Currency},
	} {
		if err := fx.CheckDecimal(m.money.Amount); err != nil {
			f.Join(fx.InField(m.field, err))
		}
		if m.money.Currency != m.want {
			f.Add(m.field, string(m.money.Currency), "must be in "+string(m.want))
		}
	}
	checkCurrency(f, "entered", p.Entered.Currency)
	if len(*f) == sound && p.High.Amount.LessThan(p.Total.Amount) {
		f.Add("high", p.High.String(), "must not be below the total")
	}
}
