// Package fees is the shared vocabulary of everything that is taken from a
// sale: how a parcel is measured, what a charge is as a function of the price,
// when it is billed, and which dated table says so. The channels themselves are
// the packages below it, such as fees/amazon.
//
// # Tables
//
// A channel declares a [Kind] for each kind of table and lists them in a [Format],
// which ships tables and reads newer ones: see [TableFile] for the files. Shapes that
// channels share are read by [ReadCategories], [ReadByKey], [ReadWeightRows],
// [ReadWeightFees] and [ReadStorageRates]. A listing notes what is wrong with its
// fields in [Faults] and collects its charges in a [Bill].
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
