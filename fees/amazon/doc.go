// Package amazon knows what Amazon US takes from one unit over its life: referral
// and closing fee, FBA fulfilment with its surcharges and discounts, what a
// returned unit costs, the way into the warehouse, storage, low stock and removal,
// coupons and deals, and the plan of the account.
//
// A [Listing] is one item offered on amazon.com; it satisfies fees.Listing and
// fees.Keeper. All amounts are US dollars. Which tables apply is decided by the
// calendar day that is asked about: the unit leaves the fulfilment centre on it
// (for FBA) or is sold, a removal order is created on it, a promotion begins on
// it; storage goes through the days of a stay. Sides and weights are compared
// unrounded and exactly, whatever unit they were entered in.
//
// The figures are dated JSON tables in the folder data, each with its source,
// the day it was verified and how sure it is; [ReadTables] reads newer ones in
// the same format. A day that no table covers is a *fees.NoTableError; nothing is
// known after 2027-01-14.
//
// What Amazon does not publish is never guessed. The referral fee of a few
// categories, the 2025 fees of dangerous goods, the 2025 SIPP discounts and the
// storage utilisation surcharge of oversize items are typed errors until the
// caller supplies them. Charges besides the sale are Unknown until then: inbound
// placement, returns processing, liquidation and the deals of event days in 2026.
// For inbound placement, [Listing.Placement] gives an estimate that carries a
// warning. The fields of [Listing] say which input takes which figure.
//
// Vine, the manual processing of stock without box content, and prep services,
// which Amazon ended on 2026-01-01, are not part of it.
//
// Where a published rule is open, both readings are available: see
// [Listing.LargeStandardFloor] and [Listing.ExtraLarge150]. The result carries a
// warning when the choice changes a fee.
package amazon
