package pricing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Storage over stays is the mean of the storage of each, to the last decimal, on
// every day of the year and at every age.
func TestStaysAreAMean(t *testing.T) {
	listing := amazon.Listing{Parcel: parcel("12 in", "10 in", "6 in", "3 lb"), Category: "home_kitchen"}
	rapid.Check(t, func(t *rapid.T) {
		on := fees.Day(2026, 11, 23).AddDate(0, 0, -rapid.IntRange(0, 200).Draw(t, "before"))
		var stays []pricing.StayShare
		left := dec("1")
		for range rapid.IntRange(0, 10).Draw(t, "stays") {
			share := decimal.Min(left, genFraction(t, "share", 3000))
			left = left.Sub(share)
			stays = append(stays, pricing.StayShare{Days: rapid.IntRange(0, 460).Draw(t, "days"), Share: share})
		}
		stays = append(stays, pricing.StayShare{Days: rapid.IntRange(0, 460).Draw(t, "last days"), Share: left})
		stored := func(life pricing.Life) (all, aged decimal.Decimal) {
			u := pricing.Unit{Listing: listing, Cost: []pricing.CostItem{usd("purchase", "4")}, Life: life}
			for _, l := range must(must(pricing.NewModel(u, on)).At(dec("20"))).Lines {
				if l.Event == fees.PerUnitMonth {
					all = all.Add(l.Amount)
					if l.Code != "storage" {
						aged = aged.Add(l.Amount)
					}
				}
			}
			return all, aged
		}
		var want, wantAged decimal.Decimal
		for _, s := range stays {
			all, aged := stored(pricing.Life{DaysInStock: decimal.NewNullDecimal(decimal.NewFromInt(int64(s.Days)))})
			want, wantAged = want.Add(all.Mul(s.Share)), wantAged.Add(aged.Mul(s.Share))
		}
		if all, aged := stored(pricing.Life{Stays: stays}); !all.Equal(want) || !aged.Equal(wantAged) {
			t.Fatalf("%v: storage %s, of it aged %s, want %s and %s", stays, all, aged, want, wantAged)
		}
	})
}

// The lines say on which stays they arise; a stay of no unit says nothing, and the
// same doubt is told once.
func TestStayLines(t *testing.T) {
	unit := func(stays ...pricing.StayShare) pricing.Unit {
		return pricing.Unit{
			Listing: keeper{warehouse{}}, Cost: []pricing.CostItem{usd("purchase", "5")},
			Life: pricing.Life{Stays: stays},
		}
	}
	s := at(t, unit(pricing.StayShare{120, dec("0.1")}, pricing.StayShare{30, dec("0.6")}, pricing.StayShare{200, dec("0.1")}, pricing.StayShare{3000, dec("0")}, pricing.StayShare{60, dec("0.2")}), "20")
	for code, want := range map[string]string{
		// 0.6 × 0.30 + 0.2 × 0.60 + 0.1 × 1.20 + 0.1 × 2.00
		"storage":        "-0.62 60% of units after 30 days, 20% of units after 60 days, 10% of units after 120 days, 10% of units after 200 days in stock, the last: 0.01 per day",
		"aged_inventory": "-0.20 10% of units after 120 days, 10% of units after 200 days in stock, the last: ",
	} {
		line := lineOf(t, s, code)
		if got := line.Amount.StringFixed(2) + " " + line.Basis; got != want {
			t.Errorf("%s: %s\nwant %s", code, got, want)
		}
		if line.Rung != pricing.InCM2 || !line.Quantity.Equal(dec("1")) {
			t.Errorf("%s: %+v", code, line)
		}
	}
	if len(s.Warnings) != 1 || len(s.LeftOut) != 0 {
		t.Errorf("warnings %v, left out %v", s.Warnings, s.LeftOut)
	}
	_, err := pricing.NewModel(unit(pricing.StayShare{10, dec("1")}), time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC))
	if err == nil || !strings.Contains(err.Error(), "storage") {
		t.Errorf("a stay before every table: %v", err)
	}
	// A channel that keeps nothing charges nothing for a stay.
	if s := at(t, plain(func(u *pricing.Unit) { u.Life.Stays = []pricing.StayShare{{90, dec("1")}} }), "20"); !s.Profit.Equal(dec("12")) {
		t.Errorf("profit %s", s.Profit)
	}
}
