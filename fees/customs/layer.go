package customs

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Range is an amount in US dollars, or what is known of it: from Low to High, both
// inclusive. The zero Range is 0.
type Range struct {
	Low, High decimal.Decimal
}

// Exactly returns the Range of an amount that is known.
func Exactly(d decimal.Decimal) Range { return Range{d, d} }

// Known reports whether the amount is known: both ends are equal.
func (r Range) Known() bool { return r.Low.Equal(r.High) }

// Plus returns the sum of two ranges, end by end.
func (r Range) Plus(other Range) Range {
	return Range{r.Low.Add(other.Low), r.High.Add(other.High)}
}

// String is the amount, or both ends with "to" in between: "750 to 1250".
func (r Range) String() string {
	if r.Known() {
		return fx.Plain(r.Low)
	}
	return fx.Plain(r.Low) + " to " + fx.Plain(r.High)
}

// A Status says what became of a layer that was considered.
type Status string

// The statuses.
const (
	Applied     Status = "applied"      // it is paid; the amount may still be 0
	Suppressed  Status = "suppressed"   // it covers the line and something sets it aside
	Undecided   Status = "open"         // a missing fact decides about it
	NotListed   Status = "not_listed"   // the line is not what it covers
	OtherOrigin Status = "other_origin" // it is for goods of other countries
	NotInForce  Status = "not_in_force" // not on the day of entry
)

// A Layer is one duty that was considered for a line, applied or not.
type Layer struct {
	Code      string // stable, snake_case: "column_1", "301_list_3", "section_122"
	Programme string // what the layer is part of: "301"
	Label     string // for people: "China 301, list 3"
	Heading   string // where the tariff says so: "9903.88.03"
	Status    Status
	Duty      string // the rate for people: "25%", "0.007 per No. + 3.7%", "up to a total of 15%"
	Base      Range  // what the rate multiplies, US dollars
	Amount    Range  // the duty, rounded half away from zero to the cent
	Reason    string // why it has this status, for people
	// Source is where the figures are from. Layers of a worksheet that have it in
	// common point to the same one, which is a copy of its own.
	Source *fees.Source
}

// An Open is a fact that is missing and that decides about a duty.
type Open struct {
	Question Question
	Text     string // the question for people
	// Effect is by how much the duty of the line differs between the answers, at
	// the low and at the high end of what else is open, the smaller one first.
	Effect Range
}
