package freight_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
)

// 34 pallets of 550 kg just keep the advice for US roads, and 35 do not.
func ExampleContainer_Fill() {
	hq, err := freight.FindContainer(nil, freight.Container40HQ, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, pallets := range []int{34, 35} {
		f, err := hq.Fill(freight.Cargo{Packages: []freight.Package{box(pallets, "120 cm", "100 cm", "150 cm", "550")}}, 1, freight.Loading{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(pallets, "pallets:", fx.Percent(f.Volume.Share), "of the volume,", fx.Percent(f.Weight.Share), "of the weight,", f.Binds, "binds, fits:", f.Fits)
	}
	// Output:
	// 34 pallets: 92.73% of the volume, 98.42% of the weight, weight binds, fits: true
	// 35 pallets: 95.45% of the volume, 101.32% of the weight, weight binds, fits: false
}

// Too heavy for US roads, but not for the container itself.
func ExampleFilled_Exceeds() {
	gp := must(freight.FindContainer(nil, freight.Container20GP, now))
	f, err := gp.Fill(bulk("20500", "18"), 1, freight.Loading{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Exceeds())
	// Output: [road_us]
}

// What goes into a 40HQ in theory and in practice.
func ExampleContainer_Limit() {
	hq := must(freight.FindContainer(nil, freight.Container40HQ, now))
	for _, l := range []freight.Limit{freight.Theoretical, freight.UsableTypical} {
		fmt.Println(l, fx.Plain(hq.Limit(l).Decimal), "m³")
	}
	// Output:
	// theoretical 76.2 m³
	// usable_typical 66 m³
}

// A container of your own whose figures are out of order.
func ExampleContainer_Check() {
	c := freight.Container{Type: "45HQ", Theoretical: dec("86"), UsableLow: set("78"), UsableHigh: set("76")}
	fmt.Println(c.Check())
	// Output: usable_high_cbm must not be below the limit before it, got "76"
}

// A misspelt type is an error that names the nearest ones.
func ExampleFindContainer() {
	_, err := freight.FindContainer(nil, "40HC", now)
	fmt.Println(err)
	// Output: fees: unknown container "40HC", did you mean 40HQ?
}

// The types of a day, and what is advised for US roads.
func ExampleContainers() {
	types, err := freight.Containers(nil, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range types {
		fmt.Println(c.Type, fx.Plain(c.RoadUS.Decimal), "kg")
	}
	// Output:
	// 20GP 17000 kg
	// 40GP 19000 kg
	// 40HQ 19000 kg
}

// 90 m³: the cheapest containers, and how much of them stays empty.
func ExamplePlan() {
	offers := []freight.Offer{
		{Container: must(freight.FindContainer(nil, freight.Container20GP, now)), Price: set("1500")},
		{Container: must(freight.FindContainer(nil, freight.Container40HQ, now)), Price: set("2500")},
	}
	p, err := freight.Plan(bulk("9000", "90"), offers, freight.Cheapest, freight.Loading{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Containers, "for", fx.Plain(p.Price.Decimal)+",", fx.Percent(p.Left), "empty")
	// Output: [{20GP 1} {40HQ 1}] for 4000, 4.26% empty
}

// From which volume on a 40HQ at 2,500 is cheaper than 120 per W/M and 90 per bill.
func ExampleBreakEven_Solve() {
	b := freight.BreakEven{
		LCL: freight.Quote{
			Currency: fx.USD, Basis: freight.PerWM, Rule: freight.SeaRule(dec("1000"), dec("1")), Breaks: []freight.Break{{Rate: dec("120")}},
			Surcharges: []freight.Surcharge{{Code: freight.DOC, Basis: freight.PerBill, Amount: set("90")}},
		},
		FCL:       freight.Quote{Currency: fx.USD, Basis: freight.PerContainer, Containers: []freight.ContainerRate{{Type: "40HQ", Amount: set("2500")}}},
		Container: must(freight.FindContainer(nil, freight.Container40HQ, now)),
		Density:   dec("200"), Currency: fx.USD,
	}
	spans, err := b.Solve()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range spans {
		fmt.Println("a container from", s.From, "to", s.To, "m³")
	}
	// Output: a container from 20.084 to 66 m³
}
