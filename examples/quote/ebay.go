package main

import "github.com/lianxing/crossborder/fees/ebay"

// readEbay reads a listing on eBay US.
func readEbay(s shared, options *object) offer {
	s.shipsBy("seller")
	l := ebay.Listing{
		Category: s.category, Order: s.order,

		Store:                  ebay.Store(options.word("store")),
		AnnualSubscription:     options.flag("annual_subscription"),
		ShipsAbroad:            options.flag("ships_abroad"),
		SellerCountry:          ebay.SellerCountry(options.word("seller_country")),
		VeryHighNotAsDescribed: options.flag("very_high_not_as_described"),
		BelowStandard:          options.flag("below_standard"),
		PromotedRate:           options.decimal("promoted_rate").Decimal,
		PaidInsertion:          options.flag("paid_insertion"),
		FinalValueRate:         options.decimal("final_value_rate"),
		InternationalRate:      options.decimal("international_rate"),
		BelowStandardRate:      options.decimal("below_standard_rate"),
		InsertionFee:           options.decimal("insertion_fee"),
		DisputeFee:             options.decimal("dispute_fee"),
	}
	return offer{Listing: l, ships: "by the seller"}
}
