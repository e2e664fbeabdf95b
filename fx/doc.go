// Package fx answers two questions: how much is this, exactly, and what is it
// worth in another currency on a given day.
//
// A [Money] is a decimal amount of one [Currency] of ISO 4217. Amounts of
// different currencies never mix: adding them is an error, and so is adding an
// amount without a currency. [Money.Allocate] splits an amount into parts that
// sum to it to the last cent.
//
// A [Rate] is the exact fraction quote per base and says on which day it was
// fixed, by whom, and how much was taken off as a buffer. A rate that was
// derived through a third currency keeps both published numbers, so nothing is
// divided until an amount is converted. [Rates] is a table of fixings that is
// asked as of a day; [ReadECB] reads it from the files of the European Central
// Bank.
//
// A [Payout] is what a provider takes for paying money out and, perhaps,
// converting it: tiers by volume, fixed amounts, bounds.
//
// # Rounding
//
// [Money.Add], [Money.Sub], [Money.Times] and every operation on rates is exact.
// [Rate.Convert] divides once and keeps [ConvertPlaces] decimals; only
// [Money.Round], [Money.RoundHalfEven], [Rate.ConvertRounded] and the fee of a
// [Payout] are rounded to the minor unit. Unless the name says otherwise a half goes away from zero: 0.005
// becomes 0.01 and -0.005 becomes -0.01, so a refund mirrors its sale.
//
// # What it refuses
//
// There are no built-in rates, no rate for a day after a series ended or before
// it began, and none older than the caller allows: a [NoRateError] says why.
// Numbers outside the bounds of [ParseDecimal] are errors before anything is
// computed with them. The package reads no clock, so today is an argument.
package fx
