// Package fees is the shared vocabulary of everything that is taken from a
// sale: how a parcel is measured, what a charge is as a function of the price,
// when it is billed, and which dated table says so. The channels themselves are
// the packages below it, such as fees/amazon.
//
// # Units
//
// Prices and amounts are decimals in the currency of the channel; rates are
// fractions (0.15 is 15 %). A [Length] and a [Weight] carry their unit and
// compare exactly across units.
//
// # Rounding
//
// A [Curve] is exact. A charge is rounded once, half away from zero to the minor
// unit, where it is billed: [Curve.AtRounded].
//
// # What it refuses
//
// A day that no table covers is a [NoTableError], never the nearest table. A
// figure that is not public is a [NotPublicError] until the caller supplies it.
package fees
