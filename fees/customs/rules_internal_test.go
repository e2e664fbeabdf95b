package customs

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

// Every layer that was considered is there once, with its heading and the reason.
func TestLayersOfALine(t *testing.T) {
	type shown struct {
		Code, Heading string
		Status        Status
		Duty          string
		Amount        string
		Reason        string
	}
	a := on(t, "2026-10-01").assessed(t, cn("8507.60.0020", answer(AutoPart, false)))
	var got []shown
	for _, l := range a.layers {
		got = append(got, shown{l.Code, l.Heading, l.Status, l.Duty, l.Amount.String(), l.Reason})
	}
	const noList, ended = "the code is on no list of this duty", "ended after 2026-02-23: the Supreme Court held on 2026-02-20 that IEEPA gives no power to impose tariffs (Learning Resources v. Trump); collection stopped on 2026-02-24"
	const rebuilt = "ended after 2026-04-05: the duty on metals was rebuilt on 2026-04-06"
	want := []shown{
		{"column_1", "8507.60.0020", Applied, "3.4%", "340", "column 1, general"},
		{"301_list_4a", "9903.88.15", Suppressed, "7.5%", "0", "the four-year review replaces the rate of the list (9903.91.06)"},
		{"301_review", "9903.91.06", Applied, "25%", "2500", "the code is on the list"},
		{"301_exclusion", "", NotListed, "", "0", "not said: is an exclusion from China 301 claimed?"},
		{"301_forced_labor", "9903.05.31", Applied, "12.5%", "1250", "on goods of this origin"},
		{"301_brazil", "", OtherOrigin, "", "0", "not for goods of CN"},
		{"section_338", "", OtherOrigin, "", "0", "not for goods of CN"},
		{"ieepa_fentanyl", "", NotInForce, "", "0", ended},
		{"ieepa_border", "", NotInForce, "", "0", ended},
		{"ieepa_country", "", NotInForce, "", "0", ended},
		{"ieepa_reciprocal", "", NotInForce, "", "0", ended},
		{"section_122", "", NotInForce, "", "0", "ended after 2026-07-23: the 150 days of section 122 were over"},
		{"232_steel", "", NotInForce, "", "0", rebuilt},
		{"232_aluminium", "", NotInForce, "", "0", rebuilt},
		{"232_copper", "", NotInForce, "", "0", rebuilt},
		{"232_metals", "", NotListed, "", "0", noList},
		{"232_auto_parts", "9903.94.06", Suppressed, "free", "0", "the code is on the list and the article is not a part of a passenger vehicle or light truck"},
		{"232_trucks", "", NotListed, "", "0", noList},
		{"232_wood", "", NotListed, "", "0", noList},
		{"232_semiconductors", "", NotListed, "", "0", noList},
		{"232_pharma", "", NotListed, "", "0", noList},
		{"232_drones", "", NotListed, "", "0", noList},
		{"232_polysilicon", "", NotInForce, "", "0", "in force from 2026-12-04"},
		{"201_safeguard", "", NotListed, "", "0", noList},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, l := range a.layers {
		if l.Source.Citation == "" || l.Label == "" || !l.Base.Known() || l.Status == Applied && !l.Base.Low.Equal(dec("10000")) {
			t.Errorf("%+v", l)
		}
	}
}

// The review replaces the list from its first day; an exclusion removes only the
// list, and what is not known after its last day is a range that an answer decides.
func TestReviewAndExclusion(t *testing.T) {
	for _, row := range []struct {
		name, day string
		line      *Line
		want      string
	}{
		{"4A", "2025-12-31", cn("8507.60.0020", answer(AutoPart, false)), "3090"}, // 340 + 750 + 1000 + 1000
		{"review", "2026-01-01", cn("8507.60.0020", answer(AutoPart, false)), "4840"},
		{"asked", "2026-11-09", cn("8501.20.40"), "1250 to 3750"},
		{"claimed", "2026-11-09", cn("8501.20.40", answer(ExclusionClaimed, true)), "1250"},
		{"not claimed", "2026-11-09", cn("8501.20.40", answer(ExclusionClaimed, false)), "3750"},
		{"claimed later", "2026-11-10", cn("8501.20.40", answer(ExclusionClaimed, true)), "1250 to 3750"},
		{"extended", "2026-11-10", cn("8501.20.40", answer(ExclusionClaimed, true), answer(ExclusionExtended, true)), "1250"},
		{"not extended", "2026-11-10", cn("8501.20.40", answer(ExclusionClaimed, true), answer(ExclusionExtended, false)), "3750"},
		{"not claimed later", "2026-11-10", cn("8501.20.40", answer(ExclusionClaimed, false)), "3750"},
		{"of a code that is not asked", "2026-11-09", cn("4202.92.3120"), "5510"},
		{"of a code that is not asked, claimed", "2026-11-09", cn("4202.92.3120", answer(ExclusionClaimed, true)), "3010"},
		{"of a code that is not asked, claimed later", "2026-11-10", cn("4202.92.3120", answer(ExclusionClaimed, true)), "3010 to 5510"},
		{"the review stays", "2026-10-01", cn("8507.60.0020", answer(AutoPart, false), answer(ExclusionClaimed, true)), "4090"},
		{"of another origin", "2026-10-01", cn("8501.20.40", from("VN")), "1250"},
	} {
		if got := on(t, row.day).duty(t, row.line); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	a := on(t, "2026-11-09").assessed(t, cn("8501.20.40", answer(ExclusionClaimed, true)))
	if l := a.find(t, "301"); l.Status != Suppressed || l.Reason != "an exclusion is claimed (9903.88.69)" {
		t.Errorf("%+v", l)
	}
	if l := a.find(t, "301_exclusion"); l.Status != Applied || l.Heading != "9903.88.69" || l.Duty != "free" {
		t.Errorf("%+v", l)
	}
}

// An exemption is for goods of every origin: it does not make a programme one of a
// country that has no heading in it.
func TestOriginWithoutAHeading(t *testing.T) {
	a := on(t, "2026-10-01").assessed(t, cn("9503.00.0073", from("MO")))
	l := a.find(t, "301_forced_labor")
	if l.Status != OtherOrigin || l.Reason != "not for goods of MO" {
		t.Errorf("%s: %s", l.Status, l.Reason)
	}
}

// What an origin pays; one of which a rate is not known is missing and not 0.
func TestOrigins(t *testing.T) {
	const day1, day2, day3 = "2025-09-01", "2026-03-01", "2026-10-01"
	for _, row := range []struct {
		day, origin, want, missing string
	}{
		{day1, "CN", "column_1 340, ieepa_fentanyl 2000, ieepa_reciprocal 1000", ""},
		{day1, "HK", "column_1 340, ieepa_fentanyl 2000, ieepa_reciprocal 1000", ""},
		{day1, "MO", "column_1 340, ieepa_reciprocal 1000", ""},
		{day1, "VN", "column_1 340, ieepa_reciprocal 2000", ""},
		{day1, "DE", "column_1 340, ieepa_reciprocal 1160", ""},
		{day1, "KR", "column_1 340, ieepa_reciprocal 1500", ""},
		{"2025-11-13", "KR", "column_1 340, ieepa_reciprocal 1500", ""},
		{"2025-11-14", "KR", "column_1 340, ieepa_reciprocal 1160", ""},
		{"2025-11-13", "CH", "column_1 340, ieepa_reciprocal 3900", ""},
		{"2025-11-14", "CH", "column_1 340, ieepa_reciprocal 1160", ""},
		{"2025-08-06", "VN", "column_1 340, ieepa_reciprocal 1000", ""},
		{"2025-08-07", "VN", "column_1 340, ieepa_reciprocal 2000", ""},
		{"2025-04-09", "VN", "column_1 340, ieepa_reciprocal 4600", ""},
		{"2025-04-10", "VN", "column_1 340, ieepa_reciprocal 1000", ""},
		{"2025-04-08", "AU", "column_1 340, ieepa_reciprocal 1000", ""},
		{"2025-04-09", "AU", "column_1 340", "the rate of IEEPA reciprocal for goods of AU"},
		{day1, "AU", "column_1 340", "the rate of IEEPA reciprocal for goods of AU"},
		{day1, "MX", "column_1 340, ieepa_border 2500", ""},
		{"2025-07-31", "CA", "column_1 340, ieepa_border 2500", ""},
		{day1, "CA", "column_1 340, ieepa_border 3500", ""},
		{day1, "IN", "column_1 340, ieepa_russian_oil 2500, ieepa_reciprocal 2500", ""},
		{"2026-02-07", "IN", "column_1 340, ieepa_reciprocal 2500", ""},
		{day2, "CN", "column_1 340, section_122 1000", ""},
		{day2, "AU", "column_1 340, section_122 1000", ""},
		{day3, "CN", "column_1 340, 301_forced_labor 1250", ""},
		{day3, "HK", "column_1 340, 301_forced_labor 1250", ""},
		{day3, "MO", "column_1 340", ""},
		{day3, "VN", "column_1 340, 301_forced_labor 1250", ""},
		{day3, "IN", "column_1 340, 301_forced_labor 1000", ""},
		{day3, "JP", "column_1 340, 301_forced_labor 910", ""},
		{day3, "GB", "column_1 340, 301_forced_labor 0 to 1000", ""},
		{day3, "CA", "column_1 340, 301_forced_labor 1000, section_338 0 to 5000", ""},
		{day3, "BR", "column_1 340, 301_forced_labor 1250, 301_brazil 0 to 2500", ""},
		{day3, "RU", "301_forced_labor 1250", "the column 1 rate of 3924.10.4000"},
		{day3, "CU", "", "the column 1 rate of 3924.10.4000"},
	} {
		a := on(t, row.day).assessed(t, cn("3924.10.4000", from(row.origin)))
		if a.paid() != row.want || strings.Join(a.missing, "; ") != row.missing {
			t.Errorf("%s on %s: %s missing %q, want %s missing %q", row.origin, row.day, a.paid(), a.missing, row.want, row.missing)
		}
	}
	a := on(t, day1).assessed(t, cn("3924.10.4000", from("AU")))
	if l := a.find(t, "ieepa_reciprocal"); l.Status != Undecided || l.Duty != "unknown" {
		t.Errorf("%+v", l)
	}
	// Column 2 of a line that has it, before and after Russia came to it.
	for day, want := range map[string]string{"2022-04-08": "1070", "2022-04-09": "6500"} {
		if got := on(t, day).duty(t, cn("8211.91.50", from("RU"), quantity("No.", "100000"))); got != want {
			t.Errorf("column 2 on %s: %s, want %s", day, got, want)
		}
	}
}

// The duties of vehicles and wood of countries with an agreement.
func TestAgreedRates(t *testing.T) {
	for _, row := range []struct {
		day, origin, hts string
		want             string
	}{
		{"2025-07-31", "DE", "4011.10.1070", "column_1 400, 232_auto_parts 2500"},
		{"2025-08-01", "DE", "4011.10.1070", "column_1 400, 232_auto_parts 1100"},
		{"2025-09-15", "JP", "4011.10.1070", "column_1 400, 232_auto_parts 2500"},
		{"2025-09-16", "JP", "4011.10.1070", "column_1 400, 232_auto_parts 1100"},
		{"2025-11-01", "KR", "4011.10.1070", "column_1 400, 232_auto_parts 1100"},
		{"2026-05-01", "TW", "4011.10.1070", "column_1 400, 232_auto_parts 1100"},
		{"2025-06-30", "GB", "4011.10.1070", "column_1 400, 232_auto_parts 1000"},
		{"2025-10-14", "GB", "9401.61.4011", "232_wood_upholstered 1000"},
		{"2025-10-14", "DE", "9401.61.4011", "232_wood_upholstered 1500"},
		{"2025-11-13", "KR", "9401.61.4011", "232_wood_upholstered 2500"},
		{"2025-11-14", "KR", "9401.61.4011", "232_wood_upholstered 1500"},
	} {
		a := on(t, row.day).assessed(t, cn(row.hts, from(row.origin), answer(AutoPart, true)))
		if a.paid() != row.want {
			t.Errorf("%s of %s on %s: %s, want %s", row.hts, row.origin, row.day, a.paid(), row.want)
		}
	}
	usmca := cn("4011.10.1070", from("MX"), answer(AutoPart, true), func(l *Line) { l.Preference = "USMCA" })
	if _, err := on(t, "2026-10-01").assess(usmca, time.Time{}, Truck); !isUnknown(err, "preference of 4011.10.1070") {
		t.Errorf("a preference that the row does not have: %v", err)
	}
}

func isUnknown(err error, field string) bool {
	var unknown *fees.UnknownKeyError
	return errors.As(err, &unknown) && unknown.Field == field
}

// Of a line that is free anyway a preference can be claimed without a special rate.
func TestPreferenceOfAFreeLine(t *testing.T) {
	claim := func(l *Line) { l.Preference = "USMCA" }
	a := on(t, "2026-10-01").assessed(t, cn("9403.20.0050", from("MX"), claim))
	if a.paid() != "" || a.layers[0].Duty != "free" || a.layers[0].Reason != "column 1, general" {
		t.Errorf("%s %+v", a.paid(), a.layers[0])
	}
}

// A preference lifts a layer where the layer says so.
func TestPreferenceLiftsALayer(t *testing.T) {
	own := `{"id": "usmca", "channel": "us-customs", "kind": "tariff", "variant": "usmca", "effective_from": "2025-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "my broker",
  "rows": [{"hts": "4011.10.10", "goods": "tires", "column_1": {"ad_valorem": "0.04"}, "special": [{"programme": "USMCA", "free": true}], "lists": ["232_auto_parts"]}]}`
	claim := func(l *Line) { l.Preference = "USMCA" }
	for _, row := range []struct {
		day  string
		want string
	}{
		{"2025-03-06", "ieepa_border 2500"}, {"2025-03-07", ""}, {"2026-03-01", ""}, {"2026-10-01", ""},
	} {
		a := on(t, row.day, own).assessed(t, cn("4011.10.10", from("MX"), answer(AutoPart, true), claim))
		if a.paid() != row.want {
			t.Errorf("%s: %s, want %s", row.day, a.paid(), row.want)
		}
	}
}

// Exemptions that an importer has to claim count only when they are.
func TestClaims(t *testing.T) {
	for _, row := range []struct {
		day     string
		q       Question
		layer   string
		heading string
	}{
		{"2026-03-01", CivilAircraft, "section_122", "9903.03.05"},
		{"2026-10-01", CivilAircraft, "301_forced_labor", "9903.05.88"},
		{"2026-10-01", PharmaUse, "301_forced_labor", "9903.05.89"},
		{"2026-10-01", Donation, "301_forced_labor", "9903.05.91"},
		{"2026-10-01", Informational, "301_forced_labor", "9903.05.92"},
		{"2025-09-01", Donation, "ieepa_fentanyl", "9903.01.21"},
		{"2025-09-01", Informational, "ieepa_reciprocal", "9903.01.31"},
	} {
		b := on(t, row.day)
		silent, yes, no := b.assessed(t, cn("1000.00.01")), b.assessed(t, cn("1000.00.01", answer(row.q, true))), b.assessed(t, cn("1000.00.01", answer(row.q, false)))
		if len(silent.open) > 0 || silent.duty.String() != no.duty.String() {
			t.Errorf("%s: %s without an answer, %s with no", row.q, silent.duty, no.duty)
		}
		if l := yes.find(t, row.layer); l.Status != Suppressed || l.Heading != row.heading || !l.Amount.High.IsZero() {
			t.Errorf("%s on %s: %+v", row.q, row.day, l)
		}
	}
}

// Of a list that nobody knows about the duty is a range, and an answer decides.
func TestUnsureLists(t *testing.T) {
	b := on(t, "2026-10-01")
	for _, row := range []struct {
		line *Line
		want string
		open int
	}{
		{cn("8501.31.40"), "0 to 3750", 2},
		{cn("8501.31.40", answer(OnList("301_list_3"), true)), "2500 to 3750", 1},
		{cn("8501.31.40", answer(OnList("301_list_3"), true), answer(OnList("301_fl_exempt"), false)), "3750", 0},
		{cn("8501.31.40", answer(OnList("301_list_3"), false), answer(OnList("301_fl_exempt"), true)), "0", 0},
		{cn("8501.31.40", from("VN")), "0 to 1250", 1},
		// An answer does not put a line on a list that its row leaves out.
		{cn("1000.00.01", answer(OnList("301_list_3"), true)), "1250", 0},
	} {
		a := b.assessed(t, row.line)
		if a.duty.String() != row.want || len(a.open) != row.open {
			t.Errorf("%v: %s open %v, want %s", row.line.Facts.Answers, a.duty, a.open, row.want)
		}
	}
	a := b.assessed(t, cn("8501.31.40"))
	if o := a.open[0]; o.Question != "on_list:301_list_3" || o.Text != "is the code on the list 301_list_3?" || o.Effect.String() != "2500" {
		t.Errorf("%+v", o)
	}
	if l := a.find(t, "301"); l.Status != Undecided || l.Code != "301_list_3" || l.Reason != "not known: is the code on the list 301_list_3?" || l.Amount.String() != "0 to 2500" {
		t.Errorf("%+v", l)
	}
}

// Chapter 98: the value that duties fall on, and what a heading lifts.
func TestChapter98(t *testing.T) {
	claim := func(heading string, dutiable ...string) func(*Line) {
		return func(l *Line) {
			if l.Chapter98 = heading; len(dutiable) > 0 {
				l.DutiableValue = feetest.Set(dutiable[0])
			}
		}
	}
	b := on(t, "2026-10-01")
	for _, row := range []struct {
		name                string
		line                *Line
		want                string
		open, missing, warn int
		exempt, dutiable    bool
	}{
		{"repair", cn("4202.92.3120", claim("9802.00.40", "1000")), "column_1 176, 301_list_3 250, 301_forced_labor 125", 0, 0, 0, true, false},
		{"other repair", cn("4202.92.3120", claim("9802.00.50", "1000")), "column_1 176, 301_list_3 250, 301_forced_labor 125", 0, 0, 0, true, false},
		{"repair of metal", cn("7323.93.0045", claim("9802.00.40", "1000")), "column_1 20, 232_metals 250", 0, 0, 0, true, false},
		{"metal processed", cn("7323.93.0045", claim("9802.00.60", "1000")), "column_1 20, 232_metals 2500", 0, 0, 0, false, true},
		{"assembled", cn("4202.92.3120", claim("9802.00.80", "7000")), "column_1 1232, 301_list_3 1750, 301_forced_labor 875", 0, 0, 0, false, true},
		{"no foreign value", cn("4202.92.3120", claim("9802.00.80", "0")), "", 0, 0, 0, false, true},
		{"all foreign", cn("4202.92.3120", claim("9802.00.80", "10000")), "column_1 1760, 301_list_3 2500, 301_forced_labor 1250", 0, 0, 0, false, true},
		{"unknown", cn("4202.92.3120", claim("9802.00.80")), "column_1 0 to 1760, 301_list_3 0 to 2500, 301_forced_labor 0 to 1250", 1, 0, 0, false, true},
		{"top-up on the repair", cn("8432.10.00", metalWeight("1"), claim("9802.00.40", "1000")), "column_1 40, 232_metals 110", 0, 0, 0, true, false},
		{"top-up on the full value", cn("8432.10.00", metalWeight("1"), claim("9802.00.60", "1000")), "column_1 40, 232_metals 1100", 0, 0, 0, false, true},
		{"returned", cn("4202.92.3120", claim("9801.00.10")), "", 0, 0, 1, true, false},
		{"another", cn("7323.93.0045", claim("9813.00.05")), "232_metals 2500", 0, 1, 1, true, false},
	} {
		a := b.assessed(t, row.line)
		if a.paid() != row.want || len(a.open) != row.open || len(a.missing) != row.missing || len(a.warnings) != row.warn || a.mpfExempt != row.exempt || a.mpfDutiable != row.dutiable {
			t.Errorf("%s: %s, open %v, missing %v, warnings %v, exempt %t, dutiable %t", row.name, a.paid(), a.open, a.missing, a.warnings, a.mpfExempt, a.mpfDutiable)
		}
	}
	a := b.assessed(t, cn("4202.92.3120", claim("9801.00.10")))
	if l := a.find(t, "301"); l.Status != Suppressed || l.Reason != "not on goods under 9801.00.10" {
		t.Errorf("%+v", l)
	}
	if l := a.layers[0]; l.Heading != "9801.00.10, 4202.92.3120" || l.Duty != "free" {
		t.Errorf("%+v", l)
	}
}

// Specific and compound rates need the quantity; what is missing is said.
func TestSpecificDuties(t *testing.T) {
	b := on(t, "2026-10-01")
	for _, row := range []struct {
		line          *Line
		want, missing string
	}{
		{cn("0804.50.80", quantity("kg", "1000")), "1265", ""},
		{cn("0804.50.80", quantity("kg", "0")), "1250", ""},
		{cn("0804.50.80", quantity("No.", "5")), "1250", "the quantity in kg for the column 1 rate of 0804.50.80"},
		{cn("8211.91.50", quantity("No.", "1000"), metalWeight("0")), "1627", ""},
		{cn("8211.91.50", metalWeight("1")), "370 to 1500", "the quantity in No. for the column 1 rate of 8211.91.50"},
		{cn("8501.32.20", metalWeight("1")), "0 to 1500", "the column 1 rate of 8501.32.20"},
	} {
		a := b.assessed(t, row.line)
		if a.duty.String() != row.want || strings.Join(a.missing, "; ") != row.missing {
			t.Errorf("%s: %s missing %q, want %s missing %q", row.line.HTS, a.duty, a.missing, row.want, row.missing)
		}
	}
	if l := b.assessed(t, cn("0804.50.80")).layers[0]; l.Duty != "0.015 per kg" {
		t.Errorf("%+v", l)
	}
	if l := b.assessed(t, cn("8211.91.50")).layers[0]; l.Duty != "0.007 per No. + 3.7%" {
		t.Errorf("%+v", l)
	}
}

// Antidumping is an input: it adds, and what is not said is not included.
func TestCases(t *testing.T) {
	b := on(t, "2026-10-01")
	with := func(cases ...Case) *Line {
		l := cn("1000.00.01", quantity("kg", "200"))
		l.NoCases, l.Cases = false, cases
		return l
	}
	ad, cvd := Case{Number: "A-570-967", Rate: feetest.Set("0.8622")}, Case{Number: "C-570-968", Countervailing: true, PerUnit: feetest.Set("1.5"), Unit: "kg"}
	a := b.assessed(t, with(ad, cvd, Case{Number: "A-1", Rate: feetest.Set("0.1"), PerUnit: feetest.Set("2"), Unit: "kg"}))
	if want := "301_forced_labor 1250, antidumping_A-570-967 8622, countervailing_C-570-968 300, antidumping_A-1 1400"; a.paid() != want || a.duty.String() != "11572" || len(a.missing)+len(a.notIncluded) > 0 {
		t.Errorf("%s makes %s, want %s; %v %v", a.paid(), a.duty, want, a.missing, a.notIncluded)
	}
	a = b.assessed(t, with(Case{Number: "A-2"}, Case{Number: "C-3", Countervailing: true, PerUnit: feetest.Set("1"), Unit: "m"}))
	if diff := cmp.Diff([]string{"the rate of Antidumping duty A-2", "the quantity in m for Countervailing duty C-3"}, a.missing); diff != "" {
		t.Error(diff)
	}
	if l := a.find(t, "antidumping"); l.Status != Undecided || l.Heading != "A-2" || l.Duty != "unknown" {
		t.Errorf("%+v", l)
	}
	if a = b.assessed(t, with()); len(a.notIncluded) != 1 || !strings.HasPrefix(a.notIncluded[0], "antidumping") {
		t.Errorf("nothing said: %v", a.notIncluded)
	}
	if a = b.assessed(t, cn("1000.00.01")); len(a.notIncluded) != 0 {
		t.Errorf("no cases: %v", a.notIncluded)
	}
}

// An answer that no table asks for, and more open facts than can be worked out, are
// errors.
func TestAnswersThatAreRefused(t *testing.T) {
	b := on(t, "2026-10-01")
	for q, near := range map[Question]string{"auto_parts": "did you mean auto_part", "on_list:301_list_33": "must be a question", "x": "must be a question"} {
		_, err := b.assess(cn("1000.00.01", answer(q, true)), time.Time{}, Vessel)
		var in *fx.InputError
		if !errors.As(err, &in) || in.Field != "facts.answers" || in.Value != string(q) || !strings.Contains(in.Reason, near) {
			t.Errorf("%s: %v", q, err)
		}
	}
	var rows []string
	for _, n := range []string{"01", "02", "03", "04", "05", "06", "07", "11"} {
		rows = append(rows, `"301_review_9903.91.`+n+`"`)
	}
	many := `{"id": "many", "channel": "us-customs", "kind": "tariff", "variant": "many", "effective_from": "2025-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "nobody",
  "rows": [{"hts": "2000.00", "goods": "of no known list", "column_1": {"free": true},
    "unsure": ["301_list_1", "301_list_2", "301_list_3", "301_list_4a", "301_list_4b", "232_drones_25", "232_pharma", "301_exclusion", ` + strings.Join(rows, ", ") + `]}]}`
	_, err := on(t, "2026-10-01", many).assess(cn("2000.00"), time.Time{}, Vessel)
	var open *TooManyOpenError
	if !errors.As(err, &open) || open.HTS != "2000.00" || len(open.Questions) != 12 || !slices.Contains(open.Questions, OnList("301_list_1")) {
		t.Errorf("error is %v", err)
	}
}

// What became of a layer is said also where the amount does not tell.
func TestStatuses(t *testing.T) {
	for _, row := range []struct {
		name, day string
		line      *Line
		programme string
		status    Status
		heading   string
		reason    string
	}{
		{"all of it is under 232", "2025-09-01", cn("7323.93.0045", content(Steel, "10000")), "ieepa_reciprocal", Suppressed, "9903.01.33", "the value under section 232 is not under it (9903.81.90)"},
		{"a part of it is", "2025-09-01", cn("7323.93.0045", content(Steel, "1")), "ieepa_reciprocal", Applied, "9903.01.25", "on goods of this origin; not on the part of the value that is under 9903.81.90"},
		{"before it was split", "2025-06-03", cn("9507.30.6000", content(Aluminium, "1")), "ieepa_reciprocal", Suppressed, "9903.01.33", "goods under section 232 are not under it (9903.85.08)"},
		{"no steel", "2025-09-01", cn("7323.93.0045", content(Steel, "0")), "232_steel", Suppressed, "9903.81.90", "there is no steel in it"},
		{"of no value", "2026-05-01", cn("7323.93.0045", worth("0")), "section_122", Suppressed, "9903.03.06", "the value under section 232 is not under it (9903.82.09)"},
		{"of no value, alone", "2026-05-01", cn("1000.00.01", worth("0")), "section_122", Applied, "9903.03.01", "on goods of every origin"},
		{"4B", "2026-10-01", cn("3924.10.4000"), "301", Suppressed, "9903.88.16", "15 % was planned and suspended before it started"},
		{"4B with an exclusion", "2026-10-01", cn("3924.10.4000", answer(ExclusionClaimed, true)), "301", Suppressed, "9903.88.16", "15 % was planned and suspended before it started"},
		{"exempt", "2026-10-01", cn("8517.62.0090"), "301_forced_labor", Suppressed, "9903.05.86", "on the list of exemptions of note 52(b)"},
		{"exempt from section 122", "2026-03-01", cn("8517.62.0090"), "section_122", Suppressed, "9903.03.03", "on the list of exemptions of note 2(aa)(ii)"},
		{"exempt from the reciprocal duty", "2025-04-05", cn("8517.62.0090"), "ieepa_reciprocal", Suppressed, "9903.01.32", "on the list of exemptions (Annex II)"},
		{"no auto part: yes to a no", "2026-10-01", cn("8708.30.5030", answer(AutoPart, true)), "232_trucks", NotListed, "", "yes: is it a part of a passenger vehicle or light truck?"},
		{"no: to a yes", "2026-10-01", cn("8708.30.5030", answer(AutoPart, false), answer(TruckPart, false)), "232_trucks", NotListed, "", "no: is it a part of a medium or heavy truck?"},
	} {
		a := on(t, row.day).assessed(t, row.line)
		if l := a.find(t, row.programme); l.Status != row.status || l.Heading != row.heading || l.Reason != row.reason {
			t.Errorf("%s: %+v", row.name, l)
		}
	}
	// Applied whatever the answer, but at which rate is open.
	a, err := on(t, "2025-08-07").assess(cn("1000.00.01", from("VN")), time.Time{}, Vessel)
	if err != nil {
		t.Fatal(err)
	}
	if l := a.find(t, "ieepa_reciprocal"); l.Status != Undecided || l.Amount.String() != "1000 to 2000" ||
		l.Reason != "not known: were the goods loaded before 2025-08-07 (loaded_on)?" {
		t.Errorf("%+v", l)
	}
}

// Canada and Mexico: what took the place of what, by the order of EO 14289.
func TestBorderDuties(t *testing.T) {
	for _, row := range []struct {
		day, want string
		line      *Line
	}{
		{"2025-06-03", "column_1 200, ieepa_border 2500", cn("7323.93.0045", from("CA"))},
		{"2025-06-04", "column_1 200, ieepa_border 500, 232_steel 4000", cn("7323.93.0045", from("CA"), content(Steel, "8000"))},
		{"2025-06-03", "column_1 400, 232_auto_parts 2500", cn("4011.10.1070", from("MX"), answer(AutoPart, true))},
		{"2025-06-04", "column_1 400, 232_auto_parts 2500", cn("4011.10.1070", from("MX"), answer(AutoPart, true))},
		{"2025-06-04", "column_1 400, ieepa_border 2500", cn("4011.10.1070", from("MX"), answer(AutoPart, false))},
	} {
		a := on(t, row.day).assessed(t, row.line)
		if a.paid() != row.want {
			t.Errorf("%s: %s, want %s", row.day, a.paid(), row.want)
		}
	}
}

// A rule holds from its first to its last day.
func TestRuleDays(t *testing.T) {
	rule := `{"id": "rules", "channel": "us-customs", "kind": "stacking", "variant": "mine", "effective_from": "2025-01-01", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "nobody",
  "rows": [{"rule": "removes", "by": ["301"], "of": ["301_forced_labor"], "from": "2026-10-01", "to": "2026-10-02", "reason": "so"}]}`
	for day, want := range map[string]string{"2026-09-30": "3750", "2026-10-01": "2500", "2026-10-02": "2500", "2026-10-03": "3750"} {
		if got := on(t, day, rule).duty(t, cn("1000.00.25")); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
