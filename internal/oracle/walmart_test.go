package oracle_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/oracle"
)

// wfs returns a unit with sides in inches and weight in pounds.
func wfs(length, width, height, weight string) oracle.WalmartUnit {
	return oracle.WalmartUnit{Sides: sides(length, width, height), Weight: frac(weight)}
}

func TestWalmartExamples(t *testing.T) {
	// published, wfs-calc
	t.Run("wm-s01", func(t *testing.T) {
		unit := wfs("12", "10", "10", "6")
		if pounds, ok := oracle.WalmartShippingWeight(unit); !ok || pounds != 9 {
			t.Errorf("got %d lb", pounds)
		}
		fee, ok := oracle.WalmartFulfillment(unit, dec("25"))
		expect(t, "fulfilment", fee, ok, "7.75")
		volume := oracle.CubicFeet(unit.Sides)
		if got := volume.FloatString(3); got != "0.694" {
			t.Errorf("got %s cu ft", got)
		}
		storage, ok := oracle.WalmartStorage(volume, day("2026-03-01"), day("2026-03-31"))
		expect(t, "storage", oracle.RoundRat(storage), ok, "0.52")
	})
	// published, wfs-calc
	t.Run("wm-s02", func(t *testing.T) {
		unit := wfs("120", "28", "14", "36")
		if size, ok := oracle.WalmartSize(unit); !ok || size != oracle.WalmartBigAndBulky {
			t.Errorf("got %s", size)
		}
		fee, ok := oracle.WalmartFulfillment(unit, dec("25"))
		expect(t, "fulfilment", fee, ok, "155.00")
		volume := oracle.CubicFeet(unit.Sides)
		if got := volume.FloatString(2); got != "27.22" {
			t.Errorf("got %s cu ft", got)
		}
		storage, ok := oracle.WalmartStorage(volume, day("2026-03-01"), day("2026-03-31"))
		expect(t, "storage", oracle.RoundRat(storage), ok, "20.42")
	})
	// published, wfs-mcs
	t.Run("wm-s03", func(t *testing.T) {
		var total decimal.Decimal
		for _, unit := range []struct{ pounds, want string }{{"12/16", "9.75"}, {"2", "11.35"}} {
			fee, ok := oracle.WalmartMCSByWeight(frac(unit.pounds), oracle.WalmartExpedited)
			expect(t, unit.pounds, fee, ok, unit.want)
			total = total.Add(fee).Sub(oracle.WalmartMCSDiscount(frac(unit.pounds), 2))
		}
		expect(t, "order", total, true, "16.10")
	})
	for _, row := range []struct{ id, source, category, price, want string }{
		{"wm-s04", "published, cedcommerce", "Books", "10.0", "1.5"},
		{"wm-s06", "derived, walmart-ref", "Jewelry & Precious Metals", "300.0", "52.5"},
		{"wm-s07 at the edge", "derived, walmart-ref", "Apparel & Accessories", "15.0", "0.75"},
		{"wm-s07 above", "derived, walmart-ref", "Apparel & Accessories", "15.01", "1.50"},
		{"wm-s08", "derived, walmart-ref", "Electronics Accessories", "150.0", "19.0"},
	} {
		t.Run(row.id, func(t *testing.T) {
			fee, ok := oracle.WalmartReferral(row.category, dec(row.price))
			cents(t, row.source, fee, ok, row.want)
		})
	}
	// published, kwick: the add-on of two months for 1,000 cu ft
	t.Run("wm-s05", func(t *testing.T) {
		addOn := func(received, first, after string) *big.Rat {
			all, _ := oracle.WalmartStorage(frac("1000"), day(received), day(after))
			before, _ := oracle.WalmartStorage(frac("1000"), day(received), day(first))
			standard := frac("1500") // 1000 x 0.75 x 60 / 30
			all.Sub(all, before)
			return all.Sub(all, standard)
		}
		expectRat(t, "normal year", addOn("2026-08-01", "2026-10-01", "2026-11-30"), true, "3000")
		expectRat(t, "2025", addOn("2025-08-01", "2025-10-01", "2025-11-30"), true, "0")
	})
	// derived, wfs-fees
	t.Run("wm-s09", func(t *testing.T) {
		unit := wfs("5", "5", "5", "0.9")
		if pounds, ok := oracle.WalmartShippingWeight(unit); !ok || pounds != 2 {
			t.Errorf("got %d lb", pounds)
		}
		fee, ok := oracle.WalmartFulfillment(unit, dec("25"))
		expect(t, "fulfilment", fee, ok, "4.95")
	})
	// derived, wfs-fees
	t.Run("wm-s10", func(t *testing.T) {
		fee, ok := oracle.WalmartReturnByWeight(9)
		expect(t, "return", fee, ok, "9.00")
	})
	// derived, wfs-its
	t.Run("wm-s11", func(t *testing.T) {
		fee, ok := oracle.WalmartTransfer(5)
		expect(t, "transfer", fee, ok, "0.65")
	})
	// derived, wfs-fees
	t.Run("wm-s12", func(t *testing.T) {
		sum := new(big.Rat)
		for i := range 30 {
			rate, ok := oracle.WalmartStorageDay(day("2026-04-30").AddDate(0, 0, -i), 400-i)
			if !ok {
				t.Fatal("no rate")
			}
			sum.Add(sum, rate.Mul(rate, oracle.CubicFeet(sides("12", "10", "10"))))
		}
		expect(t, "storage", oracle.RoundRat(sum), true, "1.56")
	})
}

// Every category at amounts on both sides of its limits.
func TestWalmartReferral(t *testing.T) {
	asked := map[string]bool{}
	for _, row := range []struct{ category, price, want string }{
		{"Apparel & Accessories", "15.00", "0.75"},
		{"Apparel & Accessories", "20.00", "2.00"},
		{"Apparel & Accessories", "20.01", "3.0015"},
		{"Appliances - Compact", "300", "36"},
		{"Appliances - Compact", "400", "44"},
		{"Appliances - Major", "1000", "80"},
		{"Automotive & Powersports", "100", "12"},
		{"Baby Products", "10.00", "0.80"},
		{"Baby Products", "10.01", "1.5015"},
		{"Base Power Tools", "100", "12"},
		{"Beauty, Health & Personal Care", "10.00", "0.80"},
		{"Beauty, Health & Personal Care", "10.01", "1.5015"},
		{"Books", "100", "15"},
		{"Camera & Photo", "100", "8"},
		{"Collectibles (approved sellers)", "2500", "200"},
		{"Collectibles (approved sellers)", "3500", "223.50"},
		{"Collectibles, all others", "3500", "280"},
		{"Consumer Electronics", "100", "8"},
		{"Electronics Accessories", "100", "15"},
		{"Electronics Accessories", "100.01", "15.0008"},
		{"Grocery", "15.00", "1.20"},
		{"Grocery", "15.01", "2.2515"},
		{"Home, Kitchen, Decor & Garden", "100", "15"},
		{"Indoor & Outdoor Furniture", "200", "30"},
		{"Indoor & Outdoor Furniture", "300", "40"},
		{"Industrial & Scientific Supplies", "100", "12"},
		{"Jewelry & Precious Metals", "250", "50"},
		{"Luggage & Travel Accessories", "100", "15"},
		{"Music", "100", "15"},
		{"Musical Instruments", "100", "12"},
		{"Office Products", "100", "15"},
		{"Office Products (printer cartridges)", "100", "12"},
		{"Outdoor Power Tools", "500.00", "75"},
		{"Outdoor Power Tools", "500.01", "40.0008"},
		{"Outdoors Products & Sports", "100", "15"},
		{"Outdoors Products & Sports (trail monitors and optics)", "100", "8"},
		{"Personal Computers", "100", "6"},
		{"Pet Supplies", "100", "15"},
		{"Plumbing, Heating, Cooling & Ventilation", "100", "10"},
		{"Shoes, Handbags, Backpacks & Sunglasses", "100", "15"},
		{"Software & Computer Video Games", "100", "15"},
		{"Tires & Wheels", "100", "10"},
		{"Tools & Home Improvement", "100", "15"},
		{"Toys & Games", "100", "15"},
		{"Video & DVD", "100", "15"},
		{"Video Game Consoles", "100", "8"},
		{"Watches", "1500", "225"},
		{"Watches", "2500", "255"},
		{"Everything Else", "100", "15"},
		{"Everything Else", "0", "0"},
		{"Everything Else", "-0.01", none},
		{"Everything", "1", none},
	} {
		fee, ok := oracle.WalmartReferral(row.category, dec(row.price))
		expect(t, row.category+" at "+row.price, fee, ok, row.want)
		asked[row.category] = true
	}
	for _, category := range oracle.WalmartCategories() {
		if !asked[category] {
			t.Errorf("%s is not tested", category)
		}
	}
}

func TestWalmartSize(t *testing.T) {
	for _, row := range []struct {
		unit oracle.WalmartUnit
		want string
	}{
		{wfs("48", "14", "14.5", "150"), oracle.WalmartStandard},       // 105 in around
		{wfs("48.01", "1", "1", "1"), oracle.WalmartOversize1},         // length
		{wfs("31", "30.01", "1", "1"), oracle.WalmartOversize1},        // median
		{wfs("31", "30", "1", "1"), oracle.WalmartStandard},            // median at its limit
		{wfs("48", "14", "14.51", "1"), oracle.WalmartOversize1},       // around
		{wfs("96", "8.5", "8.5", "1"), oracle.WalmartOversize1},        // 130 in around
		{wfs("96.01", "1", "1", "1"), oracle.WalmartOversize2},         // length
		{wfs("96", "8.5", "8.51", "1"), oracle.WalmartOversize2},       // around
		{wfs("108", "14.25", "14.25", "150"), oracle.WalmartOversize2}, // 165 in around
		{wfs("108.01", "1", "1", "1"), oracle.WalmartBigAndBulky},      // length
		{wfs("108", "14.25", "14.26", "1"), oracle.WalmartBigAndBulky}, // around
		{wfs("10", "10", "10", "150.01"), oracle.WalmartBigAndBulky},   // weight
		{wfs("14", "120", "28", "500"), oracle.WalmartBigAndBulky},     // in any order
		{wfs("120", "28", "14", "500.01"), ""},
		{wfs("120.01", "28", "14", "1"), ""},
		{wfs("110", "105", "1", "1"), ""},
		{wfs("110", "104", "93", "1"), ""},
		{wfs("110", "104.9", "92.9", "1"), oracle.WalmartBigAndBulky},
		{wfs("1", "1", "1", "0"), ""},
		{wfs("1", "0", "1", "1"), ""},
		{wfs("1", "1", "", "1"), ""},
		{wfs("1", "1", "1", ""), ""},
	} {
		size, ok := oracle.WalmartSize(row.unit)
		if size != row.want || ok != (row.want != "") {
			t.Errorf("%v: got %q, %t, want %q", row.unit, size, ok, row.want)
		}
	}
}

func TestWalmartFulfillment(t *testing.T) {
	apparel := wfs("5", "5", "5", "0.5")
	apparel.Apparel = true
	both := apparel
	both.Hazmat = true
	bulky := wfs("120", "28", "14", "90.5")
	bulky.Apparel, bulky.Hazmat = true, true
	for _, row := range []struct {
		name       string
		unit       oracle.WalmartUnit
		price      string
		weight     int64
		want, back string // fulfilment and return
	}{
		{"0.75 lb and packaging", wfs("5", "5", "5", "0.75"), "10", 1, "3.45", "4.70"},
		{"more", wfs("5", "5", "5", "0.751"), "10", 2, "4.95", "6.20"},
		{"low price", wfs("5", "5", "5", "0.75"), "9.99", 1, "4.45", "4.70"},
		{"apparel", apparel, "10", 1, "3.95", "5.20"},
		{"apparel, hazmat, low price", both, "1", 1, "5.45", "5.70"},
		{"dimensional weight ignored", wfs("20", "20", "20", "0.99"), "10", 2, "4.95", "6.20"},
		// 8000 / 139 = 57.55
		{"dimensional weight", wfs("20", "20", "20", "1"), "10", 58, "20.35", "20.35"},
		{"1.75 lb", wfs("5", "5", "5", "1.75"), "10", 2, "4.95", "6.20"},
		{"2.75 lb", wfs("5", "5", "5", "2.75"), "10", 3, "5.45", "6.70"},
		{"3.75 lb", wfs("5", "5", "5", "3.75"), "10", 4, "5.75", "7.00"},
		{"20 lb", wfs("5", "5", "5", "19.75"), "10", 20, "12.15", "13.40"},
		{"21 lb", wfs("5", "5", "5", "19.76"), "10", 21, "15.55", "15.55"},
		{"30 lb", wfs("5", "5", "5", "29.75"), "10", 30, "19.15", "19.15"},
		{"31 lb", wfs("5", "5", "5", "29.76"), "10", 31, "14.55", "14.55"},
		{"50 lb", wfs("5", "5", "5", "49.75"), "10", 50, "22.15", "22.15"},
		{"51 lb", wfs("5", "5", "5", "49.76"), "10", 51, "17.55", "17.55"},
		{"150 lb", wfs("5", "5", "5", "150"), "10", 151, "57.55", "57.55"},
		{"oversize 1", wfs("50", "5", "5", "20"), "10", 21, "18.55", "18.55"},
		// 90 lb, packaging and so 91 lb: 17.55 + 0.40 x 40 + 20.00
		{"oversize 2", wfs("100", "5", "5", "0.5"), "10", 91, "53.55", "53.55"},
		// 108 x 14 x 14 / 139 = 152.3
		{"oversize 2 by dimensions", wfs("108", "14", "14", "20"), "9", 153, "79.35", "78.35"},
		{"big and bulky", bulky, "1", 91, "155.80", "155.80"},
		{"big and bulky at 90", wfs("120", "28", "14", "90"), "1", 90, "155.00", "155.00"},
		{"big and bulky at 500", wfs("120", "28", "14", "500"), "1", 500, "483.00", "483.00"},
	} {
		weight, ok := oracle.WalmartShippingWeight(row.unit)
		if !ok || weight != row.weight {
			t.Errorf("%s: got %d lb, %t, want %d", row.name, weight, ok, row.weight)
		}
		fee, ok := oracle.WalmartFulfillment(row.unit, dec(row.price))
		expect(t, row.name, fee, ok, row.want)
		back, ok := oracle.WalmartReturn(row.unit)
		expect(t, row.name+", return", back, ok, row.back)
	}
	fee, ok := oracle.WalmartFulfillment(apparel, dec("-1"))
	expect(t, "negative price", fee, ok, none)
	fee, ok = oracle.WalmartFulfillment(wfs("121", "1", "1", "1"), dec("1"))
	expect(t, "too long", fee, ok, none)
	if _, ok := oracle.WalmartShippingWeight(wfs("121", "1", "1", "1")); ok {
		t.Error("too long: a weight")
	}
	fee, ok = oracle.WalmartFulfillmentByWeight(0)
	expect(t, "no weight", fee, ok, none)
}

func TestWalmartStorageDay(t *testing.T) {
	for _, row := range []struct {
		date    string
		age     int
		monthly string
	}{
		{"2025-03-31", 0, none},
		{"2025-04-01", 0, "0.75"},
		{"2026-03-01", -1, none},
		{"2025-06-08", 364, "0.75"},
		{"2025-06-08", 365, "7.50"},
		{"2025-06-09", 365, "2.25"},
		{"2025-06-09", 450, "2.25"},
		{"2025-10-01", 30, "0.75"}, // waived
		{"2025-12-31", 364, "0.75"},
		{"2025-12-31", 365, "2.25"},
		{"2026-06-29", 450, "2.25"},
		{"2026-06-30", 449, "2.25"},
		{"2026-06-30", 450, "7.50"},
		{"2026-09-30", 30, "0.75"},
		{"2026-10-01", 29, "0.75"},
		{"2026-10-01", 30, "2.25"},
		{"2026-12-31", 364, "2.25"},
		{"2026-12-31", 365, "2.25"},
		{"2026-12-31", 450, "7.50"},
		{"2027-01-01", 30, "0.75"},
	} {
		rate, ok := oracle.WalmartStorageDay(day(row.date), row.age)
		if row.monthly == none {
			expectRat(t, row.date, rate, ok, none)
			continue
		}
		if !ok || rate.Mul(rate, frac("30")).Cmp(frac(row.monthly)) != 0 {
			t.Errorf("%s at age %d: got %v for 30 days, want %s", row.date, row.age, rate, row.monthly)
		}
	}
}

func TestWalmartStorage(t *testing.T) {
	for _, row := range []struct{ volume, received, left, want string }{
		{"2", "2026-03-01", "2026-03-01", "0"},
		{"2", "2026-03-01", "2026-03-02", "1/20"},
		// 30 days at 0.75 and one at 2.25, for 30 days
		{"1", "2026-09-10", "2026-10-11", "33/40"}, // 31 x 0.025 + 0.05
		{"1", "2026-03-02", "2026-03-01", none},
		{"1", "2025-03-31", "2025-04-02", none},
		{"0", "2026-03-01", "2026-03-02", none},
	} {
		got, ok := oracle.WalmartStorage(frac(row.volume), day(row.received), day(row.left))
		expectRat(t, row.received+" to "+row.left, got, ok, row.want)
	}
}

func TestWalmartTransfer(t *testing.T) {
	for _, row := range []struct {
		unit   oracle.WalmartUnit
		weight int64
		want   string
	}{
		{wfs("20", "20", "20", "0.99"), 1, "0.25"},
		{wfs("5", "5", "5", "1"), 1, "0.25"},
		{wfs("5", "5", "5", "1.01"), 2, "0.35"},
		{wfs("5", "5", "5", "2.01"), 3, "0.45"},
		{wfs("20", "20", "20", "1"), 58, "5.95"},
		{wfs("100", "5", "5", "1"), 18, "1.95"}, // no floor of 90 lb
	} {
		weight, ok := oracle.WalmartTransferWeight(row.unit)
		if !ok || weight != row.weight {
			t.Errorf("%v: got %d lb, want %d", row.unit, weight, row.weight)
		}
		fee, ok := oracle.WalmartTransfer(weight)
		expect(t, row.want, fee, ok, row.want)
	}
	if _, ok := oracle.WalmartTransferWeight(wfs("1", "1", "1", "")); ok {
		t.Error("no weight: an answer")
	}
}

func TestWalmartDisposalAndRemoval(t *testing.T) {
	for _, row := range []struct {
		weight            string
		hazmat            bool
		disposal, removal string
	}{
		{"0.5", false, "0.35", "0.75"},
		{"2", false, "0.35", "1.15"},
		{"2.01", false, "0.55", "1.75"},
		{"3", true, "1.05", "2.25"},
		{"500", false, "99.95", "299.95"},
		{"500.01", false, none, none},
		{"0", false, none, none},
	} {
		fee, ok := oracle.WalmartDisposal(frac(row.weight), row.hazmat)
		expect(t, row.weight, fee, ok, row.disposal)
		fee, ok = oracle.WalmartRemoval(frac(row.weight), row.hazmat)
		expect(t, row.weight, fee, ok, row.removal)
	}
}

func TestWalmartPrep(t *testing.T) {
	for _, row := range []struct{ service, planned, unplanned string }{
		{"poly_bag", "0.60", "0.80"},
		{"label", "0.45", "0.65"},
		{"wrap", none, none},
	} {
		fee, ok := oracle.WalmartPrep(row.service, true)
		expect(t, row.service, fee, ok, row.planned)
		fee, ok = oracle.WalmartPrep(row.service, false)
		expect(t, row.service, fee, ok, row.unplanned)
	}
}

func TestWalmartMCS(t *testing.T) {
	for _, row := range []struct {
		unit               oracle.WalmartUnit
		weight             string
		expedited, regular string
	}{
		{wfs("9", "9", "9", "0.125"), "6/16", "9.45", "7.45"},
		{wfs("9", "9", "9", "0.126"), "7/16", "9.75", "7.75"},
		{wfs("9", "9", "9", "0.5"), "12/16", "9.75", "7.75"},
		{wfs("9", "9", "9", "0.51"), "13/16", "10.05", "8.05"},
		{wfs("9", "9", "9", "0.74"), "1", "10.05", "8.05"},
		{wfs("9", "9", "9", "0.75"), "1", "10.05", "8.05"},
		{wfs("9", "9", "9", "0.76"), "2", "11.35", "8.65"},
		{wfs("5", "5", "5", "2"), "3", "12.10", "9.25"},
		{wfs("5", "5", "5", "29.75"), "30", "32.35", "25.45"},
		{wfs("5", "5", "5", "29.76"), "31", none, "28.05"},
		{wfs("5", "5", "5", "149.75"), "150", none, "99.45"},
		{wfs("5", "5", "5", "149.76"), "151", none, none},
		{wfs("50", "5", "5", "2"), "10", "20.35", "16.45"}, // 8.99 lb and 3.00
		{wfs("100", "5", "5", "2"), "91", none, "84.05"},   // 28.05 + 36.00 + 20.00
	} {
		weight, ok := oracle.WalmartMCSWeight(row.unit)
		expectRat(t, "weight", weight, ok, row.weight)
		fee, ok := oracle.WalmartMCSUnit(row.unit, oracle.WalmartExpedited)
		expect(t, row.weight+" expedited", fee, ok, row.expedited)
		fee, ok = oracle.WalmartMCSUnit(row.unit, oracle.WalmartRegular)
		expect(t, row.weight+" standard", fee, ok, row.regular)
	}
	fee, ok := oracle.WalmartMCSUnit(wfs("120", "28", "14", "36"), oracle.WalmartRegular)
	expect(t, "big and bulky", fee, ok, none)
	fee, ok = oracle.WalmartMCSByWeight(frac("1"), "overnight")
	expect(t, "unknown speed", fee, ok, none)
	fee, ok = oracle.WalmartMCSByWeight(frac("0"), oracle.WalmartRegular)
	expect(t, "no weight", fee, ok, none)

	for _, row := range []struct {
		pounds string
		units  int
		want   string
	}{
		{"1", 1, "0"}, {"1", 2, "2.50"}, {"1", 3, "3.00"}, {"1", 4, "3.50"}, {"29", 9, "3.50"}, {"30", 2, "0"},
	} {
		expect(t, row.pounds, oracle.WalmartMCSDiscount(frac(row.pounds), row.units), true, row.want)
	}
}
