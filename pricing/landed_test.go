package pricing_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// part is one part of a landed cost whose books are in dollars.
func part(code string, kind landed.PartKind, total, entered string, currency fx.Currency) landed.Part {
	in, own := fx.Money{Amount: dec(total), Currency: fx.USD}, fx.Money{Amount: dec(entered), Currency: currency}
	return landed.Part{Code: code, Kind: kind, Total: in, High: in, Entered: own, EnteredHigh: own, Basis: "as booked"}
}

// spoons are 300 units that were bought in yuan, with VAT that comes back.
func spoons() landed.UnitCost {
	return landed.UnitCost{
		SKU: "SPOON", Origin: "CN", Units: 300, Currency: fx.USD, Complete: true, Duty: landed.DutyAssessed,
		Parts: []landed.Part{
			part("purchase", landed.PurchasePart, "200", "1400", fx.CNY),
			part("purchase_vat", landed.VATPart, "26", "182", fx.CNY),
			part("vat_refund", landed.RefundPart, "-26", "-182", fx.CNY),
			part("main_freight", landed.CostPart, "100", "100", fx.USD),
			part("inspection", landed.CostPart, "11", "10", fx.EUR),
			part("duty_column_1", landed.DutyPart, "13.60", "13.60", fx.USD),
		},
	}
}

func landedUnit(cost landed.UnitCost) pricing.Unit {
	return pricing.Unit{
		Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
		Landed:  cost, Rate: must(fx.NewRate(fx.USD, fx.CNY, dec("7"))),
	}
}

// Every part is a line of its own, per unit, at spot; the buffer falls on what is
// paid in yuan and on nothing else, in a line of its own; what is paid in a third
// currency counts as booked.
func TestLandedParts(t *testing.T) {
	on := fees.Day(2026, 6, 1)
	for _, row := range []struct {
		buffer string
		want   map[string]string
	}{
		{"0", map[string]string{
			"purchase": "-0.666666666667", "purchase_vat": "-0.086666666667", "vat_refund": "0.086666666667",
			"main_freight": "-0.333333333333", "inspection": "-0.036666666667", "duty_column_1": "-0.045333333333",
		}},
		{"0.02", map[string]string{ // 1400 CNY at 6.86 per dollar over 300 units are 0.680272108844
			"purchase": "-0.666666666667", "purchase_vat": "-0.086666666667", "vat_refund": "0.086666666667", "fx_buffer": "-0.013605442177",
			"main_freight": "-0.333333333333", "inspection": "-0.036666666667", "duty_column_1": "-0.045333333333",
		}},
	} {
		u := landedUnit(spoons())
		u.Buffer = dec(row.buffer)
		s := must(model(t, u, on).At(dec("12.99")))
		cost := decimal.Zero
		for code, want := range row.want {
			got := lineSum(t, s, code)
			cost = cost.Sub(got)
			if !got.Equal(dec(want)) {
				t.Errorf("buffer %s: %s is %s, want %s", row.buffer, code, got, want)
			}
		}
		if !s.Complete || !s.Cost.Equal(cost) {
			t.Errorf("buffer %s: complete %t, missing %v, cost %s, want %s", row.buffer, s.Complete, s.Missing, s.Cost, cost)
		}
		purchase := dec("1400").DivRound(dec("7").Mul(dec("1").Sub(u.Buffer)).Mul(dec("300")), 12) // planned
		if roi := s.ROI(pricing.OnPurchase, 6); !roi.Valid || !roi.Decimal.Equal(s.Exact.DivRound(purchase, 6)) {
			t.Errorf("buffer %s: ROI on the purchase is %v", row.buffer, roi)
		}
	}
}

// A landed cost and the same amounts typed in as cost items earn the same.
func TestLandedIsItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cost := landed.UnitCost{SKU: "x", Origin: "CN", Units: rapid.Int64Range(1, 5000).Draw(t, "units"), Currency: fx.USD, Complete: true, Duty: landed.DutyAssessed}
		units := decimal.NewFromInt(cost.Units)
		u := landedUnit(landed.UnitCost{})
		for i := range rapid.IntRange(1, 6).Draw(t, "parts") {
			each := decimal.New(rapid.Int64Range(0, 2000).Draw(t, "cents each"), -2)
			code, currency := string(rune('a'+i)), rapid.SampledFrom([]fx.Currency{fx.USD, fx.CNY}).Draw(t, "currency")
			total := fx.Money{Amount: each.Mul(units), Currency: currency}
			booked := fx.Money{Amount: total.Amount, Currency: fx.USD}
			cost.Parts = append(cost.Parts, landed.Part{Code: code, Kind: landed.CostPart, Total: booked, High: booked, Entered: total, EnteredHigh: total})
			u.Cost = append(u.Cost, pricing.CostItem{Code: code, Amount: decimal.NewNullDecimal(each), Currency: currency})
		}
		u.Buffer = decimal.New(rapid.Int64Range(0, 9).Draw(t, "buffer"), -2)
		v := u
		v.Cost, v.Landed = nil, cost
		price := decimal.New(rapid.Int64Range(1, 9000).Draw(t, "price"), -2)
		items := must(must(pricing.NewModel(u, fees.Day(2026, 6, 1))).At(price))
		parts := must(must(pricing.NewModel(v, fees.Day(2026, 6, 1))).At(price))
		if off := items.Exact.Sub(parts.Exact).Abs(); off.GreaterThan(dec("0.00000000001")) {
			t.Fatalf("items earn %s, the landed cost %s", items.Exact, parts.Exact)
		}
	})
}

// What the landed cost does not know makes the statement incomplete, and goods from
// abroad without a duty are reported even when the landed cost claims to be whole.
func TestLandedUnknown(t *testing.T) {
	change := func(f func(*landed.UnitCost)) pricing.Unit {
		cost := spoons()
		f(&cost)
		return landedUnit(cost)
	}
	for _, row := range []struct {
		name string
		unit pricing.Unit
		want []string
	}{
		{"whole", landedUnit(spoons()), nil},
		{"a freight is missing", change(func(c *landed.UnitCost) {
			c.Complete, c.Missing = false, []landed.Unknown{{Code: "drayage", Reason: "no amount"}}
		}), []string{"landed.drayage"}},
		{"incomplete without saying what", change(func(c *landed.UnitCost) { c.Complete = false }), []string{"landed"}},
		{"no duty, but said to be complete", change(func(c *landed.UnitCost) { c.Duty, c.Parts = "", c.Parts[:5] }), []string{"cost.duty"}},
		{"no duty, and said so", change(func(c *landed.UnitCost) {
			c.Duty, c.Parts, c.Complete, c.Missing = landed.DutyUnknown, c.Parts[:5], false, []landed.Unknown{{Code: "duty", Reason: "no entry"}}
		}), []string{"landed.duty"}},
		{"no duty, of the US", change(func(c *landed.UnitCost) { c.Duty, c.Parts, c.Origin = landed.DutyNone, c.Parts[:5], "US" }), nil},
		{"bought with the duty in the price", change(func(c *landed.UnitCost) { c.Duty, c.Parts = landed.DutyInPrice, c.Parts[:5] }), nil},
	} {
		s := must(model(t, row.unit, fees.Day(2026, 6, 1)).At(dec("12.99")))
		if !slices.Equal(s.Missing, row.want) || s.Complete != (row.want == nil) {
			t.Errorf("%s: missing %v, complete %t, want %v", row.name, s.Missing, s.Complete, row.want)
		}
		if s.ROI(pricing.OnCost, 4).Valid != s.Complete {
			t.Errorf("%s: an ROI on an unknown cost", row.name)
		}
	}
}

func TestLandedErrors(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(*pricing.Unit)
		want   string
	}{
		{"no units", func(u *pricing.Unit) { u.Landed.Units = 0 }, "landed.units"},
		{"a part that nobody can convert", func(u *pricing.Unit) {
			u.Landed.Currency = fx.EUR
			for i := range u.Landed.Parts {
				u.Landed.Parts[i].Total.Currency, u.Landed.Parts[i].High.Currency = fx.EUR, fx.EUR
			}
		}, "landed.parts[4].entered"},
		{"another origin", func(u *pricing.Unit) { u.Origin = "VN" }, "origin"},
		{"the code of a line of the channel", func(u *pricing.Unit) { u.Landed.Parts[3].Code = "referral" }, "landed.parts[3].code"},
		{"a cost that the landed cost has already", func(u *pricing.Unit) { u.Cost = []pricing.CostItem{usd("main_freight", "1")} }, "cost[0].code"},
	} {
		u := landedUnit(spoons())
		row.change(&u)
		_, err := pricing.NewModel(u, fees.Day(2026, 6, 1))
		if in := new(fx.InputError); !errors.As(err, &in) || in.Field != row.want {
			t.Errorf("%s: %v, want a fault at %s", row.name, err, row.want)
		}
	}
}
