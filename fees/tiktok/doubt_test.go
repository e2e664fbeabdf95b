package tiktok_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
)

// What nobody published is an error that names the input, and the input works.
func TestNotPublic(t *testing.T) {
	fbt := func(w string, units int) tiktok.Listing {
		return tiktok.Listing{Parcel: weighing(t, w), Order: fees.Order{Units: units}}
	}
	category := func(schedule tiktok.Schedule, name string) tiktok.Listing {
		l := seller()
		l.Schedule, l.Category = schedule, name
		return l
	}
	for _, row := range []struct {
		name    string
		listing tiktok.Listing
		date    string
		supply  string // "" for a day without a table
	}{
		{"heavy after the cut", fbt("16.01 lb", 1), "2026-05-20", "fulfillment_fee"},
		{"heavy today", fbt("16.01 lb", 1), "2026-07-13", "fulfillment_fee"},
		{"heavy, several", fbt("17 lb", 4), "2026-11-23", "fulfillment_fee"},
		{"several units in 2025", fbt("1 lb", 2), "2025-06-16", "fulfillment_fee"},
		{"several units in July 2026", fbt("1 lb", 5), "2026-07-12", "fulfillment_fee"},
		{"the card of January 2025", fbt("1 lb", 1), "2025-06-15", ""},
		{"several units before any card", fbt("1 lb", 2), "2025-06-15", ""},
		{"jewelry by the reports", category(tiktok.Disputed8Percent, "fine_jewelry"), "2026-09-01", "referral_rate"},
		{"pre-owned by the reports", category(tiktok.Disputed8Percent, "pre_owned"), "2026-09-01", "referral_rate"},
		{"pre-owned of a new seller", category(tiktok.NewSeller, "pre_owned"), "2026-06-01", "referral_rate"},
		{"8 % the day before", category(tiktok.Disputed8Percent, ""), "2026-08-03", ""},
		{"8 % in July 2024", category(tiktok.Disputed8Percent, ""), "2024-07-01", ""},
		{"new seller between two offers", category(tiktok.NewSeller, ""), "2024-04-01", ""},
		{"before TikTok Shop", category("", ""), "2023-04-02", ""},
		{"after the last check", category("", ""), "2027-11-23", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := row.listing.Charges(day(t, row.date))
			if row.supply == "" {
				var none *fees.NoTableError
				if !errors.As(err, &none) {
					t.Errorf("error is %v, want a NoTableError", err)
				}
				return
			}
			var secret *fees.NotPublicError
			if !errors.As(err, &secret) || secret.Supply != row.supply || secret.Table == "" {
				t.Fatalf("error is %v, want a NotPublicError for %s", err, row.supply)
			}
			l := row.listing
			if row.supply == "referral_rate" {
				l.ReferralRate = set("0.07")
			} else {
				l.FulfillmentFee = set("9.99")
			}
			charges, err := l.Charges(day(t, row.date))
			if err != nil {
				t.Fatal(err)
			}
			supplied := 0
			for _, c := range charges {
				if c.Source.Confidence == fees.Supplied && c.Source.Citation == row.supply {
					supplied++
				}
			}
			if supplied != 1 {
				t.Errorf("%d charges say that they were supplied", supplied)
			}
		})
	}
}

// Both sides of the dispute carry a warning with both figures and the day.
func TestDisputeWarning(t *testing.T) {
	for _, row := range []struct {
		schedule       tiktok.Schedule
		category, date string
		want           []string
	}{
		{"", "", "2026-08-03", nil},
		{"", "", "2026-08-04", []string{"6% of the sales price", "8% of the sales price", "2026-08-04", "2026-09-29", "disputed_8_percent", "referral_rate"}},
		{tiktok.Standard, "fine_jewelry", "2026-08-04", []string{"5% of the sales price", "no figure for fine_jewelry", "2026-08-04", "referral_rate"}},
		{tiktok.Disputed8Percent, "", "2026-08-04", []string{"6% of the sales price", "8% of the sales price", "2026-08-04", "2026-09-29", "standard", "beauty"}},
		{tiktok.NewSeller, "", "2026-08-04", nil},
	} {
		l := seller()
		l.Schedule, l.Category = row.schedule, row.category
		c := chargeOf(t, l, row.date, "referral")
		if row.want == nil {
			if len(c.Warnings) > 0 {
				t.Errorf("%q on %s: %v", row.schedule, row.date, c.Warnings)
			}
			continue
		}
		if diff := cmp.Diff([]string{"referral_rate_disputed"}, warnings(c)); diff != "" {
			t.Fatalf("%q on %s: %s", row.schedule, row.date, diff)
		}
		for _, part := range row.want {
			if !strings.Contains(c.Warnings[0].Text, part) {
				t.Errorf("%q: %q is not in %q", row.schedule, part, c.Warnings[0].Text)
			}
		}
	}
	l := seller()
	l.ReferralRate = set("0.08")
	if got := chargeOf(t, l, "2026-08-04", "referral"); len(got.Warnings) > 0 {
		t.Errorf("a rate of one's own is not in dispute: %v", got.Warnings)
	}
}

// Each grade of the facts is the grade of the result.
func TestConfidence(t *testing.T) {
	for _, row := range []struct {
		category string
		schedule tiktok.Schedule
		date     string
		want     fees.Confidence
	}{
		{"", "", "2024-04-01", fees.High}, {"pre_owned", "", "2024-04-01", fees.Medium}, {"fine_jewelry", "", "2024-10-31", fees.Medium},
		{"", "", "2023-05-01", fees.Medium}, {"", tiktok.Disputed8Percent, "2026-08-04", fees.Low}, {"", tiktok.NewSeller, "2026-08-04", fees.Medium},
	} {
		l := seller()
		l.Category, l.Schedule = row.category, row.schedule
		if got := chargeOf(t, l, row.date, "referral").Source.Confidence; got != row.want {
			t.Errorf("%q %q on %s: %s, want %s", row.category, row.schedule, row.date, got, row.want)
		}
	}
	for units, want := range map[int]fees.Confidence{1: fees.Medium, 2: fees.Low, 3: fees.Low, 4: fees.Low, 9: fees.Low} {
		_, source, err := tiktok.FulfillmentFee(nil, weight(t, "1 lb"), units, fees.Day(2026, 8, 1))
		if err != nil || source.Confidence != want {
			t.Errorf("%d units: %s, %v", units, source.Confidence, err)
		}
	}
}

// The rules of weight that copies of the card leave open warn where they change
// the fee, and nowhere else.
func TestWeightWarnings(t *testing.T) {
	for _, row := range []struct {
		name   string
		parcel fees.Parcel
		units  int
		date   string
		want   []string
	}{
		{"inside a band", weighing(t, "7.9 oz"), 1, "2026-08-01", []string{}},
		{"on an edge", weighing(t, "8 oz"), 1, "2026-08-01", []string{"fbt_weight_edge"}},
		{"on an edge in grams", weighing(t, "453.59237 g"), 1, "2026-08-01", []string{"fbt_weight_edge"}},
		{"on the last edge", weighing(t, "16 lb"), 1, "2026-08-01", []string{"fbt_weight_edge"}},
		{"on an edge in 2025", weighing(t, "16 lb"), 1, "2025-08-01", []string{"fbt_weight_edge"}},
		{"on an edge, several units", weighing(t, "4 lb"), 3, "2026-08-01", []string{"fbt_weight_edge"}},
		{"on the edge of the heaviest", weighing(t, "51 lb"), 1, "2025-08-01", []string{"fbt_weight_edge"}},
		{"a whole pound", weighing(t, "30 lb"), 1, "2025-08-01", []string{}},
		{"a started pound", weighing(t, "30.5 lb"), 1, "2025-08-01", []string{"fbt_started_pound"}},
		{"the first started pound", weighing(t, "20.5 lb"), 1, "2025-08-01", []string{"fbt_started_pound"}},
		{"a started pound of the heaviest", weighing(t, "51.2 lb"), 1, "2025-08-01", []string{"fbt_started_pound"}},
		{"by volume in 2025", inches(t, "20", "10", "8", "3"), 1, "2025-08-01", []string{}},
		{"by volume", inches(t, "20", "10", "8", "3"), 1, "2026-08-01", []string{"fbt_dimensional_divisor"}},
		{"by volume within the band", inches(t, "20", "10", "8", "9.5"), 1, "2026-08-01", []string{}},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := tiktok.Listing{Parcel: row.parcel, Order: fees.Order{Units: row.units}}
			if diff := cmp.Diff(row.want, warnings(chargeOf(t, l, row.date, "fulfillment"))); diff != "" {
				t.Error(diff)
			}
		})
	}
	l := tiktok.Listing{Parcel: weighing(t, "8 oz")}
	text := chargeOf(t, l, "2026-08-01", "fulfillment").Warnings[0].Text
	if !strings.Contains(text, "exactly 8 oz") || !strings.HasSuffix(text, "at 4.70") {
		t.Errorf("warning %q", text)
	}
}

// The other doubts: shipping of FBT orders, the base of the commission, the start
// of the flat return fee, small units in store.
func TestOtherWarnings(t *testing.T) {
	l := tiktok.Listing{Parcel: weighing(t, "7 oz"), CreatorRate: dec("0.1")}
	for _, code := range []string{"referral", "creator_commission"} {
		if got := warnings(chargeOf(t, l, "2026-06-01", code)); len(got) > 0 {
			t.Errorf("%s: %v", code, got)
		}
	}
	l.Order.ShippingCharged = dec("5.99")
	for code, want := range map[string]string{"referral": "fbt_shipping_not_credited", "creator_commission": "creator_commission_base"} {
		if diff := cmp.Diff([]string{want}, warnings(chargeOf(t, l, "2026-06-01", code))); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
	l.Fulfillment, l.Parcel = tiktok.Seller, fees.Parcel{}
	if got := warnings(chargeOf(t, l, "2026-06-01", "referral")); len(got) > 0 {
		t.Errorf("shipping of the seller: %v", got)
	}

	flat := chargeOf(t, tiktok.Listing{Parcel: weighing(t, "1 lb")}, "2026-05-31", "returns_processing")
	if diff := cmp.Diff([]string{"fbt_return_fee_start"}, warnings(flat)); diff != "" || flat.Unknown || flat.Source.Confidence != fees.Low {
		t.Errorf("flat return fee: %+v", flat)
	}

	for _, row := range []struct {
		parcel fees.Parcel
		want   int
	}{
		{inches(t, "1.2", "1.2", "1.2", "0.1"), 0}, // exactly 0.001 cubic feet
		{inches(t, "1.2", "1.2", "1.1999", "0.1"), 1},
	} {
		charges, err := tiktok.Listing{Parcel: row.parcel}.Storage(fees.Stay{Received: fees.Day(2026, 1, 1), Until: fees.Day(2026, 3, 15)})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, c := range charges {
			got += len(c.Warnings)
			if c.Rate.IsZero() && len(c.Warnings) > 0 {
				t.Error("free days have no minimum")
			}
		}
		if got != row.want {
			t.Errorf("%s: %d warnings, want %d", row.parcel.Height, got, row.want)
		}
	}
}

// A charge of a return that depends on what was not said is unknown, not 0.
func TestUnknownReturns(t *testing.T) {
	l := tiktok.Listing{Parcel: weighing(t, "1 lb"), FulfillmentFee: set("4.00")}
	for _, date := range []string{"2025-03-01", "2026-06-01"} {
		c := chargeOf(t, l, date, "returns_processing")
		if c == nil || !c.Unknown || !c.Amount.IsZero() || c.Event != fees.PerUnitReturned || c.Basis == "" {
			t.Errorf("on %s: %+v", date, c)
		}
	}
	if !strings.Contains(chargeOf(t, l, "2026-06-01", "returns_processing").Basis, "return_handling") {
		t.Error("the basis does not name the input")
	}
}
