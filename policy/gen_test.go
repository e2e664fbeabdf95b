package policy_test

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func null(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

func day(year, month, d int) time.Time {
	return time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
}

// run is a run of days at a price; units "" are unknown.
func run(from, to time.Time, price, units string) policy.PriceRun {
	r := policy.PriceRun{From: from, To: to, Price: dec(price)}
	if units != "" {
		r.Units = null(units)
	}
	return r
}

// lastDays is a run of so many days that ends on the day before benchDay.
func lastDays(n int, price, units string) policy.PriceRun {
	return run(benchDay.AddDate(0, 0, -n), benchDay.AddDate(0, 0, -1), price, units)
}

// promoted is a run in a promotion.
func promoted(r policy.PriceRun) policy.PriceRun {
	r.Promotion = true
	return r
}

// amazon is a case on Amazon at a price in dollars, changed by edits.
func amazon(price string, edits ...func(*policy.Case)) *policy.Case {
	c := &policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec(price)}
	for _, edit := range edits {
		edit(c)
	}
	return c
}

// walmart is a case at Walmart at a price in dollars, changed by edits.
func walmart(price string, edits ...func(*policy.Case)) *policy.Case {
	c := amazon(price, edits...)
	c.Channel = "walmart"
	return c
}

// ask asks one rule about a case on a day.
func ask(t testing.TB, rule policy.Rule, c *policy.Case, on time.Time) (policy.Result, policy.Report) {
	t.Helper()
	set, err := policy.NewSet(rule)
	if err != nil {
		t.Fatal(err)
	}
	report, err := set.Check(c, on)
	if err != nil {
		t.Fatal(err)
	}
	return report.Results[0], report
}

// An outcome is a row of a table: a case and what a rule says of it.
type outcome struct {
	name     string
	c        *policy.Case
	status   policy.Status
	severity policy.Severity // of the gravest finding
	house    bool            // of the first finding
	missing  []string
	findings int // 0 means 1 for a found status
}

// checkOutcomes asks a rule about each row on benchDay, and then everything that holds
// for every rule: another channel and the day before From.
func checkOutcomes(t *testing.T, rule policy.Rule, rows []outcome) {
	t.Helper()
	info := rule.Info()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			result, report := ask(t, rule, row.c, benchDay)
			if result.Status != row.status || report.Worst() != row.severity || !slices.Equal(result.Missing, row.missing) {
				t.Fatalf("%s, severity %q, missing %q; want %s, %q, %q\n%s", result.Status, report.Worst(), result.Missing, row.status, row.severity, row.missing, report)
			}
			if (result.Reason == "") != (row.status != policy.StatusNotApplicable) {
				t.Errorf("%s with the reason %q", result.Status, result.Reason)
			}
			if row.status == policy.StatusFound {
				if want := max(1, row.findings); len(report.Findings) != want {
					t.Fatalf("%d findings, want %d\n%s", len(report.Findings), want, report)
				}
				for _, f := range report.Findings {
					if f.Rule != info.ID || f.Citation != info.Citation || f.Message == "" {
						t.Errorf("finding %+v", f)
					}
				}
				if report.Findings[0].House != row.house {
					t.Errorf("house %v, want %v\n%s", report.Findings[0].House, row.house, report)
				}
			}
			early, _ := ask(t, rule, row.c, info.From.AddDate(0, 0, -1))
			other := *row.c
			other.Channel = "ebay"
			elsewhere, _ := ask(t, rule, &other, benchDay)
			for _, r := range []policy.Result{early, elsewhere} {
				if r.Status != policy.StatusNotApplicable {
					t.Errorf("before its day or on another channel: %+v", r)
				}
			}
		})
	}
}

// naiveMedian is the median of a window the slow way: a list with one entry for every
// day, and a weight for each.
func naiveMedian(h policy.History, on time.Time, days int, paid bool) decimal.NullDecimal {
	type entry struct {
		price  decimal.Decimal
		weight *big.Rat
	}
	var entries []entry
	total := new(big.Rat)
	for d := on.AddDate(0, 0, -days); d.Before(on); d = d.AddDate(0, 0, 1) {
		for _, r := range h {
			if d.Before(r.From) || d.After(r.To) || r.Promotion {
				continue
			}
			weight := big.NewRat(1, 1)
			if paid {
				if !r.Units.Valid {
					return decimal.NullDecimal{}
				}
				all := int64(r.To.Sub(r.From)/(24*time.Hour)) + 1
				weight.Quo(r.Units.Decimal.Rat(), big.NewRat(all, 1))
			}
			if weight.Sign() > 0 {
				entries = append(entries, entry{r.Price, weight})
				total.Add(total, weight)
			}
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return a.price.Cmp(b.price) })
	middle := new(big.Rat).Quo(total, big.NewRat(2, 1))
	sum := new(big.Rat)
	for i, e := range entries {
		switch sum.Add(sum, e.weight).Cmp(middle) {
		case 1:
			return decimal.NewNullDecimal(e.price)
		case 0:
			return decimal.NewNullDecimal(e.price.Add(entries[i+1].price).Mul(dec("0.5")))
		}
	}
	return decimal.NullDecimal{}
}

// genPrice is a price of 0.01 to 500.00, sometimes with another exponent.
func genPrice(t *rapid.T, name string) decimal.Decimal {
	cents := decimal.New(rapid.Int64Range(1, 50000).Draw(t, name), -2)
	if rapid.IntRange(0, 9).Draw(t, name+" form") == 0 {
		return cents.Mul(dec("1.00"))
	}
	return cents
}

// genHistory is a history of up to 12 runs in the months before benchDay.
func genHistory(t *rapid.T) policy.History {
	var h policy.History
	d := benchDay.AddDate(0, 0, -rapid.IntRange(0, 200).Draw(t, "start"))
	for range rapid.IntRange(0, 12).Draw(t, "runs") {
		d = d.AddDate(0, 0, rapid.IntRange(0, 4).Draw(t, "gap"))
		r := policy.PriceRun{
			From: d, To: d.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "days")),
			Price: decimal.New(rapid.Int64Range(1, 8).Draw(t, "price")*250, -2), Promotion: rapid.IntRange(0, 3).Draw(t, "promotion") == 0,
		}
		if rapid.IntRange(0, 12).Draw(t, "known") > 0 {
			r.Units = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 60).Draw(t, "units"), -int32(rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(t, "places"))))
		}
		h = append(h, r)
		d = r.To.AddDate(0, 0, 1)
	}
	return h
}

func fxCurrency(code string) fx.Currency { return fx.Currency(code) }
