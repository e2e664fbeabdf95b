// Package walmart knows what Walmart US takes from the sale of one unit: the
// referral fee and its savings for Pro Sellers, Walmart Fulfillment Services (WFS)
// with its add-ons, storage, inbound transfer and preparation, the processing of
// returns, removal and disposal; and what Multichannel Solutions (MCS) bills for
// shipping an order of another store from the stock at WFS.
//
// A [Listing] is one item offered on walmart.com; it satisfies fees.Keeper. A
// [Multichannel] is a fees.Biller for fees.With. All amounts are US dollars. Which
// tables apply is decided by the calendar day of the charge. Sides and weights are
// compared unrounded and exactly, whatever unit they were entered in; they are
// rounded up only where a table says so.
//
// The figures are dated JSON tables in the folder data, each with its source, the
// day it was verified and how sure it is; [ReadTables] reads newer ones in the same
// format. A day that no table covers is a *fees.NoTableError. What Walmart does not
// publish is an input: the fulfilment fee of a virtual pack
// ([Listing.FulfillmentFee]) and the fee of its return ([Listing.ReturnFee]), a
// referral rate that was agreed or promoted ([Listing.ReferralRate]), and whether
// the storage add-on of October to December is waived ([Listing.PeakStorageWaived]).
//
// Freight to WFS (Preferred Carrier, Cross Border imports) is quoted per shipment
// and not part of it. No fuel or peak surcharge on fulfilment is published.
//
// Where a rule is open, the result carries a warning when the rule changes a fee.
package walmart
