package main

import (
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/walmart"
)

// readWalmart reads a listing on Walmart Marketplace US. The class says what the
// item is: apparel and dangerous goods pay an add-on.
func readWalmart(s shared, options *strict.Object) offer {
	l := walmart.Listing{
		Parcel: s.parcel, Category: s.category, ShippingCharged: s.order.ShippingCharged,
		Fulfillment: walmart.Fulfillment(s.fulfillment),
		Apparel:     s.class == "apparel", Hazmat: s.class == "dangerous_goods",

		PackUnits:           options.Count("pack_units", 10_000),
		ProListingSavings:   walmart.SellerLevel(options.Word("pro_listing_savings")),
		Prep:                preps(options.Words("prep")),
		UnplannedPrep:       preps(options.Words("unplanned_prep")),
		InboundTransfer:     options.Flag("inbound_transfer"),
		Removal:             walmart.Removal(options.Word("removal")),
		WalmartFault:        options.Flag("walmart_fault"),
		ReferralRate:        options.Decimal("referral_rate"),
		FulfillmentFee:      options.Decimal("fulfillment_fee"),
		FulfillmentFeeAllIn: options.Flag("fulfillment_fee_all_in"),
		ReturnFee:           options.Decimal("return_fee"),
		PeakStorageWaived:   options.Flag("peak_storage_waived"),
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
