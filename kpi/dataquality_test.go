package kpi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

// kindsOf lists findings as "item kind".
func kindsOf(faults []kpi.DataFault) string {
	var out []string
	for _, f := range faults {
		out = append(out, strings.TrimSpace(f.Item+" "+string(f.Kind)))
	}
	return strings.Join(out, ", ")
}

func TestMissingDuty(t *testing.T) {
	cost := func(from, purchase, freight, duty string) kpi.ItemCost {
		return kpi.ItemCost{Item: "a", From: from, Purchase: factNull(purchase), Freight: factNull(freight), Duty: factNull(duty)}
	}
	paid := cost("CN", "100", "20", "")
	paid.DutyPaid = true
	tests := []struct {
		name   string
		cost   kpi.ItemCost
		limits kpi.DutyLimits
		want   string
	}{
		{"complete", cost("CN", "100", "20", "27.5"), kpi.DutyLimits{}, ""},
		{"freight without duty", cost("CN", "100", "20", ""), kpi.DutyLimits{}, "a duty_missing"},
		{"neither", cost("CN", "100", "", ""), kpi.DutyLimits{}, "a freight_missing, a duty_missing"},
		{"duty of 0", cost("CN", "100", "20", "0"), kpi.DutyLimits{}, "a duty_zero"},
		{"duty of 0 on a free list", cost("CN", "100", "20", "0"), kpi.DutyLimits{FreeIsFine: true}, ""},
		{"from nobody says where", cost("", "100", "20", ""), kpi.DutyLimits{}, "a duty_missing"},
		{"made at home", cost("US", "100", "20", ""), kpi.DutyLimits{}, ""},
		{"another home", cost("US", "100", "20", ""), kpi.DutyLimits{Home: "DE"}, "a duty_missing"},
		{"delivered duty paid", paid, kpi.DutyLimits{}, ""},
		{"nothing known", cost("CN", "", "", ""), kpi.DutyLimits{}, ""},
		{"on the lower limit", cost("CN", "100", "20", "1"), kpi.DutyLimits{}, ""},
		{"below it", cost("CN", "100", "20", "0.999999"), kpi.DutyLimits{}, "a duty_low"},
		{"on the upper limit", cost("CN", "100", "20", "200"), kpi.DutyLimits{}, ""},
		{"above it", cost("CN", "100", "20", "200.01"), kpi.DutyLimits{}, "a duty_high"},
		{"own limits", cost("CN", "100", "20", "27.5"), kpi.DutyLimits{Least: factDec("0.3"), Most: factDec("1")}, "a duty_low"},
		{"purchase not known", cost("CN", "", "20", "5"), kpi.DutyLimits{}, ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got, err := kpi.MissingDuty([]kpi.ItemCost{tc.cost}, tc.limits)
			if err != nil || kindsOf(got) != tc.want {
				t.Errorf("got %q, %v, want %q", kindsOf(got), err, tc.want)
			}
		})
	}
	_, err := kpi.MissingDuty([]kpi.ItemCost{cost("CN", "-1", "", ""), cost("CN", "1", "", "0.0000000000001")}, kpi.DutyLimits{Least: factDec("-1")})
	wantFields(t, err, "limits.least", "costs[0].purchase", "costs[1].duty")
	_, err = kpi.MissingDuty(nil, kpi.DutyLimits{Least: factDec("3")})
	wantFields(t, err, "limits.most")
}

func readings(group string, amounts ...string) []kpi.Reading {
	var out []kpi.Reading
	for i, a := range amounts {
		out = append(out, kpi.Reading{Item: fmt.Sprint("i", i), Group: group, Amount: factDec(a)})
	}
	return out
}

func TestOutliers(t *testing.T) {
	tests := []struct {
		name     string
		readings []kpi.Reading
		limits   kpi.OutlierLimits
		want     string
		cause    string
	}{
		{"equal", readings("", "2", "2", "2", "2", "2"), kpi.OutlierLimits{}, "", ""},
		// 2 ± 3.5 · 5 % of 2 is 1.65 to 2.35.
		{"on the floor", readings("", "2", "2", "2", "2", "2.35"), kpi.OutlierLimits{}, "", ""},
		{"above the floor", readings("", "2", "2", "2", "2", "2.36"), kpi.OutlierLimits{}, "i4 outlier_high", ""},
		{"below the floor", readings("", "2", "2", "2", "2", "1.64"), kpi.OutlierLimits{}, "i4 outlier_low", ""},
		// Median 10, distances 0 1 1 2 and more: MAD 1, the cut is at 10 ± 5.1891.
		{"on the cut", readings("", "10", "9", "11", "8", "15.1891"), kpi.OutlierLimits{}, "", ""},
		{"above the cut", readings("", "10", "9", "11", "8", "15.1892"), kpi.OutlierLimits{}, "i4 outlier_high", ""},
		{"smaller cut", readings("", "10", "9", "11", "8", "15"), kpi.OutlierLimits{Cut: factDec("3")}, "i4 outlier_high", ""},
		{"four are too few", readings("", "2", "2", "2", "200"), kpi.OutlierLimits{}, "", ""},
		{"unless they are enough", readings("", "2", "2", "2", "200"), kpi.OutlierLimits{Least: 4}, "i3 outlier_high", "about 100 times it, as between a decimal point, or cents"},
		{"grams for pounds", readings("", "1.2", "1.25", "1.2", "1.3", "544.3"), kpi.OutlierLimits{}, "i4 outlier_high", "about 453.6 times it, as between pounds and grams"},
		{"pounds for kilograms", readings("", "1", "1", "1", "1", "2.2"), kpi.OutlierLimits{}, "i4 outlier_high", "about 2.2046 times it, as between kilograms and pounds"},
		{"inches for millimetres", readings("", "254", "254", "254", "254", "10"), kpi.OutlierLimits{}, "i4 outlier_low", "about 1/25.4 times it, as between inches and millimetres"},
		{"ounces for grams", readings("", "28.35", "28.35", "28.35", "28.35", "1"), kpi.OutlierLimits{}, "i4 outlier_low", "about 1/28.35 times it, as between ounces and grams"},
		{"a point", readings("", "4", "4", "4", "4", "40"), kpi.OutlierLimits{}, "i4 outlier_high", "about 10 times it, as between a decimal point, or centimetres and millimetres"},
		{"cost below 0", readings("", "4", "4", "4", "4", "-4"), kpi.OutlierLimits{}, "i4 outlier_low", ""},
		{"median of 0", readings("", "0", "0", "0", "0", "1"), kpi.OutlierLimits{}, "i4 outlier_high", ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got, err := kpi.Outliers("weight", tc.readings, tc.limits)
			if err != nil || kindsOf(got) != tc.want {
				t.Fatalf("got %q, %v, want %q", kindsOf(got), err, tc.want)
			}
			if len(got) == 0 {
				return
			}
			if _, cause, _ := strings.Cut(got[0].Text, "group: "); cause != tc.cause {
				t.Errorf("cause is %q, want %q", cause, tc.cause)
			}
		})
	}
	two := append(readings("tiny", "1", "1", "1", "1", "1"), readings("large", "100", "100", "100", "100", "100")...)
	if got, err := kpi.Outliers("weight", two, kpi.OutlierLimits{}); err != nil || len(got) > 0 {
		t.Errorf("groups are mixed: %v, %v", got, err)
	}
	_, err := kpi.Outliers("weight", []kpi.Reading{{Amount: decimal.New(1, 99999)}}, kpi.OutlierLimits{Cut: factDec("-1"), Floor: factDec("-1"), Least: 2})
	wantFields(t, err, "limits.cut", "limits.floor", "limits.least", "readings[0].amount")
}

// Order and unit do not matter, and the readings are left as they are.
func propOutliers(t *rapid.T) {
	var list []kpi.Reading
	for i, n := range rapid.SliceOfN(rapid.Int64Range(-50, 300), 5, 30).Draw(t, "amounts") {
		list = append(list, kpi.Reading{Item: fmt.Sprint("i", i), Amount: decimal.New(n, -1)})
	}
	items := func(list []kpi.Reading) string {
		got, err := kpi.Outliers("fee", list, kpi.OutlierLimits{})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range got {
			out = append(out, f.Item+string(f.Kind))
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	want := items(list)
	if got := items(rapid.Permutation(list).Draw(t, "order")); got != want {
		t.Fatalf("in another order %q, want %q", got, want)
	}
	for i := range list {
		list[i].Amount = list[i].Amount.Mul(factDec("0.45359237"))
	}
	if got := items(list); got != want {
		t.Fatalf("in kilograms %q, want %q", got, want)
	}
}

func TestOutliersInvariant(t *testing.T) { rapid.Check(t, propOutliers) }

func TestDuplicates(t *testing.T) {
	row := func(file, key, amount string) kpi.KeyedRow {
		return kpi.KeyedRow{File: file, Key: strings.Split(key, "/"), Amount: factDec(amount)}
	}
	tests := []struct {
		name      string
		rows      []kpi.KeyedRow
		mayRepeat bool
		want      string
	}{
		{"different keys", []kpi.KeyedRow{row("f", "a", "1"), row("f", "b", "1")}, false, ""},
		{"keys that only look alike", []kpi.KeyedRow{row("f", "a/bc", "1"), row("f", "ab/c", "1"), row("f", "a:/b", "1"), row("f", "a/:b", "1")}, false, ""},
		{"repeated", []kpi.KeyedRow{row("f", "a", "1"), row("f", "a", "1.00")}, false, "a repeated"},
		{"conflicting", []kpi.KeyedRow{row("f", "a", "1"), row("g", "a", "2")}, false, "a conflicting"},
		{"both", []kpi.KeyedRow{row("f", "a", "1"), row("g", "a", "2"), row("h", "a", "2"), row("h", "a", "1")}, false, "a conflicting, a repeated, a repeated"},
		{"may repeat in a file", []kpi.KeyedRow{row("f", "a", "1"), row("f", "a", "1"), row("f", "a", "2")}, true, ""},
		{"not in two files", []kpi.KeyedRow{row("f", "a", "1"), row("f", "a", "2"), row("g", "a", "2"), row("g", "a", "1")}, true, "a repeated"},
		{"restated", []kpi.KeyedRow{row("f", "a", "1"), row("f", "a", "2"), row("g", "a", "2")}, true, "a conflicting"},
		{"nothing", nil, false, ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got, err := kpi.Duplicates(tc.rows, tc.mayRepeat)
			if err != nil || kindsOf(got) != tc.want {
				t.Errorf("got %q, %v, want %q", kindsOf(got), err, tc.want)
			}
		})
	}
	_, err := kpi.Duplicates([]kpi.KeyedRow{row("f", "a", "1"), {Amount: decimal.New(1, 99)}}, false)
	wantFields(t, err, "records[1].amount")
}

func TestOutsidePeriod(t *testing.T) {
	var rows []kpi.DatedRow
	for _, d := range []string{"2026-06-30", "2026-07-01", "2026-07-30", "2026-07-31"} {
		rows = append(rows, kpi.DatedRow{Item: d, Day: factDay(d)})
	}
	rows = append(rows, kpi.DatedRow{Item: "none"}, kpi.DatedRow{Item: "zone", Day: time.Date(2026, 7, 30, 23, 59, 0, 0, time.FixedZone("", -8*3600))})
	got, err := kpi.OutsidePeriod(factDays(30), rows)
	if want := "2026-06-30 before_period, 2026-07-31 after_period, none no_date"; err != nil || kindsOf(got) != want {
		t.Errorf("got %q, %v, want %q", kindsOf(got), err, want)
	}
	_, err = kpi.OutsidePeriod(kpi.Period{}, rows)
	wantFields(t, err, "period.first", "period.last")
}
