package landed_test

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The package against the slow and obvious oracle.

// currencies are some with 0, 2 and 3 decimals.
var currencies = map[fx.Currency]int32{"JPY": 0, "USD": 2, "KWD": 3}

// drawnTotal draws a total in whole minor units.
func drawnTotal(t *rapid.T) (fx.Money, int32) {
	currency := rapid.SampledFrom([]fx.Currency{"JPY", "USD", "KWD"}).Draw(t, "currency")
	most := rapid.SampledFrom([]int64{5, 1000, 10_000_000}).Draw(t, "size")
	places := currencies[currency]
	return fx.Money{Amount: decimal.New(rapid.Int64Range(-most, most).Draw(t, "total"), -places), Currency: currency}, places
}

// drawnWeights draws weights, some of them 0 and many of them equal.
func drawnWeights(t *rapid.T) []decimal.Decimal {
	most := rapid.SampledFrom([]int64{2, 9, 100_000}).Draw(t, "weights up to")
	places := rapid.Int32Range(0, 3).Draw(t, "weight decimals")
	var weights []decimal.Decimal
	for range rapid.IntRange(1, 12).Draw(t, "lines") {
		weights = append(weights, decimal.New(rapid.Int64Range(0, most).Draw(t, "weight"), -places))
	}
	return weights
}

// unlike returns how shares differ, "" if they do not.
func unlike(got []fx.Money, want []decimal.Decimal) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d shares, want %d", len(got), len(want))
	}
	for i := range got {
		if !got[i].Amount.Equal(want[i]) {
			return fmt.Sprintf("got %v, want %v", got, want)
		}
	}
	return ""
}

// Keys in the order of the lines make the oracle's ties those of the package.
func keyed(weights []decimal.Decimal) []landed.Weight {
	var lines []landed.Weight
	for i, w := range weights {
		lines = append(lines, landed.Weight{Key: fmt.Sprintf("line %03d", i), Weight: w})
	}
	return lines
}

func TestOracleAllocate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total, places := drawnTotal(t)
		weights := drawnWeights(t)
		got, err := landed.Allocate(total, keyed(weights), landed.LargestRemainder)
		want, ok := oracle.LargestRemainder(total.Amount, weights, places)
		if ok != (err == nil) {
			t.Fatalf("error is %v, and the oracle's answer %v", err, ok)
		}
		if err != nil {
			return
		}
		if problem := unlike(got, want); problem != "" {
			t.Fatal(problem)
		}
	})
}

func TestOracleRemainders(t *testing.T) {
	rules := map[landed.Remainder]func(decimal.Decimal, []decimal.Decimal, int32) ([]decimal.Decimal, bool){
		landed.OdooUp: func(total decimal.Decimal, weights []decimal.Decimal, places int32) ([]decimal.Decimal, bool) {
			return oracle.OdooUp(total, weights, places), true
		},
		landed.OdooHalfUp: func(total decimal.Decimal, weights []decimal.Decimal, places int32) ([]decimal.Decimal, bool) {
			return oracle.Odoo(total, weights, places), true
		},
		landed.ERPNextLast:    oracle.ERPNext,
		landed.ERPNextLargest: oracle.ERPNextLargest,
	}
	for rule, plain := range rules {
		t.Run(string(rule), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				total, places := drawnTotal(t)
				weights := drawnWeights(t)
				got, err := landed.Allocate(total, keyed(weights), rule)
				want, ok := plain(total.Amount, weights, places)
				if ok != (err == nil) {
					t.Fatalf("error is %v, and the oracle's answer %v", err, ok)
				}
				if err != nil {
					return
				}
				if problem := unlike(got, want); problem != "" {
					t.Fatal(problem)
				}
			})
		})
	}
}

func TestOracleTrader(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := decimal.New(rapid.Int64Range(0, 100_000_000).Draw(t, "price"), -2)
		vat := decimal.New(rapid.Int64Range(0, 17).Draw(t, "VAT"), -2)
		back := decimal.New(rapid.Int64Range(0, vat.Shift(2).IntPart()).Draw(t, "refund"), -2)
		got, err := landed.VAT{Price: landed.VATIncluded, VATRate: decimal.NewNullDecimal(vat), RefundRate: decimal.NewNullDecimal(back)}.
			Purchase(fx.Money{Amount: price, Currency: "CNY"})
		if err != nil {
			t.Fatal(err)
		}
		// The refund is on a base that is itself booked in whole fen.
		want, _ := oracle.TraderRefund(price, vat, back)
		bound := new(big.Rat).Mul(big.NewRat(1, 200), back.Rat())
		bound.Add(bound, big.NewRat(1, 200))
		off := new(big.Rat).Sub(got.Refund.Amount.Rat(), want)
		if off.Abs(off).Cmp(bound) > 0 {
			t.Fatalf("refund is %s, want about %s", got.Refund.Amount, want.FloatString(4))
		}
		if !got.Net.Amount.Equal(price.Sub(got.Refund.Amount)) {
			t.Fatalf("net is %s of %s less %s", got.Net.Amount, price, got.Refund.Amount)
		}
	})
}

// The rates by date, on the last and the first day of each.
func TestOracleVATRates(t *testing.T) {
	for _, on := range []string{"2018-04-30", "2018-05-01", "2019-03-31", "2019-04-01", "2026-11-23"} {
		got, err := landed.VAT{Price: landed.VATIncluded, RefundRate: decimal.NewNullDecimal(dec("0")), ExportedOn: onDay(on)}.
			Purchase(fx.Money{Amount: dec("1130"), Currency: "CNY"})
		if err != nil {
			t.Errorf("%s: %v", on, err)
			continue
		}
		if want := oracle.ChinaVAT(onDay(on)); !got.VATRate.Equal(want) {
			t.Errorf("VAT on %s is %s, want %s", on, got.VATRate, want)
		}
	}
	classes := map[landed.RefundClass][]string{
		landed.RefundMetals: {"aluminium", "copper"}, landed.RefundPhotovoltaic: {"photovoltaic"}, landed.RefundBatteries: {"battery"},
	}
	for class, kinds := range classes {
		for _, on := range []string{"2024-12-01", "2026-03-31", "2026-04-01", "2026-12-31", "2027-01-01"} {
			for _, kind := range kinds {
				want, ok := oracle.ChinaRefund(kind, onDay(on))
				got, err := landed.VAT{Price: landed.VATIncluded, RefundClass: class, ExportedOn: onDay(on)}.
					Purchase(fx.Money{Amount: dec("1130"), Currency: "CNY"})
				if err != nil || !ok || !got.RefundRate.Equal(want) {
					t.Errorf("%s on %s: %s, want %s (%v)", kind, on, got.RefundRate, want, err)
				}
			}
		}
	}
}

func TestOracleManufacturer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := func(most int64, label string) decimal.Decimal {
			return decimal.New(rapid.Int64Range(0, most).Draw(t, label), -2)
		}
		plain := oracle.Maker{FOB: fen(100_000_000, "exports"), Output: fen(10_000_000, "output"), Input: fen(20_000_000, "input"), Carried: fen(1_000_000, "carried")}
		plain.Bonded = plain.FOB.Mul(decimal.New(rapid.Int64Range(0, 100).Draw(t, "bonded percent"), -2)).Round(2)
		plain.VAT = decimal.New(rapid.Int64Range(0, 17).Draw(t, "VAT"), -2)
		plain.Refund = decimal.New(rapid.Int64Range(0, plain.VAT.Shift(2).IntPart()).Draw(t, "refund"), -2)
		got, err := landed.Manufacturer{
			Exports: plain.FOB, Bonded: plain.Bonded, OutputVAT: plain.Output, InputVAT: plain.Input, Carried: plain.Carried,
			VATRate: decimal.NewNullDecimal(plain.VAT), RefundRate: decimal.NewNullDecimal(plain.Refund),
		}.Assess()
		if err != nil {
			t.Fatal(err)
		}
		want := plain.Compute()
		near := func(what string, got fx.Money, want decimal.Decimal) {
			if got.Amount.Sub(want).Abs().GreaterThan(dec("0.01")) { // two roundings to the fen
				t.Fatalf("%s is %s, want %s", what, got.Amount, want)
			}
		}
		near("not creditable", got.NonCreditable, want.NotCreditable)
		near("due", got.TaxDue, want.Payable)
		near("cap", got.Cap, want.Cap)
		near("refund", got.Refund, want.Back)
		near("offset", got.Offset, want.Exempted)
	})
}

// A shipment of several lines: each cost falls on them as the oracle splits it.
func TestOracleLand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := landed.Shipment{Currency: "USD", Terms: freight.FOB, Chargeable: freight.Rule{Unit: freight.Kilogram, Divisor: dec("6000")}}
		bases := map[landed.Basis][]decimal.Decimal{}
		for i := range rapid.IntRange(1, 6).Draw(t, "lines") {
			units := rapid.Int64Range(1, 500).Draw(t, "units")
			price := decimal.New(rapid.Int64Range(5, 100_000).Draw(t, "price"), -3)
			side := rapid.IntRange(1, 90).Draw(t, "side")
			kg := decimal.New(rapid.Int64Range(1, 4000).Draw(t, "kg"), -2)
			count := rapid.IntRange(1, 20).Draw(t, "cartons")
			s.Lines = append(s.Lines, landed.Line{
				SKU: fmt.Sprintf("sku %02d", i), Units: units, Price: decimal.NewNullDecimal(price), Currency: "USD", Origin: "CN",
				Packages: []freight.Package{{Length: cm(side), Width: cm(40), Height: cm(30), Kg: kg, Count: count}},
			})
			pieces := decimal.NewFromInt(int64(count))
			volume := decimal.NewFromInt(int64(side * 40 * 30)).Mul(pieces)
			box := oracle.Box{Sides: [3]*big.Rat{big.NewRat(int64(side), 1), big.NewRat(40, 1), big.NewRat(30, 1)}, Weight: kg.Rat()}
			charged := new(big.Rat).Mul(oracle.AirRule.Charged([]oracle.Box{box}), big.NewRat(int64(count), 1))
			charged.Mul(charged, big.NewRat(3, 1)) // thirds of a kilogram make it a finite decimal
			for basis, weight := range map[landed.Basis]decimal.Decimal{
				landed.ByValue: price.Mul(decimal.NewFromInt(units)).Round(2), landed.ByWeight: kg.Mul(pieces), landed.ByVolume: volume,
				landed.ByUnits: decimal.NewFromInt(units), landed.Equally: dec("1"), landed.ByChargeableWeight: oracle.RoundRat(charged, 12),
			} {
				bases[basis] = append(bases[basis], weight)
			}
		}
		for i, basis := range []landed.Basis{landed.ByValue, landed.ByWeight, landed.ByVolume, landed.ByUnits, landed.Equally, landed.ByChargeableWeight} {
			s.Costs = append(s.Costs, landed.Cost{Code: "cost_" + strconv.Itoa(i), Currency: "USD", By: basis,
				Invoice: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-100_000, 1_000_000).Draw(t, "cost"), -2))})
		}
		got, err := s.Land()
		if err != nil {
			t.Fatal(err)
		}
		for _, cost := range s.Costs {
			want, ok := oracle.LargestRemainder(cost.Invoice.Decimal, bases[cost.By], 2)
			if !ok {
				continue
			}
			for i, u := range slices.Collect(got.Units()) {
				if amount := amountOf(u, cost.Code); !amount.Equal(want[i]) {
					t.Fatalf("%s by %s: %s has %s, want %s", cost.Code, cost.By, u.SKU, amount, want[i])
				}
			}
		}
		for i, u := range slices.Collect(got.Units()) {
			if amount := amountOf(u, "purchase"); !amount.Equal(bases[landed.ByValue][i]) {
				t.Fatalf("%s cost %s, want %s", u.SKU, amount, bases[landed.ByValue][i])
			}
			if u.Complete || !strings.Contains(fmt.Sprint(u.Missing), "duty") {
				t.Fatalf("the duty is not missing: %v", u.Missing)
			}
		}
	})
}
