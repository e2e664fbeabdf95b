package reprice_test

import (
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// lunchBox is an item that costs 10.00 and breaks even at 11.77.
func lunchBox(price string, rivals ...string) reprice.Item {
	item := reprice.Item{
		SKU: "LUNCH-1", Current: set(price), Max: set("30"),
		Unit: pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
			Cost:    []pricing.CostItem{{Code: "purchase", Amount: set("10"), Currency: fx.USD}},
		},
		Case: policy.Case{Brand: "Acme", Title: "Acme Lunch Box", MAP: []policy.MAPPolicy{}},
	}
	for i, rival := range rivals {
		item.Offers = append(item.Offers, strategy.Offer{
			Seller: fmt.Sprint("rival ", i+1), Price: dec(rival), Shipping: set("0"), Seen: at.Add(-time.Hour),
		})
	}
	return item
}

var at = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// cheapest stays a cent below the cheapest rival, with the guards of the house.
func cheapest() reprice.Rules {
	return reprice.Rules{
		Name: "cheapest", Version: "2026-11",
		Pricer: reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat, By: dec("0.01")},
		Guards: reprice.House(),
	}
}

// A rival is cheaper: the price follows, as far as one step of 10% goes.
func Example() {
	decision, err := reprice.Decide(lunchBox("20.00", "17.50", "19.00"), cheapest(), at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.From.Decimal, "to", decision.To.Decimal)
	for _, reason := range decision.Reasons {
		fmt.Println("-", reason.Code+":", reason.Text)
	}
	fmt.Println("profit", decision.Before.Profit.Decimal, "to", decision.After.Profit.Decimal)
	fmt.Println("not below", decision.Bounds.Least.Decimal, "by", decision.Bounds.LeastBy)
	// Output:
	// change 20 to 18
	// - lowest: beat lowest at 17.50 USD
	// - step: not below 18.00 USD in this decision; 17.49 USD is left for later ones
	// profit 7 to 5.3
	// not below 11.77 by target
}

// What a person is asked when a rival halves its price.
func ExampleDecide() {
	decision, err := reprice.Decide(lunchBox("20.00", "14.00"), cheapest(), at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.To.Decimal)
	fmt.Println(decision.Review.Code+":", decision.Review.Text)
	// Output:
	// review 20
	// breaker: from 20.00 USD to 13.99 USD is more than 15%
}

// The state of a decision goes into the next one.
func ExampleState() {
	item, rules := lunchBox("20.00", "19.50"), cheapest()
	for hour := range 3 {
		decision, err := reprice.Decide(item, rules, at.Add(time.Duration(hour)*time.Hour))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(hour, decision.Action, decision.To.Decimal, decision.Reasons[len(decision.Reasons)-1].Code)
		item.Current, item.State = decision.To, decision.Next
		item.Offers[0].Price = item.Offers[0].Price.Sub(dec("0.20"))
	}
	// Output:
	// 0 change 19.49 lowest
	// 1 hold 19.49 cool_down
	// 2 change 19.09 lowest
}

func ExampleState_MarshalJSON() {
	state := reprice.State{
		Decided: at, Price: set("19.49"), Low: set("19.50"),
		Changes: []reprice.Change{{At: at, From: set("20.00"), To: dec("19.49")}},
	}
	data, err := json.Marshal(state)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(data))
	// Output:
	// {"decided":"2026-11-23T12:00:00Z","price":"19.49","low":"19.5","changes":[{"at":"2026-11-23T12:00:00Z","from":"20","to":"19.49"}]}
}

func ExampleState_UnmarshalJSON() {
	var state reprice.State
	fmt.Println(json.Unmarshal([]byte(`{"price":"19.49","changes":[]}`), &state), state.Price.Decimal)
	fmt.Println(json.Unmarshal([]byte(`{"price":"19.49","prize":"1"}`), &state))
	// Output:
	// <nil> 19.49
	// must have no field of that name, got "prize"
}

func ExampleState_Check() {
	state := reprice.State{Price: set("-1"), Lows: []reprice.Low{{At: at}}}
	for _, fault := range fx.Faults(state.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// price must be above 0 and at most 1000000000, got "-1"
	// lows[0].total must be above 0 and at most 1000000000, got "0"
}

// A price war that was found, as the next state has it.
func ExampleWar() {
	item, rules := lunchBox("19.98", "19.97"), cheapest()
	item.State = reprice.State{
		Changes: []reprice.Change{
			{At: at.Add(-9 * time.Hour), From: set("20.10"), To: dec("20.00")},
			{At: at.Add(-5 * time.Hour), From: set("20.00"), To: dec("19.98")},
		},
		Lows: []reprice.Low{
			{At: at.Add(-10 * time.Hour), Total: dec("20.05")},
			{At: at.Add(-7 * time.Hour), Total: dec("19.99")},
		},
	}
	decision, err := reprice.Decide(item, rules, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.Review.Code+":", decision.Review.Text)
	fmt.Println("over at", decision.Next.War.Price)
	// Output:
	// review price_war: 5 moves in turns with the cheapest rival in 72h0m0s
	// over at 20.1
}

// The price was set to a tenth by mistake: nothing happens until a person says so.
func ExampleFreeze() {
	item := lunchBox("2.00", "19.50")
	item.State.Price = set("20.00")
	decision, err := reprice.Decide(item, cheapest(), at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.Next.Freeze.Code+":", decision.Next.Freeze.Text)
	// Output:
	// freeze own_price_anomaly: the price in force went from 20.00 USD to 2.00 USD, by more than 40%
}

func ExampleHouse() {
	guards := reprice.House()
	fmt.Println("step", fx.Percent(guards.StepShare), "breaker", fx.Percent(guards.Breaker), "cool-down", guards.CoolDown)
	// Output: step 10% breaker 15% cool-down 2h0m0s
}

func ExampleGuards() {
	rules := cheapest()
	rules.Guards.Stop = true
	decision, err := reprice.Decide(lunchBox("20.00", "17.50"), rules, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.Reasons[0].Text)
	// Output: hold the kill switch is on
}

func ExampleGuards_Check() {
	guards := reprice.Guards{StepShare: dec("10"), War: reprice.WarGuard{Moves: 4}}
	for _, fault := range fx.Faults(guards.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// step_share must be from 0 to 1, got "10"
	// war.window must be above 0, got "0s"
}

func ExampleRules_Check() {
	rules := reprice.Rules{Ceiling: reprice.Ceiling{Amount: set("0")}}
	for _, fault := range fx.Faults(rules.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// pricer must not be nil
	// ceiling.amount must be above 0 and at most 1000000000, got "0"
}

// The floor keeps a margin of 20%, the ceiling is 10% over the list price.
func ExampleRules() {
	rules := cheapest()
	rules.Floor.Target = pricing.Margin(dec("0.20"))
	rules.Ceiling.MaxIncrease = set("0.10")
	item := lunchBox("16.00", "10.00")
	item.List = set("20.00")
	decision, err := reprice.Decide(item, rules, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.To.Decimal, "within", decision.Bounds.Least.Decimal, "and", decision.Bounds.Most.Decimal)
	// Output: 15.39 within 15.39 and 22
}

// Match the Featured Offer or the price of retailers elsewhere, whichever is lower.
func ExampleCompare() {
	item := lunchBox("12.00", "11.00")
	item.Min, item.Unit, item.Case.Channel, item.Case.Currency = set("5"), pricing.Unit{}, "amazon", fx.USD
	item.Offers[0].Featured = true
	item.Case.CompetitivePrice = set("10.00")
	decision, err := reprice.Decide(item, reprice.Rules{
		Pricer: reprice.Compare{To: []reprice.Basis{reprice.Featured, reprice.Competitive}, LowestOf: true},
	}, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.To.Decimal, decision.Reasons[0].Text)
	// Output: 10 match competitive at 10.00 USD
}

func ExampleCompare_Check() {
	fmt.Println(reprice.Compare{To: []reprice.Basis{reprice.Lowest}, Move: reprice.Beat}.Check())
	// Output: by must be above 0, or share, but not both
}

func ExampleCompare_Propose() {
	item := lunchBox("20.00")
	_, err := reprice.Compare{To: []reprice.Basis{reprice.Lowest}}.Propose(&reprice.View{Item: &item, Currency: fx.USD})
	fmt.Println(err)
	// Output: strategy: compare has no price: there is nothing to compare with
}

// The cheapest offer goes up to a cent below the next.
func ExampleTable() {
	item := lunchBox("19.00", "22.00")
	item.List = set("25.00")
	decision, err := reprice.Decide(item, reprice.Rules{
		Pricer:  reprice.Table{Step: dec("0.01")},
		Floor:   reprice.Floor{MaxDiscount: set("0.20")},
		Ceiling: reprice.Ceiling{MaxIncrease: set("0.10")},
	}, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.To.Decimal)
	// Output: change 21.99
}

func ExampleTable_Check() {
	fmt.Println(reprice.Table{}.Check())
	// Output: step must be above 0 and at most 1000000000, got "0"
}

func ExampleTable_Propose() {
	item := lunchBox("22.00")
	view := reprice.View{Item: &item, Currency: fx.USD, Rivals: []strategy.Offer{{Price: dec("22")}}}
	view.Limits.Places = 2
	_, err := reprice.Table{Step: dec("0.01")}.Propose(&view)
	fmt.Println(err)
	// Output: strategy: table has no price: tied with the cheapest rival at 22.00 USD
}

// Ten units in a week are enough to ask for 3% more.
func ExampleBySales() {
	item := lunchBox("20.00")
	item.Case.History = policy.History{{
		From: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Price: dec("20"), Units: set("12"),
	}}
	decision, err := reprice.Decide(item, reprice.Rules{
		Pricer: reprice.BySales{Days: 7, Above: set("10"), RaiseBy: dec("0.03")},
	}, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.To.Decimal, decision.Reasons[0].Text)
	// Output: 20.6 12 units in 7 days
}

func ExampleBySales_Check() {
	fmt.Println(reprice.BySales{Days: 400}.Check())
	// Output: days must be from 1 to 366, got "400"
}

func ExampleBySales_Propose() {
	item := lunchBox("20.00")
	_, err := reprice.BySales{Days: 7}.Propose(&reprice.View{Item: &item, Now: at})
	fmt.Println(err)
	// Output: strategy: by_sales has no price: the units of the last 7 days are unknown
}

// Any strategy can say which price is wanted; the guards act on it all the same.
func ExamplePricerFunc() {
	rules := cheapest()
	rules.Pricer = reprice.PricerFunc(func(v *reprice.View) (strategy.Proposal, error) {
		return strategy.Fit("mine", v.Currency, dec("9.99"), strategy.Up, v.Limits)
	})
	decision, err := reprice.Decide(lunchBox("12.00"), rules, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.Reasons[len(decision.Reasons)-1].Code)
	item := lunchBox("12.00")
	item.Read = at
	if decision, err = reprice.Decide(item, rules, at); err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Action, decision.To.Decimal, "wanted", decision.Wanted.Decimal)
	// Output:
	// hold stale_offers
	// change 11.77 wanted 9.99
}

func ExamplePricerFunc_Propose() {
	always := reprice.PricerFunc(func(v *reprice.View) (strategy.Proposal, error) {
		return strategy.Proposal{Strategy: "always", Wanted: dec("15")}, nil
	})
	proposal, err := always.Propose(&reprice.View{})
	fmt.Println(proposal.Wanted, err)
	// Output: 15 <nil>
}

// What a buyer pays at the own offer and at the cheapest rival.
func ExampleView_Total() {
	item := lunchBox("20.00")
	view := reprice.View{Item: &item, Shipping: dec("4.99")}
	fmt.Println(view.Total().Decimal)
	// Output: 24.99
}

func ExampleView_Lowest() {
	view := reprice.View{Rivals: []strategy.Offer{{Price: dec("18"), Shipping: set("2")}, {Price: dec("21")}}}
	fmt.Println(view.Lowest().Decimal)
	// Output: 20
}
