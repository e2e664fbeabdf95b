// Package strategy proposes prices.
//
// A strategy looks at what it is about (a cost and a target, the offers of rivals,
// a market, a stock, a ladder of variants, a calendar) and returns a [Proposal]: the
// price it wants, the price that is left of it within the [Limits], and every step
// between the two. A price outside what the seller's own target admits is never
// proposed: it is moved, with a step that says so, or there is none, with a
// [*NoPriceError].
//
// [CostPlus] goes by the costs of a unit and [Anchor] by the offers of rivals. [Ladder]
// prices the variants of a listing together and [Sync] the channels of an item; where
// what they want does not fit together, they take the nearest prices that do, exactly,
// or name with a [*ConflictError] what contradicts itself. A strategy of one's own ends
// with [Fit].
//
// # Units
//
// Prices are decimals in the currency of the listing on the grid of its minor unit,
// shares are fractions, days are calendar days in the location of the time given.
// Rivals are compared by what a buyer pays: price and shipping.
package strategy
