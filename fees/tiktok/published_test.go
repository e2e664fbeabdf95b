package tiktok_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
)

// Worked examples: those marked published are printed by their source, the others
// follow from a published table.
func TestPublished(t *testing.T) {
	const policy = "https://seller-us.tiktok.com/university/essay?knowledge_id=5982454398175018"
	fbt := func(parcel string, units int) tiktok.Listing {
		return tiktok.Listing{Parcel: weighing(t, parcel), Order: fees.Order{Units: units}}
	}
	with := func(change func(*tiktok.Listing)) tiktok.Listing {
		l := seller()
		change(&l)
		return l
	}
	for _, row := range []struct {
		id, source  string
		listing     tiktok.Listing
		date, price string
		want        map[string]string
	}{
		{"tt-s01 published, refund after shipment", "https://myecomsuite.com/tiktok-shop-refund-administration-fee", seller(), "2026-06-15", "40",
			map[string]string{"referral": "2.40", "refund_admin": "0.48"}},
		{"tt-s02 published, T-shirt", "https://luminushub.com/tiktok-shop-fees-2025-complete-cost-breakdown-best-practices", seller(), "2025-09-01", "12",
			map[string]string{"referral": "0.72"}},
		{"tt-s03 published, with shipping", policy, with(func(l *tiktok.Listing) { l.Order.ShippingCharged = dec("10") }), "2026-06-12", "100",
			map[string]string{"referral": "6.60"}},
		{"tt-s04 published, without shipping", policy, seller(), "2026-06-12", "100", map[string]string{"referral": "6.00"}},
		{"tt-s05 published, FBT 8 oz, no 0.30", "https://ttcalc.shop/rate-updates/", fbt("8 oz", 1), "2026-08-21", "29.99",
			map[string]string{"referral": "1.80", "fulfillment": "4.52", "transaction": ""}},
		{"tt-s06 published, creator", "https://ttcalc.shop/blog/tiktok-shop-fees-2026/", with(func(l *tiktok.Listing) { l.CreatorRate = dec("0.1") }), "2026-06-24", "29.99",
			map[string]string{"creator_commission": "3.00"}},

		{"sales tax is not in the base", policy, with(func(l *tiktok.Listing) { l.Order.SalesTax = dec("0.0825") }), "2026-06-12", "100", map[string]string{"referral": "6.00"}},
		{"creator commission leaves shipping out", policy, with(func(l *tiktok.Listing) { l.CreatorRate, l.Order.ShippingCharged = dec("0.15"), dec("10") }), "2026-06-12", "100",
			map[string]string{"referral": "6.60", "creator_commission": "15.00"}},
		{"per unit, whatever the order", policy, with(func(l *tiktok.Listing) { l.Order.Units = 3 }), "2026-06-12", "100", map[string]string{"referral": "6.00", "refund_admin": "1.20"}},
		{"2023, with the amount per order", policy, seller(), "2023-10-01", "20", map[string]string{"referral": "0.40", "transaction": "0.30", "refund_admin": ""}},
		{"2023, new seller", policy, with(func(l *tiktok.Listing) { l.Schedule = tiktok.NewSeller }), "2023-09-30", "20", map[string]string{"referral": "0.00", "transaction": "0.30"}},
		{"last day of 2 %", policy, seller(), "2024-03-31", "20", map[string]string{"referral": "0.40", "transaction": "0.30"}},
		{"first day of 6 %", policy, seller(), "2024-04-01", "20", map[string]string{"referral": "1.20", "transaction": ""}},
		{"8 % of July 2024 did not come", policy, seller(), "2024-07-01", "20", map[string]string{"referral": "1.20"}},
		{"6 % stays the default while disputed", policy, seller(), "2026-08-04", "20", map[string]string{"referral": "1.20"}},
		{"disputed 8 %", policy, with(func(l *tiktok.Listing) { l.Schedule = tiktok.Disputed8Percent }), "2026-08-04", "20", map[string]string{"referral": "1.60", "refund_admin": "0.32"}},
		{"new seller", policy, with(func(l *tiktok.Listing) { l.Schedule = tiktok.NewSeller }), "2026-06-01", "50", map[string]string{"referral": "1.50", "refund_admin": "0.30"}},
		{"pre-owned", policy, with(func(l *tiktok.Listing) { l.Category = "pre_owned" }), "2024-04-01", "100", map[string]string{"referral": "5.00"}},
		{"pre-owned at the edge", policy, with(func(l *tiktok.Listing) { l.Category = "pre_owned" }), "2026-06-01", "10000", map[string]string{"referral": "500.00"}},
		{"pre-owned above the edge", policy, with(func(l *tiktok.Listing) { l.Category = "pre_owned" }), "2026-06-01", "12000", map[string]string{"referral": "560.00", "refund_admin": "5.00"}},
		{"pre-owned reaches the edge with shipping", policy, with(func(l *tiktok.Listing) { l.Category, l.Order.ShippingCharged = "pre_owned", dec("100") }), "2026-06-01", "10000", map[string]string{"referral": "503.00"}},
		{"fine jewelry the day before", policy, with(func(l *tiktok.Listing) { l.Category = "fine_jewelry" }), "2024-10-30", "100", map[string]string{"referral": "6.00"}},
		{"fine jewelry", policy, with(func(l *tiktok.Listing) { l.Category = "fine_jewelry" }), "2024-10-31", "12000", map[string]string{"referral": "600.00"}},
		{"a rate of one's own", policy, with(func(l *tiktok.Listing) { l.ReferralRate = set("0.09") }), "2026-08-04", "20", map[string]string{"referral": "1.80"}},
		{"no refund administration fee yet", policy, seller(), "2025-05-14", "40", map[string]string{"refund_admin": ""}},
		{"refund administration fee begins", policy, seller(), "2025-05-15", "40", map[string]string{"refund_admin": "0.48"}},
		{"refund cap not reached", policy, seller(), "2026-06-15", "416.66", map[string]string{"refund_admin": "5.00"}},
		{"refund cap", policy, seller(), "2026-06-15", "500", map[string]string{"referral": "30.00", "refund_admin": "5.00"}},
		{"own container", "https://tacticallogistic.com/?p=23092", tiktok.Listing{Parcel: weighing(t, "2.5 lb"), OwnContainerDiscount: dec("0.80")}, "2026-08-01", "20",
			map[string]string{"fulfillment": "6.27", "own_container_discount": "-0.80"}},
		{"hub", "https://seller-us.tiktok.com/university/essay?default_language=en&identity=1&knowledge_id=5080349546170155", tiktok.Listing{Parcel: weighing(t, "2.5 lb"), HubFee: dec("0.73")}, "2026-08-01", "20",
			map[string]string{"hub": "0.73"}},
		{"returns one by one", "https://ttcalc.shop/rate-updates/", tiktok.Listing{Parcel: weighing(t, "1 lb"), ReturnHandling: []tiktok.ReturnService{tiktok.Inspection, tiktok.Repackaging, tiktok.Restocking}}, "2026-06-01", "20",
			map[string]string{"return_inspection": "1.00", "return_repackaging": "0.50", "return_restocking": "1.00", "returns_processing": ""}},
		{"returns not inspected", "https://ttcalc.shop/rate-updates/", tiktok.Listing{Parcel: weighing(t, "1 lb"), ReturnHandling: []tiktok.ReturnService{tiktok.NoInspection, tiktok.Disposal, tiktok.ToMerchant}}, "2026-06-01", "20",
			map[string]string{"return_no_inspection": "0.70", "return_disposal": "0.40", "return_to_merchant": "0.35"}},
		{"returns, flat", "https://ttcalc.shop/rate-updates/", tiktok.Listing{Parcel: weighing(t, "1 lb"), ReturnHandling: []tiktok.ReturnService{tiktok.Inspection}}, "2026-05-31", "20",
			map[string]string{"returns_processing": "3.00", "return_inspection": ""}},
		{"supplied fee of a heavy unit", policy, tiktok.Listing{Parcel: weighing(t, "30 lb"), FulfillmentFee: set("19.50")}, "2026-08-01", "20", map[string]string{"fulfillment": "19.50"}},
		{"four units and more", "https://ttcalc.shop/rate-updates/", fbt("1 lb", 40), "2026-07-13", "20", map[string]string{"fulfillment": "2.36"}},
	} {
		t.Run(row.id, func(t *testing.T) {
			got := map[string]string{}
			for code := range row.want {
				got[code] = billed(t, row.listing, row.date, code, row.price)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.source, diff)
			}
		})
	}
}

// What the published examples say is left: tt-s02 11.28, tt-s03 103.40.
func TestPublishedPayout(t *testing.T) {
	for _, row := range []struct{ id, date, price, shipping, want string }{
		{"tt-s02", "2025-09-01", "12", "0", "11.28"},
		{"tt-s03", "2026-06-12", "100", "10", "103.40"},
		{"tt-s04", "2026-06-12", "100", "0", "94.00"},
	} {
		l := seller()
		l.Order.ShippingCharged = dec(row.shipping)
		left := dec(row.price).Add(l.Extras()).Sub(dec(billed(t, l, row.date, "referral", row.price)))
		if got := left.StringFixed(2); got != row.want {
			t.Errorf("%s: %s is left, want %s", row.id, got, row.want)
		}
	}
}

// tt-s07 derived: 2 cubic feet held 75 days, 60 free and 15 at 0.03, in whichever
// months they fall.
func TestPublishedStorage(t *testing.T) {
	l := tiktok.Listing{Parcel: inches(t, "24", "12", "12", "5")}
	for _, received := range []string{"2025-12-17", "2026-03-01", "2026-06-30"} {
		from := day(t, received)
		charges, err := l.Storage(fees.Stay{Received: from, Until: from.AddDate(0, 0, 75)})
		if err != nil {
			t.Fatal(err)
		}
		sum, free, paid := dec("0"), 0, 0
		for _, c := range charges {
			sum = sum.Add(c.Amount)
			if c.Rate.IsZero() {
				free += c.Days
			} else {
				paid += c.Days
			}
			if c.Code != "storage" || c.Basis == "" || c.Source.Table != "tiktok-us-storage-2025-12-15" || len(c.Warnings) > 0 {
				t.Errorf("charge %+v", c)
			}
		}
		if !sum.Equal(dec("0.9")) || free != 60 || paid != 15 {
			t.Errorf("from %s: %s for %d free and %d paid days", received, sum, free, paid)
		}
	}
}

// The previous rate card's own example: 3 lb by the scale, 9.64 lb by volume,
// https://seller-us.tiktok.com/university/essay?default_language=en&identity=1&knowledge_id=5080349546170155.
func TestPublishedDimensionalWeight(t *testing.T) {
	for _, row := range []struct {
		parcel          fees.Parcel
		date, want, fee string
		by              bool
	}{
		{inches(t, "20", "10", "8", "3"), "2025-05-01", "9.64", "", true},
		{inches(t, "20", "10", "8", "3"), "2025-06-16", "9.64", "9.63", true},
		{inches(t, "8", "20", "10", "3"), "2026-08-01", "9.64", "9.63", true},
		{inches(t, "20", "10", "8", "10"), "2026-08-01", "10.00", "9.63", false},
		{inches(t, "16.6", "10", "1", "1"), "2026-08-01", "1.00", "5.10", false}, // both weigh the same
	} {
		l := tiktok.Listing{Parcel: row.parcel}
		size, err := l.Size(day(t, row.date))
		if err != nil {
			t.Fatal(err)
		}
		if got := size.Billable.Lb(2).StringFixed(2); got != row.want || size.ByDimensional != row.by || size.Source.Table == "" {
			t.Errorf("%s: %s lb, by volume %v", row.date, got, size.ByDimensional)
		}
		if row.fee != "" {
			if got := billed(t, l, row.date, "fulfillment", "20"); got != row.fee {
				t.Errorf("%s: fee %s, want %s", row.date, got, row.fee)
			}
		}
	}
}

// The heavy rows of the card of 2025-06-16, on and around each edge.
func TestHeavyUnits(t *testing.T) {
	for _, row := range []struct{ lb, want string }{
		{"16", "12.67"}, {"16.01", "12.97"}, {"17", "12.97"}, {"17.01", "13.34"}, {"18", "13.34"}, {"18.01", "13.84"}, {"19", "13.84"},
		{"19.01", "14.11"}, {"20", "14.11"}, {"20.01", "18.00"}, {"21", "18.00"}, {"21.01", "18.40"}, {"22", "18.40"}, {"30", "21.60"},
		{"50.99", "30.00"}, {"51", "30.00"}, {"51.01", "42.07"}, {"52", "42.07"}, {"52.5", "42.82"}, {"151", "116.32"},
	} {
		l := tiktok.Listing{Parcel: weighing(t, row.lb+" lb")}
		for _, date := range []string{"2025-06-16", "2026-05-19"} {
			if got := billed(t, l, date, "fulfillment", "20"); got != row.want {
				t.Errorf("%s lb on %s: %s, want %s", row.lb, date, got, row.want)
			}
		}
	}
}
