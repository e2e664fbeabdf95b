package landed_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// genShipment draws shipments of which all amounts are known, if not all facts: bought in China with or
// without VAT or elsewhere, costs of every basis in two currencies, entered on a day
// between two layers or not entered at all.
func genShipment() *rapid.Generator[landed.Shipment] {
	return rapid.Custom(func(t *rapid.T) landed.Shipment {
		books := rapid.SampledFrom([]fx.Currency{fx.USD, fx.CNY, fx.JPY}).Draw(t, "books")
		s := landed.Shipment{
			Currency: books, Terms: rapid.SampledFrom([]freight.Incoterm{freight.EXW, freight.FOB}).Draw(t, "terms"),
			Entry: &landed.Entry{
				Date: onDay(rapid.SampledFrom([]string{"2025-04-09", "2026-02-20", "2026-03-01", "2026-08-01"}).Draw(t, "day")),
				Mode: rapid.SampledFrom([]customs.Mode{customs.Vessel, customs.Air}).Draw(t, "mode"), Rates: []fx.Rate{rate(fx.USD, fx.CNY, "7.0997")},
			},
		}
		for _, c := range []struct {
			currency fx.Currency
			perUSD   string
		}{{fx.USD, "1"}, {fx.CNY, "7.1234"}, {fx.JPY, "155.07"}} {
			perUSD := map[fx.Currency]string{fx.USD: "1", fx.CNY: "7.1234", fx.JPY: "155.07"}[books]
			if c.currency != books {
				r, err := fx.NewRateFraction(c.currency, books, dec(perUSD), dec(c.perUSD))
				if err != nil {
					t.Fatal(err)
				}
				s.Rates = append(s.Rates, r)
			}
		}
		places := map[fx.Currency]int32{fx.USD: -2, fx.CNY: -2, fx.JPY: 0}
		n := rapid.IntRange(1, 7).Draw(t, "lines")
		for i := range n {
			line := landed.Line{
				SKU: fmt.Sprintf("sku-%d", (i*5+3)%7), Units: rapid.Int64Range(1, 3000).Draw(t, "units"), NoCases: true,
				Price: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(300, 50_000).Draw(t, "price"), -3)), Currency: fx.CNY,
				HTS:         rapid.SampledFrom(append([]string{"8708.30.5030", "9403.60.8093", "8215.99.3500"}, starterHTS[:9]...)).Draw(t, "hts"),
				Origin:      rapid.SampledFrom([]string{"CN", "CN", "VN"}).Draw(t, "origin"),
				Kg:          decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 900_000).Draw(t, "kg"), -2)),
				CubicMetres: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 90_000).Draw(t, "volume"), -4)),
			}
			if rapid.Bool().Draw(t, "vat") {
				line.VAT = landed.VAT{Price: rapid.SampledFrom([]landed.PriceVAT{landed.VATIncluded, landed.VATExcluded}).Draw(t, "price vat"), VATRate: num("0.13"), RefundRate: num("0.09")}
			}
			s.Lines = append(s.Lines, line)
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "costs") {
			c := landed.Cost{
				Code: fmt.Sprintf("cost_%d", i), Currency: rapid.SampledFrom([]fx.Currency{fx.USD, fx.CNY, fx.JPY}).Draw(t, "currency"),
				By: rapid.SampledFrom([]landed.Basis{landed.ByValue, landed.ByWeight, landed.ByVolume, landed.ByUnits, landed.Equally, landed.Direct, landed.Typed}).Draw(t, "by"),
			}
			amount := rapid.Int64Range(-5_000, 900_000).Draw(t, "amount")
			c.Estimate = decimal.NewNullDecimal(decimal.New(amount, places[c.Currency]))
			switch c.By {
			case landed.Direct:
				c.To = []string{s.Lines[rapid.IntRange(0, n-1).Draw(t, "to")].SKU}
			case landed.Typed:
				c.Typed = map[string]decimal.Decimal{s.Lines[0].SKU: c.Estimate.Decimal}
				if half := decimal.New(amount/2, places[c.Currency]); n > 1 {
					c.Typed[s.Lines[0].SKU], c.Typed[s.Lines[1].SKU] = half, c.Estimate.Decimal.Sub(half)
				}
			default:
				if rapid.Bool().Draw(t, "some") {
					for _, k := range rapid.Permutation(indices(n)).Draw(t, "order")[:rapid.IntRange(1, n).Draw(t, "how many")] {
						c.To = append(c.To, s.Lines[k].SKU)
					}
				}
			}
			// A dutiable amount in yen would need a rate of its own.
			c.Dutiable = amount > 0 && c.Currency != fx.JPY && books == fx.USD && rapid.Bool().Draw(t, "dutiable")
			s.Costs = append(s.Costs, c)
		}
		if rapid.Bool().Draw(t, "no entry") {
			s.Entry = nil
		}
		return s
	})
}

func landOf(t *rapid.T, s landed.Shipment) landed.Landed {
	l, err := s.Land()
	if err != nil {
		t.Fatalf("land: %v", err)
	}
	return l
}

// Shares sum to their costs in both currencies, duties to the entry, SKUs to the total.
func propLandSums(t *rapid.T) {
	s := genShipment().Draw(t, "shipment")
	l := landOf(t, s)
	checkSums(t, s, l)
	for u := range l.Units() {
		if err := u.Check(); err != nil {
			t.Fatalf("%s: %v", u.SKU, err)
		}
	}
}

func TestPropLandSums(t *testing.T) { rapid.Check(t, propLandSums) }

// A shuffle of the lines changes nothing of any SKU.
func propLandShuffles(t *rapid.T) {
	s := genShipment().Draw(t, "shipment")
	l := landOf(t, s)
	lines := s.Lines
	s.Lines = rapid.Permutation(lines).Draw(t, "shuffled")
	shuffled := landOf(t, s)
	for u := range l.Units() {
		other, _ := shuffled.BySKU(u.SKU)
		if diff := cmp.Diff(u, other, cmp.Comparer(decimal.Decimal.Equal)); diff != "" {
			t.Fatalf("%s: -before +after:\n%s", u.SKU, diff)
		}
	}
}

func TestPropLandShuffles(t *testing.T) { rapid.Check(t, propLandShuffles) }

// Weights in pounds and volumes in cubic feet give the shares of kilograms and cubic
// metres: only the proportion counts.
func propLandScales(t *rapid.T) {
	s := genShipment().Draw(t, "shipment")
	l := landOf(t, s)
	s.Lines = append([]landed.Line(nil), s.Lines...)
	for i := range s.Lines {
		s.Lines[i].Kg.Decimal = s.Lines[i].Kg.Decimal.Mul(dec("2.25"))
		s.Lines[i].CubicMetres.Decimal = s.Lines[i].CubicMetres.Decimal.Mul(dec("35.3125"))
	}
	scaled := landOf(t, s)
	for u := range l.Units() {
		other, _ := scaled.BySKU(u.SKU)
		if diff := cmp.Diff(u, other, cmp.Comparer(decimal.Decimal.Equal)); diff != "" {
			t.Fatalf("%s: -before +after:\n%s", u.SKU, diff)
		}
	}
}

func TestPropLandScales(t *testing.T) { rapid.Check(t, propLandScales) }

// A credit takes back the cost that it mirrors, to the last unit and from everybody.
func propCreditReverses(t *rapid.T) {
	s := genShipment().Draw(t, "shipment")
	costs := s.Costs
	s.Costs = nil
	before := landOf(t, s)
	for _, c := range costs {
		credit := c
		credit.Dutiable, c.Dutiable = false, false
		credit.Estimate.Decimal = c.Estimate.Decimal.Neg()
		if c.Typed != nil {
			credit.Typed = make(map[string]decimal.Decimal)
			for sku, amount := range c.Typed {
				credit.Typed[sku] = amount.Neg()
			}
		}
		s.Costs = append(s.Costs, c, credit)
	}
	after := landOf(t, s)
	for u := range before.Units() {
		if other, _ := after.BySKU(u.SKU); !other.Total().Equal(u.Total()) {
			t.Fatalf("%s costs %s after the credits, %s before the costs", u.SKU, other.Total(), u.Total())
		}
	}
}

func TestPropCreditReverses(t *testing.T) { rapid.Check(t, propCreditReverses) }

// A result with something unknown is never complete, and names it.
func propUnknownIsNamed(t *rapid.T) {
	s := genShipment().Draw(t, "shipment")
	if len(s.Costs) == 0 {
		t.Skip("no cost to forget")
	}
	k := rapid.IntRange(0, len(s.Costs)-1).Draw(t, "forgotten")
	all := landOf(t, s)
	s.Costs = append([]landed.Cost(nil), s.Costs...)
	s.Costs[k].Estimate = decimal.NullDecimal{}
	l := landOf(t, s)
	if l.Complete || l.Costs[k].Known {
		t.Fatalf("complete without %s", s.Costs[k].Code)
	}
	for u := range l.Units() {
		known, _ := all.BySKU(u.SKU)
		had := false
		for _, p := range known.Parts {
			had = had || p.Code == s.Costs[k].Code
		}
		named := false
		for _, m := range u.Missing {
			named = named || m.Code == s.Costs[k].Code
		}
		if had != named || named && u.Complete {
			t.Fatalf("%s: had %v, named %v, complete %v", u.SKU, had, named, u.Complete)
		}
	}
}

func TestPropUnknownIsNamed(t *testing.T) { rapid.Check(t, propUnknownIsNamed) }

// Posting per unit gives the total back.
func propPost(t *rapid.T) {
	for u := range landOf(t, genShipment().Draw(t, "shipment")).Units() {
		each, last, err := u.Post()
		if err != nil {
			t.Fatal(err)
		}
		if sum := each.Amount.Mul(decimal.NewFromInt(u.Units - 1)).Add(last.Amount); !sum.Equal(u.Total().Amount) {
			t.Fatalf("%d × %s + %s is not %s", u.Units-1, each, last, u.Total())
		}
	}
}

func TestPropPost(t *testing.T) { rapid.Check(t, propPost) }
