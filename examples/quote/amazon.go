package main

import (
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/amazon"
)

// readAmazon reads a listing on Amazon US.
func readAmazon(s shared, options *strict.Object) offer {
	l := amazon.Listing{
		Parcel: s.parcel, Category: s.category, ShippingCharged: s.order.ShippingCharged,
		Fulfillment: amazon.Fulfillment(s.fulfillment), Class: amazon.Class(s.class),
	}
	fba := l.Fulfillment == "" || l.Fulfillment == amazon.FBA
	if fba {
		s.needParcel("fba")
	}
	l.SIPP = options.Flag("sipp")
	l.IndividualPlan = options.Choice("plan", "professional", "individual") == "individual"
	l.LargeStandardFloor = readFloor(options)
	l.ExtraLarge150 = amazon.ExtraLarge150(options.Word("extra_large_150"))
	l.BandAdjustment = options.Decimal("band_adjustment").Decimal
	l.FuelSurchargeEnd = options.Day("fuel_surcharge_end")
	l.ReferralRate = options.Decimal("referral_rate")
	l.ReferralMinimum = options.Decimal("referral_minimum")
	l.FulfillmentFee = options.Decimal("fulfillment_fee")
	l.FulfillmentFeeAllIn = options.Flag("fulfillment_fee_all_in")
	l.SIPPDiscount = options.Decimal("sipp_discount")
	l.Lithium = options.Flag("lithium")
	l.HighVolumeASINs = options.Count("high_volume_asins", 1_000_000_000)
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
func readAmazonStock(l *amazon.Listing, options *strict.Object) {
	l.Placement = amazon.Placement(options.Word("placement"))
	l.PlacementFee = options.Decimal("placement_fee")
	l.InboundDefectFee = options.Decimal("inbound_defect_fee")
	if supply, ok := options.Object("supply"); ok {
		l.Supply = amazon.Supply{
			Days30: supply.Decimal("days_30"), Days90: supply.Decimal("days_90"), Units7Days: supply.Decimal("units_7_days"),
			NewProfessional: supply.Flag("new_professional"), NewSelection: supply.Flag("new_selection"),
			AutoReplenished: supply.Flag("auto_replenished"),
		}
		supply.Close()
	}
	if u, ok := options.Object("utilization"); ok {
		l.Utilization = amazon.Utilization{
			Weeks: u.Decimal("weeks"), AverageCubicFeet: u.Decimal("average_cubic_feet"), Surcharge: u.Decimal("surcharge"),
			FirstYear: u.Flag("first_year"), AutoReplenished: u.Flag("auto_replenished"),
		}
		u.Close()
	}
	l.ReturnsExempt = options.Flag("returns_exempt")
	l.ReturnsProcessingFee, l.ReturnThreshold = options.Decimal("returns_processing_fee"), options.Decimal("return_threshold")
	l.Removal, l.SpecialHandling = amazon.Removal(options.Word("removal")), options.Flag("special_handling")
	l.LiquidationRecovery = options.Decimal("liquidation_recovery")
	l.LiquidationProcessingFee = options.Decimal("liquidation_processing_fee")
}

// readPromotion reads the coupon, deal or discount that the unit is sold in.
func readPromotion(options *strict.Object) amazon.Promotion {
	promotion, ok := options.Object("promotion")
	if !ok {
		return amazon.Promotion{}
	}
	p := amazon.Promotion{
		Kind: amazon.PromotionKind(promotion.Word("kind")), Units: promotion.Count("units", 1_000_000_000),
		Days: promotion.Count("days", 366), EventDay: promotion.Flag("event_day"),
		CreatedOn: promotion.Day("created_on"), Fee: promotion.Decimal("fee"),
	}
	promotion.Close()
	return p
}

// readFloor reads the reading of the 2-inch floor, also as true and false.
func readFloor(options *strict.Object) amazon.Floor {
	const name = "large_standard_floor"
	if n, given := options.Field(name); given && n.Kind != strict.IsText && n.Kind != strict.IsBool {
		options.Faults.Add(options.At(name), n.Brief(), `must be "applies" or "none", or true or false`)
		return ""
	} else if given && n.Text == "true" {
		return amazon.FloorApplies
	} else if given && n.Text == "false" {
		return amazon.FloorNone
	}
	return amazon.Floor(options.Word(name))
}
