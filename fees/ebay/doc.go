// Package ebay knows what eBay takes from a sale on ebay.com: the final value
// fee without and with a Store, the fee per order, the additions for returns
// that are not as described and for sellers below standard, the international
// fee, Promoted Listings, the fee of a lost payment dispute, the insertion fee
// and the Store subscription.
//
// A [Listing] is one item offered on ebay.com; it satisfies fees.Listing. All
// amounts are US dollars. eBay takes its fees from the total amount of the sale:
// item price, shipping and handling that the buyer pays, and the sales tax on
// both, which the seller never receives. So a rate of 13.6 % is more than that
// of the price, and a threshold such as 7,500 is reached earlier. The total of
// one item decides the final value fee; the total of the order decides the fee
// per order.
//
// The figures are dated JSON tables in the folder data, each with its source,
// the day it was verified and how sure it is; [ReadTables] reads newer ones in
// the same format. A row of a table can be less sure than the others, and the
// charge then says so. A day that no table covers is a *fees.NoTableError. What
// eBay does not publish, or nobody read from its pages, is an input: see the
// last fields of [Listing].
//
// When the buyer is refunded through eBay, the fees that are a percentage are
// credited in full (eBay's announcement of May 2022, table ebay-us-fee-credit).
// The fee per order is counted as kept: eBay credits it only for some returns,
// such as one the buyer regrets. No credit is given when eBay itself had to
// decide the case.
//
// Vehicles, classified ads, listing upgrades, currency conversion and shipping
// labels are not part of it; neither are the exceptions in which a part of the
// shipping is left out of the total amount of the sale (eBay International
// Shipping, a cheaper domestic service, authenticated sneakers).
package ebay
