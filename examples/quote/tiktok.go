package main

import (
	"time"

	"github.com/lianxing/crossborder/fees/tiktok"
)

// readTikTok reads a listing on TikTok Shop US.
func readTikTok(s shared, options *object) offer {
	l := tiktok.Listing{
		Parcel: s.parcel, Category: s.category, Order: s.order,
		Fulfillment: tiktok.Fulfillment(s.fulfillment),

		Schedule:             tiktok.Schedule(options.word("schedule")),
		CreatorRate:          options.decimal("creator_rate").Decimal,
		OwnContainerDiscount: options.decimal("own_container_discount").Decimal,
		HubFee:               options.decimal("hub_fee").Decimal,
		ReferralRate:         options.decimal("referral_rate"),
		FulfillmentFee:       options.decimal("fulfillment_fee"),
	}
	for _, name := range options.words("return_handling") {
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
