package landed_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A shipment of 500 lines with 12 kinds of cost. The plain forms beside it compute
// the same amounts with decimals and fx.Allocate, a share at a time. Both call the
// same entry.
func BenchmarkLand(b *testing.B) {
	for _, c := range []struct {
		name  string
		entry bool
	}{{"costs", false}, {"costs and entry", true}} {
		s := bigShipment(500, c.entry)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Land(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+", plain", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := plainLand(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What the unit costs with all their parts cost on top, when all are asked for.
func BenchmarkLandedUnits(b *testing.B) {
	s := bigShipment(500, true)
	l, err := s.Land()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for u := range l.Units() {
			if len(u.Parts) < len(s.Costs) {
				b.Fatal(u)
			}
		}
	}
}

// The entry of the shipment alone.
func BenchmarkLandEntry(b *testing.B) {
	s := bigShipment(500, true)
	l, err := s.Land()
	if err != nil {
		b.Fatal(err)
	}
	e := customsEntry(&s, l)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Assess(); err != nil {
			b.Fatal(err)
		}
	}
}

// A year of daily entries of the same goods.
func BenchmarkLandYear(b *testing.B) {
	if testing.Short() {
		b.Skip("takes a second")
	}
	s := bigShipment(1000, true)
	b.ReportAllocs()
	for b.Loop() {
		for day := range 365 {
			if _, err := s.EnteredOn(fees.Day(2025, 11, 1+day)).Land(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// The plain form agrees with Land to the cent.
func TestPlainLandAgrees(t *testing.T) {
	for _, entry := range []bool{false, true} {
		s := bigShipment(60, entry)
		l, err := s.Land()
		if err != nil {
			t.Fatal(err)
		}
		plain, err := plainLand(s)
		if err != nil {
			t.Fatal(err)
		}
		i := -1
		for u := range l.Units() {
			i++
			if got, want := u.Total().Amount, plain[i]; !got.Equal(want) {
				t.Errorf("%s costs %s, the plain form has %s", u.SKU, got, want)
			}
		}
	}
}

// starterHTS are codes of the shipped tariff file of which the duty is known without
// further facts on a day between two layers.
var starterHTS = []string{
	"3924.10.4000", "3924.10.2000", "3924.90.5650", "3926.90.9989", "6912.00.4810", "6302.60.0020", "9403.20.0050",
	"9405.42.8440", "8509.40.0025", "4421.91.9880", "6702.90.3500", "8481.80.5060", "4201.00.3000", "4201.00.6000",
	"2309.10.0090", "9503.00.0073", "9506.91.0030", "9507.30.6000", "6306.22.9030", "8513.10.4000", "6601.91.0000",
	"4202.92.3120", "9004.10.0000", "8711.60.0090", "8421.31.0000", "8539.29.3060", "8714.10.0050", "8518.30.2000",
	"8467.21.0030", "8204.20.0000", "6109.10.0040", "9401.79.0035",
}

// bigShipment has n lines of about 50 codes and origins.
func bigShipment(n int, entry bool) landed.Shipment {
	s := landed.Shipment{
		Currency: "USD", Terms: freight.FOB,
		Rates: []fx.Rate{rate("USD", "CNY", "7.1234")},
	}
	rule, err := freight.FindRule(nil, "air_6000", time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	s.Chargeable = rule
	origins := []string{"CN", "CN", "VN"}
	for i := range n {
		d := decimal.NewFromInt(int64(i))
		line := landed.Line{
			SKU: fmt.Sprintf("SKU-%04d", (i*7919)%n), Units: int64(1 + i*37%400), HTS: starterHTS[i%len(starterHTS)], Origin: origins[i%3],
			Price: decimal.NewNullDecimal(dec("3.15").Add(d.Shift(-2))), Currency: "CNY",
			Packages: []freight.Package{{Length: cm(30 + i%25), Width: cm(20 + i%17), Height: cm(10 + i%13), Kg: dec("4.25").Add(d.Shift(-2)), Count: 1 + i%9}},
			NoCases:  true,
		}
		line.Kg, line.CubicMetres = totals(line.Packages[0])
		if i%2 == 0 {
			line.VAT = landed.VAT{Price: landed.VATIncluded, VATRate: num("0.13"), RefundRate: num("0.13")}
		}
		s.Lines = append(s.Lines, line)
	}
	cost := func(code, amount string, c fx.Currency, by landed.Basis) {
		s.Costs = append(s.Costs, landed.Cost{Code: code, Estimate: num(amount), Currency: c, By: by})
	}
	cost("main_freight", "8412.55", "USD", landed.ByVolume)
	cost("fuel", "612.40", "USD", landed.ByWeight)
	cost("origin_terminal", "4510.00", "CNY", landed.ByVolume)
	cost("inland", "3300.00", "CNY", landed.ByWeight)
	cost("export_clearance", "450.00", "CNY", landed.Equally)
	cost("insurance", "231.77", "USD", landed.ByValue)
	cost("isf", "35.00", "USD", landed.Equally)
	cost("destination_terminal", "412.00", "USD", landed.ByVolume)
	cost("customs_broker", "125.00", "USD", landed.ByValue)
	cost("drayage", "780.00", "USD", landed.ByWeight)
	cost("unloading", "391.13", "USD", landed.ByUnits)
	cost("inspection", "2200.00", "CNY", landed.ByUnits)
	if entry {
		s.Entry = &landed.Entry{
			Date: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), Mode: customs.Vessel,
			Rates: []fx.Rate{rate("USD", "CNY", "7.1")},
		}
	}
	return s
}

// totals is what the packing list says of a line.
func totals(p freight.Package) (kg, cubicMetres decimal.NullDecimal) {
	n := decimal.NewFromInt(int64(p.Count))
	return decimal.NewNullDecimal(p.Kg.Mul(n)), decimal.NewNullDecimal(p.CubicMetres().Mul(n).Round(4))
}

// customsEntry is the entry of a landed shipment.
func customsEntry(s *landed.Shipment, l landed.Landed) customs.Entry {
	e := customs.Entry{Date: s.Entry.Date, LoadedOn: s.Entry.LoadedOn, Mode: s.Entry.Mode}
	for i, line := range s.Lines {
		e.Lines = append(e.Lines, customs.Line{
			Ref: line.SKU, HTS: line.HTS, Origin: line.Origin, Value: l.Worksheet.Shares[i].Value, Facts: line.Facts, NoCases: line.NoCases,
		})
	}
	return e
}

// plainLand is Land as one would write it down: decimals, no preparation, and ties
// that go by SKU because the lines are sorted first. It knows what bigShipment has.
func plainLand(s landed.Shipment) ([]decimal.Decimal, error) {
	n := len(s.Lines)
	order := sortedBySKU(s.Lines)
	totals, values := make([]decimal.Decimal, n), make([]decimal.Decimal, n)
	entered := make([]decimal.Decimal, n)
	toUSD := func(m fx.Money, rates []fx.Rate) (decimal.Decimal, error) {
		if m.Currency == "USD" {
			return m.Amount, nil
		}
		converted, err := rates[0].ConvertRounded(m)
		return converted.Amount, err
	}
	for i, line := range s.Lines {
		price := fx.Money{Amount: line.Price.Decimal.Mul(decimal.NewFromInt(line.Units)).Round(2), Currency: "CNY"}
		bought, err := line.VAT.Purchase(price)
		if err != nil {
			return nil, err
		}
		vat, err := toUSD(bought.VAT, s.Rates)
		if err != nil {
			return nil, err
		}
		refund, err := toUSD(bought.Refund, s.Rates)
		if err != nil {
			return nil, err
		}
		if values[i], err = toUSD(bought.Excluding, s.Rates); err != nil {
			return nil, err
		}
		totals[i], entered[i] = values[i].Add(vat).Sub(refund), bought.Excluding.Amount
	}
	for _, cost := range s.Costs {
		amount, err := toUSD(fx.Money{Amount: cost.Estimate.Decimal, Currency: cost.Currency}, s.Rates)
		if err != nil {
			return nil, err
		}
		weights := make([]decimal.Decimal, n)
		for k, i := range order {
			line := &s.Lines[i]
			cargo := freight.Cargo{Packages: line.Packages, Kg: line.Kg, CubicMetres: line.CubicMetres}
			switch cost.By {
			case landed.ByWeight, landed.ByVolume:
				t, err := cargo.Totals()
				if err != nil {
					return nil, err
				}
				if weights[k] = t.Kg.Decimal; cost.By == landed.ByVolume {
					weights[k] = t.CubicMetres.Decimal
				}
			case landed.ByChargeableWeight:
				c, err := s.Chargeable.Charge(cargo)
				if err != nil {
					return nil, err
				}
				weights[k] = c.Billed
			case landed.ByValue:
				weights[k] = values[i]
			case landed.ByUnits:
				weights[k] = decimal.NewFromInt(line.Units)
			default:
				weights[k] = decimal.NewFromInt(1)
			}
		}
		for _, total := range []decimal.Decimal{amount, cost.Estimate.Decimal} { // in both currencies
			shares, err := fx.Allocate(total, 2, weights)
			if err != nil {
				return nil, err
			}
			if total.Equal(amount) {
				for k, i := range order {
					totals[i] = totals[i].Add(shares[k])
				}
			}
			if cost.Currency == "USD" {
				break
			}
		}
	}
	if s.Entry == nil {
		return totals, nil
	}
	e := customs.Entry{Date: s.Entry.Date, Mode: s.Entry.Mode}
	for i, line := range s.Lines {
		value, err := toUSD(fx.Money{Amount: entered[i], Currency: "CNY"}, s.Entry.Rates)
		if err != nil {
			return nil, err
		}
		e.Lines = append(e.Lines, customs.Line{Ref: line.SKU, HTS: line.HTS, Origin: line.Origin, Value: value, NoCases: line.NoCases})
	}
	w, err := e.Assess()
	if err != nil {
		return nil, err
	}
	for i := range totals {
		totals[i] = totals[i].Add(w.Shares[i].Total.Low)
	}
	return totals, nil
}
