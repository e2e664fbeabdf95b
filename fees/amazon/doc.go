// Package amazon knows what Amazon US takes from the sale of one unit: referral
// and closing fee, FBA fulfilment with its fuel and logistics surcharge, overmax
// handling, the SIPP discount or the packaging fee, the fee of the individual
// plan, and the refund administration fee of a returned unit.
//
// A [Listing] is one item offered on amazon.com; it satisfies fees.Listing. All
// amounts are US dollars. Which tables apply is decided by the calendar day the
// unit leaves the fulfilment centre (for FBA) or is sold. Sides and weights are
// compared unrounded and exactly, whatever unit they were entered in.
//
// The figures are dated JSON tables in the folder data, each with its source,
// the day it was verified and how sure it is; [ReadTables] reads newer ones in
// the same format. A day that no table covers is a *fees.NoTableError. What
// Amazon does not publish (the referral fee of a few categories, the 2025 fees
// of dangerous goods and the 2025 SIPP discounts) is a typed error until the
// caller supplies it: see the last fields of [Listing].
//
// Storage, inbound, low-inventory, returns processing, removal and promotion
// fees and the lithium battery fee are not part of it.
//
// Where a published rule is open, both readings are available: see
// [Listing.LargeStandardFloor] and [Listing.ExtraLarge150]. The result carries a
// warning when the choice changes a fee.
package amazon
