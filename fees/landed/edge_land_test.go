package landed_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// tents is a shipment of one SKU worth 10,000 USD.
func tents() landed.Shipment {
	return landed.Shipment{
		Currency: fx.USD, Terms: freight.FOB,
		Lines: []landed.Line{{SKU: "tent", Units: 100, Price: num("100"), Currency: fx.USD, HTS: "6306.22.9030", Origin: "CN", NoCases: true}},
		Entry: &landed.Entry{Date: onDay("2026-10-01"), Mode: customs.Vessel},
	}
}

// What is worth more than can be computed with is refused where it stands.
func TestTooMuch(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*landed.Shipment)
		fields []string
	}{
		{"a purchase in the books", func(s *landed.Shipment) {
			s.Currency, s.Rates = "VND", []fx.Rate{rate(fx.USD, "VND", "26000")}
			s.Lines[0].Price, s.Lines[0].Units = num("100000000000000"), 100
		}, []string{"lines[0].price"}},
		{"a purchase with VAT", func(s *landed.Shipment) {
			s.Rates = []fx.Rate{rate(fx.USD, fx.CNY, "0.0000001")}
			s.Lines[0].Currency, s.Lines[0].Price = fx.CNY, num("100000000000000")
			s.Lines[0].VAT = landed.VAT{Price: landed.VATIncluded, VATRate: num("0.13"), RefundRate: num("0.13")}
		}, []string{"lines[0].price"}},
		{"a cost in the books", func(s *landed.Shipment) {
			s.Costs = []landed.Cost{{Code: "x", Actual: num("100000000000000"), Currency: fx.EUR, Rate: rate(fx.EUR, fx.USD, "1000000"), By: landed.ByUnits}}
		}, []string{"costs[0].actual"}},
		{"a customs value in dollars", func(s *landed.Shipment) {
			s.Currency, s.Rates, s.Entry.Rates = fx.CNY, []fx.Rate{rate(fx.USD, fx.CNY, "7")}, []fx.Rate{rate(fx.USD, fx.CNY, "0.0000001")}
			s.Lines[0].Currency, s.Lines[0].Price, s.Lines[0].Units = fx.CNY, num("100000000000000"), 1
		}, []string{"lines[0].price"}},
		{"a dutiable cost in dollars", func(s *landed.Shipment) {
			s.Rates, s.Entry.Rates = []fx.Rate{rate(fx.USD, fx.CNY, "7")}, []fx.Rate{rate(fx.USD, fx.CNY, "0.0000001")}
			s.Costs = []landed.Cost{{Code: "x", Actual: num("100000000000000"), Currency: fx.CNY, By: landed.ByUnits, Dutiable: true}}
		}, []string{"costs[0]"}},
		{"the duty in the books", func(s *landed.Shipment) {
			s.Currency, s.Rates = fx.CNY, []fx.Rate{rate(fx.USD, fx.CNY, "1e12")}
			s.Lines[0].CustomsValue, s.Lines[0].Price = num("99000000000"), decimal.NullDecimal{}
		}, []string{"entry"}},
		{"everything together", func(s *landed.Shipment) {
			s.Entry = nil
			for _, sku := range []string{"a", "b", "c"} {
				s.Lines = append(s.Lines, landed.Line{SKU: sku, Units: 1, Currency: "KWD", Price: num("90000000000000")})
			}
			s.Currency, s.Rates = "CLF", []fx.Rate{rate("KWD", "CLF", "1.1"), rate(fx.USD, "CLF", "0.02")}
		}, []string{"lines"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tents()
			tt.change(&s)
			l, err := s.Land()
			if err == nil {
				t.Fatalf("landed at %v", l.Total)
			}
			if diff := cmp.Diff(tt.fields, feetest.Fields(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s\n%v", diff, err)
			}
		})
	}
	s := tents()
	s.Costs = []landed.Cost{{Code: "x", Invoice: num("100000000000000"), Currency: fx.EUR, Rate: rate(fx.EUR, fx.USD, "1000000"), By: landed.ByUnits}}
	if _, err := s.Variance(); err == nil || cmp.Diff([]string{"costs[0].invoice"}, feetest.Fields(t, err)) != "" {
		t.Errorf("the variance: %v", err)
	}
}

// Errors of the tariff come as they are.
func TestTariffErrors(t *testing.T) {
	s := tents()
	s.Lines[0].HTS = "9999.00.0000"
	_, err := s.Land()
	if unknown := new(fees.UnknownKeyError); !errors.As(err, &unknown) || unknown.Key == "" {
		t.Errorf("error is %v", err)
	}
	_, err = tents().EnteredOn(onDay("2031-01-01")).Land()
	if none := new(fees.NoTableError); !errors.As(err, &none) {
		t.Errorf("error is %v", err)
	}
	_, err = tents().EnteredOn(onDay("1999-01-01")).Land()
	if none := new(fees.NoTableError); !errors.As(err, &none) {
		t.Errorf("error is %v", err)
	}
}

// A delivered price contains the duty even when nobody can say how much it is.
func TestDeliveredWithOpenFacts(t *testing.T) {
	s := tents()
	s.Terms, s.Lines[0].HTS = freight.DDP, "8708.30.5030"
	l := land(t, s)
	if u, _ := l.BySKU("tent"); !l.Complete || u.Duty != landed.DutyInPrice || parts(t, l, "tent") != "purchase 10000.00" {
		t.Errorf("%v %+v", l.Complete, u)
	}
	var codes []string
	for _, w := range l.Warnings {
		codes = append(codes, w.Code)
	}
	if strings.Join(codes, " ") != "freight_in_price ddp_open" {
		t.Errorf("warnings are %v", l.Warnings)
	}
	s.Lines[0].CustomsValue = num("5000") // given: nothing to solve
	if l := land(t, s); l.Worksheet.Value.String() != "5000" || !l.Complete {
		t.Errorf("the customs value is %s", l.Worksheet.Value)
	}
}

// An unknown freight in a delivered price keeps the entry from being solved, and the
// cost as it is.
func TestDeliveredWithUnknownFreight(t *testing.T) {
	s := tents()
	s.Terms = freight.DDP
	s.Costs = []landed.Cost{{Code: "main_freight", Leg: freight.MainFreight, InPrice: true, By: landed.ByValue}}
	l := land(t, s)
	if !l.Complete || len(l.Worksheet.Lines) != 0 || len(l.Warnings) != 1 || l.Warnings[0].Code != "ddp_open" || !strings.Contains(l.Warnings[0].Text, "main_freight") {
		t.Errorf("complete %v, warnings %v", l.Complete, l.Warnings)
	}
	s.Lines[0].Price = decimal.NullDecimal{}
	if l := land(t, s); missing(t, l, "tent") != "purchase" {
		t.Errorf("%q is missing", missing(t, l, "tent"))
	}
}

// A dutiable cost does not change a customs value that is given, and a warning says so.
func TestDutiableBesideGivenValue(t *testing.T) {
	s := tents()
	s.Lines[0].CustomsValue = num("9000")
	s.Costs = []landed.Cost{{Code: "mould", Estimate: num("500"), Currency: fx.USD, By: landed.ByValue, Dutiable: true}}
	if l := land(t, s); l.Worksheet.Value.String() != "9000" || len(l.Warnings) != 1 || l.Warnings[0].Code != "customs_value_given" {
		t.Errorf("the value is %s, warnings %v", l.Worksheet.Value, l.Warnings)
	}
}

// A unit cost goes through JSON and comes back whole.
func TestUnitCostJSON(t *testing.T) {
	u, _ := land(t, lclShipment()).BySKU("A-backpack")
	data, err := json.Marshal(u)
	if err != nil {
		t.Fatal(err)
	}
	var back landed.UnitCost
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(u, back, cmp.Comparer(decimal.Decimal.Equal), cmpopts.EquateEmpty()); diff != "" || back.Check() != nil {
		t.Errorf("-want +got:\n%s\n%v", diff, back.Check())
	}
}

// A fee of which the table knows nothing is missing.
func TestUnknownFee(t *testing.T) {
	s := tents()
	s.Entry.Manual = true // the surcharge of fiscal year 2027 is not published
	l := land(t, s)
	if got := missing(t, l, "tent"); got != "mpf" {
		t.Errorf("%q is missing", got)
	}
	s.Entry.MPF = num("38.60")
	if l := land(t, s); !l.Complete || !strings.Contains(parts(t, l, "tent"), "mpf 38.60") {
		t.Errorf("%s", parts(t, l, "tent"))
	}
}

// Antidumping duties have codes of their own, and are named when nobody spoke of them.
func TestAntidumping(t *testing.T) {
	s := tents()
	s.Lines[0].NoCases = false
	if u, _ := land(t, s).BySKU("tent"); len(u.NotIncluded) != 1 || !u.Complete {
		t.Errorf("not included: %v", u.NotIncluded)
	}
	s.Lines[0].Cases = []customs.Case{{Number: "A-570-967", Rate: num("0.1")}}
	l := land(t, s)
	if got := parts(t, l, "tent"); !strings.Contains(got, ", antidumping_A-570-967 1000.00, mpf") {
		t.Errorf("parts are %s", got)
	}
	s.Lines[0].Cases = []customs.Case{{Number: "A-570-967"}}
	if got := missing(t, land(t, s), "tent"); got != "duty" {
		t.Errorf("a case of unknown rate: %q is missing", got)
	}
}

// The amount of a cost is converted with its own rate, for the books and for customs.
func TestOwnRate(t *testing.T) {
	s := tents()
	s.Costs = []landed.Cost{{Code: "mould", Actual: num("1000"), Currency: fx.EUR, Rate: rate(fx.EUR, fx.USD, "1.1"), By: landed.ByUnits, Dutiable: true}}
	l := land(t, s)
	if got := l.Worksheet.Value.String(); got != "11100" || len(l.Warnings) != 1 || l.Warnings[0].Code != "customs_rate" {
		t.Errorf("the customs value is %s, warnings %v", got, l.Warnings)
	}
	s.Entry.Rates = []fx.Rate{rate(fx.USD, fx.EUR, "0.8")}
	l = land(t, s)
	if got := l.Worksheet.Value.String(); got != "11250" || len(l.Warnings) != 0 || l.Costs[0].Booked.String() != "1100.00 USD" {
		t.Errorf("the customs value is %s, warnings %v, booked %s", got, l.Warnings, l.Costs[0].Booked)
	}
}

// Prices with VAT of which nothing comes back.
func TestPurchaseWithoutRefund(t *testing.T) {
	base := landed.Shipment{
		Currency: fx.CNY,
		Lines:    []landed.Line{{SKU: "a", Units: 10, Price: num("113"), Currency: fx.CNY, Origin: "US"}},
	}
	for _, tt := range []struct {
		name string
		vat  landed.VAT
		want string
	}{
		{"no VAT", landed.VAT{}, "purchase 1130.00"},
		{"no invoice", landed.VAT{Price: landed.VATIncluded, NoSpecialInvoice: true}, "purchase 1130.00"},
		{"refund rate 0", landed.VAT{Price: landed.VATIncluded, VATRate: num("0.13"), RefundRate: num("0")}, "purchase 1000.00, purchase_vat 130.00"},
		{"VAT on top", landed.VAT{Price: landed.VATExcluded, VATRate: num("0.13"), RefundRate: num("0.09")}, "purchase 1130.00, purchase_vat 146.90, vat_refund -101.70"},
	} {
		s := base
		s.Lines = append([]landed.Line(nil), base.Lines...)
		s.Lines[0].VAT = tt.vat
		if got := parts(t, land(t, s), "a"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Names from outside are bounded.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("x", 201)
	s := tents()
	s.Lines[0].SKU = long
	s.Costs = []landed.Cost{{Code: long, Label: long, Estimate: num("1"), Currency: fx.USD, By: landed.ByUnits}}
	s.Rates = make([]fx.Rate, 201)
	_, err := s.Land()
	if diff := cmp.Diff([]string{"rates", "lines[0].sku", "costs[0].code", "costs[0].label"}, feetest.Fields(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is asked for is a copy: changing it changes nothing else.
func TestUnitsAreCopies(t *testing.T) {
	l := land(t, lclShipment())
	before := parts(t, l, "A-backpack")
	for u := range l.Units() {
		u.Parts[0].Total.Amount = dec("1")
		u.Parts[5].Source.Table = "changed"
		break // and stopping early is fine
	}
	if u, _ := l.BySKU("A-backpack"); parts(t, l, "A-backpack") != before || u.Parts[5].Source.Table == "changed" {
		t.Error("a copy was not one")
	}
	s := lclShipment()
	l = land(t, s)
	s.Lines[0].SKU, s.Costs[0].Code, s.Entry.Date = "changed", "changed", onDay("2020-01-01")
	if parts(t, l, "A-backpack") != before {
		t.Error("the result follows the shipment")
	}
}

// A credit of more than the goods cost is doubtful; one of just as much is not.
func TestCreditAboveGoods(t *testing.T) {
	for _, tt := range []struct {
		name, credit string
		by           landed.Basis
		to           []string
		change       func(*landed.Shipment)
		want         string
	}{
		{"as much", "-10000.00", landed.ByUnits, []string{"tent"}, nil, ""},
		{"a cent more", "-10000.01", landed.ByUnits, []string{"tent"}, nil, "Claim: the credit of tent, 10000.01 USD, is more than its goods cost, 10000.00 USD"},
		{"a cost", "10000.01", landed.ByUnits, []string{"tent"}, nil, ""},
		{"one line of two", "-500.00", landed.Equally, nil, nil, "Claim: the credit of peg, 250.00 USD, is more than its goods cost, 100.00 USD"},
		{"both lines, the first SKU", "-30000.00", landed.Equally, nil, nil, "Claim: the credit of peg, 15000.00 USD, is more than its goods cost, 100.00 USD"},
		{"a price that nobody knows", "-10000.01", landed.ByUnits, []string{"tent"}, func(s *landed.Shipment) { s.Lines[0].Price = decimal.NullDecimal{} }, ""},
		{"in the price", "-10000.01", landed.ByUnits, []string{"tent"}, func(s *landed.Shipment) { s.Costs[0].InPrice = true }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tents()
			s.Entry = nil
			s.Lines = append(s.Lines, landed.Line{SKU: "peg", Units: 1000, Price: num("0.10"), Currency: fx.USD, Origin: "CN"})
			s.Costs = []landed.Cost{{Code: "claim", Label: "Claim", Actual: num(tt.credit), Currency: fx.USD, By: tt.by, To: tt.to}}
			if tt.change != nil {
				tt.change(&s)
			}
			var want []fees.Warning
			if tt.want != "" {
				want = []fees.Warning{{Code: "credit_above_goods", Text: tt.want}}
			}
			if diff := cmp.Diff(want, land(t, s).Warnings, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// The bound of the units is one for lines, unit costs, postings and moves.
func TestMaxUnits(t *testing.T) {
	for _, units := range []int64{landed.MaxUnits, landed.MaxUnits + 1} {
		s := tents()
		s.Entry, s.Lines[0].Units = nil, units
		_, lineErr := s.Land()
		_, _, postErr := landed.PostUnits(fx.Money{Amount: dec("1.00"), Currency: fx.USD}, units)
		_, moveErr := landed.Value(landed.FIFO, fx.USD, []landed.Move{{Kind: landed.Receipt, Units: units, Amount: dec("1")}})
		costErr := landed.UnitCost{Units: units, Currency: fx.USD}.Check()
		for i, err := range []error{lineErr, postErr, moveErr, costErr} {
			if (err != nil) != (units > landed.MaxUnits) {
				t.Errorf("%d units, check %d: %v", units, i, err)
			}
		}
	}
}
