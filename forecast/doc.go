// Package forecast says how much will be sold, how sure that is, and which model said so.
//
// A [Series] is what was sold in steps of equal length, with what is known about
// them: steps without a record, steps in which the item was out of stock, prices,
// promotions and events. A [Model] is a plain value with a Fit method; a [Fitted]
// value forecasts any number of steps ahead, with quantiles, and draws sample
// paths, since the demand over a lead time is a sum and its quantile is not the sum
// of the quantiles of its steps. [Auto] looks at the series, chooses or combines
// models, and says why.
//
// Figures are float64: a forecast is an estimate and never money. Nothing is
// rounded. The same input gives the same output: what draws random numbers takes a
// seed. No model panics on finite input; what cannot be used (infinite or
// not-a-number values, negative demand, lengths that do not match) is an
// [*fx.InputError] with the path of the field, all faults joined.
//
// Demand is never below zero: points, quantiles and paths are cut at zero unless
// [Series.Signed] says that the series may fall below it.
package forecast
