package amazon_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/shopspring/decimal"
)

// printCharge prints the charge of a code at a price.
func printCharge(l fees.Listing, code, price string) {
	charges, err := l.Charges(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		if c.Code == code {
			fmt.Println(c.Code, must(c.Amount.AtRounded(dec(price), 2)).StringFixed(2), c.Event+":", c.Basis)
		}
	}
}

// A unit that stays for fourteen months: storage by the month, dearer in the last
// quarter, and the surcharge on old stock on each 15th.
func ExampleListing_Storage() {
	pan := amazon.Listing{Parcel: must(fees.ParseParcel("12 in", "12 in", "6 in", "3 lb")), Category: "home_kitchen"}
	charges, err := pan.Storage(fees.Stay{Received: fees.Day(2025, 5, 1), Until: fees.Day(2026, 7, 1)})
	if err != nil {
		log.Fatal(err)
	}
	sums := map[string]decimal.Decimal{}
	for _, c := range charges {
		sums[c.Code] = sums[c.Code].Add(c.Amount)
	}
	fmt.Println("storage", sums["storage"].StringFixed(2), "aged inventory", sums["aged_inventory"].StringFixed(2))
	first := charges[0]
	fmt.Println(first.Code, first.Amount.StringFixed(2), first.Basis)
	// Output:
	// storage 7.89 aged inventory 16.93
	// aged_inventory 0.25 in stock on 2025-11-15, at 0.50 per cubic foot and month
}

// Space that is used for long costs a surcharge. For oversize items its rate is
// not public, and the error says where to put it.
func ExampleUtilization() {
	rack := amazon.Listing{
		Parcel: must(fees.ParseParcel("30 in", "20 in", "10 in", "14 lb")), Category: "furniture",
		Utilization: amazon.Utilization{Weeks: set("31.5"), AverageCubicFeet: set("120")},
	}
	march := fees.Stay{Received: fees.Day(2026, 1, 20), From: fees.Day(2026, 3, 1), Until: fees.Day(2026, 4, 1)}
	_, err := rack.Storage(march)
	var secret *fees.NotPublicError
	fmt.Println(errors.As(err, &secret), err)

	rack.Utilization.Surcharge = set("0.40")
	for _, c := range must(rack.Storage(march)) {
		fmt.Println(c.Code, c.Amount.StringFixed(4))
	}
	// Output:
	// true fees: the storage utilisation surcharge of small_bulky is not public: supply it as utilization.surcharge
	// storage 1.9444
	// storage_utilization 1.3889
}

// Stock for 16 days pays for each unit that is shipped.
func ExampleSupply() {
	jar := amazon.Listing{
		Parcel: must(fees.ParseParcel("10 in", "8 in", "6 in", "4.1 lb")), Category: "home_kitchen",
		Supply: amazon.Supply{Days30: set("15.2"), Days90: set("16.0")},
	}
	printCharge(jar, "low_inventory", "25.00")
	// Output: low_inventory 0.87 per_unit_sold: large_standard, over 3 lb up to 20 lb, 16 days of supply, under 21
}

// Whoever does not know yet what Amazon will show in the shipment plan gets an
// estimate, with a warning.
func ExamplePlacement() {
	l := tShirt()
	l.Placement = amazon.MinimalSplits
	charges, err := l.Charges(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range charges {
		if c.Code == "inbound_placement" {
			fmt.Println(must(c.Amount.At(dec("25"))).StringFixed(2), c.Source.Confidence)
			fmt.Println(c.Warnings[0].Text)
		}
	}
	// Output:
	// 0.41 low
	// the inbound placement fee is an estimate, about 0.41 per unit: 0.41 is charged; Amazon shows the amount in the shipment plan (placement_fee)
}

// A coupon that sells 200 units: its fee rises with the price until the share of
// sales reaches its cap.
func ExamplePromotion() {
	l := tShirt()
	l.Promotion = amazon.Promotion{Kind: amazon.Coupon, Units: 200}
	for _, price := range []string{"21.00", "450.00"} {
		printCharge(l, "coupon", price)
	}
	// Output:
	// coupon 110.00 per_promotion: 5.00 + 2.5% of its sales, of which at most 2000.00
	// coupon 2005.00 per_promotion: 5.00 + 2.5% of its sales, of which at most 2000.00
}

// A deal that is over: its sales are known.
func ExamplePromotionFee() {
	deal := amazon.Promotion{Kind: amazon.BestDeal, Days: 5}
	fee, source, err := amazon.PromotionFee(nil, deal, dec("3500"), fees.Day(2025, 7, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(fee.StringFixed(2), "by", source.Table)
	// Output: 385.00 by amazon-us-promotion-best-deal-2025-06-02
}

// Of 1,000 units shipped 120 come back, in a category with a threshold of 10 %.
func ExampleReturnsAboveThreshold() {
	units, err := amazon.ReturnsAboveThreshold(1000, 120, dec("0.10"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(units)
	// Output: 20
}

// The same item sent back as standard size and as special handling.
func ExampleRemovalFee() {
	for _, special := range []bool{false, true} {
		fee, _, err := amazon.RemovalFee(nil, special, must(fees.ParseWeight("3.2 lb")), fees.Day(2026, 6, 1))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(fee.StringFixed(2))
	}
	// Output:
	// 5.01
	// 6.36
}

// Liquidated stock brings something in and pays a share of it.
func ExampleRemoval() {
	l := tShirt()
	l.Removal, l.LiquidationRecovery, l.LiquidationProcessingFee = amazon.Liquidation, set("1.80"), set("0.30")
	for _, code := range []string{"liquidation_recovery", "liquidation_referral", "liquidation_processing"} {
		printCharge(l, code, "25.00")
	}
	// Output:
	// liquidation_recovery -1.80 per_unit_removed: what the liquidated unit brings in, as supplied
	// liquidation_referral 0.27 per_unit_removed: 15% of the recovery
	// liquidation_processing 0.30 per_unit_removed: per liquidated unit, as supplied
}
