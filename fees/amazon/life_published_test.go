package amazon_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// boxOf is a large standard item of 12 x 8 x 3 in.
func boxOf(t testing.TB, lb string) amazon.Listing {
	return amazon.Listing{Parcel: inches(t, "12", "8", "3", lb), Category: "home_kitchen"}
}

// Published low-inventory-level fees: us-lil-01,
// https://github.com/anderlecht-debug/HubriconB2B (lib/call.test.js); us-lil-03,
// https://www.webgility.com/blog/amazon-low-inventory-fee.
func TestPublishedLowInventory(t *testing.T) {
	for _, row := range []struct {
		id, lb, date, days30, days90 string
		units                        int64
		want, total                  string
	}{
		{"us-lil-01", "4.1", "2026-09-08", "15.2", "16.0", 1, "0.87", "0.87"},
		{"us-lil-03", "2", "2026-02-23", "18", "18", 1000, "0.7", "700"},
	} {
		l := boxOf(t, row.lb)
		l.Supply = amazon.Supply{Days30: set(row.days30), Days90: set(row.days90)}
		got := amountOf(t, l, day(t, row.date), "low_inventory", "25")
		if total := dec(got).Mul(decimal.NewFromInt(row.units)); got != row.want || !total.Equal(dec(row.total)) {
			t.Errorf("%s: %s, in total %s", row.id, got, total)
		}
	}
}

// us-sto-01, https://sellercentral.amazon.com/help/hub/reference/external/G3EDYEF6KUCFQTNM:
// 100 units of 0.05 cubic feet in June; and us-d-19, the aged inventory surcharge
// at 460 days, derived from the rates.
func TestPublishedStorage(t *testing.T) {
	small := amazon.Listing{Parcel: inches(t, "12", "7.2", "1", "0.5"), Category: "home_kitchen"} // 86.4 cubic inches
	june, err := small.Storage(fees.Stay{Received: day(t, "2026-06-01"), Until: day(t, "2026-07-01")})
	if err != nil || len(june) != 1 {
		t.Fatal(june, err)
	}
	if got := june[0].Amount.Mul(decimal.NewFromInt(100)); !got.Equal(dec("3.9")) {
		t.Errorf("us-sto-01: %s", got)
	}

	tenth := amazon.Listing{Parcel: inches(t, "12", "7.2", "2", "0.5"), Category: "home_kitchen"}
	received := day(t, "2026-06-15").AddDate(0, 0, -460)
	aged, err := tenth.Storage(fees.Stay{Received: received, From: day(t, "2026-06-15"), Until: day(t, "2026-06-16")})
	if err != nil || aged[0].Code != "aged_inventory" || !aged[0].Amount.Equal(dec("0.79")) {
		t.Errorf("us-d-19: %+v, %v", aged, err)
	}
}

// us-ret-01, https://www.shipmentbot.com/blog/fba-returns-processing-fee-effective-june-1-2024/,
// and the rules around it.
func TestReturnsAboveThreshold(t *testing.T) {
	for _, row := range []struct {
		id                string
		shipped, returned int64
		threshold, want   string
	}{
		{"us-ret-01", 1000, 120, "0.10", "20"},
		{"on the threshold", 1000, 100, "0.10", "0"},
		{"below it", 1000, 99, "0.10", "0"},
		{"above it", 1000, 101, "0.10", "1"},
		{"24 shipped", 24, 24, "0.10", "0"},
		{"25 shipped", 25, 25, "0.10", "22.5"},
		{"a fraction stays", 100, 9, "0.081", "0.9"},
		{"nothing comes back", 100, 0, "0.081", "0"},
		{"no threshold", 100, 9, "0", "9"},
	} {
		got, err := amazon.ReturnsAboveThreshold(row.shipped, row.returned, dec(row.threshold))
		if err != nil || !got.Equal(dec(row.want)) {
			t.Errorf("%s: %s, %v, want %s", row.id, got, err, row.want)
		}
	}
	for field, err := range map[string]error{
		"shipped":   second(amazon.ReturnsAboveThreshold(-1, 1, dec("0.1"))),
		"returned":  second(amazon.ReturnsAboveThreshold(10, -1, dec("0.1"))),
		"threshold": second(amazon.ReturnsAboveThreshold(10, 1, dec("10"))),
	} {
		if err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// Coupons and deals on known sales: us-cpn-01 and us-cpn-03,
// https://en.link-trans.com/amazon-deal-and-coupon-fee-changes-in-june-2025/;
// us-cpn-05, https://www.amazonsellers.attorney/blog/amazon-coupons-fee-cap-goes-live-tomorrow-nov-5-what-sellers-should-do-today-amz-sellers-attorneyr;
// us-deal-01, https://moizit.com/upcoming-changes-to-amazon-deal-fees/; the others
// pin a day or a cap. The same fee comes out of a listing whose units times price
// are the sales.
func TestPublishedPromotions(t *testing.T) {
	const sold = 10
	for _, row := range []struct {
		id    string
		p     amazon.Promotion
		date  string
		sales string
		want  string // "" when the fee is not public
	}{
		{"us-cpn-01", amazon.Promotion{Kind: amazon.Coupon}, "2025-07-01", "4200", "110"},
		{"us-cpn-03", amazon.Promotion{Kind: amazon.Coupon}, "2025-07-01", "7500", "192.5"},
		{"us-cpn-05", amazon.Promotion{Kind: amazon.Coupon}, "2025-11-10", "4000", "105"},
		{"coupon on its last day per redemption", amazon.Promotion{Kind: amazon.Coupon}, "2025-06-01", "4200", "6"},
		{"coupon on the first day of its share", amazon.Promotion{Kind: amazon.Coupon}, "2025-06-02", "4200", "110"},
		{"coupon without a cap", amazon.Promotion{Kind: amazon.Coupon}, "2025-11-04", "100000", "2505"},
		{"coupon with a cap", amazon.Promotion{Kind: amazon.Coupon}, "2025-11-05", "100000", "2005"},
		{"coupon below the cap", amazon.Promotion{Kind: amazon.Coupon}, "2025-11-05", "79999.60", "2004.99"},
		{"coupon at the cap", amazon.Promotion{Kind: amazon.Coupon}, "2025-11-05", "80000", "2005"},
		{"coupon created before the cap", amazon.Promotion{Kind: amazon.Coupon, CreatedOn: day(t, "2025-11-04")}, "2025-12-01", "100000", "2505"},
		{"coupon on event days", amazon.Promotion{Kind: amazon.Coupon, EventDay: true}, "2026-07-07", "4200", "110"},
		{"us-deal-01", amazon.Promotion{Kind: amazon.BestDeal, Days: 5}, "2025-07-01", "3500", "385"},
		{"lightning deal of one day", amazon.Promotion{Kind: amazon.LightningDeal}, "2025-07-01", "3500", "105"},
		{"deal at the cap", amazon.Promotion{Kind: amazon.BestDeal, Days: 2}, "2026-06-02", "200000", "2140"},
		{"deal above the cap", amazon.Promotion{Kind: amazon.BestDeal, Days: 2}, "2026-06-02", "300000", "2140"},
		{"lightning deal before", amazon.Promotion{Kind: amazon.LightningDeal, Days: 3}, "2025-06-01", "3500", "150"},
		{"best deal before", amazon.Promotion{Kind: amazon.BestDeal, Days: 3}, "2025-06-01", "3500", "300"},
		{"lightning deal on Prime Day", amazon.Promotion{Kind: amazon.LightningDeal, EventDay: true}, "2025-07-08", "3500", "500"},
		{"best deal on Black Friday", amazon.Promotion{Kind: amazon.BestDeal, EventDay: true, Days: 4}, "2025-11-28", "3500", "1000"},
		{"best deal on an event of 2026", amazon.Promotion{Kind: amazon.BestDeal, EventDay: true}, "2026-11-27", "3500", ""},
		{"lightning deal on an event of 2026", amazon.Promotion{Kind: amazon.LightningDeal, EventDay: true}, "2026-01-01", "3500", ""},
		{"lightning deal on the last day of 2025", amazon.Promotion{Kind: amazon.LightningDeal, EventDay: true}, "2025-12-31", "3500", "500"},
		{"price discount on Prime Day", amazon.Promotion{Kind: amazon.PriceDiscount, EventDay: true}, "2025-07-08", "3500", "50"},
		{"price discount on a normal day", amazon.Promotion{Kind: amazon.PriceDiscount}, "2025-07-01", "3500", "0"},
		{"price discount on an event of 2026", amazon.Promotion{Kind: amazon.PriceDiscount, EventDay: true}, "2026-07-07", "3500", ""},
		{"price discount on a normal day of 2026", amazon.Promotion{Kind: amazon.PriceDiscount}, "2026-06-01", "3500", "0"},
		{"as supplied", amazon.Promotion{Kind: amazon.BestDeal, EventDay: true, Fee: set("1200")}, "2026-11-27", "3500", "1200"},
	} {
		t.Run(row.id, func(t *testing.T) {
			p := row.p
			p.Units = sold
			fee, source, err := amazon.PromotionFee(nil, p, dec(row.sales), day(t, row.date))
			l := amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, Promotion: p}
			code := map[amazon.PromotionKind]string{amazon.Coupon: "coupon", amazon.PriceDiscount: "price_discount"}[p.Kind]
			if code == "" {
				code = "deal"
			}
			c := chargeOf(t, l, row.date, code)
			if row.want == "" {
				var secret *fees.NotPublicError
				if !errors.As(err, &secret) || secret.Supply != "promotion.fee" || c == nil || !c.Unknown || !strings.Contains(c.Basis, "promotion.fee") {
					t.Errorf("error is %v, the charge %+v", err, c)
				}
				return
			}
			if err != nil || !fee.Equal(dec(row.want)) || source.Table == "" {
				t.Errorf("%s by %q, %v, want %s", fee, source.Table, err, row.want)
			}
			if c == nil {
				if row.want != "0" {
					t.Errorf("no charge, want %s", row.want)
				}
				return
			}
			if price := dec(row.sales).Shift(-1); c.Units != sold || c.Event != fees.PerPromotion || c.Unknown {
				t.Errorf("charge is %+v", c)
			} else if got, err := c.Amount.At(price); err != nil || !got.Equal(dec(row.want)) {
				t.Errorf("at %s the charge is %s, %v, want %s", price, got, err, row.want)
			}
		})
	}
}

// us-d-17 and each row of the removal table, on, below and above its ends and in
// both years. The listing has the fee of its size and weight.
func TestRemoval(t *testing.T) {
	for _, row := range []struct {
		lb                          string
		standard2025, standard, big string
	}{
		{"3.2", "5.01", "5.01", "6.36"}, // us-d-17: 3.2 lb count as 4 lb
		{"0.4", "1.04", "0.84", "3.12"},
		{"0.5", "1.04", "0.84", "3.12"},
		{"0.500001", "1.53", "1.53", "3.12"},
		{"1", "1.53", "1.53", "3.12"},
		{"1.000001", "2.27", "2.27", "4.3"},
		{"2", "2.27", "2.27", "4.3"},
		{"2.000001", "3.95", "3.95", "6.36"},
		{"3", "3.95", "3.95", "6.36"},
		{"4", "5.01", "5.01", "6.36"},
		{"4.000001", "6.07", "6.07", "10.04"},
		{"10", "11.37", "11.37", "10.04"},
		{"10.000001", "12.43", "12.43", "15.38"},
		{"11.5", "13.49", "13.49", "16.44"},
	} {
		w := weight(t, row.lb+" lb")
		for _, c := range []struct {
			oversize   bool
			date, want string
		}{
			{false, "2026-01-14", row.standard2025}, {false, "2026-01-15", row.standard}, {true, "2026-01-14", row.big}, {true, "2026-06-01", row.big},
		} {
			if got, _, err := amazon.RemovalFee(nil, c.oversize, w, day(t, c.date)); err != nil || !got.Equal(dec(c.want)) {
				t.Errorf("%s lb, oversize %t on %s: %s, %v, want %s", row.lb, c.oversize, c.date, got, err, c.want)
			}
		}
		l := amazon.Listing{Parcel: inches(t, "3", "3", "3", row.lb), Category: "home_kitchen"}
		if got := amountOf(t, l, day(t, "2026-06-01"), "removal", "25"); got != row.standard {
			t.Errorf("%s lb: the listing is removed for %s, want %s", row.lb, got, row.standard)
		}
		l.SpecialHandling, l.Removal = true, amazon.Disposal
		if got := amountOf(t, l, day(t, "2026-06-01"), "disposal", "25"); got != row.big {
			t.Errorf("%s lb: the listing is disposed of for %s, want %s", row.lb, got, row.big)
		}
	}
	bulky := amazon.Listing{Parcel: inches(t, "20", "15", "10", "5"), Category: "home_kitchen"} // 21.58 lb are billed
	if got := amountOf(t, bulky, day(t, "2026-06-01"), "removal", "25"); got != "27.04" {
		t.Errorf("bulky: %s", got)
	}
	if _, _, err := amazon.RemovalFee(nil, false, fees.Weight{}, day(t, "2026-06-01")); err == nil || !strings.Contains(err.Error(), "weight must be above 0") {
		t.Errorf("without a weight: %v", err)
	}
	var none *fees.NoTableError
	if _, _, err := amazon.RemovalFee(nil, false, weight(t, "1 lb"), day(t, "2025-01-14")); !errors.As(err, &none) {
		t.Errorf("before the first table: %v", err)
	}
}

// What may be special handling warns while it is not said to be.
func TestSpecialHandlingWarns(t *testing.T) {
	for _, row := range []struct {
		category string
		class    amazon.Class
		special  bool
		want     bool
	}{
		{"home_kitchen", "", false, false}, {"clothing_accessories", amazon.Apparel, false, true}, {"clothing_accessories", amazon.Apparel, true, false},
		{"footwear", "", false, true}, {"watches", "", false, true}, {"jewelry", "", false, true}, {"home_kitchen", amazon.DangerousGoods, false, true},
	} {
		l := boxOf(t, "3")
		l.Category, l.Class, l.SpecialHandling = row.category, row.class, row.special
		if got := warningOf(t, l, "2026-06-01", "special_handling") != ""; got != row.want {
			t.Errorf("%s %s, special %t: warns is %t", row.category, row.class, row.special, got)
		}
	}
}

// Liquidation brings something in and takes a share of it.
func TestLiquidation(t *testing.T) {
	l := boxOf(t, "3")
	l.Removal = amazon.Liquidation
	for _, code := range []string{"liquidation_recovery", "liquidation_referral", "liquidation_processing"} {
		if c := chargeOf(t, l, "2026-06-01", code); c == nil || !c.Unknown || !c.Amount.IsZero() || c.Event != fees.PerUnitRemoved || !strings.Contains(c.Basis, "supply it as liquidation_") {
			t.Errorf("without figures %s is %+v", code, c)
		}
	}
	if c := chargeOf(t, l, "2026-06-01", "removal"); c != nil {
		t.Errorf("beside a liquidation stands %+v", c)
	}
	l.LiquidationRecovery, l.LiquidationProcessingFee = set("2.50"), set("0.25")
	for code, want := range map[string]string{"liquidation_recovery": "-2.5", "liquidation_referral": "0.375", "liquidation_processing": "0.25"} {
		c := chargeOf(t, l, "2026-06-01", code)
		if got, err := c.Amount.At(dec("25")); err != nil || c.Unknown || !got.Equal(dec(want)) {
			t.Errorf("%s is %s, %v, want %s", code, got, err, want)
		}
	}
}

// The inbound placement fee: as supplied, none, estimated, or unknown.
func TestInboundPlacement(t *testing.T) {
	bulky := amazon.Listing{Parcel: inches(t, "30", "15", "3", "14"), Category: "home_kitchen"}
	huge := amazon.Listing{Parcel: inches(t, "70", "15", "3", "40"), Category: "home_kitchen"}
	small := amazon.Listing{Parcel: inches(t, "10", "5", "0.5", "0.3"), Category: "home_kitchen"}
	for _, row := range []struct {
		name      string
		l         amazon.Listing
		placement amazon.Placement
		date      string
		want      string // "unknown", "" for no charge
		warning   string
	}{
		{"not said", boxOf(t, "3"), "", "2026-06-01", "unknown", ""},
		{"optimized", boxOf(t, "3"), amazon.OptimizedSplits, "2026-06-01", "", ""},
		{"minimal 2025", boxOf(t, "3"), amazon.MinimalSplits, "2025-02-19", "0.49", "from 0.27 to 0.49"},
		{"partial 2025", boxOf(t, "3"), amazon.PartialSplits, "2025-01-15", "0.34", "from 0.17 to 0.34"},
		{"nothing is public", boxOf(t, "3"), amazon.MinimalSplits, "2025-02-20", "unknown", ""},
		{"nothing is public, the last day", boxOf(t, "3"), amazon.MinimalSplits, "2026-01-14", "unknown", ""},
		{"minimal 2026", boxOf(t, "3"), amazon.MinimalSplits, "2026-01-15", "0.41", "about 0.41"},
		{"partial 2026", boxOf(t, "3.000001"), amazon.PartialSplits, "2026-01-15", "0.36", "about 0.36"},
		{"small minimal 2025", small, amazon.MinimalSplits, "2025-02-01", "0.3", "from 0.16 to 0.30"},
		{"small partial 2026", small, amazon.PartialSplits, "2026-02-01", "0.17", "about 0.17"},
		{"12 oz", amazon.Listing{Parcel: inches(t, "12", "8", "0.8", "0.75"), Category: "home_kitchen", LargeStandardFloor: amazon.FloorNone}, amazon.MinimalSplits, "2026-06-01", "0.29", "about 0.29"},
		{"above 12 oz", amazon.Listing{Parcel: inches(t, "12", "8", "0.8", "0.750001"), Category: "home_kitchen", LargeStandardFloor: amazon.FloorNone}, amazon.MinimalSplits, "2026-06-01", "0.34", "about 0.34"},
		{"bulky minimal 2025", bulky, amazon.MinimalSplits, "2026-01-14", "3.5", "from 2.74 to 3.50"},
		{"bulky partial 2025", bulky, amazon.PartialSplits, "2025-06-01", "2.19", "from 0.81 to 2.19"},
		{"bulky 2026", bulky, amazon.MinimalSplits, "2026-01-15", "unknown", ""},
		{"extra-large", huge, amazon.MinimalSplits, "2025-06-01", "unknown", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.l.Placement = row.placement
			check := func(want, warning string) {
				t.Helper()
				c := chargeOf(t, row.l, row.date, "inbound_placement")
				switch {
				case c == nil:
					if want != "" {
						t.Errorf("no charge, want %s", want)
					}
				case c.Unknown || c.Undecided:
					if want != "unknown" || c.Undecided != (row.l.Placement == "") || !c.Amount.IsZero() || !strings.Contains(c.Basis, "placement_fee") {
						t.Errorf("charge is %+v, want %s", c, want)
					}
				default:
					got, err := c.Amount.At(dec("25"))
					if err != nil || got.String() != want || c.Event != fees.PerUnitReceived {
						t.Errorf("%s on %s, %v, want %s", got, c.Event, err, want)
					}
				}
				text := warningOf(t, row.l, row.date, "inbound_placement_estimate")
				if (text == "") != (warning == "") || !strings.Contains(text, warning) {
					t.Errorf("warning is %q, want %q", text, warning)
				}
			}
			check(row.want, row.warning)
			row.l.PlacementFee = set("0.27")
			check("0.27", "")
			row.l.PlacementFee = set("0")
			check("0", "")
			row.l.Fulfillment = amazon.FBM
			check("", "")
		})
	}
}

func TestInboundDefect(t *testing.T) {
	l := boxOf(t, "3")
	if c := chargeOf(t, l, "2026-06-01", "inbound_defect"); c != nil {
		t.Errorf("without a figure stands %+v", c)
	}
	l.InboundDefectFee = set("0.05")
	if c := chargeOf(t, l, "2026-06-01", "inbound_defect"); c == nil || c.Event != fees.PerUnitReceived || c.Source.Confidence != fees.Supplied {
		t.Errorf("charge is %+v", c)
	}
	if got := amountOf(t, l, day(t, "2026-06-01"), "inbound_defect", "25"); got != "0.05" {
		t.Errorf("got %s", got)
	}
}

// Each threshold of the days of supply and each exemption.
func TestLowInventory(t *testing.T) {
	bulky := amazon.Listing{Parcel: inches(t, "30", "15", "3", "14"), Category: "home_kitchen"}
	large := amazon.Listing{Parcel: inches(t, "50", "15", "3", "20"), Category: "home_kitchen"}
	huge := amazon.Listing{Parcel: inches(t, "70", "15", "3", "40"), Category: "home_kitchen"}
	small := amazon.Listing{Parcel: inches(t, "10", "5", "0.5", "0.3"), Category: "home_kitchen"}
	type supply = amazon.Supply
	of := func(days30, days90 string) supply { return supply{Days30: set(days30), Days90: set(days90)} }
	with := func(s supply, change func(*supply)) supply { change(&s); return s }
	for _, row := range []struct {
		name   string
		l      amazon.Listing
		supply supply
		date   string
		want   string
	}{
		{"not said", small, supply{}, "2026-06-01", ""},
		{"none left", small, of("0", "0"), "2026-06-01", "0.89"},
		{"below 14", small, of("13.999", "2"), "2026-06-01", "0.89"},
		{"on 14", small, of("2", "14"), "2026-06-01", "0.63"},
		{"below 21", small, of("20.999", "2"), "2026-06-01", "0.63"},
		{"on 21", small, of("21", "2"), "2026-06-01", "0.32"},
		{"below 28", small, of("2", "27.999"), "2026-06-01", "0.32"},
		{"on 28 over 30 days", small, of("28", "2"), "2026-06-01", ""},
		{"on 28 over 90 days", small, of("2", "28"), "2026-06-01", ""},
		{"3 lb", boxOf(t, "3"), of("1", "1"), "2026-06-01", "0.97"},
		{"3 lb, 14 days", boxOf(t, "3"), of("14", "1"), "2026-06-01", "0.7"},
		{"3 lb, 21 days", boxOf(t, "3"), of("21", "1"), "2026-06-01", "0.36"},
		{"above 3 lb", boxOf(t, "3.000001"), of("1", "1"), "2026-06-01", "1.11"},
		{"above 3 lb, 14 days", boxOf(t, "3.000001"), of("14", "1"), "2026-06-01", "0.87"},
		{"above 3 lb, 21 days", boxOf(t, "3.000001"), of("21", "1"), "2026-06-01", "0.47"},
		{"2025", boxOf(t, "3"), of("1", "1"), "2026-01-14", "0.97"},
		{"small bulky", bulky, of("1", "1"), "2026-01-15", "1.85"},
		{"small bulky, 14 days", bulky, of("14", "1"), "2026-01-15", "1.02"},
		{"small bulky, 21 days", bulky, of("21", "1"), "2026-01-15", "0.51"},
		{"large bulky", large, of("1", "1"), "2026-01-15", "2.09"},
		{"large bulky, 14 days", large, of("14", "1"), "2026-01-15", "1.15"},
		{"large bulky, 21 days", large, of("21", "1"), "2026-01-15", "0.57"},
		{"bulky 2025", large, of("1", "1"), "2026-01-14", ""},
		{"extra-large", huge, of("1", "1"), "2026-06-01", ""},
		{"19 units in 7 days", small, with(of("1", "1"), func(s *supply) { s.Units7Days = set("19") }), "2026-06-01", ""},
		{"no unit in 7 days", small, with(of("1", "1"), func(s *supply) { s.Units7Days = set("0") }), "2026-06-01", ""},
		{"20 units in 7 days", small, with(of("1", "1"), func(s *supply) { s.Units7Days = set("20") }), "2026-06-01", "0.89"},
		{"new professional", small, with(of("1", "1"), func(s *supply) { s.NewProfessional = true }), "2026-06-01", ""},
		{"new selection", small, with(of("1", "1"), func(s *supply) { s.NewSelection = true }), "2026-06-01", ""},
		{"auto-replenished", small, with(of("1", "1"), func(s *supply) { s.AutoReplenished = true }), "2026-06-01", ""},
		{"grocery 2025", amazon.Listing{Parcel: small.Parcel, Category: "grocery_gourmet"}, of("1", "1"), "2026-01-14", "0.89"},
		{"grocery 2026", amazon.Listing{Parcel: small.Parcel, Category: "grocery_gourmet"}, of("1", "1"), "2026-01-15", ""},
		{"bulky grocery 2026", amazon.Listing{Parcel: bulky.Parcel, Category: "grocery_gourmet"}, of("1", "1"), "2026-01-15", ""},
		{"FBM", amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}, of("1", "1"), "2026-06-01", ""},
	} {
		row.l.Supply = row.supply
		if got := amountOf(t, row.l, day(t, row.date), "low_inventory", "25"); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// Which returned units pay, and what is unknown about it.
func TestReturnsProcessing(t *testing.T) {
	fee, share := set("2.15"), set("0.06")
	for _, row := range []struct {
		name           string
		category       string
		class          amazon.Class
		fee, threshold decimal.NullDecimal
		exempt         bool
		want           string // amount, free share; "unknown" and the input that is missing; "" for no charge
	}{
		{"all is known", "home_kitchen", "", fee, decimal.NullDecimal{}, false, "2.15 0.081"},
		{"grocery", "grocery_gourmet", "", fee, decimal.NullDecimal{}, false, "2.15 0.029"},
		{"toys", "toys_games", "", fee, decimal.NullDecimal{}, false, "2.15 0.047"},
		{"beauty", "beauty_health_personal_care", "", fee, decimal.NullDecimal{}, false, "2.15 0.055"},
		{"electronics", "consumer_electronics", "", fee, decimal.NullDecimal{}, false, "2.15 0.112"},
		{"computers", "computers", "", fee, decimal.NullDecimal{}, false, "2.15 0.114"},
		{"a threshold of one's own", "home_kitchen", "", fee, share, false, "2.15 0.06"},
		{"threshold unknown", "tires", "", fee, decimal.NullDecimal{}, false, "unknown return_threshold"},
		{"threshold supplied", "tires", "", fee, share, false, "2.15 0.06"},
		{"fee unknown", "home_kitchen", "", decimal.NullDecimal{}, decimal.NullDecimal{}, false, "unknown returns_processing_fee"},
		{"threshold supplied, fee unknown", "tires", "", decimal.NullDecimal{}, share, false, "unknown returns_processing_fee"},
		{"apparel", "clothing_accessories", amazon.Apparel, fee, share, true, "2.15 0"},
		{"shoes", "footwear", "", fee, share, true, "2.15 0"},
		{"apparel by its class", "sports_outdoors", amazon.Apparel, fee, decimal.NullDecimal{}, true, "2.15 0"},
		{"apparel, fee unknown", "footwear", "", decimal.NullDecimal{}, decimal.NullDecimal{}, false, "unknown returns_processing_fee"},
		{"exempt", "home_kitchen", "", fee, decimal.NullDecimal{}, true, ""},
		{"exempt, threshold unknown", "tires", "", decimal.NullDecimal{}, decimal.NullDecimal{}, true, ""},
	} {
		l := boxOf(t, "3")
		l.Category, l.Class, l.ReturnsProcessingFee, l.ReturnThreshold, l.ReturnsExempt = row.category, row.class, row.fee, row.threshold, row.exempt
		got := ""
		if c := chargeOf(t, l, "2026-06-01", "returns_processing"); c != nil {
			amount, err := c.Amount.At(dec("25"))
			if err != nil || c.Event != fees.PerUnitReturned {
				t.Errorf("%s: %+v, %v", row.name, c, err)
			}
			got = amount.String() + " " + c.FreeShare.String()
			if c.Unknown {
				if got = "unknown"; strings.Contains(c.Basis, "supply it as "+strings.TrimPrefix(row.want, "unknown ")) {
					got = row.want
				}
			}
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// The plan, the listing fee and lithium: for whom, and when.
func TestAccountAndLithium(t *testing.T) {
	on := day(t, "2026-06-01")
	for _, by := range []amazon.Fulfillment{amazon.FBA, amazon.FBM} {
		l := boxOf(t, "3")
		l.Fulfillment, l.Lithium, l.HighVolumeASINs = by, true, 1500
		want := map[string]string{"subscription": "39.99", "individual_plan": "", "high_volume_listing": "7.5", "lithium_battery": "0.11"}
		if by == amazon.FBM {
			want["lithium_battery"] = ""
		}
		got := map[string]string{}
		for code := range want {
			got[code] = amountOf(t, l, on, code, "25")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", by, diff)
		}
		l.IndividualPlan = true
		if a, b := amountOf(t, l, on, "subscription", "25"), amountOf(t, l, on, "individual_plan", "25"); a != "" || b != "0.99" {
			t.Errorf("%s on the individual plan pays %q per month and %q per unit", by, a, b)
		}
	}
	l := boxOf(t, "3")
	l.Lithium, l.FulfillmentFee, l.FulfillmentFeeAllIn = true, set("6"), true
	if got := amountOf(t, l, on, "lithium_battery", "25"); got != "" {
		t.Errorf("beside an all-in fee lithium costs %s", got)
	}
}

// The charges come in the documented order, whatever applies.
func TestChargeOrder(t *testing.T) {
	l := amazon.Listing{
		Parcel: inches(t, "98", "6", "5", "30"), Category: "media", IndividualPlan: true, Lithium: true, HighVolumeASINs: 1,
		InboundDefectFee: set("0.1"), Promotion: amazon.Promotion{Kind: amazon.BestDeal, Units: 3}, Removal: amazon.Liquidation,
	}
	codes := func(l amazon.Listing) string {
		charges, err := l.Charges(day(t, "2026-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range charges {
			out = append(out, c.Code)
		}
		return strings.Join(out, " ")
	}
	want := "referral closing individual_plan refund_admin fulfillment fuel_surcharge overmax lithium_battery inbound_placement inbound_defect returns_processing liquidation_recovery liquidation_referral liquidation_processing deal high_volume_listing"
	if got := codes(l); got != want {
		t.Errorf("order is\n%s, want\n%s", got, want)
	}
	l = boxOf(t, "3")
	l.SIPP, l.Lithium, l.Supply, l.Removal, l.Promotion = true, true, amazon.Supply{Days30: set("1"), Days90: set("1")}, amazon.Disposal, amazon.Promotion{Kind: amazon.Coupon, Units: 3}
	want = "referral refund_admin fulfillment fuel_surcharge sipp_discount lithium_battery low_inventory inbound_placement returns_processing disposal coupon subscription"
	if got := codes(l); got != want {
		t.Errorf("order is\n%s, want\n%s", got, want)
	}
}

// The open rule of the large standard floor warns wherever it changes a fee: the
// T-shirt weighs 1.6835 lb with it and 0.7155 lb without.
func TestFloorWarnsOfTheStock(t *testing.T) {
	l := amazon.Listing{Parcel: inches(t, "13", "9", "0.85", "0.3375"), Category: "home_kitchen", Placement: amazon.MinimalSplits}
	for code, want := range map[string]string{"removal": "1.6835 lb", "inbound_placement": "1.6835 lb"} {
		found := ""
		for _, w := range chargeOf(t, l, "2026-06-01", code).Warnings {
			if w.Code == "large_standard_floor" {
				found = w.Text
			}
		}
		if !strings.Contains(found, want) {
			t.Errorf("%s warns %q", code, found)
		}
	}
	// 3.2 lb with the floor, 2.9 lb without: another row of the low-inventory fee.
	l = amazon.Listing{Parcel: inches(t, "17", "13", "1.8", "2.9"), Category: "home_kitchen", Supply: amazon.Supply{Days30: set("1"), Days90: set("1")}}
	c := chargeOf(t, l, "2026-06-01", "low_inventory")
	if got, err := c.Amount.At(dec("25")); err != nil || got.String() != "1.11" || len(c.Warnings) != 1 || c.Warnings[0].Code != "large_standard_floor" {
		t.Errorf("%s, %+v, %v", got, c.Warnings, err)
	}
}

// What is wrong with the inputs about the life of a unit, all at once.
func TestLifeErrors(t *testing.T) {
	l := boxOf(t, "3")
	l.Placement, l.Removal, l.HighVolumeASINs = "some", "burn", -1
	l.PlacementFee, l.InboundDefectFee, l.ReturnsProcessingFee = set("-1"), set("-1"), set("-1")
	l.ReturnThreshold, l.LiquidationRecovery, l.LiquidationProcessingFee = set("8.1"), set("-1"), set("1e10")
	l.Supply = amazon.Supply{Days30: set("-1"), Units7Days: set("-1")}
	l.Utilization = amazon.Utilization{Weeks: set("30"), Surcharge: set("-0.1")}
	l.Promotion = amazon.Promotion{Kind: "sale", Days: -1, Fee: set("-1")}
	got := map[string]bool{}
	for _, fault := range feetest.Fields(t, l.Check()) {
		got[fault] = true
	}
	want := map[string]bool{}
	for _, field := range []string{
		"placement", "removal", "high_volume_asins", "placement_fee", "inbound_defect_fee", "returns_processing_fee", "return_threshold",
		"liquidation_recovery", "liquidation_processing_fee", "supply.days_30", "supply.days_90", "supply.units_7_days",
		"utilization.average_cubic_feet", "utilization.surcharge", "promotion.kind", "promotion.units", "promotion.days", "promotion.fee",
	} {
		want[field] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, row := range []struct {
		name   string
		change func(*amazon.Listing)
		want   string
	}{
		{"only 90 days", func(l *amazon.Listing) { l.Supply.Days90 = set("3") }, "supply.days_30"},
		{"only cubic feet", func(l *amazon.Listing) { l.Utilization.AverageCubicFeet = set("30") }, "utilization.weeks"},
		{"only a surcharge", func(l *amazon.Listing) { l.Utilization.Surcharge = set("0.4") }, "utilization.weeks"},
		{"a promotion without a kind", func(l *amazon.Listing) { l.Promotion.Units = 5 }, "promotion.kind"},
		{"a promotion of none", func(l *amazon.Listing) { l.Promotion.Kind = amazon.Coupon }, "promotion.units"},
		{"a promotion of too many", func(l *amazon.Listing) { l.Promotion = amazon.Promotion{Kind: amazon.Coupon, Units: 1_000_000_001} }, "promotion.units"},
		{"a deal of two years", func(l *amazon.Listing) { l.Promotion = amazon.Promotion{Kind: amazon.BestDeal, Units: 1, Days: 700} }, "promotion.days"},
	} {
		l := boxOf(t, "3")
		row.change(&l)
		if got := feetest.Fields(t, l.Check()); len(got) != 1 || got[0] != row.want {
			t.Errorf("%s: faults at %s, want %s", row.name, got, row.want)
		}
	}
	// The bare function has the same checks; a coupon per redemption needs units.
	for _, row := range []struct{ name, field string }{{"kind", "promotion.kind"}, {"sales", "sales"}, {"redemptions", "promotion.units"}} {
		p, sales, date := amazon.Promotion{Kind: amazon.Coupon}, "100", "2025-06-01"
		switch row.name {
		case "kind":
			p.Kind = ""
		case "sales":
			sales = "-1"
		}
		_, _, err := amazon.PromotionFee(nil, p, dec(sales), day(t, date))
		if got := feetest.Fields(t, err); len(got) != 1 || got[0] != row.field {
			t.Errorf("%s: faults at %s", row.name, got)
		}
	}
	var none *fees.NoTableError
	if _, _, err := amazon.PromotionFee(nil, amazon.Promotion{Kind: amazon.Coupon}, dec("1"), day(t, "2027-01-15")); !errors.As(err, &none) || none.Kind != "promotion/coupon" {
		t.Errorf("after the last table: %v", err)
	}
}
