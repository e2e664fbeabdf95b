package audit_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

var update = flag.Bool("update", false, "write the golden files and the schema anew")

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func set(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

// must ends a test or example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	today = fees.Day(2026, 11, 23)
)

// boxes is an item of home_kitchen from a shipment of sea freight, which follows two
// rivals down.
func boxes() reprice.Item {
	rates := must(fx.NewRates(fx.EUR, "ECB", []fx.Fixing{
		{Date: fees.Day(2026, 11, 20), Currency: fx.USD, PerPivot: dec("1.1520")},
		{Date: fees.Day(2026, 11, 20), Currency: fx.CNY, PerPivot: dec("8.1850")},
	}))
	rate := must(rates.At(fx.USD, fx.CNY, fees.Day(2026, 11, 20), fx.LookUp{}))
	shipment := landed.Shipment{
		Currency: fx.USD, Rates: []fx.Rate{rate}, Terms: freight.FOB,
		Lines: []landed.Line{{SKU: "BOX-3", Units: 600, Price: set("31.50"), Currency: fx.CNY, HTS: "3924.90.5650", Origin: "CN", NoCases: true}},
		Costs: []landed.Cost{
			{Code: "main_freight", Leg: freight.MainFreight, Invoice: set("745.00"), Currency: fx.USD, By: landed.ByUnits},
			{Code: "inspection", Invoice: set("900"), Currency: fx.CNY, By: landed.ByUnits},
		},
		Entry: &landed.Entry{Date: fees.Day(2026, 10, 5), Mode: customs.Vessel},
	}
	cost, _ := must(shipment.Land()).BySKU("BOX-3")
	return reprice.Item{
		SKU: "BOX-3",
		Unit: pricing.Unit{
			Listing: amazon.Listing{
				Parcel: must(fees.ParseParcel("12 in", "9 in", "3.5 in", "1.4 lb")), Category: "home_kitchen", Fulfillment: amazon.FBA,
			},
			Cost:   []pricing.CostItem{{Code: "packaging", Label: "Gift box", Amount: set("1.80"), Currency: fx.CNY}, {Code: "prep", Amount: set("0.35"), Currency: fx.USD}},
			Landed: cost, Rate: rate, Buffer: dec("0.025"), Band: dec("0.04"),
			Returns: pricing.Returns{Rate: dec("0.06"), Resellable: set("0.4"), Processing: set("0")},
			Ads:     pricing.Ads{TACoS: dec("0.08")},
			Life:    pricing.Life{DaysInStock: set("45")},
		},
		Current: set("27.99"), Min: set("20"), Max: set("39.99"), List: set("34.99"), Recent: set("27.49"),
		Offers: []strategy.Offer{
			{Seller: "A1HOMEGOODS", Price: dec("23.49"), Shipping: set("0"), ByChannel: true, Featured: true, Seen: noon.Add(-time.Hour)},
			{Seller: "A2KITCHENPRO", Price: dec("24.99"), Shipping: set("0"), Seen: noon.Add(-time.Hour)},
			{Seller: "A3WAREHOUSE", Price: dec("17.20"), Shipping: set("4.99"), Condition: "used", Seen: noon.Add(-2 * time.Hour)},
		},
		UnitsPerDay: set("14"),
		Case: policy.Case{
			Brand: "Northbay", Title: "Northbay Storage Boxes, Set of 3 | with Lids",
			CompetitivePrice: set("16.50"),
			History: policy.History{
				{From: fees.Day(2026, 8, 1), To: fees.Day(2026, 10, 31), Price: dec("27.49"), Units: set("1180")},
				{From: fees.Day(2026, 11, 1), To: fees.Day(2026, 11, 22), Price: dec("27.99"), Units: set("290")},
			},
		},
	}
}

func follow() reprice.Rules {
	guards := reprice.House()
	return reprice.Rules{
		Name: "home-follow", Version: "2026-11",
		Pricer: reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Lowest}, Move: reprice.Beat, By: dec("0.01"), NoRival: reprice.FallbackHold},
		Filter: strategy.Filter{Own: []string{"ANORTHBAY"}},
		Floor:  reprice.Floor{Target: pricing.Margin(dec("0.10"))},
		Guards: guards, Policy: must(policy.NewSet(
			policy.AmazonFairPrice{}, policy.AmazonFeaturedOffer{}, policy.AmazonTitle{}, policy.MinimumAdvertisedPrice{}, policy.FTCFormerPrice{},
			policy.LargeMove{}, policy.BelowFloor{}, policy.FirstPrice{}, policy.PriceWar{},
		)),
	}
}

// approved is the decision of boxes after a person approved.
func approved(t testing.TB) reprice.Decision { return approvedOf(t, boxes()) }

// approvedOf is the decision of an item after a person approved.
func approvedOf(t testing.TB, item reprice.Item) reprice.Decision {
	t.Helper()
	d := must(reprice.Decide(item, follow(), noon))
	if d.Review == nil {
		t.Fatalf("nobody is asked: %s %v", d.Action, d.Reasons)
	}
	return must(reprice.Approve(d, policy.Approval{
		By: "Li Wei", Reason: "end of season, stock for 90 days", Codes: d.Review.Codes, Channel: d.Channel, SKU: d.SKU,
		Price: d.Review.Price.Decimal, At: today, Until: today.AddDate(0, 0, 7),
	}, noon.Add(2*time.Hour)))
}

func evidence() []audit.Evidence {
	return []audit.Evidence{
		{Name: "Offer page of the listing", Text: "three offers as read at 11:00 UTC", Day: "2026-11-23"},
		{Name: "Supplier invoice 4711", SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Day: "2026-09-02"},
	}
}

// file is the whole file of the approved decision.
func file(t testing.TB) audit.File {
	t.Helper()
	f, err := audit.New(boxes(), follow(), approved(t), audit.Options{Evidence: evidence()})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// golden compares bytes with a file under testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is not what is written now; run the test with -update and look at the difference", path)
	}
}
