package kpi_test

import (
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func lcAmounts(pairs ...string) []kpi.LifecycleAmount {
	var out []kpi.LifecycleAmount
	for i := 0; i < len(pairs); i += 2 {
		a := kpi.LifecycleAmount{Day: lcDay(pairs[i])}
		if pairs[i+1] != "?" {
			a.Amount = lcSet(pairs[i+1])
		}
		out = append(out, a)
	}
	return out
}

func TestPaybackOf(t *testing.T) {
	simple := kpi.Discounting{AnnualRate: lcDec("0.1")}
	effective := kpi.Discounting{AnnualRate: lcDec("0.07"), Rule: kpi.EffectiveRate}
	for _, row := range []struct {
		name                    string
		amounts                 []kpi.LifecycleAmount
		asOf                    string
		discount                kpi.Discounting
		status                  kpi.PaybackStatus
		out, breakEven, lasting string
		days, peak, roi, total  string
	}{
		{"pays back", lcAmounts("2026-01-10", "-5000", "2026-04-01", "3000", "2026-06-01", "3000"), "2026-12-31", kpi.Discounting{},
			kpi.PaidBack, "2026-01-10", "2026-06-01", "2026-06-01", "142 days", "5000.00 USD", "20.00%", "1000.00 USD"},
		{"exactly", lcAmounts("2026-01-10", "-5000", "2026-04-01", "5000"), "2026-12-31", kpi.Discounting{},
			kpi.PaidBack, "2026-01-10", "2026-04-01", "2026-04-01", "81 days", "5000.00 USD", "0.00%", "0.00 USD"},
		{"a cent short", lcAmounts("2026-01-10", "-5000", "2026-04-01", "4999.99"), "2026-12-31", kpi.Discounting{},
			kpi.NotPaidBack, "2026-01-10", "", "", "incomplete: break_even", "5000.00 USD", "0.00%", "-0.01 USD"},
		{"twice", lcAmounts("2026-01-01", "-100", "2026-02-01", "150", "2026-03-01", "-200", "2026-04-01", "300"), "2026-12-31", kpi.Discounting{},
			kpi.PaidBack, "2026-01-01", "2026-02-01", "2026-04-01", "31 days", "150.00 USD", "100.00%", "150.00 USD"},
		{"back and out again", lcAmounts("2026-01-01", "-100", "2026-02-01", "150", "2026-03-01", "-200"), "2026-12-31", kpi.Discounting{},
			kpi.NotPaidBack, "2026-01-01", "2026-02-01", "", "31 days", "150.00 USD", "-100.00%", "-150.00 USD"},
		{"the day before the last amount", lcAmounts("2026-01-01", "-100", "2026-02-01", "150"), "2026-01-31", kpi.Discounting{},
			kpi.NotPaidBack, "2026-01-01", "", "", "incomplete: break_even", "100.00 USD", "-100.00%", "-100.00 USD"},
		{"on one day it is netted", lcAmounts("2026-01-01", "-100", "2026-01-01", "150"), "2026-01-31", kpi.Discounting{},
			kpi.NoInvestment, "", "", "", "incomplete: break_even", "0.00 USD", "undefined", "50.00 USD"},
		{"not known", lcAmounts("2026-01-01", "-100", "2026-01-05", "150", "2026-01-09", "?"), "2026-01-31", kpi.Discounting{},
			kpi.PaybackOpen, "2026-01-01", "2026-01-05", "", "4 days", "incomplete: amount", "incomplete: amount", "incomplete: amount"},
		// 1,000 for a year at 10 % is 1,100.
		{"simple interest", lcAmounts("2026-01-01", "-1000", "2027-01-01", "1100"), "2027-01-01", simple,
			kpi.PaidBack, "2026-01-01", "2027-01-01", "2027-01-01", "365 days", "1099.73 USD", "0.00%", "100.00 USD"},
		{"simple interest, a cent less", lcAmounts("2026-01-01", "-1000", "2027-01-01", "1099.99"), "2027-01-01", simple,
			kpi.NotPaidBack, "2026-01-01", "", "", "incomplete: break_even", "1099.73 USD", "0.00%", "99.99 USD"},
		{"effective", lcAmounts("2026-01-01", "-1000", "2027-01-01", "1070"), "2027-01-01", effective,
			kpi.PaidBack, "2026-01-01", "2027-01-01", "2027-01-01", "365 days", "1000.00 USD", "0.00%", "70.00 USD"},
		{"effective, a cent less", lcAmounts("2026-01-01", "-1000", "2027-01-01", "1069.99"), "2027-01-01", effective,
			kpi.NotPaidBack, "2026-01-01", "", "", "incomplete: break_even", "1000.00 USD", "0.00%", "69.99 USD"},
		{"over a leap day", lcAmounts("2028-02-28", "-10", "2028-03-01", "10"), "2028-03-01", kpi.Discounting{},
			kpi.PaidBack, "2028-02-28", "2028-03-01", "2028-03-01", "2 days", "10.00 USD", "0.00%", "0.00 USD"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := kpi.PaybackOf(row.amounts, fx.USD, lcDay(row.asOf), row.discount)
			if err != nil {
				t.Fatal(err)
			}
			have := []string{string(got.Status), lcText(got.Out), lcText(got.BreakEven), lcText(got.Lasting), got.Days.String(), got.Peak.String(), got.ROI.String(), got.Total.String()}
			want := []string{string(row.status), row.out, row.breakEven, row.lasting, row.days, row.peak, row.roi, row.total}
			for i := range have {
				if have[i] != want[i] && have[i] != "-"+want[i] { // a cent of a thousand is -0.00 %
					t.Errorf("got %q, want %q", have, want)
					break
				}
			}
		})
	}
}

// An effective rate is the power, for any day.
func TestEffectiveRateIsThePower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := decimal.New(rapid.Int64Range(1, 10_000).Draw(t, "rate"), -3)
		days := rapid.IntRange(0, 3000).Draw(t, "days")
		first := lcDay("2026-01-01")
		amounts := []kpi.LifecycleAmount{{Day: first, Amount: lcSet("-1")}, {Day: first.AddDate(0, 0, days), Amount: lcSet("1000000")}}
		got, err := kpi.PaybackOf(amounts, fx.USD, amounts[1].Day, kpi.Discounting{AnnualRate: rate, Rule: kpi.EffectiveRate})
		if err != nil {
			t.Fatal(err)
		}
		have, _ := got.Adjusted.Num.Float64()
		r, _ := rate.Float64()
		want := 1e6*math.Pow(1+r, -float64(days)/365) - 1
		if math.Abs(have-want) > 1e-6 {
			t.Fatalf("%d days at %s: %v, want %v", days, rate, have, want)
		}
	})
}

// Simple interest is each amount with its interest, and the running total does not
// depend on the order of the amounts.
func TestSimpleInterestIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := decimal.New(rapid.Int64Range(0, 1000).Draw(t, "rate"), -3)
		first := lcDay("2027-12-15")
		amounts := []kpi.LifecycleAmount{{Day: first, Amount: lcSet("-500")}}
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			amounts = append(amounts, kpi.LifecycleAmount{
				Day:    first.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "day")),
				Amount: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-50_000, 50_000).Draw(t, "amount"), -2)),
			})
		}
		asOf := first.AddDate(0, 0, 400)
		got, err := kpi.PaybackOf(amounts, fx.USD, asOf, kpi.Discounting{AnnualRate: rate})
		if err != nil {
			t.Fatal(err)
		}
		var want decimal.Decimal // times 365
		for _, a := range amounts {
			days := decimal.New(int64(asOf.Sub(a.Day)/(24*time.Hour)), 0)
			want = want.Add(a.Amount.Decimal.Mul(lcDec("365").Add(rate.Mul(days))))
		}
		if !lcIs(got.Adjusted, want.String(), "365") {
			t.Fatalf("%s, want %s/365", got.Adjusted, want)
		}
		shuffled := rapid.Permutation(amounts).Draw(t, "order")
		again, err := kpi.PaybackOf(shuffled, fx.USD, asOf, kpi.Discounting{AnnualRate: rate})
		if err != nil || again.BreakEven != got.BreakEven || again.Peak.String() != got.Peak.String() || again.Lasting != got.Lasting {
			t.Fatalf("in another order %+v, %v", again, err)
		}
		if got.Peak.Num.Sign() < 0 || got.Status == kpi.PaidBack && (got.Lasting.IsZero() || got.Lasting.Before(got.BreakEven)) {
			t.Fatalf("%+v", got)
		}
	})
}

func TestPaybackRefusals(t *testing.T) {
	bad := []kpi.LifecycleAmount{{Amount: decimal.NewNullDecimal(lcHuge[0])}, {Day: lcDay("2026-01-01"), Amount: decimal.NewNullDecimal(lcHuge[4])}}
	_, err := kpi.PaybackOf(bad, "usd", time.Time{}, kpi.Discounting{AnnualRate: lcDec("12"), Rule: "daily"})
	lcWantFields(t, err, "amounts[0].day", "amounts[0].amount", "amounts[1].amount", "as_of", "currency", "discounting.annual_rate", "discounting.rule")
	_, err = kpi.PaybackOf(lcAmounts("2026-01-02", "1"), fx.USD, lcDay("2026-01-01"), kpi.Discounting{})
	lcWantFields(t, err, "amounts")
	_, err = kpi.PaybackOf(lcAmounts("1926-01-02", "1"), fx.USD, lcDay("2026-01-03"), kpi.Discounting{})
	lcWantFields(t, err, "as_of")
	if _, err := kpi.PaybackOf(lcAmounts("1926-01-01", "-1"), fx.USD, lcDay("2025-12-31"), kpi.Discounting{AnnualRate: lcDec("10"), Rule: kpi.EffectiveRate}); err != nil {
		t.Errorf("a hundred years: %v", err)
	}
}
