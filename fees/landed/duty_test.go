package landed_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
)

// Freight without duty is never a low cost.
func TestDutyIsNeverForgotten(t *testing.T) {
	for _, tt := range []struct {
		name    string
		change  func(*landed.Shipment)
		status  landed.DutyStatus
		missing string
	}{
		{"goods of China without an entry", func(*landed.Shipment) {}, landed.DutyUnknown, "duty"},
		{"goods of nowhere", func(s *landed.Shipment) { s.Lines[0].Origin = "" }, landed.DutyUnknown, "duty"},
		{"goods of Vietnam", func(s *landed.Shipment) { s.Lines[0].Origin = "VN" }, landed.DutyUnknown, "duty"},
		{"goods of the US", func(s *landed.Shipment) { s.Lines[0].Origin = "US" }, landed.DutyNone, ""},
		{"duty paid by the seller", func(s *landed.Shipment) { s.Terms = freight.DDP }, landed.DutyInPrice, ""},
		{"duty from the broker", func(s *landed.Shipment) {
			s.Costs = append(s.Costs, landed.Cost{Code: "duty", Actual: num("99.50"), Currency: fx.USD, By: landed.ByValue})
		}, landed.DutySupplied, ""},
		{"duty from the broker for another line", func(s *landed.Shipment) {
			s.Costs = append(s.Costs, landed.Cost{Code: "duty", Actual: num("99.50"), Currency: fx.USD, By: landed.Direct, To: []string{"b"}})
		}, landed.DutyUnknown, "duty"},
		{"a duty of unknown amount", func(s *landed.Shipment) {
			s.Costs = append(s.Costs, landed.Cost{Code: "duty", By: landed.ByValue})
		}, landed.DutyUnknown, "duty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := landed.Shipment{
				Currency: fx.USD,
				Lines: []landed.Line{
					{SKU: "a", Units: 100, Price: num("3.10"), Currency: fx.USD, Origin: "CN"},
					{SKU: "b", Units: 50, Price: num("8"), Currency: fx.USD, Origin: "CN"},
				},
				Costs: []landed.Cost{{Code: "main_freight", Estimate: num("120"), Currency: fx.USD, By: landed.ByUnits}},
			}
			tt.change(&s)
			l := land(t, s)
			u, _ := l.BySKU("a")
			if got := missing(t, l, "a"); u.Duty != tt.status || got != tt.missing || u.HasDuty() != (tt.missing == "") {
				t.Errorf("duty %q, missing %q", u.Duty, got)
			}
		})
	}
}

// A fact that is missing gives a range and its reason, and the layers that exclude
// each other are one part.
func TestOpenFacts(t *testing.T) {
	s := landed.Shipment{
		Currency: fx.USD, Terms: freight.FOB,
		Lines: []landed.Line{
			{SKU: "rotor", Units: 100, Price: num("40"), Currency: fx.USD, HTS: "8708.30.5030", Origin: "CN", NoCases: true},
			{SKU: "tent", Units: 10, Price: num("100"), Currency: fx.USD, HTS: "6306.22.9030", Origin: "CN", NoCases: true},
		},
		Entry: &landed.Entry{Date: onDay("2026-10-01"), Mode: customs.Air},
	}
	s.Lines[0].Facts.Answers = map[customs.Question]bool{customs.TruckPart: false}
	l := land(t, s)
	// 4,000: column 1 2.5% and list 3 25%; an auto part 25%, anything else 12.5%.
	if diff := cmp.Diff("purchase 4000.00, duty_column_1 100.00, duty_301_list_3 1000.00, duty_open 500.00 to 1000.00, mpf 27.66", parts(t, l, "rotor")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	u, _ := l.BySKU("rotor")
	if missing(t, l, "rotor") != "duty" || !strings.Contains(u.Missing[0].Reason, "auto_part") || missing(t, l, "tent") != "" {
		t.Errorf("missing is %+v", u.Missing)
	}
	if u.High().Amount.Sub(u.Total().Amount).String() != "500" || u.EachHigh(2).Sub(u.Each(2)).String() != "5" || l.Complete {
		t.Errorf("from %v to %v", u.Total(), u.High())
	}
	for _, auto := range []bool{true, false} {
		s.Lines[0].Facts.Answers = map[customs.Question]bool{customs.TruckPart: false, customs.AutoPart: auto}
		end := u.Total()
		if auto {
			end = u.High()
		}
		l := land(t, s)
		if known, _ := l.BySKU("rotor"); !known.Complete || !known.Total().Equal(end) {
			t.Errorf("auto part %v: %v, want %v; %v", auto, known.Total(), end, known.Missing)
		}
	}
}

// The terms of sale decide what the customs value is.
func TestCustomsValue(t *testing.T) {
	base := func() landed.Shipment {
		return landed.Shipment{
			Currency: fx.USD, Terms: freight.FOB,
			Lines: []landed.Line{{SKU: "tent", Units: 100, Price: num("100"), Currency: fx.USD, HTS: "6306.22.9030", Origin: "CN", NoCases: true}},
			Entry: &landed.Entry{Date: onDay("2026-10-01"), Mode: customs.Vessel},
		}
	}
	cost := func(code string, leg freight.Leg, amount string) landed.Cost {
		return landed.Cost{Code: code, Leg: leg, Estimate: num(amount), Currency: fx.USD, By: landed.ByValue}
	}
	for _, tt := range []struct {
		name     string
		change   func(*landed.Shipment)
		value    string
		total    string // of what is paid without duty and fees
		warnings string
	}{
		{"FOB", func(s *landed.Shipment) {
			s.Costs = append(s.Costs, cost("main_freight", freight.MainFreight, "800"))
		}, "10000", "10800", ""},
		{"FOB with an assist and a royalty", func(s *landed.Shipment) {
			mould, royalty := cost("mould", "", "450.55"), cost("royalty", "", "300")
			mould.Dutiable, royalty.Dutiable = true, true
			s.Costs = append(s.Costs, mould, royalty)
		}, "10750.55", "10750.55", ""},
		{"EXW, inland freight dutiable", func(s *landed.Shipment) {
			s.Terms = freight.EXW
			inland := cost("inland", freight.InlandOrigin, "120")
			inland.Dutiable = true
			s.Costs = append(s.Costs, inland)
		}, "10120", "10120", ""},
		{"EXW on a through bill", func(s *landed.Shipment) {
			s.Terms = freight.EXW
			s.Costs = append(s.Costs, cost("inland", freight.InlandOrigin, "120"))
		}, "10000", "10120", "inland_freight"},
		{"CIF", func(s *landed.Shipment) {
			s.Terms = freight.CIF
			main, insurance := cost("main_freight", freight.MainFreight, "800"), cost("insurance", freight.CargoInsurance, "55")
			main.InPrice, insurance.InPrice = true, true
			s.Costs = append(s.Costs, main, insurance)
		}, "9145", "10000", ""},
		{"CIF, freight not shown", func(s *landed.Shipment) { s.Terms = freight.CIF }, "10000", "10000", "freight_in_price"},
		{"CIF, and freight on top", func(s *landed.Shipment) {
			s.Terms = freight.CIF
			s.Costs = append(s.Costs, cost("main_freight", freight.MainFreight, "800"))
		}, "10000", "10800", "seller_pays freight_in_price"},
		{"given", func(s *landed.Shipment) { s.Lines[0].CustomsValue = num("7777.77") }, "7777.77", "10000", ""},
		{"given, without terms", func(s *landed.Shipment) { s.Terms, s.Lines[0].CustomsValue = "", num("7777.77") }, "7777.77", "10000", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := base()
			tt.change(&s)
			l := land(t, s)
			var warnings []string
			for _, w := range l.Warnings {
				warnings = append(warnings, w.Code)
			}
			u, _ := l.BySKU("tent")
			paid := u.Sum(landed.PurchasePart, landed.CostPart).Amount
			if got := l.Worksheet.Value.String(); got != tt.value || !paid.Equal(dec(tt.total)) || strings.Join(warnings, " ") != tt.warnings {
				t.Errorf("customs value %s, paid %s, warnings %v", got, paid, l.Warnings)
			}
		})
	}
}

// A price with the duty in it is solved backwards and costs no duty again.
func TestDelivered(t *testing.T) {
	s := landed.Shipment{
		Currency: fx.USD, Terms: freight.DDP,
		Lines: []landed.Line{{SKU: "tent", Units: 100, Price: num("100"), Currency: fx.USD, HTS: "6306.22.9030", Origin: "CN", NoCases: true}},
		Costs: []landed.Cost{{Code: "main_freight", Leg: freight.MainFreight, InPrice: true, Estimate: num("800"), Currency: fx.USD, By: landed.ByValue}},
		Entry: &landed.Entry{Date: onDay("2026-10-01"), Mode: customs.Vessel},
	}
	l := land(t, s)
	u, _ := l.BySKU("tent")
	if parts(t, l, "tent") != "purchase 10000.00" || !l.Complete || u.Duty != landed.DutyInPrice {
		t.Errorf("%s, %v", parts(t, l, "tent"), u)
	}
	w := l.Worksheet
	if sum := w.Value.Add(w.Total.Low).Add(dec("800")); sum.GreaterThan(dec("10000")) || sum.LessThan(dec("9999.98")) {
		t.Errorf("value %s, duty and fees %s do not come to the price", w.Value, w.Total)
	}
	s.Entry = nil
	if l := land(t, s); !l.Complete {
		t.Error("a delivered price needs no entry")
	}
}

// Ties go by SKU in the books as well, and so does the name of what is missing.
func TestOrderDoesNotMatter(t *testing.T) {
	line := func(sku string) landed.Line {
		return landed.Line{SKU: sku, Units: 1, Price: num("1"), Currency: fx.USD, HTS: "6306.22.9030", Origin: "CN", NoCases: true}
	}
	s := landed.Shipment{
		Currency: fx.JPY, Terms: freight.FOB, Rates: []fx.Rate{rate(fx.USD, fx.JPY, "150")},
		Lines: []landed.Line{line("a"), line("b")},
		Costs: []landed.Cost{{Code: "drayage", Estimate: num("5"), Currency: fx.JPY, By: landed.ByWeight}},
		Entry: &landed.Entry{Date: onDay("2026-10-01"), Mode: customs.Air},
	}
	for range 2 {
		l := land(t, s)
		a, b := parts(t, l, "a"), parts(t, l, "b")
		// 8.8% of 2.00 is 0.18, in the books 27; 12.5% is 0.25, in the books 38.
		if !strings.Contains(a, "duty_column_1 14") || !strings.Contains(b, "duty_column_1 13") {
			t.Errorf("%s: a pays %s and b pays %s", s.Lines[0].SKU, a, b)
		}
		if u, _ := l.BySKU("b"); !strings.Contains(u.Missing[0].Reason, "of a is not given") {
			t.Errorf("%s: missing is %v", s.Lines[0].SKU, u.Missing)
		}
		s.Lines[0], s.Lines[1] = s.Lines[1], s.Lines[0]
	}
}

// Both ends of an open duty are converted.
func TestOpenFactsInOtherBooks(t *testing.T) {
	s := landed.Shipment{
		Currency: fx.CNY, Terms: freight.FOB, Rates: []fx.Rate{rate(fx.USD, fx.CNY, "7.1")},
		Lines: []landed.Line{{
			SKU: "rotor", Units: 100, Price: num("40"), Currency: fx.USD, HTS: "8708.30.5030", Origin: "CN", NoCases: true,
			Facts: customs.Facts{Answers: map[customs.Question]bool{customs.TruckPart: false}},
		}},
		Entry: &landed.Entry{Date: onDay("2026-10-01"), Mode: customs.Air},
	}
	l := land(t, s)
	if diff := cmp.Diff("purchase 28400.00, duty_column_1 710.00, duty_301_list_3 7100.00, duty_open 3550.00 to 7100.00, mpf 245.52", parts(t, l, "rotor")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	u, _ := l.BySKU("rotor")
	if open := u.Parts[3]; open.Entered.String() != "500.00 USD" || open.EnteredHigh.String() != "1000.00 USD" || !strings.Contains(open.Basis, ", or ") || open.Source == nil {
		t.Errorf("the open part is %+v", open)
	}
}
