// Package payment knows what the payment for an order costs: card, wallet and
// buy-now-pay-later processing by Stripe and PayPal, and what providers take for
// paying the money out and exchanging it.
//
// A [Processor] bills payments. Its charges are functions of the amount paid, and
// [For] turns them into charges of an order, as functions of the item price, so
// that any store can use any processor: [Stripe], [PayPal], a [Contract] of your
// own or a type of yours. [Payout] returns the price list of a payout provider.
//
// All fees are for merchants in the US and in US dollars. Percentages add up and
// share one fixed amount; the sum is one line, rounded once, half away from zero
// to the cent, by whoever evaluates the charge. A refund brings nothing back,
// also in part.
//
// The figures are dated JSON tables in the folder data, each with its source, the
// day it was checked and how sure it is; [ReadTables] reads newer ones and those
// of further providers in the same format. A day that no table covers is a
// *fees.NoTableError. A provider whose price is not public, such as Payoneer's
// withdrawal in yuan, is not in the tables: the caller supplies it.
//
// Subscriptions to a processor, its hardware and its fees for tax, fraud and
// billing tools are not part of it, nor are yearly account fees. Stripe does not
// take merchants of mainland China; PayPal does, at a price of its own.
package payment
