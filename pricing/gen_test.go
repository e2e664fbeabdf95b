package pricing_test

import (
	"os"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func set(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

// must ends a test or example whose fixed figures cannot be read.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func parcel(l, w, h, weight string) fees.Parcel { return must(fees.ParseParcel(l, w, h, weight)) }

func usd(code, amount string) pricing.CostItem {
	return pricing.CostItem{Code: code, Amount: set(amount), Currency: fx.USD}
}

func model(t testing.TB, u pricing.Unit, on time.Time) *pricing.Model {
	t.Helper()
	m, err := pricing.NewModel(u, on)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// fbm is an item of a category that the merchant ships, with one cost in dollars.
func fbm(t testing.TB, category, cost string) *pricing.Model {
	t.Helper()
	return model(t, pricing.Unit{
		Listing: amazon.Listing{Category: category, Fulfillment: amazon.FBM},
		Cost:    []pricing.CostItem{usd("purchase", cost)},
	}, fees.Day(2026, 6, 1))
}

// A drawn is a random unit and what the oracle needs to price it.
type drawn struct {
	unit pricing.Unit
	item oracle.Item
	on   time.Time
}

func genFraction(t *rapid.T, name string, most int64) decimal.Decimal {
	return decimal.New(rapid.Int64Range(0, most).Draw(t, name), -4)
}

func genUnit(t *rapid.T) drawn {
	side := func(name string, most int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(1, most*100).Draw(t, name), -2)
	}
	d := drawn{item: oracle.Item{
		Category: rapid.SampledFrom([]string{"home_kitchen", "clothing_accessories", "baby_products", "jewelry", "watches", "media", "grocery_gourmet", "lawn_mowers_snow_throwers"}).Draw(t, "category"),
		Class:    rapid.SampledFrom([]string{"standard", "apparel"}).Draw(t, "class"),
		FBA:      rapid.IntRange(0, 3).Draw(t, "fba") > 0,
		SIPP:     rapid.Bool().Draw(t, "sipp"),
	}}
	inch := func(v decimal.Decimal) oracle.Measure { return oracle.Measure{Value: v, Unit: "in"} }
	d.item.Length, d.item.Width, d.item.Height = inch(side("l", 40)), inch(side("w", 20)), inch(side("h", 12))
	d.item.Weight = oracle.Measure{Value: side("weight", 30), Unit: "lb"}
	if rapid.Bool().Draw(t, "shipping") {
		d.item.Extras = decimal.New(rapid.Int64Range(0, 999).Draw(t, "extras"), -2)
	}
	d.on = fees.Day(2026, 1, 15).AddDate(0, 0, rapid.IntRange(0, 360).Draw(t, "day"))
	l := amazon.Listing{
		Category: d.item.Category, Class: amazon.Class(d.item.Class), SIPP: d.item.SIPP, ShippingCharged: d.item.Extras,
		Parcel: fees.Parcel{
			Length: must(fees.Inches(d.item.Length.Value)), Width: must(fees.Inches(d.item.Width.Value)),
			Height: must(fees.Inches(d.item.Height.Value)), Weight: must(fees.Pounds(d.item.Weight.Value)),
		},
	}
	if !d.item.FBA {
		l.Fulfillment = amazon.FBM
	}
	d.unit = pricing.Unit{Listing: l, Rate: must(fx.NewRate(fx.USD, fx.CNY, decimal.New(rapid.Int64Range(60000, 75000).Draw(t, "rate"), -4))), Buffer: genFraction(t, "buffer", 1000)}
	for range rapid.IntRange(1, 3).Draw(t, "costs") {
		c := pricing.CostItem{Code: "freight", Amount: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 8000).Draw(t, "cost"), -2)), Currency: fx.CNY}
		if rapid.Bool().Draw(t, "in dollars") {
			c.Code, c.Currency = "purchase", fx.USD
		}
		d.unit.Cost = append(d.unit.Cost, c)
	}
	if rapid.Bool().Draw(t, "returns") {
		d.unit.Returns = pricing.Returns{
			Rate: genFraction(t, "return rate", 3000), Resellable: decimal.NewNullDecimal(genFraction(t, "resellable", 10000)),
			Processing: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 500).Draw(t, "processing"), -2)),
		}
	}
	switch rapid.IntRange(0, 3).Draw(t, "ads") {
	case 1:
		d.unit.Ads.TACoS = genFraction(t, "tacos", 3000)
	case 2:
		d.unit.Ads.ACoS, d.unit.Ads.AdShare = genFraction(t, "acos", 5000).Add(dec("0.0001")), genFraction(t, "share", 9000).Add(dec("0.0001"))
	case 3:
		d.unit.Ads.PerUnit = decimal.New(rapid.Int64Range(0, 500).Draw(t, "ad cost"), -2)
	}
	return d
}

func oracleTables(t testing.TB) *oracle.Tables {
	t.Helper()
	tables, err := oracle.Load(os.DirFS("../fees/amazon/data"))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// profit is the exact profit of a drawn unit at a price, computed with decimals
// from the oracle's charges in the order in which the words define it.
func (d drawn) profit(t *rapid.T, tables *oracle.Tables, price decimal.Decimal) decimal.Decimal {
	lines := must(tables.Lines(d.item, d.on, price))
	r := d.unit.Returns
	revenue := price.Add(d.item.Extras)
	sum := revenue
	for _, line := range lines {
		amount := line.Amount
		if line.Code != "referral" || d.referralIsFlat(tables, price) {
			amount = oracle.Round(amount)
		}
		sum = sum.Sub(amount)
		if line.Code == "referral" { // given back with the refund
			sum = sum.Add(r.Rate.Mul(line.Amount))
		}
	}
	sum = sum.Sub(r.Rate.Mul(must(tables.RefundAdmin(d.item, d.on, price))))
	sum = sum.Sub(r.Rate.Mul(revenue)).Sub(r.Rate.Mul(r.Processing.Decimal))
	var cost decimal.Decimal
	for _, c := range d.unit.Cost {
		amount := c.Amount.Decimal
		if c.Currency == fx.CNY {
			planned := d.unit.Rate.Value(4).Mul(dec("1").Sub(d.unit.Buffer))
			amount = amount.DivRound(planned, fx.ConvertPlaces)
		}
		cost = cost.Add(amount)
	}
	sum = sum.Sub(cost).Add(r.Rate.Mul(r.Resellable.Decimal).Mul(cost))
	a := d.unit.Ads
	return sum.Sub(a.TACoS.Mul(price)).Sub(a.ACoS.Mul(a.AdShare).Mul(price)).Sub(a.PerUnit)
}

// referralIsFlat says whether the minimum decides the referral fee at a price.
func (d drawn) referralIsFlat(tables *oracle.Tables, price decimal.Decimal) bool {
	at := func(p decimal.Decimal) decimal.Decimal {
		for _, line := range must(tables.Lines(d.item, d.on, p)) {
			if line.Code == "referral" {
				return line.Amount
			}
		}
		return decimal.Decimal{}
	}
	here := at(price)
	return here.Equal(at(price.Add(dec("0.0001")))) || here.Equal(at(price.Sub(dec("0.0001"))))
}
