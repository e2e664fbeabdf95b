// Package buffer says at which rate to plan: how far below today's rate, so that
// a sale whose money arrives in h days still brings what was planned, and how
// often that held on the caller's own rates.
//
// # Which way the loss goes
//
// A rate is units of the quote currency per unit of the base currency. Whoever
// is paid in base and buys in quote, a seller paid in USD who buys in CNY, loses
// when USD/CNY falls. The loss over h calendar days is
//
//	L = 1 - S(t+h)/S(t)
//
// with S(t+h) the last fixing on or before that day. A buffer b is a fraction,
// 0.02 is 2%, and the plan rate is S(t) * (1 - b). A breach is L > b.
//
// Whoever pays in base, a buyer of USD with CNY, loses when USD/CNY rises. The
// rise needs no model of its own: the buyer is a seller of CNY, so the loss is
// that of the inverse pair. Make the series of CNY/USD, plan on it, and read the
// planned rate the other way round:
//
//	plan.Rate.Inverse() // USD/CNY above today's
//
// To use another level for one side is to call [Plan] with another confidence
// for it; [Sigma] with Downside measures falls only.
//
// # What is known on a day
//
// A [Series] is the whole file, a [History] what was known on one day of it. A
// model sees a History, so it cannot look ahead. A loss over h days counts as
// known on the day on which its h days are over, not before.
//
// # Evidence
//
// No buffer comes without a back-test of the same model on the same file: see
// [Evidence]. Losses of neighbouring days overlap and say the same thing many
// times, so the tests use windows that do not overlap, from every possible
// start, and say "too little data" when even a perfect record would prove
// nothing.
//
// # Numbers
//
// Statistics are float64. A buffer becomes a decimal in one place, [Plan], where
// it is rounded up to [BufferPlaces] places. Rates stay the exact fractions that
// were published. Days are calendar days; steps of the fixing are days*5/7, not
// rounded, as there are five fixings a week.
//
// The package does not forecast: every model takes the expected move as zero.
// Interest of two currencies drives the rate apart from spot; a forward says how
// much.
package buffer
