package tiktok_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	chargeOf = feetest.Charge
	day      = feetest.Day
	dec      = feetest.Dec
	inches   = feetest.Inches
	set      = feetest.Set
	weight   = feetest.Weight
)

// weighing is a small parcel of a weight, so that the weight decides.
func weighing(t testing.TB, text string) fees.Parcel {
	t.Helper()
	p, err := fees.ParseParcel("2 in", "1 in", "1 in", text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// seller is a listing that the seller ships.
func seller() tiktok.Listing { return tiktok.Listing{Fulfillment: tiktok.Seller} }

// billed is the rounded amount of a charge, "" when it is not there.
func billed(t testing.TB, l tiktok.Listing, date, code, price string) string {
	t.Helper()
	c := chargeOf(t, l, date, code)
	if c == nil {
		return ""
	}
	amount, err := c.Amount.AtRounded(dec(price), 2)
	if err != nil {
		t.Fatal(err)
	}
	return amount.StringFixed(2)
}

// warnings are the codes of the warnings of a charge.
func warnings(c *fees.Charge) []string {
	out := []string{}
	if c == nil {
		return out
	}
	for _, w := range c.Warnings {
		out = append(out, w.Code)
	}
	return out
}

func codes(t testing.TB, l tiktok.Listing, date string) []string {
	t.Helper()
	charges, err := l.Charges(day(t, date))
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range charges {
		out = append(out, c.Code)
	}
	return out
}

// A measure is a number of a unit.
type measure struct {
	value decimal.Decimal
	unit  string
}

func (m measure) String() string { return fx.Plain(m.value) + " " + m.unit }

// genMeasure draws a number up to most, with up to three decimals, of any of the
// units.
func genMeasure(name string, most int64, units ...string) *rapid.Generator[measure] {
	return rapid.Custom(func(t *rapid.T) measure {
		places := rapid.Int32Range(0, 3).Draw(t, name+" places")
		n := rapid.Int64Range(1, most*decimal.New(1, places).IntPart()).Draw(t, name)
		return measure{decimal.New(n, -places), rapid.SampledFrom(units).Draw(t, name+" unit")}
	})
}

func genPrice() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		most := rapid.SampledFrom([]int64{5_000, 100_000, 2_000_000}).Draw(t, "scale")
		return decimal.New(rapid.Int64Range(0, most).Draw(t, "cents"), -2)
	})
}

func genCents(name string, most int64) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, most).Draw(t, name), -2)
	})
}

// genDay draws a day of all tables, and every edge of one more often.
func genDay() *rapid.Generator[time.Time] {
	edges := []time.Time{
		fees.Day(2023, 4, 3), fees.Day(2024, 4, 1), fees.Day(2024, 10, 31), fees.Day(2025, 5, 15), fees.Day(2025, 6, 16),
		fees.Day(2025, 12, 15), fees.Day(2026, 5, 20), fees.Day(2026, 6, 1), fees.Day(2026, 7, 13), fees.Day(2026, 8, 4),
	}
	return rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "edge") {
			return rapid.SampledFrom(edges).Draw(t, "day").AddDate(0, 0, rapid.IntRange(-1, 1).Draw(t, "off"))
		}
		return fees.Day(2023, 4, 1).AddDate(0, 0, rapid.IntRange(0, 1690).Draw(t, "day"))
	})
}

func genParcel(t *rapid.T) ([3]measure, measure, fees.Parcel) {
	most := rapid.SampledFrom([]int64{3, 12, 30}).Draw(t, "size")
	heavy := rapid.SampledFrom([]int64{1, 4, 20, 70}).Draw(t, "heavy")
	sides := [3]measure{
		genMeasure("length", most, "in", "cm", "mm").Draw(t, "length"),
		genMeasure("width", most, "in", "cm").Draw(t, "width"),
		genMeasure("height", most, "in", "cm").Draw(t, "height"),
	}
	w := genMeasure("weight", heavy, "lb", "oz", "kg", "g").Draw(t, "weight")
	p, err := fees.ParseParcel(sides[0].String(), sides[1].String(), sides[2].String(), w.String())
	if err != nil {
		t.Fatal(err)
	}
	return sides, w, p
}
