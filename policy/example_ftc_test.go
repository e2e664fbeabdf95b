package policy_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A stricter threshold of one's own.
func ExampleRegularPrice() {
	fmt.Println(policy.RegularPrice{})
	fmt.Println(policy.FTCFormerPrice{Regular: policy.RegularPrice{Days: 45}}.Info().House[0])
	// Output:
	// 28 of the last 90 days
	// reasonably substantial period: 45 of the last 90 days
}

// The house threshold.
func ExampleRegularPrice_String() {
	fmt.Println(policy.RegularPrice{}.String())
	// Output:
	// 28 of the last 90 days
}

// The example of 16 CFR 233.1(c): the usual price is 7.50, it is raised to 10 for a few
// days, and then it is "was 10, now 7.50".
func ExampleFTCFormerPrice() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("7.50"), Reference: &policy.Reference{Kind: policy.ReferenceFormer, Price: decimal.RequireFromString("10")}}
	c.History = policy.History{
		{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC), Price: decimal.RequireFromString("7.50")},
		{From: time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Price: decimal.RequireFromString("10")},
	}
	askLaw(policy.FTCFormerPrice{}, c)
	// Output:
	// FTC-233-1 block: the former price of 10.00 USD was asked on 4 of the last 90 days outside promotions, at least 28 are needed
}

// What the rule is and since when it holds.
func ExampleFTCFormerPrice_Info() {
	info := policy.FTCFormerPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	fmt.Println(info.House)
	// Output:
	// FTC-233-1 from 1967-11-08
	// 16 CFR 233.1
	// [reasonably substantial period: 28 of the last 90 days substantial sales: 0.25 of the units]
}

// The history is not known.
func ExampleFTCFormerPrice_Check() {
	out := policy.FTCFormerPrice{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("7.50"), Reference: &policy.Reference{Kind: policy.ReferenceFormer, Price: decimal.RequireFromString("10")}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [history]
}

// Most others ask far less.
func ExampleFTCElsewherePrice() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("7.50"), Reference: &policy.Reference{Kind: policy.ReferenceElsewhere, Price: decimal.RequireFromString("15")}}
	for _, price := range []string{"15", "7.50", "7.60"} {
		c.Elsewhere = append(c.Elsewhere, policy.Elsewhere{Where: "shop", Price: decimal.RequireFromString(price)})
	}
	askLaw(policy.FTCElsewherePrice{}, c)
	// Output:
	// FTC-233-2 block: "elsewhere 15.00 USD" is asked in 1 of 3 places of others, so it is not what most of them ask
}

// What the rule is and since when it holds.
func ExampleFTCElsewherePrice_Info() {
	info := policy.FTCElsewherePrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	fmt.Println(info.House)
	// Output:
	// FTC-233-2 from 1967-11-08
	// 16 CFR 233.2
	// [substantial sales in the area: 0.5 of the places of others ask the price or more]
}

// The prices of others are not known.
func ExampleFTCElsewherePrice_Check() {
	out := policy.FTCElsewherePrice{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("7.50"), Reference: &policy.Reference{Kind: policy.ReferenceElsewhere, Price: decimal.RequireFromString("15")}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [elsewhere]
}

// Nobody asks the list price.
func ExampleFTCListPrice() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15"), Reference: &policy.Reference{Kind: policy.ReferenceList, Price: decimal.RequireFromString("29")}}
	c.History = policy.History{{From: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Price: decimal.RequireFromString("15")}}
	c.Elsewhere = []policy.Elsewhere{{Where: "walmart", Price: decimal.RequireFromString("16")}}
	askLaw(policy.FTCListPrice{}, c)
	// Output:
	// FTC-233-3 warn: the list price of 29.00 USD was asked here on 0 of the last 90 days and is asked in 0 of 1 places of others: it is hardly a selling price
}

// What the rule is and since when it holds.
func ExampleFTCListPrice_Info() {
	info := policy.FTCListPrice{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	fmt.Println(info.House)
	// Output:
	// FTC-233-3 from 1967-11-08
	// 16 CFR 233.3
	// [own sales: 28 of the last 90 days others: 0.5 of their places]
}

// Nothing is known but the list price.
func ExampleFTCListPrice_Check() {
	out := policy.FTCListPrice{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("15"), Reference: &policy.Reference{Kind: policy.ReferenceList, Price: decimal.RequireFromString("29")}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [history elsewhere]
}

// "Buy one, get one" on a price that was doubled first.
func ExampleFTCFreeOffer() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("40"), Claims: []policy.Claim{{Kind: policy.ClaimFree}}}
	c.History = policy.History{{From: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Price: decimal.RequireFromString("20")}}
	askLaw(policy.FTCFreeOffer{}, c)
	// Output:
	// FTC-233-4 warn: a "free" offer rests on 40.00 USD, which was asked on 0 of the last 90 days outside promotions
}

// What the rule is and since when it holds.
func ExampleFTCFreeOffer_Info() {
	info := policy.FTCFreeOffer{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	fmt.Println(info.House)
	// Output:
	// FTC-233-4 from 1967-11-08
	// 16 CFR 233.4
	// [regular price: 28 of the last 90 days]
}

// Nothing is claimed to be free.
func ExampleFTCFreeOffer_Check() {
	out := policy.FTCFreeOffer{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("40"), Claims: []policy.Claim{}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] nothing is claimed to be free
}

// A limited offer that goes on after its last day.
func ExampleFTCOtherClaims() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Claims: []policy.Claim{{Kind: policy.ClaimLimited, Until: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)}}}
	askLaw(policy.FTCOtherClaims{}, c)
	// Output:
	// FTC-233-5 warn: the limited offer ended on 2026-10-31 and is still made
}

// What the rule is and since when it holds.
func ExampleFTCOtherClaims_Info() {
	info := policy.FTCOtherClaims{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// FTC-233-5 from 1967-11-08
	// 16 CFR 233.5
}

// The price of the trade is not known.
func ExampleFTCOtherClaims_Check() {
	out := policy.FTCOtherClaims{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Claims: []policy.Claim{{Kind: policy.ClaimWholesale}}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [claims[0].base]
}

// It is not for goods.
func ExampleFTCFees() {
	askLaw(policy.FTCFees{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")})
	// Output:
	// FTC-464 not_applicable covers live-event tickets and short-term lodging, not goods
}

// What the rule is and since when it holds.
func ExampleFTCFees_Info() {
	info := policy.FTCFees{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// FTC-464 from 2025-05-12
	// 16 CFR 464
}

// It is not for goods.
func ExampleFTCFees_Check() {
	out := policy.FTCFees{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] covers live-event tickets and short-term lodging, not goods
}

// A factory price that is none.
func ExampleClaimKind() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Claims: []policy.Claim{{Kind: policy.ClaimFactory, Base: decimal.NewNullDecimal(decimal.RequireFromString("12"))}}}
	askLaw(policy.FTCOtherClaims{}, c)
	// Output:
	// FTC-233-5 warn: the price of 20.00 USD is called a factory price, but that is 12.00 USD
}

// What is known to be false is said so.
func ExampleClaim() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Claims: []policy.Claim{{Kind: policy.ClaimAdvance, True: policy.No}}}
	askLaw(policy.FTCOtherClaims{}, c)
	// Output:
	// FTC-233-5 warn: the claim "advance_sale" is not true
}
