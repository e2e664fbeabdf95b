package walmart_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/shopspring/decimal"
)

// cube is a listing of one cubic foot.
func cube(t testing.TB) walmart.Listing {
	t.Helper()
	return walmart.Listing{Parcel: inches(t, "12", "12", "12", "5"), Category: "toys_games"}
}

// The rate of each day around every change: of the season, of the age and of the
// tables.
func TestEveryStorageThreshold(t *testing.T) {
	for _, row := range []struct {
		on   string
		age  int // the day of receipt is day 1
		want string
	}{
		{"2025-04-01", 1, "0.75"}, {"2025-04-01", 365, "0.75"}, {"2025-04-01", 366, "7.50"},
		{"2025-06-08", 365, "0.75"}, {"2025-06-08", 366, "7.50"}, {"2025-06-08", 451, "7.50"},
		{"2025-06-09", 365, "0.75"}, {"2025-06-09", 366, "2.25"}, {"2025-06-09", 451, "2.25"},
		{"2025-09-30", 31, "0.75"}, {"2025-10-01", 31, "0.75"}, {"2025-12-31", 365, "0.75"}, {"2025-12-31", 366, "2.25"},
		{"2026-01-01", 31, "0.75"}, {"2026-06-29", 450, "2.25"}, {"2026-06-29", 451, "2.25"},
		{"2026-06-30", 450, "2.25"}, {"2026-06-30", 451, "7.50"}, {"2026-06-30", 366, "2.25"}, {"2026-06-30", 365, "0.75"},
		{"2026-09-30", 31, "0.75"}, {"2026-10-01", 30, "0.75"}, {"2026-10-01", 31, "2.25"}, {"2026-10-01", 365, "2.25"},
		{"2026-12-31", 30, "0.75"}, {"2026-12-31", 31, "2.25"}, {"2026-12-31", 366, "2.25"}, {"2026-12-31", 451, "7.50"},
		{"2027-01-01", 31, "0.75"}, {"2027-11-22", 31, "2.25"},
	} {
		on := day(t, row.on)
		charges, err := cube(t).Storage(fees.Stay{Received: on.AddDate(0, 0, 1-row.age), From: on, Until: on.AddDate(0, 0, 1)})
		if err != nil {
			t.Fatalf("%s at day %d: %v", row.on, row.age, err)
		}
		if len(charges) != 1 || charges[0].Rate.StringFixed(2) != row.want || !charges[0].Amount.Equal(dec(row.want).DivRound(dec("30"), 12)) {
			t.Errorf("%s at day %d: %+v, want %s", row.on, row.age, charges, row.want)
		}
	}
}

// The charges of a long stay, with what is doubtful about them.
func TestStorageCharges(t *testing.T) {
	type line struct{ From, Days, Rate, Table, Warning string }
	show := func(l walmart.Listing, stay fees.Stay) []line {
		charges, err := l.Storage(stay)
		if err != nil {
			t.Fatal(err)
		}
		var out []line
		for _, c := range charges {
			x := line{c.From.Format(time.DateOnly), decimal.NewFromInt(int64(c.Days)).String(), c.Rate.StringFixed(2), c.Source.Table, ""}
			for _, w := range c.Warnings {
				x.Warning += w.Code
			}
			out = append(out, x)
		}
		return out
	}
	const usual, oldest = "walmart-us-storage-2026-01-01", "walmart-us-storage-oldest-2026-06-30"
	season := fees.Stay{Received: day(t, "2026-09-10"), Until: day(t, "2026-11-02")}
	want := []line{
		{"2026-09-10", "21", "0.75", usual, ""},
		{"2026-10-01", "9", "0.75", usual, ""},
		{"2026-10-10", "22", "2.25", usual, "peak_storage"},
		{"2026-11-01", "1", "2.25", usual, "peak_storage"},
	}
	if diff := cmp.Diff(want, show(cube(t), season)); diff != "" {
		t.Errorf("season (-want +got):\n%s", diff)
	}
	waived := cube(t)
	waived.PeakStorageWaived = true
	want = []line{
		{"2026-09-10", "21", "0.75", usual, ""}, {"2026-10-01", "31", "0.75", usual, ""}, {"2026-11-01", "1", "0.75", usual, ""},
	}
	if diff := cmp.Diff(want, show(waived, season)); diff != "" {
		t.Errorf("waived (-want +got):\n%s", diff)
	}
	// Day 366 is 2026-10-01, day 451 is 2026-12-25: old stock pays no add-on, and a
	// waiver does not make it cheaper.
	old := fees.Stay{Received: day(t, "2025-10-01"), From: day(t, "2026-09-30"), Until: day(t, "2026-12-27")}
	want = []line{
		{"2026-09-30", "1", "0.75", usual, ""}, {"2026-10-01", "31", "2.25", usual, ""}, {"2026-11-01", "30", "2.25", usual, ""},
		{"2026-12-01", "24", "2.25", usual, ""}, {"2026-12-25", "2", "7.50", oldest, "oldest_stock"},
	}
	for _, l := range []walmart.Listing{cube(t), waived} {
		if diff := cmp.Diff(want, show(l, old)); diff != "" {
			t.Errorf("old stock (-want +got):\n%s", diff)
		}
	}
	seller := cube(t)
	seller.Fulfillment = walmart.Seller
	if got := show(seller, old); got != nil {
		t.Errorf("a seller pays Walmart %v", got)
	}
	if got := show(cube(t), fees.Stay{Received: day(t, "2026-09-10"), Until: day(t, "2026-09-10")}); got != nil {
		t.Errorf("no day costs %v", got)
	}
}

func TestStorageErrors(t *testing.T) {
	l := cube(t)
	var none *fees.NoTableError
	if _, err := l.Storage(fees.Stay{Received: day(t, "2025-03-31"), Until: day(t, "2025-04-02")}); !errors.As(err, &none) {
		t.Errorf("before the first table: %v", err)
	}
	if _, err := l.Storage(fees.Stay{Received: day(t, "2027-11-20"), Until: day(t, "2027-11-24")}); !errors.As(err, &none) {
		t.Errorf("after the last table: %v", err)
	}
	// What came in before the first table is charged from it on.
	if got := stored(t, l, "2025-01-01", "2025-04-01", "2025-05-01"); got != "0.75" {
		t.Errorf("older stock: %s", got)
	}
	for _, stay := range []fees.Stay{{}, {Received: spring}, {Received: spring, Until: spring.AddDate(0, 0, -1)}} {
		if _, err := l.Storage(stay); err == nil {
			t.Errorf("%+v is accepted", stay)
		}
		if _, err := (walmart.Multichannel{Parcel: l.Parcel}).Storage(stay); err == nil {
			t.Errorf("%+v is accepted for Multichannel", stay)
		}
	}
	if _, err := (walmart.Listing{}).Storage(fees.Stay{Received: spring, Until: spring}); err == nil {
		t.Error("an empty listing is stored")
	}
	if _, err := (walmart.Multichannel{}).Storage(fees.Stay{Received: spring, Until: spring}); err == nil {
		t.Error("an empty unit is stored")
	}
}
