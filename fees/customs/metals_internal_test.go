package customs

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// Until 2026-04-05 the duty on metals fell on the whole value in the chapters of the
// metal and on its content elsewhere; then on the content but in chapter 72. What
// else is worth paid the reciprocal duty from 2025-06-04, before not at all, and
// section 122 from 2026-02-24. Figures are worked out by hand from the rates of
// facts 1.7.
func TestMetalsUntil2026(t *testing.T) {
	for _, row := range []struct {
		name, day string
		line      *Line
		want      string
	}{
		{"no metals yet", "2025-03-11", cn("7323.93.0045"), "column_1 200, ieepa_fentanyl 2000"},
		{"chapter 73, whole value", "2025-03-12", cn("7323.93.0045"), "column_1 200, ieepa_fentanyl 2000, 232_steel 2500"},
		{"no reciprocal on the article", "2025-06-03", cn("7323.93.0045"), "column_1 200, ieepa_fentanyl 2000, 232_steel 2500"},
		{"chapter 76, whole value", "2025-06-03", cn("7615.10.7155"), "column_1 310, ieepa_fentanyl 2000, 232_aluminium 2500"},
		{"elsewhere, content", "2025-06-03", cn("9507.30.6000", content(Aluminium, "4000")),
			"column_1 390, 301_list_4a 750, ieepa_fentanyl 2000, 232_aluminium 1000"},
		{"chapter 73, content and rest", "2025-06-04", cn("7323.93.0045", content(Steel, "8000")),
			"column_1 200, ieepa_fentanyl 2000, ieepa_reciprocal 200, 232_steel 4000"},
		{"chapter 76, content and rest", "2025-06-04", cn("7615.10.7155", content(Aluminium, "9000")),
			"column_1 310, ieepa_fentanyl 2000, ieepa_reciprocal 100, 232_aluminium 4500"},
		{"chapter 72, whole value", "2025-06-04", cn("7206.10.00"), "301_list_3 2500, ieepa_fentanyl 2000, 232_steel 5000"},
		{"all of it is steel", "2025-06-04", cn("7323.93.0045", content(Steel, "10000")), "column_1 200, ieepa_fentanyl 2000, 232_steel 5000"},
		{"none of it is steel", "2025-06-04", cn("7323.93.0045", content(Steel, "0")), "column_1 200, ieepa_fentanyl 2000, ieepa_reciprocal 1000"},
		{"none of it is aluminium, before", "2025-06-03", cn("9507.30.6000", content(Aluminium, "0")),
			"column_1 390, 301_list_4a 750, ieepa_fentanyl 2000, ieepa_reciprocal 1000"},
		{"two metals", "2025-09-01", cn("8501.10.40", content(Steel, "3000"), content(Aluminium, "2000")),
			"column_1 440, ieepa_fentanyl 2000, ieepa_reciprocal 500, 232_steel 1500, 232_aluminium 1000"},
		{"two metals and nothing else", "2025-09-01", cn("8501.10.40", content(Steel, "6000"), content(Aluminium, "4000")),
			"column_1 440, ieepa_fentanyl 2000, 232_steel 3000, 232_aluminium 2000"},
		{"the first day of 407 codes", "2025-08-17", cn("8205.70.0090"), "column_1 500, 301_list_3 2500, ieepa_fentanyl 2000, ieepa_reciprocal 1000"},
		{"the first day of appliances", "2025-06-22", cn("8516.60.4070"), "301_list_3 2500, ieepa_fentanyl 2000, ieepa_reciprocal 1000"},
		{"appliances", "2025-06-23", cn("8516.60.4070", content(Steel, "5000")), "301_list_3 2500, ieepa_fentanyl 2000, ieepa_reciprocal 500, 232_steel 2500"},
		{"copper and aluminium", "2025-08-18", cn("8544.42.9090", content(Copper, "4000"), content(Aluminium, "1000")),
			"column_1 260, 301_list_3 2500, ieepa_fentanyl 2000, ieepa_reciprocal 500, 232_aluminium 500, 232_copper 2000"},
		{"section 122 on the rest", "2026-02-24", cn("7323.93.0045", content(Steel, "8000")), "column_1 200, section_122 200, 232_steel 4000"},
		{"the last day", "2026-04-05", cn("7323.93.0045", content(Steel, "8000")), "column_1 200, section_122 200, 232_steel 4000"},
		{"rebuilt", "2026-04-06", cn("7323.93.0045", content(Steel, "8000")), "column_1 200, 232_metals 2500"},
		{"removed from the list", "2026-04-05", cn("9403.20.0050", content(Steel, "7000"), content(Aluminium, "0")), "301_list_3 2500, section_122 300, 232_steel 3500"},
		{"removed from the list", "2026-04-06", cn("9403.20.0050"), "301_list_3 2500, section_122 1000"},
		{"of the United Kingdom", "2025-09-01", cn("8205.70.0090", from("GB"), content(Steel, "8000")), "column_1 500, ieepa_reciprocal 200, 232_steel 2000"},
		{"US metal", "2025-09-01", cn("8205.70.0090", answer(USMetal, true)), "column_1 500, 301_list_3 2500, ieepa_fentanyl 2000, ieepa_reciprocal 1000"},
	} {
		a := on(t, row.day).assessed(t, row.line)
		if got := a.paid(); got != row.want || len(a.open) > 0 {
			t.Errorf("%s, %s:\n got %s\nwant %s\nopen %v", row.name, row.day, got, row.want, a.open)
		}
	}
}

// The value of the metal is not known: the duty is linear in it and lies between the
// ends.
func TestUnknownContent(t *testing.T) {
	for _, row := range []struct {
		name, day string
		line      *Line
		want      string
		open      []Question
	}{
		// 0.5 of the steel, 0.1 of the rest: 1000 to 5000 beside 2200.
		{"one metal", "2025-09-01", cn("7323.93.0045"), "3200 to 7200", []Question{"content_value:steel"}},
		// Before 2025-06-04 an article with aluminium paid no reciprocal duty: 3140
		// of others, and 0 with hardly any aluminium, 1000 without, 2500 with all.
		{"a limit", "2025-06-03", cn("9507.30.6000"), "3140 to 5640", []Question{"content_value:aluminium"}},
		{"two metals", "2025-09-01", cn("8501.10.40"), "3440 to 7440", []Question{"content_value:steel", "content_value:aluminium"}},
		// 2000 of aluminium leave 8000: 1000 + 0 to 4000, and 0.1 of what is left.
		{"one of two", "2025-09-01", cn("8501.10.40", content(Aluminium, "2000")), "4240 to 7440", []Question{"content_value:steel"}},
		{"the other takes all", "2025-09-01", cn("8501.10.40", content(Aluminium, "10000")), "7440", nil},
		{"the reciprocal duty is higher", "2025-05-13", cn("9507.30.6000"), "3140 to 15640", []Question{"content_value:aluminium"}},
	} {
		a := on(t, row.day).assessed(t, row.line)
		var open []Question
		for _, o := range a.open {
			open = append(open, o.Question)
		}
		if a.duty.String() != row.want || len(open) != len(row.open) {
			t.Errorf("%s: %s open %v, want %s open %v", row.name, a.duty, open, row.want, row.open)
		}
	}
	a := on(t, "2025-09-01").assessed(t, cn("7323.93.0045"))
	steel, rest := a.find(t, "232_steel"), a.find(t, "ieepa_reciprocal")
	if steel.Status != Undecided || steel.Base.String() != "0 to 10000" || steel.Amount.String() != "0 to 5000" ||
		rest.Amount.String() != "0 to 1000" || a.open[0].Effect.String() != "4000" {
		t.Errorf("steel %+v, rest %+v, open %+v", steel, rest, a.open)
	}
}

// Listed metal under 15 % of the weight pays no 232 and then forced labor; never in
// the chapters of the metals themselves.
func TestMetalWeight(t *testing.T) {
	b := on(t, "2026-10-01")
	for _, row := range []struct {
		line *Line
		want string
	}{
		{cn("8215.99.3500", metalWeight("0")), "column_1 680, 301_list_4a 750, 301_forced_labor 1250"},
		{cn("8215.99.3500", metalWeight("0.1499")), "column_1 680, 301_list_4a 750, 301_forced_labor 1250"},
		{cn("8215.99.3500", metalWeight("0.15")), "column_1 680, 301_list_4a 750, 232_metals 2500"},
		{cn("8215.99.3500", metalWeight("0.1501")), "column_1 680, 301_list_4a 750, 232_metals 2500"},
		{cn("8215.99.3500"), "column_1 680, 301_list_4a 750, 301_forced_labor 0 to 1250, 232_metals 0 to 2500"},
		{cn("7323.93.0045", metalWeight("0.01")), "column_1 200, 232_metals 2500"},
		{cn("7615.10.7155", metalWeight("0.01")), "column_1 310, 232_metals 2500"},
		{cn("7206.10.00", metalWeight("0.01")), "301_list_3 2500, 232_metals 5000"},
		{cn("8215.99.3500", metalWeight("1"), answer(USMetal, true)), "column_1 680, 301_list_4a 750, 232_metals 1000"},
		{cn("8215.99.3500", metalWeight("1"), from("GB")), "column_1 680, 232_metals 1500"},
		{cn("7206.10.00", from("GB")), "232_metals 2500"},
	} {
		a := b.assessed(t, row.line)
		if got := a.paid(); got != row.want {
			t.Errorf("%s %s: %s, want %s", row.line.HTS, row.line.Origin, got, row.want)
		}
	}
	a := b.assessed(t, cn("8215.99.3500", metalWeight("0.1")))
	if l := a.find(t, "232_metals"); l.Heading != "9903.82.03" || l.Status != Suppressed || !l.Amount.High.IsZero() {
		t.Errorf("%+v", l)
	}
	a = b.assessed(t, cn("8215.99.3500", metalWeight("0.9")))
	if l := a.find(t, "301_forced_labor"); l.Heading != "9903.05.90" || l.Status != Suppressed {
		t.Errorf("%+v", l)
	}
}

// A layer up to a total adds what column 1 leaves of it, a specific rate by what it
// comes to, and nothing when it leaves nothing.
func TestTopUp(t *testing.T) {
	b := on(t, "2026-10-01")
	for _, row := range []struct {
		name, want string
		line       *Line
	}{
		{"ad valorem", "column_1 400, 232_metals 1100", cn("8432.10.00", metalWeight("1"))},
		{"compound: 370 + 700", "column_1 1070, 232_metals 430", cn("8211.91.50", quantity("No.", "100000"), metalWeight("1"))},
		{"compound at the total", "column_1 1500", cn("8211.91.50", quantity("No.", "161428.571429"), metalWeight("1"))},
		{"compound above it", "column_1 1770", cn("8211.91.50", quantity("No.", "200000"), metalWeight("1"))},
		{"no value", "column_1 700", cn("8211.91.50", quantity("No.", "100000"), metalWeight("1"), worth("0"))},
		{"no value, no quantity", "", cn("8211.91.50", quantity("No.", "0"), metalWeight("1"), worth("0"))},
		{"cents", "column_1 12.33, 232_metals 37.67", cn("8211.91.50", quantity("No.", "0"), metalWeight("1"), worth("333.33"))},
		{"preference", "232_metals 1500", cn("8211.91.50", from("KR"), metalWeight("1"), func(l *Line) { l.Preference = "KR" })},
		{"EU below 10 %", "column_1 340, 301_forced_labor 660", cn("3924.10.4000", from("DE"), answer(CountryExempt, false))},
		{"EU above 10 %", "column_1 1760", cn("4202.92.3120", from("DE"), answer(CountryExempt, false))},
		{"Japan at 12 %", "column_1 1200, 301_forced_labor 50", cn("8501.33.30", from("JP"))},
		{"Taiwan at 12 %", "column_1 1200", cn("8501.33.30", from("TW"), answer(CountryExempt, false))},
	} {
		a := b.assessed(t, row.line)
		if got := a.paid(); got != row.want || len(a.missing) > 0 {
			t.Errorf("%s: %s, want %s; missing %v", row.name, got, row.want, a.missing)
		}
	}
}

// A code on the lists of two 232 programmes pays the first, with a warning; one that
// is not an auto part pays the other.
func TestTwo232Programmes(t *testing.T) {
	b := on(t, "2026-10-01")
	for _, row := range []struct {
		line *Line
		want string
		warn int
	}{
		{cn("8708.29.50", answer(AutoPart, true), metalWeight("1")), "column_1 250, 232_auto_parts 2500", 1},
		{cn("8708.29.50", answer(AutoPart, false), metalWeight("1")), "column_1 250, 232_metals 2500", 0},
		{cn("8708.29.50", answer(AutoPart, false), metalWeight("0")), "column_1 250, 301_forced_labor 1250", 0},
		{cn("8703.23.01", metalWeight("1")), "column_1 250, 232_autos 2500", 1},
	} {
		a := b.assessed(t, row.line)
		if a.paid() != row.want || len(a.warnings) != row.warn || row.warn == 1 && a.warnings[0].Code != "two_232_programmes" {
			t.Errorf("%s: %s, want %s; warnings %v", row.line.HTS, a.paid(), row.want, a.warnings)
		}
	}
	a := b.assessed(t, cn("8708.29.50", answer(AutoPart, true), metalWeight("1")))
	if l := a.find(t, "232_metals"); l.Status != Suppressed || l.Reason != "a line pays one programme of section 232 (9903.94.05)" {
		t.Errorf("%+v", l)
	}
	// Of both truck and auto parts the use decides, and the answer rules the other out.
	for _, row := range []struct {
		line *Line
		want string
	}{
		{cn("8708.30.5030", answer(AutoPart, true)), "column_1 250, 301_list_3 2500, 232_auto_parts 2500"},
		{cn("8708.30.5030", answer(AutoPart, false), answer(TruckPart, true)), "column_1 250, 301_list_3 2500, 232_truck_parts 2500"},
		{cn("8708.30.5030", answer(AutoPart, false), answer(TruckPart, false)), "column_1 250, 301_list_3 2500, 301_forced_labor 1250"},
	} {
		a := b.assessed(t, row.line)
		if a.paid() != row.want || len(a.open)+len(a.warnings) > 0 {
			t.Errorf("%s, want %s; %v %v", a.paid(), row.want, a.open, a.warnings)
		}
	}
}

// Goods loaded before a duty began do not pay it when they enter soon after. Not
// knowing when they were loaded is a range, inside of the window only.
func TestInTransit(t *testing.T) {
	before, after := "2026-07-23", "2026-07-24"
	for _, row := range []struct {
		day, loaded string
		mode        Mode
		want        string
	}{
		{"2026-07-24", before, Vessel, "0"}, {"2026-07-27", before, Vessel, "0"}, {"2026-07-28", before, Vessel, "1250"},
		{"2026-07-27", after, Vessel, "1250"}, {"2026-07-27", "", Vessel, "0 to 1250"}, {"2026-07-28", "", Vessel, "1250"},
		{"2026-07-27", "", Air, "1250"}, {"2026-07-27", before, Express, "1250"}, {"2026-07-27", before, Truck, "0"},
		{"2026-02-24", "2026-02-23", Vessel, "0"}, {"2026-02-27", "", Vessel, "0 to 1000"}, {"2026-02-28", "2026-02-23", Vessel, "1000"},
		{"2025-04-05", "2025-04-04", Vessel, "2000"}, {"2025-05-26", "2025-04-04", Vessel, "2000"}, {"2025-05-27", "2025-04-04", Vessel, "3000"},
		{"2025-04-10", "2025-04-08", Vessel, "3000"}, {"2025-04-10", "2025-04-09", Vessel, "14500"}, {"2025-04-10", "", Vessel, "2000 to 14500"},
		{"2025-04-10", "", Air, "14500"},
		{"2025-02-04", "2025-01-31", Vessel, "0"}, {"2025-03-06", "2025-01-31", Air, "0"}, {"2025-03-07", "2025-01-31", Vessel, "2000"},
	} {
		var loaded time.Time
		if row.loaded != "" {
			loaded = feetest.Day(t, row.loaded)
		}
		a, err := on(t, row.day).assess(cn("1000.00.01"), loaded, row.mode)
		if err != nil {
			t.Fatal(err)
		}
		if a.duty.String() != row.want {
			t.Errorf("%s loaded %q by %s: %s, want %s", row.day, row.loaded, row.mode, a.duty, row.want)
		}
	}
	// The 10 % of list 3 for what was exported in time.
	for _, row := range []struct{ day, loaded, want string }{
		{"2019-05-10", "2019-05-09", "1000"}, {"2019-06-14", "2019-05-09", "1000"}, {"2019-06-15", "2019-05-09", "2500"}, {"2019-05-10", "2019-05-10", "2500"},
	} {
		a, err := on(t, row.day).assess(cn("1000.00.25"), feetest.Day(t, row.loaded), Vessel)
		if err != nil || a.duty.String() != row.want {
			t.Errorf("list 3 on %s loaded %s: %s %v, want %s", row.day, row.loaded, a.duty, err, row.want)
		}
	}
}

// A day that no table of a programme knows is its error.
func TestBookDays(t *testing.T) {
	tables := withTables(t, callerTariff)
	for _, day := range []time.Time{fees.Day(2018, time.July, 5), fees.Day(2027, time.November, 23)} {
		if _, err := bookOn(tables, day); !isNoTable(err) {
			t.Errorf("%s: error is %v", day, err)
		}
	}
	if _, err := bookOn(&fees.Tables{}, fees.Day(2026, time.October, 1)); !isNoTable(err) {
		t.Errorf("without tables the error is %v", err)
	}
	b := on(t, "2026-11-23")
	if len(b.warnings) != 0 {
		t.Errorf("on the day of the check: %v", b.warnings)
	}
	if b = on(t, "2026-11-24"); len(b.warnings) != 1 || b.warnings[0].Code != "after_last_check" {
		t.Errorf("the day after: %v", b.warnings)
	}
	// The shipped tariff has no line before 2025.
	b, err := bookOn(withTables(t), fees.Day(2024, time.December, 31))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.assess(cn("4202.92.3120"), time.Time{}, Vessel); !isNoTable(err) {
		t.Errorf("error is %v", err)
	}
}

// Money is exact: a layer is rounded once, half away from zero.
func TestLayerRounding(t *testing.T) {
	b := on(t, "2026-10-01")
	for _, row := range []struct{ value, want string }{
		{"0.04", "column_1 0.01, 301_list_3 0.01, 301_forced_labor 0.01"}, // 0.00704, 0.01, 0.005
		{"0.02", "301_list_3 0.01"},                                       // 0.00352, 0.005, 0.0025
		{"0.01", ""},
		{"0.00", ""},
		{"100000000000", "column_1 17600000000, 301_list_3 25000000000, 301_forced_labor 12500000000"},
	} {
		a := b.assessed(t, cn("4202.92.3120", worth(row.value)))
		if a.paid() != row.want {
			t.Errorf("%s: %s, want %s", row.value, a.paid(), row.want)
		}
		sum := decimal.Decimal{}
		for _, l := range a.layers {
			sum = sum.Add(l.Amount.Low)
		}
		if !a.duty.Known() || !sum.Equal(a.duty.Low) {
			t.Errorf("%s: layers sum to %s, the duty is %s", row.value, sum, a.duty)
		}
	}
}
