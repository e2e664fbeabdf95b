package oracle_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/oracle"
)

func TestTikTokExamples(t *testing.T) {
	referral := func(payment string) decimal.Decimal {
		t.Helper()
		base := oracle.TikTokBase(dec(payment), decimal.Decimal{}, decimal.Decimal{})
		fee, ok := oracle.TikTokReferral(oracle.TikTokStandard, base)
		if !ok {
			t.Fatal("no fee")
		}
		return fee
	}
	run := func(id, name, want string, fee decimal.Decimal) {
		t.Run(id, func(t *testing.T) { cents(t, name, fee, true, want) })
	}
	run("tt-s01", "published, ecomsuite", "2.40", referral("40"))
	run("tt-s01 refund", "published, ecomsuite", "0.48", oracle.TikTokRefundAdmin(day("2026-06-15"), referral("40")))
	run("tt-s02", "published, luminus", "0.72", referral("12"))
	run("tt-s02 rest", "published, luminus", "11.28", dec("12").Sub(referral("12")))
	run("tt-s03", "published, tiktok-ref", "6.60", referral("110"))
	run("tt-s03 payout", "published, tiktok-ref", "103.40", dec("110").Sub(referral("110")))
	run("tt-s04", "published, tiktok-ref", "6.00", referral("100"))
	run("tt-s05", "published, ttcalc", "1.80", referral("29.99"))
	fee, _ := oracle.TikTokFBT(day("2026-08-21"), frac("8/16"), 1)
	run("tt-s05 fulfilment", "published, ttcalc", "4.52", fee)
	run("tt-s06", "published, ttcalc", "3.00", oracle.TikTokCreator(dec("29.99"), dec("0.1")))
	// The 75 days end with 2026-03-01.
	storage, ok := oracle.TikTokStorage(frac("2"), day("2025-12-17"), day("2026-03-02"))
	t.Run("tt-s07", func(t *testing.T) { expectRat(t, "derived, tiktok-fbt", storage, ok, "0.90") })
}

func TestTikTokReferral(t *testing.T) {
	for _, row := range []struct{ schedule, base, want string }{
		{oracle.TikTokStandard, "20.01", "1.2006"},
		{oracle.TikTokDisputed, "20", "1.60"},
		{oracle.TikTokNewSeller, "20", "0.60"},
		{oracle.TikTokPreOwned, "10000", "500"},
		{oracle.TikTokPreOwned, "11000", "530"},
		{oracle.TikTokFineJewelry, "11000", "550"},
		{oracle.TikTok2023, "20", "0.70"},
		{oracle.TikTok2023, "-1", none},
		{"food", "20", none},
	} {
		fee, ok := oracle.TikTokReferral(row.schedule, dec(row.base))
		expect(t, row.schedule, fee, ok, row.want)
	}
	for _, row := range []struct{ date, want string }{
		{"2023-04-02", ""},
		{"2023-04-03", oracle.TikTok2023},
		{"2024-03-31", oracle.TikTok2023},
		{"2024-04-01", oracle.TikTokStandard},
		{"2024-07-01", oracle.TikTokStandard},
		{"2026-08-04", oracle.TikTokStandard},
	} {
		if got, ok := oracle.TikTokSchedule(day(row.date)); got != row.want || ok != (row.want != "") {
			t.Errorf("%s: got %q, want %q", row.date, got, row.want)
		}
	}
	expect(t, "base", oracle.TikTokBase(dec("30"), dec("5"), dec("2.50")), true, "32.50")
	expect(t, "before", oracle.TikTokRefundAdmin(day("2025-05-14"), dec("10")), true, "0")
	expect(t, "share", oracle.TikTokRefundAdmin(day("2025-05-15"), dec("24.99")), true, "4.998")
	expect(t, "cap", oracle.TikTokRefundAdmin(day("2025-05-15"), dec("25.01")), true, "5")
}

func TestTikTokShippingWeight(t *testing.T) {
	for _, row := range []struct{ length, width, height, unit, want string }{
		{"10", "10", "8.3", "2", "5"},
		{"10", "10", "8.3", "5.1", "5.1"},
		{"10", "10", "0", "5.1", none},
	} {
		got, ok := oracle.TikTokShippingWeight(sides(row.length, row.width, row.height), frac(row.unit))
		expectRat(t, row.unit, got, ok, row.want)
	}
}

func TestTikTokFBT(t *testing.T) {
	for _, row := range []struct {
		date, weight string
		units        int
		want         string
	}{
		{"2026-07-13", "4/16", 1, "4.28"},
		{"2026-07-13", "4/16", 2, "2.52"},
		{"2026-07-13", "4/16", 3, "1.91"},
		{"2026-07-13", "4/16", 4, "1.56"},
		{"2026-07-13", "4/16", 400, "1.56"},
		{"2026-07-13", "0.2501", 2, "2.91"},
		{"2026-07-13", "12/16", 3, "2.61"},
		{"2026-07-13", "1", 4, "2.36"},
		{"2026-07-13", "1.01", 1, "5.71"},
		{"2026-07-13", "16", 3, "12.67"},
		{"2026-07-13", "16.01", 1, none},
		{"2026-07-12", "1", 2, none},
		{"2026-07-12", "1", 1, "5.10"},
		{"2026-05-20", "16.01", 1, none},
		{"2026-05-20", "16", 1, "12.67"},
		{"2026-05-19", "16.01", 1, "12.97"},
		{"2025-06-16", "18", 1, "13.34"},
		{"2025-06-16", "19", 1, "13.84"},
		{"2025-06-16", "20", 1, "14.11"},
		{"2025-06-16", "20.01", 1, "18.00"},
		{"2025-06-16", "51", 1, "30.00"},
		{"2025-06-16", "51.01", 1, "42.07"},
		{"2025-06-15", "1", 1, none},
		{"2026-07-13", "1", 0, none},
		{"2026-07-13", "0", 1, none},
	} {
		fee, ok := oracle.TikTokFBT(day(row.date), frac(row.weight), row.units)
		expect(t, row.date+", "+row.weight+" lb", fee, ok, row.want)
	}
}

func TestTikTokStorage(t *testing.T) {
	for _, row := range []struct {
		date string
		age  int
		want string
	}{
		{"2025-12-15", 0, "0"}, {"2025-12-15", 59, "0"}, {"2025-12-15", 60, "0.03"}, {"2025-12-15", 89, "0.03"},
		{"2025-12-15", 90, "0.04"}, {"2025-12-15", 119, "0.04"}, {"2025-12-15", 120, "0.06"}, {"2025-12-15", 179, "0.06"},
		{"2025-12-15", 180, "0.12"}, {"2025-12-15", 269, "0.12"}, {"2025-12-15", 270, "0.14"}, {"2025-12-15", 364, "0.14"},
		{"2025-12-15", 365, "0.27"}, {"2025-12-15", 9999, "0.27"},
		{"2025-12-14", 29, "0"}, {"2025-12-14", 30, "0.03"}, {"2025-12-14", 60, "0.05"}, {"2025-12-14", 90, "0.08"},
		{"2025-12-14", 179, "0.08"}, {"2025-12-14", 180, "0.16"}, {"2025-12-14", 364, "0.16"}, {"2025-12-14", 365, "0.32"},
		{"2025-12-14", -1, none},
	} {
		rate, ok := oracle.TikTokStorageDay(day(row.date), row.age)
		expect(t, row.date, rate, ok, row.want)
	}
	for _, row := range []struct{ volume, received, left, want string }{
		{"0.0001", "2026-01-01", "2026-03-03", "0.00003"}, // day 61 alone, for 0.001 cu ft
		{"1", "2025-11-10", "2025-12-17", "0.15"},         // days 31 to 35 at 0.03, the next two free again
		{"1", "2025-10-16", "2025-12-16", "0.93"},         // days 31 to 60 and, by the later table, day 61
		{"1", "2026-01-02", "2026-01-01", none},
		{"0", "2026-01-01", "2026-03-03", none},
	} {
		got, ok := oracle.TikTokStorage(frac(row.volume), day(row.received), day(row.left))
		expectRat(t, row.received, got, ok, row.want)
	}
}
