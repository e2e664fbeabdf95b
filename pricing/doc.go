// Package pricing answers what one unit earns at a price, at which prices it
// earns enough, and at which prices a cheaper one would earn more.
//
// A [Unit] is everything known about one unit on one channel; [NewModel]
// compiles it, for one day, into a profit curve. From that curve come the
// [Statement] at a price, the prices that meet a [Target] with [Model.Solve],
// and the dead zones with [Model.DeadZones].
//
// # Units
//
// Prices and amounts are decimals in the currency of the listing, rates are
// fractions. Prices lie on the grid of the currency's minor unit.
//
// # Rounding
//
// A charge that is billed once per sold unit is rounded half away from zero to
// the minor unit, and the profit of a statement is the sum of its lines.
// Converted costs, advertising and what returns are expected to cost are not
// billed per unit and are not rounded to the minor unit: a cost is converted with
// one division, to fx.ConvertPlaces decimals, and everything after that is exact.
//
// Ratios and decisions go by the profit before a line that depends on the price
// is rounded ([Statement.Exact]): a rounded number never feeds a rate. So the
// prices that meet a target are whole intervals and do not flicker from cent to
// cent, and at each of them the statement is within half a cent per such line.
//
// # Unknown is not zero
//
// A cost that is not known makes the profit an upper bound and a solved price a
// lower one: statement and solution are not Complete and name what is missing.
package pricing
