package walmart_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	day    = feetest.Day
	dec    = feetest.Dec
	inches = feetest.Inches
	set    = feetest.Set
)

// spring is a day on which every table is known.
var spring = fees.Day(2026, 3, 15)

// fataler is what *testing.T and *rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// lines are the amounts of charges at a price, as billed. The lines of a code that
// occurs twice are a failure.
func lines(t fataler, charges []fees.Charge, price decimal.Decimal) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, c := range charges {
		amount, err := c.Amount.AtRounded(price, 2)
		if err != nil {
			t.Fatalf("%s: %v", c.Code, err)
		}
		if _, twice := out[c.Code]; twice {
			t.Fatalf("%s occurs twice", c.Code)
		}
		out[c.Code] = amount.StringFixed(2)
	}
	return out
}

// billed are the lines of a listing.
func billed(t fataler, l fees.Biller, on time.Time, price string) map[string]string {
	t.Helper()
	charges, err := l.Charges(on)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return lines(t, charges, dec(price))
}

// charge is one charge of a listing, by its code.
func charge(t fataler, l fees.Biller, on time.Time, code string) fees.Charge {
	t.Helper()
	charges, err := l.Charges(on)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, c := range charges {
		if c.Code == code {
			return c
		}
	}
	t.Fatalf("no charge %s", code)
	return fees.Charge{}
}

// warnings are the codes of all warnings, in order.
func warnings(t fataler, l fees.Biller, on time.Time) []string {
	t.Helper()
	charges, err := l.Charges(on)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var out []string
	for _, c := range charges {
		for _, w := range c.Warnings {
			out = append(out, c.Code+": "+w.Code)
		}
	}
	return out
}

// A unitPair is the same unit for the package and for the oracle.
type unitPair struct {
	parcel fees.Parcel
	plain  oracle.WalmartUnit
}

// ratOf is a number of a unit in inches or pounds.
func ratOf(n decimal.Decimal, unit string) *big.Rat {
	factor := map[string]*big.Rat{
		"in": big.NewRat(1, 1), "cm": big.NewRat(100, 254), "mm": big.NewRat(10, 254),
		"lb": big.NewRat(1, 1), "oz": big.NewRat(1, 16), "g": big.NewRat(100_000, 45_359_237), "kg": big.NewRat(100_000_000, 45_359_237),
	}[unit]
	return new(big.Rat).Mul(n.Rat(), factor)
}

// pair makes a unit from "12 in", "10 cm", "4 in" and "2 oz".
func pair(t fataler, sides [3]string, weight string) unitPair {
	t.Helper()
	p, err := fees.ParseParcel(sides[0], sides[1], sides[2], weight)
	if err != nil {
		t.Fatalf("%v", err)
	}
	out := unitPair{parcel: p}
	for i, side := range sides {
		out.plain.Sides[i] = measured(t, side)
	}
	out.plain.Weight = measured(t, weight)
	return out
}

func measured(t fataler, text string) *big.Rat {
	t.Helper()
	for i := range text {
		if text[i] == ' ' {
			return ratOf(dec(text[:i]), text[i+1:])
		}
	}
	t.Fatalf("no unit in %q", text)
	return nil
}

// genUnit draws a unit of any size: small and large ones are equally likely, and so
// are measures on a limit and anywhere.
func genUnit(t *rapid.T) unitPair {
	most := rapid.SampledFrom([]int64{4, 20, 60, 125}).Draw(t, "size")
	heavy := rapid.SampledFrom([]int64{1, 4, 60, 510}).Draw(t, "heavy")
	number := func(name string, most int64, units ...string) string {
		places := rapid.Int32Range(0, 3).Draw(t, name+" places")
		n := decimal.New(rapid.Int64Range(1, most*decimal.New(1, places).IntPart()).Draw(t, name), -places)
		return n.StringFixed(places) + " " + rapid.SampledFrom(units).Draw(t, name+" unit")
	}
	return pair(t, [3]string{
		number("length", most, "in", "cm", "mm"), number("width", most, "in", "cm"), number("height", most, "in", "cm"),
	}, number("weight", heavy, "lb", "oz", "kg", "g"))
}

var edgePrices = []string{
	"0.01", "9.99", "10.00", "10.01", "14.99", "15.00", "15.01", "19.99", "20.00", "20.01", "99.99", "100.00", "100.01",
	"199.99", "200.00", "200.01", "249.99", "250.00", "250.01", "299.99", "300.00", "300.01", "499.99", "500.00", "500.01",
	"1499.99", "1500.00", "1500.01", "2499.99", "2500.00", "2500.01",
}

func genPrice(t *rapid.T) decimal.Decimal {
	if rapid.Bool().Draw(t, "edge") {
		return dec(rapid.SampledFrom(edgePrices).Draw(t, "price"))
	}
	return decimal.New(rapid.Int64Range(1, 400000).Draw(t, "cents"), -2)
}

// contracts are the category keys and what the oracle calls them.
var contracts = map[string]string{
	"apparel_accessories":                  "Apparel & Accessories",
	"appliances_compact":                   "Appliances - Compact",
	"appliances_major":                     "Appliances - Major",
	"automotive_powersports":               "Automotive & Powersports",
	"baby_products":                        "Baby Products",
	"base_power_tools":                     "Base Power Tools",
	"beauty_health_personal_care":          "Beauty, Health & Personal Care",
	"books":                                "Books",
	"camera_photo":                         "Camera & Photo",
	"collectibles_approved_sellers":        "Collectibles (approved sellers)",
	"collectibles_all_others":              "Collectibles, all others",
	"consumer_electronics":                 "Consumer Electronics",
	"electronics_accessories":              "Electronics Accessories",
	"grocery":                              "Grocery",
	"home_kitchen_decor_garden":            "Home, Kitchen, Decor & Garden",
	"indoor_outdoor_furniture":             "Indoor & Outdoor Furniture",
	"industrial_scientific_supplies":       "Industrial & Scientific Supplies",
	"jewelry_precious_metals":              "Jewelry & Precious Metals",
	"luggage_travel_accessories":           "Luggage & Travel Accessories",
	"music":                                "Music",
	"musical_instruments":                  "Musical Instruments",
	"office_products":                      "Office Products",
	"office_products_printer_cartridges":   "Office Products (printer cartridges)",
	"outdoor_power_tools":                  "Outdoor Power Tools",
	"outdoors_products_sports":             "Outdoors Products & Sports",
	"outdoors_products_sports_optics":      "Outdoors Products & Sports (trail monitors and optics)",
	"personal_computers":                   "Personal Computers",
	"pet_supplies":                         "Pet Supplies",
	"plumbing_heating_cooling_ventilation": "Plumbing, Heating, Cooling & Ventilation",
	"shoes_handbags_backpacks_sunglasses":  "Shoes, Handbags, Backpacks & Sunglasses",
	"software_computer_video_games":        "Software & Computer Video Games",
	"tires_wheels":                         "Tires & Wheels",
	"tools_home_improvement":               "Tools & Home Improvement",
	"toys_games":                           "Toys & Games",
	"video_dvd":                            "Video & DVD",
	"video_game_consoles":                  "Video Game Consoles",
	"watches":                              "Watches",
	"everything_else":                      "Everything Else",
}

// categories are the keys of the shipped table.
func categories(t testing.TB) []string {
	t.Helper()
	all, err := walmart.Categories(nil, spring)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for key := range all {
		out = append(out, key)
	}
	return out
}
