package policy_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A former price of last spring, without its date and with it.
func ExampleCaliforniaFormerPrice() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15"), Reference: &policy.Reference{Kind: policy.ReferenceFormer, Price: decimal.RequireFromString("20")}}
	c.History = policy.History{
		{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC), Price: decimal.RequireFromString("20")},
		{From: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Price: decimal.RequireFromString("15")},
	}
	askLaw(policy.CaliforniaFormerPrice{}, c)
	c.Reference.Dated = true
	askLaw(policy.CaliforniaFormerPrice{}, c)
	// Output:
	// CA-17501 block: the former price of 20.00 USD was asked on 0 days since 2026-08-23 outside promotions, so it did not prevail in these three months, and the advertisement does not say when it did
	// CA-17501 passed
}

// What the rule is and since when it holds.
func ExampleCaliforniaFormerPrice_Info() {
	info := policy.CaliforniaFormerPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	fmt.Println(info.House)
	// Output:
	// CA-17501 from 2000-01-01
	// Cal. Bus. & Prof. Code 17501; Cal. Civ. Code 1770(a)(13)
	// [prevailing: asked on 28 days of the three months]
}

// No comparison price is shown.
func ExampleCaliforniaFormerPrice_Check() {
	out := policy.CaliforniaFormerPrice{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] no comparison price is shown
}

// A tax of a government may be left out, handling may not.
func ExampleFeeKind() {
	for _, kind := range []policy.FeeKind{policy.FeeGovernment, policy.FeeSeller} {
		c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), MandatoryFees: []policy.MandatoryFee{{Name: string(kind), Kind: kind, Amount: decimal.RequireFromString("2")}}}
		askLaw(policy.CaliforniaFees{}, c)
	}
	// Output:
	// CA-SB478 passed
	// CA-SB478 block: the price of 20.00 USD leaves out the mandatory "seller" of 2.00 USD
}

// Postage may be left out as far as it is what the delivery costs.
func ExampleMandatoryFee() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), MandatoryFees: []policy.MandatoryFee{{Name: "postage", Kind: policy.FeePostage, Amount: decimal.RequireFromString("6.99"), Cost: decimal.NewNullDecimal(decimal.RequireFromString("5.10"))}}}
	askLaw(policy.CaliforniaFees{}, c)
	// Output:
	// CA-SB478 block: the price of 20.00 USD leaves out the mandatory "postage" of 6.99 USD, which is more than the postage of 5.10 USD
}

// A service fee at the checkout.
func ExampleCaliforniaFees() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), MandatoryFees: []policy.MandatoryFee{{Name: "service fee", Amount: decimal.RequireFromString("1.50")}}}
	askLaw(policy.CaliforniaFees{}, c)
	// Output:
	// CA-SB478 block: the price of 20.00 USD leaves out the mandatory "service fee" of 1.50 USD
}

// What the rule is and since when it holds.
func ExampleCaliforniaFees_Info() {
	info := policy.CaliforniaFees{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// CA-SB478 from 2024-07-01
	// Cal. Civ. Code 1770(a)(29), SB 478
}

// Nobody said whether there are fees.
func ExampleCaliforniaFees_Check() {
	out := policy.CaliforniaFees{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [mandatory_fees]
}

// The law is about waste, not about prices.
func ExampleCaliforniaSB1383() {
	askLaw(policy.CaliforniaSB1383{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")})
	// Output:
	// SB1383 not_applicable SB 1383 is about organic waste and methane (2016) or family leave (2020), not about prices or taxes; see CA-17501, CA-396, CA-SB478, CA-AB325 and TAX-1
}

// What the rule is and since when it holds.
func ExampleCaliforniaSB1383_Info() {
	info := policy.CaliforniaSB1383{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// SB1383 from 2000-01-01
	// SB 1383 (2016), organic waste and methane; SB 1383 (2020), family leave
}

// It never applies.
func ExampleCaliforniaSB1383_Check() {
	out := policy.CaliforniaSB1383{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status)
	// Output:
	// not_applicable
}

// The limits last 30 days unless they are extended.
func ExampleEmergency() {
	fire := policy.Emergency{Name: "fire", State: "US-CA", Counties: []string{"Ventura"}, Declared: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), PriceBefore: decimal.NewNullDecimal(decimal.RequireFromString("10"))}
	askLaw(policy.CaliforniaEmergency{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("12"), Emergencies: []policy.Emergency{fire}})
	// Output:
	// CA-396 block: the price of 12.00 USD is above the limit of 11.00 USD, the price before of 10.00 USD and 10%, in the emergency declared for Ventura, California on 2026-11-01
}

// The last day of the limits.
func ExampleEmergency_LastDay() {
	fire := policy.Emergency{State: "US-CA", Declared: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	fmt.Println(fire.LastDay().Format(time.DateOnly))
	fire.Until = time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	fmt.Println(fire.LastDay().Format(time.DateOnly))
	// Output:
	// 2026-12-01
	// 2026-12-31
}

// An item of 10.00 before the emergency, its cost unchanged.
func ExampleCaliforniaEmergency() {
	quake := policy.Emergency{State: "US-CA", Declared: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), PriceBefore: decimal.NewNullDecimal(decimal.RequireFromString("10.00"))}
	for _, price := range []string{"11.00", "11.01"} {
		c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString(price), Emergencies: []policy.Emergency{quake}}
		askLaw(policy.CaliforniaEmergency{}, c)
	}
	// Output:
	// CA-396 passed
	// CA-396 block: the price of 11.01 USD is above the limit of 11.00 USD, the price before of 10.00 USD and 10%, in the emergency declared for California on 2026-11-01
}

// What the rule is and since when it holds.
func ExampleCaliforniaEmergency_Info() {
	info := policy.CaliforniaEmergency{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// CA-396 from 2020-09-30
	// Cal. Penal Code 396 as amended by SB 1196, signed 2020-09-30
}

// A new item of unknown cost.
func ExampleCaliforniaEmergency_Check() {
	out := policy.CaliforniaEmergency{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("12"), Emergencies: []policy.Emergency{{State: "US-CA", Declared: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), NewItem: true}}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [emergencies[0].cost]
}

// A tool that competitors agreed to use.
func ExampleCaliforniaAgreement() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{Shared: policy.Yes, CompetitorData: policy.Yes, Agreement: policy.Yes}}
	askLaw(policy.CaliforniaAgreement{}, c)
	// Output:
	// CA-AB325-a block: the price comes from a tool that two or more use with data of competitors, as part of an agreement
}

// What the rule is and since when it holds.
func ExampleCaliforniaAgreement_Info() {
	info := policy.CaliforniaAgreement{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// CA-AB325-a from 2026-01-01
	// Cal. Bus. & Prof. Code 16729(a), AB 325; penalties 16755 and 16755.1, SB 763
}

// Whether others use the tool is not known.
func ExampleCaliforniaAgreement_Check() {
	out := policy.CaliforniaAgreement{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{CompetitorData: policy.Yes, Agreement: policy.Yes}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [algorithm.shared]
}

// A tool whose price has to be taken.
func ExampleCaliforniaCoercion() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{Shared: policy.Yes, CompetitorData: policy.Yes, Coerced: policy.Yes}}
	askLaw(policy.CaliforniaCoercion{}, c)
	// Output:
	// CA-AB325-b block: the price comes from a tool that two or more use with data of competitors, and its recommendation has to be adopted
}

// What the rule is and since when it holds.
func ExampleCaliforniaCoercion_Info() {
	info := policy.CaliforniaCoercion{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// CA-AB325-b from 2026-01-01
	// Cal. Bus. & Prof. Code 16729(b), AB 325; penalties 16755 and 16755.1, SB 763
}

// The tool works with the seller's own data.
func ExampleCaliforniaCoercion_Check() {
	out := policy.CaliforniaCoercion{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{CompetitorData: policy.No}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] the tool uses no data of competitors, so it is no common pricing algorithm
}
