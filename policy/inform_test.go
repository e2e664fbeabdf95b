package policy_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/policy"
)

func lawSales(from, to string, count int, gross string) policy.AccountSales {
	return policy.AccountSales{From: lawDay(from), To: lawDay(to), Count: count, Gross: lawAmount(gross)}
}

// onAmazon is an account on Amazon with some sales.
func onAmazon(sales ...policy.AccountSales) func(*policy.Case) {
	return func(c *policy.Case) {
		c.Channel, c.Account = "amazon", &policy.Account{Sales: append([]policy.AccountSales{}, sales...)}
	}
}

func TestInformSeller(t *testing.T) {
	rule := policy.InformSeller{}
	runLaw(t, []lawRow{
		{name: "exactly on both", rule: rule, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 200, "5000")), want: policy.StatusFound, finds: notices, says: "200 sales and 5000.00 USD"},
		{name: "one sale too few", rule: rule, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 199, "50000")), want: policy.StatusPassed},
		{name: "one cent too little", rule: rule, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 2000, "4999.99")), want: policy.StatusPassed},
		{name: "20,000 on", rule: rule, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 200, "20000")), want: policy.StatusFound, finds: append(notices, policy.Notice), says: "shown to buyers"},
		{name: "20,000 below", rule: rule, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 200, "19999.99")), want: policy.StatusFound, finds: notices},
		{name: "12 months on end", rule: rule, set: onAmazon(lawSales("2026-02-14", "2026-02-14", 100, "2500"), lawSales("2025-02-15", "2025-02-15", 100, "2500")), want: policy.StatusFound, finds: notices, says: "200 sales"},
		{name: "a day more than 12 months", rule: rule, set: onAmazon(lawSales("2026-02-15", "2026-02-15", 100, "2500"), lawSales("2025-02-15", "2025-02-15", 100, "2500")), want: policy.StatusPassed},
		{name: "first day of 24 months", rule: rule, set: onAmazon(lawSales("2024-11-23", "2024-11-23", 200, "5000")), want: policy.StatusFound, finds: notices},
		{name: "older than 24 months", rule: rule, set: onAmazon(lawSales("2024-11-22", "2024-11-23", 200, "5000")), want: policy.StatusPassed},
		{name: "the day itself", rule: rule, set: onAmazon(lawSales("2026-11-23", "2026-11-23", 200, "5000")), want: policy.StatusPassed},
		{name: "sales and gross in different years", rule: rule, set: onAmazon(lawSales("2025-01-01", "2025-01-31", 300, "1000"), lawSales("2026-02-01", "2026-02-28", 10, "9000")), want: policy.StatusPassed},
		{name: "an entry of more than 12 months is in none", rule: rule, set: onAmazon(lawSales("2025-01-01", "2026-03-31", 900, "90000"), lawSales("2026-05-01", "2026-05-31", 200, "5000")), want: policy.StatusFound, finds: notices, says: "200 sales and 5000.00 USD"},
		{name: "none", rule: rule, set: onAmazon(), want: policy.StatusPassed},
		{name: "own numbers", rule: policy.InformSeller{Sales: 10, Gross: lawAmount("100")}, set: onAmazon(lawSales("2026-01-01", "2026-01-31", 10, "100")), want: policy.StatusFound, finds: notices},
		{name: "account unknown", rule: rule, set: func(c *policy.Case) { c.Channel = "ebay" }, want: policy.StatusUnjudged, missing: []string{"account"}},
		{name: "sales unknown", rule: rule, set: func(c *policy.Case) { c.Channel, c.Account = "tiktok", &policy.Account{} }, want: policy.StatusUnjudged, missing: []string{"account.sales"}},
		{name: "other currency", rule: rule, set: func(c *policy.Case) {
			onAmazon(lawSales("2026-01-01", "2026-01-31", 200, "5000"))(c)
			c.Currency = "EUR"
		}, want: policy.StatusUnjudged, missing: []string{"currency"}},
		{name: "own store", rule: rule, set: func(c *policy.Case) {
			onAmazon(lawSales("2026-01-01", "2026-01-31", 200, "5000"))(c)
			c.Channel = "shopify"
		}, want: policy.StatusNotApplicable},
		{name: "first day in force", rule: rule, day: "2023-06-27", set: onAmazon(lawSales("2023-01-01", "2023-01-31", 200, "5000")), want: policy.StatusFound, finds: notices},
		{name: "day before", rule: rule, day: "2023-06-26", set: onAmazon(lawSales("2023-01-01", "2023-01-31", 200, "5000")), want: policy.StatusNotApplicable},
	})
}

// The sliding sum finds what trying every 12 months finds, for entries of any length
// in any order.
func propInformWindows(t *rapid.T) {
	set, err := policy.NewSet(policy.InformSeller{})
	if err != nil {
		t.Fatal(err)
	}
	on, start := lawDay("2026-11-23"), lawDay("2024-09-01")
	var sales []policy.AccountSales
	for range rapid.IntRange(0, 12).Draw(t, "entries") {
		from := start.AddDate(0, 0, rapid.IntRange(0, 800).Draw(t, "from"))
		sales = append(sales, policy.AccountSales{
			From: from, To: from.AddDate(0, 0, rapid.SampledFrom([]int{0, 0, 30, 200, 380, 500}).Draw(t, "days")),
			Count: rapid.IntRange(0, 120).Draw(t, "count"), Gross: lawAmount("3000"),
		})
	}
	want := false
	for first := lawDay("2024-11-23"); first.Before(on); first = first.AddDate(0, 0, 1) {
		count, gross := 0, lawAmount("0")
		for _, s := range sales {
			if !s.From.Before(first) && s.To.Before(first.AddDate(0, 12, 0)) && s.To.Before(on) {
				count, gross = count+s.Count, gross.Add(s.Gross)
			}
		}
		want = want || count >= 200 && gross.GreaterThanOrEqual(lawAmount("5000"))
	}
	c := lawCase()
	onAmazon(sales...)(c)
	r, err := set.Check(c, on)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(r.Findings) > 0; got != want {
		t.Fatalf("high volume %v, want %v", got, want)
	}
}

func TestInformWindows(t *testing.T) { rapid.Check(t, propInformWindows) }
