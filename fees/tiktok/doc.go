// Package tiktok knows what TikTok Shop US takes from the sale of one unit: the
// referral fee, the commission of a creator, the refund administration fee of a
// returned unit and, for goods that are Fulfilled by TikTok (FBT), fulfilment,
// storage and the handling of returns.
//
// A [Listing] is one item offered on TikTok Shop US; it satisfies fees.Listing
// and fees.Keeper. All amounts are US dollars. Which tables apply is decided by
// the calendar day on which the unit is sold (for FBT: leaves the warehouse).
//
// # The item price
//
// The item price is what the seller is credited for a unit before any fee, without
// sales tax: what the customer pays for it plus the discounts that TikTok funds.
// A discount that the seller funds lowers the price; take it off first. With the
// shipping that the buyer pays on top ([fees.Order.ShippingCharged]), that is the
// base of the referral fee; sales tax is not part of it. An item of 30.00 with a
// coupon of the seller of 4.00 and one of TikTok of 5.00 has the item price 26.00:
// the customer pays 21.00, TikTok adds 5.00.
//
// # What is disputed
//
// The official pages show a referral fee of 6 % for most categories. Trade reports
// say 8 % since 2026-08-04. [Standard] takes the 6 %, [Disputed8Percent] the 8 %,
// and both carry a warning from that day on; [Listing.ReferralRate] takes a figure
// of one's own.
//
// # What is not public
//
// FBT fees of units above 16 lb since 2026-05-20 and of orders of several units
// before 2026-07-13 are a *fees.NotPublicError until [Listing.FulfillmentFee]
// supplies them. The discount for own containers and the hub fee are inputs too.
// Storage before 2025-12-15 is a *fees.NoTableError: its rates are known, the day
// from which they were in force is not.
//
// The figures are dated JSON tables in the folder data, each with its source, the
// day it was verified and how sure it is; [ReadTables] reads newer ones in the same
// format. A day that no table covers is a *fees.NoTableError. Amounts are exact:
// TikTok's rounding, half away from zero to the cent and once per line, is left to
// the caller (see fees.Curve.AtRounded).
//
// Postage of orders that the seller ships, advertising, samples, inbound incidents,
// removals, withdrawal fees and the cost of paying out are not part of it.
package tiktok
