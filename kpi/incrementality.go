package kpi

import (
	"errors"
	"math"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Holdout is the outcome of a test in which some users were kept from seeing ads. The
// metrics of the group "incrementality" compute what it says; the Holdout adds how sure
// that is. The zero Holdout has no users and is refused.
type Holdout struct {
	ExposedUsers, ExposedConversions int64
	HoldoutUsers, HoldoutConversions int64
}

// A LiftInterval is what ads added to conversions, with its interval.
type LiftInterval struct {
	// Conversions are those that the exposed users made beyond what they would have made
	// without ads, exactly. They may be below 0.
	Conversions Value
	// Confidence is the share of tests in which the interval holds the true number.
	Confidence float64
	// Low and High are the ends of the interval, rounded half away from zero to 2 decimals. They
	// are not Valid where none was computed, and Reason says why.
	Low, High decimal.NullDecimal
	Reason    string
}

// leastCases is the smallest number of conversions, and of users without one, of each
// group for which the normal approximation is used.
const leastCases = 5

// Lift returns the incremental conversions with a two-proportion interval, without
// pooling (Wald):
//
//	n₁ · (p₁ − p₀ ± z · √(p₁(1−p₁)/n₁ + p₀(1−p₀)/n₀))
//
// where 1 is the exposed group and 0 the held-out one. z is that of the confidence, 0
// means 0.95. No interval is computed where a group has fewer than 5 conversions, or
// fewer than 5 users without one. The root is float64, everything else is exact.
//
// The error joins [*fx.InputError]s: no users, conversions below 0 or above the users, a
// confidence that is not below 1.
func (h Holdout) Lift(confidence float64) (LiftInterval, error) {
	if confidence == 0 {
		confidence = 0.95
	}
	if err := h.check(confidence); err != nil {
		return LiftInterval{}, err
	}
	n := func(i int64) decimal.Decimal { return decimal.New(i, 0) }
	gain := n(h.ExposedConversions).Mul(n(h.HoldoutUsers)).Sub(n(h.ExposedUsers).Mul(n(h.HoldoutConversions)))
	out := LiftInterval{Conversions: Ratio(gain, n(h.HoldoutUsers), Count, ""), Confidence: confidence}
	for _, cases := range []int64{h.ExposedConversions, h.ExposedUsers - h.ExposedConversions, h.HoldoutConversions, h.HoldoutUsers - h.HoldoutConversions} {
		if cases < leastCases {
			out.Reason = "no interval: a group has fewer than 5 conversions, or fewer than 5 users without one"
			return out, nil
		}
	}
	variance := func(k, n int64) float64 {
		p := float64(k) / float64(n)
		return p * (1 - p) / float64(n)
	}
	z := math.Sqrt2 * math.Erfinv(confidence)
	half := float64(h.ExposedUsers) * z * math.Sqrt(variance(h.ExposedConversions, h.ExposedUsers)+variance(h.HoldoutConversions, h.HoldoutUsers))
	margin := decimal.NewFromFloat(half).Round(6) // the one place where the float becomes a decimal
	end := func(d decimal.Decimal) decimal.NullDecimal {
		return decimal.NewNullDecimal(gain.Add(d.Mul(n(h.HoldoutUsers))).DivRound(n(h.HoldoutUsers), 2))
	}
	out.Low, out.High = end(margin.Neg()), end(margin)
	return out, nil
}

func (h Holdout) check(confidence float64) error {
	const mostUsers = 1_000_000_000_000
	var faults []error
	fault := func(field string, value int64, reason string) {
		faults = append(faults, fx.NewInputError(field, strconv.FormatInt(value, 10), reason))
	}
	group := func(name string, users, conversions int64) {
		if users < 1 || users > mostUsers {
			fault(name+"_users", users, "must be from 1 to 1e12")
		}
		if conversions < 0 || conversions > max(users, 0) {
			fault(name+"_conversions", conversions, "must be from 0 to the users")
		}
	}
	group("exposed", h.ExposedUsers, h.ExposedConversions)
	group("holdout", h.HoldoutUsers, h.HoldoutConversions)
	if !(confidence > 0 && confidence <= 0.9999) {
		faults = append(faults, fx.NewInputError("confidence", strconv.FormatFloat(confidence, 'g', -1, 64), "must be above 0 and at most 0.9999"))
	}
	return errors.Join(faults...)
}
