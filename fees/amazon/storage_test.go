package amazon_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/internal/feetest"
)

// cube is a listing of one cubic foot, standard in size; crate is one of four
// cubic feet, bulky.
func cube(t testing.TB) amazon.Listing {
	return amazon.Listing{Parcel: inches(t, "18", "12", "8", "3"), Category: "home_kitchen"}
}

func crate(t testing.TB) amazon.Listing {
	return amazon.Listing{Parcel: inches(t, "24", "24", "12", "30"), Category: "home_kitchen"}
}

// storageOf prints the charges of a stay: "storage 2026-01-15 17 0.42".
func storageOf(t testing.TB, l amazon.Listing, from, until string) []string {
	t.Helper()
	charges, err := l.Storage(fees.Stay{Received: day(t, from), Until: day(t, until)})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range charges {
		if c.Basis == "" || c.Source.Table == "" || c.Source.Citation == "" {
			t.Errorf("charge %+v does not explain itself", c)
		}
		out = append(out, fmt.Sprintf("%s %s %d %s", c.Code, c.From.Format("2006-01-02"), c.Days, c.Amount.StringFixed(4)))
	}
	return out
}

// Each class and season, the part of a month, and the turn of seasons.
func TestStorage(t *testing.T) {
	dangerous := func(l amazon.Listing) amazon.Listing { l.Class = amazon.DangerousGoods; return l }
	for _, row := range []struct {
		name        string
		l           amazon.Listing
		from, until string
		want        []string
	}{
		{"a whole month", cube(t), "2026-06-01", "2026-07-01", []string{"storage 2026-06-01 30 0.7800"}},
		{"a whole month of the last quarter", cube(t), "2026-11-01", "2026-12-01", []string{"storage 2026-11-01 30 2.4000"}},
		{"oversize", crate(t), "2026-06-01", "2026-07-01", []string{"storage 2026-06-01 30 2.2400"}},
		{"oversize in the last quarter", crate(t), "2025-12-01", "2026-01-01", []string{"storage 2025-12-01 31 5.6000"}},
		{"dangerous", dangerous(cube(t)), "2026-06-01", "2026-07-01", []string{"storage 2026-06-01 30 0.9900"}},
		{"dangerous in the last quarter", dangerous(cube(t)), "2026-10-01", "2026-11-01", []string{"storage 2026-10-01 31 3.6300"}},
		{"dangerous oversize", dangerous(crate(t)), "2026-06-01", "2026-07-01", []string{"storage 2026-06-01 30 3.1200"}},
		{"dangerous oversize in the last quarter", dangerous(crate(t)), "2026-12-01", "2027-01-01", []string{"storage 2026-12-01 31 9.7200"}},
		{"the turn of seasons", cube(t), "2026-09-30", "2026-10-02", []string{"storage 2026-09-30 1 0.0260", "storage 2026-10-01 1 0.0774"}},
		{"a part of February", cube(t), "2026-02-15", "2026-03-01", []string{"storage 2026-02-15 14 0.3900"}},
		{"the turn of size tables", cube(t), "2026-01-10", "2026-01-20", []string{"storage 2026-01-10 10 0.2516"}},
		{"the first days", cube(t), "2024-04-01", "2024-04-04", []string{"storage 2024-04-01 3 0.0780"}},
		{"the last days", cube(t), "2027-01-13", "2027-01-15", []string{"storage 2027-01-13 2 0.0503"}},
		{"no day", cube(t), "2026-06-01", "2026-06-01", nil},
		{"FBM", amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM}, "2020-06-01", "2026-06-02", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, storageOf(t, row.l, row.from, row.until)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A stay outside of the tables is an error of the kind that is missing, and a
// faulty stay or listing names its fields.
func TestStorageErrors(t *testing.T) {
	for _, row := range []struct{ from, until, kind string }{
		{"2024-03-31", "2024-04-02", "storage"},
		{"2027-01-14", "2027-01-16", "aged_inventory"}, // the snapshot of the 15th
		{"2027-01-16", "2027-01-18", "size_tiers"},
		{"2024-12-14", "2024-12-16", "aged_inventory"}, // the rates of 2024 are not known
	} {
		_, err := cube(t).Storage(fees.Stay{Received: day(t, row.from), Until: day(t, row.until)})
		var none *fees.NoTableError
		if !errors.As(err, &none) || none.Kind != row.kind {
			t.Errorf("%s to %s: %v, want no table of %s", row.from, row.until, err, row.kind)
		}
	}
	bad := cube(t)
	bad.Class = "heavy"
	if got := feetest.Fields(t, second(bad.Storage(fees.Stay{Until: day(t, "2026-06-01")}))); !cmp.Equal(got, []string{"class", "received"}) {
		t.Errorf("faults at %s", got)
	}
	if _, err := (amazon.Listing{Parcel: cube(t).Parcel, Category: "home_kitchen", Tables: &fees.Tables{}}).Storage(fees.Stay{Received: day(t, "2026-06-01"), Until: day(t, "2026-06-02")}); err == nil {
		t.Error("the zero Tables store for nothing")
	}
}

// The surcharge on old stock at each edge of an age, in both years, for goods
// that are exempt while young and for one so small that the least counts.
func TestAgedInventory(t *testing.T) {
	tiny := amazon.Listing{Parcel: inches(t, "3", "3", "1.92", "0.5"), Category: "home_kitchen"} // 0.01 cubic feet
	watch := cube(t)
	watch.Category = "watches"
	for _, row := range []struct {
		age                                        int
		in2025, in2026, exempt, tiny2025, tiny2026 string
	}{
		{0, "", "", "", "", ""},
		{180, "", "", "", "", ""},
		{181, "0.5", "0.5", "", "0.005", "0.005"},
		{210, "0.5", "0.5", "", "0.005", "0.005"},
		{211, "1", "1", "", "0.01", "0.01"},
		{240, "1", "1", "", "0.01", "0.01"},
		{241, "1.5", "1.5", "", "0.015", "0.015"},
		{270, "1.5", "1.5", "", "0.015", "0.015"},
		{271, "5.45", "5.45", "5.45", "0.0545", "0.0545"},
		{300, "5.45", "5.45", "5.45", "0.0545", "0.0545"},
		{301, "5.7", "5.7", "5.7", "0.057", "0.057"},
		{330, "5.7", "5.7", "5.7", "0.057", "0.057"},
		{331, "5.9", "5.9", "5.9", "0.059", "0.059"},
		{365, "5.9", "5.9", "5.9", "0.059", "0.059"},
		{366, "6.9", "6.9", "6.9", "0.15", "0.3"},
		{455, "6.9", "6.9", "6.9", "0.15", "0.3"},
		{456, "6.9", "7.9", "7.9", "0.15", "0.35"},
		{3000, "6.9", "7.9", "7.9", "0.15", "0.35"},
	} {
		for _, c := range []struct {
			name, snapshot, want string
			l                    amazon.Listing
		}{
			{"2025", "2025-06-15", row.in2025, cube(t)}, {"first", "2025-01-15", row.in2025, cube(t)}, {"January 2026", "2026-01-15", row.in2025, cube(t)},
			{"2026", "2026-02-15", row.in2026, cube(t)}, {"exempt", "2026-06-15", row.exempt, watch},
			{"tiny 2025", "2025-06-15", row.tiny2025, tiny}, {"tiny 2026", "2026-06-15", row.tiny2026, tiny},
		} {
			on := day(t, c.snapshot)
			charges, err := c.l.Storage(fees.Stay{Received: on.AddDate(0, 0, -row.age), From: on, Until: on.AddDate(0, 0, 1)})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if charges[0].Code == "aged_inventory" {
				got = charges[0].Amount.String()
			}
			if got != c.want {
				t.Errorf("%s at an age of %d: got %q, want %q", c.name, row.age, got, c.want)
			}
		}
	}
}

// Each category that is exempt, and apparel by its class.
func TestAgedInventoryExemptions(t *testing.T) {
	stay := fees.Stay{Received: day(t, "2025-08-16"), From: day(t, "2026-03-15"), Until: day(t, "2026-03-16")} // age 211
	for category, exempt := range map[string]bool{
		"clothing_accessories": true, "footwear": true, "backpacks_handbags_luggage": true, "jewelry": true, "watches": true,
		"home_kitchen": false, "eyewear": false,
	} {
		l := cube(t)
		l.Category = category
		charges, err := l.Storage(stay)
		if err != nil || (charges[0].Code != "aged_inventory") != exempt {
			t.Errorf("%s: %+v, %v", category, charges, err)
		}
	}
	l := cube(t)
	l.Class = amazon.Apparel
	if charges, err := l.Storage(stay); err != nil || charges[0].Code != "storage" {
		t.Errorf("apparel: %+v, %v", charges, err)
	}
}

// The start of the rates of 2026 is not settled: the snapshot of 2026-01-15 warns
// when it would cost more by them, and no other.
func TestAgedInventoryStartWarns(t *testing.T) {
	tiny := amazon.Listing{Parcel: inches(t, "3", "3", "1.92", "0.5"), Category: "home_kitchen"}
	for _, row := range []struct {
		l        amazon.Listing
		age      int
		snapshot string
		want     string
	}{
		{cube(t), 456, "2026-01-15", "7.9000 and not 6.9000"},
		{cube(t), 455, "2026-01-15", ""},
		{tiny, 366, "2026-01-15", "0.3000 and not 0.1500"},
		{tiny, 365, "2026-01-15", ""},
		{cube(t), 456, "2025-12-15", ""},
		{cube(t), 456, "2026-02-15", ""},
		{cube(t), 456, "2026-12-15", ""},
	} {
		on := day(t, row.snapshot)
		charges, err := row.l.Storage(fees.Stay{Received: on.AddDate(0, 0, -row.age), From: on, Until: on.AddDate(0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, w := range charges[0].Warnings {
			got += w.Code + ": " + w.Text
		}
		if (got == "") != (row.want == "") || !strings.Contains(got, row.want) || got != "" && !strings.HasPrefix(got, "aged_inventory_start: ") {
			t.Errorf("%d days on %s: warning %q, want %q", row.age, row.snapshot, got, row.want)
		}
	}
}

// The storage utilisation surcharge: each range of weeks, each condition, and the
// days older than 30.
func TestUtilization(t *testing.T) {
	type utilization = amazon.Utilization
	of := func(weeks, feet string) utilization {
		return utilization{Weeks: set(weeks), AverageCubicFeet: set(feet)}
	}
	with := func(u utilization, change func(*utilization)) utilization { change(&u); return u }
	for _, row := range []struct {
		name string
		u    utilization
		want string
	}{
		{"not said", utilization{}, ""},
		{"22 weeks", of("22", "25"), ""},
		{"above 22", of("22.001", "25"), "0.44"},
		{"28 weeks", of("28", "25"), "0.44"},
		{"above 28", of("28.001", "25"), "0.76"},
		{"36 weeks", of("36", "25"), "0.76"},
		{"above 36", of("36.001", "25"), "1.16"},
		{"44 weeks", of("44", "25"), "1.16"},
		{"above 44", of("44.001", "25"), "1.58"},
		{"52 weeks", of("52", "25"), "1.58"},
		{"above 52", of("52.001", "25"), "1.88"},
		{"below 25 cubic feet", of("60", "24.999"), ""},
		{"first year", with(of("60", "25"), func(u *utilization) { u.FirstYear = true }), ""},
		{"auto-replenished", with(of("60", "25"), func(u *utilization) { u.AutoReplenished = true }), ""},
		{"a rate of one's own", with(of("60", "25"), func(u *utilization) { u.Surcharge = set("2") }), "2"},
		{"a rate of one's own at 22 weeks", with(of("22", "25"), func(u *utilization) { u.Surcharge = set("2") }), ""},
	} {
		for _, season := range []string{"2026-06-01", "2026-11-01", "2024-06-01"} {
			l := cube(t)
			l.Utilization = row.u
			on := day(t, season)
			stay := fees.Stay{Received: on.AddDate(0, 0, -40), From: on, Until: on.AddDate(0, 0, 10)} // before the snapshot
			charges, err := l.Storage(stay)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if last := charges[len(charges)-1]; last.Code == "storage_utilization" {
				got = last.Rate.String()
			}
			if got != row.want {
				t.Errorf("%s from %s: got %q, want %q", row.name, season, got, row.want)
			}
			l.IndividualPlan = true
			if charges, err := l.Storage(stay); err != nil || len(charges) != 1 {
				t.Errorf("%s on the individual plan: %+v, %v", row.name, charges, err)
			}
		}
	}

	// Received on 1 May, the age is 30 on 31 May and 31 on 1 June.
	l := cube(t)
	l.Utilization = of("30", "25")
	want := []string{"storage 2026-05-01 31 0.7800", "storage 2026-06-01 3 0.0780", "storage_utilization 2026-06-01 3 0.0760"}
	if diff := cmp.Diff(want, storageOf(t, l, "2026-05-01", "2026-06-04")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// Oversize: no rate is public, unless nothing is charged anyway.
	big := crate(t)
	big.Utilization = of("23", "25")
	stay := fees.Stay{Received: day(t, "2026-05-01"), Until: day(t, "2026-06-04")}
	var secret *fees.NotPublicError
	if _, err := big.Storage(stay); !errors.As(err, &secret) || secret.Supply != "utilization.surcharge" || !strings.Contains(secret.What, "small_bulky") {
		t.Errorf("oversize: %v", err)
	}
	stay.Until = day(t, "2026-06-01") // never older than 30 days
	if charges, err := big.Storage(stay); err != nil || len(charges) != 1 {
		t.Errorf("young oversize: %+v, %v", charges, err)
	}
	big.Utilization.Surcharge, stay.Until = set("0.5"), day(t, "2026-06-04")
	if charges, err := big.Storage(stay); err != nil || len(charges) != 3 || !charges[2].Amount.Equal(dec("0.2")) || charges[2].Source.Confidence != fees.Supplied {
		t.Errorf("oversize with a rate: %+v, %v", charges, err)
	}
}

// The listing is what pricing needs to compute storage.
var _ fees.Keeper = amazon.Listing{}
