package strategy

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Quality says what the quality of an offer is worth to a buyer. No weight is
// known to this package: all of them are inputs, shares of the total of the rival.
// The total T of a rival counts as
//
//	T × (1 + d),  d = PerPoint × 100 × (own feedback − its feedback)
//	                + PerRating × (own ratings − its ratings, each at most EnoughRatings)
//	                + PerDay × (its ship days − own ship days)
//
// with d within ±Most: a rival with worse feedback, fewer ratings or a later delivery
// counts as dearer, a better one as cheaper. It is exact. A weight of 0 does not look
// at its figure; with any other weight the figure must be known of the own offer, and
// a rival of which it is not known is left out.
type Quality struct {
	// PerPoint is for one percentage point of positive feedback.
	PerPoint decimal.Decimal
	// PerRating is for one rating, and EnoughRatings how many count at most.
	PerRating     decimal.Decimal
	EnoughRatings int
	// PerDay is for one day until the offer is shipped.
	PerDay decimal.Decimal
	// Most is how far a total is adjusted at most, above 0 and below 1.
	Most decimal.Decimal
}

// Check reports every fault, joined, each an [*fx.InputError]: weights that are not
// fractions from 0 to 1, no weight at all ("per_point"), a most that is not above 0
// and below 1, ratings that weigh something and never count ("enough_ratings").
func (q Quality) Check() error {
	var faults []error
	weighs := false
	for _, w := range []struct {
		field string
		value decimal.Decimal
	}{{"per_point", q.PerPoint}, {"per_rating", q.PerRating}, {"per_day", q.PerDay}} {
		if err := checkShare(w.value); err != nil {
			faults = append(faults, fx.InField(w.field, err))
		}
		weighs = weighs || !w.value.IsZero()
	}
	if !weighs {
		faults = append(faults, fx.NewInputError("per_point", "0", "must be above 0, or another weight"))
	}
	if err := checkMargin(q.Most); err != nil {
		faults = append(faults, fx.InField("most", err))
	} else if q.Most.IsZero() {
		faults = append(faults, fx.NewInputError("most", "0", "must be above 0"))
	}
	if q.EnoughRatings < 0 || q.EnoughRatings == 0 && !q.PerRating.IsZero() {
		faults = append(faults, fx.NewInputError("enough_ratings", strconv.Itoa(q.EnoughRatings), "must be above 0 with per_rating"))
	}
	return errors.Join(faults...)
}

// checkOwn reports what is weighed and not known of the own offer.
func (q Quality) checkOwn(own *Offer) error {
	var faults []error
	if !q.PerPoint.IsZero() && !isFeedback(own.Feedback) {
		faults = append(faults, fx.NewInputError("feedback", plainOr(own.Feedback.Decimal), "must be known, a fraction from 0 to 1, to be weighed"))
	}
	if !q.PerRating.IsZero() && own.FeedbackCount < 0 {
		faults = append(faults, fx.NewInputError("feedback_count", strconv.Itoa(own.FeedbackCount), "must not be below 0"))
	}
	if !q.PerDay.IsZero() && !isKnown(own.ShipDays) {
		faults = append(faults, fx.NewInputError("ship_days", plainOr(own.ShipDays.Decimal), "must be known, from 0, to be weighed"))
	}
	return errors.Join(faults...)
}

func isFeedback(d decimal.NullDecimal) bool { return d.Valid && checkShare(d.Decimal) == nil }

// adjust returns what the total of a rival counts for; it is false when a figure that
// is weighed is not known of the rival.
func (q Quality) adjust(own, other *Offer) (decimal.Decimal, bool) {
	var d decimal.Decimal
	if !q.PerPoint.IsZero() {
		if !isFeedback(other.Feedback) {
			return d, false
		}
		d = d.Add(own.Feedback.Decimal.Sub(other.Feedback.Decimal).Shift(2).Mul(q.PerPoint))
	}
	if !q.PerRating.IsZero() {
		if other.FeedbackCount < 0 {
			return d, false
		}
		more := min(own.FeedbackCount, q.EnoughRatings) - min(other.FeedbackCount, q.EnoughRatings)
		d = d.Add(q.PerRating.Mul(decimal.NewFromInt(int64(more))))
	}
	if !q.PerDay.IsZero() {
		if !isKnown(other.ShipDays) {
			return d, false
		}
		d = d.Add(other.ShipDays.Decimal.Sub(own.ShipDays.Decimal).Mul(q.PerDay))
	}
	d = decimal.Min(decimal.Max(d, q.Most.Neg()), q.Most)
	return other.Total().Mul(one.Add(d)), true
}
