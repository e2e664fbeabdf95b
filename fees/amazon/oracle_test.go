package amazon_test

import (
	"errors"
	"fmt"
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

// publicCategories are the categories whose referral fee is public.
func publicCategories(t testing.TB) []string {
	t.Helper()
	tables, err := amazon.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	all, err := amazon.Categories(tables, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for name := range all {
		if !slices.Contains([]string{"handmade", "collectibles", "three_d_printed", "collectible_coins"}, name) {
			out = append(out, name)
		}
	}
	return out
}

// compare returns how the package and the oracle differ on an item, "" if not.
func compare(tables *oracle.Tables, it item, on time.Time, price decimal.Decimal) string {
	charges, err := it.listing.Charges(on)
	want, wantErr := tables.Lines(it.plain, on, price)
	if (err != nil) != (wantErr != nil) {
		return fmt.Sprintf("error is %v, the oracle's %v", err, wantErr)
	}
	if err != nil {
		return ""
	}
	plain := map[string]string{}
	for _, line := range want {
		plain[line.Code] = line.Amount.StringFixed(20)
	}
	refund, err := tables.RefundAdmin(it.plain, on, price)
	if err != nil {
		return err.Error()
	}
	plain["refund_admin"] = refund.StringFixed(20)
	got := map[string]string{}
	for _, c := range charges {
		if c.Event != fees.PerUnitSold && c.Code != "refund_admin" {
			continue // the life of the unit besides its sale: see life_oracle_test.go
		}
		amount, err := c.Amount.At(price)
		if err != nil {
			return err.Error()
		}
		if c.Code == "sipp_discount" && len(c.Warnings) > 0 && amount.IsZero() {
			continue // says that there is none
		}
		got[c.Code] = amount.StringFixed(20)
		if c.Basis == "" || c.Source.Table == "" || c.Source.Citation == "" || (c.Event == fees.PerUnitReturned) != (c.Code == "refund_admin") {
			return fmt.Sprintf("charge %+v does not explain itself", c)
		}
	}
	return cmp.Diff(plain, got)
}

// Every charge of a random listing, on any day and at any price, is what the
// independent decimal implementation computes from the same tables.
func TestChargesEqualOracle(t *testing.T) {
	tables, categories := oracleTables(t), publicCategories(t)
	rapid.Check(t, func(t *rapid.T) {
		it := genItem(t, categories)
		on := fees.Day(2025, 1, 10).AddDate(0, 0, rapid.IntRange(0, 740).Draw(t, "day"))
		price := genPrice().Draw(t, "price")
		if diff := compare(tables, it, on, price); diff != "" {
			t.Fatalf("on %s at %s (-oracle +package):\n%s", on.Format(time.DateOnly), price, diff)
		}
	})
}

func genPrice() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		if rapid.Bool().Draw(t, "edge") {
			return dec(rapid.SampledFrom(edgePrices).Draw(t, "price"))
		}
		return decimal.New(rapid.Int64Range(1, 200000).Draw(t, "cents"), -2)
	})
}

// Size tier and weights are the oracle's.
func TestSizeEqualsOracle(t *testing.T) {
	tables, categories := oracleTables(t), publicCategories(t)
	rapid.Check(t, func(t *rapid.T) {
		it := genItem(t, categories)
		on := fees.Day(2025, 1, 15).AddDate(0, 0, rapid.IntRange(0, 729).Draw(t, "day"))
		got, err := it.listing.Size(on)
		if err != nil {
			t.Fatal(err)
		}
		want, err := tables.Size(it.plain, on)
		if err != nil {
			t.Fatal(err)
		}
		if string(got.Tier) != want.Tier {
			t.Fatalf("tier %s, want %s", got.Tier, want.Tier)
		}
		near := func(name string, got decimal.Decimal, want *big.Rat) {
			difference := new(big.Rat).Sub(got.Rat(), want)
			if difference.Abs(difference).Cmp(big.NewRat(1, 1e10)) > 0 {
				t.Fatalf("%s is %s, want %s", name, got, want.FloatString(12))
			}
		}
		near("billable weight", got.Billable.Lb(12), want.Billable)
		near("dimensional weight", got.Dimensional.Lb(12), want.Dim)
		near("length plus girth", got.LengthPlusGirth.In(12), want.LengthPlusGirth)
	})
}

// Each weight threshold of each rate card, on, just below and just above, in
// each price band, on the first and last day of each card.
func TestEveryFulfillmentThreshold(t *testing.T) {
	tables := oracleTables(t)
	limits := map[string]string{ // a limit, and sides that put an item of that weight into the tier
		"small_standard": "1 1 0.5", "large_standard": "18 14 1", "small_bulky": "30 10 3", "large_bulky": "50 10 3",
		"extra_large_0_50": "70 3 3", "extra_large_50_70": "70 3 3", "extra_large_70_150": "70 3 3", "extra_large_150_plus": "70 3 3",
	}
	checked := 0
	for _, file := range readData(t) {
		if file.Kind != "fulfillment" {
			continue
		}
		for _, row := range file.Rows {
			sides := splitSides(t, limits[row.Tier])
			for _, edge := range thresholds(t, row) {
				it := item{plain: oracle.Item{
					Length: sides[0], Width: sides[1], Height: sides[2], Weight: edge,
					Category: "home_kitchen", Class: file.Class, FBA: true, NoLargeStandardFloor: true, ExtraLarge150ByUnit: true,
					SIPP: file.EffectiveFrom >= "2026-01-15", // the discount table has the same weight bands
				}}
				it.listing = listingOf(t, it.plain)
				for _, date := range []string{file.EffectiveFrom, file.EffectiveTo} {
					for _, price := range []string{"9.99", "10.00", "10.01", "49.99", "50.00", "50.01"} {
						if diff := compare(tables, it, day(t, date), dec(price)); diff != "" {
							t.Fatalf("%s %s %s on %s at %s (-oracle +package):\n%s", file.ID, row.Tier, text(edge), date, price, diff)
						}
						checked++
					}
				}
			}
		}
	}
	if checked < 20000 {
		t.Errorf("only %d thresholds were checked", checked)
	}
}

// thresholds are the ends of a row and of its first steps, each with the weight
// a millionth below and above.
func thresholds(t *testing.T, row dataRow) []oracle.Measure {
	t.Helper()
	var ends []oracle.Measure
	for _, end := range []string{row.Over, row.To} {
		if end != "" {
			ends = append(ends, splitMeasure(t, end))
		}
	}
	if row.Step != nil {
		above, each := splitMeasure(t, row.Step.Above), splitMeasure(t, row.Step.Each)
		toPounds := decimal.NewFromInt(1)
		if each.Unit == "oz" {
			toPounds = dec("0.0625")
		}
		for n := int64(0); n < 5; n++ {
			ends = append(ends, oracle.Measure{Value: above.Value.Add(each.Value.Mul(toPounds).Mul(decimal.NewFromInt(n))), Unit: "lb"})
		}
	}
	var out []oracle.Measure
	for _, end := range ends {
		for _, off := range []string{"-0.000001", "0", "0.000001"} {
			if v := end.Value.Add(dec(off)); v.Sign() > 0 {
				out = append(out, oracle.Measure{Value: v, Unit: end.Unit})
			}
		}
	}
	return out
}

// Each threshold of the packaging fee, which goes by dimensional weight, on, just
// below and just above.
func TestEveryPackagingThreshold(t *testing.T) {
	tables := oracleTables(t)
	for _, file := range readData(t) {
		if file.Kind != "packaging" {
			continue
		}
		for _, row := range file.Rows {
			if row.To == "" {
				continue
			}
			width, height := "10", "10" // with the length below, exactly the limit in dimensional weight, and bulky
			limit := splitMeasure(t, row.To).Value
			switch {
			case limit.LessThanOrEqual(dec("10")):
				width, height = "5", "5"
			case limit.GreaterThan(dec("40")):
				height = "12"
			}
			exact := dec("139").Mul(limit).DivRound(dec(width).Mul(dec(height)), 6)
			for _, off := range []string{"-0.000001", "0", "0.000001"} {
				it := item{plain: oracle.Item{
					Length: oracle.Measure{Value: exact.Add(dec(off)), Unit: "in"}, Width: inch(width), Height: inch(height), Weight: oracle.Measure{Value: dec("1"), Unit: "lb"},
					Category: "home_kitchen", Class: "standard", FBA: true,
				}}
				it.listing = listingOf(t, it.plain)
				size, err := it.listing.Size(day(t, file.EffectiveFrom))
				if err != nil {
					t.Fatal(err)
				}
				if got, want := size.Dimensional.Cmp(weight(t, row.To)), dec(off).Sign(); got != want || size.Tier != amazon.SmallBulky && size.Tier != amazon.LargeBulky {
					t.Fatalf("%s %s: %s of %s lb does not test the threshold", row.To, off, size.Tier, size.Dimensional.Lb(6))
				}
				for _, date := range []string{file.EffectiveFrom, file.EffectiveTo} {
					if diff := compare(tables, it, day(t, date), dec("25.00")); diff != "" {
						t.Fatalf("%s %s on %s (-oracle +package):\n%s", row.To, off, date, diff)
					}
				}
			}
		}
	}
}

// Each referral category at each price threshold, with and without shipping.
func TestEveryReferralThreshold(t *testing.T) {
	tables := oracleTables(t)
	for _, category := range publicCategories(t) {
		for _, price := range edgePrices {
			for _, extras := range []string{"0", "0.01", "4.99"} {
				it := item{plain: oracle.Item{
					Length: inch("5"), Width: inch("5"), Height: inch("5"), Weight: oracle.Measure{Value: dec("1"), Unit: "lb"},
					Category: category, Class: "standard", Extras: dec(extras),
				}}
				it.listing = listingOf(t, it.plain)
				if diff := compare(tables, it, fees.Day(2026, 6, 1), dec(price)); diff != "" {
					t.Fatalf("%s at %s + %s (-oracle +package):\n%s", category, price, extras, diff)
				}
			}
		}
	}
}

// Each side limit of each tier, on, just below and just above.
func TestEverySizeThreshold(t *testing.T) {
	tables := oracleTables(t)
	for _, file := range readData(t) {
		if file.Kind != "size_tiers" {
			continue
		}
		for _, row := range file.Rows {
			if row.Longest == "" {
				continue
			}
			sides := [3]string{row.Longest, row.Median, row.Shortest}
			for which := range sides {
				for _, off := range []string{"-0.000001", "0", "0.000001"} {
					var m [3]oracle.Measure
					for i, side := range sides {
						m[i] = splitMeasure(t, side)
						if row.LengthPlusGirth != "" && i > 0 { // keep clear of the limit on length plus girth
							m[i].Value = dec("5")
						}
					}
					m[which] = splitMeasure(t, sides[which])
					m[which].Value = m[which].Value.Add(dec(off))
					it := item{plain: oracle.Item{
						Length: m[0], Width: m[1], Height: m[2], Weight: oracle.Measure{Value: dec("0.5"), Unit: "lb"},
						Category: "home_kitchen", Class: "standard", FBA: true,
					}}
					it.listing = listingOf(t, it.plain)
					for _, date := range []string{max(file.EffectiveFrom, "2025-01-15"), file.EffectiveTo} {
						if diff := compare(tables, it, day(t, date), dec("25.00")); diff != "" {
							t.Fatalf("%s side %d %s on %s:\n%s", row.Tier, which, off, date, diff)
						}
					}
				}
			}
		}
	}
}

// Length plus girth and overmax: 130 in and 96 in, on, just below, just above.
func TestGirthAndOvermaxThresholds(t *testing.T) {
	for _, row := range []struct {
		name, l, w, h, lb string
		tier              amazon.Tier
		overmax           string
	}{
		{"girth below", "59", "32", "3.499999", "20", amazon.LargeBulky, ""},
		{"girth on", "59", "32", "3.5", "20", amazon.LargeBulky, ""},
		{"girth above", "59", "32", "3.500001", "20", amazon.ExtraLarge0To50, "17"},
		{"longest on", "96", "6", "5", "30", amazon.ExtraLarge0To50, ""},
		{"longest above", "96.000001", "6", "5", "30", amazon.ExtraLarge0To50, "17"},
		{"longest below", "95.999999", "6", "5", "30", amazon.ExtraLarge0To50, ""},
		{"50 lb on", "97", "6", "5", "50", amazon.ExtraLarge0To50, "17"},
		{"50 lb above", "97", "6", "5", "50.000001", amazon.ExtraLarge50To70, "21"},
		{"70 lb on", "97", "6", "5", "70", amazon.ExtraLarge50To70, "21"},
		{"70 lb above", "97", "6", "5", "70.000001", amazon.ExtraLarge70To150, "25"},
		{"150 lb on", "97", "6", "5", "150", amazon.ExtraLarge70To150, "25"},
		{"150 lb above", "97", "6", "5", "150.000001", amazon.ExtraLarge150AndUp, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := amazon.Listing{Parcel: inches(t, row.l, row.w, row.h, row.lb), Category: "home_kitchen"}
			size, err := l.Size(fees.Day(2026, 6, 1))
			if err != nil {
				t.Fatal(err)
			}
			if size.Tier != row.tier {
				t.Errorf("tier %s, want %s", size.Tier, row.tier)
			}
			if got := amountOf(t, l, fees.Day(2026, 6, 1), "overmax", "80"); got != row.overmax {
				t.Errorf("overmax %q, want %q", got, row.overmax)
			}
		})
	}
}

// Metric and imperial input of the same parcel give the same charges.
func TestMetricEqualsImperial(t *testing.T) {
	categories := publicCategories(t)
	rapid.Check(t, func(t *rapid.T) {
		it := genItem(t, categories)
		metric := it.plain
		factor := map[string]string{"in": "2.54", "cm": "1", "mm": "0.1"}
		toCentimetres := func(m oracle.Measure) oracle.Measure {
			return oracle.Measure{Value: m.Value.Mul(dec(factor[m.Unit])), Unit: "cm"}
		}
		metric.Length, metric.Width, metric.Height = toCentimetres(metric.Length), toCentimetres(metric.Width), toCentimetres(metric.Height)
		if metric.Weight.Unit == "lb" { // a pound in whole grams needs more decimals than a weight holds: compare through ounces
			metric.Weight = oracle.Measure{Value: metric.Weight.Value.Mul(dec("16")), Unit: "oz"}
		}
		on := fees.Day(2026, 6, 1)
		a, errA := it.listing.Charges(on)
		b, errB := listingOf(t, metric).Charges(on)
		if errA != nil || errB != nil {
			t.Fatal(errors.Join(errA, errB))
		}
		price := genPrice().Draw(t, "price")
		if diff := cmp.Diff(amounts(t, a, price), amounts(t, b, price)); diff != "" {
			t.Fatalf("(-as drawn +metric):\n%s", diff)
		}
	})
}

func amounts(t interface{ Fatal(...any) }, charges []fees.Charge, price decimal.Decimal) map[string]string {
	out := map[string]string{}
	for _, c := range charges {
		a, err := c.Amount.At(price)
		if err != nil {
			t.Fatal(err)
		}
		out[c.Code] = a.StringFixed(20)
	}
	return out
}

// amountOf is the billed amount of one charge, "" when it is not there.
func amountOf(t testing.TB, l amazon.Listing, on time.Time, code, price string) string {
	t.Helper()
	charges, err := l.Charges(on)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range charges {
		if c.Code == code {
			a, err := c.Amount.AtRounded(dec(price), 2)
			if err != nil {
				t.Fatal(err)
			}
			return a.String()
		}
	}
	return ""
}

func inch(n string) oracle.Measure { return oracle.Measure{Value: dec(n), Unit: "in"} }

func splitMeasure(t *testing.T, text string) oracle.Measure {
	t.Helper()
	var number, unit string
	if _, err := fmt.Sscan(text, &number, &unit); err != nil {
		t.Fatal(err)
	}
	return oracle.Measure{Value: dec(number), Unit: unit}
}

func splitSides(t *testing.T, text string) [3]oracle.Measure {
	t.Helper()
	var a, b, c string
	if _, err := fmt.Sscan(text, &a, &b, &c); err != nil {
		t.Fatal(err)
	}
	return [3]oracle.Measure{inch(a), inch(b), inch(c)}
}
