// Package kpi says how a business did, and why: metrics of a period with their
// formulas, targets and pacing, control charts, special periods, the bridge between
// two profits, the profit of a cohort and the cash that a product ties up.
//
// # Numbers
//
// Amounts are decimals in one currency, which stands beside them; amounts of
// different currencies are never added. Ratios are fractions, 0.15 is 15 %, and stay
// exact until they are printed. A [Value] is a number, or says why there is none: it
// is undefined where its denominator is 0, and incomplete where something that it
// needs is not known. It is never 0 for want of an input.
//
// # Days
//
// A [Period] is a run of calendar days. The days are those of the channel, which for
// Amazon is the Pacific time zone; the package reads no clock and converts no time.
//
// # Metrics
//
// An [Input] is a quantity of a report, such as units ordered; a [Metric] is a [Formula]
// over inputs, which [ParseFormula] reads and which is what is computed. [Metrics] lists
// the shipped ones; figures that people call by one name are [Variants], each with its
// own code. [Facts] are the inputs that are known of one item or channel over one period,
// with the files they come from. [Join] puts files together, [Sum] items and [Over]
// periods, and [Evaluate] computes a metric from any of them.
//
// [Ready] says which metrics facts allow and which input would allow most more. [Compare]
// recomputes what a report prints. [MissingDuty], [Outliers], [Duplicates] and
// [OutsidePeriod] look for data that cannot be right; they change no figure.
//
// # What it refuses
//
// A ratio is not the mean of other ratios: the counts are added, and the ratio is
// computed from them. Sales of the day of the order are not divided by fees of the day
// of the settlement.
package kpi
