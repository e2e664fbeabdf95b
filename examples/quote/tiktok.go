package main

import (
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/tiktok"
)

// readTikTok reads a listing on TikTok Shop US.
func readTikTok(s shared, options *strict.Object) offer {
	l := tiktok.Listing{
		Parcel: s.parcel, Category: s.category, Order: s.order,
		Fulfillment: tiktok.Fulfillment(s.fulfillment),

		Schedule:             tiktok.Schedule(options.Word("schedule")),
		CreatorRate:          options.Decimal("creator_rate").Decimal,
		OwnContainerDiscount: options.Decimal("own_container_discount").Decimal,
		HubFee:               options.Decimal("hub_fee").Decimal,
		ReferralRate:         options.Decimal("referral_rate"),
		FulfillmentFee:       options.Decimal("fulfillment_fee"),
	}
	for _, name := range options.Words("return_handling") {
		l.ReturnHandling = append(l.ReturnHandling, tiktok.ReturnService(name))
	}
	out := offer{Listing: l, ships: "by the seller"}
	if l.Fulfillment == "" || l.Fulfillment == tiktok.FBT {
		s.needParcel("fbt")
		out.ships = "by TikTok (FBT)"
		out.size = func(on time.Time) (sizing, error) {
			size, err := l.Size(on)
			return sizing{"", size.Billable, size.Source}, err
		}
	}
	return out
}
