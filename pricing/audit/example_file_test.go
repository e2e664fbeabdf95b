package audit_test

import (
	"fmt"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
)

func ExampleNumber() {
	f := boxesFile()
	fmt.Println(f.Statement.Price, f.Statement.ProfitExact)
	// Output:
	// 25.20 2.878296566901072
}

func ExampleDay() {
	f := boxesFile()
	fmt.Println(f.Subject.Day)
	// Output:
	// 2026-11-23
}

func ExampleTime() {
	f := boxesFile()
	fmt.Println(f.Subject.DecidedAt)
	// Output:
	// 2026-11-23T12:00:00Z
}

func ExampleHash() {
	f := boxesFile()
	fmt.Println(len(f.Digest.Inputs), f.Evidence[1].SHA256[:8])
	// Output:
	// 64 9f86d081
}

func ExampleSubject() {
	f := boxesFile()
	fmt.Println(f.Subject.SKU, f.Subject.Channel, f.Subject.Rules, f.Subject.Strategy)
	// Output:
	// BOX-3 amazon home-follow compare
}

func ExampleDigest() {
	f := boxesFile()
	fmt.Println(f.Digest.Algorithm, string(f.Digest.Inputs) == audit.DigestOf(f.Inputs))
	// Output:
	// sha256 true
}

func ExampleEvidence() {
	f := boxesFile()
	fmt.Println(f.Evidence[0].Day, f.Evidence[0].Name)
	// Output:
	// 2026-11-23 Offer page of the listing
}

func ExampleApproval() {
	d := must(reprice.Decide(boxes(), follow(), noon))
	d = must(reprice.Approve(d, policy.Approval{
		By: "Li Wei", Reason: "season", Codes: d.Review.Codes, Channel: d.Channel, SKU: d.SKU, Price: d.Review.Price.Decimal, At: today, Until: today,
	}, noon))
	a := must(audit.New(boxes(), follow(), d, audit.Options{})).Approvals[0]
	fmt.Println(a.By, a.Price, a.Codes, a.Settled)
	// Output:
	// Li Wei 25.20 [AMZ-FAIR-2] true
}

func ExampleLeftOut() {
	f := boxesFile()
	fmt.Println(f.LeftOut[1].Code, f.LeftOut[1].Event, f.LeftOut[1].Reason)
	// Output:
	// removal per_unit_removed how many units are removed is not given
}

func ExampleWarning() {
	f := boxesFile()
	fmt.Println(len(f.Warnings), audit.Warning{Code: "referral_rate_disputed", Text: "two sources differ"})
	// Output:
	// 0 {referral_rate_disputed two sources differ}
}

func ExampleDecision() {
	f := boxesFile()
	fmt.Println(f.Decision.Action, f.Decision.From, f.Decision.Wanted, f.Decision.CostsComplete)
	// Output:
	// review 27.99 23.48 true
}

func ExampleAction() {
	f := boxesFile()
	fmt.Println(f.Decision.Action == "review")
	// Output:
	// true
}

func ExampleGravity() {
	f := boxesFile()
	fmt.Println(f.Decision.Review.Gravity)
	// Output:
	// caution
}

func ExampleReason() {
	f := boxesFile()
	fmt.Println(f.Decision.Reasons[1].Code, "-", f.Decision.Reasons[1].Text)
	// Output:
	// featured - beat featured at 23.49 USD
}

func ExampleStep() {
	f := boxesFile()
	s := f.Decision.Steps[0]
	fmt.Println(s.Code, s.From, s.To)
	// Output:
	// step 23.48 25.20
}

func ExampleReview() {
	f := boxesFile()
	fmt.Println(f.Decision.Review.Code, f.Decision.Review.Codes, f.Decision.Review.Price)
	// Output:
	// policy_warning [AMZ-FAIR-2] 25.20
}

func ExampleLimits() {
	f := boxesFile()
	fmt.Println(f.Limits.Target, f.Limits.Least, f.Limits.LeastBy, f.Limits.Most, f.Limits.MostBy)
	// Output:
	// margin of 10% on price 24.62 target 39.99 max
}

func ExampleInterval() {
	f := boxesFile()
	fmt.Printf("%+v\n", f.Limits.Admissible[0])
	// Output:
	// {From:24.62 To:}
}

func ExampleRival() {
	f := boxesFile()
	r := f.Rivals[2]
	fmt.Println(r.Seller, r.Total, r.Considered, r.Excluded)
	// Output:
	// A3WAREHOUSE 22.19 false condition
}

func ExamplePolicy() {
	f := boxesFile()
	fmt.Println(f.Policy.Asked, len(f.Policy.Rules), len(f.Policy.Findings))
	// Output:
	// true 9 2
}

func ExampleRule() {
	f := boxesFile()
	r := f.Policy.Rules[0]
	fmt.Println(r.ID, r.Status, r.Confidence)
	// Output:
	// AMZ-FAIR-2 found high
}

func ExampleFinding() {
	f := boxesFile()
	x := f.Policy.Findings[0]
	fmt.Println(x.Rule, x.Severity, x.House)
	// Output:
	// AMZ-FAIR-2 warn true
}

func ExampleFigure() {
	f := boxesFile()
	e := f.Policy.Findings[0].Evidence[0]
	fmt.Println(e.Name, "=", e.Value)
	// Output:
	// price with shipping = 25.20 USD
}

func ExampleCosts() {
	f := boxesFile()
	fmt.Println(len(f.Costs.Items), "items and", len(f.Costs.Landed.Parts), "landed parts")
	// Output:
	// 2 items and 8 landed parts
}

func ExampleCostItem() {
	f := boxesFile()
	c := f.Costs.Items[0]
	fmt.Println(c.Code, c.Amount, c.Currency)
	// Output:
	// packaging 1.80 CNY
}

func ExampleLanded() {
	f := boxesFile()
	l := f.Costs.Landed
	fmt.Println(l.Units, l.Total, l.Currency, l.Duty)
	// Output:
	// 600 4192.13 USD assessed
}

func ExampleLandedPart() {
	f := boxesFile()
	p := f.Costs.Landed.Parts[0]
	fmt.Println(p.Code, p.Total, p.Entered, p.EnteredCurrency)
	// Output:
	// purchase 2660.09 18900.00 CNY
}

func ExampleSource() {
	f := boxesFile()
	s := f.Statement.Lines[1].Source
	fmt.Println(s.Table, s.EffectiveFrom, s.Confidence)
	// Output:
	// amazon-us-referral-2025-01-15 2025-01-15 high
}

func ExampleStanding() {
	f := boxesFile()
	fmt.Println(f.Statement.Standing)
	// Output:
	// asked
}

func ExampleStatement() {
	f := boxesFile()
	fmt.Println(f.Statement.Price, f.Statement.Profit, f.Statement.Margin, f.Statement.Complete)
	// Output:
	// 25.20 2.88 0.1142 true
}

func ExampleLine() {
	f := boxesFile()
	l := f.Statement.Lines[1]
	fmt.Println(l.Code, l.Amount, l.Before, l.Basis)
	// Output:
	// referral -3.78 -4.20 15% of the sales price, at least 0.30
}

func ExampleRung() {
	f := boxesFile()
	r := f.Statement.Ladder[1]
	fmt.Println(r.Rung, r.Amount, r.Margin)
	// Output:
	// cm1 16.16 0.6821
}

func ExampleBefore() {
	f := boxesFile()
	fmt.Println(f.Statement.Before.Price, f.Statement.Before.Profit)
	// Output:
	// 27.99 4.88
}

func ExampleExchange() {
	f := boxesFile()
	x := f.Exchange
	fmt.Println(x.Spot, x.Buffer, x.Plan, x.BreakEven)
	// Output:
	// 7.105034722222 0.025 6.927408854167 4.364951222681
}

func ExampleLeg() {
	f := boxesFile()
	l := f.Exchange.Legs[0]
	fmt.Println(l.Base, l.Quote, l.Num, "/", l.Den, l.Date, l.Source)
	// Output:
	// USD EUR 1 / 1.152 2026-11-20 ECB
}
