package reprice_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// S25 to S28: the worked examples of the help pages of Amazon and Walmart.
func TestCompareAsPublished(t *testing.T) {
	for _, tt := range []struct {
		name, source, current string
		currency              fx.Currency
		offers                []strategy.Offer
		competitive           string
		rule                  reprice.Compare
		want                  string
	}{
		{"S25", "Amazon Automate Pricing: match Featured Offer and external", "12", fx.USD, []strategy.Offer{featured("11")}, "10",
			reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Competitive}, LowestOf: true}, "change 10"},
		{"S26", "the same: 0.10 above", "10", fx.USD, []strategy.Offer{featured("12")}, "13",
			reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Competitive}, LowestOf: true, Move: reprice.Above, By: dec("0.10")}, "change 12.1"},
		{"S27 before", "the same: beat the lowest by 50 as the lowest", "1950", fx.JPY, offers("2000"), "",
			reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat, By: dec("50")}, "hold (no_change)"},
		{"S27 after", "the second lowest goes to 2200", "1950", fx.JPY, offers("2200"), "",
			reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat, By: dec("50")}, "change 2150"},
		{"S28 before", "Walmart Repricer: beat by 0.20 the lower of Buy Box and external", "20", fx.USD, []strategy.Offer{featured("17")}, "16",
			reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Competitive}, LowestOf: true, Move: reprice.Beat, By: dec("0.20")}, "change 15.8"},
		{"S28 after", "the external price goes to 15", "15.80", fx.USD, []strategy.Offer{featured("17")}, "15",
			reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Competitive}, LowestOf: true, Move: reprice.Beat, By: dec("0.20")}, "change 14.8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			item := plain(tt.current)
			item.Offers, item.Case.Currency, item.Case.CompetitivePrice = tt.offers, tt.currency, set(tt.competitive)
			d := decide(t, item, reprice.Rules{Pricer: tt.rule}, noon)
			if got := outcome(d); got != tt.want {
				t.Errorf("%s: %s, want %s", tt.source, got, tt.want)
			}
		})
	}
}

// S29: with a recent price of 10.00 a maximum has to be below 200.00.
func TestRecentCeiling(t *testing.T) {
	rules := reprice.Rules{
		Pricer:  reprice.Compare{To: []reprice.Basis{reprice.Lowest}},
		Ceiling: reprice.Ceiling{RecentTimes: dec("6"), RecentLeast: dec("200")},
	}
	for _, tt := range []struct{ recent, rival, want string }{
		{"10", "300", "199.99"}, {"10", "199.99", "199.99"}, {"10", "199.98", "199.98"},
		{"33.33", "300", "199.99"}, {"33.34", "300", "200.03"}, {"50", "500", "299.99"}, {"", "500", "500"},
	} {
		item := plain("150", tt.rival)
		item.Recent = set(tt.recent)
		if got := text(decide(t, item, rules, noon).To); got != tt.want {
			t.Errorf("recent %s, rival %s: %s, want %s", tt.recent, tt.rival, got, tt.want)
		}
	}
}

// S47, S48 and every branch of the table, in cents of a list price of 25.00 with a
// discount of at most 20% and a rise of at most 10%: 20.00 to 27.50.
func TestTable(t *testing.T) {
	rules := reprice.Rules{
		Pricer:  reprice.Table{Step: dec("0.01")},
		Floor:   reprice.Floor{MaxDiscount: set("0.20")},
		Ceiling: reprice.Ceiling{MaxIncrease: set("0.10")},
	}
	for _, tt := range []struct {
		name, list, current string
		rivals              []string
		want                string
	}{
		{"S47: the rival stands on the floor", "25", "22", []string{"20"}, "hold (not_below_rival)"},
		{"S48: the cheapest goes up to the next", "25", "19", []string{"22"}, "change 21.99"},
		{"a cent of room", "25", "22", []string{"20.01"}, "change 20"},
		{"two cents of room", "25", "22", []string{"20.02"}, "change 20.01"},
		{"undercut the cheapest of three", "25", "24", []string{"23.50", "23", "26"}, "change 22.99"},
		{"the rival is below the floor", "25", "22", []string{"15"}, "hold (not_below_rival)"},
		{"tied", "25", "22", []string{"22", "24"}, "hold (tie)"},
		{"alone", "25", "22", nil, "hold (no_rival)"},
		{"alone and below the floor", "25", "19", nil, "hold (no_rival)"},
		{"first, and as near as can be", "25", "21.99", []string{"22"}, "hold (not_above_current)"},
		{"first, with a cent to gain", "25", "21.98", []string{"22"}, "change 21.99"},
		{"first, next beyond the ceiling", "25", "22", []string{"40"}, "change 27.5"},
		{"first, at the ceiling", "25", "27.50", []string{"40"}, "hold (not_above_current)"},
		{"first, above the ceiling", "25", "30", []string{"40"}, "hold (not_above_current)"},
		{"the floor rounds up", "24.99", "22", []string{"20.01"}, "change 20"},
		{"the floor rounds up to the rival", "24.99", "22", []string{"20.00"}, "hold (not_below_rival)"},
		{"the ceiling rounds down", "24.99", "22", []string{"40"}, "change 27.48"},
		{"not priced yet", "25", "", []string{"22"}, "hold (no_current_price)"},
		{"without a list price only the minimum holds", "", "22", []string{"2"}, "change 1.99"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			item := plain(tt.current, tt.rivals...)
			if item.List = set(tt.list); tt.list != "" {
				item.Min = decimal.NullDecimal{}
			}
			d := decide(t, item, rules, noon)
			if got := outcome(d); got != tt.want {
				t.Errorf("%s, want %s; %v", got, tt.want, codes(d))
			}
		})
	}
	// The first place goes by what a buyer pays.
	item := plain("20", "24")
	item.List, item.Case.Shipping = set("25"), set("5")
	if got := outcome(decide(t, item, rules, noon)); got != "hold (not_below_rival)" { // 18.99 is below 20.00
		t.Error("with shipping:", got)
	}
	item.Offers = offers("26")
	if got := outcome(decide(t, item, rules, noon)); got != "change 20.99" {
		t.Error("with shipping:", got)
	}
	// The own second offer is no rival.
	item = plain("22", "20.50", "24")
	item.List, rules.Filter.Own = set("25"), []string{"rival A"}
	if got := outcome(decide(t, item, rules, noon)); got != "change 23.99" {
		t.Error("own offer:", got)
	}
	rules.Filter.Own = nil
	// A higher floor of the seller makes the candidate.
	item = plain("24", "23")
	item.List, item.Min = set("25"), set("22.99")
	if got := outcome(decide(t, item, rules, noon)); got != "change 22.99" {
		t.Error("minimum:", got)
	}
	item.Min = set("23")
	if got := outcome(decide(t, item, rules, noon)); got != "hold (not_below_rival)" {
		t.Error("minimum:", got)
	}
}

// Every basis against each place of the own offer, for each move.
func TestCompare(t *testing.T) {
	page := []strategy.Offer{ // totals 20, 21, 22, 23
		{Seller: "A", Price: dec("18"), Shipping: set("2")},
		{Seller: "B", Price: dec("21"), Shipping: set("0"), ByChannel: true},
		{Seller: "C", Price: dec("22"), Shipping: set("0"), Featured: true, ByChannel: true},
		{Seller: "D", Price: dec("23"), Shipping: set("0")},
	}
	for _, tt := range []struct {
		basis              reprice.Basis
		match, beat, above string
	}{
		{reprice.Lowest, "20", "19.5", "20.5"},
		{reprice.SecondLowest, "21", "20.5", "21.5"},
		{reprice.LowestByChannel, "21", "20.5", "21.5"},
		{reprice.Featured, "22", "21.5", "22.5"},
		{reprice.Competitive, "25", "24.5", "25.5"},
	} {
		for _, current := range []string{"15", "21", "40"} { // first, in between, last
			for move, want := range map[reprice.Move]string{reprice.Match: tt.match, reprice.Beat: tt.beat, reprice.Above: tt.above} {
				rule := reprice.Compare{To: []reprice.Basis{tt.basis}, Move: move}
				if move != reprice.Match {
					rule.By = dec("0.50")
				}
				item := plain(current)
				item.Offers, item.Case.CompetitivePrice = page, set("25")
				d := decide(t, item, reprice.Rules{Pricer: rule}, noon)
				if got := text(d.To); got != want {
					t.Errorf("%s %s from %s: %s, want %s", move, tt.basis, current, got, want)
				}
				item.Case.Shipping = set("3") // the buyer pays as much
				if got := text(decide(t, item, reprice.Rules{Pricer: rule}, noon).To); got != fx.Plain(dec(want).Sub(dec("3"))) {
					t.Errorf("%s %s from %s with shipping: %s, want 3 less than %s", move, tt.basis, current, got, want)
				}
			}
		}
	}
}

// The settings of Compare, each on both sides.
func TestCompareSettings(t *testing.T) {
	lowest := []reprice.Basis{reprice.Lowest}
	with := func(item reprice.Item, change func(*reprice.Item)) reprice.Item {
		change(&item)
		return item
	}
	for _, tt := range []struct {
		name string
		item reprice.Item
		rule reprice.Compare
		want string
	}{
		{"a share below", plain("30", "20"), reprice.Compare{To: lowest, Move: reprice.Beat, Share: dec("0.01")}, "change 19.8"},
		{"a share below rounds down", plain("30", "19.99"), reprice.Compare{To: lowest, Move: reprice.Beat, Share: dec("0.01")}, "change 19.79"},
		{"a share above rounds up", plain("30", "19.99"), reprice.Compare{To: lowest, Move: reprice.Above, Share: dec("0.01")}, "change 20.19"},
		{"the first basis that has a price", plain("30", "20"), reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Lowest}}, "change 20"},
		{"no basis has a price", plain("30", "20"), reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Competitive}}, "hold (no_rival)"},
		{"no rival: hold", plain("30"), reprice.Compare{To: lowest}, "hold (no_rival)"},
		{"no rival: stand-alone", with(plain("30"), func(i *reprice.Item) { i.StandAlone = set("35") }), reprice.Compare{To: lowest, NoRival: reprice.FallbackStandAlone}, "change 35"},
		{"no rival: stand-alone unknown", plain("30"), reprice.Compare{To: lowest, NoRival: reprice.FallbackStandAlone}, "hold (no_rival)"},
		{"no rival: submitted", with(plain("30"), func(i *reprice.Item) { i.Submitted = set("29") }), reprice.Compare{To: lowest, NoRival: reprice.FallbackSubmitted}, "change 29"},
		{"no rival: most", with(plain("30"), func(i *reprice.Item) { i.Max = set("50") }), reprice.Compare{To: lowest, NoRival: reprice.FallbackMost}, "change 50"},
		{"no rival: stand-alone above the maximum", with(plain("30"), func(i *reprice.Item) { i.StandAlone, i.Max = set("35"), set("33") }), reprice.Compare{To: lowest, NoRival: reprice.FallbackStandAlone}, "change 33"},
		{"below the least: rest", with(plain("30", "10"), func(i *reprice.Item) { i.Min, i.Max = set("12"), set("40") }), reprice.Compare{To: lowest}, "change 12"},
		{"below the least: jump", with(plain("30", "10"), func(i *reprice.Item) { i.Min, i.Max = set("12"), set("40") }), reprice.Compare{To: lowest, AtLeast: reprice.AtLeastJump}, "change 40"},
		{"at the least: jump", with(plain("30", "12"), func(i *reprice.Item) { i.Min, i.Max = set("12"), set("40") }), reprice.Compare{To: lowest, AtLeast: reprice.AtLeastJump}, "change 40"},
		{"above the least: no jump", with(plain("30", "12.01"), func(i *reprice.Item) { i.Min, i.Max = set("12"), set("40") }), reprice.Compare{To: lowest, AtLeast: reprice.AtLeastJump}, "change 12.01"},
		{"jump without a maximum rests", with(plain("30", "10"), func(i *reprice.Item) { i.Min = set("12") }), reprice.Compare{To: lowest, AtLeast: reprice.AtLeastJump}, "change 12"},
		{"below the least: hold", with(plain("30", "10"), func(i *reprice.Item) { i.Min = set("12") }), reprice.Compare{To: lowest, AtLeast: reprice.AtLeastHold}, "hold (at_least)"},
		{"beat leads below 0", plain("30", "0.30"), reprice.Compare{To: lowest, Move: reprice.Beat, By: dec("5")}, "change 1"},
		{"featured: stops", with(plain("30", "20"), func(i *reprice.Item) { i.Featured = true }), reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Lowest}}, "hold (featured_offer)"},
		{"featured: a rule for the lowest goes on", with(plain("30", "20"), func(i *reprice.Item) { i.Featured = true }), reprice.Compare{To: lowest}, "change 20"},
		{"featured: hold", with(plain("30", "20"), func(i *reprice.Item) { i.Featured = true }), reprice.Compare{To: lowest, Featured: reprice.FeaturedHold}, "hold (featured_offer)"},
		{"featured: go on", with(plain("30", "20"), func(i *reprice.Item) { i.Featured = true }), reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Lowest}, Featured: reprice.FeaturedGoOn}, "change 20"},
		{"featured: raise", with(plain("30", "20"), func(i *reprice.Item) { i.Featured = true }), reprice.Compare{To: lowest, Featured: reprice.FeaturedRaise, RaiseShare: dec("0.02")}, "change 30.6"},
		{"featured: raise by an amount", with(plain("30", "20"), func(i *reprice.Item) { i.Featured = true }), reprice.Compare{To: lowest, Featured: reprice.FeaturedRaise, RaiseBy: dec("0.10")}, "change 30.1"},
		{"suppressed: go on", with(plain("30", "20"), func(i *reprice.Item) { i.Suppressed, i.State.Shown = true, set("28") }), reprice.Compare{To: lowest}, "change 20"},
		{"suppressed: revert", with(plain("30", "20"), func(i *reprice.Item) { i.Suppressed, i.State.Shown = true, set("28") }), reprice.Compare{To: lowest, Suppressed: reprice.SuppressedRevert}, "change 28"},
		{"suppressed: never shown", with(plain("30", "20"), func(i *reprice.Item) { i.Suppressed = true }), reprice.Compare{To: lowest, Suppressed: reprice.SuppressedRevert}, "change 20"},
		{"suppressed: hold", with(plain("30", "20"), func(i *reprice.Item) { i.Suppressed = true }), reprice.Compare{To: lowest, Suppressed: reprice.SuppressedHold}, "hold (suppressed)"},
		{"shown: no revert", with(plain("30", "20"), func(i *reprice.Item) { i.State.Shown = set("28") }), reprice.Compare{To: lowest, Suppressed: reprice.SuppressedRevert}, "change 20"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := decide(t, tt.item, reprice.Rules{Pricer: tt.rule}, noon)
			if got := outcome(d); got != tt.want {
				t.Errorf("%s, want %s; %v", got, tt.want, codes(d))
			}
		})
	}
	// The own offer among the offers says that it is featured.
	item := plain("30", "20")
	item.Offers = append(item.Offers, strategy.Offer{Seller: "me", Price: dec("30"), Shipping: set("0"), Featured: true})
	rules := reprice.Rules{Pricer: reprice.Compare{To: []reprice.Basis{reprice.Featured}}, Filter: strategy.Filter{Own: []string{"me"}}}
	if d := decide(t, item, rules, noon); !slices.Contains(codes(d), reprice.ReasonFeatured) {
		t.Error("own featured offer:", codes(d))
	}
}

// A sales-based rule looks once in its days.
func TestBySales(t *testing.T) {
	rules := reprice.Rules{Pricer: reprice.BySales{Days: 7, Below: set("5"), Above: set("10"), CutBy: dec("0.02"), RaiseBy: dec("0.03")}}
	sold := func(units string) policy.History {
		return policy.History{{From: today.AddDate(0, 0, -7), To: today.AddDate(0, 0, -1), Price: dec("20"), Units: set(units)}}
	}
	for _, tt := range []struct {
		units string
		days  int // since the last change
		want  string
	}{
		{"4", 7, "change 19.6"}, {"5", 7, "hold (units_between)"}, {"10", 7, "hold (units_between)"}, {"11", 7, "change 20.6"},
		{"4", 6, "hold (too_early)"}, {"4", 8, "change 19.6"}, {"", 8, "hold (units_unknown)"},
	} {
		item := plain("20")
		item.Case.History = sold(tt.units)
		item.State.Changes = []reprice.Change{{At: noon.AddDate(0, 0, -tt.days), To: dec("20")}}
		if got := outcome(decide(t, item, rules, noon)); got != tt.want {
			t.Errorf("%s units, %d days: %s, want %s", tt.units, tt.days, got, tt.want)
		}
	}
	if got := outcome(decide(t, plain("20"), rules, noon)); got != "hold (units_unknown)" {
		t.Error("no history:", got)
	}
}
