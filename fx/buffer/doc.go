// Package buffer says at which rate to plan: how far below today's rate, so that
// a sale whose money arrives in h days still brings what was planned, and how
// often that held on the caller's own rates. Around that it says how many days
// money is exposed to the rate, how much of it, what a forward makes of it, and
// when a price has to follow the rate.
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
// # Models and the default
//
// A [Model] is a name and a buffer. [Fixed] is a flat percentage; [Sigma], [EWMA]
// and [HDaySigma] scale a volatility; [HistSim] is a quantile of past losses;
// [Trend] widens another model where the rate trends; [Larger] takes the largest
// of several. Models of the caller are treated alike.
//
// [Plan] with a nil model takes [Default], which is [Adaptive] for every pair and
// horizon. It was chosen among [ConfigurationsTried] on rates up to 2019 and judged
// on what followed. It narrowly missed both targets set for those years:
// docs/fx-buffer.md has the whole table.
//
// # Evidence
//
// No buffer comes without a back-test of the same model on the same file: see
// [Evidence]. [Plan] makes it, [BackTest] makes it for a model and a period,
// [Compare] for many and says how many were tried. Losses of neighbouring days overlap and say the same thing many
// times, so the tests use windows that do not overlap, from every possible
// start, and say "too little data" when even a perfect record would prove
// nothing.
//
// # Exposure
//
// [Horizon] adds up the days from the rate that a price was built on until the
// money is converted; their number is what [Plan] asks for. [Exposure] says how much
// of the income is exposed at all, at which rate nothing is earned and what a
// margin needs; [CostPlus] how far a price has to follow the rate. A forward rate
// comes from interest, [CoveredForward], or from quoted swap points, [SwapCurve],
// and [Hedge] mixes it with the planned rate.
//
// # Bands
//
// A [Band] says when a price is built anew because the rate has left it. It is a
// pure step from one [BandState] to the next, which the caller stores;
// [BackTestBand] counts the re-prices on past fixings. A band does not replace a
// buffer: after a sale the price can no longer be changed.
//
// # Limits
//
// A buffer knows the past of its file. After a dead calm or in a peg it is as small
// as the calm, and nothing says when that ends. Over 90 days and more even twenty
// years have few windows that do not overlap. Horizons go up to [MaxDays], series
// up to [MaxFixings], buffers up to [MaxBuffer]. Bad input is an [*fx.InputError]
// or one of the errors here, never a panic.
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
