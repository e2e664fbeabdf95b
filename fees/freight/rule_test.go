package freight_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

func TestRuleFaults(t *testing.T) {
	air := freight.Rule{Unit: freight.Kilogram, Divisor: dec("6000")}
	sea := freight.SeaRule(dec("1000"), dec("1"))
	for _, test := range []struct {
		name   string
		change func(*freight.Rule)
		of     freight.Rule
		want   []string
	}{
		{"air", func(*freight.Rule) {}, air, nil},
		{"sea", func(*freight.Rule) {}, sea, nil},
		{"no unit", func(r *freight.Rule) { r.Unit = "" }, air, []string{"unit"}},
		{"unknown unit", func(r *freight.Rule) { r.Unit = "t" }, air, []string{"unit"}},
		{"sea without ratio", func(r *freight.Rule) { r.KgPerCubicMetre = decimal.Zero }, sea, []string{"kg_per_cubic_metre"}},
		{"sea with divisor", func(r *freight.Rule) { r.Divisor = dec("6000") }, sea, []string{"divisor"}},
		{"air with ratio", func(r *freight.Rule) { r.KgPerCubicMetre = dec("167") }, air, []string{"kg_per_cubic_metre"}},
		{"pounds by centimetres", func(r *freight.Rule) { r.Unit = freight.Pound }, air, []string{"inches"}},
		{"negative divisor", func(r *freight.Rule) { r.Divisor = dec("-6000") }, air, []string{"divisor"}},
		{"all negative", func(r *freight.Rule) {
			r.Step, r.Minimum, r.PackageMinimum, r.WaiverGap, r.WaivedShare = dec("-1"), dec("-1"), dec("-1"), dec("-1"), dec("-1")
		}, air, []string{"step", "minimum", "package_minimum", "waiver_gap", "waived_share"}},
		{"huge", func(r *freight.Rule) { r.Step = decimal.New(1, 1_000_000_000) }, air, []string{"step"}},
		{"waived share above 1", func(r *freight.Rule) { r.WaivedShare = dec("1.01") }, air, []string{"waived_share"}},
		{"side step without rounding", func(r *freight.Rule) { r.SideStep = must(fees.ParseLength("1 cm")) }, air, []string{"side_step"}},
		{"rounding without side step", func(r *freight.Rule) { r.Sides = freight.SidesUp }, air, []string{"side_step"}},
		{"unknown rounding", func(r *freight.Rule) { r.Sides, r.SideStep = "down", must(fees.ParseLength("1 cm")) }, air, []string{"sides"}},
		{"minimum off the step", func(r *freight.Rule) { r.Step, r.Minimum = dec("0.5"), dec("10.2") }, air, []string{"minimum"}},
		{"minimum on the step", func(r *freight.Rule) { r.Step, r.Minimum = dec("0.5"), dec("10.5") }, air, nil},
		{"package minimum of a shipment", func(r *freight.Rule) { r.PackageMinimum = dec("12") }, air, []string{"package_minimum"}},
		{"at the gap without gap", func(r *freight.Rule) { r.WaivedAtGap = true }, air, []string{"waived_at_gap"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := test.of
			test.change(&r)
			wantFaults(t, r.Check(), test.want...)
			_, err := r.Charge(bulk("1", "1"))
			below := make([]string, len(test.want))
			for i, field := range test.want {
				below[i] = "rule." + field
			}
			wantFaults(t, err, below...)
		})
	}
	if !(freight.Rule{}).IsZero() || air.IsZero() {
		t.Error("only a rule without a unit is none")
	}
}

// Every row of the tables says what the facts say of it.
func TestShippedRules(t *testing.T) {
	type want struct {
		unit                   freight.Unit
		divisor, ratio         string
		inches, perPackage     bool
		sides                  freight.Sides
		sideStep, step         string
		minimum, waived, gap   string
		confidence             fees.Confidence
		actual, volume, billed string // of 1 × 0.5 m × 0.4 m × 0.3 m, 5 kg
	}
	wants := map[string]want{
		"air_6000":       {unit: "kg", divisor: "6000", confidence: fees.High, actual: "5", volume: "10", billed: "10"},
		"air_in3_366":    {unit: "kg", divisor: "366", inches: true, confidence: fees.Medium, actual: "5", volume: "10.00389247", billed: "10.00389247"},
		"air_in3_166":    {unit: "lb", divisor: "166", inches: true, confidence: fees.Medium, actual: "11.02311311", volume: "22.05677497", billed: "22.05677497"},
		"express_5000":   {unit: "kg", divisor: "5000", confidence: fees.High, actual: "5", volume: "12", billed: "12"},
		"courier_5000":   {unit: "kg", divisor: "5000", perPackage: true, sides: "nearest", sideStep: "1 cm", step: "0.5", confidence: fees.Medium, actual: "5", volume: "12", billed: "12"},
		"courier_139":    {unit: "lb", divisor: "139", inches: true, perPackage: true, sides: "nearest", sideStep: "1 in", step: "1", confidence: fees.Medium, actual: "11.02311311", volume: "27.62589928", billed: "28"},
		"us_parcel_139":  {unit: "lb", divisor: "139", inches: true, perPackage: true, sides: "up", sideStep: "1 in", step: "1", confidence: fees.Medium, actual: "11.02311311", volume: "27.62589928", billed: "28"},
		"full_6000":      {unit: "kg", divisor: "6000", step: "1", confidence: fees.Medium, actual: "5", volume: "10", billed: "10"},
		"half_6000":      {unit: "kg", divisor: "6000", step: "1", waived: "0.5", confidence: fees.Medium, actual: "5", volume: "10", billed: "8"},
		"gap_20_6000":    {unit: "kg", divisor: "6000", gap: "20", confidence: fees.Medium, actual: "5", volume: "10", billed: "5"},
		"sea_1000":       {unit: "wm", ratio: "1000", confidence: fees.High, actual: "0.005", volume: "0.06", billed: "0.06"},
		"sea_1000_min_1": {unit: "wm", ratio: "1000", minimum: "1", confidence: fees.Low, actual: "0.005", volume: "0.06", billed: "1"},
		"sea_500":        {unit: "wm", ratio: "500", confidence: fees.Medium, actual: "0.01", volume: "0.06", billed: "0.06"},
	}
	number := func(text string) decimal.Decimal {
		if text == "" {
			return decimal.Zero
		}
		return dec(text)
	}
	rules, err := freight.Rules(nil, now)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for r := range rules {
		w, known := wants[r.Name]
		if !known {
			t.Errorf("no test of %s", r.Name)
			continue
		}
		seen++
		step := "0 in"
		if w.sideStep != "" {
			step = w.sideStep
		}
		if r.Unit != w.unit || !r.Divisor.Equal(number(w.divisor)) || !r.KgPerCubicMetre.Equal(number(w.ratio)) ||
			r.Inches != w.inches || r.PerPackage != w.perPackage || r.Sides != w.sides || r.SideStep.Cmp(must(fees.ParseLength(step))) != 0 ||
			!r.Step.Equal(number(w.step)) || !r.Minimum.Equal(number(w.minimum)) || !r.WaivedShare.Equal(number(w.waived)) ||
			!r.WaiverGap.Equal(number(w.gap)) || r.Source.Confidence != w.confidence || r.Label == "" || !r.PackageMinimum.IsZero() || r.WaivedAtGap {
			t.Errorf("%s is %+v", r.Name, r)
		}
		c, err := r.Charge(cargo(box(1, "0.5 m", "0.4 m", "0.3 m", "5")))
		if err != nil {
			t.Errorf("%s: %v", r.Name, err)
			continue
		}
		if !c.Actual.Round(8).Equal(dec(w.actual)) || !c.Volumetric.Round(8).Equal(dec(w.volume)) || !c.Billed.Round(8).Equal(dec(w.billed)) {
			t.Errorf("%s: %s, %s, %s, want %s, %s, %s", r.Name, c.Actual, c.Volumetric, c.Billed, w.actual, w.volume, w.billed)
		}
		if c.Source.Table == "" || c.Rule != r.Name || c.Source.Confidence != w.confidence {
			t.Errorf("%s rests on %+v", c.Rule, c.Source)
		}
	}
	if seen != len(wants) {
		t.Errorf("%d rules, want %d", seen, len(wants))
	}
}

// The figures of the first table of the collected facts are in the tables.
func TestRulesEqualFacts(t *testing.T) {
	_, rows := feetest.Facts("landed-cost.md").Table(t, "2.1")
	text := map[string]string{}
	for _, row := range rows {
		text[row[0]] = row[1]
	}
	for _, row := range []struct{ fact, pattern, rule string }{
		{"Air freight", `cm³ / (\d+)`, "air_6000"},
		{"Courier, express", `cm³ / (\d+)`, "express_5000"},
		{"Sea LCL", `1 CBM = (\d+) kg`, "sea_1000"},
		{"Sea LCL, regional", `1 CBM = (\d+) kg`, "sea_500"},
		{"Courier dimension rounding", `inch divisor (\d+)`, "courier_139"},
		{"Courier dimension rounding", `next ([\d.]+) kg`, "courier_5000"},
		{"Air in inches", `in³ / (\d+) = kg`, "air_in3_366"},
		{"Air in inches", `in³ / (\d+) = lb`, "air_in3_166"},
		{"Half-volumetric (半抛)", `below a (\d+) kg gap`, "gap_20_6000"},
		{"LCL minimum 1 CBM", `()`, "sea_1000_min_1"},
	} {
		want := feetest.Match(t, row.pattern, text[row.fact])[0]
		r := rule(t, row.rule)
		got := r.Divisor
		switch {
		case r.Unit == freight.RevenueTon && want == "":
			got, want = r.Minimum, "1"
		case r.Unit == freight.RevenueTon:
			got = r.KgPerCubicMetre
		case row.rule == "courier_5000":
			got = r.Step
		case row.rule == "gap_20_6000":
			got = r.WaiverGap
		}
		if !got.Equal(dec(want)) {
			t.Errorf("%s: %s is %s", row.fact, row.rule, got)
		}
	}
}

func TestFindRule(t *testing.T) {
	_, err := freight.FindRule(nil, "air_600", now)
	var unknown *fees.UnknownKeyError
	if !errors.As(err, &unknown) || unknown.Field != "rule" || !slices.Contains(unknown.Nearest, "air_6000") {
		t.Errorf("got %v", err)
	}
	var noTable *fees.NoTableError
	// First and last day of the shipped tables.
	for _, row := range []struct {
		day string
		ok  bool
	}{{"2019-12-31", false}, {"2020-01-01", true}, {"2027-11-22", true}, {"2027-11-23", false}} {
		_, err := freight.FindRule(nil, "air_6000", feetest.Day(t, row.day))
		if row.ok != (err == nil) || !row.ok && !errors.As(err, &noTable) {
			t.Errorf("%s: %v", row.day, err)
		}
	}
	// The rule of one carrier begins later: both reasons are said.
	_, err = freight.FindRule(nil, "us_parcel_139", fees.Day(2025, 8, 17))
	if !errors.As(err, &unknown) || !errors.As(err, &noTable) || noTable.Kind != "chargeable/us_parcel" {
		t.Errorf("got %v", err)
	}
	if _, err := freight.FindRule(nil, "us_parcel_139", fees.Day(2025, 8, 18)); err != nil {
		t.Error(err)
	}
	if _, err := freight.FindRule(&fees.Tables{}, "air_6000", now); !errors.As(err, &noTable) {
		t.Errorf("without tables: %v", err)
	}
	if _, err := freight.Rules(&fees.Tables{}, now); !errors.As(err, &noTable) {
		t.Errorf("without tables: %v", err)
	}
	other := must(fees.NewFormat("other", nil).Read(strings.NewReader("")))
	if _, err := freight.FindRule(other, "air_6000", now); err == nil {
		t.Error("tables of another channel are accepted")
	}
}

// A carrier of the caller is one more table beside the shipped ones, and its row
// replaces a shipped one of the same name.
func TestCallersRules(t *testing.T) {
	mine := must(freight.ReadTables(strings.NewReader(tableOf("chargeable", "yanwen",
		`{"rule": "yanwen_8000", "label": "Yanwen", "unit": "kg", "divisor": "8000", "divisor_unit": "cm3/kg", "per": "package", "step": "0.05"},
		 {"rule": "air_6000", "label": "Yanwen air", "unit": "kg", "divisor": "6000", "divisor_unit": "cm3/kg", "per": "shipment", "minimum": "45"}`))))
	tables := must(must(freight.ShippedTables()).With(mine))
	for _, row := range []struct{ name, table, billed string }{
		{"yanwen_8000", "t", "7.5"},
		{"air_6000", "t", "45"},
		{"express_5000", "freight-chargeable-common-2020-01-01", "12"},
	} {
		r := must(freight.FindRule(tables, row.name, now))
		c := must(r.Charge(cargo(box(1, "50 cm", "40 cm", "30 cm", "5"))))
		if r.Source.Table != row.table || !c.Billed.Equal(dec(row.billed)) {
			t.Errorf("%s of %s: %s", row.name, r.Source.Table, c.Billed)
		}
	}
	var names []string
	for r := range must(freight.Rules(tables, now)) {
		names = append(names, r.Name)
		if r.Name == "air_6000" && r.Label != "Yanwen air" {
			t.Errorf("air_6000 is of %s", r.Label)
		}
	}
	if names[0] != "air_6000" || names[len(names)-1] != "yanwen_8000" || len(names) != 14 {
		t.Errorf("rules %q", names)
	}
}
