package policy_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A price that falls by a quarter.
func ExampleLargeMove() {
	askLaw(policy.LargeMove{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15"), Current: decimal.NewNullDecimal(decimal.RequireFromString("20"))})
	// Output:
	// HOUSE-MOVE warn: the price falls by 25% from 20.00 USD to 15.00 USD, more than 20%
}

// What the rule is and since when it holds.
func ExampleLargeMove_Info() {
	info := policy.LargeMove{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	fmt.Println(info.House)
	// Output:
	// HOUSE-MOVE from 2000-01-01
	// house rule: guard rails against known repricing failures
	// [largest move without a person: 20%]
}

// The price in force is not known.
func ExampleLargeMove_Check() {
	out := policy.LargeMove{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [current]
}

// A coupon below the floor.
func ExampleBelowFloor() {
	askLaw(policy.BelowFloor{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Floor: decimal.NewNullDecimal(decimal.RequireFromString("19")), Coupon: &policy.Coupon{Share: decimal.RequireFromString("0.1")}})
	// Output:
	// HOUSE-FLOOR block: a buyer pays 18.00 USD, which is 1.00 USD below the floor of 19.00 USD
}

// What the rule is and since when it holds.
func ExampleBelowFloor_Info() {
	info := policy.BelowFloor{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// HOUSE-FLOOR from 2000-01-01
	// house rule: guard rails against known repricing failures
}

// The floor is not known.
func ExampleBelowFloor_Check() {
	out := policy.BelowFloor{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [floor]
}

// A new offer.
func ExampleFirstPrice() {
	askLaw(policy.FirstPrice{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), FirstPrice: true})
	// Output:
	// HOUSE-FIRST warn: the price of 20.00 USD is the first of the offer
}

// What the rule is and since when it holds.
func ExampleFirstPrice_Info() {
	info := policy.FirstPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// HOUSE-FIRST from 2000-01-01
	// house rule: guard rails against known repricing failures
}

// The offer had a price before.
func ExampleFirstPrice_Check() {
	out := policy.FirstPrice{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Current: decimal.NewNullDecimal(decimal.RequireFromString("21"))}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// passed []
}

// A price that follows its rivals down.
func ExamplePriceWar() {
	askLaw(policy.PriceWar{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), PriceWar: true})
	// Output:
	// HOUSE-WAR warn: the offer is in a price war: stop to follow and let a person decide on 20.00 USD
}

// What the rule is and since when it holds.
func ExamplePriceWar_Info() {
	info := policy.PriceWar{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// HOUSE-WAR from 2000-01-01
	// house rule: guard rails against known repricing failures
}

// Peace.
func ExamplePriceWar_Check() {
	out := policy.PriceWar{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// passed []
}

// A price below the floor waits for a person, and then it is published.
func ExampleGate() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("14"), SKU: "A-1", Current: decimal.NewNullDecimal(decimal.RequireFromString("15")), Floor: decimal.NewNullDecimal(decimal.RequireFromString("14.50"))}
	set, err := policy.NewSet(policy.Gate{}.Rules()...)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(c, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	approvals := []policy.Approval{{
		By: "R. Chen", Reason: "end of season", Codes: []string{policy.HouseFloor},
		Channel: "shopify", SKU: "A-1", Price: decimal.RequireFromString("14"), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC),
	}}
	for _, given := range [][]policy.Approval{nil, approvals} {
		review, err := policy.Gate{}.Review(c, report, given)
		fmt.Println("open:", review.Open(), err)
	}
	// Output:
	// open: false <nil>
	// open: true <nil>
}

// The house rules, for a set of one's own.
func ExampleGate_Rules() {
	for _, rule := range (policy.Gate{LargeMove: decimal.RequireFromString("0.1")}).Rules() {
		fmt.Println(rule.Info().ID, rule.Info().House)
	}
	// Output:
	// HOUSE-MOVE [largest move without a person: 10%]
	// HOUSE-FLOOR []
	// HOUSE-FIRST []
	// HOUSE-WAR []
}

// What a person has to look at.
func ExampleGate_Review() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("14"), SKU: "A-1", Current: decimal.NewNullDecimal(decimal.RequireFromString("15")), Floor: decimal.NewNullDecimal(decimal.RequireFromString("14.50"))}
	set, err := policy.NewSet(policy.Gate{}.Rules()...)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(c, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	review, err := policy.Gate{LargeMove: decimal.RequireFromString("0.05")}.Review(c, report, nil)
	fmt.Println(review.Needed, review.Blocked, err)
	for _, reason := range review.Reasons {
		fmt.Println(reason.Code+":", reason.Text)
	}
	// Output:
	// true false <nil>
	// HOUSE-FLOOR: a buyer pays 14.00 USD, which is 0.50 USD below the floor of 14.50 USD
	// HOUSE-MOVE: the price falls by 6.67% from 15.00 USD to 14.00 USD, more than 5%
}

// The zero review has nothing against a price.
func ExampleReview() {
	var review policy.Review
	fmt.Println(review.Open(), len(review.Reasons))
	// Output:
	// true 0
}

// A fee that is left out cannot be approved.
func ExampleReview_Open() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Current: decimal.NewNullDecimal(decimal.RequireFromString("20")), Floor: decimal.NewNullDecimal(decimal.RequireFromString("15")), MandatoryFees: []policy.MandatoryFee{{Name: "service fee", Amount: decimal.RequireFromString("1")}}}
	set, err := policy.NewSet(policy.CaliforniaFees{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(c, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	review, err := policy.Gate{}.Review(c, report, nil)
	fmt.Println(review.Open(), review.Blocked, err)
	// Output:
	// false true <nil>
}

// Who covers which reason.
func ExampleReason() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("14"), SKU: "A-1", Current: decimal.NewNullDecimal(decimal.RequireFromString("15")), Floor: decimal.NewNullDecimal(decimal.RequireFromString("14.50"))}
	set, err := policy.NewSet(policy.Gate{}.Rules()...)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(c, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	approvals := []policy.Approval{{
		By: "R. Chen", Reason: "end of season", Codes: []string{policy.HouseFloor},
		Channel: "shopify", SKU: "A-1", Price: decimal.RequireFromString("14"), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC),
	}}
	review, err := policy.Gate{}.Review(c, report, approvals)
	for _, reason := range review.Reasons {
		fmt.Println(reason.Code, "approved by", reason.Approval.By, err)
	}
	// Output:
	// HOUSE-FLOOR approved by R. Chen <nil>
}

// An approval without a person is refused.
func ExampleApproval() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("14"), SKU: "A-1", Current: decimal.NewNullDecimal(decimal.RequireFromString("15")), Floor: decimal.NewNullDecimal(decimal.RequireFromString("14.50"))}
	set, err := policy.NewSet(policy.Gate{}.Rules()...)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := set.Check(c, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = policy.Gate{}.Review(c, report, []policy.Approval{{
		Reason: "end of season", Codes: []string{policy.HouseFloor}, Channel: "shopify", Price: decimal.RequireFromString("14"), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC),
	}})
	fmt.Println(err)
	// Output:
	// approvals[0].by must name a person
}
