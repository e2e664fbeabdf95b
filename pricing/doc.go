// Package pricing answers what one unit earns at a price, at which prices it
// earns enough, and at which prices a cheaper one would earn more.
//
// A [Unit] is everything known about one unit on one channel; [NewModel]
// compiles it, for one day, into a profit curve. From that curve come the
// [Statement] at a price, the prices that meet a [Target] with [Model.Solve],
// and the dead zones with [Model.DeadZones].
//
// # What a unit costs
//
// Besides the charges of the channel and the cost of the goods a unit may have
// advertising and a launch ([Ads]), returns ([Returns]), stays of different length in
// the warehouse ([Life]), a [Promotion], and costs of money and of the firm: [Capital],
// [Payout], [Overhead]. Each is a line with its code, basis and source, and nothing
// when it is not given. [Statement.Ladder] sums them up in steps from net revenue to
// operating profit, [Statement.ReturnAdjusted] tells units that stay with the buyer
// from returned ones, and [Statement.BreakEvenACoS], [Statement.TargetACoS] and
// [Statement.MaxCPC] say what advertising may cost.
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
// Converted costs, advertising, what returns are expected to cost, charges as they
// are on average with a promotion, storage over several stays, capital cost, overhead
// and the conversion of the payout are not billed per unit and are not rounded to the
// minor unit: a cost is converted with one division, to fx.ConvertPlaces decimals, and
// everything after that is exact, but for shares and quotients that need more than the
// 16 decimals of a rate or the 20 of an amount in a fees.Curve.
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
