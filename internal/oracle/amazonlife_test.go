package oracle_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/oracle"
)

func TestAmazonLifeExamples(t *testing.T) {
	fee, ok := oracle.AmazonLowInventory(day("2026-09-08"), "large_standard", frac("4.1"), frac("15.2"), frac("16.0"))
	t.Run("us-lil-01", func(t *testing.T) { expect(t, "published, hubricon", fee, ok, "0.87") })
	fee, ok = oracle.AmazonLowInventory(day("2026-02-23"), "large_standard", frac("2"), frac("18"), frac("18"))
	t.Run("us-lil-03", func(t *testing.T) {
		expect(t, "published, webgility", fee, ok, "0.70")
		expect(t, "1,000 units", fee.Mul(dec("1000")), ok, "700")
	})
	t.Run("us-sto-01", func(t *testing.T) { // 100 units of 0.05 cu ft
		got, ok := oracle.AmazonStorage(oracle.AmazonStored{}, frac("5"), day("2026-06-01"), day("2026-07-01"))
		expectRat(t, "published, storage", got, ok, "3.90")
	})
	t.Run("us-ret-01", func(t *testing.T) {
		for _, floor := range []bool{true, false} {
			expect(t, "published, shipmentbot", oracle.AmazonReturnsUnits(1000, 120, dec("0.10"), floor), true, "20")
		}
	})
	for _, row := range []struct{ id, source, created, sales, want string }{
		{"us-cpn-01", "published, link-trans", "2025-07-01", "4200", "110"},
		{"us-cpn-03", "published, link-trans", "2025-07-01", "7500", "192.50"},
		{"us-cpn-05", "published, attorney", "2025-11-10", "4000", "105"},
	} {
		t.Run(row.id, func(t *testing.T) {
			fee, ok := oracle.AmazonCoupon(day(row.created), dec(row.sales), 0)
			expect(t, row.source, fee, ok, row.want)
		})
	}
	t.Run("us-deal-01", func(t *testing.T) {
		fee, ok := oracle.AmazonDeal(day("2025-07-01"), oracle.AmazonBestDeal, 5, dec("3500"))
		expect(t, "published, moizit", fee, ok, "385")
	})
	t.Run("us-d-17", func(t *testing.T) {
		fee, ok := oracle.AmazonRemoval(day("2026-06-01"), false, frac("3.2"))
		expect(t, "derived", fee, ok, "5.01")
	})
	t.Run("us-d-19", func(t *testing.T) {
		got, ok := oracle.AmazonAgedAt(day("2026-06-15"), 460, frac("0.10"), false)
		expectRat(t, "derived", got, ok, "0.79")
	})
}

func TestAmazonStorage(t *testing.T) {
	for _, row := range []struct {
		stored       oracle.AmazonStored
		low, holiday string
	}{
		{oracle.AmazonStored{}, "0.78", "2.40"},
		{oracle.AmazonStored{Oversize: true}, "0.56", "1.40"},
		{oracle.AmazonStored{Dangerous: true}, "0.99", "3.63"},
		{oracle.AmazonStored{Oversize: true, Dangerous: true}, "0.78", "2.43"},
	} {
		for date, want := range map[string]string{
			"2024-03-31": none, "2024-04-01": row.low, "2026-09-30": row.low, "2026-10-01": row.holiday,
			"2026-12-31": row.holiday, "2027-01-14": row.low, "2027-01-15": none,
		} {
			rate, ok := oracle.AmazonStorageMonth(row.stored, day(date))
			expect(t, date, rate, ok, want)
		}
	}
	for _, row := range []struct{ volume, received, left, want string }{
		{"2", "2026-02-01", "2026-03-01", "1.56"},       // a whole month of 28 days
		{"1", "2026-09-30", "2026-10-02", "3206/31000"}, // 0.78 / 30 + 2.40 / 31
		{"1", "2024-04-10", "2024-04-10", "0"},
		{"1", "2026-12-31", "2027-01-15", "1332/3100"}, // 2.40 / 31 + 14 x 0.78 / 31
		{"1", "2026-12-31", "2027-01-16", none},
		{"1", "2024-03-31", "2024-04-02", none},
		{"1", "2026-01-02", "2026-01-01", none},
		{"-1", "2026-01-01", "2026-01-02", none},
	} {
		got, ok := oracle.AmazonStorage(oracle.AmazonStored{}, frac(row.volume), day(row.received), day(row.left))
		expectRat(t, row.received+" to "+row.left, got, ok, row.want)
	}
}

func TestAmazonUtilization(t *testing.T) {
	for _, row := range []struct{ weeks, standard, oversize string }{
		{"0", "0", "0"}, {"22", "0", "0"}, {"22.01", "0.44", none}, {"28", "0.44", none}, {"28.01", "0.76", none},
		{"36", "0.76", none}, {"36.01", "1.16", none}, {"44", "1.16", none}, {"44.01", "1.58", none},
		{"52", "1.58", none}, {"52.01", "1.88", none}, {"-1", none, none}, {"", none, none},
	} {
		fee, ok := oracle.AmazonUtilization(false, frac(row.weeks))
		expect(t, row.weeks, fee, ok, row.standard)
		fee, ok = oracle.AmazonUtilization(true, frac(row.weeks))
		expect(t, row.weeks+" oversize", fee, ok, row.oversize)
	}
}

func TestAmazonAgedAt(t *testing.T) {
	for _, row := range []struct {
		age                    int
		volume                 string
		in2025, in2026, exempt string // the last one in 2026
	}{
		{0, "1", "0", "0", "0"},
		{180, "1", "0", "0", "0"},
		{181, "1", "0.50", "0.50", "0"},
		{210, "1", "0.50", "0.50", "0"},
		{211, "1", "1.00", "1.00", "0"},
		{240, "1", "1.00", "1.00", "0"},
		{241, "1", "1.50", "1.50", "0"},
		{270, "1", "1.50", "1.50", "0"},
		{271, "1", "5.45", "5.45", "5.45"},
		{300, "0.01", "0.0545", "0.0545", "0.0545"},
		{301, "1", "5.70", "5.70", "5.70"},
		{330, "1", "5.70", "5.70", "5.70"},
		{331, "1", "5.90", "5.90", "5.90"},
		{365, "0.01", "0.0590", "0.0590", "0.0590"},
		{366, "1", "6.90", "6.90", "6.90"},
		{366, "0.01", "0.15", "0.30", "0.30"},
		{366, "1/30", "0.23", "0.30", "0.30"},
		{455, "1", "6.90", "6.90", "6.90"},
		{456, "1", "6.90", "7.90", "7.90"},
		{456, "0.01", "0.15", "0.35", "0.35"},
		{-1, "1", none, none, none},
		{200, "0", none, none, none},
	} {
		got, ok := oracle.AmazonAgedAt(day("2025-06-15"), row.age, frac(row.volume), false)
		expectRat(t, "2025", got, ok, row.in2025)
		got, ok = oracle.AmazonAgedAt(day("2026-01-15"), row.age, frac(row.volume), false)
		expectRat(t, "January 2026", got, ok, row.in2025)
		got, ok = oracle.AmazonAgedAt(day("2026-02-15"), row.age, frac(row.volume), false)
		expectRat(t, "2026", got, ok, row.in2026)
		got, ok = oracle.AmazonAgedAt(day("2026-02-15"), row.age, frac(row.volume), true)
		expectRat(t, "exempt", got, ok, row.exempt)
	}
	for _, date := range []string{"2024-12-15", "2027-01-15"} {
		got, ok := oracle.AmazonAgedAt(day(date), 200, frac("1"), false)
		expectRat(t, date, got, ok, none)
	}
}

func TestAmazonAged(t *testing.T) {
	for _, row := range []struct{ received, left, want string }{
		// Ages of 181 on 2025-07-15 and 212 on 2025-08-15.
		{"2025-01-15", "2025-07-15", "0"},
		{"2025-01-15", "2025-07-16", "0.50"},
		{"2025-01-15", "2025-08-15", "0.50"},
		{"2025-01-15", "2025-08-16", "1.50"},
		{"2025-01-16", "2025-07-16", "0"},
		// Ages of 365 on 2026-01-15 and 396 on 2026-02-15.
		{"2025-01-15", "2026-01-16", "25.95"},
		{"2025-01-15", "2026-02-16", "32.85"},
		{"2026-01-02", "2026-01-01", none},
		{"2024-12-01", "2025-01-01", none},
	} {
		got, ok := oracle.AmazonAged(frac("1"), false, day(row.received), day(row.left))
		expectRat(t, row.received+" to "+row.left, got, ok, row.want)
	}
	got, ok := oracle.AmazonAged(frac("0"), false, day("2026-01-01"), day("2026-01-02"))
	expectRat(t, "no volume", got, ok, none)
}

func TestAmazonLowInventory(t *testing.T) {
	for _, row := range []struct {
		date, tier, billed, days30, days90, want string
	}{
		{"2026-01-15", "small_standard", "1", "0", "0", "0.89"},
		{"2026-01-15", "small_standard", "1", "13.99", "2", "0.89"},
		{"2026-01-15", "small_standard", "1", "14", "2", "0.63"},
		{"2026-01-15", "small_standard", "1", "2", "21", "0.32"},
		{"2026-01-15", "small_standard", "1", "27.99", "27.99", "0.32"},
		{"2026-01-15", "small_standard", "1", "2", "28", "0"},
		{"2026-01-15", "small_standard", "1", "28", "2", "0"},
		{"2026-01-15", "large_standard", "3", "1", "1", "0.97"},
		{"2026-01-15", "large_standard", "3", "21", "1", "0.36"},
		{"2026-01-15", "large_standard", "3.01", "1", "1", "1.11"},
		{"2026-01-15", "large_standard", "20", "21", "1", "0.47"},
		{"2026-01-15", "large_standard", "20.01", "21", "1", none},
		{"2026-01-15", "small_bulky", "20", "1", "1", "1.85"},
		{"2026-01-15", "small_bulky", "20", "14", "1", "1.02"},
		{"2026-01-15", "small_bulky", "20", "21", "1", "0.51"},
		{"2026-01-15", "large_bulky", "20", "1", "1", "2.09"},
		{"2026-01-15", "large_bulky", "20", "14", "1", "1.15"},
		{"2026-01-15", "large_bulky", "20", "21", "1", "0.57"},
		{"2026-01-14", "large_bulky", "20", "21", "1", "0"},
		{"2026-01-14", "small_standard", "1", "14", "2", "0.63"},
		{"2026-01-15", "extra_large_0_50", "20", "21", "1", "0"},
		{"2026-01-15", "tiny", "20", "21", "1", none},
		{"2026-01-15", "small_standard", "0", "21", "1", none},
		{"2026-01-15", "small_standard", "1", "-1", "1", none},
		{"2026-01-15", "small_standard", "1", "1", "", none},
		{"2025-01-14", "small_standard", "1", "1", "1", none},
		{"2027-01-15", "small_standard", "1", "1", "1", none},
	} {
		fee, ok := oracle.AmazonLowInventory(day(row.date), row.tier, frac(row.billed), frac(row.days30), frac(row.days90))
		expect(t, row.date+" "+row.tier+" "+row.days30, fee, ok, row.want)
	}
}

func TestAmazonReturns(t *testing.T) {
	for _, row := range []struct{ category, want string }{
		{"grocery", "0.029"}, {"toys_games", "0.047"}, {"beauty_health_personal_care", "0.055"},
		{"home_kitchen", "0.081"}, {"consumer_electronics", "0.112"}, {"computers", "0.114"}, {"watches", none},
	} {
		got, ok := oracle.AmazonReturnsThreshold(row.category)
		expect(t, row.category, got, ok, row.want)
	}
	for _, row := range []struct {
		shipped, returned int64
		exact, floor      string
	}{
		{24, 24, "0", "0"},
		{25, 25, "22.975", "23"}, // 2.025 are free
		{100, 8, "0", "0"},
		{100, 9, "0.9", "1"},
	} {
		expect(t, "exact", oracle.AmazonReturnsUnits(row.shipped, row.returned, dec("0.081"), false), true, row.exact)
		expect(t, "floor", oracle.AmazonReturnsUnits(row.shipped, row.returned, dec("0.081"), true), true, row.floor)
	}
}

func TestAmazonRemoval(t *testing.T) {
	for _, row := range []struct {
		weight                string
		before, from2026, big string
	}{
		{"0.01", "1.04", "0.84", "3.12"},
		{"0.5", "1.04", "0.84", "3.12"},
		{"0.501", "1.53", "1.53", "3.12"},
		{"1", "1.53", "1.53", "3.12"},
		{"1.01", "2.27", "2.27", "4.30"},
		{"2", "2.27", "2.27", "4.30"},
		{"2.01", "3.95", "3.95", "6.36"},
		{"4", "5.01", "5.01", "6.36"},
		{"4.01", "6.07", "6.07", "10.04"},
		{"10", "11.37", "11.37", "10.04"},
		{"10.01", "12.43", "12.43", "15.38"},
		{"0", none, none, none},
	} {
		fee, ok := oracle.AmazonRemoval(day("2026-01-14"), false, frac(row.weight))
		expect(t, row.weight+" before 2026", fee, ok, row.before)
		fee, ok = oracle.AmazonRemoval(day("2026-01-15"), false, frac(row.weight))
		expect(t, row.weight+" from 2026", fee, ok, row.from2026)
		fee, ok = oracle.AmazonRemoval(day("2026-01-15"), true, frac(row.weight))
		expect(t, row.weight+" large", fee, ok, row.big)
	}
	for _, date := range []string{"2025-01-14", "2027-01-15"} {
		fee, ok := oracle.AmazonRemoval(day(date), true, frac("1"))
		expect(t, date, fee, ok, none)
	}
	expect(t, "liquidation", oracle.AmazonLiquidation(dec("33.33")), true, "4.9995")
}

func TestAmazonPromotions(t *testing.T) {
	for _, row := range []struct {
		created, sales string
		redemptions    int64
		want           string
	}{
		{"2025-06-01", "4200", 10, "6.00"},
		{"2025-06-02", "4200", 10, "110"},
		{"2025-11-04", "100000", 1, "2505"},
		{"2025-11-05", "80000", 1, "2005"},
		{"2025-11-05", "100000", 1, "2005"},
		{"2027-01-14", "0", 1, "5"},
		{"2027-01-15", "0", 1, none},
	} {
		fee, ok := oracle.AmazonCoupon(day(row.created), dec(row.sales), row.redemptions)
		expect(t, row.created+" "+row.sales, fee, ok, row.want)
	}
	for _, row := range []struct{ first, kind, sales, want string }{
		{"2025-06-01", "lightning", "1000", "150"},
		{"2025-06-01", "best", "1000", "300"},
		{"2025-06-02", "lightning", "1000", "150"}, // 2 x 70 + 10
		{"2025-06-02", "best", "1000", "150"},
		{"2026-06-02", "best", "200000", "2140"},
		{"2026-06-02", "best", "200001", "2140"},
		{"2026-06-02", "prime", "200001", none},
		{"2027-01-15", "best", "1000", none},
	} {
		fee, ok := oracle.AmazonDeal(day(row.first), row.kind, 2, dec(row.sales))
		expect(t, row.first+" "+row.kind, fee, ok, row.want)
	}
	for _, row := range []struct{ first, kind, want string }{
		{"2025-07-08", "lightning", "500"},
		{"2025-11-28", "best", "1000"},
		{"2025-11-28", "prime", none},
		{"2026-07-08", "lightning", none},
	} {
		fee, ok := oracle.AmazonEventDeal(day(row.first), row.kind)
		expect(t, row.first+" "+row.kind, fee, ok, row.want)
	}
	for name, row := range map[string]struct {
		got  decimal.Decimal
		want string
	}{
		"lithium":      {oracle.AmazonLithium(), "0.11"},
		"professional": {oracle.AmazonProfessionalPlan(), "39.99"},
	} {
		expect(t, name, row.got, true, row.want)
	}
}
