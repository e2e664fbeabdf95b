package policy_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A policy that is talked over is an agreement.
func ExampleResaleForm() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Resale: &policy.Resale{Form: policy.ResaleUnilateral, Minimum: decimal.NewNullDecimal(decimal.RequireFromString("20")), Negotiated: true, States: []string{"US-TX"}}}
	askLaw(policy.ResalePriceMaintenance{}, c)
	// Output:
	// RPM-1 warn: negotiation makes an agreement of the policy; an agreement on a minimum resale price of 20.00 USD is judged by the rule of reason under federal law (Leegin)
}

// A minimum resale price that is only announced.
func ExampleResale() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Resale: &policy.Resale{Form: policy.ResaleUnilateral, Minimum: decimal.NewNullDecimal(decimal.RequireFromString("20"))}}
	askLaw(policy.ResalePriceMaintenance{}, c)
	// Output:
	// RPM-1 info: a minimum resale price of 20.00 USD as a policy announced beforehand, without negotiation and second chance, is not an agreement under federal law (Colgate)
}

// An agreement with resellers in Maryland.
func ExampleResalePriceMaintenance() {
	c := &policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Resale: &policy.Resale{Form: policy.ResaleAgreement, Minimum: decimal.NewNullDecimal(decimal.RequireFromString("20")), States: []string{"US-MD"}}}
	askLaw(policy.ResalePriceMaintenance{}, c)
	// Output:
	// RPM-1 block: an agreement on a minimum resale price of 20.00 USD is unlawful per se with resellers in Maryland
	// RPM-1 warn: an agreement on a minimum resale price of 20.00 USD is judged by the rule of reason under federal law (Leegin)
}

// What the rule is and since when it holds.
func ExampleResalePriceMaintenance_Info() {
	info := policy.ResalePriceMaintenance{}.Info()
	fmt.Println(info.ID, "from", info.From.Format(time.DateOnly))
	fmt.Println(info.Citation)
	// Output:
	// RPM-1 from 2007-06-28
	// United States v. Colgate & Co., 250 U.S. 300 (1919); Leegin v. PSKS, 551 U.S. 877 (2007); Md. Code, Com. Law 11-204 since 2009-10-01
}

// The minimum is not known.
func ExampleResalePriceMaintenance_Check() {
	out := policy.ResalePriceMaintenance{}.Check(&policy.Case{Channel: "shopify", Currency: fx.USD, Price: decimal.RequireFromString("20"), Resale: &policy.Resale{Form: policy.ResaleAgreement}}, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	fmt.Println(out.Status, out.Missing, out.Reason)
	// Output:
	// unjudged [resale.minimum]
}
