package amazon_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
)

// What a catalogue pays per listing for its charges: the usual FBA item, one that
// says all there is to say, and an FBM one.
func BenchmarkCharges(b *testing.B) {
	usual := amazon.Listing{Parcel: must(fees.ParseParcel("12 in", "8 in", "3 in", "3.35 lb")), Category: "home_kitchen"}
	full := usual
	full.Lithium, full.HighVolumeASINs, full.Placement = true, 1000, amazon.MinimalSplits
	full.Supply = amazon.Supply{Days30: set("15"), Days90: set("12")}
	full.ReturnsProcessingFee = set("2.10")
	full.Promotion = amazon.Promotion{Kind: amazon.Coupon, Units: 200}
	fbm := usual
	fbm.Fulfillment = amazon.FBM
	on := fees.Day(2026, 4, 20)
	for _, row := range []struct {
		name    string
		listing amazon.Listing
	}{{"listing=usual", usual}, {"listing=full", full}, {"listing=fbm", fbm}} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := row.listing.Charges(on); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
