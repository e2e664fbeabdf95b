package landed_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// Every fault is found, at its path, and all of them at once.
func TestRefusals(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 999_999_999))
	unknown := decimal.NullDecimal{}
	for _, tt := range []struct {
		name   string
		change func(*landed.Shipment)
		fields []string
	}{
		{"nothing at all", func(s *landed.Shipment) { *s = landed.Shipment{} }, []string{"currency", "lines"}},
		{"no currency", func(s *landed.Shipment) { s.Currency, s.Rates, s.Entry = "XXX", nil, nil }, []string{"currency", "lines[0].currency", "lines[1].currency", "costs[0].rate", "costs[1].rate"}},
		{"no lines", func(s *landed.Shipment) { s.Lines = nil }, []string{"lines"}},
		{"too many lines", func(s *landed.Shipment) { s.Lines = make([]landed.Line, 10_001) }, []string{"lines"}},
		{"too many costs", func(s *landed.Shipment) { s.Costs = make([]landed.Cost, 1_001) }, []string{"costs"}},
		{"terms", func(s *landed.Shipment) { s.Terms = "FCA" }, []string{"terms"}},
		{"no terms with an entry", func(s *landed.Shipment) { s.Terms = "" }, []string{"terms"}},
		{"remainder", func(s *landed.Shipment) { s.Remainder = "sap" }, []string{"remainder"}},

		{"no SKU", func(s *landed.Shipment) { s.Lines[1].SKU = "" }, []string{"lines[1].sku"}},
		{"SKU twice", func(s *landed.Shipment) { s.Lines[1].SKU = "a" }, []string{"lines[1].sku"}},
		{"no units", func(s *landed.Shipment) { s.Lines[1].Units = 0 }, []string{"lines[1].units"}},
		{"negative units", func(s *landed.Shipment) { s.Lines[0].Units = -5 }, []string{"lines[0].units"}},
		{"too many units", func(s *landed.Shipment) { s.Lines[0].Units = 1_000_000_001 }, []string{"lines[0].units"}},
		{"negative price", func(s *landed.Shipment) { s.Lines[0].Price = num("-1") }, []string{"lines[0].price"}},
		{"huge price", func(s *landed.Shipment) { s.Lines[0].Price = huge }, []string{"lines[0].price"}},
		{"price beyond the bound", func(s *landed.Shipment) { s.Lines[0].Price = num("100000000000000.01") }, []string{"lines[0].price"}},
		{"price of the line beyond the bound", func(s *landed.Shipment) { s.Lines[0].Price, s.Lines[0].Units = num("100000000000000"), 1_000_000_000 }, []string{"lines[0].price"}},
		{"price without a currency", func(s *landed.Shipment) { s.Lines[0].Currency = "" }, []string{"lines[0].currency"}},
		{"price without a rate", func(s *landed.Shipment) { s.Lines[0].Currency = fx.EUR }, []string{"lines[0].currency"}},
		{"origin", func(s *landed.Shipment) { s.Lines[0].Origin = "China" }, []string{"lines[0].origin"}},
		{"negative weight", func(s *landed.Shipment) { s.Lines[0].Kg = num("-1") }, []string{"lines[0].kg"}},
		{"a package without a side", func(s *landed.Shipment) {
			s.Lines[1].Packages = []freight.Package{{Length: cm(1), Width: cm(1), Count: 1}}
		}, []string{"lines[1].packages[0].height"}},
		{"no packages of a kind", func(s *landed.Shipment) { s.Lines[1].Packages = []freight.Package{{Kg: dec("1")}} }, []string{"lines[1].packages[0].count"}},
		{"customs value", func(s *landed.Shipment) { s.Lines[0].CustomsValue = num("-0.01") }, []string{"lines[0].customs_value"}},
		{"VAT without a date", func(s *landed.Shipment) {
			s.Lines[0].VAT = landed.VAT{Price: landed.VATIncluded, RefundRate: num("0.13")}
		}, []string{"lines[0].vat.invoiced_on"}},
		{"refund above the VAT", func(s *landed.Shipment) {
			s.Lines[0].VAT = landed.VAT{Price: landed.VATIncluded, VATRate: num("0.09"), RefundRate: num("0.13")}
		}, []string{"lines[0].vat.refund_rate"}},

		{"no code", func(s *landed.Shipment) { s.Costs[0].Code = "" }, []string{"costs[0].code"}},
		{"code", func(s *landed.Shipment) { s.Costs[0].Code = "Main freight" }, []string{"costs[0].code"}},
		{"code of the purchase", func(s *landed.Shipment) { s.Costs[0].Code = "purchase" }, []string{"costs[0].code"}},
		{"code of a duty", func(s *landed.Shipment) { s.Costs[0].Code = "duty_column_1" }, []string{"costs[0].code"}},
		{"code of a fee", func(s *landed.Shipment) { s.Costs[1].Code = "mpf" }, []string{"costs[1].code"}},
		{"duty beside an entry", func(s *landed.Shipment) { s.Costs[0].Code = "duty" }, []string{"costs[0].code"}},
		{"basis", func(s *landed.Shipment) { s.Costs[0].By = "" }, []string{"costs[0].by"}},
		{"basis unknown", func(s *landed.Shipment) { s.Costs[0].By = "pallets" }, []string{"costs[0].by"}},
		{"leg", func(s *landed.Shipment) { s.Costs[0].Leg = "moon" }, []string{"costs[0].leg"}},
		{"cents and a half", func(s *landed.Shipment) { s.Costs[0].Estimate = num("10.005") }, []string{"costs[0].estimate"}},
		{"an invoice beyond the bound", func(s *landed.Shipment) { s.Costs[0].Invoice = num("-100000000000001") }, []string{"costs[0].invoice"}},
		{"a huge actual amount", func(s *landed.Shipment) { s.Costs[0].Actual = huge }, []string{"costs[0].actual"}},
		{"no currency of a cost", func(s *landed.Shipment) { s.Costs[0].Currency = "RMB" }, []string{"costs[0].currency"}},
		{"no rate", func(s *landed.Shipment) { s.Costs[0].Currency = fx.GBP }, []string{"costs[0].rate"}},
		{"rate of others", func(s *landed.Shipment) { s.Costs[1].Rate = rate(fx.USD, fx.EUR, "0.9") }, []string{"costs[1].rate"}},
		{"rate for nothing", func(s *landed.Shipment) { s.Costs[0].Rate = rate(fx.USD, fx.EUR, "0.9") }, []string{"costs[0].rate"}},
		{"to nobody", func(s *landed.Shipment) { s.Costs[0].To = []string{"a", "z"} }, []string{"costs[0].to[1]"}},
		{"to somebody twice", func(s *landed.Shipment) { s.Costs[0].To = []string{"a", "b", "a"} }, []string{"costs[0].to[2]"}},
		{"direct to all", func(s *landed.Shipment) { s.Costs[0].By = landed.Direct }, []string{"costs[0].to"}},
		{"typed without amounts", func(s *landed.Shipment) { s.Costs[0].By = landed.Typed }, []string{"costs[0].typed"}},
		{"typed for nobody", func(s *landed.Shipment) {
			s.Costs[0].By, s.Costs[0].Typed = landed.Typed, typed("a", "50", "z", "50")
		}, []string{`costs[0].typed["z"]`}},
		{"typed too little", func(s *landed.Shipment) {
			s.Costs[0].By, s.Costs[0].Typed = landed.Typed, typed("a", "50", "b", "49")
		}, []string{"costs[0].typed"}},
		{"typed with the wrong sign", func(s *landed.Shipment) {
			s.Costs[0].By, s.Costs[0].Typed = landed.Typed, typed("a", "-1", "b", "101")
		}, []string{`costs[0].typed["a"]`}},
		{"typed with another basis", func(s *landed.Shipment) { s.Costs[0].Typed = typed("a", "100") }, []string{"costs[0].typed"}},
		{"typed and to", func(s *landed.Shipment) {
			s.Costs[0].By, s.Costs[0].Typed, s.Costs[0].To = landed.Typed, typed("a", "100"), []string{"a"}
		}, []string{"costs[0].to"}},
		{"dutiable and in the price", func(s *landed.Shipment) { s.Costs[1].Dutiable, s.Costs[1].InPrice = true, true }, []string{"costs[1].in_price"}},
		{"freight in an FOB price", func(s *landed.Shipment) { s.Costs[0].Leg, s.Costs[0].InPrice = freight.MainFreight, true }, []string{"costs[0].in_price"}},
		{"chargeable weight without a rule", func(s *landed.Shipment) { s.Costs[0].By = landed.ByChargeableWeight }, []string{"costs[0].by"}},
		{"more in the price than the price", func(s *landed.Shipment) {
			s.Terms, s.Costs[0].Leg, s.Costs[0].InPrice, s.Costs[0].Estimate = freight.CIF, freight.MainFreight, true, num("1000000")
		}, []string{"lines[0].customs_value", "lines[1].customs_value"}},

		{"a rate of others in the list", func(s *landed.Shipment) { s.Rates = append(s.Rates, rate(fx.EUR, fx.GBP, "0.85")) }, []string{"rates[1]"}},
		{"a rate twice", func(s *landed.Shipment) { s.Rates = append(s.Rates, rate(fx.CNY, fx.USD, "0.14")) }, []string{"rates[1]"}},
		{"no rate at all", func(s *landed.Shipment) { s.Rates = append(s.Rates, fx.Rate{}) }, []string{"rates[1]"}},
		{"a planned rate", func(s *landed.Shipment) {
			planned, err := s.Rates[0].WithBuffer(dec("0.02"))
			if err != nil {
				t.Fatal(err)
			}
			s.Rates[0], s.Entry.Rates = planned, []fx.Rate{planned}
		}, []string{"rates[0]", "entry.rates[0]"}},
		{"no dollars", func(s *landed.Shipment) {
			s.Currency, s.Rates, s.Costs = fx.CNY, nil, nil
		}, []string{"rates", "lines[0].currency", "lines[1].currency"}},

		{"entry without a date", func(s *landed.Shipment) { *s.Entry = landed.Entry{Mode: customs.Air} }, []string{"entry.date"}},
		{"entry without a mode", func(s *landed.Shipment) { s.Entry.Mode = "balloon" }, []string{"entry.mode"}},
		{"HTS", func(s *landed.Shipment) { s.Lines[1].HTS = "12" }, []string{"lines[1].hts"}},
		{"a line without a price moves the others", func(s *landed.Shipment) { s.Lines[0].Price, s.Lines[1].HTS = unknown, "12" }, []string{"lines[1].hts"}},
		{"entered without an origin", func(s *landed.Shipment) { s.Lines[1].Origin = "" }, []string{"lines[1].origin"}},
		{"customs value too large", func(s *landed.Shipment) { s.Lines[0].CustomsValue = num("100000000000000") }, []string{"lines[0].customs_value"}},
		{"some customs values of delivered goods", func(s *landed.Shipment) { s.Terms, s.Lines[1].CustomsValue = freight.DDP, num("10") }, []string{"lines[1].customs_value"}},
		{"a delivered price below the fees", func(s *landed.Shipment) {
			s.Terms, s.Lines[0].Price, s.Lines[1].Price, s.Costs = freight.DDP, num("0.03"), num("0.02"), nil
		}, []string{"lines[0].price", "lines[1].price"}},

		{"everything at once", func(s *landed.Shipment) {
			s.Lines[0].Units, s.Lines[1].Price, s.Costs[0].To, s.Costs[1].By = 0, num("-1"), []string{"z"}, "x"
		}, []string{"lines[0].units", "lines[1].price", "costs[0].to[0]", "costs[1].by"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := landed.Shipment{
				Currency: fx.USD, Terms: freight.FOB, Rates: []fx.Rate{rate(fx.USD, fx.CNY, "7.2")},
				Lines: []landed.Line{
					{SKU: "a", Units: 100, Price: num("30"), Currency: fx.CNY, HTS: "4202.92.3120", Origin: "CN"},
					{SKU: "b", Units: 10, Price: num("20"), Currency: fx.CNY, HTS: "6601.91.0000", Origin: "CN"},
				},
				Costs: []landed.Cost{
					{Code: "main_freight", Estimate: num("100"), Currency: fx.USD, By: landed.ByUnits},
					{Code: "inspection", Invoice: num("700"), Currency: fx.CNY, By: landed.ByValue},
				},
				Entry: &landed.Entry{Date: onDay("2026-08-01"), Mode: customs.Vessel},
			}
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
}

// A unit cost that somebody else put together is checked.
func TestUnitCostCheck(t *testing.T) {
	usd := func(amount string) fx.Money { return fx.Money{Amount: dec(amount), Currency: fx.USD} }
	whole := landed.Part{Code: "purchase", Total: usd("10"), High: usd("10"), Entered: usd("10"), EnteredHigh: usd("10")}
	change := func(f func(*landed.Part)) []landed.Part {
		p := whole
		f(&p)
		return []landed.Part{whole, p}
	}
	for _, tt := range []struct {
		name   string
		cost   landed.UnitCost
		fields []string
	}{
		{"nothing", landed.UnitCost{}, []string{"units", "currency"}},
		{"sound", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: []landed.Part{whole}}, nil},
		{"no code", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: change(func(p *landed.Part) { p.Code = "" })}, []string{"parts[1].code"}},
		{"other books", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: change(func(p *landed.Part) { p.Total.Currency = fx.CNY })}, []string{"parts[1].total"}},
		{"other high end", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: change(func(p *landed.Part) { p.EnteredHigh.Currency = fx.CNY })}, []string{"parts[1].entered_high"}},
		{"high below low", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: change(func(p *landed.Part) { p.High = usd("9.99") })}, []string{"parts[1].high"}},
		{"no currency of its own", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: change(func(p *landed.Part) { p.Entered, p.EnteredHigh = fx.Money{}, fx.Money{} })}, []string{"parts[1].entered"}},
		{"huge", landed.UnitCost{Units: 1, Currency: fx.USD, Parts: change(func(p *landed.Part) { p.Entered.Amount = decimal.New(1, 999_999_999) })}, []string{"parts[1].entered"}},
		{"complete with something missing", landed.UnitCost{Units: 1, Currency: fx.USD, Complete: true, Missing: []landed.Unknown{{Code: "duty"}}}, []string{"complete"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.cost.Check()
			if err == nil && tt.fields == nil {
				return
			}
			if diff := cmp.Diff(tt.fields, feetest.Fields(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if each := (landed.UnitCost{Currency: fx.USD}).Each(2); !each.IsZero() {
		t.Errorf("without units one costs %s", each)
	}
}

// Goods without a price are not silently free of duty: the result says so, unless
// their value is given.
func TestZeroCustomsValue(t *testing.T) {
	s := lclShipment()
	s.Lines[1].Price = num("0")
	warned := func() bool {
		return slices.ContainsFunc(land(t, s).Warnings, func(w fees.Warning) bool {
			return w.Code == "customs_value_zero" && strings.HasPrefix(w.Text, "B-umbrella: ")
		})
	}
	if !warned() {
		t.Error("nothing is said of a customs value of 0")
	}
	if s.Lines[1].CustomsValue = num("1412.50"); warned() {
		t.Error("a value that is given is doubted")
	}
}

// Costs and rates of the zero values change nothing and nothing panics.
func TestZeroValues(t *testing.T) {
	var l landed.Landed
	for u := range l.Units() {
		t.Errorf("the zero Landed has %v", u)
	}
	if _, ok := l.BySKU(""); ok {
		t.Error("the zero Landed has a SKU")
	}
	if amount, stage := (landed.Cost{}).Amount(); stage != "" || !amount.IsZero() {
		t.Errorf("the zero Cost is %s, %s", amount, stage)
	}
	if s := (landed.Shipment{}).EnteredOn(onDay("2026-01-01")); s.Entry != nil {
		t.Error("a shipment without an entry got one")
	}
	if (landed.UnitCost{}).HasDuty() {
		t.Error("the zero UnitCost has duty")
	}
}
