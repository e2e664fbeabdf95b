package freight_test

import (
	"errors"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The shipped types, limit by limit; "" is unknown.
var shippedLimits = map[string]map[freight.Limit]string{
	"20GP": {freight.Theoretical: "33.1", freight.UsableHigh: "30", freight.UsableTypical: "28", freight.UsableLow: "26", freight.PayloadHigh: "28000", freight.PayloadLow: "21000", freight.RoadUS: "17000"},
	"40GP": {freight.Theoretical: "67.5", freight.UsableHigh: "58", freight.UsableTypical: "", freight.UsableLow: "56", freight.PayloadHigh: "28000", freight.PayloadLow: "22000", freight.RoadUS: "19000"},
	"40HQ": {freight.Theoretical: "76.2", freight.UsableHigh: "68", freight.UsableTypical: "66", freight.UsableLow: "64", freight.PayloadHigh: "28000", freight.PayloadLow: "22000", freight.RoadUS: "19000"},
}

func TestShippedContainers(t *testing.T) {
	seen := 0
	for c := range must(freight.Containers(nil, now)) {
		seen++
		limits, known := shippedLimits[c.Type]
		if !known || c.Source.Confidence != fees.Medium {
			t.Errorf("%s: %+v", c.Type, c.Source)
		}
		for limit, want := range limits {
			if got := c.Limit(limit); got.Valid != (want != "") || want != "" && !got.Decimal.Equal(dec(want)) {
				t.Errorf("%s %s is %v, want %q", c.Type, limit, got, want)
			}
		}
		if c.Limit("width").Valid {
			t.Error("a limit that nobody knows")
		}
	}
	if seen != 3 {
		t.Errorf("%d types", seen)
	}
	_, err := freight.FindContainer(nil, "40HC", now)
	var unknown *fees.UnknownKeyError
	if !errors.As(err, &unknown) || unknown.Field != "container" {
		t.Errorf("got %v", err)
	}
	_, err = freight.Containers(nil, fees.Day(2027, 11, 23))
	var noTable *fees.NoTableError
	if !errors.As(err, &noTable) {
		t.Errorf("got %v", err)
	}
}

// The figures are those of the collected facts.
func TestContainersEqualFacts(t *testing.T) {
	_, rows := feetest.Facts("landed-cost.md").Table(t, "2.2")
	number := regexp.MustCompile(`[\d.]+`)
	for _, row := range rows {
		limits := shippedLimits[row[0]]
		usable := number.FindAllString(row[2], -1)
		payload := number.FindAllString(row[3], -1)
		want := []string{limits[freight.Theoretical], limits[freight.UsableLow], limits[freight.UsableHigh]}
		if typical := limits[freight.UsableTypical]; typical != "" {
			want = append(want, typical)
		}
		want = append(want, strings.TrimSuffix(limits[freight.PayloadLow], "000"), strings.TrimSuffix(limits[freight.PayloadHigh], "000"))
		if got := slices.Concat([]string{row[1]}, usable, payload); !slices.Equal(got, want) {
			t.Errorf("%s: facts %q, table %q", row[0], got, want)
		}
	}
	text := feetest.Facts("landed-cost.md").Section(t, "2.2")
	g := feetest.Match(t, `cargo: ([\d,]+) kg \(20 ft\), ([\d,]+) kg \(40 ft / HQ\)`, text)
	for i, name := range []string{"20GP", "40HQ"} {
		if got := strings.ReplaceAll(g[i], ",", ""); got != shippedLimits[name][freight.RoadUS] {
			t.Errorf("%s: %s on US roads", name, got)
		}
	}
	if len(rows) != len(shippedLimits) {
		t.Errorf("%d types in the facts", len(rows))
	}
}

func TestFill(t *testing.T) {
	for _, test := range []struct {
		name, container string
		cargo           freight.Cargo
		count           int
		plan            freight.Loading
		volume, weight  string
		binds           freight.By
		fits            bool
		exceeds         []freight.Limit
	}{
		// colorcraft.com.hk: 34 pallets of 550 kg are 18,700 kg, less than 19,000.
		{"S32", "40HQ", freight.Cargo{Packages: []freight.Package{box(34, "120 cm", "100 cm", "160 cm", "550")}}, 1, freight.Loading{}, "0.9891", "0.9842", freight.ByVolume, true, []freight.Limit{freight.UsableLow}},
		{"one pallet more", "40HQ", freight.Cargo{Packages: []freight.Package{box(35, "120 cm", "100 cm", "120 cm", "550")}}, 1, freight.Loading{}, "0.7636", "1.0132", freight.ByWeight, false, []freight.Limit{freight.RoadUS}},
		{"not on the road", "40HQ", freight.Cargo{Packages: []freight.Package{box(35, "120 cm", "100 cm", "120 cm", "550")}}, 1, freight.Loading{Weight: freight.PayloadLow}, "0.7636", "0.8750", freight.ByWeight, true, []freight.Limit{freight.RoadUS}},
		{"on all limits", "20GP", bulk("17000", "28"), 1, freight.Loading{}, "1", "1", freight.ByMixed, true, []freight.Limit{freight.UsableLow}},
		{"just above the volume", "20GP", bulk("17000", "28.000000000001"), 1, freight.Loading{}, "1", "1", freight.ByVolume, false, []freight.Limit{freight.UsableTypical, freight.UsableLow}},
		{"just above the weight", "20GP", bulk("17000.000000000001", "28"), 1, freight.Loading{}, "1", "1", freight.ByWeight, false, []freight.Limit{freight.UsableLow, freight.RoadUS}},
		{"low volume where no typical is known", "40GP", bulk("1000", "56.1"), 1, freight.Loading{}, "1.0018", "0.0526", freight.ByVolume, false, []freight.Limit{freight.UsableLow}},
		{"two", "20GP", bulk("20000", "56"), 2, freight.Loading{}, "1", "0.5882", freight.ByVolume, true, []freight.Limit{freight.UsableLow}},
		{"nothing", "20GP", bulk("0", "0"), 1, freight.Loading{}, "0", "0", "", true, nil},
		{"everything too much", "20GP", bulk("30000", "40"), 1, freight.Loading{Volume: freight.Theoretical, Weight: freight.PayloadHigh}, "1.2085", "1.0714", freight.ByVolume, false,
			[]freight.Limit{freight.Theoretical, freight.UsableHigh, freight.UsableTypical, freight.UsableLow, freight.PayloadHigh, freight.PayloadLow, freight.RoadUS}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := container(t, test.container).Fill(test.cargo, test.count, test.plan)
			if err != nil {
				t.Fatal(err)
			}
			if !f.Volume.Share.Equal(dec(test.volume)) || !f.Weight.Share.Equal(dec(test.weight)) || f.Binds != test.binds || f.Fits != test.fits || !slices.Equal(f.Exceeds(), test.exceeds) {
				t.Errorf("%s of the volume, %s of the weight, by %q, fits %t, exceeds %q", f.Volume.Share, f.Weight.Share, f.Binds, f.Fits, f.Exceeds())
			}
			if f.Source.Table == "" || f.Type != test.container || f.Count != test.count {
				t.Errorf("got %+v", f)
			}
		})
	}
	c := container(t, "40GP")
	_, err := c.Fill(freight.Cargo{}, 0, freight.Loading{})
	wantFaults(t, err, "count")
	_, err = c.Fill(freight.Cargo{}, 1, freight.Loading{Volume: freight.UsableTypical, Weight: "axles"})
	wantFaults(t, err, "kg", "cubic_metres", "volume", "weight")
	_, err = freight.Container{}.Fill(bulk("1", "1"), 1, freight.Loading{})
	wantFaults(t, err, "container.container", "container.theoretical_cbm")
	own := freight.Container{Type: "trailer", Theoretical: dec("80")}
	_, err = own.Fill(bulk("1", "1"), 1, freight.Loading{})
	wantFaults(t, err, "volume", "weight")
	own.PayloadLow = set("20000")
	if f := must(own.Fill(bulk("1", "1"), 1, freight.Loading{Volume: freight.Theoretical})); f.Source.Confidence != fees.Supplied || len(f.Limits) != 2 {
		t.Errorf("got %+v", f)
	}
}

func offers(t testing.TB, pairs ...string) []freight.Offer {
	var out []freight.Offer
	for i := 0; i < len(pairs); i += 2 {
		o := freight.Offer{Container: container(t, pairs[i])}
		if pairs[i+1] != "" {
			o.Price = set(pairs[i+1])
		}
		out = append(out, o)
	}
	return out
}

func planText(p freight.Planned) string {
	text := ""
	for _, b := range p.Containers {
		text += strings.Repeat(b.Type+" ", b.Count)
	}
	if p.Price.Valid {
		return text + fx.Plain(p.Price.Decimal)
	}
	return text + "?"
}

func TestPlan(t *testing.T) {
	usual := offers(t, "20GP", "1500", "40GP", "2300", "40HQ", "2500")
	for _, test := range []struct {
		name   string
		cargo  freight.Cargo
		offers []freight.Offer
		aim    freight.Aim
		want   string
	}{
		{"a small cargo", bulk("3000", "20"), usual, freight.Cheapest, "20GP 1500"},
		{"exactly one", bulk("3000", "28"), usual, freight.Cheapest, "20GP 1500"},
		{"a litre more", bulk("3000", "28.001"), usual, freight.Cheapest, "40GP 2300"},
		{"two types", bulk("9000", "90"), usual, freight.Cheapest, "20GP 40HQ 4000"},
		{"fewest and then cheapest", bulk("9000", "90"), usual, freight.Fewest, "20GP 40HQ 4000"},
		{"fewest is not cheapest", bulk("3000", "56"), offers(t, "20GP", "1000", "40HQ", "2500"), freight.Fewest, "40HQ 2500"},
		{"cheapest is not fewest", bulk("3000", "56"), offers(t, "20GP", "1000", "40HQ", "2500"), freight.Cheapest, "20GP 20GP 2000"},
		{"heavy", bulk("34000", "20"), usual, freight.Cheapest, "20GP 20GP 3000"},
		{"heavy, fewest", bulk("34000", "20"), usual, freight.Fewest, "20GP 20GP 3000"},
		{"a kilogram more", bulk("34001", "20"), usual, freight.Cheapest, "20GP 40GP 3800"},
		{"equal in both", bulk("100", "10"), offers(t, "40HQ", "1500", "20GP", "1500"), freight.Cheapest, "40HQ 1500"},
		{"nothing", bulk("0", "0"), usual, freight.Cheapest, "0"},
		{"no weight", bulk("0", "66.1"), usual, freight.Cheapest, "20GP 40GP 3800"},
		{"without prices", bulk("9000", "90"), offers(t, "20GP", "", "40HQ", ""), freight.Fewest, "20GP 40HQ ?"},
		{"free containers", bulk("9000", "90"), offers(t, "20GP", "0", "40HQ", "0"), freight.Cheapest, "20GP 40HQ 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := freight.Plan(test.cargo, test.offers, test.aim, freight.Loading{})
			if err != nil {
				t.Fatal(err)
			}
			if got := planText(p); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	p := must(freight.Plan(bulk("9000", "90"), usual, freight.Cheapest, freight.Loading{}))
	if p.Count != 2 || !p.Left.Equal(dec("0.0426")) { // 4 of 94 m³
		t.Errorf("%d containers, %s left", p.Count, p.Left)
	}
	_, err := freight.Plan(freight.Cargo{Pieces: -1}, nil, "", freight.Loading{})
	wantFaults(t, err, "pieces", "aim", "offers")
	_, err = freight.Plan(bulk("1", "1"), offers(t, "20GP", "", "20GP", "-1"), freight.Cheapest, freight.Loading{Weight: "axles"})
	wantFaults(t, err, "offers[0].price", "offers[1].price", "offers[1].container.container", "offers[0].loading.weight", "offers[1].loading.weight")
	_, err = freight.Plan(freight.Cargo{}, usual, freight.Fewest, freight.Loading{})
	wantFaults(t, err, "kg", "cubic_metres")
	if p := must(freight.Plan(bulk("1", "6600"), usual, freight.Fewest, freight.Loading{})); p.Count != 100 {
		t.Errorf("%d containers", p.Count)
	}
	_, err = freight.Plan(bulk("1", "6600.001"), usual, freight.Fewest, freight.Loading{})
	wantFaults(t, err, "cargo")
	_, err = freight.Plan(bulk("1", "1"), make([]freight.Offer, 6), freight.Fewest, freight.Loading{})
	wantFaults(t, err, "offers")
	// A type that holds next to nothing does not keep the search busy.
	tiny := freight.Offer{Container: freight.Container{Type: "matchbox", Theoretical: dec("0.000001"), UsableLow: set("0.000001"), PayloadLow: set("0.001")}, Price: set("0")}
	if got := planText(must(freight.Plan(bulk("9000", "90"), append([]freight.Offer{tiny}, usual...), freight.Cheapest, freight.Loading{}))); !strings.HasSuffix(got, "4000") {
		t.Errorf("got %s", got)
	}
}

// minShare is the share of a cargo that one container holds, nil for a cargo of nothing.
func minShare(c freight.Container, kg, m3 decimal.Decimal) *big.Rat {
	var share *big.Rat
	for _, part := range []struct{ room, need decimal.Decimal }{{c.UsableLow.Decimal, m3}, {c.PayloadLow.Decimal, kg}} {
		if part.need.IsZero() {
			continue
		}
		one := new(big.Rat).Quo(part.room.Rat(), part.need.Rat())
		if share == nil || one.Cmp(share) < 0 {
			share = one
		}
	}
	return share
}

// A plan is what trying every number of every type finds.
func TestPlanEqualsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []freight.Offer
		for i, name := range []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(t, "types")] {
			v, w := genDec(10, 60, 1).Draw(t, "volume"), genDec(10, 40, 1).Draw(t, "weight")
			list = append(list, freight.Offer{
				Container: freight.Container{Type: name, Theoretical: v, UsableLow: decimal.NewNullDecimal(v), PayloadLow: decimal.NewNullDecimal(w)},
				Price:     decimal.NewNullDecimal(genDec(0, 3, int32(i)).Draw(t, "price")),
			})
		}
		kg, m3 := genDec(0, 80, 1).Draw(t, "kg"), genDec(0, 80, 1).Draw(t, "m3")
		aim := rapid.SampledFrom([]freight.Aim{freight.Cheapest, freight.Fewest}).Draw(t, "aim")
		p := must(freight.Plan(freight.Cargo{Kg: decimal.NewNullDecimal(kg), CubicMetres: decimal.NewNullDecimal(m3)}, list, aim, freight.Loading{}))
		// Every mix: the share of the cargo that it holds, as a fraction.
		bestCount, bestPrice, found := 0, decimal.Zero, false
		var try func(i, count int, price decimal.Decimal, counts []int)
		try = func(i, count int, price decimal.Decimal, counts []int) {
			if i == len(list) {
				share := dec("0").Rat()
				for j, n := range counts {
					one := minShare(list[j].Container, kg, m3)
					if one == nil {
						share = dec("1").Rat()
						break
					}
					for range n {
						share.Add(share, one)
					}
				}
				if share.Cmp(dec("1").Rat()) < 0 {
					return
				}
				better := !found
				if found && aim == freight.Cheapest {
					better = price.LessThan(bestPrice) || price.Equal(bestPrice) && count < bestCount
				}
				if found && aim == freight.Fewest {
					better = count < bestCount || count == bestCount && price.LessThan(bestPrice)
				}
				if better {
					bestCount, bestPrice, found = count, price, true
				}
				return
			}
			for n := 0; n <= 8; n++ {
				try(i+1, count+n, price.Add(list[i].Price.Decimal.Mul(decimal.NewFromInt(int64(n)))), append(counts, n))
			}
		}
		try(0, 0, decimal.Zero, nil)
		if p.Count != bestCount || !p.Price.Decimal.Equal(bestPrice) {
			t.Fatalf("%d for %s, want %d for %s", p.Count, p.Price.Decimal, bestCount, bestPrice)
		}
	})
}
