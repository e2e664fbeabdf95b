package main

import (
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/ebay"
)

// readEbay reads a listing on eBay US.
func readEbay(s shared, options *strict.Object) offer {
	s.shipsBy("seller")
	l := ebay.Listing{
		Category: s.category, Order: s.order,

		Store:                  ebay.Store(options.Word("store")),
		AnnualSubscription:     options.Flag("annual_subscription"),
		ShipsAbroad:            options.Flag("ships_abroad"),
		SellerCountry:          ebay.SellerCountry(options.Word("seller_country")),
		VeryHighNotAsDescribed: options.Flag("very_high_not_as_described"),
		BelowStandard:          options.Flag("below_standard"),
		PromotedRate:           options.Decimal("promoted_rate").Decimal,
		PaidInsertion:          options.Flag("paid_insertion"),
		FinalValueRate:         options.Decimal("final_value_rate"),
		InternationalRate:      options.Decimal("international_rate"),
		BelowStandardRate:      options.Decimal("below_standard_rate"),
		InsertionFee:           options.Decimal("insertion_fee"),
		DisputeFee:             options.Decimal("dispute_fee"),
	}
	return offer{Listing: l, ships: "by the seller"}
}
