package landedoracle_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
)

func decs(texts ...string) []decimal.Decimal {
	var all []decimal.Decimal
	for _, text := range texts {
		all = append(all, dec(text))
	}
	return all
}

// sameAll fails unless two lists of amounts are equal.
func sameAll(t *testing.T, what string, got []decimal.Decimal, want ...string) {
	t.Helper()
	if !slices.EqualFunc(got, decs(want...), decimal.Decimal.Equal) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestMPF(t *testing.T) {
	for _, row := range []struct{ value, on, want string }{
		{"10000", "2026-10-15", "34.64"}, // S19, S23
		{"9982.68", "2026-10-15", "34.58"}, {"9984.12", "2026-10-15", "34.58"}, {"9985", "2026-10-15", "34.59"},
		{"193666.28", "2026-10-15", "670.86"}, {"193600", "2026-10-15", "670.63"}, {"500000", "2026-10-15", "670.86"},
		{"9694.00", "2026-09-30", "33.58"}, {"188077.37", "2026-09-30", "651.50"},
		{"9442.84", "2025-09-30", "32.71"}, {"183204.39", "2024-10-01", "634.62"},
		{"9142.61", "2024-09-30", "31.67"}, {"177352.77", "2023-10-01", "614.35"},
		{"1", "2018-01-01", "25.67"}, {"1", "2018-09-30", "25.67"}, {"1", "2018-10-01", "26.22"}, {"1", "2023-09-30", "29.66"}, {"100000", "2026-08-22", "346.40"}, // S21
	} {
		fee, ok := oracle.MPF(dec(row.value), day(row.on))
		if !ok {
			t.Errorf("no fee on %s", row.on)
		}
		same(t, row.value+" on "+row.on, fee, row.want)
	}
	for _, on := range []string{"2017-12-31", "2021-10-01", "2022-09-30"} {
		if _, ok := oracle.MPF(dec("1"), day(on)); ok {
			t.Errorf("a fee on %s, though none is published", on)
		}
	}
	if fee, ok := oracle.InformalMPF(day("2026-10-01")); !ok || !fee.Equal(dec("2.77")) {
		t.Errorf("informal is %s", fee)
	}
	if oracle.MustBeFormal(dec("2499.99")) || !oracle.MustBeFormal(dec("2500")) {
		t.Error("the formal threshold is not 2,500")
	}
}

func TestEntries(t *testing.T) {
	// S19
	duty := total(t, oracle.Line{Origin: "CN", Value: dec("10000"), Percent: dec("0.176"), List: "3"}, "2026-10-15")
	mpf, _ := oracle.MPF(dec("10000"), day("2026-10-15"))
	same(t, "S19", duty.Add(mpf).Add(oracle.HMF(dec("10000"), true)), "5557.14")
	// S21, with fees to whole dollars
	duty = total(t, oracle.Line{Origin: "CN", Value: dec("100000"), List: "3", NewMetal: "i", Chapter: 76}, "2026-08-22")
	mpf, _ = oracle.MPF(dec("100000"), day("2026-08-22"))
	landed := dec("100000").Add(duty).Add(mpf.Round(0)).Add(oracle.HMF(dec("100000"), true).Round(0))
	same(t, "S21", landed, "175471")
	// S23: 25% is column 1 and 301 together; freight 2,800, other 35
	mpf, _ = oracle.MPF(dec("10000"), day("2026-10-15"))
	same(t, "S23", dec("12500").Add(mpf).Add(oracle.HMF(dec("10000"), true)).Add(dec("2835")), "15382.14")
	same(t, "by air", oracle.HMF(dec("10000"), false), "0")
}

func TestWholeDollars(t *testing.T) {
	got := oracle.WholeDollars(decs("10.40", "20.40", "5.50", "7.49"), []string{"a", "a", "b", "c"})
	sameAll(t, "values", got, "11", "20", "6", "7") // 30.80 is 31
	same(t, "quantity", oracle.WholeQuantity(dec("10.5"), dec("0.015")), "11")
	same(t, "quantity above a dollar", oracle.WholeQuantity(dec("10.5"), dec("1.01")), "10.5")
}

func TestBackwards(t *testing.T) {
	// 10% duty rounded to the cent: 11.00 delivered is 10.00 of goods.
	exact, nearest := oracle.Backwards(1100, 1100, func(cents int64) int64 { return cents + (cents+5)/10 })
	if !slices.Equal(exact, []int64{1000}) || nearest != 1000 {
		t.Errorf("exact %v, nearest %d", exact, nearest)
	}
	// 100% duty: an odd total has no answer.
	if exact, nearest := oracle.Backwards(5, 5, func(cents int64) int64 { return 2 * cents }); exact != nil || nearest != 2 {
		t.Errorf("exact %v, nearest %d", exact, nearest)
	}
}

func TestDeMinimis(t *testing.T) {
	for _, row := range []struct {
		origin, value, on string
		want              bool
	}{
		{"CN", "800", "2025-05-01", true}, {"CN", "800.01", "2025-05-01", false}, {"CN", "1", "2025-05-02", false},
		{"DE", "800", "2025-08-28", true}, {"DE", "800", "2025-08-29", false},
	} {
		if got := oracle.DeMinimis(row.origin, dec(row.value), day(row.on)); got != row.want {
			t.Errorf("%+v: %v", row, got)
		}
	}
}
