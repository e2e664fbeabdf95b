package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/pricing/reprice"
)

// A product is what generated items are variants of: its categories, sides in inches,
// weight in pounds and cost in yuan.
type product struct {
	name, amazon, walmart string
	sides                 [3]float64
	pounds, yuan          float64
}

var products = []product{
	{"Lunch Box", "home_kitchen", "home_kitchen_decor_garden", [3]float64{9, 7, 3}, 1.1, 22},
	{"Water Bottle", "sports_outdoors", "outdoors_products_sports", [3]float64{11, 4, 4}, 0.9, 26},
	{"Desk Lamp", "home_kitchen", "home_kitchen_decor_garden", [3]float64{16, 7, 5}, 2.6, 58},
	{"Yoga Mat", "sports_outdoors", "outdoors_products_sports", [3]float64{25, 6, 6}, 2.9, 41},
	{"Storage Boxes", "home_kitchen", "home_kitchen_decor_garden", [3]float64{15, 11, 6}, 3.4, 38},
	{"Phone Stand", "electronics_accessories", "electronics_accessories", [3]float64{6, 4, 1.5}, 0.5, 14},
	{"Baby Bibs", "baby_products", "baby_products", [3]float64{9, 7, 1.5}, 0.4, 19},
	{"Building Blocks", "toys_games", "toys_games", [3]float64{12, 9, 4}, 2.2, 36},
	{"Dog Leash", "pet_supplies", "pet_supplies", [3]float64{8, 5, 2}, 0.6, 17},
	{"Drill Bit Set", "tools_home_improvement", "tools_home_improvement", [3]float64{10, 6, 2}, 2.1, 47},
	{"Pencil Case", "office_products", "office_products", [3]float64{9, 4, 2}, 0.4, 12},
	{"Garden Hose", "lawn_garden", "home_kitchen_decor_garden", [3]float64{14, 13, 5}, 6.2, 74},
}

var (
	brands  = []string{"Northbay", "Acorn Lane", "Lumora", "Kestrel", "Hearth & Oak", "Bluefin", "Tansy", "Okada"}
	colours = []string{"Midnight Blue", "Sage", "Graphite", "Coral", "Sand", "White"}
	packs   = []string{"", "Set of 2", "Large", "Small", "with Case"}
)

// generatedColumns are those of a generated catalogue.
var generatedColumns = []string{
	"sku", "channel", "category", "fulfillment", "length", "width", "height", "weight", "title", "brand",
	"purchase_cny", "freight_cny", "duty_usd", "origin", "return_rate", "resellable", "return_processing", "tacos",
	"current", "min", "max", "list", "map", "units_per_day", "competitive", "rivals", "rivals_read", "history", "state",
}

// writeGenerated prints a catalogue, or writes it to a file.
func (s *settings) writeGenerated(ctx context.Context, w world) error {
	advance, end := w.progress(s.generate, "generating")
	defer end()
	if s.out == "" {
		buffered := bufio.NewWriter(w.stdout)
		return errors.Join(generate(ctx, buffered, s.generate, s.seed, s.now, advance), buffered.Flush())
	}
	var files outputs
	defer files.remove()
	to, err := files.open(s.out)
	if err != nil {
		return err
	}
	if err := generate(ctx, to.to, s.generate, s.seed, s.now, advance); err != nil {
		return err
	}
	return files.commit()
}

// generate writes a catalogue of so many rows as of a time. Each row depends on its
// place and the seed alone, so that a longer catalogue begins as a shorter one does.
func generate(ctx context.Context, to io.Writer, rows int, seed uint64, now time.Time, advance func()) error {
	w := csv.NewWriter(to)
	if err := w.Write(generatedColumns); err != nil {
		return err
	}
	const often = 1024 // rows between two looks at the context
	for i := range rows {
		if i%often == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := generated(i, rand.New(rand.NewPCG(seed, uint64(i))), now)
		if err != nil {
			return err
		}
		if err := w.Write(cells); err != nil {
			return err
		}
		advance()
	}
	w.Flush()
	return w.Error()
}

// generated is one row. Prices follow from the costs, as sellers set them; rivals stand
// around the price, and half the prices follow them already; some rows have what happens in real catalogues: no price yet, no
// highest price, old offers, an unknown duty, a price that no longer pays.
func generated(i int, random *rand.Rand, now time.Time) ([]string, error) {
	chance := func(share float64) bool { return random.Float64() < share }
	between := func(low, high float64) float64 { return low + random.Float64()*(high-low) }
	pick := func(list []string) string { return list[random.IntN(len(list))] }

	p, size := products[random.IntN(len(products))], between(0.8, 1.3)
	brand, kind := pick(brands), pick(packs)
	title := brand + " " + p.name
	if kind != "" {
		title += ", " + kind
	}
	title += ", " + pick(colours)

	purchase := p.yuan * size * between(0.8, 1.5)
	freight := p.pounds * size * between(2.5, 6)
	duty := purchase / 6.8 * between(0.1, 0.35)
	landed := (purchase+freight)/6.8 + duty
	cost := landed + 3.3 + 0.45*p.pounds*size // and about what fulfilment costs
	current := ending(cost / (1 - 0.15 - between(0.03, 0.10) - between(0.19, 0.36)))
	now = now.UTC()

	channel, category, fulfillment := "amazon", p.amazon, "fba"
	if chance(0.3) {
		channel, category, fulfillment = "walmart", p.walmart, "wfs"
	}
	inches := func(n float64) string { return fmt.Sprintf("%.1f in", n*size) }
	cells := map[string]string{
		"sku": fmt.Sprintf("%s-%07d", initials(p.name), i+1), "channel": channel, "category": category, "fulfillment": fulfillment,
		"length": inches(p.sides[0]), "width": inches(p.sides[1]), "height": inches(p.sides[2]), "weight": fmt.Sprintf("%.2f lb", p.pounds*size),
		"title": title, "brand": brand, "origin": "CN",
		"purchase_cny": cents(purchase), "freight_cny": cents(freight), "duty_usd": cents(duty),
		"return_rate": fmt.Sprintf("%.3f", between(0.01, 0.1)), "resellable": "0.6", "return_processing": "2.10", "tacos": fmt.Sprintf("%.3f", between(0, 0.1)),
		"current": cents(current), "min": cents(cost * 1.05), "max": cents(current * between(1.3, 2)), "list": cents(ending(current * between(1.1, 1.5))),
		"units_per_day": fmt.Sprintf("%.1f", between(0, 1)*between(0, 1)*40),
		"rivals_read":   now.Add(-time.Duration(5+random.IntN(85)) * time.Minute).Format(time.RFC3339),
	}
	if chance(0.6) {
		cells["competitive"] = cents(current * between(1, 1.3))
	}
	if chance(0.05) {
		cells["map"] = cents(current * between(0.85, 0.98))
	}
	lowest := 0.0
	cells["rivals"], lowest = rivals(random, current)
	cells["history"] = pastPrices(random, current, now)
	state, err := lastState(random, current, lowest, now)
	if err != nil {
		return nil, err
	}
	cells["state"] = state
	switch odd := random.Float64(); {
	case odd < 0.005: // never priced
		cells["current"], cells["history"], cells["state"] = "", "", ""
	case odd < 0.02:
		cells["max"] = ""
	case odd < 0.04:
		cells["rivals_read"] = now.Add(-time.Duration(7+random.IntN(48)) * time.Hour).Format(time.RFC3339)
	case odd < 0.05:
		cells["duty_usd"] = ""
	case odd < 0.06: // bought dearer than before
		cells["purchase_cny"] = cents(purchase * between(1.5, 2.5))
	case odd < 0.07: // somebody changed it by hand
		cells["current"] = cents(current * 0.55)
	}
	row := make([]string, len(generatedColumns))
	for i, name := range generatedColumns {
		row[i] = cells[name]
	}
	return row, nil
}

// rivals are up to 7 offers around a price, one of them the Featured Offer, and the
// lowest of them, 0 without any.
func rivals(random *rand.Rand, current float64) (cell string, lowest float64) {
	var out []string
	n := random.IntN(8)
	featured := random.IntN(max(n, 1))
	level := 0.95 + 0.11*random.Float64() // of the market
	follows := random.IntN(2) == 0
	for j := range n {
		price, shipping, flags := current*(max(level, 1)+0.01+0.25*random.Float64()*random.Float64()), 0.0, []string{}
		if j == featured {
			if price = current * level; follows {
				price = current + 0.05
			}
			flags = append(flags, "channel", "featured")
		} else if random.IntN(2) == 0 {
			flags = append(flags, "channel")
		} else if random.IntN(3) == 0 {
			shipping = 2.99
		}
		if total := roundCents(price) + shipping; lowest == 0 || total < lowest {
			lowest = total
		}
		out = append(out, fmt.Sprintf("A%d%s:%s:%s:%s", 100+random.IntN(900), string(rune('A'+j)), cents(price), cents(shipping), strings.Join(flags, "+")))
	}
	return strings.Join(out, ";"), lowest
}

// pastPrices are those of the 120 days before a day.
func pastPrices(random *rand.Rand, current float64, now time.Time) string {
	var out []string
	day := calendarDay(now).AddDate(0, 0, -120)
	for day.Before(calendarDay(now)) {
		to := day.AddDate(0, 0, 13+random.IntN(20))
		if last := calendarDay(now).AddDate(0, 0, -1); to.After(last) {
			to = last
		}
		price, promo := current*(0.97+0.1*random.Float64()), ""
		if random.IntN(8) == 0 {
			price, promo = current*0.88, ":promo"
		}
		out = append(out, fmt.Sprintf("%s/%s:%s:%d%s", day.Format(time.DateOnly), to.Format(time.DateOnly), cents(price), random.IntN(300), promo))
		day = to.AddDate(0, 0, 1)
	}
	return strings.Join(out, ";")
}

// lastState is what the runs before left.
func lastState(random *rand.Rand, current, lowest float64, now time.Time) (string, error) {
	at := func(hours int) time.Time { return now.Add(-time.Duration(hours) * time.Hour) }
	amount := func(f float64) decimal.NullDecimal {
		return decimal.NewNullDecimal(decimal.RequireFromString(cents(f)))
	}
	state := reprice.State{Decided: at(3), Price: amount(current), Shown: amount(current)}
	if lowest > 0 {
		state.Low = amount(lowest)
		state.Lows = []reprice.Low{{At: at(26 + random.IntN(40)), Total: amount(lowest * (0.98 + 0.04*random.Float64())).Decimal}, {At: at(3), Total: amount(lowest).Decimal}}
	}
	if random.IntN(2) == 0 {
		state.Changes = []reprice.Change{{At: at(30 + random.IntN(60)), From: amount(current * (0.97 + 0.06*random.Float64())), To: amount(current).Decimal}}
	}
	data, err := json.Marshal(state)
	return string(data), err
}

func initials(name string) string {
	out := ""
	for _, word := range strings.Fields(name) {
		out += word[:1]
	}
	return out
}

// ending is a price that ends in .99.
func ending(f float64) float64 { return float64(int(f)) + 0.99 }

func roundCents(f float64) float64 { return float64(int(f*100+0.5)) / 100 }

func cents(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
