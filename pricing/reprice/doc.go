// Package reprice decides whether the price of an item is changed, held, put before a
// person, frozen or refused.
//
// [Decide] is a pure function of an [Item] (its costs, its price in force, the offers
// of rivals, what the policy rules need, the [State] after the last decision), the
// [Rules] and a time. [Batch] decides a whole catalogue on all cores; a [Queue] orders
// what a person has to look at; [Approve] makes a change of what was approved.
//
// # The order of the guards
//
// The first guard that settles a decision ends it:
//
//  1. the kill switch: hold
//  2. bounds: the floor of the costs, the limits of the seller and of the platform, the
//     minimum advertised price, the list price, the other channels, the ceiling; no
//     minimum, no admissible price or a minimum above the maximum: refuse
//  3. an item that is frozen, or whose price or rivals jumped: freeze
//  4. a price that is sent and not confirmed, offers that are too old: hold
//  5. the pricer: a price, or hold with its reason; a tie: hold
//  6. the wanted price is put within the bounds, to an admissible price, to an ending
//  7. no change, no maximum for a rise, the cool-down, the changes of the day: hold
//  8. price war, oscillation: ask a person
//  9. the breaker of the item: ask a person, with the price of step 6
//  10. the step and the day: go as far as they allow, with an ending if one is near
//  11. first price, policy rules, unknown costs: a rule that blocks refuses, one that
//     warns asks a person
//  12. the breaker of the catalogue, in a batch: ask a person
//
// A hold of steps 5, 7 and 10 asks the policy rules about the price that stays; when
// one of them blocks it, a person is asked.
//
// # A price out of its bounds
//
// A price in force that is below the floor of the costs, below a limit or a minimum
// advertised price, above the highest price, or among prices that miss the target, is
// put right even where the rule wants no change. When that takes more than one step
// allows, nothing is changed and a person is asked: so no decision is below the floor
// and none is beyond the step. The bounds that come from the list price and from other
// channels only hold the rule back; a price beyond them stays until the rule moves it.
//
// # Units and rounding
//
// Prices are item prices in the currency of the listing on the grid of its minor unit;
// rivals are compared by price and shipping. Least prices round up, highest prices
// round down, a step rounds towards the price in force. Shares are fractions. Times are
// compared as instants; a day of a guard is 24 hours, and the calendar day of the
// policy rules and fee tables is that of the location of the time given.
//
// # Unknown is not zero
//
// An item without a minimum is refused, one with unknown costs asks a person
// ([Guards.NeedCosts]), an unknown gain in units is no gain, and offers that nobody
// dates are too old.
package reprice
