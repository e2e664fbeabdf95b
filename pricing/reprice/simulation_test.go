package reprice_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A seller is one side of a simulated market.
type seller struct {
	name    string
	rules   reprice.Rules
	item    reprice.Item
	changes int
	lowest  decimal.Decimal
	highest decimal.Decimal
}

// newSeller returns one whose unit costs so much and breaks even at cost / 0.85.
func newSeller(name, cost, price, most string, rules reprice.Rules) *seller {
	return &seller{name: name, rules: rules, lowest: dec(price), highest: dec(price), item: reprice.Item{
		SKU: name, Current: set(price), Max: set(most),
		Unit: pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
			Cost:    []pricing.CostItem{{Code: "purchase", Amount: set(cost), Currency: fx.USD}},
		},
	}}
}

// market lets the sellers decide in turn, once an hour, and checks that each price of
// a change stays within the bounds.
func market(t *testing.T, rounds int, sellers ...*seller) {
	t.Helper()
	for round := range rounds {
		now := noon.Add(time.Duration(round) * time.Hour)
		for i, s := range sellers {
			s.item.Offers = nil
			for j, other := range sellers {
				if i != j {
					s.item.Offers = append(s.item.Offers, strategy.Offer{Seller: other.name, Price: other.item.Current.Decimal, Shipping: set("0"), Seen: now})
				}
			}
			d := decide(t, s.item, s.rules, now)
			if d.Action == reprice.ActionChange {
				s.changes++
				if d.To.Decimal.LessThan(d.Bounds.Least.Decimal) || d.Bounds.Most.Valid && d.To.Decimal.GreaterThan(d.Bounds.Most.Decimal) {
					t.Fatalf("round %d, %s: %s out of %+v", round, s.name, d.To.Decimal, d.Bounds)
				}
			}
			s.item.Current, s.item.State = d.To, d.Next
			s.lowest, s.highest = decimal.Min(s.lowest, d.To.Decimal), decimal.Max(s.highest, d.To.Decimal)
		}
	}
}

func (s *seller) String() string {
	return s.name + " at " + text(s.item.Current) + " (" + fx.Plain(s.lowest) + " to " + fx.Plain(s.highest) + ", " + strconv.Itoa(s.changes) + " changes)"
}

// Copies of the same rules, and different ones, against each other for 1,000 rounds.
// Without guards they end at the floor, or at the ceiling; with those of the house they
// stay near the prices at which they began.
func TestMarket(t *testing.T) {
	lowest := []reprice.Basis{reprice.Lowest}
	under := reprice.Compare{To: lowest, Move: reprice.Beat, By: dec("0.05")}
	over := reprice.Compare{To: lowest, Move: reprice.Above, By: dec("0.05")}
	match := reprice.Compare{To: lowest}
	bounce := reprice.Compare{To: lowest, Move: reprice.Beat, By: dec("0.50"), AtLeast: reprice.AtLeastJump}
	rules := func(p reprice.Pricer, g reprice.Guards) reprice.Rules { return reprice.Rules{Pricer: p, Guards: g} }
	house, none := reprice.House(), reprice.Guards{}
	noFall := house // only the count of moves
	noFall.War.Fall = decimal.Decimal{}
	slow := reprice.Compare{To: lowest, Move: reprice.Beat, By: dec("0.01")}

	for _, tt := range []struct {
		name         string
		sellers      []*seller
		lowest, most string // that any of them reaches
		reaches      string // a price that the first one ends at
		fewerThan    int    // changes of each
	}{
		{"undercutting, no guards", []*seller{newSeller("A", "10", "20", "40", rules(under, none)), newSeller("B", "10", "20", "40", rules(under, none))}, "11.77", "20", "11.77", 1000},
		{"undercutting", []*seller{newSeller("A", "10", "20", "40", rules(under, house)), newSeller("B", "10", "20.10", "40", rules(under, house))}, "19.5", "20.10", "", 10},
		{"undercutting by a cent, counted moves only", []*seller{newSeller("A", "10", "20", "40", rules(slow, noFall)), newSeller("B", "10", "20.10", "40", rules(slow, noFall))}, "19.9", "20.10", "", 10},
		{"a guarded one against one without", []*seller{newSeller("A", "10", "20", "40", rules(under, house)), newSeller("B", "12", "20.10", "40", rules(under, none))}, "14.12", "20.10", "", 1000},
		{"staying above, no guards", []*seller{newSeller("A", "10", "20", "40", rules(over, none)), newSeller("B", "10", "20", "40", rules(over, none))}, "20", "40", "40", 1000},
		{"staying above", []*seller{newSeller("A", "10", "20", "40", rules(over, house)), newSeller("B", "10", "20", "40", rules(over, house))}, "20", "20.5", "", 10},
		{"staying above, without a ceiling", []*seller{newSeller("A", "10", "20", "", rules(over, house)), newSeller("B", "10", "20", "", rules(over, house))}, "20", "20", "20", 1},
		{"under against above", []*seller{newSeller("A", "10", "20", "40", rules(under, house)), newSeller("B", "10", "20", "40", rules(over, house))}, "19.5", "20.5", "", 1000},
		{"matching", []*seller{newSeller("A", "10", "20", "40", rules(match, house)), newSeller("B", "10", "21", "40", rules(match, house))}, "20", "21", "", 3},
		{"jumping to the ceiling, no guards", []*seller{newSeller("A", "10", "20", "40", rules(bounce, none)), newSeller("B", "10", "20", "40", rules(bounce, none))}, "11.77", "40", "", 1001},
		{"jumping to the ceiling", []*seller{newSeller("A", "10", "20", "40", rules(bounce, house)), newSeller("B", "10", "20.10", "40", rules(bounce, house))}, "17", "22", "", 20},
		{"three with different floors, no guards", []*seller{newSeller("A", "10", "20", "40", rules(under, none)), newSeller("B", "12", "20", "40", rules(under, none)), newSeller("C", "14", "20", "40", rules(under, none))}, "11.77", "20", "14.07", 1000},
		{"three with different floors", []*seller{newSeller("A", "10", "20", "40", rules(under, house)), newSeller("B", "12", "20.10", "40", rules(under, house)), newSeller("C", "14", "20.20", "40", rules(under, house))}, "19", "20.20", "", 20},
		{"the table", []*seller{newSeller("A", "10", "20", "40", rules(reprice.Table{Step: dec("0.05")}, house)), newSeller("B", "10", "20.10", "40", rules(reprice.Table{Step: dec("0.05")}, house))}, "19.5", "20.10", "", 10},
	} {
		t.Run(tt.name, func(t *testing.T) {
			market(t, 1000, tt.sellers...)
			for _, s := range tt.sellers {
				t.Log(s)
				if s.lowest.LessThan(dec(tt.lowest)) || s.highest.GreaterThan(dec(tt.most)) || s.changes >= tt.fewerThan {
					t.Errorf("%s: want prices from %s to %s and fewer than %d changes", s, tt.lowest, tt.most, tt.fewerThan)
				}
			}
			if first := text(tt.sellers[0].item.Current); tt.reaches != "" && first != tt.reaches {
				t.Errorf("the first one ends at %s, want %s", first, tt.reaches)
			}
		})
	}
}
