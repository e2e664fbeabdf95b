package tiktok_test

import (
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// rat is a measure in inches or pounds.
func (m measure) rat() *big.Rat {
	factor := map[string]*big.Rat{
		"in": big.NewRat(1, 1), "cm": big.NewRat(100, 254), "mm": big.NewRat(10, 254),
		"lb": big.NewRat(1, 1), "oz": big.NewRat(1, 16), "g": big.NewRat(100_000, 45_359_237), "kg": big.NewRat(100_000_000, 45_359_237),
	}[m.unit]
	return new(big.Rat).Mul(m.value.Rat(), factor)
}

// A sale is a listing as drawn, with its sides and weight in plain numbers.
type sale struct {
	listing tiktok.Listing
	sides   [3]*big.Rat
	weight  *big.Rat
}

func genSale(t *rapid.T) sale {
	var s sale
	l := &s.listing
	l.Category = rapid.SampledFrom([]string{"", "most", "pre_owned", "fine_jewelry"}).Draw(t, "category")
	l.Schedule = rapid.SampledFrom([]tiktok.Schedule{"", tiktok.Standard, tiktok.Disputed8Percent, tiktok.NewSeller}).Draw(t, "schedule")
	l.Order.Units = rapid.IntRange(0, 6).Draw(t, "units")
	if rapid.Bool().Draw(t, "shipping") {
		l.Order.ShippingCharged = genCents("shipping", 2000).Draw(t, "shipping")
	}
	l.Order.SalesTax = decimal.New(rapid.Int64Range(0, 1000).Draw(t, "tax"), -4)
	l.CreatorRate = decimal.New(rapid.Int64Range(0, 500).Draw(t, "creator"), -3)
	if rapid.IntRange(0, 9).Draw(t, "own rate") == 0 {
		l.ReferralRate = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 200).Draw(t, "rate"), -3))
	}
	l.Fulfillment = tiktok.Seller
	if rapid.IntRange(0, 3).Draw(t, "fbt") > 0 {
		l.Fulfillment = ""
		sides, w, parcel := genParcel(t)
		l.Parcel, s.weight = parcel, w.rat()
		for i := range sides {
			s.sides[i] = sides[i].rat()
		}
	}
	return s
}

// referralOf is the referral fee of one unit by the oracle, and the amount that
// the order pays beside it. False is a day or a category without a figure.
func referralOf(l tiktok.Listing, on time.Time, price decimal.Decimal) (fee, perOrder decimal.Decimal, ok bool) {
	schedule, ok := oracle.TikTokSchedule(on)
	date := on.Format(time.DateOnly)
	most := l.Category == "" || l.Category == "most"
	// The customer pays price, shipping and tax; the base leaves the tax out.
	paid := price.Add(l.Order.ShippingCharged)
	tax := paid.Mul(l.Order.SalesTax)
	base := oracle.TikTokBase(paid.Add(tax), decimal.Decimal{}, tax)
	waived := false
	switch l.Schedule {
	case tiktok.Disputed8Percent:
		ok = ok && date >= "2026-08-04" && (most || l.ReferralRate.Valid)
		schedule = oracle.TikTokDisputed
	case tiktok.NewSeller:
		waived = date <= "2023-09-30"
		ok = ok && (waived || date >= "2024-11-01" && (most || l.ReferralRate.Valid))
		if !waived {
			schedule = oracle.TikTokNewSeller
		}
	default:
		switch {
		case schedule == oracle.TikTok2023 || most:
		case l.Category == "pre_owned":
			schedule = oracle.TikTokPreOwned
		case date >= "2024-10-31":
			schedule = oracle.TikTokFineJewelry
		}
	}
	if !ok {
		return fee, perOrder, false
	}
	fee, ok = oracle.TikTokReferral(schedule, base)
	if date < "2024-04-01" { // the oracle has the amount per order in it
		perOrder = dec("0.30")
		fee = fee.Sub(perOrder)
	}
	switch {
	case l.ReferralRate.Valid:
		fee = base.Mul(l.ReferralRate.Decimal)
	case waived:
		fee = decimal.Decimal{}
	}
	return fee, perOrder, ok
}

// linesOf are the charges of a sale by the oracle.
func linesOf(s sale, on time.Time, price decimal.Decimal) (map[string]string, bool) {
	l := s.listing
	lines := map[string]string{}
	put := func(code string, amount decimal.Decimal) { lines[code] = amount.StringFixed(20) }
	referral, perOrder, ok := referralOf(l, on, price)
	if !ok {
		return nil, false
	}
	put("referral", referral)
	if !perOrder.IsZero() {
		put("transaction", perOrder)
	}
	if on.Format(time.DateOnly) >= "2025-05-15" {
		put("refund_admin", oracle.TikTokRefundAdmin(on, referral))
	}
	if !l.CreatorRate.IsZero() {
		put("creator_commission", oracle.TikTokCreator(price, l.CreatorRate))
	}
	if l.Fulfillment == tiktok.Seller {
		return lines, true
	}
	w, ok := oracle.TikTokShippingWeight(s.sides, s.weight)
	if !ok {
		return nil, false
	}
	fee, ok := oracle.TikTokFBT(on, w, max(l.Order.Units, 1))
	put("fulfillment", fee)
	return lines, ok
}

// compare returns how the package and the oracle differ on a sale, "" if not.
func compare(s sale, on time.Time, price decimal.Decimal) string {
	want, ok := linesOf(s, on, price)
	charges, err := s.listing.Charges(on)
	if !ok {
		var none *fees.NoTableError
		var secret *fees.NotPublicError
		if !errors.As(err, &none) && !errors.As(err, &secret) {
			return "the oracle knows no answer, the package has " + cmp.Diff(error(nil), err)
		}
		return ""
	}
	if err != nil {
		return "the oracle has an answer, the package " + err.Error()
	}
	got := map[string]string{}
	for _, c := range charges {
		if c.Code == "returns_processing" { // the oracle leaves returns out
			continue
		}
		amount, err := c.Amount.At(price)
		if err != nil {
			return err.Error()
		}
		got[c.Code] = amount.StringFixed(20)
		if amount.Sign() < 0 {
			return c.Code + " is negative"
		}
	}
	return cmp.Diff(want, got)
}

// Every charge of a random sale, on any day and at any price, is what the
// independent implementation computes.
func TestChargesEqualOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, on, price := genSale(t), genDay().Draw(t, "day"), genPrice().Draw(t, "price")
		if diff := compare(s, on, price); diff != "" {
			t.Fatalf("on %s at %s (-oracle +package):\n%s", on.Format(time.DateOnly), price, diff)
		}
	})
}

// Each weight threshold, on, just below and just above, by scale and by volume,
// with each number of units, on both sides of each change of the card.
func TestEveryWeightThreshold(t *testing.T) {
	dates := []string{"2025-06-15", "2025-06-16", "2026-05-19", "2026-05-20", "2026-07-12", "2026-07-13", "2027-11-22"}
	var edges []decimal.Decimal // in pounds
	for _, oz := range []string{"4", "8", "12"} {
		edges = append(edges, dec(oz).Mul(dec("0.0625")))
	}
	for lb := int64(1); lb <= 54; lb++ {
		edges = append(edges, decimal.NewFromInt(lb))
	}
	edges = append(edges, dec("150"))
	checked := 0
	for _, edge := range edges {
		for _, off := range []string{"-0.000001", "0", "0.000001"} {
			pounds := edge.Add(dec(off))
			if pounds.Sign() <= 0 {
				continue
			}
			scale := sale{weight: pounds.Rat(), sides: [3]*big.Rat{big.NewRat(2, 1), big.NewRat(1, 1), big.NewRat(1, 1)}}
			scale.listing.Parcel = weighing(t, pounds.String()+" lb")
			// 8.3 × 20 cubic inches are a pound of volume per inch of height.
			volume := sale{weight: big.NewRat(1, 100), sides: [3]*big.Rat{big.NewRat(83, 10), big.NewRat(20, 1), pounds.Rat()}}
			volume.listing.Parcel = inches(t, "8.3", "20", pounds.String(), "0.01")
			for _, s := range []sale{scale, volume} {
				for units := 1; units <= 5; units++ {
					s.listing.Order.Units = units
					for _, date := range dates {
						if diff := compare(s, day(t, date), dec("20")); diff != "" {
							t.Fatalf("%s lb, %d units on %s (-oracle +package):\n%s", pounds, units, date, diff)
						}
						checked++
					}
				}
			}
		}
	}
	if checked < 10_000 {
		t.Errorf("only %d thresholds were checked", checked)
	}
}

// Each price threshold: the portion of pre-owned goods and the cap of the refund
// administration fee, with and without shipping, around each day of change.
func TestEveryPriceThreshold(t *testing.T) {
	for _, category := range []string{"", "pre_owned", "fine_jewelry"} {
		for _, schedule := range []tiktok.Schedule{tiktok.Standard, tiktok.Disputed8Percent, tiktok.NewSeller} {
			for _, price := range []string{"0", "0.01", "312.50", "416.66", "416.67", "500", "500.01", "833.33", "833.34", "9999.99", "10000", "10000.01", "20000"} {
				for _, shipping := range []string{"0", "0.01", "4.99"} {
					for _, date := range []string{"2023-04-02", "2023-04-03", "2023-09-30", "2023-10-01", "2024-03-31", "2024-04-01", "2024-10-30", "2024-10-31", "2024-11-01", "2025-05-14", "2025-05-15", "2026-08-03", "2026-08-04"} {
						s := sale{listing: tiktok.Listing{Category: category, Schedule: schedule, Fulfillment: tiktok.Seller}}
						s.listing.Order.ShippingCharged = dec(shipping)
						if diff := compare(s, day(t, date), dec(price)); diff != "" {
							t.Fatalf("%s %s at %s + %s on %s (-oracle +package):\n%s", category, schedule, price, shipping, date, diff)
						}
					}
				}
			}
		}
	}
}

// Billable weight and the reason for it are the oracle's.
func TestSizeEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sides, w, parcel := genParcel(t)
		size, err := tiktok.Listing{Parcel: parcel}.Size(fees.Day(2026, 6, 1))
		if err != nil {
			t.Fatal(err)
		}
		want, ok := oracle.TikTokShippingWeight([3]*big.Rat{sides[0].rat(), sides[1].rat(), sides[2].rat()}, w.rat())
		if !ok {
			t.Fatal("no weight")
		}
		difference := new(big.Rat).Sub(size.Billable.Lb(12).Rat(), want)
		if difference.Abs(difference).Cmp(big.NewRat(1, 1e10)) > 0 {
			t.Fatalf("billable weight %s lb, want %s", size.Billable.Lb(12), want.FloatString(12))
		}
		if size.ByDimensional != (want.Cmp(w.rat()) > 0) {
			t.Fatalf("by volume: %v, %s of %s lb", size.ByDimensional, want.FloatString(12), w)
		}
	})
}

// What a stay costs is the oracle's sum over its days.
func TestStorageEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sides, _, parcel := genParcel(t)
		received := fees.Day(2025, 12, 15).AddDate(0, 0, rapid.IntRange(0, 200).Draw(t, "received"))
		left := received.AddDate(0, 0, rapid.SampledFrom([]int{0, 1, 59, 60, 61, 89, 90, 91, 120, 121, 180, 181, 270, 271, 365, 366, 400}).Draw(t, "days"))
		charges, err := tiktok.Listing{Parcel: parcel}.Storage(fees.Stay{Received: received, Until: left})
		if err != nil {
			t.Fatal(err)
		}
		sum, warned := new(big.Rat), false
		for _, c := range charges {
			if c.Amount.Sign() < 0 {
				t.Fatal("negative storage")
			}
			sum.Add(sum, c.Amount.Rat())
			warned = warned || len(c.Warnings) > 0
		}
		feet := oracle.CubicFeet([3]*big.Rat{sides[0].rat(), sides[1].rat(), sides[2].rat()})
		if small := feet.Cmp(big.NewRat(1, 1000)) < 0; small != warned && sum.Sign() > 0 {
			t.Fatalf("%s cubic feet: warned is %v", feet.FloatString(6), warned)
		}
		// A single cubic foot, so that the minimum of the oracle is out of the way.
		want, ok := oracle.TikTokStorage(big.NewRat(1, 1), received, left)
		if !ok {
			t.Fatal("the oracle has no answer")
		}
		want.Mul(want, feet)
		difference := new(big.Rat).Sub(sum, want)
		if difference.Abs(difference).Cmp(big.NewRat(1, 1e9)) > 0 {
			t.Fatalf("%s, want %s", sum.FloatString(12), want.FloatString(12))
		}
	})
}

// Every day of a long stay, one by one: the rate of each age.
func TestStorageDayByDay(t *testing.T) {
	l := tiktok.Listing{Parcel: inches(t, "12", "12", "12", "1")}
	received := fees.Day(2025, 12, 15)
	for age := 0; age <= 400; age++ {
		on := received.AddDate(0, 0, age)
		charges, err := l.Storage(fees.Stay{Received: received, From: on, Until: on.AddDate(0, 0, 1)})
		if err != nil || len(charges) != 1 {
			t.Fatalf("day %d: %v, %v", age, charges, err)
		}
		want, _ := oracle.TikTokStorageDay(on, age)
		if !charges[0].Amount.Equal(want) {
			t.Errorf("day %d: %s, want %s", age+1, charges[0].Amount, want)
		}
	}
}

// Metric and imperial input of the same parcel give the same charges.
func TestMetricEqualsImperial(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sides, w, parcel := genParcel(t)
		toCentimetres := map[string]string{"in": "2.54", "cm": "1", "mm": "0.1"}
		var texts [3]string
		for i, side := range sides {
			texts[i] = measure{side.value.Mul(dec(toCentimetres[side.unit])), "cm"}.String()
		}
		if w.unit == "lb" { // a pound in grams needs more decimals than a weight holds: compare through ounces
			w = measure{w.value.Mul(dec("16")), "oz"}
		}
		metric, err := fees.ParseParcel(texts[0], texts[1], texts[2], w.String())
		if err != nil {
			t.Fatal(err)
		}
		on := genDay().Draw(t, "day")
		a, errA := tiktok.Listing{Parcel: parcel}.Charges(on)
		b, errB := tiktok.Listing{Parcel: metric}.Charges(on)
		if (errA == nil) != (errB == nil) {
			t.Fatalf("errors are %v and %v", errA, errB)
		}
		for i := range a {
			if !a[i].Amount.Minus(b[i].Amount).IsZero() || len(a[i].Warnings) != len(b[i].Warnings) {
				t.Fatalf("%s differs: %v, %v", a[i].Code, a[i], b[i])
			}
		}
	})
}

// A heavier unit never pays less, and a unit in a larger order never more.
func TestFulfillmentMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := rapid.SampledFrom([]time.Time{fees.Day(2025, 7, 1), fees.Day(2026, 6, 1), fees.Day(2026, 8, 1)}).Draw(t, "day")
		// From 8 to 9 lb the card itself falls by 0.11 for four units and more.
		units := rapid.IntRange(1, 3).Draw(t, "units")
		a := rapid.Int64Range(1, 1200).Draw(t, "a")
		b := rapid.Int64Range(a, 1200).Draw(t, "b")
		fee := func(hundredths int64, units int) (decimal.Decimal, bool) {
			w, err := fees.Pounds(decimal.New(hundredths, -2).Mul(dec("1.5")))
			if err != nil {
				t.Fatal(err)
			}
			curve, _, err := tiktok.FulfillmentFee(nil, w, units, on)
			if err != nil {
				return decimal.Decimal{}, false
			}
			amount, err := curve.At(dec("20"))
			if err != nil {
				t.Fatal(err)
			}
			return amount, true
		}
		light, ok := fee(a, units)
		heavy, known := fee(b, units)
		if ok && known && heavy.LessThan(light) {
			t.Fatalf("%d units: %s for %d, %s for %d", units, light, a, heavy, b)
		}
		if more, known := fee(a, units+1); ok && known && more.GreaterThan(light) {
			t.Fatalf("%d hundredths of 1.5 lb: %s in an order of %d, %s of %d", a, light, units, more, units+1)
		}
	})
}
