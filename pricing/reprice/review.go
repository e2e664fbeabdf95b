package reprice

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/policy"
)

// Gravity orders what a person is asked, the gravest the highest.
type Gravity int

// The gravities.
const (
	// Routine: a first price, the rest of a catalogue beyond its share.
	Routine Gravity = 1 + iota
	// Caution: a large move, an oscillation, a warning of a policy rule, unknown costs.
	Caution
	// Serious: a price war, a price in force that no single step can put right.
	Serious
	// Critical: a freeze, no price that can be set, a price that a policy rule blocks.
	Critical
)

// A Review is what a person is asked. The zero Review asks nothing.
type Review struct {
	// Code is that of the gravest reason, Text says it for people.
	Code, Text string
	Gravity    Gravity
	// Codes are all that is asked and that an approval has to cover: codes of this
	// package, such as "breaker", and the IDs of the policy rules that warn, such as
	// "HOUSE-MOVE".
	Codes []string
	// Price is the item price that an approval publishes. Not Valid is none: the
	// approval only lifts a freeze, or there is nothing to approve.
	Price decimal.NullDecimal
	// AtStake is the change of the profit of a day, or of one unit when the units per
	// day are unknown; without a model it is the change of the price. It is never
	// negative, exact, and 0 without a price.
	AtStake decimal.Decimal
}

// stake is what is at stake with a price.
func (r *run) stake(price decimal.NullDecimal) (out decimal.Decimal) {
	switch {
	case r.d.Before.Profit.Valid && r.d.After.Profit.Valid:
		out = small.Sub(r.d.After.Profit.Decimal, r.d.Before.Profit.Decimal)
	case r.d.From.Valid:
		out = small.Sub(price.Decimal, r.d.From.Decimal)
	default:
		out = price.Decimal
	}
	if units := r.item.UnitsPerDay; units.Valid {
		out = small.Mul(out, units.Decimal)
	}
	return out.Abs()
}

// withhold turns a change into a review.
func (o *outcome) withhold(code, text string) {
	d := &o.decision
	d.Review = &Review{Code: code, Text: text, Gravity: Routine, Codes: []string{code}, Price: d.To, AtStake: o.stake}
	d.Reasons = append(d.Reasons, reason{Code: code, Text: text})
	d.Action, d.To, d.Next = ActionReview, d.From, o.idle
}

// Approve returns the decision that a person's approval makes of a review or a freeze:
// the change to the price that was asked about, or a hold with the freeze lifted. The
// approval stands in the decision, and a price war ends in its next state. Step,
// breakers and detectors no longer hold; the bounds and the policy rules were kept
// when the price was asked about.
//
// The approval names all of Review.Codes, the channel, the SKU and the price: that of
// the review, or the one in force for a freeze. Paid is left out or is that price: what
// is asked about is the item price, with the deal and the coupon of the item as the
// policy rules saw them, and a decision does not say what they leave of it. It is for
// the time shortly after the decision: a price that was asked about long ago is better
// decided anew.
//
// The error joins an [*fx.InputError] for each part of the approval that is missing or
// for something else ("codes", "price", "paid", "until"), for a first day that is none
// ("approval.at"), for a time before the decision ("at"), and for a decision that asks
// nothing that can be approved ("action").
func Approve(d Decision, a policy.Approval, at time.Time) (Decision, error) {
	var f faults
	change := d.Action == ActionReview && d.Review != nil && d.Review.Price.Valid
	switch {
	case !change && (d.Action != ActionFreeze || d.Review == nil):
		f.add("action", string(d.Action), "must be a review with a price, or a freeze")
	case change && (d.Report.Blocked() || d.Bounds.breaks(d.Review.Price.Decimal) != ""):
		f.add("action", string(d.Action), "must ask about a price that may be published")
	default:
		price := d.From
		if change {
			price = d.Review.Price
		}
		f.checkApproval(&d, &a, price)
	}
	if at.Before(d.At) || !timeFine(at) {
		f.add("at", at.UTC().Format(time.RFC3339), "must not be before the decision")
	} else if today := calendarDay(at); a.At.IsZero() || !a.At.Equal(calendarDay(a.At)) {
		f.add("approval.at", a.At.Format(time.RFC3339), "must be the first day of the approval, midnight UTC")
	} else if today.Before(a.At) || today.After(a.Until) {
		f.add("until", a.Until.Format(time.DateOnly), "must make the approval hold on "+today.Format(time.DateOnly))
	}
	if err := f.err(); err != nil {
		return Decision{}, err
	}
	at = at.Round(0).UTC()
	out := d
	out.Reasons = append(slices.Clip(d.Reasons), reason{Code: ReasonApproved, Text: "approved by " + a.By + ": " + a.Reason})
	a.Codes = slices.Clone(a.Codes)
	out.Review, out.Approval = nil, &a
	out.Next.Freeze, out.Next.War = nil, nil
	out.Next.Decided = at
	if out.Action = ActionHold; change {
		out.Action, out.To = ActionChange, d.Review.Price
		out.Next = out.Next.changed(Change{at, d.From, d.Review.Price.Decimal})
	}
	return out, nil
}

// checkApproval reports what an approval lacks for a decision about a price.
func (f *faults) checkApproval(d *Decision, a *policy.Approval, price decimal.NullDecimal) {
	if strings.TrimSpace(a.By) == "" {
		f.add("by", "", "must name a person")
	}
	if strings.TrimSpace(a.Reason) == "" {
		f.add("reason", "", "must not be empty")
	}
	for _, code := range d.Review.Codes {
		if !slices.Contains(a.Codes, code) {
			f.add("codes", strings.Join(a.Codes, " "), "must name "+code)
		}
	}
	if a.Channel != d.Channel {
		f.add("channel", a.Channel, "must be "+d.Channel)
	}
	if a.SKU != d.SKU {
		f.add("sku", a.SKU, "must be "+d.SKU)
	}
	if price.Valid && (fx.CheckDecimal(a.Price) != nil || !a.Price.Equal(price.Decimal)) {
		f.add("price", fx.Plain(a.Price), "must be "+fx.Plain(price.Decimal))
	}
	if !price.Valid {
		price.Decimal = a.Price
	}
	if a.Paid.Valid && (fx.CheckDecimal(a.Paid.Decimal) != nil || fx.CheckDecimal(price.Decimal) != nil || !a.Paid.Decimal.Equal(price.Decimal)) {
		f.add("paid", fx.Plain(a.Paid.Decimal), "must be left out or be the item price: that is what is asked about")
	}
}

// calendarDay is the day of a time in its own location, as midnight UTC.
func calendarDay(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
