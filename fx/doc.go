// Package fx answers two questions: how much is this, exactly, and what is it
// worth in another currency on a given day.
//
// A [Money] is a decimal amount of one [Currency] of ISO 4217. Amounts of
// different currencies never mix: adding them is an error, and so is adding an
// amount without a currency. [Money.Allocate] splits an amount into parts that
// sum to it to the last cent.
//
// # Rates
//
// A [Rate] is the exact fraction quote per base and says on which day it was
// fixed, by whom, and how much was taken off as a buffer. A rate that was derived
// through other currencies keeps the published numbers, which [Rate.Legs] lists,
// so nothing is divided until an amount is converted. As JSON it reads back as the
// same rate. A [BidAsk] is a price with two sides; whoever sells the base gets the
// bid.
//
// # Where rates come from
//
// A [Source] is asked as of a day. [Rates] is a table against one pivot, such as
// the euro table that [ReadECB] reads from the files of the European Central Bank;
// [Pairs] is a table of pairs as they were published. [Sources] asks several in
// order and passes over those that have no usable rate. The result of [Convert]
// knows the rate, its legs and its age.
//
// For a day without a fixing a [LookUp] names a [Policy]: the previous one, which
// is the default and the only one that never looks into the future, the next, the
// nearest, or a mix of both neighbours. LookUp.PublishedAt holds back the fixing
// of a day until the hour at which it is published.
//
// Two kinds of rates are no market prices: [EuroConversion] has those at which
// currencies became the euro, and [CustomsRate] chooses the one at which the US
// customs convert the value of goods.
//
// A [Payout] is what a provider takes for paying money out and, perhaps,
// converting it: tiers by volume, fixed amounts, bounds.
//
// # Rounding
//
// [Money.Add], [Money.Sub], [Money.Times] and every operation on rates is exact,
// a mix of two days included. [Rate.Convert] divides once and keeps
// [ConvertPlaces] decimals; only [Money.Round], [Money.RoundHalfEven],
// [Money.RoundCash], [Rate.ConvertRounded], [Conversion.Rounded] and the fee of a
// [Payout] are rounded to what can be paid. Shares that describe a rate, such as
// [Rate.Buffer] and [BidAsk.HalfSpread], are rounded and are not computed with.
// Unless the name or a [Rounding] says otherwise a half goes away from zero: 0.005
// becomes 0.01 and -0.005 becomes -0.01, so a refund mirrors its sale.
//
// # What it refuses
//
// There are no built-in market rates, no rate for a day after a series ended or,
// looking back, before it began, and none farther away than the caller allows: a
// [NoRateError] says why. Numbers outside the bounds of [ParseDecimal] are errors
// before anything is computed with them. The package reads no clock, so today is
// an argument.
package fx
