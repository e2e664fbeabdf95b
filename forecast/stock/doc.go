// Package stock says how much to order, when and by which way, how sure one is not to
// run out, and what that costs.
//
// Demand comes in as a [Distribution] over a time, or better as sample paths of a
// [forecast.Fitted]: [OverLead] adds up each path over a random lead time, which
// keeps what formulas lose, the drift of the level and the lumps. An [Item] makes a
// [Plan] by week; a [Surplus] says what is too much; a [Trial] tries a policy on demand
// that is known.
//
// Expected units and probabilities are float64: they are estimates. Money is decimal
// and in one currency, that of the caller. [Worth] is the one place where an expected
// number of units becomes money, and it says how it rounds. Every decision that was
// not asked for stands in the result as a [forecast.Reason] and can be overridden.
// What cannot be used is an [*fx.InputError] with the path of the field, all faults
// joined.
package stock
