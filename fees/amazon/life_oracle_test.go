package amazon_test

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A rational of a decimal that may be unset.
func ratOf(d decimal.NullDecimal) *big.Rat {
	if !d.Valid {
		return nil
	}
	return d.Decimal.Rat()
}

// genEdge draws a number near one of the edges, or any up to most.
func genEdge(name string, most int64, edges ...int64) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		if rapid.Bool().Draw(t, name+" near an edge") {
			off := rapid.SampledFrom([]string{"-0.001", "0", "0.001"}).Draw(t, name+" off")
			return decimal.Max(decimal.NewFromInt(rapid.SampledFrom(edges).Draw(t, name+" edge")).Add(dec(off)), decimal.Zero)
		}
		return decimal.New(rapid.Int64Range(0, most*10).Draw(t, name), -1)
	})
}

// genLife draws what a listing says of its life besides the sale.
func genLife(t *rapid.T, l *amazon.Listing) {
	if rapid.Bool().Draw(t, "supply") {
		l.Supply = amazon.Supply{
			Days30: decimal.NewNullDecimal(genEdge("days 30", 40, 0, 14, 21, 28).Draw(t, "days 30")),
			Days90: decimal.NewNullDecimal(genEdge("days 90", 40, 0, 14, 21, 28).Draw(t, "days 90")),
		}
	}
	l.Lithium = rapid.Bool().Draw(t, "lithium")
	l.Removal = rapid.SampledFrom([]amazon.Removal{"", amazon.ToSeller, amazon.Disposal, amazon.Liquidation}).Draw(t, "removal")
	l.SpecialHandling = rapid.Bool().Draw(t, "special")
	if rapid.Bool().Draw(t, "recovery") {
		l.LiquidationRecovery = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 5000).Draw(t, "recovery in cents"), -2))
	}
	if rapid.Bool().Draw(t, "processing") {
		l.ReturnsProcessingFee = set("2.34")
	}
	if rapid.Bool().Draw(t, "promotion") {
		l.Promotion = amazon.Promotion{
			Kind:     rapid.SampledFrom([]amazon.PromotionKind{amazon.Coupon, amazon.LightningDeal, amazon.BestDeal}).Draw(t, "promotion kind"),
			Units:    rapid.IntRange(1, 5000).Draw(t, "promotion units"),
			Days:     rapid.IntRange(0, 14).Draw(t, "promotion days"),
			EventDay: rapid.Bool().Draw(t, "event"),
		}
		if rapid.Bool().Draw(t, "created") {
			l.Promotion.CreatedOn = fees.Day(2025, 5, 25).AddDate(0, 0, rapid.IntRange(0, 590).Draw(t, "created on"))
		}
	}
}

// categoryKeys are the categories that the oracle names otherwise.
var categoryKeys = map[string]string{"grocery_gourmet": "grocery"}

// lifeOf returns what the independent implementation says of the life of a unit:
// each code with its amount, or "unknown".
func lifeOf(tables *oracle.Tables, it item, on time.Time, price decimal.Decimal) (map[string]string, error) {
	want := map[string]string{}
	put := func(code string, amount decimal.Decimal, known bool) {
		want[code] = "unknown"
		if known {
			want[code] = amount.StringFixed(12)
		}
	}
	l := it.listing
	if !l.IndividualPlan {
		put("subscription", oracle.AmazonProfessionalPlan(), true)
	}
	if p := l.Promotion; p.Kind != "" {
		created := p.CreatedOn
		if created.IsZero() {
			created = on
		}
		sales, code := price.Mul(decimal.NewFromInt(int64(p.Units))), "deal"
		var amount decimal.Decimal
		var known bool
		kind := map[amazon.PromotionKind]string{amazon.LightningDeal: oracle.AmazonLightningDeal, amazon.BestDeal: oracle.AmazonBestDeal}[p.Kind]
		switch {
		case p.Kind == amazon.Coupon:
			code = "coupon"
			amount, known = oracle.AmazonCoupon(created, sales, int64(p.Units))
		case p.EventDay:
			amount, known = oracle.AmazonEventDeal(created, kind)
		default:
			amount, known = oracle.AmazonDeal(created, kind, int64(max(p.Days, 1)), sales)
		}
		put(code, amount, known)
	}
	if !it.plain.FBA {
		return want, nil
	}
	size, err := tables.Size(it.plain, on)
	if err != nil {
		return nil, err
	}
	oversize := !slices.Contains([]string{"small_standard", "large_standard"}, size.Tier)
	if l.Lithium {
		put("lithium_battery", oracle.AmazonLithium(), true)
	}
	if exempt := l.Category == "grocery_gourmet" && on.Year() > 2025 && on.Format(time.DateOnly) >= "2026-01-15"; l.Supply.Days30.Valid && !exempt {
		if amount, known := oracle.AmazonLowInventory(on, size.Tier, size.Billable, ratOf(l.Supply.Days30), ratOf(l.Supply.Days90)); !amount.IsZero() || !known {
			put("low_inventory", amount, known)
		}
	}
	switch l.Removal {
	case amazon.Liquidation:
		gross := l.LiquidationRecovery
		put("liquidation_recovery", gross.Decimal.Neg(), gross.Valid)
		put("liquidation_referral", oracle.AmazonLiquidation(gross.Decimal), gross.Valid)
		put("liquidation_processing", decimal.Decimal{}, false)
	default:
		amount, known := oracle.AmazonRemoval(on, oversize || l.SpecialHandling, size.Billable)
		code := "removal"
		if l.Removal == amazon.Disposal {
			code = "disposal"
		}
		put(code, amount, known)
	}
	key := l.Category
	if k, renamed := categoryKeys[key]; renamed {
		key = k
	}
	share, known := oracle.AmazonReturnsThreshold(key)
	if l.Category == "clothing_accessories" || l.Category == "footwear" || l.Class == amazon.Apparel {
		share, known = decimal.Decimal{}, true
	}
	put("returns_processing", dec("2.34"), known && l.ReturnsProcessingFee.Valid)
	if known {
		want["free share"] = share.StringFixed(12)
	}
	return want, nil
}

// Every charge of the life of a random listing is what the independent
// implementation says, and none but the named discounts is below 0.
func TestLifeEqualsOracle(t *testing.T) {
	tables, categories := oracleTables(t), publicCategories(t)
	rapid.Check(t, func(t *rapid.T) {
		it := genItem(t, categories)
		genLife(t, &it.listing)
		on := fees.Day(2025, 1, 15).AddDate(0, 0, rapid.IntRange(0, 729).Draw(t, "day"))
		price := genPrice().Draw(t, "price")
		charges, err := it.listing.Charges(on)
		if err != nil {
			if it.listing.Class == amazon.DangerousGoods || it.listing.SIPP { // not public for 2025
				return
			}
			t.Fatal(err)
		}
		want, err := lifeOf(tables, it, on, price)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, c := range charges {
			amount, err := c.Amount.At(price)
			if err != nil {
				t.Fatal(err)
			}
			if discount := c.Code == "sipp_discount" || c.Code == "liquidation_recovery"; amount.Sign() < 0 && !discount {
				t.Fatalf("%s is %s", c.Code, amount)
			}
			if c.Basis == "" || !c.Unknown && !c.Undecided && (c.Source.Table == "" || c.Source.Citation == "") {
				t.Fatalf("charge %+v does not explain itself", c)
			}
			if c.Code == "inbound_placement" || c.Event == fees.PerUnitSold && c.Code != "low_inventory" && c.Code != "lithium_battery" || c.Code == "refund_admin" {
				continue // the sale side, and a fee that is always supplied
			}
			got[c.Code] = amount.StringFixed(12)
			if c.Unknown {
				got[c.Code] = "unknown"
			}
			if c.Code == "returns_processing" && (!c.Unknown || want["free share"] != "") {
				got["free share"] = c.FreeShare.StringFixed(12)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("on %s at %s (-oracle +package):\n%s", on.Format(time.DateOnly), price, diff)
		}
	})
}

// What a random listing pays for a random stay, code by code: the sum of the days
// by the independent implementation.
func TestStorageEqualsOracle(t *testing.T) {
	tables, categories := oracleTables(t), publicCategories(t)
	exempt := []string{"clothing_accessories", "footwear", "backpacks_handbags_luggage", "jewelry", "watches"}
	rapid.Check(t, func(t *rapid.T) {
		it := genItem(t, categories)
		it.plain.FBA, it.listing.Fulfillment = true, amazon.FBA
		if rapid.Bool().Draw(t, "exempt") {
			it.plain.Category = rapid.SampledFrom(exempt).Draw(t, "exempt category")
			it.listing.Category = it.plain.Category
		}
		u := &it.listing.Utilization
		if rapid.Bool().Draw(t, "utilization") {
			u.Weeks = decimal.NewNullDecimal(genEdge("weeks", 60, 0, 22, 28, 36, 44, 52).Draw(t, "weeks"))
			u.AverageCubicFeet = decimal.NewNullDecimal(genEdge("cubic feet", 60, 25).Draw(t, "cubic feet"))
		}
		received := fees.Day(2025, 1, 1).AddDate(0, 0, rapid.IntRange(0, 700).Draw(t, "received"))
		left := received.AddDate(0, 0, rapid.IntRange(0, 700).Draw(t, "days"))
		charges, err := it.listing.Storage(fees.Stay{Received: received, Until: left})

		sides := [3]*big.Rat{inchesOf(it.plain.Length), inchesOf(it.plain.Width), inchesOf(it.plain.Height)}
		feet := oracle.CubicFeet(sides)
		size, sizeErr := tables.Size(it.plain, fees.Day(2026, 6, 1))
		if sizeErr != nil {
			t.Fatal(sizeErr)
		}
		oversize := !slices.Contains([]string{"small_standard", "large_standard"}, size.Tier)
		stored := oracle.AmazonStored{Oversize: oversize, Dangerous: it.listing.Class == amazon.DangerousGoods}
		monthly, known := oracle.AmazonStorage(stored, feet, received, left)
		isExempt := slices.Contains(exempt, it.listing.Category) || it.listing.Class == amazon.Apparel
		aged, agedKnown := oracle.AmazonAged(feet, isExempt, received, left)
		surcharge, surchargeKnown := new(big.Rat), true
		if pays := u.Weeks.Valid && !u.AverageCubicFeet.Decimal.LessThan(dec("25")) && !it.listing.IndividualPlan; pays {
			for day, age := received, 0; day.Before(left); day, age = day.AddDate(0, 0, 1), age+1 {
				if age <= 30 {
					continue
				}
				rate, ok := oracle.AmazonUtilization(oversize, ratOf(u.Weeks))
				surchargeKnown = surchargeKnown && ok
				daily := new(big.Rat).Mul(rate.Rat(), feet)
				days := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
				surcharge.Add(surcharge, daily.Quo(daily, big.NewRat(int64(days), 1)))
			}
		}
		if known = known && agedKnown && surchargeKnown; known != (err == nil) {
			t.Fatalf("error is %v; the oracle knows: %t", err, known)
		}
		if err != nil {
			return
		}
		sums := map[string]*big.Rat{"storage": new(big.Rat), "aged_inventory": new(big.Rat), "storage_utilization": new(big.Rat)}
		last := ""
		for _, c := range charges {
			if c.Amount.Sign() < 0 || c.Code < last {
				t.Fatalf("charge %+v after %s", c, last)
			}
			last = c.Code
			sums[c.Code].Add(sums[c.Code], c.Amount.Rat())
		}
		for code, want := range map[string]*big.Rat{"storage": monthly, "aged_inventory": aged, "storage_utilization": surcharge} {
			difference := new(big.Rat).Sub(sums[code], want)
			if difference.Abs(difference).Cmp(big.NewRat(int64(len(charges)+1), 1e12)) > 0 { // each charge has 12 decimals
				t.Fatalf("%s is %s, want %s", code, sums[code].FloatString(12), want.FloatString(12))
			}
		}
	})
}

// inchesOf is a side as an exact fraction of an inch.
func inchesOf(m oracle.Measure) *big.Rat {
	return new(big.Rat).Mul(m.Value.Rat(), map[string]*big.Rat{
		"in": big.NewRat(1, 1), "cm": big.NewRat(100, 254), "mm": big.NewRat(10, 254),
	}[m.Unit])
}

// A heavier item never costs less to place, to keep low or to remove.
func TestLifeRisesWithWeight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([][3]string{{"1", "1", "0.5"}, {"18", "14", "2"}, {"30", "10", "3"}, {"50", "10", "3"}}).Draw(t, "sides")
		parcel := func(lb int64) fees.Parcel {
			p, err := fees.ParseParcel(m[0]+" in", m[1]+" in", m[2]+" in", decimal.New(lb, -2).StringFixed(2)+" lb")
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		light := rapid.Int64Range(1, 4999).Draw(t, "light")
		heavy := rapid.Int64Range(light, 5000).Draw(t, "heavy")
		on := rapid.SampledFrom([]time.Time{fees.Day(2025, 2, 1), fees.Day(2025, 6, 1), fees.Day(2026, 6, 1)}).Draw(t, "day")
		l := amazon.Listing{
			Parcel: parcel(light), Category: "home_kitchen", Placement: amazon.MinimalSplits,
			Supply: amazon.Supply{Days30: set("1"), Days90: set("1")}, SpecialHandling: true, // one removal table for all sizes
		}
		before, err := l.Charges(on)
		if err != nil {
			t.Fatal(err)
		}
		tier, err := l.Size(on)
		if err != nil {
			t.Fatal(err)
		}
		l.Parcel = parcel(heavy)
		after, err := l.Charges(on)
		if err != nil {
			t.Fatal(err)
		}
		if same, err := l.Size(on); err != nil || same.Tier != tier.Tier {
			return
		}
		was, is := amounts(t, before, dec("25")), amounts(t, after, dec("25"))
		for _, code := range []string{"inbound_placement", "low_inventory", "removal"} {
			if was[code] != "" && dec(is[code]).LessThan(dec(was[code])) {
				t.Fatalf("%s: %s at %d, %s at %d hundredths of a pound", code, was[code], light, is[code], heavy)
			}
		}
	})
}
