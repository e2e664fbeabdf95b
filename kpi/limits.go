package kpi

import (
	"iter"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
)

// A LimitRule says on which side of its value a limit is kept.
type LimitRule string

// The rules of a [Limit].
const (
	LimitBelow   LimitRule = "below"    // less than the value
	LimitAtMost  LimitRule = "at_most"  // the value or less
	LimitAbove   LimitRule = "above"    // more than the value
	LimitAtLeast LimitRule = "at_least" // the value or more
)

// A Limit is what a platform asks of a metric on some days. It is data: a caller whose
// account page says something else writes another. The zero Limit is none.
type Limit struct {
	// Channel and Metric say of what: "amazon-us", "order_defect_rate".
	Channel string
	Metric  string
	Rule    LimitRule
	Value   decimal.Decimal
	// From and To are the first and last day on which it is known to hold; a zero From is
	// a first day that is not known, and the limit covers every day before To. To is a
	// year after the limit was last looked up, so that an old one is not used for ever.
	From, To time.Time
	// VerifiedOn is the day on which it was last looked up.
	VerifiedOn time.Time
	Confidence fees.Confidence
	Source     string
}

// Met reports whether a value keeps the limit. ok is false where the value is not
// defined, the limit has no rule, or its value is out of the bounds of [Exact]. The
// comparison is exact.
func (l Limit) Met(v Value) (met, ok bool) {
	if !v.IsDefined() || !inBounds(l.Value) {
		return false, false
	}
	order := v.Num.Cmp(l.Value.Mul(v.Den))
	switch l.Rule {
	case LimitBelow:
		return order < 0, true
	case LimitAtMost:
		return order <= 0, true
	case LimitAbove:
		return order > 0, true
	case LimitAtLeast:
		return order >= 0, true
	}
	return false, false
}

// Covers reports whether the limit is known to hold on a day.
func (l Limit) Covers(day time.Time) bool {
	d := dayOf(day)
	return !day.IsZero() && !d.Before(dayOf(l.From)) && !d.After(dayOf(l.To))
}

// Limits yields the limits that platforms publish, by channel and metric. Standards for
// which only weak sources give a number, such as the response rate at Walmart, are not
// among them.
func Limits() iter.Seq[Limit] { return slices.Values(shippedLimits()) }

// LimitOn returns the limit of a metric on a channel and a day. The error is a
// [*NoLimitError] where none is known.
func LimitOn(channel, metric string, day time.Time) (Limit, error) {
	for l := range Limits() {
		if l.Channel == channel && l.Metric == metric && l.Covers(day) {
			return l, nil
		}
	}
	return Limit{}, &NoLimitError{Channel: cutText(channel), Metric: cutText(metric), Day: dayOf(day)}
}

// A NoLimitError says that no limit of a metric is known for a channel and day.
type NoLimitError struct {
	Channel, Metric string
	Day             time.Time
}

// Error says what was asked for.
func (e *NoLimitError) Error() string {
	return "kpi: no limit of " + e.Metric + " on " + e.Channel + " is known for " + dayText(e.Day)
}

func shippedLimits() []Limit {
	const (
		amazon  = "Amazon account health"
		walmart = "Walmart seller performance standards"
	)
	verified := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	until := verified.AddDate(1, 0, 0)
	limit := func(channel, metric string, rule LimitRule, thousandths int64, c fees.Confidence, source string) Limit {
		return Limit{Channel: channel, Metric: metric, Rule: rule, Value: decimal.New(thousandths, -3), To: until, VerifiedOn: verified, Confidence: c, Source: source}
	}
	ipi := limit("amazon-us", "ipi", LimitAtLeast, 400_000, fees.Medium, "Amazon inventory performance; the threshold was 350 in 2018, 500 and 450 in 2020 and 2021, 400 since")
	ipi.From = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	return []Limit{
		limit("amazon-us", "order_defect_rate", LimitBelow, 10, fees.High, amazon),
		limit("amazon-us", "cancellation_rate", LimitBelow, 25, fees.High, amazon),
		limit("amazon-us", "late_shipment_rate_10", LimitBelow, 40, fees.High, amazon),
		limit("amazon-us", "late_shipment_rate_30", LimitBelow, 40, fees.High, amazon),
		limit("amazon-us", "valid_tracking_rate", LimitAbove, 950, fees.High, amazon),
		limit("amazon-us", "on_time_delivery_rate", LimitAbove, 900, fees.Medium, amazon+"; an older sample has 95 %"),
		limit("amazon-us", "invoice_defect_rate", LimitBelow, 50, fees.High, amazon),
		ipi,
		limit("walmart-us", "walmart_cancellation_rate", LimitAtMost, 20, fees.High, walmart),
		limit("walmart-us", "walmart_on_time_delivery_rate", LimitAtLeast, 900, fees.High, walmart+"; an older page asks for more than 95 %"),
		limit("walmart-us", "walmart_valid_tracking_rate", LimitAtLeast, 990, fees.High, walmart),
		limit("walmart-us", "walmart_refund_rate", LimitBelow, 60, fees.High, walmart),
	}
}
