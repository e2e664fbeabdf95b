package reprice

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// An Action is what a decision asks for. The texts are stable.
type Action string

// The actions. Only ActionChange publishes a price.
const (
	// ActionChange: publish Decision.To.
	ActionChange Action = "change"
	// ActionHold: leave the price as it is.
	ActionHold Action = "hold"
	// ActionReview: leave the price as it is and ask a person.
	ActionReview Action = "review"
	// ActionFreeze: leave the price as it is, and every later decision as well, until
	// a person approves.
	ActionFreeze Action = "freeze"
	// ActionRefuse: no price can be set: there is no minimum, no admissible price, or
	// a policy rule blocks it.
	ActionRefuse Action = "refuse"
)

// The codes of reasons and steps. A pricer adds its own.
const (
	ReasonStopped = "kill_switch" // Guards.Stop
	ReasonPending = "push_pending"
	ReasonStale   = "stale_offers"

	ReasonNoMinimum      = "no_minimum"
	ReasonNoMaximum      = "no_maximum"
	ReasonLeastAboveMost = "least_above_most"
	ReasonNoAdmissible   = "no_admissible_price"

	ReasonOwnAnomaly   = "own_price_anomaly"
	ReasonRivalAnomaly = "rival_price_anomaly"
	ReasonExternal     = "external_change" // the price in force is not the one that was decided
	ReasonExcluded     = "offers_excluded"

	ReasonNoCurrent       = "no_current_price"
	ReasonNoRival         = "no_rival"
	ReasonTie             = "tie"
	ReasonNotBelowRival   = "not_below_rival"
	ReasonNotAboveCurrent = "not_above_current"
	ReasonAtLeast         = "at_least"
	ReasonFeatured        = "featured_offer"
	ReasonSuppressed      = "suppressed"
	ReasonTooEarly        = "too_early"
	ReasonUnitsUnknown    = "units_unknown"
	ReasonUnitsBetween    = "units_between"

	ReasonTarget       = "target" // the floor that the costs and the target give
	ReasonMin          = "min"    // Item.Min
	ReasonMax          = "max"    // Item.Max
	ReasonPlatformMin  = "platform_min"
	ReasonPlatformMax  = "platform_max"
	ReasonMAP          = "map"
	ReasonMAPUnclear   = "map_unclear"
	ReasonMaxDiscount  = "max_discount"
	ReasonMaxIncrease  = "max_increase"
	ReasonCeiling      = "ceiling" // Ceiling.Amount
	ReasonRecent       = "recent_price"
	ReasonCrossChannel = "cross_channel"
	ReasonEnding       = "ending"
	ReasonMinorUnit    = "minor_unit"

	ReasonWar         = "price_war"
	ReasonSpiral      = "price_spiral" // a price war upwards
	ReasonOscillation = "oscillation"
	ReasonBreaker     = "breaker"
	ReasonCatalogue   = "catalogue_breaker"
	ReasonStep        = "step"
	ReasonDay         = "day_limit"
	ReasonBeyondStep  = "bounds_beyond_step" // no price is within the bounds and the step
	ReasonNoChange    = "no_change"
	ReasonCoolDown    = "cool_down"
	ReasonChanges     = "changes_per_day"

	ReasonBlocked        = "policy_block"
	ReasonCurrentBlocked = "current_price_blocked"
	ReasonWarned         = "policy_warning"
	ReasonFirstPrice     = "first_price"
	ReasonIncomplete     = "costs_incomplete"
	ReasonApproved       = "approved"
)

// A Decision is what is to be done with the price of one item, and why. The zero
// Decision decides nothing.
type Decision struct {
	SKU, Channel string
	Currency     fx.Currency
	// At is the time of the decision, in UTC.
	At time.Time
	// Rules and Version are those of the [Rules], Strategy names the pricer.
	Rules, Version, Strategy string

	Action Action
	// From is the item price in force before, To that after the decision: the same
	// unless Action is a change. Not Valid is no price.
	From, To decimal.NullDecimal
	// Wanted is the price that the pricer wanted; not Valid when it was not asked or
	// wanted none.
	Wanted decimal.NullDecimal
	// Reasons are what the decision went by, in the order in which it did; the last
	// one settled it.
	Reasons []strategy.Reason
	// Steps lead from Wanted to the price that is published or asked about.
	Steps []strategy.Step
	// Bounds are what the price had to stay within.
	Bounds Bounds

	// Before is what a unit earns at From, After at the price that is published or
	// asked about.
	Before, After Earning
	// Complete says that all costs are known; otherwise Missing names the others and
	// the profits are upper bounds. Without a model it is false.
	Complete bool
	Missing  []string

	// Report is what the policy rules say about the price that is published or asked
	// about, or else about the price that stays. It is zero when a guard settled the
	// decision before there was a price.
	Report policy.Report
	// Review is what a person is asked, nil when nobody is.
	Review *Review
	// Approval is who approved, nil without one.
	Approval *policy.Approval
	// Next is the state for the next decision, under the condition that the price of
	// a change is published.
	Next State
}

// Bounds are what a price had to stay within besides the step. The zero Bounds are
// none.
type Bounds struct {
	// Least and Most are the lowest and the highest price, both inclusive, on the grid
	// of the minor unit; not Valid is no bound. LeastBy and MostBy are the codes of
	// what sets them: "target", "min", "map".
	Least, Most     decimal.NullDecimal
	LeastBy, MostBy string
	// Admissible are the prices that meet the target, nil without one.
	Admissible []pricing.Interval
}

// An Earning is what one unit earns at a price.
type Earning struct {
	// Profit is exact, before lines that depend on the price are rounded; not Valid
	// without a model or a price. Margin is its share of what the buyer pays, rounded
	// half away from zero to 4 decimals.
	Profit, Margin decimal.NullDecimal
}
