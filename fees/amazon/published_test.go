package amazon_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// The bare rate card refuses a weight that the tier cannot have.
func TestFulfillmentFeeWeights(t *testing.T) {
	for _, row := range []struct {
		tier   amazon.Tier
		weight string
		want   bool
	}{
		{amazon.SmallStandard, "16 oz", true}, {amazon.SmallStandard, "16.01 oz", false}, {amazon.SmallStandard, "0 oz", false},
		{amazon.LargeStandard, "20 lb", true}, {amazon.LargeStandard, "20.01 lb", false},
		{amazon.ExtraLarge50To70, "50 lb", false}, {amazon.ExtraLarge50To70, "50.01 lb", true}, {amazon.ExtraLarge50To70, "71 lb", false},
		{amazon.ExtraLarge70To150, "151 lb", true}, {amazon.ExtraLarge150AndUp, "100 lb", true}, {amazon.ExtraLarge150AndUp, "0 lb", false},
	} {
		_, _, err := amazon.FulfillmentFee(nil, "", row.tier, weight(t, row.weight), day(t, "2026-06-01"))
		var in *fx.InputError
		if row.want != (err == nil) || err != nil && !errors.As(err, &in) {
			t.Errorf("%s, %s: %v", row.tier, row.weight, err)
		}
	}
}

// Published worked examples of FBA fulfilment fees. The us-off rows are
// Amazon's own "Product size examples" (for 2026 on
// https://sellercentral.amazon.com/help/hub/reference/external/GABBX6GZPA8MSZGW,
// for 2025 as printed by
// https://www.supplychaindive.com/news/amazon-2025-fba-fulfillment-peak-season-charges/758169);
// us-tp-02 and us-tp-05 are the fuel surcharge and dimensional weight examples,
// us-d rows pin a boundary of the rate cards.
func TestPublishedFulfillment(t *testing.T) {
	for _, row := range []struct {
		id          string
		class       amazon.Class
		l, w, h, lb string
		price, date string
		tier        amazon.Tier
		billable    string // lb, 4 decimals
		fulfillment string
		fuel        string
		overmax     string
		unfloored   bool
	}{
		{id: "us-off-26-01 mobile device case", l: "13.8", w: "9", h: "0.7", lb: "0.18", price: "5.00", date: "2026-06-01", tier: amazon.SmallStandard, billable: "0.18", fulfillment: "2.49", fuel: "0.09"},
		{id: "us-off-26-03 T-shirt", class: amazon.Apparel, l: "13", w: "9", h: "0.85", lb: "0.3375", price: "25.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "1.6835", fulfillment: "6.14", fuel: "0.21"},
		{id: "us-off-26-03 T-shirt without the floor", class: amazon.Apparel, l: "13", w: "9", h: "0.85", lb: "0.3375", price: "25.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "0.7155", fulfillment: "4.72", fuel: "0.17", unfloored: true},
		{id: "us-off-26-05 iron", l: "12.6", w: "6.6", h: "5.5", lb: "3.35", price: "25.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "3.35", fulfillment: "7.13", fuel: "0.25"},
		{id: "us-off-26-08 baby cot, peak", l: "24", w: "7.5", h: "6", lb: "7.9", price: "60.00", date: "2026-11-23", tier: amazon.SmallBulky, billable: "7.9", fulfillment: "11.25", fuel: "0.39"},
		{id: "us-off-26-09 monitor", l: "54", w: "35", h: "3.5", lb: "41", price: "25.00", date: "2026-06-01", tier: amazon.ExtraLarge0To50, billable: "47.5899", fulfillment: "44.19", fuel: "1.55", overmax: "17"},
		{id: "us-off-26-12 TV, peak", l: "65", w: "20", h: "7", lb: "62", price: "60.00", date: "2026-11-23", tier: amazon.ExtraLarge50To70, billable: "65.4676", fulfillment: "51.38", fuel: "1.8"},
		{id: "us-off-25-01 mobile device case", l: "13.8", w: "9", h: "0.7", lb: "0.18", price: "25.00", date: "2025-06-01", tier: amazon.SmallStandard, billable: "0.18", fulfillment: "3.15"},
		{id: "us-off-25-04 T-shirt, peak", class: amazon.Apparel, l: "13", w: "9", h: "0.85", lb: "0.3375", price: "25.00", date: "2025-11-23", tier: amazon.LargeStandard, billable: "0.7155", fulfillment: "5"},
		{id: "us-off-25-05 baby cot", l: "24", w: "7.5", h: "6", lb: "7.9", price: "60.00", date: "2025-06-01", tier: amazon.LargeBulky, billable: "7.9", fulfillment: "12.27"},
		{id: "us-tp-02 fuel surcharge", l: "13.8", w: "9", h: "0.7", lb: "0.18", price: "8.99", date: "2026-06-01", tier: amazon.SmallStandard, billable: "0.18", fulfillment: "2.49", fuel: "0.09"},
		{id: "us-tp-05 dry-erase board", l: "40", w: "25", h: "1", lb: "4.5", price: "30.00", date: "2025-06-01", tier: amazon.LargeBulky, billable: "14.3885", fulfillment: "14.93"},
		{id: "us-tier-06 dimensional weight governs", l: "18", w: "14", h: "8", lb: "2", price: "20.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "14.5036", fulfillment: "10.73", fuel: "0.38"},
		{id: "us-d-01 exactly $10", l: "9", w: "6", h: "2", lb: "0.9", price: "10.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "0.9", fulfillment: "4.6", fuel: "0.16"},
		{id: "us-d-04 $50.01", l: "9", w: "6", h: "2", lb: "0.9", price: "50.01", date: "2026-06-01", tier: amazon.LargeStandard, billable: "0.9", fulfillment: "4.86", fuel: "0.17"},
		{id: "us-d-05 last non-peak day", l: "9", w: "6", h: "2", lb: "2", price: "25.00", date: "2026-10-14", tier: amazon.LargeStandard, billable: "2", fulfillment: "5.82", fuel: "0.2"},
		{id: "us-d-07 exactly 3 lb", l: "12", w: "8", h: "3", lb: "3", price: "25.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "3", fulfillment: "6.67", fuel: "0.23"},
		{id: "us-d-09 one half-pound step", class: amazon.Apparel, l: "12", w: "8", h: "3", lb: "3.2", price: "25.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "3.2", fulfillment: "7.13", fuel: "0.25"},
		{id: "us-d-11 dangerous goods", class: amazon.DangerousGoods, l: "9", w: "6", h: "2", lb: "1", price: "20.00", date: "2026-06-01", tier: amazon.LargeStandard, billable: "1", fulfillment: "5.19", fuel: "0.18"},
		{id: "us-d-13 200 lb on unit weight", l: "60", w: "40", h: "40", lb: "200", price: "300.00", date: "2026-06-01", tier: amazon.ExtraLarge150AndUp, billable: "200", fulfillment: "204.26", fuel: "7.15"},
		{id: "us-d-16 overmax by length", l: "98", w: "6", h: "5", lb: "30", price: "80.00", date: "2026-06-01", tier: amazon.ExtraLarge0To50, billable: "30", fulfillment: "37.35", fuel: "1.31", overmax: "17"},
		{id: "us-d-23 fuel on the peak fee", l: "9", w: "6", h: "2", lb: "2", price: "25.00", date: "2026-11-23", tier: amazon.LargeStandard, billable: "2", fulfillment: "6.15", fuel: "0.22"},
	} {
		t.Run(row.id, func(t *testing.T) {
			l := amazon.Listing{Parcel: inches(t, row.l, row.w, row.h, row.lb), Category: "home_kitchen", Class: row.class}
			if row.unfloored {
				l.LargeStandardFloor = amazon.FloorNone
			}
			on := day(t, row.date)
			size, err := l.Size(on)
			if err != nil {
				t.Fatal(err)
			}
			type result struct{ Tier, Billable, Fulfillment, Fuel, Overmax string }
			want := result{string(row.tier), row.billable, row.fulfillment, row.fuel, row.overmax}
			got := result{
				string(size.Tier), fx.Plain(size.Billable.Lb(4)), amountOf(t, l, on, "fulfillment", row.price),
				amountOf(t, l, on, "fuel_surcharge", row.price), amountOf(t, l, on, "overmax", row.price),
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// us-off-25-08: the source gives tier and fee only; the fee implies a billable
// weight in (65, 66] lb.
func TestPublishedMonitorByTier(t *testing.T) {
	tables, err := amazon.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ lb, want string }{{"65", "53.43"}, {"65.000001", "54.18"}, {"66", "54.18"}, {"66.000001", "54.93"}} {
		curve, source, err := amazon.FulfillmentFee(tables, amazon.Standard, amazon.ExtraLarge50To70, weight(t, row.lb+" lb"), fees.Day(2025, 11, 23))
		if err != nil {
			t.Fatal(err)
		}
		got, err := curve.At(dec("60.00"))
		if err != nil || !got.Equal(dec(row.want)) || source.Table != "amazon-us-fulfillment-standard-2025-10-15" {
			t.Errorf("%s lb: %s from %s, %v, want %s", row.lb, got, source.Table, err, row.want)
		}
	}
}

// us-tp-03, https://github.com/Patrick-Zuo-hub/FBA-Fee-Calculator: a flat item of
// 16 x 9 x 0.5 in, with and without the 2-inch floor; and the warning that says
// which reading was used.
func TestLargeStandardFloor(t *testing.T) {
	l := amazon.Listing{Parcel: inches(t, "16", "9", "0.5", "1"), Category: "home_kitchen"}
	for _, row := range []struct {
		floor    amazon.Floor
		date     string
		dim, fee string
		warning  string
	}{
		{amazon.FloorApplies, "2026-06-01", "2.0719", "5.92", "with it 2.0719 lb are billed"},
		{"", "2026-06-01", "2.0719", "5.92", "with it 2.0719 lb are billed"},
		{amazon.FloorNone, "2026-06-01", "0.518", "4.6", "without it 1.0000 lb are billed"},
		{amazon.FloorApplies, "2026-01-14", "0.518", "4.84", ""}, // before the floor, at the peak
	} {
		l.LargeStandardFloor = row.floor
		size, err := l.Size(day(t, row.date))
		if err != nil {
			t.Fatal(err)
		}
		if got := fx.Plain(size.Dimensional.Lb(4)); got != row.dim {
			t.Errorf("%q on %s: dimensional weight %s, want %s", row.floor, row.date, got, row.dim)
		}
		if got := amountOf(t, l, day(t, row.date), "fulfillment", "19.99"); got != row.fee {
			t.Errorf("%q on %s: fee %s, want %s", row.floor, row.date, got, row.fee)
		}
		if got := warningOf(t, l, row.date, "large_standard_floor"); (got == "") != (row.warning == "") || !strings.Contains(got, row.warning) {
			t.Errorf("%q on %s: warning %q, want %q in it", row.floor, row.date, got, row.warning)
		}
	}
	// The floor changes the weight from 0.9 lb to 0.95 lb, which is the same row: no warning.
	same := amazon.Listing{Parcel: inches(t, "9", "7.3", "1.9", "0.9"), Category: "home_kitchen"}
	if got := warningOf(t, same, "2026-06-01", "large_standard_floor"); got != "" {
		t.Errorf("a floor that does not change the fee warns: %s", got)
	}
}

func warningOf(t *testing.T, l amazon.Listing, date, code string) string {
	t.Helper()
	charges, err := l.Charges(day(t, date))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range charges {
		for _, w := range c.Warnings {
			if w.Code == code {
				return w.Text
			}
		}
	}
	return ""
}

// Referral fees: us-ref-03 and the us-dr rows, each derived from the category
// table; us-ref-01 is Amazon's own refund example on
// https://sellercentral.amazon.com/gp/help/external/GDC3U6FWF4JJJJC7: an item of
// $300 with $40 shipping and $5 gift wrap in a 15 % category.
func TestPublishedReferral(t *testing.T) {
	for _, row := range []struct{ id, category, price, shipping, referral, refund, closing string }{
		{"us-ref-01", "home_kitchen", "300.00", "45.00", "51.75", "5", ""},
		{"us-ref-03", "consumer_electronics", "2.00", "0", "0.3", "0.06", ""},
		{"us-dr-01", "clothing_accessories", "15.00", "0", "0.75", "0.15", ""},
		{"us-dr-04", "clothing_accessories", "20.01", "0", "3.4", "0.68", ""},
		{"us-dr-05", "jewelry", "300.00", "0", "52.5", "5", ""},
		{"us-dr-07", "watches", "2000.00", "0", "255", "5", ""},
		{"us-dr-09", "grocery_gourmet", "15.00", "0", "1.2", "0.24", ""},
		{"us-dr-12", "baby_products", "10.01", "0", "1.5", "0.3", ""},
		{"us-dr-13", "appliances_compact", "400.00", "0", "53", "5", ""},
		{"us-dr-15", "lawn_mowers_snow_throwers", "500.00", "0", "75", "5", ""},
		{"media: a closing fee, no minimum, nothing kept on a refund", "media", "1.00", "0", "0.15", "0", "1.8"},
		{"gift cards have no minimum", "gift_cards", "1.00", "0", "0.2", "0.04", ""},
	} {
		t.Run(row.id, func(t *testing.T) {
			l := amazon.Listing{Category: row.category, Fulfillment: amazon.FBM, ShippingCharged: dec(row.shipping)}
			on := day(t, "2026-06-01")
			got := []string{amountOf(t, l, on, "referral", row.price), amountOf(t, l, on, "refund_admin", row.price), amountOf(t, l, on, "closing", row.price)}
			if diff := cmp.Diff([]string{row.referral, row.refund, row.closing}, got); diff != "" {
				t.Errorf("referral, refund administration, closing (-want +got):\n%s", diff)
			}
		})
	}
}

// SIPP: a discount for standard sizes, no packaging fee for bulky ones.
func TestSIPPAndPackaging(t *testing.T) {
	standard := inches(t, "12", "8", "3", "3")
	bulky := inches(t, "20", "15", "10", "5") // 21.58 lb dimensional
	for _, row := range []struct {
		name            string
		parcel          fees.Parcel
		class           amazon.Class
		sipp            bool
		date            string
		discount, extra string
	}{
		{"certified", standard, "", true, "2026-06-01", "-0.14", ""},
		{"not certified", standard, "", false, "2026-06-01", "", ""},
		{"apparel", standard, amazon.Apparel, true, "2026-06-01", "-0.14", ""},
		{"dangerous goods: none listed", standard, amazon.DangerousGoods, true, "2026-06-01", "0", ""},
		{"bulky certified", bulky, "", true, "2026-06-01", "", ""},
		{"bulky not certified", bulky, "", false, "2026-06-01", "", "2.92"},
		{"bulky on the first day", bulky, "", false, "2026-01-15", "", "2.92"},
		{"bulky the day before", bulky, "", false, "2026-01-14", "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := amazon.Listing{Parcel: row.parcel, Category: "home_kitchen", Class: row.class, SIPP: row.sipp}
			on := day(t, row.date)
			if got := amountOf(t, l, on, "sipp_discount", "25"); got != row.discount {
				t.Errorf("discount %q, want %q", got, row.discount)
			}
			if got := amountOf(t, l, on, "packaging", "25"); got != row.extra {
				t.Errorf("packaging %q, want %q", got, row.extra)
			}
		})
	}
	if got := warningOf(t, amazon.Listing{Parcel: standard, Category: "home_kitchen", Class: amazon.DangerousGoods, SIPP: true}, "2026-06-01", "sipp_without_discount"); got == "" {
		t.Error("a discount that is not published is left out without a warning")
	}
}

// First and last day of the fuel surcharge, and an end set by the caller.
func TestFuelSurchargeDates(t *testing.T) {
	l := amazon.Listing{Parcel: inches(t, "9", "6", "2", "2"), Category: "home_kitchen"}
	for _, row := range []struct{ date, end, want string }{
		{"2026-04-16", "", ""}, {"2026-04-17", "", "0.2"}, {"2027-01-14", "", "0.22"},
		{"2026-06-30", "2026-06-30", "0.2"}, {"2026-07-01", "2026-06-30", ""},
	} {
		if l.FuelSurchargeEnd = (time.Time{}); row.end != "" {
			l.FuelSurchargeEnd = day(t, row.end)
		}
		if got := amountOf(t, l, day(t, row.date), "fuel_surcharge", "25"); got != row.want {
			t.Errorf("on %s with end %q: got %q, want %q", row.date, row.end, got, row.want)
		}
		evening := day(t, row.date).Add(20 * time.Hour) // the same calendar day
		if got := amountOf(t, l, evening, "fuel_surcharge", "25"); got != row.want {
			t.Errorf("on %s with end %q: got %q, want %q", evening, row.end, got, row.want)
		}
	}
}

// The supplied figures replace the tables and say that they were supplied.
func TestSuppliedFigures(t *testing.T) {
	on := day(t, "2026-06-01")
	l := amazon.Listing{Parcel: inches(t, "9", "6", "2", "2"), Category: "handmade", ReferralRate: set("0.15"), ReferralMinimum: set("0.30"), FulfillmentFee: set("4.20")}
	for _, row := range []struct{ code, price, want string }{
		{"referral", "1.00", "0.3"}, {"referral", "20.00", "3"}, {"fulfillment", "5.00", "4.2"}, {"fulfillment", "60.00", "4.2"}, {"fuel_surcharge", "20.00", "0.15"},
	} {
		if got := amountOf(t, l, on, row.code, row.price); got != row.want {
			t.Errorf("%s at %s: got %s, want %s", row.code, row.price, got, row.want)
		}
	}
	charges, err := l.Charges(on)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range charges {
		if supplied := c.Source.Confidence == fees.Supplied; supplied != slices.Contains([]string{"referral", "fulfillment"}, c.Code) {
			t.Errorf("%s has source %s", c.Code, c.Source.Table)
		}
	}
}

// A supplied fulfilment fee is the base fee, and says so; a supplied SIPP discount
// fills the gap of 2025; a supplied rate needs no category.
func TestSuppliedFiguresAreExplained(t *testing.T) {
	l := amazon.Listing{Parcel: inches(t, "12", "8", "3", "3"), Category: "home_kitchen", FulfillmentFee: set("4.20")}
	if warningOf(t, l, "2026-06-01", "fulfillment_fee_basis") == "" {
		t.Error("a supplied fulfilment fee beside the fuel surcharge does not warn")
	}
	l.FulfillmentFeeAllIn = true
	charges, err := l.Charges(day(t, "2026-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range charges {
		if c.Code == "fuel_surcharge" || len(c.Warnings) > 0 {
			t.Errorf("beside an all-in fee stands %s, %v", c.Code, c.Warnings)
		}
	}
	l.FulfillmentFeeAllIn, l.SIPP, l.SIPPDiscount = false, true, set("0.05")
	for _, date := range []string{"2025-06-01", "2026-06-01"} {
		if got := amountOf(t, l, day(t, date), "sipp_discount", "25"); got != "-0.05" {
			t.Errorf("on %s the supplied discount is %s", date, got)
		}
	}
	agreed := amazon.Listing{Fulfillment: amazon.FBM, ReferralRate: set("0.1")}
	if got := amountOf(t, agreed, day(t, "2026-06-01"), "referral", "25"); got != "2.5" {
		t.Errorf("an agreed rate gives %s", got)
	}
	media := amazon.Listing{Category: "media", Fulfillment: amazon.FBM, ReferralRate: set("0.1")}
	if got := amountOf(t, media, day(t, "2026-06-01"), "closing", "25"); got != "1.8" {
		t.Errorf("media at an agreed rate has a closing fee of %q", got)
	}
}

// The floor warns as well when it changes the SIPP discount only.
func TestFloorWarnsOfTheDiscount(t *testing.T) {
	l := amazon.Listing{Parcel: inches(t, "13", "9", "0.85", "0.3375"), Category: "home_kitchen", SIPP: true, FulfillmentFee: set("4")}
	if got := warningOf(t, l, "2026-06-01", "large_standard_floor"); !strings.Contains(got, "1.6835 lb") {
		t.Errorf("warning is %q", got)
	}
}

// The heaviest tier by dimensional weight alone is an open rule: it warns, below
// and on 150 lb of unit weight, and not above.
func TestExtraLarge150Warns(t *testing.T) {
	for _, row := range []struct {
		lb       string
		reading  amazon.ExtraLarge150
		tier     amazon.Tier
		warns    bool
		billable string
	}{
		{"149.999999", "", amazon.ExtraLarge150AndUp, true, "150"},
		{"150", "", amazon.ExtraLarge150AndUp, true, "150"},
		{"150.000001", "", amazon.ExtraLarge150AndUp, false, "150"},
		{"150", amazon.ByUnit, amazon.ExtraLarge70To150, true, "690.6475"},
		{"150.000001", amazon.ByUnit, amazon.ExtraLarge150AndUp, false, "150"},
	} {
		l := amazon.Listing{Parcel: inches(t, "60", "40", "40", row.lb), Category: "furniture", ExtraLarge150: row.reading}
		size, err := l.Size(day(t, "2026-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		if size.Tier != row.tier || fx.Plain(size.Billable.Lb(4)) != row.billable {
			t.Errorf("%s lb %q: %s, %s lb", row.lb, row.reading, size.Tier, size.Billable.Lb(4))
		}
		if got := warningOf(t, l, "2026-06-01", "extra_large_150") != ""; got != row.warns {
			t.Errorf("%s lb %q: warns is %t, want %t", row.lb, row.reading, got, row.warns)
		}
	}
}

// The price band can be picked by another price than the item's.
func TestBandAdjustment(t *testing.T) {
	on := day(t, "2026-06-01")
	l := amazon.Listing{Parcel: inches(t, "9", "6", "2", "0.9"), Category: "home_kitchen"}
	for _, row := range []struct{ adjustment, price, want string }{
		{"0", "9.99", "3.78"}, {"0", "10.00", "4.6"}, {"-1.00", "10.99", "3.78"}, {"-1.00", "11.00", "4.6"}, {"4.99", "5.00", "3.78"}, {"4.99", "5.01", "4.6"},
	} {
		l.BandAdjustment = dec(row.adjustment)
		if got := amountOf(t, l, on, "fulfillment", row.price); got != row.want {
			t.Errorf("%s at %s: got %s, want %s", row.adjustment, row.price, got, row.want)
		}
	}
	l.BandAdjustment = decimal.Zero
	l.ShippingCharged = dec("5")
	if warningOf(t, l, "2026-06-01", "price_band_basis") == "" {
		t.Error("shipping beside a price band does not warn")
	}
}

func TestListingErrors(t *testing.T) {
	good := amazon.Listing{Parcel: inches(t, "9", "6", "2", "2"), Category: "home_kitchen"}
	with := func(change func(*amazon.Listing)) amazon.Listing { l := good; change(&l); return l }
	for _, row := range []struct {
		name    string
		listing amazon.Listing
		date    string
		want    string
	}{
		{"before every table", good, "2025-01-14", "no amazon-us referral table for 2025-01-14: known from 2025-01-15 to 2027-01-14"},
		{"after the last", good, "2027-01-15", "no amazon-us size_tiers table for 2027-01-15: known from 2024-02-05 to 2027-01-14"},
		{"unknown category", with(func(l *amazon.Listing) { l.Category = "home_kitchn" }), "2026-06-01", `unknown category "home_kitchn", did you mean home_kitchen`},
		{"referral not public", with(func(l *amazon.Listing) { l.Category = "handmade" }), "2026-06-01", "the referral fee of handmade is not public: supply it as referral_rate"},
		{"dangerous goods 2025", with(func(l *amazon.Listing) { l.Class = amazon.DangerousGoods }), "2025-06-01", "no amazon-us fulfillment/dangerous_goods table for 2025-06-01: known from 2026-01-15"},
		{"SIPP 2025", with(func(l *amazon.Listing) { l.SIPP = true }), "2025-06-01", "no amazon-us sipp_discount table"},
		{"no category", with(func(l *amazon.Listing) { l.Category = "" }), "2026-06-01", "category must not be empty"},
		{"no sides", with(func(l *amazon.Listing) { l.Parcel = fees.Parcel{} }), "2026-06-01", "length must be above 0"},
		{"class", with(func(l *amazon.Listing) { l.Class = "oversize" }), "2026-06-01", "class must be"},
		{"fulfillment", with(func(l *amazon.Listing) { l.Fulfillment = "sfp" }), "2026-06-01", "fulfillment must be"},
		{"floor", with(func(l *amazon.Listing) { l.LargeStandardFloor = "maybe" }), "2026-06-01", "large_standard_floor must be"},
		{"150 lb", with(func(l *amazon.Listing) { l.ExtraLarge150 = "maybe" }), "2026-06-01", "extra_large_150 must be"},
		{"negative shipping", with(func(l *amazon.Listing) { l.ShippingCharged = dec("-1") }), "2026-06-01", "shipping_charged must not be below 0"},
		{"shipping off the cent", with(func(l *amazon.Listing) { l.ShippingCharged = dec("1.235") }), "2026-06-01", `shipping_charged must be in whole cents, got "1.235"`},
		{"band adjustment off the cent", with(func(l *amazon.Listing) { l.BandAdjustment = dec("0.00001") }), "2026-06-01", "band_adjustment must be in whole cents"},
		{"huge band adjustment", with(func(l *amazon.Listing) { l.BandAdjustment = decimal.New(1, 999999999) }), "2026-06-01", "band_adjustment must have at most 18 digits"},
		{"referral rate in percent", with(func(l *amazon.Listing) { l.ReferralRate = set("15") }), "2026-06-01", "referral_rate must be a fraction of at most 1"},
		{"minimum without a rate", with(func(l *amazon.Listing) { l.ReferralMinimum = set("0.30") }), "2026-06-01", "referral_minimum must go with referral_rate"},
		{"rate with a misspelt category", with(func(l *amazon.Listing) { l.ReferralRate, l.Category = set("0.1"), "medja" }), "2026-06-01", `unknown category "medja", did you mean media`},
		{"fulfilment fee for FBM", with(func(l *amazon.Listing) { l.Fulfillment, l.FulfillmentFee = amazon.FBM, set("4") }), "2026-06-01", "fulfillment_fee must not be given for fbm"},
		{"all in without a fee", with(func(l *amazon.Listing) { l.FulfillmentFeeAllIn = true }), "2026-06-01", "fulfillment_fee_all_in must go with fulfillment_fee"},
		{"shipping beyond the highest price", with(func(l *amazon.Listing) { l.ShippingCharged = dec("1000000000.01") }), "2026-06-01", "shipping_charged must be at most 1000000000"},
		{"band adjustment beyond it", with(func(l *amazon.Listing) { l.BandAdjustment = dec("-1e17") }), "2026-06-01", "band_adjustment must be at most 1000000000"},
		{"SIPP discount without SIPP", with(func(l *amazon.Listing) { l.SIPPDiscount = set("0.05") }), "2026-06-01", "sipp_discount must go with sipp"},
		{"huge shipping", with(func(l *amazon.Listing) { l.ShippingCharged = decimal.New(1, 999999999) }), "2026-06-01", "shipping_charged must have at most 18 digits"},
	} {
		t.Run(row.name, func(t *testing.T) {
			charges, err := row.listing.Charges(day(t, row.date))
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %d charges, error %v, want %q", len(charges), err, row.want)
			}
		})
	}
	// Several faults are reported at once.
	_, err := with(func(l *amazon.Listing) { l.Category, l.Class, l.Parcel.Weight = "", "x", fees.Weight{} }).Charges(day(t, "2026-06-01"))
	if got := len(fx.Faults(err)); got != 3 {
		t.Errorf("%d faults, want 3: %v", got, err)
	}
	// An unknown category is reported together with a missing side.
	_, err = with(func(l *amazon.Listing) { l.Category, l.Parcel.Height = "kitchen", fees.Length{} }).Charges(day(t, "2026-06-01"))
	if got := len(fx.Faults(err)); got != 2 || !strings.Contains(err.Error(), "did you mean home_kitchen?") {
		t.Errorf("%d faults, want 2: %v", got, err)
	}
	var none *fees.NoTableError
	if _, err := (amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM, Tables: &fees.Tables{}}).Charges(day(t, "2026-06-01")); !errors.As(err, &none) {
		t.Errorf("the zero Tables gives %v", err)
	}
}

// The bare rate card takes the zero Class as Standard and names the nearest tiers.
func TestFulfillmentFeeInputs(t *testing.T) {
	w := weight(t, "2 lb")
	standard, source, err := amazon.FulfillmentFee(nil, "", amazon.LargeStandard, w, day(t, "2026-06-01"))
	if got, atErr := standard.At(dec("25")); err != nil || atErr != nil || got.String() != "5.82" || source.Table != "amazon-us-fulfillment-standard-2026-01-15" {
		t.Errorf("%s by %s, %v, %v", got, source.Table, err, atErr)
	}
	var unknown *fees.UnknownKeyError
	if _, _, err := amazon.FulfillmentFee(nil, amazon.Standard, "large_standart", w, day(t, "2026-06-01")); !errors.As(err, &unknown) || !slices.Contains(unknown.Nearest, "large_standard") {
		t.Errorf("error is %v", err)
	}
}

// A row that is less sure than its table says so in the result.
func TestRowConfidence(t *testing.T) {
	for _, row := range []struct {
		code, category, date string
		class                amazon.Class
		parcel               fees.Parcel
		want                 fees.Confidence
	}{
		{"referral", "home_kitchen", "2026-06-01", amazon.Standard, inches(t, "9", "6", "2", "1"), fees.High},
		{"referral", "fine_art", "2026-06-01", amazon.Standard, inches(t, "9", "6", "2", "1"), fees.Medium},
		{"referral", "merchant_fulfilled_services", "2026-06-01", amazon.Standard, inches(t, "9", "6", "2", "1"), fees.Medium},
		{"fulfillment", "clothing_accessories", "2025-06-01", amazon.Apparel, inches(t, "9", "6", "2", "1"), fees.High},
		{"fulfillment", "clothing_accessories", "2025-06-01", amazon.Apparel, inches(t, "24", "8", "6", "8"), fees.Medium},
		{"fulfillment", "clothing_accessories", "2025-11-23", amazon.Apparel, inches(t, "65", "20", "7", "62"), fees.Medium},
		{"fulfillment", "clothing_accessories", "2026-06-01", amazon.Apparel, inches(t, "24", "8", "6", "8"), fees.High},
		{"fulfillment", "home_kitchen", "2026-06-01", amazon.DangerousGoods, inches(t, "9", "6", "2", "1"), fees.Medium},
	} {
		l := amazon.Listing{Parcel: row.parcel, Category: row.category, Class: row.class}
		if c := chargeOf(t, l, row.date, row.code); c == nil || c.Source.Confidence != row.want {
			t.Errorf("%s of %s on %s: %+v, want %s", row.code, row.category, row.date, c, row.want)
		}
	}
	tier, w := amazon.LargeBulky, weight(t, "8 lb")
	if _, source, err := amazon.FulfillmentFee(nil, amazon.Apparel, tier, w, day(t, "2025-06-01")); err != nil || source.Confidence != fees.Medium {
		t.Errorf("the bare rate card: %+v, %v", source, err)
	}
}
