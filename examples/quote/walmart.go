package main

import (
	"time"

	"github.com/lianxing/crossborder/fees/walmart"
)

// readWalmart reads a listing on Walmart Marketplace US. The class says what the
// item is: apparel and dangerous goods pay an add-on.
func readWalmart(s shared, options *object) offer {
	l := walmart.Listing{
		Parcel: s.parcel, Category: s.category, ShippingCharged: s.order.ShippingCharged,
		Fulfillment: walmart.Fulfillment(s.fulfillment),
		Apparel:     s.class == "apparel", Hazmat: s.class == "dangerous_goods",

		PackUnits:           options.count("pack_units", 10_000),
		ProListingSavings:   walmart.SellerLevel(options.word("pro_listing_savings")),
		Prep:                preps(options.words("prep")),
		UnplannedPrep:       preps(options.words("unplanned_prep")),
		InboundTransfer:     options.flag("inbound_transfer"),
		Removal:             walmart.Removal(options.word("removal")),
		WalmartFault:        options.flag("walmart_fault"),
		ReferralRate:        options.decimal("referral_rate"),
		FulfillmentFee:      options.decimal("fulfillment_fee"),
		FulfillmentFeeAllIn: options.flag("fulfillment_fee_all_in"),
		ReturnFee:           options.decimal("return_fee"),
		PeakStorageWaived:   options.flag("peak_storage_waived"),
	}
	out := offer{Listing: l, detail: s.class, ships: "by the seller"}
	if l.Fulfillment == "" || l.Fulfillment == walmart.WFS {
		s.needParcel("wfs")
		out.ships = "by Walmart Fulfillment Services (WFS)"
		out.size = func(on time.Time) (sizing, error) {
			size, err := l.Size(on)
			return sizing{string(size.Band), size.Billable, size.Source}, err
		}
	}
	return out
}

// preps are the names of what WFS does to a unit before it goes into stock.
func preps(names []string) []walmart.Prep {
	var out []walmart.Prep
	for _, name := range names {
		out = append(out, walmart.Prep(name))
	}
	return out
}
