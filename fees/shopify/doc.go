// Package shopify knows what Shopify takes from an order of a store in the US:
// the card fee of Shopify Payments, the fee for the conversion of currencies, the
// fee for an order that a third-party gateway is paid for, and the subscription.
//
// A [Listing] is one item offered in such a store; it satisfies fees.Listing. All
// amounts are US dollars. Fees are taken from the total of the order, shipping
// and sales tax included: each charge is the bill of the whole order as a function
// of the item price of one unit, and its Units are those of the order. A refund
// brings nothing back.
//
// A store that does not use Shopify Payments sets a payment.Processor: what it
// bills is then part of the listing's charges. Shopify Payments does not take
// merchants of mainland China, who need an entity elsewhere or such a gateway.
//
// The figures are dated JSON tables in the folder data, each with its source, the
// day it was checked and how sure it is; [ReadTables] reads newer ones in the same
// format. A day that no table covers is a *fees.NoTableError. What is not public
// (the card rates of Starter, those of Plus in person, the third-party fee of
// both, the price of Plus, the fee of a chargeback) is supplied by the last fields
// of the Listing.
//
// Apps, themes, shipping labels, taxes on the subscription and the rates of Shop
// Pay Installments are not part of it.
package shopify
