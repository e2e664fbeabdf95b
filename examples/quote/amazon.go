package main

import (
	"time"

	"github.com/lianxing/crossborder/fees/amazon"
)

// readAmazon reads a listing on Amazon US.
func readAmazon(s shared, options *object) offer {
	l := amazon.Listing{
		Parcel: s.parcel, Category: s.category, ShippingCharged: s.order.ShippingCharged,
		Fulfillment: amazon.Fulfillment(s.fulfillment), Class: amazon.Class(s.class),
	}
	fba := l.Fulfillment == "" || l.Fulfillment == amazon.FBA
	if fba {
		s.needParcel("fba")
	}
	l.SIPP = options.flag("sipp")
	l.IndividualPlan = options.choice("plan", "professional", "individual") == "individual"
	l.LargeStandardFloor = readFloor(options)
	l.ExtraLarge150 = amazon.ExtraLarge150(options.word("extra_large_150"))
	l.BandAdjustment = options.decimal("band_adjustment").Decimal
	l.FuelSurchargeEnd = options.day("fuel_surcharge_end")
	l.ReferralRate = options.decimal("referral_rate")
	l.ReferralMinimum = options.decimal("referral_minimum")
	l.FulfillmentFee = options.decimal("fulfillment_fee")
	l.FulfillmentFeeAllIn = options.flag("fulfillment_fee_all_in")
	l.SIPPDiscount = options.decimal("sipp_discount")
	l.Lithium = options.flag("lithium")
	l.HighVolumeASINs = options.count("high_volume_asins", 1_000_000_000)
	readAmazonStock(&l, options)
	l.Promotion = readPromotion(options)
	out := offer{Listing: l, detail: s.class, ships: "by the merchant (FBM)", promoted: l.Promotion.Units}
	if fba {
		out.ships = "from an Amazon fulfilment centre (FBA)"
		out.size = func(on time.Time) (sizing, error) {
			size, err := l.Size(on)
			return sizing{string(size.Tier), size.Billable, size.Source}, err
		}
	}
	return out
}

// readAmazonStock reads what concerns the stock in Amazon's warehouses.
func readAmazonStock(l *amazon.Listing, options *object) {
	l.Placement = amazon.Placement(options.word("placement"))
	l.PlacementFee = options.decimal("placement_fee")
	l.InboundDefectFee = options.decimal("inbound_defect_fee")
	if supply, ok := options.object("supply"); ok {
		l.Supply = amazon.Supply{
			Days30: supply.decimal("days_30"), Days90: supply.decimal("days_90"), Units7Days: supply.decimal("units_7_days"),
			NewProfessional: supply.flag("new_professional"), NewSelection: supply.flag("new_selection"),
			AutoReplenished: supply.flag("auto_replenished"),
		}
		supply.close()
	}
	if u, ok := options.object("utilization"); ok {
		l.Utilization = amazon.Utilization{
			Weeks: u.decimal("weeks"), AverageCubicFeet: u.decimal("average_cubic_feet"), Surcharge: u.decimal("surcharge"),
			FirstYear: u.flag("first_year"), AutoReplenished: u.flag("auto_replenished"),
		}
		u.close()
	}
	l.ReturnsExempt = options.flag("returns_exempt")
	l.ReturnsProcessingFee, l.ReturnThreshold = options.decimal("returns_processing_fee"), options.decimal("return_threshold")
	l.Removal, l.SpecialHandling = amazon.Removal(options.word("removal")), options.flag("special_handling")
	l.LiquidationRecovery = options.decimal("liquidation_recovery")
	l.LiquidationProcessingFee = options.decimal("liquidation_processing_fee")
}

// readPromotion reads the coupon, deal or discount that the unit is sold in.
func readPromotion(options *object) amazon.Promotion {
	promotion, ok := options.object("promotion")
	if !ok {
		return amazon.Promotion{}
	}
	p := amazon.Promotion{
		Kind: amazon.PromotionKind(promotion.word("kind")), Units: promotion.count("units", 1_000_000_000),
		Days: promotion.count("days", 366), EventDay: promotion.flag("event_day"),
		CreatedOn: promotion.day("created_on"), Fee: promotion.decimal("fee"),
	}
	promotion.close()
	return p
}

// readFloor reads the reading of the 2-inch floor, also as true and false.
func readFloor(options *object) amazon.Floor {
	const name = "large_standard_floor"
	if n, given := options.get(name); given && n.kind != isText && n.kind != isBool {
		options.faults.add(options.at(name), n.brief(), `must be "applies" or "none", or true or false`)
		return ""
	} else if given && n.text == "true" {
		return amazon.FloorApplies
	} else if given && n.text == "false" {
		return amazon.FloorNone
	}
	return amazon.Floor(options.word(name))
}
