// Package freight computes what a shipment costs from the factory to the warehouse:
// which weight or volume is billed, what a forwarder's quote comes to, how goods fill
// containers, from which volume on a container is cheaper than less than one, who
// pays which leg under a trade term, and what cargo insurance costs.
//
// # Units
//
// Weights are decimal kilograms and volumes decimal cubic metres, both exact: a
// length or weight that was entered in inches or pounds has a finite decimal in
// metric units (see [fees.Volume.CubicMetres] and [fees.Weight.Kg]). Billed
// quantities are kilograms, pounds or revenue tons, whatever the [Rule] says.
//
// # Rounding
//
// Nothing is rounded before a rule rounds: a chargeable weight is compared and
// rounded up exactly. Each [Line] of a [Bill] is rounded once, half away from zero,
// to the minor unit of its currency, and the totals are sums of the lines.
//
// # What it refuses to guess
//
// A surcharge of unknown amount is in the bill as unknown, is named in
// [Bill.Missing], and the totals are then lower bounds. A quote outside of its days
// is an error, and so is a weight or a volume that a charge needs and nobody gave.
// Packages are not stacked: a container is filled by volume and weight alone.
package freight
