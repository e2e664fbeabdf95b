package strategy_test

import (
	"fmt"
	"log"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// rivals are five offers for a lunch box, read this morning.
func rivals() []strategy.Offer {
	seen := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	return []strategy.Offer{
		{Seller: "A1OWN", Price: amt("17.99"), Shipping: known("0"), Seen: seen},
		{Seller: "A2KITCHEN", Price: amt("14.50"), Shipping: known("4.99"), Seen: seen, ShipDays: known("5")},
		{Seller: "A3LUNCH", Price: amt("18.90"), Shipping: known("0"), Seen: seen, Featured: true, ShipDays: known("1")},
		{Seller: "A4USED", Price: amt("9.00"), Shipping: known("0"), Seen: seen, Condition: "used"},
		{Seller: "A5GONE", Price: amt("12.00"), Shipping: known("0"), Seen: seen, OutOfStock: true},
	}
}

func lunchBoxes() strategy.Market {
	return strategy.Market{
		Currency: fx.USD, Own: strategy.Offer{Seller: "A1OWN", Shipping: known("0"), ShipDays: known("1")}, Offers: rivals(),
		Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
	}
}

// A cent below the lowest rival, by what a buyer pays, and not below a floor.
func ExampleAnchor() {
	anchor := strategy.Anchor{Direction: strategy.Beat, Amount: amt("0.01"), Limits: strategy.Limits{Least: known("16.04")}}
	p, err := anchor.Propose(lunchBoxes())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Price)
	for _, r := range p.Reasons {
		fmt.Println(r.Text)
	}
	// Output:
	// 18.89
	// offer 1 of A1OWN is left out: it is an own offer
	// offer 4 of A4USED is left out: its condition is not compared
	// offer 5 of A5GONE is left out: it is out of stock
	// the lowest total of 2 rivals is 18.9, offer 3 of A3LUNCH
	// beat by 0.01: 18.89
}

// One percent above the Featured Offer, for an offer with shipping of its own.
func ExampleAnchor_Propose() {
	m := lunchBoxes()
	m.Own.Shipping = known("3.99")
	p, err := strategy.Anchor{Statistic: strategy.Featured, Direction: strategy.Above, Share: amt("0.01")}.Propose(m)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Price, "and 3.99")
	// Output: 15.1 and 3.99
}

func ExampleAnchor_Check() {
	anchor := strategy.Anchor{Direction: strategy.Beat, Amount: amt("0.10"), Share: amt("0.01")}
	fmt.Println(anchor.Check())
	// Output: share must not be given with amount, got "0.01"
}

// Amazon's own tool is narrower than this package.
func ExampleAnchor_CheckAutomatePricing() {
	anchor := strategy.Anchor{Direction: strategy.Beat, Amount: amt("0.01")}
	for _, fault := range fx.Faults(anchor.CheckAutomatePricing()) {
		fmt.Println(fault)
	}
	// Output:
	// amount must be at least 0.1 in Automate Pricing, got "0.01"
	// limits.least must be given in Automate Pricing
}

func ExampleMarket() {
	m := lunchBoxes()
	m.Competitive, m.CompetitiveSeen = known("17.49"), m.Now // a retailer elsewhere
	p, err := strategy.Anchor{Statistic: strategy.FeaturedOrCompetitive}.Propose(m)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Price)
	// Output: 17.49
}

func ExampleStatistic() {
	for _, s := range []strategy.Statistic{strategy.Lowest, strategy.Featured, strategy.Median} {
		p, err := strategy.Anchor{Statistic: s}.Propose(lunchBoxes())
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(s, p.Price, "of", p.Wanted)
	}
	// Output:
	// lowest 18.9 of 18.9
	// featured 18.9 of 18.9
	// median 19.19 of 19.195
}

func ExampleDirection() {
	for _, d := range []strategy.Direction{strategy.Beat, strategy.Above} {
		p, err := strategy.Anchor{Direction: d, Share: amt("0.02")}.Propose(lunchBoxes())
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(d, p.Price)
	}
	// Output:
	// beat 18.52
	// above 19.28
}

// A rival that ships four days later counts as 4 % dearer where a day is worth 1 %.
func ExampleQuality() {
	quality := strategy.Quality{PerDay: amt("0.01"), Most: amt("0.10")}
	m := lunchBoxes()
	m.Offers = m.Offers[:2] // the own offer and A2KITCHEN
	p, err := strategy.Anchor{Statistic: strategy.QualityAdjusted, Quality: quality}.Propose(m)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Price)
	fmt.Println(p.Reasons[0].Text)
	// Output:
	// 20.26
	// offer 2 of A2KITCHEN at 19.49 counts as 20.2696
}

func ExampleQuality_Check() {
	fmt.Println(strategy.Quality{PerDay: amt("0.01")}.Check())
	// Output: most must be above 0, got "0"
}

func ExampleOffer() {
	rival := strategy.Offer{Seller: "A2KITCHEN", Price: amt("14.50"), Shipping: known("4.99")}
	fmt.Println(rival.Total())
	// Output: 19.49
}

func ExampleOffer_Total() {
	free := strategy.Offer{Price: amt("18.90"), Shipping: known("0")}
	dear := strategy.Offer{Price: amt("14.50"), Shipping: known("4.99")}
	fmt.Println("the lower price is the lower total:", dear.Total().LessThan(free.Total()))
	// Output: the lower price is the lower total: false
}

// An own second account must not become a rival, however it is written.
func ExampleFilter() {
	filter := strategy.Filter{Own: []string{"Lunch & Co"}}
	kept, _ := filter.Apply([]strategy.Offer{
		{Seller: "LUNCH &  CO ", Price: amt("15"), Shipping: known("0")},
		{Seller: "Lunch & Company", Price: amt("16"), Shipping: known("0")},
	}, time.Time{})
	fmt.Println(len(kept), kept[0].Seller)
	// Output: 1 Lunch & Company
}

func ExampleFilter_Apply() {
	filter := strategy.Filter{Own: []string{"A1OWN"}, MaxAge: 24 * time.Hour}
	kept, excluded := filter.Apply(rivals(), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	fmt.Println(len(kept), "rivals")
	for _, e := range excluded {
		fmt.Println(e.Index, e.Reason)
	}
	// Output:
	// 2 rivals
	// 0 it is an own offer
	// 3 its condition is not compared
	// 4 it is out of stock
}

func ExampleFilter_Check() {
	fmt.Println(strategy.Filter{MinFeedback: amt("90")}.Check()) // percent where a fraction is due
	// Output: min_feedback must be a fraction from 0 to 1, got "90"
}

func ExampleExcluded() {
	_, excluded := strategy.Filter{}.Apply(rivals()[3:], time.Time{})
	fmt.Printf("%d %q\n", excluded[1].Index, string(excluded[1].Reason))
	// Output: 1 "out_of_stock"
}

func ExampleExclusion() {
	fmt.Println(string(strategy.ExcludedStale))
	// Output: stale
}

func ExampleExclusion_String() {
	fmt.Println(strategy.ExcludedShippingUnknown)
	// Output: its shipping is not known
}
