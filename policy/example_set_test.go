package policy_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// All rules of the package about one offer.
func Example() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		if f.Severity != policy.Notice {
			fmt.Println(f)
		}
	}
	fmt.Println("blocked:", report.Blocked())
	// Output:
	// AMZ-CPN-2 block: the net price of 93.67 USD is above the required 93.10 USD, 95% of the Was price of 98.00 USD
	// blocked: true
}

// The rules of Walmart in the standard set.
func ExampleStandard() {
	for _, info := range policy.Standard().Infos() {
		if len(info.Channels) == 1 && info.Channels[0] == "walmart" {
			fmt.Println(info.ID, info.Title)
		}
	}
	// Output:
	// WMT-PR-1 an own offer elsewhere must not be cheaper
	// WMT-PR-2 a price must not be egregiously high
	// WMT-PR-3 a shipping fee must not be egregious
	// WMT-REF-1 a strikethrough needs 10% off, from 200.00 dollars 5%
	// WMT-REF-2 the Was price is the median of 90 days
	// WMT-REF-3 a reduced price lasts 14 to 90 days
	// WMT-REF-4 a price under MAP belongs in the cart
}

// A rule of one's own is a type with two methods; charmPrice wants prices that end in .99.
func ExampleRule() {
	set, err := policy.NewSet(append(policy.Standard().Rules(), charmPrice{"OWN-1"})...)
	if err != nil {
		fmt.Println(err)
		return
	}
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("19.49")}
	report, err := set.Check(&c, day(2026, 11, 23))
	result, _ := report.Result("OWN-1")
	fmt.Println(result.Status, err)
	// Output:
	// found <nil>
}

func ExampleNewSet() {
	_, err := policy.NewSet(policy.AmazonFairPrice{}, policy.AmazonFairPrice{}, nil)
	fmt.Println(err)
	// Output:
	// rules[1] must have an ID that no other rule has, got "AMZ-FAIR-2"
	// rules[2] must not be nil
}

// A set of two rules, one with a threshold of one's own.
func ExampleSet() {
	set, err := policy.NewSet(policy.AmazonFairPrice{Warn: dec("1.2")}, policy.AmazonPriceLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("12.50"), Was: null("10.00"), Min: null("9.00")}
	report, err := set.Check(&c, day(2026, 11, 23))
	fmt.Println(report, err)
	// Output:
	// AMZ-FAIR-2 warn: the price of 12.50 USD is more than 1.2 times the Was price of 10.00 USD <nil>
}

func ExampleSet_Check() {
	_, err := policy.Standard().Check(&policy.Case{Channel: "amazon", Currency: fx.USD}, day(2026, 11, 23))
	fmt.Println(err)
	// Output:
	// price must be above 0, got "0"
}

// Many prices of one offer with one report.
func ExampleSet_CheckInto() {
	set, err := policy.NewSet(policy.AmazonPriceLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Min: null("18.00")}
	var report policy.Report
	for _, price := range []string{"17.99", "18.00"} {
		c.Price = dec(price)
		if err := set.CheckInto(&report, &c, day(2026, 11, 23)); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(price, report.Blocked())
	}
	// Output:
	// 17.99 true
	// 18.00 false
}

func ExampleSet_Rules() {
	set, err := policy.NewSet(policy.AmazonFairPack{})
	fmt.Println(len(set.Rules()), err)
	// Output:
	// 1 <nil>
}

func ExampleSet_Infos() {
	set, err := policy.NewSet(policy.AmazonFairPrice{})
	for _, info := range set.Infos() {
		fmt.Println(info.ID, info.House, err)
	}
	// Output:
	// AMZ-FAIR-2 [warning above 1.5 times the median of recent days or the competitive price block above 2 times the median of recent days or the competitive price] <nil>
}

func ExampleInfo() {
	info := policy.AmazonFairShipping{}.Info()
	fmt.Println(info.ID, info.Confidence, info.House)
	// Output:
	// AMZ-FAIR-4 high [excessive: above 1.5 times the public rate of the carrier]
}

func ExampleReport() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Day.Format(time.DateOnly), report.Worst(), report.Blocked())
	// Output:
	// 2026-11-23 block true
}

func ExampleReport_Worst() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Worst())
	// Output:
	// block
}

func ExampleReport_Blocked() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Blocked())
	// Output:
	// true
}

// The inputs that the rules of Amazon lack.
func ExampleReport_Unjudged() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, result := range report.Unjudged() {
		if result.Rule[:3] == "AMZ" {
			fmt.Println(result.Rule, result.Missing)
		}
	}
	// Output:
	// AMZ-TITLE-1 [title]
}

func ExampleReport_Result() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, ok := report.Result("AMZ-DEAL-1")
	fmt.Println(result.Status, result.Reason, ok)
	// Output:
	// not_applicable no deal true
}

func ExampleReport_String() {
	set, err := policy.NewSet(policy.AmazonFeaturedOffer{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := set.Check(&c, day(2026, 11, 23))
	fmt.Println(report.String(), err)
	// Output:
	// AMZ-FO-1 info: the offer will not be featured: 98.60 USD with shipping is above 97.00 USD, the competitive price <nil>
}

func ExampleResult() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := report.Result("AMZ-TITLE-1")
	fmt.Println(result.Rule, result.Status, result.Missing)
	// Output:
	// AMZ-TITLE-1 unjudged [title]
}

func ExampleFinding() {
	f := policy.Finding{Rule: "OWN-1", Severity: policy.Warn, Message: "the price does not end in .99", House: true}
	fmt.Println(f)
	// Output:
	// OWN-1 warn: the price does not end in .99
}

func ExampleFinding_String() {
	f := policy.Finding{Rule: "AMZ-CPN-1", Severity: policy.Block, Message: "the coupon is too small"}
	fmt.Println(f.String())
	// Output:
	// AMZ-CPN-1 block: the coupon is too small
}

func ExampleEvidence() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range report.Findings[0].Evidence {
		fmt.Println(e.Name+":", e.Value)
	}
	// Output:
	// price: 98.60 USD
	// coupon: 5%
	// net price: 93.67 USD
	// was price: 98.00 USD
	// required net price: 93.10 USD
}

func ExampleSeverity() {
	c := policy.Case{
		Channel: "amazon", Currency: fx.USD, Price: dec("98.60"), Was: null("98.00"), CompetitivePrice: null("97.00"),
		Coupon: &policy.Coupon{Share: dec("0.05")}, Min: null("80.00"), Max: null("150.00"),
	}
	report, err := policy.Standard().Check(&c, day(2026, 11, 23))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		if f.Rule[:3] == "AMZ" {
			fmt.Println(f.Rule, f.Severity)
		}
	}
	// Output:
	// AMZ-CPN-2 block
	// AMZ-FO-1 info
	// AMZ-REF-1 info
}

func ExampleOutcome() {
	out := policy.Unjudged("history", "current")
	fmt.Println(out.Status, out.Missing)
	// Output:
	// unjudged [history current]
}

func ExampleStatus() {
	fmt.Println(policy.Passed().Status, policy.Skipped("no deal").Status)
	// Output:
	// passed not_applicable
}

func ExamplePassed() {
	fmt.Println(policy.Passed().Status)
	// Output:
	// passed
}

func ExampleFound() {
	fmt.Println(policy.Found(policy.Finding{Severity: policy.Warn, Message: "too dear"}).Status, policy.Found().Status)
	// Output:
	// found passed
}

func ExampleSkipped() {
	out := policy.Skipped("no deal")
	fmt.Println(out.Status, out.Reason)
	// Output:
	// not_applicable no deal
}

func ExampleUnjudged() {
	out := policy.Unjudged("history")
	fmt.Println(out.Status, out.Missing)
	// Output:
	// unjudged [history]
}
