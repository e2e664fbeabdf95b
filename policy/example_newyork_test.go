package policy_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// An answer that nobody gave is no "no".
func ExampleAnswer() {
	for _, answer := range []policy.Answer{policy.Unknown, policy.No, policy.Yes} {
		out := policy.NewYorkPending{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: answer}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
		fmt.Println(out.Status)
	}
	// Output:
	// unjudged
	// not_applicable
	// found
}

// A price that a person set.
func ExampleAlgorithm() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{None: true}}
	askLaw(policy.NewYorkDisclosure{}, c)
	// Output:
	// NY-ALGO not_applicable no tool set or recommended the price
}

// The notice has to be there word for word.
func ExampleNewYorkDisclosure() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: policy.Yes, Notice: "Price just for you"}}
	askLaw(policy.NewYorkDisclosure{}, c)
	c.Algorithm.Notice = policy.NewYorkNotice
	askLaw(policy.NewYorkDisclosure{}, c)
	// Output:
	// NY-ALGO block: the price uses personal data of the consumer and lacks the notice "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA"
	// NY-ALGO passed
}

// What the rule is and since when it holds.
func ExampleNewYorkDisclosure_Info() {
	info := policy.NewYorkDisclosure{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// NY-ALGO from 2025-11-10
	// N.Y. Gen. Bus. Law 349-a, Algorithmic Pricing Disclosure Act
}

// How the price was set is not known.
func ExampleNewYorkDisclosure_Check() {
	out := policy.NewYorkDisclosure{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [algorithm]
}

// A bill that waits for its signature.
func ExampleNewYorkPending() {
	askLaw(policy.NewYorkPending{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: policy.Yes}})
	// Output:
	// NY-PEND info: New York has passed a bill that bans individual surveillance pricing; the governor has until 2026-12-31
}

// What the rule is and since when it holds.
func ExampleNewYorkPending_Info() {
	info := policy.NewYorkPending{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// NY-PEND from 2026-06-05
	// N.Y. A9349-B / S8623-B of 2026; press reports of its passage on 2026-06-05
}

// The price uses no personal data.
func ExampleNewYorkPending_Check() {
	out := policy.NewYorkPending{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: policy.No}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] the price uses no personal data of the consumer
}

// A food retailer.
func ExampleMarylandFood() {
	askLaw(policy.MarylandFood{Food: true}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: policy.Yes}})
	// Output:
	// MD-895 block: the price of food uses personal data of the consumer
}

// What the rule is and since when it holds.
func ExampleMarylandFood_Info() {
	info := policy.MarylandFood{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// MD-895 from 2026-10-01
	// Maryland HB 895 of 2026, Protection From Predatory Pricing Act
}

// A seller of other goods.
func ExampleMarylandFood_Check() {
	out := policy.MarylandFood{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: policy.Yes}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// not_applicable [] covers food retailers and food delivery, not other goods
}

// It only informs.
func ExampleConnecticutPersonal() {
	askLaw(policy.ConnecticutPersonal{}, &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Algorithm: &policy.Algorithm{PersonalData: policy.Yes}})
	// Output:
	// CT-2026 info: Connecticut has enacted disclosure and limits for prices that personal data of the consumer raise; read the text before such a price is shown there
}

// What the rule is and since when it holds.
func ExampleConnecticutPersonal_Info() {
	info := policy.ConnecticutPersonal{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// CT-2026 from 2026-05-27
	// Connecticut SB 4, Public Act 26-64, signed 2026-05-27; law-firm notes of June 2026
}

// How the price was set is not known.
func ExampleConnecticutPersonal_Check() {
	out := policy.ConnecticutPersonal{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20")}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [algorithm]
}
